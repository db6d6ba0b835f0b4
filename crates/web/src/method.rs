//! The method page: how statuses are computed, in words, from the constants and tables that the program itself uses.

use axum::response::Response;
use domain::calendar;
use domain::commitment::{Family, Word};
use domain::law::{self, Deadline, SchemeLaw, Stage, Track};
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::format;
use crate::frame::{self, Page};
use crate::i18n::{list_words, method_words as words, words as shared};
use crate::parts::{self, Caption};

/// Every word with its family, in the order of the precedence.
const WORDS: [(Family, Word); 14] = [
    (Family::Kept, Word::Verified),
    (Family::Kept, Word::Audited),
    (Family::Broken, Word::Withdrawn),
    (Family::Broken, Word::EndedUnfulfilled),
    (Family::Silent, Word::NoEvidence),
    (Family::Silent, Word::NoWord),
    (Family::Late, Word::Late),
    (Family::Late, Word::AtRisk),
    (Family::Running, Word::ClaimedDone),
    (Family::Running, Word::UnderWay),
    (Family::Running, Word::Contracted),
    (Family::Running, Word::Budgeted),
    (Family::Running, Word::Planned),
    (Family::Running, Word::Promised),
];

/// `GET /metode`
pub(crate) async fn page(ctx: Ctx) -> Result<Response, PageError> {
    let lang = ctx.lang;
    let title = words::title(lang).to_owned();
    let lead = words::lead(lang).to_owned();
    let main = html! {
        h1 { (title) }
        p.lead { (lead) }
        nav.toc aria-label=(list_words::on_this_page(lang)) {
            ul {
                li { a href="#status" { (words::families_heading(lang)) } }
                li { a href="#rantai" { (words::chain_heading(lang)) } }
                li { a href="#skema" { (words::schemes_heading(lang)) } }
                li { a href="#batas" { (words::deadlines_heading(lang)) } }
                li { a href="#akhir" { (words::endings_heading(lang)) } }
                li { a href="#kalender" { (words::calendar_heading(lang)) } }
            }
        }
        section #status { (statuses(&ctx)) }
        section #rantai { (chain(&ctx)) }
        section #skema { (schemes(&ctx)) }
        section #batas { (deadlines(&ctx)) }
        section #akhir { (endings(&ctx)) }
        section #kalender { (working_days(&ctx)) }
    };
    Ok(frame::page(
        &ctx,
        &Page {
            title,
            description: Some(lead),
            ..Page::default()
        },
        &main,
    ))
}

fn statuses(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let about = Caption {
        caption: words::words_caption(lang).to_owned(),
        ..Caption::default()
    };
    html! {
        h2 { (words::families_heading(lang)) }
        p { (words::families_note(lang)) }
        ol.precedence { @for family in Family::ALL { li { (parts::family_tag(family, lang)) " " (words::family_rule(lang, family)) } } }
        p { (words::today_note(lang)) }
        h3 { (words::words_heading(lang)) }
        (parts::table(ctx, "kata", &about, &html! {
            thead { tr { th scope="col" { (words::column_word(lang)) } th scope="col" { (words::column_family(lang)) } th scope="col" { (words::column_meaning(lang)) } } }
            tbody { @for (family, word) in WORDS { tr {
                th scope="row" { (parts::status_tag(domain::commitment::Status { on: ctx.today, family, word, since: None }, lang)) }
                td { (shared::family(family, lang)) }
                td { (words::word_rule(lang, word)) }
            } } }
        }))
        h3 { (words::beside_heading(lang)) }
        ul { @for line in words::beside(lang) { li { (line) } } }
        h3 { (words::moments_heading(lang)) }
        ul { @for line in words::moments(lang) { li { (line) } } }
    }
}

