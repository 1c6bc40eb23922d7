//! Puts entries into maps and values into lists.

use crate::text::splice::Splice;
use crate::yaml::block::keeps_blank_lines;
use crate::yaml::data::Data;
use crate::yaml::edit::entries::Entry;
use crate::yaml::edit::place::{Source, Spot, path_name};
use crate::yaml::edit::set::fill;
use crate::yaml::edit::{Refusal, Step};
use crate::yaml::print::{entry, flow, flow_entry, item};
use crate::yaml::{Node, NodeKind};

/// Puts an entry into a map.
pub(super) fn insert(
    source: Source<'_>,
    map: &[Step],
    index: usize,
    (key, value): (&str, &Data),
) -> Result<Vec<Splice>, Refusal> {
    let (spot, n_taken) = source.walk(map)?;
    let missing = map.get(n_taken..).unwrap_or_default();
    let (pair, index) = nested(missing, (key, value), index)?;
    let place = map.get(..n_taken).unwrap_or_default();
    match &spot.node.kind {
        NodeKind::Mapping(entries) if entries.is_empty() => fill(source, spot, &Data::Map(vec![pair])),
        NodeKind::Empty => fill(source, spot, &Data::Map(vec![pair])),
        NodeKind::Mapping(entries) => {
            if entries.iter().any(|(name, _)| name.as_text() == Some(&pair.0)) {
                return Err(Refusal::new(format!("{} has \"{}\" already", path_name(place), pair.0)));
            }
            if source.is_flow(spot.node) {
                return Ok(vec![put_in_flow(source, spot.node, index, &flow_entry(&pair))]);
            }
            let is_tall = source.tall.contains(&pair.0.as_str());
            let is_flat = !is_tall && is_flat(source, entries.iter().map(|(_, value)| value), &pair.1);
            let write = |column| {
                let layout = source.layout(spot.node, column);
                if is_flat { flow_entry(&pair) } else { entry(&pair.0, &pair.1, layout) }
            };
            put_in_block(source, spot, (index, place.len()), write).map(|splice| vec![splice])
        }
        NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Broken => {
            Err(Refusal::new(format!("{} is {}, not a map", path_name(place), spot.node.noun())))
        }
    }
}

/// Puts a value into a list.
pub(super) fn push(
    source: Source<'_>,
    list: &[Step],
    index: usize,
    value: &Data,
) -> Result<Vec<Splice>, Refusal> {
    let (spot, n_taken) = source.walk(list)?;
    if n_taken < list.len() {
        let list_of_one = Data::List(vec![value.clone()]);
        let (Some(Step::Key(key)), map) = (list.last(), list.get(..list.len() - 1).unwrap_or_default())
        else {
            return Err(Refusal::new(format!("{} does not exist", path_name(list))));
        };
        return insert(source, map, usize::MAX, (key, &list_of_one));
    }
    match &spot.node.kind {
        NodeKind::Sequence(items) if items.is_empty() => fill(source, spot, &Data::List(vec![value.clone()])),
        NodeKind::Empty => fill(source, spot, &Data::List(vec![value.clone()])),
        NodeKind::Sequence(_) if source.is_flow(spot.node) => {
            Ok(vec![put_in_flow(source, spot.node, index, &flow(value))])
        }
        NodeKind::Sequence(items) => {
            let is_flat = is_flat(source, items.iter(), value);
            let write = |column| {
                let layout = source.layout(spot.node, column);
                if is_flat { format!("- {}", flow(value)) } else { item(value, layout) }
            };
            put_in_block(source, spot, (index, usize::MAX), write).map(|splice| vec![splice])
        }
        NodeKind::Scalar { .. } | NodeKind::Mapping(_) | NodeKind::Broken => {
            Err(Refusal::new(format!("{} is {}, not a list", path_name(list), spot.node.noun())))
        }
    }
}

/// Wraps an entry into the maps that are missing above it.
fn nested(
    missing: &[Step],
    (key, value): (&str, &Data),
    index: usize,
) -> Result<((String, Data), usize), Refusal> {
    let mut pair = (key.to_owned(), value.clone());
    for step in missing.iter().rev() {
        let Step::Key(name) = step else {
            return Err(Refusal::new(format!("{} does not exist", path_name(missing))));
        };
        pair = (name.clone(), Data::Map(vec![pair]));
    }
    Ok((pair, if missing.is_empty() { index } else { usize::MAX }))
}

