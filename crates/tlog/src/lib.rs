//! The transparency log as pure functions over its published specifications.
//!
//! signed-note 1.0.0, tlog-checkpoint 1.0.0, tlog-tiles 0.1.0, tlog-cosignature 1.0.1 and
//! tlog-proof v1 of C2SP, with RFC 6962 hashing (SHA-256). Readers with other software can
//! follow a log made with these functions.
//!
//! This crate knows no runtime, database, network, file system or clock: time is an argument,
//! hashes come through [`HashReader`], and what is stored where is the caller's business. It
//! knows nothing of Sinergi's subjects either: an entry is bytes.
//!
//! | module | what it holds |
//! |---|---|
//! | [`hash`] | leaf and node hashing |
//! | [`tree`] | growing a tree and its root with O(log n) memory |
//! | [`proof`] | inclusion and consistency proofs: making and checking |
//! | [`tile`] | tile and bundle paths, tile encoding, reading hashes from tiles |
//! | [`edge`] | growing a tree tile by tile, for a store that keeps only full tiles |
//! | [`bundle`] | entry bundles and body bundles |
//! | [`note`] | signed notes, signing keys and verifier keys |
//! | [`checkpoint`] | the signed tree head |
//! | [`cosignature`] | what a witness adds to a checkpoint |
//! | [`proof_text`] | the proof file that a reader takes home |

pub mod bundle;
pub mod checkpoint;
pub mod cosignature;
pub mod edge;
pub mod hash;
pub mod note;
pub mod proof;
pub mod proof_text;
pub mod tile;
pub mod tree;

pub use bundle::{BundleError, decode_bodies, decode_bundle, encode_bodies, encode_bundle};
pub use checkpoint::Checkpoint;
pub use edge::{Edge, FullTile};
pub use hash::{Hash, empty_root, leaf_hash, node_hash};
pub use note::{Note, SigningKey, VerifierKey};
pub use proof::{
    HashReader, ProofError, TreeError, consistency_proof, inclusion_proof, root,
    verify_consistency, verify_inclusion,
};
pub use tile::{
    Path, PathError, TILE_WIDTH, TilePath, TileReader, bodies_path, decode_tile, encode_tile,
    entries_path, parse_path, tile_hashes, tile_path, tiles_for,
};
pub use tree::{Frontier, root_of};

/// The largest tree that is accepted anywhere here: 2^63 - 1 leaves.
///
/// The specifications set no limit; this is the largest number that the common readers (Go's
/// `int64`, SQLite's integers) can hold, and it keeps every shift here inside 64 bits.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// Reads an ASCII decimal without sign or additional leading zeroes, at most [`MAX_SIZE`].
///
/// Checkpoint sizes, proof indexes and tile levels are all written this way.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits || (text.len() > 1 && text.starts_with('0')) {
        return None;
    }
    text.parse().ok().filter(|n| *n <= MAX_SIZE)
}
