//! The order of fields in gold, and where a new one goes.

use crate::gold::edit::{Plan, path};
use crate::yaml::data::Data;
use crate::yaml::edit::Edit;

/// The fields of a gold file.
pub(super) const ROOT: [&str; 11] = [
    "karat",
    "article",
    "cluster",
    "coverage",
    "status",
    "annotators",
    "split",
    "facts",
    "distractors",
    "ignore",
    "rejected",
];

/// The fields of `article:`.
pub(super) const ARTICLE: [&str; 5] = ["language", "published", "published_from", "timezone", "sha256"];

/// The fields of a label; its type stands behind the first.
pub(super) const LABEL: [&str; 14] = [
    "same_as", "said_by", "said_on", "polarity", "quote", "evidence", "needs", "tags", "note", "optional",
    "weight", "reason", "by", "draft",
];

/// The fields that only a fact can have.
pub(super) const FACT_ONLY: [&str; 5] = ["said_on", "needs", "optional", "weight", "draft"];

/// The fields that only a distractor can have.
pub(super) const DISTRACTOR_ONLY: [&str; 1] = ["reason"];

/// Returns the value of a key; `None` if this is no map or has no such key.
pub(super) fn get<'d>(data: &'d Data, key: &str) -> Option<&'d Data> {
    entries(data).iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Returns the entries of a map; none for anything else.
pub(super) const fn entries(data: &Data) -> &[(String, Data)] {
    match data {
        Data::Map(entries) => entries.as_slice(),
        Data::Empty | Data::Text(_) | Data::Quoted(_) | Data::List(_) => &[],
    }
}

/// Returns the keys of a map; none for anything else.
pub(super) fn keys(data: &Data) -> impl Iterator<Item = &str> {
    entries(data).iter().map(|(name, _)| name.as_str())
}

/// Returns a text; `None` for anything else.
pub(super) fn text(data: &Data) -> Option<&str> {
    match data {
        Data::Text(text) | Data::Quoted(text) => Some(text),
        Data::Empty | Data::List(_) | Data::Map(_) => None,
    }
}

/// Returns the place of a field in the canonical order; unknown ones come last.
pub(super) fn rank(order: &[&str], name: &str) -> usize {
    order.iter().position(|known| *known == name).unwrap_or(order.len())
}

/// Returns the place of a label's field in the canonical order; a type comes behind `same_as`.
pub(super) fn label_rank(name: &str) -> usize {
    match LABEL.iter().position(|known| *known == name) {
        Some(0) => 0,
        None => 1,
        Some(position) => position + 1,
    }
}

/// Returns where a new field goes: behind the last that canonically stands before it.
pub(super) fn index<'k>(
    keys: impl Iterator<Item = &'k str>,
    rank: impl Fn(&str) -> usize,
    new: &str,
) -> usize {
    let keys: Vec<&str> = keys.collect();
    keys.iter().rposition(|key| rank(key) <= rank(new)).map_or(0, |position| position + 1)
}

/// Adds a field to the file.
pub(super) fn at_root(gold: &Data, name: &str, value: Data) -> Plan {
    let index = index(keys(gold), |key| rank(&ROOT, key), name);
    let edit = Edit::Insert { map: path(&[]), index, key: name.to_owned(), value };
    let tall = vec![name.to_owned(), "evidence".to_owned()];
    Plan { edits: vec![edit], tall }
}
