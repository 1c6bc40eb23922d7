//! Report rows: what became of every fact of an article, in words and numbers that any renderer can show.

use crate::align::pair::{Part, PartJudgement};
use crate::compare::Comparison;
use crate::credit::Credit;
use crate::fact::Fact;
use crate::schema::Schema;
use crate::schema::print::{print_fact, type_name};
use crate::score::losses::{Preset, Side};
use crate::score::{FactJudgement, Judgement, Key, Verdict};

/// What became of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// The id of the gold fact; `None` for what else was returned.
    pub fact_id: Option<String>,
    /// The number among what else was returned, from 1; `None` for gold facts.
    pub extra: Option<usize>,
    /// The type, or what the extractor wrote in its place.
    pub type_name: String,
    /// The schema has the type; else all such facts are listed as one.
    pub type_is_known: bool,
    /// The verdict.
    pub verdict: Verdict,
    /// The credit on the side of gold.
    pub recall: Option<Credit>,
    /// The credit on the side of the prediction.
    pub precision: Option<Credit>,
    /// The gold fact on one line.
    pub gold: Option<String>,
    /// The prediction on one line.
    pub predicted: Option<String>,
    /// The gold fact is optional.
    pub is_optional: bool,
    /// The weight of the gold fact; 1 where there is none.
    pub weight: u32,
    /// A quotation of the prediction stands in the article.
    pub is_grounded: Option<bool>,
    /// The prediction quotes a sentence that gold quotes.
    pub evidence_agrees: Option<bool>,
    /// How sure the extractor was, in thousandths.
    pub confidence: Option<u16>,
    /// The distractor it fits, and why somebody could fall for it.
    pub distractor: Option<(String, String)>,
    /// The id of the gold fact that a near-duplicate repeats.
    pub repeats: Option<String>,
    /// Why an extractor may lose the gold fact.
    pub needs: Vec<String>,
    /// What was lost.
    pub losses: Vec<LossRow>,
    /// Every part that was judged.
    pub parts: Vec<PartRow>,
    /// Passages of gold, in bytes of the article.
    pub gold_passages: Vec<std::ops::Range<usize>>,
    /// Passages of the prediction, in bytes of the article.
    pub predicted_passages: Vec<std::ops::Range<usize>>,
    /// What was forgiven in the prediction or could not be read.
    pub remarks: Vec<String>,
}

/// What facts of no type of the schema are listed as.
const UNKNOWN_TYPES: &str = "(unknown type)";

impl FactRow {
    /// Returns the type as sums list it: a thousand misspelt types are one line.
    #[must_use]
    pub fn listed_type(&self) -> &str {
        if self.type_is_known { &self.type_name } else { UNKNOWN_TYPES }
    }
}

/// Points lost for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LossRow {
    /// Which credit it was taken from.
    pub side: Side,
    /// The part to blame; `None` where the whole fact is.
    pub slot: Option<String>,
    /// Why.
    pub reason: String,
    /// In thousandths.
    pub points: u16,
}

/// One judged part of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// The slot, `said_by` or `polarity`.
    pub slot: String,
    /// What it weighs, in thousandths of a slot.
    pub weight: u32,
    /// What gold says.
    pub gold: Option<String>,
    /// What the prediction says.
    pub predicted: Option<String>,
    /// The score on the side of gold.
    pub recall: Option<Credit>,
    /// The score on the side of the prediction.
    pub precision: Option<Credit>,
    /// Why.
    pub reason: String,
}

/// Returns the rows of a judgement, in its order.
#[must_use]
pub fn fact_rows(judgement: &Judgement, key: &Key<'_>, schema: &Schema, preset: Preset) -> Vec<FactRow> {
    let mut n_extra = 0;
    judgement
        .facts
        .iter()
        .map(|fact| {
            let is_extra = is_extra(fact.verdict);
            n_extra += usize::from(is_extra);
            fact_row(fact, (judgement, key), schema, preset, is_extra.then_some(n_extra))
        })
        .collect()
}

/// Says whether a verdict is about something returned that is in no pair.
#[must_use]
pub const fn is_extra(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Distractor | Verdict::Spurious | Verdict::NearDuplicate | Verdict::Unjudged)
}

