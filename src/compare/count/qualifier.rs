//! What the words before a number cost when the number is right, and which bounds a number entails.

use crate::compare::Reason;
use crate::compare::count::{BOUND_LOST, HEDGE_LOST, INCLUSIVE_AGAINST_STRICT};
use crate::credit::Share;
use crate::value::count::{Qualifier, Side};

/// What other words before the right number lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WordLoss {
    /// Nothing.
    Nothing,
    /// A hedge.
    Hedge,
    /// A bound.
    Bound,
    /// The number itself is inside one bound and outside the other.
    Strictness,
    /// The bound is on the other side.
    TurnedRound,
}

impl WordLoss {
    /// Returns what is left.
    pub(crate) const fn share(self) -> Share {
        match self {
            Self::Nothing => Share::ONE,
            Self::Hedge => HEDGE_LOST,
            Self::Bound => BOUND_LOST,
            Self::Strictness => INCLUSIVE_AGAINST_STRICT,
            Self::TurnedRound => Share::ZERO,
        }
    }
}

/// Returns what it costs to state the right number with other words: two factors that multiply, the larger loss
/// of meaning first; the second is nothing unless the first is something.
///
/// "A bound against a hedge is ½, inclusive against strict .9." Between "almost" and "less than" the hedge differs
/// (¾); between "almost" and "at most" both do.
pub(crate) fn losses(gold: Qualifier, predicted: Qualifier) -> [WordLoss; 2] {
    let (first, second) = match (gold.side(), predicted.side()) {
        (None, None) if gold == predicted => (WordLoss::Nothing, WordLoss::Nothing),
        (None, None) => (WordLoss::Hedge, WordLoss::Nothing),
        (None, Some(_)) | (Some(_), None) => (WordLoss::Bound, WordLoss::Nothing),
        (Some(side), Some(other)) if side != other => (WordLoss::TurnedRound, WordLoss::Nothing),
        (Some(_), Some(_)) => {
            let is_hedge_lost = (gold == Qualifier::Almost) != (predicted == Qualifier::Almost);
            match (gold.is_strict() != predicted.is_strict(), is_hedge_lost) {
                (true, true) => (WordLoss::Strictness, WordLoss::Hedge),
                (true, false) => (WordLoss::Strictness, WordLoss::Nothing),
                (false, true) => (WordLoss::Hedge, WordLoss::Nothing),
                (false, false) => (WordLoss::Nothing, WordLoss::Nothing),
            }
        }
    };
    [first, second]
}

/// Returns the same with shares and reasons, to multiply.
pub(crate) fn factors<R: From<WordLoss> + Into<Reason>>(
    gold: Qualifier,
    predicted: Qualifier,
) -> [(Share, Reason); 2] {
    losses(gold, predicted).map(|loss| (loss.share(), R::from(loss).into()))
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
