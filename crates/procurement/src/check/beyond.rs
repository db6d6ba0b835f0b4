//! What OCDS's documentation asks and its schema cannot: ids that are unique, references that lead somewhere, codes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::{Fault, Severity, shown};
use crate::json::Json;

/// Code lists that are open: another value is allowed where none fits. `x_` in front says that it is meant.
const OPEN: [(&str, &str); 9] = [
    (
        "additionalProcurementCategories",
        include_str!("../../data/schema/codelists/extendedProcurementCategory.csv"),
    ),
    (
        "awardCriteria",
        include_str!("../../data/schema/codelists/awardCriteria.csv"),
    ),
    (
        "submissionMethod",
        include_str!("../../data/schema/codelists/submissionMethod.csv"),
    ),
    (
        "documentType",
        include_str!("../../data/schema/codelists/documentType.csv"),
    ),
    (
        "roles",
        include_str!("../../data/schema/codelists/partyRole.csv"),
    ),
    (
        "relationship",
        include_str!("../../data/schema/codelists/relatedProcess.csv"),
    ),
    (
        "classification/scheme",
        include_str!("../../data/schema/codelists/itemClassificationScheme.csv"),
    ),
    (
        "unit/scheme",
        include_str!("../../data/schema/codelists/unitClassificationScheme.csv"),
    ),
    (
        "milestones/type",
        include_str!("../../data/schema/codelists/milestoneType.csv"),
    ),
];

static CODES: LazyLock<BTreeMap<&'static str, BTreeSet<String>>> = LazyLock::new(|| {
    OPEN.iter()
        .map(|(field, text)| (*field, codes(text)))
        .collect()
});

/// The column `Code` of a list.
fn codes(text: &str) -> BTreeSet<String> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let column = rows
        .headers()
        .ok()
        .and_then(|names| names.iter().position(|name| name == "Code"));
    let codes = rows
        .records()
        .filter_map(|row| Some(row.ok()?.get(column?)?.to_owned()));
    codes.collect()
}

/// Fields that refer to an organisation in `parties` by its id.
const REFERENCES: [&str; 6] = [
    "buyer",
    "procuringEntity",
    "tenderers",
    "suppliers",
    "payer",
    "payee",
];

/// Adds what is wrong with a release.
pub fn check(release: &Json<'_>, faults: &mut Vec<Fault>) {
    let mut walk = Walk {
        parties: ids(release, "parties"),
        faults,
        path: String::new(),
        fields: Vec::new(),
    };
    walk.value(release);
    let tags = release
        .get("tag")
        .and_then(Json::elements)
        .unwrap_or_default();
    if tags.iter().any(|tag| tag.as_str() == Some("compiled")) {
        walk.awards(release);
    }
    walk.prefix(release);
}

fn ids<'j>(release: &'j Json<'_>, list: &str) -> BTreeSet<&'j str> {
    let elements = release
        .get(list)
        .and_then(Json::elements)
        .unwrap_or_default();
    elements
        .iter()
        .filter_map(|element| element.get("id")?.as_str())
        .collect()
}

/// Goes through a release.
struct Walk<'j, 'f> {
    parties: BTreeSet<&'j str>,
    faults: &'f mut Vec<Fault>,
    path: String,
    /// Names of the fields on the way, without positions.
    fields: Vec<String>,
}

impl Walk<'_, '_> {
    fn fault(&mut self, severity: Severity, path: String, expected: &str, value: &str) {
        self.faults.push(Fault {
            severity,
            path,
            expected: expected.to_owned(),
            value: shown(value),
        });
    }

    fn value(&mut self, value: &Json<'_>) {
        let length = self.path.len();
        match value {
            Json::Object(fields) => {
                for (key, value) in fields {
                    self.path.push('/');
                    self.path
                        .push_str(&key.replace('~', "~0").replace('/', "~1"));
                    self.fields.push(key.to_string());
                    self.field(key, value);
                    self.value(value);
                    self.fields.pop();
                    self.path.truncate(length);
                }
            }
            Json::Array(elements) => {
                self.unique(elements);
                for (at, element) in elements.iter().enumerate() {
                    self.path.push_str(&format!("/{at}"));
                    self.value(element);
                    self.path.truncate(length);
                }
            }
            _ => {}
        }
    }

