//! Pairs predictions with gold facts: distractors first, then one-to-one and optimal, then what is left over.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::align::objective::{Gain, Objective, best_pairs};
use crate::align::pair::{
    Judged, PairCredit, Part, Rules, contradicted_key, credit_pair, fills_a_key, for_each_part,
};
use crate::compare::Reason;
use crate::compare::fact_reason::FactReason;
use crate::credit::Credit;
use crate::fact::Fact;
use crate::schema::EvidenceRule;
use crate::value::Slot;

pub mod objective;
pub mod pair;

/// The score from which a slot counts as what the distractor states.
const DISTRACTOR_SLOT_MIN: Credit = Credit::HALF;

/// A gold fact with its place in the article.
#[derive(Clone, Debug)]
pub struct GoldSide<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Leaving it out costs nothing.
    pub is_optional: bool,
    /// Every place of every quotation, in bytes of the article.
    pub passages: Vec<Range<usize>>,
    /// It quotes the article, and this edition has none of the quotations: grounding is not asked of predictions.
    pub is_lost: bool,
}

/// A prediction with its place in the article; equal predictions are already one.
#[derive(Clone, Debug)]
pub struct PredictedSide<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Every place of every quotation that stands in the article.
    pub passages: Vec<Range<usize>>,
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

/// One pair of the table.
#[derive(Clone, Copy)]
struct Cell {
    credit: PairCredit,
    shares_passage: bool,
    /// Types equal, and a key agrees as it has to.
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

    fn is_related(&self) -> bool {
        self.credit.has_agreeing_key || self.shares_passage
    }

    fn is_correct(&self) -> bool {
        self.credit.is_whole() && !self.gated_credit().is_zero()
    }
}

/// All pairs of one type.
struct Table<'a> {
    sides: &'a Sides<'a>,
    rules: Rules<'a>,
    type_index: usize,
    /// Indexes of the gold facts of the type.
    rows: Vec<usize>,
    /// Indexes of the predictions of the type.
    columns: Vec<usize>,
    /// `rows × columns`.
    cells: Vec<Cell>,
}

impl<'a> Table<'a> {
    fn new(sides: &'a Sides<'a>, rules: Rules<'a>, type_index: usize) -> Self {
        let is_of_type = |fact: &Fact| fact.fact_type.index() == Some(type_index);
        let rows: Vec<usize> =
            (0..sides.gold.len()).filter(|row| is_of_type(sides.gold[*row].fact)).collect();
        let columns: Vec<usize> = (0..sides.predictions.len())
            .filter(|column| is_of_type(sides.predictions[*column].fact))
            .collect();
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        let fact_type = &rules.schema.types[type_index];
        let needs_grounding = fact_type.evidence == EvidenceRule::Required;
        for row in &rows {
            let gold = &sides.gold[*row];
            let has_key = fills_a_key(gold.fact, fact_type);
            for column in &columns {
                let predicted = &sides.predictions[*column];
                let credit = credit_pair(gold.fact, predicted.fact, fact_type, Judged::ALL, rules);
                let shares_passage = share_a_passage(&gold.passages, &predicted.passages);
                let is_alignable = if has_key { credit.keys_agree() } else { shares_passage };
                let is_ungrounded = needs_grounding && !predicted.is_grounded && !gold.is_lost;
                let gate = match (credit.is_flipped, is_ungrounded) {
                    (true, _) => Some(FactReason::PolarityFlipped),
                    (false, true) if predicted.fact.evidence.is_empty() => Some(FactReason::NoQuote),
                    (false, true) => Some(FactReason::NotGrounded),
                    (false, false) => None,
                };
                cells.push(Cell { credit, shares_passage, is_alignable, gate });
            }
        }
        Self { sides, rules, type_index, rows, columns, cells }
    }

    fn cell(&self, row: usize, column: usize) -> &Cell {
        &self.cells[row * self.columns.len() + column]
    }

    fn settle(&self, objective: Objective, alignment: &mut Alignment) {
        let mut free_columns: Vec<usize> = Vec::with_capacity(self.columns.len());
        for column in 0..self.columns.len() {
            match self.distractor_of(column) {
                Some(index) => {
                    alignment.predictions[self.columns[column]] = PredictedOutcome::Distractor(index);
                }
                None => free_columns.push(column),
            }
        }
        let all_rows: Vec<usize> = (0..self.rows.len()).collect();
        let first = self.pass(&all_rows, &free_columns, objective, |cell| cell.gated_credit().into());
        for &(row, column) in &first {
            let (gold, predicted) = (self.rows[row], self.columns[column]);
            alignment.gold[gold] = GoldOutcome::Paired(predicted, self.cell(row, column).credit);
            alignment.predictions[predicted] = PredictedOutcome::Paired(gold);
        }
        let left_rows: Vec<usize> =
            all_rows.into_iter().filter(|row| first.iter().all(|pair| pair.0 != *row)).collect();
        let is_left = |column: &usize| first.iter().all(|pair| pair.1 != *column);
        let left_columns: Vec<usize> = free_columns.into_iter().filter(is_left).collect();
        let second = self.pass(&left_rows, &left_columns, objective, |cell| {
            if cell.is_related() { Ungated::Related(cell.credit.shown()) } else { Ungated::Unrelated }
        });
        for &(row, column) in &second {
            let (gold, predicted) = (self.rows[row], self.columns[column]);
            alignment.gold[gold] = GoldOutcome::Incorrect(predicted, self.cause(row, column));
            alignment.predictions[predicted] = PredictedOutcome::Incorrect(gold);
        }
        for column in left_columns {
            if second.iter().all(|pair| pair.1 != column) {
                alignment.predictions[self.columns[column]] = self.leftover(column, &first);
            }
        }
    }

