//! Exit codes, as documented in the help.

use std::process::ExitCode;

/// How a command ended; the numbers are part of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Everything ran, and every verdict passed.
    Success,
    /// A completed run's verdict failed: lint found errors.
    Failed,
    /// Usage, configuration or gold is invalid.
    Invalid,
    /// An extractor failed on an article.
    ExtractorFailed,
    /// Nothing was selected.
    NothingSelected,
    /// A signal ended it.
    Interrupted,
}

impl Exit {
    const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failed => 1,
            Self::Invalid => 2,
            Self::ExtractorFailed => 4,
            Self::NothingSelected => 5,
            Self::Interrupted => crate::interrupt::INTERRUPTED,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
