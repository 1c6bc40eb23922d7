//! `karat extract`: prints an extractor's answers as a record: JSON Lines that `score --predictions` reads.

use karat::evaluate::Evaluation;
use karat::extract::Outcome;
use karat::extract::gold::Drafts;
use karat::score::Settings;

use crate::args::{Extract, Scope};
use crate::commands::measure::Task;
use crate::commands::sources::{Wanted, nothing_selected, open, prepare_only};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::settings;

/// Runs the command.
pub(crate) fn run(args: &Extract) -> Exit {
    extract(args).unwrap_or_else(|exit| exit)
}

fn extract(args: &Extract) -> Result<Exit, Exit> {
    let (loaded, corpus) = open(&args.files)?;
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
    let task = Task::new(&corpus, &loaded, &selection, &args.sources.running, settings);
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
