//! Replaces values and keys.

use std::ops::Range;

use crate::text::splice::Splice;
use crate::yaml::data::Data;
use crate::yaml::edit::entries::Entry;
use crate::yaml::edit::place::{Source, Spot, path_name};
use crate::yaml::edit::wanted::missing;
use crate::yaml::edit::{Refusal, Step};
use crate::yaml::print::{Room, WIDTH, after_key, block, flow, key, one_line};
use crate::yaml::{Node, NodeKind, Style};

/// Replaces a value; where old and new have the same shape, only what differs in them.
pub(super) fn set(source: Source<'_>, at: &[Step], value: &Data) -> Result<Vec<Splice>, Refusal> {
    let spot = source.find(at)?;
    let mut splices = Vec::new();
    change(source, spot, value, &mut splices)?;
    Ok(splices)
}

/// Renames a key.
pub(super) fn rename(source: Source<'_>, at: &[Step], new: &str) -> Result<Vec<Splice>, Refusal> {
    let spot = source.find(at)?;
    let Some((Node { kind: NodeKind::Mapping(entries), .. }, index)) = spot.parent else {
        return Err(Refusal::new(format!("{} has no key that could be renamed", path_name(at))));
    };
    let (old, _) = entries.get(index).ok_or_else(|| missing(at))?;
    if old.as_text() == Some(new) {
        return Ok(Vec::new());
    }
    if entries.iter().any(|(name, _)| name.as_text() == Some(new)) {
        let map = path_name(at.get(..at.len() - 1).unwrap_or_default());
        return Err(Refusal::new(format!("{map} has \"{new}\" already")));
    }
    Ok(vec![Splice::new(old.span.clone(), key(new))])
}

fn change(source: Source<'_>, spot: Spot<'_>, new: &Data, splices: &mut Vec<Splice>) -> Result<(), Refusal> {
    if Data::of(spot.node).as_ref() == Some(new) {
        return Ok(());
    }
    match (&spot.node.kind, new) {
        (NodeKind::Mapping(old), Data::Map(new)) if !old.is_empty() && has_same_keys(old, new) => {
            for (index, ((_, old), (_, new))) in old.iter().zip(new).enumerate() {
                change(source, source.child(spot, index, old), new, splices)?;
            }
        }
        (NodeKind::Sequence(old), Data::List(new)) if !old.is_empty() && old.len() == new.len() => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                change(source, source.child(spot, index, old), new, splices)?;
            }
        }
        _ => splices.extend(replace(source, spot, new, false)?),
    }
    Ok(())
}

fn has_same_keys(old: &[(Node, Node)], new: &[(String, Data)]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|((old, _), (new, _))| old.as_text() == Some(new))
}

/// Puts the first entry or item into a list or map that is empty, on a line of its own.
pub(super) fn fill(source: Source<'_>, spot: Spot<'_>, value: &Data) -> Result<Vec<Splice>, Refusal> {
    replace(source, spot, value, true)
}

/// Replaces a value as a whole; `is_tall` gives each part of it a line.
fn replace(source: Source<'_>, spot: Spot<'_>, new: &Data, is_tall: bool) -> Result<Vec<Splice>, Refusal> {
    let Some((parent, index)) = spot.parent else {
        return Err(Refusal::new("the file as a whole cannot be replaced"));
    };
    if spot.is_in_flow {
        return replace_in_flow(source, spot.node, parent, (index, new));
    }
    let entries = source.entries(parent)?;
    let entry = entries.get(index).ok_or_else(|| source.odd(parent.span.start))?;
    match &parent.kind {
        NodeKind::Mapping(pairs) => {
            let name = pairs.get(index).and_then(|(key, _)| key.as_text()).unwrap_or_default();
            let layout = source.layout(parent, entry.column);
            let width = WIDTH.saturating_sub(entry.mark_end - entry.start + 1 + entry.column);
            let is_tall = is_tall || layout.tall.contains(&name);
            replace_behind_key(source, entry, spot.node, &after_key(new, layout, Room { width, is_tall }))
        }
        NodeKind::Sequence(_) => {
            let layout = source.layout(parent, entry.column + 2);
            let line = if is_tall { None } else { one_line(new, WIDTH.saturating_sub(layout.column)) };
            let written = line.unwrap_or_else(|| block(new, layout));
            let space = if written.is_empty() { "" } else { " " };
            if matches!(spot.node.kind, NodeKind::Scalar { style: Style::Block, .. })
                && !written.contains('\n')
            {
                return replace_behind_key(source, entry, spot.node, &format!("{space}{written}"));
            }
            let old = entry.mark_end..entry.value_end;
            source.refuse_comments(&old, spot.node)?;
            Ok(vec![Splice::new(old, source.with_line_breaks(&format!("{space}{written}")))])
        }
        NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => Err(source.odd(entry.start)),
    }
}

fn replace_in_flow(
    source: Source<'_>,
    old: &Node,
    parent: &Node,
    (index, new): (usize, &Data),
) -> Result<Vec<Splice>, Refusal> {
    if old.kind != NodeKind::Empty {
        source.refuse_comments(&old.span, old)?;
        return Ok(vec![Splice::new(old.span.clone(), flow(new))]);
    }
    let NodeKind::Mapping(entries) = &parent.kind else { return Err(source.odd(parent.span.start)) };
    let (key, _) = entries.get(index).ok_or_else(|| source.odd(parent.span.start))?;
    let splice = match source.colon(key) {
        Some(colon) => Splice::new(colon + 1..colon + 1, format!(" {}", flow(new))),
        None => Splice::new(key.span.end..key.span.end, format!(": {}", flow(new))),
    };
    Ok(vec![splice])
}

/// Replaces what follows a colon or dash: what stands on its line, and the lines below; the comment behind it stays.
fn replace_behind_key(
    source: Source<'_>,
    entry: &Entry,
    old: &Node,
    written: &str,
) -> Result<Vec<Splice>, Refusal> {
    let (on_line, below) = extent(source, entry, old);
    source.refuse_comments(&on_line, old)?;
    source.refuse_comments(&below, old)?;
    if !below.is_empty() {
        source.refuse_comments(&(below.end..source.lines_end(entry)), old)?;
    }
    let (line, lines) = match written.find('\n') {
        Some(0) => ("", written),
        Some(_) | None => (written, ""),
    };
    Ok(vec![Splice::new(on_line, line), Splice::new(below, source.with_line_breaks(lines))])
}

/// Returns what an old value takes of the line of its key, and the lines below it.
fn extent(source: Source<'_>, entry: &Entry, old: &Node) -> (Range<usize>, Range<usize>) {
    let last_end = source.content_end(entry.value_end);
    match &old.kind {
        NodeKind::Sequence(_) | NodeKind::Mapping(_) if !source.is_flow(old) => {
            (entry.mark_end..entry.mark_end, source.content_end(entry.mark_end)..last_end)
        }
        NodeKind::Scalar { style: Style::Block, .. } => {
            let header_end = source.header_end(entry.mark_end);
            (entry.mark_end..header_end, source.content_end(header_end)..last_end)
        }
        NodeKind::Scalar { .. }
        | NodeKind::Sequence(_)
        | NodeKind::Mapping(_)
        | NodeKind::Empty
        | NodeKind::Broken => (entry.mark_end..entry.value_end, last_end..last_end),
    }
}
