//! Who is named: posts with names, names with posts behind them, and later mentions of the same people.

use std::collections::HashMap;

use domain::region::Region;

use super::alone::{posts_alone, role_core};
use super::class::Class;
use super::doc::Doc;
use super::find::{Find, finds};
use super::name::Name;
use super::post::Post;
use super::quote::is_said_form;
use super::region::{Known, region_at, wanted_before};
use super::token;

/// How many people are told apart; a text that names more gets a warning.
pub(super) const MAX_PEOPLE: usize = 600;

/// Somebody.
#[derive(Debug)]
pub(super) struct Somebody {
    /// The longest form of the name; None for an office without a name.
    pub(super) name: Option<String>,
    /// The name's words as keys, initials too.
    pub(super) keys: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) post: Option<Post>,
    pub(super) mentions: Vec<usize>,
}

impl Somebody {
    /// Whether a word is the whole name, and no post is known.
    pub(super) fn is_only(&self, word: &str) -> bool {
        self.post.is_none() && self.keys.len() == 1 && self.is_called(word)
    }

    /// Whether a word is a part of the name.
    pub(super) fn is_called(&self, word: &str) -> bool {
        let key = token::key(word);
        self.keys.contains(&key)
    }
}

/// One place where somebody is meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) first: usize,
    pub(super) end: usize,
    /// A place in [`People::all`].
    pub(super) who: usize,
}

/// Everybody and every mention, in order of the text.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) all: Vec<Somebody>,
    pub(super) mentions: Vec<Mention>,
    pub(super) too_many: bool,
}

/// Reads the people of the report.
pub(super) fn people(doc: &Doc<'_>, known: &Known) -> People {
    let mut finds = finds(doc, known);
    share_regions(doc, &mut finds, known);
    let mut people = People::default();
    named(doc, &mut people, &finds);
    let taken = taken(doc, &finds);
    short_forms(doc, &mut people, &taken);
    posts_alone(doc, &mut people, &finds);
    people.mentions.sort_by_key(|mention| mention.first);
    super::nickname::add(doc, &mut people);
    for (at, mention) in people.mentions.iter().enumerate() {
        people.all[mention.who].mentions.push(at);
    }
    people
}

/// `Dari Pemkot Tangsel hadir Sekda, Kepala Dinas Sosial`, `Sekretaris Daerah, Inspektur dan Kepala Bapenda Kabupaten
/// Pandeglang`: offices without a name that are listed are of the region that the list names.
fn share_regions(doc: &Doc<'_>, finds: &mut [Find], known: &Known) {
    const FAR: usize = 30;
    for at in (0..finds.len()).rev() {
        let find = &finds[at];
        let Some(post) = find.post.as_ref().filter(|post| {
            find.name.is_none()
                && (post.class == Class::PostOffice || post.role.starts_with("Kepala Dis"))
                && post.region.is_none()
                && post.body.is_none()
                && !post.lower
                && !post.group
                && !doc.quoted[post.first]
        }) else {
            continue;
        };
        let (first, end) = (post.first, post.end);
        let Some(range) = doc.sentences.get(doc.sentence_of[first]).copied() else {
            continue;
        };
        let from = range.first.max(first.saturating_sub(2 * FAR));
        let came = (from..first).any(|at| !doc.quoted[at] && doc.is(at, Class::SurelyCame));
        if !came {
            continue;
        }
        // The next of the list, if only commas and `dan` stand between.
        let behind = finds[at + 1..].first().filter(|next| {
            next.first <= end + 2
                && (end..next.first)
                    .all(|at| doc.mark(at, ',') || doc.says_any(at, &["dan", "serta"]))
        });
        let behind =
            behind.and_then(|next| Some((next.post.as_ref()?.region?, next.name.is_some())));
        let near = range.first.max(first.saturating_sub(FAR))..first;
        let before = || {
            near.rev()
                .find_map(|at| region_at(doc, at, wanted_before(doc, at), known))
                .map(|named| named.region)
        };
        let region = match behind {
            Some((region, false)) => Some(region),
            _ => before(),
        };
        if let Some(post) = finds[at].post.as_mut() {
            post.region = region;
        }
    }
}

