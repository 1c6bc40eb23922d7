//! Finds where something stands in karat.yaml, for problems that turn out only when it is used.

use std::ops::Range;

use crate::yaml::{Node, NodeKind, read};

/// Returns the place of the value that a way of keys leads to, or of the last key on the way that is there.
///
/// `["extractors", "mine", "inputs"]` leads to the list of inputs; `None` where not even the first key is there.
#[must_use]
pub fn place_of(text: &str, way: &[&str]) -> Option<Range<usize>> {
    let (tree, _) = read("", text);
    let mut node = tree?;
    let mut place = None;
    for key in way {
        let NodeKind::Mapping(entries) = node.kind else { break };
        let Some((key, value)) = entries.into_iter().find(|(node, _)| node.as_text() == Some(key)) else {
            break;
        };
        place = Some(shown_place(&key, &value));
        node = value;
    }
    place
}

/// Returns the place of a short value; of a map, which may fill a screen, the place of its key.
fn shown_place(key: &Node, value: &Node) -> Range<usize> {
    match value.kind {
        NodeKind::Scalar { .. } | NodeKind::Sequence(_) => value.span.clone(),
        NodeKind::Mapping(_) | NodeKind::Empty | NodeKind::Broken => key.span.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "karat: 1\nextractors:\n  mine: {command: a, inputs: [b, c]}\n  rules:\n";

    fn check(way: &[&str], expected: Option<&str>) {
        assert_eq!(place_of(TEXT, way).and_then(|place| TEXT.get(place)), expected);
    }

    #[test]
    fn a_way_leads_to_its_value_or_as_far_as_it_goes() {
        check(&["extractors", "mine", "inputs"], Some("[b, c]"));
        check(&["extractors", "mine", "command"], Some("a"));
        check(&["extractors", "mine", "cwd"], Some("mine"));
        check(&["extractors", "rules", "views"], Some("rules"));
        check(&["primary"], None);
        assert_eq!(place_of("[", &["primary"]), None);
    }
}
