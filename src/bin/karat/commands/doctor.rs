//! `karat doctor`: asks an extractor for one article and shows what became of each part of its answer.

use std::time::Duration;

use karat::corpus::{Corpus, Entry};
use karat::extract::answer::reading::Level;
use karat::extract::answer::{Explained, encode_outcome, explain_answer, explain_reply, reply_text};
use karat::extract::gold::Drafts;
use karat::extract::source::Oddity;
use karat::extract::{Outcome, Request};
use karat::report::doctor::{Examination, doctor_json, doctor_text};
use karat::run::once::ask_once;

use crate::args::sources::Sources;
use crate::args::{Files, Format};
use crate::commands::sources::{Prepared, PreparedAsked, Wanted, nothing_selected, open, prepare_only};
use crate::exit::Exit;
use crate::interrupt::cancel_on_signals;
use crate::output::{complain, print};
use crate::settings;

/// What is to be known about this machine.
#[cfg(target_os = "linux")]
const NOTES: &[&str] = &[];
#[cfg(not(target_os = "linux"))]
const NOTES: &[&str] =
    &["on this system only the process group of a program is ended; children that leave it stay"];

/// Checks one article's answer: what was read, what was forgiven, what is wrong and what to change.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes:\n  0  nothing costs points\n  1  something does\n  2  usage\n  4  the extractor failed\n\nExample:\n  karat doctor rules 002\n  karat doctor --command 'python3 my.py'\n  karat doctor --predictions answers.jsonl 002 --format json"
)]
pub(crate) struct Doctor {
    /// The extractor, unless --command, --worker, --http or --predictions is given; then the article
    #[arg(value_name = "EXTRACTOR")]
    extractor: Option<String>,
    /// Any unique start of an article's name [default: the shortest article]
    #[arg(value_name = "ARTICLE")]
    article: Option<String>,
    #[command(flatten)]
    sources: Sources,
    #[command(flatten)]
    files: Files,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the command.
pub(crate) fn run(args: &Doctor) -> Exit {
    examine(args).unwrap_or_else(|exit| exit)
}

fn examine(args: &Doctor) -> Result<Exit, Exit> {
    let (loaded, corpus) = open(&args.files)?;
    let is_typed = !args.sources.ad_hoc.extractors.is_empty();
    if is_typed && args.article.is_some() {
        complain("karat: one extractor is examined, and two are given\nhelp: leave EXTRACTOR out\n");
        return Err(Exit::Invalid);
    }
    let (names, article) =
        if is_typed { (None, &args.extractor) } else { (args.extractor.clone(), &args.article) };
    let entry = match article_of(article.as_deref(), &corpus) {
        Ok(Some(entry)) => entry,
        Ok(None) => return Err(nothing_selected(&corpus)),
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            return Err(Exit::Invalid);
        }
    };
    let wanted =
        Wanted { names: names.as_slice(), sources: &args.sources, loaded: &loaded, drafts: Drafts::LeftOut };
    let prepared = prepare_only(&wanted, &corpus)?;
    let request = Request { views: &prepared.views, ..Request::new(&corpus, entry) };
    let asked = ask(&prepared, &request, &corpus);
    Ok(show(args, &corpus, entry, (&prepared.name, &asked)))
}

/// What came back, and how.
struct AskedOnce {
    /// What was started or where it was asked for, and how long that took.
    how: Option<(String, Duration)>,
    oddities: Vec<Oddity>,
    /// What was said before any filter, where a program or a server was asked.
    said: Option<String>,
    explained: Explained,
}

/// Asks once, without the cache.
fn ask(prepared: &Prepared<'_>, request: &Request<'_>, corpus: &Corpus) -> AskedOnce {
    let failed = |failure| Explained { outcome: Outcome::Failed(failure), readings: Vec::new() };
    let inside = |explained| AskedOnce { how: None, oddities: Vec::new(), said: None, explained };
    match &prepared.asked {
        PreparedAsked::Outside(remote) => {
            #[cfg(target_os = "linux")]
            let _watched = crate::warden::watch();
            let once = ask_once(remote, request, &cancel_on_signals());
            let how = Some((prepared.started.clone(), once.elapsed));
            match once.said {
                Ok(reply) => {
                    let explained =
                        explain_reply(&reply, request, (remote.transform.as_ref(), remote.offsets));
                    let said = Some(reply_text(&reply));
                    AskedOnce { how, oddities: reply.oddities, said, explained }
                }
                Err(failure) => {
                    AskedOnce { how, oddities: Vec::new(), said: None, explained: failed(failure) }
                }
            }
        }
        PreparedAsked::Files(repeats) => {
            let file = repeats.first().expect("a file holds at least one repeat");
            inside(file.explain(request))
        }
        PreparedAsked::Inside(extractor) => {
            let outcome = extractor.extract(request);
            let answer = encode_outcome(request.id, &outcome, &corpus.schema);
            inside(explain_answer(&answer, request, None))
        }
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

fn show(args: &Doctor, corpus: &Corpus, entry: &Entry, (name, asked): (&str, &AskedOnce)) -> Exit {
    let explained = &asked.explained;
    let examination = Examination {
        extractor: name,
        article: entry.article.id(),
        path: entry.article.path(),
        asked: asked.how.as_ref().map(|(how, elapsed)| (how.as_str(), *elapsed)),
        notes: if asked.how.is_some() { NOTES } else { &[] },
        oddities: &asked.oddities,
        said: asked.said.as_deref(),
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
