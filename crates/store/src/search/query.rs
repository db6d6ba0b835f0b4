//! Finding: which documents match the words, how well, and what the reader is told.
//!
//! The text index is read term by term. Each word paints a weight on the documents that its best way of matching
//! finds; a document that carries paint of every word is a hit. This costs one byte per document and word, and no
//! allocation per document, so that words which nearly every record holds stay cheap.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use domain::Reference;
use tantivy::postings::TermInfo;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocId, InvertedIndexReader, Searcher, SegmentReader, TantivyDocument, Term,
};

use super::facets::{Tally, sum};
use super::index::{Fields, LETTERS, LONG_LETTERS, NEWEST};
use super::reading::{Group, Reading, Sought};
use super::words::{slips, slips_allowed};
use super::{Found, FoundHit, Query, SearchIndex};
use crate::sql::Error;

/// The most hits that one question can reach into, so that its memory stays small.
pub const MAX_REACH: usize = 10_000;

/// How much a match weighs by its way. A beginning weighs between the two of its pair, more the less is missing.
mod weight {
    pub(super) const HEAD: u8 = 100;
    pub(super) const HEAD_STEM: u8 = 75;
    pub(super) const HEAD_BEGINS: (u8, u8) = (50, 80);
    pub(super) const HEAD_LETTERS: u8 = 55;
    pub(super) const CODE: u8 = 95;
    pub(super) const CODE_BEGINS: (u8, u8) = (60, 90);
    pub(super) const BODY: u8 = 45;
    pub(super) const BODY_STEM: u8 = 30;
    pub(super) const BODY_BEGINS: (u8, u8) = (15, 30);
    pub(super) const BODY_LETTERS: u8 = 15;
    /// By the number of slips.
    pub(super) const HEAD_NEAR: [u8; 3] = [HEAD, 40, 20];
}
/// Added for each pair of neighbouring words that a title or name holds as neighbours.
const PAIR_BONUS: u32 = 400;
/// Added for a short title, divided by its length in words.
const SHORT_BONUS: u32 = 600;
/// Added for a title or name that is the query: more than all others together.
const EXACT_BONUS: u32 = 1_000_000;

/// A weight for every document of a segment; 0 where the word does not match.
type Paint = Vec<u8>;

impl SearchIndex {
    /// Finds the documents that match a query, and counts them by kind, government, family and year.
    pub fn search(&self, query: &Query<'_>) -> Result<Found, Error> {
        let searcher = self.0.reader.searcher();
        let finder = Finder {
            segments: searcher.segment_readers(),
            fields: &self.0.fields,
        };
        let mut reading = Reading::of(query.text);
        let mut paints: Vec<GroupPaint> = reading
            .groups
            .iter_mut()
            .map(|group| finder.paint_group(group))
            .collect::<Result<_, _>>()?;
        if !finder.any(&paints) {
            // Each word may be known and none together: then all are tried as near spellings.
            for (group, paint) in reading
                .groups
                .iter_mut()
                .zip(&mut paints)
                .filter(|(_, paint)| !paint.near)
            {
                finder.add_near(group, paint)?;
            }
        }
        let mut found = Found {
            understood: reading.shown(),
            ..Found::default()
        };
        if !finder.any(&paints) {
            found.suggestion = finder.suggestion(query.text, &reading, &paints)?;
            return Ok(found);
        }
        let tables = self.0.tables(finder.segments, query.today)?;
        let mut best = Best::new(query.offset.saturating_add(query.limit).min(MAX_REACH));
        let mut tallies = Vec::with_capacity(tables.len());
        for (at, (segment, table)) in finder.segments.iter().zip(&tables).enumerate() {
            let mut tally = Tally::new(table, query);
            finder.rank(&reading, &paints, at, segment, &mut tally, &mut best)?;
            tallies.push(tally);
        }
        sum(tallies, &mut found);
        found.hits = best
            .into_sorted()
            .into_iter()
            .skip(query.offset)
            .map(|place| hit(&searcher, &self.0.fields, place))
            .collect::<Result<_, _>>()?;
        Ok(found)
    }
}

