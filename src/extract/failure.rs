//! How extractors fail: each way has a name that figures are grouped by.

use std::time::Duration;

use crate::extract::source::Usage;

/// A way of failing; [`FailureKind::word`] is its name in every report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailureKind {
    /// The program could not be started.
    CannotStart,
    /// It ended with an exit code other than 0.
    Crash,
    /// A signal that karat did not send ended it.
    Signal,
    /// It did not answer in time.
    Timeout,
    /// It did not answer in time, and went on after it was asked to end.
    IgnoredSigterm,
    /// It stopped itself, or somebody stopped it, and nobody would wake it.
    Stopped,
    /// It ended well and said nothing, or a file holds nothing for the article.
    NoAnswer,
    /// The answer breaks off.
    HalfAnswer,
    /// What it said is no answer in JSON or YAML.
    NotJson,
    /// A number is NaN or infinite, which JSON does not have.
    NotANumber,
    /// What it said is not UTF-8.
    NotUtf8,
    /// What it said holds a NUL byte.
    Nul,
    /// What it said holds escape codes of a terminal.
    EscapeCodes,
    /// The answer is for another article.
    WrongId,
    /// There are two answers for one article.
    TwoAnswers,
    /// The answer has no list of facts.
    NoFacts,
    /// It said more than is allowed.
    OutputLimit,
    /// It took more memory than is allowed.
    MemoryLimit,
    /// It closed its input before it had read the article, and did not answer.
    ClosedInput,
    /// It said itself that it failed.
    Reported,
    /// The filter of `transform:` failed on what it said.
    Transform,
    /// The server answered with a status that is no success.
    HttpStatus,
    /// No server could be reached, or the connection broke.
    NoConnection,
    /// Only the cache was to be asked, and it does not hold the article.
    NotCached,
    /// The run was ended from outside.
    Interrupted,
}

impl FailureKind {
    /// All ways, in the order of the documentation.
    pub const ALL: [Self; 25] = [
        Self::CannotStart,
        Self::Crash,
        Self::Signal,
        Self::Timeout,
        Self::IgnoredSigterm,
        Self::Stopped,
        Self::NoAnswer,
        Self::HalfAnswer,
        Self::NotJson,
        Self::NotANumber,
        Self::NotUtf8,
        Self::Nul,
        Self::EscapeCodes,
        Self::WrongId,
        Self::TwoAnswers,
        Self::NoFacts,
        Self::OutputLimit,
        Self::MemoryLimit,
        Self::ClosedInput,
        Self::Reported,
        Self::Transform,
        Self::HttpStatus,
        Self::NoConnection,
        Self::NotCached,
        Self::Interrupted,
    ];

    /// Returns the name that users see and records hold.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::CannotStart => "cannot start",
            Self::Crash => "crash",
            Self::Signal => "killed by a signal",
            Self::Timeout => "timeout",
            Self::IgnoredSigterm => "ignored SIGTERM",
            Self::Stopped => "stopped itself",
            Self::NoAnswer => "no answer",
            Self::HalfAnswer => "half an answer",
            Self::NotJson => "not JSON",
            Self::NotANumber => "NaN",
            Self::NotUtf8 => "not UTF-8",
            Self::Nul => "NUL byte",
            Self::EscapeCodes => "escape codes",
            Self::WrongId => "wrong id",
            Self::TwoAnswers => "two answers",
            Self::NoFacts => "no facts",
            Self::OutputLimit => "over the output limit",
            Self::MemoryLimit => "over the memory limit",
            Self::ClosedInput => "closed its input",
            Self::Reported => "error",
            Self::Transform => "transform failed",
            Self::HttpStatus => "HTTP status",
            Self::NoConnection => "no connection",
            Self::NotCached => "not in the cache",
            Self::Interrupted => "interrupted",
        }
    }

    /// Returns the way with this name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// How an extractor failed on one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The way it failed.
    pub kind: FailureKind,
    /// What exactly, for people: a fragment without a full stop.
    pub detail: String,
    /// The end of what it wrote to standard error, as it was written; renderers escape it. Empty where there is none.
    pub stderr: String,
    /// Whether asking again is of use: a full disk of a server is, a missing program is not.
    pub is_transient: bool,
    /// How long the server asked to wait before the next try.
    pub retry_after: Option<Duration>,
    /// What the try cost all the same; summed over all tries and then 0, as in records.
    pub usage: Usage,
}

impl Failure {
    /// Returns a failure that asking again may mend.
    #[must_use]
    pub fn new(kind: FailureKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            stderr: String::new(),
            is_transient: true,
            retry_after: None,
            usage: Usage::default(),
        }
    }

    /// Says that asking again is of no use.
    #[must_use]
    pub fn permanent(self) -> Self {
        Self { is_transient: false, ..self }
    }

    /// Adds the end of what was written to standard error.
    #[must_use]
    pub fn with_stderr(self, stderr: impl Into<String>) -> Self {
        Self { stderr: stderr.into(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_way_and_no_two_are_alike() {
        for kind in FailureKind::ALL {
            assert_eq!(FailureKind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(FailureKind::from_word("bad luck"), None);
    }
}
