//! What the record already knows, as far as drafts have to refer to it: bodies, people, posts, sources, programmes,
//! promises and events.

use std::collections::{BTreeSet, HashMap};

use domain::any::{AnyCommand, AnyState};
use domain::id::{OrganizationId, PersonId, PostId, ProgrammeId, SourceId};
use domain::subject::Command;
use domain::{
    Reference, SubjectKind, agreement, gathering, organization, person, post, programme, region,
    source,
};
use domain::{When, commitment};

use super::normal;
use super::same_event::{Event, Known};
use crate::founding::Record;

/// What the record knows. Empty for a record with nothing in it.
#[derive(Debug, Clone, Default)]
pub struct Register {
    bodies: Vec<(OrganizationId, Vec<BTreeSet<String>>)>,
    /// Names as words, to compare with.
    people: Vec<(PersonId, Vec<Vec<String>>)>,
    posts: Vec<Post>,
    sources: Vec<(SourceId, source::Description)>,
    programmes: Vec<(ProgrammeId, String)>,
    promises: Vec<Promise>,
    gatherings: Vec<(Reference, Option<When>, gathering::Description)>,
    agreements: Vec<(Reference, Option<When>, agreement::Description)>,
    names: HashMap<Reference, String>,
    keys: HashMap<Reference, String>,
}

/// A recorded post.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) id: PostId,
    pub(super) title: String,
    pub(super) body: OrganizationId,
    pub(super) holders: Vec<PersonId>,
}

/// A recorded promise.
#[derive(Debug, Clone)]
pub(super) struct Promise {
    pub(super) words: String,
    pub(super) owners: Vec<OrganizationId>,
}

impl Register {
    /// What the records of a founding folder know.
    pub fn of(records: &[Record]) -> Self {
        let mut register = Self::default();
        for record in records {
            register.command(record.subject, &record.command);
        }
        register
    }

    fn command(&mut self, subject: Reference, command: &AnyCommand) {
        macro_rules! described {
            ($($kind:ident => $add:ident),*) => {
                match command {
                    $(AnyCommand::$kind(Command::Describe { key, description, on, .. }) => {
                        self.key(subject, key.as_deref());
                        self.$add(subject, description, *on);
                    })*
                    AnyCommand::Post(Command::Note { fact: post::Fact::Held(held), .. }) => self.holder(subject, held.person),
                    _ => {}
                }
            };
        }
        described!(
            Organization => body, Person => person, Post => post, Source => source, Programme => programme,
            Commitment => promise, Gathering => gathering, Agreement => agreement
        );
    }

    /// Adds a recorded subject.
    pub fn add(&mut self, subject: Reference, state: &AnyState) {
        macro_rules! described {
            ($($kind:ident => $add:ident),*) => {
                match state {
                    $(AnyState::$kind(state) => {
                        self.key(subject, state.key.as_deref());
                        if let Some(description) = &state.description {
                            self.$add(subject, description, state.on());
                        }
                    })*
                    _ => {}
                }
            };
        }
        described!(
            Organization => body, Person => person, Post => post, Source => source, Programme => programme,
            Commitment => promise, Gathering => gathering, Agreement => agreement
        );
        if let AnyState::Post(state) = state {
            state
                .memberships()
                .for_each(|held| self.holder(subject, held.person));
        }
    }

    fn key(&mut self, subject: Reference, key: Option<&str>) {
        if let Some(key) = key {
            self.keys.insert(subject, key.to_owned());
        }
    }

    fn body(&mut self, subject: Reference, d: &organization::Description, _: Option<When>) {
        let names = d
            .also_known_as
            .iter()
            .chain([&d.name.id])
            .map(|name| normal::body(name))
            .collect();
        self.bodies.push((OrganizationId(subject.id), names));
        self.names.insert(subject, d.name.id.clone());
    }

    fn person(&mut self, subject: Reference, d: &person::Description, _: Option<When>) {
        let names = d
            .also_known_as
            .iter()
            .chain([&d.name])
            .map(|name| normal::name(name))
            .collect();
        self.people.push((PersonId(subject.id), names));
        self.names.insert(subject, d.name.clone());
    }

    fn post(&mut self, subject: Reference, d: &post::Description, _: Option<When>) {
        self.posts.push(Post {
            id: PostId(subject.id),
            title: d.title.id.clone(),
            body: d.organization,
            holders: Vec::new(),
        });
    }

    fn holder(&mut self, subject: Reference, person: PersonId) {
        if let Some(post) = self.posts.iter_mut().find(|post| post.id.0 == subject.id) {
            post.holders.push(person);
        }
    }

    fn source(&mut self, subject: Reference, d: &source::Description, _: Option<When>) {
        self.sources.push((SourceId(subject.id), d.clone()));
    }

    fn programme(&mut self, subject: Reference, d: &programme::Description, _: Option<When>) {
        self.programmes
            .push((ProgrammeId(subject.id), d.name.id.clone()));
    }

    fn promise(&mut self, _: Reference, d: &commitment::Description, _: Option<When>) {
        self.promises.push(Promise {
            words: d.promise.id.clone(),
            owners: d.owners.clone(),
        });
    }

