//! Builds the tree from parser events; the only file that knows the parser.
#![expect(clippy::wildcard_enum_match_arm, reason = "the enums of the parser are foreign and may grow")]

use std::ops::Range;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Span};

use crate::problem::Fix;
use crate::yaml::{DEPTH_MAX, NODES_MAX, Node, NodeKind, SYNTAX, Style, is_key_character, mend};

/// What a piece of a file holds.
pub(super) struct Built {
    /// The tree; `None` for nothing but comments.
    pub root: Option<Node>,
    /// What karat refuses, though YAML knows it.
    pub troubles: Vec<Trouble>,
}

/// A problem that does not know its file yet.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    /// The place, in bytes of the file.
    pub span: Range<usize>,
    /// The rule.
    pub rule: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: Option<String>,
    /// What `--fix` does about it.
    pub fix: Option<Fix>,
    /// A limit of size was reached: reading on would not help.
    pub is_limit: bool,
}

impl Trouble {
    /// Returns a trouble with YAML itself.
    pub(super) fn new(span: Range<usize>, message: impl Into<String>, help: &str) -> Self {
        let help = if help.is_empty() { None } else { Some(help.to_owned()) };
        Self { span, rule: SYNTAX, message: message.into(), help, fix: None, is_limit: false }
    }
}

/// Parses one piece of the file, which must start at the start of a line.
///
/// # Errors
/// If it is no YAML: the first place where it fails.
pub(super) fn build(source: &str, piece: Range<usize>) -> Result<Built, Trouble> {
    let text = source.get(piece.clone()).expect("pieces are cut at line starts");
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.disallow_directives = true;
    options.emit_anchor_events = true;
    options.emit_unresolved_aliases = true;
    options.flow_nesting_limit = DEPTH_MAX;
    options.block_nesting_limit = DEPTH_MAX;
    let mut builder = Builder::new(source, piece);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| builder.syntax(&error))?;
        if !builder.take(event, span)? {
            break;
        }
    }
    Ok(Built { root: builder.root, troubles: builder.troubles })
}

/// A list or map whose end has not come yet.
struct Open {
    start: usize,
    items: Items,
}

enum Items {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<(Node, Node)>, key: Option<Node> },
}

impl Open {
    fn end_of_last(&self) -> usize {
        let last = match &self.items {
            Items::Sequence(items) => items.last(),
            Items::Mapping { entries, key } => key.as_ref().or(entries.last().map(|(_, value)| value)),
        };
        last.map_or(self.start, |last| last.span.end)
    }
}

