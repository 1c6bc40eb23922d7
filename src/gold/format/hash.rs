//! Pins the hash of the article in its gold file.

use crate::article::Article;
use crate::gold::format::lines::{Lines, last_line};
use crate::text::splice::Splice;
use crate::yaml::{Node, NodeKind, read};

/// Returns the change that puts a hash before those that are pinned; `None` if it is among them, or the file cannot be
/// read.
///
/// The first hash is that of the present edition; the others are editions for which the labels were made before.
#[must_use]
pub fn pinned_first(source: &str, article: &Article) -> Option<Splice> {
    let tree = read("", source).0?;
    if let Some(splice) = hashed(source, &tree, Some(article)) {
        return Some(splice);
    }
    let value = tree.value_of("article")?.value_of("sha256")?;
    let hash = article.sha256();
    let items = match &value.kind {
        NodeKind::Scalar { text, .. } => {
            let splice = || Splice::new(value.span.clone(), format!("[{hash}, {text}]"));
            return (text != hash).then(splice);
        }
        NodeKind::Sequence(items) => items,
        NodeKind::Mapping(_) | NodeKind::Empty | NodeKind::Broken => return None,
    };
    let start = items.first()?.span.start;
    let is_known = items.iter().any(|item| item.as_text() == Some(hash));
    let lines = Lines::new(source);
    let line = lines.at(start);
    let before = source.get(lines.start(line)..start).unwrap_or_default();
    let is_flow = source.get(value.span.clone()).is_some_and(|written| written.starts_with('['));
    let separator = if is_flow { ", ".to_owned() } else { format!("\n{before}") };
    (!is_known).then(|| Splice::new(start..start, format!("{hash}{separator}")))
}

/// Returns the change that pins the article's hash where none is pinned.
///
/// Where other hashes are pinned the article changed since: hiding that is not for formatting.
pub(super) fn hashed(source: &str, tree: &Node, article: Option<&Article>) -> Option<Splice> {
    let hash = format!("[{}]", article?.sha256());
    let notes = tree.value_of("article")?;
    let NodeKind::Mapping(fields) = &notes.kind else { return None };
    let Some((key, value)) = fields.iter().find(|(key, _)| key.as_text() == Some("sha256")) else {
        return Some(appended(source, fields, &format!("sha256: {hash}"), notes));
    };
    match &value.kind {
        NodeKind::Empty => Some(Splice::new(key.span.end..key.span.end + 1, format!(": {hash}"))),
        NodeKind::Sequence(items) if items.is_empty() => Some(Splice::new(value.span.clone(), hash)),
        NodeKind::Sequence(_) | NodeKind::Scalar { .. } | NodeKind::Mapping(_) | NodeKind::Broken => None,
    }
}

/// Returns the change that puts an entry behind the last of a map.
fn appended(source: &str, fields: &[(Node, Node)], entry: &str, map: &Node) -> Splice {
    let is_flow = source.get(map.span.clone()).is_some_and(|written| written.starts_with('{'));
    let (Some((first, _)), Some((key, value))) = (fields.first(), fields.last()) else {
        return Splice::new(map.span.clone(), format!("{{{entry}}}"));
    };
    if is_flow {
        let end = value.span.end.max(key.span.end);
        return Splice::new(end..end, format!(", {entry}"));
    }
    let lines = Lines::new(source);
    let end = lines.start(last_line(&lines, value, key.span.end) + 1);
    let indent = first.span.start - lines.start(lines.at(first.span.start));
    Splice::new(end..end, format!("{}{entry}\n", " ".repeat(indent)))
}
