//! Which region a name means, by the words before it and by what else the text names.

use domain::region::{self, Level, Region};

use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use crate::founding::nearest::nearest;

/// What kind of region the words before a name ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Province,
    Regency,
    City,
    /// Whatever the text says elsewhere, and else what is likely.
    Any,
}

/// A region's name in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) region: Region,
    pub(super) first: usize,
    pub(super) end: usize,
    /// Whether the words say which kind it is.
    pub(super) explicit: bool,
    /// Whether the name alone may mean several.
    pub(super) several: bool,
}

/// The places that the text names with their kind: they decide what a bare name means.
#[derive(Debug, Default)]
pub(super) struct Known {
    regions: Vec<Region>,
    /// First words of districts and villages, in small letters: `lansilowo` of `Desa Lansilowo`.
    local: Vec<String>,
}

impl Known {
    /// Reads all names that carry their kind.
    pub(super) fn of(doc: &Doc<'_>) -> Self {
        let mut known = Self::default();
        for at in 0..doc.len() {
            if !doc.cap(at) {
                continue;
            }
            if at > 0 && doc.cue(at - 1, Cue::LocalKind) {
                known.add_local(doc.str(at));
            }
            let wanted = wanted_before(doc, at);
            let named = region_at(doc, at, wanted, &Self::default());
            if let Some(named) = named.filter(|named| named.explicit || wanted != Wanted::Any) {
                known.add(named.region);
            }
        }
        known
    }

    fn add(&mut self, region: Region) {
        // A text of a thousand regions needs no more than these to tell two of a name apart.
        if self.regions.len() < 600 && !self.holds(region.code.as_str()) {
            self.regions.push(region);
        }
    }

    fn add_local(&mut self, word: &str) {
        const MOST: usize = 100;
        if self.local.len() < MOST && !self.is_local(word) {
            self.local.push(word.to_lowercase());
        }
    }

    /// Whether a word begins the name of a district or village that the text names with its kind.
    pub(super) fn is_local(&self, word: &str) -> bool {
        self.local
            .iter()
            .any(|held| held.eq_ignore_ascii_case(word))
    }

    fn holds(&self, code: &str) -> bool {
        self.regions.iter().any(|held| held.code == *code)
    }
}

/// What the word before `at` asks for.
pub(super) fn wanted_before(doc: &Doc<'_>, at: usize) -> Wanted {
    let mut before = at;
    while before > 0 && at - before < 3 && matches!(doc.str(before - 1), ")" | "." | "(") {
        before -= 1;
    }
    let Some(before) = before.checked_sub(1) else {
        return Wanted::Any;
    };
    if doc.is_any(
        before,
        Class::any(&[
            Class::GovernmentProvince,
            Class::KindProvince,
            Class::PostProvince,
        ]),
    ) {
        return Wanted::Province;
    }
    if doc.is_any(
        before,
        Class::any(&[
            Class::GovernmentRegency,
            Class::KindRegency,
            Class::PostRegency,
        ]),
    ) {
        return Wanted::Regency;
    }
    let city = doc.is_any(
        before,
        Class::any(&[Class::GovernmentCity, Class::KindCity, Class::PostCity]),
    );
    if city { Wanted::City } else { Wanted::Any }
}

/// The city that bears a regency's name.
pub(super) fn city(region: &Region) -> Option<Region> {
    let name = region.bare_name();
    region::regencies()
        .iter()
        .find(|other| other.code.as_bytes()[3] >= b'7' && other.bare_name() == name)
        .copied()
}

/// The region named at a token: "Provinsi Banten", "Kab. Serang", "Kota Serang", "Tangsel".
pub(super) fn region_at(doc: &Doc<'_>, at: usize, wanted: Wanted, known: &Known) -> Option<Named> {
    if !doc.cap(at) && (doc.hit(at, Class::Region).is_none() || !careless(doc, at)) {
        return None;
    }
    if let Some(named) = with_kind(doc, at, known) {
        return Some(named);
    }
    let hit = doc.hit(at, Class::Region)?;
    let codes = doc.value(hit);
    let (region, explicit) = choose(codes, wanted, known)?;
    let full = region.name != region.bare_name()
        && doc
            .words(hit.first, hit.end)
            .eq_ignore_ascii_case(region.name);
    Some(Named {
        region,
        first: at,
        end: hit.end,
        explicit: explicit || full,
        several: codes.contains(' '),
    })
}

