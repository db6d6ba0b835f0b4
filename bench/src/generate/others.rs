//! Everything that commitments stand among: sources, bodies, officials, gatherings, agreements, programmes, statements.

use domain::Text;
use domain::agreement::{
    self, Agreement, Assent, Instrument, PartyAct, PartyNumber, Scheme, Signatory, Signing,
    StagePassed, StageStanding,
};
use domain::any::AnyCommand;
use domain::gathering::{self, Attendance, Gathering, GatheringKind, Outcome, Participant};
use domain::id::{GatheringId, OrganizationId, PersonId, PostId};
use domain::law;
use domain::number::{Decimal, Rupiah};
use domain::organization::{self, Figure, Organization, OrganizationKind, Standing};
use domain::person::{self, Person};
use domain::post::{self, Membership, Post, Role};
use domain::programme::{self, Funding, Programme, UnitCost};
use domain::source::{self, Medium, Source};
use domain::statement::{self, Force, Statement};
use domain::subject::{Command, Subject};
use domain::when::When;

use super::words::{
    AFFAIRS, AGENCIES, FIRST_NAMES, GROUPS, LAST_NAMES, OBJECTS, OUTLETS, PURPOSES, VERBS,
};
use super::world::{SUPERVISORS, World, day, key, said, text};
use super::{Dated, OWN_SOURCE};
use crate::random::Random;

fn describe<S: Subject>(
    day: i64,
    key: String,
    description: S::Description,
    on: Option<When>,
) -> Dated
where
    AnyCommand: From<Command<S>>,
{
    (
        day,
        AnyCommand::from(Command::<S>::Describe {
            key: Some(key),
            description,
            on,
            reason: None,
        }),
    )
}

fn note<S: Subject>(day: i64, key: &str, fact: S::Fact, on: Option<When>) -> Dated
where
    AnyCommand: From<Command<S>>,
{
    (
        day,
        AnyCommand::from(Command::<S>::Note {
            key: key.to_owned(),
            fact,
            on,
        }),
    )
}

fn own_source() -> Vec<domain::citation::Citation> {
    vec![domain::citation::Citation {
        source: domain::id::SourceId::from_key(OWN_SOURCE),
        paragraph: None,
        how: Default::default(),
    }]
}

pub(crate) fn source(world: &World, index: u64) -> Vec<Dated> {
    let mut random = Random::of(2, index);
    let begins = world.begins(index, world.counts.sources);
    let (verb, object, affair) = (
        random.pick(&VERBS),
        random.pick(&OBJECTS),
        random.pick(&AFFAIRS),
    );
    let government = &world.governments[world.government(&mut random)];
    let description = source::Description {
        outlet: (*random.pick(&OUTLETS)).to_owned(),
        medium: *random.pick(&[
            Medium::News,
            Medium::News,
            Medium::Release,
            Medium::Document,
        ]),
        title: Some(format!(
            "{} {} {}, {}",
            government.name,
            verb.0.to_lowercase(),
            object.0,
            affair.0
        )),
        address: Some(format!("https://contoh.example/berita/{index}")),
        published: Some(When::Day(day(begins))),
        retrieved: Some(When::Day(day(begins))),
        sha256: None,
        note: None,
    };
    vec![describe::<Source>(
        begins,
        key("sumber", index),
        description,
        None,
    )]
}

/// An inspectorate for each province, then four supervisors of the state.
pub(crate) fn supervisor(index: u64) -> Vec<Dated> {
    let state = [
        "Badan Pemeriksa Keuangan",
        "Badan Pengawasan Keuangan dan Pembangunan",
        "Ombudsman",
        "Komisi Pemberantasan Korupsi",
    ];
    let provinces = domain::region::provinces();
    let at = index as usize;
    let (name, parent) = match provinces.get(at) {
        Some(province) => (
            format!("Inspektorat {}", province.full_name()),
            Some(OrganizationId::from_key(province.code.as_str())),
        ),
        None => (state[(at - provinces.len()) % state.len()].to_owned(), None),
    };
    vec![describe::<Organization>(
        0,
        key("pengawas", index),
        organization_of(Text::id(name), OrganizationKind::Supervisor, parent),
        None,
    )]
}

