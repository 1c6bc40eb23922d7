//! Reads CSV and TSV cell by cell; the only file that knows their parser.

use std::ops::Range;

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::label::draft::Typed;
use crate::label::table::{Row, TABLE};
use crate::problem::Problem;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Returns what stands between the cells: a semicolon where the head has one and no comma.
pub(super) fn separator(text: &str) -> u8 {
    if let Some((separator, _)) = declared(text) {
        return separator;
    }
    let head = text.lines().next().unwrap_or_default();
    if head.contains(';') && !head.contains(',') { b';' } else { b',' }
}

/// Returns the separator that a first line `sep=;` names, as spreadsheets write it, and where the next line starts.
fn declared(text: &str) -> Option<(u8, usize)> {
    let line = text.lines().next()?;
    let sign = line.trim_start_matches(BYTE_ORDER_MARK).strip_prefix("sep=")?;
    let [separator] = sign.as_bytes() else { return None };
    let rest = text.get(line.len()..)?;
    let end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
    Some((*separator, line.len() + end))
}

/// Reads the rows under the head.
pub(super) fn read(source: &str, text: &str, separator: u8) -> (Vec<Row>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut records = records(source, text, separator, &mut problems).into_iter();
    let Some(head) = records.next() else {
        problems.push(
            Problem::error(TABLE, source, None, "the table is empty")
                .with_help("start it with the names of the columns"),
        );
        return (Vec::new(), problems);
    };
    let mut rows = Vec::new();
    for record in records {
        let place = place_of(&record);
        if record.iter().all(|cell| cell.text.trim().is_empty()) {
            continue;
        }
        let is_told = problems
            .iter()
            .any(|problem: &Problem| problem.span.as_ref().is_some_and(|span| place.contains(&span.start)));
        if record.len() != head.len() && !is_told {
            let cells = if record.len() == 1 { "cell" } else { "cells" };
            let message = format!("the row has {} {cells}, and the head has {}", record.len(), head.len());
            let problem = Problem::error(TABLE, source, Some(place.clone()), message);
            problems.push(problem.with_help("put a cell that holds a separator into double quotes"));
        }
        if record.len() != head.len() || is_told {
            continue;
        }
        let cells = head.iter().cloned().zip(record).filter(|(_, cell)| !cell.text.trim().is_empty());
        rows.push(Row { place, cells: cells.collect() });
    }
    (rows, problems)
}

fn place_of(record: &[Typed]) -> Range<usize> {
    let start = record.first().map_or(0, |cell| cell.place.start);
    start..record.last().map_or(start, |cell| cell.place.end)
}

fn records(source: &str, text: &str, separator: u8, problems: &mut Vec<Problem>) -> Vec<Vec<Typed>> {
    let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    let mut at = declared(text).map_or(mark, |(_, end)| end);
    let mut reader: Reader = ReaderBuilder::new().delimiter(separator).build();
    // A cell is never longer than what it is written with.
    let mut output = vec![0; text.len() + 1];
    let mut n_output = 0;
    let mut start = at;
    let mut records = Vec::new();
    let mut record = Vec::new();
    loop {
        let input = text.as_bytes().get(at..).unwrap_or_default();
        let room = output.get_mut(n_output..).unwrap_or_default();
        let (result, n_read, n_written) = reader.read_field(input, room);
        at += n_read;
        n_output += n_written;
        match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                let content = output.get(..n_output).unwrap_or_default();
                let content = String::from_utf8_lossy(content).into_owned();
                let raw = start..at;
                record.push(cell(source, text, (content, raw, separator), problems));
                (start, n_output) = (at, 0);
                if record_end {
                    records.push(std::mem::take(&mut record));
                }
            }
            ReadFieldResult::End => return records,
        }
    }
}

/// Returns a cell with its place inside its quotation marks; the raw place holds separators and line ends too.
fn cell(
    source: &str,
    text: &str,
    (content, raw, separator): (String, Range<usize>, u8),
    problems: &mut Vec<Problem>,
) -> Typed {
    let written = text.get(raw.clone()).unwrap_or_default();
    let ends = ['\r', '\n', char::from(separator)];
    let start = raw.start + (written.len() - written.trim_start_matches(['\r', '\n']).len());
    let written = text.get(start..raw.end).unwrap_or_default();
    let written = written.strip_suffix(ends).unwrap_or(written).trim_end_matches(['\r', '\n']);
    let place = start..start + written.len();
    let Some(inner) = written.strip_prefix('"') else { return Typed::new(content, place) };
    match inner.strip_suffix('"') {
        Some(inner) if inner == content => Typed::new(content, start + 1..start + 1 + inner.len()),
        Some(_) => Typed::new(content, place),
        None => {
            let message = "a double quote is opened and never closed, or text follows it";
            problems.push(
                Problem::error(TABLE, source, Some(start..start + 1), message)
                    .with_help("close it; write a double quote inside a cell twice"),
            );
            Typed::new(content, place)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_that_names_the_separator_is_no_head() {
        for text in ["sep=;\na,b;c\n1;2\n", "\u{feff}sep=;\r\na,b;c\r\n1;2\r\n"] {
            let (rows, problems) = read("t.csv", text, separator(text));
            assert_eq!(problems, []);
            let cells = rows[0].cells.iter().map(|(name, cell)| (name.text.as_str(), cell.text.as_str()));
            assert_eq!(cells.collect::<Vec<_>>(), [("a,b", "1"), ("c", "2")]);
            assert_eq!(text.get(rows[0].place.clone()).unwrap(), "1;2");
        }
    }
}
