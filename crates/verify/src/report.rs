//! What a check found, as data and as words in both languages.

use std::fmt::Write;
use std::time::Duration;

use domain::text::Lang;
use jiff::civil::Date;

use crate::finding::{Finding, Findings, printable};
use crate::head::{Head, KeySource};
use crate::source::Target;

/// What was checked and what was found.
#[derive(Debug, Clone)]
pub struct Report {
    /// What was checked, as it was given.
    pub target: String,
    /// The log's name, as its checkpoint says; empty if the checkpoint cannot be read.
    pub origin: String,
    /// Entries that the checkpoint covers.
    pub size: u64,
    /// Root of the tree in the checkpoint, in hex.
    pub root: String,
    /// The key that the signature was checked with; empty if there was none.
    pub key: String,
    /// Where that key came from.
    pub key_source: KeySource,
    /// How much was checked.
    pub counts: Counts,
    /// The days for which the served statuses were computed. The server chose them: nothing in the
    /// log can vouch for them, and a reader judges whether they are recent enough.
    pub status_days: Vec<Date>,
    /// What does not agree: the first [`crate::MAX_LISTED`], in the order of entries.
    pub findings: Vec<Finding>,
    /// How much does not agree in all.
    pub findings_total: u64,
    /// How long it took, if a stopwatch was given.
    pub timings: Option<Timings>,
    /// Whether the head was kept for the next check.
    pub kept: bool,
}

/// How much was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Entries.
    pub entries: u64,
    /// Tiles of hashes.
    pub tiles: u64,
    /// Bodies that are served.
    pub bodies_public: u64,
    /// Bodies that are kept back and were never opened.
    pub sealed: u64,
    /// Bodies that an entry withholds.
    pub withheld: u64,
    /// Bodies that an entry erased.
    pub erased: u64,
    /// Subjects with public entries.
    pub subjects: u64,
    /// Records of the public JSON.
    pub records: u64,
}

/// How long each phase took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timings {
    /// Reading the public JSON.
    pub served_records: Duration,
    /// Reading and hashing entries, tiles and bodies.
    pub tree_and_bodies: Duration,
    /// Folding the public entries and comparing with the JSON.
    pub fold_and_compare: Duration,
    /// Bytes of entries and bodies that were hashed.
    pub bytes_hashed: u64,
}

impl Report {
    pub(crate) fn of(target: &Target, head: &Head, findings: Findings) -> Self {
        let checkpoint = head.checkpoint.as_ref();
        let Findings { mut listed, total } = findings;
        // Threads report in any order; what is about the log as a whole comes first.
        listed.sort_by(|a, b| (a.entry, &a.place, a.subject).cmp(&(b.entry, &b.place, b.subject)));
        Self {
            target: target.to_string(),
            origin: checkpoint
                .map(|checkpoint| checkpoint.origin.clone())
                .unwrap_or_default(),
            size: checkpoint.map_or(0, |checkpoint| checkpoint.size),
            root: checkpoint
                .map(|checkpoint| checkpoint.root.to_hex())
                .unwrap_or_default(),
            key: head
                .key
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            key_source: head.key_source,
            counts: Counts::default(),
            status_days: Vec::new(),
            findings: listed,
            findings_total: total,
            timings: None,
            kept: false,
        }
    }

    /// Whether everything that was checked agrees.
    pub fn agrees(&self) -> bool {
        self.findings_total == 0
    }

    /// Whether the key came from the server that was checked, so that it proves little.
    pub fn key_from_server(&self) -> bool {
        self.key_source == KeySource::Server
    }

