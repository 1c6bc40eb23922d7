//! Tells French from English by their commonest small words.

use crate::mention::token::Tokens;
use crate::value::Language;

/// Small words of French that neither English nor another language near it has, folded.
const FRENCH: [&str; 24] = [
    "le", "leur", "les", "du", "des", "une", "et", "est", "dans", "pour", "qui", "sur", "aux", "avec",
    "cette", "ont", "selon", "par", "ses", "elle", "sont", "qu", "au", "ete",
];
/// Small words of English that French does not have, folded.
const ENGLISH: [&str; 24] = [
    "the", "of", "and", "to", "in", "is", "that", "for", "with", "was", "were", "it", "at", "from", "by",
    "he", "she", "they", "has", "have", "had", "said", "be", "not",
];
/// How many words there are at most for one small word of the language.
const WORDS_FOR_ONE_MAX: usize = 10;
/// How many times as many small words the language has as the other.
const TIMES_MIN: usize = 4;

/// Returns the tag of the language of a text, `fr` or `en`; `None` where it is neither or not clear.
#[must_use]
pub fn language_tag(text: &str) -> Option<&'static str> {
    let tokens = Tokens::new(text);
    let n_among =
        |words: &[&str]| (0..tokens.len()).filter(|index| words.contains(&tokens.word(*index))).count();
    let (n_french, n_english) = (n_among(&FRENCH), n_among(&ENGLISH));
    let is_clear = |n: usize, n_other: usize| {
        n >= 2 && n * WORDS_FOR_ONE_MAX >= tokens.len() && n >= TIMES_MIN * n_other
    };
    match (is_clear(n_french, n_english), is_clear(n_english, n_french)) {
        (true, _) => Some("fr"),
        (_, true) => Some("en"),
        (false, false) => None,
    }
}

/// Says whether a tag names the language that a text is clearly in, or nothing is clear.
#[must_use]
pub fn may_be_in(text: &str, tag: &str) -> bool {
    match (language_tag(text), Language::from_tag(tag)) {
        (Some(found), language) => Language::from_tag(found) == language,
        (None, Language::Other) => true,
        (None, Language::French | Language::English) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_are_told_by_their_small_words() {
        let french = "Le feu a tué deux personnes mardi, selon la préfecture.";
        assert_eq!(language_tag(french), Some("fr"));
        assert_eq!(language_tag("Two people died in the fire on Tuesday, the police said."), Some("en"));
    }

    #[test]
    fn what_is_neither_french_nor_english_is_not_told() {
        for text in [
            "",
            "Vendredi 6h30",
            "Der Brand hat am Dienstag in der Stadt zwei Menschen getötet, wie die Polizei mitteilte.",
            "El fuego mató a dos personas el martes, según la policía de la ciudad.",
            "Le feu est grave. The fire is grave.",
        ] {
            assert_eq!(language_tag(text), None, "{text}");
        }
    }

    #[test]
    fn a_tag_is_doubted_where_the_text_speaks_another_language() {
        assert!(may_be_in("La pluie et le vent sont là.", "fr-CA"));
        assert!(!may_be_in("La pluie et le vent sont là.", "en"));
        assert!(may_be_in("Zwei Tote", "de"));
        assert!(!may_be_in("Zwei Tote", "en"));
    }
}
