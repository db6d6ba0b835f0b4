//! Stories and properties of the whole reader and writer.

mod schema;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::any::{AnyCommand, AnyState};
use domain::id::{OrganizationId, PersonId};
use domain::subject::{Command, State, decide};
use domain::text::Text;
use domain::{Lang, Reference, Refusal, SubjectKind, When};
use jiff::civil::date;
use proptest::prelude::*;

use self::schema::documented;
use super::*;

fn read(text: &str) -> Result<Founding, Vec<Problem>> {
    parse(
        &[File {
            name: "berkas.toml",
            text,
        }],
        &|_| false,
    )
}

/// The problems as a list for people, in English.
fn problems(text: &str) -> Vec<String> {
    read(text)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// The only problem: line, value, fault.
fn problem(text: &str) -> (u32, String, Fault) {
    let mut problems = read(text).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let problem = problems.remove(0);
    (problem.line, problem.value, problem.fault)
}

const SOURCE: &str = "[[source]]\nkey = \"berita\"\noutlet = \"Harian\"\nmedium = \"news\"\n";

fn with_source(text: &str) -> String {
    format!("{SOURCE}{text}")
}

#[test]
fn a_misspelt_key_is_reported_with_its_file_line_value_and_the_nearest_key() {
    let people =
        "[[person]]\nkey = \"andra-soni\"\nname = \"Andra Soni\"\nsources = [\"berita\"]\n";
    let commitments = "# Janji\n[[commitment]]\nkey = \"p6\"\npromise = \"Jalan desa\"\nmade_by = \"andra-sonni\"\nowners = [\"36\"]\nsources = [\"berita#2\"]\n";
    let files = [
        File {
            name: "sources.toml",
            text: SOURCE,
        },
        File {
            name: "people.toml",
            text: people,
        },
        File {
            name: "commitments.toml",
            text: commitments,
        },
    ];
    let known = |subject: &Reference| *subject == OrganizationId::from_key("36").into();
    let problems = parse(&files, &known).unwrap_err();
    let [problem] = problems.as_slice() else {
        panic!("{problems:#?}")
    };
    assert_eq!(
        problem.to_string(),
        "commitments.toml:5: commitment 'p6' made_by: 'andra-sonni' is the key of no person, neither in these files nor recorded already. Did you mean 'andra-soni'?"
    );
    assert!(
        problem
            .explain(Lang::Id)
            .ends_with("Maksudnya 'andra-soni'?")
    );
    assert_eq!((problem.line, problem.value.as_str()), (5, "andra-sonni"));
}

#[test]
fn every_problem_in_three_files_is_listed_at_once() {
    let files = [
        File {
            name: "sources.toml",
            text: "[[source]]\nkey = \"Berita\"\noutlet = \"Harian\"\nmedium = \"koran\"\n",
        },
        File {
            name: "people.toml",
            text: "[[person]]\nkey = \"a\"\nname = \"A \"\nsources = []\nnmae = \"B\"\n",
        },
        File {
            name: "posts.toml",
            text: "[[post]]\nkey = \"p\"\ntitle_en = \"Governor\"\nrole = \"haed\"\norganization = 36\n\n[[pots]]\n",
        },
    ];
    let problems = parse(&files, &|_| false).unwrap_err();
    let places: Vec<_> = problems
        .iter()
        .map(|p| (p.file.as_str(), p.line, p.value.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("sources.toml", 2, "Berita"),
            ("people.toml", 3, "A "),
            ("people.toml", 4, "sources"),
            ("people.toml", 5, "nmae"),
            ("posts.toml", 1, "title"),
            ("posts.toml", 4, "haed"),
            ("posts.toml", 5, "36"),
            ("posts.toml", 7, "pots"),
        ]
    );
}

#[test]
fn dates_are_as_precise_as_they_were_said() {
    for (said, when) in [
        ("2025-10-24", When::Day(date(2025, 10, 24))),
        ("2025-10", When::Month(2025, 10)),
        ("2025", When::Year(2025)),
    ] {
        let text = with_source(&format!("published = \"{said}\"\non = \"{said}\"\n"));
        let AnyCommand::Source(Command::Describe {
            description, on, ..
        }) = read(&text).unwrap().records.remove(0).command
        else {
            unreachable!()
        };
        assert_eq!(
            (description.published, on),
            (Some(when), Some(when)),
            "{said}"
        );
    }
}

#[test]
fn a_date_key_or_number_without_quotation_marks_gets_the_remedy() {
    for written in ["2025-10-24", "2025-10", "2025"] {
        let (line, value, fault) =
            problem(&with_source(&format!("published = {written} # terbit\n")));
        assert_eq!((line, value.as_str(), fault), (5, written, Fault::Unquoted));
    }
    let held = "[[post]]\nkey = \"p\"\ntitle = \"Gubernur\"\nrole = \"head\"\norganization = 36\n";
    assert_eq!(
        problems(held),
        ["berkas.toml:5: post 'p' organization: 36 has no quotation marks. Write \"36\"."]
    );
    let figure = with_source(
        "[[organization]]\nkey = \"o\"\nname = \"O\"\nkind = \"forum\"\n[[organization.fact]]\nkey = \"f\"\nkind = \"figure\"\nmeasure = \"Skor\"\nunit = \"skor\"\nvalue = 73.22\nsources = [\"berita\"]\n",
    );
    assert_eq!(problem(&figure), (14, "73.22".to_owned(), Fault::Unquoted));
}

#[test]
fn a_wrong_value_is_told_what_belongs_there() {
    for (line, fault) in [
        ("published = \"24 Oktober 2025\"", Fault::NotWhen),
        (
            "published = true",
            Fault::WrongType {
                expected: Expected::When,
            },
        ),
        (
            "title = 3",
            Fault::WrongType {
                expected: Expected::Words,
            },
        ),
        (
            "title = \"\"",
            Fault::BadText(domain::refusal::TextProblem::Empty),
        ),
        (
            "title = \"e\u{301}\"",
            Fault::BadText(domain::refusal::TextProblem::NotNfc),
        ),
        ("note_en = \"x\"", Fault::Missing),
    ] {
        assert_eq!(problem(&with_source(line)).2, fault, "{line}");
    }
    let commitment =
        "[[commitment]]\nkey = \"p\"\npromise = \"P\"\nowners = [\"36\"]\nsources = [\"berita\"]\n";
    for (line, fault) in [
        (
            "rhythm_days = 90000",
            Fault::OutOfRange {
                least: 0,
                most: 65_535,
            },
        ),
        (
            "rhythm_days = \"90\"",
            Fault::WrongType {
                expected: Expected::Whole,
            },
        ),
        (
            "beneficiaries = \"Warga\"",
            Fault::WrongType {
                expected: Expected::Texts,
            },
        ),
        (
            "indicator = 3",
            Fault::WrongType {
                expected: Expected::Table,
            },
        ),
        (
            "difference = 3",
            Fault::WrongType {
                expected: Expected::Tables,
            },
        ),
    ] {
        let text = with_source(&format!("{commitment}{line}\n"));
        let problems = parse(
            &[File {
                name: "x",
                text: &text,
            }],
            &|subject| subject.kind == SubjectKind::Organization,
        )
        .unwrap_err();
        assert_eq!((problems.len(), &problems[0].fault), (1, &fault), "{line}");
    }
}

#[test]
fn a_citation_names_source_and_paragraph() {
    let cite = |citation: &str| {
        with_source(&format!(
            "[[person]]\nkey = \"a\"\nname = \"A\"\nsources = [{citation}]\n"
        ))
    };
    for bad in [
        "\"berita#0\"",
        "\"berita#\"",
        "\"berita#+3\"",
        "\"berita#3#4\"",
        "\"berita#99999999999\"",
    ] {
        assert_eq!(problem(&cite(bad)).2, Fault::NotACitation, "{bad}");
    }
    assert!(
        matches!(problem(&cite("\"berta#1\"")).2, Fault::UnknownKey { nearest: Some(nearest), .. } if nearest == "berita")
    );
    for good in [
        "\"berita\"",
        "\"berita#3\"",
        "{ source = \"berita\", paragraph = 3, how = \"quoted_from\" }",
    ] {
        assert!(read(&cite(good)).is_ok(), "{good}");
    }
}

#[test]
fn the_same_key_twice_is_reported_with_the_place_of_the_first() {
    let twice = format!("{SOURCE}\n{SOURCE}");
    assert_eq!(
        problem(&twice),
        (
            6,
            "berita".to_owned(),
            Fault::Duplicate {
                file: "berkas.toml".to_owned(),
                line: 1
            }
        )
    );
    let text = with_source(
        "[[gathering]]\nkey = \"g\"\ntitle = \"G\"\nkind = \"visit\"\nsources = [\"berita\"]\n[[gathering.fact]]\nkey = \"x\"\nkind = \"outcome\"\nwhat = \"W\"\nsources = [\"berita\"]\n[[gathering.fact]]\nkey = \"x\"\nkind = \"outcome\"\nwhat = \"V\"\nsources = [\"berita\"]\n",
    );
    assert_eq!(
        problem(&text),
        (
            15,
            "x".to_owned(),
            Fault::Duplicate {
                file: "berkas.toml".to_owned(),
                line: 10
            }
        )
    );
}

#[test]
fn a_government_stands_once_and_under_its_code() {
    let all = "[governments]\nall = true\nsource = \"berita\"\n";
    let own = "[[government]]\ncode = \"36.73\"\nseat = \"Serang\"\nsources = [\"berita#2\"]\n";
    let founding = read(&with_source(&format!("{all}{own}"))).unwrap();
    let described = |code: &str| {
        let subject = OrganizationId::from_key(code).into();
        let mut records = founding
            .records
            .iter()
            .filter(move |record| record.subject == subject);
        let record = records.next().unwrap();
        assert!(records.next().is_none());
        let AnyCommand::Organization(Command::Describe {
            description, key, ..
        }) = &record.command
        else {
            unreachable!()
        };
        assert_eq!(key.as_deref(), Some(code));
        (description.clone(), record.line)
    };
    assert_eq!(founding.records.len(), 1 + 552);
    let (serang, line) = described("36.73");
    assert_eq!(
        (serang.name, serang.seat, serang.sources.len(), line),
        (
            Text::both("Kota Serang", "Serang City"),
            Some("Serang".to_owned()),
            2,
            8
        )
    );
    assert_eq!(
        described("36.04").0.parent,
        Some(OrganizationId::from_key("36"))
    );
    assert_eq!(described("36.04").1, 5);

    let none = "[[government]]\ncode = \"36.99\"\n";
    assert_eq!(problem(none).2, Fault::UnknownGovernment);
    let again = "[[organization]]\nkey = \"36.73\"\nname = \"Kota Serang\"\nkind = \"city\"\nregion = \"36.73\"\n";
    assert!(matches!(
        problem(&with_source(&format!("{all}{again}"))).2,
        Fault::Duplicate { .. }
    ));
    let wrong = "[[organization]]\nkey = \"kota-serang\"\nname = \"Kota Serang\"\nkind = \"city\"\nregion = \"36.73\"\n";
    assert_eq!(
        problem(wrong).2,
        Fault::KeyIsNotRegion {
            region: "36.73".to_owned()
        }
    );
}

#[test]
fn descriptions_come_before_what_points_at_them_and_facts_last() {
    // The file has the child before the parent, and a fact in between.
    let text = with_source(
        "[[organization]]\nkey = \"bagian\"\nname = \"Bagian\"\nkind = \"agency\"\nparent = \"dinas\"\n[[organization.fact]]\nkey = \"n\"\nkind = \"figure\"\nmeasure = \"N\"\nvalue = \"1\"\nunit = \"orang\"\nsources = [\"berita\"]\n[[organization]]\nkey = \"dinas\"\nname = \"Dinas\"\nkind = \"agency\"\n",
    );
    let paths: Vec<String> = read(&text)
        .unwrap()
        .records
        .into_iter()
        .map(|record| record.path)
        .collect();
    assert_eq!(
        paths,
        [
            "source 'berita'",
            "organization 'dinas'",
            "organization 'bagian'",
            "organization 'bagian' fact 'n'"
        ]
    );
}

#[test]
fn organizations_that_point_at_each_other_are_read_all_the_same() {
    let text = "[[organization]]\nkey = \"a\"\nname = \"A\"\nkind = \"forum\"\nparent = \"b\"\n[[organization]]\nkey = \"b\"\nname = \"B\"\nkind = \"forum\"\nparent = \"a\"\n";
    assert_eq!(read(text).unwrap().records.len(), 2);
}

#[test]
fn facts_can_be_added_to_what_is_already_recorded_and_to_nothing_else() {
    let text = "[[post]]\nkey = \"gubernur\"\n[[post.fact]]\nkey = \"a\"\nkind = \"held\"\nperson = \"a\"\nsources = [\"berita\"]\n";
    let founding = parse(
        &[File {
            name: "posts.toml",
            text,
        }],
        &|_| true,
    )
    .unwrap();
    let [record] = founding.records.as_slice() else {
        panic!("{founding:#?}")
    };
    assert!(matches!(&record.command, AnyCommand::Post(Command::Note { key, .. }) if key == "a"));
    let without_it = |subject: &Reference| subject.kind != SubjectKind::Post;
    let problems = parse(
        &[File {
            name: "posts.toml",
            text,
        }],
        &without_it,
    )
    .unwrap_err();
    assert_eq!((problems.len(), &problems[0].fault), (1, &Fault::FactsOnly));
}

#[test]
fn an_id_stands_for_the_key_of_a_record_that_has_none() {
    let id = "0192f1c5-7c3e-7b4a-9d55-0a1b2c3d4e5f";
    let text = with_source(&format!(
        "[[post]]\nkey = \"p\"\ntitle = \"P\"\nrole = \"head\"\norganization = \"{id}\"\n"
    ));
    let known = |subject: &Reference| subject.id.to_string() == id;
    let founding = parse(
        &[File {
            name: "x",
            text: &text,
        }],
        &known,
    )
    .unwrap();
    let AnyCommand::Post(Command::Describe { description, .. }) = &founding.records[1].command
    else {
        unreachable!()
    };
    assert_eq!(description.organization.0.to_string(), id);
}

#[test]
fn a_file_that_is_no_toml_says_where_and_does_not_make_other_files_look_wrong() {
    let people = "[[person]]\nkey = \"rusak\"\nname = \"Rusak\nsources = [\"berita\"]\n\n[[person]]\nkey = \"utuh\"\nname = \"Utuh\"\nsources = [\"berita\"]\n";
    let commitments = "[[commitment]]\nkey = \"p\"\npromise = \"P\"\nowners = [\"x\"]\nmade_by = \"utuh\"\nsources = [\"berita\"]\n";
    let files = [
        File {
            name: "sources.toml",
            text: SOURCE,
        },
        File {
            name: "people.toml",
            text: people,
        },
        File {
            name: "commitments.toml",
            text: commitments,
        },
    ];
    let problems = parse(&files, &|_| false).unwrap_err();
    let places: Vec<_> = problems
        .iter()
        .map(|p| (p.file.as_str(), p.line, p.value.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("people.toml", 3, "name = \"Rusak"),
            ("commitments.toml", 4, "x")
        ]
    );
    assert!(matches!(problems[0].fault, Fault::Syntax { .. }));
}

#[test]
fn every_problem_has_words_in_both_languages() {
    let text = "x = 1\n[[commitment]]\nkey = \"p\"\npromise = 5\nowners = []\nrhythm_days = -1\ndue = \"x\"\nsources = [\"a#\", \"b\"]\n[commitment.indicator]\nname = \"N\"\nunit = \"u\"\ntarget = \"1,5\"\n";
    for problem in read(text).unwrap_err() {
        let (id, en) = (problem.explain(Lang::Id), problem.explain(Lang::En));
        assert!(
            id != en && id.ends_with(['.', '?']) && en.ends_with(['.', '?']),
            "{id} / {en}"
        );
        assert!(
            id.contains(&problem.value) && en.contains(&problem.value),
            "{id} / {en}"
        );
    }
}

// ---------------------------------------------------------------- writing

/// What the records say, without the places they were read at.
fn said(founding: &Founding) -> Vec<(Reference, &AnyCommand)> {
    founding
        .records
        .iter()
        .map(|record| (record.subject, &record.command))
        .collect()
}

fn read_again(founding: &Founding, known: &dyn Fn(&Reference) -> bool) -> Founding {
    let files = write(&founding.records, &|_| None).unwrap();
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, text)| File { name, text })
        .collect();
    parse(&files, known).unwrap_or_else(|problems| panic!("{}", problems[0]))
}

