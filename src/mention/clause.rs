//! Parts of sentences: what stands between commas, brackets, quote marks and the like.

use std::ops::Range;

/// Says whether a character between two others ends a part of a sentence; commas inside numbers do not.
fn is_break(mark: char, next: Option<char>) -> bool {
    match mark {
        ',' | '.' | ':' => next.is_none_or(|next| !next.is_ascii_digit()),
        ';' | '«' | '»' | '“' | '”' | '"' | '(' | ')' | '—' | '–' | '\n' => true,
        _ => false,
    }
}

/// Returns the parts of a span of a text, ascending: they cover it, and each holds the mark that ends it.
///
/// Linear in the span.
#[must_use]
pub fn clauses(text: &str, span: &Range<usize>) -> Vec<Range<usize>> {
    let piece = text.get(span.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let mut start = 0;
    for (offset, mark) in piece.char_indices() {
        let end = offset + mark.len_utf8();
        if is_break(mark, piece.get(end..).and_then(|rest| rest.chars().next())) {
            parts.push(span.start + start..span.start + end);
            start = end;
        }
    }
    if start < piece.len() {
        parts.push(span.start + start..span.start + piece.len());
    }
    parts.retain(|part| text.get(part.clone()).is_some_and(|words| words.contains(char::is_alphanumeric)));
    parts
}

/// Returns the parts of a span that a place touches, as one span; the place itself where it touches none.
#[must_use]
pub fn clauses_around(text: &str, span: &Range<usize>, place: &Range<usize>) -> Range<usize> {
    let parts = clauses(text, span);
    let mut touched = parts.iter().filter(|part| part.start < place.end && place.start < part.end);
    let Some(first) = touched.next() else { return place.clone() };
    let end = touched.next_back().map_or(first.end, |last| last.end);
    first.start.min(place.start)..end.max(place.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let parts = clauses(text, &(0..text.len())).into_iter();
        let found: Vec<&str> = parts.filter_map(|part| text.get(part)).map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn commas_and_quote_marks_part_a_sentence() {
        check("Le pont, dit-il, « a cédé » à 9:30.", &["Le pont,", "dit-il,", "a cédé »", "à 9:30."]);
    }

    #[test]
    fn a_comma_inside_a_number_parts_nothing() {
        check("Some 6,500 people and 4,82 m", &["Some 6,500 people and 4,82 m"]);
        check("", &[]);
    }

    #[test]
    fn a_place_has_the_parts_that_it_touches() {
        let text = "Un, deux trois, quatre";
        let around = clauses_around(text, &(0..text.len()), &(5..9));
        assert_eq!(text.get(around).map(str::trim), Some("deux trois,"));
    }
}
