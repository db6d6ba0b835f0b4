use std::cell::RefCell;
use std::time::Duration;

use domain::text::Lang;
use verify::{Counts, KeySource, Options, Phase, Target, verify};

use crate::writer::{Files, Log, ORIGIN, write};

pub(crate) fn check(files: &Files, options: &Options<'_>) -> verify::Report {
    let folder = tempfile::tempdir().unwrap();
    write(files, folder.path());
    verify(&Target::Dir(folder.path().to_owned()), options, &|_| {}).unwrap()
}

#[test]
fn a_log_that_is_as_it_should_be_agrees_at_every_size_around_a_tile() {
    for entries in [13, 255, 256, 257, 511, 512, 700] {
        let log = Log::long(entries);
        let report = check(&log.files(), &Options::default());
        assert_eq!(report.findings, [], "{entries} entries");
        assert_eq!(
            (report.origin.as_str(), report.size),
            (ORIGIN, entries as u64)
        );
        assert_eq!(report.counts.entries, entries as u64);
        let Counts {
            bodies_public,
            sealed,
            withheld,
            erased,
            ..
        } = report.counts;
        assert_eq!(
            (bodies_public, sealed, withheld, erased),
            (entries as u64 - 3, 1, 1, 1)
        );
    }
}

#[test]
fn an_empty_log_agrees() {
    let report = check(&Log::new().files(), &Options::default());
    assert_eq!((report.findings.len(), report.size), (0, 0));
}

#[test]
fn a_log_with_a_second_level_of_tiles_agrees() {
    let mut log = Log::sample();
    while log.entries.len() < 65_536 + 300 {
        let sealed = log.organization("36", "Rancangan");
        log.seal(sealed);
    }
    let report = check(&log.files(), &Options::default());
    assert_eq!(report.findings, []);
    assert_eq!(report.counts.tiles, 258 + 2 + 1);
    assert_eq!(report.counts.sealed, 65_536 + 300 - 12 + 1);
}

#[test]
fn the_report_says_whose_key_it_was_in_both_languages() {
    let log = Log::sample();
    let from_server = check(&log.files(), &Options::default());
    assert!(from_server.key_from_server());
    assert!(
        from_server
            .to_text(Lang::Id)
            .contains("Kunci ini dari server yang diperiksa")
    );
    assert!(
        from_server
            .to_text(Lang::En)
            .contains("This key came from the server")
    );
    let given = check(
        &log.files(),
        &Options {
            key: Some(log.key.verifier().to_string()),
            ..Options::default()
        },
    );
    assert_eq!((given.agrees(), given.key_source), (true, KeySource::Given));
    assert!(given.to_text(Lang::En).contains("Everything agrees."));
    assert!(given.to_text(Lang::Id).contains("Semuanya cocok."));
}

#[test]
fn progress_counts_up_to_the_end_of_each_phase_and_times_are_told_by_the_stopwatch() {
    let log = Log::long(600);
    let folder = tempfile::tempdir().unwrap();
    write(&log.files(), folder.path());
    let seen = RefCell::new(Vec::new());
    let ticks = RefCell::new(0);
    let stopwatch = || {
        *ticks.borrow_mut() += 1;
        Duration::from_secs(*ticks.borrow())
    };
    let options = Options {
        stopwatch: Some(&stopwatch),
        ..Options::default()
    };
    let report = verify(
        &Target::Dir(folder.path().to_owned()),
        &options,
        &|progress| seen.borrow_mut().push(progress),
    )
    .unwrap();
    for (phase, total) in [
        (Phase::ServedRecords, 9),
        (Phase::TreeAndBodies, 600),
        (Phase::FoldAndCompare, 2 * 597),
    ] {
        let of_phase: Vec<_> = seen
            .borrow()
            .iter()
            .filter(|progress| progress.phase == phase)
            .copied()
            .collect();
        assert!(
            of_phase.is_sorted_by_key(|progress| progress.done)
                && of_phase.iter().all(|progress| progress.total == total)
        );
        assert_eq!(of_phase.last().unwrap().done, total, "{phase:?}");
    }
    let timings = report.timings.unwrap();
    assert_eq!(timings.tree_and_bodies, Duration::from_secs(1));
    assert!(timings.bytes_hashed > 100_000);
}
