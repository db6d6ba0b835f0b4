//! Why a command was refused, as data. Each names the value, the limit and the remedy.

use jiff::civil::Date;

use crate::id::Reference;
use crate::text::Lang;
use crate::when::When;

/// Why a command was refused. A refusal appends nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody else recorded something about the subject since it was read.
    Conflict {
        /// How many entries the writer had seen.
        expected: u64,
        /// How many there are.
        actual: u64,
    },
    /// A fact about a subject that has not been described.
    NotDescribed,
    /// A description differs from the recorded one and no reason is given.
    CorrectionWithoutReason,
    /// Something is said to have happened after today.
    InFuture {
        /// When.
        on: When,
        /// Today.
        today: Date,
    },
    /// A thing that ends before it begins.
    EndsBeforeItBegins {
        /// Begin.
        from: When,
        /// End.
        to: When,
    },
    /// A reference to a subject that is not recorded.
    Unknown(Reference),
    /// A field that must not be empty.
    Empty {
        /// Which one.
        field: &'static str,
    },
    /// Too few of something.
    TooFew {
        /// Which field.
        field: &'static str,
        /// How many there are.
        count: usize,
        /// How many there must be.
        least: usize,
    },
    /// A text that cannot be recorded.
    BadText {
        /// Where in the record.
        path: String,
        /// The text's beginning.
        text: String,
        /// What is wrong.
        problem: TextProblem,
    },
    /// More words of a speaker than the house quotes.
    QuoteTooLong {
        /// How many words.
        words: usize,
        /// How many at most.
        most: usize,
    },
    /// A number outside its range.
    OutOfRange {
        /// Which field.
        field: &'static str,
        /// The value.
        value: String,
        /// The range, in words.
        range: &'static str,
    },
    /// Someone acts on an agreement without being party to it.
    NotAParty(Reference),
    /// An owner confirms its own delivery.
    OwnVerification(Reference),
    /// A stage, ending or document that its scheme does not know.
    NotInScheme {
        /// What kind of thing.
        what: &'static str,
        /// Its id.
        id: String,
        /// The scheme.
        scheme: &'static str,
    },
    /// Something about a subject that is over.
    AlreadyEnded {
        /// Since when.
        on: When,
    },
    /// A value that is not the one the record holds.
    DoesNotMatch {
        /// Which field.
        field: &'static str,
        /// As given.
        given: String,
        /// As recorded.
        recorded: String,
    },
    /// A code that is no region's.
    UnknownRegion(String),
    /// An act on an entry's body that its state does not allow.
    BodyState {
        /// The entry.
        entry: u64,
        /// Why not.
        problem: BodyProblem,
    },
    /// A record made twice in one batch with different words.
    Twice(Reference),
    /// A body larger than the log takes.
    TooLarge {
        /// Bytes.
        bytes: usize,
        /// Bytes at most.
        most: usize,
    },
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextProblem {
    /// More characters than [`crate::subject::MAX_TEXT_CHARS`].
    TooLong,
    /// Not in Unicode NFC.
    NotNfc,
    /// A control character, or space at an end.
    Unprintable,
    /// Nothing in it.
    Empty,
}

/// Why an entry's body cannot be opened, withheld or erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyProblem {
    /// There is no such entry.
    NoSuchEntry,
    /// Erased for good.
    Erased,
    /// It is so already.
    AlreadySo,
    /// Entries about hiding are never hidden.
    Disclosure,
}

