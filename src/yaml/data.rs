//! YAML without places: what is to stand in a file.

use crate::yaml::{Node, NodeKind, Style};

/// Words that mean no value when they stand bare; in quote marks they are texts.
pub const BARE_WORDS: [&str; 3] = ["none", "unnamed", "unspecified"];

/// A piece of YAML that says nothing of how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// Nothing is written.
    Empty,
    /// A text, or one of the bare words.
    Text(String),
    /// A text that equals one of the bare words and does not mean it.
    Quoted(String),
    /// A list.
    List(Vec<Data>),
    /// A map, in the order in which it is written.
    Map(Vec<(String, Data)>),
}

impl Data {
    /// Returns a text; one of the bare words keeps its meaning.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Returns a text that never means one of the bare words.
    #[must_use]
    pub fn words(text: impl Into<String>) -> Self {
        let text = text.into();
        if BARE_WORDS.contains(&text.as_str()) { Self::Quoted(text) } else { Self::Text(text) }
    }

    /// Returns a map.
    #[must_use]
    pub fn map<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// Returns what a piece of a file says; `None` where something in it cannot be read.
    #[must_use]
    pub fn of(node: &Node) -> Option<Self> {
        match &node.kind {
            NodeKind::Empty => Some(Self::Empty),
            NodeKind::Broken => None,
            NodeKind::Scalar { text, style: Style::Plain } => Some(Self::text(text.as_str())),
            NodeKind::Scalar { text, style: Style::Quoted | Style::Block } => {
                Some(Self::words(text.as_str()))
            }
            NodeKind::Sequence(items) => items.iter().map(Self::of).collect::<Option<_>>().map(Self::List),
            NodeKind::Mapping(entries) => {
                let entry = |(key, value): &(Node, Node)| Some((key.as_text()?.to_owned(), Self::of(value)?));
                entries.iter().map(entry).collect::<Option<_>>().map(Self::Map)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::yaml::read;

    use super::*;

    fn check(source: &str, expected: Data) {
        let (tree, _) = read("f.yaml", source);
        assert_eq!(tree.as_ref().and_then(Data::of), Some(expected));
    }

    #[test]
    fn a_bare_word_in_quote_marks_is_a_text() {
        check(
            "[none, 'none', x, 'x']",
            Data::List(vec![Data::text("none"), Data::words("none"), Data::text("x"), Data::words("x")]),
        );
        assert_ne!(Data::text("none"), Data::words("none"));
        assert_eq!(Data::text("x"), Data::words("x"));
    }

    #[test]
    fn what_is_left_out_is_nothing() {
        check("a:\nb: ''\n", Data::map([("a", Data::Empty), ("b", Data::text(""))]));
    }
}
