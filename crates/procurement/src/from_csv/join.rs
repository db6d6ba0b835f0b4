//! Which rows are of one contracting process, and which firm is which.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};
use rustc_hash::FxBuildHasher;

use super::findings::{Finding, Findings, shown};
use super::map::{Field, Key, Map, Party, Table};
use super::rows::Row;

type Texts<'r> = HashSet<&'r str, FxBuildHasher>;
type Index<'r> = HashMap<&'r str, BTreeSet<String>, FxBuildHasher>;

/// Keys that make a process of their own, in the order in which they are asked.
const MAIN: [(Key, &str); 3] = [
    (Key::Tender, "tender"),
    (Key::Nontender, "nontender"),
    (Key::Package, "paket"),
];

/// The rows of each process, by the end of its ocid: `tender-10080116000`, `rup-40000000`.
pub type Processes = BTreeMap<String, Vec<u32>>;

/// Deals the rows out to processes. Rows of directories are of none.
pub fn processes(map: &Map, rows: &[Row], findings: &mut Findings) -> Processes {
    let join = Join::new(map, rows);
    let mut processes = Processes::new();
    for (number, row) in (0..).zip(rows) {
        let table = join.table(row);
        if table.directory {
            continue;
        }
        join.note_partners(row, findings);
        for process in join.of(row, findings) {
            processes.entry(process).or_default().push(number);
        }
    }
    processes
}

/// What leads from one table to another.
struct Join<'r> {
    map: &'r Map,
    /// For each key, those of the tables that list it, if one was read.
    listed: BTreeMap<Key, Texts<'r>>,
    by_plan: Index<'r>,
    by_contract: Index<'r>,
}

impl<'r> Join<'r> {
    fn new(map: &'r Map, rows: &'r [Row]) -> Self {
        let mut join = Self {
            map,
            listed: BTreeMap::new(),
            by_plan: Index::default(),
            by_contract: Index::default(),
        };
        for row in rows {
            let table = join.table(row);
            if let Some(key) = table.lists {
                join.listed
                    .entry(key)
                    .or_default()
                    .extend(row.keys(table, key));
            }
            let Some(main) = join.main(row) else { continue };
            // Contracts and handovers name a plan too, but a process may have none of them.
            let plans: Vec<&str> = row.keys(table, Key::Rup).collect();
            for plan in plans {
                join.by_plan.entry(plan).or_default().insert(main.clone());
            }
            if let Some(contract) = row.key(table, Key::Contract) {
                join.by_contract.entry(contract).or_default().insert(main);
            }
        }
        // A contract whose row names a plan only is of the one process of that plan.
        for row in rows {
            let table = join.table(row);
            let Some(contract) = row.key(table, Key::Contract) else {
                continue;
            };
            if join.main(row).is_some() || join.by_contract.contains_key(contract) {
                continue;
            }
            let found = join.of_plan(row);
            if let [process] = found.as_slice() {
                join.by_contract
                    .entry(contract)
                    .or_default()
                    .insert(process.clone());
            }
        }
        join
    }

    fn table(&self, row: &Row) -> &'r Table {
        &self.map.tables[usize::from(row.table)]
    }

    /// The process that the row names itself.
    fn main(&self, row: &Row) -> Option<String> {
        let table = self.table(row);
        let named = MAIN
            .iter()
            .find_map(|(key, word)| Some((word, row.key(table, *key)?)));
        named.map(|(word, value)| format!("{word}-{}", slug(value)))
    }

    /// The processes of the plans that the row names; the plan itself when nothing came of it.
    fn of_plan(&self, row: &Row) -> Vec<String> {
        let plans: Vec<&str> = row.keys(self.table(row), Key::Rup).collect();
        let found: BTreeSet<&String> = plans
            .iter()
            .filter_map(|plan| self.by_plan.get(plan))
            .flatten()
            .collect();
        if !found.is_empty() {
            return found.into_iter().cloned().collect();
        }
        plans
            .first()
            .map(|plan| format!("rup-{}", slug(plan)))
            .into_iter()
            .collect()
    }

    /// The processes of a row: one, several when a plan became several, none when it has no key.
    fn of(&self, row: &Row, findings: &mut Findings) -> Vec<String> {
        if let Some(main) = self.main(row) {
            return vec![main];
        }
        let table = self.table(row);
        let contract = row
            .key(table, Key::Contract)
            .or_else(|| row.key(table, Key::Handover));
        let by_contract = row
            .key(table, Key::Contract)
            .and_then(|contract| self.by_contract.get(contract));
        let found: Vec<String> = match by_contract {
            Some(found) => found.iter().cloned().collect(),
            None => self.of_plan(row),
        };
        match (found.len(), contract) {
            (1, _) => found,
            (0, None) => {
                findings.note(Finding::NoKey, row.at(""), String::new());
                found
            }
            (0, Some(contract)) => vec![format!("kontrak-{}", slug(contract))],
            // A plan belongs to all that came of it.
            (_, None) => found,
            (_, Some(contract)) => {
                let detail = format!("{}: {}", shown(contract), found.join(", "));
                findings.note(
                    Finding::SeveralProcesses,
                    row.at(Key::Contract.words()),
                    detail,
                );
                vec![format!(
                    "kontrak-{}-baris-{}-{}",
                    slug(contract),
                    row.file,
                    row.line
                )]
            }
        }
    }

    /// Notes keys that the table which lists them does not have.
    fn note_partners(&self, row: &Row, findings: &mut Findings) {
        let table = self.table(row);
        for (key, listed) in &self.listed {
            if table.lists == Some(*key) {
                continue;
            }
            for value in row
                .keys(table, *key)
                .filter(|value| !listed.contains(value))
            {
                findings.note(Finding::NotJoined, row.at(key.words()), shown(value));
            }
        }
    }
}