fn organization_of(
    name: Text,
    kind: OrganizationKind,
    parent: Option<OrganizationId>,
) -> organization::Description {
    organization::Description {
        name,
        kind,
        region: None,
        also_known_as: Vec::new(),
        parent,
        successor: None,
        seat: None,
        sources: own_source(),
        differences: Vec::new(),
    }
}

pub(crate) fn agency(world: &World, index: u64) -> Vec<Dated> {
    let count = world.governments.len() as u64;
    let government = &world.governments[(index % count) as usize];
    let (id, en) = AGENCIES[(index / count) as usize % AGENCIES.len()];
    let name = Text::both(
        format!("{id} {}", government.name),
        format!("{en} of {}", government.name),
    );
    vec![describe::<Organization>(
        0,
        key("dinas", index),
        organization_of(name, OrganizationKind::Agency, Some(government.id)),
        None,
    )]
}

pub(crate) fn person(index: u64) -> Vec<Dated> {
    let mut random = Random::of(4, index);
    let name = format!(
        "{} {} {}",
        random.pick(&FIRST_NAMES),
        random.pick(&LAST_NAMES),
        random.pick(&LAST_NAMES)
    );
    let description = person::Description {
        name,
        also_known_as: Vec::new(),
        titles: None,
        sources: own_source(),
        differences: Vec::new(),
    };
    vec![describe::<Person>(
        0,
        key("pejabat", index),
        description,
        None,
    )]
}

/// The post that the person with the same number holds.
pub(crate) fn post(world: &World, index: u64) -> Vec<Dated> {
    let government = &world.governments[(index % world.governments.len() as u64) as usize];
    let (role, id, en) = match index / world.governments.len() as u64 {
        0 => (Role::Head, "Kepala daerah", "Head of government"),
        1 => (
            Role::Deputy,
            "Wakil kepala daerah",
            "Deputy head of government",
        ),
        2 => (Role::Secretary, "Sekretaris daerah", "Secretary"),
        3 => (Role::Inspector, "Inspektur", "Inspector"),
        _ => (Role::AgencyHead, "Kepala dinas", "Head of agency"),
    };
    let title = Text::both(
        format!("{id} {}", government.name),
        format!("{en}, {}", government.name),
    );
    let description = post::Description {
        title,
        organization: government.id,
        role,
        sources: own_source(),
        differences: Vec::new(),
    };
    let person = PersonId::from_key(&key("pejabat", index));
    let held = Membership {
        person,
        from: Some(When::Year(2020)),
        to: None,
        acting: index.is_multiple_of(9),
        seen: None,
        sources: own_source(),
    };
    vec![
        describe::<Post>(0, key("pejabat", index), description, None),
        note::<Post>(0, "held", post::Fact::Held(held), None),
    ]
}

pub(crate) fn gathering(world: &World, index: u64) -> Vec<Dated> {
    let mut random = Random::of(5, index);
    let begins = world.begins(index, world.counts.gatherings);
    let (affair, host) = (*random.pick(&AFFAIRS), world.government(&mut random));
    let kind = *random.pick(&[
        GatheringKind::Signing,
        GatheringKind::Coordination,
        GatheringKind::Visit,
        GatheringKind::Launch,
        GatheringKind::Deliberation,
    ]);
    let word = match kind {
        GatheringKind::Signing => ("Penandatanganan", "Signing"),
        GatheringKind::Coordination => ("Rapat koordinasi", "Coordination meeting"),
        GatheringKind::Visit => ("Kunjungan kerja", "Working visit"),
        GatheringKind::Launch => ("Peluncuran", "Launch"),
        _ => ("Musyawarah", "Deliberation"),
    };
    let mut participants: Vec<Participant> = (0..random.between(1, 6))
        .map(|_| participant(world, &mut random))
        .collect();
    participants.dedup_by_key(|p| p.organization);
    let sources = world.cites(&mut random, begins);
    let host = &world.governments[host];
    let description = gathering::Description {
        title: Text::both(
            format!("{} {} di {}", word.0, affair.0, host.name),
            format!("{} on {} in {}", word.1, affair.1, host.name),
        ),
        kind,
        from: Some(When::Day(day(begins))),
        to: None,
        date_basis: None,
        place: host.places.first().map(|place| Text::id(place.clone())),
        hosts: vec![host.id],
        participants,
        topics: vec![Text::both(affair.0, affair.1)],
        sources: sources.clone(),
        differences: Vec::new(),
    };
    let on = Some(When::Day(day(begins)));
    let mut commands = vec![describe::<Gathering>(
        begins,
        key("kegiatan", index),
        description,
        on,
    )];
    if random.chance(50) {
        let outcome = Outcome {
            what: Text::id(format!("Sepakat menindaklanjuti {}", affair.0)),
            subject: None,
            sources,
        };
        commands.push(note::<Gathering>(
            begins,
            "outcome",
            gathering::Fact::Outcome(outcome),
            on,
        ));
    }
    commands
}

