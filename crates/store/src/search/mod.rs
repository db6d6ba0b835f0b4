//! Search over everything public: an index that each process keeps as a cache and feeds from the log.
//!
//! Every word of a query must match, each by any of its ways: as written, by its stem, as the beginning of a word,
//! and in titles and names by a near spelling; titles and names weigh more than text. What is found is counted by
//! kind, government, status family and year.

mod facets;
mod index;
mod query;
mod reading;
mod snippet;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use domain::commitment::{Family, Schedule};
use domain::{Reference, SubjectKind, Text};
use jiff::civil::Date;

pub use query::MAX_REACH;
pub use snippet::Words;

/// What is indexed of one subject.
#[derive(Debug, Clone)]
pub struct Document {
    /// The subject; a later document of the same subject replaces this one.
    pub subject: Reference,
    /// What headings call it.
    pub title: Text,
    /// Other names, codes and document numbers.
    pub names: Vec<String>,
    /// Everything else worth finding, in both languages.
    pub text: String,
    /// The Kemendagri codes of the governments it concerns.
    pub governments: Vec<String>,
    /// The year it happened in.
    pub year: Option<i16>,
    /// The dates that decide its status; commitments only.
    pub schedule: Option<Schedule>,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// The words as typed. Without any, everything that passes the filters is found, newest first.
    pub text: &'a str,
    /// Only this kind.
    pub kind: Option<SubjectKind>,
    /// Only what concerns the government with this Kemendagri code.
    pub government: Option<&'a str>,
    /// Only commitments of this family on `today`.
    pub family: Option<Family>,
    /// Only this year.
    pub year: Option<i16>,
    /// After so many hits.
    pub offset: usize,
    /// At most so many hits.
    pub limit: usize,
    /// The day on which families are computed.
    pub today: Date,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The hits asked for, best first.
    pub hits: Vec<FoundHit>,
    /// How many there are in all.
    pub total: u64,
    /// How many of each kind, most first. This facet and the next three are each counted over what the other filters
    /// let through, so that a reader who chose one kind still sees how many there are of the others.
    pub by_kind: Vec<(SubjectKind, u64)>,
    /// How many concern each government, by Kemendagri code: the twelve with most, most first.
    pub by_government: Vec<(String, u64)>,
    /// How many commitments of each family, in the order of precedence.
    pub by_family: Vec<(Family, u64)>,
    /// How many of each year, latest first.
    pub by_year: Vec<(i16, u64)>,
    /// A spelling that would find something, when nothing was found.
    pub suggestion: Option<String>,
    /// The words as they were read: abbreviations and old names written out.
    pub understood: String,
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundHit {
    /// The subject.
    pub subject: Reference,
    /// Its title in Indonesian.
    pub title: String,
    /// Its text, from which a snippet is cut.
    pub text: String,
}

/// The index. Cheap to clone; safe to use from many threads.
#[derive(Clone)]
pub struct SearchIndex(Arc<index::Inner>);
