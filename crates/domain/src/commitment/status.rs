//! The status of a promise: a function of its dated facts and today. No one types it.
//!
//! Everything that depends on today is a comparison of today with a date that the facts give, so the
//! facts are folded once into a [`Schedule`] of such dates. Tables store the schedule; lists, totals
//! and pages compare it with the reader's day. The precedence is the one that the method page states.

use jiff::ToSpan;
use jiff::civil::Date;
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
    pub const ALL: [Family; 5] = [
        Self::Kept,
        Self::Broken,
        Self::Silent,
        Self::Late,
        Self::Running,
    ];

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

/// Adds days; a date at the end of the calendar stays there.
fn plus(day: Date, days: u16) -> Date {
    day.checked_add(i64::from(days).days()).unwrap_or(Date::MAX)
}

fn minus(day: Date, days: u16) -> Date {
    day.checked_sub(i64::from(days).days()).unwrap_or(Date::MIN)
}

/// The last day a fact can have happened: its `on`, or the day it was recorded.
fn day_of(noted: &Noted<Fact>) -> Date {
    noted.stamp.on.map_or_else(
        || noted.stamp.at.day_in_wib(),
        |on| {
            on.last_day()
                .min(noted.stamp.at.day_in_wib().max(on.first_day()))
        },
    )
}

