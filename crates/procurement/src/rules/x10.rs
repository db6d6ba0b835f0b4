//! X10: rings: firms that lose to each other around, and leave little to others.
//!
//! A graph: an arrow leads from a firm to one that it often lost to. Where arrows lead around, every firm of the circle
//! both loses to and wins from the others.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::graph::{Edges, circles};
use super::kept::Sums;
use super::money::{Money, WHOLE};
use super::parts::{bidders, has_method, sole_supplier};
use super::thresholds::Limits;
use super::{About, Both, Partial, Rule, Tally};
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// What ties two firms, and when a circle is closed.
pub(super) struct X10 {
    methods: BTreeSet<String>,
    losses: u32,
    tie: u32,
    firms: usize,
    within: u32,
}

/// Who won how many of the procedures it bid in, and who lost how many to whom.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Results {
    wins: Tally,
    losses: Sums<(Name, Name)>,
}

impl Partial for Results {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        self.wins.merge(other.wins, renaming);
        self.losses.merge(other.losses, renaming);
    }
}

impl Rule for X10 {
    type Partial = Results;

    const ABOUT: &'static About = &About {
        id: "X10",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS),
        uses_gaps: false,
        fields: &[
            "/tender/procurementMethod",
            "/bids/details[]/status",
            "/bids/details[]/tenderers[]/id",
            "/awards[]/status",
            "/awards[]/suppliers[]/id",
        ],
        title: Both {
            id: "Lingkaran penyedia yang saling kalah bergantian",
            en: "A ring of firms that lose to each other",
        },
        question: Both {
            id: "Mengapa penyedia-penyedia ini hampir selalu kalah dan menang hanya di antara mereka?",
            en: "Why do these firms lose and win almost only among themselves?",
        },
        ordinary: Both {
            id: "Pasar yang kecil: keahlian khusus atau wilayah terpencil membuat penyedia yang sama selalu bertemu.",
            en: "A small market: special skills or a remote area make the same firms meet each time.",
        },
        leaves_out: Both {
            id: "Dua penyedia saja, proses tanpa data penawaran, dan penawaran bersama sebagai satu kesatuan.",
            en: "Pairs of firms, processes without data on bids, and joint bids as one.",
        },
        source: "OECD Guidelines for Fighting Bid Rigging in Public Procurement (rotation, cover bids); thresholds: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X10", settings, &[])?;
        Ok(Self {
            methods: limits.list("methods"),
            losses: limits.count("losses")?,
            tie: limits.count("tie")?,
            firms: limits.count("firms")? as usize,
            within: limits.count("within")?,
        })
    }

    fn fold(&self, results: &mut Results, process: &Process<'_>, shard: &mut Shard) {
        if !has_method(process, &self.methods) {
            return;
        }
        let Some(winner) = sole_supplier(process) else {
            return;
        };
        let bidders = bidders(process);
        if !bidders.contains(winner) {
            return;
        }
        let winner = shard.names.name(winner);
        for bidder in bidders {
            let bidder = shard.names.name(bidder);
            results.wins.add(bidder, u32::from(bidder == winner), 1);
            shard.link(process, Group::Tenderer, bidder);
            if bidder != winner {
                results.losses.add((bidder, winner), Money::default());
            }
        }
    }

    fn finish(&self, results: Results, outcome: &mut Outcome) {
        for ring in circles(&self.ties(&results)) {
            if ring.len() >= self.firms {
                self.ask(&ring, &results, outcome);
            }
        }
    }
}

impl X10 {
    /// Arrows from firms to those they often lost to.
    fn ties(&self, results: &Results) -> Edges {
        let mut procedures: Vec<u32> = Vec::new();
        for (firm, share) in results.wins.iter() {
            procedures.resize(firm.index(), 0);
            procedures.push(share.all);
        }
        let mut edges = Edges::new();
        for ((loser, winner), sum) in results.losses.iter() {
            let all = procedures.get(loser.index()).copied().unwrap_or_default();
            let tied =
                u64::from(sum.count) * u64::from(WHOLE) >= u64::from(all) * u64::from(self.tie);
            if sum.count >= self.losses && tied {
                edges.entry(*loser).or_default().push(*winner);
            }
        }
        edges
    }

    fn ask(&self, ring: &[Name], results: &Results, outcome: &mut Outcome) {
        let members: BTreeSet<Name> = ring.iter().copied().collect();
        let wins: Vec<_> = results
            .wins
            .iter()
            .filter(|(firm, _)| members.contains(firm))
            .collect();
        let inside = |loser: Name| -> u32 {
            let winners = ring.iter().filter(|winner| **winner != loser);
            winners
                .map(|winner| results.losses.of(&(loser, *winner)).count)
                .sum()
        };
        // Counted once for each member that took part.
        let all: u64 = wins.iter().map(|(_, share)| u64::from(share.all)).sum();
        let within: u64 = wins
            .iter()
            .map(|(firm, share)| u64::from(share.some) + u64::from(inside(*firm)))
            .sum();
        if within * u64::from(WHOLE) < all * u64::from(self.within) {
            return;
        }
        let points = i128::from(within) * i128::from(WHOLE) / i128::from(all.max(1));
        for (firm, share) in &wins {
            outcome.flag_organisation(Group::Tenderer, *firm, ring.len() as f64, |outcome| {
                let names = &outcome.shard.names;
                let mut firms: Vec<&str> = ring.iter().map(|one| names.text(*one)).collect();
                firms.sort_unstable();
                Evidence::of()
                    .texts("ring", firms)
                    .count("firms", ring.len() as i128)
                    .count("procedures of this firm", share.all)
                    .count("won by this firm", share.some)
                    .count("lost within the ring", inside(*firm))
                    .count("participations of all members", all)
                    .count("of these won by members", within)
                    .count("share (basis points)", points)
                    .count("asked about from (basis points)", self.within)
                    .count("losses that tie two firms", self.losses)
                    .count("share of losses that ties (basis points)", self.tie)
                    .end()
            });
        }
    }
}
