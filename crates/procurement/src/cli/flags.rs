//! `sinergi flags`: red flags in OCDS data.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::{CliError, Tell, create, say_problems};
use crate::engine::{Engine, Options};
use crate::input::{Limits, Places};
use crate::outcome::Outcome;
use crate::output::{cardinal, evidence, explain, html, problems, table};
use crate::part;
use crate::rules::{TABLE, about};
use crate::settings::Settings;

/// Red flags in procurement data: questions worth asking, each with the numbers that it rests on.
///
/// DATA is OCDS: releases, records, packages or compiled releases, as JSON or JSON lines, plain or packed by gzip, zstd or
/// zip; files, folders, or - for standard input. The result is the JSON of Open Contracting's Cardinal.
#[derive(Args, Debug, Clone, Default)]
pub struct FlagsArgs {
    /// Data to read; with --merge, part files.
    #[arg(value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Settings in Cardinal's format: a section switches its rule on. Without, the eleven rules of Cardinal run.
    #[arg(long, short, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Rules to run beside those of the settings: codes with commas between, or `all`.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub rules: Vec<String>,
    /// Leave out the key "Meta", which holds quartiles and fences.
    #[arg(long)]
    pub no_meta: bool,
    /// Add the key "Maps": which process was flagged for which organisation.
    #[arg(long)]
    pub map: bool,
    /// Print how many results each group has, to standard error.
    #[arg(long, short)]
    pub count: bool,
    /// Write each flag as a line of JSON, with everything needed to compute it again.
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// Write the flags as a CSV table.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write the flags as an Excel workbook.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
    /// Write a report that a browser shows without network or script.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Write every problem of the input that was kept, as lines of JSON.
    #[arg(long, value_name = "FILE")]
    pub problems: Option<PathBuf>,
    /// Print what a rule says about one process and why, instead of all results.
    #[arg(long, num_args = 2, value_names = ["RULE", "OCID"])]
    pub explain: Option<Vec<String>>,
    /// Write the counts to a part file instead of results; merge parts with --merge.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["merge", "explain"])]
    pub partial: Option<PathBuf>,
    /// DATA are part files, in the order of their data: finish them together.
    #[arg(long, conflicts_with_all = ["settings", "rules"])]
    pub merge: bool,
    /// Stop at the first problem of the input.
    #[arg(long)]
    pub strict: bool,
    /// How the bytes are to be read: `utf-8` or `iso-8859-1`.
    #[arg(long, default_value = "utf-8", value_parser = ["utf-8", "iso-8859-1"])]
    pub encoding: String,
    /// The longest line that is read, in MB of 10^6 bytes.
    #[arg(long, value_name = "MB", default_value_t = 256)]
    pub max_line: usize,
    /// How many cores to use; all by default.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// Name the rules and end.
    #[arg(long)]
    pub list_rules: bool,
}

impl FlagsArgs {
    /// Runs, and writes results to standard output, the summary to standard error.
    ///
    /// # Errors
    /// When data or settings cannot be read, an output cannot be written, or a strict run meets a problem.
    pub fn run(&self, tell: Tell<'_>) -> Result<(), CliError> {
        if self.list_rules {
            return Ok(list_rules(&mut io::stdout().lock())?);
        }
        if self.data.is_empty() {
            return Err(CliError::Usage(
                "no data: name files or folders, or - for standard input".into(),
            ));
        }
        if self.merge {
            let (engine, folded, places) = part::merge(&self.data)?;
            return self.write(&engine.finish(folded), &places);
        }
        let settings = self.settings()?;
        let engine = Engine::new(&settings).map_err(|error| CliError::Settings {
            path: self.settings.clone().unwrap_or_default(),
            error,
        })?;
        let options = self.options();
        if let Some(path) = &self.partial {
            let (folded, places) = engine.fold(&self.data, &options, tell)?;
            let mut file = create(path)?;
            part::write(&engine, &settings, folded, places, &mut file)?;
            return Ok(file.flush()?);
        }
        let (outcome, places) = engine.run(&self.data, &options, tell)?;
        self.write(&outcome, &places)
    }

    /// The settings of the file, with the rules of the command line.
    fn settings(&self) -> Result<Settings, CliError> {
        let mut settings = match &self.settings {
            None => Settings::default(),
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|error| CliError::File {
                    path: path.clone(),
                    error,
                })?;
                Settings::parse(&text).map_err(|error| CliError::Settings {
                    path: path.clone(),
                    error,
                })?
            }
        };
        let asked = self.explain.as_ref().map(|explain| &explain[0]);
        for code in self.rules.iter().chain(asked) {
            if code == "all" {
                TABLE
                    .iter()
                    .for_each(|entry| settings.choose(entry.about.id));
            } else if about(code).is_some() {
                settings.choose(code);
            } else {
                return Err(CliError::NoSuchRule(code.clone()));
            }
        }
        if self.settings.is_none() && self.rules.is_empty() && self.explain.is_none() {
            let eleven = TABLE.iter().map(|entry| entry.about.id);
            eleven
                .filter(|id| id.starts_with('R'))
                .for_each(|id| settings.choose(id));
        }
        Ok(settings)
    }

    fn options(&self) -> Options {
        let explains = self.evidence.is_some()
            || self.csv.is_some()
            || self.xlsx.is_some()
            || self.html.is_some()
            || self.explain.is_some();
        Options {
            limits: Limits {
                item: self.max_line.saturating_mul(1_000_000),
                latin1: self.encoding == "iso-8859-1",
                ..Limits::default()
            },
            workers: self.threads,
            strict: self.strict,
            links: self.map || explains || self.partial.is_some(),
            evidence: explains || self.partial.is_some(),
        }
    }

    fn write(&self, outcome: &Outcome, places: &Places) -> Result<(), CliError> {
        if let Some([rule, ocid]) = self.explain.as_deref() {
            explain::write(outcome, rule, ocid, &mut io::stdout().lock())?;
        } else {
            let mut output = create("-".as_ref())?;
            cardinal::write(outcome, !self.no_meta, self.map, &mut output)?;
            output.flush()?;
        }
        if let Some(path) = &self.evidence {
            let mut file = create(path)?;
            evidence::write(outcome, &mut file)?;
            file.flush()?;
        }
        if let Some(path) = &self.csv {
            table::write_csv(outcome, create(path)?).map_err(CliError::Table)?;
        }
        if let Some(path) = &self.xlsx {
            table::write_xlsx(outcome, create(path)?).map_err(CliError::Table)?;
        }
        if let Some(path) = &self.html {
            let mut file = create(path)?;
            file.write_all(html::report(outcome, places).as_bytes())?;
            file.flush()?;
        }
        if let Some(path) = &self.problems {
            let mut file = create(path)?;
            problems::write(&outcome.shard.problems, places, &mut file)?;
            file.flush()?;
        }
        say_problems(&outcome.shard.problems, places);
        if self.count {
            for (group, count) in cardinal::counts(outcome) {
                eprintln!("{}: {count}", group.key());
            }
        }
        Ok(())
    }
}

fn list_rules(output: &mut dyn Write) -> io::Result<()> {
    for entry in TABLE {
        let about = entry.about;
        writeln!(
            output,
            "{}  {} / {}",
            about.id, about.title.id, about.title.en
        )?;
        writeln!(
            output,
            "      {} / {}",
            about.question.id, about.question.en
        )?;
    }
    Ok(())
}
