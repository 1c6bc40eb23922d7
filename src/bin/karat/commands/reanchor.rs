//! `karat reanchor`: finds the quotations again in articles that changed.

use std::path::Path;

use karat::article::Article;
use karat::corpus::{Corpus, Folders, Visit};
use karat::gold::Gold;
use karat::problem::{Level, Problem};
use karat::reanchor::rewrite::reanchored;
use karat::reanchor::{Outcome, Report, reanchor};
use karat::report::edits::{ReanchoredFile, reanchor_json};
use karat::report::words::{counted, shell_word};
use karat::store::update::replace;
use karat::text::lines::LineIndex;

use crate::args::{Files, Format};
use crate::exit::Exit;
use crate::files::refusal;
use crate::naming::Named;
use crate::output::{complain, print};
use crate::problems::{problems_text, summary};
use crate::settings::{LoadedProject, repeated};

mod show;

/// Finds quotations again in articles that changed.
///
/// The new hash of each such article is pinned in its gold.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A quotation that differs is rewritten only where one place is at least 0.9 like it, no other nearly so, and \
        it says the same word by word: accents, endings, punctuation and a slip in a word may differ, no name, figure or \
        sign. Of others the closest text is shown: copy it if the label still holds. If one is lost, nothing is written.\n\
        Exit codes: 0 all quotations stand, 1 some are lost or in doubt, 2 a file cannot be read or written.\n\n\
        Example:\n  karat reanchor 002\n  karat reanchor --dry-run"
)]
pub(crate) struct Reanchor {
    /// Articles, by any unique start of their names [default: all that changed since they were labelled]
    #[arg(value_name = "ARTICLE")]
    names: Vec<String>,
    #[command(flatten)]
    files: Files,
    /// Write nothing: show what became of the quotations
    #[arg(long)]
    dry_run: bool,
    /// Write what was found even if something is lost; the hash is pinned once nothing is
    #[arg(long, conflicts_with = "dry_run")]
    partial: bool,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// An article that was looked at.
struct Looked {
    article: Article,
    gold: Gold,
    source: String,
    report: Report,
}

/// What came of one article.
struct Done {
    file: ReanchoredFile,
    /// Why nothing was written, where something should have been.
    refusal: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Reanchor) -> Exit {
    run_all(args).unwrap_or_else(|exit| exit)
}

fn run_all(args: &Reanchor) -> Result<Exit, Exit> {
    let loaded = LoadedProject::load()?;
    let folders = loaded.folders(&args.files);
    let (corpus, visited) = Corpus::visit(&folders, &|_, entry, source| {
        let (article, gold) = (entry.article, entry.gold);
        let is_known = gold.article.sha256.iter().any(|hash| hash == article.sha256());
        let is_named = args.names.iter().any(|name| named(&folders, &[article.id()]).one(name).is_ok());
        let is_meant = if args.names.is_empty() { !is_known } else { is_named };
        let id = article.id().to_owned();
        let looked = is_meant.then(|| {
            let report = reanchor(&gold, article.text());
            Looked { report, article, gold, source: source.text.to_owned() }
        });
        Visit { result: (id, looked), keeps_source: false }
    });
    let ids: Vec<&str> = visited.iter().map(|(id, _)| id.as_str()).collect();
    let mut is_chosen = vec![args.names.is_empty(); ids.len()];
    for name in &args.names {
        match named(&folders, &ids).one(name) {
            Ok(index) => is_chosen[index] = true,
            Err(message) => {
                complain(&format!("karat: {message}\n"));
                return Err(Exit::Invalid);
            }
        }
    }
    let n_articles = ids.len();
    let chosen = visited.into_iter().zip(is_chosen).filter(|(_, is_chosen)| *is_chosen);
    let looked: Vec<Looked> = chosen.filter_map(|((_, looked), _)| looked).collect();
    let problems = in_the_way(&corpus, &looked);
    complain(&problems_text(&problems, &corpus.sources));
    let is_clean = |one: &Looked| problems.iter().all(|problem| problem.file != one.gold.path);
    let done: Vec<Done> =
        looked.iter().filter(|one| is_clean(one)).map(|one| act(args, &corpus, one)).collect();
    tell(args, &looked, &done, n_articles);
    Ok(exit(&done, &problems, n_articles))
}

const fn named<'a>(folders: &'a Folders, ids: &'a [&'a str]) -> Named<'a> {
    Named { ids, folders, noun: "article with gold" }
}

/// Returns the errors of the files that are meant, and of those that everything rests on; a lost quotation is none.
fn in_the_way(corpus: &Corpus, looked: &[Looked]) -> Vec<Problem> {
    let is_meant =
        |problem: &Problem| problem.is_unreadable || looked.iter().any(|one| one.gold.path == problem.file);
    let is_error = |problem: &&Problem| problem.level == Level::Error && is_meant(problem);
    corpus.problems.iter().filter(is_error).cloned().collect()
}

