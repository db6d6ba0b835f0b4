//! Growing a tree leaf by leaf and knowing its root, in O(log n) memory.

use crate::hash::{Hash, empty_root, node_hash};

/// The right edge of a tree: its size and the roots of the perfect subtrees that make it up.
///
/// A tree of `size` leaves is a row of perfect subtrees, one per bit of `size` that is set,
/// largest first (RFC 6962, section 2.1). That row is all that growing and hashing need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// The edge of the empty tree.
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// The edge of a tree of `size` leaves from the roots of its perfect subtrees, largest
    /// first; `None` unless there is one for each bit that is set in `size`.
    pub fn from_subtrees(size: u64, subtrees: Vec<Hash>) -> Option<Frontier> {
        let fits = subtrees.len() == size.count_ones() as usize && size <= crate::MAX_SIZE;
        fits.then_some(Frontier { size, subtrees })
    }

    /// How many leaves were pushed.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the perfect subtrees, largest first: one per bit that is set in the size.
    pub fn subtrees(&self) -> &[Hash] {
        &self.subtrees
    }

    /// Adds one leaf. One node hash per leaf, amortised; no allocation once grown.
    pub fn push(&mut self, leaf: Hash) {
        self.push_with(leaf, |_, _| {});
    }

    /// Adds one leaf and reports every perfect subtree that it completes, as (height, root),
    /// height 1 first. The leaf itself (height 0) is not reported.
    pub fn push_with(&mut self, leaf: Hash, mut completed: impl FnMut(u8, Hash)) {
        let mut hash = leaf;
        // Adding 1 to the size carries through its trailing ones; each carry joins two
        // subtrees of the same height.
        for height in 0..self.size.trailing_ones() {
            let Some(left) = self.subtrees.pop() else {
                break;
            };
            hash = node_hash(&left, &hash);
            completed(height as u8 + 1, hash); // at most 64
        }
        self.subtrees.push(hash);
        self.size += 1;
    }

    /// The root of the tree: at most one node hash per level.
    pub fn root(&self) -> Hash {
        join(self.subtrees.iter().copied()).unwrap_or_else(empty_root)
    }
}

/// The root of the tree over `leaves` (leaf hashes, not entries).
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// Joins a row of perfect subtrees, largest first, into one root, from the right.
pub(crate) fn join(row: impl DoubleEndedIterator<Item = Hash>) -> Option<Hash> {
    row.rev().reduce(|right, left| node_hash(&left, &right))
}
