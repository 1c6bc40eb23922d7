//! `karat schema`: the JSON Schemas of answers and requests, and what a language model is given.

use clap::ValueEnum;
use karat::corpus::Corpus;
use karat::extract::contract::{
    answer_schema_text, for_model_text, prompt_paragraph, request_schema_text, strict_schema_text,
};
use karat::problem::Level;

use crate::args::{Files, Format};
use crate::commands::sources::refuse;
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::settings::{self, LoadedProject};

/// Prints the JSON Schema of answers or requests for the types in gold/schema.yaml.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat schema predictions > predictions.schema.json\n  karat schema predictions --for-llm --format text"
)]
pub(crate) struct Schema {
    /// Of what
    #[arg(value_name = "WHAT", value_enum, default_value_t = What::Predictions)]
    what: What,
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
    /// JSON, or for --for-llm a text to paste: the instructions, then the schema
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// What extractors answer
    Predictions,
    /// What extractors are asked
    Request,
}

/// Runs the command.
pub(crate) fn run(args: &Schema) -> Exit {
    if args.what == What::Request {
        if args.for_llm || !args.view.is_empty() {
            complain(
                "karat: --for-llm and --view go with predictions\nhelp: karat schema predictions --for-llm\n",
            );
            return Exit::Invalid;
        }
        print(&request_schema_text());
        return Exit::Success;
    }
    let loaded = match LoadedProject::load() {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let mut corpus = Corpus::load(&loaded.folders(&args.files));
    // Trouble with one label does not change what extractors are asked for.
    let schema_file = corpus.folders.gold.join("schema.yaml");
    let schema_file = schema_file.to_string_lossy().into_owned();
    corpus.problems.retain(|problem| problem.level == Level::Error && problem.file == schema_file);
    if let Some(exit) = refuse(&corpus) {
        return exit;
    }
    match settings::views(&args.view, &corpus) {
        Ok(views) => {
            print(&shown(args, &corpus, &views));
            Exit::Success
        }
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            Exit::Invalid
        }
    }
}

fn shown(args: &Schema, corpus: &Corpus, views: &[usize]) -> String {
    if !args.for_llm {
        return answer_schema_text(&corpus.schema, views);
    }
    let first = corpus.entries.first().map(|entry| entry.gold.article.language.as_str());
    let language = args.language.as_deref().or(first).unwrap_or("en");
    match args.format {
        Format::Json => for_model_text(&corpus.schema, views, language),
        Format::Text => format!(
            "{}\nAnswer with one JSON object of this schema and nothing else:\n\n{}",
            prompt_paragraph(&corpus.schema, views, language),
            strict_schema_text(&corpus.schema, views)
        ),
    }
}
