//! Promises, hopes, requests and proposals: who is to do what, with what force, by when.

mod act;
mod asked;
mod force;
mod list;
mod owner;
mod pledge;

use super::actor::{Actor, Context};
use super::agent::is_agent;
use super::class::Class;
use super::cue::Cue;
use super::doc::{Doc, Sentence};
use super::due;
use super::reading::{Force, Found, Promise};
pub(super) use act::is_act_verb as is_verb;
use act::{act_end, is_act, is_act_verb, is_passive_verb, split, tidy};
use force::{Kind, Trigger, trigger};
pub(super) use list::items;
use owner::{committed, pleaded, wished};
pub(super) use pledge::signed;
use pledge::{is_pledge, pledgers};

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
    // `akan disusun dan ditargetkan rampung Desember`: in the same sentence.
    let joined = trigger.first > sentence.first && doc.says(trigger.first - 1, "dan");
    if words > FEW && !joined {
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

/// What words of force ask or promise, before it is known whether it is one act or a list of them.
struct Told {
    trigger: Trigger,
    actor: Option<Actor>,
    first: usize,
    end: usize,
}

/// The promises behind words of force, and the token behind their acts.
fn promised(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Vec<Promise>, usize) {
    let doc = context.doc;
    let told = told(context, number, sentence, trigger);
    if list::is_announced(doc, told.first, told.end) {
        let items = list::items(doc, told.first);
        if let Some((_, end)) = items.last().copied() {
            let force = told.trigger.force;
            return (of_list(context, force, told.actor.as_ref(), items), end);
        }
    }
    acts(context, number, sentence, told)
}

/// Who is to act, and the words that tell what.
fn told(context: &Context<'_, '_>, number: usize, sentence: Sentence, trigger: &Trigger) -> Told {
    let mut trigger = *trigger;
    if owes_by_document(context.doc, sentence, &trigger) {
        (trigger.force, trigger.kind) = (Force::Committed, Kind::Future);
    }
    let (actor, first) = match (trigger.force, trigger.kind) {
        (Force::Committed, _) => committed(context, number, sentence, &trigger),
        (_, Kind::Plea) => pleaded(context, number, sentence, &trigger),
        _ => wished(context, number, sentence, &trigger),
    };
    let from = match trigger.kind {
        Kind::Own => trigger.end.max(trigger.first + 2),
        _ => first.max(trigger.end.min(first + 1)),
    };
    let quoted = context.doc.quoted[trigger.first];
    Told {
        trigger,
        actor,
        first,
        end: act_end(context.doc, from, sentence.end, quoted),
    }
}

/// The promises of one act, or of the few that a sentence joins. Lists in it are not read: what is listed holds no list.
fn acts(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    told: Told,
) -> (Vec<Promise>, usize) {
    let doc = context.doc;
    let Told {
        trigger,
        actor,
        first,
        end,
    } = told;
    let trigger = &trigger;
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
        .filter(|at| doc.mark(*at, ':') && *at > sentence.first)
        .filter(|colon| {
            let from = sentence.first.max(colon.saturating_sub(30));
            (from..*colon).any(|at| doc.hit(at, Class::Agreement).is_some())
        });
    let open = colon.or_else(|| concluded(doc, sentence))?;
    let items = list::items(doc, open + 1);
    let end = items.last()?.1;
    let number = doc.sentence_of[sentence.first];
    let told = items.into_iter().filter_map(|(first, end)| {
        let Some((actor, verb)) = of_item(context, first, end) else {
            // `3. Masyarakat diminta menjaga ketertiban`
            let item = Sentence { first, end };
            let asked = trigger(context, number, item, first).and_then(|trigger| {
                promised(context, number, item, &trigger)
                    .0
                    .into_iter()
                    .next()
            });
            // `Ketiga, pengelolaan dilakukan oleh BLUD bersama`
            let done_by = || {
                let by = context.by_whom(first, end)?;
                let parts = (first, end, end);
                Some(put_together(
                    context,
                    item,
                    Force::Committed,
                    Some(by),
                    parts,
                ))
            };
            return asked.or_else(done_by);
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

/// `Dalam pertemuan itu disepakati tiga hal. Pertama, ...`: the mark before the list. (`hal.` ends no sentence for the reader,
/// who takes it for an abbreviation.)
fn concluded(doc: &Doc<'_>, sentence: Sentence) -> Option<usize> {
    const FAR: usize = 30;
    const NEAR: usize = 6;
    let to = sentence.end.min(sentence.first + FAR);
    let counted = (sentence.first..to).find(|at| list::is_counted(doc, *at) && !doc.quoted[*at])?;
    let agreed = (sentence.first..to).any(|at| doc.cue(at, Cue::Concludes));
    let open = |at: &usize| matches!(doc.str(*at), "." | ":");
    (counted + 2..counted + NEAR).find(open).filter(|_| agreed)
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
            let (promises, _) = acts(context, number, item, told(context, number, item, &own));
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
