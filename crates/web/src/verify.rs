//! `GET /verifikasi?q=`: whether a record is what was recorded, as one sentence first, then three steps with their facts.

mod asked;

use app::{Change, ContentCheck, EntryCheck, Moment, ReadError};
use axum::extract::Path;
use axum::response::Response;
use domain::any::AnyState;
use domain::{Lang, Reference, SubjectKind};
use maud::{Markup, html};

use self::asked::{Asked, read};
use crate::ctx::{Ctx, redirect};
use crate::errors::PageError;
use crate::frame::{self, Page};
use crate::i18n::record_words::list;
use crate::i18n::record_words::verify as words;
use crate::names::{Names, fill};
use crate::{format, history};

/// Most entries of one record that the page checks: each costs a proof. `sinergi verify` has no such limit.
const CHECKED: usize = 50;

/// What was found out.
enum Answer {
    /// Nothing was asked.
    Nothing,
    /// What was given is no record's name.
    NotUnderstood,
    /// The log is not that long.
    NoEntry(u64),
    /// No record has that name.
    NoRecord,
    /// The record could not be read.
    CannotCheck,
    /// One entry was checked; the later entry that corrected it, if any.
    Entry(Box<EntryCheck>, Option<Box<(Change, Change)>>),
    /// Every entry of a record was checked.
    Record(Reference, Vec<EntryCheck>, bool),
}

/// The page.
pub(crate) async fn page(ctx: Ctx) -> Result<Response, PageError> {
    let given = ctx.param("q").unwrap_or_default().to_owned();
    let answer = answer(&ctx, &given).unwrap_or_else(|error| {
        tracing::error!(%error, "a record could not be verified");
        Answer::CannotCheck
    });
    let lang = ctx.lang;
    let names = names_for(&ctx, &answer)?;
    let main = html! {
        h1 { (words::title(lang)) }
        @if given.is_empty() { p.lead { (words::lead(lang)) } (form(&ctx, "")) } @else { (answered(&ctx, &names, &answer, &given)) }
        @match &answer {
            Answer::Entry(check, later) => { (steps(&ctx, std::slice::from_ref(check))) @if let Some(later) = later { (difference(&ctx, &names, later)) } }
            Answer::Record(_, checks, shortened) => { (steps(&ctx, checks)) @if *shortened { p { (words::only_first(lang, CHECKED)) } } }
            _ => {}
        }
        (proves(lang))
        (yourself(&ctx))
        @match &answer {
            Answer::Entry(check, _) => { (technical(lang, std::slice::from_ref(check))) }
            Answer::Record(_, checks, _) => { (technical(lang, checks)) }
            _ => {}
        }
        @if !given.is_empty() { section #lain { h2 { (words::another(lang)) } (form(&ctx, &given)) } }
    };
    let title = if given.is_empty() {
        words::title(lang).to_owned()
    } else {
        format!("{}: {given}", words::title(lang))
    };
    Ok(frame::page(
        &ctx,
        &Page {
            title,
            crumbs: vec![(words::title(lang).to_owned(), "/verifikasi")],
            description: None,
            unlisted: !given.is_empty(),
        },
        &main,
    ))
}

/// `GET /entri/{handle}-{slug}`: what was opened, withheld or erased is told where that entry is verified.
pub(crate) async fn entry(ctx: Ctx, Path(segment): Path<String>) -> Result<Response, PageError> {
    let subject = ctx.subject(SubjectKind::Entry, &segment)?;
    match ctx.app.view(subject, Moment::Now)?.map(|view| view.state) {
        Some(AnyState::Entry(state)) => {
            let entry = state.description.ok_or(PageError::NotFound)?.entry;
            Ok(redirect(&ctx.link(&format!("/verifikasi?q={entry}"))))
        }
        _ => Err(PageError::NotFound),
    }
}

fn answer(ctx: &Ctx, given: &str) -> Result<Answer, ReadError> {
    if given.is_empty() {
        return Ok(Answer::Nothing);
    }
    let subject = match read(given) {
        Asked::Unknown => return Ok(Answer::NotUnderstood),
        Asked::Entry(index) => {
            let Some(check) = ctx.app.check(index)? else {
                return Ok(Answer::NoEntry(index));
            };
            let later = later(ctx, &check)?;
            return Ok(Answer::Entry(Box::new(check), later.map(Box::new)));
        }
        Asked::Government(code) => ctx.app.government(&code)?,
        Asked::Record(kind, handle) => ctx.app.by_handle(kind, &handle)?,
        Asked::Handle(handle) => {
            let mut found = None;
            for kind in SubjectKind::PUBLIC {
                found = found.or(ctx.app.by_handle(kind, &handle)?);
            }
            found
        }
    };
    let Some(subject) = subject else {
        return Ok(Answer::NoRecord);
    };
    // A record of which nothing is public must look as if it were not there.
    if ctx.app.view(subject, Moment::Now)?.is_none() {
        return Ok(Answer::NoRecord);
    }
    let history = ctx.app.history(subject)?;
    let mut checks = Vec::new();
    for change in history.iter().rev().take(CHECKED).rev() {
        checks.extend(ctx.app.check(change.entry)?);
    }
    Ok(if checks.is_empty() {
        Answer::NoRecord
    } else {
        Answer::Record(subject, checks, history.len() > CHECKED)
    })
}

/// The entry itself and the latest one that corrected it, if there is one.
fn later(ctx: &Ctx, check: &EntryCheck) -> Result<Option<(Change, Change)>, ReadError> {
    let Some(subject) = check.subject else {
        return Ok(None);
    };
    let history = ctx.app.history(subject)?;
    let slot = |change: &Change| {
        change.data.as_ref().map(|data| {
            (
                change.kind == "described",
                data.get("key")
                    .filter(|_| change.kind != "described")
                    .cloned(),
            )
        })
    };
    let Some(own) = history.iter().find(|change| change.entry == check.entry) else {
        return Ok(None);
    };
    let Some(own_slot) = slot(own) else {
        return Ok(None);
    };
    let last = history
        .iter()
        .rev()
        .find(|change| change.entry > check.entry && slot(change).as_ref() == Some(&own_slot));
    Ok(last.map(|last| (own.clone(), last.clone())))
}

fn names_for(ctx: &Ctx, answer: &Answer) -> Result<Names, PageError> {
    let subjects = match answer {
        Answer::Record(subject, ..) => vec![*subject],
        Answer::Entry(check, later) => {
            let mut subjects: Vec<_> = check.subject.into_iter().collect();
            if let Some(pair) = later {
                subjects.extend(history::references(&history::told(
                    vec![compared(pair)],
                    |_| true,
                )));
            }
            subjects
        }
        _ => Vec::new(),
    };
    Ok(Names::of(&ctx.app, ctx.lang, subjects)?)
}

/// The later entry, as a change of the earlier one.
fn compared((own, last): &(Change, Change)) -> Change {
    Change {
        before: own.data.clone(),
        ..last.clone()
    }
}

fn form(ctx: &Ctx, given: &str) -> Markup {
    let lang = ctx.lang;
    html! {
        form.search method="get" action=(ctx.link("/verifikasi")) {
            label for="periksa" { (words::input_label(lang)) }
            p.meta #periksa-contoh { (words::input_hint(lang)) }
            div.field {
                input #periksa type="text" name="q" value=(given) maxlength="200" autocomplete="off" spellcheck="false" aria-describedby="periksa-contoh";
                button type="submit" { (words::check(lang)) }
            }
        }
    }
}

// ---------------------------------------------------------------- the answer

/// How a set of checks came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Matches,
    Hidden,
    Differs,
}

