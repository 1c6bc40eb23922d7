//! What the labels of an article cover: their values, where they quote, and what is to be ignored.

use std::ops::Range;

use crate::corpus::{Basis, Entry};
use crate::fact::{Attribution, Evidence, Fact, Voice};
use crate::mention::duration::alike::are_one_length;
use crate::mention::noun::counted_noun;
use crate::mention::survey::{Survey, within};
use crate::schema::entities::Entities;
use crate::text::fold::fold_name;
use crate::text::quote::locate;
use crate::text::spans_overlap;
use crate::value::count::{Count, CountForm};
use crate::value::date::Date;
use crate::value::duration::DurationForm;
use crate::value::numeral::Amount;
use crate::value::{Choice, Entity, Slot, Value};

/// The beginning by which two nouns are one, in characters: "soldat", "soldats".
const STEM_CHARACTERS: usize = 5;

/// Nouns that say no more than that people are counted, folded.
const PEOPLE: [&str; 8] = ["personnes", "people", "persons", "hommes", "gens", "victimes", "victims", "vies"];

/// A label with its values and the sentences that it quotes.
struct Covering {
    values: Vec<Value>,
    sentences: Vec<Range<usize>>,
}

/// Everything that covers passages of one article.
pub(super) struct Cover<'a> {
    entities: &'a Entities,
    survey: &'a Survey<'a>,
    labels: Vec<Covering>,
    ignored: Vec<Range<usize>>,
}

impl<'a> Cover<'a> {
    /// Looks every quotation up once.
    pub(super) fn new(basis: Basis<'a>, entry: &Entry, survey: &'a Survey<'a>) -> Self {
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
            survey,
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

    /// Says whether a label states the value that stands at a place: one that quotes its sentence, or one of the same thing.
    pub(super) fn states(&self, value: &Value, place: &Range<usize>) -> bool {
        self.labels.iter().any(|label| {
            let is_quoted = label.sentences.is_empty()
                || label.sentences.iter().any(|sentence| spans_overlap(sentence, place));
            label.values.iter().any(|stated| match (stated, value) {
                (Value::Count(stated), Value::Count(found)) => {
                    is_same_count(stated, found) && (is_quoted || self.repeats(label, found, place))
                }
                (_, _) => self.agrees(stated, value, is_quoted),
            }) || (is_quoted && self.is_part_of_sum(label, value, place))
        })
    }

    /// Says whether a count elsewhere counts what a label quotes, says not what it counts, or stands in a title.
    fn repeats(&self, label: &Covering, found: &Count, place: &Range<usize>) -> bool {
        let tokens = self.survey.tokens();
        let noun = counted_noun(tokens, place);
        let is_same = |other: Option<&str>| match (noun, other) {
            (Some(noun), Some(other)) => are_one_noun(noun, other),
            (_, _) => true,
        };
        let is_title = |place: &Range<usize>| is_title(tokens.text(), place.start);
        let quoted = label.sentences.iter().flat_map(|sentence| within(self.survey.counts(), sentence));
        let mut same = quoted.filter(|quoted| is_same_count(&quoted.value, found)).peekable();
        same.peek().is_none()
            || is_title(place)
            || same.any(|quoted| is_same(counted_noun(tokens, &quoted.span)) || is_title(&quoted.span))
    }

    /// Says whether a count with the one joined to it is what a label states: "onze hommes et une femme", 12.
    fn is_part_of_sum(&self, label: &Covering, value: &Value, place: &Range<usize>) -> bool {
        let Value::Count(found) = value else { return false };
        let CountForm::Point(_, amount) = found.form() else { return false };
        let tokens = self.survey.tokens();
        let is_joined = |span: &Range<usize>| {
            let between = tokens.text().get(span.clone()).unwrap_or_default();
            between.split_whitespace().any(|word| word == "et" || word == "and")
                && !between.contains([',', ';', '.'])
        };
        let numbers = self.survey.numbers().iter().filter_map(|number| match number.value.count.form() {
            CountForm::Point(_, other) => Some((&number.span, other.as_whole()?)),
            CountForm::Range(..) | CountForm::Estimate { .. } | CountForm::Class(_) => None,
        });
        let mut joined = numbers.filter(|(span, _)| {
            (place.end <= span.start && is_joined(&(place.end..span.start)))
                || (span.end <= place.start && is_joined(&(span.end..place.start)))
        });
        joined.any(|(_, other)| {
            let sum = amount.as_whole().map(|whole| whole + other);
            label.values.iter().any(|stated| match stated {
                Value::Count(stated) => {
                    amounts(stated).iter().any(|one| sum.is_some() && one.as_whole() == sum)
                }
                Value::Date(_)
                | Value::Duration(_)
                | Value::Entity(_)
                | Value::Enum(_)
                | Value::Text(_)
                | Value::Set(_) => false,
            })
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

    /// Says whether a label's value is the one found, which is no count; in a sentence that the label does not quote, it must be exactly that.
    fn agrees(&self, stated: &Value, found: &Value, is_quoted: bool) -> bool {
        match (stated, found) {
            (Value::Date(stated), Value::Date(found)) => {
                if is_quoted {
                    meets(stated, found)
                } else {
                    is_same_date(stated, found)
                }
            }
            (Value::Duration(stated), Value::Duration(found)) => {
                let is_rough = matches!(found.form(), DurationForm::Class(_));
                (is_quoted && is_rough) || are_one_length(stated, found)
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

/// Says whether two folded nouns are one, or only people are counted.
fn are_one_noun(one: &str, other: &str) -> bool {
    let n_shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let n_shortest = one.chars().count().min(other.chars().count());
    PEOPLE.contains(&one) || PEOPLE.contains(&other) || n_shared >= STEM_CHARACTERS.min(n_shortest)
}

/// Says whether a place stands in a line that ends like a title, without a full stop.
fn is_title(text: &str, start: usize) -> bool {
    let behind = text.get(start..).unwrap_or_default();
    let line = behind.lines().next().unwrap_or_default().trim_end();
    !line
        .trim_end_matches(['»', '”', '"', ')', ' ', '\u{a0}', '\u{202f}'])
        .ends_with(['.', '!', '?', '…', ':', ';', ','])
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
