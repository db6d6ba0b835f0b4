//! Figures: money, percentages and counts with a unit, written in digits.

use domain::number::Decimal;

use super::class::Class;
use super::doc::Doc;
use super::reading::{Number, Span};
use super::token::Kind;
use super::when::Mention;

/// Every figure of the report, each value and unit once, in order.
pub(super) fn numbers(doc: &Doc<'_>, dates: &[Mention], limit: usize) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut dates = dates.iter().peekable();
    for at in 0..doc.len() {
        while dates.peek().is_some_and(|date| date.end <= at) {
            dates.next();
        }
        let in_date = dates.peek().is_some_and(|date| date.first <= at);
        if doc.tokens[at].kind != Kind::Number || in_date || !readable(doc, at) {
            continue;
        }
        if let Some(number) = number(doc, at)
            && seen.insert((number.value.to_string(), number.unit.clone()))
        {
            numbers.push(number);
            if numbers.len() == limit {
                break;
            }
        }
    }
    numbers
}

/// In a sentence or in the headline.
fn readable(doc: &Doc<'_>, at: usize) -> bool {
    doc.sentence_of[at] != usize::MAX || doc.in_title(at)
}

fn number(doc: &Doc<'_>, at: usize) -> Option<Number> {
    money(doc, at)
        .or_else(|| dollars(doc, at))
        .or_else(|| percent(doc, at))
        .or_else(|| count(doc, at))
}

/// Where the sign of the currency stands, if one stands before the figure.
fn currency(doc: &Doc<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let sign = |at: usize| doc.says_any(at, &["rp", "idr"]);
    if sign(before) {
        return Some(before);
    }
    (doc.mark(before, '.') && before > 0 && sign(before - 1)).then(|| before - 1)
}

/// `US$ 48 juta`, `USD 0,2`.
fn dollars(doc: &Doc<'_>, at: usize) -> Option<Number> {
    let before = at.checked_sub(1)?;
    let us = before > 0 && doc.mark(before, '$') && doc.says_any(before - 1, &["us", "usd"]);
    let first = if us {
        before - 1
    } else if doc.says(before, "usd") || doc.mark(before, '$') {
        before
    } else {
        return None;
    };
    let (zeros, end) = scale(doc, at + 1, true);
    let value = value(doc.str(at), zeros.unwrap_or(0), true)?;
    Some(made(doc, value, "USD".to_owned(), first, end))
}

fn money(doc: &Doc<'_>, at: usize) -> Option<Number> {
    let sign = currency(doc, at);
    let (zeros, mut end) = scale(doc, at + 1, sign.is_some());
    let named = doc.says(end, "rupiah");
    if sign.is_none() && !named && !ends_money_range(doc, at) {
        return None;
    }
    if named {
        end += 1;
    }
    let zeros = zeros.or_else(|| scale_of_range(doc, at + 1)).unwrap_or(0);
    let value = value(doc.str(at), zeros, true)?;
    Some(made(doc, value, "IDR".to_owned(), sign.unwrap_or(at), end))
}

/// `Rp100 - 300 juta`, the second figure.
fn ends_money_range(doc: &Doc<'_>, at: usize) -> bool {
    at >= 3
        && is_to(doc, at - 1)
        && doc.tokens[at - 2].kind == Kind::Number
        && currency(doc, at - 2).is_some()
        && scale(doc, at + 1, true).0.is_some()
}

/// `Rp100 - 300 juta`, the first figure: its scale stands behind the second.
fn scale_of_range(doc: &Doc<'_>, at: usize) -> Option<u32> {
    let mut second = at + 1;
    if doc.says_any(second, &["rp"]) {
        second += 1;
    }
    let number = doc
        .tokens
        .get(second)
        .is_some_and(|token| token.kind == Kind::Number);
    (is_to(doc, at) && number && second == at + 1)
        .then(|| scale(doc, second + 1, true).0)
        .flatten()
}

fn is_to(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.str(at), "-" | "–") || doc.says_any(at, &["hingga", "sampai"])
}

/// The power of ten of the word at `at`, and the token behind it.
fn scale(doc: &Doc<'_>, at: usize, money: bool) -> (Option<u32>, usize) {
    let Some(hit) = doc.hit(at, Class::Scale) else {
        return (None, at);
    };
    let short = doc.str(at).len() == 1;
    if short && !(money && doc.cap(at)) {
        return (None, at);
    }
    (doc.value(hit).parse().ok(), hit.end)
}

