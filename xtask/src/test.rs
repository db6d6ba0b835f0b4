//! `cargo xtask test`: installs what the tests need, then runs every check there is.

use std::process::{Command, ExitCode, Stdio};

use anyhow::Context;

use crate::judges;
use crate::setup::{self, root};
use crate::steps::{Steps, Verdict};
use crate::tidy;

/// Runs all steps, also after one failed, and ends with `N passed, N failed`.
pub(crate) fn run(args: &judges::Args) -> ExitCode {
    let mut steps = Steps::new();
    let tools = steps.step("setup", || {
        let tools = setup::ensure()?;
        Ok((Verdict::passed("everything the tests need is there"), tools))
    });
    cargo(&mut steps, "format", &["fmt", "--all", "--check"]);
    let all = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    cargo(&mut steps, "clippy", &all);
    // Every failing test is worth seeing in one run.
    cargo(
        &mut steps,
        "cargo test",
        &["test", "--workspace", "--no-fail-fast"],
    );
    steps.step("tidy", || Ok((tidy::check()?, ())));
    if let Some(tools) = tools {
        judges::judge(&mut steps, &tools, args);
    }
    steps.close()
}

/// One step that is a cargo command; what it prints goes straight to the terminal.
fn cargo(steps: &mut Steps, name: &str, arguments: &[&str]) {
    steps.step(name, || {
        let status = Command::new(tidy::cargo())
            .current_dir(root())
            .args(arguments)
            .stdin(Stdio::null())
            .status()
            .context("cannot start cargo")?;
        let mut verdict = Verdict::passed(format!("cargo {}", arguments.join(" ")));
        if !status.success() {
            verdict.problems.push(format!(
                "cargo ended with {status}; its own words are above"
            ));
        }
        Ok((verdict, ()))
    });
}
