//! What did not agree, where, and what it means, in both languages.

use std::fmt;

use domain::disclosure::Act;
use domain::entry::Micros;
use domain::text::Lang;
use domain::{Reference, SubjectKind};
use jiff::civil::Date;
use tlog::Hash;

use crate::diff::Difference;

/// Findings that a report lists; the rest are counted.
pub const MAX_LISTED: usize = 1_000;

/// One thing that does not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The entry it is about, by number.
    pub entry: Option<u64>,
    /// The subject it is about.
    pub subject: Option<Reference>,
    /// The file that it was found in, by its path in the log, such as `log/tile/0/000`.
    pub place: String,
    /// What it is.
    pub what: What,
}

impl Finding {
    pub(crate) fn at(place: impl Into<String>, what: What) -> Self {
        Self {
            entry: None,
            subject: None,
            place: place.into(),
            what,
        }
    }

    pub(crate) fn entry(self, entry: u64) -> Self {
        Self {
            entry: Some(entry),
            ..self
        }
    }

    pub(crate) fn subject(self, subject: Reference) -> Self {
        Self {
            subject: Some(subject),
            ..self
        }
    }

    /// The finding in words: what it is about, where, what was found and what it means.
    pub fn say(&self, lang: Lang) -> String {
        let mut about = Vec::new();
        if let Some(entry) = self.entry {
            about.push(format!("{} {entry}", lang.pick("entri", "entry")));
        }
        if let Some(subject) = self.subject {
            about.push(subject.to_string());
        }
        about.push(printable(&self.place));
        format!("{}: {}", about.join(", "), self.what.say(lang))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

/// What does not agree. Every case is worded in [`What::say`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the words of each case say what it and its fields mean"
)]
pub enum What {
    // The head.
    Key {
        why: String,
    },
    OtherKeyServed {
        served: String,
    },
    KeptKeyDiffers {
        kept: String,
    },
    Checkpoint {
        why: String,
    },
    RolledBack {
        kept: u64,
        size: u64,
    },
    Rewritten {
        kept: u64,
        kept_root: Hash,
        root: Hash,
    },
    ShrankMeanwhile {
        before: u64,
        size: u64,
    },
    // Files.
    Missing,
    TooLong {
        limit: usize,
    },
    Malformed {
        why: String,
    },
    EndsEarly {
        size: u64,
    },
    // The tree.
    RootDiffers {
        signed: Hash,
        computed: Hash,
    },
    TileDiffers {
        served: Hash,
        computed: Hash,
    },
    EntryDiffers {
        tile: Hash,
        computed: Hash,
    },
    TileHashDiffers {
        at: usize,
        served: Hash,
        computed: Hash,
    },
    // Entries and bodies.
    Entry {
        why: String,
    },
    Earlier {
        at: Micros,
        before: Micros,
    },
    BodyDiffers {
        entry_says: Hash,
        body_has: Hash,
    },
    Body {
        why: String,
    },
    HiddenInSilence,
    GoneThoughOpened {
        by: u64,
    },
    ServedThoughHidden {
        act: Act,
        by: u64,
    },
    OpenedInSilence,
    Disclosure {
        why: BadDisclosure,
    },
    SeqRepeated {
        seq: u64,
        first: u64,
    },
    SeqBackwards {
        seq: u64,
        before: u64,
    },
    SeqGap {
        missing: u64,
    },
    // Public JSON.
    Line {
        line: u64,
        why: String,
    },
    OtherKind {
        line: u64,
        kind: SubjectKind,
    },
    RecordMissing {
        entries: Vec<u64>,
    },
    RecordExtra {
        line: u64,
    },
    RecordRepeated {
        line: u64,
    },
    RecordDiffers {
        line: u64,
        difference: Difference,
        entries: Vec<u64>,
    },
    RecordForm {
        line: u64,
    },
    OutOfOrder {
        line: u64,
    },
    FileDiffers {
        line: u64,
    },
    FileExtra,
    StatusDays {
        day: Date,
        usual: Date,
    },
    StatusBeforeLog {
        day: Date,
        last: Date,
    },
}

/// Why an act on an entry's body cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadDisclosure {
    /// It names an entry that does not come before it.
    NotBefore(u64),
    /// It stands under the disclosures of another entry than the one it names.
    OtherEntry(u64),
    /// Its words are not those of an act.
    Unreadable,
}

