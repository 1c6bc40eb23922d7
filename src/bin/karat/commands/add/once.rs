//! Adds one label: what the command line says, to one article.

use std::collections::BTreeMap;

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
    let target = match &line.article {
        Some(article) => ground.target(SOURCE, article),
        None => Err(vec![without_article()]),
    };
    let target = target.map_err(|more| {
        problems.extend(more);
        refuse(&problems, &sources)
    })?;
    let mut before = String::new();
    let written = change(&target, ground.folders(), writing.is_dry, |old| {
        before = match old {
            Some(old) => old.to_owned(),
            None => ground.new_gold(&target, &writing.new_file)?,
        };
        let mut outcome = put(&ground.corpus, &target, &before, &[(0, &line.draft)])?;
        problems.extend(outcome.wrong.drain(..).flat_map(|(_, problems)| problems));
        if !problems.is_empty() {
            sort_problems(&mut problems);
            return Err(problems.clone());
        }
        let is_new = old.is_none();
        let text = (!outcome.placed.is_empty()).then(|| outcome.text.clone());
        Ok(Change { text, result: (outcome, is_new) })
    });
    let (outcome, is_new) = written.map_err(|problems| {
        sources.insert(target.gold_file.clone(), before.clone());
        refuse(&problems, &sources)
    })?;
    show(&target, &outcome, is_new, writing.is_dry);
    Ok(Exit::Success)
}

fn without_article() -> Problem {
    let message = "no article is named";
    let help = "write the start of its name behind add, as in karat add 002 casualties count=49 --quote '…'";
    Problem::error("A1", SOURCE, None, message).with_help(help)
}

/// Reports words that are neither article, type nor slot: a value that lost its quotation marks.
fn strangers(line: &Line) -> Vec<Problem> {
    let stranger = |word: &karat::label::draft::Typed| {
        let message = format!("\"{}\" is neither a type nor SLOT=VALUE", word.text);
        let help = "put a value of several words in quotation marks, as in count='au moins 6 500'";
        Problem::error("Y2", SOURCE, Some(word.place.clone()), message).with_help(help)
    };
    line.strangers.iter().map(stranger).collect()
}

/// Prints what was written and where, then what lint has to say about it.
pub(crate) fn show(target: &Target, outcome: &Outcome, is_new: bool, is_dry: bool) {
    let verb = if is_dry { "would add" } else { "added" };
    if is_new && !outcome.placed.is_empty() {
        let made = if is_dry { "would be made" } else { "made" };
        complain(&format!("{}: {made}, a draft that no figure counts until its status is labelled\n", target.gold_file));
    }
    let index = LineIndex::new(outcome.text.as_str());
    for placed in &outcome.placed {
        print(&shown(target, outcome, placed, &index, verb));
    }
    for (_, id) in &outcome.twins {
        let what = if id.is_empty() { "the passage is ignored already".to_owned() } else { format!("\"{id}\" says the same") };
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
    let _ = shell_word;
    format!("{verb} {}:{line}\n{lines}\n", target.gold_file)
}
