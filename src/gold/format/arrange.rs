//! Puts the lines of a file in order, each entry with the comments that belong to it.

use std::cell::Cell;
use std::ops::Range;

use crate::gold::Gold;
use crate::gold::format::lines::{Lines, last_line};
use crate::gold::format::order::{Part, Sentences, sentences};
use crate::gold::format::{Changes, FormatContext, MODELINE, MODELINE_MARK};
use crate::schema::Schema;
use crate::yaml::{Node, NodeKind};

/// Returns the file with all its parts in order, and counts what moved.
///
/// `tree` is that of the text, which ends in a line end and has no carriage returns.
pub(super) fn arranged(
    text: &str,
    tree: &Node,
    (gold, context): (&Gold, &FormatContext<'_>),
    changes: &mut Changes,
) -> String {
    let arranger = Arranger {
        text,
        lines: Lines::new(text),
        schema: context.schema,
        sentences: context.article.map(|article| sentences(gold, article.text())).unwrap_or_default(),
        n_moved: Cell::new(0),
        n_sorted: Cell::new(0),
    };
    let body = arranger.emit(tree, 0..text.len(), Part::Root);
    let is_new = !text.starts_with(MODELINE_MARK);
    let result = if body.starts_with(MODELINE_MARK) { body } else { format!("{MODELINE}\n{body}") };
    (changes.n_moved, changes.n_sorted) = (arranger.n_moved.get(), arranger.n_sorted.get());
    changes.has_modeline = is_new;
    changes.has_layout |= changes.n_moved + changes.n_sorted == 0 && !is_new && result != text;
    result
}

/// The comments and blank lines before an entry, or behind the last one, each a range of lines.
#[derive(Default)]
struct Gap {
    /// The end of what belongs to the entry before it.
    tail_end: Option<usize>,
    /// Comments that stand alone.
    sections: Vec<Range<usize>>,
    /// The comment directly above the entry; empty at its first line without one.
    attached: Range<usize>,
}

/// One entry of a map with what stays around it.
struct Piece {
    rank: usize,
    /// Comments above it that stand alone.
    sections: Vec<String>,
    /// Its lines, with its own comments.
    lines: String,
    key: String,
}

struct Arranger<'a> {
    text: &'a str,
    lines: Lines<'a>,
    schema: &'a Schema,
    sentences: Sentences<'a>,
    n_moved: Cell<usize>,
    n_sorted: Cell<usize>,
}

