//! The sums of the assignment against a solver that we did not write.

use karat::align::objective::{Gain, Objective, best_pairs};
use karat::assignment::assign;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const N_MAX: usize = 60;

/// The greatest sum of non-negative weights: the oracle pairs every row, and a pair of weight 0 is no pair.
fn greatest_sum(weights: &[i128], n_rows: usize, n_columns: usize) -> i128 {
    if n_rows == 0 || n_columns == 0 {
        return 0;
    }
    let matrix = Matrix::from_vec(n_rows, n_columns, weights.to_vec()).unwrap();
    let matrix = if n_rows > n_columns { matrix.transposed() } else { matrix };
    kuhn_munkres(&matrix).0
}

fn sum_of<W: Copy>(weights: &[W], n_columns: usize, pairs: &[Option<usize>]) -> Vec<W> {
    let mut used: Vec<usize> = pairs.iter().flatten().copied().collect();
    let n_used = used.len();
    used.sort_unstable();
    used.dedup();
    assert_eq!(used.len(), n_used, "no column is used twice");
    let kept = pairs.iter().enumerate();
    kept.filter_map(|(row, column)| column.map(|column| weights[row * n_columns + column])).collect()
}

fn check_assign(weights: &[i64], n_rows: usize, n_columns: usize) {
    let wide: Vec<i128> = weights.iter().map(|weight| i128::from(*weight)).collect();
    let expected = greatest_sum(&wide, n_rows, n_columns);
    let narrow = assign(weights, n_rows, n_columns);
    assert_eq!(i128::from(sum_of(weights, n_columns, &narrow).iter().sum::<i64>()), expected);
    assert_eq!(assign(&wide, n_rows, n_columns), narrow, "the same pairs as 128 bits");
}

/// The five components as digits of one number: the oracle's own packing, far from overflow.
fn packed(gain: Gain, objective: Objective) -> i128 {
    gain.components(objective).iter().fold(0, |sum, digit| sum * 1_000_000 + i128::from(*digit))
}

fn check_best_pairs(gains: &[Gain], n_rows: usize, n_columns: usize, objective: Objective) {
    let weights: Vec<i128> = gains.iter().map(|gain| packed(*gain, objective)).collect();
    let pairs = best_pairs(gains, n_rows, n_columns, objective);
    let sum: i128 = sum_of(&weights, n_columns, &pairs).iter().sum();
    assert_eq!(sum, greatest_sum(&weights, n_rows, n_columns));
}

fn matrix<T: Clone + std::fmt::Debug + 'static>(
    cell: impl Strategy<Value = T> + Clone + 'static,
) -> impl Strategy<Value = (Vec<T>, usize, usize)> {
    (0..=N_MAX, 0..=N_MAX).prop_flat_map(move |(n_rows, n_columns)| {
        (vec(cell.clone(), n_rows * n_columns), Just(n_rows), Just(n_columns))
    })
}

fn any_gain() -> impl Strategy<Value = Gain> + Clone {
    let credits = select(vec![0_u16, 0, 250, 500, 707, 1000]);
    (credits, any::<bool>(), any::<bool>()).prop_map(|(credit, is_optional, shares_passage)| Gain {
        is_correct: credit == 1000,
        is_optional,
        credit,
        shares_passage,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn weights_of_any_size_sum_to_the_greatest((weights, n_rows, n_columns) in matrix(0_i64..1_000_000)) {
        check_assign(&weights, n_rows, n_columns);
    }

    #[test]
    fn five_levels_of_credit_sum_to_the_greatest(
        (weights, n_rows, n_columns) in matrix(select(vec![0_i64, 250, 500, 750, 1000])),
    ) {
        check_assign(&weights, n_rows, n_columns);
    }

    #[test]
    fn few_pairs_sum_to_the_greatest(
        (weights, n_rows, n_columns) in matrix(prop_oneof![9 => Just(0_i64), 1 => 1_i64..5]),
    ) {
        check_assign(&weights, n_rows, n_columns);
    }

    #[test]
    fn the_ordered_objective_is_the_greatest((gains, n_rows, n_columns) in matrix(any_gain())) {
        check_best_pairs(&gains, n_rows, n_columns, Objective::CorrectFirst);
    }

    #[test]
    fn the_plain_sum_of_credits_is_the_greatest((gains, n_rows, n_columns) in matrix(any_gain())) {
        check_best_pairs(&gains, n_rows, n_columns, Objective::Credit);
    }
}

#[test]
fn the_oracle_and_the_code_disagree_with_greedy_pairs() {
    let weights = [5_i64, 4, 4, 0];
    check_assign(&weights, 2, 2);
    assert_eq!(greatest_sum(&[5, 4, 4, 0], 2, 2), 8, "greedy takes 5 and is left with 0");
}
