//! `karat lint ARTICLE|FILE`: keeps the findings about what was named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use karat::corpus::{Folders, shown};
use karat::lint::LintedGold;
use karat::problem::Problem;
use karat::report::words::{printable, shell_word};
use karat::store::real_path;
use karat::text::likeness::suggest;

use crate::naming::{Named, is_path};

/// Files of the gold folder that belong to no article.
const BASIS: [&str; 3] = ["schema.yaml", "entities.yaml", "rulings.yaml"];

/// What can be named.
struct Known<'a> {
    folders: &'a Folders,
    project: Option<&'a Path>,
    /// The ids of articles with gold or with findings.
    ids: BTreeSet<String>,
}

/// Keeps the findings about articles and files, and those that keep everything from being read.
///
/// A gold file and its article are one: a finding about either may come from the other.
///
/// # Errors
/// If something is neither an article nor a file of the corpus: a message with what to do.
pub(super) fn keep_named(
    problems: &mut Vec<Problem>,
    names: &[String],
    folders: &Folders,
    project: Option<&Path>,
    golds: &[LintedGold],
) -> Result<(), String> {
    let mut known = Known { folders, project, ids: BTreeSet::new() };
    let files = golds.iter().map(|gold| &gold.path).chain(problems.iter().map(|problem| &problem.file));
    let ids: BTreeSet<String> = files.filter_map(|file| known.article_of(Path::new(file))).collect();
    known.ids = ids;
    let meant: BTreeSet<Meant> = names.iter().map(|name| known.meant(name)).collect::<Result<_, _>>()?;
    problems.retain(|problem| {
        let file = Path::new(&problem.file);
        match known.article_of(file) {
            Some(id) => meant.contains(&Meant::Article(id)),
            None => {
                let is_named = |meant: &Meant| matches!(meant, Meant::File(named) if real_path(file).as_ref() == Some(named));
                problem.is_unreadable || meant.iter().any(is_named)
            }
        }
    });
    Ok(())
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Meant {
    /// An article and its gold, by the id.
    Article(String),
    /// A file that belongs to no article, with all links followed.
    File(PathBuf),
}

impl Known<'_> {
    /// Returns the id of the article that a file of the corpus, or its gold, is; `None` of other files.
    fn article_of(&self, file: &Path) -> Option<String> {
        let (folder, name) = (file.parent()?, file.file_name()?.to_str()?);
        let stem = if folder == self.folders.gold && !BASIS.contains(&name) {
            name.strip_suffix(".yaml")
        } else if folder == self.folders.articles {
            name.strip_suffix(".txt")
        } else {
            None
        };
        stem.map(str::to_owned)
    }

    fn meant(&self, name: &str) -> Result<Meant, String> {
        if self.ids.contains(name) {
            return Ok(Meant::Article(name.to_owned()));
        }
        if let Some(file) = real_path(Path::new(name)).filter(|file| file.is_file()) {
            return self.file(&file).ok_or_else(|| self.stranger(name, "is no file of this corpus"));
        }
        if is_path(name) || name.ends_with(".txt") {
            return Err(self.stranger(name, "does not exist"));
        }
        let ids: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        let named = Named { ids: &ids, folders: self.folders, noun: "article with gold" };
        let index = named.one(name).map_err(|fault| fault.to_string())?;
        Ok(Meant::Article(ids[index].to_owned()))
    }

    /// Returns what a file is to the corpus; `None` if nothing.
    fn file(&self, file: &Path) -> Option<Meant> {
        if self.project.is_some_and(|project| real_path(project).as_deref() == Some(file)) {
            return Some(Meant::File(file.to_owned()));
        }
        let folder = file.parent()?;
        let [of_gold, of_articles] =
            [&self.folders.gold, &self.folders.articles].map(|own| real_path(own).as_deref() == Some(folder));
        let own = if of_gold { &self.folders.gold } else { &self.folders.articles };
        let article = self.article_of(&own.join(file.file_name()?)).map(Meant::Article);
        (of_gold || of_articles).then(|| article.unwrap_or_else(|| Meant::File(file.to_owned())))
    }

    fn stranger(&self, name: &str, fault: &str) -> String {
        let path = |folder: &Path, id: &str, end: &str| shown(&folder.join(format!("{id}{end}")));
        let of_ids = self
            .ids
            .iter()
            .flat_map(|id| [path(&self.folders.gold, id, ".yaml"), path(&self.folders.articles, id, ".txt")]);
        let of_basis = BASIS.iter().map(|name| shown(&self.folders.gold.join(name)));
        let files: Vec<String> = of_ids.chain(of_basis).chain(self.project.map(shown)).collect();
        let help = match suggest(name, files.iter().map(String::as_str)) {
            Some(similar) => format!("did you mean {}?", shell_word(&similar)),
            None => "name an article, a gold file, schema.yaml, entities.yaml or karat.yaml".to_owned(),
        };
        format!("{} {fault}\nhelp: {help}", printable(name))
    }
}
