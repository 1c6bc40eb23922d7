//! Number words and digit groups in French and English, and the amounts they stand for.

use std::fmt;

use crate::value::Language;
use crate::value::numeral::digits::Digits;
use crate::value::numeral::words::Word;

mod digits;
mod words;

/// Hundredths in a whole: two decimal places are the most an amount holds.
///
/// Three places would make `6.500` readable as six and a half, which people write for 6500.
const HUNDREDTHS: u128 = 100;

/// A number of things: whole, or with at most two decimal places ("4.9 percent").
///
/// The whole part is at most `u64::MAX`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u128);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Returns a whole amount.
    #[must_use]
    pub const fn from_whole(whole: u64) -> Self {
        Self(whole as u128 * HUNDREDTHS)
    }

    /// Returns `mantissa · scale / 10^places`; `None` if it is too large or has more than two decimal places.
    #[must_use]
    pub fn from_scaled(mantissa: u64, places: u32, scale: u64) -> Option<Self> {
        let product = u128::from(mantissa).checked_mul(u128::from(scale))?.checked_mul(HUNDREDTHS)?;
        let divisor = 10_u128.checked_pow(places)?;
        let hundredths = product.is_multiple_of(divisor).then(|| product / divisor)?;
        (hundredths / HUNDREDTHS <= u128::from(u64::MAX)).then_some(Self(hundredths))
    }

    /// Reads digits with at most two decimals after a period, without leading zeros or separators.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, places) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_padded = whole.len() > 1 && whole.starts_with('0');
        if !is_digits(whole) || !is_digits(places) || places.len() > 2 || is_padded {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        let n_places = places.len();
        let places: u128 = places.parse().ok()?;
        Some(Self(u128::from(whole) * HUNDREDTHS + if n_places == 1 { places * 10 } else { places }))
    }

    /// Returns the amount in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u128 {
        self.0
    }

    /// Returns the whole number; `None` if there are decimals.
    #[must_use]
    pub fn as_whole(self) -> Option<u64> {
        if !self.0.is_multiple_of(HUNDREDTHS) {
            return None;
        }
        u64::try_from(self.0 / HUNDREDTHS).ok()
    }
}

impl fmt::Display for Amount {
    /// Writes digits without separators: `6500`, `4.9`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, places) = (self.0 / HUNDREDTHS, self.0 % HUNDREDTHS);
        match (places, places % 10) {
            (0, _) => write!(formatter, "{whole}"),
            (_, 0) => write!(formatter, "{whole}.{}", places / 10),
            (_, _) => write!(formatter, "{whole}.{places:02}"),
        }
    }
}

/// A number that is named by its size only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// More than one: a plural noun without a number.
    Plural,
    /// A few.
    Several,
    /// Tens or dozens.
    Dozens,
    /// Hundreds.
    Hundreds,
    /// Thousands, or more.
    Thousands,
}

impl Class {
    /// All classes, from the least.
    pub const ALL: [Self; 5] = [Self::Plural, Self::Several, Self::Dozens, Self::Hundreds, Self::Thousands];

    /// Returns the word used in gold files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plural => "plural",
            Self::Several => "several",
            Self::Dozens => "dozens",
            Self::Hundreds => "hundreds",
            Self::Thousands => "thousands",
        }
    }

    /// Reads the word used in gold files; `tens` is `dozens`.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "tens" {
            return Some(Self::Dozens);
        }
        Self::ALL.into_iter().find(|class| class.word() == word)
    }
}

/// What a number found in a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// Exactly this: "onze", "6 500", "two dozen".
    Exact(Amount),
    /// Roughly this: "une dizaine", "trois milliers".
    About(Amount),
    /// A size without a number: "des dizaines", "several".
    Class(Class),
}

/// A number found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Numeral {
    /// What it stands for.
    pub sense: Sense,
    /// It is "un", "une" or "one" alone, which is an article or a pronoun more often than a count.
    pub is_article_like: bool,
    /// It begins with a digit.
    pub is_digits: bool,
}

/// Reads a text that is one exact whole number, in digits or in words; `None` for anything else.
///
/// ```
/// use karat::value::Language;
/// use karat::value::numeral::read_number;
/// assert_eq!(read_number("quatre-vingt-dix-neuf", Language::French), Some(99));
/// assert_eq!(read_number("sixième", Language::French), None);
/// ```
#[must_use]
pub fn read_number(words: &str, language: Language) -> Option<u64> {
    let (length, numeral) = longest_number(words, language)?;
    match numeral.sense {
        Sense::Exact(amount) if length == words.len() => amount.as_whole(),
        Sense::Exact(_) | Sense::About(_) | Sense::Class(_) => None,
    }
}

