//! The editor of gold: every change that a command or a page makes to labels and entities goes through it.

use crate::gold::edit::field::Section;
use crate::gold::edit::label::Labels;
use crate::gold::format::order::ARTICLE;
use crate::yaml::data::Data;
use crate::yaml::edit::{Edit, Editor, Refusal, Step};

mod entity;
mod field;
mod label;
#[cfg(test)]
mod tests;

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
pub fn edit_gold(text: &str, edits: &[GoldEdit]) -> Result<String, Refusal> {
    let mut editor = Editor::new(text)?;
    for edit in edits {
        let plan = plan(editor.data(), edit)?;
        let tall: Vec<&str> = plan.tall.iter().map(String::as_str).collect();
        plan.edits.iter().try_for_each(|edit| editor.apply(edit, &tall))?;
    }
    Ok(editor.into_text())
}

/// Returns entities.yaml with all changes made, and every other byte as it was.
///
/// # Errors
/// As [`edit_gold`], and if a name belongs to another entity already.
pub fn edit_entities(text: &str, edits: &[EntityEdit]) -> Result<String, Refusal> {
    entity::edit_entities(text, edits)
}

/// Changes of the tree that make one change of gold.
#[derive(Debug, Default)]
struct Plan {
    edits: Vec<Edit>,
    /// Keys whose lists and maps take a line for each thing in them.
    tall: Vec<String>,
}

impl Plan {
    fn of(edit: Edit) -> Self {
        Self { edits: vec![edit], tall: vec!["evidence".to_owned()] }
    }
}

fn plan(gold: &Data, edit: &GoldEdit) -> Result<Plan, Refusal> {
    let labels = Labels { gold };
    match edit {
        GoldEdit::InsertFact(new, position) => labels.insert(Section::Facts, new, position),
        GoldEdit::InsertDistractor(new, position) => labels.insert(Section::Distractors, new, position),
        GoldEdit::Ignore { quote, reason } => ignore(gold, quote, reason),
        GoldEdit::SetSlot { label, slot, value } => labels.set_slot(label, slot, value.as_ref()),
        GoldEdit::SetField { label, field, value } => labels.set_field(label, field, value.as_ref()),
        GoldEdit::Rename { from, to } => labels.rename(from, to),
        GoldEdit::Remove { label } => labels.remove(label),
        GoldEdit::SetArticle { field, value } => set_article(gold, field, value.as_ref()),
    }
}

fn ignore(gold: &Data, quote: &Data, reason: &str) -> Result<Plan, Refusal> {
    let mut entries = match quote {
        Data::Map(entries) => entries.clone(),
        Data::Text(_) | Data::Quoted(_) => vec![("quote".to_owned(), quote.clone())],
        Data::Empty | Data::List(_) => return Err(Refusal::new("a passage to ignore needs its quote")),
    };
    entries.push(("reason".to_owned(), Data::words(reason)));
    let passage = Data::Map(entries);
    if field::get(gold, "ignore").is_none() {
        return Ok(field::at_root(gold, "ignore", Data::List(vec![passage])));
    }
    Ok(Plan::of(Edit::Push { list: path(&["ignore"]), index: usize::MAX, value: passage }))
}

fn set_article(gold: &Data, name: &str, value: Option<&Data>) -> Result<Plan, Refusal> {
    if !ARTICLE.contains(&name) {
        let known = ARTICLE.join(", ");
        return Err(Refusal::new(format!("article has no field \"{name}\": known are {known}")));
    }
    let article = field::get(gold, "article");
    let at = path(&["article", name]);
    match (article, value) {
        (None, Some(value)) => Ok(field::at_root(gold, "article", Data::map([(name, value.clone())]))),
        (Some(article), Some(value)) => Ok(Plan::of(match field::get(article, name) {
            Some(_) => Edit::Set { at, value: value.clone() },
            None => Edit::Insert {
                map: path(&["article"]),
                index: field::index(field::keys(article), |key| field::rank(&ARTICLE, key), name),
                key: name.to_owned(),
                value: value.clone(),
            },
        })),
        (article, None) if article.is_some_and(|article| field::get(article, name).is_some()) => {
            Ok(Plan::of(Edit::Remove { at }))
        }
        (_, None) => Err(Refusal::new(format!("article has no {name}"))),
    }
}

fn path(keys: &[&str]) -> Vec<Step> {
    keys.iter().map(|key| Step::Key((*key).to_owned())).collect()
}
