//! Dates: how they are written, and which one is the event's.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::class::Class;
use super::cue::Cue;
use super::doc::{BlockKind, Doc};
use super::layout::Dateline;
use super::reading::{DateBasis, EventDate, Warning};
use super::token::Kind;

/// A date as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) first: usize,
    pub(super) end: usize,
    weekday: Option<Weekday>,
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    /// Of several days, the last.
    last: Option<(i8, i8)>,
    /// Days from the day of publication.
    relative: Option<i32>,
}

impl Mention {
    /// The day itself, where the words tell it.
    pub(super) fn written(&self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?).ok()
    }

    fn basis(&self) -> DateBasis {
        match self {
            Self {
                relative: Some(_), ..
            } => DateBasis::Relative,
            Self { last: Some(_), .. } => DateBasis::Range,
            Self {
                year: Some(_),
                day: Some(_),
                ..
            } => DateBasis::Explicit,
            Self { day: Some(_), .. } => DateBasis::DayAndMonth,
            _ => DateBasis::WeekdayOnly,
        }
    }
}

/// Every date in the text, in order; none overlap.
pub(super) fn mentions(doc: &Doc<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    while at < doc.len() {
        match mention(doc, at) {
            Some(found) => {
                at = found.end.max(at + 1);
                mentions.push(found);
            }
            None => at += 1,
        }
    }
    mentions
}

fn mention(doc: &Doc<'_>, at: usize) -> Option<Mention> {
    if doc.tokens[at].kind == Kind::Number {
        return calendar(doc, at, false);
    }
    if let Some(hit) = doc.hit(at, Class::Weekday).filter(|_| doc.cap(at)) {
        let weekday = Weekday::from_monday_one_offset(doc.value(hit).parse().ok()?).ok()?;
        return Some(with_weekday(doc, hit.first, hit.end, weekday));
    }
    let hit = doc.hit(at, Class::RelativeDay)?;
    // `kemarin` inside speech is the speaker's, not the reporter's.
    Some(Mention {
        relative: Some(doc.value(hit).parse().ok()?),
        ..nothing(hit.first, hit.end)
    })
}

const fn nothing(first: usize, end: usize) -> Mention {
    Mention {
        first,
        end,
        weekday: None,
        day: None,
        month: None,
        year: None,
        last: None,
        relative: None,
    }
}

/// `Jumat (24/10/2025)`, `Jumat, 24 Oktober 2025`, `Rabu malam (5/11)`, or the weekday alone.
fn with_weekday(doc: &Doc<'_>, first: usize, end: usize, weekday: Weekday) -> Mention {
    let mut at = end;
    let soft =
        |at: usize| doc.cue(at, Cue::DayPart) || matches!(doc.str(at), "," | "(" | "[" | ".");
    while at < end + 4 && soft(at) {
        at += 1;
    }
    match calendar(doc, at, true).filter(|_| doc.tokens.get(at).is_some()) {
        Some(found) => Mention {
            first,
            weekday: Some(weekday),
            ..found
        },
        None => Mention {
            weekday: Some(weekday),
            ..nothing(first, end)
        },
    }
}

/// A date that begins with the day's number.
pub(super) fn calendar(doc: &Doc<'_>, at: usize, after_weekday: bool) -> Option<Mention> {
    let day = small(doc, at, 31)?;
    let parens = after_weekday || (at > 0 && matches!(doc.str(at - 1), "(" | "["));
    // 24 Oktober 2025
    if let Some(month) = month(doc, at + 1) {
        let (year, end) = year(doc, at + 2);
        return to_another(doc, at, day, month, year, end).or(Some(Mention {
            day: Some(day),
            month: Some(month),
            year,
            ..nothing(at, end)
        }));
    }
    // 21-28 Februari 2025, 8 hingga 10 Juli 2019, 21-22/10/2025
    if is_to(doc, at + 1) && small(doc, at + 2, 31).is_some() {
        let last = small(doc, at + 2, 31)?;
        if let Some(month) = month(doc, at + 3) {
            let (year, end) = year(doc, at + 4);
            return (last > day).then_some(Mention {
                day: Some(day),
                month: Some(month),
                year,
                last: Some((last, month)),
                ..nothing(at, end)
            });
        }
        if doc.mark(at + 3, '/') && last > day {
            let rest = slashed(doc, at + 2, '/', parens)?;
            return Some(Mention {
                day: Some(day),
                last: Some((last, rest.month?)),
                ..Mention { first: at, ..rest }
            });
        }
    }
    slashed(doc, at, '/', parens)
        .or_else(|| slashed(doc, at, '-', parens).filter(|m| m.year.is_some()))
}

