//! `karat corpus`: shows what the corpus holds and what is too thin to mean anything.

use karat::census::Census;
use karat::census::article::{ArticleCensus, Waiting};
use karat::census::likeness::Shingles;
use karat::corpus::{Corpus as Loaded, Visit};
use karat::problem::{Level, Problem};
use karat::report::census::census_text;
use karat::report::census::json::census_json;

use crate::args::{Files, Format};
use crate::exit::Exit;
use crate::output::{complain, print, width};
use crate::problems::{problems_text, summary};
use crate::settings::{LoadedProject, named};

/// How many errors are shown before `karat lint` is named.
const ERRORS_MAX: usize = 3;

/// Shows what the corpus holds and what is too thin.
///
/// That is facts by type, slot, need, tag, cluster and split; what is too thin to mean anything; articles that are
/// nearly the same; and articles without gold, the most useful first.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  karat corpus\n  karat corpus --only '00*' --format json")]
pub(crate) struct Corpus {
    #[command(flatten)]
    files: Files,
    /// Only articles whose id matches the pattern, or starts with it
    #[arg(long, value_name = "GLOB")]
    only: Option<String>,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the command.
pub(crate) fn run(args: &Corpus) -> Exit {
    count(args).unwrap_or_else(|exit| exit)
}

fn count(args: &Corpus) -> Result<Exit, Exit> {
    let loaded = LoadedProject::load()?;
    let only = args.only.as_deref().map(named).transpose().map_err(|message| {
        complain(&format!("karat: {message}\n"));
        Exit::Invalid
    })?;
    let is_wanted = |id: &str| only.as_ref().is_none_or(|is_named| is_named(id));
    let (mut corpus, mut articles) = Loaded::visit(&loaded.folders(&args.files), &|_, entry, _| Visit {
        result: ArticleCensus::new(&entry.gold, Shingles::new(entry.article.text())),
        keeps_source: false,
    });
    articles.retain(|article| is_wanted(&article.id));
    corpus.unlabelled.retain(|id| is_wanted(id));
    let (waiting, unreadable) = corpus.visit_unlabelled(&|article| Waiting::new(&article));
    corpus.problems.extend(unreadable);
    let errors: Vec<Problem> =
        corpus.problems.iter().filter(|problem| problem.level == Level::Error).cloned().collect();
    if articles.is_empty() && waiting.is_empty() && errors.is_empty() {
        return Err(nothing(args, &corpus));
    }
    if !articles.is_empty() || !waiting.is_empty() {
        let census = Census::new(&corpus.schema, &articles, &waiting);
        match args.format {
            Format::Json => print(&census_json(&census)),
            Format::Text => print(&census_text(&census, width())),
        }
    }
    if errors.is_empty() {
        return Ok(Exit::Success);
    }
    complain(&problems_text(errors.get(..ERRORS_MAX.min(errors.len())).unwrap_or_default(), &corpus.sources));
    let found = summary(&errors);
    complain(&format!(
        "{found}: what cannot be read is not counted\nhelp: karat lint shows everything there is to mend\n"
    ));
    Err(Exit::Invalid)
}

fn nothing(args: &Corpus, corpus: &Loaded) -> Exit {
    let help = match &args.only {
        Some(_) => "--only takes a pattern such as '002*', or the start of a name".to_owned(),
        None => format!(
            "put articles into {} and their gold into {}",
            corpus.folders.articles.display(),
            corpus.folders.gold.display()
        ),
    };
    complain(&format!("karat: no article is selected\nhelp: {help}\n"));
    Exit::NothingSelected
}
