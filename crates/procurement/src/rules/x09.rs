//! X09: a buyer that signs much of a year's contracts in December.

use std::collections::BTreeSet;

use super::kept::{Key, Sum, Sums, grouped};
use super::money::{amount, shown};
use super::thresholds::Limits;
use super::{About, Both, Rule};
use crate::date::{civil, written_day};
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// Which share is a question, and of how many contracts in how many months at least.
pub(super) struct X09 {
    share: u32,
    contracts: u32,
    in_december: u32,
    months: usize,
}

/// Buyer, currency, year and month.
type When = (Name, Name, i64, i64);

impl Key for When {
    fn renamed(&self, renaming: &Renaming) -> Self {
        (renaming.of(self.0), renaming.of(self.1), self.2, self.3)
    }
}

impl Rule for X09 {
    type Partial = Sums<When>;

    const ABOUT: &'static About = &About {
        id: "X09",
        version: 1,
        parts: &[],
        needs: Needs::CONTRACTS,
        uses_gaps: false,
        fields: &[
            "/buyer/id",
            "/contracts[]/dateSigned",
            "/contracts[]/value/amount",
            "/contracts[]/value/currency",
        ],
        title: Both {
            id: "Kontrak menumpuk di bulan Desember",
            en: "Contracts pile up in December",
        },
        question: Both {
            id: "Apakah kebutuhan yang mendorong belanja Desember, atau sisa anggaran?",
            en: "Was it need that drove the spending of December, or what was left of the budget?",
        },
        ordinary: Both {
            id: "Anggaran perubahan yang baru disahkan, penanganan bencana, atau kontrak tahun depan yang ditandatangani lebih awal.",
            en: "An amended budget passed late, disaster relief, or next year's contracts signed early.",
        },
        leaves_out: Both {
            id: "Kontrak tanpa tanggal atau nilai, tahun dengan sedikit kontrak, dan data yang hanya mencakup beberapa bulan.",
            en: "Contracts without a date or value, years with few contracts, and data of a few months only.",
        },
        source: "J. B. Liebman and N. Mahoney, Do Expiring Budgets Lead to Wasteful Year-End Spending?, American Economic Review 107(11), 2017; threshold: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X09", settings, &[])?;
        Ok(Self {
            share: limits.count("share")?,
            contracts: limits.count("contracts")?,
            in_december: limits.count("in_december")?,
            months: limits.count("months")? as usize,
        })
    }

    fn fold(&self, sums: &mut Sums<When>, process: &Process<'_>, shard: &mut Shard) {
        let Some(buyer) = process.buyer.id.as_deref() else {
            return;
        };
        for contract in &process.contracts {
            let (Some(day), Some((money, currency))) = (
                contract.signed.as_deref().and_then(written_day),
                amount(&contract.value),
            ) else {
                continue;
            };
            if contract.status.as_deref() == Some("cancelled") {
                continue;
            }
            let (year, month, _) = civil(day);
            let (buyer, currency) = (shard.names.name(buyer), shard.names.name(currency));
            sums.add((buyer, currency, year, month), money);
            if month == 12 {
                shard.link(process, Group::Buyer, buyer);
            }
        }
    }

    fn finish(&self, sums: Sums<When>, outcome: &mut Outcome) {
        let mut sums: Vec<(When, Sum)> = sums.iter().map(|(key, sum)| (*key, sum)).collect();
        // Of flags that say the same the last is kept: the latest year, and of that the last currency.
        let currency = |when: &When| outcome.shard.names.text(when.1);
        sums.sort_by(|(a, _), (b, _)| (a.2, currency(a)).cmp(&(b.2, currency(b))));
        let year = |(when, _): &(When, Sum)| (when.0, when.1, when.2);
        let groups = grouped(sums, year);
        let found = groups.iter().filter_map(|group| self.year(group));
        let found: Vec<Year> = found.collect();
        outcome.compare(Group::Buyer, shown(i128::from(self.share)), false, || {
            let shares = found
                .iter()
                .map(|one| one.december.money.share(one.all.money));
            shares.collect()
        });
        for one in &found {
            self.ask(one, found.len(), outcome);
        }
    }
}

/// A year of a buyer.
struct Year {
    buyer: Name,
    currency: Name,
    year: i64,
    all: Sum,
    december: Sum,
    months: usize,
}

impl X09 {
    /// With enough contracts in enough months.
    fn year(&self, group: &[(When, Sum)]) -> Option<Year> {
        let (mut all, mut december) = (Sum::default(), Sum::default());
        let mut months = BTreeSet::new();
        for ((_, _, _, month), sum) in group {
            all.add(*sum);
            months.insert(*month);
            if *month == 12 {
                december.add(*sum);
            }
        }
        let ((buyer, currency, year, _), _) = *group.first()?;
        let enough =
            all.count >= self.contracts && months.len() >= self.months && all.money.is_positive();
        enough.then_some(Year {
            buyer,
            currency,
            year,
            all,
            december,
            months: months.len(),
        })
    }

    fn ask(&self, one: &Year, compared: usize, outcome: &mut Outcome) {
        let (all, december) = (one.all, one.december);
        if december.count < self.in_december || !december.money.is_more_than(self.share, all.money)
        {
            return;
        }
        let value = december.money.share(all.money);
        outcome.flag_organisation(Group::Buyer, one.buyer, value, |outcome| {
            Evidence::of()
                .count("year", one.year)
                .text("currency", outcome.shard.names.text(one.currency))
                .money("signed in December", december.money)
                .money("signed in the year", all.money)
                .count(
                    "share (basis points)",
                    december.money.basis_points(all.money),
                )
                .count("asked about above (basis points)", self.share)
                .count("contracts of December", december.count)
                .count("contracts of the year", all.count)
                .count("least number of contracts", self.contracts)
                .count("months with a contract", one.months as i128)
                .count("years of buyers compared", compared as i128)
                .end()
        });
    }
}
