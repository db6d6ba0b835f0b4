//! Text in two languages.

use serde::{Deserialize, Serialize};

/// A language of the interface. Indonesian is the record's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Indonesian.
    Id,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// One of two words, by language.
    pub const fn pick<T: Copy>(self, id: T, en: T) -> T {
        match self {
            Self::Id => id,
            Self::En => en,
        }
    }
}

/// Words of the record: Indonesian always, English where somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// Indonesian.
    pub id: String,
    /// English, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// Indonesian words with no English beside them.
    pub fn id(words: impl Into<String>) -> Self {
        Self {
            id: words.into(),
            en: None,
        }
    }

    /// Words in both languages.
    pub fn both(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            en: Some(en.into()),
        }
    }

    /// The words for a reader of `lang`, and the language they are really in.
    pub fn read(&self, lang: Lang) -> (&str, Lang) {
        match (lang, &self.en) {
            (Lang::En, Some(en)) => (en, Lang::En),
            _ => (&self.id, Lang::Id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_english_is_read_in_indonesian_and_says_so() {
        assert_eq!(Text::id("janji").read(Lang::En), ("janji", Lang::Id));
        assert_eq!(
            Text::both("janji", "promise").read(Lang::En),
            ("promise", Lang::En)
        );
    }
}
