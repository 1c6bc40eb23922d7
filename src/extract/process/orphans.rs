//! Processes that a program left behind, also in sessions of their own: found, killed and reaped.
//!
//! This program becomes the reaper of its descendants: what loses its parent becomes a child of the main thread. Every
//! program bears a mark, which its children inherit, so that children without one are left alone: nothing else tells an
//! orphan from a child that other code of this process started.

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::OwnedFd;
use std::process::Child;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::Duration;
use std::time::Instant;

use rustix::process::{
    Pid, PidfdFlags, Resource, Rlimit, Signal, WaitOptions, getpid, getrlimit, kill_process,
    kill_process_group, pidfd_open, prlimit, set_child_subreaper, setrlimit, waitpid,
};

use crate::extract::process::family::{self, Member};
use crate::extract::process::mark::Mark;
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

/// How often at most the dead are looked for while programs run.
const REAP_EVERY: Duration = Duration::from_millis(500);

/// The asks that are not over, and the programs that were started for them.
static ASKS: Mutex<BTreeMap<Mark, Option<i32>>> = Mutex::new(BTreeMap::new());

fn asks() -> MutexGuard<'static, BTreeMap<Mark, Option<i32>>> {
    ASKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes orphans of programs come to this one, and returns a new mark: no other ask of any program has it.
pub(crate) fn prepare() -> Mark {
    static ADOPT: Once = Once::new();
    static N_MARKS: AtomicU32 = AtomicU32::new(0);
    // Where it is refused, what a program leaves in its group is still killed.
    ADOPT.call_once(|| {
        let _ = set_child_subreaper(Some(getpid()));
    });
    let mark = Mark { pid: std::process::id(), number: N_MARKS.fetch_add(1, Ordering::Relaxed) };
    asks().insert(mark, None);
    mark
}

/// Starts a program while this process itself bears a mark, so that the program has it before it can start others.
pub(crate) fn bearing<T, E>(
    mark: Mark,
    start: impl FnOnce() -> Result<(Child, T), E>,
) -> Result<(Child, T), E> {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let usual = getrlimit(Resource::Locks);
    let limit = Rlimit { current: Some(mark.limit()), maximum: usual.maximum };
    // Where it is refused, the mark in the environment remains.
    let is_borne = setrlimit(Resource::Locks, limit).is_ok();
    let started = start();
    if is_borne {
        let _ = setrlimit(Resource::Locks, usual);
        let program = started.as_ref().ok().map(|(child, _)| Pid::from_child(child).as_raw_nonzero().get());
        spare_others(mark, usual, program);
    }
    started
}

/// Takes a mark from children that other code started in the same moment: those of other threads than the first, to
/// which orphans come, and those in our group, and none that bears it in its environment too. The program itself is
/// named: while it takes the place of this one, it shows no environment.
fn spare_others(mark: Mark, usual: Rlimit, program: Option<i32>) {
    let Some(own) = family::own() else { return };
    let adopted = family::children();
    for child in family::children_of(own.pid).into_iter().filter_map(family::member) {
        if !child.is_zombie
            && Some(child.pid) != program
            && family::limit_mark(child.pid) == Some(mark)
            && (child.group == own.group || !adopted.contains(&child.pid))
            && family::marks(child.pid).is_empty()
        {
            let _ = prlimit(Pid::from_raw(child.pid), Resource::Locks, usual);
        }
    }
}

/// Takes note of a program that was started, and returns what can be read once it has ended.
pub(crate) fn watch(pid: Pid, mark: Mark) -> Option<OwnedFd> {
    asks().insert(mark, Some(pid.as_raw_nonzero().get()));
    pidfd_open(pid, PidfdFlags::empty()).ok()
}

/// Takes note that an ask is over: whoever bears its mark is a stranger.
pub(crate) fn forget(mark: Mark) {
    asks().remove(&mark);
}

/// Returns the memory that a program and everything it started take, in bytes.
pub(crate) fn memory_bytes(pid: Pid, mark: Mark) -> u64 {
    let pid = pid.as_raw_nonzero().get();
    family::memory_bytes(left_by(mark, pid).into_iter().map(|member| member.pid).chain([pid]))
}

/// Says whether a program that has ended left processes behind that are alive, or dead ones to reap.
pub(crate) fn left(mark: Mark, pid: Pid) -> Left {
    let members = left_by(mark, pid.as_raw_nonzero().get());
    Left { is_any: !members.is_empty(), is_any_alive: members.iter().any(|member| !member.is_zombie) }
}

/// Returns the processes that lost their parent and belong to an ask, by its mark or its group.
fn left_by(mark: Mark, group: i32) -> Vec<Member> {
    let children = family::children().into_iter().filter(|pid| *pid != group);
    let members = children.filter_map(family::member);
    members.filter(|child| child.group == group || has_mark(child, |known| known == mark)).collect()
}

/// Says whether a process has a mark; one that is just being started shows none for a moment.
fn has_mark(child: &Member, is_wanted: impl Fn(Mark) -> bool) -> bool {
    if let Some(mark) = own_limit_mark(child) {
        return is_wanted(mark);
    }
    for _ in 0..3 {
        let marks = family::marks(child.pid);
        if !marks.is_empty() || child.is_zombie {
            return marks.into_iter().any(is_wanted);
        }
        // Programs are started in groups of their own.
        if family::own().is_some_and(|own| own.group == child.group) {
            return false;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    false
}

/// Returns the mark of an ask of this very process that a child bears among its limits.
fn own_limit_mark(child: &Member) -> Option<Mark> {
    family::limit_mark(child.pid).filter(|mark| mark.pid == std::process::id())
}

/// Kills and reaps what an ask left behind.
pub(crate) fn sweep(mark: Mark, pid: Pid) {
    end_all(|| left_by(mark, pid.as_raw_nonzero().get()));
}

/// Kills and reaps what bears the mark of an ask that is over.
pub(crate) fn sweep_strangers() {
    end_all(|| {
        let members = family::children().into_iter().filter_map(family::member);
        let is_stranger = |child: &Member| {
            has_mark(child, |mark| mark.pid == std::process::id() && !asks().contains_key(&mark))
        };
        members.filter(is_stranger).collect()
    });
}

/// Reaps what programs that still run have left and what is dead, every now and then.
pub(crate) fn reap_dead(now: Instant) {
    static NEXT: Mutex<Option<Instant>> = Mutex::new(None);
    {
        let mut next = NEXT.lock().unwrap_or_else(PoisonError::into_inner);
        if next.is_some_and(|next| now < next) {
            return;
        }
        *next = Some(now + REAP_EVERY);
    }
    let members = family::children().into_iter().filter_map(family::member);
    for child in members.filter(|child| child.is_zombie) {
        let Some(mark) = own_limit_mark(&child) else { continue };
        // Programs are reaped by those who ask them, also one that is just being started.
        let is_program = {
            let asks = asks();
            asks.get(&mark) == Some(&None) || asks.values().any(|program| *program == Some(child.pid))
        };
        if !is_program && let Some(pid) = Pid::from_raw(child.pid) {
            let _ = waitpid(Some(pid), WaitOptions::NOHANG);
        }
    }
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

/// Kills a process, and its group if that is its own; says whether that was allowed.
fn kill(member: &Member) -> bool {
    let Some(pid) = Pid::from_raw(member.pid) else { return false };
    // It may have joined the group of whoever started this program.
    if member.group == member.pid {
        // The process itself may be out of reach where its group is not.
        let _ = kill_process_group(pid, Signal::KILL);
    }
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
