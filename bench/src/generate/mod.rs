//! A record of any size, the same in every run: 552 governments, their agreements, gatherings, officials and sources,
//! and commitments whose facts are recorded in the order in which they happened, as a living record grows.
//!
//! What differs between two runs is what has to: the key, and the random salt of each body.

mod commitments;
mod others;
pub(crate) mod words;
pub(crate) mod world;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use app::{App, Clock, Config, Request};
use domain::Reference;
use domain::SubjectKind;
use domain::any::AnyCommand;
use domain::entry::By;
use domain::id::OrganizationId;
use intake::founding::{self, File};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::random::Random;
use world::{World, day, key};

/// A command and the day on which it is recorded, counted from the first.
pub(crate) type Dated = (i64, AnyCommand);

/// How many requests are recorded in one step.
const CHUNK: usize = 4_000;

/// The source of everything that is there from the first day.
pub(crate) const OWN_SOURCE: &str = "pembangkit";

/// The file that says what a folder holds. Another version of the generator makes another record.
const MARKER: &str = "generated.json";

/// Raised whenever the same size would give other records.
const VERSION: u64 = 1;

/// What a generated record holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Size {
    /// The generator's version.
    pub(crate) version: u64,
    /// Commitments.
    pub(crate) commitments: u64,
    /// Entries of the log, all kinds together.
    pub(crate) entries: u64,
}

impl Size {
    pub(crate) const fn new(commitments: u64, entries: u64) -> Self {
        Self {
            version: VERSION,
            commitments,
            entries,
        }
    }
}

/// The supervisor with a number below [`world::SUPERVISORS`].
pub(crate) fn supervisor(index: u64) -> OrganizationId {
    OrganizationId::from_key(&key("pengawas", index))
}

/// The subject of a generated commitment.
pub(crate) fn commitment(index: u64) -> Reference {
    Reference::from_key(SubjectKind::Commitment, &key("janji", index))
}

/// Records a record of this size in a folder, unless it is there already.
pub(crate) fn ensure(folder: &Path, size: Size) -> Result<()> {
    let marker = folder.join(MARKER);
    if let Ok(text) = std::fs::read_to_string(&marker) {
        let there: Size = serde_json::from_str(&text).with_context(|| {
            format!(
                "{} is not what the generator wrote: remove the folder",
                marker.display()
            )
        })?;
        if there == size {
            println!(
                "record: {} commitments, {} entries, there already",
                size.commitments, size.entries
            );
            return Ok(());
        }
    }
    if std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()) {
        bail!(
            "{} holds something else than a whole record of {} commitments and {} entries: remove it, or choose another folder with --data",
            folder.display(),
            size.commitments,
            size.entries
        );
    }
    generate(folder, size)?;
    std::fs::write(&marker, serde_json::to_string(&size)?)
        .with_context(|| format!("cannot write {}", marker.display()))
}

/// Lets the record and its search index be as this version of the program makes them, before anything is measured.
pub(crate) fn settle(folder: &Path) -> Result<()> {
    let app = App::open(Config {
        folder: folder.to_owned(),
        ..Config::default()
    })?;
    while !app.wait_for_search() {}
    Ok(())
}

