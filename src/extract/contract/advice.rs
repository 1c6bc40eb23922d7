//! What to do about each way of failing, and about each oddity: one line for people.

use crate::extract::failure::FailureKind;
use crate::extract::source::Oddity;

/// Returns what happened and what to do about it, as a fragment.
#[must_use]
pub const fn failure_advice(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::CannotStart => {
            "the program is missing or may not be run: check the command line, cwd and PATH"
        }
        FailureKind::Crash => {
            "the program ended with a code other than 0: read the end of its standard error"
        }
        FailureKind::Signal => {
            "a signal ended the program, such as a segmentation fault or the kernel short of memory"
        }
        FailureKind::Timeout => "no answer in time: raise `timeout:`, or find out what it waits for",
        FailureKind::IgnoredSigterm => {
            "no answer in time, and it had to be killed: end on SIGTERM, raise `timeout:`"
        }
        FailureKind::Stopped => {
            "the program is stopped and nobody wakes it: it read from a terminal or got SIGSTOP"
        }
        FailureKind::NoAnswer => {
            "nothing was said for this article: print one JSON object even if it has no facts"
        }
        FailureKind::HalfAnswer => "the answer breaks off: write all of it, flush, and only then end",
        FailureKind::NotJson => "what was said is no JSON: log to standard error, print the answer alone",
        FailureKind::NotANumber => "NaN and Infinity are no JSON: leave the slot out, or write null",
        FailureKind::NotUtf8 => "write UTF-8: in Python, PYTHONIOENCODING=utf-8 or sys.stdout.reconfigure",
        FailureKind::Nul => "a NUL byte stands in the answer: take it out of the text before writing",
        FailureKind::EscapeCodes => "escape codes of a terminal stand in the answer: turn colours off",
        FailureKind::WrongId => "the answer is for another article: give back the `id` of the request",
        FailureKind::TwoAnswers => "two answers came for one article: write exactly one",
        FailureKind::NoFacts => "the answer has no list \"facts\": add it, or make it with `transform:`",
        FailureKind::OutputLimit => "more was said than `output:` allows: print only the answer, or raise it",
        FailureKind::MemoryLimit => "more memory was taken than `memory:` allows: raise it, or use less",
        FailureKind::ClosedInput => {
            "its input was closed before the article was read: read standard input to its end"
        }
        FailureKind::Reported => "the extractor said itself that it failed: its message says why",
        FailureKind::Transform => {
            "the filter of `transform:` failed on the answer: look at what was said, and mend the filter"
        }
        FailureKind::HttpStatus => "the server answered with a status that is no success: its text says why",
        FailureKind::NoConnection => {
            "the server could not be reached, or broke off: check address and network"
        }
        FailureKind::NotCached => "with --offline only the cache answers, and it does not hold the article",
        FailureKind::Interrupted => {
            "the run was ended before the article was done: run again, what is done is kept"
        }
    }
}

/// Returns what was odd and what to do about it, as a fragment.
#[must_use]
pub const fn oddity_advice(oddity: Oddity) -> &'static str {
    match oddity {
        Oddity::LeftChildren => "processes were left behind and were killed: wait for them before ending",
        Oddity::LongStderr => "more was written to standard error than is kept: the beginning is lost",
    }
}