/// Says whether a list or map is to stand in brackets, because all others beside it do.
fn is_flat<'n>(source: Source<'_>, beside: impl Iterator<Item = &'n Node>, value: &Data) -> bool {
    let is_map = matches!(value, Data::Map(_));
    let alike: Vec<&Node> = beside
        .filter(|node| match &node.kind {
            NodeKind::Mapping(entries) => is_map && !entries.is_empty(),
            NodeKind::Sequence(_) | NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => false,
        })
        .collect();
    !alike.is_empty() && alike.iter().all(|node| source.is_flow(node))
}

/// Puts something into brackets that hold something already.
fn put_in_flow(source: Source<'_>, node: &Node, index: usize, written: &str) -> Splice {
    let (starts, ends): (Vec<usize>, Vec<usize>) = match &node.kind {
        NodeKind::Mapping(entries) => {
            entries.iter().map(|(key, value)| (key.span.start, flow_end(source, key, value))).unzip()
        }
        NodeKind::Sequence(items) => items.iter().map(|item| (item.span.start, item.span.end)).unzip(),
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => (Vec::new(), Vec::new()),
    };
    match (starts.get(index), ends.last()) {
        (Some(start), _) => Splice::new(*start..*start, format!("{written}, ")),
        (None, Some(end)) => Splice::new(*end..*end, format!(", {written}")),
        (None, None) => Splice::new(node.span.start + 1..node.span.start + 1, written),
    }
}

/// Returns one past an entry of a map in brackets.
pub(super) fn flow_end(source: Source<'_>, key: &Node, value: &Node) -> usize {
    if value.kind == NodeKind::Empty {
        source.colon(key).map_or(key.span.end, |colon| colon + 1)
    } else {
        value.span.end
    }
}

/// Puts something into a list or map that is not in brackets; `write` returns its lines for a column.
fn put_in_block(
    source: Source<'_>,
    spot: Spot<'_>,
    (index, depth): (usize, usize),
    write: impl Fn(usize) -> String,
) -> Result<Splice, Refusal> {
    let entries = source.entries(spot.node)?;
    let last = *entries.last().ok_or_else(|| source.odd(spot.node.span.start))?;
    let column = last.column;
    let written = write(column);
    let is_spaced = is_spaced(source, &entries, depth, written.contains('\n'));
    let before = index.min(entries.len()).checked_sub(1);
    // A blank line behind a text that keeps its blank lines would become part of it.
    let is_kept = before.and_then(|before| part(spot.node, before));
    let is_kept = is_kept.is_some_and(|part| keeps_blank_lines(source.text, part));
    let blank = if is_spaced { "\n" } else { "" };
    let pad = " ".repeat(column);
    let (at, lines) = match entries.get(index) {
        None => {
            let at = source.lines_end(&last);
            let blank = if is_kept { "" } else { blank };
            let ends_open = !source.text.get(..at).unwrap_or_default().ends_with('\n');
            let lines = if ends_open {
                format!("\n{blank}{pad}{written}")
            } else {
                format!("{blank}{pad}{written}\n")
            };
            (at, lines)
        }
        Some(next) if next.owns_line => {
            let at = source.lines_start(next);
            let before = before.and_then(|before| entries.get(before));
            let is_parted = is_kept || before.is_none_or(|before| source.has_blank_line(before, next));
            let lines = match (is_parted, depth) {
                (true, _) => format!("{pad}{written}\n{blank}"),
                (false, 0) => format!("{blank}{pad}{written}\n"),
                (false, _) => format!("{pad}{written}\n"),
            };
            (at, lines)
        }
        Some(next) => (next.start, format!("{written}\n{pad}")),
    };
    Ok(Splice::new(at..at, source.with_line_breaks(&lines)))
}

/// Returns what an entry of a map or an item of a list holds.
fn part(node: &Node, index: usize) -> Option<&Node> {
    match &node.kind {
        NodeKind::Mapping(entries) => entries.get(index).map(|(_, value)| value),
        NodeKind::Sequence(items) => items.get(index),
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => None,
    }
}

/// Says whether a blank line parts the entries; `depth` is that of the map, from 0 for the file.
///
/// Where one entry stands alone, nobody can see it: then labels and other long entries near the top are parted.
fn is_spaced(source: Source<'_>, entries: &[Entry], depth: usize, is_long: bool) -> bool {
    let gaps = entries.windows(2).map(|pair| match pair {
        [before, after] => source.has_blank_line(before, after),
        _ => false,
    });
    let n_blank = gaps.filter(|is_blank| *is_blank).count();
    match (depth, entries.len()) {
        (0, _) => is_long && n_blank > 0,
        (1, ..=1) => is_long,
        (_, n_entries) => n_blank > 0 && n_blank * 2 >= n_entries - 1,
    }
}
