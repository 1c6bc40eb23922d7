//! Finds quotes in an article: where they stand, and whether letter by letter or only after folding.

use std::ops::Range;

use crate::text::fold::{fold_name, fold_quote};
use crate::text::prepared::ArticleText;
use crate::text::segment;

/// How a quote matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Byte for byte.
    Exact,
    /// Only after folding.
    Folded,
}

/// Where a quote stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteMatches {
    /// All occurrences in bytes of the article, ascending, without overlaps; empty if there is none.
    pub spans: Vec<Range<usize>>,
    /// How they match, all alike; `Folded` if there is none.
    pub how: How,
}

/// A quote as gold writes it, with what narrows it to fewer places.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quote {
    /// The words quoted.
    pub text: String,
    /// Which of the places left by `before` and `after` is meant, counted from 1.
    pub occurrence: Option<usize>,
    /// What stands before it.
    pub before: Option<String>,
    /// What stands after it.
    pub after: Option<String>,
}

impl Quote {
    /// Returns a quote that means every place where it occurs.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Where a quote stands after narrowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The places meant, in bytes of the article, ascending.
    pub spans: Vec<Range<usize>>,
    /// How many places there are in all.
    pub n_all: usize,
    /// How many of them `before` and `after` leave; `occurrence` counts these.
    pub n_beside: usize,
    /// How they match; `Folded` if there is none.
    pub how: How,
}

/// Finds all occurrences of a quote: the exact ones, or, if there is none, those after folding.
///
/// Spaces at the ends of the quote do not count; a quote of nothing else matches nowhere. Linear in the article.
#[must_use]
pub fn find_quote(article: &ArticleText, quote: &str) -> QuoteMatches {
    let folded_quote = fold_quote(quote);
    if folded_quote.is_empty() {
        return QuoteMatches { spans: Vec::new(), how: How::Folded };
    }
    let quote = quote.trim();
    let exact = article.as_str().match_indices(quote).map(|(start, _)| start..start + quote.len());
    let exact: Vec<Range<usize>> = exact.collect();
    if !exact.is_empty() {
        return QuoteMatches { spans: exact, how: How::Exact };
    }
    QuoteMatches { spans: find_folded(article, &folded_quote), how: How::Folded }
}

/// Finds all occurrences of a folded quote in the folded article.
fn find_folded(article: &ArticleText, folded_quote: &str) -> Vec<Range<usize>> {
    let folded = article.folded();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (start, _) in folded.text().match_indices(folded_quote) {
        let span = folded.source_range(start..start + folded_quote.len());
        if spans.last().is_none_or(|last| last.end <= span.start) {
            spans.push(span);
        }
    }
    spans
}

/// Finds the places that a quote means: first `before` and `after` narrow, then `occurrence` counts what they leave.
///
/// `before` and `after` keep the occurrences that they touch, spaces aside; if they touch none, those with the words
/// in the same sentence or the one next to it, on the right side. They are compared after folding. No place is left
/// if they stand nowhere near, or if there are fewer places than `occurrence`.
#[must_use]
pub fn locate(article: &ArticleText, quote: &Quote) -> Located {
    let QuoteMatches { spans, how } = find_quote(article, &quote.text);
    let n_all = spans.len();
    let spans = narrow(article, spans, Side::Before, quote.before.as_deref());
    let spans = narrow(article, spans, Side::After, quote.after.as_deref());
    let n_beside = spans.len();
    let spans = match quote.occurrence {
        None => spans,
        Some(occurrence) => spans.into_iter().skip(occurrence.wrapping_sub(1)).take(1).collect(),
    };
    Located { spans, n_all, n_beside, how }
}

/// Which side of a quote a context stands on.
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

fn narrow(
    article: &ArticleText,
    spans: Vec<Range<usize>>,
    side: Side,
    context: Option<&str>,
) -> Vec<Range<usize>> {
    let context = context.map(fold_quote).filter(|context| !context.is_empty());
    let Some(context) = context else { return spans };
    let touching: Vec<Range<usize>> =
        spans.iter().filter(|span| touches(article, span, side, &context)).cloned().collect();
    if !touching.is_empty() {
        return touching;
    }
    let contexts = find_folded(article, &context);
    spans.into_iter().filter(|span| stands_near(article, span, side, &contexts)).collect()
}

