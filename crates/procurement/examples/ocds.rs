//! `sinergi ocds` without the rest of the program.

use clap::Parser;

#[derive(Parser)]
struct Program {
    #[command(flatten)]
    args: procurement::cli::OcdsArgs,
}

fn main() -> Result<(), procurement::cli::CliError> {
    Program::parse().args.run(&|_| {}).map(|_| ())
}
