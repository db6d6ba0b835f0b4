//! What was read, in words for people: Indonesian and English.

use domain::Lang;
use domain::gathering::GatheringKind;

use super::reading::{Attendance, DateBasis, Force, Language, Warning};

impl Warning {
    /// What to know before trusting the drafts, in a sentence or two.
    pub fn explain(&self, lang: Lang) -> String {
        match self {
            Self::Empty => lang.pick("Tidak ada teks.", "There is no text.").to_owned(),
            Self::NotIndonesian => lang
                .pick(
                    "Teks ini bukan bahasa Indonesia; tidak ada yang dibaca.",
                    "The text is not in Indonesian; nothing was read.",
                )
                .to_owned(),
            Self::TooLong { at } => match lang {
                Lang::Id => format!("Teks terlalu panjang; yang sesudah byte {at} tidak dibaca."),
                Lang::En => format!("The text is too long; what follows byte {at} was not read."),
            },
            Self::UnclosedQuote { .. } => lang
                .pick(
                    "Sebuah kutipan dibuka dan tidak ditutup; periksa akhirnya.",
                    "A quotation opens and does not close; check where it ends.",
                )
                .to_owned(),
            Self::WeekdayDiffers { .. } => lang
                .pick(
                    "Hari dan tanggal yang tertulis berdampingan tidak cocok; periksa tanggalnya.",
                    "The weekday and the date written beside it do not agree; check the date.",
                )
                .to_owned(),
            Self::TooMany { what, limit } => match lang {
                Lang::Id => format!("Terlalu banyak {what}; hanya {limit} yang didaftar."),
                Lang::En => format!("Too many {what}; only {limit} are listed."),
            },
        }
    }
}

impl Language {
    /// What the language is called.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Indonesian => lang.pick("bahasa Indonesia", "Indonesian"),
            Self::Empty => lang.pick("tidak ada teks", "no text"),
            Self::English => lang.pick("bahasa Inggris", "English"),
            Self::Malay => lang.pick("bahasa Melayu", "Malay"),
            Self::Javanese => lang.pick("bahasa Jawa", "Javanese"),
            Self::Sundanese => lang.pick("bahasa Sunda", "Sundanese"),
            Self::Unknown => lang.pick("bahasa tidak dikenali", "language not recognised"),
        }
    }
}

impl Attendance {
    /// Whether somebody came, in words.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Present => lang.pick("hadir", "came"),
            Self::Absent => lang.pick("tidak hadir", "did not come"),
            Self::Representing => lang.pick("mewakili", "came in another's place"),
            Self::Mentioned => lang.pick("hanya disebut", "only mentioned"),
        }
    }
}

impl Force {
    /// With what force it was said, in words.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Committed => lang.pick("janji", "promise"),
            Self::Hoped => lang.pick("harapan", "hope"),
            Self::Instructed => lang.pick("permintaan", "request"),
            Self::Proposed => lang.pick("usulan", "proposal"),
            Self::Done => lang.pick("dilaporkan selesai", "reported done"),
        }
    }
}

impl DateBasis {
    /// How the day is known, in words.
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Explicit => lang.pick("tertulis", "written"),
            Self::Range => lang.pick("rentang tertulis", "written as a range"),
            Self::WeekdayOnly => {
                lang.pick("hanya hari yang tertulis", "only the weekday is written")
            }
            Self::DayAndMonth => lang.pick("tanpa tahun", "without a year"),
            Self::Relative => lang.pick("nisbi terhadap hari terbit", "relative to publication"),
            Self::Unknown => lang.pick("tidak disebut", "not stated"),
        }
    }
}

/// What kind of event it was, in words.
pub const fn event_label(kind: GatheringKind, lang: Lang) -> &'static str {
    match kind {
        GatheringKind::Signing => lang.pick("penandatanganan", "signing"),
        GatheringKind::Coordination => lang.pick("rapat koordinasi", "coordination meeting"),
        GatheringKind::Visit => lang.pick("kunjungan", "visit"),
        GatheringKind::Retreat => lang.pick("retret", "retreat"),
        GatheringKind::Launch => lang.pick("peluncuran", "launch"),
        GatheringKind::Deliberation => lang.pick("musyawarah", "deliberation"),
        GatheringKind::Other => lang.pick("peristiwa lain", "other event"),
    }
}
