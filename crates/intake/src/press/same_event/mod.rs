//! Several reports of one event: which readings tell of the same one, which event of the record that is, and where they
//! differ. Rules and points: `docs/howto/read-press.md`.

use std::collections::BTreeSet;

use domain::gathering::GatheringKind;
use domain::{Lang, Reference};
use jiff::civil::Date;

use super::normal;
use super::reading::{Attendance, Person, Reading, Span};
use super::score::matching::{same_name_words, same_roots, same_words_roughly};

/// So many points make two events one.
const SAME: i32 = 6;

/// What tells events apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// Its title.
    pub title: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day, of several.
    pub to: Option<Date>,
    /// What kind it is; none where it is not told.
    pub kind: Option<GatheringKind>,
    /// The codes of governments and the names of other bodies.
    pub parties: Vec<String>,
    /// The names of those who were there.
    pub people: Vec<String>,
    /// Subjects of agreements, and topics.
    pub wording: Vec<String>,
}

/// An event that is recorded already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The gathering or the agreement.
    pub id: Reference,
    /// What tells it apart.
    pub event: Event,
}

impl Event {
    /// What a reading tells.
    pub fn of(reading: &Reading) -> Self {
        let wording = reading
            .agreement
            .iter()
            .flat_map(|agreement| &agreement.subjects);
        let came = |person: &&Person| person.attendance != Attendance::Mentioned;
        Self {
            title: reading
                .title
                .as_ref()
                .map(|title| title.text.clone())
                .unwrap_or_default(),
            from: reading.date.from,
            to: reading.date.to,
            kind: Some(reading.event.kind).filter(|kind| *kind != GatheringKind::Other),
            parties: reading
                .parties
                .iter()
                .map(|party| {
                    party
                        .code
                        .map_or_else(|| party.name.clone(), |code| code.to_string())
                })
                .collect(),
            people: reading
                .people
                .iter()
                .filter(came)
                .filter_map(|person| person.name.clone())
                .collect(),
            wording: wording
                .chain(&reading.topics)
                .map(|found| found.value.clone())
                .collect(),
        }
    }

    /// How many points speak for these being one event; none if something rules it out.
    pub fn likeness(&self, other: &Self) -> Option<i32> {
        Marks::of(self).likeness(&Marks::of(other))
    }

    /// Whether these are one event.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.likeness(other).is_some_and(|points| points >= SAME)
    }
}

/// What an event is compared by, prepared once for many comparisons.
struct Marks {
    days: Option<(Date, Date)>,
    kind: Option<GatheringKind>,
    parties: BTreeSet<BTreeSet<String>>,
    people: Vec<Vec<String>>,
    wording: Vec<BTreeSet<String>>,
    roots: BTreeSet<String>,
}

impl Marks {
    fn of(event: &Event) -> Self {
        let wording: Vec<BTreeSet<String>> = event
            .wording
            .iter()
            .map(|words| normal::roots(words))
            .collect();
        let roots = wording
            .iter()
            .flatten()
            .cloned()
            .chain(normal::roots(&event.title))
            .collect();
        Self {
            days: event.from.map(|from| (from, event.to.unwrap_or(from))),
            kind: event.kind,
            parties: event
                .parties
                .iter()
                .map(|party| normal::body(party))
                .collect(),
            people: event.people.iter().map(|name| normal::name(name)).collect(),
            wording,
            roots,
        }
    }

    fn likeness(&self, other: &Self) -> Option<i32> {
        Some(
            self.date_points(other)?
                + self.party_points(other)?
                + self.kind_points(other)
                + self.people_points(other)
                + self.wording_points(other),
        )
    }

    /// A day apart may be a slip of one report; more rules it out.
    fn date_points(&self, other: &Self) -> Option<i32> {
        let (Some((a, a_end)), Some((b, b_end))) = (self.days, other.days) else {
            return Some(0);
        };
        if a <= b_end && b <= a_end {
            return Some(3);
        }
        let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
        let apart = if a_end < b {
            days(a_end, b)
        } else {
            days(b_end, a)
        };
        (apart <= 1).then_some(0)
    }

    /// Parties that have nothing in common rule it out.
    fn party_points(&self, other: &Self) -> Option<i32> {
        let (a, b) = (&self.parties, &other.parties);
        if a.is_empty() || b.is_empty() {
            return Some(0);
        }
        let shared = a.intersection(b).count();
        match shared {
            0 => None,
            _ if a == b => Some(3),
            1 => Some(1),
            _ if shared * 2 >= a.len().min(b.len()) => Some(2),
            _ => Some(1),
        }
    }

