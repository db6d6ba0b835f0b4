//! Mapping files: which column of which table is which field of OCDS, as data.
//!
//! Several maps may be given: tables of the same name are taken together, so that an office adds its own columns to a
//! ready map without copying it. `docs/howto/from-csv.md` says how to write one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::amount::Style;
use super::day::{self, Order};
use super::personal::{Kind as Personal, Names};

/// The maps that the program carries.
pub const READY: [(&str, &str); 2] = [
    ("sirup", include_str!("../../data/maps/sirup.toml")),
    ("spse", include_str!("../../data/maps/spse.toml")),
];

/// What cannot be used in a map.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// It is not TOML, or says what no map says.
    #[error("{0}")]
    Form(#[from] toml::de::Error),
    /// A table or column contradicts itself.
    #[error("table {table:?}, column {column:?}: {what}")]
    Column {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// What is wrong, and what would do.
        what: String,
    },
    /// A table cannot be used.
    #[error("table {table:?}: {what}")]
    Table {
        /// The table.
        table: String,
        /// What is wrong, and what would do.
        what: String,
    },
    /// A setting has a value that is none.
    #[error("{0}")]
    Setting(String),
}

/// One or more mapping files, checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    schema: u32,
    /// What it is called in reports.
    pub name: String,
    /// The currency of all amounts, as ISO 4217 code.
    #[serde(default = "rupiah")]
    pub currency: String,
    /// The offset of dates that say none, such as `+07:00`.
    pub zone: Option<String>,
    /// How amounts are written.
    pub amounts: Option<Style>,
    /// In which order day and month stand.
    pub dates: Option<Order>,
    /// Where names of columns come from: a short name, and what it stands for.
    #[serde(default)]
    pub sources: BTreeMap<String, String>,
    /// Translations of codes.
    #[serde(default)]
    pub codes: BTreeMap<String, Codes>,
    /// The tables.
    #[serde(default, rename = "table")]
    pub tables: Vec<Table>,
}

fn rupiah() -> String {
    "IDR".into()
}

/// A translation of the words of a table into a code list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// Words that are not listed go on as they are, rather than being reported and left out.
    #[serde(default)]
    pub keep_others: bool,
    /// From a word, in any case and spacing, to its code.
    pub values: BTreeMap<String, String>,
}

impl Codes {
    /// The code of a word.
    #[must_use]
    pub fn of(&self, word: &str) -> Option<&str> {
        self.values.get(&plain_name(word)).map(String::as_str)
    }
}

/// One kind of table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// What it is called in reports, and by maps that add to it.
    pub name: String,
    /// Columns that a file must have to be this table.
    #[serde(default)]
    pub header: Vec<String>,
    /// Or these: another way to know it.
    #[serde(default)]
    pub or_header: Vec<String>,
    /// Columns that it must not have.
    #[serde(default)]
    pub without: Vec<String>,
    /// Says who the firms are, and nothing of processes.
    #[serde(default)]
    pub directory: bool,
    /// The key that this table is the list of: once such a table was read, the key of a row elsewhere should be in it.
    pub lists: Option<Key>,
    /// Rows that count, when not all do.
    pub only: Option<Only>,
    /// When a row makes an element of a list, by the list's path.
    #[serde(default)]
    pub when: BTreeMap<String, When>,
    /// Fields that every row sets, by path.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// Its columns.
    #[serde(default, rename = "column")]
    pub columns: Vec<Column>,
}

/// Rows that count: those with one of these words in a column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// The column.
    pub column: String,
    /// The words, in any case and spacing.
    pub values: Vec<String>,
}

/// When a row makes an element: one of the two tests on a column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// The column.
    pub column: String,
    /// The test.
    pub is: Test,
}

/// A test on a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Test {
    /// It says yes: `1`, `ya`, `true`…; `0`, `tidak`, `false` or nothing say no; all else is reported.
    Yes,
    /// It holds something that is not zero.
    Filled,
}

