//! From readings to drafts in the founding record's format: what was read becomes the commands that record it, each with
//! its source and paragraph.
//!
//! Nothing is invented: a record whose required fields the text does not give is left out, and [`Drafts::gaps`] says which
//! and why. Nor is the article's text taken over: a speaker is quoted with at most eight words.

mod actors;
mod event;
mod gap;
mod guests;
mod said;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use domain::any::AnyCommand;
use domain::citation::{Citation, How};
use domain::id::SourceId;
use domain::source::Medium;
use domain::subject::{Command, Subject};
use domain::text::Text;
use domain::{Lang, Reference, SubjectKind, When, source};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::doc::joined;
use super::reading::{Reading, Span};
use super::register::Register;
use super::same_event;
use crate::founding::{self, Record};

pub use gap::{Gap, Reason};

/// One text, what was read in it, and what is known of it from elsewhere.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The text that was read.
    pub text: &'a str,
    /// What was read.
    pub reading: &'a Reading,
    /// What the caller knows of the source; it goes before what the text says of itself.
    pub facts: SourceFacts,
}

/// What is known of a source from elsewhere than its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFacts {
    /// Who published it.
    pub outlet: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
}

/// Drafts of records, in an order in which they can be recorded.
#[derive(Debug, Clone, Default)]
pub struct Drafts {
    /// The records.
    pub records: Vec<Record>,
    /// What was read and is in no draft, or needs a look.
    pub gaps: Vec<Gap>,
    /// Programmes of which too little is known to record them, to be filled in: name, source key and paragraph.
    pub programmes: Vec<(String, String, u32)>,
    /// The key of each report's source, in the order of the reports.
    pub sources: Vec<String>,
}

impl Drafts {
    /// The drafts as files of the founding format: name and text. What is missing stands as remarks on top of
    /// `sources.toml`; programmes to be filled in are remarks in `programmes.toml`.
    ///
    /// # Errors
    /// If a record cannot be turned into JSON, which none of `domain`'s types refuses.
    pub fn files(
        &self,
        register: &Register,
        lang: Lang,
    ) -> Result<Vec<(String, String)>, serde_json::Error> {
        let mut files = founding::write(&self.records, &|subject| register.key_of(subject))?;
        if !self.gaps.is_empty() {
            let mut head = format!(
                "# {}\n",
                lang.pick("Yang perlu dilihat dahulu:", "To be looked at first:")
            );
            for gap in &self.gaps {
                // Writing into a String cannot fail, here and below.
                let _ = writeln!(head, "# - {}", remark(&gap.explain(lang)));
            }
            prepend(&mut files, "sources.toml", &head);
        }
        if !self.programmes.is_empty() {
            let mut head = format!(
                "# {}\n",
                lang.pick(
                    "Lengkapi, lalu hapus tanda #:",
                    "Fill in, then remove the #:"
                )
            );
            for (name, source, paragraph) in &self.programmes {
                let lines = [
                    "[[programme]]".to_owned(),
                    format!("key = {:?}", domain::id::slug(name)),
                    format!("name = {name:?}"),
                    "problem = \"\"".to_owned(),
                    "target_group = \"\"".to_owned(),
                    "how = \"\"".to_owned(),
                    "run_by = []".to_owned(),
                    format!("sources = [\"{source}#{paragraph}\"]"),
                ];
                for line in lines {
                    let _ = writeln!(head, "# {}", remark(&line));
                }
                head.push_str("#\n");
            }
            prepend(&mut files, "programmes.toml", &head);
        }
        Ok(files)
    }
}

/// A remark is one line, without the control characters that TOML forbids in it.
fn remark(text: &str) -> String {
    joined(text)
}

fn prepend(files: &mut Vec<(String, String)>, name: &str, head: &str) {
    match files.iter_mut().find(|(known, _)| known == name) {
        Some((_, text)) => *text = format!("{head}\n{text}"),
        None => files.push((name.to_owned(), head.to_owned())),
    }
}

