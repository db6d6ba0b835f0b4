//! Tiles (C2SP tlog-tiles): their addresses, their bytes, which ones a log must serve, and
//! reading any hash of the tree from them.
//!
//! A tile is 256 consecutive hashes of one height; level 0 holds leaf hashes and each hash of
//! level `l + 1` is the root of one full tile of level `l`. The rightmost tile of a level may
//! be partial. A hash of tile level `l` is thus a subtree of height `8 l`.

use std::fmt;

use crate::hash::Hash;
use crate::proof::{HashReader, TreeError, leaf_range};
use crate::tree::root_of;

/// Hashes in a full tile, and entries in a full bundle.
pub const TILE_WIDTH: u64 = 256;

/// Tile levels that a path may name (the specification's limit; 2^63 leaves need eight).
const MAX_PATH_LEVEL: u64 = 63;

/// Which tile: level, index within the level, and how many of its hashes exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    /// Tile level, 0 to 63; 0 holds leaf hashes.
    pub level: u8,
    /// Index of the tile within its level, from 0.
    pub index: u64,
    /// Hashes in the tile, 1 to 256; 256 is a full tile.
    pub width: u16,
}

impl TilePath {
    /// Whether the tile has all its 256 hashes and so will never change.
    pub fn is_full(&self) -> bool {
        u64::from(self.width) == TILE_WIDTH
    }
}

/// Prints `tile/<level>/<index>`, with `.p/<width>` for a partial tile.
impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "tile/{}/{}",
            self.level,
            index_path(self.index, self.width)
        )
    }
}

/// The address of anything that a log serves in pieces of 256, relative to the log's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Path {
    /// `tile/<level>/<index>[.p/<width>]`: hashes.
    Tile {
        /// Tile level, 0 to 63.
        level: u8,
        /// Index of the tile within its level, from 0.
        index: u64,
        /// Hashes in the tile, 1 to 256.
        width: u16,
    },
    /// `tile/entries/<index>[.p/<width>]`: an entry bundle.
    Entries {
        /// Index of the bundle, from 0.
        index: u64,
        /// Entries in the bundle, 1 to 256.
        width: u16,
    },
    /// `bodies/<index>[.p/<width>]`: a bundle of bodies. Not of the specification but ours.
    Bodies {
        /// Index of the bundle, from 0.
        index: u64,
        /// Bodies in the bundle, 1 to 256.
        width: u16,
    },
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Path::Tile {
                level,
                index,
                width,
            } => TilePath {
                level,
                index,
                width,
            }
            .fmt(f),
            Path::Entries { index, width } => {
                write!(f, "tile/entries/{}", index_path(index, width))
            }
            Path::Bodies { index, width } => write!(f, "bodies/{}", index_path(index, width)),
        }
    }
}

/// Why a path names no tile and no bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a path of this log: write tile/<0 to 63>/<index>, tile/entries/<index> or \
     bodies/<index>, the index as in x001/x234/067, then .p/<1 to 255> if partial"
)]
pub struct PathError(pub String);

/// The path of a tile, such as `tile/0/x001/x234/067` or, for width 12, `tile/0/000.p/12`.
///
/// `width` is 1 to 256 (full); other widths give paths that no log serves.
pub fn tile_path(level: u8, index: u64, width: u16) -> String {
    TilePath {
        level,
        index,
        width,
    }
    .to_string()
}

/// The path of an entry bundle, such as `tile/entries/x001/x234/067`.
pub fn entries_path(index: u64, width: u16) -> String {
    Path::Entries { index, width }.to_string()
}

/// The path of a body bundle, such as `bodies/x001/x234/067`.
pub fn bodies_path(index: u64, width: u16) -> String {
    Path::Bodies { index, width }.to_string()
}

/// Reads a path without leading slash. Only the one canonical spelling is accepted, so that a
/// cache never holds one tile under two addresses.
pub fn parse_path(text: &str) -> Result<Path, PathError> {
    parse(text)
        .filter(|path| path.to_string() == text)
        .ok_or_else(|| PathError(excerpt(text)))
}

/// Every tile that a log of `size` leaves must serve: level by level, full ones first.
///
/// Level 0 doubles as the list of entry bundles (and body bundles), which have the same indexes
/// and widths.
pub fn tiles_for(size: u64) -> impl Iterator<Item = TilePath> {
    (0..8_u8).flat_map(move |level| {
        let hashes = size >> (8 * level);
        let (full, partial) = (hashes / TILE_WIDTH, (hashes % TILE_WIDTH) as u16); // below 256
        let full_tiles = (0..full).map(move |index| TilePath {
            level,
            index,
            width: 256,
        });
        let last = TilePath {
            level,
            index: full,
            width: partial,
        };
        full_tiles.chain((partial > 0).then_some(last))
    })
}

/// The width (0 to 256) that tile `index` of `level` has in a tree of `size` leaves; 0 if the
/// tree does not reach it.
pub fn tile_width(level: u8, index: u64, size: u64) -> u16 {
    let hashes = size.checked_shr(8 * u32::from(level)).unwrap_or(0);
    let before = index.saturating_mul(TILE_WIDTH);
    hashes.saturating_sub(before).min(TILE_WIDTH) as u16 // at most 256
}

