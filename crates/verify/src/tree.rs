//! The tree over all bundles: read by several threads, joined in order, compared with every tile
//! and with every head that the log ever showed.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use domain::entry::Micros;
use tlog::{Edge, Frontier, Hash, TILE_WIDTH, decode_tile, entries_path, tile_path};

use crate::Unreachable;
use crate::bundle::{Bundle, Leaves, MAX_TILE_BYTES, Reader, exactly, read_wide};
use crate::finding::{Finding, Findings, MAX_LISTED, What};
use crate::head::CHECKPOINT;
use crate::source::Source;
use crate::spill::Spills;

/// A head that the log showed once: its first `size` entries have this root for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) size: u64,
    pub(crate) root: Hash,
}

/// Bundles in a row that are not served, after which the rest is not asked for: a head whose size
/// was made up could name any number of entries.
const GIVE_UP_AFTER: u64 = 8;

/// Bundles that a thread may be ahead of the joining one.
const AHEAD: usize = 4;

/// What the walk over the tree leaves behind.
#[derive(Default)]
pub(crate) struct Walked {
    /// Entries that were read.
    pub(crate) entries: u64,
    /// One bit per entry: recorded as open.
    pub(crate) open: Vec<u64>,
    /// One bit per entry: its body is served.
    pub(crate) public: Vec<u64>,
    /// Entries of which nobody can tell whether a body is served.
    pub(crate) unknown: u64,
    /// Bodies that are as recorded, for the fold.
    pub(crate) to_fold: u64,
    pub(crate) tiles: u64,
    pub(crate) bytes_hashed: u64,
    /// When the last entry was recorded, as far as entries could be read.
    pub(crate) last: Option<Micros>,
    /// Whether the check reached the end of the log.
    pub(crate) whole: bool,
    pub(crate) findings: Findings,
}

/// Reads and checks all bundles of a log whose head is `head`, with `threads` threads, and puts
/// the bodies aside if there is where.
///
/// `anchors` are older heads, of at most the same size.
pub(crate) fn walk(
    source: &Source,
    put_aside: Option<&Spills>,
    head: Anchor,
    anchors: &[Anchor],
    threads: usize,
    progress: &dyn Fn(u64),
) -> Result<Walked, Unreachable> {
    let reader = || Reader::new(source, put_aside);
    let mut joiner = Joiner::new(source, head, anchors);
    in_order(
        head.size,
        threads,
        reader,
        Reader::check,
        |index, bundle| {
            let on = joiner.add(index, bundle)?;
            progress(joiner.walked.entries);
            Ok(on)
        },
    )?;
    joiner.finish()
}

/// Reads all bodies of a log again and puts them aside for the fold.
pub(crate) fn gather(
    source: &Source,
    spills: &Spills,
    size: u64,
    threads: usize,
    mut each: impl FnMut(u64, Findings),
) -> Result<(), Unreachable> {
    let reader = || Reader::new(source, None);
    let work = |reader: &mut Reader<'_>, index, width| reader.gather(index, width, spills);
    in_order(size, threads, reader, work, |_, (count, findings)| {
        each(count, findings);
        Ok(true)
    })
}

/// Works on all bundles of a log with several threads and hands the results over in the log's
/// order, until `each` says false.
fn in_order<'a, T: Send>(
    size: u64,
    threads: usize,
    reader: impl Fn() -> Reader<'a> + Sync,
    work: impl Fn(&mut Reader<'a>, u64, u16) -> Result<T, Unreachable> + Sync,
    mut each: impl FnMut(u64, T) -> Result<bool, Unreachable>,
) -> Result<(), Unreachable> {
    let bundles = size.div_ceil(TILE_WIDTH);
    let (reader, work) = (&reader, &work);
    thread::scope(|scope| {
        // Thread t takes bundles t, t + threads, …; asked in turn, they come in the log's order.
        let lanes: Vec<Receiver<_>> = (0..threads)
            .map(|lane| {
                let (to, lane_end) = sync_channel(AHEAD);
                scope.spawn(move || {
                    let mut reader = reader();
                    for index in (lane as u64..bundles).step_by(threads) {
                        let result = work(&mut reader, index, width(size, index));
                        let failed = result.is_err();
                        // The other end is gone once the check was given up.
                        if to.send(result).is_err() || failed {
                            return;
                        }
                    }
                });
                lane_end
            })
            .collect();
        for (index, lane) in (0..bundles).zip(lanes.iter().cycle()) {
            // A lane ends early only after it sent an error, which ended this loop.
            let Ok(result) = lane.recv() else { break };
            if !each(index, result?)? {
                break;
            }
        }
        Ok(())
    })
}

