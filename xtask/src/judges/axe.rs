//! Chromium opens each kind of page on a phone and on a desk, and axe-core looks for barriers.
//!
//! Of every kind and language the largest and the smallest page are opened: the one shows long lists, the other empty
//! states. Besides axe's findings, a message on the console, a request to another site and a page wider than its window
//! fail.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::thread;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use super::browser::Browser;
use super::crawl::{Page, Site};
use super::kinds::{kind, language};
use crate::setup::Tools;
use crate::steps::Verdict;

/// A common phone and a common desk, in CSS pixels.
const WIDTHS: [u32; 2] = [360, 1280];

/// Runs axe without its preloading of stylesheets, which would be requests of its own.
const AXE: &str = "const done = arguments[arguments.length - 1];
axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'], preload: false,
}).then(found => done(found.violations.map(violation => ({
  id: violation.id, help: violation.help, tags: violation.tags, count: violation.nodes.length,
  where: violation.nodes[0].target.join(' '), what: violation.nodes[0].html.slice(0, 200),
  why: (violation.nodes[0].failureSummary || '').replace(/\\s+/g, ' '),
}))), error => done([{ id: 'axe-failed', help: String(error), tags: ['wcag2a'], count: 1, where: '', what: '', why: '' }]));";

/// How wide the document is, how wide its window, and every address that was loaded.
const MEASURE: &str = "const page = document.documentElement;
const over = [...document.body.querySelectorAll('*')].find(part => part.getBoundingClientRect().right > page.clientWidth + 1);
return {
  content: page.scrollWidth, window: page.clientWidth,
  over: over ? over.tagName.toLowerCase() + (over.className ? '.' + over.className : '') : '',
  loaded: performance.getEntriesByType('resource').map(entry => entry.name),
};";

/// Opens the chosen pages at both widths.
pub(crate) fn check(tools: &Tools, site: &Site) -> Result<Verdict> {
    let axe = fs::read_to_string(&tools.axe_js)
        .with_context(|| format!("cannot read {}", tools.axe_js.display()))?;
    let chosen = choose(site);
    let mut verdict = Verdict::default();
    let mut advice: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut opened = 0;
    // A browser at each width at the same time: a page is drawn and judged on one core.
    let (axe, pages) = (axe.as_str(), chosen.as_slice());
    let views = thread::scope(|scope| {
        let windows =
            WIDTHS.map(|width| scope.spawn(move || look_at_width(axe, site, pages, width)));
        windows.map(|window| window.join())
    });
    for views in views {
        let views = views.map_err(|_| anyhow!("a browser's thread panicked"))??;
        opened += views.opened;
        verdict.problems.extend(views.problems);
        for (rule, (times, line)) in views.advice {
            advice.entry(rule).or_insert((0, line)).0 += times;
        }
    }
    verdict.notes = advice
        .into_values()
        .map(|(times, line)| format!("advice, on {times} views: {line}"))
        .collect();
    verdict.summary = format!(
        "{opened} views of {} pages at {WIDTHS:?} px with axe-core: {} problems, {} kinds of advice",
        chosen.len(),
        verdict.problems.len(),
        verdict.notes.len()
    );
    Ok(verdict)
}

/// What the views at one width showed.
#[derive(Default)]
struct Views {
    opened: usize,
    problems: Vec<String>,
    /// By axe's rule: how often, and the first place.
    advice: BTreeMap<String, (usize, String)>,
}

fn look_at_width(axe: &str, site: &Site, pages: &[&Page], width: u32) -> Result<Views> {
    let mut views = Views::default();
    for tongue in ["id", "en"] {
        let browser = Browser::start(width, tongue)?;
        for page in pages.iter().filter(|page| language(&page.path) == tongue) {
            let place = format!("{} at {width} px", page.path);
            let visit = Visit {
                browser: &browser,
                site,
                page,
                place: &place,
                width,
            };
            visit.look(axe, &mut views.problems, &mut views.advice)?;
            views.opened += 1;
        }
    }
    Ok(views)
}

/// Per kind and language the largest and the smallest page; error pages are each a kind.
fn choose(site: &Site) -> Vec<&Page> {
    let mut groups: BTreeMap<(String, &str, u16), Vec<&Page>> = BTreeMap::new();
    for page in &site.pages {
        let group = (kind(&page.path), language(&page.path), page.status);
        groups.entry(group).or_default().push(page);
    }
    let mut chosen: BTreeMap<&str, &Page> = BTreeMap::new();
    for pages in groups.values() {
        let smallest = pages.iter().min_by_key(|page| page.html_bytes);
        let largest = pages.iter().max_by_key(|page| page.html_bytes);
        for page in smallest.into_iter().chain(largest) {
            chosen.insert(&page.path, page);
        }
    }
    chosen.into_values().collect()
}

struct Visit<'a> {
    browser: &'a Browser,
    site: &'a Site,
    page: &'a Page,
    /// The page and the width, for the report.
    place: &'a str,
    width: u32,
}

impl Visit<'_> {
    fn look(
        &self,
        axe: &str,
        problems: &mut Vec<String>,
        advice: &mut BTreeMap<String, (usize, String)>,
    ) -> Result<()> {
        let Self {
            browser,
            site,
            page,
            place,
            ..
        } = self;
        browser
            .open(&format!("{}{}", site.address, page.path))
            .with_context(|| place.to_string())?;
        let measured = browser.run(MEASURE)?;
        problems.extend(self.measures(&measured));
        // Read before axe is brought in, so that what it says is not taken for the page's.
        for message in browser.console()? {
            if !(page.status >= 400 && message.contains(&format!("status of {}", page.status))) {
                problems.push(format!("{place}: the console says {message}"));
            }
        }
        browser.run(axe)?;
        let found = browser.run_async(AXE).with_context(|| place.to_string())?;
        for violation in found.as_array().into_iter().flatten() {
            let line = describe(place, violation);
            let rule = violation["id"].as_str().unwrap_or_default().to_owned();
            let binding = violation["tags"].as_array().is_some_and(|tags| {
                tags.iter()
                    .any(|tag| tag.as_str().is_some_and(|t| t.starts_with("wcag")))
            });
            if binding {
                problems.push(line);
            } else {
                advice.entry(rule).or_insert((0, line)).0 += 1;
            }
        }
        Ok(())
    }

    fn measures(&self, measured: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        if measured["window"] != self.width {
            problems.push(format!(
                "{}: drawn as if the window were {} px wide: its viewport is not set for phones",
                self.place, measured["window"]
            ));
        }
        let (content, window) = (measured["content"].as_i64(), measured["window"].as_i64());
        if content > window || content.is_none() {
            problems.push(format!(
                "{}: the content is {} px wide in a window of {} px, perhaps for {}",
                self.place, measured["content"], measured["window"], measured["over"]
            ));
        }
        let elsewhere: BTreeSet<&str> = measured["loaded"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|url| {
                !url.starts_with(&format!("{}/", self.site.address)) && !url.starts_with("data:")
            })
            .collect();
        for url in elsewhere {
            problems.push(format!("{}: loaded {url} from another site", self.place));
        }
        problems
    }
}

fn describe(place: &str, violation: &Value) -> String {
    let field = |name: &str| violation[name].as_str().unwrap_or_default();
    format!(
        "{place}: {} ({}), {} times, first {}: {} [{}]",
        field("id"),
        field("help"),
        violation["count"],
        field("where"),
        field("why"),
        field("what")
    )
}
