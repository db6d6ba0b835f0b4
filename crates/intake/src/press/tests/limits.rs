//! What is no press release, and texts that want to break the reader.

use proptest::prelude::*;

use super::*;

#[test]
fn every_built_in_file_is_read() {
    let gazetteer = Gazetteer::with(&[]).unwrap();
    assert!(gazetteer.len() > 70_000, "{}", gazetteer.len());
    assert!(gazetteer.size_bytes() < 64 << 20);
    assert!(!gazetteer.is_empty());
}

#[test]
fn an_office_adds_words_by_a_file() {
    let text =
        "[post_regency]\n\"pangulu besar\" = \"Pangulu Besar\"\n[region]\n\"kidul\" = \"36.02\"\n";
    let file = File {
        name: "kami.toml",
        text,
    };
    let gazetteer = Gazetteer::with(&[file]).unwrap();
    let report = "Rapat koordinasi dibuka oleh Pangulu Besar Kidul Sutan Wirya di Serang.";
    let person = &read(report, None, &gazetteer).people[0];
    assert_eq!(person.name.as_deref(), Some("Sutan Wirya"));
    assert_eq!(person.role.as_ref().unwrap().value, "Pangulu Besar");
    assert_eq!(
        person.institution.as_ref().unwrap().value,
        "Kabupaten Lebak"
    );
}

#[test]
fn a_bad_file_of_words_names_the_remedy() {
    let bad = |text| {
        Gazetteer::with(&[File {
            name: "kami.toml",
            text,
        }])
        .unwrap_err()
        .to_string()
    };
    assert!(bad("[posts]\n\"x\" = \"\"").contains("kami.toml: [posts] is no class of words"));
    assert!(bad("[region]\n\"x\" = \"99\"").contains("99 is no region's code"));
    assert!(bad("[said]\n\".\" = \"\"").contains("has no words"));
    assert!(bad("[said]\nwords = 3").contains("text in quotes"));
    assert!(bad("[said").contains("not TOML"));
}

#[test]
fn other_languages_are_said_and_not_read() {
    let english = "The governor of the province said that he was pleased with the results of the meeting and that the two cities would \
                   work together on the road, the bridge and the harbour for many years to come.";
    let sundanese = "Bupati nyarios yén pamarentah daérah kedah ngawangun jalan anu saé pikeun warga, sareng ieu téh kanggo urang sadayana ku \
                     jalan gotong royong jeung rukun sarta teu aya nu katinggaleun ti ayeuna.";
    let javanese = "Bupati ngendika yen pamarentah kudu mbangun dalan sing apik kanggo warga lan iki wis dadi kewajiban marang wong akeh, ora \
                    mung ing kutha nanging uga ing desa.";
    for (text, language) in [
        (english, Language::English),
        (sundanese, Language::Sundanese),
        (javanese, Language::Javanese),
        ("12345 67890", Language::Empty),
        (
            "zzzz qqqq xxxx wwww vvvv rrrr tttt pppp kkkk llll mmmm nnnn",
            Language::Unknown,
        ),
    ] {
        let reading = reading(text);
        assert_eq!(reading.language, language, "{text}");
        assert_eq!(reading.people, []);
        assert_eq!(reading.warnings.len(), 1);
    }
}

#[test]
fn an_empty_text_is_said_to_be_empty() {
    let reading = reading(" \n");
    assert_eq!(reading.language, Language::Empty);
    assert_eq!(reading.warnings, [Warning::Empty]);
}

#[test]
fn a_text_too_long_is_cut_with_a_warning() {
    let text = format!(
        "Bupati Lebak membuka rapat di daerah. {}",
        "\u{2003}".repeat(MAX_BYTES / 3)
    );
    let reading = reading(&text);
    assert!(
        reading
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::TooLong { at } if *at <= MAX_BYTES))
    );
}

#[test]
fn five_hundred_names_are_all_read() {
    let names: String = (0..500)
        .map(|at| {
            format!(
                "Bupati Lebak Ada{} Bada{at}, ",
                ["a", "i", "u", "e", "o"][at % 5]
            )
        })
        .collect();
    // Digits end a word of letters only when they stand alone, so that each name is one of its own.
    let reading = reading(&format!("Acara itu dihadiri {names} dan warga di daerah."));
    assert_eq!(
        reading
            .people
            .iter()
            .filter(|person| person.name.is_some())
            .count(),
        500
    );
}

