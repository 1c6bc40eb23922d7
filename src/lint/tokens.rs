//! The words of an article, folded and found once for all rules that look for names, months and numbers.

use std::ops::Range;

use crate::schema::entities::Entities;
use crate::text::fold::{Folded, fold_name};
use crate::text::prepared::ArticleText;

/// The words of one article: runs of letters and digits of its text folded as names.
pub(super) struct Tokens<'a> {
    folded: &'a Folded,
    /// In bytes of the folded text, ascending.
    spans: Vec<Range<usize>>,
    /// The different words, sorted.
    distinct: Vec<&'a str>,
}

impl<'a> Tokens<'a> {
    /// Finds the words. `O(n log n)` in the article.
    pub(super) fn new(article: &'a ArticleText) -> Self {
        let folded = article.folded_names();
        let spans = runs(folded.text());
        let mut distinct: Vec<&str> =
            spans.iter().filter_map(|span| folded.text().get(span.clone())).collect();
        distinct.sort_unstable();
        distinct.dedup();
        Self { folded, spans, distinct }
    }

    /// Returns the word of an index; empty behind the last.
    pub(super) fn word(&self, index: usize) -> &'a str {
        self.spans.get(index).and_then(|span| self.folded.text().get(span.clone())).unwrap_or_default()
    }

    /// Returns where words stand, in bytes of the article.
    pub(super) fn place(&self, first: usize, last: usize) -> Option<Range<usize>> {
        let (first, last) = (self.spans.get(first)?, self.spans.get(last)?);
        Some(self.folded.source_range(first.start..last.end))
    }

    /// Returns the indexes of the words that begin in a span of the article.
    pub(super) fn within(&self, span: &Range<usize>) -> Range<usize> {
        let (start, end) = (self.folded.folded_offset(span.start), self.folded.folded_offset(span.end));
        let index = |offset: usize| self.spans.partition_point(|span| span.start < offset);
        index(start)..index(end)
    }

    /// Returns the indexes of all words.
    pub(super) const fn all(&self) -> Range<usize> {
        0..self.spans.len()
    }

    /// Says whether a word of the article begins like this.
    pub(super) fn has_prefix(&self, stem: &str) -> bool {
        let index = self.distinct.partition_point(|word| *word < stem);
        self.distinct.get(index).is_some_and(|word| word.starts_with(stem))
    }

    /// Says whether a longer word of the article begins with this word.
    pub(super) fn begins_another(&self, word: &str) -> bool {
        let index = self.distinct.partition_point(|other| *other <= word);
        self.distinct.get(index).is_some_and(|other| other.starts_with(word))
    }

    /// Returns how often a word stands in the article. `O(n)`.
    pub(super) fn n_times(&self, word: &str) -> usize {
        self.all().filter(|index| self.word(*index) == word).count()
    }

    /// Says whether a folded name stands in the article as whole words.
    pub(super) fn has_name(&self, name: &FoldedName) -> bool {
        if self.distinct.binary_search(&name.first_word.as_str()).is_err() {
            return false;
        }
        let text = self.folded.text();
        text.match_indices(&name.text).any(|(start, _)| {
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            let after = text.get(start + name.text.len()..).and_then(|after| after.chars().next());
            [before, after].into_iter().flatten().all(|character| !character.is_alphanumeric())
        })
    }
}

/// Returns the runs of letters and digits.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::with_capacity(text.len() / 6);
    let mut start = None;
    for (offset, character) in text.char_indices() {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(offset),
            (Some(first), false) => {
                spans.push(first..offset);
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    spans.extend(start.map(|first| first..text.len()));
    spans
}

/// A name prepared for being looked for in many articles.
#[derive(Debug)]
pub(super) struct FoldedName {
    text: String,
    first_word: String,
}

impl FoldedName {
    /// Folds a name; `None` if it holds no letter or digit.
    pub(super) fn new(name: &str) -> Option<Self> {
        let text = fold_name(name);
        let first = runs(&text).into_iter().next()?;
        let first_word = text.get(first)?.to_owned();
        Some(Self { text, first_word })
    }

    /// Returns the beginnings of the long words, by which a word made of one is known: "kazakhe", Kazakhstan.
    pub(super) fn stems(&self) -> impl Iterator<Item = &str> {
        runs(&self.text).into_iter().filter_map(|span| stem(self.text.get(span)?))
    }
}

/// The beginning of a name that makes a word look like it, in characters.
const STEM_CHARACTERS: (usize, usize) = (4, 5);

/// Returns the beginning of a word without the ending of a country: "russ" of "russie", "turk" of "turkey".
fn stem(word: &str) -> Option<&str> {
    let (least, most) = STEM_CHARACTERS;
    let endings = ["ie", "ia", "ey", "e", "a", "y"];
    let bare = endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let n_characters = bare.chars().count();
    let is_long = n_characters >= least && word.chars().count() > most;
    let end = bare.char_indices().nth(most).map_or(bare.len(), |(end, _)| end);
    bare.get(..end).filter(|_| is_long)
}

/// The names of all entities, folded once for all articles.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// One list for each entity: its id and names.
    names: Vec<Vec<FoldedName>>,
}

impl Lexicon {
    /// Folds the ids and names of all entities.
    pub(super) fn new(entities: &Entities) -> Self {
        let names = entities.list.iter().map(|entry| {
            let names = entry.names.iter().map(|(_, name)| name.as_str());
            names.chain(std::iter::once(&*entry.id)).filter_map(FoldedName::new).collect()
        });
        Self { names: names.collect() }
    }

    /// Returns the names of an entity; none for an index outside.
    pub(super) fn names(&self, index: usize) -> &[FoldedName] {
        self.names.get(index).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, expected: bool) {
        let article = ArticleText::new(text);
        let name = FoldedName::new(name).unwrap();
        assert_eq!(Tokens::new(&article).has_name(&name), expected);
    }

    #[test]
    fn a_name_stands_in_the_article_as_whole_words() {
        check("Haut-Karabakh", "du HAUT\u{2011}karabakh.", true);
        check("Europe de l’Est", "l'europe de l'est", true);
        check("mai", "mais", false);
        check("Arménie", "l’Arménie", true);
        check("Arménie", "Arméniens", false);
    }

    #[test]
    fn a_stem_is_what_words_made_of_a_name_begin_with() {
        let stems = |name: &str| {
            let name = FoldedName::new(name).unwrap();
            name.stems().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(stems("Arménie"), ["armen"]);
        assert_eq!(stems("Russie"), ["russ"]);
        assert_eq!(stems("Turkey"), ["turk"]);
        assert_eq!(stems("Europe de l’Est"), ["europ"]);
        assert_eq!(stems("Sotk"), Vec::<String>::new());
    }

    #[test]
    fn words_know_their_places() {
        let article = ArticleText::new("L’été. Aujourd’hui, 6\u{a0}500.");
        let tokens = Tokens::new(&article);
        assert_eq!(tokens.all(), 0..6);
        assert_eq!(tokens.within(&(9..24)), 2..4);
        assert_eq!(tokens.place(2, 3).and_then(|span| article.as_str().get(span)), Some("Aujourd’hui"));
        assert!(tokens.has_prefix("aujo") && !tokens.has_prefix("hui2"));
    }
}
