//! The one writer: loads, decides, appends, projects and signs, many requests to one flush.
//!
//! The next batch is what arrived during the last commit; there is no timer. A request is answered after
//! the commit, or refused and then nothing of it is stored. Requests of a batch see each other's effects
//! in the order in which they came.

use std::collections::{HashMap, HashSet};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};

use domain::any::{AnyCommand, AnyState};
use domain::disclosure::{Act, Description as Disclosure};
use domain::entry::{self, Body, By, Entry, MAX_BODY_BYTES, Micros};
use domain::refusal::BodyProblem;
use domain::subject::{Command, Stamp};
use domain::{Reference, Refusal};
use jiff::civil::Date;
use store::{Append, Error as StoreError, Standing, Writer};
use tlog::Edge;
use tlog::checkpoint::Checkpoint;
use tlog::note::SigningKey;
use tokio::sync::oneshot;

use crate::fold::fold;
use crate::{Clock, Published, feed};

/// How many requests one transaction takes at most, so that nobody waits behind an endless batch.
const MAX_BATCH: usize = 4_096;

/// How many subjects the writer remembers to exist, to spare a query per reference.
const MAX_KNOWN: usize = 500_000;

/// One command about one subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The subject.
    pub subject: Reference,
    /// How many entries of the subject the author had seen; none to record whatever came before.
    pub expected: Option<u64>,
    /// What to record.
    pub command: AnyCommand,
    /// Whether the body is public from the start.
    pub open: bool,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The new entries' numbers, in the order of the requests; a request that changed nothing made none.
    pub entries: Vec<u64>,
    /// The log's size after it.
    pub size: u64,
    /// The signed checkpoint that covers the entries.
    pub checkpoint: Arc<str>,
}

/// A request that was refused, by its place among those sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its place, from 0.
    pub at: usize,
    /// The subject.
    pub subject: Reference,
    /// Every reason.
    pub refusals: Vec<Refusal>,
}

/// Why nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExecuteError {
    /// The rules refuse some of it.
    #[error("{} of the requests were refused; nothing was recorded", .0.len())]
    Refused(Vec<Refused>),
    /// The disk is full; reading goes on.
    #[error("the disk is full: nothing was recorded. Free some space, then send it again")]
    DiskFull,
    /// The database failed; what it says, and whether the entries are there, shows at the next reading.
    #[error("{0}")]
    Storage(String),
    /// The program is stopping.
    #[error("the program is stopping; nothing was recorded")]
    Stopped,
}

type Answer = Result<Receipt, ExecuteError>;

/// Whom to answer, and with what: the entries that were made, or why there are none.
type Answered = (oneshot::Sender<Answer>, Result<Vec<u64>, ExecuteError>);

struct Job {
    by: By,
    requests: Vec<Request>,
    /// Decide and roll back: what would happen?
    trial: bool,
    reply: oneshot::Sender<Answer>,
}

/// The way to the writer's thread.
pub(crate) struct Handle {
    jobs: Option<Sender<Job>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Handle {
    pub(crate) fn start(
        writer: Writer,
        key: SigningKey,
        clock: Clock,
        published: Arc<RwLock<Published>>,
        feed: feed::Waker,
    ) -> Self {
        let (jobs, inbox) = channel();
        let run = move || {
            Loop {
                writer,
                key,
                clock,
                published,
                feed,
                known: HashSet::new(),
            }
            .run(&inbox)
        };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(run)
            .ok();
        Self {
            jobs: thread.is_some().then_some(jobs),
            thread,
        }
    }

    pub(crate) fn send(
        &self,
        by: By,
        requests: Vec<Request>,
        trial: bool,
    ) -> Result<oneshot::Receiver<Answer>, ExecuteError> {
        let (reply, answer) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(ExecuteError::Stopped)?;
        jobs.send(Job {
            by,
            requests,
            trial,
            reply,
        })
        .map_err(|_| ExecuteError::Stopped)?;
        Ok(answer)
    }
}

impl Drop for Handle {
    /// Lets the writer finish what it was given.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub(crate) fn sign(key: &SigningKey, size: u64, edge: &Edge) -> Result<String, StoreError> {
    Checkpoint::new(key.name(), size, edge.root())
        .sign(key)
        .map_err(|e| StoreError::Corrupt(format!("checkpoint: {e}")))
}

struct Loop {
    writer: Writer,
    key: SigningKey,
    clock: Clock,
    published: Arc<RwLock<Published>>,
    feed: feed::Waker,
    known: HashSet<Reference>,
}

/// A subject as this transaction sees it.
#[derive(Clone)]
struct Working {
    /// The public state when the transaction began; none for a new subject.
    before: Option<AnyState>,
    /// The public state.
    public: AnyState,
    /// The state with what is kept back, where that differs. Rules are decided on it.
    full: Option<AnyState>,
    version: u64,
    hidden: u64,
    last_entry: u64,
}

impl Working {
    fn deciding(&self) -> &AnyState {
        self.full.as_ref().unwrap_or(&self.public)
    }
}

type Touched = HashMap<Reference, Working>;

impl Loop {
    fn run(mut self, inbox: &Receiver<Job>) {
        while let Ok(first) = inbox.recv() {
            let mut batch = vec![first];
            while !batch.last().is_some_and(|job| job.trial) && batch.len() < MAX_BATCH {
                match inbox.try_recv() {
                    // A trial is rolled back, so it cannot share a transaction with what is kept.
                    Ok(job) if job.trial => {
                        self.transact(std::mem::take(&mut batch));
                        batch.push(job);
                    }
                    Ok(job) => batch.push(job),
                    Err(_) => break,
                }
            }
            self.transact(batch);
        }
    }

