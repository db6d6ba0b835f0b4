//! A note that is read prints the same bytes again, and no signature in it is taken for valid.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::{Note, SigningKey};

fuzz_target!(|bytes: &[u8]| {
    let Ok(note) = Note::parse(bytes) else { return };
    assert_eq!(note.to_string().as_bytes(), bytes);
    assert_eq!(Note::parse(note.to_string().as_bytes()).as_ref(), Ok(&note));
    let key = SigningKey::from_seed("log.example/contoh", &[7; 32]).unwrap();
    assert!(
        note.verify(&[key.verifier(), key.cosignature_verifier()])
            .is_err()
    );
});
