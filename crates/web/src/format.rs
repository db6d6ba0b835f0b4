//! Numbers, money, dates, durations and hashes as people write them, in both languages.
//!
//! All of it is integer arithmetic: nothing is rounded unless the name says so.

use domain::entry::Micros;
use domain::number::{Decimal, Rupiah};
use domain::{Lang, When};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use maud::{Markup, html};

/// A whole number with its thousands apart: 1.284 and 1,284.
pub(crate) fn number(n: u64, lang: Lang) -> String {
    grouped(&n.to_string(), lang.pick('.', ','))
}

fn grouped(digits: &str, mark: char) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A decimal number, with as many decimals as it was written with: 9.355,763 and 9,355.763.
pub(crate) fn decimal(value: Decimal, lang: Lang) -> String {
    let plain = value.to_string();
    let (sign, digits) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = format!("{sign}{}", grouped(whole, lang.pick('.', ',')));
    if !part.is_empty() {
        text.push(lang.pick(',', '.'));
        text.push_str(part);
    }
    text
}

/// Rupiah in full: Rp4.800.000.000 and Rp4,800,000,000.
pub(crate) fn rupiah(amount: Rupiah, lang: Lang) -> String {
    let sign = if amount.0 < 0 { "−" } else { "" };
    format!("{sign}Rp{}", number(amount.0.unsigned_abs(), lang))
}

/// Rupiah in words from a million on, rounded to two decimals: Rp4,8 miliar and Rp4.8 billion. Show it beside the full sum.
pub(crate) fn rupiah_short(amount: Rupiah, lang: Lang) -> String {
    let magnitude = amount.0.unsigned_abs();
    let steps = [
        (1_000_000_000_000, "triliun", "trillion"),
        (1_000_000_000, "miliar", "billion"),
        (1_000_000, "juta", "million"),
    ];
    let Some((unit, id, en)) = steps.into_iter().find(|(unit, ..)| magnitude >= *unit) else {
        return rupiah(amount, lang);
    };
    let hundredths = (u128::from(magnitude) * 100 + u128::from(unit) / 2) / u128::from(unit);
    let (whole, part) = ((hundredths / 100) as u64, hundredths % 100);
    let sign = if amount.0 < 0 { "−" } else { "" };
    let mut text = format!("{sign}Rp{}", number(whole, lang));
    if part > 0 {
        let part = format!("{part:02}");
        text.push(lang.pick(',', '.'));
        text.push_str(part.trim_end_matches('0'));
    }
    format!("{text} {}", lang.pick(id, en))
}

/// Tenths of a percent of a whole, rounded half up: 33,3 persen and 33.3 percent are `share(1, 3, …)`.
pub(crate) fn share(part: u64, whole: u64, lang: Lang) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let tenths = (part * 1000 + whole / 2) / whole;
    if tenths.is_multiple_of(10) {
        format!("{}%", tenths / 10)
    } else {
        format!("{}{}{}%", tenths / 10, lang.pick(',', '.'), tenths % 10)
    }
}

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(month: i8, lang: Lang) -> &'static str {
    let at = usize::try_from(month - 1).unwrap_or_default();
    lang.pick(MONTHS_ID, MONTHS_EN)
        .get(at)
        .copied()
        .unwrap_or_default()
}

/// A day: 21 November 2026.
pub(crate) fn day(date: Date, lang: Lang) -> String {
    format!(
        "{} {} {}",
        date.day(),
        month(date.month(), lang),
        date.year()
    )
}

/// A date with the precision that was said: 21 November 2026, November 2026, 2026.
pub(crate) fn when(when: When, lang: Lang) -> String {
    match when {
        When::Day(date) => day(date, lang),
        When::Month(year, number) => format!("{} {year}", month(number, lang)),
        When::Year(year) => year.to_string(),
    }
}

/// The same, marked up for machines.
pub(crate) fn when_tag(at: When, lang: Lang) -> Markup {
    html! { time datetime=(at) { (when(at, lang)) } }
}

/// A day, marked up for machines.
pub(crate) fn day_tag(at: Date, lang: Lang) -> Markup {
    html! { time datetime=(at) { (day(at, lang)) } }
}

/// A moment in Jakarta, to the minute: 21 November 2026 pukul 09.14 WIB and 21 November 2026, 09:14 WIB.
pub(crate) fn moment(at: Micros, lang: Lang) -> String {
    let local = at
        .timestamp()
        .to_zoned(TimeZone::fixed(Offset::constant(7)));
    let (hour, minute) = (local.hour(), local.minute());
    match lang {
        Lang::Id => format!(
            "{} pukul {hour:02}.{minute:02} WIB",
            day(local.date(), lang)
        ),
        Lang::En => format!("{}, {hour:02}:{minute:02} WIB", day(local.date(), lang)),
    }
}

/// The same, marked up for machines.
pub(crate) fn moment_tag(at: Micros, lang: Lang) -> Markup {
    // HTML knows no microseconds.
    html! { time datetime=(format!("{:.0}", at.timestamp())) { (moment(at, lang)) } }
}

