//! The credit of one prediction against one gold fact: part by part, on the side of recall and of precision.

use crate::compare::attribution::compare_attributions;
use crate::compare::plain::{PlainReason, compare_polarities, is_flipped};
use crate::compare::slot::{Context, SlotJudgement, judge_slot};
use crate::compare::{Comparison, Reason};
use crate::credit::{Credit, Share};
use crate::fact::{Attribution, Fact, Polarity};
use crate::schema::{FactType, Schema};
use crate::value::{Choice, Kind, Slot};

/// "Entity and enum: at least ½".
const KEY_SCORE_MIN_NAMED: Credit = Credit::HALF;
/// A slot that the schema does not know weighs as one that says nothing about its weight.
const UNKNOWN_SLOT_WEIGHT: u32 = 1000;

/// What all pairs of a run are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The types.
    pub schema: &'a Schema,
    /// Entities, zones, intervals.
    pub context: Context<'a>,
}

/// Which parts beside the slots are judged; a distractor judges only what it states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Who said so.
    pub attribution: bool,
    /// Whether it was asserted.
    pub polarity: bool,
}

impl Judged {
    /// Everything: what gold facts are judged by.
    pub const ALL: Self = Self { attribution: true, polarity: true };
}

/// A part of a fact that is judged by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A slot of the type, by its position.
    Slot(usize),
    /// Who said so.
    SaidBy,
    /// Whether it was asserted.
    Polarity,
    /// A slot that the type does not have, by its position in the prediction.
    UnknownSlot(usize),
}

/// A part with its judgement and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartJudgement {
    /// Which part.
    pub part: Part,
    /// What it weighs, in thousandths of a slot.
    pub weight: u32,
    /// How it was judged.
    pub judgement: SlotJudgement,
}

/// The two credits of a pair, and what decides whether the pair may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairCredit {
    /// Weighted mean over what gold fills; 1 if it fills nothing.
    pub recall: Credit,
    /// Weighted mean over what the prediction fills and is judged; 1 if that is nothing.
    pub precision: Credit,
    /// The weight of the keys that agree.
    pub agreeing: u32,
    /// The weight of the keys that contradict.
    pub contradicting: u32,
    /// A key agrees, whatever it weighs.
    pub has_agreeing_key: bool,
    /// Denied against not denied.
    pub is_flipped: bool,
}

impl PairCredit {
    /// Returns the harmonic mean of both credits.
    #[must_use]
    pub fn shown(&self) -> Credit {
        self.recall.harmonic_mean(self.precision)
    }

    /// Says whether nothing was lost on either side, gates aside.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.recall.is_one() && self.precision.is_one()
    }

    /// Says whether a key agrees and the agreeing keys weigh at least as much as the contradicting ones.
    #[must_use]
    pub const fn keys_agree(&self) -> bool {
        self.has_agreeing_key && self.agreeing >= self.contradicting
    }
}

/// Says whether a gold fact fills a key of its type.
#[must_use]
pub fn fills_a_key(fact: &Fact, fact_type: &FactType) -> bool {
    fact.slots
        .iter()
        .zip(&fact_type.slots)
        .any(|(slot, spec)| spec.is_key && matches!(slot, Some(Slot::Stated(_))))
}

/// Says whether a key slot that both sides fill agrees.
#[must_use]
pub fn has_agreeing_key(gold: &Fact, predicted: &Fact, fact_type: &FactType, rules: Rules<'_>) -> bool {
    let slots = gold.slots.iter().zip(&predicted.slots).zip(&fact_type.slots);
    slots.filter(|(_, spec)| spec.is_key).any(|((gold, predicted), spec)| {
        let is_filled = matches!(gold, Some(Slot::Stated(_))) && predicted.is_some();
        let judgement = is_filled.then(|| judge_slot(gold.as_ref(), predicted.as_ref(), spec, rules.context));
        judgement
            .and_then(|judgement| judgement.precision)
            .is_some_and(|one| key_agrees(spec.kind, one.score))
    })
}

