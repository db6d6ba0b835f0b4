//! Lines become blocks: the headline, the report, and what is no part of it. Blocks become sentences.

use super::class::Class;
use super::doc::{Block, BlockKind, Doc, Sentence};
use super::token::Kind;

/// How far into a block a dateline may reach, in tokens: place, outlet, section and date.
const DATELINE: usize = 22;

/// The opening of a report: `SERANG, RUBRIKBANTEN –`. Token ranges.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Dateline {
    pub(super) first: usize,
    /// Behind the dash.
    pub(super) end: usize,
}

/// Fills in the blocks and sentences, and returns the dateline's tokens (none: an empty range).
pub(super) fn lay_out(doc: &mut Doc<'_>) -> Dateline {
    let lines = lines(doc);
    blocks(doc, &lines);
    let dateline = find_dateline(doc);
    mark_title(doc, dateline);
    mark_links(doc);
    for block in 0..doc.blocks.len() {
        if doc.blocks[block].kind == BlockKind::Body {
            cut_signature(doc, block);
            sentences(doc, block, dateline);
        }
    }
    for (number, block) in doc.blocks.iter().enumerate() {
        doc.block_of[block.first..block.end].fill(number);
    }
    dateline
}

struct Line {
    first: usize,
    end: usize,
    boilerplate: bool,
    foot: bool,
}

fn lines(doc: &Doc<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut first = 0;
    for at in 1..=doc.len() {
        if at == doc.len() || doc.tokens[at].breaks > 0 {
            let (boilerplate, foot) = judge(doc, first, at);
            lines.push(Line {
                first,
                end: at,
                boilerplate,
                foot,
            });
            first = at;
        }
    }
    lines
}

/// Whether a line is no part of the report, and whether all below it is none either.
fn judge(doc: &Doc<'_>, first: usize, end: usize) -> (bool, bool) {
    let mut at = first;
    while at < end && matches!(doc.str(at), "(" | "[" | "*" | ">" | "»" | "-" | "–" | "|") {
        at += 1;
    }
    let words = (at..end.min(at + 60))
        .filter(|token| doc.word(*token))
        .count();
    if words == 0 || doc.mark(at, '#') || doc.str(at).eq_ignore_ascii_case("https") {
        return (true, false);
    }
    let hit = [Class::LineStart, Class::Heading]
        .into_iter()
        .find_map(|class| doc.hit(at, class));
    let Some(hit) = hit.filter(|hit| hit.end <= end) else {
        return (is_signature_line(doc, at, end), false);
    };
    let behind = hit.end;
    let label = doc.mark(behind, ':') || doc.mark(behind, '|') || behind == end;
    let certain = doc.value(hit) == "always" || label || words <= 3;
    let foot = certain && doc.hit(at, Class::Foot).is_some();
    (
        // `Baca juga: ...` that runs into the next paragraph is no link alone.
        certain && (label && words < 40 || words <= 30),
        foot && first > doc.len() / 3,
    )
}

/// A line of contact data or a time stamp: `Senin, 26 Agustus 2019 | 13.22 WIB`, `(0254) 555`.
fn is_signature_line(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    let short = end - first <= 16;
    let clock = (first..end).any(|at| doc.says_any(at, &["wib", "wita", "wit"]));
    let ends = doc.mark(end - 1, '.') || doc.mark(end - 1, ',');
    short && clock && !ends || is_counter(doc, first, end)
}

/// `1044 views`, `dibaca 312 kali`: how often a page was opened.
fn is_counter(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    end - first <= 4
        && (first..end).any(|at| doc.tokens[at].kind == Kind::Number)
        && (first..end).any(|at| {
            doc.says_any(
                at,
                &["views", "view", "hits", "dibaca", "dilihat", "viewers"],
            )
        })
}

