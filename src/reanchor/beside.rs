//! Mends what narrows a quotation: the words that stand now where `before` or `after` stood.

use std::ops::Range;

use crate::reanchor::search::{SIMILARITY_MIN, piece};
use crate::reanchor::sense::says_the_same;
use crate::text::closest::closest;
use crate::text::prepared::ArticleText;
use crate::text::quote::{Quote, find_quote, locate};
use crate::value::Language;

/// How far from a quotation its context is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Nothing but spaces lies between.
    Touching,
    /// In its sentence or the one next to it.
    Near,
}

/// Returns the quotation with what stands now beside the only place where that is like what it says, and how much, in
/// thousandths; `None` where no place is like it, or several are.
///
/// A place that touches its context goes before those that only have it near.
pub(super) fn beside(article: &ArticleText, quote: &Quote, language: Language) -> Option<(u16, Quote)> {
    let spans = find_quote(article, &quote.text).spans;
    for reach in [Reach::Touching, Reach::Near] {
        let scene = Scene { article, language, reach };
        let mended = spans.iter().filter_map(|span| Some((span, scene.mended(quote, span)?)));
        let mended: Vec<(&Range<usize>, (u16, Quote))> = mended.collect();
        match mended.as_slice() {
            [] => {}
            [(span, (similarity, new))] => {
                let leads_there = locate(article, new).spans == [(*span).clone()];
                return leads_there.then(|| (*similarity, new.clone()));
            }
            _ => return None,
        }
    }
    None
}

/// Where contexts are looked for.
struct Scene<'a> {
    article: &'a ArticleText,
    language: Language,
    reach: Reach,
}

impl Scene<'_> {
    /// Returns the quotation with the words beside one of its places, if these are like what it says.
    fn mended(&self, quote: &Quote, span: &Range<usize>) -> Option<(u16, Quote)> {
        let sentences = self.article.sentences();
        let index = |offset: usize| sentences.partition_point(|sentence| sentence.start <= offset);
        let mut new = quote.clone();
        let mut similarity = 1000;
        if let Some(before) = &quote.before {
            let start =
                sentences.get(index(span.start).saturating_sub(2)).map_or(0, |sentence| sentence.start);
            let window = piece(self.article, &(start..span.start));
            let (likeness, place) = self.alike(window, before)?;
            let is_touching = window.get(place.end..)?.trim().is_empty();
            (is_touching || self.reach == Reach::Near).then_some(())?;
            (new.before, similarity) = (window.get(place).map(str::to_owned), likeness.min(similarity));
        }
        if let Some(after) = &quote.after {
            let end = sentences.get(index(span.end.saturating_sub(1)));
            let end = end.map_or(self.article.as_str().len(), |sentence| sentence.end);
            let window = piece(self.article, &(span.end..end));
            let (likeness, place) = self.alike(window, after)?;
            let is_touching = window.get(..place.start)?.trim().is_empty();
            (is_touching || self.reach == Reach::Near).then_some(())?;
            (new.after, similarity) = (window.get(place).map(str::to_owned), likeness.min(similarity));
        }
        Some((similarity, new))
    }

    /// Returns the place in a text that is like another, with the same sense, and how much.
    fn alike(&self, text: &str, sought: &str) -> Option<(u16, Range<usize>)> {
        let text = ArticleText::new(text);
        let found = closest(&text, sought).filter(|found| found.similarity >= SIMILARITY_MIN)?;
        let is_same = says_the_same(self.article, sought, piece(&text, &found.span), self.language);
        is_same.then_some((found.similarity, found.span))
    }
}
