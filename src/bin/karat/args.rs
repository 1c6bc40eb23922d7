//! Arguments as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  everything ran; `score` measures, so figures never fail it
  1  lint found errors
  2  the command line, the schema or the gold is invalid or cannot be read
  4  an extractor failed on an article
  5  nothing was selected
  101  a bug in karat

Example:
  karat score rules --only '002*'";

/// Scores what an extractor returns against hand-labelled gold facts, and explains every point lost.
#[derive(Debug, Parser)]
#[command(name = "karat", version, after_help = EXIT_CODES, max_term_width = 110, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Score(Score),
    Extract(Extract),
    Explain(Explain),
    Lint(Lint),
    #[command(hide = true)]
    Cache(crate::commands::cache::Cache),
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Warden(crate::warden::Warden),
}

/// Where the files are.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Files {
    /// Folder of articles, *.txt; given, it is taken for another edition of what was labelled [default: seeds]
    #[arg(long, value_name = "DIR")]
    pub(crate) articles: Option<PathBuf>,
    /// Folder of gold, *.yaml with schema.yaml and entities.yaml [default: gold]
    #[arg(long, value_name = "DIR")]
    pub(crate) gold: Option<PathBuf>,
}

/// What is looked at.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Scope {
    /// Only articles whose id matches the pattern, or starts with it
    #[arg(long, value_name = "GLOB")]
    pub(crate) only: Option<String>,
    /// Only facts of this type
    #[arg(long = "type", value_name = "TYPE", conflicts_with = "view")]
    pub(crate) fact_type: Option<String>,
    /// Only the values of this view, whatever fact they stand in
    #[arg(long, value_name = "VIEW")]
    pub(crate) view: Option<String>,
    /// Score draft facts and draft files too
    #[arg(long)]
    pub(crate) drafts: bool,
}

/// Runs extractors over the articles and measures their answers; exits 0 whatever the figures.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat score rules gold --type casualties\n  karat score --predictions answers.jsonl --format json"
)]
pub(crate) struct Score {
    /// Extractors to score, built in: rules, gold (the labels themselves), none (returns nothing) [default: rules]
    #[arg(value_name = "EXTRACTOR")]
    pub(crate) extractors: Vec<String>,
    /// Score answers from a file of JSON Lines, one object an article; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) predictions: Vec<PathBuf>,
    /// What the answers of --predictions are called, in the same order [default: the file's name]
    #[arg(long, value_name = "NAME", requires = "predictions")]
    pub(crate) name: Vec<String>,
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) scope: Scope,
    /// How pairs are priced: by the ladder, any partial ½ (muc4), or right and wrong only (exact)
    #[arg(long, value_enum, default_value_t = PresetName::Ladder)]
    pub(crate) preset: PresetName,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// Prints an extractor's answers as JSON Lines, one object an article.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat extract rules > answers.jsonl\n  karat score --predictions answers.jsonl"
)]
pub(crate) struct Extract {
    /// The extractor [default: rules]
    #[arg(value_name = "EXTRACTOR", default_value = "rules", hide_default_value = true)]
    pub(crate) extractor: String,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Only articles whose id matches the pattern, or starts with it
    #[arg(long, value_name = "GLOB")]
    pub(crate) only: Option<String>,
    /// Return draft facts and read draft files too
    #[arg(long)]
    pub(crate) drafts: bool,
}

/// Shows one fact: gold, prediction, each slot's score and reason, and the sentence with the quote marked.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat explain 002/ceasefire-of-13-september\n  karat explain 002/+1 --extractor rules\n  karat explain --semantics"
)]
pub(crate) struct Explain {
    /// ARTICLE/FACT or, for what else was returned, ARTICLE/+N; any unique start of the article's name will do
    #[arg(value_name = "ARTICLE/FACT", required_unless_present = "semantics")]
    pub(crate) fact: Option<String>,
    /// Print the table of comparisons, computed by the running code
    #[arg(long, conflicts_with = "fact")]
    pub(crate) semantics: bool,
    /// Whose answer is explained: rules, gold or none
    #[arg(long, value_name = "EXTRACTOR", default_value = "rules")]
    pub(crate) extractor: String,
    /// Explain answers from a file of JSON Lines
    #[arg(long, value_name = "FILE", conflicts_with = "extractor")]
    pub(crate) predictions: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Explain a value of this view
    #[arg(long, value_name = "VIEW")]
    pub(crate) view: Option<String>,
    /// Look at draft facts and draft files too
    #[arg(long)]
    pub(crate) drafts: bool,
    /// How pairs are priced
    #[arg(long, value_enum, default_value_t = PresetName::Ladder)]
    pub(crate) preset: PresetName,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// Checks articles, schema, entities and gold, and shows every problem with its place and what to do.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat lint\n  karat lint --articles ../other-edition")]
pub(crate) struct Lint {
    #[command(flatten)]
    pub(crate) files: Files,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PresetName {
    Ladder,
    Muc4,
    Exact,
}

impl From<PresetName> for karat::score::losses::Preset {
    fn from(name: PresetName) -> Self {
        match name {
            PresetName::Ladder => Self::Ladder,
            PresetName::Muc4 => Self::Muc4,
            PresetName::Exact => Self::Exact,
        }
    }
}
