use domain::commitment::{Family, Schedule};
use domain::{Reference, SubjectKind, Text};
use jiff::civil::{Date, date};

use super::{Document, Found, Query, SearchIndex};

const TODAY: Date = date(2026, 1, 15);

fn document(kind: SubjectKind, title: &str, text: &str) -> Document {
    Document {
        subject: Reference::from_key(kind, title),
        title: Text::id(title),
        names: vec![],
        text: text.to_owned(),
        governments: vec![],
        year: None,
        schedule: None,
    }
}

fn documents() -> Vec<Document> {
    let promise = |title: &str, year, governments: &[&str], schedule: Schedule| Document {
        governments: governments.iter().map(|code| (*code).to_owned()).collect(),
        year: Some(year),
        schedule: Some(schedule),
        ..document(SubjectKind::Commitment, title, "")
    };
    let turns = |late: Option<Date>, silent: Option<Date>| Schedule {
        late_from: late,
        silent_from: silent,
        ..Schedule::default()
    };
    vec![
        Document {
            names: vec!["36.73".into(), "Serang".into()],
            governments: vec!["36.73".into()],
            ..document(SubjectKind::Organization, "Kota Serang", "")
        },
        Document {
            names: vec!["36.04".into()],
            governments: vec!["36.04".into()],
            ..document(SubjectKind::Organization, "Kabupaten Serang", "")
        },
        Document {
            names: vec!["36.74".into()],
            governments: vec!["36.74".into()],
            ..document(SubjectKind::Organization, "Kota Tangerang Selatan", "")
        },
        document(
            SubjectKind::Organization,
            "Komisi Pemberantasan Korupsi",
            "",
        ),
        Document {
            governments: vec!["73.71".into()],
            ..document(SubjectKind::Organization, "Kota Makassar", "")
        },
        document(
            SubjectKind::Person,
            "Benyamin Davnie",
            "Wali Kota Tangerang Selatan",
        ),
        document(
            SubjectKind::Person,
            "Sitti Ma'ani Nina",
            "Penjabat inspektur",
        ),
        document(SubjectKind::Person, "Andra Soni", "Gubernur Banten"),
        Document {
            names: vec!["119/KB/2025".into()],
            year: Some(2025),
            governments: vec!["36".into(), "17".into()],
            ..document(
                SubjectKind::Agreement,
                "Kesepakatan Bersama Banten dan Bengkulu",
                "Ditandatangani di pendopo Kota Serang oleh kedua gubernur.",
            )
        },
        promise(
            "Timbangan sampah dipasang",
            2025,
            &["36.74"],
            Schedule {
                kept_from: Some(date(2025, 12, 1)),
                ..turns(Some(date(2025, 7, 1)), None)
            },
        ),
        promise(
            "Jalan desa diperbaiki",
            2025,
            &["36", "36.04"],
            turns(Some(date(2026, 1, 16)), Some(date(2026, 6, 1))),
        ),
        promise(
            "Sekolah gratis untuk siswa",
            2024,
            &["36"],
            turns(None, Some(date(2025, 9, 1))),
        ),
        promise(
            "Pasar murah di masjid",
            2025,
            &["36", "36.73"],
            turns(None, None),
        ),
    ]
}

fn fed(documents: Vec<Document>) -> (tempfile::TempDir, SearchIndex) {
    let folder = tempfile::tempdir().unwrap();
    let index = SearchIndex::open(&folder.path().join("search")).unwrap();
    index
        .feed(documents.len() as u64, documents.into_iter().map(Ok))
        .unwrap();
    (folder, index)
}

fn query(text: &str) -> Query<'_> {
    Query {
        text,
        kind: None,
        government: None,
        family: None,
        year: None,
        offset: 0,
        limit: 25,
        today: TODAY,
    }
}

fn titles(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.title.as_str()).collect()
}

