//! Notes, checkpoints, cosignatures and proof files: what is accepted and what is not.

use tlog::checkpoint::OpenError;
use tlog::cosignature::{self, Cosignature, CosignatureError};
use tlog::note::{self, Algorithm, KeyError, MAX_SIGNATURES, NoteError, VerifyError};
use tlog::proof_text::{ProofText, ProofTextError};
use tlog::{Checkpoint, Hash, Note, SigningKey, VerifierKey, inclusion_proof};

use crate::naive;

const ORIGIN: &str = "log.example/contoh";

/// A checkpoint over 1000 leaves and a cosignature, signed by a Python implementation
/// (`aics-tlog` 0.2.1) with the keys below.
const FOREIGN_CHECKPOINT: &str = "log.example/contoh\n1000\n\
    NGxrnLicS3b6ydyyDNqG46AcCldBfBOQKOrNRTj96Vs=\n\n\
    \u{2014} log.example/contoh VMRsn7/L8NobliPDG0VIJDr7OJd4zkhJmdlg5x2Obbp+3YqCCSEbrmMGGoWm\
    SjymxNjnIOJQCdnTRbEOVcDqUljVWww=\n";
const FOREIGN_COSIGNATURE: &str = "\u{2014} witness.example/saksi oqhs8QAAAABpVbkAA07OoqNcnMHNy\
    NgzyZU7kQPSkbEHMcrGuuND7WgurZGydGoU4dnyldV3QruleabJPzp6AjMjuuKMbCY9iJrTAA==";
const FOREIGN_LOG_KEY: &str =
    "log.example/contoh+54c46c9f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
const FOREIGN_WITNESS_KEY: &str =
    "witness.example/saksi+a2a86cf1+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X";

/// The secret bytes count up from `first`, as those of the foreign keys do.
fn key(name: &str, first: u8) -> SigningKey {
    SigningKey::from_seed(name, &std::array::from_fn(|i| first + i as u8)).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint::new(ORIGIN, 1000, naive::mth(&naive::leaves(1000)))
}

fn with_cosignature(signed: &str, line: note::Signature) -> Note {
    Note::parse(signed.as_bytes())
        .unwrap()
        .with_signature(line)
        .unwrap()
}

#[test]
fn a_foreign_implementation_signs_and_cosigns_the_same() {
    let (log, witness) = (key(ORIGIN, 0), key("witness.example/saksi", 32));
    assert_eq!(log.verifier().to_string(), FOREIGN_LOG_KEY);
    assert_eq!(
        witness.cosignature_verifier().to_string(),
        FOREIGN_WITNESS_KEY
    );
    assert_eq!(checkpoint().sign(&log).unwrap(), FOREIGN_CHECKPOINT);
    let line = cosignature::cosign(&checkpoint().text(), 1_767_225_600, &witness).unwrap();
    assert_eq!(line.to_string(), FOREIGN_COSIGNATURE);
    let note = with_cosignature(FOREIGN_CHECKPOINT, line);
    let witness_key = VerifierKey::parse(FOREIGN_WITNESS_KEY).unwrap();
    let cosignature = cosignature::verify(&note, &witness_key).unwrap();
    assert_eq!(cosignature.time_unix_s, 1_767_225_600);
    let keys = [VerifierKey::parse(FOREIGN_LOG_KEY).unwrap(), witness_key];
    let verified = note.verify(&keys).unwrap();
    assert_eq!((verified.by.len(), verified.unknown.len()), (2, 0));
}

