//! The status held to a second statement of its rules, written from the design page and not from the code: it looks
//! at every fact on every day, and knows no schedule.

use domain::any::AnyState;
use domain::citation::{Citation, How};
use domain::commitment::{
    Accepted, ChainFact, Claimed, Closed, Closing, Commitment, Completion, Description, Dispute,
    Fact, Family, LinkStanding, Measured, Moved, Schedule, Stage, Verdict, Word,
};
use domain::entry::Micros;
use domain::id::{OrganizationId, SourceId};
use domain::number::Decimal;
use domain::subject::{Command, Event, Stamp, State};
use domain::{Refusal, Text, When};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use jiff::tz::{TimeZone, offset};
use proptest::prelude::*;

/// The day on which everything was recorded; statuses are asked for from here on.
const RECORDED: Date = date(2026, 3, 2);

#[derive(Debug, Clone)]
enum Told {
    Evidence(Stage),
    InVain(Stage),
    NotNeeded(Stage),
    Measured,
    Due(When),
    Target,
    Claimed,
    Accepted,
    Closed(Closing),
    Disputed,
    Settled,
    Verdict,
}

#[derive(Debug, Clone)]
struct Story {
    made: Option<When>,
    due: Option<When>,
    rhythm: Option<u16>,
    facts: Vec<(Option<When>, Told)>,
}

/// A date as somebody said it, its first day not after the recording.
fn past() -> impl Strategy<Value = When> {
    (0..500_i64, 0..4_u8)
        .prop_map(|(back, precision)| said(RECORDED.checked_sub(back.days()).unwrap(), precision))
}

fn ahead() -> impl Strategy<Value = When> {
    (-300..500_i64, 0..4_u8)
        .prop_map(|(days, precision)| said(RECORDED.checked_add(days.days()).unwrap(), precision))
}

fn said(day: Date, precision: u8) -> When {
    match precision {
        0 | 1 => When::Day(day),
        2 => When::Month(day.year(), day.month()),
        _ => When::Year(day.year()),
    }
}

fn told() -> impl Strategy<Value = Told> {
    let stage = || proptest::sample::select(Stage::ALL.to_vec());
    prop_oneof![
        4 => stage().prop_map(Told::Evidence),
        1 => stage().prop_map(Told::InVain),
        1 => stage().prop_map(Told::NotNeeded),
        1 => Just(Told::Measured),
        2 => ahead().prop_map(Told::Due),
        1 => Just(Told::Target),
        2 => Just(Told::Claimed),
        1 => Just(Told::Accepted),
        1 => proptest::sample::select(vec![Closing::Withdrawn, Closing::Expired, Closing::Ended]).prop_map(Told::Closed),
        1 => Just(Told::Disputed),
        1 => Just(Told::Settled),
        1 => Just(Told::Verdict),
    ]
}

fn stories() -> impl Strategy<Value = Story> {
    let facts = proptest::collection::vec((proptest::option::weighted(0.9, past()), told()), 0..6);
    let rhythm = proptest::option::weighted(0.3, 1..=366_u16);
    (
        proptest::option::weighted(0.9, past()),
        proptest::option::weighted(0.8, ahead()),
        rhythm,
        facts,
    )
        .prop_map(|(made, due, rhythm, facts)| Story {
            made,
            due,
            rhythm,
            facts,
        })
}

/// The day that counts: the last one that the date can mean, but never after it was recorded.
fn day(on: Option<When>) -> Date {
    on.map_or(RECORDED, |on| on.last_day().min(RECORDED))
}

fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The rules of the method page in their order: the first that holds of kept, broken, silent, late, running.
fn stated(story: &Story, today: Date) -> (Family, Word) {
    let facts: Vec<(Date, &Told)> = story
        .facts
        .iter()
        .map(|(on, told)| (day(*on), told))
        .collect();
    let made = day(story.made);
    let any = |wanted: fn(&Told) -> bool| facts.iter().any(|(_, told)| wanted(told));

    // Kept: delivery whose evidence was accepted by someone outside the owning office.
    if any(|told| matches!(told, Told::Accepted)) {
        let audited = any(|told| matches!(told, Told::Evidence(Stage::Audit)));
        return (
            Family::Kept,
            if audited {
                Word::Audited
            } else {
                Word::Verified
            },
        );
    }
    // Broken: ended, expired or withdrawn without that.
    let closing = facts.iter().find_map(|(_, told)| match told {
        Told::Closed(how) => Some(how),
        _ => None,
    });
    if let Some(how) = closing {
        let taken_back = *how == Closing::Withdrawn;
        return (
            Family::Broken,
            if taken_back {
                Word::Withdrawn
            } else {
                Word::EndedUnfulfilled
            },
        );
    }
    // Silent: no fact for longer than its rhythm, 90 days unless agreed otherwise.
    let is_news = |told: &Told| match told {
        Told::Evidence(_) | Told::Measured | Told::Due(_) | Told::Target | Told::Claimed => true,
        Told::InVain(_) | Told::NotNeeded(_) | Told::Disputed | Told::Settled | Told::Verdict => {
            false
        }
        Told::Accepted | Told::Closed(_) => unreachable!("answered above"),
    };
    let news: Vec<Date> = facts
        .iter()
        .filter(|(_, told)| is_news(told))
        .map(|(day, _)| *day)
        .collect();
    let quiet_since = news.iter().copied().chain([made]).max().unwrap();
    if days_between(quiet_since, today) > i32::from(story.rhythm.unwrap_or(90)) {
        // No evidence: 90 days old with no fact since the promise itself.
        let nothing = news.is_empty() && days_between(made, today) >= 90;
        return (
            Family::Silent,
            if nothing {
                Word::NoEvidence
            } else {
                Word::NoWord
            },
        );
    }
    let due = facts.iter().rev().find_map(|(_, told)| match told {
        Told::Due(due) => Some(*due),
        _ => None,
    });
    let claims: Vec<Date> = facts
        .iter()
        .filter(|(_, told)| matches!(told, Told::Claimed))
        .map(|(day, _)| *day)
        .collect();
    let evidenced = facts.iter().filter_map(|(_, told)| match told {
        Told::Evidence(stage) => Some(*stage),
        _ => None,
    });
    let furthest = evidenced.max();
    if let Some(due) = due.or(story.due).map(When::last_day) {
        // Late: the last day of the stated precision has passed with no delivery claimed by then.
        if today > due && !claims.iter().any(|claim| *claim <= due) {
            return (Family::Late, Word::Late);
        }
        // At risk: due within 30 days with no fact after planning.
        let near = today <= due && days_between(today, due) <= 30;
        if near && claims.is_empty() && furthest.is_none_or(|stage| stage == Stage::Planning) {
            return (Family::Late, Word::AtRisk);
        }
    }
    let word = match furthest {
        _ if !claims.is_empty() => Word::ClaimedDone,
        None => Word::Promised,
        Some(Stage::Planning) => Word::Planned,
        Some(Stage::Budgeting) => Word::Budgeted,
        Some(Stage::Procurement) => Word::Contracted,
        Some(_) => Word::UnderWay,
    };
    (Family::Running, word)
}

fn sources() -> Vec<Citation> {
    vec![Citation {
        source: SourceId::from_key("s"),
        paragraph: None,
        how: How::ParaphrasedFrom,
    }]
}

fn fact(told: &Told) -> Fact {
    let by = OrganizationId::from_key("kpk");
    let (what, sources) = (Text::id("x"), sources());
    let chain = |stage: &Stage, standing| {
        let (what, sources) = (Text::id("x"), self::sources());
        Fact::Chain(ChainFact {
            stage: *stage,
            standing,
            what,
            document: None,
            identifier: None,
            ties_to: None,
            amount: None,
            organization: None,
            sources,
        })
    };
    match told {
        Told::Evidence(stage) => chain(stage, LinkStanding::Evidenced),
        Told::InVain(stage) => chain(stage, LinkStanding::NotFound),
        Told::NotNeeded(stage) => chain(stage, LinkStanding::NotNeeded),
        Told::Measured => Fact::Measured(Measured {
            value: Decimal::whole(1),
            note: None,
            sources,
        }),
        Told::Due(due) => Fact::Moved(Moved {
            due: Some(*due),
            target: None,
            asked_by: None,
            reason: what,
            sources,
        }),
        Told::Target => Fact::Moved(Moved {
            due: None,
            target: Some(Decimal::whole(1)),
            asked_by: None,
            reason: what,
            sources,
        }),
        Told::Claimed => Fact::Claimed(Claimed {
            by: OrganizationId::from_key("36"),
            what,
            sources,
        }),
        Told::Accepted => Fact::Accepted(Accepted { by, what, sources }),
        Told::Closed(how) => Fact::Closed(Closed {
            how: *how,
            by: None,
            ground: what,
            sources,
        }),
        Told::Disputed => Fact::Disputed(Dispute {
            by,
            ground: what,
            sources,
        }),
        Told::Settled => Fact::Settled(Dispute {
            by,
            ground: what,
            sources,
        }),
        Told::Verdict => Fact::Verdict(Verdict {
            by,
            completion: Completion::Limited,
            reason: what,
            sources,
        }),
    }
}

