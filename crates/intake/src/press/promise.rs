//! Promises, hopes, requests and proposals: who is to do what, with what force, by when.

use jiff::civil::Date;

use super::class::Class;
use super::doc::{Doc, Sentence};
use super::party::{Body, Government};
use super::people::People;
use super::reading::{Force, Found, Number, Promise};
use super::region;
use super::speaker::Speakers;
use super::when;

/// How many are listed.
pub(super) const MAX_PROMISES: usize = 400;
/// The most tokens of an act.
const LONGEST_ACT: usize = 45;

/// What the reader knows when it looks for promises.
pub(super) struct Context<'a, 't> {
    pub(super) doc: &'a Doc<'t>,
    pub(super) people: &'a People,
    /// By person: the government, office or body that `pihaknya` means.
    pub(super) sides: &'a [Option<String>],
    pub(super) speakers: &'a Speakers,
    pub(super) governments: &'a [Government],
    pub(super) bodies: &'a [Body],
    pub(super) numbers: &'a [Number],
    pub(super) anchor: Option<Date>,
    /// By token: who speaks, in direct speech.
    pub(super) speaking: &'a dyn Fn(usize) -> Option<usize>,
}

/// All of them, in order.
pub(super) fn promises(context: &Context<'_, '_>) -> Vec<Promise> {
    let mut promises: Vec<Promise> = Vec::new();
    let mut last_sentence = 0;
    for (number, sentence) in context.doc.sentences.iter().enumerate() {
        if promises.len() >= MAX_PROMISES {
            break;
        }
        let Some(trigger) = trigger(context, number, *sentence) else {
            continue;
        };
        let before = promises.last_mut().filter(|_| number <= last_sentence + 2);
        if let Some(before) = before.filter(|_| finishes(context.doc, &trigger)) {
            add_due(context, before, *sentence, &trigger);
            continue;
        }
        if let Some(promise) = promise(context, number, *sentence, &trigger)
            && promises
                .last()
                .is_none_or(|last| last.act.value != promise.act.value)
        {
            last_sentence = number;
            promises.push(promise);
        }
    }
    promises
}

struct Trigger {
    force: Force,
    first: usize,
    end: usize,
}

const FORCES: [(Class, Force); 4] = [
    (Class::Hope, Force::Hoped),
    (Class::Propose, Force::Proposed),
    (Class::Instruct, Force::Instructed),
    (Class::Commit, Force::Committed),
];

/// The first words of force in a sentence. A hope, an order or a proposal before `akan` rules it.
fn trigger(context: &Context<'_, '_>, number: usize, sentence: Sentence) -> Option<Trigger> {
    let doc = context.doc;
    let mut at = sentence.first;
    let end = sentence.end.min(sentence.first + 300);
    while at < end {
        if let Some(hit) = doc.hit(at, Class::NotPromise) {
            at = hit.end;
            continue;
        }
        let found = FORCES
            .iter()
            .find_map(|(class, force)| doc.hit(at, *class).map(|hit| (hit, *force)));
        if let Some((hit, force)) = found {
            let trigger = Trigger {
                force,
                first: at,
                end: hit.end,
            };
            if counts(context, number, sentence, &trigger) {
                return Some(trigger);
            }
        }
        at += 1;
    }
    None
}

/// Whether words of force stand for a force here.
fn counts(context: &Context<'_, '_>, number: usize, sentence: Sentence, trigger: &Trigger) -> bool {
    let doc = context.doc;
    let at = trigger.first;
    let negated = at > sentence.first
        && doc.says_any(
            at - 1,
            &[
                "tidak", "tak", "belum", "bukan", "yang", "jika", "bila", "kalau",
            ],
        );
    if negated {
        return false;
    }
    if doc.quoted[at] {
        let near = (at.saturating_sub(3).max(sentence.first)..at)
            .any(|at| doc.is_any(at, Class::any(&[Class::OurSide, Class::Myself])));
        let own = near && trigger.force == Force::Committed;
        return own && !doc.says_any(at, &["sepakat"]);
    }
    match trigger.force {
        Force::Committed => {
            passive(doc, trigger) || context.actor_before(number, sentence, at).is_some()
        }
        _ => true,
    }
}

fn passive(doc: &Doc<'_>, trigger: &Trigger) -> bool {
    doc.str(trigger.first).starts_with("dit")
        || doc.str(trigger.first).starts_with("dir")
        || doc.str(trigger.first).starts_with("dij")
}

fn finishes(doc: &Doc<'_>, trigger: &Trigger) -> bool {
    trigger.force == Force::Committed
        && passive(doc, trigger)
        && (trigger.end..trigger.end + 3).any(|at| doc.is(at, Class::Finish))
}

