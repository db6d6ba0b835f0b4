//! What a flag rests on: the inputs, the threshold and what was compared, so that anybody can compute it again by hand.

use serde::{Deserialize, Serialize};

use crate::json::{push_plain, push_text};

/// Names and values, in the order in which a person would follow them; kept as the JSON object that is written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence(Box<str>);

impl Evidence {
    /// Starts a list.
    #[must_use]
    pub fn of() -> Builder {
        Builder(String::from("{"))
    }

    /// The JSON object.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.0
    }
}

/// A list that is being made.
#[derive(Debug)]
pub struct Builder(String);

impl Builder {
    fn key(&mut self, key: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        push_text(&mut self.0, key);
        self.0.push(':');
    }

    /// A text.
    #[must_use]
    pub fn text(mut self, key: &str, value: &str) -> Self {
        self.key(key);
        push_text(&mut self.0, value);
        self
    }

    /// A list of texts.
    #[must_use]
    pub fn texts<T: AsRef<str>>(mut self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        self.key(key);
        self.0.push('[');
        for (at, value) in values.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            push_text(&mut self.0, value.as_ref());
        }
        self.0.push(']');
        self
    }

    /// A whole number.
    #[must_use]
    pub fn count(mut self, key: &str, value: impl Into<i128>) -> Self {
        self.key(key);
        self.0.push_str(&value.into().to_string());
        self
    }

    /// A measured or computed number, or an amount.
    #[must_use]
    pub fn number(mut self, key: &str, value: f64) -> Self {
        self.key(key);
        push_plain(&mut self.0, value);
        self
    }

    /// Ends the list.
    #[must_use]
    pub fn end(mut self) -> Evidence {
        self.0.push('}');
        Evidence(self.0.into_boxed_str())
    }
}
