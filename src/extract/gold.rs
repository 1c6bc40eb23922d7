//! The extractor that returns what gold says: it scores 1 wherever the labels lint clean.

use crate::corpus::Corpus;
use crate::extract::failure::FailureKind;
use crate::extract::{Extractor, Outcome, Request};
use crate::fact::{Fact, Prediction};
use crate::gold::{Gold, GoldFact};
use crate::value::{Choice, Slot, Value};

/// Which facts of gold are returned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drafts {
    /// Facts marked `draft: true` are left out.
    #[default]
    LeftOut,
    /// They are returned like the others.
    Included,
}

/// Returns the labels of each article.
#[derive(Clone, Copy, Debug)]
pub struct GoldExtractor<'corpus> {
    corpus: &'corpus Corpus,
    drafts: Drafts,
}

impl<'corpus> GoldExtractor<'corpus> {
    /// Returns the extractor for the articles of a corpus.
    #[must_use]
    pub const fn new(corpus: &'corpus Corpus, drafts: Drafts) -> Self {
        Self { corpus, drafts }
    }
}

impl Extractor for GoldExtractor<'_> {
    fn name(&self) -> &str {
        "gold"
    }

    fn extract(&self, request: &Request<'_>) -> Outcome {
        let entries = &self.corpus.entries;
        let found = entries.binary_search_by(|entry| entry.article.id().cmp(request.id));
        match found.ok().and_then(|index| entries.get(index)) {
            Some(entry) => Outcome::Answered(gold_predictions(&entry.gold, self.drafts)),
            None => Outcome::failed(FailureKind::NoAnswer, format!("article {} has no gold", request.id)),
        }
    }
}

/// Returns what a perfect extractor answers: every fact, optional ones too, in the order of the file.
///
/// Of several answers the first worth 1 is taken; `unspecified` and `none` are answered by silence.
#[must_use]
pub fn gold_predictions(gold: &Gold, drafts: Drafts) -> Vec<Prediction> {
    let is_asked = |fact: &&GoldFact| drafts == Drafts::Included || !fact.is_draft;
    let predict =
        |fact: &GoldFact| Prediction { fact: best_fact(&fact.fact), confidence: None, remarks: Vec::new() };
    gold.facts.iter().filter(is_asked).map(predict).collect()
}

/// Returns the fact with the answer that is given for it in each part.
#[must_use]
pub fn best_fact(fact: &Fact) -> Fact {
    let said_by = fact.said_by.as_ref().and_then(Choice::best).cloned().map(Choice::plain);
    let slots = fact.slots.iter().map(|slot| slot.as_ref().and_then(best_slot)).collect();
    Fact { slots, said_by, ..fact.clone() }
}

/// Returns the first answer worth 1 that is left; a list keeps the first of each of its places.
#[must_use]
pub fn best_slot(slot: &Slot) -> Option<Slot> {
    let Slot::Stated(choice) = slot else { return None };
    match choice.best()? {
        Value::Set(elements) => {
            let elements: Vec<Slot> = elements.iter().filter_map(best_slot).collect();
            (!elements.is_empty()).then(|| Slot::plain(Value::Set(elements)))
        }
        value @ (Value::Date(_)
        | Value::Duration(_)
        | Value::Count(_)
        | Value::Entity(_)
        | Value::Enum(_)
        | Value::Text(_)) => Some(Slot::plain(value.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::credit::Credit;
    use crate::value::{Alternative, Choice};

    fn word(text: &str) -> Value {
        Value::Enum(Arc::from(text))
    }

    fn check(slot: &Slot, expected: Option<&str>) {
        assert_eq!(best_slot(slot).map(|slot| slot.to_string()).as_deref(), expected);
    }

    #[test]
    fn the_first_alternative_worth_one_is_answered() {
        let lesser = Alternative { value: word("a"), score: Credit::HALF };
        let full = |text| Alternative { value: word(text), score: Credit::ONE };
        let alternatives = vec![lesser, full("b"), full("c")];
        check(&Slot::Stated(Choice { alternatives, is_optional: true }), Some("b"));
    }

    #[test]
    fn what_is_left_open_is_answered_by_silence() {
        check(&Slot::Unspecified, None);
        check(&Slot::Nothing, None);
        check(&Slot::plain(Value::Set(vec![Slot::Unspecified])), None);
    }

    #[test]
    fn optional_elements_of_a_list_are_answered() {
        let optional = Slot::Stated(Choice { is_optional: true, ..Choice::plain(word("a")) });
        check(&Slot::plain(Value::Set(vec![optional, Slot::plain(word("b"))])), Some("[a, b]"));
    }
}
