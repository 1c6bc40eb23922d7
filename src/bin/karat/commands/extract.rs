//! `karat extract`: prints an extractor's answers as a record: JSON Lines that `score --predictions` reads.

use karat::corpus::Corpus;
use karat::evaluate::Evaluation;
use karat::extract::Outcome;
use karat::extract::gold::Drafts;
use karat::score::Settings;

use crate::args::{Extract, Scope};
use crate::commands::measure::Task;
use crate::commands::sources::{Wanted, nothing_selected, prepare_only, refuse};
use crate::exit::Exit;
use crate::interrupt::cancel_on_signals;
use crate::output::{complain, print};
use crate::settings::{self, LoadedProject};

/// Runs the command.
pub(crate) fn run(args: &Extract) -> Exit {
    extract(args).unwrap_or_else(|exit| exit)
}

fn extract(args: &Extract) -> Result<Exit, Exit> {
    let loaded = LoadedProject::load()?;
    let corpus = Corpus::load(&loaded.folders(&args.files));
    if let Some(exit) = refuse(&corpus) {
        return Err(exit);
    }
    let scope = Scope { only: args.only.clone(), drafts: args.drafts, ..Scope::default() };
    let selection = settings::selection(&scope, &corpus).map_err(|message| {
        complain(&format!("karat: {message}\n"));
        Exit::Invalid
    })?;
    let drafts = if args.drafts { Drafts::Included } else { Drafts::LeftOut };
    let names = args.extractor.as_slice();
    let wanted = Wanted { names, sources: &args.sources, loaded: &loaded, drafts };
    let prepared = prepare_only(&wanted, &corpus)?;
    let settings = Settings::default();
    let evaluation = Evaluation::new(&corpus, &selection, settings);
    if evaluation.entries().next().is_none() {
        return Err(nothing_selected(&corpus));
    }
    let task = Task {
        corpus: &corpus,
        loaded: &loaded,
        selection: &selection,
        running: &args.sources.running,
        settings,
        cancel: cancel_on_signals(),
        has_record_failed: std::cell::Cell::default(),
    };
    task.check_record()?;
    let run = task.ask(&prepared, &evaluation)?;
    let mut exit = Exit::Success;
    for answered in run.answers.iter().flatten() {
        if matches!(answered.outcome, Outcome::Failed(_)) {
            exit = Exit::ExtractorFailed;
        }
        print(&format!("{}\n", answered.line));
    }
    Ok(if task.is_recorded() { exit } else { Exit::Invalid })
}
