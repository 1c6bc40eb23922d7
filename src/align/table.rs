//! All pairs of one type that have anything to do with each other, and the passes over them.

use crate::align::objective::{Gain, Objective, best_pairs};
use crate::align::pair::{
    Judged, PairCredit, Part, Rules, contradicted_key, credit_pair, fills_a_key, for_each_part,
    has_agreeing_key,
};
use crate::align::{Alignment, Cause, DistractorSide, GoldOutcome, PredictedOutcome, Sides, share_a_passage};
use crate::compare::fact_reason::FactReason;
use crate::credit::Credit;
use crate::fact::Fact;
use crate::schema::{EvidenceRule, FactType};
use crate::value::Slot;

/// The score from which a slot counts as what the distractor states.
const DISTRACTOR_SLOT_MIN: Credit = Credit::HALF;

/// A pair that shares an agreeing key or a passage.
#[derive(Clone, Copy)]
struct Cell {
    credit: PairCredit,
    shares_passage: bool,
    /// A key agrees as it has to, or gold fills none and a passage is shared.
    is_alignable: bool,
    /// Why the pair is worth nothing although it is alignable.
    gate: Option<FactReason>,
}

impl Cell {
    /// Returns the credit that the first pass sees.
    fn gated_credit(&self) -> Credit {
        if self.is_alignable && self.gate.is_none() { self.credit.shown() } else { Credit::ZERO }
    }

    /// Returns the credit that a distractor has to exceed: grounding aside.
    fn credit_but_for_grounding(&self) -> Credit {
        let is_stopped = !self.is_alignable || self.credit.is_flipped;
        if is_stopped { Credit::ZERO } else { self.credit.shown() }
    }

    fn is_correct(&self) -> bool {
        self.credit.is_whole() && !self.gated_credit().is_zero()
    }
}

/// Which credit a pass sees.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Gates are part of credit, and a pair of credit 0 is not made.
    First,
    /// Whatever is left over and has a key or a passage in common.
    Second,
}

/// The pairs of one type. What shares neither a key nor a passage is not kept: it is never paired.
pub(super) struct Table<'a> {
    sides: &'a Sides<'a>,
    rules: Rules<'a>,
    fact_type: &'a FactType,
    type_index: usize,
    /// Indexes of the gold facts of the type.
    rows: Vec<usize>,
    /// Indexes of the predictions of the type.
    columns: Vec<usize>,
    /// For each row its pairs, by column.
    by_row: Vec<Vec<(usize, Cell)>>,
    /// For each column its rows.
    by_column: Vec<Vec<usize>>,
}

impl<'a> Table<'a> {
    pub(super) fn new(sides: &'a Sides<'a>, rules: Rules<'a>, type_index: usize) -> Self {
        let is_of_type = |fact: &Fact| fact.fact_type.index() == Some(type_index);
        let rows: Vec<usize> =
            (0..sides.gold.len()).filter(|row| is_of_type(sides.gold[*row].fact)).collect();
        let columns: Vec<usize> = (0..sides.predictions.len())
            .filter(|column| is_of_type(sides.predictions[*column].fact))
            .collect();
        let (by_row, by_column) = (Vec::with_capacity(rows.len()), vec![Vec::new(); columns.len()]);
        let fact_type = &rules.schema.types[type_index];
        let mut table = Self { sides, rules, fact_type, type_index, rows, columns, by_row, by_column };
        for row in 0..table.rows.len() {
            let cells = table.related(row);
            for (column, _) in &cells {
                table.by_column[*column].push(row);
            }
            table.by_row.push(cells);
        }
        table
    }

    /// Returns the pairs of a gold fact with whatever shares a key or a passage with it.
    fn related(&self, row: usize) -> Vec<(usize, Cell)> {
        let gold = &self.sides.gold[self.rows[row]];
        let has_key = fills_a_key(gold.fact, self.fact_type);
        let mut cells = Vec::new();
        for (column, index) in self.columns.iter().enumerate() {
            let predicted = &self.sides.predictions[*index];
            let shares_passage = share_a_passage(gold.passages, predicted.passages);
            if !shares_passage && !has_agreeing_key(gold.fact, predicted.fact, self.fact_type, self.rules) {
                continue;
            }
            let credit = credit_pair(gold.fact, predicted.fact, self.fact_type, Judged::ALL, self.rules);
            let is_alignable = if has_key { credit.keys_agree() } else { shares_passage };
            let needs_grounding = self.fact_type.evidence == EvidenceRule::Required;
            let is_ungrounded = needs_grounding && !predicted.is_grounded && !gold.is_lost;
            let gate = match (credit.is_flipped, is_ungrounded) {
                (true, _) => Some(FactReason::PolarityFlipped),
                (false, true) if predicted.fact.evidence.is_empty() => Some(FactReason::NoQuote),
                (false, true) => Some(FactReason::NotGrounded),
                (false, false) => None,
            };
            cells.push((column, Cell { credit, shares_passage, is_alignable, gate }));
        }
        cells
    }