#[test]
fn words_find_by_name_stem_beginning_slip_code_and_abbreviation() {
    let (_folder, index) = fed(documents());
    for (text, first) in [
        ("Andra Soni", "Andra Soni"),
        ("andra sony", "Andra Soni"),
        ("benyamn davni", "Benyamin Davnie"),
        ("davn", "Benyamin Davnie"),
        ("sitti maani", "Sitti Ma'ani Nina"),
        ("MA'ANI", "Sitti Ma'ani Nina"),
        ("penandatanganan", "Kesepakatan Bersama Banten dan Bengkulu"),
        ("119/KB/2025", "Kesepakatan Bersama Banten dan Bengkulu"),
        ("kb/2025", "Kesepakatan Bersama Banten dan Bengkulu"),
        ("36.73", "Kota Serang"),
        ("36.74", "Kota Tangerang Selatan"),
        ("serang", "Kota Serang"),
        ("kab. serang", "Kabupaten Serang"),
        ("serang kabupaten", "Kabupaten Serang"),
        ("tangsel", "Kota Tangerang Selatan"),
        ("kpk", "Komisi Pemberantasan Korupsi"),
        ("ujung pandang", "Kota Makassar"),
        ("perbaikan jalan", "Jalan desa diperbaiki"),
        ("village road", "Jalan desa diperbaiki"),
        ("pasar yang murah", "Pasar murah di masjid"),
    ] {
        let found = index.search(&query(text)).unwrap();
        assert_eq!(titles(&found).first(), Some(&first), "{text}: {found:?}");
    }
    assert_eq!(
        index.search(&query("pemkot tangsel")).unwrap().understood,
        "pemerintah kota tangerang selatan"
    );
}

#[test]
fn every_word_must_match() {
    let (_folder, index) = fed(documents());
    assert_eq!(index.search(&query("kota")).unwrap().total, 5);
    assert_eq!(
        titles(&index.search(&query("kota makassar")).unwrap()),
        ["Kota Makassar"]
    );
    assert_eq!(index.search(&query("gubernur makassar")).unwrap().total, 0);
}

#[test]
fn a_slip_is_read_and_a_wider_miss_is_offered() {
    let (_folder, index) = fed(documents());
    let near = index.search(&query("makasar")).unwrap();
    assert_eq!(
        (
            titles(&near),
            near.understood.as_str(),
            near.suggestion.as_deref()
        ),
        (vec!["Kota Makassar"], "makassar", None)
    );
    let wide = index.search(&query("kota mikasar")).unwrap();
    assert_eq!(
        (wide.total, wide.suggestion.as_deref()),
        (0, Some("kota makassar"))
    );
    let none = index.search(&query("zzzzzzzz")).unwrap();
    assert_eq!((none.total, none.suggestion), (0, None));
}

#[test]
fn facets_add_up_and_each_keeps_its_own_choices() {
    let (_folder, index) = fed(documents());
    let all = index.search(&query("")).unwrap();
    assert_eq!(all.total, 13);
    assert_eq!(
        all.by_kind,
        [
            (SubjectKind::Organization, 5),
            (SubjectKind::Commitment, 4),
            (SubjectKind::Person, 3),
            (SubjectKind::Agreement, 1)
        ]
    );
    assert_eq!(all.by_year, [(2025, 4), (2024, 1)]);
    assert_eq!(
        all.by_government
            .iter()
            .map(|(code, n)| (code.as_str(), *n))
            .collect::<Vec<_>>(),
        [
            ("36", 4),
            ("36.04", 2),
            ("36.73", 2),
            ("36.74", 2),
            ("17", 1),
            ("73.71", 1)
        ]
    );
    assert_eq!(
        all.by_family,
        [(Family::Kept, 1), (Family::Silent, 1), (Family::Running, 2)]
    );
    // Newest first: by year, then as fed, and what has no year last.
    assert_eq!(
        titles(&all)[..3],
        [
            "Pasar murah di masjid",
            "Jalan desa diperbaiki",
            "Timbangan sampah dipasang"
        ]
    );

    for kind in SubjectKind::PUBLIC {
        for family in [None, Some(Family::Running), Some(Family::Kept)] {
            for government in [None, Some("36"), Some("99")] {
                for year in [None, Some(2025)] {
                    let found = index
                        .search(&Query {
                            kind: Some(kind),
                            family,
                            government,
                            year,
                            ..query("")
                        })
                        .unwrap();
                    let count = |of: Option<u64>| of.unwrap_or(0);
                    assert_eq!(
                        count(
                            found
                                .by_kind
                                .iter()
                                .find(|(k, _)| *k == kind)
                                .map(|(_, n)| *n)
                        ),
                        found.total
                    );
                    if let Some(family) = family {
                        assert_eq!(
                            count(
                                found
                                    .by_family
                                    .iter()
                                    .find(|(f, _)| *f == family)
                                    .map(|(_, n)| *n)
                            ),
                            found.total
                        );
                    }
                    if let Some(code) = government {
                        assert_eq!(
                            count(
                                found
                                    .by_government
                                    .iter()
                                    .find(|(c, _)| c == code)
                                    .map(|(_, n)| *n)
                            ),
                            found.total
                        );
                    }
                    if let Some(year) = year {
                        assert_eq!(
                            count(
                                found
                                    .by_year
                                    .iter()
                                    .find(|(y, _)| *y == year)
                                    .map(|(_, n)| *n)
                            ),
                            found.total
                        );
                    }
                    assert_eq!(found.hits.len() as u64, found.total);
                    assert!(found.hits.iter().all(|hit| hit.subject.kind == kind));
                }
            }
        }
    }
}

