//! A file as a TOML tree with places, and the index of every key in all files.

use std::collections::{HashMap, HashSet};

use domain::{Reference, SubjectKind, When, region};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use uuid::Uuid;

use super::problem::{Fault, Problem};
use super::schema::KINDS;
use super::{File, GOVERNMENT, GOVERNMENTS};

/// The longest key, in characters.
const MAX_KEY_CHARS: usize = 100;

/// A file as a tree.
pub(super) struct Tree<'a> {
    pub(super) file: &'a str,
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    pub(super) root: Spanned<DeTable<'a>>,
    /// What is no TOML. If there is any, the tree holds only part of the file.
    pub(super) problems: Vec<Problem>,
    /// The lines of these problems.
    broken: HashSet<u32>,
}

impl<'a> Tree<'a> {
    pub(super) fn of(file: &File<'a>) -> Self {
        let (root, errors) = DeTable::parse_recoverable(file.text);
        let lines = std::iter::once(0)
            .chain(file.text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let mut tree = Self {
            file: file.name,
            text: file.text,
            lines,
            root,
            problems: Vec::new(),
            broken: HashSet::new(),
        };
        for error in &errors {
            let line = tree.line(error.span().map_or(0, |span| span.start));
            // One slip often gives several messages; the first on a line says most.
            if tree.broken.insert(line) {
                tree.problems
                    .push(tree.syntax_problem(line, error.message()));
            }
        }
        tree
    }

    /// Whether only part of the file could be read.
    pub(super) fn is_broken(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Whether a line could not be read.
    pub(super) fn is_broken_at(&self, line: u32) -> bool {
        self.broken.contains(&line)
    }

    /// The line of a byte of the text, from 1.
    pub(super) fn line(&self, at: usize) -> u32 {
        u32::try_from(self.lines.partition_point(|start| *start <= at))
            .unwrap_or(u32::MAX)
            .max(1)
    }

    fn syntax_problem(&self, line: u32, message: &str) -> Problem {
        let start = self
            .lines
            .get(line as usize - 1)
            .copied()
            .unwrap_or_default();
        let text = self.text[start..].lines().next().unwrap_or_default();
        // `on = 2025-10` is the slip that the format invites most.
        let value = text
            .split_once('=')
            .map_or("", |(_, value)| value)
            .split('#')
            .next()
            .unwrap_or_default()
            .trim();
        let (value, fault) = match value.parse::<When>() {
            Ok(_) => (value, Fault::Unquoted),
            Err(_) => (
                text.trim(),
                Fault::Syntax {
                    message: message.to_owned(),
                },
            ),
        };
        Problem {
            file: self.file.to_owned(),
            line,
            path: String::new(),
            value: shortened(value),
            fault,
        }
    }

    /// Every `key = "…"` of the text, whether the tree has it or not.
    fn keys_by_sight(&self) -> impl Iterator<Item = &'a str> {
        self.text.lines().filter_map(|line| {
            let (name, value) = line.split_once('=')?;
            let value = value.trim().strip_prefix('"')?;
            matches!(name.trim(), "key" | "code").then(|| value.split('"').next())?
        })
    }
}

/// The first 60 characters.
pub(super) fn shortened(value: &str) -> String {
    value.chars().take(60).collect()
}

/// The subject that a key names. A key in the form of a UUID names the record with that id, so that records that were
/// made without a key can be referred to.
pub(super) fn subject_of(kind: SubjectKind, key: &str) -> Reference {
    match uuid_of(key) {
        Some(id) => Reference::new(kind, id),
        None => Reference::from_key(kind, key),
    }
}

/// The id, if the key has the form of one.
pub(super) fn uuid_of(key: &str) -> Option<Uuid> {
    Uuid::try_parse(key)
        .ok()
        .filter(|id| id.hyphenated().to_string() == key)
}

/// Whether a text can be a key.
pub(super) fn is_key(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
    !text.is_empty() && text.len() <= MAX_KEY_CHARS && text.bytes().all(plain)
}

/// Every key in all files, so that a reference may stand before what it names.
#[derive(Default)]
pub(super) struct Index<'a> {
    /// Each kind's keys, for suggestions.
    keys: HashMap<SubjectKind, Vec<&'a str>>,
    subjects: HashSet<Reference>,
    /// Keys in the part of a broken file that could not be read, of any kind.
    by_sight: HashSet<&'a str>,
    /// The key of the source of all governments.
    pub(super) governments_source: Option<&'a str>,
    /// Governments with a table of their own.
    pub(super) own_table: HashSet<&'a str>,
}

impl<'a> Index<'a> {
    pub(super) fn of(trees: &'a [Tree<'a>]) -> Self {
        let mut index = Self::default();
        for tree in trees {
            for kind in &KINDS {
                for table in tables(&tree.root, kind.kind.as_str()) {
                    if let Some(key) = text_in(table, "key").filter(|_| !has_facts_only(table)) {
                        index.add(kind.kind, key);
                    }
                }
            }
            for code in tables(&tree.root, GOVERNMENT).filter_map(|table| text_in(table, "code")) {
                index.add(SubjectKind::Organization, code);
                index.own_table.insert(code);
            }
            if let Some(DeValue::Table(all)) =
                tree.root.get_ref().get(GOVERNMENTS).map(Spanned::get_ref)
            {
                index.governments_source = index.governments_source.or(text_in(all, "source"));
                if all
                    .get("all")
                    .is_some_and(|all| matches!(all.get_ref(), DeValue::Boolean(true)))
                {
                    governments()
                        .for_each(|region| index.add(SubjectKind::Organization, &region.code));
                }
            }
            if tree.is_broken() {
                index.by_sight.extend(tree.keys_by_sight());
            }
        }
        index
    }

    fn add(&mut self, kind: SubjectKind, key: &'a str) {
        if self.subjects.insert(subject_of(kind, key)) {
            self.keys.entry(kind).or_default().push(key);
        }
    }

    /// Whether a key is in the files, or may be.
    pub(super) fn has(&self, subject: &Reference, key: &str) -> bool {
        self.subjects.contains(subject) || self.by_sight.contains(key)
    }

    /// The keys of a kind.
    pub(super) fn keys(&self, kind: SubjectKind) -> impl Iterator<Item = &'a str> {
        self.keys.get(&kind).into_iter().flatten().copied()
    }
}

/// The 552 regional governments, provinces first.
pub(super) fn governments() -> impl Iterator<Item = &'static region::Region> {
    region::provinces().iter().chain(region::regencies())
}

/// The repeated tables of this name.
fn tables<'t, 'a>(
    root: &'t Spanned<DeTable<'a>>,
    name: &str,
) -> impl Iterator<Item = &'t DeTable<'a>> {
    let array = root
        .get_ref()
        .get(name)
        .and_then(|value| value.get_ref().as_array());
    array
        .into_iter()
        .flat_map(|array| array.iter())
        .filter_map(|item| item.get_ref().as_table())
}

/// Whether a record adds facts to a subject that is described elsewhere.
pub(super) fn has_facts_only(table: &DeTable<'_>) -> bool {
    table.contains_key("fact")
        && table
            .keys()
            .all(|name| matches!(name.get_ref().as_ref(), "key" | "fact"))
}

fn text_in<'t>(table: &'t DeTable<'_>, name: &str) -> Option<&'t str> {
    table.get(name)?.get_ref().as_str()
}
