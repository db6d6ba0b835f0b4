//! From a web page to the report on it: the paragraphs without navigation, scripts, share buttons, related links and
//! comments, and what `<meta>` says of its publication.
//!
//! The page is read as a stream of tags, without a tree: depth costs nothing, and time is linear whatever the markup.

mod hints;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::{Note, Raw};
use hints::Gathered;

/// A container must hold this many bytes of text to be taken for the report: two sentences.
const MIN_REPORT_BYTES: usize = 200;

/// Longest JSON-LD script that is looked at, in bytes.
const MAX_JSON_BYTES: usize = 256 * 1024;

/// Elements without words for a reader, or with words that are no part of a report.
const SKIPPED: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "math",
    "canvas",
    "object",
    "audio",
    "video",
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "select",
    "textarea",
    "dialog",
    "menu",
    "figcaption",
];

/// The few of [`SKIPPED`] that never hold words, for pages that put everything into a `<form>` or an `<aside>`.
const ALWAYS_SKIPPED: &[&str] = &[
    "script", "style", "template", "iframe", "svg", "math", "canvas", "object", "select",
];

/// Words of `class` and `id` that mark what is no part of a report, in English and Indonesian.
const MARKS: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "footer",
    "share",
    "sharing",
    "sharer",
    "sosmed",
    "social",
    "socials",
    "related",
    "terkait",
    "recommended",
    "rekomendasi",
    "popular",
    "terpopuler",
    "trending",
    "comment",
    "comments",
    "komentar",
    "disqus",
    "respond",
    "tags",
    "tagcloud",
    "newsletter",
    "subscribe",
    "langganan",
    "cookie",
    "popup",
    "modal",
    "ads",
    "adsense",
    "advertisement",
    "iklan",
    "banner",
    "pagination",
    "caption",
    "lightbox",
    "bacajuga",
    "widget",
    "skip",
    "hidden",
];

/// Pairs of such words that mean something only together: `baca-juga`, `read-also`.
const MARK_PAIRS: &[(&str, &str)] = &[
    ("baca", "juga"),
    ("read", "also"),
    ("berita", "lainnya"),
    ("post", "tags"),
    ("author", "box"),
];

/// Parts of `class`, `id` and `itemprop` that mark the report itself.
const BODIES: &[&str] = &[
    "articlebody",
    "article-body",
    "article_body",
    "article-content",
    "article__content",
    "entry-content",
    "post-content",
    "post-body",
    "read__content",
    "detail__body-text",
    "detail-text",
    "detail_text",
    "content-detail",
    "isi-berita",
    "news-content",
];

/// Elements that never close.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "meta", "link",
];

/// Reads a page into `found`.
pub(super) fn read(page: &str, found: &mut Raw) {
    let mut reader = Reader::new(true);
    reader.page(page);
    let mut text = reader.report();
    if text.is_empty() {
        // Everything stood in what usually is no report: better all of it than nothing.
        reader = Reader::new(false);
        reader.page(page);
        text = reader.report();
    }
    let all: usize = reader.blocks.len() + reader.dropped;
    let kept = text.len();
    found.text = text.join("\n\n");
    if all > kept {
        found.notes.push(Note::BoilerplateDropped {
            passages: all - kept,
        });
    }
    found.hints = reader.hints.into_hints();
}

/// A passage between two block tags.
struct Block {
    text: String,
    headline: bool,
    within: [u32; CONTAINERS],
}

/// Kinds of container, the likeliest to be just the report first.
const CONTAINERS: usize = 3;
const BODY: usize = 0;
const ARTICLE: usize = 1;
const MAIN: usize = 2;

/// Something open whose end is found by counting elements of the same name.
struct Open {
    /// Elements of this name since, itself included.
    depth: usize,
    container: usize,
    outer: u32,
}