fn add_due(
    context: &Context<'_, '_>,
    promise: &mut Promise,
    sentence: Sentence,
    trigger: &Trigger,
) {
    if promise.due.is_none()
        && let Some((due, first, end)) =
            when::due(context.doc, trigger.end, sentence.end, context.anchor)
    {
        promise.due = Some(Found::at(due, context.doc.span(first, end)));
    }
}

fn promise(
    context: &Context<'_, '_>,
    number: usize,
    sentence: Sentence,
    trigger: &Trigger,
) -> Option<Promise> {
    let doc = context.doc;
    let start = skip_so_that(doc, trigger.end, sentence.end);
    let named = match trigger.force {
        Force::Committed => None,
        _ => addressee(context, start, sentence.end),
    };
    let (actor, act_first) = match named {
        Some((actor, end)) => (Some(actor), skip_so_that(doc, end, sentence.end)),
        None => (context.actor_before(number, sentence, trigger.first), start),
    };
    let act_end = act_end(doc, act_first, sentence.end, doc.quoted[trigger.first]);
    let (act_first, act_end) = tidy(doc, act_first, act_end);
    if act_end < act_first + 2 {
        return None;
    }
    let actor = by_whom(context, act_first, act_end).or(actor);
    let due = when::due(doc, act_first, sentence.end, context.anchor);
    let span = doc.span(act_first, act_end);
    let target = context
        .numbers
        .iter()
        .position(|number| span.meets(number.span));
    let (actor, person) = match actor {
        Some(Actor { name, person, span }) => (Some(Found::at(name, span)), person),
        None => (None, None),
    };
    Some(Promise {
        actor,
        person,
        act: Found::at(doc.words(act_first, act_end), span),
        force: trigger.force,
        due: due.map(|(due, first, end)| Found::at(due, doc.span(first, end))),
        target,
        span: doc.span(sentence.first, sentence.end),
    })
}

fn skip_so_that(doc: &Doc<'_>, mut at: usize, end: usize) -> usize {
    while at < end
        && (doc.is(at, Class::SoThat)
            || doc.mark(at, ',')
            || doc.says(at, "segera") && doc.is(at + 1, Class::SoThat))
    {
        at += 1;
    }
    at
}

/// Where the act's words end: at a reason, at who said it, at the end of the passage.
fn act_end(doc: &Doc<'_>, first: usize, end: usize, quoted: bool) -> usize {
    let limit = end.min(first + LONGEST_ACT);
    (first..limit)
        .find(|at| {
            let clause = doc.mark(*at, ',')
                && (doc.is(at + 1, Class::ActEnd)
                    || doc.says_any(at + 1, &["yang", "dengan", "baik"]));
            let reason = doc.is(*at, Class::ActEnd) && *at > first;
            let stop = matches!(doc.str(*at), "." | "”" | "“" | "\"" | "!" | "?" | ";" | "(");
            clause || reason || stop || doc.quoted[*at] != quoted
        })
        .unwrap_or(limit)
}

fn tidy(doc: &Doc<'_>, mut first: usize, mut end: usize) -> (usize, usize) {
    while first < end
        && (!doc.word(first)
            || doc.says_any(
                first,
                &["untuk", "agar", "akan", "segera", "bahwa", "dapat", "juga"],
            ))
    {
        first += 1;
    }
    while end > first && matches!(doc.str(end - 1), "," | "." | "-" | "–") {
        end -= 1;
    }
    (first, end)
}

// ---------------------------------------------------------------- actors

struct Actor {
    name: String,
    person: Option<usize>,
    span: super::reading::Span,
}

impl Context<'_, '_> {
    /// Who acts, by the words before a verb: the nearest person, government, body or office of the clause.
    fn actor_before(&self, number: usize, sentence: Sentence, at: usize) -> Option<Actor> {
        let doc = self.doc;
        let from = sentence.first.max(at.saturating_sub(28));
        for before in (from..at).rev() {
            if doc.quoted[before] != doc.quoted[at]
                || matches!(doc.str(before), "”" | "“" | "\"" | ";")
            {
                return None;
            }
            if doc.is(before, Class::OurSide) && !doc.is(before + 1, Class::Indonesian) {
                return self.side_of_focus(number, before);
            }
            if doc.is(before, Class::Myself) {
                let who = self.focus(number, before)?;
                return self.person(who, doc.span(before, before + 1));
            }
            if let Some(actor) = self.named_ending_at(before + 1) {
                return Some(actor);
            }
        }
        None
    }

    fn focus(&self, number: usize, at: usize) -> Option<usize> {
        if self.doc.quoted[at] {
            return (self.speaking)(at);
        }
        self.speakers.focus.get(number).copied().flatten()
    }

