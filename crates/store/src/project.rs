//! Projections: the rows that lists and pages read, made from a subject's state and nothing else.
//!
//! Nothing here depends on today. A commitment's row holds the dates that decide its status, and the
//! query compares them with the reader's day.

use domain::any::AnyState;
use domain::commitment::{LinkStanding, Schedule};
use domain::{Reference, SubjectKind, Text, public};
use jiff::civil::Date;
use uuid::Uuid;

use crate::sql::{Conn, Error, Val, sql};

const PUT_SUBJECT: &str = "INSERT INTO subject (kind, id, handle, title, title_en, path, on_text, on_day, version, hidden, last_entry, state)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
     ON CONFLICT (kind, id) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, path = excluded.path, on_text = excluded.on_text,
       on_day = excluded.on_day, version = excluded.version, hidden = excluded.hidden, last_entry = excluded.last_entry, state = excluded.state";
const PUT_ORGANIZATION: &str = "INSERT INTO organization (id, kind, region) VALUES (?1, ?2, ?3)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, region = excluded.region";
sql!(fn drop_organization(id: &[u8]) = "DELETE FROM organization WHERE id = ?1");
const PUT_COMMITMENT: &str = "INSERT INTO commitment (id, made_day, due_text, due_day, kept_from, audited_from, broken_from, withdrawn, silent_from, no_evidence_from, at_risk_from, late_from, last_word, running, stages)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
     ON CONFLICT (id) DO UPDATE SET made_day = excluded.made_day, due_text = excluded.due_text, due_day = excluded.due_day, kept_from = excluded.kept_from,
       audited_from = excluded.audited_from, broken_from = excluded.broken_from, withdrawn = excluded.withdrawn, silent_from = excluded.silent_from,
       no_evidence_from = excluded.no_evidence_from, at_risk_from = excluded.at_risk_from, late_from = excluded.late_from, last_word = excluded.last_word, running = excluded.running, stages = excluded.stages";
sql!(fn drop_commitment(id: &[u8]) = "DELETE FROM commitment WHERE id = ?1");
sql!(fn put_owner(organization: &[u8], commitment: &[u8]) = "INSERT INTO owner (organization, commitment) VALUES (?1, ?2) ON CONFLICT (organization, commitment) DO NOTHING");
sql!(fn drop_owner(organization: &[u8], commitment: &[u8]) = "DELETE FROM owner WHERE organization = ?1 AND commitment = ?2");
sql!(fn put_link(to_kind: &str, to_id: &[u8], from_kind: &str, from_day: i64, from_id: &[u8]) =
    "INSERT INTO link (to_kind, to_id, from_kind, from_day, from_id) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (to_kind, to_id, from_kind, from_day, from_id) DO NOTHING");
sql!(fn drop_link(to_kind: &str, to_id: &[u8], from_kind: &str, from_day: i64, from_id: &[u8]) =
    "DELETE FROM link WHERE to_kind = ?1 AND to_id = ?2 AND from_kind = ?3 AND from_day = ?4 AND from_id = ?5");

/// Days since 1970-01-01.
pub fn day_number(day: Date) -> i64 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    i64::from((day - EPOCH).get_days())
}

/// What a subject's row holds beside its state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) version: u64,
    pub(crate) hidden: u64,
    pub(crate) last_entry: u64,
}

/// The day of a subject whose description is sealed, withheld or erased: before every other, and in no list. Part of
/// the order that the lists' index has anyway, so that leaving such subjects out costs nothing.
pub(crate) const UNLISTED: i64 = i64::MIN;

/// The day by which a subject is ordered in lists: the last day of when it happened; 0 if not known.
fn on_day(state: &AnyState) -> i64 {
    if !state.is_described() {
        return UNLISTED;
    }
    state.on().map_or(0, |on| day_number(on.last_day()))
}

/// The organizations that owe a commitment.
fn owners(state: &AnyState) -> &[domain::id::OrganizationId] {
    match state {
        AnyState::Commitment(state) => state.description.as_ref().map_or(&[], |d| &d.owners),
        _ => &[],
    }
}

/// The rows of one subject but for its links. The writer and a rebuild both make them here, so that they agree.
pub(crate) struct Projection {
    pub(crate) subject: SubjectRow,
    pub(crate) organization: Option<OrganizationRow>,
    pub(crate) commitment: Option<CommitmentRow>,
}

/// A row of the table `subject`.
pub(crate) struct SubjectRow {
    subject: Reference,
    handle: String,
    title: Text,
    path: String,
    on_text: Option<String>,
    on_day: i64,
    counts: Counts,
    state: String,
}

/// A row of the table `organization`.
pub(crate) struct OrganizationRow {
    id: Uuid,
    kind: String,
    region: Option<String>,
}

/// A row of the table `commitment`.
pub(crate) struct CommitmentRow {
    id: Uuid,
    made_day: i64,
    due: Option<(String, i64)>,
    schedule: Schedule,
    running: String,
    stages: i64,
}

