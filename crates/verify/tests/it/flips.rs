//! No byte of an exported log can change without being reported, with its place.

use std::fs;

use domain::disclosure::Act;
use proptest::prelude::*;
use verify::{Options, Report, Target, verify};

use crate::served::with_singles;
use crate::writer::{Files, Log, write};

/// Flips bits of one byte of one file, checks, and puts it back.
fn flip(folder: &std::path::Path, files: &Files, path: &str, at: usize, bits: u8) -> Report {
    let mut bytes = files[path].clone();
    bytes[at] ^= bits;
    fs::write(folder.join(path), bytes).unwrap();
    let report = verify(
        &Target::Dir(folder.to_owned()),
        &Options::default(),
        &|_| {},
    )
    .unwrap();
    fs::write(folder.join(path), &files[path]).unwrap();
    report
}

fn names(report: &Report, path: &str) -> bool {
    report.findings.iter().any(|finding| finding.place == path)
}

/// As few bytes as hold every kind of file. Two promises, because nothing in a log vouches for the
/// day on which a status was asked for but that its neighbours say the same.
fn small() -> Log {
    let mut log = Log::new();
    log.commitment("a", "A");
    log.commitment("b", "B");
    let withheld = log.organization("c", "C");
    log.disclose(withheld, Act::Withhold);
    log.organization("36", "D");
    log
}

#[test]
fn every_byte_of_every_file_of_a_small_log_counts() {
    let files = with_singles(small().files());
    let folder = tempfile::tempdir().unwrap();
    write(&files, folder.path());
    for (path, bytes) in &files {
        for at in 0..bytes.len() {
            let bits = 1 << (at % 8);
            let report = flip(folder.path(), &files, path, at, bits);
            assert!(
                !report.agrees(),
                "{path}: byte {at} ^ {bits:#x} was not noticed"
            );
            // The key and the checkpoint stand for each other: one that is wrong shows in either.
            let place = if path == "log/key" { "log/key" } else { path };
            let head = names(&report, "log/checkpoint") && path == "log/key";
            assert!(
                names(&report, place) || head,
                "{path}: byte {at}: {:?}",
                report.findings
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_flip_in_any_file_of_a_longer_log_is_reported_with_its_place(file: prop::sample::Index, at: prop::sample::Index, bits in 1..=255_u8) {
        // Once for all cases: each puts back what it flipped.
        static LOG: std::sync::OnceLock<(Files, tempfile::TempDir)> = std::sync::OnceLock::new();
        let (files, folder) = LOG.get_or_init(|| {
            let (files, folder) = (Log::long(600).files(), tempfile::tempdir().unwrap());
            write(&files, folder.path());
            (files, folder)
        });
        let filled: Vec<&String> = files.iter().filter(|(_, bytes)| !bytes.is_empty()).map(|(path, _)| path).collect();
        let path = filled[file.index(filled.len())];
        let at = at.index(files[path].len());
        let report = flip(folder.path(), files, path, at, bits);
        prop_assert!(!report.agrees(), "{}: byte {} ^ {:#x}", path, at, bits);
        prop_assert!(names(&report, path) || path == "log/key", "{}: byte {}: {:?}", path, at, report.findings);
    }
}
