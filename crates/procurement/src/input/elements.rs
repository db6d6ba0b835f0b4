//! One large value, cut while it streams: the releases or records of a package, or the elements of an array.
//!
//! Only brackets, quotes and commas are looked at; whether an element is JSON is for its reader to say. A value that is
//! no package is one item.

use std::io::Read;

use super::lines::read_some;
use super::{Block, Limits};
use crate::problems::Problem;

const CHUNK: usize = 256 << 10;

/// Bytes around the list of a package that are kept to be checked; no publisher says more of himself.
const ENVELOPE: usize = 1 << 20;

/// A source that is one value over many lines, or several of them.
pub(super) struct Elements {
    stream: Box<dyn Read + Send>,
    chunk: Vec<u8>,
    at: usize,
    ended: bool,
    cut: Cutter,
}

impl Elements {
    pub(super) fn new(stream: Box<dyn Read + Send>) -> Self {
        Self {
            stream,
            chunk: Vec::new(),
            at: 0,
            ended: false,
            cut: Cutter::default(),
        }
    }

    /// Fills a block; false when this was the last.
    pub(super) fn fill(&mut self, block: &mut Block, limits: &Limits) -> bool {
        block.ends = Some(Vec::new());
        loop {
            while let Some(&byte) = self.chunk.get(self.at) {
                self.at += 1;
                self.cut.take(byte, block, limits.item);
                if self.cut.item.is_empty()
                    && (block.bytes.len() >= limits.block || block.lost.is_some())
                {
                    return true;
                }
            }
            if self.ended {
                self.cut.end(block);
                return false;
            }
            self.chunk.resize(CHUNK, 0);
            let read = read_some(&mut self.stream, &mut self.chunk);
            self.chunk.truncate(*read.as_ref().unwrap_or(&0));
            self.at = 0;
            match read {
                Ok(0) => self.ended = true,
                Ok(_) => {}
                Err(error) => {
                    block.lost = Some((Problem::Unreadable, error.to_string()));
                    return false;
                }
            }
        }
    }
}

/// Follows the brackets.
#[derive(Debug, Default)]
struct Cutter {
    /// What may become an item: the value so far, or the element so far.
    item: Vec<u8>,
    depth: u32,
    quoted: bool,
    escaped: bool,
    /// The depth of the list whose elements are items; 0 when no list was met.
    list: u32,
    /// The last string at depth 1, and whether it was followed by a colon.
    key: Vec<u8>,
    reading_key: bool,
    /// The value says whose process it is: it is a record or a release, whatever lists it has.
    has_ocid: bool,
    /// The item is beyond the limit and is dropped.
    too_long: bool,
    /// What stands around the list of a package, until it grows too long.
    envelope: Option<Vec<u8>>,
    /// Whether the list held anything.
    any: bool,
}

impl Cutter {
    fn take(&mut self, byte: u8, block: &mut Block, limit: usize) {
        let keeps = self.depth > self.list || self.list == 0;
        if self.quoted {
            self.in_string(byte);
            self.keep(byte, limit);
            return;
        }
        match byte {
            b'"' => {
                self.quoted = true;
                if self.depth == 1 && self.list == 0 {
                    self.key.clear();
                    self.reading_key = true;
                }
                self.keep(byte, limit);
            }
            b'{' | b'[' => self.open(byte, limit),
            b'}' | b']' => self.close(byte, block, limit),
            b',' if self.depth == self.list => self.cut(block),
            b':' if self.depth == 1 && self.list == 0 => {
                self.has_ocid |= self.key == b"ocid";
                self.keep(byte, limit);
            }
            byte if byte.is_ascii_whitespace() && (self.item.is_empty() || !keeps) => {}
            _ => self.keep(byte, limit),
        }
    }

