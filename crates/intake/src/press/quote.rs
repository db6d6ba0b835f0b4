//! Direct speech: passages in quotation marks, and which of them are speech.

use super::class::Class;
use super::doc::{BlockKind, Doc};

/// A passage in quotation marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage {
    /// The first token behind the opening mark.
    pub(super) first: usize,
    /// Behind the last token before the closing mark.
    pub(super) end: usize,
    /// The opening mark, and the token behind the closing one.
    pub(super) open: usize,
    pub(super) close: usize,
    pub(super) unclosed: bool,
    pub(super) block: usize,
}

/// All passages of speech, in order; marks their tokens as quoted.
pub(super) fn passages(doc: &mut Doc<'_>) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for block in 0..doc.blocks.len() {
        if doc.blocks[block].kind == BlockKind::Body {
            in_block(doc, block, &mut passages);
        }
    }
    passages.retain(|passage| is_speech(doc, passage));
    for passage in &passages {
        doc.quoted[passage.open..passage.close].fill(true);
    }
    passages
}

fn in_block(doc: &Doc<'_>, block: usize, passages: &mut Vec<Passage>) {
    let (first, end) = (doc.blocks[block].first, doc.blocks[block].end);
    let mut open: Option<usize> = None;
    for at in first..end {
        let Some(side) = side(doc, at, first, open.is_some()) else {
            continue;
        };
        match (open, side) {
            (None, Side::Open) => open = Some(at),
            (Some(start), Side::Close) => {
                passages.push(passage(start, at, at + 1, block, false));
                open = None;
            }
            (Some(start), Side::Open) => {
                // A new passage opens and the last was never closed.
                passages.push(unclosed(doc, start, at, block));
                open = Some(at);
            }
            // The passage of the paragraph above closes here.
            (None, Side::Close) => {
                let above = passages.last_mut().filter(|last| {
                    last.unclosed && last.end == doc.blocks[last.block].end && last.block < block
                });
                let near = at - first < 120;
                if let Some(above) = above.filter(|last| {
                    near && (last.block + 1..block)
                        .all(|between| doc.blocks[between].kind != BlockKind::Body)
                }) {
                    above.end = at;
                    above.close = at + 1;
                    above.unclosed = false;
                    above.block = block;
                }
            }
        }
    }
    if let Some(start) = open {
        passages.push(unclosed(doc, start, end, block));
    }
}

#[derive(Clone, Copy)]
enum Side {
    Open,
    Close,
}

fn side(doc: &Doc<'_>, at: usize, block_first: usize, open: bool) -> Option<Side> {
    let token = doc.tokens[at];
    let spaced = token.spaced || at == block_first;
    let before_open = at > block_first && matches!(doc.str(at - 1), "(" | "–" | ":" | ",");
    let next_glued = doc.tokens.get(at + 1).is_some_and(|next| !next.spaced);
    match token.kind {
        // A curly mark the wrong way round is told by the spaces beside it.
        super::token::Kind::Mark('“') if open && !spaced && !next_glued => Some(Side::Close),
        super::token::Kind::Mark('“') if open && spaced && said_glued(doc, at) => {
            Some(Side::Close)
        }
        // `... uang rakyat juga “ ujar Yudhistira`
        super::token::Kind::Mark('“')
            if open
                && spaced
                && !next_glued
                && !doc.cap(at + 1)
                && (doc.is(at + 1, Class::Said) || is_said_form(doc, at + 1)) =>
        {
            Some(Side::Close)
        }
        super::token::Kind::Mark('“') => Some(Side::Open),
        super::token::Kind::Mark('”') if !open && spaced && next_glued => Some(Side::Open),
        // `” Sangat apresiasi ...`: it opens the paragraph.
        super::token::Kind::Mark('”') if !open && at == block_first && doc.cap(at + 1) => {
            Some(Side::Open)
        }
        super::token::Kind::Mark('”')
            if !open && spaced && !next_glued && leads_in(doc, at) && doc.cap(at + 1) =>
        {
            Some(Side::Open)
        }
        super::token::Kind::Mark('”') => Some(Side::Close),
        // `“... menindaklanjutinya,’ ujar Usman`: half a mark.
        super::token::Kind::Mark('’' | '\'')
            if open
                && !spaced
                && matches!(doc.str(at - 1), "," | "." | "!" | "?")
                && said_behind(doc, at + 1) =>
        {
            Some(Side::Close)
        }
        super::token::Kind::Mark('"')
            if open && spaced && next_glued && doc.cap(at + 1) && !sentence_goes_on(doc, at) =>
        {
            Some(Side::Open)
        }
        super::token::Kind::Mark('"') if open => Some(Side::Close),
        super::token::Kind::Mark('"') if spaced || before_open || next_glued => Some(Side::Open),
        _ => None,
    }
}

