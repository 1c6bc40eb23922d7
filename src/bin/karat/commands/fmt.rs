//! `karat fmt`: brings gold files into canonical form.

use std::collections::BTreeMap;
use std::path::Path;

use karat::corpus::{Corpus, Folders, Visit};
use karat::gold::format::{
    Changes, FormatContext, FormatError, Formatted, format_gold, format_plain, is_canonical,
};
use karat::problem::{Level, Problem, sort_problems};
use karat::report::edits::{FormattedFile, fmt_json};
use karat::report::words::{counted, printable, shell_word};
use karat::store::real_path;
use karat::store::update::replace;
use karat::text::diff::{first_difference, unified};
use karat::text::likeness::suggest;

use crate::args::{Files, Format};
use crate::exit::Exit;
use crate::files::refusal;
use crate::naming::{Named, is_path};
use crate::output::{complain, print};
use crate::problems::{problems_text, summary};
use crate::settings::{LoadedProject, repeated};

/// How many lines of one file's differences are shown.
const LINES_SHOWN_MAX: usize = 40;

/// Brings gold files into canonical form.
///
/// That is order, spelling, blank lines and hashes; comments stay.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Labels come in the order of their first evidence in the article; values are spelt as karat spells \
        them. schema.yaml and entities.yaml keep their order: only spaces that nobody sees are tidied.\n\
        A file with errors is left as it is.\n\n\
        Example:\n  karat fmt --check\n  karat fmt 002 gold/schema.yaml"
)]
pub(crate) struct Fmt {
    /// Articles, by any unique start of their names, or gold files [default: all, with schema.yaml and entities.yaml]
    #[arg(value_name = "ARTICLE|FILE")]
    names: Vec<String>,
    #[command(flatten)]
    files: Files,
    /// Write nothing: show what would change, and exit 1 if anything would
    #[arg(long)]
    check: bool,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A file that can be formatted, and what came of it.
struct Candidate {
    /// The article's id, or the name of the file without `.yaml`.
    id: String,
    file: String,
    /// Its text; of a file in canonical form nothing is kept, here and in the result.
    before: String,
    result: Result<Formatted, FormatError>,
}

impl Candidate {
    fn canonical(id: String, file: String) -> Self {
        let result = Ok(Formatted { text: String::new(), changes: Changes::default() });
        Self { id, file, before: String::new(), result }
    }

