//! Pairs predictions with gold facts: distractors first, then one-to-one and optimal, then what is left over.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::align::objective::Objective;
use crate::align::pair::{Judged, PairCredit, Part, Rules};
use crate::align::table::Table;
use crate::compare::Reason;
use crate::fact::Fact;

pub mod objective;
pub mod pair;
mod table;

/// A gold fact with its place in the article.
#[derive(Clone, Debug)]
pub struct GoldSide<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Leaving it out costs nothing.
    pub is_optional: bool,
    /// Every place of every quotation, in bytes of the article.
    pub passages: &'a [Range<usize>],
    /// It quotes the article, and this edition has none of the quotations: grounding is not asked of predictions.
    pub is_lost: bool,
}

/// A prediction with its place in the article; equal predictions are already one.
#[derive(Clone, Debug)]
pub struct PredictedSide<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Every place of every quotation that stands in the article.
    pub passages: &'a [Range<usize>],
    /// At least one quotation stands in the article.
    pub is_grounded: bool,
}

/// A distractor, with what of it is judged.
#[derive(Clone, Debug)]
pub struct DistractorSide<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Which of speaker and polarity it states.
    pub judged: Judged,
}

/// Everything that one alignment sees. Gold is sorted by id, predictions by canonical form.
#[derive(Clone, Debug)]
pub struct Sides<'a> {
    /// The gold facts.
    pub gold: Vec<GoldSide<'a>>,
    /// The distractors, sorted by id.
    pub distractors: Vec<DistractorSide<'a>>,
    /// The predictions.
    pub predictions: Vec<PredictedSide<'a>>,
    /// One flag for each type of the schema: its labels are complete in this article.
    pub exhaustive: &'a [bool],
}

/// What became of a gold fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoldOutcome {
    /// Paired, with the credits.
    Paired(usize, PairCredit),
    /// Paired in the second pass: worth nothing, and why.
    Incorrect(usize, Cause),
    /// Nothing was left for it.
    Missing,
}

/// What became of a prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PredictedOutcome {
    /// Paired with the gold fact of this index.
    Paired(usize),
    /// Paired in the second pass.
    Incorrect(usize),
    /// It hits the distractor of this index.
    Distractor(usize),
    /// It would be correct against the gold fact of this index, which has its prediction already.
    NearDuplicate(usize),
    /// The article does not state it.
    Spurious,
    /// The labels do not say.
    Unjudged,
}

/// Why a pair of the second pass is worth nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The part, if one is to blame.
    pub part: Option<Part>,
    /// The gate, or the reason of the contradicted slot.
    pub reason: Reason,
}

/// The outcome for each gold fact and each prediction, in the order of [`Sides`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// One for each gold fact.
    pub gold: Vec<GoldOutcome>,
    /// One for each prediction.
    pub predictions: Vec<PredictedOutcome>,
}

/// Pairs the two sides of one article.
///
/// Types never mix, so each is solved by itself. `O(n³)` at worst in the facts of one type.
#[must_use]
pub fn align(sides: &Sides<'_>, rules: Rules<'_>, objective: Objective) -> Alignment {
    let mut alignment = Alignment {
        gold: vec![GoldOutcome::Missing; sides.gold.len()],
        predictions: vec![PredictedOutcome::Spurious; sides.predictions.len()],
    };
    let types: BTreeSet<usize> =
        sides.predictions.iter().filter_map(|predicted| predicted.fact.fact_type.index()).collect();
    for type_index in types {
        let table = Table::new(sides, rules, type_index);
        table.settle(objective, &mut alignment);
    }
    alignment
}

/// Says whether two sorted lists of places overlap by a byte.
#[must_use]
pub fn share_a_passage(a: &[Range<usize>], b: &[Range<usize>]) -> bool {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(first), Some(second)) = (a.peek(), b.peek()) {
        if first.start < second.end && second.start < first.end {
            return true;
        }
        // They do not meet: whichever ends first lies before the other, and before all that follow it.
        if first.end <= second.end {
            a.next();
        } else {
            b.next();
        }
    }
    false
}
