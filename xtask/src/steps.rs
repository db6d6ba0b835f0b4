//! Named steps, run one after another: each prints a heading, its time and PASS, FAIL or SKIP.
//!
//! The last line of a run is `N passed, N failed`, for machines as much as for people. A step that was skipped counts as
//! neither, and says why.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

/// How many of a step's problems the terminal shows.
const SHOWN: usize = 40;

/// What a step found.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// One line that says what was checked, with its counts.
    pub(crate) summary: String,
    /// What is worth reading but fails nothing.
    pub(crate) notes: Vec<String>,
    /// Any of these fails the step.
    pub(crate) problems: Vec<String>,
    /// Why nothing was checked, if so.
    pub(crate) skipped: Option<String>,
}

impl Verdict {
    pub(crate) fn passed(summary: impl Into<String>) -> Self {
        Self {
            summary: summary.into(),
            ..Self::default()
        }
    }

    pub(crate) fn skipped(reason: impl Into<String>) -> Self {
        Self {
            skipped: Some(reason.into()),
            ..Self::default()
        }
    }
}

/// A run of steps and how each ended.
pub(crate) struct Steps {
    passed: Vec<(String, Duration)>,
    failed: Vec<String>,
    skipped: Vec<String>,
    since: Instant,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self {
            passed: Vec::new(),
            failed: Vec::new(),
            skipped: Vec::new(),
            since: Instant::now(),
        }
    }

    /// Runs one step. The value it made comes back also when the step found problems, so that later steps can look on;
    /// an error gives none.
    pub(crate) fn step<T>(
        &mut self,
        name: &str,
        work: impl FnOnce() -> Result<(Verdict, T)>,
    ) -> Option<T> {
        println!("\n== {name}");
        let since = Instant::now();
        let (verdict, value) = match work() {
            Ok((verdict, value)) => (verdict, Some(value)),
            Err(error) => (
                Verdict {
                    problems: vec![format!("{error:#}")],
                    ..Verdict::default()
                },
                None,
            ),
        };
        self.record(name, &verdict, since.elapsed());
        value
    }

    fn record(&mut self, name: &str, verdict: &Verdict, took: Duration) {
        for note in verdict.notes.iter().take(SHOWN) {
            println!("   {note}");
        }
        for problem in verdict.problems.iter().take(SHOWN) {
            println!("   problem: {problem}");
        }
        if let Some(more) = verdict.problems.len().checked_sub(SHOWN + 1) {
            println!("   and {} problems more", more + 1);
        }
        if !verdict.summary.is_empty() {
            println!("   {}", verdict.summary);
        }
        let seconds = took.as_secs_f64();
        if let Some(reason) = &verdict.skipped {
            println!("SKIP {name}: {reason}");
            self.skipped.push(name.to_owned());
        } else if verdict.problems.is_empty() {
            println!("PASS {name} ({seconds:.1} s)");
            self.passed.push((name.to_owned(), took));
        } else {
            let count = verdict.problems.len();
            println!("FAIL {name} ({seconds:.1} s): {count} problems");
            self.failed.push(name.to_owned());
        }
    }

    /// The closing lines, and what the process ends with: 1 when any step failed.
    pub(crate) fn close(self) -> ExitCode {
        println!(
            "\n== all steps, {:.0} s",
            self.since.elapsed().as_secs_f64()
        );
        for (name, took) in &self.passed {
            println!("   passed {:>7.1} s  {name}", took.as_secs_f64());
        }
        for name in &self.skipped {
            println!("   skipped            {name}");
        }
        for name in &self.failed {
            println!("   failed             {name}");
        }
        println!("{}", self.closing_line());
        if self.failed.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn closing_line(&self) -> String {
        format!("{} passed, {} failed", self.passed.len(), self.failed.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_a_problem_and_a_skip_are_told_apart() {
        let mut steps = Steps::new();
        let kept = steps.step("with problems", || {
            let verdict = Verdict {
                problems: vec!["one".into()],
                ..Verdict::default()
            };
            Ok((verdict, 7))
        });
        let lost: Option<()> = steps.step("with an error", || anyhow::bail!("no such file"));
        steps.step("skipped", || Ok((Verdict::skipped("no Python"), ())));
        steps.step("good", || Ok((Verdict::passed("checked"), ())));
        assert_eq!((kept, lost), (Some(7), None));
        assert_eq!(steps.failed, ["with problems", "with an error"]);
        assert_eq!(steps.skipped, ["skipped"]);
        assert_eq!(steps.closing_line(), "1 passed, 2 failed");
    }
}
