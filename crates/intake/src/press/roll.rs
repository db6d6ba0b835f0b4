//! The list of parties: each government and body once, however it is named.

use std::collections::HashMap;

use domain::region::{Code, Region};

use super::reading::{Party, Span};
use super::region::short_name;

/// How many parties and regions are listed.
pub(super) const MAX_PARTIES: usize = 700;

#[derive(Default)]
pub(super) struct Parties {
    pub(super) all: Vec<Party>,
    by_code: HashMap<Code, usize>,
    /// By every form of a body's name.
    by_form: HashMap<String, usize>,
    /// By the forms of names that tell the kind of their region, without it.
    by_bare: HashMap<String, usize>,
    /// By the capitals that a name begins with: "UNS" of "UNS Surakarta".
    by_head: HashMap<String, usize>,
    /// By name without the words that are left out in speech: `ombudsman maluku`.
    by_key: HashMap<String, usize>,
    /// By what several offices are called alike, the first of them that was named: `kejaksaan negeri`.
    by_kind: HashMap<&'static str, usize>,
}

/// Offices of the state that a text calls by their kind alone once it has said which: `Kejaksaan Negeri`.
const KINDS: [&str; 16] = [
    "ombudsman",
    "dprd",
    "kejaksaan negeri",
    "kejaksaan tinggi",
    "kejari",
    "pengadilan negeri",
    "pengadilan agama",
    "polres",
    "polda",
    "kodim",
    "korem",
    "bpkp",
    "bps",
    "kpu",
    "bawaslu",
    "kantor pertanahan",
];

/// A name in small letters without the words that speech leaves out: `ombudsman maluku` for `Ombudsman Republik Indonesia
/// Perwakilan Provinsi Maluku`.
fn key(name: &str) -> String {
    let lower = name
        .to_lowercase()
        .replace("republik indonesia", "")
        .replace("air minum ", "");
    let words = lower.split_whitespace();
    // `BPJS Ketenagakerjaan Cabang NTT`: one branch of it is there, and the text calls it by either name.
    let kept: Vec<&str> = words
        .take_while(|word| !matches!(*word, "cabang" | "uid" | "up3" | "ulp"))
        .filter(|word| !matches!(*word, "ri" | "perwakilan" | "provinsi"))
        .collect();
    kept.join(" ")
}

