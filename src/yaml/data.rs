//! YAML without places: what is to stand in a file.

use crate::yaml::{Node, NodeKind};

/// A piece of YAML that says nothing of how it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// Nothing is written.
    Empty,
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// A map, in the order in which it is written.
    Map(Vec<(String, Data)>),
}

impl Data {
    /// Returns a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
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
            NodeKind::Scalar { text, .. } => Some(Self::Text(text.clone())),
            NodeKind::Sequence(items) => items.iter().map(Self::of).collect::<Option<_>>().map(Self::List),
            NodeKind::Mapping(entries) => {
                let entry = |(key, value): &(Node, Node)| Some((key.as_text()?.to_owned(), Self::of(value)?));
                entries.iter().map(entry).collect::<Option<_>>().map(Self::Map)
            }
        }
    }
}
