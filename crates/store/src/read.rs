//! What pages and the API read: short statements, each answered in well under a millisecond.

use std::collections::HashMap;

use domain::commitment::{Family, Schedule, Word};
use domain::{Reference, SubjectKind};
use jiff::Span;
use jiff::civil::Date;

use crate::Reader;
use crate::log::reference;
use crate::project::UNLISTED;
use crate::sql::{Error, row, sql};

/// The family of a commitment `c` on day `?1`: the precedence of `domain::commitment::Schedule::status`.
macro_rules! family {
    () => {
        "CASE WHEN c.kept_from <= ?1 THEN 'kept' WHEN c.broken_from <= ?1 THEN 'broken' WHEN c.silent_from <= ?1 THEN 'silent'
         WHEN c.late_from <= ?1 OR c.at_risk_from <= ?1 THEN 'late' ELSE 'running' END"
    };
}
/// Lines of commitments that were chosen and ordered first. `CROSS JOIN` and the inner `LIMIT` keep the engine from
/// fetching the subject of every commitment there is: of 200,000 that took seconds, of a page it takes none.
macro_rules! lines_of {
    ($chosen:expr, $order:literal) => {
        concat!(
            "SELECT ",
            line!(),
            " FROM (",
            $chosen,
            ") c CROSS JOIN subject s WHERE s.kind = 'commitment' AND s.id = c.id ORDER BY ",
            $order
        )
    };
}
/// How many commitments have evidence at each stage.
macro_rules! stages {
    () => {
        "COUNT(*) FILTER (WHERE c.stages / 1 % 2 = 1) AS planning
         , COUNT(*) FILTER (WHERE c.stages / 2 % 2 = 1) AS budgeting
         , COUNT(*) FILTER (WHERE c.stages / 4 % 2 = 1) AS procurement
         , COUNT(*) FILTER (WHERE c.stages / 8 % 2 = 1) AS delivery
         , COUNT(*) FILTER (WHERE c.stages / 16 % 2 = 1) AS supervision
         , COUNT(*) FILTER (WHERE c.stages / 32 % 2 = 1) AS audit
         , COUNT(*) FILTER (WHERE c.stages / 64 % 2 = 1) AS enforcement"
    };
}
macro_rules! line {
    () => {
        "s.kind AS kind, s.id AS id, s.title AS title, s.title_en AS title_en, s.path AS path, s.on_text AS on_text"
    };
}

row! {
    /// A subject with its state.
    pub struct SubjectRow { pub kind: String, pub id: Vec<u8>, pub path: String, pub version: i64, pub hidden: i64, pub last_entry: i64, pub state: String }
}
row! {
    /// What a list shows of a subject.
    pub struct SubjectLine { pub kind: String, pub id: Vec<u8>, pub title: String, pub title_en: Option<String>, pub path: String, pub on_text: Option<String> }
}
row! {
    /// The dates of a commitment.
    pub struct CommitmentRow { pub due_text: Option<String>, pub kept_from: Option<i64>, pub audited_from: Option<i64>, pub broken_from: Option<i64>, pub withdrawn: i64, pub silent_from: Option<i64>,
        pub no_evidence_from: Option<i64>, pub at_risk_from: Option<i64>, pub late_from: Option<i64>, pub last_word: Option<i64>, pub running: String }
}
row! {
    /// A count of something.
    pub struct CountRow { pub name: String, pub count: i64 }
}
row! {
    /// A subject that points at another.
    pub struct LinkRow { pub id: Vec<u8>, pub from_day: i64 }
}
row! {
    /// Commitments with evidence at each stage of the chain.
    pub(crate) struct StageCounts { planning: i64, budgeting: i64, procurement: i64, delivery: i64, supervision: i64, audit: i64, enforcement: i64 }
}
row! {
    pub(crate) struct IdRow { id: Vec<u8> }
}
row! {
    /// A government's commitments of one family.
    pub struct GovernmentCount { pub id: Vec<u8>, pub family: String, pub count: i64 }
}
row! {
    pub(crate) struct FamilyRow { id: Vec<u8>, family: String }
}
row! {
    pub(crate) struct OwnerRow { organization: Vec<u8>, commitment: Vec<u8> }
}
row! {
    pub(crate) struct Total { total: i64 }
}
row! {
    /// An entry as history shows it.
    pub struct ChangeRow { pub idx: i64, pub at: i64, pub about_kind: String, pub about_id: Vec<u8>, pub seq: i64, pub kind: String, pub leaf: Vec<u8>, pub standing: i64, pub bytes: Vec<u8> }
}

