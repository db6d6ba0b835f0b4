//! From a table of the file to a command: every field against the schema, every key against the index.

use std::collections::HashMap;

use domain::any::AnyCommand;
use domain::number::Decimal;
use domain::refusal::TextProblem;
use domain::region::{self, Level};
use domain::subject::{Command, MAX_TEXT_CHARS};
use domain::text::Text;
use domain::{Reference, SubjectKind, When};
use domain::{agreement, commitment, disclosure, gathering, organization, person, post, programme, source, statement};
use serde_json::{Map, Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use unicode_normalization::is_nfc;
use uuid::Uuid;

use super::governments::described;
use super::nearest::nearest;
use super::problem::{Expected, Fault, Problem};
use super::schema::{self, FACT_FIELDS, Field, Kind, RECORD_FIELDS, Type};
use super::tree::{Index, Tree, governments, has_facts_only, is_key, shortened, subject_of, uuid_of};
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
    index: &'a Index<'a>,
    known: &'a dyn Fn(&Reference) -> bool,
    tree: &'a Tree<'a>,
    /// Where in the record the reader is.
    path: String,
    /// What the record points at.
    needs: Vec<Reference>,
    suggestions: u32,
    described: HashMap<Reference, (&'a str, u32)>,
    noted: HashMap<(Reference, String), (&'a str, u32)>,
    all_governments: Option<(&'a str, u32)>,
    pub(super) drafted: Vec<Drafted>,
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
    pub(super) fn new(index: &'a Index<'a>, known: &'a dyn Fn(&Reference) -> bool, first: &'a Tree<'a>) -> Self {
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
                (GOVERNMENT, _) => self.each_table(value, |reader, at, table| reader.government(at, table)),
                (_, Some(kind)) => self.each_table(value, |reader, at, table| reader.record(kind, at, table)),
                (_, None) => {
                    let tables = schema::KINDS.iter().map(|kind| kind.kind.as_str()).chain([GOVERNMENT, GOVERNMENTS]);
                    self.problem(name.span().start, word, Fault::UnknownTable { nearest: nearest(word, tables).map(str::to_owned) });
                }
            }
        }
        self.problems[start..].sort_by_key(|problem| problem.line);
    }

    // ------------------------------------------------------------ problems

    fn problem(&mut self, at: usize, value: &str, fault: Fault) {
        let line = self.tree.line(at);
        // In a broken file what is missing may stand where nothing could be read, and a line that is no TOML says nothing.
        let follows = matches!(fault, Fault::Missing | Fault::EmptyList | Fault::FactsOnly);
        if self.tree.is_broken() && (follows || self.tree.is_broken_at(line)) {
            return;
        }
        let (file, path) = (self.tree.file.to_owned(), self.path.clone());
        self.problems.push(Problem { file, line, path, value: shortened(value), fault });
    }

    /// Reads something that stands one step below.
    fn below<T>(&mut self, step: impl std::fmt::Display, read: impl FnOnce(&mut Self) -> T) -> T {
        use std::fmt::Write as _;
        let length = self.path.len();
        // Writing into a String cannot fail.
        let _ = write!(self.path, "{}{step}", if length == 0 { "" } else { " " });
        let result = read(self);
        self.path.truncate(length);
        result
    }

    fn wrong_type(&mut self, value: &Spanned<DeValue<'_>>, expected: Expected) {
        self.problem(value.span().start, &written(value.get_ref()), Fault::WrongType { expected });
    }

    // ------------------------------------------------------------ records

    fn each_table(&mut self, value: &Spanned<DeValue<'_>>, mut read: impl FnMut(&mut Self, usize, &DeTable<'_>)) {
        let Some(array) = value.get_ref().as_array() else { return self.wrong_type(value, Expected::Tables) };
        for item in array.iter() {
            match item.get_ref().as_table() {
                Some(table) => read(self, item.span().start, table),
                None => self.wrong_type(item, Expected::Tables),
            }
        }
    }

    fn record(&mut self, kind: &'static Kind, at: usize, table: &DeTable<'_>) {
        let name = kind.kind.as_str();
        let Some(key) = self.below(name, |reader| reader.own_key("key", at, table)) else { return };
        self.below(&format!("{name} '{key}'"), |reader| {
            let Some(head) = reader.head(kind.kind, key, at, table) else { return };
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
        let Some(code) = self.below(GOVERNMENT, |reader| reader.own_key("code", at, table)) else { return };
        self.below(&format!("{GOVERNMENT} '{code}'"), |reader| {
            let region = region::find(&code).filter(|region| matches!(region.level, Level::Province | Level::Regency));
            let (Some(kind), Some(region)) = (schema::of(SubjectKind::Organization), region) else {
                return reader.problem(at, &code, Fault::UnknownGovernment);
            };
            let Some(head) = reader.head(kind.kind, code, at, table) else { return };
            reader.take_key(&head, at);
            let before = reader.problems.len();
            let own = reader.fields(schema::GOVERNMENT, table, at, &["code", "on", "reason", "reason_en", "fact"]);
            let description = (reader.problems.len() == before).then(|| reader.government_description(&region, own));
            reader.finish(kind, head, description, table);
        });
    }

    fn all_governments(&mut self, value: &Spanned<DeValue<'_>>) {
        let at = value.span().start;
        let Some(table) = value.get_ref().as_table() else { return self.wrong_type(value, Expected::Table) };
        let Some(kind) = schema::of(SubjectKind::Organization) else { return };
        self.below(GOVERNMENTS, |reader| {
            let before = reader.problems.len();
            let fields = reader.fields(schema::GOVERNMENTS, table, at, &[]);
            if let Some((file, line)) = reader.all_governments {
                return reader.problem(at, GOVERNMENTS, Fault::Duplicate { file: file.to_owned(), line });
            }
            let line = reader.tree.line(at);
            reader.all_governments = Some((reader.tree.file, line));
            if reader.problems.len() > before || fields.get("all") != Some(&Value::Bool(true)) {
                return;
            }
            for region in governments().filter(|region| !reader.index.own_table.contains(region.code.as_str())) {
                let key = region.code.to_string();
                let head = Head { subject: subject_of(kind.kind, &key), key, line, on: None, reason: None };
                reader.take_key(&head, at);
                let description = reader.government_description(region, Map::new());
                reader.finish(kind, head, Some(description), &DeTable::new());
            }
        });
    }

    /// What the table of regions says of a government, and what its own table adds.
    fn government_description(&mut self, region: &region::Region, own: Map<String, Value>) -> Map<String, Value> {
        let source = self.index.governments_source.map(|key| domain::id::SourceId(subject_of(SubjectKind::Source, key).id));
        let base = described(region, source);
        self.needs.extend(base.parent.map(Reference::from).into_iter().chain(source.map(Reference::from)));
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
        let is_government = matches!(fields.get("kind").and_then(Value::as_str), Some("province" | "regency" | "city"));
        if let Some(region) = fields.get("region").and_then(Value::as_str).filter(|region| is_government && *region != head.key) {
            self.problem(at, &head.key, Fault::KeyIsNotRegion { region: region.to_owned() });
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

    fn head(&mut self, kind: SubjectKind, key: String, at: usize, table: &DeTable<'_>) -> Option<Head> {
        self.needs.clear();
        let on = table.get("on").and_then(|value| self.below("on", |reader| reader.when(value)));
        let reason = self.text("reason", table).and_then(|reason| serde_json::from_value(reason).ok());
        Some(Head { subject: subject_of(kind, &key), key, line: self.tree.line(at), on, reason })
    }

    /// Notes that this record describes its subject; a second one is a problem.
    fn take_key(&mut self, head: &Head, at: usize) {
        match self.described.get(&head.subject) {
            Some((file, line)) => {
                let fault = Fault::Duplicate { file: (*file).to_owned(), line: *line };
                self.problem(at, &head.key, fault);
            }
            None => {
                self.described.insert(head.subject, (self.tree.file, head.line));
            }
        }
    }

    /// Reads the facts and keeps the record.
    fn finish(&mut self, kind: &'static Kind, head: Head, description: Option<Map<String, Value>>, table: &DeTable<'_>) {
        let needs = std::mem::take(&mut self.needs);
        let mut facts = Vec::new();
        if let Some(value) = table.get("fact") {
            self.each_table(value, |reader, at, table| facts.extend(reader.fact(kind, &head, at, table)));
        }
        let Head { subject, key, line, on, reason } = head;
        let own_key = uuid_of(&key).is_none().then(|| key.clone());
        let description = description.and_then(|fields| {
            let command = describe(kind.kind, own_key, fields.into(), on, reason);
            self.taken(command, subject, &key, line)
        });
        self.drafted.push(Drafted { subject, description, needs, facts });
    }

    fn fact(&mut self, kind: &'static Kind, head: &Head, at: usize, table: &DeTable<'_>) -> Option<Record> {
        let key = self.below("fact", |reader| reader.own_key("key", at, table))?;
        self.below(&format!("fact '{key}'"), |reader| {
            let line = reader.tree.line(at);
            let taken = (head.subject, key.clone());
            match reader.noted.get(&taken) {
                Some((file, line)) => {
                    let fault = Fault::Duplicate { file: (*file).to_owned(), line: *line };
                    reader.problem(at, &key, fault);
                }
                None => {
                    reader.noted.insert(taken, (reader.tree.file, line));
                }
            }
            let before = reader.problems.len();
            let on = table.get("on").and_then(|value| reader.below("on", |reader| reader.when(value)));
            let Some(value) = table.get("kind") else {
                reader.problem(at, "kind", Fault::Missing);
                return None;
            };
            let word = reader.below("kind", |reader| {
                let word = reader.string(value, Expected::Words)?;
                let choices: Vec<&'static str> = kind.facts.iter().map(|(name, _)| *name).collect();
                if !choices.contains(&word) {
                    let nearest = nearest(word, choices.iter().copied()).map(str::to_owned);
                    reader.problem(value.span().start, word, Fault::NotAChoice { nearest, choices });
                }
                Some(word)
            })?;
            let (name, schema) = kind.facts.iter().find(|(name, _)| *name == word)?;
            let data = reader.fields(schema, table, at, FACT_FIELDS);
            if reader.problems.len() > before {
                return None;
            }
            let command = note(kind.kind, key.clone(), json!({ "kind": name, "data": data }), on);
            reader.taken(command, head.subject, &key, line)
        })
    }

    fn taken(&mut self, command: Result<AnyCommand, serde_json::Error>, subject: Reference, key: &str, line: u32) -> Option<Record> {
        let (file, path) = (self.tree.file.to_owned(), self.path.clone());
        match command {
            Ok(command) => Some(Record { subject, command, file, line, path }),
            Err(error) => {
                let fault = Fault::NotTaken { message: error.to_string() };
                self.problems.push(Problem { file, line, path, value: key.to_owned(), fault });
                None
            }
        }
    }

    // ------------------------------------------------------------ fields

    /// The table as JSON under `domain`'s names. What is wrong in it is a problem and left out.
    fn fields(&mut self, schema: &'static [Field], table: &DeTable<'_>, at: usize, beside: &[&'static str]) -> Map<String, Value> {
        let mut fields = Map::new();
        for (name, value) in table {
            let word: &str = name.get_ref();
            if beside.contains(&word) {
                continue;
            }
            if let Some(field) = schema.iter().find(|field| field.written == word) {
                let read = self.below(word, |reader| reader.value(field, value, table));
                fields.extend(read.map(|read| (field.name.to_owned(), read)));
            } else if !english_of(schema, word).is_some_and(|field| table.contains_key(field.written)) {
                self.unknown_field(schema, name, beside);
            }
        }
        for field in schema.iter().filter(|field| !table.contains_key(field.written)) {
            match field.ty {
                Type::Tables(_) => {
                    fields.insert(field.name.to_owned(), Value::Array(Vec::new()));
                }
                _ if field.required => self.problem(at, field.written, Fault::Missing),
                _ => {}
            }
        }
        fields
    }

    fn unknown_field(&mut self, schema: &'static [Field], name: &Spanned<std::borrow::Cow<'_, str>>, beside: &[&'static str]) {
        let word: &str = name.get_ref();
        if let Some(field) = english_of(schema, word).filter(|field| !field.required) {
            return self.problem(name.span().start, field.written, Fault::Missing);
        }
        if english_of(schema, word).is_some() {
            return; // The Indonesian text is missing and reported as such.
        }
        let fields: Vec<&'static str> = schema.iter().map(|field| field.written).chain(beside.iter().copied()).collect();
        let nearest = nearest(word, fields.iter().copied()).map(str::to_owned);
        self.problem(name.span().start, word, Fault::UnknownField { nearest, fields });
    }

    fn value(&mut self, field: &'static Field, value: &Spanned<DeValue<'_>>, table: &DeTable<'_>) -> Option<Value> {
        let at = value.span().start;
        match field.ty {
            Type::Words => self.words(value).map(Value::from),
            Type::WordsList => self.list(field, value, Expected::WordsList, |reader, item| reader.words(item).map(Value::from)),
            Type::Text => self.text(field.written, table),
            Type::Texts => self.list(field, value, Expected::Texts, Self::listed_text),
            Type::Whole(least, most) => self.whole(value, least, most),
            Type::Switch => match value.get_ref() {
                DeValue::Boolean(yes) => Some(Value::Bool(*yes)),
                _ => {
                    self.wrong_type(value, Expected::Switch);
                    None
                }
            },
            Type::When => self.when(value).map(|when| Value::from(when.to_string())),
            Type::Decimal => self.decimal(value),
            Type::Choice(choices) => self.choice(value, choices),
            Type::Choices(choices) => self.list(field, value, Expected::Choices, |reader, item| reader.choice(item, choices)),
            Type::Key(kind) => self.key(value, kind).map(|id| json!(id)),
            Type::Keys(kind) => self.list(field, value, Expected::Keys, |reader, item| reader.key(item, kind).map(|id| json!(id))),
            Type::Reference => self.reference(value),
            Type::Citations => self.list(field, value, Expected::Citations, Self::citation),
            Type::Table(schema) => match value.get_ref().as_table() {
                Some(table) => Some(Value::Object(self.fields(schema, table, at, &[]))),
                None => {
                    self.wrong_type(value, Expected::Table);
                    None
                }
            },
            Type::Tables(schema) => {
                let mut rows = Vec::new();
                self.each_table(value, |reader, at, table| {
                    let number = rows.len() + 1;
                    rows.push(Value::Object(reader.below(number, |reader| reader.fields(schema, table, at, &[]))));
                });
                Some(Value::Array(rows))
            }
        }
    }

    fn list(
        &mut self,
        field: &'static Field,
        value: &Spanned<DeValue<'_>>,
        expected: Expected,
        mut read: impl FnMut(&mut Self, &Spanned<DeValue<'_>>) -> Option<Value>,
    ) -> Option<Value> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(value, expected);
            return None;
        };
        if items.is_empty() && field.required {
            self.problem(value.span().start, field.written, Fault::EmptyList);
        }
        let several = items.len() > 1;
        let mut list = Vec::with_capacity(items.len());
        for (number, item) in items.iter().enumerate() {
            let mut read = |reader: &mut Self| read(reader, item);
            list.extend(if several { self.below(number + 1, read) } else { read(self) });
        }
        Some(Value::Array(list))
    }

    /// A string. Another value that would be right inside quotation marks is a problem that says so.
    fn string<'t>(&mut self, value: &'t Spanned<DeValue<'_>>, expected: Expected) -> Option<&'t str> {
        if let Some(text) = value.get_ref().as_str() {
            return Some(text);
        }
        let plain = written(value.get_ref());
        let fits = match expected {
            Expected::When => plain.parse::<When>().is_ok(),
            Expected::Decimal => plain.parse::<Decimal>().is_ok(),
            Expected::Key | Expected::Keys => is_key(&plain),
            _ => false,
        };
        let scalar = matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_));
        let fault = if fits && scalar { Fault::Unquoted } else { Fault::WrongType { expected } };
        self.problem(value.span().start, &plain, fault);
        None
    }

    fn words(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = self.string(value, Expected::Words)?;
        match text_problem(text) {
            Some(problem) => {
                self.problem(value.span().start, text, Fault::BadText(problem));
                None
            }
            None => Some(text.to_owned()),
        }
    }

    /// `x` and `x_en` of a table.
    fn text(&mut self, name: &str, table: &DeTable<'_>) -> Option<Value> {
        let english = format!("{name}_en");
        let en = table.get(english.as_str());
        let id = table.get(name).and_then(|value| self.words(value));
        let en = en.map(|value| self.words(value));
        match (id, en) {
            (Some(id), None) => Some(json!({ "id": id })),
            (Some(id), Some(Some(en))) => Some(json!({ "id": id, "en": en })),
            _ => None,
        }
    }

    fn listed_text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        const BOTH: &[Field] = &[
            Field { name: "id", written: "id", ty: Type::Words, required: true },
            Field { name: "en", written: "en", ty: Type::Words, required: false },
        ];
        match value.get_ref() {
            DeValue::Table(table) => Some(Value::Object(self.fields(BOTH, table, value.span().start, &[]))),
            DeValue::String(_) => self.words(value).map(|id| json!({ "id": id })),
            _ => {
                self.wrong_type(value, Expected::Texts);
                None
            }
        }
    }

    fn whole(&mut self, value: &Spanned<DeValue<'_>>, least: i64, most: i64) -> Option<Value> {
        let DeValue::Integer(digits) = value.get_ref() else {
            self.wrong_type(value, Expected::Whole);
            return None;
        };
        match i64::from_str_radix(digits.as_str(), digits.radix()).ok().filter(|n| (least..=most).contains(n)) {
            Some(number) => Some(Value::from(number)),
            None => {
                self.problem(value.span().start, digits.as_str(), Fault::OutOfRange { least, most });
                None
            }
        }
    }

    fn when(&mut self, value: &Spanned<DeValue<'_>>) -> Option<When> {
        let text = self.string(value, Expected::When)?;
        let when = text.parse().ok();
        if when.is_none() {
            self.problem(value.span().start, text, Fault::NotWhen);
        }
        when
    }

    fn decimal(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let text = self.string(value, Expected::Decimal)?;
        // The log's canonical JSON holds decimals as text, so that only their own limits count.
        if text.parse::<Decimal>().is_err() {
            self.problem(value.span().start, text, Fault::NotDecimal);
            return None;
        }
        Some(Value::from(text))
    }

    fn choice(&mut self, value: &Spanned<DeValue<'_>>, choices: &'static [&'static str]) -> Option<Value> {
        let word = self.string(value, Expected::Words)?;
        if !choices.contains(&word) {
            let nearest = nearest(word, choices.iter().copied()).map(str::to_owned);
            self.problem(value.span().start, word, Fault::NotAChoice { nearest, choices: choices.to_vec() });
            return None;
        }
        Some(Value::from(word))
    }

    // ------------------------------------------------------------ what points elsewhere

    fn key(&mut self, value: &Spanned<DeValue<'_>>, kind: SubjectKind) -> Option<Uuid> {
        let key = self.string(value, Expected::Key)?;
        self.named(value.span().start, kind, key)
    }

    /// The id of the record with this key, which must be in the files or known.
    fn named(&mut self, at: usize, kind: SubjectKind, key: &str) -> Option<Uuid> {
        if !is_key(key) {
            self.problem(at, key, Fault::NotAKey);
            return None;
        }
        let subject = subject_of(kind, key);
        if !self.index.has(&subject, key) && !(self.known)(&subject) {
            let nearest = match self.suggestions {
                0 => None,
                _ => nearest(key, self.index.keys(kind)).map(str::to_owned),
            };
            self.suggestions = self.suggestions.saturating_sub(1);
            self.problem(at, key, Fault::UnknownKey { kind, nearest });
            return None;
        }
        self.needs.push(subject);
        Some(subject.id)
    }

    fn reference(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let text = self.string(value, Expected::Reference)?;
        let parts = text.split_once(':').and_then(|(kind, key)| Some((schema::of(kind.parse().ok()?)?.kind, key)));
        let Some((kind, key)) = parts else {
            self.problem(value.span().start, text, Fault::NotAReference);
            return None;
        };
        let id = self.named(value.span().start, kind, key)?;
        Some(json!({ "kind": kind, "id": id }))
    }

    fn citation(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let at = value.span().start;
        let text = match value.get_ref() {
            DeValue::Table(table) => {
                let mut fields = self.fields(schema::CITATION, table, at, &[]);
                fields.entry("how").or_insert_with(|| "paraphrased_from".into());
                return Some(Value::Object(fields));
            }
            DeValue::String(text) => text,
            _ => {
                self.wrong_type(value, Expected::Citations);
                return None;
            }
        };
        let (source, paragraph) = match text.split_once('#') {
            Some((source, number)) => {
                let digits = number.bytes().all(|b| b.is_ascii_digit());
                let Some(number) = number.parse::<u32>().ok().filter(|n| digits && *n > 0) else {
                    self.problem(at, text, Fault::NotACitation);
                    return None;
                };
                (source, Some(number))
            }
            None => (text.as_ref(), None),
        };
        let id = self.named(at, SubjectKind::Source, source)?;
        let mut citation = json!({ "source": id, "how": "paraphrased_from" });
        if let Some(number) = paragraph {
            citation["paragraph"] = number.into();
        }
        Some(citation)
    }
}

/// The field whose English this name would be.
fn english_of(schema: &'static [Field], word: &str) -> Option<&'static Field> {
    let name = word.strip_suffix("_en")?;
    schema.iter().find(|field| field.written == name && matches!(field.ty, Type::Text))
}

/// A value as a reader of the file sees it.
fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{text}\""),
        DeValue::Integer(digits) => digits.to_string(),
        DeValue::Float(digits) => digits.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(when) => when.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    }
}

/// What is wrong with a text, if anything. The rules are `domain::subject`'s; a property test holds both together.
fn text_problem(text: &str) -> Option<TextProblem> {
    if text.is_empty() {
        Some(TextProblem::Empty)
    } else if text.chars().nth(MAX_TEXT_CHARS).is_some() {
        Some(TextProblem::TooLong)
    } else if text.trim() != text || text.chars().any(|c| c.is_control() && c != '\n') {
        Some(TextProblem::Unprintable)
    } else if !is_nfc(text) {
        Some(TextProblem::NotNfc)
    } else {
        None
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
