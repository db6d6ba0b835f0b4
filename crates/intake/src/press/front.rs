//! The head of a text: its title, its outlet, its address.

use super::class::Class;
use super::doc::{BlockKind, Doc, joined};
use super::layout::Dateline;
use super::reading::{Found, Source, Span, Title};
use super::when::When;

/// The headline, or the first sentence where the text has none.
pub(super) fn title(doc: &Doc<'_>) -> Option<Title> {
    if let Some(block) = doc
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Title)
    {
        let span = doc.span(block.first, block.end);
        return Some(Title {
            text: joined(span.of(doc.text)),
            own: true,
            span,
        });
    }
    let sentence = doc.sentences.first()?;
    let mut end = sentence.end.min(sentence.first + 25);
    while end > sentence.first + 1 && matches!(doc.str(end - 1), "." | "," | "“" | "\"") {
        end -= 1;
    }
    let span = doc.span(sentence.first, end);
    Some(Title {
        text: joined(span.of(doc.text)),
        own: false,
        span,
    })
}

/// The outlet from the dateline or the last lines, an address that stands in the text, a stated day of publication.
pub(super) fn source(doc: &Doc<'_>, dateline: Dateline, when: &When) -> Source {
    let published = when
        .published
        .as_ref()
        .map(|(date, mention)| Found::at(*date, doc.span(mention.first, mention.end)));
    Source {
        outlet: outlet(doc, dateline),
        published,
        address: address(doc),
    }
}

fn outlet(doc: &Doc<'_>, dateline: Dateline) -> Option<Found<String>> {
    let mut at = dateline.first;
    while at < dateline.end {
        if let Some(hit) = doc.hit(at, Class::Outlet) {
            return Some(Found::at(doc.value(hit).to_owned(), doc.span(at, hit.end)));
        }
        let start = at;
        while at < dateline.end && doc.word(at) {
            at += 1;
        }
        let place = doc.hit(start, Class::Region).is_some()
            || doc.is_any(
                start,
                Class::any(&[
                    Class::KindCity,
                    Class::KindRegency,
                    Class::KindProvince,
                    Class::Weekday,
                    Class::Month,
                ]),
            );
        if at > start && !place && start > dateline.first {
            return Some(Found::at(title_case(doc, start, at), doc.span(start, at)));
        }
        at = at.max(start + 1);
    }
    None
}

/// `KABAR KIDUL` becomes `Kabar Kidul`; mixed capitals stay.
fn title_case(doc: &Doc<'_>, first: usize, end: usize) -> String {
    let mut name = String::new();
    for at in first..end {
        if !name.is_empty() {
            name.push(' ');
        }
        let word = doc.str(at);
        if doc.tokens[at].upper && word.len() > 4 {
            let mut chars = word.chars();
            name.extend(chars.next());
            name.extend(chars.flat_map(char::to_lowercase));
        } else {
            name.push_str(word);
        }
    }
    name
}

fn address(doc: &Doc<'_>) -> Option<Found<String>> {
    let start = doc
        .text
        .find("https://")
        .or_else(|| doc.text.find("http://"))?;
    let rest = &doc.text[start..];
    let end = rest
        .find(|char: char| char.is_whitespace() || matches!(char, '"' | '<' | '>' | ')' | '”'))
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['.', ',', ';']);
    (written.len() > 10)
        .then(|| Found::at(written.to_owned(), Span::new(start, start + written.len())))
}
