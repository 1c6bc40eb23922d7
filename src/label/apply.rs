//! Puts labels into the text of a gold file: reads the drafts, leaves out what stands there already, inserts the rest.

use std::collections::BTreeSet;

use crate::article::Article;
use crate::corpus::Basis;
use crate::gold::Gold;
use crate::gold::edit::edit_gold;
use crate::label::draft::{Draft, Field};
use crate::label::{Context, Label, read};
use crate::problem::{Level, Problem};

/// A gold file and what it is read with.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The types and the entities.
    pub basis: Basis<'a>,
    /// The article.
    pub article: &'a Article,
    /// The gold file, as the user would type it.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// What became of drafts. Each stands in one of the lists, by its position among the drafts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// The text of the gold file with the labels.
    pub text: String,
    /// What was inserted.
    pub labels: Vec<(usize, Label)>,
    /// What stood there already, with the id of the same label; empty for a passage that is ignored.
    pub twins: Vec<(usize, String)>,
    /// What cannot be read, with its problems.
    pub wrong: Vec<(usize, Vec<Problem>)>,
}

/// Reads drafts and inserts their labels, in the order in which the article states them.
///
/// # Errors
/// If the gold file itself cannot be read or edited.
pub fn apply(page: Page<'_>, drafts: &[(usize, &Draft)]) -> Result<Applied, Vec<Problem>> {
    let (gold, problems) = Gold::decode(page.path, page.text, page.basis.schema, page.basis.entities);
    let Some(gold) = gold else { return Err(problems) };
    let context = Context { basis: page.basis, article: page.article, gold: &gold };
    let mut applied = Applied::default();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (index, draft) in drafts {
        match read(draft, context, &taken) {
            Err(problems) => match twin_by_id(draft, context) {
                Some(id) => applied.twins.push((*index, id)),
                None => applied.wrong.push((*index, problems)),
            },
            Ok(label) => {
                if let Some(id) = twin(&label, &gold, &applied) {
                    applied.twins.push((*index, id));
                    continue;
                }
                taken.extend(label.id().map(str::to_owned));
                applied.labels.push((*index, label));
            }
        }
    }
    let mut ordered: Vec<&Label> = applied.labels.iter().map(|(_, label)| label).collect();
    ordered.sort_by_key(|label| label.anchor(page.article).unwrap_or(usize::MAX));
    let edits: Vec<_> = ordered.into_iter().map(|label| label.edit(&context)).collect();
    applied.text = edit_gold(page.text, &edits).map_err(|refusal| {
        let is_error = |problem: &Problem| problem.level == Level::Error;
        let problem = Problem::error("Y0", page.path, None, format!("the file is left as it is: {refusal}"));
        let mut problems: Vec<Problem> = problems.into_iter().filter(is_error).collect();
        problems.push(problem.with_help(if problems.is_empty() {
            "write that place in a plainer way, or put the label in by hand"
        } else {
            "mend what else is wrong with the file first"
        }));
        problems
    })?;
    Ok(applied)
}

/// Returns the id of a label that says the same, of the gold or among those that are to be inserted.
fn twin(label: &Label, gold: &Gold, applied: &Applied) -> Option<String> {
    let among = applied.labels.iter().find(|(_, other)| label.is_twin_of(other));
    let among = among.map(|(_, other)| other.id().unwrap_or_default().to_owned());
    label.twin(gold).map(str::to_owned).or(among)
}

/// Returns the id of a draft whose only trouble is that the very label stands in the gold under its id.
fn twin_by_id(draft: &Draft, context: Context<'_>) -> Option<String> {
    let mut anonymous = draft.clone();
    anonymous.parts.retain(|part| part.field != Field::Id);
    let label = read(&anonymous, context, &BTreeSet::new()).ok()?;
    let id = label.twin(context.gold)?;
    draft.all(&Field::Id).any(|given| given.text.trim() == id).then(|| id.to_owned())
}
