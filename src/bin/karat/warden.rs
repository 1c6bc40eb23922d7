//! Ends what a run has started when karat itself is killed and cannot: a second karat that waits for that to happen.

use std::io::Read;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::exit::Exit;
use crate::interrupt::ending_signals;
use crate::settings::environment;

/// The variable with which karat marks every program it starts: marks joined by `/`, each the process id of a karat, a
/// dash, and a number.
const MARK: &str = "KARAT_ASK";
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
    let is_marked = |process: &i32| {
        let environment = std::fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
        has_mark(&environment, pid)
    };
    processes.filter(is_marked).filter_map(Pid::from_raw).collect()
}

fn has_mark(environment: &[u8], pid: u32) -> bool {
    let own = format!("{pid}-");
    let mut marks = environment
        .split(|byte| *byte == 0)
        .filter_map(|variable| variable.strip_prefix(MARK.as_bytes())?.strip_prefix(b"="));
    marks.any(|marks| marks.split(|byte| *byte == b'/').any(|mark| mark.starts_with(own.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_of_this_very_process_count() {
        for (environment, expected) in [
            (&b"A=1\0KARAT_ASK=12-7\0B=2\0"[..], true),
            (b"KARAT_ASK=5-1/12-7\0", true),
            (b"KARAT_ASK=12-7/5-1\0", true),
            (b"KARAT_ASK=112-7\0", false),
            (b"KARAT_ASK=1-12-7\0", false),
            (b"KARAT_ASK=12\0", false),
            (b"MY_KARAT_ASK=12-7\0", false),
            (b"", false),
        ] {
            assert_eq!(has_mark(environment, 12), expected, "{}", String::from_utf8_lossy(environment));
        }
    }
}
