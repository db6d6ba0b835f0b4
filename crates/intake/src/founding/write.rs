//! From commands to files, in the one way that [`super::parse`] reads back as the same commands.

use std::collections::HashMap;
use std::fmt::Write as _;

use domain::any::AnyCommand;
use domain::subject::{Command, Subject};
use domain::text::Text;
use domain::{Reference, SubjectKind, When};
use serde::Serialize;
use serde_json::Value;

use super::Record;
use super::schema::{Field, KINDS, Kind, Type};
use super::tree::governments;

/// Writes commands as files of the founding format: name and text, one file per kind, in the order of
/// [`SubjectKind::PUBLIC`]; a kind without records gets none.
///
/// Subjects are named by their keys: those of the records, of the regional governments, and what `key_of` says of others.
/// A subject without a key is named by its id, which [`super::parse`] takes in a key's place. Comments are not kept.
///
/// # Errors
/// If a record cannot be turned into JSON, which none of `domain`'s types refuses.
pub fn write(
    records: &[Record],
    key_of: &dyn Fn(&Reference) -> Option<String>,
) -> Result<Vec<(String, String)>, serde_json::Error> {
    let mut subjects: Vec<Outline> = Vec::new();
    let mut places: HashMap<Reference, usize> = HashMap::new();
    let mut keys: HashMap<Reference, String> = governments()
        .map(|region| {
            (
                Reference::from_key(SubjectKind::Organization, &region.code),
                region.code.to_string(),
            )
        })
        .collect();
    for record in records {
        let at = *places.entry(record.subject).or_insert_with(|| {
            subjects.push(Outline {
                subject: record.subject,
                description: None,
                facts: Vec::new(),
            });
            subjects.len() - 1
        });
        match parts(&record.command)? {
            Part::Description(description) => {
                keys.extend(description.key.clone().map(|key| (record.subject, key)));
                subjects[at].description = Some(description);
            }
            Part::Fact(fact) => subjects[at].facts.push(fact),
        }
    }
    let writer = Writer { keys, key_of };
    let mut files = Vec::new();
    for kind in &KINDS {
        let mut text = String::new();
        for outline in subjects
            .iter()
            .filter(|outline| outline.subject.kind == kind.kind)
        {
            writer.subject(kind, outline, &mut text);
        }
        if !text.is_empty() {
            files.push((format!("{}.toml", kind.kind.plural()), text));
        }
    }
    Ok(files)
}

/// What is written of a subject.
struct Outline {
    subject: Reference,
    description: Option<Description>,
    facts: Vec<Fact>,
}

struct Description {
    key: Option<String>,
    fields: Value,
    on: Option<When>,
    reason: Option<Text>,
}

struct Fact {
    key: String,
    /// `{"kind":…,"data":…}`
    tagged: Value,
    on: Option<When>,
}

enum Part {
    Description(Description),
    Fact(Fact),
}

struct Writer<'a> {
    keys: HashMap<Reference, String>,
    key_of: &'a dyn Fn(&Reference) -> Option<String>,
}