/// Says whether only spaces lie between a span and the folded context.
fn touches(article: &ArticleText, span: &Range<usize>, side: Side, context: &str) -> bool {
    let folded = article.folded();
    match side {
        Side::Before => {
            let before = folded.text().get(..folded.folded_offset(span.start)).unwrap_or_default();
            before.trim_end().ends_with(context)
        }
        Side::After => {
            let after = folded.text().get(folded.folded_offset(span.end)..).unwrap_or_default();
            after.trim_start().starts_with(context)
        }
    }
}

/// Says whether one of the contexts, ascending, stands on its side of the span, in its sentence or the one next to it.
fn stands_near(article: &ArticleText, span: &Range<usize>, side: Side, contexts: &[Range<usize>]) -> bool {
    let sentences = article.sentences();
    match side {
        Side::Before => {
            let nearest = contexts.partition_point(|context| context.end <= span.start).checked_sub(1);
            let sentence = segment::sentence_at(sentences, span.start).map(|index| index.saturating_sub(1));
            let nearest = nearest.and_then(|index| contexts.get(index));
            let sentence = sentence.and_then(|index| sentences.get(index));
            nearest.zip(sentence).is_some_and(|(context, sentence)| sentence.start <= context.start)
        }
        Side::After => {
            let nearest = contexts.get(contexts.partition_point(|context| context.start < span.end));
            let index = segment::sentence_at(sentences, span.end.saturating_sub(1));
            let sentence = index.and_then(|index| sentences.get(index + 1).or(sentences.get(index)));
            nearest.zip(sentence).is_some_and(|(context, sentence)| context.end <= sentence.end)
        }
    }
}

