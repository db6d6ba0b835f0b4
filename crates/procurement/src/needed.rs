//! What each rule needs and the data have: how many processes fill all its fields, which fields are lacking, and whose.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::json::{Json, push_text};
use crate::rules::{About, TABLE};

/// All fields that any rule names, each once, in the order of the table.
static FIELDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut fields: Vec<&str> = Vec::new();
    for field in TABLE.iter().flat_map(|entry| entry.about.fields) {
        if !fields.contains(field) {
            fields.push(field);
        }
    }
    fields
});

/// One bit a field. A test holds that there are no more fields than bits.
type Mask = u64;

/// Counts over processes.
#[derive(Debug, Default, Clone)]
pub struct Needed {
    all: Counts,
    /// By the buyer's id; the empty one is that of processes without a buyer.
    buyers: BTreeMap<String, Counts>,
    /// Releases that are not compiled wait for the others of their process: what is filled so far, and the buyer.
    waiting: HashMap<String, (Mask, String, String), FxBuildHasher>,
}

#[derive(Debug, Default, Clone)]
struct Counts {
    name: String,
    processes: u64,
    /// By the number of the field.
    filled: Vec<u64>,
    /// By the number of the rule: how many fill all its fields.
    rules: Vec<u64>,
}

/// What a rule needs and the data have.
#[derive(Debug, Clone)]
pub struct OfRule {
    /// The rule.
    pub about: &'static About,
    /// Processes that fill all its fields.
    pub complete: u64,
    /// Its fields, with the processes that fill them.
    pub fields: Vec<(&'static str, u64)>,
}

/// The largest gap of one buyer.
#[derive(Debug, Clone)]
pub struct OfBuyer {
    /// `buyer.id`, empty for processes without one.
    pub id: String,
    /// `buyer.name`
    pub name: String,
    /// Processes.
    pub processes: u64,
    /// Fields that fewer than half of them fill, the emptiest first, with the processes that fill them.
    pub worst: Vec<(&'static str, u64)>,
}

impl Needed {
    /// Looks at a release; of releases that are not compiled all of a process count together.
    pub fn add(&mut self, release: &Json<'_>) {
        let mask = mask(release);
        let text = |key: &str| {
            release
                .get("buyer")
                .and_then(|buyer| buyer.get(key)?.as_str())
                .unwrap_or_default()
        };
        let (buyer, name) = (text("id").to_owned(), text("name").to_owned());
        let tags = release
            .get("tag")
            .and_then(Json::elements)
            .unwrap_or_default();
        let partial = !tags.is_empty() && !tags.iter().any(|tag| tag.as_str() == Some("compiled"));
        match release
            .get("ocid")
            .and_then(Json::as_str)
            .filter(|_| partial)
        {
            None => self.count(mask, &buyer, &name),
            Some(ocid) => {
                let waiting = self.waiting.entry(ocid.to_owned()).or_default();
                waiting.0 |= mask;
                if !buyer.is_empty() {
                    (waiting.1, waiting.2) = (buyer, name);
                }
            }
        }
    }

    fn count(&mut self, mask: Mask, buyer: &str, name: &str) {
        self.all.count(mask, "");
        if let Some(counts) = self.buyers.get_mut(buyer) {
            return counts.count(mask, name);
        }
        self.buyers
            .entry(buyer.to_owned())
            .or_default()
            .count(mask, name);
    }

    /// Adds another's.
    pub fn merge(&mut self, other: Self) {
        self.all.merge(other.all);
        for (buyer, counts) in other.buyers {
            self.buyers.entry(buyer).or_default().merge(counts);
        }
        for (ocid, (mask, buyer, name)) in other.waiting {
            let waiting = self.waiting.entry(ocid).or_default();
            waiting.0 |= mask;
            if !buyer.is_empty() {
                (waiting.1, waiting.2) = (buyer, name);
            }
        }
    }

    /// Counts those that waited: no more releases come.
    pub fn settle(&mut self) {
        for (_, (mask, buyer, name)) in std::mem::take(&mut self.waiting) {
            self.count(mask, &buyer, &name);
        }
    }

