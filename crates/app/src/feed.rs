//! The thread that keeps the search index up with the log, at most a second behind.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use domain::any::AnyState;
use domain::commitment::Schedule;
use domain::disclosure::Act;
use domain::{Reference, SubjectKind};
use serde_json::Value;
use store::{Document, Error, LogRead, SearchIndex, Store, SubjectRow};
use tracing::{error, info};

use crate::last_head;

/// How long the feed waits for more entries before it commits: one commit for a burst of writing. It does not wait for
/// quiet: under unbroken writing search would fall behind by more than its second.
const GATHER: Duration = Duration::from_millis(300);

/// Over how many entries subjects are read in one transaction. A long one would keep the write-ahead file from being used again, so that
/// it could only grow.
const READ: u64 = 2_000;

/// How many documents are handed to the index at once: each hand-over costs a commit, each document memory until then.
const HAND_OVER: usize = 20_000;

/// How long the feed waits before it tries again what failed.
const AGAIN: Duration = Duration::from_secs(10);

/// Tells the feed that the log has grown. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Waker(Sender<u64>);

impl Waker {
    pub(crate) fn wake(&self, size: u64) {
        // The feed ends only with the program.
        let _ = self.0.send(size);
    }
}

#[derive(Default)]
struct Progress {
    fed: AtomicU64,
    /// The record is being closed: give up what is half done.
    stopping: AtomicBool,
    moved: Condvar,
    lock: Mutex<()>,
}

