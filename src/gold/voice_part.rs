//! Decodes who said so.

use crate::fact::{Attribution, Voice};
use crate::gold::choice_part::choice;
use crate::gold::decode::Context;
use crate::value::{Choice, Entity};
use crate::yaml::decode::{Decoder, FORMAT};
use crate::yaml::shape::{Field, Shape};
use crate::yaml::{Node, NodeKind};

/// The fields of several who spoke as one.
pub static TOGETHER: [Field; 1] = [Field::optional(
    "together",
    Shape::List(&Shape::Defined("speaker")),
    "those who said it together, at least two",
)];

/// Takes `said_by:`: a name, `unnamed`, `{together: [a, b]}`, or a list of the origin and its relays; one or several.
pub(super) fn said_by(
    decoder: &mut Decoder<'_>,
    context: &Context<'_>,
    node: &Node,
) -> Option<Choice<Attribution>> {
    choice(decoder, node, |decoder, node| attribution(decoder, context, node))
}

fn attribution(decoder: &mut Decoder<'_>, context: &Context<'_>, node: &Node) -> Option<Attribution> {
    let NodeKind::Sequence(items) = &node.kind else {
        return Some(Attribution { origin: origin(decoder, context, node)?, relays: Vec::new() });
    };
    let Some((first, rest)) = items.split_first() else {
        decoder.error(FORMAT, &node.span, "the list is empty");
        decoder.help("name the origin, then the relays, or leave said_by out");
        return None;
    };
    let origin = origin(decoder, context, first);
    let n_relays = rest.len();
    let relays: Vec<Entity> = rest.iter().filter_map(|item| relay(decoder, context, item)).collect();
    (relays.len() == n_relays).then_some(Attribution { origin: origin?, relays })
}

fn origin(decoder: &mut Decoder<'_>, context: &Context<'_>, node: &Node) -> Option<Voice> {
    if node.as_plain_text() == Some("unnamed") {
        return Some(Voice::Unnamed);
    }
    let NodeKind::Mapping(_) = node.kind else {
        return speaker(decoder, context, node).map(|speaker| Voice::Named(vec![speaker]));
    };
    let fields = decoder.record(node, &TOGETHER)?;
    let items = fields.get("together").and_then(|node| decoder.list(node))?;
    let mut speakers: Vec<Entity> = items.iter().filter_map(|item| speaker(decoder, context, item)).collect();
    let is_complete = speakers.len() == items.len();
    speakers.sort();
    speakers.dedup();
    if is_complete && speakers.len() < 2 {
        decoder.error(FORMAT, &node.span, "together needs at least two different speakers");
        decoder.help("write the name alone");
        return None;
    }
    is_complete.then_some(Voice::Named(speakers))
}

fn relay(decoder: &mut Decoder<'_>, context: &Context<'_>, node: &Node) -> Option<Entity> {
    if node.as_plain_text() == Some("unnamed") {
        decoder.error(FORMAT, &node.span, "only the origin can be unnamed");
        decoder.help("leave a relay without a name out");
        return None;
    }
    speaker(decoder, context, node)
}

fn speaker(decoder: &mut Decoder<'_>, context: &Context<'_>, node: &Node) -> Option<Entity> {
    let help = match node.as_plain_text() {
        Some("none") => "leave said_by out: the article itself speaks",
        Some("unspecified") => "write unnamed: reported, and the source is not stated",
        Some(_) | None => return decoder.words(node).map(|name| context.entities.resolve(name)),
    };
    let word = node.as_text().unwrap_or_default();
    decoder.error(FORMAT, &node.span, format!("\"{word}\" is not a speaker"));
    decoder.help(help);
    None
}
