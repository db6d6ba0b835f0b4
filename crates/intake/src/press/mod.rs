//! Press releases and news reports in Indonesian become readings: who met whom, when, where, who came, what was agreed
//! and promised, which figures were named, who said what. Every field points at the words it came from.
//!
//! `read(text: &str, published: Option<Date>, gazetteer: &Gazetteer) -> Reading` is the one entry;
//! `Gazetteer::builtin()` is the compiled-in knowledge, `Gazetteer::with(&[File])` adds an office's own words.

pub mod annotation;
mod reading;
pub mod review;
pub mod score;

pub use reading::*;
