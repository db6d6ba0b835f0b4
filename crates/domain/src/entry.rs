//! Entries (the log's leaves) and bodies (what happened), as bytes and as values.
//!
//! An entry says when something was recorded, the hash of its body and whether that body was public
//! then, and nothing else, so that a leaf betrays nothing. The body stands beside the log and can be
//! withheld or erased; the entry stays.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::canonical::{self, NotCanonical};
use crate::id::{Reference, SubjectKind};
use crate::when::When;

/// Version of the entry format.
pub const ENTRY_VERSION: u64 = 1;

/// The longest body, in bytes. Files are kept apart and named by hash, so a body is words and numbers.
pub const MAX_BODY_BYTES: usize = 256 * 1024;

/// Microseconds since 1970 in UTC. Written as RFC 3339 with six decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Micros(pub i64);

/// The first and last moments that an entry can be recorded at: years 2000 to 2999.
const MOMENTS: std::ops::RangeInclusive<i64> = 946_684_800_000_000..=32_503_679_999_999_999;

impl Micros {
    /// The moment, or the nearest one that an entry can carry.
    pub fn clamped(micros: i64) -> Self {
        Self(micros.clamp(*MOMENTS.start(), *MOMENTS.end()))
    }

    /// As a timestamp.
    pub fn timestamp(self) -> jiff::Timestamp {
        // Every value in MOMENTS is one that jiff can hold; a value from elsewhere falls back to 1970.
        jiff::Timestamp::from_microsecond(self.0).unwrap_or_default()
    }

    /// The day in Jakarta (WIB, UTC+7 the year round).
    pub fn day_in_wib(self) -> jiff::civil::Date {
        self.timestamp()
            .to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(7)))
            .date()
    }
}

impl From<Micros> for String {
    fn from(at: Micros) -> String {
        format!("{:.6}", at.timestamp())
    }
}

impl std::fmt::Display for Micros {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&String::from(*self))
    }
}

impl TryFrom<String> for Micros {
    type Error = BadEntry;
    fn try_from(text: String) -> Result<Self, BadEntry> {
        let wrong = || BadEntry::Field("at", text.chars().take(40).collect());
        let stamp: jiff::Timestamp = text.parse().map_err(|_| wrong())?;
        let at = Micros(stamp.as_microsecond());
        if !MOMENTS.contains(&at.0) || String::from(at) != text {
            return Err(wrong());
        }
        Ok(at)
    }
}

/// A leaf of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// When it was recorded; never before the entry in front of it.
    pub at: Micros,
    /// SHA-256 of the body's bytes.
    pub body: [u8; 32],
    /// Whether the body was public when it was recorded.
    pub open: bool,
}

