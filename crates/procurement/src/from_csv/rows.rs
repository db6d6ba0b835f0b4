//! From the rows of a file to what is kept of them: keys, and values that are read already.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hash};

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::findings::{At, Finding, Findings, shown};
use super::map::{Column, Field, Key, Kind, Map, Table, Test, plain_name};
use super::personal::{self, Counts, Names};
use super::{Said, amount, contacts, day};
use crate::process::Party as Contacts;

/// Words by which tables say that there is nothing.
const NOTHING: [&str; 7] = ["", "-", "null", "none", "nan", "n/a", "nil"];

/// Letters that a key has at most.
const KEY: usize = 200;

/// What is kept of a row: the values of the columns that the map knows. Some 50 bytes, and 8 beside each value.
#[derive(Debug, Clone)]
pub struct Row {
    /// Number of the table in the map.
    pub table: u16,
    /// Number of the file.
    pub file: u16,
    /// The line on which it begins.
    pub line: u32,
    /// The values, one behind the other.
    text: Box<str>,
    /// Of each value the number of its column and where it ends.
    ends: Box<[(u16, u32)]>,
}

impl Row {
    /// Number of the column in its table and value, in the order of the columns.
    pub fn cells(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |(column, end)| {
            let value = self.text.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            (usize::from(*column), value)
        })
    }

    /// Values of the columns that are this key; a key that names several is split here.
    pub fn keys<'r>(&'r self, table: &'r Table, key: Key) -> impl Iterator<Item = &'r str> {
        let of_key = move |(column, value): (usize, &'r str)| {
            (table.columns.get(column)?.key == Some(key)).then_some(value)
        };
        let values = self.cells().filter_map(of_key);
        let apart = |value: &'r str| value.split([';', ',', '|']).map(str::trim);
        values.flat_map(apart).filter(|value| !value.is_empty())
    }

    /// The key as it is written.
    pub fn key<'r>(&'r self, table: &Table, key: Key) -> Option<&'r str> {
        self.cells().find_map(|(column, value)| {
            (table.columns.get(column)?.key == Some(key)).then_some(value)
        })
    }

    /// Where it is, for findings.
    #[must_use]
    pub fn at(&self, column: &str) -> At {
        At {
            file: usize::from(self.file),
            line: u64::from(self.line),
            column: column.to_owned(),
        }
    }
}

/// Reads the rows of one file.
pub struct Reading<'m> {
    map: &'m Map,
    table: usize,
    file: usize,
    /// Of each cell of the file, the columns of the table that it fills.
    fills: Vec<Vec<usize>>,
    /// Of each cell, whether it holds personal data, and of which kind.
    personal: Vec<Option<personal::Kind>>,
    headings: Vec<String>,
    key: &'m [u8],
}

/// What reading adds to.
#[derive(Default)]
pub struct Kept {
    /// The rows.
    pub rows: Vec<Row>,
    /// What was wrong.
    pub findings: Findings,
    /// Personal data that went no further.
    pub personal: Counts,
    /// Identities of rows, and what else they say: both as hashes.
    seen: HashMap<u64, u64, FxBuildHasher>,
}

impl<'m> Reading<'m> {
    /// Compares a header with the table that it is.
    #[must_use]
    pub fn new(
        map: &'m Map,
        (table, file): (usize, usize),
        header: &[String],
        names: &Names,
        key: &'m [u8],
        kept: &mut Kept,
    ) -> Self {
        let headings: Vec<String> = header.iter().map(|name| plain_name(name)).collect();
        let mut met = BTreeSet::new();
        let mut fills = Vec::new();
        for heading in &headings {
            let first = heading.is_empty() || met.insert(heading.clone());
            if !first {
                let at = At {
                    file,
                    line: 1,
                    column: heading.clone(),
                };
                kept.findings
                    .note(Finding::TwiceInHeader, at, String::new());
            }
            let columns = map.tables[table].columns.iter().enumerate();
            let of_name = columns.filter(|(_, column)| column.name == *heading && first);
            fills.push(of_name.map(|(number, _)| number).collect());
        }
        let personal = headings.iter().map(|name| names.kind(name)).collect();
        Self {
            map,
            table,
            file,
            fills,
            personal,
            headings,
            key,
        }
    }

