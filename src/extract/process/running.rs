//! A running program: written to and read at once, watched, and ended with everything it started.

use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ExitStatus};
use std::time::Duration;
use std::time::Instant;

use rustix::io::Errno;
use rustix::process::{
    Pid, Signal, WaitId, WaitIdOptions, getpgid, kill_process, kill_process_group, waitid,
};

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::exchange::{Event, Exchange, Lifetime, Trouble};
use crate::extract::process::mark::Mark;
use crate::extract::process::orphans::{self, Left};
use crate::extract::process::pipes::{Came, Pipes, wait_readable};
use crate::extract::process::start::start;
use crate::extract::process::tail::Tail;
use crate::extract::process::{GRACE, LINGER, ProgramSetup, TICK, now, shown_duration, signal};

/// How long a killed program may take to vanish.
const VANISH: Duration = Duration::from_secs(5);

/// How long is waited at a time where the end of a process cannot be waited for.
const BLIND_WAIT: Duration = Duration::from_millis(5);

/// The most that is read from standard error after a program has ended, in pieces.
const LAST_PIECES: usize = 64;

/// A program that was started; killed when dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    pid: Pid,
    mark: Mark,
    pipes: Pipes,
    /// Readable once the program has ended; `None` where the system has no such thing.
    process: Option<OwnedFd>,
    memory_bytes_max: Option<u64>,
    next_tick: Instant,
    /// When it was seen that the program had ended.
    ended_at: Option<Instant>,
    is_reaped: bool,
}

/// How a program ended.
#[derive(Clone, Debug)]
pub(crate) struct Ended {
    /// A signal, or an exit code other than 0.
    pub(crate) failure: Option<(FailureKind, String)>,
    /// It left processes behind that were still alive.
    pub(crate) left_children: bool,
}

impl Running {
    /// Starts a program.
    ///
    /// # Errors
    /// If it cannot be started.
    pub(crate) fn start(setup: &ProgramSetup, lifetime: Lifetime) -> Result<Self, Failure> {
        let mark = orphans::prepare();
        let started = orphans::bearing(mark, || start(setup, mark)).and_then(|(child, started)| {
            let pid = Pid::from_child(&child);
            let process = orphans::watch(pid, mark);
            let pipes = Pipes::new(started, lifetime)
                .map_err(|error| Failure::new(FailureKind::CannotStart, error.to_string()))?;
            Ok((child, pid, process, pipes))
        });
        let (child, pid, process, pipes) = started.inspect_err(|_| orphans::forget(mark))?;
        Ok(Self {
            child,
            pid,
            mark,
            pipes,
            process,
            memory_bytes_max: setup.memory_bytes_max,
            next_tick: now() + TICK,
            ended_at: None,
            is_reaped: false,
        })
    }

    /// Returns the end of what it wrote to standard error.
    pub(crate) const fn stderr(&mut self) -> &mut Tail {
        &mut self.pipes.tail
    }

    /// Returns how many bytes of what was written it has not read.
    pub(crate) fn n_unread_bytes(&self) -> u64 {
        self.pipes.n_unread_bytes()
    }

    /// Tells it that no more will come.
    pub(crate) fn close_input(&mut self) {
        self.pipes.close_input();
    }

    /// Waits until something happens, writing and draining meanwhile.
    pub(crate) fn pump(&mut self, exchange: &mut Exchange<'_>) -> Event {
        loop {
            let now = now();
            if let Some(trouble) = exchange.trouble(now).or_else(|| self.tick(now)) {
                return Event::Trouble(trouble);
            }
            let linger = self.ended_at.map_or(exchange.deadline, |ended_at| ended_at + LINGER);
            let until = exchange.deadline.min(self.next_tick).min(linger);
            if let Some(event) = self.turn(exchange, until.saturating_duration_since(now)) {
                return event;
            }
        }
    }

    /// Takes what is there without waiting, and says whether it can be asked again.
    pub(crate) fn peek(&mut self, exchange: &mut Exchange<'_>) -> bool {
        loop {
            match self.turn(exchange, Duration::ZERO) {
                Some(Event::Output) if !exchange.is_over_limit() => {}
                Some(_) => return false,
                None => return self.ended_at.is_none() && !self.is_stopped_or_ended(),
            }
        }
    }

    fn is_stopped_or_ended(&self) -> bool {
        self.stopping_signal().is_some() || self.process.is_none() && self.has_ended()
    }

