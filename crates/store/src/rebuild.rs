//! Making the projections again from the log, and comparing them with those in use.
//!
//! Subjects are folded one after another in the order of kind and id, each from all of its entries, however far apart they
//! stand in the log, so that each row is made once. The rows in use are read beside them in the same order: one walk
//! tells what is missing, too many or different, and with `replace` puts it right in one transaction. Links and owners
//! have another order; they are held until all are known, some 50 bytes each, and then walked the same way.

use std::cmp::Ordering;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use domain::Reference;
use domain::any::AnyState;
use domain::entry::{Body, Entry};
use domain::subject::Stamp;
use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;
use rusqlite::types::ValueRef;
use rusqlite::{Rows, Statement};

use crate::log::{self, LogRead, Standing, StoredBody};
use crate::project::{
    self, CommitmentRow, Counts, LinkRow, OrganizationRow, OwnerRow, Projected, Projection,
    SubjectRow,
};
use crate::sql::{Conn, Error, Val};
use crate::{Reader, Store, connect};

/// Threads that read and fold while one compares and writes: on two cores a third would only wait.
const FOLDERS: usize = 2;

/// How many subjects a thread folds before it hands them over, and how many times it may do so ahead.
const CHUNK: usize = 256;
const AHEAD: usize = 4;

/// How many of the rows that a rebuild puts right are named: all of them may be millions, and they are right again.
const NAMED: usize = 1_000;

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebuilt {
    /// Entries folded.
    pub entries: u64,
    /// Subjects projected.
    pub subjects: u64,
    /// How many rows differed from those in use.
    pub differing: u64,
    /// Those rows: all of them after a comparison, the first thousand of what was replaced.
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
    /// Folds the whole log again and compares; with `replace`, puts the new rows in place of those that differ.
    ///
    /// # Errors
    /// [`Error::Grew`] when the log grew meanwhile and something would have had to be replaced; nothing was.
    pub fn rebuild(
        &self,
        replace: bool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Rebuilt, Error> {
        let (in_use, entries) = snapshot(&self.path)?;
        let mut mend = Mend {
            path: &self.path,
            replace,
            entries,
            writer: None,
            differing: 0,
            differences: Vec::new(),
        };
        let subjects = std::thread::scope(|scope| {
            let lanes: Vec<Receiver<Folded>> = (0..FOLDERS)
                .map(|lane| {
                    let (to, folded) = sync_channel(AHEAD);
                    scope.spawn(move || {
                        let told = fold_lane(&self.path, lane, entries, &to);
                        // The comparing thread may have given up already.
                        let _ = to.send(told.map_or_else(Folded::Failed, |()| Folded::End));
                    });
                    folded
                })
                .collect();
            walk(&in_use, &lanes, &mut mend, progress)
        })?;
        // Before the commit, so that the pages of the old rows can leave the write-ahead file.
        drop(in_use);
        let differing = mend.differing;
        Ok(Rebuilt {
            entries,
            subjects,
            differing,
            differences: mend.close()?,
        })
    }
}

/// A connection that sees one state of the database until it is dropped, and how many entries that has.
fn snapshot(path: &Path) -> Result<(Conn, u64), Error> {
    let conn = connect(path)?;
    conn.batch("BEGIN")?;
    let entries = Reader { conn: &conn }.head()?.size;
    Ok((conn, entries))
}

/// What a folding thread hands over.
enum Folded {
    Subjects(Vec<Subject>),
    End,
    Failed(Error),
}

/// The rows of one subject.
struct Subject {
    rows: Projection,
    links: Vec<LinkRow>,
    owners: Vec<OwnerRow>,
    entries: u64,
}

/// Folds every [`FOLDERS`]th chunk of subjects, in the log's own index of them.
fn fold_lane(path: &Path, lane: usize, entries: u64, to: &SyncSender<Folded>) -> Result<(), Error> {
    let (conn, size) = snapshot(path)?;
    if size != entries {
        return Err(Error::Grew(entries, size));
    }
    let reader = Reader { conn: &conn };
    let mut chunk = Vec::with_capacity(CHUNK);
    let mut number = 0;
    let mut hand_over = |chunk: &mut Vec<Reference>| {
        if number % FOLDERS == lane {
            let subjects = chunk.iter().map(|subject| fold(&reader, *subject));
            let folded = Folded::Subjects(subjects.collect::<Result<_, _>>()?);
            to.send(folded)
                .map_err(|_| Error::Corrupt("the rebuild was given up".to_owned()))?;
        }
        number += 1;
        chunk.clear();
        Ok(())
    };
    log::each_subject(&conn, |row| {
        chunk.push(log::reference(&row.about_kind, &row.about_id)?);
        if chunk.len() == CHUNK {
            hand_over(&mut chunk)?;
        }
        Ok(())
    })?;
    if chunk.is_empty() {
        return Ok(());
    }
    hand_over(&mut chunk)
}

fn fold(reader: &Reader<'_>, subject: Reference) -> Result<Subject, Error> {
    let mut state = AnyState::new(subject.kind);
    let mut counts = Counts {
        version: 0,
        hidden: 0,
        last_entry: 0,
    };
    for stored in reader.bodies_of(subject)? {
        counts.version += 1;
        counts.last_entry = counts.last_entry.max(stored.index);
        counts.hidden += u64::from(!fold_entry(&mut state, &stored)?);
    }
    Ok(Subject {
        rows: Projection::of(subject, &state, counts)?,
        links: project::links_of(subject, &state).collect(),
        owners: project::owners_of(subject, &state).collect(),
        entries: counts.version,
    })
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

/// Compares everything that the folding threads hand over, in turn, with the rows in use; gives the number of subjects.
fn walk(
    in_use: &Conn,
    lanes: &[Receiver<Folded>],
    mend: &mut Mend<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<u64, Error> {
    let mut tables = (
        select::<SubjectRow>(in_use)?,
        select::<OrganizationRow>(in_use)?,
        select::<CommitmentRow>(in_use)?,
    );
    let mut subjects = Cursor::new(&mut tables.0)?;
    let mut organizations = Cursor::new(&mut tables.1)?;
    let mut commitments = Cursor::new(&mut tables.2)?;
    let (mut links, mut owners) = (Vec::new(), Vec::new());
    let (mut count, mut done) = (0, 0);
    for lane in lanes.iter().cycle() {
        // A thread that ended without a word has panicked: then nobody knows whether subjects are missing.
        let ended = || Error::Corrupt("a folding thread stopped".to_owned());
        let folded = match lane.recv().map_err(|_| ended())? {
            Folded::Subjects(folded) => folded,
            Folded::End => break,
            Folded::Failed(error) => return Err(error),
        };
        for subject in folded {
            mend.settle(&mut subjects, &subject.rows.subject)?;
            if let Some(row) = &subject.rows.organization {
                mend.settle(&mut organizations, row)?;
            }
            if let Some(row) = &subject.rows.commitment {
                mend.settle(&mut commitments, row)?;
            }
            links.extend(subject.links);
            owners.extend(subject.owners);
            count += 1;
            done += subject.entries;
        }
        progress(done, mend.entries);
    }
    if done != mend.entries {
        let lost = mend.entries.saturating_sub(done);
        return Err(Error::Corrupt(format!("{lost} entries have no body")));
    }
    mend.rest::<SubjectRow>(&mut subjects)?;
    mend.rest::<OrganizationRow>(&mut organizations)?;
    mend.rest::<CommitmentRow>(&mut commitments)?;
    owners.sort_unstable();
    owners.dedup();
    mend.table(in_use, &owners)?;
    links.sort_unstable_by(|a: &LinkRow, b: &LinkRow| {
        let key = |l: &LinkRow| (l.to.kind.as_str(), l.to.id, l.from.kind.as_str());
        let rest = |l: &LinkRow| (l.from_day, l.from.id);
        key(a).cmp(&key(b)).then_with(|| rest(a).cmp(&rest(b)))
    });
    mend.table(in_use, &links)?;
    Ok(count)
}

/// A table's rows in use, in the order of its key.
fn select<R: Projected>(conn: &Conn) -> Result<Statement<'_>, Error> {
    let (columns, key) = (R::COLUMNS.join(", "), R::COLUMNS[..R::KEY].join(", "));
    let table = R::TABLE;
    let sql = format!("SELECT {columns} FROM {table} ORDER BY {key}");
    Ok(conn.0.prepare(&sql)?)
}

/// The row in use that stands next.
struct Cursor<'s>(Rows<'s>);

impl<'s> Cursor<'s> {
    fn new(statement: &'s mut Statement<'_>) -> Result<Self, Error> {
        let mut rows = statement.query([])?;
        rows.advance()?;
        Ok(Self(rows))
    }

    fn value(&self, at: usize) -> Result<Option<ValueRef<'_>>, Error> {
        Ok(self.0.get().map(|row| row.get_ref(at)).transpose()?)
    }

    /// How the row in use stands to one with this key; none at the end.
    fn order(&self, key: &[Val<'_>]) -> Result<Option<Ordering>, Error> {
        for (at, new) in key.iter().enumerate() {
            match self.value(at)?.map(|old| compare(old, new)) {
                Some(Ordering::Equal) => {}
                other => return Ok(other),
            }
        }
        Ok(Some(Ordering::Equal))
    }
}

/// The engine's order: nothing, then numbers, texts and bytes.
fn compare(old: ValueRef<'_>, new: &Val<'_>) -> Ordering {
    let rank = |v: ValueRef<'_>| match v {
        ValueRef::Null => 0,
        ValueRef::Integer(_) | ValueRef::Real(_) => 1,
        ValueRef::Text(_) => 2,
        ValueRef::Blob(_) => 3,
    };
    match (old, value_of(new)) {
        (ValueRef::Integer(a), ValueRef::Integer(b)) => a.cmp(&b),
        (ValueRef::Text(a), ValueRef::Text(b)) | (ValueRef::Blob(a), ValueRef::Blob(b)) => a.cmp(b),
        (a, b) => rank(a).cmp(&rank(b)),
    }
}

