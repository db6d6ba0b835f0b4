//! Canonical JSON after RFC 8785, restricted as the log needs it: whole numbers below 2^53 only,
//! text in Unicode NFC.

use serde::Serialize;
use serde_json::Value;
use unicode_normalization::is_nfc;

use crate::number::MAX_INTEGER;

/// Why bytes or a value have no canonical form, or are not in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// Not JSON at all.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// JSON, but written another way than RFC 8785 writes it (spaces, order, escapes, a key twice).
    #[error("JSON, but not in canonical form (RFC 8785)")]
    Form,
    /// A number with a fraction, or too large.
    #[error("the number {0} is not a whole number between -(2^53-1) and 2^53-1")]
    Number(String),
    /// A text that is not in Unicode NFC.
    #[error("the text '{0}' is not in Unicode NFC")]
    NotNfc(String),
}

/// The canonical bytes of a value.
///
/// serde_json writes the same escapes as RFC 8785 and sorts keys by bytes. RFC 8785 sorts by UTF-16
/// units, which differs only for keys outside the basic plane: the record's keys are ASCII.
pub fn to_bytes(value: &impl Serialize) -> Result<Vec<u8>, NotCanonical> {
    let value = serde_json::to_value(value).map_err(|e| NotCanonical::NotJson(e.to_string()))?;
    check(&value)?;
    serde_json::to_vec(&value).map_err(|e| NotCanonical::NotJson(e.to_string()))
}

/// Reads canonical bytes; anything written another way is refused, so that one value has one hash.
pub fn from_bytes(bytes: &[u8]) -> Result<Value, NotCanonical> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|e| NotCanonical::NotJson(e.to_string()))?;
    check(&value)?;
    let again = serde_json::to_vec(&value).map_err(|e| NotCanonical::NotJson(e.to_string()))?;
    if again == bytes {
        Ok(value)
    } else {
        Err(NotCanonical::Form)
    }
}

fn check(value: &Value) -> Result<(), NotCanonical> {
    let text = |t: &str| {
        if is_nfc(t) {
            Ok(())
        } else {
            Err(NotCanonical::NotNfc(t.chars().take(60).collect()))
        }
    };
    match value {
        Value::Null | Value::Bool(_) => Ok(()),
        Value::Number(n) => match n.as_i64() {
            Some(n) if n.unsigned_abs() <= MAX_INTEGER.unsigned_abs() => Ok(()), // the least number has no `abs`
            _ => Err(NotCanonical::Number(n.to_string())),
        },
        Value::String(t) => text(t),
        Value::Array(items) => items.iter().try_for_each(check),
        Value::Object(map) => map.iter().try_for_each(|(key, value)| {
            text(key)?;
            check(value)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_sorted_and_control_characters_escaped_as_rfc_8785_says() {
        let bytes = to_bytes(&json!({"b": 1, "a": "\u{8}\t\n\u{c}\r\"\\\u{1f}é/"})).unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "{\"a\":\"\\b\\t\\n\\f\\r\\\"\\\\\\u001fé/\",\"b\":1}"
        );
    }

    #[test]
    fn every_other_spelling_of_a_value_is_refused() {
        for text in [
            r#"{"b":1,"a":2}"#,
            r#"{"a": 1}"#,
            r#"{"a":1,"a":1}"#,
            "1.5",
            "1e2",
            "-0",
            "\"\\u0061\"",
            "9007199254740992",
            "-9223372036854775808",
            "[1,]",
            "\"e\u{301}\"",
        ] {
            assert!(from_bytes(text.as_bytes()).is_err(), "{text}");
        }
        assert_eq!(
            from_bytes(br#"{"a":[1,null,true,"x"]}"#).unwrap(),
            json!({"a": [1, null, true, "x"]})
        );
    }
}
