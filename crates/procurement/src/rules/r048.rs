//! R048: a supplier of very different things.

use serde::{Deserialize, Serialize};

use super::{About, Both, Partial, Rule};
use crate::evidence::Evidence;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::quantile::{quartiles, upper_fence};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Group, Shard};

/// How much of a code makes a class, how many classes are many (without a threshold it follows from the data), and of how
/// many processes at least.
pub(super) struct R048 {
    digits: u32,
    threshold: Option<u32>,
    minimum_processes: u32,
}

/// Per supplier: in how many processes it was awarded classified items, and of which classes.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Classes(Vec<(u32, Vec<Name>)>);

impl Classes {
    fn of(&mut self, supplier: Name) -> &mut (u32, Vec<Name>) {
        if self.0.len() <= supplier.index() {
            self.0.resize_with(supplier.index() + 1, Default::default);
        }
        &mut self.0[supplier.index()]
    }
}

impl Partial for Classes {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        for (at, (processes, classes)) in (0..).zip(other.0) {
            if processes > 0 {
                let mine = self.of(renaming.of(Name(at)));
                mine.0 = mine.0.saturating_add(processes);
                for class in classes {
                    insert(&mut mine.1, renaming.of(class));
                }
            }
        }
    }
}

impl Rule for R048 {
    type Partial = Classes;

    const ABOUT: &'static About = &About {
        id: "R048",
        version: 1,
        parts: &[],
        needs: Needs::AWARDS.and(Needs::AWARD_ITEMS),
        uses_gaps: false,
        fields: &[
            "/awards[]/status",
            "/awards[]/suppliers[]/id",
            "/awards[]/items[]/classification/id",
        ],
        title: Both {
            id: "Penyedia dengan jenis barang sangat beragam",
            en: "Heterogeneous supplier",
        },
        question: Both {
            id: "Benarkah satu penyedia menguasai semua bidang ini?",
            en: "Does one supplier really master all of these fields?",
        },
        ordinary: Both {
            id: "Toko serba ada, distributor besar, dan koperasi memang menjual banyak jenis barang.",
            en: "General stores, large distributors and cooperatives sell many kinds of goods.",
        },
        leaves_out: Both {
            id: "Kontrak dengan lebih dari satu penyedia, dan barang tanpa kode klasifikasi.",
            en: "Awards to several suppliers, and items without a classification.",
        },
        source: "OCP red flags R048; Cardinal 0.0.8; fence: Q3 + 1.5 IQR (Tukey)",
    };

    fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let section = settings.section("R048");
        section.allow(
            "R048",
            &["digits", "threshold", "minimum_contracting_processes"],
        )?;
        Ok(Self {
            digits: section.count("R048", "digits", 2)?,
            threshold: section.optional_count("R048", "threshold")?,
            minimum_processes: section.count("R048", "minimum_contracting_processes", 20)?,
        })
    }

    fn fold(&self, classes: &mut Classes, process: &Process<'_>, shard: &mut Shard) {
        let mut counted: Vec<Name> = Vec::new();
        for award in process.awards.as_deref().unwrap_or_default() {
            let (Some("active"), Some(supplier)) =
                (award.status.as_deref(), award.suppliers.only())
            else {
                continue;
            };
            for code in &award.item_classes {
                let supplier = shard.names.name(supplier);
                let class = shard.names.name(prefix(code, self.digits));
                let mine = classes.of(supplier);
                // A process counts once for a supplier.
                if !counted.contains(&supplier) {
                    counted.push(supplier);
                    mine.0 += 1;
                }
                insert(&mut mine.1, class);
            }
        }
    }

    fn finish(&self, classes: Classes, outcome: &mut Outcome) {
        let minimum = self.minimum_processes;
        let numbered = (0..).zip(&classes.0).map(|(at, counts)| (Name(at), counts));
        let enough: Vec<_> = numbered
            .filter(|(_, (processes, _))| *processes > 0 && *processes >= minimum)
            .collect();
        let count = |classes: &[Name]| u32::try_from(classes.len()).map_or(f64::MAX, f64::from);
        let fence = match self.threshold {
            Some(threshold) => f64::from(threshold),
            None => {
                let mut counts: Vec<f64> =
                    enough.iter().map(|(_, counts)| count(&counts.1)).collect();
                let (q1, q3) = quartiles(&mut counts);
                outcome.meta("q1", q1);
                outcome.meta("q3", q3);
                upper_fence((q1, q3))
            }
        };
        outcome.meta("upper_fence", fence);
        outcome.compare(Group::Tenderer, fence, false, || {
            enough.iter().map(|(_, counts)| count(&counts.1)).collect()
        });
        for (supplier, (processes, classes)) in &enough {
            if count(classes) >= fence {
                outcome.flag_organisation(Group::Tenderer, *supplier, count(classes), |outcome| {
                    let mut codes: Vec<&str> = classes
                        .iter()
                        .map(|class| outcome.shard.names.text(*class))
                        .collect();
                    codes.sort_unstable();
                    Evidence::of()
                        .texts("classes", &codes)
                        .count("number of classes", codes.len() as i128)
                        .count("processes", *processes)
                        .number("upper fence", fence)
                        .count("least number of processes", minimum)
                        .count("suppliers compared", enough.len() as i128)
                        .end()
                });
            }
        }
    }
}

/// The first characters of a code.
fn prefix(code: &str, characters: u32) -> &str {
    let end = code.char_indices().nth(characters as usize);
    end.map_or(code, |(at, _)| &code[..at])
}

fn insert(sorted: &mut Vec<Name>, name: Name) {
    if let Err(at) = sorted.binary_search(&name) {
        sorted.insert(at, name);
    }
}
