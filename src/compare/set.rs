//! Compares values without an order: the best one-to-one pairs of elements, then F1 of the summed scores.

use crate::assignment::assign;
use crate::compare::plain::PlainReason;
use crate::credit::Credit;

/// Whether an element of the gold set may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Its absence costs.
    Required,
    /// Its absence is free; its presence counts on both sides.
    Optional,
}

/// Returns the F1 of the summed scores, `2S / (n + m)`, and what differs.
///
/// `S` is the sum over the best one-to-one pairs, `n` the required gold elements and the optional ones that were found,
/// `m` the predicted elements. Among pairs of equal sum those with the fewest optional elements are taken, so that the
/// order of the elements never changes the score. Both sides empty: 1.
///
/// # Panics
/// Never: a list that fits memory has a length that fits the integers used.
pub fn compare_elements(
    gold: &[Element],
    n_predicted: usize,
    score: impl Fn(usize, usize) -> Credit,
) -> (Credit, PlainReason) {
    let mut scores = Vec::with_capacity(gold.len() * n_predicted);
    let mut weights = Vec::with_capacity(gold.len() * n_predicted);
    let more_than_all = gold.iter().map(|_| 1_i64).sum::<i64>() + 1;
    for (gold_index, element) in gold.iter().enumerate() {
        for predicted_index in 0..n_predicted {
            let points = score(gold_index, predicted_index).thousandths();
            let less = i64::from(points > 0 && *element == Element::Optional);
            scores.push(u64::from(points));
            weights.push(i64::from(points) * more_than_all - less);
        }
    }
    let pairs = assign(&weights, gold.len(), n_predicted);
    let mut sum = 0_u64;
    let mut n_gold = 0_u64;
    let mut n_paired = 0_usize;
    for (gold_index, pair) in pairs.iter().enumerate() {
        let is_counted = pair.is_some() || gold[gold_index] == Element::Required;
        n_gold += u64::from(is_counted);
        if let Some(predicted_index) = pair {
            n_paired += 1;
            sum += scores[gold_index * n_predicted + predicted_index];
        }
    }
    f1_of(sum, n_gold, (n_paired, n_predicted))
}

/// The most elements of a set that are compared without a search for pairs.
pub const PLAIN_ELEMENTS_MAX: usize = 8;

/// Returns the same as [`compare_elements`] where every required element is right or wrong and has at most one equal:
/// then nothing has to be searched. `None` where it has.
pub fn compare_plain_elements(
    n_gold: usize,
    n_predicted: usize,
    score: impl Fn(usize, usize) -> Credit,
) -> Option<(Credit, PlainReason)> {
    if n_gold > PLAIN_ELEMENTS_MAX || n_predicted > PLAIN_ELEMENTS_MAX {
        return None;
    }
    let mut is_taken = [false; PLAIN_ELEMENTS_MAX];
    let mut n_paired = 0;
    for gold_index in 0..n_gold {
        let mut is_paired = false;
        for (predicted_index, is_taken) in is_taken.iter_mut().enumerate().take(n_predicted) {
            match score(gold_index, predicted_index) {
                Credit::ZERO => {}
                Credit::ONE if !is_paired && !*is_taken => {
                    (is_paired, *is_taken) = (true, true);
                    n_paired += 1;
                }
                _ => return None,
            }
        }
    }
    Some(f1_of(n_paired as u64 * 1000, n_gold as u64, (n_paired, n_predicted)))
}

fn f1_of(sum: u64, n_gold: u64, (n_paired, n_predicted): (usize, usize)) -> (Credit, PlainReason) {
    let n_both = n_gold + n_predicted as u64;
    let f1 = Credit::from_ratio(2 * sum, n_both * 1000).unwrap_or(Credit::ONE);
    let reason = match (f1, n_gold > n_paired as u64, n_predicted > n_paired) {
        (Credit::ONE, _, _) => PlainReason::SameSet,
        (Credit::ZERO, _, _) => PlainReason::OtherSet,
        (_, true, false) => PlainReason::SetIncomplete,
        (_, false, true) => PlainReason::SetTooLarge,
        (_, true, true) => PlainReason::SetDiffers,
        (_, false, false) => PlainReason::SetInPart,
    };
    (f1, reason)
}
