//! Everything that is found in one text, each kind of mention when it is first asked for.

use std::cell::OnceCell;
use std::ops::Range;

use crate::mention::Mention;
use crate::mention::clock::{ClockTime, clock_times_among};
use crate::mention::count::{CountPhrase, count_phrases};
use crate::mention::counted::counted;
use crate::mention::cue::{Cue, cues_among};
use crate::mention::duration::durations_among;
use crate::mention::moment::{moments_among, takes};
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;

/// The mentions of a text; all lists are ascending and without overlaps, and each is made once.
#[derive(Debug)]
pub struct Survey<'t> {
    language: Language,
    published: Option<&'t Date>,
    tokens: Tokens<'t>,
    taken: OnceCell<Vec<Range<usize>>>,
    moments: OnceCell<Vec<Mention<Date>>>,
    clock_times: OnceCell<Vec<Mention<ClockTime>>>,
    durations: OnceCell<Vec<Mention<Duration>>>,
    numbers: OnceCell<Vec<Mention<CountPhrase>>>,
    counts: OnceCell<Vec<Mention<Count>>>,
    cues: OnceCell<Vec<Mention<Cue>>>,
}

impl<'t> Survey<'t> {
    /// Splits a text into words; mentions are looked for when they are asked for. Each is linear in the text.
    #[must_use]
    pub fn new(text: &'t str, language: Language, published: Option<&'t Date>) -> Self {
        Self {
            language,
            published,
            tokens: Tokens::new(text),
            taken: OnceCell::new(),
            moments: OnceCell::new(),
            clock_times: OnceCell::new(),
            durations: OnceCell::new(),
            numbers: OnceCell::new(),
            counts: OnceCell::new(),
            cues: OnceCell::new(),
        }
    }

    /// Returns the words.
    #[must_use]
    pub const fn tokens(&self) -> &Tokens<'t> {
        &self.tokens
    }

    /// Returns the language in which the text is read.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns the dates and instants, counted from publication where they say no more.
    #[must_use]
    pub fn moments(&self) -> &[Mention<Date>] {
        self.moments.get_or_init(|| moments_among(&self.tokens, self.language, self.published))
    }

    /// Returns the clock times, with or without a day.
    #[must_use]
    pub fn clock_times(&self) -> &[Mention<ClockTime>] {
        self.clock_times.get_or_init(|| clock_times_among(&self.tokens, self.language))
    }

    /// Returns the lengths of time.
    #[must_use]
    pub fn durations(&self) -> &[Mention<Duration>] {
        self.durations.get_or_init(|| durations_among(&self.tokens, self.language, self.taken()))
    }

    /// Returns every number that belongs to no date and no clock time, whether or not it counts something.
    #[must_use]
    pub fn numbers(&self) -> &[Mention<CountPhrase>] {
        self.numbers.get_or_init(|| count_phrases(&self.tokens, self.language, self.taken()))
    }

    /// Returns the numbers that count people, animals or things.
    #[must_use]
    pub fn counts(&self) -> &[Mention<Count>] {
        self.counts.get_or_init(|| {
            let mut taken = self.taken().to_vec();
            taken.extend(self.durations().iter().map(|duration| duration.span.clone()));
            taken.sort_by_key(|span| span.start);
            counted(&self.tokens, self.language, &taken)
        })
    }

    /// Returns the cues of speech, denial and reserve.
    #[must_use]
    pub fn cues(&self) -> &[Mention<Cue>] {
        self.cues.get_or_init(|| cues_among(&self.tokens, self.language))
    }

    fn taken(&self) -> &[Range<usize>] {
        self.taken.get_or_init(|| takes(&self.tokens, self.language, self.published))
    }
}

/// Returns the mentions that begin in a span, of a list in ascending order.
#[must_use]
pub fn within<'m, T>(mentions: &'m [Mention<T>], span: &Range<usize>) -> &'m [Mention<T>] {
    let from = mentions.partition_point(|mention| mention.span.start < span.start);
    let to = mentions.partition_point(|mention| mention.span.start < span.end);
    mentions.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    const TEXT: &str = "Mardi à 9h00, 49 soldats ont péri en six semaines, selon l’armée.";

    #[test]
    fn every_kind_is_found_once() {
        let published = Date::parse("2022-09-14").expect("a date");
        let survey = Survey::new(TEXT, Language::French, Some(&published));
        assert_eq!(show(TEXT, survey.moments(), Date::to_string), ["[Mardi à 9h00] 2022-09-13T09:00"]);
        assert_eq!(show(TEXT, survey.counts(), Count::to_string), ["[49] 49"]);
        assert_eq!(show(TEXT, survey.durations(), Duration::to_string), ["[six semaines] P6W"]);
        assert_eq!(show(TEXT, survey.clock_times(), |_| String::new()), ["[9h00] "]);
        let numbers: Vec<String> = show(TEXT, survey.numbers(), |phrase| phrase.count.to_string());
        assert_eq!(numbers, ["[49] 49", "[six] 6"]);
        assert_eq!(survey.cues().len(), 2);
    }

    #[test]
    fn mentions_belong_to_the_span_in_which_they_begin() {
        let survey = Survey::new(TEXT, Language::French, None);
        let start = TEXT.find("49").expect("it stands there");
        assert_eq!(within(survey.counts(), &(start..start + 1)).len(), 1);
        assert_eq!(within(survey.counts(), &(start + 1..TEXT.len())).len(), 0);
    }
}