/// A key as part of an ocid: letters, digits and hyphens.
pub fn slug(key: &str) -> String {
    let letters = key.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    });
    let lower: String = letters.collect::<String>().to_ascii_lowercase();
    let words: Vec<&str> = lower.split('-').filter(|word| !word.is_empty()).collect();
    let slug = words.join("-");
    // Two keys must not become one: what the slug does not show, a digest does.
    if slug == key.to_ascii_lowercase() && slug.len() <= 80 {
        return slug;
    }
    let slug: String = slug.chars().take(60).collect();
    format!("{slug}-{:08x}", checksum(key))
}

/// FNV-1a: a few digits that tell keys of one spelling apart; nothing secret hangs on it.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Which codes and taxpayer's numbers are one firm.
#[derive(Debug, Default)]
pub struct Firms {
    /// From the hash of a taxpayer's number to the id of its firm.
    by_npwp: HashMap<String, String, FxBuildHasher>,
    /// From the id of one system to that of another, where a taxpayer's number says that they are one.
    same: HashMap<String, String, FxBuildHasher>,
}

impl Firms {
    /// Looks at all rows that name both a code and a taxpayer's number.
    #[must_use]
    pub fn of(map: &Map, rows: &[Row]) -> Self {
        let mut ids: BTreeMap<&str, BTreeSet<(usize, String)>> = BTreeMap::new();
        for row in rows {
            let table = &map.tables[usize::from(row.table)];
            let npwp = of_party(row, table, Party::Firm, Field::Npwp).next();
            let id = id_of(row, table, Party::Firm);
            if let (Some((_, npwp)), Some(id)) = (npwp, id) {
                // The order of systems is that of the map's tables.
                let system = id.rsplit_once('-').map_or("", |(system, _)| system);
                let first = map
                    .tables
                    .iter()
                    .position(|table| systems(table).any(|one| one == system));
                ids.entry(npwp)
                    .or_default()
                    .insert((first.unwrap_or(usize::MAX), id));
            }
        }
        let mut firms = Self::default();
        for (npwp, ids) in ids {
            let systems: BTreeSet<usize> = ids.iter().map(|(system, _)| *system).collect();
            // Two codes of one system for one number: which of them is meant is not guessed.
            if systems.len() != ids.len() {
                continue;
            }
            let mut ids = ids.into_iter().map(|(_, id)| id);
            if let Some(first) = ids.next() {
                firms.same.extend(ids.map(|other| (other, first.clone())));
                firms.by_npwp.insert(npwp.to_owned(), first);
            }
        }
        firms
    }

    /// The id of the row's organisation, if a code or a taxpayer's number tells it.
    #[must_use]
    pub fn id(&self, row: &Row, table: &Table, party: Party) -> Option<String> {
        if let Some(id) = id_of(row, table, party) {
            return Some(self.same.get(&id).cloned().unwrap_or(id));
        }
        let (_, npwp) = of_party(row, table, party, Field::Npwp).next()?;
        Some(
            self.by_npwp
                .get(npwp)
                .cloned()
                .unwrap_or_else(|| format!("npwp-{npwp}")),
        )
    }
}

/// Prefixes of the ids that a table gives to firms.
fn systems(table: &Table) -> impl Iterator<Item = &str> {
    let ids = table
        .columns
        .iter()
        .filter(|column| column.field == Some(Field::Id));
    ids.map(|column| scheme(column.scheme.as_deref(), column.party))
}

fn scheme(scheme: Option<&str>, party: Option<Party>) -> &str {
    scheme.unwrap_or(if party == Some(Party::Firm) {
        "penyedia"
    } else {
        "satker"
    })
}

fn id_of(row: &Row, table: &Table, party: Party) -> Option<String> {
    let (number, id) = of_party(row, table, party, Field::Id).next()?;
    let column = table.columns.get(number)?;
    Some(format!(
        "{}-{}",
        scheme(column.scheme.as_deref(), column.party),
        slug(id)
    ))
}

/// Values of the columns that tell this of an organisation.
pub fn of_party<'r>(
    row: &'r Row,
    table: &'r Table,
    party: Party,
    field: Field,
) -> impl Iterator<Item = (usize, &'r str)> {
    row.cells().filter(move |(column, _)| {
        table
            .columns
            .get(*column)
            .is_some_and(|column| column.party == Some(party) && column.field == Some(field))
    })
}
