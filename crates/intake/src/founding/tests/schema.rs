//! The schema against `domain`'s types and the documentation.

use super::super::schema::*;
use crate::founding::{File, parse};
use domain::SubjectKind;
use domain::any::{AnyCommand, AnyState};
use domain::{
    agreement, citation, commitment, gathering, organization, person, post, programme, source,
    statement,
};
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
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
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
        let taken: Vec<_> = kind
            .description
            .iter()
            .filter(|field| RECORD_FIELDS.contains(&field.written))
            .collect();
        assert!(taken.is_empty(), "{taken:?}");
        for (name, fields) in kind.facts {
            let taken: Vec<_> = fields
                .iter()
                .filter(|field| FACT_FIELDS.contains(&field.written))
                .collect();
            assert!(taken.is_empty(), "{name}: {taken:?}");
        }
    }
}

/// The words that an enum knows, from its own complaint about one that it does not.
fn choices_of<T: DeserializeOwned + std::fmt::Debug>(value: Value) -> BTreeSet<String> {
    let complaint = serde_json::from_value::<T>(value).unwrap_err().to_string();
    assert!(complaint.starts_with("unknown variant `?`"), "{complaint}");
    complaint
        .split('`')
        .skip(3)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn check_choice<T: DeserializeOwned + std::fmt::Debug>(schema: &[Field], name: &str) {
    let field = schema.iter().find(|field| field.name == name).unwrap();
    let (Type::Choice(choices) | Type::Choices(choices)) = field.ty else {
        unreachable!("{name} is no choice")
    };
    assert_eq!(
        choices
            .iter()
            .map(|choice| (*choice).to_owned())
            .collect::<BTreeSet<_>>(),
        choices_of::<T>(json!("?")),
        "{name}"
    );
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
        (
            SubjectKind::Organization,
            choices_of::<organization::Fact>(unknown()),
        ),
        (SubjectKind::Post, choices_of::<post::Fact>(unknown())),
        (
            SubjectKind::Gathering,
            choices_of::<gathering::Fact>(unknown()),
        ),
        (
            SubjectKind::Agreement,
            choices_of::<agreement::Fact>(unknown()),
        ),
        (
            SubjectKind::Programme,
            choices_of::<programme::Fact>(unknown()),
        ),
        (
            SubjectKind::Commitment,
            choices_of::<commitment::Fact>(unknown()),
        ),
        (SubjectKind::Source, BTreeSet::new()),
        (SubjectKind::Person, BTreeSet::new()),
        (SubjectKind::Statement, BTreeSet::new()),
    ] {
        let facts: BTreeSet<String> = of(kind)
            .unwrap()
            .facts
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        assert_eq!(facts, expected, "{kind}");
    }
}

/// The examples of the documentation, as one file.
pub(super) fn documented() -> String {
    let page = include_str!("../../../../../docs/founding-format.md");
    page.split("```")
        .filter_map(|part| part.strip_prefix("toml\n"))
        .collect()
}

#[test]
fn the_documented_examples_use_every_field_and_the_record_accepts_them() {
    let text = documented();
    let founding = parse(
        &[File {
            name: "founding-format.md",
            text: &text,
        }],
        &|_| false,
    )
    .unwrap_or_else(|problems| panic!("{}", problems[0]));
    let mut states = BTreeMap::new();
    for record in &founding.records {
        let state = states
            .entry(record.subject)
            .or_insert_with(|| AnyState::new(record.subject.kind));
        let recordable = state
            .decide(record.command.clone(), date(2026, 1, 15))
            .unwrap_or_else(|refusals| panic!("{}: {}", record.path, refusals[0]))
            .unwrap();
        for subject in &recordable.refers_to {
            assert!(
                founding
                    .records
                    .iter()
                    .any(|other| other.subject == *subject),
                "{}: {subject}",
                record.path
            );
        }
        let stamp = domain::subject::Stamp {
            entry: 0,
            at: serde_json::from_value(json!("2026-01-15T00:00:00.000000Z")).unwrap(),
            on: recordable.on,
        };
        state.apply(&recordable.kind, recordable.data, stamp);
    }
    let tree = toml::from_str::<Value>(&text).unwrap();
    for kind in &KINDS {
        let records = tree[kind.kind.as_str()].as_array().unwrap();
        let governments = tree["government"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|_| kind.kind == SubjectKind::Organization);
        let all: Vec<&Value> = records.iter().chain(governments).collect();
        uses(kind.description, &all, kind.kind.as_str());
        for (name, fields) in kind.facts {
            let facts = all
                .iter()
                .filter_map(|record| record.get("fact")?.as_array())
                .flatten();
            let facts: Vec<&Value> = facts.filter(|fact| fact["kind"] == *name).collect();
            uses(fields, &facts, &format!("{} {name}", kind.kind));
        }
    }
}

fn uses(schema: &[Field], tables: &[&Value], path: &str) {
    for field in schema {
        let values: Vec<&Value> = tables
            .iter()
            .filter_map(|table| table.get(field.written))
            .collect();
        assert!(!values.is_empty(), "no example of {path} {}", field.written);
        if let Type::Table(fields) | Type::Tables(fields) = field.ty {
            let below: Vec<&Value> = values
                .into_iter()
                .flat_map(|v| v.as_array().map_or(vec![v], |rows| rows.iter().collect()))
                .collect();
            uses(fields, &below, field.written);
        }
    }
}

#[test]
fn what_the_format_does_not_require_the_types_do_not_either() {
    let text = documented();
    let founding = parse(
        &[File {
            name: "x",
            text: &text,
        }],
        &|_| false,
    )
    .unwrap();
    for record in &founding.records {
        if let AnyCommand::Commitment(domain::subject::Command::Describe { description, .. }) =
            &record.command
        {
            only_required::<commitment::Description>(
                COMMITMENT,
                serde_json::to_value(description).unwrap(),
            );
        }
        if let AnyCommand::Agreement(domain::subject::Command::Describe { description, .. }) =
            &record.command
        {
            only_required::<agreement::Description>(
                AGREEMENT,
                serde_json::to_value(description).unwrap(),
            );
        }
        if let AnyCommand::Gathering(domain::subject::Command::Describe { description, .. }) =
            &record.command
        {
            only_required::<gathering::Description>(
                GATHERING,
                serde_json::to_value(description).unwrap(),
            );
        }
        if let AnyCommand::Programme(domain::subject::Command::Describe { description, .. }) =
            &record.command
        {
            only_required::<programme::Description>(
                PROGRAMME,
                serde_json::to_value(description).unwrap(),
            );
        }
    }
}

fn only_required<T: DeserializeOwned>(schema: &[Field], mut value: Value) {
    for field in schema
        .iter()
        .filter(|field| !field.required && !matches!(field.ty, Type::Tables(_)))
    {
        value.as_object_mut().unwrap().remove(field.name);
    }
    serde_json::from_value::<T>(value).map(drop).unwrap();
}
