//! One page that explains itself: flags by rule and by buyer, the groups they were compared with, what was left out.
//!
//! Self-contained: no script, no address of anybody, drawings as SVG. Colours say nothing that words do not.

mod strip;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::evidence::because;
use super::table::buyer;
use crate::engine::GROUPS;
use crate::input::Places;
use crate::json::Json;
use crate::names::Name;
use crate::outcome::{Flag, Outcome};
use crate::rules::{About, Both};
use crate::shard::Group;

/// Flags listed per rule and group; all of them are in the tables that the program writes beside.
const LISTED: usize = 100;
/// Buyers in the table of buyers.
const BUYERS: usize = 40;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}\
h1,h2,h3{line-height:1.2}table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:left;vertical-align:top;\
border-bottom:1px solid #ccc;padding:.25rem .5rem;overflow-wrap:anywhere}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\
th.n{overflow-wrap:normal;white-space:nowrap}caption{text-align:left;font-weight:600;padding:.25rem 0}.en{color:#4a4a4a}.wide{overflow-x:auto}.note{border-left:4px solid #345;\
padding:.25rem 1rem;background:#f2f5f8}svg{max-width:100%;height:auto}dl{margin:0}dt{font-weight:600}dd{margin:0 0 .25rem 1rem}";

/// The report.
#[must_use]
pub fn report(outcome: &Outcome, places: &Places) -> String {
    let mut page = Page(String::new());
    page.raw("<!doctype html>\n<html lang=\"id\">\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    page.raw("<title>Tanda pengadaan / procurement flags</title>\n<style>");
    page.raw(STYLE);
    page.raw("</style>\n<main>\n<h1>Tanda pengadaan <span class=\"en\" lang=\"en\">/ procurement flags</span></h1>\n");
    page.raw(
        "<p class=\"note\"><strong>Tanda adalah pertanyaan, bukan temuan pelanggaran.</strong><br>",
    );
    page.raw("<span class=\"en\" lang=\"en\">A flag is a question, not a finding of wrongdoing.</span></p>\n");
    summary(&mut page, outcome, places);
    by_rule(&mut page, outcome);
    by_buyer(&mut page, outcome);
    for (number, about) in (0..).zip(&outcome.rules) {
        rule(&mut page, outcome, number, about);
    }
    problems(&mut page, outcome, places);
    page.raw("</main>\n</html>\n");
    page.0
}

/// HTML that is being written; text is escaped.
struct Page(String);

impl Page {
    fn raw(&mut self, html: &str) {
        self.0.push_str(html);
    }

    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                other => self.0.push(other),
            }
        }
    }

    /// A sentence in both languages.
    fn both(&mut self, both: Both) {
        self.text(both.id);
        self.raw("<br><span class=\"en\" lang=\"en\">");
        self.text(both.en);
        self.raw("</span>");
    }

    fn cell(&mut self, text: &str) {
        self.raw("<td>");
        self.text(text);
        self.raw("</td>");
    }

    fn number(&mut self, number: impl std::fmt::Display) {
        // Writing to a String does not fail.
        let _ = write!(self.0, "<td class=\"n\">{number}</td>");
    }

    fn row(&mut self, cells: &[&str]) {
        self.raw("<tr>");
        for cell in cells {
            self.cell(cell);
        }
        self.raw("</tr>\n");
    }
}

fn summary(page: &mut Page, outcome: &Outcome, places: &Places) {
    let shard = &outcome.shard;
    let currency = outcome.currency.map_or("-", |name| shard.names.text(name));
    page.raw("<table>\n");
    let counts = [
        ("Berkas / files", places.sources().to_string()),
        (
            "Proses diperiksa / processes looked at",
            shard.looked_at.to_string(),
        ),
        (
            "Dibatalkan atau dikecualikan / cancelled or excluded",
            shard.left_out.to_string(),
        ),
        (
            "Baris dilewati / lines left out",
            shard.problems.lost_lines().to_string(),
        ),
        (
            "Mata uang yang dibandingkan / currency compared",
            currency.to_owned(),
        ),
    ];
    for (label, value) in counts {
        page.row(&[label, &value]);
    }
    page.raw("</table>\n");
}

