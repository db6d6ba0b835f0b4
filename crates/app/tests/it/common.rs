//! A record in a folder of its own, with a clock that stands where a story puts it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use app::{App, Clock, Config, ExecuteError, OpenError, Receipt, Refused, Request};
use domain::any::AnyCommand;
use domain::citation::{Citation, How};
use domain::commitment::{self, Commitment};
use domain::disclosure::Act;
use domain::entry::By;
use domain::id::{OrganizationId, SourceId};
use domain::organization::{self, Organization, OrganizationKind};
use domain::source::{self, Medium, Source};
use domain::statement::{self, Force, Statement};
use domain::subject::{Command, Subject};
use domain::{Reference, Refusal, SubjectKind, Text, When};
use tempfile::TempDir;

/// A record, open or closed.
pub(crate) struct Record {
    folder: TempDir,
    clock: Arc<AtomicI64>,
    app: Option<App>,
}

impl Record {
    /// An empty record on 22 November 2026, nine in the morning in Jakarta.
    pub(crate) fn new() -> Self {
        let clock = Arc::new(AtomicI64::new(0));
        let mut record = Self {
            folder: tempfile::tempdir().unwrap(),
            clock,
            app: None,
        };
        record.at("2026-11-22T09:00:00+07:00");
        record.reopen();
        record
    }

    /// A record that holds one source and the province, which others refer to.
    pub(crate) fn begun() -> Self {
        let record = Self::new();
        record.ok([source("kabar"), province()]);
        record
    }

    pub(crate) fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder().join("sinergi.db")
    }

    /// Puts the clock at a moment.
    pub(crate) fn at(&self, moment: &str) {
        let moment: jiff::Timestamp = moment.parse().unwrap();
        self.clock.store(moment.as_microsecond(), Ordering::Relaxed);
    }

    /// Puts the clock at nine in the morning of a day in Jakarta.
    pub(crate) fn on_day(&self, day: jiff::civil::Date) {
        self.at(&format!("{day}T09:00:00+07:00"));
    }

    pub(crate) fn close(&mut self) {
        self.app = None;
    }

    pub(crate) fn try_open(&self) -> Result<App, OpenError> {
        App::open(Config {
            folder: self.folder().to_owned(),
            origin: None,
            clock: Clock::Set(Arc::clone(&self.clock)),
        })
    }

    pub(crate) fn reopen(&mut self) {
        self.close();
        self.app = Some(self.open_again());
    }

    /// Another test of this process may be starting a program: until that one runs, it holds a copy of the folder's lock.
    fn open_again(&self) -> App {
        const LONGEST: u32 = 200;
        for _ in 0..LONGEST {
            match self.try_open() {
                Err(OpenError::InUse { .. }) => std::thread::sleep(Duration::from_millis(10)),
                opened => return opened.unwrap(),
            }
        }
        self.try_open().unwrap()
    }

    pub(crate) fn execute(
        &self,
        requests: impl IntoIterator<Item = Request>,
    ) -> Result<Receipt, ExecuteError> {
        self.app()
            .execute_blocking(by(), requests.into_iter().collect())
    }

    pub(crate) fn ok(&self, requests: impl IntoIterator<Item = Request>) -> Receipt {
        self.execute(requests).unwrap()
    }

    /// Records one request and gives its entry's number.
    pub(crate) fn one(&self, request: Request) -> u64 {
        let receipt = self.ok([request]);
        assert_eq!(receipt.entries.len(), 1, "one request makes one entry");
        receipt.entries[0]
    }

    /// The refusals of requests that are refused, by their place.
    pub(crate) fn refused(
        &self,
        requests: impl IntoIterator<Item = Request>,
    ) -> Vec<(usize, Vec<Refusal>)> {
        match self.execute(requests) {
            Err(ExecuteError::Refused(refused)) => refused
                .into_iter()
                .map(|Refused { at, refusals, .. }| (at, refusals))
                .collect(),
            other => panic!("not refused: {other:?}"),
        }
    }

    pub(crate) fn disclose(&self, entry: u64, act: Act) -> Result<Receipt, ExecuteError> {
        let ground = Text::both("UU 27/2022 Pasal 8", "Law 27/2022, article 8");
        self.app()
            .disclose(by(), entry, act, ground, "Biro Hukum".to_owned())
    }

    /// The log and the public JSON as files in a new folder.
    pub(crate) fn export(&self) -> TempDir {
        let to = tempfile::tempdir().unwrap();
        self.app().export_log(to.path(), &mut |_, _| {}).unwrap();
        to
    }

    /// What `verify` says of an export, with the key as the reader holds it.
    pub(crate) fn verified(&self) -> verify::Report {
        verified(self.export().path(), Some(self.app().verifier_key()), None)
    }

    /// A connection of somebody who edits the database by hand.
    pub(crate) fn by_hand(&self) -> rusqlite::Connection {
        by_hand(&self.database())
    }

    /// The projections are what the log gives.
    pub(crate) fn assert_projected(&self) {
        let check = self.app().rebuild(false, &mut |_, _| {}).unwrap();
        assert_eq!(check.differences, [], "the projections differ from the log");
    }
}

