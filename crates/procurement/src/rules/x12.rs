//! X12: a firm's first award in the data is a very large one.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use super::money::{Money, rupiah};
use super::parts::active_awards;
use super::thresholds::{Dated, Limits};
use super::{About, Both, Partial, Rule};
use crate::date::{iso_day, written_day};
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, ProcessNumber, Shard};

/// What is large, and how long the data must go back before a firm may be called new.
pub(super) struct X12 {
    amount: Dated,
    history: i64,
}

/// The day of a firm's first award, and what it was awarded on that day.
#[derive(Debug, Serialize, Deserialize)]
struct First {
    day: i64,
    awards: Vec<(ProcessNumber, Money)>,
}

/// First awards, and the first of all.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Firsts {
    by_supplier: HashMap<Name, First, FxBuildHasher>,
    earliest: Option<i64>,
}

impl Firsts {
    fn see(&mut self, supplier: Name, first: First) {
        let earliest = self.earliest.map_or(first.day, |day| day.min(first.day));
        self.earliest = Some(earliest);
        match self.by_supplier.get_mut(&supplier) {
            Some(known) if known.day < first.day => {}
            Some(known) if known.day == first.day => known.awards.extend(first.awards),
            _ => {
                self.by_supplier.insert(supplier, first);
            }
        }
    }
}

impl Partial for Firsts {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        for (supplier, mut first) in other.by_supplier {
            for (process, _) in &mut first.awards {
                *process = renaming.process(*process);
            }
            self.see(renaming.of(supplier), first);
        }
    }
}

impl Rule for X12 {
    type Partial = Firsts;

    const ABOUT: &'static About = &About {
        id: "X12",
        version: 1,
        parts: &[],
        needs: Needs::AWARDS,
        uses_gaps: false,
        fields: &[
            "/awards[]/status",
            "/awards[]/date",
            "/awards[]/suppliers[]/id",
            "/awards[]/value/amount",
            "/awards[]/value/currency",
        ],
        title: Both {
            id: "Penyedia baru langsung mendapat paket besar",
            en: "A new supplier with a large first award",
        },
        question: Both {
            id: "Pengalaman apa yang dimiliki penyedia ini untuk paket sebesar itu?",
            en: "What experience does this supplier have for a package of this size?",
        },
        ordinary: Both {
            id: "Perusahaan besar dari daerah lain, badan usaha hasil penggabungan, atau nomor identitas yang berganti.",
            en: "A large firm from elsewhere, a firm that came out of a merger, or one whose identifier changed.",
        },
        leaves_out: Both {
            id: "Riwayat di luar data ini, penetapan tanpa tanggal, penetapan bersama, dan nilai yang tidak dalam rupiah.",
            en: "What a firm did outside these data, awards without a date, joint awards, and values not in rupiah.",
        },
        source: "OCP red flags (new firm wins a large contract); amount: Perpres 12/2021 article 65(4), see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X12", settings, &[])?;
        Ok(Self {
            amount: limits.dated("amount")?,
            history: i64::from(limits.count("history")?),
        })
    }

    fn fold(&self, firsts: &mut Firsts, process: &Process<'_>, shard: &mut Shard) {
        for award in active_awards(process) {
            let (Some(supplier), Some(day)) = (
                award.suppliers.only(),
                award.date.as_deref().and_then(written_day),
            ) else {
                continue;
            };
            let supplier = shard.names.name(supplier);
            let known = firsts.by_supplier.get(&supplier);
            if known.is_some_and(|known| known.day < day) {
                continue;
            }
            // An award in another currency is history as well.
            let large = rupiah(&award.value)
                .filter(|amount| *amount >= Money::whole(self.amount.on(day)))
                .map(|amount| (shard.process(process), amount));
            let awards = large.into_iter().collect();
            firsts.see(supplier, First { day, awards });
        }
    }

    fn finish(&self, firsts: Firsts, outcome: &mut Outcome) {
        let Some(earliest) = firsts.earliest else {
            return;
        };
        let suppliers = firsts.by_supplier.len();
        for (supplier, first) in firsts.by_supplier {
            if first.day.saturating_sub(earliest) < self.history {
                continue;
            }
            for (process, amount) in first.awards {
                let threshold = Money::whole(self.amount.on(first.day));
                outcome.flag(process, amount.share(threshold), |outcome| {
                    Evidence::of()
                        .text("supplier", outcome.shard.names.text(supplier))
                        .money("awards.value (IDR)", amount)
                        .money("asked about from (IDR)", threshold)
                        .text("first award of the supplier", &iso_day(first.day))
                        .text("first award in the data", &iso_day(earliest))
                        .count("days between", first.day - earliest)
                        .count("least number of days", self.history)
                        .count("suppliers compared", suppliers as i128)
                        .end()
                });
                outcome.flag_with(process, Group::Tenderer, supplier, amount.share(threshold));
            }
        }
    }
}
