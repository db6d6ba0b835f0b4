//! An entry bundle that is read has the same bytes again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::{decode_bundle, encode_bundle};

fuzz_target!(|bytes: &[u8]| {
    let Ok(entries) = decode_bundle(bytes) else {
        return;
    };
    assert!(entries.len() <= 256);
    assert_eq!(encode_bundle(entries).as_deref(), Ok(bytes));
});
