//! Progress of long work on the terminal: a bar where somebody looks, nothing in a pipe.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often the bar is drawn at most.
const EVERY: Duration = Duration::from_millis(100);

/// A bar on standard error.
pub(crate) struct Bar {
    what: &'static str,
    begun: Instant,
    drawn: Option<Instant>,
    shown: bool,
}

impl Bar {
    pub(crate) fn new(what: &'static str) -> Self {
        Self {
            what,
            begun: Instant::now(),
            drawn: None,
            shown: std::io::stderr().is_terminal(),
        }
    }

    /// Draws `done` of `total`, unless it was drawn a moment ago.
    pub(crate) fn set(&mut self, done: u64, total: u64) {
        let due = self.drawn.is_none_or(|at| at.elapsed() >= EVERY) || done >= total;
        if !self.shown || !due {
            return;
        }
        self.drawn = Some(Instant::now());
        let filled = usize::try_from((done * 30).checked_div(total).unwrap_or(30))
            .unwrap_or(30)
            .min(30);
        let mut err = std::io::stderr();
        // A terminal that is gone must not end the work.
        let _ = write!(
            err,
            "\r{:<22} [{}{}] {done}/{total} ",
            self.what,
            "█".repeat(filled),
            "·".repeat(30 - filled)
        );
        let _ = err.flush();
    }

    /// Ends the bar and says how long it took.
    pub(crate) fn end(self) -> Duration {
        let took = self.begun.elapsed();
        if self.shown && self.drawn.is_some() {
            eprintln!(" {:.1} s", took.as_secs_f64());
        }
        took
    }
}
