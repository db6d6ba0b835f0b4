//! Amounts of money as tables write them, turned into the digits of a JSON number. What could mean two numbers is refused.

use serde::Deserialize;

/// How a table writes amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// `1234567.89`: a point before decimals, nothing between thousands.
    Plain,
    /// `1.234.567,89`: points between thousands, a comma before decimals.
    Indonesian,
    /// `1,234,567.89`: commas between thousands, a point before decimals.
    English,
}

/// Digits before the point that an amount has at most: no budget of the world needs sixteen.
const WHOLE: usize = 15;

/// Digits behind the point that an amount has at most.
const DECIMALS: usize = 6;

/// Reads an amount: digits, a point and decimals where there are any, a minus in front where it is negative.
///
/// Without a `style` what has one meaning in Indonesian tables is read: plain digits, `1.234.567,89`, `Rp 1.000.000,-`.
/// `1.234` (a thousand, or one and a quarter) and `1,234.50` (not the Indonesian way) are not guessed.
///
/// # Errors
/// Why the text is no amount, or not one amount only.
pub fn parse(text: &str, style: Option<Style>) -> Result<String, &'static str> {
    let (negative, body) = bare(text);
    if body.is_empty() || !body.starts_with(|first: char| first.is_ascii_digit()) {
        return Err("not an amount");
    }
    if body.contains(['e', 'E']) && body.parse::<f64>().is_ok() {
        return Err("written as a power of ten (by a spreadsheet), which may have lost digits");
    }
    let known = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    if !body.chars().all(known) {
        return Err("not an amount");
    }
    let (whole, decimals) = match style {
        Some(style) => split(&body, style).ok_or("not written in the style that is stated")?,
        None => unstated(&body)?,
    };
    let whole = whole.trim_start_matches('0');
    let decimals = decimals.trim_end_matches('0');
    if whole.len() > WHOLE || decimals.len() > DECIMALS {
        return Err("more digits than an amount of money has");
    }
    let zero = whole.is_empty() && decimals.is_empty();
    let sign = if negative && !zero { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(match decimals {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}.{decimals}"),
    })
}

/// Without sign, currency, spaces, and the `,-` that stands for no cents.
fn bare(text: &str) -> (bool, String) {
    let mut rest = text.trim();
    let mut negative = false;
    // `-Rp 5` and `Rp -5` both occur.
    loop {
        let lower = rest.get(..3).unwrap_or(rest).to_ascii_lowercase();
        let cut = match lower.as_str() {
            "idr" | "rp." => 3,
            other if other.starts_with("rp") => 2,
            other if other.starts_with('-') && !negative => {
                negative = true;
                1
            }
            _ => break,
        };
        rest = rest.get(cut..).unwrap_or_default().trim_start();
    }
    for end in [",-", ".-", ",--", ".--"] {
        rest = rest.strip_suffix(end).unwrap_or(rest);
    }
    (
        negative,
        rest.chars()
            .filter(|letter| !letter.is_whitespace())
            .collect(),
    )
}

/// Whole digits and decimals, in a style that is stated.
fn split(body: &str, style: Style) -> Option<(String, String)> {
    let (between, before) = match style {
        Style::Plain => (None, '.'),
        Style::Indonesian => (Some('.'), ','),
        Style::English => (Some(','), '.'),
    };
    let (whole, decimals) = body.split_once(before).unwrap_or((body, ""));
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    let grouped = between.is_some_and(|between| are_groups(whole, between));
    let ends = body.ends_with(before);
    if !(digits(whole) || grouped) || !digits(decimals) || ends {
        return None;
    }
    let whole = whole.chars().filter(char::is_ascii_digit).collect();
    Some((whole, decimals.to_owned()))
}

