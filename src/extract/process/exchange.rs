//! One question to a running program: what is written to it, what came back, and what can happen meanwhile.

use std::time::Duration;
use std::time::Instant;

use crate::extract::failure::{Failure, FailureKind};
use crate::extract::process::{ProgramSetup, now, shown_duration};
use crate::extract::source::Cancel;

/// How many answers a program gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// One; its input ends with the question.
    OneAnswer,
    /// Many; its input stays open.
    ManyAnswers,
}

/// What is written to a program and what it has written.
#[derive(Debug)]
pub(crate) struct Exchange<'a> {
    /// Two pieces that are written one after the other.
    pub(crate) input: [&'a [u8]; 2],
    /// How much of them was written, in bytes.
    pub(crate) n_written_bytes: usize,
    /// What came and was not taken yet.
    pub(crate) output: Vec<u8>,
    /// How much came in all, in bytes.
    pub(crate) n_output_bytes: u64,
    /// The most that may come, in bytes.
    output_bytes_max: u64,
    /// When it began.
    began: Instant,
    /// When it must be over.
    pub(crate) deadline: Instant,
    cancel: &'a Cancel,
}

/// What happened next.
#[derive(Debug)]
pub(crate) enum Event {
    /// More output came.
    Output,
    /// The program, and whoever else held it, closed its output.
    OutputClosed,
    /// The program closed its input.
    InputClosed,
    /// The program ended, and its output was read.
    Ended,
    /// It has to be ended.
    Trouble(Trouble),
}

/// Why a program has to be ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The run was ended.
    Interrupted,
    /// The deadline passed.
    Timeout,
    /// A signal of this name stopped it.
    Stopped(String),
    /// It wrote too much.
    OutputLimit,
    /// It and its children take so many bytes of memory.
    MemoryLimit(u64),
    /// The system refused to go on: why.
    Broken(String),
}

impl<'a> Exchange<'a> {
    /// Begins an exchange; its time runs.
    pub(crate) fn new(setup: &ProgramSetup, input: [&'a [u8]; 2], cancel: &'a Cancel) -> Self {
        let began = now();
        Self {
            input,
            n_written_bytes: 0,
            output: Vec::new(),
            n_output_bytes: 0,
            output_bytes_max: setup.output_bytes_max,
            began,
            deadline: began.checked_add(setup.timeout).unwrap_or(began + Duration::from_secs(1 << 30)),
            cancel,
        }
    }

    /// Returns how long the input is, in bytes.
    pub(crate) fn n_input_bytes(&self) -> u64 {
        self.input.iter().map(|piece| piece.len() as u64).sum()
    }

    /// Returns how many bytes of the input were not written yet.
    pub(crate) fn n_unwritten_bytes(&self) -> usize {
        self.input.iter().map(|piece| piece.len()).sum::<usize>() - self.n_written_bytes
    }

    /// Returns what is to be written next.
    pub(crate) fn unwritten(&self) -> [&'a [u8]; 2] {
        let [first, second] = self.input;
        match first.get(self.n_written_bytes..) {
            Some(rest) => [rest, second],
            None => [&[], second.get(self.n_written_bytes - first.len()..).unwrap_or_default()],
        }
    }

    /// Takes note of bytes that came.
    pub(crate) fn count_output(&mut self, n_bytes: usize) {
        self.n_output_bytes += n_bytes as u64;
    }

    /// Says why the program has to be ended now, of what the clock and the user can tell.
    pub(crate) fn trouble(&self, now: Instant) -> Option<Trouble> {
        if self.cancel.is_cancelled() {
            Some(Trouble::Interrupted)
        } else if self.is_over_limit() {
            Some(Trouble::OutputLimit)
        } else if now >= self.deadline {
            Some(Trouble::Timeout)
        } else {
            None
        }
    }

    /// Says whether the run was ended.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// Says whether more came than may.
    pub(crate) const fn is_over_limit(&self) -> bool {
        self.n_output_bytes > self.output_bytes_max
    }

    /// Makes the deadline come at most so much later than now.
    pub(crate) fn hurry(&mut self, most: Duration) {
        self.deadline = self.deadline.min(now() + most);
    }

    /// Returns the failure that a trouble is.
    pub(crate) fn failure(&self, trouble: &Trouble, setup: &ProgramSetup) -> Failure {
        let timeout = shown_duration(self.deadline.saturating_duration_since(self.began));
        let (kind, detail) = match trouble {
            Trouble::Interrupted => (FailureKind::Interrupted, "the run was ended".to_owned()),
            Trouble::Timeout => {
                let detail = format!("no answer within {timeout}; {} had come", bytes(self.n_output_bytes));
                (FailureKind::Timeout, detail)
            }
            Trouble::Stopped(signal) => {
                (FailureKind::Stopped, format!("{signal} stopped it; {}", advice_on_stop(signal)))
            }
            Trouble::OutputLimit => {
                let detail = format!("it wrote more than {}", bytes(setup.output_bytes_max));
                (FailureKind::OutputLimit, detail)
            }
            Trouble::MemoryLimit(n_bytes) => {
                let most = bytes(setup.memory_bytes_max.unwrap_or_default());
                (FailureKind::MemoryLimit, format!("it took {}, more than {most}", bytes(*n_bytes)))
            }
            Trouble::Broken(reason) => (FailureKind::CannotStart, reason.clone()),
        };
        Failure::new(kind, detail)
    }
}

fn advice_on_stop(signal: &str) -> &'static str {
    match signal {
        "SIGTTIN" => "it reads from the terminal, which it may not",
        "SIGTTOU" => "it changes the terminal, which it may not",
        _ => "nobody would wake it",
    }
}

/// Shows a number of bytes.
pub(crate) fn bytes(n_bytes: u64) -> String {
    match n_bytes {
        1 => "1 byte".to_owned(),
        n_bytes if n_bytes >= 10 << 20 => format!("{} MiB", n_bytes >> 20),
        n_bytes => format!("{n_bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::extract::environment::Environment;
    use crate::project::{Policy, ProgramSpec};

    #[test]
    fn what_is_to_be_written_goes_on_where_it_stopped() {
        let program = ProgramSpec { argv: vec!["x".to_owned()], ..ProgramSpec::default() };
        let setup =
            ProgramSetup::new(&program, Path::new(""), &Environment::default(), &Policy::default()).unwrap();
        let cancel = Cancel::default();
        let mut exchange = Exchange::new(&setup, [b"abc", b"\n"], &cancel);
        let expected: [[&[u8]; 2]; 5] =
            [[b"abc", b"\n"], [b"bc", b"\n"], [b"c", b"\n"], [b"", b"\n"], [b"", b""]];
        for (n_written_bytes, expected) in expected.into_iter().enumerate() {
            exchange.n_written_bytes = n_written_bytes;
            assert_eq!(exchange.unwritten(), expected);
            assert_eq!(exchange.n_unwritten_bytes(), 4 - n_written_bytes);
        }
    }

    #[test]
    fn numbers_of_bytes_are_exact_while_they_are_small() {
        assert_eq!([0, 1, 4096, 64 << 20].map(bytes), ["0 bytes", "1 byte", "4096 bytes", "64 MiB"]);
    }
}