/// One column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its heading, in any case and spacing.
    pub name: String,
    /// What joins tables, when it is a key.
    pub key: Option<Key>,
    /// Whose identity it tells, when it does.
    pub party: Option<Party>,
    /// Which part of that identity.
    pub field: Option<Field>,
    /// Whose code it is, when systems number firms each for itself; for `field = "id"` only.
    pub scheme: Option<String>,
    /// The field of OCDS that it fills: `/tender/title`, `/awards[]/value/amount`.
    pub to: Option<String>,
    /// How its cells are read.
    #[serde(default)]
    pub kind: Kind,
    /// The translation that its cells need; for `code` only.
    pub codes: Option<String>,
    /// What is written when the cell is filled, and when it is empty; for `filled` only.
    pub filled: Option<String>,
    /// The other one.
    pub empty: Option<String>,
    /// A day stands for its end; for `date` only.
    #[serde(default)]
    pub ends: bool,
    /// A zero says nothing; for `amount` only.
    #[serde(default)]
    pub zero_is_absent: bool,
    /// Rows of one element add up; for `amount` only.
    #[serde(default)]
    pub sum: bool,
    /// Parts between semicolons are elements of their own; for `text` only.
    #[serde(default)]
    pub each: bool,
    /// Where its name comes from, one of the map's sources.
    #[serde(default)]
    pub source: String,
    /// Whether that source is one of the project's checked facts. Names that were only seen in public code are not.
    #[serde(default)]
    pub verified: bool,
}

impl Key {
    /// What people call it, as in SiRUP and SPSE.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Tender => "kd_tender",
            Self::Nontender => "kd_nontender",
            Self::Package => "kd_paket",
            Self::Rup => "kd_rup",
            Self::Contract => "no_kontrak",
            Self::Handover => "no_bast",
            Self::Version => "versi_addendum",
            Self::Line => "baris / line",
        }
    }
}

/// What joins tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Key {
    /// A tender (kd_tender): one contracting process.
    Tender,
    /// A procedure without tender (kd_nontender): one contracting process.
    Nontender,
    /// A package of the e-catalogue (kd_paket): one contracting process.
    Package,
    /// A package of the procurement plan (kd_rup); a cell may name several.
    Rup,
    /// The number of a contract.
    Contract,
    /// The number of a handover (BAST).
    Handover,
    /// The version of a contract: 0 as signed, 1 after the first addendum.
    Version,
    /// Tells rows of one process apart that are not the same again, such as a product's code.
    Line,
}

/// Whose identity a column tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Party {
    /// Who buys.
    #[serde(rename = "buyer")]
    Buyer,
    /// Who runs the procedure.
    #[serde(rename = "procuringEntity")]
    ProcuringEntity,
    /// The firm of the row: bids, is awarded, has the contract, as the row says.
    #[serde(rename = "firm")]
    Firm,
}

/// Part of an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// A code.
    Id,
    /// A name.
    Name,
    /// A taxpayer's number: a keyed hash of it tells firms apart, the number itself goes nowhere.
    Npwp,
    /// An address: a keyed hash is compared, the address itself goes nowhere.
    Address,
    /// The place of the address; hashed with it.
    Locality,
    /// A telephone number: a keyed hash is compared, the number itself goes nowhere.
    Telephone,
}

/// How cells are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// As they are, without what has the shape of a personal number.
    #[default]
    Text,
    /// Money.
    Amount,
    /// A date, with or without time.
    Date,
    /// A word of a list, translated.
    Code,
    /// A whole number.
    Count,
    /// Whether there is anything.
    Filled,
}

impl Map {
    /// Reads several maps as one: of settings the last that is stated counts, tables of one name are taken together.
    ///
    /// # Errors
    /// When one is no map, or they make none together.
    pub fn parse(texts: &[&str], personal: &Names) -> Result<Self, MapError> {
        let mut all: Option<Self> = None;
        for text in texts {
            let one: Self = toml::from_str(text)?;
            match &mut all {
                None => all = Some(one),
                Some(all) => all.add(one),
            }
        }
        let mut map = all.ok_or_else(|| MapError::Setting("no map is named: --map".into()))?;
        map.tidy();
        map.check(personal)?;
        Ok(map)
    }

