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

/// The most characters of a name that are kept on one line.
const NAME_CHARACTERS_MAX: u16 = 40;

/// Returns the most characters that a column's cells have.
fn longest(rows: &[Vec<String>], index: usize) -> u16 {
    let longest = rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.chars().count()).max();
    u16::try_from(longest.unwrap_or(0)).unwrap_or(u16::MAX)
}
