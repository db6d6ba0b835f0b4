//! Flags as JSON lines, each with what it rests on: enough to compute it again by hand.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::json::{push_plain, push_text};
use crate::names::Name;
use crate::outcome::{Flag, Outcome};
use crate::shard::Group;

/// Processes listed under a flag of an organisation; more are only counted.
const LISTED: usize = 100;

/// Writes one line a flag, in the order of the outcome.
///
/// # Errors
/// When the output does not take it.
pub fn write(outcome: &Outcome, output: &mut dyn Write) -> io::Result<()> {
    let because = because(outcome);
    let mut line = String::new();
    for flag in &outcome.flags {
        line.clear();
        push(outcome, flag, &because, &mut line);
        line.push('\n');
        output.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// The processes for which an organisation was flagged, by rule, group and name.
pub type Because = BTreeMap<(u8, Group, Name), Vec<u32>>;

/// Which processes stand behind flags of organisations, in the order of the input.
#[must_use]
pub fn because(outcome: &Outcome) -> Because {
    let mut because = Because::new();
    for ((rule, group), links) in &outcome.shard.links {
        for (process, name) in links {
            if let Some(rule) = rule {
                let processes = because.entry((*rule, *group, *name)).or_default();
                processes.push(*process);
            }
        }
    }
    for processes in because.values_mut() {
        processes.sort_by_key(|process| outcome.shard.place_of(*process));
        processes.dedup();
    }
    because
}

fn push(outcome: &Outcome, flag: &Flag, because: &Because, line: &mut String) {
    let about = outcome.rules[flag.rule as usize];
    line.push_str("{\"rule\":");
    push_text(line, about.id);
    line.push_str(&format!(",\"version\":{},\"group\":", about.version));
    push_text(line, flag.group.key());
    line.push_str(",\"id\":");
    push_text(line, outcome.subject(flag));
    line.push_str(",\"value\":");
    push_plain(line, flag.value);
    line.push_str(",\"evidence\":");
    line.push_str(
        flag.evidence
            .as_ref()
            .map_or("null", |evidence| evidence.json()),
    );
    if flag.group != Group::Ocid
        && let Some(processes) = because.get(&(flag.rule, flag.group, Name(flag.key)))
    {
        line.push_str(&format!(",\"processes\":{},\"ocids\":[", processes.len()));
        for (at, process) in processes.iter().take(LISTED).enumerate() {
            if at > 0 {
                line.push(',');
            }
            push_text(line, outcome.shard.processes.text(*process));
        }
        line.push(']');
    }
    line.push('}');
}
