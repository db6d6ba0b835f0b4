//! The only SQL of Sinergi: the log with its bodies and tiles, the projections made from it, search.
//!
//! One writer, many short reads. Nothing here decides anything: what is stored was decided by `domain`,
//! and what is projected is the fold that `domain` makes.

mod log;
mod project;
mod read;
mod rebuild;
mod search;
mod sql;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use log::{Append, BodyAnswer, Head, LogRead, Standing, StoredBody, SubjectHead, Writer};
pub use project::day_number;
pub use read::{
    ChangeRow, CommitmentRow, CountRow, Filter, GovernmentCount, LinkRow, SubjectLine, SubjectRow,
};
pub use rebuild::{Rebuilt, RowDifference};
pub use search::{Document, Found, MAX_REACH, Query, SearchIndex, Words};
use sql::Conn;
pub use sql::Error;

/// The numbered migrations, in order. Never edited after a release.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/sqlite/0001_log.sql"),
    include_str!("../../../migrations/sqlite/0002_projections.sql"),
    include_str!("../../../migrations/sqlite/0003_stages.sql"),
];

/// The first migration that makes projections; those before it make the log.
#[cfg(test)]
const PROJECTIONS: usize = 1;

/// How long a statement waits for another connection's lock.
const BUSY_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// Connections kept for the next reader. Each may hold 8 MB of pages, so a crowd's are closed when it has gone.
const IDLE_READERS: usize = 16;

/// The file that holds the record inside the data folder.
pub const DATABASE_FILE: &str = "sinergi.db";

/// The record on disk. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    path: PathBuf,
    readers: Arc<Mutex<Vec<Conn>>>,
}

impl Store {
    /// Opens the database in a folder, makes it if there is none, and brings its schema up to date.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(DATABASE_FILE);
        let conn = connect(&path)?;
        migrate(&conn)?;
        Ok(Self {
            path,
            readers: Arc::new(Mutex::new(vec![conn])),
        })
    }

    /// The one writer. The caller holds the folder's lock, so that there is no second one.
    pub fn writer(&self) -> Result<Writer, Error> {
        Writer::new(connect(&self.path)?)
    }

    /// Runs short reads on a connection of their own, in one transaction: all of them see one state.
    pub fn read<T>(&self, reads: impl FnOnce(&Reader<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let pooled = self
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let conn = match pooled {
            Some(conn) => conn,
            None => connect(&self.path)?,
        };
        conn.0.prepare_cached("BEGIN")?.execute([])?;
        let answer = reads(&Reader { conn: &conn });
        conn.0.prepare_cached("COMMIT")?.execute([])?;
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < IDLE_READERS {
            readers.push(conn);
        }
        answer
    }

    #[cfg(test)]
    fn in_memory_conn() -> Result<Conn, Error> {
        let conn = Conn(rusqlite::Connection::open_in_memory()?);
        migrate(&conn)?;
        Ok(conn)
    }
}

/// A connection inside a read transaction.
pub struct Reader<'c> {
    conn: &'c Conn,
}

fn connect(path: &Path) -> Result<Conn, Error> {
    let conn = rusqlite::Connection::open(path)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.busy_timeout(BUSY_TIMEOUT)?;
    // FULL: a commit is answered after it is on disk. The memory map spares copies and is no anonymous memory.
    // What is deleted is overwritten with zeros, always: a body that is erased one day must leave no older copy behind.
    // A write-ahead file that grew under a burst gives its space back when it is used again.
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000;
         PRAGMA mmap_size = 2147418112; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(Conn(conn))
}

fn migrate(conn: &Conn) -> Result<(), Error> {
    let done: i64 = conn
        .0
        .query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (number, migration) in (1i64..)
        .zip(MIGRATIONS)
        .filter(|(number, _)| *number > done)
    {
        conn.batch(&format!(
            "BEGIN IMMEDIATE; {} PRAGMA user_version = {number}; COMMIT;",
            dialect(migration)
        ))?;
    }
    Ok(())
}

/// SQLite's words for the three that differ between engines.
fn dialect(migration: &str) -> String {
    migration
        .replace("@INT", "INTEGER")
        .replace("@BLOB", "BLOB")
        .replace("@STRICT", "STRICT")
}
