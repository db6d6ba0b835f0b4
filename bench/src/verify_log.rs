//! `verify` of an exported log, against plain SHA-256 over the same files with the same threads.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use app::{App, Config};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Options;
use crate::machine::{median, remove_folder, rss_anon_kb};
use crate::report::{Figure, Section, number, runs};

/// Measured runs.
const RUNS: usize = 3;

/// Threads that hash, and that `verify` uses on a machine with as many cores.
const THREADS: usize = 2;

/// The memory that `verify` may take however long the log, in kB.
const MOST_KB: u64 = 300_000;

/// What one check took.
#[derive(Serialize, Deserialize)]
struct Check {
    agrees: bool,
    entries: u64,
    bytes_hashed: u64,
    served_records: f64,
    tree_and_bodies: f64,
    fold_and_compare: f64,
    progress_steps: u64,
}

/// Checks an exported log and prints the timings: the process whose memory [`measure`] looks at.
pub(crate) fn once(log: &Path, temporary: &Path) -> Result<()> {
    let begun = Instant::now();
    let stopwatch = || begun.elapsed();
    fs::create_dir_all(temporary)?;
    let checks = verify::Options {
        temporary: Some(temporary.to_owned()),
        stopwatch: Some(&stopwatch),
        ..verify::Options::default()
    };
    let steps = Cell::new(0);
    let report = verify::verify(&verify::Target::Dir(log.to_owned()), &checks, &|_| {
        steps.set(steps.get() + 1)
    })?;
    let timings = report.timings.context("verify reports no timings")?;
    if !report.agrees() {
        eprintln!("{}", report.to_text(domain::Lang::En));
    }
    let check = Check {
        agrees: report.agrees(),
        entries: report.counts.entries,
        bytes_hashed: timings.bytes_hashed,
        served_records: timings.served_records.as_secs_f64(),
        tree_and_bodies: timings.tree_and_bodies.as_secs_f64(),
        fold_and_compare: timings.fold_and_compare.as_secs_f64(),
        progress_steps: steps.get(),
    };
    println!("{}", serde_json::to_string(&check)?);
    Ok(())
}

pub(crate) fn measure(options: &Options) -> Result<Section> {
    let log = options.data.join("export");
    remove_folder(&log)?;
    println!("verify: exporting the log");
    let begun = Instant::now();
    let app = App::open(Config {
        folder: options.record(),
        ..Config::default()
    })?;
    let entries = app.export_log(&log, &mut |_, _| {})?;
    drop(app);
    let exported = begun.elapsed().as_secs_f64();
    println!("  {exported:.0} s");
    let files = files(&log)?;
    let (mut ratios, mut rates, mut plain, mut in_memory, mut peaks, mut folds, mut served) =
        (vec![], vec![], vec![], vec![], vec![], vec![], vec![]);
    let mut steps = 0;
    for run in 0..RUNS {
        let (from_files, from_memory) = sha256(&files)?;
        let (check, peak) = check(&log, &options.data.join("verify-tmp"))?;
        if !check.agrees || check.entries != entries {
            bail!(
                "the exported log does not verify: {} of {entries} entries",
                check.entries
            );
        }
        let rate = check.bytes_hashed as f64 / check.tree_and_bodies;
        ratios.push(rate / from_files);
        rates.push(rate / 1e6);
        plain.push(from_files / 1e6);
        in_memory.push(from_memory / 1e6);
        peaks.push(peak as f64 / 1e3);
        folds.push(check.fold_and_compare);
        served.push(check.served_records);
        steps = check.progress_steps;
        println!(
            "  run {run}: tree and bodies {:.2} s ({:.0} MB/s), fold and compare {:.2} s, JSON {:.2} s, peak {peak} kB; SHA-256 {:.0} MB/s",
            check.tree_and_bodies,
            rate / 1e6,
            check.fold_and_compare,
            check.served_records,
            from_files / 1e6
        );
    }
    remove_folder(&log)?;
    let (ratio, peak) = (median(&ratios), peaks.iter().copied().fold(0.0, f64::max));
    Ok(Section {
        name: "verify".to_owned(),
        title: "Verify".to_owned(),
        figures: vec![
            Figure::plain("Tree and bodies: ratio to plain SHA-256", number(ratio))
                .beside(format!(
                    "SHA-256, {THREADS} threads, files from the page cache: {}",
                    runs(&plain, " MB/s")
                ))
                .goal("at least 0.3", ratio >= 0.3),
            Figure::plain("Tree and bodies", runs(&rates, " MB/s")).beside(format!(
                "SHA-256, {THREADS} threads, bytes already in memory: {}",
                runs(&in_memory, " MB/s")
            )),
            Figure::plain("Fold and comparison, apart", runs(&folds, " s")),
            Figure::plain("Reading the public JSON, apart", runs(&served, " s")),
            Figure::plain("Peak anonymous memory (RssAnon)", format!("{peak:.0} MB"))
                .goal("under 300 MB", peak < MOST_KB as f64 / 1e3),
            Figure::plain(
                "`export-log` of the record",
                format!("{} s", number(exported)),
            ),
        ],
        notes: vec![
            format!(
                "{} entries from a folder of exported files, {RUNS} runs in turn with the peer, {THREADS} threads each. Bytes are those of entries and bodies.",
                number(entries as f64)
            ),
            format!(
                "RssAnon is read every 20 ms in a process of its own; the highest of all runs is given. Progress was reported {} times a run.",
                number(steps as f64)
            ),
        ],
    })
}

