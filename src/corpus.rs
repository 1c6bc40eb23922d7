//! Loads a corpus: schema, entities, and every article with its gold; every problem is kept, none stops the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::gold::Gold;
use crate::gold::format::Source;
use crate::gold::rulings::{Ruling, decode_rulings};
use crate::parallel::{in_parallel, n_cores};
use crate::problem::{Problem, sort_problems};
use crate::schema::Schema;
use crate::schema::entities::Entities;
use crate::store::{ARTICLE_BYTES_MAX, Bounds, Depth, GOLD_BYTES_MAX, StoreError, list_files, read_file};
use crate::text::clean::TextFinding;

pub mod labellings;
pub mod schemas;
pub mod one;
mod unlabelled;

/// Names in the gold folder that are no gold files.
pub const RESERVED_NAMES: [&str; 3] = ["schema", "entities", "rulings"];

/// The folder in the gold folder that holds the labels of single annotators.
const ANNOTATIONS: &str = "by";

/// Where a corpus is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The folder of articles, `*.txt`.
    pub articles: PathBuf,
    /// The folder of gold, `*.yaml`, with schema.yaml and entities.yaml.
    pub gold: PathBuf,
    /// The articles are another edition than the one that was labelled.
    pub is_other_edition: bool,
}

/// An article and its gold.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The article.
    pub article: Article,
    /// What is unusual in its text.
    pub findings: Vec<TextFinding>,
    /// Its gold.
    pub gold: Gold,
}

/// Everything that scoring and lint look at.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// Where it was found.
    pub folders: Folders,
    /// The types and views.
    pub schema: Schema,
    /// The entities.
    pub entities: Entities,
    /// What reviewers decided about single values, in the order of the file; empty without rulings.yaml.
    pub rulings: Vec<Ruling>,
    /// Articles with gold, sorted by id.
    pub entries: Vec<Entry>,
    /// Ids of articles without gold, sorted.
    pub unlabelled: Vec<String>,
    /// What is wrong with the files, sorted by place.
    pub problems: Vec<Problem>,
    /// The text of every file that a problem can point into, by the path shown.
    pub sources: BTreeMap<String, String>,
}

/// What every article of a corpus is read with.
#[derive(Clone, Copy, Debug)]
pub struct Basis<'a> {
    /// Where the corpus is.
    pub folders: &'a Folders,
    /// The types and views.
    pub schema: &'a Schema,
    /// The entities.
    pub entities: &'a Entities,
}

/// What a visitor makes of one article, and whether the text of its gold is still wanted afterwards.
#[derive(Clone, Debug)]
pub struct Visit<T> {
    /// What was made of it.
    pub result: T,
    /// Somebody will point into the text.
    pub keeps_source: bool,
}

impl Corpus {
    /// Returns what every article is read with.
    #[must_use]
    pub const fn basis(&self) -> Basis<'_> {
        Basis { folders: &self.folders, schema: &self.schema, entities: &self.entities }
    }

    /// Says whether a file could not be read, so that nothing can be scored.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.problems.iter().any(|problem| problem.is_unreadable)
    }

    /// Loads a corpus; what cannot be read becomes a problem, and the rest is loaded.
    #[must_use]
    pub fn load(folders: &Folders) -> Self {
        let (mut corpus, entries) =
            Self::visit(folders, &|_, entry, _| Visit { result: entry, keeps_source: true });
        corpus.entries = entries;
        corpus
    }

    /// Loads what a corpus says of no single article: schema, entities and rulings.
    #[must_use]
    pub fn without_articles(folders: &Folders) -> Self {
        let (loader, corpus, _) = Loader::start(folders);
        loader.finish(corpus)
    }

    /// Reads a corpus and shows each article once, with the text of its gold; what was made of it comes back in the
    /// order of the articles, and the articles are forgotten: the corpus has no entries.
    ///
    /// Articles are visited on all cores. Texts of gold stay where problems point into them or the visitor asks.
    pub fn visit<T: Send>(
        folders: &Folders,
        visitor: &(dyn Fn(Basis<'_>, Entry, Source<'_>) -> Visit<T> + Sync),
    ) -> (Self, Vec<T>) {
        let (mut loader, mut corpus, has_schema) = Loader::start(folders);
        // Without a schema every type of every label would be unknown: one problem is enough.
        let results = if has_schema { loader.entries(&mut corpus, visitor) } else { Vec::new() };
        (loader.finish(corpus), results)
    }

    /// Reads the text of files, by the path shown, so that a problem can point into them; what is missing stays so.
    pub fn add_sources(&mut self, files: impl IntoIterator<Item = String>) {
        for file in files {
            let bounds = Bounds { root: None, n_bytes_max: ARTICLE_BYTES_MAX };
            if !self.sources.contains_key(&file)
                && let Ok(bytes) = read_file(Path::new(&file), bounds)
                && let Ok(text) = String::from_utf8(bytes)
            {
                self.sources.insert(file, text);
            }
        }
    }
}