    fn gathering(&mut self, subject: Reference, d: &gathering::Description, on: Option<When>) {
        self.gatherings.push((subject, on, d.clone()));
    }

    fn agreement(&mut self, subject: Reference, d: &agreement::Description, on: Option<When>) {
        self.agreements.push((subject, on, d.clone()));
    }

    /// The key of a recorded subject, for [`crate::founding::write`].
    pub fn key_of(&self, subject: &Reference) -> Option<String> {
        self.keys.get(subject).cloned()
    }

    /// Every recorded gathering and agreement, to compare events with.
    pub fn known_events(&self) -> Vec<Known> {
        let gatherings = self.gatherings.iter().map(|(id, on, d)| {
            let named = d
                .participants
                .iter()
                .filter_map(|participant| participant.organization);
            Known {
                id: *id,
                event: Event {
                    title: d.title.id.clone(),
                    from: day(d.from.or(*on)),
                    to: day(d.to),
                    kind: Some(d.kind),
                    parties: self.bodies_of(named.chain(d.hosts.iter().copied())),
                    people: d
                        .participants
                        .iter()
                        .filter_map(|p| p.person)
                        .filter_map(|id| self.name(id.into()))
                        .collect(),
                    wording: d.topics.iter().map(|topic| topic.id.clone()).collect(),
                },
            }
        });
        let agreements = self.agreements.iter().map(|(id, on, d)| Known {
            id: *id,
            event: Event {
                title: d.title.id.clone(),
                from: day(*on),
                kind: Some(gathering::GatheringKind::Signing),
                parties: self.bodies_of(d.parties.iter().copied()),
                wording: d
                    .subjects
                    .iter()
                    .map(|subject| subject.id.clone())
                    .collect(),
                ..Event::default()
            },
        });
        gatherings.chain(agreements).collect()
    }

    /// Bodies as events name them: a government by its code.
    fn bodies_of(&self, bodies: impl Iterator<Item = OrganizationId>) -> Vec<String> {
        let mut all: Vec<String> = bodies
            .filter_map(|id| {
                let key = self
                    .keys
                    .get(&id.into())
                    .filter(|key| region::find(key).is_some());
                key.cloned().or_else(|| self.name(id.into()))
            })
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// What a recorded subject is called.
    pub(super) fn name(&self, subject: Reference) -> Option<String> {
        self.names.get(&subject).cloned()
    }

    pub(super) fn has(&self, subject: Reference) -> bool {
        self.names.contains_key(&subject) || self.keys.contains_key(&subject)
    }

    /// The body with this name, if just one has it.
    pub(super) fn find_body(&self, name: &str) -> Option<OrganizationId> {
        let name = normal::body(name);
        only(
            self.bodies
                .iter()
                .filter(|(_, names)| names.contains(&name))
                .map(|(id, _)| *id),
        )
    }

    /// The person with this name, if just one has it.
    pub(super) fn find_person(&self, name: &[String]) -> Option<PersonId> {
        let called = self
            .people
            .iter()
            .filter(|(_, names)| names.iter().any(|known| known == name));
        only(called.map(|(id, _)| *id))
    }

    /// The posts of a body.
    pub(super) fn posts_of(&self, body: OrganizationId) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(move |post| post.body == body)
    }

    /// Who is recorded to hold or have held a post.
    pub(super) fn holders(&self, id: PostId) -> Vec<PersonId> {
        self.posts
            .iter()
            .filter(|post| post.id == id)
            .flat_map(|post| post.holders.iter().copied())
            .collect()
    }

    /// The names of a person, as words.
    pub(super) fn names_of(&self, id: PersonId) -> &[Vec<String>] {
        let found = self.people.iter().find(|(known, _)| *known == id);
        found.map_or(&[], |(_, names)| names)
    }

    /// The source with this hash or address.
    pub(super) fn find_source(&self, sha256: &str, address: Option<&str>) -> Option<SourceId> {
        let is_it = |d: &source::Description| {
            d.sha256.as_deref() == Some(sha256)
                || (address.is_some() && d.address.as_deref() == address)
        };
        self.sources
            .iter()
            .find(|(_, d)| is_it(d))
            .map(|(id, _)| *id)
    }

    /// The programme with this name.
    pub(super) fn find_programme(&self, name: &str) -> Option<ProgrammeId> {
        let words = normal::words(name);
        only(
            self.programmes
                .iter()
                .filter(|(_, known)| normal::words(known) == words)
                .map(|(id, _)| *id),
        )
    }

    pub(super) fn promises(&self) -> &[Promise] {
        &self.promises
    }

    /// Whether a key is taken by a subject of this kind.
    pub(super) fn is_taken(&self, kind: SubjectKind, key: &str) -> bool {
        self.has(Reference::from_key(kind, key))
    }
}

/// The day of a date that is precise to one.
fn day(when: Option<When>) -> Option<jiff::civil::Date> {
    match when {
        Some(When::Day(day)) => Some(day),
        _ => None,
    }
}

/// The only one of several, each counted once.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
