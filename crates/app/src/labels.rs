//! The names of what pages point at, kept as long as the log does not grow: sources, offices and governments stand on
//! nearly every page, and looking them up took an eighth of the time that a page takes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::Reference;
use store::Error;

use crate::answers::{Label, Labels};

/// Most names kept, about 4 MB. What is over it begins anew.
const MOST: usize = 16_384;

/// The names that were read at one log size; none for a subject whose title is not public.
#[derive(Debug, Default)]
pub(crate) struct LabelCache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    size: u64,
    labels: HashMap<Reference, Option<Arc<Label>>>,
}

impl LabelCache {
    /// The names of these subjects. `size` is the log's size before the first of them is read: what is read may be of a
    /// log that has grown since, never of a smaller one.
    pub(crate) fn of(
        &self,
        size: u64,
        subjects: &[Reference],
        mut read: impl FnMut(Reference) -> Result<Option<Label>, Error>,
    ) -> Result<Labels, Error> {
        let mut found = HashMap::with_capacity(subjects.len());
        let mut missing = Vec::new();
        {
            let kept = self.at(size);
            for subject in subjects {
                match kept.as_ref().and_then(|kept| kept.labels.get(subject)) {
                    Some(label) => found.extend(label.clone().map(|label| (*subject, label))),
                    None => missing.push(*subject),
                }
            }
        }
        missing.sort_unstable();
        missing.dedup();
        let mut fresh = Vec::with_capacity(missing.len());
        for subject in missing {
            let label = read(subject)?.map(Arc::new);
            found.extend(label.clone().map(|label| (subject, label)));
            fresh.push((subject, label));
        }
        if let Some(mut kept) = self.at(size).filter(|_| !fresh.is_empty()) {
            if kept.labels.len() + fresh.len() > MOST {
                kept.labels.clear();
            }
            kept.labels.extend(fresh);
        }
        Ok(found)
    }

    /// What is kept for a log of this size; none if the log is known to have grown past it.
    fn at(&self, size: u64) -> Option<MutexGuard<'_, Kept>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.size < size {
            *kept = Kept {
                size,
                labels: HashMap::new(),
            };
        }
        (kept.size == size).then_some(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{SubjectKind, Text};

    fn label(title: &str) -> Label {
        Label {
            title: Text::id(title),
            path: String::new(),
            kind: SubjectKind::Source,
        }
    }

    #[test]
    fn a_name_is_read_once_until_the_log_grows() {
        let (labels, mut reads) = (LabelCache::default(), 0);
        let source = Reference::from_key(SubjectKind::Source, "kabar");
        let nobody = Reference::from_key(SubjectKind::Source, "tertutup");
        for (size, title, seen) in [(7, "A", "A"), (7, "B", "A"), (8, "C", "C"), (7, "D", "D")] {
            let found = labels
                .of(size, &[source, nobody, source], |subject| {
                    reads += 1;
                    Ok((subject == source).then(|| label(title)))
                })
                .unwrap();
            assert_eq!(found.len(), 1, "a hidden title makes no name");
            assert_eq!(found[&source].title.id, seen);
        }
        // The last reader began before the log grew: it reads for itself, and leaves the newer names alone.
        assert_eq!(reads, 6);
        assert!(labels.at(8).is_some_and(|kept| kept.labels.len() == 2));
    }
}
