//! Recording: what is answered is on disk and signed; what is refused leaves no trace.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use app::{ExecuteError, Receipt, Request};
use domain::any::AnyState;
use domain::commitment::{Commitment, Description};
use domain::entry::{Body, Entry, body_hash};
use domain::id::{OrganizationId, ProgrammeId, SourceId};
use domain::organization::OrganizationKind;
use domain::refusal::TextProblem;
use domain::{Reference, Refusal, SubjectKind};
use tlog::{Checkpoint, VerifierKey, leaf_hash, root_of};

use crate::common::{
    Record, by, cited, commitment, describe, expecting, organization, promise, province, source,
    statement, when,
};

/// The leaves as another program finds them on disk.
fn leaves_on_disk(record: &Record) -> Vec<Vec<u8>> {
    let conn = record.by_hand();
    let mut statement = conn
        .prepare("SELECT idx, leaf FROM entry ORDER BY idx")
        .unwrap();
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))
        .unwrap();
    let leaves: Vec<(i64, Vec<u8>)> = rows.map(Result::unwrap).collect();
    let gapless = leaves
        .iter()
        .enumerate()
        .all(|(n, (idx, _))| *idx == n as i64);
    assert!(gapless, "the log has a gap");
    leaves.into_iter().map(|(_, leaf)| leaf).collect()
}

fn opened(record: &Record, note: &str) -> Checkpoint {
    let key = VerifierKey::parse(record.app().verifier_key()).unwrap();
    Checkpoint::open(note.as_bytes(), &key, Some(record.app().origin())).unwrap()
}

/// The receipt's checkpoint is signed, covers its entries, and is over the first leaves on disk.
fn assert_covered(record: &Record, receipt: &Receipt, leaves: &[Vec<u8>]) {
    let checkpoint = opened(record, &receipt.checkpoint);
    assert_eq!(checkpoint.size, receipt.size);
    assert!(receipt.entries.iter().all(|entry| *entry < receipt.size));
    let covered = &leaves[..receipt.size as usize];
    let hashes: Vec<_> = covered.iter().map(|leaf| leaf_hash(leaf)).collect();
    let root = root_of(&hashes);
    assert_eq!(checkpoint.root, root, "of size {}", receipt.size);
}

#[test]
fn what_is_answered_is_on_disk_under_a_signed_checkpoint() {
    let record = Record::begun();
    let receipt = record.ok([commitment("jalan", "Memperbaiki jalan desa", Some("2027"))]);
    let leaves = leaves_on_disk(&record);
    assert_eq!(receipt.entries, [2]);
    assert_covered(&record, &receipt, &leaves);
    assert_eq!(record.app().checkpoint(), &*receipt.checkpoint);
    assert_eq!(record.app().log_size(), 3);

    let entry = Entry::parse(&leaves[2]).unwrap();
    assert!(entry.open);
    assert_eq!(entry.at, record.app().now());
    let bytes: Vec<u8> = record
        .by_hand()
        .query_row("SELECT bytes FROM body WHERE idx = 2", [], |row| row.get(0))
        .unwrap();
    assert_eq!(entry.body, body_hash(&bytes));
    let body = Body::parse(&bytes).unwrap();
    assert_eq!(
        body.about,
        Reference::from_key(SubjectKind::Commitment, "jalan")
    );
    assert_eq!(
        (body.seq, body.by, body.on),
        (0, by(), Some(when("2025-08-12")))
    );
    let check = record.app().check(2).unwrap().unwrap();
    assert_eq!(check.content, app::ContentCheck::Matches);
    assert!(check.in_log && check.signed);
    assert!(record.verified().agrees());
    record.assert_projected();
}

#[test]
fn a_refused_batch_appends_nothing_and_names_every_reason_with_its_place() {
    let record = Record::begun();
    let head = record.app().checkpoint();
    let empty = Description {
        owners: vec![],
        sources: vec![],
        ..promise("Janji tanpa pemilik", None)
    };
    let elsewhere = Description {
        owners: vec![OrganizationId::from_key("tidak-ada")],
        programme: Some(ProgrammeId::from_key("belum")),
        ..promise("Janji kepada yang tidak tercatat", None)
    };
    let refused = record.refused([
        statement("baik", "Yang ini tidak salah"),
        describe::<Commitment>("kosong", empty, None),
        describe::<Commitment>(
            "besok",
            promise("Dibuat besok", None),
            Some(when("2026-11-23")),
        ),
        describe::<Commitment>("asing", elsewhere, None),
        organization(
            "99.99",
            "Kabupaten yang tidak ada",
            OrganizationKind::Regency,
        ),
        statement("spasi", "Berakhir dengan spasi "),
    ]);
    let today = record.app().today();
    let few = |field| Refusal::TooFew {
        field,
        count: 0,
        least: 1,
    };
    let expected = [
        (1, vec![few("sources"), few("owners")]),
        (
            2,
            vec![Refusal::InFuture {
                on: when("2026-11-23"),
                today,
            }],
        ),
        (
            3,
            vec![Refusal::Unknown(
                OrganizationId::from_key("tidak-ada").into(),
            )],
        ),
        (
            3,
            vec![Refusal::Unknown(ProgrammeId::from_key("belum").into())],
        ),
        (4, vec![Refusal::UnknownRegion("99.99".to_owned())]),
        (
            5,
            vec![Refusal::BadText {
                path: "says.id".to_owned(),
                text: "Berakhir dengan spasi ".to_owned(),
                problem: TextProblem::Unprintable,
            }],
        ),
    ];
    assert_eq!(refused, expected);
    assert_eq!(
        (record.app().log_size(), record.app().checkpoint()),
        (2, head)
    );
    assert_eq!(leaves_on_disk(&record).len(), 2);
    let good = Reference::from_key(SubjectKind::Statement, "baik");
    assert!(record.app().public_record(good).unwrap().is_none());
    record.assert_projected();
}

