//! `coverage` and `prepare` do what Cardinal's do: its own fixtures, and the program itself when it is here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use procurement::coverage::Coverage;
use procurement::input::Limits;
use procurement::prepare::{self, Corrections};
use procurement::settings::Settings;
use serde_json::Value;

use crate::fixtures;
use crate::made_up::{differences, lines};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = fixtures().join("cardinal").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "jsonl")
        })
        .collect();
    files.sort();
    files
}

fn coverage_of(data: &Path) -> Value {
    let (coverage, _) = Coverage::of(&[data.to_owned()], &Limits::default(), 2).unwrap();
    serde_json::from_str(&coverage.json()).unwrap()
}

/// Corrected lines, and the rows of what is left.
fn prepared(data: &Path, settings: &str) -> (String, String) {
    let settings = Settings::parse(settings).unwrap();
    let corrections = Corrections::new(&settings).unwrap();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let limits = Limits {
        block: 1000,
        ..Limits::default()
    };
    prepare::run(
        &[data.to_owned()],
        &limits,
        &corrections,
        &mut output,
        &mut errors,
    )
    .unwrap();
    (
        String::from_utf8(output).unwrap(),
        String::from_utf8(errors).unwrap(),
    )
}

fn values(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn coverage_counts_what_cardinals_fixtures_expect() {
    let files = files("coverage");
    assert!(files.len() > 20);
    for data in files {
        let expected = fs::read_to_string(data.with_extension("expected")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        assert_eq!(
            differences(&coverage_of(&data), &expected),
            Vec::<String>::new(),
            "{}",
            data.display()
        );
    }
}

#[test]
fn prepare_corrects_as_cardinals_fixtures_expect() {
    let files = files("prepare");
    assert!(files.len() > 8);
    for data in files {
        let settings = fs::read_to_string(data.with_extension("ini")).unwrap();
        let expected = fs::read_to_string(data.with_extension("output")).unwrap();
        let (output, _) = prepared(&data, &settings);
        assert_eq!(values(&output), values(&expected), "{}", data.display());
    }
}

const SETTINGS: [&str; 3] = [
    "",
    "[defaults]\ncurrency = IDR\nbid_status = valid\naward_status = active\nitem_classification_scheme = UNSPSC\nparty_roles = true\n\
     [redactions]\namount = 910|-0.0005\norganization_id = T3|B1\n[modifications]\nprefix_buyer_or_procuring_entity_id = ID-\n\
     prefix_tenderer_or_supplier_id = T1\nsplit_procurement_method_details = C\n",
    "[codelists.bid_status]\nvalid = qualified\ninvited = pending\n[codelists.award_status]\nactive = pending\n\
     [corrections]\naward_status_by_contract_status = yes\n[modifications]\nmove_auctions = on\n",
];

#[test]
fn cardinal_itself_covers_and_prepares_alike_when_it_is_here() {
    let Some(program) = std::env::var_os("SINERGI_CARDINAL").map(PathBuf::from) else {
        println!("SINERGI_CARDINAL names no program: compared with its fixtures only");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for seed in 0..8 {
        let data = path("data.jsonl");
        // Cardinal panics on bids and awards that are no objects; so does nobody else, and those are left out here.
        fs::write(&data, lines(seed, 200, false, true)).unwrap();
        let output = run(Command::new(&program).arg("coverage").arg(&data));
        let expected: Value = serde_json::from_str(&output).unwrap();
        assert_eq!(
            differences(&coverage_of(&data), &expected),
            Vec::<String>::new(),
            "seed {seed}"
        );
        for settings in SETTINGS {
            fs::write(path("settings.ini"), settings).unwrap();
            run(Command::new(&program)
                .args(["prepare", "--settings"])
                .arg(path("settings.ini"))
                .arg("--output")
                .arg(path("output"))
                .arg("--errors")
                .arg(path("errors"))
                .arg(&data)
                .env("RAYON_NUM_THREADS", "1"));
            let (output, errors) = prepared(&data, settings);
            let expected = fs::read_to_string(path("output")).unwrap();
            assert_eq!(
                sorted(values(&output)),
                sorted(values(&expected)),
                "seed {seed}, {settings}"
            );
            let rows = |text: &str| sorted(text.lines().map(Value::from).collect());
            let expected = fs::read_to_string(path("errors")).unwrap();
            assert_eq!(rows(&errors), rows(&expected), "seed {seed}, {settings}");
        }
    }
}

/// Cardinal's workers may change the order of lines.
fn sorted(values: Vec<Value>) -> Vec<String> {
    let mut texts: Vec<String> = values.iter().map(Value::to_string).collect();
    texts.sort();
    texts
}

fn run(command: &mut Command) -> String {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{command:?}");
    String::from_utf8(output.stdout).unwrap()
}
