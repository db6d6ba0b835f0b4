//! From the tables of a file to commands: records, their facts, and the regional governments.

use std::collections::HashMap;

use domain::any::AnyCommand;
use domain::region::{self, Level};
use domain::subject::Command;
use domain::text::Text;
use domain::{Reference, SubjectKind, When};
use domain::{
    agreement, commitment, disclosure, gathering, organization, person, post, programme, source,
    statement,
};
use serde_json::{Map, Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::correction::{self, Correction};
use super::governments::described;
use super::nearest::nearest;
use super::problem::{Expected, Fault, Problem};
use super::schema::{self, FACT_FIELDS, Kind, RECORD_FIELDS};
use super::tree::{
    Index, Tree, governments, has_facts_only, is_key, shortened, subject_of, uuid_of,
};
use super::value::written;
use super::{GOVERNMENT, GOVERNMENTS, Record};

/// How many unknown keys get a suggestion. Each is compared with all keys, which a file of nothing but slips would make slow.
const MAX_SUGGESTIONS: u32 = 200;

/// What one record's table says.
#[derive(Debug)]
pub(super) struct Drafted {
    pub(super) subject: Reference,
    /// What it is; none if the table has facts only, or is wrong.
    pub(super) description: Option<Record>,
    /// What its description points at.
    pub(super) needs: Vec<Reference>,
    pub(super) facts: Vec<Record>,
}

/// Reads one file after another.
pub(super) struct Reader<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) known: &'a dyn Fn(&Reference) -> bool,
    tree: &'a Tree<'a>,
    /// Where in the record the reader is.
    path: String,
    /// What the record points at.
    pub(super) needs: Vec<Reference>,
    pub(super) suggestions: u32,
    described: HashMap<Reference, (&'a str, u32)>,
    noted: HashMap<(Reference, String), (&'a str, u32)>,
    all_governments: Option<(&'a str, u32)>,
    pub(super) drafted: Vec<Drafted>,
    pub(super) corrections: Vec<Correction>,
    pub(super) problems: Vec<Problem>,
}

/// What every record has beside its fields.
struct Head {
    subject: Reference,
    key: String,
    line: u32,
    on: Option<When>,
    reason: Option<Text>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        index: &'a Index<'a>,
        known: &'a dyn Fn(&Reference) -> bool,
        first: &'a Tree<'a>,
    ) -> Self {
        Self {
            index,
            known,
            tree: first,
            path: String::new(),
            needs: Vec::new(),
            suggestions: MAX_SUGGESTIONS,
            described: HashMap::new(),
            noted: HashMap::new(),
            all_governments: None,
            drafted: Vec::new(),
            corrections: Vec::new(),
            problems: Vec::new(),
        }
    }

    pub(super) fn file(&mut self, tree: &'a Tree<'a>) {
        self.tree = tree;
        let start = self.problems.len();
        self.problems.extend(tree.problems.iter().cloned());
        for (name, value) in tree.root.get_ref() {
            let word: &str = name.get_ref();
            let kind = schema::KINDS.iter().find(|kind| kind.kind.as_str() == word);
            match (word, kind) {
                (GOVERNMENTS, _) => self.all_governments(value),
                (GOVERNMENT, _) => {
                    self.each_table(value, |reader, at, table| reader.government(at, table))
                }
                (correction::TABLE, _) => {
                    self.each_table(value, |reader, at, table| reader.correction(at, table))
                }
                (_, Some(kind)) => {
                    self.each_table(value, |reader, at, table| reader.record(kind, at, table))
                }
                (_, None) => {
                    let tables = schema::KINDS.iter().map(|kind| kind.kind.as_str()).chain([
                        GOVERNMENT,
                        GOVERNMENTS,
                        correction::TABLE,
                    ]);
                    self.problem(
                        name.span().start,
                        word,
                        Fault::UnknownTable {
                            nearest: nearest(word, tables).map(str::to_owned),
                        },
                    );
                }
            }
        }
        self.problems[start..].sort_by_key(|problem| problem.line);
    }

    // ------------------------------------------------------------ problems

    pub(super) fn problem(&mut self, at: usize, value: &str, fault: Fault) {
        let line = self.tree.line(at);
        // In a broken file what is missing may stand where nothing could be read, and a line that is no TOML says nothing.
        let follows = matches!(fault, Fault::Missing | Fault::EmptyList | Fault::FactsOnly);
        if self.tree.is_broken() && (follows || self.tree.is_broken_at(line)) {
            return;
        }
        let (file, path) = (self.tree.file.to_owned(), self.path.clone());
        self.problems.push(Problem {
            file,
            line,
            path,
            value: shortened(value),
            fault,
        });
    }

    /// Reads something that stands one step below.
    pub(super) fn below<T>(
        &mut self,
        step: impl std::fmt::Display,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        use std::fmt::Write as _;
        let length = self.path.len();
        // Writing into a String cannot fail.
        let _ = write!(self.path, "{}{step}", if length == 0 { "" } else { " " });
        let result = read(self);
        self.path.truncate(length);
        result
    }

    pub(super) fn wrong_type(&mut self, value: &Spanned<DeValue<'_>>, expected: Expected) {
        self.problem(
            value.span().start,
            &written(value.get_ref()),
            Fault::WrongType { expected },
        );
    }

    // ------------------------------------------------------------ records

    pub(super) fn each_table(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        mut read: impl FnMut(&mut Self, usize, &DeTable<'_>),
    ) {
        let Some(array) = value.get_ref().as_array() else {
            return self.wrong_type(value, Expected::Tables);
        };
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(table) => read(self, item.span().start, table),
                None => self.wrong_type(item, Expected::Tables),
            }
        }
    }

    fn record(&mut self, kind: &'static Kind, at: usize, table: &DeTable<'_>) {
        let name = kind.kind.as_str();
        let Some(key) = self.below(name, |reader| reader.own_key("key", at, table)) else {
            return;
        };
        self.below(format!("{name} '{key}'"), |reader| {
            let Some(head) = reader.head(kind.kind, key, at, table) else {
                return;
            };
            if has_facts_only(table) {
                if !reader.index.has(&head.subject, &head.key) && !(reader.known)(&head.subject) {
                    reader.problem(at, &head.key, Fault::FactsOnly);
                }
                return reader.finish(kind, head, None, table);
            }
            reader.take_key(&head, at);
            let before = reader.problems.len();
            let fields = reader.fields(kind.description, table, at, RECORD_FIELDS);
            if kind.kind == SubjectKind::Organization {
                reader.check_government_key(&head, at, &fields);
            }
            let description = (reader.problems.len() == before).then_some(fields);
            reader.finish(kind, head, description, table);
        });
    }

    fn government(&mut self, at: usize, table: &DeTable<'_>) {
        let Some(code) = self.below(GOVERNMENT, |reader| reader.own_key("code", at, table)) else {
            return;
        };
        self.below(format!("{GOVERNMENT} '{code}'"), |reader| {
            let region = region::find(&code)
                .filter(|region| matches!(region.level, Level::Province | Level::Regency));
            let (Some(kind), Some(region)) = (schema::of(SubjectKind::Organization), region) else {
                return reader.problem(at, &code, Fault::UnknownGovernment);
            };
            let Some(head) = reader.head(kind.kind, code, at, table) else {
                return;
            };
            reader.take_key(&head, at);
            let before = reader.problems.len();
            let own = reader.fields(
                schema::GOVERNMENT,
                table,
                at,
                &["code", "on", "reason", "reason_en", "fact"],
            );
            let description = (reader.problems.len() == before)
                .then(|| reader.government_description(&region, own));
            reader.finish(kind, head, description, table);
        });
    }

    fn correction(&mut self, at: usize, table: &DeTable<'_>) {
        self.below(correction::TABLE, |reader| {
            let before = reader.problems.len();
            let fields = reader.fields(correction::SCHEMA, table, at, &[]);
            let source = table
                .get("source")
                .and_then(|value| value.get_ref().as_str());
            if let Some(source) = source.filter(|_| reader.problems.len() == before) {
                reader.corrections.push(Correction::of(source, &fields));
            }
        });
    }

    fn all_governments(&mut self, value: &Spanned<DeValue<'_>>) {
        let at = value.span().start;
        let Some(table) = value.get_ref().as_table() else {
            return self.wrong_type(value, Expected::Table);
        };
        let Some(kind) = schema::of(SubjectKind::Organization) else {
            return;
        };
        self.below(GOVERNMENTS, |reader| {
            let before = reader.problems.len();
            let fields = reader.fields(schema::GOVERNMENTS, table, at, &[]);
            if let Some((file, line)) = reader.all_governments {
                return reader.problem(
                    at,
                    GOVERNMENTS,
                    Fault::Duplicate {
                        file: file.to_owned(),
                        line,
                    },
                );
            }
            let line = reader.tree.line(at);
            reader.all_governments = Some((reader.tree.file, line));
            if reader.problems.len() > before || fields.get("all") != Some(&Value::Bool(true)) {
                return;
            }
            for region in governments()
                .filter(|region| !reader.index.own_table.contains(region.code.as_str()))
            {
                let key = region.code.to_string();
                let head = Head {
                    subject: subject_of(kind.kind, &key),
                    key,
                    line,
                    on: None,
                    reason: None,
                };
                reader.take_key(&head, at);
                let description = reader.government_description(region, Map::new());
                reader.finish(kind, head, Some(description), &DeTable::new());
            }
        });
    }

    /// What the table of regions says of a government, and what its own table adds.
    fn government_description(
        &mut self,
        region: &region::Region,
        own: Map<String, Value>,
    ) -> Map<String, Value> {
        let source = self
            .index
            .governments_source
            .map(|key| domain::id::SourceId(subject_of(SubjectKind::Source, key).id));
        let base = described(region, source);
        self.needs.extend(
            base.parent
                .map(Reference::from)
                .into_iter()
                .chain(source.map(Reference::from)),
        );
        let mut base = match serde_json::to_value(base) {
            Ok(Value::Object(base)) => base,
            // A description is always an object.
            _ => Map::new(),
        };
        for (name, value) in own {
            match (base.get_mut(&name), value) {
                (Some(Value::Array(base)), Value::Array(more)) => base.extend(more),
                (_, value) => {
                    base.insert(name, value);
                }
            }
        }
        base
    }

    fn check_government_key(&mut self, head: &Head, at: usize, fields: &Map<String, Value>) {
        let is_government = matches!(
            fields.get("kind").and_then(Value::as_str),
            Some("province" | "regency" | "city")
        );
        if let Some(region) = fields
            .get("region")
            .and_then(Value::as_str)
            .filter(|region| is_government && *region != head.key)
        {
            self.problem(
                at,
                &head.key,
                Fault::KeyIsNotRegion {
                    region: region.to_owned(),
                },
            );
        }
    }

    fn own_key(&mut self, name: &'static str, at: usize, table: &DeTable<'_>) -> Option<String> {
        let Some(value) = table.get(name) else {
            self.problem(at, name, Fault::Missing);
            return None;
        };
        let key = self.string(value, Expected::Key)?;
        if !is_key(key) {
            self.problem(value.span().start, key, Fault::NotAKey);
            return None;
        }
        Some(key.to_owned())
    }

    fn head(
        &mut self,
        kind: SubjectKind,
        key: String,
        at: usize,
        table: &DeTable<'_>,
    ) -> Option<Head> {
        self.needs.clear();
        let on = table
            .get("on")
            .and_then(|value| self.below("on", |reader| reader.when(value)));
        let reason = self
            .text("reason", table)
            .and_then(|reason| serde_json::from_value(reason).ok());
        Some(Head {
            subject: subject_of(kind, &key),
            key,
            line: self.tree.line(at),
            on,
            reason,
        })
    }

    /// Notes that this record describes its subject; a second one is a problem.
    fn take_key(&mut self, head: &Head, at: usize) {
        match self.described.get(&head.subject) {
            Some((file, line)) => {
                let fault = Fault::Duplicate {
                    file: (*file).to_owned(),
                    line: *line,
                };
                self.problem(at, &head.key, fault);
            }
            None => {
                self.described
                    .insert(head.subject, (self.tree.file, head.line));
            }
        }
    }

    /// Reads the facts and keeps the record.
    fn finish(
        &mut self,
        kind: &'static Kind,
        head: Head,
        description: Option<Map<String, Value>>,
        table: &DeTable<'_>,
    ) {
        let needs = std::mem::take(&mut self.needs);
        let mut facts = Vec::new();
        if let Some(value) = table.get("fact") {
            self.each_table(value, |reader, at, table| {
                facts.extend(reader.fact(kind, &head, at, table))
            });
        }
        let Head {
            subject,
            key,
            line,
            on,
            reason,
        } = head;
        let own_key = uuid_of(&key).is_none().then(|| key.clone());
        let description = description.and_then(|fields| {
            let command = describe(kind.kind, own_key, fields.into(), on, reason);
            self.taken(command, subject, &key, line)
        });
        self.drafted.push(Drafted {
            subject,
            description,
            needs,
            facts,
        });
    }

    fn fact(
        &mut self,
        kind: &'static Kind,
        head: &Head,
        at: usize,
        table: &DeTable<'_>,
    ) -> Option<Record> {
        let key = self.below("fact", |reader| reader.own_key("key", at, table))?;
        self.below(format!("fact '{key}'"), |reader| {
            let line = reader.tree.line(at);
            let taken = (head.subject, key.clone());
            match reader.noted.get(&taken) {
                Some((file, line)) => {
                    let fault = Fault::Duplicate {
                        file: (*file).to_owned(),
                        line: *line,
                    };
                    reader.problem(at, &key, fault);
                }
                None => {
                    reader.noted.insert(taken, (reader.tree.file, line));
                }
            }
            let before = reader.problems.len();
            let on = table
                .get("on")
                .and_then(|value| reader.below("on", |reader| reader.when(value)));
            let Some(value) = table.get("kind") else {
                reader.problem(at, "kind", Fault::Missing);
                return None;
            };
            let word = reader.below("kind", |reader| {
                let word = reader.string(value, Expected::Words)?;
                let choices: Vec<&'static str> = kind.facts.iter().map(|(name, _)| *name).collect();
                if !choices.contains(&word) {
                    let nearest = nearest(word, choices.iter().copied()).map(str::to_owned);
                    reader.problem(
                        value.span().start,
                        word,
                        Fault::NotAChoice { nearest, choices },
                    );
                }
                Some(word)
            })?;
            let (name, schema) = kind.facts.iter().find(|(name, _)| *name == word)?;
            let data = reader.fields(schema, table, at, FACT_FIELDS);
            if reader.problems.len() > before {
                return None;
            }
            let command = note(
                kind.kind,
                key.clone(),
                json!({ "kind": name, "data": data }),
                on,
            );
            reader.taken(command, head.subject, &key, line)
        })
    }

    fn taken(
        &mut self,
        command: Result<AnyCommand, serde_json::Error>,
        subject: Reference,
        key: &str,
        line: u32,
    ) -> Option<Record> {
        let (file, path) = (self.tree.file.to_owned(), self.path.clone());
        match command {
            Ok(command) => Some(Record {
                subject,
                command,
                file,
                line,
                path,
            }),
            Err(error) => {
                let fault = Fault::NotTaken {
                    message: error.to_string(),
                };
                self.problems.push(Problem {
                    file,
                    line,
                    path,
                    value: key.to_owned(),
                    fault,
                });
                None
            }
        }
    }
}

macro_rules! commands {
    ($($kind:ident => $ty:ty),* $(,)?) => {
        fn describe(
            kind: SubjectKind, key: Option<String>, description: Value, on: Option<When>, reason: Option<Text>,
        ) -> Result<AnyCommand, serde_json::Error> {
            Ok(match kind {$(
                SubjectKind::$kind => {
                    let description = serde_json::from_value(description)?;
                    Command::<$ty>::Describe { key, description, on, reason }.into()
                }
            )*})
        }

        fn note(kind: SubjectKind, key: String, fact: Value, on: Option<When>) -> Result<AnyCommand, serde_json::Error> {
            Ok(match kind {$(
                SubjectKind::$kind => Command::<$ty>::Note { key, fact: serde_json::from_value(fact)?, on }.into(),
            )*})
        }
    };
}

commands! {
    Organization => organization::Organization,
    Person => person::Person,
    Post => post::Post,
    Source => source::Source,
    Gathering => gathering::Gathering,
    Agreement => agreement::Agreement,
    Statement => statement::Statement,
    Programme => programme::Programme,
    Commitment => commitment::Commitment,
    Entry => disclosure::Disclosure,
}
