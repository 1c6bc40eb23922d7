//! Reads the labels of single annotators, `by/NAME/ARTICLE.yaml` in the gold folder.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::article::Article;
use crate::corpus::{ANNOTATIONS, Basis, Corpus, Loader, shown};
use crate::gold::Gold;
use crate::problem::Problem;
use crate::store::{Depth, StoreError, list_files};

/// One annotator's labels of one article.
#[derive(Clone, Debug)]
pub struct Labelling {
    /// The annotator: the folder's name.
    pub by: String,
    /// The labels.
    pub gold: Gold,
}

/// Makes something of an article and its labellings.
type Visitor<'v, T> = &'v dyn Fn(Basis<'_>, &Article, &[Labelling]) -> T;

impl Corpus {
    /// Reads the labels of single annotators, and shows each article that has any together with them, by name; what was
    /// made of them comes back in the order of the articles.
    ///
    /// What is wrong with the files is kept among the problems. Nothing is kept of the articles. No folder `by`: nothing.
    pub fn visit_labellings<T>(&mut self, visitor: Visitor<'_, T>) -> Vec<T> {
        let mut loader = Loader { folders: &self.folders, problems: Vec::new(), sources: BTreeMap::new() };
        let mut results = Vec::new();
        for (id, files) in loader.labellings() {
            let path = self.folders.articles.join(format!("{id}.txt"));
            let article = loader.article(&id, &path).map(|(article, _)| article);
            let labellings: Vec<Labelling> = files
                .into_iter()
                .filter_map(|(by, path)| loader.labelling(by, &path, self.basis()))
                .collect();
            if let Some(article) = article {
                results.push(visitor(self.basis(), &article, &labellings));
            }
        }
        let Loader { problems, sources, .. } = loader;
        self.problems.extend(problems);
        self.sources.extend(sources);
        results
    }
}

impl Loader<'_> {
    /// Returns the files of each article, by annotator.
    fn labellings(&mut self) -> BTreeMap<String, Vec<(String, PathBuf)>> {
        let root = self.folders.gold.join(ANNOTATIONS);
        let files = match list_files(&root, "yaml", Depth::Below) {
            Ok(files) => files,
            Err(StoreError::Missing { .. }) => Vec::new(),
            Err(error) => {
                self.problems.push(Problem::error("A1", &shown(&root), None, error.to_string()));
                Vec::new()
            }
        };
        let mut labellings: BTreeMap<String, Vec<(String, PathBuf)>> = BTreeMap::new();
        for file in files {
            let folder = file.path.parent().filter(|folder| folder.parent() == Some(root.as_path()));
            match folder.and_then(|folder| folder.file_name()).and_then(|name| name.to_str()) {
                Some(by) => labellings.entry(file.stem).or_default().push((by.to_owned(), file.path.clone())),
                None => {
                    let help = "labels of one annotator stand in by/NAME/, one file an article, named *.yaml";
                    let problem = Problem::warning("A1", &shown(&file.path), None, "this file is not read");
                    self.problems.push(problem.with_help(help));
                }
            }
        }
        labellings
    }

    fn labelling(&mut self, by: String, path: &std::path::Path, basis: Basis<'_>) -> Option<Labelling> {
        let (shown, text) = self.gold_text(path)?;
        let (gold, problems) = Gold::decode(&shown, &text, basis.schema, basis.entities);
        if !problems.is_empty() {
            self.keep(shown, text, problems);
        }
        Some(Labelling { by, gold: gold? })
    }
}
