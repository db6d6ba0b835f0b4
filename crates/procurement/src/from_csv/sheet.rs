//! A CSV file as rows of text: its encoding and delimiter are found and said, its size is bounded.

use std::borrow::Cow;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes that are looked at to find encoding and delimiter.
const HEAD: u64 = 64 << 10;

/// Bytes that one row has at most. A quotation mark that is never closed makes one row of the rest of a file.
const ROW: u64 = 8 << 20;

/// Rows of one file.
pub struct Sheet {
    rows: csv::Reader<Capped>,
    since: Arc<AtomicU64>,
    taken: Arc<AtomicU64>,
    record: csv::ByteRecord,
    /// What the bytes were found to be.
    pub encoding: &'static str,
    /// What stands between cells.
    pub delimiter: char,
    /// How many rows were no UTF-8 and were read as Windows-1252.
    pub other_rows: u64,
}

impl Sheet {
    /// Looks at the start of a stream.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(mut stream: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut head = Vec::new();
        (&mut stream).take(HEAD).read_to_end(&mut head)?;
        let (skip, wide, encoding) = match head.as_slice() {
            [0xef, 0xbb, 0xbf, ..] => (3, None, "UTF-8 (BOM)"),
            [0xff, 0xfe, ..] => (2, Some(UTF_16LE), "UTF-16LE"),
            [0xfe, 0xff, ..] => (2, Some(UTF_16BE), "UTF-16BE"),
            _ => (0, None, "UTF-8"),
        };
        head.drain(..skip);
        let mut stream: Box<dyn Read + Send> = Box::new(Cursor::new(head).chain(stream));
        if let Some(encoding) = wide {
            stream = Box::new(Decoded::new(
                stream,
                encoding.new_decoder_without_bom_handling(),
            ));
        }
        let mut head = Vec::new();
        (&mut stream).take(HEAD).read_to_end(&mut head)?;
        let (skip, delimiter) = delimiter(&head);
        head.drain(..skip);
        let (since, taken) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let stream = Capped {
            stream: Box::new(Cursor::new(head).chain(stream)),
            since: Arc::clone(&since),
            taken: Arc::clone(&taken),
        };
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(stream);
        Ok(Self {
            rows,
            since,
            taken,
            record: csv::ByteRecord::new(),
            encoding,
            delimiter: char::from(delimiter),
            other_rows: 0,
        })
    }

    /// The next row with the line on which it begins; `None` at the end. Rows without any text are passed over.
    ///
    /// # Errors
    /// When the file cannot be read on, or a row is longer than the limit.
    pub fn row(&mut self) -> io::Result<Option<(u64, Vec<String>)>> {
        loop {
            self.since.store(0, Ordering::Relaxed);
            let more = self
                .rows
                .read_byte_record(&mut self.record)
                .map_err(io::Error::from)?;
            if !more {
                return Ok(None);
            }
            let line = self.record.position().map_or(0, csv::Position::line);
            if self.record.iter().all(<[u8]>::is_empty) {
                continue;
            }
            let mut other = false;
            let cells = self
                .record
                .iter()
                .map(|cell| text(cell, &mut other).into_owned())
                .collect();
            self.other_rows += u64::from(other);
            return Ok(Some((line, cells)));
        }
    }

    /// Bytes of text taken so far.
    #[must_use]
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }
}

/// A cell's bytes as text: UTF-8 where they are, else Windows-1252, of which ISO-8859-1's letters are a part.
fn text<'c>(cell: &'c [u8], other: &mut bool) -> Cow<'c, str> {
    if let Ok(text) = std::str::from_utf8(cell) {
        return Cow::Borrowed(text);
    }
    *other = true;
    WINDOWS_1252.decode_without_bom_handling(cell).0
}

