//! What the public sees of a subject: the same JSON from pages, API, exports and `verify`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::any::AnyState;
use crate::commitment::Status;
use crate::id::{Reference, SubjectKind, slug};
use crate::text::Text;

/// A subject as the API gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PublicRecord {
    /// What kind it is.
    pub kind: SubjectKind,
    /// Its id.
    pub id: Uuid,
    /// The path of its page, in Indonesian; English stands under `/en`.
    pub path: String,
    /// What a heading calls it.
    pub title: Text,
    /// The fold of its public entries.
    pub record: Value,
    /// For a commitment: its status on the day it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

impl PublicRecord {
    /// The public record of a subject on a day.
    pub fn of(
        subject: Reference,
        state: &AnyState,
        today: Date,
    ) -> Result<Self, serde_json::Error> {
        let status = match state {
            AnyState::Commitment(state) if state.description.is_some() => Some(state.status(today)),
            _ => None,
        };
        Ok(Self {
            kind: subject.kind,
            id: subject.id,
            path: path(subject, state),
            title: state.title(),
            record: state.to_json()?,
            status,
        })
    }
}

/// The folder of a kind's pages. Governments stand under [`GOVERNMENTS`] instead.
pub const fn folder(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Organization => "lembaga",
        SubjectKind::Person => "orang",
        SubjectKind::Post => "pejabat",
        SubjectKind::Source => "sumber",
        SubjectKind::Gathering => "kegiatan",
        SubjectKind::Agreement => "perjanjian",
        SubjectKind::Statement => "pernyataan",
        SubjectKind::Programme => "program",
        SubjectKind::Commitment => "janji",
        SubjectKind::Entry => "entri",
    }
}

/// The folder of the 552 governments' pages.
pub const GOVERNMENTS: &str = "pemda";

/// The permanent path of a subject's page: `/janji/{handle}-{slug}`, `/pemda/{code}`.
pub fn path(subject: Reference, state: &AnyState) -> String {
    let description = match state {
        AnyState::Organization(state) => state.description.as_ref(),
        _ => None,
    };
    match description
        .filter(|d| d.kind.is_government())
        .and_then(|d| d.region.as_ref())
    {
        Some(code) => format!("/{GOVERNMENTS}/{code}"),
        None => path_of(subject, &state.title().id),
    }
}

/// The path of a subject that is no government, from its Indonesian title.
pub fn path_of(subject: Reference, title: &str) -> String {
    let slug = slug(title);
    let hyphen = if slug.is_empty() { "" } else { "-" };
    format!(
        "/{}/{}{hyphen}{slug}",
        folder(subject.kind),
        subject.handle()
    )
}
