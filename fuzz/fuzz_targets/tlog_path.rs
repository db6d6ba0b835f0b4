//! A path that is read prints the same again: there is one spelling for each tile.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlog::parse_path;

fuzz_target!(|text: &str| {
    let Ok(path) = parse_path(text) else { return };
    assert_eq!(path.to_string(), text);
    assert_eq!(parse_path(&path.to_string()), Ok(path));
});
