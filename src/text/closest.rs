//! Finds the passage of an article that comes closest to a quote that is not in it.

use std::ops::Range;

use crate::credit::round_ratio;
use crate::text::fold::fold_quote;
use crate::text::likeness::Pattern;
use crate::text::prepared::ArticleText;

/// Longer quotes are not looked for, in characters.
const QUOTE_CHARACTERS_MAX: usize = 4000;
/// Passages less alike than this, in thousandths, are not worth showing.
const SIMILARITY_MIN: u16 = 500;
/// How much comparing one search may cost, in blocks of 64 bits: well under a second.
const BLOCKS_MAX: usize = 40_000_000;
/// More beginnings than this are not tried, however short the quote.
const PLACES_MAX: usize = 50_000;
/// How many of the best beginnings are looked at closely.
const FINALISTS_MAX: usize = 8;
/// How many words of the quote lead to places in a long article.
const SEED_WORDS_MAX: usize = 8;
/// How many places one word leads to.
const SEED_PLACES_MAX: usize = 64;

/// The passage closest to a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closest {
    /// Where it stands, in bytes of the article.
    pub span: Range<usize>,
    /// How many characters must be put in, taken out or replaced, after folding.
    pub n_different_characters: usize,
    /// 1 − differences / characters of the longer one, in thousandths, in `[500, 1000]`.
    pub similarity: u16,
    /// Every passage was compared; otherwise only those around the quote's longest words.
    pub is_exhaustive: bool,
}

/// Returns the passage closest to a quote, from word to word; `None` if nothing is at least half alike.
///
/// Both are compared after folding. In a long article only the places to which the quote's longest words lead are
/// compared, so that the cost is bounded: a closer passage that shares none of them is not seen. Of equally close
/// passages the first is taken. A quote of more than 4,000 characters has none.
#[must_use]
pub fn closest(article: &ArticleText, quote: &str) -> Option<Closest> {
    let quote = fold_quote(quote);
    let n_characters = quote.chars().count();
    if n_characters == 0 || n_characters > QUOTE_CHARACTERS_MAX {
        return None;
    }
    let text = article.folded().text();
    let n_places_max = (BLOCKS_MAX / (n_characters * n_characters.div_ceil(64))).clamp(64, PLACES_MAX);
    let all: Vec<usize> = beginnings(text).take(n_places_max + 1).collect();
    let is_exhaustive = all.len() <= n_places_max;
    let places = if is_exhaustive { all } else { seeded_places(text, &quote, n_places_max) };
    let search = Search { text, pattern: Pattern::new(&quote), n_characters };
    let best = search.best(&places)?;
    let n_longer = n_characters.max(text.get(best.passage.clone())?.chars().count());
    let n_alike = n_longer.saturating_sub(best.n_different);
    let similarity =
        round_ratio(to_u64(n_alike), to_u64(n_longer)).filter(|score| *score >= SIMILARITY_MIN)?;
    let span = article.folded().source_range(best.passage);
    Some(Closest { span, n_different_characters: best.n_different, similarity, is_exhaustive })
}

fn to_u64(number: usize) -> u64 {
    u64::try_from(number).expect("a length fits 64 bits")
}

/// Says whether the byte begins a character from U+3000 on: writing without spaces, where each may begin a word.
fn is_unspaced(byte: u8) -> bool {
    byte >= 0xe3
}

/// Returns the places where a word may begin: the start, and behind a space, mark or hyphen. The text is folded.
fn beginnings(text: &str) -> impl Iterator<Item = usize> {
    let is_before = |byte: u8| matches!(byte, b' ' | b'\'' | b'"' | b'-' | b'(');
    let bytes = text.as_bytes();
    let behind = bytes.iter().zip(bytes.iter().skip(1)).enumerate();
    let behind = behind
        .filter(move |(_, (before, byte))| (is_before(**before) && **byte != b' ') || is_unspaced(**byte));
    let first = (!bytes.is_empty()).then_some(0);
    first.into_iter().chain(behind.map(|(index, _)| index + 1))
}

