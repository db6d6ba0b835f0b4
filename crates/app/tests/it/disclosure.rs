//! Sealed, opened, withheld, erased: what each reader sees, and that hiding cannot be hidden.

use std::ops::ControlFlow;

use app::{BodyAnswer, ContentCheck, ExecuteError, Filter, Gap, Moment};
use domain::any::AnyState;
use domain::commitment::{Commitment, Fact, Measured};
use domain::disclosure::Act;
use domain::entry::{Body, Entry};
use domain::number::Decimal;
use domain::refusal::BodyProblem;
use domain::{Reference, Refusal, SubjectKind, Text};

use crate::common::{
    Record, cited, commitment, files_below, holds, note, sealed, state_of, statement,
    the_commitment, when,
};

const SECRET: &str = "Rancangan rahasia tentang pasar zamrud";

fn the_statement(key: &str) -> Reference {
    Reference::from_key(SubjectKind::Statement, key)
}

fn statements() -> Filter {
    Filter {
        kind: SubjectKind::Statement,
        organization: None,
        family: None,
        year: None,
        page: 1,
    }
}

fn public_ids(record: &Record, kind: SubjectKind) -> Vec<uuid::Uuid> {
    let mut ids = Vec::new();
    let mut each = |one: domain::public::PublicRecord| {
        ids.push(one.id);
        ControlFlow::Continue(())
    };
    record.app().public_records(kind, &mut each).unwrap();
    ids
}

fn measured(value: i64, remark: &str) -> Fact {
    Fact::Measured(Measured {
        value: Decimal::whole(value),
        note: Some(Text::id(remark)),
        sources: cited(),
    })
}

