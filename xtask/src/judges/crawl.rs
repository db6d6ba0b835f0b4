//! Follows every link of the portal within its own site, in both languages, and keeps what the page rules need.
//!
//! Pages are fetched in rounds. A kind (see [`super::kinds`]) with more pages than the limit is sampled by a hash of the
//! address, so that the sample is the same in every run and not just the beginning of a list.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::http::{Answer, Client};
use super::kinds::{kind, language};
use super::markup::{Tag, Target, resolve, tags};

/// Pages that differ only in their query (facets, dates) multiply without end; this many of each kind and language.
const PER_QUERY_KIND: usize = 60;

/// A safety against a site that makes up links for ever.
const MAX_FETCHES: usize = 30_000;

/// What a crawl found.
pub(crate) struct Site {
    /// Without a slash at the end.
    pub(crate) address: String,
    pub(crate) pages: Vec<Page>,
    /// Stylesheets, images and scripts that pages load, by path.
    pub(crate) assets: BTreeMap<String, Asset>,
    /// Links that lead nowhere: the page, the link and the answer.
    pub(crate) dead: Vec<(String, String, u16)>,
    /// Per kind and language: how many addresses were seen and how many of them fetched.
    pub(crate) counts: BTreeMap<(String, &'static str), (usize, usize)>,
    /// Answers that are no HTML (JSON, tiles, text) and were right.
    pub(crate) others: usize,
}

/// One HTML page.
pub(crate) struct Page {
    /// With its query.
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) html_bytes: usize,
    pub(crate) wire_bytes: usize,
    pub(crate) policy: String,
    pub(crate) title: String,
    pub(crate) h1s: usize,
    pub(crate) lang: String,
    /// Paths of this site that the page loads by itself.
    pub(crate) loads: BTreeSet<String>,
    /// Addresses of other sites that it loads.
    pub(crate) foreign: Vec<String>,
    /// Inline styles and scripts, which the policy forbids: how each looks.
    pub(crate) inline: Vec<String>,
    /// Links to a place on the page that is not there.
    pub(crate) lost_fragments: Vec<String>,
    /// The file that holds the page, for the HTML checker.
    pub(crate) file: String,
}

pub(crate) struct Asset {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) bytes: usize,
    pub(crate) wire_bytes: usize,
    /// What a stylesheet loads in turn.
    pub(crate) loads: BTreeSet<String>,
    pub(crate) foreign: Vec<String>,
}

/// Designed pages that no link leads to: the errors. The second number is the status they must have.
pub(crate) const ERROR_PAGES: [(&str, u16); 6] = [
    ("/tidak-ada-di-sini", 404),
    ("/en/nothing-is-here", 404),
    ("/janji/tidak-ada", 404),
    ("/en/janji/tidak-ada", 404),
    ("/pemda/36?as_of=bukan-tanggal", 400),
    ("/en/pemda/36?as_of=no-date", 400),
];

/// Crawls from the two home pages and saves each page's HTML into `folder`.
pub(crate) fn crawl(address: &str, per_kind: usize, folder: &Path) -> Result<Site> {
    let mut crawl = Crawl {
        client: Client::new(),
        folder,
        per_kind,
        waiting: BTreeMap::new(),
        seen: BTreeMap::new(),
        site: Site {
            address: address.to_owned(),
            pages: Vec::new(),
            assets: BTreeMap::new(),
            dead: Vec::new(),
            counts: BTreeMap::new(),
            others: 0,
        },
    };
    for start in ["/", "/en/"] {
        crawl.note(start, "(the start)");
    }
    while let Some((path, from)) = crawl.next() {
        crawl.visit(&path, &from)?;
    }
    for (path, _) in ERROR_PAGES {
        let answer = crawl.client.fetch(address, path)?;
        crawl.keep(path, &answer)?;
    }
    crawl.load_assets()?;
    Ok(crawl.site)
}

struct Crawl<'a> {
    client: Client,
    folder: &'a Path,
    per_kind: usize,
    /// Addresses not fetched yet, per kind and language, in the order of their hash.
    waiting: BTreeMap<(String, &'static str), BTreeSet<(u64, String)>>,
    /// Every address met, and the page that first led to it.
    seen: BTreeMap<String, String>,
    site: Site,
}

