//! The eleven rules give what Open Contracting's Cardinal gives.
//!
//! Three ways: Cardinal's own fixtures; results that Cardinal 0.0.8 computed once, kept beside their data; and, when
//! `SINERGI_CARDINAL` names the program, Cardinal itself on data made up on the spot.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use procurement::engine::{Engine, Options};
use procurement::output::cardinal;
use procurement::settings::Settings;
use serde_json::Value;

use crate::fixtures;
use crate::made_up::{differences, lines};

pub(crate) fn ours(settings: &Settings, data: &Path, workers: usize, block: usize) -> Value {
    let mut options = Options {
        workers,
        links: true,
        ..Options::default()
    };
    options.limits.block = block;
    let engine = Engine::new(settings).unwrap();
    let (outcome, _) = engine.run(&[data.to_owned()], &options, &|_| {}).unwrap();
    let mut written = Vec::new();
    cardinal::write(&outcome, true, true, &mut written).unwrap();
    serde_json::from_slice(&written).unwrap()
}

fn read_json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The settings that a fixture's name stands for: `R003-threshold-10`, `R003-procurement_method_details-x-5-y-10`.
fn settings_of(name: &str) -> Settings {
    let mut parts = name.split('-');
    let rule = parts.next().unwrap();
    let rest: Vec<&str> = parts.collect();
    let mut settings = Settings::default();
    settings.choose(rule);
    settings.set("", "no_price_comparison_procurement_methods", "NPC");
    settings.set("exclusions", "procurement_method_details", "EXC");
    match rest[..] {
        // `R038-tenderer` only tells two files of one rule apart.
        [] | [_] => {}
        [key, value] => settings.set(rule, key, &value.replace('+', "|")),
        [key, ref pairs @ ..] => {
            for pair in pairs.chunks(2) {
                settings.set(&format!("{rule}.{key}"), pair[0], pair[1]);
            }
        }
    }
    settings
}

#[test]
fn cardinals_own_fixtures_give_what_cardinal_expects() {
    let folder = fixtures().join("cardinal");
    let mut checked = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let data = entry.unwrap().path();
        if data
            .extension()
            .is_none_or(|extension| extension != "jsonl")
        {
            continue;
        }
        let name = data.file_stem().unwrap().to_str().unwrap();
        let mut got = ours(&settings_of(name), &data, 2, 1 << 20);
        got.as_object_mut()
            .unwrap()
            .retain(|key, _| key != "Meta" && key != "Maps");
        let expected = read_json(&data.with_extension("expected"));
        assert_eq!(differences(&got, &expected), Vec::<String>::new(), "{name}");
        checked += 1;
    }
    assert_eq!(checked, 15);
}

#[test]
fn six_hundred_generated_releases_give_what_cardinal_found() {
    let settings = fs::read_to_string(fixtures().join("settings.ini")).unwrap();
    let settings = Settings::parse(&settings).unwrap();
    let expected = read_json(&fixtures().join("sample-600.cardinal.json"));
    let data = fixtures().join("sample-600.jsonl.gz");
    for (workers, block) in [(1, 1 << 20), (2, 5000), (5, 1)] {
        let mut got = ours(&settings, &data, workers, block);
        got.as_object_mut().unwrap().remove("Maps");
        assert_eq!(
            differences(&got, &expected),
            Vec::<String>::new(),
            "{workers} workers"
        );
    }
}

