//! The founding format as data: which fields each kind and each fact has, and of what type.
//!
//! The names are those of `domain`'s types in JSON; a test below compares every table with its type,
//! so that neither can change alone.

use domain::SubjectKind;
use domain::number::MAX_INTEGER;

/// What a field holds and how it is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Type {
    /// `"…"`
    Words,
    /// `["…", "…"]`
    WordsList,
    /// `x = "…"` and beside it `x_en = "…"`.
    Text,
    /// `["…", { id = "…", en = "…" }]`
    Texts,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// `true` or `false`.
    Switch,
    /// `"2025-10-24"`, `"2025-10"` or `"2025"`.
    When,
    /// `"73.22"`
    Decimal,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Some of these words.
    Choices(&'static [&'static str]),
    /// The key of a record of this kind.
    Key(SubjectKind),
    /// Keys of records of this kind.
    Keys(SubjectKind),
    /// `"agreement:key"`
    Reference,
    /// `["source#3", { source = "…", paragraph = 3, how = "quoted_from" }]`
    Citations,
    /// One sub-table.
    Table(&'static [Field]),
    /// Sub-tables, as many as there are.
    Tables(&'static [Field]),
}

/// One field of a table.
#[derive(Debug)]
pub(super) struct Field {
    /// Its name in `domain`'s JSON.
    pub(super) name: &'static str,
    /// Its name in the file: the same, but singular for sub-tables that repeat.
    pub(super) written: &'static str,
    /// What it holds.
    pub(super) ty: Type,
    /// Whether a table without it is a problem. Sub-tables that repeat may always be none.
    pub(super) required: bool,
}

/// One kind of record.
#[derive(Debug)]
pub(super) struct Kind {
    /// Which.
    pub(super) kind: SubjectKind,
    /// The fields of its description.
    pub(super) description: &'static [Field],
    /// The kinds of its facts and the fields of each.
    pub(super) facts: &'static [(&'static str, &'static [Field])],
}

/// The fields that every record has beside its description.
pub(super) const RECORD_FIELDS: &[&str] = &["key", "on", "reason", "reason_en", "fact"];

/// The fields that every fact has beside its data.
pub(super) const FACT_FIELDS: &[&str] = &["key", "kind", "on"];

/// Every kind, in the order of [`SubjectKind::PUBLIC`].
pub(super) static KINDS: [Kind; 9] = [
    Kind { kind: SubjectKind::Source, description: SOURCE, facts: &[] },
    Kind { kind: SubjectKind::Organization, description: ORGANIZATION, facts: &[("figure", FIGURE)] },
    Kind { kind: SubjectKind::Person, description: PERSON, facts: &[] },
    Kind { kind: SubjectKind::Post, description: POST, facts: &[("held", MEMBERSHIP)] },
    Kind { kind: SubjectKind::Gathering, description: GATHERING, facts: &[("outcome", OUTCOME)] },
    Kind { kind: SubjectKind::Agreement, description: AGREEMENT, facts: AGREEMENT_FACTS },
    Kind { kind: SubjectKind::Programme, description: PROGRAMME, facts: &[("figure", FIGURE)] },
    Kind { kind: SubjectKind::Statement, description: STATEMENT, facts: &[] },
    Kind { kind: SubjectKind::Commitment, description: COMMITMENT, facts: COMMITMENT_FACTS },
];

/// The table of a kind.
pub(super) fn of(kind: SubjectKind) -> Option<&'static Kind> {
    KINDS.iter().find(|k| k.kind == kind)
}

const fn must(name: &'static str, ty: Type) -> Field {
    Field { name, written: name, ty, required: true }
}

const fn may(name: &'static str, ty: Type) -> Field {
    Field { name, written: name, ty, required: false }
}

const fn each(name: &'static str, written: &'static str, fields: &'static [Field]) -> Field {
    Field { name, written, ty: Type::Tables(fields), required: false }
}

