//! `ocds check`: what is against the standard is found with its place, and nothing else is.

use std::fs;
use std::path::PathBuf;

use procurement::check::{self, Checked, Severity, report};
use procurement::input::{Limits, Places};
use procurement::problems::Problem;
use serde_json::{Value, json};

use crate::fixtures;

pub(crate) fn checked(path: PathBuf) -> (Checked, Places) {
    check::run(&[path], &Limits::default(), &|_| {}).unwrap()
}

fn of_text(text: &str) -> (Checked, Places) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.json");
    fs::write(&path, text).unwrap();
    checked(path)
}

/// Kinds of fault with their number, without notes.
fn faults(checked: &Checked) -> Vec<(String, u64)> {
    let grave = checked
        .groups
        .iter()
        .filter(|((severity, ..), _)| *severity != Severity::Note);
    grave
        .map(|((_, path, expected), group)| (format!("{path}: {expected}"), group.count))
        .collect()
}

fn release() -> Value {
    json!({
        "ocid": "ocds-abc123-1", "id": "1", "date": "2025-01-01T00:00:00Z", "tag": ["compiled"], "initiationType": "tender",
        "parties": [{"id": "A", "name": "Dinas", "roles": ["buyer"]}, {"id": "F", "roles": ["supplier"]}],
        "buyer": {"id": "A", "name": "Dinas"},
        "tender": {"id": "t", "status": "complete", "procurementMethod": "open", "value": {"amount": -5.5, "currency": "IDR"}},
        "awards": [{"id": "a", "status": "active", "suppliers": [{"id": "F"}]}],
        "contracts": [{"id": "c", "awardID": "a", "dateSigned": "2025-01-01T00:00:00+07:00"}]
    })
}

/// A release with one thing changed, and what is then wrong with it.
#[test]
fn each_thing_that_is_wrong_is_named_with_what_would_be_right() {
    let (fine, _) = of_text(&release().to_string());
    assert!(fine.is_valid(), "{:?}", fine.groups);
    for (pointer, value, expected) in [
        ("/ocid", json!(5), "/ocid: type string"),
        ("/ocid", json!(""), "/ocid: at least 1 character(s)"),
        (
            "/date",
            json!("kemarin"),
            "/date: date-time with zone (RFC 3339), such as 2025-12-31T08:00:00+07:00",
        ),
        (
            "/date",
            json!("2025-01-01"),
            "/date: date-time with zone (RFC 3339), such as 2025-12-31T08:00:00+07:00",
        ),
        ("/tag", json!([]), "/tag: at least 1 element(s)"),
        (
            "/tender/procurementMethod",
            json!("terbuka"),
            "/tender/procurementMethod: one of open, selective, limited, direct",
        ),
        (
            "/tender/value/amount",
            json!("Rp 5"),
            "/tender/value/amount: type null or number",
        ),
        (
            "/tender/value/currency",
            json!("RUPIAH"),
            "/tender/value/currency: one of 302 codes of a closed list",
        ),
        (
            "/buyer/id",
            json!("B"),
            "/buyer/id: the id of one of parties",
        ),
        (
            "/awards/0/suppliers/0/id",
            json!("G"),
            "/awards[]/suppliers[]/id: the id of one of parties",
        ),
        (
            "/parties/1/id",
            json!("A"),
            "/parties[]/id: an id that no other element of the list has",
        ),
        (
            "/contracts/0/awardID",
            json!("b"),
            "/contracts[]/awardID: the id of one of awards",
        ),
    ] {
        let mut release = release();
        *release.pointer_mut(pointer).unwrap() = value;
        let (checked, _) = of_text(&release.to_string());
        assert!(!checked.is_valid(), "{pointer}");
        let found = faults(&checked);
        let found: Vec<&str> = found.iter().map(|(fault, _)| fault.as_str()).collect();
        assert!(found.contains(&expected), "{pointer}: {found:?}");
    }
    let mut release = release();
    release.as_object_mut().unwrap().remove("tag");
    release["contracts"][0]
        .as_object_mut()
        .unwrap()
        .remove("awardID");
    let (checked, _) = of_text(&release.to_string());
    assert_eq!(
        faults(&checked),
        [
            ("/contracts[]/awardID: required / wajib ada".into(), 1),
            ("/tag: required / wajib ada".into(), 1)
        ]
    );
}

