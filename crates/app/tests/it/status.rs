//! The status in lists and totals, computed by SQL, is the one that the rules give.

use app::{Filter, Moment, Request};
use domain::commitment::{
    Accepted, ChainFact, Claimed, Closed, Closing, Commitment, Fact, Family, LinkStanding, Moved,
    Stage,
};
use domain::id::OrganizationId;
use domain::organization::OrganizationKind;
use domain::{SubjectKind, Text, When};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::common::{
    Record, cited, describe, note, organization, promise, province, source, state_of,
    the_commitment,
};

const MADE: Date = date(2025, 1, 10);
const RECORDED: Date = date(2025, 12, 20);

/// A promise and what became of it, by days after it was made.
#[derive(Debug, Clone)]
struct Story {
    due: Option<(i64, u8)>,
    rhythm: Option<u16>,
    facts: Vec<(i64, u8)>,
}

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let due = proptest::option::of((0..700_i64, 0..3_u8));
    let facts = proptest::collection::vec((0..340_i64, 0..9_u8), 0..5);
    let story = (due, proptest::option::weighted(0.3, 1..200_u16), facts)
        .prop_map(|(due, rhythm, facts)| Story { due, rhythm, facts });
    proptest::collection::vec(story, 40)
}

fn after(days: i64) -> Date {
    MADE.checked_add(days.days()).unwrap()
}

/// A day said as a day, a month or a year.
fn said(days: i64, precision: u8) -> When {
    let day = after(days);
    match precision {
        0 => When::Day(day),
        1 => When::Month(day.year(), day.month()),
        _ => When::Year(day.year()),
    }
}

fn fact(which: u8, days: i64) -> Fact {
    let chain = |stage, standing| {
        Fact::Chain(ChainFact {
            stage,
            standing,
            what: Text::id("Dokumen"),
            document: None,
            identifier: None,
            ties_to: None,
            amount: None,
            organization: None,
            sources: cited(),
        })
    };
    let (what, sources) = (Text::id("Selesai"), cited());
    match which {
        0 => chain(Stage::Planning, LinkStanding::Evidenced),
        1 => chain(Stage::Delivery, LinkStanding::Evidenced),
        2 => chain(Stage::Budgeting, LinkStanding::NotFound),
        3 => chain(Stage::Audit, LinkStanding::Evidenced),
        4 => Fact::Claimed(Claimed {
            by: OrganizationId::from_key("36"),
            what,
            sources,
        }),
        5 => Fact::Accepted(Accepted {
            by: OrganizationId::from_key("inspektorat"),
            what,
            sources,
        }),
        6 => Fact::Moved(Moved {
            due: Some(said(days + 90, 0)),
            target: None,
            asked_by: None,
            reason: what,
            sources,
        }),
        7 => Fact::Closed(Closed {
            how: Closing::Withdrawn,
            by: None,
            ground: what,
            sources,
        }),
        _ => Fact::Closed(Closed {
            how: Closing::Expired,
            by: None,
            ground: what,
            sources,
        }),
    }
}

fn requests(stories: &[Story]) -> Vec<Request> {
    let mut requests = Vec::new();
    for (n, story) in stories.iter().enumerate() {
        let key = format!("janji-{n}");
        let mut description = promise(&format!("Janji {n}"), None);
        description.due = story.due.map(|(days, precision)| said(days, precision));
        description.rhythm_days = story.rhythm;
        requests.push(describe::<Commitment>(
            &key,
            description,
            Some(When::Day(MADE)),
        ));
        let mut closed = false;
        for (place, (days, which)) in story.facts.iter().enumerate() {
            // A promise ends once.
            if *which < 7 || !std::mem::replace(&mut closed, true) {
                let on = Some(When::Day(after(*days)));
                requests.push(note::<Commitment>(
                    &key,
                    &place.to_string(),
                    fact(*which, *days),
                    on,
                ));
            }
        }
    }
    requests
}

/// Every commitment that a list of a family shows, page by page.
fn listed(record: &Record, family: Family, owner: bool) -> Vec<uuid::Uuid> {
    let mut ids = Vec::new();
    for page in 1.. {
        let filter = Filter {
            kind: SubjectKind::Commitment,
            organization: owner.then(|| OrganizationId::from_key("36").into()),
            family: Some(family),
            year: None,
            page,
        };
        let shown = record.app().list(&filter).unwrap();
        for row in &shown.rows {
            assert_eq!(row.status.unwrap().family, family, "{}", row.title.id);
            ids.push(row.subject.id);
        }
        if page >= shown.pages {
            assert_eq!(ids.len() as u64, shown.total);
            break;
        }
    }
    ids.sort();
    ids
}

