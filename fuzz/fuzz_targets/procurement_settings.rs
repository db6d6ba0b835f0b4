//! Any text is settings or refused with a reason, and rules and corrections run with whatever thresholds were taken.

#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use procurement::engine::{Engine, Options};
use procurement::input::Limits;
use procurement::output::cardinal;
use procurement::prepare::{self, Corrections};
use procurement::settings::Settings;

/// A few processes with bids, from the fixtures of the rules.
static DATA: LazyLock<PathBuf> = LazyLock::new(|| {
    let path = std::env::temp_dir().join(format!("fuzz-settings-{}.jsonl", std::process::id()));
    // Its first byte says to `procurement_input` how it is read.
    fs::write(&path, &include_bytes!("../seeds/procurement_input/rules")[1..]).unwrap();
    path
});

fuzz_target!(|text: &str| {
    let settings = match Settings::parse(text) {
        Ok(settings) => settings,
        Err(refused) => return assert!(!refused.to_string().is_empty()),
    };
    let paths = [DATA.clone()];
    match Engine::new(&settings) {
        Ok(engine) => {
            let options = Options { workers: 1, links: true, evidence: true, ..Options::default() };
            let (outcome, _) = engine.run(&paths, &options, &|_| {}).unwrap();
            let mut said = Vec::new();
            cardinal::write(&outcome, true, true, &mut said).unwrap();
            serde_json::from_slice::<serde_json::Value>(&said).unwrap();
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
    if let Ok(corrections) = Corrections::new(&settings) {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        prepare::run(&paths, &Limits::default(), &corrections, &mut output, &mut errors).unwrap();
        for line in output.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            serde_json::from_slice::<serde_json::Value>(line).unwrap();
        }
    }
});
