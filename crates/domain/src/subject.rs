//! The one machine that every subject runs on.
//!
//! A subject is a *description* (what it is) and *facts* (what became of it), each fact with a key
//! that is unique within the subject. Recording a description again, or a fact under a key that is
//! taken, corrects it: the old words stay in the log and are shown as history. Kinds differ in their
//! types and in their rules, which they state in [`Subject::check_description`] and
//! [`Subject::check_fact`].

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use unicode_normalization::is_nfc;

use crate::citation::References;
use crate::entry::Micros;
use crate::id::SubjectKind;
use crate::refusal::{Refusal, TextProblem};
use crate::text::Text;
use crate::when::When;

/// The longest text of a record, in characters.
pub const MAX_TEXT_CHARS: usize = 4_000;

/// The event kind of a description.
pub const DESCRIBED: &str = "described";

/// A kind of subject: its types and its rules.
pub trait Subject: Sized + 'static {
    /// Which kind.
    const KIND: SubjectKind;
    /// What it is.
    type Description: Serialize + DeserializeOwned + Clone + PartialEq + std::fmt::Debug;
    /// What became of it. Serialised with its kind beside its data: `{"kind":…,"data":…}`.
    type Fact: Serialize + DeserializeOwned + Clone + PartialEq + std::fmt::Debug;

    /// What a list or a heading calls it.
    fn title(description: &Self::Description) -> Text;
    /// Everything a description points at.
    fn description_references(description: &Self::Description, to: &mut References);
    /// Everything a fact points at.
    fn fact_references(fact: &Self::Fact, to: &mut References);
    /// The kind's own rules on a description; texts and references are checked for all kinds alike.
    fn check_description(
        state: &State<Self>,
        description: &Self::Description,
        today: Date,
        refuse: &mut Vec<Refusal>,
    );
    /// The kind's own rules on a fact.
    fn check_fact(
        state: &State<Self>,
        key: &str,
        fact: &Self::Fact,
        on: Option<When>,
        today: Date,
        refuse: &mut Vec<Refusal>,
    );
}

/// A request already parsed into types.
#[derive(Debug, Clone, PartialEq)]
pub enum Command<S: Subject> {
    /// Say what the subject is, for the first time or corrected.
    Describe {
        /// The key of an imported record, from which its id follows.
        key: Option<String>,
        /// What it is.
        description: S::Description,
        /// When it first happened, if it is something that happens.
        on: Option<When>,
        /// Why an earlier description was wrong; none the first time.
        reason: Option<Text>,
    },
    /// Add a fact, or correct the one with this key.
    Note {
        /// Unique within the subject.
        key: String,
        /// What became of it.
        fact: S::Fact,
        /// When it happened, if known.
        on: Option<When>,
    },
}

/// What was decided.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<S: Subject> {
    /// The subject was described.
    Described {
        /// The key of an imported record.
        key: Option<String>,
        /// What it is.
        description: S::Description,
        /// Why an earlier one was wrong.
        reason: Option<Text>,
    },
    /// A fact was noted.
    Noted {
        /// Its key.
        key: String,
        /// The fact.
        fact: S::Fact,
    },
}

/// Where and when an entry stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The entry's number, from 0.
    pub entry: u64,
    /// When it was recorded.
    pub at: Micros,
    /// When what it tells happened, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<When>,
}

impl Stamp {
    /// When what it tells happened; where that is not known, the day it was recorded.
    pub fn day(&self) -> When {
        self.on.unwrap_or_else(|| self.at.day_in_wib().into())
    }
}

/// A fact with its place in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Noted<F> {
    /// Unique within the subject.
    pub key: String,
    /// What became of the subject.
    pub fact: F,
    /// The entry that holds it; the latest one, if it was corrected.
    pub stamp: Stamp,
}

/// What the record says of a subject: the fold of its entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct State<S: Subject> {
    /// The key of an imported record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What it is; none while the entry that says so is withheld or unknown.
    pub description: Option<S::Description>,
    /// The entries that described it, in log order; more than one means that it was corrected.
    pub described: Vec<Stamp>,
    /// What became of it, in the order in which each key was first recorded.
    pub facts: Vec<Noted<S::Fact>>,
    /// Every entry folded here, in log order.
    pub entries: Vec<u64>,
    /// How many of its entries this program could not read: a newer program's, most likely.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl<S: Subject> Default for State<S> {
    fn default() -> Self {
        Self {
            key: None,
            description: None,
            described: Vec::new(),
            facts: Vec::new(),
            entries: Vec::new(),
            unreadable: 0,
        }
    }
}

