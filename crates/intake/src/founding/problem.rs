//! What is wrong with a founding file, as data: where, which value, and what helps.

use std::fmt;

use domain::refusal::TextProblem;
use domain::subject::MAX_TEXT_CHARS;
use domain::{Lang, SubjectKind};

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name as given.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// Where in the record, in the format's own words: `commitment 'p6' fact 'x' sources 2`. Empty outside any record.
    pub path: String,
    /// The value, or its first 60 characters; for something missing, its name.
    pub value: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file is not TOML from here on.
    Syntax {
        /// What the TOML reader says, in English.
        message: String,
    },
    /// A date, key or decimal number without quotation marks.
    Unquoted,
    /// A table that the format does not know.
    UnknownTable {
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// A field that the table does not have.
    UnknownField {
        /// The one that was probably meant.
        nearest: Option<String>,
        /// Every field it has.
        fields: Vec<&'static str>,
    },
    /// A field that the table must have.
    Missing,
    /// A list that must not be empty.
    EmptyList,
    /// A record without a description, about which nothing is recorded yet.
    FactsOnly,
    /// A value of another type.
    WrongType {
        /// What belongs there.
        expected: Expected,
    },
    /// No date of the record.
    NotWhen,
    /// No decimal number of the record.
    NotDecimal,
    /// A whole number outside its range.
    OutOfRange {
        /// At least.
        least: i64,
        /// At most.
        most: i64,
    },
    /// Not one of the words that may stand there.
    NotAChoice {
        /// The one that was probably meant.
        nearest: Option<String>,
        /// All of them.
        choices: Vec<&'static str>,
    },
    /// No key.
    NotAKey,
    /// No citation.
    NotACitation,
    /// No reference to a record of any kind.
    NotAReference,
    /// A text that cannot be recorded.
    BadText(TextProblem),
    /// A key that names no record, neither in the files nor already recorded.
    UnknownKey {
        /// Of which kind the record would be.
        kind: SubjectKind,
        /// The key that was probably meant.
        nearest: Option<String>,
    },
    /// The same key twice.
    Duplicate {
        /// The file that has it first.
        file: String,
        /// And the line.
        line: u32,
    },
    /// A government whose key is not its region's code.
    KeyIsNotRegion {
        /// The region's code.
        region: String,
    },
    /// A code that is no province's, regency's or city's.
    UnknownGovernment,
    /// The record's types do not take it, though the format does: a fault of this program.
    NotTaken {
        /// What they say.
        message: String,
    },
}

/// What belongs in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Text in quotation marks.
    Words,
    /// A list of such texts.
    WordsList,
    /// A list of texts in one or two languages.
    Texts,
    /// A whole number.
    Whole,
    /// `true` or `false`.
    Switch,
    /// A date.
    When,
    /// A decimal number.
    Decimal,
    /// A list of words out of a given list.
    Choices,
    /// A key.
    Key,
    /// A list of keys.
    Keys,
    /// A reference to a record of any kind.
    Reference,
    /// A list of citations.
    Citations,
    /// A table, `[x]`.
    Table,
    /// Tables that repeat, `[[x]]`.
    Tables,
}

