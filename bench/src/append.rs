//! Durable appends through `execute`: one writer and 64 at once, against the bare loop.
//!
//! Both write to copies of the same record. In every round the store goes first; its rows are then read back and given to
//! the bare loop, which writes the same bytes to its own copy. At the end both databases must hold the same.

use std::collections::HashMap;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use app::{App, Config, Receipt, Request};
use domain::Text;
use domain::citation::{Citation, How};
use domain::commitment::{ChainFact, Commitment, Fact, LinkStanding, Stage};
use domain::entry::By;
use domain::id::SourceId;
use domain::number::Rupiah;
use domain::subject::Command;
use domain::when::When;
use rusqlite::Connection;
use rusqlite::types::Value;
use tokio::runtime::Runtime;

use crate::Options;
use crate::bare::{self, RowSet};
use crate::generate::{self, words, world};
use crate::machine::{copy_folder, median, percentile, remove_folder};
use crate::random::Random;
use crate::report::{Figure, Section, number, runs};

/// Measured rounds; one more before them warms up.
const ROUNDS: usize = 5;

/// Commands of the one writer in a round.
const ALONE: usize = 2_000;

/// Writers at once, and commands of each in a round.
const WRITERS: usize = 64;
const EACH: usize = 200;

/// A command and the link that it may add.
struct Shot {
    request: Request,
    source: SourceId,
}

/// Which source each subject's new fact cites, by the subject's id.
type Sources = HashMap<Vec<u8>, SourceId>;

/// Rates of one kind of round, in commands a second.
#[derive(Default)]
struct Rates {
    ours: Vec<f64>,
    bare: Vec<f64>,
    /// How long each command took to be answered, in microseconds.
    answered: Vec<f64>,
}

impl Rates {
    fn ratio(&self) -> f64 {
        let ratios: Vec<f64> = self
            .ours
            .iter()
            .zip(&self.bare)
            .map(|(ours, bare)| ours / bare)
            .collect();
        median(&ratios)
    }
}

pub(crate) fn measure(options: &Options) -> Result<Section> {
    println!("append: copying the record");
    let (ours, bare_folder) = (options.data.join("append"), options.data.join("bare"));
    for folder in [&ours, &bare_folder] {
        remove_folder(folder)?;
        copy_folder(&options.record(), folder)?;
    }
    let database = |folder: &Path| folder.join("sinergi.db");
    let app = App::open(Config {
        folder: ours.clone(),
        ..Config::default()
    })?;
    let reading = bare::open(&database(&ours))?;
    let writing = bare::open(&database(&bare_folder))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let rounds = ROUNDS + 1;
    let needed = rounds * (ALONE + WRITERS * EACH);
    let mut order = Random::of(30, 0).shuffled(options.commitments).into_iter();
    if (options.commitments as usize) < needed {
        bail!("{needed} commitments are needed, so that each is written to once: generate more");
    }
    let (mut alone, mut many) = (Rates::default(), Rates::default());
    for round in 0..rounds {
        let mut shots = |count: usize| -> Vec<Shot> {
            order
                .by_ref()
                .take(count)
                .map(|index| shot(options, &app, index))
                .collect()
        };
        let (few, lots) = (shots(ALONE), shots(WRITERS * EACH));
        for (rates, shots, writers) in [(&mut alone, few, 1), (&mut many, lots, WRITERS)] {
            let from = app.log_size();
            let sources: Sources = shots
                .iter()
                .map(|s| (s.request.subject.id.as_bytes().to_vec(), s.source))
                .collect();
            let count = shots.len();
            let fired = fire(&runtime, &app, shots, writers)?;
            settle(&app)?;
            let sets = rows(&reading, &writing, from, count, &sources, &fired)?;
            let begun = Instant::now();
            bare::write(&writing, &sets, writers)?;
            let bare_took = begun.elapsed().as_secs_f64();
            // The first round warms caches and is not counted.
            if round > 0 {
                rates.ours.push(count as f64 / fired.took);
                rates.bare.push(count as f64 / bare_took);
                rates.answered.extend(fired.answered);
            }
            println!(
                "  round {round}, {writers} writers: {:.0}/s, bare {:.0}/s",
                count as f64 / fired.took,
                count as f64 / bare_took
            );
        }
    }
    bare::compare(&reading, &writing)?;
    drop((reading, writing, app));
    for folder in [&ours, &bare_folder] {
        remove_folder(folder)?;
    }
    Ok(section(&mut alone, &mut many))
}

