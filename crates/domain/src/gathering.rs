//! Gatherings: who met whom, where and when, who came and who sent a deputy, and what came of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, Difference, References};
use crate::id::{OrganizationId, PersonId, PostId, Reference, SubjectKind};
use crate::refusal::{Refusal, check_order};
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gathering;

/// What a gathering is. When it took place is the entry's `on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Its name.
    pub title: Text,
    /// What kind it is.
    pub kind: GatheringKind,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// The last day, of one that took longer than a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
    /// How the date is known, where no source states it outright.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_basis: Option<Text>,
    /// Where; none where no source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Text>,
    /// Who received the others or called the meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<OrganizationId>,
    /// Who took part, sent somebody, or was missing.
    pub participants: Vec<Participant>,
    /// What it was about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Text>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
    /// Where sources differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// What kind of gathering it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GatheringKind {
    /// Penandatanganan.
    Signing,
    /// Rapat koordinasi.
    Coordination,
    /// Kunjungan kerja, studi tiru.
    Visit,
    /// Retret.
    Retreat,
    /// Peluncuran.
    Launch,
    /// Musrenbang or another deliberation.
    Deliberation,
    /// Anything else.
    Other,
}

/// Somebody who took part, sent somebody, or was missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// The body the participant stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// The post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// The person, where named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Who it was, where only an office or a group is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub described: Option<Text>,
    /// Came, sent somebody, or was missing.
    pub attendance: Attendance,
    /// Who came in the participant's place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub represented_by: Option<PersonId>,
    /// Why somebody was missing, where a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// Whether a participant came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// Came.
    Present,
    /// Did not come and sent somebody.
    Represented,
    /// Did not come.
    Absent,
    /// Invited or implied; no source says whether they came.
    NotStated,
}

/// What became of a gathering.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {
    /// Something that came of it.
    Outcome(Outcome),
}

/// Something that came of a gathering.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What.
    pub what: Text,
    /// The agreement, commitment, programme or statement that it is recorded as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Reference>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

impl Subject for Gathering {
    const KIND: SubjectKind = SubjectKind::Gathering;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        description.title.clone()
    }
    fn description_references(d: &Description, to: &mut References) {
        to.all(d.hosts.iter().copied())
            .cited(&d.sources)
            .differences(&d.differences);
        for p in &d.participants {
            to.all(p.organization)
                .all(p.post)
                .all(p.person)
                .all(p.represented_by);
        }
    }
    fn fact_references(Fact::Outcome(outcome): &Fact, to: &mut References) {
        to.all(outcome.subject).cited(&outcome.sources);
    }
    fn check_description(_: &State<Self>, d: &Description, _: Date, refuse: &mut Vec<Refusal>) {
        if d.sources.is_empty() {
            refuse.push(Refusal::TooFew {
                field: "sources",
                count: 0,
                least: 1,
            });
        }
        check_order(d.from, d.to, refuse);
        for p in &d.participants {
            if p.organization.is_none()
                && p.post.is_none()
                && p.person.is_none()
                && p.described.is_none()
            {
                refuse.push(Refusal::Empty {
                    field: "participants",
                });
            }
            if (p.attendance == Attendance::Represented) != p.represented_by.is_some() {
                refuse.push(Refusal::Empty {
                    field: "represented_by",
                });
            }
        }
    }
    fn check_fact(
        _: &State<Self>,
        _: &str,
        Fact::Outcome(outcome): &Fact,
        _: Option<When>,
        _: Date,
        refuse: &mut Vec<Refusal>,
    ) {
        if outcome.sources.is_empty() {
            refuse.push(Refusal::TooFew {
                field: "sources",
                count: 0,
                least: 1,
            });
        }
    }
}
