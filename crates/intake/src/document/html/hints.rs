//! What a page says of its own publication: `<title>`, `<meta>`, `<link rel=canonical>`, `<time>` and JSON-LD.

use std::borrow::Cow;

use jiff::civil::Date;
use serde_json::Value;

use super::super::Hints;

/// Names of `<meta>` that give the day of publication, in the order in which they are believed.
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "content_publisheddate",
    "publish_date",
    "dc.date.issued",
    "dc.date",
    "date",
];

/// How many values of a JSON-LD script are looked at.
const MAX_VALUES: usize = 10_000;

/// Candidates for each hint with a rank, lower is better.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    title: Best<String>,
    published: Best<Date>,
    outlet: Best<String>,
    address: Best<String>,
}

#[derive(Debug)]
struct Best<T>(Option<(usize, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Best<T> {
    /// Of equal rank, the first stays.
    fn offer(&mut self, rank: usize, value: T) {
        if self.0.as_ref().is_none_or(|(known, _)| rank < *known) {
            self.0 = Some((rank, value));
        }
    }
}

impl Gathered {
    pub(super) fn into_hints(self) -> Hints {
        Hints {
            title: self.title.0.map(|(_, value)| value),
            published: self.published.0.map(|(_, value)| value),
            outlet: self.outlet.0.map(|(_, value)| value),
            address: self.address.0.map(|(_, value)| value),
        }
    }

    pub(super) fn title(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.title.offer(2, text.to_owned());
        }
    }

    /// One `<meta>`, `<link>` or `<time>`.
    pub(super) fn tag<'a>(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<Cow<'a, str>>) {
        match name {
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                attribute("href")
                    .into_iter()
                    .for_each(|href| self.address.offer(0, href.into_owned()));
            }
            // The day beside the headline stands first; later ones belong to comments and other articles.
            "time" => {
                let date = attribute("datetime").and_then(|value| day(&value));
                date.into_iter()
                    .for_each(|date| self.published.offer(DATES.len() + 1, date));
            }
            "meta" => {
                let key = attribute("property")
                    .or_else(|| attribute("name"))
                    .or_else(|| attribute("itemprop"));
                if let (Some(key), Some(content)) = (key, attribute("content")) {
                    self.meta(&key.to_ascii_lowercase(), &content);
                }
            }
            _ => {}
        }
    }

    fn meta(&mut self, key: &str, content: &str) {
        match key {
            "og:title" => self.title.offer(0, content.to_owned()),
            "og:site_name" => self.outlet.offer(0, content.to_owned()),
            "og:url" => self.address.offer(1, content.to_owned()),
            key => {
                if let (Some(rank), Some(date)) =
                    (DATES.iter().position(|known| *known == key), day(content))
                {
                    self.published.offer(rank, date);
                }
            }
        }
    }

    /// A JSON-LD script: whatever in it has a headline, a day of publication or a publisher.
    pub(super) fn json(&mut self, text: &str) {
        // serde_json stops at 128 levels of nesting by itself.
        let Ok(value) = serde_json::from_str::<Value>(text) else {
            return;
        };
        let mut waiting = vec![&value];
        let mut seen = 0;
        while let Some(value) = waiting.pop() {
            seen += 1;
            if seen > MAX_VALUES {
                return;
            }
            match value {
                Value::Array(values) => waiting.extend(values),
                Value::Object(fields) => {
                    let words = |key: &str| fields.get(key).and_then(Value::as_str);
                    if let Some(date) = words("datePublished").and_then(day) {
                        self.published.offer(1, date);
                        words("headline")
                            .into_iter()
                            .for_each(|words| self.title.offer(1, words.to_owned()));
                        let publisher = fields
                            .get("publisher")
                            .and_then(|publisher| publisher.get("name"));
                        if let Some(name) = publisher.and_then(Value::as_str) {
                            self.outlet.offer(1, name.to_owned());
                        }
                    }
                    waiting.extend(
                        fields
                            .values()
                            .filter(|value| value.is_array() || value.is_object()),
                    );
                }
                _ => {}
            }
        }
    }
}

/// The day of `2025-10-24T09:00:00+07:00`, `2025/10/24 09:00` and the like.
fn day(value: &str) -> Option<Date> {
    let day = value.trim().get(..10)?.replace('/', "-");
    day.parse().ok()
}