/// Makes something of one article.
type Visitor<'v, T> = &'v (dyn Fn(Basis<'_>, Entry, Source<'_>) -> Visit<T> + Sync);

/// How many articles one core reads before it looks for more; of a few articles each core gets some.
const SHARE_MAX: usize = 32;

fn share(n_articles: usize) -> usize {
    n_articles.div_ceil(n_cores() * SHARES_PER_CORE).clamp(1, SHARE_MAX)
}

/// Articles differ in length: the core that is done first takes more.
const SHARES_PER_CORE: usize = 4;

/// A gold file and its article.
struct Pair {
    id: String,
    gold: PathBuf,
    article: Option<PathBuf>,
}

/// What loading collects on its way.
struct Loader<'a> {
    folders: &'a Folders,
    problems: Vec<Problem>,
    sources: BTreeMap<String, String>,
}

impl<'a> Loader<'a> {
    /// Reads what concerns no single article; says whether there is a schema.
    fn start(folders: &'a Folders) -> (Self, Corpus, bool) {
        let mut loader = Loader { folders, problems: Vec::new(), sources: BTreeMap::new() };
        let schema = loader.schema();
        let entities = loader.entities();
        let has_schema = schema.is_some();
        let corpus = Corpus {
            folders: folders.clone(),
            schema: schema.unwrap_or_default(),
            entities,
            rulings: loader.rulings(),
            entries: Vec::new(),
            unlabelled: Vec::new(),
            problems: Vec::new(),
            sources: BTreeMap::new(),
        };
        (loader, corpus, has_schema)
    }

    /// Hands over what was collected.
    fn finish(mut self, corpus: Corpus) -> Corpus {
        sort_problems(&mut self.problems);
        Corpus { problems: self.problems, sources: self.sources, ..corpus }
    }

    fn schema(&mut self) -> Option<Schema> {
        let path = self.folders.gold.join("schema.yaml");
        let (shown, text) = self.gold_text(&path)?;
        let (schema, problems) = Schema::decode(&shown, &text);
        self.keep(shown, text, problems);
        schema
    }

    fn entities(&mut self) -> Entities {
        let path = self.folders.gold.join("entities.yaml");
        let Some((shown, text)) = self.gold_text(&path) else { return Entities::default() };
        let (entities, problems) = Entities::decode(&shown, &text);
        self.keep(shown, text, problems);
        entities.unwrap_or_default()
    }

    fn rulings(&mut self) -> Vec<Ruling> {
        let path = self.folders.gold.join("rulings.yaml");
        if path.symlink_metadata().is_err() {
            return Vec::new();
        }
        let Some((shown, text)) = self.gold_text(&path) else { return Vec::new() };
        let (rulings, problems) = decode_rulings(&shown, &text);
        self.keep(shown, text, problems);
        rulings
    }

    fn entries<T: Send>(&mut self, corpus: &mut Corpus, visitor: Visitor<'_, T>) -> Vec<T> {
        let articles = self.list(&self.folders.articles, "txt");
        let has_articles = self.problems.iter().all(|problem| problem.file != shown(&self.folders.articles));
        self.skipped();
        let golds = self.list(&self.folders.gold, "yaml");
        let mut article_paths: BTreeMap<String, PathBuf> = articles.into_iter().collect();
        let mut pairs = Vec::new();
        for (id, gold) in golds.into_iter().filter(|(id, _)| !RESERVED_NAMES.contains(&id.as_str())) {
            let article = article_paths.remove(&id);
            // A missing folder is one problem, and no reason to remove labels.
            if article.is_none() && has_articles {
                let article = shown(&self.folders.articles.join(format!("{id}.txt")));
                let message = format!("article {article} does not exist");
                let help = "rename the gold file to the name of its article, or remove it";
                self.problems.push(Problem::error("A1", &shown(&gold), None, message).with_help(help));
            }
            pairs.push(Pair { id, gold, article });
        }
        corpus.unlabelled = article_paths.into_keys().collect();
        let mut results = Vec::with_capacity(pairs.len());
        for (loader, share) in self.read_all(&pairs, corpus, visitor) {
            self.problems.extend(loader.problems);
            self.sources.extend(loader.sources);
            results.extend(share);
        }
        results
    }

    /// Reads all pairs, on all cores where there are many; what was collected, in the order of the pairs.
    fn read_all<T: Send>(
        &self,
        pairs: &[Pair],
        corpus: &Corpus,
        visitor: Visitor<'_, T>,
    ) -> Vec<(Self, Vec<T>)> {
        let shares: Vec<&[Pair]> = pairs.chunks(share(pairs.len())).collect();
        in_parallel(shares.len(), n_cores(), &|index| {
            let mut loader = Loader { folders: self.folders, problems: Vec::new(), sources: BTreeMap::new() };
            let visit = |pair| loader.entry(pair, corpus.basis(), visitor);
            let results = shares[index].iter().filter_map(visit).collect();
            (loader, results)
        })
    }

