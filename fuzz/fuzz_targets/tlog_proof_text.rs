//! A proof file that is read prints the same text again, and proves nothing by itself.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::proof_text::ProofText;
use tlog::{Hash, SigningKey};

fuzz_target!(|text: &str| {
    let Ok(proof) = ProofText::parse(text) else {
        return;
    };
    assert_eq!(proof.to_string(), text);
    let key = SigningKey::from_seed("log.example/contoh", &[7; 32]).unwrap();
    assert!(proof.verify(Hash([0; 32]), &key.verifier(), None).is_err());
});
