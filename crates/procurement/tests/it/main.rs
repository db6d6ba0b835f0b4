//! The engine from outside: files in, results out.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "helpers of tests: what fails here fails the test"
)]

mod bad_input;
mod cardinal;
mod check;
mod from_csv;
mod judged;
mod made_up;
mod merging;
mod outputs;
mod pages;
mod parts;
mod rules;
mod there_and_back;
mod tools;
mod truth;

use std::path::{Path, PathBuf};

/// Where data for tests are kept.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}
