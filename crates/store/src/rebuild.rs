//! Making the projections again from the log, and comparing them with those in use.
//!
//! The new rows are made in a database file of their own beside the first, so that a check changes
//! nothing and a rebuild replaces everything in one transaction.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use domain::Reference;
use domain::any::AnyState;
use domain::entry::{Body, Entry};
use domain::subject::Stamp;

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
    (
        "link",
        &["to_kind", "to_id", "from_kind", "from_day", "from_id"],
    ),
];

/// Threads that read and fold while one writes: on two cores a third would only wait.
const FOLDERS: u8 = 2;

/// How many folded subjects wait for the writing thread at most.
const WAITING: usize = 1_000;

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
    pub fn rebuild(
        &self,
        replace: bool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Rebuilt, Error> {
        let temporary = self.path.with_extension("rebuild");
        remove(&temporary)?;
        let made = self.rebuild_beside(&temporary, replace, progress);
        remove(&temporary)?;
        made
    }

    fn rebuild_beside(
        &self,
        temporary: &Path,
        replace: bool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Rebuilt, Error> {
        let fresh = Conn(rusqlite::Connection::open(temporary)?);
        // Nothing here has to survive a crash: it is made again.
        fresh.batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;",
        )?;
        fresh.0.set_prepared_statement_cache_capacity(64);
        for migration in &crate::MIGRATIONS[crate::PROJECTIONS..] {
            fresh.batch(&dialect(migration))?;
        }
        let entries = self.read(|reader| Ok(reader.head()?.size))?;
        fresh.batch("BEGIN")?;
        let subjects = self.fold_all(&fresh, entries, progress)?;
        fresh.batch("COMMIT")?;
        drop(fresh);
        let conn = connect(&self.path)?;
        conn.0
            .execute("ATTACH DATABASE ?1 AS fresh", [temporary.to_string_lossy()])?;
        let differences = TABLES
            .iter()
            .map(|(table, key)| differences(&conn, table, key))
            .collect::<Result<Vec<_>, _>>()?
            .concat();
        if replace {
            replace_differing(&conn, entries)?;
        }
        conn.batch("DETACH DATABASE fresh")?;
        Ok(Rebuilt {
            entries,
            subjects,
            differences,
        })
    }

    /// Folds every subject once and writes its rows; answers with how many there are.
    ///
    /// Subject by subject rather than in the log's order: a subject whose entries are spread over the log is then read,
    /// folded and written once, not once for every stretch of the log that speaks of it.
    fn fold_all(
        &self,
        fresh: &Conn,
        entries: u64,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<u64, Error> {
        std::thread::scope(|scope| {
            let (sender, folded) = sync_channel(WAITING);
            for folder in 0..FOLDERS {
                let sender = sender.clone();
                scope.spawn(move || {
                    let told = self.read(|reader| fold_some(reader, folder, entries, &sender));
                    if let Err(error) = told {
                        // The writing thread may have given up already.
                        let _ = sender.send(Err(error));
                    }
                });
            }
            drop(sender);
            write_folded(fresh, entries, &folded, progress)
        })
    }
}

fn remove(file: &Path) -> Result<(), Error> {
    match std::fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::File(file.to_owned(), error))
        }
        _ => Ok(()),
    }
}

/// Puts the new rows in place of those that differ, unless the log has grown since they were made: they would lack what came after.
fn replace_differing(conn: &Conn, entries: u64) -> Result<(), Error> {
    conn.batch("BEGIN IMMEDIATE")?;
    let size = crate::Reader { conn }.head()?.size;
    if size != entries {
        return Err(Error::Grew(entries, size));
    }
    let mut script = String::new();
    for (table, key) in TABLES {
        let Comparison {
            same_key, differs, ..
        } = Comparison::of(conn, table, key)?;
        let differs = differs.join(" OR ");
        script.push_str(&format!(
            "DELETE FROM main.{table} AS a WHERE NOT EXISTS (SELECT 1 FROM fresh.{table} b WHERE {same_key} AND NOT ({differs}));
             INSERT INTO main.{table} SELECT * FROM fresh.{table} b WHERE NOT EXISTS (SELECT 1 FROM main.{table} a WHERE {same_key});"
        ));
    }
    script.push_str("COMMIT;");
    conn.batch(&script)
}

/// A subject, folded.
struct Fold {
    subject: Reference,
    state: AnyState,
    counts: Counts,
}

