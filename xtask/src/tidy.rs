//! The house rules that no compiler checks: which crate may know which, who reads the clock, and what the documents hold.
//!
//! Run by `cargo xtask tidy` and, as a test of this crate, by `cargo test --workspace`. Each problem names the place and
//! the rule. The rules read text line by line; they are for people who forget, not for people who hide.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::setup::{self, root};
use crate::steps::{Steps, Verdict};

/// Which of our crates a crate may use (ARCHITECTURE.md); tests may use more.
const ARROWS: [(&str, &[&str]); 11] = [
    (
        "sinergi",
        &["web", "app", "verify", "intake", "procurement", "domain"],
    ),
    ("web", &["app", "domain"]),
    ("app", &["domain", "store", "intake", "tlog", "verify"]),
    ("store", &["domain", "tlog"]),
    ("intake", &["domain"]),
    ("procurement", &[]),
    ("verify", &["tlog", "domain"]),
    ("domain", &[]),
    ("tlog", &[]),
    // Not parts of the program: they measure and generate with whatever they need.
    ("bench", &["app", "domain", "intake", "tlog", "verify"]),
    (
        "xtask",
        &["app", "domain", "intake", "store", "tlog", "verify", "web"],
    ),
];

/// Crates that know no runtime, database, network, file system or clock.
const PURE: [&str; 3] = ["domain", "intake", "tlog"];

/// What a pure crate must not reach, by any way.
const OUTSIDE: [&str; 16] = [
    "axum",
    "fs4",
    "hyper",
    "maud",
    "mio",
    "reqwest",
    "rusqlite",
    "rustls",
    "smol",
    "socket2",
    "tantivy",
    "tempfile",
    "tokio",
    "tower",
    "tower-http",
    "ureq",
];

/// Randomness is an argument too. Only direct use is told: `uuid` brings `getrandom` for the crate that makes ids.
const RANDOMNESS: [&str; 3] = ["fastrand", "getrandom", "rand"];

/// The only file that reads the clock.
const CLOCK: &str = "crates/app/src/clock.rs";

/// Split, so that this file does not name what it looks for.
const CALENDAR_CLOCKS: [&str; 3] = [
    concat!("SystemTime", "::now"),
    concat!("Timestamp", "::now"),
    concat!("Zoned", "::now"),
];
const STOPWATCH: &str = concat!("Instant", "::now");

/// Who may measure how long something takes: it decides nothing that is recorded.
const MAY_MEASURE: [&str; 3] = ["bench/", "crates/sinergi/", "xtask/"];

/// A file's lines before its tests; past it, look for the second subject.
const LONG: usize = 600;

/// Files that are longer, with the reason.
const LONG_FILES: [(&str, &str); 2] = [
    (
        "crates/web/src/i18n/list_words.rs",
        "a table of sentences in two languages, no logic",
    ),
    (
        "crates/store/src/search/query.rs",
        "one algorithm from the first word to the last hit, three lines past the limit",
    ),
];

/// Places of one machine and of how code reaches it; neither means anything to a reader elsewhere.
const NOT_OURS: [&str; 8] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("registry.npmjs", ".org"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("files.pythonhosted", ".org"),
    concat!("pypi.org", "/simple"),
    concat!("proxy.golang", ".org"),
];

/// Runs the rules by themselves, as `cargo xtask tidy` does.
pub(crate) fn run() -> ExitCode {
    let mut steps = Steps::new();
    steps.step("tidy", || Ok((check()?, ())));
    steps.close()
}

/// Checks the working tree: what Git tracks and what it would track.
pub(crate) fn check() -> Result<Verdict> {
    let files = Files::read()?;
    let mut problems = Vec::new();
    crates(&mut problems)?;
    for (path, text) in &files.0 {
        if path.ends_with(".rs") {
            source(path, text, &mut problems);
        }
        machine_places(path, text, &mut problems);
        if path.ends_with(".md") {
            links(path, text, &mut problems);
        }
    }
    for (path, _) in LONG_FILES {
        if !files.0.contains_key(path) {
            problems.push(format!(
                "{path} is listed as long in xtask/src/tidy.rs and does not exist: remove the row"
            ));
        }
    }
    decisions(&files, &mut problems);
    documents(&files, &mut problems);
    Ok(Verdict {
        summary: format!("{} files, {} crates", files.0.len(), ARROWS.len()),
        problems,
        ..Verdict::default()
    })
}

