//! Finds counts: numbers in digits and words, with the bounds and hedges that touch them.

use std::ops::Range;

use crate::mention::Mention;
use crate::mention::clock::clock_times_among;
use crate::mention::date::date_phrases;
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::count::{Count, Qualifier};
use crate::value::numeral::{Sense, longest_number};

/// A count as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountPhrase {
    /// The count, with its bound or hedge.
    pub count: Count,
    /// Where the number itself stands.
    pub number: Range<usize>,
    /// It is "un", "une" or "one", which is an article more often than a count.
    pub is_article_like: bool,
}

/// Words before a number that belong to the count, folded; longer ones before those that end them.
const BEFORE: [&[&str]; 62] = [
    &["pas", "moins", "de"],
    &["pas", "moins", "d"],
    &["pas", "plus", "de"],
    &["pas", "plus", "d"],
    &["aux", "alentours", "de"],
    &["tout", "au", "plus"],
    &["pas", "loin", "de"],
    &["a", "peu", "pres"],
    &["no", "fewer", "than"],
    &["no", "less", "than"],
    &["no", "more", "than"],
    &["not", "more", "than"],
    &["not", "less", "than"],
    &["a", "minimum", "of"],
    &["a", "maximum", "of"],
    &["au", "dela", "de"],
    &["au", "moins"],
    &["au", "minimum"],
    &["au", "plus"],
    &["au", "maximum"],
    &["plus", "de"],
    &["plus", "d"],
    &["moins", "de"],
    &["moins", "d"],
    &["autour", "de"],
    &["autour", "d"],
    &["pres", "de"],
    &["pres", "d"],
    &["jusqu", "a"],
    &["at", "least"],
    &["at", "most"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["greater", "than"],
    &["close", "to"],
    &["up", "to"],
    &["upwards", "of"],
    &["minimum"],
    &["maximum"],
    &["environ"],
    &["quelque"],
    &["quelques"],
    &["presque"],
    &["exactement"],
    &["about"],
    &["around"],
    &["approximately"],
    &["roughly"],
    &["some"],
    &["circa"],
    &["almost"],
    &["nearly"],
    &["exactly"],
    &["over"],
    &["above"],
    &["under"],
    &["below"],
    &["entre"],
    &["between"],
    &["de"],
    &["from"],
];

/// Words and verbs before a number that bound it and that counts written alone do not have, folded.
const BOUNDS: [(&[&str], Qualifier); 22] = [
    (&["minimum", "de"], Qualifier::AtLeast),
    (&["au", "bas", "mot"], Qualifier::AtLeast),
    (&["as", "many", "as"], Qualifier::AtMost),
    (&["as", "few", "as"], Qualifier::AtLeast),
    (&["an", "estimated"], Qualifier::About),
    (&["estimated"], Qualifier::About),
    (&["depasse"], Qualifier::MoreThan),
    (&["depasse", "les"], Qualifier::MoreThan),
    (&["depassent"], Qualifier::MoreThan),
    (&["depassent", "les"], Qualifier::MoreThan),
    (&["depassait"], Qualifier::MoreThan),
    (&["depassait", "les"], Qualifier::MoreThan),
    (&["excede"], Qualifier::MoreThan),
    (&["topped"], Qualifier::MoreThan),
    (&["tops"], Qualifier::MoreThan),
    (&["exceeds"], Qualifier::MoreThan),
    (&["exceeded"], Qualifier::MoreThan),
    (&["surpassed"], Qualifier::MoreThan),
    (&["surpasses"], Qualifier::MoreThan),
    (&["well", "over"], Qualifier::MoreThan),
    (&["just", "under"], Qualifier::Almost),
    (&["just", "over"], Qualifier::MoreThan),
];

/// Signs before a number that bound it.
const SIGNS: [(&str, Qualifier); 10] = [
    ("≥", Qualifier::AtLeast),
    (">=", Qualifier::AtLeast),
    ("≤", Qualifier::AtMost),
    ("<=", Qualifier::AtMost),
    (">", Qualifier::MoreThan),
    ("<", Qualifier::LessThan),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("±", Qualifier::About),
    ("∼", Qualifier::About),
];

/// Words after a number that belong to the count.
const AFTER: [&[&str]; 11] = [
    &["au", "moins"],
    &["au", "minimum"],
    &["au", "plus"],
    &["au", "maximum"],
    &["ou", "plus"],
    &["ou", "moins"],
    &["environ"],
    &["or", "more"],
    &["or", "less"],
    &["or", "fewer"],
    &["or", "so"],
];

/// Finds the counts of a text, ascending; linear in the text.
///
/// Numbers of dates and clock times are left out, as are "un" and "one" alone.
#[must_use]
pub fn counts(text: &str, language: Language) -> Vec<Mention<Count>> {
    let tokens = Tokens::new(text);
    let mut taken: Vec<Range<usize>> =
        date_phrases(&tokens, language, None).into_iter().map(|mention| mention.span).collect();
    taken.extend(clock_times_among(&tokens, language).into_iter().map(|mention| mention.span));
    taken.sort_by_key(|span| span.start);
    let phrases = count_phrases(&tokens, language, &taken).into_iter();
    phrases
        .filter(|phrase| !phrase.value.is_article_like)
        .map(|phrase| phrase.map(|phrase| phrase.count))
        .collect()
}

/// Finds the counts among tokens, but none in the spans that are taken, which are ascending.
#[must_use]
pub fn count_phrases(
    tokens: &Tokens<'_>,
    language: Language,
    taken: &[Range<usize>],
) -> Vec<Mention<CountPhrase>> {
    let mut mentions = Vec::new();
    let mut taken = taken.iter().peekable();
    let (mut index, mut free) = (0, 0);
    while index < tokens.len() {
        let start = tokens.span(index).start;
        while taken.peek().is_some_and(|span| span.end <= start) {
            taken.next();
        }
        let is_taken = taken.peek().is_some_and(|span| span.start <= start);
        let found = if is_taken { None } else { count_at(tokens, index, (language, free)) };
        index = match found {
            Some(mention) => {
                free = tokens.at_or_after(mention.span.end);
                mentions.push(mention);
                free.max(index + 1)
            }
            None => index + 1,
        };
    }
    mentions
}

/// Reads the count whose number begins at a token; words before it are taken from the token `free` on.
fn count_at(
    tokens: &Tokens<'_>,
    index: usize,
    (language, free): (Language, usize),
) -> Option<Mention<CountPhrase>> {
    let text = tokens.text();
    if !may_begin(tokens, index, language) {
        return None;
    }
    let start = tokens.span(index).start;
    let (length, numeral) = longest_number(text.get(start..)?, language)?;
    let number = start..start + length;
    let phrase = |count, is_article_like| CountPhrase { count, number: number.clone(), is_article_like };
    let read = |span: Range<usize>| {
        let count = Count::read(text.get(span.clone())?, language).ok()?.value;
        Some(Mention { span, value: phrase(count, false) })
    };
    let after = index + number_of_tokens(tokens, index, number.end);
    let first = words_before(tokens, index).filter(|first| *first >= free);
    let start = first.map(|first| tokens.span(first).start);
    if let Some(end) = second_number(tokens, after, language)
        && let Some(range) = start.and_then(|start| read(start..end)).or_else(|| read(number.start..end))
    {
        return Some(range);
    }
    if let Some(last) = words_after(tokens, after)
        && let Some(bounded) = read(number.start..tokens.span(last).end)
    {
        return Some(bounded);
    }
    let bare =
        || Mention { span: number.clone(), value: phrase(plain(numeral.sense), numeral.is_article_like) };
    let bounded = || {
        let (span, qualifier) = bound_around(tokens, index, &number, free)?;
        let Sense::Exact(amount) = numeral.sense else { return None };
        Some(Mention { span, value: phrase(Count::point(qualifier, amount), false) })
    };
    bounded().or_else(|| start.and_then(|start| read(start..number.end))).or_else(|| Some(bare()))
}

/// Returns the bound of verbs and signs that touch a number, with both: "dépasse 49", "≥ 49", "49+".
fn bound_around(
    tokens: &Tokens<'_>,
    index: usize,
    number: &Range<usize>,
    free: usize,
) -> Option<(Range<usize>, Qualifier)> {
    let gap = tokens.gap_before(index).trim_end();
    if let Some((sign, qualifier)) = SIGNS.iter().find(|(sign, _)| gap.ends_with(sign)) {
        let start = tokens.span(index).start - tokens.gap_before(index).len() + gap.len() - sign.len();
        return Some((start..number.end, *qualifier));
    }
    let behind = tokens.text().get(number.end..).unwrap_or_default();
    if behind.starts_with("+ ") {
        return Some((number.start..number.end + 1, Qualifier::AtLeast));
    }
    let first = |words: &[&str]| index.checked_sub(words.len()).filter(|first| *first >= free);
    let (words, qualifier) =
        BOUNDS.iter().find(|(words, _)| first(words).is_some_and(|at| matches(tokens, at, words)))?;
    tokens.is_spaced(index).then_some(())?;
    Some((tokens.span(first(words)?).start..number.end, *qualifier))
}

/// Returns the count of a number with no word about it.
const fn plain(sense: Sense) -> Count {
    match sense {
        Sense::Exact(amount) => Count::point(Qualifier::Exactly, amount),
        Sense::About(amount) => Count::point(Qualifier::About, amount),
        Sense::Class(class) => Count::class(class),
    }
}

/// Returns how many tokens from one on begin before a place.
fn number_of_tokens(tokens: &Tokens<'_>, index: usize, end: usize) -> usize {
    (index..tokens.len()).take_while(|index| tokens.span(*index).start < end).count()
}

/// Says whether a number may begin at a token: a quick look that spares the long one for most words.
fn may_begin(tokens: &Tokens<'_>, index: usize, language: Language) -> bool {
    let (gap, word) = (tokens.gap_before(index), tokens.word(index));
    let is_glued = index > 0 && (gap.is_empty() || matches!(gap, "-" | "/" | "." | "," | ":" | "_" | "‑"));
    if word.starts_with(|first: char| first.is_ascii_digit()) || word.is_empty() {
        return !is_glued && !word.is_empty();
    }
    !is_glued && language != Language::Other && begins_in_words(word, tokens.word(index + 1))
}

fn begins_in_words(word: &str, next: &str) -> bool {
    match word {
        "un" | "une" | "one" | "a" | "half" => true,
        "des" | "les" => is_collective(next),
        "de" => matches!(next, "nombreux" | "nombreuses"),
        "plusieurs" | "quelques" | "several" | "many" => true,
        "zero" | "deux" | "trois" | "quatre" | "cinq" | "six" | "sept" | "huit" | "neuf" | "dix" => true,
        "onze" | "douze" | "treize" | "quatorze" | "quinze" | "seize" | "vingt" | "trente" | "quarante" => {
            true
        }
        "cinquante" | "soixante" | "septante" | "huitante" | "octante" | "nonante" | "cent" | "mille" => true,
        "two" | "three" | "four" | "five" | "seven" | "eight" | "nine" | "ten" | "eleven" | "twelve" => true,
        "thirteen" | "fourteen" | "fifteen" | "sixteen" | "seventeen" | "eighteen" | "nineteen" => true,
        "twenty" | "thirty" | "forty" | "fifty" | "sixty" | "seventy" | "eighty" | "ninety" | "hundred" => {
            true
        }
        other => is_collective(other),
    }
}

fn is_collective(word: &str) -> bool {
    matches!(
        word,
        "dizaines"
            | "douzaines"
            | "quinzaines"
            | "vingtaines"
            | "trentaines"
            | "quarantaines"
            | "cinquantaines"
            | "soixantaines"
            | "centaines"
            | "milliers"
            | "millions"
            | "milliards"
            | "tens"
            | "dozens"
            | "scores"
            | "hundreds"
            | "thousands"
            | "billions"
    )
}

/// Returns the first of the words before a number that belong to it.
fn words_before(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    BEFORE.iter().find_map(|words| {
        let first = index.checked_sub(words.len())?;
        matches(tokens, first, words).then_some(first)
    })
}

fn words_after(tokens: &Tokens<'_>, index: usize) -> Option<usize> {
    let words = AFTER.iter().find(|words| matches(tokens, index, words))?;
    let last = index + words.len() - 1;
    let is_before_number = tokens.is_spaced(last + 1) && tokens.number(last + 1).is_some();
    (tokens.is_spaced(index) && !is_before_number).then_some(last)
}

/// Says whether words stand from a token on, with nothing but spaces or an apostrophe behind each but the last.
fn matches(tokens: &Tokens<'_>, first: usize, words: &[&str]) -> bool {
    let is_joined =
        |index: usize| tokens.is_spaced(index) || matches!(tokens.gap_before(index), "'" | "’" | "-");
    words.iter().enumerate().all(|(offset, word)| {
        tokens.word(first + offset) == *word && (offset == 0 || is_joined(first + offset))
    })
}

/// Returns the end of the number that makes a range of the one before: "5 à 7", "5 et 7".
fn second_number(tokens: &Tokens<'_>, index: usize, language: Language) -> Option<usize> {
    let is_joined = matches!(tokens.word(index), "a" | "et" | "to" | "and")
        && tokens.is_spaced(index)
        && tokens.is_spaced(index + 1)
        && may_begin(tokens, index + 1, language);
    let start = tokens.span(index + 1).start;
    let rest = tokens.text().get(start..).filter(|_| is_joined)?;
    let (length, numeral) = longest_number(rest, language)?;
    (!numeral.is_article_like).then_some(start + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    fn check(text: &str, expected: &[&str]) {
        check_in(Language::French, text, expected);
    }

    fn check_in(language: Language, text: &str, expected: &[&str]) {
        assert_eq!(show(text, &counts(text, language), Count::to_string), expected, "{text}");
    }

    #[test]
    fn signs_and_verbs_bound_a_number() {
        check_in(Language::French, "le bilan dépasse 49 morts", &["[dépasse 49] more than 49"]);
        check_in(Language::French, "un minimum de 49 soldats", &["[minimum de 49] at least 49"]);
        check_in(Language::French, "≥ 49 soldats, ~30 civils", &["[≥ 49] at least 49", "[~30] about 30"]);
        check_in(
            Language::English,
            "as many as 49 soldiers, 30+ cows",
            &["[as many as 49] at most 49", "[30+] at least 30"],
        );
        check_in(
            Language::English,
            "an estimated 49 died; it topped 30",
            &["[an estimated 49] about 49", "[topped 30] more than 30"],
        );
        check_in(Language::English, "just under 20 boats", &["[just under 20] almost 20"]);
    }

    #[test]
    fn bounds_and_hedges_belong_to_the_count() {
        check("La crue touche au moins 6\u{a0}500 foyers", &["[au moins 6\u{a0}500] at least 6500"]);
        check("plus d’une centaine de joueurs", &["[plus d’une centaine] more than 100"]);
        check(
            "près de 50 arbres, environ trois cents",
            &["[près de 50] almost 50", "[environ trois cents] about 300"],
        );
        check(
            "12 au moins, 40 au moins 3",
            &["[12 au moins] at least 12", "[40] 40", "[au moins 3] at least 3"],
        );
    }

    #[test]
    fn ranges_are_one_count() {
        check("entre 5 et 7 buts, 3 à 4 jours", &["[entre 5 et 7] 5..7", "[3 à 4] 3..4"]);
        check("7 à 5 jours", &["[7] 7", "[5] 5"]);
    }

    #[test]
    fn classes_and_number_words_are_counts() {
        check("Onze joueurs et des milliers de gens", &["[Onze] 11", "[des milliers] thousands"]);
        check("un arbre, les gens, des gens, de Paris", &[]);
    }

    #[test]
    fn numbers_of_dates_and_times_and_names_are_none() {
        check("Le 9 novembre 2020 à 9h00, un T72 et 2-1", &["[2] 2"]);
    }

    #[test]
    fn english_counts_are_read() {
        check_in(
            Language::English,
            "more than 6,500 homes, about two dozen",
            &["[more than 6,500] more than 6500", "[about two dozen] about 24"],
        );
    }
}
