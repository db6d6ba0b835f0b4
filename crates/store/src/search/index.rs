//! The index on disk: its fields, how documents become words in them, and how it is opened and fed.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use domain::SubjectKind;
use jiff::civil::Date;
use tantivy::directory::MmapDirectory;
use tantivy::index::SegmentId;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::facets::Table;
use super::words::{LISTS, each_word, normal, units};
use super::{Document, SearchIndex};
use crate::sql::Error;

/// The version of what stands in the index: fields, word rules and word lists. A change of any makes the old index worthless.
const VERSION: &str = "1";
/// Memory that feeding may use for words not yet written, in bytes; tantivy takes no less than 15 MB.
const FEED_MEMORY: usize = 48_000_000;

/// The fields of the index.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    /// Kind and id, by which a document is replaced.
    pub(crate) subject: Field,
    /// The title and the text as they are shown.
    pub(crate) title: Field,
    pub(crate) text: Field,
    /// The whole title, and each name, as one term.
    pub(crate) exact: Field,
    /// Two neighbouring words of a title or name as one term.
    pub(crate) pairs: Field,
    /// The words of titles and names, their stems where those differ, and their first letters.
    pub(crate) head: Field,
    pub(crate) head_stems: Field,
    pub(crate) head_letters: Field,
    /// The same of the text.
    pub(crate) body: Field,
    pub(crate) body_stems: Field,
    pub(crate) body_letters: Field,
    /// The codes of all of these. They stand apart because nearly each is another: among the words they would be met by the thousand.
    pub(crate) codes: Field,
    kind: Field,
    year: Field,
    newest: Field,
    governments: Field,
    turns: [Field; 5],
}

/// The columns that facets are counted from; the last five are the days on which a commitment turns kept, broken, silent, late and at risk.
pub(crate) const KIND: &str = "kind";
pub(crate) const YEAR: &str = "year";
pub(crate) const NEWEST: &str = "newest";
pub(crate) const GOVERNMENTS: &str = "governments";
pub(crate) const TURNS: [&str; 5] = [
    "kept_from",
    "broken_from",
    "silent_from",
    "late_from",
    "at_risk_from",
];

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = |tokenizer: &str, lengths: bool| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(lengths);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        subject: schema.add_text_field("subject", STRING | STORED),
        title: schema.add_text_field("title", STORED),
        text: schema.add_text_field("text", STORED),
        exact: schema.add_text_field("exact", words("whole", false)),
        pairs: schema.add_text_field("pairs", words("pairs", false)),
        head: schema.add_text_field("head", words("words", true)),
        head_stems: schema.add_text_field("head_stems", words("stems", false)),
        head_letters: schema.add_text_field("head_letters", words("letters", false)),
        body: schema.add_text_field("body", words("long_words", false)),
        body_stems: schema.add_text_field("body_stems", words("stems", false)),
        body_letters: schema.add_text_field("body_letters", words("long_letters", false)),
        codes: schema.add_text_field("codes", words("codes", false)),
        kind: schema.add_u64_field(KIND, FAST),
        year: schema.add_i64_field(YEAR, FAST),
        newest: schema.add_u64_field(NEWEST, FAST),
        governments: schema.add_text_field(GOVERNMENTS, TextOptions::default().set_fast("raw")),
        turns: TURNS.map(|name| schema.add_i64_field(name, FAST)),
    };
    (schema.build(), fields)
}

/// What of a text becomes terms.
#[derive(Clone, Copy)]
enum Takes {
    Words,
    /// Words that are not too common.
    LongWords,
    Stems,
    /// The first letters of words: see [`LETTERS`].
    Letters,
    /// Of words that are not too common: see [`LONG_LETTERS`].
    LongLetters,
    Codes,
    Pairs,
    Whole,
}

/// How many first letters are terms of their own. A query's word as short as this could begin thousands of words;
/// their documents are found by one term instead.
pub(crate) const LETTERS: std::ops::RangeInclusive<usize> = 2..=4;
/// The same in long texts, where fewer letters say too little.
pub(crate) const LONG_LETTERS: std::ops::RangeInclusive<usize> = 4..=4;

/// Hands a text's terms to tantivy.
#[derive(Clone)]
struct Terms {
    takes: Takes,
    text: String,
    ends: Vec<usize>,
    next: usize,
    token: Token,
}

impl Terms {
    fn new(takes: Takes) -> Self {
        Self {
            takes,
            text: String::new(),
            ends: Vec::new(),
            next: 0,
            token: Token::default(),
        }
    }

    fn push(&mut self, term: &str) {
        self.text.push_str(term);
        self.ends.push(self.text.len());
    }

