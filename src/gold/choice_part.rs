//! Decodes one answer or several: `v`, `{value: v, optional: true}`, `{any_of: [v, {value: w, score: 0.8}]}`.

use std::collections::BTreeSet;

use crate::credit::Credit;
use crate::value::{Alternative, Choice};
use crate::yaml::decode::{Decoder, Fields};
use crate::yaml::shape::{Field, Shape};
use crate::yaml::{Node, NodeKind};

/// The rule of alternatives.
pub(super) const ALTERNATIVES: &str = "V8";

/// The fields of several answers.
pub static SEVERAL: [Field; 2] = [
    Field::optional("any_of", Shape::Defined("alternatives"), "the answers, the best first; each will do"),
    Field::optional("optional", Shape::Truth, "leaving the slot out costs nothing"),
];

/// The fields of one answer of which more is said.
pub static ONE: [Field; 3] = [
    Field::required("value", Shape::Defined("value"), "the answer"),
    Field::optional("score", Shape::Decimal(1), "what it is worth, from 0 to 1; 1 unless said"),
    Field::optional("optional", Shape::Truth, "leaving the slot out costs nothing"),
];

/// The fields of one of several answers of which more is said.
pub static ALTERNATIVE: [Field; 2] = [
    Field::required("value", Shape::Defined("value"), "the answer"),
    Field::optional("score", Shape::Decimal(1), "what it is worth, from 0 to 1; 1 unless said"),
];

/// Takes one answer or several, each read by `take`; `None` if no usable one is worth 1.
pub(super) fn choice<T: Ord>(
    decoder: &mut Decoder<'_>,
    node: &Node,
    mut take: impl FnMut(&mut Decoder<'_>, &Node) -> Option<T>,
) -> Option<Choice<T>> {
    if has_field(node, "any_of") {
        let fields = decoder.record(node, &SEVERAL)?;
        let is_optional = truth(decoder, &fields, "optional");
        let items = fields.get("any_of").and_then(|node| decoder.list(node))?;
        let alternatives = alternatives(decoder, items, &mut take)?;
        return worth_one(decoder, node, Choice { alternatives, is_optional });
    }
    if has_field(node, "value") {
        let fields = decoder.record(node, &ONE)?;
        let is_optional = truth(decoder, &fields, "optional");
        let only = alternative(decoder, &fields, &mut take)?;
        return worth_one(decoder, node, Choice { alternatives: vec![only], is_optional });
    }
    take(decoder, node).map(Choice::plain)
}

fn has_field(node: &Node, name: &str) -> bool {
    let NodeKind::Mapping(entries) = &node.kind else { return false };
    entries.iter().any(|(key, _)| key.as_text() == Some(name))
}

fn truth(decoder: &mut Decoder<'_>, fields: &Fields<'_>, name: &str) -> bool {
    fields.get(name).and_then(|node| decoder.truth(node)).unwrap_or(false)
}

/// Takes the items of `any_of:`; `None` if one of them could not be read, as nobody knows what it was worth.
fn alternatives<T: Ord>(
    decoder: &mut Decoder<'_>,
    items: &[Node],
    take: &mut impl FnMut(&mut Decoder<'_>, &Node) -> Option<T>,
) -> Option<Vec<Alternative<T>>> {
    let mut found: Vec<Option<Alternative<T>>> = Vec::with_capacity(items.len());
    for item in items {
        found.push(if has_field(item, "value") {
            let fields = decoder.record(item, &ALTERNATIVE)?;
            alternative(decoder, &fields, take)
        } else {
            take(decoder, item).map(|value| Alternative { value, score: Credit::ONE })
        });
    }
    let mut seen = BTreeSet::new();
    for (item, alternative) in items.iter().zip(found.iter()) {
        let Some(alternative) = alternative else { continue };
        if !seen.insert(&alternative.value) {
            decoder.warn(ALTERNATIVES, &item.span, "any_of has two equal values");
            decoder.help("remove one");
        }
        let main = found.first().and_then(Option::as_ref);
        if main.is_some_and(|main| main.score < alternative.score) {
            decoder.warn(ALTERNATIVES, &item.span, "an alternative is scored higher than the main one");
            decoder.help("put the best answer first");
        }
    }
    if let [only] = items {
        decoder.warn(ALTERNATIVES, &only.span, "any_of has one value");
        decoder.help("write the value without any_of");
    }
    drop(seen);
    found.into_iter().collect()
}

fn alternative<T>(
    decoder: &mut Decoder<'_>,
    fields: &Fields<'_>,
    take: &mut impl FnMut(&mut Decoder<'_>, &Node) -> Option<T>,
) -> Option<Alternative<T>> {
    let score = fields.get("score").map(|node| decoder.score(node));
    let (_, node) = fields.entry("value")?;
    let value = take(decoder, node)?;
    Some(Alternative { value, score: score.unwrap_or(Some(Credit::ONE))? })
}

fn worth_one<T>(decoder: &mut Decoder<'_>, node: &Node, choice: Choice<T>) -> Option<Choice<T>> {
    if choice.best().is_none() {
        decoder.error(ALTERNATIVES, &node.span, "no alternative is worth 1");
        decoder.help("leave the score of the best answer out");
        return None;
    }
    Some(choice)
}
