//! Reading leaves fast: every leaf has one spelling, so that its fields stand at known places.

use domain::entry::{BadEntry, Entry, Micros};

/// Reads a leaf as [`Entry::parse`] does, which stays the judge of everything unusual.
pub(crate) fn parse(bytes: &[u8]) -> Result<Entry, BadEntry> {
    match quick(bytes) {
        Some(entry) => Ok(entry),
        None => Entry::parse(bytes),
    }
}

fn quick(bytes: &[u8]) -> Option<Entry> {
    let rest = bytes.strip_prefix(br#"{"at":""#)?;
    let (at, rest) = rest.split_first_chunk::<27>()?;
    let rest = rest.strip_prefix(br#"","body":""#)?;
    let (body, rest) = rest.split_first_chunk::<64>()?;
    let open = match rest {
        br#"","open":true,"v":1}"# => true,
        br#"","open":false,"v":1}"# => false,
        _ => return None,
    };
    Some(Entry {
        at: moment(at)?,
        body: hash(body)?,
        open,
    })
}

/// `2025-11-22T08:26:40.000000Z`, of the years 2000 to 2999 that entries can have.
fn moment(text: &[u8; 27]) -> Option<Micros> {
    let fixed = [
        (4, b'-'),
        (7, b'-'),
        (10, b'T'),
        (13, b':'),
        (16, b':'),
        (19, b'.'),
        (26, b'Z'),
    ];
    if text[0] != b'2' || fixed.iter().any(|(at, byte)| text[*at] != *byte) {
        return None;
    }
    let number = |from: usize, to: usize| {
        text[from..to].iter().try_fold(0_i64, |n, byte| {
            byte.is_ascii_digit()
                .then(|| n * 10 + i64::from(byte - b'0'))
        })
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let day = jiff::civil::Date::new(year as i16, month as i8, day as i8).ok()?; // four and two digits
    let seconds = ((days_since_1970(day) * 24 + hour) * 60 + minute) * 60 + second;
    Some(Micros(seconds * 1_000_000 + number(20, 26)?))
}

/// Days of the proleptic Gregorian calendar, counted in eras of 400 years from 1 March of year 0.
fn days_since_1970(day: jiff::civil::Date) -> i64 {
    let (month, day_of_month) = (i64::from(day.month()), i64::from(day.day()));
    let year = i64::from(day.year()) - i64::from(month <= 2);
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// 32 bytes from lowercase hexadecimal.
fn hash(text: &[u8; 64]) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        _ => 0xff,
    };
    let mut hash = [0; 32];
    let mut seen = 0;
    for (byte, pair) in hash.iter_mut().zip(text.as_chunks::<2>().0) {
        let (high, low) = (digit(pair[0]), digit(pair[1]));
        seen |= high | low; // above 15 only if some character was no digit
        *byte = high << 4 | low & 15;
    }
    (seen < 16).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Years 2000 to 2999, as `domain::entry` accepts them.
    const MOMENTS: std::ops::RangeInclusive<i64> = 946_684_800_000_000..=32_503_679_999_999_999;

    proptest! {
        #[test]
        fn the_quick_way_reads_every_leaf_as_the_strict_one_does(micros in MOMENTS, body: [u8; 32], open: bool) {
            let entry = Entry { at: Micros(micros), body, open };
            prop_assert_eq!(quick(&entry.encode()), Some(entry));
        }

        #[test]
        fn what_the_quick_way_reads_the_strict_one_reads_alike(
            micros in MOMENTS, body: [u8; 32], open: bool, at: prop::sample::Index, byte: u8,
        ) {
            let mut leaf = Entry { at: Micros(micros), body, open }.encode();
            let at = at.index(leaf.len());
            leaf[at] = byte;
            if let Some(entry) = quick(&leaf) {
                prop_assert_eq!(Entry::parse(&leaf), Ok(entry));
            }
        }
    }

    #[test]
    fn a_day_that_is_not_in_the_calendar_is_left_to_the_strict_reader() {
        let leaf = |at: &str| {
            format!(
                r#"{{"at":"{at}","body":"{}","open":true,"v":1}}"#,
                "0".repeat(64)
            )
        };
        for at in [
            "2025-02-29T00:00:00.000000Z",
            "2025-13-01T00:00:00.000000Z",
            "2025-00-01T00:00:00.000000Z",
            "2025-01-01T24:00:00.000000Z",
            "2025-01-01T00:00:60.000000Z",
            "1999-12-31T23:59:59.999999Z",
        ] {
            assert_eq!(quick(leaf(at).as_bytes()), None, "{at}");
            assert!(parse(leaf(at).as_bytes()).is_err(), "{at}");
        }
        assert!(quick(leaf("2024-02-29T23:59:59.999999Z").as_bytes()).is_some());
    }
}