impl Crawl<'_> {
    fn note(&mut self, path: &str, from: &str) {
        if self.seen.contains_key(path) {
            return;
        }
        self.seen.insert(path.to_owned(), from.to_owned());
        let group = (kind(path), language(path));
        self.site.counts.entry(group.clone()).or_default().0 += 1;
        self.waiting
            .entry(group)
            .or_default()
            .insert((spread(path), path.to_owned()));
    }

    /// The next address whose kind has not had its share, and the page that led to it. Kinds take turns, so that a
    /// long one does not keep the others from being found.
    fn next(&mut self) -> Option<(String, String)> {
        let fetched: usize = self.site.counts.values().map(|(_, fetched)| fetched).sum();
        if fetched >= MAX_FETCHES {
            return None;
        }
        let per_kind = self.per_kind;
        let (group, _) = self
            .waiting
            .iter()
            .filter(|(group, paths)| {
                let limit = if group.0.contains('?') {
                    PER_QUERY_KIND
                } else {
                    per_kind
                };
                !paths.is_empty() && self.site.counts.get(*group).is_some_and(|c| c.1 < limit)
            })
            .min_by_key(|(group, _)| self.site.counts.get(*group).map(|c| c.1))?;
        let group = group.clone();
        self.site.counts.entry(group.clone()).or_default().1 += 1;
        let (_, path) = self.waiting.get_mut(&group)?.pop_first()?;
        let from = self.seen.get(&path).cloned().unwrap_or_default();
        Some((path, from))
    }

    fn visit(&mut self, path: &str, from: &str) -> Result<()> {
        let answer = self.client.fetch(&self.site.address, path)?;
        if (300..400).contains(&answer.status) {
            match resolve(&self.site.address, path, answer.header("location")) {
                Target::Here(target) => self.note(&target, path),
                _ => self
                    .site
                    .dead
                    .push((from.into(), path.into(), answer.status)),
            }
            return Ok(());
        }
        if !(200..300).contains(&answer.status) {
            self.site
                .dead
                .push((from.into(), path.into(), answer.status));
            return Ok(());
        }
        if !answer.is_html() {
            self.site.others += 1;
            return Ok(());
        }
        for link in self.keep(path, &answer)? {
            self.note(&link, path);
        }
        Ok(())
    }

    /// Saves a page, keeps what the rules need of it, and returns where it leads.
    fn keep(&mut self, path: &str, answer: &Answer) -> Result<Vec<String>> {
        let file = file_name(self.site.pages.len(), path);
        let target = self.folder.join(&file);
        fs::write(&target, &answer.body)
            .with_context(|| format!("cannot write {}", target.display()))?;
        let html = String::from_utf8_lossy(&answer.body);
        let (page, links) = read_page(&self.site.address, path, answer, &tags(&html), file);
        self.site.pages.push(page);
        Ok(links)
    }

    fn load_assets(&mut self) -> Result<()> {
        let mut wanted: Vec<String> = self
            .site
            .pages
            .iter()
            .flat_map(|page| page.loads.iter().cloned())
            .collect();
        while let Some(path) = wanted.pop() {
            if self.site.assets.contains_key(&path) {
                continue;
            }
            let answer = self.client.fetch(&self.site.address, &path)?;
            let kind = answer.header("content-type").to_owned();
            let (mut loads, mut foreign) = (BTreeSet::new(), Vec::new());
            if kind.starts_with("text/css") {
                let css = String::from_utf8_lossy(&answer.body);
                fs::write(
                    self.folder.join(format!("{}.css", as_file_name(&path))),
                    css.as_bytes(),
                )
                .context("cannot save a stylesheet")?;
                for reference in css_references(&css) {
                    match resolve(&self.site.address, &path, reference) {
                        Target::Here(path) => {
                            loads.insert(path);
                        }
                        Target::Elsewhere(url) => foreign.push(url),
                        Target::Fragment(_) | Target::Other => {}
                    }
                }
            }
            wanted.extend(loads.iter().cloned());
            let asset = Asset {
                status: answer.status,
                kind,
                bytes: answer.body.len(),
                wire_bytes: answer.wire,
                loads,
                foreign,
            };
            self.site.assets.insert(path, asset);
        }
        Ok(())
    }
}

fn read_page(
    address: &str,
    path: &str,
    answer: &Answer,
    tags: &[Tag],
    file: String,
) -> (Page, Vec<String>) {
    let mut page = Page {
        path: path.to_owned(),
        status: answer.status,
        html_bytes: answer.body.len(),
        wire_bytes: answer.wire,
        policy: answer.header("content-security-policy").to_owned(),
        title: String::new(),
        h1s: tags.iter().filter(|tag| tag.name == "h1").count(),
        lang: String::new(),
        loads: BTreeSet::new(),
        foreign: Vec::new(),
        inline: tags.iter().flat_map(inline_code).collect(),
        lost_fragments: Vec::new(),
        file,
    };
    // An SVG may have a title too; the page's is the first.
    if let Some(title) = tags.iter().find(|tag| tag.name == "title") {
        page.title = title.text.trim().to_owned();
    }
    if let Some(html) = tags.iter().find(|tag| tag.name == "html") {
        page.lang = html.attribute("lang").unwrap_or_default().to_owned();
    }
    let ids: BTreeSet<&str> = tags.iter().filter_map(|tag| tag.attribute("id")).collect();
    let mut links = Vec::new();
    for tag in tags {
        for reference in followed(tag) {
            match resolve(address, path, reference) {
                Target::Here(target) => links.push(target),
                Target::Fragment(id) if !id.is_empty() && !ids.contains(id.as_str()) => {
                    page.lost_fragments.push(id);
                }
                Target::Fragment(_) | Target::Elsewhere(_) | Target::Other => {}
            }
        }
        for reference in loaded(tag) {
            match resolve(address, path, reference) {
                Target::Here(target) => {
                    page.loads.insert(target);
                }
                Target::Elsewhere(url) => page.foreign.push(url),
                Target::Fragment(_) | Target::Other => {}
            }
        }
    }
    (page, links)
}

