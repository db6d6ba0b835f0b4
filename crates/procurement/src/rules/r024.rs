//! R024: the runner-up was hardly dearer than the winner.

use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::quantile::{lower_fence, quartiles};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Gap, Group, Shard};

/// The difference below which bids are unusually close; without one it follows from the data.
pub(super) struct R024 {
    threshold: Option<f64>,
}

impl Rule for R024 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "R024",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS),
        uses_gaps: true,
        fields: &[
            "/bids/details[]/status",
            "/bids/details[]/value/amount",
            "/bids/details[]/value/currency",
            "/bids/details[]/tenderers[]/id",
            "/awards[]/status",
            "/awards[]/suppliers[]/id",
        ],
        title: Both {
            id: "Selisih pemenang dan penawar kedua sangat kecil",
            en: "Price close to winning bid",
        },
        question: Both {
            id: "Apakah kedua penawar saling mengetahui harga?",
            en: "Did the two bidders know each other's price?",
        },
        ordinary: Both {
            id: "Barang baku dengan harga pasar yang terbuka memang ditawar dengan harga berdekatan.",
            en: "Standard goods with public market prices are bid at close prices.",
        },
        leaves_out: Both {
            id: "Proses dengan lebih dari satu pemenang, mata uang lain, atau pemenang yang bukan termurah.",
            en: "Processes with several winners, other currencies, or a winner that was not the cheapest.",
        },
        source: "OCP red flags R024; Cardinal 0.0.8; fence: Q1 - 1.5 IQR (Tukey)",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R024");
        section.allow("R024", &["threshold"])?;
        Ok(Self {
            threshold: section.ratio("R024", "threshold")?,
        })
    }

    fn fold(&self, (): &mut (), _: &Process<'_>, _: &mut Shard) {}

    fn finish(&self, (): (), outcome: &mut Outcome) {
        let gaps = outcome.gaps();
        let fence = match self.threshold {
            Some(threshold) => threshold,
            None => match fence_of(&gaps, outcome) {
                // If a quarter of the differences are zero, zero is not unusual.
                (q1, fence) if q1 > 0.0 => fence,
                _ => f64::NAN,
            },
        };
        outcome.compare(Group::Ocid, fence, true, || {
            gaps.iter().map(Gap::ratio).collect()
        });
        let flagged = gaps
            .iter()
            .filter(|gap| fence > 0.0 && gap.ratio() <= fence);
        for gap in flagged {
            outcome.flag(gap.process, gap.ratio(), |outcome| {
                evidence(gap, outcome, "lower fence", fence)
            });
            for name in [gap.winner, gap.second] {
                outcome.flag_with(gap.process, Group::Tenderer, name, 0.0);
            }
        }
        if self.threshold.is_some() {
            outcome.meta("lower_fence", fence);
        }
    }
}

/// First quartile and lower fence of all differences; both go into the result.
fn fence_of(gaps: &[Gap], outcome: &mut Outcome) -> (f64, f64) {
    let mut ratios: Vec<f64> = gaps.iter().map(Gap::ratio).collect();
    let (q1, q3) = quartiles(&mut ratios);
    let fence = lower_fence((q1, q3));
    outcome.meta("q1", q1);
    outcome.meta("q3", q3);
    outcome.meta("lower_fence", fence);
    (q1, fence)
}

/// What a difference between winner and runner-up rests on.
pub(super) fn evidence(gap: &Gap, outcome: &Outcome, fence: &str, at: f64) -> Evidence {
    let names = &outcome.shard.names;
    Evidence::of()
        .text("winner", names.text(gap.winner))
        .number("winner's bid", gap.winner_amount)
        .text("runner-up", names.text(gap.second))
        .number("runner-up's bid", gap.second_amount)
        .text("currency", names.text(gap.currency))
        .number("difference", gap.ratio())
        .number(fence, at)
        .count("processes compared", outcome.shard.gaps.len() as i128)
        .end()
}
