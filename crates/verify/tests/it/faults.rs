//! One fault at a time, each reported as what it is, where it is.

use domain::disclosure::Act;
use domain::entry::Micros;
use domain::{Reference, SubjectKind};
use verify::{BadDisclosure, Finding, Options, Report, Target, Unreachable, What, verify};

use crate::agreement::check;
use crate::writer::{Files, Log};

fn report(log: &Log) -> Report {
    check(&log.files(), &Options::default())
}

fn only(report: &Report) -> &Finding {
    assert_eq!(report.findings_total, 1, "{:#?}", report.findings);
    &report.findings[0]
}

#[test]
fn a_body_quietly_no_longer_served_is_reported() {
    let mut log = Log::sample();
    log.entries[2].served = false;
    let report = report(&log);
    let finding = only(&report);
    assert_eq!(
        (finding.entry, &finding.what),
        (Some(2), &What::HiddenInSilence)
    );
    assert_eq!(
        finding.place,
        format!("log/bodies/000.p/{}", log.entries.len())
    );
}

#[test]
fn a_body_served_though_an_entry_hides_it_is_reported() {
    for act in [Act::Withhold, Act::Erase] {
        let mut log = Log::sample();
        let by = log.disclose(1, act);
        log.entries[1].served = true;
        let report = report(&log);
        assert_eq!(
            (only(&report).entry, &only(&report).what),
            (Some(1), &What::ServedThoughHidden { act, by })
        );
    }
}

#[test]
fn the_last_act_counts() {
    let mut log = Log::sample();
    log.disclose(1, Act::Withhold);
    let by = log.disclose(1, Act::Open);
    assert!(report(&log).agrees());
    log.entries[1].served = false;
    assert_eq!(only(&report(&log)).what, What::GoneThoughOpened { by });
    log.disclose(1, Act::Erase);
    assert!(report(&log).agrees());
}

#[test]
fn a_sealed_body_that_is_served_without_an_act_is_reported() {
    let mut log = Log::sample();
    log.entries[1].open = false;
    assert_eq!(
        (only(&report(&log)).entry, &only(&report(&log)).what),
        (Some(1), &What::OpenedInSilence)
    );
}

#[test]
fn an_act_cannot_hide_what_comes_after_it_or_stand_elsewhere() {
    let mut log = Log::sample();
    let ahead = log.entries.len() as u64 + 1;
    log.organization("36", "Nama");
    let act = log.disclose(ahead - 1, Act::Withhold);
    log.entries[act as usize].body.data["description"]["entry"] = act.into();
    let found = report(&log);
    assert!(
        found.findings.iter().any(|f| f.what
            == What::Disclosure {
                why: BadDisclosure::NotBefore(act)
            }),
        "{found:?}"
    );
    assert!(
        found
            .findings
            .iter()
            .any(|f| f.entry == Some(act - 1) && f.what == What::HiddenInSilence)
    );
    log.entries[act as usize].body.data["description"]["entry"] = 0.into();
    let found = report(&log);
    assert!(found.findings.iter().any(|f| f.what
        == What::Disclosure {
            why: BadDisclosure::OtherEntry(0)
        }));
    log.entries[act as usize].body.data["description"]["act"] = "lupakan".into();
    let found = report(&log);
    assert!(found.findings.iter().any(|f| f.what
        == What::Disclosure {
            why: BadDisclosure::Unreadable
        }));
}

#[test]
fn a_number_within_a_subject_is_used_once_in_order_and_without_gap() {
    let subject = Some(Reference::from_key(SubjectKind::Organization, "36"));
    let mut log = Log::sample();
    log.entries[4].body.seq = 0;
    let found = report(&log);
    assert_eq!(
        (only(&found).entry, only(&found).subject, &only(&found).what),
        (Some(4), subject, &What::SeqRepeated { seq: 0, first: 0 })
    );

    let mut log = Log::sample();
    (log.entries[0].body.seq, log.entries[4].body.seq) = (1, 0);
    assert_eq!(
        only(&report(&log)).what,
        What::SeqBackwards { seq: 0, before: 1 }
    );

    // Three bodies are not served: a subject may lack three steps, and no more.
    let mut log = Log::sample();
    log.entries[4].body.seq = 4;
    assert!(report(&log).agrees());
    log.entries[4].body.seq = 5;
    assert_eq!(
        (only(&report(&log)).subject, &only(&report(&log)).what),
        (subject, &What::SeqGap { missing: 4 })
    );
}

#[test]
fn time_that_runs_back_is_reported_within_a_bundle_and_between_two() {
    for entry in [5, 256, 400] {
        let mut log = Log::long(500);
        let before = log.entries[entry - 1].at;
        log.entries[entry].at = Micros(before.0 - 1);
        let at = log.entries[entry].at;
        // Nothing else may differ: the public JSON carries the same time.
        let report = report(&log);
        assert_eq!(
            (only(&report).entry, &only(&report).what),
            (Some(entry as u64), &What::Earlier { at, before })
        );
    }
}

#[test]
fn public_json_that_says_something_else_is_reported_with_entries_subject_and_path() {
    let log = Log::sample();
    let mut files = log.files();
    let path = "api/v1/organizations.jsonl";
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains("dibetulkan"));
    files.insert(
        path.to_owned(),
        text.replace("dibetulkan", "dipalsukan").into_bytes(),
    );
    let report = check(&files, &Options::default());
    let finding = only(&report);
    assert_eq!(
        finding.subject,
        Some(Reference::from_key(SubjectKind::Organization, "36"))
    );
    let What::RecordDiffers {
        difference,
        entries,
        ..
    } = &finding.what
    else {
        panic!("{finding}")
    };
    assert_eq!(
        (difference.path.as_str(), entries.as_slice()),
        ("$.record.description.name.id", [0, 4].as_slice())
    );
    assert!(finding.say(domain::text::Lang::Id).contains("entri 0, 4"));
}

