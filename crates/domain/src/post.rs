//! Posts and who held them (Popolo's Post and Membership).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, Difference, References};
use crate::id::{OrganizationId, PersonId, SubjectKind};
use crate::refusal::{Refusal, check_order};
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Post;

/// What a post is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Its title, with the place: "Gubernur Banten".
    pub title: Text,
    /// The body it belongs to.
    pub organization: OrganizationId,
    /// What kind of post it is.
    pub role: Role,
    /// Where this is from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// Where sources differ (on a title, say).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// What kind of post it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Kepala daerah: gubernur, bupati, wali kota.
    Head,
    /// Wakil kepala daerah.
    Deputy,
    /// Sekretaris daerah.
    Secretary,
    /// Inspektur.
    Inspector,
    /// Chair of a council.
    Chair,
    /// Head of an agency or another body.
    AgencyHead,
    /// Any other office.
    Other,
}

/// What became of a post.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {
    /// Somebody holds or held it.
    Held(Membership),
}

/// Somebody in a post, from one day to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// Since when, if a source says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// Until when; none while in office or not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
    /// Penjabat, pelaksana tugas or pelaksana harian.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub acting: bool,
    /// When a source names the person in this post, where the begin is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<When>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

impl State<Post> {
    /// Everybody recorded in the post, in log order.
    pub fn memberships(&self) -> impl Iterator<Item = &Membership> {
        self.facts.iter().map(|noted| match &noted.fact {
            Fact::Held(membership) => membership,
        })
    }

    /// Who held the post on a day, as far as the record knows: the latest who had begun and not ended.
    pub fn holder_on(&self, day: Date) -> Option<&Membership> {
        let begun = |m: &&Membership| {
            m.from.or(m.seen).is_none_or(|w| w.first_day() <= day)
                && m.to.is_none_or(|w| w.last_day() >= day)
        };
        self.memberships()
            .filter(begun)
            .max_by_key(|m| m.from.or(m.seen))
    }
}

impl Subject for Post {
    const KIND: SubjectKind = SubjectKind::Post;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        description.title.clone()
    }
    fn description_references(d: &Description, to: &mut References) {
        to.add(d.organization)
            .cited(&d.sources)
            .differences(&d.differences);
    }
    fn fact_references(Fact::Held(held): &Fact, to: &mut References) {
        to.add(held.person).cited(&held.sources);
    }
    fn check_description(_: &State<Self>, _: &Description, _: Date, _: &mut Vec<Refusal>) {}
    fn check_fact(
        _: &State<Self>,
        _: &str,
        Fact::Held(held): &Fact,
        _: Option<When>,
        _: Date,
        refuse: &mut Vec<Refusal>,
    ) {
        if held.sources.is_empty() {
            refuse.push(Refusal::TooFew {
                field: "sources",
                count: 0,
                least: 1,
            });
        }
        check_order(held.from, held.to, refuse);
    }
}
