//! What a run writes.

pub mod cardinal;
