//! What one worker, or one part file, has seen: names, flags of single processes, problems, and each rule's own counts.
//!
//! Everything here merges: two shards give what one would have given that saw both their inputs in order. Nothing is
//! approximate, so the order of merging does not show.

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

use crate::evidence::Evidence;
use crate::names::{List, Name, Names, Renaming};
use crate::problems::{Place, Problem, Problems, SHOWN};
use crate::process::Process;
use crate::settings::Settings;

/// What all rules share: which prices are compared, and what the caller wants beside the flags.
#[derive(Debug, Default, Clone)]
pub struct Common {
    /// The currency whose prices are compared; without one, the first that is met.
    pub currency: Option<String>,
    /// Methods (in `procurementMethodDetails`) whose prices are not compared.
    pub no_price_comparison: std::collections::BTreeSet<String>,
    /// Methods whose prices are compared; when there are any, no others.
    pub price_comparison: std::collections::BTreeSet<String>,
    /// Methods that are left out altogether.
    pub excluded: std::collections::BTreeSet<String>,
    /// Keep which process was flagged for which organisation.
    pub links: bool,
    /// Keep what each flag rests on.
    pub evidence: bool,
}

impl Common {
    /// From the settings' top and exclusions.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        Self {
            currency: settings.currency().map(str::to_owned),
            no_price_comparison: settings.list("no_price_comparison_procurement_methods"),
            price_comparison: settings.list("price_comparison_procurement_methods"),
            excluded: settings
                .section("exclusions")
                .list("procurement_method_details", ""),
            links: false,
            evidence: false,
        }
    }

    /// Whether bids of this process are compared by price.
    #[must_use]
    pub fn compares_prices(&self, process: &Process<'_>) -> bool {
        let method = method_details(process);
        if self.price_comparison.is_empty() {
            !method.is_some_and(|method| self.no_price_comparison.contains(method))
        } else {
            method.is_some_and(|method| self.price_comparison.contains(method))
        }
    }

    /// Whether this process is looked at.
    #[must_use]
    pub fn includes(&self, process: &Process<'_>) -> bool {
        !process.is_cancelled()
            && !method_details(process).is_some_and(|method| self.excluded.contains(method))
    }
}

fn method_details<'p>(process: &'p Process<'_>) -> Option<&'p str> {
    process.tender.as_ref()?.method_details.as_deref()
}

/// Whose number a flag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// A contracting process, by its ocid.
    Ocid,
    /// The one who buys.
    Buyer,
    /// The one who runs the procedure.
    ProcuringEntity,
    /// One who bids.
    Tenderer,
}

impl Group {
    /// Cardinal's key in its results.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ocid => "OCID",
            Self::Buyer => "Buyer",
            Self::ProcuringEntity => "ProcuringEntity",
            Self::Tenderer => "Tenderer",
        }
    }
}

/// A process, by the place of its ocid among those that are kept.
pub type ProcessNumber = u32;

/// A flag of a process, found while reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Which of the chosen rules.
    pub rule: u8,
    /// Which process.
    pub process: ProcessNumber,
    /// How much: each rule says what it means.
    pub value: f64,
    /// What it rests on, if that was asked for.
    pub evidence: Option<Evidence>,
}

/// Winner and runner-up of a process, for the rules that compare the two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Which process.
    pub process: ProcessNumber,
    /// In which currency.
    pub currency: Name,
    /// Who won.
    pub winner: Name,
    /// Who bid lowest of the others.
    pub second: Name,
    /// The winner's lowest valid bid.
    pub winner_amount: f64,
    /// The lowest valid bid of another.
    pub second_amount: f64,
}

impl Gap {
    /// By what share of the winner's bid the runner-up was dearer.
    #[must_use]
    #[allow(clippy::float_arithmetic, reason = "a ratio, as Cardinal computes it")]
    pub fn ratio(&self) -> f64 {
        (self.second_amount - self.winner_amount) / self.winner_amount
    }
}

/// Processes, each with an organisation that is tied to it.
pub type Links = Vec<(ProcessNumber, Name)>;

/// One of several releases of a process.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Loose {
    /// Of which process.
    pub ocid: String,
    /// Where it stands.
    pub place: Place,
    /// Its text.
    pub text: String,
}

/// Bids of one currency: how many, and where the first of them are, for it is known late which currency is compared.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Bids {
    /// How many.
    pub count: u64,
    /// The earliest places, in order.
    pub places: Vec<Place>,
}

