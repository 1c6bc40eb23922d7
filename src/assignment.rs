//! Finds the best one-to-one pairs between two sides: exact, and the smallest list among the best.
//!
//! Shortest augmenting paths with dual prices (Jonker & Volgenant 1987; the rectangular form of Crouse 2016), for
//! maximum weight where a side may stay unpaired. `O(n²m)` at worst for `n` rows and `m` columns, far less where
//! greedy pairs survive. The dual prices then name every pair that some optimum uses, and a walk over those pairs finds the
//! lexicographically smallest optimum: row by row, the smallest column that still leaves an optimum.

use std::ops::{Add, Sub};

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

/// A matching with dual prices: `row_price + column_price >= weight`, equal on every pair of the matching.
struct Prices<'a, W> {
    weights: &'a [W],
    n_columns: usize,
    row_price: Vec<W>,
    column_price: Vec<W>,
    column_of: Vec<Option<usize>>,
    row_of: Vec<Option<usize>>,
    scratch: Scratch<W>,
}

/// Buffers of one search, kept between searches.
struct Scratch<W> {
    distance: Vec<W>,
    parent: Vec<usize>,
    open: Vec<usize>,
    tree_rows: Vec<(usize, W)>,
    tree_columns: Vec<(usize, W)>,
}

/// Where the shortest path ends.
#[derive(Clone, Copy)]
enum End {
    FreeColumn(usize),
    UnpairedRow(usize),
}

const NO_ROW: usize = usize::MAX;
const NO_COLUMN: usize = usize::MAX;
/// How often displaced rows bid again before paths are searched for them.
const BIDDING_ROUNDS: usize = 2;

impl<'a, W: Weight> Prices<'a, W> {
    /// Starts with nothing paired and every row at its best weight.
    fn start(weights: &'a [W], n_rows: usize, n_columns: usize) -> Self {
        let zero = W::default();
        let best = |row: &[W]| row.iter().copied().max().unwrap_or(zero).max(zero);
        let scratch = Scratch {
            distance: vec![zero; n_columns],
            parent: vec![NO_ROW; n_columns],
            open: Vec::with_capacity(n_columns),
            tree_rows: Vec::new(),
            tree_columns: Vec::new(),
        };
        Self {
            weights,
            n_columns,
            row_price: weights.chunks_exact(n_columns).map(best).collect(),
            column_price: vec![zero; n_columns],
            column_of: vec![None; n_rows],
            row_of: vec![None; n_columns],
            scratch,
        }
    }

    /// Pairs most rows by bidding: a row takes its best column and raises its price until the second best is as good.
    ///
    /// The augmenting row reduction of Jonker & Volgenant. Whoever loses a column bids again at once if the price rose,
    /// else in the next round; two rounds leave few rows to the search for paths.
    fn bid(&mut self) {
        let mut waiting: Vec<usize> = (0..self.column_of.len()).collect();
        for _ in 0..BIDDING_ROUNDS {
            let mut next = Vec::new();
            for row in std::mem::take(&mut waiting) {
                let mut bidder = Some(row);
                while let Some(row) = bidder {
                    let (displaced, has_risen) = self.bid_once(row);
                    bidder = displaced.filter(|_| has_risen);
                    next.extend(displaced.filter(|_| !has_risen));
                }
            }
            waiting = next;
        }
    }

    /// Lets one row take a column; returns whom it displaced, and whether the price rose.
    fn bid_once(&mut self, row: usize) -> (Option<usize>, bool) {
        let zero = W::default();
        let (mut best, mut second) = ((zero, NO_COLUMN), (zero, NO_COLUMN));
        for (column, &weight) in self.row_weights(row).iter().enumerate() {
            let value = weight - self.column_price[column];
            if weight > zero && value > second.0 {
                if value > best.0 {
                    second = best;
                    best = (value, column);
                } else {
                    second = (value, column);
                }
            }
        }
        self.row_price[row] = second.0;
        if best.1 == NO_COLUMN {
            return (None, false);
        }
        let mut column = best.1;
        let has_risen = best.0 > second.0;
        if has_risen {
            self.column_price[column] = self.column_price[column] + (best.0 - second.0);
        } else if self.row_of[column].is_some() && second.1 != NO_COLUMN {
            column = second.1;
        }
        let displaced = self.row_of[column].replace(row);
        self.column_of[row] = Some(column);
        if let Some(displaced) = displaced {
            self.column_of[displaced] = None;
        }
        (displaced, has_risen)
    }