/// The hashes of one tile, read one by one.
pub fn tile_hashes<R: HashReader + ?Sized>(
    level: u8,
    index: u64,
    width: u16,
    reader: &R,
) -> Result<Vec<Hash>, TreeError<R::Error>> {
    let beyond = TreeError::NoSuchTile { level, index };
    let first = index.checked_mul(TILE_WIDTH);
    let (Some(height), Some(first)) = (level.checked_mul(8), first) else {
        return Err(beyond);
    };
    let last = first.saturating_add(u64::from(width).saturating_sub(1));
    if leaf_range(height, last).is_none() {
        return Err(beyond);
    }
    (first..first + u64::from(width))
        .map(|i| reader.hash(height, i).map_err(TreeError::Read))
        .collect()
}

/// The bytes of a tile: its hashes one after the other.
pub fn encode_tile(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// Why bytes are not a tile of the width that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a tile of width {width} has {expected} bytes, this one has {found}")]
pub struct TileError {
    /// Hashes that the tile should have.
    pub width: u16,
    /// Bytes that such a tile has.
    pub expected: usize,
    /// Bytes found.
    pub found: usize,
}

/// Reads the bytes of a tile that must hold exactly `width` hashes.
pub fn decode_tile(bytes: &[u8], width: u16) -> Result<Vec<Hash>, TileError> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    if hashes.len() != usize::from(width) || !rest.is_empty() {
        let expected = 32 * usize::from(width);
        return Err(TileError {
            width,
            expected,
            found: bytes.len(),
        });
    }
    Ok(hashes.iter().map(|bytes| Hash(*bytes)).collect())
}

/// Reads any hash of a tree of `size` leaves from its tiles: at most 127 node hashes each.
///
/// `fetch` gives the hashes of one tile, of exactly the width asked for, which is the width the
/// tile has at `size`. What it gives is not checked against the root here.
pub struct TileReader<F> {
    /// Leaves in the tree.
    pub size: u64,
    /// Gives the hashes of a tile.
    pub fetch: F,
}

/// Why a hash could not be read from tiles.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileReadError<E> {
    /// The tile could not be fetched.
    #[error("{path} could not be fetched: {error}")]
    Fetch {
        /// The tile.
        path: TilePath,
        /// Why not.
        error: E,
    },
    /// The tile has another width than the tree's size says.
    #[error("{path} came with {found} hashes")]
    Width {
        /// The tile, with the width it should have.
        path: TilePath,
        /// Hashes that came.
        found: usize,
    },
    /// The subtree is not whole inside the tree.
    #[error("subtree {index} of height {level} is not inside a tree of {size} leaves")]
    Outside {
        /// Height of the subtree.
        level: u8,
        /// Index of the subtree among those of its height.
        index: u64,
        /// Leaves in the tree.
        size: u64,
    },
}

impl<E, F: Fn(TilePath) -> Result<Vec<Hash>, E>> HashReader for TileReader<F> {
    type Error = TileReadError<E>;

    fn hash(&self, level: u8, index: u64) -> Result<Hash, Self::Error> {
        let size = self.size;
        if leaf_range(level, index).is_none_or(|leaves| leaves.end > size) {
            return Err(TileReadError::Outside { level, index, size });
        }
        // A subtree whose height is no multiple of 8 is joined from the 2 to 128 hashes of the
        // tile level below it; they never straddle two tiles.
        let width = 1 << (level % 8);
        let first = index * width;
        let path = TilePath {
            level: level / 8,
            index: first / TILE_WIDTH,
            width: tile_width(level / 8, first / TILE_WIDTH, size),
        };
        let hashes = (self.fetch)(path).map_err(|error| TileReadError::Fetch { path, error })?;
        let from = (first % TILE_WIDTH) as usize;
        match hashes.get(from..from + width as usize) {
            Some(part) if hashes.len() == usize::from(path.width) => Ok(root_of(part)),
            _ => Err(TileReadError::Width {
                path,
                found: hashes.len(),
            }),
        }
    }
}

/// `x001/x234/067` for a full tile, with `.p/<width>` behind it for a partial one.
fn index_path(index: u64, width: u16) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    if u64::from(width) != TILE_WIDTH {
        path = format!("{path}.p/{width}");
    }
    path
}

/// Reads leniently; the caller compares what it prints with what was read.
fn parse(text: &str) -> Option<Path> {
    if let Some(rest) = text.strip_prefix("bodies/") {
        let (index, width) = parse_index(rest)?;
        return Some(Path::Bodies { index, width });
    }
    let (level, rest) = text.strip_prefix("tile/")?.split_once('/')?;
    let (index, width) = parse_index(rest)?;
    if level == "entries" {
        return Some(Path::Entries { index, width });
    }
    let level = crate::parse_decimal(level).filter(|level| *level <= MAX_PATH_LEVEL)?;
    Some(Path::Tile {
        level: level as u8,
        index,
        width,
    }) // at most 63
}

fn parse_index(text: &str) -> Option<(u64, u16)> {
    let (groups, width) = match text.split_once(".p/") {
        Some((groups, width)) => (groups, crate::parse_decimal(width)?),
        None => (text, TILE_WIDTH),
    };
    let partial = groups.len() < text.len();
    if width == 0 || width > TILE_WIDTH || (partial && width == TILE_WIDTH) {
        return None;
    }
    let mut index = 0_u64;
    for group in groups.split('/') {
        let digits = group.strip_prefix('x').unwrap_or(group);
        if digits.len() != 3 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
    }
    Some((index, width as u16)) // at most 256
}

/// The start of a text for an error message: a path comes from strangers and may be long.
fn excerpt(text: &str) -> String {
    text.chars().take(80).collect()
}