/// A row of the table `owner`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OwnerRow {
    pub(crate) organization: Uuid,
    pub(crate) commitment: Uuid,
}

/// A row of the table `link`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct LinkRow {
    pub(crate) to: Reference,
    pub(crate) from: Reference,
    pub(crate) from_day: i64,
}

/// A row as the values of its columns, of which the first ones are its key.
pub(crate) trait Projected {
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    /// How many columns name a row.
    const KEY: usize;
    fn values(&self) -> Vec<Val<'_>>;
}

impl Projected for SubjectRow {
    const TABLE: &'static str = "subject";
    const COLUMNS: &'static [&'static str] = &[
        "kind",
        "id",
        "handle",
        "title",
        "title_en",
        "path",
        "on_text",
        "on_day",
        "version",
        "hidden",
        "last_entry",
        "state",
    ];
    const KEY: usize = 2;
    fn values(&self) -> Vec<Val<'_>> {
        vec![
            self.subject.kind.as_str().into(),
            self.subject.id.as_bytes().as_slice().into(),
            self.handle.as_str().into(),
            self.title.id.as_str().into(),
            self.title.en.as_deref().into(),
            self.path.as_str().into(),
            self.on_text.as_deref().into(),
            self.on_day.into(),
            (self.counts.version as i64).into(),
            (self.counts.hidden as i64).into(),
            (self.counts.last_entry as i64).into(),
            self.state.as_str().into(),
        ]
    }
}

impl Projected for OrganizationRow {
    const TABLE: &'static str = "organization";
    const COLUMNS: &'static [&'static str] = &["id", "kind", "region"];
    const KEY: usize = 1;
    fn values(&self) -> Vec<Val<'_>> {
        vec![
            self.id.as_bytes().as_slice().into(),
            self.kind.as_str().into(),
            self.region.as_deref().into(),
        ]
    }
}

impl Projected for CommitmentRow {
    const TABLE: &'static str = "commitment";
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "made_day",
        "due_text",
        "due_day",
        "kept_from",
        "audited_from",
        "broken_from",
        "withdrawn",
        "silent_from",
        "no_evidence_from",
        "at_risk_from",
        "late_from",
        "last_word",
        "running",
        "stages",
    ];
    const KEY: usize = 1;
    fn values(&self) -> Vec<Val<'_>> {
        let s = &self.schedule;
        let day = |date: Option<Date>| Val::from(date.map(day_number));
        vec![
            self.id.as_bytes().as_slice().into(),
            self.made_day.into(),
            self.due.as_ref().map(|(text, _)| text.as_str()).into(),
            self.due.as_ref().map(|(_, day)| *day).into(),
            day(s.kept_from),
            day(s.audited_from),
            day(s.broken_from),
            i64::from(s.withdrawn).into(),
            day(s.silent_from),
            day(s.no_evidence_from),
            day(s.at_risk_from),
            day(s.late_from),
            day(s.last_word),
            self.running.as_str().into(),
            self.stages.into(),
        ]
    }
}

impl Projected for OwnerRow {
    const TABLE: &'static str = "owner";
    const COLUMNS: &'static [&'static str] = &["organization", "commitment"];
    const KEY: usize = 2;
    fn values(&self) -> Vec<Val<'_>> {
        vec![
            self.organization.as_bytes().as_slice().into(),
            self.commitment.as_bytes().as_slice().into(),
        ]
    }
}

impl Projected for LinkRow {
    const TABLE: &'static str = "link";
    const COLUMNS: &'static [&'static str] =
        &["to_kind", "to_id", "from_kind", "from_day", "from_id"];
    const KEY: usize = 5;
    fn values(&self) -> Vec<Val<'_>> {
        vec![
            self.to.kind.as_str().into(),
            self.to.id.as_bytes().as_slice().into(),
            self.from.kind.as_str().into(),
            self.from_day.into(),
            self.from.id.as_bytes().as_slice().into(),
        ]
    }
}

impl Projection {
    /// The rows of a subject in a state.
    pub(crate) fn of(subject: Reference, state: &AnyState, counts: Counts) -> Result<Self, Error> {
        let json = state.to_json_text();
        let row = SubjectRow {
            subject,
            handle: subject.handle(),
            title: state.title(),
            path: public::path(subject, state),
            on_text: state.on().map(String::from),
            on_day: on_day(state),
            counts,
            state: json.map_err(|e| Error::Corrupt(e.to_string()))?,
        };
        let (mut organization, mut commitment) = (None, None);
        match state {
            AnyState::Commitment(state) if state.description.is_some() => {
                commitment = Some(commitment_row(subject.id, state)?);
            }
            AnyState::Organization(state) => {
                if let Some(d) = &state.description {
                    organization = Some(OrganizationRow {
                        id: subject.id,
                        kind: word(serde_json::to_value(d.kind))?.unwrap_or_default(),
                        region: d.region.clone().filter(|_| d.kind.is_government()),
                    });
                }
            }
            _ => {}
        }
        Ok(Self {
            subject: row,
            organization,
            commitment,
        })
    }
}

