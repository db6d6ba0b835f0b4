//! R028: different bidders, the same price.

use std::collections::BTreeSet;

use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// Has no thresholds: equal is equal.
pub(super) struct R028;

impl Rule for R028 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "R028",
        version: 1,
        parts: &[],
        needs: Needs::BIDS,
        uses_gaps: false,
        fields: &[
            "/bids/details[]/status",
            "/bids/details[]/value/amount",
            "/bids/details[]/value/currency",
            "/bids/details[]/tenderers[]/id",
        ],
        title: Both {
            id: "Harga penawaran sama",
            en: "Identical bid prices",
        },
        question: Both {
            id: "Bagaimana dua penawar sampai pada harga yang persis sama?",
            en: "How did two bidders arrive at exactly the same price?",
        },
        ordinary: Both {
            id: "Harga yang ditetapkan pemerintah atau katalog, dan penawaran bulat yang kebetulan sama.",
            en: "Prices set by government or a catalogue, and round figures that happen to meet.",
        },
        leaves_out: Both {
            id: "Metode yang harganya tidak dibandingkan, dan penawaran yang ditarik.",
            en: "Methods whose prices are not compared, and bids that were withdrawn.",
        },
        source: "OCP red flags R028; Cardinal 0.0.8",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        settings.section("R028").allow("R028", &[])?;
        Ok(Self)
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        if !shard.common.compares_prices(process) {
            return;
        }
        // A price is compared with the last bid at that price, so that one firm may bid twice.
        let mut prices: Vec<(f64, &str, BTreeSet<&str>)> = Vec::new();
        for bid in process.submitted_bids() {
            let Some((amount, currency)) = bid.value.comparable() else {
                continue;
            };
            let ids: BTreeSet<&str> = bid.tenderers.ids().collect();
            if ids.is_empty() {
                continue;
            }
            let same = prices
                .iter_mut()
                .find(|price| price.0 == amount && price.1 == currency);
            let Some((_, _, others)) = same else {
                prices.push((amount, currency, ids));
                continue;
            };
            if ids != *others {
                shard.flag(process, 1.0, || {
                    Evidence::of()
                        .number("amount", amount)
                        .text("currency", currency)
                        .texts("tenderers", ids.union(others))
                        .end()
                });
                for id in ids.union(others) {
                    shard.flag_organisation(process, Group::Tenderer, id, 1.0);
                }
            }
            *others = ids;
        }
    }
}
