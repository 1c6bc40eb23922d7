//! What `--fix` does about values that YAML takes for something else than was meant.

use std::ops::Range;

use crate::problem::Fix;
use crate::text::splice::Splice;
use crate::yaml::data::Data;
use crate::yaml::{Node, is_key_character, print};

/// What begins a value that is not bare.
const NOT_BARE: [char; 13] = ['"', '\'', '[', ']', '{', '}', '|', '>', '&', '*', '!', '%', '@'];

/// How far before a line brackets are looked for that hold it.
const BRACKETS_BYTES_MAX: usize = 4096;

/// Returns the change that puts a bare text of one line in quotes.
pub(super) fn quote_node(source: &str, node: &Node) -> Option<Fix> {
    node.as_plain_text()?;
    quote_place(source, node.span.clone())
}

/// Returns the change that puts a place of one line in quotes, which holds a bare text, whatever YAML takes it for.
pub(super) fn quote_place(source: &str, place: Range<usize>) -> Option<Fix> {
    let text = source.get(place.clone())?;
    let is_plain = !text.is_empty() && text.trim() == text && !text.contains('\n') && !text.contains(" #");
    if !is_plain || text.starts_with(NOT_BARE) {
        return None;
    }
    let quoted = print::flow(&Data::Quoted(text.to_owned()));
    Some(Fix::Splices(vec![Splice::new(place, quoted)]))
}

/// Returns the change that puts the value of a line in quotes, in which a colon stands at a place.
pub(super) fn quote_value_around(source: &str, at: usize) -> Option<Fix> {
    let line = line_around(source, at)?;
    let text = source.get(line.clone())?;
    let start = line.start + start_of_value(text)?;
    let end = line.start + text.trim_end().len();
    if start > at || may_be_in_brackets(source, line.start) || text.trim_end().ends_with([',', ']', '}']) {
        return None;
    }
    quote_place(source, start..end)
}

/// Returns the change that frees a value with a zone of the brackets around it, where `zone` is the place of its zone:
/// a list that has a line for itself gets a line for each value, another value is put in quotes.
pub(super) fn free_zone(source: &str, zone: &Range<usize>) -> Option<Fix> {
    block_list(source, zone).or_else(|| {
        let before = source.get(..zone.start)?;
        let start = before.rfind(['[', '{', ',', '\n'])? + 1;
        let value = before.get(start..)?;
        let start = start + value.find(": ").map_or(0, |colon| colon + 2);
        let start = zone.start - before.get(start..)?.trim_start().len();
        let rest = source.get(zone.end..)?;
        let end = zone.end + rest.find([',', ']', '}', '\n'])?;
        let end = start + source.get(start..end)?.trim_end().len();
        quote_place(source, start..end)
    })
}

/// Returns the change of `key: [a, b[Zone]]` into a list with a line for each value.
fn block_list(source: &str, zone: &Range<usize>) -> Option<Fix> {
    let line = line_around(source, zone.start)?;
    let text = source.get(line.clone())?;
    let start = start_of_value(text)?;
    let inner = text.get(start..)?.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let is_simple = !inner.contains(['{', '}', '"', '\'', '#']) && !text.trim_start().starts_with("- ");
    let values: Vec<&str> = inner.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    let is_sound = values.iter().all(|value| !value.starts_with('[') && !value.contains(": "));
    if !is_simple || !is_sound || values.is_empty() || may_be_in_brackets(source, line.start) {
        return None;
    }
    let indent = text.len() - text.trim_start().len() + 2;
    let lines: Vec<String> =
        values.iter().map(|value| format!("\n{}- {}", " ".repeat(indent), print::scalar(value))).collect();
    let end = line.start + text.trim_end().len();
    // The space after the colon goes with the bracket.
    let start = line.start + text.get(..start)?.trim_end().len();
    Some(Fix::Splices(vec![Splice::new(start..end, lines.concat())]))
}

/// Returns the changes that make every line end a plain one.
pub(super) fn plain_line_ends(source: &str) -> Vec<Splice> {
    let ends = source.match_indices('\r');
    let plain = |(at, _): (usize, &str)| {
        let is_doubled = source.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'));
        Splice::new(at..at + 1, if is_doubled { "" } else { "\n" })
    };
    ends.map(plain).collect()
}