const ORGANIZATIONS: Type = Type::Keys(SubjectKind::Organization);
const AN_ORGANIZATION: Type = Type::Key(SubjectKind::Organization);
const A_PERSON: Type = Type::Key(SubjectKind::Person);
const A_POST: Type = Type::Key(SubjectKind::Post);
const A_GATHERING: Type = Type::Key(SubjectKind::Gathering);
const AN_AGREEMENT: Type = Type::Key(SubjectKind::Agreement);
const A_PROGRAMME: Type = Type::Key(SubjectKind::Programme);
const RUPIAH: Type = Type::Whole(-MAX_INTEGER, MAX_INTEGER);

/// Never empty, by `domain`'s rules.
const CITED: Field = must("sources", Type::Citations);
/// May be left out, by `domain`'s rules.
const MAY_CITE: Field = may("sources", Type::Citations);
const DIFFERS: Field = each("differences", "difference", DIFFERENCE);

pub(super) const DIFFERENCE: &[Field] = &[must("about", Type::Text), each("versions", "version", VERSION)];
pub(super) const VERSION: &[Field] = &[must("says", Type::Text), CITED];

/// A citation written as a table.
pub(super) const CITATION: &[Field] = &[
    must("source", Type::Key(SubjectKind::Source)),
    may("paragraph", Type::Whole(1, u32::MAX as i64)),
    may("how", Type::Choice(&["paraphrased_from", "quoted_from"])),
];

/// `[governments]`
pub(super) const GOVERNMENTS: &[Field] = &[must("all", Type::Switch), must("source", Type::Key(SubjectKind::Source))];

/// `[[government]]`, beside `code` and what every record has.
pub(super) const GOVERNMENT: &[Field] = &[
    may("also_known_as", Type::WordsList),
    may("successor", AN_ORGANIZATION),
    may("seat", Type::Words),
    MAY_CITE,
    DIFFERS,
];

pub(super) const SOURCE: &[Field] = &[
    must("outlet", Type::Words),
    must("medium", Type::Choice(&["news", "release", "document", "dataset"])),
    may("title", Type::Words),
    may("address", Type::Words),
    may("published", Type::When),
    may("retrieved", Type::When),
    may("sha256", Type::Words),
    may("note", Type::Text),
];

const ORGANIZATION_KINDS: &[&str] =
    &["province", "regency", "city", "agency", "council", "supervisor", "central", "forum", "third_party"];

pub(super) const ORGANIZATION: &[Field] = &[
    must("name", Type::Text),
    must("kind", Type::Choice(ORGANIZATION_KINDS)),
    may("region", Type::Words),
    may("also_known_as", Type::WordsList),
    may("parent", AN_ORGANIZATION),
    may("successor", AN_ORGANIZATION),
    may("seat", Type::Words),
    MAY_CITE,
    DIFFERS,
];

pub(super) const FIGURE: &[Field] = &[
    must("measure", Type::Text),
    must("value", Type::Decimal),
    must("unit", Type::Words),
    may("period", Type::When),
    may("standing", Type::Choice(&["reported", "target", "budgeted"])),
    may("note", Type::Text),
    CITED,
];

pub(super) const PERSON: &[Field] =
    &[must("name", Type::Words), may("also_known_as", Type::WordsList), may("titles", Type::Words), CITED, DIFFERS];

const ROLES: &[&str] = &["head", "deputy", "secretary", "inspector", "chair", "agency_head", "other"];

pub(super) const POST: &[Field] = &[
    must("title", Type::Text),
    must("organization", AN_ORGANIZATION),
    must("role", Type::Choice(ROLES)),
    MAY_CITE,
    DIFFERS,
];

pub(super) const MEMBERSHIP: &[Field] = &[
    must("person", A_PERSON),
    may("from", Type::When),
    may("to", Type::When),
    may("acting", Type::Switch),
    may("seen", Type::When),
    CITED,
];