sql!(fn by_id(kind: &str, id: &[u8]) -> SubjectRow = "SELECT kind, id, path, version, hidden, last_entry, state FROM subject WHERE kind = ?1 AND id = ?2");
sql!(fn by_handle(kind: &str, handle: &str) -> IdRow = "SELECT id FROM subject WHERE kind = ?1 AND handle = ?2");
sql!(fn by_region(region: &str) -> IdRow = "SELECT id FROM organization WHERE region = ?1");
sql!(fn line_by_id(kind: &str, id: &[u8]) -> SubjectLine = concat!("SELECT ", line!(), " FROM subject s WHERE s.kind = ?1 AND s.id = ?2"));
sql!(fn commitment_by_id(id: &[u8]) -> CommitmentRow =
    "SELECT due_text, kept_from, audited_from, broken_from, withdrawn, silent_from, no_evidence_from, at_risk_from, late_from, last_word, running FROM commitment WHERE id = ?1");
sql!(fn newest(kind: &str, from: i64, to: i64, limit: i64, offset: i64) -> SubjectLine = concat!("SELECT ", line!(),
    " FROM subject s WHERE s.kind = ?1 AND s.on_day >= ?2 AND s.on_day <= ?3 ORDER BY s.on_day DESC, s.id DESC LIMIT ?4 OFFSET ?5"));
sql!(fn newest_total(kind: &str, from: i64, to: i64) -> Total = "SELECT COUNT(*) AS total FROM subject s WHERE s.kind = ?1 AND s.on_day >= ?2 AND s.on_day <= ?3");
sql!(fn bodies_by_title(limit: i64, offset: i64) -> SubjectLine = concat!("SELECT ", line!(),
    " FROM subject s JOIN organization o ON o.id = s.id WHERE s.kind = 'organization' AND o.region IS NULL ORDER BY s.title, s.id LIMIT ?1 OFFSET ?2"));
sql!(fn bodies_total() -> Total = "SELECT COUNT(*) AS total FROM organization o WHERE o.region IS NULL");
sql!(fn by_title(kind: &str, from: i64, limit: i64, offset: i64) -> SubjectLine = concat!("SELECT ", line!(),
    " FROM subject s WHERE s.kind = ?1 AND s.on_day >= ?2 ORDER BY s.title, s.id LIMIT ?3 OFFSET ?4"));
