//! `sinergi flags` on generated releases, in turn with Cardinal and with a parser that only looks at every value.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::Options;
use crate::machine::{self, median};
use crate::report::{Figure, Section, number, runs};

/// Turns.
const RUNS: usize = 3;

/// Releases of the generator that come to 1 GB (10^9 bytes).
const RELEASES: u64 = 324_000;

/// The goals: times Cardinal's speed, and parts of its anonymous memory.
const LEAST_SPEED: f64 = 5.0;
const MOST_MEMORY: f64 = 0.5;

/// Years of releases of the large run; their ocids differ.
const YEARS: std::ops::RangeInclusive<u32> = 2016..=2025;

/// How much of them each step of the large run reads.
const STEPS: [usize; 4] = [1, 2, 5, 10];

/// How often a process's memory is looked at.
const EVERY: Duration = Duration::from_millis(5);

/// What a program took and said.
struct Run {
    wall: f64,
    cpu: f64,
    anonymous_mb: f64,
    output: Vec<u8>,
}

pub(crate) fn measure(options: &Options) -> Result<Section> {
    let folder = options.data.join("flags");
    let data = generated(&folder, 2025)?;
    let bytes = fs::metadata(&data)?.len() as f64;
    let settings = source().join("tests/fixtures/settings.ini");
    let sinergi = std::env::current_exe()?.with_file_name("sinergi");
    let (mut ours, mut cardinal, mut limit) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..RUNS {
        limit.push(timed(
            Command::new(std::env::current_exe()?)
                .arg("scan-once")
                .arg(&data),
        )?);
        ours.push(timed(&mut flags(&sinergi, &settings, &[&data]))?);
        if let Some(program) = &options.cardinal {
            let mut command = Command::new(program);
            command.args(["indicators", "--settings"]);
            cardinal.push(timed(command.arg(&settings).arg(&data))?);
            same(&ours[turn].output, &cardinal[turn].output)?;
        }
        println!("  turn {turn}: {}", in_words(&limit[turn], &ours[turn]));
    }
    let mut figures = against_limit(bytes, &ours, &limit);
    if !cardinal.is_empty() {
        figures.extend(against_cardinal(&ours, &cardinal));
    }
    let mut notes = vec![format!(
        "{} generated releases, {} GB as JSON lines from the page cache, {RUNS} turns of all programs one after another, each a process of its own on all cores, with the settings that fit the generator. RssAnon is read every {} ms; the highest counts.",
        number(RELEASES as f64),
        number(bytes / 1e9),
        EVERY.as_millis()
    )];
    notes.push("The limit: sonic-rs steps over every value of every line and builds nothing, as many threads as cores, plain reads.".into());
    if options.large {
        let (more, note) = large(&folder, &sinergi, &settings)?;
        figures.extend(more);
        notes.push(note);
    }
    if options.cardinal.is_none() {
        notes.push(
            "Cardinal was not here: `cargo xtask bench flags` builds it and compares.".into(),
        );
    }
    Ok(Section {
        name: "flags".to_owned(),
        title: "Red flags in procurement data".to_owned(),
        figures,
        notes,
    })
}

fn in_words(limit: &Run, ours: &Run) -> String {
    format!(
        "ours {:.2} s, {:.2} CPU-s, {:.0} MB; limit {:.2} s, {:.2} CPU-s",
        ours.wall, ours.cpu, ours.anonymous_mb, limit.wall, limit.cpu
    )
}

fn each(runs: &[Run], what: impl Fn(&Run) -> f64) -> Vec<f64> {
    runs.iter().map(what).collect()
}

/// The ratio of each turn.
fn ratios(above: &[Run], below: &[Run], what: impl Fn(&Run) -> f64) -> Vec<f64> {
    let turns = above.iter().zip(below);
    turns.map(|(a, b)| what(a) / what(b)).collect()
}

