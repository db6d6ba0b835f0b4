//! Who is to act: the person, government, body or office that a promise, a hope or an order is about.

use domain::region::Region;
use jiff::civil::Date;

use super::agent::is_agent;
use super::class::Class;
use super::cue::Cue;
use super::doc::{Doc, Sentence};
use super::party::{Body, Government};
use super::people::People;
use super::reading::{Number, Party, Span};
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
    /// All that took part, in order.
    pub(super) taking_part: &'a [Party],
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
        while end > sentence.first && doc.cue(end - 1, Cue::Adverb) {
            end -= 1;
        }
        // `Pemerintah Kabupaten Bandung Barat (KBB) sepakat`
        if end > sentence.first + 3
            && doc.mark(end - 1, ')')
            && let Some(open) = (end.saturating_sub(5)..end - 1)
                .rev()
                .find(|at| doc.mark(*at, '('))
        {
            end = open;
        }
        // `Pemprov, lanjut dia, menargetkan`: a remark between the subject and its verb.
        if end > sentence.first + 3 && doc.mark(end - 1, ',') {
            let from = sentence.first.max(end.saturating_sub(NEAR));
            if let Some(comma) = (from..end - 1).rev().find(|at| doc.mark(*at, ',')) {
                end = comma;
            }
        }
        // `pihak nya`, in two words.
        let apart =
            end > sentence.first + 1 && doc.says(end - 1, "nya") && doc.says(end - 2, "pihak");
        if apart {
            return self.side_of_focus(number, end - 1);
        }
        let pronoun = end
            .checked_sub(1)
            .filter(|at| doc.is_any(*at, Class::any(&[Class::OurSide, Class::Myself])))
            // `kedua pihak` is not the speaker's own side.
            .filter(|at| {
                *at == 0 || !(doc.says(*at, "pihak") && doc.is(*at - 1, Class::Quantifier))
            });
        if pronoun.is_some() {
            return self.within(number, sentence, end, 1);
        }
        self.named_ending_at(end)
            .map(|actor| self.with_others(sentence, actor))
            .or_else(|| self.agent_ending_at(sentence, end))
    }

    /// `Pemerintah Kota Cimahi dan Pemerintah Kabupaten Bandung Barat sepakat`: those who are named beside the last one.
    fn with_others(&self, sentence: Sentence, last: Actor) -> Actor {
        const MOST: usize = 4;
        let doc = self.doc;
        let first_of = |actor: &Actor| {
            doc.tokens
                .partition_point(|token| token.end <= actor.span.start)
        };
        let mut named = vec![last];
        while named.len() < MOST {
            let Some(before) = first_of(&named[named.len() - 1]).checked_sub(1) else {
                break;
            };
            let joint = doc.says_any(before, &["dan", "serta", "bersama"])
                || named.len() > 1 && doc.mark(before, ',');
            if !joint || before <= sentence.first {
                break;
            }
            let end = before - usize::from(doc.mark(before - 1, ','));
            match self.named_ending_at(end) {
                Some(actor) if actor.span.end <= named[named.len() - 1].span.start => {
                    named.push(actor)
                }
                _ => break,
            }
        }
        let last = named.remove(0);
        if named.is_empty() {
            return last;
        }
        named.reverse();
        let start = named[0].span.start;
        let names: Vec<&str> = named.iter().map(|actor| actor.name.as_str()).collect();
        Actor {
            name: format!("{} dan {}", names.join(", "), last.name),
            person: None,
            span: Span::new(start, last.span.end),
        }
    }

    /// Whoever stands right before, otherwise whoever was named last in the clause.
    pub(super) fn who_before(&self, number: usize, sentence: Sentence, at: usize) -> Option<Actor> {
        self.right_before(number, sentence, at)
            .or_else(|| self.before(number, sentence, at))
    }

    /// `Bank Bengkulu melalui dana CSR akan menambah semen`: whoever opens the sentence, if no other verb stands between.
    pub(super) fn opening(&self, sentence: Sentence, at: usize) -> Option<Actor> {
        const FAR: usize = 10;
        let doc = self.doc;
        let mut first = sentence.first;
        while first < at && doc.cue(first, Cue::SentenceFore) {
            first += 1;
        }
        let (actor, end) = self.named_from(first)?;
        let between = end..at;
        let plain = !doc.quoted[at]
            && end <= at
            && at <= end + FAR
            && between
                .into_iter()
                .all(|at| doc.word(at) && !super::promise::is_verb(doc, at));
        plain.then_some(actor)
    }

    /// `sejumlah kepala OPD (...) dari kedua provinsi yang berkomitmen`: those before `yang`.
    pub(super) fn relative(&self, sentence: Sentence, at: usize) -> Option<Actor> {
        const LONGEST: usize = 14;
        let doc = self.doc;
        let yang = at
            .checked_sub(1)
            .filter(|yang| doc.says(*yang, "yang") && *yang > sentence.first)?;
        if let Some(actor) = self.named_ending_at(yang) {
            return Some(actor);
        }
        let told = |at: &usize| {
            (doc.word(*at) || matches!(doc.str(*at), "(" | ")"))
                && !doc.says_any(*at, &["oleh", "dengan", "bersama", "dihadiri", "diikuti"])
        };
        let from = sentence.first.max(yang.saturating_sub(LONGEST));
        let first = (from..yang)
            .rev()
            .take_while(told)
            .filter(|at| {
                doc.is_any(
                    *at,
                    Class::any(&[Class::Agent, Class::Quantifier, Class::Group]),
                )
            })
            .last()?;
        Some(self.agent(first, yang))
    }

    /// `Bupati dan wali kota diminta ...`: several posts without names.
    pub(super) fn several_before(&self, sentence: Sentence, at: usize) -> Option<Actor> {
        let doc = self.doc;
        let from = sentence.first.max(at.saturating_sub(6));
        let joint = (from + 1..at).find(|at| doc.says_any(*at, &["dan", "serta"]))?;
        let posts = |from: usize, to: usize| {
            (from..to).all(|at| doc.word(at))
                && doc.is_any(
                    from,
                    super::class::POSTS | Class::Agent.bit() | Class::Quantifier.bit(),
                )
        };
        let mut first = joint;
        while first > from && doc.word(first - 1) {
            first -= 1;
        }
        (posts(first, joint) && posts(joint + 1, at) && self.nobody_named(first, at))
            .then(|| self.actor(doc.words(first, at), first, at))
    }

    /// Whether no mention of a person with a name lies in some tokens.
    fn nobody_named(&self, first: usize, end: usize) -> bool {
        let mentions = &self.people.mentions;
        let at = mentions.partition_point(|mention| mention.first < first);
        mentions[at..]
            .iter()
            .take_while(|mention| mention.first < end)
            .all(|mention| {
                self.doc
                    .hit_any(mention.first, super::class::POSTS)
                    .is_some_and(|hit| hit.end == mention.end)
            })
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
            let others =
                doc.says(before, "pihak") && before + 1 < at && !doc.says(before + 1, "nya");
            let several =
                doc.says(before, "pihak") && before > from && doc.is(before - 1, Class::Quantifier);
            if doc.is(before, Class::OurSide) && !others && !several {
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

    pub(super) fn actor(&self, name: String, first: usize, end: usize) -> Actor {
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
        // `Dandim menyatakan siap`: whoever holds the office without a name stands for its body.
        let of_body = somebody
            .post
            .as_ref()
            .is_some_and(|post| matches!(post.class, Class::PostBody | Class::PostOffice));
        let side = || self.sides.get(who).filter(|_| of_body).cloned().flatten();
        let name = somebody.name.clone().or_else(side).or_else(post)?;
        Some(Actor {
            name,
            person: Some(who),
            span,
        })
    }

    /// The person, government or body whose words begin here, and the token behind them.
    pub(super) fn named_from(&self, first: usize) -> Option<(Actor, usize)> {
        let mentions = &self.people.mentions;
        let at = mentions.partition_point(|mention| mention.first < first);
        if let Some(mention) = mentions.get(at).filter(|mention| mention.first == first) {
            let span = self.doc.span(mention.first, mention.end);
            return Some((self.person(mention.who, span)?, mention.end));
        }
        let at = self.bodies.partition_point(|body| body.first < first);
        let body = self.bodies.get(at).filter(|body| body.first == first);
        let at = self
            .governments
            .partition_point(|government| government.first < first);
        let government = self
            .governments
            .get(at)
            .filter(|government| government.first == first);
        let end = body
            .map(|body| body.end)
            .or(government.map(|government| government.end))?;
        Some((self.named_ending_at(end)?, end))
    }

    /// Whom an actor speaks for: a person for a government or body, these for themselves.
    pub(super) fn side_of(&self, actor: Option<&Actor>) -> Option<String> {
        let actor = actor?;
        match actor.person {
            Some(who) => self.sides.get(who)?.clone(),
            None => Some(actor.name.clone()),
        }
    }

    /// Whether a government or body took part.
    pub(super) fn takes_part(&self, name: &str) -> bool {
        self.taking_part.iter().any(|party| called(party) == name)
    }

    /// Whom a wish means that names nobody: the first of those who took part, but for the one who wishes.
    pub(super) fn addressed(&self, wisher: Option<&str>, at: usize) -> Option<Actor> {
        // A district only passes on what is wished.
        let other = |name: &String| {
            wisher.is_none_or(|wisher| wisher != name) && !name.starts_with("Kecamatan ")
        };
        let mut names = self.taking_part.iter().map(called);
        names.find(other).map(|name| self.actor(name, at, at + 1))
    }

    /// The ministry that took part.
    pub(super) fn ministry(&self, at: usize) -> Option<Actor> {
        let party = self
            .taking_part
            .iter()
            .find(|party| party.name.starts_with("Kementerian "))?;
        Some(self.actor(party.name.clone(), at, at + 1))
    }

    /// The first government that took part.
    pub(super) fn first_government(&self, at: usize) -> Option<Actor> {
        let region = self.parties.first()?;
        Some(self.actor(region::government(region), at, at + 1))
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
        let at = self.bodies.partition_point(|body| body.end < end);
        let body = self.bodies.get(at).filter(|body| body.end == end);
        let at = self
            .governments
            .partition_point(|government| government.end < end);
        if let Some(government) = self
            .governments
            .get(at)
            .filter(|government| government.end == end)
            // `DPRD Padang Panjang` is no government.
            .filter(|government| body.is_none_or(|body| body.first > government.first))
        {
            let before = government.first.checked_sub(1);
            let place = before.is_some_and(|at| doc.cue(at, Cue::NotItsGovernment));
            if !place {
                return self.office(government.first, end).or(Some(Actor {
                    name: region::government(&government.region),
                    person: None,
                    span: doc.span(government.first, end),
                }));
            }
        }
        if let Some(body) = body {
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
        let number = |at: usize| {
            doc.tokens[at].kind == super::token::Kind::Number || matches!(doc.str(at), "/" | "-")
        };
        let plain = |at: &usize| {
            (doc.word(*at) || number(*at))
                && !doc.is_any(
                    *at,
                    Class::any(&[Class::Says, Class::SaidBy, Class::Commit]),
                )
        };
        // `... dan akan mengusulkannya`: of whoever acts in the clause before.
        if end > sentence.first && doc.says_any(end - 1, &["dan", "serta", "lalu"]) {
            return None;
        }
        let first = (from..end)
            .rev()
            .take_while(plain)
            .filter(|at| doc.is_any(*at, Class::any(&[Class::Agent, Class::Quantifier])))
            .last()?;
        let thing = first > sentence.first
            && doc.says_any(
                first - 1,
                &[
                    "di", "oleh", "kepada", "dari", "untuk", "bagi", "dengan", "dan", "atau",
                ],
            );
        // `... dan seluruh inspektur diminta menyiapkan dokumen`
        let thing = thing && !(doc.says(first - 1, "dan") && doc.is(first, Class::Quantifier));
        let relative = (first..end).any(|at| doc.says(at, "yang"));
        (!thing && !relative).then(|| self.agent(first, end))
    }

    /// `akan ditindaklanjuti oleh dinas-dinas terkait`, `dapat ditiru provinsi lain`: whoever stands behind the act's verb, if
    /// that is passive.
    pub(super) fn by_whom(&self, first: usize, end: usize) -> Option<Actor> {
        const NEAR: usize = 10;
        let doc = self.doc;
        let verb = (first..end).find(|at| {
            let written = doc.str(*at);
            let formed = ["di", "me", "ber"]
                .iter()
                .any(|prefix| written.starts_with(prefix));
            formed && written.len() > 5 && !doc.cap(*at) && !doc.says(*at, "daerah")
        })?;
        if !doc.str(verb).starts_with("di") || (first..verb).any(|at| doc.says(at, "yang")) {
            return None;
        }
        let by = (verb + 1..end.min(verb + 1 + NEAR))
            .take_while(|at| {
                !doc.says_any(*at, &["agar", "supaya", "untuk", "yang"]) && !doc.mark(*at, ',')
            })
            .find(|at| doc.says(*at, "oleh"));
        if by.is_none() {
            let others =
                verb + 2 < end && doc.is(verb + 1, Class::Agent) && doc.says(verb + 2, "lain");
            // `ditiru pemerintah kabupaten dan kota lain di Banten`
            let copies = doc.cue(verb, Cue::CopiedBy) && is_agent(doc, verb + 1, end);
            let stops = |at: &usize| !doc.word(*at) || doc.cue(*at, Cue::AgentEnd);
            if copies && self.named_from(verb + 1).is_none_or(|(_, to)| to < end) {
                let to = (verb + 1..end).find(stops).unwrap_or(end);
                return Some(self.agent(verb + 1, to));
            }
            // `diikuti kunjungan balasan dari Pemprov Banten`
            let from = (verb + 1..end.min(verb + 8)).find(|at| doc.says(*at, "dari"));
            let sender = from
                .and_then(|from| self.named_from(from + 1))
                .filter(|(_, to)| *to == end);
            return match others {
                true => Some(self.agent(verb + 1, verb + 3)),
                false if sender.is_some() => sender.map(|(actor, _)| actor),
                false => self
                    .named_from(verb + 1)
                    .filter(|(_, to)| *to <= end)
                    .map(|(actor, _)| actor),
            };
        }
        let from = by? + 1;
        let stops = |at: usize| {
            !doc.word(at)
                || doc.is(at, Class::SoThat)
                || doc.says_any(
                    at,
                    &[
                        "yang", "pada", "di", "dengan", "paling", "sebelum", "dalam", "secara",
                        "mulai", "ke",
                    ],
                )
        };
        let to = (from..end.min(from + 8))
            .find(|at| stops(*at))
            .unwrap_or(end.min(from + 8));
        (to > from).then(|| self.agent(from, to))
    }
}

/// What a party is called where it acts: a region's government, a body by its name.
fn called(party: &Party) -> String {
    let code = party.code.as_ref();
    let region = code.and_then(|code| domain::region::find(code));
    region.map_or_else(|| party.name.clone(), |region| region::government(&region))
}
