//! What the sentences around a label's quotations show: numbers, dates, lengths of time and names.

use std::ops::Range;

use crate::lint::cues::{Reading, numbers};
use crate::lint::{Bench, Label, days};
use crate::mention::Mention;
use crate::mention::duration::alike::are_one_length;
use crate::mention::survey::within;
use crate::schema::entities::Entities;
use crate::text::paragraphs::paragraphs;
use crate::value::count::{Count, CountForm, Side};
use crate::value::duration::{Duration, DurationForm};
use crate::value::numeral::{Amount, Class};
use crate::value::{Entity, Language, Value};

/// Numbers up to this are told without being written: "none", "a man", a noun in the singular.
pub(super) const UNWRITTEN_MAX: u64 = 1;

/// Units of time, folded.
const UNITS: [&str; 27] = [
    "seconde", "secondes", "second", "seconds", "minute", "minutes", "heure", "heures", "hour", "hours",
    "jour", "jours", "day", "days", "semaine", "semaines", "week", "weeks", "mois", "month", "months", "an",
    "ans", "annees", "year", "years", "decades",
];

/// A label with the sentences that it quotes.
pub(super) struct Scene<'s, 'a> {
    pub(super) bench: &'s Bench<'a>,
    pub(super) label: &'s Label<'a>,
    pub(super) reading: Reading<'s>,
}

impl<'s, 'a> Scene<'s, 'a> {
    /// Prepares to read; nothing is looked for yet.
    pub(super) fn new(bench: &'s Bench<'a>, label: &'s Label<'a>) -> Self {
        Self { bench, label, reading: Reading::of(bench, label) }
    }

