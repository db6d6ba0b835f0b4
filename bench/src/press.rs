//! The press reader on one core, beside a plain search for the same words and phrases in the same texts.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, MatchKind};
use anyhow::{Context, Result};
use intake::press::{Gazetteer, read};

use crate::Options;
use crate::machine::{self, median};
use crate::report::{Figure, Section, number, runs};

/// Measured runs, and how long each lasts.
const RUNS: usize = 7;
const LASTS: Duration = Duration::from_secs(2);

/// How many times as long the long text is: below what is read of one text at most.
const LONGER: usize = 10;

/// The words of the article that the goal speaks of.
const ARTICLE_WORDS: f64 = 400.0;

/// The goals: articles a second on one core, and bytes of memory.
const LEAST_ARTICLES: f64 = 2_000.0;
const MOST_BYTES: f64 = 64e6;

/// The fixtures: invented articles with gold answers.
const TEXTS: [&str; 2] = [
    "crates/intake/fixtures/press/seen",
    "crates/intake/fixtures/press/apart",
];

pub(crate) fn measure(_: &Options) -> Result<Section> {
    let before = machine::rss_anon_kb(std::process::id())?;
    let gazetteer = Gazetteer::builtin();
    let grown = (machine::rss_anon_kb(std::process::id())?.saturating_sub(before)) as f64 * 1e3;
    let texts = texts()?;
    let words: usize = texts
        .iter()
        .map(|text| text.split_whitespace().count())
        .sum();
    let bytes: usize = texts.iter().map(String::len).sum();
    let phrases = gazetteer.phrases();
    let plain = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(&phrases)?;
    let (mut reader, mut peer) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        peer.push(articles(&texts, words, |text| {
            black_box(plain.find_iter(text).count());
        }));
        reader.push(articles(&texts, words, |text| {
            black_box(read(text, None, gazetteer));
        }));
        println!(
            "  run {run}: {:.0} articles/s, plain search {:.0}/s",
            reader[run], peer[run]
        );
    }
    let ratio = median(&reader) / median(&peer);
    let one = texts.concat();
    let large: String = std::iter::repeat_n(&*one, LONGER).collect();
    let (small_time, large_time) = (time(&one, gazetteer), time(&large, gazetteer));
    let growth = large_time / small_time / LONGER as f64;
    Ok(Section {
        name: "press".to_owned(),
        title: "Reading press releases".to_owned(),
        figures: vec![
            Figure::plain("Articles of 400 words, one core", runs(&reader, "/s"))
                .beside(format!(
                    "{} of a plain Aho-Corasick over the same {} phrases, {}",
                    number(ratio),
                    number(phrases.len() as f64),
                    runs(&peer, "/s")
                ))
                .goal("at least 2,000/s", median(&reader) >= LEAST_ARTICLES),
            Figure::plain(
                "Memory of the compiled gazetteer",
                format!("{} MB", number(grown / 1e6)),
            )
            .beside(format!(
                "{} MB by its own count; the automaton of the plain search {} MB",
                number(gazetteer.size_bytes() as f64 / 1e6),
                number(plain.memory_usage() as f64 / 1e6)
            ))
            .goal("under 64 MB", grown < MOST_BYTES),
            Figure::plain(
                "Time of a text ten times as long, by byte",
                format!("{} of the shorter's", number(growth)),
            )
            .beside(format!(
                "{} kB and {} MB",
                number(one.len() as f64 / 1e3),
                number(large.len() as f64 / 1e6)
            )),
        ],
        notes: vec![format!(
            "{} invented articles of {} words and {} kB together, read again and again for {} s a run on one thread, in turn with the plain search, which only counts what it finds: case-insensitive, leftmost and longest.",
            texts.len(),
            number(words as f64),
            number(bytes as f64 / 1e3),
            LASTS.as_secs(),
        )],
    })
}

fn texts() -> Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut texts = Vec::new();
    for folder in TEXTS {
        let folder = root.join(folder);
        let mut files: Vec<_> = fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        files.sort();
        files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
        for file in files {
            texts.push(fs::read_to_string(file)?);
        }
    }
    Ok(texts)
}

/// How many articles of the goal's length are done in a second.
fn articles(texts: &[String], words: usize, each: impl Fn(&str)) -> f64 {
    let begun = Instant::now();
    let mut rounds = 0.0;
    while begun.elapsed() < LASTS {
        texts.iter().for_each(|text| each(text));
        rounds += 1.0;
    }
    rounds * words as f64 / ARTICLE_WORDS / begun.elapsed().as_secs_f64()
}

/// The least time of three that a text takes.
fn time(text: &str, gazetteer: &Gazetteer) -> f64 {
    let once = || {
        let begun = Instant::now();
        black_box(read(text, None, gazetteer));
        begun.elapsed().as_secs_f64()
    };
    (0..3).map(|_| once()).fold(f64::INFINITY, f64::min)
}