#[test]
fn what_is_written_reads_as_the_same_commands() {
    let first = read(&documented()).unwrap();
    assert_eq!(said(&read_again(&first, &|_| false)), said(&first));
}

#[test]
fn the_reason_of_a_correction_and_a_quoted_source_are_read_and_written() {
    let text = with_source(
        "reason = \"Keliru.\"\nreason_en = \"Wrong.\"\n[[person]]\nkey = \"a\"\nname = \"A\"\nreason = \"Ejaan.\"\nsources = [{ source = \"berita\", how = \"quoted_from\" }]\n",
    );
    let founding = read(&text).unwrap();
    let reasons: Vec<_> = founding
        .records
        .iter()
        .map(|record| match &record.command {
            AnyCommand::Source(Command::Describe { reason, .. }) => reason.clone(),
            AnyCommand::Person(Command::Describe {
                reason,
                description,
                ..
            }) => {
                assert_eq!(
                    description.sources[0].how,
                    domain::citation::How::QuotedFrom
                );
                reason.clone()
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        reasons,
        [
            Some(Text::both("Keliru.", "Wrong.")),
            Some(Text::id("Ejaan."))
        ]
    );
    assert_eq!(said(&read_again(&founding, &|_| false)), said(&founding));
}

#[test]
fn a_file_saved_by_another_editor_reads_the_same() {
    let windows = format!("\u{feff}{}", documented().replace('\n', "\r\n"));
    assert_eq!(
        said(&read(&windows).unwrap()),
        said(&read(&documented()).unwrap())
    );
}

#[test]
fn what_was_written_once_is_written_the_same_again() {
    let files = write(&read(&documented()).unwrap().records, &|_| None).unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), 9);
    let read: Vec<File<'_>> = files
        .iter()
        .map(|(name, text)| File { name, text })
        .collect();
    assert_eq!(
        write(&parse(&read, &|_| false).unwrap().records, &|_| None).unwrap(),
        files
    );
}

