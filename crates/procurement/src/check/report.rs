//! What a check found, for people and as JSON.

use std::io::{self, Write};

use super::{Checked, Severity};
use crate::from_csv::report::of_rule;
use crate::input::Places;
use crate::json::push_text;

/// How many of a kind are shown with their places.
const SHOWN: usize = 3;

/// How many buyers are listed for people, and how many of a buyer's gaps.
const BUYERS: usize = 10;
const GAPS: usize = 6;

/// Writes what people read.
///
/// # Errors
/// When the output takes no more.
pub fn write(checked: &Checked, places: &Places, output: &mut dyn Write) -> io::Result<()> {
    let verdict = match checked.is_valid() {
        true => "sesuai / valid",
        false => "tidak sesuai / invalid",
    };
    writeln!(
        output,
        "OCDS 1.1.5: {verdict}; {} butir / items, di antaranya tidak sesuai / of them invalid: {}",
        checked.items, checked.invalid
    )?;
    for (severity, words) in [
        (
            Severity::Schema,
            "Bertentangan dengan skema / against the schema:",
        ),
        (
            Severity::Beyond,
            "Bertentangan dengan dokumentasi OCDS / against the documentation of OCDS:",
        ),
        (
            Severity::Note,
            "Diizinkan, patut dilihat / allowed, worth a look:",
        ),
    ] {
        let groups = checked
            .groups
            .iter()
            .filter(|((one, ..), _)| *one == severity);
        let mut groups: Vec<_> = groups.collect();
        groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.count));
        if !groups.is_empty() {
            writeln!(output, "{words}")?;
        }
        for ((_, path, expected), group) in groups {
            let path = if path.is_empty() { "/" } else { path };
            writeln!(output, "  {} x {path}: {expected}", group.count)?;
            for (place, path, value) in group.first.iter().take(SHOWN) {
                let (source, place) = places.words(*place);
                writeln!(output, "      {source}, {place}, {path}: {value}")?;
            }
        }
    }
    needed(checked, output)
}

/// Which rules can be asked of the data, and which buyers' data lack most.
fn needed(checked: &Checked, output: &mut dyn Write) -> io::Result<()> {
    let processes = checked.needed.processes();
    if processes == 0 {
        return Ok(());
    }
    writeln!(
        output,
        "Aturan / rules (proses yang lengkap / processes with all that is needed):"
    )?;
    for rule in checked.needed.rules() {
        writeln!(output, "  {}", of_rule(&rule, processes))?;
    }
    writeln!(
        output,
        "Pembeli dengan isian paling kurang / buyers whose data lack most:"
    )?;
    for buyer in checked.needed.buyers().into_iter().take(BUYERS) {
        let id = if buyer.id.is_empty() {
            "(tanpa pembeli / no buyer)"
        } else {
            &buyer.id
        };
        writeln!(
            output,
            "  {id} {}: {} proses / processes",
            buyer.name, buyer.processes
        )?;
        if !buyer.worst.is_empty() {
            let worst = buyer
                .worst
                .iter()
                .take(GAPS)
                .map(|(field, filled)| format!("{field} ({filled})"));
            writeln!(output, "      {}", worst.collect::<Vec<_>>().join(", "))?;
        }
    }
    Ok(())
}

/// Writes one JSON object.
///
/// # Errors
/// When the output takes no more.
pub fn write_json(checked: &Checked, places: &Places, output: &mut dyn Write) -> io::Result<()> {
    let groups = checked
        .groups
        .iter()
        .map(|((severity, path, expected), group)| {
            let severity = match severity {
                Severity::Schema => "schema",
                Severity::Beyond => "documentation",
                Severity::Note => "note",
            };
            let first = group.first.iter().map(|(place, path, value)| {
                let (source, place) = places.words(*place);
                let words = fields(&[
                    ("source", &source),
                    ("place", &place),
                    ("path", path),
                    ("value", value),
                ]);
                format!("{{{words}}}")
            });
            let first = first.collect::<Vec<_>>().join(",");
            let words = fields(&[
                ("severity", severity),
                ("path", path),
                ("expected", expected),
            ]);
            format!("{{{words},\"count\":{},\"first\":[{first}]}}", group.count)
        });
    let problems = checked.problems.iter().map(|(problem, count, _)| {
        let words = fields(&[("problem", problem.words())]);
        format!("{{{words},\"count\":{count}}}")
    });
    writeln!(
        output,
        "{{\"valid\":{},\"items\":{},\"invalid\":{},\"faults\":[{}],\"problems\":[{}],{}}}",
        checked.is_valid(),
        checked.items,
        checked.invalid,
        groups.collect::<Vec<_>>().join(","),
        problems.collect::<Vec<_>>().join(","),
        checked.needed.json(usize::MAX)
    )
}

/// Texts as the fields of a JSON object, without its braces.
fn fields(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (at, (key, value)) in fields.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        push_text(&mut text, key);
        text.push(':');
        push_text(&mut text, value);
    }
    text
}
