//! Several releases of one process become one: OCDS 1.1's merging, as its reference implementation (`ocdsmerge`) does it.
//!
//! Releases are taken in the order of their dates. Objects merge key by key; arrays of objects merge by `id`; any other
//! value replaces the one before. `null` removes a value, and an object or list that was there before stays. A value that
//! changes between object and plain value is a conflict: the earlier form stays, and it is counted.

use std::borrow::Cow;

use crate::json::Json;

/// Arrays that each release gives all of, in the schema of OCDS 1.1.5: of plain values, of objects without `id`, and those
/// that say `wholeListMerge`.
const WHOLE_LISTS: [&str; 7] = [
    "additionalClassifications",
    "additionalIdentifiers",
    "additionalProcurementCategories",
    "changes",
    "relationship",
    "roles",
    "submissionMethod",
];

/// What a release says of itself, for the history of a value.
#[derive(Debug, Clone)]
struct Origin {
    id: Json<'static>,
    date: Json<'static>,
    tag: Json<'static>,
}

/// A value with its history: which release gave it.
type Versions = Vec<(usize, Json<'static>)>;

#[derive(Debug)]
enum Node {
    Value(Versions),
    Object(Vec<(String, Node)>),
    /// Objects by id, in the order in which they were met.
    Items(Vec<Item>),
}

#[derive(Debug)]
struct Item {
    /// The id as text: 1 and "1" are one, while `ocdsmerge` takes them as one or as two depending on their fields. None for an object without id, which merges with no other.
    key: Option<String>,
    id: Json<'static>,
    fields: Vec<(String, Node)>,
}

/// A process that is being put together.
#[derive(Debug, Default)]
pub struct Merged {
    ocid: Json0,
    date: Json0,
    origins: Vec<Origin>,
    fields: Vec<(String, Node)>,
    conflicts: usize,
}

/// A value that starts as null.
#[derive(Debug)]
struct Json0(Json<'static>);

impl Default for Json0 {
    fn default() -> Self {
        Self(Json::Null)
    }
}

impl Merged {
    /// Merges releases of one process in the order of their dates.
    #[must_use]
    pub fn of(mut releases: Vec<Json<'static>>) -> Self {
        let date = |release: &Json<'_>| {
            let date = release.get("date").and_then(Json::as_str);
            date.unwrap_or_default().to_owned()
        };
        releases.sort_by_key(date);
        let mut merged = Self::default();
        for release in releases {
            merged.add(release);
        }
        merged
    }

    fn add(&mut self, mut release: Json<'static>) {
        let mut field = |key| release.remove(key).unwrap_or(Json::Null);
        let origin = Origin {
            id: field("id"),
            date: field("date"),
            tag: field("tag"),
        };
        self.ocid = Json0(field("ocid"));
        self.date = Json0(origin.date.clone());
        self.origins.push(origin);
        let number = self.origins.len() - 1;
        merge_object(&mut self.fields, release, number, &mut self.conflicts);
    }

    /// How many values changed their kind and were not taken.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        self.conflicts
    }

    /// The compiled release: the latest of everything.
    #[must_use]
    pub fn compiled(&self) -> Json<'static> {
        let text = |value: &Json<'_>| match value {
            Json::Text(text) => text.to_string(),
            other => other.to_string(),
        };
        let id = format!("{}-{}", text(&self.ocid.0), text(&self.date.0));
        let mut fields = vec![
            pair("tag", Json::Array(vec![Json::Text("compiled".into())])),
            pair("id", Json::Text(id.into())),
            pair("date", self.date.0.clone()),
            pair("ocid", self.ocid.0.clone()),
        ];
        fields.extend(written(&self.fields, &latest));
        Json::Object(fields)
    }

    /// The versioned release: each value with the releases that gave it.
    #[must_use]
    pub fn versioned(&self) -> Json<'static> {
        let history = |versions: &Versions| {
            let versions = versions.iter().map(|(number, value)| {
                let origin = &self.origins[*number];
                Json::Object(vec![
                    pair("releaseID", origin.id.clone()),
                    pair("releaseDate", origin.date.clone()),
                    pair("releaseTag", origin.tag.clone()),
                    pair("value", value.clone()),
                ])
            });
            Some(Json::Array(versions.collect()))
        };
        let mut fields = vec![pair("ocid", self.ocid.0.clone())];
        fields.extend(written(&self.fields, &history));
        Json::Object(fields)
    }
}

fn pair(key: &'static str, value: Json<'static>) -> (Cow<'static, str>, Json<'static>) {
    (Cow::Borrowed(key), value)
}

fn latest(versions: &Versions) -> Option<Json<'static>> {
    let (_, value) = versions.last()?;
    (*value != Json::Null).then(|| value.clone())
}

