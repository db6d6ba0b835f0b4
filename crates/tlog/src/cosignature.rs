//! Cosignatures (C2SP tlog-cosignature, type cosignature/v1): a witness says that, at a time, a
//! checkpoint was the newest consistent one it had seen of a log.
//!
//! The specification recommends ML-DSA-44 for new deployments. Ed25519 comes first here because
//! witnesses in service use it; [`Algorithm`] is where another joins.

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::note::{Algorithm, Note, Signature, SigningKey, VerifierKey, VerifyError};

/// The latest time that a cosignature can say (the specification's limit).
const MAX_TIME: u64 = i64::MAX as u64;

/// A cosignature taken apart. That it was read does not mean that it is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// Name of the witness's key.
    pub name: String,
    /// Id of the witness's key.
    pub key_id: u32,
    /// When the witness signed, in seconds since 1970 (POSIX time).
    pub time_unix_s: u64,
    /// The Ed25519 signature over time and checkpoint.
    pub signature: [u8; 64],
}

/// Why a cosignature cannot be made, read or trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CosignatureError {
    /// Not eight bytes of time and 64 of signature.
    #[error("a cosignature has 72 bytes behind the key id, this one has {0}")]
    Length(usize),
    /// A time beyond the limit.
    #[error("the time {0} is beyond the limit of {MAX_TIME} seconds")]
    Time(u64),
    /// Only checkpoints are cosigned.
    #[error("only a checkpoint can be cosigned: {0}")]
    Checkpoint(#[from] CheckpointError),
    /// The key is not of type 0x04.
    #[error("the key {0} does not make cosignatures: give a verifier key of type 0x04")]
    Key(String),
    /// Wrong, or not there.
    #[error(transparent)]
    Signature(#[from] VerifyError),
}

impl Cosignature {
    /// Takes apart a signature line. The caller knows from the key that it is a cosignature.
    pub fn parse(line: &Signature) -> Result<Cosignature, CosignatureError> {
        let wrong_length = CosignatureError::Length(line.bytes.len());
        let Some((time, signature)) = line.bytes.split_first_chunk() else {
            return Err(wrong_length);
        };
        let Ok(signature) = signature.try_into() else {
            return Err(wrong_length);
        };
        let time_unix_s = u64::from_be_bytes(*time);
        if time_unix_s > MAX_TIME {
            return Err(CosignatureError::Time(time_unix_s));
        }
        Ok(Cosignature {
            name: line.name.clone(),
            key_id: line.key_id,
            time_unix_s,
            signature,
        })
    }

    /// The signature line that this came from.
    pub fn to_signature(&self) -> Signature {
        let bytes = [&self.time_unix_s.to_be_bytes()[..], &self.signature].concat();
        Signature {
            name: self.name.clone(),
            key_id: self.key_id,
            bytes,
        }
    }
}

/// Cosigns the text of a checkpoint at a time in seconds since 1970.
///
/// Whether the checkpoint is consistent with the last one cosigned is for the witness to have
/// checked, and recorded, before.
pub fn cosign(
    text: &str,
    time_unix_s: u64,
    key: &SigningKey,
) -> Result<Signature, CosignatureError> {
    Checkpoint::parse(text)?;
    if time_unix_s > MAX_TIME {
        return Err(CosignatureError::Time(time_unix_s));
    }
    let signature = key.sign_bytes(message(text, time_unix_s).as_bytes());
    let (name, key_id) = (key.name().to_owned(), key.cosignature_verifier().key_id());
    Ok(Cosignature {
        name,
        key_id,
        time_unix_s,
        signature,
    }
    .to_signature())
}

/// Checks the cosignatures by `key` (of type 0x04) on a signed checkpoint and gives the latest.
///
/// # Errors
/// One that is wrong spoils the note, even beside one that is right; so does having none.
pub fn verify(note: &Note, key: &VerifierKey) -> Result<Cosignature, CosignatureError> {
    if key.algorithm() != Algorithm::CosignatureV1 {
        return Err(CosignatureError::Key(key.to_string()));
    }
    Checkpoint::parse(note.text())?;
    note.verify(std::slice::from_ref(key))?;
    let lines = note.signatures().iter().filter(|line| key.made(line));
    let all = lines
        .map(Cosignature::parse)
        .collect::<Result<Vec<_>, _>>()?;
    let latest = all
        .into_iter()
        .max_by_key(|cosignature| cosignature.time_unix_s);
    latest.ok_or(CosignatureError::Signature(VerifyError::NotSigned))
}

/// Whether the bytes of a signature line cosign the text; the line's name and id were compared.
pub(crate) fn accepts(key: &VerifierKey, text: &str, bytes: &[u8]) -> bool {
    let line = Signature {
        name: String::new(),
        key_id: key.key_id(),
        bytes: bytes.to_vec(),
    };
    Cosignature::parse(&line).is_ok_and(|cosignature| {
        let message = message(text, cosignature.time_unix_s);
        key.accepts_bytes(message.as_bytes(), &cosignature.signature)
    })
}

fn message(text: &str, time_unix_s: u64) -> String {
    format!("cosignature/v1\ntime {time_unix_s}\n{text}")
}
