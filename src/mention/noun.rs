//! Finds the noun that a number counts, or that it is the name of.

use std::ops::Range;

use crate::mention::token::Tokens;
use crate::value::Language;

/// Words behind a number that it does not count, folded.
const NO_NOUNS: [&str; 66] = [
    "et", "ou", "and", "or", "a", "au", "aux", "en", "dans", "par", "pour", "sur", "depuis", "le", "la",
    "les", "du", "des", "qui", "que", "dont", "ont", "a", "sont", "est", "etaient", "etait", "avaient",
    "avait", "seraient", "auraient", "furent", "selon", "mais", "plus", "moins", "environ", "autres",
    "autre", "encore", "in", "on", "at", "by", "for", "from", "to", "of", "the", "who", "that", "have",
    "has", "had", "were", "was", "are", "is", "other", "others", "more", "some", "since", "but", "as",
    "with",
];

/// Returns the end of the word that a number counts, with "de" between: "120 000 Arméniens", "des milliers d’habitants".
#[must_use]
pub fn end_of_noun(tokens: &Tokens<'_>, number: &Range<usize>) -> usize {
    noun(tokens, number.end).map_or(number.end, |index| tokens.span(index).end)
}

/// Returns the word, folded, that is counted at the end of a span; the span may hold it already.
#[must_use]
pub fn counted_noun<'t>(tokens: &'t Tokens<'_>, span: &Range<usize>) -> Option<&'t str> {
    let last = tokens.at_or_after(span.end).checked_sub(1)?;
    let written = tokens.text().get(tokens.span(last)).unwrap_or_default();
    let is_noun = tokens.span(last).start > span.start
        && !NO_NOUNS.contains(&tokens.word(last))
        && crate::value::numeral::longest_number(written, Language::French).is_none()
        && crate::value::numeral::longest_number(written, Language::English).is_none();
    if is_noun { Some(tokens.word(last)) } else { noun(tokens, span.end).map(|index| tokens.word(index)) }
}

fn noun(tokens: &Tokens<'_>, end: usize) -> Option<usize> {
    let next = tokens.at_or_after(end);
    let is_linked = matches!(tokens.word(next), "de" | "d" | "of");
    let is_chosen =
        matches!(tokens.word(next + 1), "ces" | "ses" | "leurs" | "nos" | "these" | "those" | "the");
    let index = next + usize::from(is_linked) + usize::from(is_linked && is_chosen);
    let is_noun = tokens.is_spaced(next)
        && index < tokens.len()
        && tokens.number(index).is_none()
        && !NO_NOUNS.contains(&tokens.word(index));
    is_noun.then_some(index)
}

/// Says whether digits stand behind the noun that they number, in an enumeration: "lots 118 and 121".
pub(super) fn is_listed_name(tokens: &Tokens<'_>, first: usize) -> bool {
    let is_joint = |index: usize| matches!(tokens.word(index), "and" | "et" | "ou" | "or");
    let is_plural_noun = |index: usize| {
        let word = tokens.word(index);
        word.ends_with('s') && word.chars().count() > 3 && !NO_NOUNS.contains(&word)
    };
    let is_ended = |next: usize| noun(tokens, tokens.span(next - 1).end).is_none();
    let Some(before) = first.checked_sub(1) else { return false };
    let opens = is_plural_noun(before)
        && tokens.is_spaced(first)
        && is_joint(first + 1)
        && tokens.number(first + 2).is_some()
        && is_ended(first + 3);
    let ends = first >= 3
        && is_joint(before)
        && tokens.number(first - 2).is_some()
        && is_plural_noun(first - 3)
        && tokens.is_spaced(first - 2)
        && is_ended(first + 1);
    opens || ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_the_noun_behind() {
        let noun = |text: &str| {
            let tokens = Tokens::new(text);
            let found = crate::mention::counted::counted(&tokens, Language::French, &[]);
            counted_noun(&tokens, &found[0].span).map(str::to_owned)
        };
        assert_eq!(noun("Les 49 soldats"), Some("soldats".to_owned()));
        assert_eq!(noun("des milliers d’habitants"), Some("habitants".to_owned()));
        assert_eq!(noun("au moins 49 ont péri"), None);
    }
}