fn against_limit(bytes: f64, ours: &[Run], limit: &[Run]) -> Vec<Figure> {
    let rate = |runs: &[Run]| each(runs, |run| bytes / 1e9 / run.wall);
    vec![
        Figure::plain("`sinergi flags`, eleven rules", runs(&rate(ours), " GB/s")).beside(format!(
            "{} of reading and scanning alone, {}",
            number(median(&ratios(limit, ours, |run| run.wall))),
            runs(&rate(limit), " GB/s")
        )),
        Figure::plain("Processor time", runs(&each(ours, |run| run.cpu), " CPU-s")).beside(
            format!(
                "reading and scanning alone: {}",
                runs(&each(limit, |run| run.cpu), " CPU-s")
            ),
        ),
    ]
}

fn against_cardinal(ours: &[Run], cardinal: &[Run]) -> Vec<Figure> {
    let wall = ratios(cardinal, ours, |run| run.wall);
    let cpu = ratios(cardinal, ours, |run| run.cpu);
    let memory = ratios(ours, cardinal, |run| run.anonymous_mb);
    vec![
        Figure::plain(
            "Times as fast as Cardinal 0.0.8, equal flags",
            runs(&wall, ""),
        )
        .beside(format!(
            "Cardinal: {}",
            runs(&each(cardinal, |run| run.wall), " s")
        ))
        .goal("at least 5", median(&wall) >= LEAST_SPEED),
        Figure::plain("The same in processor time", runs(&cpu, "")).beside(format!(
            "Cardinal: {}",
            runs(&each(cardinal, |run| run.cpu), " CPU-s")
        )),
        Figure::plain(
            "Peak anonymous memory (RssAnon)",
            runs(&each(ours, |run| run.anonymous_mb), " MB"),
        )
        .beside(format!(
            "{} of Cardinal's {}",
            number(median(&memory)),
            runs(&each(cardinal, |run| run.anonymous_mb), " MB")
        ))
        .goal("at most half of Cardinal's", median(&memory) <= MOST_MEMORY),
    ]
}

/// Ten gigabytes of different processes in ten files, read in growing numbers; removed afterwards.
fn large(folder: &Path, sinergi: &Path, settings: &Path) -> Result<(Vec<Figure>, String)> {
    let years: Vec<u32> = YEARS.collect();
    let mut files = Vec::new();
    // The generator runs on one core.
    for pair in years.chunks(2) {
        let made: Vec<Result<PathBuf>> = thread::scope(|scope| {
            let jobs: Vec<_> = pair
                .iter()
                .map(|year| scope.spawn(move || generated(folder, *year)))
                .collect();
            jobs.into_iter().filter_map(|job| job.join().ok()).collect()
        });
        files.extend(made.into_iter().collect::<Result<Vec<_>>>()?);
    }
    let one_rule = folder.join("one-rule.ini");
    fs::write(&one_rule, "[R018]\n")?;
    let mut table = Vec::new();
    for count in STEPS {
        let files: Vec<&Path> = files[..count].iter().map(PathBuf::as_path).collect();
        let bytes: u64 = files
            .iter()
            .map(|file| Ok(fs::metadata(file)?.len()))
            .sum::<Result<u64>>()?;
        let eleven = timed(&mut flags(sinergi, settings, &files))?;
        let one = timed(&mut flags(sinergi, &one_rule, &files))?;
        println!(
            "  {count} files: {:.2} s, {:.2} CPU-s, {:.0} MB; one rule {:.0} MB",
            eleven.wall, eleven.cpu, eleven.anonymous_mb, one.anonymous_mb
        );
        table.push((bytes as f64 / 1e9, eleven, one));
    }
    for (year, file) in years.iter().zip(&files) {
        if *year != 2025 {
            fs::remove_file(file)?;
            fs::remove_file(truth(file))?;
        }
    }
    let [first, .., last] = table.as_slice() else {
        bail!("the large run has less than two steps");
    };
    let cost = |row: &(f64, Run, Run)| row.1.cpu / row.0;
    let slope = |of: fn(&(f64, Run, Run)) -> f64| {
        let processes = (STEPS[STEPS.len() - 1] - STEPS[0]) as f64 * RELEASES as f64;
        (of(last) - of(first)) * 1e6 / processes
    };
    let (all, one) = (
        slope(|row| row.1.anonymous_mb),
        slope(|row| row.2.anonymous_mb),
    );
    let figures = vec![
        Figure::plain(
            &format!(
                "{} GB, {} processes",
                number(last.0),
                number(10.0 * RELEASES as f64)
            ),
            format!(
                "{} s, {} CPU-s, {} MB",
                number(last.1.wall),
                number(last.1.cpu),
                number(last.1.anonymous_mb)
            ),
        )
        .beside(format!(
            "{} CPU-s a GB, {} of what 1 GB takes",
            number(cost(last)),
            number(cost(last) / cost(first))
        )),
        Figure::plain(
            "Memory for each process more",
            format!("{} bytes", number(all)),
        )
        .beside(format!(
            "one rule that compares nothing: {} bytes",
            number(one)
        )),
    ];
    let steps: Vec<String> = table
        .iter()
        .map(|(gigabytes, eleven, one)| {
            format!(
                "{} GB: {} CPU-s, {} MB (one rule {} MB)",
                number(*gigabytes),
                number(eleven.cpu),
                number(eleven.anonymous_mb),
                number(one.anonymous_mb)
            )
        })
        .collect();
    let note = format!(
        "Ten files, a year each, no ocid twice, the same offices and firms: {}. What grows with a process is the list of ocids (16 bytes, to find one that is given twice; lists double as they fill), and for each with a runner-up the difference between its bids and its ocid; flags take what they say. Counts of firms and buyers grow with firms and buyers.",
        steps.join("; ")
    );
    Ok((figures, note))
}

