//! Words and numbers of a text, folded, as the finders of mentions read them.

use std::ops::Range;

/// The longest word that a finder knows, in bytes after folding; longer ones are words of no meaning here.
const LENGTH_MAX_BYTES: usize = 15;

/// A run of letters, or one of digits.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    /// Where the folded word begins and ends in [`Tokens::folded`]; empty if it is too long or has letters beyond Latin.
    folded: (usize, usize),
}

/// The words and numbers of a text, in order: "9h00" is three of them.
#[derive(Clone, Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    /// All folded words, one behind the other.
    folded: String,
    list: Vec<Token>,
}

impl<'t> Tokens<'t> {
    /// Finds them in one pass.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut list: Vec<Token> = Vec::with_capacity(text.len() / 6);
        let mut folded = String::with_capacity(text.len());
        let mut previous = Class::Gap;
        for (start, character) in text.char_indices() {
            let class = Class::of(character, previous);
            let end = start + character.len_utf8();
            if class != Class::Gap {
                if class != previous || list.is_empty() {
                    let place = (folded.len(), folded.len());
                    list.push(Token { start, end, folded: place });
                }
                if let Some(token) = list.last_mut() {
                    token.end = end;
                    token.folded.1 = fold_into(&mut folded, token.folded, character);
                }
            }
            previous = class;
        }
        // A word given up left its mark behind its own beginning: it is empty.
        for token in list.iter_mut().filter(|token| token.folded.1 == GIVEN_UP) {
            token.folded.1 = token.folded.0;
        }
        Self { text, folded, list }
    }

    /// Returns the text.
    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Returns how many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Says whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns a word folded, or the digits of a number; empty where there is none or it is too long.
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        let place = self.list.get(index).map_or((0, 0), |token| token.folded);
        self.folded.get(place.0..place.1).unwrap_or_default()
    }

    /// Returns the word before, empty at the start.
    #[must_use]
    pub fn word_before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |index| self.word(index))
    }

    /// Returns where a token stands; empty behind the text if there is none.
    #[must_use]
    pub fn span(&self, index: usize) -> Range<usize> {
        self.list.get(index).map_or(self.text.len()..self.text.len(), |token| token.start..token.end)
    }

    /// Returns the text between a token and the one before it.
    #[must_use]
    pub fn gap_before(&self, index: usize) -> &'t str {
        let start = index.checked_sub(1).map_or(0, |index| self.span(index).end);
        self.text.get(start..self.span(index).start).unwrap_or("")
    }

    /// Says whether only spaces stand between a token and the one before it.
    #[must_use]
    pub fn is_spaced(&self, index: usize) -> bool {
        let gap = self.gap_before(index);
        !gap.is_empty() && gap.chars().all(char::is_whitespace)
    }

    /// Returns a number of at most nine digits.
    #[must_use]
    pub fn number(&self, index: usize) -> Option<u32> {
        let digits = self.word(index);
        if digits.len() > 9 || !digits.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        digits.parse().ok()
    }

    /// Returns a number of so many digits, from `least` to `most`.
    #[must_use]
    pub fn number_of(&self, index: usize, (least, most): (usize, usize)) -> Option<u32> {
        let n_digits = self.word(index).len();
        self.number(index).filter(|_| (least..=most).contains(&n_digits))
    }

    /// Returns the first token that begins at a place or behind it.
    #[must_use]
    pub fn at_or_after(&self, offset_bytes: usize) -> usize {
        self.list.partition_point(|token| token.start < offset_bytes)
    }
}

/// What a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Gap,
    Letters,
    Digits,
}

impl Class {
    fn of(character: char, previous: Self) -> Self {
        if character.is_ascii_alphabetic() {
            Self::Letters
        } else if character.is_ascii_digit() {
            Self::Digits
        } else if character.is_ascii() {
            Self::Gap
        } else if character.is_alphanumeric() || (is_mark(character) && previous == Self::Letters) {
            Self::Letters
        } else {
            Self::Gap
        }
    }
}

/// The end of a word that is not folded.
const GIVEN_UP: usize = usize::MAX;

/// Folds one more letter of a word that stands at a place; returns the end of the word, or [`GIVEN_UP`].
fn fold_into(folded: &mut String, (start, end): (usize, usize), character: char) -> usize {
    if end == GIVEN_UP {
        return GIVEN_UP;
    }
    let (first, second) = match character {
        plain if plain.is_ascii() => (plain.to_ascii_lowercase(), None),
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => ('a', None),
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => ('e', None),
        'î' | 'ï' | 'Î' | 'Ï' => ('i', None),
        'ô' | 'ö' | 'Ô' | 'Ö' => ('o', None),
        'û' | 'ù' | 'ü' | 'Û' | 'Ù' | 'Ü' => ('u', None),
        'ç' | 'Ç' => ('c', None),
        'œ' | 'Œ' => ('o', Some('e')),
        mark if is_mark(mark) => return end,
        _ => return GIVEN_UP,
    };
    folded.push(first);
    folded.extend(second);
    if folded.len() - start > LENGTH_MAX_BYTES { GIVEN_UP } else { folded.len() }
}

const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = Tokens::new(text);
        let words: Vec<&str> = (0..tokens.len()).map(|index| tokens.word(index)).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn words_are_folded_and_numbers_stand_apart() {
        check("L’été, 9h00 : Œuvre", &["l", "ete", "9", "h", "00", "oeuvre"]);
        check("1er fe\u{301}vrier", &["1", "er", "fevrier"]);
    }

    #[test]
    fn words_beyond_reach_are_empty() {
        check("anticonstitutionnellement Москва 1234567890123456", &["", "", ""]);
    }

    #[test]
    fn gaps_are_what_stands_between() {
        let tokens = Tokens::new("«\u{a0}a, b");
        assert_eq!((tokens.gap_before(0), tokens.gap_before(1)), ("«\u{a0}", ", "));
        assert_eq!((tokens.word(9), tokens.span(9)), ("", 8..8));
    }
}
