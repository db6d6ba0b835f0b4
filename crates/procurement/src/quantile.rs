//! Exact quantiles, by the definition that Cardinal's library uses (Hyndman and Fan's eighth: medians unbiased whatever
//! the distribution), and the fences of Tukey that rules draw from them.
#![allow(
    clippy::float_arithmetic,
    reason = "quantiles of ratios are ratios; the order of operations is Cardinal's, so that results are equal"
)]

/// The value below which the fraction `tau` of the values lies; NaN of no values. Reorders the values.
#[must_use]
pub fn quantile(values: &mut [f64], tau: f64) -> f64 {
    if values.is_empty() || !(0.0..=1.0).contains(&tau) {
        return f64::NAN;
    }
    let count = values.len();
    let place = (count as f64 + 1.0 / 3.0) * tau + 1.0 / 3.0;
    let below = place as usize;
    if below == 0 || tau == 0.0 {
        return select(values, 0);
    }
    if below >= count || tau == 1.0 {
        return select(values, count - 1);
    }
    let lower = select(values, below - 1);
    let upper = select(values, below);
    lower + (place - below as f64) * (upper - lower)
}

/// The first and third quartile.
#[must_use]
pub fn quartiles(values: &mut [f64]) -> (f64, f64) {
    (quantile(values, 0.25), quantile(values, 0.75))
}

/// `q1 - 1.5 (q3 - q1)`, below which values are unusually low.
#[must_use]
pub fn lower_fence((q1, q3): (f64, f64)) -> f64 {
    (q3 - q1).mul_add(-1.5, q1)
}

/// `q3 + 1.5 (q3 - q1)`, above which values are unusually high.
#[must_use]
pub fn upper_fence((q1, q3): (f64, f64)) -> f64 {
    (q3 - q1).mul_add(1.5, q3)
}

fn select(values: &mut [f64], at: usize) -> f64 {
    *values.select_nth_unstable_by(at, f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_of_few_values_are_those_of_the_definition() {
        // By hand: n = 4, tau = 1/4: place = 13/3 / 4 + 1/3 = 1.41666…, so 1 + 0.41666… (2 - 1).
        let close = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(close(
            quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.25),
            1.0 + 5.0 / 12.0
        ));
        assert!(close(
            quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.75),
            3.0 + 7.0 / 12.0
        ));
        assert!(close(quantile(&mut [7.0], 0.25), 7.0));
        assert!(quantile(&mut [], 0.5).is_nan());
        assert!(close(upper_fence((1.0, 3.0)), 6.0));
        assert!(close(lower_fence((1.0, 3.0)), -2.0));
    }
}
