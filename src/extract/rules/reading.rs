//! Everything that is found in an article, ready to be looked up by place.

use std::ops::Range;

use crate::extract::Request;
use crate::extract::rules::speech::{Speech, speeches};
use crate::mention::Mention;
use crate::mention::clock::{ClockTime, clock_times_among};
use crate::mention::count::{CountPhrase, count_phrases};
use crate::mention::cue::{Cue, cues_among};
use crate::mention::date::{DatePhrase, YearFrom, date_phrases};
use crate::mention::name::names;
use crate::mention::token::Tokens;
use crate::text::paragraphs::paragraphs;
use crate::value::date::{Date, Unit};
use crate::value::{Entity, Language};

/// What is found in an article; all lists are ascending.
pub(super) struct Reading<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) tokens: Tokens<'a>,
    pub(super) dates: Vec<Mention<DatePhrase>>,
    pub(super) times: Vec<Mention<ClockTime>>,
    pub(super) counts: Vec<Mention<CountPhrase>>,
    pub(super) names: Vec<Mention<Entity>>,
    pub(super) cues: Vec<Mention<Cue>>,
    pub(super) speeches: Vec<Speech>,
    paragraphs: Vec<Range<usize>>,
}

impl<'a> Reading<'a> {
    /// Reads the article once for each kind of mention.
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        let text = request.text.as_str();
        let language = Language::French;
        let tokens = Tokens::new(text);
        let dates = date_phrases(&tokens, language, request.published);
        let times = clock_times_among(&tokens, language);
        let mut taken: Vec<Range<usize>> = dates.iter().map(|date| date.span.clone()).collect();
        taken.extend(times.iter().map(|time| time.span.clone()));
        taken.sort_by_key(|span| span.start);
        let counts = count_phrases(&tokens, language, &taken);
        let (names, cues) = (names(text, request.entities), cues_among(&tokens, language));
        let paragraphs = paragraphs(text);
        let mut reading =
            Self { request, tokens, dates, times, counts, names, cues, speeches: Vec::new(), paragraphs };
        reading.speeches = speeches(&reading);
        reading
    }

    /// Returns the text of a span, empty if it is none.
    pub(super) fn text(&self, span: Range<usize>) -> &'a str {
        self.request.text.as_str().get(span).unwrap_or("")
    }

    /// Returns the sentence around a place.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.request.text.sentence_at(at).unwrap_or(at..at)
    }

    /// Returns the paragraph around a place.
    pub(super) fn paragraph(&self, at: usize) -> Range<usize> {
        let index = self.paragraphs.partition_point(|span| span.end <= at);
        self.paragraphs.get(index).filter(|span| span.start <= at).cloned().unwrap_or(at..at)
    }

    /// Returns the tokens that begin in a span.
    pub(super) fn tokens_in(&self, span: &Range<usize>) -> Range<usize> {
        self.tokens.at_or_after(span.start)
            ..self.tokens.at_or_after(span.end).max(self.tokens.at_or_after(span.start))
    }

    /// Returns the dates of a sentence that do not date the saying ("a déclaré mardi").
    pub(super) fn dates_of_events(
        &self,
        sentence: &Range<usize>,
    ) -> impl Iterator<Item = &Mention<DatePhrase>> {
        let cues = within(&self.cues, sentence);
        within(&self.dates, sentence).iter().filter(move |date| {
            let says =
                cues.iter().filter(|cue| matches!(cue.value, Cue::Says | Cue::SaysAgain | Cue::Denies));
            !says.into_iter().any(|cue| {
                let between = self.tokens_in(&(cue.span.end..date.span.start));
                cue.span.end <= date.span.start && between.len() <= 1
            })
        })
    }

    /// Returns when what stands at a place was, as far as its sentence tells.
    ///
    /// A date in the same clause, or at the head of the sentence, is that date. Of dates in other clauses only a year
    /// that they all share is taken.
    pub(super) fn date_of_event(&self, place: &Range<usize>) -> Option<Date> {
        let sentence = self.sentence(place.start);
        let distance = |date: &Mention<DatePhrase>| {
            date.span.start.abs_diff(place.start).min(date.span.end.abs_diff(place.end))
        };
        let is_beside = |date: &&Mention<DatePhrase>| {
            let is_head = self.tokens_in(&(sentence.start..date.span.start)).len() <= 2;
            is_head || !self.has_clause_break(&gap(&date.span, place))
        };
        let dates: Vec<&Mention<DatePhrase>> = self.dates_of_events(&sentence).collect();
        if let Some(date) = dates.iter().copied().filter(is_beside).min_by_key(|date| distance(date)) {
            return Some(date.value.date.clone());
        }
        let mut years = dates.iter().map(|date| {
            let is_stated = matches!(date.value.year, YearFrom::Stated | YearFrom::List);
            date.value.date.first_year().filter(|_| is_stated && date.value.date.precision() >= Unit::Year)
        });
        let first = years.next().flatten()?;
        years.all(|year| year == Some(first)).then(|| Date::year(first)).flatten()
    }

    /// Says whether another clause begins in a span.
    pub(super) fn has_clause_break(&self, span: &Range<usize>) -> bool {
        let is_mark = |c| matches!(c, ',' | ';' | ':' | '«' | '»' | '“' | '”' | '(' | ')' | '—');
        let begins_clause = |index: usize| {
            matches!(
                self.tokens.word(index),
                "qui" | "que" | "qu" | "dont" | "ou" | "lorsque" | "quand" | "ayant" | "apres" | "avant"
            )
        };
        self.text(span.clone()).contains(is_mark) || self.tokens_in(span).any(begins_clause)
    }
}

/// Returns the mentions that begin in a span.
pub(super) fn within<'m, T>(mentions: &'m [Mention<T>], span: &Range<usize>) -> &'m [Mention<T>] {
    let from = mentions.partition_point(|mention| mention.span.start < span.start);
    let to = mentions.partition_point(|mention| mention.span.start < span.end);
    mentions.get(from..to).unwrap_or_default()
}

/// Returns what lies between two spans, in either order; empty if they overlap.
pub(super) fn gap(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    let (start, end) = (a.end.min(b.end), a.start.max(b.start));
    start..end.max(start)
}
