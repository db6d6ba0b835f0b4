//! A release while it is put together: fields are set by their paths, elements of lists are found by their ids.

use std::hash::BuildHasher;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::json::Json;

/// Which element of each list is meant.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ids<'i> {
    /// Lists by their path, such as `/awards[]`, with the id of the element.
    pub of: &'i [(&'i str, String)],
    /// The id in every other list; without, they are not entered.
    pub others: Option<&'i str>,
}

impl Ids<'_> {
    /// The id of the element of a list.
    pub(super) fn get(&self, list: &str) -> Option<&str> {
        let known = self.of.iter().find(|(path, _)| *path == list);
        known.map(|(_, id)| id.as_str()).or(self.others)
    }
}

/// An object, and where the elements of its lists are.
#[derive(Debug)]
pub(super) struct Tree {
    root: Json<'static>,
    /// From the hash of a list's path, the ids on the way and the element's id to its position: a table that gives one key
    /// to all its rows must not take the square of their number.
    places: HashMap<u64, usize, FxBuildHasher>,
}

impl Default for Tree {
    fn default() -> Self {
        Self {
            root: Json::Object(Vec::new()),
            places: HashMap::default(),
        }
    }
}

impl Tree {
    /// Sets a field, making what is missing on its way. What is there stays unless `over`. Says whether the field holds
    /// the value now.
    pub(super) fn put(
        &mut self,
        path: &str,
        ids: Ids<'_>,
        value: Json<'static>,
        over: bool,
    ) -> bool {
        let Some((at, last)) = path.rsplit_once('/') else {
            return false;
        };
        let Some(object) = self.reach(at, ids) else {
            return false;
        };
        match object.get(last) {
            Some(there) if !over => *there == value,
            _ => {
                object.set(last, value);
                true
            }
        }
    }

    /// Sets a text where there is none yet.
    pub(super) fn text(&mut self, path: &str, ids: Ids<'_>, text: &str) -> bool {
        self.put(path, ids, Json::Text(text.to_owned().into()), false)
    }

    /// The field, if it is there.
    pub(super) fn find(&mut self, path: &str, ids: Ids<'_>) -> Option<&mut Json<'static>> {
        let (at, last) = path.rsplit_once('/')?;
        self.reach(at, ids)?.get_mut(last)
    }

    /// Whether a list of the top has an element of this id.
    pub(super) fn has(&self, list: &str, id: &str) -> bool {
        self.places.contains_key(&place(0, list, id))
    }

    /// The elements of a list at a path without lists on the way.
    pub(super) fn elements(&self, path: &str) -> &[Json<'static>] {
        let mut here = &self.root;
        for name in path.split('/').skip(1) {
            let Some(inner) = here.get(name) else {
                return &[];
            };
            here = inner;
        }
        here.elements().unwrap_or_default()
    }

    /// The whole.
    pub(super) fn root(&mut self) -> &mut Json<'static> {
        &mut self.root
    }

    /// The object at a path, made if it is not there; `None` when a list on the way is not entered.
    fn reach(&mut self, path: &str, ids: Ids<'_>) -> Option<&mut Json<'static>> {
        let mut here = &mut self.root;
        let (mut end, mut way) = (0, 0);
        for segment in path.split('/').skip(1) {
            end += 1 + segment.len();
            let list = segment.strip_suffix("[]");
            let name = list.unwrap_or(segment);
            if here.get(name).is_none() {
                let empty = if list.is_some() {
                    Json::Array(Vec::new())
                } else {
                    Json::Object(Vec::new())
                };
                // An element that will not be entered leaves no empty list behind.
                if list.is_some() {
                    ids.get(path.get(..end)?)?;
                }
                here.set(name, empty);
            }
            here = here.get_mut(name)?;
            if list.is_none() {
                continue;
            }
            let list = path.get(..end)?;
            let id = ids.get(list)?;
            way = place(way, list, id);
            let elements = here.elements_mut()?;
            let at = *self.places.entry(way).or_insert_with(|| {
                elements.push(Json::Object(vec![(
                    "id".into(),
                    Json::Text(id.to_owned().into()),
                )]));
                elements.len() - 1
            });
            here = elements.get_mut(at)?;
        }
        Some(here)
    }
}

/// Sixty-four bits for the way to an element. Two ways of one process that share them are not to be expected.
fn place(way: u64, list: &str, id: &str) -> u64 {
    FxBuildHasher.hash_one((way, list, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_told_apart_by_all_ids_on_their_way() {
        let mut tree = Tree::default();
        for (contract, milestone, title) in [
            ("a", "1", "x"),
            ("b", "1", "y"),
            ("a", "1", "z"),
            ("a", "2", "w"),
        ] {
            let of = [("/contracts[]", contract.to_owned())];
            let ids = Ids {
                of: &of,
                others: Some(milestone),
            };
            tree.text("/contracts[]/implementation/milestones[]/title", ids, title);
        }
        assert_eq!(
            tree.root().to_string(),
            r#"{"contracts":[{"id":"a","implementation":{"milestones":[{"id":"1","title":"x"},{"id":"2","title":"w"}]}},{"id":"b","implementation":{"milestones":[{"id":"1","title":"y"}]}}]}"#
        );
        assert!(tree.has("/contracts[]", "b") && !tree.has("/contracts[]", "c"));
        assert!(!tree.text("/awards[]/title", Ids::default(), "none"));
        assert!(tree.root().get("awards").is_none());
    }
}
