//! Lays text out in columns that fit the width; the one door of the table crate.

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// How a column is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Words: to the left, wrapped where the width asks for it.
    Words,
    /// A name: to the left, never wrapped unless it is very long.
    Name,
    /// Numbers: to the right, never wrapped.
    Number,
}

/// Returns rows in aligned columns without lines, each row ending in a newline; the first row is the head.
///
/// `width` is in terminal columns; `None` wraps nothing. No rows: an empty text.
#[must_use]
pub fn columns(layout: &[Column], rows: &[Vec<String>], width: Option<u16>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    match width {
        Some(width) => {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(width);
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    for row in rows {
        table.add_row(row);
    }
    for (index, kind) in layout.iter().enumerate() {
        let Some(column) = table.column_mut(index) else { continue };
        column.set_padding((if index == 0 { 2 } else { 1 }, 1));
        match kind {
            Column::Words => column.set_cell_alignment(CellAlignment::Left),
            Column::Name => {
                let least = longest(rows, index).min(NAME_CHARACTERS_MAX) + if index == 0 { 3 } else { 2 };
                column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
                column.set_cell_alignment(CellAlignment::Left)
            }
            Column::Number => {
                let longest = longest(rows, index);
                column
                    .set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(longest.saturating_add(2))));
                column.set_cell_alignment(CellAlignment::Right)
            }
        };
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Breaks styled words into lines of at most `width` columns, later lines indented by two; ends in a newline.
///
/// A word that is longer stands alone; `None` breaks nothing.
#[must_use]
pub fn wrapped(styled: &str, width: Option<u16>) -> String {
    let mut text = String::new();
    let mut n_columns = 0;
    for word in styled.split(' ') {
        let n_word = n_visible(word);
        let is_full = width.is_some_and(|width| n_columns + 1 + n_word > usize::from(width));
        match (n_columns, is_full) {
            (0, _) => n_columns = n_word,
            (_, true) => {
                text.push_str("\n  ");
                n_columns = 2 + n_word;
            }
            (_, false) => {
                text.push(' ');
                n_columns += 1 + n_word;
            }
        }
        text.push_str(word);
    }
    text.push('\n');
    text
}

/// Returns how many characters are seen: those outside of `ESC [ … m`.
fn n_visible(styled: &str) -> usize {
    let mut is_style = false;
    let is_seen = |character: &char| {
        let was_style = is_style;
        is_style = (is_style || *character == '\u{1b}') && *character != 'm';
        !was_style && !is_style
    };
    styled.chars().filter(is_seen).count()
}

/// The most characters of a name that are kept on one line.
const NAME_CHARACTERS_MAX: u16 = 40;

/// Returns the most characters that a column's cells have.
fn longest(rows: &[Vec<String>], index: usize) -> u16 {
    let longest = rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.chars().count()).max();
    u16::try_from(longest.unwrap_or(0)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(styled: &str, width: u16, expected: &str) {
        assert_eq!(wrapped(styled, Some(width)), expected);
    }

    #[test]
    fn words_are_broken_where_the_width_ends_and_styles_take_none() {
        check("\u{1b}[1mdeux mots\u{1b}[0m et plus", 9, "\u{1b}[1mdeux mots\u{1b}[0m\n  et plus\n");
        check("un mot-très-long ici", 6, "un\n  mot-très-long\n  ici\n");
        assert_eq!(wrapped("rien ne casse", None), "rien ne casse\n");
    }
}