fn outcome(checks: &[EntryCheck]) -> Outcome {
    if checks
        .iter()
        .any(|check| check.content == ContentCheck::Differs || !check.in_log || !check.signed)
    {
        Outcome::Differs
    } else if checks
        .iter()
        .any(|check| check.content != ContentCheck::Matches)
    {
        Outcome::Hidden
    } else {
        Outcome::Matches
    }
}

fn wrong(checks: &[EntryCheck], lang: Lang) -> String {
    let wrong = checks
        .iter()
        .filter(|check| outcome(std::slice::from_ref(check)) == Outcome::Differs);
    list(
        lang,
        &wrong
            .map(|check| format::number(check.entry, lang))
            .collect::<Vec<_>>(),
    )
}

fn answered(ctx: &Ctx, names: &Names, answer: &Answer, given: &str) -> Markup {
    let lang = ctx.lang;
    let plain = |tag: &'static str, class: &'static str, sentence: String| {
        (tag, class, html! { (sentence) })
    };
    let (tag, class, sentence) = match answer {
        Answer::Nothing => return html! {},
        Answer::NotUnderstood => plain(
            words::tag_unknown(lang),
            "silent",
            words::not_understood(lang, given),
        ),
        Answer::NoEntry(index) => plain(
            words::tag_absent(lang),
            "silent",
            words::absent(
                lang,
                format::number(*index, lang),
                format::number(ctx.app.log_size(), lang),
            ),
        ),
        Answer::NoRecord => plain(
            words::tag_absent(lang),
            "silent",
            words::absent_record(lang, given),
        ),
        Answer::CannotCheck => plain(
            words::tag_cannot(lang),
            "silent",
            words::cannot(lang).to_owned(),
        ),
        Answer::Entry(check, later) => {
            let entry = format::number(check.entry, lang);
            match (outcome(std::slice::from_ref(check)), later) {
                (Outcome::Differs, _) => plain(
                    words::tag_differs(lang),
                    "broken",
                    words::differs(lang, entry),
                ),
                (Outcome::Hidden, _) => plain(
                    words::tag_hidden(lang),
                    "running",
                    words::hidden_entry(lang, entry),
                ),
                (Outcome::Matches, Some(pair)) => plain(
                    words::tag_earlier(lang),
                    "running",
                    words::earlier(lang, entry, format::number(pair.1.entry, lang)),
                ),
                (Outcome::Matches, None) => plain(
                    words::tag_matches(lang),
                    "kept",
                    words::matches_entry(lang, entry),
                ),
            }
        }
        Answer::Record(subject, checks, _) => {
            let record = [("record", names.link(*subject))];
            match outcome(checks) {
                Outcome::Differs => plain(
                    words::tag_differs(lang),
                    "broken",
                    words::differs(lang, wrong(checks, lang)),
                ),
                Outcome::Hidden => (
                    words::tag_hidden(lang),
                    "running",
                    fill(words::hidden_record(lang), &record),
                ),
                Outcome::Matches => (
                    words::tag_matches(lang),
                    "kept",
                    fill(words::matches_record(lang), &record),
                ),
            }
        }
    };
    // Shape, word, colour: the colour never speaks alone.
    let sign = match class {
        "kept" => "✓",
        "broken" => "✕",
        "running" => "◐",
        _ => "○",
    };
    let subject = match answer {
        Answer::Entry(check, _) => check.subject,
        _ => None,
    };
    html! {
        section.answer role="status" aria-label=(words::answer(lang)) {
            p.tags { span.tag.(class) { span aria-hidden="true" { (sign) } (tag) } }
            p.lead { (sentence) }
            @if class == "broken" { p { (words::differs_keep(lang)) } }
            @if let Some(subject) = subject { p { (words::about(lang)) ": " (names.link(subject)) } }
        }
    }
}

