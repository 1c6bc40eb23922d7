//! Looks for one quotation: as it is written, after folding, then by likeness, and never guesses.

use std::ops::Range;

use crate::reanchor::beside::beside;
use crate::reanchor::sense::says_the_same;
use crate::reanchor::{Loss, Outcome, Way};
use crate::text::closest::{Closest, closest};
use crate::text::paragraphs::same_surroundings;
use crate::text::prepared::ArticleText;
use crate::text::quote::{How, Located, Quote, find_quote, locate};
use crate::value::Language;

/// How alike the place of a quotation has to be, in thousandths.
pub(super) const SIMILARITY_MIN: u16 = 900;
/// By how much the next best place has to be less alike, in thousandths.
const MARGIN_MIN: u16 = 50;

/// Returns the passage that a quotation which is not in the article was surely meant to be, or why there is none, with
/// the closest: at least 0.9 alike, saying the same word by word, and no other place nearly as close.
///
/// Equal passages in equal sentences, such as a page pasted twice, are one: the first is returned. Costs two searches,
/// see [`closest`].
fn sought(
    article: &ArticleText,
    quote: &str,
    language: Language,
) -> Result<Closest, (Loss, Option<Range<usize>>)> {
    let Some(best) = closest(article, quote) else { return Err((Loss::Gone, None)) };
    let text = piece(article, &best.span);
    let lost = |why| Err((why, Some(best.span.clone())));
    if best.similarity < SIMILARITY_MIN {
        return lost(Loss::Unlike(best.similarity));
    }
    if !says_the_same(article, quote, text, language) {
        return lost(Loss::Sense);
    }
    let places = find_quote(article, text).spans;
    if !same_surroundings(article, &places) {
        return lost(Loss::Twice);
    }
    let rest = without(article.as_str(), &places);
    let next = closest(&ArticleText::new(rest), quote);
    if next.is_some_and(|next| next.similarity + MARGIN_MIN > best.similarity) {
        return lost(Loss::Twice);
    }
    Ok(best)
}

/// Looks for a quotation with what narrows it.
#[must_use]
pub fn requoted(article: &ArticleText, quote: &Quote, language: Language) -> Outcome {
    let located = locate(article, quote);
    if located.n_all == 0 {
        return by_likeness(article, quote, language);
    }
    if located.spans.is_empty() {
        return match quote.occurrence {
            Some(_) if located.n_beside > 0 => lost(Loss::Counted { n_places: located.n_beside }, None),
            Some(_) | None => by_context(article, quote, language),
        };
    }
    if located.how == How::Folded
        && let Some(quote) = unfolded(article, quote, &located)
    {
        return Outcome::Found { how: Way::Folded, quote };
    }
    let counts_among = quote.occurrence.is_some().then_some(located.n_beside).filter(|n| *n > 1);
    Outcome::Kept { n_places: located.spans.len(), counts_among }
}

const fn lost(why: Loss, closest: Option<Range<usize>>) -> Outcome {
    Outcome::Lost { why, closest }
}

/// Returns the quotation in the article's characters; `None` where its places are written in several ways.
fn unfolded(article: &ArticleText, quote: &Quote, located: &Located) -> Option<Quote> {
    let text = piece(article, located.spans.first()?);
    let new = Quote { text: text.to_owned(), ..quote.clone() };
    let now = locate(article, &new);
    (now.spans == located.spans && now.n_all == located.n_all && now.how == How::Exact).then_some(new)
}

fn by_likeness(article: &ArticleText, quote: &Quote, language: Language) -> Outcome {
    let found = match sought(article, &quote.text, language) {
        Ok(found) => found,
        Err((why, closest)) => return lost(why, closest),
    };
    let new = Quote { text: piece(article, &found.span).to_owned(), ..quote.clone() };
    let located = locate(article, &new);
    if !located.spans.is_empty() {
        return Outcome::Found { how: Way::Approximate(found.similarity), quote: new };
    }
    if located.n_beside > 0 {
        return lost(Loss::Counted { n_places: located.n_beside }, Some(found.span));
    }
    match beside(article, &new, language) {
        Some((similarity, new)) => {
            Outcome::Found { how: Way::Approximate(similarity.min(found.similarity)), quote: new }
        }
        None => lost(Loss::Beside, Some(found.span)),
    }
}

/// Looks for a quotation whose words stand there, beside something else than it says.
fn by_context(article: &ArticleText, quote: &Quote, language: Language) -> Outcome {
    match beside(article, quote, language) {
        Some((similarity, quote)) => Outcome::Found { how: Way::Beside(similarity), quote },
        None => lost(Loss::Beside, find_quote(article, &quote.text).spans.into_iter().next()),
    }
}

/// Returns the words of a place.
pub(super) fn piece<'t>(article: &'t ArticleText, span: &Range<usize>) -> &'t str {
    article.as_str().get(span.clone()).unwrap_or_default()
}

/// Returns a text with line ends in the place of some passages, which ascend.
fn without(text: &str, places: &[Range<usize>]) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut done = 0;
    for place in places {
        rest.push_str(text.get(done..place.start).unwrap_or_default());
        rest.push('\n');
        done = place.end;
    }
    rest.push_str(text.get(done..).unwrap_or_default());
    rest
}
