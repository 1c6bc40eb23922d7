//! Adds up what the articles of one extractor came to, overall and by every slice.

use std::collections::BTreeMap;

use crate::evaluate::rows::{FactRow, is_extra};
use crate::fact::Prediction;
use crate::score::losses::Side;
use crate::score::{Judgement, Key};
use crate::tally::{Figures, Macro, SlotTally, Tally};

/// Micro and macro figures of one scope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The counts.
    pub tally: Tally,
    /// Means over articles, strict.
    pub macro_strict: Macro,
    /// Means over articles, graded.
    pub macro_graded: Macro,
    /// Articles where nothing was expected and nothing returned: in no mean.
    pub n_rightly_empty: u64,
}

impl Scope {
    /// Adds one article.
    pub fn add(&mut self, tally: Tally) {
        self.tally += tally;
        self.macro_strict.add(tally.strict());
        self.macro_graded.add(tally.graded());
        self.n_rightly_empty += u64::from(tally.is_rightly_empty());
    }

    /// Returns the strict means over articles.
    #[must_use]
    pub fn strict_macro(&self) -> Figures {
        self.macro_strict.figures()
    }

    /// Returns the graded means over articles.
    #[must_use]
    pub fn graded_macro(&self) -> Figures {
        self.macro_graded.figures()
    }
}

/// What is lost for one reason, over all facts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LossTotal {
    /// In thousandths of a fact.
    pub points: u64,
    /// How many facts lost by it.
    pub n_facts: u64,
}

/// Where a loss belongs: side, type, slot (empty for the whole fact), reason.
pub type LossKey = (Side, String, String, String);

/// Quotations of gold, and how many of them stand in the articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// Quotations of facts that are scored.
    pub expected: u64,
    /// Those that were found.
    pub found: u64,
}

/// Sums over articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All facts.
    pub overall: Scope,
    /// Facts of types whose labels are complete in their article.
    pub exhaustive: Scope,
    /// All facts, failed articles left out.
    pub answered: Scope,
    /// By type, as gold or the prediction names it.
    pub types: BTreeMap<String, Scope>,
    /// By type and slot.
    pub slots: BTreeMap<(String, String), SlotTally>,
    /// By cluster.
    pub clusters: BTreeMap<String, Scope>,
    /// By need: gold facts only.
    pub needs: BTreeMap<String, Tally>,
    /// By tag: gold facts only.
    pub tags: BTreeMap<String, Tally>,
    /// By view: the values of the view.
    pub views: BTreeMap<String, Scope>,
    /// By reason.
    pub losses: BTreeMap<LossKey, LossTotal>,
    /// Quotations of gold.
    pub anchors: Anchors,
    /// What was forgiven in the answers or could not be read, with the number of facts.
    pub remarks: BTreeMap<String, u64>,
}

/// The sums of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleTotals {
    /// All facts.
    pub overall: Tally,
    /// Facts of types whose labels are complete.
    pub exhaustive: Tally,
    /// By type.
    pub types: BTreeMap<String, Tally>,
    /// By type and slot.
    pub slots: BTreeMap<(String, String), SlotTally>,
    /// By need.
    pub needs: BTreeMap<String, Tally>,
    /// By tag.
    pub tags: BTreeMap<String, Tally>,
    /// By view.
    pub views: BTreeMap<String, Tally>,
    /// By reason.
    pub losses: BTreeMap<LossKey, LossTotal>,
    /// Quotations of gold.
    pub anchors: Anchors,
    /// What was forgiven in the answers or could not be read, with the number of facts.
    pub remarks: BTreeMap<String, u64>,
}

impl ArticleTotals {
    /// Sums the judged facts of one article.
    #[must_use]
    pub fn of_facts(judgement: &Judgement, rows: &[FactRow], key: &Key<'_>) -> Self {
        let mut totals = Self::default();
        for (fact, row) in judgement.facts.iter().zip(rows) {
            let mut tally = Tally::default();
            tally.add(fact, row.is_optional);
            if let Some(answer) = fact.answer {
                tally.exact_duplicates = judgement.answers[answer].n_exact_duplicates as u64;
            }
            totals.overall += tally;
            if is_exhaustive(judgement, key, fact.gold, fact.answer) {
                totals.exhaustive += tally;
            }
            *totals.types.entry(row.listed_type().to_owned()).or_default() += tally;
            if let Some(gold) = fact.gold.filter(|_| !is_extra(fact.verdict)).map(|index| key.facts[index]) {
                for need in &gold.needs {
                    *totals.needs.entry(need.clone()).or_default() += tally;
                }
                for tag in &gold.tags {
                    *totals.tags.entry(tag.clone()).or_default() += tally;
                }
            }
            totals.add_losses(std::iter::once(row));
            for remark in &row.remarks {
                *totals.remarks.entry(remark.clone()).or_default() += 1;
            }
        }
        for grounding in &key.groundings {
            totals.anchors.expected += grounding.n_given as u64;
            totals.anchors.found += grounding.n_found as u64;
        }
        totals
    }

