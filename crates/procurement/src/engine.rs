//! The run: workers take blocks, fold the processes in them, and their shards merge.

use std::hash::BuildHasher;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxBuildHasher;

use crate::input::{Block, Feeder, Limits, Places, sources};
use crate::json::{Fault, Json, Kind, Reader};
use crate::merge::Merged;
use crate::outcome::Outcome;
use crate::problems::{Place, Problem};
use crate::process::{Found, Line, Needs, Process, read_line};
use crate::rules::{self, AnyRule, Running};
use crate::settings::{Settings, SettingsError};
use crate::shard::{Common, Group, Loose, Shard};

/// Why a run ended without an outcome.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The settings cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A file cannot be found.
    #[error(transparent)]
    Input(#[from] io::Error),
    /// The first problem of a strict run.
    #[error(
        "{source_name}, {place}: {problem}{detail}; without --strict it would be counted and left out"
    )]
    Strict {
        /// The file.
        source_name: String,
        /// The line.
        place: String,
        /// What is wrong.
        problem: &'static str,
        /// More about it.
        detail: String,
    },
    /// A worker ended in a way that it should not.
    #[error("a worker stopped unexpectedly; please report this with the file that did it")]
    Worker,
}

/// How to run.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How input is cut and read.
    pub limits: Limits,
    /// Workers; 0 for as many as the machine has cores.
    pub workers: usize,
    /// Stop at the first problem.
    pub strict: bool,
    /// Keep which process was flagged for which organisation (Cardinal's `--map`).
    pub links: bool,
    /// Keep what each flag rests on.
    pub evidence: bool,
}

/// What is told while it runs.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Bytes of text taken so far.
    pub bytes: u64,
    /// Items (lines) in the block that was just finished.
    pub items: u32,
}

/// The chosen rules, ready to run.
pub struct Engine {
    common: Common,
    rules: Vec<Box<dyn AnyRule>>,
    needs: Needs,
}

/// A shard with the counts of each rule: what a part file holds, and what finishing starts from.
pub struct Folded {
    /// What all rules share.
    pub shard: Shard,
    /// Each rule's counts.
    pub(crate) running: Vec<Box<dyn Running>>,
}

impl Engine {
    /// Makes the rules that the settings choose.
    ///
    /// # Errors
    /// When a section holds what its rule does not know.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let rules = rules::chosen(settings)?;
        Ok(Self {
            common: Common::new(settings),
            needs: rules::needs(&rules),
            rules,
        })
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &[Box<dyn AnyRule>] {
        &self.rules
    }

