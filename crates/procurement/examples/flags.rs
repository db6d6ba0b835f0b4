//! The engine alone, for measuring: `flags SETTINGS DATA…`, Cardinal's JSON to standard output.

use std::path::PathBuf;

use procurement::engine::{Engine, Options};
use procurement::settings::Settings;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let settings = arguments.next().ok_or("usage: flags SETTINGS DATA...")?;
    let settings = Settings::parse(&std::fs::read_to_string(settings)?)?;
    let paths: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    let engine = Engine::new(&settings)?;
    let (outcome, places) = engine.run(&paths, &Options::default(), &|_| {})?;
    procurement::output::cardinal::write(&outcome, true, false, &mut std::io::stdout().lock())?;
    for (problem, count, noted) in outcome.shard.problems.iter() {
        eprintln!("{count}: {}", problem.words());
        for noted in noted.iter().take(3) {
            eprintln!("   {:?} {}", places.words(noted.place), noted.detail);
        }
    }
    Ok(())
}
