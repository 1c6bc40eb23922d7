//! Judges the answer for one article: a verdict for every fact on either side, and a reason for every point lost.

use crate::align::objective::Objective;
use crate::align::pair::{Judged, Part, PartJudgement, Rules};
use crate::align::{DistractorSide, GoldSide, PredictedSide, Sides, align};
use crate::credit::Credit;
use crate::fact::{CanonicalFact, Fact, Prediction};
use crate::gold::{Distractor, GoldFact};
use crate::score::ground::{Grounding, ground};
use crate::score::losses::{Loss, Preset};
use crate::score::verdicts::Judge;
use crate::text::prepared::ArticleText;

pub mod ground;
pub mod losses;
mod verdicts;
pub mod view;

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Paired, and nothing lost on either side.
    Correct,
    /// Paired, and something lost.
    Partial,
    /// Paired in the second pass, worth nothing.
    Incorrect,
    /// No prediction for a required gold fact.
    Missing,
    /// No prediction for an optional gold fact: free.
    OptionalMissing,
    /// A prediction that fits a distractor.
    Distractor,
    /// A prediction that the article does not state.
    Spurious,
    /// A prediction that repeats a fact already given.
    NearDuplicate,
    /// A prediction that the labels do not speak of: free.
    Unjudged,
}

impl Verdict {
    /// All verdicts, in the order of the documentation.
    pub const ALL: [Self; 9] = [
        Self::Correct,
        Self::Partial,
        Self::Incorrect,
        Self::Missing,
        Self::OptionalMissing,
        Self::Distractor,
        Self::Spurious,
        Self::NearDuplicate,
        Self::Unjudged,
    ];

    /// Returns the word users see.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Partial => "partial",
            Self::Incorrect => "incorrect",
            Self::Missing => "missing",
            Self::OptionalMissing => "optional-missing",
            Self::Distractor => "distractor",
            Self::Spurious => "spurious",
            Self::NearDuplicate => "near-duplicate",
            Self::Unjudged => "unjudged",
        }
    }
}

/// How facts are judged, beside the rules of pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// How pairs are priced.
    pub preset: Preset,
    /// What the alignment makes great.
    pub objective: Objective,
}

/// The labels of one article with their places in it; made once for an article, used for every extractor.
#[derive(Clone, Debug)]
pub struct Key<'a> {
    /// The gold facts that are scored, sorted by id.
    pub facts: Vec<&'a GoldFact>,
    /// One grounding for each fact.
    pub groundings: Vec<Grounding>,
    /// The distractors, sorted by id.
    pub distractors: Vec<&'a Distractor>,
    /// One flag for each type: its labels are complete in this article.
    pub exhaustive: Vec<bool>,
}

impl<'a> Key<'a> {
    /// Finds the passages of the labels in an article and sorts the labels by id.
    #[must_use]
    pub fn new(
        article: &ArticleText,
        facts: impl Iterator<Item = &'a GoldFact>,
        distractors: &'a [Distractor],
        exhaustive: &[bool],
    ) -> Self {
        let mut facts: Vec<&GoldFact> = facts.collect();
        facts.sort_by(|a, b| a.id.cmp(&b.id));
        let mut distractors: Vec<&Distractor> = distractors.iter().collect();
        distractors.sort_by(|a, b| a.id.cmp(&b.id));
        let groundings = facts.iter().map(|fact| ground(article, &fact.fact.evidence)).collect();
        Self { facts, groundings, distractors, exhaustive: exhaustive.to_vec() }
    }
}

/// A prediction after equal ones were made one.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The fact, with the evidence of all that were equal.
    pub fact: Fact,
    /// What equal predictions share; what predictions are sorted by.
    pub canonical: CanonicalFact,
    /// The highest confidence given.
    pub confidence: Option<u16>,
    /// What was forgiven or could not be read.
    pub remarks: Vec<String>,
    /// Where the evidence stands.
    pub grounding: Grounding,
    /// How many predictions became this one, beyond the first.
    pub n_exact_duplicates: usize,
}

