//! Promises, hopes, requests and proposals: who is to do what, with what force, by when.

mod act;
mod force;

use super::actor::{Actor, Context, is_agent};
use super::class::Class;
use super::doc::{Doc, Sentence};
use super::due;
use super::reading::{Agreement, Force, Found, Promise};
use act::{act_end, is_act, is_act_verb, is_passive_verb, skip_so_that, tidy};
use force::{Trigger, is_future, passive, trigger};

/// How many are listed.
pub(super) const MAX_PROMISES: usize = 400;
/// The most promises of one sentence.
const IN_ONE: usize = 4;

/// All of them, in order.
pub(super) fn promises(context: &Context<'_, '_>) -> Vec<Promise> {
    let mut promises: Vec<Promise> = Vec::new();
    let mut last_sentence = 0;
    for (number, sentence) in context.doc.sentences.iter().enumerate() {
        if promises.len() >= MAX_PROMISES {
            break;
        }
        let mut from = sentence.first;
        for _ in 0..IN_ONE {
            let Some(trigger) = trigger(context, number, *sentence, from) else {
                break;
            };
            from = trigger.end;
            let before = promises.last_mut().filter(|_| number <= last_sentence + 2);
            if let Some(before) = before.filter(|_| finishes(context.doc, &trigger)) {
                add_due(context, before, *sentence, &trigger);
                break;
            }
            let Some((promise, end)) = promise(context, number, *sentence, &trigger) else {
                continue;
            };
            from = end.max(from);
            if promises
                .last()
                .is_none_or(|last| last.act.value != promise.act.value)
            {
                last_sentence = number;
                promises.push(promise);
            }
        }
    }
    promises
}

/// What was signed as a commitment is one: "komitmen antikorupsi", "pakta integritas".
pub(super) fn signed(context: &Context<'_, '_>, agreement: &Agreement) -> Option<Promise> {
    let doc = context.doc;
    let kind = agreement.kind.value.as_str();
    if !matches!(
        kind,
        "pakta integritas"
            | "komitmen antikorupsi"
            | "komitmen bersama"
            | "deklarasi bersama"
            | "pernyataan bersama"
    ) {
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
    if !subjects.is_empty() && !kind.ends_with(subjects[0]) {
        act = format!("{act} {}", subjects.join(", "));
    }
    let spans = agreement
        .kind
        .spans
        .iter()
        .chain(agreement.subjects.iter().flat_map(|subject| &subject.spans))
        .copied()
        .collect();
    let actor = signers(context, sentence, at);
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
            || end == first && doc.tokens[end].kind == super::token::Kind::Number)
        && !doc.says_any(end, &["di", "pada", "yang", "dengan", "untuk"])
    {
        end += 1;
    }
    (end > first).then(|| context.agent(first, end))
}

fn finishes(doc: &Doc<'_>, trigger: &Trigger) -> bool {
    let finish = (trigger.end..trigger.end + 3).any(|at| doc.is(at, Class::Finish));
    trigger.force == Force::Committed && passive(doc, trigger) && finish
}

fn add_due(
    context: &Context<'_, '_>,
    promise: &mut Promise,
    sentence: Sentence,
    trigger: &Trigger,
) {
    if promise.due.is_none()
        && let Some((due, first, end)) =
            due::due(context.doc, trigger.end, sentence.end, context.anchor)
    {
        promise.due = Some(Found::at(due, context.doc.span(first, end)));
    }
}

