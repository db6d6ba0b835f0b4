//! X01: packages of one kind, for one firm, one after the other, each near the ceiling of direct procurement.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kept::{Kept, Record, grouped, windows};
use super::money::{Money, rupiah};
use super::parts::{has_method_details, sole_supplier, started_on};
use super::thresholds::{Dated, Limits};
use super::{About, Both, Rule};
use crate::date::iso_day;
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process, Tender};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, ProcessNumber, Shard};

/// The ceilings, how near counts as near, and how many packages within how many days are a question.
pub(super) struct X01 {
    works: Dated,
    goods: Dated,
    services: Dated,
    consulting: Dated,
    consulting_classes: BTreeSet<String>,
    methods: BTreeSet<String>,
    near: u32,
    packages: usize,
    days: i64,
    class_digits: usize,
}

/// A package near its ceiling.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Package {
    process: ProcessNumber,
    buyer: Name,
    supplier: Name,
    class: Name,
    amount: Money,
    ceiling: i64,
    day: i64,
}

impl Record for Package {
    fn process(&self) -> ProcessNumber {
        self.process
    }

    fn rename(&mut self, renaming: &Renaming) {
        self.process = renaming.process(self.process);
        for name in [&mut self.buyer, &mut self.supplier, &mut self.class] {
            *name = renaming.of(*name);
        }
    }
}

impl Rule for X01 {
    type Partial = Kept<Package>;

    const ABOUT: &'static About = &About {
        id: "X01",
        version: 1,
        parts: &[],
        needs: Needs::TENDER_DETAILS.and(Needs::AWARDS),
        uses_gaps: false,
        fields: &[
            "/buyer/id",
            "/tender/procurementMethodDetails",
            "/tender/mainProcurementCategory",
            "/tender/value/amount",
            "/tender/value/currency",
            "/tender/items[]/classification/id",
            "/tender/tenderPeriod/startDate",
            "/awards[]/suppliers[]/id",
        ],
        title: Both {
            id: "Paket sejenis tepat di bawah batas pengadaan langsung",
            en: "Similar packages just under the ceiling of direct procurement",
        },
        question: Both {
            id: "Mengapa paket-paket ini tidak diadakan sekaligus melalui tender?",
            en: "Why were these packages not bought together, by tender?",
        },
        ordinary: Both {
            id: "Pekerjaan di lokasi yang berjauhan, sumber dana yang terpisah, atau kebutuhan yang baru muncul kemudian.",
            en: "Work in places far apart, money from separate sources, or a need that only arose later.",
        },
        leaves_out: Both {
            id: "Paket tanpa kode barang, tanpa kategori, tidak dalam rupiah, dan paket yang dibagi kepada beberapa penyedia.",
            en: "Packages without an item class or category, not in rupiah, and packages dealt out to several firms.",
        },
        source: "OCP red flags (contract splitting); ceilings: Perpres 16/2018, 12/2021, 46/2025, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X01", settings, &[])?;
        Ok(Self {
            works: limits.dated("ceiling_works")?,
            goods: limits.dated("ceiling_goods")?,
            services: limits.dated("ceiling_services")?,
            consulting: limits.dated("ceiling_consulting")?,
            consulting_classes: limits.list("consulting_classes"),
            methods: limits.list("methods"),
            near: limits.count("near_ceiling")?,
            packages: limits.count("packages")? as usize,
            days: i64::from(limits.count("days")?),
            class_digits: limits.count("class_digits")? as usize,
        })
    }

    fn fold(&self, kept: &mut Kept<Package>, process: &Process<'_>, shard: &mut Shard) {
        if !has_method_details(process, &self.methods) {
            return;
        }
        let (Some(tender), Some(buyer), Some(supplier), Some(day)) = (
            &process.tender,
            process.buyer.id.as_deref(),
            sole_supplier(process),
            started_on(process),
        ) else {
            return;
        };
        let (Some(amount), Some(class)) = (rupiah(&tender.value), tender.item_classes.first())
        else {
            return;
        };
        let Some(ceiling) = self.ceiling(tender, class, day) else {
            return;
        };
        let limit = Money::whole(ceiling);
        // One that is above the ceiling by itself is no smaller question, so there is no upper limit.
        if amount.is_at_least(self.near, limit) {
            let class: String = class.chars().take(self.class_digits).collect();
            kept.push(Package {
                process: shard.process(process),
                buyer: shard.names.name(buyer),
                supplier: shard.names.name(supplier),
                class: shard.names.name(&class),
                amount,
                ceiling,
                day,
            });
        }
    }

    fn finish(&self, kept: Kept<Package>, outcome: &mut Outcome) {
        let packages = kept.settled(outcome);
        let key = |package: &Package| (package.buyer, package.supplier, package.class);
        for mut group in grouped(packages, key) {
            group.sort_by_key(|package| package.day);
            for window in windows(&group, self.days, |package| package.day) {
                self.ask(window, outcome);
            }
        }
    }
}

impl X01 {
    /// In whole rupiah; `None` when the category has none.
    fn ceiling(&self, tender: &Tender<'_>, class: &str, day: i64) -> Option<i64> {
        let consulting = || {
            let mut classes = self.consulting_classes.iter();
            classes.any(|prefix| class.starts_with(prefix.as_str()))
        };
        match tender.category.as_deref()? {
            "works" => Some(self.works.on(day)),
            "goods" => Some(self.goods.on(day)),
            "services" if consulting() => Some(self.consulting.on(day)),
            "services" => Some(self.services.on(day)),
            _ => None,
        }
    }

    fn ask(&self, window: &[Package], outcome: &mut Outcome) {
        let (Some(first), Some(last)) = (window.first(), window.last()) else {
            return;
        };
        // The ceiling may have been raised in between: what they could not have been bought under together is the
        // highest.
        let ceiling = window.iter().map(|package| package.ceiling).max();
        let ceiling = ceiling.unwrap_or_default();
        let total: Money = window.iter().map(|package| package.amount).sum();
        if window.len() < self.packages || total <= Money::whole(ceiling) {
            return;
        }
        let value = window.len() as f64;
        for package in window {
            outcome.flag(package.process, value, |outcome| {
                let names = &outcome.shard.names;
                let ocids = window.iter().map(|other| other.process);
                Evidence::of()
                    .text("buyer", names.text(package.buyer))
                    .text("supplier", names.text(package.supplier))
                    .text("item class", names.text(package.class))
                    .money("amount", package.amount)
                    .count("ceiling", package.ceiling)
                    .count("share of the ceiling (basis points)", {
                        package.amount.basis_points(Money::whole(package.ceiling))
                    })
                    .count("packages", window.len() as i128)
                    .count("packages asked about from", self.packages as i128)
                    .text("first", &iso_day(first.day))
                    .text("last", &iso_day(last.day))
                    .count("days allowed between", self.days)
                    .money("together", total)
                    .texts("processes", ocids.map(|n| outcome.shard.processes.text(n)))
                    .end()
            });
            outcome.flag_with(package.process, Group::Tenderer, package.supplier, value);
            outcome.flag_with(package.process, Group::Buyer, package.buyer, value);
        }
    }
}
