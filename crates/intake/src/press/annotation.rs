//! A reading in the shape of the founding articles' annotation: what `sinergi read --json` prints and what gold answers
//! are written in.
//!
//! Of the fields, `spans` is ours alone; gold answers have none.

use domain::number::Decimal;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::reading::{Attendance, EventDate, Force, Found, Reading, Span};

/// What one text says, in the annotation's own words. Which words a field may hold: `docs/howto/score-reader.md`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Annotation {
    /// Where the text is from.
    pub source: Source,
    /// When the event was; none where it is not known.
    pub date_of_event: Option<EventDay>,
    /// How the day is known: `explicit`, `range`, `weekday only`, …
    pub date_basis: Option<String>,
    /// Where, as written, shortened.
    pub place: Option<String>,
    /// `signing`, `coordination`, `visit`, `retreat`, `launch` or `other`.
    pub event_type: Option<String>,
    /// The title; not scored.
    pub title: Option<String>,
    /// Governments and bodies that took part.
    pub parties: Vec<Party>,
    /// Regions that are named but no party.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions_mentioned: Vec<Party>,
    /// People, and offices without a name.
    pub people: Vec<Person>,
    /// What was agreed.
    pub agreement: Option<Agreement>,
    /// Promises, and hopes and requests marked as such.
    pub commitments: Vec<Commitment>,
    /// Programmes by name.
    pub programmes: Vec<String>,
    /// Figures written in digits.
    pub numbers: Vec<Number>,
    /// Direct speech.
    pub quotes: Vec<Quote>,
    /// What it is about; not scored.
    pub topics: Vec<String>,
    /// What a reader has to know.
    pub notes: Vec<String>,
    /// Where each field was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spans: Option<Spans>,
}

/// Where a text is from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Source {
    /// The file's name.
    pub file: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// Where on the web.
    pub address: Option<String>,
}

/// A day, or the first and the last of several. In JSON `2025-10-24`, or `2025-10-24/2025-10-26` as ISO 8601 writes it; an
/// object of `start` and `end` is read too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventDay {
    /// One day.
    On(Date),
    /// Several.
    Range {
        /// The first.
        start: Date,
        /// The last.
        end: Date,
    },
}

impl Serialize for EventDay {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl std::fmt::Display for EventDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::On(on) => write!(f, "{on}"),
            Self::Range { start, end } => write!(f, "{start}/{end}"),
        }
    }
}

/// A government or a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// The region's code; none for a body that is no regional government.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
}

/// A person, or an office without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name; none when only the office is named.
    pub name: Option<String>,
    /// The post.
    pub role: Option<String>,
    /// The body.
    pub institution: Option<String>,
    /// Whether the person came.
    #[serde(serialize_with = "as_id")]
    pub attendance: Attendance,
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Agreement {
    /// What the document is called.
    pub kind: Option<String>,
    /// What it is about.
    pub subjects: Vec<String>,
}

/// A promise, or with a mark such as `(harapan)` behind `what` something less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// What is to be done.
    pub what: String,
    /// Who owes it.
    pub owner: Option<String>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

impl Commitment {
    /// `what` without its mark, and the mark.
    pub fn parts(&self) -> (&str, Option<&str>) {
        let marks = ["harapan", "permintaan", "usulan"];
        let marked = self
            .what
            .trim_end()
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('));
        match marked.filter(|(_, mark)| marks.contains(&mark.trim())) {
            Some((what, mark)) => (what.trim_end(), Some(mark.trim())),
            None => (&self.what, None),
        }
    }
}

/// A figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Number {
    /// How much; money in whole rupiah.
    #[serde(serialize_with = "as_number")]
    pub value: Decimal,
    /// `IDR`, `persen`, or the counted thing's word.
    pub unit: String,
    /// What it measures; not scored.
    pub what: Option<String>,
}

/// A passage of direct speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Who speaks.
    pub speaker: Option<String>,
    /// The first eight words, as written.
    pub first_words: String,
}

/// Where each field was read: byte ranges of the text in UTF-8. Lists stand in the order of the fields' own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct Spans {
    pub outlet: Vec<Span>,
    pub published: Vec<Span>,
    pub address: Vec<Span>,
    pub date_of_event: Vec<Span>,
    pub place: Vec<Span>,
    pub event_type: Vec<Span>,
    pub title: Vec<Span>,
    pub parties: Vec<Vec<Span>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions_mentioned: Vec<Vec<Span>>,
    pub people: Vec<PersonSpans>,
    pub agreement: Option<AgreementSpans>,
    pub commitments: Vec<CommitmentSpans>,
    pub programmes: Vec<Vec<Span>>,
    pub numbers: Vec<NumberSpans>,
    pub quotes: Vec<QuoteSpans>,
    pub topics: Vec<Vec<Span>>,
}

