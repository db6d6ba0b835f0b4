//! R038: an unusual share of bids is disqualified, by a buyer or of a bidder.

use serde::{Deserialize, Serialize};

use super::{About, Both, Partial, Rule, Share, Tally};
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::quantile::{quartiles, upper_fence};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// Which share is unusual (without a threshold it follows from the data), and of how many bids at least.
pub(super) struct R038 {
    threshold: Option<f64>,
    minimum_bids: u32,
    minimum_processes: u32,
}

/// Of the submitted bids: how many were disqualified.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Disqualified {
    buyer: Tally,
    procuring_entity: Tally,
    tenderer: Tally,
}

impl Partial for Disqualified {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        self.buyer.merge(other.buyer, renaming);
        self.procuring_entity
            .merge(other.procuring_entity, renaming);
        self.tenderer.merge(other.tenderer, renaming);
    }
}

impl Rule for R038 {
    type Partial = Disqualified;

    const ABOUT: &'static About = &About {
        id: "R038",
        version: 1,
        parts: &[],
        needs: Needs::BIDS,
        uses_gaps: false,
        fields: &[
            "/bids/details[]/status",
            "/bids/details[]/tenderers[]/id",
            "/buyer/id",
            "/tender/procuringEntity/id",
        ],
        title: Both {
            id: "Bagian penawaran yang digugurkan sangat besar",
            en: "Excessive disqualified bids",
        },
        question: Both {
            id: "Apakah syaratnya disusun sehingga hampir semua penawar gugur?",
            en: "Are requirements drawn up so that nearly everybody fails them?",
        },
        ordinary: Both {
            id: "Pekerjaan yang sulit, atau banyak penyedia baru yang belum paham dokumen.",
            en: "Difficult work, or many new suppliers that do not know the documents yet.",
        },
        leaves_out: Both {
            id: "Pembeli dan penawar dengan sedikit penawaran.",
            en: "Buyers and bidders with few bids.",
        },
        source: "OCP red flags R038; Cardinal 0.0.8; fence: Q3 + 1.5 IQR (Tukey)",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R038");
        section.allow(
            "R038",
            &[
                "threshold",
                "minimum_submitted_bids",
                "minimum_contracting_processes",
            ],
        )?;
        Ok(Self {
            threshold: section.ratio("R038", "threshold")?,
            minimum_bids: section.count("R038", "minimum_submitted_bids", 2)?,
            minimum_processes: section.count("R038", "minimum_contracting_processes", 2)?,
        })
    }

    fn fold(&self, counts: &mut Disqualified, process: &Process<'_>, shard: &mut Shard) {
        let (mut all, mut disqualified) = (0, 0);
        for bid in process.submitted_bids() {
            let one = u32::from(bid.status.as_deref() == Some("disqualified"));
            all += 1;
            disqualified += one;
            for id in bid.tenderers.ids() {
                counts.tenderer.add(shard.names.name(id), one, 1);
            }
        }
        if all == 0 {
            return;
        }
        let entity = process.tender.as_ref().map(|t| &t.procuring_entity);
        let groups = [
            (Group::Buyer, process.buyer.id.as_deref(), &mut counts.buyer),
            (
                Group::ProcuringEntity,
                entity.and_then(|entity| entity.id.as_deref()),
                &mut counts.procuring_entity,
            ),
        ];
        for (group, id, tally) in groups {
            if let Some(id) = id {
                let name = shard.names.name(id);
                tally.add(name, disqualified, all);
                if disqualified > 0 {
                    shard.link(process, group, name);
                }
            }
        }
    }

    fn finish(&self, counts: Disqualified, outcome: &mut Outcome) {
        // Cardinal compares a buyer's number of bids with what its settings call a number of processes.
        let groups = [
            (Group::Buyer, counts.buyer, self.minimum_processes),
            (
                Group::ProcuringEntity,
                counts.procuring_entity,
                self.minimum_processes,
            ),
            (Group::Tenderer, counts.tenderer, self.minimum_bids),
        ];
        for (group, tally, minimum) in groups {
            let enough = tally.iter().filter(|(_, share)| share.all >= minimum);
            let shares: Vec<(Name, Share)> = enough.collect();
            if !shares.is_empty() {
                self.flag_high(group, &shares, minimum, outcome);
            }
        }
    }
}

impl R038 {
    fn flag_high(
        &self,
        group: Group,
        shares: &[(Name, Share)],
        minimum: u32,
        outcome: &mut Outcome,
    ) {
        let key = group.key();
        let fence = self.threshold.unwrap_or_else(|| {
            let mut ratios: Vec<f64> = shares.iter().map(|(_, share)| share.ratio()).collect();
            let (q1, q3) = quartiles(&mut ratios);
            outcome.meta(format!("{key}_q1"), q1);
            outcome.meta(format!("{key}_q3"), q3);
            upper_fence((q1, q3))
        });
        outcome.meta(format!("{key}_upper_fence"), fence);
        outcome.compare(group, fence, false, || {
            shares.iter().map(|(_, share)| share.ratio()).collect()
        });
        for (name, share) in shares {
            // If three quarters have no disqualified bid, none is not unusual.
            if fence > 0.0 && share.ratio() >= fence {
                outcome.flag_organisation(group, *name, share.ratio(), |_| {
                    Evidence::of()
                        .count("bids disqualified", share.some)
                        .count("bids submitted", share.all)
                        .number("share disqualified", share.ratio())
                        .number("upper fence", fence)
                        .count("least number of bids", minimum)
                        .count("compared", shares.len() as i128)
                        .end()
                });
            }
        }
    }
}
