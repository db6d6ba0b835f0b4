//! The text of a checkpoint that is read prints the same again, and can be signed and opened.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::{Checkpoint, SigningKey};

fuzz_target!(|text: &str| {
    let Ok(checkpoint) = Checkpoint::parse(text) else {
        return;
    };
    assert_eq!(checkpoint.text(), text);
    let key = SigningKey::from_seed("log.example/contoh", &[7; 32]).unwrap();
    // Refused only where a note forbids what a line may hold: control characters, length.
    let Ok(signed) = checkpoint.sign(&key) else {
        return;
    };
    let opened = Checkpoint::open(signed.as_bytes(), &key.verifier(), Some(&checkpoint.origin));
    assert_eq!(opened, Ok(checkpoint));
});