/// The cargo that runs us, or the one on the path.
pub(crate) fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}

/// What `cargo metadata` says of this workspace.
pub(crate) fn metadata(arguments: &[&str]) -> Result<Value> {
    let said = setup::run(
        Command::new(cargo())
            .current_dir(root())
            .args(["metadata", "--format-version", "1"])
            .args(arguments),
    )?;
    serde_json::from_str(&said).context("cargo metadata did not answer with JSON")
}

/// Text files by their path from the root.
struct Files(BTreeMap<String, String>);

impl Files {
    fn read() -> Result<Self> {
        let listed = setup::run(Command::new("git").current_dir(root()).args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ]))
        .context("the tidy rules read the files that Git lists: run them in a clone")?;
        let texts = listed
            .split('\0')
            .filter(|path| !path.is_empty())
            // Deleted files are still listed; pictures are no text.
            .filter_map(|path| Some((path.to_owned(), fs::read_to_string(root().join(path)).ok()?)))
            .collect();
        Ok(Self(texts))
    }
}

fn crates(problems: &mut Vec<String>) -> Result<()> {
    let metadata = metadata(&[])?;
    let packages = Packages::of(&metadata)?;
    let version = |name: &str| packages.by_name.get(name).map(|p| p["version"].clone());
    for (name, allowed) in ARROWS {
        let Some(package) = packages.by_name.get(name) else {
            problems.push(format!(
                "there is no crate {name}: change ARROWS in xtask/src/tidy.rs with the layout"
            ));
            continue;
        };
        for used in normal_dependencies(package) {
            let ours = ARROWS.iter().any(|(own, _)| *own == used);
            if ours && !allowed.contains(&used) {
                problems.push(format!(
                    "{name} -> {used} is no allowed arrow between crates"
                ));
            }
            if PURE.contains(&name) && RANDOMNESS.contains(&used) {
                problems.push(format!(
                    "{name} is pure and uses {used}: take random bytes as an argument"
                ));
            }
        }
        if version(name) != version("sinergi") {
            problems.push(format!(
                "{name} has another version than sinergi: use version.workspace"
            ));
        }
        if PURE.contains(&name) {
            for reached in packages.reached(package) {
                if OUTSIDE.contains(&reached) {
                    problems.push(format!(
                        "{name} is pure and reaches {reached} (cargo tree -p {name} -i {reached})"
                    ));
                }
            }
        }
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        if !fs::read_to_string(manifest)?.contains("[lints]\nworkspace = true") {
            problems.push(format!(
                "{name}'s Cargo.toml does not take the workspace's lints"
            ));
        }
    }
    for name in packages.by_name.keys() {
        if !ARROWS.iter().any(|(own, _)| own == name) {
            problems.push(format!(
                "crate {name} has no row in ARROWS of xtask/src/tidy.rs"
            ));
        }
    }
    Ok(())
}

fn normal_dependencies(package: &Value) -> impl Iterator<Item = &str> {
    package["dependencies"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|dependency| dependency["kind"].is_null())
        .filter_map(|dependency| dependency["name"].as_str())
}

