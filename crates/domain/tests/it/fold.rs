//! Any subsequence of a subject's entries folds, whatever was recorded: some of them may be withheld.
//!
//! Commands of every kind are made from dice, decided by the real rules, and what was decided is folded in part. The
//! dice are bytes, so that a failure shrinks to few of them.

use domain::any::{AnyCommand, AnyState};
use domain::citation::{Citation, Difference, How, Version};
use domain::entry::Micros;
use domain::id::{
    AgreementId, GatheringId, OrganizationId, PersonId, PostId, ProgrammeId, SourceId,
};
use domain::number::{Decimal, Rupiah};
use domain::public::PublicRecord;
use domain::subject::{Command, Stamp, Subject};
use domain::{Reference, SubjectKind, Text, When};
use domain::{
    agreement, commitment, disclosure, gathering, law, organization, person, post, programme,
    source, statement,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 22);

const KINDS: [SubjectKind; 10] = [
    SubjectKind::Organization,
    SubjectKind::Person,
    SubjectKind::Post,
    SubjectKind::Source,
    SubjectKind::Gathering,
    SubjectKind::Agreement,
    SubjectKind::Statement,
    SubjectKind::Programme,
    SubjectKind::Commitment,
    SubjectKind::Entry,
];

/// Choices, one byte each; when they run out, the first of everything.
struct Dice<'a>(std::slice::Iter<'a, u8>);

