//! Inclusion and consistency proofs: made from stored hashes, checked from nothing but the proof.
//!
//! Making follows PATH and PROOF of RFC 6962 (2.1.1, 2.1.2); checking follows the loops of
//! RFC 9162 (2.1.3.2, 2.1.4.2), which share no code with making.

use crate::MAX_SIZE;
use crate::hash::{Hash, empty_root, node_hash};
use crate::tree::join;

/// Where stored hashes come from: tiles, a database, a slice.
pub trait HashReader {
    /// What reading can fail with.
    type Error;

    /// The root of the perfect subtree of height `level` (0 is a leaf) that covers the leaves
    /// from `index * 2^level` up to, not including, `(index + 1) * 2^level`.
    ///
    /// Only subtrees that lie whole inside the tree are asked for.
    fn hash(&self, level: u8, index: u64) -> Result<Hash, Self::Error>;
}

/// Leaf hashes in memory can be read as they are, at the price of hashing each subtree anew.
impl HashReader for [Hash] {
    type Error = NotInMemory;

    fn hash(&self, level: u8, index: u64) -> Result<Hash, NotInMemory> {
        let range = leaf_range(level, index).filter(|range| range.end <= self.len() as u64);
        let Some(range) = range else {
            return Err(NotInMemory { level, index });
        };
        Ok(crate::tree::root_of(
            &self[range.start as usize..range.end as usize],
        ))
    }
}

/// A subtree that reaches beyond the leaf hashes in memory.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("subtree {index} of height {level} reaches beyond the leaves in memory")]
pub struct NotInMemory {
    /// Height of the subtree; 0 is a leaf.
    pub level: u8,
    /// Index of the subtree among those of its height.
    pub index: u64,
}

/// Why hashes of a tree could not be read or a proof not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError<E> {
    /// Reading a stored hash failed.
    #[error("a stored hash could not be read: {0}")]
    Read(E),
    /// The leaf lies outside the tree.
    #[error("leaf {index} is not in a tree of {size} leaves: ask for an index below {size}")]
    NoSuchLeaf {
        /// Index asked for, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The older tree is larger than the newer.
    #[error("the older tree ({old} leaves) is larger than the newer ({new}): swap them")]
    Shrinks {
        /// Leaves in the tree that should be the older.
        old: u64,
        /// Leaves in the tree that should be the newer.
        new: u64,
    },
    /// The tree is larger than 2^63 - 1 leaves.
    #[error("a tree of {0} leaves is larger than the limit of {MAX_SIZE}")]
    TooLarge(u64),
    /// The tile reaches beyond every possible tree.
    #[error("tile {index} of level {level} lies beyond a tree of {MAX_SIZE} leaves")]
    NoSuchTile {
        /// Tile level, from 0.
        level: u8,
        /// Tile index within its level, from 0.
        index: u64,
    },
}

/// Why a proof does not prove what it was brought for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf lies outside the tree.
    #[error("leaf {index} cannot be in a tree of {size} leaves")]
    NoSuchLeaf {
        /// Index claimed, from 0.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
    /// The newer tree is smaller than the older: the log lost entries.
    #[error("the log shrank from {old} to {new} leaves")]
    Shrinks {
        /// Leaves in the older tree.
        old: u64,
        /// Leaves in the newer tree.
        new: u64,
    },
    /// The proof has too many or too few hashes for these sizes.
    #[error("the proof has {found} hashes, which does not fit these sizes")]
    Length {
        /// Hashes in the proof.
        found: usize,
    },
    /// The hashes lead to another root than the one given.
    #[error("the proof leads to root {computed}, not to {expected}")]
    Root {
        /// Root that the proof leads to.
        computed: Hash,
        /// Root that was given.
        expected: Hash,
    },
}

/// The root of the first `size` leaves.
pub fn root<R: HashReader + ?Sized>(size: u64, reader: &R) -> Result<Hash, TreeError<R::Error>> {
    if size > MAX_SIZE {
        return Err(TreeError::TooLarge(size));
    }
    if size == 0 {
        return Ok(empty_root());
    }
    range_root(0, size, reader)
}

