//! How words are read: cut, folded and stemmed, the same for what is indexed, asked for and marked.
//!
//! A word is a run of letters and digits, in lower case and without diacritics; an apostrophe inside it is
//! dropped (Ma'ani, maani). A run such as `36.73` or `119/KB/2025`, which joins words by `.`, `/` or `-` and
//! holds a digit, is a *code*: it is indexed whole beside its parts. The word lists are data, see `data/`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The longest word that is told apart, in bytes; longer ones are cut there, in documents and queries alike.
const MAX_WORD_BYTES: usize = 64;
/// The shortest word that is stemmed, in bytes: shorter ones are roots already.
const MIN_STEMMED_BYTES: usize = 4;

/// A word of a text, folded, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'w> {
    pub(crate) folded: &'w str,
    /// Its bytes in the text.
    pub(crate) at: Range<usize>,
    /// For a code: how many of the words just before it are its parts; 0 for a plain word.
    pub(crate) parts: usize,
}

/// Calls `then` for every word in order; a code comes after its parts.
pub(crate) fn each_word(text: &str, mut then: impl FnMut(Word<'_>)) {
    let mut cutter = Cutter {
        word: String::new(),
        word_at: 0,
        code: String::new(),
        code_at: 0,
        parts: 0,
        digit: false,
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins_next = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if c.is_alphanumeric() {
            cutter.push(at, c);
        } else if (!c.is_ascii() && is_combining_mark(c))
            || (is_apostrophe(c) && joins_next && !cutter.word.is_empty())
        {
            // Part of the word before it, and folded away.
        } else {
            let joins = if joins_next && !cutter.word.is_empty() {
                joint(c)
            } else {
                None
            };
            cutter.end_word(at, &mut then);
            match joins {
                Some(joint) => cutter.code.push(joint),
                None => cutter.end_code(at, &mut then),
            }
        }
    }
    cutter.end_word(text.len(), &mut then);
    cutter.end_code(text.len(), &mut then);
}

/// Reads on: the word and the code that are not at their end yet.
struct Cutter {
    word: String,
    word_at: usize,
    code: String,
    code_at: usize,
    parts: usize,
    digit: bool,
}

impl Cutter {
    fn push(&mut self, at: usize, c: char) {
        if self.word.is_empty() {
            self.word_at = at;
            if self.parts == 0 {
                self.code_at = at;
            }
        }
        self.digit |= c.is_numeric();
        if c.is_ascii() {
            self.word.push(c.to_ascii_lowercase());
        } else {
            let word = &mut self.word;
            decompose_compatible(c, |d| {
                word.extend(d.to_lowercase().filter(|d| d.is_alphanumeric()))
            });
        }
    }

    fn end_word(&mut self, end: usize, then: &mut impl FnMut(Word<'_>)) {
        if !self.word.is_empty() {
            then(Word {
                folded: cut(&self.word),
                at: self.word_at..end,
                parts: 0,
            });
            self.code.push_str(&self.word);
            self.parts += 1;
            self.word.clear();
        }
    }

    fn end_code(&mut self, end: usize, then: &mut impl FnMut(Word<'_>)) {
        if self.parts > 1 && self.digit {
            then(Word {
                folded: cut(&self.code),
                at: self.code_at..end,
                parts: self.parts,
            });
        }
        self.code.clear();
        self.parts = 0;
        self.digit = false;
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`')
}

/// The sign that joins the parts of a code, in its plain form.
fn joint(c: char) -> Option<char> {
    match c {
        '.' | '/' => Some(c),
        '-' | '‐' | '‑' | '–' => Some('-'),
        _ => None,
    }
}

fn cut(word: &str) -> &str {
    let mut end = word.len().min(MAX_WORD_BYTES);
    while !word.is_char_boundary(end) {
        end -= 1;
    }
    &word[..end]
}

/// Words in which a code stands whole, its parts not beside it.
pub(crate) fn units(text: &str) -> Vec<(String, Vec<String>)> {
    let mut units: Vec<(String, Vec<String>)> = Vec::new();
    each_word(text, |word| {
        let parts = units.split_off(units.len() - word.parts.min(units.len()));
        units.push((
            word.folded.to_owned(),
            parts.into_iter().map(|(part, _)| part).collect(),
        ));
    });
    units
}

/// A text as one string of folded words: two texts with the same one are the same name.
pub(crate) fn normal(text: &str) -> String {
    units(text)
        .into_iter()
        .map(|(word, _)| word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How one way of writing finds another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reads {
    /// An abbreviation or an old name: it is written out.
    As,
    /// Another word for the same.
    Also,
}

/// Another way of writing that a query finds as well.
#[derive(Debug)]
pub(crate) struct Synonym {
    pub(crate) from: Vec<&'static str>,
    pub(crate) to: Vec<&'static str>,
    pub(crate) reads: Reads,
}

/// The word lists, read once.
pub(crate) struct Lists {
    stop: HashSet<&'static str>,
    protected: HashSet<&'static str>,
    roots: HashMap<&'static str, &'static str>,
    synonyms: HashMap<&'static str, Vec<Synonym>>,
    indonesian: Stemmer,
    english: Stemmer,
}

/// The word lists.
pub(crate) static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

/// The lines of a list that are no comment.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Lists {
    fn read() -> Self {
        let words = |list: &'static str| lines(list).flat_map(str::split_whitespace).collect();
        let mut roots = HashMap::new();
        for (root, forms) in lines(include_str!("../../data/search-roots.txt"))
            .filter_map(|line| line.split_once(':'))
        {
            roots.extend(
                forms
                    .split_whitespace()
                    .chain([root])
                    .map(|form| (form, root)),
            );
        }
        let mut synonyms: HashMap<_, Vec<Synonym>> = HashMap::new();
        let mut add = |from: &'static str, to: &'static str, reads| {
            let from: Vec<_> = from.split_whitespace().collect();
            let Some(first) = from.first().copied() else {
                return;
            };
            synonyms.entry(first).or_default().push(Synonym {
                from,
                to: to.split_whitespace().collect(),
                reads,
            });
        };
        for line in lines(include_str!("../../data/search-synonyms.txt")) {
            if let Some((from, to)) = line.split_once('=') {
                add(from, to, Reads::As);
            } else if let Some((from, to)) = line.split_once('>') {
                add(from, to, Reads::Also);
            } else if let Some((one, other)) = line.split_once('~') {
                add(one, other, Reads::Also);
                add(other, one, Reads::Also);
            }
        }
        Self {
            stop: words(include_str!("../../data/search-stop.txt")),
            protected: words(include_str!("../../data/search-protected.txt")),
            roots,
            synonyms,
            indonesian: Stemmer::new(Algorithm::Indonesian),
            english: Stemmer::new(Algorithm::English),
        }
    }

    /// Whether a word is too common to tell records apart.
    pub(crate) fn is_stop(&self, word: &str) -> bool {
        self.stop.contains(word)
    }

    /// How long the longest run of words at the start of `words` is that has synonyms, and those; 0 and none otherwise.
    pub(crate) fn synonyms(&self, words: &[&str]) -> (usize, Vec<&Synonym>) {
        let known = words
            .first()
            .and_then(|first| self.synonyms.get(*first))
            .map_or(&[][..], Vec::as_slice);
        let begins =
            |s: &&Synonym| words.len() >= s.from.len() && s.from.iter().eq(&words[..s.from.len()]);
        let longest = known
            .iter()
            .filter(begins)
            .map(|s| s.from.len())
            .max()
            .unwrap_or(0);
        (
            longest,
            known
                .iter()
                .filter(begins)
                .filter(|s| s.from.len() == longest)
                .collect(),
        )
    }

    /// What a word's other forms share with it: its stem in Indonesian and in English, where they differ from the word.
    pub(crate) fn each_stem(&self, word: &str, mut then: impl FnMut(&str)) {
        if word.len() < MIN_STEMMED_BYTES
            || self.protected.contains(word)
            || !word.bytes().all(|b| b.is_ascii_lowercase())
        {
            return;
        }
        let bare = word.strip_suffix("nya").unwrap_or(word);
        if self.protected.contains(bare) {
            return then(bare);
        }
        let root = self.roots.get(word).or_else(|| self.roots.get(bare));
        let stem = self.indonesian.stem(word);
        let indonesian = without_lost_letter(root.copied().unwrap_or(&stem));
        if indonesian != word && indonesian.len() > 2 {
            then(indonesian);
        }
        // Only what may be an English plural, past, gerund or adverb: this spares Indonesian words.
        if root.is_none() && word.ends_with(['s', 'd', 'g', 'e', 'y']) {
            let english = self.english.stem(word);
            if english != word && english != indonesian && english.len() > 2 {
                then(&english);
            }
        }
    }

    /// [`Self::each_stem`] as a list.
    pub(crate) fn stems(&self, word: &str) -> Vec<String> {
        let mut stems = Vec::new();
        self.each_stem(word, |stem| stems.push(stem.to_owned()));
        stems
    }
}

/// A stem without a first k or t before a vowel.
///
/// The prefixes meN- and peN- swallow that letter (kelola, mengelola; tetap, menetapkan), and the stemmer cannot
/// know to give it back, so both forms are brought to the shorter. Short stems stay: `tanda` is not `anda`;
/// where their forms differ, the list of roots says so.
fn without_lost_letter(stem: &str) -> &str {
    match stem.as_bytes() {
        [b'k' | b't', b'a' | b'e' | b'i' | b'o' | b'u', ..] if stem.len() > 5 => &stem[1..],
        _ => stem,
    }
}

/// How many typing slips lie between two words: letters missed, added, wrong, or two that swapped places. At most `limit + 1`.
pub(crate) fn slips(one: &str, other: &str, limit: usize) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i; other.len() + 1];
        for j in 1..=other.len() {
            let wrong = usize::from(one[i - 1] != other[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + wrong);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[other.len()].min(limit + 1)
}

/// How many slips a word of this length may hold and still be read: none up to 3 letters, 1 up to 7, 2 from 8 on. Codes and numbers none.
pub(crate) fn slips_allowed(word: &str) -> usize {
    match word.chars().count() {
        _ if word.chars().any(|c| !c.is_alphabetic()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word.folded.to_owned()));
        words
    }

    #[test]
    fn words_are_folded_and_codes_stand_whole_beside_their_parts() {
        assert_eq!(
            words("Sitti Ma'ani Nína, S.Pd."),
            ["sitti", "maani", "nina", "s", "pd"]
        );
        assert_eq!(
            words("kode 36.73 (No. 119/KB–Banten/2025)."),
            [
                "kode",
                "36",
                "73",
                "36.73",
                "no",
                "119",
                "kb",
                "banten",
                "2025",
                "119/kb-banten/2025"
            ]
        );
        assert_eq!(
            words("up-to-date ﬁn e\u{301}tat"),
            ["up", "to", "date", "fin", "etat"]
        );
        assert_eq!(words("' - / …"), Vec::<String>::new());
    }

    #[test]
    fn a_word_knows_its_place_in_the_text() {
        let text = "Wali Kota Ma'ani, 36.73";
        let mut places = Vec::new();
        each_word(text, |word| places.push(&text[word.at]));
        assert_eq!(places, ["Wali", "Kota", "Ma'ani", "36", "73", "36.73"]);
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        let shared = |one: &str, other: &str| {
            let keys = |word: &str| {
                LISTS
                    .stems(word)
                    .into_iter()
                    .chain([word.to_owned()])
                    .collect::<HashSet<_>>()
            };
            !keys(one).is_disjoint(&keys(other))
        };
        for (one, other) in [
            ("penandatanganan", "ditandatangani"),
            ("menetapkan", "tetap"),
            ("penetapan", "ditetapkan"),
            ("pengelolaan", "dikelola"),
            ("pemanfaatan", "dimanfaatkan"),
            ("keterlambatan", "terlambat"),
            ("kunjungan", "mengunjungi"),
            ("penerima", "diterima"),
            ("pemeriksaan", "periksa"),
            ("perencanaan", "rencana"),
            ("pemberantasan", "memberantas"),
            ("penindakan", "ditindak"),
            ("pengawasannya", "diawasi"),
            ("penganggaran", "anggaran"),
            ("agreements", "agreement"),
            ("schools", "school"),
        ] {
            assert!(
                shared(one, other),
                "{one} {:?}, {other} {:?}",
                LISTS.stems(one),
                LISTS.stems(other)
            );
        }
        for (one, other) in [
            ("menteri", "teri"),
            ("pemerintah", "perintah"),
            ("sekolah", "seko"),
            ("pemenang", "penang"),
            ("serang", "terang"),
        ] {
            assert!(!shared(one, other), "{one} {other}");
        }
    }

    #[test]
    fn lists_hold_what_the_cutter_would_make_of_their_words() {
        // A word that is written otherwise than the cutter folds it would never be met.
        let lists = Lists::read();
        let synonyms = lists
            .synonyms
            .values()
            .flatten()
            .flat_map(|s| s.from.iter().chain(&s.to));
        for word in lists
            .stop
            .iter()
            .chain(&lists.protected)
            .chain(lists.roots.keys())
            .chain(synonyms)
        {
            assert_eq!(
                units(word),
                [((*word).to_owned(), Vec::<String>::new())],
                "{word}"
            );
        }
        assert!(
            lists.stop.len() > 60
                && lists.protected.len() > 60
                && lists.roots.len() > 100
                && lists.synonyms.len() > 100
        );
    }

    #[test]
    fn slips_count_missing_added_wrong_and_swapped_letters() {
        for (one, other, count) in [
            ("serang", "serang", 0),
            ("serng", "serang", 1),
            ("sreang", "serang", 1),
            ("sertang", "serang", 1),
            ("sersng", "serang", 1),
            ("pandeglang", "pandegalng", 1),
            ("lebak", "cilegon", 3),
        ] {
            assert_eq!(slips(one, other, 2), count, "{one} {other}");
        }
        assert_eq!(
            ["kpk", "lebak", "pandeglang", "36.73"].map(slips_allowed),
            [0, 1, 2, 0]
        );
    }
}