/// Lists that open in lists: each item announces another one.
#[test]
fn lists_in_lists_are_read_once() {
    let text = format!(
        "SERANG – Bupati Lebak Intan Maharani memimpin rapat koordinasi, Senin (3/11/2025).\n\nAdapun dua tuntutan warga adalah \
         sebagai berikut:\n{}",
        "- Meminta:\n".repeat(5_000)
    );
    assert!(reading(&text).promises.len() <= crate::press::promise::MAX_PROMISES);
}

fn all_spans(reading: &Reading) -> Vec<Span> {
    let json = serde_json::to_value(reading).unwrap();
    let mut spans = Vec::new();
    collect(&json, &mut spans);
    spans
}

/// Every object of `start` and `end` is a span.
fn collect(json: &serde_json::Value, spans: &mut Vec<Span>) {
    match json {
        serde_json::Value::Object(fields) => {
            let at = |name: &str| fields.get(name).and_then(serde_json::Value::as_u64);
            if let (Some(start), Some(end)) = (at("start"), at("end")) {
                spans.push(Span::new(start as usize, end as usize));
            }
            fields.values().for_each(|field| collect(field, spans));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, spans)),
        _ => {}
    }
}

const PIECES: [&str; 40] = [
    "Bupati ",
    "Lebak ",
    "Sutan Wirya",
    ", ",
    ". ",
    "\n",
    "\n\n",
    "“",
    "”",
    "\"",
    "(",
    ")",
    "–",
    "kata ",
    "ujarnya",
    "akan ",
    "Rp1,2 miliar ",
    "12/8",
    "Senin ",
    "24 Oktober 2025 ",
    "KPK ",
    "Dinas ",
    "Kota ",
    "Serang ",
    "di ",
    "Aula ",
    "é",
    "\u{200b}",
    "😀",
    "’",
    "A. ",
    "S.H., ",
    "diwakili oleh ",
    "berharap ",
    "meminta ",
    "menandatangani kesepakatan bersama tentang ",
    "pengelolaan ",
    "dan ",
    "Baca juga: ",
    "Gubernur Banten ",
];

proptest! {
    #[test]
    fn spans_lie_on_characters_whatever_the_text(pieces in prop::collection::vec((0..PIECES.len(), ".{0,3}"), 0..60)) {
        let mut text = "Bupati yang dan di untuk pada dari ini itu dengan tidak ".to_owned();
        for (piece, noise) in pieces {
            text.push_str(PIECES[piece]);
            text.push_str(&noise);
        }
        let reading = reading_of(&text, "2025-11-20");
        for span in all_spans(&reading) {
            prop_assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} of {text:?}");
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC*") {
        let reading = reading(&text);
        prop_assert!(all_spans(&reading).iter().all(|span| text.get(span.start..span.end).is_some()));
    }
}

#[test]
fn control_characters_are_no_part_of_what_was_read() {
    let text = "SERANG - Bupati Lebak Intan Maharani membuka rapat koordinasi di Pendopo, Senin (3/11/2025). Ia meminta Dinas PUPR segera \
                memasang\u{0}\u{1}rambu di jalan desa. \"Kami akan\u{0}membangun 12 jembatan,\" kata Intan.";
    let reading = reading(text);
    assert!(!reading.promises.is_empty());
    for promise in &reading.promises {
        assert!(
            !promise.act.value.contains(char::is_control),
            "{:?}",
            promise.act.value
        );
    }
}

#[test]
fn a_text_may_end_behind_any_word() {
    let texts = [
        include_str!("../../../fixtures/press/seen/2101.txt"),
        include_str!("../../../fixtures/press/seen/1385.txt"),
        include_str!("../../../fixtures/press/seen/830.txt"),
        "SERANG - Bupati Lebak Hasbi Wirya memimpin rapat koordinasi di Serang, Rabu (3/12/2025).\n\nRapat itu dihadiri camat.\n\n\
         Pemkab Lebak mendorong. Bupati Karo, disepakati tiga hal. Pertama, BPKAD tolong. “Kami minta setiap,’ ujar Ketua Kelompok \
         Tani Mekar Jaya, Sarmin (45) Kepala BBWS A-B-C, Ketua Forum RT/RW Kelurahan Jl Brigjen KH Syam'un 12 x 40 meter ditiru",
    ];
    for text in texts {
        for (end, _) in text.char_indices() {
            if text[end..].starts_with([' ', '\n', ',', '.', '(', '”']) {
                let _ = reading(&text[..end]);
            }
        }
    }
}
