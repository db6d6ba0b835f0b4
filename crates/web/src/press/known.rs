//! What the record already knows of what a text tells: only what its names lead to is read, however large the record is.

use std::collections::HashSet;

use app::{Moment, SearchQuery};
use domain::{Reference, SubjectKind, Text};
use intake::press::{Reading, Register, same_event};

use crate::ctx::Ctx;
use crate::errors::PageError;

/// Records that a name leads to, at most.
const HITS: usize = 3;
/// Events, posts and agreements of one body that are looked at, the newest first.
const OF_A_BODY: u32 = 60;
/// Names of a text that are looked up: a report has some dozen.
const NAMES: usize = 60;

/// What the record knows.
#[derive(Default)]
pub(crate) struct Known {
    /// For the drafts: whom and what they refer to.
    pub(crate) register: Register,
    /// Gatherings and agreements that may be what the text tells of, the likeliest first, with what tells them apart.
    pub(crate) events: Vec<(Link, same_event::Event)>,
    /// What tells the event of the text apart.
    pub(crate) event: same_event::Event,
    /// For each promise of the reading, recorded ones that say much the same.
    pub(crate) promises: Vec<Vec<Link>>,
}

/// A record to look at.
pub(crate) struct Link {
    pub(crate) title: Text,
    pub(crate) path: String,
}

struct Looking<'a> {
    ctx: &'a Ctx,
    seen: HashSet<Reference>,
    register: Register,
}

impl Known {
    pub(crate) fn of(ctx: &Ctx, reading: &Reading) -> Result<Self, PageError> {
        let mut looking = Looking {
            ctx,
            seen: HashSet::new(),
            register: Register::default(),
        };
        looking.bodies(reading)?;
        looking.people(reading)?;
        for programme in reading.programmes.iter().take(NAMES) {
            looking.search(SubjectKind::Programme, &programme.value)?;
        }
        let source = reading.title.as_ref().map(|title| &*title.text);
        looking.search(SubjectKind::Source, source.unwrap_or_default())?;
        let mut promises = Vec::new();
        for promise in reading.promises.iter().take(NAMES) {
            let (_, found) = looking.search(SubjectKind::Commitment, &promise.act.value)?;
            let alike = |link: &Link| same_event::same_promise(&promise.act.value, &link.title.id);
            promises.push(found.into_iter().filter(alike).collect());
        }
        let register = looking.register;
        let known = register.known_events();
        let event = same_event::Event::of(reading);
        let found = same_event::matches(&event, &known);
        let subjects: Vec<Reference> = found.iter().take(HITS).map(|known| known.id).collect();
        let labels = ctx.app.labels(&subjects)?;
        let mut events = Vec::new();
        for known in found.into_iter().take(HITS) {
            if let Some(label) = labels.get(&known.id) {
                let link = Link {
                    title: label.title.clone(),
                    path: label.path.clone(),
                };
                events.push((link, known.event.clone()));
            }
        }
        Ok(Self {
            events,
            event,
            register,
            promises,
        })
    }
}

impl Looking<'_> {
    fn add(&mut self, subject: Reference) -> Result<(), PageError> {
        if self.seen.insert(subject)
            && let Some(view) = self.ctx.app.view(subject, Moment::Now)?
        {
            self.register.add(subject, &view.state);
        }
        Ok(())
    }

    /// What the search gives first for a name.
    fn search(
        &mut self,
        kind: SubjectKind,
        name: &str,
    ) -> Result<(Vec<Reference>, Vec<Link>), PageError> {
        let (mut subjects, mut links) = (Vec::new(), Vec::new());
        if name.trim().is_empty() {
            return Ok((subjects, links));
        }
        let found = self.ctx.app.search(&SearchQuery {
            text: name.chars().take(200).collect(),
            kind: Some(kind),
            page: 1,
            ..SearchQuery::default()
        })?;
        for hit in found.hits.into_iter().take(HITS) {
            self.add(hit.row.subject)?;
            links.push(Link {
                title: hit.row.title,
                path: hit.row.path,
            });
            subjects.push(hit.row.subject);
        }
        Ok((subjects, links))
    }

    /// The parties, with their events, agreements and posts.
    fn bodies(&mut self, reading: &Reading) -> Result<(), PageError> {
        let codes = reading.parties.iter().filter_map(|party| party.code);
        let posts = reading.people.iter().filter_map(|person| person.region);
        let codes: HashSet<_> = codes.chain(posts).map(|code| code.to_string()).collect();
        for code in codes.into_iter().take(NAMES) {
            if let Some(subject) = self.ctx.app.government(&code)? {
                self.body(subject)?;
            }
        }
        let others = reading.parties.iter().filter(|party| party.code.is_none());
        for party in others.take(NAMES) {
            for subject in self.search(SubjectKind::Organization, &party.name)?.0 {
                self.body(subject)?;
            }
        }
        Ok(())
    }

    fn body(&mut self, subject: Reference) -> Result<(), PageError> {
        self.add(subject)?;
        for kind in [
            SubjectKind::Gathering,
            SubjectKind::Agreement,
            SubjectKind::Post,
        ] {
            for row in self.ctx.app.referring(subject, kind, OF_A_BODY)? {
                self.add(row.subject)?;
            }
        }
        Ok(())
    }

    fn people(&mut self, reading: &Reading) -> Result<(), PageError> {
        for person in reading.people.iter().take(NAMES) {
            if let Some(name) = &person.name {
                self.search(SubjectKind::Person, name)?;
            }
        }
        Ok(())
    }
}
