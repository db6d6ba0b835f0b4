//! A whole value in memory, for what must see all of it: merging, correcting, validating.

use std::borrow::Cow;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::{Fault, Kind, Number, Reader};

/// Objects up to this size are searched in a row; a hash would cost more.
const SMALL: usize = 32;

/// A JSON value that keeps the order of keys and the digits of numbers.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it is written.
    Number(Cow<'a, str>),
    /// A string.
    Text(Cow<'a, str>),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object. Each key stands once: a later one replaced the value of an earlier one, in its place.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// Reads a text that holds one value and nothing else.
    ///
    /// # Errors
    /// When it is not that.
    pub fn parse(text: &'a str) -> Result<Self, Fault> {
        let mut reader = Reader::new(text);
        let value = Self::read(&mut reader)?;
        reader.end()?;
        Ok(value)
    }

    /// Takes the next value of a reader. Recursion ends at [`super::MAX_DEPTH`].
    ///
    /// # Errors
    /// When it is not well formed.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, Fault> {
        Ok(match reader.kind()? {
            Kind::Null => {
                reader.null()?;
                Json::Null
            }
            Kind::Bool => Json::Bool(reader.boolean()?),
            Kind::Number => {
                let Number(digits) = reader.number()?;
                Json::Number(Cow::Borrowed(digits))
            }
            Kind::Text => Json::Text(reader.text()?),
            Kind::Array => {
                let mut elements = Vec::new();
                reader.array(|reader| {
                    elements.push(Self::read(reader)?);
                    Ok(())
                })?;
                Json::Array(elements)
            }
            Kind::Object => {
                let mut fields = Vec::new();
                reader.object(|reader, key| {
                    // The key's own lifetime ends with the call; keys are short.
                    fields.push((Cow::Owned(key.to_owned()), Self::read(reader)?));
                    Ok(())
                })?;
                Json::Object(without_repeats(fields))
            }
        })
    }

    /// The value under a key, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Json<'a>> {
        self.fields()?
            .iter()
            .find_map(|(name, value)| (name == key).then_some(value))
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Json<'a>> {
        let Json::Object(fields) = self else {
            return None;
        };
        fields
            .iter_mut()
            .find_map(|(name, value)| (name == key).then_some(value))
    }

    /// Sets a key of an object, in its place if it is there, else at the end. Nothing happens to what is no object.
    pub fn set(&mut self, key: &str, value: Json<'a>) {
        if let Some(there) = self.get_mut(key) {
            *there = value;
        } else if let Json::Object(fields) = self {
            fields.push((Cow::Owned(key.to_owned()), value));
        }
    }

    /// Takes a key out of an object.
    pub fn remove(&mut self, key: &str) -> Option<Json<'a>> {
        let Json::Object(fields) = self else {
            return None;
        };
        let at = fields.iter().position(|(name, _)| name == key)?;
        Some(fields.remove(at).1)
    }

    /// The fields, if this is an object.
    #[must_use]
    pub fn fields(&self) -> Option<&[(Cow<'a, str>, Json<'a>)]> {
        match self {
            Json::Object(fields) => Some(fields),
            _ => None,
        }
    }

    /// The elements, if this is an array.
    #[must_use]
    pub fn elements(&self) -> Option<&[Json<'a>]> {
        match self {
            Json::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The elements, to change them.
    pub fn elements_mut(&mut self) -> Option<&mut Vec<Json<'a>>> {
        match self {
            Json::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The string, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Cuts the ties to the text that this was read from.
    #[must_use]
    pub fn into_owned(self) -> Json<'static> {
        match self {
            Json::Null => Json::Null,
            Json::Bool(value) => Json::Bool(value),
            Json::Number(digits) => Json::Number(Cow::Owned(digits.into_owned())),
            Json::Text(text) => Json::Text(Cow::Owned(text.into_owned())),
            Json::Array(elements) => {
                Json::Array(elements.into_iter().map(Json::into_owned).collect())
            }
            Json::Object(fields) => Json::Object(
                fields
                    .into_iter()
                    .map(|(key, value)| (Cow::Owned(key.into_owned()), value.into_owned()))
                    .collect(),
            ),
        }
    }
}

type Fields<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

fn without_repeats(fields: Fields<'_>) -> Fields<'_> {
    let repeats = if fields.len() <= SMALL {
        (1..fields.len()).any(|at| fields[..at].iter().any(|(key, _)| *key == fields[at].0))
    } else {
        let mut seen = hashbrown::HashSet::with_capacity_and_hasher(fields.len(), FxBuildHasher);
        !fields.iter().all(|(key, _)| seen.insert(key.as_ref()))
    };
    if !repeats {
        return fields;
    }
    let mut places: HashMap<String, usize, FxBuildHasher> = HashMap::default();
    let mut kept: Fields<'_> = Vec::with_capacity(fields.len());
    for (key, value) in fields {
        if let Some(&place) = places.get(key.as_ref()) {
            kept[place].1 = value;
        } else {
            places.insert(key.to_string(), kept.len());
            kept.push((key, value));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_of_two_equal_keys_counts_in_the_place_of_the_first() {
        let many: String = (0..40).map(|n| format!("\"k{n}\":{n},")).collect();
        for text in [
            r#"{"a":1,"b":2,"a":3}"#.to_owned(),
            format!("{{{many}\"k0\":\"x\"}}"),
        ] {
            let value = Json::parse(&text).unwrap();
            let written: serde_json::Value = serde_json::from_str(&value.to_string()).unwrap();
            assert_eq!(
                written,
                serde_json::from_str::<serde_json::Value>(&text).unwrap()
            );
        }
        let value = Json::parse(r#"{"a":1,"b":2,"a":3}"#).unwrap();
        assert_eq!(value.to_string(), r#"{"a":3,"b":2}"#);
    }

    #[test]
    fn digits_and_order_survive() {
        let text = r#"{"z":1.10,"a":[1e5,-0,"é\n\u0001",{"q":null}],"m":true}"#;
        let value = Json::parse(text).unwrap();
        assert_eq!(value.to_string(), text);
    }
}
