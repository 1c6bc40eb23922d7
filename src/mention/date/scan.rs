//! Reads dates off the tokens of a text as far as they are written, without a look at their surroundings.

use std::ops::Range;

use crate::mention::calendar_words::{day_part, days_from_publication, month, third, weekday};
use crate::mention::token::Tokens;
use crate::value::Language;
use crate::value::date::{Date, Weekday};

/// A date as far as it is written.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its first and its last token.
    pub(super) tokens: (usize, usize),
    pub(super) shape: Shape,
}

impl Found {
    /// Returns the day of the week, where nothing tells of which week.
    pub(super) const fn bare_weekday(&self) -> Option<Weekday> {
        let Shape::Relative { days: DaysFrom::Weekday(weekday, Week::UpToPublication), .. } = self.shape
        else {
            return None;
        };
        Some(weekday)
    }
}

/// What is written.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A day of a month, perhaps with its year.
    Day { year: Option<i32>, month: u8, day: u8 },
    /// A month, perhaps a third of it, perhaps with its year.
    Month { year: Option<i32>, month: u8, third: Option<&'static str> },
    /// Written in full, up to this byte.
    Whole { date: Date, end: usize },
    /// A day counted from the day of publication.
    Relative { days: DaysFrom, part: Option<&'static str> },
    /// A week, month, season or year counted from the one of publication.
    Around { what: Around, shift: i32 },
    /// The day before or after the last day named, or a day of the month that it lies in.
    Beside { step: Beside },
}

/// A stretch of the calendar that the press counts from the day of publication.
#[derive(Clone, Copy, Debug)]
pub(super) enum Around {
    Week,
    /// Saturday and Sunday.
    Weekend,
    Month,
    /// 21 spring to 24 winter, as gold writes them.
    Season(u8),
    Year,
}

/// How a day is told from the one named before.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside {
    /// So many days later: "la veille", "the next day".
    Days(i32),
    /// "le 11", of the same month.
    DayOfMonth(u8),
}

/// How a day is counted from the day of publication.
#[derive(Clone, Copy, Debug)]
pub(super) enum DaysFrom {
    /// So many days later.
    Days(i32),
    /// The last such day of the week up to then, or the one before publication, or the next.
    Weekday(Weekday, Week),
}

/// Which day of that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Week {
    /// "mardi": that day or the last one before it.
    UpToPublication,
    /// "mardi dernier".
    Before,
    /// "mardi prochain".
    After,
}

/// Words between two dates of one list.
const LIST_WORDS: [&str; 26] = [
    "et", "ou", "puis", "enfin", "ainsi", "que", "au", "a", "du", "le", "la", "les", "des", "de", "celui",
    "celle", "celles", "ceux", "and", "or", "to", "of", "on", "then", "the", "through",
];

/// Short words in -s that are no nouns: a number before them counts nothing.
const NO_NOUNS: [&str; 24] = [
    "dans", "sans", "mais", "puis", "plus", "moins", "pas", "apres", "depuis", "vers", "les", "des", "ses",
    "leurs", "alors", "tous", "toutes", "nous", "vous", "ils", "elles", "sous", "as", "was",
];

/// Reads all dates, in order, without overlaps.
pub(super) fn scan(tokens: &Tokens<'_>, language: Language) -> Vec<Found> {
    let mut scanner = Scanner { tokens, language, found: Vec::new() };
    let mut index = 0;
    while index < tokens.len() {
        index = scanner.step(index).max(index + 1);
    }
    scanner.found
}

/// Says whether a text between two dates joins them in one list.
pub(super) fn is_list(tokens: &Tokens<'_>, between: Range<usize>) -> bool {
    let is_joining = |index: usize| LIST_WORDS.contains(&tokens.word(index));
    between.len() <= 6
        && between.clone().all(is_joining)
        && (between.start..=between.end).all(|index| {
            tokens
                .gap_before(index)
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, ',' | '\'' | '’' | '-' | '–'))
        })
}

