//! People's names: titles before, degrees behind, initials and particles inside.

use super::class::{Class, POSTS};
use super::cue::Cue;
use super::doc::Doc;

/// The most tokens of a name.
const LONGEST: usize = 9;

/// A name in the text.
#[derive(Debug, Clone)]
pub(super) struct Name {
    /// The first token of the name itself.
    pub(super) first: usize,
    /// Behind its last token.
    pub(super) end: usize,
    /// Behind the degrees.
    pub(super) to: usize,
    pub(super) titles: Vec<String>,
    /// How many words it has, initials left out.
    pub(super) words: usize,
}

impl Name {
    /// The name as it is recorded: initials keep no dot, spaces are joined.
    pub(super) fn text(&self, doc: &Doc<'_>) -> String {
        let mut text = String::new();
        for at in self.first..self.end {
            if doc.mark(at, '.') {
                continue;
            }
            if !text.is_empty() && doc.word(at) {
                text.push(' ');
            }
            // `HA Fikri Lesmana`: Haji, written into the initial.
            let haji = at == self.first
                && at + 1 < self.end
                && doc.tokens[at].upper
                && doc.str(at).len() == 2
                && !doc.tokens[at + 1].upper;
            let written = doc.str(at);
            text.push_str(match written.strip_prefix('H') {
                Some(initial) if haji => initial,
                _ => written,
            });
        }
        text
    }
}

/// How sure the words before make it that a name follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// Nothing says so.
    No,
    /// A title or a post stands before it.
    Likely,
    /// A post with its region stands before it, so that no word of the post can follow.
    Certain,
}

/// Words that begin no name even behind a post with its region.
const NEVER_FIRST: u128 = Class::any(&[
    Class::NoName,
    Class::Weekday,
    Class::Month,
    Class::Government,
    Class::GovernmentProvince,
    Class::GovernmentRegency,
    Class::GovernmentCity,
    Class::KindProvince,
    Class::KindRegency,
    Class::KindCity,
    Class::Acting,
    Class::Says,
    Class::SaidBy,
    Class::EventSigning,
    Class::EventLaunch,
    Class::EventVisit,
]);

/// Words that begin no name.
const NOT_FIRST: u128 = Class::any(&[
    Class::NoName,
    Class::Folk,
    Class::Field,
    Class::Office,
    Class::BodyHead,
    Class::Weekday,
    Class::Month,
    Class::Government,
    Class::GovernmentProvince,
    Class::GovernmentRegency,
    Class::GovernmentCity,
    Class::KindProvince,
    Class::KindRegency,
    Class::KindCity,
    Class::Group,
    Class::Former,
    Class::Acting,
    Class::Pronoun,
    Class::Says,
    Class::Said,
    Class::SaidBy,
    Class::Came,
    Class::Occasion,
    Class::Venue,
    Class::Indonesian,
    Class::TakesPlace,
    Class::EventSigning,
    Class::EventCoordination,
    Class::EventVisit,
    Class::EventLaunch,
    Class::EventRetreat,
    Class::EventOther,
    Class::Agreement,
    Class::Programme,
    Class::Outlet,
    Class::NoCountBefore,
]);

/// Words that end a name.
const NOT_INSIDE: u128 = Class::any(&[
    Class::NoName,
    Class::Weekday,
    Class::Says,
    Class::SaidBy,
    Class::Government,
    Class::GovernmentProvince,
    Class::GovernmentRegency,
    Class::GovernmentCity,
]);