/// `30 Oktober - 2 November 2025`.
fn to_another(
    doc: &Doc<'_>,
    at: usize,
    day: i8,
    first_month: i8,
    first_year: Option<i16>,
    end: usize,
) -> Option<Mention> {
    if !is_to(doc, end) {
        return None;
    }
    // `Jumat 27 Februari hingga Minggu 1 Maret 2026`
    let mut next = end + 1;
    while next < end + 4 && (doc.is(next, Class::Weekday) || matches!(doc.str(next), "," | "(")) {
        next += 1;
    }
    let last = small(doc, next, 31)?;
    let last_month = month(doc, next + 1)?;
    let (last_year, end) = year(doc, next + 2);
    Some(Mention {
        day: Some(day),
        month: Some(first_month),
        year: first_year.or(last_year),
        last: Some((last, last_month)),
        ..nothing(at, end)
    })
}

/// `24/10/2025`, `24/10` (only in brackets or behind a weekday), `28-03-2022`.
fn slashed(doc: &Doc<'_>, at: usize, mark: char, parens: bool) -> Option<Mention> {
    let day = small(doc, at, 31)?;
    let tight = |at: usize| doc.tokens.get(at).is_some_and(|token| !token.spaced);
    if !doc.mark(at + 1, mark) {
        return None;
    }
    let month = small(doc, at + 2, 12)?;
    if doc.mark(at + 3, mark) && tight(at + 3) {
        let written = doc.str(at + 4);
        let year: i16 = written.parse().ok()?;
        let year = match written.len() {
            2 => 2000 + year,
            4 => year,
            _ => return None,
        };
        return Some(Mention {
            day: Some(day),
            month: Some(month),
            year: Some(year).filter(|year| (1900..=2100).contains(year)),
            ..nothing(at, at + 5)
        });
    }
    (parens && mark == '/').then_some(Mention {
        day: Some(day),
        month: Some(month),
        ..nothing(at, at + 3)
    })
}

fn small(doc: &Doc<'_>, at: usize, max: i8) -> Option<i8> {
    let written = doc.str(at);
    let value: i8 = written.parse().ok()?;
    (written.len() <= 2 && (1..=max).contains(&value)).then_some(value)
}

pub(super) fn month(doc: &Doc<'_>, at: usize) -> Option<i8> {
    let hit = doc
        .hit(at, Class::Month)
        .filter(|_| doc.cap(at) || doc.str(at).len() > 3)?;
    doc.value(hit).parse().ok()
}

pub(super) fn year(doc: &Doc<'_>, at: usize) -> (Option<i16>, usize) {
    let at = if doc.says(at, "tahun") { at + 1 } else { at };
    let year = doc
        .str(at)
        .parse()
        .ok()
        .filter(|year| (1900..=2100).contains(year));
    let end = if year.is_some() {
        at + 1
    } else if at > 0 && doc.says(at - 1, "tahun") {
        at - 1
    } else {
        at
    };
    (year, end)
}

fn is_to(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.str(at), "-" | "–")
        || doc.says_any(at, &["hingga", "sampai", "s.d", "s/d", "sd", "dan"])
}

/// The day of an event and how it is known, the day of publication that the text states, and what is odd about it.
pub(super) struct When {
    pub(super) event: EventDate,
    pub(super) published: Option<(Date, Mention)>,
    pub(super) warning: Option<Warning>,
    /// The event's first day, or the day of publication: what `tahun ini` and `pekan depan` count from.
    pub(super) anchor: Option<Date>,
}

