//! What a run writes.

pub mod cardinal;
pub mod evidence;
pub mod explain;
pub mod html;
pub mod problems;
pub mod table;