fn lines<'a>(files: &'a Files, path: &str) -> Vec<&'a str> {
    std::str::from_utf8(&files[path]).unwrap().lines().collect()
}

#[test]
fn a_subject_that_is_missing_added_or_repeated_in_the_public_json_is_reported() {
    let path = "api/v1/commitments.jsonl";
    let files = Log::sample().files();
    let lines = lines(&files, path);
    let with = |lines: &[&str]| {
        let mut files = files.clone();
        files.insert(
            path.to_owned(),
            lines
                .iter()
                .flat_map(|line| [line, "\n"])
                .collect::<String>()
                .into_bytes(),
        );
        check(&files, &Options::default())
    };
    assert!(with(&lines).agrees());
    let missing = with(&lines[1..]);
    assert!(
        matches!(only(&missing).what, What::RecordMissing { .. })
            && only(&missing).subject.is_some()
    );
    let repeated = with(&[&lines[..], &lines[2..]].concat());
    assert!(matches!(
        only(&repeated).what,
        What::RecordRepeated { line: 4 }
    ));
    let id = lines[2].find("\"id\":\"").unwrap() + 6;
    let made_up = lines[2].replace(&lines[2][id..id + 4], "ffff");
    assert_ne!(made_up, lines[2]);
    let added = with(&[&lines[..], &[made_up.as_str()]].concat());
    assert!(
        matches!(only(&added).what, What::RecordExtra { line: 4 }),
        "{added:?}"
    );
    let cut = with(&[&lines[..2], &[&lines[2][..50]]].concat());
    assert!(
        cut.findings
            .iter()
            .any(|f| matches!(f.what, What::Line { line: 3, .. }))
    );
}

#[test]
fn a_file_that_is_not_served_is_a_finding_and_no_log_at_all_is_not() {
    let log = Log::long(600);
    let files = log.files();
    for path in files.keys().filter(|path| *path != "log/checkpoint") {
        let mut files = files.clone();
        files.remove(path);
        let report = check(&files, &Options::default());
        assert!(
            report
                .findings
                .iter()
                .any(|f| f.place == *path && f.what == What::Missing),
            "{path}: {report:?}"
        );
    }
    let empty = tempfile::tempdir().unwrap();
    let verify = |folder: &std::path::Path| {
        verify(
            &Target::Dir(folder.to_owned()),
            &Options::default(),
            &|_| {},
        )
    };
    assert!(matches!(
        verify(empty.path()),
        Err(Unreachable::Read { .. })
    ));
    assert!(matches!(
        verify(&empty.path().join("tiada")),
        Err(Unreachable::NoFolder(_))
    ));
}

#[test]
fn a_missing_bundle_of_entries_does_not_hide_a_fault_elsewhere() {
    let mut files = Log::long(600).files();
    files.remove("log/tile/entries/000").unwrap();
    files.get_mut("log/tile/0/001").unwrap()[40] ^= 1;
    let report = check(&files, &Options::default());
    assert!(
        report
            .findings
            .iter()
            .any(|f| f.place == "log/tile/entries/000" && f.what == What::Missing)
    );
    assert!(
        report
            .findings
            .iter()
            .any(|f| f.place == "log/tile/0/001" && f.entry == Some(257))
    );
    // The tile stood in for the missing entries: the root is still right.
    assert!(
        !report
            .findings
            .iter()
            .any(|f| matches!(f.what, What::RootDiffers { .. }))
    );
}

#[test]
fn a_head_that_names_more_entries_than_there_are_does_not_keep_the_check_busy() {
    let log = Log::sample();
    let mut files = log.files();
    let head = tlog::Checkpoint::new(crate::writer::ORIGIN, 1 << 60, tlog::empty_root())
        .sign(&log.key)
        .unwrap();
    files.insert("log/checkpoint".to_owned(), head.into_bytes());
    let report = check(&files, &Options::default());
    assert!(
        report
            .findings
            .iter()
            .any(|f| f.what == What::EndsEarly { size: 1 << 60 }),
        "{report:?}"
    );
}

#[test]
fn a_full_bundle_serves_where_the_partial_one_was_dropped() {
    // tlog-tiles lets a log drop partial tiles once the full one exists: here the head is older.
    let mut log = Log::long(256);
    let full = log.files();
    log.entries.truncate(200);
    let mut files = log.files();
    for path in ["log/tile/0/000", "log/tile/entries/000", "log/bodies/000"] {
        files.remove(&format!("{path}.p/200")).unwrap();
        files.insert(path.to_owned(), full[path].clone());
    }
    assert!(check(&files, &Options::default()).agrees());
}

#[test]
fn findings_are_all_counted_and_the_first_thousand_listed() {
    let mut log = Log::long(2_000);
    log.entries
        .iter_mut()
        .for_each(|entry| entry.served = false);
    let report = report(&log);
    assert_eq!(report.findings.len(), verify::MAX_LISTED);
    assert!(report.findings_total > 1_900);
    assert!(report.to_text(domain::text::Lang::Id).contains("lagi"));
}
