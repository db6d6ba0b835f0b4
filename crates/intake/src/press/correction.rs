//! What a person corrected in a reading.

use serde::{Deserialize, Serialize};

/// One field that a person changed, left out or added. It goes into the founding file beside the records, so that whoever
/// improves the reader can learn from it; nothing of it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The field's path in the JSON of a reading, with the place as it was read: `people.2.attendance`.
    pub field: String,
    /// What the reader said; none where the person added what it missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<String>,
    /// What the person says; none where what was read is wrong and nothing takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// At most eight words of the text that the value was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// How many words of a text may stand in the record.
pub const MOST_WORDS: usize = 8;

/// The first words of a passage, as many as may be quoted.
pub fn first_words(passage: &str) -> String {
    let words: Vec<&str> = passage.split_whitespace().take(MOST_WORDS).collect();
    words.join(" ")
}
