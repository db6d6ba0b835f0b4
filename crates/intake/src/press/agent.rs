//! Those whom small words mean: `pemkot`, `kedua daerah`, `kampus`, `seluruh camat`.

use domain::region::{Level, Region};

use super::actor::{Actor, Context};
use super::alias::{abbreviates, is_abbreviation};
use super::class::Class;
use super::cue::Cue;
use super::doc::Doc;
use super::region;

impl Context<'_, '_> {
    /// Those whom small words mean: `pemkot` is the city of the text, `kedua daerah` the two that met, `kampus` the
    /// university that was named.
    pub(super) fn agent(&self, first: usize, end: usize) -> Actor {
        let doc = self.doc;
        // `perusahaan pada prinsipnya`, `perusahaan hingga 20 Februari`
        let end = (first + 1..end)
            .find(|at| doc.cue(*at, Cue::AgentEnd))
            .unwrap_or(end);
        // `berharap tahun ini Tanah Datar masuk`, `ke depan UMKM`
        let time = doc.says_any(first, &["tahun", "pekan", "bulan", "ke"])
            && doc.says_any(first + 1, &["ini", "depan"])
            && first + 2 < end;
        if time {
            return self.agent(first + 2, end);
        }
        // `keberadaan Ombudsman bersinergi dengan Pemprov`
        if doc.says_any(first, &["keberadaan", "kehadiran"]) && first + 1 < end {
            return self.agent(first + 1, end);
        }
        // `jajaran Pemkab Lebak` is the government itself.
        let mut named = first;
        while named + 1 < end
            && (doc.is(named, Class::Quantifier) || doc.cue(named, Cue::AgentHead))
        {
            named += 1;
        }
        let known = self
            .named_ending_at(end)
            .filter(|actor| actor.span.start <= doc.span(named, end).start + 4);
        if let Some(actor) = known {
            return actor;
        }
        // `Sekda baru`: the person, with a word more.
        if let Some((actor, named)) = self.named_from(first)
            && named + 1 >= end
        {
            return actor;
        }
        if let Some(names) = self.all_of(first, end) {
            return self.actor(names, first, end);
        }
        // `jajaran DPMPTSP dan seluruh perangkat daerah`: the word adds nothing.
        if doc.says_any(first, &["jajaran", "pihak"]) && end > first + 1 {
            return self.agent(first + 1, end);
        }
        let several = doc.is(first, Class::Quantifier) || doc.says(end - 1, "lain");
        let kind = (first..end).find_map(|at| self.kind_of_government(at));
        if let Some(region) = kind
            .filter(|_| end - first <= 3 && !several)
            .and_then(|kind| self.main_government(kind))
        {
            return self.actor(region::government(&region), first, end);
        }
        // `pemerintah daerah`, `Pemda`: the government that it is about.
        let plain = doc.says(first, "pemda")
            || doc.says(first, "pemerintah") && doc.says(first + 1, "daerah");
        let words = 1 + usize::from(!doc.says(first, "pemda"));
        if plain
            && end == first + words
            && let [region] = self.parties
        {
            return self.actor(region::government(region), first, end);
        }
        // `Jaksa Pengacara Negara (JPN)`
        let whole = doc.hit(first, Class::KindOfBody);
        let whole = whole.is_some_and(|hit| hit.end > first + 1 && hit.end + 3 >= end);
        if let Some(body) = ((end - first <= 2 || whole) && !several)
            .then(|| self.body_of_kind(first))
            .flatten()
        {
            return self.actor(body, first, end);
        }
        self.actor(doc.words(first, end), first, end)
    }

    /// `terjalin sinergi antara kedua daerah`, `antara Kota Bandung dan Kota Serang`: a thing that two have to do.
    pub(super) fn both(&self, first: usize, end: usize) -> Option<Actor> {
        let doc = self.doc;
        let at = (first..end).find(|at| doc.says(*at, "antara"))? + 1;
        if doc.says_any(at, &["kedua", "ketiga"]) {
            return self
                .all_of(at, at + 2)
                .map(|names| self.actor(names, at, at + 2));
        }
        let (one, next) = self.named_from(at)?;
        let (other, to) = doc
            .says(next, "dan")
            .then(|| self.named_from(next + 1))
            .flatten()?;
        (to <= end).then(|| self.actor(format!("{} dan {}", one.name, other.name), at, to))
    }

