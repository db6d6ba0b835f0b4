//! What was read and could not become a draft, or needs a look.

use domain::Lang;
use domain::citation::MAX_QUOTED_WORDS;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The key of the source.
    pub source: String,
    /// Where in it.
    pub paragraph: Option<u32>,
    /// What it is about: a name, a promise; empty for the text as a whole.
    pub about: String,
    /// Why.
    pub reason: Reason,
}

/// Why something is in no draft, or needs a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The text does not say who published it.
    NoOutlet,
    /// Nothing in the text tells what this body is.
    BodyUnknown,
    /// No body that is recorded or known owes this promise.
    NoOwner,
    /// Nobody is told to say this.
    NoSpeaker,
    /// This person holds no post that the text ties to a body: a citizen, whose name is not recorded.
    NoPublicRole,
    /// The name of the document is none of the instruments that the law knows.
    NoInstrument,
    /// An agreement has two parties at least.
    TooFewParties,
    /// The text does not say what the agreement is about.
    NoSubjects,
    /// The scheme is assumed from the parties.
    SchemeAssumed {
        /// Its id.
        scheme: &'static str,
    },
    /// The press's word for a joint agreement, taken as one.
    NameOfThePress,
    /// A programme's record needs more than its name.
    ProgrammeNeedsMore,
    /// The record has it already.
    Recorded {
        /// What it is called there.
        title: String,
    },
    /// The draft's words are still those of the source.
    WordsOfSource,
    /// Somebody came in another's place, and the text does not say in whose.
    RepresentsNobody,
}

impl Gap {
    /// What to look at and what to do.
    pub fn explain(&self, lang: Lang) -> String {
        let paragraph = self.paragraph.map(|n| format!("#{n}")).unwrap_or_default();
        // Enough to find it again; the text itself stays where it is.
        let mut words = self.about.split_whitespace();
        let first: Vec<&str> = words.by_ref().take(MAX_QUOTED_WORDS).collect();
        let more = if words.next().is_some() { " …" } else { "" };
        let about = if first.is_empty() {
            String::new()
        } else {
            format!(" \"{}{more}\"", first.join(" "))
        };
        format!(
            "{}{paragraph}{about}: {}",
            self.source,
            self.reason.explain(lang)
        )
    }
}

impl Reason {
    fn explain(&self, lang: Lang) -> String {
        let words = match self {
            Self::NoOutlet => lang.pick(
                "teks tidak menyebut penerbitnya; isi outlet",
                "the text does not say who published it; fill in outlet",
            ),
            Self::BodyUnknown => lang.pick(
                "lembaga ini belum tercatat dan jenisnya tidak terbaca; catat lembaganya dahulu",
                "this body is not recorded and its kind cannot be told; record it first",
            ),
            Self::NoOwner => lang.pick(
                "janji ini tidak didraf, sebab pihak yang wajib menepatinya tidak jelas; tentukan owners",
                "not drafted, since it is not clear who owes this promise; name its owners",
            ),
            Self::NoSpeaker => lang.pick(
                "pernyataan ini tidak didraf, sebab pembicaranya tidak jelas; tentukan speaker",
                "not drafted, since it is not clear who said this; name its speaker",
            ),
            Self::NoPublicRole => lang.pick(
                "tidak didraf sebagai orang, sebab jabatan publiknya tidak terbaca; nama warga tidak dicatat, dan bila ia pejabat, tulis jabatan dan lembaganya",
                "not drafted as a person, since no public post was read; citizens are not recorded by name, and if this is an official, write post and body",
            ),
            Self::NoInstrument => lang.pick(
                "kesepakatan ini tidak didraf, sebab nama dokumennya bukan jenis yang dikenal; tentukan instrument",
                "the agreement is not drafted, since its name is no known instrument; name its instrument",
            ),
            Self::TooFewParties => lang.pick(
                "kesepakatan ini tidak didraf, sebab pihaknya kurang dari dua",
                "the agreement is not drafted, since it has fewer than two parties",
            ),
            Self::NoSubjects => lang.pick(
                "kesepakatan ini tidak didraf, sebab pokoknya tidak disebut",
                "the agreement is not drafted, since its subjects are not stated",
            ),
            Self::SchemeAssumed { scheme } => {
                return match lang {
                    Lang::Id => format!("skema {scheme} diandaikan dari para pihaknya; periksa"),
                    Lang::En => format!("the scheme {scheme} is assumed from the parties; check it"),
                };
            }
            Self::NameOfThePress => lang.pick(
                "sebutan pers; didraf sebagai kesepakatan bersama, periksa nama dokumennya",
                "a word of the press; drafted as a joint agreement, check what the document is called",
            ),
            Self::ProgrammeNeedsMore => lang.pick(
                "program ini belum tercatat; lengkapi masalah, sasaran, cara dan pelaksananya di programmes.toml",
                "this programme is not recorded; fill in its problem, target group, way and who runs it in programmes.toml",
            ),
            Self::Recorded { title } => {
                return match lang {
                    Lang::Id => format!("sudah tercatat: {title}"),
                    Lang::En => format!("recorded already: {title}"),
                };
            }
            Self::WordsOfSource => lang.pick(
                "masih kata-kata sumber; tulis dengan kata sendiri",
                "still in the words of the source; put it in your own",
            ),
            Self::RepresentsNobody => lang.pick(
                "hadir mewakili, tetapi tidak jelas mewakili siapa",
                "came in another's place, and it is not clear in whose",
            ),
        };
        words.to_owned()
    }
}
