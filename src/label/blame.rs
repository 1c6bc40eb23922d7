//! Tells what is wrong with a label in the gold as something wrong with what was typed.

use std::ops::Range;

use crate::gold::{FactPlaces, Gold};
use crate::label::Label;
use crate::label::draft::{Draft, Field};
use crate::label::slot::slot_index;
use crate::problem::Problem;
use crate::schema::Schema;

/// A label in the gold, and the draft that it was made of.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What was typed.
    pub draft: &'a Draft,
    /// The gold that holds the label.
    pub gold: &'a Gold,
    /// The label.
    pub label: &'a Label,
}

impl Told<'_> {
    /// Returns a problem in the gold with the place of what was typed for it, or else of the draft as a whole.
    #[must_use]
    pub fn retold(&self, schema: &Schema, problem: &Problem) -> Problem {
        let span = problem.span.as_ref();
        let place = self.places().zip(span).and_then(|(places, span)| self.typed(schema, places, span));
        let place = place.unwrap_or_else(|| self.draft.place.clone());
        Problem { file: self.draft.source.clone(), span: Some(place), fix: None, ..problem.clone() }
    }

    fn places(&self) -> Option<&FactPlaces> {
        let id = self.label.id()?;
        let fact = self.gold.facts.iter().find(|fact| *fact.id == *id).map(|fact| &fact.places);
        let distractor = || self.gold.distractors.iter().find(|distractor| *distractor.id == *id);
        fact.or_else(|| distractor().map(|distractor| &distractor.places))
    }

    /// Returns where that was typed which fills the part of the label that holds the place.
    fn typed(&self, schema: &Schema, places: &FactPlaces, span: &Range<usize>) -> Option<Range<usize>> {
        let holds = |place: &Range<usize>| place.start <= span.start && span.end <= place.end;
        let nth =
            |field: &Field, index: usize| self.draft.all(field).nth(index).map(|typed| typed.place.clone());
        if let Some(index) = places.evidence.iter().position(holds) {
            return nth(&Field::Quote, index);
        }
        if places.said_by.as_ref().is_some_and(holds) {
            return nth(&Field::SaidBy, 0);
        }
        if places.polarity.as_ref().is_some_and(holds) {
            return nth(&Field::Polarity, 0);
        }
        let index = places.slots.iter().position(|place| place.as_ref().is_some_and(holds))?;
        let (Label::Fact(new) | Label::Distractor(new)) = self.label else { return None };
        let fact_type = schema.types.get(new.fact.fact_type.index()?)?;
        let fills = |name: &str| slot_index(fact_type, name) == Some(index);
        let mut parts = self.draft.parts.iter();
        let part = parts.find(|part| part.field.slot_name().is_some_and(|name| fills(&name.text)))?;
        Some(part.value.place.clone())
    }
}
