//! Counts verdicts and credits: integers that add up, so that any sharding merges to the same bytes.

use std::ops::AddAssign;

use crate::credit::{Credit, round_ratio};
use crate::score::{FactJudgement, Verdict};

/// Counts over any set of facts; a commutative monoid under `+=` with [`Tally::default`] as zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Required gold facts.
    pub expected: u64,
    /// Optional gold facts.
    pub optional: u64,
    /// Correct, partial, incorrect, spurious, near-duplicate and distractor predictions, optional facts found included.
    pub returned: u64,
    /// Pairs without loss, optional ones included.
    pub correct: u64,
    /// Pairs without loss, required ones only.
    pub correct_required: u64,
    /// Pairs with a loss.
    pub partial: u64,
    /// Pairs of the second pass.
    pub incorrect: u64,
    /// Required gold facts without a prediction.
    pub missing: u64,
    /// Optional gold facts without a prediction.
    pub optional_missing: u64,
    /// Predictions that fit a distractor.
    pub distractor: u64,
    /// Predictions that the article does not state.
    pub spurious: u64,
    /// Predictions that repeat a fact already given.
    pub near_duplicate: u64,
    /// Predictions that the labels do not speak of; in no figure.
    pub unjudged: u64,
    /// Predictions equal to another, beyond the first; in no figure.
    pub exact_duplicates: u64,
    /// Recall credits of required facts, summed, in thousandths.
    pub recall_points: u64,
    /// Precision credits, summed, in thousandths.
    pub precision_points: u64,
    /// Predictions with a quotation that stands in the article.
    pub grounded: u64,
    /// Predictions whose type looks at evidence.
    pub groundable: u64,
    /// Pairs whose prediction quotes a sentence that gold quotes.
    pub evidence_agreed: u64,
    /// Pairs where both sides quote a passage of the article.
    pub evidence_judged: u64,
    /// Pairs with the right speaker.
    pub attribution_right: u64,
    /// Pairs where a speaker is named on either side.
    pub attribution_judged: u64,
    /// Pairs with the right polarity.
    pub polarity_right: u64,
    /// Pairs where either side does not assert.
    pub polarity_judged: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.expected += other.expected;
        self.optional += other.optional;
        self.returned += other.returned;
        self.correct += other.correct;
        self.correct_required += other.correct_required;
        self.partial += other.partial;
        self.incorrect += other.incorrect;
        self.missing += other.missing;
        self.optional_missing += other.optional_missing;
        self.distractor += other.distractor;
        self.spurious += other.spurious;
        self.near_duplicate += other.near_duplicate;
        self.unjudged += other.unjudged;
        self.exact_duplicates += other.exact_duplicates;
        self.recall_points += other.recall_points;
        self.precision_points += other.precision_points;
        self.grounded += other.grounded;
        self.groundable += other.groundable;
        self.evidence_agreed += other.evidence_agreed;
        self.evidence_judged += other.evidence_judged;
        self.attribution_right += other.attribution_right;
        self.attribution_judged += other.attribution_judged;
        self.polarity_right += other.polarity_right;
        self.polarity_judged += other.polarity_judged;
    }
}

impl Tally {
    /// Adds one judged fact; `is_optional` is about its gold fact.
    pub fn add(&mut self, fact: &FactJudgement, is_optional: bool) {
        let has_gold = !matches!(
            fact.verdict,
            Verdict::Distractor | Verdict::Spurious | Verdict::NearDuplicate | Verdict::Unjudged
        );
        let is_required = has_gold && !is_optional;
        self.expected += u64::from(is_required);
        self.optional += u64::from(has_gold && is_optional);
        match fact.verdict {
            Verdict::Correct => {
                self.correct += 1;
                self.correct_required += u64::from(is_required);
            }
            Verdict::Partial => self.partial += 1,
            Verdict::Incorrect => self.incorrect += 1,
            Verdict::Missing => self.missing += 1,
            Verdict::OptionalMissing => self.optional_missing += 1,
            Verdict::Distractor => self.distractor += 1,
            Verdict::Spurious => self.spurious += 1,
            Verdict::NearDuplicate => self.near_duplicate += 1,
            Verdict::Unjudged => self.unjudged += 1,
        }
        let points = |credit: Option<Credit>| credit.map_or(0, |credit| u64::from(credit.thousandths()));
        if is_required {
            self.recall_points += points(fact.recall);
        }
        if fact.answer.is_some() && fact.verdict != Verdict::Unjudged {
            self.returned += 1;
            self.precision_points += points(fact.precision);
        }
        let count = |right: Option<bool>, n_right: &mut u64, n_judged: &mut u64| {
            *n_right += u64::from(right == Some(true));
            *n_judged += u64::from(right.is_some());
        };
        count(fact.is_grounded, &mut self.grounded, &mut self.groundable);
        count(fact.evidence_agrees, &mut self.evidence_agreed, &mut self.evidence_judged);
        count(fact.attribution_is_right(), &mut self.attribution_right, &mut self.attribution_judged);
        count(fact.polarity_is_right(), &mut self.polarity_right, &mut self.polarity_judged);
    }

    /// Says whether nothing was expected and nothing was returned: such an article is in no mean.
    #[must_use]
    pub const fn is_rightly_empty(&self) -> bool {
        self.expected == 0 && self.returned == 0
    }

    /// Returns the strict figures: only correct facts count.
    #[must_use]
    pub fn strict(&self) -> Figures {
        let recall = (self.correct_required * 1000, self.expected);
        Figures::from_points(recall, (self.correct * 1000, self.returned)).beside(self.optional_found())
    }

