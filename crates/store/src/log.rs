//! The log's tables: the one writer, and what is served from them.

use domain::any::AnyState;
use domain::{Reference, SubjectKind};
use tlog::tile::{self, Path as TilePath};
use tlog::{Edge, Hash};
use uuid::Uuid;

use crate::Reader;
use crate::project;
use crate::sql::{Conn, Error, row, sql};

/// Whether a body is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Anybody may read it.
    Public,
    /// Kept back for now.
    Withheld,
    /// Its bytes are gone.
    Erased,
}

impl Standing {
    const fn code(self) -> i64 {
        match self {
            Self::Public => 0,
            Self::Withheld => 1,
            Self::Erased => 2,
        }
    }

    pub(crate) fn of(code: i64) -> Result<Self, Error> {
        match code {
            0 => Ok(Self::Public),
            1 => Ok(Self::Withheld),
            2 => Ok(Self::Erased),
            other => Err(Error::Corrupt(format!("body.standing is {other}"))),
        }
    }
}

/// Where the log stands.
#[derive(Debug, Clone)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// When the last one was recorded, in microseconds since 1970.
    pub at: i64,
    /// The tree's right edge.
    pub edge: Edge,
    /// The signed checkpoint over this size; empty before the first.
    pub checkpoint: String,
}

/// An entry to append, with its body.
#[derive(Debug, Clone)]
pub struct Append {
    /// The subject.
    pub subject: Reference,
    /// Its place within the subject.
    pub seq: u64,
    /// The event's kind.
    pub kind: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The entry's bytes.
    pub leaf: Vec<u8>,
    /// The body's bytes.
    pub body: Vec<u8>,
    /// Public or kept back.
    pub standing: Standing,
}

/// What the writer has to know of a subject before it decides.
#[derive(Debug, Clone)]
pub struct SubjectHead {
    /// How many entries it has, hidden ones too.
    pub version: u64,
    /// How many of them are not public.
    pub hidden: u64,
    /// The public state, as JSON.
    pub state: String,
}

/// An entry with its body as stored.
#[derive(Debug, Clone)]
pub struct StoredBody {
    /// The entry's number.
    pub index: u64,
    /// The subject.
    pub subject: Reference,
    /// The entry's bytes.
    pub leaf: Vec<u8>,
    /// Whether the body is public.
    pub standing: Standing,
    /// The body's bytes; empty if erased.
    pub bytes: Vec<u8>,
}

row! {
    pub(crate) struct HeadRow { size: i64, at: i64, edge: Vec<u8>, checkpoint: String }
}
row! {
    pub(crate) struct SubjectHeadRow { version: i64, hidden: i64, state: String }
}
row! {
    pub(crate) struct BodyRow { pub(crate) idx: i64, pub(crate) about_kind: String, pub(crate) about_id: Vec<u8>, pub(crate) leaf: Vec<u8>, pub(crate) standing: i64, pub(crate) bytes: Vec<u8> }
}
row! {
    pub(crate) struct SubjectKey { pub(crate) about_kind: String, pub(crate) about_id: Vec<u8> }
}
row! {
    pub(crate) struct Bytes { bytes: Vec<u8> }
}
row! {
    pub(crate) struct Standings { standing: i64, bytes: Vec<u8> }
}
row! {
    pub(crate) struct One { one: i64 }
}

