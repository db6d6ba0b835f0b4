//! Growing a tree tile by tile: what a store keeps between appends, and the tiles it writes.
//!
//! The store keeps each full tile once, as it comes out of [`Edge::append`], and the edge
//! itself (the partial tile of each level), as [`Edge::to_bytes`].

use crate::hash::Hash;
use crate::tile::{TILE_WIDTH, TilePath, tile_width};
use crate::tree::{Frontier, root_of};

/// The right edge of a tree in tiles: its size and the partial tile of each level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    levels: Vec<Vec<Hash>>,
    /// Saves hashing the partial tiles anew for every root, and gives each full tile's root.
    frontier: Frontier,
}

/// A tile that is complete and will never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullTile {
    /// Tile level, from 0.
    pub level: u8,
    /// Index of the tile within its level, from 0.
    pub index: u64,
    /// Its 256 hashes.
    pub hashes: Vec<Hash>,
}

/// Why hashes are not the edge of a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EdgeError {
    /// The partial tile of a level has another width than the size says.
    #[error(
        "level {level} of a tree of {size} leaves has {expected} hashes at its edge, not {found}"
    )]
    Width {
        /// Leaves in the tree.
        size: u64,
        /// Tile level.
        level: usize,
        /// Hashes that the partial tile must have.
        expected: usize,
        /// Hashes that it has.
        found: usize,
    },
    /// The bytes are cut short or too many.
    #[error("the edge of a tree of {size} leaves takes {expected} bytes, not {found}")]
    Length {
        /// Leaves in the tree, 0 if not even that could be read.
        size: u64,
        /// Bytes needed.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// The tree is larger than [`crate::MAX_SIZE`].
    #[error("a tree of {0} leaves is larger than the limit of {max}", max = crate::MAX_SIZE)]
    TooLarge(u64),
}

impl Edge {
    /// The edge of the empty tree.
    pub fn empty() -> Edge {
        Edge::default()
    }

    /// The edge of a tree of `size` leaves from the partial tile of each level, level 0 first.
    /// Levels without partial tile are empty; trailing ones may be left out.
    pub fn from_partial(size: u64, mut levels: Vec<Vec<Hash>>) -> Result<Edge, EdgeError> {
        if size > crate::MAX_SIZE {
            return Err(EdgeError::TooLarge(size));
        }
        levels.resize(levels.len().max(level_count(size)), Vec::new());
        for (level, hashes) in levels.iter().enumerate() {
            let (expected, found) = (partial_width(size, level), hashes.len());
            if expected != found {
                return Err(EdgeError::Width {
                    size,
                    level,
                    expected,
                    found,
                });
            }
        }
        levels.truncate(level_count(size));
        // Each partial tile is a row of perfect subtrees, as many as its width has bits set.
        let mut subtrees = Vec::new();
        for hashes in levels.iter().rev() {
            let mut rest = hashes.as_slice();
            while let Some(width) = rest.len().checked_ilog2() {
                let (subtree, after) = rest.split_at(1 << width);
                subtrees.push(root_of(subtree));
                rest = after;
            }
        }
        // The widths were checked above, so this cannot fail; if it did, so should we.
        let frontier = Frontier::from_subtrees(size, subtrees).ok_or(EdgeError::TooLarge(size))?;
        Ok(Edge { levels, frontier })
    }

    /// Leaves in the tree.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Adds one leaf; gives the tiles that it completes: none 255 times out of 256.
    ///
    /// One node hash per leaf, amortised, and one allocation per tile.
    pub fn append(&mut self, leaf: Hash) -> Vec<FullTile> {
        let mut full = Vec::new();
        push_at(&mut self.levels, 0, leaf);
        let size = self.frontier.size() + 1;
        let levels = &mut self.levels;
        self.frontier.push_with(leaf, |height, root| {
            if height % 8 == 0 {
                let level = height / 8 - 1;
                let hashes = std::mem::take(&mut levels[usize::from(level)]);
                full.push(FullTile {
                    level,
                    index: (size >> height) - 1,
                    hashes,
                });
                push_at(levels, usize::from(level) + 1, root);
            }
        });
        full
    }

    /// The root of the tree: at most one node hash per height.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The hashes of the partial tile of `level`: 0 to 255.
    pub fn partial(&self, level: u8) -> &[Hash] {
        self.levels
            .get(usize::from(level))
            .map_or(&[], Vec::as_slice)
    }

    /// The partial tiles, by level: what has to be served beside the full ones.
    pub fn partial_tiles(&self) -> impl Iterator<Item = (TilePath, &[Hash])> {
        let size = self.size();
        self.levels
            .iter()
            .enumerate()
            .filter(|(_, hashes)| !hashes.is_empty())
            .map(move |(level, hashes)| {
                let level = level as u8; // at most 7
                let index = (size >> (8 * level)) / TILE_WIDTH;
                (
                    TilePath {
                        level,
                        index,
                        width: tile_width(level, index, size),
                    },
                    &hashes[..],
                )
            })
    }

    /// The size as eight big-endian bytes, then the hashes of the partial tiles, level 0 first.
    /// How many each level has follows from the size.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.size().to_be_bytes().to_vec();
        for hash in self.levels.iter().flatten() {
            bytes.extend_from_slice(&hash.0);
        }
        bytes
    }

    /// Reads what [`Edge::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Edge, EdgeError> {
        let found = bytes.len();
        let Some((size, rest)) = bytes.split_first_chunk() else {
            return Err(EdgeError::Length {
                size: 0,
                expected: 8,
                found,
            });
        };
        let size = u64::from_be_bytes(*size);
        let widths = (0..level_count(size)).map(|level| partial_width(size, level));
        let expected = 8 + 32 * widths.clone().sum::<usize>();
        if expected != found {
            return Err(EdgeError::Length {
                size,
                expected,
                found,
            });
        }
        let mut hashes = rest.as_chunks().0.iter().map(|hash| Hash(*hash));
        let levels = widths
            .map(|width| hashes.by_ref().take(width).collect())
            .collect();
        Edge::from_partial(size, levels)
    }
}

/// Tile levels in a tree of `size` leaves: those that hold at least one hash.
fn level_count(size: u64) -> usize {
    size.checked_ilog2()
        .map_or(0, |height| height as usize / 8 + 1)
}

/// Hashes in the partial tile of a level, 0 to 255.
fn partial_width(size: u64, level: usize) -> usize {
    let hashes = if level < 8 { size >> (8 * level) } else { 0 };
    (hashes % TILE_WIDTH) as usize
}

fn push_at(levels: &mut Vec<Vec<Hash>>, level: usize, hash: Hash) {
    if levels.len() == level {
        levels.push(Vec::new());
    }
    let hashes = &mut levels[level];
    if hashes.capacity() == 0 {
        hashes.reserve_exact(TILE_WIDTH as usize);
    }
    hashes.push(hash);
}