struct Builder<'a> {
    source: &'a str,
    piece: Range<usize>,
    open: Vec<Open>,
    root: Option<Node>,
    troubles: Vec<Trouble>,
    n_nodes: usize,
    n_documents: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, piece: Range<usize>) -> Self {
        let (open, troubles) = (Vec::new(), Vec::new());
        Self { source, piece, open, root: None, troubles, n_nodes: 0, n_documents: 0 }
    }

    /// Takes one event; `false` if nothing after it matters.
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<bool, Trouble> {
        let place = self.place(&span);
        if let Some(tag) = span.tag_span() {
            let message = "karat reads no tags: every value is a text";
            self.trouble(self.place(&tag), message, "remove it");
        }
        match event {
            Event::DocumentStart(..) => {
                self.n_documents += 1;
                if self.n_documents > 1 {
                    self.trouble(place, "a second document starts here", "one file holds one document");
                    return Ok(false);
                }
            }
            Event::Anchor(..) => {
                self.trouble(place, "karat reads no anchors (&name)", "repeat the value, or use same_as");
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let help = "repeat the value, or put a text that starts with * in quotes";
                self.trouble(place.clone(), "karat reads no aliases (*name)", help);
                self.put(Node { span: place, kind: NodeKind::Broken })?;
            }
            Event::Scalar(text, style, ..) => {
                let node = self.scalar(text.into_owned(), style, place);
                self.put(node)?;
            }
            Event::SequenceStart(..) => self.start(place, Items::Sequence(Vec::new()))?,
            Event::MappingStart(..) => {
                self.start(place, Items::Mapping { entries: Vec::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&place)?,
            // Stream and document marks, comments, and whatever a later parser adds hold no node.
            _ => {}
        }
        Ok(true)
    }

    fn scalar(&self, text: String, style: ScalarStyle, place: Range<usize>) -> Node {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        };
        if style == Style::Plain && place.is_empty() {
            return Node { span: place.start..place.start, kind: NodeKind::Empty };
        }
        let written = self.source.get(place.clone()).unwrap_or_default();
        let span = place.start..place.start + written.trim_end().len();
        Node { span, kind: NodeKind::Scalar { text, style } }
    }

    fn start(&mut self, place: Range<usize>, items: Items) -> Result<(), Trouble> {
        if self.open.len() >= DEPTH_MAX {
            return Err(too_deep(place));
        }
        self.open.push(Open { start: place.start, items });
        Ok(())
    }

    fn end(&mut self, place: &Range<usize>) -> Result<(), Trouble> {
        let open = self.open.pop().expect("the parser closes only what it opened");
        let is_flow = self.source.get(place.clone()).is_some_and(|end| matches!(end, "]" | "}"));
        let end = if is_flow { place.end } else { open.end_of_last() };
        let kind = match open.items {
            Items::Sequence(items) => NodeKind::Sequence(items),
            Items::Mapping { entries, .. } => NodeKind::Mapping(entries),
        };
        self.put(Node { span: open.start..end.max(open.start), kind })
    }

    fn put(&mut self, node: Node) -> Result<(), Trouble> {
        self.n_nodes += 1;
        if self.n_nodes > NODES_MAX {
            let message = format!("the file holds more than {NODES_MAX} values");
            return Err(Trouble { is_limit: true, ..Trouble::new(node.span, message, "split it") });
        }
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::Sequence(items)) => items.push(node),
            Some(Items::Mapping { entries, key }) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push((key, node)),
            },
        }
        Ok(())
    }

    fn trouble(&mut self, span: Range<usize>, message: &str, help: &str) {
        self.troubles.push(Trouble::new(span, message, help));
    }

    fn place(&self, span: &Span) -> Range<usize> {
        let range = span.byte_range().expect("a parser of a text knows the bytes");
        self.piece.start + range.start..self.piece.start + range.end.max(range.start)
    }

    /// Puts a syntax error into words.
    fn syntax(&self, error: &ScanError) -> Trouble {
        let at = self.piece.start + error.marker().byte_offset().unwrap_or_default();
        let at = at.min(self.piece.end);
        let span = character_at(self.source, &self.piece, at);
        if let Some(trouble) = colon_in_value(self.source, &span, error.kind()) {
            return trouble;
        }
        if let Some(trouble) = zone_in_brackets(self.source, &span, error.kind()) {
            return trouble;
        }
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => too_deep(span),
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar => {
                let span = tab_near(self.source, &self.piece, &span).unwrap_or(span);
                Trouble::new(span, "a tab stands where YAML wants spaces", "replace it by spaces")
            }
            ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
                Trouble::new(span, "a quote mark is opened and never closed", "close it")
            }
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                let message = "text follows the closing quote mark";
                Trouble::new(span, message, "write the whole value under \">-\"")
            }
            ErrorKind::UnexpectedCharacter { character } => {
                let message = format!("a bare value cannot start with {character}");
                Trouble::new(span, message, "put the value in quotes")
            }
            ErrorKind::DirectiveDisallowed => {
                Trouble::new(span, "karat reads no % directives", "remove the line, or quote the value")
            }
            kind => Trouble::new(span, format!("not readable as YAML: {kind}"), ""),
        }
    }
}

