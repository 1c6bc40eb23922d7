//! What the labels of an article cover: their values, where they quote, and what is to be ignored.

use std::ops::Range;

use crate::corpus::{Basis, Entry};
use crate::fact::{Attribution, Evidence, Fact, Voice};
use crate::schema::entities::Entities;
use crate::text::fold::fold_name;
use crate::text::quote::locate;
use crate::text::spans_overlap;
use crate::value::count::{Count, CountForm};
use crate::value::date::Date;
use crate::value::numeral::Amount;
use crate::value::{Choice, Entity, Slot, Value};

/// A label with its values and the sentences that it quotes.
struct Covering {
    values: Vec<Value>,
    sentences: Vec<Range<usize>>,
}

/// Everything that covers passages of one article.
pub(super) struct Cover<'a> {
    entities: &'a Entities,
    labels: Vec<Covering>,
    ignored: Vec<Range<usize>>,
}

impl<'a> Cover<'a> {
    /// Looks every quotation up once.
    pub(super) fn new(basis: Basis<'a>, entry: &Entry) -> Self {
        let article = entry.article.text();
        let covering = |fact: &Fact, said_on: Option<&Date>| {
            let quotes = fact.evidence.iter().filter_map(|evidence| match evidence {
                Evidence::Quote(quote) => Some(quote),
                Evidence::Place { .. } => None,
            });
            let spans = quotes.flat_map(|quote| locate(article, quote).spans);
            let mut values = values(fact);
            values.extend(said_on.cloned().map(Value::Date));
            Covering { values, sentences: spans.filter_map(|span| article.sentences_around(&span)).collect() }
        };
        let facts = entry.gold.facts.iter().map(|fact| covering(&fact.fact, fact.said_on.as_ref()));
        let distractors = entry.gold.distractors.iter().map(|distractor| covering(&distractor.fact, None));
        let ignored = entry.gold.ignore.iter().flat_map(|ignored| locate(article, &ignored.quote).spans);
        Self {
            entities: basis.entities,
            labels: facts.chain(distractors).collect(),
            ignored: ignored.collect(),
        }
    }

    /// Says whether a quotation under `ignore:` touches a place.
    pub(super) fn ignores(&self, place: &Range<usize>) -> bool {
        self.ignored.iter().any(|ignored| spans_overlap(ignored, place))
    }

    /// Says whether a label quotes something of a sentence, or it is to be ignored.
    pub(super) fn quotes(&self, sentence: &Range<usize>) -> bool {
        let mut quoted = self.labels.iter().flat_map(|label| &label.sentences).chain(&self.ignored);
        quoted.any(|place| spans_overlap(place, sentence))
    }

    /// Says whether a label states the value that stands at a place.
    pub(super) fn states(&self, value: &Value, place: &Range<usize>) -> bool {
        self.labels.iter().any(|label| {
            let mut sentences = label.sentences.iter();
            let is_quoted = sentences.any(|sentence| spans_overlap(sentence, place));
            label
                .values
                .iter()
                .any(|stated| self.agrees(stated, value, is_quoted || label.sentences.is_empty()))
        })
    }

    /// Says whether a label holds a name that nobody declared.
    pub(super) fn names(&self, name: &str, place: &Range<usize>) -> bool {
        let folded = fold_name(name);
        self.labels.iter().any(|label| {
            let is_quoted = label.sentences.iter().any(|sentence| spans_overlap(sentence, place));
            label.values.iter().any(|value| match value {
                Value::Entity(Entity::Named { folded: named, .. }) => named.contains(&folded),
                Value::Text(text) => is_quoted && fold_name(text).contains(&folded),
                Value::Entity(Entity::Known { .. })
                | Value::Date(_)
                | Value::Duration(_)
                | Value::Count(_)
                | Value::Enum(_)
                | Value::Set(_) => false,
            })
        })
    }

    /// Says whether a label's value is the one found; in a sentence that the label does not quote, it must be exactly that.
    fn agrees(&self, stated: &Value, found: &Value, is_quoted: bool) -> bool {
        match (stated, found) {
            (Value::Count(stated), Value::Count(found)) => is_same_count(stated, found),
            (Value::Date(stated), Value::Date(found)) => {
                if is_quoted {
                    meets(stated, found)
                } else {
                    is_same_date(stated, found)
                }
            }
            (Value::Duration(stated), Value::Duration(found)) => {
                is_quoted || stated.canonical() == found.canonical()
            }
            (
                Value::Entity(Entity::Known { index, .. }),
                Value::Entity(Entity::Known { index: found, .. }),
            ) => {
                index == found
                    || self.entities.is_part_of_any_depth(*index, *found)
                    || self.entities.is_part_of_any_depth(*found, *index)
            }
            (_, _) => false,
        }
    }
}

/// Returns all values of a fact: alternatives and elements one by one, and who said it.
fn values(fact: &Fact) -> Vec<Value> {
    let mut all = Vec::new();
    for slot in fact.slots.iter().flatten() {
        gather(slot, &mut all);
    }
    let voices = fact.said_by.iter().flat_map(|choice| &choice.alternatives);
    all.extend(voices.flat_map(|one| speakers(&one.value)).cloned().map(Value::Entity));
    all
}

fn gather(slot: &Slot, all: &mut Vec<Value>) {
    let Slot::Stated(Choice { alternatives, .. }) = slot else { return };
    for alternative in alternatives {
        match &alternative.value {
            Value::Set(elements) => elements.iter().for_each(|element| gather(element, all)),
            plain @ (Value::Date(_)
            | Value::Duration(_)
            | Value::Count(_)
            | Value::Entity(_)
            | Value::Enum(_)
            | Value::Text(_)) => all.push(plain.clone()),
        }
    }
}

fn speakers(attribution: &Attribution) -> impl Iterator<Item = &Entity> {
    let origin = match &attribution.origin {
        Voice::Named(speakers) => speakers.as_slice(),
        Voice::Unnamed => &[],
    };
    origin.iter().chain(&attribution.relays)
}

/// Says whether two counts give one number, whatever their bounds, or one size.
fn is_same_count(stated: &Count, found: &Count) -> bool {
    let (stated_amounts, found_amounts) = (amounts(stated), amounts(found));
    match (stated.form(), found.form()) {
        (CountForm::Class(one), CountForm::Class(other)) => one == other,
        (_, _) => found_amounts.iter().any(|amount| stated_amounts.contains(amount)),
    }
}

fn amounts(count: &Count) -> Vec<Amount> {
    match count.form() {
        CountForm::Point(_, amount) => vec![amount],
        CountForm::Range(low, high) => vec![low, high],
        CountForm::Estimate { best, low, high } => vec![best, low, high],
        CountForm::Class(_) => Vec::new(),
    }
}

/// Says whether two dates can mean one day.
fn meets(one: &Date, other: &Date) -> bool {
    let first = |date: &Date| date.first_day().unwrap_or(i32::MIN);
    let last = |date: &Date| date.last_day().unwrap_or(i32::MAX);
    first(one) <= last(other) && first(other) <= last(one)
}

/// Says whether two dates begin and end on the same days.
fn is_same_date(one: &Date, other: &Date) -> bool {
    one.canonical() == other.canonical()
        || (one.first_day().is_some()
            && (one.first_day(), one.last_day()) == (other.first_day(), other.last_day()))
}