/// The resolved graph, with our own packages by name.
struct Packages<'a> {
    by_name: BTreeMap<&'a str, &'a Value>,
    names: BTreeMap<&'a str, &'a str>,
    nodes: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Packages<'a> {
    fn of(metadata: &'a Value) -> Result<Self> {
        let list = |value: &'a Value| value.as_array().into_iter().flatten();
        let ours: BTreeSet<&str> = list(&metadata["workspace_members"])
            .filter_map(Value::as_str)
            .collect();
        let id_of = |value: &'a Value| value["id"].as_str().context("a package without an id");
        let mut packages = Self {
            by_name: BTreeMap::new(),
            names: BTreeMap::new(),
            nodes: BTreeMap::new(),
        };
        for package in list(&metadata["packages"]) {
            let id = id_of(package)?;
            let name = package["name"].as_str().unwrap_or_default();
            packages.names.insert(id, name);
            if ours.contains(id) {
                packages.by_name.insert(name, package);
            }
        }
        for node in list(&metadata["resolve"]["nodes"]) {
            packages.nodes.insert(id_of(node)?, node);
        }
        Ok(packages)
    }

    /// The names of all crates that a package reaches, its development and build ones aside.
    fn reached(&self, package: &'a Value) -> BTreeSet<&'a str> {
        let mut todo: Vec<&str> = package["id"].as_str().into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = todo.pop() {
            let used = self.nodes.get(id).and_then(|node| node["deps"].as_array());
            for dependency in used.into_iter().flatten() {
                let normal = dependency["dep_kinds"]
                    .as_array()
                    .is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()));
                if let (true, Some(id)) = (normal, dependency["pkg"].as_str())
                    && seen.insert(id)
                {
                    todo.push(id);
                }
            }
        }
        seen.iter()
            .filter_map(|id| self.names.get(id).copied())
            .collect()
    }
}

/// A Rust file's rules: the clock, the file system and the network, its length.
fn source(path: &str, text: &str, problems: &mut Vec<String>) {
    let measures =
        MAY_MEASURE.iter().any(|place| path.starts_with(place)) || path.contains("/benches/");
    let pure = PURE
        .iter()
        .any(|name| path.starts_with(&format!("crates/{name}/src/")));
    let tests_from = text
        .lines()
        .position(|line| line.trim() == "#[cfg(test)]")
        .unwrap_or(usize::MAX);
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let mut say = |problem: String| problems.push(format!("{path}:{}: {problem}", number + 1));
        if path != CLOCK {
            for clock in CALENDAR_CLOCKS {
                if code.contains(clock) {
                    say(format!(
                        "{clock} outside {CLOCK}: take the time as an argument"
                    ));
                }
            }
            let allows = ["allow(", "expect("].iter().any(|word| code.contains(word));
            if allows && code.contains(concat!("clippy::disallowed", "_methods")) {
                say(format!("only {CLOCK} may set the clock's lint aside"));
            }
            if !measures && code.contains(STOPWATCH) {
                say(format!(
                    "{STOPWATCH} outside {CLOCK}, sinergi, xtask and benches"
                ));
            }
        }
        if pure && number < tests_from && !path.contains("/tests/") {
            for outside in ["std::fs", "std::net", "std::env", "std::process"] {
                if code.contains(outside) {
                    say(format!(
                        "{outside} in a pure crate: take what it reads as an argument"
                    ));
                }
            }
        }
    }
    let length = tests_from.min(text.lines().count());
    let is_test =
        path.contains("/tests/") || path.contains("/benches/") || path.ends_with("/tests.rs");
    if length > LONG && !is_test && !LONG_FILES.iter().any(|(listed, _)| *listed == path) {
        problems.push(format!(
            "{path} has {length} lines without its tests, past {LONG}: split it, or list it with a reason in xtask/src/tidy.rs"
        ));
    }
}

fn machine_places(path: &str, text: &str, problems: &mut Vec<String>) {
    for (number, line) in text.lines().enumerate() {
        for place in NOT_OURS {
            if names(line, place) {
                problems.push(format!(
                    "{path}:{}: {place} means something on one machine only",
                    number + 1
                ));
            }
        }
    }
}

/// Whether a line has this text where a path or host begins: `/a/work/` and `example.org/work/` name other things.
fn names(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "._-*".contains(c))
    })
}

