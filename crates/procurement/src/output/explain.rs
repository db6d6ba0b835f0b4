//! One rule on one process, in words.

use std::io::{self, Write};

use super::evidence::because;
use crate::json::Json;
use crate::names::Name;
use crate::outcome::{Flag, Outcome};
use crate::shard::Group;

/// Prints what a rule says about a process: the question, the numbers, and what a reader should think of first.
///
/// # Errors
/// When the output does not take it.
pub fn write(outcome: &Outcome, rule: &str, ocid: &str, output: &mut dyn Write) -> io::Result<()> {
    let found = (0..)
        .zip(&outcome.rules)
        .find(|(_, about)| about.id == rule);
    let Some((number, about)) = found else {
        return writeln!(output, "{rule}: tidak dijalankan / did not run");
    };
    writeln!(
        output,
        "{rule} v{}: {} / {}",
        about.version, about.title.id, about.title.en
    )?;
    writeln!(output, "  {}\n  {}\n", about.question.id, about.question.en)?;
    let flags: Vec<&Flag> = flags_of(outcome, number, ocid).collect();
    if flags.is_empty() {
        writeln!(
            output,
            "{ocid}: tidak ditandai / not flagged ({} proses diperiksa / processes looked at)",
            outcome.shard.looked_at
        )?;
    }
    for flag in flags {
        writeln!(
            output,
            "{} {} = {}",
            flag.group.key(),
            outcome.subject(flag),
            flag.value
        )?;
        if let Some(evidence) = &flag.evidence {
            facts(evidence.json(), output)?;
        }
    }
    for (rule, name, value) in &outcome.meta {
        if *rule == number {
            writeln!(output, "  {name}: {value}")?;
        }
    }
    writeln!(output, "\nPenjelasan wajar / ordinary explanations:")?;
    writeln!(output, "  {}\n  {}", about.ordinary.id, about.ordinary.en)?;
    writeln!(output, "Tidak dihitung / left out:")?;
    writeln!(
        output,
        "  {}\n  {}",
        about.leaves_out.id, about.leaves_out.en
    )?;
    writeln!(output, "Sumber / source: {}", about.source)?;
    writeln!(
        output,
        "Tanda adalah pertanyaan, bukan temuan pelanggaran. / A flag is a question, not a finding of wrongdoing."
    )
}

/// Flags of the process, and of organisations that were flagged for it.
fn flags_of<'o>(outcome: &'o Outcome, rule: u8, ocid: &str) -> impl Iterator<Item = &'o Flag> {
    let because = because(outcome);
    outcome.flags.iter().filter(move |flag| {
        flag.rule == rule
            && match flag.group {
                Group::Ocid => outcome.subject(flag) == ocid,
                group => because
                    .get(&(rule, group, Name(flag.key)))
                    .is_some_and(|processes| {
                        let mut ocids = processes.iter();
                        ocids.any(|process| outcome.shard.processes.text(*process) == ocid)
                    }),
            }
    })
}

fn facts(json: &str, output: &mut dyn Write) -> io::Result<()> {
    let Ok(Json::Object(fields)) = Json::parse(json) else {
        return Ok(());
    };
    for (key, value) in fields {
        match value {
            Json::Text(text) => writeln!(output, "  {key}: {text}")?,
            other => writeln!(output, "  {key}: {other}")?,
        }
    }
    Ok(())
}
