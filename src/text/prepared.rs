//! An article's text with what searching it needs, each part computed once, when first asked for.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::text::fold::{Folded, Strength, fold};
use crate::text::lines::LineIndex;
use crate::text::segment;

/// A text and, once asked for, its lines, its folded form and its sentences.
///
/// Two are equal if their texts are. Clones share the text and copy what was computed.
#[derive(Clone, Debug)]
pub struct ArticleText {
    text: Arc<str>,
    lines: OnceLock<LineIndex>,
    folded: OnceLock<Folded>,
    folded_names: OnceLock<Folded>,
    sentences: OnceLock<Vec<Range<usize>>>,
}

impl ArticleText {
    /// Takes a text; computes nothing yet.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self {
            text: text.into(),
            lines: OnceLock::new(),
            folded: OnceLock::new(),
            folded_names: OnceLock::new(),
            sentences: OnceLock::new(),
        }
    }

    /// Returns the text as stored; all spans refer to it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the text to be shared.
    #[must_use]
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// Returns the lines.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.shared()))
    }

    /// Returns the text folded with [`Strength::Quotes`].
    #[must_use]
    pub fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| fold(&self.text, Strength::Quotes))
    }

    /// Returns the text folded with [`Strength::Names`].
    #[must_use]
    pub fn folded_names(&self) -> &Folded {
        self.folded_names.get_or_init(|| fold(&self.text, Strength::Names))
    }

    /// Returns the spans of the sentences, which cover the text.
    #[must_use]
    pub fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| segment::sentences(&self.text))
    }

    /// Returns the span of the sentence that holds the place; `None` only in an empty text.
    #[must_use]
    pub fn sentence_at(&self, offset_bytes: usize) -> Option<Range<usize>> {
        let index = segment::sentence_at(self.sentences(), offset_bytes)?;
        self.sentences().get(index).cloned()
    }

    /// Returns the sentences that a span touches, as one span; `None` only in an empty text.
    #[must_use]
    pub fn sentences_around(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let first = self.sentence_at(span.start)?;
        let last = self.sentence_at(span.end.saturating_sub(1).max(span.start))?;
        Some(first.start..last.end)
    }
}

impl PartialEq for ArticleText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for ArticleText {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, span: Range<usize>, expected: &str) {
        let article = ArticleText::new(text);
        let around = article.sentences_around(&span).expect("the text has sentences");
        assert_eq!(article.as_str().get(around).map(str::trim), Some(expected));
    }

    #[test]
    fn the_sentences_around_a_span_are_whole() {
        check("Un est. Deux va. Trois.", 8..12, "Deux va.");
        check("Un est. Deux va. Trois.", 3..12, "Un est. Deux va.");
        check("Un est. Deux va.", 7..7, "Un est.");
    }

    #[test]
    fn an_empty_text_has_no_sentences() {
        assert_eq!(ArticleText::new("").sentences_around(&(0..0)), None);
    }
}
