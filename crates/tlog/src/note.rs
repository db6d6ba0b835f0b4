//! Signed notes (C2SP signed-note): a text and the signatures under it, and the keys for them.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer;
use sha2::{Digest, Sha256};

use crate::cosignature;

/// The longest note accepted, in bytes; the limit of Go's `sumdb/note`, which made the format.
pub const MAX_NOTE_BYTES: usize = 1_000_000;

/// The most signatures accepted on a note; the limit of Go's `sumdb/note`.
pub const MAX_SIGNATURES: usize = 100;

/// What a signature line begins with: em dash and space.
const SIGNATURE_START: &str = "\u{2014} ";

/// What a secret key in text begins with.
const SECRET_START: &str = "PRIVATE+KEY+";

/// Why a text cannot be a note, or bytes are none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than a note may be.
    #[error("the note has {0} bytes, over the limit of {MAX_NOTE_BYTES}")]
    TooLong(usize),
    /// More signatures than a note may carry.
    #[error("the note has {0} signatures, over the limit of {MAX_SIGNATURES}")]
    TooManySignatures(usize),
    /// Not UTF-8.
    #[error("the note is not UTF-8 from byte {0} on")]
    NotUtf8(usize),
    /// A control character other than newline.
    #[error("the note contains the control character {0:?}; only newline is allowed")]
    Control(char),
    /// The text does not end in a newline.
    #[error("the text of a note must end in a newline")]
    TextEnd,
    /// There is no empty line before signatures, or no signature.
    #[error("the note has no signatures: they follow the last empty line")]
    NoSignatures,
    /// A signature line that is none.
    #[error("{0:?} is no signature line: write an em dash, the key name and base64")]
    SignatureLine(String),
}

/// Why a key cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A name that a signature line cannot hold.
    #[error(
        "{0:?} is no key name: it must not be empty or contain spaces, control characters or +"
    )]
    Name(String),
    /// Not of the form of a verifier key.
    #[error(
        "not a verifier key: write name+id+base64, the id in eight lowercase hexadecimal digits"
    )]
    VerifierForm,
    /// Not of the form of a secret key. The text is not repeated: it may be a secret.
    #[error("not a secret key: write PRIVATE+KEY+name+id+base64")]
    SecretForm,
    /// The key's type is none that is known here.
    #[error("key type {0:#04x} is not supported: 0x01 (Ed25519) and 0x04 (cosignature/v1) are")]
    Algorithm(u8),
    /// The id does not follow from the name and the key.
    #[error(
        "the key id is {found:08x}, but name and key make {expected:08x}: a letter was changed"
    )]
    Id {
        /// What name and key make.
        expected: u32,
        /// What the text says.
        found: u32,
    },
    /// Not a point of the curve, or one of the few for which anyone can sign.
    #[error("the public key is not usable for Ed25519")]
    Point,
}

/// Why the signatures of a note do not make its text trustworthy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// A signature by a known key is wrong: the text was changed, or the line was made up.
    #[error("the signature by {name} (key id {key_id:08x}) is not valid for this text")]
    Invalid {
        /// Name of the key.
        name: String,
        /// Id of the key.
        key_id: u32,
    },
    /// No known key signed.
    #[error("none of the keys asked for has signed this note")]
    NotSigned,
}

/// How a key signs, as the type byte of its text form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Type 0x01: Ed25519 over the note's text.
    Ed25519,
    /// Type 0x04: Ed25519 over time and text, by a witness ([`crate::cosignature`]).
    CosignatureV1,
}

impl Algorithm {
    fn type_byte(self) -> u8 {
        match self {
            Algorithm::Ed25519 => 0x01,
            Algorithm::CosignatureV1 => 0x04,
        }
    }

    fn from_type_byte(byte: u8) -> Result<Algorithm, KeyError> {
        match byte {
            0x01 => Ok(Algorithm::Ed25519),
            0x04 => Ok(Algorithm::CosignatureV1),
            other => Err(KeyError::Algorithm(other)),
        }
    }
}

