//! Lints a corpus: all that is wrong with articles, quotations, values and facts, at once.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::census::article::ArticleCensus;
use crate::census::likeness::Shingles;
use crate::corpus::{Basis, Corpus, Entry, Folders, Visit};
use crate::fact::{Evidence, Fact};
use crate::gold::FactPlaces;
use crate::gold::format::Source;
use crate::lint::corpus::Whole;
use crate::lint::reviews::review_day;
use crate::lint::tokens::{Lexicon, Tokens};
use crate::mention::Mention;
use crate::mention::name::NameFinder;
use crate::mention::survey::Survey;
use crate::problem::{Fix, Level, Problem, sort_problems};
use crate::schema::entities::Entities;
use crate::text::quote::{Located, Quote, locate};
use crate::value::Entity;
use crate::value::date::Date;
use crate::yaml::Node;

mod absent;
mod agreement;
mod articles;
mod articles_text;
mod bounds;
mod corpus;
mod cues;
mod days;
mod evidence;
mod facts;
pub mod fix;
pub mod form;
mod names;
mod opposed;
pub mod past;
mod reserve;
pub mod reviews;
mod scene;
mod show;
#[cfg(test)]
mod tests;
mod tokens;
mod twins;
mod uncovered;
mod unseen;
mod values;
mod voices;
mod wording;
mod zones;

/// What lint found in a corpus.
#[derive(Clone, Debug)]
pub struct Linted {
    /// Everything that is wrong, by file and place.
    pub problems: Vec<Problem>,
    /// The corpus without its articles: the problems of reading it, and the texts that problems point into.
    pub corpus: Corpus,
    /// The gold files that were checked.
    pub golds: Vec<LintedGold>,
    /// Facts that were checked.
    pub n_facts: u64,
}

/// A gold file that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintedGold {
    /// The file, as the user would type it.
    pub path: String,
    /// The day on which somebody else read it, `2026-11-20`, where it says so.
    pub review_day: Option<String>,
}

/// Returns everything that is wrong with a corpus: what reading found, and what the rules of lint find.
///
/// Articles are checked on all cores and not kept: memory is what the findings take, and a digest of each article.
/// Linear in the articles; each quotation is looked up once. Facts are compared with each other within one article and
/// type, with a bound on the number of comparisons.
#[must_use]
pub fn lint_folders(folders: &Folders) -> Linted {
    let names: OnceLock<Arc<Names>> = OnceLock::new();
    let (mut corpus, checked) = Corpus::visit(folders, &|basis, entry, source| {
        let names = Arc::clone(names.get_or_init(|| Arc::new(Names::new(basis.entities))));
        let (problems, census) = Linter { basis, names }.counted(&entry, source);
        let review_day = review_day(&entry.gold).map(ToString::to_string);
        let gold = LintedGold { path: entry.gold.path, review_day };
        let keeps_source = !problems.is_empty();
        Visit { result: (problems, (census, gold)), keeps_source }
    });
    let (problems, checked): (Vec<Vec<Problem>>, Vec<_>) = checked.into_iter().unzip();
    let (census, golds): (Vec<ArticleCensus>, Vec<LintedGold>) = checked.into_iter().unzip();
    let disagreements = agreement::check(&mut corpus);
    let mut all = corpus.problems.clone();
    all.extend(disagreements);
    all.extend(problems.into_iter().flatten());
    all.extend(Whole::new(corpus.basis(), &census).problems(corpus.unlabelled.len()));
    drop_consequences(&mut all, &corpus.problems);
    sort_problems(&mut all);
    let is_missing =
        |problem: &&Problem| problem.span.is_some() && !corpus.sources.contains_key(&problem.file);
    let missing: Vec<String> = all.iter().filter(is_missing).map(|problem| problem.file.clone()).collect();
    corpus.add_sources(missing);
    let n_facts = census.iter().map(|article| u64::from(article.n_facts)).sum();
    Linted { problems: all, corpus, golds, n_facts }
}

/// Returns everything that is wrong with a corpus that is in memory, as [`lint_folders`] does; R2 alone is left out,
/// because it reads the labels of single annotators.
#[must_use]
pub fn lint(corpus: &Corpus) -> Vec<Problem> {
    let linter = Linter::new(corpus.basis());
    let mut all = corpus.problems.clone();
    let mut census = Vec::with_capacity(corpus.entries.len());
    for entry in &corpus.entries {
        let source = corpus.sources.get(&entry.gold.path).map_or("", String::as_str);
        let (problems, counted) = linter.counted(entry, source.into());
        all.extend(problems);
        census.push(counted);
    }
    all.extend(Whole::new(corpus.basis(), &census).problems(corpus.unlabelled.len()));
    drop_consequences(&mut all, &corpus.problems);
    sort_problems(&mut all);
    all
}

/// What a label that cannot be read seems to leave out, and a form that only a sound file has.
const CONSEQUENCES: [&str; 2] = ["C1", "Y6"];

