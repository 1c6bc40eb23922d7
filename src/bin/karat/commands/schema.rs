//! `karat schema`: writes the JSON Schemas that editors read, or prints one, also of answers and requests.

use std::path::Path;

use clap::ValueEnum;
use karat::corpus::schemas::{SchemaCheck, check_schemas};
use karat::corpus::{Corpus, shown};
use karat::extract::contract::{
    answer_schema_text, for_model_text, prompt_paragraph, request_schema_text, strict_schema_text,
};
use karat::json_schema::{self, schema_text};
use karat::problem::{Level, Problem};
use karat::report::schemas::{chosen_line, current, stale_json, stale_text, written_line};

use crate::args::{Files, Format};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::problems::{problems_text, summary};
use crate::settings::{self, LoadedProject};

/// Writes JSON Schemas for editors, or prints one.
///
/// There is one for each kind of file that people write, and a line in each file names its schema.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat schema\n  karat schema --check\n  karat schema predictions --for-llm --format text"
)]
pub(crate) struct Schema {
    /// Print the schema of this and write nothing
    #[arg(value_name = "WHAT", value_enum)]
    what: Option<What>,
    /// Write nothing; list what is missing or older, and exit 1 if anything is
    #[arg(long, conflicts_with = "what")]
    check: bool,
    /// Print what a language model is given: a strict schema for structured output, and instructions
    #[arg(long)]
    for_llm: bool,
    /// Only answers for this view; may be given several times
    #[arg(long, value_name = "VIEW")]
    view: Vec<String>,
    /// The language of the questions in the instructions [default: that of the first article]
    #[arg(long, value_name = "TAG", requires = "for_llm")]
    language: Option<String>,
    #[command(flatten)]
    files: Files,
    /// JSON or text: of what --check found, or of what --for-llm prints (text to paste: the instructions, then the
    /// schema) [default: text for --check, else json]
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// The labels of an article
    Gold,
    /// gold/schema.yaml
    Schema,
    /// gold/entities.yaml
    Entities,
    /// gold/rulings.yaml
    Rulings,
    /// karat.yaml
    Project,
    /// What extractors answer
    Predictions,
    /// What extractors are asked
    Request,
}

impl What {
    /// Returns the format of files that people write; `None` for what extractors and karat say to each other.
    const fn format(self) -> Option<json_schema::Format> {
        match self {
            Self::Gold => Some(json_schema::Format::Gold),
            Self::Schema => Some(json_schema::Format::Schema),
            Self::Entities => Some(json_schema::Format::Entities),
            Self::Rulings => Some(json_schema::Format::Rulings),
            Self::Project => Some(json_schema::Format::Project),
            Self::Predictions | Self::Request => None,
        }
    }
}

/// Runs the command.
pub(crate) fn run(args: &Schema) -> Exit {
    if args.what != Some(What::Predictions) && (args.for_llm || !args.view.is_empty()) {
        complain(
            "karat: --for-llm and --view go with predictions\nhelp: karat schema predictions --for-llm\n",
        );
        return Exit::Invalid;
    }
    if args.what == Some(What::Request) {
        print(&request_schema_text());
        return Exit::Success;
    }
    let loaded = match LoadedProject::load() {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    if args.what == Some(What::Predictions) {
        return predictions(args, &loaded);
    }
    let corpus = Corpus::without_articles(&loaded.folders(&args.files));
    if let Some(exit) = refuse(&corpus, &["schema.yaml", "entities.yaml"]) {
        return exit;
    }
    if let Some(format) = args.what.and_then(What::format) {
        print(&schema_text(format, &corpus.schema, &corpus.entities));
        return Exit::Success;
    }
    let root = loaded.file.is_some().then_some(loaded.root.as_path());
    let check = check_schemas(corpus.basis(), root);
    if args.check { show(args, &check) } else { write(args, &check, (&corpus, root)) }
}

/// Shows what is wrong with the files that schemas are made of; `None` if they can be used.
fn refuse(corpus: &Corpus, files: &[&str]) -> Option<Exit> {
    let files: Vec<String> = files.iter().map(|file| shown(&corpus.folders.gold.join(file))).collect();
    let is_in_the_way = |problem: &&Problem| problem.level == Level::Error && files.contains(&problem.file);
    let errors: Vec<Problem> = corpus.problems.iter().filter(is_in_the_way).cloned().collect();
    if errors.is_empty() {
        return None;
    }
    complain(&problems_text(&errors, &corpus.sources));
    complain(&format!(
        "{}: no schema was made\nhelp: mend it and run karat schema again\n",
        summary(&errors)
    ));
    Some(Exit::Invalid)
}

/// Shows what is left as it is: what could not be read, and what names a schema of its own.
fn complain_of_rest(check: &SchemaCheck) {
    complain(&chosen_line(check));
    for error in &check.errors {
        complain(&format!("karat: {error}\n"));
    }
}

fn show(args: &Schema, check: &SchemaCheck) -> Exit {
    complain_of_rest(check);
    match args.format.unwrap_or(Format::Text) {
        Format::Text => print(&stale_text(check)),
        Format::Json => print(&stale_json(&check.stale)),
    }
    match (check.errors.is_empty(), check.stale.is_empty()) {
        (false, _) => Exit::Invalid,
        (true, false) => Exit::Failed,
        (true, true) => Exit::Success,
    }
}

/// Writes what is missing or older; a file that cannot be written does not stop the others.
fn write(args: &Schema, check: &SchemaCheck, (corpus, root): (&Corpus, Option<&Path>)) -> Exit {
    complain_of_rest(check);
    let mut is_whole = check.errors.is_empty();
    let mut lines = String::new();
    for stale in &check.stale {
        let gold = corpus.folders.gold.as_path();
        let folder = if stale.path.starts_with(gold) { gold } else { root.unwrap_or(gold) };
        match stale.write(folder) {
            Ok(()) => lines.push_str(&written_line(stale)),
            Err(error) => {
                complain(&format!("karat: {error}\n"));
                is_whole = false;
            }
        }
    }
    match args.format.unwrap_or(Format::Text) {
        Format::Text if check.stale.is_empty() => print(&format!("{}\n", current(check))),
        Format::Text => print(&lines),
        Format::Json => print(&stale_json(&check.stale)),
    }
    if is_whole { Exit::Success } else { Exit::Invalid }
}

fn predictions(args: &Schema, loaded: &LoadedProject) -> Exit {
    let corpus = Corpus::load(&loaded.folders(&args.files));
    // Trouble with one label does not change what extractors are asked for.
    if let Some(exit) = refuse(&corpus, &["schema.yaml"]) {
        return exit;
    }
    match settings::views(&args.view, &corpus) {
        Ok(views) => {
            print(&shown_predictions(args, &corpus, &views));
            Exit::Success
        }
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            Exit::Invalid
        }
    }
}

fn shown_predictions(args: &Schema, corpus: &Corpus, views: &[usize]) -> String {
    if !args.for_llm {
        return answer_schema_text(&corpus.schema, views);
    }
    let first = corpus.entries.first().map(|entry| entry.gold.article.language.as_str());
    let language = args.language.as_deref().or(first).unwrap_or("en");
    match args.format.unwrap_or(Format::Json) {
        Format::Json => for_model_text(&corpus.schema, views, language),
        Format::Text => format!(
            "{}\nAnswer with one JSON object of this schema and nothing else:\n\n{}",
            prompt_paragraph(&corpus.schema, views, language),
            strict_schema_text(&corpus.schema, views)
        ),
    }
}
