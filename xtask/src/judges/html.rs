//! The Nu Html Checker (vnu), the program behind the W3C's validator, over every page that the crawl saved.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result};

use super::crawl::Site;
use crate::setup::{self, Tools};
use crate::steps::Verdict;

/// One run over the whole folder: starting Java costs more than checking a hundred pages. Its stylesheets go along.
pub(crate) fn check(tools: &Tools, site: &Site) -> Result<Verdict> {
    let said = setup::run(
        Command::new("java")
            .arg("-jar")
            .arg(&tools.vnu_jar)
            .args([
                "--format",
                "json",
                "--stdout",
                "--exit-zero-always",
                "--also-check-css",
            ])
            .arg(tools.folder.join("pages")),
    )?;
    let report: serde_json::Value =
        serde_json::from_str(&said).context("the HTML checker's answer is no JSON")?;
    let messages = report["messages"]
        .as_array()
        .context("the HTML checker's answer has no messages")?;
    let paths: BTreeMap<&str, &str> = site
        .pages
        .iter()
        .map(|page| (page.file.as_str(), page.path.as_str()))
        .collect();
    let mut verdict = Verdict::default();
    let mut told: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for message in messages {
        let (kind, line) = describe(message, &paths);
        if kind == "info" {
            told.entry(text(message, "message")).or_insert((0, line)).0 += 1;
        } else {
            verdict.problems.push(line);
        }
    }
    // Advice is repeated on every page of a kind; each sentence is shown once, with where it was first given.
    verdict.notes = told
        .into_values()
        .map(|(times, line)| format!("advice, {times} times: {line}"))
        .collect();
    verdict.summary = format!(
        "{} pages checked by vnu {}: {} errors, {} kinds of advice",
        site.pages.len(),
        report["version"].as_str().unwrap_or("of unknown version"),
        verdict.problems.len(),
        verdict.notes.len()
    );
    Ok(verdict)
}

fn describe(message: &serde_json::Value, paths: &BTreeMap<&str, &str>) -> (String, String) {
    let url = text(message, "url");
    let file = url.rsplit('/').next().unwrap_or_default();
    let page = paths.get(file).copied().unwrap_or(file);
    let line = format!(
        "{page} line {}: {} near {}",
        message["lastLine"],
        text(message, "message"),
        text(message, "extract").replace('\n', " ")
    );
    (text(message, "type"), line)
}

fn text(message: &serde_json::Value, field: &str) -> String {
    message[field].as_str().unwrap_or_default().to_owned()
}