/// A public key with its name: checks signatures. Text form (vkey): `name+id+base64`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key_id: u32,
    algorithm: Algorithm,
    public: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    /// A key from its 32 public bytes (RFC 8032).
    pub fn new(name: &str, algorithm: Algorithm, public: &[u8; 32]) -> Result<Self, KeyError> {
        check_name(name)?;
        let usable = ed25519_dalek::VerifyingKey::from_bytes(public).ok();
        let public = usable.filter(|key| !key.is_weak()).ok_or(KeyError::Point)?;
        let key_id = key_id(name, algorithm, public.as_bytes());
        Ok(VerifierKey {
            name: name.to_owned(),
            key_id,
            algorithm,
            public,
        })
    }

    /// Reads the text form, without surrounding spaces or newline.
    pub fn parse(text: &str) -> Result<VerifierKey, KeyError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::VerifierForm);
        };
        let found = parse_key_id(id).ok_or(KeyError::VerifierForm)?;
        let (algorithm, public) = parse_key_data(key, KeyError::VerifierForm)?;
        let verifier = VerifierKey::new(name, algorithm, &public)?;
        verifier.has_id(found)?;
        Ok(verifier)
    }

    /// The name in the signature lines of this key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id in the signature lines of this key; with the name it tells the key.
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    /// How this key signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The 32 bytes of the public key.
    pub fn public_bytes(&self) -> &[u8; 32] {
        self.public.as_bytes()
    }

    /// Whether the signature line names this key. Says nothing of the signature itself.
    pub fn made(&self, signature: &Signature) -> bool {
        self.name == signature.name && self.key_id == signature.key_id
    }

    /// Whether `signature` is one of this key over `text`, in the way of the key's algorithm.
    pub fn accepts(&self, text: &str, signature: &Signature) -> bool {
        self.made(signature)
            && match self.algorithm {
                Algorithm::Ed25519 => self.accepts_bytes(text.as_bytes(), &signature.bytes),
                Algorithm::CosignatureV1 => cosignature::accepts(self, text, &signature.bytes),
            }
    }

    /// Whether the 64 bytes sign the message, whatever it is.
    ///
    /// Strict: no signature but the signer's own is accepted, not even a variation of it.
    pub(crate) fn accepts_bytes(&self, message: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.public.verify_strict(message, &signature).is_ok())
    }

    fn has_id(&self, found: u32) -> Result<(), KeyError> {
        let expected = self.key_id;
        if expected == found {
            Ok(())
        } else {
            Err(KeyError::Id { expected, found })
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = encode_key_data(self.algorithm, self.public.as_bytes());
        write!(f, "{}+{:08x}+{key}", self.name, self.key_id)
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        VerifierKey::parse(text)
    }
}

/// A secret key with its name: signs notes, and cosigns as a witness.
pub struct SigningKey {
    verifier: VerifierKey,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// A key from its name and its 32 secret bytes, which must come from a good source of
    /// randomness: this crate has none.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<SigningKey, KeyError> {
        let secret = ed25519_dalek::SigningKey::from_bytes(seed);
        let public = secret.verifying_key();
        let verifier = VerifierKey::new(name, Algorithm::Ed25519, public.as_bytes())?;
        Ok(SigningKey { verifier, secret })
    }

    /// Reads the text form `PRIVATE+KEY+name+id+base64`, as Go's `sumdb/note` writes it.
    pub fn parse(text: &str) -> Result<SigningKey, KeyError> {
        let rest = text
            .strip_prefix(SECRET_START)
            .ok_or(KeyError::SecretForm)?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::SecretForm);
        };
        let found = parse_key_id(id).ok_or(KeyError::SecretForm)?;
        let (algorithm, seed) = parse_key_data(key, KeyError::SecretForm)?;
        if algorithm != Algorithm::Ed25519 {
            return Err(KeyError::Algorithm(algorithm.type_byte()));
        }
        let signing = SigningKey::from_seed(name, &seed)?;
        signing.verifier.has_id(found)?;
        Ok(signing)
    }

    /// The text form, `PRIVATE+KEY+name+id+base64`. It is the secret: keep it as such.
    pub fn to_secret_text(&self) -> String {
        let VerifierKey {
            name,
            key_id,
            algorithm,
            ..
        } = &self.verifier;
        let key = encode_key_data(*algorithm, self.secret.as_bytes());
        format!("{SECRET_START}{name}+{key_id:08x}+{key}")
    }

    /// The name in the signature lines of this key.
    pub fn name(&self) -> &str {
        &self.verifier.name
    }

    /// The public key for notes that this key signs.
    pub fn verifier(&self) -> VerifierKey {
        self.verifier.clone()
    }

    /// The public key for cosignatures that this key makes: same name and key, another type
    /// and so another id.
    pub fn cosignature_verifier(&self) -> VerifierKey {
        let algorithm = Algorithm::CosignatureV1;
        let key_id = key_id(self.name(), algorithm, self.verifier.public_bytes());
        VerifierKey {
            algorithm,
            key_id,
            ..self.verifier.clone()
        }
    }

    fn signature(&self, text: &str) -> Signature {
        let bytes = self.sign_bytes(text.as_bytes()).to_vec();
        Signature {
            name: self.name().to_owned(),
            key_id: self.verifier.key_id,
            bytes,
        }
    }

    pub(crate) fn sign_bytes(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }
}

