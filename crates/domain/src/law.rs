//! What the law says of regional cooperation and of the chain of accountability: facts that pages show and rules use.
//!
//! They are data, in `data/cooperation.toml` and `data/chain.toml`, read once when first asked for. Each fact names the
//! article that it rests on and says whether somebody read it there: what is not `verified` is shown as such and is
//! never an obligation. Names and sentences stand in both languages.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::Lang;

/// A kind of cooperation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchemeLaw {
    /// The code name: `ksdd_sukarela`.
    pub id: String,
    /// The abbreviation that offices use: `KSDD`.
    pub abbreviation: String,
    /// Its name, in Indonesian.
    pub name_id: String,
    /// Its name, in English.
    pub name_en: String,
    /// Who may be party to it, in Indonesian.
    pub parties_id: String,
    /// Who may be party to it, in English.
    pub parties_en: String,
    /// What it may be about, in Indonesian.
    pub object_id: String,
    /// What it may be about, in English.
    pub object_en: String,
    /// The rule that sets it apart, in Indonesian.
    pub rule_id: Option<String>,
    /// The rule that sets it apart, in English.
    pub rule_en: Option<String>,
    /// Its documents, in order: ids of [`document`].
    pub chain: Vec<String>,
    /// Which stages it goes through.
    pub track: Track,
    /// The articles that say so.
    pub source: String,
    /// Whether they were read.
    pub verified: bool,
    /// What else to know about the source, in Indonesian.
    pub note_id: Option<String>,
    /// What else to know about the source, in English.
    pub note_en: Option<String>,
}

/// The stages that a scheme goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Track {
    /// The ten of PP 28/2018.
    Domestic,
    /// The eleven of Permendagri 25/2020.
    Foreign,
    /// None in law: its chain of documents stands in for them.
    None,
}

/// One stage of a procedure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its place, from 1.
    #[serde(skip)]
    pub order: u8,
    /// The code name: `penyusunan_kb`.
    pub id: String,
    /// The stop of the drawn rail that it shares ([`stops`]); None for a foreign stage, each of which is drawn.
    pub stop: Option<String>,
    /// Its name, in Indonesian.
    pub name_id: String,
    /// Its name, in English.
    pub name_en: String,
    /// Who does what in it, in Indonesian.
    pub does_id: String,
    /// Who does what in it, in English.
    pub does_en: String,
    /// When it is needed at all, in Indonesian; None when it always is.
    pub condition_id: Option<String>,
    /// When it is needed at all, in English; None when it always is.
    pub condition_en: Option<String>,
    /// The articles that say so.
    pub source: String,
    /// Whether they were read.
    pub verified: bool,
    /// What else to know about the source, in Indonesian.
    pub note_id: Option<String>,
    /// What else to know about the source, in English.
    pub note_en: Option<String>,
}

impl Stage {
    /// Whether it may be left out, when the condition does not hold.
    pub fn conditional(&self) -> bool {
        self.condition_id.is_some()
    }
}

/// One stop of the drawn rail of domestic stages: drafting and signing share one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// The code name: `kesepakatan_bersama`.
    pub id: String,
    /// Its name, in Indonesian.
    pub name_id: String,
    /// Its name, in English.
    pub name_en: String,
}

impl Stop {
    /// The stages drawn here, in order: one or two.
    pub fn stages(&self) -> impl Iterator<Item = &'static Stage> {
        COOPERATION
            .domestic
            .iter()
            .filter(|stage| stage.stop.as_ref() == Some(&self.id))
    }
}

/// A document of a scheme's chain.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainDocument {
    /// The code name: `perjanjian_kerja_sama`.
    pub id: String,
    /// Its name, in Indonesian.
    pub name_id: String,
    /// Its name, in English.
    pub name_en: String,
}

/// A time limit, or a rhythm, that a scheme has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// The code name: `dprd_45_ln`.
    pub id: String,
    /// The schemes that have it.
    pub schemes: Vec<String>,
    /// The stage that it belongs to; None when it is about the whole.
    pub stage: Option<String>,
    /// How many units; backwards from the named day when negative. None when `rule_id` says it in words.
    pub count: Option<i16>,
    /// What `count` counts. There whenever `count` is.
    pub unit: Option<Unit>,
    /// What is due, in Indonesian.
    pub name_id: String,
    /// What is due, in English.
    pub name_en: String,
    /// From which day it counts, in Indonesian.
    pub from_id: Option<String>,
    /// From which day it counts, in English.
    pub from_en: Option<String>,
    /// The rule in words, where it is no plain count, in Indonesian.
    pub rule_id: Option<String>,
    /// The rule in words, where it is no plain count, in English.
    pub rule_en: Option<String>,
    /// What follows when it passes, in Indonesian.
    pub then_id: Option<String>,
    /// What follows when it passes, in English.
    pub then_en: Option<String>,
    /// The articles that say so; `-` when none was found.
    pub source: String,
    /// Whether they were read. If not, this is no obligation.
    pub verified: bool,
    /// What else to know about the source, in Indonesian.
    pub note_id: Option<String>,
    /// What else to know about the source, in English.
    pub note_en: Option<String>,
}

