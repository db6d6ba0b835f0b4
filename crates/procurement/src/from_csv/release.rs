//! The rows of one process as one release.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use sha2::{Digest, Sha256};

use super::findings::{Finding, Findings};
use super::join::{Firms, of_party, slug};
use super::map::{Field, Key, Kind, Map, Party, Table, plain_name};
use super::rows::Row;
use crate::json::Json;

/// What all releases of a run share.
pub struct Releases<'r> {
    /// The map.
    pub map: &'r Map,
    /// All rows.
    pub rows: &'r [Row],
    /// Which firm is which.
    pub firms: Firms,
    /// What directories say of firms: hashes of address and telephone, and the name.
    pub directory: HashMap<String, Details, FxBuildHasher>,
    /// In front of every ocid.
    pub prefix: &'r str,
    /// When the tables were exported, as RFC 3339.
    pub date: &'r str,
}

/// What is known of an organisation.
#[derive(Debug, Clone, Default)]
pub struct Details {
    name: Option<String>,
    address: Option<String>,
    telephone: Option<String>,
}

impl Details {
    /// What a row says of an organisation.
    fn of(row: &Row, table: &Table, party: Party) -> Self {
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
    fn fill(&mut self, other: Self) {
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

/// A release that is being put together.
struct Draft<'r> {
    of: &'r Releases<'r>,
    root: Json<'static>,
    parties: BTreeMap<String, (Details, BTreeSet<&'static str>)>,
    /// Ids of firms that are known by a code or a number here, by their name; `None` for a name that two have.
    named: HashMap<String, Option<String>, FxBuildHasher>,
    plans: Vec<String>,
    offers: bool,
}

impl Releases<'_> {
    /// The release of one process, and its ocid.
    #[must_use]
    pub fn release(
        &self,
        process: &str,
        numbers: &[u32],
        findings: &mut Findings,
    ) -> Json<'static> {
        let mut rows: Vec<&Row> = numbers
            .iter()
            .filter_map(|number| self.rows.get(*number as usize))
            .collect();
        // What two tables say is taken from the first, and from a plan last of all: what was planned is not what was done.
        // Of one contract's rows the first version comes first.
        rows.sort_by_key(|row| (self.is_plan(row), row.table, self.version(row)));
        let mut draft = Draft {
            of: self,
            root: Json::Object(Vec::new()),
            parties: BTreeMap::new(),
            named: HashMap::default(),
            plans: Vec::new(),
            offers: false,
        };
        draft.name_firms(&rows);
        let plans = rows.iter().filter(|row| self.is_plan(row)).count();
        for row in &rows {
            let table = self.table(row);
            let one_of_many = plans > 1 && self.is_plan(row);
            if one_of_many {
                findings.note(Finding::SeveralPlans, row.at(""), process.to_owned());
            }
            draft.row(row, table, one_of_many, findings);
        }
        let keys = [
            Key::Tender,
            Key::Nontender,
            Key::Package,
            Key::Rup,
            Key::Contract,
        ];
        let value = |key: &Key| {
            let values = rows.iter().flat_map(|row| row.keys(self.table(row), *key));
            values.map(str::to_owned).next()
        };
        let number = keys.iter().find_map(value);
        draft.finish(process, number.as_deref().unwrap_or(process))
    }

    fn is_plan(&self, row: &Row) -> bool {
        self.table(row).lists == Some(Key::Rup)
    }

    fn table(&self, row: &Row) -> &Table {
        &self.map.tables[usize::from(row.table)]
    }

    fn version(&self, row: &Row) -> u32 {
        let version = row.key(self.table(row), Key::Version);
        version
            .and_then(|version| version.parse().ok())
            .unwrap_or_default()
    }
}

/// Paths of a contract on which its last version has the last word.
const LAST_WORD: [&str; 2] = ["/contracts[]/value", "/contracts[]/period"];

impl Draft<'_> {
    fn name_firms(&mut self, rows: &[&Row]) {
        for row in rows {
            let table = self.of.table(row);
            let name = of_party(row, table, Party::Firm, Field::Name).next();
            let (Some((_, name)), Some(id)) = (name, self.of.firms.id(row, table, Party::Firm))
            else {
                continue;
            };
            let known = self
                .named
                .entry(plain_name(name))
                .or_insert_with(|| Some(id.clone()));
            if known.as_ref() != Some(&id) {
                *known = None;
            }
        }
    }

