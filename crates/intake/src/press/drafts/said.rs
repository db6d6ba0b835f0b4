//! What was said: promises become commitments, and hopes, requests and reports become statements.

use domain::citation::{Citation, How, MAX_QUOTED_WORDS};
use domain::commitment::{self, Commitment, Indicator};
use domain::id::{OrganizationId, ProgrammeId};
use domain::statement::{self, Statement};
use domain::{SubjectKind, When};

use super::super::doc::plain_words;
use super::super::normal;
use super::super::reading::{Due, Force, Promise, Span};
use super::super::score::matching::same_words_roughly;
use super::actors::Actor;
use super::event::Frame;
use super::{Builder, Member, Reason, sentence};

/// The most words of a report's own sentence that a draft takes over. Gold answers tell promises in up to 14.
const MAX_TAKEN_WORDS: usize = 16;

/// Words before which a sentence can be cut: what follows says why or how.
const CUTS: &[&str] = &[
    "yang", "sehingga", "agar", "supaya", "untuk", "demi", "serta", "karena", "sebab", "melalui",
    "seperti",
];

impl Builder<'_> {
    /// Drafts what one report's people promised, hoped, asked for and reported. `people` stand in the reading's order.
    pub(super) fn said(&mut self, member: &Member<'_>, people: &[Actor], frame: Frame) {
        self.programmes(member);
        for promise in &member.report.reading.promises {
            match promise.force {
                Force::Committed => self.commitment(member, promise, people, frame),
                _ => self.statement(member, promise, people, frame),
            }
        }
    }

    fn programmes(&mut self, member: &Member<'_>) {
        for programme in &member.report.reading.programmes {
            if self.register.find_programme(&programme.value).is_some() {
                continue;
            }
            let paragraph = programme
                .spans
                .first()
                .map_or(1, |span| member.paragraph(span.start));
            let known = self
                .done
                .programmes
                .iter()
                .any(|(name, ..)| normal::words(name) == normal::words(&programme.value));
            if !known {
                self.gap(
                    member,
                    &programme.spans,
                    &programme.value,
                    Reason::ProgrammeNeedsMore,
                );
                self.done
                    .programmes
                    .push((programme.value.clone(), member.key.clone(), paragraph));
            }
        }
    }

    fn commitment(
        &mut self,
        member: &Member<'_>,
        promise: &Promise,
        people: &[Actor],
        frame: Frame,
    ) {
        let act = &promise.act.value;
        let maker = promise.person.or_else(|| self.we(member, promise));
        let maker = maker
            .and_then(|at| people.get(at))
            .copied()
            .unwrap_or_default();
        // A person promises for the body of the post; a body that is named owes it itself.
        let named = promise
            .person
            .is_none()
            .then(|| self.actor_body(member, promise))
            .flatten();
        let Some(owner) = named
            .or(maker.body)
            .or_else(|| self.actor_body(member, promise))
        else {
            return self.gap(member, &promise.act.spans, act, Reason::NoOwner);
        };
        let recorded =
            self.register.promises().iter().find(|known| {
                known.owners.contains(&owner) && same_words_roughly(&known.words, act)
            });
        if let Some(known) = recorded {
            let title = known.words.clone();
            return self.gap(member, &promise.act.spans, act, Reason::Recorded { title });
        }
        self.worth_rewording(member, promise);
        let (quote, sources) = self.quoted(member, promise);
        let description = commitment::Description {
            promise: sentence(&brief(act, spoken(member, promise))),
            quote,
            made_by: maker.person,
            post: maker.post,
            owners: vec![owner],
            beneficiaries: Vec::new(),
            due: promise.due.as_ref().map(|due| when(due.value)),
            indicator: indicator(member, promise),
            rhythm_days: None,
            gathering: frame.gathering,
            agreement: None,
            programme: self.programme_in(member, promise),
            sources,
            differences: Vec::new(),
        };
        let key = self.free_key(SubjectKind::Commitment, &format!("{} {act}", day(frame.on)));
        self.describe::<Commitment>(&key, description, frame.on);
    }

    fn statement(
        &mut self,
        member: &Member<'_>,
        promise: &Promise,
        people: &[Actor],
        frame: Frame,
    ) {
        let act = &promise.act.value;
        let addressed = self
            .actor_body(member, promise)
            .or(promise.person.and_then(|at| people.get(at)?.body));
        let by = self
            .speaker(member, promise)
            .and_then(|at| people.get(at))
            .copied();
        // Who reports something done speaks for the one who did it.
        let by = by
            .or(Some(Actor {
                body: addressed,
                ..Actor::default()
            })
            .filter(|_| promise.force == Force::Done))
            .unwrap_or_default();
        if by.person.is_none() && by.post.is_none() && by.body.is_none() {
            return self.gap(member, &promise.act.spans, act, Reason::NoSpeaker);
        }
        self.worth_rewording(member, promise);
        let act = &brief(act, spoken(member, promise));
        let (force, says) = match promise.force {
            Force::Hoped | Force::Committed => {
                (statement::Force::Hoped, format!("Diharapkan {act}"))
            }
            Force::Instructed => (statement::Force::Instructed, format!("Diminta {act}")),
            Force::Proposed => (statement::Force::Hoped, format!("Diusulkan {act}")),
            Force::Done => (statement::Force::Reported, act.clone()),
        };
        let (quote, sources) = self.quoted(member, promise);
        let is_told = matches!(
            promise.force,
            Force::Hoped | Force::Instructed | Force::Proposed
        );
        let description = statement::Description {
            says: sentence(&says),
            force,
            quote,
            speaker: by.person,
            post: by.post,
            organization: by.body,
            addressed_to: addressed
                .filter(|body| is_told && Some(*body) != by.body)
                .into_iter()
                .collect(),
            gathering: frame.gathering,
            agreement: None,
            programme: self.programme_in(member, promise),
            sources,
            differences: Vec::new(),
        };
        let key = self.free_key(SubjectKind::Statement, &format!("{} {says}", day(frame.on)));
        self.describe::<Statement>(&key, description, frame.on);
    }

    /// The body that is to act, by its name.
    fn actor_body(&mut self, member: &Member<'_>, promise: &Promise) -> Option<OrganizationId> {
        let actor = promise.actor.as_ref()?;
        let parties = &member.report.reading.parties;
        let words = normal::body(&actor.value);
        let party = parties
            .iter()
            .find(|party| normal::body(&party.name) == words);
        match party.and_then(|party| party.code) {
            Some(code) => self.government(&code),
            None => self.body(&actor.value, None, &member.cite(&actor.spans)),
        }
    }

    /// Who says it: the speaker of the passage that it stands in, or who is named before it in its sentence.
    fn speaker(&self, member: &Member<'_>, promise: &Promise) -> Option<usize> {
        let reading = member.report.reading;
        if let Some(quote) = reading
            .quotes
            .iter()
            .find(|quote| quote.span.meets(promise.span))
        {
            return quote.person;
        }
        let act = promise.act.spans.first()?.start;
        let before = |span: &Span| promise.span.holds(span.start) && span.end <= act;
        let mentions = reading
            .people
            .iter()
            .enumerate()
            .filter(|(_, person)| person.spans.iter().any(before));
        mentions.map(|(at, _)| at).next()
    }

    /// Who promises in the first person.
    fn we(&self, member: &Member<'_>, promise: &Promise) -> Option<usize> {
        let first_person = ["kami", "kita", "saya", "pihaknya"];
        let reading = member.report.reading;
        let quote = reading
            .quotes
            .iter()
            .find(|quote| quote.span.meets(promise.span))?;
        let words = normal::words(promise.span.of(member.report.text));
        let speaks = words
            .iter()
            .any(|word| first_person.contains(&word.as_str()));
        quote.person.filter(|_| speaks)
    }

    /// At most eight of the speaker's own words, if the promise was made in direct speech, and the source.
    fn quoted(&self, member: &Member<'_>, promise: &Promise) -> (Option<String>, Vec<Citation>) {
        let mut cited = member.cite(&promise.act.spans);
        let words = promise
            .act
            .spans
            .first()
            .filter(|_| spoken(member, promise))
            .map(|span| {
                let words = plain_words(span.of(member.report.text));
                words
                    .take(MAX_QUOTED_WORDS)
                    .collect::<Vec<&str>>()
                    .join(" ")
            });
        let words = words.filter(|words| !words.is_empty());
        if words.is_some() {
            cited.how = How::QuotedFrom;
        }
        (words, vec![cited])
    }

    fn worth_rewording(&mut self, member: &Member<'_>, promise: &Promise) {
        if promise.act.value.split_whitespace().count() > MAX_QUOTED_WORDS {
            self.gap(
                member,
                &promise.act.spans,
                &promise.act.value,
                Reason::WordsOfSource,
            );
        }
    }

    /// The recorded programme that a promise names.
    fn programme_in(&self, member: &Member<'_>, promise: &Promise) -> Option<ProgrammeId> {
        let named = member
            .report
            .reading
            .programmes
            .iter()
            .find(|programme| programme.spans.iter().any(|span| span.meets(promise.span)))?;
        self.register.find_programme(&named.value)
    }
}

