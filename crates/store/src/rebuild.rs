//! Making the projections again from the log, and comparing them with those in use.
//!
//! The new rows are made in a database file of their own beside the first, so that a check changes
//! nothing and a rebuild replaces everything in one transaction.

use std::collections::HashMap;
use std::path::Path;

use domain::any::AnyState;
use domain::entry::{Body, Entry};
use domain::subject::Stamp;
use domain::Reference;

use crate::log::{LogRead, Standing, StoredBody};
use crate::project::{self, Counts};
use crate::sql::{Conn, Error};
use crate::{Store, connect, dialect};

/// The projected tables, each with the columns that name a row.
const TABLES: [(&str, &[&str]); 5] = [
    ("subject", &["kind", "id"]),
    ("organization", &["id"]),
    ("commitment", &["id"]),
    ("owner", &["organization", "commitment"]),
    ("link", &["to_kind", "to_id", "from_kind", "from_day", "from_id"]),
];

/// How many entries are folded at a time. More use more memory and touch fewer rows twice.
const CHUNK: u64 = 100_000;

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// Entries folded.
    pub entries: u64,
    /// Subjects projected.
    pub subjects: u64,
    /// Rows that differed from those in use.
    pub differences: Vec<RowDifference>,
}

/// A row that is not what the log gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowDifference {
    /// The table.
    pub table: &'static str,
    /// The row's key.
    pub row: String,
    /// The columns that differ; empty for a row that is missing or too many.
    pub columns: Vec<String>,
}

impl Store {
    /// Folds the whole log again and compares; with `replace`, puts the new rows in place of the old.
    pub fn rebuild(&self, replace: bool, progress: &mut dyn FnMut(u64, u64)) -> Result<Rebuilt, Error> {
        let temporary = self.path.with_extension("rebuild");
        remove(&temporary)?;
        let made = self.rebuild_beside(&temporary, replace, progress);
        remove(&temporary)?;
        made
    }

    fn rebuild_beside(&self, temporary: &Path, replace: bool, progress: &mut dyn FnMut(u64, u64)) -> Result<Rebuilt, Error> {
        let fresh = Conn(rusqlite::Connection::open(temporary)?);
        // Nothing here has to survive a crash: it is made again.
        fresh.batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;")?;
        fresh.0.set_prepared_statement_cache_capacity(64);
        fresh.batch(&dialect(crate::MIGRATIONS[1]))?;
        let (entries, subjects) = self.read(|reader| {
            let size = reader.head()?.size;
            let mut from = 0;
            let mut subjects = 0;
            while from < size {
                let to = (from + CHUNK).min(size);
                fresh.batch("BEGIN")?;
                subjects += fold_chunk(&fresh, reader, from, to)?;
                fresh.batch("COMMIT")?;
                from = to;
                progress(from, size);
            }
            Ok((size, subjects))
        })?;
        drop(fresh);
        let conn = connect(&self.path)?;
        conn.0.execute("ATTACH DATABASE ?1 AS fresh", [temporary.to_string_lossy()])?;
        let differences = TABLES.iter().map(|(table, key)| differences(&conn, table, key)).collect::<Result<Vec<_>, _>>()?.concat();
        if replace {
            replace_all(&conn, entries)?;
        }
        conn.batch("DETACH DATABASE fresh")?;
        Ok(Rebuilt { entries, subjects, differences })
    }
}

fn remove(file: &Path) -> Result<(), Error> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::File(file.to_owned(), error)),
        _ => Ok(()),
    }
}

/// Puts the new rows in place of the old, unless the log has grown since they were made: they would lack what came after.
fn replace_all(conn: &Conn, entries: u64) -> Result<(), Error> {
    conn.batch("BEGIN IMMEDIATE")?;
    let size = crate::Reader { conn }.head()?.size;
    if size != entries {
        return Err(Error::Grew(entries, size));
    }
    let mut script = String::new();
    for (table, _) in TABLES {
        script.push_str(&format!("DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM fresh.{table};"));
    }
    script.push_str("COMMIT;");
    conn.batch(&script)
}

/// A subject as far as it is folded.
struct Fold {
    before: Option<AnyState>,
    state: AnyState,
    counts: Counts,
}

