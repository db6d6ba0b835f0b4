//! What was wrong with tables: counted by kind, the first of each with file, line, column and reason.

use std::collections::BTreeMap;

/// How many of a kind are kept with their places.
const KEPT: usize = 100;

/// Letters of a cell that are shown at most.
const LETTERS: usize = 40;

/// What can be wrong with tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// No table of the map has such a header.
    UnknownTable,
    /// Several tables of the map fit the header as well.
    TwoTables,
    /// A heading stands twice.
    TwiceInHeader,
    /// The file cannot be read on.
    Unreadable,
    /// A row has fewer or more cells than the header.
    Ragged,
    /// An amount that is none, or could be two.
    Amount,
    /// A date that is none, or could be two.
    Date,
    /// A word that the translation does not have.
    Code,
    /// Neither yes nor no.
    YesOrNo,
    /// A number that is none.
    Count,
    /// A key that cannot be one.
    Key,
    /// The same row again.
    SameRow,
    /// A second row with this key that says something else.
    SameKey,
    /// A row without a key: it belongs to no process.
    NoKey,
    /// A key that the table which lists such keys does not have.
    NotJoined,
    /// A key that leads to several processes.
    SeveralProcesses,
    /// Several packages of the plan for one process.
    SeveralPlans,
    /// A bid, an award or a contract of nobody.
    NoFirm,
}

impl Finding {
    /// What it is and what became of it, in Indonesian and English.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::UnknownTable => {
                "tabel tidak dikenal: berkas dilewati / no table of the map has such a header: file left out"
            }
            Self::TwoTables => {
                "judul cocok dengan beberapa tabel: berkas dilewati / the header fits several tables: file left out"
            }
            Self::TwiceInHeader => {
                "judul kolom berulang: yang pertama dipakai / a heading stands twice: the first is used"
            }
            Self::Unreadable => "tidak dapat dibaca lebih lanjut / cannot be read further",
            Self::Ragged => {
                "jumlah kolom berbeda dari judul: baris dilewati / more or fewer cells than the header: row left out"
            }
            Self::Amount => "nilai tidak pasti: dikosongkan / no certain amount: left out",
            Self::Date => "tanggal tidak pasti: dikosongkan / no certain date: left out",
            Self::Code => {
                "kata tidak ada dalam daftar: dikosongkan / a word that is not listed: left out"
            }
            Self::YesOrNo => {
                "bukan ya atau tidak: dianggap tidak / neither yes nor no: taken as no"
            }
            Self::Count => "bukan bilangan bulat: dikosongkan / no whole number: left out",
            Self::Key => "kunci tidak wajar: dikosongkan / no proper key: left out",
            Self::SameRow => "baris berulang: dihitung sekali / the same row again: counted once",
            Self::SameKey => {
                "kunci sama, isi lain: baris pertama dipakai / the same key with other contents: the first row is used"
            }
            Self::NoKey => "baris tanpa kunci: dilewati / a row without key: left out",
            Self::NotJoined => {
                "tidak ditemukan pasangannya: menjadi proses sendiri / its partner is in no table: kept without it"
            }
            Self::SeveralProcesses => {
                "kunci menunjuk beberapa proses: menjadi proses sendiri / leads to several processes: kept by itself"
            }
            Self::SeveralPlans => {
                "beberapa RUP untuk satu proses: pagu dikosongkan / several plans of one process: budget left out"
            }
            Self::NoFirm => "penyedia tidak disebut / no firm is named",
        }
    }
}

/// Where something is: a file by its number, a line of it, a column if it is one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// Number of the file among those read.
    pub file: usize,
    /// The line on which the row begins, from 1; 0 when it is the file as a whole.
    pub line: u64,
    /// The column's heading.
    pub column: String,
}

/// One finding at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where.
    pub at: At,
    /// The value, shortened and without personal numbers, and the reason.
    pub detail: String,
}

/// All findings of a run.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    kinds: BTreeMap<Finding, (u64, Vec<Found>)>,
    first: Option<(Finding, Found)>,
}

impl Findings {
    /// Counts one, and keeps it while there are few of its kind.
    pub fn note(&mut self, finding: Finding, at: At, detail: String) {
        let found = Found { at, detail };
        if self.first.is_none() {
            self.first = Some((finding, found.clone()));
        }
        let (count, kept) = self.kinds.entry(finding).or_default();
        *count += 1;
        if kept.len() < KEPT {
            kept.push(found);
        }
    }

    /// How many of a kind.
    #[must_use]
    pub fn count(&self, finding: Finding) -> u64 {
        self.kinds.get(&finding).map_or(0, |(count, _)| *count)
    }

    /// Kind, number and the first of each, by kind.
    pub fn iter(&self) -> impl Iterator<Item = (Finding, u64, &[Found])> {
        self.kinds
            .iter()
            .map(|(finding, (count, found))| (*finding, *count, found.as_slice()))
    }

    /// The first of all, for those who stop there.
    #[must_use]
    pub fn first(&self) -> Option<&(Finding, Found)> {
        self.first.as_ref()
    }
}

/// A value as it is shown: short, and on one line.
#[must_use]
pub fn shown(value: &str) -> String {
    let plain = value
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter });
    let mut short: String = plain.clone().take(LETTERS).collect();
    if plain.count() > LETTERS {
        short.push('…');
    }
    format!("{short:?}")
}
