//! What /proc tells about processes: children, groups, marks and memory.

use std::collections::BTreeSet;

use rustix::process::getpid;

use crate::extract::process::mark::{self, Mark};

/// A process that this one has to wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) pid: i32,
    pub(crate) is_zombie: bool,
    pub(crate) parent: i32,
    pub(crate) group: i32,
}

/// Reads a file of /proc; a process that is gone has none.
#[expect(
    clippy::disallowed_methods,
    reason = "what the system tells about processes is no file that anybody wrote"
)]
fn read(path: &str) -> Option<Vec<u8>> {
    std::fs::read(path).ok()
}

/// Returns the children of the main thread, to which the system also gives all orphans.
pub(crate) fn children() -> Vec<i32> {
    let own = getpid().as_raw_nonzero();
    match read(&format!("/proc/self/task/{own}/children")) {
        Some(list) => numbers(&list),
        None => all_processes()
            .filter_map(member)
            .filter(|child| child.parent == own.get())
            .map(|child| child.pid)
            .collect(),
    }
}

/// Returns all processes; the slow way to children on systems that do not list them.
#[expect(
    clippy::disallowed_methods,
    reason = "the system's list of processes is no folder that anybody filled"
)]
fn all_processes() -> impl Iterator<Item = i32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

fn numbers(list: &[u8]) -> Vec<i32> {
    String::from_utf8_lossy(list).split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// Returns what is known about a process.
pub(crate) fn member(pid: i32) -> Option<Member> {
    let stat = read(&format!("/proc/{pid}/stat"))?;
    parse_stat(pid, &String::from_utf8_lossy(&stat))
}

/// Returns what is known about this process; the first one of a container may be in group 0, which is outside.
pub(crate) fn own() -> Option<Member> {
    member(getpid().as_raw_nonzero().get())
}

/// Reads a line of /proc/PID/stat: behind the name, which may hold anything, stand numbers.
fn parse_stat(pid: i32, stat: &str) -> Option<Member> {
    let (_, rest) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<i64>().ok();
    Some(Member {
        pid,
        is_zombie: matches!(*fields.first()?, "Z" | "X"),
        parent: number(1)?.try_into().ok()?,
        group: number(2)?.try_into().ok()?,
    })
}

/// Returns the marks in the environment of a process, by this program or one around it; a dead one has none.
pub(crate) fn marks(pid: i32) -> Vec<Mark> {
    mark::marks(&read(&format!("/proc/{pid}/environ")).unwrap_or_default())
}

/// Returns the mark among the limits of a process, which it keeps when it is dead.
pub(crate) fn limit_mark(pid: i32) -> Option<Mark> {
    mark::limit_mark(&read(&format!("/proc/{pid}/limits"))?)
}

/// Returns the memory that processes and all below them take now, in bytes; pages that they share count for each.
pub(crate) fn memory_bytes(pids: impl IntoIterator<Item = i32>) -> u64 {
    let mut rest: Vec<i32> = pids.into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut n_bytes = 0;
    while let Some(pid) = rest.pop() {
        if seen.insert(pid) {
            n_bytes += own_memory_bytes(pid);
            rest.extend(children_of(pid));
        }
    }
    n_bytes
}

fn own_memory_bytes(pid: i32) -> u64 {
    let status = read(&format!("/proc/{pid}/status")).unwrap_or_default();
    let status = String::from_utf8_lossy(&status);
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = resident.and_then(|resident| resident.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) * 1024
}

/// Returns the children of all threads of a process.
#[expect(
    clippy::disallowed_methods,
    reason = "the system's list of threads is no folder that anybody filled"
)]
pub(crate) fn children_of(pid: i32) -> Vec<i32> {
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| read(&format!("{}/children", thread.path().display())));
    lists.flat_map(|list| numbers(&list)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_blanks_and_brackets_does_not_move_the_numbers() {
        let stat = "7 (a ) Z 9) S 1 2 3 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 4242 10000 5";
        let expected = Member { pid: 7, is_zombie: false, parent: 1, group: 2 };
        assert_eq!(parse_stat(7, stat), Some(expected));
        assert_eq!(parse_stat(7, ""), None);
    }

    #[test]
    fn this_program_takes_memory_and_knows_itself() {
        let own = own().unwrap();
        assert!(memory_bytes([own.pid]) > 1 << 20);
        assert!(!own.is_zombie);
    }
}