    /// Returns the graded figures: credits count.
    #[must_use]
    pub fn graded(&self) -> Figures {
        let recall = (self.recall_points, self.expected);
        Figures::from_points(recall, (self.precision_points, self.returned)).beside(self.optional_found())
    }

    const fn optional_found(&self) -> u64 {
        self.optional - self.optional_missing
    }
}

/// Precision, recall and F1 in thousandths; absent where the denominator is 0.
///
/// `F1 = 2PR / (P + R)` (van Rijsbergen 1979, chapter 7, with β = 1), computed from the exact ratios and rounded once;
/// 0 if both are 0 or just one side is empty, absent if both are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Of what was returned, how much is right.
    pub precision: Option<u16>,
    /// Of what was expected, how much was returned.
    pub recall: Option<u16>,
    /// The harmonic mean of both.
    pub f1: Option<u16>,
}

impl Figures {
    /// Returns the figures of credit sums in thousandths over numbers of facts.
    #[must_use]
    pub fn from_points(recall: (u64, u64), precision: (u64, u64)) -> Self {
        let ratio = |(points, n_facts): (u64, u64)| round_ratio(points, n_facts * 1000);
        Self { precision: ratio(precision), recall: ratio(recall), f1: harmonic_mean(recall, precision) }
    }

    /// Takes F1 away where nothing was required and something optional was found.
    ///
    /// There is a precision then and no recall to combine it with; "one side is empty" would call a right answer
    /// worthless.
    const fn beside(self, n_optional_found: u64) -> Self {
        let f1 = if self.recall.is_none() && n_optional_found > 0 { None } else { self.f1 };
        Self { f1, ..self }
    }
}

fn harmonic_mean((r, n): (u64, u64), (p, m): (u64, u64)) -> Option<u16> {
    match (n, m) {
        (0, 0) => None,
        (0, _) | (_, 0) => Some(0),
        _ if r == 0 || p == 0 => Some(0),
        _ => {
            // 2·(r/n)(p/m) / (r/n + p/m) = 2rp / (rm + pn), in thousandths of thousandths.
            let (r, n, p, m) = (u128::from(r), u128::from(n), u128::from(p), u128::from(m));
            let (numerator, denominator) = (2 * r * p, (r * m + p * n) * 1000);
            let shift = (128 - denominator.leading_zeros()).saturating_sub(63);
            let narrow = |value: u128| u64::try_from(value >> shift).expect("shifted into 63 bits");
            round_ratio(narrow(numerator), narrow(denominator).max(1))
        }
    }
}

/// The mean of per-article figures, each over the articles where it is present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Macro {
    precision: (u64, u64),
    recall: (u64, u64),
    f1: (u64, u64),
}

impl Macro {
    /// Adds the figures of one article.
    pub fn add(&mut self, figures: Figures) {
        let add = |sum: &mut (u64, u64), figure: Option<u16>| {
            if let Some(thousandths) = figure {
                sum.0 += u64::from(thousandths);
                sum.1 += 1;
            }
        };
        add(&mut self.precision, figures.precision);
        add(&mut self.recall, figures.recall);
        add(&mut self.f1, figures.f1);
    }

    /// Returns the means.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let mean = |(sum, n_articles): (u64, u64)| round_ratio(sum, n_articles * 1000);
        Figures { precision: mean(self.precision), recall: mean(self.recall), f1: mean(self.f1) }
    }
}

/// Counts of one slot over all facts: every fill of either side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlotTally {
    /// Fills that gold requires, missing facts included.
    pub expected: u64,
    /// Optional fills of gold that were filled.
    pub optional_found: u64,
    /// Fills of predictions that are judged, spurious facts included.
    pub returned: u64,
    /// Scores on the side of gold, summed, in thousandths.
    pub recall_points: u64,
    /// Scores on the side of the prediction, summed, in thousandths.
    pub precision_points: u64,
}

impl AddAssign for SlotTally {
    fn add_assign(&mut self, other: Self) {
        self.expected += other.expected;
        self.optional_found += other.optional_found;
        self.returned += other.returned;
        self.recall_points += other.recall_points;
        self.precision_points += other.precision_points;
    }
}

impl SlotTally {
    /// Returns micro precision, recall and F1 over all fills.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let recall = (self.recall_points, self.expected);
        Figures::from_points(recall, (self.precision_points, self.returned)).beside(self.optional_found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(recall: (u64, u64), precision: (u64, u64), expected: (Option<u16>, Option<u16>, Option<u16>)) {
        let figures = Figures::from_points(recall, precision);
        assert_eq!((figures.precision, figures.recall, figures.f1), expected);
    }

    #[test]
    fn nothing_returned_has_no_precision_and_no_f1_but_zero() {
        check((0, 4), (0, 0), (None, Some(0), Some(0)));
    }

    #[test]
    fn nothing_expected_and_nothing_returned_has_no_figure() {
        check((0, 0), (0, 0), (None, None, None));
    }

    #[test]
    fn nothing_expected_and_something_returned_is_zero() {
        check((0, 0), (0, 3), (Some(0), None, Some(0)));
    }

    #[test]
    fn f1_is_rounded_once_from_the_exact_ratios() {
        check((2000, 3), (2000, 4), (Some(500), Some(667), Some(571)));
    }

    #[test]
    fn huge_sums_do_not_overflow() {
        let n = 1 << 40;
        check((1000 * n, n), (500 * n, n), (Some(500), Some(1000), Some(667)));
    }
}
