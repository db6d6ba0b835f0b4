use domain::gathering::GatheringKind;
use serde_json::{Value, json};

use super::super::reading as r;
use super::super::reading::{Found, Span};
use super::*;

#[test]
fn a_gold_answer_is_read_and_written_as_the_same() {
    let json = json!({
        "source": { "file": "1.txt", "outlet": "Kabar Contoh", "published": "2025-10-25", "address": null },
        "date_of_event": "2025-10-24/2025-10-25", "date_basis": "range",
        "place": "Pendopo", "event_type": "signing", "title": "Judul",
        "parties": [{ "code": "36", "name": "Banten" }, { "code": null, "name": "KPK" }],
        "people": [{ "name": "Ayu Contoh", "role": "Gubernur", "institution": null, "attendance": "representing" }],
        "agreement": { "kind": "kesepakatan bersama", "subjects": ["pangan"] },
        "commitments": [{ "what": "datang (harapan)", "owner": null }, { "what": "membangun", "owner": "Ayu Contoh", "due": "2026-08" }],
        "programmes": ["Sekolah Gratis"],
        "numbers": [{ "value": 70000, "unit": "IDR", "what": "harga" }, { "value": 7.4, "unit": "kilometer", "what": null }],
        "quotes": [{ "speaker": null, "first_words": "Kita bekerja" }], "topics": ["pangan"], "notes": [],
    });
    let annotation = parse("1.json", &json.to_string()).unwrap();
    assert_eq!(serde_json::to_value(&annotation).unwrap(), json);
    assert_eq!(
        annotation.commitments[0].parts(),
        ("datang", Some("harapan"))
    );
    assert_eq!(annotation.commitments[1].parts(), ("membangun", None));
}

#[test]
fn what_is_missing_is_null_or_empty_and_what_is_unknown_is_passed_over() {
    let annotation = parse("1.json", r#"{"later": [1, 2]}"#).unwrap();
    assert_eq!(annotation, Annotation::default());
}

#[test]
fn a_slip_is_told_with_file_and_field() {
    for (json, field, message) in [
        ("[]", "", "an object belongs here"),
        (
            r#"{"people":[{"attendance":"present"},{"attendance":"hadir"}]}"#,
            "people[1].attendance",
            "'hadir' is none of present, absent, representing, mentioned",
        ),
        (
            r#"{"numbers":[{"value":"8","unit":"%"}]}"#,
            "numbers[0].value",
            "a number belongs here",
        ),
        (
            r#"{"agreement":{"subjects":"pangan"}}"#,
            "agreement.subjects",
            "a list belongs here",
        ),
        (
            r#"{"date_of_event":{"start":"2025-10-24"}}"#,
            "date_of_event.end",
            "this is missing",
        ),
        (
            r#"{"date_of_event":"24 Oktober"}"#,
            "date_of_event",
            "'24 Oktober' is no day such as 2025-10-24",
        ),
        (
            r#"{"event_type":"rapat"}"#,
            "event_type",
            "'rapat' is none of signing, coordination, visit, retreat, launch, other",
        ),
        (
            r#"{"parties":[{"code":"36"}]}"#,
            "parties[0].name",
            "this is missing",
        ),
    ] {
        let error = parse("1.json", json).unwrap_err();
        assert_eq!(
            (error.field.as_str(), error.message.as_str()),
            (field, message)
        );
        assert!(error.to_string().starts_with("1.json: "), "{error}");
    }
    assert!(
        parse("1.json", "{")
            .unwrap_err()
            .message
            .starts_with("not JSON")
    );
}

#[test]
fn a_reading_becomes_the_annotation_of_its_text() {
    let text = "Gubernur Ayu Contoh berjanji membangun jalan. “Kita bekerja bersama mulai hari ini untuk semua warga desa.”";
    let at = |words: &str| {
        let start = text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let promise = |force| r::Promise {
        actor: Some(Found::at("Ayu Contoh".to_owned(), at("Ayu Contoh"))),
        person: Some(0),
        act: Found::at("membangun jalan".to_owned(), at("membangun jalan")),
        force,
        due: Some(Found::at(
            r::Due::Month {
                year: 2026,
                month: 8,
            },
            at("hari ini"),
        )),
        target: None,
        span: at("Gubernur Ayu Contoh berjanji membangun jalan."),
    };
    let reading = r::Reading {
        language: r::Language::Indonesian,
        source: r::Source::default(),
        date: r::EventDate {
            from: None,
            to: None,
            basis: r::DateBasis::Unknown,
            spans: vec![],
        },
        place: None,
        event: r::Event {
            kind: GatheringKind::Launch,
            spans: vec![],
        },
        title: None,
        parties: vec![],
        regions_mentioned: vec![],
        people: vec![r::Person {
            name: Some("Ayu Contoh".to_owned()),
            role: Some(Found::at("Gubernur".to_owned(), at("Gubernur"))),
            institution: None,
            region: None,
            attendance: r::Attendance::Present,
            represented_by: None,
            titles: vec![],
            spans: vec![at("Ayu Contoh")],
        }],
        agreement: None,
        promises: vec![
            promise(r::Force::Done),
            promise(r::Force::Hoped),
            promise(r::Force::Committed),
        ],
        programmes: vec![],
        numbers: vec![],
        quotes: vec![r::Quote {
            speaker: Some(Found::at("Ayu Contoh".to_owned(), at("Ayu Contoh"))),
            person: Some(0),
            span: at("Kita bekerja bersama mulai hari ini untuk semua warga desa."),
            unclosed: false,
        }],
        topics: vec![],
        boilerplate: vec![],
        warnings: vec![],
    };
    let annotation = Annotation::of(&reading, text);
    let json = serde_json::to_value(&annotation).unwrap();
    assert_eq!(json["event_type"], "launch");
    assert_eq!(json["date_of_event"], Value::Null);
    assert_eq!(
        json["commitments"],
        json!([
            { "what": "membangun jalan (harapan)", "owner": "Ayu Contoh", "due": "2026-08" },
            { "what": "membangun jalan", "owner": "Ayu Contoh", "due": "2026-08" },
        ])
    );
    assert_eq!(
        json["quotes"][0]["first_words"],
        "Kita bekerja bersama mulai hari ini untuk semua"
    );
    let start = at("Ayu Contoh").start;
    assert_eq!(
        json["spans"]["people"][0]["name"],
        json!([{ "start": start, "end": start + 10 }])
    );
    assert_eq!(json["spans"]["commitments"].as_array().unwrap().len(), 2);
}