/// The name that begins at a token, titles first. With `sure`, the words before tell that a name must follow, so that a
/// region's name may be a person's (`Wali Kota Bogor Bima Arya`).
pub(super) fn name_at(doc: &Doc<'_>, at: usize, sure: Sure) -> Option<Name> {
    let (titles, first) = titles(doc, at);
    let sure = if titles.is_empty() {
        sure
    } else {
        sure.max(Sure::Likely)
    };
    if !begins(doc, first, sure) {
        return None;
    }
    let mut end = first;
    let mut words = 0;
    // A name may begin a paragraph and does not run over its end.
    let in_line =
        |at: usize| at == first || doc.tokens.get(at).is_some_and(|token| token.breaks < 2);
    while end < first + LONGEST && end < doc.len() && in_line(end) {
        if doc.cap(end) && (end == first || goes_on(doc, first, end)) {
            words += usize::from(doc.str(end).chars().count() > 1);
            end += 1;
            // The dot of an initial: `M. Farhan`, `Moh. Ali`.
            let short =
                doc.str(end - 1).chars().count() <= 3 || doc.is(end - 1, Class::Abbreviation);
            if doc.mark(end, '.') && short && doc.cap(end + 1) && same_line(doc, end + 1) {
                end += 1;
            }
            // `Sambolangi' Tandi`: an apostrophe at the end of a word.
            let apostrophe = matches!(doc.str(end), "'" | "’") && !doc.tokens[end].spaced;
            if apostrophe
                && doc
                    .tokens
                    .get(end + 1)
                    .is_some_and(|next| next.spaced && next.is_word())
            {
                end += 1;
            }
        } else if is_particle(doc, end) {
            end += 1;
            if doc.mark(end, '.') && doc.cap(end + 1) {
                end += 1;
            }
        } else {
            break;
        }
    }
    // `Bambang Bayu suseno, SP., MM.`: the last word in small letters before a degree.
    let careless = end > first
        && doc.word(end)
        && !doc.cap(end)
        && doc.str(end).len() >= 4
        && !doc.is_any(end, NOT_FIRST)
        && doc.mark(end + 1, ',')
        && is_degree(doc, end + 2)
        && doc.cap(end + 2);
    if careless {
        words += 1;
        end += 1;
    }
    while end > first && doc.mark(end - 1, '.') {
        end -= 1;
    }
    if words == 0 || end == first {
        return None;
    }
    let (to, titles) = degrees(doc, end, titles);
    Some(Name {
        first,
        end,
        to,
        titles,
        words,
    })
}

fn same_line(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens[at].breaks < 2
}

fn begins(doc: &Doc<'_>, at: usize, sure: Sure) -> bool {
    if !doc.cap(at) || doc.hit_any(at, POSTS).is_some() {
        return false;
    }
    // `I Ketut`, `Ni Luh`: a letter that is a numeral elsewhere.
    let balinese = !super::post::counted(doc, at)
        && (doc.says_any(at, &["i", "ni"])
            && doc.cap(at + 1)
            && !super::post::is_field(doc, at + 1))
        || doc.says(at, "anak") && doc.says(at + 1, "agung") && doc.cap(at + 2)
        || doc.says(at, "ida") && doc.says(at + 1, "bagus");
    let born = doc.cue(at + 1, Cue::BirthName);
    let sentence_name = balinese && (!doc.says(at, "i") || born);
    if balinese && sure >= Sure::Likely || sentence_name {
        return true;
    }
    // `Ketua DPRD Lombok Tengah, Lalu Ramdan`: a Sasak title that is `then` at the head of a sentence.
    let sasak = doc.says(at, "lalu")
        && at > 0
        && (matches!(doc.str(at - 1), "," | ")" | ".") || doc.cap(at - 1));
    if sasak && sure >= Sure::Likely && doc.cap(at + 1) {
        return true;
    }
    let never = if sure == Sure::Certain {
        NEVER_FIRST
    } else {
        NOT_FIRST
    };
    if doc.is_any(at, never) || (sure < Sure::Certain && super::post::is_field(doc, at)) {
        return false;
    }
    if is_verb(doc.str(at)) || doc.hit(at, Class::NoName).is_some() {
        return false;
    }
    // `Rektor Unej Hadi`
    let short_of_body = doc
        .hit(at, Class::Body)
        .is_some_and(|hit| hit.end == at + 1 && doc.cap(at + 1));
    if short_of_body && sure < Sure::Certain {
        return false;
    }
    let upper = doc.tokens[at].upper;
    if upper && (doc.hit(at, Class::Body).is_some() || doc.is(at, Class::Degree)) {
        return false;
    }
    // Capitals alone are a short form: `SKPK`.
    let alone =
        upper && doc.str(at).len() >= 3 && !doc.tokens.get(at + 1).is_some_and(|next| next.upper);
    if alone {
        return false;
    }
    let region = doc.hit(at, Class::Region);
    // `Lombok Tengah, Nusa Tenggara Barat (NTB)`: all of it is a region's name.
    if region.is_some_and(|hit| hit.end > at + 1 && !doc.cap(hit.end)) {
        return false;
    }
    let region = region.is_some();
    !region || (sure >= Sure::Likely && doc.cap(at + 1) && doc.hit_any(at + 1, POSTS).is_none())
}

