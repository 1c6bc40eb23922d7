//! Finds what each comment of a file stands with, so that none comes to stand with something else.

use std::ops::Range;

use crate::gold::format::MODELINE_MARK;
use crate::gold::format::lines::Lines;
use crate::yaml::{Node, NodeKind, read};

/// A comment, and the path of what it stands with: what its line holds, or the entry directly below; `None` for
/// one that stands alone.
type Comment = (String, Option<String>);

/// Says whether the second file has the comments of the first, each with what it stands with there.
///
/// What stands alone may come to stand with something. The line that names the JSON Schema is no comment.
pub(super) fn keeps_comments(before: &str, after: &str) -> bool {
    let (Some(mut before), Some(mut left)) = (comments(before), comments(after)) else { return false };
    // Those that have a place come first: they take theirs before the others take any.
    before.sort_by_key(|(_, path)| path.is_none());
    let is_kept = before.iter().all(|(comment, path)| {
        let is_same = |other: &Comment| other.0 == *comment && (path.is_none() || other.1 == *path);
        left.iter().position(is_same).map(|index| left.swap_remove(index)).is_some()
    });
    is_kept && left.is_empty()
}

/// Returns all comments of a file; `None` if it cannot be read.
fn comments(text: &str) -> Option<Vec<Comment>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let tree = read("", &text).0?;
    let mut page = Page {
        text: &text,
        lines: Lines::new(&text),
        starts: Vec::new(),
        values: Vec::new(),
        texts: Vec::new(),
    };
    page.collect(&tree, "");
    let starts = (0..page.lines.len()).filter_map(|line| page.comment(line));
    let comments = starts.filter_map(|start| {
        let comment = page.rest_of_line(start).trim_end();
        (!comment.starts_with(MODELINE_MARK)).then(|| (comment.to_owned(), page.owner(start)))
    });
    Some(comments.collect())
}

/// A file with the places of all that it holds.
struct Page<'a> {
    text: &'a str,
    lines: Lines<'a>,
    /// Where entries and items begin, each with its path, in the order of the file.
    starts: Vec<(usize, String)>,
    /// Items and values, each with its path, outer before inner.
    values: Vec<(Range<usize>, String)>,
    /// What is text, and holds no comments.
    texts: Vec<Range<usize>>,
}

impl Page<'_> {
    fn collect(&mut self, node: &Node, path: &str) {
        match &node.kind {
            NodeKind::Scalar { .. } => self.texts.push(node.span.clone()),
            NodeKind::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = format!("{path}[{index}]");
                    // Below a dash that stands alone begins the first entry of an item, on lines of its own.
                    if !item.entries().is_empty() && !self.is_behind_dash(item.span.start) {
                        self.values.push((item.span.clone(), path.clone()));
                    } else {
                        self.push(item, item.span.start, &path);
                    }
                    self.collect(item, &path);
                }
            }
            NodeKind::Mapping(entries) => {
                for (key, value) in entries {
                    let path = format!("{path}.{}", key.as_text().unwrap_or_default());
                    self.texts.push(key.span.clone());
                    self.push(value, key.span.start, &path);
                    self.collect(value, &path);
                }
            }
            NodeKind::Empty | NodeKind::Broken => {}
        }
    }

    /// Adds an entry or item that begins at a place; nothing stands where a value is empty.
    fn push(&mut self, value: &Node, start: usize, path: &str) {
        self.starts.push((start, path.to_owned()));
        if value.kind != NodeKind::Empty {
            self.values.push((value.span.clone(), path.to_owned()));
        }
    }

    fn is_behind_dash(&self, at: usize) -> bool {
        let line = self.lines.start(self.lines.at(at));
        self.text.get(line..at).is_some_and(|before| before.trim_end().ends_with('-'))
    }

    fn rest_of_line(&self, start: usize) -> &str {
        self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    /// Returns where the comment of a line starts.
    fn comment(&self, line: usize) -> Option<usize> {
        let (start, content) = (self.lines.start(line), self.lines.content(line));
        let hashes = content.match_indices('#').filter(|(at, _)| {
            content.get(..*at).and_then(|before| before.chars().next_back()).is_none_or(char::is_whitespace)
        });
        hashes.map(|(at, _)| start + at).find(|at| {
            let next = self.texts.partition_point(|text| text.end <= *at);
            self.texts.get(next).is_none_or(|text| *at < text.start)
        })
    }

    /// Returns the path of what the comment at a place stands with.
    fn owner(&self, start: usize) -> Option<String> {
        let line = self.lines.at(start);
        let before = self.text.get(self.lines.start(line)..start).unwrap_or_default().trim_end();
        if before.trim().is_empty() {
            return self.owner_below(line);
        }
        let end = self.lines.start(line) + before.len();
        let is_mark = before.trim_start().starts_with('-');
        let own = self.first_of_line(line).filter(|(place, _)| *place < start).map(|(_, path)| path);
        // A dash with nothing but a comment behind it: the item begins on a line below.
        let below = || self.values.iter().find(|(place, _)| is_mark && place.start > start);
        let around = || self.values.iter().rfind(|(place, _)| place.start < end && end <= place.end);
        own.or_else(|| below().or_else(around).map(|(_, path)| path)).cloned()
    }

    /// Returns the path of the entry directly below a line that holds a comment alone.
    fn owner_below(&self, line: usize) -> Option<String> {
        let is_comment = |line: &usize| self.lines.content(*line).trim_start().starts_with('#');
        let below = (line + 1..self.lines.len()).find(|line| !is_comment(line))?;
        let (start, path) = self.first_of_line(below)?;
        let column = start - self.lines.start(below);
        (line..below).all(|line| self.lines.indent(line) <= column).then(|| path.clone())
    }

    /// Returns the first entry or item that begins on a line.
    fn first_of_line(&self, line: usize) -> Option<&(usize, String)> {
        let next = self.starts.partition_point(|(start, _)| *start < self.lines.start(line));
        self.starts.get(next).filter(|(start, _)| self.lines.at(*start) == line)
    }
}
