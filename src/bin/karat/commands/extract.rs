//! `karat extract`: prints an extractor's answers as JSON Lines.

use karat::corpus::Corpus;
use karat::evaluate::Evaluation;
use karat::extract::answer::encode_outcome;
use karat::extract::gold::Drafts;
use karat::extract::{Outcome, Request};
use karat::score::Settings;

use crate::args::{Extract, Scope};
use crate::commands::sources::{Wanted, ask, nothing_selected, prepare_only, refuse};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::settings::{self, LoadedProject};

/// Runs the command.
pub(crate) fn run(args: &Extract) -> Exit {
    let loaded = match LoadedProject::load() {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let corpus = Corpus::load(&loaded.folders(&args.files));
    if let Some(exit) = refuse(&corpus) {
        return exit;
    }
    let scope = Scope { only: args.only.clone(), drafts: args.drafts, ..Scope::default() };
    let selection = match settings::selection(&scope, &corpus) {
        Ok(selection) => selection,
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            return Exit::Invalid;
        }
    };
    let drafts = if args.drafts { Drafts::Included } else { Drafts::LeftOut };
    let names = args.extractor.as_slice();
    let wanted = Wanted { names, sources: &args.sources, loaded: &loaded, drafts };
    let prepared = match prepare_only(&wanted, &corpus) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let evaluation = Evaluation::new(&corpus, &selection, Settings::default());
    if evaluation.entries().next().is_none() {
        return nothing_selected(&corpus);
    }
    let mut exit = Exit::Success;
    for entry in evaluation.entries() {
        let request = Request { views: &prepared.views, ..Request::new(&corpus, entry) };
        let outcome = ask(&prepared, &request);
        if matches!(outcome, Outcome::Failed(_)) {
            exit = Exit::ExtractorFailed;
        }
        print(&format!("{}\n", encode_outcome(entry.article.id(), &outcome, &corpus.schema)));
    }
    exit
}
