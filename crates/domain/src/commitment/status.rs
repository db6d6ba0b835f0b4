//! The status of a promise: a function of its dated facts and today. No one types it.
//!
//! Everything that depends on today is a comparison of today with a date that the facts give, so the
//! facts are folded once into a [`Schedule`] of such dates. Tables store the schedule; lists, totals
//! and pages compare it with the reader's day. The precedence is the one that the method page states.

use jiff::civil::Date;
use jiff::{ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{Closing, Commitment, Fact, LinkStanding, Stage};
use crate::subject::{Noted, State};

/// Days without a fact after which a promise is silent, unless another rhythm was agreed.
pub const RHYTHM_DAYS: u16 = 90;
/// Days after which a promise with no fact since it was made has no evidence.
pub const NO_EVIDENCE_DAYS: u16 = 90;
/// Days before the due date from which a promise with no fact after planning is at risk.
pub const AT_RISK_DAYS: u16 = 30;

/// One of five, so that totals add up. In the order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Delivered, and accepted by somebody outside the owning offices.
    Kept,
    /// Over without that.
    Broken,
    /// No fact for longer than its rhythm.
    Silent,
    /// Past due, or at risk.
    Late,
    /// None of these.
    Running,
}

impl Family {
    /// The five, in the order of precedence.
    pub const ALL: [Family; 5] = [Self::Kept, Self::Broken, Self::Silent, Self::Late, Self::Running];

    /// The name used in addresses, styles and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Silent => "silent",
            Self::Late => "late",
            Self::Running => "running",
        }
    }

    /// The family with this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.as_str() == word)
    }
}

/// The finer word inside a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Kept: accepted by somebody outside.
    Verified,
    /// Kept, and audited since.
    Audited,
    /// Broken: taken back.
    Withdrawn,
    /// Broken: ended or expired.
    EndedUnfulfilled,
    /// Silent: nothing at all since the promise.
    NoEvidence,
    /// Silent: nothing for longer than its rhythm.
    NoWord,
    /// Late: not yet due.
    AtRisk,
    /// Late: past due.
    Late,
    /// Running: claimed done, checked by nobody outside.
    ClaimedDone,
    /// Running: delivery has begun.
    UnderWay,
    /// Running: contracted.
    Contracted,
    /// Running: in a budget.
    Budgeted,
    /// Running: in a plan.
    Planned,
    /// Running: promised, and no more.
    Promised,
}

/// A status on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The day it was computed for.
    pub on: Date,
    /// Which of the five.
    pub family: Family,
    /// The finer word.
    pub word: Word,
    /// Since when, where a date decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
}

/// The dates that decide the status on any day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedule {
    /// Kept from this day on.
    pub kept_from: Option<Date>,
    /// Audited from this day on, once kept.
    pub audited_from: Option<Date>,
    /// Over, unkept, from this day on.
    pub broken_from: Option<Date>,
    /// Whether it was withdrawn rather than ended.
    pub withdrawn: bool,
    /// Silent from this day on.
    pub silent_from: Option<Date>,
    /// The finer word "no evidence" holds from this day on, if nothing was heard since the promise.
    pub no_evidence_from: Option<Date>,
    /// At risk from this day on.
    pub at_risk_from: Option<Date>,
    /// Late from this day on.
    pub late_from: Option<Date>,
    /// The day of the last word about it.
    pub last_word: Option<Date>,
    /// The word while none of the above holds.
    pub running: Option<Word>,
}

/// The day in Jakarta (WIB, UTC+7 the year round) at a moment. Used where a fact carries no day of its own.
fn recorded_day(noted_at: crate::entry::Micros) -> Date {
    noted_at.timestamp().to_zoned(TimeZone::fixed(jiff::tz::offset(7))).date()
}

/// Adds days; a date at the end of the calendar stays there.
fn plus(day: Date, days: u16) -> Date {
    day.checked_add(i64::from(days).days()).unwrap_or(Date::MAX)
}

fn minus(day: Date, days: u16) -> Date {
    day.checked_sub(i64::from(days).days()).unwrap_or(Date::MIN)
}

/// The last day a fact can have happened: its `on`, or the day it was recorded.
fn day_of(noted: &Noted<Fact>) -> Date {
    noted.stamp.on.map_or_else(|| recorded_day(noted.stamp.at), |on| on.last_day().min(recorded_day(noted.stamp.at).max(on.first_day())))
}

