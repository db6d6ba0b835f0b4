//! Drift: how far today's promise has moved from the first one.

use super::{Commitment, Fact, Moved};
use crate::number::Decimal;
use crate::subject::{Noted, State};
use crate::when::When;

/// The first promise beside today's.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift<'a> {
    /// The due date first promised.
    pub first_due: Option<When>,
    /// The due date today.
    pub due: Option<When>,
    /// Days between the last days of the two; positive when it was put off.
    pub days: Option<i32>,
    /// How often the due date moved.
    pub due_moves: usize,
    /// The target first promised.
    pub first_target: Option<Decimal>,
    /// The target today.
    pub target: Option<Decimal>,
    /// How often the target was lowered.
    pub target_lowered: usize,
    /// Every move in log order: who asked and why.
    pub moves: Vec<(&'a Moved, &'a Noted<Fact>)>,
}

impl State<Commitment> {
    /// The drift so far; `moves` is empty if there is none.
    pub fn drift(&self) -> Drift<'_> {
        let moves: Vec<_> = self
            .facts
            .iter()
            .filter_map(|n| match &n.fact {
                Fact::Moved(moved) => Some((moved, n)),
                _ => None,
            })
            .collect();
        let description = self.description.as_ref();
        let first_due = description.and_then(|d| d.due);
        let first_target = description
            .and_then(|d| d.indicator.as_ref())
            .and_then(|i| i.target);
        let mut last = first_target;
        let mut target_lowered = 0;
        for target in moves.iter().filter_map(|(m, _)| m.target) {
            target_lowered += usize::from(last.is_some_and(|last| target.compare(last).is_lt()));
            last = Some(target);
        }
        let due = self.due();
        let days = first_due
            .zip(due)
            .map(|(a, b)| (b.last_day() - a.last_day()).get_days());
        Drift {
            first_due,
            due,
            days,
            due_moves: moves.iter().filter(|(m, _)| m.due.is_some()).count(),
            first_target,
            target: self.target(),
            target_lowered,
            moves,
        }
    }
}
