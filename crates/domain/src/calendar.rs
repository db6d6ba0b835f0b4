//! Working days (hari kerja) in Indonesia: weekends, and the national holidays of 2024 to 2026.
//!
//! The regulations on cooperation say "hari kerja" where they mean it (PP 28/2018, Permendagri 25/2020). The holidays are
//! data, in `data/holidays.txt`, and nobody has checked them against the ministers' joint decrees: see [`VERIFIED`].
//! Days of collective leave (cuti bersama) are counted as working days, since the source of the data keeps them apart.
//! Outside those three years only weekends are known, and every answer says so.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};

/// Whether the holidays were checked against the decrees. Pages say "belum terverifikasi" until they are.
pub const VERIFIED: bool = false;

/// Where the holidays come from.
pub const SOURCE: &str = "PyPI holidays 0.109, Indonesia, public";

/// The years whose holidays are known.
pub const YEARS: RangeInclusive<i16> = 2024..=2026;

/// A national holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub on: Date,
    /// Its name, in Indonesian.
    pub name_id: &'static str,
    /// Its name, in English.
    pub name_en: &'static str,
}

/// The last day of a limit counted in working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadline {
    /// The last day on which the thing is in time.
    pub on: Date,
    /// Whether the holidays of every day counted are known. If not, the true day may be later.
    pub holidays_known: bool,
}

/// How many working days lie between two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingDays {
    /// How many.
    pub count: u32,
    /// Whether the holidays of every day counted are known. If not, the true number may be smaller.
    pub holidays_known: bool,
}

/// A weekday of a year whose holidays are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("holidays of {} are not known: the calendar covers 2024 to 2026; add the year to data/holidays.txt", .on.year())]
pub struct OutsideCalendar {
    /// The day asked for.
    pub on: Date,
}

/// All holidays that are known, in order.
pub fn holidays() -> &'static [Holiday] {
    &HOLIDAYS
}

/// The holiday on this day, if one is known.
pub fn holiday(on: Date) -> Option<&'static Holiday> {
    HOLIDAYS
        .binary_search_by_key(&on, |holiday| holiday.on)
        .ok()
        .map(|at| &HOLIDAYS[at])
}

/// Whether offices work on this day. A weekend is none in any year.
///
/// # Errors
/// [`OutsideCalendar`] for a weekday of a year whose holidays are not known.
pub fn is_working_day(on: Date) -> Result<bool, OutsideCalendar> {
    if !works(on) {
        return Ok(false);
    }
    if covers(on) {
        Ok(true)
    } else {
        Err(OutsideCalendar { on })
    }
}

/// The last day of a limit of `days` working days. The day that starts it is not counted; a limit of zero ends on it.
///
/// Ends at the last day that a date can name (in the year 9999) rather than fail.
pub fn add_working_days(from: Date, days: u16) -> Deadline {
    let mut deadline = Deadline {
        on: from,
        holidays_known: true,
    };
    let mut left = days;
    while left > 0 {
        let Ok(next) = deadline.on.tomorrow() else {
            return Deadline {
                holidays_known: false,
                ..deadline
            };
        };
        deadline = Deadline {
            on: next,
            holidays_known: deadline.holidays_known && covers(next),
        };
        left -= u16::from(works(next));
    }
    deadline
}

/// The working days after `from`, up to and with `to`. Zero when `to` is not after `from`.
pub fn working_days_between(from: Date, to: Date) -> WorkingDays {
    let mut between = WorkingDays {
        count: 0,
        holidays_known: true,
    };
    let mut day = from;
    while day < to {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        between.count += u32::from(works(day));
        between.holidays_known &= covers(day);
    }
    between
}

/// Whether offices work on this day as far as is known.
fn works(on: Date) -> bool {
    !matches!(on.weekday(), Weekday::Saturday | Weekday::Sunday) && holiday(on).is_none()
}

fn covers(on: Date) -> bool {
    YEARS.contains(&on.year())
}