#[test]
fn a_dry_run_answers_as_the_recording_would_and_records_nothing() {
    let record = Record::begun();
    let head = record.app().checkpoint();
    let requests = vec![
        commitment("jalan", "Memperbaiki jalan desa", None),
        province(),
    ];
    let tried = record.app().try_blocking(by(), requests.clone()).unwrap();
    assert_eq!(
        tried.entries,
        [2],
        "what is recorded already makes no entry"
    );
    assert_eq!(
        (record.app().log_size(), record.app().checkpoint()),
        (2, head)
    );
    assert_eq!(leaves_on_disk(&record).len(), 2);
    assert_eq!(record.ok(requests).entries, tried.entries);
}

#[test]
fn whoever_read_an_older_version_is_told_of_the_conflict() {
    let record = Record::begun();
    record.ok([expecting(
        0,
        commitment("jalan", "Memperbaiki jalan desa", None),
    )]);
    let corrected = |words: &str| {
        let request = commitment("jalan", words, None);
        with_reason(request)
    };
    record.ok([expecting(1, corrected("Memperbaiki 42 ruas jalan desa"))]);
    let late = expecting(1, corrected("Memperbaiki 40 ruas jalan desa"));
    let conflict = Refusal::Conflict {
        expected: 1,
        actual: 2,
    };
    assert_eq!(record.refused([late]), [(0, vec![conflict])]);
    assert_eq!(record.app().log_size(), 4);
    // Making what somebody else has made meanwhile is a conflict too.
    let again = expecting(0, commitment("jalan", "Janji lain", None));
    let conflict = Refusal::Conflict {
        expected: 0,
        actual: 2,
    };
    assert_eq!(record.refused([again]), [(0, vec![conflict])]);
}

fn with_reason(mut request: Request) -> Request {
    use domain::any::AnyCommand;
    use domain::subject::Command;
    if let AnyCommand::Commitment(Command::Describe { reason, .. }) = &mut request.command {
        *reason = Some(domain::Text::id("Salah tulis"));
    }
    request
}

#[test]
fn of_clerks_who_correct_the_same_version_exactly_one_wins() {
    const CLERKS: usize = 24;
    let record = Record::begun();
    record.ok([commitment("jalan", "Memperbaiki jalan desa", None)]);
    for version in 1..=8 {
        let answers: Vec<_> = thread::scope(|scope| {
            let clerks: Vec<_> = (0..CLERKS)
                .map(|clerk| {
                    let words = format!("Versi {version} oleh petugas {clerk}");
                    let request =
                        expecting(version, with_reason(commitment("jalan", &words, None)));
                    let record = &record;
                    scope.spawn(move || record.execute([request]))
                })
                .collect();
            clerks
                .into_iter()
                .map(|clerk| clerk.join().unwrap())
                .collect()
        });
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(won.len(), 1, "version {version}");
        for answer in lost {
            let Err(ExecuteError::Refused(refused)) = answer else {
                panic!("{answer:?}")
            };
            let conflict = Refusal::Conflict {
                expected: version,
                actual: version + 1,
            };
            assert_eq!(refused[0].refusals, [conflict]);
        }
    }
    assert_eq!(record.app().log_size(), 2 + 1 + 8);
    record.assert_projected();
}

