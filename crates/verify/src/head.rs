//! The head of the log: whose key, whose signature, and whether it follows the head seen last.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tlog::note::MAX_NOTE_BYTES;
use tlog::{Checkpoint, Note, VerifierKey};

use crate::finding::{Finding, Findings, What, shortened};
use crate::source::{Got, Source};
use crate::tree::Anchor;
use crate::{Options, Unreachable};

/// Where the key came from that the signature was checked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySource {
    /// The reader gave it.
    Given,
    /// It was kept with the last head that the reader saw.
    Kept,
    /// The server that is being checked gave it: who can forge the log can forge it too.
    Server,
}

/// A key longer than this is none.
const MAX_KEY_BYTES: usize = 4096;

pub(crate) const CHECKPOINT: &str = "log/checkpoint";
const KEY: &str = "log/key";

/// What is known of the log's head.
pub(crate) struct Head {
    /// None if it could not even be read, signed or not.
    pub(crate) checkpoint: Option<Checkpoint>,
    pub(crate) note: Vec<u8>,
    pub(crate) key: Option<VerifierKey>,
    pub(crate) key_source: KeySource,
}

impl Head {
    /// Reads key and checkpoint and checks the signature.
    pub(crate) fn read(
        source: &Source,
        options: &Options<'_>,
        kept: Option<&Kept>,
        findings: &mut Findings,
    ) -> Result<Self, Unreachable> {
        let note = read_note(source)?;
        let (key, key_source) = find_key(source, options, kept, findings)?;
        let checkpoint = open(&note, key.as_ref(), findings);
        Ok(Self {
            checkpoint,
            note,
            key,
            key_source,
        })
    }

    /// Reads the checkpoint again, from a log that may have grown. The earlier one becomes an
    /// anchor, which the entries must agree with.
    pub(crate) fn read_again(
        &mut self,
        source: &Source,
        findings: &mut Findings,
    ) -> Result<Option<Anchor>, Unreachable> {
        let Some(before) = self.checkpoint.clone() else {
            return Ok(None);
        };
        let note = read_note(source)?;
        if note == self.note {
            return Ok(None);
        }
        let Some(now) = open(&note, self.key.as_ref(), findings) else {
            return Ok(None);
        };
        if now.size < before.size {
            findings.push(Finding::at(
                CHECKPOINT,
                What::ShrankMeanwhile {
                    before: before.size,
                    size: now.size,
                },
            ));
            return Ok(None);
        }
        self.note = note;
        self.checkpoint = Some(now);
        Ok(Some(Anchor {
            size: before.size,
            root: before.root,
        }))
    }
}

fn read_note(source: &Source) -> Result<Vec<u8>, Unreachable> {
    let mut note = Vec::new();
    match source.read(CHECKPOINT, MAX_NOTE_BYTES, &mut note)? {
        Got::Whole => Ok(note),
        Got::Missing => Err(source.failed(CHECKPOINT, &"there is no log here")),
        Got::TooLong => Err(source.failed(CHECKPOINT, &"too long for a checkpoint")),
    }
}

