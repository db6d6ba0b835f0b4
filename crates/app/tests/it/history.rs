//! What was known when, what had happened by when, and what a correction leaves behind.

use app::Moment;
use domain::commitment::{Accepted, Commitment, Fact, Family, Moved};
use domain::entry::Micros;
use domain::id::OrganizationId;
use domain::organization::OrganizationKind;
use domain::subject::{Command, DESCRIBED};
use domain::{Reference, Refusal, SubjectKind, Text};
use jiff::civil::{Date, date};
use serde_json::Value;

use crate::common::{
    Record, cited, commitment, note, organization, promise, state_of, the_commitment, when,
};

/// A promise of August 2025: recorded on 10 January 2026 with a move of October 2025; on
/// 1 February 2026 the inspectorate's acceptance of 20 December 2025 is recorded.
fn road() -> Record {
    let record = Record::new();
    record.at("2026-01-10T09:00:00+07:00");
    record.ok([
        crate::common::source("kabar"),
        crate::common::province(),
        organization("inspektorat", "Inspektorat", OrganizationKind::Supervisor),
        commitment("jalan", "Memperbaiki jalan desa", Some("2025-12")),
        note::<Commitment>("jalan", "tunda", moved("2026-06"), Some(when("2025-10"))),
    ]);
    record.at("2026-02-01T09:00:00+07:00");
    record.ok([note::<Commitment>(
        "jalan",
        "terima",
        accepted("Selesai"),
        Some(when("2025-12-20")),
    )]);
    record.at("2026-11-22T09:00:00+07:00");
    record
}

fn moved(due: &str) -> Fact {
    Fact::Moved(Moved {
        due: Some(when(due)),
        target: None,
        asked_by: None,
        reason: Text::id("Anggaran bergeser"),
        sources: cited(),
    })
}

fn accepted(what: &str) -> Fact {
    Fact::Accepted(Accepted {
        by: OrganizationId::from_key("inspektorat"),
        what: Text::id(what),
        sources: cited(),
    })
}

/// The keys of the facts that the record shows at a moment, and the due date then.
fn shown(record: &Record, moment: Moment) -> (Vec<String>, Option<String>) {
    let view = record
        .app()
        .view(the_commitment("jalan"), moment)
        .unwrap()
        .unwrap();
    let state = state_of(&view);
    let facts = state.facts.iter().map(|noted| noted.key.clone()).collect();
    (facts, state.due().map(String::from))
}

#[test]
fn as_of_a_day_shows_what_had_surely_happened_by_its_end() {
    let record = road();
    let cases: [(Date, &[&str], Option<&str>); 6] = [
        (date(2025, 8, 11), &[], None),
        (date(2025, 8, 12), &[], Some("2025-12")),
        // "October 2025" has surely happened only when October is over.
        (date(2025, 10, 30), &[], Some("2025-12")),
        (date(2025, 10, 31), &["tunda"], Some("2026-06")),
        (date(2025, 12, 19), &["tunda"], Some("2026-06")),
        (date(2025, 12, 20), &["tunda", "terima"], Some("2026-06")),
    ];
    for (day, facts, due) in cases {
        let (shown, shown_due) = shown(&record, Moment::AsOf(day));
        assert_eq!(shown, facts, "by {day}");
        assert_eq!(shown_due.as_deref(), due, "by {day}");
    }
}

#[test]
fn known_at_a_moment_shows_what_the_record_said_then() {
    let record = road();
    let at = |text: &str| {
        Moment::KnownAt(Micros(
            text.parse::<jiff::Timestamp>().unwrap().as_microsecond(),
        ))
    };
    let before = record
        .app()
        .view(the_commitment("jalan"), at("2026-01-10T01:59:59Z"))
        .unwrap()
        .unwrap();
    assert!(
        !before.state.is_described(),
        "nothing was recorded before nine o'clock"
    );
    assert_eq!(shown(&record, at("2026-01-10T02:00:00Z")).0, ["tunda"]);
    assert_eq!(shown(&record, at("2026-02-01T01:59:59Z")).0, ["tunda"]);
    assert_eq!(
        shown(&record, at("2026-02-01T02:00:00Z")).0,
        ["tunda", "terima"]
    );
    assert_eq!(shown(&record, Moment::Now).0, ["tunda", "terima"]);
}

#[test]
fn what_happened_and_what_was_known_are_two_answers() {
    let record = road();
    let status = |moment, day| {
        let view = record
            .app()
            .view(the_commitment("jalan"), moment)
            .unwrap()
            .unwrap();
        state_of(&view).status(day).family
    };
    let in_january = Moment::KnownAt(Micros(
        "2026-01-15T00:00:00Z"
            .parse::<jiff::Timestamp>()
            .unwrap()
            .as_microsecond(),
    ));
    let on = date(2026, 1, 15);
    assert_eq!(
        status(in_january, on),
        Family::Running,
        "nobody knew of the acceptance yet"
    );
    assert_eq!(
        status(Moment::AsOf(on), on),
        Family::Kept,
        "it had been accepted by then"
    );
}

