//! Short stories: a text, and what is read in it.

mod asked;
mod documents;
mod fields;
mod gathered;
mod guests;
mod limits;
mod newsroom;
mod offices;
mod people;
mod portals;
mod promises;

use jiff::civil::Date;

use super::*;

fn reading(text: &str) -> Reading {
    read(text, None, Gazetteer::builtin())
}

fn reading_of(text: &str, published: &str) -> Reading {
    let published: Date = published.parse().unwrap();
    read(text, Some(published), Gazetteer::builtin())
}

/// Who was there and how: "name or -, role, institution, attendance".
fn people(text: &str) -> Vec<String> {
    let line = |person: &Person| {
        let value = |found: &Option<Found<String>>| {
            found
                .as_ref()
                .map_or("-".to_owned(), |found| found.value.clone())
        };
        format!(
            "{}, {}, {}, {}",
            person.name.as_deref().unwrap_or("-"),
            value(&person.role),
            value(&person.institution),
            person.attendance.id()
        )
    };
    reading(text).people.iter().map(line).collect()
}
