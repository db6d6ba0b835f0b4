//! By when something is to be done.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::doc::Doc;
use super::reading::Due;
use super::token::Kind;
use super::when::{calendar, month, year};

/// By when something is due, told by the words from `first` to `end`; with the tokens that say so.
pub(super) fn due(
    doc: &Doc<'_>,
    first: usize,
    end: usize,
    anchor: Option<Date>,
) -> Option<(Due, usize, usize)> {
    (first..end).find_map(|at| due_at(doc, at, end, anchor))
}

/// Whether something is due after the day of the report.
pub(super) fn is_ahead(due: Due, anchor: Option<Date>) -> bool {
    let Some(anchor) = anchor else {
        return false;
    };
    match due {
        Due::Day { on } => on > anchor,
        Due::Month { year, month } => (year, month) > (anchor.year(), anchor.month()),
        Due::Year { year } => year > anchor.year(),
    }
}

fn due_at(
    doc: &Doc<'_>,
    at: usize,
    end: usize,
    anchor: Option<Date>,
) -> Option<(Due, usize, usize)> {
    let found = calendar_due(doc, at)
        .or_else(|| named_due(doc, at, anchor))
        .filter(|(_, last)| *last <= end)?;
    Some((found.0, at, found.1))
}

fn calendar_due(doc: &Doc<'_>, at: usize) -> Option<(Due, usize)> {
    if doc.tokens.get(at)?.kind == Kind::Number
        && let Some(found) = calendar(doc, at, false)
        && let Some(on) = found.written()
    {
        return Some((Due::Day { on }, found.end));
    }
    None
}

/// `Agustus 2026`, `mulai Desember`, `tahun 2026`, `akhir tahun ini`, `tahun depan`, `bulan depan`, `pekan depan`.
fn named_due(doc: &Doc<'_>, at: usize, anchor: Option<Date>) -> Option<(Due, usize)> {
    if let Some(month) = month(doc, at).filter(|_| doc.cap(at)) {
        let (year, end) = year(doc, at + 1);
        let next = |anchor: Date| anchor.year() + i16::from(month < anchor.month());
        let year = year.or_else(|| anchor.map(next))?;
        return Some((Due::Month { year, month }, end));
    }
    if doc.says(at, "tahun")
        && let (Some(year), end) = year(doc, at)
    {
        return Some((Due::Year { year }, end));
    }
    // `tahun anggaran 2027`
    if doc.says(at, "tahun")
        && doc.says_any(at + 1, &["anggaran", "akademik", "ajaran", "pelajaran"])
        && let (Some(year), end) = year(doc, at + 2)
    {
        return Some((Due::Year { year }, end));
    }
    if let Some((month, next)) = part_of_year(doc, at) {
        let (named, end) = year(doc, next);
        let this = doc.says(next, "tahun") && doc.says(next + 1, "ini");
        let year = named.or_else(|| this.then_some(anchor?.year()))?;
        return Some((
            Due::Month { year, month },
            if this { next + 2 } else { end },
        ));
    }
    if doc.says_any(at, &["pada", "hingga", "sebelum", "sampai"])
        && let (Some(year), end) = year(doc, at + 1)
    {
        return Some((Due::Year { year }, end));
    }
    relative_due(doc, at, anchor?)
}

/// `triwulan II`, `semester pertama`: its last month, and the token behind.
fn part_of_year(doc: &Doc<'_>, at: usize) -> Option<(i8, usize)> {
    let months = match () {
        () if doc.says_any(at, &["triwulan", "kuartal"]) => 3,
        () if doc.says(at, "semester") => 6,
        () => return None,
    };
    const COUNTS: [[&str; 4]; 4] = [
        ["i", "1", "pertama", "satu"],
        ["ii", "2", "kedua", "dua"],
        ["iii", "3", "ketiga", "tiga"],
        ["iv", "4", "keempat", "empat"],
    ];
    let which = COUNTS
        .iter()
        .position(|names| doc.says_any(at + 1, names))?;
    let month = (which as i8 + 1) * months;
    (month <= 12).then_some((month, at + 2))
}

fn relative_due(doc: &Doc<'_>, at: usize, anchor: Date) -> Option<(Due, usize)> {
    let next = doc.says_any(at + 1, &["depan", "mendatang"]);
    let this = doc.says(at + 1, "ini");
    let first = |years: i16, month: i8| Due::Month {
        year: anchor.year() + years,
        month,
    };
    if doc.says(at, "akhir") && doc.says(at + 1, "tahun") {
        let next = doc.says_any(at + 2, &["depan"]);
        let named = doc.says(at + 2, "ini") || next;
        return Some((first(i16::from(next), 12), at + 2 + usize::from(named)));
    }
    if doc.says(at, "tahun") && (next || this) {
        let year = anchor.year() + i16::from(next);
        return Some((Due::Year { year }, at + 2));
    }
    if doc.says(at, "bulan") && (next || this) {
        let month = anchor
            .first_of_month()
            .checked_add(i32::from(next).months())
            .ok()?;
        let due = Due::Month {
            year: month.year(),
            month: month.month(),
        };
        return Some((due, at + 2));
    }
    if doc.says_any(at, &["pekan", "minggu"]) && (next || this) {
        // The Sunday that ends that week.
        let to_sunday = i32::from(anchor.weekday().until(Weekday::Sunday));
        let days = to_sunday + 7 * i32::from(next);
        let on = anchor.checked_add(days.days()).ok()?;
        return Some((Due::Day { on }, at + 2));
    }
    None
}
