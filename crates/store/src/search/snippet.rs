//! Snippets: the piece of a text that shows best why it was found.

use std::ops::Range;

use super::reading::{Reading, Sought};
use super::words::{LISTS, each_word, slips, slips_allowed};

/// How words are read and matched, outside the index.
pub struct Words;

/// How many characters are shown before the first match, so that it has some context.
const LEAD_CHARS: usize = 40;
const ELLIPSIS: char = '…';

impl Words {
    /// A piece of `text` of at most `max_chars` characters, with what `query` matched marked `true`.
    ///
    /// The pieces joined are the snippet. Words match as in search: as written, by their stem or as a beginning, in
    /// every way of writing; by a near spelling only if nothing else does. The piece is where most different words of
    /// the query match; without any it is the beginning. An ellipsis stands where text was cut off.
    pub fn snippet(text: &str, query: &str, max_chars: usize) -> Vec<(String, bool)> {
        let reading = Reading::of(query);
        let mut marks = matches(text, &reading, matches_word);
        if marks.is_empty() {
            marks = matches(text, &reading, |sought, word| {
                sought.typed
                    && slips_allowed(&sought.word) > 0
                    && slips(&sought.word, word, slips_allowed(&sought.word))
                        <= slips_allowed(&sought.word)
            });
        }
        if max_chars < 3 && text.chars().nth(max_chars).is_some() {
            return Vec::new(); // no room for a letter between two ellipses
        }
        let piece = best_piece(text, &marks, max_chars);
        cut_out(text, &marks, piece)
    }
}

/// Where words of the query stand in the text, and which group each belongs to.
fn matches(
    text: &str,
    reading: &Reading,
    matches: impl Fn(&Sought, &str) -> bool,
) -> Vec<(Range<usize>, usize)> {
    let mut marks: Vec<(Range<usize>, usize)> = Vec::new();
    each_word(text, |word| {
        let of = reading.groups.iter().position(|group| {
            group
                .ways
                .iter()
                .flatten()
                .any(|sought| matches(sought, word.folded))
        });
        if let Some(group) = of {
            // A code comes after its parts and covers them.
            marks.retain(|(at, _)| at.start < word.at.start);
            marks.push((word.at.clone(), group));
        }
    });
    marks
}

fn matches_word(sought: &Sought, word: &str) -> bool {
    if sought.word == word
        || (sought.begins && word.starts_with(&sought.word))
        || sought.stems.iter().any(|stem| stem == word)
        || sought.parts.iter().any(|part| part == word)
    {
        return true;
    }
    let mut shared = false;
    LISTS.each_stem(word, |stem| {
        shared |= stem == sought.word || sought.stems.iter().any(|s| s == stem)
    });
    shared
}

