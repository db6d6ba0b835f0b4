//! The JSON Schema of OCDS 1.1.5, compiled once, and what it says of a value.

use std::io;
use std::sync::LazyLock;

use boon::{Compiler, ErrorKind, SchemaIndex, Schemas, ValidationError};
use serde_json::Value;

use super::{Fault, Severity, shown};

const BASE: &str = "https://standard.open-contracting.org/schema/1__1__5/";

/// The files as they were published (data/schema, Apache-2.0).
const FILES: [(&str, &str); 4] = [
    (
        "release-schema.json",
        include_str!("../../data/schema/release-schema.json"),
    ),
    (
        "release-package-schema.json",
        include_str!("../../data/schema/release-package-schema.json"),
    ),
    (
        "record-package-schema.json",
        include_str!("../../data/schema/record-package-schema.json"),
    ),
    (
        "versioned-release-validation-schema.json",
        include_str!("../../data/schema/versioned-release-validation-schema.json"),
    ),
];

/// What a value is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A release.
    Release,
    /// A record.
    Record,
    /// A package of releases, with them.
    ReleasePackage,
    /// A package of records, with them.
    RecordPackage,
    /// What stands around the releases of a package.
    AroundReleases,
    /// What stands around the records of a package.
    AroundRecords,
}

/// The compiled schema.
pub struct Schema {
    schemas: Schemas,
    parts: [(Part, SchemaIndex); 6],
}

/// Compiling takes longer than most files; once is enough.
static COMPILED: LazyLock<Result<Schema, String>> =
    LazyLock::new(|| Schema::compile().map_err(|error| error.to_string()));

impl Schema {
    /// The compiled schema.
    ///
    /// # Errors
    /// When a file that the program carries is broken; a test compiles them.
    pub fn carried() -> io::Result<&'static Self> {
        COMPILED
            .as_ref()
            .map_err(|error| io::Error::other(error.clone()))
    }

    fn compile() -> io::Result<Self> {
        let broken = |error: &dyn std::fmt::Display| {
            io::Error::other(format!("the schema of OCDS: {error}"))
        };
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        for (name, text) in FILES {
            let value: Value = serde_json::from_str(text).map_err(|error| broken(&error))?;
            for (list, around) in [
                ("releases", "around-releases.json"),
                ("records", "around-records.json"),
            ] {
                if name.starts_with(list.trim_end_matches('s')) && name.contains("-package-") {
                    let url = format!("{BASE}{around}");
                    compiler
                        .add_resource(&url, without_elements(value.clone(), list, &url))
                        .map_err(|error| broken(&error))?;
                }
            }
            compiler
                .add_resource(&format!("{BASE}{name}"), value)
                .map_err(|error| broken(&error))?;
        }
        let mut schemas = Schemas::new();
        let mut part = |part, path: &str| {
            let index = compiler.compile(&format!("{BASE}{path}"), &mut schemas);
            index
                .map(|index| (part, index))
                .map_err(|error| broken(&error))
        };
        let parts = [
            part(Part::Release, "release-schema.json")?,
            part(
                Part::Record,
                "record-package-schema.json#/definitions/record",
            )?,
            part(Part::ReleasePackage, "release-package-schema.json")?,
            part(Part::RecordPackage, "record-package-schema.json")?,
            part(Part::AroundReleases, "around-releases.json")?,
            part(Part::AroundRecords, "around-records.json")?,
        ];
        Ok(Self { schemas, parts })
    }

    /// Adds what is wrong with a value.
    pub fn check(&self, part: Part, value: &Value, faults: &mut Vec<Fault>) {
        let Some((_, index)) = self.parts.iter().find(|(one, _)| *one == part) else {
            return;
        };
        if let Err(error) = self.schemas.validate(value, *index) {
            leaves(&error, value, faults);
        }
    }
}

/// A package's schema that says nothing of the elements of its list: they are checked one by one as they come.
fn without_elements(mut schema: Value, list: &str, url: &str) -> Value {
    if let Some(list) = schema
        .pointer_mut(&format!("/properties/{list}"))
        .and_then(Value::as_object_mut)
    {
        list.remove("items");
    }
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("id".into(), url.into());
    }
    schema
}

/// The errors that stand for themselves. Of alternatives that all fail, the fault is that none fits.
fn leaves(error: &ValidationError<'_, '_>, value: &Value, faults: &mut Vec<Fault>) {
    let alternatives = matches!(error.kind, ErrorKind::OneOf(_) | ErrorKind::AnyOf);
    if !error.causes.is_empty() && !alternatives {
        return error
            .causes
            .iter()
            .for_each(|cause| leaves(cause, value, faults));
    }
    let path = error.instance_location.to_string();
    let found = value.pointer(&path);
    let fault = |path: &str, expected: String, value: String| Fault {
        severity: Severity::Schema,
        path: path.to_owned(),
        expected,
        value,
    };
    if let ErrorKind::Required { want } = &error.kind {
        for missing in want {
            faults.push(fault(
                &format!("{path}/{missing}"),
                "required / wajib ada".into(),
                "missing / tidak ada".into(),
            ));
        }
        return;
    }
    let shown = found.map_or_else(String::new, |value| shown(&value.to_string()));
    faults.push(fault(&path, expected(&error.kind), shown));
}

/// What would be right, in words that are the same for the same rule of the schema.
fn expected(kind: &ErrorKind<'_, '_>) -> String {
    match kind {
        ErrorKind::Type { want, .. } => {
            let names: Vec<String> = want.iter().map(|one| one.to_string()).collect();
            format!("type {}", names.join(" or "))
        }
        ErrorKind::Enum { want } => {
            let codes: Vec<&str> = want.iter().filter_map(Value::as_str).collect();
            match codes.as_slice() {
                codes if codes.len() <= 20 => format!("one of {}", codes.join(", ")),
                codes => format!("one of {} codes of a closed list", codes.len()),
            }
        }
        ErrorKind::Format { want, .. } => match *want {
            "date-time" => {
                "date-time with zone (RFC 3339), such as 2025-12-31T08:00:00+07:00".into()
            }
            want => format!("format {want}"),
        },
        ErrorKind::MinLength { want, .. } => format!("at least {want} character(s)"),
        ErrorKind::MinItems { want, .. } => format!("at least {want} element(s)"),
        ErrorKind::UniqueItems { .. } => "elements that differ from each other".into(),
        ErrorKind::Pattern { want, .. } => format!("a text like {want}"),
        ErrorKind::OneOf(_) | ErrorKind::AnyOf => {
            "one of several forms (such as linked or whole releases), and it has none".into()
        }
        other => other.to_string(),
    }
}
