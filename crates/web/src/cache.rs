//! Pages that were drawn once, kept while they stay true.
//!
//! A page is a function of its address, the log's size and the reader's day, so that these three are its key, and its tag
//! for browsers. Nothing is ever evicted for being old: when the log grows or the day ends, the key changes, and the
//! old pages leave when the space is needed.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use jiff::civil::Date;

/// Most bytes kept, addresses and pages together: half for the younger, half for the older.
const MAX_BYTES: usize = 32 << 20;
/// Fewer readers wait for each other when the cache has several locks.
const SHARDS: usize = 8;

/// What an answer depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// Path and query, with the language's prefix.
    pub(crate) address: String,
    /// The size of the log.
    pub(crate) size: u64,
    /// The reader's day.
    pub(crate) day: Date,
    /// Whether the bytes are compressed.
    pub(crate) gzip: bool,
}

/// An answer that was drawn.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// Its media type.
    pub(crate) kind: axum::http::HeaderValue,
    /// Its bytes.
    pub(crate) bytes: Bytes,
}

/// Answers of status 200, up to [`MAX_BYTES`].
pub(crate) struct Cache {
    shards: [Mutex<Shard>; SHARDS],
    hasher: RandomState,
    tag_seed: u64,
}

/// Two generations: what is asked for again moves to the younger, and when that is full the older is dropped whole.
#[derive(Default)]
struct Shard {
    young: HashMap<Key, Kept>,
    old: HashMap<Key, Kept>,
    young_bytes: usize,
}

impl Cache {
    /// An empty cache. `tag_seed` tells the tags of this run of the program from another's, whose pages may differ.
    pub(crate) fn new(tag_seed: u64) -> Self {
        Self {
            shards: Default::default(),
            hasher: RandomState::new(),
            tag_seed,
        }
    }

    /// The tag of the answer to a key, in quotes.
    pub(crate) fn tag(&self, key: &Key) -> String {
        // Both languages and both encodings have their own: the bytes differ.
        let mut hash = crate::style::fnv1a(key.address.as_bytes()) ^ self.tag_seed.rotate_left(17);
        for part in [key.size, u64::from(key.gzip), self.tag_seed] {
            hash = (hash ^ part)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29);
        }
        format!(
            "\"{hash:016x}-{:x}-{}\"",
            key.size,
            key.day.strftime("%Y%m%d")
        )
    }

    /// The answer kept under a key.
    pub(crate) fn find(&self, key: &Key) -> Option<Kept> {
        let mut shard = self.shard(key);
        if let Some(kept) = shard.young.get(key) {
            return Some(kept.clone());
        }
        let kept = shard.old.remove(key)?;
        shard.put(key.clone(), kept.clone());
        Some(kept)
    }

    /// Keeps an answer.
    pub(crate) fn keep(&self, key: Key, kept: Kept) {
        self.shard(&key).put(key, kept);
    }

    fn shard(&self, key: &Key) -> MutexGuard<'_, Shard> {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(key.address.as_bytes());
        let at = (hasher.finish() % SHARDS as u64) as usize;
        // A panic while it was held can have left nothing worse than a page too few.
        self.shards[at]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shard {
    fn put(&mut self, key: Key, kept: Kept) {
        // 200 bytes stand for what the maps themselves need.
        let bytes = key.address.len() + kept.bytes.len() + 200;
        let most = MAX_BYTES / SHARDS / 2;
        if bytes > most / 4 {
            return; // one large file must not push out hundreds of pages
        }
        if self.young_bytes + bytes > most {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += bytes;
        self.young.insert(key, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use jiff::civil::date;

    fn key(address: &str, size: u64) -> Key {
        Key {
            address: address.to_owned(),
            size,
            day: date(2026, 11, 22),
            gzip: false,
        }
    }

    fn kept(bytes: usize) -> Kept {
        Kept {
            kind: HeaderValue::from_static("text/html"),
            bytes: Bytes::from(vec![b'x'; bytes]),
        }
    }

    #[test]
    fn a_page_is_found_until_the_log_grows() {
        let cache = Cache::new(1);
        cache.keep(key("/", 10), kept(5));
        assert_eq!(cache.find(&key("/", 10)).unwrap().bytes.len(), 5);
        assert!(cache.find(&key("/", 11)).is_none() && cache.find(&key("/en/", 10)).is_none());
    }

    #[test]
    fn it_never_holds_more_than_its_limit() {
        let cache = Cache::new(1);
        for n in 0..10_000 {
            cache.keep(key(&format!("/janji/{n}"), 1), kept(20_000));
        }
        let held: usize = cache
            .shards
            .iter()
            .map(|s| s.lock().unwrap())
            .map(|s| (s.young.len() + s.old.len()) * 20_000)
            .sum();
        assert!(held <= MAX_BYTES && held > MAX_BYTES / 4, "{held}");
        cache.keep(key("/large", 1), kept(MAX_BYTES));
        assert!(cache.find(&key("/large", 1)).is_none());
    }

    #[test]
    fn tags_differ_by_address_size_day_encoding_and_run() {
        let cache = Cache::new(1);
        let first = cache.tag(&key("/", 10));
        let gzip = Key {
            gzip: true,
            ..key("/", 10)
        };
        let tomorrow = Key {
            day: date(2026, 11, 23),
            ..key("/", 10)
        };
        for other in [
            cache.tag(&key("/en/", 10)),
            cache.tag(&key("/", 11)),
            cache.tag(&gzip),
            cache.tag(&tomorrow),
            Cache::new(2).tag(&key("/", 10)),
        ] {
            assert_ne!(first, other);
        }
        assert_eq!(first, cache.tag(&key("/", 10)));
    }
}
