//! Where a fact comes from, and where sources differ.

use serde::{Deserialize, Serialize};

use crate::id::{Reference, SourceId};
use crate::text::Text;

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// The paragraph, counted from 1, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// Whether the record's words are the source's or our own.
    #[serde(default)]
    pub how: How,
}

/// How the record's words stand to the source's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Our own words.
    #[default]
    ParaphrasedFrom,
    /// The source's words, at most [`MAX_QUOTED_WORDS`] of them.
    QuotedFrom,
}

/// How many words of a speaker the record may quote from a news report. The house's own limit, so
/// that the articles' text is never part of the project.
pub const MAX_QUOTED_WORDS: usize = 8;

/// Something on which sources do not agree. Every version is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What they differ about.
    pub about: Text,
    /// What each says.
    pub versions: Vec<Version>,
}

/// What one or more sources say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// What they say, in our words.
    pub says: Text,
    /// Who says it.
    pub sources: Vec<Citation>,
}

/// What a description or fact points at, gathered to check that all of it exists.
#[derive(Debug, Default)]
pub struct References(pub Vec<Reference>);

impl References {
    /// Adds one.
    pub fn add(&mut self, id: impl Into<Reference>) -> &mut Self {
        self.0.push(id.into());
        self
    }
    /// Adds those that are there.
    pub fn all<T: Copy + Into<Reference>>(
        &mut self,
        ids: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        self.0.extend(ids.into_iter().map(Into::into));
        self
    }
    /// Adds the sources of citations.
    pub fn cited(&mut self, citations: &[Citation]) -> &mut Self {
        self.all(citations.iter().map(|c| c.source))
    }
    /// Adds the sources of differences.
    pub fn differences(&mut self, differences: &[Difference]) -> &mut Self {
        for version in differences.iter().flat_map(|d| &d.versions) {
            self.cited(&version.sources);
        }
        self
    }
}
