//! When two answers are the same: one rule a field, as `docs/howto/score-reader.md` tells them.

use std::collections::BTreeSet;

use super::super::annotation::{Annotation, Commitment, Number, Party, Person, Quote};
use super::super::normal::{body, contains, forms, name, roots, words};

/// Of the roots of the shorter of two sentences, how many in a hundred the longer must hold.
const SHARED_OF_SHORTER: usize = 60;

/// And of the roots of the longer.
const SHARED_OF_LONGER: usize = 33;

/// Words of how many there are of an owner.
const QUANTIFIERS: &[&str] = &[
    "seluruh", "semua", "para", "segenap", "setiap", "tiap", "masing", "sejumlah", "jajaran",
];

/// Whether two names are of one person: one holds all words of the other, and so that no single first name passes for a
/// full one, the reader's has at least two words or as many as the gold's. An initial stands for any word it begins.
pub(in crate::press) fn same_name(gold: &str, read: &str) -> bool {
    gold == read || same_name_words(&name(gold), &name(read))
}

/// [`same_name`] of names as [`name`] gives them.
pub(in crate::press) fn same_name_words(gold: &[String], read: &[String]) -> bool {
    if gold.is_empty() || read.is_empty() {
        return false;
    }
    holds(read, gold) || (read.len() >= 2 && holds(gold, read))
}

/// Whether every word of `part` has one of its own in `whole`.
fn holds(whole: &[String], part: &[String]) -> bool {
    let mut left: Vec<&String> = whole.iter().collect();
    part.iter().all(
        |word| match left.iter().position(|other| same_word(word, other)) {
            Some(at) => {
                left.remove(at);
                true
            }
            None => false,
        },
    )
}

fn same_word(a: &str, b: &str) -> bool {
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    a == b || initial(a, b) || initial(b, a)
}

/// Whether a place is the same: all words of one are in the other.
pub(in crate::press) fn same_place(gold: &str, read: &str) -> bool {
    let set = |text: &str| {
        words(text)
            .into_iter()
            .filter(|word| word != "di")
            .collect()
    };
    contains(&set(gold), &set(read))
}

/// Whether a party is the same: by code where both are governments, otherwise by name.
pub(super) fn same_party(gold: &Party, read: &Party) -> bool {
    match (&gold.code, &read.code) {
        (Some(gold), Some(read)) => gold == read,
        (None, None) => {
            gold.name == read.name
                || contains(&body(&gold.name), &body(&read.name))
                || abbreviates(&gold.name, &read.name)
                || abbreviates(&read.name, &gold.name)
        }
        _ => false,
    }
}

/// Whether two are the same person, or the same office where neither is named.
pub(super) fn same_person(gold: &Person, read: &Person) -> bool {
    match (&gold.name, &read.name) {
        (Some(gold), Some(read)) => same_name(gold, read),
        (None, None) => same_post(gold, read),
        _ => false,
    }
}

/// Whether two hold the same post: the same title once the body's name is taken out of it, in the same body. Where the gold
/// gives no body, any will do.
///
/// A short name in brackets may stand or fall with its long form ([`forms`]).
pub(in crate::press) fn same_post(gold: &Person, read: &Person) -> bool {
    let roles = |person: &Person| match &person.role {
        Some(role) => forms(role).into_iter().map(Some).collect(),
        None => vec![None],
    };
    let read_forms: Vec<Person> = roles(read)
        .into_iter()
        .map(|role| Person {
            role,
            ..read.clone()
        })
        .collect();
    roles(gold).into_iter().any(|role| {
        let gold = Person {
            role,
            ..gold.clone()
        };
        read_forms.iter().any(|read| same_title(&gold, read))
    })
}

fn same_title(gold: &Person, read: &Person) -> bool {
    let set = |text: &Option<String>| text.as_deref().map(body).unwrap_or_default();
    // All assistants and heads of divisions sit in the secretariat, whether or not the answer says so.
    let plain = |role: &Option<String>| {
        let role = role.as_deref()?;
        let aide = ["Asisten", "Kepala Bagian", "Kepala Biro", "Staf Ahli"];
        let rest = ["Sekretariat Daerah", "Setda", "Sekda"]
            .iter()
            .find_map(|office| role.strip_suffix(office));
        let rest = rest.filter(|_| aide.iter().any(|head| role.starts_with(head)));
        Some(rest.unwrap_or(role).to_owned())
    };
    let (gold_role, read_role) = (set(&plain(&gold.role)), set(&plain(&read.role)));
    let (gold_body, read_body) = (set(&gold.institution), set(&read.institution));
    let core = |role: &BTreeSet<String>| {
        let outside = |word: &&String| {
            !gold_body.contains(*word) && !read_body.contains(*word) && *word != "sejumlah"
        };
        role.iter().filter(outside).cloned().collect::<Vec<_>>()
    };
    if core(&gold_role) != core(&read_role) || gold_role.is_empty() != read_role.is_empty() {
        return false;
    }
    if gold_body.is_empty() {
        return true;
    }
    // "Gubernur Banten" of nobody is the governor of Banten all the same.
    let read_body = match read_body.is_empty() {
        true => read_role.difference(&gold_role).cloned().collect(),
        false => read_body,
    };
    contains(&gold_body, &read_body)
}