/// Takes out what only follows from errors of reading, so that a file with one mistake has one finding.
fn drop_consequences(problems: &mut Vec<Problem>, reading: &[Problem]) {
    let errors = reading.iter().filter(|problem| problem.level == Level::Error);
    let files: BTreeSet<&str> = errors.map(|problem| problem.file.as_str()).collect();
    problems
        .retain(|problem| !files.contains(problem.file.as_str()) || !CONSEQUENCES.contains(&problem.rule));
}

/// Checks articles one at a time, so that a large corpus need not be held at once.
#[derive(Debug)]
pub struct Linter<'a> {
    basis: Basis<'a>,
    names: Arc<Names>,
}

/// The names of all entities, made ready once for all articles.
#[derive(Debug)]
struct Names {
    lexicon: Lexicon,
    finder: NameFinder,
}

impl Names {
    fn new(entities: &Entities) -> Self {
        Self { lexicon: Lexicon::new(entities), finder: NameFinder::new(entities) }
    }
}

impl<'a> Linter<'a> {
    /// Prepares what all articles are checked with.
    #[must_use]
    pub fn new(basis: Basis<'a>) -> Self {
        Self { basis, names: Arc::new(Names::new(basis.entities)) }
    }

    /// Returns what the rules find in one article and its gold, whose text is `source`; unsorted.
    #[must_use]
    pub fn article(&self, entry: &Entry, source: Source<'_>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let bench = Bench::new(self, entry, source);
        let mut findings = Findings { problems: &mut problems, file: &entry.gold.path };
        articles::check(&bench, &mut findings);
        evidence::check(&bench, &mut findings);
        values::check(&bench, &mut findings);
        names::check(&bench, &mut findings);
        wording::check(&bench, &mut findings);
        uncovered::check(&bench, &mut findings);
        facts::check(&bench, &mut findings);
        reviews::check(&bench, &mut findings);
        form::check(&bench, &mut findings);
        articles_text::check(&bench, &mut findings);
        problems
    }

    /// Checks an article, and counts what the rules about the corpus look at.
    fn counted(&self, entry: &Entry, source: Source<'_>) -> (Vec<Problem>, ArticleCensus) {
        // Only articles of different splits are compared.
        let has_split = entry.gold.split.is_some();
        let shingles = if has_split { Shingles::new(entry.article.text()) } else { Shingles::default() };
        (self.article(entry, source), ArticleCensus::new(&entry.gold, shingles))
    }
}

/// A quotation of a label with where it stands in the gold file and in the article.
struct Passage<'a> {
    quote: &'a Quote,
    /// In bytes of the gold file.
    place: Range<usize>,
    located: Located,
}

/// A fact or distractor with everything that the rules look at.
struct Label<'a> {
    id: &'a str,
    fact: &'a Fact,
    places: &'a FactPlaces,
    passages: Vec<Passage<'a>>,
    /// The sentences in which its quotations stand, in bytes of the article, ascending, without repeats.
    sentences: Vec<Range<usize>>,
    said_on: Option<&'a Date>,
    note: Option<&'a str>,
    is_draft: bool,
    /// Leaving it out costs nothing.
    is_optional: bool,
    is_distractor: bool,
}

/// One article with its labels, looked up once for all rules.
struct Bench<'a> {
    basis: Basis<'a>,
    lexicon: &'a Lexicon,
    finder: &'a NameFinder,
    entry: &'a Entry,
    /// The text of the gold file.
    source: &'a str,
    /// What was read of it, where it is at hand.
    tree: Option<&'a Node>,
    /// The facts, in the order of the file.
    facts: Vec<Label<'a>>,
    /// The distractors, in the order of the file.
    distractors: Vec<Label<'a>>,
    /// The passages to ignore, in the order of the file.
    ignored: Vec<Passage<'a>>,
    /// The article is not the edition that was labelled, and the user knows.
    is_other_edition: bool,
    tokens: OnceCell<Tokens<'a>>,
    survey: OnceCell<Survey<'a>>,
    names: OnceCell<Vec<Mention<Entity>>>,
}

impl<'a> Bench<'a> {
    fn new(linter: &'a Linter<'_>, entry: &'a Entry, source: Source<'a>) -> Self {
        let basis = linter.basis;
        let gold = &entry.gold;
        let facts = gold.facts.iter().map(|fact| Label {
            said_on: fact.said_on.as_ref(),
            note: fact.note.as_deref(),
            is_draft: fact.is_draft,
            is_optional: fact.is_optional,
            ..Label::new(entry, &fact.id, &fact.fact, &fact.places)
        });
        let distractors = gold.distractors.iter().map(|distractor| Label {
            is_distractor: true,
            ..Label::new(entry, &distractor.id, &distractor.fact, &distractor.places)
        });
        let ignored = gold.ignore.iter().map(|ignored| passage(entry, &ignored.quote, ignored.place.clone()));
        let is_first = gold.article.sha256.first().is_some_and(|hash| hash == entry.article.sha256());
        Self {
            basis,
            lexicon: &linter.names.lexicon,
            finder: &linter.names.finder,
            entry,
            source: source.text,
            tree: source.tree,
            facts: facts.collect(),
            distractors: distractors.collect(),
            ignored: ignored.collect(),
            is_other_edition: basis.folders.is_other_edition && !is_first,
            tokens: OnceCell::new(),
            survey: OnceCell::new(),
            names: OnceCell::new(),
        }
    }