#[test]
fn a_signed_checkpoint_opens_and_every_changed_bit_of_it_is_refused() {
    let log = key(ORIGIN, 0);
    let signed = checkpoint().sign(&log).unwrap().into_bytes();
    let open = |bytes: &[u8]| Checkpoint::open(bytes, &log.verifier(), Some(ORIGIN));
    assert_eq!(open(&signed), Ok(checkpoint()));
    for bit in 0..signed.len() * 8 {
        let mut changed = signed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(
            open(&changed).is_err(),
            "bit {bit}: {}",
            String::from_utf8_lossy(&changed)
        );
    }
    for length in 0..signed.len() {
        assert!(open(&signed[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn a_cosigned_checkpoint_is_refused_with_any_bit_changed() {
    let witness = key("witness.example/saksi", 32);
    let line = cosignature::cosign(&checkpoint().text(), 1_767_225_600, &witness).unwrap();
    let bytes = note::sign(&checkpoint().text(), &[&key(ORIGIN, 0)]).unwrap();
    let bytes = bytes.with_signature(line).unwrap().to_string().into_bytes();
    let keys = [key(ORIGIN, 0).verifier(), witness.cosignature_verifier()];
    let both_signed = |bytes: &[u8]| {
        Note::parse(bytes).is_ok_and(|note| note.verify(&keys).is_ok_and(|v| v.by.len() == 2))
    };
    assert!(both_signed(&bytes));
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!both_signed(&changed), "bit {bit}");
    }
}

#[test]
fn a_proof_file_proves_its_entry_and_every_changed_bit_of_it_is_refused() {
    let leaves = naive::leaves(1000);
    let log = key(ORIGIN, 0);
    let file = ProofText {
        extra: None,
        index: 739,
        hashes: inclusion_proof(739, 1000, &leaves[..]).unwrap(),
        checkpoint: Note::parse(checkpoint().sign(&log).unwrap().as_bytes()).unwrap(),
    };
    let proves = |bytes: &[u8]| {
        let file = std::str::from_utf8(bytes)
            .ok()
            .and_then(|text| ProofText::parse(text).ok());
        file.is_some_and(|file| {
            file.verify(leaves[739], &log.verifier(), Some(ORIGIN))
                .is_ok()
        })
    };
    let bytes = file.to_string().into_bytes();
    assert!(proves(&bytes));
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(
            !proves(&changed),
            "bit {bit}: {}",
            String::from_utf8_lossy(&changed)
        );
    }
    let with_extra = ProofText {
        extra: Some(b"lihat juga".to_vec()),
        ..file
    };
    assert_eq!(
        ProofText::parse(&with_extra.to_string()),
        Ok(with_extra.clone())
    );
    assert!(
        with_extra
            .verify(leaves[739], &log.verifier(), None)
            .is_ok()
    );
    assert!(
        with_extra
            .verify(leaves[738], &log.verifier(), None)
            .is_err()
    );
    assert!(
        with_extra
            .verify(leaves[739], &key(ORIGIN, 1).verifier(), None)
            .is_err()
    );
}

#[test]
fn a_proof_file_reads_as_the_specification_prints_it() {
    let text = "c2sp.org/tlog-proof@v1\nextra YWdl\nindex 0\n\nlog.example/contoh\n1000\n\
        NGxrnLicS3b6ydyyDNqG46AcCldBfBOQKOrNRTj96Vs=\n\n\u{2014} w AAAAAAA=\n";
    let file = ProofText::parse(text).unwrap();
    assert_eq!((file.extra.as_deref(), file.index), (Some(&b"age"[..]), 0));
    assert_eq!(file.to_string(), text);
    for (from, to) in [
        ("@v1", "@v2"),
        ("extra YWdl", "extra YWd"),
        ("extra YWdl", "extra"),
        ("index 0", "index 00"),
        ("index 0", "index -1"),
        ("index 0", "index 9223372036854775808"),
        ("index 0\n", ""),
        ("index 0\n", "index 0\nAAAA\n"),
        ("index 0\n\n", "index 0\n"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert!(ProofText::parse(&changed).is_err(), "{changed}");
    }
    // The largest tree has 63 levels.
    let hash = format!("{}\n", Hash([7; 32]).to_base64());
    let of = |count| text.replacen("index 0\n", &format!("index 0\n{}", hash.repeat(count)), 1);
    assert!(ProofText::parse(&of(63)).is_ok());
    assert_eq!(
        ProofText::parse(&of(64)),
        Err(ProofTextError::TooManyHashes)
    );
}

#[test]
fn one_wrong_signature_by_a_known_key_spoils_the_note() {
    let (log, other) = (key(ORIGIN, 0), key("other.example", 9));
    let signed = note::sign("teks\n", &[&log, &other]).unwrap().to_string();
    let keys = [log.verifier(), other.verifier()];
    let note = Note::parse(signed.as_bytes()).unwrap();
    assert_eq!(note.verify(&keys).unwrap().by.len(), 2);
    let one = note.verify(&keys[1..]).unwrap();
    assert_eq!(
        (one.by, one.unknown),
        (vec![&keys[1]], vec![&note.signatures()[0]])
    );
    assert_eq!(note.verify(&[]), Err(VerifyError::NotSigned));

    let forged = Note::parse(signed.replace("teks", "taks").as_bytes()).unwrap();
    assert!(matches!(
        forged.verify(&keys),
        Err(VerifyError::Invalid { .. })
    ));
    // A right line beside a wrong one of the same key does not help.
    let right = note.signatures()[0].clone();
    let wrong = note::sign("lain\n", &[&log]).unwrap().signatures()[0].clone();
    let both = note.clone().with_signature(wrong).unwrap();
    assert!(matches!(
        both.verify(&keys),
        Err(VerifyError::Invalid { .. })
    ));
    // The same line twice is the same statement twice.
    let twice = note.clone().with_signature(right).unwrap();
    assert_eq!(twice.verify(&keys[..1]).unwrap().by, [&keys[0]]);
}

#[test]
fn a_key_of_another_name_or_type_is_another_key() {
    let log = key(ORIGIN, 0);
    let signed = checkpoint().sign(&log).unwrap();
    let renamed = VerifierKey::new("lain", Algorithm::Ed25519, log.verifier().public_bytes());
    for stranger in [
        key("lain", 0).verifier(),
        log.cosignature_verifier(),
        renamed.unwrap(),
    ] {
        let opened = Checkpoint::open(signed.as_bytes(), &stranger, None);
        assert_eq!(
            opened,
            Err(OpenError::Signature(VerifyError::NotSigned)),
            "{stranger}"
        );
    }
}

#[test]
fn a_checkpoint_of_another_log_is_refused_by_its_origin() {
    let log = key(ORIGIN, 0);
    let signed = Checkpoint::new("lain", 0, tlog::empty_root())
        .sign(&log)
        .unwrap();
    assert!(Checkpoint::open(signed.as_bytes(), &log.verifier(), None).is_ok());
    let opened = Checkpoint::open(signed.as_bytes(), &log.verifier(), Some(ORIGIN));
    assert!(matches!(opened, Err(OpenError::Origin { .. })));
}

#[test]
fn texts_that_are_no_checkpoint_are_refused() {
    let root = Hash([7; 32]).to_base64();
    let good = format!("a\n1\n{root}\nextension\n");
    let parsed = Checkpoint::parse(&good).unwrap();
    assert_eq!(
        (parsed.text(), &parsed.extensions[..]),
        (good, &["extension".to_owned()][..])
    );
    for text in [
        String::new(),
        "\n".to_owned(),
        format!("a\n1\n{root}"),
        format!("\n1\n{root}\n"),
        format!("a\n01\n{root}\n"),
        format!("a\n+1\n{root}\n"),
        format!("a\n\n{root}\n"),
        format!("a\n9223372036854775808\n{root}\n"),
        format!("a\n1\n{root}=\n"),
        format!("a\n1\n{}\n", &root[4..]),
        format!("a\n1\n{root}\n\n"),
        format!("a\n1\n{root}\n\nb\n"),
        "a\n1\n".to_owned(),
    ] {
        assert!(Checkpoint::parse(&text).is_err(), "{text:?}");
    }
}

#[test]
fn a_checkpoint_that_would_read_otherwise_is_not_signed() {
    let log = key(ORIGIN, 0);
    for origin in ["", "a\nb", "a\n"] {
        assert!(
            Checkpoint::new(origin, 1, Hash([0; 32]))
                .sign(&log)
                .is_err(),
            "{origin:?}"
        );
    }
    let extensions = vec![String::new()];
    assert!(
        Checkpoint {
            extensions,
            ..checkpoint()
        }
        .sign(&log)
        .is_err()
    );
    assert!(
        Checkpoint::new(ORIGIN, u64::MAX, Hash([0; 32]))
            .sign(&log)
            .is_err()
    );
}

#[test]
fn a_cosignature_needs_a_checkpoint_a_time_and_the_right_kind_of_key() {
    let witness = key("witness.example/saksi", 32);
    let text = checkpoint().text();
    assert!(matches!(
        cosignature::cosign("teks\n", 1, &witness),
        Err(CosignatureError::Checkpoint(_))
    ));
    assert_eq!(
        cosignature::cosign(&text, 1 << 63, &witness),
        Err(CosignatureError::Time(1 << 63))
    );
    let signed = checkpoint().sign(&key(ORIGIN, 0)).unwrap();
    let note = Note::parse(signed.as_bytes()).unwrap();
    assert!(matches!(
        cosignature::verify(&note, &witness.verifier()),
        Err(CosignatureError::Key(_))
    ));
    let cosigner = witness.cosignature_verifier();
    assert_eq!(
        cosignature::verify(&note, &cosigner),
        Err(CosignatureError::Signature(VerifyError::NotSigned))
    );
    // The latest of several counts.
    let [early, late] = [5, 9].map(|time| cosignature::cosign(&text, time, &witness).unwrap());
    let note = note
        .with_signature(late.clone())
        .unwrap()
        .with_signature(early)
        .unwrap();
    assert_eq!(
        cosignature::verify(&note, &cosigner).unwrap(),
        Cosignature::parse(&late).unwrap()
    );
    // Another time than the one signed is a forgery.
    let moved = Cosignature {
        time_unix_s: 10,
        ..Cosignature::parse(&late).unwrap()
    };
    let note = note.with_signature(moved.to_signature()).unwrap();
    assert!(matches!(
        cosignature::verify(&note, &cosigner),
        Err(CosignatureError::Signature(VerifyError::Invalid { .. }))
    ));
}

#[test]
fn bytes_that_are_no_note_are_refused() {
    let line = "\u{2014} a AAAAAAA=\n";
    assert!(Note::parse(format!("teks\n\n{line}").as_bytes()).is_ok());
    assert_eq!(Note::parse(b"\xff\n\n"), Err(NoteError::NotUtf8(0)));
    assert_eq!(Note::parse(b"a\tb\n\n"), Err(NoteError::Control('\t')));
    for text in ["", "teks\n", "teks\n\n", "\n\n", line] {
        assert!(Note::parse(text.as_bytes()).is_err(), "{text:?}");
    }
    for wrong in [
        "\u{2014} a AAAAAAA=",     // no newline
        "- a AAAAAAA=\n",          // hyphen
        "\u{2014}  AAAAAAA=\n",    // no name
        "\u{2014} a+b AAAAAAA=\n", // plus in the name
        "\u{2014} a\u{a0}b AAAAAAA=\n",
        "\u{2014} a AAAAAA==\n",   // only the key id
        "\u{2014} a AAAAAAB=\n",   // bits beyond the last byte
        "\u{2014} a AAAAAAA\n",    // no padding
        "\u{2014} a AAAAAAA= \n",  // trailing space
        "\u{2014} a AAAAAAA=\n\n", // empty line at the end
    ] {
        assert!(
            Note::parse(format!("teks\n\n{wrong}").as_bytes()).is_err(),
            "{wrong:?}"
        );
    }
    let many = |count| format!("teks\n\n{}", line.repeat(count));
    let full = Note::parse(many(MAX_SIGNATURES).as_bytes()).unwrap();
    assert_eq!(
        Note::parse(many(101).as_bytes()),
        Err(NoteError::TooManySignatures(101))
    );
    let extra = full.signatures()[0].clone();
    assert_eq!(
        full.with_signature(extra),
        Err(NoteError::TooManySignatures(101))
    );
    let long = "x".repeat(1_000_000);
    assert_eq!(Note::parse(long.as_bytes()), Err(NoteError::NoSignatures));
    assert_eq!(
        Note::parse(format!("{long}\n").as_bytes()),
        Err(NoteError::TooLong(1_000_001))
    );
}

#[test]
fn texts_that_cannot_be_a_note_are_not_signed() {
    let log = key(ORIGIN, 0);
    assert_eq!(note::sign("teks", &[&log]), Err(NoteError::TextEnd));
    assert_eq!(note::sign("", &[&log]), Err(NoteError::TextEnd));
    assert_eq!(note::sign("a\r\n", &[&log]), Err(NoteError::Control('\r')));
    assert_eq!(note::sign("teks\n", &[]), Err(NoteError::NoSignatures));
    let long = format!("{}\n", "x".repeat(999_990));
    assert!(matches!(
        note::sign(&long, &[&log]),
        Err(NoteError::TooLong(_))
    ));
    for text in ["\n", "\n\n", "a\n\nb\n", "a\n\n", "a\n\n\u{2014} b c\n"] {
        let signed = note::sign(text, &[&log]).unwrap();
        let parsed = Note::parse(signed.to_string().as_bytes()).unwrap();
        assert_eq!((parsed.text(), &parsed), (text, &signed));
    }
}

#[test]
fn keys_that_were_mistyped_are_refused() {
    let [name, id, data] = ["log.example/contoh", "54c46c9f", &FOREIGN_LOG_KEY[28..]];
    assert!(VerifierKey::parse(&format!("{name}+{id}+{data}")).is_ok());
    assert!(matches!(
        VerifierKey::parse(&format!("lain+{id}+{data}")),
        Err(KeyError::Id {
            found: 0x54c4_6c9f,
            ..
        })
    ));
    for text in [
        String::new(),
        name.to_owned(),
        format!("{name}+{id}"),
        format!("{name}+{}+{data}", id.to_uppercase()),
        format!("{name}+54c46c9+{data}"),
        format!("+{id}+{data}"),
        format!("{name}+{id}+{data}="),
        format!("{name}+{id}+{data}\n"),
        format!("{name}+{id}+AQ=="),
        format!("{name}+{id}+"),
        format!("a b+{id}+{data}"),
    ] {
        assert!(VerifierKey::parse(&text).is_err(), "{text:?}");
    }
    let secret = key(ORIGIN, 0).to_secret_text();
    assert_eq!(
        SigningKey::parse(&secret).unwrap().verifier(),
        key(ORIGIN, 0).verifier()
    );
    for length in 0..secret.len() {
        assert!(
            SigningKey::parse(&secret[..length]).is_err(),
            "{length} bytes"
        );
    }
    assert!(SigningKey::from_seed("a+b", &[0; 32]).is_err());
    assert!(SigningKey::from_seed("", &[0; 32]).is_err());
    assert!(SigningKey::from_seed("a\u{1}", &[0; 32]).is_err());
    // The neutral point, for which any signature can be made up.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    assert_eq!(
        VerifierKey::new("a", Algorithm::Ed25519, &neutral),
        Err(KeyError::Point)
    );
}

#[test]
fn a_secret_key_does_not_show_its_secret() {
    let log = key(ORIGIN, 0);
    let shown = format!("{log:?}");
    let secret = log.to_secret_text();
    let data = secret.rsplit_once('+').unwrap().1;
    assert!(
        !shown.contains(&data[..20]) && shown.contains(ORIGIN),
        "{shown}"
    );
    assert!(
        !shown.contains("0, 1, 2, 3") && !shown.contains("00010203"),
        "{shown}"
    );
}
