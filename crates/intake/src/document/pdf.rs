//! From a pdf to its paragraphs. A pdf knows only where each run of letters stands on the page: lines are put together
//! from their places, and paragraphs from the lines.
//!
//! Text inside of form objects (rare in office documents) and pictures of text are not read.

mod lines;
mod widths;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::content::Content;
use lopdf::{DecompressError, Dictionary, Document, Encoding, Error, LoadOptions, Object};

use super::{Format, MAX_PAGES, MAX_UNPACKED_BYTES, Note, Problem, Raw};
use lines::Page;
use widths::Widths;

/// The most that the instructions of one page may unpack to, in bytes. A dense page of text takes 50 KB; what is larger is
/// a drawing, and its text is left out.
const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;

/// Fewer letters than this in a whole document, and it is taken for a scan with a stamp or a page number on it.
const MIN_LETTERS: usize = 20;

/// Reads a document into `found`.
pub(super) fn read(bytes: &[u8], found: &mut Raw) -> Result<(), Problem> {
    if !unpacks_within(bytes, MAX_UNPACKED_BYTES) {
        return Err(Problem::UnpacksTooFar);
    }
    // The crate that takes a pdf apart is young, and a few of its paths unwrap: a panic in it must stay a refused file.
    // Nothing of ours is left half done by one, for `found` is thrown away.
    let caught = catch_unwind(AssertUnwindSafe(|| read_unguarded(bytes, found)));
    caught.unwrap_or_else(|_| Err(damaged("panic")))
}

fn read_unguarded(bytes: &[u8], found: &mut Raw) -> Result<(), Problem> {
    let options = LoadOptions::with_max_decompressed_size(per_stream(bytes));
    let document = Document::load_mem_with_options(bytes, options).map_err(problem)?;
    if document.is_encrypted() {
        return Err(Problem::Encrypted);
    }
    found.hints.title = title(&document);

    let ids: Vec<_> = document.page_iter().take(MAX_PAGES + 1).collect();
    let mut fonts = HashMap::new();
    let mut budget = MAX_UNPACKED_BYTES;
    let (mut pages, mut empty) = (Vec::new(), 0);
    for id in ids.iter().take(MAX_PAGES) {
        let limit = budget.min(MAX_PAGE_BYTES);
        // A page that cannot be read is one without text; the note says how many there are.
        let content = document
            .get_page_content_with_limit(*id, limit)
            .unwrap_or_default();
        budget -= content.len().min(budget);
        let page = page(&document, *id, &content, &mut fonts);
        empty += usize::from(page.is_empty());
        pages.push(page);
    }
    found.text = lines::paragraphs(&pages);
    if found.text.chars().filter(|c| c.is_alphabetic()).count() < MIN_LETTERS {
        return Err(Problem::NoText);
    }
    if empty > 0 {
        found.notes.push(Note::PagesWithoutText {
            count: empty,
            of: pages.len(),
        });
    }
    if ids.len() > MAX_PAGES {
        let all = document.page_iter().count();
        found.notes.push(Note::PagesLeftOut {
            count: all - MAX_PAGES,
        });
    }
    Ok(())
}

/// Whether everything in the file that is packed as usual unpacks to at most `budget` bytes together.
///
/// Looks at each place where a stream may begin, before anything is parsed, so that no later step meets a bomb. What is
/// packed otherwise is held by [`per_stream`].
fn unpacks_within(bytes: &[u8], mut budget: usize) -> bool {
    let mut scratch = vec![0; 64 * 1024];
    let keyword = b"stream";
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], keyword) {
        at += found + keyword.len();
        let mut data = &bytes[at..];
        while let Some(rest) = data.strip_prefix(b"\r").or(data.strip_prefix(b"\n")) {
            data = rest;
        }
        // The first byte of what zlib packs; other streams are no concern here.
        if data.first().is_none_or(|byte| byte & 0x0f != 8) {
            continue;
        }
        let mut unpack = Decompress::new(true);
        let mut taken = 0;
        loop {
            let (before_in, before_out) = (unpack.total_in(), unpack.total_out());
            let status = unpack.decompress(&data[taken..], &mut scratch, FlushDecompress::None);
            taken += (unpack.total_in() - before_in) as usize;
            let made = (unpack.total_out() - before_out) as usize;
            let Some(left) = budget.checked_sub(made) else {
                return false;
            };
            budget = left;
            if !matches!(status, Ok(Status::Ok)) || made == 0 {
                break;
            }
        }
        at += taken;
    }
    true
}

