//! Any text is read as a founding file or refused with problems; what is read is written and read as the same commands.

#![no_main]

use intake::founding::{File, parse, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let known = |_: &_| true;
    let founding = match parse(
        &[File {
            name: "x.toml",
            text,
        }],
        &known,
    ) {
        Ok(founding) => founding,
        Err(problems) => return assert!(!problems.is_empty()),
    };
    let files = write(&founding.records, &|_| None).unwrap();
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, text)| File { name, text })
        .collect();
    let again = parse(&files, &known).unwrap();
    // Of records that point at each other in a ring another may come first, so places are not compared.
    assert_eq!(again.records.len(), founding.records.len());
    for record in &founding.records {
        let said = (record.subject, &record.command);
        assert!(
            again
                .records
                .iter()
                .any(|other| (other.subject, &other.command) == said),
            "{}",
            record.path
        );
    }
});
