//! `karat extract`: prints an extractor's answers as JSON Lines.

use karat::corpus::Corpus;
use karat::evaluate::Evaluation;
use karat::extract::answer::encode_outcome;
use karat::extract::{Outcome, Request};
use karat::score::Settings;

use crate::args::{Extract, Scope};
use crate::commands::sources::{built_in, nothing_selected, refuse};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::settings;

/// Runs the command.
pub(crate) fn run(args: &Extract) -> Exit {
    let corpus = Corpus::load(&settings::folders(&args.files));
    if let Some(exit) = refuse(&corpus) {
        return exit;
    }
    let scope = Scope { only: args.only.clone(), drafts: args.drafts, ..Scope::default() };
    let prepared = settings::selection(&scope, &corpus).and_then(|selection| {
        built_in(&args.extractor, &corpus, args.drafts).map(|found| (selection, found))
    });
    let (selection, extractor) = match prepared {
        Ok(prepared) => prepared,
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            return Exit::Invalid;
        }
    };
    let evaluation = Evaluation::new(&corpus, &selection, Settings::default());
    if evaluation.entries().next().is_none() {
        return nothing_selected(&corpus);
    }
    let mut exit = Exit::Success;
    for entry in evaluation.entries() {
        let outcome = extractor.extract(&Request::new(&corpus, entry));
        if matches!(outcome, Outcome::Failed(_)) {
            exit = Exit::ExtractorFailed;
        }
        print(&format!("{}\n", encode_outcome(entry.article.id(), &outcome, &corpus.schema)));
    }
    exit
}