pub(super) struct Scanner<'t> {
    pub(super) tokens: &'t Tokens<'t>,
    pub(super) language: Language,
    found: Vec<Found>,
}

impl Scanner<'_> {
    /// Reads the date that begins at a token, if one does; returns the token to go on with.
    fn step(&mut self, index: usize) -> usize {
        let is_number = self.tokens.word(index).starts_with(|first: char| first.is_ascii_digit());
        let read = if is_number {
            self.in_figures(index)
                .or_else(|| self.ago(index).map(|(first, last, shape)| self.push(first, last, shape)))
                .or_else(|| self.days(index))
                .or_else(|| self.numbers(index))
                .or_else(|| self.bare_year(index))
        } else {
            self.month_phrase(index).or_else(|| self.around(index)).or_else(|| self.relative(index))
        };
        read.unwrap_or(index + 1)
    }

    pub(super) fn push(&mut self, first: usize, last: usize, shape: Shape) -> usize {
        self.found.push(Found { tokens: (first, last), shape });
        last + 1
    }

    pub(super) fn month(&self, index: usize) -> Option<u8> {
        month(self.tokens.word(index), self.language)
    }

    /// Returns the four digits of a year, with the token they stand in.
    pub(super) fn year_after(&self, index: usize) -> Option<(i32, usize)> {
        let tokens = self.tokens;
        let gap = tokens.gap_before(index);
        let is_near = tokens.is_spaced(index)
            || (self.language == Language::English && gap == ", ")
            || matches!(gap, ". " | ".\u{a0}");
        let year = tokens.number_of(index, (4, 4)).filter(|year| is_near && (1000..3000).contains(year))?;
        Some((i32::try_from(year).ok()?, index))
    }

    /// Returns a day of the month, and the token behind it: "9", "1er", "3rd".
    pub(super) fn day(&self, index: usize) -> Option<(u8, usize)> {
        let tokens = self.tokens;
        let day = tokens.number_of(index, (1, 2)).filter(|day| (1..=31).contains(day))?;
        let is_ordinal = tokens.gap_before(index + 1).is_empty()
            && matches!(tokens.word(index + 1), "er" | "st" | "nd" | "rd" | "th");
        Some((u8::try_from(day).ok()?, index + 1 + usize::from(is_ordinal)))
    }

    /// Reads "9 novembre 2020", and the days that share a month: "les 9 et 10 juin".
    fn days(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let mut days = Vec::new();
        let mut at = index;
        let month_index = loop {
            let (day, after) = self.day(at)?;
            days.push((day, at, after - 1));
            if tokens.is_spaced(after) && self.month(after).is_some() {
                break after;
            }
            // "the 3rd of May"
            if tokens.word(after) == "of" && self.month(after + 1).is_some() && self.is_month_name(after + 1)
            {
                break after + 1;
            }
            let next = if matches!(tokens.word(after), "et" | "ou" | "au" | "a" | "and" | "to") {
                after + 1
            } else {
                after
            };
            let is_joined = (after..=next).all(|index| {
                matches!(tokens.gap_before(index).trim(), "" | "," | "-" | "–")
                    && !tokens.gap_before(index).is_empty()
            });
            if !is_joined || days.len() > 4 {
                return None;
            }
            at = next;
        };
        let month = self.month(month_index)?;
        let (year, last) = match self.year_after(month_index + 1) {
            Some((year, last)) => (Some(year), last),
            None => (None, month_index),
        };
        let (final_day, first, _) = days.pop()?;
        for (day, first, last) in days {
            self.push(first, last, Shape::Day { year, month, day });
        }
        Some(self.push(first, last, Shape::Day { year, month, day: final_day }))
    }

    /// Reads what begins with the name of a month: a month with its year, or with a day behind it.
    fn month_phrase(&mut self, index: usize) -> Option<usize> {
        let month = self.month(index)?;
        let (third, first) = self.third_before(index);
        if let Some((year, last)) = self.year_after(index + 1) {
            return Some(self.push(first, last, Shape::Month { year: Some(year), month, third }));
        }
        if let Some((day, after)) = self.day(index + 1)
            && (self.tokens.is_spaced(index + 1) || self.tokens.gap_before(index + 1) == ". ")
            && third.is_none()
            && !self.counts_a_noun(after)
            && self.is_month_name(index)
        {
            return Some(self.english_days(index, (month, day), after));
        }
        let is_introduced = self.introduces_month(index) && self.is_month_name(index);
        if third.is_none() && !is_introduced {
            return None;
        }
        Some(self.push(first, index, Shape::Month { year: None, month, third }))
    }

    /// Says whether a word that can be something else too ("may", "march") is written like a month.
    pub(super) fn is_month_name(&self, index: usize) -> bool {
        let written = self.tokens.text().get(self.tokens.span(index)).unwrap_or_default();
        self.language != Language::English || written.starts_with(char::is_uppercase)
    }

    /// Says whether the word behind a number is a plural noun, which the number counts.
    pub(super) fn counts_a_noun(&self, index: usize) -> bool {
        let word = self.tokens.word(index);
        self.tokens.is_spaced(index)
            && (matches!(word, "mille" | "million" | "h" | "heures")
                || word.ends_with(['s', 'x']) && !NO_NOUNS.contains(&word))
    }

    /// Returns the third that the words before a month or year name, and the first of them.
    pub(super) fn third_before(&self, index: usize) -> (Option<&'static str>, usize) {
        let is_between = |index: &usize| {
            matches!(
                self.tokens.word(*index),
                "de" | "d" | "l" | "du" | "des" | "mois" | "annee" | "annees" | "of" | "the" | "month"
            )
        };
        let first_between =
            (index.saturating_sub(3)..index).rev().take_while(is_between).last().unwrap_or(index);
        let Some(before) = first_between.checked_sub(1) else { return (None, index) };
        let is_near =
            (before + 1..=index).all(|index| self.tokens.gap_before(index).trim().len() <= '’'.len_utf8());
        let has_of = first_between < index;
        match third(self.tokens.word(before), has_of).filter(|_| is_near) {
            Some(third) => (Some(third), before),
            None => (None, index),
        }
    }

    /// Reads a year that a word introduces: "en 2020", "fin 2019", "les années 1990", "le traité de 1997".
    fn bare_year(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let before = tokens.word_before(index);
        let is_near = tokens.is_spaced(index);
        let year = tokens.number_of(index, (2, 4)).filter(|_| is_near)?;
        let year = i32::try_from(year).ok()?;
        let end = tokens.span(index).end;
        if matches!(before, "annees" | "decennie") {
            let year = if tokens.word(index).len() == 2 { 1900 + year } else { year };
            return self.decade((index - 1, index), year);
        }
        if tokens.word(index).len() != 4 || !(1500..2100).contains(&year) || self.counts_a_noun(index + 1) {
            return None;
        }
        let (third, first) = self.third_before(index);
        if let Some(third) = third {
            let date = Date::parse(&format!("{third} {year}")).ok()?;
            return Some(self.push(first, index, Shape::Whole { date, end }));
        }
        let is_introduced = match before {
            "en" | "depuis" | "annee" | "an" | "in" | "since" | "by" | "during" => true,
            "entre" | "between" => self.is_year_before_another(index),
            "de" | "of" | "avant" | "apres" | "before" | "after" | "from" | "until" | "through" | "to"
            | "and" | "et" | "a" => self.ends_a_year(index),
            "the" => self.language == Language::English && self.is_adjective_of_year(index),
            _ => false,
        };
        is_introduced
            .then(|| Date::year(year))?
            .map(|date| self.push(index, index, Shape::Whole { date, end }))
    }

    /// Reads "2022-09-13", also with a clock time, and "13/09/2022".
    fn in_figures(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let separator = tokens.gap_before(index + 1);
        if !matches!(separator, "-" | "/" | ".") || tokens.gap_before(index + 2) != separator {
            return None;
        }
        let touches = |gap: &str| gap.starts_with(['/', '-', '.', '_']) && gap.chars().nth(1).is_none();
        let is_inside_more = (tokens.gap_before(index).ends_with(['/', '-', '.', '_'])
            && index > 0
            && tokens.gap_before(index).chars().count() == 1)
            || (touches(tokens.gap_before(index + 3)) && index + 3 < tokens.len());
        if is_inside_more {
            return None;
        }
        let narrow =
            |index: usize| tokens.number_of(index, (1, 2)).and_then(|number| u8::try_from(number).ok());
        let long =
            |index: usize| tokens.number_of(index, (4, 4)).and_then(|number| i32::try_from(number).ok());
        if separator == "-"
            && let (Some(_), Some(_), Some(_)) = (long(index), narrow(index + 1), narrow(index + 2))
        {
            return self.iso(index);
        }
        let (first, second, year) = (narrow(index)?, narrow(index + 1)?, long(index + 2)?);
        let is_clear = self.language == Language::French || first > 12 || first == second;
        let date = Date::day(Some(year), second, first).filter(|_| is_clear)?;
        let end = tokens.span(index + 2).end;
        Some(self.push(index, index + 2, Shape::Whole { date, end }))
    }

    /// Reads an ISO date, with the clock time that may follow it without a space.
    fn iso(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let start = tokens.span(index).start;
        let rest = tokens.text().get(start..)?;
        let is_part =
            |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '+' | '[' | ']' | '/' | '_');
        let length: usize = rest.chars().take(64).take_while(is_part).map(char::len_utf8).sum();
        let whole = rest.get(..length).and_then(|text| Some((Date::parse(text).ok()?, start + length)));
        let day = || {
            let end = tokens.span(index + 2).end;
            Some((Date::parse(tokens.text().get(start..end)?).ok()?, end))
        };
        let (date, end) = whole.or_else(day)?;
        let last = tokens.at_or_after(end) - 1;
        Some(self.push(index, last, Shape::Whole { date, end }))
    }

    /// Reads "mardi matin", "hier soir", "lundi prochain"; a weekday before a date belongs to the date.
    fn relative(&mut self, index: usize) -> Option<usize> {
        let tokens = self.tokens;
        let (days, mut after) =
            if let Some((days, length)) = days_from_publication(tokens.word(index), tokens.word(index + 1)) {
                (DaysFrom::Days(days), index + length)
            } else {
                let weekday = weekday(tokens.word(index), self.language)?;
                let is_dated = self.day(index + 1).is_some_and(|(_, after)| self.month(after).is_some())
                    || self.month(index + 1).is_some();
                if is_dated {
                    return None;
                }
                match tokens.word(index + 1) {
                    "prochain" => (DaysFrom::Weekday(weekday, Week::After), index + 2),
                    "dernier" => (DaysFrom::Weekday(weekday, Week::Before), index + 2),
                    _ => (DaysFrom::Weekday(weekday, self.week_of(index)), index + 1),
                }
            };
        if let Some(last) = self.night_to(index, after) {
            return Some(self.push(index, last, Shape::Relative { days, part: Some("night") }));
        }
        let is_known = self.language != Language::Other;
        let part = day_part(tokens.word(after), tokens.word(after + 1)).filter(|_| tokens.is_spaced(after));
        let part = part.map(|(part, length)| {
            after += length;
            part
        });
        is_known.then(|| self.push(index, after - 1, Shape::Relative { days, part }))
    }

    /// Returns the second day of "(la nuit de) lundi à mardi": the night is that of the first.
    fn night_to(&self, index: usize, after: usize) -> Option<usize> {
        let tokens = self.tokens;
        let is_night =
            |back: usize| index.checked_sub(back).is_some_and(|index| tokens.word(index) == "nuit");
        let is_of_night = matches!(tokens.word_before(index), "de" | "du") && is_night(2);
        let is_to = matches!(tokens.word(after), "a" | "au")
            && tokens.is_spaced(after)
            && tokens.is_spaced(after + 1);
        (is_of_night && is_to)
            .then(|| weekday(tokens.word(after + 1), self.language).map(|_| after + 1))
            .flatten()
    }
}
