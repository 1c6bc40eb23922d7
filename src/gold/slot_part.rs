//! Decodes what stands in the slots of a fact.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::gold::choice_part::{ALTERNATIVES, choice};
use crate::gold::decode::Context;
use crate::gold::value_part::value;
use crate::schema::{FactType, SlotSpec};
use crate::value::{Slot, Value};
use crate::yaml::decode::Decoder;
use crate::yaml::{Node, NodeKind};

/// The slots that a label fills, in the order of the schema.
pub(super) struct Filled {
    /// What could be read.
    pub slots: Vec<Option<Slot>>,
    /// The values, also of those that could not be read.
    pub places: Vec<Option<Range<usize>>>,
}

impl Filled {
    /// Returns no slot filled.
    pub(super) fn nothing(n_slots: usize) -> Self {
        Self { slots: vec![None; n_slots], places: vec![None; n_slots] }
    }
}

/// Takes the map of slots under the name of their type.
pub(super) fn slots(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    fact_type: &FactType,
    node: &Node,
) -> Filled {
    let mut filled = Filled::nothing(fact_type.slots.len());
    match node.kind {
        NodeKind::Empty => return filled,
        NodeKind::Broken => {
            filled.places.fill(Some(node.span.clone()));
            return filled;
        }
        NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Mapping(_) => {}
    }
    let Some(fields) = decoder.map(node) else { return filled };
    for (key, node) in fields.distinct() {
        let name = key.as_text().unwrap_or_default();
        let Some(index) = fact_type.slot_index(name) else {
            let names: Vec<&str> = fact_type.slots.iter().map(|slot| &*slot.name).collect();
            let list = names.join(", ");
            let message = format!("slot \"{name}\" does not exist in {} ({list})", fact_type.name);
            decoder.error("F1", &key.span, message);
            decoder.perhaps_you_mean(name, names);
            continue;
        };
        filled.slots[index] = slot(decoder, context, &fact_type.slots[index], (key, node));
        filled.places[index] = Some(node.span.clone());
    }
    filled
}

fn slot(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    spec: &SlotSpec,
    (key, node): (&Node, &Node),
) -> Option<Slot> {
    if node.kind == NodeKind::Empty {
        decoder.error("F1", &key.span, format!("slot \"{}\" is empty", spec.name));
        decoder.help(
            "remove it, or write none if nothing may stand there, unspecified if the article does not say",
        );
        return None;
    }
    if let Some(open) = open_word(node) {
        return Some(open);
    }
    if !spec.is_set {
        return choice(decoder, node, |decoder, node| answer(decoder, context, spec, node)).map(Slot::Stated);
    }
    choice(decoder, node, |decoder, node| set(decoder, context, spec, node)).map(Slot::Stated)
}

/// Reads the bare words that stand for no value.
fn open_word(node: &Node) -> Option<Slot> {
    match node.as_plain_text()? {
        "unspecified" => Some(Slot::Unspecified),
        "none" => Some(Slot::Nothing),
        _ => None,
    }
}

/// Takes one value where the words for no value cannot stand.
fn answer(decoder: &mut Decoder<'_>, context: &Context<'_>, spec: &SlotSpec, node: &Node) -> Option<Value> {
    if open_word(node).is_some() {
        let word = node.as_text().unwrap_or_default();
        decoder.error(ALTERNATIVES, &node.span, format!("\"{word}\" cannot be one of several answers"));
        decoder.help("write it as the whole slot");
        return None;
    }
    value(decoder, context, spec, node)
}

fn set(decoder: &mut Decoder<'_>, context: &Context<'_>, spec: &SlotSpec, node: &Node) -> Option<Value> {
    let NodeKind::Sequence(items) = &node.kind else {
        decoder.expected("a list", node);
        if let Some(text) = node.as_text() {
            decoder.help(format!("slot \"{}\" is a set: write [{text}]", spec.name));
        }
        return None;
    };
    if items.is_empty() {
        decoder.error("F1", &node.span, "the list is empty");
        decoder.help("remove the slot, or write none if nothing may stand there");
        return None;
    }
    let mut slots = Vec::with_capacity(items.len());
    let mut seen = BTreeSet::new();
    for item in items {
        let slot = open_word(item).or_else(|| {
            choice(decoder, item, |decoder, node| answer(decoder, context, spec, node)).map(Slot::Stated)
        });
        let Some(slot) = slot else { continue };
        if slot.as_plain().is_some() && !seen.insert(slot.clone()) {
            decoder.warn(ALTERNATIVES, &item.span, "the value stands twice in this list");
            decoder.help("remove one");
            continue;
        }
        slots.push(slot);
    }
    Some(Value::Set(slots))
}
