//! A strip of dots: everything that was compared, with the fence and what lies beyond it.
#![allow(
    clippy::float_arithmetic,
    reason = "places of dots on a drawing; nothing is decided by them"
)]

use std::fmt::Write;

use crate::outcome::Compared;

const COLUMNS: usize = 150;
const COLUMN: usize = 5;
const DOTS: usize = 14;
const WIDTH: usize = COLUMNS * COLUMN + 20;
const HEIGHT: usize = DOTS * COLUMN + 40;

/// Appends the drawing, with a title that says in words what it shows.
pub(super) fn draw(page: &mut String, compared: &Compared, label: &str) {
    let mut values: Vec<f64> = compared
        .values
        .iter()
        .copied()
        .filter(|v| v.is_finite())
        .collect();
    values.sort_by(f64::total_cmp);
    let (Some(&low), Some(&highest)) = (values.first(), values.last()) else {
        return;
    };
    // A few extreme values would press all others into one column: the last hundredth shares the last one.
    let usual = values[(values.len() - 1) * 99 / 100];
    let high = if compared.fence.is_finite() {
        usual.max(compared.fence * 1.1).min(highest)
    } else {
        usual
    };
    let low = if compared.fence.is_finite() {
        low.min(compared.fence)
    } else {
        low
    };
    let width = if high > low { high - low } else { 1.0 };
    let column = |value: f64| {
        let share = ((value - low) / width).clamp(0.0, 1.0);
        ((share * (COLUMNS - 1) as f64) as usize).min(COLUMNS - 1)
    };
    let mut columns = [(0_usize, 0_usize); COLUMNS];
    for value in &values {
        let (all, beyond) = &mut columns[column(*value)];
        *all += 1;
        *beyond += usize::from(compared.is_beyond(*value));
    }
    let tallest = columns.iter().map(|(all, _)| *all).max().unwrap_or(1);
    let per_dot = tallest.div_ceil(DOTS).max(1);
    let beyond = values
        .iter()
        .filter(|value| compared.is_beyond(**value))
        .count();
    let _ = write!(
        page,
        "<figure><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{label}: {} dibandingkan, {beyond} melewati ambang / {} compared, {beyond} beyond the fence\">",
        values.len(),
        values.len()
    );
    let floor = DOTS * COLUMN + 10;
    for (at, (all, beyond)) in columns.iter().enumerate() {
        let dots = all.div_ceil(per_dot);
        let x = at * COLUMN + 10;
        for dot in 0..dots {
            let y = floor - dot * COLUMN;
            // Ringed, not coloured: the shape carries the meaning.
            let style = match dot < beyond.div_ceil(per_dot) {
                true => "r=\"2.2\" fill=\"#fff\" stroke=\"#1b1b1b\"",
                false => "r=\"1.8\" fill=\"#7a8ba0\"",
            };
            let _ = write!(page, "<circle cx=\"{x}\" cy=\"{y}\" {style}/>");
        }
    }
    if compared.fence.is_finite() {
        let x = column(compared.fence) * COLUMN + 10;
        let _ = write!(
            page,
            "<path d=\"M{x} 2V{}\" stroke=\"#1b1b1b\" stroke-dasharray=\"3 2\"/>",
            floor + 6
        );
    }
    let _ = write!(
        page,
        "<text x=\"10\" y=\"{0}\" font-size=\"12\">{low:.3}</text><text x=\"{1}\" y=\"{0}\" font-size=\"12\" text-anchor=\"end\">{high:.3}</text></svg>",
        HEIGHT - 8,
        WIDTH - 10
    );
    let _ = writeln!(
        page,
        "<figcaption>{label}: {} dibandingkan / compared; satu titik / one dot = {per_dot}; garis putus-putus / dashed line: {:.4}; {beyond} di luarnya / beyond it</figcaption></figure>",
        values.len(),
        compared.fence
    );
}