const GATHERING_KINDS: &[&str] =
    &["signing", "coordination", "visit", "retreat", "launch", "deliberation", "other"];

pub(super) const GATHERING: &[Field] = &[
    must("title", Type::Text),
    must("kind", Type::Choice(GATHERING_KINDS)),
    may("from", Type::When),
    may("to", Type::When),
    may("date_basis", Type::Text),
    may("place", Type::Text),
    may("hosts", ORGANIZATIONS),
    each("participants", "participant", PARTICIPANT),
    may("topics", Type::Texts),
    CITED,
    DIFFERS,
];

pub(super) const PARTICIPANT: &[Field] = &[
    may("organization", AN_ORGANIZATION),
    may("post", A_POST),
    may("person", A_PERSON),
    may("described", Type::Text),
    must("attendance", Type::Choice(&["present", "represented", "absent", "not_stated"])),
    may("represented_by", A_PERSON),
    may("reason", Type::Text),
];

pub(super) const OUTCOME: &[Field] = &[must("what", Type::Text), may("subject", Type::Reference), CITED];

const INSTRUMENTS: &[&str] = &[
    "kesepakatan_bersama",
    "perjanjian_kerja_sama",
    "nota_kesepakatan",
    "letter_of_intent",
    "naskah_kerja_sama",
    "komitmen",
];

const SCHEMES: &[&str] = &["ksdd_wajib", "ksdd_sukarela", "ksdpk", "ksdpl", "ksdll", "sinergi", "komitmen"];

pub(super) const AGREEMENT: &[Field] = &[
    must("title", Type::Text),
    must("instrument", Type::Choice(INSTRUMENTS)),
    must("scheme", Type::Choice(SCHEMES)),
    must("parties", ORGANIZATIONS),
    must("subjects", Type::Texts),
    may("parent", AN_AGREEMENT),
    may("unknown", Type::Text),
    CITED,
    DIFFERS,
];

const AGREEMENT_FACTS: &[(&str, &[Field])] = &[
    ("stage", STAGE_PASSED),
    ("signed", SIGNING),
    ("confirmed", PARTY_ACT),
    ("disputed", PARTY_ACT),
    ("settled", PARTY_ACT),
    ("amended", AMENDMENT),
    ("ended", ENDING),
];

pub(super) const STAGE_PASSED: &[Field] = &[
    must("stage", Type::Words),
    must("standing", Type::Choice(&["begun", "done", "not_required"])),
    may("note", Type::Text),
    CITED,
];

pub(super) const SIGNING: &[Field] = &[
    each("numbers", "number", PARTY_NUMBER),
    each("signatories", "signatory", SIGNATORY),
    may("from", Type::When),
    may("to", Type::When),
    may("term", Type::Text),
    may("terms", Type::Texts),
    may("gathering", A_GATHERING),
    CITED,
];

pub(super) const PARTY_NUMBER: &[Field] = &[must("party", AN_ORGANIZATION), must("number", Type::Words)];

pub(super) const SIGNATORY: &[Field] = &[must("party", AN_ORGANIZATION), may("person", A_PERSON), may("post", A_POST)];

pub(super) const PARTY_ACT: &[Field] = &[must("party", AN_ORGANIZATION), may("ground", Type::Text), MAY_CITE];

pub(super) const AMENDMENT: &[Field] =
    &[must("term", Type::Text), must("before", Type::Text), must("after", Type::Text), CITED];

pub(super) const ENDING: &[Field] = &[
    must("ground", Type::Words),
    may("by", ORGANIZATIONS),
    must("others", Type::Choice(&["agreed", "awaited", "refused", "not_stated"])),
    may("note", Type::Text),
    CITED,
];

const FUNDING: Type = Type::Choices(&["apbd", "apbn", "village", "donors", "csr", "users"]);

