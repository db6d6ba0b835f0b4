//! R036: the lowest bid was disqualified although price alone should decide.

use serde::{Deserialize, Serialize};

use super::{About, Both, Partial, Rule};
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{ProcessNumber, Shard};

/// Has no thresholds.
pub(super) struct R036;

/// Flags that wait until it is known which currency is compared. Empty when the settings name one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Waiting(Vec<(ProcessNumber, Name, Option<Evidence>)>);

impl Partial for Waiting {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        for (process, currency, evidence) in other.0 {
            let (process, currency) = (renaming.process(process), renaming.of(currency));
            self.0.push((process, currency, evidence));
        }
    }
}

impl Rule for R036 {
    type Partial = Waiting;

    const ABOUT: &'static About = &About {
        id: "R036",
        version: 1,
        parts: &[],
        needs: Needs::BIDS.and(Needs::AWARDS),
        uses_gaps: false,
        fields: &[
            "/bids/details[]/status",
            "/bids/details[]/value/amount",
            "/bids/details[]/value/currency",
            "/awards[]/status",
        ],
        title: Both {
            id: "Penawaran terendah digugurkan",
            en: "Lowest bid disqualified",
        },
        question: Both {
            id: "Mengapa penawaran termurah tidak dipakai?",
            en: "Why was the cheapest bid not used?",
        },
        ordinary: Both {
            id: "Penawaran termurah tidak memenuhi syarat teknis, atau harganya tidak wajar.",
            en: "The cheapest bid did not meet the requirements, or its price was not realistic.",
        },
        leaves_out: Both {
            id: "Metode yang tidak memilih berdasarkan harga, dan mata uang lain.",
            en: "Methods that do not choose by price, and other currencies.",
        },
        source: "OCP red flags R036; Cardinal 0.0.8",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        settings.section("R036").allow("R036", &[])?;
        Ok(Self)
    }

    fn fold(&self, waiting: &mut Waiting, process: &Process<'_>, shard: &mut Shard) {
        if !shard.common.compares_prices(process) {
            return;
        }
        let awards = process.awards.as_deref().unwrap_or_default();
        if !awards
            .iter()
            .any(|award| award.status.as_deref() == Some("active"))
        {
            return;
        }
        if let Some(currency) = shard.common.currency.clone() {
            if let Some((lowest, valid)) = lowest_disqualified(process, &currency) {
                shard.flag(process, 1.0, || evidence(lowest, valid, &currency));
            }
            return;
        }
        let mut seen: Vec<&str> = Vec::new();
        for bid in process.submitted_bids() {
            let Some((_, currency)) = bid.value.comparable() else {
                continue;
            };
            shard.meet_currency(currency);
            if seen.contains(&currency) {
                continue;
            }
            seen.push(currency);
            if let Some((lowest, valid)) = lowest_disqualified(process, currency) {
                let name = shard.names.name(currency);
                let evidence = shard
                    .common
                    .evidence
                    .then(|| evidence(lowest, valid, currency));
                waiting.0.push((shard.process(process), name, evidence));
            }
        }
    }

    fn finish(&self, waiting: Waiting, outcome: &mut Outcome) {
        for (process, currency, evidence) in waiting.0 {
            if Some(currency) == outcome.currency {
                outcome.flag(process, 1.0, |_| {
                    evidence.unwrap_or_else(|| Evidence::of().end())
                });
            }
        }
    }
}

/// The lowest bid and the lowest valid one in a currency, if the lowest was disqualified and there is a valid one.
fn lowest_disqualified(process: &Process<'_>, currency: &str) -> Option<(f64, f64)> {
    let (mut lowest, mut valid): (Option<(f64, bool)>, Option<f64>) = (None, None);
    for bid in process.submitted_bids() {
        let Some((amount, of)) = bid.value.comparable() else {
            continue;
        };
        if of != currency {
            continue;
        }
        let status = bid.status.as_deref();
        // Of equal bids the first counts.
        if lowest.is_none_or(|(other, _)| amount < other) {
            lowest = Some((amount, status == Some("disqualified")));
        }
        if status == Some("valid") && valid.is_none_or(|other| amount < other) {
            valid = Some(amount);
        }
    }
    match (lowest, valid) {
        (Some((lowest, true)), Some(valid)) => Some((lowest, valid)),
        _ => None,
    }
}

fn evidence(lowest: f64, valid: f64, currency: &str) -> Evidence {
    Evidence::of()
        .number("lowest bid, disqualified", lowest)
        .number("lowest valid bid", valid)
        .text("currency", currency)
        .end()
}
