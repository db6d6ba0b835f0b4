//! The words of an act: where they begin and end, and whether they are one.

use super::super::class::Class;
use super::super::doc::Doc;
use super::super::reading::Force;
use super::super::token::Kind;
use super::force::{force_at, is_future};

/// The most tokens of an act.
const LONGEST_ACT: usize = 45;

pub(super) fn skip_so_that(doc: &Doc<'_>, mut at: usize, end: usize) -> usize {
    while at < end
        && (doc.is(at, Class::SoThat)
            || doc.mark(at, ',')
            || doc.says(at, "segera") && doc.is(at + 1, Class::SoThat))
    {
        at += 1;
    }
    at
}

/// Where the act's words end: at a reason, at who said it, at the next order, at the end of the passage.
pub(super) fn act_end(doc: &Doc<'_>, first: usize, end: usize, quoted: bool) -> usize {
    let limit = end.min(first + LONGEST_ACT);
    (first..limit)
        .find(|at| {
            let clause = doc.mark(*at, ',')
                && (doc.is(at + 1, Class::ActEnd)
                    || doc.says_any(at + 1, &["yang", "dengan", "baik"]));
            let reason = doc.is(*at, Class::ActEnd) && *at > first;
            let stop = matches!(doc.str(*at), "." | "”" | "“" | "\"" | "!" | "?" | ";" | "(");
            clause || reason || stop || doc.quoted[*at] != quoted || another(doc, *at)
        })
        .unwrap_or(limit)
}

/// `, dan mendesak Pemkab ...`, `serta berharap`: another force begins.
fn another(doc: &Doc<'_>, at: usize) -> bool {
    let mut next = at;
    while matches!(doc.str(next), ",") || doc.says_any(next, &["dan", "serta", "sekaligus", "lalu"])
    {
        next += 1;
    }
    next > at
        && force_at(doc, next)
            .is_some_and(|found| found.force != Force::Committed || !is_future(doc, next))
}

pub(super) fn tidy(doc: &Doc<'_>, mut first: usize, mut end: usize) -> (usize, usize) {
    while first < end
        && (!doc.word(first) && doc.tokens[first].kind != Kind::Number
            || doc.says_any(
                first,
                &["untuk", "agar", "akan", "segera", "bahwa", "dapat", "juga"],
            ))
    {
        first += 1;
    }
    while end > first
        && (matches!(doc.str(end - 1), "," | "." | "-" | "–" | ":")
            || doc.says_any(end - 1, &["dan", "serta"]))
    {
        end -= 1;
    }
    (first, end)
}

/// Enough words for an act, none of which tells that it is past or only points elsewhere.
pub(super) fn is_act(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    if end < first + 2 {
        return false;
    }
    let past = (first..end.min(first + 5))
        .any(|at| doc.says_any(at, &["pernah", "telah", "sudah", "urung", "batal"]));
    let pointer =
        end <= first + 3 && doc.says_any(end - 1, &["itu", "tersebut", "serupa", "ini", "hal"]);
    !past && !pointer
}

pub(super) fn is_act_verb(doc: &Doc<'_>, at: usize) -> bool {
    if !doc.word(at) || doc.cap(at) {
        return false;
    }
    let word = doc.str(at);
    let verb = ["me", "di", "ber", "ter", "mem"]
        .iter()
        .any(|prefix| word.starts_with(prefix))
        && word.len() > 5;
    verb && !doc.says_any(
        at,
        &[
            "berbagai",
            "terkait",
            "terhadap",
            "terutama",
            "mereka",
            "bersama",
            "daerah",
            "dinas",
            "merupakan",
            "diri",
        ],
    ) && !word.starts_with("menteri")
        && !word.starts_with("dinas")
        || doc.says_any(
            at,
            &[
                "segera", "terus", "ikut", "bisa", "dapat", "lebih", "tidak", "tetap", "turut",
                "mulai", "ada", "akan", "mampu", "aktif",
            ],
        )
}

/// `dilibatkan`, `segera diperbaiki`: something is done to the subject.
pub(super) fn is_passive_verb(doc: &Doc<'_>, verb: usize) -> bool {
    let small = doc.says_any(
        verb,
        &[
            "segera", "terus", "mulai", "kembali", "dapat", "bisa", "ikut", "turut", "tidak",
            "tetap",
        ],
    );
    let written = doc.str(verb + usize::from(small));
    (written.starts_with("di") || written.starts_with("ter")) && written.len() > 5
}
