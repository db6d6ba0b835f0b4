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

/// What `aics-tlog` 0.2 asks for; see `xtask/judges/requirements.txt`.
const PYTHON_AT_LEAST: (u32, u32) = (3, 12);

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
        python: install_python(&folder)?,
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

/// A virtual environment with `aics-tlog`; the inner error is the reason why this machine has none.
fn install_python(folder: &Path) -> Result<Result<PathBuf, String>> {
    let (major, minor) = PYTHON_AT_LEAST;
    let Some(system) = new_enough_python() else {
        let reason = format!("no Python {major}.{minor} or newer here, which aics-tlog needs");
        println!("Python log reader: none: {reason}");
        return Ok(Err(reason));
    };
    let requirements = root().join("xtask/judges/requirements.txt");
    let wanted = fs::read_to_string(&requirements)
        .with_context(|| format!("cannot read {}", requirements.display()))?;
    let venv = folder.join("python");
    let python = venv.join("bin/python3");
    let stamp = folder.join("python.stamp");
    let installed = fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    if !(installed && python.exists()) {
        println!("Python packages: installing aics-tlog");
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
        fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))?;
    }
    println!("Python log reader: {}", python.display());
    Ok(Ok(python))
}

/// The first Python that is new enough: on the path by its version's name, the plain one, then those that pyenv keeps.
fn new_enough_python() -> Option<PathBuf> {
    let (major, minor) = PYTHON_AT_LEAST;
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
