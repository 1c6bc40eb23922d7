//! Finds the passages that evidence names, so that facts can share them and predictions can be grounded.

use std::ops::Range;

use crate::fact::Evidence;
use crate::text::prepared::ArticleText;
use crate::text::quote::locate;

/// Where evidence stands in an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounding {
    /// Every place of everything found, in bytes, sorted, without repeats.
    pub passages: Vec<Range<usize>>,
    /// How many pieces of evidence there are.
    pub n_given: usize,
    /// How many of them stand in the article.
    pub n_found: usize,
}

impl Grounding {
    /// Says whether at least one piece of evidence stands in the article.
    #[must_use]
    pub const fn is_grounded(&self) -> bool {
        self.n_found > 0
    }
}

/// Looks every piece of evidence up, exactly or after folding; a fuzzy match is never grounded.
///
/// No evidence: nothing given and nothing found.
#[must_use]
pub fn ground(article: &ArticleText, evidence: &[Evidence]) -> Grounding {
    let mut grounding = Grounding { n_given: evidence.len(), ..Grounding::default() };
    for piece in evidence {
        let spans = match piece {
            Evidence::Quote(quote) => locate(article, quote).spans,
            Evidence::Place { start, end } => {
                let text = article.as_str().get(*start..*end);
                let is_text = text.is_some_and(|text| !text.trim().is_empty());
                is_text.then_some(*start..*end).into_iter().collect()
            }
        };
        grounding.n_found += usize::from(!spans.is_empty());
        grounding.passages.extend(spans);
    }
    grounding.passages.sort_by_key(|span| (span.start, span.end));
    grounding.passages.dedup();
    grounding
}
