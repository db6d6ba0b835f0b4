//! The project's own tasks, run as `cargo xtask TASK`: what needs more than cargo, and less than a script.

use anyhow::Result;
use clap::Parser;

mod regions;

/// Tasks of the Sinergi workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Writes the reference files of provinces, regencies, districts and villages anew.
    Regions(regions::Args),
}

fn main() -> Result<()> {
    match Task::parse() {
        Task::Regions(args) => regions::run(&args),
    }
}