    fn push_letters(&mut self, word: &str, lengths: std::ops::RangeInclusive<usize>) {
        for (letters, (at, c)) in word.char_indices().enumerate() {
            if lengths.contains(&letters) {
                self.push(&word[..at]);
            }
            if letters == *lengths.end() || !c.is_alphabetic() {
                break;
            }
        }
    }

    fn take(&mut self, text: &str) {
        match self.takes {
            Takes::Words => each_plain(text, |word| self.push(word)),
            Takes::LongWords => each_plain(text, |word| {
                if !LISTS.is_stop(word) {
                    self.push(word);
                }
            }),
            Takes::Stems => each_plain(text, |word| LISTS.each_stem(word, |stem| self.push(stem))),
            Takes::Letters => each_plain(text, |word| self.push_letters(word, LETTERS)),
            Takes::LongLetters => each_plain(text, |word| {
                if !LISTS.is_stop(word) {
                    self.push_letters(word, LONG_LETTERS);
                }
            }),
            Takes::Codes => each_word(text, |word| {
                if word.parts > 0 {
                    self.push(word.folded);
                }
            }),
            Takes::Pairs => units(text)
                .windows(2)
                .for_each(|pair| self.push(&format!("{} {}", pair[0].0, pair[1].0))),
            Takes::Whole => self.push(&normal(text)),
        }
    }
}

/// The words of a text that are no codes.
fn each_plain(text: &str, mut then: impl FnMut(&str)) {
    each_word(text, |word| {
        if word.parts == 0 {
            then(word.folded);
        }
    });
}

struct TermStream<'t>(&'t mut Terms);

impl Tokenizer for Terms {
    type TokenStream<'t> = TermStream<'t>;
    fn token_stream<'t>(&'t mut self, text: &'t str) -> TermStream<'t> {
        self.text.clear();
        self.ends.clear();
        self.next = 0;
        self.token.reset();
        self.take(text);
        TermStream(self)
    }
}

impl TokenStream for TermStream<'_> {
    fn advance(&mut self) -> bool {
        let terms = &mut *self.0;
        let Some(&end) = terms.ends.get(terms.next) else {
            return false;
        };
        let start = terms
            .next
            .checked_sub(1)
            .map_or(0, |before| terms.ends[before]);
        terms.token.text.clear();
        terms.token.text.push_str(&terms.text[start..end]);
        terms.token.position = terms.next;
        terms.next += 1;
        true
    }
    fn token(&self) -> &Token {
        &self.0.token
    }
    fn token_mut(&mut self) -> &mut Token {
        &mut self.0.token
    }
}

/// The open index.
pub(super) struct Inner {
    pub(super) index: Index,
    pub(super) reader: IndexReader,
    pub(super) fields: Fields,
    /// Held while feeding: one feed at a time.
    feeding: Mutex<()>,
    cursor: Mutex<u64>,
    /// The facets of each segment on a day, made when first asked for.
    pub(super) tables: Mutex<HashMap<SegmentId, (Date, Arc<Table>)>>,
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Search(error.to_string())
    }
}

