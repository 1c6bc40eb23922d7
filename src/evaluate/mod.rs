//! Runs the whole way for one extractor over a corpus: answers in, judged articles and their sums out.

use std::sync::Mutex;

use crate::align::pair::Rules;
use crate::compare::date::{DateContext, IntervalMode};
use crate::compare::slot::Context;
use crate::corpus::{Corpus, Entry};
use crate::evaluate::rows::{FactRow, fact_rows};
use crate::evaluate::slots::slot_tallies;
use crate::evaluate::totals::{ArticleTotals, Totals};
use crate::extract::Outcome;
use crate::extract::failure::Failure;
use crate::fact::{Prediction, TypeRef};
use crate::gold::{Gold, GoldFact, Status};
use crate::parallel::{in_parallel, n_cores};
use crate::schema::Schema;
use crate::score::view::{Source, ViewTask, judge_view, view_facts, view_schema};
use crate::score::{Key, Settings, collapse, judge};
use crate::tally::Tally;

pub mod primary;
pub mod repeats;
pub mod rows;
pub mod slots;
pub mod totals;

/// What of a corpus is scored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids of the articles; `None` is all of them.
    pub articles: Option<Vec<String>>,
    /// The only type that is scored, by its position.
    pub type_index: Option<usize>,
    /// The only views that are scored, by position; facts are then left out. Empty for facts and all views.
    pub view_indices: Vec<usize>,
    /// Draft facts and draft files are scored too.
    pub with_drafts: bool,
}

/// What one article came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleReport {
    /// The id.
    pub id: String,
    /// The article's file.
    pub path: String,
    /// Its cluster; the article itself where gold names none.
    pub cluster: String,
    /// How the extractor failed; the article then counts as an empty answer.
    pub failure: Option<Failure>,
    /// Every fact: gold sorted by id, then what else was returned.
    pub rows: Vec<FactRow>,
    /// Every value of each view, by the view's name.
    pub views: Vec<(String, Vec<FactRow>)>,
    /// The sums.
    pub totals: ArticleTotals,
}

/// What one extractor came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractorReport {
    /// The extractor's name.
    pub name: String,
    /// The articles, sorted by id.
    pub articles: Vec<ArticleReport>,
    /// The sums over articles.
    pub totals: Totals,
}

/// Judges many answers against one corpus.
#[derive(Debug)]
pub struct Evaluation<'a> {
    corpus: &'a Corpus,
    selection: &'a Selection,
    settings: Settings,
    intervals: IntervalMode,
    views: Schema,
}

impl<'a> Evaluation<'a> {
    /// Prepares an evaluation.
    #[must_use]
    pub fn new(corpus: &'a Corpus, selection: &'a Selection, settings: Settings) -> Self {
        let views = view_schema(&corpus.schema);
        Self { corpus, selection, settings, intervals: IntervalMode::Ladder, views }
    }

