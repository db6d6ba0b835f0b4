//! Red flags in procurement data (OCDS): read, fold, flag, explain.
//!
//! Stands alone: no database, no web, no runtime, no clock. [`engine::Engine`] reads files in blocks, folds each
//! contracting process ([`process::Process`]) into the counts of the chosen rules ([`rules`]), merges what several
//! workers or part files counted, and gives an [`outcome::Outcome`]. A flag is a question, not a finding.
//!
//! The eleven rules of Open Contracting's Cardinal give what Cardinal gives, number for number.

pub mod check;
pub mod cli;
pub mod compile;
pub mod coverage;
pub mod date;
pub mod engine;
pub mod evidence;
pub mod from_csv;
pub mod input;
pub mod json;
pub mod merge;
pub mod names;
pub mod needed;
pub mod outcome;
pub mod output;
pub mod part;
pub mod prepare;
pub mod problems;
pub mod process;
pub mod quantile;
pub mod rules;
pub mod settings;
pub mod shard;
