//! No bytes make a decoder panic, and what is accepted prints as it was read.

use proptest::prelude::*;
use tlog::cosignature::Cosignature;
use tlog::note::Signature;
use tlog::proof_text::ProofText;
use tlog::{
    BundleError, Checkpoint, Edge, Hash, Note, SigningKey, VerifierKey, decode_bodies,
    decode_bundle, decode_tile, encode_bodies, encode_bundle, encode_tile, parse_path,
};

/// Hands the same bytes to every decoder.
fn check(bytes: &[u8]) {
    if let Ok(entries) = decode_bundle(bytes) {
        assert_eq!(encode_bundle(entries).as_deref(), Ok(bytes));
    }
    if let Ok(bodies) = decode_bodies(bytes) {
        assert_eq!(encode_bodies(bodies).as_deref(), Ok(bytes));
    }
    if let Ok(hashes) = decode_tile(bytes, (bytes.len() / 32) as u16) {
        assert_eq!(encode_tile(&hashes), bytes);
    }
    if let Ok(edge) = Edge::from_bytes(bytes) {
        assert_eq!(edge.to_bytes(), bytes);
    }
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes);
        for signature in note.signatures() {
            if let Ok(cosignature) = Cosignature::parse(signature) {
                assert_eq!(&cosignature.to_signature(), signature);
            }
        }
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(signature) = Signature::parse(text) {
        assert_eq!(signature.to_string(), text);
    }
    if let Ok(checkpoint) = Checkpoint::parse(text) {
        assert_eq!(checkpoint.text(), text);
    }
    if let Ok(proof) = ProofText::parse(text) {
        assert_eq!(proof.to_string(), text);
    }
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = SigningKey::parse(text) {
        assert_eq!(key.to_secret_text(), text);
    }
    if let Ok(path) = parse_path(text) {
        assert_eq!(path.to_string(), text);
    }
    if let Some(hash) = Hash::from_hex(text) {
        assert_eq!(hash.to_hex(), text.to_lowercase());
    }
}

/// One valid example of each text, to be damaged.
fn examples() -> Vec<String> {
    let key = SigningKey::from_seed("log.example/contoh", &[7; 32]).unwrap();
    let checkpoint = Checkpoint::new("log.example/contoh", 70_000, Hash([1; 32]));
    let signed = checkpoint.sign(&key).unwrap();
    let line = tlog::cosignature::cosign(&checkpoint.text(), 9, &key).unwrap();
    let note = Note::parse(signed.as_bytes())
        .unwrap()
        .with_signature(line.clone())
        .unwrap();
    let proof = ProofText {
        extra: Some(b"x".to_vec()),
        index: 3,
        hashes: vec![Hash([2; 32]); 3],
        checkpoint: note.clone(),
    };
    vec![
        checkpoint.text(),
        note.to_string(),
        line.to_string(),
        proof.to_string(),
        key.verifier().to_string(),
        key.cosignature_verifier().to_string(),
        key.to_secret_text(),
        "tile/0/x001/x234/067.p/12".to_owned(),
        "tile/entries/x001/000".to_owned(),
        "bodies/000.p/3".to_owned(),
        Hash([0xab; 32]).to_hex(),
    ]
}

#[test]
fn every_example_and_every_byte_of_it_changed_or_left_out_is_survived() {
    for example in examples() {
        check(example.as_bytes());
        for at in 0..example.len() {
            for byte in [b'\n', b' ', b'0', b'A', b'+', b'=', b'/', 0, 0xff] {
                let mut changed = example.clone().into_bytes();
                changed[at] = byte;
                check(&changed);
            }
            let mut shorter = example.clone().into_bytes();
            shorter.remove(at);
            check(&shorter);
            check(&example.as_bytes()[..at]);
        }
    }
}

proptest! {
    #[test]
    fn random_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn random_texts_are_survived(text in "[\\n —a0+/=xp.tilensbody]{0,60}") {
        check(text.as_bytes());
    }

    #[test]
    fn bundles_round_trip(
        entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..=256),
    ) {
        let bytes = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
        prop_assert_eq!(decode_bundle(&bytes).unwrap(), entries.clone());
        let bodies: Vec<_> = entries.iter().map(|e| (!e.is_empty()).then_some(&e[..])).collect();
        let bytes = encode_bodies(bodies.clone()).unwrap();
        prop_assert_eq!(decode_bodies(&bytes).unwrap(), bodies);
    }
}

#[test]
fn bundles_keep_their_limits() {
    let longest = vec![7; 65_535];
    let bytes = encode_bundle([&longest[..]]).unwrap();
    assert_eq!(
        bytes[..3],
        [0xff, 0xff, 7],
        "the length is big-endian and 16 bits"
    );
    assert_eq!(decode_bundle(&bytes), Ok(vec![&longest[..]]));
    let long = vec![7; 65_536];
    let too_long = BundleError::TooLong {
        item: 1,
        bytes: 65_536,
        limit: 65_535,
    };
    assert_eq!(encode_bundle([&b"a"[..], &long]), Err(too_long));
    assert_eq!(
        encode_bodies([Some(&long[..])]).unwrap()[..5],
        [0, 1, 0, 0, 7]
    );

    assert_eq!(encode_bundle([&b""[..]; 257]), Err(BundleError::TooMany));
    assert_eq!(decode_bundle(&[0; 514]), Err(BundleError::TooMany));
    assert_eq!(decode_bundle(&[0; 512]).unwrap().len(), 256);
    assert_eq!(decode_bodies(&[0; 1028]), Err(BundleError::TooMany));

    assert_eq!(
        encode_bodies([None, Some(&b"ab"[..])]).unwrap(),
        b"\0\0\0\0\0\0\0\x02ab"
    );
    assert_eq!(
        encode_bodies([Some(&b""[..])]),
        Err(BundleError::EmptyBody { item: 0 })
    );
    let cut_short = BundleError::CutShort { item: 1, at: 3 };
    assert_eq!(decode_bundle(b"\0\x01a\0"), Err(cut_short.clone()));
    assert_eq!(decode_bundle(b"\0\x01a\0\x02b"), Err(cut_short));
}

#[test]
fn a_hash_reads_and_prints_in_hexadecimal_and_base64() {
    let hash = tlog::empty_root();
    let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(
        (hash.to_hex(), format!("{hash:?}")),
        (hex.to_owned(), hex.to_owned())
    );
    assert_eq!(Hash::from_hex(&hex.to_uppercase()), Some(hash));
    assert_eq!(Hash::from_base64(&hash.to_base64()), Some(hash));
    assert_eq!(Hash::from_slice(&hash.0), Some(hash));
    for wrong in [
        &hex[1..],
        &format!("{hex}0"),
        &hex.replace('e', "g"),
        &"é".repeat(32),
    ] {
        assert_eq!(Hash::from_hex(wrong), None, "{wrong}");
    }
}
