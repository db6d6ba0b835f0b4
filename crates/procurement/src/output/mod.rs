//! What a run writes.

pub mod cardinal;
pub mod evidence;