fn blocks(doc: &mut Doc<'_>, lines: &[Line]) {
    let by_line = paragraph_by_line(doc, lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_foot = false;
    let mut last: Option<&Line> = None;
    for line in lines {
        in_foot |= line.foot;
        let kind = if line.boilerplate || in_foot {
            BlockKind::Boilerplate
        } else {
            BlockKind::Body
        };
        let joins =
            kind == BlockKind::Body && last.is_some_and(|last| goes_on(doc, last, line, by_line));
        match blocks.last_mut() {
            Some(block) if joins => block.end = line.end,
            _ => blocks.push(Block {
                kind,
                first: line.first,
                end: line.end,
            }),
        }
        last = (kind == BlockKind::Body).then_some(line);
    }
    doc.blocks = blocks;
}

/// Whether the text has a paragraph a line: most of its long lines end a sentence.
fn paragraph_by_line(doc: &Doc<'_>, lines: &[Line]) -> bool {
    let long = |line: &&Line| !line.boilerplate && line.end - line.first >= 14;
    let ends = |line: &&Line| matches!(doc.str(line.end - 1), "." | "!" | "?" | "”" | "\"" | ")");
    let all = lines.iter().filter(long).count();
    let ended = lines.iter().filter(long).filter(ends).count();
    all >= 3 && ended * 10 >= all * 7
}

/// Whether a line is the same paragraph as the line above: no empty line between, no end of a sentence above.
fn goes_on(doc: &Doc<'_>, above: &Line, line: &Line, by_line: bool) -> bool {
    let first = doc.tokens[line.first];
    let last = doc.tokens[above.end - 1];
    let lower = first.is_word() && !first.cap;
    if first.breaks > 1 {
        return false;
    }
    if matches!(doc.str(line.first), "•" | "-" | "*") || dash_ahead(doc, line.first, line.end) {
        return false;
    }
    // `... Kota Bontang Dra.` and the name on the next line
    let title = doc.mark(above.end - 1, '.')
        && above.end - above.first >= 3
        && is_abbreviation(doc, above.end - 2, line.first)
        && (doc.is(above.end - 2, Class::Title) || !doc.is(above.end - 2, Class::Degree));
    let stop = matches!(
        last.text(doc.text),
        "." | "!" | "?" | ":" | "”" | "\"" | ")" | "|" | ";"
    );
    if stop && !title {
        return false;
    }
    let long = last.end - doc.tokens[above.first].start >= 25;
    lower || (long && !by_line && !title_like(doc, above.first, above.end))
}

/// Whether most words of the line are written with a capital.
fn title_like(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    let long = |at: &usize| doc.word(*at) && doc.str(*at).len() > 3;
    let words = (first..end).filter(long).count();
    let caps = (first..end).filter(|at| long(at) && doc.cap(*at)).count();
    words >= 3 && caps * 10 >= words * 7
}

/// Where the dash of a dateline stands, if the line opens with one.
fn dash_ahead(doc: &Doc<'_>, first: usize, end: usize) -> bool {
    dash_of(doc, first, end).is_some()
}

fn dash_of(doc: &Doc<'_>, first: usize, end: usize) -> Option<usize> {
    let limit = end.min(first + DATELINE);
    let opens = doc.cap(first) || (doc.mark(first, '(') && doc.cap(first + 1));
    if !opens {
        return None;
    }
    let (mut lower, mut upper_or_place) = (0, false);
    for at in first..limit {
        let token = doc.tokens[at];
        if matches!(token.text(doc.text), "\"" | "“" | "”" | "!" | "?") {
            return None;
        }
        let known = doc.hit(at, Class::Region).is_some() || doc.hit(at, Class::Outlet).is_some();
        upper_or_place |= token.upper || (known && token.cap);
        // `MEDAN, tapanulipost –`: an outlet that writes itself small.
        let outlet = at > first && doc.mark(at - 1, ',') && matches!(doc.str(at + 1), "-" | "–");
        if token.is_word() && !token.cap && !outlet && !doc.is(at, Class::Abbreviation) {
            lower += 1;
        }
        let dash = token.is_mark('–') || (token.is_mark('-') && token.spaced);
        let tight =
            token.is_mark('-') && upper_or_place && doc.cap(at + 1) && doc.tokens[at - 1].upper;
        if (dash || tight) && at > first && lower == 0 && upper_or_place {
            // `Jakarta --`, `SEMARANG -,`
            let mut end = at + 1;
            while end < limit && matches!(doc.str(end), "-" | "–" | ",") {
                end += 1;
            }
            // `28-03-2022` and `3–21 Februari` are no dashes of a dateline.
            let number = |at: usize| {
                doc.tokens
                    .get(at)
                    .is_some_and(|t| t.kind == super::token::Kind::Number)
            };
            if number(at - 1) && number(at + 1) {
                continue;
            }
            return Some(end);
        }
        if lower > 0 {
            return None;
        }
    }
    None
}

/// `KOTA SERANG | teks`: a bar does for a dash when capitals stand before it.
fn bar_of(doc: &Doc<'_>, first: usize, end: usize) -> Option<usize> {
    let limit = end.min(first + 12);
    let bar = (first..limit).find(|at| doc.mark(*at, '|'))?;
    let capitals = (first..bar).all(|at| !doc.word(at) || doc.tokens[at].upper || doc.cap(at));
    let place = (first..bar).any(|at| doc.hit(at, Class::Region).is_some());
    (bar > first && bar + 4 < end && capitals && place).then_some(bar + 1)
}

fn find_dateline(doc: &Doc<'_>) -> Dateline {
    let bodies = doc
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Body);
    for block in bodies.take(8) {
        let long = block.end - block.first >= 12;
        let end =
            dash_of(doc, block.first, block.end).or_else(|| bar_of(doc, block.first, block.end));
        if let (true, Some(end)) = (long, end) {
            return Dateline {
                first: block.first,
                end,
            };
        }
    }
    Dateline::default()
}