fn fact_row(
    fact: &FactJudgement,
    (judgement, key): (&Judgement, &Key<'_>),
    schema: &Schema,
    preset: Preset,
    extra: Option<usize>,
) -> FactRow {
    let related = fact.gold.map(|index| (key.facts[index], &key.groundings[index]));
    let gold = related.filter(|_| extra.is_none());
    let answer = fact.answer.map(|index| &judgement.answers[index]);
    let sides = (gold.map(|(gold, _)| &gold.fact), answer.map(|answer| &answer.fact));
    let named =
        sides.0.or(sides.1).map_or_else(String::new, |fact| type_name(&fact.fact_type, schema).to_owned());
    let losses = fact.losses.iter().map(|loss| LossRow {
        side: loss.side,
        slot: loss.part.map(|part| part_name(part, sides, schema)),
        reason: loss.reason.to_string(),
        points: loss.points,
    });
    FactRow {
        fact_id: gold.map(|(gold, _)| gold.id.to_string()),
        extra,
        type_name: named,
        type_is_known: sides.0.or(sides.1).is_some_and(|fact| fact.fact_type.index().is_some()),
        verdict: fact.verdict,
        recall: fact.recall,
        precision: fact.precision,
        gold: sides.0.map(|fact| print_fact(fact, schema)),
        predicted: sides.1.map(|fact| print_fact(fact, schema)),
        is_optional: gold.is_some_and(|(gold, _)| gold.is_optional),
        weight: gold.map_or(1, |(gold, _)| gold.weight),
        is_grounded: fact.is_grounded,
        evidence_agrees: fact.evidence_agrees,
        confidence: answer.and_then(|answer| answer.confidence),
        distractor: fact.distractor.map(|index| {
            let distractor = key.distractors[index];
            (distractor.id.to_string(), distractor.reason.clone())
        }),
        repeats: related.filter(|_| extra.is_some()).map(|(gold, _)| gold.id.to_string()),
        needs: gold.map(|(gold, _)| gold.needs.clone()).unwrap_or_default(),
        losses: losses.collect(),
        parts: fact.parts.iter().map(|part| part_row(part, sides, schema, preset)).collect(),
        gold_passages: gold.map(|(_, grounding)| grounding.passages.clone()).unwrap_or_default(),
        predicted_passages: answer.map(|answer| answer.grounding.passages.clone()).unwrap_or_default(),
        remarks: answer.map(|answer| answer.remarks.clone()).unwrap_or_default(),
    }
}

fn part_row(
    part: &PartJudgement,
    sides: (Option<&Fact>, Option<&Fact>),
    schema: &Schema,
    preset: Preset,
) -> PartRow {
    let score = |comparison: Option<Comparison>| comparison.map(|comparison| preset.price(comparison.score));
    let reason = part.judgement.recall.or(part.judgement.precision).map(|comparison| comparison.reason);
    PartRow {
        slot: part_name(part.part, sides, schema),
        weight: part.weight,
        gold: sides.0.and_then(|fact| part_value(part.part, fact)),
        predicted: sides.1.and_then(|fact| part_value(part.part, fact)),
        recall: score(part.judgement.recall),
        precision: score(part.judgement.precision),
        reason: reason.map_or_else(|| "not judged".to_owned(), |reason| reason.to_string()),
    }
}

/// Returns the name of a part as gold writes it.
#[must_use]
pub fn part_name(part: Part, (gold, predicted): (Option<&Fact>, Option<&Fact>), schema: &Schema) -> String {
    let fact = gold.or(predicted);
    match part {
        Part::Slot(index) => fact
            .and_then(|fact| fact.fact_type.index())
            .and_then(|type_index| schema.types.get(type_index))
            .and_then(|fact_type| fact_type.slots.get(index))
            .map_or_else(|| format!("slot {index}"), |spec| spec.name.to_string()),
        Part::SaidBy => "said_by".to_owned(),
        Part::Polarity => "polarity".to_owned(),
        Part::UnknownSlot(index) => predicted
            .and_then(|fact| fact.unknown_slots.get(index))
            .map_or_else(|| format!("unknown slot {index}"), |(name, _)| name.clone()),
    }
}

fn part_value(part: Part, fact: &Fact) -> Option<String> {
    match part {
        Part::Slot(index) => fact.slots.get(index)?.as_ref().map(ToString::to_string),
        Part::SaidBy => fact.said_by.as_ref().map(ToString::to_string),
        Part::Polarity => Some(fact.polarity.word().to_owned()),
        Part::UnknownSlot(index) => fact.unknown_slots.get(index).map(|(_, value)| value.clone()),
    }
}