/// Writes what was found, where that is asked for and nothing speaks against it.
fn act(args: &Reanchor, corpus: &Corpus, looked: &Looked) -> Done {
    let Looked { article, gold, source, report } = looked;
    let basis = corpus.basis();
    let decode = |text: &str| Gold::decode(&gold.path, text, basis.schema, basis.entities);
    let has_lost = report.has_lost();
    let mut refused = None;
    let mut is_written = false;
    if !has_lost || args.partial {
        match reanchored(source, (gold, report), article, &decode) {
            Ok(text) if text != *source && !args.dry_run => {
                match replace(Path::new(&gold.path), source, &text) {
                    Ok(_) => is_written = true,
                    Err(error) => refused = Some(refusal(&error)),
                }
            }
            Ok(_) => {}
            Err(error) => refused = Some(format!("{}: {error}", gold.path)),
        }
    }
    let lines = LineIndex::new(source.as_str());
    let quotations = report.quotations.iter().map(|quotation| {
        let closest = match &quotation.outcome {
            Outcome::Lost { closest: Some(span), .. } => article.text().as_str().get(span.clone()),
            Outcome::Lost { closest: None, .. } | Outcome::Kept { .. } | Outcome::Found { .. } => None,
        };
        (quotation.clone(), lines.line_column(quotation.place.start).0, closest.map(str::to_owned))
    });
    let is_known = gold.article.sha256.iter().any(|hash| hash == article.sha256());
    let file = ReanchoredFile {
        article: article.id().to_owned(),
        file: gold.path.clone(),
        sha256: article.sha256().to_owned(),
        is_written,
        is_pinned: is_known || (is_written && !has_lost && !report.has_doubt()),
        quotations: quotations.collect(),
    };
    Done { file, refusal: refused }
}

fn tell(args: &Reanchor, looked: &[Looked], done: &[Done], n_articles: usize) {
    let files: Vec<ReanchoredFile> = done.iter().map(|done| done.file.clone()).collect();
    if args.format == Format::Json {
        print(&reanchor_json(&files, args.dry_run));
    } else {
        let paths = |file: &ReanchoredFile| {
            looked.iter().find(|one| one.article.id() == file.article).map(|one| &one.article)
        };
        files.iter().filter_map(|file| Some((file, paths(file)?))).for_each(|(file, article)| {
            print(&show::article_text(file, article));
        });
    }
    for refusal in done.iter().filter_map(|done| done.refusal.as_ref()) {
        complain(&format!("karat: {refusal}\n"));
    }
    if files.len() == looked.len() || !files.is_empty() {
        complain(&closing(args, &files, n_articles));
    }
}

fn closing(args: &Reanchor, files: &[ReanchoredFile], n_articles: usize) -> String {
    let articles = counted(n_articles as u64, "article", "articles");
    if files.is_empty() {
        return format!("{articles}: none changed since it was labelled\n");
    }
    let count = |word: &str| files.iter().map(|file| show::count(file, word)).sum::<usize>();
    let (n_kept, n_found, n_lost) = (count("kept"), count("found"), count("lost"));
    let looked = counted(files.len() as u64, "article", "articles");
    let n_written = files.iter().filter(|file| file.is_written).count();
    let written = match (args.dry_run, n_written) {
        (true, _) => "nothing was written".to_owned(),
        (false, 0) if n_lost > 0 => "nothing was written".to_owned(),
        (false, 0) => "nothing to write".to_owned(),
        (false, n) => format!("{} written", counted(n as u64, "file", "files")),
    };
    let mut text = format!("{looked}: {n_kept} kept, {n_found} found again, {n_lost} lost; {written}\n");
    if files.iter().any(is_in_doubt) {
        text.push_str(
            "help: the hash is not pinned where a quote is in doubt: say the place by before: or after: instead of\n  \
             occurrence:, or put the hash first yourself once you have looked\n",
        );
    }
    if n_lost > 0 {
        let more = if args.partial { "" } else { "; --partial writes those that were found" };
        let names: String = args.names.iter().map(|name| format!(" {}", shell_word(name))).collect();
        text.push_str(&format!(
            "help: label each lost quote again, then run karat reanchor{names}{} again{more}\n",
            repeated(&args.files)
        ));
    }
    text
}

/// Says whether it is open which place a quotation means in the article as it is now.
fn is_in_doubt(file: &ReanchoredFile) -> bool {
    !file.is_pinned && file.quotations.iter().any(|(quotation, ..)| quotation.is_doubtful())
}

fn exit(done: &[Done], problems: &[Problem], n_articles: usize) -> Exit {
    if !problems.is_empty() {
        complain(&format!("{}: these files were left as they are\n", summary(problems)));
        Exit::Invalid
    } else if done.iter().any(|done| done.refusal.is_some()) {
        Exit::Invalid
    } else if done.iter().any(|done| show::count(&done.file, "lost") > 0 || is_in_doubt(&done.file)) {
        Exit::Failed
    } else if n_articles == 0 {
        Exit::NothingSelected
    } else {
        Exit::Success
    }
}
