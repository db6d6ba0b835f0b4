//! Commitments: one promise each. Who owes what to whom by when, and what became of it.

mod chain;
mod drift;
mod status;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use chain::{Link, LinkStanding};
pub use drift::Drift;
pub use status::{AT_RISK_DAYS, Family, NO_EVIDENCE_DAYS, RHYTHM_DAYS, Schedule, Status, Word};

use crate::citation::{Citation, Difference, References};
use crate::id::{
    AgreementId, GatheringId, OrganizationId, PersonId, PostId, ProgrammeId, SubjectKind,
};
use crate::number::{Decimal, Rupiah};
use crate::refusal::Refusal;
use crate::statement::check_quote;
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment;

/// The promise as it was first made. When it was made is the entry's `on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// What was promised, in our words.
    pub promise: Text,
    /// At most eight of the maker's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Who made it, where a person did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<PersonId>,
    /// In which post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
    /// Who owes it; at least one.
    pub owners: Vec<OrganizationId>,
    /// To whom it is owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beneficiaries: Vec<Text>,
    /// By when, with the precision that was said; none where none was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<When>,
    /// How it is measured, where the promise says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Indicator>,
    /// Days between two words of news that were agreed on; [`RHYTHM_DAYS`] otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm_days: Option<u16>,
    /// Where it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gathering: Option<GatheringId>,
    /// The agreement it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementId>,
    /// The programme it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
    /// Where sources differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// How a promise is measured (IATI: indicator, baseline, target).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// What is counted.
    pub name: Text,
    /// In what.
    pub unit: String,
    /// Where it stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Decimal>,
    /// Where it is to stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Decimal>,
}

/// A stage of the chain of accountability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Perencanaan.
    Planning,
    /// Penganggaran.
    Budgeting,
    /// Pengadaan.
    Procurement,
    /// Pelaksanaan.
    Delivery,
    /// Pengawasan.
    Supervision,
    /// Pemeriksaan.
    Audit,
    /// Penindakan.
    Enforcement,
}

impl Stage {
    /// The seven, in order.
    pub const ALL: [Stage; 7] = [
        Self::Planning,
        Self::Budgeting,
        Self::Procurement,
        Self::Delivery,
        Self::Supervision,
        Self::Audit,
        Self::Enforcement,
    ];

    /// Its place, from 1.
    pub const fn order(self) -> usize {
        self as usize + 1
    }

    /// The id under which [`crate::law::chain_stages`] knows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planning => "perencanaan",
            Self::Budgeting => "penganggaran",
            Self::Procurement => "pengadaan",
            Self::Delivery => "pelaksanaan",
            Self::Supervision => "pengawasan",
            Self::Audit => "pemeriksaan",
            Self::Enforcement => "penindakan",
        }
    }
}

/// What became of a promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {
    /// Something about one of the seven stages.
    Chain(ChainFact),
    /// The indicator was measured.
    Measured(Measured),
    /// The due date or the target was moved.
    Moved(Moved),
    /// The owner says that it is done.
    Claimed(Claimed),
    /// Somebody outside the owning offices found it done.
    Accepted(Accepted),
    /// It is over without that.
    Closed(Closed),
    /// Somebody disputes the record of it.
    Disputed(Dispute),
    /// A dispute was settled.
    Settled(Dispute),
    /// An independent verdict.
    Verdict(Verdict),
}

/// A fact at a stage of the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChainFact {
    /// Which stage.
    pub stage: Stage,
    /// Evidenced, looked for and not found, or not needed.
    pub standing: LinkStanding,
    /// What happened, was looked for, or why it is not needed.
    pub what: Text,
    /// The document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Text>,
    /// The identifier this stage gives: an activity code, a DPA number, a contract number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<String>,
    /// The identifier of an earlier stage that this one carries. Without it the link is not solid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties_to: Option<String>,
    /// In whole rupiah.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Rupiah>,
    /// Whose act it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<OrganizationId>,
    /// The evidence; never empty.
    pub sources: Vec<Citation>,
}

/// A value of the indicator. Its day is the entry's `on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// The value.
    pub value: Decimal,
    /// What a reader has to know beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// A moved due date or target: the first promise is kept beside today's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The new due date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<When>,
    /// The new target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Decimal>,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<OrganizationId>,
    /// Why.
    pub reason: Text,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// A claim that the promise is kept. A claim stays one until somebody outside checks it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claimed {
    /// By whom.
    pub by: OrganizationId,
    /// What was done.
    pub what: Text,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// A delivery whose evidence somebody outside the owning offices accepted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// By whom; never an owner.
    pub by: OrganizationId,
    /// What was checked and found.
    pub what: Text,
    /// The evidence; never empty.
    pub sources: Vec<Citation>,
}

/// The end of a promise that nobody outside found kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// Withdrawn, expired or ended.
    pub how: Closing,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OrganizationId>,
    /// On what ground.
    pub ground: Text,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// How a promise is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closing {
    /// Its maker took it back.
    Withdrawn,
    /// Its term ran out.
    Expired,
    /// What it belonged to ended.
    Ended,
}

/// A dispute over the record of a promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dispute {
    /// By whom.
    pub by: OrganizationId,
    /// On what ground, or how it was settled.
    pub ground: Text,
    /// Where this is from; a body acting itself needs none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
}

/// An independent verdict, on the scale of the Open Government Partnership's IRM.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// By whom; never an owner.
    pub by: OrganizationId,
    /// How complete it is.
    pub completion: Completion,
    /// Why.
    pub reason: Text,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// How complete a promise is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// No evidence available.
    NoEvidenceAvailable,
    /// Not started.
    NotStarted,
    /// Limited.
    Limited,
    /// Substantial.
    Substantial,
    /// Complete.
    Complete,
}

