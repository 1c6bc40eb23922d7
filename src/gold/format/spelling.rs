//! Writes values as karat spells them, special spaces as escapes, and the hash of the article where none is pinned.

use std::fmt::Display;

use crate::gold::format::FormatContext;
use crate::gold::format::scalar::{is_special, replaced_scalar};
use crate::schema::SlotSpec;
use crate::text::splice::Splice;
use crate::value::count::Count;
use crate::value::date::Date;
use crate::value::duration::Duration;
use crate::value::{Entity, Kind, Language, Lenient, ValueError};
use crate::yaml::{Node, NodeKind};

/// Returns the changes of every value that was read leniently, one group each.
pub(super) fn respelled(
    text: &str,
    tree: &Node,
    language: Language,
    context: &FormatContext<'_>,
) -> Vec<Vec<Splice>> {
    let mut speller = Speller { text, language, context, groups: Vec::new() };
    let labels = [tree.value_of("facts"), tree.value_of("distractors")].into_iter().flatten();
    for label in labels.flat_map(Node::entries) {
        speller.label(&label.1);
    }
    let published = tree.value_of("article").and_then(|article| article.value_of("published"));
    published.into_iter().for_each(|node| speller.leaf(node, Kind::Date));
    speller.language = Language::Other;
    if let Some(NodeKind::Sequence(items)) = tree.value_of("annotators").map(|node| &node.kind) {
        items.iter().filter_map(|item| item.value_of("at")).for_each(|node| speller.leaf(node, Kind::Date));
    }
    speller.groups
}

struct Speller<'a> {
    text: &'a str,
    language: Language,
    context: &'a FormatContext<'a>,
    groups: Vec<Vec<Splice>>,
}

impl Speller<'_> {
    fn label(&mut self, label: &Node) {
        for (key, node) in label.entries() {
            let name = key.as_text().unwrap_or_default();
            if name == "said_on" {
                self.leaf(node, Kind::Date);
            } else if name == "said_by" {
                self.voice(node);
            } else if let Some(fact_type) =
                self.context.schema.type_index(name).and_then(|index| self.context.schema.types.get(index))
            {
                for (slot, value) in node.entries() {
                    let index = fact_type.slot_index(slot.as_text().unwrap_or_default());
                    let spec = index.and_then(|index| fact_type.slots.get(index));
                    spec.into_iter().for_each(|spec| self.slot(value, spec));
                }
            }
        }
    }

    /// Takes a value, several of them, or what may stand instead.
    fn slot(&mut self, node: &Node, spec: &SlotSpec) {
        match &node.kind {
            NodeKind::Sequence(items) => items.iter().for_each(|item| self.slot(item, spec)),
            NodeKind::Mapping(entries) => {
                let answers =
                    entries.iter().filter(|(key, _)| matches!(key.as_text(), Some("any_of" | "value")));
                answers.for_each(|(_, value)| self.slot(value, spec));
            }
            NodeKind::Scalar { .. } if matches!(node.as_plain_text(), Some("unspecified" | "none")) => {}
            NodeKind::Scalar { .. } => self.leaf(node, spec.kind),
            NodeKind::Empty | NodeKind::Broken => {}
        }
    }

    /// Takes speakers, relays, and what may stand around them.
    fn voice(&mut self, node: &Node) {
        match &node.kind {
            NodeKind::Sequence(items) => items.iter().for_each(|item| self.voice(item)),
            NodeKind::Mapping(entries) => {
                let is_voice = |key: &Node| matches!(key.as_text(), Some("any_of" | "value" | "together"));
                let voices = entries.iter().filter(|(key, _)| is_voice(key));
                voices.for_each(|(_, value)| self.voice(value));
            }
            NodeKind::Scalar { .. } if node.as_plain_text() == Some("unnamed") => {}
            NodeKind::Scalar { .. } => self.leaf(node, Kind::Entity),
            NodeKind::Empty | NodeKind::Broken => {}
        }
    }

    /// Takes one text that spells a value.
    fn leaf(&mut self, node: &Node, kind: Kind) {
        let Some(text) = node.as_text().map(|text| text.trim_end_matches('\n')) else { return };
        let spelling = match kind {
            Kind::Date | Kind::Instant => lenient(text, self.language, Date::parse, Date::read),
            Kind::Duration => lenient(text, self.language, Duration::parse, Duration::read),
            Kind::Count => lenient(text, self.language, Count::parse, Count::read),
            Kind::Entity => match self.context.entities.resolve(text) {
                Entity::Known { id, .. } if *id != *text => Some(id.to_string()),
                Entity::Known { .. } | Entity::Named { .. } => None,
            },
            Kind::Enum | Kind::Text => None,
        };
        if let Some(spelling) = spelling {
            self.groups.push(replaced_scalar(self.text, &node.span, &spelling));
        }
    }
}

/// Returns the canonical spelling of a text that only reads leniently.
fn lenient<T: Display>(
    text: &str,
    language: Language,
    parse: fn(&str) -> Result<T, ValueError>,
    read: fn(&str, Language) -> Result<Lenient<T>, ValueError>,
) -> Option<String> {
    if parse(text).is_ok() {
        return None;
    }
    read(text, language).ok().map(|lenient| lenient.value.to_string())
}

/// Returns the changes of every text that holds special spaces, one group each.
pub(super) fn escaped(source: &str, tree: &Node) -> Vec<Vec<Splice>> {
    let mut groups = Vec::new();
    escape_within(source, tree, &mut groups);
    groups
}

fn escape_within(source: &str, node: &Node, groups: &mut Vec<Vec<Splice>>) {
    match &node.kind {
        NodeKind::Scalar { text, .. } => {
            if source.get(node.span.clone()).is_some_and(|written| written.contains(is_special)) {
                groups.push(replaced_scalar(source, &node.span, text));
            }
        }
        NodeKind::Sequence(items) => items.iter().for_each(|item| escape_within(source, item, groups)),
        NodeKind::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            escape_within(source, key, groups);
            escape_within(source, value, groups);
        }),
        NodeKind::Empty | NodeKind::Broken => {}
    }
}
