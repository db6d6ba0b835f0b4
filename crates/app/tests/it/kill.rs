//! A process that writes is killed without warning, again and again: nothing that it acknowledged is lost.
//!
//! What a kill cannot show is a machine that loses power: what the disk itself forgets. For that there is only
//! `synchronous = FULL` and the word of the disk.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use app::{App, BodyAnswer, Config, Receipt, Request};
use domain::Text;
use domain::any::AnyCommand;
use domain::disclosure::Act;
use domain::entry::{Body, Entry, body_hash};
use domain::subject::Command as About;
use tlog::{Checkpoint, Frontier, VerifierKey, decode_bundle, leaf_hash, tile};

use crate::common::{Dice, by, province, sealed, source, statement, verified};

/// Where the process that is killed writes, and which round it is.
const FOLDER: &str = "SINERGI_TEST_KILLED_FOLDER";
const ROUND: &str = "SINERGI_TEST_KILLED_ROUND";
/// How often to kill; the whole fault run takes 500.
const ROUNDS: &str = "SINERGI_FAULT_ROUNDS";
const ROUNDS_BY_DEFAULT: u32 = 40;
/// After so many kills a new log is begun, so that a log is also killed while it is short.
const KILLS_A_LOG: u32 = 20;
const WRITERS: usize = 4;
/// Requests of a batch that is recorded whole or not at all.
const BATCH: usize = 5;

/// Writes until it is killed, and tells each acknowledged entry on standard output. Started by the test below only.
#[test]
#[ignore = "the process that a_killed_writer_loses_nothing_it_acknowledged starts and kills"]
fn writer_that_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let round = std::env::var(ROUND).unwrap();
    let app = App::open(Config {
        folder: folder.into(),
        ..Config::default()
    })
    .unwrap();
    say("open\n");
    tell(
        &app,
        &app.execute_blocking(by(), vec![source("kabar"), province()])
            .unwrap(),
    );
    // Far more than is written before the kill: a test that dies leaves no process behind for long.
    let left = AtomicUsize::new(20_000);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (app, round, left) = (&app, &round, &left);
            scope.spawn(move || write(app, &format!("{round}-{writer}"), left));
        }
    });
}

fn write(app: &App, name: &str, left: &AtomicUsize) {
    for n in 0.. {
        if left.fetch_sub(1, Ordering::Relaxed) < 10 {
            return;
        }
        let key = format!("s-{name}-{n}");
        let record = |requests| app.execute_blocking(by(), requests).unwrap();
        let first = record(vec![statement(&key, &format!("Pernyataan {key}"))]);
        tell(app, &first);
        match n % 4 {
            0 => tell(app, &record(vec![corrected(&key)])),
            1 => tell(
                app,
                &record(
                    (0..BATCH)
                        .map(|i| statement(&format!("b-{name}-{n}_{i}"), &format!("Bersama {i}")))
                        .collect(),
                ),
            ),
            2 => {
                let draft = record(vec![sealed(statement(
                    &format!("r-{name}-{n}"),
                    "Rancangan",
                ))]);
                disclose(app, draft.entries[0], Act::Open);
            }
            _ => disclose(
                app,
                first.entries[0],
                if n % 8 == 3 {
                    Act::Erase
                } else {
                    Act::Withhold
                },
            ),
        }
    }
}

fn corrected(key: &str) -> Request {
    let mut request = statement(key, &format!("Pernyataan {key}, dibetulkan"));
    if let AnyCommand::Statement(About::Describe { reason, .. }) = &mut request.command {
        *reason = Some(Text::id("Salah tulis"));
    }
    request
}

fn disclose(app: &App, entry: u64, act: Act) {
    let receipt = app
        .disclose(
            by(),
            entry,
            act,
            Text::id("UU 27/2022"),
            "Biro Hukum".to_owned(),
        )
        .unwrap();
    tell(app, &receipt);
    say(&format!("act {entry} {act:?}\n"));
}

/// One write for each line, so that a kill cuts at most the last one.
fn say(line: &str) {
    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
}