    /// `kedua daerah`, `ketiga kabupaten`, `setiap kota`: the governments of that kind that took part, if so many did.
    fn all_of(&self, first: usize, end: usize) -> Option<String> {
        const MOST: usize = 4;
        let doc = self.doc;
        let count = match doc.str(first).to_lowercase().as_str() {
            "kedua" => Some(2),
            "ketiga" => Some(3),
            "keempat" => Some(4),
            "setiap" | "seluruh" | "semua" | "tiap" | "masing-masing" => None,
            _ => return None,
        };
        let (last, rest) = (doc.str(end - 1).to_lowercase(), end - first);
        if !(2..=4).contains(&rest) {
            return None;
        }
        let of_kind = |region: &&Region| {
            let city = region.code.len() == 5 && region.code.as_bytes()[3] >= b'7';
            match last.as_str() {
                "provinsi" => region.level == Level::Province,
                "kabupaten" => region.code.len() == 5 && !city,
                "kota" => city,
                "pemprov" => region.level == Level::Province,
                "pemkab" => region.code.len() == 5 && !city,
                "pemkot" => city,
                "daerah" | "pemda" | "pihak" | "pemerintahan" => count.is_some(),
                _ => false,
            }
        };
        let kind: Vec<&Region> = self.parties.iter().filter(of_kind).collect();
        let names = |regions: &[&Region]| {
            let names: Vec<String> = regions
                .iter()
                .map(|region| region::government(region))
                .collect();
            names.join(", ")
        };
        let Some(count) = count else {
            return (2..=MOST).contains(&kind.len()).then(|| names(&kind));
        };
        if kind.len() == count {
            return Some(names(&kind));
        }
        // With a province among them, `kedua daerah` are the two below it; otherwise those that were named first.
        let below: Vec<&Region> = kind
            .iter()
            .filter(|region| region.level != Level::Province)
            .copied()
            .collect();
        match below.len() == count {
            true => Some(names(&below)),
            false => kind.get(..count).map(names),
        }
    }

    /// `kampus` is the university that took part, `perusahaan` the company, `URN` the body with these initials.
    fn body_of_kind(&self, at: usize) -> Option<String> {
        let word = self.doc.str(at);
        if is_abbreviation(word) {
            let of_bodies = self.taking_part.iter().map(|party| &party.name);
            let mut names = of_bodies.chain(self.bodies.iter().map(|body| &body.name));
            return names.find(|name| abbreviates(word, name)).cloned();
        }
        let kinds = self.doc.hit(at, Class::KindOfBody)?;
        let kinds = self.doc.value(kinds);
        let fits = |name: &&String| kinds.split('|').any(|kind| name.starts_with(kind));
        let of_parties = self.taking_part.iter().map(|party| &party.name).find(fits);
        of_parties
            .or_else(|| self.bodies.iter().map(|body| &body.name).find(fits))
            .cloned()
    }

    fn kind_of_government(&self, at: usize) -> Option<fn(&Region) -> bool> {
        let doc = self.doc;
        let is = |class: Class| {
            doc.is(at, class) || (doc.is(at, Class::Government) && doc.hit(at, class).is_some())
        };
        // `Provinsi menanggung biayanya`: in short.
        if is(Class::GovernmentProvince) || doc.says(at, "provinsi") {
            return Some(|region| region.level == Level::Province);
        }
        if is(Class::GovernmentRegency) || doc.says(at, "kabupaten") {
            return Some(|region| region.code.len() == 5 && region.code.as_bytes()[3] < b'7');
        }
        if is(Class::GovernmentCity) || doc.says(at, "kota") {
            return Some(|region| region.code.len() == 5 && region.code.as_bytes()[3] >= b'7');
        }
        None
    }

    /// The first government of a kind that took part.
    fn main_government(&self, fits: fn(&Region) -> bool) -> Option<Region> {
        self.parties.iter().copied().find(fits)
    }
}

/// Whether the words name those who can act, and no thing: `seluruh camat`, `Pemkab`, `para kepala sekolah`.
pub(super) fn is_agent(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    const AGENTS: u128 = Class::any(&[
        Class::Agent,
        Class::Folk,
        Class::Government,
        Class::GovernmentProvince,
        Class::GovernmentRegency,
        Class::GovernmentCity,
        Class::Office,
        Class::Pronoun,
        Class::OurSide,
    ]);
    // `para distributor`: whoever they are.
    if doc.says(first, "para") && end > first + 1 {
        return true;
    }
    let mut at = first;
    // `12 pemerintah daerah`, `seluruh camat`
    let number = |at: usize| {
        let token = doc.tokens.get(at);
        token.is_some_and(|token| token.kind == super::token::Kind::Number)
    };
    while at < end.min(first + 3) && (doc.is(at, Class::Quantifier) || number(at)) {
        at += 1;
    }
    at < end
        && (doc.is_any(at, AGENTS | super::class::POSTS)
            || super::post::body_at(doc, at).is_some()
            || doc.hit(at, Class::Agent).is_some()
            || at + 1 == end && is_abbreviation(doc.str(at)))
}
