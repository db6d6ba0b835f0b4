//! Any bytes are a part file or refused; one that is taken merges with itself and finishes without a panic.
//!
//! The input is what a part file packs: the fuzzer would not find a way past the checksum.

#![no_main]

use std::fs::{self, File};
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use libfuzzer_sys::fuzz_target;
use procurement::output::{cardinal, evidence, html};
use procurement::part;

fuzz_target!(|data: &[u8]| {
    let path = std::env::temp_dir().join(format!("fuzz-part-{}", std::process::id()));
    let mut file = File::create(&path).unwrap();
    file.write_all(b"SINERGI FLAGS PART 2\n").unwrap();
    let mut packed = GzEncoder::new(file, Compression::none());
    packed.write_all(data).unwrap();
    packed.finish().unwrap();
    match part::merge(&[path.clone(), path.clone()]) {
        Ok((engine, folded, places)) => {
            let outcome = engine.finish(folded);
            let mut said = Vec::new();
            cardinal::write(&outcome, true, true, &mut said).unwrap();
            evidence::write(&outcome, &mut said).unwrap();
            assert!(!html::report(&outcome, &places).is_empty());
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
    fs::remove_file(path).unwrap();
});
