//! The rules of Sinergi: what a record is, what it accepts, and what it then says.
//!
//! Pure. Nothing here knows a runtime, a database, a network, a file system or a clock: time is an
//! argument. The flow is `Command` → [`subject::decide`] → [`subject::Event`] → [`subject::State::apply`],
//! the same for every kind of subject; what differs per kind stands in a module of its own.

pub mod agreement;
pub mod any;
pub mod calendar;
pub mod canonical;
pub mod citation;
pub mod commitment;
pub mod disclosure;
pub mod entry;
pub mod gathering;
pub mod glossary;
pub mod id;
pub mod law;
pub mod number;
pub mod organization;
pub mod person;
pub mod post;
pub mod programme;
pub mod public;
pub mod refusal;
pub mod region;
pub mod source;
pub mod statement;
pub mod subject;
pub mod text;
pub mod when;

pub use id::{Reference, SubjectKind};
pub use refusal::Refusal;
pub use text::{Lang, Text};
pub use when::When;
