//! Writes quotations that were found again into their gold file.

use std::ops::Range;

use crate::article::Article;
use crate::fact::Evidence;
use crate::gold::Gold;
use crate::gold::format::hash::pinned_first;
use crate::gold::format::meaning::is_same_but_quotes;
use crate::gold::format::scalar::replaced_scalar;
use crate::reanchor::{Outcome, Quotation, Report};
use crate::text::quote::Quote;
use crate::text::splice::{Splice, spliced};
use crate::yaml::edit::Refusal;
use crate::yaml::{Node, NodeKind, read};

/// Returns the changes of a gold file that make a quotation, whose words stand at a place, another one.
///
/// Only the words and what stands beside them change; nothing if the file cannot be read.
#[must_use]
pub fn requoting(source: &str, place: &Range<usize>, quote: &Quote) -> Vec<Splice> {
    let Some(tree) = read("", source).0 else { return Vec::new() };
    requoting_in(source, &tree, place, quote)
}

fn requoting_in(source: &str, tree: &Node, place: &Range<usize>, quote: &Quote) -> Vec<Splice> {
    let mut splices = Vec::new();
    let mut put = |node: &Node, text: &str| {
        if node.as_text().is_some_and(|written| written != text) {
            splices.extend(replaced_scalar(source, &node.span, text));
        }
    };
    match holder(tree, place) {
        Some(Holder::Fields(entries)) => {
            for (key, value) in entries {
                let text = match key.as_text() {
                    Some("quote") if value.span == *place => Some(quote.text.as_str()),
                    Some("before") => quote.before.as_deref(),
                    Some("after") => quote.after.as_deref(),
                    Some(_) | None => None,
                };
                text.into_iter().for_each(|text| put(value, text));
            }
        }
        Some(Holder::Bare(node)) => put(node, &quote.text),
        None => {}
    }
    splices
}

/// What holds the words of a quotation.
enum Holder<'n> {
    /// A map of `quote:`, `before:` and others.
    Fields(&'n [(Node, Node)]),
    /// Nothing but the words.
    Bare(&'n Node),
}

/// Finds what stands at a place.
fn holder<'n>(node: &'n Node, place: &Range<usize>) -> Option<Holder<'n>> {
    match &node.kind {
        NodeKind::Scalar { .. } => (node.span == *place).then_some(Holder::Bare(node)),
        NodeKind::Sequence(items) => items.iter().find_map(|item| holder(item, place)),
        NodeKind::Mapping(entries) => {
            let (key, value) = entries
                .iter()
                .find(|(_, value)| value.span.start <= place.start && place.end <= value.span.end)?;
            match holder(value, place)? {
                Holder::Bare(_) if key.as_text() == Some("quote") => Some(Holder::Fields(entries)),
                found @ (Holder::Bare(_) | Holder::Fields(_)) => Some(found),
            }
        }
        NodeKind::Empty | NodeKind::Broken => None,
    }
}

/// Returns the gold file with every quotation that was found again as the article writes it, and, if none is lost, with
/// the article's hash as the first.
///
/// `decode` reads a gold file again.
///
/// # Errors
/// If the result cannot be read, or differs in anything but its quotations.
pub fn reanchored(
    source: &str,
    (gold, report): (&Gold, &Report),
    article: &Article,
    decode: &dyn Fn(&str) -> Option<Gold>,
) -> Result<String, Refusal> {
    let unsafe_change =
        || Refusal::new("a quotation stands in a way that cannot be rewritten; change it by hand");
    let tree = read("", source).0.ok_or_else(unsafe_change)?;
    let mut splices = Vec::new();
    for Quotation { place, outcome, .. } in &report.quotations {
        if let Outcome::Found { quote, .. } = outcome {
            splices.extend(requoting_in(source, &tree, place, quote));
        }
    }
    if !report.has_lost() {
        splices.extend(pinned_first(source, article));
    }
    let text = spliced(source, &splices).ok_or_else(unsafe_change)?;
    let after = decode(&text).ok_or_else(unsafe_change)?;
    if is_as_reported(gold, &after, report) { Ok(text) } else { Err(unsafe_change()) }
}

/// Says whether every quotation became what the report says, and every label kept all else.
fn is_as_reported(before: &Gold, after: &Gold, report: &Report) -> bool {
    let quotes = |gold: &Gold| -> Vec<Quote> {
        let facts = gold.facts.iter().flat_map(|fact| &fact.fact.evidence);
        let evidence = facts.chain(gold.distractors.iter().flat_map(|one| &one.fact.evidence));
        let labelled = evidence.filter_map(|evidence| match evidence {
            Evidence::Quote(quote) => Some(quote.clone()),
            Evidence::Place { .. } => None,
        });
        labelled.chain(gold.ignore.iter().map(|ignored| ignored.quote.clone())).collect()
    };
    let expected = report.quotations.iter().map(|quotation| match &quotation.outcome {
        Outcome::Found { quote, .. } => quote.clone(),
        Outcome::Kept { .. } | Outcome::Lost { .. } => quotation.quote.clone(),
    });
    expected.eq(quotes(after)) && is_same_but_quotes(before, after)
}
