//! Where the characters and UTF-16 units of a text stand in bytes, each found in a bounded number of steps.

/// How many characters lie between two marks.
const STRIDE: usize = 256;

/// Marks in a text, one every so many characters.
#[derive(Clone, Debug)]
pub(super) struct Offsets {
    /// (byte, UTF-16 unit) of every 256th character, from the first.
    marks: Vec<(usize, usize)>,
}

impl Offsets {
    /// Sets the marks in one pass.
    pub(super) fn new(text: &str) -> Self {
        let (mut n_units, mut marks) = (0, Vec::new());
        for (index, (byte, n_more)) in places(text).enumerate() {
            if index.is_multiple_of(STRIDE) {
                marks.push((byte, n_units));
            }
            n_units += n_more;
        }
        Self { marks }
    }

    /// Returns the byte where a character begins; the place behind the last one counts.
    pub(super) fn of_character(&self, text: &str, index: usize) -> Option<usize> {
        let (start, _) = *self.marks.get(index / STRIDE)?;
        places(text.get(start..)?).nth(index % STRIDE).map(|(byte, _)| start + byte)
    }

    /// Returns the byte where a UTF-16 unit begins; `None` in the middle of a character or behind the text.
    pub(super) fn of_utf16(&self, text: &str, unit: usize) -> Option<usize> {
        let n_before = self.marks.partition_point(|(_, first)| *first <= unit);
        let (start, mut at) = *self.marks.get(n_before.checked_sub(1)?)?;
        for (byte, n_units) in places(text.get(start..)?) {
            if at >= unit {
                return (at == unit).then_some(start + byte);
            }
            at += n_units;
        }
        None
    }
}

/// Returns the beginning of every character with its UTF-16 units, and the end of the text.
fn places(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let characters = text.char_indices().map(|(byte, character)| (byte, character.len_utf16()));
    characters.chain(std::iter::once((text.len(), 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let offsets = Offsets::new(text);
        let mut n_units = 0;
        for (index, (byte, character)) in text.char_indices().enumerate() {
            assert_eq!(offsets.of_character(text, index), Some(byte));
            assert_eq!(offsets.of_utf16(text, n_units), Some(byte));
            if character.len_utf16() == 2 {
                assert_eq!(offsets.of_utf16(text, n_units + 1), None, "inside a character");
            }
            n_units += character.len_utf16();
        }
        let n_characters = text.chars().count();
        assert_eq!(offsets.of_character(text, n_characters), Some(text.len()));
        assert_eq!(offsets.of_utf16(text, n_units), Some(text.len()));
        assert_eq!(offsets.of_character(text, n_characters + 1), None);
        assert_eq!(offsets.of_utf16(text, n_units + 1), None);
    }

    #[test]
    fn every_character_is_found_by_its_number() {
        check("");
        check("crue à 4 m 🌊 hier");
        check(&"é🌊a".repeat(300));
        check(&"a".repeat(256));
    }
}
