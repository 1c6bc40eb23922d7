//! Decodes facts: their type, their slots, who said so, and the marks for people and gates.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::fact::{Fact, Polarity, TypeRef};
use crate::gold::decode::Context;
use crate::gold::evidence_part::{QUOTE, evidence};
use crate::gold::inherit_part::{inherit_among, require};
use crate::gold::slot_part::{Filled, slots};
use crate::gold::value_part::date;
use crate::gold::voice_part::said_by;
use crate::gold::{FactPlaces, GoldFact};
use crate::schema::decode::FACT_FIELDS;
use crate::yaml::decode::{Decoder, FORMAT, Fields};
use crate::yaml::shape::{Field, Shape, Term, names, terms};
use crate::yaml::{Node, NodeKind};

/// The fields of a fact besides its type.
pub static FIELDS: [Field; 13] = [
    Field::optional("draft", Shape::Truth, "not scored unless asked"),
    Field::optional("optional", Shape::Truth, "leaving it out costs nothing"),
    Field::optional(
        "weight",
        Shape::Number { least: 1, most: WEIGHT_MAX },
        "how grave its loss is for the gate",
    ),
    SAME_AS,
    SAID_BY,
    Field::optional("said_on", Shape::Defined("date"), "when it was said; kept, not scored"),
    POLARITY,
    QUOTATION,
    EVIDENCE,
    Field::optional(
        "needs",
        Shape::OneOrMore(&Shape::Text),
        "why an extractor may lose it: a slice of the figures",
    ),
    TAGS,
    NOTE,
    BY,
];

pub(super) const SAME_AS: Field = Field::optional(
    "same_as",
    Shape::Text,
    "the id of a fact of this file that tells the same in another voice: its slots are inherited",
);
pub(super) const SAID_BY: Field = Field::optional(
    "said_by",
    Shape::Defined("said_by"),
    "who said it: a name, [origin, relay, …], {together: [a, b]} or unnamed; left out, the article itself speaks",
);
pub(super) const POLARITY: Field = Field::optional(
    "polarity",
    Shape::Word { noun: "polarity", words: &POLARITY_TERMS },
    "whether it is asserted; asserted unless said",
);
pub(super) const QUOTATION: Field =
    Field::optional("quote", QUOTE, "the passage that states it, word for word");
pub(super) const EVIDENCE: Field = Field::optional(
    "evidence",
    Shape::Either(&[Shape::Text, Shape::List(&QUOTE)]),
    "the passages that state it, where it takes several",
);
pub(super) const TAGS: Field = Field::optional("tags", Shape::OneOrMore(&Shape::Text), "marks of your own");
pub(super) const NOTE: Field = Field::optional("note", Shape::Text, "a remark for people");
pub(super) const BY: Field = Field::optional("by", Shape::Text, "who proposed it, if a tool did");
static POLARITY_TERMS: [Term; 3] = terms(&Polarity::WORDS);

/// The gravest fact.
const WEIGHT_MAX: u32 = 1000;

/// A fact or distractor before what it inherits is known.
pub(super) struct Draft {
    /// The id.
    pub id: Arc<str>,
    /// The position of the type in the schema; `None` if only `same_as` can tell it.
    pub fact_type: Option<usize>,
    /// The label stands there without a usable type, and a problem speaks of it.
    pub is_reported: bool,
    /// The fact, with its own slots only.
    pub fact: Fact,
    /// It states the polarity.
    pub states_polarity: bool,
    /// The label whose slots it inherits, and where that stands.
    pub same_as: Option<(Arc<str>, Range<usize>)>,
    /// One flag for each slot of the type: `same_as` fills it, if only with something unreadable.
    pub inherited: Vec<bool>,
    /// Where its parts stand.
    pub places: FactPlaces,
}

/// Takes `facts:`, with what they inherit; returns also the ids of those that cannot be used.
pub(super) fn facts(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    gold: &Fields<'_>,
) -> (Vec<GoldFact>, BTreeSet<Arc<str>>) {
    let Some(fields) = gold.get("facts").and_then(|node| decoder.map(node)) else {
        return Default::default();
    };
    let mut drafts = Vec::new();
    let mut marks = Vec::new();
    let mut ids = BTreeSet::new();
    let mut unusable = BTreeSet::new();
    for (key, node) in fields.entries() {
        let Some(id) = decoder.name(key) else { continue };
        let Some(fields) = decoder.map(node) else {
            unusable.insert(Arc::from(id));
            continue;
        };
        let draft = draft(decoder, context, (id, key), (&fields, &FIELDS));
        if ids.insert(id) {
            drafts.push(draft);
            marks.push(fields);
        }
    }
    inherit_among(decoder, context, &mut drafts, &unusable);
    let mut facts = Vec::with_capacity(drafts.len());
    for (draft, fields) in drafts.into_iter().zip(marks) {
        let id = Arc::clone(&draft.id);
        match marked(decoder, context, &fields, draft) {
            Some(fact) => facts.push(fact),
            None => {
                unusable.insert(id);
            }
        }
    }
    (facts, unusable)
}

