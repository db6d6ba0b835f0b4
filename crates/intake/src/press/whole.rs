//! The whole reading: each step's findings are put together.

use domain::gathering::GatheringKind;
use domain::region::Region;
use jiff::civil::Date;

use super::actor::Context;
use super::attendance::{self, Came};
use super::class::Class;
use super::doc::{BlockKind, Doc};
use super::gazetteer::Gazetteer;
use super::home::{find_bodies, homes, inherit};
use super::party;
use super::people::{self, People};
use super::post::Post;
use super::promise;
use super::quote::{self, Passage};
use super::reading::{
    Attendance, DateBasis, Event, EventDate, Found, Language, Party, Person, Quote, Reading,
    Source, Span, Warning,
};
use super::region::{Known, government, institution};
use super::speaker::{self, Speakers};
use super::{agreement, alias, event, front, group, language, layout, number, place, topic, when};

/// How much of a text is read.
pub const MAX_BYTES: usize = 8 << 20;
/// How many figures and passages are listed.
const MAX_NUMBERS: usize = 2000;
const MAX_QUOTES: usize = 2000;

/// Reads one press release or news report.
///
/// `published` is the day of publication where the caller knows it: it resolves `Rabu`, `(12/8)` and `kemarin`. Pure, and
/// linear in the length of the text; what lies behind [`MAX_BYTES`] is left out, with a warning.
pub fn read(text: &str, published: Option<Date>, gazetteer: &Gazetteer) -> Reading {
    let (text, cut) = within_limit(text);
    let mut doc = Doc::new(text, gazetteer);
    let language = language::language(&doc);
    let mut reading = nothing(language);
    reading.warnings.extend(cut);
    if language == Language::Indonesian {
        fill(&mut reading, &mut doc, published);
    }
    reading
}

fn within_limit(text: &str) -> (&str, Option<Warning>) {
    if text.len() <= MAX_BYTES {
        return (text, None);
    }
    let mut at = MAX_BYTES;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    (&text[..at], Some(Warning::TooLong { at }))
}

fn nothing(language: Language) -> Reading {
    let warning = match language {
        Language::Indonesian => None,
        Language::Empty => Some(Warning::Empty),
        _ => Some(Warning::NotIndonesian),
    };
    Reading {
        language,
        source: Source::default(),
        date: EventDate {
            from: None,
            to: None,
            basis: DateBasis::Unknown,
            spans: Vec::new(),
        },
        place: None,
        event: Event {
            kind: GatheringKind::Other,
            spans: Vec::new(),
        },
        title: None,
        parties: Vec::new(),
        regions_mentioned: Vec::new(),
        people: Vec::new(),
        agreement: None,
        promises: Vec::new(),
        programmes: Vec::new(),
        numbers: Vec::new(),
        quotes: Vec::new(),
        topics: Vec::new(),
        boilerplate: Vec::new(),
        warnings: warning.into_iter().collect(),
    }
}

