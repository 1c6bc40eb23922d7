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
            return Ok(Lenient { value: count, was_lenient: count.to_string() != text });
        }
        let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match lenient::read(text.trim(), language).or_else(|| lenient::read(&spaced, language)) {
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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(language: Language, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            let shown = match Count::read(text, language) {
                Ok(count) => count.value.to_string(),
                Err(error) => error.message,
            };
            assert_eq!(shown, *expected, "{text}");
        }
    }

    #[test]
    fn what_people_write_in_french_is_read() {
        let cases = [
            ("au moins 6 500", "at least 6500"),
            ("6\u{a0}500 ou plus", "at least 6500"),
            ("plus de 6 500", "more than 6500"),
            ("jusqu’à 100", "at most 100"),
            ("moins de dix", "less than 10"),
            ("environ 3 000", "about 3000"),
            ("quelque 3000", "about 3000"),
            ("près d'une centaine", "almost 100"),
            ("une douzaine", "about 12"),
            ("des dizaines", "dozens"),
            ("plusieurs", "several"),
            ("un millier", "about 1000"),
            ("entre 5 et 7", "5..7"),
            ("5 à 7", "5..7"),
            ("1,2 million", "1200000"),
            ("eleven", "11"),
            ("4,9 %", "4.9"),
            ("plus d'une centaine", "more than 100"),
            ("une centaine au moins", "at least 100"),
            ("quelques dizaines", "dozens"),
            ("quelques milliers", "thousands"),
            ("presque 50", "almost 50"),
            ("au moins onze", "at least 11"),
            ("au moins 100-200", "\"au moins 100-200\" is not a count"),
            ("onze soldats", "\"onze soldats\" is not a count"),
            ("une", "1"),
            ("13/09/2022", "\"13/09/2022\" is not a count"),
            ("9h00", "\"9h00\" is not a count"),
            ("2022-09-13", "\"2022-09-13\" is not a count"),
            ("09-13", "\"09-13\" is not a count"),
        ];
        check(Language::French, &cases);
    }

    #[test]
    fn what_extractors_write_is_read() {
        let cases = [
            ("≥ 6,500", "at least 6500"),
            ("6500+", "at least 6500"),
            ("> 6500", "more than 6500"),
            ("~100", "about 100"),
            ("6500.0", "6500"),
            ("no fewer than 12", "at least 12"),
            ("some 3,000", "about 3000"),
            ("nearly two thousand", "almost 2000"),
            ("up to dozens", "\"up to dozens\" is not a count"),
            ("between 5 and 7", "5..7"),
            ("5-7", "5..7"),
            ("{\"min\":6500}", "at least 6500"),
            ("{\"min\": 5, \"max\": 7}", "5..7"),
            ("{\"min\": 5, \"max\": null}", "at least 5"),
            ("a dozen", "12"),
            ("6 5OO", "\"6 5OO\" is not a count"),
            ("", "\"\" is not a count"),
            ("-5", "\"-5\" is not a count"),
        ];
        check(Language::English, &cases);
        check(Language::Other, &[("6.500", "\"6.500\": write the number without separators")]);
    }

    #[test]
    fn the_strict_reader_says_what_to_write() {
        let errors = [
            (
                "at least 6 500",
                "V7",
                "\"at least 6 500\": write the number without spaces",
                "write at least 6500",
            ),
            ("6_500", "V7", "\"6_500\": write the number without separators", "write 6500"),
            ("7..5", "V5", "the range 7..5 ends before it starts", "write 5..7"),
            (
                "{best: 9, low: 1, high: 5}",
                "V5",
                "the best number 9 is not between 1 and 5",
                "write low, best and high in rising order",
            ),
        ];
        for (text, rule, message, help) in errors {
            let error = Count::parse(text).unwrap_err();
            assert_eq!(
                (error.rule, error.message.as_str(), error.help.as_deref()),
                (rule, message, Some(help))
            );
        }
        assert_eq!(Count::parse("about  5").unwrap_err().rule, "F1");
    }

    #[test]
    fn a_range_of_one_number_is_that_number() {
        assert_eq!(Count::parse("7..7").unwrap().canonical(), Count::exact(7));
        assert_eq!(Count::parse("{best: 7, low: 7, high: 7}").unwrap().canonical(), Count::exact(7));
        assert_eq!(Count::parse("tens").unwrap(), Count::parse("dozens").unwrap());
    }

    pub(crate) fn any_count() -> impl Strategy<Value = Count> {
        let amount = || {
            prop_oneof![0_u64..200, Just(u64::MAX), any::<u64>()]
                .prop_flat_map(|whole| (Just(whole), 0_u32..3))
                .prop_map(|(mantissa, places)| Amount::from_scaled(mantissa, places, 1).unwrap())
        };
        prop_oneof![
            (prop::sample::select(Qualifier::ALL.to_vec()), amount())
                .prop_map(|(word, n)| Count::point(word, n)),
            (amount(), amount()).prop_map(|(a, b)| Count::range(a.min(b), a.max(b)).unwrap()),
            [amount(), amount(), amount()].prop_map(|mut ends| {
                ends.sort();
                Count::estimate(ends[1], ends[0], ends[2]).unwrap()
            }),
            prop::sample::select(Class::ALL.to_vec()).prop_map(Count::class),
        ]
    }

    proptest! {
        #[test]
        fn a_count_prints_as_it_was_written(count in any_count()) {
            prop_assert_eq!(Count::parse(&count.to_string()), Ok(count));
            prop_assert_eq!(count.canonical().canonical(), count.canonical());
        }

        #[test]
        fn garbage_is_never_a_panic(text in "\\PC{0,30}") {
            let _ = Count::parse(&text);
            for language in [Language::French, Language::English, Language::Other] {
                let _ = Count::read(&text, language);
            }
        }
    }
}
