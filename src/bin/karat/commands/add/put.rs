//! Puts drafts into the gold of one article and checks what comes out, before anything is written.

use std::cell::LazyCell;
use std::ops::Range;
use std::thread;

use karat::article::Article;
use karat::corpus::Entry;
use karat::gold::Gold;
use karat::label::Label;
use karat::label::apply::{Applied, Page, apply};
use karat::label::blame::Told;
use karat::label::draft::Draft;
use karat::label::written::extent;
use karat::lint::Linter;
use karat::problem::{Level, Problem, sort_problems};
use karat::text::clean::TextFinding;

use crate::commands::add::ground::Ground;

/// One article and its gold file.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) article: Article,
    pub(crate) findings: Vec<TextFinding>,
    /// The gold file, as the user would type it.
    pub(crate) gold_file: String,
}

/// A label in the text that it was put into.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// The position among the drafts.
    pub(crate) index: usize,
    pub(crate) label: Label,
    /// Its lines, in bytes of the text.
    pub(crate) span: Range<usize>,
}

/// What became of the drafts of one article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// The gold file with the labels.
    pub(crate) text: String,
    /// The language that it names.
    pub(crate) language: String,
    pub(crate) placed: Vec<Placed>,
    /// What stood there already: the position among the drafts, and the id of the same label.
    pub(crate) twins: Vec<(usize, String)>,
    /// What is wrong, by the position among the drafts.
    pub(crate) wrong: Vec<(usize, Vec<Problem>)>,
    /// What lint finds in the new text and did not find before, no errors.
    pub(crate) findings: Vec<Problem>,
}

/// Puts drafts into a gold file, whose text is `before`; those that are wrong, or make lint find an error, are left out.
///
/// # Errors
/// If the gold file itself cannot be read or edited.
pub(crate) fn put(
    ground: &Ground,
    target: &Target,
    before: &str,
    drafts: &[(usize, &Draft)],
) -> Result<Outcome, Vec<Problem>> {
    let corpus = &ground.corpus;
    let linter = Linter::new(corpus.basis());
    let lint = |text: &str| lint(ground, &linter, target, text);
    // What was wrong before is looked for beside what is wrong now.
    thread::scope(|scope| {
        let looking = scope.spawn(|| lint(before).1);
        let known = LazyCell::new(|| looking.join().expect("lint reads every file without a panic"));
        let mut outcome = Outcome::default();
        let mut drafts = drafts.to_vec();
        loop {
            let page = Page {
                basis: corpus.basis(),
                article: &target.article,
                path: &target.gold_file,
                text: before,
            };
            let Applied { text, labels, twins, wrong } = apply(page, &drafts)?;
            drafts.retain(|(index, _)| labels.iter().any(|(kept, _)| kept == index));
            outcome.twins.extend(twins);
            outcome.wrong.extend(wrong);
            let placed = labels.into_iter().map(|(index, label)| {
                let span = extent(&text, &label).expect("what was inserted and read again stands there");
                Placed { index, label, span }
            });
            outcome.placed = placed.collect();
            let (gold, found) = lint(&text);
            let (errors, others) = fresh(found, &known);
            outcome.text = text;
            outcome.language = gold.as_ref().map(|gold| gold.article.language.clone()).unwrap_or_default();
            outcome.findings = others;
            let culprits = blame(&outcome.placed, errors, |placed, error| {
                let draft = drafts.iter().find(|(index, _)| *index == placed.index).map(|(_, draft)| *draft);
                let told =
                    draft.zip(gold.as_ref()).map(|(draft, gold)| Told { draft, gold, label: &placed.label });
                told.map_or_else(|| error.clone(), |told| told.retold(&corpus.schema, error))
            });
            if culprits.is_empty() {
                outcome.wrong.sort_by_key(|(index, _)| *index);
                outcome.twins.sort();
                return Ok(outcome);
            }
            drafts.retain(|(index, _)| culprits.iter().all(|(culprit, _)| culprit != index));
            outcome.wrong.extend(culprits);
        }
    })
}

/// Returns the gold and everything that reading and lint find in it.
fn lint(ground: &Ground, linter: &Linter<'_>, target: &Target, text: &str) -> (Option<Gold>, Vec<Problem>) {
    let (schema, entities) = (&ground.corpus.schema, &ground.corpus.entities);
    let (gold, reading) = Gold::decode(&target.gold_file, text, schema, entities);
    let mut problems = reading.clone();
    if let Some(gold) = &gold {
        let entry =
            Entry { article: target.article.clone(), findings: target.findings.clone(), gold: gold.clone() };
        problems.extend(linter.article(&entry, text.into()));
    }
    ground.levels.apply(&mut problems, &reading);
    sort_problems(&mut problems);
    (gold, problems)
}

/// Returns the errors, then the rest, of what was not known before; places do not count, as they move.
fn fresh(found: Vec<Problem>, known: &[Problem]) -> (Vec<Problem>, Vec<Problem>) {
    let mut known: Vec<&Problem> = known.iter().collect();
    let is_new = |problem: &Problem| {
        let same = known.iter().position(|old| old.rule == problem.rule && old.message == problem.message);
        same.map(|index| known.swap_remove(index)).is_none()
    };
    found.into_iter().filter(is_new).partition(|problem| problem.level == Level::Error)
}

/// Gives each error to the label that it stands in, or else to the first label.
fn blame(
    placed: &[Placed],
    errors: Vec<Problem>,
    retell: impl Fn(&Placed, &Problem) -> Problem,
) -> Vec<(usize, Vec<Problem>)> {
    let mut culprits: Vec<(usize, Vec<Problem>)> = Vec::new();
    for error in errors {
        let stands_in = |placed: &&Placed| {
            error
                .span
                .as_ref()
                .is_some_and(|span| placed.span.start <= span.start && span.start <= placed.span.end)
        };
        let Some(culprit) = placed.iter().find(stands_in).or(placed.first()) else { continue };
        let problem = retell(culprit, &error);
        match culprits.iter_mut().find(|(index, _)| *index == culprit.index) {
            Some((_, problems)) => problems.push(problem),
            None => culprits.push((culprit.index, vec![problem])),
        }
    }
    culprits
}