    /// Adds what was forgiven in predictions that were judged as values, or could not be read.
    pub(crate) fn add_remarks(&mut self, predictions: &[&Prediction]) {
        for remark in predictions.iter().flat_map(|prediction| &prediction.remarks) {
            *self.remarks.entry(remark.clone()).or_default() += 1;
        }
    }

    /// Adds what rows lost, by reason.
    pub(crate) fn add_losses<'r>(&mut self, rows: impl Iterator<Item = &'r FactRow>) {
        for (row, loss) in rows.flat_map(|row| row.losses.iter().map(move |loss| (row, loss))) {
            if row.is_optional && loss.side == Side::Recall {
                continue;
            }
            let slot = loss.slot.clone().unwrap_or_default();
            let key = (loss.side, row.listed_type().to_owned(), slot, loss.reason.clone());
            let total = self.losses.entry(key).or_default();
            total.points += u64::from(loss.points);
            total.n_facts += 1;
        }
    }
}

/// Says whether a fact counts among the types whose labels are complete.
///
/// What has no type of the schema counts where the labels of all types are.
fn is_exhaustive(judgement: &Judgement, key: &Key<'_>, gold: Option<usize>, answer: Option<usize>) -> bool {
    let of_gold = gold.and_then(|index| key.facts[index].fact.fact_type.index());
    let of_answer = answer.and_then(|index| judgement.answers[index].fact.fact_type.index());
    match of_answer.or(of_gold) {
        Some(index) => key.exhaustive.get(index).copied().unwrap_or(false),
        None => key.exhaustive.iter().all(|is_exhaustive| *is_exhaustive),
    }
}

impl Totals {
    /// Adds one article of a cluster; a failed one counts as an empty answer everywhere but among the answered.
    pub fn add(&mut self, article: &ArticleTotals, cluster: &str, is_answered: bool) {
        self.overall.add(article.overall);
        self.exhaustive.add(article.exhaustive);
        if is_answered {
            self.answered.add(article.overall);
        }
        self.clusters.entry(cluster.to_owned()).or_default().add(article.overall);
        for (name, tally) in &article.types {
            self.types.entry(name.clone()).or_default().add(*tally);
        }
        for (name, tally) in &article.views {
            self.views.entry(name.clone()).or_default().add(*tally);
        }
        for (key, tally) in &article.slots {
            *self.slots.entry(key.clone()).or_default() += *tally;
        }
        for (name, tally) in &article.needs {
            *self.needs.entry(name.clone()).or_default() += *tally;
        }
        for (name, tally) in &article.tags {
            *self.tags.entry(name.clone()).or_default() += *tally;
        }
        for (key, loss) in &article.losses {
            let total = self.losses.entry(key.clone()).or_default();
            total.points += loss.points;
            total.n_facts += loss.n_facts;
        }
        for (remark, n_facts) in &article.remarks {
            *self.remarks.entry(remark.clone()).or_default() += n_facts;
        }
        self.anchors.expected += article.anchors.expected;
        self.anchors.found += article.anchors.found;
    }

    /// Returns the remarks, the most frequent first; ties in the order of their words.
    #[must_use]
    pub fn ranked_remarks(&self) -> Vec<(&str, u64)> {
        let mut ranked: Vec<(&str, u64)> =
            self.remarks.iter().map(|(remark, n_facts)| (remark.as_str(), *n_facts)).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        ranked
    }

    /// Returns the losses of a side, the heaviest first; ties in the order of their names.
    #[must_use]
    pub fn ranked_losses(&self, side: Side) -> Vec<(&LossKey, LossTotal)> {
        let of_side = self.losses.iter().filter(|(key, _)| key.0 == side);
        let mut ranked: Vec<(&LossKey, LossTotal)> = of_side.map(|(key, total)| (key, *total)).collect();
        ranked.sort_by(|a, b| b.1.points.cmp(&a.1.points).then(a.0.cmp(b.0)));
        ranked
    }
}