/// Returns the credits of a pair of one type.
#[must_use]
pub fn credit_pair(
    gold: &Fact,
    predicted: &Fact,
    fact_type: &FactType,
    judged: Judged,
    rules: Rules<'_>,
) -> PairCredit {
    let mut sums = Sums::default();
    for_each_part((gold, predicted), fact_type, judged, rules, |part| {
        sums.add(part);
        if let Part::Slot(index) = part.part
            && fact_type.slots[index].is_key
            && matches!(gold.slots[index], Some(Slot::Stated(_)))
            && let Some(comparison) = part.judgement.precision
        {
            sums.add_key(key_agrees(fact_type.slots[index].kind, comparison.score), part.weight);
        }
    });
    PairCredit {
        recall: sums.recall(),
        precision: sums.precision(),
        agreeing: sums.agreeing,
        contradicting: sums.contradicting,
        has_agreeing_key: sums.has_agreeing_key,
        is_flipped: judged.polarity && is_flipped(gold.polarity, predicted.polarity),
    }
}

/// Says whether a key with this score agrees: above 0, and at least ½ for entities and words.
#[must_use]
pub fn key_agrees(kind: Kind, score: Credit) -> bool {
    match kind {
        Kind::Entity | Kind::Enum => score >= KEY_SCORE_MIN_NAMED,
        Kind::Date | Kind::Instant | Kind::Duration | Kind::Count | Kind::Text => !score.is_zero(),
    }
}

/// Weighted sums of both sides, in thousandths of a thousandth.
#[derive(Default)]
struct Sums {
    recall: (u64, u64),
    precision: (u64, u64),
    agreeing: u32,
    contradicting: u32,
    has_agreeing_key: bool,
}

impl Sums {
    fn add(&mut self, part: PartJudgement) {
        let weight = u64::from(part.weight);
        if let Some(comparison) = part.judgement.recall {
            self.recall.0 += weight * u64::from(comparison.score.thousandths());
            self.recall.1 += weight * 1000;
        }
        if let Some(comparison) = part.judgement.precision {
            self.precision.0 += weight * u64::from(comparison.score.thousandths());
            self.precision.1 += weight * 1000;
        }
    }

    fn add_key(&mut self, agrees: bool, weight: u32) {
        self.has_agreeing_key |= agrees;
        if agrees {
            self.agreeing += weight;
        } else {
            self.contradicting += weight;
        }
    }

    fn recall(&self) -> Credit {
        Credit::from_ratio(self.recall.0, self.recall.1).unwrap_or(Credit::ONE)
    }

    fn precision(&self) -> Credit {
        Credit::from_ratio(self.precision.0, self.precision.1).unwrap_or(Credit::ONE)
    }
}

/// Judges every part of a pair in a fixed order: slots of the schema, speaker, polarity, unknown slots.
pub fn for_each_part(
    (gold, predicted): (&Fact, &Fact),
    fact_type: &FactType,
    judged: Judged,
    rules: Rules<'_>,
    mut visit: impl FnMut(PartJudgement),
) {
    for (index, spec) in fact_type.slots.iter().enumerate() {
        let gold_slot = gold.slots.get(index).and_then(Option::as_ref);
        let predicted_slot = predicted.slots.get(index).and_then(Option::as_ref);
        if gold_slot.is_none() && (predicted_slot.is_none() || !spec.is_closed) {
            continue;
        }
        let judgement = judge_slot(gold_slot, predicted_slot, spec, rules.context);
        visit(PartJudgement { part: Part::Slot(index), weight: spec.weight, judgement });
    }
    if judged.attribution {
        let judgement = judge_attribution(gold.said_by.as_ref(), predicted.said_by.as_ref(), rules.context);
        if judgement != SlotJudgement::NOT_JUDGED {
            visit(PartJudgement { part: Part::SaidBy, weight: rules.schema.said_by_weight, judgement });
        }
    }
    let is_plain = gold.polarity == Polarity::Asserted && predicted.polarity == Polarity::Asserted;
    if judged.polarity && !is_plain {
        let judgement = SlotJudgement::both(compare_polarities(gold.polarity, predicted.polarity));
        visit(PartJudgement { part: Part::Polarity, weight: rules.schema.polarity_weight, judgement });
    }
    for index in 0..predicted.unknown_slots.len() {
        let comparison = Comparison::single(Share::ZERO, PlainReason::UnknownSlot);
        let judgement = SlotJudgement { recall: None, precision: Some(comparison) };
        visit(PartJudgement { part: Part::UnknownSlot(index), weight: UNKNOWN_SLOT_WEIGHT, judgement });
    }
}

