//! An uploaded file becomes plain text: txt, html, docx and pdf with text in it, in any usual encoding.
//!
//! [`read`] never panics and takes time linear in the size of the file. What it does beyond copying the words it says in
//! [`Document::notes`]; what a page tells of its own publication stands in [`Document::hints`].

mod docx;
mod encoding;
mod html;
mod pdf;
#[cfg(test)]
mod tests;
mod words;

use jiff::civil::Date;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The largest file that is read, in bytes. A press release takes a few kilobytes; one with pictures some megabytes.
pub const MAX_FILE_BYTES: usize = 5 * 1024 * 1024;

/// The most that the packed parts of a file may unpack to, in bytes, together. Word's own documents unpack to about ten
/// times their size, bombs to a thousand times.
pub const MAX_UNPACKED_BYTES: usize = 64 * 1024 * 1024;

/// How deep the elements of a docx may stand in each other. Word writes about ten levels, and tables in tables some more.
pub const MAX_DEPTH: usize = 256;

/// How many pages of a pdf are read.
pub const MAX_PAGES: usize = 500;

/// The text of a file and what was learnt beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The words: Unicode in NFC, lines ended by `\n`, no other control characters than tabs, at most
    /// [`MAX_FILE_BYTES`]. Paragraphs are lines that are not empty.
    pub text: String,
    /// What kind of file it was.
    pub format: Format,
    /// What was done beyond copying the words.
    pub notes: Vec<Note>,
    /// What the file says of itself.
    pub hints: Hints,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// A document of Word 2007 or later, or of LibreOffice saved as one.
    Docx,
    /// A pdf.
    Pdf,
}

/// What a file says of itself: from `<title>` and `<meta>` of a page or a document's properties. Not from its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Its title.
    pub title: Option<String>,
    /// The day it was published, as the page writes it in its own time zone.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its canonical address, `http://` or `https://`.
    pub address: Option<String>,
}

/// What was done beyond copying the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The file was in another encoding than UTF-8.
    Encoding {
        /// Its name after the Encoding Standard: `windows-1252`, which ISO-8859-1 is read as, `UTF-16LE`, …
        name: &'static str,
        /// Whether the file or its sender names it; otherwise it was guessed.
        declared: bool,
    },
    /// Bytes that mean nothing in the file's encoding became U+FFFD.
    Undecodable,
    /// Control characters were left out.
    ControlsDropped {
        /// How many.
        count: usize,
    },
    /// Letters and their accents were joined (Unicode NFC).
    Normalized,
    /// Navigation, scripts, links to other articles and the like were left out.
    BoilerplateDropped {
        /// How many passages of text.
        passages: usize,
    },
    /// The sender calls the file something else than what it is; what it is counts.
    OtherThanNamed {
        /// What it is.
        format: Format,
    },
    /// Pages of a pdf that hold no text, a picture perhaps.
    PagesWithoutText {
        /// How many.
        count: usize,
        /// Of how many.
        of: usize,
    },
    /// A pdf has more pages than are read.
    PagesLeftOut {
        /// How many were left out.
        count: usize,
    },
    /// The text was longer than [`MAX_FILE_BYTES`] and was cut at a line's end.
    Cut,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Larger than [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// It unpacks to more than [`MAX_UNPACKED_BYTES`].
    UnpacksTooFar,
    /// Its elements stand in each other more than [`MAX_DEPTH`] deep.
    TooDeep,
    /// Its XML declares entities of its own, which no word processor writes.
    Entities,
    /// It is locked with a password, or is a Word document of before 2007, which looks the same.
    LockedOrOldWord,
    /// A pdf locked with a password.
    Encrypted,
    /// A pdf without text, a scan most likely.
    NoText,
    /// A kind of file that is not read.
    Unsupported {
        /// What it seems to be.
        kind: &'static str,
    },
    /// The file is damaged, or only looks like what it is called.
    Damaged {
        /// What was expected.
        format: Format,
        /// What the reading stumbled over.
        detail: String,
    },
    /// It is in an encoding that cannot be told, or is no text at all.
    NotText,
}

/// Reads a file. `name` and `kind` (a media type such as `text/html; charset=windows-1252`) are what its sender says of it;
/// what the bytes say goes before both.
///
/// # Errors
/// If it cannot be read; [`Problem::explain`] says why and what to do.
pub fn read(bytes: &[u8], name: Option<&str>, kind: Option<&str>) -> Result<Document, Problem> {
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Problem::TooLarge { bytes: bytes.len() });
    }
    let named = Format::named(name, kind);
    let format = Format::of(bytes, named)?;
    let mut found = Raw::default();
    match format {
        Format::Docx => docx::read(bytes, &mut found)?,
        Format::Pdf => pdf::read(bytes, &mut found)?,
        Format::Text => {
            let text = encoding::decode(bytes, charset(kind), &mut found.notes)?;
            // A page saved as .txt is still a page.
            if named == Some(Format::Html) || looks_like_html(&text) {
                return Ok(finish(html_of(&text, found), Format::Html, named));
            }
            found.text = text;
        }
        Format::Html => {
            let text = encoding::decode_html(bytes, charset(kind), &mut found.notes)?;
            found = html_of(&text, found);
        }
    }
    Ok(finish(found, format, named))
}