/// The paint of a group, by segment.
struct GroupPaint {
    segments: Vec<Paint>,
    /// How many documents carry it.
    count: u64,
    /// Whether near spellings are in it.
    near: bool,
}

struct Finder<'f> {
    segments: &'f [SegmentReader],
    fields: &'f Fields,
}

impl Finder<'_> {
    /// Paints what a group finds; near spellings only if nothing else does.
    fn paint_group(&self, group: &mut Group) -> Result<GroupPaint, Error> {
        let mut ways = group.ways.iter().map(|way| self.paint_way(way));
        let mut segments = ways.next().unwrap_or_else(|| Ok(self.blank()))?;
        for way in ways {
            merge(&mut segments, &way?);
        }
        let mut paint = GroupPaint {
            count: carried(&segments),
            segments,
            near: false,
        };
        if paint.count == 0 {
            self.add_near(group, &mut paint)?;
        }
        Ok(paint)
    }

    /// Paints what holds every word of a way of writing.
    fn paint_way(&self, way: &[Sought]) -> Result<Vec<Paint>, Error> {
        let mut words = way.iter().map(|sought| self.paint_word(sought));
        let mut paints = words.next().unwrap_or_else(|| Ok(self.blank()))?;
        for word in words {
            paints = both(paints, &word?);
        }
        Ok(paints)
    }

    /// Adds what holds a near spelling of a group's one typed word, and shows the nearest.
    fn add_near(&self, group: &mut Group, paint: &mut GroupPaint) -> Result<(), Error> {
        paint.near = true;
        if let Some(typed) = group.one_typed() {
            let (near, nearest) = self.paint_near(&typed.word)?;
            merge(&mut paint.segments, &near);
            paint.count = carried(&paint.segments);
            if let Some(nearest) = nearest.filter(|_| group.ways.len() == 1) {
                group.shown = nearest;
            }
        }
        Ok(())
    }

    fn blank(&self) -> Vec<Paint> {
        self.segments
            .iter()
            .map(|segment| vec![0; segment.max_doc() as usize])
            .collect()
    }

    /// Paints what holds a word as written, by its stem or as a beginning; a code that is nowhere, by its parts.
    fn paint_word(&self, sought: &Sought) -> Result<Vec<Paint>, Error> {
        let f = self.fields;
        let mut paints = self.blank();
        for (segment, paint) in self.segments.iter().zip(&mut paints) {
            let mut brush = Brush { segment, paint };
            if sought.is_code() {
                if sought.begins {
                    brush.beginnings(f.codes, &sought.word, weight::CODE, weight::CODE_BEGINS)?;
                } else {
                    brush.term(f.codes, &sought.word, weight::CODE)?;
                }
                continue;
            }
            let length = sought.word.chars().count();
            for (field, letters, lengths, whole, begins, by_letters) in [
                (
                    f.body,
                    f.body_letters,
                    LONG_LETTERS,
                    weight::BODY,
                    weight::BODY_BEGINS,
                    weight::BODY_LETTERS,
                ),
                (
                    f.head,
                    f.head_letters,
                    LETTERS,
                    weight::HEAD,
                    weight::HEAD_BEGINS,
                    weight::HEAD_LETTERS,
                ),
            ] {
                if sought.begins
                    && (length > *lengths.end() || !sought.word.chars().all(char::is_alphabetic))
                {
                    brush.beginnings(field, &sought.word, whole, begins)?;
                } else {
                    brush.term(field, &sought.word, whole)?;
                    if sought.begins {
                        brush.term(letters, &sought.word, by_letters)?;
                    }
                }
            }
            // A form that is its own stem stands among the words only; one that is the stem of others, among the stems.
            for (words, stems, weight) in [
                (f.body, f.body_stems, weight::BODY_STEM),
                (f.head, f.head_stems, weight::HEAD_STEM),
            ] {
                brush.term(stems, &sought.word, weight)?;
                for stem in &sought.stems {
                    brush.term(words, stem, weight)?;
                    brush.term(stems, stem, weight)?;
                }
            }
        }
        if sought.is_code() && carried(&paints) == 0 {
            return self.paint_way(&sought.parts());
        }
        Ok(paints)
    }

    /// Paints titles and names that hold a near spelling of a word, and gives the nearest.
    fn paint_near(&self, word: &str) -> Result<(Vec<Paint>, Option<String>), Error> {
        let mut paints = self.blank();
        let mut nearest = Nearest::default();
        self.each_near(word, slips_allowed(word), |at, key, slips, info, terms| {
            nearest.meet(key, slips, info.doc_freq);
            each_posting(terms, info, &mut |doc| {
                paint_one(&mut paints[at], doc, weight::HEAD_NEAR[slips.min(2)])
            })
        })?;
        Ok((paints, nearest.word()))
    }

    /// Calls `then` for the words of titles and names within so many slips of a word.
    fn each_near(
        &self,
        word: &str,
        limit: usize,
        mut then: impl FnMut(usize, &str, usize, &TermInfo, &InvertedIndexReader) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if limit == 0 {
            return Ok(());
        }
        let near = FuzzyTermQuery::new(
            Term::from_field_text(self.fields.head, word),
            limit as u8,
            true,
        )
        .automaton()?;
        for (at, segment) in self.segments.iter().enumerate() {
            let terms = segment.inverted_index(self.fields.head)?;
            let mut stream = terms
                .terms()
                .search(&near)
                .into_stream()
                .map_err(unreadable)?;
            while stream.advance() {
                if let Ok(key) = std::str::from_utf8(stream.key()) {
                    then(at, key, slips(word, key, limit), stream.value(), &terms)?;
                }
            }
        }
        Ok(())
    }

    /// Whether any document carries the paint of every group.
    fn any(&self, paints: &[GroupPaint]) -> bool {
        self.segments.iter().enumerate().any(|(at, segment)| {
            (0..segment.max_doc()).any(|doc| {
                paints
                    .iter()
                    .all(|group| group.segments[at][doc as usize] > 0)
                    && !segment.is_deleted(doc)
            })
        })
    }

    /// Counts and ranks the hits of one segment.
    fn rank(
        &self,
        reading: &Reading,
        paints: &[GroupPaint],
        at: usize,
        segment: &SegmentReader,
        tally: &mut Tally<'_>,
        best: &mut Best,
    ) -> Result<(), Error> {
        let bonus = self.bonus(reading, segment)?;
        let lengths = segment.get_fieldnorms_reader(self.fields.head)?;
        let newest = segment.fast_fields().u64(NEWEST)?;
        let all: u64 = self.segments.iter().map(|s| u64::from(s.max_doc())).sum();
        let rarity: Vec<u32> = paints
            .iter()
            .map(|group| (all * 4 / group.count.max(1)).max(1).ilog2() + 1)
            .collect();
        // From the last: those fed last are the newest, and the first to come keep the others out of the heap.
        for doc in (0..segment.max_doc()).rev() {
            let matches = paints
                .iter()
                .all(|group| group.segments[at][doc as usize] > 0);
            if !matches || segment.is_deleted(doc) || !tally.count(doc) {
                continue;
            }
            let mut score: u32 = paints
                .iter()
                .zip(&rarity)
                .map(|(group, rarity)| u32::from(group.segments[at][doc as usize]) * rarity)
                .sum();
            if !paints.is_empty() {
                score += bonus.get(&doc).copied().unwrap_or(0)
                    + SHORT_BONUS / lengths.fieldnorm(doc).max(1);
            }
            if best.takes(score) {
                best.meet(Place {
                    score,
                    newest: newest.first(doc).unwrap_or(0),
                    segment: at as u32,
                    doc,
                });
            }
        }
        Ok(())
    }

    /// What documents get beyond their words: for being what was asked for by name, and for neighbouring words.
    fn bonus(
        &self,
        reading: &Reading,
        segment: &SegmentReader,
    ) -> Result<HashMap<DocId, u32>, Error> {
        let mut bonus = HashMap::new();
        let (exact, pairs) = (
            segment.inverted_index(self.fields.exact)?,
            segment.inverted_index(self.fields.pairs)?,
        );
        for whole in &reading.whole {
            each_doc(&exact, self.fields.exact, whole, |doc| {
                bonus.insert(doc, EXACT_BONUS);
            })?;
        }
        for pair in reading.pairs() {
            each_doc(&pairs, self.fields.pairs, &pair, |doc| {
                *bonus.entry(doc).or_insert(0) += PAIR_BONUS
            })?;
        }
        Ok(bonus)
    }

    /// Another spelling of a query that finds nothing, if it finds something: words that are nowhere, as the nearest that titles hold.
    fn suggestion(
        &self,
        text: &str,
        reading: &Reading,
        paints: &[GroupPaint],
    ) -> Result<Option<String>, Error> {
        let (mut words, mut changed) = (Vec::new(), false);
        for (group, paint) in reading.groups.iter().zip(paints) {
            let mut nearest = Nearest::default();
            if let Some(typed) = group.one_typed().filter(|_| paint.count == 0) {
                // One slip more than is read without asking, up to the two that the index can look for.
                let limit = match typed.word.chars().count() {
                    3..=7 => slips_allowed(&typed.word) + 1,
                    _ => 0,
                };
                self.each_near(&typed.word, limit, |_, key, slips, info, _| {
                    nearest.meet(key, slips, info.doc_freq);
                    Ok(())
                })?;
            }
            changed |= nearest.best.is_some();
            words.push(nearest.word().unwrap_or_else(|| group.shown.clone()));
        }
        let suggestion = words.join(" ");
        if !changed || suggestion == text {
            return Ok(None);
        }
        let mut other = Reading::of(&suggestion);
        let paints: Vec<GroupPaint> = other
            .groups
            .iter_mut()
            .map(|group| self.paint_group(group))
            .collect::<Result<_, _>>()?;
        Ok(Some(suggestion).filter(|_| self.any(&paints)))
    }
}

