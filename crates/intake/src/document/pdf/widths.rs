//! How wide a font's letters are: enough to tell whether a gap between two runs is a space.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

/// The width that is assumed where a font does not say, in thousandths of its size.
const USUAL: f64 = 500.0;

/// How many letters' widths are kept of a font.
const MAX_WIDTHS: usize = 70_000;

/// The widths of a font's letters, in thousandths of its size.
pub(super) enum Widths {
    /// One byte a letter, from the first code on.
    Simple { first: i64, widths: Vec<f64> },
    /// Two bytes a letter.
    Double {
        widths: HashMap<i64, f64>,
        usual: f64,
    },
}

impl Widths {
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        let get = |dictionary: &'_ Dictionary, key: &[u8]| {
            dictionary.get_deref(key, document).ok().cloned()
        };
        if let Some(Object::Array(descendants)) = get(font, b"DescendantFonts") {
            let descendant = descendants
                .first()
                .and_then(|d| document.dereference(d).ok());
            if let Some((_, Object::Dictionary(descendant))) = descendant {
                let usual =
                    get(descendant, b"DW").map_or(1000.0, |width| super::number(Some(&width)));
                let widths = get(descendant, b"W");
                let widths = widths
                    .as_ref()
                    .and_then(|w| w.as_array().ok())
                    .map(|w| spread(document, w));
                return Self::Double {
                    widths: widths.unwrap_or_default(),
                    usual,
                };
            }
        }
        let first = get(font, b"FirstChar")
            .and_then(|first| first.as_i64().ok())
            .unwrap_or(0);
        let widths = get(font, b"Widths");
        let widths = widths.as_ref().and_then(|w| w.as_array().ok());
        let widths = widths.map(|w| w.iter().take(256).map(|w| super::number(Some(w))).collect());
        Self::Simple {
            first,
            widths: widths.unwrap_or_default(),
        }
    }

    /// The width of a run.
    pub(super) fn of(&self, bytes: &[u8]) -> f64 {
        match self {
            Self::Simple { first, widths } => {
                let width = |byte: &u8| {
                    let at = usize::try_from(i64::from(*byte) - first).ok()?;
                    widths.get(at).copied()
                };
                bytes.iter().map(|byte| width(byte).unwrap_or(USUAL)).sum()
            }
            Self::Double { widths, usual } => {
                let code = |pair: &[u8]| {
                    pair.iter()
                        .fold(0, |code, byte| code * 256 + i64::from(*byte))
                };
                bytes
                    .chunks(2)
                    .map(|pair| widths.get(&code(pair)).copied().unwrap_or(*usual))
                    .sum()
            }
        }
    }
}

/// `W` of a font with two bytes a letter: `first [w w w]` and `first last w`.
fn spread(document: &Document, entries: &[Object]) -> HashMap<i64, f64> {
    let mut widths = HashMap::new();
    let mut entries = entries.iter();
    while let (Some(first), Some(second)) = (entries.next(), entries.next()) {
        let Ok(first) = first.as_i64() else { break };
        match document.dereference(second) {
            Ok((_, Object::Array(list))) => {
                for (at, width) in (first..).zip(list) {
                    if widths.len() < MAX_WIDTHS {
                        widths.insert(at, super::number(Some(width)));
                    }
                }
            }
            Ok((_, last)) => {
                let width = super::number(entries.next());
                let last = last
                    .as_i64()
                    .unwrap_or(first)
                    .min(first.saturating_add(0xffff));
                for at in first..=last {
                    if widths.len() >= MAX_WIDTHS {
                        return widths;
                    }
                    widths.insert(at, width);
                }
            }
            Err(_) => break,
        }
    }
    widths
}
