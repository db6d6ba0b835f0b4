//! Statements: what was said without promising. Never counted as a promise.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, Difference, MAX_QUOTED_WORDS, References};
use crate::id::{
    AgreementId, GatheringId, OrganizationId, PersonId, PostId, ProgrammeId, SubjectKind,
};
use crate::refusal::Refusal;
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement;

/// What was said. When it was said is the entry's `on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// What was said, in our words.
    pub says: Text,
    /// With what force.
    pub force: Force,
    /// At most eight of the speaker's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Who said it, where named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<PersonId>,
    /// In which post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// For which body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// Who is hoped or told to do it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressed_to: Vec<OrganizationId>,
    /// At which gathering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gathering: Option<GatheringId>,
    /// About which agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementId>,
    /// About which programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
    /// Where sources differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// The force of a statement. A promise has the force *committed* and is a commitment instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// A hope.
    Hoped,
    /// An instruction or request to others.
    Instructed,
    /// Told as done or so.
    Reported,
}

/// Nothing becomes of a statement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {}

/// Refuses a quotation of more than [`MAX_QUOTED_WORDS`] words.
pub(crate) fn check_quote(quote: Option<&String>, refuse: &mut Vec<Refusal>) {
    let words = quote.map_or(0, |q| q.split_whitespace().count());
    if words > MAX_QUOTED_WORDS {
        refuse.push(Refusal::QuoteTooLong {
            words,
            most: MAX_QUOTED_WORDS,
        });
    }
}

impl Subject for Statement {
    const KIND: SubjectKind = SubjectKind::Statement;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        description.says.clone()
    }
    fn description_references(d: &Description, to: &mut References) {
        to.all(d.speaker)
            .all(d.post)
            .all(d.organization)
            .all(d.addressed_to.iter().copied());
        to.all(d.gathering)
            .all(d.agreement)
            .all(d.programme)
            .cited(&d.sources)
            .differences(&d.differences);
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
        if d.speaker.is_none() && d.post.is_none() && d.organization.is_none() {
            refuse.push(Refusal::Empty { field: "speaker" });
        }
        check_quote(d.quote.as_ref(), refuse);
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
