//! Part files: what one shard of an archive came to, to be merged with the others' later, on any machine.
//!
//! A part holds exact counts, every difference that a quantile needs, the settings it was made with and the versions of
//! its rules. Parts merge in the order in which they are given, which should be the order of their data: it decides which
//! currency is met first, and which of two lines with one ocid is the later.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::engine::{Engine, Folded};
use crate::input::Places;
use crate::settings::{Settings, SettingsError};
use crate::shard::{Common, Shard};

/// The first bytes of a part file; the number is the format's version.
const MAGIC: &[u8] = b"SINERGI FLAGS PART 2\n";

/// Why parts cannot be written, read or merged.
#[derive(Debug, thiserror::Error)]
pub enum PartError {
    /// The file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is no part, or one of another version.
    #[error("{path} is not a part file of this version: make it again with --partial")]
    Format {
        /// The file.
        path: PathBuf,
    },
    /// The file was made in another way than the first.
    #[error("{path} was made with other {what} than {first}: parts of one run need the same")]
    Differs {
        /// The file.
        path: PathBuf,
        /// The first file.
        first: PathBuf,
        /// What differs.
        what: &'static str,
    },
    /// A rule of this program has another version than the part's.
    #[error(
        "{path} holds {rule} in version {version}, this program has another: make the part again"
    )]
    Version {
        /// The file.
        path: PathBuf,
        /// The rule.
        rule: String,
        /// The part's version.
        version: u32,
    },
    /// The settings in the part are not understood.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// Counts could not be put into bytes.
    #[error("cannot write the counts: {0}")]
    Encode(#[from] postcard::Error),
    /// No part was given.
    #[error("no part files to merge")]
    None,
}

/// What stands before the counts.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Head {
    settings: Settings,
    links: bool,
    evidence: bool,
    rules: Vec<(String, u32)>,
}

#[derive(Serialize, Deserialize)]
struct Body {
    shard: Shard,
    running: Vec<Vec<u8>>,
    places: Places,
}

impl Head {
    fn new(engine: &Engine, settings: &Settings, common: &Common) -> Self {
        let rules = engine.rules().iter().map(|rule| rule.about());
        Self {
            settings: settings.clone(),
            links: common.links,
            evidence: common.evidence,
            rules: rules
                .map(|about| (about.id.to_owned(), about.version))
                .collect(),
        }
    }
}

/// Writes what was folded.
///
/// # Errors
/// When the output does not take it.
pub fn write(
    engine: &Engine,
    settings: &Settings,
    folded: Folded,
    places: Places,
    output: &mut dyn Write,
) -> Result<(), PartError> {
    let failed = |error| PartError::Io {
        path: PathBuf::from("part"),
        error,
    };
    let head = postcard::to_allocvec(&Head::new(engine, settings, &folded.shard.common))?;
    let running = folded.running.iter().map(|rule| rule.save());
    let body = Body {
        running: running.collect::<Result<_, _>>()?,
        shard: folded.shard,
        places,
    };
    let body = postcard::to_allocvec(&body)?;
    output.write_all(MAGIC).map_err(failed)?;
    let mut packed = GzEncoder::new(output, Compression::fast());
    for bytes in [head, body] {
        let length = (bytes.len() as u64).to_le_bytes();
        packed.write_all(&length).map_err(failed)?;
        packed.write_all(&bytes).map_err(failed)?;
    }
    packed.finish().map_err(failed)?;
    Ok(())
}

/// Reads part files and merges them in order; gives the engine that finishes them.
///
/// # Errors
/// When a file is no part, or was made with other settings or rules than the first.
pub fn merge(paths: &[PathBuf]) -> Result<(Engine, Folded, Places), PartError> {
    let mut merged: Option<(Engine, Head, Folded, Places)> = None;
    for path in paths {
        let (head, body) = read(path)?;
        let Some((engine, first, folded, places)) = &mut merged else {
            let engine = Engine::new(&head.settings)?;
            check_versions(path, &head, &engine)?;
            let (folded, places) = unpack(path, &engine, &head, body, 0)?;
            merged = Some((engine, head, folded, places));
            continue;
        };
        if *first != head {
            return Err(PartError::Differs {
                path: path.clone(),
                first: paths[0].clone(),
                what: match head.settings == first.settings {
                    true => "options",
                    false => "settings",
                },
            });
        }
        let (other, more) = unpack(path, engine, &head, body, places.blocks())?;
        folded.merge(other);
        places.append(more);
    }
    let (engine, _, folded, places) = merged.ok_or(PartError::None)?;
    Ok((engine, folded, places))
}

fn check_versions(path: &Path, head: &Head, engine: &Engine) -> Result<(), PartError> {
    let ours = engine.rules().iter().map(|rule| rule.about());
    for (about, (rule, version)) in ours.zip(&head.rules) {
        if about.id != rule || about.version != *version {
            return Err(PartError::Version {
                path: path.to_owned(),
                rule: rule.clone(),
                version: *version,
            });
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<(Head, Body), PartError> {
    let io = |error| PartError::Io {
        path: path.to_owned(),
        error,
    };
    let format = || PartError::Format {
        path: path.to_owned(),
    };
    let mut file = File::open(path).map_err(io)?;
    let mut magic = vec![0; MAGIC.len()];
    file.read_exact(&mut magic).map_err(|_| format())?;
    if magic != MAGIC {
        return Err(format());
    }
    let mut packed = GzDecoder::new(io::BufReader::new(file));
    let mut next = || -> Result<Vec<u8>, PartError> {
        let mut length = [0; 8];
        packed.read_exact(&mut length).map_err(io)?;
        let length = u64::from_le_bytes(length);
        let mut bytes = Vec::new();
        // Not the length at once: a damaged file must not ask for all memory.
        (&mut packed)
            .take(length)
            .read_to_end(&mut bytes)
            .map_err(io)?;
        match bytes.len() as u64 == length {
            true => Ok(bytes),
            false => Err(format()),
        }
    };
    let (head, body) = (next()?, next()?);
    // What follows is the checksum, which is looked at when the end is read.
    let behind = packed.read(&mut [0]).map_err(io)?;
    if behind > 0 {
        return Err(format());
    }
    let head = postcard::from_bytes(&head).map_err(|_| format())?;
    let body = postcard::from_bytes(&body).map_err(|_| format())?;
    Ok((head, body))
}

fn unpack(
    path: &Path,
    engine: &Engine,
    head: &Head,
    body: Body,
    blocks_before: u32,
) -> Result<(Folded, Places), PartError> {
    let format = |_| PartError::Format {
        path: path.to_owned(),
    };
    let counts = engine.rules().iter().zip(&body.running);
    let running = counts
        .map(|(rule, bytes)| rule.load(bytes))
        .collect::<Result<_, _>>()
        .map_err(format)?;
    let mut shard = body.shard;
    if !shard.is_of_rules(engine.rules().len()) || !body.places.is_sound() {
        return Err(PartError::Format {
            path: path.to_owned(),
        });
    }
    shard.common = Arc::new(Common {
        links: head.links,
        evidence: head.evidence,
        ..engine.common().clone()
    });
    shard.behind(blocks_before);
    let folded = Folded { shard, running };
    Ok((folded, body.places))
}
