//! The drafts of a reading, with every field.

use crate::press::{DateBasis, Found, Reading, Span};

use super::{Answers, Certainty, Draft, DraftKind, Field, Row, What};

fn field(path: impl Into<String>, what: What, value: impl Into<String>, spans: &[Span]) -> Field {
    let (value, spans) = (value.into(), spans.to_vec());
    let certainty = match (value.is_empty(), spans.is_empty()) {
        (true, _) => Certainty::NotStated,
        (false, true) => Certainty::Inferred,
        (false, false) => Certainty::Stated,
    };
    Field {
        path: path.into(),
        what,
        value,
        spans,
        certainty,
    }
}

fn found<T: ToString>(path: impl Into<String>, what: What, found: Option<&Found<T>>) -> Field {
    match found {
        Some(found) => field(path, what, found.value.to_string(), &found.spans),
        None => field(path, what, "", &[]),
    }
}

/// The drafts of a reading of a text, in the order in which a reader asks. Behind each list stand those that a person added,
/// and one more, empty, for what was missed.
pub fn drafts(text: &str, reading: &Reading, answers: &Answers) -> Vec<Draft> {
    let mut drafts = vec![
        source(reading),
        gathering(reading, answers),
        agreement(reading),
    ];
    let reach = |list: &str, read: usize| 0..=answers.reach(list, read);
    let promises = reach("commitments", reading.promises.len()).map(|at| promise(reading, at));
    let programmes = reach("programmes", reading.programmes.len()).map(|at| {
        let path = format!("programmes.{at}");
        let name = found(&*path, What::Programme, reading.programmes.get(at));
        alone(path, DraftKind::Programme, vec![name])
    });
    drafts.extend(promises.chain(programmes));
    drafts.push(rows(
        "numbers",
        DraftKind::Numbers,
        reading.numbers.len(),
        |at| number(reading, at),
    ));
    drafts.push(rows(
        "quotes",
        DraftKind::Quotes,
        reading.quotes.len(),
        |at| quote(text, reading, at),
    ));
    drafts
}

fn alone(path: String, kind: DraftKind, fields: Vec<Field>) -> Draft {
    Draft {
        path,
        kind,
        fields,
        rows: Vec::new(),
    }
}

fn rows(path: &str, kind: DraftKind, count: usize, of: impl Fn(usize) -> Row) -> Draft {
    Draft {
        path: path.to_owned(),
        kind,
        fields: Vec::new(),
        rows: (0..count).map(of).collect(),
    }
}

fn source(reading: &Reading) -> Draft {
    let source = &reading.source;
    let fields = vec![
        found("source.outlet", What::Outlet, source.outlet.as_ref()),
        found(
            "source.published",
            What::Published,
            source.published.as_ref(),
        ),
        found("source.address", What::Address, source.address.as_ref()),
        match &reading.title {
            // The first sentence is no headline, but serves as one until somebody writes a better one.
            Some(title) => {
                let mut field = field("title", What::Title, &*title.text, &[title.span]);
                if !title.own {
                    field.certainty = Certainty::Inferred;
                }
                field
            }
            None => field("title", What::Title, "", &[]),
        },
    ];
    alone("source".to_owned(), DraftKind::Source, fields)
}

fn gathering(reading: &Reading, answers: &Answers) -> Draft {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut date = field(
        "date_of_event",
        What::Date,
        day(reading.date.from),
        &reading.date.spans,
    );
    let worked_out = matches!(
        reading.date.basis,
        DateBasis::WeekdayOnly | DateBasis::DayAndMonth | DateBasis::Relative
    );
    if worked_out && !date.value.is_empty() {
        date.certainty = Certainty::Inferred;
    }
    let end = day(reading.date.to);
    let end_spans: &[Span] = if end.is_empty() {
        &[]
    } else {
        &reading.date.spans
    };
    let parties =
        (0..=answers.reach("parties", reading.parties.len())).map(|at| party(reading, at));
    let people = (0..=answers.reach("people", reading.people.len())).map(|at| person(reading, at));
    Draft {
        path: "event".to_owned(),
        kind: DraftKind::Gathering,
        fields: vec![
            date,
            field("date_end", What::DateEnd, end, end_spans),
            found("place", What::Place, reading.place.as_ref()),
            field(
                "event_type",
                What::EventType,
                reading.event.id(),
                &reading.event.spans,
            ),
        ],
        rows: parties.chain(people).collect(),
    }
}

