//! Dates as tables write them, turned into RFC 3339. What could mean two days is refused.

use serde::Deserialize;

use crate::date::Moment;

/// In which order a table writes day and month between slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// `31/12/2025`
    Dmy,
    /// `12/31/2025`
    Mdy,
}

/// How dates are read.
#[derive(Debug, Clone, Copy)]
pub struct Dates<'z> {
    /// Where the table's clock stands, as `+07:00`; a date without a zone is refused when it is not stated.
    pub zone: Option<&'z str>,
    /// In which order day and month stand; numbers that could be both are refused when it is not stated.
    pub order: Option<Order>,
    /// Whether a day stands for its end rather than its start.
    pub ends: bool,
}

/// Whether a text is an offset such as `+07:00` or `Z`.
#[must_use]
pub fn is_zone(text: &str) -> bool {
    Moment::parse(&format!("2025-01-01T00:00:00{text}")).is_some()
}

/// Reads a date or a date with a time, and gives a date-time with its zone.
///
/// # Errors
/// Why the text is no date, or not one date only.
pub fn parse(text: &str, dates: &Dates<'_>) -> Result<String, &'static str> {
    let text = text.trim();
    let text = without_weekday(text);
    let (day, rest) = iso(text)
        .or_else(|| numbers(text, dates.order).transpose())
        .or_else(|| words(text).map(Ok))
        .unwrap_or(Err(if is_serial(text) {
            "a number of days, as spreadsheets keep dates: which day it means depends on the spreadsheet"
        } else {
            "not a date"
        }))?;
    let (time, zone) = clock(rest.trim()).ok_or("a date with a time that is none")?;
    let zone = match zone {
        Some(zone) => zone,
        None => dates
            .zone
            .ok_or("no zone is stated (--zone, or zone in the map)")?
            .to_owned(),
    };
    let time = match time {
        Some(time) => time,
        None if dates.ends => "23:59:59".to_owned(),
        None => "00:00:00".to_owned(),
    };
    let written = format!("{day}T{time}{zone}");
    let year: u32 = written
        .get(..4)
        .and_then(|year| year.parse().ok())
        .unwrap_or_default();
    // 0001-01-01 and 1899-12-30 are what programs write for "none".
    if !(1945..2200).contains(&year) || Moment::parse(&written).is_none() {
        return Err("no day of the calendar between 1945 and 2199");
    }
    Ok(written)
}

fn is_serial(text: &str) -> bool {
    (4..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Jumat, 31 Januari 2025` without its first word.
fn without_weekday(text: &str) -> &str {
    match text.split_once(',') {
        Some((word, rest))
            if word
                .chars()
                .all(|letter| letter.is_alphabetic() || letter == '\'') =>
        {
            rest.trim_start()
        }
        _ => text,
    }
}

/// The day in ISO form, and what follows it.
type Found<'t> = Result<(String, &'t str), &'static str>;

/// `2025-01-31` or `2025/01/31`.
fn iso(text: &str) -> Option<Found<'_>> {
    let (day, rest) = (text.get(..10)?, text.get(10..)?);
    let mut parts = day.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |text: &str, many: usize| {
        text.len() == many && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = digits(year, 4) && digits(month, 2) && digits(day, 2) && parts.next().is_none();
    fits.then(|| Ok((format!("{year}-{month}-{day}"), rest)))
}

/// `31/12/2025`, with slashes, points or hyphens.
fn numbers(text: &str, order: Option<Order>) -> Result<Option<(String, &str)>, &'static str> {
    let end = text.find([' ', 'T']).unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    let parts: Vec<&str> = day.split(['/', '-', '.']).collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let [first, second, year] = parts[..] else {
        return Ok(None);
    };
    let fits = first.len() <= 2 && second.len() <= 2 && year.len() == 4;
    if !fits || !parts.iter().all(|part| digits(part)) {
        return Ok(None);
    }
    let number = |text: &str| text.parse::<u32>().unwrap_or_default();
    let (first, second) = (number(first), number(second));
    let order = match order {
        Some(order) => order,
        None if first > 12 => Order::Dmy,
        None if first == second => Order::Dmy,
        None if second > 12 => {
            return Err("the month seems to stand first: state the order (--dates mdy)");
        }
        None => return Err("day or month first: state the order (--dates dmy or mdy)"),
    };
    let (day, month) = match order {
        Order::Dmy => (first, second),
        Order::Mdy => (second, first),
    };
    Ok(Some((format!("{year}-{month:02}-{day:02}"), rest)))
}

const MONTHS: [&[&str]; 12] = [
    &["januari", "january", "jan"],
    &["februari", "february", "pebruari", "feb"],
    &["maret", "march", "mar"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["agustus", "august", "agu", "ags", "agt", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nopember", "nov", "nop"],
    &["desember", "december", "des", "dec"],
];

/// `31 Januari 2025`.
fn words(text: &str) -> Option<(String, &str)> {
    let (day, rest) = text.split_once([' ', '-'])?;
    let (month, rest) = rest.trim_start().split_once([' ', '-'])?;
    let rest = rest.trim_start();
    let (year, rest) = (rest.get(..4)?, rest.get(4..)?);
    let month = month.trim_end_matches('.').to_lowercase();
    let month = MONTHS
        .iter()
        .position(|names| names.contains(&month.as_str()))?
        + 1;
    let day: u32 = (day.len() <= 2).then(|| day.parse().ok())??;
    let year: u32 = year.parse().ok()?;
    Some((format!("{year:04}-{month:02}-{day:02}"), rest))
}

/// A time of day as `HH:MM:SS`, and an offset.
type Clock = (Option<String>, Option<String>);

/// `T10:00:00.000Z`, ` 10:00`, `10:00 WIB`, or nothing.
fn clock(text: &str) -> Option<Clock> {
    let text = text.strip_prefix(['T', 't', ',']).unwrap_or(text).trim();
    if text.is_empty() {
        return Some((None, None));
    }
    let end = text.find(|letter: char| !(letter.is_ascii_digit() || letter == ':'));
    let (time, rest) = text.split_at(end.unwrap_or(text.len()));
    let parts: Vec<&str> = time.split(':').collect();
    if !parts.iter().all(|part| part.len() == 2) || !(2..=3).contains(&parts.len()) {
        return None;
    }
    // Parts of a second say nothing in procurement, and the zone is what follows them.
    let rest = match rest.strip_prefix('.') {
        Some(rest) => rest.trim_start_matches(|letter: char| letter.is_ascii_digit()),
        None => rest,
    };
    let second = parts.get(2).copied().unwrap_or("00");
    let time = format!("{}:{}:{second}", parts[0], parts[1]);
    Some((Some(time), zone(rest.trim())?))
}

/// The offset that a text names; `Some(None)` when there is no text.
fn zone(text: &str) -> Option<Option<String>> {
    let named = match text.to_ascii_uppercase().as_str() {
        "" => return Some(None),
        "Z" | "UTC" | "GMT" => "Z",
        "WIB" => "+07:00",
        "WITA" => "+08:00",
        "WIT" => "+09:00",
        _ => text,
    };
    // `+0700` is ISO 8601's other form.
    let named = match named.len() {
        5 if named.is_ascii() => format!("{}:{}", &named[..3], &named[3..]),
        _ => named.to_owned(),
    };
    is_zone(&named).then_some(Some(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, zone: Option<&str>, order: Option<Order>) -> Result<String, &'static str> {
        parse(
            text,
            &Dates {
                zone,
                order,
                ends: false,
            },
        )
    }

    #[test]
    fn days_get_the_zone_that_is_stated() {
        for (text, expected) in [
            ("2025-01-31", "2025-01-31T00:00:00+07:00"),
            ("2025/01/31", "2025-01-31T00:00:00+07:00"),
            ("2025-01-31 10:30:00", "2025-01-31T10:30:00+07:00"),
            ("2025-01-31T10:30:00.123Z", "2025-01-31T10:30:00Z"),
            ("2025-01-31T10:30:00+0800", "2025-01-31T10:30:00+08:00"),
            ("31/01/2025", "2025-01-31T00:00:00+07:00"),
            ("31-1-2025 08:00", "2025-01-31T08:00:00+07:00"),
            ("5/5/2025", "2025-05-05T00:00:00+07:00"),
            (
                "Jumat, 31 Januari 2025 23:59 WITA",
                "2025-01-31T23:59:00+08:00",
            ),
            ("1 Agt 2025", "2025-08-01T00:00:00+07:00"),
            ("31-Des-2025", "2025-12-31T00:00:00+07:00"),
        ] {
            assert_eq!(
                read(text, Some("+07:00"), None).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
        let ends = Dates {
            zone: Some("+07:00"),
            order: None,
            ends: true,
        };
        assert_eq!(
            parse("2025-01-31", &ends).as_deref(),
            Ok("2025-01-31T23:59:59+07:00")
        );
    }

    #[test]
    fn what_has_two_meanings_is_not_guessed() {
        for text in [
            "03/04/2025",
            "1/31/2025",
            "45688",
            "2025-02-30",
            "0001-01-01",
            "2025-01-31 25:00",
            "kemarin",
            "1 Foo 2025",
            "2025-01-31 8",
        ] {
            assert!(read(text, Some("+07:00"), None).is_err(), "{text}");
        }
        assert!(read("2025-01-31", None, None).is_err());
        assert!(read("2025-01-31T10:00:00Z", None, None).is_ok());
        let read = |order| read("03/04/2025", Some("Z"), Some(order));
        assert_eq!(read(Order::Dmy).as_deref(), Ok("2025-04-03T00:00:00Z"));
        assert_eq!(read(Order::Mdy).as_deref(), Ok("2025-03-04T00:00:00Z"));
    }
}
