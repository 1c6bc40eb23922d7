//! What arguments and karat.yaml mean together: folders, selection and settings, put together once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Once;

use karat::corpus::{Corpus, Folders, shown};
use karat::evaluate::Selection;
use karat::extract::environment::Environment;
use karat::problem::{Level, Problem};
use karat::project::{FILE_NAME, Project};
use karat::report::words::shell_word;
use karat::store::{Bounds, GOLD_BYTES_MAX, read_file};
use karat::text::likeness::suggest;

use crate::args::{Files, Scope};
use crate::exit::Exit;
use crate::naming::Named;
use crate::output::complain;
use crate::problems::{problems_text, summary};

/// That there is neither karat.yaml nor gold is said once.
static NOWHERE: Once = Once::new();

/// Returns a variable of the environment, if it is set to text.
#[expect(clippy::disallowed_methods, reason = "the binary is the room that reads the environment")]
pub(crate) fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Returns the whole environment, for programs that inherit it and for headers that quote it.
pub(crate) fn whole_environment() -> Environment {
    std::env::vars_os().collect()
}

/// A project and where it is.
#[derive(Debug, Default)]
pub(crate) struct LoadedProject {
    /// What karat.yaml says; what holds without one otherwise.
    pub(crate) project: Project,
    /// The folder that everything in it counts from, as the user would type it; empty for the current one.
    pub(crate) root: PathBuf,
    /// The path and text of karat.yaml, where there is one.
    pub(crate) file: Option<(String, String)>,
    /// What is wrong with it.
    pub(crate) problems: Vec<Problem>,
}

impl LoadedProject {
    /// Looks for karat.yaml from the current folder upward, and reads it with all its problems.
    pub(crate) fn find() -> Self {
        let Some(root) = root() else { return Self::default() };
        let path = root.join(FILE_NAME);
        let bounds = Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX };
        let file = shown(&path);
        let bytes = match read_file(&path, bounds) {
            Ok(bytes) => bytes,
            Err(error) => return Self::unreadable(root, &file, error.to_string()),
        };
        let Ok(text) = String::from_utf8(bytes) else {
            return Self::unreadable(root, &file, "not UTF-8".to_owned());
        };
        let (project, problems) = Project::decode(&file, &text);
        let is_error = |problem: &Problem| problem.level == Level::Error;
        let unreadable = |problem: Problem| if is_error(&problem) { problem.unreadable() } else { problem };
        Self {
            project: project.unwrap_or_default(),
            root,
            file: Some((file, text)),
            problems: problems.into_iter().map(unreadable).collect(),
        }
    }

    fn unreadable(root: PathBuf, file: &str, message: String) -> Self {
        let message = message.strip_prefix(&format!("{file} ")).unwrap_or(&message).to_owned();
        let problem = Problem::error("Y0", file, None, message).unreadable();
        Self { root, problems: vec![problem], ..Self::default() }
    }

    /// Returns a project that can be used; what is wrong is shown, and `Err` says that nothing can be done.
    ///
    /// # Errors
    /// If karat.yaml has errors.
    pub(crate) fn load() -> Result<Self, Exit> {
        let loaded = Self::find();
        complain(&problems_text(&loaded.problems, &loaded.sources()));
        if loaded.problems.iter().all(|problem| problem.level != Level::Error) {
            return Ok(loaded);
        }
        complain(&format!("{}: nothing was done\n", summary(&loaded.problems)));
        Err(Exit::Invalid)
    }

    /// Returns the text of karat.yaml by its path, for showing problems.
    pub(crate) fn sources(&self) -> BTreeMap<String, String> {
        self.file.iter().cloned().collect()
    }

    /// Returns the folders that the arguments name, from the current folder, or else karat.yaml, from its own.
    pub(crate) fn folders(&self, files: &Files) -> Folders {
        let from_root = |folder: &str| self.root.join(folder);
        let folders = Folders {
            articles: files.articles.clone().unwrap_or_else(|| from_root(&self.project.articles)),
            gold: files.gold.clone().unwrap_or_else(|| from_root(&self.project.gold)),
            is_other_edition: files.articles.is_some(),
        };
        let is_nowhere = self.file.is_none() && self.problems.is_empty() && files.gold.is_none();
        if is_nowhere && !is_there(&folders.gold) {
            NOWHERE.call_once(|| {
                complain(&format!(
                    "karat: no {FILE_NAME} was found here or above, and no folder {}\n\
                     help: karat init makes a first corpus\n",
                    shown(&folders.gold)
                ));
            });
        }
        folders
    }
}

/// Returns the nearest folder upward that holds karat.yaml: `""`, `".."`, `"../.."`.
///
/// A repository is a border: what stands above its root does not speak for what is inside.
#[expect(clippy::disallowed_methods, reason = "the binary is the room that knows the working directory")]
fn root() -> Option<PathBuf> {
    let n_folders = std::env::current_dir().map_or(1, |folder| folder.ancestors().count());
    let mut root = PathBuf::new();
    for _ in 0..n_folders {
        if is_there(&root.join(FILE_NAME)) {
            return Some(root);
        }
        if is_there(&root.join(".git")) {
            return None;
        }
        root.push("..");
    }
    None
}

/// Says whether something has this name, even a link that leads nowhere.
pub(crate) fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
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
        view_indices: scope
            .view
            .iter()
            .map(|name| position("view", name, &views))
            .collect::<Result<_, _>>()?,
        with_drafts: scope.drafts,
    })
}

/// Returns the positions of views by their names.
pub(crate) fn views(names: &[String], corpus: &Corpus) -> Result<Vec<usize>, String> {
    let known: Vec<&str> = corpus.schema.views.iter().map(|view| &*view.name).collect();
    names.iter().map(|name| position("view", name, &known)).collect()
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
    let is_named = named(glob)?;
    let ids = corpus.entries.iter().map(|entry| entry.article.id());
    Ok(ids.filter(|id| is_named(id)).map(str::to_owned).collect())
}

/// Returns what says whether a glob or a prefix names an article.
pub(crate) fn named(glob: &str) -> Result<impl Fn(&str) -> bool, String> {
    let matcher = globset::Glob::new(glob)
        .map_err(|error| format!("\"{glob}\" is not a pattern: {}", error.kind()))?
        .compile_matcher();
    Ok(move |id: &str| matcher.is_match(id) || id.starts_with(glob))
}

/// Returns the id of the only article with gold that a word names.
pub(crate) fn one_article(word: &str, corpus: &Corpus) -> Result<String, String> {
    let ids: Vec<&str> = corpus.entries.iter().map(|entry| entry.article.id()).collect();
    let named = Named { ids: &ids, folders: &corpus.folders, noun: "article with gold" };
    let not_named = match named.one(word) {
        Ok(index) => return Ok(ids[index].to_owned()),
        Err(not_named) => not_named,
    };
    let waiting: Vec<&str> = corpus.unlabelled.iter().map(String::as_str).collect();
    Err(match (Named { ids: &waiting, noun: "article", ..named }).one(word) {
        Ok(index) if !word.is_empty() => {
            let id = waiting[index];
            format!("article {id} has no gold yet\nhelp: karat add {} makes its first label", shell_word(id))
        }
        Ok(_) | Err(_) => not_named.to_string(),
    })
}