fn fill(reading: &mut Reading, doc: &mut Doc<'_>, published: Option<Date>) {
    let dateline = layout::lay_out(doc);
    let passages = quote::passages(doc);
    let doc = &*doc;
    let dates = when::mentions(doc);
    let when = when::weigh(doc, &dates, dateline, published);
    let known = Known::of(doc);
    let mut people = people::people(doc, &known);
    let speakers = speaker::speakers(doc, &people, &passages);
    let came = attendance::attendance(doc, &people, &speakers);
    let governments = party::governments(doc, &known);
    let (bodies, short_names) = alias::with_short_names(doc, party::bodies(doc, &known));
    inherit(doc, &mut people);
    find_bodies(doc, &mut people, &bodies);
    let people = people;
    let speaking = |at: usize| speaker_at(&passages, &speakers, at);
    let homes = homes(doc, &people, &governments, &bodies, &speaking);

    reading.source = front::source(doc, dateline, &when);
    reading.title = front::title(doc);
    reading.event = event::event(doc);
    reading.place = place::place(doc, &when.event, dateline);
    reading.numbers = number::numbers(doc, &dates, MAX_NUMBERS);
    let signing = reading.event.kind == GatheringKind::Signing;
    reading.agreement = agreement::agreement(doc, signing);
    let (parties, mentioned) = party::parties(
        doc,
        &people,
        &came,
        &homes,
        &governments,
        &bodies,
        dateline.end,
    );
    reading.parties = under_full_names(parties, &short_names);
    reading.regions_mentioned = mentioned;
    let (listed, places) = list_people(doc, &people, &came, &speakers, &homes);
    let sides: Vec<Option<String>> = (0..people.all.len())
        .map(|who| {
            let side = side(doc, &people, who, &homes)?;
            Some(short_names.full(&side).map_or(side.clone(), str::to_owned))
        })
        .collect();
    let party_regions: Vec<Region> = reading
        .parties
        .iter()
        .filter_map(|party| domain::region::find(party.code.as_ref()?))
        .collect();
    let context = Context {
        doc,
        people: &people,
        sides: &sides,
        homes: &homes,
        parties: &party_regions,
        taking_part: &reading.parties,
        speakers: &speakers,
        governments: &governments,
        bodies: &bodies,
        numbers: &reading.numbers,
        anchor: when.anchor,
        speaking: &speaking,
    };
    reading.promises = promise::promises(&context);
    let signed = reading
        .agreement
        .as_ref()
        .and_then(|agreement| promise::signed(&context, agreement));
    reading.promises.extend(signed);
    for promise in &mut reading.promises {
        if let Some(actor) = promise.actor.as_mut()
            && let Some(full) = short_names.full(&actor.value)
        {
            actor.value = full.to_owned();
        }
        promise.person = promise.person.and_then(|who| places[who]);
    }
    reading.quotes = quotes(doc, &people, &passages, &speakers, &places);
    reading.people = listed;
    // Behind all others: promises and quotes point at places in this list.
    reading.people.extend(group::groups(&group::Around {
        doc,
        people: &people,
        homes: &homes,
        governments: &governments,
        bodies: &bodies,
        parties: &party_regions,
    }));
    councils_of_groups(reading);
    for person in &mut reading.people {
        if let Some(of) = person.institution.as_mut()
            && let Some(full) = short_names.full(&of.value)
        {
            of.value = full.to_owned();
        }
    }
    reading.programmes = topic::programmes(doc);
    reading.topics = topic::topics(doc);
    reading.boilerplate = boilerplate(doc);
    warn(reading, doc, &passages, people.too_many);
    reading.warnings.extend(when.warning);
    reading.date = when.event;
}

/// `UM Metro` is the university that the report names in full: each body stands once.
fn under_full_names(parties: Vec<Party>, short_names: &alias::ShortNames<'_>) -> Vec<Party> {
    let mut named: Vec<Party> = Vec::with_capacity(parties.len());
    for mut party in parties {
        let full = short_names
            .full(&party.name)
            .filter(|_| party.code.is_none());
        if let Some(full) = full {
            party.name = full.to_owned();
        }
        match named
            .iter_mut()
            .find(|held| held.name == party.name && held.code == party.code)
        {
            Some(held) => held.spans.append(&mut party.spans),
            None => named.push(party),
        }
    }
    named
}

/// The speaker of the passage that a token lies in.
fn speaker_at(passages: &[Passage], speakers: &Speakers, at: usize) -> Option<usize> {
    let index = passages
        .partition_point(|passage| passage.open <= at)
        .checked_sub(1)?;
    passages.get(index).filter(|passage| at < passage.close)?;
    speakers.of_passage.get(index).copied().flatten()
}

// ---------------------------------------------------------------- people

/// The people in the order of their first mention, and by person the place in that list.
fn list_people(
    doc: &Doc<'_>,
    people: &People,
    came: &[Came],
    speakers: &Speakers,
    homes: &[Option<Region>],
) -> (Vec<Person>, Vec<Option<usize>>) {
    let mut order: Vec<usize> = (0..people.all.len())
        .filter(|who| is_listed(people, came, *who))
        .collect();
    order.sort_by_key(|who| {
        people.all[*who]
            .mentions
            .first()
            .map_or(usize::MAX, |mention| people.mentions[*mention].first)
    });
    let mut places = vec![None; people.all.len()];
    for (place, who) in order.iter().enumerate() {
        places[*who] = Some(place);
    }
    let listed = order
        .iter()
        .map(|who| {
            let came_for = came
                .iter()
                .position(|other| other.represented_by == Some(*who));
            person(
                doc,
                people,
                *who,
                came[*who],
                homes[*who],
                came_for,
                &places,
            )
        })
        .collect();
    debug_assert!(speakers.has_spoken.len() == people.all.len());
    (listed, places)
}

