//! Takes entries out of maps and values out of lists.

use std::ops::Range;

use crate::text::splice::Splice;
use crate::yaml::edit::entries::Entry;
use crate::yaml::edit::place::{Source, path_name};
use crate::yaml::edit::put::flow_end;
use crate::yaml::edit::{Refusal, Step};
use crate::yaml::{Node, NodeKind};

/// Removes an entry or value.
pub(super) fn remove(source: Source<'_>, at: &[Step]) -> Result<Vec<Splice>, Refusal> {
    let spot = source.find(at)?;
    let above = at.get(..at.len().saturating_sub(1)).unwrap_or_default();
    let Some((parent, index)) = spot.parent else {
        return Err(Refusal::new("the file as a whole cannot be removed"));
    };
    if source.is_flow(parent) {
        return remove_from_flow(source, parent, index).map(|splice| vec![splice]);
    }
    let entries = source.entries(parent)?;
    let entry = entries.get(index).ok_or_else(|| source.odd(parent.span.start))?;
    if entries.len() > 1 {
        return remove_from_block(source, &entries, (index, above.is_empty())).map(|splice| vec![splice]);
    }
    let outer = source.find(above)?;
    let Some((holder, holder_index)) = outer.parent else {
        let name = path_name(at);
        return Err(Refusal::new(format!("{name} is all that the file holds: delete the file instead")));
    };
    let brackets = if matches!(parent.kind, NodeKind::Sequence(_)) { "[]" } else { "{}" };
    if !entry.owns_line {
        let span = entry.start..entry.value_end;
        return Ok(vec![Splice::new(span, brackets)]);
    }
    let holders = source.entries(holder)?;
    let mark_end = holders.get(holder_index).ok_or_else(|| source.odd(holder.span.start))?.mark_end;
    let lines = source.lines_start(entry)..source.lines_end(entry);
    Ok(vec![
        Splice::new(mark_end..mark_end, format!(" {brackets}")),
        Splice::new(without_open_end(source, lines), ""),
    ])
}

/// Takes the line break before lines that end the file without one.
fn without_open_end(source: Source<'_>, lines: Range<usize>) -> Range<usize> {
    let before = source.text.get(..lines.start).unwrap_or_default();
    let removed = source.text.get(lines.clone()).unwrap_or_default();
    if removed.ends_with('\n') || !before.ends_with('\n') {
        return lines;
    }
    let kept = before.strip_suffix('\n').unwrap_or(before);
    kept.strip_suffix('\r').unwrap_or(kept).len()..lines.end
}

/// Removes one of several entries; in the map of the whole file, a long one takes the blank line above it along.
fn remove_from_block(
    source: Source<'_>,
    entries: &[Entry],
    (index, is_top): (usize, bool),
) -> Result<Splice, Refusal> {
    let entry = entries.get(index).expect("the caller found it");
    if let Some(next) = entries.get(index + 1).filter(|_| !entry.owns_line) {
        let below = source.line_end(entry.value_end)..source.line_start(next.start);
        if source.text.get(below).is_some_and(|lines| lines.contains('#')) {
            return Err(source.odd(entry.start));
        }
        return Ok(Splice::new(entry.start..next.start, ""));
    }
    let (start, end) = (source.lines_start(entry), source.lines_end(entry));
    let before = index.checked_sub(1).and_then(|before| entries.get(before));
    let floor = before.map_or_else(|| source.text_start(), |before| source.line_end(before.value_end));
    let (above, below) = (blank_above(source, floor..start), blank_below(source, end));
    let top = above.last().map_or(start, |line| line.start);
    let is_long = source.line(entry.value_end) > source.line(entry.start);
    let is_set_apart = is_top && below.is_empty() && is_long && start == source.line_start(entry.start);
    let lines = match (index, index + 1 == entries.len()) {
        (0, _) => start..below.last().map_or(end, |line| line.end),
        (_, true) => top..end,
        (_, false) if is_set_apart => top..end,
        (_, false) => {
            let n_lines = above.len().min(below.len());
            start..n_lines.checked_sub(1).and_then(|last| below.get(last)).map_or(end, |line| line.end)
        }
    };
    Ok(Splice::new(without_open_end(source, lines), ""))
}

/// Returns the blank lines at the end of a piece of the text, the last first.
fn blank_above(source: Source<'_>, piece: Range<usize>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut below = piece.end;
    while below > piece.start {
        let line = source.line_start(below - 1)..below;
        if !source.text.get(line.clone()).unwrap_or_default().trim().is_empty() {
            break;
        }
        below = line.start;
        lines.push(line);
    }
    lines
}

/// Returns the blank lines directly below a place, the nearest first.
fn blank_below(source: Source<'_>, end: usize) -> Vec<Range<usize>> {
    let lines = source.lines(end..source.text.len());
    lines.take_while(|(_, line)| line.trim().is_empty()).map(|(range, _)| range).collect()
}

fn remove_from_flow(source: Source<'_>, parent: &Node, index: usize) -> Result<Splice, Refusal> {
    let (places, brackets): (Vec<Range<usize>>, &str) = match &parent.kind {
        NodeKind::Mapping(entries) => {
            let place = |(key, value): &(Node, Node)| key.span.start..flow_end(source, key, value);
            (entries.iter().map(place).collect(), "{}")
        }
        NodeKind::Sequence(items) => (items.iter().map(|item| item.span.clone()).collect(), "[]"),
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => {
            return Err(source.odd(parent.span.start));
        }
    };
    let place = places.get(index).ok_or_else(|| source.odd(parent.span.start))?;
    let before = index.checked_sub(1).and_then(|before| places.get(before));
    let (span, text) = match (places.get(index + 1), before) {
        (Some(next), _) => (place.start..next.start, ""),
        (None, Some(before)) => (before.end..place.end, ""),
        (None, None) => (parent.span.clone(), brackets),
    };
    source.refuse_comments(&span, parent)?;
    Ok(Splice::new(span, text))
}