impl What {
    /// What was found and what it means, in words.
    pub fn say(&self, lang: Lang) -> String {
        let (id, en) = self.both();
        // A sentence may quote what was served.
        printable(match lang {
            Lang::Id => &id,
            Lang::En => &en,
        })
    }

    /// Indonesian and English.
    fn both(&self) -> (String, String) {
        match self {
            Self::Key { why } => both(
                format!(
                    "kunci yang disajikan tidak terbaca ({why}); tanda tangan tidak dapat diperiksa"
                ),
                format!("the key served is not readable ({why}); the signature cannot be checked"),
            ),
            Self::OtherKeyServed { served } => both(
                format!("server menyajikan kunci lain dari yang Anda pegang: {served}"),
                format!("the server shows another key than the one you hold: {served}"),
            ),
            Self::KeptKeyDiffers { kept } => both(
                format!(
                    "kunci yang diberikan berbeda dari kunci pada kepala log yang disimpan: {kept}"
                ),
                format!("the key given is not the one kept with the last head: {kept}"),
            ),
            Self::Checkpoint { why } => both(
                format!("kepala log tidak dapat dipercaya: {why}"),
                format!("the head of the log cannot be trusted: {why}"),
            ),
            Self::RolledBack { kept, size } => both(
                format!(
                    "log menyusut: dulu {kept} entri, sekarang {size}; entri yang pernah diumumkan hilang"
                ),
                format!(
                    "the log shrank: it had {kept} entries and now has {size}; entries once published are gone"
                ),
            ),
            Self::Rewritten {
                kept,
                kept_root,
                root,
            } => both(
                format!(
                    "sejarah ditulis ulang: {kept} entri pertama dulu berakar {kept_root}, sekarang {root}"
                ),
                format!(
                    "history was rewritten: the first {kept} entries had root {kept_root} and now have {root}"
                ),
            ),
            Self::ShrankMeanwhile { before, size } => both(
                format!("log menyusut selama pemeriksaan, dari {before} ke {size} entri"),
                format!("the log shrank during the check, from {before} to {size} entries"),
            ),
            Self::Missing => both(
                "tidak disajikan, padahal bagian dari log ini",
                "not served, though it is part of this log",
            ),
            Self::TooLong { limit } => both(
                format!("lebih panjang dari {limit} bita, batas untuk berkas ini"),
                format!("longer than {limit} bytes, the limit for this file"),
            ),
            Self::Malformed { why } => both(format!("rusak: {why}"), format!("damaged: {why}")),
            Self::EndsEarly { size } => both(
                format!(
                    "entri dari sini tidak disajikan, padahal kepala log menyebut {size}; pemeriksaan berhenti di sini"
                ),
                format!(
                    "entries from here on are not served, though the head says {size}; the check stopped here"
                ),
            ),
            Self::RootDiffers { signed, computed } => both(
                format!(
                    "akar yang ditandatangani {signed} bukan akar entri yang disajikan, {computed}"
                ),
                format!(
                    "the root signed, {signed}, is not the root of the entries served, {computed}"
                ),
            ),
            Self::TileDiffers { served, computed } => both(
                format!(
                    "petak memuat {served} untuk entri ini, tetapi entri yang disajikan menghasilkan {computed}"
                ),
                format!(
                    "the tile has {served} for this entry, but the entry served makes {computed}"
                ),
            ),
            Self::EntryDiffers { tile, computed } => both(
                format!(
                    "entri yang disajikan menghasilkan {computed}, tetapi petak memuat {tile}: ini bukan entri yang dicatat"
                ),
                format!(
                    "the entry served makes {computed}, but the tile has {tile}: this is not the entry that was recorded"
                ),
            ),
            Self::TileHashDiffers {
                at,
                served,
                computed,
            } => both(
                format!(
                    "hash ke-{at} pada petak adalah {served}, tetapi entri menghasilkan {computed}"
                ),
                format!("hash {at} of the tile is {served}, but the entries make {computed}"),
            ),
            Self::Entry { why } => both(format!("bukan entri: {why}"), format!("no entry: {why}")),
            Self::Earlier { at, before } => both(
                format!(
                    "dicatat pada {at}, sebelum entri di depannya ({before}); waktu tidak boleh mundur"
                ),
                format!(
                    "recorded at {at}, before the entry in front of it ({before}); time must not run back"
                ),
            ),
            Self::BodyDiffers {
                entry_says,
                body_has,
            } => both(
                format!(
                    "isi berhash {body_has}, tetapi entri menyebut {entry_says}: isi ini bukan yang dicatat"
                ),
                format!(
                    "the body has hash {body_has}, but the entry says {entry_says}: this is not what was recorded"
                ),
            ),
            Self::Body { why } => both(
                format!("isi tidak terbaca: {why}"),
                format!("the body is not readable: {why}"),
            ),
            Self::HiddenInSilence => both(
                "isi terbuka saat dicatat, kini tidak disajikan, dan tidak ada entri yang menahan atau menghapusnya: disembunyikan diam-diam",
                "the body was public when recorded and is no longer served, and no entry withholds or erases it: hidden in silence",
            ),
            Self::GoneThoughOpened { by } => both(
                format!(
                    "isi dibuka oleh entri {by}, tetapi tidak disajikan, dan tidak ada entri yang menahan atau menghapusnya"
                ),
                format!(
                    "the body was opened by entry {by} but is not served, and no entry withholds or erases it"
                ),
            ),
            Self::ServedThoughHidden {
                act: Act::Erase,
                by,
            } => both(
                format!("isi masih disajikan, padahal entri {by} menghapusnya"),
                format!("the body is still served, though entry {by} erased it"),
            ),
            Self::ServedThoughHidden { by, .. } => both(
                format!("isi masih disajikan, padahal entri {by} menahannya"),
                format!("the body is still served, though entry {by} withholds it"),
            ),
            Self::OpenedInSilence => both(
                "isi disegel saat dicatat dan kini disajikan, tetapi tidak ada entri yang membukanya",
                "the body was sealed when recorded and is served now, but no entry opens it",
            ),
            Self::Disclosure { why } => why.both(),
            Self::SeqRepeated { seq, first } => both(
                format!(
                    "nomor urut {seq} pada subjek ini sudah dipakai oleh entri {first}: dua versi dari satu langkah"
                ),
                format!(
                    "number {seq} within this subject was used by entry {first} already: two versions of one step"
                ),
            ),
            Self::SeqBackwards { seq, before } => both(
                format!("nomor urut {seq} pada subjek ini datang sesudah {before}"),
                format!("number {seq} within this subject comes after {before}"),
            ),
            Self::SeqGap { missing } => both(
                format!(
                    "{missing} langkah subjek ini tidak ada, lebih banyak dari isi yang tidak disajikan"
                ),
                format!(
                    "{missing} steps of this subject are missing, more than there are bodies that are not served"
                ),
            ),
            Self::Line { line, why } => both(
                format!("baris {line} tidak terbaca: {why}"),
                format!("line {line} is not readable: {why}"),
            ),
            Self::OtherKind { line, kind } => both(
                format!("baris {line} berisi subjek jenis lain: {kind}"),
                format!("line {line} holds a subject of another kind: {kind}"),
            ),
            Self::RecordMissing { entries } => both(
                format!(
                    "subjek ini ada dalam log (entri {}) tetapi tidak dalam JSON publik",
                    listed(entries)
                ),
                format!(
                    "this subject is in the log (entries {}) but not in the public JSON",
                    listed(entries)
                ),
            ),
            Self::RecordExtra { line } => both(
                format!("baris {line} memuat subjek yang tidak punya entri publik dalam log"),
                format!("line {line} holds a subject of which the log has no public entry"),
            ),
            Self::RecordRepeated { line } => both(
                format!("baris {line} mengulang subjek yang sudah ada pada baris lain"),
                format!("line {line} repeats a subject of another line"),
            ),
            Self::RecordDiffers {
                line,
                difference:
                    Difference {
                        path,
                        served,
                        computed,
                    },
                entries,
            } => {
                let of = |value: &Option<String>, none: &str| {
                    value.clone().unwrap_or_else(|| none.to_owned())
                };
                both(
                    format!(
                        "baris {line} berbeda pada {path}: disajikan {}, menurut log (entri {}) {}",
                        of(served, "tidak ada"),
                        listed(entries),
                        of(computed, "tidak ada")
                    ),
                    format!(
                        "line {line} differs at {path}: served is {}, the log (entries {}) makes {}",
                        of(served, "nothing"),
                        listed(entries),
                        of(computed, "nothing")
                    ),
                )
            }
            Self::RecordForm { line } => both(
                format!(
                    "baris {line} sama nilainya, tetapi tidak ditulis seperti server menulisnya; mungkin satu nama muncul dua kali di dalamnya"
                ),
                format!(
                    "line {line} has the same value but is written in another form than a server writes; a name may stand twice in it"
                ),
            ),
            Self::OutOfOrder { line } => both(
                format!(
                    "baris {line} tidak pada tempatnya: id harus selalu lebih besar dari baris sebelumnya; baris ini tidak dibandingkan"
                ),
                format!(
                    "line {line} is out of order: each id must be greater than the one before; this line was not compared"
                ),
            ),
            Self::FileDiffers { line } => both(
                format!("isinya bukan baris {line} dari JSON publik jenis ini"),
                format!("its content is not line {line} of the public JSON of this kind"),
            ),
            Self::FileExtra => both(
                "tidak ada baris JSON publik untuk berkas ini",
                "no line of the public JSON is about this file",
            ),
            Self::StatusBeforeLog { day, last } => both(
                format!(
                    "status dihitung untuk {day}, padahal entri terakhir dicatat pada {last} (WIB)"
                ),
                format!(
                    "statuses were computed for {day}, though the last entry was recorded on {last} (UTC+7)"
                ),
            ),
            Self::StatusDays { day, usual } => both(
                format!(
                    "status dihitung untuk {day}, sedangkan yang lain dalam berkas ini untuk {usual}"
                ),
                format!("the status was computed for {day}, others in this file for {usual}"),
            ),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Lang::En))
    }
}