    fn side_of_focus(&self, number: usize, at: usize) -> Option<Actor> {
        let who = self.focus(number, at)?;
        let name = self
            .sides
            .get(who)?
            .clone()
            .or_else(|| self.people.all[who].name.clone())?;
        Some(Actor {
            name,
            person: None,
            span: self.doc.span(at, at + 1),
        })
    }

    fn person(&self, who: usize, span: super::reading::Span) -> Option<Actor> {
        let somebody = &self.people.all[who];
        let name = somebody.name.clone().or_else(|| {
            somebody
                .post
                .as_ref()
                .map(|post| self.doc.words(post.first, post.end))
        })?;
        Some(Actor {
            name,
            person: Some(who),
            span,
        })
    }

    /// The government, person, body or office whose words end here.
    fn named_ending_at(&self, end: usize) -> Option<Actor> {
        let doc = self.doc;
        let person = self
            .people
            .mentions
            .partition_point(|mention| mention.end < end);
        let mention = self.people.mentions[person.saturating_sub(1)..]
            .iter()
            .take(3)
            .find(|mention| mention.end == end);
        if let Some(mention) = mention {
            return self.person(mention.who, doc.span(mention.first, mention.end));
        }
        let at = self
            .governments
            .partition_point(|government| government.end < end);
        if let Some(government) = self
            .governments
            .get(at)
            .filter(|government| government.end == end)
        {
            let before = government.first.checked_sub(1);
            let place = before.is_some_and(|at| {
                doc.says_any(
                    at,
                    &["di", "ke", "dari", "wilayah", "se", "masyarakat", "warga"],
                )
            });
            if !place {
                return self.office(government.first, end).or(Some(Actor {
                    name: region::government(&government.region),
                    person: None,
                    span: doc.span(government.first, end),
                }));
            }
        }
        let at = self.bodies.partition_point(|body| body.end < end);
        if let Some(body) = self.bodies.get(at).filter(|body| body.end == end) {
            return Some(Actor {
                name: body.name.clone(),
                person: None,
                span: doc.span(body.first, end),
            });
        }
        self.office(end, end)
    }

    /// "Dinas Pangan", "Inspektorat", "tim teknis kedua kabupaten" before a region or the verb.
    fn office(&self, at: usize, end: usize) -> Option<Actor> {
        let doc = self.doc;
        let mut first = at;
        while first > 0
            && at - first < 8
            && doc.same_sentence(first - 1, end.saturating_sub(1))
            && doc.cap(first - 1)
            && doc.is_any(first - 1, Class::any(&[Class::Field, Class::Office]))
        {
            first -= 1;
        }
        let named = first < at && doc.is(first, Class::Office);
        named.then(|| Actor {
            name: doc.words(first, end),
            person: None,
            span: doc.span(first, end),
        })
    }
}

/// Whom a wish or an order is for: the words up to the verb.
fn addressee(context: &Context<'_, '_>, first: usize, end: usize) -> Option<(Actor, usize)> {
    let doc = context.doc;
    let limit = end.min(first + 16);
    let verb = (first..limit).find(|at| is_act_verb(doc, *at))?;
    let mut to = verb;
    while to > first && (doc.is(to - 1, Class::SoThat) || doc.mark(to - 1, ',')) {
        to -= 1;
    }
    if to == first {
        return None;
    }
    let known = context
        .named_ending_at(to)
        .filter(|actor| actor.span.start <= doc.span(first, to).start + 4);
    let actor = known.unwrap_or_else(|| Actor {
        name: doc.words(first, to),
        person: None,
        span: doc.span(first, to),
    });
    Some((actor, verb))
}

fn is_act_verb(doc: &Doc<'_>, at: usize) -> bool {
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

/// `akan ditindaklanjuti oleh dinas-dinas terkait`: whoever stands behind `oleh`.
fn by_whom(context: &Context<'_, '_>, first: usize, end: usize) -> Option<Actor> {
    let doc = context.doc;
    if !doc.str(first).starts_with("di") {
        return None;
    }
    let by = (first..end).find(|at| doc.says(*at, "oleh"))?;
    let mut to = by + 1;
    while to < end
        && !matches!(doc.str(to), "," | ".")
        && !doc.is(to, Class::SoThat)
        && !doc.says_any(to, &["yang", "pada", "di", "dengan"])
        && to < by + 9
    {
        to += 1;
    }
    (to > by + 1).then(|| {
        context.named_ending_at(to).unwrap_or_else(|| Actor {
            name: doc.words(by + 1, to),
            person: None,
            span: doc.span(by + 1, to),
        })
    })
}
