//! Search over the whole record, the start of a server on it, and the memory that it holds at rest.

use std::fmt::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::Options;
use crate::client::Client;
use crate::generate::words::{
    AFFAIRS, AGENCIES, FIRST_NAMES, GROUPS, LAST_NAMES, OBJECTS, PURPOSES, REASONS, VERBS,
};
use crate::generate::world::World;
use crate::machine::{median, percentile, rss_anon_kb};
use crate::random::Random;
use crate::report::{Figure, Section, number, runs};
use crate::server::Server;

/// Queries of a run, all different in what they ask, and readers at once.
const QUERIES: u64 = 2_000;
const READERS: usize = 8;

/// Measured runs, and starts.
const RUNS: usize = 3;
const STARTS: usize = 5;

/// What a query, the start and memory at rest must stay under.
const MOST_MS: f64 = 20.0;
const MOST_START_S: f64 = 1.0;
const MOST_REST_MB: f64 = 150.0;

pub(crate) fn measure(options: &Options) -> Result<Section> {
    let record = options.record();
    // One start before those that count, so that the files are in the page cache.
    drop(Server::sinergi(&record)?);
    let starts: Vec<f64> = (0..STARTS)
        .map(|_| Ok(Server::sinergi(&record)?.started_in.as_secs_f64()))
        .collect::<Result<_>>()?;
    println!("  starts: {starts:?} s");
    let server = Server::sinergi(&record)?;
    let fresh = at_rest(&server)?;
    let world = World::new(options.commitments);
    let (mut alone, mut many, mut slowest) = (
        Percentiles::default(),
        Percentiles::default(),
        (0.0, String::new()),
    );
    for run in 0..RUNS {
        let queries: Vec<String> = (0..QUERIES)
            .map(|at| query(&world, run as u64 * QUERIES + at))
            .collect();
        let mut took = ask(server.address, &queries)?;
        if let Some((path, ms)) = queries
            .iter()
            .zip(&took)
            .max_by(|a, b| a.1.total_cmp(b.1))
            .filter(|(_, ms)| **ms > slowest.0)
        {
            slowest = (*ms, path.clone());
        }
        alone.add(&mut took);
        let mut took = ask_at_once(server.address, &queries)?;
        many.add(&mut took);
        println!(
            "  run {run}: alone p50 {:.2} p99 {:.2} ms; {READERS} readers p50 {:.2} p99 {:.2} ms",
            alone.p50[run], alone.p99[run], many.p50[run], many.p99[run]
        );
    }
    println!("  slowest: {:.1} ms {}", slowest.0, slowest.1);
    let after = at_rest(&server)?;
    let (p99, start) = (median(&alone.p99), median(&starts));
    Ok(Section {
        name: "search".to_owned(),
        title: "Search, start, memory".to_owned(),
        figures: vec![
            Figure::plain("Search, one reader: p99", runs(&alone.p99, " ms")).goal("under 20 ms", p99 < MOST_MS),
            Figure::plain("Search, one reader: p50", runs(&alone.p50, " ms")),
            Figure::plain(&format!("Search, {READERS} readers at once: p99"), runs(&many.p99, " ms")),
            Figure::plain(&format!("Search, {READERS} readers at once: p50"), runs(&many.p50, " ms")),
            Figure::plain("Start of `serve`, to the first page answered", runs(&starts, " s")).goal("under 1 s", start < MOST_START_S),
            Figure::plain("Anonymous memory at rest, after the start", format!("{fresh:.0} MB")).goal("under 150 MB", fresh < MOST_REST_MB),
            Figure::plain("Anonymous memory at rest, after all queries", format!("{after:.0} MB")).goal("under 150 MB", after < MOST_REST_MB),
        ],
        notes: vec![
            format!("{} queries a run over HTTP, each different: one to three words, places, names of officials, prefixes, misspelt names, each facet, second pages, filters without words; {RUNS} runs. Search pages are never answered from what was kept.", number(QUERIES as f64)),
            "The start is with the index there and files in the page cache. Memory at rest is RssAnon five seconds after the last request; the database and the index are mapped files and not part of it.".to_owned(),
        ],
    })
}

#[derive(Default)]
struct Percentiles {
    p50: Vec<f64>,
    p99: Vec<f64>,
}