pub(crate) fn by_hand(database: &Path) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(database).unwrap();
    conn.busy_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    conn
}

pub(crate) fn verified(folder: &Path, key: Option<&str>, state: Option<&Path>) -> verify::Report {
    let options = verify::Options {
        key: key.map(str::to_owned),
        state: state.map(Path::to_owned),
        ..verify::Options::default()
    };
    verify::verify(&verify::Target::Dir(folder.to_owned()), &options, &|_| {}).unwrap()
}

pub(crate) fn by() -> By {
    By {
        office: "Biro Pemerintahan".to_owned(),
        role: "clerk".to_owned(),
        account: None,
    }
}

pub(crate) fn when(text: &str) -> When {
    text.parse().unwrap()
}

/// The citation of the one source that every story uses.
pub(crate) fn cited() -> Vec<Citation> {
    vec![Citation {
        source: SourceId::from_key("kabar"),
        paragraph: Some(3),
        how: How::ParaphrasedFrom,
    }]
}

fn request(subject: Reference, command: impl Into<AnyCommand>) -> Request {
    Request {
        subject,
        expected: None,
        command: command.into(),
        open: true,
    }
}

/// A description of the subject with this key.
pub(crate) fn describe<S: Subject>(
    key: &str,
    description: S::Description,
    on: Option<When>,
) -> Request
where
    AnyCommand: From<Command<S>>,
{
    let command = Command::<S>::Describe {
        key: Some(key.to_owned()),
        description,
        on,
        reason: None,
    };
    request(Reference::from_key(S::KIND, key), command)
}

/// A fact about the subject with this key.
pub(crate) fn note<S: Subject>(subject: &str, key: &str, fact: S::Fact, on: Option<When>) -> Request
where
    AnyCommand: From<Command<S>>,
{
    let command = Command::<S>::Note {
        key: key.to_owned(),
        fact,
        on,
    };
    request(Reference::from_key(S::KIND, subject), command)
}

/// The same request, sealed.
pub(crate) fn sealed(request: Request) -> Request {
    Request {
        open: false,
        ..request
    }
}

/// The same request by somebody who had seen so many entries of the subject.
pub(crate) fn expecting(version: u64, request: Request) -> Request {
    Request {
        expected: Some(version),
        ..request
    }
}

pub(crate) fn source(key: &str) -> Request {
    let description = source::Description {
        outlet: "Kabar Contoh".to_owned(),
        medium: Medium::News,
        title: Some(format!("Berita {key}")),
        address: None,
        published: Some(when("2025-10-24")),
        retrieved: None,
        sha256: None,
        note: None,
    };
    describe::<Source>(key, description, None)
}

pub(crate) fn province() -> Request {
    organization("36", "Provinsi Banten", OrganizationKind::Province)
}

pub(crate) fn organization(key: &str, name: &str, kind: OrganizationKind) -> Request {
    let description = organization::Description {
        name: Text::id(name),
        kind,
        region: kind.is_government().then(|| key.to_owned()),
        also_known_as: vec![],
        parent: None,
        successor: None,
        seat: None,
        sources: cited(),
        differences: vec![],
    };
    describe::<Organization>(key, description, None)
}

pub(crate) fn statement(key: &str, says: &str) -> Request {
    let description = statement::Description {
        says: Text::id(says),
        force: Force::Hoped,
        quote: None,
        speaker: None,
        post: None,
        organization: Some(OrganizationId::from_key("36")),
        addressed_to: vec![],
        gathering: None,
        agreement: None,
        programme: None,
        sources: cited(),
        differences: vec![],
    };
    describe::<Statement>(key, description, Some(when("2025-10-24")))
}

pub(crate) fn promise(words: &str, due: Option<&str>) -> commitment::Description {
    commitment::Description {
        promise: Text::id(words),
        quote: None,
        made_by: None,
        post: None,
        owners: vec![OrganizationId::from_key("36")],
        beneficiaries: vec![],
        due: due.map(when),
        indicator: None,
        rhythm_days: None,
        gathering: None,
        agreement: None,
        programme: None,
        sources: cited(),
        differences: vec![],
    }
}

pub(crate) fn commitment(key: &str, words: &str, due: Option<&str>) -> Request {
    describe::<Commitment>(key, promise(words, due), Some(when("2025-08-12")))
}

pub(crate) fn the_commitment(key: &str) -> Reference {
    Reference::from_key(SubjectKind::Commitment, key)
}

/// The state of a commitment as the public sees it.
pub(crate) fn state_of(view: &app::View) -> &domain::subject::State<Commitment> {
    match &view.state {
        domain::any::AnyState::Commitment(state) => state,
        other => panic!("not a commitment: {other:?}"),
    }
}

/// Whether a file holds these bytes; a file that is not there does not.
pub(crate) fn holds(file: &Path, needle: &[u8]) -> bool {
    let bytes = std::fs::read(file).unwrap_or_default();
    let first = needle[0];
    bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == first)
        .any(|(at, _)| bytes[at..].starts_with(needle))
}

/// Every file below a folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}
