//! X02: an award within a hair of the owner's estimate.

use std::collections::BTreeSet;

use super::money::{WHOLE, amount, awarded};
use super::parts::has_method;
use super::thresholds::Limits;
use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::Shard;

/// What is a hair, and where one expects more.
pub(super) struct X02 {
    methods: BTreeSet<String>,
    close: u32,
}

impl Rule for X02 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "X02",
        version: 1,
        parts: &[],
        needs: Needs::TENDER_DETAILS.and(Needs::AWARDS),
        uses_gaps: false,
        fields: &[
            "/tender/procurementMethod",
            "/tender/value/amount",
            "/tender/value/currency",
            "/awards[]/status",
            "/awards[]/value/amount",
            "/awards[]/value/currency",
        ],
        title: Both {
            id: "Nilai penetapan nyaris sama dengan HPS",
            en: "Award within a hair of the owner's estimate",
        },
        question: Both {
            id: "Mengapa persaingan terbuka tidak menurunkan harga dari HPS?",
            en: "Why did open competition not bring the price below the estimate?",
        },
        ordinary: Both {
            id: "HPS disusun ketat dari harga pasar, harga diatur pemerintah, atau bahan baku naik sesudah HPS ditetapkan.",
            en: "The estimate was drawn up tightly from market prices, prices are regulated, or materials rose after it was set.",
        },
        leaves_out: Both {
            id: "Metode selain terbuka, proses tanpa HPS, dan nilai dalam mata uang yang berbeda.",
            en: "Methods other than open ones, processes without an estimate, and values in different currencies.",
        },
        source: "OCP red flags (winning bid close to the estimate); threshold: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X02", settings, &[])?;
        Ok(Self {
            methods: limits.list("methods"),
            close: limits.count("close")?,
        })
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let Some(tender) = &process.tender else {
            return;
        };
        let (Some((estimate, currency)), Some((award, other))) =
            (amount(&tender.value), awarded(process))
        else {
            return;
        };
        // An award above the estimate is no smaller question than one that equals it.
        let from = WHOLE.saturating_sub(self.close);
        if has_method(process, &self.methods)
            && currency == other
            && estimate.is_positive()
            && award.is_at_least(from, estimate)
        {
            shard.flag(process, award.share(estimate), || {
                Evidence::of()
                    .money("tender.value (HPS)", estimate)
                    .money("awards.value", award)
                    .text("currency", currency)
                    .money("below the estimate", estimate.minus(award))
                    .count("share (basis points)", award.basis_points(estimate))
                    .count("asked about from (basis points)", from)
                    .end()
            });
        }
    }
}