/// `sejumlah anggota DPRD Sumba Timur`: their council took part, though nobody of it is named.
fn councils_of_groups(reading: &mut Reading) {
    let group = |person: &&Person| {
        let several = |role: &Found<String>| role.value.ends_with("(sejumlah)");
        person.name.is_none() && person.role.as_ref().is_some_and(several)
    };
    for person in reading.people.iter().filter(group) {
        let Some(council) = person
            .institution
            .as_ref()
            .filter(|of| of.value.starts_with("DPR"))
        else {
            continue;
        };
        let known = reading
            .parties
            .iter()
            .any(|party| party.name == council.value);
        if !known && reading.parties.len() < party::MAX_PARTIES {
            reading.parties.push(Party {
                code: None,
                name: council.value.clone(),
                spans: council.spans.clone(),
                implied: false,
            });
        }
    }
}

/// An office whose holder is not named is listed when it came, was missed, or is of the state.
fn is_listed(people: &People, came: &[Came], who: usize) -> bool {
    let somebody = &people.all[who];
    if somebody.mentions.is_empty() {
        return false;
    }
    let nation = somebody.post.as_ref().is_some_and(|post| {
        let head = matches!(
            post.class,
            Class::PostProvince | Class::PostRegency | Class::PostCity
        );
        post.class == Class::PostNation || head && post.region.is_some()
    });
    somebody.name.is_some() || nation || came[who].attendance != Attendance::Mentioned
}

fn person(
    doc: &Doc<'_>,
    people: &People,
    who: usize,
    came: Came,
    home: Option<Region>,
    came_for: Option<usize>,
    places: &[Option<usize>],
) -> Person {
    let somebody = &people.all[who];
    let spans = somebody.mentions.iter().take(200).map(|at| {
        let mention = people.mentions[*at];
        doc.span(mention.first, mention.end)
    });
    let role = somebody.post.as_ref().map(|post| {
        Found::at(
            without_office(role(doc, post)),
            doc.span(post.first, post.end),
        )
    });
    // `Danramil, Babinsa`: of which district or village is not told.
    let told = |post: &&Post| {
        somebody.name.is_some() || post.region.is_some() || !super::alone::is_guard(&post.role)
    };
    // `Menteri Dalam Negeri diwakili Staf Ahli Bidang Ekonomi`: of the ministry.
    let sender = came_for.and_then(|who| people.all[who].post.as_ref());
    let sender = |post: &Post| {
        let own = post.region.is_some() || post.body.is_some();
        sender.filter(|sender| sender.class == Class::PostNation && !own)
    };
    let institution = somebody.post.as_ref().filter(told).and_then(|post| {
        let span = doc.span(post.first, post.end);
        let name = match sender(post) {
            Some(sender) => institution_of(doc, sender, None),
            None => institution_of(doc, post, home),
        };
        name.map(|name| Found::at(name, span))
    });
    Person {
        name: somebody.name.clone(),
        role,
        institution,
        region: home.map(|region| region.code),
        attendance: came.attendance,
        represented_by: came.represented_by.and_then(|who| places[who]),
        titles: somebody.titles.clone(),
        spans: spans.collect(),
    }
}

/// The post; "Kepala" and "Ketua" alone carry the body's short name.
fn role(doc: &Doc<'_>, post: &Post) -> String {
    let Some((first, end)) = post.body else {
        return post.role.clone();
    };
    let body = doc.words(first, end);
    let core = post
        .role
        .strip_suffix(&body)
        .map(str::trim_end)
        .unwrap_or(&post.role);
    let generic = matches!(
        core,
        "Kepala"
            | "Ketua"
            | "Wakil Ketua"
            | "Sekretaris"
            | "Anggota"
            | "Kepala Perwakilan"
            | "Wakil Kepala"
    );
    if generic {
        let short: Vec<&str> = body
            .split(' ')
            .take_while(|word| *word != "Republik" && *word != "RI")
            .collect();
        return format!("{core} {}", short.join(" "));
    }
    core.to_owned()
}

fn institution_of(doc: &Doc<'_>, post: &Post, home: Option<Region>) -> Option<String> {
    if post.class == Class::PostNation {
        return Some(
            match post
                .role
                .strip_prefix("Menteri ")
                .or_else(|| post.role.strip_prefix("Wakil Menteri "))
            {
                Some(field) => format!("Kementerian {field}"),
                None => "Republik Indonesia".to_owned(),
            },
        );
    }
    let with_home = Post {
        region: home,
        ..post.clone()
    };
    party::institution_body(doc, &with_home).or_else(|| home.map(|region| institution(&region)))
}

