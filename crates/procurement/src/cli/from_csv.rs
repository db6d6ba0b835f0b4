//! `sinergi ocds from-csv`: tables of SiRUP and SPSE as OCDS.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use clap::{Args, ValueEnum};

use super::{CliError, Tell, create};
use crate::date::{DAY, Moment, iso_day};
use crate::from_csv::amount::Style;
use crate::from_csv::contacts::{KEY, key_of};
use crate::from_csv::day::{Order, is_zone};
use crate::from_csv::map::{Map, READY};
use crate::from_csv::personal::Names;
use crate::from_csv::{ConvertError, Options, report, run};
use crate::input::is_stdin;

/// A prefix that nobody holds: for trying out, not for publishing.
const NO_PREFIX: &str = "ocds-000000";

/// Make OCDS of CSV exports of SiRUP and SPSE, a compiled release a line.
///
/// A map says which column is which field; its header tells which table a file is. Tables are joined by kd_rup, kd_tender,
/// kd_nontender, kd_paket, contract and BAST number. NIP, NPWP, NIK, bank accounts, telephone numbers and e-mail addresses
/// are dropped on the way in and counted; firms' addresses and telephones leave keyed hashes that can be compared. Amounts
/// and dates that could mean two things are left out and reported with file, line and column.
#[derive(Args, Debug, Clone)]
pub struct FromCsvArgs {
    /// CSV files (plain, gzip, zstd or zip) or folders, or - for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub tables: Vec<PathBuf>,
    /// A ready map (sirup, spse) or a mapping file; several are taken together.
    #[arg(long, short, required = true, value_name = "MAP")]
    pub map: Vec<String>,
    /// Where the releases go, or - for standard output.
    #[arg(long, short, default_value = "-", value_name = "FILE")]
    pub output: PathBuf,
    /// In front of every ocid. A registered one comes from the Open Contracting Partnership and is needed to publish.
    #[arg(long, default_value = NO_PREFIX, value_name = "PREFIX")]
    pub ocid_prefix: String,
    /// When the tables were exported (a day, or RFC 3339); by default when the newest file was last changed.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// The zone of dates that say none, such as +08:00 for WITA; the map's by default.
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    pub zone: Option<String>,
    /// How amounts are written; without, what could be two amounts is left out.
    #[arg(long, value_enum)]
    pub amounts: Option<Amounts>,
    /// In which order day and month are written; without, what could be two days is left out.
    #[arg(long, value_enum)]
    pub dates: Option<Dates>,
    /// A file with a secret of at least 16 bytes: equal contacts then have equal hashes in all runs that use it. By default
    /// each run makes up its own.
    #[arg(long, value_name = "FILE")]
    pub key_file: Option<PathBuf>,
    /// Stop at the first thing that is wrong with the tables.
    #[arg(long)]
    pub strict: bool,
}

/// How amounts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Amounts {
    /// 1234567.89
    Plain,
    /// 1.234.567,89
    Indonesian,
    /// 1,234,567.89
    English,
}

/// In which order day and month are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dates {
    /// 31/12/2025
    Dmy,
    /// 12/31/2025
    Mdy,
}

impl FromCsvArgs {
    pub(super) fn run(&self, tell: Tell<'_>) -> Result<(), CliError> {
        let map = self.map()?;
        let options = Options {
            prefix: self.prefix()?,
            date: self.date(map.zone.as_deref())?,
            key: self.key()?,
            strict: self.strict,
        };
        let mut output = create(&self.output)?;
        let converted = run(&self.tables, &map, &options, &mut output, &|progress| {
            tell(progress)
        })?;
        let mut said = Vec::new();
        report::write(&converted, &map, &mut said)?;
        eprint!("{}", String::from_utf8_lossy(&said));
        if self.ocid_prefix == NO_PREFIX {
            eprintln!(
                "Awalan ocid {NO_PREFIX} tidak terdaftar: mintalah awalan kepada Open Contracting Partnership sebelum menerbitkan (--ocid-prefix) / the ocid prefix is registered to nobody: ask the Open Contracting Partnership for one before you publish"
            );
        }
        Ok(())
    }

