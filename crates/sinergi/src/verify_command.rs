//! `verify`: checks a log without trusting who serves it. Exit 0: all agrees; 1: something does not; 2: nothing can be said.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use verify::{Phase, Target};

use crate::import::Language;
use crate::progress::Bar;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The address of a Sinergi (http://…), or a folder made by `export-log`.
    target: String,
    /// The log's verifier key as you know it. Without it the served key is used, and the report says so.
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    /// A file that keeps the last head you saw, so that a rewritten log is noticed.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Where to put what does not fit into memory.
    #[arg(long, value_name = "DIR")]
    temporary: Option<PathBuf>,
    /// The language of the report.
    #[arg(long, value_enum, default_value = "id")]
    lang: Language,
}

/// Exit code when the log was not reached or the check itself could not work.
const UNREACHABLE: u8 = 2;

pub(crate) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let target = Target::parse(&options.target);
    let begun = Instant::now();
    let stopwatch = || begun.elapsed();
    let checks = verify::Options {
        key: options.key.clone(),
        state: options.state.clone(),
        temporary: options.temporary.clone(),
        stopwatch: Some(&stopwatch),
    };
    let shown: RefCell<Option<(Phase, Bar)>> = RefCell::new(None);
    let report = verify::verify(&target, &checks, &|progress| {
        let mut shown = shown.borrow_mut();
        if shown
            .as_ref()
            .is_none_or(|(phase, _)| *phase != progress.phase)
        {
            if let Some((_, bar)) = shown.take() {
                bar.end();
            }
            *shown = Some((progress.phase, Bar::new(name(progress.phase))));
        }
        if let Some((_, bar)) = shown.as_mut() {
            bar.set(progress.done, progress.total);
        }
    });
    if let Some((_, bar)) = shown.into_inner() {
        bar.end();
    }
    match report {
        Ok(report) => {
            print!("{}", report.to_text(options.lang.into()));
            Ok(if report.agrees() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Err(unreachable) => {
            eprintln!("sinergi verify: {unreachable}");
            Ok(ExitCode::from(UNREACHABLE))
        }
    }
}

const fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::ServedRecords => "JSON publik / JSON",
        Phase::TreeAndBodies => "Pohon, isi / tree",
        Phase::FoldAndCompare => "Lipat, banding / fold",
    }
}