fn generate(folder: &Path, size: Size) -> Result<()> {
    let begun = Instant::now();
    let now = Arc::new(AtomicI64::new(evening(world::FIRST)));
    let app = App::open(Config {
        folder: folder.to_owned(),
        origin: Some("bench.sinergi.example/log".to_owned()),
        clock: Clock::Set(Arc::clone(&now)),
    })?;
    let world = World::new(size.commitments);
    record(&app, 0, governments()?)?;
    let (timeline, facts) = timeline(
        &world,
        size.entries
            .checked_sub(app.log_size())
            .context("--entries is less than the governments alone")?,
    )?;
    println!(
        "record: {} commitments, {} entries to record",
        size.commitments,
        timeline.len() as u64 + app.log_size()
    );
    for chunk in timeline.chunks(CHUNK) {
        let last = chunk.last().map_or(0, |item| i64::from(item.day));
        now.store(evening(day(last)), Ordering::Relaxed);
        let requests = chunk
            .iter()
            .map(|item| item.request(&world, &facts))
            .collect::<Result<Vec<_>>>()?;
        record(&app, last, requests)?;
        if app.log_size() / 100_000 != (app.log_size() - chunk.len() as u64) / 100_000 {
            println!(
                "  {} entries after {:.0} s",
                app.log_size(),
                begun.elapsed().as_secs_f64()
            );
        }
    }
    if app.log_size() != size.entries {
        bail!(
            "the log has {} entries instead of {}",
            app.log_size(),
            size.entries
        );
    }
    while !app.wait_for_search() {}
    println!(
        "  recorded and indexed in {:.0} s",
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

fn record(app: &App, day: i64, requests: Vec<Request>) -> Result<()> {
    let offices = [
        "Biro Pemerintahan dan Otonomi Daerah",
        "Bagian Kerja Sama",
        "Inspektorat",
        "Badan Perencanaan Pembangunan Daerah",
    ];
    let office = Random::of(20, day.unsigned_abs())
        .pick(&offices)
        .to_string();
    match app.execute_blocking(
        By {
            office,
            role: "import".to_owned(),
            account: None,
        },
        requests,
    ) {
        Ok(_) => Ok(()),
        Err(app::ExecuteError::Refused(refused)) => bail!(
            "the rules refuse {} generated requests, the first: {:?}",
            refused.len(),
            refused.first()
        ),
        Err(error) => Err(error.into()),
    }
}

/// The 552 governments with the source that names them.
fn governments() -> Result<Vec<Request>> {
    let text = format!(
        "[[source]]\nkey = \"{OWN_SOURCE}\"\noutlet = \"Pembangkit data uji\"\nmedium = \"dataset\"\ntitle = \"Data rekaan untuk pengukuran\"\n\n[governments]\nall = true\nsource = \"{OWN_SOURCE}\"\n"
    );
    let parsed = founding::parse(
        &[File {
            name: "governments.toml",
            text: &text,
        }],
        &|_| false,
    );
    let founding = parsed.map_err(|problems| {
        anyhow::anyhow!("the table of governments does not parse: {problems:?}")
    })?;
    Ok(founding
        .records
        .into_iter()
        .map(|r| Request {
            subject: r.subject,
            expected: None,
            command: r.command,
            open: true,
        })
        .collect())
}

/// Eight in the evening of a day in Jakarta, in microseconds since 1970.
fn evening(day: Date) -> i64 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    (i64::from((day - EPOCH).get_days()) * 24 + 13) * 3_600_000_000
}

/// One entry to record. Ordered by day, and within a day so that what is pointed at comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    day: u16,
    part: Part,
    index: u32,
    /// Its place among the commands of its subject: the description, then facts.
    place: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Source,
    Supervisor,
    Agency,
    Person,
    Post,
    Gathering,
    Agreement,
    Programme,
    Statement,
    Commitment,
}

impl Part {
    fn all(world: &World) -> [(Self, u64); 9] {
        let c = world.counts;
        [
            (Self::Source, c.sources),
            (Self::Supervisor, others::supervisors()),
            (Self::Agency, c.agencies),
            (Self::Person, c.people),
            (Self::Post, c.people),
            (Self::Gathering, c.gatherings),
            (Self::Agreement, c.agreements),
            (Self::Programme, c.programmes),
            (Self::Statement, c.statements),
        ]
    }

    fn plan(self, world: &World, index: u64, facts: u8) -> Vec<Dated> {
        match self {
            Self::Source => others::source(world, index),
            Self::Supervisor => others::supervisor(index),
            Self::Agency => others::agency(world, index),
            Self::Person => others::person(index),
            Self::Post => others::post(world, index),
            Self::Gathering => others::gathering(world, index),
            Self::Agreement => others::agreement(world, index),
            Self::Programme => others::programme(world, index),
            Self::Statement => others::statement(world, index),
            Self::Commitment => commitments::plan(world, index, facts),
        }
    }

    const fn subject(self) -> (SubjectKind, &'static str) {
        match self {
            Self::Source => (SubjectKind::Source, "sumber"),
            Self::Supervisor => (SubjectKind::Organization, "pengawas"),
            Self::Agency => (SubjectKind::Organization, "dinas"),
            Self::Person => (SubjectKind::Person, "pejabat"),
            Self::Post => (SubjectKind::Post, "pejabat"),
            Self::Gathering => (SubjectKind::Gathering, "kegiatan"),
            Self::Agreement => (SubjectKind::Agreement, "perjanjian"),
            Self::Programme => (SubjectKind::Programme, "program"),
            Self::Statement => (SubjectKind::Statement, "pernyataan"),
            Self::Commitment => (SubjectKind::Commitment, "janji"),
        }
    }
}

impl Item {
    fn request(self, world: &World, facts: &[u8]) -> Result<Request> {
        let index = u64::from(self.index);
        let count = if self.part == Part::Commitment {
            facts[self.index as usize]
        } else {
            0
        };
        let (_, command) = self
            .part
            .plan(world, index, count)
            .into_iter()
            .nth(usize::from(self.place))
            .context("a subject has fewer commands than before")?;
        let (kind, name) = self.part.subject();
        Ok(Request {
            subject: Reference::from_key(kind, &key(name, index)),
            expected: None,
            command,
            open: true,
        })
    }
}

/// All entries in the order in which they are recorded, and how many facts each commitment has.
fn timeline(world: &World, entries: u64) -> Result<(Vec<Item>, Vec<u8>)> {
    let mut items = Vec::with_capacity(entries as usize);
    let mut push = |part: Part, index: u64, commands: &[Dated]| {
        for (place, (day, _)) in commands.iter().enumerate() {
            items.push(Item {
                day: *day as u16,
                part,
                index: index as u32,
                place: place as u8,
            });
        }
    };
    let mut others = 0;
    for (part, count) in Part::all(world) {
        for index in 0..count {
            let commands = part.plan(world, index, 0);
            others += commands.len() as u64;
            push(part, index, &commands);
        }
    }
    let commitments = world.counts.commitments;
    let facts = entries
        .checked_sub(others + commitments)
        .with_context(|| format!("--entries must be {} at least", others + commitments))?;
    let counts = fact_counts(commitments, facts)?;
    for index in 0..commitments {
        push(
            Part::Commitment,
            index,
            &commitments::plan(world, index, counts[index as usize]),
        );
    }
    items.sort_unstable();
    Ok((items, counts))
}

