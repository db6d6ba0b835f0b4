//! From files to blocks of whole items (lines, or elements of a package), in order, never a whole file in memory.
//!
//! Workers take turns at one [`Feeder`]: taking a block is a copy from the page cache and short, working on it is long.
//! Plain copying was measured as fast as mapping the file, needs no `unsafe`, reads pipes and archives by the same way,
//! and a file that shrinks meanwhile is an error instead of a crash.

mod blocks;
mod elements;
mod lines;
mod open;
mod places;

use std::borrow::Cow;
use std::io::Read;

use crate::problems::Problem;
pub use blocks::in_order;
pub(crate) use open::sources_of;
pub use open::{Source, sources};
pub use places::Places;

use elements::Elements;
use lines::Lines;

/// How input is read.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes that a block holds at least, unless the input ends.
    pub block: usize,
    /// Bytes beyond which one item is passed over.
    pub item: usize,
    /// Read the bytes as ISO-8859-1.
    pub latin1: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            block: 1 << 20,
            // A release that names every village of Indonesia has some 10 MB.
            item: 64 << 20,
            latin1: false,
        }
    }
}

/// Some whole items of one source.
#[derive(Debug, Default)]
pub struct Block {
    /// Counts from 0 over the whole input.
    pub number: u32,
    /// The items' text, one behind the other.
    pub bytes: Vec<u8>,
    /// Where each item ends, when they are elements of a package; lines end at line ends.
    pub ends: Option<Vec<usize>>,
    /// What went wrong behind the last item, if anything: it has the place of one more item.
    pub lost: Option<(Problem, String)>,
    /// What stands around the lists of packages that ended here: the package as text, with `[0]` for a list that held
    /// something and `[]` for one that did not.
    pub envelopes: Vec<Vec<u8>>,
}

impl Block {
    /// The items as text with their numbers in the block, or why one is none. Blank ones are passed over.
    pub fn texts(
        &self,
        latin1: bool,
    ) -> impl Iterator<Item = (u32, Result<Cow<'_, str>, Problem>)> {
        let filled = |item: &&[u8]| !item.iter().all(u8::is_ascii_whitespace);
        let numbered = (0..).zip(self.items());
        numbered
            .filter(move |(_, item)| filled(item))
            .map(move |(number, item)| (number, text(item, latin1)))
    }

    fn clear(&mut self, number: u32) {
        self.number = number;
        self.bytes.clear();
        self.ends = None;
        self.lost = None;
        self.envelopes.clear();
    }

    /// The items with their bytes; blank lines are items too.
    pub fn items(&self) -> Items<'_> {
        Items {
            rest: &self.bytes,
            start: 0,
            ends: self.ends.as_deref().map(<[usize]>::iter),
        }
    }
}

/// Bytes as text.
fn text(item: &[u8], latin1: bool) -> Result<Cow<'_, str>, Problem> {
    if latin1 {
        // Each byte of ISO-8859-1 is the code point of its character.
        return Ok(item.iter().map(|byte| char::from(*byte)).collect());
    }
    let text = std::str::from_utf8(item);
    text.map(Cow::Borrowed).map_err(|_| Problem::NotUtf8)
}

/// The items of a block.
#[derive(Debug)]
pub struct Items<'b> {
    rest: &'b [u8],
    start: usize,
    ends: Option<std::slice::Iter<'b, usize>>,
}

impl<'b> Iterator for Items<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        if let Some(ends) = &mut self.ends {
            let end = *ends.next()?;
            let (item, rest) = self.rest.split_at(end - self.start);
            (self.rest, self.start) = (rest, end);
            return Some(item);
        }
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', self.rest);
        let (item, rest) = match end {
            Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
            None => (self.rest, &self.rest[..0]),
        };
        self.rest = rest;
        Some(item)
    }
}

/// Gives out the blocks of all sources, one behind the other.
pub struct Feeder {
    sources: std::vec::IntoIter<Source>,
    names: Vec<String>,
    current: Option<Splitter>,
    limits: Limits,
    number: u32,
    /// First block of each source.
    starts: Vec<u32>,
    elements: Vec<bool>,
    taken: u64,
}

/// A source that is being read.
enum Splitter {
    Lines(Lines),
    Elements(Box<Elements>),
}

impl Feeder {
    /// Over these sources.
    #[must_use]
    pub fn new(sources: Vec<Source>, limits: Limits) -> Self {
        Self {
            names: Vec::new(),
            sources: sources.into_iter(),
            current: None,
            limits,
            number: 0,
            starts: Vec::new(),
            elements: Vec::new(),
            taken: 0,
        }
    }

    /// Fills `block` with the next items; false when there are no more.
    pub fn next(&mut self, block: &mut Block) -> bool {
        block.clear(self.number);
        loop {
            let Some(splitter) = &mut self.current else {
                let Some(source) = self.sources.next() else {
                    return false;
                };
                self.open(source, block);
                if block.lost.is_some() {
                    break;
                }
                continue;
            };
            let more = match splitter {
                Splitter::Lines(lines) => lines.fill(block, &self.limits),
                Splitter::Elements(elements) => elements.fill(block, &self.limits),
            };
            if !more {
                self.current = None;
            }
            let empty =
                block.bytes.is_empty() && block.lost.is_none() && block.envelopes.is_empty();
            if !empty {
                break;
            }
            block.ends = None;
        }
        self.number += 1;
        self.taken += block.bytes.len() as u64;
        true
    }

    /// Bytes given out so far, unpacked.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken
    }

    fn open(&mut self, source: Source, block: &mut Block) {
        self.names.push(source.name().to_owned());
        self.starts.push(self.number);
        self.elements.push(false);
        match source.open().map(splitter) {
            Ok(splitter) => {
                let elements = matches!(splitter, Splitter::Elements(_));
                self.elements.pop();
                self.elements.push(elements);
                self.current = Some(splitter);
            }
            Err(error) => block.lost = Some((Problem::Unreadable, error.to_string())),
        }
    }

    /// Which block is of which source, when all were given out.
    #[must_use]
    pub fn places(self, items: Vec<(u32, u32)>) -> Places {
        Places::new(self.names, self.starts, self.elements, items)
    }
}

/// Bytes that are looked at to tell lines from one large value: more than any line that is not itself a package.
const HEAD: u64 = 1 << 20;

/// Looks at the start of a stream and chooses how to cut it.
fn splitter(mut stream: Box<dyn Read + Send>) -> Splitter {
    let mut head = Vec::new();
    if let Err(error) = (&mut stream).take(HEAD).read_to_end(&mut head) {
        // What was read counts; the error is met again behind it.
        stream = Box::new(Broken(Some(error)));
    }
    if head.starts_with(b"\xef\xbb\xbf") {
        head.drain(..3);
    }
    let lines = lines::is_lines(&head, (head.len() as u64) < HEAD);
    let stream = Box::new(std::io::Cursor::new(head).chain(stream));
    match lines {
        true => Splitter::Lines(Lines::new(stream)),
        false => Splitter::Elements(Box::new(Elements::new(stream))),
    }
}

/// A stream that fails, once.
struct Broken(Option<std::io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Paths to read, as they are given on a command line; `-` is standard input.
#[must_use]
pub fn is_stdin(path: &std::path::Path) -> bool {
    path.as_os_str() == "-"
}
