//! Brings a gold file into canonical form: order, spelling, blank lines, hashes; comments stay.

use std::fmt;
use std::ops::Range;

use crate::article::Article;
use crate::gold::Gold;
use crate::gold::format::arrange::arranged;
use crate::gold::format::clean::cleaned;
use crate::gold::format::comments::keeps_comments;
use crate::gold::format::hash::hashed;
use crate::gold::format::meaning::{is_same, is_same_data};
use crate::gold::format::spelling::{escaped, respelled};
use crate::problem::{Level, Problem};
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::text::diff::first_difference;
use crate::text::splice::{Splice, spliced};
use crate::yaml::Node;

mod arrange;
mod clean;
mod comments;
pub mod hash;
mod lines;
pub mod meaning;
pub(in crate::gold) mod order;
mod scalar;
mod spelling;
#[cfg(test)]
mod tests;

/// The first line of a gold file: editors find the JSON Schema by it.
pub const MODELINE: &str = "# yaml-language-server: $schema=./gold.schema.json";
/// What every line that names a JSON Schema begins with.
pub const MODELINE_MARK: &str = "# yaml-language-server:";

/// The text of a gold file.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// All of it.
    pub text: &'a str,
    /// What was read of it, where somebody did and all of it could be read.
    pub tree: Option<&'a Node>,
}

impl<'a> From<&'a str> for Source<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, tree: None }
    }
}

/// What a gold file is formatted against.
#[derive(Clone, Copy, Debug)]
pub struct FormatContext<'a> {
    /// The types: slots stand in their order.
    pub schema: &'a Schema,
    /// The entities: names that mean one become its id.
    pub entities: &'a Entities,
    /// The article: labels stand in the order of their first evidence in it, and its hash is pinned where none is;
    /// `None` leaves both as they are.
    pub article: Option<&'a Article>,
}

/// What formatting did, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Facts and distractors that stand at another place.
    pub n_moved: usize,
    /// Maps whose keys stand in another order.
    pub n_sorted: usize,
    /// Values in another spelling.
    pub n_respelled: usize,
    /// Texts whose special spaces are escaped now.
    pub n_escaped: usize,
    /// The article's hash was added.
    pub has_hash: bool,
    /// The line that names the JSON Schema was added or became the first.
    pub has_modeline: bool,
    /// Blank lines, spaces at the ends of lines, line ends.
    pub has_layout: bool,
}

impl fmt::Display for Changes {
    /// Writes `2 labels moved, 1 value respelled`; `nothing` where nothing changed.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let parts = [
            counted(self.n_moved, "label moved", "labels moved"),
            counted(self.n_sorted, "map of keys sorted", "maps of keys sorted"),
            counted(self.n_respelled, "value respelled", "values respelled"),
            counted(self.n_escaped, "text escaped", "texts escaped"),
            self.has_hash.then(|| "hash added".to_owned()),
            self.has_modeline.then(|| "schema line first".to_owned()),
            self.has_layout.then(|| "blank lines and line ends".to_owned()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        formatter.write_str(if parts.is_empty() { "nothing" } else { "" })?;
        formatter.write_str(&parts.join(", "))
    }
}

/// A file in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formatted {
    /// The whole file.
    pub text: String,
    /// What is different; nothing if it was canonical before.
    pub changes: Changes,
}

/// Why a file was left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatError {
    /// It has errors that formatting does not mend: all its problems.
    Problems(Vec<Problem>),
    /// What was made of it says something else, cannot be read, or has a comment elsewhere.
    Differs {
        /// The file, as the user would type it.
        file: String,
        /// The first line that would change, without its line end.
        span: Range<usize>,
    },
}

