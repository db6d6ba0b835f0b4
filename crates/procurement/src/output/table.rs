//! The flags as one table, for spreadsheets.

use std::io::Write;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::date::iso_day;
use crate::names::Name;
use crate::outcome::{Flag, Outcome};
use crate::shard::Group;

/// Column heads; one spelling for both languages' readers, explained on the first sheet.
const HEAD: [&str; 9] = [
    "rule", "version", "title_id", "title_en", "group", "id", "buyer", "value", "evidence",
];

/// A row of the table.
fn row(outcome: &Outcome, flag: &Flag) -> [String; 9] {
    let about = outcome.rules[flag.rule as usize];
    let evidence = flag
        .evidence
        .as_ref()
        .map_or("", |evidence| evidence.json());
    [
        about.id.to_owned(),
        about.version.to_string(),
        about.title.id.to_owned(),
        about.title.en.to_owned(),
        flag.group.key().to_owned(),
        outcome.subject(flag).to_owned(),
        buyer(outcome, flag).unwrap_or_default().to_owned(),
        flag.value.to_string(),
        evidence.to_owned(),
    ]
}

/// Who bought, for a flag of a process.
pub(super) fn buyer<'o>(outcome: &'o Outcome, flag: &Flag) -> Option<&'o str> {
    if flag.group != Group::Ocid {
        return None;
    }
    let name: Name = (*outcome.shard.process_buyers.get(flag.key as usize)?)?;
    Some(outcome.shard.names.text(name))
}

/// Writes a CSV table. Text that a spreadsheet would take for a formula is preceded by an apostrophe.
///
/// # Errors
/// In words, when the output does not take it.
pub fn write_csv(outcome: &Outcome, output: impl Write) -> Result<(), String> {
    let mut table = csv::Writer::from_writer(output);
    let words = |error: csv::Error| format!("cannot write the table: {error}");
    table.write_record(HEAD).map_err(words)?;
    for flag in &outcome.flags {
        let cells = row(outcome, flag).map(|cell| harmless(&cell));
        table.write_record(&cells).map_err(words)?;
    }
    table
        .flush()
        .map_err(|error| format!("cannot write the table: {error}"))
}

/// Identifiers come from the data, and a spreadsheet runs what begins like a formula.
fn harmless(cell: &str) -> String {
    match cell.as_bytes().first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => format!("'{cell}"),
        Some(b'+' | b'-') if cell.parse::<f64>().is_err() => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

/// The rows that a sheet takes.
const MOST_ROWS: usize = 1_048_575;

/// Writes a workbook: what it is, the flags, the fences.
///
/// # Errors
/// In words, when there are more flags than a sheet has rows, or the output does not take it.
pub fn write_xlsx(outcome: &Outcome, mut output: impl Write) -> Result<(), String> {
    if outcome.flags.len() > MOST_ROWS {
        return Err(format!(
            "{} flags are more than the {MOST_ROWS} rows of a sheet: use --csv or --evidence",
            outcome.flags.len()
        ));
    }
    let bytes = workbook(outcome).map_err(|error| format!("cannot make the workbook: {error}"))?;
    let written = output.write_all(&bytes).and_then(|()| output.flush());
    written.map_err(|error| format!("cannot write the workbook: {error}"))
}

fn workbook(outcome: &Outcome) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold();
    let mut workbook = Workbook::new();
    // The day that the file says it was made on must not depend on a clock: equal data, equal file.
    let made = rust_xlsxwriter::ExcelDateTime::parse_from_str(&iso_day(0).replace("1970", "1980"))?;
    let properties = rust_xlsxwriter::DocProperties::new()
        .set_title("Tanda pengadaan / procurement flags")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);

    let sheet = workbook.add_worksheet().set_name("Baca dahulu")?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
    let mut line = 0;
    for text in [
        "Tanda adalah pertanyaan, bukan temuan pelanggaran.",
        "A flag is a question, not a finding of wrongdoing.",
    ] {
        sheet.write_with_format(line, 0, text, &bold)?;
        line += 1;
    }
    for about in &outcome.rules {
        line += 1;
        sheet.write_with_format(line, 0, about.id, &bold)?;
        for text in [
            about.title,
            about.question,
            about.ordinary,
            about.leaves_out,
        ] {
            sheet.write(line, 1, text.id)?;
            sheet.write(line + 1, 1, text.en)?;
            line += 2;
        }
        sheet.write(line, 1, about.source)?;
        line += 1;
    }

    let sheet = workbook.add_worksheet().set_name("Tanda")?;
    for (column, head) in (0..).zip(HEAD) {
        sheet.write_with_format(0, column, head, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, flag) in (1..).zip(&outcome.flags) {
        for (column, cell) in (0..).zip(row(outcome, flag)) {
            if column == 7 && flag.value.is_finite() {
                sheet.write(line, column, flag.value)?;
            } else {
                // Strings are cells of text here, whatever they begin with.
                sheet.write_string(line, column, limited(&cell))?;
            }
        }
    }
    let rows = u32::try_from(outcome.flags.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, rows, 8)?;

    let sheet = workbook.add_worksheet().set_name("Ambang")?;
    for (column, head) in (0..).zip(["rule", "name", "value"]) {
        sheet.write_with_format(0, column, head, &bold)?;
    }
    for (line, (rule, name, value)) in (1..).zip(&outcome.meta) {
        sheet.write(line, 0, outcome.rules[*rule as usize].id)?;
        sheet.write(line, 1, name)?;
        if value.is_finite() {
            sheet.write(line, 2, *value)?;
        }
    }
    workbook.save_to_buffer()
}

/// A cell holds 32,767 characters.
fn limited(text: &str) -> &str {
    text.char_indices()
        .nth(32_767)
        .map_or(text, |(at, _)| &text[..at])
}
