//! The check of a single record for people: content, place in the log, signature.

use domain::Reference;
use domain::entry::{Entry, Micros, body_hash};
use store::{Error, LogRead, Standing};
use tlog::Hash;
use tlog::checkpoint::Checkpoint;
use tlog::note::VerifierKey;

use crate::App;
use crate::answers::Gap;
use crate::read;

/// What the three steps gave for one entry.
#[derive(Debug, Clone)]
pub struct EntryCheck {
    /// The entry's number.
    pub entry: u64,
    /// When it was recorded.
    pub at: Micros,
    /// What it is about; none while the body is sealed.
    pub subject: Option<Reference>,
    /// Step one: does the content equal its fingerprint?
    pub content: ContentCheck,
    /// The leaf's hash in hex.
    pub leaf_hash: String,
    /// Step two: does the audit path lead from the leaf to the root?
    pub in_log: bool,
    /// The audit path in hex.
    pub proof: Vec<String>,
    /// The root in hex.
    pub root: String,
    /// The tree's size.
    pub size: u64,
    /// Step three: is a checkpoint over that root signed with the log's key?
    pub signed: bool,
    /// The log's origin.
    pub origin: String,
    /// The verifier key.
    pub key: String,
}

/// How a body stands to its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContentCheck {
    /// Its hash is the entry's.
    Matches,
    /// It is not: the content was changed.
    Differs,
    /// Kept back, on a ground that is public.
    Withheld(Gap),
    /// Erased, on a ground that is public.
    Erased(Gap),
    /// Kept back since it was recorded.
    Sealed,
}

impl App {
    /// Checks one entry anew from what is stored; none if the log is not that long.
    pub fn check(&self, index: u64) -> Result<Option<EntryCheck>, Error> {
        let key = self.verifier_key();
        self.inner.store.read(|reader| {
            let Some(stored) = reader.entry(index)? else {
                return Ok(None);
            };
            let entry = Entry::parse(&stored.leaf)
                .map_err(|e| Error::Corrupt(format!("entry {index}: {e}")))?;
            let content = match (stored.standing, read::gap(reader, &stored)?) {
                (Standing::Public, _) if body_hash(&stored.bytes) == entry.body => {
                    ContentCheck::Matches
                }
                (Standing::Public, _) => ContentCheck::Differs,
                (Standing::Withheld, Some(gap)) => ContentCheck::Withheld(gap),
                (Standing::Erased, Some(gap)) => ContentCheck::Erased(gap),
                (Standing::Withheld | Standing::Erased, None) => ContentCheck::Sealed,
            };
            let leaf = tlog::leaf_hash(&stored.leaf);
            let (proof, root, size) = reader.inclusion(index)?;
            let in_log = tlog::verify_inclusion(leaf, index, size, root, &proof).is_ok();
            // The checkpoint of the same state as the proof: one of another size would say nothing of this root.
            let checkpoint = reader.head()?.checkpoint;
            let opened = VerifierKey::parse(key).ok().and_then(|key| {
                Checkpoint::open(checkpoint.as_bytes(), &key, Some(self.origin())).ok()
            });
            let signed = opened.is_some_and(|c| c.size == size && c.root == root);
            Ok(Some(EntryCheck {
                entry: index,
                at: entry.at,
                subject: (content != ContentCheck::Sealed).then_some(stored.subject),
                content,
                leaf_hash: leaf.to_hex(),
                in_log,
                proof: proof.iter().map(Hash::to_hex).collect(),
                root: root.to_hex(),
                size,
                signed,
                origin: self.origin().to_owned(),
                key: key.to_owned(),
            }))
        })
    }
}
