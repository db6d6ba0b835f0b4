//! Foreign readers of the log: programs over other people's implementations of the C2SP specifications.

use std::process::Command;

use anyhow::{Context, Result};

use crate::setup::{self, Tools};
use crate::steps::Verdict;

/// Go's own `golang.org/x/mod/sumdb/tlog` and `note`, as Debian ships them.
pub(crate) fn by_go(tools: &Tools, address: &str) -> Result<Verdict> {
    read(&mut Command::new(&tools.go_reader), address)
}

/// `aics-tlog` from PyPI, where the machine has a Python that it accepts.
pub(crate) fn by_python(tools: &Tools, address: &str) -> Result<Verdict> {
    match &tools.python {
        Err(reason) => Ok(Verdict::skipped(reason)),
        Ok(python) => {
            let script = setup::root().join("xtask/judges/foreign_log.py");
            read(Command::new(python).arg(script), address)
        }
    }
}

/// Both readers end with 0 and one line when they agree, with 1 and the difference when they do not.
fn read(reader: &mut Command, address: &str) -> Result<Verdict> {
    let output = reader
        .arg(format!("{address}/log"))
        .output()
        .context("cannot start the log reader")?;
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let mut verdict = Verdict::passed(said.trim());
    if !output.status.success() {
        verdict
            .problems
            .push(format!("the reader ended with {}", output.status));
    }
    Ok(verdict)
}
