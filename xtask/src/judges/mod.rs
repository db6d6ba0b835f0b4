//! `cargo xtask judges`: programs that nobody here wrote look at a running portal and say what they find.
//!
//! Others look at what the crate `procurement` makes of OCDS data.
//!
//! The portal is `sinergi demo` on a free port and a fresh folder, or a running one given by `--url`. The crawl comes
//! first, because the HTML checker reads what it saved and the browser visits the kinds of page that it found.

mod axe;
mod browser;
mod crawl;
mod demo;
mod html;
mod http;
mod kinds;
mod log;
mod markup;
mod ocds;
mod rules;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::setup::{self, Tools};
use crate::steps::{Steps, Verdict};

/// Runs the judges alone: HTML, accessibility, foreign readers of the log, foreign programs for OCDS.
#[derive(clap::Args, Clone)]
pub(crate) struct Args {
    /// Judges the portal that runs here instead of starting the demo; an address like http://127.0.0.1:8080/.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Builds and starts the demo with optimisations: slower to build, faster to crawl.
    #[arg(long)]
    release: bool,
    /// At most this many pages of one kind and language; more are sampled, and how many is said.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    per_kind: usize,
    /// Only the judges whose name contains this: crawl, html, browser, log, ocds.
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Releases that are generated for each seed of the comparison with Cardinal.
    #[arg(long, value_name = "N", default_value_t = 5000)]
    releases: u32,
}

impl Default for Args {
    fn default() -> Self {
        Self {
            url: None,
            release: false,
            per_kind: 1000,
            only: None,
            releases: 5000,
        }
    }
}

impl Args {
    fn wants(&self, judge: &str) -> bool {
        self.only.as_ref().is_none_or(|only| judge.contains(only))
    }

    fn wants_any(&self, judges: &[&str]) -> bool {
        judges.iter().any(|judge| self.wants(judge))
    }
}

/// Runs the judges by themselves, as `cargo xtask judges` does.
pub(crate) fn run(args: &Args) -> ExitCode {
    let mut steps = Steps::new();
    let tools = steps.step("setup", || {
        let tools = setup::ensure()?;
        Ok((Verdict::passed("every judge is there"), tools))
    });
    if let Some(tools) = tools {
        judge(&mut steps, &tools, args);
    }
    steps.close()
}

/// One step per judge. A portal that does not start fails its own step, and the judges are not asked.
pub(crate) fn judge(steps: &mut Steps, tools: &Tools, args: &Args) {
    if args.wants("ocds") {
        steps.step(
            "ocds answers of Cardinal, ocdsmerge and libcoveocds",
            || Ok((ocds::check(tools, args.releases)?, ())),
        );
    }
    if !args.wants_any(&["crawl", "html", "browser", "log"]) {
        return;
    }
    let started = steps.step("demo", || {
        let portal = match &args.url {
            Some(url) => Portal::running(url)?,
            None => Portal::demo(tools, args.release)?,
        };
        let said = Verdict::passed(&portal.how);
        Ok((said, portal))
    });
    let Some(portal) = started else { return };
    let site = if args.wants_any(&["crawl", "html", "browser"]) {
        steps.step("crawl", || {
            let site = crawl::crawl(&portal.address, args.per_kind, &fresh(tools, "pages")?)?;
            let verdict = rules::check(&site);
            report(tools, "crawl", &verdict)?;
            Ok((verdict, site))
        })
    } else {
        None
    };
    if let (true, Some(site)) = (args.wants("html"), &site) {
        steps.step("html", || {
            let verdict = html::check(tools, site)?;
            report(tools, "html", &verdict)?;
            Ok((verdict, ()))
        });
    }
    if let (true, Some(site)) = (args.wants("browser"), &site) {
        steps.step("browser", || {
            let verdict = axe::check(tools, site)?;
            report(tools, "browser", &verdict)?;
            Ok((verdict, ()))
        });
    }
    if args.wants("log") {
        steps.step("log read by Go's sumdb", || {
            Ok((log::by_go(tools, &portal.address)?, ()))
        });
        steps.step("log read by aics-tlog", || {
            Ok((log::by_python(tools, &portal.address)?, ()))
        });
    }
}

/// A portal to judge; one that was started here ends when this is dropped.
struct Portal {
    /// Without a slash at the end.
    address: String,
    how: String,
    _demo: Option<demo::Demo>,
}

impl Portal {
    fn running(url: &str) -> Result<Self> {
        let address = url.trim_end_matches('/').to_owned();
        ensure!(
            address.starts_with("http://"),
            "{url} is no address of a portal here: give one that begins with http://"
        );
        let status = http::Client::new().fetch(&address, "/")?.status;
        ensure!(
            status == 200,
            "{url} answered {status}: give the address of a running portal"
        );
        let how = format!("judging {address}");
        Ok(Self {
            address,
            how,
            _demo: None,
        })
    }

    fn demo(tools: &Tools, release: bool) -> Result<Self> {
        let demo = demo::Demo::start(tools, release)?;
        Ok(Self {
            address: demo.address.clone(),
            how: format!(
                "{} answered {:.1} s after its start",
                demo.address,
                demo.ready_after.as_secs_f64()
            ),
            _demo: Some(demo),
        })
    }
}

/// An empty folder of this name among the judges' files.
fn fresh(tools: &Tools, name: &str) -> Result<PathBuf> {
    let folder = tools.folder.join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Writes everything a judge said, since the terminal shows only the beginning of a long list.
fn report(tools: &Tools, name: &str, verdict: &Verdict) -> Result<()> {
    let path = tools.folder.join(format!("{name}.txt"));
    let text = [verdict.notes.join("\n"), verdict.problems.join("\n")].join("\n\n");
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}
