//! X14: packages of one buyer go, without competition, to several firms at one address or telephone number.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::kept::{Kept, Record, grouped, windows};
use super::money::{Money, awarded_rupiah};
use super::parts::{has_method, sole_supplier, started_on};
use super::thresholds::Limits;
use super::{About, Both, Rule, contact};
use crate::date::iso_day;
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, ProcessNumber, Shard};

/// How many firms and packages within how many days are a question, and the key of the hashes.
pub(super) struct X14 {
    methods: BTreeSet<String>,
    firms: usize,
    packages: usize,
    days: i64,
    key: Vec<u8>,
}

/// Used when the settings name no key: enough to keep contacts out of results and logs, not enough for a part file that
/// is given away, as anybody can try numbers against it.
const NO_KEY: &[u8] = b"sinergi X14 without a key";

/// Bytes below which a key can be guessed.
const LEAST_KEY: usize = 16;

/// What a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
enum Kind {
    Address,
    Telephone,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Telephone => "telephone",
        }
    }
}

/// A package and one contact of the firm that got it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Package {
    process: ProcessNumber,
    buyer: Name,
    supplier: Name,
    day: i64,
    awarded: Option<Money>,
    /// Keyed hashes.
    contacts: Vec<(Kind, [u8; 16])>,
}

impl Record for Package {
    fn process(&self) -> ProcessNumber {
        self.process
    }

    fn rename(&mut self, renaming: &Renaming) {
        self.process = renaming.process(self.process);
        self.buyer = renaming.of(self.buyer);
        self.supplier = renaming.of(self.supplier);
    }
}

impl Rule for X14 {
    type Partial = Kept<Package>;

    const ABOUT: &'static About = &About {
        id: "X14",
        version: 1,
        parts: &[],
        needs: Needs::AWARDS.and(Needs::PARTIES),
        uses_gaps: false,
        fields: &[
            "/buyer/id",
            "/tender/procurementMethod",
            "/awards[]/suppliers[]/id",
            "/parties[]/id",
            "/parties[]/address/streetAddress",
            "/parties[]/contactPoint/telephone",
        ],
        title: Both {
            id: "Paket tanpa persaingan untuk beberapa penyedia di satu alamat",
            en: "Packages without competition for several firms at one address",
        },
        question: Both {
            id: "Apakah penyedia-penyedia ini sebenarnya satu, sehingga paketnya dapat diadakan bersama?",
            en: "Are these firms really one, whose packages could have been bought together?",
        },
        ordinary: Both {
            id: "Gedung perkantoran atau kantor virtual bersama, usaha satu keluarga dengan bidang berbeda, atau jasa pengurusan dokumen.",
            en: "A shared office building or virtual office, firms of one family in different lines, or an agent for paperwork.",
        },
        leaves_out: Both {
            id: "Penyedia tanpa alamat dan telepon dalam data, alamat tanpa nomor, dan paket yang dimenangkan bersama.",
            en: "Firms without an address and telephone in the data, addresses without a number, and packages won jointly.",
        },
        source: "OCP red flags (suppliers share contact details; contract splitting); thresholds: judgement, see data/thresholds.toml",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let limits = Limits::of("X14", settings, &["key_file"])?;
        Ok(Self {
            methods: limits.list("methods"),
            firms: limits.count("firms")? as usize,
            packages: limits.count("packages")? as usize,
            days: i64::from(limits.count("days")?),
            key: key(limits.text("key_file"))?,
        })
    }

    fn fold(&self, kept: &mut Kept<Package>, process: &Process<'_>, shard: &mut Shard) {
        if !has_method(process, &self.methods) {
            return;
        }
        let (Some(buyer), Some(supplier), Some(day)) = (
            process.buyer.id.as_deref(),
            sole_supplier(process),
            started_on(process),
        ) else {
            return;
        };
        let mut parties = process.parties.iter();
        let Some(party) = parties.find(|party| party.id.as_deref() == Some(supplier)) else {
            return;
        };
        let hash = |kind: Kind, text: String| (kind, contact::hash(&self.key, kind.key(), &text));
        let address = contact::address(party).map(|text| hash(Kind::Address, text));
        let telephone = contact::telephone(party).map(|text| hash(Kind::Telephone, text));
        let contacts: Vec<_> = address.into_iter().chain(telephone).collect();
        if contacts.is_empty() {
            return;
        }
        kept.push(Package {
            process: shard.process(process),
            buyer: shard.names.name(buyer),
            supplier: shard.names.name(supplier),
            day,
            awarded: awarded_rupiah(process),
            contacts,
        });
    }

    fn finish(&self, kept: Kept<Package>, outcome: &mut Outcome) {
        let packages = kept.settled(outcome);
        let each = packages.iter().flat_map(|package| {
            let contacts = package.contacts.iter();
            contacts.map(move |(kind, hash)| (*kind, *hash, package))
        });
        // Telephones first: of flags that say the same the last is kept, and an address says more.
        let mut each: Vec<_> = each.collect();
        each.sort_by_key(|(kind, _, _)| std::cmp::Reverse(*kind as u8));
        let key =
            |(kind, hash, package): &(Kind, [u8; 16], &Package)| (*kind, *hash, package.buyer);
        for group in grouped(each, key) {
            let Some((kind, _, _)) = group.first() else {
                continue;
            };
            let kind = *kind;
            let mut packages: Vec<&Package> = group.iter().map(|(_, _, one)| *one).collect();
            packages.sort_by_key(|package| package.day);
            for window in windows(&packages, self.days, |package| package.day) {
                self.ask(kind, window, outcome);
            }
        }
    }
}

