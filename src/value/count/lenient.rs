//! Reads counts as people and extractors write them, in French and English.

use crate::value::Language;
use crate::value::count::{Count, Qualifier, spelling};
use crate::value::numeral::{Amount, Sense, is_space, longest_number};

/// Words before a number, in lower case with plain spaces; a longer one stands before one that begins it.
const BEFORE: &[(&str, Qualifier)] = &[
    ("au moins", Qualifier::AtLeast),
    ("au minimum", Qualifier::AtLeast),
    ("pas moins de", Qualifier::AtLeast),
    ("pas moins d'", Qualifier::AtLeast),
    ("minimum", Qualifier::AtLeast),
    ("at least", Qualifier::AtLeast),
    ("at minimum", Qualifier::AtLeast),
    ("no fewer than", Qualifier::AtLeast),
    ("no less than", Qualifier::AtLeast),
    ("not less than", Qualifier::AtLeast),
    ("a minimum of", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    ("≥", Qualifier::AtLeast),
    ("plus de", Qualifier::MoreThan),
    ("plus d'", Qualifier::MoreThan),
    ("au-delà de", Qualifier::MoreThan),
    ("more than", Qualifier::MoreThan),
    ("greater than", Qualifier::MoreThan),
    ("upwards of", Qualifier::MoreThan),
    ("over", Qualifier::MoreThan),
    ("above", Qualifier::MoreThan),
    (">", Qualifier::MoreThan),
    ("au plus", Qualifier::AtMost),
    ("au maximum", Qualifier::AtMost),
    ("tout au plus", Qualifier::AtMost),
    ("pas plus de", Qualifier::AtMost),
    ("pas plus d'", Qualifier::AtMost),
    ("jusqu'à", Qualifier::AtMost),
    ("maximum", Qualifier::AtMost),
    ("at most", Qualifier::AtMost),
    ("at maximum", Qualifier::AtMost),
    ("no more than", Qualifier::AtMost),
    ("not more than", Qualifier::AtMost),
    ("up to", Qualifier::AtMost),
    ("a maximum of", Qualifier::AtMost),
    ("<=", Qualifier::AtMost),
    ("≤", Qualifier::AtMost),
    ("moins de", Qualifier::LessThan),
    ("moins d'", Qualifier::LessThan),
    ("less than", Qualifier::LessThan),
    ("fewer than", Qualifier::LessThan),
    ("under", Qualifier::LessThan),
    ("below", Qualifier::LessThan),
    ("<", Qualifier::LessThan),
    ("environ", Qualifier::About),
    ("quelque", Qualifier::About),
    ("quelques", Qualifier::About),
    ("à peu près", Qualifier::About),
    ("autour de", Qualifier::About),
    ("autour d'", Qualifier::About),
    ("aux alentours de", Qualifier::About),
    ("approximativement", Qualifier::About),
    ("about", Qualifier::About),
    ("around", Qualifier::About),
    ("approximately", Qualifier::About),
    ("approx.", Qualifier::About),
    ("roughly", Qualifier::About),
    ("some", Qualifier::About),
    ("circa", Qualifier::About),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("près de", Qualifier::Almost),
    ("près d'", Qualifier::Almost),
    ("presque", Qualifier::Almost),
    ("pas loin de", Qualifier::Almost),
    ("almost", Qualifier::Almost),
    ("nearly", Qualifier::Almost),
    ("just under", Qualifier::Almost),
    ("just over", Qualifier::MoreThan),
    ("well over", Qualifier::MoreThan),
    ("as many as", Qualifier::AtMost),
    ("an estimated", Qualifier::About),
    ("close to", Qualifier::Almost),
    ("exactement", Qualifier::Exactly),
    ("exactly", Qualifier::Exactly),
    ("=", Qualifier::Exactly),
];

/// Words after a number.
const AFTER: &[(&str, Qualifier)] = &[
    ("+", Qualifier::AtLeast),
    ("au moins", Qualifier::AtLeast),
    ("au minimum", Qualifier::AtLeast),
    ("ou plus", Qualifier::AtLeast),
    ("et plus", Qualifier::AtLeast),
    ("or more", Qualifier::AtLeast),
    ("at least", Qualifier::AtLeast),
    ("au plus", Qualifier::AtMost),
    ("tout au plus", Qualifier::AtMost),
    ("au maximum", Qualifier::AtMost),
    ("ou moins", Qualifier::AtMost),
    ("or less", Qualifier::AtMost),
    ("or fewer", Qualifier::AtMost),
    ("at most", Qualifier::AtMost),
    ("environ", Qualifier::About),
    ("approximately", Qualifier::About),
    ("or so", Qualifier::About),
];

/// Words around the two ends of a range: before the first, between them.
const AROUND: &[(&str, &str)] =
    &[("entre", "et"), ("between", "and"), ("de", "à"), ("from", "to"), ("", "à"), ("", "to"), ("", "-")];

/// The longest text that can be a count; more is prose.
const LENGTH_MAX_BYTES: usize = 200;

/// Reads a count; `None` if it is none, or has two readings.
pub(super) fn read(text: &str, language: Language) -> Option<Count> {
    if text.len() > LENGTH_MAX_BYTES {
        return None;
    }
    if text.starts_with('{') {
        return object(text, language);
    }
    let folded = fold(text);
    Count::parse(&folded).ok().or_else(|| range(&folded, language)).or_else(|| point(&folded, language))
}

/// Splits a word about a number from the number, before it or after it; the text is folded.
///
/// "une" and "a" before a hedged number belong to the number. Used for durations too.
pub(in crate::value) fn split_qualifier(folded: &str) -> (Qualifier, &str) {
    for (words, qualifier) in BEFORE {
        if let Some(rest) = folded.strip_prefix(words) {
            let is_word = words.ends_with(char::is_alphabetic);
            let is_split = rest.starts_with(' ') || (!is_word && !rest.is_empty());
            if is_split {
                return (*qualifier, rest.trim_start());
            }
        }
    }
    for (words, qualifier) in AFTER {
        if let Some(rest) = folded.strip_suffix(words) {
            let is_word = words.starts_with(char::is_alphabetic);
            if rest.ends_with(' ') || (!is_word && !rest.is_empty()) {
                return (*qualifier, rest.trim_end());
            }
        }
    }
    (Qualifier::Exactly, folded)
}

/// Returns the two ends of a range, not yet read: "entre 5 et 7", "5-7".
pub(in crate::value) fn split_range(folded: &str) -> impl Iterator<Item = (&str, &str)> {
    let with_words = AROUND.iter().filter_map(move |(before, between)| {
        let rest = if before.is_empty() { folded } else { folded.strip_prefix(before)?.strip_prefix(' ')? };
        let (low, high) = rest.split_once(between)?;
        let is_word = between.ends_with(char::is_alphabetic);
        let is_split = !is_word || (low.ends_with(' ') && high.starts_with(' '));
        is_split.then(|| (low.trim(), high.trim()))
    });
    with_words.chain(folded.split_once('–').map(|(low, high)| (low.trim(), high.trim())))
}

/// Lower case, plain spaces, plain apostrophes: one spelling for what means the same.
pub(in crate::value) fn fold(text: &str) -> String {
    let plain = |character: char| match character {
        space if is_space(space) => ' ',
        '’' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    };
    text.chars().map(plain).collect::<String>().to_lowercase()
}

/// Joins a word about a number with the sense of the number: "près d'une centaine" is almost a hundred.
pub(in crate::value) fn qualify(qualifier: Qualifier, is_about: bool) -> Qualifier {
    if qualifier == Qualifier::Exactly && is_about { Qualifier::About } else { qualifier }
}

/// Reads the number at the beginning in the language, or in the other one if it is in words.
///
/// An extractor may answer in English about a French article; words do not mix the two up, digits could.
pub(in crate::value) fn number(text: &str, language: Language) -> Option<(usize, Sense)> {
    let languages = [language, Language::French, Language::English];
    let n_languages =
        if text.starts_with(|first: char| first.is_ascii_digit()) { 1 } else { languages.len() };
    let found = languages.iter().take(n_languages).filter_map(|language| longest_number(text, *language));
    let mut longest: Option<(usize, Sense)> = None;
    for (length, numeral) in found {
        if longest.is_none_or(|(known, _)| length > known) {
            longest = Some((length, numeral.sense));
        }
    }
    longest
}

fn whole_number(text: &str, language: Language) -> Option<Sense> {
    let bare = text.strip_suffix('%').map_or(text, str::trim_end);
    let (length, sense) = number(bare, language)?;
    (length == bare.len()).then_some(sense)
}

fn point(folded: &str, language: Language) -> Option<Count> {
    // "quelques dizaines" is a size as a whole; "quelques 3 000" is a hedge and a number.
    let whole = whole_number(folded, language).map(|sense| (Qualifier::Exactly, sense));
    let with_word = || {
        let (qualifier, rest) = split_qualifier(folded);
        whole_number(rest, language).map(|sense| (qualifier, sense))
    };
    let (qualifier, sense) = whole.or_else(with_word)?;
    match sense {
        Sense::Exact(amount) => Some(Count::point(qualifier, amount)),
        Sense::About(amount) => Some(Count::point(qualify(qualifier, true), amount)),
        Sense::Class(class) => (qualifier == Qualifier::Exactly).then(|| Count::class(class)),
    }
}

fn exact(text: &str, language: Language) -> Option<Amount> {
    match whole_number(text, language)? {
        Sense::Exact(amount) => Some(amount),
        Sense::About(_) | Sense::Class(_) => None,
    }
}

fn range(folded: &str, language: Language) -> Option<Count> {
    split_range(folded).find_map(|(low, high)| Count::range(exact(low, language)?, exact(high, language)?))
}

/// Reads `{"min": 6500}`, `{"min": 5, "max": 7}`, `{"best": 49, "low": 45, "high": 60}`, `{"value": 49}`.
fn object(text: &str, language: Language) -> Option<Count> {
    let (mut low, mut high, mut best) = (None, None, None);
    for entry in spelling::entries(text)? {
        let (key, value) = entry?;
        let place = match key {
            "min" | "low" => &mut low,
            "max" | "high" => &mut high,
            "best" | "value" | "exact" => &mut best,
            _ => return None,
        };
        if value == "null" {
            continue;
        }
        if place.replace(exact(&fold(value), language)?).is_some() {
            return None;
        }
    }
    match (best, low, high) {
        (Some(best), Some(low), Some(high)) => Count::estimate(best, low, high),
        (Some(best), None, None) => Some(Count::point(Qualifier::Exactly, best)),
        (None, Some(low), Some(high)) => Count::range(low, high),
        (None, Some(low), None) => Some(Count::point(Qualifier::AtLeast, low)),
        (None, None, Some(high)) => Some(Count::point(Qualifier::AtMost, high)),
        (None, None, None) | (Some(_), None, Some(_)) | (Some(_), Some(_), None) => None,
    }
}
