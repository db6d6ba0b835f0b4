//! The founding format: TOML files, one per kind of subject, that a person writes and compares by line.
//!
//! [`parse`] reads files into commands, or says everything that is wrong with them; [`write`] writes commands as files.
//! `docs/founding-format.md` describes the format for those who write it.

mod correction;
mod governments;
pub(crate) mod nearest;
mod problem;
mod read;
mod schema;
#[cfg(test)]
mod tests;
mod tree;
mod value;
mod write;

use std::collections::{HashMap, HashSet};

use domain::any::AnyCommand;
use domain::{Reference, SubjectKind};

pub use correction::{Correction, write_corrections};
pub use problem::{Expected, Fault, Problem};
use read::{Drafted, Reader};
use tree::{Index, Tree};
pub use write::write;

/// The table that describes all 552 regional governments from reference data.
const GOVERNMENTS: &str = "governments";

/// The table that adds to one of them.
const GOVERNMENT: &str = "government";

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name, to tell where a problem is. What it holds follows from its tables alone.
    pub name: &'a str,
    /// Its content.
    pub text: &'a str,
}

/// What the files say.
#[derive(Debug, Clone, PartialEq)]
pub struct Founding {
    /// In an order in which each can be executed after those before it: first every description, each after those it
    /// points at and otherwise in the order of [`SubjectKind::PUBLIC`] and of the files; then every fact. Of records that
    /// point at each other in a ring, one has to stand before what it points at.
    pub records: Vec<Record>,
    /// What was corrected in the readings that records were made from, in the order of the files. Not recorded.
    pub corrections: Vec<Correction>,
}

/// One command and where it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// What it is about.
    pub subject: Reference,
    /// What it says.
    pub command: AnyCommand,
    /// The file's name as given.
    pub file: String,
    /// The line of its table, from 1.
    pub line: u32,
    /// Where in the file: `commitment 'p6' fact 'x'`.
    pub path: String,
}

/// Reads files of the founding format.
///
/// A key that no file describes must be `known` to be recorded already.
///
/// # Errors
/// Every problem of every file, in the order of files and lines. In a file that is not TOML throughout, what could not be
/// read may hide more.
pub fn parse(
    files: &[File<'_>],
    known: &dyn Fn(&Reference) -> bool,
) -> Result<Founding, Vec<Problem>> {
    let trees: Vec<Tree<'_>> = files.iter().map(Tree::of).collect();
    let index = Index::of(&trees);
    let Some(first) = trees.first() else {
        return Ok(Founding {
            records: Vec::new(),
            corrections: Vec::new(),
        });
    };
    let mut reader = Reader::new(&index, known, first);
    trees.iter().for_each(|tree| reader.file(tree));
    if reader.problems.is_empty() {
        Ok(Founding {
            records: in_order(reader.drafted),
            corrections: reader.corrections,
        })
    } else {
        Err(reader.problems)
    }
}

/// A regional government as the compiled-in table knows it, without a source.
pub fn government(region: &domain::region::Region) -> domain::organization::Description {
    governments::described(region, None)
}

/// The place of a kind in [`SubjectKind::PUBLIC`].
fn rank(kind: SubjectKind) -> usize {
    SubjectKind::PUBLIC
        .iter()
        .position(|public| *public == kind)
        .unwrap_or(usize::MAX)
}

/// Puts every description after those it points at, then the facts.
fn in_order(mut drafted: Vec<Drafted>) -> Vec<Record> {
    drafted.sort_by_key(|draft| rank(draft.subject.kind));
    let described = drafted
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.description.is_some());
    let places: HashMap<Reference, usize> =
        described.map(|(at, draft)| (draft.subject, at)).collect();

    let mut order = Vec::with_capacity(drafted.len());
    let mut seen = HashSet::new();
    // A stack of its own instead of recursion: a chain of parents may be as long as the file.
    let mut stack = Vec::new();
    for at in 0..drafted.len() {
        if seen.insert(at) {
            stack.push((at, 0));
        }
        while let Some((at, next)) = stack.last_mut() {
            let need = drafted[*at]
                .needs
                .get(*next)
                .map(|need| places.get(need).copied());
            *next += 1;
            match need {
                Some(Some(need)) if seen.insert(need) => stack.push((need, 0)),
                Some(_) => {}
                None => {
                    order.push(*at);
                    stack.pop();
                }
            }
        }
    }
    let mut records: Vec<Record> = order
        .iter()
        .filter_map(|at| drafted[*at].description.take())
        .collect();
    records.extend(
        order
            .iter()
            .flat_map(|at| std::mem::take(&mut drafted[*at].facts)),
    );
    records
}
