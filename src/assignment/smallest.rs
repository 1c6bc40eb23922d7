//! Turns an optimal matching into the lexicographically smallest one, by exchanges along tight pairs.

use crate::assignment::Weight;
use crate::assignment::prices::Prices;

/// Turns an optimum into the smallest one, by exchanges along tight pairs.
pub(super) struct Smallest<'a, W> {
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
    pub(super) fn new(prices: Prices<'a, W>) -> Self {
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

    pub(super) fn settle(mut self) -> Vec<Option<usize>> {
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
