//! Reads the articles that have no gold.

use std::collections::BTreeMap;

use crate::article::Article;
use crate::corpus::{Corpus, Loader, share};
use crate::parallel::{in_parallel, n_cores};
use crate::problem::Problem;

impl Corpus {
    /// Reads the articles without gold and shows each once; what was made of them comes back in the order of their ids,
    /// with what is wrong with those that cannot be read.
    pub fn visit_unlabelled<T: Send>(
        &self,
        visitor: &(dyn Fn(Article) -> T + Sync),
    ) -> (Vec<T>, Vec<Problem>) {
        let shares: Vec<&[String]> = self.unlabelled.chunks(share(self.unlabelled.len())).collect();
        let read = in_parallel(shares.len(), n_cores(), &|index| {
            let mut loader =
                Loader { folders: &self.folders, problems: Vec::new(), sources: BTreeMap::new() };
            let mut results = Vec::with_capacity(shares[index].len());
            for id in shares[index] {
                let path = self.folders.articles.join(format!("{id}.txt"));
                results.extend(loader.article(id, &path).map(|(article, _)| visitor(article)));
            }
            (results, loader.problems)
        });
        let (results, problems): (Vec<_>, Vec<_>) = read.into_iter().unzip();
        (results.into_iter().flatten().collect(), problems.into_iter().flatten().collect())
    }
}