impl Arranger<'_> {
    /// Returns a region that holds a node and nothing else but comments, with the node in order.
    fn emit(&self, node: &Node, region: Range<usize>, part: Part) -> String {
        match &node.kind {
            NodeKind::Mapping(entries) if self.is_in_lines(node, &region) => {
                self.block(entries, region, part)
            }
            NodeKind::Mapping(entries) => self.in_place(entries, region, part),
            NodeKind::Sequence(items) => {
                let items =
                    items.iter().map(|item| (item.span.clone(), self.emit(item, item.span.clone(), part)));
                self.replaced(region, items)
            }
            NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => self.piece(&region).to_owned(),
        }
    }

    fn piece(&self, span: &Range<usize>) -> &str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// Returns a region with some of its places replaced, which ascend.
    fn replaced(&self, region: Range<usize>, places: impl Iterator<Item = (Range<usize>, String)>) -> String {
        let mut result = String::with_capacity(region.len());
        let mut done = region.start;
        for (place, text) in places {
            result.push_str(self.piece(&(done..place.start)));
            result.push_str(&text);
            done = place.end;
        }
        result.push_str(self.piece(&(done..region.end)));
        result
    }

    /// Says whether each entry of a map stands on lines of its own, and the region holds all of these.
    fn is_in_lines(&self, node: &Node, region: &Range<usize>) -> bool {
        let NodeKind::Mapping(entries) = &node.kind else { return false };
        let Some((first, _)) = entries.first() else { return false };
        let line = self.lines.at(first.span.start);
        let is_first = self.lines.indent(line) == first.span.start - self.lines.start(line);
        is_first && node.span.start == first.span.start && region.start <= self.lines.start(line)
    }

    /// Sorts the entries of a map in brackets, or in an item of a list, each into the place of another.
    fn in_place(&self, entries: &[(Node, Node)], region: Range<usize>, part: Part) -> String {
        let name = |entry: &(Node, Node)| entry.0.as_text().unwrap_or_default().to_owned();
        let emitted = |entry: &(Node, Node)| {
            let value = value_span(entry);
            let below = part.below(&name(entry), self.schema);
            let text = self.emit(&entry.1, value.clone(), below);
            self.replaced(entry.0.span.start..value.end, std::iter::once((value, text)))
        };
        let mut texts: Vec<(usize, String)> =
            entries.iter().map(|entry| (part.rank(&name(entry), self.schema), emitted(entry))).collect();
        let is_sorted = texts.is_sorted_by_key(|(rank, _)| *rank);
        if !is_sorted && !self.has_comments(entries, region.start) {
            texts.sort_by_key(|(rank, _)| *rank);
            self.n_sorted.set(self.n_sorted.get() + 1);
        }
        let places = entries.iter().map(|entry| entry.0.span.start..value_span(entry).end);
        self.replaced(region, places.zip(texts.into_iter().map(|(_, text)| text)))
    }

    /// Says whether a comment stands directly before the first entry, between entries, or behind the last one: it
    /// would lose what it belongs to.
    fn has_comments(&self, entries: &[(Node, Node)], start: usize) -> bool {
        let Some((first, _)) = entries.first() else { return false };
        let line = self.lines.at(first.span.start);
        let owns_line = self.lines.start(line) + self.lines.indent(line) == first.span.start;
        let is_comment = |line: usize| self.lines.content(line).trim_start().starts_with('#');
        if owns_line && line.checked_sub(1).is_some_and(is_comment) {
            return true;
        }
        let ends = std::iter::once(start).chain(entries.iter().map(|entry| value_span(entry).end));
        let starts = entries.iter().map(|entry| entry.0.span.start);
        let line_end = ends.clone().next_back().map(|end| self.lines.start(self.lines.at(end) + 1));
        ends.zip(starts.chain(line_end)).any(|(end, start)| self.piece(&(end..start)).contains('#'))
    }

    /// Sorts the entries of a map that stand on lines of their own.
    fn block(&self, entries: &[(Node, Node)], region: Range<usize>, part: Part) -> String {
        let first_line = self.lines.at(region.start) + usize::from(part != Part::Root);
        let last_line_end = self.lines.at(region.end.saturating_sub(1)) + 1;
        let spans: Vec<(usize, usize)> = entries
            .iter()
            .map(|(key, value)| (self.lines.at(key.span.start), last_line(&self.lines, value, key.span.end)))
            .collect();
        let indent = spans.first().map_or(0, |(line, _)| self.lines.indent(*line));
        let mut gaps = Vec::with_capacity(entries.len());
        let mut from = first_line;
        for (index, (line, last)) in spans.iter().enumerate() {
            gaps.push(self.gap(from..*line, indent, index > 0));
            from = last + 1;
        }
        let end = self.end_gap(from..last_line_end, indent, part);
        let tails = gaps.iter().skip(1).map(|gap| gap.tail_end).chain([end.tail_end]);
        let mut pieces = Vec::with_capacity(entries.len());
        for (((entry, span), gap), tail_end) in entries.iter().zip(&spans).zip(&gaps).zip(tails) {
            let lines = gap.attached.start..tail_end.unwrap_or(span.1 + 1);
            pieces.push(self.entry(entry, gap, lines, part));
        }
        let head = self.piece(&(region.start..self.lines.start(first_line).max(region.start))).to_owned();
        let end: Vec<String> =
            end.sections.iter().map(|lines| self.lines.text_of(lines).to_owned()).collect();
        match part {
            Part::Root => self.root(pieces, end),
            Part::Facts | Part::Distractors => head + &self.labels(pieces, end),
            Part::Fact | Part::Distractor | Part::Slots(_) | Part::Keys(_) | Part::Free => {
                head + &self.sorted(pieces).into_iter().map(whole).collect::<String>() + &end.concat()
            }
        }
    }

    fn entry(&self, (key, value): &(Node, Node), gap: &Gap, lines: Range<usize>, part: Part) -> Piece {
        let name = key.as_text().unwrap_or_default();
        let region = key.span.end..self.lines.start(lines.end);
        let before = self.lines.start(lines.start)..key.span.end;
        let below = part.below(name, self.schema);
        Piece {
            rank: part.rank(name, self.schema),
            sections: gap.sections.iter().map(|lines| self.lines.text_of(lines).to_owned()).collect(),
            lines: format!("{}{}", self.piece(&before), self.emit(value, region, below)),
            key: name.to_owned(),
        }
    }

    /// Tells to whom the lines before an entry belong.
    fn gap(&self, lines: Range<usize>, indent: usize, has_entry_before: bool) -> Gap {
        let key_line = lines.end;
        let deeper =
            lines.clone().rev().find(|line| !self.lines.is_blank(*line) && self.lines.indent(*line) > indent);
        let deeper = deeper.filter(|_| has_entry_before);
        let from = deeper.map_or(lines.start, |line| line + 1);
        let mut gap = Gap { tail_end: deeper.map(|line| line + 1), ..Gap::default() };
        gap.sections = self.comments(from..lines.end);
        gap.attached = key_line..key_line;
        if let Some(last) = gap.sections.pop_if(|block| block.end == key_line) {
            gap.attached = last;
        }
        if has_entry_before && gap.sections.first().is_some_and(|block| block.start == from) {
            gap.tail_end = Some(gap.sections.remove(0).end);
        }
        gap
    }

    /// Tells to whom the lines behind the last entry belong.
    fn end_gap(&self, lines: Range<usize>, indent: usize, part: Part) -> Gap {
        let deeper =
            lines.clone().rev().find(|line| !self.lines.is_blank(*line) && self.lines.indent(*line) > indent);
        let from = deeper.map_or(lines.start, |line| line + 1);
        let mut gap = Gap { tail_end: deeper.map(|line| line + 1), ..Gap::default() };
        gap.sections = self.comments(from..lines.end);
        let is_beside = |block: &Range<usize>| block.start == from && self.lines.indent(from) == indent;
        if (part.holds_labels() || part == Part::Root) && gap.sections.first().is_some_and(is_beside) {
            gap.tail_end = Some(gap.sections.remove(0).end);
        }
        gap
    }

    /// Returns the lines between blank ones.
    fn comments(&self, lines: Range<usize>) -> Vec<Range<usize>> {
        let mut blocks: Vec<Range<usize>> = Vec::new();
        for line in lines.filter(|line| !self.lines.is_blank(*line)) {
            match blocks.last_mut() {
                Some(block) if block.end == line => block.end += 1,
                Some(_) | None => blocks.push(line..line + 1),
            }
        }
        blocks
    }

    /// Sorts entries by rank.
    fn sorted(&self, mut pieces: Vec<Piece>) -> Vec<Piece> {
        if !pieces.is_sorted_by_key(|piece| piece.rank) {
            pieces.sort_by_key(|piece| piece.rank);
            self.n_sorted.set(self.n_sorted.get() + 1);
        }
        pieces
    }

    /// Sorts labels by the sentences of their first evidence; none crosses a comment that stands alone.
    fn labels(&self, mut pieces: Vec<Piece>, end: Vec<String>) -> String {
        let mut before = 0;
        for piece in &mut pieces {
            if !piece.sections.is_empty() {
                before = 0;
            }
            before = self.sentences.get(piece.key.as_str()).map_or(before, |sentence| sentence + 1);
            piece.rank = before;
        }
        let mut parts = Vec::new();
        for chapter in chapters(pieces) {
            let mut sorted = chapter;
            let heading = sorted.first_mut().map(|first| std::mem::take(&mut first.sections));
            parts.extend(heading.unwrap_or_default());
            let keys: Vec<String> = sorted.iter().map(|piece| piece.key.clone()).collect();
            sorted.sort_by_key(|piece| piece.rank);
            let n_moved = n_out_of_line(&keys, &sorted);
            self.n_moved.set(self.n_moved.get() + n_moved);
            parts.extend(sorted.into_iter().map(|piece| piece.lines));
        }
        parts.extend(end);
        parts.join("\n")
    }

    /// Puts the sections of the file in order, with blank lines between the large ones; its header stays.
    fn root(&self, mut pieces: Vec<Piece>, end: Vec<String>) -> String {
        let mut result = pieces.first_mut().map(header).unwrap_or_default();
        let mut before = String::new();
        for (index, piece) in self.sorted(pieces).into_iter().enumerate() {
            let is_large = match piece.key.as_str() {
                "facts" | "distractors" | "ignore" => true,
                "rejected" => before != "ignore" || piece.lines.lines().count() > 1,
                _ => false,
            };
            let has_sections = !piece.sections.is_empty();
            if index > 0 && (is_large || has_sections) {
                result.push('\n');
            }
            result.push_str(&piece.sections.join("\n"));
            result.push_str(if has_sections { "\n" } else { "" });
            result.push_str(&piece.lines);
            before = piece.key;
        }
        for section in end {
            result.push('\n');
            result.push_str(&section);
        }
        result
    }
}