/// Weighs all dates of the text.
pub(super) fn weigh(
    doc: &Doc<'_>,
    mentions: &[Mention],
    dateline: Dateline,
    known: Option<Date>,
) -> When {
    let published = stated_publication(doc, mentions, dateline);
    let reference = known.or(published.map(|(date, _)| date));
    let best = mentions
        .iter()
        .map(|mention| (score(doc, mention, dateline, reference), mention))
        .filter(|(score, _)| *score > 1)
        .max_by_key(|(score, mention)| (*score, std::cmp::Reverse(mention.first)));
    let Some((_, best)) = best else {
        let event = EventDate {
            from: None,
            to: None,
            basis: DateBasis::Unknown,
            spans: Vec::new(),
        };
        return When {
            event,
            published,
            warning: None,
            anchor: reference,
        };
    };
    // `Senin (19/1)`, and elsewhere `Senin (19/1/2026)`: the same day with its year.
    let with_year = mentions.iter().find(|other| {
        other.year.is_some()
            && best.year.is_none()
            && best.day.is_some()
            && (other.day, other.month) == (best.day, best.month)
    });
    let best = with_year.unwrap_or(best);
    let from = resolve(best, reference);
    let to = best
        .last
        .zip(from)
        .and_then(|((day, month), from)| Date::new(from.year(), month, day).ok());
    let span = doc.span(best.first, best.end);
    let differs = from
        .zip(best.weekday)
        .is_some_and(|(date, weekday)| date.weekday() != weekday);
    When {
        event: EventDate {
            from,
            to,
            basis: best.basis(),
            spans: vec![span],
        },
        published,
        warning: differs.then_some(Warning::WeekdayDiffers { span }),
        anchor: from.or(reference),
    }
}

/// A date that stands alone above the report or in its dateline.
fn stated_publication(
    doc: &Doc<'_>,
    mentions: &[Mention],
    dateline: Dateline,
) -> Option<(Date, Mention)> {
    let top = doc.sentences.first().map_or(0, |sentence| sentence.first);
    mentions
        .iter()
        .filter(|mention| mention.end <= top.max(dateline.end))
        .filter(|mention| {
            let in_dateline = mention.first >= dateline.first && mention.end <= dateline.end;
            let block = doc.block_at(mention.first);
            in_dateline
                || block.is_some_and(|block| {
                    block.kind == BlockKind::Boilerplate && block.end - block.first < 20
                })
        })
        .find_map(|mention| {
            mention
                .written()
                .filter(|_| mention.last.is_none())
                .map(|date| (date, *mention))
        })
}

fn score(doc: &Doc<'_>, mention: &Mention, dateline: Dateline, reference: Option<Date>) -> i32 {
    let in_dateline = mention.first < dateline.end
        && mention.end <= dateline.end
        && mention.first >= dateline.first;
    let sentence = doc.sentence_of[mention.first];
    if sentence == usize::MAX && !in_dateline {
        return caption_score(doc, mention);
    }
    let mut score = match mention.basis() {
        DateBasis::Explicit => 4,
        DateBasis::Range | DateBasis::DayAndMonth => 3,
        DateBasis::WeekdayOnly | DateBasis::Relative => 1,
        DateBasis::Unknown => 0,
    };
    if mention.weekday.is_some() && mention.day.is_some() {
        score += 4;
    }
    score += if in_dateline {
        0
    } else {
        place_in_text(sentence)
    };
    if !in_dateline && event_words(doc, sentence) {
        score += 2;
    }
    if mention.relative == Some(1) || mention.relative == Some(2) {
        score -= 4;
    }
    if doc.quoted[mention.first] {
        score -= 6;
    }
    score -= cues(doc, mention);
    if let Some((written, reference)) = mention.written().zip(reference) {
        let days = (written - reference).get_days();
        if days > 0 {
            score -= 7;
        } else if days < -60 {
            score -= 5;
        }
    }
    score
}

/// The first sentences tell when the event was.
fn place_in_text(sentence: usize) -> i32 {
    match sentence {
        0 => 4,
        1 | 2 => 3,
        3..=5 => 1,
        _ => 0,
    }
}

