//! Shows in one line how two short texts differ: the one door to the text diff.

use std::fmt::Write;

use similar::{ChangeTag, TextDiff};

use crate::text::fold::is_invisible;

/// Marks, word by word, what only the expected text has `[-so-]` and what only the actual one has `{+so+}`.
///
/// Inside the marks, spaces other than the plain one and invisible characters are named: `<U+00A0>`. For texts of a few
/// sentences; how a change is split between words may vary with the library's version.
#[must_use]
pub fn diff_marks(expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_unicode_words(expected, actual);
    let mut marked = String::new();
    let (mut removed, mut added) = (String::new(), String::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => removed.push_str(change.value()),
            ChangeTag::Insert => added.push_str(change.value()),
            ChangeTag::Equal => {
                flush(&mut marked, &mut removed, &mut added);
                marked.push_str(change.value());
            }
        }
    }
    flush(&mut marked, &mut removed, &mut added);
    marked
}

fn flush(marked: &mut String, removed: &mut String, added: &mut String) {
    for (text, open, close) in [(removed, "[-", "-]"), (added, "{+", "+}")] {
        if !text.is_empty() {
            marked.push_str(open);
            push_visibly(marked, text);
            marked.push_str(close);
            text.clear();
        }
    }
}

fn push_visibly(marked: &mut String, text: &str) {
    for character in text.chars() {
        let is_hidden = (character.is_whitespace() && character != ' ') || is_invisible(character);
        if is_hidden {
            write!(marked, "<U+{:04X}>", u32::from(character)).expect("writing to a string never fails");
        } else {
            marked.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expected: &str, actual: &str, marks: &str) {
        assert_eq!(diff_marks(expected, actual), marks);
    }

    #[test]
    fn a_word_replaced_is_marked_once() {
        check("la rive droite cède", "la rive gauche cède", "la rive [-droite-]{+gauche+} cède");
    }

    #[test]
    fn words_added_and_left_out_are_marked() {
        check("le pont", "le vieux pont", "le {+vieux +}pont");
        check("le vieux pont", "le pont", "le [-vieux -]pont");
    }

    #[test]
    fn spaces_that_differ_are_named() {
        check("6 500", "6\u{a0}500", "6[- -]{+<U+00A0>+}500");
    }

    #[test]
    fn equal_texts_have_no_marks() {
        check("été", "été", "été");
        check("", "", "");
    }
}
