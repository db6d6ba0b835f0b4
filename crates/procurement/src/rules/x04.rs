//! X04: amendments that add more than a tenth to what was awarded.

use super::money::{Money, amount, awarded};
use super::parts::active_awards;
use super::thresholds::Limits;
use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::process::{Contract, Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::Shard;

/// How much more is a question.
pub(super) struct X04 {
    rise: u32,
}

impl Rule for X04 {
    type Partial = ();

    const ABOUT: &'static About = &About {
        id: "X04",
        version: 1,
        parts: &[],
        needs: Needs::AWARDS.and(Needs::CONTRACTS),
        uses_gaps: false,
        fields: &[
            "/awards[]/id",
            "/awards[]/value/amount",
            "/awards[]/value/currency",
            "/contracts[]/awardID",
            "/contracts[]/value/amount",
            "/contracts[]/value/currency",
            "/contracts[]/amendments",
        ],
        title: Both {
            id: "Adendum menambah nilai lebih dari sepersepuluh",
            en: "Amendments add more than a tenth",
        },
        question: Both {
            id: "Apa yang berubah setelah penetapan sehingga nilainya naik sebesar ini?",
            en: "What changed after the award that the value rose this much?",
        },
        ordinary: Both {
            id: "Keadaan darurat, perubahan kondisi lapangan, atau penyesuaian harga kontrak tahun jamak yang memang diatur.",
            en: "Emergencies, site conditions that turned out otherwise, or price adjustment of multi-year contracts as the rules provide.",
        },
        leaves_out: Both {
            id: "Kontrak tanpa adendum dalam data, tanpa nilai penetapan, atau dalam mata uang lain dari penetapannya.",
            en: "Contracts without amendments in the data, without an awarded value, or in another currency than their award.",
        },
        source: "Perpres 16/2018 article 54(2), changed by Perpres 46/2025, see data/thresholds.toml; OCP red flags (contract value rises by amendment)",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X04", settings, &[])?;
        Ok(Self {
            rise: limits.count("rise")?,
        })
    }

    fn fold(&self, (): &mut (), process: &Process<'_>, shard: &mut Shard) {
        let amendments: usize = standing(process).map(|one| one.amendments.len()).sum();
        if amendments == 0 {
            return;
        }
        let (Some((award, currency)), Some(contracted)) = (awarded(process), contracted(process))
        else {
            return;
        };
        let added = contracted.0.minus(award);
        if contracted.1 == currency && award.is_positive() && added.is_more_than(self.rise, award) {
            shard.flag(process, added.share(award), || {
                Evidence::of()
                    .money("awards.value", award)
                    .money("contracts.value", contracted.0)
                    .text("currency", currency)
                    .money("added", added)
                    .count("added (basis points)", added.basis_points(award))
                    .count("asked about above (basis points)", self.rise)
                    .count("amendments", amendments as i128)
                    .end()
            });
        }
    }
}

/// Contracts of awards that stand, and that were not cancelled themselves.
fn standing<'p, 'a>(process: &'p Process<'a>) -> impl Iterator<Item = &'p Contract<'a>> {
    process.contracts.iter().filter(|contract| {
        contract.status.as_deref() != Some("cancelled")
            && active_awards(process).any(|award| {
                award.id.is_some() && award.id.as_deref() == contract.award_id.as_deref()
            })
    })
}

/// What these contracts come to, if each has a value and all are of one currency.
///
/// Together, as one award may be dealt out to several contracts.
fn contracted<'p>(process: &'p Process<'_>) -> Option<(Money, &'p str)> {
    let mut contracts = standing(process).map(|contract| amount(&contract.value));
    let (mut sum, currency) = contracts.next()??;
    for contract in contracts {
        let (money, other) = contract?;
        if other != currency {
            return None;
        }
        sum += money;
    }
    Some((sum, currency))
}