/// Judges who said so; only if gold or the prediction names somebody.
#[must_use]
pub fn judge_attribution(
    gold: Option<&Choice<Attribution>>,
    predicted: Option<&Choice<Attribution>>,
    context: Context<'_>,
) -> SlotJudgement {
    let predicted =
        predicted.filter(|choice| choice.alternatives.iter().any(|one| one.value.names_somebody()));
    let gold_names =
        gold.is_some_and(|choice| choice.alternatives.iter().any(|one| one.value.names_somebody()));
    let only = |reason: PlainReason| Some(Comparison::single(Share::ZERO, reason));
    match (gold, predicted) {
        (None, None) => SlotJudgement::NOT_JUDGED,
        (None, Some(_)) => SlotJudgement { recall: None, precision: only(PlainReason::SpeakerInvented) },
        (Some(_), None) if !gold_names => SlotJudgement::NOT_JUDGED,
        (Some(gold), None) => {
            let recall = if gold.is_optional { None } else { only(PlainReason::SpeakerLeftOut) };
            SlotJudgement { recall, precision: None }
        }
        (Some(gold), Some(predicted)) => {
            let comparison = best_attribution(gold, predicted, context);
            let recall = (gold_names && !gold.is_optional).then_some(comparison);
            SlotJudgement { recall, precision: Some(comparison) }
        }
    }
}

/// Takes the best of all pairs of alternatives, as slots do.
fn best_attribution(
    gold: &Choice<Attribution>,
    predicted: &Choice<Attribution>,
    context: Context<'_>,
) -> Comparison {
    let mut best = Comparison::single(Share::ZERO, PlainReason::OtherSpeaker);
    let mut is_first = true;
    for gold in &gold.alternatives {
        for predicted in &predicted.alternatives {
            let comparison = compare_attributions(&gold.value, &predicted.value, context.entities);
            let comparison = comparison.as_alternative(gold.score, predicted.score);
            if is_first || comparison.score > best.score {
                best = comparison;
                is_first = false;
            }
        }
    }
    best
}

/// Returns the reason of the heaviest key that contradicts, if one does.
#[must_use]
pub fn contradicted_key(
    gold: &Fact,
    predicted: &Fact,
    fact_type: &FactType,
    rules: Rules<'_>,
) -> Option<(Part, Reason)> {
    let mut heaviest: Option<(u32, Part, Reason)> = None;
    for_each_part((gold, predicted), fact_type, Judged::ALL, rules, |part| {
        let Part::Slot(index) = part.part else { return };
        let spec = &fact_type.slots[index];
        if !spec.is_key || !matches!(gold.slots[index], Some(Slot::Stated(_))) {
            return;
        }
        let Some(comparison) = part.judgement.precision else { return };
        let is_heavier = heaviest.is_none_or(|(weight, ..)| spec.weight > weight);
        if is_heavier && !key_agrees(spec.kind, comparison.score) {
            heaviest = Some((spec.weight, part.part, comparison.reason));
        }
    });
    heaviest.map(|(_, part, reason)| (part, reason))
}