impl BadDisclosure {
    fn both(self) -> (String, String) {
        match self {
            Self::NotBefore(entry) => both(
                format!("tindakan atas isi entri {entry}, yang tidak mendahului entri ini"),
                format!("an act on the body of entry {entry}, which does not come before this one"),
            ),
            Self::OtherEntry(entry) => both(
                format!("tindakan atas isi entri {entry} dicatat di bawah entri lain"),
                format!("an act on the body of entry {entry} is recorded under another entry"),
            ),
            Self::Unreadable => both(
                "tindakan atas isi sebuah entri yang tidak dikenal program ini; mungkin dari versi yang lebih baru",
                "an act on an entry's body that this program does not know; perhaps a newer program's",
            ),
        }
    }
}

fn both(id: impl Into<String>, en: impl Into<String>) -> (String, String) {
    (id.into(), en.into())
}

/// Entries that a sentence names.
const NAMED: usize = 12;

fn listed(entries: &[u64]) -> String {
    let mut words: Vec<String> = entries.iter().take(NAMED).map(u64::to_string).collect();
    if entries.len() > NAMED {
        words.push(format!("… ({})", entries.len()));
    }
    words.join(", ")
}

/// The start of a text for a sentence: what a log serves may be long, and steer a terminal.
pub(crate) fn shortened(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((at, _)) => format!("{}…", printable(&text[..at])),
        None => printable(text),
    }
}

