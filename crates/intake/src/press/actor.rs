//! Who is to act: the person, government, body or office that a promise, a hope or an order is about.

use domain::region::{Level, Region};
use jiff::civil::Date;

use super::class::Class;
use super::doc::{Doc, Sentence};
use super::party::{Body, Government};
use super::people::People;
use super::reading::{Number, Span};
use super::region;
use super::speaker::Speakers;

/// How far before a verb of promising its subject may stand, in tokens.
const REACH: usize = 28;
/// How far before `akan`: the subject stands right before it, but for a small word or two.
const NEAR: usize = 7;

/// What the reader knows when it looks for promises.
pub(super) struct Context<'a, 't> {
    pub(super) doc: &'a Doc<'t>,
    pub(super) people: &'a People,
    /// By person: the government, office or body that `pihaknya` means.
    pub(super) sides: &'a [Option<String>],
    /// By person: the region of the post.
    pub(super) homes: &'a [Option<Region>],
    pub(super) speakers: &'a Speakers,
    pub(super) governments: &'a [Government],
    pub(super) bodies: &'a [Body],
    pub(super) numbers: &'a [Number],
    pub(super) anchor: Option<Date>,
    /// The governments that took part, in order.
    pub(super) parties: &'a [Region],
    /// By token: who speaks, in direct speech.
    pub(super) speaking: &'a dyn Fn(usize) -> Option<usize>,
}

/// Who acts.
#[derive(Debug, Clone)]
pub(super) struct Actor {
    pub(super) name: String,
    pub(super) person: Option<usize>,
    pub(super) span: Span,
}

impl Context<'_, '_> {
    /// Who acts, by the words before a verb of promising: the nearest person, government, body or office of the clause.
    pub(super) fn before(&self, number: usize, sentence: Sentence, at: usize) -> Option<Actor> {
        self.within(number, sentence, at, REACH)
    }

    /// Who acts, by the words right before `akan`.
    pub(super) fn right_before(
        &self,
        number: usize,
        sentence: Sentence,
        at: usize,
    ) -> Option<Actor> {
        let doc = self.doc;
        let mut end = at;
        while end > sentence.first
            && doc.says_any(
                end - 1,
                &[
                    "juga",
                    "pun",
                    "terus",
                    "sendiri",
                    "nantinya",
                    "nanti",
                    "kemudian",
                    "selanjutnya",
                    "segera",
                    "lalu",
                ],
            )
        {
            end -= 1;
        }
        // `Pemprov, lanjut dia, menargetkan`: a remark between the subject and its verb.
        if end > sentence.first + 3 && doc.mark(end - 1, ',') {
            let from = sentence.first.max(end.saturating_sub(NEAR));
            if let Some(comma) = (from..end - 1).rev().find(|at| doc.mark(*at, ',')) {
                end = comma;
            }
        }
        let pronoun = end
            .checked_sub(1)
            .filter(|at| doc.is_any(*at, Class::any(&[Class::OurSide, Class::Myself])));
        if pronoun.is_some() {
            return self.within(number, sentence, end, 1);
        }
        self.named_ending_at(end)
            .or_else(|| self.agent_ending_at(sentence, end))
    }