/// What a time limit counts. Stored with each, since the regulations differ in what they call a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days on which offices work: [`crate::calendar`].
    WorkingDay,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// A way in which an agreement ends. That it ended says nothing about whether it was fulfilled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The code name: `dibatalkan_sepihak`.
    pub id: String,
    /// The schemes that know it.
    pub schemes: Vec<String>,
    /// Its name, in Indonesian.
    pub name_id: String,
    /// Its name, in English.
    pub name_en: String,
    /// The articles that say so; `-` when none does.
    pub source: String,
    /// Whether they were read.
    pub verified: bool,
    /// What else to know about the source, in Indonesian.
    pub note_id: Option<String>,
    /// What else to know about the source, in English.
    pub note_en: Option<String>,
}

/// One of the seven stages of accountability.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainStage {
    /// Its place, from 1.
    #[serde(skip)]
    pub order: u8,
    /// The code name: `perencanaan`.
    pub id: String,
    /// Its name, in Indonesian.
    pub name_id: String,
    /// Its name, in English.
    pub name_en: String,
    /// The question that it answers, in Indonesian.
    pub question_id: String,
    /// The question that it answers, in English.
    pub question_en: String,
    /// What the public may see of it.
    pub publicity: Publicity,
    /// The articles that say so.
    pub source: String,
    /// Whether they were read.
    pub verified: bool,
    /// What it leaves behind, in the usual order.
    pub documents: Vec<ChainEvidence>,
}

/// A document that a stage of accountability leaves behind, by whose number the next stage is tied to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainEvidence {
    /// The code name: `dpa`.
    pub id: String,
    /// Its name, in Indonesian.
    pub name_id: String,
    /// Its name, in English.
    pub name_en: String,
    /// What the public may see of it.
    pub publicity: Publicity,
    /// The articles that say so; `-` when none was found.
    pub source: String,
    /// Whether they were read.
    pub verified: bool,
}

/// What the public may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Publicity {
    /// All of it, less personal data.
    Open,
    /// That it exists, its dates and its totals.
    Outline,
    /// Nothing but that it exists: a law forbids the rest.
    Closed,
}

impl Publicity {
    /// The word for it.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Open => lang.pick("Terbuka", "Open"),
            Self::Outline => lang.pick("Ringkasan saja", "Outline only"),
            Self::Closed => lang.pick("Dikecualikan", "Closed by law"),
        }
    }
}

/// Gives `name(lang)` to what is named in both languages.
macro_rules! named {
    ($($named:ty),*) => {
        $(impl $named {
            /// Its name.
            pub fn name(&self, lang: Lang) -> &str {
                lang.pick(self.name_id.as_str(), self.name_en.as_str())
            }
        })*
    };
}

named!(
    SchemeLaw,
    Stage,
    Stop,
    ChainDocument,
    Deadline,
    Ending,
    ChainStage,
    ChainEvidence
);

/// A reference to articles, as a reader of `lang` writes it: "PP 28/2018 art. 9(1)a" is "PP 28/2018 Pasal 9(1)a".
pub fn citation(source: &str, lang: Lang) -> Cow<'_, str> {
    match lang {
        Lang::Id if source.contains("art. ") => Cow::Owned(source.replace("art. ", "Pasal ")),
        _ => Cow::Borrowed(source),
    }
}

// ---------------------------------------------------------------- look-ups

/// The law of a scheme, by its code name.
pub fn scheme(id: &str) -> Option<&'static SchemeLaw> {
    schemes().iter().find(|scheme| scheme.id == id)
}

/// All schemes.
pub fn schemes() -> &'static [SchemeLaw] {
    &COOPERATION.scheme
}

/// The stages that a scheme goes through: ten domestic ones, eleven foreign ones, or none.
pub fn stages(scheme_id: &str) -> &'static [Stage] {
    match scheme(scheme_id).map(|scheme| scheme.track) {
        Some(Track::Domestic) => &COOPERATION.domestic,
        Some(Track::Foreign) => &COOPERATION.foreign,
        Some(Track::None) | None => &[],
    }
}

/// A stage of a scheme, by its code name.
pub fn stage(scheme_id: &str, stage_id: &str) -> Option<&'static Stage> {
    stages(scheme_id).iter().find(|stage| stage.id == stage_id)
}

