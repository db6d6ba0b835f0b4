//! The reading again, as a person corrected it.

use std::collections::HashSet;

use domain::gathering::GatheringKind;
use domain::number::Decimal;
use domain::region;
use jiff::civil::Date;

use crate::founding::Correction;
use crate::press::{
    Agreement, Attendance, DateBasis, Due, EventDate, Force, Found, Number, Party, Person, Promise,
    Quote, Reading, Span, Title,
};

use super::show::drafts;
use super::{Answers, Decision, Draft, Field, MOST_CHARACTERS, Row, What};

/// A value that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's path.
    pub field: String,
    /// What kind of value it should be.
    pub what: What,
    /// What was sent.
    pub value: String,
}

/// A reading as a person left it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewed {
    /// What was accepted, corrected. A draft that was not accepted is not in it, nor is a row that was left out.
    pub reading: Reading,
    /// Whether the gathering was accepted.
    pub gathering: bool,
    /// How many drafts were accepted, and how many rejected.
    pub decided: (usize, usize),
    /// What the person made of the fields, for whoever improves the reader: what was changed, left out or added, and what was
    /// left as it was in a draft that was accepted. The source is still to be named.
    pub corrections: Vec<Correction>,
    /// Values that cannot be; what was read stands in their place.
    pub problems: Vec<Problem>,
}

/// Applies what a person said to a reading of a text.
pub fn review(text: &str, reading: &Reading, answers: &Answers) -> Reviewed {
    let mut desk = Desk {
        text,
        answers,
        corrections: Vec::new(),
        problems: Vec::new(),
    };
    let mut reviewed = desk.reading(reading);
    let gathering = answers.decision("event") == Decision::Accepted;
    if !gathering {
        forget_gathering(&mut reviewed);
    }
    let mut decided = (0, 0);
    let drafts = drafts(text, reading, answers);
    for draft in drafts.iter().filter(|draft| draft.kind.is_decided()) {
        match answers.decision(&draft.path) {
            Decision::Accepted => {
                decided.0 += 1;
                desk.confirm(draft);
            }
            Decision::Rejected => {
                decided.1 += 1;
                let main = draft.fields.first().filter(|field| !field.value.is_empty());
                if let Some(main) = main {
                    let reason = answers.reason(&draft.path);
                    desk.note_because(&draft.path, Some(&main.value), None, reason);
                }
            }
            Decision::Open => {}
        }
    }
    Reviewed {
        reading: reviewed,
        gathering,
        decided,
        corrections: desk.corrections,
        problems: desk.problems,
    }
}

/// Where corrections and problems are gathered.
struct Desk<'a> {
    text: &'a str,
    answers: &'a Answers,
    corrections: Vec<Correction>,
    problems: Vec<Problem>,
}

