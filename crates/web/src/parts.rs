//! The small parts that pages are made of. Their classes are described at the top of `static/style.css`.

use app::{FamilyCounts, Labels, Row};
use domain::citation::{Citation, Difference, How};
use domain::commitment::{Family, Status, Word};
use domain::{Lang, Reference, Text};
use maud::{Markup, html};

use crate::ctx::{Ctx, PAGE};
use crate::format;
use crate::i18n::words;

/// Words of the record; where English is missing, the Indonesian ones marked as such.
pub(crate) fn text(text: &Text, lang: Lang) -> Markup {
    let (words, really) = text.read(lang);
    html! { @if really == lang { (words) } @else { span lang=(really.tag()) { (words) } } }
}

/// The language that words are really in, to be set on the element that holds them; none if it is the page's.
pub(crate) fn lang_of(text: &Text, lang: Lang) -> Option<&'static str> {
    let (_, really) = text.read(lang);
    (really != lang).then(|| really.tag())
}

/// A link to a record, by its label; what has none is shown as its kind and handle.
pub(crate) fn link(ctx: &Ctx, labels: &Labels, to: impl Into<Reference>) -> Markup {
    let to = to.into();
    html! {
        @if let Some(label) = labels.get(&to) {
            a href=(ctx.link(&label.path)) lang=[lang_of(&label.title, ctx.lang)] { (label.title.read(ctx.lang).0) }
        } @else {
            (words::unknown_record(ctx.lang, to))
        }
    }
}

// ---------------------------------------------------------------- statuses

/// The tag of a status: shape, word, colour.
pub(crate) fn status_tag(status: Status, lang: Lang) -> Markup {
    html! { span class=(tag_class(status.family)) { (shape(Shape::of(status.word))) (words::status_word(status.word, lang)) } }
}

/// The tag of a whole family.
pub(crate) fn family_tag(family: Family, lang: Lang) -> Markup {
    html! { span class=(tag_class(family)) { (shape(Shape::of_family(family))) (words::family(family, lang)) } }
}

const fn tag_class(family: Family) -> &'static str {
    match family {
        Family::Kept => "tag kept",
        Family::Broken => "tag broken",
        Family::Silent => "tag silent",
        Family::Late => "tag late",
        Family::Running => "tag running",
    }
}

/// The drawn sign of a status. Each differs in outline, so that colour never speaks alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    FilledDiscTick,
    HalfDisc,
    OpenDiscTick,
    OpenTriangle,
    FilledTriangleBar,
    DashedRing,
    DashedSquare,
    SquareCross,
}

impl Shape {
    const fn of(word: Word) -> Self {
        match word {
            Word::Verified | Word::Audited => Self::FilledDiscTick,
            Word::Withdrawn | Word::EndedUnfulfilled => Self::SquareCross,
            Word::NoEvidence => Self::DashedSquare,
            Word::NoWord => Self::DashedRing,
            Word::AtRisk => Self::OpenTriangle,
            Word::Late => Self::FilledTriangleBar,
            Word::ClaimedDone => Self::OpenDiscTick,
            Word::UnderWay | Word::Contracted | Word::Budgeted | Word::Planned | Word::Promised => {
                Self::HalfDisc
            }
        }
    }

    const fn of_family(family: Family) -> Self {
        match family {
            Family::Kept => Self::FilledDiscTick,
            Family::Broken => Self::SquareCross,
            Family::Silent => Self::DashedRing,
            Family::Late => Self::FilledTriangleBar,
            Family::Running => Self::HalfDisc,
        }
    }
}

