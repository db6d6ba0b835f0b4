//! Files, folders, archives and standard input, opened as plain streams.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::is_stdin;

/// How a stream is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// One stream of text.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    Stdin,
    File(PathBuf),
    /// A member of a zip archive: where its packed bytes are, and whether they are packed.
    Member {
        archive: PathBuf,
        start: u64,
        length: u64,
        deflated: bool,
    },
    /// What could not be listed; said when its turn comes.
    Failed(String),
}

impl Source {
    /// What a person knows it by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Opens and unpacks it.
    pub(crate) fn open(self) -> io::Result<Box<dyn Read + Send>> {
        match self.place {
            Place::Stdin => unpacked(Box::new(io::stdin())),
            Place::File(path) => unpacked(Box::new(File::open(path)?)),
            Place::Member {
                archive,
                start,
                length,
                deflated,
            } => {
                let mut file = File::open(archive)?;
                file.seek(SeekFrom::Start(start))?;
                let packed = file.take(length);
                Ok(if deflated {
                    Box::new(flate2::read::DeflateDecoder::new(packed))
                } else {
                    Box::new(packed)
                })
            }
            Place::Failed(reason) => Err(io::Error::other(reason)),
        }
    }
}

/// The streams behind paths: files as they are, folders with all their files in order of name, zip archives with all
/// their members. `-` is standard input.
///
/// # Errors
/// When a path does not exist.
pub fn sources(paths: &[PathBuf]) -> io::Result<Vec<Source>> {
    sources_of(paths, &EXTENSIONS)
}

/// The same, with the extensions that a folder is searched for.
///
/// # Errors
/// When a path does not exist.
pub(crate) fn sources_of(paths: &[PathBuf], extensions: &[&str]) -> io::Result<Vec<Source>> {
    let mut found = Vec::new();
    for path in paths {
        if is_stdin(path) {
            found.push(Source {
                name: "standard input".into(),
                place: Place::Stdin,
            });
            continue;
        }
        let kind = fs::metadata(path).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", path.display()))
        })?;
        if kind.is_dir() {
            folder(path, extensions, &mut found)?;
        } else {
            file(path, &mut found);
        }
    }
    Ok(found)
}

/// Extensions that a folder is searched for.
const EXTENSIONS: [&str; 6] = ["json", "jsonl", "ndjson", "gz", "zst", "zip"];

fn folder(path: &Path, extensions: &[&str], found: &mut Vec<Source>) -> io::Result<()> {
    let mut inside: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    inside.sort();
    for path in inside {
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            folder(&path, extensions, found)?;
        } else if extension.is_some_and(|extension| extensions.contains(&extension)) {
            file(&path, found);
        }
    }
    Ok(())
}

fn file(path: &Path, found: &mut Vec<Source>) {
    let name = path.display().to_string();
    let mut start = [0; 4];
    let is_zip = File::open(path)
        .and_then(|mut file| file.read_exact(&mut start))
        .is_ok_and(|()| &start == b"PK\x03\x04");
    if !is_zip {
        found.push(Source {
            name,
            place: Place::File(path.to_owned()),
        });
        return;
    }
    match members(path) {
        Ok(members) => found.extend(members),
        Err(error) => found.push(Source {
            name,
            place: Place::Failed(error.to_string()),
        }),
    }
}

fn members(path: &Path) -> Result<Vec<Source>, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(File::open(path)?)?;
    let mut members = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at)?;
        if !entry.is_file() {
            continue;
        }
        let name = format!("{}:{}", path.display(), entry.name()?);
        let deflated = match entry.compression() {
            zip::CompressionMethod::Stored => Some(false),
            zip::CompressionMethod::Deflated => Some(true),
            _ => None,
        };
        let place = match (deflated, entry.data_start(), entry.encrypted()) {
            (Some(deflated), Some(start), false) => Place::Member {
                archive: path.to_owned(),
                start,
                length: entry.compressed_size(),
                deflated,
            },
            (_, _, true) => Place::Failed("this member is encrypted".into()),
            _ => Place::Failed("packed by a method other than deflate".into()),
        };
        members.push(Source { name, place });
    }
    Ok(members)
}

/// Tells by the first bytes how a stream is packed; names lie more often.
fn unpacked(mut stream: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let mut start = Vec::new();
    (&mut stream).take(4).read_to_end(&mut start)?;
    let packing = match start.as_slice() {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd] => Packing::Zstd,
        _ => Packing::Plain,
    };
    let whole = io::Cursor::new(start).chain(stream);
    Ok(match packing {
        Packing::Plain => Box::new(whole),
        Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
        Packing::Zstd => {
            Box::new(ruzstd::decoding::StreamingDecoder::new(whole).map_err(io::Error::other)?)
        }
    })
}