fn flags(sinergi: &Path, settings: &Path, data: &[&Path]) -> Command {
    let mut command = Command::new(sinergi);
    command
        .args(["flags", "--settings"])
        .arg(settings)
        .args(data);
    command
}

/// The crate with the generator.
fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/procurement")
}

fn truth(data: &Path) -> PathBuf {
    data.with_extension("truth.json")
}

/// A gigabyte of releases of a year, made if it is not there.
fn generated(folder: &Path, year: u32) -> Result<PathBuf> {
    let data = folder.join(format!("{year}-{RELEASES}.jsonl"));
    let truth = truth(&data);
    // It is written last, so it stands for a whole file.
    if truth.exists() {
        return Ok(data);
    }
    println!("  generating {}", data.display());
    fs::create_dir_all(folder)?;
    let status = Command::new("python3")
        .arg(source().join("tests/judges/generate.py"))
        .args(["--n", &RELEASES.to_string(), "--seed", "1"])
        .args(["--year", &year.to_string(), "--out"])
        .arg(&data)
        .arg("--truth")
        .arg(&truth)
        .status()
        .context("cannot start python3, which generates the releases")?;
    ensure!(status.success(), "the generator ended with {status}");
    Ok(data)
}

/// Runs a program to its end.
fn timed(command: &mut Command) -> Result<Run> {
    let before = machine::children_cpu_seconds()?;
    let begun = Instant::now();
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {command:?}"))?;
    let mut stdout = child.stdout.take().context("no pipe")?;
    let reader = thread::spawn(move || {
        let mut output = Vec::new();
        stdout.read_to_end(&mut output).map(|_| output)
    });
    let mut peak = 0;
    let status = loop {
        // It may end between two looks.
        peak = peak.max(machine::rss_anon_kb(child.id()).unwrap_or(0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(EVERY);
    };
    let wall = begun.elapsed().as_secs_f64();
    ensure!(status.success(), "{command:?} ended with {status}");
    let output = reader
        .join()
        .map_err(|_| anyhow::anyhow!("reading the output stopped"))??;
    Ok(Run {
        wall,
        cpu: machine::children_cpu_seconds()? - before,
        anonymous_mb: peak as f64 / 1e3,
        output,
    })
}

/// Fails unless two results are equal as JSON, numbers within one part in 10^9.
fn same(ours: &[u8], theirs: &[u8]) -> Result<()> {
    let (ours, theirs) = (
        serde_json::from_slice(ours)?,
        serde_json::from_slice(theirs)?,
    );
    match difference(&ours, &theirs, String::new()) {
        None => Ok(()),
        Some(place) => bail!("the flags differ from Cardinal's at {place}"),
    }
}

fn difference(a: &Value, b: &Value, place: String) -> Option<String> {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            let only = |left: &serde_json::Map<String, Value>, right: &serde_json::Map<_, _>| {
                left.keys().find(|key| !right.contains_key(*key)).cloned()
            };
            let lone = only(a, b).or_else(|| only(b, a));
            let mut both = a
                .iter()
                .filter_map(|(key, value)| Some((key, value, b.get(key)?)));
            lone.map(|key| format!("{place}/{key}"))
                .or_else(|| both.find_map(|(key, a, b)| difference(a, b, format!("{place}/{key}"))))
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64()?, b.as_f64()?);
            ((a - b).abs() > 1e-9 * a.abs().max(1.0)).then_some(place)
        }
        (a, b) => (a != b).then_some(place),
    }
}

