//! Addresses and telephone numbers, made comparable. They are compared and never shown.

use sha2::{Digest, Sha256};

use crate::process::Party;

/// What a keyed hash of a contact begins with, where [`crate::from_csv`] put one in place of the contact.
pub(crate) const HASHED: &str = "hash:";

/// Digits that make a telephone number.
const DIGITS: usize = 6;

/// The digits of a telephone number, so that `+62 254 1000` and `(0254) 1000` are the same; `None` when there are too
/// few. A text with letters is taken to be a hash that somebody put in place of the number.
pub(crate) fn telephone(party: &Party<'_>) -> Option<String> {
    let text = party.telephone.as_deref()?.trim();
    if text.chars().any(char::is_alphabetic) {
        return Some(text.to_lowercase());
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.strip_prefix("62") {
        Some(rest) => format!("0{rest}"),
        None => digits,
    };
    (digits.len() >= DIGITS).then_some(digits)
}

/// Street, number and place in one spelling; `None` without a number, as a street alone is shared by many.
pub(crate) fn address(party: &Party<'_>) -> Option<String> {
    let street = party.street.as_deref()?;
    if street.starts_with(HASHED) {
        return Some(street.to_owned());
    }
    if !street.chars().any(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let place = party.locality.as_deref().unwrap_or_default();
    let text = format!("{street} {place}").to_lowercase();
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && !matches!(*word, "no" | "nomor"));
    let words: Vec<&str> = words
        .map(|word| if word == "jl" { "jalan" } else { word })
        .collect();
    Some(words.join(" "))
}

/// Something that cannot be turned back without the key, and that only equal contacts share.
pub(crate) fn hash(key: &[u8], kind: &str, contact: &str) -> [u8; 16] {
    let mut digest = Sha256::new();
    // The lengths keep apart what would otherwise be the same bytes. An attack that prolongs the text needs the whole
    // digest; half of it is kept.
    for part in [key, kind.as_bytes(), contact.as_bytes()] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    let mut half = [0; 16];
    half.copy_from_slice(&digest.finalize()[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(street: &str, telephone: &str) -> Party<'static> {
        Party {
            street: Some(street.to_owned().into()),
            locality: Some("Serang".into()),
            telephone: Some(telephone.to_owned().into()),
            ..Party::default()
        }
    }

    #[test]
    fn spellings_of_one_contact_are_the_same() {
        let one = party("Jl. Raya Serang No. 59", "+62 254-1000058");
        let other = party("JALAN RAYA SERANG NO.59,", "(0254) 1000058");
        assert_eq!(address(&one), address(&other));
        assert_eq!(telephone(&one), telephone(&other));
        assert_ne!(address(&one), address(&party("Jl. Raya Serang No. 95", "")));
    }

    #[test]
    fn what_many_share_is_no_contact() {
        let vague = party("Jl. Raya Serang", "-");
        assert_eq!((address(&vague), telephone(&vague)), (None, None));
    }

    #[test]
    fn hashes_in_place_of_contacts_are_compared_as_they_are() {
        let one = party("hash:aabb", "hash:ccdd");
        assert_eq!(address(&one).as_deref(), Some("hash:aabb"));
        assert_eq!(telephone(&one).as_deref(), Some("hash:ccdd"));
    }

    #[test]
    fn hashes_depend_on_key_and_kind() {
        let hashes = [
            hash(b"a", "x", "1"),
            hash(b"b", "x", "1"),
            hash(b"a", "y", "1"),
            hash(b"ax", "", "1"),
        ];
        for (at, one) in hashes.iter().enumerate() {
            assert!(hashes[at + 1..].iter().all(|other| other != one));
        }
        assert_eq!(hashes[0], hash(b"a", "x", "1"));
    }
}
