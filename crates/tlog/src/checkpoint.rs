//! Checkpoints (C2SP tlog-checkpoint): which log, how many leaves, which root; signed as a note.

use std::fmt;

use crate::hash::Hash;
use crate::note::{self, Note, NoteError, SigningKey, VerifierKey, VerifyError};

/// The head of a log's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: its unchanging name, usually its address without scheme. One line, not empty.
    pub origin: String,
    /// Leaves in the tree.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
    /// Extension lines, whose meaning is the log's own. This program writes none.
    pub extensions: Vec<String>,
}

/// Why a text is no checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Fewer than three lines, or no newline at the end.
    #[error("a checkpoint has three lines (origin, size, root hash), each ended by a newline")]
    Form,
    /// An empty line.
    #[error("line {0} of the checkpoint is empty")]
    EmptyLine(usize),
    /// The size is no number as it must be written.
    #[error("{0:?} is no tree size: write a decimal without leading zeroes, at most {max}", max = crate::MAX_SIZE)]
    Size(String),
    /// The root hash is not base64 of 32 bytes.
    #[error("{0:?} is no root hash: write 32 bytes in base64")]
    Root(String),
}

/// Why a checkpoint cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// One of its fields would make a text that reads otherwise or not at all.
    #[error("a checkpoint with origin {0:?} and these lines would not read back the same")]
    Fields(String),
    /// Its text cannot be a note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// Why a signed checkpoint cannot be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not a note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not signed by the key, or wrongly.
    #[error(transparent)]
    Signature(#[from] VerifyError),
    /// Signed, but no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint of another log.
    #[error("the checkpoint is of the log {found:?}, not of {expected:?}")]
    Origin {
        /// The origin asked for.
        expected: String,
        /// The origin in the checkpoint.
        found: String,
    },
}

impl Checkpoint {
    /// A checkpoint without extension lines. Whether the origin can be one is checked when
    /// signing.
    pub fn new(origin: impl Into<String>, size: u64, root: Hash) -> Checkpoint {
        Checkpoint {
            origin: origin.into(),
            size,
            root,
            extensions: Vec::new(),
        }
    }

    /// The text that is signed, with its final newline.
    pub fn text(&self) -> String {
        self.to_string()
    }

    /// Reads the text of a checkpoint, without signatures. Only the one spelling that
    /// [`Checkpoint::text`] gives is accepted.
    pub fn parse(text: &str) -> Result<Checkpoint, CheckpointError> {
        let lines = text.strip_suffix('\n').ok_or(CheckpointError::Form)?;
        let mut lines = lines.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointError::Form);
        };
        let extensions: Vec<String> = lines.map(str::to_owned).collect();
        if origin.is_empty() {
            return Err(CheckpointError::EmptyLine(1));
        }
        if let Some(empty) = extensions.iter().position(String::is_empty) {
            return Err(CheckpointError::EmptyLine(empty + 4));
        }
        let excerpt = |text: &str| text.chars().take(80).collect();
        Ok(Checkpoint {
            origin: origin.to_owned(),
            size: crate::parse_decimal(size).ok_or_else(|| CheckpointError::Size(excerpt(size)))?,
            root: Hash::from_base64(root).ok_or_else(|| CheckpointError::Root(excerpt(root)))?,
            extensions,
        })
    }

    /// The signed checkpoint, as it is served.
    pub fn sign(&self, key: &SigningKey) -> Result<String, SignError> {
        let text = self.text();
        if Checkpoint::parse(&text).as_ref() != Ok(self) {
            return Err(SignError::Fields(self.origin.clone()));
        }
        Ok(note::sign(&text, &[key])?.to_string())
    }

    /// Reads a signed checkpoint, checks that `key` signed it and, if `origin` is given, that it
    /// is of that log. Signatures by others are passed over.
    pub fn open(
        signed: &[u8],
        key: &VerifierKey,
        origin: Option<&str>,
    ) -> Result<Checkpoint, OpenError> {
        let note = Note::parse(signed)?;
        note.verify(std::slice::from_ref(key))?;
        let checkpoint = Checkpoint::parse(note.text())?;
        match origin {
            Some(expected) if expected != checkpoint.origin => Err(OpenError::Origin {
                expected: expected.to_owned(),
                found: checkpoint.origin,
            }),
            _ => Ok(checkpoint),
        }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}\n{}\n{}",
            self.origin,
            self.size,
            self.root.to_base64()
        )?;
        self.extensions
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}