    fn kind_points(&self, other: &Self) -> i32 {
        match (self.kind, other.kind) {
            (Some(a), Some(b)) if a == b => 2,
            (Some(_), Some(_)) => -1,
            _ => 0,
        }
    }

    fn people_points(&self, other: &Self) -> i32 {
        let shared = self
            .people
            .iter()
            .filter(|a| other.people.iter().any(|b| same_name_words(a, b)));
        shared.take(2).count() as i32
    }

    fn wording_points(&self, other: &Self) -> i32 {
        let alike = || {
            self.wording
                .iter()
                .any(|a| other.wording.iter().any(|b| same_roots(a, b)))
        };
        let shared = self.roots.intersection(&other.roots).count();
        match shared {
            0 => 0,
            _ if alike() => 2,
            3.. => 1,
            _ => 0,
        }
    }
}

/// Sorts events into groups of one event each, in the order of their first.
///
/// An event joins the group in which it is most alike to one, if nothing rules out that it is any of the others: so two
/// days are never joined by a report that states none.
pub fn groups(events: &[Event]) -> Vec<Vec<usize>> {
    let marks: Vec<Marks> = events.iter().map(Marks::of).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, event) in marks.iter().enumerate() {
        let fit = |group: &Vec<usize>| -> Option<i32> {
            let points: Option<Vec<i32>> = group
                .iter()
                .map(|other| event.likeness(&marks[*other]))
                .collect();
            points?.into_iter().max().filter(|points| *points >= SAME)
        };
        let best = groups
            .iter()
            .enumerate()
            .filter_map(|(at, group)| Some((fit(group)?, std::cmp::Reverse(at))))
            .max();
        match best {
            Some((_, std::cmp::Reverse(group))) => groups[group].push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// The recorded events that one may be, the likeliest first.
pub fn matches<'a>(event: &Event, known: &'a [Known]) -> Vec<&'a Known> {
    let marks = Marks::of(event);
    let mut found: Vec<(i32, &Known)> = known
        .iter()
        .filter_map(|known| Some((marks.likeness(&Marks::of(&known.event))?, known)))
        .filter(|(points, _)| *points >= SAME)
        .collect();
    // A stable sort: of equal points the first recorded stays first.
    found.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    found.into_iter().map(|(_, known)| known).collect()
}

/// Whether two acts that were promised share enough words to be the same.
pub fn same_promise(one: &str, other: &str) -> bool {
    same_words_roughly(one, other)
}

/// On what reports of one event differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// When it was.
    Date,
    /// Where it was.
    Place,
    /// What kind of event it was.
    Kind,
    /// What the agreement is called.
    AgreementKind,
    /// What the agreement is about.
    Subject,
    /// Whether somebody came: the name.
    Attendance(String),
    /// Which post somebody holds: the name.
    Post(String),
}

impl About {
    /// In words.
    pub fn explain(&self, lang: Lang) -> String {
        match self {
            Self::Date => lang.pick("Tanggal", "Date").to_owned(),
            Self::Place => lang.pick("Tempat", "Place").to_owned(),
            Self::Kind => lang.pick("Jenis peristiwa", "Kind of event").to_owned(),
            Self::AgreementKind => lang
                .pick("Nama dokumen", "What the document is called")
                .to_owned(),
            Self::Subject => lang
                .pick("Pokok kesepakatan", "Subject of the agreement")
                .to_owned(),
            Self::Attendance(name) => format!("{}: {name}", lang.pick("Kehadiran", "Attendance")),
            Self::Post(name) => format!("{}: {name}", lang.pick("Jabatan", "Post")),
        }
    }
}

/// What one or more reports say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What they say.
    pub says: String,
    /// Which reports, and where in each.
    pub reports: Vec<(usize, Vec<Span>)>,
}

/// Something on which reports of one event differ, every version side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// On what.
    pub about: About,
    /// At least two, in the order of the reports.
    pub versions: Vec<Version>,
}

