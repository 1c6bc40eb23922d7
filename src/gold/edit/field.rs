//! The order of fields in gold, and where a new one goes.

use crate::gold::edit::{Plan, path};
use crate::gold::format::order;
use crate::gold::tables::{DISTRACTOR, FACT};
use crate::schema::decode::FACT_FIELDS;
use crate::yaml::data::Data;
use crate::yaml::edit::Edit;
use crate::yaml::shape::names;

/// The two maps of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Facts,
    Distractors,
}

impl Section {
    pub(super) const ALL: [Self; 2] = [Self::Facts, Self::Distractors];

    /// Returns the key of the map.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Distractors => "distractors",
        }
    }

    /// Returns what one of its labels is called.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Facts => "fact",
            Self::Distractors => "distractor",
        }
    }

    /// Returns the names of the fields that its labels may have besides a type.
    pub(super) fn fields(self) -> Vec<&'static str> {
        match self {
            Self::Facts => names(&FACT).collect(),
            Self::Distractors => names(&DISTRACTOR).collect(),
        }
    }

    /// Returns the place of a label's field in the canonical order; whatever is no field is a type.
    pub(super) fn rank(self, name: &str) -> usize {
        let order: &[&str] = match self {
            Self::Facts => &order::FACT,
            Self::Distractors => &order::DISTRACTOR,
        };
        let name = if FACT_FIELDS.contains(&name) { name } else { "" };
        rank(order, name)
    }
}

/// Says whether a key of a label is its type.
pub(super) fn is_type(name: &str) -> bool {
    !FACT_FIELDS.contains(&name)
}

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
    let index = index(keys(gold), |key| rank(&order::GOLD, key), name);
    let edit = Edit::Insert { map: path(&[]), index, key: name.to_owned(), value };
    let tall = vec![name.to_owned(), "evidence".to_owned()];
    Plan { edits: vec![edit], tall }
}