    /// The report in words, ended by a newline.
    pub fn to_text(&self, lang: Lang) -> String {
        let mut text = String::new();
        let mut line = |words: String| {
            text.push_str(&words);
            text.push('\n');
        };
        let Self {
            target,
            origin,
            size,
            root,
            key,
            ..
        } = self;
        let (target, origin, key) = (printable(target), printable(origin), printable(key));
        line(match lang {
            Lang::Id => {
                format!("Yang diperiksa: {target}\nLog {origin}: {size} entri, akar {root}")
            }
            Lang::En => format!("Checked: {target}\nLog {origin}: {size} entries, root {root}"),
        });
        line(format!("{}: {key}", lang.pick("Kunci", "Key")));
        line(self.key_words(lang).to_owned());
        line(self.counts.say(lang));
        if !self.status_days.is_empty() {
            let days: Vec<String> = self.status_days.iter().map(Date::to_string).collect();
            let days = days.join(", ");
            line(match lang {
                Lang::Id => format!(
                    "Status janji dihitung untuk {days}: hari itu dipilih server. Nilailah apakah cukup baru."
                ),
                Lang::En => format!(
                    "Statuses of commitments were computed for {days}: the server chose that day. Judge whether it is recent enough."
                ),
            });
        }
        if let Some(timings) = &self.timings {
            line(timings.say(lang));
        }
        if self.kept {
            line(
                lang.pick(
                    "Kepala log ini disimpan untuk pemeriksaan berikutnya.",
                    "This head is kept for the next check.",
                )
                .to_owned(),
            );
        }
        self.say_findings(lang, &mut text);
        text
    }

    fn key_words(&self, lang: Lang) -> &'static str {
        match self.key_source {
            KeySource::Given => lang.pick("Kunci ini dari Anda.", "You gave this key."),
            KeySource::Kept => lang.pick(
                "Kunci ini disimpan bersama kepala log yang terakhir Anda lihat.",
                "This key was kept with the last head that you saw.",
            ),
            KeySource::Server => lang.pick(
                "Kunci ini dari server yang diperiksa: siapa yang memalsukan log dapat memalsukannya juga. Bandingkan dengan sumber lain, lalu berikan dengan --key.",
                "This key came from the server that was checked: whoever forges the log can forge it too. Compare it with another source, then give it with --key.",
            ),
        }
    }

    fn say_findings(&self, lang: Lang, text: &mut String) {
        if self.agrees() {
            text.push_str(lang.pick("Semuanya cocok.\n", "Everything agrees.\n"));
            return;
        }
        let total = self.findings_total;
        // Writing into a String cannot fail.
        let _ = match lang {
            Lang::Id => writeln!(text, "{total} hal tidak cocok:"),
            Lang::En if total == 1 => writeln!(text, "1 thing does not agree:"),
            Lang::En => writeln!(text, "{total} things do not agree:"),
        };
        for finding in &self.findings {
            let _ = writeln!(text, "  {}", finding.say(lang));
        }
        let more = total - self.findings.len() as u64;
        if more > 0 {
            let _ = match lang {
                Lang::Id => writeln!(text, "  … dan {more} lagi"),
                Lang::En => writeln!(text, "  … and {more} more"),
            };
        }
    }
}

impl Counts {
    fn say(&self, lang: Lang) -> String {
        let Self {
            entries,
            tiles,
            bodies_public,
            sealed,
            withheld,
            erased,
            subjects,
            records,
        } = self;
        match lang {
            Lang::Id => format!(
                "Dihitung ulang: {entries} entri, {tiles} petak hash, {bodies_public} isi publik; tidak disajikan: {sealed} disegel, {withheld} ditahan, {erased} dihapus.\n\
                 Dibandingkan: {subjects} subjek menurut log dengan {records} baris JSON publik."
            ),
            Lang::En => format!(
                "Recomputed: {entries} entries, {tiles} tiles of hashes, {bodies_public} public bodies; not served: {sealed} sealed, {withheld} withheld, {erased} erased.\n\
                 Compared: {subjects} subjects as the log tells them with {records} lines of public JSON."
            ),
        }
    }
}

impl Timings {
    fn say(&self, lang: Lang) -> String {
        let Self {
            served_records,
            tree_and_bodies,
            fold_and_compare,
            bytes_hashed,
        } = self;
        let seconds = |time: &Duration| format!("{}.{:03} s", time.as_secs(), time.subsec_millis());
        let (records, tree, fold) = (
            seconds(served_records),
            seconds(tree_and_bodies),
            seconds(fold_and_compare),
        );
        match lang {
            Lang::Id => format!(
                "Waktu: JSON publik {records}; pohon dan isi {tree} ({bytes_hashed} bita); pelipatan dan pembandingan {fold}."
            ),
            Lang::En => format!(
                "Time: public JSON {records}; tree and bodies {tree} ({bytes_hashed} bytes); fold and comparison {fold}."
            ),
        }
    }
}
