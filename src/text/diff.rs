//! Shows how two texts differ, in one line or line by line: the one door to the text diff.

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

/// Returns the lines in which two files differ, each part with three lines around it, as `diff -u` writes them.
///
/// Begins with the names given; nothing for equal files. At most `n_lines_max` lines are shown, and how many are not.
#[must_use]
pub fn unified(names: (&str, &str), before: &str, after: &str, n_lines_max: usize) -> String {
    let diff = TextDiff::from_lines(before, after);
    let whole = diff.unified_diff().context_radius(3).header(names.0, names.1).to_string();
    let n_lines = whole.lines().count();
    if n_lines <= n_lines_max {
        return whole;
    }
    let shown: String = whole.split_inclusive('\n').take(n_lines_max).collect();
    let n_left = n_lines - n_lines_max;
    format!("{shown}… {n_left} more line{}\n", if n_left == 1 { "" } else { "s" })
}

/// Returns the first line in which two files differ, from 1; `None` for equal files.
#[must_use]
pub fn first_difference(before: &str, after: &str) -> Option<usize> {
    if before == after {
        return None;
    }
    let mut pairs = before.split_inclusive('\n').zip(after.split_inclusive('\n'));
    let n_shorter = before.split_inclusive('\n').count().min(after.split_inclusive('\n').count());
    Some(pairs.position(|(before, after)| before != after).unwrap_or(n_shorter) + 1)
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
    fn lines_that_differ_are_shown_with_what_stands_around_them() {
        let (before, after) = ("1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nfive\n6\n");
        let shown = "--- a\n+++ b\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n+five\n 6\n";
        assert_eq!(unified(("a", "b"), before, after, 20), shown);
        assert_eq!(unified(("a", "b"), before, before, 20), "");
        assert_eq!(unified(("a", "b"), before, after, 8), shown.replace(" 6\n", "… 1 more line\n"));
    }

    #[test]
    fn the_first_line_that_differs_counts_from_one() {
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some(2));
        assert_eq!(first_difference("a\n", "a"), Some(1));
        assert_eq!(first_difference("", ""), None);
    }

    #[test]
    fn equal_texts_have_no_marks() {
        check("été", "été", "été");
        check("", "", "");
    }
}
