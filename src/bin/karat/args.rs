//! Arguments as typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::args::sources::Sources;

pub(crate) mod sources;

const EXIT_CODES: &str = "\
Exit codes:
  0  everything ran; `score` measures, so figures never fail it
  1  lint found errors (with --strict, warnings), doctor something to change, fmt --check or schema --check
     something to write; reanchor lost a quote; add --keep-going left rows out
  2  the command line, karat.yaml, the schema or the gold is invalid or cannot be read
  4  an extractor failed on an article
  5  nothing was selected, or a form was left as it is
  101  a bug in karat
  130  interrupted; what was done is kept

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
    Fmt(crate::commands::fmt::Fmt),
    Add(crate::commands::add::Add),
    Suggest(crate::commands::suggest::Suggest),
    Reanchor(crate::commands::reanchor::Reanchor),
    Corpus(crate::commands::corpus::Corpus),
    #[command(hide = true)]
    Cache(crate::commands::cache::Cache),
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Warden(crate::warden::Warden),
    Doctor(crate::commands::doctor::Doctor),
    Schema(crate::commands::schema::Schema),
    Init(Init),
}

/// Where the files are.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Files {
    /// Folder of articles, *.txt; given, it is taken for another edition of what was labelled [default: what karat.yaml says, else seeds]
    #[arg(long, value_name = "DIR")]
    pub(crate) articles: Option<PathBuf>,
    /// Folder of gold, *.yaml with schema.yaml and entities.yaml [default: what karat.yaml says, else gold]
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
    after_help = "Example:\n  karat score rules gold --type casualties\n  karat score --command 'python3 my.py' --timeout 2s\n  karat score --predictions answers.jsonl --format json"
)]
pub(crate) struct Score {
    /// Extractors to score: names of karat.yaml, or built in: rules, gold (the labels themselves), none (returns
    /// nothing) [default: all of karat.yaml, else rules]
    #[arg(value_name = "EXTRACTOR")]
    pub(crate) extractors: Vec<String>,
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
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// Prints an extractor's answers as JSON Lines, one object an article.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat extract rules > answers.jsonl\n  karat score --predictions answers.jsonl"
)]
pub(crate) struct Extract {
    /// The extractor: a name of karat.yaml, or built in [default: the first of karat.yaml, else rules]
    #[arg(value_name = "EXTRACTOR")]
    pub(crate) extractor: Option<String>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Only articles whose id matches the pattern, or starts with it
    #[arg(long, value_name = "GLOB")]
    pub(crate) only: Option<String>,
    /// Return draft facts and read draft files too
    #[arg(long)]
    pub(crate) drafts: bool,
    #[command(flatten)]
    pub(crate) sources: Sources,
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
    /// Whose answer is explained: a name of karat.yaml, or built in [default: the first of karat.yaml, else rules]
    #[arg(long, value_name = "EXTRACTOR")]
    pub(crate) extractor: Option<String>,
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
    #[command(flatten)]
    pub(crate) sources: Sources,
}

/// Checks articles, schema, entities and gold.
///
/// Shows every problem with its place and what to do. karat.yaml sets the levels of rules (`lint: {E7: off, C1: error}`)
/// and silences all remarks by `lint: {info: off}`, which leaves errors and warnings.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat lint\n  karat lint --fix --changed\n  karat lint --changed=origin/main --strict\n  karat lint 002 gold/schema.yaml\n  karat lint --explain E8\n  karat lint --articles ../other-edition"
)]
pub(crate) struct Lint {
    /// Only findings about these articles, by any unique start of their names, or about these files of the corpus or
    /// karat.yaml; everything is read all the same [default: all]
    #[arg(value_name = "ARTICLE|FILE")]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) files: Files,
    /// Mend what can be mended with certainty, then show what was done and what is left
    #[arg(long)]
    pub(crate) fix: bool,
    /// Show only findings about files that git says differ from the last commit, or are new; with REF, a branch, a tag
    /// or a commit, also what changed since HEAD went apart from it
    #[arg(long, value_name = "REF", num_args = 0..=1, require_equals = true)]
    pub(crate) changed: Option<Option<String>>,
    /// Show only findings of this level and graver; the exit code and the last line speak of all
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = LevelName::Info, hide_default_value = true)]
    pub(crate) level: LevelName,
    /// Exit 1 for warnings too, not only for errors
    #[arg(long)]
    pub(crate) strict: bool,
    /// Print the page of a rule: what it finds, why, an example, what to do; without RULE, list all rules
    #[arg(long, value_name = "RULE", num_args = 0..=1, conflicts_with_all = ["fix", "changed", "names"])]
    pub(crate) explain: Option<Option<String>>,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// Makes a folder in which `karat score` works at once: karat.yaml, a schema, an article with its labels, an extractor.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat init my-corpus")]
pub(crate) struct Init {
    /// The folder, made if it is not there; files that are there stay as they are [default: the current one]
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelName {
    Error,
    #[value(alias = "warn")]
    Warning,
    Info,
}

impl From<LevelName> for karat::problem::Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Error => Self::Error,
            LevelName::Warning => Self::Warning,
            LevelName::Info => Self::Info,
        }
    }
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