    fn within(&self, number: usize, sentence: Sentence, at: usize, reach: usize) -> Option<Actor> {
        let doc = self.doc;
        let from = sentence.first.max(at.saturating_sub(reach));
        for before in (from..at).rev() {
            let speech = matches!(doc.str(before), "”" | "“" | "\"" | ";");
            if doc.quoted[before] != doc.quoted[at.min(doc.len() - 1)] || speech {
                return None;
            }
            // `pihak dinas` is not the speaker's own side.
            let others = doc.says(before, "pihak") && before + 1 < at;
            if doc.is(before, Class::OurSide) && !others {
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

    /// Who is spoken of, or speaks.
    pub(super) fn focus(&self, number: usize, at: usize) -> Option<usize> {
        if self.doc.quoted[at] {
            return (self.speaking)(at);
        }
        self.speakers.focus.get(number).copied().flatten()
    }

    /// Whom the person spoken of stands for.
    pub(super) fn side_of_focus(&self, number: usize, at: usize) -> Option<Actor> {
        let who = self.focus(number, at)?;
        let name = self
            .sides
            .get(who)?
            .clone()
            .or_else(|| self.people.all[who].name.clone())?;
        Some(self.actor(name, at, at + 1))
    }

    /// The government where the person spoken of holds a post: of whom a councillor asks.
    pub(super) fn government_of_focus(&self, number: usize, at: usize) -> Option<Actor> {
        let who = self.focus(number, at)?;
        let home = self.homes.get(who)?.as_ref()?;
        Some(self.actor(region::government(home), at, at + 1))
    }

    fn actor(&self, name: String, first: usize, end: usize) -> Actor {
        Actor {
            name,
            person: None,
            span: self.doc.span(first, end),
        }
    }

    fn person(&self, who: usize, span: Span) -> Option<Actor> {
        let somebody = &self.people.all[who];
        let post = || {
            somebody
                .post
                .as_ref()
                .map(|post| self.doc.words(post.first, post.end))
        };
        let name = somebody.name.clone().or_else(post)?;
        Some(Actor {
            name,
            person: Some(who),
            span,
        })
    }

    /// The government, person, body or office whose words end here.
    pub(super) fn named_ending_at(&self, end: usize) -> Option<Actor> {
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

    /// `tim teknis kedua kabupaten akan mulai`: small words that name those who act.
    fn agent_ending_at(&self, sentence: Sentence, end: usize) -> Option<Actor> {
        let doc = self.doc;
        let from = sentence.first.max(end.saturating_sub(8));
        let plain = |at: &usize| {
            doc.word(*at)
                && !doc.is_any(
                    *at,
                    Class::any(&[Class::Says, Class::SaidBy, Class::Commit]),
                )
        };
        let first = (from..end)
            .rev()
            .take_while(plain)
            .filter(|at| doc.is(*at, Class::Agent))
            .last()?;
        let thing = first > sentence.first
            && doc.says_any(
                first - 1,
                &[
                    "di", "oleh", "kepada", "dari", "untuk", "bagi", "dengan", "dan", "atau",
                ],
            );
        let relative = (first..end).any(|at| doc.says(at, "yang"));
        (!thing && !relative).then(|| self.agent(first, end))
    }

    /// Those whom small words mean: `pemkot` is the city of the text, `kedua daerah` the two that met.
    pub(super) fn agent(&self, first: usize, end: usize) -> Actor {
        let doc = self.doc;
        let known = self
            .named_ending_at(end)
            .filter(|actor| actor.span.start <= doc.span(first, end).start + 4);
        if let Some(actor) = known {
            return actor;
        }
        let both = doc.says(first, "kedua") && self.parties.len() == 2;
        if both {
            let names: Vec<String> = self.parties.iter().map(region::government).collect();
            return self.actor(names.join(" dan "), first, end);
        }
        let kind = (first..end).find_map(|at| self.kind_of_government(at));
        if let Some(region) = kind
            .filter(|_| end - first <= 3)
            .and_then(|kind| self.main_government(kind))
        {
            return self.actor(region::government(&region), first, end);
        }
        self.actor(doc.words(first, end), first, end)
    }

    fn kind_of_government(&self, at: usize) -> Option<fn(&Region) -> bool> {
        let doc = self.doc;
        let is = |class: Class| {
            doc.is(at, class) || (doc.is(at, Class::Government) && doc.hit(at, class).is_some())
        };
        if is(Class::GovernmentProvince) {
            return Some(|region| region.level == Level::Province);
        }
        if is(Class::GovernmentRegency) {
            return Some(|region| region.code.len() == 5 && region.code.as_bytes()[3] < b'7');
        }
        if is(Class::GovernmentCity) {
            return Some(|region| region.code.len() == 5 && region.code.as_bytes()[3] >= b'7');
        }
        None
    }

    /// The first government of a kind that took part.
    fn main_government(&self, fits: fn(&Region) -> bool) -> Option<Region> {
        self.parties.iter().copied().find(fits)
    }

    /// `akan ditindaklanjuti oleh dinas-dinas terkait`: whoever stands behind `oleh`.
    pub(super) fn by_whom(&self, first: usize, end: usize) -> Option<Actor> {
        let doc = self.doc;
        let by = (first..end).find(|at| doc.says(*at, "oleh"))?;
        let passive = (first..by.min(first + 3))
            .any(|at| doc.str(at).starts_with("di") && doc.str(at).len() > 5);
        let stops = |at: usize| {
            !doc.word(at)
                || doc.is(at, Class::SoThat)
                || doc.says_any(at, &["yang", "pada", "di", "dengan", "paling", "sebelum"])
        };
        let mut to = by + 1;
        while to < end && to < by + 9 && !stops(to) {
            to += 1;
        }
        (passive && to > by + 1).then(|| self.agent(by + 1, to))
    }
}

/// Whether the words name those who can act, and no thing.
pub(super) fn is_agent(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    const AGENTS: u128 = Class::any(&[
        Class::Agent,
        Class::Folk,
        Class::Government,
        Class::GovernmentProvince,
        Class::GovernmentRegency,
        Class::GovernmentCity,
        Class::Office,
        Class::Pronoun,
        Class::OurSide,
    ]);
    (first..end.min(first + 3)).any(|at| {
        doc.is_any(at, AGENTS | super::class::POSTS) || super::post::body_at(doc, at).is_some()
    })
}
