//! The first place where two JSON values differ.

use serde_json::Value;

/// Where two values differ, and what each has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The JSON path, such as `$.record.facts[2].fact.due`.
    pub path: String,
    /// What the public JSON has there, shortened; none if it has nothing.
    pub served: Option<String>,
    /// What the log makes of it, shortened; none if it makes nothing.
    pub computed: Option<String>,
}

/// Characters of a value that a report shows.
const SHOWN_CHARS: usize = 120;

/// The first difference in the order of keys and places, if there is one.
pub(crate) fn first_difference(served: &Value, computed: &Value) -> Option<Difference> {
    walk(Some(served), Some(computed), &mut "$".to_owned())
}

fn walk(served: Option<&Value>, computed: Option<&Value>, path: &mut String) -> Option<Difference> {
    if served == computed {
        return None;
    }
    let length = path.len();
    let mut below = |step: String, served: Option<&Value>, computed: Option<&Value>| {
        path.push_str(&step);
        let found = walk(served, computed, path);
        path.truncate(length);
        found
    };
    let deeper = match (served, computed) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            let mut keys: Vec<&String> = a.keys().chain(b.keys()).collect();
            keys.sort();
            keys.into_iter()
                .find_map(|key| below(format!(".{key}"), a.get(key), b.get(key)))
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            (0..a.len().max(b.len())).find_map(|at| below(format!("[{at}]"), a.get(at), b.get(at)))
        }
        _ => None,
    };
    deeper.or_else(|| {
        Some(Difference {
            path: path.clone(),
            served: served.map(shown),
            computed: computed.map(shown),
        })
    })
}

fn shown(value: &Value) -> String {
    crate::finding::shortened(&value.to_string(), SHOWN_CHARS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_difference_is_named_with_its_path() {
        let here = json!({"a": [1, {"b": "x"}], "c": null});
        for (there, path, served, computed) in [
            (
                json!({"a": [1, {"b": "y"}], "c": null}),
                "$.a[1].b",
                Some("\"x\""),
                Some("\"y\""),
            ),
            (
                json!({"a": [1], "c": null}),
                "$.a[1]",
                Some("{\"b\":\"x\"}"),
                None,
            ),
            (
                json!({"a": [1, {"b": "x"}], "bb": 1, "c": null}),
                "$.bb",
                None,
                Some("1"),
            ),
            (
                json!(7),
                "$",
                Some("{\"a\":[1,{\"b\":\"x\"}],\"c\":null}"),
                Some("7"),
            ),
        ] {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let expected = Difference {
                path: path.to_owned(),
                served: owned(served),
                computed: owned(computed),
            };
            assert_eq!(first_difference(&here, &there), Some(expected));
        }
        assert_eq!(first_difference(&here, &here.clone()), None);
    }
}
