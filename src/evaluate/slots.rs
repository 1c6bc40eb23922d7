//! Tallies every slot of every fact: pairs, bad pairs, missing facts and what was returned beside.

use std::collections::BTreeMap;

use crate::align::pair::{Part, PartJudgement};
use crate::evaluate::rows::part_name;
use crate::fact::Fact;
use crate::schema::Schema;
use crate::schema::print::type_name;
use crate::score::losses::Preset;
use crate::score::{FactJudgement, Judgement, Key, Verdict};
use crate::tally::SlotTally;
use crate::value::Slot;

/// Tallies by type and slot, in the order of their names.
pub type SlotTallies = BTreeMap<(String, String), SlotTally>;

/// Returns the slot tallies of a judgement; what is unjudged is in no figure.
#[must_use]
pub fn slot_tallies(judgement: &Judgement, key: &Key<'_>, schema: &Schema, preset: Preset) -> SlotTallies {
    let mut tallies = SlotTallies::new();
    for fact in &judgement.facts {
        let gold = fact.gold.map(|index| key.facts[index]);
        let answer = fact.answer.map(|index| &judgement.answers[index].fact);
        match fact.verdict {
            Verdict::Correct | Verdict::Partial | Verdict::Incorrect => {
                let is_required = gold.is_some_and(|gold| !gold.is_optional);
                let sides = (gold.map(|gold| &gold.fact), answer);
                add_pair(&mut tallies, fact, sides, is_required, (schema, preset));
            }
            Verdict::Missing => {
                if let Some(gold) = gold {
                    add_lonely(&mut tallies, &gold.fact, schema, |tally| tally.expected += 1);
                }
            }
            Verdict::Distractor | Verdict::Spurious | Verdict::NearDuplicate => {
                if let Some(answer) = answer {
                    add_lonely(&mut tallies, answer, schema, |tally| tally.returned += 1);
                }
            }
            Verdict::OptionalMissing | Verdict::Unjudged => {}
        }
    }
    tallies
}

fn add_pair(
    tallies: &mut SlotTallies,
    fact: &FactJudgement,
    sides: (Option<&Fact>, Option<&Fact>),
    is_required: bool,
    (schema, preset): (&Schema, Preset),
) {
    let Some(named) = sides.0.map(|gold| type_name(&gold.fact_type, schema)) else { return };
    for PartJudgement { part, judgement, .. } in &fact.parts {
        let name = part_name(*part, sides, schema);
        let tally = tallies.entry((named.to_owned(), name)).or_default();
        if let Some(comparison) = judgement.recall.filter(|_| is_required) {
            tally.expected += 1;
            tally.recall_points += u64::from(preset.price(comparison.score).thousandths());
        }
        let is_asked = judgement.recall.is_some() && is_required;
        if let Some(comparison) = judgement.precision {
            tally.optional_found +=
                u64::from(!is_asked && sides.0.is_some_and(|gold| is_stated(*part, gold)));
            tally.returned += 1;
            tally.precision_points += u64::from(preset.price(comparison.score).thousandths());
        }
    }
}

/// Says whether gold fills a part, required or not.
fn is_stated(part: Part, gold: &Fact) -> bool {
    match part {
        Part::Slot(index) => matches!(gold.slots.get(index), Some(Some(Slot::Stated(_)))),
        Part::SaidBy => gold.said_by.is_some(),
        Part::Polarity => true,
        Part::UnknownSlot(_) => false,
    }
}

/// Counts what a fact fills that has no partner.
fn add_lonely(tallies: &mut SlotTallies, fact: &Fact, schema: &Schema, count: impl Fn(&mut SlotTally)) {
    let named = type_name(&fact.fact_type, schema);
    let mut add = |part: Part| {
        let name = part_name(part, (Some(fact), Some(fact)), schema);
        count(tallies.entry((named.to_owned(), name)).or_default());
    };
    for (index, slot) in fact.slots.iter().enumerate() {
        match slot {
            Some(Slot::Stated(choice)) if !choice.is_optional => add(Part::Slot(index)),
            Some(Slot::Unreadable(_)) => add(Part::Slot(index)),
            Some(Slot::Stated(_) | Slot::Unspecified | Slot::Nothing) | None => {}
        }
    }
    let names_somebody = |choice: &crate::value::Choice<crate::fact::Attribution>| {
        choice.best().is_some_and(crate::fact::Attribution::names_somebody)
    };
    if fact.said_by.as_ref().is_some_and(names_somebody) {
        add(Part::SaidBy);
    }
    for index in 0..fact.unknown_slots.len() {
        add(Part::UnknownSlot(index));
    }
}