/// The word that stands for a value in JSON.
fn word(value: serde_json::Result<serde_json::Value>) -> Result<Option<String>, Error> {
    let value = value.map_err(|e| Error::Corrupt(e.to_string()))?;
    Ok(value.as_str().map(str::to_owned))
}

fn commitment_row(
    id: Uuid,
    state: &domain::subject::State<domain::commitment::Commitment>,
) -> Result<CommitmentRow, Error> {
    let schedule = Schedule::of(state);
    let chain = state.chain();
    let evidenced = chain
        .iter()
        .filter(|link| link.standing == Some(LinkStanding::Evidenced));
    let due = state.due();
    Ok(CommitmentRow {
        id,
        made_day: state.on().map_or(0, |on| day_number(on.last_day())),
        due: due.map(|due| (String::from(due), day_number(due.last_day()))),
        running: word(serde_json::to_value(schedule.running))?
            .unwrap_or_else(|| "promised".to_owned()),
        stages: evidenced.map(|link| 1 << (link.stage.order() - 1)).sum(),
        schedule,
    })
}

/// The links of a subject in a state, each once.
pub(crate) fn links_of(subject: Reference, state: &AnyState) -> impl Iterator<Item = LinkRow> {
    let from_day = on_day(state);
    state.references().into_iter().map(move |to| LinkRow {
        to,
        from: subject,
        from_day,
    })
}

/// The owners of a commitment in a state.
pub(crate) fn owners_of(
    subject: Reference,
    state: &AnyState,
) -> impl Iterator<Item = OwnerRow> + '_ {
    owners(state).iter().map(move |owner| OwnerRow {
        organization: owner.0,
        commitment: subject.id,
    })
}

pub(crate) fn project(
    conn: &Conn,
    subject: Reference,
    before: Option<&AnyState>,
    after: &AnyState,
    counts: Counts,
) -> Result<(), Error> {
    let id = subject.id.as_bytes().as_slice();
    let Projection {
        subject: row,
        organization,
        commitment,
    } = Projection::of(subject, after, counts)?;
    put(conn, PUT_SUBJECT, &row)?;
    match after {
        AnyState::Commitment(_) => match &commitment {
            Some(row) => put(conn, PUT_COMMITMENT, row)?,
            None => _ = drop_commitment(conn, id)?,
        },
        AnyState::Organization(_) => match &organization {
            Some(row) => put(conn, PUT_ORGANIZATION, row)?,
            None => _ = drop_organization(conn, id)?,
        },
        _ => {}
    }
    links(conn, subject, before, after)
}

fn put(conn: &Conn, statement: &str, row: &impl Projected) -> Result<(), Error> {
    conn.execute(statement, &row.values()).map(drop)
}

/// Writes only the links that came or went: most entries change none.
fn links(
    conn: &Conn,
    subject: Reference,
    before: Option<&AnyState>,
    after: &AnyState,
) -> Result<(), Error> {
    let (kind, id) = (subject.kind.as_str(), subject.id.as_bytes().as_slice());
    let (old, old_day) =
        before.map_or((Vec::new(), 0), |state| (state.references(), on_day(state)));
    let (new, new_day) = (after.references(), on_day(after));
    let moved = old_day != new_day;
    for gone in old
        .iter()
        .filter(|r| moved || new.binary_search(r).is_err())
    {
        drop_link(
            conn,
            gone.kind.as_str(),
            gone.id.as_bytes(),
            kind,
            old_day,
            id,
        )?;
    }
    for come in new
        .iter()
        .filter(|r| moved || old.binary_search(r).is_err())
    {
        put_link(
            conn,
            come.kind.as_str(),
            come.id.as_bytes(),
            kind,
            new_day,
            id,
        )?;
    }
    if subject.kind == SubjectKind::Commitment {
        let old = before.map_or(&[][..], owners);
        let new = owners(after);
        for gone in old.iter().filter(|o| !new.contains(o)) {
            drop_owner(conn, gone.0.as_bytes(), id)?;
        }
        for come in new.iter().filter(|o| !old.contains(o)) {
            put_owner(conn, come.0.as_bytes(), id)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_upsert_prepares_with_a_value_for_each_column() {
        let conn = crate::Store::in_memory_conn().unwrap();
        for (sql, columns) in [
            (PUT_SUBJECT, SubjectRow::COLUMNS),
            (PUT_ORGANIZATION, OrganizationRow::COLUMNS),
            (PUT_COMMITMENT, CommitmentRow::COLUMNS),
        ] {
            let statement = conn.0.prepare(sql).unwrap();
            assert_eq!(statement.parameter_count(), columns.len(), "{sql}");
            assert!(sql.contains(&format!("({})", columns.join(", "))), "{sql}");
        }
    }
}
