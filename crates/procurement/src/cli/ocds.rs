//! `sinergi ocds`: working with OCDS data beside the flags.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::check::CheckArgs;
use super::from_csv::FromCsvArgs;
use super::{CliError, Tell, create, say_problems};
use crate::compile;
use crate::coverage::Coverage;
use crate::input::Limits;
use crate::prepare::{self, Corrections};
use crate::settings::Settings;

/// Working with OCDS data: making it from tables, merging, what is filled, what can be corrected.
#[derive(Args, Debug, Clone)]
pub struct OcdsArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: OcdsCommand,
}

/// What can be done with OCDS data.
#[derive(Subcommand, Debug, Clone)]
pub enum OcdsCommand {
    /// Count how often each field is filled, as JSON.
    Coverage {
        /// Files or folders to read, or - for standard input.
        #[arg(required = true)]
        data: Vec<PathBuf>,
    },
    /// Merge the releases of each process into one compiled release, a line each.
    Compile {
        /// Files or folders to read, or - for standard input.
        #[arg(required = true)]
        data: Vec<PathBuf>,
        /// Write versioned releases instead: each value with the releases that gave it.
        #[arg(long)]
        versioned: bool,
    },
    /// Make OCDS of CSV exports of SiRUP and SPSE, a release a line; personal numbers are dropped.
    FromCsv(Box<FromCsvArgs>),
    /// Say whether data are as OCDS 1.1.5 says, and what each rule lacks. Ends with 0 if valid, 1 if not, 2 if unreadable.
    Check(CheckArgs),
    /// Correct what the settings know how to correct, and list what is left.
    Prepare {
        /// Files or folders to read, or - for standard input.
        #[arg(required = true)]
        data: Vec<PathBuf>,
        /// Settings in Cardinal's format.
        #[arg(long, short)]
        settings: Option<PathBuf>,
        /// Where corrected data go, or - for standard output.
        #[arg(long, short)]
        output: PathBuf,
        /// Where the list of what is left goes, as CSV: line, ocid, path, indexes, value, what is wrong.
        #[arg(long, short)]
        errors: PathBuf,
    },
}

impl OcdsArgs {
    /// What it reads, when its progress is told.
    #[must_use]
    pub fn inputs(&self) -> &[PathBuf] {
        match &self.command {
            OcdsCommand::FromCsv(args) => &args.tables,
            OcdsCommand::Check(args) => &args.data,
            _ => &[],
        }
    }

    /// Whether it is asked to judge data: then a fault of the data is one exit code, and not to be able to tell another.
    #[must_use]
    pub fn judges(&self) -> bool {
        matches!(self.command, OcdsCommand::Check(_))
    }

    /// Runs. False when it was asked to judge data and found them invalid.
    ///
    /// # Errors
    /// When data or settings cannot be read, or an output cannot be written.
    pub fn run(&self, tell: Tell<'_>) -> Result<bool, CliError> {
        if let OcdsCommand::Check(args) = &self.command {
            return args.run(tell);
        }
        self.make(tell).map(|()| true)
    }

    fn make(&self, tell: Tell<'_>) -> Result<(), CliError> {
        match &self.command {
            OcdsCommand::Check(_) => Ok(()),
            OcdsCommand::FromCsv(args) => args.run(tell),
            OcdsCommand::Coverage { data } => {
                let (coverage, places) = Coverage::of(data, &Limits::default(), 0)?;
                writeln!(io::stdout().lock(), "{}", coverage.json())?;
                say_problems(coverage.problems(), &places);
                Ok(())
            }
            OcdsCommand::Compile { data, versioned } => {
                let mut output = create("-".as_ref())?;
                let limits = Limits::default();
                let (problems, places) = compile::run(data, &limits, *versioned, &mut output)?;
                say_problems(&problems, &places);
                Ok(())
            }
            OcdsCommand::Prepare {
                data,
                settings,
                output,
                errors,
            } => {
                let corrections = corrections(settings.as_ref())?;
                let (mut output, mut errors) = (create(output)?, create(errors)?);
                let limits = Limits::default();
                let (problems, places) =
                    prepare::run(data, &limits, &corrections, &mut output, &mut errors)?;
                errors.flush()?;
                say_problems(&problems, &places);
                Ok(())
            }
        }
    }
}

fn corrections(path: Option<&PathBuf>) -> Result<Corrections, CliError> {
    let Some(path) = path else {
        return Ok(Corrections::default());
    };
    let text = fs::read_to_string(path).map_err(|error| CliError::File {
        path: path.clone(),
        error,
    })?;
    let settings = Settings::parse(&text).and_then(|settings| Corrections::new(&settings));
    settings.map_err(|error| CliError::Settings {
        path: path.clone(),
        error,
    })
}
