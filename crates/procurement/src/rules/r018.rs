//! R018: one bidder in an open or selective procedure.

use std::collections::BTreeSet;

use super::r003::matches_method;
use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::Shard;

/// The methods in which several bidders are expected.
pub(super) struct R018 {
    methods: BTreeSet<String>,
}

impl Rule for R018 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "R018",
        version: 1,
        parts: &[],
        needs: Needs::NOTHING,
        uses_gaps: false,
        fields: &["/tender/numberOfTenderers", "/tender/procurementMethod"],
        title: Both {
            id: "Hanya satu peserta pada pemilihan terbuka",
            en: "Single bid received",
        },
        question: Both {
            id: "Mengapa hanya satu penyedia yang menawar?",
            en: "Why did only one supplier bid?",
        },
        ordinary: Both {
            id: "Barang yang sangat khusus, lokasi terpencil, atau pasar dengan sedikit penyedia.",
            en: "Very special goods, remote places, or a market with few suppliers.",
        },
        leaves_out: Both {
            id: "Metode lain, dan proses yang tidak menyebut jumlah peserta.",
            en: "Other methods, and processes that do not state the number of tenderers.",
        },
        source: "OCP red flags R018; Cardinal 0.0.8",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R018");
        section.allow("R018", &["procurement_methods"])?;
        Ok(Self {
            methods: section.list("procurement_methods", "open|selective"),
        })
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let Some(tender) = &process.tender else {
            return;
        };
        // As written: 1.0 and 1e0 are no counts.
        let one = tender
            .number_of_tenderers
            .is_some_and(|number| number.0 == "1");
        if one && matches_method(tender, &self.methods) {
            shard.flag(process, 1.0, || {
                Evidence::of()
                    .text(
                        "tender.procurementMethod",
                        tender.method.as_deref().unwrap_or_default(),
                    )
                    .count("tender.numberOfTenderers", 1)
                    .count("threshold", 1)
                    .end()
            });
        }
    }
}
