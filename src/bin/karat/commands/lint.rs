//! `karat lint`: every problem of articles, schema, entities and gold, with its place.

use karat::corpus::Corpus;
use karat::lint::lint;
use karat::problem::{Level, Problem, sort_problems};
use karat::report::json::problems_json;
use karat::report::words::counted;

use crate::args::{Format, Lint};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::problems::{problems_text, summary};
use crate::settings::LoadedProject;

/// Runs the command.
pub(crate) fn run(args: &Lint) -> Exit {
    let loaded = LoadedProject::find();
    let mut corpus = Corpus::load(&loaded.folders(&args.files));
    let mut problems = lint(&corpus);
    corpus.sources.extend(loaded.sources());
    problems.extend(loaded.problems);
    sort_problems(&mut problems);
    match args.format {
        Format::Json => print(&problems_json(&problems, &corpus.sources)),
        Format::Text => {
            print(&problems_text(&problems, &corpus.sources));
            complain(&format!("{}\n", closing(&corpus, &problems)));
        }
    }
    exit(&corpus, &problems)
}

fn exit(corpus: &Corpus, problems: &[Problem]) -> Exit {
    if problems.iter().any(|problem| problem.is_unreadable) {
        Exit::Invalid
    } else if problems.iter().any(|problem| problem.level == Level::Error) {
        Exit::Failed
    } else if corpus.entries.is_empty() {
        Exit::NothingSelected
    } else {
        Exit::Success
    }
}

fn closing(corpus: &Corpus, problems: &[Problem]) -> String {
    let n_facts: usize = corpus.entries.iter().map(|entry| entry.gold.facts.len()).sum();
    let checked = format!(
        "checked {} with {}",
        counted(corpus.entries.len() as u64, "article", "articles"),
        counted(n_facts as u64, "fact", "facts")
    );
    match summary(problems) {
        found if found.is_empty() => format!("{checked}: nothing to report"),
        found => format!("{checked}: {found}"),
    }
}