/// The promise behind words of force, and the token behind its act.
fn promise(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> Option<(Promise, usize)> {
    let doc = context.doc;
    let (actor, first) = match trigger.force {
        Force::Committed => committed(context, number, sentence, trigger),
        _ => wished(context, number, sentence, trigger),
    };
    let from = first.max(trigger.end.min(first + 1));
    let end = act_end(doc, from, sentence.end, doc.quoted[trigger.first]);
    let (first, end) = tidy(doc, first, end);
    if !is_act(doc, first, end) {
        return None;
    }
    let actor = context.by_whom(first, end).or(actor);
    let due = due::due(doc, first, sentence.end, context.anchor);
    let span = doc.span(first, end);
    let target = context
        .numbers
        .iter()
        .position(|number| span.meets(number.span));
    let (actor, person) = match actor {
        Some(Actor { name, person, span }) => (Some(Found::at(name, span)), person),
        None => (None, None),
    };
    let promise = Promise {
        actor,
        person,
        act: Found::at(doc.words(first, end), span),
        force: trigger.force,
        due: due.map(|(due, first, end)| Found::at(due, doc.span(first, end))),
        target,
        span: doc.span(sentence.first, sentence.end),
    };
    Some((promise, end))
}

/// Who commits, and where the act begins.
fn committed(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let start = skip_so_that(doc, trigger.end, sentence.end);
    let future = is_future(doc, trigger.first);
    let actor = if future {
        context.right_before(number, sentence, trigger.first)
    } else if passive(doc, trigger) {
        None
    } else {
        context.before(number, sentence, trigger.first)
    };
    if actor.is_some() || doc.quoted[trigger.first] {
        return (actor, start);
    }
    // `18 TPS 3R akan dioperasikan`: the thing belongs to the act, and the speaker's side does it.
    let first = subject_first(doc, sentence, trigger.first);
    let actor = context
        .side_of_focus(number, trigger.first)
        .or_else(|| context.before(number, sentence, trigger.first));
    (actor, first)
}

/// Where the subject before a verb begins: behind `bahwa`, a comma, a verb of saying.
fn subject_first(doc: &Doc<'_>, sentence: Sentence, verb: usize) -> usize {
    let from = sentence.first.max(verb.saturating_sub(10));
    let stops = |at: usize| {
        !doc.word(at) && doc.tokens[at].kind != super::token::Kind::Number
            || doc.is(at, Class::Says)
            || doc.says_any(at, &["bahwa", "dan"])
    };
    (from..verb)
        .rev()
        .take_while(|at| !stops(*at))
        .last()
        .unwrap_or(verb)
}

/// Of whom something is wished, asked or proposed, and where the act begins.
fn wished(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let start = skip_so_that(doc, trigger.end, sentence.end);
    if doc.str(trigger.first).starts_with("di") {
        return (context.right_before(number, sentence, trigger.first), start);
    }
    if let Some(named) = asked_by_name(context, sentence, start) {
        return named;
    }
    if let Some(addressed) = asked_so_that(context, sentence, start) {
        return addressed;
    }
    let limit = sentence.end.min(start + 16);
    let verb = (start..limit).find(|at| is_act_verb(doc, *at));
    let mut named_end = verb.unwrap_or(start);
    while named_end > start
        && (doc.is(named_end - 1, Class::SoThat) || doc.mark(named_end - 1, ','))
    {
        named_end -= 1;
    }
    let clause = (start..named_end)
        .any(|at| matches!(doc.str(at), "." | ":" | ";") || doc.says_any(at, &["jangan", "tidak"]));
    let aside = doc.says_any(start, &["di", "pada", "dengan", "ke", "dalam"]);
    // `meminta dewan dilibatkan`: whoever is to be done something to has nothing to do.
    let done_to = verb.is_some_and(|verb| is_passive_verb(doc, verb));
    if named_end > start
        && !aside
        && !clause
        && !done_to
        && (is_agent(doc, start, named_end) || context.named_ending_at(named_end).is_some())
    {
        return (
            Some(context.agent(start, named_end)),
            skip_so_that(doc, named_end, sentence.end),
        );
    }
    (meant(context, number, sentence, trigger), start)
}

/// `meminta Sekda Wira Santosa, yang mendampinginya, mencatat usulan`: somebody named right behind the verb, and where the
/// act begins.
fn asked_by_name(
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

/// `mengimbau seluruh camat agar ...`, `meminta kepada warga untuk ...`: those between the verb and the act.
fn asked_so_that(
    context: &Context<'_, '_>,
    sentence: Sentence,
    start: usize,
) -> Option<(Option<Actor>, usize)> {
    const NEAR: usize = 12;
    let doc = context.doc;
    let so_that = (start..sentence.end.min(start + NEAR))
        .take_while(|at| doc.word(*at))
        .find(|at| doc.says_any(*at, &["agar", "supaya", "untuk"]))?;
    let relative = (start..so_that).find(|at| doc.says_any(*at, &["yang", "di", "dalam"]));
    let end = relative.unwrap_or(so_that);
    (end > start && is_agent(doc, start, end)).then(|| {
        (
            Some(context.agent(start, end)),
            skip_so_that(doc, so_that, sentence.end),
        )
    })
}

/// Who is meant by a wish that names a thing: whoever wishes speaks for one of those who met, and hopes for their own side;
/// councillors ask the government of their region; all others ask those whom the report is about.
fn meant(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> Option<Actor> {
    let at = trigger.first;
    // `KPK berharap`: the body itself wishes, whoever spoke last.
    let wisher = context
        .named_ending_at(at)
        .or_else(|| context.side_of_focus(number, at))
        .or_else(|| context.before(number, sentence, at));
    let side = context.side_of(wisher.as_ref());
    let takes_part = side.as_deref().is_some_and(|side| context.takes_part(side));
    match trigger.force {
        Force::Hoped if takes_part => side.map(|side| context.actor(side, at, at + 1)),
        _ if takes_part || trigger.force != Force::Hoped => context
            .government_of_focus(number, at)
            .or_else(|| context.addressed(side.as_deref(), at)),
        _ => context.addressed(side.as_deref(), at),
    }
}
