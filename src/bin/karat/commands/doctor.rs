//! `karat doctor`: asks an extractor for one article and shows what became of each part of its answer.

use std::path::PathBuf;

use karat::corpus::{Corpus, Entry};
use karat::extract::answer::reading::Level;
use karat::extract::answer::{Explained, encode_outcome, explain_answer};
use karat::extract::{Extractor, Outcome, Request};
use karat::report::doctor::{Examination, doctor_json, doctor_text};

use crate::args::{Files, Format};
use crate::commands::sources::{built_in, nothing_selected, predictions_file, refuse};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::settings;

/// Checks one article's answer: what was read, what was forgiven, what is wrong and what to change.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes:\n  0  nothing costs points\n  1  something does\n  2  usage\n  4  the extractor failed\n\nExample:\n  karat doctor rules 002\n  karat doctor --predictions answers.jsonl 002 --format json"
)]
pub(crate) struct Doctor {
    /// The extractor, unless --predictions is given; then the article
    #[arg(value_name = "EXTRACTOR", required_unless_present = "predictions")]
    extractor: Option<String>,
    /// Any unique start of an article's name [default: the shortest article]
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,
    /// Look at an answer from a file
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    #[command(flatten)]
    files: Files,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the command.
pub(crate) fn run(args: &Doctor) -> Exit {
    let corpus = Corpus::load(&settings::folders(&args.files));
    if let Some(exit) = refuse(&corpus) {
        return exit;
    }
    let article = if args.predictions.is_some() { &args.extractor } else { &args.article };
    let entry = match article_of(article.as_deref(), &corpus) {
        Ok(Some(entry)) => entry,
        Ok(None) => return nothing_selected(&corpus),
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            return Exit::Invalid;
        }
    };
    match explained(args, &corpus, entry) {
        Ok((name, explained)) => show(args, &corpus, entry, (&name, &explained)),
        Err(exit) => exit,
    }
}

/// Returns the article that is meant: the shortest where nothing is said.
fn article_of<'c>(prefix: Option<&str>, corpus: &'c Corpus) -> Result<Option<&'c Entry>, String> {
    let Some(prefix) = prefix else {
        return Ok(corpus.entries.iter().min_by_key(|entry| entry.article.text().as_str().len()));
    };
    let id = settings::one_article(prefix, corpus)?;
    Ok(corpus.entries.iter().find(|entry| entry.article.id() == id))
}

/// Asks, and reads the answer part by part; (the extractor's name, what became of its answer).
fn explained(args: &Doctor, corpus: &Corpus, entry: &Entry) -> Result<(String, Explained), Exit> {
    let request = Request::new(corpus, entry);
    let explain = |answer: &str| explain_answer(answer, &request, None);
    if let Some(path) = &args.predictions {
        if args.article.is_some() {
            complain(
                "karat: --predictions takes the place of EXTRACTOR\nhelp: karat doctor --predictions FILE ARTICLE\n",
            );
            return Err(Exit::Invalid);
        }
        let file = predictions_file(path, None, corpus)?;
        let explained = match file.answer(request.id) {
            Some(answer) => explain(&answer),
            None => Explained { outcome: file.extract(&request), readings: Vec::new() },
        };
        return Ok((file.name().to_owned(), explained));
    }
    let name = args.extractor.as_deref().unwrap_or_default();
    let extractor = built_in(name, corpus, false).map_err(|message| {
        complain(&format!("karat: {message}\n"));
        Exit::Invalid
    })?;
    let outcome = extractor.extract(&request);
    let answer = encode_outcome(request.id, &outcome, &corpus.schema);
    Ok((name.to_owned(), explain(&answer)))
}

fn show(args: &Doctor, corpus: &Corpus, entry: &Entry, (name, explained): (&str, &Explained)) -> Exit {
    let examination = Examination {
        extractor: name,
        article: entry.article.id(),
        path: entry.article.path(),
        asked: None,
        notes: &[],
        oddities: &[],
        outcome: &explained.outcome,
        readings: &explained.readings,
    };
    print(&match args.format {
        Format::Text => doctor_text(&examination, &corpus.schema),
        Format::Json => doctor_json(&examination),
    });
    match &explained.outcome {
        Outcome::Failed(_) => Exit::ExtractorFailed,
        Outcome::Answered(_) if examination.n_of(Level::Wrong) > 0 => Exit::Failed,
        Outcome::Answered(_) => Exit::Success,
    }
}
