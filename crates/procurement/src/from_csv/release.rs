//! The rows of one process as one release.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;
use sha2::{Digest, Sha256};

use super::amount::add;
use super::findings::{Finding, Findings};
use super::join::{Firms, of_party, slug};
use super::map::{Column, Field, Key, Kind, Map, Party, Table, plain_name};
use super::organisations::{Details, name_all};
use super::rows::Row;
use super::tree::{Ids, Tree};
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

/// A release that is being put together.
struct Draft<'r> {
    of: &'r Releases<'r>,
    tree: Tree,
    parties: BTreeMap<String, (Details, BTreeSet<&'static str>)>,
    /// Ids of firms that are known by a code or a number here, by their name; `None` for a name that two have.
    named: HashMap<String, Option<String>, FxBuildHasher>,
    /// Keys of the plans that rows name, in their order.
    plans: Vec<String>,
    known_plans: BTreeSet<String>,
    /// Whether a table of bids was read.
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
            tree: Tree::default(),
            parties: BTreeMap::new(),
            named: HashMap::default(),
            plans: Vec::new(),
            known_plans: BTreeSet::new(),
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

const BIDS: &str = "/bids/details[]";
const AWARDS: &str = "/awards[]";
const CONTRACTS: &str = "/contracts[]";

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
            if self.known_plans.insert(plan.to_owned()) {
                self.plans.push(plan.to_owned());
            }
        }
        for (party, role, path) in [
            (Party::Buyer, "buyer", "/buyer/id"),
            (
                Party::ProcuringEntity,
                "procuringEntity",
                "/tender/procuringEntity/id",
            ),
        ] {
            if let Some(id) = self.organisation(row, table, party)
                && self.tree.text(path, Ids::default(), &id)
            {
                self.role(&id, role);
            }
        }
        let firm = self.organisation(row, table, Party::Firm);
        let made = made(row, table);
        self.offers |= table.when.contains_key(BIDS);
        let contract = self.contract(row, table, firm.as_deref(), &made);
        let lists = lists(table).into_iter().filter_map(|list| {
            Some((
                list,
                id_of(list, row, table, firm.as_deref(), contract.as_deref())?,
            ))
        });
        let of: Vec<(&str, String)> = lists.collect();
        let ids = Ids {
            of: &of,
            others: None,
        };
        for list in &made {
            self.element(list, ids, firm.as_deref(), row, findings);
        }
        self.columns(row, table, one_of_many, ids);
        for (path, value) in &table.set {
            let list = path.rfind("[]").map(|at| &path[..at + 2]);
            let there = list.is_none_or(|list| {
                made.contains(list) || (list == CONTRACTS && contract.is_some())
            });
            if there {
                self.tree.text(path, ids, value);
            }
        }
    }

    /// Makes the row's element of a list, with the firm whose bid or award it is.
    fn element(
        &mut self,
        list: &str,
        ids: Ids<'_>,
        firm: Option<&str>,
        row: &Row,
        findings: &mut Findings,
    ) {
        let Some(id) = ids.get(list) else {
            return;
        };
        self.tree.text(&format!("{list}/id"), ids, id);
        let (field, role) = match list {
            AWARDS => ("suppliers", "supplier"),
            BIDS => ("tenderers", "tenderer"),
            _ => return,
        };
        let Some(firm) = firm else {
            return findings.note(Finding::NoFirm, row.at(""), String::new());
        };
        let of_firm = Ids {
            others: Some(firm),
            ..ids
        };
        self.tree
            .text(&format!("{list}/{field}[]/id"), of_firm, firm);
        self.role(firm, role);
    }

    /// Sets the fields that the columns say.
    fn columns(&mut self, row: &Row, table: &Table, one_of_many: bool, ids: Ids<'_>) {
        let later = self.of.version(row) > 0;
        for (number, value) in row.cells() {
            let Some(column) = table.columns.get(number) else {
                continue;
            };
            let Some(path) = column.to.as_deref() else {
                continue;
            };
            if one_of_many && path.starts_with("/planning/budget/amount") {
                continue;
            }
            let over = later && LAST_WORD.iter().any(|start| path.starts_with(start));
            if !column.each {
                self.value(
                    column,
                    path,
                    value,
                    Ids {
                        others: Some("1"),
                        ..ids
                    },
                    over,
                );
                continue;
            }
            let parts = value.split([';', '|']).map(str::trim);
            for (at, part) in parts.filter(|part| !part.is_empty()).enumerate() {
                let position = (at + 1).to_string();
                self.value(
                    column,
                    path,
                    part,
                    Ids {
                        others: Some(&position),
                        ..ids
                    },
                    over,
                );
            }
        }
    }

    fn value(&mut self, column: &Column, path: &str, value: &str, ids: Ids<'_>, over: bool) {
        let json = match column.kind {
            Kind::Amount | Kind::Count => Json::Number(value.to_owned().into()),
            _ => Json::Text(value.to_owned().into()),
        };
        if column.kind == Kind::Amount
            && let Some(value) = path.strip_suffix("/amount")
        {
            self.tree
                .text(&format!("{value}/currency"), ids, &self.of.map.currency);
        }
        if column.sum
            && let Some(there) = self.tree.find(path, ids)
        {
            if let Json::Number(digits) = there {
                *digits = add(digits, value).into();
            }
            return;
        }
        self.tree.put(path, ids, json, over);
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
        let of = [(CONTRACTS, number.clone())];
        let ids = Ids {
            of: &of,
            others: None,
        };
        self.tree.text("/contracts[]/id", ids, &number);
        let is_there = |id: &String| made.contains(AWARDS) || self.tree.has(AWARDS, id);
        let of_firm = firm.map(award_id).filter(is_there);
        if let Some(award) = of_firm.or_else(|| self.only("/awards")) {
            self.tree.text("/contracts[]/awardID", ids, &award);
        }
        Some(number)
    }

    /// The id of the only element of a list.
    fn only(&self, path: &str) -> Option<String> {
        match self.tree.elements(path) {
            [one] => one.get("id").and_then(Json::as_str).map(str::to_owned),
            _ => None,
        }
    }

    /// The number of the row's contract; without one, the only contract of the process, else one of the row's own.
    fn contract_number(&self, row: &Row, table: &Table) -> Option<String> {
        if let Some(number) = row.key(table, Key::Contract) {
            return Some(number.to_owned());
        }
        let column = |number: usize| table.columns.get(number).and_then(|one| one.to.as_deref());
        let mut paths = row.cells().filter_map(|(number, _)| column(number));
        if !paths.any(|path| path.starts_with(CONTRACTS)) {
            return None;
        }
        let handover = || Some(format!("bast-{}", row.key(table, Key::Handover)?));
        let number = self.only("/contracts").or_else(handover);
        number.or_else(|| Some(of_row(row)))
    }

    fn finish(mut self, process: &str, number: &str) -> Json<'static> {
        self.award_every_contract();
        self.count_bidders();
        let text = |text: &str| Json::Text(text.to_owned().into());
        self.tree
            .put("/tender/id", Ids::default(), text(number), true);
        if let [plan] = self.plans.as_slice() {
            self.tree.text("/planning/budget/id", Ids::default(), plan);
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
            if let Some(value) = self.tree.root().remove(part) {
                release.set(part, value);
            }
        }
        let related = self.related(process);
        if !related.is_empty() {
            release.set("relatedProcesses", Json::Array(related));
        }
        // The same content of one export has the same id, however often it was made.
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
        let contracts = self.tree.elements("/contracts").iter();
        let lonely = contracts.filter(|contract| contract.get("awardID").is_none());
        let numbers = lonely.filter_map(|one| Some(one.get("id")?.as_str()?.to_owned()));
        let numbers: Vec<String> = numbers.collect();
        for number in numbers {
            let award = format!("award-kontrak-{}", slug(&number));
            let of = [(AWARDS, award.clone()), (CONTRACTS, number)];
            let ids = Ids {
                of: &of,
                others: None,
            };
            self.tree.text("/contracts[]/awardID", ids, &award);
            self.tree.text("/awards[]/status", ids, "active");
        }
    }

    /// Who bid is known when a table of bids was read: then their number is, too.
    fn count_bidders(&mut self) {
        if !self.offers {
            return;
        }
        let (mut tenderers, mut of_nobody): (BTreeSet<String>, usize) = (BTreeSet::new(), 0);
        for bid in self.tree.elements("/bids/details") {
            let listed = bid.get("tenderers").and_then(Json::elements);
            of_nobody += usize::from(listed.is_none());
            let ids = listed.unwrap_or_default().iter();
            tenderers.extend(ids.filter_map(|one| Some(one.get("id")?.as_str()?.to_owned())));
        }
        let count = (tenderers.len() + of_nobody).to_string();
        let path = "/tender/numberOfTenderers";
        self.tree
            .put(path, Ids::default(), Json::Number(count.into()), true);
        for id in &tenderers {
            let ids = Ids {
                of: &[],
                others: Some(id),
            };
            self.tree.text("/tender/tenderers[]/id", ids, id);
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
        name_all(self.tree.root(), &names);
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

/// All lists that the paths of a table go through.
fn lists(table: &Table) -> Vec<&str> {
    let columns = table.columns.iter().filter_map(|column| column.to.as_ref());
    let mut lists: Vec<&str> = Vec::new();
    for path in columns.chain(table.when.keys()).chain(table.set.keys()) {
        for (at, _) in path.match_indices("[]") {
            let list = &path[..at + 2];
            if !lists.contains(&list) {
                lists.push(list);
            }
        }
    }
    lists
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
        BIDS => Some(firm.map_or_else(nobody, |firm| format!("bid-{firm}"))),
        AWARDS => Some(award_id(firm.unwrap_or(&nobody()))),
        CONTRACTS => contract.map(str::to_owned),
        "/contracts[]/amendments[]" => Some(key(Key::Version).unwrap_or_else(|| "1".into())),
        _ if list.ends_with("/milestones[]") => {
            Some(key(Key::Handover).unwrap_or_else(|| "1".into()))
        }
        _ => None,
    }
}
