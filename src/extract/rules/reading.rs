//! Everything that is found in an article, ready to be looked up by place.

use std::ops::Range;

use crate::extract::Request;
use crate::extract::rules::nation::Nations;
use crate::extract::rules::role::{Role, holders, roles};
use crate::extract::rules::sides::usual_sides;
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

/// How far from a place its sentence and paragraph are looked at, in bytes.
const NEAR_BYTES_MAX: usize = 1500;

/// What is found in an article; all lists are ascending.
pub(super) struct Reading<'a> {
    pub(super) request: &'a Request<'a>,
    pub(super) tokens: Tokens<'a>,
    pub(super) dates: Vec<Mention<DatePhrase>>,
    pub(super) times: Vec<Mention<ClockTime>>,
    pub(super) counts: Vec<Mention<CountPhrase>>,
    pub(super) names: Vec<Mention<Entity>>,
    pub(super) cues: Vec<Mention<Cue>>,
    pub(super) nations: Nations,
    pub(super) roles: Vec<Role>,
    pub(super) speeches: Vec<Speech>,
    /// The two sides that the article speaks of most, if there are such.
    pub(super) sides: Vec<Entity>,
    language: Language,
    paragraphs: Vec<Range<usize>>,
}

impl<'a> Reading<'a> {
    /// Reads the article once for each kind of mention.
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        let text = request.text.as_str();
        let language = request.reading_language();
        let tokens = Tokens::new(text);
        let dates = date_phrases(&tokens, language, request.published);
        let times = clock_times_among(&tokens, language);
        let mut taken: Vec<Range<usize>> = dates.iter().map(|date| date.span.clone()).collect();
        taken.extend(times.iter().map(|time| time.span.clone()));
        taken.sort_by_key(|span| span.start);
        let counts = count_phrases(&tokens, language, &taken);
        let (names, cues) = (names(text, request.entities), cues_among(&tokens, language));
        let paragraphs = paragraphs(text);
        let (roles_read, speeches_read) = (Vec::new(), Vec::new());
        let mut reading = Self {
            request,
            tokens,
            dates,
            times,
            counts,
            names,
            cues,
            nations: Nations::new(request),
            roles: roles_read,
            speeches: speeches_read,
            sides: Vec::new(),
            language,
            paragraphs,
        };
        reading.roles = roles(&reading);
        let holders = holders(&reading, &reading.roles);
        reading.add_names(holders);
        reading.sides = usual_sides(&reading);
        reading.speeches = speeches(&reading);
        reading
    }

    /// Adds those who are named by their office; names inside the words of an office give way.
    fn add_names(&mut self, holders: Vec<Mention<Entity>>) {
        self.names.retain(|name| {
            let n_before = holders.partition_point(|holder| holder.span.start <= name.span.start);
            let holder = n_before.checked_sub(1).and_then(|index| holders.get(index));
            holder.is_none_or(|holder| holder.span.end <= name.span.start)
        });
        self.names.extend(holders);
        self.names.sort_by_key(|name| name.span.start);
    }

    /// Says whether the article is in English.
    pub(super) fn is_english(&self) -> bool {
        self.language == Language::English
    }

    /// Returns the kind of an entity, where entities.yaml says one.
    pub(super) fn kind(&self, entity: &Entity) -> Option<&'a str> {
        match entity {
            Entity::Known { index, .. } => self.request.entities.list.get(*index)?.kind.as_deref(),
            Entity::Named { .. } => None,
        }
    }

    /// Returns the country that an entity is part of, in any number of steps.
    pub(super) fn country_of(&self, entity: &Entity) -> Option<Entity> {
        let Entity::Known { index, .. } = entity else { return None };
        let list = &self.request.entities.list;
        let step = |index: &usize| list.get(*index).and_then(|entry| entry.part_of);
        let wholes = std::iter::successors(step(index), step).filter_map(|index| list.get(index));
        let country = wholes.into_iter().find(|entry| entry.kind.as_deref() == Some("country"))?;
        Some(self.request.entities.resolve(&country.id))
    }

    /// Returns the text of a span, empty if it is none.
    pub(super) fn text(&self, span: Range<usize>) -> &'a str {
        self.request.text.as_str().get(span).unwrap_or("")
    }

    /// Returns the sentence around a place, or what is near of a very long one.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        self.near(self.request.text.sentence_at(at).unwrap_or(at..at), at)
    }

    /// Returns the paragraph around a place, or what is near of a very long one.
    pub(super) fn paragraph(&self, at: usize) -> Range<usize> {
        let index = self.paragraphs.partition_point(|span| span.end <= at);
        let paragraph = self.paragraphs.get(index).filter(|span| span.start <= at).cloned();
        self.near(paragraph.unwrap_or(at..at), at)
    }

    /// Cuts a span to what is near a place, so that every look around costs the same.
    fn near(&self, span: Range<usize>, at: usize) -> Range<usize> {
        let text = self.request.text.as_str();
        let first = text.floor_char_boundary(at.saturating_sub(NEAR_BYTES_MAX));
        let last = text.floor_char_boundary(at.saturating_add(NEAR_BYTES_MAX));
        span.start.max(first)..span.end.min(last).max(at)
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
        within(&self.dates, sentence).iter().filter(|date| {
            let n_before = self.cues.partition_point(|cue| cue.span.end <= date.span.start);
            let cue = n_before.checked_sub(1).and_then(|index| self.cues.get(index));
            let says = cue.filter(|cue| matches!(cue.value, Cue::Says | Cue::SaysAgain | Cue::Denies));
            says.is_none_or(|cue| self.tokens_in(&(cue.span.end..date.span.start)).len() > 1)
        })
    }

    /// Returns when what stands at a place was, as far as its sentence tells.
    ///
    /// A date in the same clause, or at the head of the sentence, is that date. Of dates in other clauses only a year
    /// that they all share is taken.
    pub(super) fn date_of_event(&self, place: &Range<usize>) -> Option<Date> {
        let sentence = self.sentence(place.start);
        let dates: Vec<&Mention<DatePhrase>> = self.dates_of_events(&sentence).collect();
        // What stands between grows with the distance: if the nearest date is in another clause, so are the others.
        let before = dates.iter().copied().rfind(|date| date.span.end <= place.start);
        let after = dates.iter().copied().find(|date| date.span.start >= place.start);
        let is_beside = |date: &&Mention<DatePhrase>| !self.has_clause_break(&gap(&date.span, place));
        let beside = before.into_iter().chain(after).filter(is_beside);
        let is_head =
            |date: &&Mention<DatePhrase>| self.tokens_in(&(sentence.start..date.span.start)).len() <= 2;
        let head = || dates.first().copied().filter(is_head);
        if let Some(date) = beside.min_by_key(|date| gap(&date.span, place).len()).or_else(head) {
            return Some(date.value.date.clone());
        }
        let mut years = dates.iter().map(|date| {
            let is_stated = matches!(date.value.year, YearFrom::Stated | YearFrom::List);
            date.value.date.first_year().filter(|_| is_stated && date.value.date.precision() >= Unit::Year)
        });
        let first = years.next().flatten()?;
        years.all(|year| year == Some(first)).then(|| Date::year(first)).flatten()
    }

    /// Returns the date nearest to the end of a place among those of its sentence up to there: when somebody spoke.
    pub(super) fn date_up_to(&self, place: &Range<usize>) -> Option<Date> {
        let sentence = self.sentence(place.start);
        let dates = within(&self.dates, &(sentence.start..place.end.max(sentence.start)));
        let is_day = |date: &&Mention<DatePhrase>| {
            date.value.date.precision() >= Unit::Day && date.value.date.is_point()
        };
        dates.iter().rfind(is_day).map(|date| date.value.date.clone())
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
