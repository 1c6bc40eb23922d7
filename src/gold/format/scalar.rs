//! Replaces one text of a YAML file by another, in the place where it is written.

use std::ops::Range;

use crate::text::splice::Splice;
use crate::yaml::block::block_mark;
use crate::yaml::data::Data;
use crate::yaml::print::{Layout, block, flow, is_invisible};

/// Returns the changes that put a text where another stands, whose place in the file is given.
///
/// The new text stands on one line, bare where it can. A comment behind the mark of a text under `|` or `>` stays.
#[must_use]
pub fn replaced_scalar(source: &str, place: &Range<usize>, text: &str) -> Vec<Splice> {
    let data = Data::words(text);
    let Some(mark) = block_mark(source, place.start) else {
        let before = source.get(..place.start).unwrap_or_default();
        let line = before.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
        let is_flow = line.contains(['[', '{']) || line.trim().is_empty();
        let text = if is_flow { flow(&data) } else { block(&data, Layout::new()) };
        return vec![Splice::new(place.clone(), text)];
    };
    let line_end =
        source.get(mark.end..).and_then(|rest| rest.find('\n')).map_or(mark.end, |at| mark.end + at);
    vec![Splice::new(mark, block(&data, Layout::new())), Splice::new(line_end..place.end, "")]
}

/// Says whether a character does not show, or looks like a plain space and is none; line ends and tabs do show.
pub(super) fn is_special(character: char) -> bool {
    is_invisible(character) && !matches!(character, '\n' | '\t' | '\r')
}