pub(super) const PROGRAMME: &[Field] = &[
    must("name", Type::Text),
    must("problem", Type::Text),
    must("target_group", Type::Text),
    must("how", Type::Text),
    must("run_by", ORGANIZATIONS),
    may("runs_in", ORGANIZATIONS),
    may("since", Type::When),
    may("until", Type::When),
    may("legal_basis", Type::Text),
    each("unit_costs", "unit_cost", UNIT_COST),
    may("funded_by", FUNDING),
    may("not_funded_by", FUNDING),
    may("copied_from", A_PROGRAMME),
    CITED,
    DIFFERS,
];

pub(super) const UNIT_COST: &[Field] =
    &[must("unit", Type::Text), may("paid", RUPIAH), may("true_cost", RUPIAH), CITED];

pub(super) const STATEMENT: &[Field] = &[
    must("says", Type::Text),
    must("force", Type::Choice(&["hoped", "instructed", "reported"])),
    may("quote", Type::Words),
    may("speaker", A_PERSON),
    may("post", A_POST),
    may("organization", AN_ORGANIZATION),
    may("addressed_to", ORGANIZATIONS),
    may("gathering", A_GATHERING),
    may("agreement", AN_AGREEMENT),
    may("programme", A_PROGRAMME),
    CITED,
    DIFFERS,
];

pub(super) const COMMITMENT: &[Field] = &[
    must("promise", Type::Text),
    may("quote", Type::Words),
    may("made_by", A_PERSON),
    may("post", A_POST),
    must("owners", ORGANIZATIONS),
    may("beneficiaries", Type::Texts),
    may("due", Type::When),
    may("indicator", Type::Table(INDICATOR)),
    may("rhythm_days", Type::Whole(0, u16::MAX as i64)),
    may("gathering", A_GATHERING),
    may("agreement", AN_AGREEMENT),
    may("programme", A_PROGRAMME),
    CITED,
    DIFFERS,
];

pub(super) const INDICATOR: &[Field] = &[
    must("name", Type::Text),
    must("unit", Type::Words),
    may("baseline", Type::Decimal),
    may("target", Type::Decimal),
];

const COMMITMENT_FACTS: &[(&str, &[Field])] = &[
    ("chain", CHAIN_FACT),
    ("measured", MEASURED),
    ("moved", MOVED),
    ("claimed", CLAIMED),
    ("accepted", CLAIMED),
    ("closed", CLOSED),
    ("disputed", DISPUTE),
    ("settled", DISPUTE),
    ("verdict", VERDICT),
];

const CHAIN_STAGES: &[&str] =
    &["planning", "budgeting", "procurement", "delivery", "supervision", "audit", "enforcement"];

pub(super) const CHAIN_FACT: &[Field] = &[
    must("stage", Type::Choice(CHAIN_STAGES)),
    must("standing", Type::Choice(&["evidenced", "not_found", "not_needed"])),
    must("what", Type::Text),
    may("document", Type::Text),
    may("identifier", Type::Words),
    may("ties_to", Type::Words),
    may("amount", RUPIAH),
    may("organization", AN_ORGANIZATION),
    CITED,
];

pub(super) const MEASURED: &[Field] = &[must("value", Type::Decimal), may("note", Type::Text), CITED];

pub(super) const MOVED: &[Field] = &[
    may("due", Type::When),
    may("target", Type::Decimal),
    may("asked_by", AN_ORGANIZATION),
    must("reason", Type::Text),
    CITED,
];

pub(super) const CLAIMED: &[Field] = &[must("by", AN_ORGANIZATION), must("what", Type::Text), CITED];

pub(super) const CLOSED: &[Field] = &[
    must("how", Type::Choice(&["withdrawn", "expired", "ended"])),
    may("by", AN_ORGANIZATION),
    must("ground", Type::Text),
    CITED,
];

pub(super) const DISPUTE: &[Field] = &[must("by", AN_ORGANIZATION), must("ground", Type::Text), MAY_CITE];