/// Says whether more brackets are opened than closed in the text before a line.
///
/// There is no tree to ask where YAML cannot be read; brackets in texts count too, so that doubt changes nothing.
fn may_be_in_brackets(source: &str, line_start: usize) -> bool {
    let start = source.floor_char_boundary(line_start.saturating_sub(BRACKETS_BYTES_MAX));
    let before = source.get(start..line_start).unwrap_or_default();
    before.matches(['[', '{']).count() > before.matches([']', '}']).count()
}

/// Returns the line of a place, without its break.
fn line_around(source: &str, at: usize) -> Option<Range<usize>> {
    let start = source.get(..at)?.rfind('\n').map_or(0, |found| found + 1);
    let end = source.get(at..)?.find('\n').map_or(source.len(), |found| at + found);
    Some(start..end)
}

/// Returns where the value of a line starts: behind its dash and its key, if it has one.
fn start_of_value(line: &str) -> Option<usize> {
    let entry = line.trim_start_matches([' ', '-']);
    let dashes = line.get(..line.len() - entry.len())?.trim_start();
    if !dashes.is_empty() && dashes.trim_end().split(' ').any(|dash| dash != "-") {
        return None;
    }
    let start = line.len() - entry.len();
    match entry.split_once(": ") {
        Some((key, value)) if !key.is_empty() && key.chars().all(is_key_character) => {
            let value = value.trim_start();
            (!value.is_empty()).then_some(line.trim_end().len() - value.trim_end().len())
        }
        Some(_) | None => (!dashes.is_empty()).then_some(start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::splice::spliced;

    fn made(source: &str, fix: Option<Fix>) -> Option<String> {
        match fix? {
            Fix::Splices(splices) => spliced(source, &splices),
            Fix::Format | Fix::Schemas | Fix::Article => None,
        }
    }

    /// Quotes the value around the last colon of a line.
    fn check_colon(source: &str, expected: Option<&str>) {
        let at = source.rfind(" :").unwrap();
        assert_eq!(made(source, quote_value_around(source, at)).as_deref(), expected, "{source}");
    }

    /// Frees the value with a zone.
    fn check_zone(source: &str, expected: Option<&str>) {
        let at = source.find("[E").unwrap();
        assert_eq!(made(source, free_zone(source, &(at..at + "[Europe/Paris]".len()))).as_deref(), expected);
    }

    #[test]
    fn every_line_end_becomes_plain() {
        assert_eq!(spliced("a\r\nb\rc\n", &plain_line_ends("a\r\nb\rc\n")).as_deref(), Some("a\nb\nc\n"));
    }

    #[test]
    fn the_whole_value_of_a_line_is_put_in_quotes() {
        check_colon("  quote: il a dit : non\n", Some("  quote: 'il a dit : non'\n"));
        check_colon("- quote:  l'a dit : non  \n", Some("- quote:  'l''a dit : non'  \n"));
        check_colon("  - il a dit : non\n", Some("  - 'il a dit : non'\n"));
        check_colon("q: a : b : c", Some("q: 'a : b : c'"));
    }

    #[test]
    fn what_is_no_bare_value_of_one_line_is_left() {
        check_colon("  il a dit : non\n", None);
        check_colon("  quote: \"a\" : b\n", None);
        check_colon("  {quote: il a dit : non}\n", None);
        check_colon("  quote: {a: b : c}\n", None);
        check_colon("  quote: a : b # c\n", None);
        check_colon("a: {\n  note: a : b, quote: c\n  }\n", None);
        check_colon("a: [b]\nc:\n  note: il a dit : non\n", Some("a: [b]\nc:\n  note: 'il a dit : non'\n"));
    }

    #[test]
    fn a_list_with_a_line_for_itself_gets_a_line_for_each_value() {
        check_zone(
            "  any_of: [09:00+01:00[Europe/Paris], 2022]\n  x: 1\n",
            Some("  any_of:\n    - 09:00+01:00[Europe/Paris]\n    - 2022\n  x: 1\n"),
        );
    }

    #[test]
    fn a_value_in_other_brackets_is_put_in_quotes() {
        check_zone(
            "a: {any_of: [09:00+01:00[Europe/Paris], 2022]}\n",
            Some("a: {any_of: ['09:00+01:00[Europe/Paris]', 2022]}\n"),
        );
        check_zone("a: {b: 1, c: 9[Europe/Paris]}\n", Some("a: {b: 1, c: '9[Europe/Paris]'}\n"));
        check_zone("  - [9[Europe/Paris]]\n", Some("  - ['9[Europe/Paris]']\n"));
    }
}
