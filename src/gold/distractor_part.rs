//! Decodes distractors: what must not be returned, and why somebody could fall for it.

use std::collections::BTreeSet;

use crate::gold::Distractor;
use crate::gold::decode::{Context, Ids};
use crate::gold::fact_part::{BY, EVIDENCE, NOTE, POLARITY, QUOTATION, SAID_BY, SAME_AS, TAGS, draft};
use crate::gold::inherit_part::{Inherited, inherit, report_missing};
use crate::yaml::Node;
use crate::yaml::decode::{Decoder, Fields};
use crate::yaml::shape::{Field, Shape};

/// The fields of a distractor besides its type.
pub static FIELDS: [Field; 9] = [
    SAME_AS,
    SAID_BY,
    POLARITY,
    QUOTATION,
    EVIDENCE,
    TAGS,
    NOTE,
    Field::required("reason", Shape::Text, "why somebody could fall for it"),
    BY,
];

/// Takes `distractors:`; they may inherit from facts.
pub(super) fn distractors(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    gold: &Fields<'_>,
    ids: &Ids<'_>,
) -> Vec<Distractor> {
    let Some(fields) = gold.get("distractors").and_then(|node| decoder.map(node)) else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let mut distractors = Vec::new();
    for (key, node) in fields.entries() {
        let Some(id) = decoder.name(key) else { continue };
        if ids.is_known(id) {
            decoder.error("Y1", &key.span, format!("distractor \"{id}\" has the id of a fact"));
            decoder.help("rename one");
        }
        let distractor = distractor(decoder, context, (key, node), ids);
        if seen.insert(id) {
            distractors.extend(distractor);
        }
    }
    distractors
}

fn distractor(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    (key, node): (&Node, &Node),
    ids: &Ids<'_>,
) -> Option<Distractor> {
    let id = key.as_text()?;
    let fields = decoder.map(node)?;
    let mut draft = draft(decoder, context, (id, key), (&fields, &FIELDS));
    if let Some((target, span)) = draft.same_as.clone() {
        match ids.get(&target) {
            Some(fact) => inherit(decoder, context, &mut draft, Inherited::of_fact(fact)),
            None => {
                if !ids.is_known(&target) {
                    report_missing(decoder, &target, &span, ids.all());
                }
                draft.is_reported = true;
            }
        }
    }
    marks(decoder, &fields);
    let reason = match fields.get("reason") {
        Some(node) => decoder.words(node).unwrap_or_default().to_owned(),
        None => {
            decoder.error("F3", &key.span, "a distractor needs a reason");
            decoder.help("say in reason: why somebody could fall for it");
            String::new()
        }
    };
    if draft.fact_type.is_none() {
        if !draft.is_reported {
            decoder.error("F1", &key.span, format!("distractor \"{id}\" has no type"));
        }
        return None;
    }
    let (fact, places) = (draft.fact, draft.places);
    Some(Distractor { id: draft.id, fact, states_polarity: draft.states_polarity, reason, places })
}

/// Takes what is for people alone: nothing is kept of it, and what it may not be is told.
fn marks(decoder: &mut Decoder<'_>, fields: &Fields<'_>) {
    if let Some(node) = fields.get("tags") {
        decoder.texts(node);
    }
    for node in ["note", "by"].into_iter().filter_map(|name| fields.get(name)) {
        decoder.words(node);
    }
}