/// `“Ucap Cek Endra`: a mark the wrong way round, glued to a verb of saying.
fn said_glued(doc: &Doc<'_>, at: usize) -> bool {
    doc.tokens.get(at + 1).is_some_and(|next| !next.spaced)
        && (doc.is(at + 1, Class::Said) || is_said_form(doc, at + 1))
        && (doc.cap(at + 2) || !doc.cap(at + 1))
}

/// `mengatakan bahwa. ” Kerja sama ...`: words of saying stand right before.
fn leads_in(doc: &Doc<'_>, at: usize) -> bool {
    let from = at.saturating_sub(4);
    (from..at).any(|at| doc.is_any(at, Class::any(&[Class::Says, Class::Said])))
}

/// Whether the words before a straight mark end in the middle of a sentence, so that the mark closes.
fn sentence_goes_on(doc: &Doc<'_>, at: usize) -> bool {
    at > 0 && matches!(doc.str(at - 1), "," | "." | "!" | "?") && !doc.cap(at + 1)
}

const fn passage(open: usize, end: usize, close: usize, block: usize, unclosed: bool) -> Passage {
    Passage {
        first: open + 1,
        end,
        open,
        close,
        unclosed,
        block,
    }
}

/// A passage without a closing mark ends where somebody is said to have said it, or with the paragraph.
fn unclosed(doc: &Doc<'_>, open: usize, limit: usize, block: usize) -> Passage {
    let said = (open + 2..limit).find(|at| {
        let pause = matches!(doc.str(at - 1), "," | "." | "!" | "?" | ")");
        !doc.cap(*at)
            && (pause && doc.is(*at, Class::Said)
                || is_said_form(doc, *at) && (pause || *at + 2 >= limit))
    });
    let end = said.unwrap_or(limit);
    passage(open, end, end, block, true)
}

/// `katanya`, `ujarnya`, `imbuhnya`: a verb of saying with -nya.
pub(super) fn is_said_form(doc: &Doc<'_>, at: usize) -> bool {
    let written = doc.str(at);
    let Some(stem) = written.strip_suffix("nya").filter(|stem| stem.len() >= 3) else {
        return false;
    };
    let word = doc.gazetteer.word(stem);
    doc.gazetteer.classes(word) & Class::Said.bit() != 0
}

fn is_speech(doc: &Doc<'_>, passage: &Passage) -> bool {
    let words = (passage.first..passage.end.min(passage.first + 40))
        .filter(|at| doc.word(*at))
        .count();
    if words == 0 {
        return false;
    }
    if said_behind(doc, passage.close) {
        return true;
    }
    let before = passage.open.checked_sub(1);
    let named = before.is_some_and(|at| doc.is(at, Class::Named));
    let lead_in = before.is_some_and(|at| matches!(doc.str(at), ":" | ",")) && passage.open > 1;
    if lead_in && says_before(doc, passage.open) && words >= 3 {
        return true;
    }
    let last = passage.end.checked_sub(1).map_or("", |at| doc.str(at));
    let ends = matches!(last, "." | "," | "!" | "?");
    let opens = passage.open == doc.blocks[passage.block].first
        || before.is_some_and(|at| matches!(doc.str(at), "." | "!" | "?" | "”" | "\""));
    !named
        && ((words >= 5 && ends)
            || (opens && words >= 4)
            || (words >= 10 && doc.cap(passage.first)))
}

/// Whether a verb of saying follows a closing mark.
pub(super) fn said_behind(doc: &Doc<'_>, close: usize) -> bool {
    let mut at = close;
    while matches!(doc.str(at), "," | "." | "–" | "-") && at < close + 2 {
        at += 1;
    }
    if doc.tokens.get(at).is_none_or(|token| token.breaks > 1) {
        return false;
    }
    let name_follows = doc.cap(at + 1) && doc.tokens[at + 1].breaks < 2;
    doc.is(at, Class::Said) && (!doc.cap(at) || name_follows)
        || is_said_form(doc, at)
        || doc.is(at, Class::SaidBy) && !doc.cap(at)
}

/// Whether a verb of saying stands in the words before an opening mark.
fn says_before(doc: &Doc<'_>, open: usize) -> bool {
    let from = open.saturating_sub(14);
    (from..open).any(|at| {
        doc.same_sentence(at, open.saturating_sub(1))
            && (doc.is_any(at, Class::any(&[Class::Says, Class::Said, Class::SaidBy]))
                || is_said_form(doc, at))
    })
}
