//! `sinergi ocds check`: whether data are as the standard says, and what the rules lack in them.

use std::path::PathBuf;

use clap::Args;

use super::{CliError, Tell, create, say_problems};
use crate::check::{self, report};
use crate::input::Limits;

/// Say whether data are as OCDS 1.1.5 says, and what each rule lacks in them.
///
/// Holds releases, records and packages against the JSON Schema of OCDS 1.1.5, and against what its documentation asks
/// beyond it: ids that are unique in their list, references to organisations that lead to one of parties, awards of
/// contracts, codes of open lists. Then says, rule by rule, which share of the processes has all that the rule needs, and
/// which buyers' data lack most. Ends with 0 if the data are valid, 1 if they are not, 2 if they cannot be read.
#[derive(Args, Debug, Clone)]
pub struct CheckArgs {
    /// Files or folders to read, or - for standard input.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Write one JSON object instead of words.
    #[arg(long)]
    pub json: bool,
    /// How the bytes are to be read: `utf-8` or `iso-8859-1`.
    #[arg(long, default_value = "utf-8", value_parser = ["utf-8", "iso-8859-1"])]
    pub encoding: String,
}

impl CheckArgs {
    /// False when the data are not valid.
    pub(super) fn run(&self, tell: Tell<'_>) -> Result<bool, CliError> {
        let limits = Limits {
            latin1: self.encoding == "iso-8859-1",
            ..Limits::default()
        };
        let (checked, places) = check::run(&self.data, &limits, tell)?;
        let mut output = create("-".as_ref())?;
        match self.json {
            true => report::write_json(&checked, &places, &mut output)?,
            false => report::write(&checked, &places, &mut output)?,
        }
        output.flush()?;
        say_problems(&checked.problems, &places);
        Ok(checked.is_valid())
    }
}
