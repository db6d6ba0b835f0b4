//! The INI dialect of Cardinal's settings: `[section]`, `key = value` or `key: value`, `;` and `#` at the start of a line
//! for comments, quotes around a value that begins or ends with a space.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::SettingsError;

/// The keys of one section.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section(BTreeMap<String, String>);

/// The keys before any section, and the sections.
pub(super) fn parse(text: &str) -> Result<(Section, BTreeMap<String, Section>), SettingsError> {
    let mut top = Section::default();
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    let mut here: Option<String> = None;
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with([';', '#']) {
            continue;
        }
        let wrong = || SettingsError::Syntax {
            line: at + 1,
            what: line.to_owned(),
        };
        if let Some(name) = line.strip_prefix('[') {
            let name = name.strip_suffix(']').ok_or_else(wrong)?.trim().to_owned();
            sections.entry(name.clone()).or_default();
            here = Some(name);
            continue;
        }
        let (key, value) = line.split_once(['=', ':']).ok_or_else(wrong)?;
        let section = match &here {
            Some(name) => sections.entry(name.clone()).or_default(),
            None => &mut top,
        };
        section.set(key.trim(), unquoted(value.trim()));
    }
    Ok((top, sections))
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        let inner = value
            .strip_prefix(quote)
            .and_then(|v| v.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner;
        }
    }
    value
}

impl Section {
    /// Sets a key.
    pub fn set(&mut self, key: &str, value: &str) {
        self.0.insert(key.to_owned(), value.to_owned());
    }

    /// Fails when there is a key beside these.
    ///
    /// # Errors
    /// Names the key.
    pub fn allow(&self, section: &str, keys: &[&str]) -> Result<(), SettingsError> {
        match self.0.keys().find(|key| !keys.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(SettingsError::UnknownKey {
                section: section.to_owned(),
                key: key.clone(),
                allowed: match keys {
                    [] => "none".to_owned(),
                    keys => keys.join(", "),
                },
            }),
        }
    }

    /// A key's value as it stands.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// All keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Names between bars, or `default` when the key is absent.
    #[must_use]
    pub fn list(&self, key: &str, default: &str) -> BTreeSet<String> {
        let text = self.text(key).unwrap_or(default);
        text.split_terminator('|').map(str::to_owned).collect()
    }

    /// A whole number.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn integer(&self, section: &str, key: &str, default: i64) -> Result<i64, SettingsError> {
        Ok(self
            .optional(section, key, "a whole number")?
            .unwrap_or(default))
    }

    /// A count: a whole number from 0.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn count(&self, section: &str, key: &str, default: u32) -> Result<u32, SettingsError> {
        let expected = "a whole number from 0";
        Ok(self.optional(section, key, expected)?.unwrap_or(default))
    }

    /// A count, if the key is there.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn optional_count(&self, section: &str, key: &str) -> Result<Option<u32>, SettingsError> {
        self.optional(section, key, "a whole number from 0")
    }

    /// A share, such as 0.05, if the key is there.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn ratio(&self, section: &str, key: &str) -> Result<Option<f64>, SettingsError> {
        self.optional(section, key, "a number, such as 0.05")
    }

    /// Yes or no; absent is no.
    ///
    /// # Errors
    /// When something else stands there.
    pub fn switch(&self, section: &str, key: &str) -> Result<bool, SettingsError> {
        let Some(value) = self.text(key) else {
            return Ok(false);
        };
        match value.to_lowercase().as_str() {
            "1" | "true" | "on" | "yes" => Ok(true),
            "0" | "false" | "off" | "no" => Ok(false),
            _ => Err(wrong(section, key, value, "true or false")),
        }
    }

    fn optional<T: std::str::FromStr>(
        &self,
        section: &str,
        key: &str,
        expected: &'static str,
    ) -> Result<Option<T>, SettingsError> {
        let Some(value) = self.text(key) else {
            return Ok(None);
        };
        let parsed = value.parse();
        parsed
            .map(Some)
            .map_err(|_| wrong(section, key, value, expected))
    }
}

fn wrong(section: &str, key: &str, value: &str, expected: &'static str) -> SettingsError {
    SettingsError::Value {
        section: section.to_owned(),
        key: key.to_owned(),
        value: value.to_owned(),
        expected,
    }
}