// ---------------------------------------------------------------- properties

/// Lines of which some belong to the format, in any order.
fn lines() -> impl Strategy<Value = String> {
    let words = documented().lines().map(str::to_owned).collect::<Vec<_>>();
    prop::collection::vec(
        prop_oneof![8 => prop::sample::select(words), 1 => "\\PC{0,30}"],
        0..40,
    )
    .prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_the_same_way_each_time(text in prop_oneof![lines(), any::<String>()]) {
        let once = read(&text);
        if let Err(problems) = &once {
            prop_assert!(!problems.is_empty());
            let lines = text.lines().count().max(1) as u32;
            for problem in problems {
                prop_assert!(problem.line >= 1 && problem.line <= lines + 1, "{problem}");
                prop_assert!(!problem.explain(Lang::Id).is_empty());
            }
        }
        prop_assert_eq!(once, read(&text));
    }

    #[test]
    fn any_text_of_a_record_is_written_and_read_as_it_was(name in "\\PC{1,40}(\n\\PC{1,40})?", key in "[a-z0-9.-]{1,20}") {
        let description = domain::person::Description { name, also_known_as: Vec::new(), titles: None, sources: vec![domain::citation::Citation { source: domain::id::SourceId::from_key("berita"), paragraph: None, how: domain::citation::How::ParaphrasedFrom }], differences: Vec::new() };
        prop_assume!(tree::uuid_of(&key).is_none());
        let command = Command::Describe { key: Some(key.clone()), description: description.clone(), on: None, reason: None };
        // The record and the reader must agree on which texts can be recorded.
        let decided = decide(&State::<domain::person::Person>::default(), command.clone(), date(2026, 1, 1));
        let record = Record { subject: PersonId::from_key(&key).into(), command: command.into(), file: String::new(), line: 1, path: String::new() };
        let files = write(std::slice::from_ref(&record), &|_| Some("berita".to_owned())).unwrap();
        let again = parse(&[File { name: &files[0].0, text: &files[0].1 }], &|_| true);
        match decided {
            Ok(_) => prop_assert_eq!(&again.unwrap().records[0].command, &record.command),
            Err(refusals) => {
                let problem = refusals.iter().find_map(|refusal| match refusal { Refusal::BadText { problem, .. } => Some(*problem), _ => None });
                let problems = again.unwrap_err();
                prop_assert_eq!(&problems[0].fault, &Fault::BadText(problem.unwrap()));
            }
        }
    }
}