fn section(alone: &mut Rates, many: &mut Rates) -> Section {
    let mut figures = Vec::new();
    for (rates, who, against) in [
        (alone, "one writer", "one row set a transaction"),
        (many, "64 writers at once", "64 row sets a transaction"),
    ] {
        let ratio = rates.ratio();
        figures.push(
            Figure::plain(
                &format!("Durable appends, {who}: ratio to plain SQL"),
                number(ratio),
            )
            .beside(format!("{against}: {}", runs(&rates.bare, "/s")))
            .goal("at least 0.5", ratio >= 0.5),
        );
        let (p50, p99) = (
            percentile(&mut rates.answered, 50.0),
            percentile(&mut rates.answered, 99.0),
        );
        figures.push(Figure::plain(
            &format!("Commands a second, {who}"),
            runs(&rates.ours, "/s"),
        ));
        figures.push(Figure::plain(
            &format!("Answered after, {who}"),
            format!("{} ms p50, {} ms p99", number(p50 / 1e3), number(p99 / 1e3)),
        ));
    }
    Section {
        name: "append".to_owned(),
        title: "Durable appends".to_owned(),
        figures,
        notes: vec![
            format!("A command adds one fact with its source to a commitment of the record, each to another one; {ALONE} commands by one writer and {} by {WRITERS} in a round, {ROUNDS} rounds after one to warm up. The ratio is the median of the rounds' ratios.", WRITERS * EACH),
            "Ours: load, decide, hash, append entry and body, tiles, projections, head, sign the checkpoint, flush, answer. The search index is fed after each round, outside the time.".to_owned(),
            "Plain SQL: rusqlite with prepared statements writes the same rows with the same bytes (entry, body, completed tiles, subject, commitment, new links, head) to a copy of the same database, WAL and synchronous=FULL, and nothing else. Afterwards both databases are compared: rows and bytes of every table are the same.".to_owned(),
        ],
    }
}

fn shot(options: &Options, app: &App, index: u64) -> Shot {
    let mut random = Random::of(31, index);
    let counts = world::Counts::of(options.commitments);
    let source = SourceId::from_key(&world::key("sumber", random.below(counts.sources)));
    let year = world::LAST.year();
    let fact = ChainFact {
        stage: *random.pick(&Stage::ALL[..5]),
        standing: LinkStanding::Evidenced,
        what: Text::id(format!(
            "{} tahun {year} untuk {}",
            random
                .pick(&words::STAGES[1])
                .0
                .replace("{}", &year.to_string()),
            random.pick(&words::OBJECTS).0
        )),
        document: Some(Text::id(format!("DPA {year}"))),
        identifier: Some(format!("DPA/{index:06}/{year}")),
        ties_to: None,
        amount: Some(Rupiah(random.between(50, 90_000) * 1_000_000)),
        organization: None,
        sources: vec![Citation {
            source,
            paragraph: Some(3),
            how: How::ParaphrasedFrom,
        }],
    };
    let command = Command::<Commitment>::Note {
        key: "bench".to_owned(),
        fact: Fact::Chain(fact),
        on: Some(When::Day(app.today().min(world::LAST))),
    };
    Shot {
        request: Request {
            subject: generate::commitment(index),
            expected: None,
            command: command.into(),
            open: true,
        },
        source,
    }
}

/// What a round gave.
struct Fired {
    took: f64,
    answered: Vec<f64>,
    /// The checkpoint at the log's size after some of the commands.
    checkpoints: HashMap<u64, String>,
}

fn fire(runtime: &Runtime, app: &App, shots: Vec<Shot>, writers: usize) -> Result<Fired> {
    let mut shares: Vec<Vec<Request>> = (0..writers).map(|_| Vec::new()).collect();
    for (at, shot) in shots.into_iter().enumerate() {
        shares[at % writers].push(shot.request);
    }
    let begun = Instant::now();
    let answers = runtime.block_on(async {
        let tasks: Vec<_> = shares
            .into_iter()
            .map(|share| tokio::spawn(write_all(app.clone(), share)))
            .collect();
        let mut answers = Vec::new();
        for task in tasks {
            answers.extend(task.await??);
        }
        anyhow::Ok(answers)
    })?;
    let took = begun.elapsed().as_secs_f64();
    let checkpoints = answers
        .iter()
        .map(|(receipt, _)| (receipt.size, receipt.checkpoint.to_string()))
        .collect();
    Ok(Fired {
        took,
        answered: answers.into_iter().map(|(_, micros)| micros).collect(),
        checkpoints,
    })
}

