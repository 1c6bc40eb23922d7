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
/// the file would have more errors, or say anything else than before but for the texts that are changed. A change that
/// mends an error may change the fact, type or entity that it stands in, and no other.
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
    if let Some(mended) = before.with(&made, keeps_other_texts) {
        return mended;
    }
    // One of them goes too far, or mends an error: each is tried alone, and beside those that did not.
    let mut kept: Vec<(usize, Vec<Splice>)> = Vec::new();
    for change in made {
        let alone = before.with(std::slice::from_ref(&change), keeps_all_else);
        kept.push(change);
        if alone.is_none() || before.with(&kept, keeps_other_parts).is_none() {
            kept.pop();
        }
    }
    let mended = before.with(&kept, keeps_other_parts);
    mended.unwrap_or_else(|| Mended { text: text.to_owned(), done: Vec::new() })
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end || a == b
}

/// Says whether what was read before is kept in what is read after some changes.
type Keeps = fn(&Reading<'_>, &Reading<'_>, &[Splice]) -> bool;

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

    /// Makes changes; `None` if the file has more errors then, or they reach further than they say.
    fn with(&self, changes: &[(usize, Vec<Splice>)], keeps: Keeps) -> Option<Mended> {
        let splices: Vec<Splice> = changes.iter().flat_map(|(_, splices)| splices.iter().cloned()).collect();
        let text = spliced(self.text, &splices)?;
        let after = Reading::of(self.file, &text);
        let is_sound = after.n_errors <= self.n_errors && keeps(self, &after, &splices);
        let done = changes.iter().map(|(index, _)| *index).collect();
        is_sound.then_some(Mended { text, done })
    }
}

/// Says whether a change keeps what it is not about: where it mends an error, that is other parts of the file.
fn keeps_all_else(before: &Reading<'_>, after: &Reading<'_>, splices: &[Splice]) -> bool {
    if after.n_errors < before.n_errors {
        keeps_other_parts(before, after, splices)
    } else {
        keeps_other_texts(before, after, splices)
    }
}

/// Says whether nothing is different but the texts that were changed, each of which is still one text.
fn keeps_other_texts(before: &Reading<'_>, after: &Reading<'_>, splices: &[Splice]) -> bool {
    let trees = before.tree.as_ref().zip(after.tree.as_ref());
    trees.is_some_and(|(before, after)| is_alike(before, after, splices))
}

/// Says whether all parts of the file but those that were changed say the same.
fn keeps_other_parts(before: &Reading<'_>, after: &Reading<'_>, splices: &[Splice]) -> bool {
    let (Some(before), Some(after)) = (&before.tree, &after.tree) else { return false };
    let (before, after) = (parts(before), parts(after));
    let ends = before.iter().skip(1).map(|part| part.start).chain([usize::MAX]);
    let is_touched = |start: usize, end: usize| {
        splices.iter().any(|splice| start <= splice.span.end && splice.span.start < end)
    };
    before.len() == after.len()
        && before.iter().zip(&after).zip(ends).all(|((before, after), end)| {
            let is_same = is_touched(before.start, end) || is_alike(before.node, after.node, &[]);
            before.path == after.path && is_same
        })
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

/// Says whether two pieces say the same but for texts that were changed, wherever they stand and however they are written.
fn is_alike(before: &Node, after: &Node, splices: &[Splice]) -> bool {
    let is_touched =
        |splice: &Splice| before.span.start <= splice.span.end && splice.span.start <= before.span.end;
    match (&before.kind, &after.kind) {
        (NodeKind::Scalar { text: old, .. }, NodeKind::Scalar { text: new, .. }) => {
            old == new || splices.iter().any(is_touched)
        }
        (NodeKind::Sequence(old), NodeKind::Sequence(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_alike(old, new, splices))
        }
        (NodeKind::Mapping(old), NodeKind::Mapping(new)) => {
            let is_entry_alike = |(old, new): (&(Node, Node), &(Node, Node))| {
                is_alike(&old.0, &new.0, splices) && is_alike(&old.1, &new.1, splices)
            };
            old.len() == new.len() && old.iter().zip(new).all(is_entry_alike)
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
    fn a_change_that_cuts_its_text_in_two_is_left_out() {
        let text = "facts:\n  a: {quotes: [\n    b c, d]}\n";
        let change = |to: &str| {
            let at = text.find("b c").unwrap();
            let fix = Fix::Splices(vec![Splice::new(at..at + 3, to)]);
            mend("a.yaml", text, &[&Problem::error("E1", "a.yaml", None, "").with_fix(fix)]).text
        };
        assert_eq!(change("b, c"), text);
        assert_eq!(change("b: c"), text);
        assert_eq!(change("'b, c'"), text.replace("b c", "'b, c'"));
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
