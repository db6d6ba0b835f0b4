//! Any bytes are data with problems, and what every rule says of them hangs neither on the blocks nor on the workers.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use procurement::coverage::Coverage;
use procurement::engine::{Engine, Options};
use procurement::output::{cardinal, evidence, html, problems, table};
use procurement::rules::TABLE;
use procurement::settings::Settings;

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let path = std::env::temp_dir().join(format!("fuzz-input-{}", std::process::id()));
    fs::write(&path, bytes).unwrap();
    let mut settings = Settings::default();
    TABLE.iter().for_each(|entry| settings.choose(entry.about.id));
    let run = |workers: usize, block: usize| {
        let mut options = Options {
            workers,
            strict: false,
            links: true,
            evidence: true,
            ..Options::default()
        };
        options.limits.block = block;
        options.limits.item = 1 << 16;
        options.limits.latin1 = choice & 1 == 1;
        let engine = Engine::new(&settings).unwrap();
        let (outcome, places) = engine.run(&[path.clone()], &options, &|_| {}).unwrap();
        let mut said = Vec::new();
        cardinal::write(&outcome, true, true, &mut said).unwrap();
        evidence::write(&outcome, &mut said).unwrap();
        problems::write(&outcome.shard.problems, &places, &mut said).unwrap();
        table::write_csv(&outcome, &mut said).unwrap();
        said.extend(html::report(&outcome, &places).into_bytes());
        String::from_utf8(said).unwrap()
    };
    let whole = run(1, 1 << 20);
    assert_eq!(whole, run(2, usize::from(choice >> 1)));
    let limits = procurement::input::Limits {
        block: usize::from(choice >> 1),
        item: 1 << 16,
        latin1: choice & 1 == 1,
    };
    let (coverage, _) = Coverage::of(&[path.clone()], &limits, 1).unwrap();
    serde_json::from_str::<serde_json::Value>(&coverage.json()).unwrap();
    fs::remove_file(path).unwrap();
});
