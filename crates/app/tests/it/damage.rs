//! A database, an export or a whole log edited by hand: each edit is named with its place.

use std::fs;
use std::path::Path;

use domain::commitment::{Accepted, Claimed, Commitment, Fact};
use domain::disclosure::Act;
use domain::id::OrganizationId;
use domain::organization::OrganizationKind;
use domain::{Reference, SubjectKind, Text};
use rusqlite::Connection;
use rusqlite::types::Value;
use verify::{Report, What};

use crate::common::{
    Dice, Record, by_hand, cited, commitment, note, organization, province, sealed, source,
    statement, verified, when,
};

/// A record with something of everything in more entries than a tile holds.
fn full() -> Record {
    let record = Record::new();
    let claimed = Fact::Claimed(Claimed {
        by: OrganizationId::from_key("36"),
        what: Text::id("Selesai"),
        sources: cited(),
    });
    let accepted = Fact::Accepted(Accepted {
        by: OrganizationId::from_key("inspektorat"),
        what: Text::id("Diperiksa"),
        sources: cited(),
    });
    let begin = vec![
        source("kabar"),
        province(),
        organization("inspektorat", "Inspektorat", OrganizationKind::Supervisor),
        commitment("jalan", "Memperbaiki jalan desa", Some("2025-12")),
        note::<Commitment>("jalan", "klaim", claimed, Some(when("2025-11-30"))),
        note::<Commitment>("jalan", "terima", accepted, Some(when("2025-12-20"))),
        commitment("pasar", "Membuka pasar murah", None),
        sealed(statement("rahasia", "Masih rahasia")),
    ];
    record.ok(begin);
    record.ok((0..300).map(|n| statement(&format!("s{n}"), &format!("Pernyataan {n}"))));
    record.disclose(20, Act::Withhold).unwrap();
    record.disclose(21, Act::Erase).unwrap();
    record
}

fn projected_tables(conn: &Connection) -> Vec<(String, Vec<(String, bool)>)> {
    ["subject", "organization", "commitment", "owner", "link"]
        .map(|table| {
            let mut columns = conn
                .prepare(&format!(
                    "SELECT name, pk FROM pragma_table_info('{table}')"
                ))
                .unwrap();
            let columns = columns
                .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? > 0)))
                .unwrap();
            (table.to_owned(), columns.map(Result::unwrap).collect())
        })
        .into()
}

/// Another value of the same type.
fn flipped(value: &Value) -> Value {
    match value {
        Value::Null => Value::Integer(20_000),
        Value::Integer(n) => Value::Integer(n + 1),
        Value::Real(_) => panic!("the record holds no floating-point number"),
        Value::Text(text) => {
            let mut chars: Vec<char> = text.chars().collect();
            let last = chars.len() - 1;
            chars[last] = if chars[last] == 'x' { 'y' } else { 'x' };
            Value::Text(chars.into_iter().collect())
        }
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            bytes[3] ^= 1;
            Value::Blob(bytes)
        }
    }
}

