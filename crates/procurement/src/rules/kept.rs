//! Processes that a rule keeps until all are read, because only together they say something.

use std::hash::Hash;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Partial;
use super::money::Money;
use crate::names::{Name, Renaming};
use crate::outcome::Outcome;
use crate::shard::ProcessNumber;

/// What a rule keeps of a process.
pub(super) trait Record: Serialize + DeserializeOwned + Send + 'static {
    /// Its number.
    fn process(&self) -> ProcessNumber;
    /// Calls everything as it is called here.
    fn rename(&mut self, renaming: &Renaming);
}

/// Records, in the order in which they came.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "T: Record")]
pub(super) struct Kept<T: Record>(Vec<T>);

impl<T: Record> Default for Kept<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Record> Kept<T> {
    /// Keeps one.
    pub(super) fn push(&mut self, record: T) {
        self.0.push(record);
    }

    /// In the order of the input, whoever read it; of processes given twice, the last.
    pub(super) fn settled(self, outcome: &Outcome) -> Vec<T> {
        let Self(mut records) = self;
        let shard = &outcome.shard;
        let place = |record: &T| shard.place_of(record.process());
        if outcome.duplicates > 0 {
            let ocid = |record: &T| shard.processes.text(record.process());
            records.sort_by(|a, b| ocid(a).cmp(ocid(b)).then(place(b).cmp(&place(a))));
            records.dedup_by(|a, b| ocid(a) == ocid(b));
        }
        records.sort_by_key(place);
        records
    }
}

impl<T: Record> Partial for Kept<T> {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        for mut record in other.0 {
            record.rename(renaming);
            self.0.push(record);
        }
    }
}

/// Records that have the same key, in order; groups in the order of their first record.
pub(super) fn grouped<T, K: Eq + Hash>(records: Vec<T>, key: impl Fn(&T) -> K) -> Vec<Vec<T>> {
    let mut places: HashMap<K, usize, FxBuildHasher> = HashMap::default();
    let mut groups: Vec<Vec<T>> = Vec::new();
    for record in records {
        let new = groups.len();
        let at = *places.entry(key(&record)).or_insert(new);
        if at == new {
            groups.push(Vec::new());
        }
        groups[at].push(record);
    }
    groups
}

/// Stretches of records, sorted by day, that span at most so many days: for each record the longest that starts with it,
/// without those inside another; the longest last, as of flags that say the same the last is kept.
pub(super) fn windows<T>(records: &[T], days: i64, day: impl Fn(&T) -> i64) -> Vec<&[T]> {
    let mut windows: Vec<&[T]> = Vec::new();
    let mut end = 0;
    for (start, first) in records.iter().enumerate() {
        let before = end;
        let limit = day(first).saturating_add(days);
        while end < records.len() && day(&records[end]) <= limit {
            end += 1;
        }
        if end > before {
            windows.push(&records[start..end]);
        }
    }
    windows.sort_by_key(|window| window.len());
    windows
}

/// How many and how much.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sum {
    /// How many.
    pub(super) count: u32,
    /// How much.
    pub(super) money: Money,
}

impl Sum {
    /// Adds another.
    pub(super) fn add(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        self.money += other.money;
    }
}

/// What sums are kept by.
pub(super) trait Key: Serialize + DeserializeOwned + Send + Eq + Hash + 'static {
    /// As it is called here.
    fn renamed(&self, renaming: &Renaming) -> Self;
}

impl Key for (Name, Name) {
    fn renamed(&self, renaming: &Renaming) -> Self {
        (renaming.of(self.0), renaming.of(self.1))
    }
}

impl Key for (Name, Name, Name) {
    fn renamed(&self, renaming: &Renaming) -> Self {
        let (a, b, c) = *self;
        (renaming.of(a), renaming.of(b), renaming.of(c))
    }
}

/// Sums by a key.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "K: Key")]
pub(super) struct Sums<K: Key>(HashMap<K, Sum, FxBuildHasher>);

impl<K: Key> Default for Sums<K> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<K: Key> Sums<K> {
    /// Counts one more.
    pub(super) fn add(&mut self, key: K, money: Money) {
        self.0.entry(key).or_default().add(Sum { count: 1, money });
    }

    /// The sums, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&K, Sum)> {
        self.0.iter().map(|(key, sum)| (key, *sum))
    }

    /// One sum; empty when nothing was counted.
    pub(super) fn of(&self, key: &K) -> Sum {
        self.0.get(key).copied().unwrap_or_default()
    }
}

impl<K: Key> Partial for Sums<K> {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        for (key, sum) in other.0 {
            self.0.entry(key.renamed(renaming)).or_default().add(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_the_longest_within_the_days() {
        let days = [1, 3, 10, 31, 32, 90];
        let found = windows(&days, 30, |day| *day);
        let expected: [&[i64]; 3] = [&[90], &[1, 3, 10, 31], &[3, 10, 31, 32]];
        assert_eq!(found, expected);
    }
}
