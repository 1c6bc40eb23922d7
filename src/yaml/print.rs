//! Writes YAML that every reader takes for the same, with NO-BREAK SPACEs escaped.

use std::fmt::Write;

use crate::yaml::check::{boolean_of_some_readers, is_forbidden, sexagesimal};
use crate::yaml::data::Data;

/// The longest line, in characters, on which a list or map stands with its brackets.
pub const WIDTH: usize = 110;

/// The longest list that stands inside a map, or holds texts of several words, on one line.
const SHORT_LIST_LEN: usize = 3;

/// Where something is written, and how what lies below it is indented; columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout<'a> {
    /// The column of the keys or dashes.
    pub column: usize,
    /// How far the keys below a key stand to its right; at least 1.
    pub map_step: usize,
    /// How far the dashes below a key stand to its right; 0 puts them under the key.
    pub list_step: usize,
    /// Keys whose lists and maps always take a line for each thing in them.
    pub tall: &'a [&'a str],
}

impl Layout<'static> {
    /// Returns the layout of the files that karat writes, from the first column on.
    #[must_use]
    pub const fn new() -> Self {
        Self { column: 0, map_step: 2, list_step: 2, tall: &[] }
    }
}

impl Default for Layout<'static> {
    fn default() -> Self {
        Self::new()
    }
}

impl Layout<'_> {
    /// Returns the same with another column.
    #[must_use]
    pub const fn at(self, column: usize) -> Self {
        Self { column, ..self }
    }
}

/// Returns a text as a value on a line of its own: bare where every reader takes it for the same text, else in quotes.
///
/// Numbers, dates and words of other types stay bare, as karat reads every value as a text.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_bare(text) { text.to_owned() } else { quoted(text) }
}

/// Returns a text as a key; what some readers take for a truth value is quoted.
#[must_use]
pub fn key(text: &str) -> String {
    let is_bare = is_bare(text) && is_bare_in_brackets(text) && boolean_of_some_readers(text).is_none();
    if is_bare { text.to_owned() } else { quoted(text) }
}

/// Returns a list or map in brackets, or a text as it stands inside them, however long.
#[must_use]
pub fn flow(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::Text(text) if is_bare(text) && is_bare_in_brackets(text) => text.clone(),
        Data::Text(text) | Data::Quoted(text) => quoted(text),
        Data::List(items) => format!("[{}]", joined(items.iter().map(flow))),
        Data::Map(entries) => format!("{{{}}}", joined(entries.iter().map(flow_entry))),
    }
}

/// Returns an entry of a map in brackets.
#[must_use]
pub fn flow_entry((name, value): &(String, Data)) -> String {
    format!("{}: {}", key(name), flow(value))
}

fn joined(pieces: impl Iterator<Item = String>) -> String {
    pieces.collect::<Vec<String>>().join(", ")
}

/// Returns a list or map with a line for each thing in it, or a text; lines end in LF, but the last in nothing.
///
/// The first line begins at the column already, the others are indented to it.
#[must_use]
pub fn block(data: &Data, layout: Layout<'_>) -> String {
    let pieces: Vec<String> = match data {
        Data::Empty => Vec::new(),
        Data::Text(text) => vec![scalar(text)],
        Data::Quoted(text) => vec![quoted(text)],
        Data::List(items) if items.is_empty() => vec!["[]".to_owned()],
        Data::Map(entries) if entries.is_empty() => vec!["{}".to_owned()],
        Data::List(items) => items.iter().map(|value| item(value, layout)).collect(),
        Data::Map(entries) => entries.iter().map(|(name, value)| entry(name, value, layout)).collect(),
    };
    pieces.join(&line_break(layout.column))
}

/// Returns an entry of a map: `key: value`, or `key:` and lines below it, as [`block`] ends and indents them.
#[must_use]
pub fn entry(name: &str, value: &Data, layout: Layout<'_>) -> String {
    let start = key(name);
    let width = WIDTH.saturating_sub(layout.column + start.chars().count() + 2);
    let is_tall = layout.tall.contains(&name);
    format!("{start}:{}", after_key(value, layout, Room { width, is_tall }))
}

/// Returns a value of a list: `- value`, as [`block`] ends and indents its lines.
#[must_use]
pub fn item(value: &Data, layout: Layout<'_>) -> String {
    let inner = layout.at(layout.column + 2);
    match one_line(value, WIDTH.saturating_sub(inner.column)) {
        Some(line) if line.is_empty() => "-".to_owned(),
        Some(line) => format!("- {line}"),
        None => format!("- {}", block(value, inner)),
    }
}

/// What a value has on the line of its key.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The characters that are left on the line.
    pub width: usize,
    /// A list or map takes a line for each thing in it.
    pub is_tall: bool,
}