/// Drafts of some reports: one event for those that tell of the same, every source kept.
pub fn drafts(reports: &[Report<'_>], register: &Register) -> Drafts {
    let events: Vec<same_event::Event> = reports
        .iter()
        .map(|report| same_event::Event::of(report.reading))
        .collect();
    let mut builder = Builder::new(register);
    builder.sources(reports);
    for group in same_event::groups(&events) {
        let members: Vec<Member<'_>> = group
            .iter()
            .map(|at| builder.member(*at, &reports[*at]))
            .collect();
        builder.event(&members, &events[group[0]]);
    }
    builder.done
}

/// A report inside of a group of reports of one event.
pub(super) struct Member<'a> {
    pub(super) report: &'a Report<'a>,
    pub(super) source: SourceId,
    pub(super) key: String,
    /// Where each paragraph of the text begins.
    paragraphs: Vec<usize>,
}

impl Member<'_> {
    /// The paragraph of a place, counted from 1 over the lines that are not empty.
    pub(super) fn paragraph(&self, at: usize) -> u32 {
        (self.paragraphs.partition_point(|start| *start <= at) as u32).max(1)
    }

    /// Cites the first of some places, or the source as a whole.
    pub(super) fn cite(&self, spans: &[Span]) -> Citation {
        Citation {
            source: self.source,
            paragraph: spans.first().map(|span| self.paragraph(span.start)),
            how: How::ParaphrasedFrom,
        }
    }

    /// The day of publication.
    pub(super) fn published(&self) -> Option<Date> {
        self.report.facts.published.or(self
            .report
            .reading
            .source
            .published
            .as_ref()
            .map(|found| found.value))
    }
}

/// Makes records and keeps what they share.
pub(super) struct Builder<'a> {
    pub(super) register: &'a Register,
    /// Every recorded event, to compare each group with.
    pub(super) recorded: Vec<same_event::Known>,
    pub(super) done: Drafts,
    /// The source of each report, and its key.
    by_report: Vec<(SourceId, String)>,
    /// Subjects drafted here.
    drafted: HashSet<Reference>,
    /// Bodies, people and posts drafted here by what they were found by.
    pub(super) found: HashMap<(SubjectKind, String), Reference>,
}

impl<'a> Builder<'a> {
    fn new(register: &'a Register) -> Self {
        Self {
            register,
            recorded: register.known_events(),
            done: Drafts::default(),
            by_report: Vec::new(),
            drafted: HashSet::new(),
            found: HashMap::new(),
        }
    }

