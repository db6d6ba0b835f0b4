//! `read`: what press releases say, as a summary, as JSON, or as drafts for `import`.

mod summary;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use app::App;
use domain::any::AnyState;
use domain::{Lang, Reference, SubjectKind};
use intake::document;
use intake::founding;
use intake::press::annotation::Annotation;
use intake::press::drafts::{Report, SourceFacts, drafts};
use intake::press::{self, Gazetteer, Reading, Register};
use jiff::civil::Date;

use crate::Data;
use crate::import::Language;

/// Endings of files that a folder is searched for.
const ENDINGS: [&str; 5] = ["txt", "html", "htm", "docx", "pdf"];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Texts to read: txt, html, docx or pdf, or folders of them.
    #[arg(required = true, value_name = "FILE|DIR")]
    paths: Vec<PathBuf>,
    /// Print a JSON array with one object a text, each field with the places it was read from.
    #[arg(long)]
    json: bool,
    /// The day of publication, where you know it; it goes before what the texts say of themselves.
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<Date>,
    /// A folder of .toml files with words of your own: docs/howto/extend-reader.md.
    #[arg(long, value_name = "DIR")]
    words: Option<PathBuf>,
    /// Write drafts in the founding format into this folder, ready for `sinergi import`.
    #[arg(long, value_name = "DIR")]
    drafts: Option<PathBuf>,
    /// A folder in the founding format that drafts refer to, where there is no record yet.
    #[arg(long, value_name = "DIR")]
    known: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
    /// The language of the summary.
    #[arg(long, value_enum, default_value = "id")]
    lang: Language,
}

/// One text that was read.
struct Text {
    /// Its file's name.
    name: String,
    text: String,
    reading: Reading,
    facts: SourceFacts,
    /// What the file's reader and the press reader want known.
    notes: Vec<String>,
}

/// Ends with failure if a file could not be read; the others are read all the same.
pub(crate) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let lang: Lang = options.lang.into();
    let own = options.words.as_deref().map(own_words).transpose()?;
    let gazetteer = own.as_ref().unwrap_or_else(|| Gazetteer::builtin());
    let (mut texts, mut failed) = (Vec::new(), false);
    for path in files(&options.paths)? {
        match one(&path, options.published, gazetteer, lang) {
            Ok(text) => texts.push(text),
            Err(error) => {
                eprintln!("{}: {error:#}", path.display());
                failed = true;
            }
        }
    }
    if options.json {
        println!(
            "{}",
            serde_json::to_string_pretty(&texts.iter().map(annotation).collect::<Vec<_>>())?
        );
    }
    let reports: Vec<Report<'_>> = texts.iter().map(report).collect();
    if !options.json && !texts.is_empty() {
        print!("{}", summary::of(&texts, lang));
    }
    if let Some(folder) = &options.drafts {
        write_drafts(folder, &reports, &register(options)?, lang)?;
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The files named, and those of the folders named, by name.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for path in paths {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let inside = listing(path, &ENDINGS)?;
        if inside.is_empty() {
            bail!(
                "{} holds no {} file to read",
                path.display(),
                ENDINGS.join(", ")
            );
        }
        all.extend(inside);
    }
    Ok(all)
}

fn listing(folder: &Path, endings: &[&str]) -> anyhow::Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?
    {
        let path = entry?.path();
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .map(str::to_ascii_lowercase);
        if path.is_file() && ending.is_some_and(|ending| endings.contains(&ending.as_str())) {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

/// The compiled-in words and an office's own.
pub(crate) fn own_words(folder: &Path) -> anyhow::Result<Gazetteer> {
    let files = contents(folder)?;
    let files: Vec<press::File<'_>> = files
        .iter()
        .map(|(name, text)| press::File { name, text })
        .collect();
    Gazetteer::with(&files).map_err(|error| anyhow::anyhow!("{error}"))
}

/// Every .toml file of a folder: name and text.
fn contents(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let files = listing(folder, &["toml"])?;
    if files.is_empty() {
        bail!("{} holds no .toml file", folder.display());
    }
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            Ok((path.display().to_string(), text))
        })
        .collect()
}