async fn write_all(app: App, requests: Vec<Request>) -> Result<Vec<(Receipt, f64)>> {
    let mut answers = Vec::with_capacity(requests.len());
    for request in requests {
        let by = By {
            office: "Bagian Kerja Sama".to_owned(),
            role: "pengukuran".to_owned(),
            account: None,
        };
        let begun = Instant::now();
        let receipt = app.execute(by, vec![request]).await?;
        answers.push((receipt, begun.elapsed().as_secs_f64() * 1e6));
    }
    Ok(answers)
}

/// Lets the search index catch up, so that it takes no time from what is measured next.
fn settle(app: &App) -> Result<()> {
    for _ in 0..60 {
        if app.wait_for_search() {
            return Ok(());
        }
    }
    bail!("the search index does not catch up with the log");
}

/// Reads back what the store wrote.
fn rows(
    ours: &Connection,
    bare: &Connection,
    from: u64,
    count: usize,
    sources: &Sources,
    fired: &Fired,
) -> Result<Vec<RowSet>> {
    let mut edge = tlog::Edge::from_bytes(&bare::edge(bare)?)?;
    let last_checkpoint = fired
        .checkpoints
        .get(&(from + count as u64))
        .context("no receipt covers the round")?;
    let mut sets = Vec::with_capacity(count);
    for index in from..from + count as u64 {
        let number = Value::Integer(index as i64);
        let entry = bare::row(
            ours,
            "SELECT idx, at, leaf, about_kind, about_id, seq, kind FROM entry WHERE idx = ?1",
            std::slice::from_ref(&number),
        )?;
        let body = bare::row(
            ours,
            "SELECT idx, standing, bytes FROM body WHERE idx = ?1",
            &[number],
        )?;
        let [_, at, Value::Blob(leaf), kind, id, ..] = entry.as_slice() else {
            bail!("entry {index} has other columns")
        };
        let (at, kind, id) = (at.clone(), kind.clone(), id.clone());
        let tiles = edge.append(tlog::leaf_hash(leaf)).into_iter();
        let tiles = tiles
            .map(|tile| {
                vec![
                    Value::Integer(i64::from(tile.level)),
                    Value::Integer(tile.index as i64),
                    Value::Blob(tlog::tile::encode_tile(&tile.hashes)),
                ]
            })
            .collect();
        let subject = bare::row(
            ours,
            "SELECT kind, id, handle, title, title_en, path, on_text, on_day, version, hidden, last_entry, state FROM subject WHERE kind = ?1 AND id = ?2",
            &[kind.clone(), id.clone()],
        )?;
        let commitment = bare::row(
            ours,
            "SELECT * FROM commitment WHERE id = ?1",
            std::slice::from_ref(&id),
        )?;
        let link = vec![
            Value::Text("source".to_owned()),
            source_of(&id, sources)?,
            kind,
            subject[7].clone(),
            id,
        ];
        let link = if bare::has_link(bare, &link)? {
            None
        } else {
            Some(link)
        };
        let checkpoint = fired
            .checkpoints
            .get(&(index + 1))
            .unwrap_or(last_checkpoint);
        let head = vec![
            Value::Integer(index as i64 + 1),
            at,
            Value::Blob(edge.to_bytes()),
            Value::Text(checkpoint.clone()),
        ];
        sets.push(RowSet {
            entry,
            body,
            tiles,
            subject,
            commitment,
            link,
            head,
        });
    }
    Ok(sets)
}

fn source_of(id: &Value, sources: &Sources) -> Result<Value> {
    let Value::Blob(bytes) = id else {
        bail!("an id is no blob")
    };
    let source = sources
        .get(bytes)
        .context("an entry about a subject that was not written to")?;
    Ok(Value::Blob(source.0.as_bytes().to_vec()))
}
