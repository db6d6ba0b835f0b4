//! One bundle of 256 entries: its leaves, its tile, and its bodies against its entries.

use domain::entry::{Entry, MAX_BODY_BYTES, Micros, body_hash};
use tlog::bundle::MAX_ENTRY_BYTES;
use tlog::tile::tile_width;
use tlog::{
    Hash, TILE_WIDTH, bodies_path, decode_bodies, decode_bundle, decode_tile, entries_path,
    leaf_hash, root_of, tile_path,
};
use uuid::Uuid;

use crate::Unreachable;
use crate::finding::{Finding, Findings, What};
use crate::leaf;
use crate::source::{Got, Source};
use crate::spill::{Head, Spills};

const WIDTH: usize = TILE_WIDTH as usize;
const MAX_BUNDLE_BYTES: usize = WIDTH * (2 + MAX_ENTRY_BYTES);
const MAX_BODIES_BYTES: usize = WIDTH * (4 + MAX_BODY_BYTES);
pub(crate) const MAX_TILE_BYTES: usize = WIDTH * 32;

/// One bit per entry of a bundle.
pub(crate) type Bits = [u64; WIDTH / 64];

pub(crate) fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

/// The leaf hashes of one bundle.
pub(crate) struct Leaves {
    pub(crate) hashes: Vec<Hash>,
    /// The root over all 256; none if there are fewer.
    pub(crate) root: Option<Hash>,
}

impl Leaves {
    /// Hashes the tree over a full bundle: done here, where several threads can.
    fn new(hashes: Vec<Hash>) -> Self {
        let root = (hashes.len() == WIDTH).then(|| root_of(&hashes));
        Self { hashes, root }
    }
}

/// What one bundle holds.
#[derive(Default)]
pub(crate) struct Bundle {
    /// Its leaf hashes; none if neither entries nor tile can be read.
    pub(crate) leaves: Option<Leaves>,
    /// What the tile has instead, if it differs. Only the root can tell which of the two is right.
    pub(crate) tile: Option<Leaves>,
    /// Whether the entries could be read.
    pub(crate) has_entries: bool,
    /// The first and the last moment in it, the first with its entry.
    pub(crate) moments: Option<((u64, Micros), Micros)>,
    /// Entries recorded as open.
    pub(crate) open: Bits,
    /// Entries whose body is served.
    pub(crate) public: Bits,
    /// Entries whose body bundle could not be read, so that nobody can tell.
    pub(crate) unknown: u64,
    /// Bodies that are as recorded.
    pub(crate) to_fold: u64,
    pub(crate) tiles: u64,
    pub(crate) bytes_hashed: u64,
    pub(crate) findings: Findings,
}

