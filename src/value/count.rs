//! A number of things as an article states it: exact, bounded, hedged, a range, an estimate or a size.

use std::fmt;
use std::str::FromStr;

use crate::value::count::spelling::not_a_count;
use crate::value::numeral::{Amount, Class};
use crate::value::{Language, Lenient, ValueError};

pub(in crate::value) mod lenient;
mod spelling;

/// What a word before a number says about it.
///
/// "almost" is a bound (an article that says "almost two months" says less than two months) that also hedges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// No word: exactly what is stated.
    Exactly,
    /// This or more.
    AtLeast,
    /// More than this.
    MoreThan,
    /// This or less.
    AtMost,
    /// Less than this.
    LessThan,
    /// Roughly this.
    About,
    /// Less than this, but close.
    Almost,
}

impl Qualifier {
    /// All words, [`Qualifier::Exactly`] without any.
    pub const ALL: [Self; 7] = [
        Self::Exactly,
        Self::AtLeast,
        Self::MoreThan,
        Self::AtMost,
        Self::LessThan,
        Self::About,
        Self::Almost,
    ];

    /// Returns the word used in gold files; empty for [`Qualifier::Exactly`].
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exactly => "",
            Self::AtLeast => "at least",
            Self::MoreThan => "more than",
            Self::AtMost => "at most",
            Self::LessThan => "less than",
            Self::About => "about",
            Self::Almost => "almost",
        }
    }

    /// Says whether it bounds from below ("at least") or from above ("at most"); `None` if it is no bound.
    #[must_use]
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::AtLeast | Self::MoreThan => Some(Side::Lower),
            Self::AtMost | Self::LessThan | Self::Almost => Some(Side::Upper),
            Self::Exactly | Self::About => None,
        }
    }

    /// Says whether the number itself is outside the bound.
    #[must_use]
    pub const fn is_strict(self) -> bool {
        match self {
            Self::MoreThan | Self::LessThan | Self::Almost => true,
            Self::Exactly | Self::AtLeast | Self::AtMost | Self::About => false,
        }
    }

    /// Splits the word of a gold file from what follows it, after one space.
    pub(crate) fn split(text: &str) -> (Self, &str) {
        for qualifier in Self::ALL {
            if qualifier != Self::Exactly
                && let Some(rest) =
                    text.strip_prefix(qualifier.word()).and_then(|rest| rest.strip_prefix(' '))
            {
                return (qualifier, rest);
            }
        }
        (Self::Exactly, text)
    }
}

impl fmt::Display for Qualifier {
    /// Writes the word and a space; nothing for [`Qualifier::Exactly`].
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.word() {
            "" => Ok(()),
            word => write!(formatter, "{word} "),
        }
    }
}

/// The end of a range that a bound states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The least that is possible.
    Lower,
    /// The most that is possible.
    Upper,
}

impl Side {
    /// Returns the other end.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Lower => Self::Upper,
            Self::Upper => Self::Lower,
        }
    }
}

/// The forms of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountForm {
    /// A number, perhaps with a bound or a hedge.
    Point(Qualifier, Amount),
    /// One unknown number in this range, ends included; the first end is at most the second.
    Range(Amount, Amount),
    /// A best number inside a range, ends included.
    Estimate {
        /// The number that is thought right; in `[low, high]`.
        best: Amount,
        /// The least possible.
        low: Amount,
        /// The most possible.
        high: Amount,
    },
    /// A size without a number.
    Class(Class),
}

/// A number of things as stated.
///
/// Equality is by what was written; [`Count::canonical`] is what scoring compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(CountForm);

impl Count {
    /// Returns a whole number without any word.
    #[must_use]
    pub const fn exact(whole: u64) -> Self {
        Self::point(Qualifier::Exactly, Amount::from_whole(whole))
    }

    /// Returns a number with a bound, a hedge or neither.
    #[must_use]
    pub const fn point(qualifier: Qualifier, amount: Amount) -> Self {
        Self(CountForm::Point(qualifier, amount))
    }

    /// Returns a size without a number.
    #[must_use]
    pub const fn class(class: Class) -> Self {
        Self(CountForm::Class(class))
    }

    /// Returns a range, ends included; `None` if it ends before it starts.
    #[must_use]
    pub fn range(low: Amount, high: Amount) -> Option<Self> {
        (low <= high).then_some(Self(CountForm::Range(low, high)))
    }

    /// Returns a best number inside a range; `None` if it is outside.
    #[must_use]
    pub fn estimate(best: Amount, low: Amount, high: Amount) -> Option<Self> {
        (low <= best && best <= high).then_some(Self(CountForm::Estimate { best, low, high }))
    }

    /// Returns the form, to match on.
    #[must_use]
    pub const fn form(&self) -> CountForm {
        self.0
    }

    /// Returns what scoring compares: a range or an estimate of one number is that number.
    #[must_use]
    pub fn canonical(&self) -> Self {
        match self.0 {
            CountForm::Range(low, high) | CountForm::Estimate { low, high, .. } if low == high => {
                Self::point(Qualifier::Exactly, low)
            }
            CountForm::Point(..)
            | CountForm::Range(..)
            | CountForm::Estimate { .. }
            | CountForm::Class(_) => *self,
        }
    }

    /// Reads the spelling of gold files.
    ///
    /// ```
    /// use karat::value::count::Count;
    /// for text in ["49", "at least 6500", "5..7", "{best: 49, low: 45, high: 60}", "dozens"] {
    ///     assert_eq!(Count::parse(text).expect("a count").to_string(), text);
    /// }
    /// ```
    ///
    /// # Errors
    /// `V7` if the number has separators, `V5` if a range ends before it starts, `F1` if it is no count.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        spelling::parse(text)
    }

    /// Reads what people and extractors write: separators, number words, signs, `{"min": 6500}`.
    ///
    /// # Errors
    /// The error of [`Count::parse`] if it cannot be read either way, or has two readings in the language.
    pub fn read(text: &str, language: Language) -> Result<Lenient<Self>, ValueError> {
        if let Ok(count) = Self::parse(text) {
            return Ok(Lenient { value: count, was_lenient: false });
        }
        match lenient::read(text.trim(), language) {
            Some(count) => Ok(Lenient { value: count, was_lenient: true }),
            None => Err(Self::parse(text).err().unwrap_or_else(|| not_a_count(text))),
        }
    }
}

impl FromStr for Count {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl fmt::Display for Count {
    /// Writes the spelling of gold files.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            CountForm::Point(qualifier, amount) => write!(formatter, "{qualifier}{amount}"),
            CountForm::Range(low, high) => write!(formatter, "{low}..{high}"),
            CountForm::Estimate { best, low, high } => {
                write!(formatter, "{{best: {best}, low: {low}, high: {high}}}")
            }
            CountForm::Class(class) => formatter.write_str(class.word()),
        }
    }
}
