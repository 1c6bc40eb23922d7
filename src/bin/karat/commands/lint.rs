//! `karat lint`: every problem of articles, schema, entities and gold, with its place.

use karat::lint::{Linted, lint_folders};
use karat::problem::{Level, sort_problems};
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
    let mut linted = lint_folders(&loaded.folders(&args.files));
    linted.sources.extend(loaded.sources());
    linted.problems.extend(loaded.problems);
    sort_problems(&mut linted.problems);
    match args.format {
        Format::Json => print(&problems_json(&linted.problems, &linted.sources)),
        Format::Text => {
            print(&problems_text(&linted.problems, &linted.sources));
            complain(&format!("{}\n", closing(&linted)));
        }
    }
    exit(&linted)
}

fn exit(linted: &Linted) -> Exit {
    if linted.problems.iter().any(|problem| problem.is_unreadable) {
        Exit::Invalid
    } else if linted.problems.iter().any(|problem| problem.level == Level::Error) {
        Exit::Failed
    } else if linted.n_articles == 0 {
        Exit::NothingSelected
    } else {
        Exit::Success
    }
}

fn closing(linted: &Linted) -> String {
    let checked = format!(
        "checked {} with {}",
        counted(linted.n_articles, "article", "articles"),
        counted(linted.n_facts, "fact", "facts")
    );
    match summary(&linted.problems) {
        found if found.is_empty() => format!("{checked}: nothing to report"),
        found => format!("{checked}: {found}"),
    }
}
