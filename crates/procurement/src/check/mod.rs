//! Whether OCDS data are as the standard says, and what the rules lack in them.
//!
//! Releases, records and packages are held against the JSON Schema of OCDS 1.1.5 ([`schema`]) and against what its
//! documentation asks beyond it ([`beyond`]). Faults are counted by field and rule, the first of each kept with its place.

pub mod beyond;
pub mod report;
pub mod schema;

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use serde_json::Value;

use self::schema::{Part, Schema};
use crate::engine::Progress;
use crate::input::{Block, Limits, Places, in_order};
use crate::json::Json;
use crate::needed::Needed;
use crate::problems::{Place, Problem, Problems};

/// How many of a kind are kept with their places.
const KEPT: usize = 20;

/// Letters of a value that are shown at most.
const LETTERS: usize = 60;

/// How grave a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The schema does not allow it.
    Schema,
    /// The schema lets it pass, the documentation of OCDS does not.
    Beyond,
    /// It is allowed, and worth a look.
    Note,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How grave.
    pub severity: Severity,
    /// Where in the item, as JSON pointer.
    pub path: String,
    /// What would be right.
    pub expected: String,
    /// What stands there, shortened.
    pub value: String,
}

/// What is kept of faults of one kind.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// How many.
    pub count: u64,
    /// The first: place, path and value.
    pub first: Vec<(Place, String, String)>,
}

/// A kind of fault: how grave, the field without positions, what would be right.
pub type Kind = (Severity, String, String);

/// What a check comes to.
#[derive(Debug, Default)]
pub struct Checked {
    /// Releases and records that were read.
    pub items: u64,
    /// Of them, those with a fault of the schema or beyond it.
    pub invalid: u64,
    /// Faults by kind.
    pub groups: BTreeMap<Kind, Group>,
    /// Lines that could not be read.
    pub problems: Problems,
    /// What the rules need and the data have.
    pub needed: Needed,
}

impl Checked {
    /// Whether all was read and nothing is against the standard.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let grave = self
            .groups
            .keys()
            .any(|(severity, ..)| *severity != Severity::Note);
        self.problems.is_empty() && !grave
    }

    fn merge(&mut self, other: Self) {
        self.items += other.items;
        self.invalid += other.invalid;
        for (kind, more) in other.groups {
            let group = self.groups.entry(kind).or_default();
            group.count += more.count;
            group.first.extend(more.first);
            group.first.truncate(KEPT);
        }
        self.problems.merge(other.problems);
        self.needed.merge(other.needed);
    }
}

/// Checks all items of the paths.
///
/// # Errors
/// When a path does not exist.
pub fn run(
    paths: &[PathBuf],
    limits: &Limits,
    tell: &(dyn Fn(Progress) + Sync),
) -> io::Result<(Checked, Places)> {
    let schema = Schema::carried()?;
    let mut all = Checked::default();
    let mut bytes = 0;
    let places = in_order(
        paths,
        limits,
        0,
        |block| {
            let (checked, items) = of_block(block, limits, schema);
            ((checked, block.bytes.len() as u64), items)
        },
        |(checked, taken), items| {
            all.merge(checked);
            bytes += taken;
            tell(Progress { bytes, items });
            Ok(())
        },
    )?;
    all.needed.settle();
    Ok((all, places))
}

fn of_block(block: &Block, limits: &Limits, schema: &Schema) -> (Checked, u32) {
    let mut checking = Checking {
        schema,
        checked: Checked::default(),
    };
    for (number, text) in block.texts(limits.latin1) {
        let place = Place::new(block.number, number);
        match text {
            Ok(text) => checking.item(&text, place),
            Err(problem) => checking.checked.problems.note(problem, place, String::new),
        }
    }
    let mut items = u32::try_from(block.items().count()).unwrap_or(u32::MAX);
    let last = Place::new(block.number, items.saturating_sub(1));
    for envelope in &block.envelopes {
        checking.envelope(&String::from_utf8_lossy(envelope), last);
    }
    if let Some((problem, detail)) = &block.lost {
        checking
            .checked
            .problems
            .note(*problem, Place::new(block.number, items), || detail.clone());
        items += 1;
    }
    (checking.checked, items)
}

struct Checking<'s> {
    schema: &'s Schema,
    checked: Checked,
}