/// Whether two figures are the same: value, and unit up to its spelling.
pub(super) fn same_number(gold: &Number, read: &Number) -> bool {
    gold.value.compare(read.value).is_eq()
        && (unit(&gold.unit) == unit(&read.unit)
            || contains(&body(&gold.unit), &body(&read.unit))
            || counts_alike(&unit(&gold.unit), &unit(&read.unit)))
}

/// Whether one unit only counts what the other names: `34 orang` are `34 kepala dinas`, `27 unit` are `27 kendaraan`. What is
/// measured, in money, shares or metres, has one unit.
fn counts_alike(one: &str, other: &str) -> bool {
    const COUNTERS: [&str; 3] = ["orang", "unit", "buah"];
    const MEASURES: [&str; 26] = [
        "idr",
        "usd",
        "persen",
        "poin",
        "meter",
        "kilometer",
        "hektare",
        "are",
        "ton",
        "kilogram",
        "gram",
        "liter",
        "detik",
        "menit",
        "jam",
        "hari",
        "minggu",
        "pekan",
        "bulan",
        "tahun",
        "watt",
        "megawatt",
        "kali",
        "derajat",
        "kwintal",
        "kuintal",
    ];
    let measured = |unit: &str| {
        unit.split(' ')
            .next()
            .is_none_or(|first| MEASURES.contains(&first))
    };
    let counter = |unit: &str| COUNTERS.contains(&unit);
    (counter(one) && !counter(other) && !measured(other))
        || (counter(other) && !counter(one) && !measured(one))
}

/// A unit in one spelling.
pub(super) fn unit(written: &str) -> String {
    let lower = written.trim().to_lowercase();
    match lower.as_str() {
        "rp" | "rupiah" | "idr" => "idr".to_owned(),
        "%" | "persen" | "percent" => "persen".to_owned(),
        _ => words(&lower).join(" "),
    }
}

/// Whether two passages of speech are the same: speaker, and the first eight words up to case and punctuation. Of two
/// passages of different length the shorter must have five words at least.
pub(super) fn same_quote(gold: &Quote, read: &Quote) -> bool {
    same_words(gold, read) && same_speaker(gold.speaker.as_deref(), read.speaker.as_deref())
}

fn same_words(gold: &Quote, read: &Quote) -> bool {
    if gold.first_words == read.first_words {
        return true;
    }
    let (gold, read) = (words(&gold.first_words), words(&read.first_words));
    let shorter = gold.len().min(read.len());
    gold[..shorter] == read[..shorter] && shorter > 0 && (gold.len() == read.len() || shorter >= 5)
}

fn same_speaker(gold: Option<&str>, read: Option<&str>) -> bool {
    match (gold, read) {
        (None, None) => true,
        // An office that speaks without a name is a body's words.
        (Some(gold), Some(read)) => same_name(gold, read) || body(gold) == body(read),
        _ => false,
    }
}

/// Whether a kind of agreement is the same; a short name in brackets may stand or fall with its long form.
pub(super) fn same_kind(gold: &str, read: &str) -> bool {
    let kinds = |kind: &str| {
        // `nota kesepahaman (MoU)`: both name one kind.
        let bracket = kind
            .split_once(" (")
            .and_then(|(long, short)| Some([long.to_owned(), short.strip_suffix(')')?.to_owned()]));
        let forms = forms(kind).into_iter().chain(bracket.into_iter().flatten());
        let one_name = |form: String| {
            words(&form)
                .join(" ")
                .replace("memorandum of understanding", "nota kesepahaman")
        };
        forms.map(one_name).collect::<BTreeSet<String>>()
    };
    !kinds(gold).is_disjoint(&kinds(read))
}

/// Whether two phrases share enough roots to say the same.
pub(in crate::press) fn same_words_roughly(gold: &str, read: &str) -> bool {
    // What is written alike is alike, even where no root is left to compare.
    gold == read || same_roots(&roots(gold), &roots(read))
}