fn shape(shape: Shape) -> Markup {
    html! {
        svg.shape viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" {
            @match shape {
                Shape::FilledDiscTick => { circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" {} path.hole d="M4.6 8.2 7 10.6l4.4-5" {} },
                Shape::HalfDisc => { circle cx="8" cy="8" r="6.1" {} path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" stroke="none" {} },
                Shape::OpenDiscTick => { circle cx="8" cy="8" r="6.1" {} path d="M5 8.2 7.2 10.4l3.8-4.4" {} },
                Shape::OpenTriangle => { path d="M8 2.4 14.2 13.4H1.8z" stroke-linejoin="round" {} },
                Shape::FilledTriangleBar => { path d="M8 1.2 15.4 14.4H.6z" fill="currentColor" stroke="none" {} path.hole d="M8 5.8v3.6M8 11v1.6" {} },
                Shape::DashedRing => { circle cx="8" cy="8" r="6.1" stroke-dasharray="2.9 1.9" {} },
                Shape::DashedSquare => { path d="M2.2 2.2h11.6v11.6H2.2z" stroke-dasharray="2.9 1.9" {} },
                Shape::SquareCross => { path d="M1 1h14v14H1z" fill="currentColor" stroke="none" {} path.hole d="M5 5l6 6M11 5l-6 6" {} },
            }
        }
    }
}

/// The order in which pages show the families: the good news and the bad are neighbours, and silence is not last.
pub(crate) const SHOWN: [Family; 5] = [
    Family::Kept,
    Family::Running,
    Family::Late,
    Family::Silent,
    Family::Broken,
];

/// The five counts as a list of links, each to the list it counts. `to` makes the address of a family's list.
pub(crate) fn family_counts(
    ctx: &Ctx,
    counts: &FamilyCounts,
    to: impl Fn(Family) -> String,
) -> Markup {
    html! {
        ul.counts {
            @for family in SHOWN {
                li {
                    a href=(to(family)) {
                        (family_tag(family, ctx.lang)) " "
                        span.figure { (format::number(counts.of(family), ctx.lang)) }
                    }
                }
            }
        }
    }
}

// ---------------------------------------------------------------- lists

/// Records as a list: status, title, and one line of dates.
pub(crate) fn rows(ctx: &Ctx, rows: &[Row]) -> Markup {
    html! { ul.rows { @for row in rows { li { (row_of(ctx, row)) } } } }
}

/// The same, numbered from `first`.
pub(crate) fn numbered_rows(ctx: &Ctx, rows: &[Row], first: u64) -> Markup {
    html! { ol.rows start=(first) { @for row in rows { li { (row_of(ctx, row)) } } } }
}

/// One record of a list.
pub(crate) fn row_of(ctx: &Ctx, row: &Row) -> Markup {
    let lang = ctx.lang;
    html! {
        @if let Some(status) = row.status { (status_tag(status, lang)) " " }
        a.title href=(ctx.link(&row.path)) lang=[lang_of(&row.title, lang)] { (row.title.read(lang).0) }
        @if let Some(line) = words::row_line(lang, row, ctx.today) { " " span.meta { (line) } }
    }
}

/// The links from page to page of a list; nothing for a single page.
pub(crate) fn pager(ctx: &Ctx, page: u32, pages: u32) -> Markup {
    let to = |page: u32| {
        let bare = ctx.with(PAGE, None);
        match page {
            1 => bare,
            _ => format!(
                "{bare}{}{PAGE}={page}",
                if bare.contains('?') { '&' } else { '?' }
            ),
        }
    };
    html! {
        @if pages > 1 {
            nav.pager aria-label=(words::pager_label(ctx.lang)) {
                ul {
                    @if page > 1 { li { a href=(to(page - 1)) rel="prev" { (words::previous_page(ctx.lang)) } } }
                    li { (words::page_of(ctx.lang, page, pages)) }
                    @if page < pages { li { a href=(to(page + 1)) rel="next" { (words::next_page(ctx.lang)) } } }
                }
            }
        }
    }
}

/// One line of filters, each a link that stays in the address. An option is its value, its word and its count, if known.
pub(crate) fn filter(
    ctx: &Ctx,
    name: &str,
    heading: &str,
    options: &[(String, String, Option<u64>)],
) -> Markup {
    let chosen = ctx.param(name);
    html! {
        @if !options.is_empty() {
            div.filter role="group" aria-label=(heading) {
                span.name { (heading) }
                ul {
                    li { a href=(ctx.with(name, None)) aria-current=[chosen.is_none().then_some("true")] { (words::all(ctx.lang)) } }
                    @for (value, word, count) in options {
                        li {
                            a href=(ctx.with(name, Some(value))) aria-current=[(chosen == Some(value.as_str())).then_some("true")] {
                                (word) @if let Some(count) = count { " (" (format::number(*count, ctx.lang)) ")" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The search form.
pub(crate) fn search_box(ctx: &Ctx, value: &str, label: &str) -> Markup {
    html! {
        form.search role="search" method="get" action=(ctx.link("/cari")) {
            label for="q" { (label) }
            div.field {
                input #q type="search" name="q" value=(value) maxlength="200" autocomplete="off";
                button type="submit" { (words::search_verb(ctx.lang)) }
            }
        }
    }
}

// ---------------------------------------------------------------- sources

/// Where something is from: each source with its paragraph, and whether the words are the source's.
pub(crate) fn citations(ctx: &Ctx, labels: &Labels, citations: &[Citation]) -> Markup {
    html! {
        @if !citations.is_empty() {
            ul.sources {
                @for citation in citations { li { (citation_of(ctx, labels, citation)) } }
            }
        }
    }
}

/// The same where nothing was worded: each source with its paragraph.
pub(crate) fn sources(ctx: &Ctx, labels: &Labels, citations: &[Citation]) -> Markup {
    html! { ul.sources { @for citation in citations { li { (place(ctx, labels, citation)) } } } }
}

fn citation_of(ctx: &Ctx, labels: &Labels, citation: &Citation) -> Markup {
    let lang = ctx.lang;
    html! {
        (match citation.how {
            How::ParaphrasedFrom => words::paraphrased_from(lang),
            How::QuotedFrom => words::quoted_from(lang),
        })
        " " (place(ctx, labels, citation))
    }
}

fn place(ctx: &Ctx, labels: &Labels, citation: &Citation) -> Markup {
    html! {
        (link(ctx, labels, citation.source))
        @if let Some(paragraph) = citation.paragraph { ", " (words::paragraph(ctx.lang, paragraph)) }
    }
}

/// Where sources differ: every version with those who say it.
pub(crate) fn differences(ctx: &Ctx, labels: &Labels, differences: &[Difference]) -> Markup {
    html! {
        @for difference in differences {
            div.difference {
                h3 { (words::sources_differ(ctx.lang)) " " (text(&difference.about, ctx.lang)) }
                ul {
                    @for version in &difference.versions {
                        li { (text(&version.says, ctx.lang)) (citations(ctx, labels, &version.sources)) }
                    }
                }
            }
        }
    }
}

// ---------------------------------------------------------------- tables

/// What stands around a table: what it shows, in what, from where, and where its data are.
#[derive(Debug, Default)]
pub(crate) struct Caption {
    /// What it shows, of which period.
    pub(crate) caption: String,
    /// The unit of its numbers, if it has any.
    pub(crate) unit: Option<String>,
    /// Where the numbers are from, with the day of retrieval.
    pub(crate) source: Option<String>,
    /// The address of the same as CSV.
    pub(crate) csv: Option<String>,
}

/// A table in a region of its own, so that a wide one scrolls by itself and by keyboard. `inside` is its head and body.
pub(crate) fn table(ctx: &Ctx, id: &str, about: &Caption, inside: &Markup) -> Markup {
    html! {
        figure.table {
            div.scroll role="region" aria-labelledby=(id) tabindex="0" {
                table {
                    caption id=(id) {
                        span.inner {
                            (about.caption)
                            @if let Some(unit) = &about.unit { " " span.meta { (words::unit(ctx.lang, unit)) } }
                        }
                    }
                    (inside)
                }
            }
            @if about.source.is_some() || about.csv.is_some() {
                figcaption.meta {
                    @if let Some(source) = &about.source { (source) " " }
                    @if let Some(csv) = &about.csv { a href=(csv) { (words::as_csv(ctx.lang)) } }
                }
            }
        }
    }
}

/// One line of CSV (RFC 4180): fields with a comma, quote or line break are quoted; a field that a spreadsheet would run
/// as a formula gets an apostrophe in front.
pub(crate) fn csv_line<'a>(fields: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        let formula = field.starts_with(['=', '+', '@', '\t', '\r'])
            || (field.starts_with('-') && field.parse::<domain::number::Decimal>().is_err());
        let guard = if formula { "'" } else { "" };
        if field.contains([',', '"', '\n', '\r']) {
            line.push('"');
            line.push_str(guard);
            line.push_str(&field.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(guard);
            line.push_str(field);
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_shape_and_a_word_in_both_languages() {
        let on = jiff::civil::date(2026, 11, 22);
        let tag = |family, word, lang| {
            status_tag(
                Status {
                    on,
                    family,
                    word,
                    since: None,
                },
                lang,
            )
            .into_string()
        };
        for (family, word, id, en) in [
            (Family::Kept, Word::Verified, "Terverifikasi", "Verified"),
            (Family::Kept, Word::Audited, "Diaudit", "Audited"),
            (Family::Running, Word::Promised, "Dijanjikan", "Promised"),
            (Family::Running, Word::Planned, "Direncanakan", "Planned"),
            (Family::Running, Word::Budgeted, "Dianggarkan", "Budgeted"),
            (Family::Running, Word::Contracted, "Dikontrak", "Contracted"),
            (Family::Running, Word::UnderWay, "Berjalan", "Under way"),
            (
                Family::Running,
                Word::ClaimedDone,
                "Diklaim selesai",
                "Claimed done",
            ),
            (Family::Late, Word::AtRisk, "Berisiko", "At risk"),
            (Family::Late, Word::Late, "Terlambat", "Late"),
            (Family::Silent, Word::NoWord, "Tanpa kabar", "No word"),
            (
                Family::Silent,
                Word::NoEvidence,
                "Tanpa bukti",
                "No evidence",
            ),
            (Family::Broken, Word::Withdrawn, "Dicabut", "Withdrawn"),
            (
                Family::Broken,
                Word::EndedUnfulfilled,
                "Berakhir tanpa pemenuhan",
                "Ended unfulfilled",
            ),
        ] {
            for (lang, expected) in [(Lang::Id, id), (Lang::En, en)] {
                let tag = tag(family, word, lang);
                assert!(
                    tag.starts_with(&format!("<span class=\"tag {}\"><svg", family.as_str())),
                    "{tag}"
                );
                assert!(tag.ends_with(&format!("</svg>{expected}</span>")), "{tag}");
            }
        }
    }

    #[test]
    fn words_without_english_say_that_they_are_indonesian() {
        assert_eq!(
            text(&Text::id("janji <b>"), Lang::En).into_string(),
            "<span lang=\"id\">janji &lt;b&gt;</span>"
        );
        assert_eq!(text(&Text::id("janji"), Lang::Id).into_string(), "janji");
    }

    #[test]
    fn csv_quotes_what_needs_it_and_runs_nothing() {
        assert_eq!(
            csv_line(["36", "a, b", "say \"x\"", "=1+1", "-5"]),
            "36,\"a, b\",\"say \"\"x\"\"\",'=1+1,-5\r\n"
        );
    }
}