/// By token: part of a find.
fn taken(doc: &Doc<'_>, finds: &[Find]) -> Vec<bool> {
    let mut taken = vec![false; doc.len()];
    for find in finds {
        let end = find.end.min(taken.len());
        taken[find.first..end].fill(true);
    }
    taken
}

// ---------------------------------------------------------------- names

/// Groups the named finds: the longest forms first, then the forms that are part of one.
fn named(doc: &Doc<'_>, people: &mut People, finds: &[Find]) {
    let mut order: Vec<usize> = (0..finds.len())
        .filter(|at| finds[*at].name.is_some())
        .collect();
    order.sort_by_key(|at| {
        finds[*at]
            .name
            .as_ref()
            .map_or(0, |name| usize::MAX - name.words)
    });
    let mut index: HashMap<String, Vec<usize>> = HashMap::new();
    for at in order {
        let find = &finds[at];
        let Some(name) = &find.name else { continue };
        let keys = keys(doc, name);
        let who = match same_person(people, &index, &keys, name, find.post.as_ref()) {
            Some(who) => who,
            None if people.all.len() >= MAX_PEOPLE => {
                people.too_many = true;
                continue;
            }
            None => {
                let who = people.all.len();
                for key in keys.iter().filter(|key| key.chars().count() > 1) {
                    index.entry(key.clone()).or_default().push(who);
                }
                people.all.push(Somebody {
                    name: Some(name.text(doc)),
                    keys,
                    titles: Vec::new(),
                    post: None,
                    mentions: Vec::new(),
                });
                who
            }
        };
        if let Some(alias) = alias(doc, name) {
            people.all[who].keys.push(alias);
        }
        let somebody = &mut people.all[who];
        if somebody.titles.len() < name.titles.len() {
            somebody.titles.clone_from(&name.titles);
        }
        keep_better_post(somebody, find.post.as_ref());
        people.mentions.push(Mention {
            first: find.first,
            end: find.end,
            who,
        });
    }
}

/// `Suhardi Duka (SDK)`: the short name in brackets.
fn alias(doc: &Doc<'_>, name: &Name) -> Option<String> {
    let at = name.to;
    let one = doc.mark(at, '(') && doc.cap(at + 1) && doc.mark(at + 2, ')');
    let side = doc.says_any(at + 1, &["kiri", "kanan", "tengah"]);
    (one && !side && doc.hit(at + 1, Class::Body).is_none()).then(|| token::key(doc.str(at + 1)))
}

fn keys(doc: &Doc<'_>, name: &Name) -> Vec<String> {
    (name.first..name.end)
        .filter(|at| doc.word(*at))
        .map(|at| token::key(doc.str(at)))
        .collect()
}

/// The fullest post of the text is the person's; on equal terms the first.
fn keep_better_post(somebody: &mut Somebody, post: Option<&Post>) {
    let worth = |post: &Post| {
        2 * usize::from(post.region.is_some() || post.body.is_some())
            + usize::from(post.unit)
            + 4 * usize::from(!post.former)
    };
    let Some(post) = post else { return };
    let better = somebody.post.as_ref().is_none_or(|held| {
        (worth(post), std::cmp::Reverse(post.first)) > (worth(held), std::cmp::Reverse(held.first))
    });
    if better {
        somebody.post = Some(post.clone());
    }
}

fn same_person(
    people: &People,
    index: &HashMap<String, Vec<usize>>,
    keys: &[String],
    name: &Name,
    post: Option<&Post>,
) -> Option<usize> {
    let lady = |titles: &[String]| {
        titles.iter().any(|title| {
            matches!(
                token::key(title).as_str(),
                "ny" | "nyonya" | "hj" | "ibu" | "hajah"
            )
        })
    };
    let key = keys.iter().find(|key| key.chars().count() > 1)?;
    let held = index.get(key)?;
    held.iter()
        .take(40) // as many people share one word of a name in no real text
        .copied()
        .find(|who| {
            let somebody = &people.all[*who];
            let joined =
                || keys.len() != somebody.keys.len() && keys.concat() == somebody.keys.concat();
            // `Nur Alam` and `Ny. Tina Nur Alam` are two: she bears his name.
            let others = || {
                !fits(somebody.post.as_ref(), post, 1)
                    || lady(&somebody.titles) && !lady(&name.titles)
            };
            let spouse = || keys.len() >= 2 && keys.first() != somebody.keys.first() && others();
            (is_part(keys, &somebody.keys) && !spouse() || joined())
                && (keys == somebody.keys || fits(somebody.post.as_ref(), post, keys.len()))
        })
}

