//! Proof files (C2SP tlog-proof v1): an entry's place in a log, to be checked offline.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, OpenError};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, Note, NoteError, VerifierKey};
use crate::proof::{ProofError, verify_inclusion};

/// The first line of every proof file.
const HEADER: &str = "c2sp.org/tlog-proof@v1\n";

/// The most hashes in a proof: the height of the largest tree.
const MAX_HASHES: usize = 63;

/// The contents of a proof file. Display prints the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofText {
    /// Data of the application's own, not covered by any signature. `Some` of nothing is
    /// printed as an empty `extra` line.
    pub extra: Option<Vec<u8>>,
    /// Index of the entry in the log, from 0.
    pub index: u64,
    /// The inclusion proof, the leaf's own sibling first.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint, with any cosignatures.
    pub checkpoint: Note,
}

/// Why a text is no proof file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofTextError {
    /// The first line is another.
    #[error("a proof file begins with the line c2sp.org/tlog-proof@v1")]
    Header,
    /// The file is longer than any proof file needs to be.
    #[error("the proof file has {0} bytes, over the limit of {max}", max = 2 * MAX_NOTE_BYTES)]
    TooLong(usize),
    /// The extra data is not base64.
    #[error("the extra line is not base64")]
    Extra,
    /// The index line is missing or malformed.
    #[error("{0:?} is no index line: write index and a decimal without leading zeroes")]
    Index(String),
    /// A line of the proof is not base64 of 32 bytes.
    #[error("{0:?} is no proof hash: write 32 bytes in base64")]
    Hash(String),
    /// More hashes than the largest tree has levels.
    #[error("the proof has more than {MAX_HASHES} hashes")]
    TooManyHashes,
    /// No empty line and checkpoint after the proof.
    #[error("the proof file has no empty line and checkpoint after the proof")]
    NoCheckpoint,
    /// The checkpoint is no note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// Why a proof file does not prove an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofTextFailure {
    /// The checkpoint cannot be trusted.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The proof does not lead from the entry to the checkpoint's root.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl ProofText {
    /// Reads a proof file. Printing it gives the same bytes again.
    pub fn parse(text: &str) -> Result<ProofText, ProofTextError> {
        if text.len() > 2 * MAX_NOTE_BYTES {
            return Err(ProofTextError::TooLong(text.len()));
        }
        let rest = text.strip_prefix(HEADER).ok_or(ProofTextError::Header)?;
        let (extra, rest) = match rest.strip_prefix("extra ") {
            Some(rest) => {
                let (line, rest) = rest.split_once('\n').ok_or(ProofTextError::NoCheckpoint)?;
                (
                    Some(STANDARD.decode(line).map_err(|_| ProofTextError::Extra)?),
                    rest,
                )
            }
            None => (None, rest),
        };
        let (line, rest) = rest.split_once('\n').ok_or(ProofTextError::NoCheckpoint)?;
        let index = line.strip_prefix("index ").and_then(crate::parse_decimal);
        let index = index.ok_or_else(|| ProofTextError::Index(excerpt(line)))?;
        let (hashes, checkpoint) = parse_hashes(rest)?;
        Ok(ProofText {
            extra,
            index,
            hashes,
            checkpoint: Note::parse(checkpoint.as_bytes())?,
        })
    }

    /// Checks that `leaf` (a leaf hash) is in the log, as signed by `key`; gives the checkpoint.
    pub fn verify(
        &self,
        leaf: Hash,
        key: &VerifierKey,
        origin: Option<&str>,
    ) -> Result<Checkpoint, ProofTextFailure> {
        let signed = self.checkpoint.to_string();
        let checkpoint = Checkpoint::open(signed.as_bytes(), key, origin)?;
        verify_inclusion(
            leaf,
            self.index,
            checkpoint.size,
            checkpoint.root,
            &self.hashes,
        )?;
        Ok(checkpoint)
    }
}

impl fmt::Display for ProofText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", STANDARD.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", hash.to_base64())?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

/// The hash lines up to the empty line, and what follows it.
fn parse_hashes(mut rest: &str) -> Result<(Vec<Hash>, &str), ProofTextError> {
    let mut hashes = Vec::new();
    loop {
        let (line, after) = rest.split_once('\n').ok_or(ProofTextError::NoCheckpoint)?;
        if line.is_empty() {
            return Ok((hashes, after));
        }
        if hashes.len() == MAX_HASHES {
            return Err(ProofTextError::TooManyHashes);
        }
        let hash = Hash::from_base64(line);
        hashes.push(hash.ok_or_else(|| ProofTextError::Hash(excerpt(line)))?);
        rest = after;
    }
}

fn excerpt(text: &str) -> String {
    text.chars().take(80).collect()
}
