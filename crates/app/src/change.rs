//! The history of a subject, and what was recorded lately: each entry with what it replaced.

use std::collections::HashMap;

use domain::entry::{Body, By, Entry, Micros};
use domain::subject::DESCRIBED;
use domain::{Reference, Text, When};
use serde_json::Value;
use store::{ChangeRow, Error, LogRead, Reader};
use tlog::Hash;

use crate::App;
use crate::answers::Gap;
use crate::read;

/// One entry as a reader sees it.
#[derive(Debug, Clone)]
pub struct Change {
    /// The entry's number.
    pub entry: u64,
    /// The hash of its leaf in the log.
    pub leaf_hash: Hash,
    /// When it was recorded.
    pub at: Micros,
    /// When what it tells happened, if known.
    pub on: Option<When>,
    /// Who recorded it; none where the body is not public.
    pub by: Option<By>,
    /// The subject.
    pub subject: Reference,
    /// Its title today.
    pub title: Text,
    /// Its page.
    pub path: String,
    /// `described`, or the fact's kind; empty where the body is not public.
    pub kind: String,
    /// The data; none where the body is not public.
    pub data: Option<Value>,
    /// The data it replaced: the earlier description, or the same fact before.
    pub before: Option<Value>,
    /// Why the body is not public.
    pub hidden: Option<Gap>,
}

impl App {
    /// Every entry of a subject in log order; withheld and erased ones with their ground.
    pub fn history(&self, subject: Reference) -> Result<Vec<Change>, Error> {
        self.inner.store.read(|reader| history(reader, subject))
    }

    /// The newest public entries, without reference data.
    pub fn recent(&self, limit: u32) -> Result<Vec<Change>, Error> {
        self.inner.store.read(|reader| {
            let mut changes = Vec::new();
            for row in reader.recent(u64::MAX, limit)? {
                let label = reader.line(row.subject()?)?;
                changes.extend(change(&row, label.as_ref())?);
            }
            Ok(changes)
        })
    }
}

pub(crate) fn history(reader: &Reader<'_>, subject: Reference) -> Result<Vec<Change>, Error> {
    let label = reader.line(subject)?;
    let mut latest: HashMap<String, Value> = HashMap::new();
    let mut changes = Vec::new();
    for row in reader.history(subject)? {
        let Some(mut change) = change(&row, label.as_ref())? else {
            let stored = reader.entry(row.idx as u64)?;
            let Some(gap) = stored.map(|s| read::gap(reader, &s)).transpose()?.flatten() else {
                continue;
            };
            changes.push(hidden(&row, label.as_ref(), gap)?);
            continue;
        };
        if let Some(data) = &change.data {
            change.before = latest.insert(slot(&change.kind, data), data.clone());
        }
        changes.push(change);
    }
    Ok(changes)
}

/// What an entry replaces: a description the one before it, a fact the one with its key.
pub(crate) fn slot(kind: &str, data: &Value) -> String {
    if kind == DESCRIBED {
        DESCRIBED.to_owned()
    } else {
        data["key"].as_str().unwrap_or_default().to_owned() + "\n"
    }
}

fn title(label: Option<&store::SubjectLine>) -> (Text, String) {
    label.map_or_else(
        || (Text::default(), String::new()),
        |l| {
            (
                Text {
                    id: l.title.clone(),
                    en: l.title_en.clone(),
                },
                l.path.clone(),
            )
        },
    )
}

/// The change of a public entry; none where the body is not public.
fn change(row: &ChangeRow, label: Option<&store::SubjectLine>) -> Result<Option<Change>, Error> {
    if row.standing != 0 {
        return Ok(None);
    }
    let body: Body = serde_json::from_slice(&row.bytes)
        .map_err(|e| Error::Corrupt(format!("entry {}: {e}", row.idx)))?;
    let (title, path) = title(label);
    Ok(Some(Change {
        entry: row.idx as u64,
        leaf_hash: tlog::leaf_hash(&row.leaf),
        at: Micros(row.at),
        on: body.on,
        by: Some(body.by),
        subject: row.subject()?,
        title,
        path,
        kind: body.kind,
        data: Some(body.data),
        before: None,
        hidden: None,
    }))
}

fn hidden(row: &ChangeRow, label: Option<&store::SubjectLine>, gap: Gap) -> Result<Change, Error> {
    let (title, path) = title(label);
    let at = Entry::parse(&row.leaf)
        .map_err(|e| Error::Corrupt(format!("entry {}: {e}", row.idx)))?
        .at;
    Ok(Change {
        entry: row.idx as u64,
        leaf_hash: tlog::leaf_hash(&row.leaf),
        at,
        on: None,
        by: None,
        subject: row.subject()?,
        title,
        path,
        kind: String::new(),
        data: None,
        before: None,
        hidden: Some(gap),
    })
}
