//! Rules F: facts that repeat each other, and distractors that forbid what a fact states.

use crate::align::pair::{Judged, PairCredit, Rules, credit_pair};
use crate::compare::date::{DateContext, IntervalMode};
use crate::compare::slot::Context;
use crate::gold::Distractor;
use crate::lint::{Bench, Findings, Label, absent, opposed, twins};

/// Applies the rules about whole facts; F1 and F4 speak when the gold file is read.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let basis = bench.basis;
    let timezone = bench.entry.gold.article.timezone;
    let dates = DateContext { timezone, intervals: IntervalMode::default() };
    let rules = Rules { schema: basis.schema, context: Context { entities: basis.entities, dates: &dates } };
    twins::check(bench, rules, findings);
    for (distractor, label) in bench.entry.gold.distractors.iter().zip(&bench.distractors) {
        contradictions(bench, (distractor, label), rules, findings);
    }
    absent::check(bench, findings);
    opposed::check(bench, rules, findings);
    all_optional(bench, findings);
}

/// F6: an answer can miss something.
fn all_optional(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let Some(first) = bench.facts.first() else { return };
    if bench.facts.iter().all(|label| label.is_optional) {
        findings.warn("F6", &first.places.id, "all facts are optional: this article cannot be failed");
        findings.help("take optional: true off the facts that an answer must have");
    }
}

/// F3: no label states what a distractor forbids.
fn contradictions(
    bench: &Bench<'_>,
    (distractor, label): (&Distractor, &Label<'_>),
    rules: Rules<'_>,
    findings: &mut Findings<'_>,
) {
    for fact in &bench.facts {
        if fact.fact.fact_type != distractor.fact.fact_type {
            continue;
        }
        if !credit(distractor, fact, rules).is_some_and(|credit| credit.is_whole() && !credit.is_flipped) {
            continue;
        }
        let (id, fact_id) = (&distractor.id, fact.id);
        if distractor.fact.polarity == fact.fact.polarity || distractor.states_polarity {
            let message =
                format!("distractor \"{id}\" matches fact \"{fact_id}\" with 1.00: one of them is wrong");
            findings.error("F3", &label.places.id, message);
            findings.help(format!("remove one, or fill the slot that tells \"{id}\" from \"{fact_id}\""));
        } else {
            let (word, other) = (distractor.fact.polarity.word(), fact.fact.polarity.word());
            let message = format!(
                "distractor \"{id}\" states no polarity, so an incomplete answer to \"{fact_id}\", which is {other}, \
                 counts as falling for it"
            );
            findings.warn("F3", &label.places.id, message);
            findings.help(format!("write polarity: {word} in the distractor"));
        }
    }
}

/// Returns the credit that a gold fact would earn as an answer that hits the distractor.
fn credit(distractor: &Distractor, fact: &Label<'_>, rules: Rules<'_>) -> Option<PairCredit> {
    let fact_type = rules.schema.types.get(fact.fact.fact_type.index()?)?;
    let judged =
        Judged { attribution: distractor.fact.said_by.is_some(), polarity: distractor.states_polarity };
    Some(credit_pair(&distractor.fact, fact.fact, fact_type, judged, rules))
}