/// A caption's date, when no sentence has one.
fn caption_score(doc: &Doc<'_>, mention: &Mention) -> i32 {
    let block = doc.block_at(mention.first);
    let Some(block) = block.filter(|block| block.kind == BlockKind::Boilerplate) else {
        return 0;
    };
    let caption = doc.cue(block.first, Cue::Caption);
    let long = block.end - block.first >= 10;
    2 * i32::from(caption && long && mention.day.is_some() && mention.weekday.is_some())
}

const EVENTS: u128 = Class::any(&[
    Class::EventSigning,
    Class::EventCoordination,
    Class::EventVisit,
    Class::EventRetreat,
    Class::EventLaunch,
    Class::EventOther,
    Class::Occasion,
    Class::TakesPlace,
]);

fn event_words(doc: &Doc<'_>, sentence: usize) -> bool {
    let Some(sentence) = doc.sentences.get(sentence) else {
        return false;
    };
    (sentence.first..sentence.end.min(sentence.first + 200))
        .any(|at| doc.hit_any(at, EVENTS).is_some())
}

/// How strongly the words beside a date say that it is another's.
fn cues(doc: &Doc<'_>, mention: &Mention) -> i32 {
    let cited = (mention.first.saturating_sub(5)..mention.first)
        .any(|at| doc.same_sentence(at, mention.first) && doc.cue(at, Cue::Cites));
    let behind = cited
        || (mention.end..mention.end + 3)
            .any(|at| doc.same_sentence(at, mention.first) && doc.cue(at, Cue::FarTime));
    let from = mention.first.saturating_sub(4);
    let before = mention.last.is_none()
        && (from..mention.first).any(|at| {
            doc.same_sentence(at, mention.first)
                && doc.is_any(at, Class::any(&[Class::Past, Class::Future]))
        });
    // `berakhir pada tanggal 23 September`: of something else.
    let over = (mention.first.saturating_sub(4)..mention.first)
        .any(|at| doc.same_sentence(at, mention.first) && doc.cue(at, Cue::TermOf));
    let named = mention.first > 0
        && doc.cue(mention.first - 1, Cue::DateName)
        && mention
            .weekday
            .is_none_or(|_| !doc.says(mention.first - 1, "hari"));
    let each = mention.first > 1 && doc.says_any(mention.first - 2, &["setiap", "tiap"]);
    let weekday_noun = mention.day.is_none()
        && mention.first > 0
        && doc.word(mention.first - 1)
        && !doc.cap(mention.first - 1)
        && doc.cue(mention.first - 1, Cue::DayName);
    8 * i32::from(behind)
        + 8 * i32::from(before || over && mention.last.is_none())
        + 5 * i32::from(named || each || weekday_noun)
}

fn resolve(mention: &Mention, reference: Option<Date>) -> Option<Date> {
    if let Some(days) = mention.relative {
        return reference?.checked_add(days.days()).ok();
    }
    if mention.year.is_some() {
        return mention.written();
    }
    let Some((day, month)) = mention.day.zip(mention.month) else {
        return last_weekday(mention.weekday?, reference?);
    };
    let in_year = |year: i16| Date::new(year, month, day).ok();
    if let Some(reference) = reference {
        let around = [reference.year(), reference.year() - 1, reference.year() + 1];
        let near = |date: &Date| (*date - reference).get_days().abs();
        let agrees = |date: &Date| {
            mention
                .weekday
                .is_none_or(|weekday| date.weekday() == weekday)
        };
        let dates = || around.into_iter().filter_map(in_year);
        // The year that the weekday tells, if it is near; else the last such day.
        return dates()
            .filter(|date| agrees(date) && near(date) <= 200)
            .min_by_key(near)
            .or_else(|| dates().min_by_key(near));
    }
    // A day without a year, in a text that does not say when it was published: that the weekday would fit a year that the
    // text names of something else tells nothing.
    None
}

/// The last such weekday on or before a day.
fn last_weekday(weekday: Weekday, reference: Date) -> Option<Date> {
    let back = weekday.until(reference.weekday());
    reference.checked_sub(i32::from(back).days()).ok()
}