fn chain(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let about = Caption {
        caption: words::chain_caption(lang).to_owned(),
        ..Caption::default()
    };
    html! {
        h2 { (words::chain_heading(lang)) }
        p { (words::chain_note(lang)) }
        (parts::table(ctx, "rantai-tabel", &about, &html! {
            thead { tr {
                th scope="col" { (words::column_stage(lang)) }
                th scope="col" { (words::column_question(lang)) }
                th scope="col" { (words::column_documents(lang)) }
                th scope="col" { (words::column_public(lang)) }
                th scope="col" { (words::column_basis(lang)) }
            } }
            tbody { @for stage in law::chain_stages() { tr {
                th scope="row" { (stage.order) ". " (stage.name(lang)) }
                td { (lang.pick(&stage.question_id, &stage.question_en)) }
                td { ul.plain { @for document in &stage.documents { li { (document.name(lang)) @if !document.verified { " " (unverified(ctx)) } } } } }
                td { (stage.publicity.name(lang)) }
                td { (source(ctx, &stage.source, stage.verified)) }
            } } }
        }))
    }
}

/// Where a rule of law stands, and whether it was read there.
fn source(ctx: &Ctx, source: &str, verified: bool) -> Markup {
    html! {
        @if source == "-" { (words::no_source(ctx.lang)) } @else { span lang=[(ctx.lang == domain::Lang::En).then_some("id")] { (law::citation(source, ctx.lang)) } }
        @if !verified { " " (unverified(ctx)) }
    }
}

fn unverified(ctx: &Ctx) -> Markup {
    html! { span.unverified { (words::unverified(ctx.lang)) } }
}

fn schemes(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    html! {
        h2 { (words::schemes_heading(lang)) }
        p { (words::schemes_note(lang)) }
        @for scheme in law::schemes() { (scheme_of(ctx, scheme)) }
        @for (track, id) in [(Track::Domestic, "ksdd_sukarela"), (Track::Foreign, "ksdpl")] {
            @let stages = law::stages(id);
            h3 id={ "tahap-" (id) } { (words::stages_of(lang, track == Track::Domestic, stages.len() as u64)) }
            ol.stages { @for stage in stages { (stage_of(ctx, stage)) } }
        }
    }
}

fn scheme_of(ctx: &Ctx, scheme: &SchemeLaw) -> Markup {
    let lang = ctx.lang;
    html! {
        details.section {
            summary { h3 { (scheme.name(lang)) " (" (scheme.abbreviation) ")" } }
            dl.facts {
                dt { (words::parties(lang)) } dd { (lang.pick(&scheme.parties_id, &scheme.parties_en)) }
                dt { (words::object(lang)) } dd { (lang.pick(&scheme.object_id, &scheme.object_en)) }
                @if let Some(rule) = lang.pick(&scheme.rule_id, &scheme.rule_en) { dt { (words::rule(lang)) } dd { (rule) } }
                dt { (words::documents(lang)) }
                dd { @for (at, document) in scheme.chain.iter().filter_map(|id| law::document(id)).enumerate() { @if at > 0 { " → " } (document.name(lang)) } }
                dt { (words::column_stage(lang)) }
                dd { @match scheme.track {
                    Track::Domestic => { a href="#tahap-ksdd_sukarela" { (words::stages_of(lang, true, law::stages(&scheme.id).len() as u64)) } },
                    Track::Foreign => { a href="#tahap-ksdpl" { (words::stages_of(lang, false, law::stages(&scheme.id).len() as u64)) } },
                    Track::None => { (words::no_stages(lang)) },
                } }
                dt { (words::basis(lang)) }
                dd { (source(ctx, &scheme.source, scheme.verified)) (note(lang.pick(&scheme.note_id, &scheme.note_en).as_deref())) }
            }
        }
    }
}

fn note(note: Option<&str>) -> Markup {
    html! { @if let Some(note) = note { p.meta { (note) } } }
}

