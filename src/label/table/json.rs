//! Reads rows of JSON, each value with its place; the only file of the room that knows JSON.

use std::fmt;
use std::ops::Range;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::label::draft::Typed;
use crate::label::table::{Row, TABLE};
use crate::problem::Problem;

/// An object with its keys in order, each as often as it stands there.
struct Object<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Object<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'t> Visitor<'t> for Entries {
            type Value = Object<'t>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object with the columns as keys")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Object<'t>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// Reads an array of objects.
pub(super) fn read_array(source: &str, text: &str) -> (Vec<Row>, Vec<Problem>) {
    let table = Table { source, text };
    let mut problems = Vec::new();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str::<Vec<&RawValue>>(body) {
        Ok(values) => {
            let rows = values.into_iter().filter_map(|value| table.row(value.get(), &mut problems)).collect();
            (rows, problems)
        }
        Err(error) => {
            let said = error.to_string();
            let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
            let what = if error.is_data() {
                "this is no array".to_owned()
            } else {
                format!("this is not JSON: {said}")
            };
            let help = "the table is an array of objects: [{\"article\": …}, …]";
            (Vec::new(), vec![table.wrong((body, &what), &error, help)])
        }
    }
}

/// Reads an object a line.
pub(super) fn read_lines(source: &str, text: &str) -> (Vec<Row>, Vec<Problem>) {
    let table = Table { source, text };
    let mut problems = Vec::new();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    let rows = lines.filter_map(|line| table.row(line, &mut problems)).collect();
    (rows, problems)
}

/// The text of a table, to find places in.
#[derive(Clone, Copy)]
struct Table<'t> {
    source: &'t str,
    text: &'t str,
}

impl<'t> Table<'t> {
    /// Returns where a piece of the text stands in it.
    fn place(&self, piece: &str) -> Range<usize> {
        let start = piece.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        start..start + piece.len()
    }

    fn row(&self, piece: &'t str, problems: &mut Vec<Problem>) -> Option<Row> {
        let object = match serde_json::from_str::<Object<'t>>(piece) {
            Ok(object) => object,
            Err(error) => {
                let what = if error.is_data() { "this is no row" } else { "this line is not JSON" };
                problems.push(self.wrong((piece, what), &error, "write an object with the columns as keys"));
                return None;
            }
        };
        let mut cells = Vec::new();
        for (name, value) in object.0 {
            let place = self.place(value.get());
            // The key stands somewhere before its value, perhaps with escapes: the value's place is near enough.
            let name = Typed::new(name, place.start..place.start);
            self.cell(&name, value, &mut cells, problems);
        }
        let place = self.place(piece.trim());
        (!cells.is_empty()).then_some(Row { place, cells })
    }

    fn cell(
        &self,
        name: &Typed,
        value: &'t RawValue,
        cells: &mut Vec<(Typed, Typed)>,
        problems: &mut Vec<Problem>,
    ) {
        let written = value.get();
        let place = self.place(written);
        let first = written.bytes().next();
        match first {
            Some(b'"') => {
                let text: String = serde_json::from_str(written).expect("a raw value is JSON");
                let inner = place.start + 1..place.end - 1;
                let is_verbatim = self.text.get(inner.clone()) == Some(text.as_str());
                if !text.trim().is_empty() {
                    cells.push((name.clone(), Typed::new(text, if is_verbatim { inner } else { place })));
                }
            }
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(written).expect("a raw value is JSON");
                for element in elements {
                    self.cell(name, element, cells, problems);
                }
            }
            Some(b'{') => {
                let message =
                    format!("{} holds an object, where a text, a number or a list stands", name.text);
                problems.push(Problem::error(TABLE, self.source, Some(place), message));
            }
            Some(b'n') | None => {}
            Some(_) => cells.push((name.clone(), Typed::new(written, place))),
        }
    }

    /// Returns what is wrong with a piece, at the place that the parser tells.
    fn wrong(&self, (piece, what): (&str, &str), error: &serde_json::Error, help: &str) -> Problem {
        let start = self.place(piece).start;
        let line_start =
            piece.match_indices('\n').nth(error.line().wrapping_sub(2)).map_or(0, |(at, _)| at + 1);
        let mut at = (line_start + error.column().saturating_sub(1)).min(piece.len());
        while !piece.is_char_boundary(at) {
            at -= 1;
        }
        let place = start + at..start + at;
        Problem::error(TABLE, self.source, Some(place), what).with_help(help)
    }
}