    /// How many processes there were.
    #[must_use]
    pub fn processes(&self) -> u64 {
        self.all.processes
    }

    /// What each rule needs and the data have, in the order of the table.
    #[must_use]
    pub fn rules(&self) -> Vec<OfRule> {
        let rules = TABLE.iter().enumerate().map(|(number, entry)| OfRule {
            about: entry.about,
            complete: self.all.rules.get(number).copied().unwrap_or_default(),
            fields: entry
                .about
                .fields
                .iter()
                .map(|field| (*field, self.all.of(field)))
                .collect(),
        });
        rules.collect()
    }

    /// Fields that no process fills.
    #[must_use]
    pub fn empty_fields(&self) -> Vec<&'static str> {
        FIELDS
            .iter()
            .copied()
            .filter(|field| self.all.of(field) == 0)
            .collect()
    }

    /// The buyers, those with the most empty fields times processes first.
    #[must_use]
    pub fn buyers(&self) -> Vec<OfBuyer> {
        let mut buyers: Vec<(u64, OfBuyer)> = self
            .buyers
            .iter()
            .map(|(id, counts)| {
                let lacking = |field: &&'static str| counts.processes - counts.of(field);
                let gap = FIELDS.iter().map(lacking).sum();
                let mut worst: Vec<&'static str> = FIELDS
                    .iter()
                    .copied()
                    .filter(|field| 2 * counts.of(field) < counts.processes)
                    .collect();
                worst.sort_by_key(|field| counts.of(field));
                let worst = worst
                    .into_iter()
                    .map(|field| (field, counts.of(field)))
                    .collect();
                (
                    gap,
                    OfBuyer {
                        id: id.clone(),
                        name: counts.name.clone(),
                        processes: counts.processes,
                        worst,
                    },
                )
            })
            .collect();
        buyers.sort_by(|(gap, one), (other, two)| other.cmp(gap).then_with(|| one.id.cmp(&two.id)));
        buyers.into_iter().map(|(_, buyer)| buyer).collect()
    }

    /// Both tables as fields of a JSON object, without its braces.
    #[must_use]
    pub fn json(&self, buyers: usize) -> String {
        let counted = |fields: &[(&'static str, u64)]| {
            let fields = fields
                .iter()
                .map(|(field, count)| format!("{}:{count}", quoted(field)));
            fields.collect::<Vec<_>>().join(",")
        };
        let rules = self.rules().into_iter().map(|rule| {
            format!(
                "{{\"rule\":{},\"complete\":{},\"fields\":{{{}}}}}",
                quoted(rule.about.id),
                rule.complete,
                counted(&rule.fields)
            )
        });
        let listed = self.buyers().into_iter().take(buyers).map(|buyer| {
            format!(
                "{{\"id\":{},\"name\":{},\"processes\":{},\"filled by fewer than half\":{{{}}}}}",
                quoted(&buyer.id),
                quoted(&buyer.name),
                buyer.processes,
                counted(&buyer.worst)
            )
        });
        format!(
            "\"processes\":{},\"rules\":[{}],\"buyers\":[{}]",
            self.processes(),
            rules.collect::<Vec<_>>().join(","),
            listed.collect::<Vec<_>>().join(",")
        )
    }
}

impl Counts {
    fn count(&mut self, mask: Mask, name: &str) {
        if self.name.is_empty() {
            name.clone_into(&mut self.name);
        }
        self.filled.resize(FIELDS.len(), 0);
        self.rules.resize(TABLE.len(), 0);
        self.processes += 1;
        for (bit, count) in self.filled.iter_mut().enumerate() {
            *count += mask >> bit & 1;
        }
        for (entry, count) in TABLE.iter().zip(&mut self.rules) {
            let complete = entry
                .about
                .fields
                .iter()
                .all(|field| mask >> number(field) & 1 == 1);
            *count += u64::from(complete);
        }
    }

