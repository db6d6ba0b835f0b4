//! R025: a firm that bids often and hardly ever wins.
#![allow(
    clippy::float_arithmetic,
    reason = "shares of counts, as Cardinal computes them"
)]

use super::{About, Both, Rule, Share, Tally};
use crate::evidence::Evidence;
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::quantile::{lower_fence, quantile, quartiles};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// How often is often, and how rarely is rarely; without a threshold the latter follows from the data.
pub(super) struct R025 {
    percentile: u32,
    threshold: Option<f64>,
}

impl Rule for R025 {
    /// Of the processes in which a firm had a valid bid: how many it won.
    type Partial = Tally;

    const ABOUT: &'static About = &About {
        id: "R025",
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
            id: "Sering menawar, hampir tidak pernah menang",
            en: "Excessive unsuccessful bids",
        },
        question: Both {
            id: "Untuk apa penyedia ini terus menawar?",
            en: "What does this supplier keep bidding for?",
        },
        ordinary: Both {
            id: "Penyedia baru yang belum berpengalaman, atau yang harganya memang selalu lebih mahal.",
            en: "A new supplier without experience, or one that is simply always dearer.",
        },
        leaves_out: Both {
            id: "Penawaran bersama (konsorsium), dan proses dengan lebih dari satu pemenang.",
            en: "Joint bids, and processes with several winners.",
        },
        source: "OCP red flags R025; Cardinal 0.0.8; fence: Q1 - 1.5 IQR (Tukey)",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R025");
        section.allow("R025", &["percentile", "threshold"])?;
        Ok(Self {
            percentile: section.count("R025", "percentile", 75)?,
            threshold: section.ratio("R025", "threshold")?,
        })
    }

    fn fold(&self, tally: &mut Tally, process: &Process<'_>, shard: &mut Shard) {
        let Some((winner, bids)) = process.sole_winner() else {
            return;
        };
        // Each firm once per process, however many bids it made.
        let mut counted: Vec<&str> = Vec::with_capacity(bids.len());
        for bid in bids {
            let Some(tenderer) = bid.tenderers.only() else {
                continue;
            };
            if bid.status.as_deref() == Some("valid") && !counted.contains(&tenderer) {
                counted.push(tenderer);
                let name = shard.names.name(tenderer);
                tally.add(name, u32::from(tenderer == winner), 1);
            }
        }
    }

    fn finish(&self, tally: Tally, outcome: &mut Outcome) {
        let mut counts: Vec<f64> = tally
            .iter()
            .map(|(_, share)| f64::from(share.all))
            .collect();
        let often = quantile(&mut counts, f64::from(self.percentile) / 100.0);
        let (rarely, computable) = match self.threshold {
            Some(threshold) => (threshold, true),
            None => {
                let mut ratios: Vec<f64> = tally.iter().map(|(_, share)| share.ratio()).collect();
                let (q1, q3) = quartiles(&mut ratios);
                outcome.meta("q1", q1);
                outcome.meta("q3", q3);
                // If a quarter of the firms never won, never winning is not unusual.
                (lower_fence((q1, q3)), q1 > 0.0)
            }
        };
        outcome.meta("upper_fence", often);
        outcome.meta("lower_fence", rarely);
        if !computable || rarely.is_nan() || rarely <= 0.0 {
            return;
        }
        let of_many = |share: &Share| f64::from(share.all) >= often;
        outcome.compare(Group::Tenderer, rarely, true, || {
            let often = tally.iter().filter(|(_, share)| of_many(share));
            often.map(|(_, share)| share.ratio()).collect()
        });
        for (name, share) in tally.iter() {
            if f64::from(share.all) >= often && share.ratio() <= rarely {
                outcome.flag_organisation(Group::Tenderer, name, share.ratio(), |_| {
                    Evidence::of()
                        .count("processes won", share.some)
                        .count("processes with a valid bid", share.all)
                        .number("share won", share.ratio())
                        .number("lower fence of the share", rarely)
                        .number("lower limit of the number", often)
                        .count("firms compared", tally.iter().count() as i128)
                        .end()
                });
            }
        }
    }
}
