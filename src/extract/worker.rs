//! The source that keeps programs running and asks them for one article after another.

use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::ProgramSetup;
use crate::extract::process::running::sweep_strangers;
use crate::extract::source::{Ask, Cancel, Late, Reply, Source};
use crate::extract::worker::one::{Heard, Worker};

mod lines;
mod one;

/// How often a wait for a free worker looks whether the run was ended.
const LOOK: Duration = Duration::from_millis(50);

/// Programs that live through the run: one request line in, one answer line out, matched by id.
///
/// A program is started when it is first needed, and again when it died or lost its place.
#[derive(Debug)]
pub struct WorkerSource {
    setup: ProgramSetup,
    n_workers: usize,
    pool: Mutex<Pool>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Pool {
    idle: Vec<Worker>,
    n_busy: usize,
    late: Vec<Late>,
}

/// The right to keep one worker busy.
struct Turn<'a> {
    source: &'a WorkerSource,
}

impl WorkerSource {
    /// Returns the source of at most so many programs at a time, at least one; nothing is started yet.
    #[must_use]
    pub fn new(setup: ProgramSetup, n_workers: usize) -> Self {
        Self { setup, n_workers: n_workers.max(1), pool: Mutex::default(), freed: Condvar::new() }
    }

    fn pool(&self) -> MutexGuard<'_, Pool> {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until fewer workers are busy than may be, and takes an idle one if there is any.
    fn turn(&self, cancel: &Cancel) -> Result<(Turn<'_>, Option<Worker>), Failure> {
        let mut pool = self.pool();
        while pool.n_busy >= self.n_workers {
            if cancel.is_cancelled() {
                return Err(Failure::new(FailureKind::Interrupted, "the run was ended"));
            }
            pool = self.freed.wait_timeout(pool, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        pool.n_busy += 1;
        let idle = pool.idle.pop();
        Ok((Turn { source: self }, idle))
    }

    /// Asks a worker, keeps what turned out about earlier articles, and keeps the worker if it can be asked again.
    fn ask_worker(&self, mut worker: Worker, ask: &Ask<'_>) -> Option<Result<Reply, Failure>> {
        let heard = worker.ask(ask, &self.setup);
        let is_kept = worker.is_kept();
        let late = worker.take_late();
        let mut pool = self.pool();
        pool.late.extend(late);
        if is_kept {
            pool.idle.push(worker);
        }
        match heard {
            Heard::Answer(answer) => Some(answer),
            Heard::Nothing => None,
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.source.pool().n_busy -= 1;
        self.source.freed.notify_one();
    }
}

impl Source for WorkerSource {
    fn ask(&self, ask: &Ask<'_>) -> Result<Reply, Failure> {
        let (_turn, idle) = self.turn(ask.cancel)?;
        if let Some(worker) = idle
            && let Some(answer) = self.ask_worker(worker, ask)
        {
            return answer;
        }
        // It died between two articles, which is not this article's fault.
        let worker = Worker::start(&self.setup)?;
        self.ask_worker(worker, ask).expect("a worker that was just started is never given up in silence")
    }

    fn take_late(&self) -> Vec<Late> {
        std::mem::take(&mut self.pool().late)
    }

    fn finish(&self) -> Vec<Late> {
        let mut workers = std::mem::take(&mut self.pool().idle);
        Worker::finish(&mut workers, &self.setup);
        let mut late = std::mem::take(&mut self.pool().late);
        for worker in &mut workers {
            late.extend(worker.take_late());
        }
        sweep_strangers();
        late.sort_by(|one, other| one.id.cmp(&other.id));
        late
    }
}