#[test]
fn every_column_of_every_projected_row_is_checked_and_the_row_is_named() {
    let record = full();
    record.assert_projected();
    let conn = record.by_hand();
    let mut flips = 0;
    for (table, columns) in projected_tables(&conn) {
        for (column, in_key) in &columns {
            // A text without content has no byte to flip; `title_en` is empty throughout.
            let some = format!(
                "SELECT rowid, {column} FROM {table} WHERE {column} IS NOT '' ORDER BY {column} IS NULL, rowid DESC LIMIT 1"
            );
            let (row, value): (i64, Value) = conn
                .query_row(&some, [], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap();
            let new = if column == "title_en" || column.ends_with("_text") && value == Value::Null {
                Value::Text("x".to_owned())
            } else {
                flipped(&value)
            };
            let edit = format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2");
            assert_eq!(conn.execute(&edit, (&new, row)).unwrap(), 1);
            let found = record
                .app()
                .rebuild(false, &mut |_, _| {})
                .unwrap()
                .differences;
            let place = format!("{table}.{column}: {found:?}");
            assert!(
                found.iter().all(|difference| difference.table == table),
                "{place}"
            );
            if *in_key {
                // One row too many and one missing.
                assert_eq!(found.len(), 2, "{place}");
                assert!(
                    found.iter().all(|difference| difference.columns.is_empty()),
                    "{place}"
                );
            } else {
                assert_eq!(found.len(), 1, "{place}");
                assert_eq!(found[0].columns, [column.as_str()], "{place}");
                let key: Vec<u8> = conn
                    .query_row(
                        &format!("SELECT id FROM {table} WHERE rowid = ?1"),
                        [row],
                        |row| row.get(0),
                    )
                    .unwrap();
                let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
                assert!(found[0].row.contains(&hex), "{place}");
            }
            conn.execute(&edit, (&value, row)).unwrap();
            flips += 1;
        }
    }
    assert!(flips > 30, "only {flips} columns");
    record.assert_projected();
}

#[test]
fn rows_that_are_missing_or_too_many_are_named_and_a_rebuild_mends_everything() {
    let record = full();
    let listed = |record: &Record| format!("{:?}", record.app().governments().unwrap());
    let before = (listed(&record), record.app().counts(None).unwrap());
    let conn = record.by_hand();
    for edit in [
        "DELETE FROM commitment WHERE rowid = 1",
        "DELETE FROM owner WHERE rowid = 2",
        "DELETE FROM link WHERE rowid = 5",
        "DELETE FROM subject WHERE kind = 'statement' AND rowid % 2 = 0",
        "UPDATE subject SET title = 'Judul palsu', state = '{}' WHERE rowid = 9",
        "INSERT INTO owner SELECT organization, randomblob(16) FROM owner LIMIT 1",
        "INSERT INTO organization VALUES (randomblob(16), 'city', '99.99')",
    ] {
        assert!(conn.execute(edit, []).unwrap() > 0, "{edit}");
    }
    let found = record
        .app()
        .rebuild(false, &mut |_, _| {})
        .unwrap()
        .differences;
    let mut tables: Vec<_> = found.iter().map(|difference| difference.table).collect();
    tables.sort_unstable();
    tables.dedup();
    assert_eq!(
        tables,
        ["commitment", "link", "organization", "owner", "subject"]
    );
    assert!(
        found.len() > 150,
        "half of the statements are missing: {}",
        found.len()
    );
    let again = record
        .app()
        .rebuild(true, &mut |_, _| {})
        .unwrap()
        .differences;
    assert_eq!(again, found, "a rebuild says what it mended");
    record.assert_projected();
    assert_eq!(
        (listed(&record), record.app().counts(None).unwrap()),
        before
    );
    record.one(statement("sesudah", "Pencatatan berlanjut"));
    record.assert_projected();
    assert!(record.verified().agrees());
}

/// Flips one bit of a stored value while `then` runs.
fn flipped_while(
    conn: &Connection,
    from: &str,
    column: &str,
    dice: &mut Dice,
    then: impl FnOnce(),
) {
    let read = format!("SELECT CAST({column} AS BLOB) FROM {from}");
    let good: Vec<u8> = conn.query_row(&read, [], |row| row.get(0)).unwrap();
    let (table, place) = from.split_once(" WHERE ").unwrap();
    let edit = format!("UPDATE {table} SET {column} = ?1 WHERE {place}");
    let mut bad = good.clone();
    let at = dice.below(bad.len());
    bad[at] ^= 1 << dice.below(8);
    assert_eq!(conn.execute(&edit, [&bad]).unwrap(), 1);
    then();
    assert_eq!(conn.execute(&edit, [&good]).unwrap(), 1);
}

fn assert_about(report: &Report, entry: u64, what: &str) {
    let named = report
        .findings
        .iter()
        .any(|finding| finding.entry == Some(entry) && !finding.place.is_empty());
    assert!(named, "{what} of entry {entry}: {:?}", report.findings);
}

#[test]
fn a_bit_flipped_in_any_stored_entry_or_body_is_reported_with_its_number() {
    let mut dice = Dice(1);
    let record = full();
    for (table, column) in [("entry", "leaf"), ("body", "bytes")] {
        for n in 0..24 {
            // Entries 7, 20 and 21 have no public body.
            let entry = [0, 1, 3, 5, 255, 256, 308]
                .get(n)
                .copied()
                .unwrap_or_else(|| 22 + dice.below(280) as u64);
            let from = format!("{table} WHERE idx = {entry}");
            flipped_while(&record.by_hand(), &from, column, &mut dice, || {
                assert_about(&record.verified(), entry, column);
            });
        }
    }
    assert!(record.verified().agrees());
}

#[test]
fn a_bit_flipped_in_a_stored_tile_is_reported_with_the_tile() {
    let mut dice = Dice(2);
    let record = full();
    for _ in 0..16 {
        let tile = "tile WHERE level = 0 AND idx = 0";
        flipped_while(&record.by_hand(), tile, "hashes", &mut dice, || {
            let report = record.verified();
            let named = report
                .findings
                .iter()
                .any(|finding| finding.place == "log/tile/0/000");
            assert!(named, "{:?}", report.findings);
        });
    }
    assert!(record.verified().agrees());
}

#[test]
fn a_bit_flipped_in_the_stored_head_keeps_the_record_closed() {
    let mut dice = Dice(3);
    let mut record = full();
    record.close();
    for _ in 0..24 {
        let conn = by_hand(&record.database());
        flipped_while(&conn, "head WHERE id = 1", "edge", &mut dice, || {
            assert!(record.try_open().is_err());
        });
    }
    let conn = by_hand(&record.database());
    let good: String = conn
        .query_row("SELECT checkpoint FROM head", [], |row| row.get(0))
        .unwrap();
    let put = |text: &str| {
        conn.execute("UPDATE head SET checkpoint = ?1", [text])
            .unwrap()
    };
    for (at, letter) in good.char_indices() {
        let other = if letter == 'A' { "B" } else { "A" };
        put(&format!(
            "{}{other}{}",
            &good[..at],
            &good[at + letter.len_utf8()..]
        ));
        assert!(record.try_open().is_err(), "letter {at} of the checkpoint");
    }
    put(&good);
    assert!(record.try_open().is_ok());
}

#[test]
fn a_byte_flipped_in_the_public_json_is_reported_with_file_and_subject() {
    let mut dice = Dice(4);
    let record = full();
    let export = record.export();
    let key = record.app().verifier_key().to_owned();
    assert!(verified(export.path(), Some(&key), None).agrees());
    for kind in SubjectKind::PUBLIC {
        let place = format!("api/v1/{}.jsonl", kind.plural());
        let file = export.path().join(&place);
        let good = fs::read(&file).unwrap();
        if good.is_empty() {
            continue;
        }
        for _ in 0..8 {
            let mut bad = good.clone();
            let at = dice.below(bad.len());
            bad[at] ^= 1 << dice.below(7);
            fs::write(&file, &bad).unwrap();
            let report = verified(export.path(), Some(&key), None);
            let named = report.findings.iter().any(|finding| finding.place == place);
            assert!(named, "{place}, byte {at}: {:?}", report.findings);
        }
        fs::write(&file, &good).unwrap();
    }
    assert!(verified(export.path(), Some(&key), None).agrees());
}

#[test]
fn a_projection_edited_by_hand_shows_in_the_public_json_and_is_reported() {
    let record = full();
    let subject = Reference::from_key(SubjectKind::Commitment, "jalan");
    let edit = "UPDATE subject SET state = replace(state, 'jalan desa', 'jalan kota') WHERE kind = 'commitment'";
    assert!(record.by_hand().execute(edit, []).unwrap() > 0);
    let report = record.verified();
    let finding = report
        .findings
        .iter()
        .find(|finding| finding.subject == Some(subject))
        .unwrap();
    assert_eq!(finding.place, "api/v1/commitments.jsonl");
    assert!(
        matches!(finding.what, What::RecordDiffers { .. }),
        "{finding}"
    );
}

/// A log with the same key and other first entries, as only its operator could make it.
fn rewritten(from: &Record, entries: u32) -> Record {
    let mut record = Record::new();
    record.close();
    for file in fs::read_dir(record.folder()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            fs::remove_file(path).unwrap();
        }
    }
    fs::copy(
        from.folder().join(app::key::KEY_FILE),
        record.folder().join(app::key::KEY_FILE),
    )
    .unwrap();
    // An empty file would be taken for a lost log; this is a database in which nothing was recorded yet.
    record
        .by_hand()
        .execute_batch("PRAGMA journal_mode = WAL")
        .unwrap();
    record.reopen();
    assert_eq!(record.app().verifier_key(), from.app().verifier_key());
    record.ok([source("kabar"), province()]);
    for n in 0..entries {
        record.one(statement(&format!("s{n}"), &format!("Kata yang lain {n}")));
    }
    record
}