    /// Returns the facts, then the distractors.
    fn labels(&self) -> impl Iterator<Item = &Label<'a>> {
        self.facts.iter().chain(&self.distractors)
    }

    /// Returns the text of the article.
    fn text(&self) -> &'a str {
        self.entry.article.text().as_str()
    }

    /// Returns the words of the article.
    fn tokens(&self) -> &Tokens<'a> {
        self.tokens.get_or_init(|| Tokens::new(self.entry.article.text()))
    }

    /// Returns the mentions of the article.
    fn survey(&self) -> &Survey<'a> {
        let notes = &self.entry.gold.article;
        self.survey.get_or_init(|| Survey::new(self.text(), notes.language(), notes.published.as_ref()))
    }

    /// Returns the names of entities in the article, ascending.
    fn names(&self) -> &[Mention<Entity>] {
        self.names.get_or_init(|| self.finder.find(self.text()))
    }

    /// Says whether the id or a name of an entity stands in the article.
    fn mentions(&self, index: usize) -> bool {
        self.lexicon.names(index).iter().any(|name| self.tokens().has_name(name))
    }

    /// Returns the words of a piece of the article; nothing for a place outside.
    fn piece(&self, span: &Range<usize>) -> &'a str {
        self.text().get(span.clone()).unwrap_or_default()
    }

    /// Returns error, or warning where the article is another edition than the labelled one.
    const fn error_level(&self) -> Level {
        if self.is_other_edition { Level::Warning } else { Level::Error }
    }
}

impl<'a> Label<'a> {
    fn new(entry: &'a Entry, id: &'a str, fact: &'a Fact, places: &'a FactPlaces) -> Self {
        let quotes = fact.evidence.iter().filter_map(|evidence| match evidence {
            Evidence::Quote(quote) => Some(quote),
            Evidence::Place { .. } => None,
        });
        let passages: Vec<Passage<'a>> =
            quotes.zip(&places.evidence).map(|(quote, place)| passage(entry, quote, place.clone())).collect();
        let spans = passages.iter().flat_map(|passage| &passage.located.spans);
        let mut sentences: Vec<Range<usize>> =
            spans.filter_map(|span| entry.article.text().sentences_around(span)).collect();
        sentences.sort_by_key(|sentence| (sentence.start, sentence.end));
        sentences.dedup();
        Self {
            id,
            fact,
            places,
            passages,
            sentences,
            said_on: None,
            note: None,
            is_draft: false,
            is_optional: false,
            is_distractor: false,
        }
    }

    /// Returns where its quotations stand, in bytes of the article.
    fn spans(&self) -> impl Iterator<Item = &Range<usize>> {
        self.passages.iter().flat_map(|passage| &passage.located.spans)
    }

    /// Says whether a place of the article lies in one of the quotations.
    fn quotes_place(&self, place: &Range<usize>) -> bool {
        self.spans().any(|span| span.start <= place.start && place.end <= span.end)
    }
}

fn passage<'a>(entry: &Entry, quote: &'a Quote, place: Range<usize>) -> Passage<'a> {
    Passage { quote, place, located: locate(entry.article.text(), quote) }
}

/// Collects findings about one gold file.
struct Findings<'a> {
    problems: &'a mut Vec<Problem>,
    file: &'a str,
}

impl Findings<'_> {
    /// Adds a finding at a place of the gold file.
    fn add(&mut self, level: Level, rule: &'static str, place: &Range<usize>, message: impl Into<String>) {
        let problem = Problem::error(rule, self.file, Some(place.clone()), message);
        self.problems.push(Problem { level, ..problem });
    }

    /// Adds an error at a place of the gold file.
    fn error(&mut self, rule: &'static str, place: &Range<usize>, message: impl Into<String>) {
        self.add(Level::Error, rule, place, message);
    }

    /// Adds a warning at a place of the gold file.
    fn warn(&mut self, rule: &'static str, place: &Range<usize>, message: impl Into<String>) {
        self.add(Level::Warning, rule, place, message);
    }

    /// Tells what `--fix` does about the finding added last.
    fn fix(&mut self, fix: Fix) {
        self.problems.last_mut().expect("a fix follows a finding").fix = Some(fix);
    }

    /// Tells what to do next about the finding added last.
    fn help(&mut self, help: impl Into<String>) {
        self.problems.last_mut().expect("help follows a finding").help = Some(help.into());
    }
}
