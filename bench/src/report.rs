//! Results, kept as JSON, printed, and written as one page.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::Options;
use crate::machine::{self, median};

/// What one part of the benchmark found.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Section {
    /// The part's name: its file, and its place on the page.
    pub(crate) name: String,
    /// The page's heading.
    pub(crate) title: String,
    /// What was measured, in order.
    pub(crate) figures: Vec<Figure>,
    /// How it was measured, and what else a reader should know.
    pub(crate) notes: Vec<String>,
}

/// One figure beside its goal and its peer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) measured: String,
    /// What the same machine did for the peer in the same run.
    pub(crate) peer: String,
    pub(crate) goal: String,
    /// Whether the goal was met; none where there is no goal.
    pub(crate) met: Option<bool>,
}

impl Figure {
    /// A figure without a goal of its own.
    pub(crate) fn plain(what: &str, measured: String) -> Self {
        Self {
            what: what.to_owned(),
            measured,
            peer: String::new(),
            goal: String::new(),
            met: None,
        }
    }

    pub(crate) fn beside(mut self, peer: String) -> Self {
        self.peer = peer;
        self
    }

    pub(crate) fn goal(mut self, goal: &str, met: bool) -> Self {
        self.goal = goal.to_owned();
        self.met = Some(met);
        self
    }
}

/// The order of the parts on the page.
const PARTS: [&str; 7] = [
    "append", "verify", "rebuild", "pages", "search", "press", "flags",
];

/// The median of some runs with the least and the most.
pub(crate) fn runs(values: &[f64], unit: &str) -> String {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!(
        "{}{unit} ({}–{})",
        number(median(values)),
        number(least),
        number(most)
    )
}

/// Three digits that count, thousands set apart.
pub(crate) fn number(value: f64) -> String {
    if value.abs() >= 1_000.0 {
        let digits = format!("{value:.0}");
        let bytes: Vec<String> = digits
            .as_bytes()
            .rchunks(3)
            .rev()
            .map(|three| String::from_utf8_lossy(three).into_owned())
            .collect();
        return bytes.join(",");
    }
    let decimals = if value.abs() >= 100.0 {
        0
    } else if value.abs() >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.decimals$}")
}

/// Prints a part's results and keeps them for the page.
pub(crate) fn keep(options: &Options, section: &Section) -> Result<()> {
    let folder = options.data.join("results");
    fs::create_dir_all(&folder)?;
    fs::write(
        folder.join(format!("{}.json", section.name)),
        serde_json::to_string_pretty(section)?,
    )?;
    println!("\n{}", table(section));
    Ok(())
}

/// Writes the page from what was kept.
pub(crate) fn write(options: &Options) -> Result<()> {
    let sections: Vec<Section> = PARTS
        .iter()
        .filter_map(|part| {
            fs::read_to_string(options.data.join("results").join(format!("{part}.json"))).ok()
        })
        .map(|text| {
            serde_json::from_str(&text)
                .context("a kept result is of another version: run that part again")
        })
        .collect::<Result<_>>()?;
    let page = page(options, &sections)?;
    fs::write(&options.page, &page)
        .with_context(|| format!("cannot write {}", options.page.display()))?;
    println!(
        "{} of {} parts written to {}",
        sections.len(),
        PARTS.len(),
        options.page.display()
    );
    Ok(())
}

fn page(options: &Options, sections: &[Section]) -> Result<String> {
    let (p50, p99) = machine::flush_micros(&options.data)?;
    let size = options.size();
    let mut page = String::from("# Performance\n\n");
    let _ = writeln!(
        page,
        "Written by `cargo xtask bench`; edit nothing here by hand. Every figure stands beside its goal and, where it has one, its peer, measured in the same run.\n"
    );
    let _ = writeln!(page, "- Day: {}", app::Clock::System.today());
    let _ = writeln!(page, "- Machine: {}", machine::described(&options.data));
    let _ = writeln!(
        page,
        "- Disk: fdatasync after a 4 KiB overwrite takes {p50:.0} µs (median), {p99:.0} µs (p99). A disk that really flushes takes 100 to 2,000 µs: durable appends scale with it."
    );
    let _ = writeln!(
        page,
        "- Record: {} commitments, {} entries, 552 governments, made by `cargo run --release -p bench -- generate`; the same in every run but for keys and salts.",
        number(size.commitments as f64),
        number(size.entries as f64)
    );
    let _ = writeln!(
        page,
        "- Numbers are medians of several runs, with the least and the most in brackets. Release profile as in `Cargo.toml`. Load and server share the same cores.\n"
    );
    for section in sections {
        let _ = writeln!(page, "{}", table(section));
    }
    Ok(page)
}

fn table(section: &Section) -> String {
    let mut text = format!(
        "## {}\n\n| what | measured | peer | goal | met |\n| --- | --- | --- | --- | --- |\n",
        section.title
    );
    for f in &section.figures {
        let met = f.met.map_or("", |met| if met { "yes" } else { "**no**" });
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {met} |",
            f.what, f.measured, f.peer, f.goal
        );
    }
    text.push('\n');
    for note in &section.notes {
        let _ = writeln!(text, "- {note}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_what_counts() {
        for (value, expected) in [
            (0.523, "0.52"),
            (12.34, "12.3"),
            (123.4, "123"),
            (1_234.4, "1,234"),
            (1_234_567.0, "1,234,567"),
        ] {
            assert_eq!(number(value), expected);
        }
        assert_eq!(runs(&[3.0, 1.0, 2.0], " ms"), "2.00 ms (1.00–3.00)");
    }

    #[test]
    fn a_missed_goal_stands_out() {
        let figure = Figure::plain("x", "1".to_owned()).goal("at least 2", false);
        let section = Section {
            name: "a".to_owned(),
            title: "A".to_owned(),
            figures: vec![figure],
            notes: vec!["how".to_owned()],
        };
        assert!(table(&section).contains("| x | 1 |  | at least 2 | **no** |"));
    }
}