impl<S: Subject> State<S> {
    /// The next state. Total: any subsequence of a subject's entries folds, because some may be withheld.
    pub fn apply(&mut self, event: Event<S>, stamp: Stamp) {
        self.entries.push(stamp.entry);
        match event {
            Event::Described {
                key, description, ..
            } => {
                self.key = key.or(self.key.take());
                self.description = Some(description);
                self.described.push(stamp);
            }
            Event::Noted { key, fact } => {
                match self.facts.iter_mut().find(|noted| noted.key == key) {
                    Some(noted) => *noted = Noted { key, fact, stamp },
                    None => self.facts.push(Noted { key, fact, stamp }),
                }
            }
        }
    }

    /// What a heading calls it.
    pub fn title(&self) -> Text {
        self.description.as_ref().map(S::title).unwrap_or_default()
    }

    /// The fact with this key.
    pub fn fact(&self, key: &str) -> Option<&Noted<S::Fact>> {
        self.facts.iter().find(|noted| noted.key == key)
    }

    /// When it happened, as its description says.
    pub fn on(&self) -> Option<When> {
        self.described.last().and_then(|stamp| stamp.on)
    }

    /// When the record first spoke of it.
    pub fn first_recorded(&self) -> Option<Micros> {
        self.described
            .iter()
            .map(|s| s.at)
            .chain(self.facts.iter().map(|f| f.stamp.at))
            .min()
    }

    /// When the record last spoke of it.
    pub fn last_recorded(&self) -> Option<Micros> {
        self.described
            .iter()
            .map(|s| s.at)
            .chain(self.facts.iter().map(|f| f.stamp.at))
            .max()
    }
}

/// One event and when it happened, nothing, or every refusal.
pub type Decision<S> = Result<Option<(Event<S>, Option<When>)>, Vec<Refusal>>;

/// Decides on a command: nothing if the record says so already, else one event, or every refusal.
pub fn decide<S: Subject>(state: &State<S>, command: Command<S>, today: Date) -> Decision<S> {
    let mut refuse = Vec::new();
    let (event, on) = match command {
        Command::Describe {
            key,
            description,
            on,
            reason,
        } => {
            let same_key = key.is_none() || key == state.key;
            if same_key && state.description.as_ref() == Some(&description) && state.on() == on {
                return Ok(None);
            }
            if state.description.is_some() && reason.is_none() {
                refuse.push(Refusal::CorrectionWithoutReason);
            }
            check_texts(&description, &mut refuse);
            key.iter()
                .for_each(|key| check_text("key", key, &mut refuse));
            reason
                .iter()
                .for_each(|reason| check_texts(reason, &mut refuse));
            S::check_description(state, &description, today, &mut refuse);
            (
                Event::Described {
                    key,
                    description,
                    reason,
                },
                on,
            )
        }
        Command::Note { key, fact, on } => {
            if state
                .fact(&key)
                .is_some_and(|noted| noted.fact == fact && noted.stamp.on == on)
            {
                return Ok(None);
            }
            if state.description.is_none() {
                refuse.push(Refusal::NotDescribed);
            }
            if key.is_empty() {
                refuse.push(Refusal::Empty { field: "key" });
            } else {
                check_text("key", &key, &mut refuse);
            }
            check_texts(&fact, &mut refuse);
            S::check_fact(state, &key, &fact, on, today, &mut refuse);
            (Event::Noted { key, fact }, on)
        }
    };
    if let Some(on) = on.filter(|on| on.first_day() > today) {
        refuse.push(Refusal::InFuture { on, today });
    }
    if refuse.is_empty() {
        Ok(Some((event, on)))
    } else {
        Err(refuse)
    }
}

impl<S: Subject> Event<S> {
    /// The kind and data that a body carries.
    pub fn to_parts(&self) -> Result<(String, Value), serde_json::Error> {
        match self {
            Self::Described {
                key,
                description,
                reason,
            } => {
                let mut data = json!({ "description": serde_json::to_value(description)? });
                if let Some(key) = key {
                    data["key"] = json!(key);
                }
                if let Some(reason) = reason {
                    data["reason"] = serde_json::to_value(reason)?;
                }
                Ok((DESCRIBED.to_owned(), data))
            }
            Self::Noted { key, fact } => {
                let mut tagged = serde_json::to_value(fact)?;
                let data = json!({ "key": key, "fact": tagged["data"].take() });
                Ok((tagged["kind"].as_str().unwrap_or_default().to_owned(), data))
            }
        }
    }

