//! Finds the quotations of a gold file again in an article that changed.

use std::ops::Range;

use crate::fact::Evidence;
use crate::gold::Gold;
use crate::reanchor::search::requoted;
use crate::text::prepared::ArticleText;
use crate::text::quote::Quote;

mod beside;
pub mod rewrite;
pub mod search;
mod sense;
#[cfg(test)]
mod tests;

/// What became of all quotations of a gold file, in the order of facts, distractors and passages to ignore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// One for each quotation.
    pub quotations: Vec<Quotation>,
}

/// What became of one quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The fact or distractor that quotes; `None` for a passage to ignore.
    pub label: Option<String>,
    /// Where the quoted words stand in the gold file.
    pub place: Range<usize>,
    /// The quotation as it is written.
    pub quote: Quote,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a quotation in the article as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stands there as it is written.
    Kept {
        /// In how many places, of those that it means.
        n_places: usize,
        /// It counts places, of which the article has this many: nobody can tell whether it still means the same one.
        counts_among: Option<usize>,
    },
    /// It stands there in other letters.
    Found {
        /// How it was found.
        how: Way,
        /// What it has to be to stand there as it is written.
        quote: Quote,
    },
    /// It is not there, or nobody can tell where.
    Lost {
        /// Why.
        why: Loss,
        /// The text that comes closest, in bytes of the article.
        closest: Option<Range<usize>>,
    },
}

/// How a quotation was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Apostrophes, quote marks, dashes or spaces differ.
    Folded,
    /// Letters differ; how alike they are, in thousandths, in `[900, 1000]`.
    Approximate(u16),
    /// The words are the same; what stands beside them differs, and is as much alike.
    Beside(u16),
}

/// Why a quotation is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Nothing in the article is like it.
    Gone,
    /// What is closest is not close enough.
    Unlike(u16),
    /// What is closest has another word, name, figure or sign: the fact may have changed with it.
    Sense,
    /// Another place is as close, or nearly.
    Twice,
    /// The words stand there, but not beside what the quotation says.
    Beside,
    /// It counts further than there are places.
    Counted {
        /// How many places there are.
        n_places: usize,
    },
}

impl Report {
    /// Says whether a quotation is lost.
    #[must_use]
    pub fn has_lost(&self) -> bool {
        self.quotations.iter().any(|quotation| matches!(quotation.outcome, Outcome::Lost { .. }))
    }

    /// Says whether a quotation has to be written anew.
    #[must_use]
    pub fn has_found(&self) -> bool {
        self.quotations.iter().any(|quotation| matches!(quotation.outcome, Outcome::Found { .. }))
    }
}

/// Looks for every quotation of a gold file in an article.
///
/// A place is taken only where it is the only one that comes close, so that no quotation is moved by a guess. Linear in
/// the article for each quotation that stands there as it is written; see [`crate::text::closest::closest`] for others.
#[must_use]
pub fn reanchor(gold: &Gold, article: &ArticleText) -> Report {
    let facts = gold.facts.iter().map(|fact| (&fact.id, &fact.fact, &fact.places));
    let distractors = gold.distractors.iter().map(|one| (&one.id, &one.fact, &one.places));
    let labelled = facts.chain(distractors).flat_map(|(id, fact, places)| {
        let quotes = fact.evidence.iter().filter_map(|evidence| match evidence {
            Evidence::Quote(quote) => Some(quote),
            Evidence::Place { .. } => None,
        });
        quotes.zip(&places.evidence).map(|(quote, place)| (Some(id.to_string()), quote, place))
    });
    let ignored = gold.ignore.iter().map(|ignored| (None, &ignored.quote, &ignored.place));
    let quotation = |(label, quote, place): (Option<String>, &Quote, &Range<usize>)| Quotation {
        label,
        place: place.clone(),
        quote: quote.clone(),
        outcome: requoted(article, quote, gold.article.language()),
    };
    Report { quotations: labelled.chain(ignored).map(quotation).collect() }
}
