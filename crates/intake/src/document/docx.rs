//! From a docx to its paragraphs: a zip archive with XML in it.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Format, MAX_DEPTH, MAX_UNPACKED_BYTES, Problem, Raw};

/// How many parts an archive may list. Word writes about twenty and one for every picture.
const MAX_PARTS: usize = 10_000;

/// Reads a document into `found`.
pub(super) fn read(bytes: &[u8], found: &mut Raw) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_PARTS {
        return Err(Problem::UnpacksTooFar);
    }
    let mut budget = MAX_UNPACKED_BYTES;
    let Some(body) = part(&mut archive, "word/document.xml", &mut budget)? else {
        return Err(Problem::Unsupported { kind: "ZIP" });
    };
    found.text = paragraphs(&body)?;
    if let Some(properties) = part(&mut archive, "docProps/core.xml", &mut budget)? {
        found.hints.title = title(&properties)?;
    }
    Ok(())
}

/// Unpacks one part as text, or none if the archive has no such part.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    budget: &mut usize,
) -> Result<Option<String>, Problem> {
    let mut file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(damaged(error)),
    };
    let mut bytes = Vec::new();
    // What the archive says of its sizes is its maker's word: only what comes out counts.
    let limit = *budget as u64 + 1;
    file.by_ref()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|error| Problem::Damaged {
            format: Format::Docx,
            detail: error.to_string(),
        })?;
    *budget = budget
        .checked_sub(bytes.len())
        .ok_or(Problem::UnpacksTooFar)?;
    let (text, _, _) = encoding_rs::UTF_8.decode(&bytes);
    Ok(Some(text.into_owned()))
}

/// The paragraphs of `word/document.xml`, each on a line.
fn paragraphs(xml: &str) -> Result<String, Problem> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let (mut out, mut depth) = (String::new(), 0_usize);
    // Inside `<w:t>`, and how deep the element began that is being left out.
    let (mut in_text, mut skipped) = (false, None);
    loop {
        match reader.read_event().map_err(bad_xml)? {
            Event::Eof => return Ok(out),
            Event::DocType(_) => return Err(Problem::Entities),
            Event::Start(tag) => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(Problem::TooDeep);
                }
                match local(tag.name().as_ref()) {
                    // What Word shows instead for old programs: the same words once more. And what was deleted.
                    "Fallback" | "del" | "moveFrom" => skipped = skipped.or(Some(depth)),
                    "t" => in_text = true,
                    _ => {}
                }
            }
            Event::Empty(tag) if skipped.is_none() => match local(tag.name().as_ref()) {
                "tab" => out.push('\t'),
                "br" | "cr" | "p" => out.push('\n'),
                "noBreakHyphen" => out.push('-'),
                _ => {}
            },
            Event::End(tag) => {
                match local(tag.name().as_ref()) {
                    "t" => in_text = false,
                    "p" if skipped.is_none() => out.push('\n'),
                    _ => {}
                }
                if skipped == Some(depth) {
                    skipped = None;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if in_text && skipped.is_none() => {
                out.push_str(&text.xml10_content())
            }
            Event::CData(text) if in_text && skipped.is_none() => {
                out.push_str(&text.xml10_content())
            }
            Event::GeneralRef(name) if in_text && skipped.is_none() => out.extend(character(&name)),
            _ => {}
        }
    }
}

/// The title in `docProps/core.xml`.
fn title(xml: &str) -> Result<Option<String>, Problem> {
    let mut reader = Reader::from_str(xml);
    let (mut title, mut inside) = (String::new(), false);
    loop {
        match reader.read_event().map_err(bad_xml)? {
            Event::Eof => break,
            Event::DocType(_) => return Err(Problem::Entities),
            Event::Start(tag) => inside = local(tag.name().as_ref()) == "title",
            Event::End(_) => inside = false,
            Event::Text(text) if inside => title.push_str(&text.xml10_content()),
            Event::GeneralRef(name) if inside => title.extend(character(&name)),
            _ => {}
        }
    }
    Ok((!title.trim().is_empty()).then_some(title))
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// What `&amp;` and `&#8220;` stand for. Entities of the file's own do not come this far.
fn character(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok().flatten();
    }
    match name.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

fn bad_xml(error: quick_xml::Error) -> Problem {
    Problem::Damaged {
        format: Format::Docx,
        detail: error.to_string(),
    }
}

fn damaged(error: ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(message) if message == ZipError::PASSWORD_REQUIRED => {
            Problem::LockedOrOldWord
        }
        error => Problem::Damaged {
            format: Format::Docx,
            detail: error.to_string(),
        },
    }
}