#[test]
fn the_family_is_that_of_the_day_asked_for() {
    let (_folder, index) = fed(documents());
    let on = |today| {
        index
            .search(&Query {
                today,
                ..query("jalan desa")
            })
            .unwrap()
            .by_family
    };
    assert_eq!(on(date(2026, 1, 15)), [(Family::Running, 1)]);
    assert_eq!(on(date(2026, 1, 16)), [(Family::Late, 1)]);
    assert_eq!(on(date(2026, 6, 1)), [(Family::Silent, 1)]);
    let late = index
        .search(&Query {
            today: date(2026, 1, 16),
            family: Some(Family::Late),
            ..query("")
        })
        .unwrap();
    assert_eq!(titles(&late), ["Jalan desa diperbaiki"]);
}

#[test]
fn the_family_is_the_schedules_own_for_every_order_of_dates() {
    let days = [
        None,
        Some(date(2026, 1, 14)),
        Some(date(2026, 1, 15)),
        Some(date(2026, 1, 16)),
    ];
    let mut documents = Vec::new();
    for (n, _) in (0..4usize.pow(5)).enumerate() {
        let day = |place: u32| days[n / 4usize.pow(place) % 4];
        let schedule = Schedule {
            kept_from: day(0),
            broken_from: day(1),
            silent_from: day(2),
            late_from: day(3),
            at_risk_from: day(4),
            ..Schedule::default()
        };
        documents.push(Document {
            schedule: Some(schedule),
            ..document(SubjectKind::Commitment, &format!("janji {n}"), "")
        });
    }
    let mut expected = Family::ALL.map(|family| (family, 0)).to_vec();
    for document in &documents {
        let family = document.schedule.as_ref().unwrap().status(TODAY).family;
        expected.iter_mut().find(|(f, _)| *f == family).unwrap().1 += 1;
    }
    let (_folder, index) = fed(documents);
    assert_eq!(index.search(&query("janji")).unwrap().by_family, expected);
}

#[test]
fn a_later_document_replaces_the_earlier_one_of_its_subject() {
    let (_folder, index) = fed(documents());
    let mut changed = documents().remove(5);
    changed.title = Text::both("Pilar Saga Ichsan", "Pilar Saga Ichsan");
    index.feed(20, [Ok(changed)].into_iter()).unwrap();
    assert_eq!(index.cursor(), 20);
    assert_eq!(index.search(&query("")).unwrap().total, 13);
    assert_eq!(index.search(&query("benyamin")).unwrap().total, 0);
    assert_eq!(
        titles(&index.search(&query("ichsan")).unwrap()),
        ["Pilar Saga Ichsan"]
    );
    // Twice in one feed, the last one stays; one without a title takes the subject away.
    let named = |title: &str| Document {
        title: Text::id(title),
        ..documents().remove(5)
    };
    index
        .feed(
            21,
            ["Nama Satu", "Nama Dua"]
                .map(|title| Ok(named(title)))
                .into_iter(),
        )
        .unwrap();
    assert_eq!(titles(&index.search(&query("nama")).unwrap()), ["Nama Dua"]);
    index
        .feed(22, [Ok(named("Nama Tiga")), Ok(named(""))].into_iter())
        .unwrap();
    assert_eq!(
        (
            index.search(&query("nama")).unwrap().total,
            index.search(&query("")).unwrap().total
        ),
        (0, 12)
    );
    index.reset().unwrap();
    assert_eq!(
        (index.cursor(), index.search(&query("")).unwrap().total),
        (0, 0)
    );
}