// ---------------------------------------------------------------- size, and the real record

#[test]
fn a_file_of_many_records_or_of_many_slips_is_read_in_time_that_grows_with_it() {
    use std::fmt::Write as _;
    let mut text = with_source("[[organization]]\nkey = \"o\"\nname = \"O\"\nkind = \"forum\"\n");
    // 100,000 take a debug build six seconds; what grows with the square would take it minutes.
    for n in 0..20_000 {
        writeln!(text, "[[commitment]]\nkey = \"p{n}\"\npromise = \"Janji {n}\"\nowners = [\"o\"]\ndue = \"2026\"\nsources = [\"berita#{}\"]\n", n + 1).unwrap();
    }
    assert_eq!(read(&text).unwrap().records.len(), 20_002);
    // As many slips, each with a key that nearly is another: suggestions must not make it quadratic.
    let wrong = text.replace("owners = [\"o\"]", "owners = [\"oo\"]");
    assert_eq!(read(&wrong).unwrap_err().len(), 20_000);
}

#[test]
fn a_long_chain_of_parents_is_put_in_order() {
    use std::fmt::Write as _;
    let mut text = String::new();
    for n in 0..20_000 {
        writeln!(
            text,
            "[[organization]]\nkey = \"o{n}\"\nname = \"O\"\nkind = \"forum\"\nparent = \"o{}\"",
            n + 1
        )
        .unwrap();
    }
    text.push_str("[[organization]]\nkey = \"o20000\"\nname = \"O\"\nkind = \"forum\"\n");
    let records = read(&text).unwrap().records;
    assert_eq!(records[0].path, "organization 'o20000'");
    assert_eq!(records[20_000].path, "organization 'o0'");
}