    /// Says whether it is not as it should be, and can be.
    fn differs(&self) -> bool {
        self.result.as_ref().is_ok_and(|formatted| formatted.text != self.before)
    }
}

/// Runs the command.
pub(crate) fn run(args: &Fmt) -> Exit {
    fmt(args).unwrap_or_else(|exit| exit)
}

fn fmt(args: &Fmt) -> Result<Exit, Exit> {
    let loaded = LoadedProject::load()?;
    let (mut corpus, mut candidates) =
        Corpus::visit(&loaded.folders(&args.files), &|basis, entry, source| {
            let context = FormatContext {
                schema: basis.schema,
                entities: basis.entities,
                article: Some(&entry.article),
            };
            let is_canonical = is_canonical(source, &entry.gold, &context);
            let (id, file) = (entry.article.id().to_owned(), entry.gold.path);
            let candidate = if is_canonical {
                Candidate::canonical(id, file)
            } else {
                let result = format_gold(&file, source.text, &context);
                Candidate { id, file, before: source.text.to_owned(), result }
            };
            let keeps_source = candidate.result.is_err();
            Visit { result: candidate, keeps_source }
        });
    candidates.extend(["schema", "entities", "rulings"].iter().filter_map(|id| {
        let file = karat::corpus::shown(&corpus.folders.gold.join(format!("{id}.yaml")));
        let before = corpus.sources.get(&file)?.clone();
        Some(Candidate { id: (*id).to_owned(), result: format_plain(&file, &before), file, before })
    }));
    let problems = left(&corpus, &candidates);
    if !args.names.is_empty() {
        candidates = chosen(&args.names, candidates, (&problems, &corpus.folders))?;
    }
    let mut problems: Vec<Problem> =
        problems.into_iter().filter(|problem| is_meant(args, &candidates, problem)).collect();
    sort_problems(&mut problems);
    corpus.problems.clear();
    complain(&problems_text(&problems, &corpus.sources));
    if candidates.is_empty() && problems.is_empty() {
        complain(
            "karat: there is no gold to format\nhelp: karat init makes a folder with a first gold file\n",
        );
        return Err(Exit::NothingSelected);
    }
    let is_left = |one: &Candidate| problems.iter().any(|problem| problem.file == one.file);
    candidates.retain(|one| one.result.is_ok() && !is_left(one));
    let n_left = report(args, &candidates, (&problems, &corpus.sources))?;
    Ok(exit(args, &candidates, &problems, n_left))
}

/// Returns the errors that keep files from being formatted; what formatting mends is none.
fn left(corpus: &Corpus, candidates: &[Candidate]) -> Vec<Problem> {
    let is_formatted = |problem: &Problem| {
        candidates.iter().any(|candidate| candidate.file == problem.file && candidate.differs())
    };
    let is_left = |problem: &&Problem| problem.level == Level::Error && !is_formatted(problem);
    let mut problems: Vec<Problem> = corpus.problems.iter().filter(is_left).cloned().collect();
    for candidate in candidates {
        if let Err(FormatError::Differs { span, .. }) = &candidate.result {
            let help = "write what stands here in a plainer way, or report this file as a bug of karat";
            let message =
                "karat fmt cannot write this otherwise and keep what it says: the file is left as it is";
            let problem = Problem::error("Y6", &candidate.file, Some(span.clone()), message);
            problems.push(problem.with_help(help));
        }
    }
    problems
}

/// Says whether a problem keeps what was asked for from being done.
fn is_meant(args: &Fmt, candidates: &[Candidate], problem: &Problem) -> bool {
    args.names.is_empty()
        || candidates.iter().any(|candidate| candidate.file == problem.file)
        || args.names.iter().any(|name| is_same_file(name, &problem.file))
}

/// Returns the candidates that names mean, each once, in the order of the corpus.
fn chosen(
    names: &[String],
    candidates: Vec<Candidate>,
    (problems, folders): (&[Problem], &Folders),
) -> Result<Vec<Candidate>, Exit> {
    let mut is_chosen = vec![false; candidates.len()];
    let mut is_complete = true;
    for name in names {
        match position(name, &candidates, folders) {
            Ok(index) => is_chosen[index] = true,
            // A problem tells why this file is no candidate.
            Err(_) if problems.iter().any(|problem| is_same_file(name, &problem.file)) => {}
            Err(message) => {
                complain(&format!("karat: {message}\n"));
                is_complete = false;
            }
        }
    }
    if !is_complete {
        return Err(Exit::Invalid);
    }
    Ok(candidates
        .into_iter()
        .zip(is_chosen)
        .filter(|(_, is_chosen)| *is_chosen)
        .map(|(one, _)| one)
        .collect())
}

fn position(name: &str, candidates: &[Candidate], folders: &Folders) -> Result<usize, String> {
    match candidates.iter().position(|one| is_same_file(name, &one.file)) {
        Some(exact) => Ok(exact),
        None => {
            let ids: Vec<&str> = candidates.iter().map(|one| one.id.as_str()).collect();
            let named = Named { ids: &ids, folders, noun: "article with gold" }.one(name);
            named.map_err(
                |fault| {
                    if is_path(name) { no_such_file(name, candidates) } else { fault.to_string() }
                },
            )
        }
    }
}

/// Returns why a path is that of no file that can be formatted, and what to do.
fn no_such_file(name: &str, candidates: &[Candidate]) -> String {
    let fault = match real_path(Path::new(name)) {
        Some(_) => "is no file of gold",
        None => "does not exist",
    };
    let help = match suggest(name, candidates.iter().map(|one| one.file.as_str())) {
        Some(similar) => format!("did you mean {}?", shell_word(&similar)),
        None => "karat fmt without names takes every file of gold".to_owned(),
    };
    format!("{} {fault}\nhelp: {help}", printable(name))
}

/// Says whether a name, as typed, is that of a file.
fn is_same_file(name: &str, file: &str) -> bool {
    name == file
        || (is_path(name)
            && real_path(Path::new(name)).is_some_and(|path| Some(path) == real_path(Path::new(file))))
}

/// Writes what changed, unless only looking, and tells; returns how many files could not be written.
fn report(
    args: &Fmt,
    candidates: &[Candidate],
    errors: (&[Problem], &BTreeMap<String, String>),
) -> Result<usize, Exit> {
    let mut changed = Vec::new();
    let mut n_left = 0;
    for candidate in candidates {
        let Ok(formatted) = &candidate.result else { continue };
        let Some(line) = first_difference(&candidate.before, &formatted.text) else { continue };
        if !args.check
            && let Err(error) = replace(Path::new(&candidate.file), &candidate.before, &formatted.text)
        {
            complain(&format!("karat: {}\n", refusal(&error)));
            n_left += 1;
            continue;
        }
        changed.push((
            FormattedFile { file: candidate.file.clone(), line, changes: formatted.changes },
            candidate,
        ));
    }
    if args.format == Format::Json {
        let files: Vec<FormattedFile> = changed.into_iter().map(|(file, _)| file).collect();
        print(&fmt_json(&files, candidates.len(), args.check, errors));
        return Ok(n_left);
    }
    for (file, candidate) in &changed {
        let place = if args.check { format!(":{}", file.line) } else { String::new() };
        print(&format!("{}{place}: {}\n", printable(&file.file), file.changes));
        if let (true, Ok(formatted)) = (args.check, &candidate.result) {
            let names = (file.file.as_str(), "canonical");
            print(&shown(&unified(names, &candidate.before, &formatted.text, LINES_SHOWN_MAX)));
        }
    }
    if !candidates.is_empty() {
        complain(&closing(args, (changed.len(), n_left), candidates.len()));
    }
    Ok(n_left)
}

/// Makes differences safe to print, line by line.
fn shown(difference: &str) -> String {
    difference.lines().map(|line| format!("  {}\n", printable(line))).collect()
}

fn closing(args: &Fmt, (n_changed, n_left): (usize, usize), n_files: usize) -> String {
    let files = counted(n_files as u64, "file", "files");
    match (n_changed, n_left, args.check) {
        (0, 0, _) => format!("{files}: all in canonical form\n"),
        (n, 0, false) => format!("{files}: {n} formatted\n"),
        (n, n_left, false) => format!("{files}: {n} formatted, {n_left} could not be written\n"),
        (n, _, true) => {
            let names: String = args.names.iter().map(|name| format!(" {}", shell_word(name))).collect();
            format!("{files}: {n} not in canonical form\nhelp: karat fmt{names}{}\n", repeated(&args.files))
        }
    }
}

fn exit(args: &Fmt, candidates: &[Candidate], problems: &[Problem], n_left: usize) -> Exit {
    if !problems.is_empty() {
        complain(&format!("{}: these files were left as they are\n", summary(problems)));
        Exit::Invalid
    } else if n_left > 0 {
        Exit::Invalid
    } else if args.check && candidates.iter().any(Candidate::differs) {
        Exit::Failed
    } else {
        Exit::Success
    }
}
