//! Open Contracting's own programs beside ours: Cardinal on the same data with the same settings, the reference
//! implementation of merging on the same releases, and the review library on what we export.
//!
//! The comparisons are tests of the crate `procurement` (`tests/it/judged.rs`), which pass over judges that nobody names; here
//! they are named.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::setup::{self, Tools, root};
use crate::steps::Verdict;
use crate::tidy;

/// What the tests put before a line that says what was compared.
const SAID: &str = "judged: ";

/// Runs the comparisons; all that they say is in `target/judges/ocds.txt`.
pub(crate) fn check(tools: &Tools, releases: u32) -> Result<Verdict> {
    let judges = match &tools.ocds {
        Err(reason) => return Ok(Verdict::skipped(reason)),
        Ok(judges) => judges,
    };
    setup::build_tests()?;
    let output = Command::new(tidy::cargo())
        .current_dir(root())
        // Of the whole workspace, so that nothing is built again; only procurement has tests of these names.
        .args(["test", "--workspace", "--test", "it", "--", "--nocapture"])
        .args(["judged::", "cardinal_itself"])
        .env("SINERGI_CARDINAL", &judges.cardinal)
        .env("SINERGI_OCDS_PYTHON", &judges.python)
        .env(
            "SINERGI_FLAGS",
            setup::target_folder()?.join("debug/examples/flags"),
        )
        .env("SINERGI_RELEASES", releases.to_string())
        .env("SINERGI_ROUNDS", "20")
        .stdin(Stdio::null())
        .output()
        .context("cannot start cargo")?;
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let path = tools.folder.join("ocds.txt");
    fs::write(&path, &said).with_context(|| format!("cannot write {}", path.display()))?;
    let mut verdict = Verdict::default();
    verdict.notes.extend(
        said.lines()
            .filter_map(|line| line.split_once(SAID))
            .map(|(_, said)| said.to_owned()),
    );
    // A test that passed nothing must not pass for one that compared.
    if verdict.notes.is_empty() {
        verdict.problems.push("nothing was compared".into());
    }
    if output.status.success() {
        verdict.summary = format!("{} comparisons, all equal", verdict.notes.len());
    } else {
        verdict
            .problems
            .push(format!("the tests ended with {}: {said}", output.status));
    }
    Ok(verdict)
}
