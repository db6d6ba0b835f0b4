//! Reads what the page rules need out of HTML: its tags with their attributes, and the text of a few.
//!
//! A reader of its own, not a parser: whether the HTML is well formed is for the HTML checker to say.

/// A start tag and the text up to the next tag.
#[derive(Debug, PartialEq)]
pub(crate) struct Tag {
    /// In lower case.
    pub(crate) name: String,
    /// Names in lower case, values with their character references resolved.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
}

impl Tag {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Every start tag in order. Comments, end tags and the doctype are passed over; what `script` and `style` hold is
/// their text.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        rest = &rest[open..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            rest = &rest[1..];
            continue;
        }
        let (mut tag, after) = start_tag(&rest[1..]);
        let end = match tag.name.as_str() {
            "script" | "style" | "title" | "textarea" => after
                .find(&format!("</{}", tag.name))
                .unwrap_or(after.len()),
            _ => after.find('<').unwrap_or(after.len()),
        };
        tag.text = resolve_references(&after[..end]);
        tags.push(tag);
        rest = &after[end..];
    }
    tags
}

/// Reads from the tag's name to its `>`; what follows is returned beside it.
fn start_tag(text: &str) -> (Tag, &str) {
    let is_break = |c: char| c.is_ascii_whitespace() || c == '>' || c == '/';
    let name_end = text.find(is_break).unwrap_or(text.len());
    let mut tag = Tag {
        name: text[..name_end].to_ascii_lowercase(),
        attributes: Vec::new(),
        text: String::new(),
    };
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        if rest.is_empty() {
            return (tag, rest);
        }
        // An `=` where a name should begin is part of the name, as the HTML standard has it.
        let after_first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[after_first..]
            .find(|c: char| is_break(c) || c == '=')
            .map_or(rest.len(), |end| end + after_first);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let value = match rest.strip_prefix('=') {
            None => "",
            Some(after) => {
                let (value, after) = attribute_value(after.trim_start());
                rest = after;
                value
            }
        };
        tag.attributes.push((name, resolve_references(value)));
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text
        .find(|c: char| c.is_ascii_whitespace() || c == '>')
        .unwrap_or(text.len());
    text.split_at(end)
}

/// The five references that templates write; others stay as they are.
fn resolve_references(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Where a reference on a page leads.
#[derive(Debug, PartialEq)]
pub(crate) enum Target {
    /// A path of this site, query included and fragment dropped.
    Here(String),
    /// A place on the same page: the fragment's name.
    Fragment(String),
    /// Another site.
    Elsewhere(String),
    /// `mailto:`, `data:` and the like.
    Other,
}

/// Resolves a reference found on the page at `path` of the site at `address`.
pub(crate) fn resolve(address: &str, path: &str, reference: &str) -> Target {
    let reference = reference.trim();
    if let Some(fragment) = reference.strip_prefix('#') {
        return Target::Fragment(fragment.to_owned());
    }
    let reference = reference.split('#').next().unwrap_or_default();
    let own = reference
        .strip_prefix(address)
        .filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    if let Some(rest) = own {
        return Target::Here(if rest.starts_with('/') {
            rest.to_owned()
        } else {
            format!("/{rest}")
        });
    }
    if reference.starts_with("//")
        || has_scheme(reference, "http")
        || has_scheme(reference, "https")
    {
        return Target::Elsewhere(reference.to_owned());
    }
    let scheme = reference.split(['/', '?']).next().unwrap_or_default();
    if scheme.contains(':') {
        return Target::Other;
    }
    let page = path.split('?').next().unwrap_or(path);
    Target::Here(if reference.starts_with('/') {
        reference.to_owned()
    } else if reference.is_empty() || reference.starts_with('?') {
        format!("{page}{reference}")
    } else {
        let folder = page.rfind('/').map_or("/", |slash| &page[..=slash]);
        without_dots(folder, reference)
    })
}

fn has_scheme(reference: &str, scheme: &str) -> bool {
    reference
        .get(..scheme.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        && reference[scheme.len()..].starts_with(':')
}

fn without_dots(folder: &str, reference: &str) -> String {
    let (relative, query) = match reference.split_once('?') {
        Some((relative, query)) => (relative, format!("?{query}")),
        None => (reference, String::new()),
    };
    let joined = format!("{folder}{relative}");
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = joined.split('/').skip(1).collect();
    for (position, segment) in segments.iter().enumerate() {
        let last = position + 1 == segments.len();
        match *segment {
            "." if last => kept.push(""),
            "." => {}
            ".." => {
                kept.pop();
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("/{}{query}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_quotes_of_all_kinds_and_raw_text_left_alone() {
        let html = "<!DOCTYPE html><!-- <a href=no> --><Title>A &amp; <b></title>\n<a href='/x?a=1&amp;b=2' hidden>teks</a>\
            <img src=/y.svg alt=\"a > b\"/><script>if (a<b) {}</script><br>";
        let read = tags(html);
        let names: Vec<&str> = read.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["title", "a", "img", "script", "br"]);
        assert_eq!(read[0].text, "A & <b>");
        assert_eq!(read[1].attribute("href"), Some("/x?a=1&b=2"));
        assert_eq!(read[1].attribute("hidden"), Some(""));
        assert_eq!(read[1].text, "teks");
        assert_eq!(read[2].attribute("src"), Some("/y.svg"));
        assert_eq!(read[2].attribute("alt"), Some("a > b"));
        assert_eq!(read[3].text, "if (a<b) {}");
    }

    #[test]
    fn broken_markup_ends_the_reading_without_a_panic() {
        for html in [
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href=\"x",
            "<é =é>",
            "<a =x>",
            "<!--",
            "<script>x",
        ] {
            tags(html);
        }
    }

    #[test]
    fn references_resolve_against_their_page() {
        let here = |path: &str| Target::Here(path.into());
        for (reference, expected) in [
            ("/cari", here("/cari")),
            ("?as_of=2025", here("/pemda/36?as_of=2025")),
            ("37#atas", here("/pemda/37")),
            ("../janji/a?b", here("/janji/a?b")),
            ("./", here("/pemda/")),
            ("", here("/pemda/36")),
            ("http://127.0.0.1:80/log/key", here("/log/key")),
            ("http://127.0.0.1:80", here("/")),
            ("#isi", Target::Fragment("isi".into())),
            (
                "http://127.0.0.1:8080/x",
                Target::Elsewhere("http://127.0.0.1:8080/x".into()),
            ),
            ("//contoh.id/x", Target::Elsewhere("//contoh.id/x".into())),
            ("mailto:a@contoh.id", Target::Other),
            ("data:image/png;base64,AA", Target::Other),
        ] {
            let found = resolve("http://127.0.0.1:80", "/pemda/36?page=2", reference);
            assert_eq!(found, expected, "{reference}");
        }
    }
}