struct Reader {
    /// Whether whatever looks like no report is left out.
    strict: bool,
    hints: Gathered,
    blocks: Vec<Block>,
    dropped: usize,
    current: String,
    linked: usize,
    links: usize,
    headline: bool,
    in_item: bool,
    skipping: Option<(String, usize)>,
    skipped_words: bool,
    /// By element name, the containers that are open, innermost last.
    open: Vec<(&'static str, Vec<Open>)>,
    within: [u32; CONTAINERS],
    next: u32,
    capture: Option<(Capture, String)>,
}

/// Text that is no passage of the page.
#[derive(Clone, Copy, PartialEq)]
enum Capture {
    Title,
    Json,
}

impl Reader {
    fn new(strict: bool) -> Self {
        Self {
            strict,
            hints: Gathered::default(),
            blocks: Vec::new(),
            dropped: 0,
            current: String::new(),
            linked: 0,
            links: 0,
            headline: false,
            in_item: false,
            skipping: None,
            skipped_words: false,
            open: ["article", "main", "div", "section"]
                .map(|name| (name, Vec::new()))
                .into(),
            within: [0; CONTAINERS],
            next: 1,
            capture: None,
        }
    }

    fn page(&mut self, page: &str) {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(page, emitter) {
            match token {
                Ok(Token::StartTag(tag)) => self.start(&tag),
                Ok(Token::EndTag(tag)) => self.end(&String::from_utf8_lossy(&tag.name)),
                Ok(Token::String(words)) => self.words(&String::from_utf8_lossy(&words.value)),
                // A string cannot fail to be read; comments, doctypes and errors say nothing to a reader.
                _ => {}
            }
        }
        self.flush();
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        let void = tag.self_closing || VOID.contains(&name);
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth += usize::from(skipped == name && !void);
            return;
        }
        let attribute = |key: &str| {
            tag.attributes
                .get(key.as_bytes())
                .map(|v| String::from_utf8_lossy(&v.value))
        };
        match name {
            "title" => self.capture = Some((Capture::Title, String::new())),
            "meta" | "link" | "time" | "html" => self.hints.tag(name, &attribute),
            "script" if attribute("type").is_some_and(|kind| kind == "application/ld+json") => {
                self.capture = Some((Capture::Json, String::new()));
                return;
            }
            _ => {}
        }
        if !void && self.is_skipped(name, &attribute) {
            self.flush();
            self.skipping = Some((name.to_owned(), 1));
            self.skipped_words = false;
            return;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        match name {
            "a" if !void => self.links += 1,
            "h1" => self.headline = true,
            "li" => self.in_item = true,
            _ => {}
        }
        if !void {
            self.open_container(name, &attribute);
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth -= 1;
            }
            // A page never ends inside of what is skipped; a tag was forgotten.
            if *depth == 0 || name == "body" || name == "html" {
                self.dropped += usize::from(self.skipped_words);
                self.skipping = None;
            }
            return;
        }
        if let Some((capture, text)) = self.capture.take() {
            match capture {
                Capture::Title => self.hints.title(&text),
                Capture::Json => self.hints.json(&text),
            }
            return;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "h1" => self.headline = false,
            "li" | "ul" | "ol" => self.in_item = false,
            _ => {}
        }
        self.close_container(name);
    }

    fn words(&mut self, words: &str) {
        if let Some((capture, text)) = &mut self.capture {
            if *capture == Capture::Title || text.len() + words.len() <= MAX_JSON_BYTES {
                text.push_str(words);
            }
        } else if let Some((name, _)) = &self.skipping {
            self.skipped_words |=
                !ALWAYS_SKIPPED.contains(&name.as_str()) && !words.trim().is_empty();
        } else {
            let before = self.current.len();
            join_words(&mut self.current, words);
            if self.links > 0 {
                self.linked += self.current.len() - before;
            }
        }
    }

    /// Ends the passage.
    fn flush(&mut self) {
        let text = self.current.trim().to_owned();
        self.current.clear();
        let linked = std::mem::take(&mut self.linked);
        if text.is_empty() {
            return;
        }
        // A list of links, and "Baca juga: …", lead to other articles.
        let all_linked = linked + 2 >= text.len();
        let read_also = || {
            let start: String = text.chars().take(10).flat_map(char::to_lowercase).collect();
            start.starts_with("baca juga") || start.starts_with("baca:")
        };
        if self.strict && ((self.in_item && all_linked) || (linked > 0 && read_also())) {
            self.dropped += 1;
            return;
        }
        self.blocks.push(Block {
            text,
            headline: self.headline,
            within: self.within,
        });
    }

