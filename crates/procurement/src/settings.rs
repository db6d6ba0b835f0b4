//! The settings file: Cardinal's, in its INI dialect, with sections of our own beside.
//!
//! A section switches its rule on. Keys that a section does not have are refused, as a threshold that is misspelt would
//! otherwise be a threshold that is not applied.

mod ini;

use std::collections::{BTreeMap, BTreeSet};

pub use ini::Section;
use serde::{Deserialize, Serialize};

/// What cannot be used in a settings file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A line is neither a section, nor a key with a value, nor a comment.
    #[error("line {line}: {what:?} is neither [section], nor key = value, nor a comment")]
    Syntax {
        /// From 1.
        line: usize,
        /// The line.
        what: String,
    },
    /// A section that nothing reads.
    #[error("[{0}] is no section that is known; `sinergi flags --list-rules` names the rules")]
    UnknownSection(String),
    /// A key that its section does not have.
    #[error("[{section}] has no key {key:?}; its keys are {allowed}")]
    UnknownKey {
        /// The section, empty for the top.
        section: String,
        /// The key.
        key: String,
        /// What it could have been.
        allowed: String,
    },
    /// A value of the wrong kind.
    #[error("[{section}] {key} = {value:?}: expected {expected}")]
    Value {
        /// The section, empty for the top.
        section: String,
        /// The key.
        key: String,
        /// What stands there.
        value: String,
        /// What would do.
        expected: &'static str,
    },
}

/// Sections that only [`crate::prepare`] and the output read.
const OTHER_SECTIONS: [(&str, &[&str]); 7] = [
    ("output", &["info_currency_mismatches"]),
    (
        "defaults",
        &[
            "currency",
            "item_classification_scheme",
            "bid_status",
            "award_status",
            "party_roles",
        ],
    ),
    ("redactions", &["amount", "organization_id"]),
    ("corrections", &["award_status_by_contract_status"]),
    (
        "modifications",
        &[
            "move_auctions",
            "prefix_buyer_or_procuring_entity_id",
            "prefix_tenderer_or_supplier_id",
            "split_procurement_method_details",
        ],
    ),
    // Their keys are the codes of the data.
    ("codelists.bid_status", &[]),
    ("codelists.award_status", &[]),
];

const TOP_KEYS: [&str; 3] = [
    "currency",
    "no_price_comparison_procurement_methods",
    "price_comparison_procurement_methods",
];

/// A settings file, read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    top: Section,
    sections: BTreeMap<String, Section>,
}

impl Settings {
    /// Reads a settings file's text. Rules check their own sections when they are made.
    ///
    /// # Errors
    /// When a line makes no sense or a section is not known.
    pub fn parse(text: &str) -> Result<Self, SettingsError> {
        let (top, sections) = ini::parse(text)?;
        top.allow("", &TOP_KEYS)?;
        for (name, section) in &sections {
            if let Some((_, keys)) = OTHER_SECTIONS.iter().find(|(known, _)| known == name) {
                if !keys.is_empty() {
                    section.allow(name, keys)?;
                }
            } else if !crate::rules::has_section(name) {
                return Err(SettingsError::UnknownSection(name.clone()));
            }
        }
        Ok(Self { top, sections })
    }

    /// A section; an absent one is empty.
    #[must_use]
    pub fn section(&self, name: &str) -> Section {
        self.sections.get(name).cloned().unwrap_or_default()
    }

    /// Whether a rule is switched on: it has a section, or a section under it.
    #[must_use]
    pub fn chooses(&self, rule: &str) -> bool {
        let mut names = self.sections.keys();
        names.any(|name| name == rule || name.split('.').next() == Some(rule))
    }

    /// Switches a rule on, with the values it has anyway.
    pub fn choose(&mut self, rule: &str) {
        self.sections.entry(rule.to_owned()).or_default();
    }

    /// Switches a rule off.
    pub fn leave_out(&mut self, rule: &str) {
        self.sections
            .retain(|name, _| name.split('.').next() != Some(rule));
    }

    /// Sets one key, as a command line may.
    pub fn set(&mut self, section: &str, key: &str, value: &str) {
        let section = if section.is_empty() {
            &mut self.top
        } else {
            self.sections.entry(section.to_owned()).or_default()
        };
        section.set(key, value);
    }

    /// The currency whose prices are compared; without one, the first that is met.
    #[must_use]
    pub fn currency(&self) -> Option<&str> {
        self.top.text("currency")
    }

    /// A key at the top that lists names between bars.
    #[must_use]
    pub fn list(&self, key: &str) -> BTreeSet<String> {
        self.top.list(key, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_or_one_under_it_chooses_a_rule() {
        let settings = Settings::parse(
            "; x\ncurrency = IDR\n[R018]\n[R003.procurement_method_details]\nTender Cepat = 3\n",
        )
        .unwrap();
        assert_eq!(settings.currency(), Some("IDR"));
        assert!(settings.chooses("R018") && settings.chooses("R003") && !settings.chooses("R00"));
        let days = settings.section("R003.procurement_method_details");
        assert_eq!(days.integer("R003", "Tender Cepat", 0), Ok(3));
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        for (text, says) in [
            ("[R999]\n", "[R999]"),
            ("curency = IDR\n", "\"curency\""),
            ("[defaults]\nx = 1\n", "\"x\""),
            ("[R018\n", "line 1"),
            ("nonsense\n", "line 1"),
        ] {
            let said = Settings::parse(text).unwrap_err().to_string();
            assert!(said.contains(says), "{text:?}: {said}");
        }
    }
}