/// Whether the act stands in direct speech.
fn spoken(member: &Member<'_>, promise: &Promise) -> bool {
    let inside = |span: &Span| {
        member
            .report
            .reading
            .quotes
            .iter()
            .any(|quote| quote.span.start <= span.start && span.end <= quote.span.end)
    };
    !promise.act.spans.is_empty() && promise.act.spans.iter().all(inside)
}

/// As much of an act as a draft may take over: of a speaker's words eight, of a report's up to the last place before
/// [`MAX_TAKEN_WORDS`] where it can be cut.
fn brief(act: &str, spoken: bool) -> String {
    let most = if spoken {
        MAX_QUOTED_WORDS
    } else {
        MAX_TAKEN_WORDS
    };
    let words: Vec<&str> = act.split_whitespace().collect();
    if words.len() <= most {
        return words.join(" ");
    }
    // Three words say something; fewer are no act.
    let ends = |at: &usize| words[at - 1].ends_with([',', ';']) || CUTS.contains(&words[*at]);
    let end = (3..=most).rev().find(ends).unwrap_or(most);
    format!("{} …", words[..end].join(" ").trim_end_matches([',', ';']))
}

/// The figure that a promise aims at.
fn indicator(member: &Member<'_>, promise: &Promise) -> Option<Indicator> {
    let number = member.report.reading.numbers.get(promise.target?)?;
    let name = Some(&number.what).filter(|what| !what.is_empty())?;
    Some(Indicator {
        name: sentence(name),
        unit: number.unit.clone(),
        baseline: None,
        target: Some(number.value),
    })
}

fn when(due: Due) -> When {
    match due {
        Due::Day { on } => When::Day(on),
        Due::Month { year, month } => When::Month(year, month),
        Due::Year { year } => When::Year(year),
    }
}

fn day(on: Option<When>) -> String {
    on.map(|on| on.to_string()).unwrap_or_default()
}
