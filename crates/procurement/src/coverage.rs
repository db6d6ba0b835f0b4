//! How often each field is filled, as Cardinal's `coverage` counts it.
//!
//! Empty are `""`, `[]`, `{}`, `null` and what holds only empty values. The path `""` is a line, one that ends with `/`
//! an object, one that ends with `[]` an element of an array.

use std::io;
use std::path::PathBuf;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::input::{Limits, Places, in_order};
use crate::json::{Json, push_text};
use crate::problems::{Place, Problems};

/// Counts by path.
#[derive(Debug, Default, Clone)]
pub struct Coverage {
    counts: HashMap<String, u64, FxBuildHasher>,
    problems: Problems,
}

impl Coverage {
    /// Counts the fields of every line.
    ///
    /// # Errors
    /// When a path does not exist.
    pub fn of(paths: &[PathBuf], limits: &Limits, workers: usize) -> io::Result<(Self, Places)> {
        let mut all = Self::default();
        let places = in_order(
            paths,
            limits,
            workers,
            |block| {
                let mut coverage = Self::default();
                let mut items = 0;
                for (number, text) in block.texts(limits.latin1) {
                    let place = Place::new(block.number, number);
                    let read = text.map(|text| coverage.line(&text, place));
                    if let Err(problem) = read {
                        coverage.problems.note(problem, place, String::new);
                    }
                }
                items += u32::try_from(block.items().count()).unwrap_or(u32::MAX);
                if let Some((problem, detail)) = &block.lost {
                    let place = Place::new(block.number, items);
                    coverage.problems.note(*problem, place, || detail.clone());
                    items += 1;
                }
                (coverage, items)
            },
            |coverage, _| {
                all.merge(coverage);
                Ok(())
            },
        )?;
        Ok((all, places))
    }

    fn line(&mut self, text: &str, place: Place) {
        match Json::parse(text) {
            Ok(value) => {
                self.add(&value, &mut String::new());
            }
            Err(fault) => {
                let problem = fault.reason.into();
                self.problems.note(problem, place, || fault.to_string());
            }
        }
    }

    /// Counts a value and all in it; says whether it is filled.
    fn add(&mut self, value: &Json<'_>, path: &mut String) -> bool {
        let length = path.len();
        let mut filled = false;
        match value {
            Json::Null => {}
            Json::Bool(_) | Json::Number(_) => filled = true,
            Json::Text(text) => filled = !text.is_empty(),
            Json::Array(elements) => {
                path.push_str("[]");
                for element in elements {
                    filled |= self.add(element, path);
                }
            }
            Json::Object(fields) => {
                path.push('/');
                let own = path.len();
                for (key, value) in fields {
                    path.push_str(key);
                    filled |= self.add(value, path);
                    path.truncate(own);
                }
                if filled {
                    self.count(path);
                }
            }
        }
        path.truncate(length);
        if filled {
            self.count(path);
        }
        filled
    }

    fn count(&mut self, path: &str) {
        *self.counts.entry_ref(path).or_insert(0) += 1;
    }

    fn merge(&mut self, other: Self) {
        for (path, count) in other.counts {
            *self.counts.entry(path).or_insert(0) += count;
        }
        self.problems.merge(other.problems);
    }

    /// How often a path is filled.
    #[must_use]
    pub fn count_of(&self, path: &str) -> u64 {
        self.counts.get(path).copied().unwrap_or(0)
    }

    /// What was wrong with the input.
    #[must_use]
    pub fn problems(&self) -> &Problems {
        &self.problems
    }

    /// The counts as one JSON object, in the order of the paths.
    #[must_use]
    pub fn json(&self) -> String {
        let mut paths: Vec<(&String, &u64)> = self.counts.iter().collect();
        paths.sort_unstable();
        let mut text = String::from("{");
        for (at, (path, count)) in paths.into_iter().enumerate() {
            if at > 0 {
                text.push_str(", ");
            }
            push_text(&mut text, path);
            text.push_str(&format!(": {count}"));
        }
        text.push('}');
        text
    }
}
