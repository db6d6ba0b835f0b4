//! JSON text read in place: a pull reader that skips what nobody asks for, and a tree for the few who need it all.
//!
//! Why not a general parser: [`Reader::skip`] checks what it passes over (a broken line must be reported, not half
//! believed) and still costs less than building values; wrong types are an answer, not an error; a nesting bomb ends at
//! [`MAX_DEPTH`] without recursion. ADR 8 says why it is ours.

mod reader;
mod tree;
mod write;

pub use reader::{Kind, Number, Reader};
pub use tree::Json;
pub use write::{push_f64, push_plain, push_text};

/// Containers inside containers beyond this are refused. The same limit as `serde_json`'s, so that Cardinal and we
/// agree on which lines are readable.
pub const MAX_DEPTH: u32 = 127;

/// Why a text is not JSON that we read, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{reason} at byte {at}")]
pub struct Fault {
    /// Bytes from the start of the value's text.
    pub at: usize,
    /// What is wrong there.
    pub reason: Reason,
}

/// What can be wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum Reason {
    /// The text ends inside a value.
    #[error("the text ends inside a value")]
    Truncated,
    /// A byte that no JSON value has in this place.
    #[error("unexpected character")]
    Unexpected,
    /// A control character inside a string, which must be escaped.
    #[error("unescaped control character in a string")]
    ControlCharacter,
    /// An escape that JSON does not have, or half of a surrogate pair.
    #[error("invalid escape in a string")]
    Escape,
    /// Digits that make no JSON number.
    #[error("invalid number")]
    Number,
    /// More than [`MAX_DEPTH`] containers inside each other.
    #[error("nested deeper than {MAX_DEPTH}")]
    TooDeep,
    /// A value ended and something follows it on the line.
    #[error("text after the end of the value")]
    Trailing,
}