impl Inner {
    /// Opens what is there if it is whole and of this version; else begins anew.
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        if let Some(opened) = Self::open_existing(folder) {
            return Ok(opened);
        }
        let failed = |error| Error::File(folder.to_owned(), error);
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(failed)?;
        }
        std::fs::create_dir_all(folder).map_err(failed)?;
        let directory = MmapDirectory::open(folder).map_err(|e| Error::Search(e.to_string()))?;
        Self::with(Index::open_or_create(directory, schema().0)?, 0)
    }

    fn open_existing(folder: &Path) -> Option<Self> {
        let index = Index::open_in_dir(folder).ok()?;
        let payload = index.load_metas().ok()?.payload?;
        let cursor = payload
            .strip_prefix(VERSION)?
            .strip_prefix(' ')?
            .parse()
            .ok()?;
        let whole = index.schema() == schema().0
            && index
                .validate_checksum()
                .is_ok_and(|damaged| damaged.is_empty());
        if whole {
            Self::with(index, cursor).ok()
        } else {
            None
        }
    }

    fn with(index: Index, cursor: u64) -> Result<Self, Error> {
        let tokenizers = [
            ("words", Takes::Words),
            ("long_words", Takes::LongWords),
            ("stems", Takes::Stems),
            ("letters", Takes::Letters),
            ("long_letters", Takes::LongLetters),
            ("codes", Takes::Codes),
            ("pairs", Takes::Pairs),
            ("whole", Takes::Whole),
        ];
        for (name, takes) in tokenizers {
            index.tokenizers().register(name, Terms::new(takes));
        }
        // Few blocks are kept unpacked: a page shows 25 hits, seldom the same twice.
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(8)
            .try_into()?;
        Ok(Self {
            index,
            reader,
            fields: schema().1,
            feeding: Mutex::new(()),
            cursor: Mutex::new(cursor),
            tables: Mutex::default(),
        })
    }

    fn document(&self, document: &Document, order: u64) -> TantivyDocument {
        let (f, mut to) = (&self.fields, TantivyDocument::new());
        to.add_text(f.subject, document.subject.to_string());
        to.add_text(f.title, &document.title.id);
        to.add_text(f.text, &document.text);
        for name in [&document.title.id]
            .into_iter()
            .chain(&document.title.en)
            .chain(&document.names)
        {
            for field in [
                f.exact,
                f.pairs,
                f.head,
                f.head_stems,
                f.head_letters,
                f.codes,
            ] {
                to.add_text(field, name);
            }
        }
        for field in [f.body, f.body_stems, f.body_letters, f.codes] {
            to.add_text(field, &document.text);
        }
        if let Some(kind) = SubjectKind::PUBLIC
            .iter()
            .position(|kind| *kind == document.subject.kind)
        {
            to.add_u64(f.kind, kind as u64);
        }
        if let Some(year) = document.year {
            to.add_i64(f.year, i64::from(year));
        }
        to.add_u64(f.newest, newest(document.year, order));
        document
            .governments
            .iter()
            .for_each(|code| to.add_text(f.governments, code));
        if let Some(s) = &document.schedule {
            for (field, day) in f.turns.iter().zip([
                s.kept_from,
                s.broken_from,
                s.silent_from,
                s.late_from,
                s.at_risk_from,
            ]) {
                day.map(crate::day_number)
                    .into_iter()
                    .for_each(|day| to.add_i64(*field, day));
            }
        }
        to
    }
}

/// Grows from older to newer: by year, none before all, then by the order in which documents were fed.
fn newest(year: Option<i16>, order: u64) -> u64 {
    // The sign bit is flipped, so that years before 0 stay before the others.
    let year = year.map_or(0, |year| (year as u16 ^ 0x8000).max(1));
    u64::from(year) << 48 | order.min((1 << 48) - 1)
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SearchIndex {
    /// Opens the index in a folder, or makes it. What another version wrote, or a damaged file, is thrown away: the
    /// index is only a cache, and an empty one is fed again from the log. The folder must hold nothing else.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Inner::open(folder).map(|inner| Self(Arc::new(inner)))
    }

    /// The log size up to which the index is fed; 0 when empty.
    pub fn cursor(&self) -> u64 {
        *held(&self.0.cursor)
    }

    /// Empties the index.
    pub fn reset(&self) -> Result<(), Error> {
        let _one = held(&self.0.feeding);
        let writer: IndexWriter = self.0.index.writer_with_num_threads(1, FEED_MEMORY)?;
        writer.delete_all_documents()?;
        self.commit(writer, 0)
    }

    /// Takes documents in, each in place of an earlier one of its subject (one without a title only takes the earlier
    /// one away), and remembers the log size up to which they go.
    /// Searches see them when this returns; if one fails, they see none, and the cursor stays.
    pub fn feed(
        &self,
        cursor: u64,
        documents: impl Iterator<Item = Result<Document, Error>>,
    ) -> Result<(), Error> {
        let _one = held(&self.0.feeding);
        // The writer lives for the feed only: at rest its memory is free.
        let writer: IndexWriter = self.0.index.writer_with_num_threads(1, FEED_MEMORY)?;
        let searcher = self.0.reader.searcher();
        let mut fed = HashSet::new();
        // A feed has at most one document per new entry, so numbers from the old cursor on stay below those of the next feed.
        for (order, document) in (self.cursor()..).zip(documents) {
            let document = document?;
            let subject =
                Term::from_field_text(self.0.fields.subject, &document.subject.to_string());
            // Only what is there is deleted: a deletion costs memory until the commit, and a first feed needs none.
            if !fed.insert(document.subject) || searcher.doc_freq(&subject)? > 0 {
                writer.delete_term(subject);
            }
            if document.title.id.is_empty() {
                continue; // withheld or erased: the earlier document goes, and none comes
            }
            writer.add_document(self.0.document(&document, order))?;
        }
        self.commit(writer, cursor)
    }

    fn commit(&self, mut writer: IndexWriter, cursor: u64) -> Result<(), Error> {
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&format!("{VERSION} {cursor}"));
        commit.commit()?;
        self.0.reader.reload()?;
        *held(&self.0.cursor) = cursor;
        // Small segments are joined before the writer goes, else they would pile up feed after feed.
        writer.wait_merging_threads()?;
        Ok(self.0.reader.reload()?)
    }
}
