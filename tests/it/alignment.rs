//! The alignment against all pairings tried one by one, in the order of the semantics page.

use karat::align::objective::{Gain, Objective, best_pairs};
use karat::align::pair::{Judged, Rules, credit_pair, fills_a_key};
use karat::align::{GoldOutcome, share_a_passage};
use karat::align::{GoldSide, PredictedOutcome, PredictedSide, Sides, align};
use karat::compare::date::DateContext;
use karat::compare::slot::Context;
use karat::schema::EvidenceRule;
use karat::score::{Key, collapse};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::generate::any_lines;
use crate::notation::World;

/// What the page makes great, most important first.
type Components = [u64; 5];

/// One pair that may be made; `None` where it may not.
type Cells = Vec<Vec<Option<Components>>>;

/// Tries every pairing: the greatest components, then the smallest list, an unpaired row sorting last.
fn brute_force(cells: &Cells, n_columns: usize) -> Vec<Option<usize>> {
    let mut best: Option<(Components, Vec<usize>)> = None;
    let mut list = Vec::new();
    try_rows(cells, n_columns, ([0; 5], &mut list), &mut best);
    let (_, list) = best.unwrap();
    list.into_iter().map(|column| (column < n_columns).then_some(column)).collect()
}

fn try_rows(
    cells: &Cells,
    n_columns: usize,
    (sums, list): (Components, &mut Vec<usize>),
    best: &mut Option<(Components, Vec<usize>)>,
) {
    let row = list.len();
    if row == cells.len() {
        let is_better = match best {
            None => true,
            Some((known, known_list)) => sums > *known || (sums == *known && *list < *known_list),
        };
        if is_better {
            *best = Some((sums, list.clone()));
        }
        return;
    }
    for column in 0..=n_columns {
        let added = if column == n_columns {
            Some([0; 5])
        } else if list.contains(&column) {
            None
        } else {
            cells[row][column]
        };
        let Some(added) = added else { continue };
        let mut next = sums;
        next.iter_mut().zip(added).for_each(|(sum, more)| *sum += more);
        list.push(column);
        try_rows(cells, n_columns, (next, list), best);
        list.pop();
    }
}

/// Spells the five components out from the page: correct and credit, of required before optional, then passages.
fn components(is_correct: bool, credit: u64, is_optional: bool, shares_passage: bool) -> Components {
    let (correct, shares) = (u64::from(is_correct), u64::from(shares_passage));
    if is_optional { [0, correct, 0, credit, shares] } else { [correct, 0, credit, 0, shares] }
}

/// The two passes over one world, tried one by one; pairs of (gold, prediction, pass).
fn expected_pairs(sides: &Sides<'_>, rules: Rules<'_>, hits: &[bool]) -> Vec<(usize, usize, u8)> {
    let mut pairs = Vec::new();
    for (type_index, fact_type) in rules.schema.types.iter().enumerate() {
        let is_of_type = |fact: &karat::fact::Fact| fact.fact_type.index() == Some(type_index);
        let mut rows: Vec<usize> =
            (0..sides.gold.len()).filter(|row| is_of_type(sides.gold[*row].fact)).collect();
        let mut columns: Vec<usize> = (0..sides.predictions.len())
            .filter(|column| is_of_type(sides.predictions[*column].fact) && !hits[*column])
            .collect();
        for pass in [1, 2] {
            let cell = |gold: &GoldSide<'_>, predicted: &PredictedSide<'_>| {
                let credit = credit_pair(gold.fact, predicted.fact, fact_type, Judged::ALL, rules);
                let shares = share_a_passage(gold.passages, predicted.passages);
                let has_key = fills_a_key(gold.fact, fact_type);
                let is_alignable = if has_key { credit.keys_agree() } else { shares };
                let needs_quote = fact_type.evidence == EvidenceRule::Required;
                let is_gated = credit.is_flipped || (needs_quote && !predicted.is_grounded && !gold.is_lost);
                let points = u64::from(credit.shown().thousandths());
                let is_made = match pass {
                    1 => is_alignable && !is_gated && points > 0,
                    _ => (credit.has_agreeing_key && points > 0) || shares,
                };
                is_made.then(|| components(points == 1000, points, gold.is_optional, shares))
            };
            let cells: Cells = rows
                .iter()
                .map(|row| {
                    columns
                        .iter()
                        .map(|column| cell(&sides.gold[*row], &sides.predictions[*column]))
                        .collect()
                })
                .collect();
            let found = brute_force(&cells, columns.len());
            let made = found
                .iter()
                .enumerate()
                .filter_map(|(row, column)| Some((rows[row], columns[(*column)?], pass)));
            let made: Vec<_> = made.collect();
            rows.retain(|row| made.iter().all(|pair| pair.0 != *row));
            columns.retain(|column| made.iter().all(|pair| pair.1 != *column));
            pairs.extend(made);
        }
    }
    pairs.sort_unstable();
    pairs
}

