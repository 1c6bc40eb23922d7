//! Finds, in the sentences around quotations, the words that say when: weekdays, months, numbers, "hier".

use std::cell::OnceCell;
use std::ops::Range;

use crate::lint::tokens::Tokens;
use crate::lint::{Bench, Label};
use crate::mention::calendar_words::{month, weekday};
use crate::text::segment::words;
use crate::text::spans_overlap;
use crate::value::Language;
use crate::value::date::Weekday;
use crate::value::numeral::{Amount, Sense, longest_number};

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

/// Days with a name of their own.
const FRENCH_FEASTS: [&[&str]; 6] = [
    &["noel"],
    &["saint", "sylvestre"],
    &["jour", "de", "l", "an"],
    &["nouvel", "an"],
    &["paques"],
    &["toussaint"],
];
const ENGLISH_FEASTS: [&[&str]; 6] =
    [&["christmas"], &["new", "year"], &["easter"], &["halloween"], &["thanksgiving"], &["boxing", "day"]];

/// Words that tell a time, but not the day.
const FRENCH_VAGUE: [&[&str]; 11] = [
    &["aube"],
    &["la", "nuit"],
    &["week", "end"],
    &["lendemain"],
    &["dans", "la", "semaine"],
    &["dans", "la", "journee"],
    &["dans", "la", "matinee"],
    &["plus", "tot"],
    &["plus", "tard"],
    &["au", "matin"],
    &["du", "matin"],
];
const ENGLISH_VAGUE: [&[&str]; 9] = [
    &["overnight"],
    &["weekend"],
    &["dawn"],
    &["dusk"],
    &["earlier"],
    &["later"],
    &["at", "night"],
    &["midnight"],
    &["the", "morning"],
];

/// Words beside a weekday that make it the name of an event: "lundi noir", "Bloody Sunday".
const EVENTS: [&str; 10] =
    ["noir", "sanglant", "saint", "gras", "black", "bloody", "good", "ash", "palm", "sainte"];

