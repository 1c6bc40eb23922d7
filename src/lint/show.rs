//! Writes pieces of articles into messages, clipped to what fits.

use std::ops::Range;

/// Longer pieces are clipped, in characters.
const CLIP_CHARACTERS_MAX: usize = 200;
/// How much is shown before the first difference of a clipped piece, in characters.
const LEAD_CHARACTERS_MAX: usize = 40;

/// Clips a text to what fits into a message.
pub(super) fn clipped(text: &str) -> String {
    match text.char_indices().nth(CLIP_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Clips marked differences to a stretch that begins shortly before the first of them.
pub(super) fn clipped_marks(marks: &str) -> String {
    if marks.chars().count() <= CLIP_CHARACTERS_MAX {
        return marks.to_owned();
    }
    let first = [marks.find("[-"), marks.find("{+")].into_iter().flatten().min().unwrap_or(0);
    let lead = marks.get(..first).unwrap_or_default();
    let start = lead.char_indices().rev().nth(LEAD_CHARACTERS_MAX).map_or(0, |(start, _)| start);
    let head = if start > 0 { "…" } else { "" };
    format!("{head}{}", clipped(marks.get(start..).unwrap_or_default()))
}

/// Returns the number with the noun: `1 quote`, `2 quotes`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// More names than this are not listed.
const NAMES_SHOWN_MAX: usize = 5;

/// Lists names, the first few of many: `a, b, …`.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let shown = names.get(..NAMES_SHOWN_MAX).unwrap_or(&names).join(", ");
    if names.len() > NAMES_SHOWN_MAX { format!("{shown}, …") } else { shown }
}

/// Returns the place of a word inside a value of the gold file, or the whole value where it is not spelt so.
pub(super) fn narrowed(source: &str, place: &Range<usize>, word: &str) -> Range<usize> {
    let found =
        source.get(place.clone()).and_then(|value| value.find(word)).map(|offset| place.start + offset);
    found.map_or_else(|| place.clone(), |start| start..start + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shown: &str, expected: &str) {
        assert_eq!(shown, expected);
    }

    #[test]
    fn long_texts_are_clipped() {
        check(&clipped(&"é".repeat(201)), &format!("{}…", "é".repeat(200)));
        check(&clipped("court"), "court");
    }

    #[test]
    fn the_first_difference_stays_in_sight() {
        let marks = format!("{}[-x-]{}", "a".repeat(300), "b".repeat(300));
        let shown = clipped_marks(&marks);
        assert!(shown.starts_with("…aaa") && shown.contains("[-x-]") && shown.ends_with('…'));
    }

    #[test]
    fn one_is_singular() {
        check(&counted(1, "quote"), "1 quote");
        check(&counted(0, "quote"), "0 quotes");
    }

    #[test]
    fn a_word_is_found_inside_its_value() {
        assert_eq!(narrowed("to: [a, bb]", &(4..11), "bb"), 8..10);
        assert_eq!(narrowed("to: [a, bb]", &(4..11), "c"), 4..11);
    }
}
