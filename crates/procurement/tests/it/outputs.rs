//! The other outputs say the same flags as Cardinal's JSON.

use std::collections::BTreeSet;
use std::io::Read;

use procurement::engine::{Engine, Options};
use procurement::input::Places;
use procurement::outcome::Outcome;
use procurement::output::{evidence, explain, html, table};
use procurement::settings::Settings;
use serde_json::Value;

use crate::fixtures;

fn sample() -> (Outcome, Places) {
    let settings = std::fs::read_to_string(fixtures().join("settings.ini")).unwrap();
    let engine = Engine::new(&Settings::parse(&settings).unwrap()).unwrap();
    let options = Options {
        links: true,
        evidence: true,
        ..Options::default()
    };
    let data = fixtures().join("sample-600.jsonl.gz");
    engine.run(&[data], &options, &|_| {}).unwrap()
}

fn flags(outcome: &Outcome) -> BTreeSet<(String, String)> {
    let flags = outcome.flags.iter().map(|flag| {
        let rule = outcome.rules[flag.rule as usize].id;
        (rule.to_owned(), outcome.subject(flag).to_owned())
    });
    flags.collect()
}

#[test]
fn lines_table_and_workbook_hold_every_flag() {
    let (outcome, _) = sample();
    let expected = flags(&outcome);
    assert!(expected.len() > 20);

    let mut lines = Vec::new();
    evidence::write(&outcome, &mut lines).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let lines: Vec<Value> = String::from_utf8(lines)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told = lines
        .iter()
        .map(|line| (text(&line["rule"]), text(&line["id"])));
    assert_eq!(told.collect::<BTreeSet<_>>(), expected);
    // A flag of a process rests on something; one of a firm on something, or on processes.
    for line in &lines {
        assert!(
            line["evidence"].is_object() || line["processes"].as_u64() > Some(0),
            "{line}"
        );
    }

    let mut csv = Vec::new();
    table::write_csv(&outcome, &mut csv).unwrap();
    let mut rows = csv::Reader::from_reader(csv.as_slice());
    let told = rows.records().map(|row| {
        let row = row.unwrap();
        (row[0].to_owned(), row[5].to_owned())
    });
    assert_eq!(told.collect::<BTreeSet<_>>(), expected);

    let mut xlsx = Vec::new();
    table::write_xlsx(&outcome, &mut xlsx).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(xlsx)).unwrap();
    let mut strings = String::new();
    let mut member = archive.by_name("xl/sharedStrings.xml").unwrap();
    member.read_to_string(&mut strings).unwrap();
    for (_, subject) in &expected {
        assert!(strings.contains(subject.as_str()), "{subject}");
    }
}

#[test]
fn the_report_names_every_flag_and_loads_nothing() {
    let (outcome, places) = sample();
    let report = html::report(&outcome, &places);
    for (rule, subject) in flags(&outcome) {
        assert!(
            report.contains(&format!("id=\"{rule}\"")) && report.contains(&subject),
            "{rule} {subject}"
        );
    }
    for absent in ["<script", "http:", "https:", "src=", "@import", "url("] {
        assert!(!report.contains(absent), "{absent}");
    }
    assert_eq!(
        report.matches("<figure>").count(),
        report.matches("</figure>").count()
    );
    assert!(
        report.matches("<svg").count() >= 5,
        "groups that were compared are drawn"
    );
    assert!(report.contains("A flag is a question, not a finding of wrongdoing."));
}

#[test]
fn a_rule_is_explained_on_a_process_with_its_numbers_or_said_not_to_flag_it() {
    let (outcome, _) = sample();
    let explained = |rule: &str, ocid: &str| {
        let mut text = Vec::new();
        explain::write(&outcome, rule, ocid, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    };
    let said = explained("R024", "ocds-synth0-2025-00000069");
    for part in [
        "winner's bid:",
        "runner-up's bid:",
        "difference:",
        "lower fence:",
        "ordinary explanations",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(explained("R024", "ocds-synth0-2025-00000001").contains("not flagged"));
    assert!(explained("R999", "x").contains("did not run"));
}