/// `1.234.567`: one to three digits, no leading zero, then groups of three.
fn are_groups(whole: &str, between: char) -> bool {
    let mut groups = whole.split(between);
    let first = groups.next().unwrap_or_default();
    let digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// Whole digits and decimals, where only one style can be meant.
fn unstated(body: &str) -> Result<(String, String), &'static str> {
    let plain = split(body, Style::Plain);
    let indonesian = split(body, Style::Indonesian);
    let english = split(body, Style::English);
    match (plain, indonesian, english) {
        // Digits only: all three agree.
        (Some(plain), Some(indonesian), _) if plain == indonesian => Ok(plain),
        (Some(_), Some(_), _) => {
            Err("a thousand or a decimal point: state the style of amounts (--amounts)")
        }
        (Some(plain), None, _) => Ok(plain),
        (None, Some(_), Some(_)) => {
            Err("a decimal comma or a thousand: state the style of amounts (--amounts)")
        }
        (None, Some(indonesian), None) => Ok(indonesian),
        (None, None, Some(_)) => {
            Err("commas between thousands: state the style of amounts (--amounts english)")
        }
        (None, None, None) => Err("points and commas in no known order"),
    }
}

/// The sum of two amounts as their digits say it, to the last decimal.
pub(super) fn add(one: &str, other: &str) -> String {
    let millionths = |text: &str| -> i128 {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{decimals:0<6}");
        // At most 15 digits before the point and 6 behind it: see [`parse`].
        digits.parse().unwrap_or_default()
    };
    let sum = millionths(one).saturating_add(millionths(other));
    let (sign, sum) = (if sum < 0 { "-" } else { "" }, sum.unsigned_abs());
    let decimals = format!("{:06}", sum % 1_000_000);
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{}", sum / 1_000_000),
        decimals => format!("{sign}{}.{decimals}", sum / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_add_up_to_the_last_decimal() {
        for (one, other, sum) in [
            ("1", "2", "3"),
            ("0.1", "0.2", "0.3"),
            ("999999999999999.999999", "0.000001", "1000000000000000"),
            ("-5", "2.5", "-2.5"),
            ("-0.5", "0.25", "-0.25"),
        ] {
            assert_eq!(add(one, other), sum, "{one} + {other}");
        }
    }

    #[test]
    fn indonesian_and_plain_forms_are_read() {
        for (text, expected) in [
            ("1234567890", "1234567890"),
            ("1.234.567.890", "1234567890"),
            ("Rp 1.234.567.890,00", "1234567890"),
            ("Rp. 1.000.000,-", "1000000"),
            ("rp1.000.000.-", "1000000"),
            ("IDR 12500000.50", "12500000.5"),
            ("1.234.567,89", "1234567.89"),
            ("1234,5", "1234.5"),
            ("12345.678", "12345.678"),
            ("0.125", "0.125"),
            ("21100000.0", "21100000"),
            ("-5.000.000", "-5000000"),
            ("Rp -5.000.000", "-5000000"),
            ("-0", "0"),
            ("000", "0"),
            ("1 234 567", "1234567"),
            (" Rp\u{a0}1.500.000 ", "1500000"),
        ] {
            assert_eq!(parse(text, None).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_has_two_meanings_is_not_guessed() {
        for text in ["1.234", "1,234", "1,234,567.89", "1,234,567", "12.345"] {
            assert!(parse(text, None).is_err(), "{text}");
        }
        for (text, style, expected) in [
            ("1.234", Style::Plain, "1.234"),
            ("1.234", Style::Indonesian, "1234"),
            ("1,234", Style::English, "1234"),
            ("1,234", Style::Indonesian, "1.234"),
            ("1,234,567.89", Style::English, "1234567.89"),
        ] {
            assert_eq!(parse(text, Some(style)).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "Rp",
            "-",
            "abc",
            "1.2.3",
            "1..000",
            "1.234,",
            "1,2,3",
            "12-3",
            "1.23E+10",
            "1e9",
            "12345678901234567",
            "(5.000)",
            "５",
            "1.000.00",
            ".5",
            "1,000.5,0",
            "--5",
        ] {
            assert!(parse(text, None).is_err(), "{text}");
        }
        assert!(parse("1.234.567", Some(Style::Plain)).is_err());
        assert!(parse("1234567.89", Some(Style::Indonesian)).is_err());
    }
}