fn width(size: u64, index: u64) -> u16 {
    tlog::tile::tile_width(0, index, size)
}

/// A tree of full bundles and of a last one that may be partial.
#[derive(Default)]
struct Tree {
    /// The roots of the full bundles.
    row: Frontier,
    /// The leaves of the last bundle, if it is partial.
    tail: Vec<Hash>,
}

impl Tree {
    /// Adds the leaves of the next bundle.
    fn push(&mut self, leaves: &Leaves) {
        match leaves.root {
            Some(root) => self.row.push(root),
            None => self.tail = leaves.hashes.clone(),
        }
    }

    /// The root of the full bundles so far and of `tail` behind them, which is less than a bundle.
    fn root_with(&self, tail: &[Hash]) -> Option<Hash> {
        let mut right = Frontier::new();
        tail.iter().for_each(|leaf| right.push(*leaf));
        let subtrees = [self.row.subtrees(), right.subtrees()].concat();
        Some(Frontier::from_subtrees(self.row.size() * TILE_WIDTH + right.size(), subtrees)?.root())
    }

    fn root(&self) -> Option<Hash> {
        self.root_with(&self.tail)
    }
}

/// A tile that does not fit the entries.
struct Dispute {
    index: u64,
    /// Place in the bundle, what the tile has there, and what the entry makes.
    hashes: Vec<(usize, Hash, Hash)>,
}

/// Joins bundles into the tree, in order.
struct Joiner<'a> {
    source: &'a Source,
    head: Anchor,
    /// Older heads, smallest first, those still ahead.
    anchors: Vec<Anchor>,
    /// The roots of full bundles as leaves of a tree: its tiles are those of the levels above 0.
    upper: Edge,
    /// The tree as the entries make it.
    entries: Tree,
    /// The tree as the tiles of level 0 make it: another one only where they differ.
    tiles: Tree,
    disputes: Vec<Dispute>,
    last: Option<Micros>,
    /// Whether some leaf is unknown, so that no root can be computed any more.
    broken: bool,
    missing_in_row: u64,
    given_up: bool,
    buffer: Vec<u8>,
    walked: Walked,
}

impl<'a> Joiner<'a> {
    fn new(source: &'a Source, head: Anchor, anchors: &[Anchor]) -> Self {
        let mut anchors = anchors.to_vec();
        anchors.sort_by_key(|anchor| std::cmp::Reverse(anchor.size));
        Self {
            source,
            head,
            anchors,
            upper: Edge::empty(),
            entries: Tree::default(),
            tiles: Tree::default(),
            disputes: Vec::new(),
            last: None,
            broken: false,
            missing_in_row: 0,
            given_up: false,
            buffer: Vec::new(),
            walked: Walked::default(),
        }
    }

    /// Adds the next bundle. False if the check is given up.
    fn add(&mut self, index: u64, bundle: Bundle) -> Result<bool, Unreachable> {
        let width = u64::from(width(self.head.size, index));
        let walked = &mut self.walked;
        walked.entries += width;
        walked.open.extend(bundle.open);
        walked.public.extend(bundle.public);
        walked.unknown += bundle.unknown;
        walked.to_fold += bundle.to_fold;
        walked.tiles += bundle.tiles;
        walked.bytes_hashed += bundle.bytes_hashed;
        walked.findings.append(bundle.findings);
        self.moments(index, bundle.moments);
        self.missing_in_row = if bundle.has_entries {
            0
        } else {
            self.missing_in_row + 1
        };
        if self.missing_in_row == GIVE_UP_AFTER {
            let first = (index + 1 - GIVE_UP_AFTER) * TILE_WIDTH;
            let what = What::EndsEarly {
                size: self.head.size,
            };
            let finding = Finding::at("log/tile/entries", what).entry(first);
            self.walked.findings.push(finding);
            self.given_up = true;
            return Ok(false);
        }
        match bundle.leaves {
            Some(leaves) if !self.broken => self.leaves(index, leaves, bundle.tile)?,
            _ => self.broken = true,
        }
        Ok(true)
    }

    /// Time must not run back between bundles; within one it was checked already.
    fn moments(&mut self, index: u64, moments: Option<((u64, Micros), Micros)>) {
        let Some(((entry, at), last)) = moments else {
            return;
        };
        if let Some(before) = self.last.filter(|before| *before > at) {
            let place = format!("log/{}", entries_path(index, width(self.head.size, index)));
            self.walked
                .findings
                .push(Finding::at(place, What::Earlier { at, before }).entry(entry));
        }
        self.last = Some(last);
    }

