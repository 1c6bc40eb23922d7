//! Rule C1: where the labels of a type are complete, every number, date and length of time is in one of them.

use std::collections::BTreeSet;

use crate::lint::{Bench, Findings};
use crate::suggest::Look;
use crate::suggest::candidates::{Search, candidates};

/// C1: passages that look like a value of a type whose labels are complete.
///
/// The finding points to `coverage:`, which promises that there are none. Names are left to `karat suggest`: most names of
/// an article are in no fact.
pub(super) fn check(bench: &Bench<'_>, findings: &mut Findings<'_>) {
    let entry = bench.entry;
    let wanted: Vec<Look> = Look::ALL.into_iter().filter(|look| is_promised(bench, *look)).collect();
    if wanted.is_empty() {
        return;
    }
    let search = Search { basis: bench.basis, entry, survey: bench.survey(), names: &[] };
    for candidate in
        candidates(search, &mut BTreeSet::new()).into_iter().filter(|one| wanted.contains(&one.look))
    {
        let (line, _) = entry.article.text().lines().line_column(candidate.span().start);
        let (words, noun) = (bench.piece(candidate.span()), candidate.look.noun());
        let message =
            format!("line {line}: \"{words}\" looks like {noun}; no fact, distractor or ignore covers it");
        findings.warn("C1", &entry.gold.coverage.place, message);
        findings.help(
            "label it, list it under ignore: with a reason, or take the type out of coverage.exhaustive",
        );
    }
}

/// Says whether the labels of a type with a slot for such values are complete.
fn is_promised(bench: &Bench<'_>, look: Look) -> bool {
    let is_named = matches!(look, Look::Entity | Look::Name);
    let types = bench.basis.schema.types.iter().zip(&bench.entry.gold.coverage.types);
    let mut complete = types.filter(|(_, is_complete)| **is_complete);
    !is_named && complete.any(|(fact_type, _)| fact_type.slots.iter().any(|slot| look.fits(slot.kind)))
}
