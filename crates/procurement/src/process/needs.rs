//! Which parts of a process a rule looks at. What no chosen rule needs is checked and passed over, not read.

use std::ops::{BitOr, BitOrAssign};

/// A set of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Needs(u16);

impl Needs {
    /// Status, method, period, number of tenderers, procuring entity and the buyer: always read.
    pub const NOTHING: Needs = Needs(0);
    /// `bids.details`
    pub const BIDS: Needs = Needs(1);
    /// `awards`, without their items
    pub const AWARDS: Needs = Needs(2);
    /// `awards[].items[].classification`
    pub const AWARD_ITEMS: Needs = Needs(4 | 2);
    /// `tender.title`, `.value` and `.items[].classification`
    pub const TENDER_DETAILS: Needs = Needs(8);
    /// `contracts`
    pub const CONTRACTS: Needs = Needs(16);
    /// `parties`
    pub const PARTIES: Needs = Needs(32);
    /// `planning.budget`
    pub const PLANNING: Needs = Needs(64);
    /// Names of organisations beside their ids
    pub const NAMES: Needs = Needs(128);
    /// All of it.
    pub const EVERYTHING: Needs = Needs(u16::MAX);

    /// Whether all of `other` is in this set.
    #[must_use]
    pub const fn contains(self, other: Needs) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together, where a constant is wanted.
    #[must_use]
    pub const fn and(self, other: Needs) -> Needs {
        Needs(self.0 | other.0)
    }
}

impl BitOr for Needs {
    type Output = Needs;

    fn bitor(self, other: Needs) -> Needs {
        self.and(other)
    }
}

impl BitOrAssign for Needs {
    fn bitor_assign(&mut self, other: Needs) {
        *self = *self | other;
    }
}
