//! The log and the public JSON as static files, laid out as the server serves them.

use std::fs;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use domain::SubjectKind;
use store::Error;
use tlog::checkpoint::Checkpoint;
use tlog::note::VerifierKey;
use tlog::tile::{self, TILE_WIDTH};

use crate::App;

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file cannot be written.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The folder is in use.
    #[error(
        "{0} is not empty. Choose a new folder, so that no older file is taken for a part of this log"
    )]
    NotEmpty(PathBuf),
    /// The record cannot be read.
    #[error(transparent)]
    Read(#[from] Error),
    /// The log grew while it was exported.
    #[error("the record grew from {0} to {1} entries during the export. Export again")]
    Grew(u64, u64),
    /// JSON.
    #[error("writing JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl App {
    /// Writes `log/…` and `api/v1/…` into an empty folder; answers with how many entries it holds.
    pub fn export_log(
        &self,
        folder: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<u64, ExportError> {
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(ExportError::NotEmpty(folder.to_owned()));
        }
        let (checkpoint, size) = self.published();
        let log = folder.join("log");
        write(&log.join("checkpoint"), checkpoint.as_bytes())?;
        write(
            &log.join("key"),
            format!("{}\n", self.verifier_key()).as_bytes(),
        )?;
        for path in tile::tiles_for(size) {
            let path = tile::tile_path(path.level, path.index, path.width);
            self.copy(&log, &path)?;
        }
        let bundles = size.div_ceil(TILE_WIDTH);
        for index in 0..bundles {
            let width = (size - index * TILE_WIDTH).min(TILE_WIDTH) as u16;
            self.copy(&log, &tile::entries_path(index, width))?;
            self.copy(&log, &tile::bodies_path(index, width))?;
            progress(index + 1, bundles);
        }
        let api = folder.join("api").join("v1");
        for kind in SubjectKind::PUBLIC {
            self.export_kind(&api, kind)?;
        }
        let now = self.log_size();
        if now == size {
            Ok(size)
        } else {
            Err(ExportError::Grew(size, now))
        }
    }

    /// The checkpoint and the size it covers.
    fn published(&self) -> (String, u64) {
        let checkpoint = self.checkpoint();
        let opened = VerifierKey::parse(self.verifier_key())
            .ok()
            .and_then(|key| Checkpoint::open(checkpoint.as_bytes(), &key, None).ok());
        let size = opened.map_or_else(|| self.log_size(), |c| c.size);
        (checkpoint, size)
    }

    fn copy(&self, log: &Path, path: &str) -> Result<(), ExportError> {
        let bytes = self
            .tile(path)?
            .ok_or_else(|| Error::Corrupt(format!("{path} is missing")))?;
        write(&log.join(path), &bytes)
    }

    /// `{plural}.jsonl`, by id, and one file a record.
    fn export_kind(&self, api: &Path, kind: SubjectKind) -> Result<(), ExportError> {
        let whole = api.join(format!("{}.jsonl", kind.plural()));
        let folder = api.join(kind.plural());
        fs::create_dir_all(&folder).map_err(|e| ExportError::File(folder.clone(), e))?;
        let file = fs::File::create(&whole).map_err(|e| ExportError::File(whole.clone(), e))?;
        let mut lines = BufWriter::with_capacity(1 << 20, file);
        let mut failed = None;
        self.public_records(kind, &mut |record| {
            let mut one = || -> Result<(), ExportError> {
                let mut json = serde_json::to_vec(&record)?;
                json.push(b'\n');
                lines
                    .write_all(&json)
                    .map_err(|e| ExportError::File(whole.clone(), e))?;
                let path = folder.join(record.id.to_string());
                fs::write(&path, &json).map_err(|e| ExportError::File(path, e))
            };
            match one() {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        match failed {
            Some(error) => Err(error),
            None => lines.flush().map_err(|e| ExportError::File(whole, e)),
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    let failed = |e| ExportError::File(path.to_owned(), e);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}