/// Takes the header of a file from above its first entry, the line that names the JSON Schema first.
///
/// A comment directly above the entry stays with it.
fn header(first: &mut Piece) -> String {
    let mut sections = std::mem::take(&mut first.sections);
    let modeline = sections.iter_mut().find_map(take_modeline).or_else(|| take_modeline(&mut first.lines));
    sections.retain(|section| !section.is_empty());
    // Without other comments nothing stands between it and the first entry.
    let end = if sections.is_empty() { "" } else { "\n" };
    format!("{}\n{}{end}", modeline.as_deref().unwrap_or(MODELINE), sections.join("\n"))
}

/// Takes the line that names the JSON Schema out of the comments at the start of some lines.
fn take_modeline(lines: &mut String) -> Option<String> {
    let mut comments = lines.lines().take_while(|line| line.starts_with('#'));
    let modeline = comments.find(|line| line.starts_with(MODELINE_MARK))?.to_owned();
    *lines = lines.replacen(&format!("{modeline}\n"), "", 1);
    Some(modeline)
}

/// Returns the place of a value; the end of the key where nothing is written.
fn value_span((key, value): &(Node, Node)) -> Range<usize> {
    match value.kind {
        NodeKind::Empty => key.span.end..key.span.end,
        NodeKind::Scalar { .. } | NodeKind::Sequence(_) | NodeKind::Mapping(_) | NodeKind::Broken => {
            value.span.clone()
        }
    }
}

/// Returns an entry with the comments above it.
fn whole(piece: Piece) -> String {
    piece.sections.concat() + &piece.lines
}

/// Cuts labels before each that has a comment above it that stands alone.
fn chapters(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut chapters: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match chapters.last_mut() {
            Some(chapter) if piece.sections.is_empty() => chapter.push(piece),
            Some(_) | None => chapters.push(vec![piece]),
        }
    }
    chapters
}

/// Counts the fewest labels that have to be lifted to get from one order to the other.
fn n_out_of_line(before: &[String], after: &[Piece]) -> usize {
    let place = |piece: &Piece| before.iter().position(|key| *key == piece.key);
    let mut piles: Vec<usize> = Vec::new();
    for place in after.iter().filter_map(place) {
        let at = piles.partition_point(|top| *top < place);
        match piles.get_mut(at) {
            Some(top) => *top = place,
            None => piles.push(place),
        }
    }
    before.len() - piles.len()
}