fn difference(ctx: &Ctx, names: &Names, pair: &(Change, Change)) -> Markup {
    let change = compared(pair);
    let terms = change
        .data
        .as_ref()
        .map(|data| history::changes(change.subject.kind, change.before.as_ref(), data))
        .unwrap_or_default();
    html! {
        section #beda { h2 { (words::difference(ctx.lang)) } (history::corrected(names, change.subject.kind, &terms, ctx.lang)) }
    }
}

// ---------------------------------------------------------------- the steps

fn steps(ctx: &Ctx, checks: &[EntryCheck]) -> Markup {
    let lang = ctx.lang;
    let Some(last) = checks.last() else {
        return html! {};
    };
    let hidden: Vec<_> = checks
        .iter()
        .filter(|check| !matches!(check.content, ContentCheck::Matches | ContentCheck::Differs))
        .collect();
    let numbers = |of: &dyn Fn(&EntryCheck) -> bool| {
        list(
            lang,
            &checks
                .iter()
                .filter(|c| of(c))
                .map(|c| format::number(c.entry, lang))
                .collect::<Vec<_>>(),
        )
    };
    let differs = numbers(&|check| check.content == ContentCheck::Differs);
    let outside = numbers(&|check| !check.in_log);
    let signed = checks.iter().all(|check| check.signed);
    let matching = checks
        .iter()
        .filter(|check| check.content == ContentCheck::Matches)
        .count();
    let verdict = |passed: bool, partly: bool| {
        if !passed {
            words::failed(lang)
        } else if partly {
            words::partly(lang)
        } else {
            words::passed(lang)
        }
    };
    html! {
        section #langkah {
            h2 { (words::steps(lang)) }
            ol.steps {
                li {
                    h3 { (words::step_content(lang)) ": " (verdict(differs.is_empty(), !hidden.is_empty())) }
                    @if matching > 0 && checks.len() == 1 { p { (words::content_one(lang)) } } @else if matching > 0 { p { (words::content_all(lang, matching)) } }
                    @if !differs.is_empty() { p { (words::content_differs(lang, differs)) } }
                    @if !hidden.is_empty() {
                        p { (words::content_hidden(lang, hidden.len())) }
                        @for check in &hidden { (closed(check, lang)) }
                    }
                }
                li {
                    h3 { (words::step_log(lang)) ": " (verdict(outside.is_empty(), false)) }
                    @if outside.is_empty() { p { (words::log_in(lang, numbers(&|_| true), format::number(last.size, lang))) } } @else { p { (words::log_not_in(lang, outside)) } }
                }
                li {
                    h3 { (words::step_signed(lang)) ": " @if signed { (words::signed_only(lang)) } @else { (words::failed(lang)) } }
                    p { @if signed { (words::signed_by(lang, &last.origin)) } @else { (words::not_signed(lang, &last.origin)) } }
                    p { (words::no_witnesses(lang)) }
                }
            }
            p.meta { (words::who_checked(lang)) }
        }
    }
}

