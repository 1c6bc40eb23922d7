//! The editor of gold: every change that a command or a page makes to labels and entities goes through it.

use crate::yaml::data::Data;
use crate::yaml::edit::Refusal;

/// A fact, or a distractor, that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLabel {
    /// The id, which the file does not have yet.
    pub id: String,
    /// Its fields, in canonical spelling: `casualties: {count: at least 6500}`, `quote: …`; written in canonical order.
    pub fields: Vec<(String, Data)>,
}

/// Where a label goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before the label of this id.
    Before(String),
    /// Behind all others.
    Last,
}

/// One change of a gold file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoldEdit {
    /// Adds a fact.
    InsertFact(NewLabel, Position),
    /// Adds a distractor.
    InsertDistractor(NewLabel, Position),
    /// Adds a passage that states nothing.
    Ignore {
        /// The passage.
        quote: Data,
        /// Why.
        reason: String,
    },
    /// Sets a slot of a fact or distractor, or takes it away.
    SetSlot {
        /// The id of the fact or distractor.
        label: String,
        /// The slot.
        slot: String,
        /// The value; `None` takes it away.
        value: Option<Data>,
    },
    /// Sets another field of a fact or distractor, such as `said_by`, or takes it away.
    SetField {
        /// The id of the fact or distractor.
        label: String,
        /// The field.
        field: String,
        /// The value; `None` takes it away.
        value: Option<Data>,
    },
    /// Renames a fact or distractor, and what points to it.
    Rename {
        /// The id.
        from: String,
        /// The new id.
        to: String,
    },
    /// Removes a fact or distractor that nothing points to.
    Remove {
        /// The id.
        label: String,
    },
    /// Sets a field of `article:`.
    SetArticle {
        /// The field.
        field: String,
        /// The value; `None` takes it away.
        value: Option<Data>,
    },
}

/// One change of entities.yaml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityEdit {
    /// Adds an entity.
    Add {
        /// The id.
        id: String,
        /// Its fields: `names`, `part_of`, `kind`.
        fields: Vec<(String, Data)>,
    },
    /// Adds a name of an entity.
    Alias {
        /// The entity.
        id: String,
        /// The language tag.
        language: String,
        /// The name.
        name: String,
    },
}

/// Returns a gold file with all changes made, and every other byte as it was.
///
/// # Errors
/// If the file cannot be read, a label does not exist or exists already, or what was written would read differently.
pub fn edit_gold(_text: &str, _edits: &[GoldEdit]) -> Result<String, Refusal> {
    Err(Refusal { message: "not yet".to_owned() })
}

/// Returns entities.yaml with all changes made, and every other byte as it was.
///
/// # Errors
/// As [`edit_gold`].
pub fn edit_entities(_text: &str, _edits: &[EntityEdit]) -> Result<String, Refusal> {
    Err(Refusal { message: "not yet".to_owned() })
}
