//! The two subcommands, `sinergi flags` and `sinergi ocds`, without the program around them.
//!
//! No clock is read here: who calls gets told the progress and measures time, if it wants to.

mod check;
mod flags;
mod from_csv;
mod ocds;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub use check::CheckArgs;
pub use flags::FlagsArgs;
pub use from_csv::FromCsvArgs;
pub use ocds::{OcdsArgs, OcdsCommand};

use crate::engine::{Progress, RunError};
use crate::from_csv::ConvertError;
use crate::from_csv::map::MapError;
use crate::input::Places;
use crate::part::PartError;
use crate::problems::Problems;
use crate::settings::SettingsError;

/// Why a subcommand failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The settings cannot be used.
    #[error("{path}: {error}")]
    Settings {
        /// The file.
        path: PathBuf,
        /// Why.
        error: SettingsError,
    },
    /// A rule on the command line does not exist.
    #[error("there is no rule {0}; --list-rules names all")]
    NoSuchRule(String),
    /// The run failed.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A part file cannot be used.
    #[error(transparent)]
    Part(#[from] PartError),
    /// An output does not take what is written.
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
    /// A table cannot be written or read.
    #[error("{0}")]
    Table(String),
    /// A map cannot be used.
    #[error("{name}: {error}")]
    Map {
        /// The maps.
        name: String,
        /// Why.
        error: MapError,
    },
    /// Tables cannot be made into OCDS.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// What is asked for needs something else.
    #[error("{0}")]
    Usage(String),
}

/// Called after each block, from any worker.
pub type Tell<'t> = &'t (dyn Fn(Progress) + Sync);

/// Bytes of the files that will be read, when they can be known beforehand: neither a pipe nor packed.
#[must_use]
pub fn total_bytes(paths: &[PathBuf]) -> Option<u64> {
    paths.iter().map(|path| file_bytes(path)).sum()
}

fn file_bytes(path: &Path) -> Option<u64> {
    let metadata = std::fs::metadata(path).ok()?;
    if metadata.is_dir() {
        let inside = std::fs::read_dir(path).ok()?;
        return inside.map(|entry| file_bytes(&entry.ok()?.path())).sum();
    }
    let packed = path.extension().and_then(|extension| extension.to_str());
    match packed {
        Some("gz" | "zst" | "zip") => None,
        _ => Some(metadata.len()),
    }
}

/// A file to write, or standard output for `-`.
fn create(path: &Path) -> Result<Box<dyn Write + Send>, CliError> {
    if crate::input::is_stdin(path) {
        return Ok(Box::new(BufWriter::new(io::stdout())));
    }
    let file = File::create(path).map_err(|error| CliError::File {
        path: path.to_owned(),
        error,
    })?;
    Ok(Box::new(BufWriter::new(file)))
}

/// How many problems of a kind are shown with their places on a terminal.
const SHOWN: usize = 3;

/// Says on standard error what was wrong with the input.
fn say_problems(problems: &Problems, places: &Places) {
    if problems.is_empty() {
        return;
    }
    eprintln!("Masalah pada data / problems in the data:");
    for (problem, count, noted) in problems.iter() {
        eprintln!("  {count} x {}", problem.words());
        for noted in noted.iter().take(SHOWN) {
            let (source, place) = places.words(noted.place);
            let detail = noted.detail.as_str();
            let gap = if detail.is_empty() { "" } else { ": " };
            eprintln!("      {source}, {place}{gap}{detail}");
        }
    }
    let lost = problems.lost_lines();
    if lost > 0 {
        eprintln!("  {lost} baris dilewati / lines left out");
    }
}
