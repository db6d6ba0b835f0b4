//! Of whom something is asked, by the words behind the verb of asking.

use super::super::actor::{Actor, Context};
use super::super::agent::is_agent;
use super::super::class::Class;
use super::super::cue::Cue;
use super::super::doc::Sentence;
use super::act::{is_act_verb, is_passive_verb, skip_so_that};

/// `meminta Sekda Wira Santosa, yang mendampinginya, mencatat usulan`: somebody named right behind the verb, and where the
/// act begins.
pub(super) fn asked_by_name(
    context: &Context<'_, '_>,
    sentence: Sentence,
    start: usize,
) -> Option<(Option<Actor>, usize)> {
    const RELATIVE: usize = 12;
    let doc = context.doc;
    let (actor, mut end) = context.named_from(start)?;
    let comma = usize::from(doc.mark(end, ','));
    if doc.says(end + comma, "yang") {
        let limit = sentence.end.min(end + RELATIVE);
        let close = |at: &usize| doc.mark(*at, ',') || doc.is(*at, Class::SoThat);
        end = (end + comma..limit).find(close)?;
    }
    let verb = (end..sentence.end.min(end + 5)).find(|at| is_act_verb(doc, *at))?;
    let between = (end..verb).all(|at| doc.is(at, Class::SoThat) || doc.mark(at, ','));
    (between && !is_passive_verb(doc, verb))
        .then(|| (Some(actor), skip_so_that(doc, end, sentence.end)))
}

/// `kami minta Dinas Kesehatan tarik kembali mereka`: a body or somebody, and a verb without its prefix.
pub(super) fn asked_with_bare_verb(
    context: &Context<'_, '_>,
    sentence: Sentence,
    start: usize,
) -> Option<(Option<Actor>, usize)> {
    let doc = context.doc;
    let office = || {
        let run = (start..start + 6).take_while(|at| doc.cap(*at) || doc.says(*at, "dan"));
        let end = run.last().map_or(start, |last| last + 1);
        let named = doc.is(start, Class::Office) && end > start + 1;
        named.then(|| (context.agent(start, end), end))
    };
    // `saya minta masing-masing inspektur buka lagi`
    let each = || {
        let end = start + 2;
        let several = doc.is(start, Class::Quantifier) && is_agent(doc, start, end);
        let whole = !doc.says_any(
            start + 1,
            &[
                "kepala", "ketua", "pimpinan", "anggota", "tenaga", "pelaku", "pengurus",
            ],
        );
        (several && whole && !is_agent(doc, end, end + 1)).then(|| (context.agent(start, end), end))
    };
    let (actor, end) = context.named_from(start).or_else(office).or_else(each)?;
    let verb = doc.word(end)
        && end + 1 < sentence.end
        && !doc.cap(end)
        && doc.str(end).len() >= 4
        && !doc.is_any(
            end,
            Class::any(&[Class::Indonesian, Class::SoThat, Class::Field]),
        )
        && !doc.cue(end, Cue::NoActVerb)
        && !doc.cue(end, Cue::VerbHelper)
        && !doc.cue(end, Cue::AgentEnd);
    verb.then_some((Some(actor), end))
}

/// `meminta dukungan Pemerintah Provinsi untuk memperbaiki jalan`: who helps does it.
pub(super) fn asked_for_help(
    context: &Context<'_, '_>,
    sentence: Sentence,
    start: usize,
) -> Option<(Option<Actor>, usize)> {
    const NEAR: usize = 24;
    let doc = context.doc;
    let help = doc.cue(start, Cue::Help);
    let mut from = start + 1 + usize::from(doc.says_any(start + 1, &["dari", "kepada"]));
    // `dukungan Bapak Bupati`
    from += usize::from(doc.cue(from, Cue::AddressWord));
    let (actor, end) = help.then(|| context.named_from(from)).flatten()?;
    let to = (end..sentence.end.min(end + NEAR))
        .find(|at| doc.says_any(*at, &["untuk", "agar", "dalam", "guna"]));
    Some((Some(actor), to.map_or(start, |to| to + 1)))
}

/// `mengimbau seluruh camat agar ...`, `meminta kepada warga untuk ...`: those between the verb and the act.
pub(super) fn asked_so_that(
    context: &Context<'_, '_>,
    sentence: Sentence,
    start: usize,
) -> Option<(Option<Actor>, usize)> {
    const NEAR: usize = 12;
    let doc = context.doc;
    let so_that = (start..sentence.end.min(start + NEAR))
        .take_while(|at| {
            let short = doc.mark(*at, '(') && doc.mark(at + 2, ')')
                || doc.mark(*at, ')') && *at > 1 && doc.mark(at - 2, '(');
            doc.word(*at) || short || doc.mark(*at, ',') && doc.says(at + 1, "jangan")
        })
        .find(|at| doc.says_any(*at, &["agar", "supaya", "untuk", "jangan"]))?;
    let relative = (start..so_that).find(|at| {
        doc.says_any(
            *at,
            &["yang", "di", "ke", "dalam", "datang", "berkunjung", "hadir"],
        )
    });
    let end = relative.unwrap_or(so_that);
    // `meminta seluruh OPD segera menyusun perjanjian agar ...`: the act stands before the aim.
    if (start + 1..end).any(|at| is_act_verb(doc, at)) && !doc.says(start, "kepada") {
        return None;
    }
    // `mengundang pimpinan DPRD datang ke Langsa untuk melihat`: coming is part of the act.
    let act = relative
        .filter(|at| is_act_verb(doc, *at))
        .unwrap_or(so_that);
    let end = end - usize::from(end > start && doc.mark(end - 1, ','));
    let start = start + usize::from(doc.is(start, Class::SoThat));
    (end > start && is_agent(doc, start, end)).then(|| {
        (
            Some(context.agent(start, end)),
            skip_so_that(doc, act, sentence.end),
        )
    })
}
