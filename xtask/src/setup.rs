//! `cargo xtask setup`: what the tests need from outside, installed only where it is missing.
//!
//! Programs come from Debian by `apt-get`; the judges that Debian lacks from npm and PyPI, pinned, into
//! `target/judges`. Nothing is installed into the clone itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The HTML checker of the W3C's validator and the accessibility rules of Deque; versions pinned, so that a judge
/// does not change its mind between two runs.
const NPM_PACKAGES: [&str; 2] = ["vnu-jar@26.9.27", "axe-core@4.14.1"];

/// A virtual environment of Python, kept among the judges.
struct Environment {
    /// Its folder's name.
    name: &'static str,
    /// The packages that it is for, as a person calls them.
    what: &'static str,
    /// What they ask for.
    python_at_least: (u32, u32),
    /// The file with their versions, from the workspace's folder.
    requirements: &'static str,
}

const LOG_READER: Environment = Environment {
    name: "python",
    what: "aics-tlog",
    python_at_least: (3, 12),
    requirements: "xtask/judges/requirements.txt",
};

const OCDS: Environment = Environment {
    name: "python-ocds",
    what: "ocdsmerge and libcoveocds",
    python_at_least: (3, 11),
    requirements: "crates/procurement/tests/judges/requirements.txt",
};

/// Open Contracting's own program for red flags. PyPI has its source, which holds the program beside the Python module.
const CARDINAL: &str = "ocdscardinal";
const CARDINAL_VERSION: &str = "0.0.8";

/// Where Debian puts the sources of Go libraries, as its Go policy says.
const GO_SOURCES: &str = "/usr/share/gocode";

/// A Debian package and how to see that it, or an equal, is there already.
struct Package {
    name: &'static str,
    there: There,
}

