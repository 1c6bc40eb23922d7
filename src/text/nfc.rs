//! The one door to the Unicode normalisation tables: NFC, what composes with what, and accents.

use std::borrow::Cow;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// Returns the text in NFC; borrowed where it already is.
pub(crate) fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// Returns the offset of the first character sequence that is not in NFC; `None` if all of it is.
pub(crate) fn first_not_nfc(text: &str) -> Option<usize> {
    if text.is_ascii() || is_nfc(text) {
        return None;
    }
    let mut start = 0;
    let starts = text.char_indices().filter(|(_, character)| !composes(*character)).map(|(offset, _)| offset);
    for end in starts.chain([text.len()]).filter(|offset| *offset > 0) {
        if text.get(start..end).is_some_and(|sequence| !is_nfc(sequence)) {
            return Some(start);
        }
        start = end;
    }
    Some(0)
}

/// Says whether NFC may join or reorder the character with one before it.
pub(crate) fn composes(character: char) -> bool {
    character >= '\u{300}'
        && (canonical_combining_class(character) != 0
            || is_nfc_quick(std::iter::once(character)) == IsNormalized::Maybe)
}

/// Says whether the character, alone, is what NFC leaves as it is.
pub(crate) fn is_inert(character: char) -> bool {
    character < '\u{300}' || is_nfc_quick(std::iter::once(character)) == IsNormalized::Yes
}

/// Returns the text without accents, in NFC, each character mapped to lower case.
pub(crate) fn without_accents_and_case(text: &str) -> String {
    let bare = text.nfd().filter(|character| !is_accent(*character)).flat_map(char::to_lowercase);
    bare.filter(|character| !is_accent(*character)).nfc().collect()
}

/// Says whether the character is an accent, and not a vowel sign or the like, without which a word is another.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}
