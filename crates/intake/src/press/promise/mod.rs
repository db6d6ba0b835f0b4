//! Promises, hopes, requests and proposals: who is to do what, with what force, by when.

mod act;
mod force;
mod list;

use super::actor::{Actor, Context};
use super::agent::is_agent;
use super::class::Class;
use super::doc::{Doc, Sentence};
use super::due;
use super::reading::{Agreement, Force, Found, Promise};
use act::{act_end, is_act, is_act_verb, is_passive_verb, skip_so_that, split, tidy};
use force::{Kind, Trigger, trigger};

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
        let mut from = sentence.first.max(listed);
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
    let (actor, first) = match (trigger.force, trigger.kind) {
        (Force::Committed, _) => committed(context, number, sentence, trigger),
        (_, Kind::Plea) => pleaded(context, number, sentence, trigger),
        _ => wished(context, number, sentence, trigger),
    };
    let from = first.max(trigger.end.min(first + 1));
    let from = if matches!(trigger.kind, Kind::Own) {
        trigger.end + 1
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
    let actor = by.or_else(|| context.both(first, end)).or(actor);
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

/// One promise: its act lies in the first two tokens given, what is said of its time before the third.
fn put_together(
    context: &Context<'_, '_>,
    sentence: Sentence,
    force: Force,
    actor: Option<Actor>,
    (first, end, until): (usize, usize, usize),
) -> Promise {
    let doc = context.doc;
    let due = due::due(doc, first, until, context.anchor);
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

/// Who commits, and where the act begins.
fn committed(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let at = trigger.first;
    let start = match trigger.kind {
        Kind::Part => at,
        _ => skip_so_that(doc, trigger.end, sentence.end),
    };
    match trigger.kind {
        Kind::Own => {
            return (
                own_side(context, number, at),
                subject_first(doc, sentence, at),
            );
        }
        // `ini akan kami tindak lanjuti`
        Kind::Future if doc.is_any(trigger.end, Class::any(&[Class::OurSide, Class::Myself])) => {
            return (
                own_side(context, number, trigger.end),
                subject_first(doc, sentence, at),
            );
        }
        Kind::Stated => return (context.before(number, sentence, at), start),
        Kind::Words if doc.says_any(trigger.end - 1, &["komitmen", "komitmennya"]) => {
            if let Some(found) = of_whom(context, sentence, trigger.end) {
                return found;
            }
        }
        _ => {}
    }
    // `nelayan akan menerima subsidi`: they do nothing, something is done for them.
    let given = trigger.kind == Kind::Future
        && doc.says_any(
            trigger.end,
            &[
                "menerima",
                "mendapat",
                "mendapatkan",
                "memperoleh",
                "menikmati",
                "merasakan",
            ],
        );
    if let Some(actor) = context
        .relative(sentence, at)
        .filter(|_| trigger.kind == Kind::Words)
    {
        return (Some(actor), start);
    }
    let actor = match trigger.kind {
        Kind::Future if given => None,
        Kind::Future => context.right_before(number, sentence, at).or_else(|| {
            // `mengatakan akan`: whoever says it.
            let says = at > sentence.first
                && (doc.is(at - 1, Class::Says) || doc.says_any(at - 1, &["dan", "serta"]));
            says.then(|| context.before(number, sentence, at)).flatten()
        }),
        Kind::Part => context.right_before(number, sentence, at),
        Kind::Plan => None,
        _ => context.who_before(number, sentence, at),
    };
    if actor.is_some() {
        return (actor, start);
    }
    // `18 TPS 3R akan dioperasikan`: the thing belongs to the act, and the speaker's side does it.
    let first = subject_first(doc, sentence, at);
    let actor = context
        .side_of_focus(number, at)
        .or_else(|| context.addressed(None, at))
        .or_else(|| context.before(number, sentence, at));
    (actor, first)
}

/// The speaker, or whom the speaker stands for.
fn own_side(context: &Context<'_, '_>, number: usize, at: usize) -> Option<Actor> {
    context.side_of_focus(number, at)
}

/// `komitmen Pemerintah Provinsi (Pemprov) Banten dalam mewujudkan ...`: whose commitment it is, and where the act begins.
fn of_whom(
    context: &Context<'_, '_>,
    sentence: Sentence,
    start: usize,
) -> Option<(Option<Actor>, usize)> {
    const LONGEST: usize = 14;
    let doc = context.doc;
    let limit = sentence.end.min(start + LONGEST);
    let to = (start..limit)
        .find(|at| doc.says_any(*at, &["dalam", "untuk", "guna"]) && is_act_verb(doc, at + 1))?;
    if to == start {
        return None;
    }
    let named = context.named_from(start).map(|(actor, _)| actor);
    let actor = named.or_else(|| context.named_ending_at(to))?;
    Some((Some(actor), to + 1))
}

/// `warga jangan membuang sampah`: whoever stands before, or whom the report is about.
fn pleaded(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let at = trigger.first;
    if trigger.end > at {
        // `Pak Rizal, tolong, alat berat masuk pekan ini`
        let called = at.checked_sub(1).filter(|at| doc.mark(*at, ','));
        if let Some(actor) = called.and_then(|comma| context.named_ending_at(comma)) {
            return (Some(actor), trigger.end);
        }
        if let Some((actor, _)) = context.named_from(trigger.end) {
            return (Some(actor), trigger.end);
        }
        return (meant(context, number, sentence, trigger), trigger.end);
    }
    let first = subject_first(doc, sentence, at);
    match is_agent(doc, first, at) || context.named_ending_at(at).is_some() {
        true => (Some(context.agent(first, at)), first),
        false => (meant(context, number, sentence, trigger), first),
    }
}

/// Where the subject before a verb begins: behind `bahwa`, a comma, a verb of saying.
fn subject_first(doc: &Doc<'_>, sentence: Sentence, verb: usize) -> usize {
    let from = sentence.first.max(verb.saturating_sub(10));
    let stops = |at: usize| {
        !doc.word(at)
            && doc.tokens[at].kind != super::token::Kind::Number
            && !matches!(doc.str(at), "(" | ")")
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
    if trigger.kind == Kind::Plan {
        return hoped_of(context, number, sentence, trigger, start);
    }
    // `memberi tenggat 30 hari kepada camat untuk ...`
    let giver = doc.str(trigger.first).starts_with("memberi");
    let to = giver
        .then(|| (start..sentence.end.min(start + 10)).find(|at| doc.says(*at, "kepada")))
        .flatten();
    if let Some(asked) = to.and_then(|to| asked_so_that(context, sentence, to + 1)) {
        return asked;
    }
    if doc.str(trigger.first).starts_with("di") || doc.says(trigger.first, "wajib") {
        if let Some(several) = context.several_before(sentence, trigger.first) {
            return (Some(several), start);
        }
        return (context.right_before(number, sentence, trigger.first), start);
    }
    if let Some(named) = asked_by_name(context, sentence, start) {
        return named;
    }
    if let Some(addressed) = asked_so_that(context, sentence, start) {
        return addressed;
    }
    // `meminta nelayan yang belum terdaftar segera melapor`
    let relative = (start..sentence.end.min(start + 4)).find(|at| doc.says(*at, "yang"));
    if let Some(yang) = relative.filter(|yang| is_agent(doc, start, *yang)) {
        return (Some(context.agent(start, yang)), start);
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

/// `Kerja sama ini diharapkan mempererat hubungan`, `diharapkan terjalin sinergi antara kedua daerah`.
fn hoped_of(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
    start: usize,
) -> (Option<Actor>, usize) {
    let doc = context.doc;
    let at = trigger.first;
    if let Some(actor) = context.right_before(number, sentence, at) {
        return (Some(actor), start);
    }
    let first = match subject_first(doc, sentence, at) {
        first if first < at && doc.word(at - 1) => first,
        _ => start,
    };
    (context.addressed(None, at), first)
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
        .take_while(|at| doc.word(*at) || doc.mark(*at, ',') && doc.says(at + 1, "jangan"))
        .find(|at| doc.says_any(*at, &["agar", "supaya", "untuk", "jangan"]))?;
    let relative = (start..so_that).find(|at| {
        doc.says_any(
            *at,
            &["yang", "di", "dalam", "datang", "berkunjung", "hadir"],
        )
    });
    let end = relative.unwrap_or(so_that);
    let end = end - usize::from(end > start && doc.mark(end - 1, ','));
    let start = start + usize::from(doc.is(start, Class::SoThat));
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
    // `menawarkan tenaga prajurit`: the one who offers gives.
    if context.doc.says_any(at, &["menawarkan", "menawari"]) {
        return wisher;
    }
    let host = context.addressed(None, at).map(|host| host.name);
    let hosts = side.is_some() && side == host;
    match trigger.force {
        Force::Hoped if takes_part => side.map(|side| context.actor(side, at, at + 1)),
        Force::Hoped => context.addressed(side.as_deref(), at),
        _ => {
            let own = context.government_of_focus(number, at);
            // A guest's head of government asks those who receive them; councillors ask their own government.
            let asks_itself = own
                .as_ref()
                .is_some_and(|own| Some(&own.name) == side.as_ref());
            own.filter(|_| !asks_itself || hosts)
                .or_else(|| context.addressed(side.as_deref(), at))
        }
    }
}
