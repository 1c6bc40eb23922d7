//! Where a label stands in a gold file once it is written.

use std::ops::Range;

use crate::label::Label;
use crate::yaml::{Node, NodeKind, read};

/// Returns the bytes of a label in the text of a gold file, from its id to the end of its last line.
#[must_use]
pub fn extent(text: &str, label: &Label) -> Option<Range<usize>> {
    let (tree, _) = read("", text);
    let tree = tree?;
    let span = match label {
        Label::Fact(new) => entry(tree.value_of("facts")?, &new.id)?,
        Label::Distractor(new) => entry(tree.value_of("distractors")?, &new.id)?,
        Label::Ignored { quote, .. } => ignored(tree.value_of("ignore")?, &quote.text)?,
    };
    let line_start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(span.end..)?;
    let end = span.end + rest.find('\n').unwrap_or(rest.len());
    Some(line_start..end)
}

fn entry(map: &Node, id: &str) -> Option<Range<usize>> {
    let (key, value) = map.entries().iter().find(|(key, _)| key.as_text() == Some(id))?;
    Some(key.span.start..value.span.end.max(key.span.end))
}

fn ignored(list: &Node, quote: &str) -> Option<Range<usize>> {
    let NodeKind::Sequence(items) = &list.kind else { return None };
    let is_it = |item: &&Node| item.value_of("quote").and_then(Node::as_text) == Some(quote);
    items.iter().rfind(is_it).map(|item| item.span.clone())
}
