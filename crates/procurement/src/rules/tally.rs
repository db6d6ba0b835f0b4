//! How many of how many, per organisation.

use serde::{Deserialize, Serialize};

use super::Partial;
use crate::names::{Name, Renaming};

/// Some of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How many of them.
    pub some: u32,
    /// Out of how many.
    pub all: u32,
}

impl Share {
    /// The share, between 0 and 1.
    #[must_use]
    #[allow(clippy::float_arithmetic, reason = "a ratio of two counts")]
    pub fn ratio(self) -> f64 {
        f64::from(self.some) / f64::from(self.all)
    }
}

/// A [`Share`] per name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally(Vec<Share>);

impl Tally {
    /// Counts `some` of `all` more.
    pub fn add(&mut self, name: Name, some: u32, all: u32) {
        if self.0.len() <= name.index() {
            self.0.resize(name.index() + 1, Share::default());
        }
        let share = &mut self.0[name.index()];
        share.some = share.some.saturating_add(some);
        share.all = share.all.saturating_add(all);
    }

    /// The shares of those of whom anything was counted.
    pub fn iter(&self) -> impl Iterator<Item = (Name, Share)> {
        let numbered = (0..).zip(&self.0);
        numbered
            .filter(|(_, share)| share.all > 0)
            .map(|(at, share)| (Name(at), *share))
    }
}

impl Partial for Tally {
    fn merge(&mut self, other: Self, renaming: &Renaming) {
        for (name, share) in other.iter() {
            self.add(renaming.of(name), share.some, share.all);
        }
    }
}
