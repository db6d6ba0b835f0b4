//! Tables of SiRUP and SPSE as OCDS: a map says what each column is, keys join the tables, personal numbers go no further.
//!
//! Every row is read once and kept as the text of the values that the map uses ([`rows`]); when all are there, keys deal
//! them out to contracting processes ([`join`]), and each becomes one release ([`release`]). What cannot be read with
//! certainty is left out and said, with file, line and column ([`findings`]).

pub mod amount;
pub mod contacts;
pub mod day;
pub mod findings;
pub mod join;
pub mod map;
pub mod organisations;
pub mod personal;
pub mod release;
pub mod report;
pub mod rows;
pub mod sheet;
mod tree;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use self::findings::{At, Finding, Findings, Found, shown};
use self::join::Firms;
use self::map::Map;
use self::personal::Names;
use self::release::Releases;
use self::rows::{Kept, Reading};
use self::sheet::Sheet;
use crate::engine::Progress;
use crate::input::sources_of;
use crate::needed::Needed;

/// Rows between two words on progress.
const TOLD: u32 = 4096;

/// How a conversion runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// In front of every ocid, such as `ocds-abc123`.
    pub prefix: String,
    /// When the tables were exported, as RFC 3339: the date of every release.
    pub date: String,
    /// The key of all hashes.
    pub key: Vec<u8>,
    /// Stop at the first finding.
    pub strict: bool,
}

/// Why a conversion stops.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// A file cannot be found, or the output takes no more.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A strict run met this.
    #[error("{place}: {words}{detail}")]
    Strict {
        /// File, line and column.
        place: String,
        /// What it is.
        words: &'static str,
        /// Value and reason.
        detail: String,
    },
    /// The list of personal columns cannot be read.
    #[error("data/personal.toml: {0}")]
    Names(#[from] toml::de::Error),
}

/// What is said of one file.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Its name.
    pub file: String,
    /// The table that it is; empty when it is none.
    pub table: String,
    /// Encoding and delimiter as they were found.
    pub form: String,
    /// Rows that were read.
    pub rows: u64,
    /// Rows that are not of those that count (`only`).
    pub passed_over: u64,
    /// Rows that were no UTF-8.
    pub other_rows: u64,
    /// Columns that it has and the map does not use; those with personal data are not named here.
    pub unused: Vec<String>,
    /// Columns that the map knows for the table and the file does not have.
    pub missing: Vec<String>,
    /// Columns that were used and whose names were only seen in public code.
    pub unverified: Vec<String>,
}

/// What a conversion comes to.
#[derive(Debug, Default)]
pub struct Converted {
    /// File by file.
    pub files: Vec<Said>,
    /// What was wrong.
    pub findings: Findings,
    /// Personal data that went no further, by kind.
    pub personal: personal::Counts,
    /// Releases written.
    pub releases: u64,
    /// Releases whose rows are of the plan only.
    pub planned_only: u64,
    /// Organisations that only their name tells: two of one name count as one.
    pub by_name: u64,
    /// What the rules need and the releases have.
    pub needed: Needed,
}

/// Reads tables and writes one release a process, a line each, in the order of their ocids.
///
/// # Errors
/// When a path does not exist, the output takes no more, or a strict run meets a finding.
pub fn run(
    paths: &[PathBuf],
    map: &Map,
    options: &Options,
    output: &mut dyn Write,
    tell: &dyn Fn(Progress),
) -> Result<Converted, ConvertError> {
    let names = Names::carried()?;
    let mut kept = Kept::default();
    let mut converted = Converted::default();
    let mut taken = 0;
    for (file, source) in sources_of(paths, &["csv", "tsv", "txt", "gz", "zst", "zip"])?
        .into_iter()
        .enumerate()
    {
        let mut said = Said {
            file: source.name().to_owned(),
            ..Said::default()
        };
        match source.open().and_then(Sheet::open) {
            Ok(sheet) => {
                let of_file = OfFile {
                    map,
                    options,
                    names: &names,
                    file,
                    before: taken,
                };
                taken += of_file.read(sheet, &mut said, &mut kept, tell);
            }
            Err(error) => {
                let at = At {
                    file,
                    line: 0,
                    column: String::new(),
                };
                kept.findings
                    .note(Finding::Unreadable, at, error.to_string());
            }
        }
        converted.files.push(said);
        stop_if_strict(options, &kept.findings, &converted.files)?;
    }
    let Kept {
        rows,
        mut findings,
        personal,
        ..
    } = kept;
    let processes = join::processes(map, &rows, &mut findings);
    let firms = Firms::of(map, &rows);
    let directory = organisations::directory(map, &rows, &firms);
    let releases = Releases {
        map,
        rows: &rows,
        firms,
        directory,
        prefix: &options.prefix,
        date: &options.date,
    };
    stop_if_strict(options, &findings, &converted.files)?;
    let mut by_name = BTreeSet::new();
    for (process, numbers) in &processes {
        let release = releases.release(process, numbers, &mut findings);
        stop_if_strict(options, &findings, &converted.files)?;
        converted.needed.add(&release);
        converted.releases += 1;
        converted.planned_only += u64::from(process.starts_with("rup-"));
        by_name.extend(report::named_only(&release));
        writeln!(output, "{release}")?;
    }
    output.flush()?;
    converted.by_name = by_name.len() as u64;
    converted.findings = findings;
    converted.personal = personal;
    Ok(converted)
}

