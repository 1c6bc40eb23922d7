//! Paragraphs, those that appear twice, and quotes that stand in equal surroundings.

use std::ops::Range;

use crate::text::fold::fold_quote;
use crate::text::prepared::ArticleText;

/// Returns the spans of the paragraphs: lines that are not blank, without the spaces at their ends.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let n_indent = line.len() - line.trim_start().len();
        let n_inside = line.trim().len();
        if n_inside > 0 {
            spans.push(start + n_indent..start + n_indent + n_inside);
        }
        start += line.len();
    }
    spans
}

/// Returns the paragraphs that, folded, occur more than once: each with all its spans, ascending.
///
/// In the order of the first occurrence.
#[must_use]
pub fn duplicated_paragraphs(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut folded: Vec<(String, Range<usize>)> = paragraphs(text)
        .into_iter()
        .map(|span| (text.get(span.clone()).map(fold_quote).unwrap_or_default(), span))
        .collect();
    folded.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.start.cmp(&b.1.start)));
    let groups = folded.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    let mut groups: Vec<Vec<Range<usize>>> =
        groups.map(|group| group.iter().map(|(_, span)| span.clone()).collect()).collect();
    groups.sort_by_key(|spans| spans.first().map(|span| span.start));
    groups
}

/// Says whether all spans stand in equal sentences after folding; true for one span or none.
#[must_use]
pub fn same_surroundings(article: &ArticleText, spans: &[Range<usize>]) -> bool {
    let mut surroundings: Vec<Range<usize>> =
        spans.iter().filter_map(|span| article.sentences_around(span)).collect();
    surroundings.dedup();
    let folded = |around: &Range<usize>| article.as_str().get(around.clone()).map(fold_quote);
    let Some((first, others)) = surroundings.split_first() else { return true };
    others.is_empty() || {
        let first = folded(first);
        others.iter().all(|around| folded(around) == first)
    }
}

/// Counts the different sentences in which spans stand; the same text pasted twice, if only in part, is one.
///
/// Counts no further than `n_max`.
#[must_use]
pub fn n_surroundings(article: &ArticleText, spans: &[Range<usize>], n_max: usize) -> usize {
    let folded = article.folded();
    let mut sentences: Vec<&str> = Vec::new();
    for around in spans.iter().filter_map(|span| article.sentences_around(span)) {
        let (start, end) = (folded.folded_offset(around.start), folded.folded_offset(around.end));
        let sentence = folded.text().get(start..end).unwrap_or_default().trim();
        let is_known = |known: &&str| is_paste(sentence, known) || is_paste(known, sentence);
        if !sentences.iter().any(is_known) {
            sentences.push(sentence);
        }
        if sentences.len() >= n_max {
            break;
        }
    }
    sentences.len()
}

/// Says whether a sentence is another one, perhaps cut at its ends by a careless paste that left most of it.
fn is_paste(part: &str, whole: &str) -> bool {
    part.len() * 2 >= whole.len() && whole.contains(part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::quote::find_quote;

    fn check(text: &str, expected: &[&[&str]]) {
        let groups = duplicated_paragraphs(text).into_iter();
        let found: Vec<Vec<&str>> =
            groups.map(|spans| spans.into_iter().filter_map(|span| text.get(span)).collect()).collect();
        assert_eq!(found, expected);
    }

    fn check_surroundings(text: &str, quote: &str, expected: bool) {
        let article = ArticleText::new(text);
        assert_eq!(same_surroundings(&article, &find_quote(&article, quote).spans), expected);
    }

    #[test]
    fn paragraphs_are_lines_that_are_not_blank() {
        assert_eq!(paragraphs(" un \n\n\u{a0}\ndeux"), [1..3, 9..13]);
    }

    #[test]
    fn a_paragraph_pasted_twice_is_found_at_both_places() {
        check("L’eau monte.\n\nRien.\n  L'eau monte.\n", &[&["L’eau monte.", "L'eau monte."]]);
        check("un\ndeux", &[]);
    }

    #[test]
    fn equal_sentences_are_equal_surroundings() {
        check_surroundings("Le pont cède. Fin.\n\nLe pont\u{a0}cède. Rien.", "pont", true);
        check_surroundings("Le pont cède. Un pont tient.", "pont", false);
        check_surroundings("Le pont cède.", "pont", true);
        check_surroundings("Le pont cède.", "gué", true);
    }
}