/// Names the key; never shows the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("verifier", &self.verifier)
            .finish_non_exhaustive()
    }
}

/// One signature line: which key, and the bytes it signed with. Display prints the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    pub(crate) name: String,
    pub(crate) key_id: u32,
    pub(crate) bytes: Vec<u8>,
}

impl Signature {
    /// Reads one line, without its newline: `— name base64`.
    pub fn parse(line: &str) -> Result<Signature, NoteError> {
        let malformed = || NoteError::SignatureLine(line.chars().take(80).collect());
        let rest = line.strip_prefix(SIGNATURE_START).ok_or_else(malformed)?;
        let (name, base64) = rest.split_once(' ').ok_or_else(malformed)?;
        check_name(name).map_err(|_| malformed())?;
        let data = STANDARD.decode(base64).map_err(|_| malformed())?;
        match data.split_first_chunk() {
            Some((id, bytes)) if !bytes.is_empty() => {
                let key_id = u32::from_be_bytes(*id);
                Ok(Signature {
                    name: name.to_owned(),
                    key_id,
                    bytes: bytes.to_vec(),
                })
            }
            _ => Err(malformed()),
        }
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Id of the key.
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    /// The signature behind the key id; its form depends on the key's algorithm.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let data = [&self.key_id.to_be_bytes()[..], &self.bytes].concat();
        write!(
            f,
            "{SIGNATURE_START}{} {}",
            self.name,
            STANDARD.encode(data)
        )
    }
}

/// A text with signatures under it. That it was parsed does not mean that they are valid:
/// trust the text only after [`Note::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// What [`Note::verify`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<'a> {
    /// The keys that signed, each once, in the order they were asked for. Never empty.
    pub by: Vec<&'a VerifierKey>,
    /// Signatures by other keys: not checked, and of no weight.
    pub unknown: Vec<&'a Signature>,
}