impl Percentiles {
    fn add(&mut self, took: &mut [f64]) {
        self.p50.push(percentile(took, 50.0));
        self.p99.push(percentile(took, 99.0));
    }
}

fn at_rest(server: &Server) -> Result<f64> {
    std::thread::sleep(Duration::from_secs(5));
    Ok(rss_anon_kb(server.pid())? as f64 / 1e3)
}

/// Asks one after another; gives how long each took in milliseconds.
fn ask(address: SocketAddr, queries: &[String]) -> Result<Vec<f64>> {
    let mut client = Client::connect(address)?;
    let mut took = Vec::with_capacity(queries.len());
    for path in queries {
        let begun = Instant::now();
        let (status, _) = client.get(path)?;
        took.push(begun.elapsed().as_secs_f64() * 1e3);
        if status != 200 {
            bail!("{path} was answered with {status}");
        }
    }
    Ok(took)
}

fn ask_at_once(address: SocketAddr, queries: &[String]) -> Result<Vec<f64>> {
    std::thread::scope(|scope| {
        let share = queries.len().div_ceil(READERS);
        let readers: Vec<_> = queries
            .chunks(share)
            .map(|queries| scope.spawn(move || ask(address, queries)))
            .collect();
        let mut took = Vec::with_capacity(queries.len());
        for reader in readers {
            took.extend(
                reader
                    .join()
                    .map_err(|_| anyhow::anyhow!("a reader panicked"))??,
            );
        }
        Ok(took)
    })
}

/// The address of a search: what people type, in the mix that they type it.
fn query(world: &World, index: u64) -> String {
    let mut random = Random::of(50, index);
    let government = &world.governments[world.government(&mut random)];
    let object = random.pick(&OBJECTS).0;
    let place = random.pick(&government.places);
    let words = match random.below(14) {
        0 => object.split(' ').next().unwrap_or(object).to_owned(),
        1 => object.to_owned(),
        2 => format!("{} {object}", random.pick(&VERBS).0),
        3 => place.clone(),
        4 => government.name.clone(),
        5 => format!("{object} {}", government.name),
        6 => format!("{} {}", random.pick(&FIRST_NAMES), random.pick(&LAST_NAMES)),
        7 => prefix(&mut random, object),
        8 => misspelt(&mut random, &government.name),
        9 => random.pick(&AFFAIRS).0.to_owned(),
        10 => random.pick(&PURPOSES).0.to_owned(),
        11 => format!("{} {}", random.pick(&AGENCIES).0, random.pick(&GROUPS).0),
        12 => random.pick(&REASONS).0.to_owned(),
        _ => String::new(),
    };
    let mut path = format!("/cari?q={}", encoded(&words));
    if words.is_empty() || random.chance(20) {
        let _ = write!(
            path,
            "&{}",
            random.pick(&[
                "jenis=janji",
                "jenis=perjanjian",
                "jenis=sumber",
                "status=tanpa-kabar",
                "status=ditepati",
                "status=terlambat",
                "tahun=2023",
                "tahun=2025",
                "pemda=36",
                "pemda=32.73"
            ])
        );
    }
    if random.chance(10) {
        path.push_str("&halaman=2");
    }
    path
}

fn prefix(random: &mut Random, word: &str) -> String {
    let length = random.between(3, 7) as usize;
    word.chars().take(length).collect()
}

/// Two neighbouring letters exchanged, or one left out.
fn misspelt(random: &mut Random, name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = random.between(letters.len() as i64 / 2, letters.len() as i64 - 2) as usize;
    if random.chance(50) {
        letters.swap(at, at + 1);
    } else {
        letters.remove(at);
    }
    letters.into_iter().collect()
}

fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => encoded.push(char::from(byte)),
            b' ' => encoded.push('+'),
            _ => _ = write!(encoded, "%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn queries_are_the_same_in_every_run_and_mostly_different_from_each_other() {
        let world = World::new(1_000);
        let asked: BTreeSet<String> = (0..1_000).map(|at| query(&world, at)).collect();
        assert!(asked.len() > 700, "{}", asked.len());
        assert_eq!(query(&world, 5), query(&World::new(1_000), 5));
    }

    #[test]
    fn a_query_is_encoded_for_an_address() {
        assert_eq!(encoded("Kab. Ma'ani & é"), "Kab.+Ma%27ani+%26+%C3%A9");
    }
}