fn percent(doc: &Doc<'_>, at: usize) -> Option<Number> {
    let sign = doc.mark(at + 1, '%') || doc.is(at + 1, Class::Percent);
    // `10-15 persen`: both.
    let of_range = is_to(doc, at + 1)
        && doc
            .tokens
            .get(at + 2)
            .is_some_and(|token| token.kind == Kind::Number)
        && (doc.mark(at + 3, '%') || doc.is(at + 3, Class::Percent));
    if !sign && !of_range {
        return None;
    }
    let value = value(doc.str(at), 0, false)?;
    let end = if sign { at + 2 } else { at + 1 };
    Some(made(doc, value, "persen".to_owned(), at, end))
}

fn count(doc: &Doc<'_>, at: usize) -> Option<Number> {
    let written = doc.str(at);
    if written.starts_with('0') && !written.starts_with("0,") {
        return None;
    }
    let (zeros, mut end) = scale(doc, at + 1, false);
    // `12 x 40 meter`
    let by = doc.says(at + 1, "x") || doc.mark(at + 1, '×');
    let range = zeros.is_none()
        && (is_to(doc, at + 1) || by)
        && doc
            .tokens
            .get(at + 2)
            .is_some_and(|token| token.kind == Kind::Number);
    let zeros = zeros.or_else(|| range.then(|| scale(doc, at + 3, false).0).flatten());
    let mut unit_at = if range {
        scale(doc, at + 3, false).1
    } else {
        end
    };
    if doc.mark(unit_at, ')') {
        // `dua (2) unit` counts, `(1) rekonsiliasi data` numbers a list.
        let word_before = at >= 2
            && doc.word(at - 2)
            && NUMBER_WORDS.contains(&doc.str(at - 2).to_lowercase().as_str());
        if !word_before {
            return None;
        }
        unit_at += 1;
    }
    if is_named(doc, at)
        || (looks_like_year(written) && zeros.is_none() && !counted(doc, at, unit_at))
    {
        return None;
    }
    let (unit, unit_end) = unit(doc, unit_at)?;
    if !range {
        end = unit_end;
    }
    let value = value(written, zeros.unwrap_or(0), false)?;
    Some(made(doc, value, unit, at, end))
}

const NUMBER_WORDS: [&str; 14] = [
    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas", "belas", "puluh", "ratus",
];

/// The digits are a name, a time or a place in an order.
fn is_named(doc: &Doc<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let tight = !doc.tokens[at].spaced;
    let dotted = doc.mark(before, '.') && before > 0 && doc.is(before - 1, Class::NoCountBefore);
    let joined = tight && matches!(doc.str(before), "-" | "/" | ":" | "." | "#" | "+");
    let number_joined = joined
        && before > 0
        && doc.tokens[before - 1].kind == Kind::Number
        && doc.mark(before, '-');
    let behind = doc
        .tokens
        .get(at + 1)
        .is_some_and(|next| !next.spaced && matches!(next.text(doc.text), "/" | ":"));
    doc.is(before, Class::NoCountBefore) || dotted || (joined && !number_joined) || behind
}

fn looks_like_year(written: &str) -> bool {
    written.len() == 4
        && written
            .parse()
            .is_ok_and(|year: i32| (1900..=2100).contains(&year))
}

/// Whether a figure that looks like a year counts something after all: `2000 siswa`.
fn counted(doc: &Doc<'_>, at: usize, unit: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| doc.str(before));
    let counts = [
        "sebanyak",
        "sekitar",
        "mencapai",
        "total",
        "berjumlah",
        "sejumlah",
    ];
    doc.hit(unit, Class::Unit).is_some()
        && counts.iter().any(|word| before.eq_ignore_ascii_case(word))
}

