//! `rebuild`: the projections from the log, and the search index from nothing. On a copy of the record.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use app::{App, Config};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::Options;
use crate::machine::{copy_folder, median, remove_folder, rss_anon_kb};
use crate::report::{Figure, Section, number, runs};

/// Measured runs.
const RUNS: usize = 3;

/// What one rebuild took.
#[derive(Serialize, Deserialize)]
struct Done {
    entries: u64,
    differences: u64,
    seconds: f64,
}

/// Rebuilds or checks once and says how long it took, in a process of its own: it ends before the search index is fed
/// anew, which would take time from the next run.
pub(crate) fn once(folder: &Path, replace: bool) -> Result<()> {
    let app = open(folder)?;
    let begun = Instant::now();
    let rebuilt = app.rebuild(replace, &mut |_, _| {})?;
    let done = Done {
        entries: rebuilt.entries,
        differences: rebuilt.differing,
        seconds: begun.elapsed().as_secs_f64(),
    };
    println!("{}", serde_json::to_string(&done)?);
    std::process::exit(0)
}

fn open(folder: &Path) -> Result<App> {
    Ok(App::open(Config {
        folder: folder.to_owned(),
        ..Config::default()
    })?)
}

pub(crate) fn measure(options: &Options) -> Result<Section> {
    let folder = options.data.join("rebuild");
    remove_folder(&folder)?;
    copy_folder(&options.record(), &folder)?;
    let indexed = index(&folder)?;
    let (mut dropped, mut same, mut checks, mut peak) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let mut run = |what: &str, replace: bool, differs: bool, rates: &mut Vec<f64>| -> Result<u64> {
        let (done, most) = child(options, &folder, replace)?;
        let rate = done.entries as f64 / done.seconds;
        println!(
            "  {what}: {:.1} s, {rate:.0} entries/s, {} rows differed, peak {most} kB",
            done.seconds, done.differences
        );
        if (done.differences > 0) != differs {
            bail!("{what} found {} differing rows", done.differences);
        }
        peak = most.max(peak);
        rates.push(rate);
        Ok(done.entries)
    };
    let mut entries = 0;
    for _ in 0..RUNS {
        drop_projections(&folder)?;
        entries = run("rebuild of dropped projections", true, true, &mut dropped)?;
        run(
            "rebuild that finds nothing to change",
            true,
            false,
            &mut same,
        )?;
        run("rebuild --check", false, false, &mut checks)?;
    }
    remove_folder(&folder)?;
    let goal = "at least 50,000 entries/s";
    let met = |rates: &[f64]| median(rates) >= 50_000.0;
    Ok(Section {
        name: "rebuild".to_owned(),
        title: "Rebuild".to_owned(),
        figures: vec![
            Figure::plain("`rebuild` of the record as it is", runs(&same, "/s")).goal(goal, met(&same)),
            Figure::plain("`rebuild` after every projected row was dropped", runs(&dropped, "/s")).goal(goal, met(&dropped)),
            Figure::plain("`rebuild --check`", runs(&checks, "/s")),
            Figure::plain("Peak anonymous memory (RssAnon)", format!("{} MB", peak / 1_000)),
            Figure::plain("Search index from nothing", format!("{} s", number(indexed))),
        ],
        notes: vec![
            format!("{} entries a second are counted from the first entry read to the last row on disk: fold, project, compare with the rows in use, write what differs. {RUNS} runs of each in turn, each in a process of its own.", number(entries as f64)),
            "The check after each rebuild of dropped projections finds every row as it was. The search index is built beside a running server, which answers meanwhile.".to_owned(),
        ],
    })
}

/// Builds the search index of a record anew; gives the seconds.
fn index(folder: &Path) -> Result<f64> {
    println!("rebuild: the search index from nothing");
    remove_folder(&folder.join("search"))?;
    let begun = Instant::now();
    let app = open(folder)?;
    while !app.wait_for_search() {}
    let took = begun.elapsed().as_secs_f64();
    println!("  {took:.1} s");
    Ok(took)
}

/// Empties every projected table, as a change of their format would.
fn drop_projections(folder: &Path) -> Result<()> {
    let conn = Connection::open(folder.join("sinergi.db"))?;
    let tables = ["subject", "organization", "commitment", "owner", "link"];
    let deletes: String = tables
        .iter()
        .map(|table| format!("DELETE FROM {table};"))
        .collect();
    conn.execute_batch(&format!(
        "BEGIN IMMEDIATE; {deletes} COMMIT; PRAGMA wal_checkpoint(TRUNCATE);"
    ))?;
    Ok(())
}

/// Runs [`once`] in a process of its own, with the index whole before it; gives its peak of anonymous memory in kB too.
fn child(options: &Options, folder: &Path, replace: bool) -> Result<(Done, u64)> {
    let search = folder.join("search");
    remove_folder(&search)?;
    copy_folder(&options.record().join("search"), &search)?;
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("rebuild-once")
        .arg(folder)
        .args(replace.then_some("--replace"));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut peak = 0;
    while child.try_wait()?.is_none() {
        // The process may end between the two lines.
        peak = rss_anon_kb(child.id()).map_or(peak, |kb| kb.max(peak));
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut said = String::new();
    child
        .stdout
        .take()
        .context("no output")?
        .read_to_string(&mut said)?;
    let done =
        serde_json::from_str(said.trim()).with_context(|| format!("rebuild-once said: {said}"))?;
    Ok((done, peak))
}
