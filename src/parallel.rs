//! Does many jobs with several threads; the results stand in the order of the jobs.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Returns how many threads compute at a time on this machine.
#[must_use]
pub fn n_cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Does all jobs and returns their results, in the order of the jobs; they are begun in that order too.
///
/// The calling thread works as well, so that a system that refuses more threads only makes it slower. A panic of a job
/// is passed on.
///
/// # Panics
/// If a job does.
pub fn in_parallel<T: Send>(n_jobs: usize, n_threads: usize, job: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let n_begun = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<T>>> = Mutex::new((0..n_jobs).map(|_| None).collect());
    let work = || {
        loop {
            let index = n_begun.fetch_add(1, Ordering::Relaxed);
            if index >= n_jobs {
                break;
            }
            let result = job(index);
            results.lock().expect("no thread panics while it keeps a result")[index] = Some(result);
        }
    };
    thread::scope(|scope| {
        for _ in 1..n_threads.min(n_jobs) {
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let results = results.into_inner().expect("no thread panics while it keeps a result");
    results.into_iter().map(|result| result.expect("every job was begun, and none panicked")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_jobs_whatever_the_number_of_threads() {
        for n_threads in [0, 1, 2, 7, 500] {
            let squares = in_parallel(100, n_threads, &|index| index * index);
            assert_eq!(squares, (0..100).map(|index| index * index).collect::<Vec<_>>(), "{n_threads}");
        }
        assert_eq!(in_parallel(0, 4, &|index| index), Vec::<usize>::new());
    }

    #[test]
    fn jobs_run_at_the_same_time() {
        // Each waits for all others: fewer threads than jobs would never end.
        let barrier = std::sync::Barrier::new(8);
        in_parallel(8, 8, &|_| barrier.wait().is_leader());
    }

    #[test]
    fn a_panic_of_a_job_is_passed_on() {
        let attempt = std::panic::catch_unwind(|| {
            in_parallel(4, 2, &|index| assert!(index != 2, "the third job has a bug"));
        });
        assert!(attempt.is_err());
    }
}