/// Reads the longest number that begins where the text begins, and returns how many bytes it takes.
///
/// The caller sees to it that the text begins at a word; the end is checked here: "six" is not read in "sixième",
/// "49" not in "49th". Ordinals and fractions ("vingt et unième", "deux tiers") are no counts. [`Language::Other`]
/// reads digits only. Looks at a bounded number of words, so that trying every word of a text is linear.
#[must_use]
pub fn longest_number(text: &str, language: Language) -> Option<(usize, Numeral)> {
    let first = text.chars().next()?;
    let (length, numeral) = if first.is_ascii_digit() {
        number_in_digits(text, language)?
    } else if first.is_alphabetic() {
        words::number_in_words(text, language)?
    } else {
        return None;
    };
    let is_other_thing = words::is_ordinal_or_fraction(text, length, language);
    (!is_other_thing).then_some((length, numeral))
}

/// Says whether this character separates words or groups of digits: any of the spaces of French typography.
#[must_use]
pub const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn number_in_digits(text: &str, language: Language) -> Option<(usize, Numeral)> {
    let scale = |end: usize| words::word_after(text, end, language).filter(|(word, _)| is_scale(*word));
    let (length, digits) = digits::read(text, language, |end| scale(end).is_some())?;
    let exact = |digits: Digits, factor: u64| Amount::from_scaled(digits.mantissa, digits.places, factor);
    let (length, sense) = match scale(length) {
        Some((Word::Scale(factor) | Word::PluralScale(factor), end)) => {
            words::with_half(text, end, language, |n_halves| {
                exact(digits, factor)?.plus_halves(n_halves, factor).map(Sense::Exact)
            })?
        }
        Some((Word::Collective(factor) | Word::Collectives(factor), end)) => {
            let amount = exact(digits, factor)?;
            (end, words::collective_sense(amount, language))
        }
        Some(_) | None => (length, Sense::Exact(exact(digits, 1)?)),
    };
    Some((length, Numeral { sense, is_article_like: false, is_digits: true }))
}

const fn is_scale(word: Word) -> bool {
    matches!(word, Word::Scale(_) | Word::PluralScale(_) | Word::Collective(_) | Word::Collectives(_))
}

