//! Money and measured values, exactly. No floating point touches the record.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The largest whole number that the log's canonical JSON carries: 2^53 − 1 (RFC 8785 by way of RFC 7493).
pub const MAX_INTEGER: i64 = (1 << 53) - 1;

/// Whole rupiah.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

/// A decimal number exactly as written: `73.22` stays `73.22`, and `8` stays `8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    units: i64,
    decimals: u8,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(units: i64) -> Self {
        Self { units, decimals: 0 }
    }

    /// `units` × 10^−`decimals`; at most nine decimals.
    pub const fn new(units: i64, decimals: u8) -> Self {
        Self {
            units,
            decimals: if decimals > 9 { 9 } else { decimals },
        }
    }

    /// The digits without the point, and how many of them stand behind it.
    pub const fn parts(self) -> (i64, u8) {
        (self.units, self.decimals)
    }

    fn at_nine(self) -> i128 {
        i128::from(self.units) * 10i128.pow(9 - u32::from(self.decimals))
    }

    /// The nearest floating-point number: for drawing only.
    #[allow(
        clippy::float_arithmetic,
        reason = "a place on a chart, never a value of the record"
    )]
    pub fn for_drawing(self) -> f64 {
        self.units as f64 / f64::from(10u32.pow(u32::from(self.decimals)))
    }
}

impl Decimal {
    /// Compares by value: `8` and `8.0` are the same amount though written differently.
    pub fn compare(self, other: Self) -> std::cmp::Ordering {
        self.at_nine().cmp(&other.at_nine())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimals == 0 {
            return write!(f, "{}", self.units);
        }
        let scale = 10u64.pow(u32::from(self.decimals));
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = self.units.unsigned_abs();
        write!(
            f,
            "{sign}{}.{:0width$}",
            digits / scale,
            digits % scale,
            width = self.decimals.into()
        )
    }
}

impl From<Decimal> for String {
    fn from(decimal: Decimal) -> String {
        decimal.to_string()
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let wrong = || NotDecimal(text.chars().take(40).collect());
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let plain = !whole.is_empty()
            && all_digits(whole)
            && all_digits(part)
            && (whole == "0" || !whole.starts_with('0'));
        if !plain || part.len() > 9 || whole.len() + part.len() > 15 || digits.ends_with('.') {
            return Err(wrong());
        }
        let units: i64 = format!("{whole}{part}").parse().map_err(|_| wrong())?;
        if sign < 0 && units == 0 {
            return Err(wrong());
        }
        Ok(Self {
            units: sign * units,
            decimals: part.len() as u8,
        })
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotDecimal;
    fn try_from(text: String) -> Result<Self, NotDecimal> {
        text.parse()
    }
}

/// A text that is no decimal number of the record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is not a number: write digits with a point, such as 73.22; at most 15 digits, 9 of them behind the point"
)]
pub struct NotDecimal(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_as_it_was_written() {
        for text in ["0", "8", "73.22", "-57.04", "9355.763", "0.05", "12881374"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-0",
            "01",
            "1,5",
            "1e3",
            "１",
            "1234567890123456",
            "0.1234567890",
        ] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn values_compare_by_amount() {
        let d = |t: &str| t.parse::<Decimal>().unwrap();
        assert_eq!(d("8").compare(d("8.00")), std::cmp::Ordering::Equal);
        assert_eq!(d("-1.5").compare(d("-1.4")), std::cmp::Ordering::Less);
    }
}
