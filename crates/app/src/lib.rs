//! The use cases: record, read, search, check, import, export, rebuild.
//!
//! IO lives here and below; rules live in `domain`. The one writer is a thread ([`writer`]) that answers
//! after its transaction is on disk. Reads are short and run in the caller's thread.

mod answers;
mod change;
mod check;
pub mod clock;
mod export;
mod feed;
mod fold;
mod import;
pub mod key;
mod labels;
mod last_head;
mod read;
mod writer;

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use domain::disclosure::Act;
use domain::entry::{By, Micros};
use jiff::civil::Date;
use store::{DATABASE_FILE, LogRead, SearchIndex, Store};
use tlog::note::SigningKey;

pub use answers::{
    FamilyCounts, Filter, Gap, GovernmentRow, Hit, Label, Labels, Moment, Page, ROWS_A_PAGE, Row,
    SearchQuery, SearchResults, Sheet, SheetOf, View,
};
pub use change::Change;
pub use check::{ContentCheck, EntryCheck};
pub use clock::Clock;
pub use export::ExportError;
pub use import::{ImportError, ImportProblem, ImportStep, Imported};
pub use key::KeyError;
pub use store::{BodyAnswer, Error as ReadError, Rebuilt, RowDifference};
pub use writer::{ExecuteError, Receipt, Refused, Request};

/// How to open a record.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The data folder. Made if it is missing.
    pub folder: PathBuf,
    /// The log's origin, used at first start only; a random name otherwise.
    pub origin: Option<String>,
    /// Where the time comes from.
    pub clock: Clock,
}

/// Why a record cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be used.
    #[error("the data folder {0}: {1}")]
    Folder(PathBuf, std::io::Error),
    /// Another process has it open.
    #[error(
        "the data folder {folder} is in use by another Sinergi (process {by}). Stop that one, or choose another folder with --data"
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The other's process id.
        by: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] ReadError),
    /// The signing key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// There is a key, but no log.
    #[error(
        "{0} holds a signing key but no database. Put the database back from its backup; to begin a new log, choose another folder with --data"
    )]
    NoDatabase(PathBuf),
    /// The stored checkpoint does not cover the log.
    #[error(
        "the stored checkpoint does not match the stored tree: {0}. The database was edited by hand or damaged; restore it from a backup"
    )]
    Torn(String),
    /// The database is older than what was published.
    #[error(
        "the database has {size} entries, but {published} were published, as {file} tells. It was put back from an older copy, or copied without its write-ahead file. Put the newest one back: to go on from here would sign a second log under the same key, and every reader who keeps a head would be told so. Who has lost the rest for good, and has told the readers, moves that file away"
    )]
    Behind {
        /// Entries in the database.
        size: u64,
        /// Entries published.
        published: u64,
        /// The file that tells.
        file: String,
    },
}

/// The record, open. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    clock: Clock,
    store: Store,
    search: SearchIndex,
    origin: String,
    verifier_key: String,
    published: Arc<RwLock<Published>>,
    writer: writer::Handle,
    feed: feed::Handle,
    governments: Mutex<Option<CountedGovernments>>,
    labels: labels::LabelCache,
    folder: PathBuf,
    // Held as long as the record is open: a second process must not append.
    _lock: File,
}

/// The governments with their totals, as counted at a log size and on a day.
type CountedGovernments = (u64, Date, Arc<Vec<GovernmentRow>>);

/// What the last commit published.
#[derive(Debug, Clone)]
struct Published {
    size: u64,
    checkpoint: Arc<str>,
}

