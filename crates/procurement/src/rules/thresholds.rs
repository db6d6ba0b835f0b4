//! The numbers that rules compare with, as data: `data/thresholds.toml`, each with its source and version.
//!
//! A key in a rule's section of the settings overrides the number of that name.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::date::written_day;
use crate::settings::{Section, Settings, SettingsError};

/// One number, or one list of codes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The rule.
    pub rule: String,
    /// Its name in the rule's section of the settings.
    pub key: String,
    /// What it is.
    pub value: Value,
    /// Of what.
    pub unit: String,
    /// The first day (`YYYY-MM-DD`) of its validity; always valid without one.
    pub since: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// Whether the source was seen to say it; a judgement is its own source.
    pub verified: bool,
    /// Raised when value, unit or validity changes.
    pub version: u32,
}

/// What a threshold is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number.
    Whole(i64),
    /// Codes or names.
    List(Vec<String>),
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "schema")]
    _schema: u32,
    threshold: Vec<Threshold>,
}

static ALL: LazyLock<Vec<Threshold>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("../../data/thresholds.toml"))
        .expect("the file is part of the program, and a test reads it");
    file.threshold
});

/// All thresholds, in the order of the file.
#[must_use]
pub fn thresholds() -> &'static [Threshold] {
    &ALL
}

/// The thresholds of one rule, as the settings have them.
pub(super) struct Limits {
    rule: &'static str,
    section: Section,
}

impl Limits {
    /// Fails when the rule's section has a key that is neither a threshold nor among `others`.
    pub(super) fn of(
        rule: &'static str,
        settings: &Settings,
        others: &[&'static str],
    ) -> Result<Self, SettingsError> {
        let section = settings.section(rule);
        let mut keys: Vec<&str> = others.to_vec();
        for key in keys_of(rule) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        section.allow(rule, &keys)?;
        Ok(Self { rule, section })
    }

    /// A text of the section itself.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.section.text(key)
    }

    /// The rule's thresholds of this name.
    fn find(&self, key: &str) -> impl Iterator<Item = &'static Threshold> {
        let (rule, key) = (self.rule, key.to_owned());
        ALL.iter()
            .filter(move |threshold| threshold.rule == rule && threshold.key == key)
    }

    /// A whole number from 0.
    pub(super) fn count(&self, key: &str) -> Result<u32, SettingsError> {
        let built_in = self.find(key).find_map(|threshold| match threshold.value {
            Value::Whole(value) => u32::try_from(value).ok(),
            Value::List(_) => None,
        });
        self.section
            .count(self.rule, key, built_in.unwrap_or_default())
    }

    /// A whole number from a given day on.
    pub(super) fn dated(&self, key: &str) -> Result<Dated, SettingsError> {
        if self.section.text(key).is_some() {
            let value = self.section.integer(self.rule, key, 0)?;
            return Ok(Dated(vec![(i64::MIN, value)]));
        }
        let mut values: Vec<(i64, i64)> = self
            .find(key)
            .filter_map(|threshold| match threshold.value {
                Value::Whole(value) => Some((first_day(threshold), value)),
                Value::List(_) => None,
            })
            .collect();
        values.sort_unstable();
        Ok(Dated(values))
    }

    /// Codes or names.
    pub(super) fn list(&self, key: &str) -> BTreeSet<String> {
        if self.section.text(key).is_some() {
            return self.section.list(key, "");
        }
        let lists = self
            .find(key)
            .filter_map(|threshold| match &threshold.value {
                Value::List(list) => Some(list.iter().cloned()),
                Value::Whole(_) => None,
            });
        lists.flatten().collect()
    }
}

/// The names of a rule's thresholds.
pub(super) fn keys_of(rule: &str) -> impl Iterator<Item = &'static str> {
    let rule = rule.to_owned();
    ALL.iter()
        .filter(move |threshold| threshold.rule == rule)
        .map(|threshold| threshold.key.as_str())
}

fn first_day(threshold: &Threshold) -> i64 {
    let day = threshold.since.as_deref().and_then(written_day);
    day.unwrap_or(i64::MIN)
}

/// A number that the law has changed.
pub(super) struct Dated(Vec<(i64, i64)>);

impl Dated {
    /// What it was on a day, counted from 1970-01-01.
    pub(super) fn on(&self, day: i64) -> i64 {
        let valid = self.0.iter().rev().find(|(since, _)| *since <= day);
        valid.map_or(0, |(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::TABLE;

    #[test]
    fn every_threshold_is_of_a_rule_and_says_where_it_comes_from() {
        for threshold in thresholds() {
            let name = format!("{} {}", threshold.rule, threshold.key);
            let known = TABLE.iter().any(|entry| entry.about.id == threshold.rule);
            assert!(known, "{name}");
            assert!(
                !threshold.source.is_empty() && !threshold.unit.is_empty(),
                "{name}"
            );
            assert!(threshold.version > 0, "{name}");
            let since = threshold.since.as_deref();
            assert!(since.is_none_or(|day| written_day(day).is_some()), "{name}");
            let same = thresholds().iter().filter(|other| {
                (&other.rule, &other.key, &other.since)
                    == (&threshold.rule, &threshold.key, &threshold.since)
            });
            assert_eq!(same.count(), 1, "{name}");
        }
    }

    #[test]
    fn the_ceiling_of_works_rose_and_a_section_overrides_it() {
        let limits = Limits::of("X01", &Settings::default(), &[]).unwrap();
        let ceiling = limits.dated("ceiling_works").unwrap();
        let day = |text| written_day(text).unwrap();
        assert_eq!(ceiling.on(day("2025-04-29")), 200_000_000);
        assert_eq!(ceiling.on(day("2025-04-30")), 400_000_000);
        let mut settings = Settings::default();
        settings.set("X01", "ceiling_works", "7");
        let limits = Limits::of("X01", &settings, &[]).unwrap();
        assert_eq!(limits.dated("ceiling_works").unwrap().on(0), 7);
        settings.set("X01", "cieling", "7");
        assert!(Limits::of("X01", &settings, &[]).is_err());
    }
}