    /// Returns the articles that are scored, sorted by id; draft files only where drafts are.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        let (corpus, selection) = (self.corpus, self.selection);
        corpus.entries.iter().filter(move |entry| {
            let is_named =
                selection.articles.as_ref().is_none_or(|ids| ids.iter().any(|id| id == entry.article.id()));
            is_named && (selection.with_drafts || entry.gold.status != Status::Draft)
        })
    }

    /// Judges one extractor; `answer` is asked once for each article, in order.
    #[must_use]
    pub fn run(&self, name: &str, answer: impl FnMut(&Entry) -> Outcome) -> ExtractorReport {
        self.judge(name, self.entries().map(answer).collect())
    }

    /// Judges the answers of one extractor, one for each article in order; on all cores, whose number changes nothing.
    ///
    /// # Panics
    /// If there are not as many answers as articles.
    #[must_use]
    pub fn judge(&self, name: &str, outcomes: Vec<Outcome>) -> ExtractorReport {
        let entries: Vec<&Entry> = self.entries().collect();
        assert_eq!(entries.len(), outcomes.len(), "there is one answer for each article");
        let outcomes: Vec<Mutex<Outcome>> = outcomes.into_iter().map(Mutex::new).collect();
        let articles = in_parallel(entries.len(), n_cores(), &|index| {
            let mut outcome = outcomes[index].lock().expect("each answer is taken by one thread");
            let nothing = Outcome::Answered(Vec::new());
            self.article(entries[index], std::mem::replace(&mut *outcome, nothing))
        });
        let mut totals = Totals::default();
        for article in &articles {
            totals.add(&article.totals, &article.cluster, article.failure.is_none());
        }
        ExtractorReport { name: name.to_owned(), articles, totals }
    }

    /// Judges the answer for one article.
    #[must_use]
    pub fn article(&self, entry: &Entry, outcome: Outcome) -> ArticleReport {
        let (predictions, failure) = match outcome {
            Outcome::Answered(predictions) => (predictions, None),
            Outcome::Failed(failure) => (Vec::new(), Some(failure)),
        };
        let predictions: Vec<Prediction> = predictions
            .into_iter()
            .filter(|prediction| self.is_of_type(prediction.fact.fact_type.index()))
            .collect();
        let article = entry.article.text();
        let is_of_views = !self.selection.view_indices.is_empty();
        let aside: Vec<&Prediction> = predictions
            .iter()
            .filter(|prediction| is_of_views || matches!(prediction.fact.fact_type, TypeRef::View(_)))
            .collect();
        let mut answers = collapse(article, &predictions);
        let dates = DateContext { timezone: entry.gold.article.timezone, intervals: self.intervals };
        let context = Context { entities: &self.corpus.entities, dates: &dates };
        let mut report = ArticleReport {
            id: entry.article.id().to_owned(),
            path: entry.article.path().to_owned(),
            cluster: entry.gold.cluster.clone().unwrap_or_else(|| entry.article.id().to_owned()),
            failure,
            rows: Vec::new(),
            views: Vec::new(),
            totals: ArticleTotals::default(),
        };
        self.judge_views(&mut report, entry, &answers, context);
        if !is_of_views {
            answers.retain(|answer| !matches!(answer.fact.fact_type, TypeRef::View(_)));
            let distractors: Vec<_> = entry
                .gold
                .distractors
                .iter()
                .filter(|distractor| self.is_of_type(distractor.fact.fact_type.index()))
                .cloned()
                .collect();
            let key = Key::new(article, self.facts(&entry.gold), &distractors, &entry.gold.coverage.types);
            let rules = Rules { schema: &self.corpus.schema, context };
            let judgement = judge(article, &key, answers, rules, self.settings);
            let preset = self.settings.preset;
            report.rows = fact_rows(&judgement, &key, &self.corpus.schema, preset);
            let views = std::mem::take(&mut report.totals.views);
            report.totals = ArticleTotals::of_facts(&judgement, &report.rows, &key);
            report.totals.slots = slot_tallies(&judgement, &key, &self.corpus.schema, preset);
            report.totals.views = views;
        }
        report.totals.add_remarks(&aside);
        if is_of_views {
            report.totals.add_losses(report.views.iter().flat_map(|(_, rows)| rows));
        }
        report
    }

    /// Returns the gold facts that are scored.
    fn facts<'g>(&self, gold: &'g Gold) -> impl Iterator<Item = &'g GoldFact> + use<'_, 'g, 'a> {
        gold.facts.iter().filter(|fact| {
            let is_scored = self.selection.with_drafts || !fact.is_draft;
            is_scored && self.is_of_type(fact.fact.fact_type.index())
        })
    }

    fn is_of_type(&self, type_index: Option<usize>) -> bool {
        self.selection.type_index.is_none_or(|wanted| type_index == Some(wanted))
    }

    /// Says whether the values of a view are scored.
    fn is_selected(&self, view_index: usize) -> bool {
        let wanted = &self.selection.view_indices;
        wanted.is_empty() || wanted.contains(&view_index)
    }

    fn judge_views(
        &self,
        report: &mut ArticleReport,
        entry: &Entry,
        answers: &[crate::score::Answer],
        context: Context<'_>,
    ) {
        for (view_index, view) in self.corpus.schema.views.iter().enumerate() {
            if !self.is_selected(view_index) {
                continue;
            }
            let source = Source { schema: &self.corpus.schema, entities: &self.corpus.entities, view_index };
            let facts = view_facts(self.facts(&entry.gold), source);
            let task = ViewTask {
                article: entry.article.text(),
                facts: &facts,
                views: &self.views,
                source,
                is_exhaustive: entry.gold.coverage.views.get(view_index).copied().unwrap_or(false),
                ignored: &entry.gold.ignore,
            };
            let (rows, tally) = self.judge_one_view(task, answers, context);
            report.totals.views.insert(view.name.to_string(), tally);
            report.views.push((view.name.to_string(), rows));
        }
    }

    fn judge_one_view(
        &self,
        task: ViewTask<'_>,
        answers: &[crate::score::Answer],
        context: Context<'_>,
    ) -> (Vec<FactRow>, Tally) {
        let judgement = judge_view(task, answers, context, self.settings);
        let key = Key::new(task.article, task.facts.iter(), &[], &[]);
        let rows = fact_rows(&judgement, &key, &self.views, self.settings.preset);
        let totals = ArticleTotals::of_facts(&judgement, &rows, &key);
        (rows, totals.overall)
    }
}