/// Bytes to pass over, and what stands between the cells of the first line: what is there most often outside of
/// quotation marks. `sep=;` in the first line, as spreadsheets write it, says so itself.
fn delimiter(head: &[u8]) -> (usize, u8) {
    if let Some(rest) = head.strip_prefix(b"sep=")
        && let [delimiter, end @ ..] = rest
        && end.starts_with(b"\n") | end.starts_with(b"\r\n")
    {
        let skip = if end.starts_with(b"\n") { 6 } else { 7 };
        return (skip, *delimiter);
    }
    let (mut quoted, mut counts) = (false, [0_usize; 4]);
    let among = [b',', b';', b'\t', b'|'];
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().sum::<usize>() > 0 => break,
            byte if !quoted => {
                if let Some(at) = among.iter().position(|one| one == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    // Of equal ones the first, the comma.
    let best = (0..among.len())
        .rev()
        .max_by_key(|at| counts[*at])
        .unwrap_or_default();
    (0, among[best])
}

/// A stream that ends with an error once a row is too long.
struct Capped {
    stream: Box<dyn Read + Send>,
    since: Arc<AtomicU64>,
    taken: Arc<AtomicU64>,
}

impl Read for Capped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let many = self.stream.read(buffer)?;
        self.taken.fetch_add(many as u64, Ordering::Relaxed);
        let since = self.since.fetch_add(many as u64, Ordering::Relaxed);
        if since > ROW {
            let what = "a row of more than 8 MB: is a quotation mark not closed?";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(many)
    }
}

/// UTF-16 as UTF-8.
struct Decoded {
    stream: Box<dyn Read + Send>,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Decoded {
    fn new(stream: Box<dyn Read + Send>, decoder: Decoder) -> Self {
        Self {
            stream,
            decoder,
            out: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let mut bytes = vec![0; 16 << 10];
        let many = self.stream.read(&mut bytes)?;
        self.ended = many == 0;
        // Each byte of UTF-16 becomes at most three of UTF-8, and what was kept back a little more.
        self.out.resize(many * 3 + 16, 0);
        let (_, _, written, _) =
            self.decoder
                .decode_to_utf8(&bytes[..many], &mut self.out, self.ended);
        self.out.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() && !self.ended {
            self.fill()?;
        }
        let rest = &self.out[self.at..];
        let many = rest.len().min(buffer.len());
        buffer[..many].copy_from_slice(&rest[..many]);
        self.at += many;
        Ok(many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> (Sheet, Vec<(u64, Vec<String>)>) {
        let mut sheet = Sheet::open(Box::new(Cursor::new(bytes.to_vec()))).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = sheet.row().unwrap() {
            rows.push(row);
        }
        (sheet, rows)
    }

    #[test]
    fn delimiters_and_encodings_are_found() {
        let wide: Vec<u8> = "\u{feff}a\té\n1\t2\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for (bytes, delimiter, encoding) in [
            (&b"a,\xc3\xa9\n1,2\n"[..], ',', "UTF-8"),
            (b"\xef\xbb\xbfa;\xc3\xa9\r\n1;2\r\n", ';', "UTF-8 (BOM)"),
            (b"sep=;\na;\xc3\xa9\n1;2\n", ';', "UTF-8"),
            (b"a|\xe9\n1|2", '|', "UTF-8"),
            (b"\"a\",\"\xc3\xa9\"\n\"1\",\"2\"\n\n\n", ',', "UTF-8"),
            (&wide, '\t', "UTF-16LE"),
        ] {
            let (sheet, rows) = rows(bytes);
            assert_eq!(
                (sheet.delimiter, sheet.encoding),
                (delimiter, encoding),
                "{bytes:?}"
            );
            let texts: Vec<&[String]> = rows.iter().map(|(_, row)| row.as_slice()).collect();
            assert_eq!(texts, [["a", "é"], ["1", "2"]], "{bytes:?}");
            assert_eq!(sheet.other_rows, u64::from(bytes == b"a|\xe9\n1|2"));
        }
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_ends_the_file_and_not_the_memory() {
        let mut bytes = b"a,b\n1,\"".to_vec();
        bytes.resize(9 << 20, b'x');
        let mut sheet = Sheet::open(Box::new(Cursor::new(bytes))).unwrap();
        sheet.row().unwrap();
        let error = sheet.row().unwrap_err();
        assert!(error.to_string().contains("quotation mark"), "{error}");
    }

    #[test]
    fn rows_know_the_line_they_begin_on() {
        let (_, rows) = rows(b"a,b\n\"1\n2\",3\n\n4,5\n");
        let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines[..2], [1, 2]);
        assert_eq!(rows[2].1, ["4", "5"]);
    }
}
