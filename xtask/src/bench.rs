//! `cargo xtask bench`: builds the program and the benchmark in release, then runs the benchmark.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::setup::{self, root};
use crate::tidy;

/// What to measure, as `bench` takes it.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A part and its options, as `cargo run -p bench -- --help` lists them; everything without.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        default_value = "all"
    )]
    part: Vec<OsString>,
}

/// Builds both programs, because the benchmark starts the other one as a server.
pub(crate) fn run(args: &Args) -> Result<()> {
    setup::ensure_load_generator()?;
    let mut peers = Vec::new();
    if args
        .part
        .iter()
        .any(|part| part == "all" || part == "flags")
    {
        match setup::ensure_fast_cardinal()? {
            Ok(cardinal) => peers.push(("SINERGI_CARDINAL", cardinal)),
            Err(reason) => println!("flags are not compared with Cardinal: {reason}"),
        }
    }
    cargo(
        &["build", "--release", "-p", "sinergi", "-p", "bench"],
        &[],
        &[],
    )?;
    cargo(
        &["run", "--release", "-p", "bench", "--"],
        &args.part,
        &peers,
    )
}

fn cargo(arguments: &[&str], more: &[OsString], environment: &[(&str, PathBuf)]) -> Result<()> {
    let status = Command::new(tidy::cargo())
        .current_dir(root())
        .args(arguments)
        .args(more)
        .envs(environment.iter().cloned())
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("cargo {} ended with {status}", arguments.join(" "));
    }
    Ok(())
}
