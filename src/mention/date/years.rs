//! Reads years and decades that stand alone, and the days that share the name of a month before them.

use crate::mention::calendar_words::month;
use crate::mention::date::scan::{Scanner, Shape};
use crate::value::Language;
use crate::value::date::Date;

/// Years that the press names without a word of era.
const YEARS: std::ops::Range<i32> = 1500..2100;

impl Scanner<'_> {
    /// Reads what begins with a number and is no day: "1990s", "1914-1918".
    pub(super) fn numbers(&mut self, index: usize) -> Option<usize> {
        let decade = if self.language == Language::English { self.english_decade(index) } else { None };
        decade.or_else(|| self.years(index))
    }

    /// Reads "1990s", "the late 1990’s".
    fn english_decade(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let is_plural =
            tokens.word(index + 1) == "s" && matches!(tokens.gap_before(index + 1), "" | "’" | "'");
        let year = tokens.number_of(index, (4, 4)).filter(|_| is_plural)?;
        self.decade((index, index + 1), i32::try_from(year).ok()?)
    }

    /// Reads the years of a life or a war: "1914-1918".
    fn years(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let is_dash = |gap: &str| matches!(gap, "-" | "–");
        let year = |index: usize| {
            let year = i32::try_from(tokens.number_of(index, (4, 4))?).ok()?;
            Date::year(year).filter(|_| YEARS.contains(&year))
        };
        let is_alone = is_dash(tokens.gap_before(index + 1))
            && !is_dash(tokens.gap_before(index))
            && !is_dash(tokens.gap_before(index + 2));
        let (first, last) = (year(index).filter(|_| is_alone)?, year(index + 1)?);
        let date = Date::interval(&first, &last)?;
        let end = tokens.span(index + 1).end;
        Some(self.push(index, index + 1, Shape::Whole { date, end }))
    }

    /// Adds a decade, with the third of it that words before name.
    pub(super) fn decade(&mut self, (first, last): (usize, usize), year: i32) -> Option<usize> {
        let decade = Date::decade(year).filter(|_| (1000..2100).contains(&year) && year % 10 == 0)?;
        let end = self.tokens.span(last).end;
        let (third, before) = self.third_before(first);
        let (first, date) = match third {
            Some(third) => (before, Date::parse(&format!("{third} {decade}")).ok()?),
            None => (first, decade),
        };
        Some(self.push(first, last, Shape::Whole { date, end }))
    }

    /// Adds the day behind a month, and a second one joined by a dash: "May 8-9, 2021".
    pub(super) fn english_days(&mut self, index: usize, (month, day): (u8, u8), after: usize) -> usize {
        let tokens = self.tokens;
        let second = self.day(after).filter(|_| matches!(tokens.gap_before(after), "-" | "–"));
        let behind = second.map_or(after, |(_, behind)| behind);
        let (year, last) = match self.year_after(behind) {
            Some((year, last)) => (Some(year), last),
            None => (None, behind - 1),
        };
        match second {
            Some((second, _)) => {
                self.push(index, after - 1, Shape::Day { year, month, day });
                self.push(after, last, Shape::Day { year, month, day: second })
            }
            None => self.push(index, last, Shape::Day { year, month, day }),
        }
    }

    /// Says whether the words before a month without a year make it a date.
    pub(super) fn introduces_month(&self, index: usize) -> bool {
        let tokens = self.tokens;
        let is_joined = |back: usize| {
            index.checked_sub(back).is_some_and(|at| month(tokens.word(at), self.language).is_some())
        };
        match tokens.word_before(index) {
            "en" | "courant" | "depuis" | "in" | "since" | "until" | "through" | "by" | "last" | "next"
            | "entre" | "between" | "during" | "before" | "after" | "avant" | "apres" | "ici" => true,
            "de" | "from" | "d" => {
                matches!(tokens.word(index.wrapping_sub(2)), "mois" | "month")
                    || matches!(tokens.word(index + 1), "a" | "to" | "through" | "until" | "jusqu")
            }
            "et" | "and" | "a" | "to" | "ou" | "or" => is_joined(2),
            _ => false,
        }
    }

    /// Says whether a number before "et" or "and" is a year, as the number behind that is.
    pub(super) fn is_year_before_another(&self, index: usize) -> bool {
        let tokens = self.tokens;
        let year = |index: usize| {
            let year = tokens.number_of(index, (4, 4)).and_then(|year| i32::try_from(year).ok());
            year.filter(|year| YEARS.contains(year))
        };
        let is_rising = year(index).zip(year(index + 2)).is_some_and(|(first, last)| first < last);
        let has_month = month(tokens.word(index + 2), self.language).is_some();
        matches!(tokens.word(index + 1), "et" | "and")
            && (has_month || (is_rising && self.ends_a_phrase(index + 3)))
    }

    /// Says whether a number behind a word that other numbers follow too is a year.
    pub(super) fn ends_a_year(&self, index: usize) -> bool {
        let tokens = self.tokens;
        let before = |back: usize| index.checked_sub(back).map_or("", |index| tokens.word(index));
        let is_bound_of_count = matches!(
            before(2),
            "plus" | "moins" | "pres" | "autour" | "loin" | "alentours" | "dela" | "up" | "close"
        );
        // "de 2000 à 2500 personnes": what counts something behind counts before too.
        let is_first = matches!(tokens.word(index + 1), "a" | "et" | "to" | "and");
        if is_first && tokens.number(index + 2).is_some() {
            return tokens.number_of(index + 2, (4, 4)).is_some() && self.ends_a_phrase(index + 3);
        }
        let is_joint = matches!(before(1), "a" | "et" | "to" | "and");
        if is_joint {
            let year = tokens
                .number_of(index.wrapping_sub(2), (4, 4))
                .or_else(|| tokens.number_of(index.wrapping_sub(3), (4, 4)));
            if year.is_none_or(|year| !(1500..2100).contains(&year)) {
                return before(1) != "et" && before(1) != "and" && before(2) == "jusqu";
            }
        }
        !is_bound_of_count && self.ends_a_phrase(index + 1)
    }

    /// Says whether a number before a token counts nothing: punctuation stands there, or a word of grammar.
    fn ends_a_phrase(&self, index: usize) -> bool {
        let tokens = self.tokens;
        let goes_on = matches!(
            tokens.word(index),
            "qui"
                | "que"
                | "ou"
                | "dont"
                | "et"
                | "a"
                | "par"
                | "pour"
                | "sur"
                | "est"
                | "avait"
                | "dans"
                | "en"
                | "au"
                | "avec"
                | "signe"
                | "signee"
                | "la"
                | "le"
                | "les"
                | "l"
                | "il"
                | "elle"
                | "sont"
                | "ont"
                | "ne"
                | "n"
                | "etait"
                | "jusqu"
                | "who"
                | "that"
                | "which"
                | "and"
                | "by"
                | "was"
                | "were"
                | "is"
                | "has"
                | "had"
                | "when"
                | "to"
                | "with"
                | "but"
                | "for"
                | "on"
                | "at"
                | "in"
                | "the"
                | "as"
        );
        !tokens.is_spaced(index) || goes_on
    }

    /// Says whether a year between "the" and a noun tells which one is meant: "the 2018 race".
    pub(super) fn is_adjective_of_year(&self, index: usize) -> bool {
        self.tokens.number(index).is_some_and(|year| (1900..2100).contains(&year))
            && self.tokens.is_spaced(index + 1)
            && !matches!(self.tokens.word(index + 1), "people" | "men" | "women" | "children" | "million")
    }
}