    fn member<'r>(&self, at: usize, report: &'r Report<'r>) -> Member<'r> {
        let (source, key) = self.by_report[at].clone();
        let mut start = 0;
        let mut paragraphs = Vec::new();
        for line in report.text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                paragraphs.push(start);
            }
            start += line.len();
        }
        Member {
            report,
            source,
            key,
            paragraphs,
        }
    }

    /// A key that nothing of this kind has, made of words.
    pub(super) fn free_key(&self, kind: SubjectKind, words: &str) -> String {
        let slug = domain::id::slug(words);
        let slug = if slug.is_empty() {
            "tanpa-nama".to_owned()
        } else {
            slug
        };
        let free = |key: &String| {
            !self.register.is_taken(kind, key)
                && !self.drafted.contains(&Reference::from_key(kind, key))
        };
        let numbered = (2..).map(|n: u32| format!("{slug}-{n}"));
        std::iter::once(slug.clone())
            .chain(numbered)
            .find(free)
            .unwrap_or(slug)
    }

    /// Drafts a description under a key.
    pub(super) fn describe<S: Subject>(
        &mut self,
        key: &str,
        description: S::Description,
        on: Option<When>,
    ) -> Reference
    where
        AnyCommand: From<Command<S>>,
    {
        let subject = Reference::from_key(S::KIND, key);
        self.drafted.insert(subject);
        self.push(
            subject,
            Command::<S>::Describe {
                key: Some(key.to_owned()),
                description,
                on,
                reason: None,
            },
        );
        subject
    }

    /// Drafts a fact of a subject.
    pub(super) fn note<S: Subject>(
        &mut self,
        subject: Reference,
        key: &str,
        fact: S::Fact,
        on: Option<When>,
    ) where
        AnyCommand: From<Command<S>>,
    {
        self.push(
            subject,
            Command::<S>::Note {
                key: key.to_owned(),
                fact,
                on,
            },
        );
    }

    fn push(&mut self, subject: Reference, command: impl Into<AnyCommand>) {
        self.done.records.push(Record {
            subject,
            command: command.into(),
            file: String::new(),
            line: 0,
            path: String::new(),
        });
    }

    pub(super) fn gap(&mut self, member: &Member<'_>, spans: &[Span], about: &str, reason: Reason) {
        self.done.gaps.push(Gap {
            source: member.key.clone(),
            paragraph: spans.first().map(|span| member.paragraph(span.start)),
            about: about.to_owned(),
            reason,
        });
    }

    /// Drafts the sources that are not recorded yet.
    fn sources(&mut self, reports: &[Report<'_>]) {
        for report in reports {
            let hash = Sha256::digest(report.text.as_bytes());
            let sha256 = hash.iter().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            });
            let (facts, read) = (&report.facts, &report.reading.source);
            let address = facts
                .address
                .clone()
                .or_else(|| read.address.as_ref().map(|found| found.value.clone()));
            if let Some(known) = self.register.find_source(&sha256, address.as_deref()) {
                let key = self
                    .register
                    .key_of(&known.into())
                    .unwrap_or_else(|| known.0.to_string());
                self.by_report.push((known, key));
                continue;
            }
            let outlet = facts
                .outlet
                .clone()
                .or_else(|| read.outlet.as_ref().map(|found| found.value.clone()));
            let published = facts
                .published
                .or(read.published.as_ref().map(|found| found.value));
            let words = outlet
                .as_deref()
                .unwrap_or("teks")
                .chars()
                .take(30)
                .collect::<String>();
            let key = format!("{}-{}", domain::id::slug(&words), &sha256[..8]);
            let subject = Reference::from_key(SubjectKind::Source, &key);
            self.by_report.push((SourceId(subject.id), key.clone()));
            // The same text twice is one source.
            if self.drafted.contains(&subject) {
                continue;
            }
            if outlet.is_none() {
                self.done.gaps.push(Gap {
                    source: key.clone(),
                    paragraph: None,
                    about: String::new(),
                    reason: Reason::NoOutlet,
                });
            }
            let own_title = report
                .reading
                .title
                .as_ref()
                .filter(|title| title.own)
                .map(|title| title.text.clone());
            let description = source::Description {
                medium: medium(outlet.as_deref(), address.as_deref()),
                outlet: outlet.unwrap_or_else(|| "Tidak disebut".to_owned()),
                title: facts.title.clone().or(own_title),
                address: address.filter(|address| {
                    address.starts_with("https://") || address.starts_with("http://")
                }),
                published: published.map(When::Day),
                retrieved: None,
                sha256: Some(sha256),
                note: None,
            };
            self.describe::<source::Source>(&key, description, None);
        }
        self.done.sources = self.by_report.iter().map(|(_, key)| key.clone()).collect();
    }
}

/// A government's own pages are releases; everything else is news.
fn medium(outlet: Option<&str>, address: Option<&str>) -> Medium {
    let host = address
        .and_then(|address| address.split('/').nth(2))
        .unwrap_or_default();
    let official = [
        "pemprov",
        "pemkab",
        "pemkot",
        "pemerintah",
        "diskominfo",
        "humas",
        "biro",
        "dinas",
    ];
    let words = super::normal::words(outlet.unwrap_or_default());
    match host.ends_with(".go.id") || words.iter().any(|word| official.contains(&word.as_str())) {
        true => Medium::Release,
        false => Medium::News,
    }
}

/// Words as a text of the record: one line, a capital first.
pub(super) fn sentence(words: &str) -> Text {
    let line = remark(words);
    let mut chars = line.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    Text::id(format!("{first}{}", chars.as_str()))
}