    fn transact(&mut self, batch: Vec<Job>) {
        if batch.is_empty() {
            return;
        }
        let mut answered: Vec<Answered> = Vec::with_capacity(batch.len());
        let failed = self.try_transact(batch, &mut answered);
        match failed {
            Ok(trial) => {
                let head = self.writer.head();
                let (size, checkpoint): (u64, Arc<str>) =
                    (head.size, head.checkpoint.as_str().into());
                if !trial {
                    *self
                        .published
                        .write()
                        .unwrap_or_else(PoisonError::into_inner) = Published {
                        size,
                        checkpoint: Arc::clone(&checkpoint),
                    };
                    self.feed.wake(size);
                }
                for (reply, outcome) in answered {
                    let answer = outcome.map(|entries| Receipt {
                        entries,
                        size,
                        checkpoint: Arc::clone(&checkpoint),
                    });
                    // The author may have gone; what was recorded stays.
                    let _ = reply.send(answer);
                }
            }
            Err(error) => {
                self.known.clear();
                let rolled_back = self.writer.rollback();
                let told = match (&error, rolled_back) {
                    (StoreError::DiskFull, _) => ExecuteError::DiskFull,
                    (error, Ok(())) => ExecuteError::Storage(error.to_string()),
                    (error, Err(second)) => {
                        ExecuteError::Storage(format!("{error}; then {second}"))
                    }
                };
                tracing::error!(error = %error, "the transaction failed; nothing of it is recorded");
                for (reply, outcome) in answered {
                    let _ = reply.send(outcome.and(Err(told.clone())));
                }
            }
        }
    }

    /// Runs a batch in one transaction. Every job gets an outcome; an error is the whole batch's. True if it was a trial.
    fn try_transact(
        &mut self,
        batch: Vec<Job>,
        answered: &mut Vec<Answered>,
    ) -> Result<bool, StoreError> {
        let at = Micros::clamped(self.clock.now().0.max(self.writer.head().at));
        let today = crate::clock::day_in_wib(self.clock.now());
        let trial = batch.iter().any(|job| job.trial);
        let mut touched = Touched::new();
        let mut jobs = batch.into_iter();
        let mut failure = self.writer.begin().err();
        for job in jobs.by_ref() {
            if failure.is_some() {
                answered.push((job.reply, Ok(Vec::new())));
                continue;
            }
            match self.job(&job.by, job.requests, at, today, &mut touched) {
                Ok(outcome) => answered.push((job.reply, outcome.map_err(ExecuteError::Refused))),
                Err(error) => {
                    answered.push((job.reply, Ok(Vec::new())));
                    failure = Some(error);
                }
            }
        }
        if let Some(error) = failure {
            return Err(error);
        }
        if trial {
            self.known.clear();
            self.writer.rollback()?;
            return Ok(true);
        }
        for (subject, working) in &touched {
            self.writer.project(
                *subject,
                working.before.as_ref(),
                &working.public,
                working.version,
                working.hidden,
                working.last_entry,
            )?;
        }
        let checkpoint = sign(&self.key, self.writer.head().size, &self.writer.head().edge)?;
        self.writer.commit(checkpoint)?;
        if self.known.len() > MAX_KNOWN {
            self.known.clear();
        }
        Ok(false)
    }