impl Problem {
    /// What is wrong and what helps, in a sentence or two; the place stands in the other fields.
    pub fn explain(&self, lang: Lang) -> String {
        let id = lang == Lang::Id;
        let value = &self.value;
        match &self.fault {
            Fault::Syntax { message } if id => format!(
                "Bukan TOML yang sah: {message}. Perbaiki baris ini; sesudahnya mungkin ada yang belum terbaca."
            ),
            Fault::Syntax { message } => format!(
                "Not valid TOML: {message}. Correct this line; what follows may not have been read yet."
            ),
            Fault::Unquoted if id => {
                format!("{value} ditulis tanpa tanda kutip. Tulis \"{value}\".")
            }
            Fault::Unquoted => format!("{value} has no quotation marks. Write \"{value}\"."),
            Fault::UnknownTable { nearest } if id => format!(
                "Tabel '{value}' tidak dikenal. {}",
                meant(
                    nearest,
                    lang,
                    "Tabel yang ada: [[source]], [[organization]], [governments], [[government]], [[person]], [[post]], [[gathering]], [[agreement]], [[programme]], [[statement]], [[commitment]], [[correction]]."
                )
            ),
            Fault::UnknownTable { nearest } => format!(
                "The table '{value}' is not known. {}",
                meant(
                    nearest,
                    lang,
                    "The tables are [[source]], [[organization]], [governments], [[government]], [[person]], [[post]], [[gathering]], [[agreement]], [[programme]], [[statement]], [[commitment]], [[correction]]."
                )
            ),
            Fault::UnknownField { nearest, fields } => {
                let known = format!(
                    "{} {}.",
                    lang.pick("Bidang yang ada:", "The fields are"),
                    fields.join(", ")
                );
                let what = if id {
                    format!("Bidang '{value}' tidak dikenal di sini.")
                } else {
                    format!("The field '{value}' is not known here.")
                };
                format!("{what} {}", meant(nearest, lang, &known))
            }
            Fault::Missing if id => format!("'{value}' belum ada. Tambahkan."),
            Fault::Missing => format!("'{value}' is missing. Add it."),
            Fault::EmptyList if id => format!("'{value}' kosong. Isikan paling sedikit satu."),
            Fault::EmptyList => format!("'{value}' is empty. Give at least one."),
            Fault::FactsOnly if id => format!(
                "'{value}' hanya berisi fakta, padahal uraiannya belum tercatat. Tambahkan uraiannya atau perbaiki kuncinya."
            ),
            Fault::FactsOnly => format!(
                "'{value}' has facts only, and what it is has not been recorded. Add its description or correct the key."
            ),
            Fault::WrongType { expected } if id => format!(
                "{value} tidak cocok di sini. Tulis {}.",
                expected.words(lang)
            ),
            Fault::WrongType { expected } => {
                format!("{value} does not fit here. Write {}.", expected.words(lang))
            }
            Fault::NotWhen if id => format!(
                "'{value}' bukan tanggal. Tulis \"2025-10-24\", \"2025-10\" atau \"2025\", tahun 1900 sampai 2100."
            ),
            Fault::NotWhen => format!(
                "'{value}' is not a date. Write \"2025-10-24\", \"2025-10\" or \"2025\", years 1900 to 2100."
            ),
            Fault::NotDecimal if id => format!(
                "'{value}' bukan angka. Tulis angka dengan titik desimal, seperti \"73.22\"; paling banyak 15 angka, 9 di belakang titik."
            ),
            Fault::NotDecimal => format!(
                "'{value}' is not a number. Write digits with a point, such as \"73.22\"; at most 15 digits, 9 of them behind the point."
            ),
            Fault::OutOfRange { least, most } if id => {
                format!("{value} di luar batas. Tulis bilangan bulat dari {least} sampai {most}.")
            }
            Fault::OutOfRange { least, most } => {
                format!("{value} is out of range. Write a whole number from {least} to {most}.")
            }
            Fault::NotAChoice { nearest, choices } => {
                let all = format!(
                    "{} {}.",
                    lang.pick("Pilihannya:", "The choices are"),
                    choices.join(", ")
                );
                let what = if id {
                    format!("'{value}' tidak dikenal di sini.")
                } else {
                    format!("'{value}' is not known here.")
                };
                format!("{what} {}", meant(nearest, lang, &all))
            }
            Fault::NotAKey if id => format!(
                "'{value}' bukan kunci. Pakai huruf kecil a-z, angka, titik dan tanda hubung, paling banyak 100 karakter."
            ),
            Fault::NotAKey => format!(
                "'{value}' is not a key. Use lower-case letters a-z, digits, points and hyphens, at most 100 characters."
            ),
            Fault::NotACitation if id => format!(
                "'{value}' bukan rujukan sumber. Tulis \"kunci-sumber#3\" untuk paragraf 3, atau \"kunci-sumber\" saja."
            ),
            Fault::NotACitation => format!(
                "'{value}' is not a citation. Write \"source-key#3\" for paragraph 3, or \"source-key\" alone."
            ),
            Fault::NotAReference if id => format!(
                "'{value}' bukan rujukan. Tulis jenis, titik dua dan kunci, seperti \"agreement:banten-bengkulu-2025\"."
            ),
            Fault::NotAReference => format!(
                "'{value}' is not a reference. Write kind, colon and key, such as \"agreement:banten-bengkulu-2025\"."
            ),
            Fault::BadText(problem) => format!("'{value}' {}", text_problem(*problem, lang)),
            Fault::UnknownKey { kind, nearest } => {
                let file = format!("{}.toml", kind.plural());
                let what = if id {
                    format!(
                        "'{value}' bukan kunci [[{kind}]] mana pun, di berkas ini maupun yang sudah tercatat."
                    )
                } else {
                    format!(
                        "'{value}' is the key of no {kind}, neither in these files nor recorded already."
                    )
                };
                let write = if id {
                    format!("Tambahkan catatannya, misalnya di {file}, atau perbaiki kuncinya.")
                } else {
                    format!("Add its record, for instance in {file}, or correct the key.")
                };
                format!("{what} {}", meant(nearest, lang, &write))
            }
            Fault::Duplicate { file, line } if id => format!(
                "'{value}' sudah dipakai di {file} baris {line}. Gabungkan keduanya atau ganti salah satu kuncinya."
            ),
            Fault::Duplicate { file, line } => format!(
                "'{value}' is taken by line {line} of {file}. Join the two or change one of the keys."
            ),
            Fault::KeyIsNotRegion { region } if id => format!(
                "Kunci '{value}' berbeda dari kode wilayah {region}. Kunci sebuah pemerintah daerah adalah kode wilayahnya; tulis key = \"{region}\"."
            ),
            Fault::KeyIsNotRegion { region } => format!(
                "The key '{value}' is not the region's code {region}. A government's key is its region's code; write key = \"{region}\"."
            ),
            Fault::UnknownGovernment if id => format!(
                "'{value}' bukan kode provinsi, kabupaten atau kota. Periksa kodenya, misalnya \"36\" atau \"36.73\"."
            ),
            Fault::UnknownGovernment => format!(
                "'{value}' is no code of a province, regency or city. Check it; \"36\" and \"36.73\" are such codes."
            ),
            Fault::NotTaken { message } if id => format!(
                "'{value}' tidak dapat dicatat: {message}. Ini kesalahan program; laporkan bersama catatannya."
            ),
            Fault::NotTaken { message } => format!(
                "'{value}' cannot be recorded: {message}. This is a fault of the program; report it with the record."
            ),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.explain(Lang::En))
    }
}

