//! The rules: one file each, and the table of all.
//!
//! A rule folds processes into counts of its own ([`Rule::Partial`]), merges such counts, and in the end says what it
//! flags. To add one: write its file, give it a line in [`TABLE`], a page in `docs/rules/` and a fixture pair in
//! `tests/fixtures/`.

mod about;
pub(crate) mod contact;
mod gaps;
mod graph;
mod kept;
mod money;
mod parts;
mod running;
mod tally;
mod thresholds;

mod r003;
mod r018;
mod r024;
mod r025;
mod r028;
mod r030;
mod r035;
mod r036;
mod r038;
mod r048;
mod r058;

mod x01;
mod x02;
mod x03;
mod x04;
mod x05;
mod x06;
mod x07;
mod x08;
mod x09;
mod x10;
mod x11;
mod x12;
mod x13;
mod x14;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use about::{About, Both};
pub(crate) use gaps::{fold_gap, settle_gaps};
pub use running::{AnyRule, Running};
pub use tally::{Share, Tally};
pub use thresholds::{Threshold, Value, thresholds};

use crate::names::Renaming;
use crate::outcome::Outcome;
use crate::process::{Needs, Process};
use crate::settings::{Settings, SettingsError};
use crate::shard::Shard;

/// A red flag: a question that data raise, with the way to compute it.
pub trait Rule: Send + Sync + Sized + 'static {
    /// What the rule counts while it reads. `()` for a rule that flags each process by itself.
    type Partial: Partial;

    /// What it is, for people.
    const ABOUT: &'static About;

    /// Makes it from its section of the settings.
    ///
    /// # Errors
    /// When the section holds what the rule does not know.
    fn new(settings: &Settings) -> Result<Self, SettingsError>;

    /// Looks at one process: flags it in `shard`, or counts it in `partial`.
    fn fold(&self, partial: &mut Self::Partial, process: &Process<'_>, shard: &mut Shard);

    /// Says what the counts of the whole input come to. Flags of single processes are there already.
    fn finish(&self, partial: Self::Partial, outcome: &mut Outcome) {
        let _ = (partial, outcome);
    }
}

/// Counts that merge. Merging must not depend on the order, but for what is bound to a [`crate::problems::Place`].
pub trait Partial: Default + Serialize + DeserializeOwned + Send + 'static {
    /// Takes over another shard's counts, whose names are called differently here.
    fn merge(&mut self, other: Self, renaming: &Renaming);
}

impl Partial for () {
    fn merge(&mut self, (): Self, _: &Renaming) {}
}

/// How a rule is made.
pub struct Entry {
    /// What it is, for people.
    pub about: &'static About,
    make: fn(&Settings) -> Result<Box<dyn AnyRule>, SettingsError>,
}

const fn entry<R: Rule>() -> Entry {
    Entry {
        about: R::ABOUT,
        make: |settings| Ok(running::erase(R::new(settings)?)),
    }
}

/// All rules. The eleven of Cardinal first; those behind them run only when they are asked for.
pub const TABLE: &[Entry] = &[
    entry::<r003::R003>(),
    entry::<r018::R018>(),
    entry::<r024::R024>(),
    entry::<r025::R025>(),
    entry::<r028::R028>(),
    entry::<r030::R030>(),
    entry::<r035::R035>(),
    entry::<r036::R036>(),
    entry::<r038::R038>(),
    entry::<r048::R048>(),
    entry::<r058::R058>(),
    entry::<x01::X01>(),
    entry::<x02::X02>(),
    entry::<x03::X03>(),
    entry::<x04::X04>(),
    entry::<x05::X05>(),
    entry::<x06::X06>(),
    entry::<x07::X07>(),
    entry::<x08::X08>(),
    entry::<x09::X09>(),
    entry::<x10::X10>(),
    entry::<x11::X11>(),
    entry::<x12::X12>(),
    entry::<x13::X13>(),
    entry::<x14::X14>(),
];

/// What is known of a rule by its id.
#[must_use]
pub fn about(id: &str) -> Option<&'static About> {
    TABLE
        .iter()
        .map(|entry| entry.about)
        .find(|about| about.id == id)
}

/// Whether a section of the settings belongs to a rule or to all.
pub(crate) fn has_section(name: &str) -> bool {
    let of_all = name == "exclusions";
    of_all
        || TABLE.iter().any(|entry| {
            let under = name
                .strip_prefix(entry.about.id)
                .and_then(|rest| rest.strip_prefix('.'));
            entry.about.id == name || under.is_some_and(|part| entry.about.parts.contains(&part))
        })
}

/// The rules that the settings choose, in the order of the table.
///
/// # Errors
/// When a section holds what its rule does not know.
pub fn chosen(settings: &Settings) -> Result<Vec<Box<dyn AnyRule>>, SettingsError> {
    settings
        .section("exclusions")
        .allow("exclusions", &["procurement_method_details"])?;
    let chosen = TABLE
        .iter()
        .filter(|entry| settings.chooses(entry.about.id));
    chosen.map(|entry| (entry.make)(settings)).collect()
}

/// What the chosen rules look at together.
pub(crate) fn needs(rules: &[Box<dyn AnyRule>]) -> Needs {
    let all = rules.iter().map(|rule| rule.about().needs);
    all.fold(Needs::NOTHING, Needs::and)
}