    fn merge(&mut self, other: Self) {
        if self.name.is_empty() {
            self.name = other.name;
        }
        self.processes += other.processes;
        self.filled.resize(FIELDS.len(), 0);
        self.rules.resize(TABLE.len(), 0);
        for (count, more) in self.filled.iter_mut().zip(other.filled) {
            *count += more;
        }
        for (count, more) in self.rules.iter_mut().zip(other.rules) {
            *count += more;
        }
    }

    fn of(&self, field: &str) -> u64 {
        self.filled.get(number(field)).copied().unwrap_or_default()
    }
}

fn number(field: &str) -> usize {
    FIELDS
        .iter()
        .position(|one| *one == field)
        .unwrap_or_default()
}

fn mask(release: &Json<'_>) -> Mask {
    let bits = FIELDS
        .iter()
        .enumerate()
        .map(|(bit, field)| u64::from(has(release, field)) << bit);
    bits.fold(0, |mask, bit| mask | bit)
}

/// Whether a path such as `/awards[]/suppliers[]/id` is filled, in any element where there are several.
fn has(value: &Json<'_>, path: &str) -> bool {
    let Some(path) = path.strip_prefix('/') else {
        return filled(value);
    };
    let end = path.find('/').unwrap_or(path.len());
    let (segment, rest) = path.split_at(end);
    match segment.strip_suffix("[]") {
        None => value.get(segment).is_some_and(|value| has(value, rest)),
        Some(name) => {
            let elements = value.get(name).and_then(Json::elements).unwrap_or_default();
            elements.iter().any(|element| has(element, rest))
        }
    }
}

fn filled(value: &Json<'_>) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(_) | Json::Number(_) => true,
        Json::Text(text) => !text.is_empty(),
        Json::Array(elements) => elements.iter().any(filled),
        Json::Object(fields) => fields.iter().any(|(_, value)| filled(value)),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    push_text(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_bit() {
        assert!(
            FIELDS.len() > 20 && FIELDS.len() <= Mask::BITS as usize,
            "{}",
            FIELDS.len()
        );
        assert!(FIELDS.iter().all(|field| field.starts_with('/')));
    }

    #[test]
    fn a_rule_is_complete_where_all_its_fields_are_filled_in_one_process() {
        let mut needed = Needed::default();
        let full = r#"{"ocid":"a","buyer":{"id":"B","name":"Dinas"},"tender":{"numberOfTenderers":1,"procurementMethod":"open"}}"#;
        let half = r#"{"ocid":"b","buyer":{"id":"B"},"tender":{"numberOfTenderers":0,"procurementMethod":""}}"#;
        for line in [full, half] {
            needed.add(&Json::parse(line).unwrap());
        }
        let rules = needed.rules();
        let r018 = rules.iter().find(|rule| rule.about.id == "R018").unwrap();
        assert_eq!((r018.complete, needed.processes()), (1, 2));
        assert_eq!(
            r018.fields,
            [
                ("/tender/numberOfTenderers", 2),
                ("/tender/procurementMethod", 1)
            ]
        );
        let buyers = needed.buyers();
        assert_eq!(
            (buyers[0].id.as_str(), buyers[0].name.as_str()),
            ("B", "Dinas")
        );
        assert!(
            buyers[0]
                .worst
                .iter()
                .any(|(field, count)| *field == "/awards[]/status" && *count == 0)
        );
    }

    #[test]
    fn releases_of_one_process_count_together() {
        let mut needed = Needed::default();
        for line in [
            r#"{"ocid":"a","tag":["planning"],"tender":{"procurementMethod":"open"}}"#,
            r#"{"ocid":"a","tag":["tender"],"buyer":{"id":"B"},"tender":{"numberOfTenderers":3}}"#,
        ] {
            needed.add(&Json::parse(line).unwrap());
        }
        needed.settle();
        let r018 = needed
            .rules()
            .into_iter()
            .find(|rule| rule.about.id == "R018")
            .unwrap();
        assert_eq!((r018.complete, needed.processes()), (1, 1));
    }
}