fn stage_of(ctx: &Ctx, stage: &Stage) -> Markup {
    let lang = ctx.lang;
    html! {
        li {
            strong { (stage.name(lang)) } ". " (lang.pick(&stage.does_id, &stage.does_en))
            @if let Some(condition) = lang.pick(&stage.condition_id, &stage.condition_en) { " " em { (words::only_when(lang)) } " " (condition) }
            p.meta { (source(ctx, &stage.source, stage.verified)) @if let Some(note) = lang.pick(&stage.note_id, &stage.note_en) { " " (note) } }
        }
    }
}

fn deadlines(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let mut all: Vec<&Deadline> = Vec::new();
    for scheme in law::schemes() {
        for deadline in law::deadlines(&scheme.id) {
            if !all.iter().any(|known| known.id == deadline.id) {
                all.push(deadline);
            }
        }
    }
    let about = Caption {
        caption: words::deadlines_caption(lang).to_owned(),
        ..Caption::default()
    };
    html! {
        h2 { (words::deadlines_heading(lang)) }
        (parts::table(ctx, "batas-tabel", &about, &html! {
            thead { tr {
                th scope="col" { (words::column_what(lang)) }
                th scope="col" { (words::column_limit(lang)) }
                th scope="col" { (words::schemes_heading(lang)) }
                th scope="col" { (words::column_basis(lang)) }
            } }
            tbody { @for deadline in all { (deadline_row(ctx, deadline)) } }
        }))
    }
}

fn deadline_row(ctx: &Ctx, deadline: &Deadline) -> Markup {
    let lang = ctx.lang;
    let mut schemes: Vec<&str> = deadline
        .schemes
        .iter()
        .filter_map(|id| law::scheme(id))
        .map(|s| s.abbreviation.as_str())
        .collect();
    schemes.dedup();
    html! {
        tr {
            th scope="row" { (deadline.name(lang)) }
            td {
                @if let (Some(count), Some(unit)) = (deadline.count, deadline.unit) { (words::limit(lang, count, unit)) " " }
                @if let Some(from) = lang.pick(&deadline.from_id, &deadline.from_en) { (from) " " }
                @if let Some(rule) = lang.pick(&deadline.rule_id, &deadline.rule_en) { (rule) " " }
                @if let Some(then) = lang.pick(&deadline.then_id, &deadline.then_en) { (then) }
            }
            td { (schemes.join(", ")) }
            td { (source(ctx, &deadline.source, deadline.verified)) (note(lang.pick(&deadline.note_id, &deadline.note_en).as_deref())) }
        }
    }
}

fn endings(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    html! {
        h2 { (words::endings_heading(lang)) }
        p { (words::endings_note(lang)) }
        ul { @for ending in law::all_endings() { li {
            strong { (ending.name(lang)) } ". " span.meta { (source(ctx, &ending.source, ending.verified)) @if let Some(note) = lang.pick(&ending.note_id, &ending.note_en) { " " (note) } }
        } } }
    }
}

fn working_days(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let holidays = calendar::holidays();
    html! {
        h2 { (words::calendar_heading(lang)) }
        p { (words::calendar(lang, holidays.len() as u64)) }
        p.meta { (words::calendar_source(lang)) }
        details {
            summary { (words::holidays(lang)) }
            ul.columns { @for holiday in holidays { li { (format::day_tag(holiday.on, lang)) ": " (lang.pick(holiday.name_id, holiday.name_en)) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Lang;
    use domain::commitment::{AT_RISK_DAYS, NO_EVIDENCE_DAYS, RHYTHM_DAYS};

    #[test]
    fn the_rules_in_words_carry_the_numbers_that_compute() {
        for lang in [Lang::Id, Lang::En] {
            let says =
                |text: String, days: u16| assert!(text.contains(&days.to_string()), "{text}");
            says(words::family_rule(lang, Family::Silent), RHYTHM_DAYS);
            says(words::family_rule(lang, Family::Late), AT_RISK_DAYS);
            says(words::word_rule(lang, Word::NoEvidence), NO_EVIDENCE_DAYS);
            says(words::word_rule(lang, Word::AtRisk), AT_RISK_DAYS);
        }
    }
}