sql!(fn head_row() -> HeadRow = "SELECT size, at, edge, checkpoint FROM head WHERE id = 1");
sql!(fn put_head(size: i64, at: i64, edge: &[u8], checkpoint: &str) =
    "INSERT INTO head (id, size, at, edge, checkpoint) VALUES (1, ?1, ?2, ?3, ?4)
     ON CONFLICT (id) DO UPDATE SET size = excluded.size, at = excluded.at, edge = excluded.edge, checkpoint = excluded.checkpoint");
sql!(fn put_entry(idx: i64, at: i64, leaf: &[u8], about_kind: &str, about_id: &[u8], seq: i64, kind: &str) =
    "INSERT INTO entry (idx, at, leaf, about_kind, about_id, seq, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
sql!(fn put_body(idx: i64, standing: i64, bytes: &[u8]) = "INSERT INTO body (idx, standing, bytes) VALUES (?1, ?2, ?3)");
sql!(fn put_tile(level: i64, idx: i64, hashes: &[u8]) = "INSERT INTO tile (level, idx, hashes) VALUES (?1, ?2, ?3)");
sql!(fn put_standing(idx: i64, standing: i64) = "UPDATE body SET standing = ?2 WHERE idx = ?1");
sql!(fn erase_body(idx: i64, standing: i64, nothing: &[u8]) = "UPDATE body SET standing = ?2, bytes = ?3 WHERE idx = ?1");
sql!(fn subject_head(kind: &str, id: &[u8]) -> SubjectHeadRow = "SELECT version, hidden, state FROM subject WHERE kind = ?1 AND id = ?2");
sql!(fn subject_exists(kind: &str, id: &[u8]) -> One = "SELECT 1 AS one FROM subject WHERE kind = ?1 AND id = ?2");
sql!(fn bodies_about(kind: &str, id: &[u8]) -> BodyRow =
    "SELECT e.idx AS idx, e.about_kind AS about_kind, e.about_id AS about_id, e.leaf AS leaf, b.standing AS standing, b.bytes AS bytes
     FROM entry e JOIN body b ON b.idx = e.idx WHERE e.about_kind = ?1 AND e.about_id = ?2 ORDER BY e.seq");
sql!(fn body_at(idx: i64) -> BodyRow =
    "SELECT e.idx AS idx, e.about_kind AS about_kind, e.about_id AS about_id, e.leaf AS leaf, b.standing AS standing, b.bytes AS bytes
     FROM entry e JOIN body b ON b.idx = e.idx WHERE e.idx = ?1");
sql!(fn each each_subject() -> SubjectKey = "SELECT DISTINCT about_kind, about_id FROM entry ORDER BY about_kind, about_id");
sql!(fn leaves(from: i64, to: i64) -> Bytes = "SELECT leaf AS bytes FROM entry WHERE idx >= ?1 AND idx < ?2 ORDER BY idx");
sql!(fn bodies(from: i64, to: i64) -> Standings = "SELECT standing, bytes FROM body WHERE idx >= ?1 AND idx < ?2 ORDER BY idx");
sql!(fn entry_count() -> One = "SELECT COALESCE(MAX(idx), -1) + 1 AS one FROM entry");
sql!(fn tile_row(level: i64, idx: i64) -> Bytes = "SELECT hashes AS bytes FROM tile WHERE level = ?1 AND idx = ?2");

pub(crate) fn id_bytes(id: &[u8]) -> Result<Uuid, Error> {
    Uuid::from_slice(id).map_err(|_| Error::Corrupt(format!("an id of {} bytes", id.len())))
}

pub(crate) fn reference(kind: &str, id: &[u8]) -> Result<Reference, Error> {
    let kind: SubjectKind = kind
        .parse()
        .map_err(|e: domain::id::UnknownKind| Error::Corrupt(e.to_string()))?;
    Ok(Reference::new(kind, id_bytes(id)?))
}

pub(crate) fn stored(row: BodyRow) -> Result<StoredBody, Error> {
    Ok(StoredBody {
        index: row.idx as u64,
        subject: reference(&row.about_kind, &row.about_id)?,
        leaf: row.leaf,
        standing: Standing::of(row.standing)?,
        bytes: row.bytes,
    })
}

fn load_head(conn: &Conn) -> Result<Head, Error> {
    let Some(row) = head_row(conn)?.pop() else {
        return Ok(Head {
            size: 0,
            at: 0,
            edge: Edge::empty(),
            checkpoint: String::new(),
        });
    };
    let edge =
        Edge::from_bytes(&row.edge).map_err(|e| Error::Corrupt(format!("head.edge: {e}")))?;
    if edge.size() != row.size as u64 {
        return Err(Error::Corrupt(format!(
            "head.size is {} but its edge is of size {}",
            row.size,
            edge.size()
        )));
    }
    Ok(Head {
        size: row.size as u64,
        at: row.at,
        edge,
        checkpoint: row.checkpoint,
    })
}

/// How long a commit waits for slow readers before it leaves the write-ahead file to the next one.
const PATIENCE_WITH_READERS: std::time::Duration = std::time::Duration::from_millis(500);

/// The one connection that writes.
pub struct Writer {
    conn: Conn,
    head: Head,
    /// Whether `head` may hold what was given up: then it is read again before anything is appended.
    stale: bool,
    /// Whether erased bytes may still stand in the write-ahead file.
    erased: bool,
}

impl Writer {
    pub(crate) fn new(conn: Conn) -> Result<Self, Error> {
        let head = load_head(&conn)?;
        let mut writer = Self {
            conn,
            head,
            stale: false,
            erased: false,
        };
        // A crash may have left erased bytes in the write-ahead file.
        writer.erased = !writer.empty_the_write_ahead_file().unwrap_or(false);
        Ok(writer)
    }

    /// Where the log stands, with what this transaction has appended so far.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Begins a transaction and takes the write lock.
    pub fn begin(&mut self) -> Result<(), Error> {
        if self.stale {
            // The last rollback failed half-way. To append to such a head would sign leaves that are stored nowhere.
            self.rollback()?;
        }
        self.conn.batch("BEGIN IMMEDIATE")
    }

    /// Gives up the transaction and reads the head again from disk: after a failed commit the disk is
    /// the only one who knows whether it happened.
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.stale = true;
        if !self.conn.0.is_autocommit() {
            self.conn.batch("ROLLBACK")?;
        }
        self.head = load_head(&self.conn)?;
        self.stale = false;
        Ok(())
    }

    /// Makes the transaction durable, with the checkpoint over what the log then holds.
    pub fn commit(&mut self, checkpoint: String) -> Result<(), Error> {
        self.head.checkpoint = checkpoint;
        put_head(
            &self.conn,
            self.head.size as i64,
            self.head.at,
            &self.head.edge.to_bytes(),
            &self.head.checkpoint,
        )?;
        self.conn.batch("COMMIT")?;
        if self.erased {
            // A reader of an older state may hold the file, or the disk be full: it is tried again with each commit.
            self.erased = !self.empty_the_write_ahead_file().unwrap_or(false);
        }
        Ok(())
    }

    /// Moves everything from the write-ahead file into the database and cuts it to nothing; false if a reader holds it.
    fn empty_the_write_ahead_file(&self) -> Result<bool, Error> {
        self.conn.0.busy_timeout(PATIENCE_WITH_READERS)?;
        let held = self
            .conn
            .0
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
                row.get::<_, bool>(0)
            });
        self.conn.0.busy_timeout(crate::BUSY_TIMEOUT)?;
        Ok(!held?)
    }

    /// What is recorded of a subject.
    pub fn subject(&self, subject: Reference) -> Result<Option<SubjectHead>, Error> {
        let row = subject_head(&self.conn, subject.kind.as_str(), subject.id.as_bytes())?.pop();
        Ok(row.map(|r| SubjectHead {
            version: r.version as u64,
            hidden: r.hidden as u64,
            state: r.state,
        }))
    }

    /// Whether anything is recorded of a subject.
    pub fn exists(&self, subject: Reference) -> Result<bool, Error> {
        Ok(!subject_exists(&self.conn, subject.kind.as_str(), subject.id.as_bytes())?.is_empty())
    }

    /// A subject's entries in order, hidden ones too.
    pub fn bodies_of(&self, subject: Reference) -> Result<Vec<StoredBody>, Error> {
        bodies_about(&self.conn, subject.kind.as_str(), subject.id.as_bytes())?
            .into_iter()
            .map(stored)
            .collect()
    }

    /// One entry with its body.
    pub fn entry(&self, index: u64) -> Result<Option<StoredBody>, Error> {
        body_at(&self.conn, index as i64)?
            .pop()
            .map(stored)
            .transpose()
    }

    /// Appends an entry with its body, and the tiles that it completes.
    pub fn append(&mut self, append: &Append) -> Result<(), Error> {
        let index = self.head.size as i64;
        let subject = append.subject;
        put_entry(
            &self.conn,
            index,
            append.at,
            &append.leaf,
            subject.kind.as_str(),
            subject.id.as_bytes(),
            append.seq as i64,
            &append.kind,
        )?;
        put_body(&self.conn, index, append.standing.code(), &append.body)?;
        for full in self.head.edge.append(tlog::leaf_hash(&append.leaf)) {
            put_tile(
                &self.conn,
                i64::from(full.level),
                full.index as i64,
                &tile::encode_tile(&full.hashes[..]),
            )?;
        }
        self.head.size += 1;
        self.head.at = append.at;
        Ok(())
    }

    /// Opens, withholds or erases a body.
    pub fn set_standing(&mut self, index: u64, standing: Standing) -> Result<(), Error> {
        if standing == Standing::Erased {
            self.erased = true;
            erase_body(&self.conn, index as i64, standing.code(), &[])?;
        } else {
            put_standing(&self.conn, index as i64, standing.code())?;
        }
        Ok(())
    }

    /// Writes what lists and pages read of a subject.
    pub fn project(
        &mut self,
        subject: Reference,
        before: Option<&AnyState>,
        after: &AnyState,
        version: u64,
        hidden: u64,
        last_entry: u64,
    ) -> Result<(), Error> {
        project::project(
            &self.conn,
            subject,
            before,
            after,
            project::Counts {
                version,
                hidden,
                last_entry,
            },
        )
    }
}

/// What is served of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyAnswer {
    /// The bytes.
    Public(Vec<u8>),
    /// 403.
    Withheld,
    /// 410.
    Erased,
    /// 404.
    NoSuchEntry,
}