/// Where a person was read; `name` holds every mention.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct PersonSpans {
    pub name: Vec<Span>,
    pub role: Vec<Span>,
    pub institution: Vec<Span>,
}

/// Where an agreement was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct AgreementSpans {
    pub kind: Vec<Span>,
    pub subjects: Vec<Vec<Span>>,
}

/// Where a promise was read; `sentence` is the whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct CommitmentSpans {
    pub what: Vec<Span>,
    pub owner: Vec<Span>,
    pub due: Vec<Span>,
    pub sentence: Vec<Span>,
}

/// Where a figure was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct NumberSpans {
    pub value: Vec<Span>,
    pub what: Vec<Span>,
}

/// Where a passage was read; `passage` is all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub struct QuoteSpans {
    pub speaker: Vec<Span>,
    pub passage: Vec<Span>,
}

fn as_id<S: Serializer>(attendance: &Attendance, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(attendance.id())
}

fn as_number<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    match value.parts() {
        (whole, 0) => to.serialize_i64(whole),
        // The shortest digits of the nearest double are those that were written, up to 15 of them.
        _ => to.serialize_f64(value.for_drawing()),
    }
}

impl Annotation {
    /// The annotation of a reading of `text`. Its `source.file` is empty: the caller knows the file.
    pub fn of(reading: &Reading, text: &str) -> Self {
        let party = |party: &super::reading::Party| Party {
            code: party.code.map(|code| code.to_string()),
            name: party.name.clone(),
        };
        Self {
            source: Source {
                file: String::new(),
                outlet: value(&reading.source.outlet),
                published: value(&reading.source.published),
                address: value(&reading.source.address),
            },
            date_of_event: event_day(&reading.date),
            date_basis: Some(reading.date.basis.id().to_owned()),
            place: value(&reading.place),
            event_type: Some(reading.event.id().to_owned()),
            title: reading.title.as_ref().map(|title| title.text.clone()),
            parties: reading.parties.iter().map(party).collect(),
            regions_mentioned: reading.regions_mentioned.iter().map(party).collect(),
            people: reading
                .people
                .iter()
                .map(|person| Person {
                    name: person.name.clone(),
                    role: value(&person.role),
                    institution: value(&person.institution),
                    attendance: person.attendance,
                })
                .collect(),
            agreement: reading.agreement.as_ref().map(|agreement| Agreement {
                kind: Some(agreement.kind.value.clone()),
                subjects: agreement
                    .subjects
                    .iter()
                    .map(|subject| subject.value.clone())
                    .collect(),
            }),
            commitments: said(reading)
                .map(|promise| Commitment {
                    what: match promise.force.mark() {
                        Some(mark) => format!("{} ({mark})", promise.act.value),
                        None => promise.act.value.clone(),
                    },
                    owner: value(&promise.actor),
                    due: promise.due.as_ref().map(|due| due.value.to_string()),
                })
                .collect(),
            programmes: reading
                .programmes
                .iter()
                .map(|programme| programme.value.clone())
                .collect(),
            numbers: reading
                .numbers
                .iter()
                .map(|number| Number {
                    value: number.value,
                    unit: number.unit.clone(),
                    what: Some(number.what.clone()).filter(|what| !what.is_empty()),
                })
                .collect(),
            quotes: reading
                .quotes
                .iter()
                .map(|quote| Quote {
                    speaker: value(&quote.speaker),
                    first_words: quote.first_words(text),
                })
                .collect(),
            topics: reading
                .topics
                .iter()
                .map(|topic| topic.value.clone())
                .collect(),
            notes: Vec::new(),
            spans: Some(Spans::of(reading)),
        }
    }
}

impl Spans {
    fn of(reading: &Reading) -> Self {
        let lists =
            |found: &[Found<String>]| found.iter().map(|found| found.spans.clone()).collect();
        Self {
            outlet: spans(&reading.source.outlet),
            published: spans(&reading.source.published),
            address: spans(&reading.source.address),
            date_of_event: reading.date.spans.clone(),
            place: spans(&reading.place),
            event_type: reading.event.spans.clone(),
            title: reading.title.iter().map(|title| title.span).collect(),
            parties: reading
                .parties
                .iter()
                .map(|party| party.spans.clone())
                .collect(),
            regions_mentioned: reading
                .regions_mentioned
                .iter()
                .map(|party| party.spans.clone())
                .collect(),
            people: reading
                .people
                .iter()
                .map(|person| PersonSpans {
                    name: person.spans.clone(),
                    role: spans(&person.role),
                    institution: spans(&person.institution),
                })
                .collect(),
            agreement: reading.agreement.as_ref().map(|agreement| AgreementSpans {
                kind: agreement.kind.spans.clone(),
                subjects: lists(&agreement.subjects),
            }),
            commitments: said(reading)
                .map(|promise| CommitmentSpans {
                    what: promise.act.spans.clone(),
                    owner: spans(&promise.actor),
                    due: spans(&promise.due),
                    sentence: vec![promise.span],
                })
                .collect(),
            programmes: lists(&reading.programmes),
            numbers: reading
                .numbers
                .iter()
                .map(|number| NumberSpans {
                    value: vec![number.span],
                    what: vec![number.what_span],
                })
                .collect(),
            quotes: reading
                .quotes
                .iter()
                .map(|quote| QuoteSpans {
                    speaker: spans(&quote.speaker),
                    passage: vec![quote.span],
                })
                .collect(),
            topics: lists(&reading.topics),
        }
    }
}

