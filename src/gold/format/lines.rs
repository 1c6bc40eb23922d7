//! The lines of a file by their places, and which of them lie inside a text.

use std::ops::Range;

use crate::yaml::block::{block_end, block_mark};
use crate::yaml::{Node, NodeKind, Style};

/// A text cut into lines, each with its line end.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines.
    pub(super) fn new(text: &'a str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).filter(|start| *start < text.len()).collect();
        Self { text, starts }
    }

    /// Returns how many lines there are; none in an empty text.
    pub(super) const fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns the line in which a byte lies, from 0.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Returns where a line starts; the end of the text behind the last.
    pub(super) fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// Returns a line without its line end.
    pub(super) fn content(&self, line: usize) -> &'a str {
        let line = self.text.get(self.start(line)..self.start(line + 1)).unwrap_or_default();
        line.strip_suffix('\n').unwrap_or(line)
    }

    /// Returns some lines as they stand.
    pub(super) fn text_of(&self, lines: &Range<usize>) -> &'a str {
        self.text.get(self.start(lines.start)..self.start(lines.end)).unwrap_or_default()
    }

    /// Says whether a line holds nothing but spaces.
    pub(super) fn is_blank(&self, line: usize) -> bool {
        self.content(line).trim().is_empty()
    }

    /// Returns the column of the first character that is no space.
    pub(super) fn indent(&self, line: usize) -> usize {
        let content = self.content(line);
        content.len() - content.trim_start_matches([' ', '\t']).len()
    }
}

/// Returns the last line of what an entry or value holds, its text included to the end.
pub(super) fn last_line(lines: &Lines<'_>, node: &Node, from: usize) -> usize {
    lines.at(content_end(lines, node, from).saturating_sub(1))
}

/// Returns the end of what a node holds in bytes; empty nodes end where what is before them does, at `from`.
fn content_end(lines: &Lines<'_>, node: &Node, from: usize) -> usize {
    match &node.kind {
        NodeKind::Empty => from,
        NodeKind::Scalar { style: Style::Block, .. } => block_end(lines.text, node).max(from),
        NodeKind::Sequence(items) => {
            let last = items.last().map(|last| content_end(lines, last, node.span.start));
            last.unwrap_or(from).max(node.span.end)
        }
        NodeKind::Mapping(entries) => {
            let last = entries.last().map(|(key, value)| content_end(lines, value, key.span.end));
            last.unwrap_or(from).max(node.span.end)
        }
        NodeKind::Scalar { .. } | NodeKind::Broken => node.span.end,
    }
}

/// Collects the lines that lie inside texts of several lines, where a style is `wanted`: all but the last, and of a
/// text under `|` or `>` that too.
pub(super) fn inner_lines(
    lines: &Lines<'_>,
    node: &Node,
    wanted: fn(Style) -> bool,
    found: &mut Vec<Range<usize>>,
) {
    match &node.kind {
        NodeKind::Scalar { style, .. } if wanted(*style) => found.push(lines_of_text(lines, node, *style)),
        NodeKind::Sequence(items) => items.iter().for_each(|item| inner_lines(lines, item, wanted, found)),
        NodeKind::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            inner_lines(lines, key, wanted, found);
            inner_lines(lines, value, wanted, found);
        }),
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => {}
    }
}

fn lines_of_text(lines: &Lines<'_>, node: &Node, style: Style) -> Range<usize> {
    let first = lines.at(node.span.start);
    match style {
        Style::Block => {
            let mark = block_mark(lines.text, node.span.start).map(|mark| lines.at(mark.start) + 1);
            mark.unwrap_or(first)..lines.at(block_end(lines.text, node).saturating_sub(1)) + 1
        }
        Style::Plain | Style::Quoted => first..lines.at(node.span.end.saturating_sub(1)),
    }
}
