//! What a conversion says when it is done: what was used, what was dropped, what was wrong, what the rules lack.

use std::io::{self, Write};

use super::map::Map;
use super::{Converted, place};
use crate::json::Json;
use crate::needed::OfRule;

/// How many findings of a kind are shown with their places.
const SHOWN: usize = 5;

/// How many fields of a rule are named; `ocds check --json` has all.
const FIELDS: usize = 3;

/// Ids of organisations in a release that only their name tells.
pub(super) fn named_only<'r>(release: &'r Json<'static>) -> impl Iterator<Item = String> + 'r {
    let parties = release
        .get("parties")
        .and_then(Json::elements)
        .unwrap_or_default();
    let ids = parties.iter().filter_map(|party| party.get("id")?.as_str());
    ids.filter(|id| id.starts_with("nama-")).map(str::to_owned)
}

/// Writes everything that is to be said.
///
/// # Errors
/// When the output takes no more.
pub fn write(converted: &Converted, map: &Map, output: &mut dyn Write) -> io::Result<()> {
    let zone = map.zone.as_deref().unwrap_or("-");
    writeln!(
        output,
        "Peta / map: {}, mata uang / currency {}, zona / zone {zone}",
        map.name, map.currency
    )?;
    files(converted, output)?;
    writeln!(
        output,
        "Proses / processes: {}, di antaranya baru direncanakan / of them planned only: {}",
        converted.releases, converted.planned_only
    )?;
    if converted.by_name > 0 {
        writeln!(
            output,
            "Organisasi yang hanya dikenal dari namanya (nama sama dianggap satu) / organisations known by name only (one name counts as one): {}",
            converted.by_name
        )?;
    }
    personal(converted, output)?;
    findings(converted, output)?;
    lacking(converted, map, output)
}

fn files(converted: &Converted, output: &mut dyn Write) -> io::Result<()> {
    for said in &converted.files {
        let table = if said.table.is_empty() {
            "?"
        } else {
            &said.table
        };
        writeln!(
            output,
            "{}: tabel / table {table}, {} baris / rows, {}",
            said.file, said.rows, said.form
        )?;
        if said.other_rows > 0 {
            writeln!(
                output,
                "    bukan UTF-8, dibaca sebagai Windows-1252 (ISO-8859-1) / no UTF-8, read as Windows-1252: {}",
                said.other_rows
            )?;
        }
        if said.passed_over > 0 {
            writeln!(
                output,
                "    baris tidak dipakai / rows not used: {}",
                said.passed_over
            )?;
        }
        for (words, names) in [
            ("kolom tidak dipakai / columns not used", &said.unused),
            (
                "kolom yang dikenal peta, tidak ada di berkas / columns the map knows and the file lacks",
                &said.missing,
            ),
            (
                "nama kolom belum diverifikasi / names of columns not verified",
                &said.unverified,
            ),
        ] {
            if !names.is_empty() {
                writeln!(output, "    {words}: {}", names.join(", "))?;
            }
        }
    }
    Ok(())
}

fn personal(converted: &Converted, output: &mut dyn Write) -> io::Result<()> {
    if converted.personal.is_empty() {
        return Ok(());
    }
    writeln!(
        output,
        "Data pribadi yang tidak dibawa / personal data left out:"
    )?;
    for (kind, count) in &converted.personal {
        writeln!(output, "    {}: {count}", kind.words())?;
    }
    Ok(())
}

fn findings(converted: &Converted, output: &mut dyn Write) -> io::Result<()> {
    for (finding, count, found) in converted.findings.iter() {
        writeln!(output, "{count} x {}", finding.words())?;
        for found in found.iter().take(SHOWN) {
            let gap = if found.detail.is_empty() { "" } else { ": " };
            writeln!(
                output,
                "    {}{gap}{}",
                place(&converted.files, found),
                found.detail
            )?;
        }
        if found.len() > SHOWN {
            writeln!(output, "    …")?;
        }
    }
    Ok(())
}

