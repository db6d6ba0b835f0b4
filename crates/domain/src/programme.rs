//! Programmes: practices that others may copy, with what they cost and how they are paid for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, Difference, References};
use crate::id::{OrganizationId, ProgrammeId, SubjectKind};
use crate::number::Rupiah;
use crate::organization::Figure;
use crate::refusal::{Refusal, check_order};
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Programme;

/// What a programme is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Its name.
    pub name: Text,
    /// The problem it answers.
    pub problem: Text,
    /// For whom.
    pub target_group: Text,
    /// How it works.
    pub how: Text,
    /// Who runs it.
    pub run_by: Vec<OrganizationId>,
    /// Where it runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs_in: Vec<OrganizationId>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<When>,
    /// Until when; none while it runs or is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<When>,
    /// The regulation it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<Text>,
    /// What one unit costs whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_costs: Vec<UnitCost>,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub funded_by: Vec<Funding>,
    /// Who, as a source stresses, does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_funded_by: Vec<Funding>,
    /// The programme it was copied from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied_from: Option<ProgrammeId>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
    /// Where sources differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// What one unit of a programme costs: what its user pays, and what it really costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitCost {
    /// The unit.
    pub unit: Text,
    /// What the user pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Rupiah>,
    /// What it really costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub true_cost: Option<Rupiah>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// A source of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Funding {
    /// Anggaran pendapatan dan belanja daerah: the region's budget.
    Apbd,
    /// Anggaran pendapatan dan belanja negara: the state's budget.
    Apbn,
    /// Dana desa and other village money.
    Village,
    /// Donors.
    Donors,
    /// Firms, under their social responsibility.
    Csr,
    /// Those who use it.
    Users,
}

/// What became of a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {
    /// A published figure.
    Figure(Figure),
}

impl Subject for Programme {
    const KIND: SubjectKind = SubjectKind::Programme;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        description.name.clone()
    }
    fn description_references(d: &Description, to: &mut References) {
        to.all(d.run_by.iter().copied())
            .all(d.runs_in.iter().copied())
            .all(d.copied_from);
        to.cited(&d.sources).differences(&d.differences);
        for cost in &d.unit_costs {
            to.cited(&cost.sources);
        }
    }
    fn fact_references(Fact::Figure(figure): &Fact, to: &mut References) {
        figure.references(to);
    }
    fn check_description(_: &State<Self>, d: &Description, _: Date, refuse: &mut Vec<Refusal>) {
        for (field, count) in [("sources", d.sources.len()), ("run_by", d.run_by.len())] {
            if count == 0 {
                refuse.push(Refusal::TooFew {
                    field,
                    count,
                    least: 1,
                });
            }
        }
        for amount in d
            .unit_costs
            .iter()
            .flat_map(|c| [c.paid, c.true_cost])
            .flatten()
            .filter(|a| a.0 < 0)
        {
            refuse.push(Refusal::OutOfRange {
                field: "unit_costs",
                value: amount.0.to_string(),
                range: "≥ 0",
            });
        }
        check_order(d.since, d.until, refuse);
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
