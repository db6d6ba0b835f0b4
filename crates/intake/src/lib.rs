//! Readers: text that somebody wrote outside becomes commands for `domain`.
//!
//! Pure. Nothing here knows a file system, a network, a database or a clock: texts come in,
//! commands or problems go out.

#[cfg(feature = "document")]
pub mod document;
pub mod founding;
pub mod press;