    fn leaves(
        &mut self,
        index: u64,
        leaves: Leaves,
        tile: Option<Leaves>,
    ) -> Result<(), Unreachable> {
        let start = index * TILE_WIDTH;
        while let Some(anchor) = self
            .anchors
            .pop_if(|anchor| anchor.size - start < TILE_WIDTH)
        {
            let hashes = &leaves.hashes;
            let tail = &hashes[..hashes.len().min((anchor.size - start) as usize)];
            self.check_anchor(anchor, self.entries.root_with(tail));
        }
        self.tiles.push(tile.as_ref().unwrap_or(&leaves));
        self.entries.push(&leaves);
        if let Some(root) = leaves.root {
            for tile in self.upper.append(root) {
                self.check_tile(tile.level + 1, tile.index, &tile.hashes)?;
            }
        }
        if let Some(tile) = tile.filter(|_| self.disputes.len() < MAX_LISTED) {
            let pairs = tile.hashes.into_iter().zip(leaves.hashes).enumerate();
            let hashes = pairs
                .filter(|(_, (served, computed))| served != computed)
                .map(|(at, (served, computed))| (at, served, computed));
            self.disputes.push(Dispute {
                index,
                hashes: hashes.collect(),
            });
        }
        Ok(())
    }

    fn check_anchor(&mut self, anchor: Anchor, root: Option<Hash>) {
        let Some(root) = root.filter(|root| *root != anchor.root) else {
            return;
        };
        let what = What::Rewritten {
            kept: anchor.size,
            kept_root: anchor.root,
            root,
        };
        self.walked.findings.push(Finding::at(CHECKPOINT, what));
    }

    /// Reports tiles that do not fit the entries, at the place of whichever the signed root does
    /// not vouch for; at both if it vouches for neither.
    fn settle(&mut self) {
        let vouched = |root: Option<Hash>| root == Some(self.head.root);
        let entries_right = vouched(self.entries.root());
        let tiles_right = !entries_right && vouched(self.tiles.root());
        for Dispute { index, hashes } in std::mem::take(&mut self.disputes) {
            let width = width(self.head.size, index);
            for (at, served, computed) in hashes {
                let entry = index * TILE_WIDTH + at as u64;
                let mut report = |path: String, what| {
                    self.walked
                        .findings
                        .push(Finding::at(format!("log/{path}"), what).entry(entry))
                };
                if !tiles_right {
                    report(
                        tile_path(0, index, width),
                        What::TileDiffers { served, computed },
                    );
                }
                if !entries_right {
                    report(
                        entries_path(index, width),
                        What::EntryDiffers {
                            tile: served,
                            computed,
                        },
                    );
                }
            }
        }
    }

    fn check_tile(&mut self, level: u8, index: u64, computed: &[Hash]) -> Result<(), Unreachable> {
        let width = computed.len() as u16; // at most 256
        let path = |width| format!("log/{}", tile_path(level, index, width));
        let found = read_wide(self.source, path, width, MAX_TILE_BYTES, &mut self.buffer)?;
        let served =
            found.and_then(|found| exactly(decode_tile(&self.buffer, found), found, width));
        self.walked.tiles += 1;
        let findings = &mut self.walked.findings;
        match served {
            Err(what) => findings.push(Finding::at(path(width), what)),
            Ok(served) => {
                for (at, (served, computed)) in served.into_iter().zip(computed).enumerate() {
                    if served != *computed {
                        let what = What::TileHashDiffers {
                            at,
                            served,
                            computed: *computed,
                        };
                        findings.push(Finding::at(path(width), what));
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Walked, Unreachable> {
        self.walked.whole = !self.given_up;
        self.walked.last = self.last;
        self.settle();
        if self.broken || self.given_up {
            // What is missing was reported where it is missing.
            return Ok(self.walked);
        }
        let partial: Vec<_> = self
            .upper
            .partial_tiles()
            .map(|(path, hashes)| (path, hashes.to_vec()))
            .collect();
        for (path, hashes) in partial {
            self.check_tile(path.level + 1, path.index, &hashes)?;
        }
        let root = self.entries.root();
        while let Some(anchor) = self.anchors.pop() {
            self.check_anchor(anchor, root);
        }
        if let Some(computed) = root.filter(|computed| *computed != self.head.root) {
            let what = What::RootDiffers {
                signed: self.head.root,
                computed,
            };
            self.walked.findings.push(Finding::at(CHECKPOINT, what));
        }
        Ok(self.walked)
    }
}