    fn add(&mut self, other: Self) {
        self.name = format!("{}+{}", self.name, other.name);
        self.currency = other.currency;
        self.zone = other.zone.or(self.zone.take());
        self.amounts = other.amounts.or(self.amounts);
        self.dates = other.dates.or(self.dates);
        self.sources.extend(other.sources);
        self.codes.extend(other.codes);
        for table in other.tables {
            match self.tables.iter_mut().find(|one| one.name == table.name) {
                None => self.tables.push(table),
                Some(one) => one.add(table),
            }
        }
    }

    /// Brings all names of columns and words of codes into one spelling.
    fn tidy(&mut self) {
        for table in &mut self.tables {
            let known_by = table.header.iter_mut().chain(&mut table.or_header);
            let names = known_by.chain(&mut table.without);
            names.for_each(|name| *name = plain_name(name));
            table
                .columns
                .iter_mut()
                .for_each(|column| column.name = plain_name(&column.name));
            table
                .when
                .values_mut()
                .for_each(|when| when.column = plain_name(&when.column));
            if let Some(only) = &mut table.only {
                only.column = plain_name(&only.column);
                only.values
                    .iter_mut()
                    .for_each(|value| *value = plain_name(value));
            }
        }
        for codes in self.codes.values_mut() {
            let values = std::mem::take(&mut codes.values);
            codes.values = values
                .into_iter()
                .map(|(word, code)| (plain_name(&word), code))
                .collect();
        }
    }

    fn check(&self, personal: &Names) -> Result<(), MapError> {
        if self.schema != 1 {
            return Err(MapError::Setting(format!(
                "schema = {}: this program knows schema = 1",
                self.schema
            )));
        }
        if let Some(zone) = self.zone.as_deref().filter(|zone| !day::is_zone(zone)) {
            return Err(MapError::Setting(format!(
                "zone = {zone:?}: expected an offset such as \"+07:00\""
            )));
        }
        let is_code =
            self.currency.len() == 3 && self.currency.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code {
            return Err(MapError::Setting(format!(
                "currency = {:?}: expected a code such as \"IDR\"",
                self.currency
            )));
        }
        self.tables
            .iter()
            .try_for_each(|table| self.check_table(table, personal))
    }

    fn check_table(&self, table: &Table, personal: &Names) -> Result<(), MapError> {
        let fail = |what: &str| {
            Err(MapError::Table {
                table: table.name.clone(),
                what: what.into(),
            })
        };
        if table.header.is_empty() {
            return fail("no header: name the columns by which a file is known to be this table");
        }
        let paths = table.when.keys().chain(table.set.keys());
        for path in paths.chain(table.columns.iter().filter_map(|column| column.to.as_ref())) {
            if let Some(what) = path_fault(path) {
                return fail(&format!("{path:?}: {what}"));
            }
        }
        if table.when.keys().any(|path| !path.ends_with("[]")) {
            return fail("when: expected paths of lists, such as \"/awards[]\"");
        }
        let keyed = table.columns.iter().any(|column| column.key.is_some());
        if !table.directory && !keyed {
            return fail(
                "no column is a key, so that its rows belong to no process; say directory = true if it tells who firms are",
            );
        }
        table.columns.iter().try_for_each(|column| {
            self.column_fault(column, personal).map_or(Ok(()), |what| {
                Err(MapError::Column {
                    table: table.name.clone(),
                    column: column.name.clone(),
                    what,
                })
            })
        })
    }