type Fields = Vec<(Cow<'static, str>, Json<'static>)>;

fn written(
    fields: &[(String, Node)],
    value: &dyn Fn(&Versions) -> Option<Json<'static>>,
) -> Fields {
    let mut out = Fields::new();
    for (key, node) in fields {
        let written = match node {
            Node::Value(versions) => value(versions),
            Node::Object(fields) => Some(Json::Object(written(fields, value))),
            Node::Items(items) => Some(Json::Array(
                items.iter().map(|item| item_written(item, value)).collect(),
            )),
        };
        if let Some(written) = written {
            out.push((Cow::Owned(key.clone()), written));
        }
    }
    out
}

fn item_written(item: &Item, value: &dyn Fn(&Versions) -> Option<Json<'static>>) -> Json<'static> {
    let mut fields = Fields::new();
    if item.key.is_some() {
        // An id tells objects apart and has no history.
        fields.push(pair("id", item.id.clone()));
    }
    fields.extend(written(&item.fields, value));
    Json::Object(fields)
}

fn merge_object(
    into: &mut Vec<(String, Node)>,
    from: Json<'static>,
    release: usize,
    conflicts: &mut usize,
) {
    let Json::Object(fields) = from else { return };
    for (key, value) in fields {
        if !says_something(&key, &value) {
            continue;
        }
        let at = into.iter().position(|(name, _)| *name == key);
        let Some(at) = at else {
            let node = node_of(&key, value, release, conflicts);
            into.push((key.into_owned(), node));
            continue;
        };
        merge_node(&mut into[at].1, &key, value, release, conflicts);
    }
}

fn merge_node(
    node: &mut Node,
    key: &str,
    value: Json<'static>,
    release: usize,
    conflicts: &mut usize,
) {
    let whole = is_whole(key, &value);
    match (&mut *node, value) {
        (Node::Value(versions), value) if whole => {
            // An id that is given twice in one release: the later counts.
            versions.pop_if(|(number, _)| *number == release);
            if versions.last().is_none_or(|(_, last)| *last != value) {
                versions.push((release, value));
            }
        }
        // Null does not take away an object or a list; its values do that one by one.
        (_, Json::Null) => {}
        (Node::Object(fields), value @ Json::Object(_)) => {
            merge_object(fields, value, release, conflicts);
        }
        (Node::Items(items), Json::Array(more)) if !whole => {
            merge_items(items, more, release, conflicts);
        }
        (Node::Value(versions), value) if latest(versions).is_none() => {
            *node = node_of(key, value, release, conflicts);
        }
        _ => *conflicts += 1,
    }
}

fn node_of(key: &str, value: Json<'static>, release: usize, conflicts: &mut usize) -> Node {
    if is_whole(key, &value) {
        return Node::Value(vec![(release, value)]);
    }
    match value {
        Json::Array(elements) => {
            let mut items = Vec::new();
            merge_items(&mut items, elements, release, conflicts);
            Node::Items(items)
        }
        value => {
            let mut fields = Vec::new();
            merge_object(&mut fields, value, release, conflicts);
            Node::Object(fields)
        }
    }
}

fn merge_items(
    items: &mut Vec<Item>,
    from: Vec<Json<'static>>,
    release: usize,
    conflicts: &mut usize,
) {
    for mut object in from {
        if !says_something("", &object) {
            continue;
        }
        let id = object.remove("id");
        let key = id.as_ref().map(|id| match id {
            Json::Text(text) => text.to_string(),
            other => other.to_string(),
        });
        let known = match &key {
            Some(_) => items.iter().position(|item| item.key == key),
            None => None,
        };
        let at = known.unwrap_or_else(|| {
            items.push(Item {
                key,
                id: id.unwrap_or(Json::Null),
                fields: Vec::new(),
            });
            items.len() - 1
        });
        merge_object(&mut items[at].fields, object, release, conflicts);
    }
}

/// Whether a value replaces the one before as a whole.
fn is_whole(key: &str, value: &Json<'_>) -> bool {
    match value {
        Json::Object(_) => false,
        Json::Array(elements) => {
            let objects = elements.iter().all(|element| element.fields().is_some());
            WHOLE_LISTS.contains(&key) || !objects
        }
        _ => true,
    }
}

/// Whether there is anything in a value but empty objects and lists, which say nothing.
fn says_something(key: &str, value: &Json<'_>) -> bool {
    let of = |fields: &[(Cow<'_, str>, Json<'_>)]| {
        let mut fields = fields.iter();
        fields.any(|(key, value)| says_something(key, value))
    };
    match value {
        value if is_whole(key, value) => true,
        Json::Object(fields) => of(fields),
        Json::Array(elements) => elements.iter().filter_map(Json::fields).any(of),
        _ => true,
    }
}
