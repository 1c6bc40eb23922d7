//! Lines and columns of a text.

use std::sync::Arc;

/// A text with the places where its lines begin.
///
/// A line ends at `\n`; a `\r` before it belongs to the line end. Empty text has one empty line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    text: Arc<str>,
    /// Ascending, the first is 0.
    starts: Vec<usize>,
}

impl LineIndex {
    /// Finds the lines in one pass; an `Arc<str>` is shared, a `&str` copied.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let after_newlines = text.match_indices('\n').map(|(offset, _)| offset + 1);
        let starts = std::iter::once(0).chain(after_newlines).collect();
        Self { text, starts }
    }

    /// Returns how many lines there are, at least 1; a newline at the very end opens one more, empty line.
    #[must_use]
    pub fn n_lines(&self) -> usize {
        self.starts.len()
    }

    /// Returns line and column of a place in bytes, both from 1, the column in characters.
    ///
    /// A place inside a character is its beginning, a place behind the text its end. Cost: the length of the line.
    #[must_use]
    pub fn line_column(&self, offset_bytes: usize) -> (usize, usize) {
        let offset_bytes = self.text.floor_char_boundary(offset_bytes);
        let line = self.starts.partition_point(|start| *start <= offset_bytes);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(0);
        let n_before = self.text.get(start..offset_bytes).map_or(0, |before| before.chars().count());
        (line, n_before + 1)
    }

    /// Returns the place in bytes of a line and column, both from 1; `None` if there is no such place.
    ///
    /// The column behind the last character of the text is a place.
    #[must_use]
    pub fn offset(&self, line: usize, column: usize) -> Option<usize> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied();
        let rest = self.text.get(start..end.unwrap_or(self.text.len()))?;
        let behind = end.is_none().then_some(rest.len());
        let offset =
            rest.char_indices().map(|(offset, _)| offset).chain(behind).nth(column.checked_sub(1)?)?;
        Some(start + offset)
    }

    /// Returns a line, counted from 1, without its line end; `None` if there is no such line.
    #[must_use]
    pub fn line_text(&self, line: usize) -> Option<&str> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let text = self.text.get(start..end)?;
        let text = text.strip_suffix('\n').unwrap_or(text);
        Some(text.strip_suffix('\r').unwrap_or(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, offset: usize, expected: (usize, usize)) {
        assert_eq!(LineIndex::new(text).line_column(offset), expected);
    }

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        check("été\nà\n", 0, (1, 1));
        check("été\nà\n", 3, (1, 3));
        check("été\nà\n", 6, (2, 1));
        check("été\nà\n", 8, (2, 2));
    }

    #[test]
    fn a_place_behind_the_text_is_its_end() {
        check("ab", 9, (1, 3));
        check("", 0, (1, 1));
        check("a\n", 2, (2, 1));
    }

    #[test]
    fn a_place_inside_a_character_is_its_beginning() {
        check("aé", 2, (1, 2));
    }

    #[test]
    fn the_text_of_a_line_has_no_line_end() {
        let lines = LineIndex::new("un\r\ndeux\n");
        assert_eq!(lines.line_text(1), Some("un"));
        assert_eq!(lines.line_text(2), Some("deux"));
        assert_eq!(lines.line_text(3), Some(""));
        assert_eq!(lines.line_text(4), None);
        assert_eq!(lines.line_text(0), None);
        assert_eq!(lines.n_lines(), 3);
    }

    proptest! {
        #[test]
        fn line_and_column_lead_back_to_the_place(text in "[a-cé\u{a0}\r\n😀]{0,40}") {
            let lines = LineIndex::new(text.as_str());
            for offset in text.char_indices().map(|(offset, _)| offset).chain([text.len()]) {
                let (line, column) = lines.line_column(offset);
                prop_assert_eq!(lines.offset(line, column), Some(offset));
            }
        }
    }
}
