//! When something happened or is due, with the precision that was really said.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day, a month or a year. Written `2025-10-24`, `2025-10` or `2025`.
///
/// Ordered by first day, then by length (a day before the month that begins with it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    /// A calendar day, where it happened.
    Day(Date),
    /// A month of a year.
    Month(i16, i8),
    /// A year.
    Year(i16),
}

/// Years that the record speaks of. Independence is in it, and so is every plan for the long term.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

impl When {
    /// The first day that it can mean.
    pub fn first_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => Date::constant(year, month, 1),
            Self::Year(year) => Date::constant(year, 1, 1),
        }
    }

    /// The last day that it can mean. A promise "by 2026" is late from 1 January 2027.
    pub fn last_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => Date::constant(year, month, 1).last_of_month(),
            Self::Year(year) => Date::constant(year, 12, 31),
        }
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.first_day().year()
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first_day(), self.last_day()).cmp(&(other.first_day(), other.last_day()))
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl From<When> for String {
    fn from(when: When) -> String {
        when.to_string()
    }
}

impl From<Date> for When {
    fn from(day: Date) -> When {
        When::Day(day)
    }
}

impl FromStr for When {
    type Err = NotWhen;
    fn from_str(text: &str) -> Result<Self, NotWhen> {
        let wrong = || NotWhen(text.chars().take(40).collect());
        let digits = |part: &str, len: usize| -> Option<i16> {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())?
        };
        let mut parts = text.split('-');
        let year = parts
            .next()
            .and_then(|p| digits(p, 4))
            .filter(|y| YEARS.contains(y))
            .ok_or_else(wrong)?;
        let Some(month) = parts.next() else {
            return Ok(Self::Year(year));
        };
        let month = digits(month, 2)
            .filter(|m| (1..=12).contains(m))
            .ok_or_else(wrong)? as i8;
        let Some(day) = parts.next() else {
            return Ok(Self::Month(year, month));
        };
        let day = digits(day, 2).ok_or_else(wrong)? as i8;
        if parts.next().is_some() {
            return Err(wrong());
        }
        Date::new(year, month, day)
            .map(Self::Day)
            .map_err(|_| wrong())
    }
}

impl TryFrom<String> for When {
    type Error = NotWhen;
    fn try_from(text: String) -> Result<Self, NotWhen> {
        text.parse()
    }
}

/// A text that is no date of the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a date: write 2025-10-24, 2025-10 or 2025, years 1900 to 2100")]
pub struct NotWhen(pub String);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_as_precise_as_it_was_said() {
        for (text, first, last) in [
            ("2025-10-24", date(2025, 10, 24), date(2025, 10, 24)),
            ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ] {
            let when: When = text.parse().unwrap();
            assert_eq!(
                (when.first_day(), when.last_day(), when.to_string()),
                (first, last, text.to_owned())
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2025-13",
            "2025-02-30",
            "25-01-01",
            "2025-1-1",
            "2025-10-24-1",
            "1899",
            "+2025",
            "２０２５",
        ] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }
}
