//! How a query is read: into groups of words of which every one must match, abbreviations and old names written out.

use super::words::{LISTS, Reads, Synonym, units};

/// The most words of a query that are read; what follows is left out, and `understood` shows it.
const MAX_WORDS: usize = 16;
/// The most characters of a query that are read.
const MAX_CHARS: usize = 400;

/// A query as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Every one must match.
    pub(crate) groups: Vec<Group>,
    /// What is compared with whole titles and names: as typed, and written out.
    pub(crate) whole: Vec<String>,
}

/// A word or a run of words, in all ways of writing it; one of them must match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// As the reader is told.
    pub(crate) shown: String,
    /// Of each way of writing, every word must match.
    pub(crate) ways: Vec<Vec<Sought>>,
}

/// A word to be matched.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Sought {
    pub(crate) word: String,
    /// Stems that other forms of the word share.
    pub(crate) stems: Vec<String>,
    /// Whether longer words that begin like it match as well.
    pub(crate) begins: bool,
    /// The parts of a code, for when the code itself is nowhere; none for a plain word.
    pub(crate) parts: Vec<String>,
    /// Whether the reader typed it: only then it may hold a slip.
    pub(crate) typed: bool,
}

impl Sought {
    fn written(word: &str) -> Self {
        Self {
            word: word.to_owned(),
            stems: LISTS.stems(word),
            begins: false,
            parts: Vec::new(),
            typed: false,
        }
    }

    fn typed(word: &str, parts: &[String], last: bool) -> Self {
        let number = word.chars().all(char::is_numeric);
        let enough = if last && !number { 2 } else { 3 };
        Self {
            begins: word.chars().count() >= enough,
            parts: parts.to_vec(),
            typed: true,
            ..Self::written(word)
        }
    }

    /// Whether it joins several words, such as 119/KB/2025.
    pub(crate) fn is_code(&self) -> bool {
        !self.parts.is_empty()
    }

    /// The parts of a code as words that must all match.
    pub(crate) fn parts(&self) -> Vec<Self> {
        self.parts
            .iter()
            .map(|part| Self {
                stems: Vec::new(),
                ..Self::written(part)
            })
            .collect()
    }
}

impl Reading {
    pub(crate) fn of(text: &str) -> Self {
        let end = text
            .char_indices()
            .nth(MAX_CHARS)
            .map_or(text.len(), |(at, _)| at);
        let mut typed = units(&text[..end]);
        typed.truncate(MAX_WORDS);
        let words: Vec<&str> = typed.iter().map(|(word, _)| word.as_str()).collect();
        let all_common = words.iter().all(|word| LISTS.is_stop(word));
        let (mut groups, mut written_out, mut at) = (Vec::new(), Vec::new(), 0);
        while at < typed.len() {
            let (run, synonyms) = LISTS.synonyms(&words[at..]);
            let length = run.max(1);
            let as_typed = |i: usize| Sought::typed(words[i], &typed[i].1, i + 1 == words.len());
            let group = Group::of(
                words[at..at + length].join(" "),
                (at..at + length).map(as_typed).collect(),
                synonyms,
            );
            written_out.push(group.0);
            if run > 0 || all_common || !LISTS.is_stop(words[at]) {
                groups.push(group.1);
            }
            at += length;
        }
        let mut whole = vec![words.join(" "), written_out.join(" ")];
        whole.dedup();
        Self { groups, whole }
    }

    /// The query as it was read, for the reader.
    pub(crate) fn shown(&self) -> String {
        self.groups
            .iter()
            .map(|group| group.shown.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Neighbouring words, whose neighbourhood in a title counts.
    pub(crate) fn pairs(&self) -> Vec<String> {
        let pairs = |whole: &String| {
            whole
                .split(' ')
                .zip(whole.split(' ').skip(1))
                .map(|(one, other)| format!("{one} {other}"))
                .collect::<Vec<_>>()
        };
        let mut pairs: Vec<String> = self.whole.iter().flat_map(pairs).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

impl Group {
    /// The word that was typed, if the group is of one only.
    pub(crate) fn one_typed(&self) -> Option<&Sought> {
        self.ways
            .first()
            .filter(|way| way.len() == 1)
            .and_then(|way| way.first())
            .filter(|word| word.typed)
    }

    /// The words written out, and the group that finds them.
    fn of(typed: String, sought: Vec<Sought>, synonyms: Vec<&Synonym>) -> (String, Self) {
        let (mut shown, mut written_out, mut ways) = (typed.clone(), typed, vec![sought]);
        for synonym in synonyms {
            let to = synonym.to.join(" ");
            ways.push(
                synonym
                    .to
                    .iter()
                    .map(|word| Sought::written(word))
                    .collect(),
            );
            match synonym.reads {
                Reads::As => (shown, written_out) = (to.clone(), to),
                Reads::Also => shown = format!("{shown} ({to})"),
            }
        }
        (written_out, Self { shown, ways })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_old_names_and_common_words_are_read() {
        for (typed, shown, whole) in [
            ("Kab. Serang", "kabupaten serang", "kabupaten serang"),
            (
                "pemkot tangsel",
                "pemerintah kota tangerang selatan",
                "pemerintah kota tangerang selatan",
            ),
            ("Ujung Pandang", "makassar", "makassar"),
            ("KPK", "kpk (komisi pemberantasan korupsi)", "kpk"),
            ("jalan di desa", "jalan desa", "jalan di desa"),
            ("yang itu", "yang itu", "yang itu"),
            ("36.73", "36.73", "36.73"),
            ("  ", "", ""),
        ] {
            let reading = Reading::of(typed);
            assert_eq!(reading.shown(), shown, "{typed}");
            assert_eq!(
                reading.whole.last().map(String::as_str),
                Some(whole),
                "{typed}"
            );
        }
    }

    #[test]
    fn beginnings_match_from_two_letters_in_the_last_word_and_three_before() {
        let begins = |text: &str| {
            Reading::of(text)
                .groups
                .iter()
                .map(|g| g.ways[0][0].begins)
                .collect::<Vec<_>>()
        };
        assert_eq!(begins("ta ta"), [false, true]);
        assert_eq!(begins("tan t"), [true, false]);
        assert_eq!(begins("20"), [false]);
    }

    #[test]
    fn a_query_without_end_is_cut() {
        let reading = Reading::of(&"kata lain ".repeat(10_000));
        assert_eq!(reading.groups.len(), MAX_WORDS);
    }
}
