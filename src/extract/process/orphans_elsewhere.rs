//! Processes that a program left behind, on systems where only its group can be found.

use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::process::{Pid, getpid, test_kill_process_group};

/// What a program left behind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    pub(crate) is_any: bool,
    pub(crate) is_any_alive: bool,
}

/// Returns a new mark: no other ask of any program has it.
pub(crate) fn prepare() -> String {
    static N_MARKS: AtomicU64 = AtomicU64::new(0);
    format!("{}-{}", getpid().as_raw_nonzero(), N_MARKS.fetch_add(1, Ordering::Relaxed))
}

/// Returns nothing: the end of a process cannot be waited for together with its pipes.
pub(crate) fn watch(_pid: Pid) -> Option<OwnedFd> {
    None
}

/// Returns nothing: memory is not limited here.
pub(crate) fn memory_bytes(_pid: Pid, _mark: &str) -> u64 {
    0
}

/// Says whether a program that was reaped left processes in its group.
pub(crate) fn left(_mark: &str, pid: Pid) -> Left {
    let is_any = test_kill_process_group(pid).is_ok();
    Left { is_any, is_any_alive: is_any }
}

/// Does nothing: the group was killed, and the system's first process reaps it.
pub(crate) fn sweep(_mark: &str, _pid: Pid) {}

/// Does nothing, for the same reason.
pub(crate) fn sweep_strangers() {}