/// Reads one file.
struct OfFile<'m> {
    map: &'m Map,
    options: &'m Options,
    names: &'m Names,
    file: usize,
    /// Bytes of the files before.
    before: u64,
}

impl OfFile<'_> {
    /// Adds its rows, and says how many bytes it had.
    fn read(
        &self,
        mut sheet: Sheet,
        said: &mut Said,
        kept: &mut Kept,
        tell: &dyn Fn(Progress),
    ) -> u64 {
        said.form = format!("{}, {:?}", sheet.encoding, sheet.delimiter);
        let at = |line| At {
            file: self.file,
            line,
            column: String::new(),
        };
        let header = match sheet.row() {
            Ok(Some((_, header))) => header,
            Ok(None) => {
                kept.findings
                    .note(Finding::UnknownTable, at(0), "the file is empty".into());
                return sheet.taken();
            }
            Err(error) => {
                kept.findings
                    .note(Finding::Unreadable, at(0), error.to_string());
                return sheet.taken();
            }
        };
        let Some(table) = self.table(&header, kept) else {
            return sheet.taken();
        };
        let reading = Reading::new(
            self.map,
            (table, self.file),
            &header,
            self.names,
            &self.options.key,
            kept,
        );
        reading.said(said);
        let mut untold = 0;
        loop {
            match sheet.row() {
                Ok(Some((line, cells))) => {
                    said.rows += 1;
                    untold += 1;
                    if !reading.row(line, &cells, kept) {
                        said.passed_over += 1;
                    }
                    if untold == TOLD {
                        tell(Progress {
                            bytes: self.before + sheet.taken(),
                            items: untold,
                        });
                        untold = 0;
                    }
                    if self.options.strict && kept.findings.first().is_some() {
                        break;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    kept.findings
                        .note(Finding::Unreadable, at(said.rows + 2), error.to_string());
                    break;
                }
            }
        }
        said.other_rows = sheet.other_rows;
        tell(Progress {
            bytes: self.before + sheet.taken(),
            items: untold,
        });
        sheet.taken()
    }

    /// The one table that the header is.
    fn table(&self, header: &[String], kept: &mut Kept) -> Option<usize> {
        let names: BTreeSet<String> = header.iter().map(|name| map::plain_name(name)).collect();
        let fitting = self.map.table_of(&names);
        let at = At {
            file: self.file,
            line: 1,
            column: String::new(),
        };
        let listed = || {
            let names = names.iter().take(12).map(|name| shown(name));
            names.collect::<Vec<_>>().join(", ")
        };
        match fitting.as_slice() {
            [table] => Some(*table),
            [] => {
                let wanted: Vec<String> = self
                    .map
                    .tables
                    .iter()
                    .map(|table| format!("{} ({})", table.name, table.header.join(", ")))
                    .collect();
                kept.findings.note(
                    Finding::UnknownTable,
                    at,
                    format!("{}; known: {}", listed(), wanted.join("; ")),
                );
                None
            }
            several => {
                let several: Vec<&str> = several
                    .iter()
                    .map(|table| self.map.tables[*table].name.as_str())
                    .collect();
                kept.findings
                    .note(Finding::TwoTables, at, several.join(", "));
                None
            }
        }
    }
}

fn stop_if_strict(
    options: &Options,
    findings: &Findings,
    files: &[Said],
) -> Result<(), ConvertError> {
    let Some((finding, found)) = findings.first().filter(|_| options.strict) else {
        return Ok(());
    };
    let detail = if found.detail.is_empty() {
        String::new()
    } else {
        format!(": {}", found.detail)
    };
    Err(ConvertError::Strict {
        place: place(files, found),
        words: finding.words(),
        detail,
    })
}

/// File, line and column, as people say it.
#[must_use]
pub fn place(files: &[Said], found: &Found) -> String {
    let mut place = files
        .get(found.at.file)
        .map_or_else(String::new, |said| said.file.clone());
    if found.at.line > 0 {
        place.push_str(&format!(", baris/line {}", found.at.line));
    }
    if !found.at.column.is_empty() {
        place.push_str(&format!(", {}", found.at.column));
    }
    place
}
