//! `karat score`: runs extractors over the corpus and measures what they answer.

use karat::corpus::Corpus;
use karat::evaluate::{Evaluation, ExtractorReport, Selection};
use karat::extract::Extractor;
use karat::extract::source::Usage;
use karat::project::primary::Primary;
use karat::report::json::report_json;
use karat::report::terminal::report_text;
use karat::report::words::{counted, grouped, shell_word};
use karat::report::{Measured, Report};
use karat::score::Settings;
use karat::score::losses::Preset;

use crate::args::{Format, PresetName, Score};
use crate::commands::sources::{built_in, evaluate, nothing_selected, predictions, refuse};
use crate::exit::Exit;
use crate::output::{complain, print, width};
use crate::settings;

/// Runs the command.
pub(crate) fn run(args: &Score) -> Exit {
    let corpus = Corpus::load(&settings::folders(&args.files));
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
    let extractors = match extractors(args, &corpus) {
        Ok(extractors) => extractors,
        Err(exit) => return exit,
    };
    let settings = Settings { preset: args.preset.into(), ..Settings::default() };
    let evaluation = Evaluation::new(&corpus, &selection, settings);
    if evaluation.entries().next().is_none() {
        return nothing_selected(&corpus);
    }
    let reports: Vec<ExtractorReport> =
        extractors.iter().map(|extractor| evaluate(&evaluation, extractor.as_ref(), &corpus)).collect();
    show(args, &corpus, &selection, &reports);
    tell_lost_quotes(&reports);
    let has_failed =
        reports.iter().flat_map(|report| &report.articles).any(|article| article.failure.is_some());
    if has_failed { Exit::ExtractorFailed } else { Exit::Success }
}

fn extractors<'c>(args: &Score, corpus: &'c Corpus) -> Result<Vec<Box<dyn Extractor + 'c>>, Exit> {
    let mut extractors: Vec<Box<dyn Extractor + 'c>> = Vec::new();
    let default = ["rules".to_owned()];
    let is_default = args.extractors.is_empty() && args.predictions.is_empty();
    let names = if is_default { default.as_slice() } else { args.extractors.as_slice() };
    for name in names {
        match built_in(name, corpus, args.scope.drafts) {
            Ok(extractor) => extractors.push(extractor),
            Err(message) => {
                complain(&format!("karat: {message}\n"));
                return Err(Exit::Invalid);
            }
        }
    }
    if args.name.len() > args.predictions.len() {
        complain("karat: there are more --name than --predictions\nhelp: give one name for each file\n");
        return Err(Exit::Invalid);
    }
    for (index, path) in args.predictions.iter().enumerate() {
        extractors.push(predictions(path, args.name.get(index).map(String::as_str), corpus)?);
    }
    let mut names: Vec<&str> = extractors.iter().map(|extractor| extractor.name()).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        complain(&format!(
            "karat: two extractors are called {}\nhelp: tell files apart with --name\n",
            twice[0]
        ));
        return Err(Exit::Invalid);
    }
    Ok(extractors)
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

fn show(args: &Score, corpus: &Corpus, selection: &Selection, reports: &[ExtractorReport]) {
    let preset = Preset::from(args.preset);
    let shown = shown_selection(args, selection);
    let measured: Vec<Measured> = reports
        .iter()
        .zip(explain_options(args, reports))
        .map(|(report, options)| Measured {
            repeats: vec![report.clone()],
            flaky: Vec::new(),
            views: Vec::new(),
            usage: Usage::default(),
            currency: String::new(),
            oddities: Vec::new(),
            options,
        })
        .collect();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        semantics: corpus.schema.semantics,
        preset: preset.word(),
        primary: &Primary::default(),
        extractors: &measured,
        selection: &shown,
    };
    match args.format {
        Format::Json => print(&report_json(&report)),
        Format::Text => print(&report_text(&report, width())),
    }
}

/// Returns for each extractor what `karat explain` has to be told to show the same.
fn explain_options(args: &Score, reports: &[ExtractorReport]) -> Vec<String> {
    let mut common = settings::repeated(&args.files);
    if args.scope.drafts {
        common.push_str(" --drafts");
    }
    if args.preset != PresetName::Ladder {
        common.push_str(&format!(" --preset {}", Preset::from(args.preset).word()));
    }
    let n_built_in = reports.len() - args.predictions.len();
    let source = |(index, report): (usize, &ExtractorReport)| match index.checked_sub(n_built_in) {
        Some(file) => format!(" --predictions {}", shell_word(&args.predictions[file].display().to_string())),
        None if report.name == "rules" => String::new(),
        None => format!(" --extractor {}", report.name),
    };
    reports.iter().enumerate().map(|one| format!("{}{common}", source(one))).collect()
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
