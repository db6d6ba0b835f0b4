//! Rules of different kinds in one list: each with its own counts, and nobody else knows their type.

use std::any::Any;
use std::sync::Arc;

use super::{About, Partial, Rule};
use crate::names::Renaming;
use crate::outcome::Outcome;
use crate::process::Process;
use crate::shard::Shard;

/// A rule, made from its settings.
pub trait AnyRule: Send + Sync {
    /// What it is, for people.
    fn about(&self) -> &'static About;
    /// Starts counting.
    fn start(&self) -> Box<dyn Running>;
    /// Goes on from counts that [`Running::save`] wrote.
    ///
    /// # Errors
    /// When the bytes are not this rule's counts.
    fn load(&self, bytes: &[u8]) -> Result<Box<dyn Running>, postcard::Error>;
}

/// A rule with its counts.
pub trait Running: Any + Send {
    /// Looks at one process.
    fn fold(&mut self, process: &Process<'_>, shard: &mut Shard);
    /// Takes over the counts of another shard by the same rule. Another rule's are not taken.
    fn merge(&mut self, other: Box<dyn Running>, renaming: &Renaming);
    /// Says what the counts come to.
    fn finish(self: Box<Self>, outcome: &mut Outcome);
    /// The counts as bytes.
    ///
    /// # Errors
    /// When they cannot be written, which no rule's are.
    fn save(&self) -> Result<Vec<u8>, postcard::Error>;
}

pub(super) fn erase<R: Rule>(rule: R) -> Box<dyn AnyRule> {
    Box::new(Erased(Arc::new(rule)))
}

struct Erased<R>(Arc<R>);

struct Counting<R: Rule> {
    rule: Arc<R>,
    partial: R::Partial,
}

impl<R: Rule> AnyRule for Erased<R> {
    fn about(&self) -> &'static About {
        R::ABOUT
    }

    fn start(&self) -> Box<dyn Running> {
        Box::new(Counting {
            rule: Arc::clone(&self.0),
            partial: R::Partial::default(),
        })
    }

    fn load(&self, bytes: &[u8]) -> Result<Box<dyn Running>, postcard::Error> {
        Ok(Box::new(Counting {
            rule: Arc::clone(&self.0),
            partial: postcard::from_bytes(bytes)?,
        }))
    }
}

impl<R: Rule> Running for Counting<R> {
    fn fold(&mut self, process: &Process<'_>, shard: &mut Shard) {
        self.rule.fold(&mut self.partial, process, shard);
    }

    fn merge(&mut self, other: Box<dyn Running>, renaming: &Renaming) {
        let other: Box<dyn Any> = other;
        if let Ok(other) = other.downcast::<Self>() {
            self.partial.merge(other.partial, renaming);
        }
    }

    fn finish(self: Box<Self>, outcome: &mut Outcome) {
        self.rule.finish(self.partial, outcome);
    }

    fn save(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(&self.partial)
    }
}
