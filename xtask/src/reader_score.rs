//! `cargo xtask reader-score`: how well the press reader agrees with gold answers. `docs/howto/score-reader.md` tells what
//! counts as the same.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use intake::founding;
use intake::press::annotation::{self, Annotation};
use intake::press::score::{Field, Score, Slip, Tally, score, score_corrections};
use intake::press::{self, Gazetteer};

/// What to score.
#[derive(clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    /// A folder of NNN.txt, each with its gold answer NNN.json.
    dir: Option<PathBuf>,
    /// A second folder, scored separately and without listing its misses: texts nobody looked at while writing rules.
    #[arg(long, value_name = "DIR", requires = "dir")]
    apart: Option<PathBuf>,
    /// List the misses of `--apart` too.
    #[arg(long, requires = "apart")]
    list_apart: bool,
    /// Score the answers NNN.json of a second annotator in place of the reader's: how far two people agree is the most that
    /// any reader can be asked for.
    #[arg(long, value_name = "DIR", requires = "dir", conflicts_with = "apart")]
    second: Option<PathBuf>,
    /// Do not list the misses of DIR either.
    #[arg(long, requires = "dir")]
    totals: bool,
    /// Files that were taken away from the review page, with what was corrected.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    corrections: Vec<PathBuf>,
}

/// Scores and prints. Whatever the score, this succeeds; only what cannot be read fails it.
pub(crate) fn run(args: &Args) -> Result<()> {
    let gazetteer = Gazetteer::builtin();
    if let Some(dir) = &args.dir {
        let texts = match &args.second {
            Some(second) => two_annotators(dir, second)?,
            None => folder(dir, gazetteer)?,
        };
        print!("{}", report(&texts, !args.totals));
    }
    if let Some(dir) = &args.apart {
        println!("\nApart: {}", dir.display());
        print!("{}", report(&folder(dir, gazetteer)?, args.list_apart));
    }
    if !args.corrections.is_empty() {
        println!("\nCorrections by people");
        print!("{}", report(&corrected(&args.corrections)?, true));
    }
    Ok(())
}

/// The score of each text of a folder, by name.
fn folder(dir: &Path, gazetteer: &Gazetteer) -> Result<Vec<(String, Score)>> {
    files(dir, "txt")?
        .iter()
        .map(|path| one(path, gazetteer))
        .collect()
}

/// The files of a folder that end so, by name.
fn files(dir: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == ending) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        bail!(
            "{} holds no NNN.{ending}; name a folder of texts and gold answers",
            dir.display()
        );
    }
    Ok(files)
}

/// The score of each answer of a second annotator against the first one's, by name; those that only one wrote are left out.
fn two_annotators(first: &Path, second: &Path) -> Result<Vec<(String, Score)>> {
    let answer = |path: &Path| -> Result<Annotation> {
        Ok(annotation::parse(
            &path.display().to_string(),
            &readable(path)?,
        )?)
    };
    let mut texts = Vec::new();
    for path in files(second, "json")? {
        let name = path.file_name().unwrap_or_default();
        let gold = first.join(name);
        if gold.exists() {
            let score = score(&answer(&gold)?, &answer(&path)?);
            texts.push((name.to_string_lossy().into_owned(), score));
        }
    }
    if texts.is_empty() {
        bail!(
            "no answer of {} is named like one of {}",
            second.display(),
            first.display()
        );
    }
    Ok(texts)
}

fn one(path: &Path, gazetteer: &Gazetteer) -> Result<(String, Score)> {
    let text = readable(path)?;
    let answer = path.with_extension("json");
    let gold = annotation::parse(&answer.display().to_string(), &readable(&answer)?)?;
    let reading = press::read(&text, gold.source.published, gazetteer);
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok((name, score(&gold, &Annotation::of(&reading, &text))))
}

fn corrected(files: &[PathBuf]) -> Result<Vec<(String, Score)>> {
    files.iter().map(|path| {
        let (name, text) = (path.display().to_string(), readable(path)?);
        let file = founding::File { name: &name, text: &text };
        // What the records refer to may be in a record that is not at hand.
        let founding = founding::parse(&[file], &|_| true).map_err(|problems| {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            anyhow::anyhow!(problems.join("\n"))
        })?;
        if founding.corrections.is_empty() {
            bail!("{name} holds no [[correction]]; name files that were taken away from the review page");
        }
        Ok((name, score_corrections(&founding.corrections)))
    }).collect()
}

fn readable(path: &Path) -> Result<String> {
    fs::read_to_string(path)
        .with_context(|| format!("cannot read {} as UTF-8 text", path.display()))
}

/// The score of each text, the misses if they are to be listed, and the score of all.
fn report(texts: &[(String, Score)], list: bool) -> String {
    let mut out = String::new();
    let mut all = Score::default();
    texts.iter().for_each(|(_, score)| all.add(score));
    if list {
        by_text(texts, &mut out);
        for (name, score) in texts {
            slips(name, &score.slips, &mut out);
        }
    }
    // Writing into a String cannot fail, here and below.
    let _ = writeln!(out, "\n{} texts", texts.len());
    let _ = writeln!(
        out,
        "{:24} {:>6} {:>6} {:>9}  {:>9} {:>6} {:>6}",
        "field", "hits", "misses", "invented", "precision", "recall", "F1"
    );
    for field in Field::ALL {
        line(field.label(), all.tally(field), &mut out);
    }
    line("all fields", sum(&all), &mut out);
    out
}

