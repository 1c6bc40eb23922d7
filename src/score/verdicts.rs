//! Turns the outcome of an alignment into judgements: credits, verdicts and losses, fact by fact.

use std::ops::Range;

use crate::align::pair::{Judged, PartJudgement, Rules, for_each_part};
use crate::align::{Alignment, Cause, GoldOutcome, PredictedOutcome, Sides, share_a_passage};
use crate::compare::fact_reason::FactReason;
use crate::credit::Credit;
use crate::fact::TypeRef;
use crate::schema::EvidenceRule;
use crate::score::losses::{Loss, Side, credit_of, share_losses};
use crate::score::{FactJudgement, Settings, Verdict};
use crate::text::prepared::ArticleText;

/// Everything one judgement looks at.
pub(crate) struct Judge<'a> {
    pub(crate) article: &'a ArticleText,
    pub(crate) sides: &'a Sides<'a>,
    pub(crate) rules: Rules<'a>,
    pub(crate) settings: Settings,
}

impl Judge<'_> {
    /// Returns one judgement for each gold fact, then one for each prediction that is in no pair.
    pub(crate) fn all(&self, alignment: &Alignment) -> Vec<FactJudgement> {
        let mut facts: Vec<FactJudgement> = alignment
            .gold
            .iter()
            .enumerate()
            .map(|(gold, outcome)| match outcome {
                GoldOutcome::Paired(answer, _) => self.pair(gold, *answer),
                GoldOutcome::Incorrect(answer, cause) => self.incorrect(gold, *answer, *cause),
                GoldOutcome::Missing => self.missing(gold),
            })
            .collect();
        for (answer, outcome) in alignment.predictions.iter().enumerate() {
            match outcome {
                PredictedOutcome::Paired(_) | PredictedOutcome::Incorrect(_) => {}
                PredictedOutcome::Distractor(index) => facts.push(FactJudgement {
                    distractor: Some(*index),
                    ..self.extra(answer, Verdict::Distractor, FactReason::Distractor)
                }),
                PredictedOutcome::NearDuplicate(gold) => facts.push(FactJudgement {
                    gold: Some(*gold),
                    ..self.extra(answer, Verdict::NearDuplicate, FactReason::NearDuplicate)
                }),
                PredictedOutcome::Spurious => {
                    let reason = match self.sides.predictions[answer].fact.fact_type {
                        TypeRef::Known(_) | TypeRef::View(_) => FactReason::Spurious,
                        TypeRef::Unknown(_) => FactReason::UnknownType,
                        TypeRef::Unreadable(_) => FactReason::UnreadableFact,
                    };
                    facts.push(self.extra(answer, Verdict::Spurious, reason));
                }
                PredictedOutcome::Unjudged => facts.push(FactJudgement {
                    precision: None,
                    losses: Vec::new(),
                    ..self.extra(answer, Verdict::Unjudged, FactReason::Spurious)
                }),
            }
        }
        facts
    }

    fn parts(&self, gold: usize, answer: usize) -> Vec<PartJudgement> {
        let (gold, predicted) = (self.sides.gold[gold].fact, self.sides.predictions[answer].fact);
        let mut parts = Vec::with_capacity(gold.slots.len() + 2);
        if let Some(index) = gold.fact_type.index() {
            let fact_type = &self.rules.schema.types[index];
            for_each_part((gold, predicted), fact_type, Judged::ALL, self.rules, |part| parts.push(part));
        }
        parts
    }

    fn pair(&self, gold: usize, answer: usize) -> FactJudgement {
        let parts = self.parts(gold, answer);
        let preset = self.settings.preset;
        let recall = credit_of(&parts, Side::Recall, preset);
        let precision = credit_of(&parts, Side::Precision, preset);
        let is_correct = recall.is_one() && precision.is_one();
        let mut losses = share_losses(&parts, Side::Recall, preset);
        losses.extend(share_losses(&parts, Side::Precision, preset));
        FactJudgement {
            verdict: if is_correct { Verdict::Correct } else { Verdict::Partial },
            gold: Some(gold),
            answer: Some(answer),
            distractor: None,
            recall: Some(recall),
            precision: Some(precision),
            parts,
            losses,
            is_grounded: self.is_grounded(answer),
            evidence_agrees: self.evidence_agrees(gold, answer),
        }
    }

    fn incorrect(&self, gold: usize, answer: usize, cause: Cause) -> FactJudgement {
        let loss = |side| Loss { side, part: cause.part, reason: cause.reason, points: 1000 };
        FactJudgement {
            verdict: Verdict::Incorrect,
            gold: Some(gold),
            answer: Some(answer),
            distractor: None,
            recall: Some(Credit::ZERO),
            precision: Some(Credit::ZERO),
            parts: self.parts(gold, answer),
            losses: vec![loss(Side::Recall), loss(Side::Precision)],
            is_grounded: self.is_grounded(answer),
            evidence_agrees: self.evidence_agrees(gold, answer),
        }
    }

    fn missing(&self, gold: usize) -> FactJudgement {
        let is_optional = self.sides.gold[gold].is_optional;
        let loss = Loss { side: Side::Recall, part: None, reason: FactReason::Missing.into(), points: 1000 };
        FactJudgement {
            verdict: if is_optional { Verdict::OptionalMissing } else { Verdict::Missing },
            gold: Some(gold),
            answer: None,
            distractor: None,
            recall: (!is_optional).then_some(Credit::ZERO),
            precision: None,
            parts: Vec::new(),
            losses: if is_optional { Vec::new() } else { vec![loss] },
            is_grounded: None,
            evidence_agrees: None,
        }
    }

    fn extra(&self, answer: usize, verdict: Verdict, reason: FactReason) -> FactJudgement {
        FactJudgement {
            verdict,
            gold: None,
            answer: Some(answer),
            distractor: None,
            recall: None,
            precision: Some(Credit::ZERO),
            parts: Vec::new(),
            losses: vec![Loss { side: Side::Precision, part: None, reason: reason.into(), points: 1000 }],
            is_grounded: self.is_grounded(answer),
            evidence_agrees: None,
        }
    }

    /// Says whether a quotation stands in the article.
    ///
    /// `None` where the type does not look at evidence, or asks for none and none was given.
    fn is_grounded(&self, answer: usize) -> Option<bool> {
        let predicted = &self.sides.predictions[answer];
        let rule = predicted.fact.fact_type.index().map(|index| self.rules.schema.types[index].evidence);
        let is_looked_at = match rule {
            Some(EvidenceRule::Off) => false,
            Some(EvidenceRule::Report) | None => !predicted.fact.evidence.is_empty(),
            Some(EvidenceRule::Required) => true,
        };
        is_looked_at.then_some(predicted.is_grounded)
    }

    /// Says whether the prediction quotes a sentence that gold quotes.
    fn evidence_agrees(&self, gold: usize, answer: usize) -> Option<bool> {
        let gold = self.sides.gold[gold].passages;
        let predicted = self.sides.predictions[answer].passages;
        if gold.is_empty() || predicted.is_empty() {
            return None;
        }
        let widen = |spans: &[Range<usize>]| -> Vec<Range<usize>> {
            spans
                .iter()
                .map(|span| self.article.sentences_around(span).unwrap_or_else(|| span.clone()))
                .collect()
        };
        Some(share_a_passage(gold, predicted) || share_a_passage(&widen(gold), &widen(predicted)))
    }
}