impl App {
    /// Opens the record in a folder; makes folder, key and empty log at first start.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        let Config {
            folder,
            origin,
            clock,
        } = config;
        std::fs::create_dir_all(&folder).map_err(|e| OpenError::Folder(folder.clone(), e))?;
        let lock = lock(&folder)?;
        // The database is made before the key. A key alone is what is left of a log: beginning anew with it would fork that log.
        // An empty file is no database either: the engine would fill it with an empty log.
        let no_database =
            std::fs::metadata(folder.join(DATABASE_FILE)).map_or(0, |file| file.len()) == 0;
        if no_database && folder.join(key::KEY_FILE).exists() {
            return Err(OpenError::NoDatabase(folder));
        }
        let store = Store::open(&folder)?;
        let (head, entries) = store.read(|reader| Ok((reader.head()?, reader.entry_count()?)))?;
        if head.size != entries {
            return Err(OpenError::Torn(format!(
                "tree of size {}, {entries} entries",
                head.size
            )));
        }
        let key = key::open(&folder, origin.as_deref(), &head.checkpoint)?;
        let mut writer = store.writer()?;
        if head.checkpoint.is_empty() {
            // The empty log is signed at once, so that from here on the key and the log belong together.
            writer.begin()?;
            writer.commit(writer::sign(&key, 0, &head.edge)?)?;
        } else {
            check_head(&head, &key)?;
        }
        if let Some((file, published)) =
            last_head::ahead_of(&folder, &key, head.size, head.edge.root())
        {
            return Err(OpenError::Behind {
                size: head.size,
                published,
                file: file.display().to_string(),
            });
        }
        let published = Arc::new(RwLock::new(Published {
            size: writer.head().size,
            checkpoint: writer.head().checkpoint.as_str().into(),
        }));
        let search = SearchIndex::open(&folder.join("search"))?;
        let feed = feed::Handle::start(store.clone(), search.clone(), folder.clone());
        let (origin, verifier_key) = (key.name().to_owned(), key.verifier().to_string());
        let writer = writer::Handle::start(
            writer,
            key,
            clock.clone(),
            Arc::clone(&published),
            feed.waker(),
        );
        let inner = Inner {
            clock,
            store,
            search,
            origin,
            verifier_key,
            published,
            writer,
            feed,
            governments: Mutex::new(None),
            labels: labels::LabelCache::default(),
            folder,
            _lock: lock,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Today in WIB.
    pub fn today(&self) -> Date {
        self.inner.clock.today()
    }

    /// Now.
    pub fn now(&self) -> Micros {
        self.inner.clock.now()
    }

    /// The log's origin: the first line of its checkpoints and the name of its key.
    pub fn origin(&self) -> &str {
        &self.inner.origin
    }

    /// The key that readers pin.
    pub fn verifier_key(&self) -> &str {
        &self.inner.verifier_key
    }

    /// Where the data lies.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// How many entries the log has.
    pub fn log_size(&self) -> u64 {
        self.inner
            .published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .size
    }

    /// The signed checkpoint over all of them.
    pub fn checkpoint(&self) -> String {
        self.inner
            .published
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .checkpoint
            .to_string()
    }

    /// Records what the requests say, all of it or none, and answers after it is on disk under a signed checkpoint.
    pub async fn execute(&self, by: By, requests: Vec<Request>) -> Result<Receipt, ExecuteError> {
        self.inner
            .writer
            .send(by, requests, false)?
            .await
            .map_err(|_| ExecuteError::Stopped)?
    }

    /// The same for a caller without a runtime.
    pub fn execute_blocking(
        &self,
        by: By,
        requests: Vec<Request>,
    ) -> Result<Receipt, ExecuteError> {
        self.inner
            .writer
            .send(by, requests, false)?
            .blocking_recv()
            .map_err(|_| ExecuteError::Stopped)?
    }

    /// What [`App::execute_blocking`] would answer, without recording anything.
    pub fn try_blocking(&self, by: By, requests: Vec<Request>) -> Result<Receipt, ExecuteError> {
        self.inner
            .writer
            .send(by, requests, true)?
            .blocking_recv()
            .map_err(|_| ExecuteError::Stopped)?
    }

    /// Opens, withholds or erases the body of an entry, on a ground and by a decision that stay public.
    pub fn disclose(
        &self,
        by: By,
        entry: u64,
        act: Act,
        ground: domain::Text,
        decided_by: String,
    ) -> Result<Receipt, ExecuteError> {
        let description = domain::disclosure::Description {
            entry,
            act,
            ground: ground.clone(),
            decided_by,
        };
        let command: domain::subject::Command<domain::disclosure::Disclosure> =
            domain::subject::Command::Describe {
                key: Some(entry.to_string()),
                description,
                on: Some(self.today().into()),
                reason: Some(ground),
            };
        self.execute_blocking(
            by,
            vec![Request {
                subject: domain::Reference::of_entry(entry),
                expected: None,
                command: command.into(),
                open: true,
            }],
        )
    }

    /// Folds the whole log again and compares the projections with it; with `replace`, puts the new rows in their place.
    pub fn rebuild(
        &self,
        replace: bool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Rebuilt, ReadError> {
        let rebuilt = self.inner.store.rebuild(replace, progress)?;
        if replace {
            self.inner.search.reset()?;
            self.inner.feed.wake();
        }
        Ok(rebuilt)
    }

    /// Waits until the search index has read everything recorded so far; false if it takes longer than ten seconds.
    pub fn wait_for_search(&self) -> bool {
        self.inner.feed.wait_for(self.log_size())
    }
}

/// Takes the folder's lock, or says who has it.
fn lock(folder: &Path) -> Result<File, OpenError> {
    let path = folder.join("lock");
    let failed = |e| OpenError::Folder(path.clone(), e);
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(std::fs::TryLockError::WouldBlock) => {
            let mut by = String::new();
            let _ = file.read_to_string(&mut by);
            return Err(OpenError::InUse {
                folder: folder.to_owned(),
                by: by.trim().to_owned(),
            });
        }
        Err(std::fs::TryLockError::Error(error)) => return Err(failed(error)),
    }
    let mut write = || {
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())
    };
    match write() {
        // A full disk must not keep readers out: the lock holds, only the note of who has it is missing.
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => {}
        other => other.map_err(failed)?,
    }
    Ok(file)
}

/// The stored checkpoint must be over the stored tree, or something wrote to the database from outside.
fn check_head(head: &store::Head, key: &SigningKey) -> Result<(), OpenError> {
    let torn = |why: String| OpenError::Torn(why);
    let checkpoint = tlog::checkpoint::Checkpoint::open(
        head.checkpoint.as_bytes(),
        &key.verifier(),
        Some(key.name()),
    )
    .map_err(|e| torn(e.to_string()))?;
    if checkpoint.size != head.size {
        return Err(torn(format!(
            "checkpoint of size {}, tree of size {}",
            checkpoint.size, head.size
        )));
    }
    if checkpoint.root != head.edge.root() {
        return Err(torn(format!(
            "checkpoint root {}, tree root {}",
            checkpoint.root,
            head.edge.root()
        )));
    }
    Ok(())
}
