//! `karat suggest`: shows what the gold may lack, and writes down what a person accepts.

use karat::corpus::{Corpus, Entry};
use karat::evaluate::{Evaluation, Selection};
use karat::extract::Outcome;
use karat::extract::gold::Drafts;
use karat::fact::Prediction;
use karat::mention::name::NameFinder;
use karat::project::name::BUILT_IN;
use karat::report::suggestions::{suggestions_json, suggestions_text};
use karat::report::words::{counted, printable};
use karat::score::Settings;
use karat::suggest::facts::Proposal;
use karat::suggest::{Sheet, queue};

use crate::args::sources::Sources;
use crate::args::{Files, Format};
use crate::commands::measure::Task;
use crate::commands::sources::{Wanted, open, prepare};
use crate::commands::suggest::write::{accept, ignore};
use crate::exit::Exit;
use crate::output::{complain, print, width};
use crate::settings::{LoadedProject, one_article};

mod write;

/// How many suggestions are shown unless all are asked for.
const SHOWN_MAX: usize = 20;

/// Shows what the gold may lack.
///
/// That is numbers, dates and names that no label covers, and facts that extractors return and no label states, those
/// that several agree on first. Nothing is written unless it is accepted.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  karat suggest 002\n  karat suggest 002 rules mistral\n  karat suggest 002 rules --accept casualties-49-killed\n  karat suggest 002 --ignore count-158-partages --reason 'share counter'"
)]
pub(crate) struct Suggest {
    /// The article, then extractors whose facts are suggested: names of karat.yaml, or built in; any unique start of
    /// the article's name will do [default: all articles, those with most suggestions first]
    #[arg(value_name = "ARTICLE] [EXTRACTOR")]
    words: Vec<String>,
    /// Write these facts into the gold as drafts, with `by:`; `all` for every one that can be
    #[arg(long, value_name = "KEY", num_args = 1.., conflicts_with = "ignore")]
    accept: Vec<String>,
    /// List these passages under ignore: in the gold
    #[arg(long, value_name = "KEY", num_args = 1.., requires = "reason")]
    ignore: Vec<String>,
    /// Why they state nothing
    #[arg(long, value_name = "TEXT", requires = "ignore")]
    reason: Option<String>,
    /// Show every suggestion
    #[arg(long)]
    all: bool,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    files: Files,
    #[command(flatten)]
    sources: Sources,
}

/// Runs the command.
pub(crate) fn run(args: &Suggest) -> Exit {
    suggest(args).unwrap_or_else(|exit| exit)
}

fn suggest(args: &Suggest) -> Result<Exit, Exit> {
    let (loaded, corpus) = open(&args.files)?;
    let (article, extractors) = split(args, &loaded, &corpus)?;
    if article.is_none() && !(args.accept.is_empty() && args.ignore.is_empty()) {
        complain(
            "karat: keys belong to an article, and none is named\nhelp: write it first: karat suggest ARTICLE …\n",
        );
        return Err(Exit::Invalid);
    }
    let selection =
        Selection { articles: article.clone().map(|id| vec![id]), with_drafts: true, ..Selection::default() };
    let evaluation = Evaluation::new(&corpus, &selection, Settings::default());
    let entries: Vec<&Entry> = evaluation.entries().collect();
    if entries.is_empty() {
        complain("karat: no article has gold\nhelp: karat add ARTICLE makes a first label\n");
        return Err(Exit::NothingSelected);
    }
    let wanted =
        Wanted { names: &extractors, sources: &args.sources, loaded: &loaded, drafts: Drafts::Included };
    let asked = ask(&wanted, (&corpus, &selection), &evaluation)?;
    let mut sheets = sheets(&corpus, &entries, &asked);
    if let [sheet] = sheets.as_slice() {
        if !args.accept.is_empty() {
            return accept(&corpus, sheet, &args.accept);
        }
        if let Some(reason) = &args.reason {
            return ignore(sheet, &args.ignore, reason);
        }
    }
    queue(&mut sheets);
    show(args, &corpus, &sheets, !asked.is_empty());
    Ok(if asked.iter().any(|one| one.has_failed) { Exit::ExtractorFailed } else { Exit::Success })
}

/// Tells the article from the extractors: a first word that starts no article's name may name an extractor.
fn split(
    args: &Suggest,
    loaded: &LoadedProject,
    corpus: &Corpus,
) -> Result<(Option<String>, Vec<String>), Exit> {
    let Some((first, others)) = args.words.split_first() else { return Ok((None, Vec::new())) };
    match one_article(first, corpus) {
        Ok(id) => Ok((Some(id), others.to_vec())),
        Err(_) if is_extractor(first, loaded) => Ok((None, args.words.clone())),
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            Err(Exit::Invalid)
        }
    }
}

