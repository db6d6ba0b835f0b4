//! R035: all bids but the winner's were disqualified.

use std::collections::BTreeSet;

use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// How many other bidders must have been disqualified.
pub(super) struct R035 {
    threshold: u32,
}

impl Rule for R035 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "R035",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS),
        uses_gaps: false,
        fields: &[
            "/bids/details[]/status",
            "/bids/details[]/tenderers[]/id",
            "/awards[]/status",
            "/awards[]/suppliers[]/id",
        ],
        title: Both {
            id: "Semua penawar lain digugurkan",
            en: "All except winning bid disqualified",
        },
        question: Both {
            id: "Atas dasar apa semua penawar lain digugurkan?",
            en: "On what grounds was every other bidder disqualified?",
        },
        ordinary: Both {
            id: "Syarat teknis yang wajar tetapi berat, atau penawar lain yang tidak melengkapi dokumen.",
            en: "Fair but demanding requirements, or others that did not complete their documents.",
        },
        leaves_out: Both {
            id: "Proses dengan lebih dari satu pemenang, atau yang pemenangnya bukan satu-satunya penawar sah.",
            en: "Processes with several winners, or whose winner was not the only valid bidder.",
        },
        source: "OCP red flags R035; Cardinal 0.0.8; at least one other bidder: Cardinal's default",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R035");
        section.allow("R035", &["threshold"])?;
        Ok(Self {
            threshold: section.count("R035", "threshold", 1)?.max(1),
        })
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let Some((active, bids)) = process.final_awards() else {
            return;
        };
        let tenderers = |status: &'static str| -> BTreeSet<&str> {
            let with = bids
                .iter()
                .filter(|bid| bid.status.as_deref() == Some(status));
            with.flat_map(|bid| bid.tenderers.ids()).collect()
        };
        let valid = tenderers("valid");
        let (Some(&winner), 1) = (valid.first(), valid.len()) else {
            return;
        };
        let winners: BTreeSet<&str> = active
            .iter()
            .flat_map(|award| award.suppliers.ids())
            .collect();
        if valid != winners {
            return;
        }
        let disqualified = tenderers("disqualified");
        let others: Vec<&str> = disqualified.difference(&valid).copied().collect();
        let count = u32::try_from(others.len()).unwrap_or(u32::MAX);
        if count >= self.threshold {
            shard.flag(process, f64::from(count), || {
                Evidence::of()
                    .text("winner", winner)
                    .texts("disqualified tenderers", &others)
                    .count("number disqualified", count)
                    .count("threshold", self.threshold)
                    .end()
            });
            shard.flag_organisation(process, Group::Tenderer, winner, 0.0);
        }
    }
}