    fn row_weights(&self, row: usize) -> &'a [W] {
        &self.weights[row * self.n_columns..(row + 1) * self.n_columns]
    }

    /// Pairs one more row, or leaves unpaired the row that loses least by it.
    fn augment(&mut self, start: usize) {
        let (end, length) = self.shortest_path(start);
        for (row, distance) in &self.scratch.tree_rows {
            self.row_price[*row] = self.row_price[*row] - (length - *distance);
        }
        for (column, distance) in &self.scratch.tree_columns {
            self.column_price[*column] = self.column_price[*column] + (length - *distance);
        }
        let mut column = match end {
            End::FreeColumn(column) => column,
            End::UnpairedRow(row) if row == start => return,
            End::UnpairedRow(row) => {
                self.column_of[row].take().expect("a row of the tree other than the start is paired")
            }
        };
        loop {
            let row = self.scratch.parent[column];
            let previous = self.column_of[row].replace(column);
            self.row_of[column] = Some(row);
            match previous {
                Some(previous) => column = previous,
                None => return,
            }
        }
    }

    /// Searches by distance in reduced costs; fills the tree of settled rows and columns.
    fn shortest_path(&mut self, start: usize) -> (End, W) {
        let zero = W::default();
        let (n_columns, weights) = (self.n_columns, self.weights);
        let scratch = &mut self.scratch;
        scratch.tree_rows.clear();
        scratch.tree_columns.clear();
        scratch.open.clear();
        scratch.open.extend(0..n_columns);
        scratch.parent.fill(NO_ROW);
        let (mut row, mut row_distance) = (start, zero);
        let mut best_unpaired = (self.row_price[start], start);
        loop {
            scratch.tree_rows.push((row, row_distance));
            best_unpaired = best_unpaired.min((row_distance + self.row_price[row], row));
            let row_weights = &weights[row * n_columns..(row + 1) * n_columns];
            let base = row_distance + self.row_price[row];
            let mut nearest: Option<(W, usize)> = None;
            let mut nearest_is_free = false;
            for (position, &column) in scratch.open.iter().enumerate() {
                let weight = row_weights[column];
                let mut is_reached = scratch.parent[column] != NO_ROW;
                let mut distance = scratch.distance[column];
                if weight > zero {
                    let along = base + self.column_price[column] - weight;
                    if !is_reached || along < distance {
                        distance = along;
                        scratch.distance[column] = along;
                        scratch.parent[column] = row;
                        is_reached = true;
                    }
                }
                if is_reached {
                    let is_nearer = nearest.is_none_or(|(known, _)| {
                        distance < known
                            || (distance == known && !nearest_is_free && self.row_of[column].is_none())
                    });
                    if is_nearer {
                        nearest = Some((distance, position));
                        nearest_is_free = self.row_of[column].is_none();
                    }
                }
            }
            let Some((distance, position)) = nearest.filter(|near| near.0 <= best_unpaired.0) else {
                return (End::UnpairedRow(best_unpaired.1), best_unpaired.0);
            };
            let column = scratch.open.swap_remove(position);
            if nearest_is_free {
                return (End::FreeColumn(column), distance);
            }
            scratch.tree_columns.push((column, distance));
            row = self.row_of[column].expect("a taken column has a row");
            row_distance = distance;
        }
    }
}

/// Turns an optimum into the smallest one, by exchanges along tight pairs.
struct Smallest<'a, W> {
    prices: Prices<'a, W>,
    /// Tight pairs as bits, `n_rows × n_words`.
    tight: Vec<u64>,
    n_words: usize,
    /// Columns of rows that are settled no more take part.
    available: Vec<u64>,
    /// Columns that may stay free: their price is 0.
    releasable: Vec<u64>,
}

/// What an exchange must end at: the place that the settling row gives up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Column(usize),
    Unpaired,
}

/// Who has to move next in an exchange.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Displaced {
    Row(usize),
    /// Nobody in particular: any column of price 0 may now be left free, any unpaired row may now be paired.
    Anybody,
}

/// A step of an exchange: who moved where, and who has to move then.
#[derive(Clone, Copy)]
struct Step {
    /// The row that moves; `None` where a place is merely left free.
    mover: Option<usize>,
    to: Place,
    displaced: Displaced,
    /// The step before it.
    before: Option<usize>,
}

/// What one row's exchanges have reached so far; what did not lead to the place once never will.
struct Reached {
    given_up: Place,
    unvisited: Vec<u64>,
    anybody: bool,
}

impl<'a, W: Weight> Smallest<'a, W> {
    fn new(prices: Prices<'a, W>) -> Self {
        let zero = W::default();
        let n_words = prices.n_columns.div_ceil(64);
        let n_rows = prices.row_price.len();
        let mut tight = vec![0_u64; n_rows * n_words];
        for row in 0..n_rows {
            let row_price = prices.row_price[row];
            let bits = &mut tight[row * n_words..(row + 1) * n_words];
            for (column, &weight) in prices.row_weights(row).iter().enumerate() {
                if weight > zero && row_price + prices.column_price[column] == weight {
                    bits[column / 64] |= 1 << (column % 64);
                }
            }
        }
        let mut available = vec![u64::MAX; n_words];
        if !prices.n_columns.is_multiple_of(64) {
            available[n_words - 1] = (1 << (prices.n_columns % 64)) - 1;
        }
        let mut releasable = vec![0_u64; n_words];
        for (column, price) in prices.column_price.iter().enumerate() {
            if *price == zero {
                releasable[column / 64] |= 1 << (column % 64);
            }
        }
        Self { prices, tight, n_words, available, releasable }
    }