fn is_extractor(name: &str, loaded: &LoadedProject) -> bool {
    BUILT_IN.contains(&name) || loaded.project.extractors.iter().any(|spec| spec.name == name)
}

/// What one extractor returned: one list for each article, of all repeats together.
struct AskedOne {
    name: String,
    predictions: Vec<Vec<Prediction>>,
    has_failed: bool,
}

/// Asks the extractors that are named; nobody where none is.
fn ask(
    wanted: &Wanted<'_>,
    (corpus, selection): (&Corpus, &Selection),
    evaluation: &Evaluation<'_>,
) -> Result<Vec<AskedOne>, Exit> {
    if wanted.names.is_empty() && wanted.sources.ad_hoc.extractors.is_empty() {
        return Ok(Vec::new());
    }
    let prepared = prepare(wanted, corpus)?;
    let running = &wanted.sources.running;
    let task = Task::new(corpus, wanted.loaded, selection, running, Settings::default());
    task.check_record()?;
    let mut asked = Vec::with_capacity(prepared.len());
    for one in &prepared {
        let run = task.ask(one, evaluation)?;
        let mut predictions: Vec<Vec<Prediction>> = evaluation.entries().map(|_| Vec::new()).collect();
        let mut has_failed = false;
        for repeat in &run.answers {
            for ((answered, entry), all) in repeat.iter().zip(evaluation.entries()).zip(&mut predictions) {
                if let Outcome::Failed(failure) = &answered.outcome {
                    has_failed = true;
                    tell_failure(&one.name, entry.article.id(), failure.kind.word());
                }
                all.extend(answered.outcome.predictions().iter().cloned());
            }
        }
        asked.push(AskedOne { name: one.name.clone(), predictions, has_failed });
    }
    Ok(asked)
}

fn tell_failure(name: &str, article: &str, kind: &str) {
    let name = printable(name);
    complain(&format!(
        "karat: {name} failed on {article}: {kind}\nhelp: karat doctor {name} {article} shows why\n"
    ));
}

fn sheets<'c>(corpus: &'c Corpus, entries: &[&'c Entry], asked: &[AskedOne]) -> Vec<Sheet<'c>> {
    let finder = NameFinder::new(&corpus.entities);
    let sheet = |(index, entry): (usize, &&'c Entry)| {
        let proposal =
            |one: &'_ AskedOne| (one.name.clone(), one.predictions.get(index).cloned().unwrap_or_default());
        let all: Vec<(String, Vec<Prediction>)> = asked.iter().map(proposal).collect();
        let proposals: Vec<Proposal<'_>> =
            all.iter().map(|(extractor, predictions)| Proposal { extractor, predictions }).collect();
        Sheet::new(corpus.basis(), entry, &finder, &proposals)
    };
    entries.iter().enumerate().map(sheet).collect()
}

fn show(args: &Suggest, corpus: &Corpus, sheets: &[Sheet<'_>], has_asked: bool) {
    if args.format == Format::Json {
        print(&suggestions_json(sheets, &corpus.schema));
        return;
    }
    let n_max = (!args.all).then_some(SHOWN_MAX);
    print(&suggestions_text(sheets, &corpus.schema, n_max, width()));
    complain(&closing(sheets, has_asked));
}

fn closing(sheets: &[Sheet<'_>], has_asked: bool) -> String {
    let n_facts: usize = sheets.iter().map(|sheet| sheet.facts.len()).sum();
    let n_passages: usize = sheets.iter().map(|sheet| sheet.candidates.len()).sum();
    let articles = counted(sheets.len() as u64, "article", "articles");
    if n_facts + n_passages == 0 {
        let facts = if has_asked { " and no extractor returns a fact that no label states" } else { "" };
        return format!("{articles}: every number, date and name is covered{facts}\n");
    }
    let mut found = counted(n_passages as u64, "passage", "passages") + " that no label covers";
    if has_asked {
        found = format!("{} that no label states, {found}", counted(n_facts as u64, "fact", "facts"));
    }
    let mut help = String::new();
    if n_facts > 0 {
        help.push_str("help: karat suggest ARTICLE EXTRACTOR… --accept KEY writes a fact as a draft\n");
    }
    if n_passages > 0 {
        help.push_str("help: karat add labels a passage; karat suggest ARTICLE --ignore KEY --reason TEXT sets it aside\n");
    }
    format!("{articles}: {found}\n{help}")
}