/// Returns the beginnings to which the longest words of the quote lead, ascending.
fn seeded_places(text: &str, quote: &str, n_places_max: usize) -> Vec<usize> {
    let mut words: Vec<(usize, &str)> = word_offsets(quote);
    words.sort_by_key(|(_, word)| std::cmp::Reverse(word.len()));
    let mut places = Vec::new();
    for (offset, word) in words.into_iter().take(SEED_WORDS_MAX) {
        let n_before = quote.get(..offset).map_or(0, |before| before.chars().count());
        for (hit, _) in text.match_indices(word).take(SEED_PLACES_MAX) {
            push_nearby(&mut places, text, back(text, hit, n_before));
        }
    }
    places.sort_unstable();
    places.dedup();
    places.truncate(n_places_max);
    places
}

/// Returns the words of a folded text, cut at ASCII marks and spaces, with their places.
fn word_offsets(text: &str) -> Vec<(usize, &str)> {
    let mut offset = 0;
    let mut words = Vec::new();
    for piece in text.split_inclusive(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
        if !word.is_empty() {
            words.push((offset, word));
        }
        offset += piece.len();
    }
    words
}

/// Returns the place so many characters before another.
fn back(text: &str, offset: usize, n_characters: usize) -> usize {
    if n_characters == 0 {
        return offset;
    }
    let before = text.get(..offset).unwrap_or_default();
    before.char_indices().rev().nth(n_characters - 1).map_or(0, |(start, _)| start)
}

/// Appends the beginnings next to a place: the last two up to it and the first behind it.
fn push_nearby(places: &mut Vec<usize>, text: &str, place: usize) {
    const REACH: usize = 64;
    let start = text.floor_char_boundary(place.saturating_sub(REACH));
    let end = text.ceil_char_boundary((place + REACH).min(text.len()));
    // One byte more in front, so that a word that begins at `start` is seen as one.
    let from = text.floor_char_boundary(start.saturating_sub(1));
    let nearby: Vec<usize> =
        beginnings(text.get(from..end).unwrap_or_default()).map(|offset| from + offset).collect();
    let n_before = nearby.partition_point(|beginning| *beginning <= place);
    places.extend(nearby.into_iter().skip(n_before.saturating_sub(2)).take(3));
}

/// A passage of the folded text and how far it is from the quote.
struct Passage {
    passage: Range<usize>,
    n_different: usize,
}

/// One quote looked for in one folded text.
struct Search<'text> {
    text: &'text str,
    pattern: Pattern,
    n_characters: usize,
}

