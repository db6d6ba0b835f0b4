//! A body bundle that is read has the same bytes again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::{decode_bodies, encode_bodies};

fuzz_target!(|bytes: &[u8]| {
    let Ok(bodies) = decode_bodies(bytes) else {
        return;
    };
    assert!(bodies.len() <= 256);
    assert_eq!(encode_bodies(bodies).as_deref(), Ok(bytes));
});
