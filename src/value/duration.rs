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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            let shown = match Duration::read(text, Language::French) {
                Ok(duration) => duration.value.to_string(),
                Err(error) => error.message,
            };
            assert_eq!(shown, *expected, "{text}");
        }
    }

    #[test]
    fn what_people_write_is_read() {
        check(&[
            ("six semaines", "P6W"),
            ("6 weeks", "P6W"),
            ("42 jours", "P42D"),
            ("près de deux mois", "almost P2M"),
            ("nearly two months", "almost P2M"),
            ("une quinzaine de jours", "about P15D"),
            ("trois ans et six mois", "P3Y6M"),
            ("un an et demi", "P1Y6M"),
            ("1h30", "PT1H30M"),
            ("1 h 30", "PT1H30M"),
            ("au moins 3 heures", "at least PT3H"),
            ("5 à 7 jours", "P5D..P7D"),
            ("entre deux et trois semaines", "P2W..P3W"),
            ("des décennies", "decades"),
            ("plusieurs années", "years"),
            ("quelques semaines", "weeks"),
            ("a few days", "days"),
            ("quelque 3 semaines", "about P3W"),
            ("une décennie", "P10Y"),
            ("a year", "P1Y"),
            ("p6w", "P6W"),
        ]);
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "",
            "P",
            "PT",
            "P1X",
            "P1D2W",
            "P0W",
            "PT0H",
            "P01D",
            "demain",
            "six",
            "deux mois deux ans",
            "P5000000000Y",
        ] {
            assert_eq!(
                Duration::read(text, Language::French).unwrap_err().message,
                format!("\"{text}\" is not a duration")
            );
        }
        assert_eq!(
            Duration::parse("P7D..P5D").unwrap_err().message,
            "the range P7D..P5D ends before it starts"
        );
    }

    #[test]
    fn weeks_are_days_and_twelve_months_a_year() {
        let canonical = |text: &str| Duration::parse(text).unwrap().canonical().to_string();
        for (text, expected) in [
            ("P6W", "P42D"),
            ("P12M", "P1Y"),
            ("P18M", "P1Y6M"),
            ("PT36H", "P1DT12H"),
            ("P7D..P1W", "P7D"),
            ("P0D", "P0D"),
        ] {
            assert_eq!(canonical(text), expected);
        }
    }

    pub(crate) fn any_duration() -> impl Strategy<Value = Duration> {
        let number = || prop_oneof![4 => Just(0_u32), 4 => 0_u32..80, 1 => any::<u32>(), 1 => Just(u32::MAX)];
        let length = || {
            [number(), number(), number(), number(), number(), number(), number()].prop_map(
                |[years, months, weeks, days, hours, minutes, seconds]| Length {
                    years,
                    months,
                    weeks,
                    days,
                    hours,
                    minutes,
                    seconds,
                },
            )
        };
        let point = (prop::sample::select(Qualifier::ALL.to_vec()), length())
            .prop_map(|(word, n)| Duration::point(word, n));
        let range = (length(), length()).prop_map(|(a, b)| {
            Duration::range(a, b)
                .or_else(|| Duration::range(b, a))
                .unwrap_or(Duration::point(Qualifier::Exactly, a))
        });
        prop_oneof![point, range, prop::sample::select(TimeUnit::ALL.to_vec()).prop_map(Duration::class)]
    }

    proptest! {
        #[test]
        fn a_duration_prints_as_it_was_written(duration in any_duration()) {
            prop_assert_eq!(Duration::parse(&duration.to_string()), Ok(duration));
            prop_assert_eq!(duration.canonical().canonical(), duration.canonical());
        }

        #[test]
        fn garbage_is_never_a_panic(text in "\\PC{0,30}") {
            for language in [Language::French, Language::English, Language::Other] {
                let _ = Duration::read(&text, language);
            }
        }
    }
}
