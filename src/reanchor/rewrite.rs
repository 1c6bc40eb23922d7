//! Writes quotations that were found again into their gold file.

use std::ops::Range;

use crate::article::Article;
use crate::fact::Evidence;
use crate::gold::Gold;
use crate::gold::format::hash::pinned_first;
use crate::gold::format::meaning::is_same_but_quotes;
use crate::problem::{Level, Problem};
use crate::reanchor::{Outcome, Quotation, Report};
use crate::text::quote::Quote;
use crate::text::splice::{Splice, difference};
use crate::yaml::data::Data;
use crate::yaml::edit::{Edit, Refusal, Step, edit};
use crate::yaml::{Node, NodeKind, read};

/// Returns the change of a gold file that makes a quotation, whose words stand at a place, another one.
///
/// Only the words and what stands beside them change; `None` if the file cannot be read, or is written in a way that
/// cannot be changed.
#[must_use]
pub fn requoting(source: &str, place: &Range<usize>, quote: &Quote) -> Option<Splice> {
    let tree = read("", source).0?;
    difference(source, &edit(source, &edits(&tree, place, quote)).ok()?)
}

/// Returns the changes of a quotation: its words, and what is written beside them.
fn edits(tree: &Node, place: &Range<usize>, quote: &Quote) -> Vec<Edit> {
    let Some(at) = path_to(tree, place) else { return Vec::new() };
    let set = |at: Vec<Step>, text: &str| Edit::Set { at, value: Data::words(text) };
    let mut edits = vec![set(at.clone(), &quote.text)];
    if let Some((Step::Key(key), holder)) = at.split_last()
        && key == "quote"
    {
        for (name, text) in [("before", &quote.before), ("after", &quote.after)] {
            let field = [holder, &[Step::Key(name.to_owned())]].concat();
            edits.extend(text.iter().map(|text| set(field.clone(), text)));
        }
    }
    edits
}

/// Returns the way to the text that stands at a place.
fn path_to(node: &Node, place: &Range<usize>) -> Option<Vec<Step>> {
    let behind = |step: Step, rest: Vec<Step>| [vec![step], rest].concat();
    match &node.kind {
        NodeKind::Scalar { .. } => (node.span == *place).then(Vec::new),
        NodeKind::Sequence(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some(behind(Step::Index(index), path_to(item, place)?))),
        NodeKind::Mapping(entries) => entries.iter().find_map(|(key, value)| {
            let is_there = value.span.start <= place.start && place.end <= value.span.end;
            let rest = is_there.then(|| path_to(value, place))??;
            Some(behind(Step::Key(key.as_text()?.to_owned()), rest))
        }),
        NodeKind::Empty | NodeKind::Broken => None,
    }
}

/// Reads a gold file, with its problems.
pub type Decode<'a> = dyn Fn(&str) -> (Option<Gold>, Vec<Problem>) + 'a;

/// Returns the gold file with every quotation that was found again as the article writes it, and, if none is lost or in
/// doubt, with the article's hash as the first.
///
/// # Errors
/// If the result cannot be read, differs in anything but its quotations and that hash, or has more errors.
pub fn reanchored(
    source: &str,
    (gold, report): (&Gold, &Report),
    article: &Article,
    decode: &Decode<'_>,
) -> Result<String, Refusal> {
    let unsafe_change =
        || Refusal::new("a quotation stands in a way that cannot be rewritten; change it by hand");
    let tree = read("", source).0.ok_or_else(unsafe_change)?;
    let found = report.quotations.iter().filter_map(|Quotation { place, outcome, .. }| match outcome {
        Outcome::Found { quote, .. } => Some(edits(&tree, place, quote)),
        Outcome::Kept { .. } | Outcome::Lost { .. } => None,
    });
    let mut text = edit(source, &found.flatten().collect::<Vec<Edit>>())?;
    let mut hashes = gold.article.sha256.clone();
    let is_pinned = hashes.iter().any(|hash| hash == article.sha256());
    if !is_pinned && !report.has_lost() && !report.has_doubt() {
        text = pinned_first(&text, article.sha256())?;
        hashes.insert(0, article.sha256().to_owned());
    }
    if text == source {
        return Ok(text);
    }
    let n_errors =
        |problems: &[Problem]| problems.iter().filter(|problem| problem.level == Level::Error).count();
    let (after, problems) = decode(&text);
    let after = after.ok_or_else(unsafe_change)?;
    let is_sound = after.article.sha256 == hashes
        && n_errors(&problems) <= n_errors(&decode(source).1)
        && is_as_reported(gold, &after, report);
    if is_sound { Ok(text) } else { Err(unsafe_change()) }
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
