//! Any text is read, becomes an annotation whose spans lie in it, and drafts that the founding format reads back.

#![no_main]

use domain::Lang;
use intake::founding::{File, parse};
use intake::press::annotation::Annotation;
use intake::press::drafts::{Report, SourceFacts, drafts};
use intake::press::score::score;
use intake::press::{Gazetteer, Register, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read(text, None, Gazetteer::builtin());
    let annotation = Annotation::of(&reading, text);
    for person in annotation.spans.iter().flat_map(|spans| &spans.people) {
        assert!(person.name.iter().all(|span| text.get(span.start..span.end).is_some()));
    }
    assert!(score(&annotation, &annotation).slips.is_empty());
    let report = Report { text, reading: &reading, facts: SourceFacts::default() };
    let register = Register::default();
    let files = drafts(&[report], &register).files(&register, Lang::Id).unwrap();
    let files: Vec<File<'_>> = files.iter().map(|(name, text)| File { name, text }).collect();
    if let Err(problems) = parse(&files, &|_| false) {
        panic!("{}", problems[0]);
    }
});
