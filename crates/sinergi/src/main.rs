//! Sinergi, the one executable: each role is a subcommand.

mod flags;
mod import;
mod lean;
mod maintain;
mod progress;
mod read;
mod serve;
mod verify_command;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Gives memory back to the system after a burst: feeding a large search index left 160 MB resident with the
/// system's allocator and 36 MB with this one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The public record of what governments promise each other and their people.
#[derive(Parser)]
#[command(version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Record the founding record of Banten and open the portal.
    Demo(serve::Options),
    /// Open the portal on a record.
    Serve(serve::Options),
    /// Record a folder or file in the founding format: all of it or nothing.
    Import(import::Options),
    /// Read press releases: a summary, JSON, or drafts for `import`.
    Read(read::Options),
    /// Make the projections again from the log, or compare them with it.
    Rebuild(maintain::RebuildOptions),
    /// Write the log and the public JSON as static files.
    ExportLog(maintain::ExportOptions),
    /// Open, withhold or erase the body of an entry, on a public ground.
    Disclose(maintain::DiscloseOptions),
    /// Check a log, from its address or an exported folder, without trusting the server.
    Verify(verify_command::Options),
    /// Red flags in procurement data (OCDS): questions worth asking, with their numbers.
    Flags(Box<procurement::cli::FlagsArgs>),
    /// Work with OCDS data: what is filled, what can be corrected.
    Ocds(procurement::cli::OcdsArgs),
}

/// Where the record lies.
#[derive(clap::Args, Clone)]
struct Data {
    /// The data folder: log, key, projections and search index.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "sinergi-data",
        env = "SINERGI_DATA"
    )]
    data: PathBuf,
}

impl Data {
    fn open(&self) -> anyhow::Result<app::App> {
        Ok(app::App::open(app::Config {
            folder: self.data.clone(),
            ..app::Config::default()
        })?)
    }
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("SINERGI_LOG")
        .unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let done = match Cli::parse().command {
        Command::Demo(options) => serve::demo(&options),
        Command::Serve(options) => serve::serve(&options),
        Command::Import(options) => import::run(&options),
        Command::Read(options) => read::run(&options),
        Command::Rebuild(options) => maintain::rebuild(&options),
        Command::ExportLog(options) => maintain::export(&options),
        Command::Disclose(options) => maintain::disclose(&options),
        Command::Verify(options) => verify_command::run(&options),
        Command::Flags(args) => {
            lean::start_lean();
            flags::flags(&args)
        }
        Command::Ocds(args) => {
            lean::start_lean();
            flags::ocds(&args)
        }
    };
    done.unwrap_or_else(|error| {
        eprintln!("sinergi: {error:#}");
        ExitCode::FAILURE
    })
}
