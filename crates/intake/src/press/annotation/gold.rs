//! Reading gold answers: tolerant of what is missing, exact about what is wrong and where.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::super::reading::Attendance;
use super::{Agreement, Annotation, Commitment, EventDay, Number, Party, Person, Quote, Source};

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