    fn cell(&self, row: usize, column: usize) -> &Cell {
        let cells = &self.by_row[row];
        let position = cells.binary_search_by_key(&column, |(column, _)| *column);
        &cells[position.expect("only related facts are paired")].1
    }

    pub(super) fn settle(&self, objective: Objective, alignment: &mut Alignment) {
        let mut free_rows = vec![true; self.rows.len()];
        let mut free_columns = vec![true; self.columns.len()];
        for (column, is_free) in free_columns.iter_mut().enumerate() {
            if let Some(index) = self.distractor_of(column) {
                alignment.predictions[self.columns[column]] = PredictedOutcome::Distractor(index);
                *is_free = false;
            }
        }
        let first = self.pass(&free_rows, &free_columns, objective, Pass::First);
        for &(row, column) in &first {
            let (gold, predicted) = (self.rows[row], self.columns[column]);
            alignment.gold[gold] = GoldOutcome::Paired(predicted, self.cell(row, column).credit);
            alignment.predictions[predicted] = PredictedOutcome::Paired(gold);
            (free_rows[row], free_columns[column]) = (false, false);
        }
        let is_paired: Vec<bool> = free_rows.iter().map(|is_free| !is_free).collect();
        for (row, column) in self.pass(&free_rows, &free_columns, objective, Pass::Second) {
            let (gold, predicted) = (self.rows[row], self.columns[column]);
            alignment.gold[gold] = GoldOutcome::Incorrect(predicted, self.cause(row, column));
            alignment.predictions[predicted] = PredictedOutcome::Incorrect(gold);
            free_columns[column] = false;
        }
        for (column, is_free) in free_columns.iter().enumerate() {
            if *is_free {
                alignment.predictions[self.columns[column]] = self.leftover(column, &is_paired);
            }
        }
    }

    /// Finds the best pairs of the rows and columns that are free; parts of the table without a common pair apart.
    fn pass(&self, rows: &[bool], columns: &[bool], objective: Objective, pass: Pass) -> Vec<(usize, usize)> {
        let mut edges: Vec<(usize, usize, Gain)> = Vec::new();
        for (row, cells) in self.by_row.iter().enumerate().filter(|(row, _)| rows[*row]) {
            for (column, cell) in cells.iter().filter(|(column, _)| columns[*column]) {
                let gain = self.gain(row, cell, pass);
                if gain.components(objective).iter().any(|component| *component > 0) {
                    edges.push((row, *column, gain));
                }
            }
        }
        let mut pairs = Vec::with_capacity(edges.len());
        for part in parts(&edges, rows.len(), columns.len()) {
            pairs.extend(best_of_part(&part, objective));
        }
        pairs
    }

    fn gain(&self, row: usize, cell: &Cell, pass: Pass) -> Gain {
        let credit = match pass {
            Pass::First => cell.gated_credit(),
            Pass::Second => cell.credit.shown(),
        };
        if pass == Pass::First && credit.is_zero() {
            return Gain::default();
        }
        Gain {
            is_correct: credit.is_one(),
            is_optional: self.sides.gold[self.rows[row]].is_optional,
            credit: credit.thousandths(),
            shares_passage: cell.shares_passage,
        }
    }