/// Settings that take every branch at least once.
const SETTINGS: [(&str, &str); 5] = [
    ("defaults", ALL),
    (
        "currency",
        "currency = IDR\nno_price_comparison_procurement_methods = NPC|Seleksi\n[exclusions]\nprocurement_method_details = EXC\n\
      [R003]\nthreshold = 4\nprocurement_methods = open|limited\n[R003.procurement_method_details]\nTender Cepat = 20\nTender = 1\n\
      [R018]\nprocurement_methods = direct\n[R024]\nthreshold = 0.05\n[R025]\nthreshold = 0.2\npercentile = 40\n[R028]\n[R030]\n\
      [R035]\nthreshold = 2\n[R036]\n[R038]\nthreshold = 0.3\nminimum_submitted_bids = 5\nminimum_contracting_processes = 30\n\
      [R048]\nthreshold = 6\ndigits = 3\nminimum_contracting_processes = 2\n[R058]\nthreshold = 0.01\n",
    ),
    (
        "price_comparison",
        "currency = USD\nprice_comparison_procurement_methods = PC|Tender\n[R024]\n[R028]\n[R036]\n[R058]\n[R048]\nminimum_contracting_processes = 1\n",
    ),
    ("gaps", "[R058]\n[R035]\nthreshold = 0\n"),
    ("nothing", "; no rule is chosen\n"),
];

pub(crate) const ALL: &str =
    "[R003]\n[R018]\n[R024]\n[R025]\n[R028]\n[R030]\n[R035]\n[R036]\n[R038]\n[R048]\n[R058]\n";

/// The data of a seed, the name they are kept under, and which settings are tried on them.
///
/// Without a currency in the settings, Cardinal compares the one that each of its folds meets first, and how the lines
/// are dealt out to folds is chance, on one thread too. So mixed currencies are compared where the settings name one.
fn data_of(
    seed: u64,
) -> (
    String,
    &'static str,
    impl Iterator<Item = (&'static str, &'static str)>,
) {
    let mixed = seed % 2 == 1;
    let name = if mixed { "mixed" } else { "odd" };
    let tried = SETTINGS
        .into_iter()
        .filter(move |(_, settings)| !mixed || settings.contains("currency ="));
    (lines(seed, 300, seed % 5 != 4, mixed), name, tried)
}

#[test]
fn odd_data_give_what_cardinal_made_of_them() {
    for seed in [0, 1] {
        let (_, kept, tried) = data_of(seed);
        let data = fixtures().join(format!("{kept}.jsonl"));
        for (name, settings) in tried {
            let settings = Settings::parse(settings).unwrap();
            let expected = read_json(&fixtures().join(format!("{kept}.{name}.expected.json")));
            for (workers, block) in [(1, 1 << 20), (3, 1000)] {
                let got = ours(&settings, &data, workers, block);
                let found = differences(&got, &expected);
                assert_eq!(
                    found,
                    Vec::<String>::new(),
                    "{kept}, {name}, {workers} workers"
                );
            }
        }
    }
}

/// Cardinal's result.
pub(crate) fn cardinals(program: &Path, settings: &Path, data: &Path) -> Value {
    let output = Command::new(program)
        .args(["indicators", "--map", "--settings"])
        .args([settings, data])
        .env("RAYON_NUM_THREADS", "1")
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn cardinal_itself_agrees_when_it_is_here() {
    let Some(program) = std::env::var_os("SINERGI_CARDINAL").map(PathBuf::from) else {
        println!("SINERGI_CARDINAL names no program: compared with kept results only");
        return;
    };
    let keep = std::env::var_os("SINERGI_KEEP_EXPECTED").is_some();
    let folder = tempfile::tempdir().unwrap();
    let rounds = std::env::var("SINERGI_ROUNDS").map_or(6, |rounds| rounds.parse().unwrap());
    for seed in 0..rounds {
        let data = folder.path().join("data.jsonl");
        let (text, kept, tried) = data_of(seed);
        fs::write(&data, &text).unwrap();
        for (name, settings) in tried {
            let file = folder.path().join("settings.ini");
            fs::write(&file, settings).unwrap();
            let expected = cardinals(&program, &file, &data);
            let got = ours(&Settings::parse(settings).unwrap(), &data, 2, 10_000);
            if keep && seed < 2 {
                fs::write(fixtures().join(format!("{kept}.jsonl")), &text).unwrap();
                let file = fixtures().join(format!("{kept}.{name}.expected.json"));
                fs::write(file, format!("{expected}\n")).unwrap();
            }
            let found = differences(&got, &expected);
            assert_eq!(found, Vec::<String>::new(), "seed {seed}, {name}");
        }
    }
}