/// `Gubernur Kepulaun Riau`: a region that the text names elsewhere with its kind, here with a slip.
pub(super) fn misspelt(doc: &Doc<'_>, at: usize, known: &Known) -> Option<Named> {
    const MOST: usize = 12;
    const SHORTEST: usize = 8;
    const SAME: usize = 4;
    if !doc.cap(at) || doc.is(at, Class::GivenName) {
        return None;
    }
    let head = doc.str(at).as_bytes().get(..SAME)?;
    let alike = |region: &&Region| {
        let name = region.bare_name();
        let same = name.as_bytes().get(..SAME);
        name.len() >= SHORTEST && same.is_some_and(|same| same.eq_ignore_ascii_case(head))
    };
    let regions = || known.regions.iter().take(MOST).filter(alike);
    regions().next()?;
    (1..=3).rev().find_map(|words| {
        let end = at + words;
        let whole = (at..end).all(|at| doc.cap(at)) && doc.same_sentence(at, end - 1);
        let written = whole.then(|| doc.words(at, end).to_lowercase())?;
        let near: Vec<(String, Region)> = regions()
            .map(|region| (region.bare_name().to_lowercase(), *region))
            .filter(|(name, _)| {
                name.len().abs_diff(written.len()) <= 1 && name.split(' ').count() == words
            })
            .collect();
        let name = nearest(&written, near.iter().map(|(name, _)| name.as_str()))?;
        let (_, region) = near.iter().find(|(other, _)| other == name)?;
        Some(Named {
            region: *region,
            first: at,
            end,
            explicit: false,
            several: false,
        })
    })
}

/// `Anggota DPRD sarolangun`, `kabupaten lebak`: in small letters behind a word that a region's name follows.
fn careless(doc: &Doc<'_>, at: usize) -> bool {
    const BEFORE: u128 = Class::any(&[
        Class::GovernmentProvince,
        Class::GovernmentRegency,
        Class::GovernmentCity,
        Class::KindProvince,
        Class::KindRegency,
        Class::PostProvince,
        Class::PostRegency,
    ]);
    // `pemerintah kota malang`, and no `kota tua`.
    let city = at > 1
        && doc.says(at - 1, "kota")
        && doc.says_any(at - 2, &["pemerintah", "wali", "sekda", "dprd", "kapolres"])
        || at > 0 && doc.says_any(at - 1, &["pemkot", "walikota"]);
    at > 0
        && (doc.is_any(at - 1, BEFORE) || doc.says(at - 1, "dprd") || city)
        && !doc.is(at, Class::Indonesian)
}

fn with_kind(doc: &Doc<'_>, at: usize, known: &Known) -> Option<Named> {
    let kinds = [
        (Class::KindProvince, Wanted::Province),
        (Class::KindRegency, Wanted::Regency),
        (Class::KindCity, Wanted::City),
    ];
    let (_, wanted) = kinds.into_iter().find(|(class, _)| doc.is(at, *class))?;
    let mut next = at + 1;
    while doc.mark(next, '.') {
        next += 1;
    }
    let small = || next == at + 1 && careless(doc, next);
    let hit = doc.hit(next, Class::Region)?;
    if !doc.cap(next) && !small() {
        return None;
    }
    let (region, fits) = choose(doc.value(hit), wanted, known)?;
    fits.then_some(Named {
        region,
        first: at,
        end: hit.end,
        explicit: true,
        several: false,
    })
}

/// The code that fits best, and whether the wanted kind settled it.
fn choose(codes: &str, wanted: Wanted, known: &Known) -> Option<(Region, bool)> {
    let fits = |code: &&str| match wanted {
        Wanted::Province => code.len() == 2,
        Wanted::Regency => code.len() == 5 && code.as_bytes()[3] < b'7',
        Wanted::City => code.len() == 5 && code.as_bytes()[3] >= b'7',
        Wanted::Any => false,
    };
    if let Some(code) = codes.split(' ').find(fits) {
        return region::find(code).map(|region| (region, true));
    }
    let mut all = codes.split(' ');
    let code = all
        .clone()
        .find(|code| known.holds(code))
        .or_else(|| all.clone().find(|code| code.len() == 2))
        .or_else(|| all.clone().find(fits_city))
        .or_else(|| all.next())?;
    region::find(code).map(|region| (region, false))
}

fn fits_city(code: &&str) -> bool {
    code.len() == 5 && code.as_bytes()[3] >= b'7'
}

/// The government's name as a person's institution: "Pemerintah Provinsi Banten", "Kota Serang".
pub(super) fn institution(region: &Region) -> String {
    if region.level == Level::Province {
        return format!("Pemerintah Provinsi {}", short_name(region));
    }
    region.name.to_owned()
}

/// The government's name as an actor: "Pemerintah Kota Serang".
pub(super) fn government(region: &Region) -> String {
    if region.level == Level::Province {
        return institution(region);
    }
    format!("Pemerintah {}", region.name)
}

/// The name as reports write it: the capital's long name is nobody's word for it.
pub(super) fn short_name(region: &Region) -> &'static str {
    match region.code.as_str() {
        "31" => "DKI Jakarta",
        "34" => "DI Yogyakarta",
        _ => region.name,
    }
}