/// The day of a moment in Jakarta.
pub(crate) fn day_of(at: Micros) -> Date {
    at.timestamp()
        .to_zoned(TimeZone::fixed(Offset::constant(7)))
        .date()
}

/// How many days lie between two days; never below zero.
pub(crate) fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).get_days()).unwrap_or_default()
}

/// A duration: in days up to 90, then in months of thirty days and a half, rounded down. Show the exact date beside it.
pub(crate) fn duration(days: u32, lang: Lang) -> String {
    if days <= 90 {
        return match (lang, days) {
            (Lang::Id, _) => format!("{days} hari"),
            (Lang::En, 1) => "1 day".to_owned(),
            (Lang::En, _) => format!("{days} days"),
        };
    }
    let months = number(u64::from(days) * 12 / 365, lang);
    match lang {
        Lang::Id => format!("{months} bulan"),
        Lang::En => format!("{months} months"),
    }
}

/// Hexadecimal digits in groups of four.
pub(crate) fn hash(hex: &str) -> Markup {
    html! { span.hash translate="no" { (groups_of_four(hex)) } }
}

fn groups_of_four(hex: &str) -> String {
    let mut text = String::with_capacity(hex.len() + hex.len() / 4);
    for (at, c) in hex.chars().enumerate() {
        if at > 0 && at.is_multiple_of(4) {
            text.push(' ');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_have_their_marks_by_language() {
        for (n, id, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1284, "1.284", "1,284"),
            (12_881_374, "12.881.374", "12,881,374"),
        ] {
            assert_eq!(
                (number(n, Lang::Id).as_str(), number(n, Lang::En).as_str()),
                (id, en)
            );
        }
        for (text, id, en) in [
            ("9355.763", "9.355,763", "9,355.763"),
            ("-57.04", "−57,04", "−57.04"),
            ("8", "8", "8"),
            ("8.50", "8,50", "8.50"),
        ] {
            let value: Decimal = text.parse().unwrap();
            assert_eq!(
                (
                    decimal(value, Lang::Id).as_str(),
                    decimal(value, Lang::En).as_str()
                ),
                (id, en)
            );
        }
    }

    #[test]
    fn rupiah_is_whole_in_full_and_rounded_in_words() {
        let amount = Rupiah(4_800_000_000);
        assert_eq!(rupiah(amount, Lang::Id), "Rp4.800.000.000");
        assert_eq!(rupiah(amount, Lang::En), "Rp4,800,000,000");
        for (amount, id, en) in [
            (4_800_000_000, "Rp4,8 miliar", "Rp4.8 billion"),
            (10_270_000_000_000, "Rp10,27 triliun", "Rp10.27 trillion"),
            (999_999, "Rp999.999", "Rp999,999"),
            (1_000_000, "Rp1 juta", "Rp1 million"),
            (1_005_000, "Rp1,01 juta", "Rp1.01 million"),
            (-57_040_000_000, "−Rp57,04 miliar", "−Rp57.04 billion"),
        ] {
            assert_eq!(rupiah_short(Rupiah(amount), Lang::Id), id);
            assert_eq!(rupiah_short(Rupiah(amount), Lang::En), en);
        }
    }

    #[test]
    fn a_date_shows_no_more_than_was_said() {
        for (text, id, en) in [
            ("2026-11-21", "21 November 2026", "21 November 2026"),
            ("2025-05-02", "2 Mei 2025", "2 May 2025"),
            ("2026-08", "Agustus 2026", "August 2026"),
            ("2026", "2026", "2026"),
        ] {
            let at: When = text.parse().unwrap();
            assert_eq!(
                (when(at, Lang::Id).as_str(), when(at, Lang::En).as_str()),
                (id, en)
            );
        }
    }

    #[test]
    fn a_moment_names_its_zone() {
        let at = Micros::try_from("2026-11-21T02:14:59.999999Z".to_owned()).unwrap();
        assert_eq!(moment(at, Lang::Id), "21 November 2026 pukul 09.14 WIB");
        assert_eq!(moment(at, Lang::En), "21 November 2026, 09:14 WIB");
        let late = Micros::try_from("2026-11-21T17:00:00.000000Z".to_owned()).unwrap();
        assert_eq!(day_of(late), date(2026, 11, 22));
    }

    #[test]
    fn durations_are_days_to_ninety_and_months_after() {
        for (days, id, en) in [
            (1, "1 hari", "1 day"),
            (52, "52 hari", "52 days"),
            (90, "90 hari", "90 days"),
            (92, "3 bulan", "3 months"),
            (394, "12 bulan", "12 months"),
        ] {
            assert_eq!(
                (
                    duration(days, Lang::Id).as_str(),
                    duration(days, Lang::En).as_str()
                ),
                (id, en)
            );
        }
        assert_eq!(days_between(date(2026, 1, 2), date(2026, 1, 1)), 0);
    }

    #[test]
    fn shares_and_hashes() {
        assert_eq!(
            (
                share(1, 3, Lang::Id).as_str(),
                share(1, 2, Lang::En).as_str(),
                share(0, 0, Lang::Id).as_str()
            ),
            ("33,3%", "50%", "–")
        );
        assert_eq!(groups_of_four("0011aabbcc"), "0011 aabb cc");
    }
}
