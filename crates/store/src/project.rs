//! Projections: the rows that lists and pages read, made from a subject's state and nothing else.
//!
//! Nothing here depends on today. A commitment's row holds the dates that decide its status, and the
//! query compares them with the reader's day.

use domain::any::AnyState;
use domain::commitment::{LinkStanding, Schedule};
use domain::{Reference, SubjectKind, public};
use jiff::civil::Date;

use crate::sql::{Conn, Error, sql};

sql!(fn put_subject(kind: &str, id: &[u8], handle: &str, title: &str, title_en: Option<&str>, path: &str, on_text: Option<&str>, on_day: i64, version: i64, hidden: i64, last_entry: i64, state: &str) =
    "INSERT INTO subject (kind, id, handle, title, title_en, path, on_text, on_day, version, hidden, last_entry, state)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
     ON CONFLICT (kind, id) DO UPDATE SET title = excluded.title, title_en = excluded.title_en, path = excluded.path, on_text = excluded.on_text,
       on_day = excluded.on_day, version = excluded.version, hidden = excluded.hidden, last_entry = excluded.last_entry, state = excluded.state");
sql!(fn put_organization(id: &[u8], kind: &str, region: Option<&str>) =
    "INSERT INTO organization (id, kind, region) VALUES (?1, ?2, ?3)
     ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, region = excluded.region");
sql!(fn drop_organization(id: &[u8]) = "DELETE FROM organization WHERE id = ?1");
sql!(fn put_commitment(id: &[u8], made_day: i64, due_text: Option<&str>, due_day: Option<i64>, kept_from: Option<i64>, audited_from: Option<i64>, broken_from: Option<i64>, withdrawn: i64,
        silent_from: Option<i64>, no_evidence_from: Option<i64>, at_risk_from: Option<i64>, late_from: Option<i64>, last_word: Option<i64>, running: &str, stages: i64) =
    "INSERT INTO commitment (id, made_day, due_text, due_day, kept_from, audited_from, broken_from, withdrawn, silent_from, no_evidence_from, at_risk_from, late_from, last_word, running, stages)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
     ON CONFLICT (id) DO UPDATE SET made_day = excluded.made_day, due_text = excluded.due_text, due_day = excluded.due_day, kept_from = excluded.kept_from,
       audited_from = excluded.audited_from, broken_from = excluded.broken_from, withdrawn = excluded.withdrawn, silent_from = excluded.silent_from,
       no_evidence_from = excluded.no_evidence_from, at_risk_from = excluded.at_risk_from, late_from = excluded.late_from, last_word = excluded.last_word, running = excluded.running, stages = excluded.stages");
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

pub(crate) fn project(
    conn: &Conn,
    subject: Reference,
    before: Option<&AnyState>,
    after: &AnyState,
    counts: Counts,
) -> Result<(), Error> {
    let json = after
        .to_json_text()
        .map_err(|e| Error::Corrupt(e.to_string()))?;
    let title = after.title();
    let on = after.on().map(String::from);
    let (kind, id) = (subject.kind.as_str(), subject.id.as_bytes().as_slice());
    put_subject(
        conn,
        kind,
        id,
        &subject.handle(),
        &title.id,
        title.en.as_deref(),
        &public::path(subject, after),
        on.as_deref(),
        on_day(after),
        counts.version as i64,
        counts.hidden as i64,
        counts.last_entry as i64,
        &json,
    )?;
    match after {
        AnyState::Commitment(state) => match &state.description {
            Some(_) => commitment_row(conn, id, state)?,
            None => _ = drop_commitment(conn, id)?,
        },
        AnyState::Organization(state) => match &state.description {
            Some(d) => {
                let kind =
                    serde_json::to_value(d.kind).map_err(|e| Error::Corrupt(e.to_string()))?;
                put_organization(
                    conn,
                    id,
                    kind.as_str().unwrap_or_default(),
                    d.region.as_deref().filter(|_| d.kind.is_government()),
                )?;
            }
            None => _ = drop_organization(conn, id)?,
        },
        _ => {}
    }
    links(conn, subject, before, after)
}

fn commitment_row(
    conn: &Conn,
    id: &[u8],
    state: &domain::subject::State<domain::commitment::Commitment>,
) -> Result<(), Error> {
    let schedule = Schedule::of(state);
    let day = |date: Option<Date>| date.map(day_number);
    let due = state.due();
    let evidenced =
        |link: &domain::commitment::Link<'_>| link.standing == Some(LinkStanding::Evidenced);
    let stages = state
        .chain()
        .iter()
        .filter(|link| evidenced(link))
        .map(|link| 1 << (link.stage.order() - 1))
        .sum();
    let running =
        serde_json::to_value(schedule.running).map_err(|e| Error::Corrupt(e.to_string()))?;
    put_commitment(
        conn,
        id,
        state.on().map_or(0, |on| day_number(on.last_day())),
        due.map(String::from).as_deref(),
        due.map(|due| day_number(due.last_day())),
        day(schedule.kept_from),
        day(schedule.audited_from),
        day(schedule.broken_from),
        i64::from(schedule.withdrawn),
        day(schedule.silent_from),
        day(schedule.no_evidence_from),
        day(schedule.at_risk_from),
        day(schedule.late_from),
        day(schedule.last_word),
        running.as_str().unwrap_or("promised"),
        stages,
    )?;
    Ok(())
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
