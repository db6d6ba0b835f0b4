//! Disclosures: opening, withholding and erasing the body of an entry.
//!
//! Each is an entry of its own, always public and never hidden itself, that names the entry, the
//! ground and who decided. So hiding is public: *that* something was hidden, when, by whom and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::References;
use crate::id::SubjectKind;
use crate::refusal::{BodyProblem, Refusal};
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject: an entry, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure;

/// The latest act on an entry's body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// The entry's number.
    pub entry: u64,
    /// What was done.
    pub act: Act,
    /// The legal ground, in words.
    pub ground: Text,
    /// The office that decided.
    pub decided_by: String,
}

/// What is done with a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Made public.
    Open,
    /// Kept back for now: 403.
    Withhold,
    /// Bytes and salt destroyed for good (UU 27/2022): 410.
    Erase,
}

/// No other facts are noted about an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {}

impl Subject for Disclosure {
    const KIND: SubjectKind = SubjectKind::Entry;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        Text::both(
            format!("Entri {}", description.entry),
            format!("Entry {}", description.entry),
        )
    }
    fn description_references(_: &Description, _: &mut References) {}
    fn fact_references(fact: &Fact, _: &mut References) {
        match *fact {}
    }
    fn check_description(state: &State<Self>, d: &Description, _: Date, refuse: &mut Vec<Refusal>) {
        let Some(before) = &state.description else {
            return;
        };
        let problem = match before.act {
            Act::Erase => BodyProblem::Erased,
            act if act == d.act => BodyProblem::AlreadySo,
            _ => return,
        };
        refuse.push(Refusal::BodyState {
            entry: d.entry,
            problem,
        });
    }
    fn check_fact(
        _: &State<Self>,
        _: &str,
        fact: &Fact,
        _: Option<When>,
        _: Date,
        _: &mut Vec<Refusal>,
    ) {
        match *fact {}
    }
}