    /// The id of an organisation: by code, by taxpayer's number, else by its name.
    fn organisation(&mut self, row: &Row, table: &Table, party: Party) -> Option<String> {
        let details = Details::of(row, table, party);
        let id = self.of.firms.id(row, table, party).or_else(|| {
            let name = plain_name(details.name.as_deref()?);
            let known = self
                .named
                .get(&name)
                .filter(|_| party == Party::Firm)
                .cloned()
                .flatten();
            known.or_else(|| Some(format!("nama-{}", slug(details.name.as_deref()?))))
        })?;
        self.parties.entry(id.clone()).or_default().0.fill(details);
        Some(id)
    }

    fn role(&mut self, id: &str, role: &'static str) {
        if let Some((_, roles)) = self.parties.get_mut(id) {
            roles.insert(role);
        }
    }

    fn row(&mut self, row: &Row, table: &Table, one_of_many: bool, findings: &mut Findings) {
        for plan in row.keys(table, Key::Rup) {
            if !self.plans.iter().any(|known| known == plan) {
                self.plans.push(plan.to_owned());
            }
        }
        for (party, role) in [
            (Party::Buyer, "buyer"),
            (Party::ProcuringEntity, "procuringEntity"),
        ] {
            if let Some(id) = self.organisation(row, table, party) {
                let path = if role == "buyer" {
                    "/buyer/id"
                } else {
                    "/tender/procuringEntity/id"
                };
                if put(
                    &mut self.root,
                    path,
                    &|_| None,
                    Json::Text(id.clone().into()),
                    false,
                ) {
                    self.role(&id, role);
                }
            }
        }
        let firm = self.organisation(row, table, Party::Firm);
        let made = made(row, table);
        self.offers |= table.when.contains_key("/bids/details[]");
        let contract = self.contract(row, table, firm.as_deref(), &made);
        let ids = |list: &str| id_of(list, row, table, firm.as_deref(), contract.as_deref());
        for list in &made {
            if ids(list).is_none() {
                continue;
            }
            if let Some(id) = ids(list) {
                put(
                    &mut self.root,
                    &format!("{list}/id"),
                    &ids,
                    Json::Text(id.into()),
                    false,
                );
            }
            let of_nobody = firm.is_none() && (list == "/awards[]" || list == "/bids/details[]");
            if of_nobody {
                findings.note(Finding::NoFirm, row.at(""), String::new());
            }
            if let Some(firm) = &firm {
                let (field, role) = match list.as_str() {
                    "/awards[]" => ("suppliers", "supplier"),
                    "/bids/details[]" => ("tenderers", "tenderer"),
                    _ => continue,
                };
                put(
                    &mut self.root,
                    &format!("{list}/{field}[]/id"),
                    &|inner| {
                        if inner.ends_with(&format!("/{field}[]")) {
                            Some(firm.clone())
                        } else {
                            ids(inner)
                        }
                    },
                    Json::Text(firm.clone().into()),
                    false,
                );
                self.role(firm, role);
            }
        }
        let later = self.of.version(row) > 0;
        for (number, value) in row.cells() {
            let Some(column) = table.columns.get(number) else {
                continue;
            };
            let Some(path) = &column.to else { continue };
            if one_of_many && path.starts_with("/planning/budget/amount") {
                continue;
            }
            let over = later && LAST_WORD.iter().any(|start| path.starts_with(start));
            let values: Vec<&str> = match column.each {
                true => value
                    .split([';', '|'])
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .collect(),
                false => vec![value],
            };
            for (at, value) in values.iter().enumerate() {
                let each = |list: &str| ids(list).or_else(|| Some((at + 1).to_string()));
                self.value(path, column.kind, column.sum, value, &each, over);
            }
        }
        for (path, value) in &table.set {
            let list = path.rfind("[]").map(|at| &path[..at + 2]);
            let there = list.is_none_or(|list| {
                made.contains(list) || (list == "/contracts[]" && contract.is_some())
            });
            if there {
                put(
                    &mut self.root,
                    path,
                    &ids,
                    Json::Text(value.clone().into()),
                    false,
                );
            }
        }
    }

