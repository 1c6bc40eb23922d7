//! Mends a file where that is certain: makes the changes of findings, and refuses those that reach further than they say.

use std::ops::Range;

use crate::problem::{Fix, Level, Problem};
use crate::text::splice::{Splice, spliced};
use crate::yaml::{Node, NodeKind, read};

/// A file after a round of mending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// The findings that were mended, by their position in the list given.
    pub done: Vec<usize>,
}

/// Makes the changes that findings of one YAML file ask for.
///
/// Of changes that overlap the first is made; the others wait for the next round. What is left out: a change after which
/// the file would have more errors, or another part of it than the changed one, be it a fact, a type or an entity, would
/// say something else.
#[must_use]
pub fn mend(file: &str, text: &str, problems: &[&Problem]) -> Mended {
    let before = Reading::of(file, text);
    let mut made: Vec<(usize, Vec<Splice>)> = Vec::new();
    for (index, problem) in problems.iter().enumerate() {
        let Some(Fix::Splices(splices)) = &problem.fix else { continue };
        let is_free = made
            .iter()
            .flat_map(|(_, others)| others)
            .all(|other| splices.iter().all(|splice| splice != other && !overlap(&splice.span, &other.span)));
        if is_free && !splices.is_empty() {
            made.push((index, splices.clone()));
        }
    }
    if let Some(mended) = before.with(&made) {
        return mended;
    }
    // One of them goes too far: each is tried beside those that did not.
    let mut kept: Vec<(usize, Vec<Splice>)> = Vec::new();
    for change in made {
        kept.push(change);
        if before.with(&kept).is_none() {
            kept.pop();
        }
    }
    before.with(&kept).unwrap_or_else(|| Mended { text: text.to_owned(), done: Vec::new() })
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end || a == b
}

/// A text as YAML reads it.
struct Reading<'a> {
    file: &'a str,
    text: &'a str,
    tree: Option<Node>,
    n_errors: usize,
}

impl<'a> Reading<'a> {
    fn of(file: &'a str, text: &'a str) -> Self {
        let (tree, problems) = read(file, text);
        let n_errors = problems.iter().filter(|problem| problem.level == Level::Error).count();
        Self { file, text, tree, n_errors }
    }

    /// Makes changes; `None` if they reach further than they say.
    fn with(&self, changes: &[(usize, Vec<Splice>)]) -> Option<Mended> {
        let splices: Vec<Splice> = changes.iter().flat_map(|(_, splices)| splices.iter().cloned()).collect();
        let text = spliced(self.text, &splices)?;
        let after = Reading::of(self.file, &text);
        let is_kept = after.n_errors <= self.n_errors && self.says_the_same_elsewhere(&after, &splices);
        is_kept
            .then(|| Mended { text: text.clone(), done: changes.iter().map(|(index, _)| *index).collect() })
    }

    /// Compares all parts of the file but those that were changed.
    fn says_the_same_elsewhere(&self, after: &Reading<'_>, splices: &[Splice]) -> bool {
        let (Some(before), Some(after)) = (&self.tree, &after.tree) else { return false };
        let (before, after) = (parts(before), parts(after));
        let ends = before.iter().skip(1).map(|part| part.start).chain([usize::MAX]);
        let is_touched = |start: usize, end: usize| {
            splices.iter().any(|splice| start <= splice.span.end && splice.span.start < end)
        };
        before.len() == after.len()
            && before.iter().zip(&after).zip(ends).all(|((before, after), end)| {
                let is_same = is_touched(before.start, end) || is_alike(before.node, after.node);
                before.path == after.path && is_same
            })
    }
}

/// One entry of a file, or of a map in it: a fact, a distractor, a type, an entity, an extractor.
struct Part<'n> {
    path: (&'n str, Option<&'n str>),
    /// Where its key starts; it ends where the next part starts.
    start: usize,
    node: &'n Node,
}

/// Returns the parts of a file in its order.
fn parts(root: &Node) -> Vec<Part<'_>> {
    let NodeKind::Mapping(entries) = &root.kind else {
        return vec![Part { path: ("", None), start: 0, node: root }];
    };
    let mut parts = Vec::new();
    for (key, value) in entries {
        let name = key.as_text().unwrap_or_default();
        match &value.kind {
            NodeKind::Mapping(inner) if !inner.is_empty() => {
                parts.extend(inner.iter().map(|(inner_key, node)| Part {
                    path: (name, inner_key.as_text()),
                    start: inner_key.span.start,
                    node,
                }));
            }
            NodeKind::Mapping(_)
            | NodeKind::Sequence(_)
            | NodeKind::Scalar { .. }
            | NodeKind::Empty
            | NodeKind::Broken => parts.push(Part { path: (name, None), start: key.span.start, node: value }),
        }
    }
    parts
}

/// Says whether two pieces say the same, wherever they stand and however they are written.
fn is_alike(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Scalar { text: a, .. }, NodeKind::Scalar { text: b, .. }) => a == b,
        (NodeKind::Sequence(a), NodeKind::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_alike(a, b))
        }
        (NodeKind::Mapping(a), NodeKind::Mapping(b)) => {
            let is_entry_alike =
                |(a, b): (&(Node, Node), &(Node, Node))| is_alike(&a.0, &b.0) && is_alike(&a.1, &b.1);
            a.len() == b.len() && a.iter().zip(b).all(is_entry_alike)
        }
        (NodeKind::Empty, NodeKind::Empty) | (NodeKind::Broken, NodeKind::Broken) => true,
        (
            NodeKind::Scalar { .. }
            | NodeKind::Sequence(_)
            | NodeKind::Mapping(_)
            | NodeKind::Empty
            | NodeKind::Broken,
            _,
        ) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "facts:\n  a: {count: x}\n  b: {count: y}\n  c: {quote: z\n";

    /// Replaces words of [`TEXT`], each for a finding of its own, and compares what is mended.
    fn check(changes: &[(&str, &str)], expected: &[(&str, &str)]) {
        let change = |(from, to): &(&str, &str)| {
            let at = TEXT.find(from).unwrap();
            let fix = Fix::Splices(vec![Splice::new(at..at + from.len(), *to)]);
            Problem::error("V1", "a.yaml", None, "").with_fix(fix)
        };
        let problems: Vec<Problem> = changes.iter().map(change).collect();
        let mended = mend("a.yaml", TEXT, &problems.iter().collect::<Vec<_>>());
        let expected_text =
            expected.iter().fold(TEXT.to_owned(), |text, (from, to)| text.replacen(from, to, 1));
        assert_eq!(mended.text, expected_text);
        let done: Vec<(&str, &str)> = mended.done.iter().map(|index| changes[*index]).collect();
        assert_eq!(done, expected);
    }

    #[test]
    fn changes_at_different_places_are_made_together() {
        let changes = [("x}", "1}"), ("z\n", "2}\n")];
        check(&changes, &changes);
    }

    #[test]
    fn of_changes_that_overlap_the_first_is_made() {
        check(&[("x}", "1}"), (": x", ": 3")], &[("x}", "1}")]);
    }

    #[test]
    fn a_change_that_reaches_into_another_fact_is_left_out() {
        check(&[("x}", "1}\n  d: 1"), ("y}", "5}")], &[("y}", "5}")]);
        check(&[("x}", "1"), ("y}", "5}")], &[("y}", "5}")]);
        check(&[("x}", "1}\n  b: {}"), ("y}", "5}")], &[("y}", "5}")]);
    }
}