pub(crate) struct Handle {
    waker: Option<Waker>,
    progress: Arc<Progress>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Handle {
    pub(crate) fn start(store: Store, index: SearchIndex, folder: PathBuf) -> Self {
        let (sender, inbox) = channel::<u64>();
        let progress = Arc::new(Progress::default());
        let theirs = Arc::clone(&progress);
        let run = move || {
            loop {
                keep_head(&store, &folder);
                let fed = feed(&store, &index, &theirs.stopping);
                let behind = fed.is_err();
                match fed {
                    Ok(size) => {
                        theirs.fed.store(size, Ordering::Release);
                        let _held = theirs.lock.lock().unwrap_or_else(PoisonError::into_inner);
                        theirs.moved.notify_all();
                    }
                    Err(_) if theirs.stopping.load(Ordering::Relaxed) => return,
                    Err(error) => {
                        error!(%error, "search is behind the record; it is tried again with the next entry, or in a while")
                    }
                }
                // What was withheld or erased must not stay in the index until somebody happens to write.
                let next = if behind {
                    inbox.recv_timeout(AGAIN)
                } else {
                    inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
                };
                if next == Err(RecvTimeoutError::Disconnected) {
                    return;
                }
                if wait_for_more(&inbox).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new()
            .name("search".to_owned())
            .spawn(run)
            .ok();
        Self {
            waker: Some(Waker(sender)),
            progress,
            thread,
        }
    }

    pub(crate) fn waker(&self) -> Waker {
        // `None` only while the handle is being dropped.
        self.waker.clone().unwrap_or_else(|| Waker(channel().0))
    }

    pub(crate) fn wake(&self) {
        if let Some(waker) = &self.waker {
            waker.wake(0);
        }
    }

    /// Waits until the index has read a log of this size; false after ten seconds.
    pub(crate) fn wait_for(&self, size: u64) -> bool {
        let held = self
            .progress
            .lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let behind = |_: &mut ()| self.progress.fed.load(Ordering::Acquire) < size;
        let waited = self
            .progress
            .moved
            .wait_timeout_while(held, Duration::from_secs(10), behind);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        // The writer's waker went with the writer; the thread ends when both are gone. It is waited for, because
        // whoever opens the folder next must not find somebody still at work in it.
        self.waker = None;
        self.progress.stopping.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Keeps the published head beside the database; a disk that refuses is told of and tried again with the next entry.
fn keep_head(store: &Store, folder: &Path) {
    let kept = store
        .read(|reader| Ok(reader.head()?.checkpoint))
        .map_err(|e| e.to_string());
    if let Err(error) =
        kept.and_then(|checkpoint| last_head::keep(folder, &checkpoint).map_err(|e| e.to_string()))
    {
        error!(
            error,
            "the last published head could not be kept beside the database"
        );
    }
}

/// Reads what was recorded since the index was last fed; answers with the log size it then covers.
fn feed(store: &Store, index: &SearchIndex, stopping: &AtomicBool) -> Result<u64, Error> {
    let size = store.read(|reader| Ok(reader.head()?.size))?;
    let mut cursor = index.cursor();
    if cursor > size {
        // Another log's index, or one from before a restore.
        index.reset()?;
        cursor = 0;
    }
    if cursor == size {
        return Ok(size);
    }
    let acts = if cursor == 0 {
        Acts::default()
    } else {
        store.read(|reader| Acts::since(reader, cursor))?
    };
    if acts.erased {
        // A deleted document lies in its segment until that is merged; what is erased must be gone now.
        index.reset()?;
        cursor = 0;
    }
    let hand_over = |cursor: u64, piece: &mut Vec<Document>| {
        let unless_stopping = |document| {
            if stopping.load(Ordering::Relaxed) {
                Err(Error::Search("stopping".to_owned()))
            } else {
                Ok(document)
            }
        };
        index.feed(cursor, piece.drain(..).map(unless_stopping))
    };
    let mut codes: HashMap<Reference, Option<String>> = HashMap::new();
    // An act on a body changes what its subject says without being one of the subject's entries. These come first: the
    // first piece that is handed over moves the cursor, and after a stop nobody would look for earlier acts again.
    let mut piece = store.read(|reader| acted_on(reader, acts.subjects, &mut codes))?;
    let mut done = cursor;
    loop {
        // What changes meanwhile moves behind the place reached, and is read there.
        let size = store.read(|reader| {
            let size = reader.head()?.size;
            for row in reader.changed_between(done, size.min(done + READ))? {
                let subject = row.subject()?;
                if subject.kind != SubjectKind::Entry {
                    piece.push(document(reader, subject, &row, &mut codes)?);
                }
            }
            Ok(size)
        })?;
        done = size.min(done + READ);
        if done == size {
            hand_over(size, &mut piece)?;
            if size - cursor > 1_000 {
                info!(entries = size - cursor, "the search index has caught up");
            }
            return Ok(size);
        }
        if piece.len() >= HAND_OVER {
            hand_over(done, &mut piece)?;
        }
    }
}

/// Waits for what else is written in this moment; `Err` when the record is being closed.
fn wait_for_more(inbox: &Receiver<u64>) -> Result<(), RecvTimeoutError> {
    let end = crate::clock::in_a_while(GATHER);
    loop {
        match inbox.recv_timeout(crate::clock::left_until(end)) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return Ok(()),
            Err(closed) => return Err(closed),
        }
    }
}

/// The documents of subjects whose bodies were opened, withheld or erased.
fn acted_on(
    reader: &store::Reader<'_>,
    subjects: HashSet<Reference>,
    codes: &mut HashMap<Reference, Option<String>>,
) -> Result<Vec<Document>, Error> {
    let mut documents = Vec::with_capacity(subjects.len());
    for subject in subjects {
        if let Some(row) = reader.subject(subject)? {
            documents.push(document(reader, subject, &row, codes)?);
        }
    }
    Ok(documents)
}

/// What the acts on bodies since a cursor mean for the index.
#[derive(Default)]
struct Acts {
    /// Whose bodies were opened, withheld or erased.
    subjects: HashSet<Reference>,
    /// Whether any was erased.
    erased: bool,
}

impl Acts {
    fn since(reader: &store::Reader<'_>, cursor: u64) -> Result<Self, Error> {
        let mut acts = Self::default();
        for row in reader.acts_since(cursor)? {
            let subject = row.subject()?;
            let state = AnyState::from_json(subject.kind, &row.state)
                .map_err(|e| Error::Corrupt(format!("{subject}: {e}")))?;
            let AnyState::Entry(state) = state else {
                continue;
            };
            if let Some(act) = state.description {
                acts.erased |= act.act == Act::Erase;
                acts.subjects
                    .extend(reader.entry(act.entry)?.map(|stored| stored.subject));
            }
        }
        Ok(acts)
    }
}

/// What is indexed of a subject; without a title, nothing: an earlier document of it goes.
fn document(
    reader: &store::Reader<'_>,
    subject: Reference,
    row: &SubjectRow,
    codes: &mut HashMap<Reference, Option<String>>,
) -> Result<Document, Error> {
    let state = AnyState::from_json(subject.kind, &row.state)
        .map_err(|e| Error::Corrupt(format!("{subject}: {e}")))?;
    let json = state
        .to_json()
        .map_err(|e| Error::Corrupt(format!("{subject}: {e}")))?;
    let (mut names, mut text) = (Vec::new(), String::new());
    gather(&json, "", &mut names, &mut text);
    let mut governments = Vec::new();
    for reference in state
        .references()
        .into_iter()
        .chain([subject])
        .filter(|r| r.kind == SubjectKind::Organization)
    {
        let code = match codes.get(&reference) {
            Some(code) => code.clone(),
            None => {
                let code = region_of(reader, reference)?;
                codes.insert(reference, code.clone());
                code
            }
        };
        governments.extend(code);
    }
    governments.sort();
    governments.dedup();
    let schedule = match &state {
        AnyState::Commitment(state) => Some(Schedule::of(state)),
        _ => None,
    };
    Ok(Document {
        subject,
        title: state.title(),
        names,
        text,
        governments,
        year: state.on().map(domain::When::year),
        schedule,
    })
}

/// The code of the government that an organization is or belongs to.
fn region_of(reader: &store::Reader<'_>, organization: Reference) -> Result<Option<String>, Error> {
    let mut at = Some(organization);
    // An agency's parent is its government; a chain longer than this is a mistake in the record.
    for _ in 0..4 {
        let Some(row) = at.map(|o| reader.subject(o)).transpose()?.flatten() else {
            return Ok(None);
        };
        let Ok(AnyState::Organization(state)) =
            AnyState::from_json(SubjectKind::Organization, &row.state)
        else {
            return Ok(None);
        };
        let Some(description) = state.description else {
            return Ok(None);
        };
        if description.region.is_some() {
            return Ok(description.region);
        }
        at = description.parent.map(Into::into);
    }
    Ok(None)
}

/// Fields that hold names, numbers and codes rather than sentences.
const NAME_FIELDS: [&str; 8] = [
    "name",
    "also_known_as",
    "titles",
    "region",
    "number",
    "identifier",
    "outlet",
    "seat",
];

/// Gathers what is worth finding: texts in both languages, and names. Ids and codes of kinds are not.
fn gather(value: &Value, field: &str, names: &mut Vec<String>, text: &mut String) {
    match value {
        Value::Object(map) => {
            // A text in two languages has these keys and no others; a reference has an id too, and a kind.
            let is_text =
                map.contains_key("id") && map.keys().all(|key| key == "id" || key == "en");
            for (key, value) in map {
                match value.as_str().filter(|_| is_text) {
                    Some(words) => {
                        if field == "name" {
                            names.push(words.to_owned());
                        }
                        text.push_str(words);
                        text.push('\n');
                    }
                    None => gather(value, key, names, text),
                }
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| gather(item, field, names, text)),
        Value::String(words) if NAME_FIELDS.contains(&field) => names.push(words.clone()),
        Value::String(words) if matches!(field, "quote" | "title") => {
            text.push_str(words);
            text.push('\n');
        }
        _ => {}
    }
}