    fn value(
        &mut self,
        path: &str,
        kind: Kind,
        sum: bool,
        value: &str,
        ids: &dyn Fn(&str) -> Option<String>,
        over: bool,
    ) {
        let json = match kind {
            Kind::Amount | Kind::Count => Json::Number(value.to_owned().into()),
            _ => Json::Text(value.to_owned().into()),
        };
        if kind == Kind::Amount {
            let currency = path
                .strip_suffix("/amount")
                .map(|path| format!("{path}/currency"));
            let text = Json::Text(self.of.map.currency.clone().into());
            if let Some(path) = currency {
                put(&mut self.root, &path, ids, text, false);
            }
        }
        if sum && let Some(there) = find(&mut self.root, path, ids) {
            if let Json::Number(digits) = there {
                *digits = add(digits, value).into();
            }
            return;
        }
        put(&mut self.root, path, ids, json, over);
    }

    /// The contract that the row is about, with the award that it is of.
    fn contract(
        &mut self,
        row: &Row,
        table: &Table,
        firm: Option<&str>,
        made: &BTreeSet<String>,
    ) -> Option<String> {
        let number = self.contract_number(row, table)?;
        let number = number.as_str();
        let ids = |list: &str| (list == "/contracts[]").then(|| number.to_owned());
        let text = |text: &str| Json::Text(text.to_owned().into());
        put(&mut self.root, "/contracts[]/id", &ids, text(number), false);
        let awards = self
            .root
            .get("awards")
            .and_then(Json::elements)
            .unwrap_or_default();
        let of_firm = firm.map(award_id).filter(|id| {
            made.contains("/awards[]")
                || awards
                    .iter()
                    .any(|award| award.get("id").and_then(Json::as_str) == Some(id))
        });
        let only = match awards {
            [award] => award.get("id").and_then(Json::as_str).map(str::to_owned),
            _ => None,
        };
        if let Some(award) = of_firm.or(only) {
            put(
                &mut self.root,
                "/contracts[]/awardID",
                &ids,
                Json::Text(award.into()),
                false,
            );
        }
        Some(number.to_owned())
    }

    /// The number of the row's contract; without one, the only contract of the process, else one of the row's own.
    fn contract_number(&self, row: &Row, table: &Table) -> Option<String> {
        if let Some(number) = row.key(table, Key::Contract) {
            return Some(number.to_owned());
        }
        let to = |number: usize| {
            table
                .columns
                .get(number)
                .and_then(|column| column.to.as_deref())
        };
        let about_one = row
            .cells()
            .any(|(number, _)| to(number).is_some_and(|to| to.starts_with("/contracts[]")));
        if !about_one {
            return None;
        }
        let contracts = self
            .root
            .get("contracts")
            .and_then(Json::elements)
            .unwrap_or_default();
        let only = match contracts {
            [contract] => contract.get("id").and_then(Json::as_str).map(str::to_owned),
            _ => None,
        };
        let handover = || {
            row.key(table, Key::Handover)
                .map(|number| format!("bast-{number}"))
        };
        only.or_else(handover).or_else(|| Some(of_row(row)))
    }

