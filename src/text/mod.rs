//! Text as karat reads it: spans, lines, folding, quotes, sentences and likeness, as pure functions.
//!
//! Spans are ranges of bytes of the text as it is stored, always on character boundaries.

use std::ops::Range;

mod nfc;
pub mod lines;
pub mod fold;
pub mod segment;
pub mod clean;
pub mod prepared;
pub mod quote;
pub mod paragraphs;
pub mod likeness;
pub mod closest;
pub mod diff;
pub mod splice;

/// Says whether two spans share at least one byte; an empty span shares nothing.
#[must_use]
pub fn spans_overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: Range<usize>, b: Range<usize>, expected: bool) {
        assert_eq!(spans_overlap(&a, &b), expected);
        assert_eq!(spans_overlap(&b, &a), expected);
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        check(0..3, 3..5, false);
        check(0..4, 3..5, true);
    }

    #[test]
    fn an_empty_span_overlaps_nothing() {
        check(2..2, 0..5, false);
    }
}
