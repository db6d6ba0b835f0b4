//! A signature line that is read as a cosignature goes back to the same line.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::cosignature::Cosignature;
use tlog::note::Signature;

fuzz_target!(|line: &str| {
    let Ok(signature) = Signature::parse(line) else {
        return;
    };
    assert_eq!(signature.to_string(), line);
    let Ok(cosignature) = Cosignature::parse(&signature) else {
        return;
    };
    assert_eq!(cosignature.to_signature(), signature);
    assert_eq!(
        Cosignature::parse(&cosignature.to_signature()),
        Ok(cosignature)
    );
});
