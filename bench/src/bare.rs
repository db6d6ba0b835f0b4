//! The peer of durable appends: a loop that writes the rows that the store wrote, byte for byte, by plain SQL.
//!
//! It decides nothing, signs nothing and asks nobody; it is given the rows. What `execute` adds to it is what the ratio shows.

use std::path::Path;

use anyhow::{Result, bail};
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params, params_from_iter};

/// A write-ahead log, a flush at each commit, and the caches of the store's connections.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000;
     PRAGMA mmap_size = 1073741824; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;";

/// The rows that one command wrote.
pub(crate) struct RowSet {
    pub(crate) entry: Vec<Value>,
    pub(crate) body: Vec<Value>,
    pub(crate) tiles: Vec<Vec<Value>>,
    pub(crate) subject: Vec<Value>,
    pub(crate) commitment: Vec<Value>,
    pub(crate) link: Option<Vec<Value>>,
    /// The head after this command, for the one that ends a transaction.
    pub(crate) head: Vec<Value>,
}

/// Opens a database as the store does.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    let conn = Connection::open(path)?;
    conn.execute_batch(PRAGMAS)?;
    Ok(conn)
}

struct Statements<'c> {
    entry: Statement<'c>,
    body: Statement<'c>,
    tile: Statement<'c>,
    subject: Statement<'c>,
    commitment: Statement<'c>,
    link: Statement<'c>,
    head: Statement<'c>,
    begin: Statement<'c>,
    commit: Statement<'c>,
}

impl<'c> Statements<'c> {
    fn prepare(conn: &'c Connection) -> Result<Self> {
        Ok(Self {
            entry: conn.prepare("INSERT INTO entry (idx, at, leaf, about_kind, about_id, seq, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?,
            body: conn.prepare("INSERT INTO body (idx, standing, bytes) VALUES (?1, ?2, ?3)")?,
            tile: conn.prepare("INSERT INTO tile (level, idx, hashes) VALUES (?1, ?2, ?3)")?,
            subject: conn.prepare(
                "INSERT INTO subject (kind, id, handle, title, title_en, path, on_text, on_day, version, hidden, last_entry, state)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                 ON CONFLICT (kind, id) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, path = excluded.path, on_text = excluded.on_text,
                   on_day = excluded.on_day, version = excluded.version, hidden = excluded.hidden, last_entry = excluded.last_entry, state = excluded.state",
            )?,
            commitment: conn.prepare(&upsert(conn, "commitment", "id")?)?,
            link: conn.prepare("INSERT INTO link (to_kind, to_id, from_kind, from_day, from_id) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (to_kind, to_id, from_kind, from_day, from_id) DO NOTHING")?,
            head: conn.prepare(
                "INSERT INTO head (id, size, at, edge, checkpoint) VALUES (1, ?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET size = excluded.size, at = excluded.at, edge = excluded.edge, checkpoint = excluded.checkpoint",
            )?,
            begin: conn.prepare("BEGIN IMMEDIATE")?,
            commit: conn.prepare("COMMIT")?,
        })
    }
}

/// The columns of a table, in order.
pub(crate) fn columns(conn: &Connection, table: &str) -> Result<Vec<String>> {
    let statement = conn.prepare(&format!("SELECT * FROM {table} LIMIT 0"))?;
    Ok(statement
        .column_names()
        .iter()
        .map(ToString::to_string)
        .collect())
}

/// Inserts a row, or sets every other column of the one with its key.
fn upsert(conn: &Connection, table: &str, key: &str) -> Result<String> {
    let columns = columns(conn, table)?;
    let numbered: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let others = columns.iter().filter(|column| *column != key);
    let set: Vec<String> = others
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    Ok(format!(
        "INSERT INTO {table} ({}) VALUES ({}) ON CONFLICT ({key}) DO UPDATE SET {}",
        columns.join(", "),
        numbered.join(", "),
        set.join(", ")
    ))
}

/// Writes all row sets, so many to a transaction.
pub(crate) fn write(conn: &Connection, sets: &[RowSet], per_transaction: usize) -> Result<()> {
    let mut s = Statements::prepare(conn)?;
    for batch in sets.chunks(per_transaction) {
        s.begin.execute([])?;
        for set in batch {
            s.entry.execute(params_from_iter(&set.entry))?;
            s.body.execute(params_from_iter(&set.body))?;
            for tile in &set.tiles {
                s.tile.execute(params_from_iter(tile))?;
            }
            s.subject.execute(params_from_iter(&set.subject))?;
            s.commitment.execute(params_from_iter(&set.commitment))?;
            if let Some(link) = &set.link {
                s.link.execute(params_from_iter(link))?;
            }
        }
        if let Some(last) = batch.last() {
            s.head.execute(params_from_iter(&last.head))?;
        }
        s.commit.execute([])?;
    }
    Ok(())
}

/// Counts the rows and bytes of every table that appends touch; fails unless both databases hold the same.
pub(crate) fn compare(one: &Connection, other: &Connection) -> Result<()> {
    let sums = [
        (
            "entry",
            "COALESCE(SUM(LENGTH(leaf) + seq + LENGTH(kind)), 0)",
        ),
        ("body", "COALESCE(SUM(LENGTH(bytes)), 0)"),
        ("tile", "COALESCE(SUM(LENGTH(hashes)), 0)"),
        (
            "head",
            "COALESCE(SUM(size + LENGTH(edge) + LENGTH(checkpoint)), 0)",
        ),
        (
            "subject",
            "COALESCE(SUM(LENGTH(state) + version + last_entry), 0)",
        ),
        ("commitment", "COALESCE(SUM(last_word + made_day), 0)"),
        ("link", "COALESCE(SUM(from_day), 0)"),
        ("owner", "0"),
    ];
    for (table, sum) in sums {
        let sql = format!("SELECT COUNT(*), {sum} FROM {table}");
        let read = |conn: &Connection| {
            conn.query_row(&sql, [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
            })
        };
        let (a, b) = (read(one)?, read(other)?);
        if a != b {
            bail!(
                "the bare loop did not write what the store wrote: {table} has {a:?} there and {b:?} here (rows, bytes)"
            );
        }
    }
    Ok(())
}

/// Whether a link is there already.
pub(crate) fn has_link(conn: &Connection, link: &[Value]) -> Result<bool> {
    let mut statement = conn.prepare_cached("SELECT 1 FROM link WHERE to_kind = ?1 AND to_id = ?2 AND from_kind = ?3 AND from_day = ?4 AND from_id = ?5")?;
    Ok(statement.exists(params_from_iter(link))?)
}

/// The values of one row.
pub(crate) fn row(conn: &Connection, sql: &str, key: &[Value]) -> Result<Vec<Value>> {
    let mut statement = conn.prepare_cached(sql)?;
    let columns = statement.column_count();
    Ok(statement.query_row(params_from_iter(key), |row| {
        (0..columns).map(|at| row.get(at)).collect()
    })?)
}

/// The head's edge and size.
pub(crate) fn edge(conn: &Connection) -> Result<Vec<u8>> {
    Ok(
        conn.query_row("SELECT edge FROM head WHERE id = ?1", params![1], |row| {
            row.get(0)
        })?,
    )
}
