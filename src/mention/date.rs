//! Finds dates: in words, in figures, in lists that share a year, and counted from the day of publication.

use std::ops::Range;

use crate::mention::Mention;
use crate::mention::date::complete::complete;
use crate::mention::date::scan::{is_list, scan};
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::date::{Date, Weekday};

mod complete;
mod scan;
mod around;
mod years;

/// A date as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatePhrase {
    /// The date, with what its surroundings tell.
    pub date: Date,
    /// Where the year is from.
    pub year: YearFrom,
}

/// Where the year of a date is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearFrom {
    /// The date states it.
    Stated,
    /// A later date of the same list states it: "du 11 janvier et du 26 novembre 2021".
    List,
    /// It is the one of publication, or its neighbour where that is nearer by far.
    Publication,
    /// The whole date is counted from the day of publication: "mardi", "hier".
    Relative,
    /// It stays open.
    Open,
}

/// Finds the dates of a text, ascending, without overlaps; linear in the text.
///
/// Without a day of publication, a date that states no year leaves it open, and "mardi" is none.
#[must_use]
pub fn dates(text: &str, language: Language, published: Option<&Date>) -> Vec<Mention<Date>> {
    let phrases = date_phrases(&Tokens::new(text), language, published);
    phrases.into_iter().map(|phrase| phrase.map(|phrase| phrase.date)).collect()
}

/// Finds the dates among tokens, as [`dates`], and tells where their years are from.
#[must_use]
pub fn date_phrases(
    tokens: &Tokens<'_>,
    language: Language,
    published: Option<&Date>,
) -> Vec<Mention<DatePhrase>> {
    complete(tokens, &scan(tokens, language), published)
}

/// Returns the day of the week that a text names without a word that tells which week: "vendredi à 6 h", not "hier".
#[must_use]
pub fn bare_weekday(text: &str, language: Language) -> Option<Weekday> {
    let found = scan(&Tokens::new(text), language);
    let [only] = found.as_slice() else { return None };
    only.bare_weekday()
}

/// Says whether the text between two dates joins them in one list: "et du", ", puis le".
#[must_use]
pub fn joins_dates(tokens: &Tokens<'_>, between: &Range<usize>) -> bool {
    is_list(tokens, tokens.at_or_after(between.start)..tokens.at_or_after(between.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::show;

    fn check(text: &str, expected: &[&str]) {
        check_in(Language::French, text, expected);
    }

    fn check_in(language: Language, text: &str, expected: &[&str]) {
        let published = Date::parse("2022-09-13").expect("a date");
        let found = dates(text, language, Some(&published));
        assert_eq!(show(text, &found, Date::to_string), expected, "{text}");
    }

    #[test]
    fn a_day_is_read_with_its_year() {
        check("La crue du 9 novembre 2020 a", &["[9 novembre 2020] 2020-11-09"]);
        check("le 1er\u{a0}mai\u{a0}1968", &["[1er\u{a0}mai\u{a0}1968] 1968-05-01"]);
        check("mardi 13 septembre 2022", &["[13 septembre 2022] 2022-09-13"]);
        check("le 31 fevrier 2020", &[]);
    }

    #[test]
    fn figures_are_read_day_first_in_french() {
        check(
            "match du 13/09/2022, puis 2022-09-14.",
            &["[13/09/2022] 2022-09-13", "[2022-09-14] 2022-09-14"],
        );
        check("le 3.10.2021", &["[3.10.2021] 2021-10-03"]);
        check("à 2022-09-13T09:00+03:00.", &["[2022-09-13T09:00+03:00] 2022-09-13T09:00+03:00"]);
        check("version 1.2.2021.4 et 13/09/2022/5", &[]);
    }

    #[test]
    fn a_list_shares_the_year_of_its_last_date() {
        check(
            "du 11 janvier et du 26 novembre 2021",
            &["[11 janvier] 2021-01-11", "[26 novembre 2021] 2021-11-26"],
        );
        check(
            "celles du 9 mai 2019, puis du 11 janvier et, enfin, du 26 mars 2021",
            &["[9 mai 2019] 2019-05-09", "[11 janvier] 2021-01-11", "[26 mars 2021] 2021-03-26"],
        );
        check(
            "du 27 décembre au 5 janvier 2021",
            &["[27 décembre] 2020-12-27", "[5 janvier 2021] 2021-01-05"],
        );
        check("les 9 et 10 juin 2020", &["[9] 2020-06-09", "[10 juin 2020] 2020-06-10"]);
    }

    #[test]
    fn a_month_before_a_small_number_is_a_day() {
        check("prévu en septembre 13 sera", &["[septembre 13] 2022-09-13"]);
        check("en septembre 13 personnes ont fui", &["[septembre] 2022-09"]);
        check("en mars 2020", &["[mars 2020] 2020-03"]);
    }

    #[test]
    fn a_missing_year_is_that_of_publication() {
        check("le 20 décembre", &["[20 décembre] 2022-12-20"]);
        check("le 20 février", &["[20 février] 2022-02-20"]);
        let found = dates("le 20 février", Language::French, None);
        assert_eq!(show("le 20 février", &found, Date::to_string), ["[20 février] XXXX-02-20"]);
    }

    #[test]
    fn parts_of_months_years_and_decades_are_read() {
        check("début novembre 2020", &["[début novembre 2020] early 2020-11"]);
        check("fin 2019, dans les années 1990", &["[fin 2019] late 2019", "[années 1990] 199X"]);
    }

    #[test]
    fn a_year_needs_a_word_before_it() {
        check("En 2020, depuis 1997, traité de 1998 qui", &["[2020] 2020", "[1997] 1997", "[1998] 1998"]);
        check("Partagé 2020 fois par 1997 lecteurs. 158", &[]);
        check("près de 2000 personnes", &[]);
    }

    #[test]
    fn days_are_counted_from_publication() {
        check("Lundi soir, puis mardi", &["[Lundi soir] 2022-09-12 evening", "[mardi] 2022-09-13"]);
        check("hier et mercredi prochain", &["[hier] 2022-09-12", "[mercredi prochain] 2022-09-14"]);
        check("dans la nuit de lundi à mardi", &["[lundi à mardi] 2022-09-12 night"]);
        check("mardi dernier", &["[mardi dernier] 2022-09-06"]);
    }

    #[test]
    fn a_weekday_is_bare_without_a_word_that_tells_its_week() {
        let bare = |text: &str| bare_weekday(text, Language::French);
        assert_eq!(bare("vendredi à 6h30, heure de Paris"), Some(Weekday::Friday));
        assert_eq!(bare("mardi soir"), Some(Weekday::Tuesday));
        let told = ["lundi dernier", "lundi prochain", "hier", "lundi 6 mai", "jusqu’à lundi", "2022"];
        assert_eq!(told.map(bare), [None; 6]);
    }

    #[test]
    fn english_dates_are_read_where_they_are_clear() {
        let english = Language::English;
        check_in(
            english,
            "On September 13, 2022, and 9 May 2019",
            &["[September 13, 2022] 2022-09-13", "[9 May 2019] 2019-05-09"],
        );
        check_in(english, "You may 3 times march", &[]);
        check_in(english, "03/04/2022 or 25/12/2021", &["[25/12/2021] 2021-12-25"]);
        check_in(english, "in 2020, early March 2021", &["[2020] 2020", "[early March 2021] early 2021-03"]);
    }
}
