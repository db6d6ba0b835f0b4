//! Programs that nobody here wrote judge made-up data of any size; `cargo xtask judges --only ocds` installs and calls them.
//!
//! Environment: `SINERGI_CARDINAL` is the program `ocdscardinal`, `SINERGI_OCDS_PYTHON` a Python with `ocdsmerge` and
//! `libcoveocds`, `SINERGI_FLAGS` this crate's example `flags`; a judge that is not named is passed over and says so.
//! `SINERGI_RELEASES` is how many releases are generated for each seed, 5,000 without.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use procurement::compile;
use procurement::input::Limits;
use procurement::settings::Settings;
use serde_json::{Value, json};

use crate::cardinal::{ALL, cardinals, ours};
use crate::fixtures;
use crate::made_up::differences;
use crate::truth;

/// The three seeds of generated data, and the releases of each.
const SEEDS: [u32; 3] = [1, 2, 3];

fn named(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        println!("{variable} names no judge: not asked");
    }
    path
}

fn releases() -> u32 {
    std::env::var("SINERGI_RELEASES").map_or(5000, |count| count.parse().unwrap())
}

fn judges() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges")
}

fn schema() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schema")
}

/// Standard output of a program that must succeed.
fn run(command: &mut Command) -> String {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// Releases of the project's generator, and the file that says what is planted in them.
fn generated(folder: &Path, seed: u32, count: u32) -> (PathBuf, PathBuf) {
    let data = folder.join(format!("{count} releases of seed {seed}.jsonl"));
    let truth = folder.join(format!("{seed}.truth.json"));
    let python = std::env::var_os("SINERGI_OCDS_PYTHON").unwrap_or_else(|| "python3".into());
    run(Command::new(python)
        .arg(judges().join("generate.py"))
        .args(["--n", &count.to_string(), "--seed", &seed.to_string()])
        .arg("--out")
        .arg(&data)
        .arg("--truth")
        .arg(&truth));
    (data, truth)
}

/// The settings that fit the generator, Cardinal's defaults, and every option that the others leave out.
fn settings() -> [(&'static str, String); 3] {
    let fitting = fs::read_to_string(fixtures().join("settings.ini")).unwrap();
    let other = "currency = IDR\nprice_comparison_procurement_methods = Tender|Seleksi|Tender Cepat\n\
        [exclusions]\nprocurement_method_details = E-Purchasing|Penunjukan Langsung\n\
        [R003]\nprocurement_methods = open|selective|limited|direct\nthreshold = 12\n[R018]\nprocurement_methods = open\n\
        [R024]\nthreshold = 0.055\n[R025]\npercentile = 60\nthreshold = 0.1\n[R028]\n[R030]\n[R035]\nthreshold = 2\n[R036]\n\
        [R038]\nthreshold = 0.2\nminimum_submitted_bids = 3\nminimum_contracting_processes = 4\n\
        [R048]\ndigits = 4\nthreshold = 2\nminimum_contracting_processes = 3\n[R058]\nthreshold = 0.06\n";
    [
        ("the generator's", fitting),
        ("defaults", ALL.into()),
        ("other", other.into()),
    ]
}

/// How many results there are: subjects times rules.
fn results(said: &Value) -> usize {
    let groups = ["OCID", "Buyer", "ProcuringEntity", "Tenderer"];
    let subjects = groups.iter().filter_map(|group| said[group].as_object());
    let rules = subjects.flat_map(|subjects| subjects.values());
    rules.map(|rules| rules.as_object().unwrap().len()).sum()
}

#[test]
fn cardinal_says_the_same_of_generated_data() {
    let Some(cardinal) = named("SINERGI_CARDINAL") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let count = releases();
    for seed in SEEDS {
        let (data, _) = generated(folder.path(), seed, count);
        for (name, text) in settings() {
            let file = folder.path().join("settings.ini");
            fs::write(&file, &text).unwrap();
            let expected = cardinals(&cardinal, &file, &data);
            let got = ours(&Settings::parse(&text).unwrap(), &data, 2, 1 << 20);
            let found = differences(&got, &expected);
            assert_eq!(found, Vec::<String>::new(), "seed {seed}, {name} settings");
            println!(
                "judged: {count} releases of seed {seed}, {name} settings: {} results of Cardinal",
                results(&expected)
            );
        }
        fs::remove_file(data).unwrap();
    }
}

#[test]
fn every_planted_pattern_is_found_and_false_flags_are_counted() {
    if named("SINERGI_CARDINAL").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for seed in [7, 8] {
        let count = releases().clamp(600, 20_000);
        let (data, truth) = generated(folder.path(), seed, count);
        println!("{count} releases of seed {seed}");
        truth::nothing_planted_is_missed(&data, &truth);
    }
}

/// The program as it is called: what goes to standard output and to standard error.
fn called(program: &Path, arguments: &[&str], data: &Path) -> (Value, Vec<String>) {
    let mut command = Command::new(program);
    let output = command.args(arguments).arg(data).output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    let mut said: Vec<String> = said.lines().map(str::to_owned).collect();
    said.sort();
    (serde_json::from_slice(&output.stdout).unwrap(), said)
}

#[test]
fn the_subcommand_takes_cardinals_options_and_prints_what_it_prints() {
    let (Some(cardinal), Some(flags)) = (named("SINERGI_CARDINAL"), named("SINERGI_FLAGS")) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (data, _) = generated(folder.path(), 4, 2000);
    let settings = fixtures().join("settings.ini");
    let settings = settings.to_str().unwrap();
    for more in [
        &["--count"][..],
        &["--map", "--count"],
        &["--no-meta", "--map"],
        &["--no-meta", "-c"],
    ] {
        let ours = [&["--settings", settings], more].concat();
        let theirs = [&["indicators", "--settings", settings], more].concat();
        let (ours, our_count) = called(&flags, &ours, &data);
        let (theirs, their_count) = called(&cardinal, &theirs, &data);
        assert_eq!(
            differences(&ours, &theirs),
            Vec::<String>::new(),
            "{more:?}"
        );
        assert_eq!(our_count, their_count, "{more:?}");
    }
}

/// Our compiled or versioned release of each process.
fn compiled(data: &Path, versioned: bool) -> Vec<Value> {
    let mut output = Vec::new();
    let limits = Limits::default();
    compile::run(&[data.to_owned()], &limits, versioned, &mut output).unwrap();
    lines(&String::from_utf8(output).unwrap())
}

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The samples and the made-up sequences that are kept, odder ones, and generated processes told in stages.
#[test]
fn ocdsmerge_makes_the_same_of_the_same_releases() {
    let Some(python) = named("SINERGI_OCDS_PYTHON") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let stages = folder.path().join("stages.jsonl");
    fs::write(&stages, in_stages(&generated(folder.path(), 5, 400).0)).unwrap();
    let out = folder.path().join("out");
    let said = run(Command::new(python)
        .arg(judges().join("ocdsmerge_expected.py"))
        .args(["--odd", "1000"])
        .arg(schema().join("release-schema.json"))
        .arg(&out)
        .arg(fixtures().join("merge/ocdsmerge.releases.jsonl"))
        .arg(&stages));
    for (versioned, name) in [(false, "compiled"), (true, "versioned")] {
        let expected = fs::read_to_string(out.with_extension(format!("{name}.jsonl"))).unwrap();
        let mut expected = lines(&expected);
        expected.iter_mut().for_each(without_null_before_lists);
        let got = compiled(&out.with_extension("releases.jsonl"), versioned);
        assert_eq!(got.len(), expected.len(), "{name}");
        let mut wrong = Vec::new();
        for (got, expected) in got.iter().zip(&expected) {
            let found = differences(got, expected);
            if !found.is_empty() {
                wrong.push(format!("{name} {}: {found:?}", got["ocid"]));
            }
        }
        let first = wrong[..wrong.len().min(5)].join("\n");
        assert_eq!(wrong.len(), 0, "of {}:\n{first}", got.len());
        println!("judged: {} {name} releases of ocdsmerge", got.len());
    }
    println!("{}", said.trim());
}

/// Where a list was null before it held objects, `ocdsmerge` puts that null's version among the objects of a versioned release,
/// as if it were one of them. No list of the schema for versioned releases may hold that, and ours does not.
fn without_null_before_lists(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(without_null_before_lists),
        Value::Array(elements) => {
            let is_version = |element: &Value| element.get("releaseID").is_some();
            if !elements.iter().all(is_version) {
                elements.retain(|element| !is_version(element));
            }
            elements.iter_mut().for_each(without_null_before_lists);
        }
        _ => {}
    }
}

/// Each compiled release as the releases that would lead to it: planning, tender, award, contract.
fn in_stages(data: &Path) -> String {
    let stages = [
        ("planning", &["planning", "buyer", "parties"][..]),
        ("tender", &["tender"]),
        ("award", &["bids", "awards", "parties"]),
        ("contract", &["contracts", "tender"]),
    ];
    let mut text = String::new();
    for whole in lines(&fs::read_to_string(data).unwrap()) {
        for (number, (tag, fields)) in (1..).zip(stages) {
            let mut release = json!({
                "ocid": whole["ocid"], "id": format!("{}-{number}", whole["id"].as_str().unwrap()),
                "date": format!("2026-0{number}-01T08:00:00+07:00"), "tag": [tag], "initiationType": "tender",
            });
            for field in fields {
                if let Some(value) = whole.get(field) {
                    release[field] = value.clone();
                }
            }
            text.push_str(&format!("{release}\n"));
        }
    }
    text
}

/// Writes packages of what we export, each with at most so many processes.
fn packages(folder: &Path, name: &str, releases: &Path, most: usize) -> Vec<PathBuf> {
    let (releases, versioned) = (compiled(releases, false), compiled(releases, true));
    let package = |list: &str, values: Vec<Value>| {
        json!({
            "uri": "https://example.org/package.json", "version": "1.1", "publishedDate": "2026-11-22T00:00:00Z",
            "publisher": {"name": "Sinergi"}, list: values,
        })
    };
    let write = |kind: &str, value: &Value| {
        let path = folder.join(format!("{name}.{kind}.json"));
        let mut file = fs::File::create(&path).unwrap();
        write!(file, "{value}").unwrap();
        path
    };
    let most = most.min(releases.len());
    let records = releases[..most].iter().zip(&versioned).map(|(release, versioned)| {
        json!({
            "ocid": release["ocid"], "compiledRelease": release, "versionedRelease": versioned,
            "releases": [{"url": "https://example.org/release.json#1", "date": release["date"], "tag": ["tender"]}],
        })
    });
    vec![
        write("releases", &package("releases", releases[..most].to_vec())),
        write("records", &package("records", records.collect())),
    ]
}

#[test]
fn libcoveocds_finds_nothing_invalid_in_what_is_exported() {
    let Some(python) = named("SINERGI_OCDS_PYTHON") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let samples = fs::read_to_string(fixtures().join("merge/ocdsmerge.releases.jsonl")).unwrap();
    let samples = samples.split_inclusive('\n');
    let real: String = samples
        .filter(|line| !line.contains("\"made-up-"))
        .collect();
    let sample = folder.path().join("samples.jsonl");
    fs::write(&sample, real).unwrap();
    let (whole, _) = generated(folder.path(), 6, 250);
    let stages = folder.path().join("stages.jsonl");
    fs::write(&stages, in_stages(&whole)).unwrap();
    let mut files = packages(folder.path(), "samples", &sample, usize::MAX);
    files.extend(packages(folder.path(), "generated", &whole, 250));
    files.extend(packages(folder.path(), "stages", &stages, 250));
    // A judge that finds nothing anywhere would be noticed here.
    let broken = folder.path().join("broken.json");
    let text = fs::read_to_string(&files[2]).unwrap();
    fs::write(&broken, text.replacen("\"compiled\"", "\"complied\"", 1)).unwrap();
    files.push(broken.clone());
    let said = run(Command::new(python)
        .arg(judges().join("valid.py"))
        .arg(schema())
        .args(&files));
    let said: Value = serde_json::from_str(&said).unwrap();
    for (path, found) in said.as_object().unwrap() {
        let name = Path::new(path).file_stem().unwrap().to_str().unwrap();
        let invalid = found["invalid"].as_array().unwrap();
        assert_eq!(invalid.is_empty(), name != "broken", "{name}: {invalid:?}");
        println!(
            "judged: {name} by libcoveocds: {} of them, {} invalid; {} fields beyond the standard, advice {}",
            found["count"],
            invalid.len(),
            found["beyond_the_standard"].as_array().unwrap().len(),
            found["checks"]
        );
    }
}
