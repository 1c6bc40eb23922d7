//! Compares predictions with a gold range, estimate or size.

use crate::compare::Comparison;
use crate::compare::count::extent::{COUNT_GRIDS, Extent};
use crate::compare::count::{
    BOUND_LOST, CountReason, HEDGE_LOST, INSIDE, class_bounds, full, larger, nothing, qualifier,
};
use crate::value::count::{CountForm, Qualifier, Side};
use crate::value::numeral::{Amount, Class};

/// Gold is a range: a number inside is ½, another range its overlap, a bound at one of its ends ½.
pub(super) fn against_range(gold: Extent, predicted: CountForm, inside: CountReason) -> Comparison {
    let reasons = Reasons { inside, outside: CountReason::OutsideRange };
    match predicted {
        CountForm::Point(qualifier, amount) => point(gold, (qualifier, amount), reasons),
        // An estimate states its best number.
        CountForm::Estimate { best, .. } => point(gold, (Qualifier::Exactly, best), reasons),
        CountForm::Range(low, high) => range(gold, Extent::closed(low, high), reasons),
        CountForm::Class(class) => class_for_extent(gold, class, reasons),
    }
}

/// Gold is an estimate: "best 1, inside ½, the whole range 1".
pub(super) fn against_estimate(gold_best: Amount, gold: Extent, predicted: CountForm) -> Comparison {
    let reasons = Reasons { inside: CountReason::InsideEstimate, outside: CountReason::OutsideEstimate };
    match predicted {
        CountForm::Point(qualifier, amount) if amount == gold_best => best_number(qualifier),
        CountForm::Point(qualifier, amount) => point(gold, (qualifier, amount), reasons),
        CountForm::Estimate { best, low, high } if best == gold_best => {
            let other = Extent::closed(low, high);
            Comparison::single(larger(gold.jaccard(other, &COUNT_GRIDS), INSIDE), CountReason::Jaccard)
        }
        CountForm::Estimate { best, .. } => point(gold, (Qualifier::Exactly, best), reasons),
        CountForm::Range(low, high) if Extent::closed(low, high) == gold => full(CountReason::WholeRange),
        CountForm::Range(low, high) => range(gold, Extent::closed(low, high), reasons),
        CountForm::Class(class) => class_for_extent(gold, class, reasons),
    }
}

/// Gold is a size: what lies inside earns ½, another size nothing.
pub(super) fn against_class(gold: Class, predicted: CountForm) -> Comparison {
    let extent = Extent::of_class(gold);
    let reasons = Reasons { inside: CountReason::InsideClass(gold), outside: CountReason::OtherMagnitude };
    match predicted {
        CountForm::Point(qualifier, amount) => point(extent, (qualifier, amount), reasons),
        CountForm::Estimate { best, .. } => point(extent, (Qualifier::Exactly, best), reasons),
        CountForm::Range(low, high) => range(extent, Extent::closed(low, high), reasons),
        CountForm::Class(class) => class_for_extent(extent, class, reasons),
    }
}

/// How being inside and being outside is called.
#[derive(Clone, Copy)]
struct Reasons {
    inside: CountReason,
    outside: CountReason,
}

/// The best number itself, perhaps with a word that the article does not have.
fn best_number(predicted: Qualifier) -> Comparison {
    match predicted {
        Qualifier::Exactly => full(CountReason::BestEstimate),
        Qualifier::About => Comparison::single(HEDGE_LOST, CountReason::HedgeLostOrAdded),
        Qualifier::AtLeast
        | Qualifier::MoreThan
        | Qualifier::AtMost
        | Qualifier::LessThan
        | Qualifier::Almost => Comparison::single(BOUND_LOST, CountReason::BoundLostOrAdded),
    }
}

fn point(gold: Extent, predicted: (Qualifier, Amount), reasons: Reasons) -> Comparison {
    let number = predicted.1.hundredths();
    if let Some(side) = predicted.0.side() {
        return bound(gold, (predicted.0, number), side);
    }
    if !gold.contains(number) {
        return nothing(reasons.outside);
    }
    let inside = (INSIDE, reasons.inside.into());
    let hedge = (HEDGE_LOST, CountReason::HedgeLostOrAdded.into());
    let factors = [inside, hedge];
    let n_factors = if predicted.0 == Qualifier::About { 2 } else { 1 };
    Comparison::product(reasons.inside, factors.get(..n_factors).unwrap_or(&factors))
}

/// "A bound keeping one end of a gold range ½", less what its words cost against an inclusive end.
fn bound(gold: Extent, predicted: (Qualifier, u128), side: Side) -> Comparison {
    let (qualifier, number) = predicted;
    if gold.end(side) == Some(number) {
        let inclusive = match side {
            Side::Lower => Qualifier::AtLeast,
            Side::Upper => Qualifier::AtMost,
        };
        let [first, second] = qualifier::factors::<CountReason>(inclusive, qualifier);
        let one_end = (INSIDE, CountReason::OneEndRight.into());
        return Comparison::product(CountReason::OneEndRight, &[one_end, first, second]);
    }
    let is_far_side = gold.end(side.opposite()) == Some(number);
    nothing(if is_far_side { CountReason::BoundTurnedRound } else { CountReason::NoEndRight })
}

/// "Range against range: Jaccard, at least ½ inside a closed gold range or class."
fn range(gold: Extent, predicted: Extent, reasons: Reasons) -> Comparison {
    if gold == predicted {
        return full(CountReason::SameExtent);
    }
    let jaccard = gold.jaccard(predicted, &COUNT_GRIDS);
    if !gold.covers(predicted) {
        let reason = if gold.overlaps(predicted) { CountReason::Jaccard } else { reasons.outside };
        return Comparison::single(jaccard, reason);
    }
    let share = larger(jaccard, INSIDE);
    let reason = if share == INSIDE { reasons.inside } else { CountReason::Jaccard };
    Comparison::single(share, reason)
}

fn class_for_extent(gold: Extent, class: Class, reasons: Reasons) -> Comparison {
    let predicted = Extent::of_class(class);
    if !gold.overlaps(predicted) {
        return nothing(CountReason::OtherMagnitude);
    }
    // What an open class shares with anything closed is nothing of its length.
    if class_bounds(class).1.is_none() && !gold.covers(predicted) {
        return nothing(CountReason::TooFar);
    }
    range(gold, predicted, reasons)
}