#[test]
fn the_founding_record_of_banten_reads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../founding/banten");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, text)| File { name, text })
        .collect();
    let list =
        |problems: &[String]| panic!("{} problems:\n{}", problems.len(), problems.join("\n"));
    let founding = parse(&files, &|_| false).unwrap_or_else(|problems| {
        list(&problems.iter().map(ToString::to_string).collect::<Vec<_>>())
    });

    let mut states: BTreeMap<Reference, AnyState> = BTreeMap::new();
    let mut refused = Vec::new();
    for record in &founding.records {
        let state = states
            .entry(record.subject)
            .or_insert_with(|| AnyState::new(record.subject.kind));
        match state.decide(record.command.clone(), date(2026, 11, 1)) {
            Ok(Some(recordable)) => {
                let at = serde_json::from_str("\"2026-11-01T00:00:00.000000Z\"").unwrap();
                state.apply(
                    &recordable.kind,
                    recordable.data,
                    domain::subject::Stamp {
                        entry: 0,
                        at,
                        on: recordable.on,
                    },
                );
            }
            Ok(None) => refused.push(format!(
                "{}:{}: {}: says nothing new",
                record.file, record.line, record.path
            )),
            Err(refusals) => refused.extend(refusals.iter().map(|refusal| {
                format!(
                    "{}:{}: {}: {refusal}",
                    record.file, record.line, record.path
                )
            })),
        }
    }
    if !refused.is_empty() {
        list(&refused);
    }
    assert_eq!(said(&read_again(&founding, &|_| false)), said(&founding));
}