/// Reads bundles, one after the other, into the same buffers.
pub(crate) struct Reader<'a> {
    source: &'a Source,
    /// Where bodies that are as recorded go at once, for the fold; none if they are read again for it.
    put_aside: Option<&'a Spills>,
    entry_bytes: Vec<u8>,
    body_bytes: Vec<u8>,
    tile_bytes: Vec<u8>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(source: &'a Source, put_aside: Option<&'a Spills>) -> Self {
        Self {
            source,
            put_aside,
            entry_bytes: Vec::new(),
            body_bytes: Vec::new(),
            tile_bytes: Vec::new(),
        }
    }

    /// Checks one bundle by itself. `width` is how many entries it has, 1 to 256.
    pub(crate) fn check(&mut self, index: u64, width: u16) -> Result<Bundle, Unreachable> {
        let mut bundle = Bundle::default();
        let entries = self.entries(index, width, &mut bundle)?;
        self.tile(index, width, &mut bundle)?;
        self.bodies(index, width, &entries, &mut bundle)?;
        Ok(bundle)
    }

    /// The entries, `None` where one cannot be read. Sets the leaves if the bundle is whole.
    fn entries(
        &mut self,
        index: u64,
        width: u16,
        bundle: &mut Bundle,
    ) -> Result<Vec<Option<Entry>>, Unreachable> {
        let path = |width| format!("log/{}", entries_path(index, width));
        let found = read_wide(
            self.source,
            path,
            width,
            MAX_BUNDLE_BYTES,
            &mut self.entry_bytes,
        )?;
        let items = found.and_then(|found| exactly(decode_bundle(&self.entry_bytes), found, width));
        let place = path(width);
        let items = match items {
            Ok(items) => items,
            Err(what) => {
                bundle.findings.push(Finding::at(place, what));
                return Ok(Vec::new());
            }
        };
        bundle.has_entries = true;
        let leaves = items.iter().map(|item| leaf_hash(item)).collect();
        bundle.leaves = Some(Leaves::new(leaves));
        bundle.bytes_hashed += items.iter().map(|item| item.len() as u64).sum::<u64>();
        Ok(items
            .iter()
            .enumerate()
            .map(|(at, item)| entry(index * TILE_WIDTH + at as u64, at, item, &place, bundle))
            .collect())
    }

    fn tile(&mut self, index: u64, width: u16, bundle: &mut Bundle) -> Result<(), Unreachable> {
        let path = |width| format!("log/{}", tile_path(0, index, width));
        let found = read_wide(
            self.source,
            path,
            width,
            MAX_TILE_BYTES,
            &mut self.tile_bytes,
        )?;
        bundle.tiles += 1;
        let served =
            found.and_then(|found| exactly(decode_tile(&self.tile_bytes, found), found, width));
        let place = path(width);
        let served = match served {
            Ok(served) => served,
            Err(what) => {
                bundle.findings.push(Finding::at(place, what));
                return Ok(());
            }
        };
        let Some(leaves) = &bundle.leaves else {
            // The tile stands in for entries that cannot be read, so that the rest can be checked.
            bundle.leaves = Some(Leaves::new(served));
            return Ok(());
        };
        if served != leaves.hashes {
            bundle.tile = Some(Leaves::new(served));
        }
        Ok(())
    }

    fn bodies(
        &mut self,
        index: u64,
        width: u16,
        entries: &[Option<Entry>],
        bundle: &mut Bundle,
    ) -> Result<(), Unreachable> {
        let path = |width| format!("log/{}", bodies_path(index, width));
        let found = read_wide(
            self.source,
            path,
            width,
            MAX_BODIES_BYTES,
            &mut self.body_bytes,
        )?;
        let bodies = found.and_then(|found| exactly(decode_bodies(&self.body_bytes), found, width));
        let place = path(width);
        let bodies = match bodies {
            Ok(bodies) => bodies,
            Err(what) => {
                // Reported once for the bundle, not for each of its entries.
                bundle.findings.push(Finding::at(place, what));
                bundle.unknown = u64::from(width);
                bundle.open = Bits::default();
                return Ok(());
            }
        };
        for (at, bytes) in bodies.into_iter().enumerate() {
            let Some(bytes) = bytes else { continue };
            let Some(entry) = entries.get(at).copied().flatten() else {
                bundle.unknown += 1; // the entry was reported; without it a body means nothing
                continue;
            };
            set(&mut bundle.public, at);
            bundle.bytes_hashed += bytes.len() as u64;
            let number = index * TILE_WIDTH + at as u64;
            let hash = body_hash(bytes);
            let problem = if hash != entry.body {
                Some(What::BodyDiffers {
                    entry_says: Hash(entry.body),
                    body_has: Hash(hash),
                })
            } else {
                bundle.to_fold += 1;
                match self.put_aside {
                    Some(spills) => put_aside(spills, number, entry.at, bytes)?,
                    None => None,
                }
            };
            if let Some(what) = problem {
                let finding = Finding::at(place.as_str(), what).entry(number);
                bundle.findings.push(finding);
            }
        }
        Ok(())
    }

    /// Reads the bodies of a bundle that was checked before and puts those aside that are as
    /// recorded; gives their number. What is wrong in the bundle was reported by the check.
    pub(crate) fn gather(
        &mut self,
        index: u64,
        width: u16,
        spills: &Spills,
    ) -> Result<(u64, Findings), Unreachable> {
        let path = |width| format!("log/{}", entries_path(index, width));
        let bytes = &mut self.entry_bytes;
        let found = read_wide(self.source, path, width, MAX_BUNDLE_BYTES, bytes)?;
        let entries = found.and_then(|found| exactly(decode_bundle(bytes), found, width));
        let entries = entries.unwrap_or_default().into_iter().map(leaf::parse);
        let path = |width| format!("log/{}", bodies_path(index, width));
        let bytes = &mut self.body_bytes;
        let found = read_wide(self.source, path, width, MAX_BODIES_BYTES, bytes)?;
        let bodies = found.and_then(|found| exactly(decode_bodies(bytes), found, width));
        let (mut count, mut findings) = (0, Findings::default());
        for (at, (bytes, entry)) in bodies
            .unwrap_or_default()
            .into_iter()
            .zip(entries)
            .enumerate()
        {
            let (Some(bytes), Ok(entry)) = (bytes, entry) else {
                continue;
            };
            // Hashed again, so that a folder that changes meanwhile is not taken at its word.
            if body_hash(bytes) != entry.body {
                continue;
            }
            count += 1;
            let number = index * TILE_WIDTH + at as u64;
            if let Some(what) = put_aside(spills, number, entry.at, bytes)? {
                findings.push(Finding::at(path(width), what).entry(number));
            }
        }
        Ok((count, findings))
    }
}