    /// Finds the best pairs of some rows and columns; `eligible` gives the credit that counts.
    fn pass(
        &self,
        rows: &[usize],
        columns: &[usize],
        objective: Objective,
        eligible: impl Fn(&Cell) -> Ungated,
    ) -> Vec<(usize, usize)> {
        let mut gains = Vec::with_capacity(rows.len() * columns.len());
        for row in rows {
            let is_optional = self.sides.gold[self.rows[*row]].is_optional;
            for column in columns {
                let cell = self.cell(*row, *column);
                gains.push(match eligible(cell) {
                    Ungated::Unrelated => Gain::default(),
                    Ungated::Related(credit) => Gain {
                        is_correct: credit.is_one(),
                        is_optional,
                        credit: credit.thousandths(),
                        shares_passage: cell.shares_passage,
                    },
                });
            }
        }
        let pairs = best_pairs(&gains, rows.len(), columns.len(), objective);
        pairs.iter().zip(rows).filter_map(|(pair, row)| pair.map(|column| (*row, columns[column]))).collect()
    }

    /// Returns the distractor that a prediction fits better than any gold fact; the first of the best.
    fn distractor_of(&self, column: usize) -> Option<usize> {
        let predicted = self.sides.predictions[self.columns[column]].fact;
        let best_gold = (0..self.rows.len())
            .map(|row| self.cell(row, column).credit_but_for_grounding())
            .max()
            .unwrap_or(Credit::ZERO);
        let mut best: Option<(Credit, usize)> = None;
        for (index, distractor) in self.sides.distractors.iter().enumerate() {
            if distractor.fact.fact_type != predicted.fact_type || !self.states_all(distractor, predicted) {
                continue;
            }
            let fact_type = &self.rules.schema.types[self.type_index];
            let credit =
                credit_pair(distractor.fact, predicted, fact_type, distractor.judged, self.rules).shown();
            if credit > best_gold && best.is_none_or(|(known, _)| credit > known) {
                best = Some((credit, index));
            }
        }
        best.map(|(_, index)| index)
    }

    /// Says whether a prediction fills everything that a distractor states, each scoring at least ½.
    fn states_all(&self, distractor: &DistractorSide<'_>, predicted: &Fact) -> bool {
        let fact_type = &self.rules.schema.types[self.type_index];
        let is_same_polarity = distractor.fact.polarity == predicted.polarity;
        let mut states_all = is_same_polarity || !distractor.judged.polarity;
        for_each_part((distractor.fact, predicted), fact_type, distractor.judged, self.rules, |part| {
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
        let fact_type = &self.rules.schema.types[self.type_index];
        match contradicted_key(gold, predicted, fact_type, self.rules) {
            Some((part, reason)) => Cause { part: Some(part), reason },
            None => Cause { part: None, reason: FactReason::NoKeyAgrees.into() },
        }
    }

    fn leftover(&self, column: usize, first: &[(usize, usize)]) -> PredictedOutcome {
        let twin = first.iter().find(|(row, _)| self.cell(*row, column).is_correct());
        if let Some((row, _)) = twin {
            return PredictedOutcome::NearDuplicate(self.rows[*row]);
        }
        let is_exhaustive = self.sides.exhaustive.get(self.type_index).copied().unwrap_or(false);
        let is_related = (0..self.rows.len()).any(|row| self.cell(row, column).is_related());
        if is_exhaustive || is_related { PredictedOutcome::Spurious } else { PredictedOutcome::Unjudged }
    }
}

/// Whether a pair may be made in a pass, and for what credit.
enum Ungated {
    Related(Credit),
    Unrelated,
}

impl From<Credit> for Ungated {
    fn from(credit: Credit) -> Self {
        if credit.is_zero() { Self::Unrelated } else { Self::Related(credit) }
    }
}

/// Says whether two sorted lists of places overlap by a byte.
#[must_use]
pub fn share_a_passage(a: &[Range<usize>], b: &[Range<usize>]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.start < b.end && b.start < a.end))
}
