//! From bytes to Unicode: what the bytes say, then what the sender says, then what is most likely.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Note, Problem};

/// Decodes plain text. `label` is the encoding that the sender names.
pub(super) fn decode(
    bytes: &[u8],
    label: Option<&str>,
    notes: &mut Vec<Note>,
) -> Result<String, Problem> {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    decode_named(bytes, named, notes)
}

/// Decodes a page, which may name its encoding in its first kilobyte, as the HTML standard has it.
pub(super) fn decode_html(
    bytes: &[u8],
    label: Option<&str>,
    notes: &mut Vec<Note>,
) -> Result<String, Problem> {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    decode_named(bytes, named.or_else(|| in_meta(bytes)), notes)
}

fn decode_named(
    bytes: &[u8],
    named: Option<&'static Encoding>,
    notes: &mut Vec<Note>,
) -> Result<String, Problem> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, true, &bytes[bom..], notes));
    }
    // Text in another encoding is almost never valid UTF-8, whatever its sender calls it.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok(text.to_owned());
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return Ok(with(encoding, false, bytes, notes));
    }
    // NUL stands in no text but UTF-16's and UTF-32's; more than a stray one means that this is something else.
    let nuls = bytes.iter().filter(|byte| **byte == 0).count();
    if nuls > 0 && nuls * 100 > bytes.len() {
        return Err(Problem::NotText);
    }
    match named {
        Some(encoding) if encoding != UTF_8 => Ok(with(encoding, true, bytes, notes)),
        // Mostly UTF-8 with a few broken bytes is more likely than anything else.
        _ if mostly_utf8(bytes) => Ok(with(UTF_8, true, bytes, notes)),
        _ if mostly_controls(bytes) => Err(Problem::NotText),
        _ => Ok(with(WINDOWS_1252, false, bytes, notes)),
    }
}

fn with(
    encoding: &'static Encoding,
    declared: bool,
    bytes: &[u8],
    notes: &mut Vec<Note>,
) -> String {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if encoding != UTF_8 {
        notes.push(Note::Encoding {
            name: encoding.name(),
            declared,
        });
    }
    if broken {
        notes.push(Note::Undecodable);
    }
    text.into_owned()
}

/// The encoding that a page names for itself.
fn in_meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(1024)].to_ascii_lowercase();
    let at = head.windows(8).position(|window| window == b"charset=")? + 8;
    let rest = &head[at..];
    let rest = rest
        .strip_prefix(b"\"")
        .or(rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.+".contains(byte)))
        .unwrap_or(rest.len());
    let encoding = Encoding::for_label(&rest[..end])?;
    // A page that could be read so far is not in UTF-16, whatever it says.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// UTF-16 of Latin letters has a zero in every other byte.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half == 0 {
        None
    } else if odd * 10 >= half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether at least nine in ten of the bytes above ASCII belong to valid UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let above = |part: &[u8]| part.iter().filter(|byte| !byte.is_ascii()).count();
    let valid: usize = bytes
        .utf8_chunks()
        .map(|c| above(c.valid().as_bytes()))
        .sum();
    valid > 0 && valid * 10 >= above(bytes) * 9
}

/// Whether more than one byte in twenty is a control character, as in no text.
fn mostly_controls(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| **byte < 0x20 && !b"\t\n\r\x0c".contains(byte);
    bytes.iter().filter(is_control).count() * 20 > bytes.len()
}
