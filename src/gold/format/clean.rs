//! Takes out what no reader sees: spaces at the ends of lines, other line ends than LF, needless blank lines.

use std::borrow::Cow;
use std::ops::Range;

use crate::gold::format::lines::{Lines, inner_lines, last_line};
use crate::yaml::{Node, NodeKind, Style};

/// Returns the text without a byte order mark, with LF, no spaces at the ends of lines, no document marks, and one
/// line end at the end; without blank lines inside the entries of the `tight` maps.
///
/// The lines of texts that span several stay as they are. `tree` is that of the text.
pub(super) fn cleaned(text: &str, tree: &Node, tight: &[&(Node, Node)]) -> String {
    let text = without_carriage_returns(text);
    // Places move with carriage returns: such a file is read again.
    let reread = match &text {
        Cow::Owned(text) => crate::yaml::read("", text).0,
        Cow::Borrowed(_) => None,
    };
    let tight_again =
        reread.as_ref().filter(|_| !tight.is_empty()).map(crate::gold::format::order::dense_entries);
    let tree = reread.as_ref().unwrap_or(tree);
    let tight = tight_again.as_deref().unwrap_or(tight);
    let lines = Lines::new(&text);
    let exact = Set::new(&lines, |found| inner_lines(&lines, tree, |style| style != Style::Plain, found));
    let inner = Set::new(&lines, |found| inner_lines(&lines, tree, |_| true, found));
    let dense = Set::new(&lines, |found| {
        for (key, value) in tight {
            found.push(lines.at(key.span.start)..end_of_entry(&lines, key, value));
        }
    });
    let mut clean = String::with_capacity(text.len());
    for line in 0..lines.len() {
        let content = lines.content(line);
        let content = if exact.has(line) { content } else { content.trim_end_matches([' ', '\t']) };
        let is_mark = matches!(content, "---" | "...");
        let is_needless = is_mark || (content.is_empty() && dense.has(line));
        if inner.has(line) || !is_needless {
            clean.push_str(content);
            clean.push('\n');
        }
    }
    end(clean, keeps_blank_end(&lines, tree))
}

/// Returns the line behind an entry and the comments below it that stand further to the right than its key.
fn end_of_entry(lines: &Lines<'_>, key: &Node, value: &Node) -> usize {
    let indent = lines.indent(lines.at(key.span.start));
    let end = last_line(lines, value, key.span.end) + 1;
    let is_below = |line: &usize| {
        lines.is_blank(*line)
            || (lines.content(*line).trim_start().starts_with('#') && lines.indent(*line) > indent)
    };
    (end..lines.len())
        .take_while(is_below)
        .filter(|line| !lines.is_blank(*line))
        .last()
        .map_or(end, |last| last + 1)
}

/// Leaves one line end at the end, unless the last text keeps those behind it.
fn end(mut clean: String, keeps_blank_end: bool) -> String {
    if !keeps_blank_end {
        let n_kept = clean.trim_end_matches('\n').len();
        clean.truncate(n_kept);
        clean.push('\n');
    }
    clean
}

fn keeps_blank_end(lines: &Lines<'_>, tree: &Node) -> bool {
    let NodeKind::Mapping(entries) = &tree.kind else { return false };
    let last = entries.last().map(|(key, value)| last_line(lines, value, key.span.end));
    last.is_some_and(|last| last + 1 >= lines.len() && lines.is_blank(last))
}

fn without_carriage_returns(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').map_or(Cow::Borrowed(text), |rest| Cow::Owned(rest.to_owned()));
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}

/// A set of lines.
struct Set {
    /// One flag a line.
    flags: Vec<bool>,
}

impl Set {
    fn new(lines: &Lines<'_>, find: impl Fn(&mut Vec<Range<usize>>)) -> Self {
        let mut found = Vec::new();
        find(&mut found);
        let mut flags = vec![false; lines.len()];
        for range in found {
            flags.iter_mut().take(range.end).skip(range.start).for_each(|flag| *flag = true);
        }
        Self { flags }
    }

    fn has(&self, line: usize) -> bool {
        self.flags.get(line).copied().unwrap_or(false)
    }
}
