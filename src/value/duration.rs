//! A length of time as an article states it: ISO 8601 lengths with the words for bounds, ranges, or a plural unit.

use std::fmt;
use std::str::FromStr;

use crate::value::count::Qualifier;
use crate::value::duration::length::Length;
use crate::value::{Language, Lenient, ValueError};

pub mod length;
mod lenient;
mod spelling;

/// A length of time that is named by its unit only: two of the unit at least, less than two of the next one.
///
/// The units share time out between them: "des jours" is 2 to 13 days, "des semaines" two weeks to under two months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Decades, or more.
    Decades,
}

impl TimeUnit {
    /// All units, from the shortest.
    pub const ALL: [Self; 7] =
        [Self::Minutes, Self::Hours, Self::Days, Self::Weeks, Self::Months, Self::Years, Self::Decades];

    /// Returns the word used in gold files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Years => "years",
            Self::Decades => "decades",
        }
    }

    /// Returns the next longer unit.
    #[must_use]
    pub const fn longer(self) -> Option<Self> {
        match self {
            Self::Minutes => Some(Self::Hours),
            Self::Hours => Some(Self::Days),
            Self::Days => Some(Self::Weeks),
            Self::Weeks => Some(Self::Months),
            Self::Months => Some(Self::Years),
            Self::Years => Some(Self::Decades),
            Self::Decades => None,
        }
    }
}

/// The forms of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DurationForm {
    /// A length, perhaps with a bound or a hedge.
    Point(Qualifier, Length),
    /// One unknown length in this range; the shortest reading of the first is at most that of the second.
    Range(Length, Length),
    /// A unit in the plural: "des décennies".
    Class(TimeUnit),
}

/// A length of time as stated.
///
/// Equality is by what was written; [`Duration::canonical`] is what scoring compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(DurationForm);

impl Duration {
    /// Returns a length with a bound, a hedge or neither.
    #[must_use]
    pub const fn point(qualifier: Qualifier, length: Length) -> Self {
        Self(DurationForm::Point(qualifier, length))
    }

    /// Returns a unit in the plural.
    #[must_use]
    pub const fn class(unit: TimeUnit) -> Self {
        Self(DurationForm::Class(unit))
    }

    /// Returns a range, ends included; `None` if it ends before it starts, at its shortest or at its longest.
    #[must_use]
    pub fn range(from: Length, to: Length) -> Option<Self> {
        let (from_seconds, to_seconds) = (from.seconds(), to.seconds());
        let is_rising = from_seconds.0 <= to_seconds.0 && from_seconds.1 <= to_seconds.1;
        is_rising.then_some(Self(DurationForm::Range(from, to)))
    }

    /// Returns the form, to match on.
    #[must_use]
    pub const fn form(&self) -> DurationForm {
        self.0
    }

    /// Returns what scoring compares: weeks as days, 12 months as a year, a range of one length as that length.
    #[must_use]
    pub fn canonical(&self) -> Self {
        match self.0 {
            DurationForm::Point(qualifier, length) => Self::point(qualifier, length.canonical()),
            DurationForm::Range(from, to) => match (from.canonical(), to.canonical()) {
                (from, to) if from == to => Self::point(Qualifier::Exactly, from),
                (from, to) => Self(DurationForm::Range(from, to)),
            },
            DurationForm::Class(_) => *self,
        }
    }

    /// Reads the spelling of gold files.
    ///
    /// ```
    /// use karat::value::duration::Duration;
    /// for text in ["P6W", "almost P2M", "P1DT12H", "P5D..P7D", "decades"] {
    ///     assert_eq!(Duration::parse(text).expect("a duration").to_string(), text);
    /// }
    /// ```
    ///
    /// # Errors
    /// `V5` if a range ends before it starts, `F1` if it is no duration.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        spelling::parse(text)
    }

    /// Reads what people and extractors write: "six semaines", "nearly two months", "42 jours".
    ///
    /// # Errors
    /// The error of [`Duration::parse`] if it cannot be read either way.
    pub fn read(text: &str, language: Language) -> Result<Lenient<Self>, ValueError> {
        match Self::parse(text) {
            Ok(duration) => Ok(Lenient { value: duration, was_lenient: false }),
            Err(error) => lenient::read(text.trim(), language)
                .map(|duration| Lenient { value: duration, was_lenient: true })
                .ok_or(error),
        }
    }
}

impl FromStr for Duration {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Duration {
    /// Writes the spelling of gold files.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            DurationForm::Point(qualifier, length) => write!(formatter, "{qualifier}{length}"),
            DurationForm::Range(from, to) => write!(formatter, "{from}..{to}"),
            DurationForm::Class(unit) => formatter.write_str(unit.word()),
        }
    }
}
