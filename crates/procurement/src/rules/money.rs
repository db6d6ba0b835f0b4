//! Money without floating point: amounts as they are written, in ten-thousandths of the currency's unit.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::evidence::Builder;
use crate::json::Number;
use crate::process::{Process, Value};

/// Parts of a unit. Four decimals are more than any currency's amounts have; further ones are cut off.
const PARTS: i128 = 10_000;

/// Digits before the point beyond which an amount is not believed: sums and shares of less stay exact.
const DIGITS: usize = 22;

/// Hundredths of a percent in a whole.
pub(super) const WHOLE: u32 = 10_000;

/// An amount of one currency.
#[derive(
    Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub(super) struct Money(i128);

impl Money {
    /// Whole units.
    pub(super) fn whole(units: i64) -> Self {
        Self(i128::from(units) * PARTS)
    }

    /// An amount as it is written; `None` when it is out of every budget's range.
    pub(super) fn parse(Number(text): Number<'_>) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (sign, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, mantissa),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{decimals}");
        if digits.bytes().all(|digit| digit == b'0') {
            return Some(Self(0));
        }
        // How many of the digits count ten-thousandths or more.
        let kept = i64::try_from(whole.len()).ok()? + i64::from(exponent) + 4;
        let kept = usize::try_from(kept.max(0)).ok()?;
        let leading = digits.len() - digits.trim_start_matches('0').len();
        if kept > DIGITS + 4 + leading {
            return None;
        }
        let taken: String = digits
            .chars()
            .chain(std::iter::repeat('0'))
            .take(kept)
            .collect();
        let parts: i128 = match taken.as_str() {
            "" => 0,
            taken => taken.parse().ok()?,
        };
        Some(Self(sign * parts))
    }

    /// Whether it is more than nothing.
    pub(super) fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is at least so many hundredths of a percent of another.
    pub(super) fn is_at_least(self, basis_points: u32, of: Self) -> bool {
        self.0 * i128::from(WHOLE) >= of.0.saturating_mul(i128::from(basis_points))
    }

    /// Whether it is more than so many hundredths of a percent of another.
    pub(super) fn is_more_than(self, basis_points: u32, of: Self) -> bool {
        self.0 * i128::from(WHOLE) > of.0.saturating_mul(i128::from(basis_points))
    }

    /// How many hundredths of a percent of another it is, cut off; 0 of nothing.
    pub(super) fn basis_points(self, of: Self) -> i128 {
        self.0
            .saturating_mul(i128::from(WHOLE))
            .checked_div(of.0)
            .unwrap_or(0)
    }

    /// The difference.
    pub(super) fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Which share of another it is, for showing.
    pub(super) fn share(self, of: Self) -> f64 {
        shown(self.basis_points(of))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl std::iter::Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), |mut sum, amount| {
            sum += amount;
            sum
        })
    }
}

/// Hundredths of a percent as the share that a flag's value shows.
#[allow(
    clippy::float_arithmetic,
    reason = "the value of a flag is a float in the output; whether there is a flag was decided by whole numbers"
)]
pub(super) fn shown(basis_points: i128) -> f64 {
    basis_points as f64 / f64::from(WHOLE)
}

impl Builder {
    /// An amount: a whole number, or a text when it has decimals.
    #[must_use]
    pub(super) fn money(self, key: &str, money: Money) -> Self {
        let (whole, rest) = (money.0 / PARTS, (money.0 % PARTS).unsigned_abs());
        if rest == 0 {
            return self.count(key, whole);
        }
        let sign = if money.0 < 0 { "-" } else { "" };
        let decimals = format!("{rest:04}");
        let text = format!(
            "{sign}{}.{}",
            whole.unsigned_abs(),
            decimals.trim_end_matches('0')
        );
        self.text(key, &text)
    }
}

/// Amount and currency, when both are there.
pub(super) fn amount<'v>(value: &'v Value<'_>) -> Option<(Money, &'v str)> {
    Some((Money::parse(value.amount?)?, value.currency.as_deref()?))
}

/// The amount, when it is in rupiah.
pub(super) fn rupiah(value: &Value<'_>) -> Option<Money> {
    let (money, currency) = amount(value)?;
    (currency == "IDR").then_some(money)
}

/// What the active awards come to, if each has a value and all are of one currency.
pub(super) fn awarded<'p>(process: &'p Process<'_>) -> Option<(Money, &'p str)> {
    let mut all: Option<(Money, &str)> = None;
    for award in super::parts::active_awards(process) {
        let (money, currency) = amount(&award.value)?;
        match &mut all {
            None => all = Some((money, currency)),
            Some((sum, first)) if *first == currency => *sum += money,
            Some(_) => return None,
        }
    }
    all
}

/// What the active awards come to in rupiah; `None` when one has no value or another currency.
pub(super) fn awarded_rupiah(process: &Process<'_>) -> Option<Money> {
    let (money, currency) = awarded(process)?;
    (currency == "IDR").then_some(money)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written() {
        for (text, parts) in [
            ("0", 0),
            ("1", 10_000),
            ("-1", -10_000),
            ("0.1", 1000),
            ("199999999.99", 1_999_999_999_900),
            ("1e3", 10_000_000),
            ("1.5E2", 1_500_000),
            ("12345e-2", 1_234_500),
            ("1e-9", 0),
            ("0.00019", 1),
            ("0e99999", 0),
            ("90071992547409930001", 900_719_925_474_099_300_010_000),
        ] {
            assert_eq!(Money::parse(Number(text)), Some(Money(parts)), "{text}");
        }
        for text in ["1e30", "1e99999999999", "100000000000000000000000"] {
            assert_eq!(Money::parse(Number(text)), None, "{text}");
        }
    }

    #[test]
    fn shares_are_compared_without_rounding() {
        let estimate = Money::whole(1_000_000_000);
        assert!(Money::whole(995_000_000).is_at_least(9950, estimate));
        assert!(
            !Money::parse(Number("994999999.99"))
                .unwrap()
                .is_at_least(9950, estimate)
        );
        assert_eq!(Money::whole(1).basis_points(Money::whole(3)), 3333);
        assert_eq!(Money::whole(1).basis_points(Money::default()), 0);
    }

    #[test]
    fn evidence_shows_whole_amounts_as_numbers_and_others_to_the_last_decimal() {
        let money = |text| Money::parse(Number(text)).unwrap();
        let evidence = crate::evidence::Evidence::of()
            .money("a", money("5"))
            .money("b", money("-0.25"))
            .end();
        assert_eq!(evidence.json(), r#"{"a":5,"b":"-0.25"}"#);
    }
}
