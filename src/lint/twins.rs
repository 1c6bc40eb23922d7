//! Rule F2: two labels that an extractor would answer with one fact.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

use crate::align::pair::{Judged, Rules, credit_pair};
use crate::credit::Credit;
use crate::fact::{CanonicalFact, Fact};
use crate::lint::{Bench, Findings, Label};
use crate::problem::Level;
use crate::schema::FactType;
use crate::value::{Choice, Slot, Value};

/// Facts that score this against each other are told apart by almost nothing, in thousandths.
const TWIN_SCORE_MIN: u16 = 950;
/// More facts than this of one type are compared only where they differ in a single part.
const ALL_PAIRS_FACTS_MAX: usize = 400;
/// Of more facts than this that differ in the same part, only neighbours are compared.
const BUCKET_FACTS_MAX: usize = 24;

/// Compares the facts of each type with each other.
pub(super) fn check(bench: &Bench<'_>, rules: Rules<'_>, findings: &mut Findings<'_>) {
    let mut by_type: BTreeMap<usize, Vec<&Label<'_>>> = BTreeMap::new();
    for label in &bench.facts {
        if let Some(index) = label.fact.fact_type.index() {
            by_type.entry(index).or_default().push(label);
        }
    }
    for (index, labels) in by_type {
        let Some(fact_type) = rules.schema.types.get(index) else { continue };
        let labels = report_equal(&labels, findings);
        let twins = Twins { fact_type, rules, labels: &labels };
        for (a, b) in twins.candidates() {
            twins.report(a, b, findings);
        }
    }
}

/// Reports facts whose gold answer is the same, each against the first of them; returns the first ones.
fn report_equal<'l, 'a>(labels: &[&'l Label<'a>], findings: &mut Findings<'_>) -> Vec<&'l Label<'a>> {
    let mut firsts: BTreeMap<CanonicalFact, &Label<'_>> = BTreeMap::new();
    let mut distinct = Vec::with_capacity(labels.len());
    for label in labels {
        match firsts.entry(answer(label.fact)) {
            Place::Vacant(place) => {
                place.insert(label);
                distinct.push(*label);
            }
            Place::Occupied(first) => {
                let message =
                    format!("facts \"{}\" and \"{}\" have the same answer", first.get().id, label.id);
                let reason = "an extractor that returns it loses the other";
                findings.add(Level::Error, "F2", &label.places.id, format!("{message}: {reason}"));
                findings.help("merge them: one fact with the quotes of both");
            }
        }
    }
    distinct
}

/// Returns what a perfect extractor answers for a gold fact, in canonical form.
fn answer(fact: &Fact) -> CanonicalFact {
    let mut answer = fact.clone();
    for slot in &mut answer.slots {
        *slot = slot.take().as_ref().and_then(best_slot);
    }
    answer.said_by = fact.said_by.as_ref().and_then(|choice| choice.best().cloned().map(Choice::plain));
    answer.canonical()
}

fn best_slot(slot: &Slot) -> Option<Slot> {
    let Slot::Stated(choice) = slot else { return None };
    Some(Slot::plain(match choice.best()? {
        Value::Set(elements) => Value::Set(elements.iter().filter_map(best_slot).collect()),
        value @ (Value::Date(_)
        | Value::Duration(_)
        | Value::Count(_)
        | Value::Entity(_)
        | Value::Enum(_)
        | Value::Text(_)) => value.clone(),
    }))
}

/// The facts of one type, no two with the same answer.
struct Twins<'t, 'l, 'a> {
    fact_type: &'t FactType,
    rules: Rules<'t>,
    labels: &'t [&'l Label<'a>],
}

impl Twins<'_, '_, '_> {
    /// Returns the pairs worth comparing: all of them, or in a long list those that differ in one part.
    fn candidates(&self) -> Vec<(usize, usize)> {
        let n_facts = self.labels.len();
        if n_facts <= ALL_PAIRS_FACTS_MAX {
            return (0..n_facts).flat_map(|a| (a + 1..n_facts).map(move |b| (a, b))).collect();
        }
        let mut buckets: BTreeMap<(usize, CanonicalFact), Vec<usize>> = BTreeMap::new();
        for (index, label) in self.labels.iter().enumerate() {
            let answer = answer(label.fact);
            for part in 0..=answer.slots.len() {
                let mut rest = answer.clone();
                match rest.slots.get_mut(part) {
                    Some(slot) => *slot = None,
                    None => rest.said_by = None,
                }
                buckets.entry((part, rest)).or_default().push(index);
            }
        }
        let mut pairs: Vec<(usize, usize)> =
            buckets.into_values().flat_map(|bucket| neighbours(&bucket)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    fn report(&self, a: usize, b: usize, findings: &mut Findings<'_>) {
        let (Some(first), Some(second)) = (self.labels.get(a), self.labels.get(b)) else { return };
        if first.is_optional || second.is_optional {
            // Whoever returns it once loses nothing by the other.
            return;
        }
        let score = self.score(first.fact, second.fact);
        if score.thousandths() < TWIN_SCORE_MIN {
            return;
        }
        let message = format!(
            "facts \"{}\" and \"{}\" score {} against each other: an extractor that returns it once loses one",
            first.id,
            second.id,
            hundredths(score)
        );
        findings.warn("F2", &second.places.id, message);
        findings
            .help(format!("merge them, or fill the slot that tells \"{}\" from \"{}\"", second.id, first.id));
    }

    /// Returns the lower of both directions; 0 where one is denied and the other is not.
    fn score(&self, a: &Fact, b: &Fact) -> Credit {
        let one_way = |gold: &Fact, predicted: &Fact| {
            let credit = credit_pair(gold, predicted, self.fact_type, Judged::ALL, self.rules);
            if credit.is_flipped { Credit::ZERO } else { credit.shown() }
        };
        let forth = one_way(a, b);
        if forth.thousandths() < TWIN_SCORE_MIN {
            return forth;
        }
        forth.min(one_way(b, a))
    }
}

fn neighbours(bucket: &[usize]) -> Vec<(usize, usize)> {
    let reach = if bucket.len() <= BUCKET_FACTS_MAX { bucket.len() } else { 2 };
    let pairs = bucket
        .iter()
        .enumerate()
        .flat_map(|(index, a)| bucket.iter().skip(index + 1).take(reach).map(move |b| (*a, *b)));
    pairs.collect()
}

/// Writes a score with two decimals, rounded down: what is not whole never shows as 1.00.
pub(super) fn hundredths(score: Credit) -> String {
    let thousandths = score.thousandths();
    format!("{}.{:02}", thousandths / 1000, thousandths % 1000 / 10)
}
