//! Starts `sinergi demo` on a free port with a fresh folder, waits for it, and ends it.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{fresh, http};
use crate::setup::{self, Tools};

/// The promise is a minute; a debug build on a busy machine gets four.
const START_LIMIT: Duration = Duration::from_secs(240);

pub(crate) struct Demo {
    /// Without a slash at the end.
    pub(crate) address: String,
    /// From the start of the process to the first page.
    pub(crate) ready_after: Duration,
    child: Child,
}

impl Demo {
    pub(crate) fn start(tools: &Tools, release: bool) -> Result<Self> {
        let program = build(release)?;
        let data = fresh(tools, "demo-data")?;
        let said = tools.folder.join("demo.log");
        let output =
            File::create(&said).with_context(|| format!("cannot make {}", said.display()))?;
        let listen = free_address()?;
        let since = Instant::now();
        let child = Command::new(&program)
            .args(["demo", "--listen", &listen, "--data"])
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(output.try_clone().context("cannot share the demo's log")?)
            .stderr(output)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let mut demo = Self {
            address: format!("http://{listen}"),
            ready_after: Duration::ZERO,
            child,
        };
        demo.wait(since, &said)?;
        demo.ready_after = since.elapsed();
        Ok(demo)
    }

    fn wait(&mut self, since: Instant, said: &Path) -> Result<()> {
        let client = http::Client::new();
        while since.elapsed() < START_LIMIT {
            if let Some(status) = self.child.try_wait().context("cannot watch the demo")? {
                bail!(
                    "the demo ended with {status} before it answered: {}",
                    tail(said)
                );
            }
            if client
                .fetch(&self.address, "/")
                .is_ok_and(|answer| answer.status == 200)
            {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!(
            "the demo did not answer within {} s: {}",
            START_LIMIT.as_secs(),
            tail(said)
        )
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Either fails only when the process is gone, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn build(release: bool) -> Result<std::path::PathBuf> {
    if release {
        let mut cargo = Command::new(crate::tidy::cargo());
        cargo.current_dir(setup::root()).args([
            "build",
            "--quiet",
            "--package",
            "sinergi",
            "--release",
        ]);
        setup::run(&mut cargo)?;
    } else {
        setup::build_tests()?;
    }
    let profile = if release { "release" } else { "debug" };
    Ok(setup::target_folder()?.join(profile).join("sinergi"))
}

/// A port that was free a moment ago.
fn free_address() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.to_string())
}

fn tail(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}