impl Checking<'_> {
    fn item(&mut self, text: &str, place: Place) {
        let json = match Json::parse(text) {
            Ok(json) => json,
            Err(fault) => {
                let problem = fault.reason.into();
                return self
                    .checked
                    .problems
                    .note(problem, place, || fault.to_string());
            }
        };
        // Both read the same texts: a property of the reader's tests.
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return self
                .checked
                .problems
                .note(Problem::NotJson, place, String::new);
        };
        self.value(&json, &value, place);
    }

    fn value(&mut self, json: &Json<'_>, value: &Value, place: Place) {
        if let (Json::Array(elements), Value::Array(values)) = (json, value) {
            return elements
                .iter()
                .zip(values)
                .for_each(|(json, value)| self.value(json, value, place));
        }
        if json.fields().is_none() {
            return self
                .checked
                .problems
                .note(Problem::NotAnObject, place, String::new);
        }
        let part = part(json);
        let mut faults = Vec::new();
        self.schema.check(part, value, &mut faults);
        let mut releases = Vec::new();
        self.releases(json, part, String::new(), &mut releases);
        for (path, release, counts) in releases {
            let mut beyond = Vec::new();
            beyond::check(release, &mut beyond);
            faults.extend(beyond.into_iter().map(|fault| Fault {
                path: format!("{path}{}", fault.path),
                ..fault
            }));
            if counts {
                self.checked.needed.add(release);
            }
        }
        self.checked.items += 1;
        self.note(faults, place);
    }

    /// The releases in an item: where they are, and whether the rules would look at them.
    fn releases<'j, 'a>(
        &self,
        json: &'j Json<'a>,
        part: Part,
        path: String,
        found: &mut Vec<(String, &'j Json<'a>, bool)>,
    ) {
        let list = |name: &str| {
            json.get(name)
                .and_then(Json::elements)
                .unwrap_or_default()
                .iter()
                .enumerate()
        };
        match part {
            Part::Release => found.push((path, json, true)),
            Part::Record => {
                let compiled = json.get("compiledRelease");
                if let Some(compiled) = compiled {
                    found.push((format!("{path}/compiledRelease"), compiled, true));
                }
                // Links are no releases.
                for (at, release) in
                    list("releases").filter(|(_, release)| release.get("ocid").is_some())
                {
                    found.push((format!("{path}/releases/{at}"), release, compiled.is_none()));
                }
            }
            Part::ReleasePackage | Part::AroundReleases => {
                list("releases").for_each(|(at, release)| {
                    self.releases(
                        release,
                        Part::Release,
                        format!("{path}/releases/{at}"),
                        found,
                    )
                });
            }
            Part::RecordPackage | Part::AroundRecords => {
                list("records").for_each(|(at, record)| {
                    self.releases(record, Part::Record, format!("{path}/records/{at}"), found)
                });
            }
        }
    }

    /// What stands around the list of a package whose elements were checked one by one.
    fn envelope(&mut self, text: &str, place: Place) {
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return self
                .checked
                .problems
                .note(Problem::NotJson, place, String::new);
        };
        let part = if value.get("records").is_some() {
            Part::AroundRecords
        } else {
            Part::AroundReleases
        };
        let mut faults = Vec::new();
        self.schema.check(part, &value, &mut faults);
        self.note(faults, place);
    }

    fn note(&mut self, faults: Vec<Fault>, place: Place) {
        let grave = faults.iter().any(|fault| fault.severity != Severity::Note);
        self.checked.invalid += u64::from(grave);
        for fault in faults {
            let kind = (fault.severity, generic(&fault.path), fault.expected);
            let group = self.checked.groups.entry(kind).or_default();
            group.count += 1;
            if group.first.len() < KEPT {
                group.first.push((place, fault.path, fault.value));
            }
        }
    }
}

/// What an item is. A release has an ocid and no list of releases; a record has both.
fn part(json: &Json<'_>) -> Part {
    let has = |key| json.get(key).is_some();
    match () {
        () if has("records") && !has("ocid") => Part::RecordPackage,
        () if has("releases") && !has("ocid") => Part::ReleasePackage,
        () if has("releases") || has("compiledRelease") || has("versionedRelease") => Part::Record,
        () => Part::Release,
    }
}

/// A path without positions: `/awards/3/suppliers/0/id` is `/awards[]/suppliers[]/id`.
fn generic(path: &str) -> String {
    let mut out = String::new();
    for segment in path.split('/').skip(1) {
        if !out.is_empty()
            && segment.bytes().all(|byte| byte.is_ascii_digit())
            && !segment.is_empty()
        {
            out.push_str("[]");
        } else {
            out.push('/');
            out.push_str(segment);
        }
    }
    out
}

/// A value as it is shown: short, on one line.
pub(crate) fn shown(value: &str) -> String {
    let mut short: String = value
        .chars()
        .take(LETTERS)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    if value.chars().count() > LETTERS {
        short.push('…');
    }
    let quoted = value.starts_with(['"', '{', '[']);
    if quoted { short } else { format!("{short:?}") }
}
