//! Facts that an extractor finds in one repeat of a run and not in another.

use std::collections::BTreeMap;

use crate::credit::Credit;
use crate::evaluate::rows::FactRow;
use crate::evaluate::{ArticleReport, ExtractorReport};
use crate::score::Verdict;

/// A gold fact whose verdict is not the same in all repeats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlakyFact {
    /// The article's id.
    pub article: String,
    /// The fact's id.
    pub fact: String,
    /// In how many repeats it was found, wholly or partly.
    pub n_found: usize,
    /// In how many repeats the article was answered; at least 2.
    pub n_repeats: usize,
    /// The verdict of each repeat that answered, in their order.
    pub verdicts: Vec<Verdict>,
}

/// What a fact came to in one repeat.
type Judged = (Verdict, Option<Credit>);

impl FlakyFact {
    /// Returns how often it was found, such as `2 of 3`.
    #[must_use]
    pub fn ratio(&self) -> String {
        format!("{} of {}", self.n_found, self.n_repeats)
    }
}

/// Returns the facts whose verdict or recall credit differs between repeats, sorted by article and fact.
///
/// One report for each repeat. A repeat in which the article failed says nothing about its facts: failures are counted
/// apart. What was returned beyond the gold has no id to be followed by and is left out. Where an extractor was judged
/// on views only, a value of a view is a fact called `view: value`.
#[must_use]
pub fn flaky_facts(repeats: &[ExtractorReport]) -> Vec<FlakyFact> {
    let mut outcomes: BTreeMap<(&str, String), Vec<Judged>> = BTreeMap::new();
    let articles = repeats.iter().flat_map(|report| &report.articles);
    for article in articles.filter(|article| article.failure.is_none()) {
        for (name, row) in gold_rows(article) {
            outcomes.entry((&article.id, name)).or_default().push((row.verdict, row.recall));
        }
    }
    let differ = |outcomes: &[Judged]| outcomes.windows(2).any(|pair| pair[0] != pair[1]);
    outcomes
        .into_iter()
        .filter(|(_, outcomes)| differ(outcomes))
        .map(|((article, fact), outcomes)| FlakyFact {
            article: article.to_owned(),
            fact,
            n_found: outcomes.iter().filter(|(verdict, _)| is_found(*verdict)).count(),
            n_repeats: outcomes.len(),
            verdicts: outcomes.into_iter().map(|(verdict, _)| verdict).collect(),
        })
        .collect()
}

/// Returns the gold facts of an article by name; values of views where no facts were judged.
fn gold_rows(article: &ArticleReport) -> Vec<(String, &FactRow)> {
    let is_gold = |row: &&FactRow| row.extra.is_none();
    if article.rows.is_empty() {
        let values = article.views.iter().flat_map(|(view, rows)| rows.iter().map(move |row| (view, row)));
        return values
            .filter(|(_, row)| is_gold(row))
            .filter_map(|(view, row)| Some((format!("{view}: {}", row.fact_id.as_deref()?), row)))
            .collect();
    }
    article.rows.iter().filter(is_gold).filter_map(|row| Some((row.fact_id.clone()?, row))).collect()
}

