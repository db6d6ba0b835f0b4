use domain::gathering::GatheringKind;
use jiff::civil::date;

use super::*;
use crate::founding::Correction;
use crate::press::{
    Attendance, DateBasis, Due, Event, EventDate, Force, Found, Language, Party, Person, Promise,
    Reading, Source,
};

const TEXT: &str = "Gubernur Wira Sanjaya menandatangani nota kesepahaman di Pendopo, Jumat. \
    Bupati Lestari Ayu diwakili Sekda Banu. Gubernur akan membangun 12 jembatan.";

fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

fn read(words: &str) -> Found<String> {
    Found::at(words.to_owned(), at(words))
}

fn somebody(name: &str, role: &str, attendance: Attendance) -> Person {
    Person {
        name: Some(name.to_owned()),
        role: Some(read(role)),
        institution: None,
        region: None,
        attendance,
        represented_by: None,
        titles: Vec::new(),
        spans: vec![at(name)],
    }
}

fn reading() -> Reading {
    let mut absent = somebody("Lestari Ayu", "Bupati", Attendance::Absent);
    absent.represented_by = Some(2);
    Reading {
        language: Language::Indonesian,
        source: Source::default(),
        date: EventDate {
            from: Some(date(2026, 11, 20)),
            to: None,
            basis: DateBasis::WeekdayOnly,
            spans: vec![at("Jumat")],
        },
        place: Some(read("Pendopo")),
        event: Event {
            kind: GatheringKind::Signing,
            spans: vec![at("menandatangani")],
        },
        title: None,
        parties: vec![Party {
            code: None,
            name: "Wira".to_owned(),
            spans: vec![at("Wira")],
            implied: false,
        }],
        regions_mentioned: Vec::new(),
        people: vec![
            somebody("Wira Sanjaya", "Gubernur", Attendance::Present),
            absent,
            somebody("Banu", "Sekda", Attendance::Representing),
        ],
        agreement: None,
        promises: vec![Promise {
            actor: Some(read("Gubernur")),
            person: Some(0),
            act: read("membangun 12 jembatan"),
            force: Force::Committed,
            due: None,
            target: None,
            span: at("Gubernur akan membangun 12 jembatan."),
        }],
        programmes: Vec::new(),
        numbers: Vec::new(),
        quotes: Vec::new(),
        topics: Vec::new(),
        boilerplate: Vec::new(),
        warnings: Vec::new(),
    }
}

