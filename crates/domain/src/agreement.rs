//! Agreements: an instrument under a scheme, between parties, through the stages its law sets.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::citation::{Citation, Difference, References};
use crate::id::{AgreementId, GatheringId, OrganizationId, PersonId, PostId, SubjectKind};
use crate::law;
use crate::refusal::{Refusal, check_order};
use crate::subject::{State, Subject};
use crate::text::Text;
use crate::when::When;

/// The kind of subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement;

/// What an agreement is. Numbers, signatories and term come with its signing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Its title, or ours where the text is not known.
    pub title: Text,
    /// What kind of document it is.
    pub instrument: Instrument,
    /// Under which scheme of the law.
    pub scheme: Scheme,
    /// Every party; at least two.
    pub parties: Vec<OrganizationId>,
    /// What it is about.
    pub subjects: Vec<Text>,
    /// The joint agreement that a cooperation agreement stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<AgreementId>,
    /// What no source says about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Text>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
    /// Where sources differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

/// A kind of document, by its name in law or practice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instrument {
    /// Kesepakatan bersama (KB).
    KesepakatanBersama,
    /// Perjanjian kerja sama (PKS).
    PerjanjianKerjaSama,
    /// Nota kesepakatan, with the central government.
    NotaKesepakatan,
    /// Pernyataan kehendak: a letter of intent, foreign only.
    LetterOfIntent,
    /// Naskah kerja sama: foreign only.
    NaskahKerjaSama,
    /// A joint commitment or integrity pact.
    Komitmen,
}

/// A scheme of cooperation; its law stands in [`crate::law`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Mandatory, with another region.
    KsddWajib,
    /// Voluntary, with another region.
    KsddSukarela,
    /// With a third party.
    Ksdpk,
    /// With a foreign local government.
    Ksdpl,
    /// With a foreign institution.
    Ksdll,
    /// With the central government.
    Sinergi,
    /// A joint commitment outside the law on cooperation.
    Komitmen,
}

impl Scheme {
    /// Every scheme.
    pub const ALL: [Scheme; 7] = [
        Self::KsddWajib,
        Self::KsddSukarela,
        Self::Ksdpk,
        Self::Ksdpl,
        Self::Ksdll,
        Self::Sinergi,
        Self::Komitmen,
    ];

    /// The id under which [`crate::law`] knows it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KsddWajib => "ksdd_wajib",
            Self::KsddSukarela => "ksdd_sukarela",
            Self::Ksdpk => "ksdpk",
            Self::Ksdpl => "ksdpl",
            Self::Ksdll => "ksdll",
            Self::Sinergi => "sinergi",
            Self::Komitmen => "komitmen",
        }
    }
}

/// What became of an agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Fact {
    /// It passed a stage, or did not need it.
    Stage(StagePassed),
    /// It was signed.
    Signed(Signing),
    /// A party confirms the record of it.
    Confirmed(PartyAct),
    /// A party disputes the record of it.
    Disputed(PartyAct),
    /// A party's dispute was settled.
    Settled(PartyAct),
    /// A term was changed.
    Amended(Amendment),
    /// It ended.
    Ended(Ending),
}

/// A stage of the scheme's procedure (or a document of its chain), passed or not needed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StagePassed {
    /// The stage's id in [`crate::law`].
    pub stage: String,
    /// Done, or not required.
    pub standing: StageStanding,
    /// What happened, or why it was not required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageStanding {
    /// Begun and not done.
    Begun,
    /// Done.
    Done,
    /// Not required, for the reason in the note.
    NotRequired,
}

/// A signing. The day is the entry's `on`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signing {
    /// The document's number in each party's register; none where no source says.
    pub numbers: Vec<PartyNumber>,
    /// Who signed for whom.
    pub signatories: Vec<Signatory>,
    /// In force from; the day of signing unless stated otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<When>,
    /// In force until.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<When>,
    /// The term in words, where a source gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<Text>,
    /// What the parties agreed on, in our words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Text>,
    /// Where it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gathering: Option<GatheringId>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// A document number in one party's register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyNumber {
    /// Whose.
    pub party: OrganizationId,
    /// The number.
    pub number: String,
}

/// Somebody who signed for a party.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signatory {
    /// For whom.
    pub party: OrganizationId,
    /// Who, where named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// In which post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
}

/// What a party says of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyAct {
    /// Which party.
    pub party: OrganizationId,
    /// On what ground, or how it was settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Text>,
    /// Where this is from; a party acting itself needs none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
}