fn count(outcome: &Outcome, rule: u8, group: Group) -> usize {
    let flags = outcome.flags.iter();
    flags
        .filter(|flag| flag.rule == rule && flag.group == group)
        .count()
}

fn by_rule(page: &mut Page, outcome: &Outcome) {
    page.raw("<h2>Menurut aturan / by rule</h2>\n<div class=\"wide\"><table>\n<tr><th>Aturan / rule</th>");
    for group in GROUPS {
        let _ = write!(page.0, "<th class=\"n\">{}</th>", label(group));
    }
    page.raw("</tr>\n");
    for (number, about) in (0..).zip(&outcome.rules) {
        let _ = write!(page.0, "<tr><td><a href=\"#{0}\">{0}</a> ", about.id);
        page.text(about.title.id);
        page.raw(" <span class=\"en\" lang=\"en\">/ ");
        page.text(about.title.en);
        page.raw("</span></td>");
        for group in GROUPS {
            page.number(count(outcome, number, group));
        }
        page.raw("</tr>\n");
    }
    page.raw("</table></div>\n");
}

fn label(group: Group) -> &'static str {
    match group {
        Group::Ocid => "Proses / processes",
        Group::Buyer => "Pembeli / buyers",
        Group::ProcuringEntity => "UKPBJ / procuring entities",
        Group::Tenderer => "Penyedia / suppliers",
    }
}

/// Processes with a flag, by buyer: a place to start reading, not a ranking of guilt, so rules stand side by side and
/// are not added up.
fn by_buyer(page: &mut Page, outcome: &Outcome) {
    let mut buyers: BTreeMap<&str, BTreeMap<u8, usize>> = BTreeMap::new();
    for flag in &outcome.flags {
        if let Some(buyer) = buyer(outcome, flag) {
            *buyers
                .entry(buyer)
                .or_default()
                .entry(flag.rule)
                .or_default() += 1;
        }
    }
    if buyers.is_empty() {
        return;
    }
    let mut rules: Vec<u8> = buyers.values().flat_map(BTreeMap::keys).copied().collect();
    rules.sort_unstable();
    rules.dedup();
    let mut rows: Vec<_> = buyers.into_iter().collect();
    let most = |counts: &BTreeMap<u8, usize>| counts.values().copied().max();
    rows.sort_by(|a, b| most(&b.1).cmp(&most(&a.1)).then(a.0.cmp(b.0)));
    page.raw("<h2>Proses menurut pembeli / processes by buyer</h2>\n<div class=\"wide\"><table>\n<tr><th>Pembeli / buyer</th>");
    for rule in &rules {
        let id = outcome.rules[*rule as usize].id;
        let _ = write!(page.0, "<th class=\"n\">{id}</th>");
    }
    page.raw("</tr>\n");
    for (buyer, counts) in rows.iter().take(BUYERS) {
        page.raw("<tr>");
        page.cell(buyer);
        for rule in &rules {
            page.number(counts.get(rule).copied().unwrap_or(0));
        }
        page.raw("</tr>\n");
    }
    page.raw("</table></div>\n");
    if let Some(more) = rows.len().checked_sub(BUYERS + 1) {
        let _ = writeln!(page.0, "<p>+ {} pembeli lain / more buyers</p>", more + 1);
    }
}

