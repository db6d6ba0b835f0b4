//! Measures every figure that Sinergi promises, each beside its peer in the same run, and writes `docs/performance.md`.
//!
//! `generate` makes a record of any size; `all` makes one, measures everything and writes the page. The parts run alone
//! too and keep their results, so that `report` writes the page from the latest run of each.
#![allow(
    clippy::float_arithmetic,
    reason = "rates, ratios and medians are what a benchmark reports; none of them is recorded"
)]

mod append;
mod bare;
mod client;
mod flags;
mod generate;
mod machine;
mod pages;
mod press;
mod random;
mod rebuild;
mod report;
mod search;
mod server;
mod verify_log;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use generate::Size;
use report::Section;

#[derive(Parser)]
#[command(
    name = "bench",
    about = "Measures what Sinergi promises, on a generated record"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a record and nothing else.
    Generate(Options),
    /// Makes a record if there is none, measures everything, writes the page.
    All(Options),
    /// Durable appends through `execute`, against plain SQL.
    Append(Options),
    /// `verify` of the exported log, against plain SHA-256.
    Verify(Options),
    /// `rebuild` of the projections, and the search index from nothing.
    Rebuild(Options),
    /// Pages under load, against a bare greeting.
    Pages(Options),
    /// Search, start and memory of a server.
    Search(Options),
    /// The press reader, against a plain search for the same words.
    Press(Options),
    /// Red flags in generated procurement data, against Cardinal and against reading alone.
    Flags(Options),
    /// Writes the page from the latest results.
    Report(Options),
    /// A bare greeting over HTTP: the peer of `pages`.
    #[command(hide = true)]
    Hello {
        /// The address to listen on.
        listen: SocketAddr,
    },
    /// One rebuild of a record, its time as JSON.
    #[command(hide = true)]
    RebuildOnce {
        /// The record.
        folder: PathBuf,
        /// Put right what differs.
        #[arg(long)]
        replace: bool,
    },
    /// Steps over every value of a file of JSON lines: the limit of `flags`.
    #[command(hide = true)]
    ScanOnce {
        /// The file.
        data: PathBuf,
    },
    /// One check of an exported log, its timings as JSON: a process of its own, so that its memory can be seen.
    #[command(hide = true)]
    VerifyOnce {
        /// The exported log.
        log: PathBuf,
        /// Where to put what does not fit into memory.
        temporary: PathBuf,
    },
}

/// What to measure on.
#[derive(clap::Args, Clone)]
struct Options {
    /// A folder for the record, its copies and the results: some ten gigabytes for the full size.
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    data: PathBuf,
    /// Commitments in the record.
    #[arg(long, value_name = "N", default_value_t = 200_000)]
    commitments: u64,
    /// Entries in its log, all kinds together; five a commitment unless said otherwise.
    #[arg(long, value_name = "N")]
    entries: Option<u64>,
    /// The page to write.
    #[arg(long, value_name = "FILE", default_value = "docs/performance.md")]
    page: PathBuf,
    /// The program that `flags` is compared with; `cargo xtask bench` builds it.
    #[arg(long, value_name = "FILE", env = "SINERGI_CARDINAL")]
    cardinal: Option<PathBuf>,
    /// Measures `flags` on ten gigabytes too, which are removed afterwards.
    #[arg(long)]
    large: bool,
}

impl Options {
    /// The generated record, which nothing that is measured changes.
    fn record(&self) -> PathBuf {
        self.data.join("record")
    }

    fn size(&self) -> Size {
        Size::new(
            self.commitments,
            self.entries.unwrap_or(5 * self.commitments),
        )
    }
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Generate(options) => generate::ensure(&options.record(), options.size()),
        Command::Hello { listen } => server::hello(listen),
        Command::VerifyOnce { log, temporary } => verify_log::once(&log, &temporary),
        Command::RebuildOnce { folder, replace } => rebuild::once(&folder, replace),
        Command::Report(options) => report::write(&options),
        Command::All(options) => all(&options),
        Command::Append(options) => part(&options, append::measure),
        Command::Verify(options) => part(&options, verify_log::measure),
        Command::Rebuild(options) => part(&options, rebuild::measure),
        Command::Pages(options) => part(&options, pages::measure),
        Command::Search(options) => part(&options, search::measure),
        Command::Press(options) => without_record(&options, press::measure),
        Command::Flags(options) => without_record(&options, flags::measure),
        Command::ScanOnce { data } => flags::scan_once(&data),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn all(options: &Options) -> Result<()> {
    for measure in [
        append::measure,
        verify_log::measure,
        rebuild::measure,
        pages::measure,
        search::measure,
    ] {
        part(options, measure)?;
    }
    without_record(options, press::measure)?;
    without_record(options, flags::measure)?;
    report::write(options)
}

fn part(options: &Options, measure: fn(&Options) -> Result<Section>) -> Result<()> {
    generate::ensure(&options.record(), options.size())?;
    generate::settle(&options.record())?;
    without_record(options, measure)
}

fn without_record(options: &Options, measure: fn(&Options) -> Result<Section>) -> Result<()> {
    let load = machine::load();
    let mut section = measure(options)?;
    section.notes.push(format!("Load of the machine at the beginning: {load} processes wanted a core. Above 1, others shared the cores and the disk, and figures are lower than they could be."));
    report::keep(options, &section)
}