/// Paints on one segment.
struct Brush<'b> {
    segment: &'b SegmentReader,
    paint: &'b mut Paint,
}

impl Brush<'_> {
    /// Paints what holds a term.
    fn term(&mut self, field: Field, term: &str, weight: u8) -> Result<(), Error> {
        let terms = self.segment.inverted_index(field)?;
        each_doc(&terms, field, term, |doc| {
            paint_one(self.paint, doc, weight)
        })
    }

    /// Paints what holds a word or a longer one that begins like it.
    fn beginnings(
        &mut self,
        field: Field,
        word: &str,
        whole: u8,
        begins: (u8, u8),
    ) -> Result<(), Error> {
        let word = word.as_bytes();
        let after = [word, &[u8::MAX]].concat(); // no UTF-8 holds this byte: whatever begins like the word sorts before
        let terms = self.segment.inverted_index(field)?;
        let mut stream = terms
            .terms()
            .range()
            .ge(word)
            .lt(&after)
            .into_stream()
            .map_err(unreadable)?;
        while stream.advance() {
            let length = stream.key().len().max(1);
            let missing = usize::from(begins.1 - begins.0) * (length - word.len()) / length;
            let weight = if length == word.len() {
                whole
            } else {
                begins.1 - missing as u8
            };
            each_posting(&terms, stream.value(), &mut |doc| {
                paint_one(self.paint, doc, weight)
            })?;
        }
        Ok(())
    }
}

