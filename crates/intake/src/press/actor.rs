//! Who is to act: the person, government, body or office that a promise, a hope or an order is about.

use domain::region::{Level, Region};
use jiff::civil::Date;

use super::class::Class;
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
        // `pihak nya`, in two words.
        let apart =
            end > sentence.first + 1 && doc.says(end - 1, "nya") && doc.says(end - 2, "pihak");
        if apart {
            return self.side_of_focus(number, end - 1);
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

    /// Whoever stands right before, otherwise whoever was named last in the clause.
    pub(super) fn who_before(&self, number: usize, sentence: Sentence, at: usize) -> Option<Actor> {
        self.right_before(number, sentence, at)
            .or_else(|| self.before(number, sentence, at))
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
                (mention.first..mention.end).any(|at| self.doc.is_any(at, super::class::POSTS))
                    && mention.end - mention.first <= 2
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
        let name = somebody.name.clone().or_else(post)?;
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
        self.taking_part.iter().any(|party| {
            let region = party
                .code
                .as_ref()
                .and_then(|code| domain::region::find(code));
            region.map_or(party.name == name, |region| {
                region::government(&region) == name
            })
        })
    }

    /// Whom a wish means that names nobody: the first of those who took part, but for the one who wishes.
    pub(super) fn addressed(&self, wisher: Option<&str>, at: usize) -> Option<Actor> {
        let other = |name: &String| wisher.is_none_or(|wisher| wisher != name);
        let names = self.taking_part.iter().map(|party| {
            let region = party
                .code
                .as_ref()
                .and_then(|code| domain::region::find(code));
            region.map_or_else(|| party.name.clone(), |region| region::government(&region))
        });
        names
            .into_iter()
            .find(other)
            .map(|name| self.actor(name, at, at + 1))
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
            .filter(|at| doc.is_any(*at, Class::any(&[Class::Agent, Class::Quantifier])))
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

    /// Those whom small words mean: `pemkot` is the city of the text, `kedua daerah` the two that met, `kampus` the
    /// university that was named.
    pub(super) fn agent(&self, first: usize, end: usize) -> Actor {
        let doc = self.doc;
        // `jajaran Pemkab Lebak` is the government itself.
        let mut named = first;
        while named + 1 < end
            && (doc.is(named, Class::Quantifier)
                || doc.says_any(
                    named,
                    &[
                        "jajaran",
                        "pihak",
                        "pimpinan",
                        "anggota",
                        "dan",
                        "tim",
                        "perwakilan",
                    ],
                ))
        {
            named += 1;
        }
        let known = self
            .named_ending_at(end)
            .filter(|actor| actor.span.start <= doc.span(named, end).start + 4);
        if let Some(actor) = known {
            return actor;
        }
        // `Sekda baru`: the person, with a word more.
        if let Some((actor, named)) = self.named_from(first)
            && named + 1 >= end
        {
            return actor;
        }
        if let Some(names) = self.all_of(first, end) {
            return self.actor(names, first, end);
        }
        let several = doc.is(first, Class::Quantifier) || doc.says(end - 1, "lain");
        let kind = (first..end).find_map(|at| self.kind_of_government(at));
        if let Some(region) = kind
            .filter(|_| end - first <= 3 && !several)
            .and_then(|kind| self.main_government(kind))
        {
            return self.actor(region::government(&region), first, end);
        }
        if let Some(body) = (end - first <= 2 && !several)
            .then(|| self.body_of_kind(first))
            .flatten()
        {
            return self.actor(body, first, end);
        }
        self.actor(doc.words(first, end), first, end)
    }

    /// `terjalin sinergi antara kedua daerah`, `antara Kota Bandung dan Kota Serang`: a thing that two have to do.
    pub(super) fn both(&self, first: usize, end: usize) -> Option<Actor> {
        let doc = self.doc;
        let at = (first..end).find(|at| doc.says(*at, "antara"))? + 1;
        if doc.says_any(at, &["kedua", "ketiga"]) {
            return self
                .all_of(at, at + 2)
                .map(|names| self.actor(names, at, at + 2));
        }
        let (one, next) = self.named_from(at)?;
        let (other, to) = doc
            .says(next, "dan")
            .then(|| self.named_from(next + 1))
            .flatten()?;
        (to <= end).then(|| self.actor(format!("{} dan {}", one.name, other.name), at, to))
    }

    /// `kedua daerah`, `ketiga kabupaten`, `setiap kota`: the governments of that kind that took part, if so many did.
    fn all_of(&self, first: usize, end: usize) -> Option<String> {
        const MOST: usize = 4;
        let doc = self.doc;
        let count = match doc.str(first).to_lowercase().as_str() {
            "kedua" => Some(2),
            "ketiga" => Some(3),
            "keempat" => Some(4),
            "setiap" | "seluruh" | "semua" | "tiap" | "masing-masing" => None,
            _ => return None,
        };
        let (last, rest) = (doc.str(end - 1).to_lowercase(), end - first);
        if !(2..=4).contains(&rest) {
            return None;
        }
        let of_kind = |region: &&Region| {
            let city = region.code.len() == 5 && region.code.as_bytes()[3] >= b'7';
            match last.as_str() {
                "provinsi" => region.level == Level::Province,
                "kabupaten" => region.code.len() == 5 && !city,
                "kota" => city,
                "daerah" | "pemda" | "pihak" | "pemerintahan" => count.is_some(),
                _ => false,
            }
        };
        let names: Vec<String> = self
            .parties
            .iter()
            .filter(of_kind)
            .map(region::government)
            .collect();
        let fits = match count {
            Some(count) => names.len() == count,
            None => (2..=MOST).contains(&names.len()),
        };
        fits.then(|| names.join(", "))
    }

    /// `kampus` is the university that took part, `perusahaan` the company, `URN` the body with these initials.
    fn body_of_kind(&self, at: usize) -> Option<String> {
        let word = self.doc.str(at);
        if is_abbreviation(word) {
            let of_bodies = self.taking_part.iter().map(|party| &party.name);
            let mut names = of_bodies.chain(self.bodies.iter().map(|body| &body.name));
            return names.find(|name| abbreviates(word, name)).cloned();
        }
        let kinds: [(&[&str], &[&str]); 4] = [
            (
                &["kampus", "universitas", "perguruan", "rektorat"],
                &[
                    "Universitas",
                    "Institut",
                    "Politeknik",
                    "Sekolah Tinggi",
                    "UIN",
                    "IAIN",
                    "Akademi",
                ],
            ),
            (
                &["perusahaan", "perseroan", "emiten", "pengembang"],
                &["PT ", "PT. ", "CV ", "Perum"],
            ),
            (&["bank"], &["Bank ", "PT Bank"]),
            (
                &["dewan", "legislatif"],
                &["DPRD", "DPRK", "DPRA", "DPRP", "Dewan Perwakilan"],
            ),
        ];
        let (_, names) = kinds
            .iter()
            .find(|(words, _)| self.doc.says_any(at, words))?;
        let fits = |name: &&String| names.iter().any(|start| name.starts_with(start));
        let of_parties = self.taking_part.iter().map(|party| &party.name).find(fits);
        of_parties
            .or_else(|| self.bodies.iter().map(|body| &body.name).find(fits))
            .cloned()
    }

    fn kind_of_government(&self, at: usize) -> Option<fn(&Region) -> bool> {
        let doc = self.doc;
        let is = |class: Class| {
            doc.is(at, class) || (doc.is(at, Class::Government) && doc.hit(at, class).is_some())
        };
        // `Provinsi menanggung biayanya`: in short.
        if is(Class::GovernmentProvince) || doc.says(at, "provinsi") {
            return Some(|region| region.level == Level::Province);
        }
        if is(Class::GovernmentRegency) || doc.says(at, "kabupaten") {
            return Some(|region| region.code.len() == 5 && region.code.as_bytes()[3] < b'7');
        }
        if is(Class::GovernmentCity) || doc.says(at, "kota") {
            return Some(|region| region.code.len() == 5 && region.code.as_bytes()[3] >= b'7');
        }
        None
    }

    /// The first government of a kind that took part.
    fn main_government(&self, fits: fn(&Region) -> bool) -> Option<Region> {
        self.parties.iter().copied().find(fits)
    }

    /// `akan ditindaklanjuti oleh dinas-dinas terkait`, `dapat ditiru provinsi lain`: whoever stands behind the act's verb, if
    /// that is passive.
    pub(super) fn by_whom(&self, first: usize, end: usize) -> Option<Actor> {
        const NEAR: usize = 5;
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
            .take_while(|at| !doc.says_any(*at, &["agar", "supaya", "untuk", "yang"]))
            .find(|at| doc.says(*at, "oleh"));
        if by.is_none() {
            let others =
                verb + 2 < end && doc.is(verb + 1, Class::Agent) && doc.says(verb + 2, "lain");
            return match others {
                true => Some(self.agent(verb + 1, verb + 3)),
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

/// Whether the words name those who can act, and no thing: `seluruh camat`, `Pemkab`, `para kepala sekolah`.
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
    let mut at = first;
    while at < end.min(first + 3) && doc.is(at, Class::Quantifier) {
        at += 1;
    }
    at < end
        && (doc.is_any(at, AGENTS | super::class::POSTS) || super::post::body_at(doc, at).is_some())
}

/// `URN`, `BPKAD`: capitals alone.
fn is_abbreviation(word: &str) -> bool {
    (2..=8).contains(&word.len()) && word.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// Whether an abbreviation stands for a name: `(URN)` is part of it, or its words begin with these letters.
fn abbreviates(short: &str, name: &str) -> bool {
    let initials = name
        .split(' ')
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase());
    name.split(['(', ')', ' ']).any(|word| word == short) || initials.eq(short.chars())
}
