//! Any bytes under any name are read as a document or refused with a reason; what is read is tidy text.

#![no_main]

use domain::Lang;
use intake::document::{MAX_FILE_BYTES, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let name = ["a.txt", "a.html", "a.docx", "a.pdf", "a"][usize::from(*choice) % 5];
    match read(bytes, Some(name), None) {
        Ok(document) => {
            assert!(document.text.len() <= MAX_FILE_BYTES);
            assert!(!document.text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            // What was read is plain text, and reads as the same.
            let again = read(document.text.as_bytes(), Some("a.txt"), None);
            if let Ok(again) = again
                && again.format == intake::document::Format::Text
            {
                assert_eq!(again.text, document.text);
            }
            document.notes.iter().for_each(|note| assert!(!note.explain(Lang::Id).is_empty()));
        }
        Err(problem) => assert!(!problem.explain(Lang::En).is_empty()),
    }
});