    /// Reads what [`Event::to_parts`] wrote. None for what a newer program may have written.
    pub fn from_parts(kind: &str, mut data: Value) -> Option<Self> {
        let data = data.as_object_mut()?;
        if kind == DESCRIBED {
            let description = serde_json::from_value(data.remove("description")?).ok()?;
            let key = data
                .remove("key")
                .and_then(|k| k.as_str().map(str::to_owned));
            let reason = data
                .remove("reason")
                .and_then(|r| serde_json::from_value(r).ok());
            return Some(Self::Described {
                key,
                description,
                reason,
            });
        }
        let key = data.get("key")?.as_str()?.to_owned();
        let fact =
            serde_json::from_value(json!({ "kind": kind, "data": data.remove("fact")? })).ok()?;
        Some(Self::Noted { key, fact })
    }
}

/// Checks every text of a description or fact: length, Unicode form, and nothing unprintable.
fn check_texts(value: &impl Serialize, refuse: &mut Vec<Refusal>) {
    match serde_json::to_value(value) {
        Ok(value) => walk(&value, &mut String::new(), refuse),
        Err(error) => refuse.push(Refusal::BadText {
            path: error.to_string(),
            text: String::new(),
            problem: TextProblem::Unprintable,
        }),
    }
}

fn walk(value: &Value, path: &mut String, refuse: &mut Vec<Refusal>) {
    let mut below = |step: &str, value: &Value, refuse: &mut Vec<Refusal>| {
        let length = path.len();
        path.push_str(if length == 0 { "" } else { "." });
        path.push_str(step);
        walk(value, path, refuse);
        path.truncate(length);
    };
    match value {
        Value::String(text) => check_text(path, text, refuse),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, item)| below(&(at + 1).to_string(), item, refuse)),
        Value::Object(map) => map
            .iter()
            .for_each(|(key, value)| below(key, value, refuse)),
        Value::Number(n) => {
            if n.as_i64()
                .is_none_or(|n| n.unsigned_abs() > crate::number::MAX_INTEGER.unsigned_abs())
            {
                refuse.push(Refusal::OutOfRange {
                    field: "number",
                    value: n.to_string(),
                    range: "-(2^53-1) … 2^53-1",
                });
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn check_text(path: &str, text: &str, refuse: &mut Vec<Refusal>) {
    if let Some(problem) = problem_with(text) {
        refuse.push(Refusal::BadText {
            path: path.to_owned(),
            text: text.chars().take(60).collect(),
            problem,
        });
    }
}

/// What is wrong with a text of the record, if anything.
pub fn problem_with(text: &str) -> Option<TextProblem> {
    if text.is_empty() {
        Some(TextProblem::Empty)
    } else if text.chars().nth(MAX_TEXT_CHARS).is_some() {
        Some(TextProblem::TooLong)
    } else if text.trim() != text || text.chars().any(|c| c.is_control() && c != '\n') {
        Some(TextProblem::Unprintable)
    } else if !is_nfc(text) {
        Some(TextProblem::NotNfc)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::{Act, Description, Disclosure};

    #[test]
    fn keys_and_reasons_are_held_to_the_same_form_as_all_texts() {
        let description = Description {
            entry: 1,
            act: Act::Withhold,
            ground: Text::id("dasar"),
            decided_by: "PPID".to_owned(),
        };
        let problems = |key: &str, reason: &str| {
            let command = Command::<Disclosure>::Describe {
                key: Some(key.to_owned()),
                description: description.clone(),
                on: None,
                reason: Some(Text::id(reason)),
            };
            decide(&State::default(), command, Date::constant(2026, 11, 22))
                .err()
                .map_or(0, |refusals| refusals.len())
        };
        assert_eq!(problems("1", "sebab"), 0);
        assert_eq!(
            (
                problems("e\u{301}", "sebab"),
                problems("1", " sebab"),
                problems("", "\u{7}")
            ),
            (1, 1, 2)
        );
    }

    #[test]
    fn the_least_number_is_out_of_range_and_no_panic() {
        let mut refuse = Vec::new();
        check_texts(
            &json!([i64::MIN, i64::MAX, -crate::number::MAX_INTEGER]),
            &mut refuse,
        );
        assert_eq!(refuse.len(), 2);
    }
}
