//! Reads tables of labels: CSV, TSV, JSON and JSON Lines, each cell with its place.

use std::ops::Range;

use crate::label::draft::Typed;
use crate::problem::Problem;

mod cells;
pub mod columns;
mod json;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Cells between commas, or between semicolons where the head has no comma.
    Csv,
    /// Cells between tabs.
    Tsv,
    /// An array of objects.
    Json,
    /// An object on each line.
    JsonLines,
}

impl TableFormat {
    /// Returns the format that an extension stands for.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }
}

/// A row: the label that it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the table, in bytes.
    pub place: Range<usize>,
    /// The names of its columns and what stands in them; a list has several cells, an empty cell none.
    pub cells: Vec<(Typed, Typed)>,
}

/// Reads a table with all its problems; rows without any content are left out.
#[must_use]
pub fn read_table(source: &str, text: &str, format: TableFormat) -> (Vec<Row>, Vec<Problem>) {
    match format {
        TableFormat::Csv => cells::read(source, text, cells::separator(text)),
        TableFormat::Tsv => cells::read(source, text, b'\t'),
        TableFormat::Json => json::read_array(source, text),
        TableFormat::JsonLines => json::read_lines(source, text),
    }
}

/// The rule of what a table cannot hold.
const TABLE: &str = "Y0";
