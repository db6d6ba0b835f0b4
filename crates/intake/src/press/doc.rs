//! A text laid out for reading: tokens, the phrases found in them, blocks and sentences.

use super::class::Class;
use super::cue::Cue;
use super::gazetteer::{Gazetteer, ROOT, Word};
use super::reading::Span;
use super::token::{self, Token};

/// A phrase of the gazetteer, found at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) class: Class,
    /// The first token.
    pub(super) first: usize,
    /// The token behind the last one.
    pub(super) end: usize,
    pub(super) value: u32,
}

/// What a block of lines is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Sentences of the report.
    Body,
    /// The headline.
    Title,
    /// No part of the report.
    Boilerplate,
}

/// Lines that belong together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) first: usize,
    pub(super) end: usize,
}

/// A sentence of a body block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    pub(super) first: usize,
    pub(super) end: usize,
}

/// The text and all that later steps look things up in.
pub(super) struct Doc<'t> {
    pub(super) text: &'t str,
    pub(super) gazetteer: &'t Gazetteer,
    pub(super) tokens: Vec<Token>,
    pub(super) words: Vec<u32>,
    known: Vec<Word>,
    hits: Vec<Hit>,
    first_hit: Vec<u32>,
    /// By token: the classes of all phrases that begin there.
    begun: Vec<u128>,
    pub(super) blocks: Vec<Block>,
    pub(super) sentences: Vec<Sentence>,
    /// By token: inside direct speech.
    pub(super) quoted: Vec<bool>,
    /// By token: which sentence; `usize::MAX` outside the body.
    pub(super) sentence_of: Vec<usize>,
    /// By token: which block.
    pub(super) block_of: Vec<usize>,
}

impl<'t> Doc<'t> {
    /// Tokens and phrases; blocks and sentences come from `layout`.
    pub(super) fn new(text: &'t str, gazetteer: &'t Gazetteer) -> Self {
        let mut tokens = Vec::with_capacity(text.len() / 6 + 8);
        tokens.extend(token::tokens(text));
        let mut key = String::new();
        let mut words = Vec::with_capacity(tokens.len());
        let mut known = Vec::with_capacity(tokens.len());
        for token in &tokens {
            token::key_into(token.text(text), &mut key);
            let word = gazetteer.word(&key);
            words.push(word);
            known.push(gazetteer.known(word));
        }
        let mut doc = Self {
            text,
            gazetteer,
            words,
            known,
            hits: Vec::with_capacity(tokens.len()),
            first_hit: Vec::with_capacity(tokens.len() + 1),
            begun: vec![0; tokens.len()],
            blocks: Vec::new(),
            sentences: Vec::new(),
            quoted: vec![false; tokens.len()],
            sentence_of: vec![usize::MAX; tokens.len()],
            block_of: vec![usize::MAX; tokens.len()],
            tokens,
        };
        doc.scan();
        doc
    }

    /// One walk from each token; at a token, longer phrases come first.
    fn scan(&mut self) {
        for first in 0..self.tokens.len() {
            let start = self.hits.len();
            self.first_hit.push(start as u32);
            let Word {
                classes,
                begins,
                goes_on,
                ..
            } = self.known[first];
            // Most words end no phrase and begin none that is longer: nothing of them is looked at.
            if classes != 0 {
                self.found(begins, first, first + 1);
            }
            let (mut node, mut at) = (begins, first + 1);
            while node != ROOT && goes_on {
                // The dot of an abbreviation inside a phrase: `Prov. Banten`, `Plt. Kepala Dinas`.
                while self.tokens.get(at).is_some_and(|token| token.is_mark('.')) {
                    at += 1;
                }
                let word = self.words.get(at);
                let Some(next) = word.and_then(|word| self.gazetteer.step(node, *word)) else {
                    break;
                };
                node = next;
                at += 1;
                self.found(node, first, at);
            }
            self.hits[start..].sort_by_key(|hit| std::cmp::Reverse(hit.end));
        }
        self.first_hit.push(self.hits.len() as u32);
    }

    /// Notes what ends at a node.
    fn found(&mut self, node: u32, first: usize, end: usize) {
        for (class, value) in self.gazetteer.ends(node) {
            self.begun[first] |= class.bit();
            self.hits.push(Hit {
                class: *class,
                first,
                end,
                value: *value,
            });
        }
    }