/// Reads of the log.
pub trait LogRead {
    /// Where the log stands.
    fn head(&self) -> Result<Head, Error>;
    /// The bytes at a path below `/log/`: `tile/…`, `tile/entries/…`, `bodies/…`; none if the log is not that long.
    fn tile(&self, path: &str) -> Result<Option<Vec<u8>>, Error>;
    /// One body.
    fn body(&self, index: u64) -> Result<BodyAnswer, Error>;
    /// One entry with its body as stored.
    fn entry(&self, index: u64) -> Result<Option<StoredBody>, Error>;
    /// A subject's entries in order, hidden ones too.
    fn bodies_of(&self, subject: Reference) -> Result<Vec<StoredBody>, Error>;
}

impl LogRead for Reader<'_> {
    fn head(&self) -> Result<Head, Error> {
        load_head(self.conn)
    }

    fn tile(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let Ok(path) = tile::parse_path(path) else {
            return Ok(None);
        };
        let head = load_head(self.conn)?;
        let served = |index: u64, width: u16| {
            u64::from(width) <= u64::from(tile::tile_width(0, index, head.size))
        };
        match path {
            TilePath::Tile {
                level,
                index,
                width,
            } => hash_tile(self.conn, &head, level, index, width),
            TilePath::Entries { index, width } if served(index, width) => {
                let from = (index * tile::TILE_WIDTH) as i64;
                let leaves = leaves(self.conn, from, from + i64::from(width))?;
                tlog::encode_bundle(leaves.iter().map(|l| l.bytes.as_slice()))
                    .map(Some)
                    .map_err(|e| Error::Corrupt(e.to_string()))
            }
            TilePath::Bodies { index, width } if served(index, width) => {
                let from = (index * tile::TILE_WIDTH) as i64;
                let rows = bodies(self.conn, from, from + i64::from(width))?;
                let public = rows
                    .iter()
                    .map(|r| (r.standing == Standing::Public.code()).then_some(r.bytes.as_slice()));
                tlog::encode_bodies(public)
                    .map(Some)
                    .map_err(|e| Error::Corrupt(e.to_string()))
            }
            TilePath::Entries { .. } | TilePath::Bodies { .. } => Ok(None),
        }
    }

    fn body(&self, index: u64) -> Result<BodyAnswer, Error> {
        let Ok(index) = i64::try_from(index) else {
            return Ok(BodyAnswer::NoSuchEntry);
        };
        let Some(row) = bodies(self.conn, index, index.saturating_add(1))?.pop() else {
            return Ok(BodyAnswer::NoSuchEntry);
        };
        Ok(match Standing::of(row.standing)? {
            Standing::Public => BodyAnswer::Public(row.bytes),
            Standing::Withheld => BodyAnswer::Withheld,
            Standing::Erased => BodyAnswer::Erased,
        })
    }

    fn entry(&self, index: u64) -> Result<Option<StoredBody>, Error> {
        let Ok(index) = i64::try_from(index) else {
            return Ok(None);
        };
        body_at(self.conn, index)?.pop().map(stored).transpose()
    }

    fn bodies_of(&self, subject: Reference) -> Result<Vec<StoredBody>, Error> {
        bodies_about(self.conn, subject.kind.as_str(), subject.id.as_bytes())?
            .into_iter()
            .map(stored)
            .collect()
    }
}

