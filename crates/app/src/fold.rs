//! Folding stored entries into a subject's state.

use domain::Reference;
use domain::any::AnyState;
use domain::entry::{Body, Entry};
use domain::subject::Stamp;
use store::{Error as StoreError, Standing, StoredBody};

/// The fold of those of a subject's entries whose standing is wanted.
pub(crate) fn fold(
    subject: Reference,
    bodies: &[StoredBody],
    wanted: impl Fn(Standing) -> bool,
) -> Result<AnyState, StoreError> {
    let mut state = AnyState::new(subject.kind);
    for stored in bodies.iter().filter(|b| wanted(b.standing)) {
        let (entry, body) = parse(stored)?;
        state.apply(
            &body.kind,
            body.data,
            Stamp {
                entry: stored.index,
                at: entry.at,
                on: body.on,
            },
        );
    }
    Ok(state)
}

/// A stored entry and its body as values.
pub(crate) fn parse(stored: &StoredBody) -> Result<(Entry, Body), StoreError> {
    let corrupt = |why: String| StoreError::Corrupt(format!("entry {}: {why}", stored.index));
    let entry = Entry::parse(&stored.leaf).map_err(|e| corrupt(e.to_string()))?;
    let body = serde_json::from_slice(&stored.bytes).map_err(|e| corrupt(e.to_string()))?;
    Ok((entry, body))
}
