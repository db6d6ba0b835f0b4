//! Press releases and news reports in Indonesian become readings: who met whom, when, where, who came, what was agreed
//! and promised, which figures were named, who said what. Every field points at the words it came from.
//!
//! [`read`] is the one entry. [`Gazetteer::builtin`] is the compiled-in knowledge; [`Gazetteer::with`] adds an office's own
//! words (`docs/howto/extend-reader.md`). Rules over the language, no model: each submodule reads one kind of field, and
//! `doc` holds what they share.

pub mod annotation;
pub mod drafts;
pub mod review;
pub mod same_event;
pub mod score;

mod actor;
mod agent;
mod agreement;
mod alias;
mod alone;
mod attendance;
mod body;
mod class;
mod cue;
mod doc;
mod due;
mod event;
mod find;
mod folk;
mod front;
mod gazetteer;
mod group;
mod heads;
mod home;
mod language;
mod layout;
mod name;
mod nickname;
mod normal;
mod number;
mod pair;
mod party;
mod people;
mod place;
mod post;
mod post_body;
mod post_place;
mod promise;
mod quote;
mod reading;
mod region;
mod register;
mod roll;
mod run;
mod speaker;
mod subject;
#[cfg(test)]
mod tests;
mod token;
mod topic;
mod when;
mod whole;
mod words;

pub use gazetteer::{BadFile, File, Gazetteer};
pub use reading::*;
pub use register::Register;
pub use whole::{MAX_BYTES, read};
pub use words::event_label;