#[test]
fn sixty_four_writers_at_once_all_get_receipts_that_cover_their_entries() {
    const WRITERS: usize = 64;
    const EACH: usize = 6;
    let record = Record::begun();
    let receipts: Vec<(usize, usize, Receipt)> = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let record = &record;
                scope.spawn(move || {
                    let one = |n: usize| {
                        let request = statement(
                            &format!("s-{writer}-{n}"),
                            &format!("Pernyataan {writer}.{n}"),
                        );
                        (writer, n, record.ok([request]))
                    };
                    (0..EACH).map(one).collect::<Vec<_>>()
                })
            })
            .collect();
        writers
            .into_iter()
            .flat_map(|writer| writer.join().unwrap())
            .collect()
    });
    let leaves = leaves_on_disk(&record);
    assert_eq!(leaves.len(), 2 + WRITERS * EACH);
    let mut numbers = BTreeSet::new();
    let mut heads = BTreeSet::new();
    for (writer, n, receipt) in &receipts {
        let [entry] = receipt.entries[..] else {
            panic!("{receipt:?}")
        };
        assert!(
            numbers.insert(entry),
            "entry {entry} was given to two writers"
        );
        let app::BodyAnswer::Public(bytes) = record.app().body(entry).unwrap() else {
            panic!("entry {entry}")
        };
        let about = Body::parse(&bytes).unwrap().about;
        let own = Reference::from_key(SubjectKind::Statement, &format!("s-{writer}-{n}"));
        assert_eq!(about, own, "entry {entry}");
        if heads.insert(receipt.size) {
            assert_covered(&record, receipt, &leaves);
        }
    }
    assert_eq!(numbers, (2..leaves.len() as u64).collect());
    assert!(record.verified().agrees());
    record.assert_projected();
}

#[test]
fn a_request_may_refer_to_what_the_same_batch_records_wherever_it_stands() {
    let record = Record::new();
    let receipt = record.ok([
        commitment("jalan", "Memperbaiki jalan desa", None),
        province(),
        source("kabar"),
    ]);
    assert_eq!(receipt.entries, [0, 1, 2]);
    record.assert_projected();
}

#[test]
fn a_reference_to_what_nobody_recorded_is_refused_and_so_is_the_batch_that_would_make_it() {
    let record = Record::new();
    let refused = record.refused([province()]);
    let unknown = Refusal::Unknown(SourceId::from_key("kabar").into());
    assert_eq!(refused, [(0, vec![unknown.clone()])]);
    // The source is refused for a reason of its own, so the reference to it stays unknown.
    let mut wrong = source("kabar");
    wrong.expected = Some(3);
    let refused = record.refused([wrong, province()]);
    let conflict = Refusal::Conflict {
        expected: 3,
        actual: 0,
    };
    assert_eq!(refused[0], (0, vec![conflict]));
    assert_eq!(record.app().log_size(), 0);
}

#[test]
fn a_fact_about_what_is_not_described_is_refused() {
    use domain::commitment::{Closed, Closing, Fact};
    let record = Record::begun();
    let closed = Fact::Closed(Closed {
        how: Closing::Withdrawn,
        by: None,
        ground: domain::Text::id("Ditarik"),
        sources: cited(),
    });
    let request = crate::common::note::<Commitment>("belum-ada", "akhir", closed, None);
    assert_eq!(
        record.refused([request]),
        [(0, vec![Refusal::NotDescribed])]
    );
    assert_eq!(record.app().log_size(), 2);
}

#[test]
fn the_time_of_entries_never_runs_back_when_the_clock_does() {
    let record = Record::begun();
    record.at("2026-11-22T10:00:00+07:00");
    record.one(statement("satu", "Pukul sepuluh"));
    record.at("2026-11-22T08:00:00+07:00");
    record.one(statement("dua", "Jam dimundurkan"));
    record.at("2026-11-22T11:00:00+07:00");
    record.one(statement("tiga", "Pukul sebelas"));
    let times: Vec<_> = leaves_on_disk(&record)
        .iter()
        .map(|leaf| Entry::parse(leaf).unwrap().at)
        .collect();
    assert!(times.is_sorted(), "{times:?}");
    assert_eq!(times[2], times[3]);
    assert!(record.verified().agrees());
}

#[test]
fn recording_what_is_recorded_already_makes_no_entry() {
    let record = Record::begun();
    let request = commitment("jalan", "Memperbaiki jalan desa", Some("2027"));
    record.one(request.clone());
    let receipt = record.ok([request]);
    assert_eq!((receipt.entries.len(), receipt.size), (0, 3));
    let view = record
        .app()
        .view(
            Reference::from_key(SubjectKind::Commitment, "jalan"),
            app::Moment::Now,
        )
        .unwrap()
        .unwrap();
    let AnyState::Commitment(state) = view.state else {
        panic!()
    };
    assert_eq!(state.entries, [2]);
}

#[test]
fn search_keeps_up_while_offices_write_without_a_pause() {
    let record = Record::begun();
    let (app, done) = (record.app().clone(), AtomicBool::new(false));
    thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0.. {
                if done.load(Ordering::Relaxed) {
                    return;
                }
                let request = statement(&format!("kabar-{n}"), "Harapan yang terus berdatangan");
                app.execute_blocking(by(), vec![request]).unwrap();
            }
        });
        // With its default of ten seconds it gives up when the index waits for a quiet moment that never comes.
        let kept_up = (0..3).all(|_| record.app().wait_for_search());
        done.store(true, Ordering::Relaxed);
        assert!(kept_up, "the index waited for the writers to pause");
    });
    assert!(record.app().wait_for_search());
    let found = record.app().search(&app::SearchQuery {
        text: "harapan berdatangan".to_owned(),
        page: 1,
        ..Default::default()
    });
    assert_eq!(found.unwrap().total, record.app().log_size() - 2);
}