/// The promises that the annotation knows: it has no mark for what is reported done.
fn said(reading: &Reading) -> impl Iterator<Item = &super::reading::Promise> {
    reading
        .promises
        .iter()
        .filter(|promise| promise.force != Force::Done)
}

fn value<T: Clone>(found: &Option<Found<T>>) -> Option<T> {
    found.as_ref().map(|found| found.value.clone())
}

fn spans<T>(found: &Option<Found<T>>) -> Vec<Span> {
    found
        .as_ref()
        .map(|found| found.spans.clone())
        .unwrap_or_default()
}

fn event_day(date: &EventDate) -> Option<EventDay> {
    match (date.from, date.to) {
        (Some(start), Some(end)) => Some(EventDay::Range { start, end }),
        (Some(on), None) => Some(EventDay::On(on)),
        (None, _) => None,
    }
}

// ---------------------------------------------------------------- reading gold answers

/// What is wrong with a gold answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub file: String,
    /// The field: `people[2].attendance`; empty for the file as a whole.
    pub field: String,
    /// What is wrong and what belongs there.
    pub message: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            file,
            field,
            message,
        } = self;
        match field.is_empty() {
            true => write!(f, "{file}: {message}"),
            false => write!(f, "{file}: {field}: {message}"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads a gold answer. A field that is missing counts as null or as an empty list; fields that are not known here are
/// passed over.
///
/// # Errors
/// The first field that holds something else than belongs there.
pub fn parse(file: &str, json: &str) -> Result<Annotation, Unreadable> {
    let at = Place {
        file,
        path: String::new(),
    };
    let value: Value =
        serde_json::from_str(json).map_err(|error| at.wrong(&format!("not JSON: {error}")))?;
    let fields = at.object(&value)?;
    let source = match fields.get("source") {
        None | Some(Value::Null) => Source::default(),
        Some(source) => at.field("source").source(source)?,
    };
    let event_type = at.words(fields, "event_type")?;
    let known = [
        "signing",
        "coordination",
        "visit",
        "retreat",
        "launch",
        "other",
    ];
    if let Some(word) = event_type.as_deref().filter(|word| !known.contains(word)) {
        return Err(at
            .field("event_type")
            .wrong(&format!("'{word}' is none of {}", known.join(", "))));
    }
    Ok(Annotation {
        source,
        date_of_event: at.event_day(fields)?,
        date_basis: at.words(fields, "date_basis")?,
        place: at.words(fields, "place")?,
        event_type,
        title: at.words(fields, "title")?,
        parties: at.list(fields, "parties", Place::party)?,
        regions_mentioned: at.list(fields, "regions_mentioned", Place::party)?,
        people: at.list(fields, "people", Place::person)?,
        agreement: match fields.get("agreement") {
            None | Some(Value::Null) => None,
            Some(agreement) => Some(at.field("agreement").agreement(agreement)?),
        },
        commitments: at.list(fields, "commitments", Place::commitment)?,
        programmes: at.list(fields, "programmes", Place::text)?,
        numbers: at.list(fields, "numbers", Place::number)?,
        quotes: at.list(fields, "quotes", Place::quote)?,
        topics: at.list(fields, "topics", Place::text)?,
        notes: at.list(fields, "notes", Place::text)?,
        spans: None,
    })
}

/// Where in a file something stands.
struct Place<'a> {
    file: &'a str,
    path: String,
}

type Read<T> = Result<T, Unreadable>;

impl<'a> Place<'a> {
    fn field(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        Self {
            file: self.file,
            path: format!("{}{dot}{name}", self.path),
        }
    }

    fn wrong(&self, message: &str) -> Unreadable {
        Unreadable {
            file: self.file.to_owned(),
            field: self.path.clone(),
            message: message.to_owned(),
        }
    }

    fn object<'v>(&self, value: &'v Value) -> Read<&'v Map<String, Value>> {
        value
            .as_object()
            .ok_or_else(|| self.wrong("an object belongs here"))
    }

    fn text(&self, value: &Value) -> Read<String> {
        match value.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => Err(self.wrong("text belongs here")),
        }
    }

    fn words(&self, fields: &Map<String, Value>, name: &str) -> Read<Option<String>> {
        match fields.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => self.field(name).text(value).map(Some),
        }
    }

    fn must(&self, fields: &Map<String, Value>, name: &str) -> Read<String> {
        self.words(fields, name)?
            .ok_or_else(|| self.field(name).wrong("this is missing"))
    }

    fn list<T>(
        &self,
        fields: &Map<String, Value>,
        name: &str,
        read: impl Fn(&Self, &Value) -> Read<T>,
    ) -> Read<Vec<T>> {
        match fields.get(name) {
            None | Some(Value::Null) => Ok(Vec::new()),
            Some(Value::Array(values)) => values
                .iter()
                .enumerate()
                .map(|(at, value)| read(&self.field(&format!("{name}[{at}]")), value))
                .collect(),
            Some(_) => Err(self.field(name).wrong("a list belongs here")),
        }
    }

    fn date(&self, text: &str) -> Read<Date> {
        text.parse()
            .map_err(|_| self.wrong(&format!("'{text}' is no day such as 2025-10-24")))
    }

    fn source(&self, value: &Value) -> Read<Source> {
        let fields = self.object(value)?;
        let published = self.words(fields, "published")?;
        Ok(Source {
            file: self.words(fields, "file")?.unwrap_or_default(),
            outlet: self.words(fields, "outlet")?,
            published: published
                .map(|day| self.field("published").date(&day))
                .transpose()?,
            address: self.words(fields, "address")?,
        })
    }

    fn event_day(&self, fields: &Map<String, Value>) -> Read<Option<EventDay>> {
        let here = self.field("date_of_event");
        match fields.get("date_of_event") {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(days)) => match days.split_once('/') {
                Some((start, end)) => Ok(Some(EventDay::Range {
                    start: here.date(start)?,
                    end: here.date(end)?,
                })),
                None => here.date(days).map(|on| Some(EventDay::On(on))),
            },
            Some(Value::Object(range)) => {
                let day = |name| here.field(name).date(&here.must(range, name)?);
                Ok(Some(EventDay::Range {
                    start: day("start")?,
                    end: day("end")?,
                }))
            }
            Some(_) => Err(here.wrong("a day, start/end or null belongs here")),
        }
    }

    fn party(&self, value: &Value) -> Read<Party> {
        let fields = self.object(value)?;
        Ok(Party {
            code: self.words(fields, "code")?,
            name: self.must(fields, "name")?,
        })
    }

    fn person(&self, value: &Value) -> Read<Person> {
        let fields = self.object(value)?;
        let attendance = self.must(fields, "attendance")?;
        let all = [
            Attendance::Present,
            Attendance::Absent,
            Attendance::Representing,
            Attendance::Mentioned,
        ];
        let attendance = all
            .into_iter()
            .find(|known| known.id() == attendance)
            .ok_or_else(|| {
                let known = all.map(Attendance::id).join(", ");
                self.field("attendance")
                    .wrong(&format!("'{attendance}' is none of {known}"))
            })?;
        Ok(Person {
            name: self.words(fields, "name")?,
            role: self.words(fields, "role")?,
            institution: self.words(fields, "institution")?,
            attendance,
        })
    }

    fn agreement(&self, value: &Value) -> Read<Agreement> {
        let fields = self.object(value)?;
        Ok(Agreement {
            kind: self.words(fields, "kind")?,
            subjects: self.list(fields, "subjects", Self::text)?,
        })
    }

    fn commitment(&self, value: &Value) -> Read<Commitment> {
        let fields = self.object(value)?;
        Ok(Commitment {
            what: self.must(fields, "what")?,
            owner: self.words(fields, "owner")?,
            due: self.words(fields, "due")?,
        })
    }

    fn number(&self, value: &Value) -> Read<Number> {
        let fields = self.object(value)?;
        let here = self.field("value");
        let written = match fields.get("value") {
            Some(Value::Number(number)) => number.to_string(),
            _ => return Err(here.wrong("a number belongs here")),
        };
        // A double of a whole number is written 8.0.
        let digits = written.strip_suffix(".0").unwrap_or(&written);
        let value = digits
            .parse()
            .map_err(|_| here.wrong(&format!("'{written}' has too many digits")))?;
        Ok(Number {
            value,
            unit: self.must(fields, "unit")?,
            what: self.words(fields, "what")?,
        })
    }

    fn quote(&self, value: &Value) -> Read<Quote> {
        let fields = self.object(value)?;
        Ok(Quote {
            speaker: self.words(fields, "speaker")?,
            first_words: self.must(fields, "first_words")?,
        })
    }
}

#[cfg(test)]
#[path = "annotation_tests.rs"]
mod tests;