fn goes_on(doc: &Doc<'_>, first: usize, at: usize) -> bool {
    let token = doc.tokens[at];
    if is_weekday_name(doc, first, at) {
        return true;
    }
    // `Taufik Ramadhan`: a word that begins no name may still be part of one.
    let given =
        doc.is(at, Class::GivenName) && !doc.is_any(at, Class::any(&[Class::Says, Class::SaidBy]));
    if is_verb(doc.str(at))
        || (doc.is_any(at, NOT_INSIDE) && !given)
        || (doc.hit_any(at, POSTS).is_some() && !doc.is(at, Class::Field))
    {
        return false;
    }
    // `MSi`, `SSos`: two capitals at the head are no name's.
    let camel = doc
        .str(at)
        .chars()
        .take(2)
        .filter(|char| char.is_uppercase())
        .count()
        == 2;
    if is_degree(doc, at) && (token.upper || camel || doc.str(at).contains('.')) {
        return false;
    }
    // `Budi Santoso PDIP`: capitals behind plain words are no part of a name, numerals are.
    let numeral = doc
        .str(at)
        .chars()
        .all(|char| matches!(char, 'I' | 'V' | 'X'));
    let shout = token.upper && token.end - token.start >= 3 && !doc.tokens[first].upper && !numeral;
    let body = (token.upper || doc.str(at).len() >= 5) && doc.hit(at, Class::Body).is_some();
    !shout && !body
}

/// `Kepala Dinas Perhubungan Armin Sabtu, Kepala Bappeda`, `Markus Minggu mengusulkan`: a weekday that is a last name, by what
/// stands behind it.
fn is_weekday_name(doc: &Doc<'_>, first: usize, at: usize) -> bool {
    let named = at > first && doc.is(at, Class::Weekday);
    let listed = doc.mark(at + 1, ',') && doc.hit_any(at + 2, POSTS).is_some();
    named && (listed || doc.is(at + 1, Class::Says))
}

/// `Memberi`, `Mengatakan`: verbs that a careless writer begins with a capital.
fn is_verb(word: &str) -> bool {
    const PREFIXES: [&str; 8] = [
        "Memb", "Memp", "Memf", "Memv", "Meng", "Meny", "Menan", "Memim",
    ];
    word.len() >= 7 && PREFIXES.iter().any(|prefix| word.starts_with(prefix))
}

fn is_particle(doc: &Doc<'_>, at: usize) -> bool {
    let small = doc.word(at) && !doc.cap(at);
    let arabic = doc.str(at).starts_with("al-") || doc.str(at).starts_with("el-");
    let daughter = doc.says(at, "br") && (doc.cap(at + 1) || doc.mark(at + 1, '.'));
    small
        && (arabic
            || daughter
            || (doc.is(at, Class::Particle) && doc.cap(at + 1) && doc.str(at).len() > 1))
}

/// Titles before a name, each with its dot; and the token behind them.
fn titles(doc: &Doc<'_>, at: usize) -> (Vec<String>, usize) {
    let mut titles = Vec::new();
    let mut next = at;
    while next < at + 12 {
        let Some(end) = title_end(doc, next) else {
            break;
        };
        titles.push(doc.words(next, end));
        next = end;
        if doc.mark(next, ',') && title_end(doc, next + 1).is_some() {
            next += 1;
        }
    }
    // A title alone is a name or nothing: `Tuan` and `Habib` are first names too.
    if !titles.is_empty() && !doc.cap(next) {
        return (Vec::new(), at);
    }
    (titles, next)
}

