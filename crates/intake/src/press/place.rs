//! Where an event was.

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::layout::Dateline;
use super::reading::{EventDate, Found};

/// The most tokens of a place.
const LONGEST: usize = 16;
/// What a place is worth that the text calls the event's.
const CHOSEN: i32 = 9;

/// The best of the places named behind `di` and `bertempat di`.
pub(super) fn place(doc: &Doc<'_>, date: &EventDate, dateline: Dateline) -> Option<Found<String>> {
    let mut best: Option<(i32, usize, usize)> = None;
    for at in 0..doc.len() {
        if doc.sentence_of[at] == usize::MAX
            || doc.quoted[at]
            || at < dateline.end && at >= dateline.first
        {
            continue;
        }
        let cue = doc.says_any(at, &["di", "pada"])
            || doc.is(at, Class::VenueCue)
            || goes_to(doc, at)
            || calls_at(doc, at);
        if !cue {
            continue;
        }
        let Some((first, end)) = extent(doc, at + 1) else {
            continue;
        };
        let score = score(doc, at, first, end, date);
        if score > 3 && best.is_none_or(|(held, ..)| score > held) {
            best = Some((score, first, end));
        }
    }
    if let Some((first, end)) = chosen(doc)
        && best.is_none_or(|(score, ..)| score < CHOSEN)
    {
        best = Some((CHOSEN, first, end));
    }
    let (_, first, end) = best?;
    let words = doc.words(first, end);
    // `di ruang kerjanya`
    let room = words
        .strip_suffix("nya")
        .filter(|_| doc.says(first, "ruang"));
    let place = room.map_or(words.clone(), str::to_owned);
    Some(Found::at(place, doc.span(first, end)))
}

/// `Gedung Pendopo Gubernur Banten menjadi lokasi pertemuan`: the place opens a sentence.
fn chosen(doc: &Doc<'_>) -> Option<(usize, usize)> {
    doc.sentences.iter().take(3).find_map(|sentence| {
        let venue = doc.cap(sentence.first) && doc.is(sentence.first, Class::Venue);
        let (first, end) = venue.then(|| extent(doc, sentence.first)).flatten()?;
        let told =
            doc.says(end, "menjadi") && doc.says_any(end + 1, &["lokasi", "tempat", "saksi"]);
        told.then_some((first, end))
    })
}

/// `mendatangi Balai Kota Surakarta`: a verb of visiting with its place.
fn calls_at(doc: &Doc<'_>, at: usize) -> bool {
    doc.sentence_of[at] < 2
        && doc.cue(at, Cue::CallsAt)
        && doc.cap(at + 1)
        && doc.is(at + 1, Class::Venue)
}

/// `berkunjung ke Kantor Pemkab Badung`: where a visit leads.
fn goes_to(doc: &Doc<'_>, at: usize) -> bool {
    if !doc.says(at, "ke") {
        return false;
    }
    let range = doc.sentences[doc.sentence_of[at]];
    doc.is(at + 1, Class::Venue)
        && doc.cue(at + 1, Cue::OfficePlace)
        && (range.first.max(at.saturating_sub(12))..at)
            .any(|at| doc.hit(at, Class::EventVisit).is_some())
}