impl Desk<'_> {
    fn note(&mut self, field: &str, read: Option<&str>, right: Option<&str>) {
        self.note_because(field, read, right, None);
    }

    fn note_because(
        &mut self,
        field: &str,
        read: Option<&str>,
        right: Option<&str>,
        reason: Option<String>,
    ) {
        self.corrections.push(Correction {
            source: String::new(),
            field: field.to_owned(),
            read: read.map(str::to_owned),
            right: right.map(str::to_owned),
            reason,
        });
    }

    /// Notes that the fields of an accepted draft are right where nobody changed them.
    fn confirm(&mut self, draft: &Draft) {
        let rows = draft
            .rows
            .iter()
            .filter(|row| !self.answers.left_out(&row.path));
        let known: HashSet<String> = self.corrections.iter().map(|c| c.field.clone()).collect();
        let fields: Vec<&Field> = draft
            .fields
            .iter()
            .chain(
                rows.filter(|row| is_filled(row))
                    .flat_map(|row| &row.fields),
            )
            .filter(|field| !field.value.is_empty())
            .collect();
        for field in fields {
            if !known.contains(&field.path) {
                self.note(&field.path, Some(&field.value), Some(&field.value));
            }
        }
    }

    /// The value of a field after the review; `parse` says whether it can be.
    fn value<T>(
        &mut self,
        path: &str,
        what: What,
        read: Option<(T, String)>,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let (value, written) = read.unzip();
        let Some(sent) = self
            .answers
            .value(path)
            .filter(|sent| *sent != written.as_deref().unwrap_or_default())
        else {
            return value;
        };
        if sent.is_empty() {
            self.note(path, written.as_deref(), None);
            return None;
        }
        let fits = sent.chars().nth(MOST_CHARACTERS).is_none();
        match parse(&sent).filter(|_| fits) {
            Some(parsed) => {
                self.note(path, written.as_deref(), Some(&sent));
                Some(parsed)
            }
            None => {
                self.problems.push(Problem {
                    field: path.to_owned(),
                    what,
                    value: sent,
                });
                value
            }
        }
    }

    fn words(&mut self, path: &str, what: What, read: Option<&str>) -> Option<String> {
        let read = read.map(|read| (read.to_owned(), read.to_owned()));
        self.value(path, what, read, |sent| Some(sent.to_owned()))
    }

    fn found(
        &mut self,
        path: &str,
        what: What,
        read: Option<&Found<String>>,
    ) -> Option<Found<String>> {
        let spans = read.map(|read| read.spans.clone()).unwrap_or_default();
        let value = self.words(path, what, read.map(|read| &*read.value))?;
        Some(Found { value, spans })
    }

    /// The places of a list with what is left of it: rows left out and drafts not accepted are none.
    fn list<T>(
        &mut self,
        list: &str,
        read: &[T],
        mut item: impl FnMut(&mut Self, &str, Option<&T>) -> Option<T>,
    ) -> (Vec<T>, Vec<Option<usize>>) {
        let reach = self.answers.reach(list, read.len());
        let (mut items, mut places) = (Vec::new(), Vec::new());
        for at in 0..reach {
            let path = format!("{list}.{at}");
            let kept = item(self, &path, read.get(at)).filter(|_| !self.answers.left_out(&path));
            places.push(kept.is_some().then_some(items.len()));
            items.extend(kept);
        }
        (items, places)
    }

    fn reading(&mut self, reading: &Reading) -> Reading {
        let mut now = reading.clone();
        self.source(&mut now);
        self.gathering(&mut now);
        let parties = self.list("parties", &reading.parties, Self::party);
        now.parties = parties.0;
        let (people, people_at) = self.list("people", &reading.people, Self::person);
        now.people = people;
        let moved = |at: Option<usize>| at.and_then(|at| *people_at.get(at)?);
        for person in &mut now.people {
            person.represented_by = moved(person.represented_by);
        }
        let (numbers, numbers_at) = self.list("numbers", &reading.numbers, Self::number);
        now.numbers = numbers;
        now.quotes = self.list("quotes", &reading.quotes, Self::quote).0;
        for quote in &mut now.quotes {
            quote.person = moved(quote.person);
        }
        now.agreement = self.agreement(reading.agreement.as_ref());
        now.promises = self.list("commitments", &reading.promises, Self::promise).0;
        for promise in &mut now.promises {
            promise.person = moved(promise.person);
            promise.target = promise.target.and_then(|at| *numbers_at.get(at)?);
        }
        let programmes = self.list("programmes", &reading.programmes, |desk, path, read| {
            let programme = desk.found(path, What::Programme, read)?;
            desk.accepted(path).then_some(programme)
        });
        now.programmes = programmes.0;
        now
    }

    fn accepted(&self, path: &str) -> bool {
        self.answers.decision(path) == Decision::Accepted
    }

    /// Notes that a row of what was read is left out.
    fn left_out(&mut self, path: &str, read: Option<&str>) {
        if self.answers.left_out(path) && read.is_some() {
            self.note(path, read, None);
        }
    }

    fn source(&mut self, now: &mut Reading) {
        let source = &mut now.source;
        source.outlet = self.found("source.outlet", What::Outlet, source.outlet.as_ref());
        source.address = self.found("source.address", What::Address, source.address.as_ref());
        let spans = source
            .published
            .as_ref()
            .map(|p| p.spans.clone())
            .unwrap_or_default();
        let read = source
            .published
            .as_ref()
            .map(|p| (p.value, p.value.to_string()));
        source.published = self
            .value("source.published", What::Published, read, day)
            .map(|value| Found { value, spans });
        let title = now.title.take();
        let span = title.as_ref().map_or(Span::new(0, 0), |title| title.span);
        let read = title.as_ref().map(|title| &*title.text);
        let own = title.as_ref().is_some_and(|title| title.own);
        let same = |text: &str| read == Some(text);
        now.title = self.words("title", What::Title, read).map(|text| Title {
            own: own || !same(&text),
            text,
            span,
        });
    }

    fn gathering(&mut self, now: &mut Reading) {
        let read = |day: Option<Date>| day.map(|day| (day, day.to_string()));
        let (from, to) = (now.date.from, now.date.to);
        now.date.from = self.value("date_of_event", What::Date, read(from), day);
        now.date.to = self.value("date_end", What::DateEnd, read(to), |sent| {
            day(sent).filter(|end| now.date.from.is_some_and(|from| *end >= from))
        });
        if now.date.from != from || now.date.to != to {
            now.date.basis = match (now.date.from, now.date.to) {
                (None, _) => DateBasis::Unknown,
                (_, Some(_)) => DateBasis::Range,
                _ => DateBasis::Explicit,
            };
        }
        now.place = self.found("place", What::Place, now.place.as_ref());
        let read = (now.event.kind, now.event.id().to_owned());
        now.event.kind = self
            .value("event_type", What::EventType, Some(read), event_kind)
            .unwrap_or(GatheringKind::Other);
    }

    fn party(&mut self, path: &str, read: Option<&Party>) -> Option<Party> {
        let spans = read.map(|party| party.spans.clone()).unwrap_or_default();
        self.left_out(path, read.map(|party| &*party.name));
        let name = self.words(
            &format!("{path}.name"),
            What::PartyName,
            read.map(|party| &*party.name),
        )?;
        let code = read
            .and_then(|party| party.code)
            .map(|code| (code, code.to_string()));
        let code = self.value(&format!("{path}.code"), What::RegionCode, code, |sent| {
            region::find(sent).map(|region| region.code)
        });
        Some(Party {
            code,
            name,
            spans,
            implied: read.is_some_and(|party| party.implied),
        })
    }

    fn person(&mut self, path: &str, read: Option<&Person>) -> Option<Person> {
        let spans = read.map(|person| person.spans.clone()).unwrap_or_default();
        let called = read.and_then(|person| {
            person
                .name
                .as_deref()
                .or(person.role.as_ref().map(|role| &*role.value))
        });
        self.left_out(path, called);
        let of = |field: &str| format!("{path}.{field}");
        let name = self.words(
            &of("name"),
            What::Name,
            read.and_then(|person| person.name.as_deref()),
        );
        let role = self.found(
            &of("role"),
            What::Role,
            read.and_then(|person| person.role.as_ref()),
        );
        let institution = self.found(
            &of("institution"),
            What::Institution,
            read.and_then(|person| person.institution.as_ref()),
        );
        if name.is_none() && role.is_none() {
            return None; // nobody is left in this row
        }
        let came = read.map(|person| (person.attendance, person.attendance.id().to_owned()));
        let attendance = self.value(&of("attendance"), What::Attendance, came, attendance);
        let same = |now: &Option<Found<String>>| {
            read.and_then(|person| person.institution.as_ref())
                .map(|i| &i.value)
                == now.as_ref().map(|i| &i.value)
        };
        Some(Person {
            region: read
                .and_then(|person| person.region)
                .filter(|_| same(&institution)),
            name,
            role,
            institution,
            attendance: attendance.unwrap_or(Attendance::Present),
            represented_by: read.and_then(|person| person.represented_by),
            titles: read.map(|person| person.titles.clone()).unwrap_or_default(),
            spans,
        })
    }

    fn agreement(&mut self, read: Option<&Agreement>) -> Option<Agreement> {
        let kind = self.found(
            "agreement.kind",
            What::AgreementKind,
            read.map(|agreement| &agreement.kind),
        );
        let subjects = read.map_or(&[][..], |agreement| &agreement.subjects);
        let lines: Vec<&str> = subjects.iter().map(|s| &*s.value).collect();
        let lines = lines.join("\n");
        let read = (!lines.is_empty()).then_some(&*lines);
        let now = self.words("agreement.subjects", What::Subjects, read);
        let spans_of = |line: &str| {
            let read = subjects.iter().find(|s| s.value == line);
            read.map(|s| s.spans.clone()).unwrap_or_default()
        };
        let subjects = now.unwrap_or_default();
        let subjects = subjects.lines().map(str::trim).filter(|l| !l.is_empty());
        let subjects = subjects.map(|line| Found {
            value: line.to_owned(),
            spans: spans_of(line),
        });
        let agreement = Agreement {
            kind: kind?,
            subjects: subjects.collect(),
        };
        self.accepted("agreement").then_some(agreement)
    }

    fn promise(&mut self, path: &str, read: Option<&Promise>) -> Option<Promise> {
        let of = |field: &str| format!("{path}.{field}");
        // A row without an act is none, whatever else a form sends along with it.
        let act = self.found(&of("what"), What::Act, read.map(|promise| &promise.act))?;
        let actor_read = read.and_then(|promise| promise.actor.as_ref());
        let actor = self.found(&of("owner"), What::Owner, actor_read);
        let same_actor = actor_read.map(|a| &a.value) == actor.as_ref().map(|a| &a.value);
        let due = read.and_then(|promise| promise.due.as_ref());
        let spans = due.map(|due| due.spans.clone()).unwrap_or_default();
        let due = due.map(|due| (due.value, due.value.to_string()));
        let due = self
            .value(&of("due"), What::Due, due, due_of)
            .map(|value| Found { value, spans });
        let force = read.map(|promise| (promise.force, promise.force.id().to_owned()));
        let force = self.value(&of("force"), What::Force, force, force_of);
        let promise = Promise {
            person: read
                .and_then(|promise| promise.person)
                .filter(|_| same_actor),
            target: read.and_then(|promise| promise.target),
            span: read.map_or(Span::new(0, 0), |promise| promise.span),
            act,
            actor,
            due,
            force: force.unwrap_or(Force::Committed),
        };
        self.accepted(path).then_some(promise)
    }

    fn number(&mut self, path: &str, read: Option<&Number>) -> Option<Number> {
        let read = read?; // figures are corrected and left out, not added
        let written = read.value.to_string();
        self.left_out(path, Some(&written));
        let value = self.value(
            &format!("{path}.value"),
            What::Value,
            Some((read.value, written)),
            |sent| sent.parse::<Decimal>().ok(),
        )?;
        let unit = self.words(&format!("{path}.unit"), What::Unit, Some(&read.unit));
        let what = self.words(&format!("{path}.what"), What::Measures, Some(&read.what));
        Some(Number {
            value,
            unit: unit.unwrap_or_default(),
            what: what.unwrap_or_default(),
            ..read.clone()
        })
    }

    fn quote(&mut self, path: &str, read: Option<&Quote>) -> Option<Quote> {
        let read = read?; // the same
        let words = read.first_words(self.text);
        self.left_out(path, Some(&words));
        let speaker = self.found(
            &format!("{path}.speaker"),
            What::Speaker,
            read.speaker.as_ref(),
        );
        let same = read.speaker.as_ref().map(|s| &s.value) == speaker.as_ref().map(|s| &s.value);
        // The words stay a passage of the text; a better wording of them is noted for whoever improves the reader.
        self.words(
            &format!("{path}.first_words"),
            What::FirstWords,
            Some(&words),
        )?;
        Some(Quote {
            person: read.person.filter(|_| same),
            speaker,
            ..read.clone()
        })
    }
}

