//! Who was there: everybody in the reports of one event, each once, as participants of a gathering.

use domain::gathering::{self, Participant};

use super::super::normal;
use super::super::reading::{Attendance, Person};
use super::super::same_event;
use super::actors::Actor;
use super::{Builder, Member, Reason, sentence};

/// A named person, or an office without a name, in one report or several.
pub(super) struct Guest<'a> {
    /// In which member, and what it says.
    pub(super) said: Vec<(usize, &'a Person)>,
    pub(super) name: Option<String>,
}

impl Builder<'_> {
    /// The actor that somebody is, if anything refers to them.
    pub(super) fn guest(&mut self, guest: &Guest<'_>, members: &[Member<'_>]) -> Actor {
        // The report that gives the post knows most.
        let best = guest
            .said
            .iter()
            .find(|(_, person)| person.role.is_some() && person.institution.is_some());
        let Some((at, person)) = best.or(guest.said.first()) else {
            return Actor::default();
        };
        let is_needed = person.attendance != Attendance::Mentioned || speaks(members, guest);
        match is_needed {
            true => self.actor(person, guest.name.as_deref(), &members[*at]),
            false => Actor::default(),
        }
    }

    /// Who came, sent somebody or was missing.
    pub(super) fn participants(
        &mut self,
        members: &[Member<'_>],
        guests: &[Guest<'_>],
        actors: &[Actor],
    ) -> Vec<Participant> {
        let mut all = Vec::new();
        // Who came in another's place stands with that other one.
        let mut deputies = Vec::new();
        for guest in guests {
            for (member, person) in &guest.said {
                let people = &members[*member].report.reading.people;
                let deputy = person.represented_by.and_then(|at| people.get(at));
                let at = deputy.and_then(|deputy| {
                    guests.iter().position(|other| {
                        other
                            .said
                            .iter()
                            .any(|(_, said)| std::ptr::eq(*said, deputy))
                    })
                });
                deputies.push((std::ptr::from_ref(guest), at));
            }
        }
        let deputy_of = |guest: &Guest<'_>| {
            deputies
                .iter()
                .find(|(of, at)| std::ptr::eq(*of, guest) && at.is_some())
                .and_then(|(_, at)| *at)
        };
        for (at, guest) in guests.iter().enumerate() {
            let came = guest
                .said
                .iter()
                .map(|(_, person)| person.attendance)
                .find(|came| *came != Attendance::Mentioned);
            let Some(came) = came else { continue };
            let stands_for = guests.iter().any(|other| deputy_of(other) == Some(at));
            let represented_by = deputy_of(guest).and_then(|deputy| actors[deputy].person);
            let attendance = match (came, represented_by) {
                (Attendance::Absent, Some(_)) => gathering::Attendance::Represented,
                (Attendance::Absent, None) => gathering::Attendance::Absent,
                (Attendance::Representing, _) if stands_for => continue,
                (Attendance::Representing, _) => {
                    let (member, person) = guest.said[0];
                    let name = person.name.clone().unwrap_or_default();
                    self.gap(
                        &members[member],
                        &person.spans,
                        &name,
                        Reason::RepresentsNobody,
                    );
                    gathering::Attendance::Present
                }
                _ => gathering::Attendance::Present,
            };
            let actor = actors[at];
            let role = guest
                .said
                .iter()
                .find_map(|(_, person)| person.role.as_ref());
            let described = (actor.person.is_none() && actor.post.is_none())
                .then_some(role)
                .flatten();
            let participant = Participant {
                organization: actor.body,
                post: actor.post,
                person: actor.person,
                described: described.map(|role| sentence(&role.value)),
                represented_by: represented_by
                    .filter(|_| attendance == gathering::Attendance::Represented),
                attendance,
                reason: None,
            };
            if participant.organization.is_some()
                || participant.person.is_some()
                || participant.described.is_some()
            {
                all.push(participant);
            }
        }
        all
    }

    /// Parties of which nobody is named.
    pub(super) fn parties(&mut self, members: &[Member<'_>], participants: &mut Vec<Participant>) {
        for member in members {
            for party in &member.report.reading.parties {
                let cited = member.cite(&party.spans);
                let body = match party.code {
                    Some(code) => self.government(&code),
                    None => self.body(&party.name, None, &cited),
                };
                let Some(body) = body else {
                    self.gap(member, &party.spans, &party.name, Reason::BodyUnknown);
                    continue;
                };
                if participants
                    .iter()
                    .any(|participant| participant.organization == Some(body))
                {
                    continue;
                }
                participants.push(Participant {
                    organization: Some(body),
                    post: None,
                    person: None,
                    described: None,
                    attendance: gathering::Attendance::NotStated,
                    represented_by: None,
                    reason: None,
                });
            }
        }
    }
}

/// Everybody in the reports of one event, each once; offices without a name stay apart unless they are alike.
pub(super) fn guests<'a>(members: &'a [Member<'a>]) -> Vec<Guest<'a>> {
    let readings: Vec<_> = members.iter().map(|member| member.report.reading).collect();
    let mut all: Vec<Guest<'_>> = same_event::people(&readings)
        .into_iter()
        .map(|(name, said)| Guest {
            said,
            name: Some(name),
        })
        .collect();
    for (at, reading) in readings.iter().enumerate() {
        for person in reading.people.iter().filter(|person| person.name.is_none()) {
            let words = |person: &Person| {
                (
                    person.role.as_ref().map(|r| normal::words(&r.value)),
                    person.region,
                    person.institution.as_ref().map(|i| normal::body(&i.value)),
                )
            };
            let alike = |guest: &&mut Guest<'_>| {
                guest.name.is_none()
                    && guest
                        .said
                        .iter()
                        .all(|(_, said)| words(said) == words(person))
            };
            match all.iter_mut().find(alike) {
                Some(guest) => guest.said.push((at, person)),
                None => all.push(Guest {
                    said: vec![(at, person)],
                    name: None,
                }),
            }
        }
    }
    all
}

/// Whether somebody who is only mentioned promises or says something that is drafted.
fn speaks(members: &[Member<'_>], guest: &Guest<'_>) -> bool {
    guest.said.iter().any(|(at, person)| {
        let reading = members[*at].report.reading;
        let place = reading
            .people
            .iter()
            .position(|other| std::ptr::eq(other, *person));
        place.is_some()
            && (reading.promises.iter().any(|p| p.person == place)
                || reading.quotes.iter().any(|q| q.person == place))
    })
}