/// Where readings of one event differ. A report that says nothing of something differs from none.
pub fn differences(readings: &[&Reading]) -> Vec<Difference> {
    let mut all = Vec::new();
    let mut compare = |about: About, said: Said, same: &dyn Fn(&str, &str) -> bool| {
        let mut versions: Vec<Version> = Vec::new();
        for (report, says, spans) in said {
            match versions
                .iter_mut()
                .find(|version| same(&version.says, &says))
            {
                Some(version) => version.reports.push((report, spans)),
                None => versions.push(Version {
                    says,
                    reports: vec![(report, spans)],
                }),
            }
        }
        if versions.len() > 1 {
            all.push(Difference { about, versions });
        }
    };
    let each = |say: &dyn Fn(&Reading) -> Option<Read>| -> Said {
        readings
            .iter()
            .enumerate()
            .filter_map(|(at, reading)| say(reading).map(|(says, spans)| (at, says, spans)))
            .collect()
    };
    let words = |a: &str, b: &str| normal::words(a) == normal::words(b);

    let date = each(&|r| {
        let from = r.date.from?;
        let says = r
            .date
            .to
            .map_or_else(|| from.to_string(), |to| format!("{from}/{to}"));
        Some((says, r.date.spans.clone()))
    });
    compare(About::Date, date, &words);
    let place = each(&|r| {
        r.place
            .as_ref()
            .map(|place| (place.value.clone(), place.spans.clone()))
    });
    compare(About::Place, place, &super::score::matching::same_place);
    let kind = each(&|r| {
        (r.event.kind != GatheringKind::Other)
            .then(|| (r.event.id().to_owned(), r.event.spans.clone()))
    });
    compare(About::Kind, kind, &words);
    let kind = each(&|r| {
        r.agreement
            .as_ref()
            .map(|a| (a.kind.value.clone(), a.kind.spans.clone()))
    });
    compare(About::AgreementKind, kind, &words);
    for said in subjects(readings) {
        compare(About::Subject, said, &words);
    }
    for (name, people) in people(readings) {
        let came = people
            .iter()
            .map(|(at, person)| (*at, person.attendance.id().to_owned(), person.spans.clone()));
        // Naming somebody says nothing about who came.
        let came = came
            .filter(|(_, says, _)| says != Attendance::Mentioned.id())
            .collect();
        compare(About::Attendance(name.clone()), came, &words);
        let posts = people.iter().filter_map(|(at, person)| {
            let role = person.role.as_ref()?;
            Some((*at, role.value.clone(), role.spans.clone()))
        });
        compare(About::Post(name), posts.collect(), &|a, b| {
            normal::contains(&normal::body(a), &normal::body(b))
        });
    }
    all
}

/// What one report says of something, and where.
type Read = (String, Vec<Span>);

/// The same with the report's place among all.
type Said = Vec<(usize, String, Vec<Span>)>;

/// The subjects of all agreements, those that mean the same together.
///
/// *Pengembangan* and *pemanfaatan potensi daerah* share their last words, and so are two versions of one subject.
fn subjects(readings: &[&Reading]) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        for subject in reading
            .agreement
            .iter()
            .flat_map(|agreement| &agreement.subjects)
        {
            let said = (at, subject.value.clone(), subject.spans.clone());
            let alike = |other: &&mut Said| {
                other.iter().all(|(from, words, _)| {
                    *from != at && same_words_roughly(words, &subject.value)
                })
            };
            match all.iter_mut().find(alike) {
                Some(versions) => versions.push(said),
                None => all.push(vec![said]),
            }
        }
    }
    all
}

/// What each report that names somebody says of them.
pub(super) type Mentions<'a> = Vec<(usize, &'a Person)>;

/// The named people of all readings, each with what every report says of them.
pub(super) fn people<'a>(readings: &[&'a Reading]) -> Vec<(String, Mentions<'a>)> {
    let mut words: Vec<Vec<String>> = Vec::new();
    let mut all: Vec<(String, Mentions<'_>)> = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        for person in &reading.people {
            let Some(name) = &person.name else { continue };
            let said = normal::name(name);
            let alike = |known: &Vec<String>| {
                same_name_words(known, &said) || same_name_words(&said, known)
            };
            match words.iter().position(alike) {
                Some(place) => {
                    let (known, mentions) = &mut all[place];
                    if name.len() > known.len() {
                        known.clone_from(name);
                        words[place] = said;
                    }
                    mentions.push((at, person));
                }
                None => {
                    words.push(said);
                    all.push((name.clone(), vec![(at, person)]));
                }
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