/// By whom, when and on what ground a content is closed.
fn closed(check: &EntryCheck, lang: Lang) -> Markup {
    match &check.content {
        ContentCheck::Withheld(gap) | ContentCheck::Erased(gap) => history::hidden(lang, gap),
        ContentCheck::Sealed => {
            html! { p.gap { (words::content_sealed(lang, format::number(check.entry, lang))) } }
        }
        ContentCheck::Matches | ContentCheck::Differs => html! {},
    }
}

fn proves(lang: Lang) -> Markup {
    html! {
        section #arti {
            h2 { (words::proves(lang)) }
            ul { li { (words::proves_yes(lang)) } li { (words::proves_no(lang)) } li { (words::proves_key(lang)) } }
        }
    }
}

fn yourself(ctx: &Ctx) -> Markup {
    let (lang, key) = (ctx.lang, ctx.app.verifier_key());
    html! {
        section #sendiri {
            h2 { (words::yourself(lang)) }
            p { (words::yourself_lead(lang)) }
            pre.command { code translate="no" { "sinergi verify \u{2039}" (words::address_of_site(lang)) "\u{203a} --key '" (key) "' --state sinergi.head" } }
            p { (words::yourself_key(lang)) " " code.key translate="no" { (key) } }
            p {
                (words::yourself_other(lang)) " "
                a href="/log/checkpoint" { "/log/checkpoint" } ", " a href="/log/key" { "/log/key" }
            }
        }
    }
}

fn technical(lang: Lang, checks: &[EntryCheck]) -> Markup {
    let Some(last) = checks.last() else {
        return html! {};
    };
    html! {
        details #teknis {
            summary { (words::technical(lang)) }
            dl.facts {
                dt { (words::root(lang)) } dd { (format::hash(&last.root)) }
                @for check in checks {
                    dt { (words::entry(lang)) " " (format::number(check.entry, lang)) }
                    dd {
                        (words::recorded(lang)) " " (check.at) ", " (content(check, lang))
                        br; (words::leaf(lang)) ": " (format::hash(&check.leaf_hash))
                        br; (words::path(lang)) ": "
                        @if check.proof.is_empty() { (words::path_empty(lang)) }
                        @else { ol { @for hash in &check.proof { li { (format::hash(hash)) } } } }
                    }
                }
            }
        }
    }
}

fn content(check: &EntryCheck, lang: Lang) -> &'static str {
    match check.content {
        ContentCheck::Matches => words::content_matches(lang),
        ContentCheck::Differs => words::content_does_not(lang),
        ContentCheck::Withheld(_) => words::content_withheld(lang),
        ContentCheck::Erased(_) => words::content_erased(lang),
        ContentCheck::Sealed => words::content_is_sealed(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: ContentCheck, in_log: bool, signed: bool) -> EntryCheck {
        EntryCheck {
            entry: 7,
            at: domain::entry::Micros(0),
            subject: None,
            content,
            leaf_hash: String::new(),
            in_log,
            proof: Vec::new(),
            root: String::new(),
            size: 8,
            signed,
            origin: String::new(),
            key: String::new(),
        }
    }

    #[test]
    fn one_failed_step_fails_the_whole_answer() {
        use ContentCheck::{Differs, Matches, Sealed};
        for (content, in_log, signed, expected) in [
            (Matches, true, true, Outcome::Matches),
            (Differs, true, true, Outcome::Differs),
            (Matches, false, true, Outcome::Differs),
            (Matches, true, false, Outcome::Differs),
            (Sealed, true, true, Outcome::Hidden),
            (Sealed, false, true, Outcome::Differs),
        ] {
            assert_eq!(
                outcome(&[
                    check(Matches, true, true),
                    check(content.clone(), in_log, signed)
                ]),
                expected,
                "{content:?}"
            );
        }
    }
}