/// "Did you mean …?" where something is near, else what helps otherwise.
fn meant(nearest: &Option<String>, lang: Lang, otherwise: &str) -> String {
    match nearest {
        Some(word) if lang == Lang::Id => format!("Maksudnya '{word}'?"),
        Some(word) => format!("Did you mean '{word}'?"),
        None => otherwise.to_owned(),
    }
}

fn text_problem(problem: TextProblem, lang: Lang) -> String {
    let id = lang == Lang::Id;
    match problem {
        TextProblem::TooLong if id => {
            format!("terlalu panjang; paling banyak {MAX_TEXT_CHARS} karakter.")
        }
        TextProblem::TooLong => format!("is too long; at most {MAX_TEXT_CHARS} characters."),
        TextProblem::NotNfc => lang
            .pick(
                "tidak dalam bentuk Unicode NFC; ketik ulang huruf beraksennya.",
                "is not in Unicode NFC; type its accented letters again.",
            )
            .to_owned(),
        TextProblem::Unprintable => lang
            .pick(
                "memuat karakter kendali atau spasi di ujung; hapus.",
                "has a control character, or a space or line break at an end; remove it.",
            )
            .to_owned(),
        TextProblem::Empty => lang
            .pick(
                "kosong; isikan teksnya, atau hapus bidangnya bila memang tidak ada.",
                "is empty; write the text, or leave the field out if there is none.",
            )
            .to_owned(),
    }
}

impl Expected {
    /// What belongs there, to stand after "Write".
    const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Words => lang.pick(
                "teks dalam tanda kutip, seperti \"…\"",
                "text in quotation marks, such as \"…\"",
            ),
            Self::WordsList => lang.pick(
                "daftar teks, seperti [\"…\", \"…\"]",
                "a list of texts, such as [\"…\", \"…\"]",
            ),
            Self::Texts => lang.pick(
                "daftar teks, seperti [\"…\", { id = \"…\", en = \"…\" }]",
                "a list of texts, such as [\"…\", { id = \"…\", en = \"…\" }]",
            ),
            Self::Whole => lang.pick(
                "bilangan bulat tanpa tanda kutip dan tanpa titik, seperti 14000",
                "a whole number without quotation marks or points, such as 14000",
            ),
            Self::Switch => lang.pick(
                "true atau false, tanpa tanda kutip",
                "true or false, without quotation marks",
            ),
            Self::When => lang.pick(
                "tanggal dalam tanda kutip: \"2025-10-24\", \"2025-10\" atau \"2025\"",
                "a date in quotation marks: \"2025-10-24\", \"2025-10\" or \"2025\"",
            ),
            Self::Decimal => lang.pick(
                "angka dalam tanda kutip, seperti \"73.22\"",
                "a number in quotation marks, such as \"73.22\"",
            ),
            Self::Choices => lang.pick(
                "daftar pilihan, seperti [\"apbd\", \"csr\"]",
                "a list of choices, such as [\"apbd\", \"csr\"]",
            ),
            Self::Key => lang.pick(
                "satu kunci dalam tanda kutip, seperti \"36\"",
                "one key in quotation marks, such as \"36\"",
            ),
            Self::Keys => lang.pick(
                "daftar kunci, seperti [\"36\", \"17\"]",
                "a list of keys, such as [\"36\", \"17\"]",
            ),
            Self::Reference => lang.pick(
                "rujukan dalam tanda kutip, seperti \"agreement:banten-bengkulu-2025\"",
                "a reference in quotation marks, such as \"agreement:banten-bengkulu-2025\"",
            ),
            Self::Citations => lang.pick(
                "daftar sumber, seperti [\"kunci-sumber#3\"]",
                "a list of citations, such as [\"source-key#3\"]",
            ),
            Self::Table => lang.pick(
                "tabel dengan satu kurung siku, seperti [commitment.indicator]",
                "a table in single brackets, such as [commitment.indicator]",
            ),
            Self::Tables => lang.pick(
                "tabel dengan kurung siku ganda, seperti [[commitment]]",
                "a table in double brackets, such as [[commitment]]",
            ),
        }
    }
}
