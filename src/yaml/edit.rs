//! Edits a YAML file that a person wrote: splices, reads again, compares, and leaves every other byte as it was.

use std::fmt;

use crate::problem::Level;
use crate::text::splice::{Splice, spliced};
use crate::yaml::data::Data;
use crate::yaml::edit::place::Source;
use crate::yaml::{Node, SYNTAX, read};

mod comments;
mod entries;
mod place;
mod put;
mod set;
mod take;
#[cfg(test)]
mod tests;
mod wanted;

/// A step from a piece of YAML to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To a place of a list, from 0.
    Index(usize),
}

/// One change of a tree. Later changes see what earlier ones did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Puts an entry into a map before the entry at `index`, or at its end; a map that is missing or empty is made.
    Insert {
        /// The map.
        map: Vec<Step>,
        /// The place among its entries, from 0.
        index: usize,
        /// The key, which the map does not have yet.
        key: String,
        /// The value.
        value: Data,
    },
    /// Puts a value into a list before the one at `index`, or at its end; a list that is missing or empty is made.
    Push {
        /// The list.
        list: Vec<Step>,
        /// The place in it, from 0.
        index: usize,
        /// The value.
        value: Data,
    },
    /// Replaces a value that is there.
    Set {
        /// The value.
        at: Vec<Step>,
        /// What it becomes.
        value: Data,
    },
    /// Renames a key.
    Rename {
        /// The entry.
        at: Vec<Step>,
        /// The new key, which the map does not have yet.
        key: String,
    },
    /// Removes an entry of a map or a value of a list, with the comments that belong to it.
    Remove {
        /// The entry or value.
        at: Vec<Step>,
    },
}

/// Why a file was left as it is, as a fragment that reads well after "failed: ".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is in the way.
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl Refusal {
    /// Returns a refusal for a reason.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

/// Returns the text with all changes made.
///
/// The result is read again and compared with the tree that the changes ask for; where they differ, nothing is done.
/// Comments, order, quoting and every byte outside of what changes stay. Costs one reading of the file, and one more
/// for each change.
///
/// # Errors
/// If the text cannot be read as YAML, a place does not exist, or what was written would read differently.
pub fn edit(text: &str, edits: &[Edit]) -> Result<String, Refusal> {
    let mut editor = Editor::new(text)?;
    edits.iter().try_for_each(|edit| editor.apply(edit, &[]))?;
    Ok(editor.into_text())
}

/// A file that is changed step by step, each step seeing what the ones before it did.
#[derive(Clone, Debug)]
pub struct Editor {
    text: String,
    reading: Reading,
}

impl Editor {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read as YAML.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        Ok(Self { text: text.to_owned(), reading: Reading::of(text).map_err(Refusal::new)? })
    }

    /// Returns what the file says now.
    #[must_use]
    pub const fn data(&self) -> &Data {
        &self.reading.data
    }

    /// Returns the text as it is now.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// Makes one change; the lists and maps of `tall` keys are written with a line for each thing in them.
    ///
    /// # Errors
    /// As [`edit`]; the text is then as it was.
    pub fn apply(&mut self, edit: &Edit, tall: &[&str]) -> Result<(), Refusal> {
        let source = Source { text: &self.text, root: &self.reading.tree, tall };
        let splices = match edit {
            Edit::Insert { map, index, key, value } => put::insert(source, map, *index, (key, value)),
            Edit::Push { list, index, value } => put::push(source, list, *index, value),
            Edit::Set { at, value } => set::set(source, at, value),
            Edit::Rename { at, key } => set::rename(source, at, key),
            Edit::Remove { at } => take::remove(source, at),
        }?;
        if splices.is_empty() { Ok(()) } else { self.accept(edit, &splices) }
    }

    /// Takes a plan of one change, if the text then says what the change asks for and nothing else.
    fn accept(&mut self, edit: &Edit, splices: &[Splice]) -> Result<(), Refusal> {
        let source = Source { text: &self.text, root: &self.reading.tree, tall: &[] };
        let mut wanted = self.reading.data.clone();
        wanted::apply(&mut wanted, edit)?;
        let refusal = || {
            let first = splices.iter().map(|splice| splice.span.start).min().unwrap_or_default();
            unsafe_change(edit, source.line(first))
        };
        let text = spliced(&self.text, splices).ok_or_else(refusal)?;
        let reading = Reading::of(&text).map_err(|_| refusal())?;
        if reading.data != wanted || reading.n_errors > self.reading.n_errors {
            return Err(refusal());
        }
        *self = Self { text, reading };
        Ok(())
    }
}

/// A text that was read.
#[derive(Clone, Debug)]
struct Reading {
    tree: Node,
    data: Data,
    n_errors: usize,
}

impl Reading {
    /// Reads a text; says why it cannot be edited.
    fn of(text: &str) -> Result<Self, String> {
        let (tree, problems) = read("", text);
        let is_error = |level: Level| level == Level::Error;
        let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        if let Some(problem) = problems.iter().find(|problem| {
            is_error(problem.level)
                && (problem.rule == SYNTAX || problem.rule == "Y3" || problem.rule == "Y5")
        }) {
            let place = problem.span.as_ref().map(|span| format!("line {}: ", line(span.start)));
            return Err(format!("{}{}", place.unwrap_or_default(), problem.message));
        }
        let n_errors = problems.iter().filter(|problem| is_error(problem.level)).count();
        let data = tree.as_ref().and_then(Data::of);
        match tree.zip(data) {
            Some((tree, data)) => Ok(Self { tree, data, n_errors }),
            None => Err("the file cannot be read as YAML".to_owned()),
        }
    }
}

/// Returns the refusal of a change, at a line, that this file is not written for.
fn unsafe_change(edit: &Edit, line: usize) -> Refusal {
    let changed = match edit {
        Edit::Insert { map, .. } => map,
        Edit::Push { list, .. } => list,
        Edit::Set { at, .. } | Edit::Rename { at, .. } | Edit::Remove { at } => at,
    };
    let place = place::path_name(changed);
    Refusal::new(format!(
        "{place} is written in a way that karat cannot change safely around line {line}: change it by hand"
    ))
}
