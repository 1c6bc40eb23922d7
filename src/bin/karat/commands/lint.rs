//! `karat lint`: every problem of articles, schema, entities and gold, with its place.

use std::collections::BTreeMap;

use karat::lint::lint_folders;
use karat::problem::{Level, Problem, sort_problems};
use karat::report::json::problems_json;
use karat::report::words::counted;

use crate::args::{Format, Lint};
use crate::exit::Exit;
use crate::output::{complain, print};
use crate::problems::{problems_text, summary};
use crate::settings::LoadedProject;

mod explain;
mod past;

/// Runs the command.
pub(crate) fn run(args: &Lint) -> Exit {
    if let Some(rule) = &args.explain {
        return explain::explain(rule.as_deref());
    }
    match check(args) {
        Ok(checked) => checked.show(args.format),
        Err(message) => {
            complain(&format!("karat: {message}\n"));
            Exit::Invalid
        }
    }
}

/// Everything that is wrong, and what was looked at.
struct Checked {
    problems: Vec<Problem>,
    /// The texts that problems point into, by file.
    sources: BTreeMap<String, String>,
    n_articles: u64,
    n_facts: u64,
    /// Only what changed is shown.
    is_part: bool,
}

/// Reads and lints everything.
fn check(args: &Lint) -> Result<Checked, String> {
    let loaded = LoadedProject::find();
    let folders = loaded.folders(&args.files);
    let linted = lint_folders(&folders);
    let (corpus, mut problems) = (linted.corpus, linted.problems);
    problems.extend(past::findings(corpus.basis(), &linted.golds));
    loaded.project.lint.apply(&mut problems, &corpus.problems);
    let mut sources = corpus.sources;
    sources.extend(loaded.sources());
    problems.extend(loaded.problems);
    if args.changed {
        past::keep_changed(&mut problems, [&folders.gold, &folders.articles])?;
    }
    sort_problems(&mut problems);
    let (n_articles, n_facts) = (linted.golds.len() as u64, linted.n_facts);
    Ok(Checked { problems, sources, n_articles, n_facts, is_part: args.changed })
}

impl Checked {
    fn show(&self, format: Format) -> Exit {
        match format {
            Format::Json => print(&problems_json(&self.problems, &self.sources)),
            Format::Text => {
                print(&problems_text(&self.problems, &self.sources));
                complain(&format!("{}\n", self.closing()));
            }
        }
        self.exit()
    }

    fn exit(&self) -> Exit {
        if self.problems.iter().any(|problem| problem.is_unreadable) {
            Exit::Invalid
        } else if self.problems.iter().any(|problem| problem.level == Level::Error) {
            Exit::Failed
        } else if self.n_articles == 0 {
            Exit::NothingSelected
        } else {
            Exit::Success
        }
    }

    fn closing(&self) -> String {
        let checked = format!(
            "checked {} with {}",
            counted(self.n_articles, "article", "articles"),
            counted(self.n_facts, "fact", "facts")
        );
        let scope = if self.is_part { ", shown is what git says changed" } else { "" };
        match summary(&self.problems) {
            found if found.is_empty() => format!("{checked}{scope}: nothing to report"),
            found => format!("{checked}{scope}: {found}{}", self.hints()),
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
