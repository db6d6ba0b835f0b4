//! `import`: a folder or file of records, all of it or nothing.

use std::path::PathBuf;
use std::process::ExitCode;

use app::{ImportError, Imported};
use domain::Lang;

use crate::{Data, progress};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// A folder of .toml files, or one of them. The format: docs/founding-format.md.
    path: PathBuf,
    #[command(flatten)]
    data: Data,
    /// Only say what would be recorded.
    #[arg(long)]
    dry_run: bool,
    /// The office on whose behalf it is recorded.
    #[arg(long, default_value = "Operator")]
    office: String,
    /// The language of problems.
    #[arg(long, value_enum, default_value = "id")]
    lang: Language,
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Language {
    /// Indonesian.
    Id,
    /// English.
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Lang {
        match language {
            Language::Id => Lang::Id,
            Language::En => Lang::En,
        }
    }
}

pub(crate) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let app = options.data.open()?;
    let mut bar = progress::Bar::new("Mengimpor / importing");
    let imported = app.import(
        &options.path,
        &options.office,
        options.dry_run,
        options.lang.into(),
        &mut |step| bar.set(step.order(), 3),
    );
    bar.end();
    let imported = told(imported)?;
    let Imported {
        read,
        entries,
        size,
    } = imported;
    match (options.dry_run, entries) {
        (_, 0) => println!(
            "{read} rekaman dibaca; semuanya sudah tercatat / {read} records read; all of it is recorded already. Log: {size}"
        ),
        (true, _) => println!(
            "{read} rekaman dibaca; {entries} entri akan dicatat / {read} records read; {entries} entries would be recorded. Nothing was written."
        ),
        (false, _) => println!(
            "{read} rekaman dibaca; {entries} entri dicatat / {read} records read; {entries} entries recorded. Log: {size}"
        ),
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints every problem with file, line, value and remedy.
pub(crate) fn told(imported: Result<Imported, ImportError>) -> anyhow::Result<Imported> {
    if let Err(ImportError::Problems(problems)) = &imported {
        for problem in problems {
            eprintln!(
                "{}:{}: {}: {}",
                problem.file, problem.line, problem.value, problem.message
            );
        }
    }
    Ok(imported?)
}
