//! Promises, hopes, requests and proposals: who is to do what, with what force, by when.

mod act;
mod force;
mod list;
mod owner;

use super::actor::{Actor, Context};
use super::agent::is_agent;
use super::class::Class;
use super::cue::Cue;
use super::doc::{Doc, Sentence};
use super::due;
use super::reading::{Agreement, Force, Found, Promise};
pub(super) use act::is_act_verb as is_verb;
use act::{act_end, is_act, is_act_verb, is_passive_verb, split, tidy};
use force::{Kind, Trigger, trigger};
pub(super) use list::items;
use owner::{committed, pleaded, wished};

/// How many are listed.
pub(super) const MAX_PROMISES: usize = 400;
/// The most promises of one sentence.
const IN_ONE: usize = 4;

/// All of them, in order.
pub(super) fn promises(context: &Context<'_, '_>) -> Vec<Promise> {
    let mut promises: Vec<Promise> = Vec::new();
    let mut last_sentence = 0;
    let mut listed = 0; // behind the last item of a list that was read
    for (number, sentence) in context.doc.sentences.iter().enumerate() {
        if promises.len() >= MAX_PROMISES {
            break;
        }
        let told = agreed(context, *sentence)
            .or_else(|| proposals(context, number, *sentence))
            .or_else(|| contents(context, number, *sentence));
        if let Some((found, end)) = told.filter(|_| sentence.first >= listed) {
            promises.extend(found);
            (listed, last_sentence) = (end, number);
        }
        let mut from = sentence.first.max(listed);
        for _ in 0..IN_ONE {
            let Some(trigger) = trigger(context, number, *sentence, from) else {
                break;
            };
            from = trigger.end;
            let before = promises.last_mut().filter(|_| number <= last_sentence + 2);
            if let Some(before) = before.filter(|_| finishes(context.doc, *sentence, &trigger)) {
                add_due(context, before, *sentence, &trigger);
                break;
            }
            let (found, end) = promised(context, number, *sentence, &trigger);
            from = end.max(from);
            listed = listed.max(end);
            for promise in found {
                if promises
                    .last()
                    .is_none_or(|last| last.act.value != promise.act.value)
                {
                    last_sentence = number;
                    promises.push(promise);
                }
            }
        }
    }
    promises
}

/// Whether a kind of agreement is itself a promise of those who sign it.
fn is_pledge(kind: &str) -> bool {
    ["pakta ", "komitmen ", "deklarasi ", "pernyataan "]
        .iter()
        .any(|head| kind.starts_with(head))
}