    /// Reads the paths and folds all processes.
    ///
    /// # Errors
    /// When a path does not exist, or at the first problem of a strict run.
    pub fn fold(
        &self,
        paths: &[PathBuf],
        options: &Options,
        tell: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Folded, Places), RunError> {
        let feeder = Mutex::new(Feeder::new(sources(paths)?, options.limits.clone()));
        let stop = AtomicBool::new(false);
        let workers = match options.workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            workers => workers,
        };
        let common = Arc::new(Common {
            links: options.links,
            evidence: options.evidence,
            ..self.common.clone()
        });
        let work = || Worker::new(self, &common, options).run(&feeder, &stop, tell);
        let finished: Vec<_> = std::thread::scope(|scope| {
            let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            started.into_iter().map(|worker| worker.join()).collect()
        });
        let (mut all, mut items) = (self.empty(&common), Vec::new());
        for worker in finished {
            let (folded, more) = worker.map_err(|_| RunError::Worker)?;
            all.merge(folded);
            items.extend(more);
        }
        let places = feeder
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .places(items);
        if options.strict {
            refuse_problems(&all.shard, &places)?;
        }
        Ok((all, places))
    }

    /// Nothing folded yet.
    #[must_use]
    pub fn empty(&self, common: &Arc<Common>) -> Folded {
        Folded {
            shard: Shard::new(Arc::clone(common)),
            running: self.rules.iter().map(|rule| rule.start()).collect(),
        }
    }

    /// What all rules share.
    #[must_use]
    pub fn common(&self) -> &Common {
        &self.common
    }

    /// Says what the counts come to.
    #[must_use]
    pub fn finish(&self, folded: Folded) -> Outcome {
        let folded = self.compile_loose(folded);
        let abouts = self.rules.iter().map(|rule| rule.about()).collect();
        let mut outcome = Outcome::new(folded.shard, abouts);
        rules::settle_gaps(&mut outcome);
        for (number, running) in (0..).zip(folded.running) {
            outcome.turn_of(number);
            running.finish(&mut outcome);
        }
        outcome.sort();
        outcome
    }

    /// Merges the releases of each process and folds what they come to.
    fn compile_loose(&self, mut folded: Folded) -> Folded {
        let mut loose = std::mem::take(&mut folded.shard.loose);
        if loose.is_empty() {
            return folded;
        }
        loose.sort_by(|a, b| a.ocid.cmp(&b.ocid).then(a.place.cmp(&b.place)));
        let options = Options::default();
        let mut worker = Worker::new(self, &Arc::clone(&folded.shard.common), &options);
        worker.folded = folded;
        for releases in loose.chunk_by(|a, b| a.ocid == b.ocid) {
            // They were read before, so they are JSON.
            let parsed = releases
                .iter()
                .filter_map(|release| Json::parse(&release.text).ok());
            let merged = Merged::of(parsed.map(Json::into_owned).collect());
            worker.item(&merged.compiled().to_string(), releases[0].place);
            for _ in 0..merged.conflicts() {
                worker
                    .folded
                    .shard
                    .note(Problem::MergeConflict, || releases[0].ocid.clone());
            }
        }
        worker.folded
    }

    /// Reads, folds and finishes.
    ///
    /// # Errors
    /// As [`Engine::fold`].
    pub fn run(
        &self,
        paths: &[PathBuf],
        options: &Options,
        tell: &(dyn Fn(Progress) + Sync),
    ) -> Result<(Outcome, Places), RunError> {
        let (folded, places) = self.fold(paths, options, tell)?;
        let outcome = self.finish(folded);
        if options.strict {
            refuse_problems(&outcome.shard, &places)?;
        }
        Ok((outcome, places))
    }
}

impl Folded {
    /// Takes over what another saw, of the same rules with the same settings.
    pub fn merge(&mut self, other: Folded) {
        let renaming = self.shard.merge(other.shard);
        for (mine, theirs) in self.running.iter_mut().zip(other.running) {
            mine.merge(theirs, &renaming);
        }
    }
}

fn refuse_problems(shard: &Shard, places: &Places) -> Result<(), RunError> {
    let Some((problem, noted)) = shard.problems.first() else {
        return Ok(());
    };
    let (source_name, place) = places.words(noted.place);
    let detail = match noted.detail.as_str() {
        "" => String::new(),
        detail => format!(" ({detail})"),
    };
    Err(RunError::Strict {
        source_name,
        place,
        problem: problem.words(),
        detail,
    })
}

/// One thread's work.
struct Worker<'e> {
    options: &'e Options,
    folded: Folded,
    needs: Needs,
    found: Vec<Found>,
    /// Items of each block that this worker took.
    items: Vec<(u32, u32)>,
    uses_gaps: bool,
    links_bidders: bool,
}

impl<'e> Worker<'e> {
    fn new(engine: &Engine, common: &Arc<Common>, options: &'e Options) -> Self {
        let has = |id: &str| engine.rules.iter().any(|rule| rule.about().id == id);
        Self {
            options,
            folded: engine.empty(common),
            needs: match common.evidence {
                true => engine.needs | Needs::NAMES,
                false => engine.needs,
            },
            found: Vec::new(),
            items: Vec::new(),
            uses_gaps: engine.rules.iter().any(|rule| rule.about().uses_gaps),
            // As Cardinal: only where a rule about firms would otherwise leave no trace of their processes.
            links_bidders: common.links && (has("R025") || has("R038") || has("R048")),
        }
    }