impl Dice<'_> {
    fn below(&mut self, n: usize) -> usize {
        self.0.next().map_or(0, |byte| usize::from(*byte) % n)
    }
    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 1).then(|| make(self))
    }
    fn some<T>(&mut self, least: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = least + self.below(3);
        (0..count).map(|_| make(self)).collect()
    }

    fn words(&mut self) -> String {
        // Some of these are refused: then nothing of them is recorded.
        self.of(&[
            "Jalan desa",
            "Pasar murah",
            "Ruang kelas ✓",
            "",
            " tepi",
            "a\u{301}",
        ])
        .to_owned()
    }
    fn good_words(&mut self) -> String {
        self.of(&["Jalan desa", "Pasar murah", "Ruang kelas ✓"])
            .to_owned()
    }
    fn text(&mut self) -> Text {
        if self.below(16) == 15 {
            return Text::id(self.words());
        }
        let id = self.good_words();
        Text {
            id,
            en: self.maybe(|dice| dice.good_words()),
        }
    }
    fn day(&mut self) -> Date {
        // One in many lies after today.
        let back = i64::try_from(self.below(256) * 5 + self.below(7)).unwrap() - 20;
        TODAY.checked_sub(back.days()).unwrap()
    }
    fn when(&mut self) -> When {
        let day = self.day();
        match self.below(4) {
            0 | 1 => When::Day(day),
            2 => When::Month(day.year(), day.month()),
            _ => When::Year(day.year()),
        }
    }
    fn key(&mut self) -> &'static str {
        self.of(&["36", "dinas", "kpk"])
    }
    fn organization(&mut self) -> OrganizationId {
        OrganizationId::from_key(self.key())
    }
    fn amount(&mut self) -> Rupiah {
        Rupiah(self.of(&[0, 1, 1_500_000_000, -1, 9_007_199_254_740_991, i64::MAX]))
    }
    fn decimal(&mut self) -> Decimal {
        self.of(&[
            Decimal::whole(0),
            Decimal::whole(42),
            Decimal::new(7322, 2),
            Decimal::new(-5, 9),
        ])
    }
    fn cited(&mut self) -> Vec<Citation> {
        let none = usize::from(self.below(12) != 11);
        self.some(none, |dice| Citation {
            source: SourceId::from_key(dice.of(&["a", "b"])),
            paragraph: dice.maybe(|dice| dice.below(9) as u32),
            how: dice.of(&[How::ParaphrasedFrom, How::QuotedFrom]),
        })
    }
    fn differences(&mut self) -> Vec<Difference> {
        let versions = |dice: &mut Self| {
            dice.some(0, |dice| Version {
                says: dice.text(),
                sources: dice.cited(),
            })
        };
        self.maybe(|dice| {
            vec![Difference {
                about: dice.text(),
                versions: versions(dice),
            }]
        })
        .unwrap_or_default()
    }
    fn figure(&mut self) -> organization::Figure {
        organization::Figure {
            measure: self.text(),
            value: self.decimal(),
            unit: self.good_words(),
            period: self.maybe(Self::when),
            standing: self.of(&[
                organization::Standing::Reported,
                organization::Standing::Target,
                organization::Standing::Budgeted,
            ]),
            note: self.maybe(Self::text),
            sources: self.cited(),
        }
    }
    fn quote(&mut self) -> Option<String> {
        self.maybe(|dice| {
            dice.of(&[
                "tujuh belas kata",
                "satu dua tiga empat lima enam tujuh delapan sembilan",
            ])
            .to_owned()
        })
    }

    /// A command about one subject: a description, or a fact under one of few keys.
    fn command<S: Subject>(
        &mut self,
        description: impl FnOnce(&mut Self) -> S::Description,
        fact: impl FnOnce(&mut Self) -> Option<S::Fact>,
    ) -> AnyCommand
    where
        AnyCommand: From<Command<S>>,
    {
        let on = self.maybe(Self::when);
        if self.below(4) > 0
            && let Some(fact) = fact(self)
        {
            return Command::<S>::Note {
                key: self.of(&["a", "b", "c", "d", "e", "f", "g", ""]).to_owned(),
                fact,
                on,
            }
            .into();
        }
        Command::<S>::Describe {
            key: self.maybe(|dice| dice.key().to_owned()),
            description: description(self),
            on,
            reason: self.maybe(Self::text),
        }
        .into()
    }

    fn any(&mut self, kind: SubjectKind) -> AnyCommand {
        match kind {
            SubjectKind::Organization => self
                .command::<organization::Organization>(Self::an_organization, |dice| {
                    Some(organization::Fact::Figure(dice.figure()))
                }),
            SubjectKind::Person => self.command::<person::Person>(Self::a_person, |_| None),
            SubjectKind::Post => self.command::<post::Post>(Self::a_post, |dice| Some(dice.held())),
            SubjectKind::Source => self.command::<source::Source>(Self::a_source, |_| None),
            SubjectKind::Gathering => {
                self.command::<gathering::Gathering>(Self::a_gathering, |dice| Some(dice.outcome()))
            }
            SubjectKind::Agreement => self
                .command::<agreement::Agreement>(Self::an_agreement, |dice| {
                    Some(dice.of_agreement())
                }),
            SubjectKind::Statement => {
                self.command::<statement::Statement>(Self::a_statement, |_| None)
            }
            SubjectKind::Programme => self
                .command::<programme::Programme>(Self::a_programme, |dice| {
                    Some(programme::Fact::Figure(dice.figure()))
                }),
            SubjectKind::Commitment => self
                .command::<commitment::Commitment>(Self::a_commitment, |dice| {
                    Some(dice.of_commitment())
                }),
            SubjectKind::Entry => self.command::<disclosure::Disclosure>(Self::an_act, |_| None),
        }
    }

    fn an_organization(&mut self) -> organization::Description {
        use organization::OrganizationKind as K;
        organization::Description {
            name: self.text(),
            kind: self.of(&[
                K::Province,
                K::Regency,
                K::City,
                K::Agency,
                K::Council,
                K::Supervisor,
                K::Central,
                K::Forum,
                K::ThirdParty,
            ]),
            region: self.maybe(|dice| dice.of(&["36", "36.73", "99.99"]).to_owned()),
            also_known_as: self.some(0, Self::good_words),
            parent: self.maybe(Self::organization),
            successor: self.maybe(Self::organization),
            seat: self.maybe(Self::words),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn a_person(&mut self) -> person::Description {
        person::Description {
            name: self.words(),
            also_known_as: self.some(0, Self::good_words),
            titles: self.maybe(Self::good_words),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn a_post(&mut self) -> post::Description {
        use post::Role as R;
        post::Description {
            title: self.text(),
            organization: self.organization(),
            role: self.of(&[
                R::Head,
                R::Deputy,
                R::Secretary,
                R::Inspector,
                R::Chair,
                R::AgencyHead,
                R::Other,
            ]),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn held(&mut self) -> post::Fact {
        post::Fact::Held(post::Membership {
            person: PersonId::from_key(self.key()),
            from: self.maybe(Self::when),
            to: self.maybe(Self::when),
            acting: self.below(2) == 1,
            seen: self.maybe(Self::when),
            sources: self.cited(),
        })
    }
    fn a_source(&mut self) -> source::Description {
        use source::Medium as M;
        source::Description {
            outlet: self.words(),
            medium: self.of(&[M::News, M::Release, M::Document, M::Dataset]),
            title: self.maybe(Self::good_words),
            address: self.maybe(|dice| {
                dice.of(&["https://contoh.id/berita", "ftp://contoh.id"])
                    .to_owned()
            }),
            published: self.maybe(Self::when),
            retrieved: self.maybe(Self::when),
            sha256: self.maybe(|dice| dice.of(&["0".repeat(64), "xyz".to_owned()])),
            note: self.maybe(Self::text),
        }
    }
    fn a_gathering(&mut self) -> gathering::Description {
        use gathering::{Attendance as A, GatheringKind as G};
        gathering::Description {
            title: self.text(),
            kind: self.of(&[
                G::Signing,
                G::Coordination,
                G::Visit,
                G::Retreat,
                G::Launch,
                G::Deliberation,
                G::Other,
            ]),
            from: self.maybe(Self::when),
            to: self.maybe(Self::when),
            date_basis: self.maybe(Self::text),
            place: self.maybe(Self::text),
            hosts: self.some(0, Self::organization),
            participants: self.some(0, |dice| gathering::Participant {
                organization: dice.maybe(Self::organization),
                post: dice.maybe(|dice| PostId::from_key(dice.key())),
                person: dice.maybe(|dice| PersonId::from_key(dice.key())),
                described: dice.maybe(Self::text),
                attendance: dice.of(&[A::Present, A::Represented, A::Absent, A::NotStated]),
                represented_by: dice.maybe(|dice| PersonId::from_key(dice.key())),
                reason: dice.maybe(Self::text),
            }),
            topics: self.some(0, Self::text),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn outcome(&mut self) -> gathering::Fact {
        gathering::Fact::Outcome(gathering::Outcome {
            what: self.text(),
            subject: self.maybe(|dice| Reference::from_key(dice.of(&KINDS), dice.key())),
            sources: self.cited(),
        })
    }
    fn an_agreement(&mut self) -> agreement::Description {
        use agreement::Instrument as I;
        agreement::Description {
            title: self.text(),
            instrument: self.of(&[
                I::KesepakatanBersama,
                I::PerjanjianKerjaSama,
                I::NotaKesepakatan,
                I::LetterOfIntent,
                I::NaskahKerjaSama,
                I::Komitmen,
            ]),
            scheme: self.of(&agreement::Scheme::ALL),
            parties: ["36", "dinas", "kpk"][..2 + self.below(2)]
                .iter()
                .map(|key| OrganizationId::from_key(key))
                .collect(),
            subjects: self.some(1, Self::text),
            parent: self.maybe(|dice| AgreementId::from_key(dice.key())),
            unknown: self.maybe(Self::text),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn of_agreement(&mut self) -> agreement::Fact {
        use agreement::{Assent as A, Fact as F, StageStanding as S};
        let scheme = self.of(&agreement::Scheme::ALL);
        let act = |dice: &mut Self| agreement::PartyAct {
            party: dice.organization(),
            ground: dice.maybe(Self::text),
            sources: dice.cited(),
        };
        match self.below(7) {
            0 => {
                let stages = agreement::stage_ids(scheme);
                F::Stage(agreement::StagePassed {
                    stage: if stages.is_empty() {
                        "tidak_ada".to_owned()
                    } else {
                        self.of(&stages).to_owned()
                    },
                    standing: self.of(&[S::Begun, S::Done, S::NotRequired]),
                    note: self.maybe(Self::text),
                    sources: self.cited(),
                })
            }
            1 => F::Signed(agreement::Signing {
                numbers: self.some(0, |dice| agreement::PartyNumber {
                    party: dice.organization(),
                    number: dice.good_words(),
                }),
                signatories: self.some(0, |dice| agreement::Signatory {
                    party: dice.organization(),
                    person: dice.maybe(|dice| PersonId::from_key(dice.key())),
                    post: dice.maybe(|dice| PostId::from_key(dice.key())),
                }),
                from: self.maybe(Self::when),
                to: self.maybe(Self::when),
                term: self.maybe(Self::text),
                terms: self.some(0, Self::text),
                gathering: self.maybe(|dice| GatheringId::from_key(dice.key())),
                sources: self.cited(),
            }),
            2 => F::Confirmed(act(self)),
            3 => F::Disputed(act(self)),
            4 => F::Settled(act(self)),
            5 => F::Amended(agreement::Amendment {
                term: self.text(),
                before: self.text(),
                after: self.text(),
                sources: self.cited(),
            }),
            _ => {
                let grounds: Vec<String> = law::endings(scheme.as_str())
                    .map(|ending| ending.id.clone())
                    .collect();
                F::Ended(agreement::Ending {
                    ground: if grounds.is_empty() {
                        "tidak_ada".to_owned()
                    } else {
                        self.of(&grounds)
                    },
                    by: self.some(0, Self::organization),
                    others: self.of(&[A::Agreed, A::Awaited, A::Refused, A::NotStated]),
                    note: self.maybe(Self::text),
                    sources: self.cited(),
                })
            }
        }
    }
    fn a_statement(&mut self) -> statement::Description {
        use statement::Force as F;
        statement::Description {
            says: self.text(),
            force: self.of(&[F::Hoped, F::Instructed, F::Reported]),
            quote: self.quote(),
            speaker: self.maybe(|dice| PersonId::from_key(dice.key())),
            post: self.maybe(|dice| PostId::from_key(dice.key())),
            organization: self.maybe(Self::organization),
            addressed_to: self.some(0, Self::organization),
            gathering: self.maybe(|dice| GatheringId::from_key(dice.key())),
            agreement: self.maybe(|dice| AgreementId::from_key(dice.key())),
            programme: self.maybe(|dice| ProgrammeId::from_key(dice.key())),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn a_programme(&mut self) -> programme::Description {
        use programme::Funding as F;
        let money = [F::Apbd, F::Apbn, F::Village, F::Donors, F::Csr, F::Users];
        programme::Description {
            name: self.text(),
            problem: self.text(),
            target_group: self.text(),
            how: self.text(),
            run_by: self.some(1, Self::organization),
            runs_in: self.some(0, Self::organization),
            since: self.maybe(Self::when),
            until: self.maybe(Self::when),
            legal_basis: self.maybe(Self::text),
            unit_costs: self.some(0, |dice| programme::UnitCost {
                unit: dice.text(),
                paid: dice.maybe(Self::amount),
                true_cost: dice.maybe(Self::amount),
                sources: dice.cited(),
            }),
            funded_by: self.some(0, |dice| dice.of(&money)),
            not_funded_by: self.some(0, |dice| dice.of(&money)),
            copied_from: self.maybe(|dice| ProgrammeId::from_key(dice.key())),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn a_commitment(&mut self) -> commitment::Description {
        commitment::Description {
            promise: self.text(),
            quote: self.quote(),
            made_by: self.maybe(|dice| PersonId::from_key(dice.key())),
            post: self.maybe(|dice| PostId::from_key(dice.key())),
            owners: vec![OrganizationId::from_key("36")],
            beneficiaries: self.some(0, Self::text),
            due: self.maybe(Self::when),
            indicator: self.maybe(|dice| commitment::Indicator {
                name: dice.text(),
                unit: dice.good_words(),
                baseline: dice.maybe(Self::decimal),
                target: dice.maybe(Self::decimal),
            }),
            rhythm_days: self.maybe(|dice| dice.of(&[1, 30, 90, 366, 0, u16::MAX])),
            gathering: self.maybe(|dice| GatheringId::from_key(dice.key())),
            agreement: self.maybe(|dice| AgreementId::from_key(dice.key())),
            programme: self.maybe(|dice| ProgrammeId::from_key(dice.key())),
            sources: self.cited(),
            differences: self.differences(),
        }
    }
    fn of_commitment(&mut self) -> commitment::Fact {
        use commitment::{Closing as C, Completion as V, Fact as F, LinkStanding as L};
        let dispute = |dice: &mut Self| commitment::Dispute {
            by: dice.organization(),
            ground: dice.text(),
            sources: dice.cited(),
        };
        match self.below(9) {
            0 => F::Chain(commitment::ChainFact {
                stage: self.of(&commitment::Stage::ALL),
                standing: self.of(&[L::Evidenced, L::NotFound, L::NotNeeded]),
                what: self.text(),
                document: self.maybe(Self::text),
                identifier: self.maybe(|dice| dice.key().to_owned()),
                ties_to: self.maybe(|dice| dice.key().to_owned()),
                amount: self.maybe(Self::amount),
                organization: self.maybe(Self::organization),
                sources: self.cited(),
            }),
            1 => F::Measured(commitment::Measured {
                value: self.decimal(),
                note: self.maybe(Self::text),
                sources: self.cited(),
            }),
            2 => F::Moved(commitment::Moved {
                due: self.maybe(Self::when),
                target: self.maybe(Self::decimal),
                asked_by: self.maybe(Self::organization),
                reason: self.text(),
                sources: self.cited(),
            }),
            3 => F::Claimed(commitment::Claimed {
                by: self.organization(),
                what: self.text(),
                sources: self.cited(),
            }),
            4 => F::Accepted(commitment::Accepted {
                by: self.organization(),
                what: self.text(),
                sources: self.cited(),
            }),
            5 => F::Closed(commitment::Closed {
                how: self.of(&[C::Withdrawn, C::Expired, C::Ended]),
                by: self.maybe(Self::organization),
                ground: self.text(),
                sources: self.cited(),
            }),
            6 => F::Disputed(dispute(self)),
            7 => F::Settled(dispute(self)),
            _ => F::Verdict(commitment::Verdict {
                by: self.organization(),
                completion: self.of(&[
                    V::NoEvidenceAvailable,
                    V::NotStarted,
                    V::Limited,
                    V::Substantial,
                    V::Complete,
                ]),
                reason: self.text(),
                sources: self.cited(),
            }),
        }
    }
    fn an_act(&mut self) -> disclosure::Description {
        use disclosure::Act as A;
        disclosure::Description {
            entry: self.below(9) as u64,
            act: self.of(&[A::Open, A::Withhold, A::Withhold, A::Erase]),
            ground: self.text(),
            decided_by: self.good_words(),
        }
    }
}

/// An entry as the log hands it to the fold.
#[derive(Debug, Clone)]
struct Told {
    kind: String,
    data: Value,
    stamp: Stamp,
}

/// Decides on as many commands as the dice give, each on the state that the ones before it made.
fn decided(kind: SubjectKind, bytes: &[u8]) -> (Vec<Told>, AnyState) {
    let mut dice = Dice(bytes.iter());
    let mut state = AnyState::new(kind);
    let mut told: Vec<Told> = Vec::new();
    while dice.0.len() > 0 {
        let command = dice.any(kind);
        let Ok(Some(recordable)) = state.decide(command, TODAY) else {
            continue;
        };
        let entry = told.len() as u64 * 3;
        let at = TODAY
            .to_zoned(jiff::tz::TimeZone::UTC)
            .unwrap()
            .timestamp()
            .as_microsecond();
        let stamp = Stamp {
            entry,
            at: Micros(at + entry as i64),
            on: recordable.on,
        };
        state.apply(&recordable.kind, recordable.data.clone(), stamp);
        told.push(Told {
            kind: recordable.kind,
            data: recordable.data,
            stamp,
        });
    }
    (told, state)
}

fn folded<'a>(kind: SubjectKind, told: impl Iterator<Item = &'a Told>) -> AnyState {
    let mut state = AnyState::new(kind);
    told.for_each(|told| state.apply(&told.kind, told.data.clone(), told.stamp));
    state
}

/// Asks a state everything that a page asks of it. Nothing may panic.
fn ask(state: &AnyState) {
    let subject = Reference::from_key(state.kind(), "x");
    for day in [Date::MIN, date(2025, 2, 28), TODAY, Date::MAX] {
        PublicRecord::of(subject, state, day).unwrap();
    }
    let _ = (
        state.title(),
        state.on(),
        state.key(),
        state.references(),
        state.is_described(),
    );
    match state {
        AnyState::Commitment(state) => {
            let _ = (
                state.chain(),
                state.drift(),
                state.last_evidenced(),
                state.first_gap(),
            );
            let _ = (
                state.open_disputes(),
                state.verdict(),
                state.due(),
                state.target(),
            );
        }
        AnyState::Agreement(state) => {
            for stage in state.stage_ids() {
                let _ = state.stage(stage);
            }
            let _ = (
                state.signing(),
                state.ending(),
                state.term_ends(),
                state.stage_reached(),
            );
            let _ = state.standing_of(OrganizationId::from_key("36"));
        }
        AnyState::Post(state) => _ = state.holder_on(TODAY),
        _ => {}
    }
}

fn kinds() -> impl Strategy<Value = SubjectKind> {
    proptest::sample::select(KINDS.to_vec())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_subsequence_of_what_was_decided_folds_and_answers(kind in kinds(), bytes in bytes(), mask: u64) {
        let (told, whole) = decided(kind, &bytes);
        prop_assert_eq!(&folded(kind, told.iter()), &whole);
        let some = || told.iter().enumerate().filter(|(n, _)| mask >> (n % 64) & 1 == 1).map(|(_, told)| told);
        let state = folded(kind, some());
        ask(&whole);
        ask(&state);
        let entries: Vec<u64> = some().map(|told| told.stamp.entry).collect();
        prop_assert_eq!(state.entries(), &entries[..], "no entry is lost in the fold");
        let unreadable = state.to_json().unwrap()["unreadable"].as_u64().unwrap_or(0);
        prop_assert_eq!(unreadable, 0, "what decide wrote, apply reads");
    }

    #[test]
    fn a_state_is_stored_and_read_back_as_it_was(kind in kinds(), bytes in bytes()) {
        let (_, state) = decided(kind, &bytes);
        let text = state.to_json_text().unwrap();
        prop_assert_eq!(&AnyState::from_json(kind, &text).unwrap(), &state);
        prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), state.to_json().unwrap());
    }

    #[test]
    fn what_a_newer_program_wrote_is_counted_and_the_rest_stands(kind in kinds(), bytes in bytes(), strange in 0..6_usize, at: prop::sample::Index) {
        let (mut told, whole) = decided(kind, &bytes);
        let stamp = Stamp { entry: 7, at: Micros(1_800_000_000_000_000), on: None };
        let (word, data) = [
            ("described", json!({"description": {"baru": true}})),
            ("described", json!([])),
            ("ditimbang", json!({"key": "a", "fact": {"berat": 3}})),
            ("closed", json!({"key": 5, "fact": null})),
            ("", Value::Null),
            ("described", json!("x")),
        ][strange].clone();
        told.insert(at.index(told.len() + 1), Told { kind: word.to_owned(), data, stamp });
        let state = folded(kind, told.iter());
        ask(&state);
        let mut expected = whole.to_json().unwrap();
        let mut with = state.to_json().unwrap();
        prop_assert_eq!(with["unreadable"].take(), json!(1));
        for state in [&mut expected, &mut with] {
            state.as_object_mut().unwrap().remove("entries");
            state.as_object_mut().unwrap().remove("unreadable");
        }
        prop_assert_eq!(with, expected);
    }
}

#[test]
fn the_dice_reach_every_kind_of_description_and_fact() {
    let mut seen = std::collections::BTreeSet::new();
    let mut seed = 1_u64;
    for kind in KINDS {
        for _ in 0..100 {
            let bytes: Vec<u8> = (0..600)
                .map(|_| {
                    seed = seed
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    (seed >> 40) as u8
                })
                .collect();
            let (told, _) = decided(kind, &bytes);
            seen.extend(told.into_iter().map(|told| format!("{kind} {}", told.kind)));
        }
    }
    let mut expected: Vec<String> = KINDS
        .iter()
        .map(|kind| format!("{kind} described"))
        .collect();
    for (kind, facts) in [
        ("organization", "figure"),
        ("post", "held"),
        ("gathering", "outcome"),
        ("programme", "figure"),
        (
            "agreement",
            "stage signed confirmed disputed settled amended ended",
        ),
        (
            "commitment",
            "chain measured moved claimed accepted closed disputed settled verdict",
        ),
    ] {
        expected.extend(facts.split(' ').map(|fact| format!("{kind} {fact}")));
    }
    expected.sort();
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
}