impl State<Commitment> {
    /// The due date as it stands today, after every move.
    pub fn due(&self) -> Option<When> {
        let moved = self.facts.iter().rev().find_map(|n| match &n.fact {
            Fact::Moved(moved) => moved.due,
            _ => None,
        });
        moved.or_else(|| self.description.as_ref().and_then(|d| d.due))
    }

    /// The target as it stands today, after every move.
    pub fn target(&self) -> Option<Decimal> {
        let moved = self.facts.iter().rev().find_map(|n| match &n.fact {
            Fact::Moved(moved) => moved.target,
            _ => None,
        });
        moved.or_else(|| {
            self.description
                .as_ref()
                .and_then(|d| d.indicator.as_ref())
                .and_then(|i| i.target)
        })
    }

    /// Disputes that no settlement by the same body has followed: who and since when.
    pub fn open_disputes(&self) -> Vec<(&Dispute, Option<When>)> {
        let settled = |at: usize, by| {
            self.facts[at..]
                .iter()
                .any(|n| matches!(&n.fact, Fact::Settled(d) if d.by == by))
        };
        let open = |(at, n): (usize, &'_ _)| -> Option<_> {
            let n: &crate::subject::Noted<Fact> = n;
            match &n.fact {
                Fact::Disputed(d) if !settled(at, d.by) => Some((at, n.stamp.on)),
                _ => None,
            }
        };
        self.facts
            .iter()
            .enumerate()
            .filter_map(open)
            .filter_map(|(at, on)| match &self.facts[at].fact {
                Fact::Disputed(d) => Some((d, on)),
                _ => None,
            })
            .collect()
    }

    /// The latest independent verdict.
    pub fn verdict(&self) -> Option<(&Verdict, Option<When>)> {
        self.facts.iter().rev().find_map(|n| match &n.fact {
            Fact::Verdict(verdict) => Some((verdict, n.stamp.on)),
            _ => None,
        })
    }
}

impl Subject for Commitment {
    const KIND: SubjectKind = SubjectKind::Commitment;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        description.promise.clone()
    }

    fn description_references(d: &Description, to: &mut References) {
        to.all(d.made_by)
            .all(d.post)
            .all(d.owners.iter().copied())
            .all(d.gathering)
            .all(d.agreement)
            .all(d.programme);
        to.cited(&d.sources).differences(&d.differences);
    }

    fn fact_references(fact: &Fact, to: &mut References) {
        to.cited(fact.sources());
        match fact {
            Fact::Chain(f) => to.all(f.organization),
            Fact::Moved(f) => to.all(f.asked_by),
            Fact::Claimed(f) => to.add(f.by),
            Fact::Accepted(f) => to.add(f.by),
            Fact::Closed(f) => to.all(f.by),
            Fact::Disputed(f) | Fact::Settled(f) => to.add(f.by),
            Fact::Verdict(f) => to.add(f.by),
            Fact::Measured(_) => to,
        };
    }

    fn check_description(_: &State<Self>, d: &Description, _: Date, refuse: &mut Vec<Refusal>) {
        for (field, count) in [("sources", d.sources.len()), ("owners", d.owners.len())] {
            if count == 0 {
                refuse.push(Refusal::TooFew {
                    field,
                    count,
                    least: 1,
                });
            }
        }
        if let Some(days) = d.rhythm_days.filter(|days| !(1..=366).contains(days)) {
            refuse.push(Refusal::OutOfRange {
                field: "rhythm_days",
                value: days.to_string(),
                range: "1 … 366",
            });
        }
        check_quote(d.quote.as_ref(), refuse);
    }

    fn check_fact(
        state: &State<Self>,
        key: &str,
        fact: &Fact,
        _: Option<When>,
        _: Date,
        refuse: &mut Vec<Refusal>,
    ) {
        let Some(description) = &state.description else {
            return;
        };
        let owns = |by: &OrganizationId| description.owners.contains(by);
        if fact.sources().is_empty() && !matches!(fact, Fact::Disputed(_) | Fact::Settled(_)) {
            refuse.push(Refusal::TooFew {
                field: "sources",
                count: 0,
                least: 1,
            });
        }
        match fact {
            Fact::Chain(f) => {
                if let Some(amount) = f.amount.filter(|a| a.0 < 0) {
                    refuse.push(Refusal::OutOfRange {
                        field: "amount",
                        value: amount.0.to_string(),
                        range: "≥ 0",
                    });
                }
            }
            Fact::Moved(f) if f.due.is_none() && f.target.is_none() => {
                refuse.push(Refusal::Empty { field: "due" })
            }
            Fact::Accepted(f) if owns(&f.by) => refuse.push(Refusal::OwnVerification(f.by.into())),
            Fact::Verdict(f) if owns(&f.by) => refuse.push(Refusal::OwnVerification(f.by.into())),
            Fact::Closed(_) => {
                let earlier = state
                    .facts
                    .iter()
                    .find(|n| n.key != key && matches!(n.fact, Fact::Closed(_)));
                if let Some(earlier) = earlier {
                    refuse.push(Refusal::AlreadyEnded {
                        on: earlier.stamp.day(),
                    });
                }
            }
            _ => {}
        }
    }
}

impl Fact {
    /// Where it is from.
    pub fn sources(&self) -> &[Citation] {
        match self {
            Self::Chain(f) => &f.sources,
            Self::Measured(f) => &f.sources,
            Self::Moved(f) => &f.sources,
            Self::Claimed(f) => &f.sources,
            Self::Accepted(f) => &f.sources,
            Self::Closed(f) => &f.sources,
            Self::Disputed(f) | Self::Settled(f) => &f.sources,
            Self::Verdict(f) => &f.sources,
        }
    }
}