/// Leaves the stronger weight on a document.
fn paint_one(paint: &mut Paint, doc: DocId, weight: u8) {
    if let Some(carried) = paint.get_mut(doc as usize) {
        *carried = weight.max(*carried);
    }
}

/// The nearest spelling met so far: fewest slips, then most documents.
#[derive(Default)]
struct Nearest {
    best: Option<(usize, Reverse<u32>, String)>,
}

impl Nearest {
    fn meet(&mut self, word: &str, slips: usize, documents: u32) {
        if self
            .best
            .as_ref()
            .is_none_or(|(s, d, _)| (slips, Reverse(documents)) < (*s, *d))
        {
            self.best = Some((slips, Reverse(documents), word.to_owned()));
        }
    }

    fn word(self) -> Option<String> {
        self.best.map(|(_, _, word)| word)
    }
}

fn unreadable(error: std::io::Error) -> Error {
    Error::Search(error.to_string())
}

fn each_doc(
    terms: &InvertedIndexReader,
    field: Field,
    word: &str,
    mut then: impl FnMut(DocId),
) -> Result<(), Error> {
    if let Some(info) = terms
        .get_term_info(&Term::from_field_text(field, word))
        .map_err(unreadable)?
    {
        each_posting(terms, &info, &mut then)?;
    }
    Ok(())
}

