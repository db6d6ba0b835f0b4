//! Where a log is read from: an address or a folder with the same layout.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ureq::Agent;

use crate::Unreachable;
use crate::finding::printable;

/// What is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A running Sinergi, by its address: `https://…`, or `http://…` as on the own machine.
    Url(String),
    /// A folder with the files of a log as a Sinergi serves them.
    Dir(PathBuf),
}

impl Target {
    /// An address if it begins like one, else a folder.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("http://") || text.starts_with("https://") {
            Self::Url(text.trim_end_matches('/').to_owned())
        } else {
            Self::Dir(PathBuf::from(text))
        }
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Url(base) => f.write_str(base),
            Self::Dir(folder) => write!(f, "{}", folder.display()),
        }
    }
}

/// What came of reading a file whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Got {
    Whole,
    /// Not served: 404, 410 or 403, or no such file.
    Missing,
    /// Longer than anything that could be right.
    TooLong,
}

/// Reads files of the log by their path, such as `log/checkpoint`.
pub(crate) enum Source {
    Dir(PathBuf),
    Url { agent: Agent, base: String },
}

/// How long a server may take to begin an answer, and then between two pieces of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a file that is read whole may take in all: each is at most a few MiB, so that a server
/// which sends a byte a second cannot hold the check for ever.
const WHOLE_FILE: Duration = Duration::from_secs(120);

/// The same for the public JSON of a kind, which may be gigabytes over a slow line.
const LONG_FILE: Duration = Duration::from_secs(60 * 60);

impl Source {
    pub(crate) fn open(target: &Target) -> Result<Self, Unreachable> {
        match target {
            Target::Dir(folder) if folder.is_dir() => Ok(Self::Dir(folder.clone())),
            Target::Dir(folder) => Err(Unreachable::NoFolder(folder.clone())),
            Target::Url(base) => {
                let config = Agent::config_builder()
                    .http_status_as_error(false)
                    // A log is checked where it was said to be, not where its server points.
                    .max_redirects(0)
                    .timeout_connect(Some(Duration::from_secs(10)))
                    .timeout_recv_response(Some(PATIENCE))
                    .timeout_per_read(Some(PATIENCE))
                    .build();
                let base = base.trim_end_matches('/').to_owned();
                Ok(Self::Url {
                    agent: config.into(),
                    base,
                })
            }
        }
    }

    /// Whether reading twice costs little, so that nothing needs to be put aside the first time.
    pub(crate) fn is_near(&self) -> bool {
        matches!(self, Self::Dir(_))
    }

    /// Reads a whole file into `into`, replacing what was there, and at most `limit` bytes of it.
    pub(crate) fn read(
        &self,
        path: &str,
        limit: usize,
        into: &mut Vec<u8>,
    ) -> Result<Got, Unreachable> {
        into.clear();
        let Some(reader) = self.open_file(path, WHOLE_FILE)? else {
            return Ok(Got::Missing);
        };
        let limit_plus_one = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        reader
            .take(limit_plus_one)
            .read_to_end(into)
            .map_err(|error| self.failed(path, &error))?;
        Ok(if into.len() > limit {
            Got::TooLong
        } else {
            Got::Whole
        })
    }

    /// Opens a file of any length, for reading line by line.
    pub(crate) fn lines(&self, path: &str) -> Result<Option<Box<dyn BufRead + '_>>, Unreachable> {
        let reader = self.open_file(path, LONG_FILE)?;
        Ok(reader
            .map(|reader| Box::new(BufReader::with_capacity(1 << 18, reader)) as Box<dyn BufRead>))
    }

    /// A read that failed half-way.
    pub(crate) fn failed(&self, path: &str, error: &dyn std::fmt::Display) -> Unreachable {
        Unreachable::Read {
            place: self.place(path),
            why: printable(&error.to_string()),
        }
    }

    /// The names in a folder; none if it is not there, or if the log is at an address, which does
    /// not tell what it has.
    pub(crate) fn names<'a>(
        &'a self,
        path: &str,
    ) -> Result<Option<impl Iterator<Item = Result<OsString, Unreachable>> + use<'a>>, Unreachable>
    {
        let Self::Dir(folder) = self else {
            return Ok(None);
        };
        let path = path.to_owned();
        match folder.join(&path).read_dir() {
            Ok(entries) => Ok(Some(entries.map(move |entry| {
                entry
                    .map(|entry| entry.file_name())
                    .map_err(|error| self.failed(&path, &error))
            }))),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(None)
            }
            Err(error) => Err(self.failed(&path, &error)),
        }
    }

    fn open_file(
        &self,
        path: &str,
        timeout: Duration,
    ) -> Result<Option<Box<dyn Read>>, Unreachable> {
        match self {
            Self::Dir(folder) => match open_regular(&folder.join(path)) {
                Ok(file) => Ok(Some(Box::new(file))),
                Err(error)
                    if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
                {
                    Ok(None)
                }
                Err(error) => Err(self.failed(path, &error)),
            },
            Self::Url { agent, base } => {
                let response = agent
                    .get(format!("{base}/{path}"))
                    .config()
                    .timeout_global(Some(timeout))
                    .build()
                    .call()
                    .map_err(|error| self.failed(path, &error))?;
                match response.status().as_u16() {
                    200 => Ok(Some(Box::new(response.into_body().into_reader()))),
                    403 | 404 | 410 => Ok(None),
                    status => Err(Unreachable::Status {
                        place: self.place(path),
                        status,
                    }),
                }
            }
        }
    }

    fn place(&self, path: &str) -> String {
        match self {
            Self::Dir(folder) => folder.join(path).display().to_string(),
            Self::Url { base, .. } => format!("{base}/{path}"),
        }
    }
}

fn open_regular(path: &Path) -> io::Result<File> {
    // Before opening: opening a pipe waits for its writer. What is no file stands for a missing one.
    if path.metadata()?.is_file() {
        File::open(path)
    } else {
        Err(ErrorKind::NotFound.into())
    }
}
