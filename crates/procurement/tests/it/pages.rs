//! Every rule has a page, the page says what the table says, and its example is what the fixture gives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use procurement::rules::{TABLE, Value, thresholds};

use crate::fixtures;

const HEADINGS: [&str; 8] = [
    "Question",
    "Method",
    "Worked example",
    "Ordinary explanations",
    "What it leaves out",
    "Data needed",
    "Source",
    "Version",
];

fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules")
}

fn page(id: &str) -> String {
    let path = pages().join(format!("{id}.md"));
    let text = fs::read_to_string(path);
    assert!(text.is_ok(), "docs/rules/{id}.md cannot be read");
    text.unwrap()
}

/// The text under a heading, on one line.
fn section(page: &str, heading: &str) -> String {
    let start = format!("\n## {heading}\n");
    assert!(page.contains(&start), "no heading {heading:?}");
    let (_, rest) = page.split_once(&start).unwrap();
    let text = rest.split("\n## ").next().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_rule_has_its_page_and_the_page_says_what_the_table_says() {
    for entry in TABLE {
        let about = entry.about;
        let page = page(about.id);
        let found: Vec<&str> = page
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .collect();
        assert_eq!(found, HEADINGS, "{}", about.id);
        let head = format!(
            "# {}: {}\n\n*{}*\n",
            about.id, about.title.en, about.title.id
        );
        assert!(page.starts_with(&head), "{}: {head}", about.id);
        assert!(page.contains("not a finding of wrongdoing"), "{}", about.id);
        for (heading, both) in [
            ("Question", about.question),
            ("Ordinary explanations", about.ordinary),
            ("What it leaves out", about.leaves_out),
        ] {
            let text = section(&page, heading);
            assert!(
                text.contains(both.en) && text.contains(both.id),
                "{}: {heading}",
                about.id
            );
        }
        let fields = about.fields.iter().map(|field| format!("- `{field}`"));
        let fields: Vec<String> = fields.collect();
        assert_eq!(
            section(&page, "Data needed"),
            fields.join(" "),
            "{}",
            about.id
        );
        assert_eq!(section(&page, "Source"), about.source, "{}", about.id);
        assert_eq!(
            section(&page, "Version"),
            about.version.to_string(),
            "{}",
            about.id
        );
    }
}

#[test]
fn a_page_gives_every_threshold_of_its_rule() {
    for threshold in thresholds() {
        let page = page(&threshold.rule);
        let since = threshold.since.as_deref();
        let key = match since {
            Some(day) => format!("| `{}` from {day} |", threshold.key),
            None => format!("| `{}` |", threshold.key),
        };
        let row = page.lines().find(|line| line.starts_with(&key));
        assert!(row.is_some(), "{}: no row {key}", threshold.rule);
        let row = row.unwrap();
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let value = match &threshold.value {
            Value::Whole(value) => value.to_string(),
            Value::List(list) => list.join("; "),
        };
        let given = match &threshold.value {
            Value::Whole(_) => cells[2].replace(',', ""),
            Value::List(_) => cells[2].to_owned(),
        };
        assert_eq!(given, value, "{} {}", threshold.rule, threshold.key);
        assert_eq!(
            cells[3], threshold.unit,
            "{} {}",
            threshold.rule, threshold.key
        );
        assert_eq!(
            cells[4], threshold.source,
            "{} {}",
            threshold.rule, threshold.key
        );
    }
}

/// Runs of digits, without the commas between thousands.
fn numbers(text: &str) -> BTreeSet<String> {
    let plain: Vec<char> = text.chars().collect();
    let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
    let joined = plain.iter().enumerate().filter(|(at, letter)| {
        let between = *at > 0 && digit(plain.get(at - 1)) && digit(plain.get(at + 1));
        !(**letter == ',' && between)
    });
    let joined: String = joined.map(|(_, letter)| letter).collect();
    let runs = joined.split(|letter: char| !letter.is_ascii_digit());
    runs.filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_worked_example_of_a_page_is_what_its_fixture_gives() {
    for entry in TABLE {
        let id = entry.about.id;
        let folder = fixtures().join("rules");
        let read = |name: String| fs::read_to_string(folder.join(name)).unwrap();
        let (data, expected) = (
            read(format!("{id}.jsonl")),
            read(format!("{id}.expected.jsonl")),
        );
        let example = section(&page(id), "Worked example");
        let (intro, example) = example.split_once("invented. ").unwrap();
        assert!(
            intro.contains(&format!("rules/{id}.jsonl")),
            "{id}: {intro}"
        );
        // What is set in code is evidence, to the letter.
        let spans: Vec<&str> = example.split('`').skip(1).step_by(2).collect();
        assert!(spans.len() > 1, "{id}: shows no evidence");
        for span in spans {
            assert!(
                expected.contains(span),
                "{id}: {span} is not in what is expected"
            );
        }
        // Amounts, years and codes come from the fixture; smaller numbers may count things.
        let known: BTreeSet<String> = numbers(&expected).union(&numbers(&data)).cloned().collect();
        let shown = numbers(example);
        let long: Vec<&String> = shown.iter().filter(|number| number.len() > 3).collect();
        assert!(!long.is_empty(), "{id}: shows no amounts");
        for number in long {
            assert!(
                known.contains(number),
                "{id}: {number} is not in its fixture"
            );
        }
        assert!(example.contains("Rp"), "{id}: shows no amounts");
    }
}

#[test]
fn the_list_of_rules_names_each_page_once_and_no_page_is_left() {
    let list = fs::read_to_string(pages().join("README.md")).unwrap();
    for entry in TABLE {
        let about = entry.about;
        let row = format!(
            "| [{0}]({0}.md) | {1} | {2} | {3} |",
            about.id, about.title.en, about.title.id, about.question.en
        );
        assert_eq!(list.matches(&row).count(), 1, "{row}");
    }
    let files = fs::read_dir(pages()).unwrap().count();
    assert_eq!(files, TABLE.len() + 1, "pages of no rule in docs/rules");
}