/// The key to check with: the one given, else the one kept, else the one served.
fn find_key(
    source: &Source,
    options: &Options<'_>,
    kept: Option<&Kept>,
    findings: &mut Findings,
) -> Result<(Option<VerifierKey>, KeySource), Unreachable> {
    let mut served = Vec::new();
    let got = source.read(KEY, MAX_KEY_BYTES, &mut served)?;
    let served =
        String::from_utf8_lossy(served.strip_suffix(b"\n").unwrap_or(&served)).into_owned();
    let pinned = match (&options.key, kept) {
        (Some(given), _) => {
            let bad = |error: tlog::note::KeyError| Unreachable::Key {
                given: shortened(given, 80),
                why: error.to_string(),
            };
            Some((VerifierKey::parse(given).map_err(bad)?, KeySource::Given))
        }
        (None, Some(kept)) => Some((kept.key.clone(), KeySource::Kept)),
        (None, None) => None,
    };
    if let Some((key, from)) = pinned {
        if let Some(kept) = kept.filter(|kept| kept.key != key) {
            findings.push(Finding::at(
                CHECKPOINT,
                What::KeptKeyDiffers {
                    kept: kept.key.to_string(),
                },
            ));
        }
        // A copy of the log without the key file does no harm to a reader who holds the key.
        if got != Got::Missing && served != key.to_string() {
            findings.push(Finding::at(
                KEY,
                What::OtherKeyServed {
                    served: shortened(&served, 160),
                },
            ));
        }
        return Ok((Some(key), from));
    }
    let key = match got {
        Got::Whole => VerifierKey::parse(&served).map_err(|error| What::Key {
            why: error.to_string(),
        }),
        Got::Missing => Err(What::Missing),
        Got::TooLong => Err(What::TooLong {
            limit: MAX_KEY_BYTES,
        }),
    };
    Ok((
        key.map_err(|what| findings.push(Finding::at(KEY, what)))
            .ok(),
        KeySource::Server,
    ))
}

/// The checkpoint, even if its signature is wrong: that is reported, and the rest can still be
/// compared with what it says.
fn open(note: &[u8], key: Option<&VerifierKey>, findings: &mut Findings) -> Option<Checkpoint> {
    let why = match key.map(|key| Checkpoint::open(note, key, Some(key.name()))) {
        Some(Ok(checkpoint)) => return Some(checkpoint),
        Some(Err(error)) => Some(error.to_string()),
        None => None, // the key was reported already
    };
    let unsigned = Note::parse(note).map_err(|error| error.to_string());
    let unsigned =
        unsigned.and_then(|note| Checkpoint::parse(note.text()).map_err(|error| error.to_string()));
    if let Some(why) = why.or_else(|| unsigned.as_ref().err().cloned()) {
        findings.push(Finding::at(CHECKPOINT, What::Checkpoint { why }));
    }
    unsigned.ok()
}

/// The last head that a reader saw, kept in a file: the key on the first line, then the signed
/// checkpoint as it was served.
pub(crate) struct Kept {
    pub(crate) key: VerifierKey,
    pub(crate) checkpoint: Checkpoint,
}

impl Kept {
    /// Reads the file; none if there is none yet.
    pub(crate) fn load(path: &Path) -> Result<Option<Self>, Unreachable> {
        let bad = |why: String| Unreachable::State {
            path: path.to_owned(),
            why,
        };
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(bad(error.to_string())),
        };
        let line = bytes
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(bytes.len());
        let (key, rest) = bytes.split_at(line);
        let key = VerifierKey::parse(&String::from_utf8_lossy(key))
            .map_err(|error| bad(error.to_string()))?;
        let note = rest.get(1..).unwrap_or_default();
        let checkpoint = Checkpoint::open(note, &key, Some(key.name()))
            .map_err(|error| bad(error.to_string()))?;
        Ok(Some(Self { key, checkpoint }))
    }

    /// What the head of now must agree with. Reports a log that shrank.
    pub(crate) fn anchor(&self, now: &Checkpoint, findings: &mut Findings) -> Option<Anchor> {
        let Checkpoint { size, root, .. } = self.checkpoint;
        if size > now.size {
            findings.push(Finding::at(
                CHECKPOINT,
                What::RolledBack {
                    kept: size,
                    size: now.size,
                },
            ));
            return None;
        }
        Some(Anchor { size, root })
    }
}

/// Replaces the kept head: whole or not at all, whenever the machine stops.
pub(crate) fn keep(path: &Path, key: &VerifierKey, note: &[u8]) -> Result<(), Unreachable> {
    let write = || -> std::io::Result<()> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_owned);
        let mut file = tempfile::NamedTempFile::new_in(&folder)?;
        writeln!(file, "{key}")?;
        file.write_all(note)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        // The new name is durable only once its folder is.
        fs::File::open(folder)?.sync_all()
    };
    write().map_err(|error| Unreachable::State {
        path: path.to_owned(),
        why: error.to_string(),
    })
}
