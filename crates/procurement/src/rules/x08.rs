//! X08: one supplier has most of what a buyer spends through the electronic catalogue.

use std::collections::BTreeSet;

use super::kept::{Sum, Sums, grouped};
use super::money::{amount, shown};
use super::parts::{active_awards, has_method_details};
use super::thresholds::Limits;
use super::{About, Both, Rule};
use crate::evidence::Evidence;
use crate::names::Name;
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// Which share is a question, and of how many purchases at least.
pub(super) struct X08 {
    methods: BTreeSet<String>,
    share: u32,
    purchases: u32,
    of_supplier: u32,
}

/// Purchases by buyer, supplier and currency.
type Purchases = Sums<(Name, Name, Name)>;

impl Rule for X08 {
    type Partial = Purchases;

    const ABOUT: &'static About = &About {
        id: "X08",
        version: 1,
        parts: &[],
        needs: Needs::AWARDS,
        uses_gaps: false,
        fields: &[
            "/buyer/id",
            "/tender/procurementMethodDetails",
            "/awards[]/status",
            "/awards[]/suppliers[]/id",
            "/awards[]/value/amount",
            "/awards[]/value/currency",
        ],
        title: Both {
            id: "E-purchasing terpusat pada satu penyedia",
            en: "E-purchasing concentrated on one supplier",
        },
        question: Both {
            id: "Mengapa sebagian besar belanja katalog pembeli ini mengalir ke satu penyedia?",
            en: "Why does most of this buyer's catalogue spending go to one supplier?",
        },
        ordinary: Both {
            id: "Obat atau alat dengan satu produsen, harga katalog yang memang terendah, atau satu pembelian besar yang dicicil.",
            en: "Medicine or equipment with one maker, the lowest catalogue price indeed, or one large purchase in instalments.",
        },
        leaves_out: Both {
            id: "Pembelian tanpa nilai, pembelian dari beberapa penyedia sekaligus, dan pembeli dengan sedikit pembelian.",
            en: "Purchases without a value, purchases from several suppliers at once, and buyers with few purchases.",
        },
        source: "OCP red flags (concentration of a buyer's spending); thresholds: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X08", settings, &[])?;
        Ok(Self {
            methods: limits.list("methods"),
            share: limits.count("share")?,
            purchases: limits.count("purchases")?,
            of_supplier: limits.count("of_supplier")?,
        })
    }

    fn fold(&self, purchases: &mut Purchases, process: &Process<'_>, shard: &mut Shard) {
        let Some(buyer) = process.buyer.id.as_deref() else {
            return;
        };
        if !has_method_details(process, &self.methods) {
            return;
        }
        for award in active_awards(process) {
            let (Some(supplier), Some((money, currency))) =
                (award.suppliers.only(), amount(&award.value))
            else {
                continue;
            };
            let names = &mut shard.names;
            let key = (
                names.name(buyer),
                names.name(supplier),
                names.name(currency),
            );
            purchases.add(key, money);
            shard.link(process, Group::Buyer, key.0);
        }
    }

    fn finish(&self, purchases: Purchases, outcome: &mut Outcome) {
        let mut sums: Vec<((Name, Name, Name), Sum)> =
            purchases.iter().map(|(key, sum)| (*key, sum)).collect();
        // Of flags that say the same the last is kept.
        sums.sort_by_key(|((_, _, currency), _)| outcome.shard.names.text(*currency));
        let groups = grouped(sums, |((buyer, _, currency), _)| (*buyer, *currency));
        let found = groups
            .iter()
            .filter_map(|group| self.largest(group, outcome));
        let found: Vec<Largest> = found.collect();
        outcome.compare(Group::Buyer, shown(i128::from(self.share)), false, || {
            let shares = found.iter().map(|one| one.sum.money.share(one.all.money));
            shares.collect()
        });
        for one in &found {
            self.ask(one, found.len(), outcome);
        }
    }
}

/// A buyer's largest supplier.
struct Largest {
    buyer: Name,
    supplier: Name,
    currency: Name,
    sum: Sum,
    all: Sum,
    suppliers: usize,
}

impl X08 {
    /// Of a buyer with enough purchases.
    fn largest(&self, group: &[((Name, Name, Name), Sum)], outcome: &Outcome) -> Option<Largest> {
        let mut all = Sum::default();
        for (_, sum) in group {
            all.add(*sum);
        }
        let names = &outcome.shard.names;
        // Of equal ones the first by identifier, as the order of the group is chance.
        let largest = group.iter().max_by_key(|((_, supplier, _), sum)| {
            (sum.money, std::cmp::Reverse(names.text(*supplier)))
        });
        let ((buyer, supplier, currency), sum) = *largest?;
        let enough = all.count >= self.purchases && all.money.is_positive();
        enough.then_some(Largest {
            buyer,
            supplier,
            currency,
            sum,
            all,
            suppliers: group.len(),
        })
    }

    fn ask(&self, one: &Largest, compared: usize, outcome: &mut Outcome) {
        let (sum, all) = (one.sum, one.all);
        if sum.count < self.of_supplier || !sum.money.is_more_than(self.share, all.money) {
            return;
        }
        let value = sum.money.share(all.money);
        outcome.flag_organisation(Group::Buyer, one.buyer, value, |outcome| {
            let names = &outcome.shard.names;
            Evidence::of()
                .text("supplier", names.text(one.supplier))
                .text("currency", names.text(one.currency))
                .money("from the supplier", sum.money)
                .money("from all suppliers", all.money)
                .count("share (basis points)", sum.money.basis_points(all.money))
                .count("asked about above (basis points)", self.share)
                .count("purchases from the supplier", sum.count)
                .count("purchases", all.count)
                .count("least number of purchases", self.purchases)
                .count("suppliers", one.suppliers as i128)
                .count("buyers compared", compared as i128)
                .end()
        });
    }
}
