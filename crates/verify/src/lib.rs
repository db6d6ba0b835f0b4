//! Checks a log without trusting who serves it: from an address or from a folder of exported files.
//!
//! Knows the published format of the log (`tlog`) and the pure rules (`domain`), and nothing of how
//! a server stores or draws anything. What is checked, in this order:
//!
//! 1. the checkpoint's signature, with the reader's key if there is one;
//! 2. every entry, every tile and the root, and that the log still begins with what a reader saw before;
//! 3. every public body against its entry, and that no body is hidden or opened in silence;
//! 4. the public JSON against the fold of the public entries.
//!
//! Memory stays small however long the log: bodies and records are put aside in temporary files by
//! subject and folded part by part. Nothing here reads a clock.

mod bundle;
mod diff;
mod finding;
mod fold;
mod head;
mod leaf;
mod report;
mod served;
mod source;
mod spill;
mod tree;

use std::path::PathBuf;
use std::time::Duration;

use domain::disclosure::Act;

pub use diff::Difference;
pub use finding::{BadDisclosure, Finding, MAX_LISTED, What};
pub use head::KeySource;
pub use report::{Counts, Report, Timings};
pub use source::Target;

use finding::Findings;
use fold::{Folding, bit};
use head::{Head, Kept};
use source::Source;
use spill::Spills;
use tree::{Anchor, Walked};

/// How to check.
#[derive(Default)]
pub struct Options<'a> {
    /// The verifier key that the reader holds (`name+id+base64`). Without it, and without a kept
    /// head, the key that the server shows is used, and the report says so.
    pub key: Option<String>,
    /// The file with the head that the reader saw last; written when everything agrees.
    pub state: Option<PathBuf>,
    /// Where to put what does not fit into memory: about as many bytes as the public bodies and
    /// the public JSON have. None: the system's folder for temporary files.
    pub temporary: Option<PathBuf>,
    /// The time since any fixed moment, for [`Timings`]. None: no times are reported.
    pub stopwatch: Option<&'a dyn Fn() -> Duration>,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading the public JSON; counted in kinds of subject.
    ServedRecords,
    /// Hashing entries and bodies; counted in entries.
    TreeAndBodies,
    /// Folding and comparing; counted in public bodies, twice where they are read again for it.
    FoldAndCompare,
}

/// How far the check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub phase: Phase,
    /// How much of it is done.
    pub done: u64,
    /// Of how much.
    pub total: u64,
}

/// Why nothing can be said of the log: it was not reached, or the check itself could not work.
#[derive(Debug, thiserror::Error)]
pub enum Unreachable {
    /// The folder does not exist.
    #[error("{} is not a folder: give the address of a Sinergi or the folder of an exported log", .0.display())]
    NoFolder(PathBuf),
    /// A file could not be read, or a server did not answer.
    #[error("{place} could not be read: {why}")]
    Read {
        /// What was read.
        place: String,
        /// What came instead.
        why: String,
    },
    /// A server answered, but neither with the file nor that there is none.
    #[error("{place} was answered with status {status}: try again later")]
    Status {
        /// What was asked for.
        place: String,
        /// The HTTP status.
        status: u16,
    },
    /// The key given is none.
    #[error("'{given}' is not a verifier key: {why}")]
    Key {
        /// What was given.
        given: String,
        /// Why it is no key.
        why: String,
    },
    /// The kept head could not be read or written.
    #[error("the kept head in {} cannot be used: {why}; to begin anew, move the file away", .path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// No place for what does not fit into memory.
    #[error("temporary files could not be written or read: {0}; name a folder with more room")]
    Temporary(std::io::Error),
}

/// Threads that read, hash and fold. More than four would not keep to the memory that is promised.
const MAX_THREADS: usize = 4;