impl Writer<'_> {
    fn subject(&self, kind: &Kind, outline: &Outline, out: &mut String) {
        let name = kind.kind.as_str();
        header(out, "[[", name, "]]");
        let own_key = outline.description.as_ref().map(|d| {
            d.key
                .clone()
                .unwrap_or_else(|| outline.subject.id.to_string())
        });
        line(
            out,
            "key",
            &quoted(&own_key.unwrap_or_else(|| self.name(&outline.subject))),
        );
        if let Some(Description {
            fields, on, reason, ..
        }) = &outline.description
        {
            when(out, *on);
            self.fields(kind.description, fields, out);
            if let Some(reason) = reason {
                line(out, "reason", &quoted(&reason.id));
                reason
                    .en
                    .iter()
                    .for_each(|en| line(out, "reason_en", &quoted(en)));
            }
            self.sub_tables(name, kind.description, fields, out);
        }
        for Fact { key, tagged, on } in &outline.facts {
            let word = tagged["kind"].as_str().unwrap_or_default();
            let path = format!("{name}.fact");
            header(out, "[[", &path, "]]");
            line(out, "key", &quoted(key));
            line(out, "kind", &quoted(word));
            when(out, *on);
            if let Some((_, fields)) = kind.facts.iter().find(|(name, _)| *name == word) {
                self.fields(fields, &tagged["data"], out);
                self.sub_tables(&path, fields, &tagged["data"], out);
            }
        }
    }

    /// The fields that stand on a line.
    fn fields(&self, schema: &[Field], values: &Value, out: &mut String) {
        for field in schema {
            let Some(value) = values.get(field.name) else {
                continue;
            };
            match field.ty {
                Type::Table(_) | Type::Tables(_) => {}
                Type::Text => {
                    line(out, field.written, &text(&value["id"]));
                    if let Some(en) = value.get("en") {
                        line(out, &format!("{}_en", field.written), &text(en));
                    }
                }
                ty => {
                    let empty = value.as_array().is_some_and(Vec::is_empty);
                    if field.required || !empty {
                        line(out, field.written, &self.value(ty, value));
                    }
                }
            }
        }
    }

    /// The fields that are tables of their own, which in TOML follow all others.
    fn sub_tables(&self, path: &str, schema: &[Field], values: &Value, out: &mut String) {
        for field in schema {
            let (fields, tables, open, close) = match (field.ty, values.get(field.name)) {
                (Type::Table(fields), Some(table)) => {
                    (fields, std::slice::from_ref(table), "[", "]")
                }
                (Type::Tables(fields), Some(Value::Array(tables))) => {
                    (fields, tables.as_slice(), "[[", "]]")
                }
                _ => continue,
            };
            let path = format!("{path}.{}", field.written);
            for table in tables {
                header(out, open, &path, close);
                self.fields(fields, table, out);
                self.sub_tables(&path, fields, table, out);
            }
        }
    }

    fn value(&self, ty: Type, value: &Value) -> String {
        let list = |write: &dyn Fn(&Value) -> String| {
            let items: Vec<String> = value.as_array().into_iter().flatten().map(write).collect();
            format!("[{}]", items.join(", "))
        };
        match ty {
            Type::Whole(..) | Type::Switch => value.to_string(),
            Type::Key(kind) => quoted(&self.key(kind, value)),
            Type::Keys(kind) => list(&|item| quoted(&self.key(kind, item))),
            Type::Reference => match serde_json::from_value::<Reference>(value.clone()) {
                Ok(subject) => quoted(&format!("{}:{}", subject.kind, self.name(&subject))),
                Err(_) => text(value),
            },
            Type::Citations => list(&|item| self.citation(item)),
            Type::WordsList | Type::Choices(_) => list(&text),
            Type::Texts => list(&|item| match item.get("en") {
                Some(en) => format!("{{ id = {}, en = {} }}", text(&item["id"]), text(en)),
                None => text(&item["id"]),
            }),
            _ => text(value),
        }
    }

    fn citation(&self, citation: &Value) -> String {
        let source = self.key(SubjectKind::Source, &citation["source"]);
        let paragraph = citation.get("paragraph");
        match (citation["how"].as_str(), paragraph) {
            (Some("quoted_from"), Some(paragraph)) => format!(
                "{{ source = {}, paragraph = {paragraph}, how = \"quoted_from\" }}",
                quoted(&source)
            ),
            (Some("quoted_from"), None) => {
                format!("{{ source = {}, how = \"quoted_from\" }}", quoted(&source))
            }
            (_, Some(paragraph)) => quoted(&format!("{source}#{paragraph}")),
            (_, None) => quoted(&source),
        }
    }

    fn key(&self, kind: SubjectKind, id: &Value) -> String {
        let text = id.as_str().unwrap_or_default();
        match text.parse() {
            Ok(id) => self.name(&Reference::new(kind, id)),
            Err(_) => text.to_owned(),
        }
    }

    /// What names a subject in a file.
    fn name(&self, subject: &Reference) -> String {
        let key = || {
            self.keys
                .get(subject)
                .cloned()
                .or_else(|| (self.key_of)(subject))
        };
        key().unwrap_or_else(|| subject.id.to_string())
    }
}

fn header(out: &mut String, open: &str, path: &str, close: &str) {
    // Writing into a String cannot fail, here and below.
    let _ = writeln!(
        out,
        "{}{open}{path}{close}",
        if out.is_empty() { "" } else { "\n" }
    );
}

fn line(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "{name} = {value}");
}

fn when(out: &mut String, on: Option<When>) {
    on.iter()
        .for_each(|on| line(out, "on", &quoted(&on.to_string())));
}

fn text(value: &Value) -> String {
    quoted(value.as_str().unwrap_or_default())
}

/// A TOML basic string on one line, so that a changed text is a changed line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn part<S: Subject>(command: &Command<S>) -> Result<Part, serde_json::Error> {
    Ok(match command {
        Command::Describe {
            key,
            description,
            on,
            reason,
        } => Part::Description(Description {
            key: key.clone(),
            fields: json(description)?,
            on: *on,
            reason: reason.clone(),
        }),
        Command::Note { key, fact, on } => Part::Fact(Fact {
            key: key.clone(),
            tagged: json(fact)?,
            on: *on,
        }),
    })
}

fn json(value: &impl Serialize) -> Result<Value, serde_json::Error> {
    serde_json::to_value(value)
}

fn parts(command: &AnyCommand) -> Result<Part, serde_json::Error> {
    match command {
        AnyCommand::Organization(command) => part(command),
        AnyCommand::Person(command) => part(command),
        AnyCommand::Post(command) => part(command),
        AnyCommand::Source(command) => part(command),
        AnyCommand::Gathering(command) => part(command),
        AnyCommand::Agreement(command) => part(command),
        AnyCommand::Statement(command) => part(command),
        AnyCommand::Programme(command) => part(command),
        AnyCommand::Commitment(command) => part(command),
        AnyCommand::Entry(command) => part(command),
    }
}
