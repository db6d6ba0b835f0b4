//! What was wrong with the input: counted by kind, the first of each kind shown with their lines.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::json::Reason;

/// How many of a kind are kept with their places; the rest are only counted.
pub const SHOWN: usize = 100;

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Problem {
    /// The line is not JSON: it ends too early.
    Truncated,
    /// The line is not JSON.
    NotJson,
    /// The line nests deeper than [`crate::json::MAX_DEPTH`].
    TooDeep,
    /// The line is not UTF-8, which JSON must be.
    NotUtf8,
    /// The line is longer than the limit and was passed over.
    TooLong,
    /// The line is JSON and no object.
    NotAnObject,
    /// The object has no `ocid`, or one that is no string.
    NoOcid,
    /// A record without a compiled release and without releases that could be merged.
    NothingToCompile,
    /// A package without the list that makes it one.
    EmptyPackage,
    /// Between releases of one process a field changes from an object to a plain value or back.
    MergeConflict,
    /// Two or more lines describe the same contracting process.
    DuplicateOcid,
    /// An amount in quotation marks. It is not guessed what number was meant.
    AmountIsText,
    /// A field of another type than the standard gives it; read as if it were absent.
    WrongType,
    /// A date and time that says no zone, or is none at all; it cannot be compared.
    DateWithoutZone,
    /// A bid in another currency than the one compared.
    OtherCurrency,
    /// The file could not be read to its end.
    Unreadable,
}

impl Problem {
    /// Whether the line was left out as a whole, rather than read without one field.
    #[must_use]
    pub fn loses_the_line(self) -> bool {
        !matches!(
            self,
            Self::DuplicateOcid
                | Self::AmountIsText
                | Self::MergeConflict
                | Self::WrongType
                | Self::DateWithoutZone
                | Self::OtherCurrency
        )
    }

    /// What a person reads: what it is, and what can be done.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Truncated => "the line ends inside a value: it was cut off",
            Self::NotJson => "not JSON",
            Self::TooDeep => "nested too deeply: no OCDS data is",
            Self::NotUtf8 => "not UTF-8: if it is ISO-8859-1, say --encoding iso-8859-1",
            Self::TooLong => "longer than the limit: see --max-line",
            Self::NotAnObject => "JSON, but no object",
            Self::NoOcid => "no ocid: whose process it is cannot be told",
            Self::NothingToCompile => {
                "a record with neither a compiled release nor releases (links are not followed)"
            }
            Self::EmptyPackage => "a package without releases or records",
            Self::DuplicateOcid => "this ocid was given before: all its lines are counted",
            Self::MergeConflict => {
                "a field changes its kind between releases of one process: the earlier kind was kept"
            }
            Self::AmountIsText => "an amount in quotation marks: left out, not guessed",
            Self::WrongType => "a field of the wrong type: left out",
            Self::DateWithoutZone => "a date and time without zone: cannot be compared",
            Self::OtherCurrency => "a bid in another currency: left out of comparisons of prices",
            Self::Unreadable => "cannot be read further",
        }
    }
}

impl From<Reason> for Problem {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Truncated => Self::Truncated,
            Reason::TooDeep => Self::TooDeep,
            _ => Self::NotJson,
        }
    }
}

/// Where in the whole input something is: orders as the input does.
///
/// Files in their order, blocks in their order, lines in their order. Which line of which file a place is, is known when
/// all blocks before it were counted; see [`crate::input::Places`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Place(pub u64);

impl Place {
    /// The line (from 0) of a block (from 0).
    #[must_use]
    pub fn new(block: u32, line: u32) -> Self {
        Self(u64::from(block) << 32 | u64::from(line))
    }

    /// The same place when so many blocks come before.
    #[must_use]
    pub fn behind(self, blocks: u32) -> Self {
        Self(self.0 + (u64::from(blocks) << 32))
    }

    /// The block.
    #[must_use]
    pub fn block(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The line within the block.
    #[must_use]
    pub fn line(self) -> u32 {
        self.0 as u32
    }
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Noted {
    /// Where.
    pub place: Place,
    /// Byte, path or value, if that helps.
    pub detail: String,
}

/// All problems of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems {
    kinds: BTreeMap<Problem, (u64, Vec<Noted>)>,
}

impl Problems {
    /// Counts one, and keeps its place while there are few of its kind.
    pub fn note(&mut self, problem: Problem, place: Place, detail: impl FnOnce() -> String) {
        let (count, noted) = self.kinds.entry(problem).or_default();
        *count += 1;
        if noted.len() < SHOWN {
            noted.push(Noted {
                place,
                detail: detail(),
            });
        }
    }

    /// Counts many of which the earliest places were kept, all for one reason.
    pub fn note_many(&mut self, problem: Problem, many: u64, places: &[Place], detail: &str) {
        let (count, noted) = self.kinds.entry(problem).or_default();
        *count = count.saturating_add(many);
        noted.extend(places.iter().map(|place| Noted {
            place: *place,
            detail: detail.to_owned(),
        }));
        // Of several reasons at one place the order is that of their words, whatever order they came in.
        noted.sort_unstable();
        noted.truncate(SHOWN);
    }

    /// Adds another shard's; of the places the earliest are kept.
    pub fn merge(&mut self, other: Self) {
        for (problem, (more, mut places)) in other.kinds {
            let (count, noted) = self.kinds.entry(problem).or_default();
            *count = count.saturating_add(more);
            noted.append(&mut places);
            // Those of one line stay in their order.
            noted.sort_by_key(|noted| noted.place);
            noted.truncate(SHOWN);
        }
    }

    /// Moves all places behind so many blocks.
    pub(crate) fn behind(&mut self, blocks: u32) {
        for (_, noted) in self.kinds.values_mut() {
            for noted in noted {
                noted.place = noted.place.behind(blocks);
            }
        }
    }

    /// How many of a kind.
    #[must_use]
    pub fn count(&self, problem: Problem) -> u64 {
        self.kinds.get(&problem).map_or(0, |(count, _)| *count)
    }

    /// How many lines were left out.
    #[must_use]
    pub fn lost_lines(&self) -> u64 {
        let lost = self.iter().filter(|(problem, ..)| problem.loses_the_line());
        lost.map(|(_, count, _)| count).sum()
    }

    /// Kind, count and the first places, by kind.
    pub fn iter(&self) -> impl Iterator<Item = (Problem, u64, &[Noted])> {
        self.kinds
            .iter()
            .map(|(problem, (count, noted))| (*problem, *count, noted.as_slice()))
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The earliest problem, for those who stop at the first.
    #[must_use]
    pub fn first(&self) -> Option<(Problem, &Noted)> {
        let firsts = self
            .iter()
            .filter_map(|(problem, _, noted)| Some((problem, noted.first()?)));
        firsts.min_by_key(|(_, noted)| noted.place)
    }
}