    /// Returns the distractor that a prediction fits better than any gold fact; the first of the best.
    fn distractor_of(&self, column: usize) -> Option<usize> {
        let predicted = self.sides.predictions[self.columns[column]].fact;
        let best_gold = self.by_column[column]
            .iter()
            .map(|row| self.cell(*row, column).credit_but_for_grounding())
            .max()
            .unwrap_or(Credit::ZERO);
        let mut best: Option<(Credit, usize)> = None;
        for (index, distractor) in self.sides.distractors.iter().enumerate() {
            if distractor.fact.fact_type != predicted.fact_type || !self.states_all(distractor, predicted) {
                continue;
            }
            let credit =
                credit_pair(distractor.fact, predicted, self.fact_type, distractor.judged, self.rules)
                    .shown();
            if credit > best_gold && best.is_none_or(|(known, _)| credit > known) {
                best = Some((credit, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Says whether a prediction fills everything that a distractor states, each scoring at least ½.
    fn states_all(&self, distractor: &DistractorSide<'_>, predicted: &Fact) -> bool {
        let is_same_polarity = distractor.fact.polarity == predicted.polarity;
        let mut states_all = is_same_polarity || !distractor.judged.polarity;
        for_each_part((distractor.fact, predicted), self.fact_type, distractor.judged, self.rules, |part| {
            let is_stated = match part.part {
                Part::Slot(index) => matches!(distractor.fact.slots[index], Some(Slot::Stated(_))),
                Part::SaidBy => true,
                Part::Polarity | Part::UnknownSlot(_) => false,
            };
            let score = part.judgement.precision.map_or(Credit::ZERO, |comparison| comparison.score);
            states_all &= !is_stated || score >= DISTRACTOR_SLOT_MIN;
        });
        states_all
    }

    fn cause(&self, row: usize, column: usize) -> Cause {
        let cell = self.cell(row, column);
        if let Some(gate) = cell.gate {
            return Cause { part: None, reason: gate.into() };
        }
        let gold = self.sides.gold[self.rows[row]].fact;
        let predicted = self.sides.predictions[self.columns[column]].fact;
        match contradicted_key(gold, predicted, self.fact_type, self.rules) {
            Some((part, reason)) => Cause { part: Some(part), reason },
            None => Cause { part: None, reason: FactReason::NoKeyAgrees.into() },
        }
    }

    fn leftover(&self, column: usize, is_paired: &[bool]) -> PredictedOutcome {
        let related = &self.by_column[column];
        let twin = related.iter().find(|row| is_paired[**row] && self.cell(**row, column).is_correct());
        if let Some(row) = twin {
            return PredictedOutcome::NearDuplicate(self.rows[*row]);
        }
        let is_exhaustive = self.sides.exhaustive.get(self.type_index).copied().unwrap_or(false);
        if is_exhaustive || !related.is_empty() {
            PredictedOutcome::Spurious
        } else {
            PredictedOutcome::Unjudged
        }
    }
}

/// The possible pairs of one part of the table: (row, column, gain).
type Edges = Vec<(usize, usize, Gain)>;

/// Splits possible pairs into parts that have no row and no column in common, in the order of their first rows.
fn parts(edges: &Edges, n_rows: usize, n_columns: usize) -> Vec<Edges> {
    let mut groups: Vec<usize> = (0..n_rows + n_columns).collect();
    for (row, column, _) in edges {
        let (a, b) = (group_of(&mut groups, *row), group_of(&mut groups, n_rows + *column));
        groups[a.max(b)] = a.min(b);
    }
    let mut part_of: Vec<Option<usize>> = vec![None; groups.len()];
    let mut parts: Vec<Edges> = Vec::new();
    for edge in edges {
        let group = group_of(&mut groups, edge.0);
        let part = *part_of[group].get_or_insert(parts.len());
        if part == parts.len() {
            parts.push(Vec::new());
        }
        parts[part].push(*edge);
    }
    parts
}

/// Returns the smallest member of a group, halving the way there.
fn group_of(groups: &mut [usize], member: usize) -> usize {
    let mut at = member;
    while groups[at] != at {
        groups[at] = groups[groups[at]];
        at = groups[at];
    }
    at
}

/// Returns the best pairs of one part.
fn best_of_part(edges: &Edges, objective: Objective) -> Vec<(usize, usize)> {
    if let [(row, column, _)] = edges.as_slice() {
        return vec![(*row, *column)];
    }
    let sorted = |mut indexes: Vec<usize>| {
        indexes.sort_unstable();
        indexes.dedup();
        indexes
    };
    let rows = sorted(edges.iter().map(|edge| edge.0).collect());
    let columns = sorted(edges.iter().map(|edge| edge.1).collect());
    let mut gains = vec![Gain::default(); rows.len() * columns.len()];
    for (row, column, gain) in edges {
        let row = rows.binary_search(row).expect("the rows are those of the edges");
        let column = columns.binary_search(column).expect("the columns are those of the edges");
        gains[row * columns.len() + column] = *gain;
    }
    let pairs = best_pairs(&gains, rows.len(), columns.len(), objective);
    pairs.iter().zip(&rows).filter_map(|(pair, row)| pair.map(|column| (*row, columns[column]))).collect()
}