/// Tells what was acknowledged: each entry with the hash of its body, and the head that covers it.
fn tell(app: &App, receipt: &Receipt) {
    for entry in &receipt.entries {
        if let BodyAnswer::Public(bytes) = app.body(*entry).unwrap() {
            say(&format!("entry {entry} {}\n", hex(&body_hash(&bytes))));
        }
    }
    let key = VerifierKey::parse(app.verifier_key()).unwrap();
    let head = Checkpoint::open(receipt.checkpoint.as_bytes(), &key, None).unwrap();
    say(&format!("head {} {}\n", head.size, head.root.to_hex()));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a log has acknowledged so far.
#[derive(Default)]
struct Acknowledged {
    /// Entries with the hash of their bodies.
    entries: HashMap<u64, String>,
    /// Roots of the heads that were given out, by size.
    heads: BTreeMap<u64, String>,
    /// The last act on an entry's body.
    acts: HashMap<u64, String>,
}

impl Acknowledged {
    fn read(&mut self, said: &str) {
        // What the kill cut off was not said.
        let whole = said.rfind('\n').map_or("", |end| &said[..end]);
        for line in whole.lines() {
            let words: Vec<_> = line.split(' ').collect();
            match words[..] {
                ["entry", entry, hash] => {
                    _ = self.entries.insert(entry.parse().unwrap(), hash.to_owned())
                }
                ["head", size, root] => {
                    let before = self.heads.insert(size.parse().unwrap(), root.to_owned());
                    assert!(
                        before.is_none_or(|before| before == root),
                        "two heads of size {size}"
                    );
                }
                ["act", entry, act] => _ = self.acts.insert(entry.parse().unwrap(), act.to_owned()),
                // What the test harness says around it.
                _ => {}
            }
        }
    }
}

/// Starts the writer on a folder and kills it after a while; gives what it said.
fn killed_after(folder: &Path, round: u32, dice: &mut Dice) -> String {
    // This very program, also when a build has put another one in its place meanwhile.
    let mut child = Command::new("/proc/self/exe")
        .args([
            "kill::writer_that_is_killed",
            "--exact",
            "--ignored",
            "--nocapture",
            "--quiet",
        ])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    // One time in four somewhere in the start; else in the midst of writing.
    if dice.below(4) > 0 {
        while !said.contains("head ") && lines.read_line(&mut said).unwrap() > 0 {}
        thread::sleep(Duration::from_millis(dice.below(200) as u64));
    } else {
        thread::sleep(Duration::from_millis(dice.below(60) as u64));
    }
    let ended_before = child.try_wait().unwrap();
    child.kill().unwrap();
    lines.read_to_string(&mut said).unwrap();
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    child.wait().unwrap();
    assert!(
        ended_before.is_none(),
        "round {round} ended by itself: {errors}"
    );
    assert!(!errors.contains("panicked"), "round {round}: {errors}");
    said
}

/// Opens the record, which needs no help, and holds it to what was acknowledged.
fn check(folder: &Path, acknowledged: &Acknowledged, thorough: bool) -> u64 {
    let app = App::open(Config {
        folder: folder.to_owned(),
        ..Config::default()
    })
    .unwrap();
    let leaves = leaves(&app);
    let head = Checkpoint::open(
        app.checkpoint().as_bytes(),
        &VerifierKey::parse(app.verifier_key()).unwrap(),
        None,
    )
    .unwrap();
    assert_eq!(
        (head.size, app.log_size()),
        (leaves.len() as u64, leaves.len() as u64)
    );
    assert_tree(&leaves, &head, acknowledged);
    for (entry, hash) in &acknowledged.entries {
        let leaf = leaves
            .get(*entry as usize)
            .unwrap_or_else(|| panic!("entry {entry} was acknowledged and is gone"));
        assert_eq!(
            hex(&Entry::parse(leaf).unwrap().body),
            *hash,
            "entry {entry}"
        );
    }
    assert_bodies(&app, &leaves, acknowledged);
    assert_eq!(app.rebuild(false, &mut |_, _| {}).unwrap().differences, []);
    if thorough {
        assert!(app.wait_for_search());
        let export = tempfile::tempdir().unwrap();
        app.export_log(export.path(), &mut |_, _| {}).unwrap();
        assert_eq!(
            verified(export.path(), Some(app.verifier_key()), None).findings,
            []
        );
    }
    leaves.len() as u64
}

fn leaves(app: &App) -> Vec<Vec<u8>> {
    let size = app.log_size();
    let bundle = |index: u64| {
        let width = (size - index * tile::TILE_WIDTH).min(tile::TILE_WIDTH) as u16;
        let bytes = app
            .tile(&tile::entries_path(index, width))
            .unwrap()
            .unwrap();
        decode_bundle(&bytes)
            .unwrap()
            .into_iter()
            .map(|leaf| leaf.to_vec())
            .collect::<Vec<_>>()
    };
    (0..size.div_ceil(tile::TILE_WIDTH))
        .flat_map(bundle)
        .collect()
}

/// The tree over the leaves has the head's root, and once had the root of every head that was given out.
fn assert_tree(leaves: &[Vec<u8>], head: &Checkpoint, acknowledged: &Acknowledged) {
    let mut frontier = Frontier::new();
    let mut seen = 0;
    for leaf in leaves {
        frontier.push(leaf_hash(leaf));
        seen += 1;
        if let Some(root) = acknowledged.heads.get(&seen) {
            assert_eq!(frontier.root().to_hex(), *root, "the head of size {seen}");
        }
    }
    assert_eq!(frontier.root(), head.root);
    let last = acknowledged.heads.last_key_value();
    assert!(
        last.is_none_or(|(size, _)| *size <= head.size),
        "a head was given out that the log no longer reaches"
    );
}

/// Every body is its entry's, every acknowledged act holds, and a batch is there whole or not at all.
fn assert_bodies(app: &App, leaves: &[Vec<u8>], acknowledged: &Acknowledged) {
    let mut batches: HashMap<String, usize> = HashMap::new();
    for (entry, leaf) in leaves.iter().enumerate() {
        let answer = app.body(entry as u64).unwrap();
        match (
            acknowledged.acts.get(&(entry as u64)).map(String::as_str),
            &answer,
        ) {
            (Some("Erase"), BodyAnswer::Erased) | (Some("Withhold"), BodyAnswer::Withheld) => {}
            (Some("Open") | None, BodyAnswer::Public(bytes)) => {
                assert_eq!(
                    Entry::parse(leaf).unwrap().body,
                    body_hash(bytes),
                    "entry {entry}"
                );
                let body = Body::parse(bytes).unwrap();
                let key = body.data["key"].as_str().unwrap_or_default();
                if let Some((batch, _)) = key.split_once('_') {
                    *batches.entry(batch.to_owned()).or_default() += 1;
                }
            }
            // Sealed, or an act that was recorded and not acknowledged before the kill.
            (None, BodyAnswer::Withheld | BodyAnswer::Erased) => {}
            (act, answer) => panic!("entry {entry}: {act:?}, {answer:?}"),
        }
    }
    for (batch, count) in batches {
        assert_eq!(count, BATCH, "batch {batch}");
    }
}

#[test]
fn a_killed_writer_loses_nothing_it_acknowledged() {
    let rounds = std::env::var(ROUNDS).map_or(ROUNDS_BY_DEFAULT, |n| n.parse().unwrap());
    let mut dice = Dice(u64::from(rounds));
    let (mut entries, mut told) = (0, 0);
    let mut folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Acknowledged::default();
    for round in 1..=rounds {
        acknowledged.read(&killed_after(folder.path(), round, &mut dice));
        let last = round % KILLS_A_LOG == 0 || round == rounds;
        let size = check(folder.path(), &acknowledged, last);
        if last {
            entries += size;
            told += acknowledged.entries.len();
            folder = tempfile::tempdir().unwrap();
            acknowledged = Acknowledged::default();
        }
    }
    assert!(
        told > rounds as usize * 2,
        "only {told} entries in {rounds} rounds: nothing was tried"
    );
    println!("{rounds} kills; {told} acknowledged of {entries} entries, all there");
}