/// What a reader of one format brings, not yet tidied.
#[derive(Debug, Default)]
struct Raw {
    text: String,
    notes: Vec<Note>,
    hints: Hints,
}

fn html_of(text: &str, mut found: Raw) -> Raw {
    html::read(text, &mut found);
    found
}

/// Tidies the text and says so.
fn finish(raw: Raw, format: Format, named: Option<Format>) -> Document {
    let Raw {
        text,
        mut notes,
        mut hints,
    } = raw;
    if named.is_some_and(|named| named != format) {
        notes.push(Note::OtherThanNamed { format });
    }
    let mut text = tidy(&text, &mut notes);
    if text.len() > MAX_FILE_BYTES {
        let mut end = MAX_FILE_BYTES;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(text[..end].rfind('\n').unwrap_or(end));
        notes.push(Note::Cut);
    }
    for hint in [&mut hints.title, &mut hints.outlet] {
        *hint = hint.take().and_then(|words| one_line(&words));
    }
    hints.address = hints.address.filter(|address| is_address(address));
    Document {
        text,
        format,
        notes,
        hints,
    }
}

/// Line ends as `\n`, no control characters, NFC.
fn tidy(text: &str, notes: &mut Vec<Note>) -> String {
    let mut controls = 0;
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            // Soft hyphens and zero-width marks split words that a reader sees as one.
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_control() => controls += 1,
            c => out.push(c),
        }
    }
    if controls > 0 {
        notes.push(Note::ControlsDropped { count: controls });
    }
    if is_nfc_quick(out.chars()) != IsNormalized::Yes {
        let normal: String = out.nfc().collect();
        if normal != out {
            notes.push(Note::Normalized);
            return normal;
        }
    }
    out
}

/// A hint as one line of at most 300 characters; none if nothing is left.
fn one_line(words: &str) -> Option<String> {
    let line: Vec<&str> = words
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line: String = line.join(" ").nfc().take(300).collect();
    let line = line.trim_end();
    (!line.is_empty()).then(|| line.to_owned())
}

fn is_address(address: &str) -> bool {
    address.len() <= 2_000
        && (address.starts_with("https://") || address.starts_with("http://"))
        && !address
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(c))
}

impl Format {
    /// The format that the file's name or media type claims.
    fn named(name: Option<&str>, kind: Option<&str>) -> Option<Self> {
        let kind = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
        let by_kind = match kind {
            Some("text/html" | "application/xhtml+xml") => Some(Self::Html),
            Some("application/pdf") => Some(Self::Pdf),
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document") => {
                Some(Self::Docx)
            }
            Some("text/plain") => Some(Self::Text),
            _ => None,
        };
        let ending = name.and_then(|name| name.rsplit_once('.')).map(|(_, e)| e);
        let by_name = match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("html" | "htm" | "xhtml") => Some(Self::Html),
            Some("pdf") => Some(Self::Pdf),
            Some("docx") => Some(Self::Docx),
            Some("txt" | "text" | "md") => Some(Self::Text),
            _ => None,
        };
        by_name.or(by_kind)
    }

    /// The format by the bytes themselves.
    fn of(bytes: &[u8], named: Option<Self>) -> Result<Self, Problem> {
        // Readers of pdf accept up to a kilobyte of anything before the header.
        let head = &bytes[..bytes.len().min(1024)];
        let begins = |magic: &[u8]| head.starts_with(magic);
        if head.windows(5).any(|w| w == b"%PDF-") && (begins(b"%PDF-") || named == Some(Self::Pdf))
        {
            return Ok(Self::Pdf);
        }
        if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
            return Ok(Self::Docx);
        }
        if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return Err(Problem::LockedOrOldWord);
        }
        const OTHERS: [(&[u8], &str); 7] = [
            (b"{\\rtf", "RTF"),
            (b"\x89PNG", "PNG"),
            (b"\xff\xd8\xff", "JPEG"),
            (b"GIF8", "GIF"),
            (b"\x1f\x8b", "gzip"),
            (b"Rar!", "RAR"),
            (b"7z\xbc\xaf", "7z"),
        ];
        if let Some((_, kind)) = OTHERS.iter().find(|(magic, _)| begins(magic)) {
            return Err(Problem::Unsupported { kind });
        }
        match named {
            Some(format @ (Self::Pdf | Self::Docx)) => Err(Problem::Damaged {
                format,
                detail: "header".to_owned(),
            }),
            Some(Self::Html) => Ok(Self::Html),
            _ => Ok(Self::Text),
        }
    }
}

/// The encoding that a media type names.
fn charset(kind: Option<&str>) -> Option<&str> {
    kind?.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches('"'))
    })
}

/// Whether a text begins as a page does.
fn looks_like_html(text: &str) -> bool {
    let start: String = text
        .trim_start()
        .chars()
        .take(64)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
}
