//! A finding about a file that people write: rule, level, place, message and what to do next.

use std::ops::Range;

use crate::text::splice::Splice;

pub mod catalogue;
pub mod levels;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The file cannot be used as it is.
    Error,
    /// It can be used, and something is probably wrong.
    Warning,
    /// Worth knowing.
    Info,
}

impl Level {
    /// Returns the word users see.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What `--fix` does about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Changes the finding's file at these places.
    Splices(Vec<Splice>),
    /// Brings the finding's file into canonical form, as `karat fmt` does.
    Format,
    /// Writes the JSON Schemas and the lines that name them, as `karat schema` does.
    Schemas,
    /// Brings the article's text into the form that all tools count alike.
    Article,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the user would type it.
    pub file: String,
    /// The place in the file, in bytes; `None` where the file as a whole is meant.
    pub span: Option<Range<usize>>,
    /// The rule's id, such as `Y2`.
    pub rule: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// What `--fix` does about it, where that is certain.
    pub fix: Option<Fix>,
    /// The file could not be read at all: exit code 2, not 1.
    pub is_unreadable: bool,
}

impl Problem {
    /// Returns an error without a help text.
    #[must_use]
    pub fn error(
        rule: &'static str,
        file: &str,
        span: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        let message = message.into();
        Self {
            file: file.to_owned(),
            span,
            rule,
            level: Level::Error,
            message,
            help: None,
            fix: None,
            is_unreadable: false,
        }
    }

    /// Returns a warning without a help text.
    #[must_use]
    pub fn warning(
        rule: &'static str,
        file: &str,
        span: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self { level: Level::Warning, ..Self::error(rule, file, span, message) }
    }

    /// Returns a remark without a help text.
    #[must_use]
    pub fn info(
        rule: &'static str,
        file: &str,
        span: Option<Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        Self { level: Level::Info, ..Self::error(rule, file, span, message) }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Adds what `--fix` does about it.
    #[must_use]
    pub fn with_fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }

    /// Marks the whole file as unreadable.
    #[must_use]
    pub fn unreadable(self) -> Self {
        Self { is_unreadable: true, ..self }
    }
}

/// Sorts by file, place and rule, otherwise in the order in which they were found, and removes equal findings.
pub fn sort_problems(problems: &mut Vec<Problem>) {
    fn key(problem: &Problem) -> (&str, usize, usize, &str) {
        let (start, end) = problem.span.as_ref().map_or((0, 0), |span| (span.start, span.end));
        (&problem.file, start, end, problem.rule)
    }
    problems.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut sorted: Vec<Problem> = Vec::with_capacity(problems.len());
    for problem in problems.drain(..) {
        let is_same_place = |other: &&Problem| other.file == problem.file && other.span == problem.span;
        if !sorted.iter().rev().take_while(is_same_place).any(|other| *other == problem) {
            sorted.push(problem);
        }
    }
    *problems = sorted;
}
