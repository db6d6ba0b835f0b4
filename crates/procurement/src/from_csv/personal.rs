//! Numbers that belong to persons: known by the name of their column or by their shape, counted, and let no further.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::map::plain_name;

/// Kinds of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Number of a civil servant, 18 digits.
    Nip,
    /// Number of a taxpayer, 15 or 16 digits.
    Npwp,
    /// Number of a resident, 16 digits.
    Nik,
    /// Bank account: number, bank, holder.
    Bank,
    /// Telephone.
    Telephone,
    /// E-mail.
    Email,
    /// The name or the account name of a person.
    Person,
}

impl Kind {
    /// What people call it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Nip => "NIP",
            Self::Npwp => "NPWP",
            Self::Nik => "NIK",
            Self::Bank => "rekening / bank account",
            Self::Telephone => "telepon / telephone",
            Self::Email => "surel / e-mail",
            Self::Person => "nama orang / name of a person",
        }
    }
}

/// How often each kind was dropped.
pub type Counts = BTreeMap<Kind, u64>;

/// Names of columns by which personal data are known.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    #[allow(dead_code, reason = "says which form the file has")]
    schema: u32,
    kind: Vec<Words>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    kind: Kind,
    /// Whole names.
    #[serde(default)]
    names: Vec<String>,
    /// Words of a name, as between underscores.
    #[serde(default)]
    words: Vec<String>,
}

impl Names {
    /// The list that the program carries.
    ///
    /// # Errors
    /// When it cannot be read; a test reads it.
    pub fn carried() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../../data/personal.toml"))
    }

    /// The kind of personal data that a column of this name holds.
    #[must_use]
    pub fn kind(&self, column: &str) -> Option<Kind> {
        let name = plain_name(column);
        let whole = self.kind.iter().find(|one| one.names.contains(&name));
        let word = |one: &&Words| {
            name.split('_')
                .any(|word| one.words.iter().any(|w| w == word))
        };
        whole
            .or_else(|| self.kind.iter().find(word))
            .map(|one| one.kind)
    }
}

/// What a shape in free text leaves behind.
const GONE: &str = "[…]";

/// A text without what has the shape of a personal number or an e-mail address.
///
/// Digits are looked at in runs that may hold spaces, points, hyphens, slashes and brackets, as these numbers are written.
pub fn scrub(text: &str, counts: &mut Counts) -> String {
    let without = emails(text, counts);
    numbers(&without, true, counts)
}

/// The same for a number or a key (of a contract, of a package): eleven digits in a row are as often a key as a telephone
/// number there, so of these only what is written as one is dropped.
pub fn scrub_key(text: &str, counts: &mut Counts) -> String {
    let without = emails(text, counts);
    numbers(&without, false, counts)
}

fn emails(text: &str, counts: &mut Counts) -> String {
    if !text.contains('@') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in
        text.split_inclusive(|letter: char| letter.is_whitespace() || ",;<>()\"".contains(letter))
    {
        if is_email(word) {
            *counts.entry(Kind::Email).or_default() += 1;
            out.push_str(GONE);
            let end = word
                .chars()
                .last()
                .filter(|last| last.is_whitespace() || ",;<>()\"".contains(*last));
            out.extend(end);
        } else {
            out.push_str(word);
        }
    }
    out
}

fn is_email(word: &str) -> bool {
    let Some((before, after)) = word.split_once('@') else {
        return false;
    };
    let letter = |text: &str| text.chars().any(char::is_alphanumeric);
    letter(before) && letter(after)
}

fn numbers(text: &str, telephones: bool, counts: &mut Counts) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit() || letter == '+') {
        let (before, run) = rest.split_at(start);
        out.push_str(before);
        let inside = |letter: char| letter.is_ascii_digit() || "+ .-()\u{a0}".contains(letter);
        let end = run
            .find(|letter: char| !inside(letter))
            .unwrap_or(run.len());
        let (run, after) = run.split_at(end);
        let trimmed = run.trim_end_matches(|letter: char| !letter.is_ascii_digit());
        // A number inside a word ("SPK027...") is a key's part, but 15 digits and more are none.
        match shape(trimmed, telephones) {
            Some(kind) => {
                *counts.entry(kind).or_default() += 1;
                out.push_str(GONE);
            }
            None => push_pieces(trimmed, telephones, counts, &mut out),
        }
        out.push_str(&run[trimmed.len()..]);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A run that is none as a whole may still be several numbers with spaces between.
fn push_pieces(run: &str, telephones: bool, counts: &mut Counts, out: &mut String) {
    let mut pieces: Vec<&str> = run.split(' ').collect();
    if pieces.len() < 2 {
        pieces = vec![run];
    }
    for (at, piece) in pieces.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        match shape(piece, telephones) {
            Some(kind) => {
                *counts.entry(kind).or_default() += 1;
                out.push_str(GONE);
            }
            None => out.push_str(piece),
        }
    }
}

