//! Correcting what the settings know how to correct, as Cardinal's `prepare` does, and listing what is left.

mod corrections;
mod release;

use std::io::{self, Write};
use std::path::PathBuf;

pub use corrections::Corrections;

use crate::input::{Block, Limits, Places, in_order};
use crate::json::Json;
use crate::problems::{Place, Problem, Problems};

/// A field that could not be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Issue {
    /// The item in its block.
    item: u32,
    ocid: String,
    path: &'static str,
    /// Positions in the lists on the way, with dots between.
    indexes: String,
    value: String,
    what: &'static str,
}

/// What a block comes to.
#[derive(Default)]
struct Prepared {
    text: String,
    issues: Vec<Issue>,
    problems: Problems,
}

/// Writes corrected lines to `output` and what is still wrong to `errors`, as CSV rows of line, ocid, path, indexes,
/// value and description.
///
/// # Errors
/// When a path does not exist or an output takes no more.
pub fn run(
    paths: &[PathBuf],
    limits: &Limits,
    corrections: &Corrections,
    output: &mut (dyn Write + Send),
    errors: &mut (dyn Write + Send),
) -> io::Result<(Problems, Places)> {
    let (mut problems, mut lines) = (Problems::default(), 0_u64);
    let mut rows = csv::Writer::from_writer(errors);
    let places = in_order(
        paths,
        limits,
        0,
        |block| prepare(block, corrections, limits.latin1),
        |prepared: Prepared, items| {
            output.write_all(prepared.text.as_bytes())?;
            for issue in prepared.issues {
                let line = (lines + u64::from(issue.item) + 1).to_string();
                rows.write_record([
                    &line,
                    &issue.ocid,
                    issue.path,
                    &issue.indexes,
                    &issue.value,
                    issue.what,
                ])?;
            }
            problems.merge(prepared.problems);
            lines += u64::from(items);
            Ok(())
        },
    )?;
    rows.flush()?;
    output.flush()?;
    Ok((problems, places))
}

fn prepare(block: &Block, corrections: &Corrections, latin1: bool) -> (Prepared, u32) {
    let mut prepared = Prepared::default();
    for (item, text) in block.texts(latin1) {
        let place = Place::new(block.number, item);
        let text = match text {
            Ok(text) => text,
            Err(problem) => {
                prepared.problems.note(problem, place, String::new);
                continue;
            }
        };
        match Json::parse(&text) {
            Ok(mut value @ Json::Object(_)) => {
                release::correct(&mut value, corrections, item, &mut prepared.issues);
                value.push(&mut prepared.text);
                prepared.text.push('\n');
            }
            Ok(_) => prepared
                .problems
                .note(Problem::NotAnObject, place, String::new),
            Err(fault) => {
                let problem = fault.reason.into();
                prepared.problems.note(problem, place, || fault.to_string());
            }
        }
    }
    let mut items = u32::try_from(block.items().count()).unwrap_or(u32::MAX);
    if let Some((problem, detail)) = &block.lost {
        let place = Place::new(block.number, items);
        prepared.problems.note(*problem, place, || detail.clone());
        items += 1;
    }
    (prepared, items)
}
