//! Opening a record: one process, its own key, and a tree that fits; anything else is refused with its reason.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use app::{App, Config, KeyError, OpenError};

use crate::common::{Record, by_hand, statement};

const KEY_FILE: &str = app::key::KEY_FILE;

/// A closed record with two entries.
fn closed() -> Record {
    let mut record = Record::begun();
    record.close();
    record
}

fn key_error(record: &Record) -> KeyError {
    match record.try_open() {
        Err(OpenError::Key(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it opened"),
    }
}

fn torn(record: &Record) -> String {
    match record.try_open() {
        Err(error @ OpenError::Torn(_)) => error.to_string(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it opened"),
    }
}

#[test]
fn a_second_one_on_the_same_folder_is_refused_and_told_who_has_it() {
    let record = Record::begun();
    let Err(error) = record.try_open() else {
        panic!("two on one folder")
    };
    let OpenError::InUse { folder, by } = &error else {
        panic!("{error}")
    };
    assert_eq!(folder, record.folder());
    assert_eq!(*by, std::process::id().to_string());
    let words = error.to_string();
    assert!(
        words.contains(&folder.display().to_string()) && words.contains(by),
        "{words}"
    );
    // The first goes on undisturbed.
    record.one(statement("satu", "Masih bekerja"));
}

#[test]
fn origin_and_key_survive_a_restart_and_the_log_goes_on() {
    let mut record = Record::begun();
    let (origin, key) = (
        record.app().origin().to_owned(),
        record.app().verifier_key().to_owned(),
    );
    let checkpoint = record.app().checkpoint();
    for n in 0..5 {
        record.reopen();
        assert_eq!(
            (record.app().origin(), record.app().verifier_key()),
            (origin.as_str(), key.as_str())
        );
        assert_eq!(record.app().log_size(), 2 + n);
        record.one(statement(&format!("s{n}"), &format!("Pernyataan {n}")));
    }
    assert_ne!(record.app().checkpoint(), checkpoint);
    assert!(
        record.app().wait_for_search(),
        "nobody is left at work in the index"
    );
    assert!(record.verified().agrees());
}

#[test]
fn the_origin_can_be_chosen_at_first_start_only() {
    let folder = tempfile::tempdir().unwrap();
    let open = |origin: &str| {
        let config = Config {
            folder: folder.path().to_owned(),
            origin: Some(origin.to_owned()),
            ..Config::default()
        };
        App::open(config).unwrap().origin().to_owned()
    };
    assert_eq!(open("catatan.bantenprov.go.id"), "catatan.bantenprov.go.id");
    assert_eq!(open("lain.example"), "catatan.bantenprov.go.id");
}

#[test]
fn without_its_key_a_log_is_not_opened() {
    let record = closed();
    let key = record.folder().join(KEY_FILE);
    fs::rename(&key, record.folder().join("disimpan")).unwrap();
    let error = key_error(&record);
    assert!(
        matches!(&error, KeyError::Missing(path) if *path == key),
        "{error}"
    );
    assert!(error.to_string().contains("fork"), "{error}");
    assert!(!key.exists(), "no new key was made");
}

#[test]
fn with_the_key_of_another_log_a_log_is_not_opened() {
    let record = closed();
    let other = closed();
    fs::copy(
        other.folder().join(KEY_FILE),
        record.folder().join(KEY_FILE),
    )
    .unwrap();
    assert!(matches!(key_error(&record), KeyError::Wrong { .. }));
}

#[test]
fn with_another_key_of_the_same_name_a_log_is_not_opened() {
    let record = closed();
    let name = record.try_open().unwrap().origin().to_owned();
    let forged = tlog::SigningKey::from_seed(&name, &[7; 32]).unwrap();
    fs::write(record.folder().join(KEY_FILE), forged.to_secret_text()).unwrap();
    assert!(matches!(key_error(&record), KeyError::Wrong { .. }));
}

#[test]
fn a_key_that_cannot_be_read_is_named_and_left_alone() {
    for content in ["", "bukan kunci", "PRIVATE+KEY+kurang"] {
        let record = closed();
        fs::write(record.folder().join(KEY_FILE), content).unwrap();
        assert!(
            matches!(key_error(&record), KeyError::Unreadable(..)),
            "{content}"
        );
        assert_eq!(
            fs::read_to_string(record.folder().join(KEY_FILE)).unwrap(),
            content
        );
    }
}

#[test]
fn a_key_that_others_can_read_is_refused_with_the_remedy() {
    let record = closed();
    let key = record.folder().join(KEY_FILE);
    assert_eq!(
        fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
    for mode in [0o644, 0o640, 0o604, 0o660] {
        fs::set_permissions(&key, fs::Permissions::from_mode(mode)).unwrap();
        let error = key_error(&record);
        assert!(
            matches!(error, KeyError::Exposed(_, told) if told == mode),
            "{error}"
        );
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(record.try_open().is_ok());
}

#[test]
fn a_key_without_its_database_does_not_begin_the_log_anew() {
    let record = closed();
    for file in ["sinergi.db", "sinergi.db-wal", "sinergi.db-shm"] {
        let _ = fs::remove_file(record.folder().join(file));
    }
    for restored in [None, Some("an empty file")] {
        if restored.is_some() {
            fs::write(record.database(), "").unwrap();
        }
        let Err(error) = record.try_open() else {
            panic!("the log was forked")
        };
        assert!(matches!(error, OpenError::NoDatabase(_)), "{error}");
        let begun = fs::metadata(record.database()).map_or(0, |file| file.len());
        assert_eq!(begun, 0, "nothing was begun");
    }
}

#[test]
fn a_first_start_that_was_cut_short_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let open = || {
        App::open(Config {
            folder: folder.path().to_owned(),
            ..Config::default()
        })
    };
    // Killed while the key was being written, and the database just made.
    fs::write(folder.path().join("signing.new"), "PRIVATE+KEY+sin").unwrap();
    fs::write(folder.path().join("sinergi.db"), "").unwrap();
    let key = open().unwrap().verifier_key().to_owned();
    assert_eq!(open().unwrap().verifier_key(), key);
}

#[test]
fn a_head_that_is_not_the_trees_is_refused() {
    let edits = [
        "UPDATE head SET size = size - 1",
        "UPDATE head SET edge = (SELECT edge FROM other.head)",
        "UPDATE head SET checkpoint = (SELECT checkpoint FROM other.head)",
        "UPDATE head SET checkpoint = (SELECT checkpoint FROM older.head)",
        "DELETE FROM head",
        "DELETE FROM entry WHERE idx = (SELECT MAX(idx) FROM entry)",
        "INSERT INTO entry SELECT idx + 1, at, leaf, about_kind, about_id, seq + 1, kind FROM entry ORDER BY idx DESC LIMIT 1",
        "UPDATE head SET size = (SELECT size FROM older.head), edge = (SELECT edge FROM older.head), checkpoint = (SELECT checkpoint FROM older.head)",
    ];
    for edit in edits {
        let mut record = Record::begun();
        let aside = tempfile::tempdir().unwrap();
        let older = aside.path().join("older.db");
        record
            .by_hand()
            .execute("VACUUM INTO ?1", [older.to_str().unwrap()])
            .unwrap();
        record.one(statement("satu", "Entri ketiga"));
        record.close();
        let mut other = Record::begun();
        other.one(statement("satu", "Entri ketiga pada log lain"));
        other.close();

        let conn = by_hand(&record.database());
        for (name, path) in [("other", other.database()), ("older", older)] {
            conn.execute(
                &format!("ATTACH DATABASE ?1 AS {name}"),
                [path.to_str().unwrap()],
            )
            .unwrap();
        }
        assert_eq!(conn.execute(edit, []).unwrap(), 1, "{edit}");
        drop(conn);
        match record.try_open() {
            Err(
                OpenError::Torn(_) | OpenError::Store(_) | OpenError::Key(KeyError::Wrong { .. }),
            ) => {}
            Err(error) => panic!("{edit}: {error}"),
            Ok(_) => panic!("{edit}: it opened"),
        }
    }
}

#[test]
fn what_is_torn_is_said_in_words() {
    let mut record = Record::begun();
    let aside = tempfile::tempdir().unwrap();
    let older = aside.path().join("older.db");
    record
        .by_hand()
        .execute("VACUUM INTO ?1", [older.to_str().unwrap()])
        .unwrap();
    record.one(statement("satu", "Entri ketiga"));
    record.close();
    let conn = by_hand(&record.database());
    conn.execute("ATTACH DATABASE ?1 AS older", [older.to_str().unwrap()])
        .unwrap();
    conn.execute(
        "UPDATE head SET checkpoint = (SELECT checkpoint FROM older.head)",
        [],
    )
    .unwrap();
    drop(conn);
    let words = torn(&record);
    assert!(
        words.contains("size 2") && words.contains("size 3") && words.contains("backup"),
        "{words}"
    );
}

#[test]
fn a_database_put_back_from_an_older_copy_is_refused_rather_than_forked() {
    let mut record = closed();
    let copy = record.folder().join("salinan.db");
    fs::copy(record.database(), &copy).unwrap();
    record.reopen();
    record.one(statement("lagi", "Sesudah salinan dibuat"));
    assert!(record.app().wait_for_search());
    record.close();
    fs::copy(&copy, record.database()).unwrap();
    let Err(error @ OpenError::Behind { .. }) = record.try_open() else {
        panic!("it went on from an older copy")
    };
    let words = error.to_string();
    assert!(
        words.contains("2 entries") && words.contains("3 were published"),
        "{words}"
    );
    // Who has lost the rest for good says so by moving the file away.
    fs::remove_file(record.folder().join("last-head")).unwrap();
    record.reopen();
    assert_eq!(record.app().log_size(), 2);
}