/// Full tiles are stored. A partial one lies at the right edge, or is the beginning of a tile that has
/// grown since: a reader with an older checkpoint may still ask for it.
fn hash_tile(
    conn: &Conn,
    head: &Head,
    level: u8,
    index: u64,
    width: u16,
) -> Result<Option<Vec<u8>>, Error> {
    let Ok(signed) = i64::try_from(index) else {
        return Ok(None);
    };
    let bytes = usize::from(width) * 32;
    if width > tile::tile_width(level, index, head.size) {
        return Ok(None);
    }
    if let Some(full) = tile_row(conn, i64::from(level), signed)?.pop() {
        return Ok(full.bytes.get(..bytes).map(<[u8]>::to_vec));
    }
    Ok(head
        .edge
        .partial(level)
        .get(..usize::from(width))
        .map(tile::encode_tile))
}

/// The hashes of the log's perfect subtrees, from its tiles.
pub(crate) struct Hashes<'c> {
    pub(crate) conn: &'c Conn,
    pub(crate) head: Head,
}

impl Reader<'_> {
    /// One more than the number of the last stored entry. It is the head's size, unless somebody else wrote here.
    pub fn entry_count(&self) -> Result<u64, Error> {
        Ok(entry_count(self.conn)?
            .pop()
            .map_or(0, |row| row.one as u64))
    }

    /// The audit path of an entry in the tree of the present size: the hashes, and the root they lead to.
    pub fn inclusion(&self, index: u64) -> Result<(Vec<Hash>, Hash, u64), Error> {
        let head = load_head(self.conn)?;
        let size = head.size;
        let root = head.edge.root();
        let hashes = Hashes {
            conn: self.conn,
            head,
        };
        let proof = tlog::inclusion_proof(index, size, &hashes)
            .map_err(|e| Error::Corrupt(e.to_string()))?;
        Ok((proof, root, size))
    }
}