/// Whether the shorter name's words stand in the longer one in the same order; an initial fits a word that begins so.
fn is_part(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|word| {
        let initial = word.chars().count() == 1;
        rest.any(|other| other == word || (initial && other.starts_with(word.as_str())))
    })
}

/// Two posts can be one person's unless both are named and differ.
fn fits(one: Option<&Post>, other: Option<&Post>, words: usize) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let regions = one
                .region
                .zip(other.region)
                .is_none_or(|(a, b)| a.code == b.code);
            let (a, b) = (role_core(&one.role), role_core(&other.role));
            (a.starts_with(b) || b.starts_with(a)) && regions || words > 1
        }
        _ => true,
    }
}

/// Later mentions by a part of the name: "Andra", "Neng Rahmi".
fn short_forms(doc: &Doc<'_>, people: &mut People, taken: &[bool]) {
    let mut parts: HashMap<u64, Vec<usize>> = HashMap::new();
    for (who, somebody) in people.all.iter().enumerate() {
        for key in somebody.keys.iter().filter(|key| key.chars().count() > 2) {
            parts.entry(hash(key)).or_default().push(who);
        }
    }
    let mut key = String::new();
    let mut at = 0;
    while at < doc.len() {
        let free = |at: usize| doc.cap(at) && !taken[at] && doc.sentence_of[at] != usize::MAX;
        if !free(at) {
            at += 1;
            continue;
        }
        token::key_into(doc.str(at), &mut key);
        let Some(candidates) = parts.get(&hash(&key)).filter(|_| !ordinary(doc, at)) else {
            at += 1;
            continue;
        };
        let end = (at + 1..at + 8)
            .find(|end| *end >= doc.len() || !free(*end))
            .unwrap_or(at + 8);
        match longest_form(doc, people, candidates, at, end) {
            Some((who, end)) => {
                people.mentions.push(Mention {
                    first: at,
                    end,
                    who,
                });
                at = end;
            }
            None => at += 1,
        }
    }
}

/// A word of the language that is a part of a name too: a region's name, or a word of the lists.
fn ordinary(doc: &Doc<'_>, at: usize) -> bool {
    let kinds = Class::any(&[
        Class::KindCity,
        Class::KindProvince,
        Class::KindRegency,
        Class::Venue,
    ]);
    let before = at > 0 && doc.is_any(at - 1, kinds);
    before
        || doc.is_any(
            at,
            Class::any(&[
                Class::NoName,
                Class::Weekday,
                Class::Month,
                Class::Indonesian,
            ]),
        )
}

fn hash(key: &str) -> u64 {
    // FNV-1a: short keys, no need to resist anybody, since candidates are compared word by word.
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The candidate that the most words from `at` on are a form of.
fn longest_form(
    doc: &Doc<'_>,
    people: &People,
    candidates: &[usize],
    at: usize,
    end: usize,
) -> Option<(usize, usize)> {
    let words: Vec<String> = (at..end).map(|at| token::key(doc.str(at))).collect();
    let mut best: Option<(usize, usize)> = None;
    for who in candidates.iter().take(40) {
        let keys = &people.all[*who].keys;
        let most = (1..=words.len())
            .rev()
            .find(|count| is_part(&words[..*count], keys));
        if let Some(count) = most
            && best.is_none_or(|(_, held)| at + count > held)
        {
            best = Some((*who, at + count));
        }
    }
    best
}

/// Where the person's region is, or the region's that the person's body carries.
pub(super) fn region_of(somebody: &Somebody) -> Option<Region> {
    somebody.post.as_ref().and_then(|post| post.region)
}

/// Whether the word is a verb of saying in any form.
pub(super) fn is_saying(doc: &Doc<'_>, at: usize) -> bool {
    doc.is_any(at, Class::any(&[Class::Says, Class::SaidBy]))
        || (doc.is(at, Class::Said) && !doc.cap(at))
        || is_said_form(doc, at)
}
