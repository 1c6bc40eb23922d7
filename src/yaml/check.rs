//! Checks what YAML allows and karat does not: odd characters, odd keys, keys that stand twice.

use crate::problem::{Fix, Problem};
use crate::text::splice::Splice;
use crate::yaml::{Node, NodeKind, SYNTAX, mend};

/// The most findings about single characters of one file.
const CHARACTERS_MAX: usize = 20;

/// Finds a byte order mark, line breaks other than LF and control characters.
pub(super) fn characters(file: &str, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if text.starts_with('\u{feff}') {
        let span = 0..'\u{feff}'.len_utf8();
        let fix = Fix::Splices(vec![Splice::new(span.clone(), "")]);
        let message = "the file starts with a byte order mark: offsets differ between tools";
        problems.push(Problem::warning("A3", file, Some(span), message).with_help("remove it").with_fix(fix));
    }
    if let Some(at) = text.find('\r') {
        let is_crlf = text.get(at..at + 2) == Some("\r\n");
        let (name, end) = if is_crlf { ("CRLF", at + 2) } else { ("CR", at + 1) };
        let message = format!("a line ends in {name}: offsets differ between tools");
        let problem = Problem::warning("A3", file, Some(at..end), message).with_help("use LF");
        problems.push(problem.with_fix(Fix::Splices(mend::plain_line_ends(text))));
    }
    let forbidden = text.char_indices().filter(|(_, character)| is_forbidden(*character));
    for (at, character) in forbidden.take(CHARACTERS_MAX) {
        let message = format!("control character U+{:04X}: YAML forbids it", u32::from(character));
        let help = format!("remove it, or write \"\\u{:04x}\" in double quotes", u32::from(character));
        let span = at..at + character.len_utf8();
        problems.push(Problem::error(SYNTAX, file, Some(span), message).with_help(help));
    }
    problems
}

/// Says whether YAML forbids a character (YAML 1.2.2, section 5.1: c-printable).
pub(super) const fn is_forbidden(character: char) -> bool {
    let is_control = character.is_ascii_control() && !matches!(character, '\t' | '\n' | '\r');
    is_control || matches!(character, '\u{80}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}')
}

/// Finds keys that are no texts, merge keys, keys that some readers take for something else, and keys that stand
/// twice; takes the first two out of the tree.
pub(super) fn tree(file: &str, text: &str, tree: Node, problems: &mut Vec<Problem>) -> Node {
    let mut check = Check { file, text, line_starts: Vec::new(), problems };
    check.node(tree, "key")
}

struct Check<'a> {
    file: &'a str,
    text: &'a str,
    /// Filled when the first line number is asked for.
    line_starts: Vec<usize>,
    problems: &'a mut Vec<Problem>,
}

impl Check<'_> {
    /// Checks a node; `noun` is what the keys of a map stand for.
    fn node(&mut self, node: Node, noun: &'static str) -> Node {
        let kind = match node.kind {
            NodeKind::Mapping(entries) => NodeKind::Mapping(self.entries(entries, noun)),
            NodeKind::Sequence(items) => {
                NodeKind::Sequence(items.into_iter().map(|item| self.node(item, "key")).collect())
            }
            NodeKind::Scalar { .. } | NodeKind::Empty | NodeKind::Broken => node.kind,
        };
        Node { span: node.span, kind }
    }

    fn entries(&mut self, entries: Vec<(Node, Node)>, noun: &'static str) -> Vec<(Node, Node)> {
        let mut kept = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if self.is_sound(&key) {
                let value = self.node(value, noun_of_keys_below(key.as_text().unwrap_or_default()));
                kept.push((key, value));
            }
        }
        self.duplicates(&kept, noun);
        kept
    }

    fn is_sound(&mut self, key: &Node) -> bool {
        let span = Some(key.span.clone());
        let Some(text) = key.as_text() else {
            if key.kind != NodeKind::Broken {
                let message = format!("a key must be a text, found {}", key.noun());
                self.problems.push(Problem::error(SYNTAX, self.file, span, message));
            }
            return false;
        };
        if key.as_plain_text() == Some("<<") {
            let message = "karat reads no merge keys (<<)";
            let help = "repeat the entries, or use same_as";
            self.problems.push(Problem::error(SYNTAX, self.file, span, message).with_help(help));
            return false;
        }
        if let Some(boolean) = key.as_plain_text().and_then(boolean_of_some_readers) {
            let message = format!("key \"{text}\" becomes {boolean} in some YAML readers");
            let problem = Problem::error("Y4", self.file, span, message).with_help("rename it, or quote it");
            self.problems.push(Problem { fix: mend::quote_node(self.text, key), ..problem });
        }
        true
    }

    fn duplicates(&mut self, entries: &[(Node, Node)], noun: &str) {
        let mut keys: Vec<(&str, &Node)> =
            entries.iter().filter_map(|(key, _)| Some((key.as_text()?, key))).collect();
        keys.sort_by_key(|(text, _)| *text);
        for same in keys.chunk_by(|(before, _), (after, _)| before == after) {
            let Some(((text, first), others)) = same.split_first() else { continue };
            for (_, key) in others {
                let line = self.line(first.span.start);
                let message = format!("{noun} \"{text}\" is defined twice (first on line {line})");
                let problem = Problem::error("Y1", self.file, Some(key.span.clone()), message);
                self.problems.push(problem.with_help("rename or delete one"));
            }
        }
    }

    /// Returns the line of a byte, counted from 1.
    fn line(&mut self, at: usize) -> usize {
        if self.line_starts.is_empty() {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            self.line_starts = std::iter::once(0).chain(breaks.map(|(index, _)| index + 1)).collect();
        }
        self.line_starts.partition_point(|start| *start <= at)
    }
}

/// Returns what the keys of the map below a key stand for, for messages.
fn noun_of_keys_below(key: &str) -> &'static str {
    match key {
        "facts" => "fact",
        "distractors" => "distractor",
        "types" => "type",
        "slots" => "slot",
        "views" => "view",
        "entities" => "entity",
        "extractors" => "extractor",
        _ => "key",
    }
}

/// Returns what YAML 1.1 readers make of a bare word.
pub(super) fn boolean_of_some_readers(word: &str) -> Option<&'static str> {
    let is_one_of = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    if is_one_of(&["on", "yes", "true"]) {
        return Some("true");
    }
    is_one_of(&["off", "no", "false"]).then_some("false")
}

/// Returns the number that YAML 1.1 readers make of a bare clock time such as `9:00`: 540.
pub(super) fn sexagesimal(text: &str) -> Option<u64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mut parts = digits.split(':');
    let first = parts.next()?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(first) || !digits.contains(':') {
        return None;
    }
    parts.try_fold(first.parse().ok()?, |total: u64, part| {
        let is_below_sixty = is_number(part) && part.len() <= 2;
        let part: u64 = part.parse().ok().filter(|part| is_below_sixty && *part < 60)?;
        total.checked_mul(60)?.checked_add(part)
    })
}

/// Returns the finding about a bare clock time.
pub(super) fn clock_time(file: &str, node: &Node) -> Option<Problem> {
    let text = node.as_plain_text()?;
    let number = sexagesimal(text)?;
    let message = format!("\"{text}\" is the number {number} to some YAML readers");
    Some(Problem::error("Y4", file, Some(node.span.clone()), message))
}
