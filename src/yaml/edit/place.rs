//! Finds places: the piece of a tree that a path leads to, and the lines and columns of a text.

use std::ops::Range;

use crate::yaml::edit::wanted::missing;
use crate::yaml::edit::{Refusal, Step};
use crate::yaml::print::Layout;
use crate::yaml::{Node, NodeKind};

/// A text with its tree.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub text: &'a str,
    pub root: &'a Node,
    /// Keys whose lists and maps take a line for each thing in them.
    pub tall: &'a [&'a str],
}

/// A piece of the tree and where it hangs.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub node: &'a Node,
    /// The list or map that it stands in, and its index there; `None` for the whole file.
    pub parent: Option<(&'a Node, usize)>,
    /// The parent stands in brackets.
    pub is_in_flow: bool,
}

/// Returns a path as messages name it: `facts.truce.when`.
pub(super) fn path_name(path: &[Step]) -> String {
    let mut name = String::new();
    for step in path {
        match step {
            Step::Key(key) if name.is_empty() => name.push_str(key),
            Step::Key(key) => {
                name.push('.');
                name.push_str(key);
            }
            Step::Index(index) => name.push_str(&format!("[{index}]")),
        }
    }
    if name.is_empty() { "the file".to_owned() } else { name }
}

impl<'a> Source<'a> {
    /// Returns the place of a path, or the last on the way to it, and how many steps were taken.
    ///
    /// Keys that stand twice are refused: nobody knows which is meant.
    pub(super) fn walk(self, path: &[Step]) -> Result<(Spot<'a>, usize), Refusal> {
        let mut spot = Spot { node: self.root, parent: None, is_in_flow: false };
        for (n_taken, step) in path.iter().enumerate() {
            let child = match (step, &spot.node.kind) {
                (Step::Key(key), NodeKind::Mapping(entries)) => {
                    let mut same =
                        entries.iter().enumerate().filter(|(_, (name, _))| name.as_text() == Some(key));
                    let first = same.next();
                    if same.next().is_some() {
                        let name = path_name(path.get(..=n_taken).unwrap_or_default());
                        return Err(Refusal::new(format!(
                            "{name} is defined twice: rename or delete one first"
                        )));
                    }
                    first.map(|(index, (_, value))| (index, value))
                }
                (Step::Index(index), NodeKind::Sequence(items)) => {
                    items.get(*index).map(|item| (*index, item))
                }
                (Step::Key(_) | Step::Index(_), _) => None,
            };
            let Some((index, node)) = child else { return Ok((spot, n_taken)) };
            spot = self.child(spot, index, node);
        }
        Ok((spot, path.len()))
    }

    /// Returns the place of a path that must be there.
    pub(super) fn find(self, path: &[Step]) -> Result<Spot<'a>, Refusal> {
        let (spot, n_taken) = self.walk(path)?;
        if n_taken == path.len() { Ok(spot) } else { Err(missing(path)) }
    }

    /// Returns the place of a part of a list or map.
    pub(super) fn child(self, spot: Spot<'a>, index: usize, node: &'a Node) -> Spot<'a> {
        Spot { node, parent: Some((spot.node, index)), is_in_flow: self.is_flow(spot.node) }
    }

    /// Says whether a list or map stands in brackets.
    pub(super) fn is_flow(self, node: &Node) -> bool {
        node.is_flow(self.text)
    }

    /// Returns the first byte of the line, behind a byte order mark.
    pub(super) fn line_start(self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or_else(|| self.text_start(), |line_break| line_break + 1)
    }

    /// Returns the first byte behind a byte order mark.
    pub(super) fn text_start(self) -> usize {
        if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
    }

    /// Returns the end of what is written on the line of a byte, before its line break.
    pub(super) fn content_end(self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        at + line.trim_end_matches('\r').len()
    }

    /// Returns the first byte behind the line of a byte.
    pub(super) fn line_end(self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.find('\n').map_or(rest.len(), |line_break| line_break + 1)
    }

    /// Returns how the lines of the file end.
    pub(super) fn line_break(self) -> &'static str {
        let first = self.text.find('\n').and_then(|at| self.text.get(..at));
        if first.is_some_and(|line| line.ends_with('\r')) { "\r\n" } else { "\n" }
    }

    /// Returns lines as this file ends them.
    pub(super) fn with_line_breaks(self, lines: &str) -> String {
        lines.replace('\n', self.line_break())
    }

    /// Returns the lines of a piece of the text, which starts at the start of one, each with its line break.
    pub(super) fn lines(self, piece: Range<usize>) -> impl Iterator<Item = (Range<usize>, &'a str)> {
        let mut start = piece.start;
        self.text.get(piece).unwrap_or_default().split_inclusive('\n').map(move |line| {
            let range = start..start + line.len();
            start = range.end;
            (range, line)
        })
    }

    /// Returns how the file is indented: as what lies below a node, else as the rest of the file.
    pub(super) fn layout(self, near: &Node, column: usize) -> Layout<'a> {
        let step = |is_list| self.step_below(near, is_list).or_else(|| self.step_below(self.root, is_list));
        let map_step = step(false).filter(|step| *step > 0).unwrap_or(2);
        Layout { column, map_step, list_step: step(true).unwrap_or(map_step), tall: self.tall }
    }

    /// Returns how far the first list or map below a key stands to the right of the key.
    fn step_below(self, node: &Node, is_list: bool) -> Option<usize> {
        match &node.kind {
            NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => None,
            NodeKind::Sequence(items) => items.iter().find_map(|item| self.step_below(item, is_list)),
            NodeKind::Mapping(_) if self.is_flow(node) => None,
            NodeKind::Mapping(entries) => entries.iter().find_map(|(key, value)| {
                let is_wanted = match value.kind {
                    NodeKind::Sequence(_) => is_list,
                    NodeKind::Mapping(_) => !is_list,
                    NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => false,
                };
                let own = is_wanted && !self.is_flow(value);
                let step = self.column(value.span.start).checked_sub(self.column(key.span.start));
                step.filter(|_| own).or_else(|| self.step_below(value, is_list))
            }),
        }
    }

    /// Returns the column of a byte, from 0; before it stand only spaces, dashes and quote marks.
    pub(super) fn column(self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Returns the line of a byte, from 1.
    pub(super) fn line(self, at: usize) -> usize {
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }
}