#[test]
fn faults_are_counted_by_kind_with_line_path_and_value_of_the_first() {
    let mut bad = release();
    bad["tender"]["status"] = json!("selesai");
    let lines = format!("{}\n{bad}\n{bad}\n{{\"broken\n", release());
    let (checked, places) = of_text(&lines);
    assert_eq!((checked.items, checked.invalid), (3, 2));
    assert_eq!(
        checked.problems.count(Problem::Truncated) + checked.problems.count(Problem::NotJson),
        1
    );
    let mut words = Vec::new();
    report::write(&checked, &places, &mut words).unwrap();
    let words = String::from_utf8(words).unwrap();
    assert!(
        words.contains("2 x /tender/status: one of planning, planned, active"),
        "{words}"
    );
    assert!(
        words.contains("line 2, /tender/status: \"selesai\""),
        "{words}"
    );
    let mut text = Vec::new();
    report::write_json(&checked, &places, &mut text).unwrap();
    let value: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(value["valid"], false);
    assert_eq!(value["faults"][0]["count"], 2);
    assert_eq!(value["faults"][0]["first"][0]["path"], "/tender/status");
    assert_eq!(
        value["rules"].as_array().unwrap().len(),
        procurement::rules::TABLE.len()
    );
    assert_eq!(value["buyers"][0]["processes"], 3);
}

#[test]
fn packages_and_records_are_checked_with_what_stands_around_them() {
    let mut other = release();
    other["id"] = json!("2");
    let package = json!({"uri": "https://contoh.go.id/1", "version": "1.1", "publishedDate": "2025-01-01T00:00:00Z", "publisher": {"name": "Dinas"}, "releases": [release(), other]});
    for pretty in [false, true] {
        let text = |value: &Value| {
            if pretty {
                serde_json::to_string_pretty(value).unwrap()
            } else {
                value.to_string()
            }
        };
        let (checked, _) = of_text(&text(&package));
        assert!(checked.is_valid(), "{:?}", checked.groups);
        let mut bad = package.clone();
        bad.as_object_mut().unwrap().remove("publisher");
        bad["publishedDate"] = json!("2025");
        bad["releases"][1]["tag"] = json!(["selesai"]);
        let (checked, _) = of_text(&text(&bad));
        let found = faults(&checked);
        assert_eq!(found.len(), 3, "{pretty}: {found:?}");
        assert!(
            found
                .iter()
                .any(|(fault, _)| fault == "/publisher: required / wajib ada"),
            "{found:?}"
        );
        let mut none = package.clone();
        none["releases"] = json!([]);
        let (checked, _) = of_text(&text(&none));
        assert_eq!(
            faults(&checked),
            [("/releases: at least 1 element(s)".into(), 1)],
            "{pretty}"
        );
    }
    let record = json!({"ocid": "ocds-abc123-1", "releases": [{"url": "https://contoh.go.id/1", "date": "2025-01-01T00:00:00Z", "tag": ["tender"]}], "compiledRelease": release()});
    let (checked, _) = of_text(&record.to_string());
    assert!(checked.is_valid(), "{:?}", checked.groups);
    let mut bad = record;
    bad["compiledRelease"]["buyer"]["id"] = json!("Z");
    let (checked, _) = of_text(&bad.to_string());
    assert_eq!(
        faults(&checked),
        [(
            "/compiledRelease/buyer/id: the id of one of parties".into(),
            1
        )]
    );
}

#[test]
fn the_generated_sample_is_valid_and_its_gaps_are_those_of_its_methods() {
    let (checked, _) = checked(fixtures().join("sample-600.jsonl.gz"));
    assert!(checked.is_valid(), "{:?}", checked.groups);
    assert_eq!(checked.items, 600);
    let rules = checked.needed.rules();
    let of = |id: &str| {
        rules
            .iter()
            .find(|rule| rule.about.id == id)
            .unwrap()
            .complete
    };
    // Bids are known of tenders only; everything has a buyer and a method.
    assert_eq!((of("R018"), of("R028")), (150, 150));
    assert!(of("R048") > 500);
    let processes: u64 = checked
        .needed
        .buyers()
        .iter()
        .map(|buyer| buyer.processes)
        .sum();
    assert_eq!(processes, 600);
}