const fn is_found(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Correct | Verdict::Partial)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::totals::{ArticleTotals, Totals};
    use crate::extract::failure::{Failure, FailureKind};

    fn row(fact_id: Option<&str>, verdict: Verdict) -> FactRow {
        FactRow {
            fact_id: fact_id.map(str::to_owned),
            extra: fact_id.is_none().then_some(1),
            type_name: "flood".to_owned(),
            type_is_known: true,
            verdict,
            recall: None,
            precision: None,
            gold: None,
            predicted: None,
            is_optional: false,
            weight: 1,
            is_grounded: None,
            evidence_agrees: None,
            confidence: None,
            distractor: None,
            repeats: None,
            needs: Vec::new(),
            losses: Vec::new(),
            parts: Vec::new(),
            gold_passages: Vec::new(),
            predicted_passages: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Returns the report of one repeat over articles `a`, `b`, …: a verdict for each fact `f1`, `f2`, …, or a failure.
    fn repeat(articles: &[Option<&[Verdict]>]) -> ExtractorReport {
        let article = |(name, verdicts): (char, &Option<&[Verdict]>)| {
            // After a failure every fact is missing, and that is not what is asked here.
            let verdicts = verdicts.unwrap_or(&[Verdict::Missing; 2]);
            let facts = verdicts.iter().zip(["f1", "f2"]).map(|(verdict, id)| row(Some(id), *verdict));
            ArticleReport {
                id: name.to_string(),
                path: String::new(),
                cluster: String::new(),
                failure: None,
                rows: facts.chain([row(None, Verdict::Spurious)]).collect(),
                views: Vec::new(),
                totals: ArticleTotals::default(),
            }
        };
        let mut reports: Vec<ArticleReport> = ('a'..).zip(articles).map(article).collect();
        for (report, _) in reports.iter_mut().zip(articles).filter(|(_, verdicts)| verdicts.is_none()) {
            report.failure = Some(Failure::new(FailureKind::Timeout, "after 60 s"));
        }
        ExtractorReport { name: "e".to_owned(), articles: reports, totals: Totals::default() }
    }

    fn check(repeats: &[&[Option<&[Verdict]>]], expected: &[&str]) {
        let reports: Vec<ExtractorReport> = repeats.iter().map(|articles| repeat(articles)).collect();
        let shown = |flaky: &FlakyFact| format!("{}/{} {}", flaky.article, flaky.fact, flaky.ratio());
        assert_eq!(flaky_facts(&reports).iter().map(shown).collect::<Vec<_>>(), expected);
    }

    const BOTH: Option<&[Verdict]> = Some(&[Verdict::Correct, Verdict::Correct]);
    const FIRST: Option<&[Verdict]> = Some(&[Verdict::Correct, Verdict::Missing]);
    const PARTLY: Option<&[Verdict]> = Some(&[Verdict::Partial, Verdict::Incorrect]);

    #[test]
    fn facts_that_come_and_go_are_flaky_and_others_are_not() {
        check(&[&[BOTH, FIRST], &[FIRST, FIRST], &[BOTH, FIRST]], &["a/f2 2 of 3"]);
        check(&[&[FIRST, BOTH], &[BOTH, FIRST]], &["a/f2 1 of 2", "b/f2 1 of 2"]);
    }

    #[test]
    fn another_verdict_is_flaky_too() {
        check(&[&[BOTH], &[PARTLY]], &["a/f1 2 of 2", "a/f2 1 of 2"]);
        check(&[&[FIRST], &[PARTLY]], &["a/f1 2 of 2", "a/f2 0 of 2"]);
    }

    #[test]
    fn another_credit_is_flaky_too() {
        let mut repeats = [repeat(&[PARTLY]), repeat(&[PARTLY])];
        repeats[1].articles[0].rows[0].recall = Some(Credit::HALF);
        assert_eq!(flaky_facts(&repeats).len(), 1);
    }

    #[test]
    fn values_of_views_can_be_flaky_where_no_facts_were_judged() {
        let on_views = |articles| {
            let mut report = repeat(articles);
            for article in &mut report.articles {
                article.views = vec![("dates".to_owned(), std::mem::take(&mut article.rows))];
            }
            report
        };
        let flaky = flaky_facts(&[on_views(&[BOTH]), on_views(&[FIRST])]);
        assert_eq!(flaky.iter().map(|one| one.fact.as_str()).collect::<Vec<_>>(), ["dates: f2"]);
    }

    #[test]
    fn a_repeat_that_failed_says_nothing_about_facts() {
        check(&[&[BOTH], &[None], &[BOTH]], &[]);
        check(&[&[BOTH], &[None], &[FIRST]], &["a/f2 1 of 2"]);
        check(&[&[None], &[None], &[FIRST]], &[]);
    }

    #[test]
    fn one_repeat_or_none_shows_no_flakiness() {
        check(&[&[BOTH]], &[]);
        check(&[], &[]);
    }
}