/// What was signed as a commitment is one: "komitmen antikorupsi", "pakta integritas".
pub(super) fn signed(context: &Context<'_, '_>, agreement: &Agreement) -> Option<Promise> {
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
fn pledgers(context: &Context<'_, '_>, sentence: Sentence, at: usize) -> Option<Actor> {
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
            || end == first && doc.tokens[end].kind == super::token::Kind::Number)
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

/// `Pengerjaan ditargetkan rampung Desember`: by when, of what was promised right before.
fn finishes(doc: &Doc<'_>, sentence: Sentence, trigger: &Trigger) -> bool {
    // A thing with a name of its own is another promise.
    const FEW: usize = 3;
    let words = (sentence.first..trigger.first)
        .rev()
        .take_while(|at| {
            (doc.word(*at) || matches!(doc.str(*at), "(" | ")")) && !doc.says(*at, "bahwa")
        })
        .count();
    if words > FEW {
        return false;
    }
    let finish = (trigger.end..trigger.end + 3).any(|at| doc.is(at, Class::Finish));
    trigger.force == Force::Committed && trigger.kind == Kind::Plan && finish
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

/// The promises behind words of force, and the token behind their acts.
fn promised(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Vec<Promise>, usize) {
    let doc = context.doc;
    let of_document = Trigger {
        force: Force::Committed,
        kind: Kind::Future,
        ..*trigger
    };
    let trigger = match owes_by_document(doc, sentence, trigger) {
        true => &of_document,
        false => trigger,
    };
    let (actor, first) = match (trigger.force, trigger.kind) {
        (Force::Committed, _) => committed(context, number, sentence, trigger),
        (_, Kind::Plea) => pleaded(context, number, sentence, trigger),
        _ => wished(context, number, sentence, trigger),
    };
    let from = first.max(trigger.end.min(first + 1));
    let from = if matches!(trigger.kind, Kind::Own) {
        trigger.end.max(trigger.first + 2)
    } else {
        from
    };
    let end = act_end(doc, from, sentence.end, doc.quoted[trigger.first]);
    if list::is_announced(doc, first, end) {
        let items = list::items(doc, first);
        if let Some((_, end)) = items.last().copied() {
            return (of_list(context, trigger.force, actor.as_ref(), items), end);
        }
    }
    let (first, end) = tidy(doc, first, end);
    if !is_act(doc, first, end, trigger.force) {
        return (Vec::new(), trigger.end);
    }
    let by = context.by_whom(first, end);
    // `ditindaklanjuti oleh dinas terkait`: the owner need not stand in the act too.
    let end = match by
        .as_ref()
        .filter(|by| by.span.end == doc.span(first, end).end)
    {
        Some(by) => (first..end)
            .rfind(|at| doc.says(*at, "oleh") && doc.tokens[*at].end <= by.span.start)
            .unwrap_or(end),
        None => end,
    };
    // `USP berjanji memberi beasiswa yang dibiayai USP dan Pemkab`: who promises is named.
    let promised_by = trigger.force == Force::Committed
        && trigger.kind == Kind::Words
        && context
            .right_before(number, sentence, trigger.first)
            .is_some();
    let both = || (!promised_by).then(|| context.both(first, end)).flatten();
    let actor = by.or_else(both).or(actor);
    let first = with_subject(doc, trigger, actor.as_ref(), first, end);
    let parts = split(doc, first, end);
    let alone = parts.len() == 1;
    let promises = parts
        .into_iter()
        .map(|(first, stop)| {
            let until = if alone { sentence.end } else { stop };
            put_together(
                context,
                sentence,
                trigger.force,
                actor.clone(),
                (first, stop, until),
            )
        })
        .collect();
    (promises, end)
}

/// `Dengan adanya PKS ini perusahaan wajib memperbaiki jalan`: what a document lays on somebody who signed it is promised.
fn owes_by_document(doc: &Doc<'_>, sentence: Sentence, trigger: &Trigger) -> bool {
    const FAR: usize = 16;
    let at = trigger.first;
    doc.says(at, "wajib")
        && !doc.quoted[at]
        && (sentence.first.max(at.saturating_sub(FAR))..at)
            .filter_map(|at| doc.hit(at, Class::Agreement))
            .any(|hit| {
                let kind = doc.value(hit);
                kind.starts_with("perjanjian ") || kind.starts_with("nota ")
            })
}

/// `berharap seluruh rumah sakit swasta ikut bergabung`: two words say little without those who are to do them.
fn with_subject(
    doc: &Doc<'_>,
    trigger: &Trigger,
    actor: Option<&Actor>,
    first: usize,
    end: usize,
) -> usize {
    let short = trigger.force == Force::Hoped && end <= first + 2;
    let Some(actor) = actor.filter(|_| short) else {
        return first;
    };
    let subject = doc
        .tokens
        .partition_point(|token| token.end <= actor.span.start);
    match subject >= trigger.end && subject < first && first <= subject + 8 {
        true => subject,
        false => first,
    }
}

/// `Dalam kesepakatan itu:` and a list: what each of them does. The token behind the list too.
fn agreed(context: &Context<'_, '_>, sentence: Sentence) -> Option<(Vec<Promise>, usize)> {
    let doc = context.doc;
    let colon = sentence
        .end
        .checked_sub(1)
        .filter(|at| doc.mark(*at, ':') && *at > sentence.first)?;
    let from = sentence.first.max(colon.saturating_sub(30));
    let agreement = (from..colon).any(|at| doc.hit(at, Class::Agreement).is_some());
    let items = agreement.then(|| list::items(doc, colon + 1))?;
    let end = items.last()?.1;
    let number = doc.sentence_of[sentence.first];
    let told = items.into_iter().filter_map(|(first, end)| {
        let Some((actor, verb)) = of_item(context, first, end) else {
            // `3. Masyarakat diminta menjaga ketertiban`
            let item = Sentence { first, end };
            let trigger = trigger(context, number, item, first)?;
            return promised(context, number, item, &trigger)
                .0
                .into_iter()
                .next();
        };
        let (first, end) = tidy(doc, verb, end);
        let sentence = Sentence { first, end };
        is_act(doc, first, end, Force::Committed).then(|| {
            put_together(
                context,
                sentence,
                Force::Committed,
                Some(actor),
                (first, end, end),
            )
        })
    });
    let told: Vec<Promise> = told.collect();
    (!told.is_empty()).then_some((told, end))
}

/// `Tiga usulan teratas yakni A, B, dan C`, `lima tuntutan. Di antaranya A, B, serta C`, `Usulan prioritas:` and a list: what
/// is proposed to the government or asked of it. The token behind the list too.
fn proposals(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
) -> Option<(Vec<Promise>, usize)> {
    const NEAR: usize = 14;
    const FAR: usize = 60;
    let doc = context.doc;
    let noun_in = |sentence: &Sentence| {
        let told = |at: &usize| {
            (doc.cue(*at, Cue::Proposals) || doc.cue(*at, Cue::Demands)) && !doc.quoted[*at]
        };
        (sentence.first..sentence.end.min(sentence.first + FAR)).find(told)
    };
    let opens = |at: usize| doc.mark(at, ':') || doc.cue(at, Cue::ListOpens);
    let earlier = |back: usize| {
        number
            .checked_sub(back)
            .and_then(|at| doc.sentences.get(at))
    };
    let before = || {
        earlier(1)
            .and_then(noun_in)
            .or_else(|| earlier(2).and_then(noun_in))
    };
    let here = || {
        let noun = noun_in(&sentence)?;
        let open = (noun + 1..sentence.end.min(noun + NEAR)).find(|at| opens(*at))?;
        Some((noun, open))
    };
    // `Yang teratas ialah A, disusul B dan C`, `Prioritas lainnya: A, B dan C`
    let ranked = || {
        let top = (sentence.first..sentence.end.min(sentence.first + FAR))
            .find(|at| doc.cue(*at, Cue::Topmost) && !doc.quoted[*at])?;
        let noun = noun_in(&sentence).or_else(before)?;
        let open = (top + 1..sentence.end.min(top + 4)).find(|at| opens(*at));
        Some((noun, open.unwrap_or(top)))
    };
    // `... lima tuntutan. Di antaranya A, B, serta C`
    let led = || {
        let open = (sentence.first..sentence.first + 2).find(|at| doc.cue(*at, Cue::ListOpens))?;
        Some((noun_in(earlier(1)?)?, open))
    };
    let (noun, open) = here().or_else(led).or_else(ranked)?;
    let items = match doc.mark(sentence.end - 1, ':') {
        true => list::items(doc, sentence.end),
        false => list::inline(doc, open + 1, sentence.end),
    };
    let end = items.last()?.1;
    let force = match doc.cue(noun, Cue::Demands) {
        true => Force::Instructed,
        false => Force::Proposed,
    };
    let owner = context
        .ministry(noun)
        .or_else(|| context.first_government(noun));
    let told = of_list(context, force, owner.as_ref(), items);
    (told.len() >= 2).then_some((told, end))
}

/// `menandatangani perjanjian kinerja. Isinya antara lain A, B, serta C`: what a pledge or minutes hold is promised by those
/// who sign. The token behind the list too.
fn contents(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
) -> Option<(Vec<Promise>, usize)> {
    const NEAR: usize = 6;
    let doc = context.doc;
    let holds = (sentence.first..sentence.end.min(sentence.first + 60))
        .find(|at| doc.cue(*at, Cue::Holds) && !doc.quoted[*at])?;
    let open = (holds + 1..sentence.end.min(holds + NEAR))
        .rev()
        .find(|at| doc.cue(*at, Cue::ListOpens) || doc.says(*at, "lain"))?;
    let from = doc.sentences.get(number.saturating_sub(1))?.first;
    let pledge = (from..holds).rev().find(|at| {
        let hit = doc.hit(*at, Class::Agreement);
        hit.is_some_and(|hit| {
            let kind = doc.value(hit);
            is_pledge(kind)
                || kind.starts_with("perjanjian kinerja")
                || kind.starts_with("berita acara")
        })
    })?;
    let items = list::inline(doc, open + 1, sentence.end);
    let end = items.last()?.1;
    let of = *doc.sentences.get(*doc.sentence_of.get(pledge)?)?;
    let owner = pledgers(context, of, pledge);
    let told = of_list(context, Force::Committed, owner.as_ref(), items);
    (told.len() >= 2).then_some((told, end))
}

/// The promises of a list.
fn of_list(
    context: &Context<'_, '_>,
    force: Force,
    item_of: Option<&Actor>,
    items: Vec<(usize, usize)>,
) -> Vec<Promise> {
    let doc = context.doc;
    let told = items.into_iter().filter_map(|(first, end)| {
        let (first, end) = tidy(doc, first, end);
        // `1. Mendesak pemerintah pusat mencabut izin`: the item has a force of its own.
        if let Some(own) = force::force_at(doc, first).filter(|own| own.force == Force::Instructed)
        {
            let number = doc.sentence_of[first];
            let item = Sentence { first, end };
            let (promises, _) = promised(context, number, item, &own);
            return promises.into_iter().next();
        }
        is_act(doc, first, end, Force::Hoped).then(|| {
            let sentence = Sentence { first, end };
            let own = of_item(context, first, end);
            let from = own.as_ref().map_or(first, |(_, verb)| *verb);
            let actor = own
                .map(|(actor, _)| actor)
                .or_else(|| context.by_whom(first, end));
            put_together(
                context,
                sentence,
                force,
                actor.or_else(|| item_of.cloned()),
                (from, end, end),
            )
        })
    });
    told.collect()
}

/// `Inspektorat melaporkan temuan`: an item that names who acts, and its verb.
fn of_item(context: &Context<'_, '_>, first: usize, end: usize) -> Option<(Actor, usize)> {
    let doc = context.doc;
    let verb = (first + 1..end.min(first + 6)).find(|at| is_act_verb(doc, *at))?;
    let named = context
        .named_from(first)
        .filter(|(_, to)| *to == verb)
        .map(|(actor, _)| actor);
    let named = named.or_else(|| is_agent(doc, first, verb).then(|| context.agent(first, verb)))?;
    (!is_passive_verb(doc, verb)).then_some((named, verb))
}

/// The end of an act's words before those of its time, which stand in a field of their own; the words must still say enough.
fn before_due(doc: &Doc<'_>, first: usize, from: usize, end: usize) -> usize {
    const ENOUGH: usize = 4;
    const BY: &[&str] = &[
        "sebelum", "hingga", "sampai", "pada", "mulai", "lambat", "paling", "akhir", "awal",
        "bulan",
    ];
    let mut cut = from;
    while cut > first && doc.says_any(cut - 1, BY) {
        cut -= 1;
    }
    match cut < from && cut >= first + ENOUGH {
        true => cut,
        false => end,
    }
}

/// Where an act's words begin behind those of its time: `Insya Allah tahun depan kita genapkan`, `tanggal 1 Oktober sudah geser`.
fn behind_due(doc: &Doc<'_>, first: usize, from: usize, to: usize, end: usize) -> usize {
    const ENOUGH: usize = 3;
    let leads = (first..from).all(|at| doc.cue(at, Cue::BeforeTime));
    if from < first || !leads || to + ENOUGH > end {
        return first;
    }
    let mut next = to;
    while next + ENOUGH < end && (doc.cue(next, Cue::BehindTime) || doc.mark(next, ',')) {
        next += 1;
    }
    next
}

/// One promise: its act lies in the first two tokens given, what is said of its time before the third.
fn put_together(
    context: &Context<'_, '_>,
    sentence: Sentence,
    force: Force,
    actor: Option<Actor>,
    (first, end, until): (usize, usize, usize),
) -> Promise {
    let doc = context.doc;
    // What stands behind the closing mark is no part of what was said.
    let until = match doc.quoted.get(first) {
        Some(true) => (first..until).find(|at| !doc.quoted[*at]).unwrap_or(until),
        _ => until,
    };
    let due = due::due(doc, first, until, context.anchor);
    let first = match due {
        Some((_, from, to)) => behind_due(doc, first, from, to, end),
        None => first,
    };
    let end = match due {
        Some((_, from, to)) if from < end && to + 1 >= end => before_due(doc, first, from, end),
        _ => end,
    };
    let span = doc.span(first, end);
    let target = context
        .numbers
        .iter()
        .position(|number| span.meets(number.span));
    let (actor, person) = match actor {
        Some(Actor { name, person, span }) => (Some(Found::at(name, span)), person),
        None => (None, None),
    };
    Promise {
        actor,
        person,
        act: Found::at(doc.words(first, end), span),
        force,
        due: due.map(|(due, first, end)| Found::at(due, doc.span(first, end))),
        target,
        span: doc.span(sentence.first, sentence.end),
    }
}
