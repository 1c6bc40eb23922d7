//! Judges one slot: what gold asks, what the prediction fills, and on which sides it counts.

use crate::compare::count::{CountReason, compare_counts};
use crate::compare::date::{DateContext, compare_dates};
use crate::compare::duration::{DurationReason, compare_durations};
use crate::compare::plain::{PlainReason, compare_entities, compare_texts, compare_words};
use crate::compare::set::{Element, PLAIN_ELEMENTS_MAX, compare_elements, compare_plain_elements};
use crate::compare::{Comparison, Reason};
use crate::credit::Share;
use crate::schema::SlotSpec;
use crate::schema::entities::Entities;
use crate::value::{Choice, Entity, Kind, Slot, Value};

/// What comparisons need to know beside the two values.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The entities.
    pub entities: &'a Entities,
    /// The zone of bare times, and how intervals compare.
    pub dates: &'a DateContext,
}

/// The judgement of one slot of a pair.
///
/// `recall` is the share of what gold asks; `precision` the share of what the prediction states. `None` on a side: the
/// slot is not judged there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotJudgement {
    /// The score on the side of gold.
    pub recall: Option<Comparison>,
    /// The score on the side of the prediction.
    pub precision: Option<Comparison>,
}

impl SlotJudgement {
    /// Judged on neither side.
    pub const NOT_JUDGED: Self = Self { recall: None, precision: None };

    /// Returns a judgement with one comparison on both sides.
    #[must_use]
    pub const fn both(comparison: Comparison) -> Self {
        Self { recall: Some(comparison), precision: Some(comparison) }
    }
}

/// Judges what a prediction says in a slot against what gold says there.
///
/// A slot that gold leaves open is not judged, unless it is closed, or gold says that it stays empty or that the
/// article does not say which: then filling it is wrong, on the side of precision only.
#[must_use]
pub fn judge_slot(
    gold: Option<&Slot>,
    predicted: Option<&Slot>,
    spec: &SlotSpec,
    context: Context<'_>,
) -> SlotJudgement {
    let predicted = predicted.filter(|slot| matches!(slot, Slot::Stated(_) | Slot::Unreadable(_)));
    match (gold, predicted) {
        (Some(Slot::Stated(choice)), None) => {
            let left_out = Comparison::single(Share::ZERO, PlainReason::LeftOut);
            SlotJudgement { recall: (!choice.is_optional).then_some(left_out), precision: None }
        }
        (Some(gold_slot @ Slot::Stated(choice)), Some(predicted)) => {
            let comparison = compare_slots(gold_slot, predicted, spec, context);
            SlotJudgement { recall: (!choice.is_optional).then_some(comparison), precision: Some(comparison) }
        }
        (Some(Slot::Unspecified), Some(_)) => wrong(invented(spec.kind)),
        (Some(Slot::Nothing), Some(_)) => wrong(PlainReason::MustStayEmpty.into()),
        (None, Some(_)) if spec.is_closed => wrong(PlainReason::MustStayEmpty.into()),
        (None | Some(Slot::Unreadable(_)), Some(_))
        | (None | Some(Slot::Unspecified | Slot::Nothing | Slot::Unreadable(_)), None) => {
            SlotJudgement::NOT_JUDGED
        }
    }
}

fn wrong(reason: Reason) -> SlotJudgement {
    SlotJudgement { recall: None, precision: Some(Comparison::single(Share::ZERO, reason)) }
}

fn invented(kind: Kind) -> Reason {
    match kind {
        Kind::Count => CountReason::Invented.into(),
        Kind::Duration => DurationReason::Invented.into(),
        Kind::Date | Kind::Instant | Kind::Entity | Kind::Enum | Kind::Text => PlainReason::Invented.into(),
    }
}

/// Compares two slots as values: the row of the semantics table.
///
/// Silence on both sides is the same; silence on one side is worth nothing.
#[must_use]
pub fn compare_slots(gold: &Slot, predicted: &Slot, spec: &SlotSpec, context: Context<'_>) -> Comparison {
    match (gold, predicted) {
        (Slot::Stated(gold), Slot::Stated(predicted)) => compare_choices(gold, predicted, spec, context),
        (_, Slot::Unreadable(_)) => Comparison::single(Share::ZERO, PlainReason::Unreadable),
        (Slot::Stated(_), Slot::Unspecified) => Comparison::single(Share::ZERO, left_unspecified(spec.kind)),
        (Slot::Stated(_), Slot::Nothing) => Comparison::single(Share::ZERO, PlainReason::LeftOut),
        (Slot::Unspecified, Slot::Stated(_)) => Comparison::single(Share::ZERO, invented(spec.kind)),
        (Slot::Nothing | Slot::Unreadable(_), Slot::Stated(_)) => {
            Comparison::single(Share::ZERO, PlainReason::MustStayEmpty)
        }
        (Slot::Unspecified, Slot::Unspecified) => Comparison::single(Share::ONE, both_unspecified(spec.kind)),
        (Slot::Unspecified | Slot::Nothing | Slot::Unreadable(_), Slot::Unspecified | Slot::Nothing) => {
            Comparison::single(Share::ONE, nothing_on_either_side(spec.kind))
        }
    }
}

fn left_unspecified(kind: Kind) -> Reason {
    match kind {
        Kind::Count => CountReason::LeftOut.into(),
        Kind::Duration => DurationReason::LeftOut.into(),
        Kind::Date | Kind::Instant | Kind::Entity | Kind::Enum | Kind::Text => PlainReason::LeftOut.into(),
    }
}

fn both_unspecified(kind: Kind) -> Reason {
    match kind {
        Kind::Count => CountReason::BothUnspecified.into(),
        Kind::Duration => DurationReason::Same.into(),
        Kind::Date | Kind::Instant | Kind::Entity | Kind::Enum | Kind::Text => PlainReason::NotJudged.into(),
    }
}

