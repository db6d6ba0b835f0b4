//! JSON lines: blocks that end at line ends.

use std::io::{ErrorKind, Read};

use super::{Block, Limits};
use crate::problems::Problem;

/// Bytes asked for at once.
const CHUNK: usize = 256 << 10;

/// A source of lines.
pub(super) struct Lines {
    /// Read and not yet given out: the start of a line.
    carry: Vec<u8>,
    stream: Box<dyn Read + Send>,
    ended: bool,
}

/// Whether a stream that starts like this is lines, rather than one value written over many.
///
/// It is when its first value ends on its first line, and also when that line is broken and the next one starts a value
/// anew: a line that was cut off must not turn the rest into one.
pub(super) fn is_lines(head: &[u8], whole: bool) -> bool {
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace());
    let Some(text) = start.map(|start| &head[start..]) else {
        return true;
    };
    if !matches!(text[0], b'{' | b'[') {
        return true;
    }
    let Some(end) = memchr::memchr(b'\n', text) else {
        // One line. If it goes on beyond what was looked at, it is large, and a list inside can be streamed.
        return whole;
    };
    let (first, rest) = (&text[..end], &text[end + 1..]);
    let first = first.trim_ascii_end();
    let anew = rest.starts_with(b"{\"") && text[0] == b'{';
    anew || closes(first)
}

/// Whether all brackets that a line opens are closed on it, or it ends within a string, which no line of a value over
/// many lines does.
fn closes(line: &[u8]) -> bool {
    let (mut depth, mut at) = (0_i64, 0);
    while let Some(&byte) = line.get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => {
                at += 1;
                loop {
                    match line.get(at) {
                        Some(b'\\') => at += 1,
                        Some(b'"') => break,
                        Some(_) => {}
                        None => return true,
                    }
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    depth <= 0
}

impl Lines {
    pub(super) fn new(stream: Box<dyn Read + Send>) -> Self {
        Self {
            carry: Vec::new(),
            stream,
            ended: false,
        }
    }

    /// Fills a block; false when this was the last.
    pub(super) fn fill(&mut self, block: &mut Block, limits: &Limits) -> bool {
        block.bytes.extend_from_slice(&self.carry);
        self.carry.clear();
        let mut searched = 0;
        loop {
            let complete = memchr::memrchr(b'\n', &block.bytes[searched..]);
            if let Some(end) = complete.map(|end| searched + end + 1)
                && (block.bytes.len() >= limits.block || self.ended)
            {
                self.carry.extend_from_slice(&block.bytes[end..]);
                block.bytes.truncate(end);
                // The last line may have no line end.
                return !(self.ended && self.carry.is_empty());
            }
            if self.ended {
                return false;
            }
            if complete.is_none() {
                searched = block.bytes.len();
                if searched > limits.item {
                    return self.pass_over(block, limits);
                }
            }
            self.read(block);
        }
    }

    fn read(&mut self, block: &mut Block) {
        let before = block.bytes.len();
        block.bytes.resize(before + CHUNK, 0);
        let read = read_some(&mut self.stream, &mut block.bytes[before..]);
        block.bytes.truncate(before + *read.as_ref().unwrap_or(&0));
        match read {
            Ok(0) => self.ended = true,
            Ok(_) => {}
            Err(error) => {
                self.ended = true;
                block.lost = Some((Problem::Unreadable, error.to_string()));
            }
        }
    }

    /// Drops a line that is too long, up to its end.
    fn pass_over(&mut self, block: &mut Block, limits: &Limits) -> bool {
        block.lost = Some((Problem::TooLong, format!("more than {} bytes", limits.item)));
        loop {
            if let Some(end) = memchr::memchr(b'\n', &block.bytes) {
                self.carry.extend_from_slice(&block.bytes[end + 1..]);
                block.bytes = Vec::new();
                return true;
            }
            block.bytes.clear();
            if self.ended {
                return false;
            }
            self.read(block);
        }
    }
}

pub(super) fn read_some(stream: &mut dyn Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match stream.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &[u8], block: usize, item: usize) -> Vec<Result<String, Problem>> {
        let limits = Limits {
            block,
            item,
            latin1: false,
        };
        let stream = Box::new(std::io::Cursor::new(text.to_vec()));
        let mut lines = Lines::new(stream);
        let (mut got, mut next) = (Vec::new(), Block::default());
        loop {
            next.clear(0);
            let more = lines.fill(&mut next, &limits);
            got.extend(
                next.items()
                    .map(|item| Ok(String::from_utf8_lossy(item).into())),
            );
            got.extend(next.lost.take().map(|(problem, _)| Err(problem)));
            if !more {
                return got;
            }
        }
    }

    #[test]
    fn lines_are_the_same_whatever_the_blocks() {
        let text = b"one\ntwo\n\nfour is longer\nfive";
        let expected = ["one", "two", "", "four is longer", "five"];
        for block in 1..40 {
            let got: Vec<String> = cut(text, block, 1 << 20)
                .into_iter()
                .map(Result::unwrap)
                .collect();
            assert_eq!(got, expected, "blocks of {block}");
        }
        assert_eq!(cut(b"", 10, 100), []);
        assert_eq!(cut(b"\n", 10, 100), [Ok(String::new())]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_passed_over_and_the_rest_goes_on() {
        let long = "x".repeat(3 * CHUNK);
        let text = format!("{{}}\n{long}\n{{}}\n");
        let got = cut(text.as_bytes(), 1, CHUNK);
        assert_eq!(
            got,
            [Ok("{}".into()), Err(Problem::TooLong), Ok("{}".into())]
        );
        let unended = format!("{{}}\n{long}");
        assert_eq!(
            cut(unended.as_bytes(), 1, CHUNK),
            [Ok("{}".into()), Err(Problem::TooLong)]
        );
    }

    #[test]
    fn lines_and_single_values_are_told_apart() {
        for (text, lines) in [
            ("{\"a\":1}\n{\"a\":2}\n", true),
            ("{\"a\":1}", true),
            ("{\"a\":\"}\\\"{\"}\n", true),
            ("{\"a\":\n{\"b\":1}\n", true),
            ("{\"cut of\n{\"b\":1}\n", true),
            ("{\n  \"releases\": [\n", false),
            ("{\n\"releases\": [\n", false),
            ("[\n{\"ocid\":1}", false),
            ("[{\"ocid\":1}]", true),
            ("not json\n{}", true),
            ("", true),
        ] {
            assert_eq!(is_lines(text.as_bytes(), true), lines, "{text:?}");
        }
    }
}