impl Amount {
    /// Returns the amount and so many halves of a scale ("deux millions et demi"); `None` if it is too large.
    fn plus_halves(self, n_halves: u64, scale: u64) -> Option<Self> {
        let sum = self.0 + u128::from(n_halves) * u128::from(scale) * HUNDREDTHS / 2;
        (sum / HUNDREDTHS <= u128::from(u64::MAX)).then_some(Self(sum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shows the number at the beginning and what is left of the text.
    fn show(text: &str, language: Language) -> String {
        let Some((length, numeral)) = longest_number(text, language) else { return "none".to_owned() };
        let rest = text.get(length..).unwrap();
        let sense = match numeral.sense {
            Sense::Exact(amount) => amount.to_string(),
            Sense::About(amount) => format!("~{amount}"),
            Sense::Class(class) => class.word().to_owned(),
        };
        format!("{sense}{}|{rest}", if numeral.is_article_like { "?" } else { "" })
    }

    fn check(language: Language, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(show(text, language), *expected, "{text}");
        }
    }

    #[test]
    fn french_cardinals_are_read_to_their_end() {
        check(
            Language::French,
            &[
                ("onze soldats", "11| soldats"),
                ("quatre-vingt-dix-neuf", "99|"),
                ("soixante-dix", "70|"),
                ("soixante et onze", "71|"),
                ("quatre-vingts", "80|"),
                ("vingt et un morts", "21| morts"),
                ("Deux mille trois cents", "2300|"),
                ("cent vingt mille Arméniens", "120000| Arméniens"),
                ("mille", "1000|"),
                ("deux millions et demi", "2500000|"),
                ("un milliard", "1000000000|"),
                ("deux cent un", "201|"),
            ],
        );
    }

    #[test]
    fn english_cardinals_are_read_to_their_end() {
        check(
            Language::English,
            &[
                ("twenty-one men", "21| men"),
                ("one hundred and five", "105|"),
                ("two thousand three hundred", "2300|"),
                ("two thousand and three hundred", "2300|"),
                ("a hundred thousand", "100000|"),
                ("fifteen hundred", "1500|"),
                ("half a million", "500000|"),
                ("two and a half million", "2500000|"),
                ("two dozen", "24|"),
            ],
        );
    }

    #[test]
    fn collectives_are_rough_in_french_and_plurals_are_classes() {
        check(
            Language::French,
            &[
                ("une douzaine de", "~12| de"),
                ("trois milliers", "~3000|"),
                ("des dizaines de milliers d'habitants", "thousands| d'habitants"),
                ("plusieurs centaines", "hundreds|"),
                ("plusieurs soldats", "several| soldats"),
                ("quelques 3000", "none"),
                ("une quarantaine obligatoire", "1?| quarantaine obligatoire"),
                ("une quarantaine de", "~40| de"),
            ],
        );
        check(
            Language::English,
            &[("tens of thousands", "thousands|"), ("a few", "several|"), ("dozens", "dozens|")],
        );
    }

    #[test]
    fn words_that_only_contain_a_number_are_none() {
        for text in
            ["bronze", "sixième", "vingt et unième", "vingt-cinquième", "deux tiers", "unité", "centre"]
        {
            check(Language::French, &[(text, "none")]);
        }
        for text in ["twenty-first", "tenor", "one hundred and fifth", "two thirds", "49th", "5OO", "a man"] {
            check(Language::English, &[(text, "none")]);
        }
    }

    #[test]
    fn an_article_alone_is_marked() {
        check(Language::French, &[("un homme", "1?| homme"), ("une", "1?|"), ("1", "1|")]);
        check(Language::English, &[("one of them", "1?| of them")]);
    }

    #[test]
    fn groups_and_decimals_follow_the_language() {
        let french = [
            ("6 500", "6500|"),
            ("6\u{202f}500 morts", "6500| morts"),
            ("6\u{2009}500", "6500|"),
            ("6.500", "6500|"),
            ("6,500", "6500|"),
            ("6,512", "none"),
            ("1,2 million", "1200000|"),
            ("1,234 million", "1234000|"),
            ("4,9 %", "4.9| %"),
            ("2020 158", "2020| 158"),
            ("6 5000", "6| 5000"),
        ];
        check(Language::French, &french);
        let english = [
            ("6,500", "6500|"),
            ("6.500", "none"),
            ("1,234.5", "1234.5|"),
            ("2.5 million", "2500000|"),
            ("6,50", "none"),
        ];
        check(Language::English, &english);
        let other = [
            ("6.500", "none"),
            ("6,500", "none"),
            ("6 500", "6500|"),
            ("1.234.567", "1234567|"),
            ("onze", "none"),
        ];
        check(Language::Other, &other);
    }

    #[test]
    fn a_number_too_large_is_none_and_the_largest_is_read() {
        check(
            Language::French,
            &[("18446744073709551615", "18446744073709551615|"), ("18446744073709551616", "none")],
        );
        check(
            Language::English,
            &[("9 thousand trillion", "9000| trillion"), ("99999999999999999 trillion", "none")],
        );
    }

    #[test]
    fn more_groups_than_fit_are_no_number() {
        check(Language::French, &[("1 234 567 890 123 456 789 012 345", "none")]);
    }

    proptest! {
        #[test]
        fn garbage_is_never_a_panic(text in "\\PC{0,40}") {
            for language in [Language::French, Language::English, Language::Other] {
                if let Some((length, _)) = longest_number(&text, language) {
                    prop_assert!(text.is_char_boundary(length) && length > 0);
                }
            }
        }

        #[test]
        fn salads_of_number_words_are_never_a_panic(
            words in proptest::collection::vec(prop::sample::select(vec![
                "un", "deux", "quatre", "vingt", "soixante", "dix", "cent", "mille", "millions", "milliard", "et", "demi",
                "billion", "one", "two", "and", "a", "half", "hundred", "thousand", "trillion", "dozen", "des", "de", "12", "3,5",
            ]), 1..12),
        ) {
            for language in [Language::French, Language::English] {
                let _ = longest_number(&words.join(" "), language);
            }
        }

        #[test]
        fn an_amount_prints_as_it_is_read(mantissa in any::<u64>(), places in 0_u32..3) {
            let amount = Amount::from_scaled(mantissa, places, 1).unwrap();
            prop_assert_eq!(Amount::parse(&amount.to_string()), Some(amount));
        }
    }
}
