//! Ends what a run has started when karat itself is killed and cannot: a second karat that waits for that to happen.

use std::io::Read;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use karat::extract::process::mark::{MARK, bears_limit, bears_mark};
use rustix::process::{Pid, Signal, kill_process};

use crate::exit::Exit;
use crate::interrupt::ending_signals;
use crate::settings::environment;

/// How long to wait before looking again: a program that was just being started is not marked yet.
const PAUSE: Duration = Duration::from_millis(20);
/// How often to look without finding anything before everything is ended.
const N_CLEAN: usize = 5;
/// How often to look at all: whoever starts programs faster than they are killed wins.
const N_LOOKS: usize = 250;

/// Waits for the end of another karat, and ends what it leaves behind; karat starts this itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Warden {
    /// The process id of the other karat, whose end closes standard input
    pid: u32,
}

/// Runs the command.
pub(crate) fn run(args: &Warden) -> Exit {
    // Whoever ends everything around karat with one signal must not end it first.
    for signal in ending_signals() {
        let _ = signal_hook::flag::register(signal, Arc::default());
    }
    // Whatever ends the reading, nobody is there to write any more.
    let _ = std::io::stdin().lock().read_to_end(&mut Vec::new());
    let mut n_clean = 0;
    for _ in 0..N_LOOKS {
        let left = marked_by(args.pid);
        n_clean = if left.is_empty() { n_clean + 1 } else { 0 };
        if n_clean == N_CLEAN {
            break;
        }
        for pid in left {
            // One that ended meanwhile needs no more.
            let _ = kill_process(pid, Signal::KILL);
        }
        std::thread::sleep(PAUSE);
    }
    Exit::Success
}

/// A warden at work; when dropped, it is told that everything is in order, and ends.
#[derive(Debug)]
pub(crate) struct Watched {
    child: Child,
    stdin: Option<ChildStdin>,
}

/// Starts a warden for this process; without one the run goes on, and a killed karat may leave programs behind.
#[expect(clippy::disallowed_methods, reason = "karat starts itself here, and no extractor")]
pub(crate) fn watch() -> Option<Watched> {
    use std::os::unix::process::CommandExt;
    // The very program that runs, even if its file was replaced meanwhile.
    let mut command = Command::new("/proc/self/exe");
    command.arg("warden").arg(std::process::id().to_string()).current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    // In a group of its own, so that Ctrl-C does not reach it; with a mark, so that it is taken for no program whose
    // mark is still to come.
    let around = environment(MARK).map_or_else(String::new, |marks| format!("{marks}/"));
    command.env(MARK, format!("{around}warden"));
    let mut child = command.process_group(0).spawn().ok()?;
    let stdin = child.stdin.take();
    Some(Watched { child, stdin })
}

impl Drop for Watched {
    fn drop(&mut self) {
        // Nothing is left behind by now: there is no reason to wait for it to look.
        let _ = self.child.kill();
        drop(self.stdin.take());
        let _ = self.child.wait();
    }
}

/// Returns the processes that a karat has marked, and that have not ended.
#[expect(clippy::disallowed_methods, reason = "the system lists its processes there")]
fn marked_by(pid: u32) -> Vec<Pid> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let read = |path: String| std::fs::read(path).unwrap_or_default();
    let is_marked = |process: &i32| {
        bears_mark(&read(format!("/proc/{process}/environ")), pid)
            || bears_limit(&read(format!("/proc/{process}/limits")), pid)
                && !is_dead(&read(format!("/proc/{process}/stat")))
    };
    processes.filter(is_marked).filter_map(Pid::from_raw).collect()
}

/// Says whether a process has ended and is only still to be reaped, given what `/proc/PID/stat` shows: its state stands
/// behind its name, which may hold anything.
fn is_dead(stat: &[u8]) -> bool {
    let stat = String::from_utf8_lossy(stat);
    stat.rsplit_once(')').is_none_or(|(_, rest)| rest.trim_start().starts_with(['Z', 'X']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_a_process_stands_behind_its_name() {
        for (stat, expected) in
            [("7 (a) S 1", false), ("7 (a ) Z 9) R 1", false), ("7 (a) Z 1", true), ("", true)]
        {
            assert_eq!(is_dead(stat.as_bytes()), expected, "{stat}");
        }
    }
}