fn answers(sent: &[(&str, &str)]) -> Answers {
    Answers::new(sent.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
}

/// What a browser sends of the page as it was drawn.
fn untouched() -> Vec<(String, String)> {
    let all = drafts(TEXT, &reading(), &Answers::default());
    let rows = all
        .iter()
        .flat_map(|d| d.rows.iter().flat_map(|r| &r.fields));
    let fields = all.iter().flat_map(|d| &d.fields).chain(rows);
    fields
        .map(|f| (Answers::value_name(&f.path), f.value.clone()))
        .collect()
}

#[test]
fn a_form_sent_as_it_was_drawn_corrects_nothing_and_accepts_nothing() {
    let reviewed = review(TEXT, &reading(), &Answers::new(untouched()));
    assert_eq!(
        (&reviewed.corrections[..], &reviewed.problems[..]),
        (&[][..], &[][..])
    );
    assert_eq!((reviewed.gathering, reviewed.decided), (false, (0, 0)));
    assert!(reviewed.reading.promises.is_empty(), "nobody accepted it");
    assert_eq!(reviewed.reading.people.len(), reading().people.len());
    let came = |person: &Person| person.attendance != Attendance::Mentioned;
    assert!(
        !reviewed.reading.people.iter().any(came),
        "nor did anybody accept the gathering"
    );
}

#[test]
fn what_is_accepted_stays_and_what_is_corrected_is_noted_with_its_words() {
    let mut sent = untouched();
    sent.retain(|(name, _)| name != "v.commitments.0.due" && name != "v.place");
    sent.extend([
        ("d.commitments.0".to_owned(), "accept".to_owned()),
        ("d.event".to_owned(), "accept".to_owned()),
        ("v.commitments.0.due".to_owned(), "2027-06".to_owned()),
        ("v.place".to_owned(), " Pendopo Lama\r\n".to_owned()),
    ]);
    let reviewed = review(TEXT, &reading(), &Answers::new(sent));
    assert!(reviewed.gathering);
    assert_eq!(reviewed.decided, (2, 0));
    let due = reviewed.reading.promises[0].due.as_ref().unwrap();
    assert_eq!(
        due.value,
        Due::Month {
            year: 2027,
            month: 6
        }
    );
    assert_eq!(
        reviewed.reading.place.as_ref().unwrap().value,
        "Pendopo Lama"
    );
    let (same, other): (Vec<_>, Vec<_>) = reviewed
        .corrections
        .iter()
        .partition(|c: &&Correction| c.read == c.right);
    let told = |c: &&Correction| (c.field.clone(), c.read.clone(), c.right.clone());
    let some = |words: &str| Some(words.to_owned());
    assert_eq!(
        other.iter().map(told).collect::<Vec<_>>(),
        [
            ("place".to_owned(), some("Pendopo"), some("Pendopo Lama")),
            ("commitments.0.due".to_owned(), None, some("2027-06")),
        ]
    );
    // What stood in an accepted draft and was left alone is right, and counts as such.
    let fields: Vec<_> = same.iter().map(|c| &*c.field).collect();
    for right in [
        "date_of_event",
        "people.2.role",
        "commitments.0.what",
        "parties.0.name",
    ] {
        assert!(fields.contains(&right), "{right}");
    }
    assert!(!fields.iter().any(|field| field.starts_with("people.3")));
}

#[test]
fn who_is_left_out_takes_nobody_else_along() {
    let sent = answers(&[
        ("d.event", "accept"),
        ("x.people.0", "on"),
        ("x.parties.0", "on"),
        ("d.commitments.0", "accept"),
    ]);
    let now = review(TEXT, &reading(), &sent);
    assert!(now.reading.parties.is_empty());
    let names: Vec<_> = now
        .reading
        .people
        .iter()
        .map(|p| p.name.clone().unwrap())
        .collect();
    assert_eq!(names, ["Lestari Ayu", "Banu"]);
    assert_eq!(
        now.reading.people[0].represented_by,
        Some(1),
        "Banu still came for her"
    );
    assert_eq!(now.reading.promises[0].person, None);
    let noted: Vec<_> = now
        .corrections
        .iter()
        .filter(|c| c.right.is_none())
        .map(|c| &*c.field)
        .collect();
    assert_eq!(noted, ["parties.0", "people.0"]);
}

#[test]
fn what_the_reader_missed_can_be_added() {
    let sent = answers(&[
        ("d.event", "accept"),
        ("v.people.3.name", "Sri Mulyono"),
        ("v.people.3.role", "Camat"),
        ("v.people.3.attendance", "present"),
        ("v.parties.1.name", "Provinsi Banten"),
        ("v.parties.1.code", "36"),
        ("v.commitments.1.what", "melapor tiap bulan"),
        ("v.commitments.1.force", "instructed"),
        ("d.commitments.1", "accept"),
        ("d.commitments.0", "reject"),
        ("r.commitments.0", " Sudah lama selesai. "),
    ]);
    let now = review(TEXT, &reading(), &sent);
    assert_eq!(now.reading.people.len(), 4);
    assert_eq!(now.reading.parties[1].code.unwrap().as_str(), "36");
    assert_eq!(now.reading.promises.len(), 1);
    assert_eq!(now.reading.promises[0].force, Force::Instructed);
    assert_eq!(now.decided, (2, 1));
    let rejected = now
        .corrections
        .iter()
        .find(|c| c.field == "commitments.0")
        .unwrap();
    assert_eq!(rejected.reason.as_deref(), Some("Sudah lama selesai."));
    assert_eq!(
        (rejected.read.as_deref(), &rejected.right),
        (Some("membangun 12 jembatan"), &None)
    );
}

#[test]
fn an_impossible_value_is_told_and_what_was_read_stands() {
    let long = "a".repeat(4_001);
    let sent = answers(&[
        ("d.event", "accept"),
        ("v.date_of_event", "Jumat"),
        ("v.parties.0.code", "99.99"),
        ("v.people.0.attendance", "mungkin"),
        ("v.commitments.0.due", "2027-13"),
        ("v.place", &long),
        ("v.people.99999999999.name", "Jauh"),
    ]);
    let now = review(TEXT, &reading(), &sent);
    let fields: Vec<_> = now.problems.iter().map(|p| &*p.field).collect();
    assert_eq!(
        fields,
        [
            "date_of_event",
            "place",
            "parties.0.code",
            "people.0.attendance",
            "commitments.0.due"
        ]
    );
    assert_eq!(now.reading.date, reading().date);
    assert_eq!(now.reading.place, reading().place);
    assert!(now.corrections.iter().all(|c| c.read == c.right));
}

#[test]
fn an_end_before_the_beginning_is_a_problem() {
    let now = review(TEXT, &reading(), &answers(&[("v.date_end", "2026-11-19")]));
    assert_eq!(now.problems[0].what, What::DateEnd);
    let now = review(
        TEXT,
        &reading(),
        &answers(&[("v.date_end", "2026-11-21"), ("d.event", "accept")]),
    );
    assert_eq!(now.reading.date.basis, DateBasis::Range);
}

#[test]
fn a_row_that_was_filled_makes_room_for_the_next_and_an_empty_one_does_not() {
    let rows = |sent: &[(&str, &str)]| {
        let drafts = drafts(TEXT, &reading(), &answers(sent));
        let gathering = drafts.iter().find(|draft| draft.path == "event").unwrap();
        let people = gathering.rows.iter();
        people.filter(|row| row.path.starts_with("people.")).count()
    };
    assert_eq!(rows(&[]), 4);
    assert_eq!(rows(&[("v.people.3.attendance", "present")]), 4);
    assert_eq!(rows(&[("v.people.3.name", "Sri Mulyono")]), 5);
    assert_eq!(rows(&[("v.people.99999.name", "Jauh")]), 3 + 200 + 1);
}
