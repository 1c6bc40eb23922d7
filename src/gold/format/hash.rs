//! Pins the hash of the article in its gold file.

use crate::article::Article;
use crate::gold::edit::{GoldEdit, edit_gold};
use crate::text::splice::{Splice, difference};
use crate::yaml::data::Data;
use crate::yaml::edit::{Edit, Refusal, Step, edit};
use crate::yaml::{Node, NodeKind, read};

const FIELD: &str = "sha256";

/// Returns the gold file with a hash before those that are pinned; as it is if the hash is among them.
///
/// The first hash is that of the present edition; the others are editions for which the labels were made before.
///
/// # Errors
/// If the file cannot be read, or its hashes are written in a way that cannot be changed.
pub fn pinned_first(source: &str, hash: &str) -> Result<String, Refusal> {
    let unread = || Refusal::new("the file cannot be read as YAML");
    let tree = read("", source).0.ok_or_else(unread)?;
    let pinned = tree.value_of("article").and_then(|article| article.value_of(FIELD));
    let known = pinned.map_or_else(Vec::new, hashes);
    if known.contains(&hash) {
        return Ok(source.to_owned());
    }
    let is_list = matches!(pinned.map(|node| &node.kind), Some(NodeKind::Sequence(_)));
    if is_list && !known.is_empty() {
        let list = ["article", FIELD].map(|key| Step::Key(key.to_owned())).to_vec();
        return edit(source, &[Edit::Push { list, index: 0, value: Data::text(hash) }]);
    }
    let value = Data::List(std::iter::once(hash).chain(known).map(Data::text).collect());
    edit_gold(source, &[GoldEdit::SetArticle { field: FIELD.to_owned(), value: Some(value) }])
}

/// Returns the gold file of an article that was changed by karat itself: its new hash is pinned where the old one was.
///
/// # Errors
/// As [`pinned_first`].
pub fn repinned(source: &str, before: &Article, after: &Article) -> Result<String, Refusal> {
    let is_pinned = read("", source).0.is_some_and(|tree| {
        let pinned = tree.value_of("article").and_then(|article| article.value_of(FIELD));
        pinned.is_some_and(|pinned| hashes(pinned).contains(&before.sha256()))
    });
    if is_pinned { pinned_first(source, after.sha256()) } else { Ok(source.to_owned()) }
}

/// Returns the hashes that are written: one, or a list.
fn hashes(pinned: &Node) -> Vec<&str> {
    match &pinned.kind {
        NodeKind::Sequence(items) => items.iter().filter_map(Node::as_text).map(str::trim).collect(),
        NodeKind::Scalar { text, .. } => vec![text.trim()],
        NodeKind::Mapping(_) | NodeKind::Empty | NodeKind::Broken => Vec::new(),
    }
}

/// Returns the change that pins the article's hash where the file speaks of the article and pins none.
///
/// Where other hashes are pinned the article changed since: hiding that is not for formatting.
pub(super) fn hashed(source: &str, tree: &Node, article: Option<&Article>) -> Option<Splice> {
    let notes = tree.value_of("article").filter(|notes| matches!(notes.kind, NodeKind::Mapping(_)))?;
    if notes.value_of(FIELD).is_some_and(|pinned| !hashes(pinned).is_empty()) {
        return None;
    }
    difference(source, &pinned_first(source, article?.sha256()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_an_article_that_was_mended_is_pinned_where_the_old_one_was() {
        let article = |text: &str| Article::new("a", "a.txt", text.into()).expect("UTF-8").0;
        let (before, after) = (article("a\u{7}"), article("a"));
        let gold = |hashes: &str| format!("karat: 1\narticle: {{language: fr, sha256: [{hashes}]}}\n");
        let both = format!("{}, {}", after.sha256(), before.sha256());
        assert_eq!(repinned(&gold(before.sha256()), &before, &after), Ok(gold(&both)));
        let other = gold(&"0".repeat(64));
        assert_eq!(repinned(&other, &before, &after), Ok(other));
    }
}