enum There {
    Program(&'static str),
    File(&'static str),
    PythonModule(&'static str),
}

const PACKAGES: [Package; 9] = [
    package("chromium", There::Program("chromium")),
    package("chromium-driver", There::Program("chromedriver")),
    // Without it Chromium draws other widths than most readers see.
    package(
        "fonts-noto-core",
        There::File("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"),
    ),
    package("default-jre-headless", There::Program("java")),
    package("npm", There::Program("npm")),
    package("python3", There::Program("python3")),
    package("python3-venv", There::PythonModule("ensurepip")),
    package("golang-go", There::Program("go")),
    package(
        "golang-golang-x-mod-dev",
        There::File("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog/tlog.go"),
    ),
];

const fn package(name: &'static str, there: There) -> Package {
    Package { name, there }
}

/// The judges, ready to run.
pub(crate) struct Tools {
    /// Where judges are kept and their reports are written: `target/judges`.
    pub(crate) folder: PathBuf,
    pub(crate) vnu_jar: PathBuf,
    pub(crate) axe_js: PathBuf,
    /// Our reader over Go's own log code, compiled.
    pub(crate) go_reader: PathBuf,
    /// A Python with `aics-tlog`, or why there is none.
    pub(crate) python: Result<PathBuf, String>,
    /// A Python with `ocdsmerge` and `libcoveocds`, and Cardinal, quickly built; or why there are none.
    pub(crate) ocds: Result<OcdsJudges, String>,
}

/// What judges answers about OCDS data.
pub(crate) struct OcdsJudges {
    pub(crate) python: PathBuf,
    pub(crate) cardinal: PathBuf,
}

/// Installs what is missing and says where everything is. A second run finds it all and changes nothing.
pub(crate) fn ensure() -> Result<Tools> {
    let folder = target_folder()?.join("judges");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    install_packages(&PACKAGES)?;
    install_npm(&folder)?;
    let modules = folder.join("node_modules");
    Ok(Tools {
        vnu_jar: existing(modules.join("vnu-jar/build/dist/vnu.jar"))?,
        axe_js: existing(modules.join("axe-core/axe.min.js"))?,
        go_reader: build_go_reader(&folder)?,
        python: install_python(&folder, &LOG_READER)?,
        ocds: ocds_judges(&folder)?,
        folder,
    })
}

/// The workspace's folder: the one above this crate's.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// Cargo's target folder, wherever the environment or a configuration file puts it.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let metadata = crate::tidy::metadata(&["--no-deps"])?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .context("cargo metadata names no target_directory")
}

/// Runs a program to its end and fails, with what it said, unless it succeeded.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let shown = format!("{command:?}");
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {shown}"))?;
    if !output.status.success() {
        bail!(
            "{shown}: {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Builds the program, its examples and all tests as `cargo test --workspace` does: of one package alone cargo would choose
/// other features for what they share and compile much of it a second time, which took eight minutes on a slow machine.
pub(crate) fn build_tests() -> Result<()> {
    let mut cargo = Command::new(crate::tidy::cargo());
    cargo
        .current_dir(root())
        .args(["test", "--workspace", "--no-run", "--quiet"]);
    run(&mut cargo).map(drop)
}

fn existing(path: PathBuf) -> Result<PathBuf> {
    if !path.exists() {
        bail!(
            "{} is missing after the installation: remove its folder and run `cargo xtask setup` again",
            path.display()
        );
    }
    Ok(path)
}

/// Installs what the benchmark needs beside cargo.
pub(crate) fn ensure_load_generator() -> Result<()> {
    install_packages(&[package("wrk", There::Program("wrk"))])
}

fn install_packages(packages: &[Package]) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .filter(|package| !is_there(&package.there))
        .map(|package| package.name)
        .collect();
    if missing.is_empty() {
        println!("Debian packages: all there");
        return Ok(());
    }
    println!("Debian packages: installing {}", missing.join(", "));
    if !on_path("apt-get") {
        bail!(
            "these are missing and there is no apt-get to install them: {}; install what your system calls them, then run this again",
            missing.join(", ")
        );
    }
    run(as_root("apt-get").args(["update", "-qq"]))?;
    run(as_root("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(&missing))?;
    Ok(())
}

fn is_there(there: &There) -> bool {
    match there {
        There::Program(name) => on_path(name),
        There::File(path) => Path::new(path).exists(),
        There::PythonModule(name) => succeeds(
            Command::new("python3")
                .arg("-c")
                .arg(format!("import {name}")),
        ),
    }
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    })
}

fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// `sudo` asks for a password where one is needed, so it keeps the terminal only for that.
fn as_root(program: &str) -> Command {
    let root = run(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = Command::new(if root { program } else { "sudo" });
    if !root {
        command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    }
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Installs once per set of versions: a stamp file holds what was installed.
fn install_npm(folder: &Path) -> Result<()> {
    let stamp = folder.join("npm.stamp");
    let wanted = NPM_PACKAGES.join(" ");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        println!("npm packages: {wanted}, there");
        return Ok(());
    }
    println!("npm packages: installing {wanted}");
    retry(|| {
        run(Command::new("npm")
            // Both packages are complete as they come; their install scripts would only fetch more.
            .args([
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
            ])
            .arg("--prefix")
            .arg(folder)
            .args(NPM_PACKAGES))
    })?;
    fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
}

/// Compiles against Debian's sources, without modules and so without a download.
fn build_go_reader(folder: &Path) -> Result<PathBuf> {
    let source = root().join("xtask/judges/foreign_log.go");
    let program = folder.join("foreign_log");
    run(Command::new("go")
        .args(["build", "-o"])
        .arg(&program)
        .arg(&source)
        .env("GO111MODULE", "off")
        .env("GOFLAGS", "")
        .env("GOPATH", GO_SOURCES)
        .env("GOCACHE", folder.join("go-cache")))?;
    println!("Go log reader: {}", program.display());
    Ok(program)
}

fn ocds_judges(folder: &Path) -> Result<Result<OcdsJudges, String>> {
    Ok(match install_python(folder, &OCDS)? {
        Err(reason) => Err(reason),
        Ok(python) => Ok(OcdsJudges {
            cardinal: install_cardinal(folder, &python, Build::Quick)?,
            python,
        }),
    })
}

/// Cardinal as fast as it can be, to be measured beside; or why there is none.
pub(crate) fn ensure_fast_cardinal() -> Result<Result<PathBuf, String>> {
    let folder = target_folder()?.join("judges");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(match install_python(&folder, &OCDS)? {
        Err(reason) => Err(reason),
        Ok(python) => Ok(install_cardinal(&folder, &python, Build::Release)?),
    })
}

/// How Cardinal is built.
#[derive(Clone, Copy, PartialEq)]
enum Build {
    /// For its answers alone: in half the time.
    Quick,
    Release,
}

/// Builds Cardinal from the source that PyPI has, with the compiler of this workspace.
fn install_cardinal(folder: &Path, python: &Path, build: Build) -> Result<PathBuf> {
    let (profile, kind) = match build {
        Build::Quick => ("debug", ""),
        Build::Release => ("release", "-release"),
    };
    let program = folder.join(format!("{CARDINAL}-{CARDINAL_VERSION}{kind}"));
    if program.exists() {
        println!("Cardinal: {}", program.display());
        return Ok(program);
    }
    let source = folder.join(format!("{CARDINAL}-{CARDINAL_VERSION}-source"));
    let built = folder.join(format!("{CARDINAL}-{CARDINAL_VERSION}-build"));
    println!("Cardinal: building {CARDINAL} {CARDINAL_VERSION} ({profile}), minutes on two cores");
    retry(|| {
        run(Command::new(python)
            .args(["-m", "pip", "download", "--quiet"])
            .args(["--disable-pip-version-check", "--no-deps"])
            .args(["--no-binary", CARDINAL, "--dest"])
            .arg(&source)
            .arg(format!("{CARDINAL}=={CARDINAL_VERSION}")))
    })?;
    run(Command::new("tar")
        .args(["--strip-components=1", "-xzf"])
        .arg(source.join(format!("{CARDINAL}-{CARDINAL_VERSION}.tar.gz")))
        .arg("-C")
        .arg(&source))?;
    // Its folder lies within ours: without this, cargo would take it for a lost member of our workspace.
    let manifest = source.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)
        .with_context(|| format!("cannot read {}", manifest.display()))?;
    fs::write(&manifest, format!("{text}\n[workspace]\n"))
        .with_context(|| format!("cannot write {}", manifest.display()))?;
    let mut cargo = Command::new(crate::tidy::cargo());
    cargo
        .args(["build", "--locked", "--bin", CARDINAL, "--manifest-path"])
        .arg(&manifest);
    if build == Build::Release {
        cargo.arg("--release");
    }
    run(cargo
        .env("CARGO_TARGET_DIR", &built)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("PYO3_PYTHON", python))?;
    fs::copy(built.join(profile).join(CARDINAL), &program)
        .with_context(|| format!("cannot write {}", program.display()))?;
    for spent in [&source, &built] {
        fs::remove_dir_all(spent).with_context(|| format!("cannot remove {}", spent.display()))?;
    }
    Ok(program)
}

/// A virtual environment with its packages; the inner error is the reason why this machine has none.
fn install_python(folder: &Path, wanted: &Environment) -> Result<Result<PathBuf, String>> {
    let (major, minor) = wanted.python_at_least;
    let what = wanted.what;
    let Some(system) = new_enough_python(wanted.python_at_least) else {
        let reason = format!("no Python {major}.{minor} or newer here, needed by {what}");
        println!("Python with {what}: none: {reason}");
        return Ok(Err(reason));
    };
    let requirements = root().join(wanted.requirements);
    let versions = fs::read_to_string(&requirements)
        .with_context(|| format!("cannot read {}", requirements.display()))?;
    let venv = folder.join(wanted.name);
    let python = venv.join("bin/python3");
    let stamp = folder.join(format!("{}.stamp", wanted.name));
    let installed = fs::read_to_string(&stamp).is_ok_and(|installed| installed == versions);
    if !(installed && python.exists()) {
        println!("Python packages: installing {what}");
        run(Command::new(&system)
            .args(["-m", "venv", "--clear"])
            .arg(&venv))?;
        retry(|| {
            run(Command::new(&python)
                .args([
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "-r",
                ])
                .arg(&requirements))
        })?;
        fs::write(&stamp, versions).with_context(|| format!("cannot write {}", stamp.display()))?;
    }
    println!("Python with {what}: {}", python.display());
    Ok(Ok(python))
}

/// The first Python that is new enough: on the path by its version's name, the plain one, then those that pyenv keeps.
fn new_enough_python((major, minor): (u32, u32)) -> Option<PathBuf> {
    let named = (minor..minor + 8).map(|minor| PathBuf::from(format!("python{major}.{minor}")));
    let asks = format!("import sys, venv; sys.exit(sys.version_info < ({major}, {minor}))");
    named
        .chain([PathBuf::from("python3")])
        .chain(pyenv_pythons())
        .find(|python| succeeds(Command::new(python).args(["-c", &asks])))
}

fn pyenv_pythons() -> Vec<PathBuf> {
    let kept = std::env::var_os("PYENV_ROOT")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv")));
    let Some(Ok(versions)) = kept.map(|root| fs::read_dir(root.join("versions"))) else {
        return Vec::new();
    };
    let mut pythons: Vec<PathBuf> = versions
        .flatten()
        .map(|version| version.path().join("bin/python3"))
        .collect();
    pythons.sort();
    pythons
}

/// Registries fail now and then; a cold clone should not fail with them.
fn retry<T>(mut attempt: impl FnMut() -> Result<T>) -> Result<T> {
    for _ in 0..2 {
        match attempt() {
            Ok(value) => return Ok(value),
            Err(error) => println!("failed, trying again: {error:#}"),
        }
    }
    attempt()
}