/// Links of a document to files of the project lead somewhere.
fn links(path: &str, text: &str, problems: &mut Vec<String>) {
    let here = root().join(path);
    let folder = here.parent().unwrap_or(Path::new("."));
    for rest in text.split("](").skip(1) {
        let target = rest.split([')', ' ', '#']).next().unwrap_or_default();
        if target.is_empty()
            || target.contains(':')
            || target.starts_with('/')
            || target.contains('\n')
        {
            continue;
        }
        if !folder.join(target).exists() {
            problems.push(format!("{path} links to {target}, which does not exist"));
        }
    }
}

/// Decision records: numbered without a gap, of one form, and found from the architecture's page or their own list.
fn decisions(files: &Files, problems: &mut Vec<String>) {
    let listed: String = ["ARCHITECTURE.md", "docs/adr/README.md"]
        .iter()
        .filter_map(|path| files.0.get(*path).map(String::as_str))
        .collect();
    let records = files.0.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix("docs/adr/")?;
        (name.ends_with(".md") && name != "README.md").then_some((name, text))
    });
    for (expected, (name, text)) in (1..).zip(records) {
        if !name.starts_with(&format!("{expected:04}-")) {
            problems.push(format!(
                "docs/adr/{name}: the next record's number is {expected:04}"
            ));
        }
        if !text.starts_with(&format!("# {expected}. ")) {
            problems.push(format!(
                "docs/adr/{name} should begin with \"# {expected}. \" and its title"
            ));
        }
        if !text.contains("Status:") {
            problems.push(format!("docs/adr/{name} has no Status"));
        }
        if !listed.contains(name) {
            problems.push(format!(
                "docs/adr/{name} is linked neither from ARCHITECTURE.md nor from docs/adr/README.md"
            ));
        }
    }
}

/// What a release and a newcomer look for.
fn documents(files: &Files, problems: &mut Vec<String>) {
    for path in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "LICENSE",
        "publiccode.yml",
    ] {
        if !files.0.contains_key(path) {
            problems.push(format!("{path} is missing"));
        }
    }
    if let Some(changes) = files.0.get("CHANGELOG.md")
        && !changes
            .lines()
            .any(|line| line.starts_with("## ") && line.contains("Unreleased"))
    {
        problems.push("CHANGELOG.md has no Unreleased section".into());
    }
    let version = format!("softwareVersion: {}", env!("CARGO_PKG_VERSION"));
    if let Some(code) = files.0.get("publiccode.yml")
        && code.contains("softwareVersion:")
        && !code.replace(['"', '\''], "").contains(&version)
    {
        problems.push(format!("publiccode.yml should say {version}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_rules_hold() {
        let verdict = check().expect("the rules can be read");
        assert!(
            verdict.problems.is_empty(),
            "{}",
            verdict.problems.join("\n")
        );
    }

    #[test]
    fn the_source_rules_find_what_they_are_for() {
        let clock = format!("let now = {}();\n", CALENDAR_CLOCKS[0]);
        let watch = format!("let since = {STOPWATCH}();\n");
        let long = "x\n".repeat(LONG + 1);
        for (path, text, count) in [
            ("crates/web/src/a.rs", clock.as_str(), 1),
            (CLOCK, &clock, 0),
            ("crates/web/src/a.rs", &watch, 1),
            ("crates/sinergi/src/a.rs", &watch, 0),
            ("crates/domain/src/a.rs", "use std::fs;\n", 1),
            ("crates/store/src/a.rs", "use std::fs;\n", 0),
            ("crates/domain/src/a.rs", "#[cfg(test)]\nuse std::fs;\n", 0),
            (
                "crates/web/src/a.rs",
                "// SystemTime is read elsewhere\n",
                0,
            ),
            ("crates/web/src/a.rs", &long, 1),
            ("crates/web/tests/a.rs", &long, 0),
        ] {
            let mut problems = Vec::new();
            source(path, text, &mut problems);
            assert_eq!(problems.len(), count, "{path}: {problems:?}");
        }
    }

    #[test]
    fn a_place_counts_only_where_a_path_begins() {
        let place = NOT_OURS[0];
        assert!(names(&format!("see {place}main"), place));
        assert!(!names(&format!("example.org{place}main"), place));
    }
}