/// Makes equal predictions one and sorts them by canonical form: the first step of scoring.
#[must_use]
pub fn collapse(article: &ArticleText, predictions: &[Prediction]) -> Vec<Answer> {
    let mut answers: Vec<Answer> = predictions
        .iter()
        .map(|prediction| Answer {
            fact: prediction.fact.clone(),
            canonical: prediction.fact.canonical(),
            confidence: prediction.confidence,
            remarks: prediction.remarks.clone(),
            grounding: Grounding::default(),
            n_exact_duplicates: 0,
        })
        .collect();
    for answer in &mut answers {
        answer.fact.unknown_slots.sort();
    }
    // Equal forms may be written differently: the smallest writing stands for all, not the first in the file.
    let writing = |answer: &Answer| (answer.fact.slots.clone(), answer.fact.said_by.clone());
    answers.sort_by(|a, b| a.canonical.cmp(&b.canonical).then_with(|| writing(a).cmp(&writing(b))));
    answers.dedup_by(|later, kept| {
        let is_equal = later.canonical == kept.canonical;
        if is_equal {
            kept.fact.evidence.append(&mut later.fact.evidence);
            kept.confidence = kept.confidence.max(later.confidence);
            kept.remarks.append(&mut later.remarks);
            kept.n_exact_duplicates += 1;
        }
        is_equal
    });
    for answer in &mut answers {
        answer.fact.evidence.sort();
        answer.fact.evidence.dedup();
        answer.remarks.sort();
        answer.remarks.dedup();
        answer.grounding = ground(article, &answer.fact.evidence);
    }
    answers
}

/// The judgement of one fact: of gold, of the answer, or of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactJudgement {
    /// What became of it.
    pub verdict: Verdict,
    /// The index in [`Key::facts`].
    pub gold: Option<usize>,
    /// The index among the answers.
    pub answer: Option<usize>,
    /// The index in [`Key::distractors`].
    pub distractor: Option<usize>,
    /// The credit on the side of gold; `None` where there is no gold fact.
    pub recall: Option<Credit>,
    /// The credit on the side of the prediction; `None` where nothing was returned or it is not judged.
    pub precision: Option<Credit>,
    /// Every part that was judged.
    pub parts: Vec<PartJudgement>,
    /// What was lost; adds up to what both credits lack.
    pub losses: Vec<Loss>,
    /// A quotation of the prediction stands in the article; `None` where nothing was returned.
    pub is_grounded: Option<bool>,
    /// The prediction quotes a sentence that gold quotes; `None` where either quotes nothing that stands there.
    pub evidence_agrees: Option<bool>,
}

/// The judgement of one article: gold facts sorted by id, then what else was returned, sorted by canonical form.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// One for each gold fact, then one for each prediction that is in no pair.
    pub facts: Vec<FactJudgement>,
    /// The predictions, equal ones made one, sorted by canonical form.
    pub answers: Vec<Answer>,
}

/// Judges one answer against the labels of its article.
#[must_use]
pub fn judge(
    article: &ArticleText,
    key: &Key<'_>,
    answers: Vec<Answer>,
    rules: Rules<'_>,
    settings: Settings,
) -> Judgement {
    let facts = judge_facts(article, key, &answers, rules, settings);
    Judgement { facts, answers }
}

/// Judges as [`judge`] does, and leaves the answers where they are.
#[must_use]
pub fn judge_facts(
    article: &ArticleText,
    key: &Key<'_>,
    answers: &[Answer],
    rules: Rules<'_>,
    settings: Settings,
) -> Vec<FactJudgement> {
    let sides = sides(key, answers);
    let alignment = align(&sides, rules, settings.objective);
    Judge { article, sides: &sides, rules, settings }.all(&alignment)
}

fn sides<'a>(key: &'a Key<'_>, answers: &'a [Answer]) -> Sides<'a> {
    let gold = key
        .facts
        .iter()
        .zip(&key.groundings)
        .map(|(fact, grounding)| GoldSide {
            fact: &fact.fact,
            is_optional: fact.is_optional,
            passages: &grounding.passages,
            is_lost: grounding.n_given > 0 && grounding.n_found == 0,
        })
        .collect();
    let distractors = key
        .distractors
        .iter()
        .map(|distractor| DistractorSide {
            fact: &distractor.fact,
            judged: Judged {
                attribution: distractor.fact.said_by.is_some(),
                polarity: distractor.states_polarity,
            },
        })
        .collect();
    let predictions = answers
        .iter()
        .map(|answer| PredictedSide {
            fact: &answer.fact,
            passages: &answer.grounding.passages,
            is_grounded: answer.grounding.is_grounded(),
        })
        .collect();
    Sides { gold, distractors, predictions, exhaustive: &key.exhaustive }
}

impl FactJudgement {
    /// Returns whether the speaker was right; `None` where nobody is named on either side.
    #[must_use]
    pub fn attribution_is_right(&self) -> Option<bool> {
        self.part_is_right(Part::SaidBy)
    }

    /// Returns whether the polarity was right; `None` where both sides assert.
    #[must_use]
    pub fn polarity_is_right(&self) -> Option<bool> {
        self.part_is_right(Part::Polarity)
    }

    fn part_is_right(&self, part: Part) -> Option<bool> {
        let judged = self.parts.iter().find(|judged| judged.part == part)?;
        let is_one = |comparison: Option<crate::compare::Comparison>| {
            comparison.is_none_or(|comparison| comparison.score.is_one())
        };
        Some(is_one(judged.judgement.recall) && is_one(judged.judgement.precision))
    }
}
