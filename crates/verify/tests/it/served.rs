//! The public JSON: the files of single records, the form of a line, the days of statuses, and what
//! stands where a file should.

use domain::text::Lang;
use verify::{Options, Report, Target, What, verify};

use crate::agreement::check;
use crate::writer::{Files, Log, write};

/// The same log with a file for each record beside the lines, as an export has them.
pub(crate) fn with_singles(mut files: Files) -> Files {
    let lines: Vec<_> = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_suffix(".jsonl")?.to_owned(), bytes.clone())))
        .collect();
    for (folder, bytes) in lines {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let record: serde_json::Value = serde_json::from_slice(line).unwrap();
            let id = record["id"].as_str().unwrap();
            files.insert(format!("{folder}/{id}"), line.to_vec());
        }
    }
    files
}

fn report(files: &Files) -> Report {
    check(files, &Options::default())
}

fn found(report: &Report) -> Vec<(&str, &What)> {
    report
        .findings
        .iter()
        .map(|finding| (finding.place.as_str(), &finding.what))
        .collect()
}

fn replaced(files: &Files, path: &str, from: &str, to: &str) -> Files {
    let text = std::str::from_utf8(&files[path]).unwrap();
    assert!(text.contains(from), "{text}");
    let mut files = files.clone();
    files.insert(path.to_owned(), text.replace(from, to).into_bytes());
    files
}

#[test]
fn the_file_of_a_record_that_is_edited_missing_or_extra_is_reported() {
    let files = with_singles(Log::sample().files());
    assert_eq!(report(&files).findings, []);
    let (path, _) = files
        .iter()
        .find(|(path, bytes)| {
            path.starts_with("api/v1/commitments/")
                && std::str::from_utf8(bytes).is_ok_and(|text| text.contains("Pasar murah"))
        })
        .unwrap();
    let edited = report(&replaced(&files, path, "Pasar murah", "Pasar mahal"));
    assert!(
        matches!(found(&edited)[..], [(place, What::FileDiffers { .. })] if place == path),
        "{edited:?}"
    );
    let longer = report(&replaced(&files, path, "Pasar murah", "Pasar murah sekali"));
    assert!(matches!(found(&longer)[..], [(place, What::FileDiffers { .. })] if place == path));
    let mut missing = files.clone();
    missing.remove(path);
    let missing = report(&missing);
    assert_eq!(found(&missing), [(path.as_str(), &What::Missing)]);
    for name in [
        "api/v1/commitments/catatan",
        "api/v1/organizations/00000000-0000-0000-0000-000000000001",
    ] {
        let mut extra = files.clone();
        extra.insert(name.to_owned(), b"{}\n".to_vec());
        assert_eq!(found(&report(&extra)), [(name, &What::FileExtra)]);
    }
}

#[test]
fn a_name_that_stands_twice_in_a_line_is_reported() {
    let path = "api/v1/organizations.jsonl";
    let files = replaced(
        &Log::sample().files(),
        path,
        "\"record\":{",
        "\"record\":{\"description\":null,",
    );
    let report = report(&files);
    assert!(!report.agrees());
    assert!(
        report
            .findings
            .iter()
            .all(|finding| finding.place == path && matches!(finding.what, What::RecordForm { .. })),
        "{report:?}"
    );
}

#[test]
fn a_status_day_before_the_last_entry_is_reported_and_the_day_is_told() {
    let path = "api/v1/commitments.jsonl";
    let files = Log::sample().files();
    let today = report(&files);
    assert!(today.agrees());
    for lang in [Lang::Id, Lang::En] {
        assert!(today.to_text(lang).contains("2026-11-22"), "{lang:?}");
    }
    // The last entry of the sample was recorded on 2025-11-22 at 15:26 in UTC+7.
    let same_day = replaced(&files, path, "\"2026-11-22\"", "\"2025-11-22\"");
    let early = replaced(&files, path, "\"2026-11-22\"", "\"2025-11-21\"");
    let is_early = |report: &Report| {
        report.findings.iter().any(
            |finding| matches!(finding.what, What::StatusBeforeLog { day, last } if day < last),
        )
    };
    assert!(!is_early(&report(&same_day)));
    let early = report(&early);
    assert!(is_early(&early), "{early:?}");
    assert!(early.to_text(Lang::En).contains("2025-11-21"));
}

#[test]
fn lines_that_are_not_in_the_order_of_ids_are_reported() {
    let path = "api/v1/commitments.jsonl";
    let mut files = Log::sample().files();
    let text = String::from_utf8(files[path].clone()).unwrap();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.swap(0, 1);
    files.insert(path.to_owned(), lines.concat().into_bytes());
    let report = report(&files);
    assert!(
        report
            .findings
            .iter()
            .any(|finding| finding.what == What::OutOfOrder { line: 2 }),
        "{report:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_where_a_file_should_be_is_a_missing_file_and_does_not_hold_the_check() {
    let folder = tempfile::tempdir().unwrap();
    write(&Log::sample().files(), folder.path());
    let path = "api/v1/commitments.jsonl";
    std::fs::remove_file(folder.path().join(path)).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path().join(path))
        .status()
        .unwrap();
    assert!(made.success());
    let target = Target::Dir(folder.path().to_owned());
    let report = verify(&target, &Options::default(), &|_| {}).unwrap();
    assert!(
        found(&report).contains(&(path, &What::Missing)),
        "{report:?}"
    );
}