fn one(
    path: &Path,
    published: Option<Date>,
    gazetteer: &Gazetteer,
    lang: Lang,
) -> anyhow::Result<Text> {
    let size = fs::metadata(path)?.len();
    if size > document::MAX_FILE_BYTES as u64 {
        let bytes = usize::try_from(size).unwrap_or(usize::MAX);
        bail!(document::Problem::TooLarge { bytes }.explain(lang));
    }
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let read = document::read(&fs::read(path)?, Some(&name), None);
    let read = read.map_err(|problem| anyhow::anyhow!(problem.explain(lang)))?;
    let hints = read.hints;
    let published = published.or(hints.published);
    let reading = press::read(&read.text, published, gazetteer);
    let warnings = reading.warnings.iter().map(|warning| warning.explain(lang));
    let notes = read
        .notes
        .iter()
        .map(|note| note.explain(lang))
        .chain(warnings)
        .collect();
    Ok(Text {
        name,
        text: read.text,
        reading,
        facts: SourceFacts {
            outlet: hints.outlet,
            title: hints.title,
            address: hints.address,
            published,
        },
        notes,
    })
}

/// A text in the annotation's shape. What the file says of itself goes before what its words say.
fn annotation(text: &Text) -> Annotation {
    let mut annotation = Annotation::of(&text.reading, &text.text);
    let source = &mut annotation.source;
    source.file.clone_from(&text.name);
    source.outlet = text.facts.outlet.clone().or(source.outlet.take());
    source.published = text.facts.published.or(source.published);
    source.address = text.facts.address.clone().or(source.address.take());
    annotation.notes.clone_from(&text.notes);
    annotation
}

fn report(text: &Text) -> Report<'_> {
    Report {
        text: &text.text,
        reading: &text.reading,
        facts: text.facts.clone(),
    }
}

/// What drafts may refer to: a founding folder if one is named, otherwise the record, if there is one.
fn register(options: &Options) -> anyhow::Result<Register> {
    if let Some(folder) = &options.known {
        let files = contents(folder)?;
        let files: Vec<founding::File<'_>> = files
            .iter()
            .map(|(name, text)| founding::File { name, text })
            .collect();
        return match founding::parse(&files, &|_| true) {
            Ok(founding) => Ok(Register::of(&founding.records)),
            Err(problems) => bail!(
                "{} problems in {}: {}",
                problems.len(),
                folder.display(),
                problems[0]
            ),
        };
    }
    if !options.data.data.is_dir() {
        eprintln!(
            "Tidak ada catatan di {0}; draf tidak merujuk yang sudah tercatat. / There is no record in {0}; drafts refer to none.",
            options.data.data.display()
        );
        return Ok(Register::default());
    }
    recorded(&options.data.open()?)
}

/// What the record knows.
fn recorded(app: &App) -> anyhow::Result<Register> {
    let mut register = Register::default();
    for kind in SubjectKind::PUBLIC {
        let mut wrong = None;
        app.public_records(kind, &mut |record| {
            match AnyState::from_json(kind, &record.record.to_string()) {
                Ok(state) => register.add(Reference::new(kind, record.id), &state),
                Err(error) => wrong = Some(error),
            }
            ControlFlow::Continue(())
        })?;
        if let Some(error) = wrong {
            return Err(error.into());
        }
    }
    Ok(register)
}

/// Writes the drafts into a folder that holds no others: a file that was edited must not be lost.
fn write_drafts(
    folder: &Path,
    reports: &[Report<'_>],
    register: &Register,
    lang: Lang,
) -> anyhow::Result<()> {
    if folder.is_dir() && !listing(folder, &["toml"])?.is_empty() {
        bail!(
            "{} holds .toml files already; name another folder, or empty it",
            folder.display()
        );
    }
    let drafts = drafts(reports, register);
    let files = drafts.files(register, lang)?;
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for (name, text) in &files {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let (records, gaps, folder) = (drafts.records.len(), drafts.gaps.len(), folder.display());
    match lang {
        Lang::Id => eprintln!(
            "{records} draf di {folder}; {gaps} hal perlu dilihat (lihat sources.toml). Periksa, lalu: sinergi import {folder}"
        ),
        Lang::En => eprintln!(
            "{records} drafts in {folder}; {gaps} things to look at (see sources.toml). Check them, then: sinergi import {folder}"
        ),
    }
    Ok(())
}
