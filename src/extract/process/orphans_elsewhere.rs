//! Processes that a program left behind, on systems where only its group can be found.

use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use rustix::process::{Pid, test_kill_process_group};

use crate::extract::process::mark::Mark;

/// What a program left behind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    pub(crate) is_any: bool,
    pub(crate) is_any_alive: bool,
}

/// Returns a new mark: no other ask of any program has it.
pub(crate) fn prepare() -> Mark {
    static N_MARKS: AtomicU32 = AtomicU32::new(0);
    Mark { pid: std::process::id(), number: N_MARKS.fetch_add(1, Ordering::Relaxed) }
}

/// Starts a program, which has a mark in its environment alone.
pub(crate) fn bearing<T>(_mark: Mark, start: impl FnOnce() -> T) -> T {
    start()
}

/// Returns nothing: the end of a process cannot be waited for together with its pipes.
pub(crate) fn watch(_pid: Pid, _mark: Mark) -> Option<OwnedFd> {
    None
}

/// Does nothing: only what is left in the group of a program is found.
pub(crate) fn forget(_mark: Mark) {}

/// Returns nothing: memory is not limited here.
pub(crate) fn memory_bytes(_pid: Pid, _mark: Mark) -> u64 {
    0
}

/// Says whether a program that was reaped left processes in its group.
pub(crate) fn left(_mark: Mark, pid: Pid) -> Left {
    let is_any = test_kill_process_group(pid).is_ok();
    Left { is_any, is_any_alive: is_any }
}

/// Does nothing: the group was killed, and the system's first process reaps it.
pub(crate) fn sweep(_mark: Mark, _pid: Pid) {}

/// Does nothing, for the same reason.
pub(crate) fn sweep_strangers() {}

/// Does nothing: orphans do not come to this program.
pub(crate) fn reap_dead(_now: Instant) {}