    /// Looks at the limits, if it is time to.
    fn tick(&mut self, now: Instant) -> Option<Trouble> {
        if now < self.next_tick || self.ended_at.is_some() {
            return None;
        }
        self.next_tick = now + TICK;
        orphans::reap_dead(now);
        if let Some(most) = self.memory_bytes_max {
            let memory_bytes = orphans::memory_bytes(self.pid, self.mark);
            if memory_bytes > most {
                return Some(Trouble::MemoryLimit(memory_bytes));
            }
        }
        self.stopping_signal().map(Trouble::Stopped)
    }

    /// Returns the signal by which it is stopped, once.
    fn stopping_signal(&self) -> Option<String> {
        let status = waitid(WaitId::Pid(self.pid), WaitIdOptions::STOPPED | WaitIdOptions::NOHANG).ok()??;
        status.stopped().then(|| status.stopping_signal().map_or_else(|| "a signal".to_owned(), signal::name))
    }

    /// Waits once, and does what can be done.
    fn turn(&mut self, exchange: &mut Exchange<'_>, most: Duration) -> Option<Event> {
        let process = self.process.as_ref().filter(|_| self.ended_at.is_none());
        let most = match &self.process {
            _ if self.ended_at.is_some() && !self.pipes.is_output_open() => Duration::ZERO,
            Some(_) => most,
            None => most.min(BLIND_WAIT),
        };
        let ready = match self.pipes.wait(exchange, process, most) {
            Ok(ready) => ready,
            Err(Errno::INTR) => return None,
            Err(error) => {
                return Some(Event::Trouble(Trouble::Broken(format!("it cannot be watched: {error}"))));
            }
        };
        if self.ended_at.is_none() && (ready.process || self.process.is_none() && self.has_ended()) {
            self.ended_at = Some(now());
        }
        if ready.stderr {
            self.pipes.read_stderr();
        }
        if ready.stdin && !self.pipes.feed(exchange) {
            return Some(Event::InputClosed);
        }
        if ready.stdout {
            match self.pipes.read_stdout(exchange) {
                Came::Bytes => return Some(Event::Output),
                Came::NothingYet => return None,
                Came::End => return Some(Event::OutputClosed),
            }
        }
        let is_over = !self.pipes.is_output_open() || now() >= self.ended_at? + LINGER;
        (self.ended_at.is_some() && is_over).then_some(Event::Ended)
    }

    /// Says whether it has ended, without reaping it: its id stays its own until it is.
    fn has_ended(&self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        match waitid(WaitId::Pid(self.pid), options) {
            Ok(status) => status.is_some(),
            Err(error) => error != Errno::INTR,
        }
    }

    /// Ends it because of a trouble, and returns the failure that this is.
    pub(crate) fn give_up(
        &mut self,
        trouble: &Trouble,
        exchange: &mut Exchange<'_>,
        setup: &ProgramSetup,
    ) -> Failure {
        let mut failure = exchange.failure(trouble, setup);
        if *trouble == Trouble::Timeout && !self.terminate(exchange) {
            failure.kind = FailureKind::IgnoredSigterm;
            failure.detail += &format!("; it went on for {} after SIGTERM", shown_duration(GRACE));
        }
        self.end();
        failure.with_stderr(self.pipes.tail.text())
    }

    /// Asks it to end, and waits a while; says whether it did.
    pub(crate) fn terminate(&mut self, exchange: &mut Exchange<'_>) -> bool {
        self.ask_to_end();
        let deadline = now() + GRACE;
        while self.ended_at.is_none() && !exchange.is_cancelled() {
            let most = deadline.saturating_duration_since(now());
            if most.is_zero() {
                return false;
            }
            self.turn(exchange, most.min(TICK));
            exchange.output.clear();
        }
        self.ended_at.is_some()
    }

    /// Asks it and its group to end; one that is stopped is woken for it.
    pub(crate) fn ask_to_end(&self) {
        self.signal(Signal::TERM);
        self.signal(Signal::CONT);
    }

    /// Sends a signal to its group, and to itself if it has left that.
    fn signal(&self, signal: Signal) {
        // Once reaped, its id may be somebody else's.
        if self.is_reaped {
            return;
        }
        // A group that is gone needs no signal.
        let _ = kill_process_group(self.pid, signal);
        if getpgid(Some(self.pid)) != Ok(self.pid) {
            let _ = kill_process(self.pid, signal);
        }
    }

