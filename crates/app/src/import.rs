//! Importing a folder or file of records: tried first, then recorded, all of it or none.

use std::fs;
use std::path::{Path, PathBuf};

use domain::entry::By;
use domain::{Lang, Reference};
use intake::founding::{self, File};

use crate::{App, ExecuteError, Receipt, Request};

/// What an import did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Records read.
    pub read: usize,
    /// Entries made; none of them if everything was recorded already.
    pub entries: u64,
    /// The log's size after it.
    pub size: u64,
}

/// The steps of an import, each told as it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportStep {
    /// Reading the files.
    Reading,
    /// Trying every record against the rules.
    Trying,
    /// Recording all of them in one durable step.
    Recording,
}

impl ImportStep {
    /// Its place, from 1 to 3.
    pub const fn order(self) -> u64 {
        self as u64 + 1
    }
}

/// A problem with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The value.
    pub value: String,
    /// What is wrong and what helps.
    pub message: String,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    /// There is nothing to import.
    #[error("{0} holds no .toml file to import")]
    Nothing(PathBuf),
    /// Every problem of every file.
    #[error("{} problems; nothing was recorded", .0.len())]
    Problems(Vec<ImportProblem>),
    /// The record could not be written.
    #[error(transparent)]
    Execute(ExecuteError),
}

impl App {
    /// Imports a folder or a file on the operator's behalf. With `dry_run` nothing is recorded.
    pub fn import(
        &self,
        path: &Path,
        office: &str,
        dry_run: bool,
        lang: Lang,
        progress: &mut dyn FnMut(ImportStep),
    ) -> Result<Imported, ImportError> {
        progress(ImportStep::Reading);
        let files = read_files(path)?;
        let files: Vec<File<'_>> = files
            .iter()
            .map(|(name, text)| File { name, text })
            .collect();
        self.import_files(&files, office, dry_run, lang, progress)
    }

    /// Imports files that are already in memory.
    pub fn import_files(
        &self,
        files: &[File<'_>],
        office: &str,
        dry_run: bool,
        lang: Lang,
        progress: &mut dyn FnMut(ImportStep),
    ) -> Result<Imported, ImportError> {
        let known = |subject: &Reference| {
            self.inner
                .store
                .read(|reader| reader.line(*subject))
                .is_ok_and(|line| line.is_some())
        };
        let founding = founding::parse(files, &known).map_err(|problems| {
            ImportError::Problems(
                problems
                    .into_iter()
                    .map(|p| ImportProblem {
                        message: p.explain(lang),
                        file: p.file,
                        line: p.line,
                        value: p.value,
                    })
                    .collect(),
            )
        })?;
        let places: Vec<_> = founding
            .records
            .iter()
            .map(|r| (r.file.clone(), r.line, r.path.clone()))
            .collect();
        let requests: Vec<_> = founding
            .records
            .into_iter()
            .map(|r| Request {
                subject: r.subject,
                expected: None,
                command: r.command,
                open: true,
            })
            .collect();
        let by = || By {
            office: office.to_owned(),
            role: "import".to_owned(),
            account: None,
        };
        let read = requests.len();
        let placed = |error| match error {
            ExecuteError::Refused(refused) => ImportError::Problems(
                refused
                    .iter()
                    .flat_map(|r| r.refusals.iter().map(move |refusal| (r.at, refusal)))
                    .map(|(at, refusal)| {
                        let (file, line, path) = places[at].clone();
                        ImportProblem {
                            file,
                            line,
                            value: path,
                            message: refusal.explain(lang),
                        }
                    })
                    .collect(),
            ),
            other => ImportError::Execute(other),
        };
        progress(ImportStep::Trying);
        // The trial finds every refusal before anything is written.
        let Receipt { entries, size, .. } =
            self.try_blocking(by(), requests.clone()).map_err(placed)?;
        let imported = |entries: Vec<u64>, size| Imported {
            read,
            entries: entries.len() as u64,
            size,
        };
        if dry_run || entries.is_empty() {
            return Ok(imported(entries, size));
        }
        progress(ImportStep::Recording);
        let receipt = self.execute_blocking(by(), requests).map_err(placed)?;
        Ok(imported(receipt.entries, receipt.size))
    }
}

/// A file's name and text, or those of every `.toml` file in a folder, by name.
fn read_files(path: &Path) -> Result<Vec<(String, String)>, ImportError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| ImportError::File(path, error)
    };
    let mut paths = Vec::new();
    if fs::metadata(path).map_err(failed(path))?.is_dir() {
        for entry in fs::read_dir(path).map_err(failed(path))? {
            let file = entry.map_err(failed(path))?.path();
            if file.extension().is_some_and(|e| e == "toml") {
                paths.push(file);
            }
        }
    } else {
        paths.push(path.to_owned());
    }
    paths.sort();
    if paths.is_empty() {
        return Err(ImportError::Nothing(path.to_owned()));
    }
    let name = |file: &Path| {
        file.file_name()
            .map_or_else(String::new, |n| n.to_string_lossy().into_owned())
    };
    paths
        .iter()
        .map(|file| Ok((name(file), fs::read_to_string(file).map_err(failed(file))?)))
        .collect()
}
