//! The fields of a table: every value against its type in the schema, every key against the index.

use domain::number::Decimal;
use domain::subject::problem_with;
use domain::{SubjectKind, When};
use serde_json::{Map, Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use uuid::Uuid;

use super::nearest::nearest;
use super::problem::{Expected, Fault};
use super::read::Reader;
use super::schema::{self, Field, Type};
use super::tree::{is_key, subject_of};

impl Reader<'_> {
    /// The table as JSON under `domain`'s names. What is wrong in it is a problem and left out.
    pub(super) fn fields(
        &mut self,
        schema: &'static [Field],
        table: &DeTable<'_>,
        at: usize,
        beside: &[&'static str],
    ) -> Map<String, Value> {
        let mut fields = Map::new();
        for (name, value) in table {
            let word: &str = name.get_ref();
            if beside.contains(&word) {
                continue;
            }
            if let Some(field) = schema.iter().find(|field| field.written == word) {
                let read = self.below(word, |reader| reader.value(field, value, table));
                fields.extend(read.map(|read| (field.name.to_owned(), read)));
            } else if !english_of(schema, word)
                .is_some_and(|field| table.contains_key(field.written))
            {
                self.unknown_field(schema, name, beside);
            }
        }
        for field in schema
            .iter()
            .filter(|field| !table.contains_key(field.written))
        {
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

    fn unknown_field(
        &mut self,
        schema: &'static [Field],
        name: &Spanned<std::borrow::Cow<'_, str>>,
        beside: &[&'static str],
    ) {
        let word: &str = name.get_ref();
        if let Some(field) = english_of(schema, word).filter(|field| !field.required) {
            return self.problem(name.span().start, field.written, Fault::Missing);
        }
        if english_of(schema, word).is_some() {
            return; // The Indonesian text is missing and reported as such.
        }
        let fields: Vec<&'static str> = schema
            .iter()
            .map(|field| field.written)
            .chain(beside.iter().copied())
            .collect();
        let nearest = nearest(word, fields.iter().copied()).map(str::to_owned);
        self.problem(
            name.span().start,
            word,
            Fault::UnknownField { nearest, fields },
        );
    }

    fn value(
        &mut self,
        field: &'static Field,
        value: &Spanned<DeValue<'_>>,
        table: &DeTable<'_>,
    ) -> Option<Value> {
        let at = value.span().start;
        match field.ty {
            Type::Words => self.words(value).map(Value::from),
            Type::WordsList => self.list(field, value, Expected::WordsList, |reader, item| {
                reader.words(item).map(Value::from)
            }),
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
            Type::Choices(choices) => self.list(field, value, Expected::Choices, |reader, item| {
                reader.choice(item, choices)
            }),
            Type::Key(kind) => self.key(value, kind).map(|id| json!(id)),
            Type::Keys(kind) => self.list(field, value, Expected::Keys, |reader, item| {
                reader.key(item, kind).map(|id| json!(id))
            }),
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
                    rows.push(Value::Object(
                        reader.below(number, |reader| reader.fields(schema, table, at, &[])),
                    ));
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
            list.extend(if several {
                self.below(number + 1, read)
            } else {
                read(self)
            });
        }
        Some(Value::Array(list))
    }

    /// A string. Another value that would be right inside quotation marks is a problem that says so.
    pub(super) fn string<'t>(
        &mut self,
        value: &'t Spanned<DeValue<'_>>,
        expected: Expected,
    ) -> Option<&'t str> {
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
        let scalar = matches!(
            value.get_ref(),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_)
        );
        let fault = if fits && scalar {
            Fault::Unquoted
        } else {
            Fault::WrongType { expected }
        };
        self.problem(value.span().start, &plain, fault);
        None
    }

    fn words(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        let text = self.string(value, Expected::Words)?;
        match problem_with(text) {
            Some(problem) => {
                self.problem(value.span().start, text, Fault::BadText(problem));
                None
            }
            None => Some(text.to_owned()),
        }
    }

    /// `x` and `x_en` of a table.
    pub(super) fn text(&mut self, name: &str, table: &DeTable<'_>) -> Option<Value> {
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
            Field {
                name: "id",
                written: "id",
                ty: Type::Words,
                required: true,
            },
            Field {
                name: "en",
                written: "en",
                ty: Type::Words,
                required: false,
            },
        ];
        match value.get_ref() {
            DeValue::Table(table) => Some(Value::Object(self.fields(
                BOTH,
                table,
                value.span().start,
                &[],
            ))),
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
        match i64::from_str_radix(digits.as_str(), digits.radix())
            .ok()
            .filter(|n| (least..=most).contains(n))
        {
            Some(number) => Some(Value::from(number)),
            None => {
                self.problem(
                    value.span().start,
                    digits.as_str(),
                    Fault::OutOfRange { least, most },
                );
                None
            }
        }
    }

    pub(super) fn when(&mut self, value: &Spanned<DeValue<'_>>) -> Option<When> {
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

    fn choice(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        choices: &'static [&'static str],
    ) -> Option<Value> {
        let word = self.string(value, Expected::Words)?;
        if !choices.contains(&word) {
            let nearest = nearest(word, choices.iter().copied()).map(str::to_owned);
            self.problem(
                value.span().start,
                word,
                Fault::NotAChoice {
                    nearest,
                    choices: choices.to_vec(),
                },
            );
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
        let parts = text
            .split_once(':')
            .and_then(|(kind, key)| Some((schema::of(kind.parse().ok()?)?.kind, key)));
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
                fields
                    .entry("how")
                    .or_insert_with(|| "paraphrased_from".into());
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
    schema
        .iter()
        .find(|field| field.written == name && matches!(field.ty, Type::Text))
}

/// A value as a reader of the file sees it.
pub(super) fn written(value: &DeValue<'_>) -> String {
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
