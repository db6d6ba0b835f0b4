//! Programmes by name, and what the text is about.

use super::class::Class;
use super::doc::Doc;
use super::reading::Found;

/// How many programmes and topics are listed.
const LIMIT: usize = 12;

/// Programmes that the gazetteer knows, and names behind `program` and `aplikasi`.
pub(super) fn programmes(doc: &Doc<'_>) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    let mut at = 0;
    while at < doc.len() && found.len() < LIMIT {
        if doc.sentence_of[at] == usize::MAX && !doc.in_title(at) {
            at += 1;
            continue;
        }
        if let Some(hit) = doc.hit(at, Class::Programme) {
            let short = doc.str(at).len() <= 4 && hit.end == at + 1;
            if !short || doc.tokens[at].upper {
                add(&mut found, doc.value(hit).to_owned(), doc, at, hit.end);
                at = hit.end;
                continue;
            }
        }
        at = match named(doc, at) {
            Some((first, end)) => {
                add(&mut found, doc.words(first, end), doc, first, end);
                end
            }
            None => at + 1,
        };
    }
    found
}

/// `program "Semarang Bersih"`, `aplikasi SAPA CILEGON`, `program Bang Andra`.
fn named(doc: &Doc<'_>, at: usize) -> Option<(usize, usize)> {
    let cue = doc.hit(at, Class::ProgrammeCue)?;
    let quoted = matches!(doc.str(cue.end), "“" | "\"" | "‘" | "'");
    let first = cue.end + usize::from(quoted);
    let mut end = first;
    while end < first + 8
        && doc.cap(end)
        && doc.same_sentence(end, at)
        && doc.hit(end, Class::Weekday).is_none()
    {
        end += 1;
    }
    let region = doc
        .hit(first, Class::Region)
        .is_some_and(|hit| hit.end >= end);
    let office = doc.is_any(
        first,
        Class::any(&[
            Class::GovernmentCity,
            Class::GovernmentProvince,
            Class::GovernmentRegency,
            Class::Government,
            Class::KindCity,
            Class::KindRegency,
            Class::KindProvince,
            Class::Office,
        ]),
    );
    let person = doc.hit_any(first, super::class::POSTS).is_some();
    (end > first && !region && !office && !person).then_some((first, end))
}

/// What the text is about: known subjects by how often they are named, the headline first.
pub(super) fn topics(doc: &Doc<'_>) -> Vec<Found<String>> {
    let mut counts: Vec<(usize, Found<String>)> = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        let told = doc.sentence_of[at] != usize::MAX || doc.in_title(at);
        let Some(hit) = doc.hit(at, Class::Topic).filter(|_| told) else {
            at += 1;
            continue;
        };
        let weight = if doc.sentence_of[at] == usize::MAX {
            4
        } else {
            1 + usize::from(doc.sentence_of[at] < 3)
        };
        let value = doc.value(hit);
        match counts.iter_mut().find(|(_, found)| found.value == value) {
            Some((count, found)) => {
                *count += weight;
                if found.spans.len() < 20 {
                    found.spans.push(doc.span(at, hit.end));
                }
            }
            None => counts.push((weight, Found::at(value.to_owned(), doc.span(at, hit.end)))),
        }
        at = hit.end;
    }
    counts.retain(|(count, _)| *count >= 2);
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counts.into_iter().take(5).map(|(_, found)| found).collect()
}

fn add(found: &mut Vec<Found<String>>, value: String, doc: &Doc<'_>, first: usize, end: usize) {
    let span = doc.span(first, end);
    match found
        .iter_mut()
        .find(|held| held.value.eq_ignore_ascii_case(&value))
    {
        Some(held) if held.spans.len() < 20 => held.spans.push(span),
        Some(_) => {}
        None => found.push(Found::at(value, span)),
    }
}