/// The kind that a run of digits and separators has the shape of.
fn shape(run: &str, telephones: bool) -> Option<Kind> {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let solid = digits.len() == run.len();
    match digits.len() {
        18 => Some(Kind::Nip),
        16 if is_resident(&digits) => Some(Kind::Nik),
        15 | 16 => Some(Kind::Npwp),
        // A NIP, NIK or NPWP with something beside it, or a bank account: no key of the systems is that long.
        17 | 19.. if solid => Some(Kind::Bank),
        8..=14 if telephones && is_telephone(run, &digits) => Some(Kind::Telephone),
        10..=14 if !solid && is_mobile(run, &digits) => Some(Kind::Telephone),
        _ => None,
    }
}

/// Whether 16 digits have a day of birth where a NIK has it; women's days are counted from 41.
fn is_resident(digits: &str) -> bool {
    let pair = |at: usize| {
        digits
            .get(at..at + 2)
            .and_then(|text| text.parse::<u32>().ok())
    };
    let (Some(province), Some(day), Some(month)) = (pair(0), pair(6), pair(8)) else {
        return false;
    };
    let day = if day > 40 { day - 40 } else { day };
    (11..=97).contains(&province) && (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// `+62…`, `62 8…`, `08…`, `(021) …`: not dates, not amounts.
fn is_telephone(run: &str, digits: &str) -> bool {
    // A line of an office: an area code with its zero, set off from the number.
    let area = run.strip_prefix('(').unwrap_or(run);
    let area = area.find(|letter: char| !letter.is_ascii_digit());
    let fixed = digits.starts_with('0') && area.is_some_and(|at| (3..=4).contains(&at));
    let dated = run.matches(['.', '-']).count() == 2 && digits.len() == 8;
    (is_mobile(run, digits) || (fixed && digits.len() >= 9)) && !dated
}

/// `+62…`, `62 8…`, `08…`.
fn is_mobile(run: &str, digits: &str) -> bool {
    let international = run.starts_with("+62") || run.starts_with("(+62");
    international || digits.starts_with("08") || digits.starts_with("628")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrubbed(text: &str) -> (String, Vec<Kind>) {
        let mut counts = Counts::new();
        let text = scrub(text, &mut counts);
        (text, counts.into_keys().collect())
    }

    #[test]
    fn personal_numbers_in_text_are_found_by_their_shape() {
        for (text, kind) in [
            ("PPK 198001012005011001", Kind::Nip),
            ("NIP. 19800101 200501 1 001", Kind::Nip),
            ("KTP 3604012501900001 a.n.", Kind::Nik),
            ("NPWP 01.234.567.8-401.000", Kind::Npwp),
            ("012345678401000", Kind::Npwp),
            ("0012345678401000", Kind::Npwp),
            ("hubungi 0812-3456-7890", Kind::Telephone),
            ("+62 812 3456 7890", Kind::Telephone),
            ("Telp. (0254) 200123", Kind::Telephone),
            ("021-5551234", Kind::Telephone),
            ("surel budi@contoh.go.id.", Kind::Email),
        ] {
            let (left, kinds) = scrubbed(text);
            assert_eq!(kinds, [kind], "{text} -> {left}");
            assert!(left.contains(GONE), "{left}");
            let digits = left.chars().filter(char::is_ascii_digit).count();
            assert_eq!(digits, 0, "{text} -> {left}");
        }
    }

    #[test]
    fn titles_dates_and_numbers_of_contracts_stay() {
        for text in [
            "Pembangunan Jalan Ruas 3.2 km Tahap II 2025",
            "Pengadaan 100 unit komputer, paket 17",
            "027/123/SPK/2025",
            "31/01/2025",
            "08.01.2025",
            "Rp 1.234.567.890,00",
            "CV 08 Jaya @ Serang",
        ] {
            assert_eq!(scrubbed(text), (text.to_owned(), Vec::new()));
        }
        let mut counts = Counts::new();
        assert_eq!(scrub_key("0812-3456-7890", &mut counts), GONE);
        assert_eq!(std::mem::take(&mut counts).len(), 1);
        // A key that looks like a telephone number.
        assert_eq!(scrub_key("08116000123", &mut counts), "08116000123");
        assert_eq!(scrub_key("198001012005011001", &mut counts), GONE);
        assert_eq!(counts.len(), 1);
    }

    #[test]
    fn columns_are_known_by_their_names() {
        let names = Names::carried().unwrap();
        for (name, kind) in [
            ("nip_ppk", Some(Kind::Nip)),
            ("NIP PPK", Some(Kind::Nip)),
            ("username_ppk", Some(Kind::Nip)),
            ("npwp_penyedia", Some(Kind::Npwp)),
            ("npwp16_penyedia", Some(Kind::Npwp)),
            ("npwp_16_penyedia", Some(Kind::Npwp)),
            ("no_rek_bank", Some(Kind::Bank)),
            ("nama_rek_bank", Some(Kind::Bank)),
            ("nama_pemilik_rek_bank", Some(Kind::Bank)),
            ("email_penyedia", Some(Kind::Email)),
            ("no_telp_penyedia", Some(Kind::Telephone)),
            ("nama_ppk", Some(Kind::Person)),
            ("nama_paket", None),
            ("kd_tender", None),
            ("nama_penyedia", None),
            ("hps", None),
        ] {
            assert_eq!(names.kind(name), kind, "{name}");
        }
    }
}