/// `Asisten II Setdakab` is an `Asisten II`: the secretariat is where all of them sit.
fn without_office(role: String) -> String {
    let of: [&str; 7] = [
        "Setda",
        "Setdakab",
        "Setdako",
        "Setdaprov",
        "Setkab",
        "Setko",
        "Sekko",
    ];
    let role = match role.strip_suffix(" Sekretariat Daerah") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => role,
    };
    let heads = ["Asisten ", "Kepala Bagian ", "Kepala Biro ", "Staf Ahli "];
    match role.rsplit_once(' ') {
        Some((rest, last))
            if of.contains(&last) && heads.iter().any(|head| role.starts_with(head)) =>
        {
            rest.to_owned()
        }
        _ => role,
    }
}

/// Whom `pihaknya` and `kami` mean when this person speaks.
fn side(doc: &Doc<'_>, people: &People, who: usize, homes: &[Option<Region>]) -> Option<String> {
    let post = people.all[who].post.as_ref()?;
    let home = homes[who];
    let head = matches!(
        post.class,
        Class::PostProvince | Class::PostRegency | Class::PostCity
    );
    let deputies = ["Sekretaris Daerah", "Asisten ", "Staf Ahli "];
    let for_all = deputies.iter().any(|role| post.role.contains(role));
    // An inspector's office is the inspectorate.
    if post.role.contains("Inspektur") && post.class == Class::PostOffice {
        return home.map(|region| format!("Inspektorat {}", region.full_name()));
    }
    if head || post.class == Class::PostOffice && (!post.unit || for_all) {
        return home.map(|region| government(&region));
    }
    let of_office = (post.first..post.end).any(|at| doc.is(at, Class::Office));
    if post.role.starts_with("Direktur RSU") {
        return institution_of(doc, post, home);
    }
    if post.class == Class::PostOffice || of_office && post.role.starts_with("Kepala ") {
        let role = super::alone::role_core(&post.role);
        let office = role
            .strip_prefix("Kepala Pelaksana ")
            .or_else(|| role.strip_prefix("Kepala "))
            .or_else(|| {
                let office = role.strip_prefix("Sekretaris ")?;
                let body = ["Dinas ", "Badan ", "B"];
                body.iter()
                    .any(|head| office.starts_with(head))
                    .then_some(office)
            })
            .unwrap_or(role);
        return Some(match home {
            Some(region) => format!("{office} {}", region.name),
            None => office.to_owned(),
        });
    }
    institution_of(doc, post, home)
}

// ---------------------------------------------------------------- the rest

fn quotes(
    doc: &Doc<'_>,
    people: &People,
    passages: &[Passage],
    speakers: &Speakers,
    places: &[Option<usize>],
) -> Vec<Quote> {
    let found = passages.iter().zip(&speakers.of_passage).take(MAX_QUOTES);
    found
        .map(|(passage, who)| {
            let name = who.and_then(|who| {
                let somebody = &people.all[who];
                somebody.name.clone().or_else(|| {
                    somebody
                        .post
                        .as_ref()
                        .map(|post| doc.words(post.first, post.end))
                })
            });
            let spans = who.and_then(|who| {
                let mentions = &people.all[who].mentions;
                let first = people.mentions[*mentions.first()?];
                Some(doc.span(first.first, first.end))
            });
            Quote {
                speaker: name.zip(spans).map(|(name, span)| Found::at(name, span)),
                person: who.and_then(|who| places[who]),
                span: doc.span(passage.first, passage.end),
                unclosed: passage.unclosed,
            }
        })
        .collect()
}

fn boilerplate(doc: &Doc<'_>) -> Vec<Span> {
    let blocks = doc
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Boilerplate);
    let mut spans: Vec<Span> = blocks
        .map(|block| doc.span(block.first, block.end))
        .collect();
    spans.sort_unstable();
    spans
}

fn warn(reading: &mut Reading, doc: &Doc<'_>, passages: &[Passage], too_many_people: bool) {
    let unclosed = passages.iter().filter(|passage| passage.unclosed).take(20);
    let warnings = unclosed.map(|passage| Warning::UnclosedQuote {
        span: doc.span(passage.first, passage.end),
    });
    reading.warnings.extend(warnings);
    let limits = [
        ("people", too_many_people, people::MAX_PEOPLE),
        ("numbers", reading.numbers.len() >= MAX_NUMBERS, MAX_NUMBERS),
        ("quotes", passages.len() > MAX_QUOTES, MAX_QUOTES),
        (
            "promises",
            reading.promises.len() >= promise::MAX_PROMISES,
            promise::MAX_PROMISES,
        ),
        (
            "parties",
            reading.parties.len() >= party::MAX_PARTIES,
            party::MAX_PARTIES,
        ),
    ];
    for (what, _, limit) in limits.into_iter().filter(|(_, reached, _)| *reached) {
        reading.warnings.push(Warning::TooMany { what, limit });
    }
}
