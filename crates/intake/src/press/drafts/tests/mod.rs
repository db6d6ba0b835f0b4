//! Drafts of small invented reports, imported over the founding record of Banten by the record's own rules.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::any::AnyState;
use domain::commitment;
use domain::gathering::Attendance;
use domain::subject::Stamp;
use jiff::civil::date;
use serde_json::json;

use super::super::{Gazetteer, read};
use super::*;
use crate::founding::{File, parse};

/// The founding record of Banten as the record holds it.
fn founding_record() -> BTreeMap<Reference, AnyState> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../founding/banten");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            files.push((
                path.display().to_string(),
                fs::read_to_string(path).unwrap(),
            ));
        }
    }
    let mut states = BTreeMap::new();
    import(&files, &mut states);
    states
}

/// Reads files and records them: every command must be taken. Says how many entries that makes.
fn import(files: &[(String, String)], states: &mut BTreeMap<Reference, AnyState>) -> usize {
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, text)| File { name, text })
        .collect();
    let known: Vec<Reference> = states.keys().copied().collect();
    let founding = parse(&files, &|subject| known.contains(subject));
    let founding = founding.unwrap_or_else(|problems| {
        panic!(
            "{}",
            problems
                .iter()
                .map(|p| format!("{p}\n"))
                .collect::<String>()
        )
    });
    let mut entries = 0;
    for record in founding.records {
        let state = states
            .entry(record.subject)
            .or_insert_with(|| AnyState::new(record.subject.kind));
        let decided = state.decide(record.command, date(2026, 11, 22));
        let Some(recordable) =
            decided.unwrap_or_else(|refusals| panic!("{}: {}", record.path, refusals[0]))
        else {
            continue;
        };
        let stamp = Stamp {
            entry: entries as u64,
            at: serde_json::from_value(json!("2026-11-22T00:00:00.000000Z")).unwrap(),
            on: recordable.on,
        };
        state.apply(&recordable.kind, recordable.data, stamp);
        entries += 1;
        for subject in &recordable.refers_to {
            assert!(
                states.contains_key(subject),
                "{} points at {subject}, which is nowhere",
                record.path
            );
        }
    }
    entries
}

fn register(states: &BTreeMap<Reference, AnyState>) -> Register {
    let mut register = Register::default();
    states
        .iter()
        .for_each(|(subject, state)| register.add(*subject, state));
    register
}

fn drafts_of(texts: &[&str], facts: &SourceFacts, register: &Register) -> Drafts {
    let readings: Vec<_> = texts
        .iter()
        .map(|text| read(text, facts.published, Gazetteer::builtin()))
        .collect();
    let reports: Vec<Report<'_>> = texts
        .iter()
        .zip(&readings)
        .map(|(text, reading)| Report {
            text,
            reading,
            facts: facts.clone(),
        })
        .collect();
    drafts(&reports, register)
}

fn facts() -> SourceFacts {
    SourceFacts {
        outlet: Some("Kabar Contoh".to_owned()),
        title: None,
        address: None,
        published: Some(date(2026, 3, 6)),
    }
}

const SIGNING: &str = "SERANG – Pemerintah Provinsi Banten dan Pemerintah Kota Cilegon menandatangani kesepakatan bersama tentang pengelolaan sampah perkotaan dan penyediaan air bersih.\n\
\n\
Penandatanganan berlangsung di Pendopo Gubernur Banten, Kamis (5/3/2026), dihadiri Gubernur Banten Andra Soni dan Wali Kota Cilegon Robinsar.\n\
\n\
“Kami akan membangun 12 tempat pengolahan sampah pada tahun 2027,” kata Andra Soni.\n\
\n\
Robinsar berharap kerja sama itu segera dirasakan warga.\n";

const SAME_SIGNING: &str = "Banten dan Cilegon Sepakat Urus Sampah\n\
\n\
CILEGON – Gubernur Banten Andra Soni dan Wali Kota Cilegon Robinsar menandatangani kesepakatan bersama tentang pengolahan sampah perkotaan dan penyediaan air bersih di Pendopo Gubernur Banten, Kota Serang, Kamis 5 Maret 2026.\n\
\n\
Pemerintah Provinsi Banten dan Pemerintah Kota Cilegon berjanji bekerja bersama.\n";

