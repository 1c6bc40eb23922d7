//! What the words before a number cost when the number is right, and which bounds a number entails.

use crate::compare::Reason;
use crate::compare::count::{BOUND_LOST, CountReason, HEDGE_LOST, INCLUSIVE_AGAINST_STRICT};
use crate::credit::Share;
use crate::value::count::{Qualifier, Side};

/// Two factors that multiply, the second perhaps 1; the first one's reason is the headline.
pub(crate) type Factors = [(Share, CountReason); 2];

/// Returns what it costs to state the right number with other words.
///
/// "A bound against a hedge is ½, inclusive against strict .9." Between "almost" and "less than" the hedge differs
/// (¾); between "almost" and "at most" both do.
pub(crate) fn factors(gold: Qualifier, predicted: Qualifier) -> Factors {
    let none = (Share::ONE, CountReason::Same);
    let hedge = (HEDGE_LOST, CountReason::HedgeLostOrAdded);
    let strictness = (INCLUSIVE_AGAINST_STRICT, CountReason::InclusiveAgainstStrict);
    match (gold.side(), predicted.side()) {
        (None, None) if gold == predicted => [none, none],
        (None, None) => [hedge, none],
        (None, Some(_)) | (Some(_), None) => [(BOUND_LOST, CountReason::BoundLostOrAdded), none],
        (Some(side), Some(other)) if side != other => [(Share::ZERO, CountReason::BoundTurnedRound), none],
        (Some(_), Some(_)) => {
            let is_hedge_lost = (gold == Qualifier::Almost) != (predicted == Qualifier::Almost);
            match (gold.is_strict() != predicted.is_strict(), is_hedge_lost) {
                (true, true) => [strictness, hedge],
                (true, false) => [strictness, none],
                (false, true) => [hedge, none],
                (false, false) => [none, none],
            }
        }
    }
}

/// Returns the factors that charge something.
pub(crate) fn charged(factors: &[(Share, Reason); 2]) -> &[(Share, Reason)] {
    let n_factors = factors.iter().take_while(|(share, _)| *share != Share::ONE).count();
    factors.get(..n_factors).unwrap_or(factors)
}

/// Says whether one is a lower bound and the other an upper one.
pub(crate) fn are_opposite(gold: Qualifier, predicted: Qualifier) -> bool {
    matches!((gold.side(), predicted.side()), (Some(side), Some(other)) if side != other)
}

/// Says whether a bound at another number follows from the article: a lower bound below it, an upper one above it.
///
/// "almost 60" does not follow from 49: it says that the number is close to 60, and a predicted hedge opens nothing.
pub(crate) fn is_entailed(predicted: Qualifier, is_below_gold: bool) -> bool {
    match (predicted, predicted.side()) {
        (Qualifier::Almost, _) | (_, None) => false,
        (_, Some(Side::Lower)) => is_below_gold,
        (_, Some(Side::Upper)) => !is_below_gold,
    }
}