/// Returns the tab that the parser stumbled over: before the place on its line, else the next one.
fn tab_near(source: &str, piece: &Range<usize>, place: &Range<usize>) -> Option<Range<usize>> {
    let before = source.get(piece.start..place.start)?;
    let line_start = piece.start + before.rfind('\n').map_or(0, |at| at + 1);
    let at = line_start + source.get(line_start..piece.end)?.find('\t')?;
    Some(at..at + 1)
}

fn too_deep(span: Range<usize>) -> Trouble {
    let message = format!("lists and maps are nested more than {DEPTH_MAX} deep");
    Trouble { is_limit: true, ..Trouble::new(span, message, "") }
}

/// Returns the place of the character at `at`, or of the last visible one of the piece before it.
fn character_at(source: &str, piece: &Range<usize>, at: usize) -> Range<usize> {
    let rest = source.get(at..piece.end).unwrap_or_default();
    if let Some(character) = rest.chars().next().filter(|character| !matches!(character, '\n' | '\r')) {
        return at..at + character.len_utf8();
    }
    let before = source.get(piece.start..at).unwrap_or_default().trim_end();
    let end = piece.start + before.len();
    end - before.chars().next_back().map_or(0, char::len_utf8)..end
}

/// Recognises `quote: he said : no`, where YAML sees a second key.
fn colon_in_value(source: &str, at: &Range<usize>, kind: &ErrorKind) -> Option<Trouble> {
    let is_colon = source.get(at.clone()) == Some(":");
    let is_second_key = matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
    );
    if !is_colon || !is_second_key {
        return None;
    }
    let before = source.get(..at.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let start = if line.ends_with([' ', '\u{a0}', '\u{202f}']) {
        at.start - line.chars().next_back().map_or(0, char::len_utf8)
    } else {
        at.start
    };
    let word = line.trim_start();
    let is_key = !word.is_empty() && word.len() < 40 && !word.contains(|c: char| !is_key_character(c));
    if is_key && *kind == ErrorKind::MappingValueNotAllowed {
        let message = format!("\"{word}\" is indented deeper than the key above it, which has a value");
        let span = at.start - word.len()..at.start;
        return Some(Trouble::new(span, message, "indent it like the lines above, or quote the value above"));
    }
    let end = at.end + usize::from(source.get(at.end..).is_some_and(|rest| rest.starts_with(' ')));
    Some(colon(source, start..end))
}

/// Returns the finding about a colon that YAML takes for the end of a key.
pub(super) fn colon(source: &str, span: Range<usize>) -> Trouble {
    let written = source.get(span.clone()).unwrap_or(": ").replace(['\u{a0}', '\u{202f}'], " ");
    let message = format!("YAML takes \"{written}\" for a key here");
    let help = "write the quote under \">-\", or in double quotes";
    let fix = mend::quote_value_around(source, span.start);
    Trouble { rule: "Y3", fix, ..Trouble::new(span, message, help) }
}

/// Recognises a zone name in brackets inside a flow list or map.
fn zone_in_brackets(source: &str, at: &Range<usize>, kind: &ErrorKind) -> Option<Trouble> {
    let (brackets, help) = match kind {
        ErrorKind::ExpectedFlowSequenceSeparator => ("[…]", "put each value on its own \"- \" line"),
        ErrorKind::ExpectedFlowMappingSeparator => ("{…}", "put each key on its own line"),
        _ => return None,
    };
    let before = source.get(..at.start).unwrap_or_default();
    let is_glued = before.ends_with(|last: char| last.is_ascii_alphanumeric());
    let zone = source.get(at.start..).and_then(|rest| rest.strip_prefix('[')?.split_once(']'))?.0;
    let is_zone = zone.starts_with(|first: char| first.is_ascii_alphabetic())
        && zone.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_-+".contains(&byte));
    if !is_glued || !is_zone {
        return None;
    }
    let message = format!("a value with [zone] cannot stand inside {brackets}");
    let span = at.start..at.start + zone.len() + 2;
    let fix = mend::free_zone(source, &span);
    Some(Trouble { rule: "Y5", fix, ..Trouble::new(span, message, help) })
}
