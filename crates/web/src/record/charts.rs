//! Timelines of single records, drawn by the server. Each stands above the table that says the same.

use domain::{Lang, When};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::format;
use crate::i18n::record_words as words;

/// One dated thing on a timeline, in order of date.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// When.
    pub(crate) at: When,
    /// What the table says of it.
    pub(crate) what: Markup,
    /// How it is drawn.
    pub(crate) sign: Sign,
}

/// How a mark is drawn. Shapes differ, so that colour never speaks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// The beginning: a filled disc.
    Start,
    /// Something happened: a filled diamond.
    Fact,
    /// An earlier due date: a short tick.
    EarlierDue,
    /// The due date or the end of the term: an open square.
    Due,
    /// It ended: a cross.
    End,
}

/// The drawing's width and height, in its own units. As wide as the narrowest screen, so that its words never shrink.
const WIDTH: i64 = 320;
const HEIGHT: i64 = 74;
const MARGIN: i64 = 12;
const LINE: i64 = 30;

/// A timeline up to today or the last mark, with its table. Nothing for fewer than two days.
pub(crate) fn timeline(lang: Lang, caption: &str, marks: &mut [Mark], today: Date) -> Markup {
    marks.sort_by_key(|mark| (mark.at.last_day(), mark.at.first_day()));
    let days = marks.iter().map(|mark| mark.at.last_day()).chain([today]);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else {
        return html! {};
    };
    if marks.is_empty() || first == last {
        return html! {};
    }
    let x = |day: Date| {
        MARGIN
            + i64::from((day - first).get_days()) * (WIDTH - 2 * MARGIN)
                / i64::from((last - first).get_days()).max(1)
    };
    let now = x(today);
    let label = words::timeline_label(
        lang,
        caption,
        format::day(first, lang),
        format::day(last, lang),
        marks.len(),
    );
    html! {
        figure {
            svg.dates viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(label) {
                line.axis-line x1=(MARGIN) x2=(WIDTH - MARGIN) y1=(LINE) y2=(LINE) {}
                line.today x1=(now) x2=(now) y1="6" y2="52" {}
                @for mark in marks.iter() { (sign(mark.sign, x(mark.at.last_day()))) }
                @let (anchor, at) = if now > WIDTH * 3 / 4 { ("end", now.min(WIDTH - 2)) } else if now < WIDTH / 4 { ("start", now.max(2)) } else { ("middle", now) };
                text.axis x=(at) y="68" text-anchor=(anchor) { (words::today(lang)) }
            }
        }
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption.hidden { (caption) }
                thead { tr { th scope="col" { (words::date(lang)) } th scope="col" { (words::what_happened(lang)) } } }
                tbody {
                    @for mark in marks.iter() {
                        tr { th scope="row" { (format::when_tag(mark.at, lang)) } td { (sign_key(mark.sign)) (mark.what) } }
                    }
                }
            }
        }
    }
}

fn sign(sign: Sign, x: i64) -> Markup {
    let (left, right, up, down) = (x - 6, x + 6, LINE - 6, LINE + 6);
    html! {
        @match sign {
            Sign::Start => { circle.mark cx=(x) cy=(LINE) r="6" {} }
            Sign::Fact => { path.mark d={ "M" (x) " " (LINE - 7) "L" (x + 7) " " (LINE) "L" (x) " " (LINE + 7) "L" (x - 7) " " (LINE) "Z" } {} }
            Sign::EarlierDue => { line.tick x1=(x) x2=(x) y1=(up - 4) y2=(down + 4) {} }
            Sign::Due => { rect.open x=(left) y=(up) width="12" height="12" {} }
            Sign::End => { path.cross d={ "M" (left) " " (up) "L" (right) " " (down) "M" (right) " " (up) "L" (left) " " (down) } {} }
        }
    }
}

/// The same sign, small, before its row in the table.
fn sign_key(which: Sign) -> Markup {
    html! { svg.key viewBox={ "0 " (LINE - 12) " 24 24" } width="18" height="18" aria-hidden="true" focusable="false" { (sign(which, 12)) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn mark(at: Date, sign: Sign) -> Mark {
        Mark {
            at: When::Day(at),
            what: html! { "x" },
            sign,
        }
    }

    #[test]
    fn marks_stand_in_order_and_inside_the_drawing() {
        let mut marks = vec![
            mark(date(2026, 1, 1), Sign::Due),
            mark(date(2025, 1, 1), Sign::Start),
        ];
        let drawn = timeline(Lang::Id, "Tanggal", &mut marks, date(2025, 7, 2)).into_string();
        assert_eq!(marks[0].sign, Sign::Start);
        assert!(
            drawn.contains("circle class=\"mark\" cx=\"12\"")
                && drawn.contains("rect class=\"open\" x=\"302\""),
            "{drawn}"
        );
        assert!(
            drawn.contains("<line class=\"today\" x1=\"159\""),
            "{drawn}"
        );
    }

    #[test]
    fn one_day_is_no_line() {
        let mut marks = vec![mark(date(2025, 1, 1), Sign::Start)];
        assert_eq!(
            timeline(Lang::En, "Dates", &mut marks, date(2025, 1, 1)).into_string(),
            ""
        );
        assert_eq!(
            timeline(Lang::En, "Dates", &mut [], date(2025, 1, 1)).into_string(),
            ""
        );
    }
}
