//! The one reader of YAML files that people write: a tree of texts with places, and every problem of the file.

use std::borrow::Cow;
use std::ops::Range;

use crate::problem::{Problem, sort_problems};
use crate::yaml::recover::recover;
use crate::yaml::tree::{Trouble, build};

pub mod block;
mod check;
pub mod data;
pub mod decode;
pub mod edit;
mod mend;
pub mod print;
mod recover;
pub mod shape;
#[cfg(test)]
mod tests;
mod tree;

/// The deepest nesting of lists and maps that a file may have.
pub const DEPTH_MAX: usize = 32;
/// The most nodes that a file may have.
pub const NODES_MAX: usize = 5_000_000;

/// A piece of YAML and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The place in the file, in bytes; quote marks and brackets belong to it, `>` and `|` do not.
    pub span: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// What a piece of YAML is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// Text, whatever YAML takes it for: `9:00`, `no` and `2020` are texts.
    Scalar {
        /// The text without quote marks, escapes and folding.
        text: String,
        /// How it was written.
        style: Style,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A map in the order of the file: (key, value); each key is a text, and may stand there twice.
    Mapping(Vec<(Node, Node)>),
    /// Nothing was written.
    Empty,
    /// Something that cannot be read; a problem speaks of it already.
    Broken,
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bare.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// Under `|` or `>`.
    Block,
}

impl Node {
    /// Returns the text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            NodeKind::Sequence(_) | NodeKind::Mapping(_) | NodeKind::Empty | NodeKind::Broken => None,
        }
    }

    /// Returns the text, if it is written bare.
    #[must_use]
    pub fn as_plain_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar { text, style: Style::Plain } => Some(text),
            NodeKind::Scalar { .. }
            | NodeKind::Sequence(_)
            | NodeKind::Mapping(_)
            | NodeKind::Empty
            | NodeKind::Broken => None,
        }
    }

    /// Returns the entries of a map; none for anything else.
    #[must_use]
    pub const fn entries(&self) -> &[(Self, Self)] {
        match &self.kind {
            NodeKind::Mapping(entries) => entries.as_slice(),
            NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Empty | NodeKind::Broken => &[],
        }
    }

    /// Returns the value of a key; `None` if this is no map or has no such key.
    #[must_use]
    pub fn value_of(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(name, _)| name.as_text() == Some(key)).map(|(_, value)| value)
    }

    /// Says whether it is a list or map in brackets.
    ///
    /// A list at the column of its key begins for the parser at its first item, which may stand in brackets itself.
    #[must_use]
    pub fn is_flow(&self, source: &str) -> bool {
        let first = match &self.kind {
            NodeKind::Sequence(items) => items.first(),
            NodeKind::Mapping(entries) => entries.first().map(|(key, _)| key),
            NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => return false,
        };
        let is_bracket = source.get(self.span.start..).is_some_and(|rest| rest.starts_with(['[', '{']));
        is_bracket && first.is_none_or(|first| first.span.start != self.span.start)
    }

    /// Returns what it is, as messages call it.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match self.kind {
            NodeKind::Scalar { .. } => "a text",
            NodeKind::Sequence(_) => "a list",
            NodeKind::Mapping(_) => "a map",
            NodeKind::Empty => "nothing",
            NodeKind::Broken => "something unreadable",
        }
    }

    /// Returns the place in the file of some bytes of the text; the whole text where escapes or folding shift them.
    #[must_use]
    pub fn place_within(&self, source: &str, within: &Range<usize>) -> Range<usize> {
        let NodeKind::Scalar { text, style } = &self.kind else { return self.span.clone() };
        let quote_len = match style {
            Style::Plain | Style::Block => 0,
            Style::Quoted => 1,
        };
        let inner = self.span.start + quote_len..self.span.end.saturating_sub(quote_len);
        let is_verbatim = source.get(inner.clone()) == Some(text.trim_end_matches('\n'));
        if !is_verbatim || text.get(within.clone()).is_none_or(str::is_empty) {
            return self.span.clone();
        }
        inner.start + within.start..inner.start + within.end
    }
}

/// Reads a file that people write: the tree, and all problems in the order of the file.
///
/// After a syntax error it reads on, so that the tree lacks only what cannot be read; `None` where nothing can.
#[must_use]
pub fn read(file_name: &str, text: &str) -> (Option<Node>, Vec<Problem>) {
    let mut problems = check::characters(file_name, text);
    let readable = without_control_characters(text);
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut troubles = Vec::new();
    let tree = match build(&readable, start..text.len()) {
        Ok(built) => {
            troubles = built.troubles;
            built.root
        }
        Err(trouble) if trouble.is_limit => {
            troubles.push(trouble);
            None
        }
        Err(trouble) => recover(&readable, start..text.len(), trouble, &mut troubles),
    };
    problems.extend(troubles.into_iter().map(|trouble| trouble.into_problem(file_name)));
    if tree.is_none() && problems.iter().all(|problem| problem.rule != SYNTAX) {
        let message =
            if text.trim().is_empty() { "the file is empty" } else { "the file holds only comments" };
        problems.push(Problem::error(SYNTAX, file_name, None, message));
    }
    let tree = tree.map(|tree| check::tree(file_name, text, tree, &mut problems));
    for problem in &mut problems {
        problem.is_unreadable |= tree.is_none() && problem.rule == SYNTAX;
    }
    sort_problems(&mut problems);
    (tree, problems)
}

/// Says whether a character can stand in the keys that karat knows.
#[must_use]
pub fn is_key_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// The rule of what YAML itself forbids, or karat in YAML.
pub const SYNTAX: &str = "Y0";

/// Replaces characters that YAML forbids by others of the same length, so that reading goes on behind them.
fn without_control_characters(text: &str) -> Cow<'_, str> {
    if !text.chars().any(check::is_forbidden) {
        return Cow::Borrowed(text);
    }
    let replace = |character: char| match (check::is_forbidden(character), character.len_utf8()) {
        (false, _) => character,
        (true, 1) => '?',
        (true, 2) => '¿',
        (true, _) => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(replace).collect())
}

impl Trouble {
    fn into_problem(self, file_name: &str) -> Problem {
        let problem = Problem::error(self.rule, file_name, Some(self.span), self.message);
        Problem { help: self.help, fix: self.fix, ..problem }
    }
}
