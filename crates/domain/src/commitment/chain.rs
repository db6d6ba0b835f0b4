//! Where a promise stands on the chain of seven: the last stage with evidence and the first gap.

use serde::{Deserialize, Serialize};

use super::{ChainFact, Commitment, Fact, Stage};
use crate::subject::{Noted, State};

/// How a link of the chain stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkStanding {
    /// There is evidence.
    Evidenced,
    /// It was looked for and not found.
    NotFound,
    /// This promise does not need it.
    NotNeeded,
}

/// One link of the chain, with all its facts.
#[derive(Debug, Clone)]
pub struct Link<'a> {
    /// Which stage.
    pub stage: Stage,
    /// How it stands; none if no fact speaks of it.
    pub standing: Option<LinkStanding>,
    /// Whether a fact here carries an identifier that an earlier stage gave.
    pub solid: bool,
    /// Whether this is where the chain stops.
    pub first_gap: bool,
    /// The facts, in log order.
    pub facts: Vec<(&'a ChainFact, &'a Noted<Fact>)>,
}

impl State<Commitment> {
    /// The seven links in order.
    pub fn chain(&self) -> Vec<Link<'_>> {
        let facts: Vec<_> = self
            .facts
            .iter()
            .filter_map(|n| match &n.fact {
                Fact::Chain(fact) => Some((fact, n)),
                _ => None,
            })
            .collect();
        let mut gap_seen = false;
        Stage::ALL
            .into_iter()
            .map(|stage| {
                let here: Vec<_> = facts
                    .iter()
                    .filter(|(f, _)| f.stage == stage)
                    .copied()
                    .collect();
                let any = |standing| here.iter().any(|(f, _)| f.standing == standing);
                // Evidence outweighs an earlier search in vain; a need outweighs "not needed".
                let standing = [
                    LinkStanding::Evidenced,
                    LinkStanding::NotFound,
                    LinkStanding::NotNeeded,
                ]
                .into_iter()
                .find(|s| any(*s));
                let given_before = |id: &String| {
                    facts
                        .iter()
                        .any(|(f, _)| f.stage < stage && f.identifier.as_ref() == Some(id))
                };
                let solid = here.iter().any(|(f, _)| {
                    f.standing == LinkStanding::Evidenced
                        && f.ties_to.as_ref().is_some_and(given_before)
                });
                let passed = matches!(
                    standing,
                    Some(LinkStanding::Evidenced | LinkStanding::NotNeeded)
                );
                let first_gap = !passed && !gap_seen;
                gap_seen |= first_gap;
                Link {
                    stage,
                    standing,
                    solid,
                    first_gap,
                    facts: here,
                }
            })
            .collect()
    }

    /// The last stage that has evidence.
    pub fn last_evidenced(&self) -> Option<Stage> {
        self.chain()
            .iter()
            .rev()
            .find(|l| l.standing == Some(LinkStanding::Evidenced))
            .map(|l| l.stage)
    }

    /// The first stage that has neither evidence nor a reason why it is not needed.
    pub fn first_gap(&self) -> Option<Stage> {
        self.chain().iter().find(|l| l.first_gap).map(|l| l.stage)
    }
}
