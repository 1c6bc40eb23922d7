//! Facts for schemas without a rule of their own: dates, moments, counts and lengths of time as the text states them.
//!
//! A value becomes a fact of the first type whose slots that weigh something are all dates, moments, counts or
//! lengths of time, none of them but its own required: where a type asks who or what as well, a bare number would
//! be half an answer, and is not given.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::extract::Request;
use crate::fact::{Evidence, Fact, Prediction};
use crate::mention::Mention;
use crate::mention::counted::counted;
use crate::mention::duration::durations_among;
use crate::mention::moment::{moments_among, takes};
use crate::mention::token::Tokens;
use crate::schema::{FactType, Schema};
use crate::text::quote::Quote;
use crate::value::{Kind, Slot, Value};

/// How sure the rule is, in thousandths.
const CONFIDENCE: u16 = 500;

/// A slot that a bare value fills.
#[derive(Clone, Copy)]
struct Place {
    type_index: usize,
    slot_index: usize,
    n_slots: usize,
}

/// Where the schema takes bare values of each kind.
struct Places {
    date: Option<Place>,
    instant: Option<Place>,
    duration: Option<Place>,
    count: Option<Place>,
}

/// Returns a fact for every value that no other prediction states, in the order of the text.
pub(super) fn read(request: &Request<'_>, known: &[Prediction]) -> Vec<Prediction> {
    let places = Places::of(request.schema);
    if places.are_none() {
        return Vec::new();
    }
    let mut stated: BTreeSet<Value> = known.iter().flat_map(|prediction| values(&prediction.fact)).collect();
    let mut predictions = Vec::new();
    for Mention { span, value } in mentions(request) {
        let Some(place) = places.of_value(&value) else { continue };
        if stated.insert(value.canonical()) {
            predictions.extend(prediction(request, place, (&span, value)));
        }
    }
    predictions
}

fn values(fact: &Fact) -> impl Iterator<Item = Value> {
    fact.slots.iter().flatten().filter_map(Slot::as_plain).map(Value::canonical)
}

/// Finds all values, ascending.
fn mentions(request: &Request<'_>) -> Vec<Mention<Value>> {
    let language = request.reading_language();
    let tokens = Tokens::new(request.text.as_str());
    let moments = moments_among(&tokens, language, request.published);
    let mut taken = takes(&tokens, language, request.published);
    let durations = durations_among(&tokens, language, &taken);
    taken.extend(durations.iter().map(|duration| duration.span.clone()));
    taken.sort_by_key(|span| span.start);
    let counts = counted(&tokens, language, &taken);
    let mut all: Vec<Mention<Value>> = moments.into_iter().map(|moment| moment.map(Value::Date)).collect();
    all.extend(durations.into_iter().map(|duration| duration.map(Value::Duration)));
    all.extend(counts.into_iter().map(|count| count.map(Value::Count)));
    all.sort_by_key(|mention| mention.span.start);
    all
}

fn prediction(
    request: &Request<'_>,
    place: Place,
    (span, value): (&Range<usize>, Value),
) -> Option<Prediction> {
    let mut fact = Fact::empty(place.type_index, place.n_slots);
    *fact.slots.get_mut(place.slot_index)? = Some(Slot::plain(value));
    let quote = request.text.as_str().get(span.clone())?;
    fact.evidence.push(Evidence::Quote(Quote::new(quote)));
    Some(Prediction { fact, confidence: Some(CONFIDENCE), remarks: Vec::new() })
}

impl Places {
    fn of(schema: &Schema) -> Self {
        Self {
            date: place(schema, Kind::Date),
            instant: place(schema, Kind::Instant).or_else(|| place(schema, Kind::Date)),
            duration: place(schema, Kind::Duration),
            count: place(schema, Kind::Count),
        }
    }

    const fn are_none(&self) -> bool {
        self.date.is_none() && self.instant.is_none() && self.duration.is_none() && self.count.is_none()
    }

    fn of_value(&self, value: &Value) -> Option<Place> {
        match value {
            Value::Date(date) if date.has_time() && date.is_point() => self.instant,
            Value::Date(_) => self.date,
            Value::Duration(_) => self.duration,
            Value::Count(_) => self.count,
            Value::Entity(_) | Value::Enum(_) | Value::Text(_) | Value::Set(_) => None,
        }
    }
}

/// Returns the first slot of a kind in a type that a bare value of the kind answers.
fn place(schema: &Schema, kind: Kind) -> Option<Place> {
    schema.types.iter().enumerate().find_map(|(type_index, fact_type)| {
        let slot_index = slot(fact_type, kind)?;
        Some(Place { type_index, slot_index, n_slots: fact_type.slots.len() })
    })
}

fn slot(fact_type: &FactType, kind: Kind) -> Option<usize> {
    let is_bare =
        |kind| matches!(kind, Kind::Date | Kind::Instant | Kind::Duration | Kind::Count | Kind::Text);
    let is_plain = fact_type.slots.iter().all(|slot| is_bare(slot.kind) && !slot.is_set);
    let found =
        fact_type.slots.iter().position(|slot| slot.kind == kind && slot.is_key && slot.weight > 0)?;
    let mut others = fact_type.slots.iter().enumerate().filter(|(index, _)| *index != found);
    (is_plain && others.all(|(_, slot)| !slot.is_required)).then_some(found)
}