    fn is_skipped<'a>(
        &self,
        name: &str,
        attribute: &dyn Fn(&str) -> Option<std::borrow::Cow<'a, str>>,
    ) -> bool {
        if !self.strict {
            return ALWAYS_SKIPPED.contains(&name);
        }
        // The header of a page holds its menu; that of an article its headline.
        if SKIPPED.contains(&name) || (name == "header" && self.within == [0; CONTAINERS]) {
            return true;
        }
        if matches!(name, "html" | "body" | "main" | "article" | "h1" | "p") {
            return false;
        }
        let invisible = attribute("hidden").is_some()
            || attribute("style")
                .is_some_and(|style| style.replace(' ', "").contains("display:none"));
        let role = attribute("role");
        invisible
            || role.is_some_and(|role| {
                matches!(
                    role.as_ref(),
                    "navigation" | "complementary" | "contentinfo" | "search"
                )
            })
            || ["class", "id"]
                .into_iter()
                .filter_map(attribute)
                .any(|value| is_marked(&value))
    }

    fn open_container<'a>(
        &mut self,
        name: &str,
        attribute: &dyn Fn(&str) -> Option<std::borrow::Cow<'a, str>>,
    ) {
        let Some((_, open)) = self.open.iter_mut().find(|(known, _)| *known == name) else {
            return;
        };
        let is_body = || {
            ["class", "id", "itemprop"]
                .into_iter()
                .filter_map(attribute)
                .any(|value| {
                    let value = value.to_ascii_lowercase();
                    BODIES.iter().any(|mark| value.contains(mark))
                })
        };
        let container = match name {
            _ if is_body() => BODY,
            "article" => ARTICLE,
            "main" => MAIN,
            _ => {
                open.iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|open| open.depth += 1);
                return;
            }
        };
        open.push(Open {
            depth: 1,
            container,
            outer: self.within[container],
        });
        self.within[container] = self.next;
        self.next += 1;
    }

    fn close_container(&mut self, name: &str) {
        let Some((_, open)) = self.open.iter_mut().find(|(known, _)| *known == name) else {
            return;
        };
        let Some(last) = open.last_mut() else { return };
        last.depth -= 1;
        if last.depth == 0 {
            self.within[last.container] = last.outer;
            open.pop();
        }
    }

    /// The passages of the report: those of the largest container that may be one, or else all.
    fn report(&self) -> Vec<&str> {
        let chosen =
            (0..CONTAINERS).find_map(|container| self.largest(container).map(|id| (container, id)));
        let is_chosen =
            |block: &&Block| chosen.is_none_or(|(container, id)| block.within[container] == id);
        let inside: Vec<&Block> = self.blocks.iter().filter(is_chosen).collect();
        // The headline often stands above the report.
        let above = match inside.iter().any(|block| block.headline) {
            true => None,
            false => self.blocks.iter().find(|block| block.headline),
        };
        above
            .into_iter()
            .chain(inside)
            .map(|block| block.text.as_str())
            .collect()
    }

    /// The container of a kind with the most text, if it is long enough.
    fn largest(&self, container: usize) -> Option<u32> {
        let mut bytes = vec![0; self.next as usize];
        for block in &self.blocks {
            bytes[block.within[container] as usize] += block.text.len();
        }
        let most = (1..bytes.len()).max_by_key(|id| bytes[*id])?;
        (bytes[most] >= MIN_REPORT_BYTES).then_some(most as u32)
    }
}

/// Whether a `class` or an `id` marks what is no part of a report.
fn is_marked(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let mut previous = "";
    for word in value
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if MARKS.contains(&word) || MARK_PAIRS.contains(&(previous, word)) {
            return true;
        }
        previous = word;
    }
    false
}

/// Adds words with single spaces, as a browser shows them.
fn join_words(to: &mut String, words: &str) {
    for c in words.chars() {
        // A space that does not break is a space all the same.
        if c.is_whitespace() {
            if !to.is_empty() && !to.ends_with(' ') {
                to.push(' ');
            }
        } else {
            to.push(c);
        }
    }
}