impl Entry {
    /// The leaf's bytes: `{"at":…,"body":…,"open":…,"v":1}`.
    ///
    /// Written by hand because it is on the path of every append and has no character to escape; a
    /// property test holds it to [`canonical::to_bytes`].
    pub fn encode(&self) -> Vec<u8> {
        let mut hex = [0; 64];
        for (pair, byte) in hex.chunks_exact_mut(2).zip(self.body) {
            pair.copy_from_slice(&[HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        let hex = String::from_utf8_lossy(&hex);
        format!(
            r#"{{"at":"{}","body":"{hex}","open":{},"v":{ENTRY_VERSION}}}"#,
            self.at, self.open
        )
        .into_bytes()
    }

    /// Reads a leaf.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadEntry> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Leaf<'a> {
            at: &'a str,
            body: &'a str,
            open: bool,
            v: u64,
        }
        let leaf: Leaf<'_> =
            serde_json::from_slice(bytes).map_err(|e| BadEntry::NotJson(e.to_string()))?;
        if leaf.v != ENTRY_VERSION {
            return Err(BadEntry::Version(leaf.v));
        }
        let at = Micros::try_from(leaf.at.to_owned())?;
        let body = hash_from_hex(leaf.body)
            .ok_or_else(|| BadEntry::Field("body", leaf.body.chars().take(80).collect()))?;
        let entry = Self {
            at,
            body,
            open: leaf.open,
        };
        // One value, one spelling: the hash of a leaf must not depend on who wrote it down.
        if entry.encode() == bytes {
            Ok(entry)
        } else {
            Err(BadEntry::Canonical(NotCanonical::Form))
        }
    }
}

const HEX: &[u8; 16] = b"0123456789abcdef";

fn hash_from_hex(text: &str) -> Option<[u8; 32]> {
    let digit = |b: u8| HEX.iter().position(|h| *h == b).map(|at| at as u8);
    let mut hash = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(hash)
}

/// Why bytes are not an entry or a body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEntry {
    /// Not JSON of the right shape.
    #[error("not an entry: {0}")]
    NotJson(String),
    /// A version that this program does not know.
    #[error("version {0} of the entry format is not known here; this program reads version 1")]
    Version(u64),
    /// A field with a value that it cannot have.
    #[error("field '{0}' cannot be '{1}'")]
    Field(&'static str, String),
    /// Not in the one form that is hashed.
    #[error(transparent)]
    Canonical(#[from] NotCanonical),
}

/// Who recorded an entry: the office and role, never a person's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The office's name, or its record's id once accounts exist.
    pub office: String,
    /// The role in which it acted; `import` for files read by the operator.
    pub role: String,
    /// The account's pseudonymous id; none for an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Uuid>,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// The subject.
    pub about: Reference,
    /// Who recorded it.
    pub by: By,
    /// The event's data.
    pub data: Value,
    /// The event's kind within the kind of subject: `described`, or a fact's.
    pub kind: String,
    /// When it happened, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<When>,
    /// 128 random bits in hex, so that nobody can confirm a guess at an erased body.
    pub salt: String,
    /// The place of the entry within its subject, from 0, without gaps.
    pub seq: u64,
}

impl Body {
    /// The canonical bytes, whose SHA-256 the entry holds.
    pub fn encode(&self) -> Result<Vec<u8>, NotCanonical> {
        canonical::to_bytes(self)
    }

    /// Reads canonical bytes.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadEntry> {
        let value = canonical::from_bytes(bytes)?;
        let body: Self =
            serde_json::from_value(value).map_err(|e| BadEntry::NotJson(e.to_string()))?;
        let salted = body.salt.len() == 32 && body.salt.bytes().all(|b| HEX.contains(&b));
        if salted {
            Ok(body)
        } else {
            Err(BadEntry::Field(
                "salt",
                body.salt.chars().take(40).collect(),
            ))
        }
    }
}

/// SHA-256 of a body's bytes.
pub fn body_hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Whether entries about this kind may ever be kept back. Disclosures never: hiding is public.
pub const fn may_be_hidden(kind: SubjectKind) -> bool {
    !matches!(kind, SubjectKind::Entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    proptest! {
        #[test]
        fn an_entry_is_canonical_json_and_reads_back(micros in MOMENTS, body: [u8; 32], open: bool) {
            let entry = Entry { at: Micros(micros), body, open };
            let hex: String = body.iter().map(|b| format!("{b:02x}")).collect();
            let value = json!({"v": 1, "at": entry.at.to_string(), "open": open, "body": hex});
            prop_assert_eq!(&canonical::to_bytes(&value).unwrap(), &entry.encode());
            prop_assert_eq!(Entry::parse(&entry.encode()).unwrap(), entry);
        }

        #[test]
        fn no_bytes_make_the_reader_panic(bytes: Vec<u8>) {
            let _ = Entry::parse(&bytes);
            let _ = Body::parse(&bytes);
        }
    }

    #[test]
    fn a_moment_is_written_with_six_decimals_in_utc() {
        assert_eq!(
            Micros(1_763_800_000_000_000).to_string(),
            "2025-11-22T08:26:40.000000Z"
        );
        assert!(Micros::try_from("2025-11-22T08:26:40Z".to_owned()).is_err());
        assert!(Micros::try_from("2025-11-22T15:26:40.000000+07:00".to_owned()).is_err());
    }

    #[test]
    fn a_leaf_spelt_another_way_is_refused() {
        let entry = Entry {
            at: Micros(1_763_800_000_000_000),
            body: [7; 32],
            open: true,
        };
        let text = String::from_utf8(entry.encode()).unwrap();
        assert!(Entry::parse(text.replace(",", ", ").as_bytes()).is_err());
        assert!(Entry::parse(text.replace("\"v\":1", "\"v\":2").as_bytes()).is_err());
        assert!(Entry::parse(text.replace("0707", "0A07").as_bytes()).is_err());
        assert!(Entry::parse(text.replace("}", ",\"x\":1}").as_bytes()).is_err());
    }
}
