//! A fact in the making: it fills only slots that the schema has, with values of their kind.

use std::ops::Range;
use std::sync::Arc;

use crate::extract::rules::reading::Reading;
use crate::extract::rules::speech::voice;
use crate::fact::{Attribution, Evidence, Fact, Polarity, Prediction};
use crate::schema::{FactType, Schema};
use crate::text::quote::Quote;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::value::{Choice, Entity, Kind, Slot, Value};

/// A prediction, and where in the article it was read.
pub(super) struct Draft<'a> {
    fact_type: &'a FactType,
    pub(super) prediction: Prediction,
    /// The place that orders the predictions.
    pub(super) place: Range<usize>,
}

impl<'a> Draft<'a> {
    /// Starts a fact of a type; `None` if the schema does not have it.
    pub(super) fn new(schema: &'a Schema, type_name: &str, place: Range<usize>) -> Option<Self> {
        let index = schema.type_index(type_name)?;
        let fact_type = schema.types.get(index)?;
        let fact = Fact::empty(index, fact_type.slots.len());
        let prediction = Prediction { fact, confidence: None, remarks: Vec::new() };
        Some(Self { fact_type, prediction, place })
    }

    /// Fills a slot with a count; `None` if the type has no such slot.
    pub(super) fn count(&mut self, slot: &str, count: Count) -> Option<()> {
        self.fill(slot, &[Kind::Count], Value::Count(count))
    }

    /// Fills a slot with a date or a moment; `None` if the type has no such slot.
    pub(super) fn date(&mut self, slot: &str, date: Date) -> Option<()> {
        self.fill(slot, &[Kind::Date, Kind::Instant], Value::Date(date))
    }

    /// Fills a slot with a word of the schema; `None` if it does not have it.
    pub(super) fn word(&mut self, slot: &str, word: &str) -> Option<()> {
        let index = self.fact_type.slot_index(slot)?;
        let words = self.fact_type.slots.get(index).map(|spec| spec.words.iter())?;
        let word: Arc<str> = words.clone().find(|known| &***known == word).cloned()?;
        self.fill(slot, &[Kind::Enum], Value::Enum(word))
    }

    /// Fills a slot with entities; `None` if the type has no such list.
    pub(super) fn entities(&mut self, slot: &str, entities: Vec<Entity>) -> Option<()> {
        let index = self.fact_type.slot_index(slot)?;
        let is_set = self.fact_type.slots.get(index).is_some_and(|spec| spec.is_set);
        let elements: Vec<Slot> =
            entities.into_iter().map(|entity| Slot::plain(Value::Entity(entity))).collect();
        (is_set && !elements.is_empty())
            .then(|| self.fill(slot, &[Kind::Entity], Value::Set(elements)))
            .flatten()
    }

    /// Fills a slot with an entity; `None` if the type has no such slot.
    pub(super) fn entity(&mut self, slot: &str, entity: &Entity) -> Option<()> {
        self.fill(slot, &[Kind::Entity], Value::Entity(entity.clone()))
    }

    /// Fills a slot with a length of time; `None` if the type has no such slot.
    pub(super) fn duration(&mut self, slot: &str, duration: Duration) -> Option<()> {
        self.fill(slot, &[Kind::Duration], Value::Duration(duration))
    }

    /// Fills a slot with those of some words that the schema has; `None` if it has none of them.
    pub(super) fn words(&mut self, slot: &str, words: &[&str]) -> Option<()> {
        let index = self.fact_type.slot_index(slot)?;
        let spec = self.fact_type.slots.get(index)?;
        let known = spec.words.iter().filter(|known| words.contains(&&***known));
        let elements: Vec<Slot> = known.map(|word| Slot::plain(Value::Enum(Arc::clone(word)))).collect();
        (spec.is_set && !elements.is_empty())
            .then(|| self.fill(slot, &[Kind::Enum], Value::Set(elements)))
            .flatten()
    }

    /// Says that the words report it with reserve.
    pub(super) fn reserve(&mut self) {
        self.prediction.fact.polarity = Polarity::Conditional;
    }

    fn fill(&mut self, slot: &str, kinds: &[Kind], value: Value) -> Option<()> {
        let index = self.fact_type.slot_index(slot)?;
        let spec = self.fact_type.slots.get(index)?;
        let is_list = matches!(value, Value::Set(_));
        if !kinds.contains(&spec.kind) || spec.is_set != is_list {
            return None;
        }
        *self.prediction.fact.slots.get_mut(index)? = Some(Slot::plain(value));
        Some(())
    }

    /// Adds who said it, the words that state it, and how sure the rule is, in thousandths.
    pub(super) fn finish(mut self, reading: &Reading<'_>, quotes: &[Range<usize>], confidence: u16) -> Self {
        let (said_by, polarity) = voice(reading, &self.place);
        let fact = &mut self.prediction.fact;
        fact.said_by = said_by;
        if polarity == Polarity::Denied {
            fact.polarity = polarity;
        }
        self.unsaid(reading, quotes, confidence)
    }

    /// Adds the words that state it as said by somebody known, whoever else speaks near it.
    pub(super) fn said_by(
        mut self,
        reading: &Reading<'_>,
        speaker: &Entity,
        quotes: &[Range<usize>],
        confidence: u16,
    ) -> Self {
        self.prediction.fact.said_by = Some(Choice::plain(Attribution::by(speaker.clone())));
        self.unsaid(reading, quotes, confidence)
    }

    /// Adds the words that state it, as the words of the article itself.
    pub(super) fn unsaid(mut self, reading: &Reading<'_>, quotes: &[Range<usize>], confidence: u16) -> Self {
        let fact = &mut self.prediction.fact;
        for span in quotes {
            let quote = reading.text(span.clone()).trim();
            if !quote.is_empty() {
                fact.evidence.push(Evidence::Quote(Quote::new(quote)));
            }
        }
        self.prediction.confidence = Some(confidence);
        self
    }
}