impl X14 {
    fn ask(&self, kind: Kind, window: &[&Package], outcome: &mut Outcome) {
        let (Some(first), Some(last)) = (window.first(), window.last()) else {
            return;
        };
        let firms: BTreeSet<Name> = window.iter().map(|package| package.supplier).collect();
        if firms.len() < self.firms || window.len() < self.packages {
            return;
        }
        let value = window.len() as f64;
        for package in window {
            outcome.flag(package.process, value, |outcome| {
                let names = &outcome.shard.names;
                let mut suppliers: Vec<&str> = firms.iter().map(|firm| names.text(*firm)).collect();
                suppliers.sort_unstable();
                let evidence = Evidence::of()
                    .text("buyer", names.text(package.buyer))
                    .text("supplier", names.text(package.supplier))
                    .text("shared", kind.key())
                    .texts("suppliers that share it", suppliers)
                    .count("packages", window.len() as i128)
                    .count("packages asked about from", self.packages as i128)
                    .text("first", &iso_day(first.day))
                    .text("last", &iso_day(last.day))
                    .count("days allowed between", self.days);
                let together: Option<Money> = window.iter().map(|one| one.awarded).sum();
                let evidence = match together {
                    Some(together) => evidence.money("awarded together (IDR)", together),
                    None => evidence,
                };
                let ocids = window.iter().map(|one| one.process);
                evidence
                    .texts("processes", ocids.map(|n| outcome.shard.processes.text(n)))
                    .end()
            });
            outcome.flag_with(package.process, Group::Tenderer, package.supplier, value);
            outcome.flag_with(package.process, Group::Buyer, package.buyer, value);
        }
    }
}

/// The bytes of the key's file. The file and not the key stands in the settings, as settings are kept in part files.
fn key(file: Option<&str>) -> Result<Vec<u8>, SettingsError> {
    let Some(file) = file else {
        return Ok(NO_KEY.to_vec());
    };
    let key = std::fs::read(file)
        .ok()
        .filter(|key| key.len() >= LEAST_KEY);
    key.ok_or_else(|| SettingsError::Value {
        section: "X14".to_owned(),
        key: "key_file".to_owned(),
        value: file.to_owned(),
        expected: "a file that can be read and has at least 16 bytes",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_from_a_file_that_is_long_enough() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        let name = file.to_str().unwrap();
        assert!(key(Some(name)).is_err());
        std::fs::write(&file, "short").unwrap();
        assert!(key(Some(name)).is_err());
        std::fs::write(&file, "sixteen bytes at least").unwrap();
        assert_eq!(key(Some(name)).unwrap(), b"sixteen bytes at least");
        assert_eq!(key(None).unwrap(), NO_KEY);
    }
}
