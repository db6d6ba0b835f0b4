//! `sinergi flags` and `sinergi ocds`: the work is in `procurement`, the clock for its progress is here.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use procurement::cli::{FlagsArgs, OcdsArgs, total_bytes};
use procurement::engine::Progress;

/// How often the line is drawn at most.
const EVERY: Duration = Duration::from_millis(200);

pub(crate) fn flags(args: &FlagsArgs) -> anyhow::Result<ExitCode> {
    let meter = Meter::new(if args.merge {
        None
    } else {
        total_bytes(&args.data)
    });
    let done = args.run(&|progress| meter.tell(progress));
    meter.end();
    done?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn ocds(args: &OcdsArgs) -> anyhow::Result<ExitCode> {
    let meter = Meter::new(total_bytes(args.inputs()).filter(|bytes| *bytes > 0));
    let done = args.run(&|progress| meter.tell(progress));
    meter.end();
    match done {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::FAILURE),
        // Who asks whether data are valid must not take "cannot be read" for an answer.
        Err(error) if args.judges() => {
            eprintln!("sinergi: {error}");
            Ok(ExitCode::from(2))
        }
        Err(error) => Err(error.into()),
    }
}

/// Bytes, lines and time left on one line of the terminal; nothing in a pipe.
struct Meter {
    total: Option<u64>,
    begun: Instant,
    shown: bool,
    drawn: Mutex<Drawn>,
}

#[derive(Default)]
struct Drawn {
    at: Option<Instant>,
    bytes: u64,
    items: u64,
}

impl Meter {
    fn new(total: Option<u64>) -> Self {
        Self {
            total,
            begun: Instant::now(),
            shown: std::io::stderr().is_terminal(),
            drawn: Mutex::default(),
        }
    }

    fn tell(&self, progress: Progress) {
        if !self.shown {
            return;
        }
        // A worker that died while it drew leaves nothing worse than an old line.
        let mut drawn = self
            .drawn
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        drawn.items += u64::from(progress.items);
        drawn.bytes = drawn.bytes.max(progress.bytes);
        if drawn.at.is_some_and(|at| at.elapsed() < EVERY) {
            return;
        }
        drawn.at = Some(Instant::now());
        let (bytes, items) = (drawn.bytes, drawn.items);
        let mut line = format!("\r{} MB, {items} baris/lines", bytes / 1_000_000);
        if let Some(left) = self.left(bytes) {
            line.push_str(&format!(", sisa/left {} s", left.as_secs()));
        }
        let mut err = std::io::stderr();
        // A terminal that is gone must not end the work.
        let _ = write!(err, "{line:<60}");
        let _ = err.flush();
    }

    /// The time that the rest takes at the speed so far.
    fn left(&self, bytes: u64) -> Option<Duration> {
        let rest = self.total?.checked_sub(bytes)?;
        let millis = self.begun.elapsed().as_millis();
        let left = millis
            .checked_mul(u128::from(rest))?
            .checked_div(u128::from(bytes))?;
        Some(Duration::from_millis(u64::try_from(left).ok()?))
    }

    fn end(&self) {
        let drew = self.drawn.lock().is_ok_and(|drawn| drawn.at.is_some());
        if drew {
            eprint!("\r{:<60}\r", "");
        }
    }
}