/// Returns what follows the colon of a key: a space and the value, or line breaks and the lines below.
#[must_use]
pub fn after_key(value: &Data, layout: Layout<'_>, room: Room) -> String {
    let is_nested = matches!(value, Data::List(items) if !items.is_empty())
        || matches!(value, Data::Map(entries) if !entries.is_empty());
    let line = if room.is_tall && is_nested { None } else { one_line(value, room.width) };
    match line {
        Some(line) if line.is_empty() => String::new(),
        Some(line) => format!(" {line}"),
        None => {
            let step = if matches!(value, Data::List(_)) { layout.list_step } else { layout.map_step };
            let below = layout.at(layout.column + step);
            format!("{}{}", line_break(below.column), block(value, below))
        }
    }
}

fn line_break(column: usize) -> String {
    format!("\n{}", " ".repeat(column))
}

/// Returns a value on one line, if that is how karat writes it; texts always are.
#[must_use]
pub fn one_line(value: &Data, width: usize) -> Option<String> {
    match value {
        Data::Empty => return Some(String::new()),
        Data::Text(text) => return Some(scalar(text)),
        Data::Quoted(text) => return Some(quoted(text)),
        Data::List(items) if items.len() > 1 && !items.iter().all(is_text) => return None,
        Data::List(items) if items.len() > SHORT_LIST_LEN && items.iter().any(has_space) => return None,
        Data::List(_) | Data::Map(_) => {}
    }
    if has_zone(value) || !is_shallow(value, 0) {
        return None;
    }
    Some(flow(value)).filter(|line| line.chars().count() <= width)
}

fn has_space(value: &Data) -> bool {
    matches!(value, Data::Text(text) if text.contains(' '))
}

const fn is_text(value: &Data) -> bool {
    matches!(value, Data::Text(_) | Data::Quoted(_))
}

/// Says whether the lists below a map are short, and nothing lies deeper than eyes can follow on one line.
fn is_shallow(value: &Data, depth: usize) -> bool {
    const DEPTH_MAX: usize = 3;
    match value {
        Data::Empty => depth == 0,
        Data::Text(_) | Data::Quoted(_) => true,
        Data::List(items) => {
            (depth == 0 || items.len() <= SHORT_LIST_LEN)
                && depth < DEPTH_MAX
                && items.iter().all(|item| is_shallow(item, depth + 1))
        }
        Data::Map(entries) => {
            depth < DEPTH_MAX && entries.iter().all(|(_, value)| is_shallow(value, depth + 1))
        }
    }
}

/// Says whether a value holds a time with its zone in brackets, which stands on a line of its own.
fn has_zone(value: &Data) -> bool {
    match value {
        Data::Empty => false,
        Data::Text(text) | Data::Quoted(text) => text.contains('['),
        Data::List(items) => items.iter().any(has_zone),
        Data::Map(entries) => entries.iter().any(|(_, value)| has_zone(value)),
    }
}

/// Says whether a text can stand bare behind `key: `.
fn is_bare(text: &str) -> bool {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return false };
    let second = characters.next();
    let starts_well = match first {
        '-' => second.is_some_and(char::is_alphanumeric),
        '.' => second != Some('.'),
        _ => !STARTS_NO_TEXT.contains(first),
    };
    starts_well
        && !text.starts_with(' ')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.chars().any(|character| character.is_control() || is_invisible(character))
        && !is_other_value(text)
}

/// What cannot be the first character of a bare text, or is something else to some reader.
const STARTS_NO_TEXT: &str = "?:,[]{}#&*!|>'\"%@`";

/// Says whether some readers take a bare text for nothing, a truth value or a number in base 60.
///
/// `true` and `false` mean the same to all.
fn is_other_value(text: &str) -> bool {
    let is_truth = boolean_of_some_readers(text).is_some() && text != "true" && text != "false";
    is_truth
        || matches!(text, "~" | "=" | "<<")
        || text.eq_ignore_ascii_case("null")
        || sexagesimal(text).is_some()
}

