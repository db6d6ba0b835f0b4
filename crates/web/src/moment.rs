//! The moment a page is asked for: `?as_of=2025-10-31` shows what had happened by that day, from what
//! is recorded now; `?known_at=2026-11-22T10:00:00Z` shows what the record said then.

use app::Moment;
use domain::Lang;
use domain::entry::Micros;
use domain::when::YEARS;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use maud::{Markup, html};

use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::format;
use crate::i18n::record_words as words;

/// Why a moment cannot be shown. Each names the value and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadMoment {
    /// Both parameters were given: they answer different questions.
    Both,
    /// No date of the form `2025-10-31`.
    NotADate(String),
    /// No time of the form `2026-11-22T10:00:00Z`.
    NotATime(String),
    /// A day that has not come.
    DateAhead(Date),
    /// A time that has not come.
    TimeAhead(Micros),
}

impl BadMoment {
    /// What went wrong and what to write instead, for a reader of `lang`.
    fn message(&self, lang: Lang, today: Date) -> String {
        let quoted = |text: &str| text.chars().take(40).collect::<String>();
        match self {
            Self::Both => words::moment_both(lang).to_owned(),
            Self::NotADate(text) => words::moment_not_a_date(lang, quoted(text)),
            Self::NotATime(text) => words::moment_not_a_time(lang, quoted(text)),
            Self::DateAhead(day) => {
                words::moment_date_ahead(lang, format::day(*day, lang), format::day(today, lang))
            }
            Self::TimeAhead(at) => words::moment_time_ahead(lang, format::moment(*at, lang)),
        }
    }
}

/// The moment that a request asks for.
///
/// # Errors
/// [`PageError::BadRequest`], which names the value and the remedy.
pub(crate) fn of(ctx: &Ctx) -> Result<Moment, PageError> {
    parse(
        ctx.param("as_of"),
        ctx.param("known_at"),
        ctx.today,
        ctx.now,
    )
    .map_err(|bad| {
        PageError::bad_request(
            bad.message(Lang::Id, ctx.today),
            bad.message(Lang::En, ctx.today),
        )
    })
}

fn parse(
    as_of: Option<&str>,
    known_at: Option<&str>,
    today: Date,
    now: Micros,
) -> Result<Moment, BadMoment> {
    match (as_of, known_at) {
        (None, None) => Ok(Moment::Now),
        (Some(_), Some(_)) => Err(BadMoment::Both),
        (Some(text), None) => {
            let day = read_date(text).ok_or_else(|| BadMoment::NotADate(text.to_owned()))?;
            if day > today {
                Err(BadMoment::DateAhead(day))
            } else {
                Ok(Moment::AsOf(day))
            }
        }
        (None, Some(text)) => {
            let at = read_time(text).ok_or_else(|| BadMoment::NotATime(text.to_owned()))?;
            if at > now {
                Err(BadMoment::TimeAhead(at))
            } else {
                Ok(Moment::KnownAt(at))
            }
        }
    }
}

/// A whole date, `2025-10-31`, of a year that the record speaks of.
fn read_date(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    text.parse()
        .ok()
        .filter(|day: &Date| plain && YEARS.contains(&day.year()))
}

/// A time with its zone, or a time or day without one, which is then read in WIB.
///
/// A day means its last moment: what the record said when that day was over.
fn read_time(text: &str) -> Option<Micros> {
    // In a query, `+07:00` arrives as ` 07:00` when nobody escaped the plus sign.
    let text = text.replace(' ', "+");
    let stamp = if let Some(day) = read_date(&text) {
        wib(day.to_datetime(jiff::civil::Time::MAX))?
    } else if let Ok(stamp) = text.parse::<Timestamp>() {
        stamp
    } else {
        wib(text.parse::<DateTime>().ok()?)?
    };
    let at = Micros(stamp.as_microsecond());
    (Micros::clamped(at.0) == at).then_some(at)
}

const WIB: TimeZone = TimeZone::fixed(Offset::constant(7));

fn wib(local: DateTime) -> Option<Timestamp> {
    Some(local.to_zoned(WIB).ok()?.timestamp())
}

/// The day for which statuses are computed at this moment; a recorded time counts by its day in WIB.
pub(crate) fn day(moment: &Moment, today: Date) -> Date {
    match moment {
        Moment::Now => today,
        Moment::AsOf(day) => *day,
        Moment::KnownAt(at) => at.timestamp().to_zoned(WIB).date(),
    }
}

