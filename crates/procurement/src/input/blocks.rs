//! Work on blocks by all cores, with the results in the order of the input.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::{Block, Feeder, Limits, Places, sources};

/// Calls `work` with each block on any of `workers` threads (0: as many as there are cores), and `take` with its results
/// one after another in the order of the blocks. `work` gives its result and how many items it saw.
///
/// # Errors
/// When a path does not exist, or `take` fails.
pub fn in_order<T: Send>(
    paths: &[PathBuf],
    limits: &Limits,
    workers: usize,
    work: impl Fn(&Block) -> (T, u32) + Sync,
    take: impl FnMut(T, u32) -> io::Result<()> + Send,
) -> io::Result<Places> {
    let feeder = Mutex::new(Feeder::new(sources(paths)?, limits.clone()));
    let counts = Mutex::new(Vec::new());
    let queue = Mutex::new(Queue {
        next: 0,
        waiting: BTreeMap::new(),
        take,
        failed: None,
    });
    let workers = match workers {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        workers => workers,
    };
    let run = || {
        let mut block = Block::default();
        loop {
            if !lock(&feeder).next(&mut block) {
                return;
            }
            let (result, items) = work(&block);
            lock(&counts).push((block.number, items));
            if !lock(&queue).put(block.number, result, items) {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(run);
        }
    });
    if let Some(error) = lock(&queue).failed.take() {
        return Err(error);
    }
    let counts = std::mem::take(&mut *lock(&counts));
    let feeder = feeder.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(feeder.places(counts))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Results that came before their turn.
struct Queue<T, F> {
    next: u32,
    waiting: BTreeMap<u32, (T, u32)>,
    take: F,
    failed: Option<io::Error>,
}

impl<T, F: FnMut(T, u32) -> io::Result<()>> Queue<T, F> {
    /// False when there is no use in going on.
    fn put(&mut self, number: u32, result: T, items: u32) -> bool {
        self.waiting.insert(number, (result, items));
        while let Some((result, items)) = self.waiting.remove(&self.next) {
            self.next += 1;
            if self.failed.is_none()
                && let Err(error) = (self.take)(result, items)
            {
                self.failed = Some(error);
            }
        }
        self.failed.is_none()
    }
}
