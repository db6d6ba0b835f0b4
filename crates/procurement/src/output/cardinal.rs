//! Cardinal's JSON: the same groups, keys and numbers, so that an office can change tools overnight.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use crate::engine::GROUPS;
use crate::json::{push_f64, push_text};
use crate::names::Name;
use crate::outcome::{Flag, Outcome};
use crate::shard::Group;

/// Text kept before it is handed on.
const BUFFER: usize = 64 << 10;

/// Writes the results as one line of JSON.
///
/// # Errors
/// When the output does not take it.
pub fn write(outcome: &Outcome, meta: bool, maps: bool, output: &mut dyn Write) -> io::Result<()> {
    let mut text = String::from("{");
    for group in GROUPS {
        let flags = of_group(outcome, group);
        if !flags.is_empty() {
            key(&mut text, group.key());
            results(outcome, flags, &mut text, output)?;
        }
    }
    if meta {
        key(&mut text, "Meta");
        push_meta(outcome, &mut text);
    }
    if maps {
        key(&mut text, "Maps");
        push_maps(outcome, &mut text);
    }
    text.push_str("}\n");
    output.write_all(text.as_bytes())
}

/// How many subjects of each group have results, as Cardinal's `--count` prints it.
#[must_use]
pub fn counts(outcome: &Outcome) -> Vec<(Group, usize)> {
    let counted = GROUPS.map(|group| {
        let flags = of_group(outcome, group);
        (group, by_subject(outcome, flags).count())
    });
    counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// The flags are sorted by group.
fn of_group(outcome: &Outcome, group: Group) -> &[Flag] {
    let start = outcome.flags.partition_point(|flag| flag.group < group);
    let end = outcome.flags.partition_point(|flag| flag.group <= group);
    &outcome.flags[start..end]
}

fn by_subject<'o>(outcome: &'o Outcome, flags: &'o [Flag]) -> impl Iterator<Item = &'o [Flag]> {
    flags.chunk_by(|a, b| outcome.subject(a) == outcome.subject(b))
}

fn results(
    outcome: &Outcome,
    flags: &[Flag],
    text: &mut String,
    output: &mut dyn Write,
) -> io::Result<()> {
    text.push('{');
    for flags in by_subject(outcome, flags) {
        key(text, outcome.subject(&flags[0]));
        text.push('{');
        for flag in flags {
            key(text, outcome.rules[flag.rule as usize].id);
            push_f64(text, flag.value);
        }
        text.push('}');
        if text.len() > BUFFER {
            // The last bracket stays, as it tells whether a comma comes next.
            let last = text.len() - 1;
            output.write_all(&text.as_bytes()[..last])?;
            text.drain(..last);
        }
    }
    text.push('}');
    Ok(())
}

fn push_meta(outcome: &Outcome, text: &mut String) {
    let mut rules: BTreeMap<u8, Vec<(&str, f64)>> = BTreeMap::new();
    for (rule, name, value) in &outcome.meta {
        rules.entry(*rule).or_default().push((name, *value));
    }
    text.push('{');
    for (rule, values) in rules {
        key(text, outcome.rules[rule as usize].id);
        text.push('{');
        for (name, value) in values {
            key(text, name);
            push_f64(text, rounded(value));
        }
        text.push('}');
    }
    text.push('}');
}

/// To four decimals, as Cardinal rounds them.
#[allow(clippy::float_arithmetic, reason = "rounding of a ratio")]
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// Cardinal's maps: its name, the rule (none for all bids), the group, and whether a process has a list.
const MAPS: [(&str, Option<&str>, Group, bool); 8] = [
    ("ocid_buyer_r038", Some("R038"), Group::Buyer, false),
    (
        "ocid_procuringentity_r038",
        Some("R038"),
        Group::ProcuringEntity,
        false,
    ),
    ("ocid_tenderer", None, Group::Tenderer, true),
    ("ocid_tenderer_r024", Some("R024"), Group::Tenderer, true),
    ("ocid_tenderer_r028", Some("R028"), Group::Tenderer, true),
    ("ocid_tenderer_r030", Some("R030"), Group::Tenderer, true),
    ("ocid_tenderer_r035", Some("R035"), Group::Tenderer, true),
    ("ocid_tenderer_r058", Some("R058"), Group::Tenderer, true),
];

fn push_maps(outcome: &Outcome, text: &mut String) {
    text.push('{');
    for (name, rule, group, list) in MAPS {
        key(text, name);
        text.push('{');
        for (ocid, names) in map(outcome, rule, group) {
            key(text, ocid);
            if !list {
                push_text(text, names.last().unwrap_or(&""));
                continue;
            }
            text.push('[');
            for (at, name) in names.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                push_text(text, name);
            }
            text.push(']');
        }
        text.push('}');
    }
    text.push('}');
}

fn map<'o>(
    outcome: &'o Outcome,
    rule: Option<&str>,
    group: Group,
) -> BTreeMap<&'o str, BTreeSet<&'o str>> {
    let mut map: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let number = match rule {
        None => None,
        Some(id) => match (0..).zip(&outcome.rules).find(|(_, about)| about.id == id) {
            Some((number, _)) => Some(number),
            None => return map,
        },
    };
    let shard = &outcome.shard;
    for (process, name) in shard.links.get(&(number, group)).into_iter().flatten() {
        let Name(_) = name;
        map.entry(shard.processes.text(*process))
            .or_default()
            .insert(shard.names.text(*name));
    }
    map
}

/// Appends a key, behind a comma unless it is the first.
fn key(text: &mut String, key: &str) {
    if !text.ends_with('{') {
        text.push(',');
    }
    push_text(text, key);
    text.push(':');
}
