//! What a run comes to: flags, the fences they were measured against, and what was wrong with the input.

use crate::evidence::Evidence;
use crate::names::Name;
use crate::problems::{Place, Problem};
use crate::rules::About;
use crate::shard::{Gap, Group, ProcessNumber, Shard};

/// One flag.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// Which of the chosen rules.
    pub rule: u8,
    /// Whose.
    pub group: Group,
    /// The number of the process, or of the organisation's name.
    pub key: u32,
    /// How much: each rule says what it means.
    pub value: f64,
    /// What it rests on, if that was asked for.
    pub evidence: Option<Evidence>,
}

/// A group that something was compared with, for drawings.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Which of the chosen rules.
    pub rule: u8,
    /// What the values are of.
    pub group: Group,
    /// One value for each member.
    pub values: Vec<f64>,
    /// Where the unusual begins.
    pub fence: f64,
    /// Whether values below the fence are the unusual ones.
    pub below: bool,
}

impl Compared {
    /// Whether a value is at the fence or beyond.
    #[must_use]
    pub fn is_beyond(&self, value: f64) -> bool {
        match self.below {
            true => value <= self.fence,
            false => value >= self.fence,
        }
    }
}

/// The result of a run.
#[derive(Debug)]
pub struct Outcome {
    /// The rules that ran, by their numbers in the flags.
    pub rules: Vec<&'static About>,
    /// Names, ocids, links and problems.
    pub shard: Shard,
    /// The currency whose prices were compared, if any were.
    pub currency: Option<Name>,
    /// Lines whose ocid was given before.
    pub duplicates: u64,
    /// All flags; [`Outcome::sort`] orders them.
    pub flags: Vec<Flag>,
    /// Fences and quartiles: rule, name, value.
    pub meta: Vec<(u8, String, f64)>,
    /// Groups that were compared; kept with evidence only.
    pub compared: Vec<Compared>,
    current: u8,
}

impl Outcome {
    /// Settles what needs the whole input: the currency, and which ocids were given twice.
    pub(crate) fn new(mut shard: Shard, rules: Vec<&'static About>) -> Self {
        let duplicates = note_duplicates(&mut shard);
        let currency = match shard.common.currency.clone() {
            Some(currency) => Some(shard.names.name(&currency)),
            None => shard.first_currency.map(|(_, name)| name),
        };
        let mut outcome = Self {
            rules,
            flags: Vec::with_capacity(shard.marks.len()),
            shard,
            currency,
            duplicates,
            meta: Vec::new(),
            compared: Vec::new(),
            current: 0,
        };
        outcome.take_marks();
        outcome.note_currencies();
        outcome
    }

    /// Counts the bids whose prices were not compared because of their currency, when prices were compared at all.
    fn note_currencies(&mut self) {
        let compares = self
            .rules
            .iter()
            .any(|about| about.uses_gaps || about.id == "R036");
        let problems = &mut self.shard.problems;
        for (name, bids) in &self.shard.currencies {
            if compares && self.currency.is_some_and(|compared| compared != *name) {
                let currency = self.shard.names.text(*name);
                problems.note_many(Problem::OtherCurrency, bids.count, &bids.places, currency);
            }
        }
    }

    fn take_marks(&mut self) {
        for mark in std::mem::take(&mut self.shard.marks) {
            self.flags.push(Flag {
                rule: mark.rule,
                group: Group::Ocid,
                key: mark.process,
                value: mark.value,
                evidence: mark.evidence,
            });
        }
        for ((rule, group, name), value) in std::mem::take(&mut self.shard.organisations) {
            self.flags.push(Flag {
                rule,
                group,
                key: name.0,
                value,
                evidence: None,
            });
        }
    }

    /// Says whose turn it is to finish.
    pub(crate) fn turn_of(&mut self, rule: u8) {
        self.current = rule;
    }

    /// Whether evidence was asked for.
    #[must_use]
    pub fn wants_evidence(&self) -> bool {
        self.shard.common.evidence
    }

    /// Winners and runners-up in the compared currency, each process once.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        self.shard.gaps.clone()
    }

    /// Flags a process.
    pub fn flag(
        &mut self,
        process: ProcessNumber,
        value: f64,
        evidence: impl FnOnce(&Self) -> Evidence,
    ) {
        self.push(Group::Ocid, process, value, evidence);
    }

    /// Flags an organisation.
    pub fn flag_organisation(
        &mut self,
        group: Group,
        name: Name,
        value: f64,
        evidence: impl FnOnce(&Self) -> Evidence,
    ) {
        self.push(group, name.0, value, evidence);
    }

    /// Flags an organisation because of a process.
    pub fn flag_with(&mut self, process: ProcessNumber, group: Group, name: Name, value: f64) {
        self.flags.push(Flag {
            rule: self.current,
            group,
            key: name.0,
            value,
            evidence: None,
        });
        if self.shard.common.links {
            let links = self.shard.links.entry((Some(self.current), group));
            links.or_default().push((process, name));
        }
    }

    fn push(
        &mut self,
        group: Group,
        key: u32,
        value: f64,
        evidence: impl FnOnce(&Self) -> Evidence,
    ) {
        let evidence = self.wants_evidence().then(|| evidence(self));
        self.flags.push(Flag {
            rule: self.current,
            group,
            key,
            value,
            evidence,
        });
    }

    /// Says what the flags were measured against.
    pub fn meta(&mut self, name: impl Into<String>, value: f64) {
        self.meta.push((self.current, name.into(), value));
    }

    /// Keeps a group that was compared, for drawings; `values` are made only if evidence was asked for.
    pub fn compare(
        &mut self,
        group: Group,
        fence: f64,
        below: bool,
        values: impl FnOnce() -> Vec<f64>,
    ) {
        if self.wants_evidence() {
            self.compared.push(Compared {
                rule: self.current,
                group,
                values: values(),
                fence,
                below,
            });
        }
    }

    /// The ocid or the identifier that a flag is about.
    #[must_use]
    pub fn subject(&self, flag: &Flag) -> &str {
        match flag.group {
            Group::Ocid => self.shard.processes.text(flag.key),
            _ => self.shard.names.text(Name(flag.key)),
        }
    }

    /// Orders the flags by group, subject and rule, and keeps of those that say the same the last.
    pub(crate) fn sort(&mut self) {
        let mut flags = std::mem::take(&mut self.flags);
        let places = &self.shard.process_places;
        let place = |flag: &Flag| match flag.group {
            Group::Ocid => places.get(flag.key as usize).copied(),
            _ => None,
        };
        flags.sort_by(|a, b| {
            let subjects = || self.subject(a).cmp(self.subject(b));
            a.group
                .cmp(&b.group)
                .then_with(subjects)
                .then(a.rule.cmp(&b.rule))
                .then_with(|| place(a).cmp(&place(b)))
        });
        // `dedup_by` keeps the first of equal ones and gives the later first.
        flags.dedup_by(|later, kept| {
            let same = later.group == kept.group
                && later.rule == kept.rule
                && self.subject(later) == self.subject(kept);
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        self.flags = flags;
    }
}

/// Counts lines whose ocid stood on an earlier line.
fn note_duplicates(shard: &mut Shard) -> u64 {
    let mut seen = std::mem::take(&mut shard.seen);
    seen.sort_unstable();
    let mut repeats: Vec<Place> = seen
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| pair[1].1)
        .collect();
    repeats.sort_unstable();
    for place in &repeats {
        shard
            .problems
            .note(Problem::DuplicateOcid, *place, String::new);
    }
    repeats.len() as u64
}