/// Runs one check in a process of its own and watches its memory.
fn check(log: &Path, temporary: &Path) -> Result<(Check, u64)> {
    remove_folder(temporary)?;
    let mut child = Command::new(std::env::current_exe()?)
        .arg("verify-once")
        .arg(log)
        .arg(temporary)
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
    remove_folder(temporary)?;
    let check = serde_json::from_str(said.lines().last().unwrap_or_default())
        .with_context(|| format!("verify-once said: {said}"))?;
    Ok((check, peak))
}

/// The files that hold entries and bodies.
fn files(log: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in ["log/tile/entries", "log/bodies"] {
        walk(&log.join(folder), &mut found)?;
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), found)?;
        } else {
            found.push(entry.path());
        }
    }
    Ok(())
}

/// Bytes a second of plain SHA-256 over files: read from the page cache, and already in memory.
fn sha256(files: &[PathBuf]) -> Result<(f64, f64)> {
    let share = files.len().div_ceil(THREADS).max(1);
    let begun = Instant::now();
    let bytes: u64 = in_threads(files.chunks(share), |files| {
        let mut buffer = Vec::new();
        let mut bytes = 0;
        for path in files {
            buffer.clear();
            bytes += File::open(path)?.read_to_end(&mut buffer)? as u64;
            std::hint::black_box(Sha256::digest(&buffer));
        }
        Ok(bytes)
    })?;
    let from_files = bytes as f64 / begun.elapsed().as_secs_f64();
    let loaded: Vec<Vec<u8>> = files.iter().map(fs::read).collect::<Result<_, _>>()?;
    let begun = Instant::now();
    in_threads(loaded.chunks(share), |parts| {
        for part in parts {
            std::hint::black_box(Sha256::digest(part));
        }
        Ok(0)
    })?;
    Ok((from_files, bytes as f64 / begun.elapsed().as_secs_f64()))
}

fn in_threads<'t, T: Sync + 't>(
    shares: impl Iterator<Item = &'t [T]>,
    work: impl Fn(&[T]) -> Result<u64> + Sync,
) -> Result<u64> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = shares
            .map(|share| scope.spawn(move || work(share)))
            .collect();
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .map_err(|_| anyhow::anyhow!("a hashing thread panicked"))?
            })
            .sum()
    })
}