    fn column_fault(&self, column: &Column, personal: &Names) -> Option<String> {
        let uses = [
            column.key.is_some(),
            column.party.is_some(),
            column.to.is_some(),
        ];
        if uses.iter().filter(|used| **used).count() != 1 {
            return Some("expected one of key, party (with field) and to".into());
        }
        if column.party.is_some() != column.field.is_some() {
            return Some("party and field belong together".into());
        }
        let hashed = matches!(
            column.field,
            Some(Field::Npwp | Field::Telephone | Field::Address)
        );
        if let Some(kind) = personal.kind(&column.name).filter(|_| !hashed) {
            return Some(format!(
                "a column of this name holds personal data ({}); it can serve as field = \"npwp\" or \"telephone\", which keep a keyed hash, or not at all",
                kind.words()
            ));
        }
        if column.field == Some(Field::Npwp) && personal.kind(&column.name) != Some(Personal::Npwp)
        {
            return Some("field = \"npwp\" is for columns with npwp in their name, so that their cells are counted as such".into());
        }
        if hashed && column.party != Some(Party::Firm) && column.field != Some(Field::Address) {
            return Some("only firms are compared by NPWP and telephone".into());
        }
        let scheme = column.scheme.as_deref().unwrap_or("x");
        if scheme.is_empty() || !scheme.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some("scheme is a word of small letters".into());
        }
        match (column.kind, &column.codes) {
            (Kind::Code, None) => Some("kind = \"code\" needs codes = the name of a translation".into()),
            (Kind::Code, Some(codes)) if !self.codes.contains_key(codes) => {
                Some(format!("there is no [codes.{codes}]"))
            }
            (kind, Some(_)) if kind != Kind::Code => Some("codes is for kind = \"code\"".into()),
            (Kind::Amount, _) if !column.to.as_deref().is_some_and(|to| to.ends_with("/amount")) => {
                Some("an amount goes to a path that ends with /amount; the currency is put beside it".into())
            }
            (Kind::Filled, _) if column.filled.is_none() && column.empty.is_none() => {
                Some("kind = \"filled\" needs filled or empty: what to write".into())
            }
            _ => None,
        }
    }

    /// The tables that a header may be, the one with the most columns of its own first.
    #[must_use]
    pub fn table_of(&self, header: &BTreeSet<String>) -> Vec<usize> {
        let all = |names: &[String]| names.iter().all(|name| header.contains(name));
        let fits = |table: &Table| {
            (all(&table.header) || !table.or_header.is_empty() && all(&table.or_header))
                && !table.without.iter().any(|name| header.contains(name))
        };
        let known = |table: &Table| {
            let columns = table.columns.iter().map(|column| &column.name);
            let names: BTreeSet<&String> = columns.filter(|name| header.contains(*name)).collect();
            let by = match all(&table.header) {
                true => &table.header,
                false => &table.or_header,
            };
            (by.len(), names.len())
        };
        let mut fitting: Vec<usize> = (0..self.tables.len())
            .filter(|at| fits(&self.tables[*at]))
            .collect();
        fitting.sort_by_key(|at| std::cmp::Reverse(known(&self.tables[*at])));
        let best = fitting.first().map(|at| known(&self.tables[*at]));
        fitting.retain(|at| Some(known(&self.tables[*at])) == best);
        fitting
    }
}

impl Table {
    fn add(&mut self, other: Self) {
        if !other.header.is_empty() {
            self.header = other.header;
            self.or_header = other.or_header;
            self.without = other.without;
        }
        self.only = other.only.or(self.only.take());
        self.lists = other.lists.or(self.lists);
        self.when.extend(other.when);
        self.set.extend(other.set);
        self.columns.extend(other.columns);
    }
}