/// Adds the marks of a fact; `None` if it has no type.
fn marked(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    fields: &Fields<'_>,
    draft: Draft,
) -> Option<GoldFact> {
    let mut truth = |name: &str| fields.get(name).and_then(|node| decoder.truth(node)).unwrap_or(false);
    let (is_optional, is_draft) = (truth("optional"), truth("draft"));
    let weight = fields.get("weight").and_then(|node| decoder.number(node, WEIGHT_MAX));
    let mut texts = |name: &str| fields.get(name).map(|node| decoder.texts(node)).unwrap_or_default();
    let (needs, tags) = (texts("needs"), texts("tags"));
    let mut text = |name: &str| fields.get(name).and_then(|node| decoder.words(node)).map(str::to_owned);
    let (note, by) = (text("note"), text("by"));
    let said_on = fields.get("said_on").and_then(|node| date(decoder, context.language, node));
    require(decoder, context, &draft);
    draft.fact_type?;
    Some(GoldFact {
        id: draft.id,
        fact: draft.fact,
        is_optional,
        weight: weight.unwrap_or(1),
        needs,
        tags,
        note,
        by,
        is_draft,
        said_on,
        same_as: draft.same_as.map(|(id, _)| id),
        places: draft.places,
    })
}

/// Takes what facts and distractors have in common; reports fields not in `known`.
pub(super) fn draft(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    (id, key): (&str, &Node),
    (fields, known): (&Fields<'_>, &'static [Field]),
) -> Draft {
    let said_by_node = fields.get("said_by");
    let polarity_node = fields.get("polarity");
    let same_as = fields.get("same_as").and_then(|node| {
        let target = decoder.words(node)?;
        Some((Arc::from(target), node.span.clone()))
    });
    let own = own_type(decoder, context, fields, known, same_as.is_some());
    let (fact_type, filled, type_place) = match own {
        Own::Typed(index, key, node) => {
            let filled = slots(decoder, context, &context.schema.types[index], node);
            (Some(index), filled, key.span.clone())
        }
        Own::Nothing | Own::Reported => (None, Filled::nothing(0), key.span.clone()),
    };
    let polarity = polarity_node.and_then(|node| decoder.word_of(node, "polarity", &Polarity::WORDS));
    let (evidence, evidence_places) = evidence(decoder, fields);
    Draft {
        id: Arc::from(id),
        fact_type,
        is_reported: matches!(own, Own::Reported),
        fact: Fact {
            fact_type: TypeRef::Known(fact_type.unwrap_or_default()),
            slots: filled.slots,
            unknown_slots: Vec::new(),
            said_by: said_by_node.and_then(|node| said_by(decoder, context, node)),
            polarity: polarity.unwrap_or_default(),
            evidence,
        },
        states_polarity: polarity.is_some(),
        same_as,
        inherited: Vec::new(),
        places: FactPlaces {
            id: key.span.clone(),
            fact_type: type_place,
            slots: filled.places,
            said_by: said_by_node.map(|node| node.span.clone()),
            polarity: polarity_node.map(|node| node.span.clone()),
            evidence: evidence_places,
            needs: fields.get("needs").map(entry_places).unwrap_or_default(),
            tags: fields.get("tags").map(entry_places).unwrap_or_default(),
        },
    }
}

/// Returns the places of the entries of a list, or of the only entry.
fn entry_places(node: &Node) -> Vec<Range<usize>> {
    match &node.kind {
        NodeKind::Sequence(entries) => entries.iter().map(|entry| entry.span.clone()).collect(),
        NodeKind::Scalar { .. } => vec![node.span.clone()],
        NodeKind::Mapping(_) | NodeKind::Empty | NodeKind::Broken => Vec::new(),
    }
}

/// What a label says of its own type.
enum Own<'n> {
    /// The type, its key and its slots.
    Typed(usize, &'n Node, &'n Node),
    /// No type is written.
    Nothing,
    /// Something is wrong with it, and a problem says so.
    Reported,
}

/// Finds the type among the keys of a label, and reports the keys that mean nothing.
fn own_type<'n>(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    fields: &Fields<'n>,
    known: &'static [Field],
    has_same_as: bool,
) -> Own<'n> {
    let mut own = Own::Nothing;
    let mut strangers = Vec::new();
    for (key, node) in fields.distinct() {
        let name = key.as_text().unwrap_or_default();
        match context.schema.type_index(name) {
            _ if names(known).any(|known| known == name) => {}
            None => strangers.push((key, node)),
            Some(index) => {
                if let Own::Typed(first, ..) = own {
                    let first = &context.schema.types[first].name;
                    decoder.error(
                        "F1",
                        &key.span,
                        format!("a fact has one type, and \"{first}\" stands here"),
                    );
                    decoder.help("make two facts of it");
                } else {
                    own = Own::Typed(index, key, node);
                }
            }
        }
    }
    let types = || context.schema.types.iter().map(|fact_type| &*fact_type.name);
    for (key, node) in strangers {
        let name = key.as_text().unwrap_or_default();
        let is_elsewhere = FACT_FIELDS.contains(&name);
        let is_type = matches!(own, Own::Nothing) && !is_elsewhere && !has_same_as;
        if is_type && matches!(node.kind, NodeKind::Mapping(_) | NodeKind::Broken) {
            decoder.error("F1", &key.span, format!("unknown type \"{name}\""));
            decoder.did_you_mean(name, types());
            own = Own::Reported;
        } else {
            decoder.error(FORMAT, &key.span, format!("unknown field \"{name}\""));
            decoder.did_you_mean(name, names(known).chain(types()));
        }
    }
    own
}