fn line(name: &str, tally: Tally, out: &mut String) {
    let Tally {
        hits,
        misses,
        inventions,
    } = tally;
    let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(decimal);
    let _ = writeln!(
        out,
        "{name:24} {hits:>6} {misses:>6} {inventions:>9}  {precision:>9} {recall:>6} {f1:>6}"
    );
}

/// One row a text: F1 of each field, then precision, recall and F1 of all.
fn by_text(texts: &[(String, Score)], out: &mut String) {
    let width = texts
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or_default();
    let heads = [
        "date", "place", "type", "party", "name", "post", "came", "number", "quote", "kind",
        "subj", "promise", "progr",
    ];
    let _ = write!(out, "{:width$}", "F1");
    heads.iter().chain(&["P", "R", "F1"]).for_each(|head| {
        let _ = write!(out, " {head:>7}");
    });
    out.push('\n');
    for (name, score) in texts {
        let _ = write!(out, "{name:width$}");
        let all = sum(score);
        let fields = Field::ALL.iter().map(|field| score.tally(*field).f1());
        for value in fields.chain([all.precision(), all.recall(), all.f1()]) {
            let _ = write!(out, " {:>7}", decimal(value));
        }
        out.push('\n');
    }
}

fn slips(name: &str, slips: &[Slip], out: &mut String) {
    if !slips.is_empty() {
        let _ = writeln!(out, "\n{name}");
    }
    for Slip {
        field,
        missed,
        value,
    } in slips
    {
        let what = if *missed { "missed" } else { "invented" };
        let _ = writeln!(out, "  {:22} {what:9} {value}", field.label());
    }
}

fn sum(score: &Score) -> Tally {
    let mut all = Tally::default();
    Field::ALL
        .iter()
        .for_each(|field| all.add(score.tally(*field)));
    all
}

/// Thousandths as 0.923; a dash where there is nothing.
fn decimal(thousandths: Option<u32>) -> String {
    thousandths.map_or_else(
        || "-".to_owned(),
        |n| format!("{}.{:03}", n / 1000, n % 1000),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(gold: &str, read: &str) -> Score {
        let of = |json| annotation::parse("x.json", json).unwrap();
        score(&of(gold), &of(read))
    }

    #[test]
    fn the_report_has_a_row_a_text_every_slip_and_the_total() {
        let right = r#"{"event_type":"signing","programmes":["Sekolah Gratis","Pasar Murah"]}"#;
        let wrong = r#"{"event_type":"visit","programmes":["Sekolah Gratis"]}"#;
        let texts = [
            ("1.txt".to_owned(), scored(right, right)),
            ("2.txt".to_owned(), scored(right, wrong)),
        ];
        let said = report(&texts, true);
        let row = |start: &str| {
            said.lines()
                .rfind(|line| line.starts_with(start))
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
        };
        assert_eq!(
            row("programmes"),
            ["programmes", "3", "1", "0", "1.000", "0.750", "0.857"]
        );
        assert_eq!(
            row("event type"),
            ["event", "type", "1", "1", "1", "0.500", "0.500", "0.500"]
        );
        for slip in [
            "event type             missed    signing",
            "event type             invented  visit",
            "programmes             missed    Pasar Murah",
        ] {
            assert!(said.contains(slip), "{slip}\n{said}");
        }
        let row = said.lines().find(|line| line.starts_with("1.txt")).unwrap();
        assert!(row.ends_with("1.000   1.000   1.000"), "{row}");
        assert!(
            !report(&texts, false).contains("Pasar Murah"),
            "texts kept apart stay so"
        );
    }

    #[test]
    fn two_annotators_are_compared_where_both_answered() {
        let at = std::env::temp_dir().join(format!("reader-score-{}", std::process::id()));
        let (first, second) = (at.join("first"), at.join("second"));
        for (dir, file, kind) in [
            (&first, "1.json", "signing"),
            (&first, "2.json", "visit"),
            (&second, "2.json", "other"),
            (&second, "3.json", "visit"),
        ] {
            fs::create_dir_all(dir).unwrap();
            fs::write(dir.join(file), format!("{{\"event_type\":\"{kind}\"}}")).unwrap();
        }
        let texts = two_annotators(&first, &second).unwrap();
        let alone = two_annotators(&first, &at.join("nobody")).map(|_| ());
        fs::remove_file(first.join("2.json")).unwrap();
        let none = two_annotators(&first, &second).map(|_| ()).unwrap_err();
        fs::remove_dir_all(&at).unwrap();
        assert_eq!(texts.len(), 1);
        assert_eq!(texts[0].0, "2.json");
        assert_eq!(texts[0].1.tally(Field::EventType).misses, 1);
        assert!(alone.unwrap_err().to_string().contains("nobody"));
        assert!(none.to_string().contains("is named like one of"), "{none}");
    }

    #[test]
    fn what_cannot_be_read_is_an_error_that_names_it() {
        let nowhere = Path::new("tidak-ada");
        for error in [
            folder(nowhere, Gazetteer::builtin()).err(),
            corrected(&[nowhere.to_owned()]).err(),
        ] {
            assert!(error.is_some_and(|error| error.to_string().contains("tidak-ada")));
        }
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let error = folder(&here, Gazetteer::builtin()).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("holds no NNN.txt"), "{error}");
    }
}
