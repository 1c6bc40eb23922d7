//! Finds when something is or was: days and clock times joined to moments, intervals and bounds.

use std::ops::Range;

use crate::mention::Mention;
use crate::mention::clock::{ClockTime, clock_times_among};
use crate::mention::date::date_phrases;
use crate::mention::moment::bound::{bounded, joined};
use crate::mention::moment::clocked::with_clocks;
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::date::Date;

mod bound;
mod clocked;

/// Finds the moments of a text, ascending, without overlaps; linear in the text.
///
/// A clock time without a day to take is left out; two clocks of one instant are one moment.
#[must_use]
pub fn moments(text: &str, language: Language, published: Option<&Date>) -> Vec<Mention<Date>> {
    moments_among(&Tokens::new(text), language, published)
}

/// Finds the moments among tokens, as [`moments`].
#[must_use]
pub fn moments_among(
    tokens: &Tokens<'_>,
    language: Language,
    published: Option<&Date>,
) -> Vec<Mention<Date>> {
    let (dates, times) = parts(tokens, language, published);
    let points = with_clocks(tokens, &dates, &times);
    let mut moments = Vec::with_capacity(points.len());
    let mut index = 0;
    while let Some(point) = points.get(index) {
        let pair = points.get(index + 1).and_then(|next| joined(tokens, point, next));
        index += if pair.is_some() { 2 } else { 1 };
        moments.push(pair.unwrap_or_else(|| bounded(tokens, point)));
    }
    moments
}

/// Returns where dates and clock times stand, ascending: numbers there count nothing.
#[must_use]
pub fn takes(tokens: &Tokens<'_>, language: Language, published: Option<&Date>) -> Vec<Range<usize>> {
    let (dates, times) = parts(tokens, language, published);
    let mut taken: Vec<Range<usize>> = dates.into_iter().map(|date| date.span).collect();
    taken.extend(times.into_iter().map(|time| time.span));
    taken.sort_by_key(|span| span.start);
    taken
}

/// Finds dates, and the clock times outside them.
fn parts(
    tokens: &Tokens<'_>,
    language: Language,
    published: Option<&Date>,
) -> (Vec<Mention<Date>>, Vec<Mention<ClockTime>>) {
    let phrases = date_phrases(tokens, language, published).into_iter();
    let dates: Vec<Mention<Date>> = phrases.map(|phrase| phrase.map(|phrase| phrase.date)).collect();
    let mut times = clock_times_among(tokens, language);
    times.retain(|time| {
        let index = dates.partition_point(|date| date.span.end <= time.span.start);
        dates.get(index).is_none_or(|date| date.span.start >= time.span.end)
    });
    (dates, times)
}

/// Returns the words before a token, from the nearest.
fn words_before<'t>(tokens: &'t Tokens<'_>, index: usize) -> [&'t str; 4] {
    let word = |back: usize| index.checked_sub(back).map_or("", |index| tokens.word(index));
    [word(1), word(2), word(3), word(4)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    /// Reads a text published on Wednesday 2022-09-14.
    fn check(language: Language, text: &str, expected: &[&str]) {
        let published = Date::parse("2022-09-14").expect("a date");
        let found = moments(text, language, Some(&published));
        assert_eq!(show(text, &found, Date::to_string), expected, "{text}");
    }

    #[test]
    fn a_clock_time_takes_the_day_beside_it() {
        check(Language::French, "La foire ouvre mardi à 9 h 30.", &["[mardi à 9 h 30] 2022-09-13T09:30"]);
        check(Language::English, "at 9 a.m. on Tuesday", &["[9 a.m. on Tuesday] 2022-09-13T09:00"]);
        check(Language::French, "à 3 heures", &[]);
    }

    #[test]
    fn two_clocks_of_one_instant_are_one_moment() {
        check(
            Language::French,
            "mardi à 14h00 (10h00 GMT)",
            &["[mardi à 14h00 (10h00 GMT] 2022-09-13T14:00+04:00"],
        );
    }

    #[test]
    fn open_intervals_and_bounds_are_read() {
        check(Language::French, "depuis janvier 1982", &["[janvier 1982] 1982-01/.."]);
        check(Language::English, "since 1994", &["[1994] 1994/.."]);
        check(Language::French, "jusqu’à mai 2021", &["[mai 2021] ../2021-05"]);
        check(Language::English, "by June 3, 2021", &["[June 3, 2021] on or before 2021-06-03"]);
        check(
            Language::English,
            "No ferry runs before May 3, 2023",
            &["[May 3, 2023] on or after 2023-05-03"],
        );
        check(Language::French, "mardi vers 9 h", &["[9 h] 2022-09-13T09:00~"]);
        check(Language::French, "pas avant le 3 mai 2023", &["[3 mai 2023] on or after 2023-05-03"]);
    }

    #[test]
    fn two_days_make_an_interval() {
        check(Language::French, "du 3 au 5 mai", &["[3 au 5 mai] 2022-05-03/2022-05-05"]);
        check(Language::French, "la nuit du 3 au 4 mai", &["[3 au 4 mai] 2022-05-03 night"]);
        check(
            Language::English,
            "from March 2021 through June 2022",
            &["[March 2021 through June 2022] 2021-03/2022-06"],
        );
        check(Language::English, "between 2010 and 2015,", &["[2010 and 2015] between 2010 and 2015"]);
        check(Language::English, "on May 8-9, 2021", &["[May 8-9, 2021] 2021-05-08/2021-05-09"]);
    }

    #[test]
    fn stretches_counted_from_publication_are_read() {
        check(Language::French, "la semaine dernière", &["[la semaine dernière] 2022-W36"]);
        check(Language::English, "last year and this month", &["[last year] 2021", "[this month] 2022-09"]);
        check(Language::French, "il y a trois ans", &["[il y a trois ans] 2019"]);
        check(Language::English, "four days ago", &["[four days ago] 2022-09-10"]);
        check(Language::English, "It will open on Friday.", &["[Friday] 2022-09-16"]);
    }

    #[test]
    fn parts_of_days_and_decades_are_read() {
        check(Language::French, "le 3 mai au soir", &["[3 mai au soir] 2022-05-03 evening"]);
        check(Language::English, "the late 1980s", &["[late 1980s] late 198X"]);
        check(Language::French, "à la fin des années 1950", &["[fin des années 1950] late 195X"]);
        check(Language::English, "in the spring of 2019", &["[spring of 2019] 2019-21"]);
    }
}