    /// Decides on all requests of a job; appends all of them, or none.
    fn job(
        &mut self,
        by: &By,
        requests: Vec<Request>,
        at: Micros,
        today: Date,
        touched: &mut Touched,
    ) -> Result<Result<Vec<u64>, Vec<Refused>>, StoreError> {
        let mut overlay = Touched::new();
        let mut appends: Vec<Append> = Vec::with_capacity(requests.len());
        let mut acts: Vec<Disclosure> = Vec::new();
        let mut refused: Vec<Refused> = Vec::new();
        let mut pointed_at: Vec<(usize, Reference, Reference)> = Vec::new();
        let first = self.writer.head().size;
        for (place, request) in requests.into_iter().enumerate() {
            let subject = request.subject;
            let working = match overlay.entry(subject) {
                std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
                std::collections::hash_map::Entry::Vacant(free) => {
                    free.insert(match touched.get(&subject) {
                        Some(working) => working.clone(),
                        None => self.load(subject)?,
                    })
                }
            };
            let mut refuse = |refusals| {
                refused.push(Refused {
                    at: place,
                    subject,
                    refusals,
                })
            };
            if let Some(expected) = request
                .expected
                .filter(|expected| *expected != working.version)
            {
                refuse(vec![Refusal::Conflict {
                    expected,
                    actual: working.version,
                }]);
                continue;
            }
            if let AnyCommand::Entry(Command::Describe { description, .. }) = &request.command {
                if let Some(refusal) = self.cannot_disclose(subject, description)? {
                    refuse(vec![refusal]);
                    continue;
                }
                acts.push(description.clone());
            }
            let recordable = match working.deciding().decide(request.command, today) {
                Ok(Some(recordable)) => recordable,
                Ok(None) => continue,
                Err(refusals) => {
                    refuse(refusals);
                    continue;
                }
            };
            pointed_at.extend(recordable.refers_to.iter().map(|to| (place, subject, *to)));
            let open = request.open || !entry::may_be_hidden(subject.kind);
            let stamp = Stamp {
                entry: first + appends.len() as u64,
                at,
                on: recordable.on,
            };
            let body = Body {
                about: subject,
                by: by.clone(),
                data: recordable.data,
                kind: recordable.kind,
                on: recordable.on,
                salt: salt()?,
                seq: working.version,
            };
            let bytes = match body.encode() {
                Ok(bytes) if bytes.len() <= MAX_BODY_BYTES => bytes,
                Ok(bytes) => {
                    refuse(vec![Refusal::TooLarge {
                        bytes: bytes.len(),
                        most: MAX_BODY_BYTES,
                    }]);
                    continue;
                }
                Err(error) => {
                    refuse(vec![Refusal::DoesNotMatch {
                        field: "data",
                        given: error.to_string(),
                        recorded: "RFC 8785".to_owned(),
                    }]);
                    continue;
                }
            };
            let leaf = Entry {
                at,
                body: entry::body_hash(&bytes),
                open,
            }
            .encode();
            apply(working, &body.kind, body.data, stamp, open);
            let standing = if open {
                Standing::Public
            } else {
                Standing::Withheld
            };
            appends.push(Append {
                subject,
                seq: body.seq,
                kind: body.kind,
                at: at.0,
                leaf,
                body: bytes,
                standing,
            });
        }
        for (place, subject, to) in pointed_at {
            // Whatever this job records exists, wherever in the job it stands.
            let here = overlay
                .get(&to)
                .or_else(|| touched.get(&to))
                .is_some_and(|w| w.version > 0);
            if !here && !self.exists(to)? {
                refused.push(Refused {
                    at: place,
                    subject,
                    refusals: vec![Refusal::Unknown(to)],
                });
            }
        }
        if !refused.is_empty() {
            refused.sort_by_key(|r| r.at);
            return Ok(Err(refused));
        }
        for append in &appends {
            self.writer.append(append)?;
        }
        overlay.retain(|_, working| working.last_entry >= first && working.version > 0);
        touched.extend(overlay);
        for act in acts {
            self.disclose(&act, touched)?;
        }
        Ok(Ok((first..first + appends.len() as u64).collect()))
    }

