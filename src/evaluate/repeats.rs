//! Facts that come out differently when the same extractor is asked again.

use std::collections::BTreeMap;

use crate::credit::Credit;
use crate::evaluate::rows::FactRow;
use crate::evaluate::{ArticleReport, ExtractorReport};
use crate::score::Verdict;

/// A gold fact that came out differently from one repeat to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaky {
    /// The article's id.
    pub article: String,
    /// The fact's id.
    pub fact: String,
    /// In how many repeats it was found, rightly or partly.
    pub n_found: usize,
    /// What it came out as, repeat by repeat.
    pub verdicts: Vec<Verdict>,
}

/// Returns the facts whose verdict or recall credit differs between repeats, sorted by article and fact.
///
/// Where an extractor was judged on views only, a value of a view is a fact called `view: value`. One repeat has none.
#[must_use]
pub fn flaky_facts(repeats: &[ExtractorReport]) -> Vec<Flaky> {
    let mut outcomes: BTreeMap<(&str, String), Vec<(Verdict, Option<Credit>)>> = BTreeMap::new();
    for article in repeats.iter().flat_map(|repeat| &repeat.articles) {
        for (name, row) in gold_rows(article) {
            outcomes.entry((&article.id, name)).or_default().push((row.verdict, row.recall));
        }
    }
    let differs = |outcomes: &[(Verdict, Option<Credit>)]| outcomes.windows(2).any(|pair| pair[0] != pair[1]);
    outcomes
        .into_iter()
        .filter(|(_, outcomes)| differs(outcomes))
        .map(|((article, fact), outcomes)| Flaky {
            article: article.to_owned(),
            fact,
            n_found: outcomes.iter().filter(|(verdict, _)| is_found(*verdict)).count(),
            verdicts: outcomes.into_iter().map(|(verdict, _)| verdict).collect(),
        })
        .collect()
}

/// Returns the gold facts of an article by name; values of views where no facts were judged.
fn gold_rows(article: &ArticleReport) -> Vec<(String, &FactRow)> {
    if article.rows.is_empty() {
        let values = article.views.iter().flat_map(|(view, rows)| rows.iter().map(move |row| (view, row)));
        return values
            .filter_map(|(view, row)| Some((format!("{view}: {}", row.fact_id.as_deref()?), row)))
            .collect();
    }
    article.rows.iter().filter_map(|row| Some((row.fact_id.clone()?, row))).collect()
}

const fn is_found(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Correct | Verdict::Partial => true,
        Verdict::Incorrect
        | Verdict::Missing
        | Verdict::OptionalMissing
        | Verdict::Distractor
        | Verdict::Spurious
        | Verdict::NearDuplicate
        | Verdict::Unjudged => false,
    }
}
