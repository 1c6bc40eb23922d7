//! `karat score`: runs extractors over the corpus and measures what they answer.

use karat::evaluate::{Evaluation, Selection};
use karat::extract::gold::Drafts;
use karat::report::json::report_json;
use karat::report::terminal::report_text;
use karat::report::words::{counted, grouped};
use karat::report::{Measured, Report};
use karat::score::Settings;
use karat::score::losses::Preset;

use crate::args::{Format, PresetName, Score};
use crate::commands::measure::Task;
use crate::commands::sources::{Wanted, nothing_selected, open, prepare};
use crate::exit::Exit;
use crate::output::{complain, print, width};
use crate::settings;

/// Runs the command.
pub(crate) fn run(args: &Score) -> Exit {
    score(args).unwrap_or_else(|exit| exit)
}

fn score(args: &Score) -> Result<Exit, Exit> {
    let (loaded, corpus) = open(&args.files)?;
    let selection = settings::selection(&args.scope, &corpus).map_err(|message| {
        complain(&format!("karat: {message}\n"));
        Exit::Invalid
    })?;
    let drafts = if args.scope.drafts { Drafts::Included } else { Drafts::LeftOut };
    let wanted = Wanted { names: &args.extractors, sources: &args.sources, loaded: &loaded, drafts };
    let prepared = prepare(&wanted, &corpus)?;
    let settings = Settings { preset: args.preset.into(), ..Settings::default() };
    if Evaluation::new(&corpus, &selection, settings).entries().next().is_none() {
        return Err(nothing_selected(&corpus));
    }
    let task = Task::new(&corpus, &loaded, &selection, &args.sources.running, settings);
    task.check_record()?;
    let mut measured = Vec::with_capacity(prepared.len());
    for prepared in &prepared {
        let mut one = task.measure(prepared)?;
        one.options.push_str(&explain_options(args));
        one.doctor.push_str(&settings::repeated(&args.files));
        measured.push(one);
    }
    show(args, &task, &measured);
    tell_lost_quotes(&measured);
    let has_failed = measured
        .iter()
        .flat_map(|measured| &measured.repeats)
        .flat_map(|repeat| &repeat.articles)
        .any(|article| article.failure.is_some());
    Ok(match (task.is_recorded(), has_failed) {
        (false, _) => Exit::Invalid,
        (true, true) => Exit::ExtractorFailed,
        (true, false) => Exit::Success,
    })
}

/// Tells on standard error when labels quote what does not stand in the articles.
fn tell_lost_quotes(measured: &[Measured]) {
    let Some(anchors) = measured.first().map(|measured| measured.first().totals.anchors) else { return };
    let n_lost = anchors.expected - anchors.found;
    if n_lost > 0 {
        let lost = counted(n_lost, "quote", "quotes");
        let of = grouped(anchors.expected);
        complain(&format!(
            "note: {lost} of {of} in the gold not found in the articles: karat lint says which\n"
        ));
    }
}

fn show(args: &Score, task: &Task<'_>, measured: &[Measured]) {
    let shown = shown_selection(args, task.selection);
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        semantics: task.corpus.schema.semantics,
        preset: Preset::from(args.preset).word(),
        primary: &task.loaded.project.primary,
        extractors: measured,
        selection: &shown,
    };
    match args.format {
        Format::Json => print(&report_json(&report)),
        Format::Text => print(&report_text(&report, width())),
    }
}

/// Returns what `karat explain` has to be told beside the extractor to show the same.
fn explain_options(args: &Score) -> String {
    let mut options = settings::repeated(&args.files);
    if args.scope.drafts {
        options.push_str(" --drafts");
    }
    if args.preset != PresetName::Ladder {
        options.push_str(&format!(" --preset {}", Preset::from(args.preset).word()));
    }
    options
}

fn shown_selection(args: &Score, selection: &Selection) -> String {
    let mut shown = String::new();
    if let Some(glob) = &args.scope.only {
        shown.push_str(&format!(" · only {glob}"));
    }
    if let Some(name) = args.scope.fact_type.as_ref().filter(|_| selection.type_index.is_some()) {
        shown.push_str(&format!(" · type {name}"));
    }
    if let Some(name) = args.scope.view.as_ref().filter(|_| !selection.view_indices.is_empty()) {
        shown.push_str(&format!(" · view {name}"));
    }
    shown
}