impl Refusal {
    /// The refusal in a sentence or two: what is wrong and what helps.
    pub fn explain(&self, lang: Lang) -> String {
        let id = lang == Lang::Id;
        match self {
            Self::Conflict { expected, actual } if id => format!(
                "Catatan ini sudah berubah: Anda membaca {expected} entri, kini ada {actual}. Muat ulang, lalu kirim lagi."
            ),
            Self::Conflict { expected, actual } => format!(
                "This record has changed: you had read {expected} entries, now there are {actual}. Reload, then send again."
            ),
            Self::NotDescribed => lang
                .pick(
                    "Subjek ini belum dicatat. Catat uraiannya dahulu.",
                    "This subject is not recorded yet. Record its description first.",
                )
                .to_owned(),
            Self::CorrectionWithoutReason => lang
                .pick(
                    "Isi berbeda dari yang tercatat. Sebutkan alasan koreksinya.",
                    "This differs from what is recorded. Give the reason for the correction.",
                )
                .to_owned(),
            Self::InFuture { on, today } if id => format!(
                "Tanggal {on} ada di depan; hari ini {today}. Tanggal kejadian harus hari ini atau sebelumnya."
            ),
            Self::InFuture { on, today } => format!(
                "The date {on} lies ahead; today is {today}. What happened must be dated today or before."
            ),
            Self::EndsBeforeItBegins { from, to } if id => {
                format!("Berakhir pada {to}, sebelum mulai pada {from}. Perbaiki salah satunya.")
            }
            Self::EndsBeforeItBegins { from, to } => {
                format!("Ends on {to}, before it begins on {from}. Correct one of them.")
            }
            Self::Unknown(subject) if id => format!(
                "Rujukan {subject} tidak tercatat. Catat subjek itu dahulu, atau dalam berkas yang sama."
            ),
            Self::Unknown(subject) => format!(
                "The reference {subject} is not recorded. Record that subject first, or in the same batch."
            ),
            Self::Empty { field } if id => format!("'{field}' kosong. Isikan nilainya."),
            Self::Empty { field } => format!("'{field}' is empty. Give it a value."),
            Self::TooFew {
                field,
                count,
                least,
            } if id => format!("'{field}' berisi {count}; paling sedikit {least}."),
            Self::TooFew {
                field,
                count,
                least,
            } => format!("'{field}' has {count}; it needs at least {least}."),
            Self::BadText {
                path,
                text,
                problem,
            } => format!("'{path}': '{text}' {}", problem.explain(lang)),
            Self::QuoteTooLong { words, most } if id => {
                format!("Kutipan {words} kata; paling banyak {most}. Tulis dengan kata sendiri.")
            }
            Self::QuoteTooLong { words, most } => format!(
                "The quotation has {words} words; at most {most}. Put it in your own words."
            ),
            Self::OutOfRange {
                field,
                value,
                range,
            } if id => format!("'{field}' bernilai {value}; harus {range}."),
            Self::OutOfRange {
                field,
                value,
                range,
            } => format!("'{field}' is {value}; it must be {range}."),
            Self::NotAParty(subject) if id => format!(
                "{subject} bukan pihak dalam kesepakatan ini. Sebutkan salah satu pihaknya."
            ),
            Self::NotAParty(subject) => {
                format!("{subject} is not a party to this agreement. Name one of its parties.")
            }
            Self::OwnVerification(subject) if id => format!(
                "{subject} adalah pemilik janji dan tidak dapat memeriksa pelaksanaannya sendiri. Perlu pihak di luarnya."
            ),
            Self::OwnVerification(subject) => format!(
                "{subject} owns the promise and cannot check its own delivery. Someone outside it has to."
            ),
            Self::NotInScheme {
                what,
                id: value,
                scheme,
            } if id => format!(
                "{what} '{value}' tidak dikenal dalam skema {scheme}. Lihat daftar di halaman Metode."
            ),
            Self::NotInScheme {
                what,
                id: value,
                scheme,
            } => format!(
                "{what} '{value}' is not known in scheme {scheme}. See the list on the method page."
            ),
            Self::AlreadyEnded { on } if id => {
                format!("Sudah berakhir pada {on}. Koreksi akhirnya bila keliru.")
            }
            Self::AlreadyEnded { on } => {
                format!("It ended on {on}. Correct the ending if that is wrong.")
            }
            Self::DoesNotMatch {
                field,
                given,
                recorded,
            } if id => format!(
                "'{field}' diberi {given}, sedangkan tercatat {recorded}. Samakan keduanya."
            ),
            Self::DoesNotMatch {
                field,
                given,
                recorded,
            } => format!(
                "'{field}' is given as {given}, but {recorded} is recorded. Make them agree."
            ),
            Self::UnknownRegion(code) if id => {
                format!("'{code}' bukan kode wilayah Kemendagri. Periksa kodenya, misalnya 36.73.")
            }
            Self::UnknownRegion(code) => {
                format!("'{code}' is not a Kemendagri region code. Check it; 36.73 is one.")
            }
            Self::BodyState { entry, problem } => problem.explain(*entry, lang),
            Self::Twice(subject) if id => {
                format!("{subject} muncul dua kali dengan isi berbeda. Sisakan satu.")
            }
            Self::Twice(subject) => {
                format!("{subject} appears twice with different content. Keep one.")
            }
            Self::TooLarge { bytes, most } if id => {
                format!("Isi {bytes} bita; paling banyak {most}. Pecah menjadi beberapa catatan.")
            }
            Self::TooLarge { bytes, most } => format!(
                "The content has {bytes} bytes; at most {most}. Split it into several records."
            ),
        }
    }
}

impl TextProblem {
    fn explain(self, lang: Lang) -> &'static str {
        match self {
            Self::TooLong => lang.pick(
                "terlalu panjang; paling banyak 4.000 karakter.",
                "is too long; at most 4,000 characters.",
            ),
            Self::NotNfc => lang.pick(
                "tidak dalam bentuk Unicode NFC; ketik ulang huruf beraksennya.",
                "is not in Unicode NFC; type its accented letters again.",
            ),
            Self::Unprintable => lang.pick(
                "memuat karakter kendali atau spasi di ujung; hapus karakter itu.",
                "has a control character or a space at an end; remove it.",
            ),
            Self::Empty => lang.pick("kosong; isikan teksnya.", "is empty; write the text."),
        }
    }
}

impl BodyProblem {
    fn explain(self, entry: u64, lang: Lang) -> String {
        let why = match self {
            Self::NoSuchEntry => lang.pick(
                "tidak ada dalam log. Periksa nomornya.",
                "is not in the log. Check the number.",
            ),
            Self::Erased => lang.pick(
                "sudah dihapus untuk selamanya.",
                "has been erased for good.",
            ),
            Self::AlreadySo => lang.pick("sudah dalam keadaan itu.", "is in that state already."),
            Self::Disclosure => lang.pick(
                "mencatat pembukaan atau penutupan dan tidak pernah ditutup.",
                "records an opening or withholding and is never hidden itself.",
            ),
        };
        format!("{} {entry} {why}", lang.pick("Entri", "Entry"))
    }
}

/// Refuses what ends before it can have begun.
pub(crate) fn check_order(from: Option<When>, to: Option<When>, refuse: &mut Vec<Refusal>) {
    if let Some((from, to)) = from
        .zip(to)
        .filter(|(from, to)| to.last_day() < from.first_day())
    {
        refuse.push(Refusal::EndsBeforeItBegins { from, to });
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.explain(Lang::En))
    }
}