impl Search<'_> {
    /// Returns the closest passage that begins at one of the places.
    fn best(&self, places: &[usize]) -> Option<Passage> {
        let mut best: Option<Passage> = None;
        for start in self.finalists(places) {
            for end in self.ends(start) {
                let n_max = best.as_ref().map_or(usize::MAX, |best| best.n_different);
                let passage = self.text.get(start..end).unwrap_or_default();
                let n_different = self.pattern.n_differences(passage, n_max);
                if let Some(n_different) = n_different.filter(|n| *n < n_max) {
                    best = Some(Passage { passage: start..end, n_different });
                }
            }
        }
        best
    }

    /// Returns the places whose passages of the quote's length are closest to it, ascending.
    fn finalists(&self, places: &[usize]) -> Vec<usize> {
        let mut finalists: Vec<(usize, usize)> = Vec::new();
        for start in places {
            let is_full = finalists.len() == FINALISTS_MAX;
            let n_max = finalists.last().filter(|_| is_full).map_or(usize::MAX, |(n_most, _)| *n_most);
            let window = self.window(*start, self.n_characters);
            let Some(n_different) = self.pattern.n_differences(window, n_max) else { continue };
            let index = finalists.partition_point(|entry| entry.0 <= n_different);
            finalists.insert(index, (n_different, *start));
            finalists.truncate(FINALISTS_MAX);
        }
        let mut starts: Vec<usize> = finalists.into_iter().map(|(_, start)| start).collect();
        starts.sort_unstable();
        starts
    }

    fn window(&self, start: usize, n_characters: usize) -> &str {
        let rest = self.text.get(start..).unwrap_or_default();
        let end = rest.char_indices().nth(n_characters).map_or(rest.len(), |(offset, _)| offset);
        rest.get(..end).unwrap_or_default()
    }

    /// Returns where a passage that starts here may end: behind words, at about the quote's length.
    fn ends(&self, start: usize) -> Vec<usize> {
        let slack = self.n_characters / 4 + 8;
        let longest = self.window(start, self.n_characters + slack);
        let shortest = self.window(start, self.n_characters.saturating_sub(slack).max(1)).len();
        let is_behind_word = |(index, byte): (usize, u8)| {
            let next = longest.as_bytes().get(index + 1).copied();
            let is_mark = |byte: u8| byte.is_ascii_punctuation() || byte == b' ' || is_unspaced(byte);
            byte != b' ' && (next.is_none_or(is_mark) || byte.is_ascii_punctuation())
        };
        let ends = longest
            .bytes()
            .enumerate()
            .skip(shortest.saturating_sub(1))
            .filter(|entry| is_behind_word(*entry));
        let mut ends: Vec<usize> = ends.map(|(index, _)| start + index + 1).collect();
        if ends.is_empty() {
            ends.push(start + self.window(start, self.n_characters).len());
        }
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, quote: &str, expected: Option<(&str, usize)>) {
        let found = closest(&ArticleText::new(text), quote);
        let found =
            found.map(|closest| (text.get(closest.span).expect("a span"), closest.n_different_characters));
        assert_eq!(found, expected);
    }

    const TEXT: &str = "La crue a touché hier au moins 6\u{a0}500 personnes, selon le préfet. \
        « L’eau monte encore », dit-il. Le vieux pont de la rive gauche a cédé vers 9h00.";

    #[test]
    fn a_quote_with_a_typing_error_leads_to_what_was_meant() {
        check(TEXT, "au moins 6 500 persones", Some(("au moins 6\u{a0}500 personnes", 1)));
        check(TEXT, "le vieux pond de la rive", Some(("Le vieux pont de la rive", 2)));
    }

    #[test]
    fn a_word_left_out_is_found() {
        check(TEXT, "Le vieux pont de rive gauche", Some(("Le vieux pont de la rive gauche", 3)));
    }

    #[test]
    fn what_folding_forgives_is_no_difference() {
        check(TEXT, "L'eau monte toujours", Some(("L’eau monte encore", 6)));
    }

    #[test]
    fn a_quote_from_elsewhere_is_close_to_nothing() {
        check(TEXT, "zzzz xxxx qqqq wwww", None);
        check(TEXT, "", None);
        check("", "pont", None);
    }

    #[test]
    fn writing_without_spaces_is_compared_too() {
        check("代表団は三月五日に到着した。", "三月六日に到着", Some(("三月五日に到着", 1)));
    }

    #[test]
    fn of_equal_passages_the_first_is_taken() {
        let found = closest(&ArticleText::new("le pont. le pont."), "le ponx").expect("it is close");
        assert_eq!(found.span, 0..7);
        assert!(found.is_exhaustive);
        assert_eq!(found.similarity, 857);
    }

    #[test]
    fn in_a_long_article_rare_words_lead_to_the_passage() {
        let text = format!("{}{TEXT}{}", "un mot de plus ".repeat(30_000), " et puis rien".repeat(30_000));
        let found = closest(&ArticleText::new(text.as_str()), "au moins 6 500 personne, selon le prefet");
        let found = found.expect("it is close");
        assert_eq!(text.get(found.span), Some("au moins 6\u{a0}500 personnes, selon le préfet"));
        assert_eq!((found.n_different_characters, found.is_exhaustive), (2, false));
    }

    proptest! {
        #[test]
        fn the_passage_is_always_a_piece_of_the_text(
            text in prop_oneof!["[a-cé’ .\u{a0}«»…\n\u{301}]{0,60}", any::<String>()],
            quote in prop_oneof!["[a-cé’ .\u{a0}«»…\u{301}]{0,20}", any::<String>()],
        ) {
            if let Some(closest) = closest(&ArticleText::new(text.as_str()), &quote) {
                prop_assert!(text.get(closest.span).is_some());
                prop_assert!((SIMILARITY_MIN..=1000).contains(&closest.similarity));
            }
        }
    }
}
