//! The only place that reads the clock. Everything else is told the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use domain::entry::Micros;
use jiff::civil::Date;
use jiff::tz::{TimeZone, offset};

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands where a test or a demonstration puts it, in microseconds since 1970.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at a moment.
    pub fn at(moment: jiff::Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(moment.as_microsecond())))
    }

    /// Now.
    pub fn now(&self) -> Micros {
        Micros::clamped(match self {
            #[allow(
                clippy::disallowed_methods,
                reason = "this is the one place that reads the clock"
            )]
            Self::System => jiff::Timestamp::now().as_microsecond(),
            Self::Set(micros) => micros.load(Ordering::Relaxed),
        })
    }

    /// Today in Jakarta (WIB, UTC+7 the year round), by which totals are counted.
    pub fn today(&self) -> Date {
        day_in_wib(self.now())
    }
}

/// The instant after a time of waiting. Only for waiting: it tells nothing of the date.
#[allow(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub(crate) fn in_a_while(wait: Duration) -> Instant {
    Instant::now() + wait
}

/// How long it is until an instant; nothing if it has passed.
#[allow(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub(crate) fn left_until(end: Instant) -> Duration {
    end.saturating_duration_since(Instant::now())
}

/// The day in Jakarta at a moment.
pub fn day_in_wib(at: Micros) -> Date {
    at.timestamp().to_zoned(TimeZone::fixed(offset(7))).date()
}
