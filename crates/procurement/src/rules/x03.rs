//! X03: the same firms alone, procedure after procedure, winning in turn.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::kept::{Kept, Record, grouped};
use super::money::{Money, awarded_rupiah};
use super::parts::{bidders, has_method, sole_supplier};
use super::thresholds::Limits;
use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, ProcessNumber, Shard};

/// How many firms, procedures and wins each make a rotation.
pub(super) struct X03 {
    methods: BTreeSet<String>,
    firms: usize,
    procedures: usize,
    wins: usize,
}

/// A procedure in which several firms bid and one of them won.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Procedure {
    process: ProcessNumber,
    buyer: Name,
    /// Sorted.
    firms: Vec<Name>,
    winner: Name,
    awarded: Option<Money>,
}

impl Record for Procedure {
    fn process(&self) -> ProcessNumber {
        self.process
    }

    fn rename(&mut self, renaming: &Renaming) {
        self.process = renaming.process(self.process);
        self.buyer = renaming.of(self.buyer);
        self.winner = renaming.of(self.winner);
        for firm in &mut self.firms {
            *firm = renaming.of(*firm);
        }
        self.firms.sort_unstable();
    }
}

impl Rule for X03 {
    type Partial = Kept<Procedure>;

    const ABOUT: &'static About = &About {
        id: "X03",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS),
        uses_gaps: false,
        fields: &[
            "/buyer/id",
            "/tender/procurementMethod",
            "/bids/details[]/status",
            "/bids/details[]/tenderers[]/id",
            "/awards[]/status",
            "/awards[]/suppliers[]/id",
        ],
        title: Both {
            id: "Penawar yang sama bergiliran menang",
            en: "The same bidders win in turn",
        },
        question: Both {
            id: "Mengapa hanya penyedia-penyedia ini yang menawar, dan bagaimana mereka bisa menang bergantian?",
            en: "Why do only these firms bid, and how come that they win in turn?",
        },
        ordinary: Both {
            id: "Di daerah itu memang hanya sedikit penyedia yang memenuhi syarat, dan kapasitas mereka terbatas sehingga bergantian.",
            en: "Few firms of the area qualify, and what each can carry at a time is limited, so that they take turns.",
        },
        leaves_out: Both {
            id: "Kelompok yang sesekali diikuti penawar lain, dan proses yang dimenangkan bersama.",
            en: "Groups that another bidder joins now and then, and procedures won jointly.",
        },
        source: "OECD Guidelines for Fighting Bid Rigging in Public Procurement (bid rotation); thresholds: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X03", settings, &[])?;
        Ok(Self {
            methods: limits.list("methods"),
            firms: limits.count("firms")? as usize,
            procedures: limits.count("procedures")? as usize,
            wins: limits.count("wins")? as usize,
        })
    }

    fn fold(&self, kept: &mut Kept<Procedure>, process: &Process<'_>, shard: &mut Shard) {
        if !has_method(process, &self.methods) {
            return;
        }
        let (Some(buyer), Some(winner)) = (process.buyer.id.as_deref(), sole_supplier(process))
        else {
            return;
        };
        let bidders = bidders(process);
        if bidders.len() < self.firms || !bidders.contains(winner) {
            return;
        }
        let mut firms: Vec<Name> = bidders.iter().map(|id| shard.names.name(id)).collect();
        firms.sort_unstable();
        kept.push(Procedure {
            process: shard.process(process),
            buyer: shard.names.name(buyer),
            firms,
            winner: shard.names.name(winner),
            awarded: awarded_rupiah(process),
        });
    }

    fn finish(&self, kept: Kept<Procedure>, outcome: &mut Outcome) {
        let procedures = kept.settled(outcome);
        let key = |procedure: &Procedure| (procedure.buyer, procedure.firms.clone());
        for group in grouped(procedures, key) {
            self.ask(&group, outcome);
        }
    }
}

impl X03 {
    fn ask(&self, group: &[Procedure], outcome: &mut Outcome) {
        let Some(first) = group.first() else { return };
        let wins_of = |firm: &Name| group.iter().filter(|one| one.winner == *firm).count();
        if group.len() < self.procedures || first.firms.iter().any(|firm| wins_of(firm) < self.wins)
        {
            return;
        }
        let value = group.len() as f64;
        for procedure in group {
            outcome.flag(procedure.process, value, |outcome| {
                let names = &outcome.shard.names;
                // By identifier, as the numbers of names depend on who read first.
                let wins: BTreeMap<&str, usize> = first
                    .firms
                    .iter()
                    .map(|firm| (names.text(*firm), wins_of(firm)))
                    .collect();
                let wins = wins.iter().map(|(firm, wins)| format!("{firm}: {wins}"));
                let awarded: Option<Money> = group.iter().map(|one| one.awarded).sum();
                let evidence = Evidence::of()
                    .text("buyer", names.text(first.buyer))
                    .text("winner", names.text(procedure.winner))
                    .texts("bidders and their wins", wins)
                    .count("procedures", group.len() as i128)
                    .count("procedures asked about from", self.procedures as i128)
                    .count("wins of each asked about from", self.wins as i128);
                let evidence = match awarded {
                    Some(awarded) => evidence.money("awarded together (IDR)", awarded),
                    None => evidence,
                };
                let ocids = group.iter().map(|one| one.process);
                evidence
                    .texts("processes", ocids.map(|n| outcome.shard.processes.text(n)))
                    .end()
            });
            for firm in &procedure.firms {
                outcome.flag_with(procedure.process, Group::Tenderer, *firm, value);
            }
            outcome.flag_with(procedure.process, Group::Buyer, procedure.buyer, value);
        }
    }
}
