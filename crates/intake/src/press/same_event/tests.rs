use jiff::civil::date;

use super::super::{Gazetteer, read};
use super::*;

fn event(
    day: Option<i8>,
    kind: GatheringKind,
    parties: &[&str],
    people: &[&str],
    wording: &[&str],
) -> Event {
    let all = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Event {
        title: String::new(),
        from: day.map(|day| date(2026, 3, day)),
        to: None,
        kind: Some(kind),
        parties: all(parties),
        people: all(people),
        wording: all(wording),
    }
}

use GatheringKind::{Signing, Visit};

#[test]
fn date_parties_and_kind_make_two_reports_one_event() {
    let one = event(
        Some(5),
        Signing,
        &["36", "17"],
        &["Ayu Contoh"],
        &["pengembangan potensi daerah"],
    );
    let same = event(
        Some(5),
        Signing,
        &["17", "36"],
        &["Ayu Contoh, M.Si."],
        &["pemanfaatan potensi daerah"],
    );
    assert!(one.is_same_as(&same));
    // Without a date the rest has to carry it.
    assert!(one.is_same_as(&Event {
        from: None,
        ..same.clone()
    }));
    // A day apart may be a slip; a week is not.
    assert!(one.is_same_as(&Event {
        from: Some(date(2026, 3, 6)),
        ..same.clone()
    }));
    assert!(!one.is_same_as(&Event {
        from: Some(date(2026, 3, 12)),
        ..same.clone()
    }));
    // A range that holds the day is no contradiction.
    assert!(one.is_same_as(&Event {
        from: Some(date(2026, 3, 4)),
        to: Some(date(2026, 3, 8)),
        ..same.clone()
    }));
}

#[test]
fn other_parties_or_too_little_in_common_are_another_event() {
    let one = event(
        Some(5),
        Signing,
        &["36", "17"],
        &["Ayu Contoh"],
        &["pengembangan potensi daerah"],
    );
    let others = event(
        Some(5),
        Signing,
        &["31", "32"],
        &["Ayu Contoh"],
        &["pengembangan potensi daerah"],
    );
    assert_eq!(one.likeness(&others), None);
    let visit = event(Some(5), Visit, &["36"], &[], &[]);
    assert!(!one.is_same_as(&visit));
    let bare = event(Some(5), Signing, &[], &[], &[]);
    assert!(!bare.is_same_as(&bare), "a day and a kind are not enough");
}

#[test]
fn a_report_without_a_date_does_not_join_two_days() {
    let first = event(
        Some(5),
        Signing,
        &["36", "17"],
        &["Ayu Contoh"],
        &["sampah"],
    );
    let second = event(
        Some(20),
        Signing,
        &["36", "17"],
        &["Ayu Contoh"],
        &["sampah"],
    );
    let undated = Event {
        from: None,
        ..first.clone()
    };
    assert_eq!(
        groups(&[first.clone(), second.clone(), undated.clone()]),
        [vec![0, 2], vec![1]]
    );
    assert_eq!(groups(&[undated, first, second]), [vec![0, 1], vec![2]]);
}

#[test]
fn recorded_events_are_found_the_likeliest_first() {
    let read = event(
        Some(5),
        Signing,
        &["36", "17"],
        &["Ayu Contoh"],
        &["potensi daerah"],
    );
    let known = |key: &str, event: Event| Known {
        id: Reference::from_key(domain::SubjectKind::Gathering, key),
        event,
    };
    let known = [
        known("lain", event(Some(5), Visit, &["31"], &[], &[])),
        known(
            "tanpa-tanggal",
            Event {
                from: None,
                ..read.clone()
            },
        ),
        known("sama", read.clone()),
    ];
    let found: Vec<Reference> = matches(&read, &known)
        .iter()
        .map(|known| known.id)
        .collect();
    assert_eq!(found, [known[2].id, known[1].id]);
}

#[test]
fn differences_stand_side_by_side_with_their_places() {
    let texts = [
        "SERANG – Pemerintah Provinsi Banten dan Pemerintah Provinsi Bengkulu menandatangani kesepakatan bersama tentang pengembangan potensi daerah di Pendopo Gubernur Banten, Kamis (5/3/2026).",
        "SERANG – Pemerintah Provinsi Banten dan Pemerintah Provinsi Bengkulu menandatangani kesepakatan bersama tentang pemanfaatan potensi daerah di Pendopo Gubernur Banten, Kamis (5/3/2026).",
    ];
    let readings = texts.map(|text| read(text, None, Gazetteer::builtin()));
    let readings: Vec<&Reading> = readings.iter().collect();
    let differences = differences(&readings);
    let [difference] = &differences[..] else {
        panic!("{differences:?}")
    };
    assert_eq!(difference.about, About::Subject);
    for (at, words) in ["pengembangan potensi daerah", "pemanfaatan potensi daerah"]
        .iter()
        .enumerate()
    {
        let version = &difference.versions[at];
        let (report, spans) = &version.reports[0];
        assert_eq!((version.says.as_str(), *report), (*words, at));
        assert_eq!(spans[0].of(texts[at]), *words);
    }
}