/// Writes what the folding threads hand over.
fn write_folded(
    fresh: &Conn,
    entries: u64,
    folded: &Receiver<Result<Fold, Error>>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, Error> {
    let (mut subjects, mut done) = (0, 0);
    for fold in folded {
        let Fold {
            subject,
            state,
            counts,
        } = fold?;
        project::project(fresh, subject, None, &state, counts)?;
        subjects += 1;
        done += counts.version;
        if subjects % 256 == 0 {
            progress(done, entries);
        }
    }
    progress(done, entries);
    Ok(subjects)
}

/// Folds those subjects whose ids fall to this thread. Ids end in bits of a hash or of chance, so each gets its share.
fn fold_some(
    reader: &crate::Reader<'_>,
    folder: u8,
    entries: u64,
    to: &SyncSender<Result<Fold, Error>>,
) -> Result<(), Error> {
    let mut open: Option<Fold> = None;
    let mine = |id: &[u8]| id.last().is_some_and(|last| last % FOLDERS == folder);
    reader.each_entry_by_subject(entries, &mine, &mut |stored| {
        if open
            .as_ref()
            .is_none_or(|fold| fold.subject != stored.subject)
        {
            let next = Fold {
                subject: stored.subject,
                state: AnyState::new(stored.subject.kind),
                counts: Counts {
                    version: 0,
                    hidden: 0,
                    last_entry: 0,
                },
            };
            hand_over(open.replace(next), to)?;
        }
        let Some(fold) = &mut open else { return Ok(()) };
        fold.counts.version += 1;
        fold.counts.last_entry = fold.counts.last_entry.max(stored.index);
        if !fold_entry(&mut fold.state, &stored)? {
            fold.counts.hidden += 1;
        }
        Ok(())
    })?;
    hand_over(open, to)
}

/// Hands a folded subject to the writing thread; an error if that one has given up.
fn hand_over(fold: Option<Fold>, to: &SyncSender<Result<Fold, Error>>) -> Result<(), Error> {
    let Some(fold) = fold else { return Ok(()) };
    let given_up = to.send(Ok(fold)).is_err();
    if given_up {
        return Err(Error::Corrupt("the rebuild was given up".to_owned()));
    }
    Ok(())
}

/// Applies a stored entry to a public state; false if its body is not public.
pub(crate) fn fold_entry(state: &mut AnyState, stored: &StoredBody) -> Result<bool, Error> {
    if stored.standing != Standing::Public {
        return Ok(false);
    }
    let corrupt =
        |e: domain::entry::BadEntry| Error::Corrupt(format!("entry {}: {e}", stored.index));
    let entry = Entry::parse(&stored.leaf).map_err(corrupt)?;
    let body: Body = serde_json::from_slice(&stored.bytes)
        .map_err(|e| Error::Corrupt(format!("entry {}: {e}", stored.index)))?;
    state.apply(
        &body.kind,
        body.data,
        Stamp {
            entry: stored.index,
            at: entry.at,
            on: body.on,
        },
    );
    Ok(true)
}

/// How a table is compared, as pieces of SQL over the rows `a` and `b`.
struct Comparison {
    columns: Vec<String>,
    /// The rows have the same key.
    same_key: String,
    /// One for each column: it differs.
    differs: Vec<String>,
}

impl Comparison {
    fn of(conn: &Conn, table: &str, key: &[&str]) -> Result<Self, Error> {
        let columns: Vec<String> = conn
            .0
            .prepare(&format!("SELECT * FROM main.{table} LIMIT 0"))?
            .column_names()
            .iter()
            .map(ToString::to_string)
            .collect();
        let same_key = key
            .iter()
            .map(|name| format!("a.{name} = b.{name}"))
            .collect::<Vec<_>>()
            .join(" AND ");
        let differs = columns
            .iter()
            .map(|column| format!("a.{column} IS NOT b.{column}"))
            .collect();
        Ok(Self {
            columns,
            same_key,
            differs,
        })
    }
}

/// Names every row of a table that is not the same on both sides, by key. Each table is read once or twice by its
/// key, however much differs: after a change of format every row may.
fn differences(
    conn: &Conn,
    table: &'static str,
    key: &[&str],
) -> Result<Vec<RowDifference>, Error> {
    let named = name_of(key, "a");
    let Comparison {
        columns,
        same_key,
        differs,
    } = Comparison::of(conn, table, key)?;
    let mut found = Vec::new();
    for (one, other) in [("main", "fresh"), ("fresh", "main")] {
        let sql = format!(
            "SELECT {named} FROM {one}.{table} a WHERE NOT EXISTS (SELECT 1 FROM {other}.{table} b WHERE {same_key})"
        );
        for row in conn.0.prepare(&sql)?.query_map([], |row| row.get(0))? {
            found.push(RowDifference {
                table,
                row: row?,
                columns: Vec::new(),
            });
        }
    }
    let sql = format!(
        "SELECT {named}, {} FROM main.{table} a JOIN fresh.{table} b ON {same_key} WHERE {}",
        differs.join(", "),
        differs.join(" OR ")
    );
    let mut statement = conn.0.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut differing = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            if row.get(at + 1)? {
                differing.push(column.clone());
            }
        }
        found.push(RowDifference {
            table,
            row: row.get(0)?,
            columns: differing,
        });
    }
    found.sort_by(|one, other| one.row.cmp(&other.row));
    Ok(found)
}

/// A row's key as readable text: ids in hex, the rest as it is.
fn name_of(key: &[&str], table: &str) -> String {
    let column = |name: &&str| {
        format!(
            "CASE typeof({table}.{name}) WHEN 'blob' THEN lower(hex({table}.{name})) ELSE {table}.{name} END"
        )
    };
    key.iter()
        .map(column)
        .collect::<Vec<_>>()
        .join(" || ' ' || ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_projected_table_is_compared() {
        let script = crate::MIGRATIONS[crate::PROJECTIONS..].concat();
        let named: Vec<&str> = script
            .lines()
            .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split(' ').next())
            .collect();
        assert_eq!(named, TABLES.map(|(table, _)| table));
    }
}
