//! A table of published figures, in which numbers that contradict each other are told.

use std::cmp::Ordering;

use domain::organization::Figure;
use domain::{Lang, When};
use maud::{Markup, html};

use crate::i18n::record_words::kinds as words;
use crate::i18n::record_words::{self, not_stated};
use crate::names::Names;
use crate::{format, parts};

/// The figures as a table: by measure in the order of first mention, then by period.
pub(crate) fn table(lang: Lang, names: &Names, figures: &[&Figure]) -> Markup {
    let sorted = in_order(figures);
    let any_contradict = sorted.iter().any(|figure| contradicted(figure, &sorted));
    html! {
        @if any_contradict { p { (words::contradict_note(lang)) } }
        div.scroll tabindex="0" role="region" aria-label=(words::figures(lang)) {
            table {
                caption.hidden { (words::figures(lang)) }
                thead {
                    tr {
                        th scope="col" { (words::measure(lang)) } th scope="col" { (words::period(lang)) }
                        th.n scope="col" { (words::value(lang)) } th scope="col" { (words::kind(lang)) }
                    }
                }
                tbody {
                    @for figure in &sorted {
                        tr {
                            th scope="row" {
                                (parts::text(&figure.measure, lang))
                                @if let Some(note) = &figure.note { p.meta { (parts::text(note, lang)) } }
                            }
                            td { @match figure.period { Some(period) => { (format::when_tag(period, lang)) } None => { span.unstated { (not_stated(lang)) } } } }
                            td.n { (value(figure, lang)) (names.cite(&figure.sources)) }
                            td {
                                (record_words::figure_standing(figure.standing, lang))
                                @if contradicted(figure, &sorted) { " " span.tag.plain { (words::contradict(lang)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A value with its unit; sums of money in full.
pub(crate) fn value(figure: &Figure, lang: Lang) -> String {
    let (units, decimals) = figure.value.parts();
    if figure.unit == "IDR" && decimals == 0 {
        return format::rupiah(domain::number::Rupiah(units), lang);
    }
    format!("{} {}", format::decimal(figure.value, lang), figure.unit)
}

fn in_order<'a>(figures: &[&'a Figure]) -> Vec<&'a Figure> {
    let first_mention = |figure: &Figure| {
        figures
            .iter()
            .position(|other| other.measure == figure.measure)
    };
    let mut sorted = figures.to_vec();
    sorted.sort_by_key(|figure| (first_mention(figure), figure.period.map(When::first_day)));
    sorted
}

/// Whether another figure of the same measure, unit, period and standing has another value.
fn contradicted(figure: &Figure, figures: &[&Figure]) -> bool {
    let same = |other: &&&Figure| {
        (&other.measure, &other.unit, other.period, other.standing)
            == (
                &figure.measure,
                &figure.unit,
                figure.period,
                figure.standing,
            )
    };
    figures
        .iter()
        .filter(same)
        .any(|other| other.value.compare(figure.value) != Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Text;
    use domain::organization::Standing;

    fn figure(
        measure: &str,
        value: &str,
        unit: &str,
        period: Option<&str>,
        standing: Standing,
    ) -> Figure {
        let period = period.map(|p| p.parse().unwrap());
        Figure {
            measure: Text::id(measure),
            value: value.parse().unwrap(),
            unit: unit.into(),
            period,
            standing,
            note: None,
            sources: Vec::new(),
        }
    }

    #[test]
    fn unequal_numbers_for_one_thing_contradict_each_other() {
        let figures = [
            figure(
                "Panjang jalan",
                "13",
                "km",
                Some("2025-05"),
                Standing::Budgeted,
            ),
            figure(
                "Panjang jalan",
                "12",
                "km",
                Some("2025-05"),
                Standing::Budgeted,
            ),
            figure(
                "Panjang jalan",
                "12",
                "km",
                Some("2025-05"),
                Standing::Reported,
            ),
            figure(
                "Panjang jalan",
                "12.0",
                "km",
                Some("2025-05"),
                Standing::Reported,
            ),
            figure("Panjang jalan", "33", "km", None, Standing::Budgeted),
        ];
        let all: Vec<_> = figures.iter().collect();
        let found: Vec<_> = all.iter().map(|f| contradicted(f, &all)).collect();
        assert_eq!(found, [true, true, false, false, false]);
    }

    #[test]
    fn money_is_written_as_rupiah_and_other_units_as_they_are() {
        assert_eq!(
            value(
                &figure("x", "60000000000", "IDR", None, Standing::Reported),
                Lang::Id
            ),
            "Rp60.000.000.000"
        );
        assert_eq!(
            value(
                &figure("x", "73.22", "skor 0-100", None, Standing::Reported),
                Lang::En
            ),
            "73.22 skor 0-100"
        );
    }
}
