//! Generated commitments: what was promised, and a life that ends in one of the five families.

use domain::Text;
use domain::any::AnyCommand;
use domain::citation::Citation;
use domain::commitment::{
    Accepted, ChainFact, Claimed, Closed, Closing, Commitment, Completion, Description, Dispute,
    Fact, Indicator, LinkStanding, Measured, Moved, Stage, Verdict,
};
use domain::id::{AgreementId, GatheringId, OrganizationId, PersonId, PostId, ProgrammeId};
use domain::number::{Decimal, Rupiah};
use domain::subject::Command;
use domain::when::When;

use super::words::{DOCUMENTS, GROUPS, OBJECTS, PURPOSES, REASONS, STAGES, VERBS};
use super::world::{SUPERVISORS, World, day, key, said, span, text};
use super::{Dated, supervisor};
use crate::random::Random;

/// The stream of random numbers for commitments.
const STREAM: u64 = 8;

/// What becomes of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Broken,
    Silent,
    Late,
    Running,
    /// Due soon and not begun.
    AtRisk,
}

/// The life of a promise before its facts are worded.
struct Life {
    fate: Fate,
    made: i64,
    due: Option<When>,
    /// The day of each fact, in order.
    days: Vec<i64>,
    indicator: bool,
    bilingual: bool,
    owners: Vec<OrganizationId>,
    place: String,
}

/// The commands of one commitment: its description, then its facts in order of time.
pub(crate) fn plan(world: &World, index: u64, facts: u8) -> Vec<Dated> {
    let mut random = Random::of(STREAM, index);
    let life = Life::draw(world, &mut random, facts);
    let mut commands = vec![describe(world, &mut random, index, &life)];
    let mut stage = 0;
    for at in 0..life.days.len() {
        let offset = life.days[at];
        let fact = fact(world, &mut random, &life, at, &mut stage);
        let on = Some(if at + 1 == life.days.len() {
            When::Day(day(offset))
        } else {
            said(&mut random, offset)
        });
        commands.push((
            offset,
            AnyCommand::from(Command::<Commitment>::Note {
                key: format!("f{}", at + 1),
                fact,
                on,
            }),
        ));
    }
    commands
}

impl Life {
    fn draw(world: &World, random: &mut Random, facts: u8) -> Self {
        let fate = match random.below(100) {
            _ if facts == 0 => *random.pick(&[Fate::Silent, Fate::Running]),
            0..32 => Fate::Kept,
            32..44 => Fate::Broken,
            44..68 => Fate::Silent,
            68..80 => Fate::Late,
            80..84 => Fate::AtRisk,
            _ => Fate::Running,
        };
        let last = span() - 1;
        let recent = last - random.between(0, 50);
        // A promise of which nothing was heard is running only while it is young.
        let made = if fate == Fate::Running && facts == 0 {
            recent
        } else {
            random.between(0, last - 200)
        };
        let end = match fate {
            Fate::Late | Fate::AtRisk | Fate::Running => recent,
            Fate::Silent => (made + random.between(20, 700)).min(last - 130),
            Fate::Kept | Fate::Broken => (made + random.between(60, 1_100)).min(last),
        };
        let mut days: Vec<i64> = (1..facts).map(|_| random.between(made, end)).collect();
        days.sort_unstable();
        days.extend((facts > 0).then_some(end));
        let government = world.government(random);
        let home = &world.governments[government];
        let mut owners = vec![home.id];
        if random.chance(30) {
            owners.extend(
                world
                    .agency_of(government, random)
                    .map(|index| OrganizationId::from_key(&key("dinas", index))),
            );
        } else if random.chance(10) {
            owners.push(world.governments[world.government(random)].id);
            owners.dedup();
        }
        let place = if home.places.is_empty() {
            home.name.clone()
        } else {
            format!("{}, {}", random.pick(&home.places), home.name)
        };
        Self {
            fate,
            made,
            due: due(random, fate, made),
            days,
            indicator: random.chance(60),
            bilingual: random.chance(33),
            owners,
            place,
        }
    }
}

