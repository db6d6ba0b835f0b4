//! A reader who keeps the last head notices a rewritten log, even one that is signed again.

use std::fs;

use domain::disclosure::Act;
use tlog::SigningKey;
use verify::{KeySource, Options, Unreachable, What};

use crate::agreement::check;
use crate::writer::{Log, ORIGIN};

fn state(folder: &tempfile::TempDir) -> Options<'static> {
    Options {
        state: Some(folder.path().join("head")),
        ..Options::default()
    }
}

#[test]
fn the_head_is_kept_and_followed_while_the_log_grows() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = Log::new();
    for entries in [1, 13, 200, 256, 257, 512, 512, 600] {
        while log.entries.len() < entries {
            log.organization(
                &format!("org-{}", log.entries.len() % 9),
                &format!("Badan {}", log.entries.len()),
            );
        }
        let report = check(&log.files(), &state(&folder));
        assert_eq!(
            (report.findings.as_slice(), report.kept),
            ([].as_slice(), true),
            "{entries} entries"
        );
        assert_eq!(
            report.key_source,
            if entries == 1 {
                KeySource::Server
            } else {
                KeySource::Kept
            }
        );
    }
    let kept = fs::read_to_string(folder.path().join("head")).unwrap();
    assert!(
        kept.starts_with(&format!("{}\n{ORIGIN}\n600\n", log.key.verifier())),
        "{kept}"
    );
}

#[test]
fn a_log_rewritten_and_signed_again_is_reported() {
    for (before, now) in [
        (13, 13),
        (13, 20),
        (256, 256),
        (256, 300),
        (300, 600),
        (512, 600),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Log::long(now);
        let rest = log.entries.split_off(before);
        let old = log.files();
        assert!(check(&old, &state(&folder)).agrees());
        log.entries.extend(rest);
        log.entries[5].body.salt = "f".repeat(32);
        let kept = fs::read(folder.path().join("head")).unwrap();
        assert!(
            check(&log.files(), &Options::default()).agrees(),
            "by itself nothing shows"
        );
        let report = check(&log.files(), &state(&folder));
        assert!(
            matches!(report.findings[..], [verify::Finding { what: What::Rewritten { kept, .. }, .. }] if kept == before as u64)
        );
        assert_eq!(
            fs::read(folder.path().join("head")).unwrap(),
            kept,
            "the old head stays"
        );
    }
}

#[test]
fn a_log_that_shrank_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    assert!(check(&Log::long(300).files(), &state(&folder)).agrees());
    let report = check(&Log::long(290).files(), &state(&folder));
    assert_eq!(
        report.findings[0].what,
        What::RolledBack {
            kept: 300,
            size: 290
        }
    );
}

#[test]
fn a_log_signed_with_another_key_is_reported_to_whoever_holds_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = Log::sample();
    let first = log.key.verifier().to_string();
    assert!(check(&log.files(), &state(&folder)).agrees());
    log.key = SigningKey::from_seed(ORIGIN, &[8; 32]).unwrap();
    for options in [
        state(&folder),
        Options {
            key: Some(first),
            ..Options::default()
        },
    ] {
        let report = check(&log.files(), &options);
        assert!(
            report
                .findings
                .iter()
                .any(|finding| matches!(finding.what, What::Checkpoint { .. }))
        );
        assert!(
            report
                .findings
                .iter()
                .any(|finding| matches!(finding.what, What::OtherKeyServed { .. }))
        );
    }
    let second = Options {
        key: Some(log.key.verifier().to_string()),
        ..state(&folder)
    };
    assert!(
        check(&log.files(), &second)
            .findings
            .iter()
            .any(|finding| matches!(finding.what, What::KeptKeyDiffers { .. }))
    );
}

#[test]
fn a_head_is_not_kept_while_something_does_not_agree() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = Log::sample();
    log.entries[0].served = false;
    assert!(!check(&log.files(), &state(&folder)).kept);
    assert!(!folder.path().join("head").exists());
    log.disclose(0, Act::Withhold);
    assert!(check(&log.files(), &state(&folder)).kept);
}

#[test]
fn a_damaged_kept_head_stops_the_check_instead_of_passing() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::sample();
    assert!(check(&log.files(), &state(&folder)).agrees());
    let path = folder.path().join("head");
    let whole = fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        fs::write(&path, bytes).unwrap();
        let log_folder = tempfile::tempdir().unwrap();
        crate::writer::write(&log.files(), log_folder.path());
        let result = verify::verify(
            &verify::Target::Dir(log_folder.path().to_owned()),
            &state(&folder),
            &|_| {},
        );
        assert!(
            matches!(result, Err(Unreachable::State { .. })),
            "byte {at}"
        );
    }
}
