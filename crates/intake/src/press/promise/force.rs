//! Words of force: which words promise, wish, ask or propose something, and where they only seem to.

use super::super::actor::Context;
use super::super::class::Class;
use super::super::doc::{Doc, Sentence};
use super::super::reading::Force;

pub(super) struct Trigger {
    pub(super) force: Force,
    pub(super) first: usize,
    pub(super) end: usize,
}

const FORCES: [(Class, Force); 4] = [
    (Class::Hope, Force::Hoped),
    (Class::Propose, Force::Proposed),
    (Class::Instruct, Force::Instructed),
    (Class::Commit, Force::Committed),
];

/// The next words of force in a sentence. A hope, an order or a proposal before `akan` rules it.
pub(super) fn trigger(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    from: usize,
) -> Option<Trigger> {
    let doc = context.doc;
    let mut at = from;
    let end = sentence.end.min(sentence.first + 300);
    while at < end {
        if let Some(hit) = doc.hit(at, Class::NotPromise) {
            at = hit.end;
            continue;
        }
        if let Some(found) = force_at(doc, at)
            && counts(context, number, sentence, &found)
        {
            return Some(found);
        }
        at += 1;
    }
    None
}

pub(super) fn force_at(doc: &Doc<'_>, at: usize) -> Option<Trigger> {
    FORCES.iter().find_map(|(class, force)| {
        let hit = doc.hit(at, *class)?;
        Some(Trigger {
            force: *force,
            first: at,
            end: hit.end,
        })
    })
}

/// Whether words of force stand for a force here.
fn counts(context: &Context<'_, '_>, number: usize, sentence: Sentence, trigger: &Trigger) -> bool {
    let doc = context.doc;
    let at = trigger.first;
    let near = at.saturating_sub(2).max(sentence.first)..at;
    if near.clone().any(|at| {
        doc.says_any(
            at,
            &[
                "tidak", "tak", "belum", "bukan", "yang", "jika", "bila", "kalau", "pernah",
                "semula", "lagi",
            ],
        )
    }) {
        return false;
    }
    if doc.quoted[at] {
        let near = at.saturating_sub(3).max(sentence.first)..at;
        let own = near
            .clone()
            .any(|at| doc.is_any(at, Class::any(&[Class::OurSide, Class::Myself])));
        // `kami minta`: an order in the speaker's own words.
        let ordered = trigger.force == Force::Instructed && trigger.end > at + 1;
        let future = is_future(doc, at) && context.right_before(number, sentence, at).is_some();
        return ordered
            || (own || future)
                && trigger.force == Force::Committed
                && !doc.says_any(at, &["sepakat"]);
    }
    match trigger.force {
        Force::Committed if is_future(doc, at) => {
            context.right_before(number, sentence, at).is_some() || passive_at(doc, trigger.end)
        }
        Force::Committed => passive(doc, trigger) || context.before(number, sentence, at).is_some(),
        // A reminder is an order only when it says what to do.
        Force::Instructed if doc.says_any(at, &["mengingatkan", "mengajak", "berpesan"]) => {
            let to = sentence.end.min(trigger.end + 8);
            (trigger.end..to).any(|at| doc.says_any(at, &["agar", "supaya", "untuk"]))
        }
        _ => true,
    }
}

/// `akan`, `bakal`, `segera`: no promise without somebody right before it.
pub(super) fn is_future(doc: &Doc<'_>, at: usize) -> bool {
    doc.says_any(at, &["akan", "bakal", "segera", "janji"])
}

fn passive_at(doc: &Doc<'_>, at: usize) -> bool {
    let verb = if doc.says_any(at, &["segera", "terus", "mulai", "kembali"]) {
        at + 1
    } else {
        at
    };
    let written = doc.str(verb);
    written.starts_with("di") && written.len() > 6 && !doc.cap(verb)
}

/// `ditargetkan`, `direncanakan`, `dijadwalkan`.
pub(super) fn passive(doc: &Doc<'_>, trigger: &Trigger) -> bool {
    ["dit", "dir", "dij"]
        .iter()
        .any(|prefix| doc.str(trigger.first).starts_with(prefix))
}
