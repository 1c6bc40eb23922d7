//! The order of fields in gold, and where a new one goes.

use crate::gold::edit::{Plan, path};
use crate::gold::order::{ROOT, rank};
use crate::yaml::data::Data;
use crate::yaml::edit::Edit;

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
