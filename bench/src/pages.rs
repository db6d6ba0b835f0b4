//! Pages under load: `wrk` with 64 connections against a running server, and against a bare greeting beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use rusqlite::{Connection, OpenFlags};

use crate::Options;
use crate::client::Client;
use crate::machine::median;
use crate::random::Random;
use crate::report::{Figure, Section, number, runs};
use crate::server::Server;

/// Measured runs, and how long each lasts in seconds.
const RUNS: usize = 3;
const SECONDS: usize = 10;

/// Commitment pages that are walked: far more than the server keeps drawn.
const PATHS: u64 = 20_000;

/// A page of the peer's share of requests must reach this, in percent of the greeting's.
const LEAST_SHARE: f64 = 0.1;

/// The 99th percentile that a page must stay under, in milliseconds.
const MOST_MS: f64 = 20.0;

/// What one run of wrk gave.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Load {
    per_second: f64,
    p99_ms: f64,
}

pub(crate) fn measure(options: &Options) -> Result<Section> {
    let paths = commitment_paths(&options.record(), options.commitments)?;
    let list = options.data.join("paths.txt");
    fs::write(&list, paths.join("\n"))?;
    let script = options.data.join("walk.lua");
    fs::write(&script, include_str!("walk.lua"))?;
    let walk = Walk { script, list };
    let server = Server::sinergi(&options.record())?;
    let hello = Server::hello()?;
    let one = paths
        .first()
        .context("the record has no commitment")?
        .as_str();
    let targets: [(&str, &str, Option<&Walk>); 5] = [
        (
            "Commitment pages, 20,000 different ones at random",
            "/",
            Some(&walk),
        ),
        ("Commitment page, the same one", one, None),
        ("List of governments, `/pemda`", "/pemda", None),
        ("Page of one government, `/pemda/36`", "/pemda/36", None),
        ("Home", "/", None),
    ];
    let (mut greetings, mut loads) = (Vec::new(), vec![Vec::new(); targets.len()]);
    for run in 0..RUNS {
        greetings.push(wrk(&hello, "/", None)?);
        for ((what, path, walk), loads) in targets.iter().zip(&mut loads) {
            // Drawn once: what the first reader after a change waits for is measured as a start.
            Client::connect(server.address)?.get(path)?;
            let load = wrk(&server, path, *walk)?;
            println!(
                "  run {run}: {what}: {:.0}/s, p99 {:.2} ms",
                load.per_second, load.p99_ms
            );
            loads.push(load);
        }
    }
    let rate = |loads: &[Load]| loads.iter().map(|l| l.per_second).collect::<Vec<_>>();
    let p99 = |loads: &[Load]| loads.iter().map(|l| l.p99_ms).collect::<Vec<_>>();
    let peer = median(&rate(&greetings));
    let mut figures = vec![
        Figure::plain("A bare greeting in axum", runs(&rate(&greetings), "/s"))
            .beside(format!("p99 {}", runs(&p99(&greetings), " ms"))),
    ];
    for ((what, path, walk), loads) in targets.iter().zip(&loads) {
        let (share, worst) = (median(&rate(loads)) / peer, median(&p99(loads)));
        let first = if walk.is_some() { one } else { path };
        let bytes = Client::connect(server.address)?.get(first)?.1.len();
        figures.push(
            Figure::plain(what, runs(&rate(loads), "/s"))
                .beside(format!(
                    "{} of the greeting; {} kB a page",
                    number(share),
                    number(bytes as f64 / 1e3)
                ))
                .goal("at least 0.1 of the greeting", share >= LEAST_SHARE),
        );
        figures.push(
            Figure::plain(&format!("{what}: p99"), runs(&p99(loads), " ms"))
                .goal("under 20 ms", worst < MOST_MS),
        );
    }
    Ok(Section {
        name: "pages".to_owned(),
        title: "Pages under load".to_owned(),
        figures,
        notes: vec![
            format!("`wrk -t2 -c64 -d{SECONDS}s` over loopback, {RUNS} runs in turn with the greeting; `wrk` shares the cores with the server. Answers are not compressed."),
            "The server keeps drawn pages in at most 32 MB. Twenty thousand pages at random are many times that: nearly every request is read from the database and drawn. The same page again is answered from what was kept; it is asked for once before each run.".to_owned(),
        ],
    })
}

/// Addresses of commitments, drawn from the whole record.
fn commitment_paths(record: &Path, commitments: u64) -> Result<Vec<String>> {
    let conn =
        Connection::open_with_flags(record.join("sinergi.db"), OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement =
        conn.prepare("SELECT path FROM subject WHERE kind = 'commitment' AND id = ?1")?;
    let chosen = Random::of(40, 0)
        .shuffled(commitments)
        .into_iter()
        .take(PATHS as usize);
    chosen
        .map(|index| {
            Ok(statement.query_row(
                [crate::generate::commitment(index).id.as_bytes().as_slice()],
                |row| row.get(0),
            )?)
        })
        .collect()
}

struct Walk {
    script: PathBuf,
    list: PathBuf,
}

fn wrk(server: &Server, path: &str, walk: Option<&Walk>) -> Result<Load> {
    let mut command = Command::new("wrk");
    command.args(["-t2", "-c64", "--latency", &format!("-d{SECONDS}s")]);
    if let Some(walk) = walk {
        command
            .arg("-s")
            .arg(&walk.script)
            .env("BENCH_PATHS", &walk.list);
    }
    command.arg(format!("http://{}{path}", server.address));
    let output = command
        .output()
        .context("cannot start wrk: install Debian's package wrk")?;
    let said = String::from_utf8_lossy(&output.stdout);
    parse(&said).with_context(|| {
        format!(
            "wrk on {path} said:\n{said}{}",
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// Reads wrk's report. A run with errors is none.
fn parse(said: &str) -> Result<Load> {
    if said.contains("Non-2xx") || said.contains("Socket errors") {
        bail!("not every request was answered with 200");
    }
    let (mut per_second, mut p99_ms) = (None, None);
    for line in said.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("Requests/sec:") {
            per_second = rest.trim().parse().ok();
        } else if let Some(rest) = line.strip_prefix("99%") {
            p99_ms = millis(rest.trim());
        }
    }
    Ok(Load {
        per_second: per_second.context("no requests a second")?,
        p99_ms: p99_ms.context("no 99th percentile")?,
    })
}

fn millis(text: &str) -> Option<f64> {
    let (digits, scale) = [("us", 1e-3), ("ms", 1.0), ("s", 1e3), ("m", 6e4)]
        .into_iter()
        .find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, scale)))?;
    Some(digits.parse::<f64>().ok()? * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_wrk_is_read() {
        let said = "Running 10s test\n  Latency Distribution\n     50%  590.00us\n     99%    2.31ms\n  1106000 requests in 10.00s, 100MB read\nRequests/sec: 110600.12\nTransfer/sec:     10.00MB\n";
        assert_eq!(
            parse(said).unwrap(),
            Load {
                per_second: 110_600.12,
                p99_ms: 2.31
            }
        );
        assert!(parse(&format!("{said}  Non-2xx or 3xx responses: 3\n")).is_err());
        assert_eq!(
            (millis("590.00us"), millis("1.20s")),
            (Some(0.59), Some(1_200.0))
        );
    }
}