/// A term before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Amendment {
    /// Which term.
    pub term: Text,
    /// What it said.
    pub before: Text,
    /// What it says now.
    pub after: Text,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// How an agreement ended. Ended is not fulfilled: its commitments say what was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// The ground's id in [`crate::law::endings`].
    pub ground: String,
    /// Who ended it, if not all together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<OrganizationId>,
    /// Whether the other parties agreed.
    pub others: Assent,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Where this is from; never empty.
    pub sources: Vec<Citation>,
}

/// Whether the other parties agreed to an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assent {
    /// They did, or all ended it together.
    Agreed,
    /// Their answer was awaited when the source was written.
    Awaited,
    /// They refused.
    Refused,
    /// No source says.
    NotStated,
}

impl State<Agreement> {
    /// The signing, if it was signed: its facts and its day.
    pub fn signing(&self) -> Option<(&Signing, Option<When>)> {
        self.facts.iter().find_map(|n| match &n.fact {
            Fact::Signed(signing) => Some((signing, n.stamp.on)),
            _ => None,
        })
    }

    /// How it ended, and when.
    pub fn ending(&self) -> Option<(&Ending, Option<When>)> {
        self.facts.iter().rev().find_map(|n| match &n.fact {
            Fact::Ended(ending) => Some((ending, n.stamp.on)),
            _ => None,
        })
    }

    /// The last day it is in force by its own terms, if any source states one.
    pub fn term_ends(&self) -> Option<Date> {
        self.signing().and_then(|(s, _)| s.to).map(When::last_day)
    }

    /// How a stage stands: none if no fact speaks of it.
    ///
    /// A signing is the stage of signing; a fact about a stage outweighs it.
    pub fn stage(&self, stage: &str) -> Option<(StageStanding, Option<When>, Option<&Text>)> {
        let told = self.facts.iter().rev().find_map(|n| match &n.fact {
            Fact::Stage(s) if s.stage == stage => Some((s.standing, n.stamp.on, s.note.as_ref())),
            _ => None,
        });
        let instrument = self.description.as_ref().map(|d| d.instrument);
        let signs = match instrument {
            Some(Instrument::KesepakatanBersama) => {
                matches!(stage, "penandatanganan_kb" | "kesepakatan_bersama")
            }
            Some(Instrument::PerjanjianKerjaSama) => matches!(
                stage,
                "penandatanganan_pks" | "perjanjian_kerja_sama" | "kontrak_pks"
            ),
            Some(Instrument::NotaKesepakatan) => stage == "nota_kesepakatan",
            Some(Instrument::LetterOfIntent) => matches!(stage, "pernyataan_kehendak" | "loi"),
            Some(Instrument::NaskahKerjaSama) => {
                matches!(stage, "penandatanganan_naskah" | "naskah_kerja_sama")
            }
            Some(Instrument::Komitmen) => stage == "komitmen",
            None => false,
        };
        let signed = || {
            self.signing()
                .filter(|_| signs)
                .map(|(_, on)| (StageStanding::Done, on, None))
        };
        told.or_else(signed)
    }

    /// The ids of its scheme's stages in order; for a scheme without stages, its chain of documents.
    pub fn stage_ids(&self) -> Vec<&'static str> {
        let Some(description) = &self.description else {
            return Vec::new();
        };
        stage_ids(description.scheme)
    }

    /// The last stage with a fact that it was done, by order of the procedure.
    pub fn stage_reached(&self) -> Option<&'static str> {
        let done = |id: &&str| matches!(self.stage(id), Some((StageStanding::Done, ..)));
        self.stage_ids().into_iter().rfind(done)
    }

    /// Who confirmed and who disputes the record now: the latest act of each party counts.
    pub fn standing_of(&self, party: OrganizationId) -> PartyStanding {
        self.facts
            .iter()
            .rev()
            .find_map(|n| match &n.fact {
                Fact::Confirmed(act) if act.party == party => {
                    Some(PartyStanding::Confirmed(n.stamp.on))
                }
                Fact::Disputed(act) if act.party == party => {
                    Some(PartyStanding::Disputed(n.stamp.on))
                }
                Fact::Settled(act) if act.party == party => {
                    Some(PartyStanding::Settled(n.stamp.on))
                }
                _ => None,
            })
            .unwrap_or(PartyStanding::NotConfirmed)
    }
}

/// How a party stands to the record of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyStanding {
    /// "Reported, not confirmed": facts from the press never confirm.
    NotConfirmed,
    /// Confirmed, on that day.
    Confirmed(Option<When>),
    /// Disputes it, since that day.
    Disputed(Option<When>),
    /// Its dispute was settled.
    Settled(Option<When>),
}

/// The ids of a scheme's stages in order; for a scheme without stages, its chain of documents.
pub fn stage_ids(scheme: Scheme) -> Vec<&'static str> {
    let stages = law::stages(scheme.as_str());
    if !stages.is_empty() {
        return stages.iter().map(|s| s.id.as_str()).collect();
    }
    law::scheme(scheme.as_str())
        .map(|s| s.chain.iter().map(String::as_str).collect())
        .unwrap_or_default()
}

