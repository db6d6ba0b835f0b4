//! One rule, one fixture pair: `fixtures/rules/X01.jsonl` (settings, if any, in `X01.ini`) gives `X01.expected.jsonl`.
//!
//! The eleven of Cardinal have Cardinal's fixtures as well (`cardinal.rs`). `SINERGI_KEEP_EXPECTED=1` writes what is expected anew; read it
//! before it is kept.

use std::fs;
use std::path::{Path, PathBuf};

use procurement::engine::{Engine, Options};
use procurement::outcome::Outcome;
use procurement::output::evidence;
use procurement::part;
use procurement::rules::TABLE;
use procurement::settings::Settings;
use procurement::shard::Group;

use crate::fixtures;

/// The settings of a rule's fixture, with the rule switched on.
fn settings_of(id: &str) -> Settings {
    let text = fs::read_to_string(folder().join(format!("{id}.ini"))).unwrap_or_default();
    let mut settings = Settings::parse(&text).unwrap();
    settings.choose(id);
    settings
}

fn folder() -> PathBuf {
    fixtures().join("rules")
}

fn options(workers: usize, block: usize) -> Options {
    let mut options = Options {
        workers,
        evidence: true,
        links: true,
        ..Options::default()
    };
    options.limits.block = block;
    options
}

fn lines_of(outcome: &Outcome) -> String {
    let mut lines = Vec::new();
    evidence::write(outcome, &mut lines).unwrap();
    String::from_utf8(lines).unwrap()
}

/// Every rule alone on its fixture, with what its flags rest on: read at once, by several workers a line each, and as
/// part files that are merged.
#[test]
fn every_rule_gives_what_its_fixture_expects() {
    for entry in TABLE {
        let id = entry.about.id;
        let settings = settings_of(id);
        let data = folder().join(format!("{id}.jsonl"));
        assert!(data.exists(), "{id} has no fixture");
        let engine = Engine::new(&settings).unwrap();
        let run = |options: &Options| engine.run(std::slice::from_ref(&data), options, &|_| {});
        let (outcome, _) = run(&options(1, 1 << 20)).unwrap();
        let got = lines_of(&outcome);
        let expected = folder().join(format!("{id}.expected.jsonl"));
        if std::env::var_os("SINERGI_KEEP_EXPECTED").is_some() {
            fs::write(&expected, &got).unwrap();
        }
        let expected = fs::read_to_string(expected).unwrap_or_default();
        assert_eq!(got, expected, "{id}");
        assert!(!expected.is_empty(), "{id}: its fixture flags nothing");
        let ocids = outcome
            .flags
            .iter()
            .filter(|flag| flag.group == Group::Ocid);
        assert!(
            outcome.shard.looked_at > ocids.count() as u64,
            "{id}: its fixture leaves nothing unflagged"
        );
        let (outcome, _) = run(&options(3, 1)).unwrap();
        assert_eq!(lines_of(&outcome), expected, "{id}, three workers");
        assert_eq!(in_parts(&engine, &settings, &data), expected, "{id}, parts");
    }
}

/// Each line as a part of its own.
fn in_parts(engine: &Engine, settings: &Settings, data: &Path) -> String {
    let temporary = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(data).unwrap();
    let mut parts = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let shard = temporary.path().join(format!("{number}.jsonl"));
        fs::write(&shard, line).unwrap();
        let folded = engine.fold(&[shard], &options(1, 1 << 20), &|_| {});
        let (folded, places) = folded.unwrap();
        let path = temporary.path().join(format!("{number:04}.part"));
        let mut file = fs::File::create(&path).unwrap();
        part::write(engine, settings, folded, places, &mut file).unwrap();
        parts.push(path);
    }
    let (engine, folded, _) = part::merge(&parts).unwrap();
    lines_of(&engine.finish(folded))
}

#[test]
fn addresses_and_telephones_are_in_no_result_and_no_part() {
    for id in ["X05", "X14"] {
        let settings = settings_of(id);
        let engine = Engine::new(&settings).unwrap();
        let data = folder().join(format!("{id}.jsonl"));
        let given = fs::read_to_string(&data).unwrap().to_lowercase();
        let fold = || engine.fold(std::slice::from_ref(&data), &options(1, 1 << 20), &|_| {});
        let (folded, places) = fold().unwrap();
        let mut part = Vec::new();
        part::write(&engine, &settings, folded, places, &mut part).unwrap();
        let part = String::from_utf8_lossy(&part).to_lowercase();
        let (folded, _) = fold().unwrap();
        let results = lines_of(&engine.finish(folded)).to_lowercase();
        for contact in ["contoh raya", "000111", "000222"] {
            assert!(given.contains(contact), "{id}: {contact}");
            assert!(!part.contains(contact), "{id}: {contact} is in the part");
            assert!(!results.contains(contact), "{id}: {contact} is shown");
        }
    }
}

#[test]
fn codes_are_unique_and_words_exist_in_both_languages() {
    for (number, entry) in TABLE.iter().enumerate() {
        let about = entry.about;
        let before = &TABLE[..number];
        assert!(
            before.iter().all(|other| other.about.id != about.id),
            "{}",
            about.id
        );
        for both in [
            about.title,
            about.question,
            about.ordinary,
            about.leaves_out,
        ] {
            assert!(
                both.id.len() > 10 && both.en.len() > 10 && both.id != both.en,
                "{}",
                about.id
            );
        }
        assert!(
            !about.fields.is_empty() && !about.source.is_empty(),
            "{}",
            about.id
        );
    }
}
