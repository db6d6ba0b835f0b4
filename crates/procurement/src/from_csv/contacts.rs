//! Keyed hashes of what may be compared and never shown: a firm's address and telephone, and the taxpayer's number that
//! tells firms apart.

use sha2::{Digest, Sha256};

use crate::process::Party;
use crate::rules::contact;

/// Bytes that a key has at least, so that nobody finds it by trying.
pub const KEY: usize = 16;

/// The key of a run, from the bytes of a key file.
#[must_use]
pub fn key_of(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// A telephone number; `None` when it has too few digits to tell anything.
pub(super) fn telephone(key: &[u8], party: &Party<'_>) -> Option<String> {
    contact::telephone(party).map(|text| hashed(key, "telephone", &text))
}

/// An address; `None` when it has no number, as a street is shared by many.
pub(super) fn address(key: &[u8], party: &Party<'_>) -> Option<String> {
    contact::address(party).map(|text| hashed(key, "address", &text))
}

/// A taxpayer's number; `None` when it has fewer digits than one.
///
/// Sixteen digits that start with 0 are the fifteen of before (as the tax office introduced them for firms; from memory).
pub(super) fn npwp(key: &[u8], text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.len() {
        15 => format!("0{digits}"),
        16 => digits,
        _ => return None,
    };
    digits
        .contains(|digit| digit != '0')
        .then(|| hex(&contact::hash(key, "npwp", &digits)))
}

fn hashed(key: &[u8], kind: &str, text: &str) -> String {
    format!(
        "{}{}",
        contact::HASHED,
        hex(&contact::hash(key, kind, text))
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_contact_have_one_hash_under_one_key() {
        let telephone = |key: &[u8], text: &str| {
            telephone(
                key,
                &Party {
                    telephone: Some(text.to_owned().into()),
                    ..Party::default()
                },
            )
        };
        assert_eq!(
            telephone(b"k", "0254 1000058"),
            telephone(b"k", "+62 254-1000058")
        );
        assert_ne!(
            telephone(b"k", "0254 1000058"),
            telephone(b"other", "0254 1000058")
        );
        assert_eq!(
            npwp(b"k", "01.234.567.8-401.000"),
            npwp(b"k", "0012345678401000")
        );
        assert_eq!(npwp(b"k", "00.000.000.0-000.000"), None);
        assert_eq!(npwp(b"k", "123"), None);
    }
}