fn kept(record: &Record, state: &Path) -> Report {
    verified(record.export().path(), None, Some(state))
}

#[test]
fn a_log_rewritten_and_signed_again_is_reported_to_whoever_kept_a_head() {
    let record = Record::begun();
    record.one(statement("s0", "Kata pertama"));
    let reader = tempfile::tempdir().unwrap();
    let state = reader.path().join("kepala");
    let report = kept(&record, &state);
    assert!(report.agrees() && report.kept);
    record.one(statement("s1", "Kata kedua"));
    assert!(kept(&record, &state).agrees(), "a log may grow");

    // Whoever kept nothing cannot see it: everything in it agrees.
    let other = rewritten(&record, 3);
    assert!(other.verified().agrees());
    let report = kept(&other, &state);
    assert!(
        report
            .findings
            .iter()
            .any(|finding| matches!(finding.what, What::Rewritten { kept: 4, .. })),
        "{:?}",
        report.findings
    );
    assert!(!report.kept);

    let shorter = rewritten(&record, 1);
    let report = kept(&shorter, &state);
    assert!(
        report
            .findings
            .iter()
            .any(|finding| matches!(finding.what, What::RolledBack { kept: 4, size: 3 })),
        "{:?}",
        report.findings
    );
    // The head that was kept is still the one to hold against them.
    record.one(statement("s2", "Kata ketiga"));
    assert!(kept(&record, &state).agrees());
}
