//! What every page must hold: weight, titles, links that lead somewhere, a strict policy, no third party.

use std::collections::{BTreeMap, BTreeSet};

use super::crawl::{ERROR_PAGES, Page, Site};
use super::kinds::language;
use crate::steps::Verdict;

/// The home page's HTML, unpacked. kB are 1,000 bytes.
const HOME_HTML: usize = 100_000;
/// HTML, styles, images and scripts of a first visit, headers included, as sent.
const FIRST_VIEW: usize = 100_000;
/// The one stylesheet, unpacked.
const STYLESHEET: usize = 20_000;

/// Judges a crawled site; the notes say how much of each kind was seen.
pub(crate) fn check(site: &Site) -> Verdict {
    let mut problems = Vec::new();
    links(site, &mut problems);
    statuses(site, &mut problems);
    for page in &site.pages {
        page_rules(page, &mut problems);
    }
    titles(site, &mut problems);
    let heaviest = weights(site, &mut problems);
    assets(site, &mut problems);
    let links_seen: usize = site.counts.values().map(|(seen, _)| seen).sum();
    let fetched: usize = site.counts.values().map(|(_, fetched)| fetched).sum();
    Verdict {
        summary: format!(
            "{links_seen} addresses found, {fetched} fetched: {} HTML pages and {} other answers; heaviest first view {heaviest}",
            site.pages.len(),
            site.others,
        ),
        notes: samples(site),
        problems,
        skipped: None,
    }
}

fn links(site: &Site, problems: &mut Vec<String>) {
    for (from, link, status) in &site.dead {
        problems.push(format!("{from} leads to {link}, which answers {status}"));
    }
    for page in &site.pages {
        for id in &page.lost_fragments {
            problems.push(format!(
                "{} leads to #{id}, which it does not have",
                page.path
            ));
        }
    }
    for home in ["/", "/en/"] {
        if !site
            .pages
            .iter()
            .any(|page| page.path == home && page.status == 200)
        {
            problems.push(format!("{home} is no HTML page that answers 200"));
        }
    }
}

/// The designed error pages are pages too, with the status that they name.
fn statuses(site: &Site, problems: &mut Vec<String>) {
    for (path, expected) in ERROR_PAGES {
        for page in site.pages.iter().filter(|page| page.path == path) {
            if page.status != expected {
                problems.push(format!(
                    "{path} answers {} and should answer {expected}",
                    page.status
                ));
            }
        }
    }
}

fn page_rules(page: &Page, problems: &mut Vec<String>) {
    let path = &page.path;
    let mut say = |problem: String| problems.push(format!("{path}: {problem}"));
    if page.h1s != 1 {
        say(format!("{} h1 elements, a page has one", page.h1s));
    }
    if page.title.is_empty() {
        say("no title".into());
    }
    if page.lang != language(path) {
        say(format!(
            "lang is {:?}, its address says {:?}",
            page.lang,
            language(path)
        ));
    }
    if page.policy.is_empty() {
        say("no Content-Security-Policy".into());
    }
    for loose in ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'"] {
        if page.policy.contains(loose) {
            say(format!("its Content-Security-Policy allows {loose}"));
        }
    }
    // A policy with a nonce or a hash may allow what is inline; the browser's console tells.
    if !page.policy.contains("'nonce-") && !page.policy.contains("'sha256-") {
        for code in page.inline.iter().collect::<BTreeSet<_>>() {
            say(format!("{code} is inline, which the policy refuses"));
        }
    }
    for url in &page.foreign {
        say(format!("loads {url} from another site"));
    }
}

/// A title names one page. Pages that differ in their query only are views of one page.
fn titles(site: &Site, problems: &mut Vec<String>) {
    let mut by_title: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for page in &site.pages {
        if page.status == 200 && !page.path.contains('?') {
            by_title
                .entry((language(&page.path), &page.title))
                .or_default()
                .push(&page.path);
        }
    }
    for ((_, title), paths) in by_title {
        if paths.len() > 1 && !title.is_empty() {
            let some: Vec<&str> = paths.iter().copied().take(4).collect();
            problems.push(format!(
                "{} pages are titled {title:?}: {}",
                paths.len(),
                some.join(", ")
            ));
        }
    }
}

/// Returns the heaviest first view, for the summary.
fn weights(site: &Site, problems: &mut Vec<String>) -> String {
    let mut heaviest = (0, "");
    for page in &site.pages {
        let is_home = ["/", "/en/"].contains(&page.path.as_str());
        if is_home && page.html_bytes >= HOME_HTML {
            problems.push(format!(
                "{}: {} bytes of HTML, the limit is {HOME_HTML}",
                page.path, page.html_bytes
            ));
        }
        let wire = page.wire_bytes + loaded_bytes(site, &page.loads);
        heaviest = heaviest.max((wire, page.path.as_str()));
        if wire >= FIRST_VIEW {
            problems.push(format!(
                "{}: {wire} bytes over the wire at the first view, the limit is {FIRST_VIEW}",
                page.path
            ));
        }
    }
    format!("{} bytes ({})", heaviest.0, heaviest.1)
}

/// All that a page loads, with what its stylesheets load: more than most browsers fetch, never less.
fn loaded_bytes(site: &Site, loads: &BTreeSet<String>) -> usize {
    let mut todo: Vec<&String> = loads.iter().collect();
    let mut done = BTreeSet::new();
    let mut bytes = 0;
    while let Some(path) = todo.pop() {
        if !done.insert(path) {
            continue;
        }
        if let Some(asset) = site.assets.get(path) {
            bytes += asset.wire_bytes;
            todo.extend(&asset.loads);
        }
    }
    bytes
}

fn assets(site: &Site, problems: &mut Vec<String>) {
    for (path, asset) in &site.assets {
        if asset.status != 200 {
            problems.push(format!(
                "{path} is loaded by pages and answers {}",
                asset.status
            ));
        }
        if asset.kind.starts_with("text/css") && asset.bytes >= STYLESHEET {
            problems.push(format!(
                "{path}: {} bytes, the limit is {STYLESHEET}",
                asset.bytes
            ));
        }
        for url in &asset.foreign {
            problems.push(format!("{path} loads {url} from another site"));
        }
    }
}

fn samples(site: &Site) -> Vec<String> {
    let mut notes: Vec<String> = site
        .counts
        .iter()
        .filter(|(_, (seen, fetched))| seen > fetched)
        .map(|((kind, language), (seen, fetched))| {
            format!("sampled: {fetched} of {seen} addresses like {kind} ({language})")
        })
        .collect();
    if notes.is_empty() {
        notes.push("nothing was sampled: every address found was fetched".into());
    }
    notes
}