/// The eight stops on which the ten domestic stages are drawn.
pub fn stops() -> &'static [Stop] {
    &COOPERATION.stop
}

/// The time limits of a scheme.
pub fn deadlines(scheme_id: &str) -> impl Iterator<Item = &'static Deadline> {
    COOPERATION
        .deadline
        .iter()
        .filter(move |deadline| deadline.schemes.iter().any(|id| id == scheme_id))
}

/// The ways in which an agreement of this scheme ends, as far as sources name them.
pub fn endings(scheme_id: &str) -> impl Iterator<Item = &'static Ending> {
    all_endings()
        .iter()
        .filter(move |ending| ending.schemes.iter().any(|id| id == scheme_id))
}

/// The endings of every scheme.
pub fn all_endings() -> &'static [Ending] {
    &COOPERATION.ending
}

/// An ending, by its code name.
pub fn ending(id: &str) -> Option<&'static Ending> {
    all_endings().iter().find(|ending| ending.id == id)
}

/// A document of a scheme's chain, by its code name.
pub fn document(id: &str) -> Option<&'static ChainDocument> {
    COOPERATION
        .document
        .iter()
        .find(|document| document.id == id)
}

/// The seven stages of accountability, in order.
pub fn chain_stages() -> &'static [ChainStage] {
    &CHAIN.stage
}

/// A stage of accountability, by its code name.
pub fn chain_stage(id: &str) -> Option<&'static ChainStage> {
    chain_stages().iter().find(|stage| stage.id == id)
}