/// The counted thing's word.
fn unit(doc: &Doc<'_>, at: usize) -> Option<(String, usize)> {
    // `1000 lebih data`
    let at = at + usize::from(doc.says(at, "lebih") && !doc.says(at + 1, "dari"));
    if !doc.word(at) || doc.tokens[at].breaks > 1 || doc.is(at, Class::NoCountAfter) {
        return None;
    }
    if let Some(hit) = doc.hit(at, Class::Unit) {
        let named = doc.value(hit);
        let unit = if named.is_empty() {
            doc.words(at, hit.end).to_lowercase()
        } else {
            named.to_owned()
        };
        return Some((unit, hit.end));
    }
    if doc.tokens[at].cap {
        return None;
    }
    let unit = doc.str(at).to_lowercase();
    let stem = unit.strip_suffix("nya").filter(|stem| stem.len() > 3);
    let unit = stem.map_or(unit.clone(), str::to_owned);
    (unit.len() > 1 && !is_verb(&unit)).then_some((unit, at + 1))
}

/// A verb by its prefix: what stands behind the figure is no unit.
fn is_verb(word: &str) -> bool {
    ["meng", "meny", "mem", "men", "ber", "ter"]
        .iter()
        .any(|prefix| word.starts_with(prefix))
        && word.len() > 6
        && word != "meter"
}

/// Digits in the Indonesian way: a dot between thousands, a comma before decimals.
fn value(written: &str, zeros: u32, money: bool) -> Option<Decimal> {
    let (whole, part) = split(written, zeros, money)?;
    if whole.len() + part.len() > 15 {
        return None;
    }
    let units: i64 = format!("{whole}{part}").parse().ok()?;
    let decimals = part.len() as u32;
    let shift = zeros.min(decimals);
    let units = units.checked_mul(10_i64.checked_pow(zeros - shift)?)?;
    trimmed(units, decimals - shift)
}

fn trimmed(mut units: i64, mut decimals: u32) -> Option<Decimal> {
    while decimals > 0 && units % 10 == 0 {
        units /= 10;
        decimals -= 1;
    }
    (decimals <= 9).then(|| Decimal::new(units, decimals as u8))
}

fn split(written: &str, zeros: u32, money: bool) -> Option<(String, String)> {
    let groups = |text: &str, mark: char| {
        let mut parts = text.split(mark);
        let first = parts.next().unwrap_or_default();
        !first.is_empty() && first.len() <= 3 && parts.all(|part| part.len() == 3)
    };
    let plain = |text: &str| text.replace(['.', ','], "");
    match (written.matches('.').count(), written.matches(',').count()) {
        (0, 0) => Some((written.to_owned(), String::new())),
        // 1.106, 748.500.000; but 3.12 and 12.5 are decimals.
        (_, 0)
            if groups(written, '.')
                && !(zeros > 0 && written.matches('.').count() == 1 && zeros > 3) =>
        {
            Some((plain(written), String::new()))
        }
        (1, 0) => written
            .split_once('.')
            .map(|(w, p)| (w.to_owned(), p.to_owned())),
        // Rp70,000 is thousands in a hurry.
        (0, _) if money && zeros == 0 && groups(written, ',') => {
            Some((plain(written), String::new()))
        }
        (0, 1) => written
            .split_once(',')
            .map(|(w, p)| (w.to_owned(), p.to_owned())),
        (_, 1) => {
            let (whole, part) = written.split_once(',')?;
            groups(whole, '.').then(|| (plain(whole), part.to_owned()))
        }
        (1, _) => {
            let (whole, part) = written.split_once('.')?;
            groups(whole, ',').then(|| (plain(whole), part.to_owned()))
        }
        _ => None,
    }
}

fn made(doc: &Doc<'_>, value: Decimal, unit: String, first: usize, end: usize) -> Number {
    let what_span = what(doc, first, end);
    Number {
        value,
        unit,
        what: super::doc::joined(what_span.of(doc.text)),
        span: doc.span(first, end),
        what_span,
    }
}

/// The words around a figure that say what it measures: up to six before it and five behind, within the clause.
fn what(doc: &Doc<'_>, first: usize, end: usize) -> Span {
    let stops = |at: usize| {
        !doc.same_sentence(at, first)
            || matches!(
                doc.str(at),
                "," | "." | "(" | ")" | "“" | "”" | "\"" | ":" | ";"
            )
    };
    let mut from = first;
    while from > 0 && first - from < 6 && !stops(from - 1) {
        from -= 1;
    }
    let mut to = end;
    while to < doc.len() && to - end < 5 && !stops(to) {
        to += 1;
    }
    doc.span(from, to.max(end))
}
