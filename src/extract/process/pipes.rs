//! The pipes between this program and another: what can be written and read without waiting.

use std::io::{PipeReader, PipeWriter};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

use rustix::buffer::spare_capacity;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionbio, ioctl_fionread, read, writev};

use crate::extract::process::exchange::{Exchange, Lifetime};
use crate::extract::process::start::Started;
use crate::extract::process::tail::Tail;

/// How much is read at a time, in bytes; a pipe holds as much.
const READ_BYTES: usize = 1 << 16;

/// Our ends of a program's pipes.
#[derive(Debug)]
pub(crate) struct Pipes {
    stdin: Option<PipeWriter>,
    /// Nobody reads the input any more.
    is_input_refused: bool,
    /// The program's own end of its input, held for a program of one answer: how much it read can be told at its end.
    stdin_reader: Option<PipeReader>,
    stdout: Option<PipeReader>,
    stderr: Option<PipeReader>,
    /// The end of what came on standard error.
    pub(crate) tail: Tail,
}

/// What can be done without waiting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ready {
    pub(crate) stdin: bool,
    pub(crate) stdout: bool,
    pub(crate) stderr: bool,
    pub(crate) process: bool,
}

/// What came of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    Bytes,
    NothingYet,
    End,
}

impl Pipes {
    /// Takes the pipes of a program that was just started.
    pub(crate) fn new(started: Started, lifetime: Lifetime) -> Result<Self, Errno> {
        ioctl_fionbio(&started.stdin, true)?;
        ioctl_fionbio(&started.stdout, true)?;
        ioctl_fionbio(&started.stderr, true)?;
        Ok(Self {
            stdin: Some(started.stdin),
            is_input_refused: false,
            stdin_reader: (lifetime == Lifetime::OneAnswer).then_some(started.stdin_reader),
            stdout: Some(started.stdout),
            stderr: Some(started.stderr),
            tail: Tail::default(),
        })
    }

    /// Waits until something can be done, or some time has passed.
    ///
    /// The end of the process is a file descriptor too, where the system has it.
    pub(crate) fn wait(
        &self,
        exchange: &Exchange<'_>,
        process: Option<&OwnedFd>,
        most: Duration,
    ) -> Result<Ready, Errno> {
        let is_hungry = exchange.n_unwritten_bytes() > 0;
        // Nothing is asked of the input of a worker that has its request: an error of it is told all the same.
        let stdin_flags = if is_hungry { PollFlags::OUT } else { PollFlags::empty() };
        let watched = [
            self.stdin.as_ref().filter(|_| !self.is_input_refused).map(|fd| PollFd::new(fd, stdin_flags)),
            self.stdout.as_ref().map(|fd| PollFd::new(fd, PollFlags::IN)),
            self.stderr.as_ref().map(|fd| PollFd::new(fd, PollFlags::IN)),
            process.map(|fd| PollFd::new(fd, PollFlags::IN)),
        ];
        let mut fds: Vec<PollFd<'_>> = watched.iter().flatten().cloned().collect();
        poll(&mut fds, Some(&timespec(most)))?;
        let mut happened = fds.iter().map(|fd| !fd.revents().is_empty());
        let [stdin, stdout, stderr, process] =
            watched.map(|fd| fd.is_some() && happened.next().unwrap_or_default());
        Ok(Ready { stdin, stdout, stderr, process })
    }

    /// Writes what can be written; says whether the program still takes input.
    ///
    /// The input of a program of one answer is closed behind the last byte.
    pub(crate) fn feed(&mut self, exchange: &mut Exchange<'_>) -> bool {
        let Some(stdin) = &self.stdin else { return true };
        let pieces = exchange.unwritten().map(std::io::IoSlice::new);
        // If there is nothing to write, an error is what happened: nobody reads any more.
        self.is_input_refused = exchange.n_unwritten_bytes() == 0
            || match writev(stdin, &pieces) {
                Ok(n_bytes) => {
                    exchange.n_written_bytes += n_bytes;
                    false
                }
                Err(error) => !matches!(error, Errno::AGAIN | Errno::INTR),
            };
        if exchange.n_unwritten_bytes() == 0 && self.stdin_reader.is_some() {
            self.close_input();
        }
        !self.is_input_refused
    }

    /// Tells the program that no more will come.
    pub(crate) fn close_input(&mut self) {
        self.stdin = None;
    }

    /// Returns how many bytes of what was written nobody has read; 0 where it cannot be told.
    pub(crate) fn n_unread_bytes(&self) -> u64 {
        let unread = match (&self.stdin_reader, &self.stdin) {
            (Some(reader), _) => ioctl_fionread(reader),
            (None, Some(stdin)) => ioctl_fionread(stdin),
            (None, None) => Ok(0),
        };
        unread.unwrap_or(0)
    }

    /// Says whether output may still come.
    pub(crate) const fn is_output_open(&self) -> bool {
        self.stdout.is_some()
    }

    /// Reads what came on standard output, up to a limit.
    pub(crate) fn read_stdout(&mut self, exchange: &mut Exchange<'_>) -> Came {
        let n_before = exchange.output.len();
        let came = read_some(&mut self.stdout, &mut exchange.output);
        exchange.count_output(exchange.output.len() - n_before);
        came
    }

    /// Reads what came on standard error, up to a limit.
    pub(crate) fn read_stderr(&mut self) -> Came {
        let n_before = self.tail.buffer().len();
        let came = read_some(&mut self.stderr, self.tail.buffer());
        let n_bytes = self.tail.buffer().len() - n_before;
        self.tail.grew(n_bytes);
        came
    }
}

/// Appends what can be read at once; closes the pipe at its end.
fn read_some(pipe: &mut Option<PipeReader>, buffer: &mut Vec<u8>) -> Came {
    let Some(open) = pipe else { return Came::End };
    buffer.reserve(READ_BYTES);
    match read(open, spare_capacity(buffer)) {
        Ok(0) => {}
        Ok(_) => return Came::Bytes,
        Err(Errno::AGAIN | Errno::INTR) => return Came::NothingYet,
        // Pipes do not fail; one that does will not tell more.
        Err(_) => {}
    }
    *pipe = None;
    Came::End
}

/// Waits until a file descriptor can be read, or some time has passed.
pub(crate) fn wait_readable(fd: &impl AsFd, most: Duration) {
    // An interrupted wait is a short one; callers look again.
    let _ = poll(&mut [PollFd::new(fd, PollFlags::IN)], Some(&timespec(most)));
}

fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos().into(),
    }
}
