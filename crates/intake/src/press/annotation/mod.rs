//! A reading in the shape of the founding articles' annotation: what `sinergi read --json` prints and what gold answers
//! are written in.
//!
//! Of the fields, `spans` is ours alone; gold answers have none.

mod gold;
mod spans;

use domain::number::Decimal;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::reading::{Attendance, EventDate, Force, Found, Promise, Reading};

pub use gold::{Unreadable, parse};
pub use spans::{AgreementSpans, CommitmentSpans, NumberSpans, PersonSpans, QuoteSpans, Spans};

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

/// The promises that the annotation knows: it has no mark for what is reported done.
fn said(reading: &Reading) -> impl Iterator<Item = &Promise> {
    reading
        .promises
        .iter()
        .filter(|promise| promise.force != Force::Done)
}

fn value<T: Clone>(found: &Option<Found<T>>) -> Option<T> {
    found.as_ref().map(|found| found.value.clone())
}

fn event_day(date: &EventDate) -> Option<EventDay> {
    match (date.from, date.to) {
        (Some(start), Some(end)) => Some(EventDay::Range { start, end }),
        (Some(on), None) => Some(EventDay::On(on)),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests;