fn body_problem(answer: Result<app::Receipt, ExecuteError>) -> BodyProblem {
    match answer {
        Err(ExecuteError::Refused(refused)) => match refused[0].refusals[..] {
            [Refusal::BodyState { problem, .. }] => problem,
            ref other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_a_sealed_subject_nobody_outside_learns_anything_and_the_log_still_verifies() {
    let record = Record::begun();
    record.one(statement("terbuka", "Yang ini terbuka"));
    let entry = record.one(sealed(statement("rahasia", SECRET)));
    let subject = the_statement("rahasia");
    let app = record.app();
    assert_eq!(app.body(entry).unwrap(), BodyAnswer::Withheld);
    assert!(app.view(subject, Moment::Now).unwrap().is_none());
    assert!(app.public_record(subject).unwrap().is_none());
    assert!(!public_ids(&record, SubjectKind::Statement).contains(&subject.id));
    assert!(app.history(subject).unwrap().is_empty());
    assert!(
        app.recent(50)
            .unwrap()
            .iter()
            .all(|change| change.subject != subject)
    );
    assert_eq!(app.gap(entry).unwrap(), None);
    let check = app.check(entry).unwrap().unwrap();
    assert_eq!((check.content, check.subject), (ContentCheck::Sealed, None));
    assert!(check.in_log && check.signed);

    let listed = app.list(&statements()).unwrap();
    assert_eq!(listed.total, 1, "a sealed subject is not counted in a list");
    assert!(listed.rows.iter().all(|row| row.subject != subject));
    assert_eq!(app.kind_counts().unwrap()[&SubjectKind::Statement], 1);
    assert!(app.labels(&[subject]).unwrap().is_empty());

    let report = record.verified();
    assert_eq!(report.findings, []);
    assert_eq!((report.counts.sealed, report.counts.entries), (1, 4));
    let export = record.export();
    for file in files_below(export.path()) {
        assert!(!holds(&file, SECRET.as_bytes()), "{}", file.display());
    }
    record.assert_projected();
}

#[test]
fn what_is_opened_later_counts_at_its_own_place() {
    let record = Record::begun();
    record.at("2026-12-04T09:00:00+07:00");
    let draft = record.one(sealed(commitment("pasar", "Membuka pasar murah", None)));
    // The office goes on with what only it can read.
    let request = note::<Commitment>(
        "pasar",
        "hitung",
        measured(3, "Tiga pasar"),
        Some(when("2026-05-03")),
    );
    let fact = record.one(sealed(request));
    record.at("2027-01-05T09:00:00+07:00");
    let other = record.one(commitment("lain", "Janji di antaranya", None));
    let opening = record.disclose(draft, Act::Open).unwrap();
    assert!(draft < fact && fact < other && other < opening.entries[0]);

    let BodyAnswer::Public(bytes) = record.app().body(draft).unwrap() else {
        panic!("not public")
    };
    assert_eq!(Body::parse(&bytes).unwrap().seq, 0);
    let view = record
        .app()
        .view(the_commitment("pasar"), Moment::Now)
        .unwrap()
        .unwrap();
    let state = state_of(&view);
    assert_eq!(state.entries, [draft], "the fact is still sealed");
    assert_eq!(
        state.described[0].at,
        Entry::parse(&leaf(&record, draft)).unwrap().at,
        "nobody can backdate it"
    );
    assert_eq!(view.gaps, [], "a sealed fact is not told of");
    assert_eq!(record.verified().findings, []);

    record.disclose(fact, Act::Open).unwrap();
    let view = record
        .app()
        .view(the_commitment("pasar"), Moment::Now)
        .unwrap()
        .unwrap();
    assert_eq!(state_of(&view).entries, [draft, fact]);
    assert!(record.verified().agrees());
    record.assert_projected();
}

fn leaf(record: &Record, entry: u64) -> Vec<u8> {
    record
        .by_hand()
        .query_row(
            "SELECT leaf FROM entry WHERE idx = ?1",
            [entry as i64],
            |row| row.get(0),
        )
        .unwrap()
}

#[test]
fn what_is_withheld_leaves_a_gap_with_its_ground_and_the_rest_folds_without_it() {
    let record = Record::begun();
    record.one(commitment("jalan", "Memperbaiki jalan desa", None));
    let first = record.one(note::<Commitment>(
        "jalan",
        "a",
        measured(10, "Sepuluh ruas"),
        Some(when("2025-09-01")),
    ));
    let second = record.one(note::<Commitment>(
        "jalan",
        "b",
        measured(20, "Dua puluh ruas"),
        Some(when("2025-10-01")),
    ));
    let before = record.app().checkpoint();
    let receipt = record.disclose(first, Act::Withhold).unwrap();
    assert_ne!(record.app().checkpoint(), before);

    let view = record
        .app()
        .view(the_commitment("jalan"), Moment::Now)
        .unwrap()
        .unwrap();
    let state = state_of(&view);
    assert_eq!(state.entries, [2, second]);
    assert_eq!(state.facts.len(), 1);
    let at = Entry::parse(&leaf(&record, first)).unwrap().at;
    let gap = Gap {
        entry: first,
        at,
        act: Act::Withhold,
        ground: Text::both("UU 27/2022 Pasal 8", "Law 27/2022, article 8"),
        decided_by: "Biro Hukum".to_owned(),
        decided_at: record.app().now(),
    };
    assert_eq!(view.gaps, std::slice::from_ref(&gap));
    assert_eq!(record.app().body(first).unwrap(), BodyAnswer::Withheld);
    assert_eq!(record.app().gap(first).unwrap(), Some(gap.clone()));
    let history = record.app().history(the_commitment("jalan")).unwrap();
    let hidden: Vec<_> = history
        .iter()
        .map(|change| (change.entry, change.data.is_none(), change.hidden.is_some()))
        .collect();
    assert_eq!(
        hidden,
        [
            (2, false, false),
            (first, true, true),
            (second, false, false)
        ]
    );
    let check = record.app().check(first).unwrap().unwrap();
    assert_eq!(check.content, ContentCheck::Withheld(gap));
    assert!(check.in_log && check.signed, "proofs stay valid");

    let report = record.verified();
    assert_eq!((report.findings.len(), report.counts.withheld), (0, 1));
    assert_eq!(receipt.entries, [second + 1]);
    record.assert_projected();

    // Opened again, it is as it was.
    record.disclose(first, Act::Open).unwrap();
    let view = record
        .app()
        .view(the_commitment("jalan"), Moment::Now)
        .unwrap()
        .unwrap();
    assert_eq!((state_of(&view).facts.len(), view.gaps.len()), (2, 0));
    assert!(record.verified().agrees());
    record.assert_projected();
}

#[test]
fn a_subject_whose_description_is_withheld_shows_as_a_gap_and_in_no_list() {
    let record = Record::begun();
    let entry = record.one(statement("rahasia", SECRET));
    record.disclose(entry, Act::Withhold).unwrap();
    let app = record.app();
    let view = app
        .view(the_statement("rahasia"), Moment::Now)
        .unwrap()
        .unwrap();
    assert!(!view.state.is_described());
    assert_eq!(view.gaps.len(), 1);
    let listed = app.list(&statements()).unwrap();
    assert_eq!(
        (listed.total, listed.rows.len()),
        (0, 0),
        "a row without a title helps nobody"
    );
    assert!(
        app.public_record(the_statement("rahasia"))
            .unwrap()
            .is_none()
    );
    assert!(record.verified().agrees());
    record.assert_projected();
}

#[test]
fn an_erased_body_is_gone_from_every_file_while_its_proof_still_verifies() {
    let mut record = Record::begun();
    let words = |n: u32| format!("{SECRET}, bagian {n}");
    record.one(commitment("pasar", &words(0), None));
    // The state grows and is written anew with each fact, so that old copies lie about in the file.
    let mut salts = Vec::new();
    for n in 1..60 {
        record.one(note::<Commitment>(
            "pasar",
            &format!("f{n}"),
            measured(n.into(), &words(n)),
            Some(when("2025-09-01")),
        ));
    }
    for entry in 2..62 {
        let BodyAnswer::Public(bytes) = record.app().body(entry).unwrap() else {
            panic!("entry {entry}")
        };
        salts.push(Body::parse(&bytes).unwrap().salt);
    }
    assert!(record.app().wait_for_search());
    record.reopen();
    let proof_before = record.app().check(2).unwrap().unwrap().leaf_hash;
    for entry in 2..62 {
        record.disclose(entry, Act::Erase).unwrap();
    }
    assert!(record.app().wait_for_search());

    for entry in 2..62 {
        assert_eq!(record.app().body(entry).unwrap(), BodyAnswer::Erased);
    }
    let look = |record: &Record| {
        for file in files_below(record.folder()) {
            for salt in &salts {
                assert!(
                    !holds(&file, salt.as_bytes()),
                    "the salt {salt} is still in {}",
                    file.display()
                );
            }
            assert!(
                !holds(&file, SECRET.as_bytes()),
                "the words are still in {}",
                file.display()
            );
        }
    };
    look(&record);
    let check = record.app().check(2).unwrap().unwrap();
    assert_eq!(check.leaf_hash, proof_before);
    assert!(check.in_log && check.signed);
    assert!(matches!(check.content, ContentCheck::Erased(_)));
    let report = record.verified();
    assert_eq!((report.findings.len(), report.counts.erased), (0, 60));
    record.assert_projected();
    record.close();
    look(&record);
}

#[test]
fn what_a_reader_held_open_while_it_was_erased_is_gone_after_the_next_entry() {
    let record = Record::begun();
    let entry = record.one(statement("rahasia", SECRET));
    // A slow reader of the whole list holds an old view of the database, and with it the old pages.
    let reader = record.by_hand();
    reader.execute_batch("BEGIN").unwrap();
    let seen: i64 = reader
        .query_row("SELECT COUNT(*) FROM body", [], |row| row.get(0))
        .unwrap();
    assert_eq!(seen, 3);
    record.disclose(entry, Act::Erase).unwrap();
    assert_eq!(
        record.app().body(entry).unwrap(),
        BodyAnswer::Erased,
        "nobody else reads it any more"
    );
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    record.one(statement("lain", "Yang berikutnya"));
    for name in ["sinergi.db", "sinergi.db-wal"] {
        assert!(
            !holds(&record.folder().join(name), SECRET.as_bytes()),
            "still in {name}"
        );
    }
}

#[test]
fn an_act_on_a_body_can_neither_be_hidden_nor_sealed_nor_repeated() {
    let record = Record::begun();
    let entry = record.one(statement("satu", "Yang pertama"));
    let act = record.disclose(entry, Act::Withhold).unwrap().entries[0];
    for deed in [Act::Open, Act::Withhold, Act::Erase] {
        assert_eq!(
            body_problem(record.disclose(act, deed)),
            BodyProblem::Disclosure
        );
    }
    assert_eq!(
        body_problem(record.disclose(entry, Act::Withhold)),
        BodyProblem::AlreadySo
    );
    assert_eq!(
        body_problem(record.disclose(999, Act::Withhold)),
        BodyProblem::NoSuchEntry
    );
    record.disclose(entry, Act::Erase).unwrap();
    for deed in [Act::Open, Act::Withhold, Act::Erase] {
        assert_eq!(
            body_problem(record.disclose(entry, deed)),
            BodyProblem::Erased
        );
    }

    // Asking for a sealed act makes a public one.
    let other = record.one(statement("dua", "Yang kedua"));
    let description = domain::disclosure::Description {
        entry: other,
        act: Act::Withhold,
        ground: Text::id("Diam-diam"),
        decided_by: "Biro Hukum".to_owned(),
    };
    let request = crate::common::describe::<domain::disclosure::Disclosure>(
        &other.to_string(),
        description,
        None,
    );
    let act = record.one(sealed(request));
    assert!(matches!(
        record.app().body(act).unwrap(),
        BodyAnswer::Public(_)
    ));
    assert!(Entry::parse(&leaf(&record, act)).unwrap().open);
    assert!(record.verified().agrees());
    record.assert_projected();
}

#[test]
fn a_body_removed_by_hand_is_reported_with_its_entry() {
    for edit in [
        "UPDATE body SET standing = 1 WHERE idx = 3",
        "UPDATE body SET standing = 2, bytes = x'' WHERE idx = 3",
    ] {
        let record = Record::begun();
        for n in 0..4 {
            record.one(statement(&format!("s{n}"), &format!("Pernyataan {n}")));
        }
        assert!(record.verified().agrees());
        assert_eq!(record.by_hand().execute(edit, []).unwrap(), 1);
        let report = record.verified();
        let about: Vec<_> = report.findings.iter().map(|f| f.entry).collect();
        assert!(about.contains(&Some(3)), "{edit}: {:?}", report.findings);
        let silent = report
            .findings
            .iter()
            .any(|f| f.entry == Some(3) && matches!(f.what, verify::What::HiddenInSilence));
        assert!(silent, "{edit}: {:?}", report.findings);
    }
}

#[test]
fn rules_are_decided_on_what_the_office_knows_not_on_what_the_public_sees() {
    let record = Record::begun();
    record.one(sealed(commitment("pasar", "Membuka pasar murah", None)));
    let other_words = commitment("pasar", "Membuka pasar mahal", None);
    let refused = record.refused([other_words]);
    assert_eq!(refused, [(0, vec![Refusal::CorrectionWithoutReason])]);
    let fact = record.one(note::<Commitment>("pasar", "a", measured(1, "Satu"), None));
    let view = record
        .app()
        .view(the_commitment("pasar"), Moment::Now)
        .unwrap()
        .unwrap();
    let AnyState::Commitment(state) = &view.state else {
        panic!()
    };
    assert_eq!(
        (state.entries.clone(), state.description.is_some()),
        (vec![fact], false)
    );
    assert!(record.verified().agrees());
    record.assert_projected();
}

#[test]
fn search_forgets_what_is_withheld_and_finds_what_is_opened() {
    let record = Record::begun();
    let first = record.one(statement("zamrud", "Pasar zamrud dibuka"));
    let second = record.one(statement("mirah", "Pasar mirah dibuka"));
    let draft = record.one(sealed(statement("nilam", "Pasar nilam dibuka")));
    let found = |word: &str| {
        assert!(record.app().wait_for_search());
        let query = app::SearchQuery {
            text: word.to_owned(),
            ..app::SearchQuery::default()
        };
        let results = record.app().search(&query).unwrap();
        assert_eq!(results.total, results.hits.len() as u64, "{word}");
        results.total
    };
    assert_eq!((found("zamrud"), found("mirah"), found("nilam")), (1, 1, 0));
    record.disclose(first, Act::Withhold).unwrap();
    assert_eq!((found("zamrud"), found("mirah"), found("nilam")), (0, 1, 0));
    record.disclose(draft, Act::Open).unwrap();
    assert_eq!((found("zamrud"), found("mirah"), found("nilam")), (0, 1, 1));
    record.disclose(second, Act::Erase).unwrap();
    record.disclose(first, Act::Open).unwrap();
    assert_eq!((found("zamrud"), found("mirah"), found("nilam")), (1, 0, 1));
    assert_eq!(found("pasar"), 2);
}
