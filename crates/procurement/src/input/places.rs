//! Which line of which file a [`Place`] is.

use serde::{Deserialize, Serialize};

use crate::problems::Place;

/// The blocks of a run: of which source, and how many items before.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Places {
    names: Vec<String>,
    /// First block of each source.
    starts: Vec<u32>,
    /// Whether a source's items are elements of a package rather than lines.
    elements: Vec<bool>,
    /// Items in each block, by its number.
    counts: Vec<u32>,
}

impl Places {
    pub(super) fn new(
        names: Vec<String>,
        starts: Vec<u32>,
        elements: Vec<bool>,
        mut items: Vec<(u32, u32)>,
    ) -> Self {
        items.sort_unstable();
        Self {
            names,
            starts,
            elements,
            counts: items.into_iter().map(|(_, count)| count).collect(),
        }
    }

    /// The name of the source and what a person calls the place, such as `line 12`.
    #[must_use]
    pub fn words(&self, place: Place) -> (String, String) {
        let source = self.starts.partition_point(|start| *start <= place.block());
        let Some(source) = source.checked_sub(1) else {
            return ("?".into(), format!("item {}", u64::from(place.line()) + 1));
        };
        let first = self.starts[source] as usize;
        let before = self
            .counts
            .get(first..place.block() as usize)
            .unwrap_or_default();
        let number: u64 = before.iter().map(|count| u64::from(*count)).sum();
        let kind = if self.elements[source] {
            "element"
        } else {
            "line"
        };
        let number = number + u64::from(place.line()) + 1;
        (self.names[source].clone(), format!("{kind} {number}"))
    }

    /// Whether what a part file says of its sources fits together, so that every place can be told.
    pub(crate) fn is_sound(&self) -> bool {
        let of_each =
            self.names.len() == self.starts.len() && self.names.len() == self.elements.len();
        let inside = self.starts.iter().all(|start| *start <= self.blocks());
        of_each && inside && self.starts.is_sorted()
    }

    /// How many blocks there were.
    #[must_use]
    pub fn blocks(&self) -> u32 {
        u32::try_from(self.counts.len()).unwrap_or(u32::MAX)
    }

    /// Adds the sources of a part that comes behind.
    pub(crate) fn append(&mut self, other: Self) {
        let before = self.blocks();
        self.names.extend(other.names);
        let starts = other.starts.into_iter();
        self.starts.extend(starts.map(|start| start + before));
        self.elements.extend(other.elements);
        self.counts.extend(other.counts);
    }

    /// How many sources were read.
    #[must_use]
    pub fn sources(&self) -> usize {
        self.names.len()
    }
}
