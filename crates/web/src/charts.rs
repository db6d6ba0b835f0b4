//! Charts as inline SVG drawn by the server: each an image with one sentence for its label, and a table beside it.
//!
//! Sizes are whole numbers of a drawing unit, colours are classes of the style sheet, and the drawing scales with its
//! column. Silence is hatched, so that it is told apart without colour.

use app::FamilyCounts;
use domain::commitment::{Family, Status};
use domain::{Lang, region};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::i18n::chart_words as words;
use crate::parts::SHOWN;

/// One bar of all promises by family, in the order of the counts beside it. `label` is its sentence.
pub(crate) fn bar(counts: &FamilyCounts, label: &str) -> Markup {
    let total = counts.total().max(1);
    let mut left = 0;
    let mut segments = Vec::with_capacity(SHOWN.len());
    let mut before = 0;
    for family in SHOWN {
        before += counts.of(family);
        let right = before * 1000 / total; // of the running sum, so that rounding never adds up
        segments.push((family, left, right - left));
        left = right;
    }
    html! {
        svg.chart.share viewBox="0 0 1000 28" preserveAspectRatio="none" role="img" aria-label=(label) {
            (hatches("bar"))
            @for (family, x, width) in segments {
                @if width > 0 { rect class=(fill(family)) x=(x) y="0" width=(width) height="28" fill=[hatched(family, "bar")] {} }
                @if width > 0 && x > 0 { rect.apart x=(x) y="0" width="3" height="28" {} }
            }
        }
    }
}

/// One bar of a row of the chain's table: how many of all promises have evidence at the stage.
pub(crate) fn stage_bar(count: u64, total: u64) -> Markup {
    let width = count * 1000 / total.max(1);
    html! {
        // The number stands beside it, so the bar itself is not read out.
        svg.chart.share viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true" {
            rect class="f-running" x="0" y="4" width=(width) height="20" {}
            rect class="f-running" x="0" y="0" width="2" height="28" {}
        }
    }
}

const fn fill(family: Family) -> &'static str {
    match family {
        Family::Kept => "f-kept",
        Family::Broken => "f-broken",
        Family::Silent => "f-silent",
        Family::Late => "f-late",
        Family::Running => "f-running",
    }
}

fn hatched(family: Family, chart: &str) -> Option<String> {
    (family == Family::Silent).then(|| format!("url(#{chart}-silent)"))
}

/// The pattern of silence, under an id of the chart's own.
fn hatches(chart: &str) -> Markup {
    html! {
        defs {
            pattern id={ (chart) "-silent" } width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.hatch-ground width="7" height="7" {}
                rect.hatch-line width="3" height="7" {}
            }
        }
    }
}

// ---------------------------------------------------------------- tile maps

/// What a tile shows: a rate, or that there is nothing to take a rate of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shade {
    /// No promise is recorded: hatched. Zero is not "no data".
    NoData,
    /// The step of the rate, 0 to 4.
    Step(u8),
}

impl Shade {
    /// The shade of `part` of `whole`: none, up to a quarter, a half, three quarters, more.
    pub(crate) fn of(part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self::NoData;
        }
        // A share above zero is never drawn as zero.
        Self::Step(match part * 100 / whole {
            _ if part == 0 => 0,
            0..=25 => 1,
            26..=50 => 2,
            51..=75 => 3,
            _ => 4,
        })
    }

    const fn class(self) -> &'static str {
        match self {
            Self::NoData => "m-none",
            Self::Step(0) => "m1",
            Self::Step(1) => "m2",
            Self::Step(2) => "m3",
            Self::Step(3) => "m4",
            Self::Step(_) => "m5",
        }
    }
}

/// The 38 provinces as equal squares with their codes. `shade` gives each province's shade by code.
pub(crate) fn provinces(lang: Lang, label: &str, shade: impl Fn(&str) -> Shade) -> Markup {
    let (columns, rows) = region::TILE_GRID;
    let tiles = region::provinces()
        .iter()
        .filter_map(|province| Some((province, region::tile(&province.code)?)));
    html! {
        figure.map {
            svg.chart viewBox={ "0 0 " (u32::from(columns) * 40) " " (u32::from(rows) * 40) } role="img" aria-label=(label) {
                (hatches("provinces"))
                @for (province, (column, row)) in tiles {
                    @let (x, y, shade) = (u32::from(column) * 40 + 1, u32::from(row) * 40 + 1, shade(&province.code));
                    rect class=(shade.class()) x=(x) y=(y) width="38" height="38" fill=[(shade == Shade::NoData).then_some("url(#provinces-silent)")] {}
                    @if shade == Shade::NoData { rect.hatch-ground x=(x + 4) y=(y + 8) width="30" height="22" {} }
                    text class={ "on-" (shade.class()) } x=(x + 19) y=(y + 27) text-anchor="middle" { (province.code) }
                }
            }
            (legend(lang))
        }
    }
}

/// Banten's eight regencies and cities as equal tiles with their names.
pub(crate) fn banten(lang: Lang, label: &str, shade: impl Fn(&str) -> Shade) -> Markup {
    let (columns, rows) = region::BANTEN_TILE_GRID;
    let tiles = region::regencies()
        .iter()
        .filter_map(|place| Some((place, region::banten_tile(&place.code)?)));
    html! {
        figure.map.banten {
            svg.chart viewBox={ "0 0 " (u32::from(columns) * 120) " " (u32::from(rows) * 100) } role="img" aria-label=(label) {
                (hatches("banten"))
                @for (place, (column, row)) in tiles {
                    @let (x, y, shade) = (u32::from(column) * 120 + 1, u32::from(row) * 100 + 1, shade(&place.code));
                    rect class=(shade.class()) x=(x) y=(y) width="118" height="98" fill=[(shade == Shade::NoData).then_some("url(#banten-silent)")] {}
                    @if shade == Shade::NoData { rect.hatch-ground x=(x + 8) y=(y + 12) width="102" height="74" {} }
                    text class={ "on-" (shade.class()) } text-anchor="middle" {
                        @for (at, word) in place.name.split(' ').enumerate() { tspan x=(x + 59) y=(y + 32 + 22 * at as u32) { (word) } }
                    }
                }
            }
            (legend(lang))
        }
    }
}