/// Puts a body aside for the fold, or says why it cannot be one.
fn put_aside(
    spills: &Spills,
    number: u64,
    at: Micros,
    bytes: &[u8],
) -> Result<Option<What>, Unreachable> {
    let id = match about(bytes) {
        Ok(id) => id.as_u128(),
        Err(why) => return Ok(Some(What::Body { why })),
    };
    let tag = at.0;
    let pushed = spills.push(Head { id, number, tag }, bytes);
    pushed.map(|()| None).map_err(Unreachable::Temporary)
}

/// The path of the bundle that holds an entry's body, in a log of `size` entries.
pub(crate) fn bodies_place(entry: u64, size: u64) -> String {
    let index = entry / TILE_WIDTH;
    format!("log/{}", bodies_path(index, tile_width(0, index, size)))
}

/// Reads one leaf and notes what the bundle says of it.
fn entry(number: u64, at: usize, bytes: &[u8], place: &str, bundle: &mut Bundle) -> Option<Entry> {
    let entry = match leaf::parse(bytes) {
        Ok(entry) => entry,
        Err(error) => {
            let what = What::Entry {
                why: error.to_string(),
            };
            bundle.findings.push(Finding::at(place, what).entry(number));
            return None;
        }
    };
    if let Some((_, before)) = bundle.moments.filter(|(_, before)| *before > entry.at) {
        bundle.findings.push(
            Finding::at(
                place,
                What::Earlier {
                    at: entry.at,
                    before,
                },
            )
            .entry(number),
        );
    }
    let first = bundle
        .moments
        .map_or((number, entry.at), |(first, _)| first);
    bundle.moments = Some((first, entry.at));
    if entry.open {
        set(&mut bundle.open, at);
    }
    Some(entry)
}

/// The id of the subject that a body is about.
///
/// A canonical body begins with it; only one that begins otherwise (a newer program may put a field
/// in front) is parsed for it here. All are parsed when they are folded.
fn about(bytes: &[u8]) -> Result<Uuid, String> {
    const START: &[u8] = br#"{"about":{"id":""#;
    const UUID_CHARS: usize = 36;
    let quick = bytes
        .strip_prefix(START)
        .and_then(|rest| rest.split_at_checked(UUID_CHARS));
    if let Some(id) = quick
        .filter(|(_, rest)| rest.first() == Some(&b'"'))
        .and_then(|(id, _)| Uuid::try_parse_ascii(id).ok())
    {
        return Ok(id);
    }
    domain::entry::Body::parse(bytes)
        .map(|body| body.about.id)
        .map_err(|error| error.to_string())
}

/// Reads a bundle or tile and says which width was found. A log may keep only the full one once
/// there is one (tlog-tiles allows it); the full one begins with the partial one.
pub(crate) fn read_wide(
    source: &Source,
    path: impl Fn(u16) -> String,
    width: u16,
    limit: usize,
    into: &mut Vec<u8>,
) -> Result<Result<u16, What>, Unreachable> {
    let full = WIDTH as u16;
    for found in [width, full] {
        match source.read(&path(found), limit, into)? {
            Got::Whole => return Ok(Ok(found)),
            Got::TooLong => return Ok(Err(What::TooLong { limit })),
            Got::Missing => {}
        }
        if width == full {
            break;
        }
    }
    Ok(Err(What::Missing))
}

/// The first `width` of the items, if there are as many as the file's path says (`found`).
pub(crate) fn exactly<T, E: std::fmt::Display>(
    items: Result<Vec<T>, E>,
    found: u16,
    width: u16,
) -> Result<Vec<T>, What> {
    let mut items = items.map_err(|error| What::Malformed {
        why: error.to_string(),
    })?;
    if items.len() != usize::from(found) {
        return Err(What::Malformed {
            why: format!("{} items instead of {found}", items.len()),
        });
    }
    items.truncate(usize::from(width));
    Ok(items)
}