/// [`same_words_roughly`] of phrases as [`roots`] gives them.
pub(in crate::press) fn same_roots(gold: &BTreeSet<String>, read: &BTreeSet<String>) -> bool {
    let shared = gold.intersection(read).count();
    let (shorter, longer) = (gold.len().min(read.len()), gold.len().max(read.len()));
    // One shared word out of many says little.
    let enough = shared >= 2 || (shared == 1 && longer <= 2);
    enough
        && shared * 100 >= shorter * SHARED_OF_SHORTER
        && shared * 100 >= longer * SHARED_OF_LONGER
}

/// Whether two promises are the same: what, who, and with what force.
pub(super) fn same_promise(
    gold: &Commitment,
    read: &Commitment,
    in_gold: &Annotation,
    in_read: &Annotation,
) -> bool {
    let ((gold_what, gold_mark), (read_what, read_mark)) = (gold.parts(), read.parts());
    gold_mark == read_mark
        && same_words_roughly(gold_what, read_what)
        && same_owner(
            gold.owner.as_deref(),
            read.owner.as_deref(),
            in_gold,
            in_read,
        )
}

/// Whether two owe the same: the same person, the same body, or a person and the body that the person speaks for.
fn same_owner(
    gold: Option<&str>,
    read: Option<&str>,
    in_gold: &Annotation,
    in_read: &Annotation,
) -> bool {
    let (gold, read) = match (gold, read) {
        (Some(gold), Some(read)) => (gold, read),
        (gold, read) => return gold.is_none() && read.is_none(),
    };
    let bodies = |owner: &str| {
        let people = in_gold.people.iter().chain(&in_read.people);
        let of = people.filter(|person| {
            let named = person.name.as_deref();
            named.is_some_and(|name| same_name(name, owner)) || holds_post(person, owner)
        });
        // Whether it is all of them or some is not what tells owners apart.
        let body = |owner: &str| {
            let mut words = body(owner);
            if words
                .iter()
                .any(|word| !QUANTIFIERS.contains(&word.as_str()))
            {
                words.retain(|word| !QUANTIFIERS.contains(&word.as_str()));
            }
            words
        };
        let mut bodies: Vec<_> = of
            .filter_map(|person| person.institution.as_deref())
            .map(body)
            .collect();
        // A short name in brackets may stand or fall with its long form, as in posts.
        bodies.extend(forms(owner).iter().map(|form| body(form)));
        bodies
    };
    same_name(gold, read)
        || abbreviates(gold, read)
        || abbreviates(read, gold)
        || bodies(gold)
            .iter()
            .any(|gold| bodies(read).iter().any(|read| contains(gold, read)))
}

/// Whether a body's name begins with the initials of the other's: `BPKPD Karangasem` is `Badan Pengelola Keuangan dan
/// Pendapatan Daerah Karangasem`.
fn abbreviates(short: &str, long: &str) -> bool {
    const LEAST: usize = 3;
    let (head, rest) = short.split_once(' ').unwrap_or((short, ""));
    let shouted = head.len() >= LEAST && head.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut letters = head.chars();
    let mut left = long.split(' ').peekable();
    while let Some(word) = left
        .peek()
        .filter(|_| shouted && !letters.as_str().is_empty())
    {
        if !matches!(*word, "dan" | "&") && letters.next() != word.chars().next() {
            return false;
        }
        left.next();
    }
    let behind: Vec<&str> = left.collect();
    let (rest, behind) = (body(rest), body(&behind.join(" ")));
    shouted && letters.as_str().is_empty() && (rest == behind || contains(&rest, &behind))
}

/// Whether an owner is called by a person's post: `Wakil Bupati Sikka` is whoever is `Wakil Bupati` of `Kabupaten Sikka`.
fn holds_post(person: &Person, owner: &str) -> bool {
    const KINDS: [&str; 4] = ["kabupaten", "kota", "provinsi", "kecamatan"];
    let set = |text: &str| -> BTreeSet<String> {
        let words = words(text).into_iter();
        words
            .filter(|word| !KINDS.contains(&word.as_str()))
            .collect()
    };
    let (Some(role), Some(institution)) = (&person.role, &person.institution) else {
        return false;
    };
    let (role, owner) = (set(role), set(owner));
    let of = set(institution);
    let all = &role | &of;
    // `Camat Bayan` of `Kecamatan Bayan`: the post names its place itself.
    let placed = owner != role || !role.is_disjoint(&of);
    !role.is_empty() && role.is_subset(&owner) && owner.is_subset(&all) && placed
}

/// Whether a programme is the same: all words of one name are in the other.
pub(super) fn same_programme(gold: &str, read: &str) -> bool {
    let set = |text: &str| {
        words(text)
            .into_iter()
            .filter(|word| word != "program")
            .collect()
    };
    contains(&set(gold), &set(read))
}