fn due(random: &mut Random, fate: Fate, made: i64) -> Option<When> {
    let last = span();
    let offset = match fate {
        Fate::Late => last - random.between(10, 400),
        Fate::AtRisk => return Some(When::Day(day(last + random.between(4, 25)))),
        Fate::Running => last + random.between(60, 900),
        Fate::Kept | Fate::Broken | Fate::Silent => made + random.between(90, 1_000),
    };
    let date = day(offset.max(made + 1));
    match random.below(100) {
        0..60 => Some(When::Day(date)),
        60..85 => Some(When::Month(date.year(), date.month())),
        // A year would let what is late be due only at its end.
        85..95 if fate != Fate::Late => Some(When::Year(date.year())),
        _ if fate == Fate::Late => Some(When::Day(date)),
        _ => None,
    }
}

fn describe(world: &World, random: &mut Random, index: u64, life: &Life) -> Dated {
    let (verb, object, purpose) = (
        random.pick(&VERBS),
        random.pick(&OBJECTS),
        random.pick(&PURPOSES),
    );
    let quantity = random.between(2, 480);
    let promise = text(
        life.bilingual,
        format!(
            "{} {quantity} {} {} di {} {}",
            verb.0, object.2, object.0, life.place, purpose.0
        ),
        || {
            format!(
                "{} {quantity} {} in {} {}",
                verb.1, object.1, life.place, purpose.1
            )
        },
    );
    let counts = world.counts;
    let official = random
        .chance(30)
        .then(|| key("pejabat", random.below(counts.people)));
    let mut one_of = |percent, kind, count| {
        random
            .chance(percent)
            .then(|| key(kind, world.begun_by(random, count, life.made)))
    };
    let gathering = one_of(20, "kegiatan", counts.gatherings);
    let agreement = one_of(25, "perjanjian", counts.agreements);
    let programme = one_of(8, "program", counts.programmes);
    let description = Description {
        promise,
        quote: random.chance(15).then(|| {
            format!("{} {}", object.0, purpose.0)
                .split(' ')
                .take(8)
                .collect::<Vec<_>>()
                .join(" ")
        }),
        made_by: official.as_deref().map(PersonId::from_key),
        post: official.as_deref().map(PostId::from_key),
        owners: life.owners.clone(),
        beneficiaries: if random.chance(50) {
            vec![pair(random, &GROUPS, life.bilingual)]
        } else {
            Vec::new()
        },
        due: life.due,
        indicator: life.indicator.then(|| Indicator {
            name: Text::both(
                format!("Jumlah {}", object.0),
                format!("Number of {}", object.1),
            ),
            unit: object.2.to_owned(),
            baseline: Some(Decimal::whole(random.between(0, quantity / 3))),
            target: Some(Decimal::whole(quantity)),
        }),
        rhythm_days: random.chance(6).then(|| *random.pick(&[30, 60, 120, 180])),
        gathering: gathering.as_deref().map(GatheringId::from_key),
        agreement: agreement.as_deref().map(AgreementId::from_key),
        programme: programme.as_deref().map(ProgrammeId::from_key),
        sources: world.cites(random, life.made),
        differences: Vec::new(),
    };
    let on = Some(said(random, life.made));
    (
        life.made,
        AnyCommand::from(Command::<Commitment>::Describe {
            key: Some(key("janji", index)),
            description,
            on,
            reason: None,
        }),
    )
}

fn pair(random: &mut Random, words: &[(&str, &str)], bilingual: bool) -> Text {
    let (id, en) = *random.pick(words);
    text(bilingual, id.to_owned(), || en.to_owned())
}