fn title_end(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let hit = doc.hit(at, Class::Title)?;
    let mut end = hit.end;
    // `drh. Sapruni`: a small letter needs the dot.
    // Behind a post or a comma it does without: `Wakil Wali Kota dr Richard`.
    let plain = at > 0
        && doc.says_any(at, &["dr", "drg", "drh", "ir", "drs", "dra", "hj"])
        && doc.cap(end)
        && (doc.cap(at - 1) || doc.mark(at - 1, ','));
    let small = doc.mark(end, '.') && doc.cap(end + 1) && doc.str(at).len() <= 4 || plain;
    if !doc.cap(at) && !small {
        return None;
    }
    // `Pak. Didengarkan` ends a sentence.
    if doc.mark(end, '.') && doc.cue(at, Cue::AddressWord) {
        return None;
    }
    // `Brigjen (Pol)`, `Letkol (Inf)`.
    if doc.mark(end, '(') && doc.cap(end + 1) && doc.mark(end + 2, ')') {
        end += 3;
    } else if doc.mark(end, '(')
        && doc.cap(end + 1)
        && doc.mark(end + 2, '.')
        && doc.mark(end + 3, ')')
    {
        end += 4;
    }
    if doc.mark(end, '.') {
        end += 1;
    }
    Some(end)
}

/// `S.Sos`, `ST.MSi`: a degree, or several joined by dots.
pub(super) fn is_degree(doc: &Doc<'_>, at: usize) -> bool {
    if doc.is(at, Class::Degree) {
        return true;
    }
    let parts = doc.str(at).split('.').filter(|part| !part.is_empty());
    let known = |part: &str| {
        let word = doc.gazetteer.word(&part.to_lowercase());
        doc.gazetteer.classes(word) & Class::Degree.bit() != 0
    };
    doc.str(at).len() <= 12
        && doc.str(at).contains('.')
        && parts.clone().count() >= 2
        && parts.clone().all(known)
}

/// `S. Sos`, `M. Si.`: a degree whose parts stand apart. Its end.
fn spaced_degree(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let letter =
        doc.cap(at) && doc.str(at).len() == 1 && doc.mark(at + 1, '.') && same_line(doc, at);
    if !letter || !doc.cap(at + 2) || doc.str(at + 2).len() > 4 || !same_line(doc, at + 2) {
        return None;
    }
    let word = format!("{}{}", doc.str(at), doc.str(at + 2)).to_lowercase();
    let known = doc.gazetteer.classes(doc.gazetteer.word(&word)) & Class::Degree.bit() != 0;
    known.then(|| {
        if doc.mark(at + 3, '.') && doc.same_sentence(at, at + 4) {
            at + 4
        } else {
            at + 3
        }
    })
}

/// Degrees behind a name, with or without a comma.
fn degrees(doc: &Doc<'_>, end: usize, mut titles: Vec<String>) -> (usize, Vec<String>) {
    let mut to = end;
    let mut at = end;
    while at < end + 24 {
        let comma = doc.mark(at, ',') || doc.mark(at, '.');
        let next = if comma { at + 1 } else { at };
        let degree = is_degree(doc, next) && doc.tokens[next].cap && same_line(doc, next);
        if let Some(end) = spaced_degree(doc, next).filter(|_| !degree) {
            titles.push(doc.words(next, end));
            at = end;
            to = at;
            continue;
        }
        if !degree {
            break;
        }
        titles.push(doc.str(next).to_owned());
        at = next + 1;
        to = at;
        // The dot belongs to the degree when something of the sentence follows.
        if doc.mark(at, '.') && doc.same_sentence(at, at + 1) {
            at += 1;
            to = at;
        }
    }
    (to, titles)
}