fn party(reading: &Reading, at: usize) -> Row {
    let path = format!("parties.{at}");
    let party = reading.parties.get(at);
    let spans = party.map_or(&[][..], |party| &party.spans);
    let name = party.map(|party| party.name.clone()).unwrap_or_default();
    let code = party.and_then(|party| party.code);
    let mut fields = vec![
        field(format!("{path}.name"), What::PartyName, name, spans),
        // The text never writes a code.
        field(
            format!("{path}.code"),
            What::RegionCode,
            code.map(|code| code.to_string()).unwrap_or_default(),
            &[],
        ),
    ];
    if party.is_some_and(|party| party.implied) {
        fields[0].certainty = Certainty::Inferred;
    }
    Row { path, fields }
}

fn person(reading: &Reading, at: usize) -> Row {
    let path = format!("people.{at}");
    let person = reading.people.get(at);
    let spans = person.map_or(&[][..], |person| &person.spans);
    let name = person.and_then(|person| person.name.clone());
    // Somebody who is no more than an office is named by it, so that the row is not without words.
    let came = person.map_or("present", |person| person.attendance.id());
    let mut attendance = field(
        format!("{path}.attendance"),
        What::Attendance,
        came,
        &spans[..spans.len().min(1)],
    );
    attendance.certainty = Certainty::Inferred;
    let fields = vec![
        field(
            format!("{path}.name"),
            What::Name,
            name.unwrap_or_default(),
            spans,
        ),
        found(
            format!("{path}.role"),
            What::Role,
            person.and_then(|person| person.role.as_ref()),
        ),
        found(
            format!("{path}.institution"),
            What::Institution,
            person.and_then(|person| person.institution.as_ref()),
        ),
        attendance,
    ];
    Row { path, fields }
}

fn agreement(reading: &Reading) -> Draft {
    let agreement = reading.agreement.as_ref();
    let subjects = agreement.map_or(&[][..], |agreement| &agreement.subjects);
    let lines: Vec<&str> = subjects.iter().map(|s| s.value.as_str()).collect();
    let spans: Vec<Span> = subjects
        .iter()
        .flat_map(|s| s.spans.iter().copied())
        .collect();
    let fields = vec![
        found(
            "agreement.kind",
            What::AgreementKind,
            agreement.map(|agreement| &agreement.kind),
        ),
        field(
            "agreement.subjects",
            What::Subjects,
            lines.join("\n"),
            &spans,
        ),
    ];
    alone("agreement".to_owned(), DraftKind::Agreement, fields)
}

fn promise(reading: &Reading, at: usize) -> Draft {
    let path = format!("commitments.{at}");
    let promise = reading.promises.get(at);
    let force = promise.map_or("committed", |promise| promise.force.id());
    let passage: Vec<Span> = promise.map(|promise| promise.span).into_iter().collect();
    let fields = vec![
        found(
            format!("{path}.what"),
            What::Act,
            promise.map(|promise| &promise.act),
        ),
        found(
            format!("{path}.owner"),
            What::Owner,
            promise.and_then(|promise| promise.actor.as_ref()),
        ),
        found(
            format!("{path}.due"),
            What::Due,
            promise.and_then(|promise| promise.due.as_ref()),
        ),
        field(format!("{path}.force"), What::Force, force, &passage),
    ];
    alone(path, DraftKind::Promise, fields)
}

fn number(reading: &Reading, at: usize) -> Row {
    let path = format!("numbers.{at}");
    let number = &reading.numbers[at];
    let fields = vec![
        field(
            format!("{path}.value"),
            What::Value,
            number.value.to_string(),
            &[number.span],
        ),
        field(
            format!("{path}.unit"),
            What::Unit,
            &*number.unit,
            &[number.span],
        ),
        field(
            format!("{path}.what"),
            What::Measures,
            &*number.what,
            &[number.what_span],
        ),
    ];
    Row { path, fields }
}

fn quote(text: &str, reading: &Reading, at: usize) -> Row {
    let path = format!("quotes.{at}");
    let quote = &reading.quotes[at];
    let fields = vec![
        found(
            format!("{path}.speaker"),
            What::Speaker,
            quote.speaker.as_ref(),
        ),
        field(
            format!("{path}.first_words"),
            What::FirstWords,
            quote.first_words(text),
            &[quote.span],
        ),
    ];
    Row { path, fields }
}