    /// Ends it and everything it started, and reaps all.
    pub(crate) fn end(&mut self) -> Ended {
        if self.is_reaped {
            return Ended { failure: None, left_children: false };
        }
        let left = self.left();
        let is_killed = self.ended_at.is_none();
        self.signal(Signal::KILL);
        self.is_reaped = true;
        let status = self.reap();
        if is_killed || left.is_any {
            orphans::sweep(self.mark, self.pid);
        }
        orphans::forget(self.mark);
        for _ in 0..LAST_PIECES {
            if self.pipes.read_stderr() != Came::Bytes {
                break;
            }
        }
        Ended { failure: status.and_then(exit_failure), left_children: !is_killed && left.is_any_alive }
    }

    /// Returns what it left behind for good: what ends just after it is not left.
    fn left(&self) -> Left {
        loop {
            let left = orphans::left(self.mark, self.pid);
            let is_settled = self.ended_at.is_none_or(|ended_at| now() >= ended_at + LINGER);
            if is_settled || !left.is_any_alive {
                return left;
            }
            std::thread::sleep(BLIND_WAIT);
        }
    }

    /// Waits until it has vanished, and reaps it.
    fn reap(&mut self) -> Option<ExitStatus> {
        let deadline = now() + VANISH;
        loop {
            let status = self.child.try_wait().ok()?;
            let most = deadline.saturating_duration_since(now());
            if status.is_some() || most.is_zero() {
                return status;
            }
            match &self.process {
                Some(process) => wait_readable(process, most),
                None => std::thread::sleep(BLIND_WAIT),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

/// Kills and reaps processes that hid from the asks they were started by.
pub(crate) fn sweep_strangers() {
    orphans::sweep_strangers();
}

/// Names an end that is not well.
fn exit_failure(status: ExitStatus) -> Option<(FailureKind, String)> {
    if let Some(number) = status.signal() {
        return Some((FailureKind::Signal, format!("{} ended it", signal::name(number))));
    }
    match status.code() {
        Some(0) | None => None,
        Some(126) => {
            Some((FailureKind::Crash, "exit code 126: a shell could not run what it found".to_owned()))
        }
        Some(127) => Some((FailureKind::Crash, "exit code 127: a shell found no such program".to_owned())),
        Some(code) => Some((FailureKind::Crash, format!("exit code {code}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::extract::environment::Environment;
    use crate::extract::source::Cancel;
    use crate::project::{Policy, ProgramSpec};

    #[test]
    fn a_look_whether_a_program_has_ended_leaves_it_to_be_reaped() {
        let program = ProgramSpec {
            argv: ["sh", "-c", "exit 3"].map(str::to_owned).to_vec(),
            ..ProgramSpec::default()
        };
        let setup =
            ProgramSetup::new(&program, Path::new(""), &Environment::default(), &Policy::default()).unwrap();
        let mut running = Running::start(&setup, Lifetime::OneAnswer).unwrap();
        running.process = None;
        let cancel = Cancel::default();
        let mut exchange = Exchange::new(&setup, [b"", b""], &cancel);
        while !matches!(running.pump(&mut exchange), Event::Ended) {}
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        assert!(waitid(WaitId::Pid(running.pid), options).is_ok());
        let failure = running.end().failure.map(|(_, detail)| detail);
        assert_eq!(failure.as_deref(), Some("exit code 3"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_program_bears_its_mark_however_busy_the_machine_is() {
        let argv = ["sleep", "60"].map(str::to_owned).to_vec();
        let program = ProgramSpec { argv, ..ProgramSpec::default() };
        let setup =
            ProgramSetup::new(&program, Path::new(""), &Environment::default(), &Policy::default()).unwrap();
        let is_over = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                        std::hint::spin_loop();
                    }
                });
            }
            let n_marked = (0..100).filter(|_| {
                let mut running = Running::start(&setup, Lifetime::ManyAnswers).unwrap();
                let pid = running.pid.as_raw_nonzero().get();
                let is_marked = crate::extract::process::family::limit_mark(pid) == Some(running.mark);
                running.end();
                is_marked
            });
            let n_marked = n_marked.count();
            is_over.store(true, std::sync::atomic::Ordering::Relaxed);
            assert_eq!(n_marked, 100);
        });
    }
}
