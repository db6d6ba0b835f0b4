//! Names kept once: identifiers of organisations, currencies and codes become small numbers.
//!
//! A name costs its bytes, four for its end and about five for finding it. Numbers are dense, so that what is counted per
//! organisation is a plain vector.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

/// A name within one [`Names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Name(pub u32);

impl Name {
    /// Its place in a vector that holds something per name.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Names in the order in which they were met first.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct Names {
    list: List,
    places: HashTable<u32>,
}

impl Names {
    /// The number of a name, a new one if it was not met before.
    pub fn name(&mut self, text: &str) -> Name {
        let hash = hash(text);
        let Self { list, places } = self;
        if let Some(&found) = places.find(hash, |&at| list.text(at) == text) {
            return Name(found);
        }
        let new = list.push(text);
        places.insert_unique(hash, new, |&at| hash_of(list, at));
        Name(new)
    }

    /// The number of a name that was met.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Name> {
        let found = self
            .places
            .find(hash(text), |&at| self.list.text(at) == text);
        found.copied().map(Name)
    }

    /// The name behind a number.
    #[must_use]
    pub fn text(&self, name: Name) -> &str {
        self.list.text(name.0)
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether no name was met.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes over another's names and says which number each has here.
    pub fn absorb(&mut self, other: &Names) -> Renaming {
        let numbers = 0..u32::try_from(other.len()).unwrap_or(u32::MAX);
        Renaming {
            names: numbers.map(|at| self.name(other.list.text(at))).collect(),
            first_process: 0,
        }
    }
}

/// The numbers that another shard's names and processes have here.
#[derive(Debug)]
pub struct Renaming {
    names: Vec<Name>,
    pub(crate) first_process: u32,
}

impl Renaming {
    /// The number here of a name there.
    #[must_use]
    pub fn of(&self, there: Name) -> Name {
        // A damaged part may name what it does not hold. Lists are as long as the largest number: so a small one.
        let known = self.names.get(there.index()).copied();
        known.unwrap_or(Name(0))
    }

    /// The number here of a process there.
    #[must_use]
    pub fn process(&self, there: u32) -> u32 {
        self.first_process.saturating_add(there)
    }
}

/// Texts one behind the other, without looking any up.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct List {
    bytes: String,
    ends: Vec<u64>,
}

impl List {
    /// Adds a text and gives its number.
    ///
    /// # Panics
    /// Never before four thousand million texts, for which no machine here has the memory.
    pub fn push(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.ends.len()).expect("fewer than 2^32 texts fit in memory");
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
        number
    }

    /// The text of a number; empty for a number that was never given, which only a damaged part file has.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        let at = number as usize;
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default() as usize;
        let start = at.checked_sub(1).map_or(0, end);
        self.bytes.get(start..end(at)).unwrap_or_default()
    }

    /// The text that was added last.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        let number = u32::try_from(self.ends.len().checked_sub(1)?).ok()?;
        Some(self.text(number))
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds another's texts; the first of them gets the number that is returned.
    pub fn append(&mut self, other: &List) -> u32 {
        let first = self.len();
        let before = self.bytes.len() as u64;
        self.bytes.push_str(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| end + before));
        u32::try_from(first).expect("fewer than 2^32 texts fit in memory")
    }
}

/// How [`Names`] are written to a file: the list; the rest follows from it.
#[derive(Serialize, Deserialize)]
struct Stored(Vec<String>);

impl From<Stored> for Names {
    fn from(Stored(texts): Stored) -> Self {
        let mut names = Self::default();
        for text in &texts {
            names.name(text);
        }
        names
    }
}

impl From<Names> for Stored {
    fn from(names: Names) -> Self {
        let numbers = 0..u32::try_from(names.len()).unwrap_or(u32::MAX);
        Self(numbers.map(|at| names.list.text(at).to_owned()).collect())
    }
}

/// Not against attackers: a file that is made to collide is slow, and no worse.
fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

fn hash_of(list: &List, at: u32) -> u64 {
    hash(list.text(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number_and_absorbing_renames() {
        let mut here = Names::default();
        let mut there = Names::default();
        let (a, b) = (here.name("A"), here.name("B"));
        assert_eq!((a, b, here.name("A")), (Name(0), Name(1), Name(0)));
        let (c, other_b) = (there.name("C"), there.name("B"));
        let renaming = here.absorb(&there);
        assert_eq!(renaming.of(other_b), b);
        assert_eq!(here.text(renaming.of(c)), "C");
        assert_eq!(
            (here.len(), here.find("C"), here.find("D")),
            (3, Some(Name(2)), None)
        );
    }
}
