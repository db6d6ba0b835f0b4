//! The log's signing key and origin: made at first start, kept in a file that only its owner reads,
//! and never derived from an address. A log is not forked: without its own key the program does not start.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tlog::note::SigningKey;

/// The file inside the data folder.
pub const KEY_FILE: &str = "signing.key";

/// Why there is no key to sign with.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the signing key {0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The log has entries, but its key is gone.
    #[error(
        "the signing key {0} is missing, but the log has a signed checkpoint. Put the key back from its backup: a new key would fork the log, and every reader who knows the old one would be told so"
    )]
    Missing(PathBuf),
    /// The file holds no key.
    #[error("{0} holds no signing key: {1}. Put the key back from its backup")]
    Unreadable(PathBuf, String),
    /// The key is another log's.
    #[error(
        "{path} is the key of '{key}', but the log's checkpoint does not open with it: {why}. Put the log's own key back: another one would fork the log"
    )]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The key's name.
        key: String,
        /// Why the checkpoint does not open.
        why: String,
    },
    /// Others can read it.
    #[error("{0} can be read by others (mode {1:o}). Run: chmod 600 {0}")]
    Exposed(PathBuf, u32),
    /// No randomness.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
}

/// Reads the key, or makes one if there is neither key nor log.
pub(crate) fn open(
    folder: &Path,
    origin: Option<&str>,
    checkpoint: &str,
) -> Result<SigningKey, KeyError> {
    let path = folder.join(KEY_FILE);
    let key = match fs::read_to_string(&path) {
        Ok(text) => {
            let mode = fs::metadata(&path)
                .map_err(|e| KeyError::File(path.clone(), e))?
                .permissions()
                .mode()
                & 0o777;
            if mode & 0o077 != 0 {
                return Err(KeyError::Exposed(path, mode));
            }
            SigningKey::parse(text.trim())
                .map_err(|e| KeyError::Unreadable(path.clone(), e.to_string()))?
        }
        Err(error) if error.kind() == ErrorKind::NotFound && checkpoint.is_empty() => {
            make(&path, origin)?
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(KeyError::Missing(path)),
        Err(error) => return Err(KeyError::File(path, error)),
    };
    if !checkpoint.is_empty() {
        let verifier = key.verifier();
        tlog::checkpoint::Checkpoint::open(checkpoint.as_bytes(), &verifier, Some(key.name()))
            .map_err(|e| KeyError::Wrong {
                path,
                key: key.name().to_owned(),
                why: e.to_string(),
            })?;
    }
    Ok(key)
}

fn make(path: &Path, origin: Option<&str>) -> Result<SigningKey, KeyError> {
    let mut random = [0; 36];
    getrandom::fill(&mut random).map_err(KeyError::Random)?;
    let (seed, tail) = random.split_at(32);
    let origin = origin.map_or_else(
        || {
            format!(
                "sinergi-{}",
                tail.iter().map(|b| format!("{b:02x}")).collect::<String>()
            )
        },
        str::to_owned,
    );
    let mut bytes = [0; 32];
    bytes.copy_from_slice(seed);
    let key = SigningKey::from_seed(&origin, &bytes)
        .map_err(|e| KeyError::Unreadable(path.to_owned(), e.to_string()))?;
    let write = || -> std::io::Result<()> {
        // Whole or not at all: half a key, left by a crash, would keep the record closed for good.
        let half = path.with_extension("new");
        match fs::remove_file(&half) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&half)?;
        writeln!(file, "{}", key.to_secret_text())?;
        file.sync_all()?;
        fs::rename(&half, path)?;
        // The name is durable only once its folder is.
        path.parent()
            .map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
    };
    write().map_err(|e| KeyError::File(path.to_owned(), e))?;
    Ok(key)
}
