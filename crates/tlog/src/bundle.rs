//! Entry bundles (C2SP tlog-tiles) and body bundles (ours): up to 256 length-prefixed items.

use crate::tile::TILE_WIDTH;

/// The longest entry that a bundle can hold, in bytes: its length is written in 16 bits.
pub const MAX_ENTRY_BYTES: usize = u16::MAX as usize;

/// Why items cannot be bundled, or bytes are not a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An item is longer than its length prefix can say.
    #[error(
        "item {item} has {bytes} bytes, over the limit of {limit}: keep large content outside the log"
    )]
    TooLong {
        /// Which item, from 0.
        item: usize,
        /// Its bytes.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// More than 256 items.
    #[error("more than {TILE_WIDTH} items: a bundle holds the entries of one tile")]
    TooMany,
    /// A public body without content, which would read as one that is not public.
    #[error("body {item} is empty: a body that is not public is absent, not empty")]
    EmptyBody {
        /// Which body, from 0.
        item: usize,
    },
    /// The bytes end within an item or its length.
    #[error("the bundle ends within item {item}, at byte {at}")]
    CutShort {
        /// Which item, from 0.
        item: usize,
        /// Where the item begins.
        at: usize,
    },
}

/// The bytes of an entry bundle: each entry behind its length as a big-endian u16.
pub fn encode_bundle<'a>(
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    for (item, entry) in entries.into_iter().enumerate() {
        check_count(item)?;
        let Ok(length) = u16::try_from(entry.len()) else {
            let limit = MAX_ENTRY_BYTES;
            return Err(BundleError::TooLong {
                item,
                bytes: entry.len(),
                limit,
            });
        };
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle. How many there must be, the caller knows from the bundle's path.
pub fn decode_bundle(bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    split_items(bytes, |length: [u8; 2]| u16::from_be_bytes(length).into())
}

/// The bytes of a body bundle: each body behind its length as a big-endian u32, and length zero
/// for a body that is not public.
pub fn encode_bodies<'a>(
    bodies: impl IntoIterator<Item = Option<&'a [u8]>>,
) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    for (item, body) in bodies.into_iter().enumerate() {
        check_count(item)?;
        if body.is_some_and(<[u8]>::is_empty) {
            return Err(BundleError::EmptyBody { item });
        }
        let body = body.unwrap_or_default();
        let Ok(length) = u32::try_from(body.len()) else {
            let limit = u32::MAX as usize;
            return Err(BundleError::TooLong {
                item,
                bytes: body.len(),
                limit,
            });
        };
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(body);
    }
    Ok(bytes)
}

/// The bodies of a bundle, `None` where one is not public.
pub fn decode_bodies(bytes: &[u8]) -> Result<Vec<Option<&[u8]>>, BundleError> {
    let items = split_items(bytes, |length: [u8; 4]| u32::from_be_bytes(length).into())?;
    Ok(items
        .into_iter()
        .map(|body| (!body.is_empty()).then_some(body))
        .collect())
}

fn split_items<const PREFIX: usize>(
    bytes: &[u8],
    length: impl Fn([u8; PREFIX]) -> u64,
) -> Result<Vec<&[u8]>, BundleError> {
    let mut items = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let item = items.len();
        check_count(item)?;
        let cut_short = BundleError::CutShort {
            item,
            at: bytes.len() - rest.len(),
        };
        let Some((prefix, after)) = rest.split_first_chunk() else {
            return Err(cut_short);
        };
        let end = usize::try_from(length(*prefix)).ok();
        let split = end.and_then(|end| after.split_at_checked(end));
        let Some((content, after)) = split else {
            return Err(cut_short);
        };
        items.push(content);
        rest = after;
    }
    Ok(items)
}

fn check_count(item: usize) -> Result<(), BundleError> {
    if item as u64 >= TILE_WIDTH {
        Err(BundleError::TooMany)
    } else {
        Ok(())
    }
}