    fn run(
        mut self,
        feeder: &Mutex<Feeder>,
        stop: &AtomicBool,
        tell: &(dyn Fn(Progress) + Sync),
    ) -> (Folded, Vec<(u32, u32)>) {
        let mut block = Block::default();
        while !stop.load(Ordering::Relaxed) {
            let bytes = {
                // A worker that died left the feeder between two blocks.
                let mut feeder = feeder.lock().unwrap_or_else(PoisonError::into_inner);
                if !feeder.next(&mut block) {
                    break;
                }
                feeder.taken()
            };
            let items = self.block(&block);
            self.items.push((block.number, items));
            if self.options.strict && !self.folded.shard.problems.is_empty() {
                stop.store(true, Ordering::Relaxed);
            }
            tell(Progress { bytes, items });
        }
        (self.folded, self.items)
    }

    /// Folds a block's items and says how many there were.
    fn block(&mut self, block: &Block) -> u32 {
        // Checking a block at once is much faster than line by line, and most blocks are good.
        let whole = match self.options.limits.latin1 {
            true => None,
            false => std::str::from_utf8(&block.bytes).ok(),
        };
        let (mut line, mut start) = (0, 0);
        for item in block.items() {
            let place = Place::new(block.number, line);
            if let Some(text) = whole.and_then(|text| text.get(start..start + item.len())) {
                self.item(text, place);
            } else {
                self.doubtful(item, place);
            }
            // Lines are followed by their line end, elements by nothing.
            start += item.len() + usize::from(block.ends.is_none());
            line += 1;
        }
        if let Some((problem, detail)) = &block.lost {
            let problems = &mut self.folded.shard.problems;
            problems.note(*problem, Place::new(block.number, line), || detail.clone());
            line += 1;
        }
        line
    }

    /// An item of a block that is not all UTF-8.
    fn doubtful(&mut self, item: &[u8], place: Place) {
        if self.options.limits.latin1 {
            // Each byte of ISO-8859-1 is the code point of its character.
            let text: String = item.iter().map(|byte| char::from(*byte)).collect();
            return self.item(&text, place);
        }
        match std::str::from_utf8(item) {
            Ok(text) => self.item(text, place),
            Err(error) => {
                let at = error.valid_up_to();
                let problems = &mut self.folded.shard.problems;
                problems.note(Problem::NotUtf8, place, || format!("at byte {at}"));
            }
        }
    }