    fn map(&self) -> Result<Map, CliError> {
        let mut texts = Vec::new();
        for name in &self.map {
            let ready = READY.iter().find(|(ready, _)| ready == name);
            texts.push(match ready {
                Some((_, text)) => (*text).to_owned(),
                None => fs::read_to_string(name).map_err(|error| CliError::File {
                    path: name.into(),
                    error,
                })?,
            });
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let names = Names::carried().map_err(ConvertError::from)?;
        let map = Map::parse(&texts, &names);
        let mut map = map.map_err(|error| CliError::Map {
            name: self.map.join(", "),
            error,
        })?;
        if let Some(zone) = &self.zone {
            if !is_zone(zone) {
                return Err(CliError::Usage(format!(
                    "--zone {zone}: expected an offset such as +07:00"
                )));
            }
            map.zone = Some(zone.clone());
        }
        map.amounts = self
            .amounts
            .map(|style| match style {
                Amounts::Plain => Style::Plain,
                Amounts::Indonesian => Style::Indonesian,
                Amounts::English => Style::English,
            })
            .or(map.amounts);
        map.dates = self
            .dates
            .map(|order| match order {
                Dates::Dmy => Order::Dmy,
                Dates::Mdy => Order::Mdy,
            })
            .or(map.dates);
        Ok(map)
    }

    /// `ocds-` and six letters or digits, as the Open Contracting Partnership gives them out.
    fn prefix(&self) -> Result<String, CliError> {
        let prefix = self.ocid_prefix.trim_end_matches('-');
        let rest = prefix.strip_prefix("ocds-").unwrap_or_default();
        let is_one = rest.len() == 6
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        match is_one {
            true => Ok(prefix.to_owned()),
            false => Err(CliError::Usage(format!(
                "--ocid-prefix {prefix}: expected ocds- and six small letters or digits, such as ocds-abc123"
            ))),
        }
    }

    fn date(&self, zone: Option<&str>) -> Result<String, CliError> {
        let Some(date) = &self.date else {
            return newest(&self.tables);
        };
        let whole = format!("{date}T00:00:00{}", zone.unwrap_or("Z"));
        let found = [date.clone(), whole]
            .into_iter()
            .find(|text| Moment::parse(text).is_some() && text.contains('T'));
        found.ok_or_else(|| {
            CliError::Usage(format!(
                "--date {date}: expected a day such as 2025-12-31, or RFC 3339"
            ))
        })
    }

    fn key(&self) -> Result<Vec<u8>, CliError> {
        let Some(path) = &self.key_file else {
            let mut key = [0; 32];
            getrandom::fill(&mut key).map_err(|error| {
                CliError::Usage(format!("no random key: {error}; say --key-file"))
            })?;
            return Ok(key.to_vec());
        };
        let bytes = fs::read(path).map_err(|error| CliError::File {
            path: path.clone(),
            error,
        })?;
        if bytes.len() < KEY {
            return Err(CliError::Usage(format!(
                "--key-file {}: {} bytes; a key has at least {KEY}, so that nobody finds it by trying",
                path.display(),
                bytes.len()
            )));
        }
        Ok(key_of(&bytes))
    }
}

/// When the newest of the files was last changed, in UTC.
fn newest(paths: &[PathBuf]) -> Result<String, CliError> {
    let none =
        || CliError::Usage("standard input says not when it was exported: say --date".into());
    let mut seconds = None;
    for path in paths {
        if is_stdin(path) {
            return Err(none());
        }
        seconds = seconds.max(Some(changed(path).map_err(|error| CliError::File {
            path: path.clone(),
            error,
        })?));
    }
    let seconds = seconds.ok_or_else(none)?;
    let of_day = seconds.rem_euclid(DAY);
    let day = iso_day(seconds.div_euclid(DAY));
    Ok(format!(
        "{day}T{:02}:{:02}:{:02}Z",
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60
    ))
}

/// Seconds from 1970 to the last change of a file.
fn changed(path: &Path) -> io::Result<i64> {
    let changed = fs::metadata(path)?.modified()?;
    let since = changed.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(i64::try_from(since.as_secs()).unwrap_or_default())
}
