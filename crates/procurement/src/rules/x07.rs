//! X07: a buyer whose procedures often have one bidder.

use std::collections::BTreeSet;

use super::money::{WHOLE, shown};
use super::parts::{bidders, has_method};
use super::thresholds::Limits;
use super::{About, Both, Rule, Tally};
use crate::evidence::Evidence;
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// Which share is a question, and of how many procedures at least.
pub(super) struct X07 {
    methods: BTreeSet<String>,
    share: u32,
    procedures: u32,
}

impl Rule for X07 {
    /// Of a buyer's procedures with a known number of bidders: how many had one.
    type Partial = Tally;

    const ABOUT: &'static About = &About {
        id: "X07",
        version: 1,
        parts: &[],
        needs: Needs::BIDS,
        uses_gaps: false,
        fields: &[
            "/buyer/id",
            "/tender/procurementMethod",
            "/tender/numberOfTenderers",
        ],
        title: Both {
            id: "Pembeli yang pemilihannya sering hanya diikuti satu peserta",
            en: "A buyer whose procedures often have one bidder",
        },
        question: Both {
            id: "Apa yang membuat penyedia lain tidak menawar kepada pembeli ini?",
            en: "What keeps other firms from bidding to this buyer?",
        },
        ordinary: Both {
            id: "Kebutuhan yang sangat khusus, daerah terpencil dengan sedikit penyedia, atau paket yang terlalu kecil untuk menarik penawar.",
            en: "Very special needs, a remote area with few firms, or packages too small to attract bidders.",
        },
        leaves_out: Both {
            id: "Pembeli dengan sedikit pemilihan, dan proses yang tidak menyebut jumlah peserta maupun penawaran.",
            en: "Buyers with few procedures, and processes that state neither the number of tenderers nor the bids.",
        },
        source: "European Commission, Single Market Scoreboard, public procurement, indicator 1 (one bidder), see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X07", settings, &[])?;
        Ok(Self {
            methods: limits.list("methods"),
            share: limits.count("share")?,
            procedures: limits.count("procedures")?,
        })
    }

    fn fold(&self, tally: &mut Tally, process: &Process<'_>, shard: &mut Shard) {
        let Some(buyer) = process.buyer.id.as_deref() else {
            return;
        };
        if !has_method(process, &self.methods) {
            return;
        }
        let Some(one) = has_one_bidder(process) else {
            return;
        };
        let name = shard.names.name(buyer);
        tally.add(name, u32::from(one), 1);
        if one {
            shard.link(process, Group::Buyer, name);
        }
    }

    fn finish(&self, tally: Tally, outcome: &mut Outcome) {
        let enough = || {
            tally
                .iter()
                .filter(|(_, share)| share.all >= self.procedures)
        };
        let compared = enough().count();
        outcome.compare(Group::Buyer, shown(i128::from(self.share)), false, || {
            enough().map(|(_, share)| share.ratio()).collect()
        });
        for (buyer, share) in enough() {
            let points = i128::from(share.some) * i128::from(WHOLE) / i128::from(share.all.max(1));
            // More than, as the scoreboard has it; compared without the rounding of what is shown.
            let above = u64::from(share.some) * u64::from(WHOLE)
                > u64::from(share.all) * u64::from(self.share);
            if above {
                outcome.flag_organisation(Group::Buyer, buyer, shown(points), |_| {
                    Evidence::of()
                        .count("procedures with one bidder", share.some)
                        .count("procedures", share.all)
                        .count("share (basis points)", points)
                        .count("asked about above (basis points)", self.share)
                        .count("least number of procedures", self.procedures)
                        .count("buyers compared", compared as i128)
                        .end()
                });
            }
        }
    }
}

/// `None` when the data do not say, or when nobody bid.
fn has_one_bidder(process: &Process<'_>) -> Option<bool> {
    let stated = process.tender.as_ref().and_then(|t| t.number_of_tenderers);
    match stated {
        Some(number) if number.0 != "0" => Some(number.0 == "1"),
        Some(_) => None,
        None => match bidders(process).len() {
            0 => None,
            bidders => Some(bidders == 1),
        },
    }
}