impl Schedule {
    /// The dates that the facts give.
    pub fn of(state: &State<Commitment>) -> Self {
        let Some(made) = state.described.first() else { return Self::default() };
        let made = state.on().map_or_else(|| recorded_day(made.at), |on| on.last_day().min(recorded_day(made.at).max(on.first_day())));
        let days = |wanted: fn(&Fact) -> bool| state.facts.iter().filter(move |n| wanted(&n.fact)).map(day_of);
        let rhythm = state.description.as_ref().and_then(|d| d.rhythm_days).unwrap_or(RHYTHM_DAYS);

        let kept_from = days(|f| matches!(f, Fact::Accepted(_))).min();
        let audited_from = days(|f| matches!(f, Fact::Chain(c) if c.stage == Stage::Audit && c.standing == LinkStanding::Evidenced)).max();
        let closed = state.facts.iter().find_map(|n| match &n.fact {
            Fact::Closed(closed) => Some((closed.how, day_of(n))),
            _ => None,
        });
        // News is what tells how the promise fares. A search in vain, a dispute or a verdict is not.
        let news = days(|f| match f {
            Fact::Chain(c) => c.standing == LinkStanding::Evidenced,
            Fact::Measured(_) | Fact::Moved(_) | Fact::Claimed(_) | Fact::Accepted(_) => true,
            Fact::Closed(_) | Fact::Disputed(_) | Fact::Settled(_) | Fact::Verdict(_) => false,
        })
        .max();
        let last_word = news.map_or(made, |day| day.max(made));
        let claimed = days(|f| matches!(f, Fact::Claimed(_) | Fact::Accepted(_))).min();
        let due = state.due().map(|due| due.last_day());
        let after_planning = state.last_evidenced().is_some_and(|stage| stage > Stage::Planning);
        let claimed_in_time = due.zip(claimed).is_some_and(|(due, claimed)| claimed <= due);
        let open_due = due.filter(|_| !claimed_in_time);
        Self {
            kept_from,
            audited_from: kept_from.and(audited_from),
            broken_from: closed.map(|(_, day)| day),
            withdrawn: matches!(closed, Some((Closing::Withdrawn, _))),
            silent_from: Some(plus(last_word, rhythm.saturating_add(1))),
            no_evidence_from: if news.is_none() { Some(plus(made, NO_EVIDENCE_DAYS)) } else { None },
            at_risk_from: open_due.filter(|_| !after_planning && claimed.is_none()).map(|due| minus(due, AT_RISK_DAYS)),
            late_from: open_due.map(|due| plus(due, 1)),
            last_word: Some(last_word),
            running: Some(running_word(state, claimed.is_some())),
        }
    }

    /// The status on a day. First that holds: kept, broken, silent, late, running.
    pub fn status(&self, today: Date) -> Status {
        let reached = |from: Option<Date>| from.filter(|from| *from <= today);
        let (family, word, since) = if let Some(day) = reached(self.kept_from) {
            match reached(self.audited_from) {
                Some(audited) => (Family::Kept, Word::Audited, Some(audited)),
                None => (Family::Kept, Word::Verified, Some(day)),
            }
        } else if let Some(day) = reached(self.broken_from) {
            (Family::Broken, if self.withdrawn { Word::Withdrawn } else { Word::EndedUnfulfilled }, Some(day))
        } else if let Some(day) = reached(self.silent_from) {
            let word = if reached(self.no_evidence_from).is_some() { Word::NoEvidence } else { Word::NoWord };
            (Family::Silent, word, Some(day))
        } else if let Some(day) = reached(self.late_from) {
            (Family::Late, Word::Late, Some(day))
        } else if let Some(day) = reached(self.at_risk_from) {
            (Family::Late, Word::AtRisk, Some(day))
        } else {
            (Family::Running, self.running.unwrap_or(Word::Promised), None)
        };
        Status { on: today, family, word, since }
    }
}

fn running_word(state: &State<Commitment>, claimed: bool) -> Word {
    if claimed {
        return Word::ClaimedDone;
    }
    match state.last_evidenced() {
        None => Word::Promised,
        Some(Stage::Planning) => Word::Planned,
        Some(Stage::Budgeting) => Word::Budgeted,
        Some(Stage::Procurement) => Word::Contracted,
        Some(_) => Word::UnderWay,
    }
}

impl State<Commitment> {
    /// The status on a day.
    pub fn status(&self, today: Date) -> Status {
        Schedule::of(self).status(today)
    }
}
