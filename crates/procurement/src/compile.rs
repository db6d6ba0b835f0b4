//! Releases in, one compiled (or versioned) release a process out.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use crate::input::{Limits, Places, in_order};
use crate::json::{Fault, Json};
use crate::merge::Merged;
use crate::problems::{Place, Problem, Problems};

/// Reads releases, records and packages, merges the releases of each process and writes one line for each, in the order
/// of the ocids. All releases are held in memory until then.
///
/// # Errors
/// When a path does not exist or the output takes no more.
pub fn run(
    paths: &[PathBuf],
    limits: &Limits,
    versioned: bool,
    output: &mut dyn Write,
) -> io::Result<(Problems, Places)> {
    let mut processes: BTreeMap<String, Vec<Json<'static>>> = BTreeMap::new();
    let mut problems = Problems::default();
    let places = in_order(
        paths,
        limits,
        0,
        |block| {
            let mut found = Found::default();
            for (number, text) in block.texts(limits.latin1) {
                found.item(text.as_deref(), Place::new(block.number, number));
            }
            let mut items = u32::try_from(block.items().count()).unwrap_or(u32::MAX);
            if let Some((problem, detail)) = &block.lost {
                let place = Place::new(block.number, items);
                found.problems.note(*problem, place, || detail.clone());
                items += 1;
            }
            (found, items)
        },
        |found, _| {
            for (ocid, release) in found.releases {
                processes.entry(ocid).or_default().push(release);
            }
            problems.merge(found.problems);
            Ok(())
        },
    )?;
    for (ocid, releases) in processes {
        let merged = Merged::of(releases);
        for _ in 0..merged.conflicts() {
            problems.note(Problem::MergeConflict, Place::default(), || ocid.clone());
        }
        let line = match versioned {
            true => merged.versioned(),
            false => merged.compiled(),
        };
        writeln!(output, "{line}")?;
    }
    output.flush()?;
    Ok((problems, places))
}

/// Releases of a block.
#[derive(Default)]
struct Found {
    releases: Vec<(String, Json<'static>)>,
    problems: Problems,
}

impl Found {
    fn item(&mut self, text: Result<&str, &Problem>, place: Place) {
        let read = match text {
            Ok(text) => {
                Json::parse(text).map_err(|fault: Fault| (fault.reason.into(), fault.to_string()))
            }
            Err(problem) => Err((*problem, String::new())),
        };
        match read {
            Ok(value) => self.value(value.into_owned(), place),
            Err((problem, detail)) => self.problems.note(problem, place, || detail),
        }
    }

    /// A release, or what holds releases.
    fn value(&mut self, mut value: Json<'static>, place: Place) {
        if let Json::Array(values) = value {
            return values
                .into_iter()
                .for_each(|value| self.value(value, place));
        }
        for list in ["releases", "records"] {
            if let Some(Json::Array(values)) = value.remove(list) {
                return values
                    .into_iter()
                    .for_each(|value| self.value(value, place));
            }
        }
        match value.get("ocid") {
            Some(Json::Text(ocid)) => self.releases.push((ocid.to_string(), value)),
            _ if value.fields().is_none() => {
                self.problems.note(Problem::NotAnObject, place, String::new);
            }
            _ => self.problems.note(Problem::NoOcid, place, String::new),
        }
    }
}
