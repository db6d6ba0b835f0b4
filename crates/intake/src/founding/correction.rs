//! Corrections: what a person made of each field that the press reader read. They stand beside the records of a file that
//! was taken away from the review page, and record nothing; `cargo xtask reader-score --corrections` counts them.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::schema::{Field, Type};
use super::write::quoted;
use domain::SubjectKind;

/// The table's name.
pub(super) const TABLE: &str = "correction";

/// `[[correction]]`
pub(super) const SCHEMA: &[Field] = &[
    Field {
        name: "source",
        written: "source",
        ty: Type::Key(SubjectKind::Source),
        required: true,
    },
    Field {
        name: "field",
        written: "field",
        ty: Type::Words,
        required: true,
    },
    Field {
        name: "read",
        written: "read",
        ty: Type::Words,
        required: false,
    },
    Field {
        name: "right",
        written: "right",
        ty: Type::Words,
        required: false,
    },
    Field {
        name: "reason",
        written: "reason",
        ty: Type::Words,
        required: false,
    },
];

/// One field of a reading, and what a person made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The key of the source that was read.
    pub source: String,
    /// The field's path in the JSON of a reading, with the place as it was read: `people.2.attendance`.
    pub field: String,
    /// What was read; none if the person added it.
    pub read: Option<String>,
    /// What is right: the same if nothing was changed, none if the person rejected it.
    pub right: Option<String>,
    /// Why it was rejected, in the person's words, if any were given.
    pub reason: Option<String>,
}

impl Correction {
    /// Of a table whose fields were found to be right; `source` is its key as written.
    pub(super) fn of(source: &str, fields: &Map<String, Value>) -> Self {
        let words = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        Self {
            source: source.to_owned(),
            field: words("field").unwrap_or_default(),
            read: words("read"),
            right: words("right"),
            reason: words("reason"),
        }
    }
}

/// Writes corrections as tables that [`super::parse`] reads back as the same.
pub fn write_corrections(corrections: &[Correction]) -> String {
    let mut out = String::new();
    for correction in corrections {
        let Correction {
            source,
            field,
            read,
            right,
            reason,
        } = correction;
        let gap = if out.is_empty() { "" } else { "\n" };
        // Writing into a String cannot fail.
        let _ = writeln!(
            out,
            "{gap}[[{TABLE}]]\nsource = {}\nfield = {}",
            quoted(source),
            quoted(field)
        );
        for (name, words) in [("read", read), ("right", right), ("reason", reason)] {
            if let Some(words) = words {
                let _ = writeln!(out, "{name} = {}", quoted(words));
            }
        }
    }
    out
}
