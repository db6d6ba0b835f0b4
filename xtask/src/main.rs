//! The project's own tasks, run as `cargo xtask TASK`: what needs more than cargo, and less than a script.

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

mod bench;
mod judges;
mod reader_score;
mod regions;
mod setup;
mod steps;
mod test;
mod tidy;

/// Tasks of the Sinergi workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Task {
    /// Writes the reference files of provinces, regencies, districts and villages anew.
    Regions(regions::Args),
    /// Installs what the tests need, then runs every check; `.ci/run` calls exactly this.
    Test(judges::Args),
    /// Installs what the tests need, where it is missing.
    Setup,
    /// Measures every figure that is promised and writes `docs/performance.md`.
    Bench(bench::Args),
    /// Scores the press reader against gold answers: docs/howto/score-reader.md.
    ReaderScore(reader_score::Args),
    /// Checks the house rules: arrows between crates, the clock, documents.
    Tidy,
    /// Runs the foreign judges alone: HTML, accessibility, readers of the log.
    Judges(judges::Args),
}

fn main() -> Result<ExitCode> {
    match Task::parse() {
        Task::Regions(args) => regions::run(&args)?,
        Task::Setup => setup::ensure().map(drop)?,
        Task::ReaderScore(args) => reader_score::run(&args)?,
        Task::Bench(args) => bench::run(&args)?,
        // These say themselves, in their closing line, how many steps failed.
        Task::Test(args) => return Ok(test::run(&args)),
        Task::Tidy => return Ok(tidy::run()),
        Task::Judges(args) => return Ok(judges::run(&args)),
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Task::command().debug_assert();
    }
}
