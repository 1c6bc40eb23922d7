//! `karat explain`: one fact, with every slot's score and reason and the sentence it stands in.

use karat::corpus::{Corpus, Entry};
use karat::evaluate::rows::FactRow;
use karat::evaluate::{ArticleReport, Evaluation, Selection};
use karat::extract::gold::Drafts;
use karat::report::explain::{Place, explain_text};
use karat::report::json::{fact_json, semantics_json};
use karat::report::table::{Column, columns};
use karat::report::words::printable;
use karat::score::Settings;
use karat::semantics::{Row, rows, run_row};
use karat::text::likeness::suggest;

use crate::args::{Explain, Format, Scope};
use crate::commands::measure::Task;
use crate::commands::sources::{Wanted, open, prepare_only};
use crate::exit::Exit;
use crate::output::{complain, print, width};
use crate::settings::{self, LoadedProject};

/// Runs the command.
pub(crate) fn run(args: &Explain) -> Exit {
    if args.semantics {
        print(&match args.format {
            Format::Text => semantics_text(),
            Format::Json => semantics_json(&semantics_table()),
        });
        return Exit::Success;
    }
    let (loaded, corpus) = match open(&args.files) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    match explain(args, &loaded, &corpus) {
        Ok(text) => {
            print(&text);
            Exit::Success
        }
        Err(Refusal::Message(message)) => {
            complain(&format!("karat: {message}\n"));
            Exit::Invalid
        }
        Err(Refusal::Shown(exit)) => exit,
    }
}

/// Returns the table of comparisons as the running code computes it.
fn semantics_table() -> Vec<Row> {
    let run = |row: &Row| {
        run_row(row).expect("the table inside the program can be read, which a test makes sure of")
    };
    rows().iter().map(run).collect()
}

fn semantics_text() -> String {
    let words = Column::Words;
    let layout = [words, words, words, words, Column::Number, Column::Number, words];
    let head = ["kind", "gold", "predicted", "context", "score", "overlap", "reason"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    for row in semantics_table() {
        let overlap = row.overlap.map(|hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100));
        table.push(vec![
            row.kind,
            row.gold,
            row.predicted,
            row.context,
            row.score.to_string(),
            overlap.unwrap_or_default(),
            row.reason,
        ]);
    }
    columns(&layout, &table, width())
}

/// Why nothing can be explained.
enum Refusal {
    Message(String),
    Shown(Exit),
}

impl From<String> for Refusal {
    fn from(message: String) -> Self {
        Self::Message(message)
    }
}

fn explain(args: &Explain, loaded: &LoadedProject, corpus: &Corpus) -> Result<String, Refusal> {
    let name = args.fact.as_deref().unwrap_or_default();
    let (prefix, fact) = name.rsplit_once('/').ok_or_else(|| {
        format!(
            "\"{name}\" names no fact\nhelp: write ARTICLE/FACT, or ARTICLE/+1 for what else was returned"
        )
    })?;
    let id = settings::one_article(prefix, corpus)?;
    let scope = Scope { view: args.view.clone(), drafts: args.drafts, ..Scope::default() };
    let selection = Selection { articles: Some(vec![id]), ..settings::selection(&scope, corpus)? };
    let drafts = if args.drafts { Drafts::Included } else { Drafts::LeftOut };
    let wanted = Wanted { names: args.extractor.as_slice(), sources: &args.sources, loaded, drafts };
    let prepared = prepare_only(&wanted, corpus).map_err(Refusal::Shown)?;
    let settings = Settings { preset: args.preset.into(), ..Settings::default() };
    let evaluation = Evaluation::new(corpus, &selection, settings);
    let entry = evaluation
        .entries()
        .next()
        .ok_or_else(|| format!("the gold of \"{prefix}\" is a draft\nhelp: --drafts looks at drafts too"))?;
    let task = Task::new(corpus, loaded, &selection, &args.sources.running, settings);
    task.check_record().map_err(Refusal::Shown)?;
    let measured = task.measure(&prepared).map_err(Refusal::Shown)?;
    let report = measured.first();
    let article = report.articles.first().expect("the article selected is judged");
    if let Some(failure) = &article.failure {
        let (name, detail) = (failure.kind.word(), printable(&failure.detail));
        complain(&format!("note: {} did not answer: {name}: {detail}\n", printable(&report.name)));
    }
    let row = find(article, fact)?;
    Ok(render(args, entry, row, &report.name))
}

fn render(args: &Explain, entry: &Entry, row: &FactRow, extractor: &str) -> String {
    let place = Place { id: entry.article.id(), path: entry.article.path(), text: entry.article.text() };
    match args.format {
        Format::Json => fact_json(place.id, row),
        Format::Text => explain_text(place, row, extractor, width()),
    }
}

fn find<'r>(article: &'r ArticleReport, fact: &str) -> Result<&'r FactRow, String> {
    let rows: Vec<&FactRow> =
        article.rows.iter().chain(article.views.iter().flat_map(|(_, rows)| rows)).collect();
    let rows = if article.rows.is_empty() { rows } else { article.rows.iter().collect() };
    let is_named = |row: &&&FactRow| match fact.strip_prefix('+') {
        Some(number) => row.extra.is_some() && row.extra == number.parse().ok(),
        None => row.fact_id.as_deref() == Some(fact),
    };
    if let Some(row) = rows.iter().find(is_named) {
        return Ok(row);
    }
    let n_extra = rows.iter().filter(|row| row.extra.is_some()).count();
    if fact.starts_with('+') {
        let help = match n_extra {
            0 => "nothing was returned there beside its pairs".to_owned(),
            1 => "one was returned there beside its pairs: +1".to_owned(),
            _ => format!("{n_extra} were returned there beside its pairs: +1 to +{n_extra}"),
        };
        return Err(format!("there is no {fact} in {}\nhelp: {help}", article.id));
    }
    let ids: Vec<&str> = rows.iter().filter_map(|row| row.fact_id.as_deref()).collect();
    let help = match suggest(fact, ids.iter().copied()) {
        Some(similar) => format!("did you mean \"{similar}\"?"),
        None => format!("its facts are: {}", ids.join(", ")),
    };
    Err(format!("{} has no fact \"{fact}\"\nhelp: {help}", article.id))
}