impl Bids {
    /// Counts one.
    pub fn add(&mut self, place: Place) {
        self.count += 1;
        self.keep(place);
    }

    fn keep(&mut self, place: Place) {
        if self.places.len() < SHOWN || self.places.last().is_some_and(|last| place < *last) {
            let at = self.places.partition_point(|known| *known <= place);
            self.places.insert(at, place);
            self.places.truncate(SHOWN);
        }
    }

    fn merge(&mut self, other: Self) {
        // A part file may hold any number.
        self.count = self.count.saturating_add(other.count);
        other.places.into_iter().for_each(|place| self.keep(place));
    }
}

/// What a worker or a part file has seen, without the rules' own counts.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Shard {
    /// What all rules share.
    #[serde(skip)]
    pub common: Arc<Common>,
    /// Identifiers of organisations, currencies, codes.
    pub names: Names,
    /// The ocids of processes that are flagged or compared.
    pub processes: List,
    /// Where each of them stands.
    pub process_places: Vec<Place>,
    /// Who bought, by name or id; kept with evidence only.
    pub process_buyers: Vec<Option<Name>>,
    /// Flags of processes.
    pub marks: Vec<Mark>,
    /// Flags of organisations that follow from a flag of a process, by rule, group and name.
    pub organisations: HashMap<(u8, Group, Name), f64, FxBuildHasher>,
    /// Which organisations a rule (or all bids, without one) ties to which process.
    pub links: BTreeMap<(Option<u8>, Group), Links>,
    /// Winners and runners-up.
    pub gaps: Vec<Gap>,
    /// The first currency that a comparison of prices met, and where.
    pub first_currency: Option<(Place, Name)>,
    /// Bids in which currency.
    pub currencies: HashMap<Name, Bids, FxBuildHasher>,
    /// What was wrong.
    pub problems: Problems,
    /// Hash of each ocid and its place, to find those given twice.
    pub seen: Vec<(u64, Place)>,
    /// Releases that are not compiled, kept until all of their process are here. They are the one thing that grows with
    /// the input itself; compiled data have none.
    pub loose: Vec<Loose>,
    /// Processes that were looked at.
    pub looked_at: u64,
    /// Processes that were left out: cancelled, or of an excluded method.
    pub left_out: u64,
    #[serde(skip)]
    current: Current,
}

/// Where the fold is.
#[derive(Debug, Default)]
struct Current {
    rule: u8,
    place: Place,
    process: Option<ProcessNumber>,
}

impl Shard {
    /// An empty one.
    #[must_use]
    pub fn new(common: Arc<Common>) -> Self {
        Self {
            common,
            ..Self::default()
        }
    }

    /// Says which process is next.
    pub(crate) fn at(&mut self, place: Place) {
        self.current.place = place;
        self.current.process = None;
    }

    /// Says whose turn it is.
    pub(crate) fn turn_of(&mut self, rule: u8) {
        self.current.rule = rule;
    }

    /// The place of the process that is being read.
    #[must_use]
    pub fn place(&self) -> Place {
        self.current.place
    }

    /// The number of the process that is being read; keeps its ocid.
    pub fn process(&mut self, process: &Process<'_>) -> ProcessNumber {
        if let Some(number) = self.current.process {
            return number;
        }
        let number = self.processes.push(&process.ocid);
        self.process_places.push(self.current.place);
        if self.common.evidence {
            let buyer = process
                .buyer
                .name
                .as_deref()
                .or(process.buyer.id.as_deref());
            let buyer = buyer.map(|buyer| self.names.name(buyer));
            self.process_buyers.push(buyer);
        }
        self.current.process = Some(number);
        number
    }

    /// Flags the process that is being read. `evidence` is made only if it was asked for.
    pub fn flag(&mut self, process: &Process<'_>, value: f64, evidence: impl FnOnce() -> Evidence) {
        let number = self.process(process);
        let evidence = self.common.evidence.then(evidence);
        self.marks.push(Mark {
            rule: self.current.rule,
            process: number,
            value,
            evidence,
        });
    }

    /// Flags an organisation because of the process that is being read.
    pub fn flag_organisation(&mut self, process: &Process<'_>, group: Group, id: &str, value: f64) {
        let name = self.names.name(id);
        let rule = self.current.rule;
        self.organisations.insert((rule, group, name), value);
        self.link(process, group, name);
    }

    /// Keeps that the rule ties an organisation to the process that is being read.
    pub fn link(&mut self, process: &Process<'_>, group: Group, name: Name) {
        if self.common.links {
            let rule = Some(self.current.rule);
            let number = self.process(process);
            self.links
                .entry((rule, group))
                .or_default()
                .push((number, name));
        }
    }