fn each_posting(
    terms: &InvertedIndexReader,
    info: &TermInfo,
    then: &mut impl FnMut(DocId),
) -> Result<(), Error> {
    let mut postings = terms
        .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)
        .map_err(unreadable)?;
    while !postings.docs().is_empty() {
        postings.docs().iter().for_each(|doc| then(*doc));
        postings.advance();
    }
    Ok(())
}

/// How many documents carry paint.
fn carried(paints: &[Paint]) -> u64 {
    paints
        .iter()
        .map(|paint| paint.iter().filter(|weight| **weight > 0).count() as u64)
        .sum()
}

/// The stronger of two paints.
fn merge(to: &mut [Paint], from: &[Paint]) {
    for (to, from) in to.iter_mut().zip(from) {
        to.iter_mut()
            .zip(from)
            .for_each(|(to, from)| *to = (*to).max(*from));
    }
}

/// The weaker of two paints: what carries only one of them carries none.
fn both(mut to: Vec<Paint>, from: &[Paint]) -> Vec<Paint> {
    for (to, from) in to.iter_mut().zip(from) {
        to.iter_mut()
            .zip(from)
            .for_each(|(to, from)| *to = (*to).min(*from));
    }
    to
}

/// Where a hit stands. Better ones are greater: by score, then newer, then by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    score: u32,
    newest: u64,
    segment: u32,
    doc: DocId,
}

/// The best hits met so far.
struct Best {
    room: usize,
    heap: BinaryHeap<Reverse<Place>>,
}

impl Best {
    fn new(room: usize) -> Self {
        Self {
            room,
            heap: BinaryHeap::with_capacity(room.min(1_000)),
        }
    }

    /// Whether a hit with this score could be one of them.
    fn takes(&self, score: u32) -> bool {
        self.heap.len() < self.room || self.heap.peek().is_some_and(|worst| score >= worst.0.score)
    }

    fn meet(&mut self, place: Place) {
        if self.heap.len() < self.room {
            self.heap.push(Reverse(place));
        } else if let Some(mut worst) = self.heap.peek_mut().filter(|worst| place > worst.0) {
            *worst = Reverse(place);
        }
    }

    fn into_sorted(self) -> Vec<Place> {
        self.heap
            .into_sorted_vec()
            .into_iter()
            .map(|Reverse(place)| place)
            .collect()
    }
}

fn hit(searcher: &Searcher, fields: &Fields, place: Place) -> Result<FoundHit, Error> {
    let document: TantivyDocument = searcher.doc(DocAddress::new(place.segment, place.doc))?;
    let text = |field| {
        document
            .get_first(field)
            .and_then(|value| value.as_str())
            .unwrap_or_default()
    };
    let subject = text(fields.subject);
    let parsed = subject
        .split_once(' ')
        .and_then(|(kind, id)| Some(Reference::new(kind.parse().ok()?, id.parse().ok()?)));
    let subject = parsed.ok_or_else(|| {
        Error::Search(format!(
            "'{subject}' names no subject. Remove the search folder: it is made again from the log"
        ))
    })?;
    Ok(FoundHit {
        subject,
        title: text(fields.title).to_owned(),
        text: text(fields.text).to_owned(),
    })
}
