//! Where a text under `|` or `>` has its mark, and where it ends.

use std::ops::Range;

use crate::yaml::{Node, NodeKind, Style};

/// Returns the place of the `>-` or `|` of a text that starts at a place; `None` if it has none.
#[must_use]
pub fn block_mark(text: &str, start: usize) -> Option<Range<usize>> {
    let line_start = text.get(..start)?.rfind('\n')? + 1;
    if !text.get(line_start..start)?.trim().is_empty() {
        return None;
    }
    let above = text.get(..line_start)?.trim_end();
    let above_start = above.rfind('\n').map_or(0, |at| at + 1);
    let line = above.get(above_start..)?;
    let code = line.find(" #").map_or(line, |at| line.get(..at).unwrap_or(line)).trim_end();
    let at = code.rfind([' ', '\t']).map_or(0, |at| at + 1);
    let mark = code.get(at..)?;
    let is_mark = mark.starts_with(['>', '|'])
        && mark.chars().skip(1).all(|character| matches!(character, '+' | '-' | '1'..='9'));
    is_mark.then(|| above_start + at..above_start + code.len())
}

/// Returns the end of a text under `|` or `>`: blank lines behind it belong to it where its mark has a `+`.
#[must_use]
pub fn block_end(text: &str, node: &Node) -> usize {
    if !keeps_blank_lines(text, node) {
        return node.span.end;
    }
    let rest = text.get(node.span.end..).unwrap_or_default();
    let mut lines = rest.split_inclusive('\n');
    let own = lines.next().map_or(0, str::len);
    let blank = lines.take_while(|line| line.trim().is_empty()).map(str::len);
    node.span.end + own + blank.sum::<usize>()
}

/// Says whether what comes last in a node is a text to which the blank lines behind it belong.
#[must_use]
pub fn keeps_blank_lines(text: &str, node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar { style: Style::Block, .. } => block_mark(text, node.span.start)
            .is_some_and(|mark| text.get(mark).is_some_and(|mark| mark.contains('+'))),
        NodeKind::Sequence(items) => items.last().is_some_and(|last| keeps_blank_lines(text, last)),
        NodeKind::Mapping(entries) => entries.last().is_some_and(|(_, value)| keeps_blank_lines(text, value)),
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => false,
    }
}
