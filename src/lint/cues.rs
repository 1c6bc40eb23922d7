//! Finds, in the sentences around quotations, the words that say when: weekdays, months, numbers, "hier".

use std::cell::OnceCell;
use std::ops::Range;

use crate::lint::tokens::Tokens;
use crate::lint::{Bench, Label};
use crate::text::segment::words;
use crate::value::Language;
use crate::value::date::Weekday;
use crate::value::numeral::{Sense, longest_number};

/// The days of the week from Monday on, folded.
const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const ENGLISH_DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The months, folded.
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that count a date from the day of publication, folded; weekdays do so too.
const FRENCH_RELATIVE: [&[&str]; 22] = [
    &["hier"],
    &["avant", "hier"],
    &["aujourd", "hui"],
    &["demain"],
    &["recemment"],
    &["cette", "semaine"],
    &["semaine", "derniere"],
    &["semaine", "prochaine"],
    &["ce", "mois"],
    &["mois", "dernier"],
    &["mois", "prochain"],
    &["cette", "annee"],
    &["annee", "derniere"],
    &["annee", "prochaine"],
    &["an", "dernier"],
    &["an", "prochain"],
    &["ce", "matin"],
    &["cet", "apres", "midi"],
    &["ce", "soir"],
    &["cette", "nuit"],
    &["ces", "derniers", "jours"],
    &["ces", "dernieres", "heures"],
];
const ENGLISH_RELATIVE: [&[&str]; 17] = [
    &["yesterday"],
    &["today"],
    &["tonight"],
    &["tomorrow"],
    &["recently"],
    &["this", "week"],
    &["last", "week"],
    &["next", "week"],
    &["this", "month"],
    &["last", "month"],
    &["next", "month"],
    &["this", "year"],
    &["last", "year"],
    &["next", "year"],
    &["this", "morning"],
    &["this", "afternoon"],
    &["this", "evening"],
];

/// Words that take a day from another sentence.
const FRENCH_ELSEWHERE: [&[&str]; 5] =
    [&["la", "veille"], &["le", "lendemain"], &["meme", "jour"], &["ce", "jour"], &["surlendemain"]];
const ENGLISH_ELSEWHERE: [&[&str]; 4] =
    [&["day", "before"], &["day", "after"], &["same", "day"], &["that", "day"]];

/// The sentences around a label's quotations, or the whole article, read word by word.
pub(super) struct Reading<'r> {
    text: &'r str,
    tokens: &'r Tokens<'r>,
    /// What is read, in bytes of the article.
    spans: Vec<Range<usize>>,
    /// The same, as indexes of words.
    words: Vec<Range<usize>>,
    /// Numbers in digits or words, found when first asked for.
    numbers: OnceCell<Vec<u64>>,
    language: Language,
}

impl<'r> Reading<'r> {
    /// Reads the sentences in which a label's quotations stand.
    pub(super) fn of(bench: &'r Bench<'_>, label: &Label<'_>) -> Self {
        let tokens = bench.tokens();
        let words = label.sentences.iter().map(|sentence| tokens.within(sentence)).collect();
        Self { words, spans: label.sentences.clone(), ..Self::of_article(bench) }
    }

    /// Reads the whole article.
    pub(super) fn of_article(bench: &'r Bench<'_>) -> Self {
        let (text, tokens) = (bench.text(), bench.tokens());
        let language = bench.entry.gold.article.language();
        let whole = std::iter::once(0..text.len());
        let words = std::iter::once(tokens.all()).collect();
        Self { text, tokens, spans: whole.collect(), words, numbers: OnceCell::new(), language }
    }

    fn indexes(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().cloned().flatten()
    }

    /// Returns the place of the first word that is this, folded.
    fn find(&self, word: &str) -> Option<Range<usize>> {
        let index = self.indexes().find(|index| self.tokens.word(*index) == word)?;
        self.tokens.place(index, index)
    }