fn nothing_on_either_side(kind: Kind) -> Reason {
    match kind {
        Kind::Count => CountReason::NoNumberOnEitherSide.into(),
        Kind::Duration => DurationReason::NoLengthOnEitherSide.into(),
        Kind::Date | Kind::Instant | Kind::Entity | Kind::Enum | Kind::Text => PlainReason::NotJudged.into(),
    }
}

/// Takes the best of all pairs of alternatives.
///
/// At least one gold alternative is worth 1 and partial credit is taken against those; one worth less counts only
/// when the prediction equals it. Both sides with alternatives: the best product.
fn compare_choices(
    gold: &Choice<Value>,
    predicted: &Choice<Value>,
    spec: &SlotSpec,
    context: Context<'_>,
) -> Comparison {
    if let ([gold], [predicted]) = (gold.alternatives.as_slice(), predicted.alternatives.as_slice()) {
        let comparison = compare_values(&gold.value, &predicted.value, spec, context);
        return comparison.as_alternative(gold.score, predicted.score);
    }
    let mut best: Option<Comparison> = None;
    for gold in &gold.alternatives {
        for predicted in &predicted.alternatives {
            let comparison = compare_values(&gold.value, &predicted.value, spec, context);
            let comparison = comparison.as_alternative(gold.score, predicted.score);
            if best.is_none_or(|best| comparison.score > best.score) {
                best = Some(comparison);
            }
        }
    }
    best.unwrap_or_else(|| Comparison::single(Share::ZERO, PlainReason::LeftOut))
}

fn compare_values(gold: &Value, predicted: &Value, spec: &SlotSpec, context: Context<'_>) -> Comparison {
    match (gold, predicted) {
        (Value::Date(gold), Value::Date(predicted)) => compare_dates(gold, predicted, context.dates),
        (Value::Count(gold), Value::Count(predicted)) => compare_counts(gold, predicted),
        (Value::Duration(gold), Value::Duration(predicted)) => compare_durations(gold, predicted),
        (Value::Entity(gold), Value::Entity(predicted)) => {
            compare_entities(gold, predicted, context.entities)
        }
        (Value::Enum(gold), Value::Enum(predicted)) => compare_words(gold, predicted, spec),
        (Value::Text(gold), Value::Text(predicted)) => compare_texts(gold, predicted, spec.text),
        (Value::Set(gold), Value::Set(predicted)) => compare_sets(gold, predicted, spec, context),
        (Value::Set(gold), _) => compare_sets(gold, &[Slot::plain(predicted.clone())], spec, context),
        (_, Value::Set(predicted)) => compare_sets(&[Slot::plain(gold.clone())], predicted, spec, context),
        (
            Value::Date(_)
            | Value::Count(_)
            | Value::Duration(_)
            | Value::Entity(_)
            | Value::Enum(_)
            | Value::Text(_),
            Value::Date(_)
            | Value::Count(_)
            | Value::Duration(_)
            | Value::Entity(_)
            | Value::Enum(_)
            | Value::Text(_),
        ) => Comparison::single(Share::ZERO, PlainReason::OtherKind),
    }
}

fn compare_sets(gold: &[Slot], predicted: &[Slot], spec: &SlotSpec, context: Context<'_>) -> Comparison {
    if gold == predicted {
        return Comparison::single(Share::ONE, PlainReason::SameSet);
    }
    let is_required = |slot: &Slot| element(slot) == Element::Required;
    if gold.iter().all(is_required) && are_distinct(gold) && are_distinct(predicted) {
        let plain = compare_plain_elements(gold.len(), predicted.len(), |gold_index, predicted_index| {
            compare_slots(&gold[gold_index], &predicted[predicted_index], spec, context).score
        });
        if let Some((f1, reason)) = plain {
            return Comparison::single(f1.into(), reason);
        }
    }
    let (gold, predicted) = (distinct(gold), distinct(predicted));
    let elements: Vec<Element> = gold.iter().map(|slot| element(slot)).collect();
    let (f1, reason) = compare_elements(&elements, predicted.len(), |gold_index, predicted_index| {
        compare_slots(gold[gold_index], predicted[predicted_index], spec, context).score
    });
    Comparison::single(f1.into(), reason)
}

/// Says whether a small set has no repeats.
fn are_distinct(elements: &[Slot]) -> bool {
    let is_new = |(index, element): (usize, &Slot)| {
        elements.get(..index).is_some_and(|before| !before.iter().any(|known| is_repeated(known, element)))
    };
    elements.len() <= PLAIN_ELEMENTS_MAX && elements.iter().enumerate().all(is_new)
}

/// Returns the elements of a set without repeats; entities repeat by whatever name.
fn distinct(elements: &[Slot]) -> Vec<&Slot> {
    let mut distinct: Vec<&Slot> = Vec::with_capacity(elements.len());
    for element in elements {
        if !distinct.iter().any(|known| is_repeated(known, element)) {
            distinct.push(element);
        }
    }
    distinct
}

fn is_repeated(known: &Slot, element: &Slot) -> bool {
    match (known.as_plain(), element.as_plain()) {
        (
            Some(Value::Entity(Entity::Named { folded: known, .. })),
            Some(Value::Entity(Entity::Named { folded, .. })),
        ) => known == folded,
        (Some(_) | None, Some(_) | None) => known == element,
    }
}

fn element(slot: &Slot) -> Element {
    match slot {
        Slot::Stated(choice) if choice.is_optional => Element::Optional,
        Slot::Stated(_) | Slot::Unreadable(_) => Element::Required,
        Slot::Unspecified | Slot::Nothing => Element::Optional,
    }
}