    /// Keeps that a firm submitted a bid.
    pub(crate) fn link_bidder(&mut self, process: &Process<'_>, id: &str) {
        let name = self.names.name(id);
        let number = self.process(process);
        self.links
            .entry((None, Group::Tenderer))
            .or_default()
            .push((number, name));
    }

    /// Where a process stands.
    #[must_use]
    pub fn place_of(&self, process: u32) -> Place {
        let place = self.process_places.get(process as usize);
        place.copied().unwrap_or_default()
    }

    /// Whether every flag is of one of so many rules: a part file may be damaged in a way that its checksum hides.
    pub(crate) fn is_of_rules(&self, rules: usize) -> bool {
        let marks = self.marks.iter().map(|mark| mark.rule);
        let organisations = self.organisations.keys().map(|(rule, ..)| *rule);
        let links = self.links.keys().filter_map(|(rule, _)| *rule);
        let mut all = marks.chain(organisations).chain(links);
        all.all(|rule| usize::from(rule) < rules)
    }

    /// Says that a comparison of prices met a currency.
    pub fn meet_currency(&mut self, currency: &str) {
        if self.common.currency.is_none() && self.first_currency.is_none() {
            let name = self.names.name(currency);
            self.first_currency = Some((self.current.place, name));
        }
    }

    /// Notes a problem of the process that is being read.
    pub fn note(&mut self, problem: Problem, detail: impl FnOnce() -> String) {
        self.problems.note(problem, self.current.place, detail);
    }

    /// Moves all places behind so many blocks: those of the parts before this one.
    pub(crate) fn behind(&mut self, blocks: u32) {
        self.problems.behind(blocks);
        let seen = self.seen.iter_mut().map(|(_, place)| place);
        for place in self.process_places.iter_mut().chain(seen) {
            *place = place.behind(blocks);
        }
        for loose in &mut self.loose {
            loose.place = loose.place.behind(blocks);
        }
        for bids in self.currencies.values_mut() {
            for place in &mut bids.places {
                *place = place.behind(blocks);
            }
        }
        if let Some((place, _)) = &mut self.first_currency {
            *place = place.behind(blocks);
        }
    }

    /// Takes over what another saw, and says how its names are called here and which number its first process has.
    pub(crate) fn merge(&mut self, other: Shard) -> Renaming {
        let mut renaming = self.names.absorb(&other.names);
        renaming.first_process = self.processes.append(&other.processes);
        self.process_places.extend(other.process_places);
        let buyers = other.process_buyers.into_iter();
        self.process_buyers
            .extend(buyers.map(|buyer| buyer.map(|name| renaming.of(name))));
        let first = renaming.first_process;
        self.marks.extend(other.marks.into_iter().map(|mark| Mark {
            process: mark.process.saturating_add(first),
            ..mark
        }));
        for ((rule, group, name), value) in other.organisations {
            self.organisations
                .insert((rule, group, renaming.of(name)), value);
        }
        for (key, links) in other.links {
            let moved = links
                .into_iter()
                .map(|(process, name)| (process.saturating_add(first), renaming.of(name)));
            self.links.entry(key).or_default().extend(moved);
        }
        self.gaps.extend(other.gaps.into_iter().map(|gap| Gap {
            process: gap.process.saturating_add(first),
            currency: renaming.of(gap.currency),
            winner: renaming.of(gap.winner),
            second: renaming.of(gap.second),
            ..gap
        }));
        let theirs = other
            .first_currency
            .map(|(place, name)| (place, renaming.of(name)));
        self.first_currency = earlier(self.first_currency, theirs);
        for (name, bids) in other.currencies {
            let here = self.currencies.entry(renaming.of(name)).or_default();
            here.merge(bids);
        }
        self.problems.merge(other.problems);
        // The longest list there is: not held twice while workers merge.
        match self.seen.is_empty() {
            true => self.seen = other.seen,
            false => self.seen.extend(other.seen),
        }
        self.loose.extend(other.loose);
        self.looked_at = self.looked_at.saturating_add(other.looked_at);
        self.left_out = self.left_out.saturating_add(other.left_out);
        renaming
    }
}

fn earlier(a: Option<(Place, Name)>, b: Option<(Place, Name)>) -> Option<(Place, Name)> {
    match (a, b) {
        (Some(a), Some(b)) if b.0 < a.0 => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    }
}
