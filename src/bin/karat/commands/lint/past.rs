//! What git knows of a corpus: which files changed, and what gold was before.

use std::collections::BTreeMap;
use std::path::Path;

use karat::corpus::{Basis, shown};
use karat::lint::LintedGold;
use karat::lint::past::{Past, compare};
use karat::problem::Problem;
use karat::store::git::{Commit, GitError, Repository, Version};
use karat::store::{Bounds, GOLD_BYTES_MAX, read_file};

/// Returns what rules find in gold that differs from what it was; silent outside of a repository.
///
/// Ids are compared with those of the last commit, or with those of the commit that `base` went apart from.
pub(super) fn findings(basis: Basis<'_>, golds: &[LintedGold], base: Option<&str>) -> Vec<Problem> {
    let folder = &basis.folders.gold;
    let Some(repository) = Repository::around(folder) else { return Vec::new() };
    match former(&repository, folder, golds, base) {
        Ok(former) => former.iter().flat_map(|former| former.findings(basis, base)).collect(),
        Err(error) => {
            let problem =
                Problem::info("F6", &shown(folder), None, format!("git was asked in vain: {error}"));
            let help = "what rules F6 and R1 say about former versions is not known";
            vec![problem.with_help(error.help().unwrap_or_else(|| help.to_owned()))]
        }
    }
}

/// A gold file and what it was.
struct Former<'a> {
    gold: &'a LintedGold,
    at_head: Option<String>,
    at_review: Option<String>,
}

impl Former<'_> {
    fn findings(&self, basis: Basis<'_>, base: Option<&str>) -> Vec<Problem> {
        let bounds = Bounds { root: None, n_bytes_max: GOLD_BYTES_MAX };
        let now = read_file(Path::new(&self.gold.path), bounds)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        let past = Past { at_head: self.at_head.as_deref(), base, at_review: self.at_review.as_deref() };
        now.map(|now| compare(basis, &self.gold.path, &now, past)).unwrap_or_default()
    }
}

/// Asks for the former versions of the gold files that changed or were reviewed.
fn former<'a>(
    repository: &Repository,
    folder: &Path,
    golds: &'a [LintedGold],
    base: Option<&str>,
) -> Result<Vec<Former<'a>>, GitError> {
    // Of a folder that cannot be named nothing is known.
    let Some(folder) = repository.inside(&folder.join("schema.yaml")) else { return Ok(Vec::new()) };
    let folder = folder.strip_suffix("schema.yaml").unwrap_or_default().trim_end_matches('/');
    let base = base.map(|name| repository.merge_base(name)).transpose()?;
    let changed = repository.status(&[folder.to_owned()], base.as_deref())?.changed;
    let is_reviewed = golds.iter().any(|gold| gold.review_day.is_some());
    let commits = if is_reviewed { repository.commits(folder)? } else { Vec::new() };
    let by_path = by_path(&commits);
    let mut wanted = Vec::new();
    let mut versions = Vec::new();
    for gold in golds {
        let name = Path::new(&gold.path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let head = changed.contains(&path).then_some(base.as_deref().unwrap_or("HEAD"));
        let review = gold.review_day.as_deref().and_then(|day| version_of(&by_path, &path, day));
        if head.is_some() || review.is_some() {
            versions.extend([head, review].into_iter().flatten().map(|commit| (commit, path.clone())));
            wanted.push((gold, head.is_some(), review.is_some()));
        }
    }
    let questions: Vec<Version<'_>> =
        versions.iter().map(|(commit, path)| Version { commit, path: path.as_str() }).collect();
    let mut contents = repository.contents(&questions)?.into_iter();
    let mut next = |is_asked: bool| -> Option<String> {
        let bytes = if is_asked { contents.next()?? } else { return None };
        String::from_utf8(bytes).ok()
    };
    let former = wanted.into_iter().map(|(gold, head, review)| Former {
        gold,
        at_head: next(head),
        at_review: next(review),
    });
    Ok(former.collect())
}

/// Returns the commits that changed each file, newest first.
fn by_path(commits: &[Commit]) -> BTreeMap<&str, Vec<&Commit>> {
    let mut by_path: BTreeMap<&str, Vec<&Commit>> = BTreeMap::new();
    for commit in commits {
        commit.paths.iter().for_each(|path| by_path.entry(path).or_default().push(commit));
    }
    by_path
}

/// Returns the newest commit up to a day that has a file.
fn version_of<'c>(by_path: &BTreeMap<&str, Vec<&'c Commit>>, path: &str, day: &str) -> Option<&'c str> {
    let mut of_file = by_path.get(path).into_iter().flatten();
    of_file.find(|commit| commit.day.as_str() <= day).map(|commit| commit.id.as_str())
}
