//! `rebuild`, `export-log` and `disclose`.

use std::path::PathBuf;
use std::process::ExitCode;

use domain::Text;
use domain::disclosure::Act;
use domain::entry::By;

use crate::{Data, progress};

#[derive(clap::Args)]
pub(crate) struct RebuildOptions {
    #[command(flatten)]
    data: Data,
    /// Compare only: name every row that differs, replace nothing.
    #[arg(long)]
    check: bool,
}

pub(crate) fn rebuild(options: &RebuildOptions) -> anyhow::Result<ExitCode> {
    let app = options.data.open()?;
    let mut bar = progress::Bar::new("Menyusun ulang / folding");
    let rebuilt = app.rebuild(!options.check, &mut |done, total| bar.set(done, total))?;
    let took = bar.end();
    for difference in &rebuilt.differences {
        let columns = if difference.columns.is_empty() {
            "baris hilang atau lebih / missing or extra row".to_owned()
        } else {
            difference.columns.join(", ")
        };
        println!("{} {}: {columns}", difference.table, difference.row);
    }
    let unnamed = rebuilt.differing - rebuilt.differences.len() as u64;
    if unnamed > 0 {
        println!("dan {unnamed} baris lagi / and {unnamed} rows more");
    }
    let speed = u128::from(rebuilt.entries) * 1000 / took.as_millis().max(1);
    println!(
        "{} entri, {} subjek, {} baris berbeda; {:.1} s, {speed} entri/s / {0} entries, {1} subjects, {2} differing rows",
        rebuilt.entries,
        rebuilt.subjects,
        rebuilt.differing,
        took.as_secs_f64()
    );
    if !options.check {
        println!("Proyeksi diganti / the projections were replaced");
    }
    Ok(if options.check && rebuilt.differing > 0 {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

#[derive(clap::Args)]
pub(crate) struct ExportOptions {
    /// A new folder.
    folder: PathBuf,
    #[command(flatten)]
    data: Data,
}

pub(crate) fn export(options: &ExportOptions) -> anyhow::Result<ExitCode> {
    let app = options.data.open()?;
    let mut bar = progress::Bar::new("Mengekspor / exporting");
    let entries = app.export_log(&options.folder, &mut |done, total| bar.set(done, total))?;
    bar.end();
    println!(
        "{entries} entri diekspor ke {0} / {entries} entries exported to {0}",
        options.folder.display()
    );
    println!(
        "Periksa / check: sinergi verify {} --key '{}'",
        options.folder.display(),
        app.verifier_key()
    );
    Ok(ExitCode::SUCCESS)
}

#[derive(clap::Args)]
pub(crate) struct DiscloseOptions {
    /// The entry's number, as its record strip shows it.
    entry: u64,
    /// What to do with its body.
    #[arg(value_enum)]
    act: Deed,
    /// The legal ground, in Indonesian; it is public.
    #[arg(long)]
    ground: String,
    /// The ground in English.
    #[arg(long)]
    ground_en: Option<String>,
    /// The office that decided; it is public.
    #[arg(long)]
    decided_by: String,
    #[command(flatten)]
    data: Data,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Deed {
    /// Make it public.
    Open,
    /// Keep it back for now.
    Withhold,
    /// Destroy it for good; proofs stay valid.
    Erase,
}

pub(crate) fn disclose(options: &DiscloseOptions) -> anyhow::Result<ExitCode> {
    let app = options.data.open()?;
    let act = match options.act {
        Deed::Open => Act::Open,
        Deed::Withhold => Act::Withhold,
        Deed::Erase => Act::Erase,
    };
    let by = By {
        office: options.decided_by.clone(),
        role: "operator".to_owned(),
        account: None,
    };
    let ground = Text {
        id: options.ground.clone(),
        en: options.ground_en.clone(),
    };
    match app.disclose(by, options.entry, act, ground, options.decided_by.clone()) {
        Ok(receipt) => {
            println!(
                "Tercatat sebagai entri {:?} / recorded as entry {0:?}. Log: {1}",
                receipt.entries, receipt.size
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(app::ExecuteError::Refused(refused)) => {
            for refusal in refused.iter().flat_map(|r| &r.refusals) {
                eprintln!(
                    "{}\n{}",
                    refusal.explain(domain::Lang::Id),
                    refusal.explain(domain::Lang::En)
                );
            }
            Ok(ExitCode::FAILURE)
        }
        Err(other) => Err(other.into()),
    }
}