    fn finish(mut self, process: &str, number: &str) -> Json<'static> {
        self.award_every_contract();
        self.count_bidders();
        let text = |text: &str| Json::Text(text.to_owned().into());
        put(&mut self.root, "/tender/id", &|_| None, text(number), true);
        if let [plan] = self.plans.as_slice() {
            put(
                &mut self.root,
                "/planning/budget/id",
                &|_| None,
                text(plan),
                false,
            );
        }
        self.name_references();
        let ocid = format!("{}-{process}", self.of.prefix);
        let mut release = Json::Object(vec![
            ("ocid".into(), text(&ocid)),
            ("id".into(), Json::Null),
            ("date".into(), text(self.of.date)),
            ("tag".into(), Json::Array(vec![text("compiled")])),
            ("initiationType".into(), text("tender")),
            ("language".into(), text("id")),
            ("parties".into(), self.parties()),
        ]);
        for part in ["buyer", "planning", "tender", "bids", "awards", "contracts"] {
            if let Some(value) = self.root.remove(part) {
                release.set(part, value);
            }
        }
        let related = self.related(process);
        if !related.is_empty() {
            release.set("relatedProcesses", Json::Array(related));
        }
        // The same content has the same id, whenever it was made.
        let digest = Sha256::digest(release.to_string().as_bytes());
        let digest: String = digest[..8]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        release.set("id", Json::Text(format!("{ocid}-{digest}").into()));
        release
    }

    /// OCDS knows no contract without award: one is made, without supplier, where no table told of it.
    fn award_every_contract(&mut self) {
        let contracts = self
            .root
            .get("contracts")
            .and_then(Json::elements)
            .unwrap_or_default();
        let lonely = contracts
            .iter()
            .filter(|contract| contract.get("awardID").is_none());
        let lonely: Vec<String> = lonely
            .filter_map(|one| Some(one.get("id")?.as_str()?.to_owned()))
            .collect();
        for contract in lonely {
            let award = format!("award-kontrak-{}", slug(&contract));
            let ids = |list: &str| {
                Some(if list == "/awards[]" {
                    award.clone()
                } else {
                    contract.clone()
                })
            };
            let text = |text: &str| Json::Text(text.to_owned().into());
            put(
                &mut self.root,
                "/contracts[]/awardID",
                &ids,
                text(&award),
                false,
            );
            put(&mut self.root, "/awards[]/id", &ids, text(&award), false);
            put(
                &mut self.root,
                "/awards[]/status",
                &ids,
                text("active"),
                false,
            );
        }
    }

    /// Who bid is known when a table of bids was read: then their number is, too.
    fn count_bidders(&mut self) {
        if !self.offers {
            return;
        }
        let mut tenderers: BTreeSet<String> = BTreeSet::new();
        let details = self.root.get("bids").and_then(|bids| bids.get("details"));
        let bids = details.and_then(Json::elements).unwrap_or_default();
        for bid in bids {
            let listed = bid
                .get("tenderers")
                .and_then(Json::elements)
                .unwrap_or_default();
            tenderers.extend(
                listed
                    .iter()
                    .filter_map(|one| Some(one.get("id")?.as_str()?.to_owned())),
            );
        }
        let of_nobody = bids
            .iter()
            .filter(|bid| bid.get("tenderers").is_none())
            .count();
        let count = tenderers.len() + of_nobody;
        put(
            &mut self.root,
            "/tender/numberOfTenderers",
            &|_| None,
            Json::Number(count.to_string().into()),
            true,
        );
        for id in tenderers {
            put(
                &mut self.root,
                "/tender/tenderers[]/id",
                &|_| Some(id.clone()),
                Json::Text(id.clone().into()),
                false,
            );
        }
    }

    /// Puts the name beside each id that refers to an organisation.
    fn name_references(&mut self) {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for (id, (details, _)) in &mut self.parties {
            if let Some(known) = self.of.directory.get(id) {
                details.fill(known.clone());
            }
            names.extend(details.name.clone().map(|name| (id.clone(), name)));
        }
        name_all(&mut self.root, &names);
    }

    fn parties(&self) -> Json<'static> {
        let text = |text: &str| Json::Text(text.to_owned().into());
        let mut parties = Vec::new();
        for (id, (details, roles)) in self
            .parties
            .iter()
            .filter(|(_, (_, roles))| !roles.is_empty())
        {
            let mut party = Json::Object(vec![("id".into(), text(id))]);
            if let Some(name) = &details.name {
                party.set("name", text(name));
            }
            if let Some(hash) = &details.address {
                party.set(
                    "address",
                    Json::Object(vec![("streetAddress".into(), text(hash))]),
                );
            }
            if let Some(hash) = &details.telephone {
                party.set(
                    "contactPoint",
                    Json::Object(vec![("telephone".into(), text(hash))]),
                );
            }
            party.set(
                "roles",
                Json::Array(roles.iter().map(|role| text(role)).collect()),
            );
            parties.push(party);
        }
        Json::Array(parties)
    }

    /// The packages of the plan that this process came from, when it is not such a package itself.
    fn related(&self, process: &str) -> Vec<Json<'static>> {
        let text = |text: &str| Json::Text(text.to_owned().into());
        let plans = self.plans.iter().map(|plan| format!("rup-{}", slug(plan)));
        plans
            .filter(|plan| plan != process)
            .map(|plan| {
                Json::Object(vec![
                    ("id".into(), text(&plan)),
                    ("relationship".into(), Json::Array(vec![text("planning")])),
                    ("scheme".into(), text("ocid")),
                    (
                        "identifier".into(),
                        text(&format!("{}-{plan}", self.of.prefix)),
                    ),
                ])
            })
            .collect()
    }
}

/// The lists of which the row makes an element: those that its table makes always, and those whose test it passed.
fn made(row: &Row, table: &Table) -> BTreeSet<String> {
    let passed = row
        .cells()
        .filter_map(|(number, _)| number.checked_sub(table.columns.len()));
    let passed: BTreeSet<&String> = passed
        .filter_map(|number| table.when.keys().nth(number))
        .collect();
    passed.into_iter().cloned().collect()
}

/// An id that only this row has.
fn of_row(row: &Row) -> String {
    format!("baris-{}-{}", row.file, row.line)
}