/// Checks a log and reports what agrees and what does not.
///
/// # Errors
/// Only when nothing can be said of the log: it is not there, does not answer, or the check itself
/// could not work. What is wrong *in* the log is in [`Report::findings`].
pub fn verify(
    target: &Target,
    options: &Options<'_>,
    progress: &dyn Fn(Progress),
) -> Result<Report, Unreachable> {
    let stopwatch = || {
        options
            .stopwatch
            .map_or(Duration::ZERO, |elapsed| elapsed())
    };
    let folder = options.temporary.clone().unwrap_or_else(std::env::temp_dir);
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MAX_THREADS);
    let mut findings = Findings::default();
    let source = Source::open(target)?;
    let kept = options
        .state
        .as_deref()
        .map(Kept::load)
        .transpose()?
        .flatten();
    let mut head = Head::read(&source, options, kept.as_ref(), &mut findings)?;
    let Some(size_before) = head.checkpoint.as_ref().map(|checkpoint| checkpoint.size) else {
        return Ok(Report::of(target, &head, findings));
    };

    // The JSON first: what it holds is then surely among the entries of the head read after it.
    let mut timings = Timings::default();
    let start = stopwatch();
    let records = Spills::new(&folder);
    let lines = served::read(&source, size_before, &records, &mut findings, progress)?;
    timings.served_records = stopwatch() - start;

    let start = stopwatch();
    let mut anchors: Vec<Anchor> = head
        .read_again(&source, &mut findings)?
        .into_iter()
        .collect();
    let Some(checkpoint) = head.checkpoint.clone() else {
        return Ok(Report::of(target, &head, findings));
    };
    anchors.extend(
        kept.as_ref()
            .and_then(|kept| kept.anchor(&checkpoint, &mut findings)),
    );
    let bodies = Spills::new(&folder);
    let newest = Anchor {
        size: checkpoint.size,
        root: checkpoint.root,
    };
    let total = checkpoint.size;
    let show = |done| {
        progress(Progress {
            phase: Phase::TreeAndBodies,
            done,
            total,
        })
    };
    // From a folder the bodies are read again for the fold: that costs less than writing them aside.
    let put_aside = (!source.is_near()).then_some(&bodies);
    let mut walked = tree::walk(&source, put_aside, newest, &anchors, threads, &show)?;
    timings.tree_and_bodies = stopwatch() - start;
    timings.bytes_hashed = walked.bytes_hashed;
    findings.append(std::mem::take(&mut walked.findings));

    let start = stopwatch();
    let mut counts = Counts {
        entries: walked.entries,
        tiles: walked.tiles,
        records: lines,
        ..Counts::default()
    };
    let mut status_days = Vec::new();
    // Of a log of which a part is missing, every subject could differ: that would hide what is missing.
    if walked.whole {
        let mut tally = Tally::new(&walked);
        let again = if source.is_near() { walked.to_fold } else { 0 };
        let show = |done| {
            progress(Progress {
                phase: Phase::FoldAndCompare,
                done,
                total: again + walked.to_fold,
            });
        };
        if source.is_near() {
            let mut gathered = 0;
            tree::gather(&source, &bodies, total, threads, |count, found| {
                gathered += count;
                findings.append(found);
                show(gathered);
            })?;
        }
        let folding = Folding {
            walked: &walked,
            size_before,
            folder: &folder,
            threads,
            part_bytes: fold::PART_BYTES,
        };
        folding.run(bodies, records, |folded| {
            tally.add(folded);
            show(again + tally.bodies);
        })?;
        status_days = tally.days.keys().copied().collect();
        tally.status_days(size_before != total);
        tally.close(&mut counts, &mut findings);
    }
    timings.fold_and_compare = stopwatch() - start;

    let mut report = Report::of(target, &head, findings);
    report.counts = counts;
    report.status_days = status_days;
    report.timings = options.stopwatch.map(|_| timings);
    if let (Some(path), Some(key), true) = (&options.state, &head.key, report.agrees()) {
        head::keep(path, key, &head.note)?;
        report.kept = true;
    }
    Ok(report)
}

/// Joins what the parts came to, and settles which bodies may be missing.
struct Tally<'a> {
    walked: &'a Walked,
    public: u64,
    bodies: u64,
    subjects: u64,
    withheld: u64,
    erased: u64,
    /// Per entry: nothing to report if its body is missing.
    excused: Vec<u64>,
    /// Per entry: opened by an act.
    opened: Vec<u64>,
    days: std::collections::BTreeMap<jiff::civil::Date, (u64, domain::Reference)>,
    findings: Findings,
}