/// The bytes of the piece in which most different groups match, the earliest if several do.
fn best_piece(text: &str, marks: &[(Range<usize>, usize)], max_chars: usize) -> Range<usize> {
    if text.chars().nth(max_chars).is_none() {
        return 0..text.len();
    }
    let room = max_chars.saturating_sub(2); // for an ellipsis at both ends
    let piece_from = |mark: usize| {
        let lead = LEAD_CHARS.min(room / 3);
        let start = text[..mark]
            .char_indices()
            .rev()
            .nth(lead.saturating_sub(1))
            .map_or(0, |(at, _)| at);
        let end = text[start..]
            .char_indices()
            .nth(room)
            .map_or(text.len(), |(at, _)| start + at);
        // Near the end of the text, the piece begins earlier instead of being short.
        let start = if end == text.len() {
            text.char_indices()
                .rev()
                .nth(room.saturating_sub(1))
                .map_or(0, |(at, _)| at)
        } else {
            start
        };
        start..end
    };
    let groups_in = |piece: &Range<usize>| {
        let mut groups: Vec<usize> = marks
            .iter()
            .filter(|(at, _)| at.start >= piece.start && at.end <= piece.end)
            .map(|(_, group)| *group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    };
    let mut best = (
        0,
        0..text
            .char_indices()
            .nth(room)
            .map_or(text.len(), |(at, _)| at),
    );
    let mut after = 0;
    for (at, _) in marks {
        // A mark well inside the last piece tried gives nearly the same piece again.
        if at.start < after {
            continue;
        }
        let piece = piece_from(at.start);
        after = at.start + (piece.end - at.start) / 4;
        let groups = groups_in(&piece);
        if groups > best.0 {
            best = (groups, piece);
        }
    }
    at_words(text, best.1, marks)
}

/// The piece without the torn words at its ends, unless they are marked or all there is.
fn at_words(text: &str, piece: Range<usize>, marks: &[(Range<usize>, usize)]) -> Range<usize> {
    let torn = |at: usize| {
        !text[..at].ends_with(char::is_whitespace) && !text[at..].starts_with(char::is_whitespace)
    };
    let (mut start, mut end) = (piece.start, piece.end);
    if start > 0 && torn(start) {
        start += text[start..end].find(char::is_whitespace).unwrap_or(0);
    }
    if end < text.len() && torn(end) {
        end = text[start..end]
            .rfind(char::is_whitespace)
            .map_or(end, |at| start + at);
    }
    let first = marks
        .iter()
        .find(|(at, _)| at.start >= piece.start)
        .map_or(start, |(at, _)| at.start);
    let start = start.min(first);
    let end = end.max(start);
    let inside = &text[start..end];
    start + (inside.len() - inside.trim_start().len())
        ..end - (inside.len() - inside.trim_end().len()).min(end - start)
}

/// The piece in runs, marked and not.
fn cut_out(
    text: &str,
    marks: &[(Range<usize>, usize)],
    piece: Range<usize>,
) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool)> = Vec::new();
    let mut push = |run: &str, marked: bool| match runs.last_mut() {
        Some((last, same)) if *same == marked => last.push_str(run),
        _ if run.is_empty() => {}
        _ => runs.push((run.to_owned(), marked)),
    };
    let ellipsis = ELLIPSIS.to_string();
    if piece.start > 0 {
        push(&ellipsis, false);
    }
    let mut at = piece.start;
    for (mark, _) in marks
        .iter()
        .filter(|(mark, _)| mark.start >= piece.start && mark.end <= piece.end)
    {
        push(&text[at..mark.start], false);
        push(&text[mark.clone()], true);
        at = mark.end;
    }
    push(&text[at..piece.end], false);
    if piece.end < text.len() {
        push(&ellipsis, false);
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Pada hari Jumat kedua gubernur hadir di pendopo. Kesepakatan bersama ditandatangani oleh Gubernur Banten, Andra Soni, dan Gubernur Bengkulu; nomornya 119/KB/2025. Sesudah itu dinas-dinas menindaklanjuti.";

    fn marked(query: &str) -> Vec<String> {
        Words::snippet(TEXT, query, 1_000)
            .into_iter()
            .filter(|(_, marked)| *marked)
            .map(|(run, _)| run)
            .collect()
    }

    #[test]
    fn what_matched_is_marked_by_the_rules_of_search() {
        assert_eq!(marked("penandatanganan"), ["ditandatangani"]);
        assert_eq!(marked("beng"), ["Bengkulu"]);
        assert_eq!(marked("bengkullu"), ["Bengkulu"]);
        assert_eq!(marked("119/kb/2025"), ["119/KB/2025"]);
        assert_eq!(
            marked("gubernur di banten"),
            ["gubernur", "Gubernur", "Banten", "Gubernur"]
        );
        assert_eq!(marked("sepakat"), ["Kesepakatan"]);
        assert_eq!(marked("sampah"), Vec::<String>::new());
    }

    #[test]
    fn the_pieces_are_the_text_and_stay_within_the_limit() {
        assert_eq!(
            Words::snippet(TEXT, "banten", 1_000)
                .into_iter()
                .map(|(run, _)| run)
                .collect::<String>(),
            TEXT
        );
        for query in [
            "",
            "andra soni",
            "menindaklanjuti",
            "jumat",
            "119/KB/2025",
            "tidakada",
        ] {
            for limit in [0, 1, 2, 3, 10, 37, 60, 120, 199, 300] {
                let snippet = Words::snippet(TEXT, query, limit);
                let joined: String = snippet.iter().map(|(run, _)| run.as_str()).collect();
                assert!(joined.chars().count() <= limit, "{query} {limit} {joined}");
                assert!(
                    TEXT.contains(joined.trim_matches(ELLIPSIS)),
                    "{query} {limit} {joined}"
                );
                assert!(snippet.iter().all(|(run, _)| !run.is_empty()));
            }
        }
        let at = |query| {
            Words::snippet(TEXT, query, 60)
                .into_iter()
                .map(|(run, _)| run)
                .collect::<String>()
        };
        assert!(at("andra soni").contains("Andra Soni"));
        assert!(at("menindaklanjuti").contains("menindaklanjuti"));
        assert!(at("tidakada").starts_with("Pada hari"));
    }

    #[test]
    fn no_text_breaks_it() {
        for text in [
            "",
            " ",
            "é",
            "ＡＢ",
            "a\u{301}b\u{301}",
            "…’…",
            "36.",
            "36.73.",
            "ﬁ ﬁ ﬁ ﬁ ﬁ",
            "\u{0}\u{ffff}",
        ] {
            for query in ["", "a", "ab", "36.73", "é", "fi"] {
                for limit in [0, 1, 2, 5] {
                    Words::snippet(text, query, limit);
                }
            }
        }
    }
}