#[test]
fn drafts_are_taken_by_the_record_and_refer_to_what_it_knows() {
    let mut states = founding_record();
    let before: Vec<Reference> = states.keys().copied().collect();
    let register = register(&states);
    let drafts = drafts_of(&[SIGNING], &facts(), &register);
    let files = drafts.files(&register, Lang::Id).unwrap();
    let entries = import(&files, &mut states);
    assert!(entries >= 4, "{files:?}");
    let new: Vec<Reference> = states
        .keys()
        .filter(|subject| !before.contains(subject))
        .copied()
        .collect();
    let of = |kind| {
        new.iter()
            .filter(|subject| subject.kind == kind)
            .copied()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        of(SubjectKind::Organization),
        [],
        "both governments are recorded"
    );
    assert_eq!(of(SubjectKind::Person), [], "both people are recorded");
    assert_eq!(of(SubjectKind::Post), [], "both posts are recorded");
    let [gathering] = of(SubjectKind::Gathering)[..] else {
        panic!("{new:?}")
    };
    let AnyState::Gathering(gathering) = &states[&gathering] else {
        panic!()
    };
    let gathering = gathering.description.as_ref().unwrap();
    assert_eq!(gathering.from, Some(When::Day(date(2026, 3, 5))));
    let andra = domain::id::PersonId::from_key("andra-soni");
    let came = gathering
        .participants
        .iter()
        .find(|participant| participant.person == Some(andra))
        .unwrap();
    assert_eq!(came.attendance, Attendance::Present);
    assert_eq!(
        came.post,
        Some(domain::id::PostId::from_key("gubernur-banten"))
    );
    let [agreement] = of(SubjectKind::Agreement)[..] else {
        panic!("{new:?}")
    };
    let AnyState::Agreement(agreement) = &states[&agreement] else {
        panic!()
    };
    assert_eq!(agreement.description.as_ref().unwrap().subjects.len(), 2);
    assert_eq!(agreement.facts.len(), 1, "it was signed");
    let [promise] = of(SubjectKind::Commitment)[..] else {
        panic!("{new:?}\n{files:?}")
    };
    let AnyState::Commitment(promise) = &states[&promise] else {
        panic!()
    };
    let commitment::Description {
        owners,
        made_by,
        gathering,
        quote,
        sources,
        ..
    } = promise.description.as_ref().unwrap();
    assert_eq!(
        (owners.as_slice(), *made_by),
        (
            &[domain::id::OrganizationId::from_key("36")][..],
            Some(andra)
        )
    );
    assert!(gathering.is_some());
    assert!(
        quote
            .as_ref()
            .is_some_and(|quote| quote.split(' ').count() <= 8),
        "{quote:?}"
    );
    assert_eq!(sources[0].paragraph, Some(3));
    assert_eq!(sources[0].how, How::QuotedFrom);
    assert_eq!(
        of(SubjectKind::Statement).len(),
        1,
        "the hope is a statement"
    );
}

#[test]
fn the_same_texts_give_the_same_files_and_importing_them_twice_changes_nothing() {
    let mut states = founding_record();
    let register = register(&states);
    let files = drafts_of(&[SIGNING, SAME_SIGNING], &facts(), &register)
        .files(&register, Lang::Id)
        .unwrap();
    let again = drafts_of(&[SIGNING, SAME_SIGNING], &facts(), &register)
        .files(&register, Lang::Id)
        .unwrap();
    assert_eq!(files, again);
    assert!(import(&files, &mut states) > 0);
    assert_eq!(import(&files, &mut states), 0);
}

#[test]
fn what_was_recorded_from_a_text_is_not_drafted_from_it_again() {
    let mut states = founding_record();
    let known = register(&states);
    let files = drafts_of(&[SIGNING], &facts(), &known)
        .files(&known, Lang::Id)
        .unwrap();
    import(&files, &mut states);
    let known = register(&states);
    let drafts = drafts_of(&[SIGNING], &facts(), &known);
    let kinds: Vec<SubjectKind> = drafts
        .records
        .iter()
        .map(|record| record.subject.kind)
        .collect();
    assert!(
        !kinds.iter().any(|kind| matches!(
            kind,
            SubjectKind::Source
                | SubjectKind::Gathering
                | SubjectKind::Agreement
                | SubjectKind::Commitment
        )),
        "{kinds:?}"
    );
    assert!(
        drafts
            .gaps
            .iter()
            .any(|gap| matches!(gap.reason, Reason::Recorded { .. }))
    );
}

