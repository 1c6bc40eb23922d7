//! Rule C1: where labels are complete, every value of their kind is in one of them.

use std::collections::BTreeSet;

use crate::lint::{Bench, Findings};
use crate::schema::ViewSource;
use crate::suggest::Look;
use crate::suggest::candidates::{Search, candidates};

/// C1: passages that look like a value of a kind whose labels are complete.
///
/// The finding points to `coverage:`, which promises that there are none. A complete type promises its counts: a number
/// of people or things is seldom anything but a fact. Dates and lengths of time stand beside most sentences, so that only
/// a complete view of them promises that none is left. Names are left to `karat suggest`.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let entry = bench.entry;
    let wanted: Vec<Look> = Look::ALL.into_iter().filter(|look| is_promised(bench, *look)).collect();
    if wanted.is_empty() {
        return;
    }
    let search = Search { basis: bench.basis, entry, survey: bench.survey(), names: &[], looks: &wanted };
    for candidate in candidates(search, &mut BTreeSet::new()) {
        let (line, _) = entry.article.text().lines().line_column(candidate.span().start);
        let (words, noun) = (bench.piece(candidate.span()), candidate.look.noun());
        let message =
            format!("line {line}: \"{words}\" looks like {noun}; no fact, distractor or ignore covers it");
        findings.warn("C1", &entry.gold.coverage.place, message);
        findings.help(
            "label it, list it under ignore: with a reason, or take what it belongs to out of coverage:",
        );
    }
}

/// Says whether the labels promise that every such value is in one of them.
fn is_promised(bench: &Bench<'_>, look: Look) -> bool {
    let (schema, coverage) = (bench.basis.schema, &bench.entry.gold.coverage);
    let mut types = schema.types.iter().zip(&coverage.types).filter(|(_, is_complete)| **is_complete);
    let mut views = schema.views.iter().zip(&coverage.views).filter(|(_, is_complete)| **is_complete);
    let is_gathered = views.any(|(view, _)| match &view.source {
        ViewSource::Kinds(kinds) => kinds.iter().any(|kind| look.fits(*kind)),
        ViewSource::Entities(_) | ViewSource::SaidBy => false,
    });
    match look {
        Look::Count => {
            is_gathered || types.any(|(fact_type, _)| fact_type.slots.iter().any(|slot| look.fits(slot.kind)))
        }
        Look::Date | Look::Instant | Look::Duration => is_gathered,
        Look::Sentence | Look::Entity | Look::Name => false,
    }
}