/// The proof that leaf `index` (from 0) is in the tree of the first `size` leaves: the
/// siblings on the way from the leaf to the root, the leaf's own first.
pub fn inclusion_proof<R: HashReader + ?Sized>(
    index: u64,
    size: u64,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    if size > MAX_SIZE {
        return Err(TreeError::TooLarge(size));
    }
    if index >= size {
        return Err(TreeError::NoSuchLeaf { index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            proof.push(range_root(middle, end, reader)?);
            end = middle;
        } else {
            proof.push(range_root(start, middle, reader)?);
            start = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of the first `new` leaves only added to that of the first `old`.
///
/// Empty when `old` is 0 or equals `new`: then there is nothing to show.
pub fn consistency_proof<R: HashReader + ?Sized>(
    old: u64,
    new: u64,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    if new > MAX_SIZE {
        return Err(TreeError::TooLarge(new));
    }
    if old > new {
        return Err(TreeError::Shrinks { old, new });
    }
    if old == 0 {
        return Ok(Vec::new());
    }
    let (mut start, mut end) = (0, new);
    let mut proof = Vec::new();
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            proof.push(range_root(middle, end, reader)?);
            end = middle;
        } else {
            proof.push(range_root(start, middle, reader)?);
            start = middle;
        }
    }
    // From 0 to `old` unbroken: the reader of the proof has that hash already, as the old root.
    if start != 0 {
        proof.push(range_root(start, end, reader)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that `leaf` (a leaf hash) is at `index` in the tree of `size` leaves with this root.
///
/// `size` and `root` must come from one verified checkpoint: a proof alone does not always tell
/// sizes apart. Leaf 0 has the same siblings in a tree of 6 as if the tree had 7.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchLeaf { index, size });
    }
    let wrong_length = ProofError::Length { found: proof.len() };
    let mut climb = Climb {
        node: index,
        last: size - 1,
    };
    let mut computed = leaf;
    for sibling in proof {
        if climb.at_top() {
            return Err(wrong_length);
        }
        computed = match climb.step() {
            Side::Left => node_hash(sibling, &computed),
            Side::Right => node_hash(&computed, sibling),
        };
    }
    if !climb.at_top() {
        return Err(wrong_length);
    }
    same_root(computed, root)
}

/// Checks that the tree of `new_size` leaves with `new_root` begins with the leaves of the tree
/// of `old_size` leaves with `old_root`.
///
/// Each size and root must come from one verified checkpoint, as for [`verify_inclusion`].
/// Any tree grows from the empty one, and only from the one empty root, without proof.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::Shrinks {
            old: old_size,
            new: new_size,
        });
    }
    let wrong_length = ProofError::Length { found: proof.len() };
    if old_size == 0 || old_size == new_size {
        if !proof.is_empty() {
            return Err(wrong_length);
        }
        if new_size == 0 {
            same_root(empty_root(), new_root)?;
        }
        let expected_old = if old_size == 0 {
            empty_root()
        } else {
            new_root
        };
        return same_root(expected_old, old_root);
    }
    // A perfect old tree is a node of the new one, and the proof leaves its hash out.
    let (first, rest) = match proof.split_first() {
        _ if old_size.is_power_of_two() => (old_root, proof),
        Some((first, rest)) => (*first, rest),
        None => return Err(wrong_length),
    };
    let mut climb = Climb {
        node: old_size - 1,
        last: new_size - 1,
    };
    climb.rise(climb.node.trailing_ones());
    let (mut old, mut new) = (first, first);
    for sibling in rest {
        if climb.at_top() {
            return Err(wrong_length);
        }
        match climb.step() {
            Side::Left => {
                old = node_hash(sibling, &old);
                new = node_hash(sibling, &new);
            }
            Side::Right => new = node_hash(&new, sibling),
        }
    }
    if !climb.at_top() {
        return Err(wrong_length);
    }
    same_root(old, old_root)?;
    same_root(new, new_root)
}

/// A climb from a node towards the root: its index and that of the last node of its level.
struct Climb {
    node: u64,
    last: u64,
}

/// On which side of the climbing node its sibling stands.
enum Side {
    Left,
    Right,
}

impl Climb {
    fn at_top(&self) -> bool {
        self.last == 0
    }

    fn rise(&mut self, levels: u32) {
        self.node >>= levels;
        self.last >>= levels;
    }

    /// Goes past the next sibling. A last node without a right neighbour is carried up unhashed
    /// until it becomes a right child.
    fn step(&mut self) -> Side {
        let side = if self.node & 1 == 1 {
            Side::Left
        } else if self.node == self.last {
            self.rise(self.node.trailing_zeros());
            Side::Left
        } else {
            Side::Right
        };
        self.rise(1);
        side
    }
}

fn same_root(computed: Hash, expected: Hash) -> Result<(), ProofError> {
    if computed == expected {
        Ok(())
    } else {
        Err(ProofError::Root { computed, expected })
    }
}

/// The largest power of two below `width`, which must be at least 2: RFC 6962's `k`.
fn split(width: u64) -> u64 {
    1 << (width - 1).ilog2()
}

/// The root over the leaves from `start` to before `end`, a range that occurs in the tree as a
/// node: `start` is a multiple of the first power of two that is not below the range's width.
fn range_root<R: HashReader + ?Sized>(
    mut start: u64,
    end: u64,
    reader: &R,
) -> Result<Hash, TreeError<R::Error>> {
    let mut row = Vec::new();
    while start < end {
        let level = (end - start).ilog2();
        row.push(
            reader
                .hash(level as u8, start >> level)
                .map_err(TreeError::Read)?,
        ); // at most 62
        start += 1 << level;
    }
    Ok(join(row.into_iter()).unwrap_or_else(empty_root))
}

/// The leaves under a perfect subtree; `None` if they reach beyond every possible tree.
pub(crate) fn leaf_range(level: u8, index: u64) -> Option<std::ops::Range<u64>> {
    let width = 1_u64.checked_shl(level.into())?;
    let start = index.checked_mul(width)?;
    let end = start.checked_add(width)?;
    (end <= MAX_SIZE).then_some(start..end)
}
