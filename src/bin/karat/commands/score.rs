//! `karat score`: runs extractors over the corpus and measures what they answer.

use karat::corpus::Corpus;
use karat::evaluate::{Evaluation, ExtractorReport, Selection};
use karat::extract::gold::Drafts;
use karat::report::Report;
use karat::report::json::report_json;
use karat::report::terminal::report_text;
use karat::report::words::{counted, grouped};
use karat::score::Settings;
use karat::score::losses::Preset;

use crate::args::{Format, PresetName, Score};
use crate::commands::sources::{Prepared, Wanted, evaluate, nothing_selected, prepare, refuse};
use crate::exit::Exit;
use crate::output::{complain, print, width};
use crate::settings::{self, LoadedProject};

/// Runs the command.
pub(crate) fn run(args: &Score) -> Exit {
    let loaded = match LoadedProject::load() {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let corpus = Corpus::load(&loaded.folders(&args.files));
    if let Some(exit) = refuse(&corpus) {
        return exit;
    }
    let selection = match settings::selection(&args.scope, &corpus) {
        Ok(selection) => selection,
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            return Exit::Invalid;
        }
    };
    let drafts = if args.scope.drafts { Drafts::Included } else { Drafts::LeftOut };
    let wanted = Wanted { names: &args.extractors, sources: &args.sources, loaded: &loaded, drafts };
    let prepared = match prepare(&wanted, &corpus) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let settings = Settings { preset: args.preset.into(), ..Settings::default() };
    let evaluation = Evaluation::new(&corpus, &selection, settings);
    if evaluation.entries().next().is_none() {
        return nothing_selected(&corpus);
    }
    let reports: Vec<ExtractorReport> =
        prepared.iter().map(|prepared| evaluate(&evaluation, prepared, &corpus)).collect();
    let options = explain_options(args, &prepared);
    show(args, &corpus, &selection, (&reports, &options));
    tell_lost_quotes(&reports);
    let has_failed =
        reports.iter().flat_map(|report| &report.articles).any(|article| article.failure.is_some());
    if has_failed { Exit::ExtractorFailed } else { Exit::Success }
}

/// Tells on standard error when labels quote what does not stand in the articles.
fn tell_lost_quotes(reports: &[ExtractorReport]) {
    let Some(anchors) = reports.first().map(|report| report.totals.anchors) else { return };
    let n_lost = anchors.expected - anchors.found;
    if n_lost > 0 {
        let lost = counted(n_lost, "quote", "quotes");
        let of = grouped(anchors.expected);
        complain(&format!(
            "note: {lost} of {of} in the gold not found in the articles: karat lint says which\n"
        ));
    }
}

fn show(
    args: &Score,
    corpus: &Corpus,
    selection: &Selection,
    (reports, options): (&[ExtractorReport], &[String]),
) {
    let preset = Preset::from(args.preset);
    let shown = shown_selection(args, selection);
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        semantics: corpus.schema.semantics,
        preset: preset.word(),
        extractors: reports,
        selection: &shown,
        options,
    };
    match args.format {
        Format::Json => print(&report_json(&report)),
        Format::Text => print(&report_text(&report, width())),
    }
}

/// Returns for each extractor what `karat explain` has to be told to show the same.
fn explain_options(args: &Score, prepared: &[Prepared<'_>]) -> Vec<String> {
    let mut common = settings::repeated(&args.files);
    if args.scope.drafts {
        common.push_str(" --drafts");
    }
    if args.preset != PresetName::Ladder {
        common.push_str(&format!(" --preset {}", Preset::from(args.preset).word()));
    }
    prepared.iter().map(|prepared| format!("{}{common}", prepared.explain_option)).collect()
}

fn shown_selection(args: &Score, selection: &Selection) -> String {
    let mut shown = String::new();
    if let Some(glob) = &args.scope.only {
        shown.push_str(&format!(" · only {glob}"));
    }
    if let Some(name) = args.scope.fact_type.as_ref().filter(|_| selection.type_index.is_some()) {
        shown.push_str(&format!(" · type {name}"));
    }
    if let Some(name) = args.scope.view.as_ref().filter(|_| selection.view_index.is_some()) {
        shown.push_str(&format!(" · view {name}"));
    }
    shown
}