    /// Returns who says what stands at a place: the quotation, or the sentence around it.
    pub(super) fn who(&self, place: &Range<usize>) -> &'static str {
        if self.label.quotes_place(place) { "the quote" } else { "the sentence of the quote" }
    }

    /// Says whether a value stands in the sentences, or may be told by words that no rule reads.
    pub(super) fn shows(&self, value: &Value) -> bool {
        match value {
            Value::Count(count) => self.shows_count(count),
            Value::Date(date) => self.reading.language_is_unknown() || days::tells(self, date),
            Value::Duration(duration) => self.reading.language_is_unknown() || self.shows_duration(duration),
            Value::Entity(Entity::Known { index, .. }) => self.shows_entity(*index),
            Value::Entity(Entity::Named { .. }) | Value::Set(_) | Value::Enum(_) | Value::Text(_) => true,
        }
    }

    /// Returns the mentions of a list that begin in the sentences.
    pub(super) fn mentions<'m, T>(&'m self, all: &'m [Mention<T>]) -> impl Iterator<Item = &'m Mention<T>> {
        self.label.sentences.iter().flat_map(move |sentence| within(all, sentence))
    }

    fn words<T>(&self, all: &[Mention<T>]) -> Vec<String> {
        self.mentions(all).map(|mention| self.bench.piece(&mention.span).to_owned()).collect()
    }

    /// Returns the numbers as they are written.
    pub(super) fn numbers(&self) -> Vec<String> {
        let phrases = self.mentions(self.bench.survey().numbers());
        let stated = phrases.filter(|phrase| !phrase.value.is_article_like);
        stated.map(|phrase| self.bench.piece(&phrase.value.number).to_owned()).collect()
    }

    /// Returns the dates as they are written.
    pub(super) fn dates(&self) -> Vec<String> {
        self.words(self.bench.survey().moments())
    }

    /// Returns the lengths of time as they are written.
    pub(super) fn durations(&self) -> Vec<String> {
        self.words(self.bench.survey().durations())
    }

    /// Says whether the note of the label gives the number.
    pub(super) fn note_shows(&self, count: &Count) -> bool {
        let Some(note) = self.label.note else { return false };
        let said: Vec<_> =
            [Language::French, Language::English].iter().flat_map(|one| numbers(note, *one)).collect();
        let gives = |amount: Amount| said.iter().any(|(_, said)| *said == amount);
        match count.form() {
            CountForm::Point(_, amount) => gives(amount),
            CountForm::Range(low, high) => gives(low) || gives(high),
            CountForm::Estimate { best, .. } => gives(best),
            CountForm::Class(_) => true,
        }
    }

    fn shows_count(&self, count: &Count) -> bool {
        match count.form() {
            CountForm::Point(_, amount) => self.shows_amount(amount),
            CountForm::Range(low, high) => self.shows_amount(low) && self.shows_amount(high),
            CountForm::Estimate { best, .. } => self.shows_amount(best),
            CountForm::Class(Class::Plural | Class::Several) => true,
            CountForm::Class(Class::Dozens | Class::Hundreds | Class::Thousands) => {
                self.reading.language_is_unknown() || self.has_size(count)
            }
        }
    }

    /// Says whether a number stands there; those of dates and clock times count nothing.
    fn shows_amount(&self, amount: Amount) -> bool {
        let survey = self.bench.survey();
        let dates = self.mentions(survey.moments()).map(|moment| moment.span.clone());
        let times = self.mentions(survey.clock_times()).map(|time| time.span.clone());
        let taken: Vec<Range<usize>> = dates.chain(times).collect();
        amount.as_whole().is_some_and(|whole| whole <= UNWRITTEN_MAX)
            || self.reading.has_amount(amount, &taken)
    }

    /// Says whether this size stands there without digits: "des dizaines", "thousands"; "plusieurs" may be any.
    fn has_size(&self, count: &Count) -> bool {
        self.mentions(self.bench.survey().numbers()).any(|phrase| match phrase.value.count.form() {
            CountForm::Class(Class::Plural | Class::Several) => true,
            form @ CountForm::Class(Class::Dozens | Class::Hundreds | Class::Thousands) => {
                form == count.form()
            }
            CountForm::Point(..) | CountForm::Range(..) | CountForm::Estimate { .. } => false,
        })
    }

    /// Returns the paragraphs in which the sentences stand.
    pub(super) fn paragraphs(&self) -> Vec<Range<usize>> {
        let mut all = paragraphs(self.bench.text());
        all.retain(|paragraph| {
            self.label.sentences.iter().any(|one| one.start < paragraph.end && paragraph.start < one.end)
        });
        all
    }

    /// A length is shown by one that is as long, by one that states no number, or by the numbers of its units elsewhere.
    fn shows_duration(&self, duration: &Duration) -> bool {
        let all = self.bench.survey().durations();
        let is_rough = |one: &Duration| matches!(one.form(), DurationForm::Class(_));
        let mut said = self.mentions(all);
        let agrees =
            |one: &Duration| is_rough(one) || are_one_length(one, duration) || may_be_met(duration, one);
        let taken: Vec<Range<usize>> = self.mentions(all).map(|one| one.span.clone()).collect();
        let written = duration.to_string();
        let mut parts = written.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok());
        said.any(|one| agrees(&one.value))
            || is_rough(duration)
            || parts.any(|part| self.reading.has_amount(Amount::from_whole(part), &taken))
            || self.has_rough_unit()
    }

    /// Says whether a unit of time stands there and no length of time was read: "a couple of weeks".
    fn has_rough_unit(&self) -> bool {
        self.durations().is_empty() && UNITS.iter().any(|unit| self.reading.has_word(unit))
    }

    /// Says whether an entity, what it is part of, or what is part of it is named, or a word is made of its name.
    fn shows_entity(&self, index: usize) -> bool {
        let is_kin = |entity: &Entity| match entity {
            Entity::Known { index: other, .. } => are_kin(self.bench.basis.entities, index, *other),
            Entity::Named { .. } => false,
        };
        let around = self.paragraphs();
        let names = self.bench.names();
        let mut near = self.label.sentences.iter().chain(&around).flat_map(|span| within(names, span));
        near.any(|name| is_kin(&name.value)) || self.has_stem(index)
    }

    /// Says whether a word of the sentences begins like a long word of a name of the entity or of its kin.
    fn has_stem(&self, index: usize) -> bool {
        let entities = self.bench.basis.entities;
        let kin = (0..entities.list.len()).filter(|other| are_kin(entities, index, *other));
        let mut stems = kin.flat_map(|one| self.bench.lexicon.names(one)).flat_map(|name| name.stems());
        stems.any(|stem| self.reading.has_prefix(stem))
    }

    /// Returns the names in the sentences of other entities of the same kind, as they are written.
    pub(super) fn rivals(&self, index: usize) -> Vec<String> {
        let kind =
            |index: usize| self.bench.basis.entities.list.get(index).and_then(|entry| entry.kind.as_deref());
        let is_rival = |name: &&Mention<Entity>| match &name.value {
            Entity::Known { index: other, .. } => kind(index).is_some() && kind(*other) == kind(index),
            Entity::Named { .. } => false,
        };
        self.mentions(self.bench.names())
            .filter(is_rival)
            .map(|name| self.bench.piece(&name.span).to_owned())
            .collect()
    }
}

/// Says whether a bound may be met by a length that it does not name.
fn may_be_met(bound: &Duration, length: &Duration) -> bool {
    let DurationForm::Point(qualifier, at) = bound.form() else { return false };
    let DurationForm::Point(_, length) = length.form() else { return false };
    match qualifier.side() {
        Some(Side::Lower) => length.seconds().1 >= at.seconds().0,
        Some(Side::Upper) => length.seconds().0 <= at.seconds().1,
        None => false,
    }
}

/// Says whether two entities are one, or one is part of the other.
fn are_kin(entities: &Entities, one: usize, other: usize) -> bool {
    one == other || entities.is_part_of_any_depth(one, other) || entities.is_part_of_any_depth(other, one)
}