#[test]
fn a_failed_feed_changes_nothing() {
    let (_folder, index) = fed(documents());
    let failing = [
        Ok(document(SubjectKind::Person, "Orang Baru", "")),
        Err(crate::Error::Search("gagal".into())),
    ];
    index.feed(99, failing.into_iter()).unwrap_err();
    assert_eq!(
        (
            index.cursor(),
            index.search(&query("orang baru")).unwrap().total
        ),
        (13, 0)
    );
    index
        .feed(
            14,
            [Ok(document(SubjectKind::Person, "Orang Baru", ""))].into_iter(),
        )
        .unwrap();
    assert_eq!(
        (
            index.cursor(),
            index.search(&query("orang baru")).unwrap().total
        ),
        (14, 1)
    );
}

#[test]
fn many_small_feeds_stay_few_segments_and_pages_do_not_overlap() {
    let (_folder, index) = fed(vec![]);
    for n in 0..60 {
        index
            .feed(
                n + 1,
                [Ok(Document {
                    year: Some(2025),
                    ..document(SubjectKind::Person, &format!("Orang {n}"), "")
                })]
                .into_iter(),
            )
            .unwrap();
    }
    assert!(index.0.reader.searcher().segment_readers().len() < 12);
    let mut seen = Vec::new();
    for page in 0..7 {
        let found = index
            .search(&Query {
                offset: page * 10,
                limit: 10,
                ..query("orang")
            })
            .unwrap();
        assert_eq!(found.total, 60);
        seen.extend(found.hits.into_iter().map(|hit| hit.title));
    }
    let expected: Vec<String> = (0..60).rev().map(|n| format!("Orang {n}")).collect();
    assert_eq!(seen, expected);
}

#[test]
fn an_index_opened_again_keeps_its_documents_and_cursor() {
    let (folder, index) = fed(documents());
    drop(index);
    let again = SearchIndex::open(&folder.path().join("search")).unwrap();
    assert_eq!(
        (again.cursor(), again.search(&query("")).unwrap().total),
        (13, 13)
    );
}

#[test]
fn damaged_files_and_other_versions_start_empty() {
    let (folder, index) = fed(documents());
    drop(index);
    let path = folder.path().join("search");
    let whole: Vec<(std::path::PathBuf, Vec<u8>)> = std::fs::read_dir(&path)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|file| (file.clone(), std::fs::read(&file).unwrap()))
        .collect();
    let restore = || {
        whole
            .iter()
            .for_each(|(file, bytes)| std::fs::write(file, bytes).unwrap())
    };
    let mut checked = 0;
    for (file, bytes) in whole.iter().filter(|(file, bytes)| {
        file.extension().is_some_and(|e| e != "lock" && e != "json") && !bytes.is_empty()
    }) {
        for damage in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[damage] ^= 0x10;
            std::fs::write(file, &damaged).unwrap();
            let index = SearchIndex::open(&path).unwrap();
            let total = index.search(&query("")).unwrap().total;
            // A file that tantivy does not need may be damaged without loss; none may answer wrongly.
            assert!(
                (index.cursor(), total) == (0, 0),
                "{} at {damage}: {} {total}",
                file.display(),
                index.cursor()
            );
            checked += 1;
            drop(index);
            std::fs::remove_dir_all(&path).unwrap();
            std::fs::create_dir_all(&path).unwrap();
            restore();
        }
        std::fs::remove_file(file).unwrap();
        assert_eq!(
            SearchIndex::open(&path).unwrap().cursor(),
            0,
            "{} missing",
            file.display()
        );
        restore();
    }
    assert!(checked > 15, "{checked}");
    std::fs::remove_dir_all(&path).unwrap();
    std::fs::create_dir_all(&path).unwrap();
    restore();
    assert_eq!(SearchIndex::open(&path).unwrap().cursor(), 13);
    let meta = std::fs::read_to_string(path.join("meta.json")).unwrap();
    for other in [
        meta.replace("\"1 13\"", "\"0 13\""),
        meta.replace("\"1 13\"", "\"1 x\""),
        meta.replace("head_stems", "head_roots"),
        "{".to_owned(),
    ] {
        assert_ne!(other, meta);
        std::fs::write(path.join("meta.json"), other).unwrap();
        let index = SearchIndex::open(&path).unwrap();
        assert_eq!(
            (index.cursor(), index.search(&query("")).unwrap().total),
            (0, 0)
        );
        drop(index);
        std::fs::remove_dir_all(&path).unwrap();
        std::fs::create_dir_all(&path).unwrap();
        restore();
    }
}
