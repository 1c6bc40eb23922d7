//! Reads on after a syntax error: splits the file at its own indentation and keeps every entry that can be read.

use std::ops::Range;

use crate::yaml::tree::{Trouble, build};
use crate::yaml::{Node, NodeKind, Style, is_key_character};

/// How many levels of indentation are split: file, facts, fields of a fact, slots, values of a slot.
const LEVELS_MAX: usize = 5;

/// Reads what can be read of a file whose parsing failed; at least one trouble is added.
///
/// Costs one parse of the file for each level of indentation, whatever the number of errors.
pub(super) fn recover(
    source: &str,
    file: Range<usize>,
    first: Trouble,
    troubles: &mut Vec<Trouble>,
) -> Option<Node> {
    let mut recovery = Recovery { source, troubles: Vec::new() };
    let node = recovery.block(file, LEVELS_MAX);
    if recovery.troubles.is_empty() {
        recovery.troubles.push(first);
    }
    troubles.append(&mut recovery.troubles);
    node
}

struct Recovery<'a> {
    source: &'a str,
    troubles: Vec<Trouble>,
}

impl Recovery<'_> {
    /// Reads the entries of one block, each by itself.
    fn block(&mut self, block: Range<usize>, levels: usize) -> Option<Node> {
        let shape = Shape::of(self.source, &block)?;
        let pieces = shape.split(self.source, &block);
        let start = pieces.first().map_or(block.start, |piece| start_of_text(self.source, piece));
        let (mut items, mut entries) = (Vec::new(), Vec::new());
        for piece in pieces {
            let place = start_of_text(self.source, &piece);
            match (self.piece(piece, levels), shape.is_sequence) {
                (Some(NodeKind::Sequence(more)), true) => items.extend(more),
                (Some(NodeKind::Mapping(more)), false) => entries.extend(more),
                (Some(_) | None, true) => items.push(Node { span: place..place, kind: NodeKind::Broken }),
                (Some(_) | None, false) => {}
            }
        }
        let kind = if shape.is_sequence { NodeKind::Sequence(items) } else { NodeKind::Mapping(entries) };
        let end = start.max(last_end(&kind));
        Some(Node { span: start..end, kind })
    }

    fn piece(&mut self, piece: Range<usize>, levels: usize) -> Option<NodeKind> {
        let trouble = match build(self.source, piece.clone()) {
            Ok(built) => {
                self.troubles.extend(built.troubles);
                let root = built.root?;
                if root.as_text().is_some() {
                    let message = "this line is neither \"key: value\" nor part of the lines above";
                    self.troubles.push(Trouble::new(root.span, message, ""));
                    return None;
                }
                return Some(root.kind);
            }
            Err(trouble) => trouble,
        };
        if let Some((key, nested)) = self.bare_head(&piece).filter(|_| levels > 1 && !trouble.is_limit) {
            let n_before = self.troubles.len();
            let value = self.block(nested, levels - 1);
            if self.troubles.len() == n_before {
                self.troubles.push(trouble);
            }
            let value = value.unwrap_or(Node { span: key.span.clone(), kind: NodeKind::Broken });
            return Some(NodeKind::Mapping(vec![(key, value)]));
        }
        self.troubles.push(trouble);
        let key = self.key(&piece)?;
        let value = Node { span: key.span.clone(), kind: NodeKind::Broken };
        Some(NodeKind::Mapping(vec![(key, value)]))
    }

    /// Returns the key and the lines below it, if the first line is `key:` and nothing else.
    fn bare_head(&self, piece: &Range<usize>) -> Option<(Node, Range<usize>)> {
        let head = lines(self.source, piece).find(|line| line.is_content)?;
        let built = build(self.source, piece.start..head.range.end).ok()?;
        let NodeKind::Mapping(entries) = built.root?.kind else { return None };
        let (key, value) = entries.into_iter().next()?;
        let is_bare = value.kind == NodeKind::Empty && key.as_text().is_some();
        is_bare.then_some((key, head.range.end..piece.end))
    }

    /// Guesses the key of an entry that cannot be read.
    fn key(&self, piece: &Range<usize>) -> Option<Node> {
        let head = lines(self.source, piece).find(|line| line.is_content)?;
        let start = head.range.start + head.indent;
        let text = self.source.get(start..head.range.end)?.split(':').next()?.trim_end();
        if text.is_empty() || !text.chars().all(is_key_character) {
            return None;
        }
        let kind = NodeKind::Scalar { text: text.to_owned(), style: Style::Plain };
        Some(Node { span: start..start + text.len(), kind })
    }
}

/// Returns where the text of a piece starts, whose indentation may be less than that of the block.
fn start_of_text(source: &str, piece: &Range<usize>) -> usize {
    let text = source.get(piece.clone()).unwrap_or_default().trim_start_matches(' ');
    piece.end - text.len()
}

fn last_end(kind: &NodeKind) -> usize {
    let last = match kind {
        NodeKind::Sequence(items) => items.last(),
        NodeKind::Mapping(entries) => entries.last().map(|(_, value)| value),
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => None,
    };
    last.map_or(0, |node| node.span.end)
}

/// How a block of lines is built, as its first line tells.
struct Shape {
    indent: usize,
    is_sequence: bool,
}

impl Shape {
    fn of(source: &str, block: &Range<usize>) -> Option<Self> {
        let first = lines(source, block).find(|line| line.is_content && !line.is_mark)?;
        Some(Self { indent: first.indent, is_sequence: first.is_dash })
    }

    /// Cuts a block before each line that starts an entry.
    fn split(&self, source: &str, block: &Range<usize>) -> Vec<Range<usize>> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for line in lines(source, block) {
            let is_start = line.is_content
                && !line.is_mark
                && line.indent <= self.indent
                && !line.is_closing
                && (line.is_dash == self.is_sequence || line.indent < self.indent);
            match pieces.last_mut() {
                Some(last) if !is_start => last.end = line.range.end,
                Some(_) | None if is_start => pieces.push(line.range),
                Some(_) | None => {}
            }
        }
        pieces
    }
}

/// A line and what recovery needs to know of it.
struct Line {
    /// The bytes, with the line break.
    range: Range<usize>,
    /// The spaces before the text.
    indent: usize,
    /// Neither blank nor a comment nor indented by tabs.
    is_content: bool,
    /// It starts an item of a list.
    is_dash: bool,
    /// It starts with a closing bracket.
    is_closing: bool,
    /// It separates documents.
    is_mark: bool,
}

fn lines<'a>(source: &'a str, block: &Range<usize>) -> impl Iterator<Item = Line> + 'a {
    let mut start = block.start;
    source.get(block.clone()).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        let text = text.trim_end();
        Line {
            range,
            indent,
            is_content: !text.is_empty() && !text.starts_with(['#', '\t']),
            is_dash: text == "-" || text.starts_with("- "),
            is_closing: text.starts_with([']', '}']),
            is_mark: indent == 0 && (text == "---" || text == "..."),
        }
    })
}