/// The most facts that a commitment gets.
const MOST_FACTS: u8 = 40;

/// How many facts each commitment has, so that all together have `total`: many few, few many.
fn fact_counts(commitments: u64, total: u64) -> Result<Vec<u8>> {
    if total > commitments * u64::from(MOST_FACTS) {
        bail!("--entries asks for more than {MOST_FACTS} facts a commitment");
    }
    let mean = total / commitments.max(1);
    let draw = |index| {
        let mut random = Random::of(21, index);
        match random.below(100) {
            0..12 => 0,
            12..95 => random.between(1, 2 * mean as i64) as u8,
            _ => random.between(mean as i64, 4 * mean as i64 + 2) as u8,
        }
        .min(MOST_FACTS)
    };
    let mut counts: Vec<u8> = (0..commitments).map(draw).collect();
    let mut sum: u64 = counts.iter().map(|n| u64::from(*n)).sum();
    for at in Random::of(22, 0).shuffled(commitments).into_iter().cycle() {
        let count = &mut counts[at as usize];
        match sum.cmp(&total) {
            std::cmp::Ordering::Equal => break,
            std::cmp::Ordering::Less if *count < MOST_FACTS => {
                *count += 1;
                sum += 1;
            }
            std::cmp::Ordering::Greater if *count > 0 => {
                *count -= 1;
                sum -= 1;
            }
            _ => {}
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::any::AnyState;
    use domain::commitment::{Family, Word};
    use domain::subject::Stamp;

    use super::*;

    #[test]
    fn facts_are_dealt_out_to_the_last_one() {
        for (commitments, total) in [(10, 0), (10, 400), (1_000, 3_700), (7, 8)] {
            let counts = fact_counts(commitments, total).unwrap();
            assert_eq!(
                (
                    counts.len() as u64,
                    counts.iter().map(|n| u64::from(*n)).sum::<u64>()
                ),
                (commitments, total)
            );
        }
        assert!(fact_counts(10, 401).is_err());
    }

    #[test]
    fn a_record_has_the_entries_asked_for_and_is_the_same_twice() {
        let world = World::new(300);
        let (items, facts) = timeline(&world, 1_600).unwrap();
        assert_eq!(items.len(), 1_600);
        let again = World::new(300);
        for item in items.iter().step_by(37) {
            assert_eq!(
                item.request(&world, &facts).unwrap(),
                item.request(&again, &facts).unwrap()
            );
        }
    }

    #[test]
    fn every_family_and_every_word_of_a_status_occurs() {
        let world = World::new(6_000);
        let counts = fact_counts(6_000, 22_200).unwrap();
        let mut words = BTreeSet::new();
        let mut families = BTreeSet::new();
        for index in 0..6_000 {
            let mut state = AnyState::new(SubjectKind::Commitment);
            for (place, (offset, command)) in
                commitments::plan(&world, index, counts[index as usize])
                    .into_iter()
                    .enumerate()
            {
                let at = domain::entry::Micros(evening(day(offset)));
                let event = state.decide(command, day(offset)).unwrap().unwrap();
                state.apply(
                    &event.kind,
                    event.data,
                    Stamp {
                        entry: place as u64,
                        at,
                        on: event.on,
                    },
                );
            }
            let AnyState::Commitment(state) = state else {
                unreachable!()
            };
            let status = state.status(world::LAST);
            families.insert(status.family);
            words.insert(format!("{:?}", status.word));
        }
        assert_eq!(families.len(), Family::ALL.len());
        let all = [
            Word::Verified,
            Word::Audited,
            Word::Withdrawn,
            Word::EndedUnfulfilled,
            Word::NoEvidence,
            Word::NoWord,
            Word::AtRisk,
            Word::Late,
            Word::ClaimedDone,
            Word::UnderWay,
            Word::Contracted,
            Word::Budgeted,
            Word::Planned,
            Word::Promised,
        ];
        for word in all {
            assert!(
                words.contains(&format!("{word:?}")),
                "{word:?} does not occur among {words:?}"
            );
        }
    }

    #[test]
    fn the_record_is_accepted_as_it_is_generated() {
        let folder = tempfile::tempdir().unwrap();
        let size = Size::new(400, 3_000);
        ensure(folder.path(), size).unwrap();
        ensure(folder.path(), size).unwrap();
        assert!(ensure(folder.path(), Size::new(401, 3_000)).is_err());
        let app = App::open(Config {
            folder: folder.path().to_owned(),
            ..Config::default()
        })
        .unwrap();
        assert_eq!(app.log_size(), 3_000);
    }
}
