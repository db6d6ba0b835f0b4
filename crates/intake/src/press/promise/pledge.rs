//! Pledges: documents that are promises themselves, and those who sign them.

use super::super::actor::{Actor, Context};
use super::super::class::Class;
use super::super::doc::Sentence;
use super::super::reading::{Agreement, Force, Found, Promise};
use super::super::token::Kind;

/// Whether a kind of agreement is itself a promise of those who sign it.
pub(super) fn is_pledge(kind: &str) -> bool {
    ["pakta ", "komitmen ", "deklarasi ", "pernyataan "]
        .iter()
        .any(|head| kind.starts_with(head))
}

/// What was signed as a commitment is one: "komitmen antikorupsi", "pakta integritas".
pub(in crate::press) fn signed(
    context: &Context<'_, '_>,
    agreement: &Agreement,
) -> Option<Promise> {
    let doc = context.doc;
    let kind = agreement.kind.value.as_str();
    if !is_pledge(kind) {
        return None;
    }
    let span = *agreement.kind.spans.first()?;
    let at = doc.tokens.partition_point(|token| token.end <= span.start);
    let sentence = *doc.sentences.get(*doc.sentence_of.get(at)?)?;
    let subjects: Vec<&str> = agreement
        .subjects
        .iter()
        .map(|subject| subject.value.as_str())
        .collect();
    let mut act = kind.to_owned();
    // The points of a pledge are promises of their own.
    if let [subject] = subjects[..]
        && !kind.ends_with(subject)
    {
        act = format!("{act} {subject}");
    }
    let spans = agreement
        .kind
        .spans
        .iter()
        .chain(agreement.subjects.iter().flat_map(|subject| &subject.spans))
        .copied()
        .collect();
    let actor = pledgers(context, sentence, at);
    Some(Promise {
        actor: actor.map(|actor| Found::at(actor.name, actor.span)),
        person: None,
        act: Found { value: act, spans },
        force: Force::Committed,
        due: None,
        target: None,
        span: doc.span(sentence.first, sentence.end),
    })
}

/// Those who sign a document that is named at a token: behind `oleh` or `ditandatangani`, or before the verb.
pub(super) fn pledgers(context: &Context<'_, '_>, sentence: Sentence, at: usize) -> Option<Actor> {
    let doc = context.doc;
    let by = (at..sentence.end.min(at + 30)).any(|at| doc.says(at, "oleh"));
    let passive =
        (at..sentence.end.min(at + 12)).any(|at| doc.says_any(at, &["ditandatangani", "diteken"]));
    match by || passive {
        true => signers(context, sentence, at),
        false => signing(context, sentence, at).or_else(|| signers(context, sentence, at)),
    }
}

/// Those behind `oleh`, or behind the document's name.
fn signers(context: &Context<'_, '_>, sentence: Sentence, at: usize) -> Option<Actor> {
    let doc = context.doc;
    let by = (at..sentence.end.min(at + 30)).find(|at| doc.says(*at, "oleh"));
    let first = match by {
        Some(by) => by + 1,
        None => (at..sentence.end.min(at + 8)).find(|at| {
            doc.is_any(
                *at,
                Class::any(&[Class::Group, Class::Agent, Class::Quantifier]),
            ) && !doc.cap(*at)
        })?,
    };
    let mut end = first;
    while end < sentence.end.min(first + 14)
        && (doc.word(end)
            || doc.mark(end, '/')
            || end == first && doc.tokens[end].kind == Kind::Number)
        && !doc.says_any(end, &["di", "pada", "yang", "dengan", "untuk"])
    {
        end += 1;
    }
    (end > first).then(|| context.agent(first, end))
}

/// `Sebanyak 33 kepala sekolah di Kota Tangerang menandatangani pakta integritas`: those before the verb of signing.
fn signing(context: &Context<'_, '_>, sentence: Sentence, at: usize) -> Option<Actor> {
    const REACH: usize = 24;
    let doc = context.doc;
    let verb = (at.saturating_sub(6).max(sentence.first)..at)
        .rev()
        .find(|at| {
            doc.says_any(
                *at,
                &["menandatangani", "meneken", "mengucapkan", "membacakan"],
            )
        })?;
    let from = sentence.first.max(verb.saturating_sub(REACH));
    let many = |at: &usize| doc.is(*at, Class::Quantifier) || doc.says(*at, "sebanyak");
    let Some(first) = (from..verb).find(many) else {
        return context.who_before(doc.sentence_of[at], sentence, verb);
    };
    let first = first + usize::from(doc.says(first, "sebanyak"));
    let ends =
        |at: &usize| doc.mark(*at, ',') || doc.says_any(*at, &["di", "yang", "pada", "dari"]);
    let end = (first + 1..verb).find(ends).unwrap_or(verb);
    Some(context.agent(first, end))
}