/// What the rules need and no release has, with the columns that would bring it.
fn lacking(converted: &Converted, map: &Map, output: &mut dyn Write) -> io::Result<()> {
    let empty = converted.needed.empty_fields();
    if !empty.is_empty() {
        writeln!(
            output,
            "Isian OCDS yang kosong di semua proses / OCDS fields that no process has:"
        )?;
        for field in &empty {
            let columns = columns_for(map, field);
            let words = match columns.is_empty() {
                true => "peta tidak mengenal kolomnya / the map knows no column for it".to_owned(),
                false => format!("kolom / columns {}", columns.join(", ")),
            };
            writeln!(output, "    {field}: {words}")?;
        }
    }
    writeln!(
        output,
        "Aturan / rules (proses yang lengkap / processes with all that is needed):"
    )?;
    for rule in converted.needed.rules() {
        writeln!(
            output,
            "    {}",
            of_rule(&rule, converted.needed.processes())
        )?;
    }
    Ok(())
}

/// One rule on one line: how many processes are complete, and which fields are lacking everywhere or in many.
#[must_use]
pub fn of_rule(rule: &OfRule, processes: u64) -> String {
    let share = match processes {
        0 => "-".to_owned(),
        all => format!("{} %", rule.complete.saturating_mul(100) / all),
    };
    let lacking = rule
        .fields
        .iter()
        .filter(|(_, filled)| 2 * filled < processes.max(1));
    let mut lacking: Vec<String> = lacking
        .map(|(field, filled)| format!("{field} ({filled})"))
        .collect();
    if lacking.len() > FIELDS {
        let more = lacking.len() - FIELDS;
        lacking.truncate(FIELDS);
        lacking.push(format!("+ {more}"));
    }
    let lacking = match lacking.is_empty() {
        true => String::new(),
        false => format!("; jarang terisi / seldom filled: {}", lacking.join(", ")),
    };
    format!(
        "{}  {} / {processes} ({share}){lacking}",
        rule.about.id, rule.complete
    )
}

/// The columns of the map that fill a field, directly or by what is made of them.
fn columns_for(map: &Map, field: &str) -> Vec<String> {
    use super::map::{Field, Key, Party};
    let mut names: Vec<String> = Vec::new();
    for table in &map.tables {
        let makes = |list: &str| {
            table.when.contains_key(list)
                || table
                    .columns
                    .iter()
                    .any(|column| column.to.as_deref().is_some_and(|to| to.starts_with(list)))
        };
        for column in &table.columns {
            let firm = column.party == Some(Party::Firm)
                && matches!(column.field, Some(Field::Id | Field::Npwp | Field::Name));
            let fills = match field {
                "/buyer/id" => column.party == Some(Party::Buyer),
                "/tender/procuringEntity/id" => column.party == Some(Party::ProcuringEntity),
                "/bids/details[]/tenderers[]/id" => firm && makes("/bids/details[]"),
                "/awards[]/suppliers[]/id" | "/awards[]/id" => firm && makes("/awards[]"),
                "/parties[]/id" => column.field == Some(Field::Id),
                "/parties[]/address/streetAddress" => column.field == Some(Field::Address),
                "/parties[]/contactPoint/telephone" => column.field == Some(Field::Telephone),
                "/tender/numberOfTenderers" => firm && makes("/bids/details[]"),
                "/contracts[]/awardID" => column.key == Some(Key::Contract),
                "/contracts[]/amendments" => {
                    table
                        .when
                        .get("/contracts[]/amendments[]")
                        .is_some_and(|when| when.column == column.name)
                        || column.key == Some(Key::Version)
                }
                _ => column
                    .to
                    .as_deref()
                    .is_some_and(|to| to == field || of_currency(to, field)),
            };
            if fills && !names.contains(&column.name) {
                names.push(column.name.clone());
            }
        }
        let status = table.set.contains_key(field);
        let by = table
            .when
            .iter()
            .find(|(list, _)| field.starts_with(list.as_str()))
            .filter(|_| status);
        if let Some((_, when)) = by.filter(|(_, when)| !names.contains(&when.column)) {
            names.push(when.column.clone());
        }
    }
    names
}

/// An amount brings its currency.
fn of_currency(to: &str, field: &str) -> bool {
    field
        .strip_suffix("/currency")
        .is_some_and(|value| to.strip_suffix("/amount") == Some(value))
}