    /// Reads the gold of an article and the article, with the problems of both, and shows them to the visitor.
    fn entry<T>(&mut self, pair: &Pair, basis: Basis<'_>, visitor: Visitor<'_, T>) -> Option<T> {
        let text = self.gold_text(&pair.gold);
        let gold = text.as_ref().map(|(shown, text)| {
            let (gold, tree, problems) = Gold::decode_with_tree(shown, text, basis.schema, basis.entities);
            let has_problems = !problems.is_empty();
            self.problems.extend(problems);
            (gold, tree, has_problems)
        });
        let article = pair.article.as_deref().and_then(|path| self.article(&pair.id, path));
        let (shown, text) = text?;
        let (gold, tree, has_problems) = gold?;
        let source = Source { text: &text, tree: tree.as_ref() };
        let visit = gold
            .zip(article)
            .map(|(gold, (article, findings))| visitor(basis, Entry { article, findings, gold }, source));
        let keeps_source = has_problems || visit.as_ref().is_some_and(|visit| visit.keeps_source);
        if keeps_source {
            self.sources.insert(shown, text);
        }
        visit.map(|visit| visit.result)
    }

    /// Tells of files in the gold folder that look like gold and are not read.
    fn skipped(&mut self) {
        let others = list_files(&self.folders.gold, "yml", Depth::Below).unwrap_or_default();
        let below = list_files(&self.folders.gold, "yaml", Depth::Below).unwrap_or_default();
        let is_below = |entry: &crate::store::Entry| {
            entry.path.parent() != Some(self.folders.gold.as_path())
                && !entry.path.starts_with(self.folders.gold.join(ANNOTATIONS))
        };
        let skipped: Vec<_> = others.into_iter().chain(below.into_iter().filter(is_below)).collect();
        for entry in skipped {
            let help = "gold stands in the gold folder itself, one file an article, named *.yaml";
            let problem = Problem::warning("A1", &shown(&entry.path), None, "this file is not read");
            self.problems.push(problem.with_help(help));
        }
    }

    fn list(&mut self, folder: &Path, extension: &str) -> Vec<(String, PathBuf)> {
        match list_files(folder, extension, Depth::Here) {
            Ok(entries) => entries.into_iter().map(|entry| (entry.stem, entry.path)).collect(),
            Err(error) => {
                self.problems.push(unreadable("A1", folder, &error));
                Vec::new()
            }
        }
    }

    fn article(&mut self, id: &str, path: &Path) -> Option<(Article, Vec<TextFinding>)> {
        let bounds = Bounds { root: Some(&self.folders.articles), n_bytes_max: ARTICLE_BYTES_MAX };
        let bytes = match read_file(path, bounds) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(unreadable("A1", path, &error));
                return None;
            }
        };
        match Article::new(id, shown(path), bytes) {
            Ok(article) => Some(article),
            Err(error) => {
                let help = "save the file as UTF-8";
                let problem = Problem::error("A1", &shown(path), None, error.to_string());
                self.problems.push(problem.with_help(help).unreadable());
                None
            }
        }
    }

    /// Reads a file that people write; the problem is kept if that fails.
    fn gold_text(&mut self, path: &Path) -> Option<(String, String)> {
        let bounds = Bounds { root: Some(&self.folders.gold), n_bytes_max: GOLD_BYTES_MAX };
        let bytes = match read_file(path, bounds) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.problems.push(unreadable("Y0", path, &error));
                return None;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => Some((shown(path), text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let byte = error.as_bytes().get(at).copied().unwrap_or_default();
                let message = format!("not UTF-8 (byte 0x{byte:02x} at {at})");
                let problem = Problem::error("Y0", &shown(path), None, message);
                self.problems.push(problem.with_help("save the file as UTF-8").unreadable());
                None
            }
        }
    }

    fn keep(&mut self, shown: String, text: String, problems: Vec<Problem>) {
        self.problems.extend(problems);
        self.sources.insert(shown, text);
    }
}

fn unreadable(rule: &'static str, path: &Path, error: &StoreError) -> Problem {
    let (shown, message) = (shown(path), error.to_string());
    // The problem names the file itself.
    let message = message.strip_prefix(&format!("{shown} ")).unwrap_or(&message);
    let help = match error {
        StoreError::Missing { .. } => "make it, or name another folder with --articles or --gold",
        StoreError::NotAFolder { .. } => "name a folder with --articles or --gold",
        StoreError::TooLarge { .. } => "split it",
        StoreError::LinkOut { .. } => "put the file itself into the folder",
        StoreError::NotAFile { .. } | StoreError::Name { .. } | StoreError::Io { .. } => "",
    };
    let problem = Problem::error(rule, &shown, None, message).unreadable();
    if help.is_empty() { problem } else { problem.with_help(help) }
}

/// Returns a path as the user would type it.
#[must_use]
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}