/// Leaves of a gathering only those who may have said or promised something: who came is not told when it was not accepted.
fn forget_gathering(reading: &mut Reading) {
    reading.date = EventDate {
        from: None,
        to: None,
        basis: DateBasis::Unknown,
        spans: Vec::new(),
    };
    reading.event.kind = GatheringKind::Other;
    reading.place = None;
    reading.parties.clear();
    for person in &mut reading.people {
        person.attendance = Attendance::Mentioned;
        person.represented_by = None;
    }
}

/// Whether a row was read: the one behind the last only waits for what was missed.
fn is_filled(row: &Row) -> bool {
    row.fields
        .iter()
        .any(|field| !field.value.is_empty() && field.what.choices().is_empty())
}

fn day(sent: &str) -> Option<Date> {
    sent.parse().ok()
}

/// The choice that stands for a kind of gathering.
pub const fn event_type(kind: GatheringKind) -> &'static str {
    match kind {
        GatheringKind::Signing => "signing",
        GatheringKind::Coordination => "coordination",
        GatheringKind::Visit => "visit",
        GatheringKind::Retreat => "retreat",
        GatheringKind::Launch => "launch",
        GatheringKind::Deliberation | GatheringKind::Other => "other",
    }
}

fn event_kind(sent: &str) -> Option<GatheringKind> {
    Some(match sent {
        "signing" => GatheringKind::Signing,
        "coordination" => GatheringKind::Coordination,
        "visit" => GatheringKind::Visit,
        "retreat" => GatheringKind::Retreat,
        "launch" => GatheringKind::Launch,
        "other" => GatheringKind::Other,
        _ => return None,
    })
}

fn attendance(sent: &str) -> Option<Attendance> {
    let all = [
        Attendance::Present,
        Attendance::Absent,
        Attendance::Representing,
        Attendance::Mentioned,
    ];
    all.into_iter().find(|attendance| attendance.id() == sent)
}

fn force_of(sent: &str) -> Option<Force> {
    let all = [
        Force::Committed,
        Force::Hoped,
        Force::Instructed,
        Force::Proposed,
        Force::Done,
    ];
    all.into_iter().find(|force| force.id() == sent)
}

/// `2026-12-31`, `2026-12` or `2026`.
fn due_of(sent: &str) -> Option<Due> {
    let year = |part: &str| {
        part.parse::<i16>()
            .ok()
            .filter(|year| part.len() == 4 && *year > 0)
    };
    match sent.split('-').collect::<Vec<_>>()[..] {
        [y] => Some(Due::Year { year: year(y)? }),
        [y, m] => Some(Due::Month {
            year: year(y)?,
            month: m.parse().ok().filter(|m| (1..=12).contains(m))?,
        }),
        _ => Some(Due::Day { on: day(sent)? }),
    }
}