#[test]
fn reports_of_one_event_make_one_gathering_with_every_source_and_their_differences() {
    let mut states = founding_record();
    let register = register(&states);
    let drafts = drafts_of(&[SIGNING, SAME_SIGNING], &facts(), &register);
    assert_eq!(drafts.sources.len(), 2);
    let gatherings: Vec<_> = drafts
        .records
        .iter()
        .filter_map(|record| match &record.command {
            AnyCommand::Gathering(Command::Describe { description, .. }) => Some(description),
            _ => None,
        })
        .collect();
    assert_eq!(gatherings.len(), 1);
    assert_eq!(gatherings[0].sources.len(), 2);
    let agreement = drafts
        .records
        .iter()
        .find_map(|record| match &record.command {
            AnyCommand::Agreement(Command::Describe { description, .. }) => Some(description),
            _ => None,
        });
    let differences = &agreement.unwrap().differences;
    let said: Vec<&str> = differences
        .iter()
        .flat_map(|d| &d.versions)
        .map(|v| v.says.id.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "Pengelolaan sampah perkotaan",
            "Pengolahan sampah perkotaan"
        ]
    );
    import(&drafts.files(&register, Lang::Id).unwrap(), &mut states);
}

#[test]
fn an_empty_record_gets_all_that_the_drafts_need() {
    let register = Register::default();
    let drafts = drafts_of(&[SIGNING], &SourceFacts::default(), &register);
    let mut states = BTreeMap::new();
    assert!(import(&drafts.files(&register, Lang::En).unwrap(), &mut states) > 6);
    let people: Vec<_> = states
        .keys()
        .filter(|subject| subject.kind == SubjectKind::Person)
        .collect();
    assert_eq!(people.len(), 2);
    assert!(drafts.gaps.iter().any(|gap| gap.reason == Reason::NoOutlet));
}

#[test]
fn what_the_text_does_not_give_is_left_out_and_said() {
    let text = "SERANG – Pemerintah Provinsi Banten dan Pemerintah Kota Cilegon menandatangani berita acara tentang air bersih di Pendopo Gubernur Banten, Kamis (5/3/2026).\n";
    let register = Register::default();
    let drafts = drafts_of(&[text], &facts(), &register);
    assert!(
        !drafts
            .records
            .iter()
            .any(|record| record.subject.kind == SubjectKind::Agreement)
    );
    let gap = drafts
        .gaps
        .iter()
        .find(|gap| gap.reason == Reason::NoInstrument)
        .unwrap();
    assert_eq!(
        (gap.about.as_str(), gap.paragraph),
        ("berita acara", Some(1))
    );
    let files = drafts.files(&register, Lang::En).unwrap();
    let sources = &files
        .iter()
        .find(|(name, _)| name == "sources.toml")
        .unwrap()
        .1;
    assert!(
        sources.starts_with("# To be looked at first:\n# - kabar-contoh-"),
        "{sources}"
    );
}

#[test]
fn the_drafts_hold_no_more_of_the_text_than_short_phrases() {
    let register = Register::default();
    let files = drafts_of(&[SIGNING, SAME_SIGNING], &facts(), &register)
        .files(&register, Lang::Id)
        .unwrap();
    let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
    for text in [SIGNING, SAME_SIGNING] {
        for sentence in text.split('\n').filter(|line| line.split(' ').count() > 12) {
            assert!(!all.contains(sentence), "{sentence}");
        }
    }
    for line in all.lines().filter(|line| line.starts_with("quote = ")) {
        assert!(line.split(' ').count() - 2 <= 8, "{line}");
    }
}