impl tlog::HashReader for Hashes<'_> {
    type Error = Error;
    fn hash(&self, level: u8, index: u64) -> Result<Hash, Error> {
        let fetch = |path: tile::TilePath| {
            let bytes = hash_tile(self.conn, &self.head, path.level, path.index, path.width)?;
            let bytes = bytes.ok_or_else(|| Error::Corrupt(format!("{path} is missing")))?;
            tile::decode_tile(&bytes, path.width)
                .map_err(|e| Error::Corrupt(format!("{path}: {e}")))
        };
        let reader = tile::TileReader {
            size: self.head.size,
            fetch,
        };
        tlog::HashReader::hash(&reader, level, index).map_err(|e| Error::Corrupt(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_rollback_that_failed_half_way_nothing_is_appended_to_what_was_given_up() {
        let mut writer = Writer::new(crate::Store::in_memory_conn().unwrap()).unwrap();
        let append = |seq| Append {
            subject: Reference::from_key(SubjectKind::Source, "kabar"),
            seq,
            kind: "described".to_owned(),
            at: 1,
            leaf: vec![b'x'],
            body: vec![b'y'],
            standing: Standing::Public,
        };
        writer.begin().unwrap();
        writer.append(&append(0)).unwrap();
        writer.commit("signed".to_owned()).unwrap();
        let (edge, root) = (writer.head().edge.to_bytes(), writer.head().edge.root());
        writer.begin().unwrap();
        writer.append(&append(1)).unwrap();
        writer
            .conn
            .batch("ROLLBACK; UPDATE head SET edge = x'00'")
            .unwrap();
        assert!(writer.rollback().is_err(), "the head cannot be read");
        assert!(
            writer.begin().is_err(),
            "nor is anything begun on the one in memory"
        );
        writer
            .conn
            .0
            .execute("UPDATE head SET edge = ?1", [edge])
            .unwrap();
        writer.begin().unwrap();
        assert_eq!((writer.head().size, writer.head().edge.root()), (1, root));
    }
}