/// The kind of office that a key names alone (true) or begins with (false).
fn kind(key: &str) -> Option<(&'static str, bool)> {
    let is = |kind: &&&str| {
        let rest = key.strip_prefix(**kind);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let kind = KINDS.iter().find(is)?;
    Some((*kind, key.len() == kind.len()))
}

impl Parties {
    pub(super) fn holds(&self, code: &Code) -> bool {
        self.by_code.contains_key(code)
    }

    pub(super) fn add_region(&mut self, region: &Region, span: Span, implied: bool) {
        let next = self.all.len();
        let at = self.by_code.get(&region.code).copied().unwrap_or(next);
        match self.all.get_mut(at) {
            Some(party) => add_place(party, span, implied),
            None if next >= MAX_PARTIES => {}
            None => {
                self.by_code.insert(region.code, next);
                self.all.push(Party {
                    code: Some(region.code),
                    name: short_name(region).to_owned(),
                    spans: vec![span],
                    implied,
                });
            }
        }
    }

    pub(super) fn add_body(&mut self, name: &str, span: Span) {
        let forms = forms(name);
        let held = self.held(name, &forms);
        let at = held.unwrap_or(self.all.len());
        match self.all.get_mut(at) {
            Some(party) => {
                // The fuller of two names is the body's.
                if party.name.len() < name.len() && party.name != without_kind(name) {
                    party.name = name.to_owned();
                }
                add_place(party, span, false);
            }
            None if at >= MAX_PARTIES => return,
            None => self.all.push(Party {
                code: None,
                name: name.to_owned(),
                spans: vec![span],
                implied: false,
            }),
        }
        let key = key(name);
        if let Some((kind, _)) = kind(&key) {
            self.by_kind.entry(kind).or_insert(at);
        }
        self.by_key.entry(key).or_insert(at);
        // `Universitas Nusa Cendana (Undana) Kupang`: `Undana`.
        if let Some(short) = bracketed(name) {
            self.by_head.entry(short.to_owned()).or_insert(at);
        }
        if let Some(initials) = initials(name) {
            self.by_head.entry(initials).or_insert(at);
        }
        if let Some(head) = head(name) {
            self.by_head.entry(head.to_owned()).or_insert(at);
        }
        for form in forms {
            let bare = without_kind(&form);
            if bare != form {
                self.by_bare.entry(bare).or_insert(at);
            }
            self.by_form.entry(form).or_insert(at);
        }
    }

    /// The party that a body's name means: the same in any form, with or without the kind of its region, or by its short
    /// name alone ("KPU" and "KPU Kabupaten Lebak").
    fn held(&self, name: &str, forms: &[String; 2]) -> Option<usize> {
        let same = forms.iter().find_map(|form| {
            self.by_form
                .get(form)
                .or_else(|| self.by_form.get(&without_kind(form)))
                .or_else(|| self.by_bare.get(form))
        });
        let short = || self.by_head.get(name);
        // `UNTIDAR` first, and then `Universitas Tidar (UNTIDAR) Magelang`.
        let bracketed = || self.by_form.get(bracketed(name)?);
        let long = || {
            let by_initials = || self.by_form.get(&initials(name)?);
            head(name)
                .and_then(|head| self.by_form.get(head))
                .or_else(by_initials)
        };
        let key = key(name);
        let alike = || {
            let known = self.by_key.get(&key);
            known.or_else(|| match kind(&key)? {
                (kind, true) => self.by_kind.get(kind),
                (kind, false) => self.by_key.get(kind),
            })
        };
        same.or_else(short)
            .or_else(bracketed)
            .or_else(long)
            .or_else(alike)
            .copied()
    }
}

/// A few places show why; a text of a thousand mentions needs no more.
fn add_place(party: &mut Party, span: Span, implied: bool) {
    if party.spans.len() < 20 {
        party.spans.push(span);
        party.implied &= implied;
    }
}

/// "PT PLN" is "PLN". "Komisi Pemberantasan Korupsi (KPK) RI" is "Komisi Pemberantasan Korupsi" and "KPK".
fn forms(name: &str) -> [String; 2] {
    let bracket = name.split_once(" (").and_then(|(long, rest)| {
        let (short, behind) = rest.split_once(')')?;
        Some([format!("{long}{behind}"), format!("{short}{behind}")])
    });
    bracket
        .unwrap_or_else(|| [name.to_owned(), name.to_owned()])
        .map(|form| {
            let form = form.trim_end_matches(" RI");
            form.strip_prefix("PT ").unwrap_or(form).to_owned()
        })
}

/// "Kejaksaan Negeri Kota Tangerang" is "Kejaksaan Negeri Tangerang", where the text says both.
fn without_kind(name: &str) -> String {
    const KINDS: [&str; 5] = ["Kota", "Kabupaten", "Kab.", "Provinsi", "Perwakilan"];
    let kept = name.split(' ').filter(|word| !KINDS.contains(word));
    kept.collect::<Vec<&str>>().join(" ")
}

/// "Undana" of "Universitas Nusa Cendana (Undana) Kupang".
fn bracketed(name: &str) -> Option<&str> {
    let (_, rest) = name.split_once(" (")?;
    rest.split_once(')').map(|(short, _)| short)
}

/// "KPK" of "Komisi Pemberantasan Korupsi": the initials of three words or more.
fn initials(name: &str) -> Option<String> {
    const LEAST: usize = 3;
    let words = name.split(' ').filter(|word| !matches!(*word, "dan" | "&"));
    let mut initials = String::new();
    for word in words {
        let mut letters = word.chars();
        let plain = letters
            .next()
            .filter(|letter| letter.is_ascii_uppercase())?;
        letters.next().filter(char::is_ascii_lowercase)?;
        initials.push(plain);
    }
    (initials.len() >= LEAST).then_some(initials)
}

/// The words in capitals that a longer name begins with: "TP PKK" of "TP PKK Provinsi Banten".
fn head(name: &str) -> Option<&str> {
    let capitals = |word: &&str| word.bytes().all(|byte| byte.is_ascii_uppercase());
    let length: usize = name
        .split(' ')
        .take_while(capitals)
        .map(|word| word.len() + 1)
        .sum();
    let head = name.get(..length.checked_sub(1)?)?;
    (head.len() >= 3 && head.len() < name.len()).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<String> {
        let mut parties = Parties::default();
        for name in names {
            parties.add_body(name, Span::new(0, 1));
        }
        parties.all.into_iter().map(|party| party.name).collect()
    }

    #[test]
    fn a_body_stands_once_however_it_is_named() {
        for names in [
            &["KPK", "Komisi Pemberantasan Korupsi (KPK) RI", "KPK RI"][..],
            &[
                "Kejaksaan Negeri (Kejari) Kota Serang",
                "Kejaksaan Negeri Serang",
            ],
            &["UNS Surakarta", "UNS"],
            &["Komisi Pemberantasan Korupsi", "KPK"],
            &["UNTIDAR", "Universitas Tidar (UNTIDAR) Magelang"],
            &["KPU", "Komisi Pemilihan Umum"],
            &["TP PKK", "TP PKK Provinsi Banten"],
            &["BPKP Banten", "BPKP Perwakilan Provinsi Banten"],
            &["Universitas Nusa Cendana (Undana) Kupang", "Undana"],
            &["BPJS Ketenagakerjaan", "BPJS Ketenagakerjaan Cabang NTT"],
            &["Perumda Air Minum Tirta Alam", "Perumda Tirta Alam"],
        ] {
            assert_eq!(list(names).len(), 1, "{names:?}");
        }
    }

    #[test]
    fn bodies_of_two_regions_are_two() {
        for names in [
            ["DPRD Kota Serang", "DPRD Kabupaten Serang"],
            ["Polres Serang", "Polres Cilegon"],
            ["Universitas Negeri", "Universitas Negeri Medan"],
            ["PT Maju", "PT Jaya"],
        ] {
            assert_eq!(list(&names).len(), 2, "{names:?}");
        }
    }

    #[test]
    fn the_fuller_name_is_kept() {
        let full = "Universitas Bina Insan (UBI)";
        assert_eq!(list(&["UBI", full]), [full]);
    }
}