fn legend(lang: Lang) -> Markup {
    html! {
        ul.legend {
            @for (shade, word) in words::steps(lang) {
                li {
                    svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {
                        @if shade == Shade::NoData {
                            (hatches("legend"))
                            rect.m-none width="16" height="16" fill="url(#legend-silent)" {}
                        } @else {
                            rect class=(shade.class()) width="16" height="16" {}
                        }
                    }
                    (word)
                }
            }
        }
    }
}

// ---------------------------------------------------------------- timeline

/// A promise on the timeline: the last day of its due date, and its status.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due {
    /// The last day on which it is in time.
    pub(crate) on: Date,
    /// Its status.
    pub(crate) status: Status,
}

/// Open promises by due date in two rows: what needs attention above, what runs below, with today as a rule through both.
/// None if no promise has a due date.
pub(crate) fn timeline(lang: Lang, dues: &[Due], today: Date) -> Option<Markup> {
    let first = dues.iter().map(|due| due.on).min()?.min(today);
    let last = dues.iter().map(|due| due.on).max()?.max(today);
    let (from, to) = (first.year(), last.year() + 1);
    let begin = Date::new(from, 1, 1).ok()?;
    let days = i64::from((Date::new(to, 1, 1).ok()? - begin).get_days()).max(1);
    let x = |day: Date| 12 + i64::from((day - begin).get_days()) * 576 / days;
    let attention = |due: &&Due| {
        matches!(
            due.status.family,
            Family::Late | Family::Silent | Family::Broken
        )
    };
    let above = dues.iter().filter(attention).count();
    let step = ((to - from) / 6).max(1);
    Some(html! {
        svg.chart viewBox="0 0 600 146" role="img" aria-label=(words::timeline_label(lang, above, dues.len() - above, today)) {
            @for year in (from..=to).step_by(usize::from(step.unsigned_abs())) {
                @if let Ok(day) = Date::new(year, 1, 1) {
                    line.grid x1=(x(day)) y1="12" x2=(x(day)) y2="108" {}
                    @if year < to { text.axis x=(x(day) + 4) y="136" { (year) } }
                }
            }
            line.axis-line x1="12" y1="108" x2="588" y2="108" {}
            line.today x1=(x(today)) y1="4" x2=(x(today)) y2="114" {}
            @for due in dues {
                @let (x, y) = (x(due.on), if attention(&due) { 38 } else { 82 });
                @match due.status.family {
                    Family::Late => path class="f-late" d={ "M" (x) " " (y - 11) "l11 20h-22z" } {},
                    Family::Silent => circle.open-silent cx=(x) cy=(y) r="8" stroke-dasharray="4.5 3" {},
                    Family::Broken => rect class="f-broken" x=(x - 8) y=(y - 8) width="16" height="16" {},
                    Family::Kept | Family::Running => circle class=(fill(due.status.family)) cx=(x) cy=(y) r="9" {},
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::commitment::Word;
    use jiff::civil::date;

    #[test]
    fn the_bar_is_full_however_the_parts_round() {
        let counts = FamilyCounts {
            kept: 1,
            broken: 1,
            silent: 1,
            late: 0,
            running: 0,
        };
        let svg = bar(&counts, "x").into_string();
        let widths: u64 = svg
            .split("rect class=\"f-")
            .skip(1)
            .filter_map(|r| {
                r.split("width=\"")
                    .nth(1)?
                    .split('"')
                    .next()?
                    .parse::<u64>()
                    .ok()
            })
            .sum();
        assert_eq!(widths, 1000, "{svg}");
    }

    #[test]
    fn zero_and_no_data_are_different_shades() {
        for (part, whole, expected) in [
            (0, 0, Shade::NoData),
            (0, 5, Shade::Step(0)),
            (1, 1000, Shade::Step(1)),
            (1, 4, Shade::Step(1)),
            (1, 2, Shade::Step(2)),
            (3, 4, Shade::Step(3)),
            (4, 4, Shade::Step(4)),
        ] {
            assert_eq!(Shade::of(part, whole), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn every_province_is_on_the_map() {
        let svg = provinces(Lang::Id, "x", |_| Shade::NoData).into_string();
        for province in region::provinces() {
            assert!(
                svg.contains(&format!(">{}<", province.code.as_str())),
                "{}",
                province.name
            );
        }
        assert_eq!(
            banten(Lang::Id, "x", |_| Shade::Step(0))
                .into_string()
                .matches("<rect class=\"m1\" x=")
                .count(),
            8
        );
    }

    #[test]
    fn a_timeline_spans_its_dates_and_needs_one() {
        let today = date(2026, 11, 22);
        assert!(timeline(Lang::En, &[], today).is_none());
        let status = Status {
            on: today,
            family: Family::Late,
            word: Word::Late,
            since: None,
        };
        let svg = timeline(
            Lang::En,
            &[Due {
                on: date(2025, 12, 31),
                status,
            }],
            today,
        )
        .unwrap()
        .into_string();
        assert!(
            svg.contains(">2025<") && svg.contains(">2026<") && svg.contains("f-late"),
            "{svg}"
        );
    }
}
