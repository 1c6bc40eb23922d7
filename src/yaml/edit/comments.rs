//! Finds comments, so that none is lost unseen.

use std::ops::Range;

use crate::yaml::edit::Refusal;
use crate::yaml::edit::place::Source;
use crate::yaml::{Node, NodeKind};

impl Source<'_> {
    /// Refuses if a comment stands in a piece of the text, `node` being the texts that lie in it.
    pub(super) fn refuse_comments(self, piece: &Range<usize>, node: &Node) -> Result<(), Refusal> {
        let mut texts = Vec::new();
        push_texts(node, &mut texts);
        texts.push(piece.end..piece.end);
        let mut from = piece.start;
        for text in texts {
            if let Some(at) = self.comment_in(from..text.start.min(piece.end)) {
                let line = self.line(at);
                return Err(Refusal::new(format!(
                    "line {line} has a comment inside what is to change: move the comment above it first"
                )));
            }
            from = text.end.max(from);
        }
        Ok(())
    }

    fn comment_in(self, piece: Range<usize>) -> Option<usize> {
        self.text.get(piece.clone())?.find('#').map(|at| piece.start + at)
    }
}

/// Adds the places of all texts of a tree, in the order of the file.
fn push_texts(node: &Node, texts: &mut Vec<Range<usize>>) {
    match &node.kind {
        NodeKind::Scalar { .. } | NodeKind::Broken => texts.push(node.span.clone()),
        NodeKind::Empty => {}
        NodeKind::Sequence(items) => items.iter().for_each(|item| push_texts(item, texts)),
        NodeKind::Mapping(entries) => {
            for (key, value) in entries {
                push_texts(key, texts);
                push_texts(value, texts);
            }
        }
    }
}