fn state(story: &Story) -> State<Commitment> {
    let at = RECORDED
        .at(9, 0, 0, 0)
        .to_zoned(TimeZone::fixed(offset(7)))
        .unwrap()
        .timestamp();
    let at = Micros(at.as_microsecond());
    let description = Description {
        promise: Text::id("x"),
        quote: None,
        made_by: None,
        post: None,
        owners: vec![OrganizationId::from_key("36")],
        beneficiaries: vec![],
        due: story.due,
        indicator: None,
        rhythm_days: story.rhythm,
        gathering: None,
        agreement: None,
        programme: None,
        sources: sources(),
        differences: vec![],
    };
    let mut state = State::default();
    state.apply(
        Event::Described {
            key: None,
            description,
            reason: None,
        },
        Stamp {
            entry: 0,
            at,
            on: story.made,
        },
    );
    for (entry, (on, told)) in (1..).zip(&story.facts) {
        state.apply(
            Event::Noted {
                key: entry.to_string(),
                fact: fact(told),
            },
            Stamp { entry, at, on: *on },
        );
    }
    state
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_status_is_the_one_that_the_rules_state_on_every_day(story in stories()) {
        let schedule = Schedule::of(&state(&story));
        let mut before = None;
        for days in 0..760_i64 {
            let today = RECORDED.checked_add(days.days()).unwrap();
            let status = schedule.status(today);
            let now = (status.family, status.word);
            prop_assert_eq!(now, stated(&story, today), "on {}", today);
            prop_assert_eq!(status.on, today);
            if let Some(since) = status.since {
                prop_assert!(since <= today);
            }
            // A word that changed today did so because of a date, and the status says which.
            if before.is_some_and(|before| before != now) && status.family != Family::Running && status.word != Word::NoEvidence {
                prop_assert_eq!(status.since, Some(today), "{:?} to {:?}", before, now);
            }
            before = Some(now);
        }
    }

    #[test]
    fn once_kept_or_broken_always_so(story in stories()) {
        let state = state(&story);
        let first = state.status(RECORDED).family;
        if matches!(first, Family::Kept | Family::Broken) {
            for days in [1_i64, 30, 400, 4_000] {
                prop_assert_eq!(state.status(RECORDED.checked_add(days.days()).unwrap()).family, first);
            }
        }
    }
}

#[test]
fn a_promise_ends_once_also_where_no_day_is_known() {
    let story = Story {
        made: None,
        due: None,
        rhythm: None,
        facts: vec![(None, Told::Closed(Closing::Ended))],
    };
    let mut state = AnyState::Commitment(state(&story));
    let close = |key: &str, how| Command::<Commitment>::Note {
        key: key.to_owned(),
        fact: fact(&Told::Closed(how)),
        on: None,
    };
    let refused = state.decide(close("lain", Closing::Withdrawn).into(), RECORDED);
    assert_eq!(
        refused,
        Err(vec![Refusal::AlreadyEnded {
            on: RECORDED.into()
        }])
    );
    // Under its own key the ending is corrected.
    let corrected = state
        .decide(close("1", Closing::Withdrawn).into(), RECORDED)
        .unwrap()
        .unwrap();
    let stamp = Stamp {
        entry: 9,
        at: Micros(1_800_000_000_000_000),
        on: None,
    };
    state.apply(&corrected.kind, corrected.data, stamp);
    let AnyState::Commitment(state) = state else {
        panic!("another kind")
    };
    assert_eq!(state.status(date(2027, 6, 1)).word, Word::Withdrawn);
}