/// Finds all occurrences of a name as whole words, folded with `Names`: case, accents and hyphens do not count.
///
/// Ascending, without overlaps; an empty name stands nowhere. Linear in the article.
#[must_use]
pub fn find_name(article: &ArticleText, name: &str) -> Vec<Range<usize>> {
    let name = fold_name(name);
    if name.is_empty() {
        return Vec::new();
    }
    let folded = article.folded_names();
    let is_whole = |start: usize, end: usize| {
        let before = folded.text().get(..start).and_then(|before| before.chars().next_back());
        let after = folded.text().get(end..).and_then(|after| after.chars().next());
        [before, after].into_iter().flatten().all(|character| !character.is_alphanumeric())
    };
    let matches = folded.text().match_indices(&name).map(|(start, _)| (start, start + name.len()));
    matches
        .filter(|(start, end)| is_whole(*start, *end))
        .map(|(start, end)| folded.source_range(start..end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(article: &str, quote: &str, expected: &[&str], how: How) {
        let matches = find_quote(&ArticleText::new(article), quote);
        let found: Vec<&str> = matches.spans.into_iter().filter_map(|span| article.get(span)).collect();
        assert_eq!((found.as_slice(), matches.how), (expected, how));
    }

    fn check_located(article: &str, quote: &Quote, expected_starts: &[usize]) {
        let located = locate(&ArticleText::new(article), quote);
        let starts: Vec<usize> = located.spans.iter().map(|span| span.start).collect();
        assert_eq!(starts, expected_starts);
    }

    #[test]
    fn an_exact_quote_is_found_wherever_it_stands() {
        check("le pont, le pont", "le pont", &["le pont", "le pont"], How::Exact);
    }

    #[test]
    fn an_exact_place_hides_the_folded_ones() {
        check("l’eau, l'eau", "l'eau", &["l'eau"], How::Exact);
    }

    #[test]
    fn no_break_spaces_and_quote_marks_match_after_folding() {
        check(
            "tué au moins 6\u{a0}500 personnes",
            "au moins 6 500 personnes",
            &["au moins 6\u{a0}500 personnes"],
            How::Folded,
        );
        check("dit «\u{a0}oui\u{a0}» hier", "\" oui \"", &["«\u{a0}oui\u{a0}»"], How::Folded);
        check("la rive\n\ndroite", "rive droite", &["rive\n\ndroite"], How::Folded);
    }

    #[test]
    fn another_case_or_accent_is_another_quote() {
        check("Le préfet", "le prefet", &[], How::Folded);
    }

    #[test]
    fn an_empty_quote_matches_nowhere() {
        check("a b", "", &[], How::Folded);
        check("a b", " \u{a0}\n", &[], How::Folded);
        check("a\u{ad} b", "\u{ad}", &[], How::Folded);
    }

    #[test]
    fn spaces_around_a_quote_do_not_count() {
        check("a b c", " b\n", &["b"], How::Exact);
    }

    #[test]
    fn matches_never_overlap() {
        check("……", "..", &["…", "…"], How::Folded);
        check("aaaa", "aa", &["aa", "aa"], How::Exact);
    }

    #[test]
    fn an_occurrence_counts_from_one_and_none_is_the_zeroth() {
        let quote = |occurrence| Quote { occurrence: Some(occurrence), ..Quote::new("oui") };
        check_located("oui, oui, oui", &quote(1), &[0]);
        check_located("oui, oui, oui", &quote(3), &[10]);
        check_located("oui, oui, oui", &quote(4), &[]);
        check_located("oui, oui, oui", &quote(0), &[]);
    }

    #[test]
    fn what_touches_the_quote_goes_before_what_stands_in_its_sentence() {
        let quote = Quote { before: Some("l'autre".into()), ..Quote::new("rive") };
        check_located("De l’autre côté, la rive. Sur l’autre\u{a0}rive.", &quote, &[45]);
        check_located("De l’autre côté, la rive.\nEt la rive.\nEnfin la rive.", &quote, &[24, 36]);
    }

    #[test]
    fn what_comes_after_narrows_too() {
        let quote = Quote { after: Some("gauche".into()), ..Quote::new("rive") };
        check_located("rive droite, rive  gauche", &quote, &[13]);
        let quote = Quote { after: Some("nord".into()), ..Quote::new("rive") };
        check_located("rive droite, rive gauche", &quote, &[]);
    }

    #[test]
    fn an_occurrence_counts_what_before_and_after_leave() {
        let quote = Quote { before: Some("la".into()), occurrence: Some(2), ..Quote::new("rive") };
        check_located("une rive, la rive, la rive", &quote, &[22]);
        let located = locate(&ArticleText::new("une rive, la rive, la rive"), &quote);
        assert_eq!((located.n_all, located.n_beside), (3, 2));
    }

    #[test]
    fn what_stands_in_the_next_sentence_is_near_and_further_on_is_not() {
        let quote = Quote { after: Some("Fin".into()), ..Quote::new("rive") };
        check_located("La rive monte.\nUne rive tient.\nC’est la\u{a0}Fin.", &quote, &[19]);
    }

    #[test]
    fn a_name_is_found_whole_in_any_case() {
        let text = "L’ARMÉNIE et les Arméniens du Haut\u{2011}Karabakh";
        let found = |name: &str| -> Vec<&str> {
            let spans = find_name(&ArticleText::new(text), name);
            spans.into_iter().filter_map(|span| text.get(span)).collect()
        };
        assert_eq!(found("arménie"), ["ARMÉNIE"]);
        assert_eq!(found("haut karabakh"), ["Haut\u{2011}Karabakh"]);
        assert!(found(" ").is_empty() && found("karaba").is_empty());
    }

    proptest! {
        #[test]
        fn every_piece_of_the_text_is_found_in_it(
            text in prop_oneof!["[a-cé’ \u{a0}«»…\n\u{301}]{1,40}", any::<String>()],
            start in 0_usize..40,
            length in 1_usize..20,
        ) {
            let start = text.floor_char_boundary(start);
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            let piece = text.get(start..end).expect("both are boundaries");
            let article = ArticleText::new(text.as_str());
            let matches = find_quote(&article, piece);
            if !fold_quote(piece).is_empty() {
                let first = start + piece.len() - piece.trim_start().len();
                prop_assert_eq!(matches.how, How::Exact);
                let covers = |span: &Range<usize>| span.start <= first && first < span.end;
                prop_assert!(matches.spans.iter().any(covers));
            }
        }

        #[test]
        fn garbage_never_panics(text in any::<String>(), quote in any::<String>(), context in any::<String>()) {
            let quote = Quote { text: quote, occurrence: Some(1), before: Some(context.clone()), after: Some(context) };
            let article = ArticleText::new(text);
            let _ = (find_name(&article, &quote.text), locate(&article, &quote));
        }
    }
}
