//! People: public officials, in their public role only. Nothing else about them is recorded.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, Difference, References};
use crate::id::SubjectKind;
use crate::refusal::Refusal;
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person;

/// Who a person is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// The name, without degrees.
    pub name: String,
    /// Other spellings in the sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<String>,
    /// Titles and degrees as a source writes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titles: Option<String>,
    /// Where this is from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// Where sources differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// Nothing becomes of a person in the record: offices are held in [`crate::post`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {}

impl Subject for Person {
    const KIND: SubjectKind = SubjectKind::Person;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        Text::id(&description.name)
    }
    fn description_references(d: &Description, to: &mut References) {
        to.cited(&d.sources).differences(&d.differences);
    }
    fn fact_references(fact: &Fact, _: &mut References) {
        match *fact {}
    }
    fn check_description(_: &State<Self>, d: &Description, _: Date, refuse: &mut Vec<Refusal>) {
        if d.sources.is_empty() {
            refuse.push(Refusal::TooFew {
                field: "sources",
                count: 0,
                least: 1,
            });
        }
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