fn value_of<'v>(value: &Val<'v>) -> ValueRef<'v> {
    match *value {
        Val::Null => ValueRef::Null,
        Val::I(n) => ValueRef::Integer(n),
        Val::T(t) => ValueRef::Text(t.as_bytes()),
        Val::B(b) => ValueRef::Blob(b),
    }
}

/// Collects what differs, and puts it right if that is wanted.
struct Mend<'p> {
    path: &'p Path,
    replace: bool,
    entries: u64,
    /// The connection that holds the write lock, from the first row that differs on.
    writer: Option<Conn>,
    differing: u64,
    differences: Vec<RowDifference>,
}

impl Mend<'_> {
    /// Compares a row with those in use up to its key. What stands before it there is too many.
    fn settle<R: Projected>(&mut self, in_use: &mut Cursor<'_>, row: &R) -> Result<(), Error> {
        let values = row.values();
        let key = &values[..R::KEY];
        loop {
            match in_use.order(key)? {
                Some(Ordering::Less) => self.too_many::<R>(in_use)?,
                Some(Ordering::Equal) => break,
                Some(Ordering::Greater) | None => {
                    self.note::<R>(key.iter().map(value_of), Vec::new());
                    return self.put::<R>(&values);
                }
            }
        }
        let mut differing = Vec::new();
        for (at, new) in values.iter().enumerate().skip(R::KEY) {
            if in_use
                .value(at)?
                .is_none_or(|old| compare(old, new) != Ordering::Equal)
            {
                differing.push(R::COLUMNS[at].to_owned());
            }
        }
        in_use.0.advance()?;
        if differing.is_empty() {
            return Ok(());
        }
        self.note::<R>(key.iter().map(value_of), differing);
        self.put::<R>(&values)
    }

    /// Compares a whole table, whose rows are in the order of their key.
    fn table<R: Projected>(&mut self, in_use: &Conn, rows: &[R]) -> Result<(), Error> {
        let mut statement = select::<R>(in_use)?;
        let mut cursor = Cursor::new(&mut statement)?;
        for row in rows {
            self.settle(&mut cursor, row)?;
        }
        self.rest::<R>(&mut cursor)
    }

    /// What still stands in a table after the last row is too many.
    fn rest<R: Projected>(&mut self, in_use: &mut Cursor<'_>) -> Result<(), Error> {
        while in_use.0.get().is_some() {
            self.too_many::<R>(in_use)?;
        }
        Ok(())
    }

    fn too_many<R: Projected>(&mut self, in_use: &mut Cursor<'_>) -> Result<(), Error> {
        let Some(row) = in_use.0.get() else {
            return Ok(());
        };
        let key: Vec<ValueRef<'_>> = (0..R::KEY)
            .map(|at| row.get_ref(at))
            .collect::<Result<_, _>>()?;
        self.note::<R>(key.iter().copied(), Vec::new());
        if let Some(writer) = self.writer()? {
            let conditions: Vec<String> = (1..)
                .zip(&R::COLUMNS[..R::KEY])
                .map(|(at, column)| format!("{column} = ?{at}"))
                .collect();
            let sql = format!(
                "DELETE FROM {} WHERE {}",
                R::TABLE,
                conditions.join(" AND ")
            );
            let key = key.into_iter().map(rusqlite::types::ToSqlOutput::Borrowed);
            let mut statement = writer.0.prepare_cached(&sql)?;
            statement.execute(rusqlite::params_from_iter(key))?;
        }
        in_use.0.advance()?;
        Ok(())
    }

    /// Writes a row in place of the one with its key, and of any wrong one that holds what only it may hold.
    fn put<R: Projected>(&mut self, values: &[Val<'_>]) -> Result<(), Error> {
        let Some(writer) = self.writer()? else {
            return Ok(());
        };
        // By place, so that the text is short to make and to look up: a rebuild may put millions of rows.
        let places = &", ?"[..].repeat(values.len())[2..];
        let sql = format!("INSERT OR REPLACE INTO {} VALUES ({places})", R::TABLE);
        writer.execute(&sql, values).map(drop)
    }

    fn note<'v, R: Projected>(
        &mut self,
        key: impl Iterator<Item = ValueRef<'v>>,
        columns: Vec<String>,
    ) {
        self.differing += 1;
        if self.replace && self.differences.len() == NAMED {
            return;
        }
        self.differences.push(RowDifference {
            table: R::TABLE,
            row: key.map(named).collect::<Vec<_>>().join(" "),
            columns,
        });
    }

    /// The connection to put things right with. It takes the write lock when it is first needed, and then the log must
    /// not have grown since the walk began: the new rows would lack what came after.
    fn writer(&mut self) -> Result<Option<&Conn>, Error> {
        if self.replace && self.writer.is_none() {
            let conn = connect(self.path)?;
            // One transaction may write every row there is.
            conn.batch("PRAGMA cache_size = -200000; BEGIN IMMEDIATE;")?;
            let size = Reader { conn: &conn }.head()?.size;
            if size != self.entries {
                return Err(Error::Grew(self.entries, size));
            }
            self.writer = Some(conn);
        }
        Ok(self.writer.as_ref())
    }

    /// Makes everything durable; gives what differed, table by table and by key.
    fn close(mut self) -> Result<Vec<RowDifference>, Error> {
        if let Some(writer) = self.writer.take() {
            writer.batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")?;
        }
        // Within a table they were found in the order of its key.
        let place = |table| TABLES.iter().position(|name| *name == table);
        self.differences.sort_by_key(|row| place(row.table));
        Ok(self.differences)
    }
}