impl Subject for Agreement {
    const KIND: SubjectKind = SubjectKind::Agreement;
    type Description = Description;
    type Fact = Fact;

    fn title(description: &Description) -> Text {
        description.title.clone()
    }

    fn description_references(d: &Description, to: &mut References) {
        to.all(d.parties.iter().copied())
            .all(d.parent)
            .cited(&d.sources)
            .differences(&d.differences);
    }

    fn fact_references(fact: &Fact, to: &mut References) {
        match fact {
            Fact::Stage(s) => to.cited(&s.sources),
            Fact::Signed(s) => {
                for signatory in &s.signatories {
                    to.add(signatory.party)
                        .all(signatory.person)
                        .all(signatory.post);
                }
                to.all(s.numbers.iter().map(|n| n.party))
                    .all(s.gathering)
                    .cited(&s.sources)
            }
            Fact::Confirmed(act) | Fact::Disputed(act) | Fact::Settled(act) => {
                to.add(act.party).cited(&act.sources)
            }
            Fact::Amended(a) => to.cited(&a.sources),
            Fact::Ended(e) => to.all(e.by.iter().copied()).cited(&e.sources),
        };
    }

    fn check_description(_: &State<Self>, d: &Description, _: Date, refuse: &mut Vec<Refusal>) {
        let mut parties = d.parties.clone();
        parties.sort();
        parties.dedup();
        for (field, count, least) in [
            ("parties", parties.len(), 2),
            ("subjects", d.subjects.len(), 1),
            ("sources", d.sources.len(), 1),
        ] {
            if count < least {
                refuse.push(Refusal::TooFew {
                    field,
                    count,
                    least,
                });
            }
        }
    }

    fn check_fact(
        state: &State<Self>,
        key: &str,
        fact: &Fact,
        on: Option<When>,
        _: Date,
        refuse: &mut Vec<Refusal>,
    ) {
        let Some(description) = &state.description else {
            return;
        };
        let scheme = description.scheme;
        let mut party = |id: OrganizationId| {
            if !description.parties.contains(&id) {
                refuse.push(Refusal::NotAParty(id.into()));
            }
        };
        match fact {
            Fact::Signed(s) => s
                .signatories
                .iter()
                .map(|s| s.party)
                .chain(s.numbers.iter().map(|n| n.party))
                .for_each(party),
            Fact::Confirmed(act) | Fact::Disputed(act) | Fact::Settled(act) => party(act.party),
            Fact::Ended(ending) => ending.by.iter().copied().for_each(&mut party),
            Fact::Stage(_) | Fact::Amended(_) => {}
        }
        match fact {
            Fact::Stage(s) => {
                if !stage_ids(scheme).contains(&s.stage.as_str()) {
                    refuse.push(Refusal::NotInScheme {
                        what: "stage",
                        id: s.stage.clone(),
                        scheme: scheme.as_str(),
                    });
                }
                if s.standing == StageStanding::NotRequired && s.note.is_none() {
                    refuse.push(Refusal::Empty { field: "note" });
                }
            }
            Fact::Signed(s) => {
                check_order(s.from.or(on), s.to, refuse);
            }
            Fact::Ended(ending) => {
                if !law::endings(scheme.as_str()).any(|e| e.id == ending.ground) {
                    refuse.push(Refusal::NotInScheme {
                        what: "ending",
                        id: ending.ground.clone(),
                        scheme: scheme.as_str(),
                    });
                }
                let earlier = state
                    .facts
                    .iter()
                    .find(|n| n.key != key && matches!(n.fact, Fact::Ended(_)));
                if let Some(earlier) = earlier {
                    refuse.push(Refusal::AlreadyEnded {
                        on: earlier.stamp.day(),
                    });
                }
            }
            Fact::Disputed(act) if act.ground.is_none() => {
                refuse.push(Refusal::Empty { field: "ground" })
            }
            Fact::Confirmed(_) | Fact::Disputed(_) | Fact::Settled(_) | Fact::Amended(_) => {}
        }
        let sourced = match fact {
            Fact::Stage(s) => !s.sources.is_empty(),
            Fact::Signed(s) => !s.sources.is_empty(),
            Fact::Amended(a) => !a.sources.is_empty(),
            Fact::Ended(e) => !e.sources.is_empty(),
            Fact::Confirmed(_) | Fact::Disputed(_) | Fact::Settled(_) => true,
        };
        if !sourced {
            refuse.push(Refusal::TooFew {
                field: "sources",
                count: 0,
                least: 1,
            });
        }
    }
}
