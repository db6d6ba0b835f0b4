//! Any text is JSON to us when it is to `serde_json` (with its limit of depth), and is the same value, also when written again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use procurement::json::{Json, Reader};
use serde_json::Value;

fuzz_target!(|text: &str| {
    let theirs: Result<Value, _> = serde_json::from_str(text);
    let ours = Json::parse(text);
    // Numbers beyond a double are numbers: nobody but who compares them needs to know.
    let too_large = matches!(&theirs, Err(error) if error.to_string().starts_with("number out of range"));
    assert!(too_large || ours.is_ok() == theirs.is_ok(), "{ours:?} against {theirs:?}");
    // What is passed over is looked at as closely as what is read.
    let mut reader = Reader::new(text);
    let skipped = reader.skip().and_then(|()| reader.end());
    assert_eq!(skipped.err(), ours.as_ref().err().copied());
    let (Ok(ours), Ok(theirs)) = (ours, theirs) else {
        return;
    };
    let written = ours.to_string();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), theirs);
    assert_eq!(Json::parse(&written).unwrap(), ours);
});
