//! Organizations: governments, agencies, councils, supervisors, ministries, firms. Named after Popolo.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, Difference, References};
use crate::id::{OrganizationId, SubjectKind};
use crate::number::Decimal;
use crate::refusal::Refusal;
use crate::region;
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Organization;

/// What an organization is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Its full name: "Kabupaten Serang" is not "Kota Serang".
    pub name: Text,
    /// What kind of body it is.
    pub kind: OrganizationKind,
    /// The Kemendagri code of a regional government, as text (`36.73`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Other names it goes by ("Pemkot Tangsel").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<String>,
    /// The body it is part of, or the province a regency or city lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganizationId>,
    /// The body that took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<OrganizationId>,
    /// Where its seat is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// Where this is from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// Where sources differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// What kind of body an organization is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    /// Provinsi.
    Province,
    /// Kabupaten.
    Regency,
    /// Kota.
    City,
    /// Perangkat daerah: an agency of a regional government.
    Agency,
    /// DPRD.
    Council,
    /// KPK, BPKP, BPK, Ombudsman, APIP.
    Supervisor,
    /// A ministry or another body of the central government.
    Central,
    /// A forum of governments.
    Forum,
    /// A firm, a community organisation or another third party.
    ThirdParty,
}

impl OrganizationKind {
    /// Whether it is one of the 552 regional governments.
    pub const fn is_government(self) -> bool {
        matches!(self, Self::Province | Self::Regency | Self::City)
    }
}

/// What is said of an organization over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {
    /// A published figure: area, population, a score.
    Figure(Figure),
}

/// A published figure about an organization or a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What is measured ("Penduduk", "Skor MCSP"). Figures with the same `measure` are one series.
    pub measure: Text,
    /// The value.
    pub value: Decimal,
    /// Its unit: `orang`, `km2`, `IDR`, `skor 0-100`, `ruas`, …
    pub unit: String,
    /// The day, month or year it stands for, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<When>,
    /// Reported, aimed at, or planned.
    #[serde(default)]
    pub standing: Standing,
    /// What a reader has to know beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Where it is from; never empty.
    pub sources: Vec<Citation>,
}

/// Whether a figure was reached or aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Reported as a result.
    #[default]
    Reported,
    /// Aimed at.
    Target,
    /// Set aside in a budget.
    Budgeted,
}

impl Figure {
    /// What it points at.
    pub fn references(&self, to: &mut References) {
        to.cited(&self.sources);
    }
    /// A figure without a source is refused.
    pub fn check(&self, refuse: &mut Vec<Refusal>) {
        if self.sources.is_empty() {
            refuse.push(Refusal::TooFew {
                field: "sources",
                count: 0,
                least: 1,
            });
        }
    }
}

impl Subject for Organization {
    const KIND: SubjectKind = SubjectKind::Organization;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        description.name.clone()
    }

    fn description_references(d: &Description, to: &mut References) {
        to.all(d.parent)
            .all(d.successor)
            .cited(&d.sources)
            .differences(&d.differences);
    }

    fn fact_references(Fact::Figure(figure): &Fact, to: &mut References) {
        figure.references(to);
    }

    fn check_description(_: &State<Self>, d: &Description, _: Date, refuse: &mut Vec<Refusal>) {
        match &d.region {
            Some(code) if region::find(code).is_none() => {
                refuse.push(Refusal::UnknownRegion(code.clone()))
            }
            None if d.kind.is_government() => refuse.push(Refusal::Empty { field: "region" }),
            _ => {}
        }
    }

    fn check_fact(
        _: &State<Self>,
        _: &str,
        Fact::Figure(figure): &Fact,
        _: Option<When>,
        _: Date,
        refuse: &mut Vec<Refusal>,
    ) {
        figure.check(refuse);
    }
}
