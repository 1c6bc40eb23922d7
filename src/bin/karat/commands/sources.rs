//! Where answers come from: the built-in extractors and files of predictions, by name.

use std::collections::BTreeMap;
use std::path::Path;

use karat::corpus::Corpus;
use karat::evaluate::{Evaluation, ExtractorReport};
use karat::extract::file::FileExtractor;
use karat::extract::gold::{Drafts, GoldExtractor};
use karat::extract::none::NoneExtractor;
use karat::extract::rules::RulesExtractor;
use karat::extract::{Extractor, Request};
use karat::gold::Status;
use karat::problem::{Level, Problem};
use karat::text::likeness::suggest;

use crate::exit::Exit;
use crate::output::complain;
use crate::problems::{problems_text, summary};

/// How many problems are shown before a run that is not about them.
const ERRORS_MAX: usize = 10;

/// The names of the built-in extractors.
pub(crate) const BUILT_IN: [&str; 3] = ["rules", "gold", "none"];

/// Returns a built-in extractor, or a message that says which there are.
pub(crate) fn built_in<'c>(
    name: &str,
    corpus: &'c Corpus,
    drafts: bool,
) -> Result<Box<dyn Extractor + 'c>, String> {
    let drafts = if drafts { Drafts::Included } else { Drafts::LeftOut };
    match name {
        "rules" => Ok(Box::new(RulesExtractor)),
        "gold" => Ok(Box::new(GoldExtractor::new(corpus, drafts))),
        "none" => Ok(Box::new(NoneExtractor)),
        other => {
            let help = match suggest(other, BUILT_IN) {
                Some(similar) => format!("did you mean \"{similar}\"?"),
                None => "built in are rules, gold and none; answers of your own go to --predictions FILE"
                    .to_owned(),
            };
            Err(format!("there is no extractor \"{other}\"\nhelp: {help}"))
        }
    }
}

/// Reads a file of predictions; its problems are shown, and `Err` says that nothing can be scored.
pub(crate) fn predictions(
    path: &Path,
    name: Option<&str>,
    corpus: &Corpus,
) -> Result<Box<dyn Extractor>, Exit> {
    predictions_file(path, name, corpus).map(|file| Box::new(file) as Box<dyn Extractor>)
}

/// Reads a file of predictions as [`predictions`] does, as what it is.
pub(crate) fn predictions_file(
    path: &Path,
    name: Option<&str>,
    corpus: &Corpus,
) -> Result<FileExtractor, Exit> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let file = match FileExtractor::read(name.map_or(stem, str::to_owned), path) {
        Ok(file) => file,
        Err(error) => {
            complain(&format!("karat: {error}\n"));
            return Err(Exit::Invalid);
        }
    };
    let ids: Vec<&str> = corpus.entries.iter().map(|entry| entry.article.id()).collect();
    let problems = file.problems(&ids);
    let sources = [(file.path().to_owned(), file.source().to_owned())].into();
    complain(&first_problems(&problems, &sources));
    if problems.iter().any(|problem| problem.is_unreadable) {
        return Err(Exit::Invalid);
    }
    Ok(file)
}

/// Shows the first problems, and how many more there are.
fn first_problems(problems: &[Problem], sources: &BTreeMap<String, String>) -> String {
    let mut text = problems_text(problems.get(..ERRORS_MAX).unwrap_or(problems), sources);
    if problems.len() > ERRORS_MAX {
        text.push_str(&format!("+{} more\n", problems.len() - ERRORS_MAX));
    }
    text
}

/// Asks an extractor for every article and judges its answers.
pub(crate) fn evaluate(
    evaluation: &Evaluation<'_>,
    extractor: &dyn Extractor,
    corpus: &Corpus,
) -> ExtractorReport {
    evaluation.run(extractor.name(), |entry| extractor.extract(&Request::new(corpus, entry)))
}

/// Complains about a corpus that cannot be scored; `None` if it can.
pub(crate) fn refuse(corpus: &Corpus) -> Option<Exit> {
    let errors: Vec<Problem> =
        corpus.problems.iter().filter(|problem| problem.level == Level::Error).cloned().collect();
    if errors.is_empty() {
        return None;
    }
    complain(&first_problems(&errors, &corpus.sources));
    complain(&format!(
        "{}: nothing was scored\nhelp: karat lint shows everything there is to mend\n",
        summary(&errors)
    ));
    Some(Exit::Invalid)
}

/// Complains that nothing was selected.
pub(crate) fn nothing_selected(corpus: &Corpus) -> Exit {
    let help = match corpus.entries.as_slice() {
        [] => format!(
            "put articles into {} and their gold into {}",
            corpus.folders.articles.display(),
            corpus.folders.gold.display()
        ),
        entries if entries.iter().all(|entry| entry.gold.status == Status::Draft) => format!(
            "all gold is draft: write status: labelled into {}, or give --drafts",
            entries[0].gold.path
        ),
        [_, ..] => {
            "--only takes a pattern such as '002*'; drafts are left out unless --drafts is given".to_owned()
        }
    };
    complain(&format!("karat: no article is selected\nhelp: {help}\n"));
    Exit::NothingSelected
}
