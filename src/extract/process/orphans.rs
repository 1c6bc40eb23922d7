//! Processes that a program left behind, also in sessions of their own: found, killed and reaped.
//!
//! This program becomes the reaper of its descendants: what loses its parent becomes a child of the main thread. Every
//! program is started with a mark in its environment, which its children inherit, so that other children are left alone.

use std::collections::BTreeSet;
use std::os::fd::OwnedFd;
use std::sync::Once;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::process::{
    Pid, PidfdFlags, Signal, WaitOptions, getpgrp, getpid, getsid, kill_process, kill_process_group,
    pidfd_open, set_child_subreaper, waitpid,
};

use crate::extract::process::family::{self, Member};
use crate::extract::process::now;
use crate::extract::process::pipes::wait_readable;

/// How long one process may take to vanish after it was killed.
const VANISH: Duration = Duration::from_millis(100);

/// How long a sweep goes on while new processes appear.
const SWEEP: Duration = Duration::from_secs(2);

/// What a program left behind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Left {
    pub(crate) is_any: bool,
    pub(crate) is_any_alive: bool,
}

/// When the first program was started, in ticks since the system was.
static FIRST_BIRTH: OnceLock<u64> = OnceLock::new();

/// Makes orphans of programs come to this one, and returns a new mark: no other ask of any program has it.
pub(crate) fn prepare() -> String {
    static ADOPT: Once = Once::new();
    static N_MARKS: AtomicU64 = AtomicU64::new(0);
    // Where it is refused, what a program leaves in its group is still killed.
    ADOPT.call_once(|| {
        let _ = set_child_subreaper(Some(getpid()));
    });
    format!("{}-{}", getpid().as_raw_nonzero(), N_MARKS.fetch_add(1, Ordering::Relaxed))
}

/// Takes note of a program that was started, and returns what can be read once it has ended.
pub(crate) fn watch(pid: Pid) -> Option<OwnedFd> {
    FIRST_BIRTH.get_or_init(|| family::member(pid.as_raw_nonzero().get()).map_or(0, |member| member.birth));
    pidfd_open(pid, PidfdFlags::empty()).ok()
}

/// Returns the memory that a program and everything it started take, in bytes.
pub(crate) fn memory_bytes(pid: Pid, mark: &str) -> u64 {
    let pid = pid.as_raw_nonzero().get();
    family::memory_bytes(left_by(mark, pid).into_iter().map(|member| member.pid).chain([pid]))
}

/// Says whether a program that has ended left processes behind that are alive, or dead ones to reap.
pub(crate) fn left(mark: &str, pid: Pid) -> Left {
    let members = left_by(mark, pid.as_raw_nonzero().get());
    Left { is_any: !members.is_empty(), is_any_alive: members.iter().any(|member| !member.is_zombie) }
}

/// Returns the processes that lost their parent and belong to an ask, by its mark or its group.
fn left_by(mark: &str, group: i32) -> Vec<Member> {
    let children = family::children().into_iter().filter(|pid| *pid != group);
    let members = children.filter_map(family::member);
    members.filter(|child| child.group == group || has_mark(child, |known| known == mark)).collect()
}

/// Says whether a process has a mark; one that is just being started shows none for a moment.
fn has_mark(child: &Member, is_wanted: impl Fn(&str) -> bool) -> bool {
    for _ in 0..3 {
        let marks = family::marks(child.pid);
        if !marks.is_empty() || child.is_zombie {
            return marks.iter().any(|mark| is_wanted(mark));
        }
        if child.group == getpgrp().as_raw_nonzero().get() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    false
}

/// Kills and reaps what an ask left behind.
pub(crate) fn sweep(mark: &str, pid: Pid) {
    end_all(|| left_by(mark, pid.as_raw_nonzero().get()));
}

/// Kills and reaps what no ask knows: processes that shed their mark and made a session of their own since the first
/// program was started.
pub(crate) fn sweep_strangers() {
    let Some(since) = FIRST_BIRTH.get() else { return };
    let own_session = getsid(None).map_or(0, |session| session.as_raw_nonzero().get());
    let own_marks = format!("{}-", getpid().as_raw_nonzero());
    end_all(|| {
        let members = family::children().into_iter().filter_map(family::member);
        let is_stranger = |child: &Member| {
            child.session != own_session
                && child.birth >= *since
                && !has_mark(child, |mark| mark.starts_with(&own_marks))
        };
        members.filter(is_stranger).collect()
    });
}

/// Kills and reaps processes until there are none.
fn end_all(find: impl Fn() -> Vec<Member>) {
    let deadline = now() + SWEEP;
    let mut out_of_reach = BTreeSet::new();
    loop {
        let mut found = find();
        found.retain(|member| !out_of_reach.contains(&member.pid));
        if found.is_empty() || now() >= deadline {
            return;
        }
        for member in &found {
            if !member.is_zombie && !kill(member) {
                out_of_reach.insert(member.pid);
            }
        }
        for member in &found {
            reap(member.pid);
        }
    }
}

/// Kills a process and its group; says whether that was allowed.
fn kill(member: &Member) -> bool {
    if member.group != getpgrp().as_raw_nonzero().get()
        && let Some(group) = Pid::from_raw(member.group)
    {
        // The process itself may be out of reach where its group is not.
        let _ = kill_process_group(group, Signal::KILL);
    }
    let Some(pid) = Pid::from_raw(member.pid) else { return false };
    kill_process(pid, Signal::KILL).is_ok()
}

fn reap(pid: i32) {
    let Some(pid) = Pid::from_raw(pid) else { return };
    if let Ok(process) = pidfd_open(pid, PidfdFlags::empty()) {
        wait_readable(&process, VANISH);
    }
    // Somebody else may have reaped it.
    let _ = waitpid(Some(pid), WaitOptions::NOHANG);
}