/// The sentences around a label's quotations, or the whole article, read word by word.
pub(super) struct Reading<'r> {
    text: &'r str,
    tokens: &'r Tokens<'r>,
    /// What is read, in bytes of the article.
    spans: Vec<Range<usize>>,
    /// The same, as indexes of words.
    words: Vec<Range<usize>>,
    /// Numbers in digits or words, found when first asked for.
    numbers: OnceCell<Vec<(Range<usize>, Amount)>>,
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
        self.find(&number.to_string()).is_some() || self.has_amount(Amount::from_whole(number), &[])
    }

    /// Says whether an amount stands there outside some places.
    pub(super) fn has_amount(&self, amount: Amount, outside: &[Range<usize>]) -> bool {
        let read = || {
            let found = self.spans.iter().flat_map(|span| {
                let text = self.text.get(span.clone()).unwrap_or_default();
                let numbers = numbers(text, self.language).into_iter();
                numbers.map(|(place, amount)| (span.start + place.start..span.start + place.end, amount))
            });
            found.collect()
        };
        let numbers = self.numbers.get_or_init(read);
        numbers.iter().any(|(place, found)| *found == amount && is_free(place, outside))
    }

    /// Returns the weekdays named, with their places, in the order of the text; "lundi noir" is none.
    pub(super) fn weekdays(&self) -> Vec<(Weekday, Range<usize>)> {
        let days = self.indexes().filter_map(|index| {
            // An English plural is a habit: "on Sundays".
            let day = weekday(self.tokens.word(index), self.language)?;
            let before = index.checked_sub(1).map_or("", |before| self.tokens.word(before));
            let is_event = EVENTS.contains(&before) || EVENTS.contains(&self.tokens.word(index + 1));
            (!is_event).then_some((day, self.tokens.place(index, index)?))
        });
        days.collect()
    }

    /// Returns the place where a month, counted from 1, is named outside some places.
    pub(super) fn month(&self, number: u8, outside: &[Range<usize>]) -> Option<Range<usize>> {
        // "sept" is seven more often than September.
        let is_named = |word: &str| word != "sept" && month(word, self.language) == Some(number);
        let mut named = self.indexes().filter(|index| is_named(self.tokens.word(*index)));
        named.find_map(|index| self.tokens.place(index, index).filter(|place| is_free(place, outside)))
    }

    /// Returns the place of a number written in digits outside some places.
    pub(super) fn digits(&self, number: i32, outside: &[Range<usize>]) -> Option<Range<usize>> {
        let digits = number.to_string();
        let mut written = self.indexes().filter(|index| self.tokens.word(*index) == digits);
        written.find_map(|index| self.tokens.place(index, index).filter(|place| is_free(place, outside)))
    }

    /// Returns the first word that counts a date from the day of publication: a weekday, "hier", "this week".
    pub(super) fn relative_cue(&self) -> Option<Range<usize>> {
        let relative: &[&[&str]] = match self.language {
            Language::French => &FRENCH_RELATIVE,
            Language::English => &ENGLISH_RELATIVE,
            Language::Other => return None,
        };
        let weekdays = self.weekdays().into_iter().map(|(_, place)| place);
        weekdays.chain(self.phrases(relative)).min_by_key(|place| place.start)
    }

    /// Returns the places of words that tell a day without its number: counted from publication, from a day told in
    /// another sentence, or by a feast.
    fn days_told(&self) -> Vec<Range<usize>> {
        let lists: [&[&[&str]]; 3] = match self.language {
            Language::French => [&FRENCH_RELATIVE, &FRENCH_ELSEWHERE, &FRENCH_FEASTS],
            Language::English => [&ENGLISH_RELATIVE, &ENGLISH_ELSEWHERE, &ENGLISH_FEASTS],
            Language::Other => return Vec::new(),
        };
        let weekdays = self.weekdays().into_iter().map(|(_, place)| place);
        weekdays.chain(lists.into_iter().flat_map(|list| self.phrases(list))).collect()
    }

    /// Says whether a day is told in words.
    pub(super) fn tells_a_day(&self) -> bool {
        self.language_is_unknown() || !self.days_told().is_empty()
    }

    /// Says whether a time is told in words outside some places: a day, or "at dawn", "plus tôt".
    pub(super) fn tells_a_time(&self, outside: &[Range<usize>]) -> bool {
        let vague: &[&[&str]] = match self.language {
            Language::French => &FRENCH_VAGUE,
            Language::English => &ENGLISH_VAGUE,
            Language::Other => return true,
        };
        self.days_told().iter().chain(&self.phrases(vague)).any(|place| is_free(place, outside))
    }

    /// Says whether the day before or after another is told: "la veille", "a day later".
    pub(super) fn tells_a_day_beside(&self) -> bool {
        let words = ["veille", "lendemain"];
        let phrases: [&[&str]; 6] = [
            &["day", "before"],
            &["day", "after"],
            &["day", "earlier"],
            &["day", "later"],
            &["next", "day"],
            &["previous", "day"],
        ];
        words.iter().any(|word| self.has_word(word)) || !self.phrases(&phrases).is_empty()
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

    /// Returns the places of several phrases, each inside one sentence.
    fn phrases(&self, phrases: &[&[&str]]) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        for range in &self.words {
            for index in range.clone() {
                let is_said = |phrase: &&&[&str]| {
                    let here = (index..range.end).map(|index| self.tokens.word(index));
                    here.take(phrase.len()).eq(phrase.iter().copied())
                };
                let said = phrases.iter().filter(is_said);
                places.extend(said.filter_map(|phrase| self.tokens.place(index, index + phrase.len() - 1)));
            }
        }
        places
    }
}

/// Says whether a place touches none of some others.
fn is_free(place: &Range<usize>, others: &[Range<usize>]) -> bool {
    !others.iter().any(|other| spans_overlap(place, other))
}

/// Returns every number in a text with its place, in digits or words; groups of digits are one number.
pub(super) fn numbers(text: &str, language: Language) -> Vec<(Range<usize>, Amount)> {
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
                    Sense::Exact(amount) | Sense::About(amount) => found.push((word.start..end, amount)),
                    Sense::Class(_) => {}
                }
            }
            Some(_) | None => {
                let number = digits.parse().ok().map(Amount::from_whole);
                found.extend(number.map(|amount| (word.start..word.start + digits.len(), amount)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language, expected: &[u64]) {
        let found: Vec<u64> =
            numbers(text, language).into_iter().filter_map(|(_, amount)| amount.as_whole()).collect();
        assert_eq!(found, expected);
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