/// The fact at place `at` of a life. The last ones settle its fate; those before tell how it went.
fn fact(world: &World, random: &mut Random, life: &Life, at: usize, stage: &mut usize) -> Fact {
    let sources = world.cites(random, life.days[at]);
    let left = life.days.len() - 1 - at;
    let by = supervisor(random.below(SUPERVISORS));
    let owner = life.owners[0];
    let audited = life.fate == Fate::Kept && life.days.len() >= 4 && life.made % 3 == 0;
    let what = |random: &mut Random| {
        text(
            life.bilingual,
            format!("{} di {}", random.pick(&OBJECTS).0, life.place),
            || format!("seen in {}", life.place),
        )
    };
    match (life.fate, left) {
        (Fate::AtRisk, _) => chain(random, life, at, 0, LinkStanding::Evidenced, sources),
        (Fate::Kept, 0) if audited => chain(random, life, at, 5, LinkStanding::Evidenced, sources),
        (Fate::Kept, n) if n == usize::from(audited) => Fact::Accepted(Accepted {
            by,
            what: what(random),
            sources,
        }),
        (Fate::Kept, n) if n == usize::from(audited) + 1 => Fact::Claimed(Claimed {
            by: owner,
            what: what(random),
            sources,
        }),
        (Fate::Broken, 0) => {
            let how = *random.pick(&[Closing::Withdrawn, Closing::Expired, Closing::Ended]);
            Fact::Closed(Closed {
                how,
                by: Some(owner),
                ground: pair(random, &REASONS, life.bilingual),
                sources,
            })
        }
        (Fate::Running, 0) if random.chance(20) => Fact::Claimed(Claimed {
            by: owner,
            what: what(random),
            sources,
        }),
        // News that is late has to be news.
        (Fate::Late | Fate::Running, 0) => next_stage(random, life, at, stage, sources),
        _ => along_the_way(random, life, at, stage, by, sources),
    }
}

fn along_the_way(
    random: &mut Random,
    life: &Life,
    at: usize,
    stage: &mut usize,
    by: OrganizationId,
    sources: Vec<Citation>,
) -> Fact {
    let reason = pair(random, &REASONS, life.bilingual);
    match random.below(100) {
        0..14 if life.indicator => Fact::Measured(Measured {
            value: Decimal::new(random.between(0, 4_000), 1),
            note: None,
            sources,
        }),
        // A later due date would take the lateness away.
        14..22 if !matches!(life.fate, Fate::Late | Fate::AtRisk) => {
            let due = Some(When::Day(day(life.days[at] + random.between(200, 900))));
            Fact::Moved(Moved {
                due,
                target: None,
                asked_by: Some(life.owners[0]),
                reason,
                sources,
            })
        }
        22..25 => Fact::Disputed(Dispute {
            by,
            ground: reason,
            sources,
        }),
        25..28 => Fact::Settled(Dispute {
            by,
            ground: reason,
            sources,
        }),
        28..33 => {
            let completion = *random.pick(&[
                Completion::NoEvidenceAvailable,
                Completion::NotStarted,
                Completion::Limited,
                Completion::Substantial,
            ]);
            Fact::Verdict(Verdict {
                by,
                completion,
                reason,
                sources,
            })
        }
        33..40 => chain(random, life, at, *stage, LinkStanding::NotFound, sources),
        _ => next_stage(random, life, at, stage, sources),
    }
}

/// The next stage of the chain, up to supervision: audit and enforcement have their own turn.
fn next_stage(
    random: &mut Random,
    life: &Life,
    at: usize,
    stage: &mut usize,
    sources: Vec<Citation>,
) -> Fact {
    let here = *stage;
    *stage = (here + usize::from(random.chance(75))).min(if random.chance(5) { 6 } else { 4 });
    chain(random, life, at, here, LinkStanding::Evidenced, sources)
}

fn chain(
    random: &mut Random,
    life: &Life,
    at: usize,
    stage: usize,
    standing: LinkStanding,
    sources: Vec<Citation>,
) -> Fact {
    let year = day(life.days[at]).year();
    let (id, en) = random.pick(&STAGES[stage]);
    let dated = |words: &str| words.replace("{}", &year.to_string());
    let number = |stage: usize| {
        format!(
            "{}/{:04}/{year}",
            ["KEG", "DPA", "KTR", "BAST", "REV", "LHP", "STS"][stage],
            1_000 + life.made % 8_000
        )
    };
    let found = standing == LinkStanding::Evidenced;
    Fact::Chain(ChainFact {
        stage: Stage::ALL[stage],
        standing,
        what: text(
            life.bilingual,
            format!("{} untuk {}", dated(id), life.place),
            || dated(en),
        ),
        document: (found && random.chance(60))
            .then(|| Text::id(format!("{} {year}", DOCUMENTS[stage]))),
        identifier: (found && random.chance(50)).then(|| number(stage)),
        ties_to: (found && stage > 0 && random.chance(40)).then(|| number(stage - 1)),
        amount: (found && stage > 0 && random.chance(50))
            .then(|| Rupiah(random.between(50, 90_000) * 1_000_000)),
        organization: random.chance(30).then(|| life.owners[0]),
        sources,
    })
}