    /// Says which columns are used, missing, not used, and not verified.
    pub fn said(&self, said: &mut Said) {
        let table = &self.map.tables[self.table];
        let used_elsewhere = |name: &String| {
            table.when.values().any(|when| when.column == *name)
                || table.only.as_ref().is_some_and(|only| only.column == *name)
        };
        for (at, heading) in self.headings.iter().enumerate() {
            if self.fills[at].is_empty() && self.personal[at].is_none() && !used_elsewhere(heading)
            {
                said.unused.push(heading.clone());
            }
        }
        let there: BTreeSet<&String> = self.headings.iter().collect();
        let missing = table
            .columns
            .iter()
            .filter(|column| !there.contains(&column.name));
        said.missing = missing
            .map(|column| column.name.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        said.unverified = {
            let columns = self.fills.iter().flatten().map(|at| &table.columns[*at]);
            let names = columns
                .filter(|column| !column.verified)
                .map(|column| column.name.clone());
            names.collect::<BTreeSet<_>>().into_iter().collect()
        };
        said.table = table.name.clone();
    }

    /// Takes over a row. False when it is not of those that count.
    pub fn row(&self, line: u64, cells: &[String], kept: &mut Kept) -> bool {
        for (cell, kind) in cells.iter().zip(&self.personal) {
            if let Some(kind) = kind.filter(|_| !is_nothing(cell)) {
                *kept.personal.entry(kind).or_default() += 1;
            }
        }
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let at = |column: &str| At {
            file: self.file,
            line: u64::from(line),
            column: column.to_owned(),
        };
        if cells.len() != self.headings.len() {
            let detail = format!("{} / {}", cells.len(), self.headings.len());
            kept.findings.note(Finding::Ragged, at(""), detail);
            return false;
        }
        let table = &self.map.tables[self.table];
        if let Some(only) = &table.only {
            let cell = self.cell(cells, &only.column).map(plain_name);
            if !cell.is_some_and(|cell| only.values.contains(&cell)) {
                return false;
            }
        }
        let mut values = self.values(cells, &at, kept);
        self.elements(cells, &mut values, &at, kept);
        let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        let (mut text, mut ends) = (String::new(), Vec::new());
        for (column, value) in &values {
            text.push_str(value);
            // Rows have at most 8 MB.
            ends.push((
                number(*column),
                u32::try_from(text.len()).unwrap_or(u32::MAX),
            ));
        }
        let row = Row {
            table: number(self.table),
            file: number(self.file),
            line,
            text: text.into(),
            ends: ends.into(),
        };
        self.keep(row, kept);
        true
    }

    /// What the columns say, by their number.
    fn values(
        &self,
        cells: &[String],
        at: &dyn Fn(&str) -> At,
        kept: &mut Kept,
    ) -> BTreeMap<usize, String> {
        let table = &self.map.tables[self.table];
        let mut values = BTreeMap::new();
        for (cell, columns) in cells.iter().zip(&self.fills) {
            for &number in columns {
                let column = &table.columns[number];
                match self.value(column, cell, cells, &mut kept.personal) {
                    Ok(None) => {}
                    Ok(Some(value)) => {
                        values.insert(number, value);
                    }
                    Err((finding, why)) => {
                        let detail = format!("{}: {why}", safe(cell));
                        kept.findings.note(finding, at(&column.name), detail);
                    }
                }
            }
        }
        values
    }

    /// Adds the elements that the row makes, numbered behind the columns, in the order of their paths.
    fn elements(
        &self,
        cells: &[String],
        values: &mut BTreeMap<usize, String>,
        at: &dyn Fn(&str) -> At,
        kept: &mut Kept,
    ) {
        let table = &self.map.tables[self.table];
        for (number, (list, when)) in table.when.iter().enumerate() {
            let cell = self.cell(cells, &when.column).unwrap_or_default();
            let made = makes(when.is, cell).unwrap_or_else(|| {
                let found = at(&when.column);
                kept.findings.note(Finding::YesOrNo, found, safe(cell));
                false
            });
            if made {
                values.insert(table.columns.len() + number, "1".into());
                continue;
            }
            // What would have filled the element is left out with it.
            values.retain(|number, _| {
                let to = table.columns.get(*number).and_then(|one| one.to.as_deref());
                !to.is_some_and(|to| to.starts_with(list.as_str()))
            });
        }
    }

    /// Keeps a row unless it is there already.
    fn keep(&self, row: Row, kept: &mut Kept) {
        let table = &self.map.tables[self.table];
        let is_key = |column: &Column| {
            column.key.is_some()
                || matches!(column.field, Some(Field::Id | Field::Npwp | Field::Name))
                    && column.party == Some(super::map::Party::Firm)
        };
        let keyed = row
            .cells()
            .filter(|(number, _)| table.columns.get(*number).is_some_and(is_key));
        let identity: Vec<(usize, &str)> = keyed.collect();
        let hash = |of: &dyn Fn(&mut rustc_hash::FxHasher)| {
            let mut hasher = FxBuildHasher.build_hasher();
            of(&mut hasher);
            std::hash::Hasher::finish(&hasher)
        };
        let own = hash(&|hasher| (self.table, &identity).hash(hasher));
        let all = hash(&|hasher| (&row.text, &row.ends).hash(hasher));
        let key = || {
            let words: Vec<String> = identity
                .iter()
                .map(|(number, value)| {
                    let column = &table.columns[*number];
                    match column.field {
                        Some(Field::Npwp) => column.name.clone(),
                        _ => format!("{} {}", column.name, shown(value)),
                    }
                })
                .collect();
            words.join(", ")
        };
        match kept.seen.insert(own, all) {
            Some(before) if before == all => {
                kept.findings.note(Finding::SameRow, row.at(""), key());
            }
            Some(before) => {
                kept.findings.note(Finding::SameKey, row.at(""), key());
                // What a third one is compared with is the row that is used.
                kept.seen.insert(own, before);
            }
            None => kept.rows.push(row),
        }
    }

    fn cell<'c>(&self, cells: &'c [String], column: &str) -> Option<&'c str> {
        let at = self.headings.iter().position(|name| name == column)?;
        cells.get(at).map(String::as_str)
    }

    /// A cell as it is kept; `None` when there is nothing in it.
    fn value(
        &self,
        column: &Column,
        cell: &str,
        cells: &[String],
        counts: &mut Counts,
    ) -> Result<Option<String>, (Finding, &'static str)> {
        let text = line(cell);
        let text = text.as_str();
        if column.kind == Kind::Filled {
            let written = if is_nothing(text) {
                &column.empty
            } else {
                &column.filled
            };
            return Ok(written.clone());
        }
        if is_nothing(text) {
            return Ok(None);
        }
        if column.key.is_some() {
            return key(column.key, text, counts).map(Some);
        }
        if let Some(field) = column.field {
            return self.identity(field, text, cells, counts);
        }
        let map = self.map;
        Ok(Some(match column.kind {
            Kind::Text | Kind::Filled => personal::scrub(text, counts),
            Kind::Amount => {
                let amount =
                    amount::parse(text, map.amounts).map_err(|why| (Finding::Amount, why))?;
                if amount == "0" && column.zero_is_absent {
                    return Ok(None);
                }
                amount
            }
            Kind::Date => {
                let dates = day::Dates {
                    zone: map.zone.as_deref(),
                    order: map.dates,
                    ends: column.ends,
                };
                day::parse(text, &dates).map_err(|why| (Finding::Date, why))?
            }
            Kind::Code => {
                let codes = column.codes.as_ref().and_then(|codes| map.codes.get(codes));
                let known = codes.and_then(|codes| codes.of(text));
                match (known, codes) {
                    (Some(code), _) => code.to_owned(),
                    (None, Some(codes)) if codes.keep_others => personal::scrub(text, counts),
                    _ => return Err((Finding::Code, "not in the translation")),
                }
            }
            Kind::Count => {
                let digits = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
                let number: u32 = text
                    .parse()
                    .ok()
                    .filter(|_| digits)
                    .ok_or((Finding::Count, "not a whole number"))?;
                number.to_string()
            }
        }))
    }

    fn identity(
        &self,
        field: Field,
        text: &str,
        cells: &[String],
        counts: &mut Counts,
    ) -> Result<Option<String>, (Finding, &'static str)> {
        let telephone = first_number(text).map(Into::into);
        let party = Contacts {
            telephone,
            street: Some(text.into()),
            ..Contacts::default()
        };
        Ok(match field {
            Field::Id => Some(key(None, text, counts)?),
            Field::Name | Field::Locality => Some(personal::scrub(text, counts)),
            Field::Npwp => contacts::npwp(self.key, text),
            Field::Telephone => contacts::telephone(self.key, &party),
            Field::Address => {
                let table = &self.map.tables[self.table];
                let place = table
                    .columns
                    .iter()
                    .find(|column| column.field == Some(Field::Locality));
                let place = place.and_then(|column| self.cell(cells, &column.name));
                let locality = place.map(Into::into);
                contacts::address(self.key, &Contacts { locality, ..party })
            }
        })
    }
}

