//! Sources: the reports, documents and pages that facts are taken from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::References;
use crate::id::SubjectKind;
use crate::refusal::Refusal;
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source;

/// What a source is. What it does not state is none, and pages say "not stated".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Who published it.
    pub outlet: String,
    /// What kind of source it is.
    pub medium: Medium,
    /// Its title, or ours where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its address on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<When>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<When>,
    /// SHA-256 of the text that was read, in hex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// What a reader has to know: read as an excerpt, a slip in the text, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// What kind of source it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// A news report.
    News,
    /// A government's own release.
    Release,
    /// A law, decree, agreement or report.
    Document,
    /// A data set.
    Dataset,
}

/// Nothing becomes of a source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {}

impl Subject for Source {
    const KIND: SubjectKind = SubjectKind::Source;
    type Description = Description;
    type Fact = Fact;

    fn title(d: &Description) -> Text {
        Text::id(match &d.title {
            Some(title) => format!("{}: {title}", d.outlet),
            None => d.outlet.clone(),
        })
    }
    fn description_references(_: &Description, _: &mut References) {}
    fn fact_references(fact: &Fact, _: &mut References) {
        match *fact {}
    }
    fn check_description(_: &State<Self>, d: &Description, today: Date, refuse: &mut Vec<Refusal>) {
        if let Some(address) = d
            .address
            .as_ref()
            .filter(|a| !(a.starts_with("https://") || a.starts_with("http://")))
        {
            refuse.push(Refusal::OutOfRange {
                field: "address",
                value: address.clone(),
                range: "https://… / http://…",
            });
        }
        let is_hash = |h: &&String| {
            h.len() == 64
                && h.bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        };
        if let Some(hash) = d.sha256.as_ref().filter(|h| !is_hash(h)) {
            refuse.push(Refusal::OutOfRange {
                field: "sha256",
                value: hash.clone(),
                range: "64 hex, 0-9 a-f",
            });
        }
        for on in [d.published, d.retrieved]
            .into_iter()
            .flatten()
            .filter(|on| on.first_day() > today)
        {
            refuse.push(Refusal::InFuture { on, today });
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