#[test]
fn corrections_are_read_beside_the_records_and_record_nothing() {
    let corrections = [
        (
            "people.0.role",
            Some("Kepala Dinas PU"),
            Some("Kepala Dinas PUPR"),
        ),
        ("people.1", Some("Kota \"Baja\""), None),
        ("commitments.4.what", None, Some("membangun jalan")),
        ("date_of_event", None, None),
    ];
    let corrections = corrections.map(|(field, read, right)| Correction {
        source: "berita".to_owned(),
        field: field.to_owned(),
        read: read.map(str::to_owned),
        right: right.map(str::to_owned),
        reason: None,
    });
    let mut corrections = corrections;
    corrections[1].reason = Some("Bukan orang,\nmelainkan \"kota\"".to_owned());
    let source = "[[source]]\nkey = \"berita\"\noutlet = \"Kabar\"\nmedium = \"news\"\n\n";
    let text = format!("{source}{}", write_corrections(&corrections));
    let file = |text| {
        [File {
            name: "siaran.toml",
            text,
        }]
    };
    let founding = parse(&file(&text), &|_| false).unwrap();
    assert_eq!(
        (founding.records.len(), founding.corrections),
        (1, corrections.to_vec())
    );

    let nameless = text.replacen("field = \"people.0.role\"\n", "", 1);
    let problems = parse(&file(&nameless), &|_| false).unwrap_err();
    assert!(problems[0].to_string().contains("field"), "{}", problems[0]);
}
