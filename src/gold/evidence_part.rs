//! Decodes quotations: the evidence of facts, and the passages to ignore.

use std::ops::Range;

use crate::fact::Evidence;
use crate::gold::Ignored;
use crate::gold::decode::required;
use crate::text::quote::Quote;
use crate::yaml::decode::{Decoder, Fields};
use crate::yaml::shape::{Field, Shape, names};
use crate::yaml::{Node, NodeKind};

/// A quotation: a text, or more about it.
pub(super) const QUOTE: Shape = Shape::Either(&[Shape::Text, Shape::Record(&QUOTE_FIELDS)]);

static QUOTE_FIELDS: [Field; 4] = [TEXT, OCCURRENCE, BEFORE, AFTER];

/// The fields of one of the passages to `ignore:`, in canonical order.
pub(super) static IGNORED: [Field; 5] =
    [TEXT, OCCURRENCE, BEFORE, AFTER, Field::required("reason", Shape::Text, "why it states nothing")];

const TEXT: Field = Field::required("quote", Shape::Text, "a passage of the article, word for word");
const OCCURRENCE: Field = Field::optional(
    "occurrence",
    Shape::Number { least: 1, most: OCCURRENCE_MAX },
    "which place is meant where the passage stands in several, from 1",
);
const BEFORE: Field =
    Field::optional("before", Shape::Text, "what stands right before the place that is meant");
const AFTER: Field = Field::optional("after", Shape::Text, "what stands right after the place that is meant");

/// The last place that `occurrence` can mean.
const OCCURRENCE_MAX: u32 = 1_000_000;

/// Takes `quote:` and `evidence:`; returns the quotations and their places in the gold file.
pub(super) fn evidence(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> (Vec<Evidence>, Vec<Range<usize>>) {
    let single = fields.get("quote").map(std::slice::from_ref);
    let several = fields.get("evidence").and_then(|node| match node.kind {
        NodeKind::Scalar { .. } => Some(std::slice::from_ref(node)),
        NodeKind::Sequence(_) | NodeKind::Mapping(_) | NodeKind::Empty | NodeKind::Broken => {
            decoder.list(node)
        }
    });
    let nodes = single.into_iter().chain(several).flatten();
    let quotes = nodes.filter_map(|node| quote(decoder, node));
    quotes.map(|(quote, place)| (Evidence::Quote(quote), place)).unzip()
}

/// Takes a text, or `{quote: a text, occurrence: 2, before: b, after: c}`.
fn quote(decoder: &mut Decoder<'_>, node: &Node) -> Option<(Quote, Range<usize>)> {
    let NodeKind::Mapping(entries) = &node.kind else {
        return Some((Quote::new(text(decoder, node)?), node.span.clone()));
    };
    if !entries
        .iter()
        .any(|(key, _)| key.as_text().is_some_and(|key| names(&QUOTE_FIELDS).any(|name| name == key)))
    {
        decoder.expected("a text", node);
        return None;
    }
    let fields = decoder.record(node, &QUOTE_FIELDS)?;
    narrowed(decoder, &fields)
}

fn narrowed(decoder: &mut Decoder<'_>, fields: &Fields<'_>) -> Option<(Quote, Range<usize>)> {
    let mut part = |name: &str| -> Option<String> { fields.get(name).and_then(|node| text(decoder, node)) };
    let (before, after) = (part("before"), part("after"));
    let occurrence = fields.get("occurrence").and_then(|node| decoder.number(node, OCCURRENCE_MAX));
    let occurrence = occurrence.and_then(|occurrence| usize::try_from(occurrence).ok());
    let node = required(decoder, fields, "quote")?;
    Some((Quote { text: text(decoder, node)?, occurrence, before, after }, node.span.clone()))
}

/// Takes `ignore:`.
pub(super) fn ignored(decoder: &mut Decoder<'_>, gold: &Fields<'_>) -> Vec<Ignored> {
    let items = gold.get("ignore").and_then(|node| decoder.list(node)).unwrap_or_default();
    items.iter().filter_map(|item| passage(decoder, item)).collect()
}

fn passage(decoder: &mut Decoder<'_>, node: &Node) -> Option<Ignored> {
    let fields = decoder.record(node, &IGNORED)?;
    let reason = required(decoder, &fields, "reason").and_then(|node| decoder.words(node));
    let (quote, place) = narrowed(decoder, &fields)?;
    Some(Ignored { quote, reason: reason.unwrap_or_default().to_owned(), place })
}

fn text(decoder: &mut Decoder<'_>, node: &Node) -> Option<String> {
    decoder.words(node).map(str::to_owned)
}
