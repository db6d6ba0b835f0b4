//! The founding record of Banten, recorded for real.

use std::path::Path;

use app::{App, Clock, Config, ImportError};
use domain::Lang;

fn open(folder: &Path) -> App {
    let clock = Clock::at("2026-11-22T09:00:00+07:00".parse().unwrap());
    App::open(Config {
        folder: folder.to_owned(),
        origin: None,
        clock,
    })
    .unwrap()
}

fn import(app: &App, dry_run: bool) -> app::Imported {
    let founding = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../founding/banten");
    match app.import(&founding, "Sinergi", dry_run, Lang::En, &mut |_| {}) {
        Err(ImportError::Problems(problems)) => panic!(
            "{}",
            problems
                .iter()
                .map(|p| format!("{}:{}: {}: {}\n", p.file, p.line, p.value, p.message))
                .collect::<String>()
        ),
        other => other.unwrap(),
    }
}

#[test]
fn importing_the_founding_record_twice_changes_nothing_the_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    let tried = import(&app, true);
    assert!(tried.entries > 552, "{tried:?}");
    assert_eq!(app.log_size(), 0, "a dry run records nothing");
    let first = import(&app, false);
    assert_eq!(first.entries, tried.entries);
    assert_eq!(app.log_size(), first.entries);
    let head = app.checkpoint();
    let second = import(&app, false);
    assert_eq!((second.entries, app.log_size()), (0, first.entries));
    assert_eq!(app.checkpoint(), head);
    let check = app.rebuild(false, &mut |_, _| {}).unwrap();
    assert_eq!(
        check.differences,
        [],
        "the projections are what the log gives"
    );
    println!("{first:?} {check:?}");
}

#[test]
fn every_row_that_differs_is_named_by_a_comparison_and_counted_by_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(folder.path());
    import(&app, false);
    let conn = crate::common::by_hand(&folder.path().join("sinergi.db"));
    let mut rows = 0;
    for table in ["subject", "organization", "commitment", "owner", "link"] {
        rows += conn.execute(&format!("DELETE FROM {table}"), []).unwrap() as u64;
    }
    drop(conn);
    let compared = app.rebuild(false, &mut |_, _| {}).unwrap();
    assert!(rows > 2_000, "{rows}");
    assert_eq!(
        (compared.differing, compared.differences.len() as u64),
        (rows, rows)
    );
    let replaced = app.rebuild(true, &mut |_, _| {}).unwrap();
    assert_eq!(
        (replaced.differing, replaced.differences.len()),
        (rows, 1_000)
    );
    let again = app.rebuild(false, &mut |_, _| {}).unwrap();
    assert_eq!((again.differing, again.differences), (0, vec![]));
}