fn participant(world: &World, random: &mut Random) -> Participant {
    let attendance = *random.pick(&[
        Attendance::Present,
        Attendance::Present,
        Attendance::Represented,
        Attendance::Absent,
        Attendance::NotStated,
    ]);
    let deputy = PersonId::from_key(&key("pejabat", random.below(world.counts.people)));
    Participant {
        organization: Some(world.governments[world.government(random)].id),
        post: None,
        person: None,
        described: None,
        attendance,
        represented_by: (attendance == Attendance::Represented).then_some(deputy),
        reason: None,
    }
}

pub(crate) fn agreement(world: &World, index: u64) -> Vec<Dated> {
    let mut random = Random::of(6, index);
    let begins = world.begins(index, world.counts.agreements);
    let affair = *random.pick(&AFFAIRS);
    let one = world.government(&mut random);
    // The neighbour in the list of sizes is never the same.
    let other = (one + 1 + random.below(20) as usize) % world.governments.len();
    let parties = vec![world.governments[one].id, world.governments[other].id];
    let scheme = *random.pick(&[Scheme::KsddSukarela, Scheme::KsddWajib, Scheme::Komitmen]);
    let instrument = match scheme {
        Scheme::Komitmen => Instrument::Komitmen,
        _ => *random.pick(&[
            Instrument::KesepakatanBersama,
            Instrument::PerjanjianKerjaSama,
        ]),
    };
    let (a, b) = (&world.governments[one].name, &world.governments[other].name);
    let sources = world.cites(&mut random, begins);
    let description = agreement::Description {
        title: Text::both(
            format!("Kerja sama {} antara {a} dan {b}", affair.0),
            format!("Cooperation on {} between {a} and {b}", affair.1),
        ),
        instrument,
        scheme,
        parties: parties.clone(),
        subjects: vec![Text::both(affair.0, affair.1)],
        parent: None,
        unknown: None,
        sources: sources.clone(),
        differences: Vec::new(),
    };
    let on = Some(When::Day(day(begins)));
    let mut commands = vec![describe::<Agreement>(
        begins,
        key("perjanjian", index),
        description,
        on,
    )];
    if let Some(first) = agreement::stage_ids(scheme).first() {
        let passed = StagePassed {
            stage: (*first).to_owned(),
            standing: StageStanding::Done,
            note: None,
            sources: sources.clone(),
        };
        commands.push(note::<Agreement>(
            begins,
            "stage",
            agreement::Fact::Stage(passed),
            on,
        ));
    }
    if random.chance(80) {
        let signing = signing(world, &mut random, index, &parties, begins, sources.clone());
        commands.push(note::<Agreement>(
            begins,
            "signed",
            agreement::Fact::Signed(signing),
            on,
        ));
    }
    if random.chance(40) {
        let act = PartyAct {
            party: parties[0],
            ground: None,
            sources: Vec::new(),
        };
        commands.push(note::<Agreement>(
            begins,
            "confirmed",
            agreement::Fact::Confirmed(act),
            on,
        ));
    }
    if let Some(ending) = law::endings(scheme.as_str())
        .next()
        .filter(|_| random.chance(15))
    {
        let ended = agreement::Ending {
            ground: ending.id.clone(),
            by: Vec::new(),
            others: Assent::NotStated,
            note: None,
            sources,
        };
        let day_of = (begins + random.between(30, 400)).min(super::world::span() - 1);
        commands.push(note::<Agreement>(
            day_of,
            "ended",
            agreement::Fact::Ended(ended),
            Some(When::Day(day(day_of))),
        ));
    }
    commands
}

