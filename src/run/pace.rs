//! When a try may start: waits that end when the run does, the rate limit, and the pauses before retries.

use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use sha2::{Digest, Sha256};

use crate::extract::source::Cancel;
use crate::project::Rate;

/// How often a wait looks whether the run is ended.
const LOOK: Duration = Duration::from_millis(10);
/// The longest wait before a retry of which no server spoke.
const BACKOFF_MAX: Duration = Duration::from_secs(3600);

/// Returns the time of a clock that only goes forward.
#[expect(clippy::disallowed_methods, reason = "this room waits; no time is part of a judgement")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Says that the run was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended;

/// Waits; a run that is ended ends the wait.
pub(super) fn wait(duration: Duration, cancel: &Cancel) -> Result<(), Ended> {
    let start = now();
    loop {
        if cancel.is_cancelled() {
            return Err(Ended);
        }
        let left = duration.saturating_sub(start.elapsed());
        if left.is_zero() {
            return Ok(());
        }
        thread::sleep(left.min(LOOK));
    }
}

/// The rate limit of one extractor, over all its workers.
#[derive(Debug)]
pub(super) struct Pace {
    /// The least time between two starts.
    gap: Duration,
    last: Mutex<Option<Instant>>,
}

impl Pace {
    /// Returns a pace that keeps the rate: starts are spaced evenly.
    pub(super) fn new(rate: Option<&Rate>) -> Self {
        let gap = rate.map_or(Duration::ZERO, |rate| {
            let n_tries = u128::from(rate.n_tries.max(1));
            let nanoseconds = rate.per.as_nanos().div_ceil(n_tries);
            Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
        });
        Self { gap, last: Mutex::new(None) }
    }

    /// Waits until the next try may start.
    ///
    /// The lock is held meanwhile: whoever comes next counts from when this one really starts, so that no span of
    /// time, wherever it begins, holds more starts than the rate allows.
    pub(super) fn start(&self, cancel: &Cancel) -> Result<(), Ended> {
        if self.gap.is_zero() {
            return if cancel.is_cancelled() { Err(Ended) } else { Ok(()) };
        }
        let mut last = self.last.lock().expect("no thread panics while it waits for its turn");
        let left = last.map_or(Duration::ZERO, |last| self.gap.saturating_sub(last.elapsed()));
        wait(left, cancel)?;
        *last = Some(now());
        Ok(())
    }
}

/// Returns how long to wait before a retry: `backoff × 2^(n_tries - 1)`, between half and one and a half of it.
///
/// The jitter comes from the article and the number of the try, so that it spreads the articles and is the same in
/// every run.
pub(super) fn backoff(first: Duration, id: &str, n_tries: u32) -> Duration {
    let doubled = first.saturating_mul(1_u32.checked_shl(n_tries.saturating_sub(1)).unwrap_or(u32::MAX));
    let digest = Sha256::digest(format!("{n_tries} {id}"));
    let thousandths =
        500 + u32::from(u16::from_be_bytes([digest[0], digest[1]])) * 1000 / u32::from(u16::MAX);
    (doubled.min(BACKOFF_MAX) * thousandths / 1000).min(BACKOFF_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n_tries: u32, milliseconds: std::ops::RangeInclusive<u128>) {
        for id in ["000_a", "001_b", "002_c", "003_d", "004_e", "005_f"] {
            let wait = backoff(Duration::from_secs(1), id, n_tries);
            assert!(milliseconds.contains(&wait.as_millis()), "{id}: {wait:?}");
            assert_eq!(backoff(Duration::from_secs(1), id, n_tries), wait, "the same in every run");
        }
    }

    #[test]
    fn a_wait_doubles_with_every_try_and_is_jittered_by_at_most_half() {
        check(1, 500..=1500);
        check(2, 1000..=3000);
        check(5, 8000..=24000);
    }

    #[test]
    fn no_wait_is_longer_than_an_hour_and_none_overflows() {
        check(13, 1_800_000..=3_600_000);
        check(32, 1_800_000..=3_600_000);
        check(u32::MAX, 1_800_000..=3_600_000);
        assert_eq!(backoff(Duration::ZERO, "a", 7), Duration::ZERO);
        assert!(backoff(Duration::MAX, "a", 7) <= BACKOFF_MAX);
    }

    #[test]
    fn articles_do_not_all_come_back_at_once() {
        let mut waits: Vec<Duration> =
            (0..20).map(|number| backoff(Duration::from_secs(1), &format!("{number}"), 1)).collect();
        waits.sort();
        waits.dedup();
        assert!(waits.len() > 15, "{waits:?}");
    }

    #[test]
    fn starts_are_spaced_over_all_threads() {
        let pace = Pace::new(Some(&Rate { n_tries: 20, per: Duration::from_secs(1) }));
        let cancel = Cancel::default();
        let starts = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for _ in 0..2 {
                        pace.start(&cancel).unwrap();
                        starts.lock().unwrap().push(now());
                    }
                });
            }
        });
        let starts = starts.into_inner().unwrap();
        let span = *starts.iter().max().unwrap() - *starts.iter().min().unwrap();
        // Five gaps of 50 ms; the note of the first start may come late.
        assert!(span >= Duration::from_millis(200), "{span:?}");
    }

    #[test]
    fn the_end_of_the_run_ends_every_wait() {
        let cancel = Cancel::default();
        let pace = Pace::new(Some(&Rate { n_tries: 1, per: Duration::from_secs(3600) }));
        pace.start(&cancel).unwrap();
        let start = now();
        thread::scope(|scope| {
            let waits = [scope.spawn(|| pace.start(&cancel)), scope.spawn(|| pace.start(&cancel))];
            let plain = scope.spawn(|| wait(Duration::MAX, &cancel));
            cancel.cancel();
            for wait in waits {
                assert_eq!(wait.join().unwrap(), Err(Ended));
            }
            assert_eq!(plain.join().unwrap(), Err(Ended));
        });
        assert!(start.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn without_a_rate_nothing_waits() {
        let pace = Pace::new(None);
        let start = now();
        for _ in 0..1000 {
            pace.start(&Cancel::default()).unwrap();
        }
        assert!(start.elapsed() < Duration::from_secs(1));
    }
}