fn fold_chunk(fresh: &Conn, reader: &crate::Reader<'_>, from: u64, to: u64) -> Result<u64, Error> {
    let mut folds: HashMap<Reference, Fold> = HashMap::new();
    let mut born = 0;
    reader.each_entry(from, to, &mut |stored| {
        let fold = match folds.entry(stored.subject) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                let (fold, is_new) = load(fresh, stored.subject)?;
                born += u64::from(is_new);
                place.insert(fold)
            }
        };
        fold.counts.version += 1;
        fold.counts.last_entry = stored.index;
        if !fold_entry(&mut fold.state, &stored)? {
            fold.counts.hidden += 1;
        }
        Ok(())
    })?;
    for (subject, fold) in &folds {
        project::project(fresh, *subject, fold.before.as_ref(), &fold.state, fold.counts)?;
    }
    Ok(born)
}

fn load(fresh: &Conn, subject: Reference) -> Result<(Fold, bool), Error> {
    let reader = crate::Reader { conn: fresh };
    Ok(match reader.subject(subject)? {
        Some(row) => {
            let state = AnyState::from_json(subject.kind, &row.state).map_err(|e| Error::Corrupt(e.to_string()))?;
            let counts = Counts { version: row.version as u64, hidden: row.hidden as u64, last_entry: row.last_entry as u64 };
            (Fold { before: Some(state.clone()), state, counts }, false)
        }
        None => (Fold { before: None, state: AnyState::new(subject.kind), counts: Counts { version: 0, hidden: 0, last_entry: 0 } }, true),
    })
}

/// Applies a stored entry to a public state; false if its body is not public.
pub(crate) fn fold_entry(state: &mut AnyState, stored: &StoredBody) -> Result<bool, Error> {
    if stored.standing != Standing::Public {
        return Ok(false);
    }
    let corrupt = |e: domain::entry::BadEntry| Error::Corrupt(format!("entry {}: {e}", stored.index));
    let entry = Entry::parse(&stored.leaf).map_err(corrupt)?;
    let body: Body = serde_json::from_slice(&stored.bytes).map_err(|e| Error::Corrupt(format!("entry {}: {e}", stored.index)))?;
    state.apply(&body.kind, body.data, Stamp { entry: stored.index, at: entry.at, on: body.on });
    Ok(true)
}

/// Names every row of a table that is not the same on both sides, by key. Each table is read once or twice by its
/// key, however much differs: after a change of format every row may.
fn differences(conn: &Conn, table: &'static str, key: &[&str]) -> Result<Vec<RowDifference>, Error> {
    let columns: Vec<String> = conn.0.prepare(&format!("SELECT * FROM main.{table} LIMIT 0"))?.column_names().iter().map(ToString::to_string).collect();
    let named = name_of(key, "a");
    let same_key = key.iter().map(|name| format!("a.{name} = b.{name}")).collect::<Vec<_>>().join(" AND ");
    let mut found = Vec::new();
    for (one, other) in [("main", "fresh"), ("fresh", "main")] {
        let sql = format!("SELECT {named} FROM {one}.{table} a WHERE NOT EXISTS (SELECT 1 FROM {other}.{table} b WHERE {same_key})");
        for row in conn.0.prepare(&sql)?.query_map([], |row| row.get(0))? {
            found.push(RowDifference { table, row: row?, columns: Vec::new() });
        }
    }
    let differs: Vec<String> = columns.iter().map(|column| format!("a.{column} IS NOT b.{column}")).collect();
    let sql = format!("SELECT {named}, {} FROM main.{table} a JOIN fresh.{table} b ON {same_key} WHERE {}", differs.join(", "), differs.join(" OR "));
    let mut statement = conn.0.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut differing = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            if row.get(at + 1)? {
                differing.push(column.clone());
            }
        }
        found.push(RowDifference { table, row: row.get(0)?, columns: differing });
    }
    found.sort_by(|one, other| one.row.cmp(&other.row));
    Ok(found)
}

/// A row's key as readable text: ids in hex, the rest as it is.
fn name_of(key: &[&str], table: &str) -> String {
    let column = |name: &&str| format!("CASE typeof({table}.{name}) WHEN 'blob' THEN lower(hex({table}.{name})) ELSE {table}.{name} END");
    key.iter().map(column).collect::<Vec<_>>().join(" || ' ' || ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_projected_table_is_compared() {
        let named: Vec<&str> = crate::MIGRATIONS[1].lines().filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split(' ').next()).collect();
        assert_eq!(named, TABLES.map(|(table, _)| table));
    }
}
