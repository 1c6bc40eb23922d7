//! Reads dates as people type them: as gold has them, without the year, counted from the day of publication.

use std::collections::BTreeSet;

use crate::label::draft::Typed;
use crate::label::reader::Reader;
use crate::label::value::whole;
use crate::mention::date::{bare_weekday, dates};
use crate::mention::moment::moments;
use crate::text::quote::locate;
use crate::value::date::calendar::{civil, ordinal};
use crate::value::date::{Date, Weekday};

/// A day that only shows whether a phrase counts from the day of publication.
const ANY_DAY: (i32, u8, u8) = (2001, 1, 1);

impl Reader<'_> {
    /// Reads a date: as written in gold, as people write it, or counted from the day of publication.
    pub(super) fn date(&mut self, typed: &Typed) -> Option<Date> {
        if let Ok(date) = Date::parse(&typed.text) {
            return Some(date);
        }
        let language = self.language();
        let read = Date::read(&typed.text, language).map(|date| date.value);
        let published = self.context.gold.article.published.as_ref().and_then(Date::calendar_day);
        let published = published.map(|(year, month, day)| ordinal(year, month, day));
        match read {
            Ok(date) if date.first_year().is_some() => Some(date),
            // The press leaves out the year of publication.
            Ok(date) => published.and_then(|day| self.counted(typed, day)).or(Some(date)),
            Err(error) => match (published, bare_weekday(&typed.text, language)) {
                (Some(day), Some(weekday)) => self.weekday(typed, weekday, day),
                (Some(day), None) => self.counted(typed, day).or_else(|| {
                    self.value_error(typed, error);
                    None
                }),
                (None, _) => {
                    let (year, month, day) = ANY_DAY;
                    match self.counted(typed, ordinal(year, month, day)) {
                        Some(_) => self.needs_publication(typed),
                        None => self.value_error(typed, error),
                    }
                    None
                }
            },
        }
    }

    /// Reads a date that counts from a day.
    fn counted(&self, typed: &Typed, day: i32) -> Option<Date> {
        let (year, month, day) = civil(day);
        let day = Date::day(Some(year), month, day);
        whole(&typed.text, moments(&typed.text, self.language(), day.as_ref()))
    }

    fn needs_publication(&mut self, typed: &Typed) {
        let message =
            format!("\"{}\" counts from the day of publication, which the gold does not state", typed.text);
        self.error("A4", &typed.place, message);
        self.help(
            "write the date, or add --published DAY; where the gold is there already, state article.published in it",
        );
    }

    /// Reads a weekday as the sentences that are quoted mean it; elsewhere nothing tells the week.
    fn weekday(&mut self, typed: &Typed, weekday: Weekday, published: i32) -> Option<Date> {
        let earlier = self.counted(typed, published);
        let quoted = self.quoted_days(weekday);
        if let (Some(first), [day]) = (earlier.as_ref().and_then(Date::first_day), quoted.as_slice()) {
            return self.counted(typed, published + day - first);
        }
        let message = match quoted.as_slice() {
            [] => format!("nothing that is quoted tells which day \"{}\" is", typed.text),
            _ => {
                format!("the sentences that are quoted name several days that \"{}\" could be", typed.text)
            }
        };
        self.error("V1", &typed.place, message);
        let later = self.counted(typed, published + 7);
        let written = earlier.into_iter().chain(later).map(|date| date.to_string());
        self.help(format!("write {}", written.collect::<Vec<_>>().join(" or ")));
        None
    }

    /// Returns the days of that name which the sentences of the quotations state, ascending.
    fn quoted_days(&mut self, weekday: Weekday) -> Vec<i32> {
        let n_problems = self.problems.len();
        let (quotes, _) = self.quotes();
        // What is wrong with the quotations is told where they are read for themselves.
        self.problems.truncate(n_problems);
        let text = self.context.article.text();
        let spans = quotes.iter().flat_map(|quote| locate(text, quote).spans);
        let sentences: Vec<_> = spans.filter_map(|span| text.sentences_around(&span)).collect();
        let published = self.context.gold.article.published.as_ref();
        let found = dates(text.as_str(), self.language(), published).into_iter();
        let quoted =
            found.filter(|date| sentences.iter().any(|sentence| sentence.contains(&date.span.start)));
        let days = quoted.filter(|date| date.value.weekday() == Some(weekday));
        let days: BTreeSet<i32> = days.filter_map(|date| date.value.first_day()).collect();
        days.into_iter().collect()
    }
}