fn rule(page: &mut Page, outcome: &Outcome, number: u8, about: &About) {
    let _ = write!(page.0, "<h2 id=\"{0}\">{0} ", about.id);
    page.text(about.title.id);
    page.raw(" <span class=\"en\" lang=\"en\">/ ");
    page.text(about.title.en);
    page.raw("</span></h2>\n<p>");
    page.both(about.question);
    page.raw("</p>\n");
    for compared in outcome
        .compared
        .iter()
        .filter(|compared| compared.rule == number)
    {
        strip::draw(&mut page.0, compared, label(compared.group));
    }
    fences(page, outcome, number);
    let because = because(outcome);
    for group in GROUPS {
        let flags: Vec<&Flag> = outcome
            .flags
            .iter()
            .filter(|flag| flag.rule == number && flag.group == group)
            .collect();
        if flags.is_empty() {
            continue;
        }
        let _ = writeln!(
            page.0,
            "<div class=\"wide\"><table><caption>{}: {}</caption>",
            label(group),
            flags.len()
        );
        for flag in flags.iter().take(LISTED) {
            page.raw("<tr>");
            page.cell(outcome.subject(flag));
            page.raw("<td>");
            if let Some(buyer) = buyer(outcome, flag) {
                page.text(buyer);
                page.raw("<br>");
            }
            match (
                &flag.evidence,
                because.get(&(number, group, Name(flag.key))),
            ) {
                (Some(evidence), _) => facts(page, evidence.json()),
                (None, Some(processes)) => processes_of(page, outcome, processes),
                (None, None) => {}
            }
            page.raw("</td></tr>\n");
        }
        page.raw("</table></div>\n");
        if let Some(more) = flags.len().checked_sub(LISTED + 1) {
            let _ = writeln!(
                page.0,
                "<p>+ {} lagi, lihat CSV / more, see the CSV</p>",
                more + 1
            );
        }
    }
    page.raw("<dl><dt>Penjelasan wajar / ordinary explanations</dt><dd>");
    page.both(about.ordinary);
    page.raw("</dd><dt>Tidak dihitung / left out</dt><dd>");
    page.both(about.leaves_out);
    page.raw("</dd><dt>Sumber / source</dt><dd>");
    page.text(about.source);
    let _ = writeln!(page.0, " (v{})</dd></dl>", about.version);
}

fn fences(page: &mut Page, outcome: &Outcome, number: u8) {
    let mut meta = outcome
        .meta
        .iter()
        .filter(|(rule, ..)| *rule == number)
        .peekable();
    if meta.peek().is_none() {
        return;
    }
    page.raw("<p>");
    for (at, (_, name, value)) in meta.enumerate() {
        let gap = if at > 0 { ", " } else { "" };
        let _ = write!(page.0, "{gap}{name}: {value:.4}");
    }
    page.raw("</p>\n");
}

fn facts(page: &mut Page, json: &str) {
    let Ok(Json::Object(fields)) = Json::parse(json) else {
        return;
    };
    for (at, (key, value)) in fields.iter().enumerate() {
        if at > 0 {
            page.raw("; ");
        }
        page.text(key);
        page.raw(": ");
        match value {
            Json::Text(text) => page.text(text),
            other => page.text(&other.to_string()),
        }
    }
}

fn processes_of(page: &mut Page, outcome: &Outcome, processes: &[u32]) {
    let _ = write!(page.0, "{} proses / processes: ", processes.len());
    for (at, process) in processes.iter().take(5).enumerate() {
        if at > 0 {
            page.raw(", ");
        }
        page.text(outcome.shard.processes.text(*process));
    }
    if processes.len() > 5 {
        page.raw(", …");
    }
}

fn problems(page: &mut Page, outcome: &Outcome, places: &Places) {
    if outcome.shard.problems.is_empty() {
        return;
    }
    page.raw("<h2>Masalah pada data / problems in the data</h2>\n<div class=\"wide\"><table>\n");
    for (problem, count, noted) in outcome.shard.problems.iter() {
        page.raw("<tr>");
        page.number(count);
        page.cell(problem.words());
        page.raw("<td>");
        for noted in noted.iter().take(3) {
            let (source, place) = places.words(noted.place);
            page.text(&format!("{source}, {place} {}", noted.detail));
            page.raw("<br>");
        }
        page.raw("</td></tr>\n");
    }
    page.raw("</table></div>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_data_cannot_become_markup() {
        let mut page = Page(String::new());
        page.cell("<script>\"&");
        assert_eq!(page.0, "<td>&lt;script&gt;&quot;&amp;</td>");
    }
}
