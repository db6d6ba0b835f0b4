//! What the reader knows: words and phrases by class, from data files.
//!
//! A phrase is found by walking its words through a tree, so that spaces, line breaks and capitals do not matter and no
//! word is found inside another. The walk from every word is bounded by the longest phrase, so time is linear.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::sync::LazyLock;

use domain::region::{self, Region};

use super::class::Class;
use super::cue::Cue;
use super::token::{self, Kind};

/// The word id of a token that no phrase knows.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// The node that every phrase begins at.
pub(super) const ROOT: u32 = 0;

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    /// The classes of the word as a phrase of its own.
    pub(super) classes: u128,
    /// The rules' lists that it stands in.
    pub(super) cues: u128,
    /// The node that it leads to from the root; [`ROOT`] if no phrase begins with it.
    pub(super) begins: u32,
    /// Whether a longer phrase goes on from there.
    pub(super) goes_on: bool,
}

/// A file of words: TOML, one table a class, as `docs/howto/extend-reader.md` describes.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name, for error messages.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// The compiled words and phrases.
#[derive(Debug)]
pub struct Gazetteer {
    /// Packed key (lower case, dots left out) to word id: the key stands in the table itself, since to follow a pointer to
    /// each of a text's words would take longer than all else of looking it up.
    words: HashMap<u128, u32, Quick>,
    /// The same for keys that are too long to be packed.
    long_words: HashMap<Box<str>, u32, Quick>,
    /// The same for words and marks of one ASCII character, which every text is full of.
    short: [u32; 128],
    /// By word id.
    known: Vec<Word>,
    /// By (node, word id): the next node.
    steps: HashMap<(u32, u32), u32, Quick>,
    /// By node, while files are added: what ends there.
    ends: Vec<Vec<(Class, u32)>>,
    /// The same in one piece, once all are.
    all_ends: Vec<(Class, u32)>,
    /// By node: where its part of [`Self::all_ends`] begins, and one more for the end of the last.
    ends_from: Vec<u32>,
    /// By node: whether a longer phrase goes on from there.
    goes_on: Vec<bool>,
    /// Right sides of the entries.
    values: Vec<Box<str>>,
}

/// A quick hash for the two tables that every word is looked up in. Their keys are the dictionary's, so that no reader's
/// text can fill a bucket.
#[derive(Debug, Clone, Copy, Default)]
struct Quick;

impl BuildHasher for Quick {
    type Hasher = Mixer;
    fn build_hasher(&self) -> Mixer {
        Mixer(0)
    }
}

