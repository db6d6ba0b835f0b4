//! Any text is read without a panic, and every span of what was read lies on characters of the text.

#![no_main]

use intake::press::{Gazetteer, Span, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read(text, "2025-11-20".parse().ok(), Gazetteer::builtin());
    let whole = |span: &Span| assert!(text.get(span.start..span.end).is_some(), "{span:?}");
    let people = reading.people.iter().flat_map(|person| &person.spans);
    let parties = reading.parties.iter().flat_map(|party| &party.spans);
    let acts = reading
        .promises
        .iter()
        .flat_map(|promise| &promise.act.spans);
    people.chain(parties).chain(acts).for_each(whole);
    reading.quotes.iter().for_each(|quote| whole(&quote.span));
    reading.numbers.iter().for_each(|number| {
        whole(&number.span);
        whole(&number.what_span);
    });
    reading.boilerplate.iter().for_each(whole);
});