    fn exists(&mut self, subject: Reference) -> Result<bool, StoreError> {
        if self.known.contains(&subject) {
            return Ok(true);
        }
        let exists = self.writer.exists(subject)?;
        if exists {
            self.known.insert(subject);
        }
        Ok(exists)
    }

    fn load(&self, subject: Reference) -> Result<Working, StoreError> {
        let Some(head) = self.writer.subject(subject)? else {
            return Ok(Working {
                before: None,
                public: AnyState::new(subject.kind),
                full: None,
                version: 0,
                hidden: 0,
                last_entry: 0,
            });
        };
        let public = AnyState::from_json(subject.kind, &head.state)
            .map_err(|e| StoreError::Corrupt(format!("{subject}: {e}")))?;
        let full = if head.hidden > 0 {
            Some(fold(subject, &self.writer.bodies_of(subject)?, |s| {
                s != Standing::Erased
            })?)
        } else {
            None
        };
        Ok(Working {
            before: Some(public.clone()),
            public,
            full,
            version: head.version,
            hidden: head.hidden,
            last_entry: 0,
        })
    }

    /// Why the body of an entry cannot be opened, withheld or erased now.
    fn cannot_disclose(
        &self,
        subject: Reference,
        act: &Disclosure,
    ) -> Result<Option<Refusal>, StoreError> {
        if subject != Reference::of_entry(act.entry) {
            return Ok(Some(Refusal::DoesNotMatch {
                field: "entry",
                given: act.entry.to_string(),
                recorded: subject.to_string(),
            }));
        }
        let refuse = |problem| {
            Ok(Some(Refusal::BodyState {
                entry: act.entry,
                problem,
            }))
        };
        let Some(stored) = self.writer.entry(act.entry)? else {
            return refuse(BodyProblem::NoSuchEntry);
        };
        match (stored.standing, act.act) {
            _ if !entry::may_be_hidden(stored.subject.kind) => refuse(BodyProblem::Disclosure),
            (Standing::Erased, _) => refuse(BodyProblem::Erased),
            (Standing::Public, Act::Open) | (Standing::Withheld, Act::Withhold) => {
                refuse(BodyProblem::AlreadySo)
            }
            _ => Ok(None),
        }
    }

    /// Sets a body's standing and folds its subject again from what is public now.
    fn disclose(&mut self, act: &Disclosure, touched: &mut Touched) -> Result<(), StoreError> {
        let standing = match act.act {
            Act::Open => Standing::Public,
            Act::Withhold => Standing::Withheld,
            Act::Erase => Standing::Erased,
        };
        let Some(stored) = self.writer.entry(act.entry)? else {
            return Ok(());
        };
        let subject = stored.subject;
        let mut working = match touched.remove(&subject) {
            Some(working) => working,
            None => self.load(subject)?,
        };
        self.writer.set_standing(act.entry, standing)?;
        let bodies = self.writer.bodies_of(subject)?;
        working.public = fold(subject, &bodies, |s| s == Standing::Public)?;
        working.full = Some(fold(subject, &bodies, |s| s != Standing::Erased)?);
        working.hidden = bodies
            .iter()
            .filter(|b| b.standing != Standing::Public)
            .count() as u64;
        working.last_entry = bodies.last().map_or(0, |b| b.index);
        touched.insert(subject, working);
        Ok(())
    }
}

/// Applies a new entry to what the transaction knows of its subject.
fn apply(working: &mut Working, kind: &str, data: serde_json::Value, stamp: Stamp, open: bool) {
    working.version += 1;
    working.last_entry = stamp.entry;
    if !open {
        working.hidden += 1;
        working
            .full
            .get_or_insert_with(|| working.public.clone())
            .apply(kind, data, stamp);
        return;
    }
    if let Some(full) = &mut working.full {
        full.apply(kind, data.clone(), stamp);
    }
    working.public.apply(kind, data, stamp);
}

/// 128 random bits in hex.
fn salt() -> Result<String, StoreError> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)
        .map_err(|e| StoreError::Corrupt(format!("no random bytes: {e}")))?;
    Ok(random
        .iter()
        .fold(String::with_capacity(32), |mut hex, byte| {
            for digit in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
            hex
        }))
}
