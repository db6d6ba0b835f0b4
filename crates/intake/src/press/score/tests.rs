//! Each rule with what it lets pass and what it must not: a looser rule fails the second half of its test.

use super::super::annotation::{Annotation, parse};
use super::*;

fn of(json: &str) -> Annotation {
    parse("x.json", json).unwrap()
}

/// The tally of one field for two answers of one field each.
fn tally(field: Field, gold: &str, read: &str) -> (u32, u32, u32) {
    let tally = score(&of(gold), &of(read)).tally(field);
    (tally.hits, tally.misses, tally.inventions)
}

const HIT: (u32, u32, u32) = (1, 0, 0);
const DIFFERS: (u32, u32, u32) = (0, 1, 1);

#[test]
fn nothing_stated_and_nothing_read_is_right() {
    for field in [
        Field::Date,
        Field::Place,
        Field::EventType,
        Field::AgreementKind,
    ] {
        assert_eq!(tally(field, "{}", "{}"), HIT);
    }
    for field in [
        Field::Parties,
        Field::People,
        Field::Quotes,
        Field::Promises,
    ] {
        assert_eq!(tally(field, "{}", "{}"), (0, 0, 0));
    }
}

#[test]
fn a_date_is_right_to_the_day() {
    let day = |day: &str| format!(r#"{{"date_of_event":"{day}"}}"#);
    assert_eq!(
        tally(Field::Date, &day("2025-10-24"), &day("2025-10-24")),
        HIT
    );
    assert_eq!(
        tally(Field::Date, &day("2025-10-24"), &day("2025-10-25")),
        DIFFERS
    );
    assert_eq!(tally(Field::Date, &day("2025-10-24"), "{}"), (0, 1, 0));
    assert_eq!(tally(Field::Date, "{}", &day("2025-10-24")), (0, 0, 1));
    let range = r#"{"date_of_event":{"start":"2025-10-24","end":"2025-10-26"}}"#;
    assert_eq!(tally(Field::Date, range, range), HIT);
    assert_eq!(tally(Field::Date, range, &day("2025-10-24")), DIFFERS);
}

#[test]
fn a_place_may_be_written_shorter_and_not_otherwise() {
    let place = |place: &str| format!(r#"{{"place":"{place}"}}"#);
    for (gold, read, expected) in [
        ("Pendopo Contoh, Kota Serang", "Pendopo Contoh", HIT),
        ("Pendopo Contoh", "di Pendopo Contoh, KP3B, Serang", HIT),
        ("Pendopo Contoh", "Aula Contoh", DIFFERS),
        (
            "Pendopo Contoh, Kota Serang",
            "Aula Misal, Kota Serang",
            DIFFERS,
        ),
    ] {
        assert_eq!(
            tally(Field::Place, &place(gold), &place(read)),
            expected,
            "{gold} / {read}"
        );
    }
}

#[test]
fn a_government_is_its_code_and_another_body_its_name() {
    let party =
        |code: &str, name: &str| format!(r#"{{"parties":[{{"code":{code},"name":"{name}"}}]}}"#);
    for (gold, read, expected) in [
        (
            party("\"36.73\"", "Kota Serang"),
            party("\"36.73\"", "Pemkot Serang"),
            HIT,
        ),
        (
            party("\"36.73\"", "Kota Serang"),
            party("\"36.04\"", "Kabupaten Serang"),
            DIFFERS,
        ),
        (
            party("\"36.73\"", "Kota Serang"),
            party("null", "Kota Serang"),
            DIFFERS,
        ),
        (
            party("null", "Komisi Pemberantasan Korupsi (KPK)"),
            party("null", "KPK"),
            HIT,
        ),
        (
            party("null", "DPRD Kota Bandung"),
            party("null", "DPRD Kota Serang"),
            DIFFERS,
        ),
    ] {
        assert_eq!(
            tally(Field::Parties, &gold, &read),
            expected,
            "{gold} / {read}"
        );
    }
    assert_eq!(
        tally(
            Field::Parties,
            &party("\"36\"", "Banten"),
            &party("\"36\"", "Banten").replace("]", r#",{"code":"36","name":"Banten"}]"#)
        ),
        (1, 0, 1)
    );
}

fn person(name: &str, role: &str, body: &str, attendance: &str) -> String {
    let text = |text: &str| {
        if text.is_empty() {
            "null".to_owned()
        } else {
            format!("\"{text}\"")
        }
    };
    format!(
        r#"{{"people":[{{"name":{},"role":{},"institution":{},"attendance":"{attendance}"}}]}}"#,
        text(name),
        text(role),
        text(body)
    )
}

#[test]
fn a_name_may_lack_degrees_and_initials_and_not_its_family_name() {
    let named = |name: &str| person(name, "", "", "present");
    for (gold, read, expected) in [
        ("Erwin", "H. Erwin, S.E.", HIT),
        ("A Dimyati Natakusumah", "Dimyati Natakusumah", HIT),
        ("Ahmad Dimyati Natakusumah", "A. Dimyati Natakusumah", HIT),
        ("Prabowo", "Prabowo Subianto", HIT),
        ("Ayu Contoh", "Ayu", DIFFERS),
        ("Ayu Contoh", "Ayu Misal", DIFFERS),
        ("Budi Contoh", "Ayu Contoh", DIFFERS),
        ("Ayu Contoh", "Gubernur Banten", DIFFERS),
    ] {
        assert_eq!(
            tally(Field::People, &named(gold), &named(read)),
            expected,
            "{gold} / {read}"
        );
    }
}

#[test]
fn an_invented_person_costs_precision_and_nothing_else() {
    let gold = person("Ayu Contoh", "Gubernur", "Banten", "present");
    let read = gold.replace(
        "}]",
        r#"},{"name":"Kota Baja","role":null,"institution":null,"attendance":"present"}]"#,
    );
    let tally = score(&of(&gold), &of(&read)).tally(Field::People);
    assert_eq!(
        (tally.precision(), tally.recall(), tally.f1()),
        (Some(500), Some(1000), Some(667))
    );
}

#[test]
fn a_post_is_its_title_and_its_body() {
    let post = |role: &str, body: &str| person("Ayu Contoh", role, body, "present");
    let banten = "Pemerintah Provinsi Banten";
    for (gold, read, expected) in [
        (
            post("Gubernur", banten),
            post("Gubernur", "Pemprov Banten"),
            HIT,
        ),
        (post("Gubernur", banten), post("Gubernur Banten", ""), HIT),
        (
            post("Kepala Dinas PUPR", banten),
            post("Kepala", "Dinas PUPR Provinsi Banten"),
            HIT,
        ),
        (
            post("Wali Kota", "Kota Serang"),
            post("Walikota", "Pemkot Serang"),
            HIT,
        ),
        (post("Gubernur", ""), post("Gubernur", "Banten"), HIT),
        (
            post("Kepala Kepolisian Resor", "Polres Sikka"),
            post("Kapolres", "Polres Sikka"),
            HIT,
        ),
        (
            post("Kepala Kepolisian Resor", "Polres Sikka"),
            post("Kapolsek", "Polres Sikka"),
            DIFFERS,
        ),
        (
            post("Gubernur", banten),
            post("Wakil Gubernur", banten),
            DIFFERS,
        ),
        (
            post("Gubernur", banten),
            post("Gubernur", "Bengkulu"),
            DIFFERS,
        ),
        (post("Gubernur", banten), post("Gubernur", ""), DIFFERS),
        (
            post("Bupati", "Kabupaten Serang"),
            post("Bupati", "Kota Serang"),
            DIFFERS,
        ),
        (post("Gubernur", banten), post("", ""), DIFFERS),
        (
            person("", "Kepala Dinas PU", banten, "present"),
            person("", "Kepala Dinas PU", banten, "absent"),
            HIT,
        ),
        (
            person("", "Kepala Dinas PU", banten, "present"),
            post("Kepala Dinas PU", banten),
            DIFFERS,
        ),
    ] {
        assert_eq!(
            tally(Field::Posts, &gold, &read),
            expected,
            "{gold} / {read}"
        );
    }
}

#[test]
fn attendance_is_one_of_four_words() {
    let came = |attendance: &str| person("Ayu Contoh", "Gubernur", "Banten", attendance);
    assert_eq!(
        tally(Field::Attendance, &came("absent"), &came("absent")),
        HIT
    );
    assert_eq!(
        tally(Field::Attendance, &came("absent"), &came("representing")),
        DIFFERS
    );
    assert_eq!(
        tally(Field::Attendance, &came("present"), &came("mentioned")),
        DIFFERS
    );
}

#[test]
fn a_figure_is_value_and_unit() {
    let number = |value: &str, unit: &str| {
        format!(r#"{{"numbers":[{{"value":{value},"unit":"{unit}","what":"x"}}]}}"#)
    };
    for (gold, read, expected) in [
        (number("70000", "IDR"), number("70000.0", "rupiah"), HIT),
        (number("8", "persen"), number("8", "%"), HIT),
        (number("62", "ruas jalan"), number("62", "ruas"), HIT),
        (number("34", "orang"), number("34", "kepala dinas"), HIT),
        (number("27", "kendaraan"), number("27", "unit"), HIT),
        (number("34", "camat"), number("34", "kepala dinas"), DIFFERS),
        (number("34", "orang"), number("34", "persen"), DIFFERS),
        (number("3", "hari"), number("3", "orang"), DIFFERS),
        (number("34", "orang"), number("33", "kepala dinas"), DIFFERS),
        (number("3", "orang"), number("3", "unit"), DIFFERS),
        (number("70000", "IDR"), number("7000", "IDR"), DIFFERS),
        (number("8", "persen"), number("8", "IDR"), DIFFERS),
        (number("8.1", "persen"), number("8", "persen"), DIFFERS),
    ] {
        assert_eq!(
            tally(Field::Numbers, &gold, &read),
            expected,
            "{gold} / {read}"
        );
    }
    let twice = r#"{"numbers":[{"value":8,"unit":"%"},{"value":8,"unit":"persen"}]}"#;
    assert_eq!(tally(Field::Numbers, &number("8", "persen"), twice), HIT);
}

#[test]
fn a_quote_is_its_speaker_and_its_first_words() {
    let quote = |speaker: &str, words: &str| {
        format!(r#"{{"quotes":[{{"speaker":"{speaker}","first_words":"{words}"}}]}}"#)
    };
    let words = "Kita jadikan, semangat kolaborasi sebagai budaya kerja pemerintahan";
    for (speaker, read, expected) in [
        (
            "Ayu Contoh",
            "kita jadikan semangat kolaborasi sebagai budaya kerja pemerintahan",
            HIT,
        ),
        (
            "Ayu Contoh",
            "Kita jadikan semangat kolaborasi sebagai",
            HIT,
        ),
        ("Ayu Contoh", "Kita jadikan semangat", DIFFERS),
        (
            "Ayu Contoh",
            "jadikan semangat kolaborasi sebagai budaya kerja pemerintahan daerah",
            DIFFERS,
        ),
        ("Budi Contoh", words, DIFFERS),
    ] {
        assert_eq!(
            tally(
                Field::Quotes,
                &quote("Ayu Contoh", words),
                &quote(speaker, read)
            ),
            expected,
            "{speaker}: {read}"
        );
    }
    let nobody = quote("Ayu", words).replace("\"Ayu\"", "null");
    assert_eq!(
        tally(Field::Quotes, &quote("Ayu Contoh", words), &nobody),
        DIFFERS
    );
}

#[test]
fn an_agreement_is_of_the_kind_that_was_named() {
    let kind = |kind: &str| format!(r#"{{"agreement":{{"kind":"{kind}","subjects":[]}}}}"#);
    assert_eq!(
        tally(
            Field::AgreementKind,
            &kind("kerja sama"),
            &kind("Kerjasama")
        ),
        HIT
    );
    assert_eq!(
        tally(
            Field::AgreementKind,
            &kind("nota kesepahaman"),
            &kind("MoU")
        ),
        HIT
    );
    for (gold, read) in [
        ("Perjanjian Kerja Sama (PKS)", "perjanjian kerja sama"),
        ("Memorandum of Understanding (MoU)", "nota kesepahaman"),
        ("nota kesepahaman (MoU)", "nota kesepahaman"),
    ] {
        assert_eq!(tally(Field::AgreementKind, &kind(gold), &kind(read)), HIT);
    }
    assert_eq!(
        tally(
            Field::AgreementKind,
            &kind("kesepakatan bersama"),
            &kind("perjanjian kerja sama")
        ),
        DIFFERS
    );
    assert_eq!(
        tally(
            Field::AgreementKind,
            &kind("kesepakatan bersama"),
            &kind("kesepakatan")
        ),
        DIFFERS
    );
    assert_eq!(
        tally(Field::AgreementKind, &kind("kesepakatan bersama"), "{}"),
        (0, 1, 0)
    );
}

#[test]
fn subjects_match_by_what_most_of_their_words_say() {
    let subjects =
        |subjects: &str| format!(r#"{{"agreement":{{"kind":"x","subjects":[{subjects}]}}}}"#);
    let gold = subjects(r#""pengembangan potensi daerah","peningkatan pelayanan publik""#);
    let read = subjects(r#""meningkatkan pelayanan publik","potensi daerah yang dikembangkan""#);
    assert_eq!(tally(Field::AgreementSubjects, &gold, &read), (2, 0, 0));
    let other = subjects(r#""pemanfaatan aset daerah""#);
    assert_eq!(tally(Field::AgreementSubjects, &gold, &other), (0, 2, 1));
    assert_eq!(tally(Field::AgreementSubjects, &gold, "{}"), (0, 2, 0));
}

#[test]
fn a_promise_is_what_who_and_with_what_force() {
    let promise = |what: &str, owner: &str| {
        let people = r#""people":[{"name":"Ayu Contoh","role":"Gubernur","institution":"Pemerintah Provinsi Banten","attendance":"present"}]"#;
        format!(r#"{{{people},"commitments":[{{"what":"{what}","owner":"{owner}"}}]}}"#)
    };
    let banten = "Pemerintah Provinsi Banten";
    let gold = promise("membangun 62 ruas jalan desa", banten);
    for (read, expected) in [
        (
            promise("pembangunan 62 ruas jalan desa pada tahun depan", banten),
            HIT,
        ),
        (promise("membangun 62 ruas jalan desa", "Ayu Contoh"), HIT),
        (
            promise("membangun 62 ruas jalan desa", "Gubernur Banten"),
            HIT,
        ),
        (
            promise("membangun 62 ruas jalan desa", "Gubernur Bengkulu"),
            DIFFERS,
        ),
        (
            promise("membangun 62 ruas jalan desa", "Pemprov Bengkulu"),
            DIFFERS,
        ),
        (
            promise("membangun 62 ruas jalan desa (harapan)", banten),
            DIFFERS,
        ),
        (promise("membangun sekolah", banten), DIFFERS),
        (
            promise(
                "memperbaiki tata kelola keuangan daerah lewat pembangunan jalan",
                banten,
            ),
            DIFFERS,
        ),
    ] {
        assert_eq!(tally(Field::Promises, &gold, &read), expected, "{read}");
    }
}

#[test]
fn an_owner_may_be_told_in_short_or_with_how_many_there_are() {
    let promise =
        |owner: &str| format!(r#"{{"commitments":[{{"what":"menata aset","owner":"{owner}"}}]}}"#);
    for (gold, read, expected) in [
        ("inspektorat se-Banten", "seluruh inspektorat", HIT),
        ("kepala desa", "para kades", HIT),
        ("Dinas Perhubungan Kabupaten Lebak", "Dishub Lebak", HIT),
        (
            "Badan Keuangan Aset (BKA) Lebak",
            "Badan Keuangan Aset Kabupaten Lebak",
            HIT,
        ),
        (
            "BPKPD Kabupaten Karangasem",
            "Badan Pengelola Keuangan dan Pendapatan Daerah Kabupaten Karangasem",
            HIT,
        ),
        (
            "BPKPD Kabupaten Karangasem",
            "Badan Pengelola Keuangan dan Pendapatan Daerah Kabupaten Buleleng",
            DIFFERS,
        ),
        (
            "BKD Kabupaten Karangasem",
            "Badan Pengelola Keuangan dan Pendapatan Daerah Kabupaten Karangasem",
            DIFFERS,
        ),
        ("seluruh camat", "seluruh kepala desa", DIFFERS),
        ("seluruh camat", "seluruh", DIFFERS),
        ("Dinas Perhubungan Lebak", "Dinas Sosial Lebak", DIFFERS),
    ] {
        let (gold, read) = (promise(gold), promise(read));
        assert_eq!(
            tally(Field::Promises, &gold, &read),
            expected,
            "{gold} {read}"
        );
    }
}

#[test]
fn an_aide_is_of_the_secretariat_whether_or_not_it_is_said() {
    let aide = |role: &str| person("Sari Dewi", role, "Kabupaten Lebak", "present");
    for (gold, read, expected) in [
        ("Asisten Pemerintahan", "Asisten Pemerintahan Setda", HIT),
        (
            "Kepala Bagian Hukum Sekretariat Daerah",
            "Kepala Bagian Hukum",
            HIT,
        ),
        (
            "Asisten Pemerintahan",
            "Asisten Perekonomian Setda",
            DIFFERS,
        ),
        ("Kepala Bagian Hukum", "Kepala Dinas Hukum", DIFFERS),
    ] {
        assert_eq!(
            tally(Field::Posts, &aide(gold), &aide(read)),
            expected,
            "{gold} {read}"
        );
    }
}

#[test]
fn a_post_in_short_is_the_post_written_out() {
    let gold = person(
        "Rio Akbar",
        "Kepala Seksi Intelijen",
        "Kejaksaan Negeri Way Kanan",
        "present",
    );
    let tally = |role: &str| {
        let read = person("Rio Akbar", role, "Kejaksaan Negeri Way Kanan", "present");
        tally(Field::Posts, &gold, &read)
    };
    assert_eq!(tally("Kasi Intel"), (1, 0, 0));
    assert_eq!(tally("Kasi Datun"), (0, 1, 1));
}

#[test]
fn a_post_that_names_its_place_is_its_holder() {
    let with = |owner: &str, role: &str, body: &str| {
        let people = person("Raden Suryadi", role, body, "present");
        let promise =
            format!(r#","commitments":[{{"what":"menata pasar desa","owner":"{owner}"}}]}}"#);
        format!("{}{promise}", people.strip_suffix('}').unwrap())
    };
    let read = with("Raden Suryadi", "Camat Bayan", "Kecamatan Bayan");
    let gold = |owner: &str| with(owner, "Camat Bayan", "Kecamatan Bayan");
    assert_eq!(tally(Field::Promises, &gold("Camat Bayan"), &read), HIT);
    assert_eq!(
        tally(Field::Promises, &gold("Camat Tanjung"), &read),
        DIFFERS
    );
    // `Camat` alone says of no district.
    let bare = with("Raden Suryadi", "Camat", "Kecamatan Bayan");
    assert_eq!(
        tally(
            Field::Promises,
            &with("Camat", "Camat", "Kecamatan Bayan"),
            &bare
        ),
        DIFFERS
    );
}

#[test]
fn a_programme_is_its_name() {
    let programme = |name: &str| format!(r#"{{"programmes":["{name}"]}}"#);
    assert_eq!(
        tally(
            Field::Programmes,
            &programme("Sekolah Gratis"),
            &programme("program sekolah gratis")
        ),
        HIT
    );
    assert_eq!(
        tally(
            Field::Programmes,
            &programme("Sekolah Gratis"),
            &programme("Sekolah Rakyat")
        ),
        DIFFERS
    );
}

#[test]
fn one_reading_answers_one_gold_answer() {
    let gold = r#"{"programmes":["Sekolah Gratis","Sekolah Gratis Banten"]}"#;
    let read = r#"{"programmes":["Sekolah Gratis"]}"#;
    assert_eq!(tally(Field::Programmes, gold, read), (1, 1, 0));
}

#[test]
fn pairs_are_not_wasted() {
    // The first fits both, the second only the first: each must get its own.
    let fits = [[true, true], [true, false]];
    assert_eq!(pair(2, 2, |g, r| fits[g][r]).len(), 2);
}

#[test]
fn slips_tell_what_was_missed_and_what_was_invented() {
    let gold = of(r#"{"date_of_event":"2025-10-24"}"#);
    let read = of(r#"{"date_of_event":"2025-10-25"}"#);
    let mut all = score(&gold, &read);
    all.add(&score(&gold, &gold));
    let slip = |missed, value: &str| Slip {
        field: Field::Date,
        missed,
        value: value.to_owned(),
    };
    assert_eq!(
        all.slips,
        [slip(true, "2025-10-24"), slip(false, "2025-10-25")]
    );
    assert_eq!(all.tally(Field::Date).f1(), Some(500));
}

#[test]
fn corrections_count_like_gold_answers_under_the_field_that_their_path_names() {
    let paths = [
        ("date_of_event", Field::Date),
        ("place", Field::Place),
        ("event_type", Field::EventType),
        ("parties.0.name", Field::Parties),
        ("people.3", Field::People),
        ("people.3.role", Field::Posts),
        ("people.3.attendance", Field::Attendance),
        ("numbers.12.value", Field::Numbers),
        ("quotes.0.speaker", Field::Quotes),
        ("agreement.kind", Field::AgreementKind),
        ("agreement.subjects", Field::AgreementSubjects),
        ("commitments.0.due", Field::Promises),
        ("programmes.1", Field::Programmes),
    ];
    assert!(
        Field::ALL
            .iter()
            .all(|all| paths.iter().any(|(_, field)| field == all))
    );
    assert_eq!(Field::of_path("source.outlet"), None);
    for (read, right, expected) in [
        (Some("a"), Some("a"), HIT),
        (None, None, HIT),
        (Some("a"), Some("b"), DIFFERS),
        (Some("a"), None, (0, 0, 1)),
        (None, Some("b"), (0, 1, 0)),
    ] {
        let corrections: Vec<_> = paths
            .iter()
            .map(|(path, _)| Correction {
                source: "berita".to_owned(),
                field: (*path).to_owned(),
                read: read.map(str::to_owned),
                right: right.map(str::to_owned),
                reason: None,
            })
            .collect();
        let score = score_corrections(&corrections);
        for field in Field::ALL {
            let tally = score.tally(field);
            let counted = (tally.hits, tally.misses, tally.inventions);
            assert_eq!(counted, expected, "{}", field.label());
        }
    }
}

#[test]
fn a_reading_is_listed_value_by_value() {
    let read = of(
        r#"{"place":"Pendopo","programmes":["Sekolah Gratis"],"numbers":[{"value":8,"unit":"persen"}]}"#,
    );
    let values = values(&read);
    let expected = [
        (Field::Place, "Pendopo"),
        (Field::Numbers, "8 persen"),
        (Field::Programmes, "Sekolah Gratis"),
    ];
    assert_eq!(
        values,
        expected.map(|(field, value)| (field, value.to_owned()))
    );
}
