//! Short stable names for suggestions: made of what is suggested, never of its position.

use std::collections::BTreeSet;

use crate::text::fold::fold_name;

/// A key is cut at the end of a word behind so many characters.
const CHARACTERS_MAX: usize = 40;

/// Returns a key: a word, then the words of a text in small letters and digits, joined by hyphens.
pub(super) fn key_of(word: &str, text: &str) -> String {
    let folded = fold_name(text);
    let mut key = word.to_owned();
    let mut parts: Vec<String> = Vec::new();
    for part in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        // "6 500" is one number.
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        match parts.last_mut() {
            Some(last) if part.len() == 3 && is_digits(part) && is_digits(last) => last.push_str(part),
            Some(_) | None => parts.push(part.to_owned()),
        }
    }
    for part in parts {
        if key.len() + part.len() >= CHARACTERS_MAX && key.len() > word.len() {
            break;
        }
        key.push('-');
        key.push_str(&part);
    }
    key
}

/// Returns the key, or the first of `key-2`, `key-3`, … that is not used; it is used from then on.
pub(super) fn distinct(key: String, used: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{key}-{number}"));
    let mut free = std::iter::once(key.clone()).chain(numbered).filter(|key| !used.contains(key));
    let free = free.next().expect("numbers do not end");
    used.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, text: &str, expected: &str) {
        assert_eq!(key_of(word, text), expected);
    }

    #[test]
    fn a_key_is_made_of_small_letters_and_digits() {
        check("count", "120\u{a0}000 Arméniens", "count-120000-armeniens");
        check("date", "2022-09-13 early", "date-2022-09-13-early");
        check("casualties", "49 killed", "casualties-49-killed");
    }

    #[test]
    fn a_long_key_ends_with_a_word() {
        check(
            "name",
            "Comité international de la Croix-Rouge et du reste",
            "name-comite-international-de-la-croix",
        );
    }

    #[test]
    fn equal_keys_are_told_apart() {
        let mut used = BTreeSet::new();
        let keys: Vec<String> = (0..3).map(|_| distinct("a".to_owned(), &mut used)).collect();
        assert_eq!(keys, ["a", "a-2", "a-3"]);
    }
}
