//! What was planted is found, and what else is flagged is counted.
//!
//! `SINERGI_TRUTH=releases.jsonl:truth.json` does the same with other generated data and prints the table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use procurement::engine::{Engine, Options};
use procurement::rules::TABLE;
use procurement::settings::Settings;
use procurement::shard::Group;
use serde_json::Value;

use crate::fixtures;

/// Rules of the generator, and what each may flag beside what was planted: rings are rotations of one buyer seen from
/// the firms' side, so X03's firms are X10's as well; X11 is R003 in working days.
const PLANTED: [&str; 6] = ["X01", "X02", "X03", "X04", "X05", "X06"];

/// What a rule found: of processes and of organisations.
#[derive(Default, Debug)]
struct Found {
    ocids: BTreeSet<String>,
    organisations: BTreeSet<String>,
}

fn found(data: &Path, settings: &Settings) -> BTreeMap<&'static str, Found> {
    let engine = Engine::new(settings).unwrap();
    let (outcome, _) = engine
        .run(&[data.to_owned()], &Options::default(), &|_| {})
        .unwrap();
    let mut found: BTreeMap<&'static str, Found> = BTreeMap::new();
    for about in &outcome.rules {
        found.entry(about.id).or_default();
    }
    for flag in &outcome.flags {
        let of_rule = found
            .entry(outcome.rules[flag.rule as usize].id)
            .or_default();
        let subject = outcome.subject(flag).to_owned();
        match flag.group {
            Group::Ocid => of_rule.ocids.insert(subject),
            _ => of_rule.organisations.insert(subject),
        };
    }
    found
}

/// The ocids that carry a pattern.
fn planted(truth: &Value, rule: &str) -> BTreeSet<String> {
    let planted = truth["patterns"][rule]["planted"].as_array();
    let entries = planted.map(Vec::as_slice).unwrap_or_default();
    let ocids = entries.iter().flat_map(|entry| match entry.as_str() {
        Some(ocid) => vec![ocid.to_owned()],
        None => entry["ocids"]
            .as_array()
            .unwrap()
            .iter()
            .map(|ocid| ocid.as_str().unwrap().to_owned())
            .collect(),
    });
    ocids.collect()
}

/// The firms of the groups of a pattern.
fn planted_firms(truth: &Value, rule: &str) -> BTreeSet<String> {
    let planted = truth["patterns"][rule]["planted"].as_array();
    let groups = planted.map(Vec::as_slice).unwrap_or_default().iter();
    let firms = groups.flat_map(|group| group["suppliers"].as_array().cloned().unwrap_or_default());
    firms
        .map(|firm| firm.as_str().unwrap().to_owned())
        .collect()
}

/// The generator's settings, with all rules beyond the eleven.
fn settings() -> Settings {
    let text = fs::read_to_string(fixtures().join("settings.ini")).unwrap();
    let mut settings = Settings::parse(&text).unwrap();
    for entry in TABLE {
        settings.choose(entry.about.id);
    }
    settings
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn what_was_planted_is_found_and_nothing_else() {
    let found = found(&fixtures().join("sample-600.jsonl.gz"), &settings());
    let truth = read(&fixtures().join("sample-600.truth.json"));
    for rule in PLANTED {
        let planted = planted(&truth, rule);
        assert!(!planted.is_empty(), "{rule}");
        assert_eq!(found[rule].ocids, planted, "{rule}");
    }
    // Whose firms lose to each other around are those that rotate.
    assert_eq!(found["X10"].organisations, planted_firms(&truth, "X03"));
    // The tenders that are open for a few days have fewer working days still.
    assert!(found["X11"].ocids.is_superset(&planted(&truth, "R003")));
    let others = ["X07", "X08", "X09", "X11", "X12", "X13", "X14"].map(|rule| {
        let found = &found[rule];
        (rule, found.ocids.len() + found.organisations.len())
    });
    // Nothing of these was planted: docs/rules/README.md says how many there are.
    let counted = [
        ("X07", 0),
        ("X08", 0),
        ("X09", 0),
        ("X11", 1),
        ("X12", 0),
        ("X13", 0),
        ("X14", 0),
    ];
    assert_eq!(others, counted);
}

#[test]
fn other_generated_data_are_checked_when_they_are_here() {
    let Ok(named) = std::env::var("SINERGI_TRUTH") else {
        println!("SINERGI_TRUTH names no data: the sample only");
        return;
    };
    let (data, truth) = named.split_once(':').unwrap();
    nothing_planted_is_missed(Path::new(data), Path::new(truth));
}

/// Fails if a planted pattern is not found; prints for each rule how many were planted, found, missed, and flagged
/// without having been planted.
pub(crate) fn nothing_planted_is_missed(data: &Path, truth: &Path) {
    let found = found(data, &settings());
    let truth = read(truth);
    println!("rule: planted, found, missed, not planted");
    let (mut missed, mut counts, mut others) = (Vec::new(), [0; 2], Vec::<String>::new());
    for (rule, found) in &found {
        let (planted, found) = match truth["patterns"][rule]["about"].as_str() {
            Some("tenderer" | "buyer") => {
                (planted_organisations(&truth, rule), &found.organisations)
            }
            Some(_) => (planted(&truth, rule), &found.ocids),
            // What is no pattern of the generator: all that is found is beside it.
            None if found.ocids.is_empty() => (BTreeSet::new(), &found.organisations),
            None => (BTreeSet::new(), &found.ocids),
        };
        let extra: Vec<&String> = found.difference(&planted).collect();
        let missing: Vec<&String> = planted.difference(found).collect();
        println!(
            "{rule}: {}, {}, {}, {} {:?}",
            planted.len(),
            found.len(),
            missing.len(),
            extra.len(),
            &extra[..extra.len().min(3)]
        );
        counts = [counts[0] + planted.len(), counts[1] + found.len()];
        if !extra.is_empty() {
            others.push(format!("{rule} {}", extra.len()));
        }
        missed.extend(missing.iter().map(|subject| format!("{rule} {subject}")));
    }
    let [planted, flagged] = counts;
    println!(
        "judged: {}: {planted} planted, {} missed, {flagged} flagged, not planted: {}",
        data.file_stem().unwrap().display(),
        missed.len(),
        others.join(", ")
    );
    assert_eq!(missed, Vec::<String>::new());
    let rotating = planted_firms(&truth, "X03");
    let rings = &found["X10"].organisations;
    println!(
        "X10: {} firms rotate, {} of them are in rings, {} others",
        rotating.len(),
        rings.intersection(&rotating).count(),
        rings.difference(&rotating).count()
    );
}

/// Whom the groups of a pattern are about: their firms where it says any, else their buyers.
fn planted_organisations(truth: &Value, rule: &str) -> BTreeSet<String> {
    let firms = planted_firms(truth, rule);
    if !firms.is_empty() {
        return firms;
    }
    let planted = truth["patterns"][rule]["planted"].as_array();
    let groups = planted.map(Vec::as_slice).unwrap_or_default().iter();
    let buyers = groups.filter_map(|group| group["buyer"].as_str());
    buyers.map(str::to_owned).collect()
}
