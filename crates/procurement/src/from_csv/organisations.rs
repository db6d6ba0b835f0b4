//! What the tables say of organisations, and their names beside the ids that refer to them.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::join::{Firms, of_party};
use super::map::{Field, Map, Party, Table};
use super::rows::Row;
use crate::json::Json;

/// What is known of an organisation.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// Its name.
    pub name: Option<String>,
    /// The keyed hash of its address.
    pub address: Option<String>,
    /// The keyed hash of its telephone number.
    pub telephone: Option<String>,
}

impl Details {
    /// What a row says of an organisation.
    pub(super) fn of(row: &Row, table: &Table, party: Party) -> Self {
        let value = |field| {
            of_party(row, table, party, field)
                .next()
                .map(|(_, value)| value.to_owned())
        };
        Self {
            name: value(Field::Name),
            address: value(Field::Address),
            telephone: value(Field::Telephone),
        }
    }

    /// Fills what is not known yet.
    pub(super) fn fill(&mut self, other: Self) {
        self.name = self.name.take().or(other.name);
        self.address = self.address.take().or(other.address);
        self.telephone = self.telephone.take().or(other.telephone);
    }
}

/// What the directories among the rows say, by the id of the firm.
#[must_use]
pub fn directory(
    map: &Map,
    rows: &[Row],
    firms: &Firms,
) -> HashMap<String, Details, FxBuildHasher> {
    let mut directory: HashMap<String, Details, FxBuildHasher> = HashMap::default();
    for row in rows {
        let table = &map.tables[usize::from(row.table)];
        if !table.directory {
            continue;
        }
        if let Some(id) = firms.id(row, table, Party::Firm) {
            directory
                .entry(id)
                .or_default()
                .fill(Details::of(row, table, Party::Firm));
        }
    }
    directory
}

/// Fields that refer to an organisation by its id.
const REFERENCES: [&str; 4] = ["buyer", "procuringEntity", "tenderers", "suppliers"];

/// Puts the name beside each id that refers to an organisation.
pub(super) fn name_all(value: &mut Json<'static>, names: &BTreeMap<String, String>) {
    match value {
        Json::Array(elements) => elements
            .iter_mut()
            .for_each(|element| name_all(element, names)),
        Json::Object(fields) => {
            for (key, value) in fields {
                if REFERENCES.contains(&key.as_ref()) {
                    match value {
                        Json::Array(elements) => {
                            elements.iter_mut().for_each(|one| name(one, names))
                        }
                        one => name(one, names),
                    }
                } else {
                    name_all(value, names);
                }
            }
        }
        _ => {}
    }
}

fn name(reference: &mut Json<'static>, names: &BTreeMap<String, String>) {
    let name = reference
        .get("id")
        .and_then(Json::as_str)
        .and_then(|id| names.get(id))
        .cloned();
    if let Some(name) = name {
        reference.set("name", Json::Text(name.into()));
    }
}
