//! Short stories: a text, and what is read in it.

use super::*;

fn reading(text: &str) -> Reading {
    read(text, None, Gazetteer::builtin())
}

#[test]
fn every_built_in_file_is_read() {
    let gazetteer = Gazetteer::with(&[]).unwrap();
    assert!(gazetteer.len() > 3000, "{}", gazetteer.len());
    assert!(gazetteer.size_bytes() < 64 << 20);
}

#[test]
fn an_empty_text_is_said_to_be_empty() {
    let reading = reading(" \n");
    assert_eq!(reading.language, Language::Empty);
    assert_eq!(reading.warnings, [Warning::Empty]);
}