impl Note {
    /// Reads a note. Printing it (Display) gives the same bytes again.
    pub fn parse(bytes: &[u8]) -> Result<Note, NoteError> {
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(NoteError::TooLong(bytes.len()));
        }
        let whole = std::str::from_utf8(bytes).map_err(|e| NoteError::NotUtf8(e.valid_up_to()))?;
        check_control(whole)?;
        let empty_line = whole.rfind("\n\n").ok_or(NoteError::NoSignatures)?;
        let (text, rest) = whole.split_at(empty_line + 1);
        let lines = rest[1..]
            .strip_suffix('\n')
            .ok_or(NoteError::NoSignatures)?;
        let count = lines.split('\n').count();
        if count > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures(count));
        }
        let signatures = lines
            .split('\n')
            .map(Signature::parse)
            .collect::<Result<_, _>>()?;
        Ok(Note {
            text: text.to_owned(),
            signatures,
        })
    }

    /// The text, with its final newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, in the order of their lines.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The same note with one more signature line at its end: a witness's, say.
    pub fn with_signature(mut self, signature: Signature) -> Result<Note, NoteError> {
        self.signatures.push(signature);
        self.checked()
    }

    /// Checks every signature by one of `keys`.
    ///
    /// # Errors
    /// A line with the name and id of a known key whose signature is wrong spoils the note,
    /// whatever the others say; so does the lack of any known key.
    pub fn verify<'a>(&'a self, keys: &'a [VerifierKey]) -> Result<Verified<'a>, VerifyError> {
        let mut unknown = Vec::new();
        for signature in &self.signatures {
            let mut known = keys.iter().filter(|key| key.made(signature)).peekable();
            if known.peek().is_none() {
                unknown.push(signature);
            } else if !known.any(|key| key.accepts(&self.text, signature)) {
                let Signature { name, key_id, .. } = signature.clone();
                return Err(VerifyError::Invalid { name, key_id });
            }
        }
        let signed = |key: &&VerifierKey| self.signatures.iter().any(|line| key.made(line));
        let by = keys.iter().filter(signed).collect::<Vec<_>>();
        if by.is_empty() {
            Err(VerifyError::NotSigned)
        } else {
            Ok(Verified { by, unknown })
        }
    }

    fn checked(self) -> Result<Note, NoteError> {
        if self.signatures.is_empty() {
            return Err(NoteError::NoSignatures);
        }
        if self.signatures.len() > MAX_SIGNATURES {
            return Err(NoteError::TooManySignatures(self.signatures.len()));
        }
        let length = self.to_string().len();
        if length > MAX_NOTE_BYTES {
            Err(NoteError::TooLong(length))
        } else {
            Ok(self)
        }
    }
}

/// Prints the note as it is served: text, empty line, signature lines.
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// Signs a text, which must end in a newline, with each of the keys (at least one).
pub fn sign(text: &str, keys: &[&SigningKey]) -> Result<Note, NoteError> {
    if !text.ends_with('\n') {
        return Err(NoteError::TextEnd);
    }
    check_control(text)?;
    let signatures = keys.iter().map(|key| key.signature(text)).collect();
    Note {
        text: text.to_owned(),
        signatures,
    }
    .checked()
}

/// The id of a key: the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
fn key_id(name: &str, algorithm: Algorithm, public: &[u8; 32]) -> u32 {
    let mut sha = Sha256::new();
    sha.update(name);
    sha.update([b'\n', algorithm.type_byte()]);
    sha.update(public);
    let digest: [u8; 32] = sha.finalize().into();
    let [a, b, c, d, ..] = digest;
    u32::from_be_bytes([a, b, c, d])
}

fn check_name(name: &str) -> Result<(), KeyError> {
    let refused = |c: char| c.is_whitespace() || c == '+' || c < ' ';
    if name.is_empty() || name.contains(refused) {
        return Err(KeyError::Name(name.chars().take(80).collect()));
    }
    Ok(())
}

fn check_control(text: &str) -> Result<(), NoteError> {
    match text.chars().find(|c| *c < ' ' && *c != '\n') {
        Some(control) => Err(NoteError::Control(control)),
        None => Ok(()),
    }
}

/// Only lowercase, so that a key has one text form.
fn parse_key_id(text: &str) -> Option<u32> {
    let lowercase = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    let fits = text.len() == 8 && text.bytes().all(lowercase);
    fits.then(|| u32::from_str_radix(text, 16).ok())?
}

/// The last part of a key's text: base64 of the type byte and 32 bytes.
fn parse_key_data(base64: &str, malformed: KeyError) -> Result<(Algorithm, [u8; 32]), KeyError> {
    let data = STANDARD.decode(base64).map_err(|_| malformed.clone())?;
    let (type_byte, key) = data.split_first().ok_or_else(|| malformed.clone())?;
    let algorithm = Algorithm::from_type_byte(*type_byte)?;
    Ok((algorithm, key.try_into().map_err(|_| malformed)?))
}

fn encode_key_data(algorithm: Algorithm, key: &[u8; 32]) -> String {
    STANDARD.encode([&[algorithm.type_byte()][..], key].concat())
}