// ---------------------------------------------------------------- the data

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cooperation {
    scheme: Vec<SchemeLaw>,
    document: Vec<ChainDocument>,
    domestic: Vec<Stage>,
    stop: Vec<Stop>,
    foreign: Vec<Stage>,
    deadline: Vec<Deadline>,
    ending: Vec<Ending>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chain {
    stage: Vec<ChainStage>,
}

static COOPERATION: LazyLock<Cooperation> = LazyLock::new(|| {
    let text = include_str!("../data/cooperation.toml");
    let mut data: Cooperation =
        toml::from_str(text).expect("compiled-in data, which a test has read");
    for track in [&mut data.domestic, &mut data.foreign] {
        (1..)
            .zip(track)
            .for_each(|(order, stage)| stage.order = order);
    }
    data
});

static CHAIN: LazyLock<Chain> = LazyLock::new(|| {
    let text = include_str!("../data/chain.toml");
    let mut data: Chain = toml::from_str(text).expect("compiled-in data, which a test has read");
    (1..)
        .zip(&mut data.stage)
        .for_each(|(order, stage)| stage.order = order);
    data
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_scheme_goes_through_the_stages_of_its_procedure() {
        for (id, stages_, documents) in [
            ("ksdd_wajib", 10, 4),
            ("ksdd_sukarela", 10, 4),
            ("ksdpk", 10, 4),
            ("ksdpl", 11, 6),
            ("ksdll", 11, 6),
            ("sinergi", 0, 4),
            ("komitmen", 0, 3),
        ] {
            let scheme = scheme(id).unwrap();
            assert_eq!(
                (stages(id).len(), scheme.chain.len()),
                (stages_, documents),
                "{id}"
            );
            assert!(
                scheme
                    .chain
                    .iter()
                    .all(|document_| document(document_).is_some()),
                "{id}"
            );
            assert!(
                stages(id)
                    .iter()
                    .map(|stage| stage.order)
                    .eq(1..=stages_ as u8),
                "{id}"
            );
        }
        assert_eq!(schemes().len(), 7);
        assert!(scheme("mou").is_none() && stages("mou").is_empty());
    }

    #[test]
    fn every_domestic_stage_is_drawn_on_one_of_the_eight_stops() {
        let drawn: Vec<&str> = stops()
            .iter()
            .flat_map(Stop::stages)
            .map(|stage| stage.id.as_str())
            .collect();
        let stages_: Vec<&str> = stages("ksdd_sukarela")
            .iter()
            .map(|stage| stage.id.as_str())
            .collect();
        assert_eq!((stops().len(), drawn), (8, stages_));
        assert!(stages("ksdpl").iter().all(|stage| stage.stop.is_none()));
    }

    #[test]
    fn only_a_domestic_dprd_approval_is_conditional() {
        let domestic: Vec<u8> = stages("ksdpk")
            .iter()
            .filter(|stage| stage.conditional())
            .map(|stage| stage.order)
            .collect();
        assert_eq!(domestic, [5]);
        assert!(
            !stages("ksdll").iter().any(Stage::conditional),
            "abroad the DPRD is always asked"
        );
    }

    #[test]
    fn what_nobody_read_in_a_regulation_says_why() {
        for deadline in COOPERATION
            .deadline
            .iter()
            .filter(|deadline| !deadline.verified)
        {
            assert!(
                deadline.note_id.is_some() && deadline.note_en.is_some(),
                "{}",
                deadline.id
            );
        }
        for ending in all_endings().iter().filter(|ending| !ending.verified) {
            assert!(
                ending.note_id.is_some() && ending.note_en.is_some(),
                "{}",
                ending.id
            );
        }
        let unverified: Vec<&str> = all_endings()
            .iter()
            .filter(|e| !e.verified)
            .map(|e| e.id.as_str())
            .collect();
        assert_eq!(unverified, ["dibatalkan_sepihak"]);
    }

    #[test]
    fn deadlines_and_endings_speak_of_schemes_and_stages_that_exist() {
        for deadline in &COOPERATION.deadline {
            assert_eq!(
                deadline.count.is_some(),
                deadline.unit.is_some(),
                "{}",
                deadline.id
            );
            assert_ne!(
                deadline.count.is_some(),
                deadline.rule_id.is_some(),
                "{}",
                deadline.id
            );
            for scheme_ in &deadline.schemes {
                assert!(scheme(scheme_).is_some(), "{}: {scheme_}", deadline.id);
                let known = deadline
                    .stage
                    .iter()
                    .all(|id| stage(scheme_, id).is_some() || stages(scheme_).is_empty());
                assert!(known, "{}: {:?}", deadline.id, deadline.stage);
            }
        }
        for ending in all_endings() {
            assert!(
                ending.schemes.iter().all(|id| scheme(id).is_some()),
                "{}",
                ending.id
            );
        }
        assert_eq!(endings("ksdd_sukarela").count(), 6);
        assert_eq!(endings("ksdpk").count(), 8);
        assert_eq!(endings("ksdpl").count(), 3);
        let dprd = deadlines("ksdpl")
            .find(|deadline| deadline.id == "dprd_45_ln")
            .unwrap();
        assert_eq!(
            (dprd.count, dprd.unit, dprd.verified),
            (Some(45), Some(Unit::WorkingDay), true)
        );
    }

    #[test]
    fn ids_are_unique_and_both_languages_are_there() {
        let stages_ = COOPERATION
            .foreign
            .iter()
            .map(|stage| (&stage.id, &stage.does_id, &stage.does_en));
        let domestic = COOPERATION
            .domestic
            .iter()
            .map(|stage| (&stage.id, &stage.does_id, &stage.does_en));
        for list in [stages_.collect::<Vec<_>>(), domestic.collect()] {
            assert_eq!(
                list.iter()
                    .map(|(id, ..)| id)
                    .collect::<BTreeSet<_>>()
                    .len(),
                list.len()
            );
            assert!(
                list.iter()
                    .all(|(_, id, en)| !id.is_empty() && !en.is_empty() && id != en)
            );
        }
        for stage in stages("ksdd_sukarela").iter().chain(stages("ksdpl")) {
            assert_eq!(
                stage.condition_id.is_some(),
                stage.condition_en.is_some(),
                "{}",
                stage.id
            );
            assert_eq!(
                stage.note_id.is_some(),
                stage.note_en.is_some(),
                "{}",
                stage.id
            );
        }
    }

    #[test]
    fn the_chain_has_seven_stages_from_plan_to_enforcement() {
        let ids: Vec<&str> = chain_stages()
            .iter()
            .map(|stage| stage.id.as_str())
            .collect();
        let expected = [
            "perencanaan",
            "penganggaran",
            "pengadaan",
            "pelaksanaan",
            "pengawasan",
            "pemeriksaan",
            "penindakan",
        ];
        assert_eq!(ids, expected);
        let outline = chain_stages()
            .iter()
            .filter(|stage| stage.publicity == Publicity::Outline);
        assert!(
            outline.map(|stage| stage.order).eq([5, 7]),
            "supervision and enforcement are open in outline only"
        );
        let documents: Vec<&ChainEvidence> = chain_stages()
            .iter()
            .flat_map(|stage| &stage.documents)
            .collect();
        let ids: BTreeSet<&str> = documents
            .iter()
            .map(|document| document.id.as_str())
            .collect();
        assert_eq!((documents.len(), ids.len()), (37, 37));
        assert!(
            chain_stages()
                .iter()
                .all(|stage| stage.question_id.ends_with('?') && stage.question_en.ends_with('?'))
        );
    }

    #[test]
    fn an_article_is_cited_in_the_readers_language() {
        let source = &ending("objek_hilang").unwrap().source;
        assert_eq!(citation(source, Lang::Id), "PP 28/2018 Pasal 9(1)e");
        assert_eq!(citation(source, Lang::En), "PP 28/2018 art. 9(1)e");
    }
}