#[test]
fn a_corrected_description_stands_beside_the_old_one_in_the_history() {
    let record = Record::begun();
    record.one(commitment("jalan", "Memperbaiki 40 ruas jalan desa", None));
    let correct = |reason| Command::<Commitment>::Describe {
        key: Some("jalan".to_owned()),
        description: promise("Memperbaiki 42 ruas jalan desa", None),
        on: Some(when("2025-08-12")),
        reason,
    };
    let request = |command: Command<Commitment>| app::Request {
        subject: the_commitment("jalan"),
        expected: None,
        command: command.into(),
        open: true,
    };
    let refused = record.refused([request(correct(None))]);
    assert_eq!(refused, [(0, vec![Refusal::CorrectionWithoutReason])]);
    record.at("2026-11-23T09:00:00+07:00");
    let entry = record.one(request(correct(Some(Text::id("Salah hitung")))));

    let history = record.app().history(the_commitment("jalan")).unwrap();
    assert_eq!(history.len(), 2);
    let words = |data: &Option<Value>| {
        data.as_ref().map(|data| {
            data["description"]["promise"]["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
    };
    let (old, new) = (
        Some("Memperbaiki 40 ruas jalan desa".to_owned()),
        Some("Memperbaiki 42 ruas jalan desa".to_owned()),
    );
    assert_eq!(
        (words(&history[0].before), words(&history[0].data)),
        (None, old.clone())
    );
    assert_eq!(
        (words(&history[1].before), words(&history[1].data)),
        (old, new)
    );
    assert_eq!(
        (history[1].entry, history[1].kind.as_str()),
        (entry, DESCRIBED)
    );
    assert_eq!(
        history[1].data.as_ref().unwrap()["reason"]["id"],
        "Salah hitung"
    );
    assert!(history[0].at < history[1].at);
    assert_eq!(history[0].by.as_ref().unwrap().office, "Biro Pemerintahan");
    let view = record
        .app()
        .view(the_commitment("jalan"), Moment::Now)
        .unwrap()
        .unwrap();
    assert_eq!(
        state_of(&view).described.len(),
        2,
        "the page says that it was corrected"
    );
    // The old words are not gone from the log.
    assert!(record.verified().agrees());
    record.assert_projected();
}

#[test]
fn a_fact_is_corrected_under_its_key_and_keeps_its_place() {
    let record = road();
    record.at("2026-11-23T09:00:00+07:00");
    record.one(note::<Commitment>(
        "jalan",
        "tunda",
        moved("2026-09"),
        Some(when("2025-10-15")),
    ));
    let view = record
        .app()
        .view(the_commitment("jalan"), Moment::Now)
        .unwrap()
        .unwrap();
    let state = state_of(&view);
    let keys: Vec<_> = state.facts.iter().map(|noted| noted.key.as_str()).collect();
    assert_eq!(keys, ["tunda", "terima"]);
    assert_eq!(state.due(), Some(when("2026-09")));
    let history = record.app().history(the_commitment("jalan")).unwrap();
    let last = history.last().unwrap();
    let due = |data: &Option<Value>| {
        data.as_ref().unwrap()["fact"]["due"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        (due(&last.before), due(&last.data)),
        ("2026-06".to_owned(), "2026-09".to_owned())
    );
    // Said again under the same key: nothing new.
    let again = record.ok([note::<Commitment>(
        "jalan",
        "tunda",
        moved("2026-09"),
        Some(when("2025-10-15")),
    )]);
    assert!(again.entries.is_empty());
    record.assert_projected();
}

#[test]
fn a_page_of_a_government_looks_back_as_well() {
    let record = road();
    let province = Reference::from_key(SubjectKind::Organization, "36");
    let early = Moment::KnownAt(Micros(
        "2026-01-01T00:00:00Z"
            .parse::<jiff::Timestamp>()
            .unwrap()
            .as_microsecond(),
    ));
    let view = record.app().view(province, early).unwrap().unwrap();
    assert!(!view.state.is_described());
    let view = record
        .app()
        .view(province, Moment::AsOf(date(2020, 1, 1)))
        .unwrap()
        .unwrap();
    assert!(
        view.state.is_described(),
        "what carries no date describes the record and always counts"
    );
}

#[test]
fn a_date_that_was_corrected_does_not_come_back() {
    let record = road();
    record.ok([note::<Commitment>(
        "jalan",
        "tunda",
        moved("2026-06"),
        Some(when("2025-12-01")),
    )]);
    for (day, facts) in [
        (date(2025, 11, 30), &[][..]),
        (date(2025, 12, 1), &["tunda"]),
    ] {
        assert_eq!(shown(&record, Moment::AsOf(day)).0, facts, "by {day}");
    }
}

#[test]
fn what_is_dated_by_a_year_has_happened_when_it_is_recorded() {
    let record = road();
    record.ok([note::<Commitment>(
        "jalan",
        "tunda lagi",
        moved("2027-06"),
        Some(when("2026")),
    )]);
    for (day, facts) in [
        (date(2026, 11, 21), &["tunda", "terima"][..]),
        (date(2026, 11, 22), &["tunda", "terima", "tunda lagi"]),
    ] {
        assert_eq!(shown(&record, Moment::AsOf(day)).0, facts, "by {day}");
    }
}
