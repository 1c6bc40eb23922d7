//! Replaces one text of a YAML file by another, in the place and the manner in which it is written.

use std::ops::Range;

use crate::gold::format::lines::block_mark;
use crate::text::fold::is_invisible;
use crate::text::splice::Splice;

/// Returns the changes that put a text where another stands, whose place in the file is given.
///
/// A bare text stays bare where the new one can; all others end up in double quotes, on one line. A comment behind the
/// mark of a text under `|` or `>` stays behind the text.
#[must_use]
pub fn replaced_scalar(source: &str, place: &Range<usize>, text: &str) -> Vec<Splice> {
    let written = source.get(place.clone()).unwrap_or_default();
    if let Some(mark) = block_mark(source, place.start) {
        let line_end =
            source.get(mark.end..).and_then(|rest| rest.find('\n')).map_or(mark.end, |at| mark.end + at);
        return vec![Splice::new(mark, double_quoted(text)), Splice::new(line_end..place.end, "")];
    }
    let is_bare = !written.starts_with(['"', '\'']) && is_bare_anywhere(text);
    let text = if is_bare { text.to_owned() } else { double_quoted(text) };
    vec![Splice::new(place.clone(), text)]
}

/// Says whether a character does not show, or looks like a plain space and is none.
#[must_use]
pub fn is_special(character: char) -> bool {
    is_invisible(character) || (character.is_whitespace() && !matches!(character, ' ' | '\n' | '\t'))
}

/// Says whether a text can stand bare, also inside brackets.
fn is_bare_anywhere(text: &str) -> bool {
    let is_first = |first: char| first.is_alphanumeric();
    let is_held = |c: char| c.is_alphanumeric() || " -_./'’%°()~+".contains(c) || c == ':';
    let has_mark = text.contains(": ") || text.ends_with(':') || text.ends_with(' ') || text.contains("  ");
    text.starts_with(is_first) && text.chars().all(is_held) && !has_mark
}

/// Writes a text in double quotes, with everything escaped that is not seen.
fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other if is_special(other) || other.is_control() => quoted.push_str(&escape(other)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn escape(character: char) -> String {
    let number = u32::from(character);
    if number > 0xffff { format!("\\U{number:08x}") } else { format!("\\u{number:04x}") }
}
