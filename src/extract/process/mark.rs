//! Marks: what shows for which ask of which process a program, and all that it starts, was started.
//!
//! A mark stands in the environment, which children inherit until one empties it, and on Linux also in a limit that
//! nothing heeds (`RLIMIT_LOCKS`), which they inherit whatever they do and keep when they are dead.

use std::fmt;

/// The variable that holds marks: joined by `/`, each the id of a process, a dash, and the number of an ask.
pub const MARK: &str = "KARAT_ASK";

/// The mark of one ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// The process that asks.
    pub(crate) pid: u32,
    /// Which of its asks it is.
    pub(crate) number: u32,
}

impl Mark {
    /// Returns the limit that stands for it.
    #[cfg(any(target_os = "linux", test))]
    pub(crate) fn limit(self) -> u64 {
        (u64::from(self.pid) << 32) | u64::from(self.number)
    }

    /// Returns the mark that a limit stands for; a limit as it usually is stands for none.
    fn from_limit(limit: u64) -> Option<Self> {
        let pid = u32::try_from(limit >> 32).ok().filter(|pid| *pid > 0)?;
        Some(Self { pid, number: u32::try_from(limit & u64::from(u32::MAX)).ok()? })
    }

    fn parse(mark: &str) -> Option<Self> {
        let (pid, number) = mark.split_once('-')?;
        Some(Self { pid: pid.parse().ok()?, number: number.parse().ok()? })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.pid, self.number)
    }
}

/// Says whether a process with this environment, its variables each ended by a NUL byte, was started by the process of
/// this id.
#[must_use]
pub fn bears_mark(environ: &[u8], pid: u32) -> bool {
    marks(environ).iter().any(|mark| mark.pid == pid)
}

/// Says whether a process with these limits, as `/proc/PID/limits` shows them, was started by the process of this id.
#[must_use]
pub fn bears_limit(limits: &[u8], pid: u32) -> bool {
    limit_mark(limits).is_some_and(|mark| mark.pid == pid)
}

/// Returns the marks in an environment.
pub(crate) fn marks(environ: &[u8]) -> Vec<Mark> {
    let marked = environ
        .split(|byte| *byte == 0)
        .find_map(|variable| variable.strip_prefix(MARK.as_bytes())?.strip_prefix(b"="));
    let marked = String::from_utf8_lossy(marked.unwrap_or_default());
    marked.split('/').filter_map(Mark::parse).collect()
}

/// Returns the mark among the limits of a process.
pub(crate) fn limit_mark(limits: &[u8]) -> Option<Mark> {
    let limits = String::from_utf8_lossy(limits);
    let locks = limits.lines().find_map(|line| line.strip_prefix("Max file locks"))?;
    Mark::from_limit(locks.split_whitespace().next()?.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_of_this_very_process_count() {
        for (environ, expected) in [
            (&b"A=1\0KARAT_ASK=12-7\0B=2\0"[..], true),
            (b"KARAT_ASK=5-1/12-7\0", true),
            (b"KARAT_ASK=12-7/5-1\0", true),
            (b"KARAT_ASK=12-7/warden\0", true),
            (b"KARAT_ASK=112-7\0", false),
            (b"KARAT_ASK=1-12-7\0", false),
            (b"KARAT_ASK=12\0", false),
            (b"KARAT_ASK=warden\0", false),
            (b"MY_KARAT_ASK=12-7\0", false),
            (b"KARAT_ASKS=12-7\0", false),
            (b"", false),
        ] {
            assert_eq!(bears_mark(environ, 12), expected, "{}", String::from_utf8_lossy(environ));
        }
    }

    #[test]
    fn a_limit_is_a_mark_only_if_it_was_made_one() {
        let mark = Mark { pid: 12, number: 7 };
        for (limit, expected) in [
            (mark.limit().to_string().as_str(), true),
            (&Mark { pid: 7, number: 12 }.limit().to_string(), false),
            ("unlimited", false),
            ("12", false),
        ] {
            let limits = format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max file locks            {limit:<21}unlimited            locks     \n"
            );
            assert_eq!(bears_limit(limits.as_bytes(), 12), expected, "{limit}");
        }
        assert!(!bears_limit(b"", 12));
    }

    #[test]
    fn a_mark_is_written_as_it_is_read() {
        let mark = Mark { pid: 4_194_304, number: u32::MAX };
        assert_eq!(Mark::parse(&mark.to_string()), Some(mark));
        assert_eq!(Mark::from_limit(mark.limit()), Some(mark));
    }
}
