//! Replaces one text of a YAML file by another, in the place where it is written.

use std::ops::Range;

use crate::text::splice::Splice;
use crate::yaml::block::block_mark;
use crate::yaml::data::Data;
use crate::yaml::print::{Layout, block, flow, is_invisible};
use crate::yaml::{Node, NodeKind};

/// Returns the changes that put a text where another stands, whose place in the file is given.
///
/// The new text stands on one line, bare where it can. A comment behind the mark of a text under `|` or `>` stays.
pub(super) fn replaced_scalar(source: &str, tree: &Node, place: &Range<usize>, text: &str) -> Vec<Splice> {
    let data = Data::words(text);
    let Some(mark) = block_mark(source, place.start) else {
        let text =
            if is_in_brackets(source, tree, place) { flow(&data) } else { block(&data, Layout::new()) };
        return vec![Splice::new(place.clone(), text)];
    };
    let line_end =
        source.get(mark.end..).and_then(|rest| rest.find(['\r', '\n'])).map_or(mark.end, |at| mark.end + at);
    vec![Splice::new(mark, block(&data, Layout::new())), Splice::new(line_end..place.end, "")]
}

/// Says whether a place stands in a list or map in brackets, however many lines that takes.
fn is_in_brackets(source: &str, node: &Node, place: &Range<usize>) -> bool {
    let holds = |node: &Node| node.span.start <= place.start && place.end <= node.span.end;
    let is_inside = |node: &Node| holds(node) && is_in_brackets(source, node, place);
    let is_collection = matches!(node.kind, NodeKind::Sequence(_) | NodeKind::Mapping(_));
    let written = source.get(node.span.start..).unwrap_or_default();
    if is_collection && holds(node) && written.starts_with(['[', '{']) {
        return true;
    }
    match &node.kind {
        NodeKind::Sequence(items) => items.iter().any(is_inside),
        NodeKind::Mapping(entries) => entries.iter().any(|(key, value)| is_inside(key) || is_inside(value)),
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => false,
    }
}

/// Says whether a character does not show, or looks like a plain space and is none; line ends and tabs do show.
pub(super) fn is_special(character: char) -> bool {
    is_invisible(character) && !matches!(character, '\n' | '\t' | '\r')
}