/// The headline: a short block without a full stop above the first real paragraph.
fn mark_title(doc: &mut Doc<'_>, dateline: Dateline) {
    let mut titles = Vec::new();
    for (at, block) in doc.blocks.iter().enumerate() {
        if block.kind != BlockKind::Body {
            continue;
        }
        let opens = dateline.end > 0 && block.first == dateline.first;
        let last = doc.str(block.end - 1);
        let ends = matches!(last, "." | "”" | "\"" | ":" | "," | "|" | ")" | "-");
        let words = (block.first..block.end).filter(|at| doc.word(*at)).count();
        if opens || ends || words > 30 {
            break;
        }
        titles.push((at, words, title_like(doc, block.first, block.end)));
    }
    if titles.len() == doc.blocks.len() && titles.len() == 1 && titles[0].1 > 14 {
        return; // one line without a full stop is all there is
    }
    let best = titles
        .iter()
        .filter(|(_, words, _)| *words >= 3)
        .max_by_key(|(at, words, like)| (*like, (*words).min(6), std::cmp::Reverse(*at)))
        .map(|(at, ..)| *at);
    for (at, ..) in titles {
        doc.blocks[at].kind = if Some(at) == best {
            BlockKind::Title
        } else {
            BlockKind::Boilerplate
        };
    }
}

/// Below the first paragraph, a short line in a headline's capitals without a full stop is a link or a heading.
fn mark_links(doc: &mut Doc<'_>) {
    let first = doc
        .blocks
        .iter()
        .position(|block| block.kind == BlockKind::Body);
    for at in first.map_or(doc.blocks.len(), |first| first + 1)..doc.blocks.len() {
        let block = doc.blocks[at];
        // `Kapolres Pangkep Hadiri Rapat ...`: a link that is cut off.
        let cut = block.end - block.first > 3
            && doc.mark(block.end - 1, '.')
            && doc.mark(block.end - 2, '.');
        let ends = !cut
            && matches!(
                doc.str(block.end - 1),
                "." | "!" | "?" | "”" | "\"" | ":" | ";" | ","
            );
        let short = block.end - block.first <= 20;
        let listed = matches!(doc.str(block.first), "-" | "•" | "*")
            || doc.says(block.first, "bidang")
            || doc.tokens[block.first].kind == super::token::Kind::Number;
        if block.kind == BlockKind::Body
            && short
            && !ends
            && !listed
            && title_like(doc, block.first, block.end)
        {
            doc.blocks[at].kind = BlockKind::Boilerplate;
        }
    }
}

/// `(nda/kk)`, `(Cipta/red).`, `(*)`: whoever wrote it signs behind the last sentence.
fn cut_signature(doc: &mut Doc<'_>, block: usize) {
    let Block { first, end, kind } = doc.blocks[block];
    let mut last = end;
    while last > first && matches!(doc.str(last - 1), "." | "*" | "]") {
        last -= 1;
    }
    if last <= first + 3 || !doc.mark(last - 1, ')') {
        return;
    }
    let Some(open) = (last.saturating_sub(9)..last)
        .rev()
        .find(|at| doc.mark(*at, '('))
    else {
        return;
    };
    let before = if open > first { doc.str(open - 1) } else { "" };
    if open > first && matches!(before, "." | "”" | "\"" | "!" | "?") {
        doc.blocks[block].end = open;
        doc.blocks.push(Block {
            kind: BlockKind::Boilerplate,
            first: open,
            end,
        });
        debug_assert!(kind == BlockKind::Body);
    }
}