impl Schedule {
    /// The dates that the facts give.
    pub fn of(state: &State<Commitment>) -> Self {
        let Some(made) = state.described.first() else {
            return Self::default();
        };
        let made = state.on().map_or_else(
            || made.at.day_in_wib(),
            |on| on.last_day().min(made.at.day_in_wib().max(on.first_day())),
        );
        let days = |wanted: fn(&Fact) -> bool| {
            state
                .facts
                .iter()
                .filter(move |n| wanted(&n.fact))
                .map(day_of)
        };
        let rhythm = state
            .description
            .as_ref()
            .and_then(|d| d.rhythm_days)
            .unwrap_or(RHYTHM_DAYS);

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
        let after_planning = state
            .last_evidenced()
            .is_some_and(|stage| stage > Stage::Planning);
        let claimed_in_time = due
            .zip(claimed)
            .is_some_and(|(due, claimed)| claimed <= due);
        let open_due = due.filter(|_| !claimed_in_time);
        Self {
            kept_from,
            audited_from: kept_from.and(audited_from),
            broken_from: closed.map(|(_, day)| day),
            withdrawn: matches!(closed, Some((Closing::Withdrawn, _))),
            silent_from: Some(plus(last_word, rhythm.saturating_add(1))),
            no_evidence_from: if news.is_none() {
                Some(plus(made, NO_EVIDENCE_DAYS))
            } else {
                None
            },
            at_risk_from: open_due
                .filter(|_| !after_planning && claimed.is_none())
                .map(|due| minus(due, AT_RISK_DAYS)),
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
            (
                Family::Broken,
                if self.withdrawn {
                    Word::Withdrawn
                } else {
                    Word::EndedUnfulfilled
                },
                Some(day),
            )
        } else if let Some(day) = reached(self.silent_from) {
            let word = if reached(self.no_evidence_from).is_some() {
                Word::NoEvidence
            } else {
                Word::NoWord
            };
            (Family::Silent, word, Some(day))
        } else if let Some(day) = reached(self.late_from) {
            (Family::Late, Word::Late, Some(day))
        } else if let Some(day) = reached(self.at_risk_from) {
            (Family::Late, Word::AtRisk, Some(day))
        } else {
            (
                Family::Running,
                self.running.unwrap_or(Word::Promised),
                None,
            )
        };
        Status {
            on: today,
            family,
            word,
            since,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::{Accepted, ChainFact, Claimed, Closed, Description, Moved};
    use crate::entry::Micros;
    use crate::id::{OrganizationId, SourceId};
    use crate::subject::{Event, Stamp};
    use crate::{Text, When, citation::Citation};
    use jiff::civil::date;

    fn sources() -> Vec<Citation> {
        vec![Citation {
            source: SourceId::from_key("s"),
            paragraph: None,
            how: Default::default(),
        }]
    }

    /// A promise made on 1 May 2025, due as said, recorded long after.
    fn promise(due: Option<&str>, facts: &[(&str, Fact)]) -> State<Commitment> {
        let at = Micros::try_from("2026-11-22T00:00:00.000000Z".to_owned()).unwrap();
        let description = Description {
            promise: Text::id("membangun jembatan timbang"),
            quote: None,
            made_by: None,
            post: None,
            owners: vec![OrganizationId::from_key("36")],
            beneficiaries: vec![],
            due: due.map(|d| d.parse().unwrap()),
            indicator: None,
            rhythm_days: None,
            gathering: None,
            agreement: None,
            programme: None,
            sources: sources(),
            differences: vec![],
        };
        let mut state = State::default();
        let on = |text: &str| Some(text.parse::<When>().unwrap());
        state.apply(
            Event::Described {
                key: None,
                description,
                reason: None,
            },
            Stamp {
                entry: 0,
                at,
                on: on("2025-05-01"),
            },
        );
        for (number, (day, fact)) in (1..).zip(facts) {
            let event = Event::Noted {
                key: number.to_string(),
                fact: fact.clone(),
            };
            state.apply(
                event,
                Stamp {
                    entry: number,
                    at,
                    on: on(day),
                },
            );
        }
        state
    }

    fn chain(stage: Stage, standing: LinkStanding) -> Fact {
        Fact::Chain(ChainFact {
            stage,
            standing,
            what: Text::id("x"),
            document: None,
            identifier: None,
            ties_to: None,
            amount: None,
            organization: None,
            sources: sources(),
        })
    }
    fn claimed() -> Fact {
        Fact::Claimed(Claimed {
            by: OrganizationId::from_key("36"),
            what: Text::id("selesai"),
            sources: sources(),
        })
    }
    fn accepted() -> Fact {
        Fact::Accepted(Accepted {
            by: OrganizationId::from_key("bpkp"),
            what: Text::id("diperiksa"),
            sources: sources(),
        })
    }
    fn closed(how: Closing) -> Fact {
        Fact::Closed(Closed {
            how,
            by: None,
            ground: Text::id("batal"),
            sources: sources(),
        })
    }

    #[track_caller]
    fn check(state: &State<Commitment>, days: &[(Date, Family, Word)]) {
        for (day, family, word) in days {
            let status = state.status(*day);
            assert_eq!((status.family, status.word), (*family, *word), "on {day}");
        }
    }

    #[test]
    fn a_promise_without_news_is_silent_after_ninety_days_and_has_no_evidence() {
        let state = promise(None, &[]);
        check(
            &state,
            &[
                (date(2025, 5, 1), Family::Running, Word::Promised),
                (date(2025, 7, 30), Family::Running, Word::Promised),
                (date(2025, 7, 31), Family::Silent, Word::NoEvidence),
                (date(2026, 11, 22), Family::Silent, Word::NoEvidence),
            ],
        );
    }

    #[test]
    fn a_promise_by_a_month_is_at_risk_thirty_days_before_its_last_day_and_late_the_day_after() {
        // News on 20 May keeps it from being silent until 19 August.
        let state = promise(
            Some("2025-07"),
            &[(
                "2025-05-20",
                chain(Stage::Planning, LinkStanding::Evidenced),
            )],
        );
        check(
            &state,
            &[
                (date(2025, 6, 30), Family::Running, Word::Planned),
                (date(2025, 7, 1), Family::Late, Word::AtRisk),
                (date(2025, 7, 31), Family::Late, Word::AtRisk),
                (date(2025, 8, 1), Family::Late, Word::Late),
                (date(2025, 8, 18), Family::Late, Word::Late),
                (date(2025, 8, 19), Family::Silent, Word::NoWord),
            ],
        );
    }

    #[test]
    fn a_fact_after_planning_ends_the_risk_and_names_how_far_it_is() {
        for (stage, word) in [
            (Stage::Budgeting, Word::Budgeted),
            (Stage::Procurement, Word::Contracted),
            (Stage::Delivery, Word::UnderWay),
        ] {
            let state = promise(
                Some("2025-07-31"),
                &[("2025-06-01", chain(stage, LinkStanding::Evidenced))],
            );
            check(
                &state,
                &[
                    (date(2025, 7, 15), Family::Running, word),
                    (date(2025, 8, 1), Family::Late, Word::Late),
                ],
            );
        }
    }

    #[test]
    fn a_search_in_vain_is_no_news() {
        let state = promise(
            None,
            &[(
                "2025-07-01",
                chain(Stage::Budgeting, LinkStanding::NotFound),
            )],
        );
        check(
            &state,
            &[(date(2025, 7, 31), Family::Silent, Word::NoEvidence)],
        );
    }

    #[test]
    fn a_claim_in_time_is_not_late_and_a_claim_after_the_due_day_is() {
        let in_time = promise(Some("2025-06-30"), &[("2025-06-30", claimed())]);
        check(
            &in_time,
            &[
                (date(2025, 7, 15), Family::Running, Word::ClaimedDone),
                (date(2025, 9, 29), Family::Silent, Word::NoWord),
            ],
        );
        let too_late = promise(Some("2025-06-30"), &[("2025-07-01", claimed())]);
        check(&too_late, &[(date(2025, 7, 15), Family::Late, Word::Late)]);
    }

    #[test]
    fn kept_comes_before_everything_and_only_by_someone_outside() {
        let state = promise(
            Some("2025-06-30"),
            &[
                ("2025-09-01", claimed()),
                ("2025-10-01", accepted()),
                ("2025-11-01", closed(Closing::Ended)),
            ],
        );
        check(
            &state,
            &[
                (date(2025, 9, 15), Family::Late, Word::Late),
                (date(2025, 10, 1), Family::Kept, Word::Verified),
                (date(2026, 11, 22), Family::Kept, Word::Verified),
            ],
        );
        let audited = promise(
            None,
            &[
                ("2025-06-01", accepted()),
                ("2026-03-01", chain(Stage::Audit, LinkStanding::Evidenced)),
            ],
        );
        check(
            &audited,
            &[
                (date(2026, 2, 28), Family::Kept, Word::Verified),
                (date(2026, 3, 1), Family::Kept, Word::Audited),
            ],
        );
    }

    #[test]
    fn ended_without_being_kept_is_broken_and_withdrawn_says_so() {
        let state = promise(None, &[("2025-09-10", closed(Closing::Withdrawn))]);
        check(
            &state,
            &[
                (date(2025, 9, 9), Family::Silent, Word::NoEvidence),
                (date(2025, 9, 10), Family::Broken, Word::Withdrawn),
            ],
        );
        let state = promise(None, &[("2025-06-10", closed(Closing::Expired))]);
        check(
            &state,
            &[(date(2025, 6, 10), Family::Broken, Word::EndedUnfulfilled)],
        );
    }

    #[test]
    fn a_moved_due_date_counts_from_the_new_one_and_stays_in_the_drift() {
        let moved = |due: &str| {
            Fact::Moved(Moved {
                due: Some(due.parse().unwrap()),
                target: None,
                asked_by: None,
                reason: Text::id("hujan"),
                sources: sources(),
            })
        };
        let state = promise(
            Some("2025-06-30"),
            &[
                ("2025-06-20", moved("2025-08")),
                ("2025-08-20", moved("2025-09-30")),
            ],
        );
        check(
            &state,
            &[
                (date(2025, 7, 1), Family::Running, Word::Promised),
                (date(2025, 9, 1), Family::Late, Word::AtRisk),
                (date(2025, 10, 1), Family::Late, Word::Late),
            ],
        );
        let drift = state.drift();
        assert_eq!(
            (
                drift.due_moves,
                drift.days,
                drift.first_due.unwrap().to_string()
            ),
            (2, Some(92), "2025-06-30".to_owned())
        );
    }

    #[test]
    fn a_date_known_to_the_month_ends_with_it_but_never_after_it_was_recorded() {
        let mut state = promise(None, &[]);
        // Recorded on 22 November 2026 about "2026": the last word cannot be in December.
        let at = Micros::try_from("2026-11-22T00:00:00.000000Z".to_owned()).unwrap();
        let event = Event::Noted {
            key: "k".into(),
            fact: chain(Stage::Delivery, LinkStanding::Evidenced),
        };
        state.apply(
            event,
            Stamp {
                entry: 9,
                at,
                on: Some(When::Year(2026)),
            },
        );
        assert_eq!(Schedule::of(&state).last_word, Some(date(2026, 11, 22)));
    }
}
