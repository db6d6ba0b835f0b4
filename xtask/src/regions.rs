//! `cargo xtask regions`: the reference files of Indonesia's regions, from the npm package `idn-area-data`.
//!
//! The package is fetched with `npm pack` at a pinned version, so that the same files come out on every machine. Codes
//! stay text throughout: `11.10` is not `11.1`. The data are under the ODbL 1.0, which each file's first line says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// The edition of the table that [`PACKAGE`] carries is that of June 2025 (Kepmendagri 300.2.2-2138/2025, as amended).
const PACKAGE: &str = "idn-area-data@4.0.1";

/// What each level must hold, from the ministry's own totals; any other number means another edition.
const COUNTS: [(&str, usize); 4] = [
    ("provinces", 38),
    ("regencies", 514),
    ("districts", 7_285),
    ("villages", 83_762),
];

/// Writes the reference files of provinces, regencies, districts and villages anew.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Reads the package from this unpacked folder instead of fetching it.
    #[arg(long, value_name = "DIR")]
    package: Option<PathBuf>,
    /// Writes into this folder.
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/domain/data"))]
    out: PathBuf,
}

/// A region as the package has it.
struct Row {
    code: String,
    name: String,
}

/// Fetches, checks and writes; nothing is written when a check fails.
pub(crate) fn run(args: &Args) -> Result<()> {
    let (folder, fetched) = match &args.package {
        Some(folder) => (folder.clone(), None),
        None => {
            let scratch = scratch_folder()?;
            (fetch(&scratch)?, Some(scratch))
        }
    };
    let written = write(&folder.join("data"), &args.out);
    if let Some(scratch) = fetched {
        fs::remove_dir_all(&scratch)
            .with_context(|| format!("cannot remove {}", scratch.display()))?;
    }
    written
}

fn write(data: &Path, out: &Path) -> Result<()> {
    let mut levels = Vec::new();
    for (level, expected) in COUNTS {
        let mut rows = read(&data.join(format!("{level}.csv")))?;
        rows.sort_by(|a, b| a.code.cmp(&b.code));
        ensure!(
            rows.len() == expected,
            "{level}: {} rows, but this edition has {expected}; see COUNTS",
            rows.len()
        );
        levels.push(rows);
    }
    let upper = upper_levels(&levels[0], &levels[1])?;
    let lower = lower_levels(&levels[2], &levels[3])?;
    for (name, text) in [("regions.txt", upper), ("villages.txt", lower)] {
        let path = out.join(name);
        fs::write(&path, &text).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{name}: {} bytes", text.len());
    }
    Ok(())
}

fn header(columns: &str) -> String {
    format!(
        "# Regions of Indonesia. Data: npm {PACKAGE}, ODbL 1.0 (see NOTICE). Written by `cargo xtask regions`; do not edit.\n\
         # {columns}\n"
    )
}

/// One line a region: code, kind, name, apart by tabs; sorted by code, so that a province stands before its regencies.
fn upper_levels(provinces: &[Row], regencies: &[Row]) -> Result<String> {
    let mut rows: Vec<&Row> = provinces.iter().chain(regencies).collect();
    rows.sort_by(|a, b| a.code.cmp(&b.code));
    let mut text = header("code<TAB>kind<TAB>name");
    for Row { code, name } in rows {
        let kind = match (code.len(), name.split(' ').next()) {
            (2, _) => "provinsi",
            (_, Some("Kabupaten")) => "kabupaten",
            (_, Some("Kota")) => "kota",
            _ => bail!("regency {code} is named {name:?}: neither Kabupaten nor Kota"),
        };
        text += &format!("{code}\t{kind}\t{name}\n");
    }
    Ok(text)
}

/// A line a district (whole code, name), then a line a village (last four digits, name): the kind follows from the code.
fn lower_levels(districts: &[Row], villages: &[Row]) -> Result<String> {
    let mut text =
        header("district: code<TAB>name; below it its villages: last part of the code<TAB>name");
    let mut rest = villages;
    for Row { code, name } in districts {
        text += &format!("{code}\t{name}\n");
        let own = rest
            .iter()
            .take_while(|village| village.code.starts_with(&format!("{code}.")))
            .count();
        for village in &rest[..own] {
            let part = &village.code[code.len() + 1..];
            ensure!(
                part.len() == 4 && part.starts_with(['1', '2', '3']),
                "village {} ends in {part:?}: expected four digits that start with 1, 2 or 3",
                village.code
            );
            text += &format!("{part}\t{}\n", village.name);
        }
        rest = &rest[own..];
    }
    match rest.first() {
        Some(orphan) => bail!(
            "village {} lies in no district of this edition",
            orphan.code
        ),
        None => Ok(text),
    }
}

/// Reads the first column (code) and the last (name) of one of the package's tables.
fn read(path: &Path) -> Result<Vec<Row>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate().skip(1) {
        let at = || format!("{}, line {}", path.display(), index + 1);
        let (code, _) = line.split_once(',').with_context(at)?;
        // A name may hold a comma inside quotes; no column before it does.
        let columns = if code.len() == 2 { 2 } else { 3 };
        let name = line.splitn(columns, ',').last().with_context(at)?;
        let name = name.trim_matches('"').replace("\"\"", "\"");
        ensure!(
            !name.is_empty() && name.trim() == name && !name.contains('\t'),
            "{}: name {name:?}",
            at()
        );
        ensure!(
            code.bytes().all(|b| b.is_ascii_digit() || b == b'.'),
            "{}: code {code:?}",
            at()
        );
        rows.push(Row {
            code: code.to_owned(),
            name,
        });
    }
    Ok(rows)
}

/// Runs `npm pack` in `scratch` and unpacks what it made.
fn fetch(scratch: &Path) -> Result<PathBuf> {
    println!("npm pack {PACKAGE}");
    let packed = Command::new("npm")
        .args(["pack", "--silent", PACKAGE])
        .current_dir(scratch)
        .output();
    let packed = packed.context("cannot start npm; install Node.js or give --package DIR")?;
    ensure!(
        packed.status.success(),
        "npm pack failed: {}",
        String::from_utf8_lossy(&packed.stderr).trim()
    );
    let archive = String::from_utf8(packed.stdout).context("npm pack printed no file name")?;
    let unpacked = Command::new("tar")
        .args(["xzf", archive.trim()])
        .current_dir(scratch)
        .status();
    ensure!(
        unpacked.context("cannot start tar")?.success(),
        "tar could not unpack {}",
        archive.trim()
    );
    Ok(scratch.join("package"))
}

fn scratch_folder() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("sinergi-regions-{}", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