    /// The block that a token stands in.
    pub(super) fn block_at(&self, at: usize) -> Option<Block> {
        self.blocks.get(*self.block_of.get(at)?).copied()
    }

    /// Whether a token stands in the headline.
    pub(super) fn in_title(&self, at: usize) -> bool {
        self.block_at(at)
            .is_some_and(|block| block.kind == BlockKind::Title)
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// All phrases that begin at a token, the longest first.
    pub(super) fn hits(&self, at: usize) -> &[Hit] {
        match (self.first_hit.get(at), self.first_hit.get(at + 1)) {
            (Some(start), Some(end)) => &self.hits[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The longest phrase of a class that begins at a token.
    pub(super) fn hit(&self, at: usize, class: Class) -> Option<Hit> {
        self.hit_any(at, class.bit())
    }

    /// The longest phrase of any of these classes that begins at a token.
    pub(super) fn hit_any(&self, at: usize, classes: u128) -> Option<Hit> {
        if self.begun.get(at)? & classes == 0 {
            return None;
        }
        self.hits(at)
            .iter()
            .find(|hit| hit.class.bit() & classes != 0)
            .copied()
    }

    /// An entry's right side.
    pub(super) fn value(&self, hit: Hit) -> &'t str {
        self.gazetteer.value(hit.value)
    }

    /// Whether the single word is of a class.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.is_any(at, class.bit())
    }

    /// Whether the single word is of any of these classes.
    pub(super) fn is_any(&self, at: usize, classes: u128) -> bool {
        self.known
            .get(at)
            .is_some_and(|word| word.classes & classes != 0)
    }

    /// Whether the single word stands in a rule's list.
    pub(super) fn cue(&self, at: usize, cue: Cue) -> bool {
        self.known
            .get(at)
            .is_some_and(|word| word.cues & cue.bit() != 0)
    }

    /// The token as written; empty behind the end.
    pub(super) fn str(&self, at: usize) -> &'t str {
        self.tokens
            .get(at)
            .map_or("", |token| token.text(self.text))
    }

    /// Whether the token is this lower-case word, in any capitals.
    pub(super) fn says(&self, at: usize, word: &str) -> bool {
        self.bytes(at).eq_ignore_ascii_case(word.as_bytes())
    }

    pub(super) fn says_any(&self, at: usize, words: &[&str]) -> bool {
        let written = self.bytes(at);
        let same = |word: &&str| written.eq_ignore_ascii_case(word.as_bytes());
        words.iter().any(same)
    }

    /// [`Doc::str`] for comparing: no check of character boundaries.
    fn bytes(&self, at: usize) -> &'t [u8] {
        self.tokens
            .get(at)
            .and_then(|token| self.text.as_bytes().get(token.start..token.end))
            .unwrap_or_default()
    }

    pub(super) fn mark(&self, at: usize, mark: char) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_mark(mark))
    }

    pub(super) fn cap(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.cap && token.is_word())
    }

    pub(super) fn word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_word)
    }

    /// Whether both lie in one sentence.
    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        self.sentence_of.get(one) == self.sentence_of.get(other)
    }

    /// The bytes from the first of some tokens to the last.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        let start = self
            .tokens
            .get(first)
            .map_or(self.text.len(), |token| token.start);
        let end = match end.checked_sub(1).and_then(|last| self.tokens.get(last)) {
            Some(token) if end > first => token.end,
            _ => start,
        };
        Span::new(start, end.max(start))
    }

    /// The words of some tokens as written, spaces and line breaks joined.
    pub(super) fn words(&self, first: usize, end: usize) -> String {
        joined(self.span(first, end).of(self.text))
    }
}

/// The words of a text; spaces, line breaks and control characters, which no record may hold, stand between them.
pub(in crate::press) fn plain_words(written: &str) -> impl Iterator<Item = &str> {
    let words = written.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty())
}

/// Spaces, line breaks and control characters become one space each.
pub(in crate::press) fn joined(written: &str) -> String {
    let mut words = String::with_capacity(written.len());
    for word in plain_words(written) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}
