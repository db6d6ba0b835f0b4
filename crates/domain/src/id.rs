//! Ids, kinds and public handles of subjects.
//!
//! An imported record's id is a UUID v8 made from SHA-256 of its kind and key, so that importing
//! twice changes nothing and two installations agree. A record made here gets a UUID v7 from `app`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The kinds of subject that entries are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// A government, agency, council, supervisor, firm or other body.
    Organization,
    /// A public official, in the public role only.
    Person,
    /// An office that people hold one after another.
    Post,
    /// Something that was read: a report, a document, a page.
    Source,
    /// A signing, coordination, visit, retreat, launch or deliberation.
    Gathering,
    /// An instrument between parties.
    Agreement,
    /// What was said without promising.
    Statement,
    /// A practice that others may copy.
    Programme,
    /// One promise.
    Commitment,
    /// Another entry of the log, whose body is opened, withheld or erased.
    Entry,
}

impl SubjectKind {
    /// The nine kinds that have pages and public JSON, in an order in which each refers mostly to earlier ones.
    pub const PUBLIC: [SubjectKind; 9] = [
        Self::Source,
        Self::Organization,
        Self::Person,
        Self::Post,
        Self::Gathering,
        Self::Agreement,
        Self::Programme,
        Self::Statement,
        Self::Commitment,
    ];

    /// The name used in the log, in tables and in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organization => "organization",
            Self::Person => "person",
            Self::Post => "post",
            Self::Source => "source",
            Self::Gathering => "gathering",
            Self::Agreement => "agreement",
            Self::Statement => "statement",
            Self::Programme => "programme",
            Self::Commitment => "commitment",
            Self::Entry => "entry",
        }
    }

    /// The plural used in the API's addresses: `/api/v1/{plural}`.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Organization => "organizations",
            Self::Person => "people",
            Self::Post => "posts",
            Self::Source => "sources",
            Self::Gathering => "gatherings",
            Self::Agreement => "agreements",
            Self::Statement => "statements",
            Self::Programme => "programmes",
            Self::Commitment => "commitments",
            Self::Entry => "entries",
        }
    }

    /// The kind whose plural this is, of the nine public ones.
    pub fn from_plural(word: &str) -> Option<Self> {
        Self::PUBLIC.into_iter().find(|kind| kind.plural() == word)
    }
}

impl fmt::Display for SubjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for SubjectKind {
    type Err = UnknownKind;
    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::PUBLIC
            .into_iter()
            .chain([Self::Entry])
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

/// A word that names no kind of subject.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a kind of subject")]
pub struct UnknownKind(pub String);

/// A subject by kind and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// What kind of subject it is.
    pub kind: SubjectKind,
    /// Its id.
    pub id: Uuid,
}

impl Reference {
    /// The subject of that kind and id.
    pub const fn new(kind: SubjectKind, id: Uuid) -> Self {
        Self { kind, id }
    }

    /// The subject that an imported record of this kind and key is.
    pub fn from_key(kind: SubjectKind, key: &str) -> Self {
        Self {
            kind,
            id: id_from_key(kind, key),
        }
    }

    /// The disclosures of the entry at `index` of the log, as a subject.
    pub fn of_entry(index: u64) -> Self {
        Self::from_key(SubjectKind::Entry, &index.to_string())
    }

    /// The ten characters that stand for the id in public addresses.
    pub fn handle(&self) -> String {
        handle(self.id)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.id)
    }
}

/// The id of an imported record: UUID v8 of the first 16 bytes of SHA-256 over kind, newline and key.
pub fn id_from_key(kind: SubjectKind, key: &str) -> Uuid {
    let digest = Sha256::new()
        .chain_update(kind.as_str())
        .chain_update("\n")
        .chain_update(key)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Uuid::new_v8(bytes)
}

/// Crockford's base32: no i, l, o or u, so that a handle can be read aloud and typed.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten base32 characters of the id's last 50 bits. (The first bits of a v7 id are its time, so
/// handles made in one second would look alike.)
pub fn handle(id: Uuid) -> String {
    let bits = id.as_u128();
    (0..10)
        .rev()
        .map(|i| BASE32[(bits >> (5 * i)) as usize & 31] as char)
        .collect()
}

/// Whether `text` could be a handle.
pub fn is_handle(text: &str) -> bool {
    text.len() == 10 && text.bytes().all(|b| BASE32.contains(&b))
}

/// The readable tail of an address: lower case ASCII words joined by hyphens, at most 60 characters.
pub fn slug(title: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut slug = String::with_capacity(60);
    for c in title.nfkd() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}') {
            // Apostrophes and the accents that NFKD sets apart join what they stand between.
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 60 {
            // Cut at a word's end, so that the last word is not a fragment.
            if let Some(at) = slug.rfind('-').filter(|at| *at > 20) {
                slug.truncate(at);
            }
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

macro_rules! ids {
    ($($name:ident = $kind:ident;)*) => {$(
        #[doc = concat!("The id of a subject of kind ", stringify!($kind), ".")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The id of the imported record with this key.
            pub fn from_key(key: &str) -> Self {
                Self(id_from_key(SubjectKind::$kind, key))
            }
            /// The subject it names.
            pub const fn reference(self) -> Reference {
                Reference::new(SubjectKind::$kind, self.0)
            }
        }
        impl From<$name> for Reference {
            fn from(id: $name) -> Reference {
                id.reference()
            }
        }
    )*};
}

ids! {
    OrganizationId = Organization;
    PersonId = Person;
    PostId = Post;
    SourceId = Source;
    GatheringId = Gathering;
    AgreementId = Agreement;
    StatementId = Statement;
    ProgrammeId = Programme;
    CommitmentId = Commitment;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_gives_the_same_id_and_another_kind_another() {
        assert_eq!(
            OrganizationId::from_key("36"),
            OrganizationId::from_key("36")
        );
        assert_ne!(OrganizationId::from_key("36").0, PersonId::from_key("36").0);
        assert_eq!(OrganizationId::from_key("36").0.get_version_num(), 8);
    }

    #[test]
    fn a_handle_is_ten_characters_that_can_be_read_aloud() {
        let handle = handle(id_from_key(SubjectKind::Agreement, "banten-bengkulu"));
        assert!(is_handle(&handle), "{handle}");
        assert!(!is_handle("banten-ben") && !is_handle("iiiiiiiiii") && !is_handle("0123"));
    }

    #[test]
    fn a_slug_is_plain_words_cut_between_words() {
        assert_eq!(
            slug("Kesepakatan Bersama Banten–Bengkulu"),
            "kesepakatan-bersama-banten-bengkulu"
        );
        assert_eq!(slug("Sitti Ma'ani Nina"), "sitti-maani-nina");
        assert_eq!(slug("   "), "");
        let long = slug(&"pengembangan potensi daerah ".repeat(9));
        assert!(long.len() <= 60 && !long.ends_with('-'), "{long}");
    }
}
