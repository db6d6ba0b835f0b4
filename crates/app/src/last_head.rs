//! The last published head, kept beside the database: a database that was put back from an older copy is noticed,
//! because to go on from there would sign a second log under the same key.

use std::fs;
use std::path::{Path, PathBuf};

use tlog::checkpoint::Checkpoint;
use tlog::note::SigningKey;

/// The file inside the data folder. It belongs to no backup: it tells what was published since.
pub(crate) const FILE: &str = "last-head";

/// Keeps a checkpoint. Written in one step and not flushed: after a power loss the file may be a moment
/// older than the database, which is the harmless direction.
pub(crate) fn keep(folder: &Path, checkpoint: &str) -> std::io::Result<()> {
    let file = folder.join(FILE);
    let fresh = file.with_extension("new");
    fs::write(&fresh, checkpoint)?;
    fs::rename(fresh, file)
}

/// The file and the size it tells, if a longer log than `size`, or another one of this size, was published.
pub(crate) fn ahead_of(
    folder: &Path,
    key: &SigningKey,
    size: u64,
    root: tlog::Hash,
) -> Option<(PathBuf, u64)> {
    let file = folder.join(FILE);
    let kept = fs::read(&file).ok()?;
    // A file that is no checkpoint of this log says nothing about it.
    let kept = Checkpoint::open(&kept, &key.verifier(), Some(key.name())).ok()?;
    (kept.size > size || (kept.size == size && kept.root != root)).then_some((file, kept.size))
}