#[derive(Debug, Clone, Copy)]
struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        // Multiplication by an odd number with well-mixed bits (2^64 divided by the golden ratio), after a rotation.
        self.0 = (self.0.rotate_left(26) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            // A chunk has eight bytes.
            self.mix(u64::from_le_bytes(chunk.try_into().unwrap_or_default()));
        }
        let rest = chunks.remainder();
        self.mix(
            rest.iter()
                .fold(0, |word, byte| word << 8 | u64::from(*byte)),
        );
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn write_u128(&mut self, word: u128) {
        self.mix(word as u64);
        self.mix((word >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// The longest key that is packed, in bytes.
const PACKED: usize = 15;

/// A key of at most [`PACKED`] bytes as a number: its bytes, and its length in the last one.
fn packed(key: &str) -> Option<u128> {
    let mut bytes = [0; PACKED + 1];
    bytes
        .get_mut(..key.len())
        .filter(|_| key.len() <= PACKED)?
        .copy_from_slice(key.as_bytes());
    bytes[PACKED] = key.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

/// Why a file of words cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadFile {
    /// The file's name.
    pub name: String,
    /// What is wrong, with the remedy.
    pub what: String,
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.what)
    }
}

impl std::error::Error for BadFile {}

macro_rules! builtin_files {
    ($($name:literal),* $(,)?) => {
        [$(File { name: $name, text: include_str!(concat!("../../data/press/", $name)) }),*]
    };
}

static BUILTIN_FILES: [File<'static>; 18] = builtin_files![
    "regions.toml",
    "posts.toml",
    "bodies.toml",
    "names.toml",
    "speech.toml",
    "events.toml",
    "agreements.toml",
    "promises.toml",
    "places.toml",
    "attendance.toml",
    "numbers.toml",
    "dates.toml",
    "boilerplate.toml",
    "programmes.toml",
    "topics.toml",
    "outlets.toml",
    "language.toml",
    "cues.toml",
];

static BUILTIN: LazyLock<Gazetteer> = LazyLock::new(|| {
    Gazetteer::with(&[])
        .expect("the files are part of the program, and no build with a bad one passes its tests")
});

impl Gazetteer {
    /// The compiled-in knowledge alone.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The compiled-in knowledge and an office's own files, later files added to earlier ones.
    ///
    /// # Errors
    /// When a file is no TOML, names an unknown class, or has an entry without words.
    pub fn with(files: &[File<'_>]) -> Result<Self, BadFile> {
        let mut gazetteer = Self::empty();
        for region in region::provinces().iter().chain(region::regencies()) {
            gazetteer.add_region(region);
        }
        for district in region::districts() {
            gazetteer.add_place(district.name, Class::District);
        }
        for village in region::villages() {
            gazetteer.add_place(village.name, Class::Village);
        }
        for file in BUILTIN_FILES.iter().chain(files) {
            gazetteer.add_file(file)?;
        }
        gazetteer.finish();
        Ok(gazetteer)
    }

    fn empty() -> Self {
        Self {
            words: HashMap::default(),
            long_words: HashMap::default(),
            short: [UNKNOWN; 128],
            known: Vec::new(),
            steps: HashMap::default(),
            ends: vec![Vec::new()],
            all_ends: Vec::new(),
            ends_from: Vec::new(),
            goes_on: Vec::new(),
            values: vec!["".into()],
        }
    }

    /// The ministry's names. A name that a regency and a city share gets both codes.
    fn add_region(&mut self, region: &Region) {
        let code = region.code.as_str();
        self.add_code(region.bare_name(), code);
        // `Anambas` for Kabupaten Kepulauan Anambas; a thousand islands are a number too.
        let islands = region
            .bare_name()
            .strip_prefix("Kepulauan ")
            .filter(|name| *name != "Seribu");
        if let Some(name) = islands.filter(|_| code.len() == 5) {
            self.add_code(name, code);
        }
        if let Some(name) = region.bare_name().strip_prefix("Pulau ") {
            self.add_code(name, code);
        }
        // `Pangkalpinang` for Pangkal Pinang: two words are often written as one.
        if let Some((one, two)) = region
            .bare_name()
            .split_once(' ')
            .filter(|(_, two)| !two.contains(' '))
        {
            self.add_code(&format!("{one}{}", two.to_lowercase()), code);
        }
        if region.bare_name() != region.name {
            self.add_code(region.name, code);
        }
    }

    /// A district or a village: many share a name, so that only the name is kept.
    fn add_place(&mut self, name: &str, class: Class) {
        if let Some(node) = self.node(name)
            && !self.ends[node as usize].iter().any(|end| end.0 == class)
        {
            self.end(node, class, "");
        }
    }

    fn add_code(&mut self, phrase: &str, code: &str) {
        let node = self.node(phrase);
        let Some(node) = node else { return };
        let held = self.ends[node as usize]
            .iter()
            .position(|end| end.0 == Class::Region);
        match held {
            Some(at) => {
                let value = self.ends[node as usize][at].1 as usize;
                if !self.values[value].split(' ').any(|held| held == code) {
                    self.values[value] = format!("{} {code}", self.values[value]).into();
                }
            }
            None => self.end(node, Class::Region, code),
        }
    }

    fn add_file(&mut self, file: &File<'_>) -> Result<(), BadFile> {
        let bad = |what: String| BadFile {
            name: file.name.to_owned(),
            what,
        };
        let table: toml::Table = file
            .text
            .parse()
            .map_err(|error| bad(format!("not TOML: {error}")))?;
        for (name, entries) in &table {
            let entries = entries
                .as_table()
                .ok_or_else(|| bad(format!("{name} must be a table: [{name}]")))?;
            if let Some(cue) = Cue::named(name) {
                self.add_cues(cue, entries)
                    .map_err(|what| bad(format!("[{name}] {what}")))?;
                continue;
            }
            let class = Class::named(name).ok_or_else(|| {
                bad(format!(
                    "[{name}] is no class of words; docs/howto/extend-reader.md lists them"
                ))
            })?;
            for (phrase, value) in entries {
                let value = value.as_str().ok_or_else(|| {
                    bad(format!(
                        "[{name}] \"{phrase}\": write the right side as a text in quotes"
                    ))
                })?;
                self.add_entry(class, phrase, value)
                    .map_err(|what| bad(format!("[{name}] {what}")))?;
            }
        }
        Ok(())
    }

    /// A rule's list: single words under `words`, and nothing else.
    fn add_cues(&mut self, cue: Cue, entries: &toml::Table) -> Result<(), String> {
        for (key, value) in entries {
            let words = value.as_str().filter(|_| key == "words").ok_or_else(|| {
                format!("\"{key}\": a rule's list holds single words only: words = \"satu dua\"")
            })?;
            for word in words.split_whitespace() {
                let id = self.word_id(&token::key(word));
                self.known[id as usize].cues |= cue.bit();
            }
        }
        Ok(())
    }

    fn add_entry(&mut self, class: Class, phrase: &str, value: &str) -> Result<(), String> {
        if phrase == "words" {
            for word in value.split_whitespace() {
                if let Some(node) = self.node(word) {
                    self.end(node, class, "");
                }
            }
            return Ok(());
        }
        if class == Class::Region {
            for code in value.split_whitespace() {
                if region::find(code).is_none() {
                    return Err(format!("\"{phrase}\": {code} is no region's code"));
                }
                self.add_code(phrase, code);
            }
            return Ok(());
        }
        match self.node(phrase) {
            Some(node) => {
                self.end(node, class, value);
                Ok(())
            }
            None => Err(format!("\"{phrase}\" has no words")),
        }
    }

    /// The node at the end of a phrase; None for a phrase without words.
    fn node(&mut self, phrase: &str) -> Option<u32> {
        let mut node = 0;
        for token in token::tokens(phrase) {
            if token.kind == Kind::Mark('.') {
                continue;
            }
            let word = self.word_id(&token::key(token.text(phrase)));
            let next = self.ends.len() as u32;
            node = *self.steps.entry((node, word)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        (node != 0).then_some(node)
    }

    fn word_id(&mut self, key: &str) -> u32 {
        let next = self.known.len() as u32;
        let id = match packed(key) {
            Some(packed) => *self.words.entry(packed).or_insert(next),
            None => *self.long_words.entry(key.into()).or_insert(next),
        };
        if id == next {
            self.known.push(Word::default());
        }
        id
    }

    fn end(&mut self, node: u32, class: Class, value: &str) {
        let ends = &mut self.ends[node as usize];
        ends.retain(|end| end.0 != class);
        let at = if value.is_empty() {
            0
        } else {
            self.values.push(value.into());
            self.values.len() as u32 - 1
        };
        ends.push((class, at));
    }

    /// Notes for every word which classes it has as a phrase of its own, and where the walk goes on; brings what ends at the
    /// nodes into one piece.
    fn finish(&mut self) {
        for byte in 0..128u8 {
            let id = self.find(&char::from(byte).to_string());
            self.short[usize::from(byte)] = id.unwrap_or(UNKNOWN);
        }
        self.goes_on = vec![false; self.ends.len()];
        for (node, _) in self.steps.keys() {
            self.goes_on[*node as usize] = true;
        }
        for ((node, word), next) in &self.steps {
            if *node == ROOT {
                let ends = self.ends[*next as usize].iter();
                let known = &mut self.known[*word as usize];
                known.begins = *next;
                known.goes_on = self.goes_on[*next as usize];
                known.classes = ends.fold(0, |bits, (class, _)| bits | class.bit());
            }
        }
        for ends in std::mem::take(&mut self.ends) {
            self.ends_from.push(self.all_ends.len() as u32);
            self.all_ends.extend(ends);
        }
        self.ends_from.push(self.all_ends.len() as u32);
    }

    /// The id of the word with this key.
    pub(super) fn word(&self, key: &str) -> u32 {
        if let [byte] = key.as_bytes()
            && let Some(id) = self.short.get(usize::from(*byte))
        {
            return *id;
        }
        self.find(key).unwrap_or(UNKNOWN)
    }

    fn find(&self, key: &str) -> Option<u32> {
        match packed(key) {
            Some(packed) => self.words.get(&packed).copied(),
            None => self.long_words.get(key).copied(),
        }
    }

    /// The classes of a single word.
    pub(super) fn classes(&self, word: u32) -> u128 {
        self.known(word).classes
    }

    /// What is known of a word; nothing of [`UNKNOWN`].
    pub(super) fn known(&self, word: u32) -> Word {
        self.known.get(word as usize).copied().unwrap_or_default()
    }

    /// One step of the walk.
    pub(super) fn step(&self, node: u32, word: u32) -> Option<u32> {
        if node == ROOT {
            let next = self.known.get(word as usize)?.begins;
            return (next != ROOT).then_some(next);
        }
        if word == UNKNOWN || !self.goes_on[node as usize] {
            return None;
        }
        self.steps.get(&(node, word)).copied()
    }

    /// What ends at a node.
    pub(super) fn ends(&self, node: u32) -> &[(Class, u32)] {
        let part = |at: usize| self.ends_from.get(at).map(|from| *from as usize);
        let node = node as usize;
        let all = part(node)
            .zip(part(node + 1))
            .and_then(|(from, to)| self.all_ends.get(from..to));
        all.unwrap_or_default()
    }

    /// An entry's right side.
    pub(super) fn value(&self, value: u32) -> &str {
        self.values.get(value as usize).map_or("", |value| value)
    }

    /// The longest phrase of a class that a text begins with: its right side, and the rest of the text.
    pub(super) fn begins<'a>(&self, text: &'a str, class: Class) -> Option<(&str, &'a str)> {
        let (mut node, mut found) = (ROOT, None);
        let mut key = String::new();
        for token in token::tokens(text) {
            if token.kind == Kind::Mark('.') {
                continue;
            }
            token::key_into(token.text(text), &mut key);
            let Some(next) = self.step(node, self.word(&key)) else {
                break;
            };
            node = next;
            let end = self.ends(node).iter().find(|end| end.0 == class);
            found = end.map(|end| (end.1, token.end)).or(found);
        }
        let (value, end) = found?;
        Some((self.value(value), text[end..].trim()))
    }

    /// Every phrase, its words joined by spaces, in no order: the dictionary that speed is compared over.
    pub fn phrases(&self) -> Vec<String> {
        let mut names = vec![String::new(); self.known.len()];
        for (packed, id) in &self.words {
            let bytes = packed.to_le_bytes();
            let name = &bytes[..usize::from(bytes[PACKED])];
            names[*id as usize] = String::from_utf8_lossy(name).into_owned();
        }
        for (name, id) in &self.long_words {
            names[*id as usize] = name.to_string();
        }
        let mut phrases = vec![String::new(); self.goes_on.len()];
        let mut steps: Vec<(u32, u32, u32)> = self
            .steps
            .iter()
            .map(|((node, word), next)| (*next, *node, *word))
            .collect();
        steps.sort_unstable(); // a node is made after the node it hangs on
        for (next, node, word) in steps {
            let head = phrases[node as usize].clone();
            let joint = if head.is_empty() { "" } else { " " };
            phrases[next as usize] = format!("{head}{joint}{}", names[word as usize]);
        }
        let ended = phrases.into_iter().zip(0..);
        ended
            .filter(|(_, node)| !self.ends(*node).is_empty())
            .map(|(phrase, _)| phrase)
            .collect()
    }

    /// How many words and phrases it holds.
    pub fn len(&self) -> usize {
        self.all_ends.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// About how many bytes of memory it takes.
    pub fn size_bytes(&self) -> usize {
        let text: usize = self.long_words.keys().map(|key| key.len()).sum::<usize>()
            + self.values.iter().map(|value| value.len()).sum::<usize>();
        text + (self.words.capacity() + self.long_words.capacity()) * 32
            + self.steps.capacity() * 16
            + self.all_ends.len() * size_of::<(Class, u32)>()
            + self.ends_from.len() * 4
            + self.values.len() * 16
            + self.known.len() * size_of::<Word>()
            + self.goes_on.len()
    }
}
