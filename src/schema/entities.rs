//! Entities: their ids, their names in any language, and what they are part of.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything entities.yaml says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// The entities, in the order of the file.
    pub list: Vec<EntityEntry>,
    /// Folded id or name → position in `list`.
    pub by_folded_name: BTreeMap<String, usize>,
}

/// One entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityEntry {
    /// The id.
    pub id: Arc<str>,
    /// Names by language, in the order of the file: (language, name).
    pub names: Vec<(String, String)>,
    /// The position of what it is part of.
    pub part_of: Option<usize>,
    /// `country`, `place`, `organisation`, …
    pub kind: Option<String>,
}
