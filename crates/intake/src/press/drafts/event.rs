//! The event itself: the gathering with those who came, and the agreement.

use std::collections::BTreeSet;

use domain::agreement::{self, Agreement, Instrument, Scheme, Signing};
use domain::citation::{self, Citation};
use domain::gathering::{self, Gathering, GatheringKind, Outcome};
use domain::id::{AgreementId, GatheringId, OrganizationId};
use domain::text::Text;
use domain::{Lang, Reference, SubjectKind, When};

use super::super::normal;
use super::super::reading::{DateBasis, Found, Span};
use super::super::same_event::{self, About, Event};
use super::super::score::matching::{same_name, same_words_roughly};
use super::actors::Actor;
use super::guests::{Guest, guests};
use super::{Builder, Member, Reason, sentence};

/// What the rest of a report's drafts refer to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    pub(super) gathering: Option<GatheringId>,
    pub(super) on: Option<When>,
}

impl Builder<'_> {
    /// Drafts one event from all reports of it.
    pub(super) fn event(&mut self, members: &[Member<'_>], event: &Event) {
        let known = |kind| {
            let known = same_event::matches(event, &self.recorded);
            let known = known.into_iter().find(|known| known.id.kind == kind);
            known.map(|known| (known.id, known.event.title.clone()))
        };
        let (known_gathering, known_agreement) =
            (known(SubjectKind::Gathering), known(SubjectKind::Agreement));
        let guests = guests(members);
        // Everybody is looked up before anything refers to them: a description stands before what points at it.
        let actors: Vec<Actor> = guests
            .iter()
            .map(|guest| self.guest(guest, members))
            .collect();
        let on = members
            .iter()
            .find_map(|member| member.report.reading.date.from)
            .map(When::Day);
        let gathering = match known_gathering {
            Some((id, title)) => {
                self.gap(&members[0], &[], "", Reason::Recorded { title });
                Some(GatheringId(id.id))
            }
            None => self.gathering(members, &guests, &actors, on),
        };
        match known_agreement {
            Some((_, title)) => self.gap(&members[0], &[], "", Reason::Recorded { title }),
            None => self.agreement(members, gathering, on),
        }
        for member in members {
            let published = member.published().map(When::Day);
            let people: Vec<Actor> = member
                .report
                .reading
                .people
                .iter()
                .map(|person| {
                    let is_it = |guest: &Guest<'_>| {
                        guest
                            .said
                            .iter()
                            .any(|(_, said)| std::ptr::eq(*said, person))
                    };
                    guests
                        .iter()
                        .position(is_it)
                        .map(|at| actors[at])
                        .unwrap_or_default()
                })
                .collect();
            let frame = Frame {
                gathering,
                on: on.or(published),
            };
            self.said(member, &people, frame);
        }
    }

    fn gathering(
        &mut self,
        members: &[Member<'_>],
        guests: &[Guest<'_>],
        actors: &[Actor],
        on: Option<When>,
    ) -> Option<GatheringId> {
        let readings = || members.iter().map(|member| member.report.reading);
        let kind = readings()
            .map(|r| r.event.kind)
            .find(|kind| *kind != GatheringKind::Other)
            .unwrap_or(GatheringKind::Other);
        let mut participants = self.participants(members, guests, actors);
        self.parties(members, &mut participants);
        if participants.is_empty() && on.is_none() && kind == GatheringKind::Other {
            return None;
        }
        let dated = members
            .iter()
            .find(|member| member.report.reading.date.from.is_some());
        let basis = dated
            .map(|member| member.report.reading.date.basis)
            .filter(|b| !matches!(b, DateBasis::Explicit | DateBasis::Range));
        let place = longest(
            members
                .iter()
                .filter_map(|m| Some((m, m.report.reading.place.as_ref()?))),
        );
        let mut sources: Vec<Citation> = members
            .iter()
            .map(|member| member.cite(&first_words(member)))
            .collect();
        sources.dedup();
        let mut topics: Vec<Text> = Vec::new();
        for topic in readings()
            .flat_map(|r| &r.topics)
            .map(|topic| sentence(&topic.value))
        {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        let title = title(members, kind);
        let day = on.map(|on| on.to_string()).unwrap_or_default();
        let key = self.free_key(SubjectKind::Gathering, &format!("{day} {}", title.id));
        let differences = self.differences(members, &|about| {
            matches!(
                about,
                About::Date | About::Place | About::Kind | About::Attendance(_)
            )
        });
        let description = gathering::Description {
            title,
            kind,
            from: on,
            to: readings().find_map(|r| r.date.to).map(When::Day),
            date_basis: basis.map(basis_words),
            place: place.map(|(_, place)| Text::id(&place.value)),
            hosts: Vec::new(),
            participants,
            topics,
            sources,
            differences,
        };
        let subject = self.describe::<Gathering>(&key, description, on);
        Some(GatheringId(subject.id))
    }

    fn agreement(
        &mut self,
        members: &[Member<'_>],
        gathering: Option<GatheringId>,
        on: Option<When>,
    ) {
        let read: Vec<_> = members
            .iter()
            .filter_map(|member| Some((member, member.report.reading.agreement.as_ref()?)))
            .collect();
        let Some((first, named)) = read.first() else {
            return;
        };
        let about = named.kind.value.clone();
        let instrument = read
            .iter()
            .find_map(|(_, agreement)| instrument(&agreement.kind.value));
        let parties = self.agreeing(members);
        let subjects = merged_subjects(&read);
        let spans = named.kind.spans.clone();
        let (Some(instrument), false, false) = (instrument, parties.len() < 2, subjects.is_empty())
        else {
            let reason = match (instrument, parties.len() < 2) {
                (None, _) => Reason::NoInstrument,
                (_, true) => Reason::TooFewParties,
                _ => Reason::NoSubjects,
            };
            return self.gap(first, &spans, &about, reason);
        };
        if is_name_of_the_press(&about) {
            self.gap(first, &spans, &about, Reason::NameOfThePress);
        }
        let scheme = scheme(instrument, members);
        self.gap(
            first,
            &spans,
            &about,
            Reason::SchemeAssumed {
                scheme: scheme.as_str(),
            },
        );
        let names: Vec<String> = parties.iter().map(|(_, name)| name.clone()).collect();
        let title = sentence(&format!(
            "{} {} tentang {}",
            instrument_words(instrument),
            listed(&names),
            listed(&subjects)
        ));
        let sources: Vec<Citation> = read
            .iter()
            .map(|(member, agreement)| member.cite(&agreement.kind.spans))
            .collect();
        let day = on.map(|on| on.to_string()).unwrap_or_default();
        let key = self.free_key(
            SubjectKind::Agreement,
            &format!("{day} {} {}", instrument_words(instrument), names.join(" ")),
        );
        let description = agreement::Description {
            title: title.clone(),
            instrument,
            scheme,
            parties: parties.into_iter().map(|(id, _)| id).collect(),
            subjects: subjects.iter().map(|subject| sentence(subject)).collect(),
            parent: None,
            unknown: None,
            sources: sources.clone(),
            differences: self.differences(members, &|about| {
                matches!(about, About::AgreementKind | About::Subject)
            }),
        };
        let subject = self.describe::<Agreement>(&key, description, on);
        let signed = members
            .iter()
            .any(|member| member.report.reading.event.kind == GatheringKind::Signing);
        if signed {
            self.signed(AgreementId(subject.id), title, gathering, on, &sources);
        }
    }

    fn signed(
        &mut self,
        id: AgreementId,
        title: Text,
        gathering: Option<GatheringId>,
        on: Option<When>,
        sources: &[Citation],
    ) {
        let signing = Signing {
            numbers: Vec::new(),
            signatories: Vec::new(),
            from: None,
            to: None,
            term: None,
            terms: Vec::new(),
            gathering,
            sources: sources.to_vec(),
        };
        let subject = Reference::from(id);
        self.note::<Agreement>(
            subject,
            "tanda-tangan",
            agreement::Fact::Signed(signing),
            on,
        );
        // A recorded gathering is not added to: its facts are somebody else's work.
        if let Some(gathering) = gathering.filter(|id| !self.register.has((*id).into())) {
            let outcome = Outcome {
                what: Text::id(format!("Ditandatangani: {}", title.id)),
                subject: Some(subject),
                sources: sources.to_vec(),
            };
            self.note::<Gathering>(
                gathering.into(),
                "kesepakatan",
                gathering::Fact::Outcome(outcome),
                on,
            );
        }
    }

    /// The parties of an agreement, with their names: of governments that took part, named and not only implied, those
    /// alone, since councils and agencies witness what governments sign; of one government, the other bodies too.
    fn agreeing(&mut self, members: &[Member<'_>]) -> Vec<(OrganizationId, String)> {
        let governments = distinct_governments(members) >= 2;
        let mut all: Vec<(OrganizationId, String)> = Vec::new();
        for member in members {
            let named = member
                .report
                .reading
                .parties
                .iter()
                .filter(|party| !party.implied);
            for party in named.filter(|party| !governments || party.code.is_some()) {
                let id = match party.code {
                    Some(code) => self.government(&code),
                    None => self.body(&party.name, None, &member.cite(&party.spans)),
                };
                if let Some(id) = id.filter(|id| !all.iter().any(|(known, _)| known == id)) {
                    all.push((id, party.name.clone()));
                }
            }
        }
        all
    }

    /// Where the reports differ, as the record keeps it.
    fn differences(
        &self,
        members: &[Member<'_>],
        wanted: &dyn Fn(&About) -> bool,
    ) -> Vec<citation::Difference> {
        let readings: Vec<_> = members.iter().map(|member| member.report.reading).collect();
        let all = same_event::differences(&readings);
        all.into_iter()
            .filter(|difference| wanted(&difference.about))
            .map(|difference| citation::Difference {
                about: Text::both(
                    difference.about.explain(Lang::Id),
                    difference.about.explain(Lang::En),
                ),
                versions: difference
                    .versions
                    .into_iter()
                    .map(|version| citation::Version {
                        says: sentence(&version.says),
                        sources: version
                            .reports
                            .iter()
                            .map(|(at, spans)| members[*at].cite(spans))
                            .collect(),
                    })
                    .collect(),
            })
            .collect()
    }
}

fn title(members: &[Member<'_>], kind: GatheringKind) -> Text {
    let word = match kind {
        GatheringKind::Signing => "Penandatanganan",
        GatheringKind::Coordination => "Rapat koordinasi",
        GatheringKind::Visit => "Kunjungan",
        GatheringKind::Retreat => "Retret",
        GatheringKind::Launch => "Peluncuran",
        GatheringKind::Deliberation => "Musyawarah",
        GatheringKind::Other => "Pertemuan",
    };
    let mut names: Vec<String> = Vec::new();
    for party in members
        .iter()
        .flat_map(|member| &member.report.reading.parties)
        .filter(|party| !party.implied)
    {
        if !names.iter().any(|name| same_name(name, &party.name)) {
            names.push(party.name.clone());
        }
    }
    let agreement = members
        .iter()
        .find_map(|member| member.report.reading.agreement.as_ref());
    let what = agreement
        .filter(|_| kind == GatheringKind::Signing)
        .map(|agreement| format!(" {}", agreement.kind.value))
        .unwrap_or_default();
    if names.is_empty() {
        let own = members
            .iter()
            .find_map(|member| member.report.reading.title.as_ref());
        return own.map_or_else(|| Text::id(word), |title| sentence(&title.text));
    }
    // More names than a title bears: the first ones and how many more.
    let more = names.len().saturating_sub(4);
    names.truncate(4);
    let names = match more {
        0 => listed(&names),
        more => format!("{} dan {more} lainnya", names.join(", ")),
    };
    Text::id(format!("{word}{what} {names}"))
}

fn basis_words(basis: DateBasis) -> Text {
    match basis {
        DateBasis::WeekdayOnly => Text::both(
            "Teks hanya menyebut hari; tanggalnya dihitung dari hari terbit.",
            "The text gives only the weekday; the day is reckoned from the day of publication.",
        ),
        DateBasis::DayAndMonth => Text::both(
            "Teks menyebut hari dan bulan tanpa tahun; tahunnya dihitung.",
            "The text gives day and month without a year; the year is reckoned.",
        ),
        _ => Text::both(
            "Teks menyebut tanggalnya secara nisbi; dihitung dari hari terbit.",
            "The text gives the day relative to its publication.",
        ),
    }
}

/// Where a report tells of the event: the words that decided its kind, or its date, or the whole.
fn first_words(member: &Member<'_>) -> Vec<Span> {
    let reading = member.report.reading;
    let spans = if reading.event.spans.is_empty() {
        &reading.date.spans
    } else {
        &reading.event.spans
    };
    spans.clone()
}

/// The longest of some words: it says most.
fn longest<'a, M>(
    all: impl Iterator<Item = (M, &'a Found<String>)>,
) -> Option<(M, &'a Found<String>)> {
    all.max_by_key(|(_, found)| found.value.len())
}

/// The subjects of all reports, those that mean the same once, in the first one's words.
fn merged_subjects(read: &[(&Member<'_>, &super::super::reading::Agreement)]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for subject in read.iter().flat_map(|(_, agreement)| &agreement.subjects) {
        if !all
            .iter()
            .any(|known| same_words_roughly(known, &subject.value))
        {
            all.push(subject.value.clone());
        }
    }
    all
}

/// "A, B dan C".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} dan {last}", first.join(", ")),
    }
}

/// What the press calls a joint agreement between regions. In law a memorandum of understanding is a foreign text, and its
/// Indonesian name no instrument of its own (docs/glossary.md).
const NAMES_OF_THE_PRESS: [&str; 4] = ["nota kesepahaman", "mou", "memorandum", "kesepakatan"];

pub(super) fn is_name_of_the_press(kind: &str) -> bool {
    let words = normal::words(kind).join(" ");
    NAMES_OF_THE_PRESS
        .iter()
        .any(|name| words.starts_with(name))
        && !words.starts_with("kesepakatan bersama")
}

fn instrument(kind: &str) -> Option<Instrument> {
    if is_name_of_the_press(kind) {
        return Some(Instrument::KesepakatanBersama);
    }
    let words = normal::words(kind).join(" ");
    let known = [
        ("kesepakatan bersama", Instrument::KesepakatanBersama),
        ("perjanjian kerja sama", Instrument::PerjanjianKerjaSama),
        ("nota kesepakatan", Instrument::NotaKesepakatan),
        ("letter of intent", Instrument::LetterOfIntent),
        ("naskah kerja sama", Instrument::NaskahKerjaSama),
        ("komitmen", Instrument::Komitmen),
    ];
    known
        .into_iter()
        .find(|(name, _)| words.starts_with(name))
        .map(|(_, instrument)| instrument)
}

const fn instrument_words(instrument: Instrument) -> &'static str {
    match instrument {
        Instrument::KesepakatanBersama => "kesepakatan bersama",
        Instrument::PerjanjianKerjaSama => "perjanjian kerja sama",
        Instrument::NotaKesepakatan => "nota kesepakatan",
        Instrument::LetterOfIntent => "letter of intent",
        Instrument::NaskahKerjaSama => "naskah kerja sama",
        Instrument::Komitmen => "komitmen",
    }
}

/// How many governments took part, each once, those that are only implied aside.
fn distinct_governments(members: &[Member<'_>]) -> usize {
    let parties = members
        .iter()
        .flat_map(|member| &member.report.reading.parties);
    let codes: BTreeSet<&str> = parties
        .filter(|party| !party.implied)
        .filter_map(|party| party.code.as_deref())
        .collect();
    codes.len()
}

/// The scheme that the parties suggest: regions among themselves choose to cooperate, unless a law makes them, which no
/// report tells.
fn scheme(instrument: Instrument, members: &[Member<'_>]) -> Scheme {
    match instrument {
        Instrument::Komitmen => Scheme::Komitmen,
        Instrument::NotaKesepakatan => Scheme::Sinergi,
        Instrument::LetterOfIntent | Instrument::NaskahKerjaSama => Scheme::Ksdpl,
        _ if distinct_governments(members) >= 2 => Scheme::KsddSukarela,
        _ => Scheme::Ksdpk,
    }
}