sql!(fn linked(to_kind: &str, to_id: &[u8], from_kind: &str, from: i64, to: i64, limit: i64, offset: i64) -> SubjectLine = concat!("SELECT ", line!(),
    " FROM link l JOIN subject s ON s.kind = l.from_kind AND s.id = l.from_id
      WHERE l.to_kind = ?1 AND l.to_id = ?2 AND l.from_kind = ?3 AND l.from_day >= ?4 AND l.from_day <= ?5 ORDER BY l.from_day DESC, l.from_id DESC LIMIT ?6 OFFSET ?7"));
sql!(fn linked_total(to_kind: &str, to_id: &[u8], from_kind: &str, from: i64, to: i64) -> Total =
    "SELECT COUNT(*) AS total FROM link l WHERE l.to_kind = ?1 AND l.to_id = ?2 AND l.from_kind = ?3 AND l.from_day >= ?4 AND l.from_day <= ?5");
sql!(fn promises(today: i64, family: Option<&str>, from: i64, to: i64, limit: i64, offset: i64) -> SubjectLine = lines_of!(concat!(
    "SELECT c.id AS id, c.made_day AS day FROM commitment c
     WHERE (CAST(?2 AS TEXT) IS NULL OR ", family!(), " = ?2) AND c.made_day >= ?3 AND c.made_day <= ?4 ORDER BY c.made_day DESC, c.id DESC LIMIT ?5 OFFSET ?6"),
    "c.day DESC, c.id DESC"));
sql!(fn promises_total(today: i64, family: Option<&str>, from: i64, to: i64) -> Total = concat!(
    "SELECT COUNT(*) AS total FROM commitment c WHERE (CAST(?2 AS TEXT) IS NULL OR ", family!(), " = ?2) AND c.made_day >= ?3 AND c.made_day <= ?4"));
sql!(fn owed(today: i64, owner: &[u8], family: Option<&str>, from: i64, to: i64, limit: i64, offset: i64) -> SubjectLine = lines_of!(concat!(
    "SELECT c.id AS id, c.made_day AS day FROM owner o CROSS JOIN commitment c
     WHERE c.id = o.commitment AND o.organization = ?2 AND (CAST(?3 AS TEXT) IS NULL OR ", family!(), " = ?3) AND c.made_day >= ?4 AND c.made_day <= ?5
     ORDER BY c.made_day DESC, c.id DESC LIMIT ?6 OFFSET ?7"),
    "c.day DESC, c.id DESC"));
sql!(fn owed_total(today: i64, owner: &[u8], family: Option<&str>, from: i64, to: i64) -> Total = concat!(
    "SELECT COUNT(*) AS total FROM owner o JOIN commitment c ON c.id = o.commitment
      WHERE o.organization = ?2 AND (CAST(?3 AS TEXT) IS NULL OR ", family!(), " = ?3) AND c.made_day >= ?4 AND c.made_day <= ?5"));
sql!(fn silent_longest(today: i64, limit: i64) -> SubjectLine = lines_of!(concat!(
    "SELECT c.id AS id, c.last_word AS day FROM commitment c WHERE ", family!(), " = 'silent' ORDER BY c.last_word, c.id LIMIT ?2"),
    "c.day, c.id"));
sql!(fn kept_latest(today: i64, limit: i64) -> SubjectLine = lines_of!(
    "SELECT c.id AS id, c.kept_from AS day FROM commitment c WHERE c.kept_from <= ?1 ORDER BY c.kept_from DESC, c.id LIMIT ?2",
    "c.day DESC, c.id"));
sql!(fn family_counts(today: i64) -> CountRow = concat!("SELECT ", family!(), " AS name, COUNT(*) AS count FROM commitment c GROUP BY 1"));
sql!(fn family_counts_owned(today: i64, owner: &[u8]) -> CountRow = concat!("SELECT ", family!(),
    " AS name, COUNT(*) AS count FROM owner o JOIN commitment c ON c.id = o.commitment WHERE o.organization = ?2 GROUP BY 1"));
sql!(fn each families(today: i64) -> FamilyRow = concat!("SELECT c.id AS id, ", family!(), " AS family FROM commitment c"));
sql!(fn each owners_in_order() -> OwnerRow = "SELECT organization, commitment FROM owner ORDER BY organization, commitment");
sql!(fn stage_counts() -> StageCounts = concat!("SELECT ", stages!(), " FROM commitment c"));
sql!(fn stage_counts_owned(owner: &[u8]) -> StageCounts = concat!("SELECT ", stages!(),
    " FROM owner o JOIN commitment c ON c.id = o.commitment WHERE o.organization = ?1"));
sql!(fn agreements_all(kind: &str, from: i64) -> GovernmentCount =
    "SELECT l.to_id AS id, l.from_kind AS family, COUNT(*) AS count FROM link l WHERE l.to_kind = 'organization' AND l.from_kind = ?1 AND l.from_day >= ?2 GROUP BY 1, 2");
sql!(fn kind_counts(from: i64) -> CountRow = "SELECT kind AS name, COUNT(*) AS count FROM subject WHERE on_day >= ?1 GROUP BY kind");
sql!(fn governments(limit: i64) -> SubjectRow =
    "SELECT s.kind AS kind, s.id AS id, s.path AS path, s.version AS version, s.hidden AS hidden, s.last_entry AS last_entry, s.state AS state
     FROM organization o JOIN subject s ON s.kind = 'organization' AND s.id = o.id WHERE o.region IS NOT NULL ORDER BY o.region LIMIT ?1");
sql!(fn page_of(kind: &str, after: &[u8], limit: i64) -> SubjectRow =
    "SELECT kind, id, path, version, hidden, last_entry, state FROM subject WHERE kind = ?1 AND id > ?2 ORDER BY id LIMIT ?3");
// Read from the log's end of it: each entry that is still the last of its subject.
sql!(fn changed_between(from: i64, to: i64) -> SubjectRow =
    "SELECT s.kind AS kind, s.id AS id, s.path AS path, s.version AS version, s.hidden AS hidden, s.last_entry AS last_entry, s.state AS state
     FROM entry e CROSS JOIN subject s WHERE e.idx >= ?1 AND e.idx < ?2 AND s.kind = e.about_kind AND s.id = e.about_id AND s.last_entry = e.idx ORDER BY e.idx");
sql!(fn acts_since(kind: &str, from: i64) -> SubjectRow =
    "SELECT s.kind AS kind, s.id AS id, s.path AS path, s.version AS version, s.hidden AS hidden, s.last_entry AS last_entry, s.state AS state
     FROM entry e CROSS JOIN subject s WHERE e.idx >= ?2 AND e.about_kind = ?1 AND s.kind = e.about_kind AND s.id = e.about_id AND s.last_entry = e.idx ORDER BY e.idx");
sql!(fn history_of(kind: &str, id: &[u8]) -> ChangeRow =
    "SELECT e.idx AS idx, e.at AS at, e.about_kind AS about_kind, e.about_id AS about_id, e.seq AS seq, e.kind AS kind, e.leaf AS leaf, b.standing AS standing, b.bytes AS bytes
     FROM entry e JOIN body b ON b.idx = e.idx WHERE e.about_kind = ?1 AND e.about_id = ?2 ORDER BY e.seq");
sql!(fn recent_public(before: i64, limit: i64) -> ChangeRow =
    "SELECT e.idx AS idx, e.at AS at, e.about_kind AS about_kind, e.about_id AS about_id, e.seq AS seq, e.kind AS kind, e.leaf AS leaf, b.standing AS standing, b.bytes AS bytes
     FROM entry e JOIN body b ON b.idx = e.idx WHERE e.idx < ?1 AND b.standing = 0 AND e.about_kind NOT IN ('source', 'entry', 'person') AND NOT (e.about_kind = 'organization' AND e.kind = 'described')
     ORDER BY e.idx DESC LIMIT ?2");

/// What a list is asked for.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Which kind of subject.
    pub kind: SubjectKind,
    /// Only those that point at this organization; for commitments, that it owes.
    pub organization: Option<Reference>,
    /// Only commitments of this family.
    pub family: Option<Family>,
    /// Only those of this year.
    pub year: Option<i16>,
    /// At most so many rows.
    pub limit: u32,
    /// After so many rows.
    pub offset: u32,
}

/// The first day of what lists show.
const LISTED: i64 = UNLISTED + 1;

/// The days of a year as numbers, or all days.
fn days_of(year: Option<i16>) -> (i64, i64) {
    let Some(year) = year else {
        return (LISTED, i64::MAX);
    };
    let day = |month, day| {
        Date::new(year, month, day)
            .map(crate::day_number)
            .unwrap_or(i64::MAX)
    };
    (day(1, 1), day(12, 31))
}

impl Reader<'_> {
    /// A subject with its state.
    pub fn subject(&self, subject: Reference) -> Result<Option<SubjectRow>, Error> {
        Ok(by_id(self.conn, subject.kind.as_str(), subject.id.as_bytes())?.pop())
    }

    /// The subject of this kind with this handle.
    pub fn by_handle(&self, kind: SubjectKind, handle: &str) -> Result<Option<Reference>, Error> {
        by_handle(self.conn, kind.as_str(), handle)?
            .pop()
            .map(|row| reference(kind.as_str(), &row.id))
            .transpose()
    }

    /// The government with this Kemendagri code.
    pub fn government(&self, code: &str) -> Result<Option<Reference>, Error> {
        by_region(self.conn, code)?
            .pop()
            .map(|row| reference("organization", &row.id))
            .transpose()
    }

    /// What a list shows of a subject.
    pub fn line(&self, subject: Reference) -> Result<Option<SubjectLine>, Error> {
        Ok(line_by_id(self.conn, subject.kind.as_str(), subject.id.as_bytes())?.pop())
    }

    /// The dates of a commitment.
    pub fn commitment(&self, id: &[u8]) -> Result<Option<CommitmentRow>, Error> {
        Ok(commitment_by_id(self.conn, id)?.pop())
    }

    /// A page of a list, and how many there are in all.
    pub fn list(&self, filter: &Filter, today: Date) -> Result<(Vec<SubjectLine>, u64), Error> {
        let (from, to) = days_of(filter.year);
        let (limit, offset) = (i64::from(filter.limit), i64::from(filter.offset));
        let (conn, kind, today) = (self.conn, filter.kind.as_str(), crate::day_number(today));
        let family = filter.family.map(Family::as_str);
        let (lines, mut total) = match (filter.kind, filter.organization) {
            (SubjectKind::Commitment, Some(owner)) => {
                let owner = owner.id.as_bytes().as_slice();
                (
                    owed(conn, today, owner, family, from, to, limit, offset)?,
                    owed_total(conn, today, owner, family, from, to)?,
                )
            }
            (SubjectKind::Commitment, None) => (
                promises(conn, today, family, from, to, limit, offset)?,
                promises_total(conn, today, family, from, to)?,
            ),
            (_, Some(to_org)) => {
                let (to_kind, id) = (to_org.kind.as_str(), to_org.id.as_bytes().as_slice());
                (
                    linked(conn, to_kind, id, kind, from, to, limit, offset)?,
                    linked_total(conn, to_kind, id, kind, from, to)?,
                )
            }
            (SubjectKind::Organization, None) => {
                (bodies_by_title(conn, limit, offset)?, bodies_total(conn)?)
            }
            (SubjectKind::Person | SubjectKind::Post | SubjectKind::Source, None) => (
                by_title(conn, kind, from, limit, offset)?,
                newest_total(conn, kind, from, to)?,
            ),
            _ => (
                newest(conn, kind, from, to, limit, offset)?,
                newest_total(conn, kind, from, to)?,
            ),
        };
        Ok((lines, total.pop().map_or(0, |t| t.total as u64)))
    }

    /// Subjects of a kind that point at one, newest first.
    pub fn referring(
        &self,
        to: Reference,
        kind: SubjectKind,
        limit: u32,
    ) -> Result<Vec<SubjectLine>, Error> {
        linked(
            self.conn,
            to.kind.as_str(),
            to.id.as_bytes(),
            kind.as_str(),
            LISTED,
            i64::MAX,
            i64::from(limit),
            0,
        )
    }

    /// Commitments of which nothing was heard for longest.
    pub fn longest_silent(&self, today: Date, limit: u32) -> Result<Vec<SubjectLine>, Error> {
        silent_longest(self.conn, crate::day_number(today), i64::from(limit))
    }

    /// Commitments found kept last.
    pub fn just_kept(&self, today: Date, limit: u32) -> Result<Vec<SubjectLine>, Error> {
        kept_latest(self.conn, crate::day_number(today), i64::from(limit))
    }

    /// Commitments per family on a day: all, or those an organization owes.
    pub fn family_counts(
        &self,
        of: Option<Reference>,
        today: Date,
    ) -> Result<Vec<CountRow>, Error> {
        let today = crate::day_number(today);
        match of {
            Some(owner) => family_counts_owned(self.conn, today, owner.id.as_bytes()),
            None => family_counts(self.conn, today),
        }
    }

    /// Commitments with evidence at each stage, in the order of the chain: of all, or of those an organization owes.
    pub fn stage_counts(&self, of: Option<Reference>) -> Result<[u64; 7], Error> {
        let counted = match of {
            Some(owner) => stage_counts_owned(self.conn, owner.id.as_bytes())?,
            None => stage_counts(self.conn)?,
        };
        let count = |c: &StageCounts| {
            [
                c.planning,
                c.budgeting,
                c.procurement,
                c.delivery,
                c.supervision,
                c.audit,
                c.enforcement,
            ]
            .map(|n| n as u64)
        };
        Ok(counted.first().map_or([0; 7], count))
    }

    /// Commitments per owner and family on a day.
    pub fn family_counts_of_all(&self, today: Date) -> Result<Vec<GovernmentCount>, Error> {
        // Joined here rather than by the engine, which looks every owner's commitment up by an index and sorts what it
        // finds: of 200,000 commitments that took 1.3 s, this takes a quarter of it.
        let mut of: HashMap<Vec<u8>, usize> = HashMap::new();
        families(self.conn, crate::day_number(today), |row| {
            let family = Family::ALL.iter().position(|f| f.as_str() == row.family);
            of.extend(family.map(|family| (row.id, family)));
            Ok(())
        })?;
        let mut counts: Vec<(Vec<u8>, [i64; Family::ALL.len()])> = Vec::new();
        owners_in_order(self.conn, |row| {
            let Some(family) = of.get(&row.commitment) else {
                return Ok(());
            };
            if counts.last().is_none_or(|(id, _)| *id != row.organization) {
                counts.push((row.organization, Default::default()));
            }
            if let Some((_, counts)) = counts.last_mut() {
                counts[*family] += 1;
            }
            Ok(())
        })?;
        let row = |id: &[u8], family: Family, count| GovernmentCount {
            id: id.to_vec(),
            family: family.as_str().to_owned(),
            count,
        };
        let rows = counts.iter().flat_map(|(id, counts)| {
            let families = Family::ALL.into_iter().zip(*counts);
            let some = families.filter(|(_, count)| *count > 0);
            some.map(move |(family, count)| row(id, family, count))
        });
        Ok(rows.collect())
    }

    /// Agreements per organization that they point at.
    pub fn agreements_of_all(&self) -> Result<Vec<GovernmentCount>, Error> {
        agreements_all(self.conn, SubjectKind::Agreement.as_str(), LISTED)
    }

    /// Subjects per kind.
    pub fn kind_counts(&self) -> Result<Vec<CountRow>, Error> {
        kind_counts(self.conn, LISTED)
    }

    /// The regional governments, by code.
    pub fn governments(&self) -> Result<Vec<SubjectRow>, Error> {
        governments(self.conn, 10_000)
    }

    /// The next subjects of a kind after an id, by id; after no bytes, the first.
    pub fn page_of(
        &self,
        kind: SubjectKind,
        after: &[u8],
        limit: u32,
    ) -> Result<Vec<SubjectRow>, Error> {
        page_of(self.conn, kind.as_str(), after, i64::from(limit))
    }

    /// Subjects whose last entry is from `from` on and before `to`, in that order.
    pub fn changed_between(&self, from: u64, to: u64) -> Result<Vec<SubjectRow>, Error> {
        changed_between(self.conn, from as i64, to as i64)
    }

    /// Acts on bodies whose last entry is from this one on.
    pub fn acts_since(&self, entry: u64) -> Result<Vec<SubjectRow>, Error> {
        acts_since(self.conn, SubjectKind::Entry.as_str(), entry as i64)
    }

    /// A subject's entries in order, hidden ones too.
    pub fn history(&self, subject: Reference) -> Result<Vec<ChangeRow>, Error> {
        history_of(self.conn, subject.kind.as_str(), subject.id.as_bytes())
    }

    /// The newest public entries before one, without reference data.
    pub fn recent(&self, before: u64, limit: u32) -> Result<Vec<ChangeRow>, Error> {
        recent_public(
            self.conn,
            i64::try_from(before).unwrap_or(i64::MAX),
            i64::from(limit),
        )
    }
}

impl SubjectLine {
    /// The subject.
    pub fn subject(&self) -> Result<Reference, Error> {
        reference(&self.kind, &self.id)
    }
}

impl SubjectRow {
    /// The subject.
    pub fn subject(&self) -> Result<Reference, Error> {
        reference(&self.kind, &self.id)
    }
}

impl ChangeRow {
    /// The subject.
    pub fn subject(&self) -> Result<Reference, Error> {
        reference(&self.about_kind, &self.about_id)
    }
}

impl CommitmentRow {
    /// The dates as a schedule, whose status on a day is the commitment's.
    pub fn schedule(&self) -> Schedule {
        let day = |number: Option<i64>| {
            number.and_then(|n| {
                Date::constant(1970, 1, 1)
                    .checked_add(Span::new().try_days(n).ok()?)
                    .ok()
            })
        };
        Schedule {
            kept_from: day(self.kept_from),
            audited_from: day(self.audited_from),
            broken_from: day(self.broken_from),
            withdrawn: self.withdrawn != 0,
            silent_from: day(self.silent_from),
            no_evidence_from: day(self.no_evidence_from),
            at_risk_from: day(self.at_risk_from),
            late_from: day(self.late_from),
            last_word: day(self.last_word),
            running: serde_json::from_value::<Word>(serde_json::Value::String(
                self.running.clone(),
            ))
            .ok(),
        }
    }
}
