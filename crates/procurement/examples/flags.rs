//! `sinergi flags` without the rest of the program: quick to build, and what is measured against Cardinal.

use clap::Parser;
use procurement::cli::FlagsArgs;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    args: FlagsArgs,
}

fn main() -> Result<(), procurement::cli::CliError> {
    Cli::parse().args.run(&|_| {})
}
