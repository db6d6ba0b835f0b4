//! R058: the winner was much cheaper than the runner-up.

use super::{About, Both, Rule, r024};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::quantile::{quartiles, upper_fence};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Gap, Group, Shard};

/// The difference above which a win is unusually cheap; without one it follows from the data.
pub(super) struct R058 {
    threshold: Option<f64>,
}

impl Rule for R058 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "R058",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS),
        uses_gaps: true,
        fields: r024::R024::ABOUT.fields,
        title: Both {
            id: "Penawaran pemenang jauh lebih rendah",
            en: "Heavily discounted bid",
        },
        question: Both {
            id: "Dapatkah pekerjaan selesai dengan harga itu, tanpa tambahan kontrak?",
            en: "Can the work be done at that price, without additions to the contract?",
        },
        ordinary: Both {
            id: "Penyedia yang sudah punya alat di lokasi, atau pendatang baru yang mau merugi di awal.",
            en: "A supplier with equipment on site, or a newcomer willing to lose at first.",
        },
        leaves_out: r024::R024::ABOUT.leaves_out,
        source: "OCP red flags R058; Cardinal 0.0.8; fence: Q3 + 1.5 IQR (Tukey)",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R058");
        section.allow("R058", &["threshold"])?;
        Ok(Self {
            threshold: section.ratio("R058", "threshold")?,
        })
    }

    fn fold(&self, (): &mut (), _: &Process<'_>, _: &mut Shard) {}

    fn finish(&self, (): (), outcome: &mut Outcome) {
        let gaps = outcome.gaps();
        let fence = self.threshold.unwrap_or_else(|| {
            let mut ratios: Vec<f64> = gaps.iter().map(Gap::ratio).collect();
            let (q1, q3) = quartiles(&mut ratios);
            outcome.meta("q1", q1);
            outcome.meta("q3", q3);
            upper_fence((q1, q3))
        });
        outcome.meta("upper_fence", fence);
        outcome.compare(Group::Ocid, fence, false, || {
            gaps.iter().map(Gap::ratio).collect()
        });
        // If three quarters of the differences are zero, zero is not unusual.
        for gap in gaps
            .iter()
            .filter(|gap| fence > 0.0 && gap.ratio() >= fence)
        {
            outcome.flag(gap.process, gap.ratio(), |outcome| {
                r024::evidence(gap, outcome, "upper fence", fence)
            });
            outcome.flag_with(gap.process, Group::Tenderer, gap.winner, 0.0);
        }
    }
}
