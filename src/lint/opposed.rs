//! Rule F5: whoever denies is named, and no voice contradicts itself.

use std::collections::BTreeMap;

use crate::align::pair::Rules;
use crate::compare::slot::compare_slots;
use crate::fact::{Attribution, Fact, Polarity};
use crate::lint::{Bench, Findings, Label};
use crate::schema::{FactType, SlotSpec};
use crate::value::{Choice, Kind, Slot};

/// Applies the rule to the facts of an article; drafts and optional facts contradict nobody.
pub(super) fn check(bench: &Bench<'_>, rules: Rules<'_>, findings: &mut Findings<'_>) {
    bench.facts.iter().for_each(|label| denial(label, findings));
    let mut said = BTreeMap::new();
    for label in bench.facts.iter().filter(|label| !label.is_draft && !label.is_optional) {
        opposite(label, &mut said, findings);
    }
    let mut groups: BTreeMap<Frame, Vec<&Label<'_>>> = BTreeMap::new();
    for label in bench.facts.iter().filter(|label| !label.is_draft && !label.is_optional) {
        let fact_type = label.fact.fact_type.index().and_then(|index| rules.schema.types.get(index));
        let Some(fact_type) = fact_type else { continue };
        for (index, spec) in fact_type.slots.iter().enumerate().filter(|(_, spec)| is_measure(spec)) {
            let frame = Frame::without(label.fact, index).filter(|frame| frame.fills_a_key(fact_type));
            if let Some(frame) = frame {
                let group = groups.entry(frame).or_default();
                group.iter().for_each(|other| contradiction(other, label, (spec, index), rules, findings));
                group.push(label);
            }
        }
    }
}

/// The type of a fact, its slots and who said it: all but its polarity.
type Content = (Option<usize>, Vec<Option<Slot>>, Option<Choice<Attribution>>);

/// Reports two facts that say the same in one voice, the one asserted and the other denied.
fn opposite<'l>(
    label: &'l Label<'l>,
    said: &mut BTreeMap<Content, Vec<&'l Label<'l>>>,
    findings: &mut Findings<'_>,
) {
    // The canonical form does not tell the article's own voice from one without a name.
    if label.fact.said_by.is_none() {
        return;
    }
    let fact = label.fact.canonical();
    let same = said.entry((label.fact.fact_type.index(), fact.slots, fact.said_by)).or_default();
    let is_opposite = |other: &&&Label<'_>| {
        matches!(
            (other.fact.polarity, label.fact.polarity),
            (Polarity::Asserted, Polarity::Denied) | (Polarity::Denied, Polarity::Asserted)
        )
    };
    if let Some(other) = same.iter().find(is_opposite) {
        let message = format!(
            "facts \"{}\" and \"{}\" contradict each other in the same voice: one is asserted, one denied",
            other.id, label.id
        );
        findings.warn("F5", &label.places.id, message);
        findings.help("say in said_by: who says what, or fill the slot that tells the two apart");
    }
    same.push(label);
}

fn denial(label: &Label<'_>, findings: &mut Findings<'_>) {
    if label.fact.polarity == Polarity::Denied && label.fact.said_by.is_none() && !label.is_draft {
        findings.warn("F5", &label.places.id, "a denied fact needs said_by: who denies it?");
        findings.help("write said_by: with the entity that denies, or said_by: unnamed");
    }
}

/// Says whether a slot holds one thing that is measured, and does not tell which fact is meant.
const fn is_measure(spec: &SlotSpec) -> bool {
    let is_measured = match spec.kind {
        Kind::Date | Kind::Instant | Kind::Duration | Kind::Count => true,
        Kind::Entity | Kind::Enum | Kind::Text => false,
    };
    is_measured && !spec.is_set && !spec.is_key
}

/// All that a fact says but for one slot: facts with one frame speak of one thing in one voice.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Frame {
    fact_type: Option<usize>,
    without: usize,
    slots: Vec<Option<Slot>>,
    said_by: Option<Choice<Attribution>>,
    polarity: Polarity,
}

impl Frame {
    /// Returns the frame around a slot; `None` if the fact does not fill it.
    fn without(fact: &Fact, index: usize) -> Option<Self> {
        let mut canonical = fact.canonical();
        canonical.slots.get_mut(index)?.take()?;
        Some(Self {
            fact_type: fact.fact_type.index(),
            without: index,
            slots: canonical.slots,
            said_by: canonical.said_by,
            polarity: canonical.polarity,
        })
    }

    fn fills_a_key(&self, fact_type: &FactType) -> bool {
        self.slots.iter().zip(&fact_type.slots).any(|(slot, spec)| spec.is_key && slot.is_some())
    }
}

/// Reports two facts of one frame whose values are worth nothing as answers to each other.
fn contradiction(
    first: &Label<'_>,
    second: &Label<'_>,
    (spec, index): (&SlotSpec, usize),
    rules: Rules<'_>,
    findings: &mut Findings<'_>,
) {
    let slot = |label: &'_ Label<'_>| label.fact.slots.get(index).cloned().flatten();
    let (Some(a @ Slot::Stated(_)), Some(b @ Slot::Stated(_))) = (slot(first), slot(second)) else { return };
    let is_worthless =
        |gold: &Slot, predicted: &Slot| compare_slots(gold, predicted, spec, rules.context).score.is_zero();
    if !is_worthless(&a, &b) || !is_worthless(&b, &a) {
        return;
    }
    let (id, other, name) = (&first.id, &second.id, &spec.name);
    let message = format!(
        "facts \"{id}\" and \"{other}\" contradict each other in the same voice: {name} is {a} and {b}"
    );
    findings.warn("F5", &second.places.id, message);
    findings.help("say in said_by: who says what, or fill the slot that tells the two apart");
}