/// The capitalised words of a place: commas join parts of an address.
fn extent(doc: &Doc<'_>, at: usize) -> Option<(usize, usize)> {
    let venue = doc.is(at, Class::Venue) || doc.hit(at, Class::Venue).is_some();
    // `ruang rapat paripurna DPRD`: the name behind the words of a room.
    let name = (at + 1..at + LONGEST)
        .find(|at| !doc.cue(*at, Cue::RoomWord))
        .unwrap_or(at + 1);
    let named = doc.cap(name) || doc.cap(at + 1) || doc.cap(at + 2);
    if !(doc.cap(at) || venue && named) {
        // `bertempat di pendopo rumah jabatan,`
        let told = at >= 2 && (doc.is(at - 2, Class::VenueCue) || doc.is(at - 1, Class::VenueCue));
        // `menerima audiensi ..., di ruang rapat pimpinan.`
        let room = doc.says_any(at, &["ruang", "aula"]) && doc.sentence_of[at] < 4;
        let told = told || room;
        let end = (at..at + 6).find(|at| !doc.word(*at) || doc.cap(*at))?;
        return (venue && told && matches!(doc.str(end), "," | "." | "(")).then_some((at, end));
    }
    if doc.is_any(
        at,
        Class::any(&[Class::Weekday, Class::Month, Class::Pronoun]),
    ) {
        return None;
    }
    let mut end = at + 1;
    if !doc.cap(at) {
        end = (name..name.max(at + 2) + 1).find(|end| doc.cap(*end))? + 1;
        if (at..end).any(|word| !doc.word(word) || !doc.same_sentence(word, at)) {
            return None;
        }
        if doc.is_any(end - 1, Class::any(&[Class::Weekday, Class::Month])) {
            return None;
        }
    }
    while end < at + LONGEST
        && doc.tokens.get(end).is_some_and(|token| token.breaks < 2)
        && doc.same_sentence(end, at)
    {
        if part(doc, end) {
            end += 1;
        } else if doc.mark(end, ',') && begins_part(doc, end + 1) {
            end += 2;
        } else if doc.mark(end, '(')
            && doc.cap(end + 1)
            && doc.tokens[end + 1].upper
            && doc.mark(end + 2, ')')
        {
            end += 3;
        } else if doc.mark(end, '.') && doc.cap(end + 1) && doc.is(end - 1, Class::Abbreviation) {
            end += 1;
        } else if doc.mark(end, '/') && doc.cap(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    Some((at, end))
}

fn part(doc: &Doc<'_>, at: usize) -> bool {
    if doc.is(at, Class::Weekday) || doc.is(at, Class::Month) && !in_name(doc, at) {
        return false;
    }
    if doc.cap(at) {
        return true;
    }
    let lower_venue = doc.word(at) && doc.is(at, Class::Venue) && doc.cap(at + 1);
    let and = doc.says(at, "dan") && doc.cap(at + 1) && doc.is(at + 1, Class::Field);
    let number = doc.tokens[at].kind == super::token::Kind::Number
        && doc.str(at).len() <= 3
        && !doc.mark(at + 1, '/')
        && doc.hit(at + 1, Class::Month).is_none();
    let floor = doc.says(at, "lantai");
    lower_venue || and || (number && (doc.cap(at - 1) || doc.says(at - 1, "lantai"))) || floor
}

/// `Kampus Sebelas Maret`: a month's name behind a capital and before no year.
fn in_name(doc: &Doc<'_>, at: usize) -> bool {
    let number = |at: usize| {
        doc.tokens
            .get(at)
            .is_some_and(|token| token.kind == super::token::Kind::Number)
    };
    at > 0 && doc.cap(at) && doc.cap(at - 1) && !doc.is(at - 1, Class::Weekday) && !number(at + 1)
}

/// Behind a comma: another part of the address and no person, day or new clause.
fn begins_part(doc: &Doc<'_>, at: usize) -> bool {
    if doc.is_any(at, Class::any(&[Class::Weekday, Class::Month]))
        || doc.hit_any(at, super::class::POSTS).is_some()
    {
        return false;
    }
    let venue = doc.is(at, Class::Venue)
        || doc.is_any(
            at,
            Class::any(&[Class::KindCity, Class::KindProvince, Class::KindRegency]),
        );
    let lower_venue = !doc.cap(at) && doc.is(at, Class::Venue) && doc.cap(at + 1);
    let region = doc.cap(at) && doc.hit(at, Class::Region).is_some();
    let address = doc.cap(at) && doc.cue(at, Cue::AddressHead);
    let short = doc.tokens.get(at).is_some_and(|token| token.upper);
    (doc.cap(at) && (venue || region || address || short)) || lower_venue
}

fn score(doc: &Doc<'_>, cue: usize, first: usize, end: usize, date: &EventDate) -> i32 {
    let sentence = doc.sentence_of[cue];
    let range = doc.sentences[sentence];
    let venue = (first..end).any(|at| doc.is(at, Class::Venue)) && !only_region(doc, first, end);
    let mut score = match sentence {
        0 | 1 => 4,
        2 | 3 => 3,
        4..=6 => 1,
        _ => 0,
    };
    score += if venue { 4 } else { 0 };
    score -= 2 * i32::from(only_region(doc, first, end));
    let before = cue.saturating_sub(12).max(range.first);
    let event = Class::any(&[
        Class::TakesPlace,
        Class::EventSigning,
        Class::EventCoordination,
        Class::EventVisit,
        Class::EventRetreat,
        Class::EventLaunch,
        Class::Occasion,
        Class::Came,
    ]);
    if (before..cue).any(|at| doc.hit_any(at, event).is_some()) {
        score += 3;
    }
    if doc.is(cue, Class::VenueCue)
        || doc.is(cue.saturating_sub(1), Class::VenueCue)
        || doc.is(cue.saturating_sub(1), Class::TakesPlace)
    {
        score += 3;
    }
    let dated = date.spans.first().is_some_and(|span| {
        let after = doc
            .tokens
            .get(end)
            .is_some_and(|token| span.start >= token.start && span.start <= token.start + 12);
        let before = doc.tokens[cue].start >= span.end && doc.tokens[cue].start <= span.end + 4;
        after || before
    });
    score += 4 * i32::from(dated);
    // `di lingkungan Pemprov`, `di Indonesia`, `di Provinsi Banten`: no place of an event.
    let vague = doc.cue(first, Cue::VaguePlace);
    // `di Jawa Barat` is no island alone, and vague all the same.
    let pada = doc.says(cue, "pada") && !venue;
    score - 8 * i32::from(vague || pada) - 3 * i32::from(future(doc, before, cue))
}

fn only_region(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    let kind = usize::from(doc.is_any(
        first,
        Class::any(&[Class::KindCity, Class::KindProvince, Class::KindRegency]),
    ));
    doc.hit(first, Class::Region)
        .is_some_and(|hit| hit.end >= end)
        || doc
            .hit(first + kind, Class::Region)
            .is_some_and(|hit| kind > 0 && hit.end >= end)
}

fn future(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| doc.cue(at, Cue::NotHere))
}
