//! Why two durations scored as they did, in the words users see.

use std::fmt;

use crate::compare::Reason;
use crate::compare::count::qualifier::WordLoss;
use crate::value::duration::TimeUnit;

/// The numbers that are written as words.
const NUMBER_WORDS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// "12 months are a year."
const MONTHS_PER_YEAR: u32 = 12;

/// Why two durations scored as they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DurationReason {
    /// Equal, or open on both sides.
    Same,
    /// The same length in other units.
    SameLength,
    /// Inside what so many gold months (or years) can mean in days; absent where gold has other units too.
    InsideNominal(Option<u32>),
    /// Gold lies inside what the predicted length can mean in days.
    GoldInside,
    /// Another length.
    DifferentLength,
    /// The length without its bound, or a bound that the article does not state.
    BoundLostOrAdded,
    /// The length without its hedge, or a hedge that the article does not state.
    HedgeLostOrAdded,
    /// "at least" against "more than", "at most" against "less than".
    InclusiveAgainstStrict,
    /// A lower bound against an upper one.
    BoundTurnedRound,
    /// The article entails it and says more.
    TrueButWeaker,
    /// The article entails it, and so it would almost anything.
    TooFar,
    /// Another length that the gold `about` admits.
    WithinAbout,
    /// The length is one end of the predicted range.
    EndOfRange,
    /// Inside the gold range.
    InsideRange,
    /// Outside the gold range.
    OutsideRange,
    /// Two ranges that overlap.
    Jaccard,
    /// A bound that keeps one end of the gold range.
    OneEndRight,
    /// A bound that keeps no end of the gold range.
    NoEndRight,
    /// Inside what the gold unit can mean.
    InsideClass(TimeUnit),
    /// Outside what the unit can mean.
    OtherUnit,
    /// The article gives no length and the prediction does.
    Invented,
    /// The article gives a length and the prediction says that there is none.
    LeftOut,
    /// The article gives no length and nothing is predicted.
    NoLengthOnEitherSide,
}

impl fmt::Display for DurationReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Same => "same",
            Self::SameLength => "same length",
            Self::InsideNominal(Some(months)) => return inside_months(*months, formatter),
            Self::InsideNominal(None) => "inside the nominal length",
            Self::GoldInside => "gold inside the stated length",
            Self::DifferentLength => "different length",
            Self::BoundLostOrAdded => "bound lost or added",
            Self::HedgeLostOrAdded => "hedge lost or added",
            Self::InclusiveAgainstStrict => "inclusive vs strict bound",
            Self::BoundTurnedRound => "bound turned round",
            Self::TrueButWeaker => "true but weaker than the article",
            Self::TooFar => "bound too far to say anything",
            Self::WithinAbout => "within 10 % of an approximate length",
            Self::EndOfRange => "right length is an end of the range",
            Self::InsideRange => "inside the range",
            Self::OutsideRange => "outside the range",
            Self::Jaccard => "Jaccard of the ranges",
            Self::OneEndRight => "one end right",
            Self::NoEndRight => "no end right",
            Self::InsideClass(unit) => return write!(formatter, "inside the class {}", unit.word()),
            Self::OtherUnit => "other order of magnitude",
            Self::Invented => "the article gives no length; one was invented",
            Self::LeftOut => "length left out",
            Self::NoLengthOnEitherSide => "no length on either side",
        };
        formatter.write_str(text)
    }
}

fn inside_months(months: u32, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (years, months) = (months / MONTHS_PER_YEAR, months % MONTHS_PER_YEAR);
    formatter.write_str("inside the nominal length of ")?;
    units(years, "year", formatter)?;
    if years > 0 && months > 0 {
        formatter.write_str(" and ")?;
    }
    units(months, "month", formatter)
}

fn units(number: u32, unit: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (number, usize::try_from(number).ok().and_then(|index| NUMBER_WORDS.get(index))) {
        (0, _) => Ok(()),
        (1, _) => write!(formatter, "a {unit}"),
        (_, Some(word)) => write!(formatter, "{word} {unit}s"),
        (number, None) => write!(formatter, "{number} {unit}s"),
    }
}

impl From<WordLoss> for DurationReason {
    fn from(loss: WordLoss) -> Self {
        match loss {
            WordLoss::Nothing => Self::Same,
            WordLoss::Hedge => Self::HedgeLostOrAdded,
            WordLoss::Bound => Self::BoundLostOrAdded,
            WordLoss::Strictness => Self::InclusiveAgainstStrict,
            WordLoss::TurnedRound => Self::BoundTurnedRound,
        }
    }
}

impl From<DurationReason> for Reason {
    fn from(reason: DurationReason) -> Self {
        Self::Duration(reason)
    }
}
