//! A matching with dual prices, made optimal by bids and by shortest augmenting paths.

use crate::assignment::Weight;

/// A matching with dual prices: `row_price + column_price >= weight`, equal on every pair of the matching.
pub(super) struct Prices<'a, W> {
    pub(super) weights: &'a [W],
    pub(super) n_columns: usize,
    pub(super) row_price: Vec<W>,
    pub(super) column_price: Vec<W>,
    pub(super) column_of: Vec<Option<usize>>,
    pub(super) row_of: Vec<Option<usize>>,
    scratch: Scratch<W>,
}

/// Buffers of one search, kept between searches.
pub(super) struct Scratch<W> {
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
/// How many bids there are at most, for each row.
const BIDS_FOR_EACH_ROW: usize = 8;

impl<'a, W: Weight> Prices<'a, W> {
    /// Starts with nothing paired and every row at its best weight.
    pub(super) fn start(weights: &'a [W], n_rows: usize, n_columns: usize) -> Self {
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
    /// else in the next round. Rows whose columns are almost alike would outbid each other by the smallest steps, so the
    /// number of bids is bounded; whoever is left waits for the search for paths.
    pub(super) fn bid(&mut self) {
        let n_rows = self.column_of.len();
        let mut waiting: Vec<usize> = (0..n_rows).filter(|row| !self.take_best(*row)).collect();
        let mut n_bids_left = n_rows * BIDS_FOR_EACH_ROW;
        for _ in 0..BIDDING_ROUNDS {
            let mut next = Vec::new();
            for row in std::mem::take(&mut waiting) {
                let mut bidder = Some(row);
                while let Some(row) = bidder.take() {
                    if n_bids_left == 0 {
                        return;
                    }
                    n_bids_left -= 1;
                    let (displaced, has_risen) = self.bid_once(row);
                    if has_risen {
                        bidder = displaced;
                    } else {
                        next.extend(displaced);
                    }
                }
            }
            waiting = next;
        }
    }

    /// Lets a row take a free column of its best weight, if there is one: where weights are equal this pairs most rows.
    fn take_best(&mut self, row: usize) -> bool {
        let best = self.row_price[row];
        let is_free = |(column, weight): &(usize, &W)| **weight == best && self.row_of[*column].is_none();
        let column = self.row_weights(row).iter().enumerate().find(is_free).map(|(column, _)| column);
        let Some(column) = column.filter(|_| best > W::default()) else { return false };
        self.column_of[row] = Some(column);
        self.row_of[column] = Some(row);
        true
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

    pub(super) fn row_weights(&self, row: usize) -> &'a [W] {
        &self.weights[row * self.n_columns..(row + 1) * self.n_columns]
    }

    /// Pairs one more row, or leaves unpaired the row that loses least by it.
    pub(super) fn augment(&mut self, start: usize) {
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