/// Whether a cell passes a test; `None` when it cannot be told.
fn makes(test: Test, cell: &str) -> Option<bool> {
    let word = plain_name(cell);
    if is_nothing(cell) || word.is_empty() || word.chars().all(|letter| matches!(letter, '0' | '_'))
    {
        return Some(false);
    }
    match (test, word.as_str()) {
        (Test::Filled, _) => Some(true),
        (Test::Yes, "1" | "y" | "ya" | "yes" | "t" | "true" | "benar" | "pemenang") => Some(true),
        (Test::Yes, "n" | "no" | "f" | "false" | "tidak" | "salah" | "bukan" | "kalah") => {
            Some(false)
        }
        (Test::Yes, _) => None,
    }
}

/// A cell as it is shown: it goes the way of all text, so that no personal number gets into a report.
fn safe(cell: &str) -> String {
    shown(&personal::scrub(cell, &mut Counts::new()))
}

/// A key as it is kept: no e-mail address and no number that is longer than keys are.
fn key(
    key: Option<Key>,
    text: &str,
    counts: &mut Counts,
) -> Result<String, (Finding, &'static str)> {
    // A spreadsheet writes whole numbers as 123.0.
    let text = text
        .strip_suffix(".0")
        .filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
        .unwrap_or(text);
    if !text.contains(char::is_alphanumeric) {
        return Err((Finding::Key, "neither letter nor digit"));
    }
    if text.chars().count() > KEY {
        return Err((Finding::Key, "longer than keys are"));
    }
    let mut found = Counts::new();
    let kept = personal::scrub_key(text, &mut found);
    if !found.is_empty() {
        for (kind, count) in found {
            *counts.entry(kind).or_default() += count;
        }
        return Err((Finding::Key, "has the shape of a personal number"));
    }
    let codes = [Key::Tender, Key::Nontender, Key::Package, Key::Version];
    let is_code = |text: &str| {
        text.chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_./".contains(letter))
    };
    if key.is_some_and(|key| codes.contains(&key)) && !is_code(&kept) {
        return Err((Finding::Key, "letters that this key does not have"));
    }
    Ok(kept)
}

/// Digits of the first telephone number of a cell, with the plus of its country.
fn first_number(text: &str) -> Option<String> {
    let numbers = text.split([',', ';']).flat_map(|part| part.split(" / "));
    let digits = numbers.map(|part| {
        part.chars()
            .filter(|letter| letter.is_ascii_digit() || *letter == '+')
            .collect::<String>()
    });
    digits.into_iter().find(|digits| !digits.is_empty())
}

/// On one line, without control characters.
fn line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn is_nothing(cell: &str) -> bool {
    let cell = cell.trim();
    cell.len() <= 4
        && NOTHING
            .iter()
            .any(|nothing| cell.eq_ignore_ascii_case(nothing))
}
