//! What the best pairs are: the ordered objective, packed into one integer that cannot overflow.

use crate::assignment::assign;

/// What the alignment makes great.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Objective {
    /// Correct required pairs, correct optional pairs, credit of required pairs, credit of optional pairs, pairs that share
    /// a passage: in this order, so that an exact match is never given away to raise a sum.
    #[default]
    CorrectFirst,
    /// The plain sum of credits.
    Credit,
}

/// What a pair adds to the objective; a pair that adds nothing is not made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// Nothing is lost on either side.
    pub is_correct: bool,
    /// The gold fact is optional.
    pub is_optional: bool,
    /// In thousandths.
    pub credit: u16,
    /// Both quote a common passage.
    pub shares_passage: bool,
}

impl Gain {
    /// Returns the five numbers that are maximised, most important first.
    #[must_use]
    pub fn components(self, objective: Objective) -> [u32; 5] {
        let credit = u32::from(self.credit);
        let shares = u32::from(self.shares_passage);
        let correct = u32::from(self.is_correct);
        match (objective, self.is_optional) {
            (Objective::CorrectFirst, false) => [correct, 0, credit, 0, shares],
            (Objective::CorrectFirst, true) => [0, correct, 0, credit, shares],
            (Objective::Credit, _) => [0, 0, credit, 0, shares],
        }
    }
}

/// Returns for each row its column; the best by the objective, the smallest list among the best.
///
/// `gains` is `n_rows × n_columns`. Exact at any size that fits memory: the five components are packed into 64 bits
/// where they fit, else into 128, which hold 2¹⁷ pairs.
///
/// # Panics
/// If a side has more than 2¹⁷ facts of one type in one article.
#[must_use]
pub fn best_pairs(
    gains: &[Gain],
    n_rows: usize,
    n_columns: usize,
    objective: Objective,
) -> Vec<Option<usize>> {
    let n_pairs_max = n_rows.min(n_columns);
    assert!(n_pairs_max <= 1 << 17, "at most 2^17 facts of one type in one article");
    let has_optional = gains.iter().any(|gain| gain.is_optional);
    let shifts = Shifts::new(n_pairs_max, has_optional);
    let pack = |gain: &Gain| shifts.pack(gain.components(objective));
    if shifts.n_bits <= 62 {
        let weights: Vec<i64> =
            gains.iter().map(|gain| i64::try_from(pack(gain)).expect("62 bits fit into 63")).collect();
        assign(&weights, n_rows, n_columns)
    } else {
        let weights: Vec<i128> = gains.iter().map(pack).collect();
        assign(&weights, n_rows, n_columns)
    }
}

/// How far each component is shifted to the left.
///
/// Sums along an alternating path have at most `2 n` terms of either sign, so each component gets room for four times
/// its greatest sum: no borrow ever reaches the next one, and the order of the integers is the order of the lists.
struct Shifts {
    shifts: [u32; 5],
    n_bits: u32,
}

impl Shifts {
    fn new(n_pairs_max: usize, has_optional: bool) -> Self {
        let width = |greatest: u64| 64 - (4 * greatest * n_pairs_max as u64 + 2).leading_zeros();
        let optional = u32::from(has_optional);
        // From the least important: passages, credit optional, credit required, correct optional, correct required.
        let widths = [width(1), width(1000) * optional, width(1000), width(1) * optional, width(1)];
        let mut shifts = [0; 5];
        let mut n_bits = 0;
        for (position, width) in widths.iter().enumerate() {
            shifts[4 - position] = n_bits;
            n_bits += width;
        }
        Self { shifts, n_bits }
    }

    fn pack(&self, components: [u32; 5]) -> i128 {
        components.iter().zip(&self.shifts).map(|(component, shift)| i128::from(*component) << shift).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_match_is_not_given_away_for_a_greater_sum() {
        let exact = Gain { is_correct: true, credit: 1000, ..Gain::default() };
        let partial = Gain { credit: 999, ..Gain::default() };
        let gains = [exact, partial, partial, Gain::default()];
        assert_eq!(best_pairs(&gains, 2, 2, Objective::CorrectFirst), [Some(0), None]);
        assert_eq!(best_pairs(&gains, 2, 2, Objective::Credit), [Some(1), Some(0)]);
    }

    #[test]
    fn all_pairs_of_the_largest_article_fit_the_wide_integer() {
        assert!(Shifts::new(1 << 17, true).n_bits <= 126);
    }

    #[test]
    fn a_thousand_required_facts_fit_the_narrow_integer() {
        assert!(Shifts::new(1000, false).n_bits <= 62);
    }
}