    fn in_string(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.quoted = false;
            self.reading_key = false;
            return;
        }
        if self.reading_key && self.key.len() < 16 {
            self.key.push(byte);
        }
    }

    fn open(&mut self, byte: u8, limit: usize) {
        self.depth += 1;
        let of_package = self.depth == 2
            && byte == b'['
            && !self.has_ocid
            && (self.key == b"releases" || self.key == b"records");
        let of_array = self.depth == 1 && byte == b'[';
        if self.list == 0 && (of_package || of_array) {
            self.list = self.depth;
            let around = std::mem::take(&mut self.item);
            self.envelope = Some(around).filter(|text| of_package && text.len() < ENVELOPE);
            return;
        }
        self.keep(byte, limit);
    }

    fn close(&mut self, byte: u8, block: &mut Block, limit: usize) {
        if self.list > 0 && self.depth == self.list {
            self.cut(block);
            // What follows the list inside a package is passed over with the package's end.
            self.depth -= 1;
            if self.depth == 0 {
                *self = Self::default();
            } else {
                self.list = u32::MAX;
                let list: &[u8] = if self.any { b"[0]" } else { b"[]" };
                self.envelope
                    .iter_mut()
                    .for_each(|text| text.extend_from_slice(list));
            }
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        if self.list == u32::MAX {
            self.keep(byte, limit);
            if self.depth == 0 {
                block.envelopes.extend(self.envelope.take());
                *self = Self::default();
            }
            return;
        }
        self.keep(byte, limit);
        if self.depth == 0 {
            self.cut(block);
            *self = Self::default();
        }
    }

    fn keep(&mut self, byte: u8, limit: usize) {
        if self.list == u32::MAX {
            let Some(text) = &mut self.envelope else {
                return;
            };
            text.push(byte);
            if text.len() > ENVELOPE {
                self.envelope = None;
            }
            return;
        }
        if self.too_long {
            return;
        }
        self.item.push(byte);
        if self.item.len() > limit {
            self.too_long = true;
            self.item = Vec::new();
        }
    }

    /// An item is complete.
    fn cut(&mut self, block: &mut Block) {
        if std::mem::take(&mut self.too_long) {
            block.lost = Some((Problem::TooLong, String::new()));
            self.item.clear();
            return;
        }
        if self.item.is_empty() {
            return;
        }
        self.any = true;
        block.bytes.append(&mut self.item);
        if let Some(ends) = &mut block.ends {
            ends.push(block.bytes.len());
        }
    }

    /// The stream ended: what is open was cut off, and its reader will say so.
    fn end(&mut self, block: &mut Block) {
        let cut_off = self.depth > 0;
        self.cut(block);
        if cut_off && block.lost.is_none() && self.list > 0 {
            block.lost = Some((Problem::Truncated, "the list never ends".into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (Vec<String>, Option<Problem>) {
        let limits = Limits {
            block: 8,
            item: 1000,
            latin1: false,
        };
        let stream = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
        let mut elements = Elements::new(stream);
        let (mut got, mut lost, mut block) = (Vec::new(), None, Block::default());
        loop {
            block.clear(0);
            let more = elements.fill(&mut block, &limits);
            got.extend(
                block
                    .items()
                    .map(|item| String::from_utf8_lossy(item).into_owned()),
            );
            lost = lost.or(block.lost.take().map(|(problem, _)| problem));
            if !more {
                return (got, lost);
            }
        }
    }

    #[test]
    fn a_package_becomes_its_releases_and_anything_else_is_one_item() {
        let nothing = || (Vec::new(), None);
        let items = |items: &[&str]| (items.iter().map(|item| (*item).to_owned()).collect(), None);
        assert_eq!(cut(""), nothing());
        assert_eq!(
            cut(
                "{\"uri\":\"x\",\n \"releases\": [\n {\"a\":\"]},\"} ,\n{\"b\":[1,2]} ], \"z\":[1]}"
            ),
            items(&["{\"a\":\"]},\"}", "{\"b\":[1,2]}"])
        );
        assert_eq!(cut("{\"records\":[]}"), nothing());
        assert_eq!(
            cut("[{\"a\":1},\n{\"b\":\"\\\"]\"}]\n"),
            items(&["{\"a\":1}", "{\"b\":\"\\\"]\"}"])
        );
        assert_eq!(
            cut("{\n\"ocid\":\"x\",\"releases\":[1]}"),
            items(&["{\n\"ocid\":\"x\",\"releases\":[1]}"])
        );
        assert_eq!(
            cut("{\n\"a\":1}\n{\n\"b\":2}"),
            items(&["{\n\"a\":1}", "{\n\"b\":2}"])
        );
        assert_eq!(
            cut("{\n\"releases\":\"none\"}"),
            items(&["{\n\"releases\":\"none\"}"])
        );
    }

    #[test]
    fn what_stands_around_the_list_of_a_package_is_kept() {
        let mut elements = Elements::new(Box::new(std::io::Cursor::new(
            b"{\"uri\": \"x]\",\n \"releases\": [{\"a\":[1]}], \"publisher\": {\"name\":\"N M\"}}\n{\n\"records\":[]}\n[{}]".to_vec(),
        )));
        let mut block = Block::default();
        assert!(!elements.fill(&mut block, &Limits::default()));
        let envelopes = block.envelopes.iter();
        let envelopes: Vec<_> = envelopes
            .map(|text| String::from_utf8_lossy(text))
            .collect();
        assert_eq!(
            envelopes,
            [
                "{\"uri\": \"x]\",\n \"releases\": [0],\"publisher\":{\"name\":\"N M\"}}",
                "{\n\"records\":[]}"
            ]
        );
    }

    #[test]
    fn a_package_that_was_cut_off_gives_what_it_has() {
        let (got, lost) = cut("{\"releases\": [{\"a\":1},{\"b\":");
        assert_eq!(
            (got, lost),
            (
                vec!["{\"a\":1}".into(), "{\"b\":".into()],
                Some(Problem::Truncated)
            )
        );
    }

    #[test]
    fn an_element_beyond_the_limit_is_passed_over() {
        let text = format!(
            "[{{\"a\":1}},{{\"b\":\"{}\"}},{{\"c\":2}}]",
            "x".repeat(2000)
        );
        let (got, lost) = cut(&text);
        assert_eq!(
            (got, lost),
            (
                vec!["{\"a\":1}".into(), "{\"c\":2}".into()],
                Some(Problem::TooLong)
            )
        );
    }
}