/// Why a text is no path of a field.
fn path_fault(path: &str) -> Option<&'static str> {
    let mut segments = path.split('/');
    if segments.next() != Some("") || path.len() < 2 {
        return Some("a path starts with /");
    }
    let word = |segment: &str| {
        let name = segment.strip_suffix("[]").unwrap_or(segment);
        !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    if !segments.clone().all(word) {
        return Some("a path has names between its strokes, lists with [] behind the name");
    }
    let first = segments.next().unwrap_or_default().trim_end_matches("[]");
    let ours = [
        "ocid",
        "id",
        "date",
        "tag",
        "initiationType",
        "parties",
        "buyer",
        "relatedProcesses",
    ];
    if ours.contains(&first) {
        return Some("this field is made by the program; parties by party and field");
    }
    let parts = ["planning", "tender", "bids", "awards", "contracts"];
    (!parts.contains(&first))
        .then_some("a path begins with planning, tender, bids, awards or contracts")
}

/// A heading or a word in the one spelling in which they are compared: lower case, underscores between words.
#[must_use]
pub fn plain_name(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Map, MapError> {
        Map::parse(&[text], &Names::carried().unwrap())
    }

    #[test]
    fn the_maps_that_are_carried_can_be_used_alone_and_together() {
        let names = Names::carried().unwrap();
        for (name, text) in READY {
            let map = Map::parse(&[text], &names).unwrap();
            assert_eq!(map.name, name);
            for table in &map.tables {
                for column in &table.columns {
                    assert!(
                        map.sources.contains_key(&column.source),
                        "{}: {}",
                        table.name,
                        column.name
                    );
                }
            }
        }
        let texts = READY.map(|(_, text)| text);
        assert!(Map::parse(&texts, &names).unwrap().tables.len() > 6);
    }

    #[test]
    fn a_map_that_would_let_personal_numbers_through_is_refused() {
        for column in [
            "name = \"nip_ppk\"\nto = \"/tender/title\"",
            "name = \"No Telp\"\nto = \"/tender/title\"",
            "name = \"npwp\"\nparty = \"firm\"\nfield = \"id\"",
            "name = \"npwp\"\nkey = \"tender\"",
            "name = \"telp\"\nparty = \"buyer\"\nfield = \"telephone\"",
        ] {
            let text = format!(
                "schema = 1\nname = \"x\"\n[[table]]\nname = \"t\"\nheader = [\"a\"]\n[[table.column]]\nname = \"a\"\nkey = \"tender\"\n[[table.column]]\n{column}\n"
            );
            assert!(parse(&text).is_err(), "{column}");
        }
    }

    #[test]
    fn bidders_without_a_participant_number_are_bidders_and_no_winners() {
        let map = Map::parse(&[READY[1].1], &Names::carried().unwrap()).unwrap();
        let known_as = |header: &[&str]| {
            let header = header.iter().map(|name| (*name).to_owned()).collect();
            let names = map.table_of(&header).into_iter();
            names
                .map(|at| map.tables[at].name.clone())
                .collect::<Vec<_>>()
        };
        let columns = [
            "kd_tender",
            "kd_penyedia",
            "nama_penyedia",
            "nilai_penawaran",
        ];
        assert_eq!(known_as(&columns), ["hasil"]);
        let marked = [&columns[..], &["pemenang"]].concat();
        assert_eq!(known_as(&marked), ["peserta"]);
        let numbered = [&columns[..], &["kd_peserta", "pemenang"]].concat();
        assert_eq!(known_as(&numbered), ["peserta"]);
    }

    #[test]
    fn a_map_adds_columns_to_a_table_of_another() {
        let more = "schema = 1\nname = \"kelas\"\n[[table]]\nname = \"tender\"\n[[table.column]]\nname = \"Kode Kelas\"\nto = \"/tender/items[]/classification/id\"\neach = true\n";
        let map = Map::parse(&[READY[1].1, more], &Names::carried().unwrap()).unwrap();
        let tender = map
            .tables
            .iter()
            .find(|table| table.name == "tender")
            .unwrap();
        assert!(
            tender
                .columns
                .iter()
                .any(|column| column.name == "kode_kelas")
        );
        assert!(
            tender
                .columns
                .iter()
                .any(|column| column.name == "kd_tender")
        );
        assert_eq!(map.name, "spse+kelas");
    }
}
