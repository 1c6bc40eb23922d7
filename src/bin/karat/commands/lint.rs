//! `karat lint`: every problem of articles, schema, entities and gold, with its place.

use std::collections::BTreeMap;
use std::path::Path;

use karat::corpus::Corpus;
use karat::lint::lint_folders;
use karat::problem::{Level, Problem, sort_problems};
use karat::report::json::{Mended, problems_json};
use karat::report::words::{counted, printable};

use crate::args::{Format, Lint};
use crate::commands::lint::mend::{Mending, done_text, mend_all};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::problems::{problems_text, summary};
use crate::settings::LoadedProject;

mod changes;
mod explain;
mod mend;
mod names;
mod past;
mod schemas;

/// Runs the command.
pub(crate) fn run(args: &Lint) -> Exit {
    if let Some(rule) = &args.explain {
        return explain::explain(rule.as_deref());
    }
    let outcome = if args.fix { fix(args) } else { check(args).map(|(_, checked)| checked.show(args, None)) };
    outcome.unwrap_or_else(|message| {
        complain(&format!("karat: {message}\n"));
        Exit::Invalid
    })
}

/// Mends, and shows what was mended, what is left, and which files could not be written.
fn fix(args: &Lint) -> Result<Exit, String> {
    let Mending { done, refused, checked } = mend_all(args)?;
    let exit = checked.show(args, Some(&done));
    for message in refused.values() {
        complain(&format!("karat: {message}\n"));
    }
    Ok(if refused.is_empty() { exit } else { Exit::Invalid })
}

/// Everything that is wrong, and what was looked at.
struct Checked {
    problems: Vec<Problem>,
    /// The texts that problems point into, by file.
    sources: BTreeMap<String, String>,
    n_articles: u64,
    n_facts: u64,
    /// What is shown of it, if not all: words behind a comma.
    scope: String,
}

/// Reads and lints everything; keeps what was asked for.
fn check(args: &Lint) -> Result<(Corpus, Checked), String> {
    let loaded = LoadedProject::find();
    let folders = loaded.folders(&args.files);
    let linted = lint_folders(&folders);
    let (mut corpus, mut problems) = (linted.corpus, linted.problems);
    let base = args.changed.as_ref().and_then(Option::as_deref);
    let of_past = past::findings(corpus.basis(), &linted.golds, base);
    corpus.add_sources(of_past.iter().map(|problem| problem.file.clone()));
    problems.extend(of_past);
    problems.extend(schemas::findings(corpus.basis()));
    loaded.project.lint.apply(&mut problems, &corpus.problems);
    let mut sources = std::mem::take(&mut corpus.sources);
    sources.extend(loaded.sources());
    problems.extend(loaded.problems.iter().cloned());
    let project = loaded.file.as_ref().map(|(path, _)| Path::new(path));
    let scope = match &args.changed {
        Some(base) => {
            let n_ignored =
                changes::keep_changed(&mut problems, &folders, project, &linted.golds, base.as_deref())?;
            changed_words(base.as_deref(), n_ignored as u64)
        }
        None => String::new(),
    };
    if !args.names.is_empty() {
        names::keep_named(&mut problems, &args.names, &folders, project, &linted.golds)?;
    }
    sort_problems(&mut problems);
    let (n_articles, n_facts) = (linted.golds.len() as u64, linted.n_facts);
    Ok((corpus, Checked { problems, sources, n_articles, n_facts, scope }))
}

impl Checked {
    /// Shows what was mended, where that was asked for, and what is left.
    fn show(&self, args: &Lint, done: Option<&[Mended]>) -> Exit {
        let mended = done.map(done_text);
        let is_shown = |problem: &&Problem| problem.level <= args.level.into();
        let shown: Vec<Problem> = self.problems.iter().filter(is_shown).cloned().collect();
        match args.format {
            Format::Json => print(&problems_json(&shown, &self.sources, done)),
            Format::Text => {
                print(mended.as_ref().map_or("", |(lines, _)| lines));
                print(&problems_text(&shown, &self.sources));
                if let (Some(done), Some((_, n_files))) = (done, mended) {
                    let (n_done, n_files) = (done.len() as u64, n_files as u64);
                    let findings = counted(n_done, "finding", "findings");
                    let files = counted(n_files, "file", "files");
                    let mended =
                        if n_done == 0 { "nothing".to_owned() } else { format!("{findings} in {files}") };
                    complain(&format!("mended {mended}\n"));
                }
                complain(&format!("{}\n", self.closing(self.problems.len() - shown.len())));
            }
        }
        self.exit(args.strict)
    }

    fn exit(&self, is_strict: bool) -> Exit {
        let least = if is_strict { Level::Warning } else { Level::Error };
        if self.problems.iter().any(|problem| problem.is_unreadable) {
            Exit::Invalid
        } else if self.problems.iter().any(|problem| problem.level <= least) {
            Exit::Failed
        } else if self.n_articles == 0 {
            Exit::NothingSelected
        } else {
            Exit::Success
        }
    }

    fn closing(&self, n_hidden: usize) -> String {
        let checked = format!(
            "checked {} with {}",
            counted(self.n_articles, "article", "articles"),
            counted(self.n_facts, "fact", "facts")
        );
        let scope = &self.scope;
        let hidden = if n_hidden == 0 { String::new() } else { format!(", {n_hidden} of them not shown") };
        match summary(&self.problems) {
            found if found.is_empty() => format!("{checked}{scope}: nothing to report"),
            found => format!("{checked}{scope}: {found}{hidden}{}", self.hints()),
        }
    }

    /// Returns the line that tells how to go on.
    fn hints(&self) -> String {
        let n_fixable = self.problems.iter().filter(|problem| problem.fix.is_some()).count() as u64;
        let rule =
            self.problems.iter().min_by_key(|problem| problem.level).map_or("", |problem| problem.rule);
        let explain = format!("karat lint --explain {rule} tells more about {rule}");
        if n_fixable == 0 {
            return format!("\nhelp: {explain}");
        }
        format!("\nhelp: karat lint --fix mends {n_fixable} of them; {explain}")
    }
}

/// Returns what is shown where only what changed is.
fn changed_words(base: Option<&str>, n_ignored: u64) -> String {
    let since = base.map(|base| format!(" since {}", printable(base))).unwrap_or_default();
    let ignored = match n_ignored {
        0 => String::new(),
        n => format!(", and {} that git ignores", counted(n, "gold file", "gold files")),
    };
    format!(", shown is what git says changed{since}{ignored}")
}