/// A text with every character escaped that could steer a terminal or reorder or hide what a
/// reader sees: controls, line and paragraph separators, and Unicode's invisible and bidirectional
/// formatting characters.
pub(crate) fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// What was found so far: all counted, the first [`MAX_LISTED`] kept.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) listed: Vec<Finding>,
    pub(crate) total: u64,
}

impl Findings {
    pub(crate) fn push(&mut self, finding: Finding) {
        self.total += 1;
        if self.listed.len() < MAX_LISTED {
            self.listed.push(finding);
        }
    }

    pub(crate) fn append(&mut self, other: Findings) {
        self.total += other.total;
        let room = MAX_LISTED - self.listed.len();
        self.listed.extend(other.listed.into_iter().take(room));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn served_text_cannot_steer_the_terminal() {
        let evil = "a\u{1b}[2J\n\u{202e}b\u{2066}é\u{9b}";
        let safe = "a\\u{1b}[2J\\u{a}\\u{202e}b\\u{2066}é\\u{9b}";
        assert_eq!(printable(evil), safe);
        assert_eq!(shortened(evil, 2), "a\\u{1b}…");
        let finding = Finding::at(
            evil,
            What::Checkpoint {
                why: evil.to_owned(),
            },
        );
        for lang in [Lang::Id, Lang::En] {
            let said = finding.say(lang);
            assert_eq!(said.matches(safe).count(), 2, "{said}");
            assert!(!said.chars().any(char::is_control));
        }
    }
}
