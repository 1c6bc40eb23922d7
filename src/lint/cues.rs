//! Finds, in the sentences around a label's quotations, the words that say when: weekdays, months, numbers, "hier".

use std::ops::Range;

use crate::lint::{Bench, Label};
use crate::text::fold::fold_name;
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
    &["aujourd'hui"],
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

/// One word of the sentences.
struct Word {
    folded: String,
    /// In bytes of the article.
    span: Range<usize>,
}

/// The sentences around a label's quotations, read word by word.
pub(super) struct Reading {
    words: Vec<Word>,
    /// Numbers in digits or words that stand in the sentences.
    numbers: Vec<u64>,
    language: Language,
}

impl Reading {
    /// Reads the sentences in which a label's quotations stand.
    pub(super) fn of(bench: &Bench<'_>, label: &Label<'_>) -> Self {
        Self::of_spans(bench, &label.sentences)
    }

    /// Reads the whole article.
    pub(super) fn of_article(bench: &Bench<'_>) -> Self {
        let whole = 0..bench.text().len();
        Self::of_spans(bench, std::slice::from_ref(&whole))
    }

    fn of_spans(bench: &Bench<'_>, spans: &[Range<usize>]) -> Self {
        let language = bench.entry.gold.article.language();
        let mut reading = Self { words: Vec::new(), numbers: Vec::new(), language };
        for sentence in spans {
            let text = bench.piece(sentence);
            reading.numbers.extend(numbers(text, language));
            reading.words.extend(words(text).into_iter().map(|word| Word {
                folded: fold_name(text.get(word.clone()).unwrap_or_default()),
                span: sentence.start + word.start..sentence.start + word.end,
            }));
        }
        reading
    }

    /// Says whether a number stands in the sentences, in digits or words.
    pub(super) fn has_number(&self, number: u64) -> bool {
        self.numbers.contains(&number)
    }

    /// Returns the weekdays named, with their places, in the order of the text.
    pub(super) fn weekdays(&self) -> Vec<(Weekday, Range<usize>)> {
        let names = match self.language {
            Language::French => &FRENCH_DAYS,
            Language::English => &ENGLISH_DAYS,
            Language::Other => return Vec::new(),
        };
        let find = |folded: &str| names.iter().position(|name| *name == folded);
        let days = self.words.iter().filter_map(|word| {
            // An English plural is a habit: "on Sundays".
            let day = find(&word.folded).and_then(|index| Weekday::ALL.get(index))?;
            Some((*day, word.span.clone()))
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
        let name = names.get(usize::from(number).checked_sub(1)?)?;
        self.words.iter().find(|word| word.folded == *name).map(|word| word.span.clone())
    }

    /// Returns the place of a number written in digits.
    pub(super) fn digits(&self, number: i32) -> Option<Range<usize>> {
        let digits = number.to_string();
        self.words.iter().find(|word| word.folded == digits).map(|word| word.span.clone())
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
        let ordinals = ["er", "st", "nd", "rd", "th", "e"].map(|ending| format!("{day}{ending}"));
        let is_ordinal =
            |word: &Word| ordinals.contains(&word.folded) || (day == 1 && word.folded == "premier");
        self.has_number(u64::from(day)) || self.words.iter().any(is_ordinal)
    }

    /// Says whether the words of the language are unknown, so that nothing found means nothing.
    pub(super) const fn language_is_unknown(&self) -> bool {
        matches!(self.language, Language::Other)
    }

    fn phrase(&self, phrases: &[&[&str]]) -> Option<Range<usize>> {
        let starts_here = |(index, word): (usize, &Word)| {
            let is_said = |phrase: &&&[&str]| {
                let here = self.words.iter().skip(index).map(|word| word.folded.as_str());
                here.take(phrase.len()).eq(phrase.iter().copied())
            };
            let phrase = phrases.iter().find(is_said)?;
            let last = self.words.get(index + phrase.len() - 1)?;
            Some(word.span.start..last.span.end)
        };
        self.words.iter().enumerate().find_map(starts_here)
    }
}

/// Returns every number in a text, in digits or words; groups of digits are one number.
fn numbers(text: &str, language: Language) -> Vec<u64> {
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

/// Returns a cue as the article writes it.
pub(super) fn written<'a>(bench: &Bench<'a>, cue: &Range<usize>) -> &'a str {
    bench.piece(cue)
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