    /// Says whether a word stands there, folded.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.find(word).is_some()
    }

    /// Says whether a word begins like this, folded.
    pub(super) fn has_prefix(&self, stem: &str) -> bool {
        self.indexes().any(|index| self.tokens.word(index).starts_with(stem))
    }

    /// Says whether a number stands there, in digits or words.
    pub(super) fn has_number(&self, number: u64) -> bool {
        let read = || {
            let texts = self.spans.iter().filter_map(|span| self.text.get(span.clone()));
            texts.flat_map(|text| numbers(text, self.language)).collect()
        };
        self.find(&number.to_string()).is_some() || self.numbers.get_or_init(read).contains(&number)
    }

    /// Returns the weekdays named, with their places, in the order of the text.
    pub(super) fn weekdays(&self) -> Vec<(Weekday, Range<usize>)> {
        let names = match self.language {
            Language::French => &FRENCH_DAYS,
            Language::English => &ENGLISH_DAYS,
            Language::Other => return Vec::new(),
        };
        let days = self.indexes().filter_map(|index| {
            let word = self.tokens.word(index);
            // An English plural is a habit: "on Sundays".
            let day = names.iter().position(|name| *name == word).and_then(|day| Weekday::ALL.get(day))?;
            Some((*day, self.tokens.place(index, index)?))
        });
        days.collect()
    }

    /// Returns the place where a month, counted from 1, is named.
    pub(super) fn month(&self, number: u8) -> Option<Range<usize>> {
        let names = match self.language {
            Language::French => &FRENCH_MONTHS,
            Language::English => &ENGLISH_MONTHS,
            Language::Other => return None,
        };
        self.find(names.get(usize::from(number).checked_sub(1)?)?)
    }

    /// Returns the place of a number written in digits.
    pub(super) fn digits(&self, number: i32) -> Option<Range<usize>> {
        self.find(&number.to_string())
    }

    /// Returns the first word that counts a date from the day of publication: a weekday, "hier", "this week".
    pub(super) fn relative_cue(&self) -> Option<Range<usize>> {
        let relative: &[&[&str]] = match self.language {
            Language::French => &FRENCH_RELATIVE,
            Language::English => &ENGLISH_RELATIVE,
            Language::Other => return None,
        };
        let weekday = self.weekdays().into_iter().next().map(|(_, span)| span);
        [weekday, self.phrase(relative)].into_iter().flatten().min_by_key(|span| span.start)
    }

    /// Says whether a day is told in words: counted from publication, or from a day told in another sentence.
    pub(super) fn tells_a_day(&self) -> bool {
        let elsewhere: &[&[&str]] = match self.language {
            Language::French => &FRENCH_ELSEWHERE,
            Language::English => &ENGLISH_ELSEWHERE,
            Language::Other => return true,
        };
        self.relative_cue().is_some() || self.phrase(elsewhere).is_some()
    }

    /// Says whether a day of the month is written: "13", "1er", "13th", "treize".
    pub(super) fn has_day_of_month(&self, day: u8) -> bool {
        let endings = ["er", "e", "st", "nd", "rd", "th"];
        endings.iter().any(|ending| self.find(&format!("{day}{ending}")).is_some())
            || (day == 1 && self.find("premier").is_some())
            || self.has_number(u64::from(day))
    }

    /// Says whether the words of the language are unknown, so that nothing found means nothing.
    pub(super) const fn language_is_unknown(&self) -> bool {
        matches!(self.language, Language::Other)
    }

    /// Returns the first place of one of several phrases, each inside one sentence.
    fn phrase(&self, phrases: &[&[&str]]) -> Option<Range<usize>> {
        for range in &self.words {
            for index in range.clone() {
                let is_said = |phrase: &&&[&str]| {
                    let here = (index..range.end).map(|index| self.tokens.word(index));
                    here.take(phrase.len()).eq(phrase.iter().copied())
                };
                if let Some(phrase) = phrases.iter().find(is_said) {
                    return self.tokens.place(index, index + phrase.len() - 1);
                }
            }
        }
        None
    }
}

/// Returns every number in a text, in digits or words; groups of digits are one number.
pub(super) fn numbers(text: &str, language: Language) -> Vec<u64> {
    let mut found = Vec::new();
    let mut end = 0;
    for word in words(text) {
        if word.start < end {
            continue;
        }
        // "1er" and "13th" are days; "9h00" is an hour.
        let digits: String =
            text.get(word.clone()).unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        let rest = text.get(word.start..).unwrap_or_default();
        match longest_number(rest, language) {
            Some((length, numeral)) if !numeral.is_article_like => {
                end = word.start + length;
                match numeral.sense {
                    Sense::Exact(amount) | Sense::About(amount) => found.extend(amount.as_whole()),
                    Sense::Class(_) => {}
                }
            }
            Some(_) | None => found.extend(digits.parse::<u64>().ok()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language, expected: &[u64]) {
        assert_eq!(numbers(text, language), expected);
    }

    #[test]
    fn numbers_are_read_in_digits_groups_and_words() {
        check("au moins 6\u{a0}500 personnes, onze soldats en 2020", Language::French, &[6500, 11, 2020]);
        check("some 3,000 people, two dozen", Language::English, &[3000, 24]);
        check("un homme", Language::French, &[]);
    }

    #[test]
    fn days_and_hours_begin_with_their_number() {
        check("le 1er mai à 9h00", Language::French, &[1, 9]);
        check("the 13th of May", Language::English, &[13]);
    }
}
