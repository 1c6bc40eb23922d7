//! Finds the best one-to-one pairs between two sides: exact, and the smallest list among the best.
//!
//! Shortest augmenting paths with dual prices (Jonker & Volgenant 1987; the rectangular form of Crouse 2016), for
//! maximum weight where a side may stay unpaired. `O(n²m)` at worst for `n` rows and `m` columns, far less where
//! greedy pairs survive. The dual prices then name every pair that some optimum uses, and a walk over those pairs finds the
//! lexicographically smallest optimum: row by row, the smallest column that still leaves an optimum.

use std::ops::{Add, Sub};

use crate::assignment::prices::Prices;
use crate::assignment::smallest::Smallest;

mod prices;
mod smallest;

/// A totally ordered number that weights are added in.
pub trait Weight: Copy + Ord + Default + Add<Output = Self> + Sub<Output = Self> {}

impl Weight for i64 {}
impl Weight for i128 {}

/// Returns for each row its column, or `None` where it stays unpaired.
///
/// `weights` is `n_rows × n_columns`, row after row; a weight of 0 or less is a pair that is not allowed. The pairs
/// returned have the greatest sum; among those, the list of columns is the smallest, unpaired sorting last.
/// No rows or no columns: nothing is paired.
///
/// # Panics
/// If the number of weights is not `n_rows × n_columns`.
#[must_use]
pub fn assign<W: Weight>(weights: &[W], n_rows: usize, n_columns: usize) -> Vec<Option<usize>> {
    assert_eq!(weights.len(), n_rows * n_columns, "one weight for each row and column");
    if n_rows == 0 || n_columns == 0 {
        return vec![None; n_rows];
    }
    let mut prices = Prices::start(weights, n_rows, n_columns);
    prices.bid();
    for row in 0..n_rows {
        if prices.column_of[row].is_none() {
            prices.augment(row);
        }
    }
    Smallest::new(prices).settle()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(weights: &[&[i64]], expected: &[Option<usize>]) {
        let n_columns = weights.first().map_or(0, |row| row.len());
        let flat: Vec<i64> = weights.iter().flat_map(|row| row.iter().copied()).collect();
        assert_eq!(assign(&flat, weights.len(), n_columns), expected);
        let wide: Vec<i128> = flat.iter().map(|weight| i128::from(*weight)).collect();
        assert_eq!(assign(&wide, weights.len(), n_columns), expected, "as 128 bits");
    }

    #[test]
    fn the_greatest_sum_wins_over_the_greatest_pair() {
        check(&[&[5, 4], &[4, 0]], &[Some(1), Some(0)]);
    }

    #[test]
    fn a_pair_without_weight_is_not_made() {
        check(&[&[0, 0], &[3, 0]], &[None, Some(0)]);
    }

    #[test]
    fn among_equal_sums_the_smallest_list_is_taken() {
        check(&[&[1, 1], &[1, 1]], &[Some(0), Some(1)]);
        check(&[&[0, 1, 1], &[1, 1, 1], &[1, 0, 1]], &[Some(1), Some(0), Some(2)]);
    }

    #[test]
    fn unpaired_sorts_last() {
        check(&[&[1], &[1]], &[Some(0), None]);
        check(&[&[1], &[2]], &[None, Some(0)]);
    }

    #[test]
    fn a_row_is_left_alone_when_that_is_worth_more() {
        check(&[&[3], &[4], &[2]], &[None, Some(0), None]);
    }

    #[test]
    fn rows_that_outbid_each_other_by_the_smallest_steps_come_to_an_end() {
        let much = 1 << 60;
        check(&[&[much, much - 1], &[much, much - 1], &[much, much - 1]], &[Some(0), Some(1), None]);
    }

    #[test]
    fn nothing_on_one_side_pairs_nothing() {
        check(&[], &[]);
        assert_eq!(assign::<i64>(&[], 2, 0), [None, None]);
    }

    fn brute_force(weights: &[Vec<i64>]) -> Vec<Option<usize>> {
        let n_columns = weights.first().map_or(0, Vec::len);
        let mut best: Option<(i64, Vec<Option<usize>>)> = None;
        let mut columns = vec![None; weights.len()];
        try_all(weights, 0, (n_columns, 0), &mut columns, &mut best);
        best.map(|found| found.1).unwrap_or_default()
    }

    fn try_all(
        weights: &[Vec<i64>],
        row: usize,
        (n_columns, sum): (usize, i64),
        columns: &mut Vec<Option<usize>>,
        best: &mut Option<(i64, Vec<Option<usize>>)>,
    ) {
        if row == weights.len() {
            let key = |list: &[Option<usize>]| -> Vec<usize> {
                list.iter().map(|column| column.unwrap_or(usize::MAX)).collect()
            };
            let is_better = best.as_ref().is_none_or(|(best_sum, list)| {
                sum > *best_sum || (sum == *best_sum && key(columns) < key(list))
            });
            if is_better {
                *best = Some((sum, columns.clone()));
            }
            return;
        }
        columns[row] = None;
        try_all(weights, row + 1, (n_columns, sum), columns, best);
        for column in 0..n_columns {
            let is_free = !columns[..row].contains(&Some(column));
            if is_free && weights[row][column] > 0 {
                columns[row] = Some(column);
                try_all(weights, row + 1, (n_columns, sum + weights[row][column]), columns, best);
            }
        }
        columns[row] = None;
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]
        #[test]
        fn every_assignment_equals_brute_force_in_sum_and_in_order(
            n_columns in 1_usize..6,
            cells in proptest::collection::vec(0_i64..4, 1..30),
        ) {
            let weights: Vec<Vec<i64>> = cells.chunks_exact(n_columns).map(<[i64]>::to_vec).collect();
            let flat: Vec<i64> = weights.concat();
            proptest::prop_assert_eq!(assign(&flat, weights.len(), n_columns), brute_force(&weights));
        }
    }
}