/// Splits a block at full stops that end a sentence.
fn sentences(doc: &mut Doc<'_>, block: usize, dateline: Dateline) {
    let Block { first, end, .. } = doc.blocks[block];
    let mut start = if dateline.end > first && dateline.first == first {
        dateline.end
    } else {
        first
    };
    let mut at = start;
    while at < end {
        let mut next = at + 1;
        if ends_sentence(doc, at, end) {
            // The closing quote and bracket belong to the sentence that they close.
            while next < end && closes(doc, next) {
                next += 1;
            }
            push(doc, start, next);
            start = next;
        }
        at = next;
    }
    push(doc, start, end);
}

fn push(doc: &mut Doc<'_>, first: usize, end: usize) {
    if first >= end {
        return;
    }
    let number = doc.sentences.len();
    doc.sentences.push(Sentence { first, end });
    doc.sentence_of[first..end].fill(number);
}

fn closes(doc: &Doc<'_>, at: usize) -> bool {
    let token = doc.tokens[at];
    !token.spaced && matches!(token.text(doc.text), "”" | "\"" | ")" | "’" | "'" | "]")
        || (token.is_mark('”')
            && token.spaced
            && doc.tokens.get(at + 1).is_none_or(|next| next.spaced))
}

fn ends_sentence(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    match doc.str(at) {
        "!" | "?" => true,
        "." => {
            // `banten.go.id`, `Wilayah II.3`
            let glued = doc.tokens.get(at + 1).is_some_and(|next| {
                let small = next.is_word() && !next.cap;
                !next.spaced && (small || next.kind == super::token::Kind::Number)
            });
            let Some(before) = at.checked_sub(1) else {
                return false;
            };
            if at + 1 >= end {
                return true;
            }
            // `Parmin, S.Pd., M.Pd. beserta jajaran`: a short form before a small letter ends nothing.
            let goes_on = doc.word(at + 1)
                && !doc.cap(at + 1)
                && doc.cap(before)
                && doc.tokens[at + 1].breaks == 0
                && doc.str(before).chars().count() <= 4;
            !glued && !goes_on && !is_abbreviation(doc, before, at + 1)
        }
        _ => false,
    }
}

/// Whether the word before a dot is an abbreviation and the sentence goes on.
fn is_abbreviation(doc: &Doc<'_>, word: usize, next: usize) -> bool {
    let token = doc.tokens[word];
    if !token.is_word() {
        return false;
    }
    let written = doc.str(word);
    let letters = written.chars().count();
    let next_is_name = doc.cap(next) || doc.tokens.get(next).is_some_and(|t| !t.is_word());
    if letters == 1 && token.cap {
        return true;
    }
    let vowel = |char: char| "aeiouAEIOU".contains(char);
    if token.cap && letters <= 3 && !token.upper && !written.contains(vowel) && next_is_name {
        return true; // `Sy. Hamdani`, `Tb. Aan`
    }
    let title = doc.is(word, Class::Title) && token.cap && letters <= 8;
    // `,dr. Richardo`: doctors write their title small.
    let doctor = !token.cap && matches!(written, "dr" | "drg" | "drh" | "ir") && doc.cap(next);
    if title && next_is_name || doctor {
        return true;
    }
    let short = Class::any(&[Class::Abbreviation, Class::Acting]);
    if doc.is_any(word, short) && (letters <= 5) && !doc.mark(next, '"') {
        // `No. 5`, `Kab. Serang`, `Pj. Bupati`; a lower-case word at the end (`tb.`) needs a capital behind it.
        return token.cap || next_is_name;
    }
    // A degree goes on when a comma, a small letter or another degree follows.
    let degree = doc.is(word, Class::Degree) && token.cap;
    let small = doc.word(next) && !doc.cap(next);
    degree && (small || doc.is(next, Class::Degree) || matches!(doc.str(next), "," | ")" | "("))
}
