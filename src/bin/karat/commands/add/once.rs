//! Adds one label: what the command line says, to one article.

use std::collections::BTreeMap;

use karat::label::draft::{Draft, Typed};
use karat::problem::{Level, Problem, sort_problems};
use karat::report::words::shell_word;
use karat::text::lines::LineIndex;

use crate::commands::add::ground::{Ground, NewFile, refuse};
use crate::commands::add::line::{Line, SOURCE};
use crate::commands::add::put::{Outcome, Placed, Target, put};
use crate::commands::add::write::{Change, change};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::problems::problems_text;

/// How labels are written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writing {
    /// What is said of an article without labels.
    pub(crate) new_file: NewFile,
    /// Nothing is written.
    pub(crate) is_dry: bool,
}

/// Adds the label of a command line.
///
/// # Errors
/// If something is wrong with it: everything is shown, and nothing was written.
pub(crate) fn add(ground: &Ground, line: &Line, writing: &Writing) -> Result<Exit, Exit> {
    let mut sources: BTreeMap<String, String> = ground.corpus.sources.clone();
    sources.insert(SOURCE.to_owned(), line.text.clone());
    let mut problems = strangers(line);
    let target = target(ground, line, writing).map_err(|more| {
        problems.extend(more);
        refuse(&problems, &sources)
    })?;
    // A line with words that mean nothing is never written, but its other problems are told at once.
    let is_dry = writing.is_dry || !problems.is_empty();
    match attempt(ground, &target, &line.draft, &Writing { is_dry, ..writing.clone() }) {
        Ok(done) if problems.is_empty() => {
            show(&target, &done, writing.is_dry);
            return Ok(Exit::Success);
        }
        Ok(_) => {}
        Err(refused) => {
            sources.insert(target.gold_file.clone(), refused.before);
            problems.extend(refused.problems);
        }
    }
    sort_problems(&mut problems);
    Err(refuse(&problems, &sources))
}

/// Finds the article of a command line.
///
/// # Errors
/// If there is none, or something is said of it that only one without labels needs.
pub(crate) fn target(ground: &Ground, line: &Line, writing: &Writing) -> Result<Target, Vec<Problem>> {
    let article = line.article.as_ref().ok_or_else(|| vec![without_article()])?;
    let target = ground.target(SOURCE, article)?;
    let unused = writing.new_file.unused(ground, &[&target]);
    if unused.is_empty() { Ok(target) } else { Err(unused) }
}

/// What was done to a gold file.
pub(crate) struct Done {
    pub(crate) outcome: Outcome,
    /// The file was not there before.
    pub(crate) is_new: bool,
}

/// Why nothing was done to a gold file, and its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refused {
    pub(crate) problems: Vec<Problem>,
    pub(crate) before: String,
}

/// Adds one label, or finds out everything that is wrong with it.
pub(crate) fn attempt(
    ground: &Ground,
    target: &Target,
    draft: &Draft,
    writing: &Writing,
) -> Result<Done, Refused> {
    if !writing.is_dry && ground.new_entities.is_wanted() {
        // Entities are declared only for a label that is right.
        attempt(ground, target, draft, &Writing { is_dry: true, ..writing.clone() })?;
    }
    let mut before = String::new();
    let mut write = || {
        change(target, ground.folders(), writing.is_dry, |old| {
            before = ground.before(target, old, &writing.new_file)?;
            let mut outcome = put(ground, target, &before, &[(0, draft)])?;
            let mut problems: Vec<Problem> =
                outcome.wrong.drain(..).flat_map(|(_, problems)| problems).collect();
            if !problems.is_empty() {
                sort_problems(&mut problems);
                return Err(problems);
            }
            let text = (!outcome.placed.is_empty()).then(|| outcome.text.clone());
            Ok(Change { text, result: Done { outcome, is_new: old.is_none() } })
        })
    };
    let written = if writing.is_dry { write() } else { ground.new_entities.around(&ground.corpus, write) };
    written.map_err(|problems| Refused { problems, before })
}

fn without_article() -> Problem {
    let message = "no article is named";
    let help = "write the start of its name behind add, as in karat add 002 casualties count=49 --quote '…'";
    Problem::error("A1", SOURCE, None, message).with_help(help)
}

/// Reports words that are neither article, type nor slot: a value that lost its quotation marks.
pub(crate) fn strangers(line: &Line) -> Vec<Problem> {
    let stranger = |(word, meant): &(Typed, Option<String>)| {
        let message = format!("\"{}\" is neither a type nor SLOT=VALUE", word.text);
        let help = match meant {
            Some(meant) => format!("leave no space beside the sign: {}", shell_word(meant)),
            None => {
                "put a value of several words in quotation marks, as in count='au moins 6 500'".to_owned()
            }
        };
        Problem::error("Y2", SOURCE, Some(word.place.clone()), message).with_help(help)
    };
    line.strangers.iter().map(stranger).collect()
}

/// Prints what was written and where, then what lint has to say about it.
pub(crate) fn show(target: &Target, Done { outcome, is_new }: &Done, is_dry: bool) {
    let verb = if is_dry { "would add" } else { "added" };
    if *is_new && !outcome.placed.is_empty() {
        let made = if is_dry { "would be made" } else { "made" };
        complain(&format!(
            "{}: {made} with language {}, a draft that no figure counts until its status is labelled\n",
            target.gold_file, outcome.language
        ));
    }
    let index = LineIndex::new(outcome.text.as_str());
    for placed in &outcome.placed {
        print(&shown(target, outcome, placed, &index, verb));
    }
    for (_, id) in &outcome.twins {
        let what = if id.is_empty() {
            "the passage is ignored already".to_owned()
        } else {
            format!("\"{id}\" says the same")
        };
        complain(&format!("{}: {what}, nothing to add\n", target.gold_file));
    }
    let sources = BTreeMap::from([(target.gold_file.clone(), outcome.text.clone())]);
    let (warnings, remarks): (Vec<Problem>, Vec<Problem>) =
        outcome.findings.iter().cloned().partition(|problem| problem.level != Level::Info);
    complain(&problems_text(&warnings, &sources));
    complain(&problems_text(&remarks, &sources));
}

fn shown(target: &Target, outcome: &Outcome, placed: &Placed, index: &LineIndex, verb: &str) -> String {
    let (line, _) = index.line_column(placed.span.start);
    let lines = outcome.text.get(placed.span.clone()).unwrap_or_default();
    format!("{verb} {}:{line}\n{lines}\n", target.gold_file)
}
