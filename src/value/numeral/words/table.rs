//! The words of which French and English numbers are made.

use crate::value::Language;

/// A word with a meaning inside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::value::numeral) enum Word {
    /// Zero.
    Zero,
    /// "un", "une", "one".
    One,
    /// "a", which means one only before a scale.
    Article,
    /// 2 to 9.
    Unit(u64),
    /// 10 to 19.
    Teen(u64),
    /// 20, 30 … 90.
    Ten(u64),
    /// A hundred.
    Hundred,
    /// A thousand and its powers.
    Scale(u64),
    /// The plural of a scale: a class where no number stands before it ("des millions").
    PluralScale(u64),
    /// "dizaine", "millier", "dozen".
    Collective(u64),
    /// "dizaines", "milliers", "dozens".
    Collectives(u64),
}

/// Returns what a word in lower case means inside a number.
pub(in crate::value::numeral) fn word(folded: &str, language: Language) -> Option<Word> {
    match language {
        Language::French => french(folded),
        Language::English => english(folded),
        Language::Other => None,
    }
}

fn french(folded: &str) -> Option<Word> {
    Some(match folded {
        "zéro" | "zero" => Word::Zero,
        "un" | "une" => Word::One,
        "deux" => Word::Unit(2),
        "trois" => Word::Unit(3),
        "quatre" => Word::Unit(4),
        "cinq" => Word::Unit(5),
        "six" => Word::Unit(6),
        "sept" => Word::Unit(7),
        "huit" => Word::Unit(8),
        "neuf" => Word::Unit(9),
        "dix" => Word::Teen(10),
        "onze" => Word::Teen(11),
        "douze" => Word::Teen(12),
        "treize" => Word::Teen(13),
        "quatorze" => Word::Teen(14),
        "quinze" => Word::Teen(15),
        "seize" => Word::Teen(16),
        "vingt" | "vingts" => Word::Ten(20),
        "trente" => Word::Ten(30),
        "quarante" => Word::Ten(40),
        "cinquante" => Word::Ten(50),
        "soixante" => Word::Ten(60),
        "septante" => Word::Ten(70),
        "huitante" | "octante" => Word::Ten(80),
        "nonante" => Word::Ten(90),
        "cent" | "cents" => Word::Hundred,
        "mille" => Word::Scale(1000),
        "million" => Word::Scale(1_000_000),
        "millions" => Word::PluralScale(1_000_000),
        "milliard" => Word::Scale(1_000_000_000),
        "milliards" => Word::PluralScale(1_000_000_000),
        "billion" => Word::Scale(1_000_000_000_000),
        "billions" => Word::PluralScale(1_000_000_000_000),
        other => return french_collective(other),
    })
}

fn french_collective(folded: &str) -> Option<Word> {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    let size = match singular {
        "dizaine" => 10,
        "douzaine" => 12,
        "quinzaine" => 15,
        "vingtaine" => 20,
        "trentaine" => 30,
        "quarantaine" => 40,
        "cinquantaine" => 50,
        "soixantaine" => 60,
        "centaine" => 100,
        "millier" => 1000,
        _ => return None,
    };
    Some(if singular == folded { Word::Collective(size) } else { Word::Collectives(size) })
}

fn english(folded: &str) -> Option<Word> {
    Some(match folded {
        "zero" => Word::Zero,
        "one" => Word::One,
        "a" => Word::Article,
        "two" => Word::Unit(2),
        "three" => Word::Unit(3),
        "four" => Word::Unit(4),
        "five" => Word::Unit(5),
        "six" => Word::Unit(6),
        "seven" => Word::Unit(7),
        "eight" => Word::Unit(8),
        "nine" => Word::Unit(9),
        "ten" => Word::Teen(10),
        "eleven" => Word::Teen(11),
        "twelve" => Word::Teen(12),
        "thirteen" => Word::Teen(13),
        "fourteen" => Word::Teen(14),
        "fifteen" => Word::Teen(15),
        "sixteen" => Word::Teen(16),
        "seventeen" => Word::Teen(17),
        "eighteen" => Word::Teen(18),
        "nineteen" => Word::Teen(19),
        "twenty" => Word::Ten(20),
        "thirty" => Word::Ten(30),
        "forty" => Word::Ten(40),
        "fifty" => Word::Ten(50),
        "sixty" => Word::Ten(60),
        "seventy" => Word::Ten(70),
        "eighty" => Word::Ten(80),
        "ninety" => Word::Ten(90),
        "hundred" => Word::Hundred,
        "dozen" => Word::Collective(12),
        "tens" | "dozens" | "scores" => Word::Collectives(12),
        "hundreds" => Word::Collectives(100),
        other => return english_scale(other),
    })
}

fn english_scale(folded: &str) -> Option<Word> {
    let singular = folded.strip_suffix('s').unwrap_or(folded);
    let size = match singular {
        "thousand" => 1000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        _ => return None,
    };
    Some(if singular == folded { Word::Scale(size) } else { Word::PluralScale(size) })
}

/// Returns the words that may stand before a class, and whether they mean "several" by themselves.
pub(in crate::value::numeral) const fn determiners(
    language: Language,
) -> &'static [(&'static [&'static str], bool)] {
    match language {
        Language::French => &[
            (&["plusieurs"], true),
            (&["quelques"], true),
            (&["des"], false),
            (&["les"], false),
            (&["de", "nombreux"], false),
            (&["de", "nombreuses"], false),
        ],
        Language::English => &[(&["several"], true), (&["a", "few"], true), (&["many"], false)],
        Language::Other => &[],
    }
}

/// Says whether a word after a number makes it a fraction.
pub(in crate::value::numeral) fn is_fraction(folded: &str) -> bool {
    matches!(folded, "tiers" | "quart" | "quarts" | "thirds" | "quarters" | "fifths" | "tenths" | "halves")
}

/// Says whether a word after a number, joined to it or not, makes it an ordinal.
pub(in crate::value::numeral) fn is_ordinal(folded: &str, is_hyphenated: bool) -> bool {
    let is_french = folded.trim_end_matches('s').ends_with("ième");
    let is_short = matches!(folded, "first" | "second" | "third");
    let is_english = [
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "thirtieth",
        "fortieth",
        "fiftieth",
        "sixtieth",
        "seventieth",
        "eightieth",
        "ninetieth",
        "hundredth",
        "thousandth",
        "millionth",
    ];
    is_french || is_english.contains(&folded) || (is_hyphenated && is_short)
}
