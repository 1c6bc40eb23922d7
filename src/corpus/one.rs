//! Loads what the labels of one article need, and nothing else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::article::Article;
use crate::corpus::{Folders, Loader, RESERVED_NAMES, shown};
use crate::problem::Problem;
use crate::text::clean::TextFinding;

impl Folders {
    /// Returns the ids of all articles, sorted, whether they have labels or not.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub fn article_ids(&self) -> Result<Vec<String>, Vec<Problem>> {
        let mut loader = loader(self);
        let ids = loader.list(&self.articles, "txt").into_iter().map(|(id, _)| id).collect();
        if loader.problems.is_empty() { Ok(ids) } else { Err(loader.problems) }
    }

    /// Returns the ids of all gold files, sorted.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub fn gold_ids(&self) -> Result<Vec<String>, Vec<Problem>> {
        let mut loader = loader(self);
        let ids = loader.list(&self.gold, "yaml").into_iter().map(|(id, _)| id);
        let ids = ids.filter(|id| !RESERVED_NAMES.contains(&id.as_str())).collect();
        if loader.problems.is_empty() { Ok(ids) } else { Err(loader.problems) }
    }

    /// Reads one article, with what is unusual in its text.
    ///
    /// # Errors
    /// If it is missing or cannot be read.
    pub fn article(&self, id: &str) -> Result<(Article, Vec<TextFinding>), Vec<Problem>> {
        let mut loader = loader(self);
        let article = loader.article(id, &self.articles.join(format!("{id}.txt")));
        article.ok_or(loader.problems)
    }

    /// Returns the path of an article's gold, which may not be there yet.
    #[must_use]
    pub fn gold_file(&self, id: &str) -> PathBuf {
        self.gold.join(format!("{id}.yaml"))
    }

    /// Reads the text of an article's gold.
    ///
    /// # Errors
    /// If it is missing or cannot be read.
    pub fn gold_text(&self, id: &str) -> Result<String, Vec<Problem>> {
        let mut loader = loader(self);
        let text = loader.gold_text(&self.gold_file(id)).map(|(_, text)| text);
        text.ok_or(loader.problems)
    }

    /// Returns the path of an article's gold as the user would type it.
    #[must_use]
    pub fn shown_gold_file(&self, id: &str) -> String {
        shown(&self.gold_file(id))
    }
}

const fn loader(folders: &Folders) -> Loader<'_> {
    Loader { folders, problems: Vec::new(), sources: BTreeMap::new() }
}