fn check_world(world: &World) {
    let entry = &world.corpus.entries[0];
    let article = entry.article.text();
    let answers = collapse(article, &world.answer);
    let key = Key::new(article, entry.gold.facts.iter(), &entry.gold.distractors, &entry.gold.coverage.types);
    let gold = key.facts.iter().zip(&key.groundings).map(|(fact, grounding)| {
        let is_lost = grounding.n_given > 0 && grounding.n_found == 0;
        GoldSide { fact: &fact.fact, is_optional: fact.is_optional, passages: &grounding.passages, is_lost }
    });
    let predictions = answers.iter().map(|answer| PredictedSide {
        fact: &answer.fact,
        passages: &answer.grounding.passages,
        is_grounded: answer.grounding.is_grounded(),
    });
    let distractors = key.distractors.iter().map(|distractor| karat::align::DistractorSide {
        fact: &distractor.fact,
        judged: Judged {
            attribution: distractor.fact.said_by.is_some(),
            polarity: distractor.states_polarity,
        },
    });
    let sides = Sides {
        gold: gold.collect(),
        distractors: distractors.collect(),
        predictions: predictions.collect(),
        exhaustive: &key.exhaustive,
    };
    let dates = DateContext::default();
    let context = Context { entities: &world.corpus.entities, dates: &dates };
    let rules = Rules { schema: &world.corpus.schema, context };
    let alignment = align(&sides, rules, Objective::CorrectFirst);
    let hits: Vec<bool> = alignment
        .predictions
        .iter()
        .map(|outcome| matches!(outcome, PredictedOutcome::Distractor(_)))
        .collect();
    let found = alignment.gold.iter().enumerate().filter_map(|(gold, outcome)| match outcome {
        GoldOutcome::Paired(predicted, _) => Some((gold, *predicted, 1)),
        GoldOutcome::Incorrect(predicted, _) => Some((gold, *predicted, 2)),
        GoldOutcome::Missing => None,
    });
    assert_eq!(found.collect::<Vec<_>>(), expected_pairs(&sides, rules, &hits));
}

fn any_gain() -> impl Strategy<Value = Gain> {
    let credits = select(vec![0_u16, 0, 250, 500, 999, 1000]);
    (credits, any::<bool>(), any::<bool>()).prop_map(|(credit, is_optional, shares_passage)| Gain {
        is_correct: credit == 1000,
        is_optional,
        credit,
        shares_passage,
    })
}

/// Rows are optional or not as a whole, as gold facts are.
fn gains_of(n_columns: usize, mut gains: Vec<Gain>) -> (Vec<Gain>, usize) {
    let n_rows = gains.len() / n_columns;
    gains.truncate(n_rows * n_columns);
    for row in gains.chunks_exact_mut(n_columns) {
        let is_optional = row[0].is_optional;
        row.iter_mut().for_each(|gain| gain.is_optional = is_optional);
    }
    (gains, n_rows)
}

fn cells_of(gains: &[Gain], n_columns: usize) -> Cells {
    let cell = |gain: &Gain| {
        let credit = u64::from(gain.credit);
        let is_made = credit > 0 || gain.shares_passage;
        is_made.then(|| components(gain.is_correct, credit, gain.is_optional, gain.shares_passage))
    };
    gains.chunks_exact(n_columns).map(|row| row.iter().map(cell).collect()).collect()
}

/// Takes the best pair that is left, again and again.
fn greedy(cells: &Cells) -> Components {
    let mut sums = [0; 5];
    let (mut rows, mut columns) = (Vec::new(), Vec::new());
    loop {
        let all = cells.iter().enumerate().flat_map(|(row, cells)| {
            cells
                .iter()
                .enumerate()
                .filter_map(move |(column, cell)| Some((cell.as_ref().copied()?, row, column)))
        });
        let free = all.filter(|(_, row, column)| !rows.contains(row) && !columns.contains(column));
        let Some((best, row, column)) = free.max_by_key(|(components, ..)| *components) else { return sums };
        sums.iter_mut().zip(best).for_each(|(sum, more)| *sum += more);
        rows.push(row);
        columns.push(column);
    }
}

fn sums_of(cells: &Cells, pairs: &[Option<usize>]) -> Components {
    let mut sums = [0; 5];
    for (row, column) in pairs.iter().enumerate() {
        let Some(column) = column else { continue };
        let added = cells[row][*column].unwrap();
        sums.iter_mut().zip(added).for_each(|(sum, more)| *sum += more);
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn both_passes_equal_brute_force_over_facts(lines in any_lines()) {
        check_world(&World::of_lines(lines.all()));
    }

    #[test]
    fn the_best_pairs_equal_brute_force_in_sum_and_in_order(
        n_columns in 1_usize..7,
        mut gains in vec(any_gain(), 0..36),
    ) {
        gains.truncate(6 * n_columns);
        let (gains, n_rows) = gains_of(n_columns, gains);
        let found = best_pairs(&gains, n_rows, n_columns, Objective::CorrectFirst);
        prop_assert_eq!(found, brute_force(&cells_of(&gains, n_columns), n_columns));
    }

    #[test]
    fn the_best_pairs_are_never_below_greedy(n_columns in 1_usize..15, gains in vec(any_gain(), 0..200)) {
        let (gains, n_rows) = gains_of(n_columns, gains);
        let cells = cells_of(&gains, n_columns);
        let found = best_pairs(&gains, n_rows, n_columns, Objective::CorrectFirst);
        prop_assert!(sums_of(&cells, &found) >= greedy(&cells));
    }
}

#[test]
fn greedy_is_below_the_best_pairs_where_a_great_pair_blocks_two() {
    let gain = |credit| Gain { credit, ..Gain::default() };
    let gains = [gain(900), gain(800), gain(800), gain(0)];
    let cells = cells_of(&gains, 2);
    let found = best_pairs(&gains, 2, 2, Objective::CorrectFirst);
    assert_eq!((greedy(&cells)[2], sums_of(&cells, &found)[2]), (900, 1600));
}

#[test]
fn brute_force_in_another_order_would_pair_otherwise() {
    let exact = Gain { is_correct: true, credit: 1000, ..Gain::default() };
    let gain = |credit| Gain { credit, ..Gain::default() };
    let gains = [exact, gain(800), gain(800), gain(0)];
    assert_eq!(brute_force(&cells_of(&gains, 2), 2), [Some(0), None]);
    assert_eq!(best_pairs(&gains, 2, 2, Objective::Credit), [Some(1), Some(0)]);
}
