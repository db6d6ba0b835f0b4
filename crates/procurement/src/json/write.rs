//! JSON text, written.

use std::fmt::{self, Display, Write};

use super::Json;

/// Appends a string with its quotes.
pub fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[plain..at]);
        plain = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x08 => out.push_str("\\b"),
            0x0c => out.push_str("\\f"),
            other => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{other:04x}");
            }
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

/// Appends a number so that reading it gives the same double; what is not finite becomes `null`, as JSON has no word
/// for it.
pub fn push_f64(out: &mut String, value: f64) {
    if value.is_finite() {
        // `{:?}` is the shortest text that reads back the same, and always shows that it is a float.
        let _ = write!(out, "{value:?}");
    } else {
        out.push_str("null");
    }
}

/// Appends a number as a person would write it: amounts that are whole without a fraction, nothing with an exponent below
/// 10^21. Reading it gives the same double; what is not finite becomes `null`.
pub fn push_plain(out: &mut String, value: f64) {
    let plain = value == 0.0 || (1e-7..1e21).contains(&value.abs());
    if plain {
        // The sign of a zero says nothing here.
        let _ = write!(out, "{}", if value == 0.0 { 0.0 } else { value });
    } else {
        push_f64(out, value);
    }
}

impl Json<'_> {
    /// Appends this value without white space.
    pub fn push(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Number(digits) => out.push_str(digits),
            Json::Text(text) => push_text(out, text),
            Json::Array(elements) => {
                out.push('[');
                for (at, element) in elements.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    element.push(out);
                }
                out.push(']');
            }
            Json::Object(fields) => {
                out.push('{');
                for (at, (key, value)) in fields.iter().enumerate() {
                    if at > 0 {
                        out.push(',');
                    }
                    push_text(out, key);
                    out.push(':');
                    value.push(out);
                }
                out.push('}');
            }
        }
    }
}

impl Display for Json<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push(&mut text);
        formatter.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_where_a_person_reads_them_and_read_back_the_same() {
        for (value, plain, like_cardinal) in [
            (298_993_000.0, "298993000", "298993000.0"),
            (1_250_000.5, "1250000.5", "1250000.5"),
            (
                9_007_199_254_740_992.0,
                "9007199254740992",
                "9007199254740992.0",
            ),
            (0.0, "0", "0.0"),
            (-0.0, "0", "-0.0"),
            (-0.02, "-0.02", "-0.02"),
            (1e20, "100000000000000000000", "1e20"),
            (1e21, "1e21", "1e21"),
            (1e-9, "1e-9", "1e-9"),
            (f64::NAN, "null", "null"),
            (f64::NEG_INFINITY, "null", "null"),
        ] {
            let (mut a, mut b) = (String::new(), String::new());
            push_plain(&mut a, value);
            push_f64(&mut b, value);
            assert_eq!((a.as_str(), b.as_str()), (plain, like_cardinal));
            if value.is_finite() {
                assert_eq!(a.parse::<f64>().unwrap(), value);
            }
        }
    }
}
