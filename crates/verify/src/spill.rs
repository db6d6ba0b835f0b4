//! Sorting more than fits into memory: records go to one of many temporary files by the id of
//! their subject, so that all about one subject comes together again, a small part at a time.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Files that a log is spread over. With two kinds of record this keeps well below the 1,024 open
/// files that systems commonly allow.
pub(crate) const PARTS: usize = 128;

/// Files that a part is spread over again if it is too large.
pub(crate) const SPLIT: usize = 16;

/// Bytes kept in memory per part: 128 parts of two kinds take at most 16 MiB.
const BUFFER_BYTES: usize = 64 * 1024;

const HEADER_BYTES: usize = 16 + 8 + 8 + 4;

/// One thing about a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Id of the subject.
    pub(crate) id: u128,
    /// The entry's number, or the line of a served record.
    pub(crate) number: u64,
    /// When the entry was recorded, in microseconds, or which kind of record was served.
    pub(crate) tag: i64,
}

impl Head {
    /// Which of [`PARTS`] it belongs to, and at greater depth which of [`SPLIT`].
    fn part(&self, depth: u32) -> usize {
        let halves = (self.id as u64) ^ ((self.id >> 64) as u64).rotate_left(32);
        // Fibonacci hashing: the ids are random in some bits only, and the top bits mix them all.
        let mixed = halves.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        match depth {
            0 => (mixed >> 57) as usize, // seven bits: 128
            d => (mixed >> (57 - 4 * d)) as usize % SPLIT,
        }
    }
}

/// A record read back: its head and where its content stands.
pub(crate) type Item = (Head, Range<usize>);

/// Records that were put aside, in order, in memory or in a nameless temporary file.
#[derive(Default)]
pub(crate) struct Spill {
    buffer: Vec<u8>,
    file: Option<File>,
    bytes: u64,
}

impl Spill {
    fn push(&mut self, head: Head, content: &[u8], folder: &Path) -> io::Result<()> {
        let length = u32::try_from(content.len())
            .map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        if self.buffer.capacity() > 0
            && self.buffer.len() + HEADER_BYTES + content.len() > BUFFER_BYTES
        {
            self.flush(folder)?;
        }
        self.buffer.extend_from_slice(&head.id.to_le_bytes());
        self.buffer.extend_from_slice(&head.number.to_le_bytes());
        self.buffer.extend_from_slice(&head.tag.to_le_bytes());
        self.buffer.extend_from_slice(&length.to_le_bytes());
        self.buffer.extend_from_slice(content);
        self.bytes += (HEADER_BYTES + content.len()) as u64;
        Ok(())
    }

    fn flush(&mut self, folder: &Path) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(folder)?),
        };
        file.write_all(&self.buffer)?;
        self.buffer.clear();
        // A single long record may have grown it.
        self.buffer.shrink_to(BUFFER_BYTES);
        Ok(())
    }

    /// Bytes put aside.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Everything, sorted by subject and number.
    pub(crate) fn read(self) -> io::Result<(Vec<u8>, Vec<Item>)> {
        let mut all = Vec::with_capacity(usize::try_from(self.bytes).unwrap_or(0));
        self.reader()?.read_to_end(&mut all)?;
        let mut items = Vec::new();
        let mut at = 0;
        while let Some(header) = all.get(at..at + HEADER_BYTES) {
            let (head, length) = decode(header);
            let content = at + HEADER_BYTES;
            at = content + length;
            if at > all.len() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            items.push((head, content..at));
        }
        items.sort_by_key(|(head, _)| (head.id, head.number));
        Ok((all, items))
    }

    /// Spreads it over [`SPLIT`] smaller ones.
    pub(crate) fn split(self, depth: u32, folder: &Path) -> io::Result<Vec<Spill>> {
        let mut reader = BufReader::new(self.reader()?);
        let mut parts: Vec<Spill> = (0..SPLIT).map(|_| Spill::default()).collect();
        let mut header = [0; HEADER_BYTES];
        let mut content = Vec::new();
        while !reader.fill_or_end()? {
            reader.read_exact(&mut header)?;
            let (head, length) = decode(&header);
            content.resize(length, 0);
            reader.read_exact(&mut content)?;
            parts[head.part(depth)].push(head, &content, folder)?;
        }
        Ok(parts)
    }

    fn reader(self) -> io::Result<impl Read> {
        let file = match self.file {
            Some(mut file) => {
                file.seek(SeekFrom::Start(0))?;
                Some(file)
            }
            None => None,
        };
        let file: Box<dyn Read> = file.map_or_else(
            || Box::new(io::empty()) as Box<dyn Read>,
            |file| Box::new(file),
        );
        Ok(file.chain(io::Cursor::new(self.buffer)))
    }
}

/// Whether a reader is at its end.
trait AtEnd {
    fn fill_or_end(&mut self) -> io::Result<bool>;
}

impl<R: Read> AtEnd for BufReader<R> {
    fn fill_or_end(&mut self) -> io::Result<bool> {
        Ok(io::BufRead::fill_buf(self)?.is_empty())
    }
}

fn decode(header: &[u8]) -> (Head, usize) {
    let number = |range: Range<usize>| {
        header[range]
            .iter()
            .rev()
            .fold(0_u128, |n, byte| n << 8 | u128::from(*byte))
    };
    let head = Head {
        id: number(0..16),
        number: number(16..24) as u64,
        tag: number(24..32) as u64 as i64,
    };
    (head, number(32..36) as usize)
}

/// The parts of one kind of record, which several threads may fill at once.
pub(crate) struct Spills {
    parts: Vec<Mutex<Spill>>,
    folder: PathBuf,
}

impl Spills {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            parts: (0..PARTS).map(|_| Mutex::default()).collect(),
            folder: folder.to_owned(),
        }
    }

    pub(crate) fn push(&self, head: Head, content: &[u8]) -> io::Result<()> {
        // A thread that panicked while pushing ends the whole check, so the poison tells nothing more.
        let mut part = self.parts[head.part(0)]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        part.push(head, content, &self.folder)
    }

    pub(crate) fn into_parts(self) -> impl Iterator<Item = Spill> {
        self.parts
            .into_iter()
            .map(|part| part.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_aside_comes_back_sorted_by_subject_whether_it_fits_the_buffer_or_not() {
        let folder = std::env::temp_dir();
        for (records, length) in [(10_u64, 5), (500, 1_000), (3, 200_000)] {
            let mut spill = Spill::default();
            let id = |n: u64| u128::from(n % 7) << 64 | 3;
            for n in (0..records).rev() {
                spill
                    .push(
                        Head {
                            id: id(n),
                            number: n,
                            tag: -5,
                        },
                        &vec![n as u8; length],
                        &folder,
                    )
                    .unwrap();
            }
            let parts = spill.split(1, &folder).unwrap();
            let mut found = Vec::new();
            for part in parts {
                let (bytes, items) = part.read().unwrap();
                assert!(items.is_sorted_by_key(|(head, _)| (head.id, head.number)));
                for (head, range) in items {
                    assert_eq!((head.id, head.tag), (id(head.number), -5));
                    assert_eq!(bytes[range], vec![head.number as u8; length]);
                    found.push(head.number);
                }
            }
            found.sort_unstable();
            assert_eq!(found, (0..records).collect::<Vec<_>>());
        }
    }
}