/// Bytes that a thread reads at once.
const CHUNK: usize = 1 << 20;

/// Steps over every value of every line of a file, and prints how many lines there were.
pub(crate) fn scan_once(path: &Path) -> Result<()> {
    let threads = thread::available_parallelism().map_or(1, usize::from) as u64;
    let length = fs::metadata(path)?.len();
    let lines: Vec<Result<u64>> = thread::scope(|scope| {
        let jobs: Vec<_> = (0..threads)
            .map(|number| {
                let (from, to) = (length * number / threads, length * (number + 1) / threads);
                scope.spawn(move || scan(path, from, to))
            })
            .collect();
        jobs.into_iter().filter_map(|job| job.join().ok()).collect()
    });
    println!("{}", lines.into_iter().sum::<Result<u64>>()?);
    Ok(())
}

/// The lines that begin between two places of a file.
fn scan(path: &Path, from: u64, to: u64) -> Result<u64> {
    use std::os::unix::fs::FileExt;
    let file = File::open(path)?;
    let (mut buffer, mut at, mut lines) = (Vec::new(), from.saturating_sub(1), 0);
    // The line that runs across the start is the one before's.
    let mut skipping = from > 0;
    let mut line_start = from;
    while line_start < to {
        let held = buffer.len();
        buffer.resize(held + CHUNK, 0);
        let read = file.read_at(&mut buffer[held..], at)?;
        buffer.truncate(held + read);
        at += read as u64;
        let mut rest = buffer.as_slice();
        while line_start < to {
            let end = memchr::memchr(b'\n', rest);
            let Some(end) = end.or((read == 0 && !rest.is_empty()).then_some(rest.len())) else {
                break;
            };
            let line = &rest[..end];
            rest = rest.get(end + 1..).unwrap_or_default();
            line_start = at - rest.len() as u64;
            if std::mem::take(&mut skipping) {
                continue;
            }
            black_box(sonic_rs::from_slice::<sonic_rs::LazyValue<'_>>(line)?);
            lines += 1;
        }
        if read == 0 {
            break;
        }
        let rest = rest.len();
        buffer.drain(..buffer.len() - rest);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_scanned_once_wherever_a_file_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lines");
        let text = "{\"a\":[1,2]}\n{}\n{\"b\":\"\\n\"}\n[1]";
        fs::write(&path, text).unwrap();
        let length = text.len() as u64;
        for cut in 0..=length {
            let lines = scan(&path, 0, cut).unwrap() + scan(&path, cut, length).unwrap();
            assert_eq!(lines, 4, "cut at {cut}");
        }
        fs::write(&path, "{\"a\":}\n").unwrap();
        assert!(scan(&path, 0, 7).is_err());
    }

    #[test]
    fn results_are_compared_to_the_ninth_digit() {
        let same = |a: &str, b: &str| same(a.as_bytes(), b.as_bytes()).is_ok();
        assert!(same(
            r#"{"a":{"b":1.0},"c":2}"#,
            r#"{"c":2,"a":{"b":1.00000000001}}"#
        ));
        assert!(!same(r#"{"a":1}"#, r#"{"a":1.00001}"#));
        assert!(!same(r#"{"a":1}"#, r#"{"a":1,"b":1}"#));
        assert!(!same(r#"{"a":1,"b":1}"#, r#"{"a":1}"#));
    }
}