fn award_id(firm: &str) -> String {
    format!("award-{firm}")
}

/// The id of the row's element of a list; `None` when the row has none of its own there.
fn id_of(
    list: &str,
    row: &Row,
    table: &Table,
    firm: Option<&str>,
    contract: Option<&str>,
) -> Option<String> {
    let key = |key| row.key(table, key).map(str::to_owned);
    let nobody = || of_row(row);
    match list {
        "/bids/details[]" => Some(firm.map_or_else(nobody, |firm| format!("bid-{firm}"))),
        "/awards[]" => Some(award_id(firm.unwrap_or(&nobody()))),
        "/contracts[]" => contract.map(str::to_owned),
        "/contracts[]/amendments[]" => Some(key(Key::Version).unwrap_or_else(|| "1".into())),
        _ if list.ends_with("/milestones[]") => {
            Some(key(Key::Handover).unwrap_or_else(|| "1".into()))
        }
        _ => None,
    }
}

/// Sets a field, making the objects and elements on its way; elements of a list are told apart by their id. What is there
/// stays unless `over`. Says whether the field holds the value now.
fn put(
    root: &mut Json<'static>,
    path: &str,
    ids: &dyn Fn(&str) -> Option<String>,
    value: Json<'static>,
    over: bool,
) -> bool {
    let Some((at, last)) = path.rsplit_once('/') else {
        return false;
    };
    let Some(object) = reach(root, at, ids) else {
        return false;
    };
    match object.get(last) {
        Some(there) if !over => *there == value,
        _ => {
            object.set(last, value);
            true
        }
    }
}

/// The field, if it is there.
fn find<'j>(
    root: &'j mut Json<'static>,
    path: &str,
    ids: &dyn Fn(&str) -> Option<String>,
) -> Option<&'j mut Json<'static>> {
    let (at, last) = path.rsplit_once('/')?;
    reach(root, at, ids)?.get_mut(last)
}

/// The object at a path, made if it is not there.
fn reach<'j>(
    root: &'j mut Json<'static>,
    path: &str,
    ids: &dyn Fn(&str) -> Option<String>,
) -> Option<&'j mut Json<'static>> {
    let mut here = root;
    let mut end = 0;
    for segment in path.split('/').skip(1) {
        end += 1 + segment.len();
        let (name, list) = match segment.strip_suffix("[]") {
            Some(name) => (name, true),
            None => (segment, false),
        };
        if here.get(name).is_none() {
            here.set(
                name,
                if list {
                    Json::Array(Vec::new())
                } else {
                    Json::Object(Vec::new())
                },
            );
        }
        here = here.get_mut(name)?;
        if !list {
            continue;
        }
        let id = ids(path.get(..end)?)?;
        let elements = here.elements_mut()?;
        let is_it = |element: &Json<'_>| element.get("id").and_then(Json::as_str) == Some(&id);
        let at = match elements.iter().position(is_it) {
            Some(at) => at,
            None => {
                elements.push(Json::Object(vec![(
                    "id".into(),
                    Json::Text(id.clone().into()),
                )]));
                elements.len() - 1
            }
        };
        here = elements.get_mut(at)?;
    }
    Some(here)
}

/// Fields that refer to an organisation by its id.
const REFERENCES: [&str; 4] = ["buyer", "procuringEntity", "tenderers", "suppliers"];

fn name_all(value: &mut Json<'static>, names: &BTreeMap<String, String>) {
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

/// The sum of two amounts as their digits say it, to the last decimal.
fn add(one: &str, other: &str) -> String {
    let millionths = |text: &str| -> i128 {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{decimals:0<6}");
        // At most 15 digits before the point and 6 behind it: see `amount`.
        digits.parse().unwrap_or_default()
    };
    let sum = millionths(one).saturating_add(millionths(other));
    let (sign, sum) = (if sum < 0 { "-" } else { "" }, sum.unsigned_abs());
    let decimals = format!("{:06}", sum % 1_000_000);
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{}", sum / 1_000_000),
        decimals => format!("{sign}{}.{decimals}", sum / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_add_up_to_the_last_decimal() {
        for (one, other, sum) in [
            ("1", "2", "3"),
            ("0.1", "0.2", "0.3"),
            ("999999999999999.999999", "0.000001", "1000000000000000"),
            ("-5", "2.5", "-2.5"),
            ("-0.5", "0.25", "-0.25"),
        ] {
            assert_eq!(add(one, other), sum, "{one} + {other}");
        }
    }
}
