//! What a reader asks to have verified: a link, a path, an entry number or a handle.

use domain::id::is_handle;
use domain::{SubjectKind, public};

use crate::ctx::language;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Asked {
    /// One entry, by number.
    Entry(u64),
    /// A government, by its code.
    Government(String),
    /// A record of a kind, by handle.
    Record(SubjectKind, String),
    /// A record of any kind, by handle.
    Handle(String),
    /// Nothing that a record could be called.
    Unknown,
}

/// Reads a link, a path, an entry number or a handle.
pub(crate) fn read(given: &str) -> Asked {
    let given = given.trim();
    if !given.is_empty() && given.bytes().all(|b| b.is_ascii_digit()) {
        // Ten digits could be a handle too, but no log is that long; a number is a number.
        return given.parse().map_or(Asked::Unknown, Asked::Entry);
    }
    let lower = given.to_ascii_lowercase();
    if is_handle(&lower) {
        return Asked::Handle(lower);
    }
    let path = match lower.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => lower.trim_start_matches('/'),
    };
    let path = format!("/{}", path.split(['?', '#']).next().unwrap_or_default());
    let (_, path) = language(&path);
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    let (Some(folder), Some(name), None) = (segments.next(), segments.next(), segments.next())
    else {
        return Asked::Unknown;
    };
    if folder == public::GOVERNMENTS {
        return Asked::Government(name.to_owned());
    }
    let kind = SubjectKind::PUBLIC
        .into_iter()
        .find(|kind| public::folder(*kind) == folder);
    match (kind, name.get(..10)) {
        (Some(kind), Some(handle))
            if is_handle(handle) && !name[10..].starts_with(|c| c != '-') =>
        {
            Asked::Record(kind, handle.to_owned())
        }
        _ => Asked::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_by_all_its_names() {
        let record = |kind, handle: &str| Asked::Record(kind, handle.to_owned());
        for (given, expected) in [
            ("12", Asked::Entry(12)),
            (" 0 ", Asked::Entry(0)),
            ("ab12cd34ef", Asked::Handle("ab12cd34ef".into())),
            ("AB12CD34EF", Asked::Handle("ab12cd34ef".into())),
            (
                "/janji/ab12cd34ef-sekolah-gratis",
                record(SubjectKind::Commitment, "ab12cd34ef"),
            ),
            (
                "janji/ab12cd34ef",
                record(SubjectKind::Commitment, "ab12cd34ef"),
            ),
            (
                "https://contoh.id/en/perjanjian/ab12cd34ef-x?as_of=2025-10-31#tahap",
                record(SubjectKind::Agreement, "ab12cd34ef"),
            ),
            (
                "http://127.0.0.1:8080/pemda/36.73",
                Asked::Government("36.73".into()),
            ),
            ("/en/pemda/36", Asked::Government("36".into())),
        ] {
            assert_eq!(read(given), expected, "{given}");
        }
    }

    #[test]
    fn what_names_no_record_is_not_guessed_at() {
        for given in [
            "",
            "99999999999999999999999",
            "janji",
            "/janji/",
            "/janji/pendek",
            "/janji/ab12cd34efx",
            "/kota/ab12cd34ef",
            "https://contoh.id",
            "\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}",
            "/janji/ab12cd34\u{e9}\u{e9}",
        ] {
            assert_eq!(read(given), Asked::Unknown, "{given}");
        }
    }
}
