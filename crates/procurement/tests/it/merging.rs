//! Releases of one process merge as OCDS's reference implementation merges them, and rules see the merged process.

use std::fs;

use procurement::compile;
use procurement::engine::{Engine, Options};
use procurement::input::Limits;
use procurement::output::cardinal;
use procurement::settings::Settings;
use serde_json::Value;

use crate::fixtures;
use crate::made_up::differences;

fn compiled(versioned: bool) -> Vec<Value> {
    let data = fixtures().join("merge/ocdsmerge.releases.jsonl");
    let limits = Limits {
        block: 5000,
        ..Limits::default()
    };
    let mut output = Vec::new();
    let (problems, _) = compile::run(&[data], &limits, versioned, &mut output).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    let text = String::from_utf8(output).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// `tests/judges/ocdsmerge_expected.py` made what is expected.
#[test]
fn compiled_and_versioned_releases_are_those_of_ocdsmerge() {
    for (versioned, name) in [(false, "compiled"), (true, "versioned")] {
        let expected = fixtures().join(format!("merge/ocdsmerge.{name}.jsonl"));
        let expected = fs::read_to_string(expected).unwrap();
        let expected: Vec<Value> = expected
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let got = compiled(versioned);
        assert_eq!(got.len(), expected.len());
        assert!(got.len() > 80);
        for (got, expected) in got.iter().zip(&expected) {
            assert_eq!(
                differences(got, expected),
                Vec::<String>::new(),
                "{name} {}",
                got["ocid"]
            );
        }
    }
}

#[test]
fn rules_see_the_merged_process_wherever_its_releases_stand() {
    let release = |date: &str, rest: &str| {
        format!("{{\"ocid\":\"o\",\"date\":\"{date}\",\"tag\":[\"tender\"],\"tender\":{{{rest}}}}}")
    };
    let later = release("2025-02-01", "\"numberOfTenderers\":1");
    let earlier = release(
        "2025-01-01",
        "\"procurementMethod\":\"open\",\"numberOfTenderers\":4",
    );
    let inputs = [
        format!("{later}\n{earlier}\n"),
        format!("{{\"releases\":[{later},{earlier}]}}\n"),
        format!(
            "{{\"records\":[{{\"ocid\":\"o\",\"releases\":[{later},{{\"url\":\"x\"}},{earlier}]}}]}}\n"
        ),
        format!("{{\n\"releases\":[\n{later},\n{earlier}\n]}}\n"),
    ];
    for input in inputs {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.json");
        fs::write(&path, &input).unwrap();
        let engine = Engine::new(&Settings::parse("[R018]\n").unwrap()).unwrap();
        let (outcome, _) = engine.run(&[path], &Options::default(), &|_| {}).unwrap();
        let mut written = Vec::new();
        cardinal::write(&outcome, false, false, &mut written).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "{\"OCID\":{\"o\":{\"R018\":1.0}}}\n",
            "{input}"
        );
        assert_eq!(outcome.shard.looked_at, 1);
        assert!(outcome.shard.problems.is_empty());
    }
}
