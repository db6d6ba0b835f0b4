//! `rebuild`: the projections from the log, and the search index from nothing.

use std::time::Instant;

use anyhow::{Result, bail};
use app::{App, Config};

use crate::Options;
use crate::machine::{median, remove_folder, rss_anon_kb};
use crate::report::{Figure, Section, number, runs};

/// Measured runs.
const RUNS: usize = 3;

pub(crate) fn measure(options: &Options) -> Result<Section> {
    let record = options.record();
    println!("rebuild: the search index from nothing");
    remove_folder(&record.join("search"))?;
    let begun = Instant::now();
    let app = App::open(Config {
        folder: record,
        ..Config::default()
    })?;
    while !app.wait_for_search() {}
    let indexed = begun.elapsed().as_secs_f64();
    println!("  {indexed:.1} s");
    let entries = app.log_size() as f64;
    let (mut rebuilds, mut checks) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        for (replace, rates) in [(false, &mut checks), (true, &mut rebuilds)] {
            let begun = Instant::now();
            let rebuilt = app.rebuild(replace, &mut |_, _| {})?;
            let took = begun.elapsed().as_secs_f64();
            if !rebuilt.differences.is_empty() {
                bail!(
                    "{} rows differ from the log, the first: {:?}",
                    rebuilt.differences.len(),
                    rebuilt.differences.first()
                );
            }
            rates.push(entries / took);
            println!(
                "  run {run}: {} in {took:.1} s, {:.0} entries/s",
                if replace {
                    "rebuild"
                } else {
                    "rebuild --check"
                },
                entries / took
            );
            // The index is fed anew after a rebuild and must not disturb the next run.
            while !app.wait_for_search() {}
        }
    }
    let rate = median(&rebuilds);
    Ok(Section {
        name: "rebuild".to_owned(),
        title: "Rebuild".to_owned(),
        figures: vec![
            Figure::plain(
                "`rebuild`: entries folded, projected, compared and put in place",
                runs(&rebuilds, "/s"),
            )
            .goal("at least 50,000/s", rate >= 50_000.0),
            Figure::plain(
                "`rebuild --check`: the same without putting them in place",
                runs(&checks, "/s"),
            ),
            Figure::plain(
                "Search index from nothing",
                format!("{} s", number(indexed)),
            ),
        ],
        notes: vec![
            format!(
                "{} entries, {RUNS} runs in turn; each run found no difference. The index is built beside a running server, which answers meanwhile.",
                number(entries)
            ),
            format!(
                "RssAnon of the process after all runs: {} MB.",
                rss_anon_kb(std::process::id())? / 1_000
            ),
        ],
    })
}