impl<'a> Tally<'a> {
    fn new(walked: &'a Walked) -> Self {
        Self {
            walked,
            public: walked
                .public
                .iter()
                .map(|word| u64::from(word.count_ones()))
                .sum(),
            bodies: 0,
            subjects: 0,
            withheld: 0,
            erased: 0,
            excused: walked.open.iter().map(|open| !open).collect(),
            opened: vec![0; walked.open.len()],
            days: Default::default(),
            findings: Findings::default(),
        }
    }

    fn add(&mut self, folded: fold::Folded) {
        self.bodies += folded.bodies;
        self.subjects += folded.subjects;
        self.findings.append(folded.findings);
        for (day, (count, subject)) in folded.days {
            self.days.entry(day).or_insert((0, subject)).0 += count;
        }
        let place = |entry| bundle::bodies_place(entry, self.walked.entries);
        for act in folded.acts {
            let missing = !bit(&self.walked.public, act.entry);
            match act.act {
                Act::Open if missing && self.walked.unknown == 0 => {
                    let what = What::GoneThoughOpened { by: act.by };
                    self.findings
                        .push(Finding::at(place(act.entry), what).entry(act.entry));
                }
                Act::Withhold => self.withheld += u64::from(missing),
                Act::Erase => self.erased += u64::from(missing),
                Act::Open => {}
            }
            // Every act settles the question here: an opening that was not kept was just reported.
            if let Ok(at) = usize::try_from(act.entry) {
                bundle::set(&mut self.excused, at);
                bundle::set(&mut self.opened, at);
            }
        }
    }

    /// No status can be for a day before the log's last entry, in Western Indonesian Time. If the
    /// log `grew` during the check, midnight may have passed between the JSON and that entry.
    fn status_days(&mut self, grew: bool) {
        let last = self.walked.last.and_then(|last| {
            let at = jiff::Timestamp::from_microsecond(last.0).ok()?;
            let day = jiff::tz::offset(7).to_datetime(at).date();
            if grew {
                day.yesterday().ok()
            } else {
                Some(day)
            }
        });
        let Some(last) = last else { return };
        for (day, (_, subject)) in self.days.range(..last) {
            let what = What::StatusBeforeLog { day: *day, last };
            self.findings
                .push(Finding::at(served::path(subject.kind), what).subject(*subject));
        }
    }

    fn close(mut self, counts: &mut Counts, findings: &mut Findings) {
        let place = |entry| bundle::bodies_place(entry, self.walked.entries);
        let words = || {
            self.walked
                .public
                .iter()
                .zip(&self.walked.open)
                .zip(self.excused.iter().zip(&self.opened))
        };
        for (word, ((public, open), (excused, opened))) in words().enumerate() {
            for (bits, what) in [
                (!public & !excused, What::HiddenInSilence),
                (public & !open & !opened, What::OpenedInSilence),
            ] {
                for bit in (0..64).filter(|bit| bits >> bit & 1 == 1) {
                    let entry = word as u64 * 64 + bit;
                    self.findings
                        .push(Finding::at(place(entry), what.clone()).entry(entry));
                }
            }
        }
        if let Some(usual) = self
            .days
            .iter()
            .max_by_key(|(_, (count, _))| *count)
            .map(|(day, _)| *day)
        {
            for (day, (_, subject)) in self.days.iter().filter(|(day, _)| **day != usual) {
                let what = What::StatusDays { day: *day, usual };
                self.findings
                    .push(Finding::at(served::path(subject.kind), what).subject(*subject));
            }
        }
        let not_served =
            counts.entries - self.public - self.walked.unknown.min(counts.entries - self.public);
        counts.bodies_public = self.public;
        counts.withheld = self.withheld;
        counts.erased = self.erased;
        counts.sealed = not_served.saturating_sub(self.withheld + self.erased);
        counts.subjects = self.subjects;
        findings.append(self.findings);
    }
}