#[test]
fn nothing_comes_of_nothing() {
    let register = Register::default();
    assert!(drafts(&[], &register).records.is_empty());
    let drafts = drafts_of(&[""], &facts(), &register);
    let kinds: Vec<SubjectKind> = drafts
        .records
        .iter()
        .map(|record| record.subject.kind)
        .collect();
    assert_eq!(kinds, [SubjectKind::Source]);
}

#[test]
fn who_watches_governments_sign_is_no_party() {
    let text = format!(
        "{SIGNING}\nKetua DPRD Provinsi Banten Fahmi Hakim turut hadir dalam penandatanganan itu.\n"
    );
    let drafts = drafts_of(&[&text], &facts(), &Register::default());
    let agreement = drafts
        .records
        .iter()
        .find_map(|record| match &record.command {
            AnyCommand::Agreement(Command::Describe { description, .. }) => Some(description),
            _ => None,
        });
    let parties = ["36", "36.72"].map(domain::id::OrganizationId::from_key);
    assert_eq!(agreement.unwrap().parties, parties);
    assert_eq!(
        agreement.unwrap().scheme,
        domain::agreement::Scheme::KsddSukarela
    );
    let council = drafts.records.iter().any(|record| matches!(&record.command, AnyCommand::Organization(Command::Describe { description, .. }) if description.name.id.contains("DPRD")));
    assert!(council, "the council is somewhere in the drafts");
}

#[test]
fn what_the_press_calls_a_memorandum_is_drafted_as_a_joint_agreement_and_said_so() {
    for (kind, expected) in [
        ("nota kesepahaman", true),
        ("Nota Kesepahaman (MoU)", true),
        ("MoU", true),
        ("kesepakatan", true),
        ("kesepakatan bersama", false),
        ("nota kesepakatan", false),
        ("perjanjian kerja sama", false),
    ] {
        assert_eq!(event::is_name_of_the_press(kind), expected, "{kind}");
    }
    let text = "LEBAK, KABAR UJI - Bupati Lebak Wira Santosa dan Bupati Pandeglang Lestari Ayu menandatangani nota \
        kesepahaman tentang pengelolaan sampah di Pendopo Lebak, Jumat (14/11/2025).";
    let drafts = drafts_of(&[text], &facts(), &Register::default());
    let is_agreement = |record: &Record| record.subject.kind == SubjectKind::Agreement;
    assert!(drafts.records.iter().any(is_agreement), "{:?}", drafts.gaps);
    let gaps = &drafts.gaps;
    assert!(gaps.iter().any(|gap| gap.reason == Reason::NameOfThePress));
}

#[test]
fn a_citizen_is_not_drafted_by_name() {
    let text = "SERANG, KABAR UJI - Gubernur Banten Wira Santosa meninjau jembatan di Desa Cisoka, Jumat (14/11/2025). \
        \u{201c}Kami menunggu jembatan ini dua puluh tahun,\u{201d} kata Sarminah, warga Cisoka. \
        Gubernur akan memperbaiki 12 jembatan gantung di Provinsi Banten.\n";
    let reading = read(text, None, Gazetteer::builtin());
    let named = |name: &str| {
        let mut people = reading.people.iter();
        people.any(|person| person.name.as_deref() == Some(name))
    };
    assert!(
        named("Sarminah") && named("Wira Santosa"),
        "{:?}",
        reading.people
    );
    let drafts = drafts_of(&[text], &facts(), &Register::default());
    let files = drafts.files(&Register::default(), Lang::Id).unwrap();
    let recorded = |name: &str| {
        let mut lines = files.iter().flat_map(|(_, text)| text.lines());
        lines.any(|line| line.contains(name) && !line.starts_with('#'))
    };
    assert!(recorded("Wira Santosa"));
    assert!(!recorded("Sarminah"), "{files:?}");
    let gap = drafts
        .gaps
        .iter()
        .find(|gap| gap.reason == Reason::NoPublicRole);
    assert_eq!(gap.unwrap().about, "Sarminah");
}

#[test]
fn a_remark_holds_nothing_that_toml_forbids() {
    let remark = super::remark("12\u{1} jembatan\u{7f}\n\tbaru\u{85}di Lebak");
    assert_eq!(remark, "12 jembatan baru di Lebak");
}