impl FormatError {
    /// Returns the error of a file of which `made` was made, up to the step that failed.
    fn differs(file: &str, text: &str, made: &str) -> Self {
        let line = first_difference(text, made).unwrap_or(1);
        let start = text.match_indices('\n').nth(line.wrapping_sub(2)).map_or(0, |(at, _)| at + 1);
        let n_bytes = text.get(start..).and_then(|rest| rest.lines().next()).map_or(0, str::len);
        Self::Differs { file: file.to_owned(), span: start..start + n_bytes }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => {
                let n_errors = problems.iter().filter(|problem| problem.level == Level::Error).count();
                write!(formatter, "{n_errors} errors have to be mended by hand first")
            }
            Self::Differs { file, .. } => {
                write!(
                    formatter,
                    "{file} is written in a way that karat fmt cannot keep; it is left as it is"
                )
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// Returns a gold file in canonical form; formatting that again changes nothing.
///
/// Top-level keys, fields and slots stand in one order, labels in the order of the sentences of their first evidence
/// (labels without evidence stay behind the one before them, and none crosses a comment that stands alone), with one
/// blank line between. Values that were read leniently, and names of entities, are spelt canonically; all others keep
/// their bytes. What was made is read again: it says the same, and has the same comments.
///
/// # Errors
/// If the file has errors that formatting does not mend, or the result would say something else.
pub fn format_gold(file: &str, text: &str, context: &FormatContext<'_>) -> Result<Formatted, FormatError> {
    let (gold, problems) = Gold::decode(file, text, context.schema, context.entities);
    let Some(gold) = gold else { return Err(FormatError::Problems(problems)) };
    let formatted =
        canonical(text, &gold, context).map_err(|made| FormatError::differs(file, text, &made))?;
    let (again, problems_left) = Gold::decode(file, &formatted.text, context.schema, context.entities);
    let is_error = |problem: &Problem| problem.level == Level::Error;
    if problems.iter().any(is_error) && problems_left.iter().any(is_error) {
        return Err(FormatError::Problems(problems));
    }
    let keeps_all = again.is_some_and(|again| {
        is_same(&gold, &again, formatted.changes.has_hash)
            && is_canonical(Source { text: &formatted.text, tree: None }, &again, context)
    }) && is_same_data(text, &formatted.text, &["rejected"])
        && keeps_comments(text, &formatted.text)
        && !problems_left.iter().any(is_error);
    if keeps_all { Ok(formatted) } else { Err(FormatError::differs(file, text, &formatted.text)) }
}

/// Says whether a gold file, decoded without errors, is in canonical form already; one that cannot be brought there is
/// not.
///
/// Reads the file only if nobody did, and writes nothing.
#[must_use]
pub fn is_canonical(source: Source<'_>, gold: &Gold, context: &FormatContext<'_>) -> bool {
    let formatted = match source.tree {
        Some(tree) => arrange_all(source.text, tree, gold, context),
        None => canonical(source.text, gold, context),
    };
    formatted.is_ok_and(|formatted| formatted.text == source.text)
}

/// Returns schema.yaml or entities.yaml without spaces at the ends of lines and with special spaces escaped.
///
/// Order, blank lines and spelling are the writer's.
///
/// # Errors
/// If the file cannot be read as YAML, or the result would say something else.
pub fn format_plain(file: &str, text: &str) -> Result<Formatted, FormatError> {
    let (tree, problems) = read(file, text);
    let Some(tree) = tree else { return Err(FormatError::Problems(problems)) };
    let mut changes = Changes::default();
    let clean = cleaned(text, &tree, &[]);
    changes.has_layout = clean != text;
    let Some(tree) = read(file, &clean).0 else { return Err(FormatError::differs(file, text, &clean)) };
    let splices = escaped(&clean, &tree);
    changes.n_escaped = splices.len();
    let text_after = spliced(&clean, &flat(splices)).unwrap_or_else(|| clean.clone());
    if !is_same_data(text, &text_after, &[]) || !keeps_comments(text, &text_after) {
        return Err(FormatError::differs(file, text, &text_after));
    }
    Ok(Formatted { text: text_after, changes })
}

/// Returns the canonical form without looking whether it says the same.
///
/// # Errors
/// If what was made on the way cannot be read: that text.
fn canonical(text: &str, gold: &Gold, context: &FormatContext<'_>) -> Result<Formatted, String> {
    arrange_all(text, &reread(text)?, gold, context)
}

fn reread(text: &str) -> Result<Node, String> {
    read("", text).0.ok_or_else(|| text.to_owned())
}

fn arrange_all(
    text: &str,
    tree: &Node,
    gold: &Gold,
    context: &FormatContext<'_>,
) -> Result<Formatted, String> {
    let mut changes = Changes::default();
    let clean = cleaned(text, tree, &order::dense_entries(tree));
    changes.has_layout = clean != text;
    let again = if changes.has_layout { Some(reread(&clean)?) } else { None };
    let tree = again.as_ref().unwrap_or(tree);
    let values = respelled(&clean, tree, gold.article.language(), context);
    let spaces = escaped(&clean, tree);
    let hash = hashed(&clean, tree, context.article);
    (changes.n_respelled, changes.n_escaped) = (values.len(), spaces.len());
    changes.has_hash = hash.is_some();
    let splices = merged(values, spaces, hash);
    let text = if splices.is_empty() {
        arranged(&clean, tree, (gold, context), &mut changes)
    } else {
        let spelt = spliced(&clean, &splices).ok_or_else(|| clean.clone())?;
        arranged(&spelt, &reread(&spelt)?, (gold, context), &mut changes)
    };
    Ok(Formatted { text, changes })
}

/// Reads a file; `None` also if some of it cannot be read.
fn read(file: &str, text: &str) -> (Option<Node>, Vec<Problem>) {
    let (tree, problems) = crate::yaml::read(file, text);
    let is_whole = problems.iter().all(|problem| problem.rule != crate::yaml::SYNTAX);
    (tree.filter(|_| is_whole), problems)
}

/// Puts all changes together; a value in canonical spelling has no special spaces left.
fn merged(values: Vec<Vec<Splice>>, spaces: Vec<Vec<Splice>>, hash: Option<Splice>) -> Vec<Splice> {
    let mut all = flat(values);
    for group in spaces {
        let is_free = |splice: &Splice| all.iter().all(|other| other.span != splice.span);
        if group.iter().all(is_free) {
            all.extend(group);
        }
    }
    all.extend(hash);
    all
}

fn flat(groups: Vec<Vec<Splice>>) -> Vec<Splice> {
    groups.into_iter().flatten().collect()
}