/// Says whether a bare text keeps its meaning between brackets.
fn is_bare_in_brackets(text: &str) -> bool {
    let is_glued = |colon: usize| {
        text.get(colon + 1..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    !text.contains(['[', ']', '{', '}', ',', '?']) && text.match_indices(':').all(|(at, _)| is_glued(at))
}

/// Returns a text in double quotes, with everything escaped that does not show.
#[must_use]
pub fn double_quoted(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 8);
    result.push('"');
    for character in text.chars() {
        push_escaped(&mut result, character);
    }
    result.push('"');
    result
}

/// Returns a text in single quotes, or in double quotes where something in it must be escaped.
fn quoted(text: &str) -> String {
    if !text.chars().any(|character| character.is_control() || is_invisible(character)) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    double_quoted(text)
}

fn push_escaped(result: &mut String, character: char) {
    match character {
        '"' => result.push_str("\\\""),
        '\\' => result.push_str("\\\\"),
        '\n' => result.push_str("\\n"),
        '\t' => result.push_str("\\t"),
        '\r' => result.push_str("\\r"),
        _ if !character.is_control() && !is_invisible(character) => result.push(character),
        _ => {
            let code = u32::from(character);
            let written =
                if code > 0xffff { write!(result, "\\U{code:08x}") } else { write!(result, "\\u{code:04x}") };
            written.expect("writing to a string cannot fail");
        }
    }
}

/// Says whether a character looks like a space or like nothing, or is forbidden in YAML.
pub(crate) fn is_invisible(character: char) -> bool {
    is_forbidden(character)
        || (character.is_whitespace() && character != ' ')
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use crate::yaml::{Node, NodeKind, read};

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(scalar(text), expected);
        let (tree, problems) = read("f.yaml", &format!("a: {expected}\n"));
        assert_eq!(problems, []);
        let Some(Node { kind: NodeKind::Mapping(entries), .. }) = tree else { panic!("a map was written") };
        assert_eq!(entries[0].1.as_text(), Some(text));
    }

    fn check_block(data: &Data, expected: &str) {
        assert_eq!(block(data, Layout::new()), expected);
        let (tree, problems) = read("f.yaml", expected);
        assert_eq!(problems, []);
        assert_eq!(tree.as_ref().and_then(Data::of).as_ref(), Some(data));
    }

    fn texts(texts: &[&str]) -> Data {
        Data::List(texts.iter().map(|text| Data::text(*text)).collect())
    }

    #[test]
    fn numbers_dates_and_words_stand_bare() {
        for text in [
            "6500",
            "2022-09-13",
            "at least 6500",
            "5..7",
            "-5",
            "2022-09-13T09:00+03:00[Europe/Moscow]",
            "true",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_some_reader_takes_for_something_else_is_quoted() {
        for text in [
            "9:00", "no", "On", "null", "~", "<<", "=", "", " a", "a ", "- a", "a: b", "a #b", "*a", "[a]",
            "a:",
        ] {
            check(text, &format!("'{text}'"));
        }
    }

    #[test]
    fn quote_marks_in_a_text_are_doubled() {
        check("\"tôt\" dit l'article", "'\"tôt\" dit l''article'");
        check("l'article", "l'article");
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        check("6\u{a0}500\u{202f}%", "\"6\\u00a0500\\u202f%\"");
        check("0\n158\t\u{7}", "\"0\\n158\\t\\u0007\"");
        check("a\u{200b}\"\\\u{e0001}", "\"a\\u200b\\\"\\\\\\U000e0001\"");
    }

    #[test]
    fn keys_that_some_readers_take_for_truth_values_are_quoted() {
        assert_eq!(
            ["on", "true", "fr", "9:00", "a, b"].map(key),
            ["'on'", "'true'", "fr", "'9:00'", "'a, b'"]
        );
    }

    #[test]
    fn a_short_list_or_map_stands_on_one_line() {
        let choice = Data::map([("any_of", texts(&["2020", "2020/.."]))]);
        check_block(
            &Data::map([("needs", texts(&["relay", "bound"])), ("when", choice)]),
            "needs: [relay, bound]\nwhen: {any_of: [2020, 2020/..]}",
        );
    }

    #[test]
    fn a_long_list_of_alternatives_takes_a_line_for_each() {
        let choice =
            Data::map([("any_of", texts(&["1", "2 early", "3", "4"])), ("optional", Data::text("true"))]);
        check_block(
            &Data::map([("when", choice)]),
            "when:\n  any_of:\n    - 1\n    - 2 early\n    - 3\n    - 4\n  optional: true",
        );
    }

    #[test]
    fn a_list_of_maps_takes_a_line_for_each() {
        let map = Data::map([("value", Data::text("armenia")), ("optional", Data::text("true"))]);
        check_block(
            &Data::map([("parties", Data::List(vec![Data::text("russia"), map]))]),
            "parties:\n  - russia\n  - {value: armenia, optional: true}",
        );
    }

    #[test]
    fn a_time_with_its_zone_never_stands_in_brackets() {
        let time = Data::text("2022-09-13T09:00+03:00[Europe/Moscow]");
        check_block(
            &Data::map([("when", Data::map([("value", time), ("optional", Data::text("true"))]))]),
            "when:\n  value: 2022-09-13T09:00+03:00[Europe/Moscow]\n  optional: true",
        );
    }

    #[test]
    fn brackets_in_brackets_are_quoted() {
        assert_eq!(flow(&texts(&["a[b]", "c, d", "e:f", "http://g"])), "['a[b]', 'c, d', e:f, 'http://g']");
    }

    #[test]
    fn tall_keys_take_lines_whatever_they_hold() {
        let layout = Layout { tall: &["evidence"], list_step: 0, ..Layout::new() };
        let data = Data::map([("evidence", texts(&["a b"])), ("note", Data::Empty)]);
        assert_eq!(block(&data, layout), "evidence:\n- a b\nnote:");
    }

    #[test]
    fn a_bare_word_that_is_not_meant_is_quoted() {
        check_block(
            &Data::List(vec![Data::text("none"), Data::words("none"), Data::map([("a", Data::Map(vec![]))])]),
            "- none\n- 'none'\n- {a: {}}",
        );
    }
}
