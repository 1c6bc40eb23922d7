//! Cuts a list or map that is not in brackets into its entries, each with its lines and comments.

use crate::yaml::block::block_end;
use crate::yaml::edit::Refusal;
use crate::yaml::edit::place::Source;
use crate::yaml::{Node, NodeKind, Style};

/// An entry of a map, or an item of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// The first byte of the key or dash.
    pub start: usize,
    /// One past the colon or dash.
    pub mark_end: usize,
    /// One past the value, without a comment behind it.
    pub value_end: usize,
    /// The column of the key or dash.
    pub column: usize,
    /// Nothing but spaces stands before it on its line.
    pub owns_line: bool,
}

impl<'a> Source<'a> {
    /// Returns the entries of a list or map that is not in brackets, in order.
    pub(super) fn entries(self, node: &Node) -> Result<Vec<Entry>, Refusal> {
        let mut entries: Vec<Entry> = Vec::new();
        match &node.kind {
            NodeKind::Mapping(pairs) => {
                for (key, value) in pairs {
                    entries.push(self.map_entry(key, value)?);
                }
            }
            NodeKind::Sequence(items) => {
                for item in items {
                    let dash = match entries.last() {
                        Some(last) => self.next_dash(last)?,
                        None => self.first_dash(node, item)?,
                    };
                    entries.push(self.item(dash, item)?);
                }
            }
            NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => {}
        }
        Ok(entries)
    }

    /// Returns an entry of a map that is not in brackets.
    fn map_entry(self, key: &Node, value: &Node) -> Result<Entry, Refusal> {
        let start = key.span.start;
        let colon = self.colon(key).ok_or_else(|| self.odd(start))?;
        let before = self.text.get(self.line_start(start)..start).unwrap_or_default();
        if before.contains(|character| character != ' ' && character != '-') {
            return Err(self.odd(start));
        }
        let owns_line = !before.contains('-');
        let value_end = self.value_end(colon + 1, value)?;
        Ok(Entry { start, mark_end: colon + 1, value_end, column: self.column(start), owns_line })
    }

    /// Returns the colon behind a key, if one follows on the same line.
    pub(super) fn colon(self, key: &Node) -> Option<usize> {
        let rest = self.text.get(key.span.end..)?;
        let n_spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest.get(n_spaces..)?.starts_with(':').then_some(key.span.end + n_spaces)
    }

    fn item(self, dash: usize, value: &Node) -> Result<Entry, Refusal> {
        let rest = self.text.get(dash..).unwrap_or_default();
        if !rest.starts_with('-') {
            return Err(self.odd(dash));
        }
        let before = self.text.get(self.line_start(dash)..dash).unwrap_or_default();
        let value_end = self.value_end(dash + 1, value)?;
        let owns_line = before.bytes().all(|byte| byte == b' ');
        Ok(Entry { start: dash, mark_end: dash + 1, value_end, column: self.column(dash), owns_line })
    }

    /// Returns the dash of the first item; a list under its key, at the same column, begins for the parser behind it.
    fn first_dash(self, list: &Node, first: &Node) -> Result<usize, Refusal> {
        let start = list.span.start;
        let is_dash = self.text.get(start..).is_some_and(|rest| rest.starts_with('-'));
        if is_dash && first.span.start != start {
            return Ok(start);
        }
        let mut end = start;
        loop {
            let line_start = self.line_start(end);
            let line = self.text.get(line_start..end).unwrap_or_default();
            let text = line.trim();
            let indent = line.len() - line.trim_start_matches(' ').len();
            let is_comment = text.starts_with('#');
            if text.ends_with('-') && !is_comment {
                return Ok(line_start + line.trim_end().len() - 1);
            }
            if text.starts_with("- ") {
                return Ok(line_start + indent);
            }
            if line_start == self.text_start() || !(text.is_empty() || is_comment) {
                return Err(self.odd(start));
            }
            end = line_start - 1;
        }
    }

    /// Returns the dash of the item behind another: what lies between are blank lines and comments.
    fn next_dash(self, last: &Entry) -> Result<usize, Refusal> {
        let from = self.line_end(last.value_end);
        let mut lines = self.lines(from..self.text.len());
        let line = lines.find(|(_, line)| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let (range, line) = line.ok_or_else(|| self.odd(from))?;
        Ok(range.start + line.len() - line.trim_start_matches(' ').len())
    }

    /// Returns where a value ends; `mark_end` is one past its colon or dash.
    fn value_end(self, mark_end: usize, value: &Node) -> Result<usize, Refusal> {
        Ok(match &value.kind {
            NodeKind::Empty => mark_end,
            NodeKind::Scalar { style: Style::Block, .. } => {
                let written = self.text.get(..block_end(self.text, value)).unwrap_or_default();
                let line = written.strip_suffix('\n').unwrap_or(written);
                let end = line.strip_suffix('\r').unwrap_or(line).len();
                self.header_end(mark_end).max(value.span.end).max(end)
            }
            NodeKind::Sequence(_) | NodeKind::Mapping(_) if !self.is_flow(value) => {
                self.entries(value)?.last().map_or(value.span.end, |last| last.value_end)
            }
            NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Mapping(_) | NodeKind::Broken => {
                value.span.end
            }
        })
    }

    /// Returns the end of the `>-` or `|` that follows a colon or dash.
    pub(super) fn header_end(self, mark_end: usize) -> usize {
        let rest = self.text.get(mark_end..).unwrap_or_default();
        let n_spaces = rest.len() - rest.trim_start().len();
        let header = rest.get(n_spaces..).unwrap_or_default();
        mark_end + n_spaces + header.find(|character: char| character.is_whitespace()).unwrap_or(header.len())
    }

    /// Returns one past the lines of an entry: the value, the comment behind it, and comments below that are deeper.
    pub(super) fn lines_end(self, entry: &Entry) -> usize {
        let mut end = self.line_end(entry.value_end);
        for (range, line) in self.lines(end..self.text.len()) {
            let text = line.trim_start_matches(' ');
            let is_deeper = text.starts_with('#') && line.len() - text.len() > entry.column;
            if is_deeper {
                end = range.end;
            } else if !text.trim().is_empty() {
                break;
            }
        }
        end
    }

    /// Returns the first byte of the lines of an entry: its own, and those of the comments directly above it.
    ///
    /// The comments at the top of the file belong to the file.
    pub(super) fn lines_start(self, entry: &Entry) -> usize {
        let own = self.line_start(entry.start);
        let mut start = own;
        while start > self.text_start() {
            let above = self.line_start(start - 1);
            let line = self.text.get(above..start).unwrap_or_default();
            let text = line.trim_start_matches(' ');
            if !text.starts_with('#') || line.len() - text.len() > entry.column {
                break;
            }
            if above == self.text_start() {
                return own;
            }
            start = above;
        }
        start
    }

    /// Says whether a blank line stands between two neighbours.
    pub(super) fn has_blank_line(self, before: &Entry, after: &Entry) -> bool {
        let between = self.line_end(before.value_end)..self.line_start(after.start);
        self.lines(between).any(|(_, line)| line.trim().is_empty())
    }

    /// Returns the refusal of a way to write YAML that is not edited.
    pub(super) fn odd(self, at: usize) -> Refusal {
        let line = self.line(at);
        Refusal::new(format!("line {line} is written in a way that karat does not change: change it by hand"))
    }
}