    /// Ids of the objects of one array, numbers and texts.
    fn unique(&mut self, elements: &[Json<'_>]) {
        let mut seen = BTreeSet::new();
        for (at, element) in elements.iter().enumerate() {
            let id = match element.get("id") {
                Some(Json::Text(id) | Json::Number(id)) => id.as_ref(),
                _ => continue,
            };
            if !seen.insert(id) {
                let path = format!("{}/{at}/id", self.path);
                self.fault(
                    Severity::Beyond,
                    path,
                    "an id that no other element of the list has",
                    id,
                );
            }
        }
    }

    fn field(&mut self, key: &str, value: &Json<'_>) {
        if REFERENCES.contains(&key) {
            match value {
                Json::Array(elements) => {
                    for (at, element) in elements.iter().enumerate() {
                        self.reference(element, format!("{}/{at}/id", self.path));
                    }
                }
                one => self.reference(one, format!("{}/id", self.path)),
            }
        }
        let parent = self.fields.iter().rev().nth(1).map_or("", String::as_str);
        let of_parent = format!("{parent}/{key}");
        let Some(codes) = CODES.get(key).or_else(|| CODES.get(of_parent.as_str())) else {
            return;
        };
        let values = match value {
            Json::Array(elements) => elements.as_slice(),
            one => std::slice::from_ref(one),
        };
        let others: Vec<&str> = values
            .iter()
            .filter_map(Json::as_str)
            .filter(|code| !codes.contains(*code) && !code.starts_with("x_"))
            .collect();
        for code in others {
            let expected = "a code of the open list, or one's own where none fits";
            self.fault(Severity::Note, self.path.clone(), expected, code);
        }
    }

    fn reference(&mut self, reference: &Json<'_>, path: String) {
        let id = match reference.get("id") {
            Some(Json::Text(id) | Json::Number(id)) => id.to_string(),
            _ if reference.fields().is_some_and(|fields| !fields.is_empty()) => {
                return self.fault(
                    Severity::Beyond,
                    path,
                    "the id of one of parties",
                    "missing / tidak ada",
                );
            }
            _ => return,
        };
        if !self.parties.contains(id.as_str()) {
            self.fault(Severity::Beyond, path, "the id of one of parties", &id);
        }
    }

    /// A compiled release has all that is known, so the award of a contract is among its awards.
    fn awards(&mut self, release: &Json<'_>) {
        let awards = ids(release, "awards");
        let contracts = release
            .get("contracts")
            .and_then(Json::elements)
            .unwrap_or_default();
        for (at, contract) in contracts.iter().enumerate() {
            let Some(award) = contract.get("awardID").and_then(Json::as_str) else {
                continue;
            };
            if !awards.contains(award) {
                self.fault(
                    Severity::Beyond,
                    format!("/contracts/{at}/awardID"),
                    "the id of one of awards",
                    award,
                );
            }
        }
    }

    /// Prefixes are given out as `ocds-` and six letters or digits.
    fn prefix(&mut self, release: &Json<'_>) {
        let Some(ocid) = release.get("ocid").and_then(Json::as_str) else {
            return;
        };
        let prefix = ocid.get(..11).filter(|prefix| {
            prefix
                .strip_prefix("ocds-")
                .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        });
        if prefix.is_none() {
            self.fault(
                Severity::Note,
                "/ocid".into(),
                "a registered prefix: ocds- and six letters or digits",
                ocid,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        check(&Json::parse(text).unwrap(), &mut faults);
        faults
            .iter()
            .map(|fault| format!("{:?} {} {}", fault.severity, fault.path, fault.value))
            .collect()
    }

    #[test]
    fn references_ids_and_codes_are_looked_at() {
        let found = faults(
            r#"{"ocid":"ocds-abc123-1","tag":["compiled"],"parties":[{"id":"A","roles":["buyer","teman"]},{"id":"A"}],
            "buyer":{"id":"B"},"awards":[{"id":"w","suppliers":[{"id":"A"},{"name":"X"}]}],
            "contracts":[{"id":"c","awardID":"v"}],"bids":{"details":[{"id":1},{"id":1}]}}"#,
        );
        assert_eq!(
            found,
            [
                "Beyond /parties/1/id \"A\"",
                "Note /parties/0/roles \"teman\"",
                "Beyond /buyer/id \"B\"",
                "Beyond /awards/0/suppliers/1/id \"missing / tidak ada\"",
                "Beyond /bids/details/1/id \"1\"",
                "Beyond /contracts/0/awardID \"v\"",
            ]
        );
        assert_eq!(faults(r#"{"ocid":"x"}"#).len(), 1);
    }

    #[test]
    fn every_open_list_has_its_codes() {
        for (field, codes) in CODES.iter() {
            assert!(
                !codes.is_empty() && codes.iter().all(|code| !code.is_empty()),
                "{field}"
            );
        }
    }
}