/// What a reader may follow from this tag: links, and forms that only ask.
fn followed(tag: &Tag) -> Vec<&str> {
    let attribute = match tag.name.as_str() {
        "a" | "area" => "href",
        "link" if !loads_itself(tag) => "href",
        "form"
            if !tag
                .attribute("method")
                .is_some_and(|m| m.eq_ignore_ascii_case("post")) =>
        {
            "action"
        }
        _ => return Vec::new(),
    };
    tag.attribute(attribute).into_iter().collect()
}

/// What a browser loads for this tag without being asked.
fn loaded(tag: &Tag) -> Vec<&str> {
    let mut found = Vec::new();
    match tag.name.as_str() {
        "link" if loads_itself(tag) => found.extend(tag.attribute("href")),
        "script" | "img" | "iframe" | "embed" | "audio" | "video" | "source" | "track"
        | "input" => {
            found.extend(tag.attribute("src"));
            let set = tag.attribute("srcset").unwrap_or_default();
            found.extend(
                set.split(',')
                    .filter_map(|one| one.split_whitespace().next()),
            );
        }
        "object" => found.extend(tag.attribute("data")),
        "image" | "use" => found.extend(tag.attribute("href")),
        _ => {}
    }
    found
}

fn loads_itself(tag: &Tag) -> bool {
    let kinds = tag.attribute("rel").unwrap_or_default();
    [
        "stylesheet",
        "icon",
        "preload",
        "modulepreload",
        "manifest",
        "apple-touch-icon",
    ]
    .iter()
    .any(|loading| {
        kinds
            .split_whitespace()
            .any(|kind| kind.eq_ignore_ascii_case(loading))
    })
}

/// Code or style written into the page itself.
fn inline_code(tag: &Tag) -> Vec<String> {
    let mut found: Vec<String> = tag
        .attributes
        .iter()
        .filter(|(name, _)| name == "style" || name.starts_with("on"))
        .map(|(name, _)| format!("<{} {name}=…>", tag.name))
        .collect();
    let data = tag
        .attribute("type")
        .is_some_and(|kind| kind.contains("json"));
    if tag.name == "style" || (tag.name == "script" && tag.attribute("src").is_none() && !data) {
        found.push(format!("<{}>", tag.name));
    }
    found
}

/// The addresses in `url(…)` and `@import "…"`.
fn css_references(css: &str) -> Vec<&str> {
    let inside = css
        .split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let imported = css
        .split("@import")
        .skip(1)
        .filter_map(|rest| rest.split(';').next());
    inside
        .chain(imported.filter(|rest| !rest.contains("url(")))
        .map(|reference| reference.trim().trim_matches(['"', '\'']))
        .filter(|reference| !reference.is_empty())
        .collect()
}

/// FNV-1a, 64 bits: spreads addresses evenly and in every run alike.
fn spread(path: &str) -> u64 {
    path.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn file_name(number: usize, path: &str) -> String {
    format!("{number:05}{}.html", as_file_name(path))
}

/// An address as part of a file's name.
fn as_file_name(path: &str) -> String {
    path.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        })
        .take(100)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_code_and_loads_are_seen_and_data_blocks_are_not() {
        let html = "<link rel=stylesheet href=/s.css><p style='x' onclick=y><script>z</script>\
            <script type='application/ld+json'>{}</script><script src=https://contoh.id/a.js></script>\
            <form action=/cari></form><form method=post action=/masuk></form><img srcset='/a.png 1x, /b.png 2x'>";
        let tags = tags(html);
        let inline: Vec<String> = tags.iter().flat_map(inline_code).collect();
        assert_eq!(inline, ["<p style=…>", "<p onclick=…>", "<script>"]);
        let loads: Vec<&str> = tags.iter().flat_map(loaded).collect();
        assert_eq!(
            loads,
            ["/s.css", "https://contoh.id/a.js", "/a.png", "/b.png"]
        );
        let links: Vec<&str> = tags.iter().flat_map(followed).collect();
        assert_eq!(links, ["/cari"]);
    }

    #[test]
    fn a_stylesheet_names_what_it_loads() {
        let css = "@import \"a.css\"; @import url(b.css); p { background: url('c.svg') } q { mask: url(#d) }";
        let mut found = css_references(css);
        found.sort_unstable();
        assert_eq!(found, ["#d", "a.css", "b.css", "c.svg"]);
    }
}