/// The projected tables, in the order in which differences are told.
const TABLES: [&str; 5] = [
    SubjectRow::TABLE,
    OrganizationRow::TABLE,
    CommitmentRow::TABLE,
    OwnerRow::TABLE,
    LinkRow::TABLE,
];

/// A value of a key as readable text: ids in hex, the rest as it is.
fn named(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(n) => n.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => hex(bytes),
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked<R: Projected>(conn: &Conn) -> &'static str {
        let all = conn
            .0
            .prepare(&format!("SELECT * FROM {}", R::TABLE))
            .unwrap();
        assert_eq!(all.column_names(), R::COLUMNS, "{}", R::TABLE);
        select::<R>(conn).unwrap();
        R::TABLE
    }

    #[test]
    fn every_projected_table_is_compared_in_every_column() {
        let conn = crate::Store::in_memory_conn().unwrap();
        let checked = [
            checked::<SubjectRow>(&conn),
            checked::<OrganizationRow>(&conn),
            checked::<CommitmentRow>(&conn),
            checked::<OwnerRow>(&conn),
            checked::<LinkRow>(&conn),
        ];
        assert_eq!(checked, TABLES);
        let script = crate::MIGRATIONS[crate::PROJECTIONS..].concat();
        let named: Vec<&str> = script
            .lines()
            .filter_map(|line| line.strip_prefix("CREATE TABLE ")?.split(' ').next())
            .collect();
        assert_eq!(named, TABLES);
    }
}