const COMPLETIONS: &[&str] = &["no_evidence_available", "not_started", "limited", "substantial", "complete"];

pub(super) const VERDICT: &[Field] = &[
    must("by", AN_ORGANIZATION),
    must("completion", Type::Choice(COMPLETIONS)),
    must("reason", Type::Text),
    CITED,
];

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::founding::{File, parse};
    use domain::any::{AnyCommand, AnyState};
    use domain::{agreement, citation, commitment, gathering, organization, person, post, programme, source, statement};
    use jiff::civil::date;
    use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor, value::Error};
    use serde_json::{Value, json};
    use std::cell::RefCell;
    use std::collections::{BTreeMap, BTreeSet};

    /// Asks a type for the names of its fields, and reads nothing.
    struct AskFields<'a>(&'a RefCell<Vec<&'static str>>);

    impl<'de> Deserializer<'de> for AskFields<'_> {
        type Error = Error;
        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("not a struct"))
        }
        fn deserialize_struct<V: Visitor<'de>>(self, _: &str, fields: &'static [&'static str], _: V) -> Result<V::Value, Error> {
            *self.0.borrow_mut() = fields.to_vec();
            Err(Error::custom("asked"))
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
            newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    fn fields_of<T: DeserializeOwned>() -> BTreeSet<&'static str> {
        let asked = RefCell::new(Vec::new());
        assert!(T::deserialize(AskFields(&asked)).is_err());
        asked.into_inner().into_iter().collect()
    }

    fn check<T: DeserializeOwned>(schema: &[Field]) {
        let what = std::any::type_name::<T>();
        let names: BTreeSet<&str> = schema.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), schema.len(), "{what}: a field twice");
        assert_eq!(names, fields_of::<T>(), "{what}");
    }

    #[test]
    fn every_table_has_exactly_the_fields_of_its_type() {
        check::<source::Description>(SOURCE);
        check::<organization::Description>(ORGANIZATION);
        check::<organization::Figure>(FIGURE);
        check::<person::Description>(PERSON);
        check::<post::Description>(POST);
        check::<post::Membership>(MEMBERSHIP);
        check::<gathering::Description>(GATHERING);
        check::<gathering::Participant>(PARTICIPANT);
        check::<gathering::Outcome>(OUTCOME);
        check::<agreement::Description>(AGREEMENT);
        check::<agreement::StagePassed>(STAGE_PASSED);
        check::<agreement::Signing>(SIGNING);
        check::<agreement::PartyNumber>(PARTY_NUMBER);
        check::<agreement::Signatory>(SIGNATORY);
        check::<agreement::PartyAct>(PARTY_ACT);
        check::<agreement::Amendment>(AMENDMENT);
        check::<agreement::Ending>(ENDING);
        check::<programme::Description>(PROGRAMME);
        check::<programme::UnitCost>(UNIT_COST);
        check::<statement::Description>(STATEMENT);
        check::<commitment::Description>(COMMITMENT);
        check::<commitment::Indicator>(INDICATOR);
        check::<commitment::ChainFact>(CHAIN_FACT);
        check::<commitment::Measured>(MEASURED);
        check::<commitment::Moved>(MOVED);
        check::<commitment::Claimed>(CLAIMED);
        check::<commitment::Accepted>(CLAIMED);
        check::<commitment::Closed>(CLOSED);
        check::<commitment::Dispute>(DISPUTE);
        check::<commitment::Verdict>(VERDICT);
        check::<citation::Citation>(CITATION);
        check::<citation::Difference>(DIFFERENCE);
        check::<citation::Version>(VERSION);
    }

    #[test]
    fn no_field_has_a_name_that_the_record_itself_uses() {
        for kind in &KINDS {
            let taken: Vec<_> = kind.description.iter().filter(|field| RECORD_FIELDS.contains(&field.written)).collect();
            assert!(taken.is_empty(), "{taken:?}");
            for (name, fields) in kind.facts {
                let taken: Vec<_> = fields.iter().filter(|field| FACT_FIELDS.contains(&field.written)).collect();
                assert!(taken.is_empty(), "{name}: {taken:?}");
            }
        }
    }

    /// The words that an enum knows, from its own complaint about one that it does not.
    fn choices_of<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> BTreeSet<String> {
        let complaint = serde_json::from_value::<T>(value).unwrap_err().to_string();
        assert!(complaint.starts_with("unknown variant `?`"), "{complaint}");
        complaint.split('`').skip(3).step_by(2).map(str::to_owned).collect()
    }

    fn check_choice<T: DeserializeOwned + std::fmt::Debug>(schema: &[Field], name: &str) {
        let field = schema.iter().find(|field| field.name == name).unwrap();
        let (Type::Choice(choices) | Type::Choices(choices)) = field.ty else { unreachable!("{name} is no choice") };
        assert_eq!(choices.iter().map(|choice| (*choice).to_owned()).collect::<BTreeSet<_>>(), choices_of::<T>(json!("?")), "{name}");
    }

    #[test]
    fn every_choice_lists_exactly_the_words_of_its_type() {
        check_choice::<source::Medium>(SOURCE, "medium");
        check_choice::<organization::OrganizationKind>(ORGANIZATION, "kind");
        check_choice::<organization::Standing>(FIGURE, "standing");
        check_choice::<post::Role>(POST, "role");
        check_choice::<gathering::GatheringKind>(GATHERING, "kind");
        check_choice::<gathering::Attendance>(PARTICIPANT, "attendance");
        check_choice::<agreement::Instrument>(AGREEMENT, "instrument");
        check_choice::<agreement::Scheme>(AGREEMENT, "scheme");
        check_choice::<agreement::StageStanding>(STAGE_PASSED, "standing");
        check_choice::<agreement::Assent>(ENDING, "others");
        check_choice::<programme::Funding>(PROGRAMME, "funded_by");
        check_choice::<programme::Funding>(PROGRAMME, "not_funded_by");
        check_choice::<statement::Force>(STATEMENT, "force");
        check_choice::<commitment::Stage>(CHAIN_FACT, "stage");
        check_choice::<commitment::LinkStanding>(CHAIN_FACT, "standing");
        check_choice::<commitment::Closing>(CLOSED, "how");
        check_choice::<commitment::Completion>(VERDICT, "completion");
        check_choice::<citation::How>(CITATION, "how");
    }

    #[test]
    fn every_kind_of_fact_is_known_and_every_kind_stands_in_order() {
        let kinds: Vec<SubjectKind> = KINDS.iter().map(|kind| kind.kind).collect();
        assert_eq!(kinds, SubjectKind::PUBLIC);
        let unknown = || json!({ "kind": "?", "data": {} });
        for (kind, expected) in [
            (SubjectKind::Organization, choices_of::<organization::Fact>(unknown())),
            (SubjectKind::Post, choices_of::<post::Fact>(unknown())),
            (SubjectKind::Gathering, choices_of::<gathering::Fact>(unknown())),
            (SubjectKind::Agreement, choices_of::<agreement::Fact>(unknown())),
            (SubjectKind::Programme, choices_of::<programme::Fact>(unknown())),
            (SubjectKind::Commitment, choices_of::<commitment::Fact>(unknown())),
            (SubjectKind::Source, BTreeSet::new()),
            (SubjectKind::Person, BTreeSet::new()),
            (SubjectKind::Statement, BTreeSet::new()),
        ] {
            let facts: BTreeSet<String> = of(kind).unwrap().facts.iter().map(|(name, _)| (*name).to_owned()).collect();
            assert_eq!(facts, expected, "{kind}");
        }
    }

    /// The examples of the documentation, as one file.
    pub(in crate::founding) fn documented() -> String {
        let page = include_str!("../../../../docs/founding-format.md");
        page.split("```").filter_map(|part| part.strip_prefix("toml\n")).collect()
    }

    #[test]
    fn the_documented_examples_use_every_field_and_the_record_accepts_them() {
        let text = documented();
        let founding = parse(&[File { name: "founding-format.md", text: &text }], &|_| false).unwrap_or_else(|problems| panic!("{}", problems[0]));
        let mut states = BTreeMap::new();
        for record in &founding.records {
            let state = states.entry(record.subject).or_insert_with(|| AnyState::new(record.subject.kind));
            let recordable = state.decide(record.command.clone(), date(2026, 1, 15)).unwrap_or_else(|refusals| panic!("{}: {}", record.path, refusals[0])).unwrap();
            for subject in &recordable.refers_to {
                assert!(founding.records.iter().any(|other| other.subject == *subject), "{}: {subject}", record.path);
            }
            let stamp = domain::subject::Stamp { entry: 0, at: serde_json::from_value(json!("2026-01-15T00:00:00.000000Z")).unwrap(), on: recordable.on };
            state.apply(&recordable.kind, recordable.data, stamp);
        }
        let tree = toml::from_str::<Value>(&text).unwrap();
        for kind in &KINDS {
            let records = tree[kind.kind.as_str()].as_array().unwrap();
            let governments = tree["government"].as_array().unwrap().iter().filter(|_| kind.kind == SubjectKind::Organization);
            let all: Vec<&Value> = records.iter().chain(governments).collect();
            uses(kind.description, &all, kind.kind.as_str());
            for (name, fields) in kind.facts {
                let facts = all.iter().filter_map(|record| record.get("fact")?.as_array()).flatten();
                let facts: Vec<&Value> = facts.filter(|fact| fact["kind"] == *name).collect();
                uses(fields, &facts, &format!("{} {name}", kind.kind));
            }
        }
    }

    fn uses(schema: &[Field], tables: &[&Value], path: &str) {
        for field in schema {
            let values: Vec<&Value> = tables.iter().filter_map(|table| table.get(field.written)).collect();
            assert!(!values.is_empty(), "no example of {path} {}", field.written);
            if let Type::Table(fields) | Type::Tables(fields) = field.ty {
                let below: Vec<&Value> = values.into_iter().flat_map(|v| v.as_array().map_or(vec![v], |rows| rows.iter().collect())).collect();
                uses(fields, &below, field.written);
            }
        }
    }

    #[test]
    fn what_the_format_does_not_require_the_types_do_not_either() {
        let text = documented();
        let founding = parse(&[File { name: "x", text: &text }], &|_| false).unwrap();
        for record in &founding.records {
            if let AnyCommand::Commitment(domain::subject::Command::Describe { description, .. }) = &record.command {
                only_required::<commitment::Description>(COMMITMENT, serde_json::to_value(description).unwrap());
            }
            if let AnyCommand::Agreement(domain::subject::Command::Describe { description, .. }) = &record.command {
                only_required::<agreement::Description>(AGREEMENT, serde_json::to_value(description).unwrap());
            }
            if let AnyCommand::Gathering(domain::subject::Command::Describe { description, .. }) = &record.command {
                only_required::<gathering::Description>(GATHERING, serde_json::to_value(description).unwrap());
            }
            if let AnyCommand::Programme(domain::subject::Command::Describe { description, .. }) = &record.command {
                only_required::<programme::Description>(PROGRAMME, serde_json::to_value(description).unwrap());
            }
        }
    }

    fn only_required<T: DeserializeOwned>(schema: &[Field], mut value: Value) {
        for field in schema.iter().filter(|field| !field.required && !matches!(field.ty, Type::Tables(_))) {
            value.as_object_mut().unwrap().remove(field.name);
        }
        serde_json::from_value::<T>(value).map(drop).unwrap();
    }
}