static HOLIDAYS: LazyLock<Vec<Holiday>> = LazyLock::new(|| {
    let lines = include_str!("../data/holidays.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines.filter_map(read).collect() // a test counts them, so that a bad line is not dropped unseen
});

fn read(line: &'static str) -> Option<Holiday> {
    let mut columns = line.split('\t');
    let on = columns.next()?.parse().ok()?;
    Some(Holiday {
        on,
        name_id: columns.next()?,
        name_en: columns.next()?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_line_is_a_holiday_of_a_known_year_and_no_day_is_named_twice() {
        let lines = include_str!("../data/holidays.txt").lines();
        assert_eq!(
            holidays().len(),
            lines.filter(|line| !line.starts_with('#')).count()
        );
        assert!(holidays().is_sorted_by(|a, b| a.on < b.on));
        let per_year = YEARS.map(|year| {
            holidays()
                .iter()
                .filter(|holiday| holiday.on.year() == year)
                .count()
        });
        assert!(per_year.eq([19, 17, 17]), "2024 had two days of elections");
        assert_eq!(
            holiday(date(2025, 8, 17)).map(|day| day.name_en),
            Some("Independence Day")
        );
    }

    #[test]
    fn a_limit_skips_weekends_and_holidays() {
        for (from, days, on) in [
            (date(2025, 2, 28), 45, date(2025, 5, 8)), // over Lebaran, Good Friday and Labour Day
            (date(2025, 3, 27), 1, date(2025, 3, 28)),
            (date(2025, 3, 28), 1, date(2025, 4, 2)), // Nyepi on Saturday, Lebaran on Monday and Tuesday
            (date(2025, 12, 24), 1, date(2025, 12, 26)),
            (date(2025, 8, 15), 1, date(2025, 8, 18)), // Independence Day on a Sunday moves nothing
            (date(2024, 2, 7), 1, date(2024, 2, 9)),
            (date(2024, 12, 31), 1, date(2025, 1, 2)),
            (date(2025, 5, 1), 0, date(2025, 5, 1)),
        ] {
            assert_eq!(
                add_working_days(from, days),
                Deadline {
                    on,
                    holidays_known: true
                },
                "{from} + {days}"
            );
            let between = working_days_between(from, on);
            assert_eq!(
                between,
                WorkingDays {
                    count: days.into(),
                    holidays_known: true
                },
                "{from} to {on}"
            );
        }
    }

    #[test]
    fn a_year_has_as_many_working_days_as_an_independent_count_gives() {
        for (year, count) in [(2024, 248), (2025, 248), (2026, 248)] {
            let between = working_days_between(date(year - 1, 12, 31), date(year, 12, 31));
            assert_eq!(
                between,
                WorkingDays {
                    count,
                    holidays_known: true
                },
                "{year}"
            );
        }
    }

    #[test]
    fn outside_the_known_years_only_weekends_are_certain() {
        assert_eq!(is_working_day(date(2027, 1, 2)), Ok(false), "a Saturday");
        let friday = date(2027, 1, 1);
        assert_eq!(is_working_day(friday), Err(OutsideCalendar { on: friday }));
        assert_eq!(is_working_day(date(2026, 12, 31)), Ok(true));
        assert_eq!(is_working_day(date(2024, 1, 1)), Ok(false));
        assert_eq!(
            is_working_day(date(2023, 12, 29)),
            Err(OutsideCalendar {
                on: date(2023, 12, 29)
            })
        );
        let over_new_year = add_working_days(date(2026, 12, 31), 1);
        assert_eq!(
            over_new_year,
            Deadline {
                on: friday,
                holidays_known: false
            }
        );
        assert!(!working_days_between(date(2023, 12, 30), date(2024, 1, 2)).holidays_known);
    }

    #[test]
    fn days_at_the_edge_of_time_and_backwards_are_answered() {
        assert_eq!(
            add_working_days(Date::MAX, 3),
            Deadline {
                on: Date::MAX,
                holidays_known: false
            }
        );
        assert_eq!(
            working_days_between(date(2025, 5, 2), date(2025, 5, 1)).count,
            0
        );
    }
}