fn signing(
    world: &World,
    random: &mut Random,
    index: u64,
    parties: &[OrganizationId],
    begins: i64,
    sources: Vec<domain::citation::Citation>,
) -> Signing {
    let year = day(begins).year();
    Signing {
        numbers: parties
            .iter()
            .map(|party| PartyNumber {
                party: *party,
                number: format!("{}/{index:05}/{year}", random.between(100, 900)),
            })
            .collect(),
        signatories: parties
            .iter()
            .map(|party| Signatory {
                party: *party,
                person: None,
                post: None,
            })
            .collect(),
        from: None,
        to: Some(When::Year(year + random.between(1, 5) as i16)),
        term: None,
        terms: vec![Text::id(format!("Para pihak {}", random.pick(&PURPOSES).0))],
        gathering: random.chance(50).then(|| {
            GatheringId::from_key(&key(
                "kegiatan",
                world.begun_by(random, world.counts.gatherings, begins),
            ))
        }),
        sources,
    }
}

pub(crate) fn programme(world: &World, index: u64) -> Vec<Dated> {
    let mut random = Random::of(7, index);
    let begins = world.begins(index, world.counts.programmes);
    let (object, purpose, group) = (
        random.pick(&OBJECTS),
        random.pick(&PURPOSES),
        random.pick(&GROUPS),
    );
    let government = &world.governments[world.government(&mut random)];
    let sources = world.cites(&mut random, begins);
    let description = programme::Description {
        name: Text::both(
            format!("Program {} {}", object.0, government.name),
            format!("{} programme of {}", object.1, government.name),
        ),
        problem: Text::both(
            format!("Kekurangan {}", object.0),
            format!("A lack of {}", object.1),
        ),
        target_group: Text::both(group.0, group.1),
        how: Text::both(
            format!("Dikelola bersama desa {}", purpose.0),
            format!("Run with villages {}", purpose.1),
        ),
        run_by: vec![government.id],
        runs_in: Vec::new(),
        since: Some(When::Year(day(begins).year())),
        until: None,
        legal_basis: None,
        unit_costs: vec![UnitCost {
            unit: Text::id(object.2),
            paid: Some(Rupiah(random.between(1, 900) * 10_000)),
            true_cost: None,
            sources: sources.clone(),
        }],
        funded_by: vec![*random.pick(&[Funding::Apbd, Funding::Apbn, Funding::Csr])],
        not_funded_by: Vec::new(),
        copied_from: None,
        sources: sources.clone(),
        differences: Vec::new(),
    };
    let figure = Figure {
        measure: Text::both("Penerima manfaat", "People reached"),
        value: Decimal::whole(random.between(100, 90_000)),
        unit: "orang".to_owned(),
        period: Some(When::Year(day(begins).year())),
        standing: Standing::Reported,
        note: None,
        sources,
    };
    vec![
        describe::<Programme>(
            begins,
            key("program", index),
            description,
            Some(When::Day(day(begins))),
        ),
        note::<Programme>(
            begins,
            "reached",
            programme::Fact::Figure(figure),
            Some(When::Day(day(begins))),
        ),
    ]
}

pub(crate) fn statement(world: &World, index: u64) -> Vec<Dated> {
    let mut random = Random::of(3, index);
    let begins = world.begins(index, world.counts.statements);
    let (object, purpose) = (random.pick(&OBJECTS), random.pick(&PURPOSES));
    let official = key("pejabat", random.below(world.counts.people));
    let description = statement::Description {
        says: text(
            random.chance(33),
            format!("Berharap {} bertambah {}", object.0, purpose.0),
            || format!("Hopes for more {} {}", object.1, purpose.1),
        ),
        force: *random.pick(&[Force::Hoped, Force::Instructed, Force::Reported]),
        quote: None,
        speaker: Some(PersonId::from_key(&official)),
        post: Some(PostId::from_key(&official)),
        organization: None,
        addressed_to: vec![world.governments[world.government(&mut random)].id],
        gathering: None,
        agreement: None,
        programme: None,
        sources: world.cites(&mut random, begins),
        differences: Vec::new(),
    };
    let on = Some(said(&mut random, begins));
    vec![describe::<Statement>(
        begins,
        key("pernyataan", index),
        description,
        on,
    )]
}

/// How many supervisors there are to describe.
pub(crate) const fn supervisors() -> u64 {
    SUPERVISORS
}