#[test]
fn lists_and_totals_agree_with_the_rules_on_any_day() {
    let config = Config {
        cases: 6,
        failure_persistence: None,
        ..Config::default()
    };
    let mut days = [0, 1, 30, 31, 89, 90, 91, 120, 200, 364, 365, 366, 500, 720]
        .map(|n| RECORDED.checked_add(n.days()).unwrap())
        .to_vec();
    days.extend([date(2026, 12, 31), date(2027, 1, 1)]);
    let check = |stories: Vec<Story>| {
        let record = Record::new();
        record.on_day(RECORDED);
        let mut batch = vec![
            source("kabar"),
            province(),
            organization("inspektorat", "Inspektorat", OrganizationKind::Supervisor),
        ];
        batch.extend(requests(&stories));
        record.ok(batch);
        let subjects: Vec<_> = (0..stories.len())
            .map(|n| the_commitment(&format!("janji-{n}")))
            .collect();
        let states: Vec<_> = subjects
            .iter()
            .map(|subject| record.app().view(*subject, Moment::Now).unwrap().unwrap())
            .collect();
        for day in &days {
            record.on_day(*day);
            let counts = record.app().counts(None).unwrap();
            let owned = record
                .app()
                .counts(Some(OrganizationId::from_key("36").into()))
                .unwrap();
            prop_assert_eq!(counts, owned);
            prop_assert_eq!(counts.total(), stories.len() as u64);
            for family in Family::ALL {
                let mut expected: Vec<_> = states
                    .iter()
                    .filter(|view| state_of(view).status(*day).family == family)
                    .map(|view| view.subject.id)
                    .collect();
                expected.sort();
                prop_assert_eq!(
                    counts.of(family),
                    expected.len() as u64,
                    "{} on {}",
                    family.as_str(),
                    day
                );
                prop_assert_eq!(
                    &listed(&record, family, false),
                    &expected,
                    "{} on {}",
                    family.as_str(),
                    day
                );
                prop_assert_eq!(
                    &listed(&record, family, true),
                    &expected,
                    "{} on {}",
                    family.as_str(),
                    day
                );
            }
            let government = record.app().governments().unwrap();
            prop_assert_eq!(government[0].counts, counts);
            // A single promise's API answer has the same status, with its finer word.
            for view in &states {
                let one = record.app().public_record(view.subject).unwrap().unwrap();
                prop_assert_eq!(one.status, Some(state_of(view).status(*day)));
            }
        }
        Ok(())
    };
    TestRunner::new(config).run(&stories(), check).unwrap();
}

#[test]
fn search_counts_the_same_families_as_the_lists() {
    let record = Record::new();
    record.on_day(RECORDED);
    let mut runner = TestRunner::deterministic();
    let stories = stories().new_tree(&mut runner).unwrap().current();
    let mut batch = vec![
        source("kabar"),
        province(),
        organization("inspektorat", "Inspektorat", OrganizationKind::Supervisor),
    ];
    batch.extend(requests(&stories));
    record.ok(batch);
    assert!(record.app().wait_for_search());
    for days in [0, 45, 100, 400, 720] {
        record.on_day(RECORDED.checked_add(days.days()).unwrap());
        let counts = record.app().counts(None).unwrap();
        let query = app::SearchQuery {
            text: "janji".to_owned(),
            kind: Some(SubjectKind::Commitment),
            ..Default::default()
        };
        let found = record.app().search(&query).unwrap();
        assert_eq!(found.total, stories.len() as u64);
        for (family, count) in found.by_family {
            assert_eq!(
                count,
                counts.of(family),
                "{} after {days} days",
                family.as_str()
            );
        }
        for family in Family::ALL {
            let query = app::SearchQuery {
                family: Some(family),
                ..query.clone()
            };
            assert_eq!(
                record.app().search(&query).unwrap().total,
                counts.of(family),
                "{} after {days} days",
                family.as_str()
            );
        }
    }
}