    fn settle(mut self) -> Vec<Option<usize>> {
        for row in 0..self.prices.column_of.len() {
            self.settle_row(row);
            if let Some(column) = self.prices.column_of[row] {
                self.available[column / 64] &= !(1 << (column % 64));
            }
        }
        self.prices.column_of
    }

    /// Gives the row the smallest column that some optimum gives it, the rows before it staying as they are.
    fn settle_row(&mut self, row: usize) {
        let current = self.prices.column_of[row];
        let given_up = current.map_or(Place::Unpaired, Place::Column);
        let mut reached = Reached { given_up, unvisited: self.available.clone(), anybody: false };
        for word in 0..self.n_words {
            let mut candidates = self.tight[row * self.n_words + word] & self.available[word];
            while candidates != 0 {
                let column = word * 64 + candidates.trailing_zeros() as usize;
                candidates &= candidates - 1;
                if current.is_some_and(|current| column >= current) {
                    return;
                }
                if reached.unvisited[word] & (1 << (column % 64)) == 0 {
                    continue;
                }
                if let Some(steps) = self.exchange(row, column, &mut reached) {
                    self.apply(&steps);
                    return;
                }
            }
        }
    }

    /// Searches, from a row's move to a column, a chain of moves along tight pairs that ends at the place given up.
    fn exchange(&self, row: usize, column: usize, reached: &mut Reached) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        self.take_column((Some(row), None), column, reached, &mut steps);
        let mut next = 0;
        while let Some(step) = steps.get(next).copied() {
            if let Some(last) = self.expand((row, next), step.displaced, reached, &mut steps) {
                return Some(Self::chain(&steps, last));
            }
            next += 1;
        }
        None
    }

    /// Adds the moves of whoever is displaced; returns the step that ends the chain, if one does.
    fn expand(
        &self,
        (settling, before): (usize, usize),
        displaced: Displaced,
        reached: &mut Reached,
        steps: &mut Vec<Step>,
    ) -> Option<usize> {
        let mover = match displaced {
            Displaced::Row(row) => Some(row),
            Displaced::Anybody if reached.given_up == Place::Unpaired => return Some(before),
            Displaced::Anybody if reached.anybody => return None,
            Displaced::Anybody => {
                reached.anybody = true;
                for (row, column) in self.prices.column_of.iter().enumerate().skip(settling + 1) {
                    if column.is_none() {
                        let displaced = Displaced::Row(row);
                        steps.push(Step {
                            mover: None,
                            to: Place::Unpaired,
                            displaced,
                            before: Some(before),
                        });
                    }
                }
                None
            }
        };
        if let Some(row) = mover
            && self.prices.row_price[row] == W::default()
            && !reached.anybody
        {
            let displaced = Displaced::Anybody;
            steps.push(Step { mover, to: Place::Unpaired, displaced, before: Some(before) });
        }
        for word in 0..self.n_words {
            let reach = mover.map_or(self.releasable[word], |row| self.tight[row * self.n_words + word]);
            let mut reach = reach & reached.unvisited[word];
            while reach != 0 {
                let column = word * 64 + reach.trailing_zeros() as usize;
                reach &= reach - 1;
                if mover.is_none() && self.prices.row_of[column].is_none() {
                    continue;
                }
                self.take_column((mover, Some(before)), column, reached, steps);
                if reached.given_up == Place::Column(column) {
                    return Some(steps.len() - 1);
                }
            }
        }
        None
    }

    fn take_column(
        &self,
        (mover, before): (Option<usize>, Option<usize>),
        column: usize,
        reached: &mut Reached,
        steps: &mut Vec<Step>,
    ) {
        reached.unvisited[column / 64] &= !(1 << (column % 64));
        let displaced = self.prices.row_of[column].map_or(Displaced::Anybody, Displaced::Row);
        steps.push(Step { mover, to: Place::Column(column), displaced, before });
    }

    fn chain(steps: &[Step], last: usize) -> Vec<Step> {
        let mut chain = vec![steps[last]];
        while let Some(before) = chain.last().and_then(|step: &Step| step.before) {
            chain.push(steps[before]);
        }
        chain.reverse();
        chain
    }

    /// Moves everybody of the chain at once: all leave their places first.
    fn apply(&mut self, chain: &[Step]) {
        for step in chain {
            if let Some(row) = step.mover
                && let Some(column) = self.prices.column_of[row].take()
            {
                self.prices.row_of[column] = None;
            }
        }
        for step in chain {
            if let (Some(row), Place::Column(column)) = (step.mover, step.to) {
                self.prices.row_of[column] = Some(row);
                self.prices.column_of[row] = Some(column);
            }
        }
    }
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