/// Says which moment is shown, with the way back to now. Nothing for now itself.
pub(crate) fn notice(ctx: &Ctx, moment: &Moment) -> Markup {
    let lang = ctx.lang;
    let sentence = match moment {
        Moment::Now => return html! {},
        Moment::AsOf(day) => words::moment_as_of(lang, format::day(*day, lang)),
        Moment::KnownAt(at) => words::moment_known_at(lang, format::moment(*at, lang)),
    };
    html! {
        p.notice { strong { (sentence) } " " a href=(ctx.link(ctx.bare_path())) { (words::moment_back(lang)) } }
    }
}

/// The form that asks for another day of the same page.
pub(crate) fn form(ctx: &Ctx, moment: &Moment) -> Markup {
    let shown = match moment {
        Moment::AsOf(day) => day.to_string(),
        Moment::Now | Moment::KnownAt(_) => String::new(),
    };
    html! {
        form.moment action=(ctx.link(ctx.bare_path())) method="get" {
            label for="as_of" { (words::moment_label(ctx.lang)) }
            input #as_of type="date" name="as_of" value=(shown) max=(ctx.today.to_string());
            button type="submit" { (words::moment_show(ctx.lang)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn now() -> Micros {
        Micros(
            "2026-11-22T10:00:00Z"
                .parse::<Timestamp>()
                .unwrap()
                .as_microsecond(),
        )
    }

    fn check(query: &[(&str, &str)], expected: Result<Moment, BadMoment>) {
        let value = |name: &str| query.iter().find(|(k, _)| *k == name).map(|(_, v)| *v);
        let found = parse(value("as_of"), value("known_at"), TODAY, now());
        assert_eq!(format!("{found:?}"), format!("{expected:?}"), "{query:?}");
    }

    fn at(text: &str) -> Micros {
        Micros(text.parse::<Timestamp>().unwrap().as_microsecond())
    }

    #[test]
    fn a_page_is_asked_for_now_a_day_or_a_time() {
        check(&[], Ok(Moment::Now));
        check(
            &[("as_of", "2025-10-31"), ("q", "x")],
            Ok(Moment::AsOf(date(2025, 10, 31))),
        );
        check(&[("as_of", "2026-11-22")], Ok(Moment::AsOf(TODAY)));
        check(
            &[("known_at", "2026-11-22T10:00:00Z")],
            Ok(Moment::KnownAt(now())),
        );
        check(
            &[("known_at", "2026-11-22T16:00:00+07:00")],
            Ok(Moment::KnownAt(at("2026-11-22T09:00:00Z"))),
        );
    }

    #[test]
    fn a_time_without_zone_is_wib_and_a_day_its_last_moment() {
        check(
            &[("known_at", "2026-11-22T16:00")],
            Ok(Moment::KnownAt(at("2026-11-22T09:00:00Z"))),
        );
        check(
            &[("known_at", "2026-11-22T16:00:00 07:00")],
            Ok(Moment::KnownAt(at("2026-11-22T09:00:00Z"))),
        );
        check(
            &[("known_at", "2026-11-20")],
            Ok(Moment::KnownAt(at("2026-11-20T16:59:59.999999Z"))),
        );
    }

    #[test]
    fn what_cannot_be_shown_is_refused_by_name() {
        for text in [
            "kemarin",
            "2025-10",
            "2025-02-30",
            "31-10-2025",
            "2025-10-31T00:00:00Z",
            "-009999-01-01",
            "1899-12-31",
        ] {
            check(
                &[("as_of", text)],
                Err(BadMoment::NotADate(text.to_owned())),
            );
        }
        for text in ["kemarin", "2025", "1969-01-01T00:00:00Z"] {
            check(
                &[("known_at", text)],
                Err(BadMoment::NotATime(text.to_owned())),
            );
        }
        check(
            &[("as_of", "2026-11-23")],
            Err(BadMoment::DateAhead(date(2026, 11, 23))),
        );
        check(
            &[("known_at", "2026-11-22T10:00:01Z")],
            Err(BadMoment::TimeAhead(at("2026-11-22T10:00:01Z"))),
        );
        check(
            &[
                ("as_of", "2025-10-31"),
                ("known_at", "2026-11-22T10:00:00Z"),
            ],
            Err(BadMoment::Both),
        );
    }

    #[test]
    fn a_refusal_names_the_value_and_the_remedy() {
        let message = BadMoment::NotADate("kemarin".into()).message(Lang::Id, TODAY);
        assert!(
            message.contains("kemarin") && message.contains("as_of=2025-10-31"),
            "{message}"
        );
    }

    #[test]
    fn the_day_of_a_recorded_time_is_the_day_in_wib() {
        assert_eq!(
            day(&Moment::KnownAt(at("2026-11-20T18:00:00Z")), TODAY),
            date(2026, 11, 21)
        );
        assert_eq!(
            day(&Moment::AsOf(date(2025, 1, 2)), TODAY),
            date(2025, 1, 2)
        );
    }
}