    fn item(&mut self, text: &str, place: Place) {
        if text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return;
        }
        self.folded.shard.at(place);
        self.found.clear();
        let line = read_line(text, self.needs, &mut self.found);
        let problem = match line {
            Ok(Line::Release { process, partial }) => {
                if partial {
                    return self.loose(&process, text);
                }
                return self.process(&process);
            }
            Ok(Line::Container) => match self.container(text, place) {
                Ok(Some(problem)) => problem,
                Ok(None) => return,
                Err(fault) => return self.fault(fault),
            },
            Ok(Line::List) => match elements(text) {
                Ok(elements) => {
                    return elements
                        .into_iter()
                        .for_each(|element| self.item(element, place));
                }
                Err(fault) => return self.fault(fault),
            },
            Ok(Line::NotAnObject) => Problem::NotAnObject,
            Ok(Line::NoOcid) => Problem::NoOcid,
            Err(fault) => return self.fault(fault),
        };
        self.folded.shard.note(problem, String::new);
    }

    fn fault(&mut self, fault: Fault) {
        let problem = fault.reason.into();
        self.folded.shard.note(problem, || fault.to_string());
    }

    /// A record or a package on one line.
    fn container(&mut self, text: &str, place: Place) -> Result<Option<Problem>, Fault> {
        let parts = Parts::read(text)?;
        if let Some(compiled) = parts.compiled {
            self.item(compiled, place);
            return Ok(None);
        }
        let Some(list) = parts.releases.or(parts.records) else {
            return Ok(Some(Problem::EmptyPackage));
        };
        let elements = elements(list)?;
        if elements.is_empty() {
            return Ok(Some(match parts.has_ocid {
                true => Problem::NothingToCompile,
                false => Problem::EmptyPackage,
            }));
        }
        if parts.has_ocid {
            return Ok(self.record(&elements));
        }
        for element in elements {
            self.item(element, place);
        }
        Ok(None)
    }

    /// The releases of a record without a compiled one.
    fn record(&mut self, releases: &[&str]) -> Option<Problem> {
        let before = self.folded.shard.loose.len();
        for text in releases {
            self.found.clear();
            // Links to releases have no ocid of their own.
            if let Ok(Line::Release { process, .. }) = read_line(text, self.needs, &mut self.found)
            {
                self.loose(&process, text);
            }
        }
        let any = self.folded.shard.loose.len() > before;
        (!any).then_some(Problem::NothingToCompile)
    }

    /// Keeps a release until the others of its process are here.
    fn loose(&mut self, process: &Process<'_>, text: &str) {
        let shard = &mut self.folded.shard;
        shard.loose.push(Loose {
            ocid: process.ocid.to_string(),
            place: shard.place(),
            text: text.to_owned(),
        });
    }

    fn process(&mut self, process: &Process<'_>) {
        let Folded { shard, running } = &mut self.folded;
        for (problem, path) in self.found.drain(..) {
            shard.note(problem, || path.to_owned());
        }
        let hash = FxBuildHasher.hash_one(process.ocid.as_bytes());
        shard.seen.push((hash, shard.place()));
        if !shard.common.includes(process) {
            shard.left_out += 1;
            return;
        }
        shard.looked_at += 1;
        for bid in process.bids.as_deref().unwrap_or_default() {
            if let Some(currency) = bid.value.currency.as_deref() {
                let (name, place) = (shard.names.name(currency), shard.place());
                shard.currencies.entry(name).or_default().add(place);
            }
        }
        if self.links_bidders {
            for bid in process.submitted_bids() {
                for id in bid.tenderers.ids() {
                    shard.link_bidder(process, id);
                }
            }
        }
        if self.uses_gaps {
            rules::fold_gap(process, shard);
        }
        for (number, rule) in (0..).zip(running) {
            shard.turn_of(number);
            rule.fold(process, shard);
        }
    }
}

/// The parts of a record or a package, each as its text.
#[derive(Default)]
struct Parts<'a> {
    compiled: Option<&'a str>,
    releases: Option<&'a str>,
    records: Option<&'a str>,
    has_ocid: bool,
}

impl<'a> Parts<'a> {
    fn read(text: &'a str) -> Result<Self, Fault> {
        let mut parts = Self::default();
        let mut reader = Reader::new(text);
        reader.object(|reader, key| {
            let kind = reader.kind()?;
            let value = reader.raw()?;
            match (key, kind) {
                ("compiledRelease", Kind::Object) => parts.compiled = Some(value),
                ("releases", Kind::Array) => parts.releases = Some(value),
                ("records", Kind::Array) => parts.records = Some(value),
                ("ocid", _) => parts.has_ocid = true,
                _ => {}
            }
            Ok(())
        })?;
        Ok(parts)
    }
}

fn elements(list: &str) -> Result<Vec<&str>, Fault> {
    let mut elements = Vec::new();
    let mut reader = Reader::new(list);
    reader.kind()?;
    reader.array(|reader| {
        elements.push(reader.raw()?);
        Ok(())
    })?;
    Ok(elements)
}

/// Which groups a result can be about, in Cardinal's order.
pub const GROUPS: [Group; 4] = [
    Group::Ocid,
    Group::Buyer,
    Group::ProcuringEntity,
    Group::Tenderer,
];
