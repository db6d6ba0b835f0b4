//! Moments as OCDS writes them (RFC 3339), read without a calendar library.
//!
//! What is accepted is what Cardinal's parser accepts, so that both leave out the same dates: a space for the `T`, any
//! number of decimals, a minus sign of typographers in the offset. A moment without an offset is none.

/// Seconds of a day.
pub const DAY: i64 = 86_400;

/// A moment: nanoseconds since 1970 in UTC, and where its writer's clock stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    nanoseconds: i128,
    /// Seconds that the writer's clock is ahead of UTC.
    offset: i64,
}

impl Moment {
    /// Reads an RFC 3339 date-time, `None` when it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (year, month, day) = date(bytes)?;
        if !matches!(bytes.get(10)?, b'T' | b't' | b' ') {
            return None;
        }
        let (hour, minute, second) = (pair(bytes, 11)?, pair(bytes, 14)?, pair(bytes, 17)?);
        if bytes[13] != b':' || bytes[16] != b':' || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (fraction, rest) = fraction(text.get(19..)?)?;
        let offset = offset(rest)?;
        let seconds =
            days_from_epoch(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset;
        Some(Self {
            nanoseconds: i128::from(seconds) * 1_000_000_000 + i128::from(fraction),
            offset,
        })
    }

    /// Whole days from `earlier` to this, cut towards zero.
    #[must_use]
    pub fn whole_days_since(self, earlier: Self) -> i64 {
        let days = (self.nanoseconds - earlier.nanoseconds) / (i128::from(DAY) * 1_000_000_000);
        // Years have four digits, so the difference is below four million days.
        i64::try_from(days).unwrap_or(i64::MAX)
    }

    /// The day where the writer was, counted from 1970-01-01.
    #[must_use]
    pub fn local_day(self) -> i64 {
        let seconds = self.nanoseconds.div_euclid(1_000_000_000) + i128::from(self.offset);
        i64::try_from(seconds.div_euclid(i128::from(DAY))).unwrap_or(i64::MAX)
    }
}

/// The day of a date or a date-time as it is written, counted from 1970-01-01, whatever follows it.
#[must_use]
pub fn written_day(text: &str) -> Option<i64> {
    let (year, month, day) = date(text.as_bytes())?;
    match text.as_bytes().get(10) {
        None | Some(b'T' | b't' | b' ') => Some(days_from_epoch(year, month, day)),
        Some(_) => None,
    }
}

/// Year, month and day of a day counted from 1970-01-01.
#[must_use]
pub fn civil(day: i64) -> (i64, i64, i64) {
    // The usual era arithmetic (400 years of 146 097 days, years starting in March).
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let part = (5 * of_year + 2) / 153;
    let month = if part < 10 { part + 3 } else { part - 9 };
    let day = of_year - (153 * part + 2) / 5 + 1;
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// A day counted from 1970-01-01 as `YYYY-MM-DD`.
#[must_use]
pub fn iso_day(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

fn date(bytes: &[u8]) -> Option<(i64, i64, i64)> {
    let year = pair(bytes, 0)? * 100 + pair(bytes, 2)?;
    let (month, day) = (pair(bytes, 5)?, pair(bytes, 8)?);
    let separated = bytes[4] == b'-' && bytes[7] == b'-';
    (separated && (1..=12).contains(&month) && (1..=days_of_month(year, month)).contains(&day))
        .then_some((year, month, day))
}

/// Two digits at a place.
fn pair(bytes: &[u8], at: usize) -> Option<i64> {
    match bytes.get(at..at + 2)? {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => {
            Some(i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
        }
        _ => None,
    }
}

/// Nanoseconds of `.digits`, if they are there, and what follows.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(digits) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let rest = digits.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = &digits[..digits.len() - rest.len()];
    if digits.is_empty() {
        return None;
    }
    let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
    Some((nine.parse().ok()?, rest))
}

/// Seconds ahead of UTC, of a text that is nothing but an offset.
fn offset(text: &str) -> Option<i64> {
    if let "Z" | "z" = text {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let rest = text.trim_start_matches(['+', '-', '\u{2212}']).as_bytes();
    // One sign only: what is left of a second one has another length.
    if text.chars().count() != 6 || rest.len() != 5 || rest[2] != b':' {
        return None;
    }
    let (hours, minutes) = (pair(rest, 0)?, pair(rest, 3)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_are_cut_towards_zero() {
        let days = |from: &str, to: &str| {
            Moment::parse(to)
                .unwrap()
                .whole_days_since(Moment::parse(from).unwrap())
        };
        assert_eq!(
            days("2025-01-01T08:00:00+07:00", "2025-01-04T07:59:59+07:00"),
            2
        );
        assert_eq!(
            days("2025-01-01T08:00:00+07:00", "2025-01-04T08:00:00+07:00"),
            3
        );
        assert_eq!(days("2025-01-04T00:00:00Z", "2025-01-01T12:00:00Z"), -2);
        assert_eq!(days("2025-01-01T00:00:00+07:00", "2025-01-01T00:00:00Z"), 0);
        assert_eq!(
            days("2024-02-28 00:00:00.5Z", "2024-03-01t00:00:00.4999z"),
            1
        );
    }

    #[test]
    fn what_is_no_rfc_3339_moment_is_none() {
        for text in [
            "2025-01-01",
            "2025-01-01T00:00:00",
            "2025-01-01T00:00Z",
            "2025-02-29T00:00:00Z",
            "2025-13-01T00:00:00Z",
            "2025-01-01T24:00:00Z",
            "2025-01-01T00:00:61Z",
            "2025-01-01T00:00:00.Z",
            "2025-01-01T00:00:00+0700",
            "2025-01-01T00:00:00+24:00",
            "2025-01-01T00:00:00++7:00",
            "2025-01-01T00:00:00Zx",
            "01-01-2025",
            "",
            "2025-01-01T00:00:00+07:000",
            "é025-01-01T00:00:00Z",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_dates_turn_into_each_other() {
        for (text, day) in [
            ("1970-01-01", 0),
            ("2000-02-29", 11_016),
            ("1969-12-31", -1),
            ("2025-11-22", 20_414),
        ] {
            assert_eq!(written_day(text), Some(day), "{text}");
            assert_eq!(iso_day(day), text);
        }
        for day in (-800_000..800_000).step_by(97) {
            let (year, month, of_month) = civil(day);
            assert_eq!(days_from_epoch(year, month, of_month), day);
        }
        let late = Moment::parse("2025-01-01T00:30:00+07:00").unwrap();
        assert_eq!(iso_day(late.local_day()), "2025-01-01");
    }
}