/// How far one stream may unpack, so that all of them, whatever they are packed with, stay under eight times
/// [`MAX_UNPACKED_BYTES`].
fn per_stream(bytes: &[u8]) -> usize {
    let (mut at, mut streams) = (0, 1);
    while let Some(found) = find(&bytes[at..], b"endstream") {
        at += found + 9;
        streams += 1;
    }
    (8 * MAX_UNPACKED_BYTES / streams).min(MAX_UNPACKED_BYTES)
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    // Both words searched here begin with a letter that is rare in packed bytes, so that this stays fast without memchr.
    let first = *word.first()?;
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|byte| *byte == first)?;
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// A font: how its bytes become letters, and how wide they are.
struct Font<'a> {
    encoding: Encoding<'a>,
    widths: Widths,
}

type Fonts<'a> = HashMap<*const Dictionary, Option<Font<'a>>>;

/// The runs of letters of one page.
fn page<'a>(
    document: &'a Document,
    id: lopdf::ObjectId,
    content: &[u8],
    known: &mut Fonts<'a>,
) -> Page {
    let mut page = Page::default();
    let Ok(content) = Content::decode(content) else {
        return page;
    };
    let names = document.get_page_fonts(id).unwrap_or_default();
    let mut current = None;
    for operation in &content.operations {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "Tf" => {
                current = operands
                    .first()
                    .and_then(|name| name.as_name().ok())
                    .and_then(|name| names.get(name).copied());
                if let Some(font) = current {
                    known
                        .entry(std::ptr::from_ref(font))
                        .or_insert_with(|| load_font(document, font));
                }
                page.set_size(number(operands.get(1)));
            }
            "Tj" | "'" | "\"" | "TJ" => {
                if operation.operator != "Tj" && operation.operator != "TJ" {
                    page.next_line();
                }
                let font = current
                    .and_then(|font| known.get(&std::ptr::from_ref(font)))
                    .and_then(Option::as_ref);
                if let (Some(font), Some(shown)) = (font, operands.last()) {
                    show(&mut page, font, shown);
                }
            }
            operator => page.place(operator, &numbers(operands)),
        }
    }
    page
}

fn show(page: &mut Page, font: &Font<'_>, shown: &Object) {
    match shown {
        Object::String(bytes, _) => {
            // Letters that the font does not explain are left out: there is nothing to show for them.
            let text = font.encoding.bytes_to_string(bytes).unwrap_or_default();
            page.show(&text, font.widths.of(bytes));
        }
        Object::Array(parts) => {
            for part in parts {
                match part {
                    Object::Array(_) => {}
                    part if part.as_float().is_ok() => page.kern(number(Some(part))),
                    part => show(page, font, part),
                }
            }
        }
        _ => {}
    }
}

fn load_font<'a>(document: &'a Document, font: &'a Dictionary) -> Option<Font<'a>> {
    let encoding = font
        .get_font_encoding_with_limit(document, MAX_PAGE_BYTES)
        .ok()?;
    Some(Font {
        encoding,
        widths: Widths::read(document, font),
    })
}

fn number(object: Option<&Object>) -> f64 {
    let value = object
        .and_then(|object| object.as_float().ok())
        .unwrap_or_default();
    f64::from(value)
}

fn numbers(operands: &[Object]) -> Vec<f64> {
    operands
        .iter()
        .map(|operand| number(Some(operand)))
        .collect()
}

fn title(document: &Document) -> Option<String> {
    let info = document
        .trailer
        .get_deref(b"Info", document)
        .ok()?
        .as_dict()
        .ok()?;
    lopdf::decode_text_string(info.get_deref(b"Title", document).ok()?).ok()
}

fn problem(error: Error) -> Problem {
    match error {
        Error::InvalidPassword | Error::Decryption(_) => Problem::Encrypted,
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Problem::UnpacksTooFar,
        error => damaged(&error.to_string()),
    }
}

fn damaged(detail: &str) -> Problem {
    Problem::Damaged {
        format: Format::Pdf,
        detail: detail.to_owned(),
    }
}
