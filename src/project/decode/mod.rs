//! Decodes karat.yaml.

use std::collections::BTreeMap;

use crate::problem::{Problem, sort_problems};
use crate::project::decode::entry::extractor;
use crate::project::primary::Primary;
use crate::project::units::Misread;
use crate::project::{ExtractorSpec, Project};
use crate::yaml::Node;
use crate::yaml::decode::{Decoder, Fields};
use crate::yaml::shape::{Field, Shape};

pub(super) mod entry;
mod lint;
mod policy;
mod source;

/// The fields of karat.yaml.
pub static FIELDS: [Field; 7] = [
    Field::required("karat", Shape::Version, "the version of the format"),
    Field::optional("articles", Shape::Text, "the folder of articles; seeds unless said"),
    Field::optional("gold", Shape::Text, "the folder of labels; gold unless said"),
    Field::optional("reports", Shape::Text, "the folder of committed reports; reports unless said"),
    Field::optional("primary", Shape::Text, "the figure that counts, such as exhaustive.graded.micro.f1"),
    Field::optional(
        "lint",
        Shape::Record(&lint::FIELDS),
        "rules of karat lint that are off, warn or error here",
    ),
    Field::optional("extractors", Shape::Defined("extractors"), "what is scored, by names of your own"),
];

/// The rule of values that make no sense in karat.yaml.
const MEANING: &str = "K1";

impl Project {
    /// Decodes karat.yaml, with all problems in the order of the file.
    ///
    /// Extractors that cannot be used are left out; `None` if the file as a whole is no project.
    #[must_use]
    pub fn decode(file: &str, text: &str) -> (Option<Self>, Vec<Problem>) {
        let (mut decoder, tree) = Decoder::read(file, text);
        let project = tree.and_then(|tree| project(&mut decoder, &tree));
        let mut problems = decoder.into_problems();
        sort_problems(&mut problems);
        (project, problems)
    }
}

fn project(decoder: &mut Decoder<'_>, tree: &Node) -> Option<Project> {
    let fields = decoder.record(tree, &FIELDS)?;
    if !decoder.version(&fields, "karat") {
        return None;
    }
    let mut project = Project::default();
    for (name, folder) in
        [("articles", &mut project.articles), ("gold", &mut project.gold), ("reports", &mut project.reports)]
    {
        if let Some(words) = fields.get(name).and_then(|node| decoder.words(node)) {
            words.clone_into(folder);
        }
    }
    if let Some(primary) = fields.get("primary").and_then(|node| unit(decoder, node, Primary::parse)) {
        project.primary = primary;
    }
    if let Some(levels) = fields.get("lint").and_then(|node| decoder.map(node)) {
        project.lint = lint::levels(decoder, &levels);
    }
    if let Some(extractors) = fields.get("extractors").and_then(|node| decoder.map(node)) {
        project.extractors = list(decoder, &extractors);
    }
    Some(project)
}

fn list(decoder: &mut Decoder<'_>, extractors: &Fields<'_>) -> Vec<ExtractorSpec> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut list = Vec::new();
    for (key, node) in extractors.distinct() {
        list.extend(extractor(decoder, key, node));
        let Some(name) = key.as_text() else { continue };
        if let Some(other) = seen.insert(name.to_ascii_lowercase(), name) {
            let message = format!("\"{other}\" and \"{name}\" would share a folder on some machines");
            decoder.error(MEANING, &key.span, message);
            decoder.help("rename one");
        }
    }
    list
}

/// Takes a text that a function reads; what it says against the text becomes a problem.
fn unit<T>(decoder: &mut Decoder<'_>, node: &Node, read: impl Fn(&str) -> Result<T, Misread>) -> Option<T> {
    let text = decoder.words(node)?;
    keep(decoder, node, read(text))
}

/// Returns what was read; the reason it was not becomes a problem.
fn keep<T>(decoder: &mut Decoder<'_>, node: &Node, outcome: Result<T, Misread>) -> Option<T> {
    match outcome {
        Ok(value) => Some(value),
        Err(misread) => {
            decoder.error(MEANING, &node.span, misread.message);
            decoder.help(misread.help);
            None
        }
    }
}

#[cfg(test)]
mod tests;
