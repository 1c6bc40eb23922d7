//! What the arguments mean: folders, selection and settings, put together once.

use std::path::PathBuf;

use karat::corpus::{Corpus, Folders};
use karat::evaluate::Selection;
use karat::report::words::shell_word;
use karat::text::likeness::suggest;

use crate::args::{Files, Scope};

/// Where articles are looked for unless `--articles` says.
const ARTICLES: &str = "seeds";
/// Where gold is looked for unless `--gold` says.
const GOLD: &str = "gold";

/// Returns a variable of the environment, if it is set to text.
#[expect(clippy::disallowed_methods, reason = "the binary is the room that reads the environment")]
pub(crate) fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Returns the folders that the arguments name.
pub(crate) fn folders(files: &Files) -> Folders {
    Folders {
        articles: files.articles.clone().unwrap_or_else(|| PathBuf::from(ARTICLES)),
        gold: files.gold.clone().unwrap_or_else(|| PathBuf::from(GOLD)),
        is_other_edition: files.articles.is_some(),
    }
}

/// Returns the options of the arguments again, for a command that is proposed.
pub(crate) fn repeated(files: &Files) -> String {
    let mut options = String::new();
    for (name, path) in [("articles", &files.articles), ("gold", &files.gold)] {
        if let Some(path) = path {
            options.push_str(&format!(" --{name} {}", shell_word(&path.display().to_string())));
        }
    }
    options
}

/// Returns what of the corpus is meant, or a message that says what does not exist.
pub(crate) fn selection(scope: &Scope, corpus: &Corpus) -> Result<Selection, String> {
    let types: Vec<&str> = corpus.schema.types.iter().map(|fact_type| &*fact_type.name).collect();
    let views: Vec<&str> = corpus.schema.views.iter().map(|view| &*view.name).collect();
    Ok(Selection {
        articles: scope.only.as_deref().map(|glob| matching(glob, corpus)).transpose()?,
        type_index: scope.fact_type.as_deref().map(|name| position("type", name, &types)).transpose()?,
        view_indices: scope.view.iter().map(|name| position("view", name, &views)).collect::<Result<_, _>>()?,
        with_drafts: scope.drafts,
    })
}

fn position(noun: &str, name: &str, known: &[&str]) -> Result<usize, String> {
    known.iter().position(|candidate| *candidate == name).ok_or_else(|| {
        let help = match suggest(name, known.iter().copied()) {
            Some(similar) => format!("did you mean \"{similar}\"?"),
            None => format!("the schema has: {}", known.join(", ")),
        };
        format!("the schema has no {noun} \"{name}\"\nhelp: {help}")
    })
}

/// Returns the ids of the articles that a glob or a prefix names.
fn matching(glob: &str, corpus: &Corpus) -> Result<Vec<String>, String> {
    let matcher = globset::Glob::new(glob)
        .map_err(|error| format!("\"{glob}\" is not a pattern: {}", error.kind()))?
        .compile_matcher();
    let ids = corpus.entries.iter().map(|entry| entry.article.id());
    Ok(ids.filter(|id| matcher.is_match(id) || id.starts_with(glob)).map(str::to_owned).collect())
}

/// Returns the id of the only article that a prefix names.
pub(crate) fn one_article(prefix: &str, corpus: &Corpus) -> Result<String, String> {
    let ids: Vec<&str> = corpus.entries.iter().map(|entry| entry.article.id()).collect();
    if let Some(exact) = ids.iter().find(|id| **id == prefix) {
        return Ok((*exact).to_owned());
    }
    let found: Vec<&str> = ids.iter().copied().filter(|id| id.starts_with(prefix)).collect();
    match found.as_slice() {
        [only] => Ok((*only).to_owned()),
        [] => {
            let help = match suggest(prefix, ids.iter().copied()) {
                Some(similar) => format!("did you mean \"{similar}\"?"),
                None => format!("the articles with gold are: {}", ids.join(", ")),
            };
            Err(format!("no article with gold starts with \"{prefix}\"\nhelp: {help}"))
        }
        several => Err(format!(
            "\"{prefix}\" is the start of {} articles: {}\nhelp: type more of the name",
            several.len(),
            several.join(", ")
        )),
    }
}
